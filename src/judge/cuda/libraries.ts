/** The libraries of CUDA as programs find them: a libcuda that is not the driver's own, two versions of one library. */

import type { CudaCopy } from '../../capture/snapshot.ts';
import type { Finding } from '../../verdict.ts';
import type { Evidence, Rule } from '../rule.ts';

export const compatInUse: Rule = {
  kind: 'standalone',
  id: 'cuda-compat',
  applies: ({ hardware }) => hardware.device === 'auto',
  judge: judgeCompat,
};

export const twoCopies: Rule = {
  kind: 'standalone',
  id: 'cuda-copies',
  applies: ({ hardware }) => hardware.device === 'auto',
  judge: judgeCopies,
};

function judgeCompat({ snapshot: { driver } }: Evidence): readonly Finding[] {
  if (driver?.compat == null) return [];
  return [
    {
      code: 'driver/compat-in-use',
      severity: 'warning',
      subject: 'driver',
      summary: `programs load libcuda ${driver.compat}, not the driver's own`,
      expected: `libcuda ${driver.version ?? 'of the driver'}`,
      found: driver.compat,
      where: null,
      next: 'Nothing, if it is meant; else take the compat directory out of LD_LIBRARY_PATH and /etc/ld.so.conf.d.',
    },
  ];
}

function judgeCopies({ snapshot }: Evidence): readonly Finding[] {
  if (!snapshot.gpus.some(({ vendor }) => vendor === 'nvidia')) return [];
  const { copies } = snapshot.cuda;
  return copies.flatMap((copy, place) => {
    const first = copies.findIndex((other) => isSameFile(other, copy));
    if (first !== place) return [];
    const rival = copies.find(
      (other) => isSameFile(other, copy) && !isSameVersion(other.version, copy.version),
    );
    return rival === undefined ? [] : [conflict(copy, rival)];
  });
}

/**
 * Copies that answer to one file name: the major is part of it, so cuDNN 8 and 9 do not get in each other's way. The
 * toolkit is no library: what a machine has under /usr/local matters only to what is compiled there.
 */
function isSameFile(a: CudaCopy, b: CudaCopy): boolean {
  return a.part !== 'toolkit' && a.part === b.part && a.version.split('.')[0] === b.version.split('.')[0];
}

/** A file name tells fewer numbers (9.10.2) than a wheel (9.10.2.21); what both tell has to agree. */
function isSameVersion(a: string, b: string): boolean {
  const [left, right] = [a.split('.'), b.split('.')];
  const told = Math.min(left.length, right.length);
  return left.slice(0, told).every((part, index) => Number(part) === Number(right[index]));
}

/**
 * cuDNN loads its parts one by one and can mix two versions. Any other library is loaded whole, so a second copy matters
 * where it goes before the wheel that the framework brought; hidden behind the wheel it is only worth knowing.
 */
function severityOf(first: CudaCopy): Finding['severity'] {
  return first.part === 'cudnn' || !first.from.startsWith('wheel ') ? 'warning' : 'info';
}

function conflict(first: CudaCopy, rival: CudaCopy): Finding {
  const mixed =
    first.part === 'cudnn'
      ? 'parts of both can end up in one program, which stops with CUDNN_STATUS_SUBLIBRARY_VERSION_MISMATCH'
      : 'search paths decide which of them a program gets';
  return {
    code: 'cuda/two-copies',
    severity: severityOf(first),
    subject: first.part,
    summary: `${first.part} is there twice, as ${first.version} and ${rival.version}`,
    expected: 'one version',
    found: `${first.version} (${first.from}) and ${rival.version} (${rival.from})`,
    where: null,
    next: `Keep one: ${mixed}.`,
  };
}
