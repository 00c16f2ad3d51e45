/** `nvidia-smi -L`: one line for each board, and below it one for each MIG slice, with names and identifiers only. */

import type { MigSlice } from '../../snapshot.ts';
import type { SmiBoard, SmiReading } from './reading.ts';

/** The identifier of a Jetson has no `GPU-` in front. */
const BOARD = /^GPU \d+: (\S.*?)\s+\(UUID: ((?:GPU-)?[0-9a-f-]+)\)\s*$/;
const SLICE = /^\s+MIG (\S+)\s+Device\s+\d+:\s+\(UUID: (MIG-\S+)\)\s*$/;

export function isList(text: string): boolean {
  return text.split(/\r?\n/).some((line) => BOARD.test(line));
}

export function readList(text: string): SmiReading {
  const boards: SmiBoard[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, name, uuid] = BOARD.exec(line) ?? [];
    const last = boards.at(-1);
    const slice = sliceOf(line);
    if (name !== undefined && uuid !== undefined) {
      boards.push({ fields: { name, uuid }, ecc: {}, slices: [], alarms: [], processes: null });
    } else if (slice !== null && last !== undefined) {
      const fields = { ...last.fields, mig: 'Enabled' };
      boards.splice(-1, 1, { ...last, fields, slices: [...last.slices, slice] });
    }
  }
  return { form: 'list', driver: null, cuda: null, boards, because: null };
}

function sliceOf(line: string): MigSlice | null {
  const [, profile, uuid] = SLICE.exec(line) ?? [];
  if (profile === undefined || uuid === undefined) return null;
  // Up to R460 the identifier was made of the board's and of the two instances: MIG-GPU-…/1/0.
  const [, gpuInstance, computeInstance] = /\/(\d+)\/(\d+)$/.exec(uuid) ?? [];
  return {
    profile,
    uuid,
    gpuInstance: gpuInstance === undefined ? null : Number(gpuInstance),
    computeInstance: computeInstance === undefined ? null : Number(computeInstance),
    smCount: null,
    memoryMiB: null,
    visible: null,
  };
}
