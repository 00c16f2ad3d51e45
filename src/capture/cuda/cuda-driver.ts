/** What the CUDA driver adds to the GPUs and the driver that nvidia-smi listed. */

import { boardByName, capabilityByBoard, cudaOfBranch, generationOf } from '../gpu/gpu-tables.ts';
import type { GpuFacts } from '../gpu/gpus.ts';
import { completeSlices } from '../gpu/mig-slices.ts';
import { withLinks } from '../gpu/nvlink.ts';
import { busAddress } from '../gpu/visible.ts';
import type { Parsed } from '../probe.ts';
import type { Driver, Fault, Gpu, Unknown } from '../snapshot.ts';
import { type CudaAnswer, type CudaDevice, cudaSilence } from './cuda-answer.ts';
import type { LoadedLibrary } from './libcuda.ts';

export interface CudaSources {
  readonly answer: CudaAnswer;
  /** The libcuda that programs would load, by its file name; asked only where CUDA did not answer. */
  readonly library: LoadedLibrary;
}

/** Fills in what neither the kernel nor nvidia-smi says. */
export function completeHardware(
  { facts, unknown }: Parsed<GpuFacts>,
  sources: CudaSources,
): Parsed<GpuFacts> {
  const { answer } = sources;
  const completed = facts.gpus.map((gpu, index) => completeGpu(gpu, { path: `gpus[${index}]`, answer }));
  const gpus = withLinks(
    completed.map((gpu) => gpu.facts),
    answer,
  );
  const driver = facts.driver === null ? null : completeDriver(facts.driver, sources);
  return {
    facts: {
      gpus: gpus.facts,
      driver: driver?.facts ?? null,
      faults: [...facts.faults, ...cudaFaults(facts, answer)],
    },
    unknown: [
      ...unknown.filter((entry) => !isCompleted(entry, gpus.facts)),
      ...completed.flatMap((gpu) => gpu.unknown),
      ...gpus.unknown,
      ...(driver?.unknown ?? []),
    ],
  };
}

/** What nvidia-smi left open about a slice, and CUDA has said since. */
function isCompleted({ path }: Unknown, gpus: readonly Gpu[]): boolean {
  const [, gpu, slice, field] = /^gpus\[(\d+)\]\.slices\[(\d+)\]\.(profile|uuid)$/.exec(path) ?? [];
  const found = gpus[Number(gpu)]?.slices[Number(slice)];
  return found !== undefined && found[field as 'profile' | 'uuid'] !== null;
}

interface GpuContext {
  readonly path: string;
  readonly answer: CudaAnswer;
}

/** Multiprocessors always, the compute capability where nvidia-smi does not say it. */
function completeGpu(gpu: Gpu, { path, answer }: GpuContext): Parsed<Gpu> {
  if (gpu.vendor !== 'nvidia') return { facts: gpu, unknown: [] };
  const devices = answer.kind === 'answered' ? answer.devices : [];
  const device = deviceOf(gpu, devices);
  // A table is the last resort, and none where CUDA was asked and disagrees.
  const board = answer.kind === 'not-asked' && gpu.name !== null ? boardByName(gpu.name) : null;
  const computeCapability = device?.computeCapability ?? gpu.computeCapability ?? capabilityByBoard(gpu);
  const slices = completeSlices(gpu, answer);
  const isDivided = gpu.mig === 'enabled' && slices.length > 0;
  const smCount = isDivided ? null : (device?.smCount ?? board?.smCount ?? null);
  const generation = computeCapability === null ? gpu.generation : generationOf(computeCapability);
  const unknown: Unknown[] = [];
  if (computeCapability === null) {
    unknown.push({ path: `${path}.computeCapability`, because: noCapability(answer) });
  }
  if (generation === null)
    unknown.push({ path: `${path}.generation`, because: noGeneration(computeCapability) });
  if (smCount === null && !isDivided)
    unknown.push({ path: `${path}.smCount`, because: noSmCount(gpu, answer) });
  return { facts: { ...gpu, computeCapability, generation, smCount, slices }, unknown };
}

/** By identifier; by place on the bus where one side has no identifier. */
function deviceOf(gpu: Gpu, devices: readonly CudaDevice[]): CudaDevice | undefined {
  const uuid = gpu.uuid?.toLowerCase().replace(/^gpu-/, '');
  const bus = busAddress(gpu.pciBusId);
  return (
    devices.find((device) => device.uuid.toLowerCase() === uuid) ??
    devices.find((device) => bus !== null && busAddress(device.pciBusId) === bus)
  );
}

/** GPUs that CUDA cannot use: nvidia-smi may list them all the same. */
function cudaFaults({ gpus, faults }: GpuFacts, answer: CudaAnswer): readonly Fault[] {
  const hasBoards = gpus.some(({ vendor }) => vendor === 'nvidia');
  if (answer.kind !== 'failed' || !hasBoards || faults.length > 0) return [];
  return [{ kind: 'cuda-fails', subject: 'driver', because: answer.because }];
}

function noCapability(answer: CudaAnswer): string {
  return `this driver's nvidia-smi does not report it, and ${cudaSilence(answer)}`;
}

function noGeneration(computeCapability: string | null): string {
  return computeCapability === null
    ? 'it follows from the compute capability, which is unknown'
    : `compute capability ${computeCapability} is not in this version's table of generations`;
}

function noSmCount(gpu: Gpu, answer: CudaAnswer): string {
  if (gpu.mig === 'enabled') return 'MIG is on, but nothing lists a slice';
  const name = gpu.name === null ? 'the board' : gpu.name;
  const table = answer.kind === 'not-asked' ? `, and ${name} is not in this version's table of boards` : '';
  return `${cudaSilence(answer)}${table}`;
}

/**
 * The highest CUDA of the kernel driver and, where it is another, the version of the libcuda that programs load. The
 * number libcuda reports is the driver's own only when both are of one version (forward compatibility raises it), so
 * NVIDIA's table goes before the answer of a library whose version cannot be seen.
 */
function completeDriver(driver: Driver, { answer, library }: CudaSources): Parsed<Driver> {
  const loaded = libraryOf(driver, { answer, library });
  const cuda = loaded.kind === 'own' && loaded.cuda !== null ? loaded.cuda : ownCuda(driver, loaded);
  const unknown: Unknown[] = [];
  if (cuda === null) unknown.push({ path: 'driver.cuda', because: noCuda(driver, answer) });
  if (loaded.kind === 'unclear' || loaded.kind === 'silent') {
    unknown.push({ path: 'driver.compat', because: loaded.because });
  }
  const other = loaded.kind === 'other' ? loaded : null;
  const compat = { compat: other?.version ?? null, compatBranches: other?.branches ?? null };
  return { facts: { ...driver, cuda, ...compat }, unknown };
}

/** By NVIDIA's table, which is for Linux; elsewhere, and beyond the table, what the tools say, if no other library speaks. */
function ownCuda(driver: Driver, loaded: Library): string | null {
  const listed = driver.platform === 'windows' ? null : cudaOfBranch(driver.branch);
  if (listed !== null) return listed;
  if (loaded.kind === 'other') return null;
  return (loaded.kind === 'unclear' ? loaded.cuda : null) ?? driver.cuda;
}

/** The libcuda that was loaded: the driver's own, another one (cuda-compat), one of no visible version, or none. */
type Library =
  | { readonly kind: 'own'; readonly cuda: string | null }
  | { readonly kind: 'other'; readonly version: string; readonly branches: readonly number[] | null }
  | { readonly kind: 'unclear'; readonly cuda: string; readonly because: string }
  | { readonly kind: 'silent'; readonly because: string };

function libraryOf(driver: Driver, { answer, library }: CudaSources): Library {
  if (answer.kind !== 'answered') return libraryOnDisk(driver, { answer, library });
  const { library: version, cuda, branches } = answer;
  if (version === null || driver.version === null) {
    const because = 'the version of the libcuda that was loaded, or of the driver, cannot be seen';
    return { kind: 'unclear', cuda, because };
  }
  return version === driver.version ? { kind: 'own', cuda } : { kind: 'other', version, branches };
}

/** Nothing loaded it, but its file would be the one. */
function libraryOnDisk(driver: Driver, { answer, library }: CudaSources): Library {
  if (library.kind === 'none' || driver.version === null) {
    return { kind: 'silent', because: cudaSilence(answer) };
  }
  return library.version === driver.version
    ? { kind: 'own', cuda: null }
    : { kind: 'other', version: library.version, branches: null };
}

function noCuda(driver: Driver, answer: CudaAnswer): string {
  const branch = `branch ${driver.branch ?? '(unknown)'} is not in this version's table of drivers`;
  return answer.kind === 'answered'
    ? `${branch}, and the libcuda that was loaded is not of that driver`
    : `${branch}, and ${cudaSilence(answer)}`;
}
