/** What the CUDA driver API said through Python, and what it adds to the GPUs that nvidia-smi listed. */

import { boardByName, cudaOfBranch, generationOf } from './gpu-tables.ts';
import type { GpuFacts } from './gpus.ts';
import type { Parsed } from './probe.ts';
import type { Driver, Gpu, Unknown } from './snapshot.ts';

/** `failed`: the driver was asked and could not answer, so CUDA does not work here. */
export type CudaAnswer =
  | { readonly kind: 'not-asked'; readonly because: string }
  | { readonly kind: 'failed'; readonly because: string }
  | ({ readonly kind: 'answered' } & CudaFacts);

export interface CudaFacts {
  /** Highest CUDA of the libcuda that was loaded, `major.minor`. */
  readonly cuda: string;
  /** Version of that libcuda by its file name; null when it cannot be seen. */
  readonly library: string | null;
  readonly devices: readonly CudaDevice[];
}

export interface CudaDevice {
  readonly uuid: string;
  readonly pciBusId: string;
  readonly smCount: number;
  readonly computeCapability: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** The probe's object about CUDA as a value of ours. */
export function parseCudaAnswer(fields: Fields): CudaAnswer {
  const { missing, error, version, devices, library } = fields;
  if (typeof missing === 'string') {
    return { kind: 'not-asked', because: `the CUDA driver library could not be loaded: ${missing}` };
  }
  if (error !== undefined) return { kind: 'failed', because: describeFailure(fieldsOf(error)) };
  if (typeof version !== 'number' || !Array.isArray(devices)) {
    return { kind: 'failed', because: 'the answer about the CUDA driver is not understood' };
  }
  return {
    kind: 'answered',
    cuda: cudaVersion(version),
    library: typeof library === 'string' ? libraryVersion(library) : null,
    devices: devices.flatMap((device) => parseDevice(fieldsOf(device))),
  };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** The errors of cuInit that a person can do something about (cuda.h, CUresult). */
const REMEDIES: Readonly<Record<string, string>> = {
  100: 'no device is visible to CUDA',
  802: 'on boards with NVSwitch the fabric manager has to run',
  803: 'libcuda and the kernel driver have different versions; reboot, or start the container again',
  804: 'a cuda-compat library is in use on a board that does not support it',
};

function describeFailure({ call, code, text }: Fields): string {
  const remedy = REMEDIES[String(code)];
  const words = [text, remedy].filter((word) => typeof word === 'string').join('; ');
  return `${call} failed with error ${code}${words === '' ? '' : ` (${words})`}`;
}

/** cuDriverGetVersion gives 1000 * major + 10 * minor. */
function cudaVersion(version: number): string {
  return `${Math.floor(version / 1000)}.${Math.floor((version % 1000) / 10)}`;
}

/** `libcuda.so.580.95.05`; a name such as `libcuda.so.1.1` (WSL) is no driver's version. */
function libraryVersion(file: string): string | null {
  return /libcuda\.so\.(\d{3,}(?:\.\d+)+)$/.exec(file)?.[1] ?? null;
}

function parseDevice({ uuid, pciBusId, smCount, major, minor }: Fields): CudaDevice[] {
  if (typeof uuid !== 'string' || typeof pciBusId !== 'string' || typeof smCount !== 'number') return [];
  return [{ uuid, pciBusId, smCount, computeCapability: `${major}.${minor}` }];
}

/** Fills in what neither the kernel nor nvidia-smi says. */
export function completeHardware({ facts, unknown }: Parsed<GpuFacts>, answer: CudaAnswer): Parsed<GpuFacts> {
  const gpus = facts.gpus.map((gpu, index) => completeGpu(gpu, { path: `gpus[${index}]`, answer }));
  const driver = facts.driver === null ? null : completeDriver(facts.driver, answer);
  return {
    facts: { gpus: gpus.map((gpu) => gpu.facts), driver: driver?.facts ?? null },
    unknown: [...unknown, ...gpus.flatMap((gpu) => gpu.unknown), ...(driver?.unknown ?? [])],
  };
}

interface GpuContext {
  readonly path: string;
  readonly answer: CudaAnswer;
}

/** Multiprocessors always, the compute capability on old drivers. */
function completeGpu(gpu: Gpu, { path, answer }: GpuContext): Parsed<Gpu> {
  const device = answer.kind === 'answered' ? deviceOf(gpu, answer.devices) : undefined;
  // A table by name is the last resort, and none where CUDA was asked and disagrees.
  const board = answer.kind === 'not-asked' && gpu.name !== null ? boardByName(gpu.name) : null;
  const computeCapability =
    gpu.computeCapability ?? device?.computeCapability ?? board?.computeCapability ?? null;
  const smCount = gpu.mig === 'enabled' ? null : (device?.smCount ?? board?.smCount ?? null);
  const generation = computeCapability === null ? null : generationOf(computeCapability);
  const unknown: Unknown[] = [];
  if (computeCapability === null) {
    unknown.push({ path: `${path}.computeCapability`, because: noCapability(answer) });
  }
  if (generation === null)
    unknown.push({ path: `${path}.generation`, because: noGeneration(computeCapability) });
  if (smCount === null) unknown.push({ path: `${path}.smCount`, because: noSmCount(gpu, answer) });
  return { facts: { ...gpu, computeCapability, generation, smCount }, unknown };
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

/** nvidia-smi writes the domain with eight digits, CUDA with four. */
function busAddress(pciBusId: string | null): string | null {
  const [, domain, rest] = /^([0-9a-f]+):([0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f])$/i.exec(pciBusId ?? '') ?? [];
  return domain === undefined ? null : `${Number.parseInt(domain, 16)}:${rest?.toLowerCase()}`;
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
  if (gpu.mig === 'enabled') return 'the board is divided into MIG slices, which this version does not read';
  const name = gpu.name === null ? 'the board' : gpu.name;
  const table = answer.kind === 'not-asked' ? `, and ${name} is not in this version's table of boards` : '';
  return `${cudaSilence(answer)}${table}`;
}

function cudaSilence(answer: CudaAnswer): string {
  return answer.kind === 'answered' ? 'CUDA does not list this GPU' : answer.because;
}

/**
 * The highest CUDA of the kernel driver and, where it is another, the version of the libcuda that programs load. The
 * number libcuda reports is the driver's own only when both are of one version (forward compatibility raises it), so
 * NVIDIA's table goes before the answer of a library whose version cannot be seen.
 */
function completeDriver(driver: Driver, answer: CudaAnswer): Parsed<Driver> {
  const loaded = libraryOf(driver, answer);
  const listed = cudaOfBranch(driver.branch);
  const cuda =
    loaded.kind === 'own' ? loaded.cuda : (listed ?? (loaded.kind === 'unclear' ? loaded.cuda : null));
  const unknown: Unknown[] = [];
  if (cuda === null) unknown.push({ path: 'driver.cuda', because: noCuda(driver, answer) });
  if (loaded.kind === 'unclear' || loaded.kind === 'silent') {
    unknown.push({ path: 'driver.compat', because: loaded.because });
  }
  return { facts: { ...driver, cuda, compat: loaded.kind === 'other' ? loaded.version : null }, unknown };
}

/** The libcuda that was loaded: the driver's own, another one (cuda-compat), one of no visible version, or none. */
type Library =
  | { readonly kind: 'own'; readonly cuda: string }
  | { readonly kind: 'other'; readonly version: string }
  | { readonly kind: 'unclear'; readonly cuda: string; readonly because: string }
  | { readonly kind: 'silent'; readonly because: string };

function libraryOf(driver: Driver, answer: CudaAnswer): Library {
  if (answer.kind !== 'answered') return { kind: 'silent', because: cudaSilence(answer) };
  const { library, cuda } = answer;
  if (library === null || driver.version === null) {
    const because = 'the version of the libcuda that was loaded, or of the driver, cannot be seen';
    return { kind: 'unclear', cuda, because };
  }
  return library === driver.version ? { kind: 'own', cuda } : { kind: 'other', version: library };
}

function noCuda(driver: Driver, answer: CudaAnswer): string {
  const branch = `branch ${driver.branch ?? '(unknown)'} is not in this version's table of drivers`;
  return answer.kind === 'answered'
    ? `${branch}, and the libcuda that was loaded is not of that driver`
    : `${branch}, and ${cudaSilence(answer)}`;
}
