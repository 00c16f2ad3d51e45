/** What a board itself says is wrong with it, or keeps it busy. */

import type { Fault, Gpu } from '../snapshot.ts';
import type { SmiBoard } from './nvidia-smi/reading.ts';

/** The faults of one board; empty on a healthy one that nobody else uses. */
export function boardFaults(gpu: Gpu, board: SmiBoard, subject: string): readonly Fault[] {
  const found: readonly (Omit<Fault, 'subject'> | null)[] = [
    uncorrected(gpu),
    remap(gpu),
    retirement(board),
    recovery(gpu),
    foreign(gpu),
  ];
  return found.filter((fault) => fault !== null).map((fault) => ({ ...fault, subject }));
}

type Found = Omit<Fault, 'subject'> | null;

function uncorrected({ eccErrors }: Gpu): Found {
  const count = eccErrors?.uncorrectedVolatile ?? 0;
  if (count === 0) return null;
  return {
    kind: 'ecc-uncorrected',
    because: `uncorrected memory errors since the driver was loaded: ${count}`,
  };
}

function remap({ rowRemap }: Gpu): Found {
  if (rowRemap?.failure) return { kind: 'row-remap', because: 'a memory row could not be remapped' };
  if (rowRemap?.pending)
    return { kind: 'row-remap', because: 'a memory row waits for a reset to be remapped' };
  return null;
}

/** Before Ampere whole pages are retired instead. */
function retirement({ fields }: SmiBoard): Found {
  if (!/^(?:yes|1)$/i.test(fields.retirementPending ?? '')) return null;
  return { kind: 'row-remap', because: 'a memory page waits for a reset to be retired' };
}

function recovery({ recoveryAction }: Gpu): Found {
  if (recoveryAction === null || recoveryAction === 'none') return null;
  return { kind: 'gpu-needs-reset', because: `the driver asks for \`${recoveryAction}\`` };
}

/** The control daemon and the server of MPS compute nothing of their own. */
const MPS = /^nvidia-cuda-mps-/;

function foreign({ processes }: Gpu): Found {
  const others = processes.filter(({ name }) => !MPS.test(name ?? ''));
  if (others.length === 0) return null;
  const named = others.slice(0, 3).map(({ pid, name }) => `${name ?? 'a program'} (process ${pid})`);
  const more = others.length > named.length ? ` and ${others.length - named.length} more` : '';
  return { kind: 'foreign-process', because: `${named.join(', ')}${more} computed on it` };
}
