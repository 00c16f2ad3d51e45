/** What a board itself says is wrong with it, or keeps it busy. */

import type { Fault, Gpu } from '../snapshot.ts';
import type { SmiBoard, SmiProcess } from './nvidia-smi/reading.ts';

/** The faults of one board; empty on a healthy one that nobody else uses. */
export function boardFaults(gpu: Gpu, board: SmiBoard, subject: string): readonly Fault[] {
  const found: readonly (Omit<Fault, 'subject'> | null)[] = [
    uncorrected(gpu),
    remap(gpu),
    retirement(board),
    recovery(gpu),
  ];
  return [
    ...found.filter((fault) => fault !== null).map((fault) => ({ ...fault, subject })),
    ...foreign(gpu, board, subject),
  ];
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

/** Slices are there to be shared: which of them a program computes on decides whose matter it is. */
function foreign({ slices }: Gpu, board: SmiBoard, subject: string): readonly Fault[] {
  const others = (board.processes ?? []).filter(({ name }) => !MPS.test(name ?? ''));
  const placeOf = ({ slice }: SmiProcess): string => {
    const index = slices.findIndex(
      ({ gpuInstance, computeInstance }) =>
        gpuInstance === slice?.gpuInstance && computeInstance === slice?.computeInstance,
    );
    return slice === undefined || index < 0 ? subject : `${subject}.slices[${index}]`;
  };
  const places = [...new Set(others.map(placeOf))].sort();
  return places.map((place) => {
    const here = others.filter((program) => placeOf(program) === place);
    return { kind: 'foreign-process', subject: place, because: describe(here) };
  });
}

function describe(programs: readonly SmiProcess[]): string {
  const named = programs.slice(0, 3).map(({ pid, name }) => `${name ?? 'a program'} (process ${pid})`);
  const more = programs.length > named.length ? ` and ${programs.length - named.length} more` : '';
  return `${named.join(', ')}${more} computed on it`;
}
