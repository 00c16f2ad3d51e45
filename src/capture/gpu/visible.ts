/**
 * Which of NVIDIA's GPUs the job sees, and in which order: as CUDA said it with the job's own variables, else by the rules
 * of the variables themselves (CUDA programming guide, environment variables).
 */

import type { CudaAnswer, CudaDevice } from '../cuda/cuda-answer.ts';
import type { Parsed } from '../probe.ts';
import type { Gpu, MigSlice, Unknown } from '../snapshot.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

export interface VisibilitySource {
  readonly answer: CudaAnswer;
  /** Variables of the job, not of this program where the two differ. */
  readonly variables: Variables;
}

/** The GPUs with `visible`, `deviceIndex` and the visibility of their slices filled in. */
export function markVisible(
  gpus: readonly Gpu[],
  { answer, variables }: VisibilitySource,
): Parsed<readonly Gpu[]> {
  const seen = seenUnits(gpus, { answer, variables });
  const facts = gpus.map((gpu) => mark(gpu, seen));
  return { facts, unknown: facts.flatMap((gpu, index) => unclear(gpu, `gpus[${index}]`, seen)) };
}

/** Units that a program can compute on (a board, or a slice of one), in the order in which the job numbers them. */
type Seen =
  | { readonly kind: 'known'; readonly units: readonly Unit[] }
  | { readonly kind: 'unknown'; readonly because: string };

interface Unit {
  readonly gpu: Gpu;
  /** Null: the whole board. */
  readonly slice: MigSlice | null;
}

/** Other vendors' probes have answered for theirs. */
function mark(gpu: Gpu, seen: Seen): Gpu {
  if (gpu.vendor !== 'nvidia') return gpu;
  if (seen.kind === 'unknown') {
    return { ...gpu, visible: null, slices: gpu.slices.map((slice) => ({ ...slice, visible: null })) };
  }
  const whole = seen.units.findIndex((unit) => unit.gpu === gpu && unit.slice === null);
  const slices = gpu.slices.map((slice) => ({
    ...slice,
    visible: seen.units.some((unit) => unit.slice === slice),
  }));
  return {
    ...gpu,
    visible: seen.units.some((unit) => unit.gpu === gpu),
    deviceIndex: whole < 0 ? null : whole,
    slices,
  };
}

function unclear(gpu: Gpu, path: string, seen: Seen): Unknown[] {
  if (gpu.vendor !== 'nvidia' || gpu.visible !== null) return [];
  return [{ path: `${path}.visible`, because: seen.kind === 'unknown' ? seen.because : 'CUDA does not say' }];
}

function seenUnits(gpus: readonly Gpu[], { answer, variables }: VisibilitySource): Seen {
  const units = unitsOf(gpus);
  if (answer.kind !== 'answered') return seenInOrder(units, variables);
  if (answer.visible.kind === 'failed') return { kind: 'unknown', because: answer.visible.because };
  const seen = answer.visible.devices.map((device) => unitOf(device, units));
  if (seen.includes(undefined))
    return { kind: 'unknown', because: 'CUDA shows a device that nvidia-smi does not list' };
  // Only a variable hides every GPU; without one, a list of none is an answer that was not understood.
  const hidden = variables['CUDA_VISIBLE_DEVICES'] !== undefined;
  if (seen.length === 0 && units.length > 0 && !hidden) {
    return { kind: 'unknown', because: 'CUDA lists no device, and no variable of the job hides them' };
  }
  return { kind: 'known', units: seen.flatMap((unit) => unit ?? []) };
}

/** A board that is divided is computed on in slices, each of them a device of its own. */
function unitsOf(gpus: readonly Gpu[]): readonly Unit[] {
  return gpus
    .filter(({ vendor }) => vendor === 'nvidia')
    .flatMap((gpu): readonly Unit[] =>
      gpu.mig === 'enabled' && gpu.slices.length > 0
        ? gpu.slices.map((slice) => ({ gpu, slice }))
        : [{ gpu, slice: null }],
    );
}

/** By identifier; by place on the bus where one side has no identifier. */
function unitOf(device: CudaDevice, units: readonly Unit[]): Unit | undefined {
  const uuid = device.uuid.toLowerCase();
  const bus = busAddress(device.pciBusId);
  const identified = units.find(
    ({ gpu, slice }) => bareUuid(slice === null ? gpu.uuid : slice.uuid) === uuid,
  );
  return identified ?? units.find(({ gpu }) => bus !== null && busAddress(gpu.pciBusId) === bus);
}

function bareUuid(uuid: string | null): string | null {
  return uuid?.toLowerCase().replace(/^(?:gpu|mig)-/, '') ?? null;
}

/** nvidia-smi writes the domain with eight digits, CUDA with four. */
export function busAddress(pciBusId: string | null): string | null {
  const [, domain, rest] = /^([0-9a-f]+):([0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f])$/i.exec(pciBusId ?? '') ?? [];
  return domain === undefined ? null : `${Number.parseInt(domain, 16)}:${rest?.toLowerCase()}`;
}

/**
 * Without an answer of CUDA. Its numbers follow the bus only on request (CUDA_DEVICE_ORDER); by default the fastest
 * board is number 0, which among boards of one kind comes to the same.
 */
function seenInOrder(units: readonly Unit[], variables: Variables): Seen {
  const list = variables['CUDA_VISIBLE_DEVICES'];
  const kinds = new Set(units.map(({ gpu }) => gpu.name));
  const byNumber = /(?:^|,)\s*\d+\s*(?:,|$)/.test(list ?? '');
  if (byNumber && kinds.size > 1 && variables['CUDA_DEVICE_ORDER'] !== 'PCI_BUS_ID') {
    const because =
      'CUDA_VISIBLE_DEVICES picks by number among different boards, and CUDA, which numbers them by speed, was not asked; CUDA_DEVICE_ORDER=PCI_BUS_ID makes the numbers those of nvidia-smi';
    return { kind: 'unknown', because };
  }
  // A process sees one slice only; without a choice the first, and then no whole board.
  const slice = units.find((unit) => unit.slice !== null);
  if (list === undefined && slice !== undefined) return { kind: 'known', units: [slice] };
  return { kind: 'known', units: list === undefined ? units : pick(units, list) };
}

/** An entry that names nothing ends the list: it and all after it are not seen. */
function pick(units: readonly Unit[], list: string): readonly Unit[] {
  const picked: Unit[] = [];
  for (const entry of list.split(',')) {
    const unit = named(units, entry.trim());
    if (unit === undefined || picked.includes(unit)) break;
    picked.push(unit);
  }
  return picked;
}

/** A number, or the beginning of an identifier that fits one device only. */
function named(units: readonly Unit[], entry: string): Unit | undefined {
  if (/^\d+$/.test(entry)) return units[Number(entry)];
  if (!/^(?:GPU|MIG)-/i.test(entry)) return undefined;
  const fitting = units.filter(({ gpu, slice }) => {
    const whole = (slice === null ? gpu.uuid : slice.uuid) ?? '';
    return whole.toLowerCase().startsWith(entry.toLowerCase());
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}
