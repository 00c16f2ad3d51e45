/** What the CUDA driver API and NVML said through Python. */

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
  /** Driver branches that this libcuda, one of cuda-compat, declares itself fit for; null: it declares none. */
  readonly branches: readonly number[] | null;
  /** All devices, in the order of their bus. */
  readonly devices: readonly CudaDevice[];
  /** The devices that the job will see, in its order. */
  readonly visible: VisibleDevices;
  /** NVLink by the identifier of the GPU; null: not asked, as with a single GPU. */
  readonly links: Links | null;
}

export type VisibleDevices =
  | { readonly kind: 'known'; readonly devices: readonly CudaDevice[] }
  | { readonly kind: 'failed'; readonly because: string };

export type Links =
  | { readonly kind: 'known'; readonly byUuid: ReadonlyMap<string, LinksOfOne> }
  | { readonly kind: 'failed'; readonly because: string };

export interface LinksOfOne {
  readonly active: number;
  /** Identifiers of the GPUs that it reaches. */
  readonly peers: readonly string[];
}

export interface CudaDevice {
  readonly uuid: string;
  readonly pciBusId: string;
  readonly name: string | null;
  readonly memoryMiB: number | null;
  readonly smCount: number;
  readonly computeCapability: string;
}

export type Fields = Readonly<Record<string, unknown>>;

/** What the probe said of each subject; null where it did not. */
export interface CudaSaid {
  readonly cuda: Fields;
  readonly visible: Fields | null;
  readonly links: Fields | null;
}

/** The probe's objects about CUDA as a value of ours. */
export function parseCudaAnswer({ cuda: fields, visible, links }: CudaSaid): CudaAnswer {
  const { missing, error, version, devices, library, note } = fields;
  if (typeof missing === 'string') {
    return { kind: 'not-asked', because: `the CUDA driver library could not be loaded: ${missing}` };
  }
  if (error !== undefined) return { kind: 'failed', because: describeFailure(fieldsOf(error)) };
  if (typeof version !== 'number' || !Array.isArray(devices)) {
    return { kind: 'failed', because: 'the answer about the CUDA driver is not understood' };
  }
  const all = devicesOf(devices);
  return {
    kind: 'answered',
    cuda: cudaVersion(version),
    library: typeof library === 'string' ? libraryVersion(library) : null,
    branches: typeof note === 'string' ? declaredBranches(note) : null,
    devices: all,
    visible: visible === null ? { kind: 'known', devices: all } : visibleOf(visible),
    links: links === null ? null : linksOf(links),
  };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function devicesOf(devices: readonly unknown[]): readonly CudaDevice[] {
  return devices.flatMap((device) => parseDevice(fieldsOf(device)));
}

/** cuda.h: CUDA_ERROR_NO_DEVICE, which is no failure where the job hides all devices from itself. */
const NO_DEVICE = 100;

function visibleOf({ error, devices }: Fields): VisibleDevices {
  if (Array.isArray(devices)) return { kind: 'known', devices: devicesOf(devices) };
  const failure = fieldsOf(error);
  if (failure['code'] === NO_DEVICE) return { kind: 'known', devices: [] };
  const because =
    error === undefined ? 'CUDA did not say which devices this job sees' : describeFailure(failure);
  return { kind: 'failed', because };
}

function linksOf({ error, links }: Fields): Links {
  if (!Array.isArray(links)) return { kind: 'failed', because: `NVML could not be asked: ${String(error)}` };
  const byUuid = links.map(fieldsOf).flatMap(({ uuid, active, peers }): [string, LinksOfOne][] => {
    if (typeof uuid !== 'string' || typeof active !== 'number' || !Array.isArray(peers)) return [];
    return [[uuid, { active, peers: peers.filter((peer) => typeof peer === 'string') }]];
  });
  return { kind: 'known', byUuid: new Map(byUuid) };
}

/** The note is JSON with the branches under `Driver`. */
function declaredBranches(note: string): readonly number[] | null {
  try {
    const { Driver } = fieldsOf(JSON.parse(note));
    return Array.isArray(Driver) ? Driver.map(Number).filter(Number.isInteger) : null;
  } catch {
    return null;
  }
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

const MIB = 1024 * 1024;

function parseDevice({ uuid, pciBusId, smCount, major, minor, name, memoryBytes }: Fields): CudaDevice[] {
  if (typeof uuid !== 'string' || typeof pciBusId !== 'string' || typeof smCount !== 'number') return [];
  return [
    {
      uuid,
      pciBusId,
      smCount,
      name: typeof name === 'string' ? name : null,
      memoryMiB: typeof memoryBytes === 'number' ? Math.floor(memoryBytes / MIB) : null,
      computeCapability: `${major}.${minor}`,
    },
  ];
}

/** Why CUDA adds nothing to a GPU that nvidia-smi lists. */
export function cudaSilence(answer: CudaAnswer): string {
  return answer.kind === 'answered' ? 'CUDA does not list this GPU' : answer.because;
}
