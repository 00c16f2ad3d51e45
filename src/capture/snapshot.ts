/**
 * The snapshot: what one machine is, as measured. schema/snapshot.schema.json describes the same for other programs.
 *
 * A field that is `null` means *there is none*, unless its path is listed in `unknown`: then it means *not known,
 * because*. Nothing is ever left out silently.
 */

export interface Snapshot {
  readonly schema: 'repro-gate/snapshot/1';
  /** ISO 8601, UTC. */
  readonly capturedAt: string;
  readonly tool: string;
  /** The exact hardware class, e.g. `cuda-sm90-132sm-x1`; null when a part of it is unknown. */
  readonly class: string | null;
  /** True when nothing that identifies the hardware or the software is unknown. */
  readonly complete: boolean;
  readonly gpus: readonly Gpu[];
  readonly driver: Driver | null;
  readonly cuda: Cuda;
  readonly host: Host;
  readonly python: Python | null;
  readonly frameworks: Frameworks;
  readonly code: Code | null;
  readonly data: readonly DataFile[];
  readonly locks: readonly LockFile[];
  readonly parameters: readonly ParameterFile[];
  /** One digest for each smoke test that names its inputs: of all that its result depends on in the repository. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Allow-listed variables that change numerics; a variable that is not set is absent. */
  readonly env: Readonly<Record<string, string>>;
  readonly runner: Runner | null;
  /** What is wrong with the machine itself, as far as its GPUs go; empty on a healthy one. */
  readonly faults: readonly Fault[];
  readonly unknown: readonly Unknown[];
}

/** A sick machine is no drifted one: with a fault, what it computes is not to be trusted. */
export interface Fault {
  readonly kind: FaultKind;
  /** What it is about: `gpus`, `gpus[2]`, `gpus[0].slices[1]`, `driver`. */
  readonly subject: string;
  /** One clause: what was seen, in the words of whoever said it. */
  readonly because: string;
}

export type FaultKind =
  /** An NVIDIA device on the bus, and no driver. */
  | 'no-driver'
  /** The driver is there, and nothing to ask it with. */
  | 'no-tool'
  | 'library-mismatch'
  | 'permission-denied'
  | 'driver-hangs'
  | 'gpu-lost'
  | 'gpu-needs-reset'
  | 'ecc-uncorrected'
  /** Memory rows could not be replaced, or wait for a reset. */
  | 'row-remap'
  | 'info-rom'
  /** Fewer GPUs than the PCI bus or the device nodes show. */
  | 'gpus-missing'
  | 'foreign-process'
  /** The CUDA driver API does not initialise. */
  | 'cuda-fails'
  /** The tool failed in a way that is none of the above. */
  | 'tool-failed';

/** Why a field has no value. `path` is dotted, with indexes: `gpus[0].smCount`. */
export interface Unknown {
  readonly path: string;
  readonly because: string;
}

export interface Gpu {
  readonly vendor: 'nvidia' | 'amd' | 'intel' | 'apple';
  readonly name: string | null;
  readonly uuid: string | null;
  /** `sha256:` and the first 16 digits of its digest, unless the capture was asked for it in the clear. */
  readonly serial: string | null;
  readonly pciBusId: string | null;
  /** Vendor and device, lower case: `10de:2330`. */
  readonly pciDeviceId: string | null;
  /** NVIDIA: `major.minor`, two integers; never compared as a decimal number. */
  readonly computeCapability: string | null;
  /** AMD: `gfx942`. */
  readonly gfx: string | null;
  /** Lower case: `hopper`, `ada`, `blackwell`, `cdna3`. */
  readonly generation: string | null;
  /** Multiprocessors; on AMD compute units. */
  readonly smCount: number | null;
  readonly memoryMiB: number | null;
  /** Whether this job sees it; null where that cannot be told. */
  readonly visible: boolean | null;
  /** Under which number the job's programs see it (`cuda:0`); null: not visible, or in slices. */
  readonly deviceIndex: number | null;
  readonly mig: 'enabled' | 'disabled' | null;
  /** The MIG slices that the board is divided into. */
  readonly slices: readonly MigSlice[];
  readonly ecc: 'enabled' | 'disabled' | null;
  /** Uncorrected errors since the driver was loaded, and over the life of the board. */
  readonly eccErrors: EccErrors | null;
  readonly rowRemap: RowRemap | null;
  readonly vbios: string | null;
  readonly infoRom: string | null;
  readonly gspFirmware: string | null;
  readonly persistence: 'enabled' | 'disabled' | null;
  readonly computeMode: string | null;
  readonly powerLimitW: number | null;
  readonly clocks: Clocks | null;
  readonly pcie: PcieLink | null;
  readonly nvlink: NvLink | null;
  /** `none`, `pass-through`, `vgpu`, … as the driver says it. */
  readonly virtualization: string | null;
  /** What the driver asks for: `none`, `reset`, `reboot`, `drain`, …; null on drivers that do not say. */
  readonly recoveryAction: string | null;
  /** Programs that computed on it when the snapshot was taken; their own names only, without path and arguments. */
  readonly processes: readonly GpuProcess[];
}

export interface MigSlice {
  /** `1g.10gb`, `1c.3g.71gb`. */
  readonly profile: string | null;
  readonly uuid: string | null;
  readonly gpuInstance: number | null;
  readonly computeInstance: number | null;
  readonly smCount: number | null;
  readonly memoryMiB: number | null;
  readonly visible: boolean | null;
}

export interface EccErrors {
  readonly correctedVolatile: number | null;
  readonly uncorrectedVolatile: number | null;
  readonly correctedAggregate: number | null;
  readonly uncorrectedAggregate: number | null;
}

/** Memory rows replaced by spare ones (Ampere and later). */
export interface RowRemap {
  readonly correctable: number | null;
  readonly uncorrectable: number | null;
  /** A remapping waits for a reset. */
  readonly pending: boolean | null;
  /** No spare row was left. */
  readonly failure: boolean | null;
}

export interface Clocks {
  readonly maxSmMHz: number | null;
  readonly maxMemoryMHz: number | null;
}

export interface PcieLink {
  readonly maxGeneration: number | null;
  readonly maxWidth: number | null;
}

export interface NvLink {
  readonly activeLinks: number;
  /** Bus addresses of the GPUs that it reaches by NVLink, directly or over switches. */
  readonly peers: readonly string[];
}

export interface GpuProcess {
  readonly pid: number;
  readonly name: string | null;
  readonly memoryMiB: number | null;
}

export interface Driver {
  /** The kernel side's version, dotted numbers with leading zeros kept. */
  readonly version: string | null;
  readonly branch: number | null;
  /** Whose numbers the version follows: Windows' drivers (also under WSL) have branches of their own. */
  readonly platform: 'linux' | 'windows' | null;
  /** The highest CUDA the driver reports, `major.minor`; ROCm's kernel driver reports none. */
  readonly cuda: string | null;
  readonly module: 'open' | 'proprietary' | null;
  /** Version of the libcuda that programs load, where it is not the driver's own (cuda-compat). */
  readonly compat: string | null;
  /** Driver branches that this cuda-compat library declares itself fit for; null: it declares none. */
  readonly compatBranches: readonly number[] | null;
}

/** A component of CUDA and where it was found. */
export interface CudaPart {
  readonly version: string;
  /** E.g. `wheel nvidia-cudnn-cu12`, `conda cudnn`, `/usr/lib/x86_64-linux-gnu/libcudnn.so.9.1.0`. */
  readonly from: string;
}

/** One of several places that hold a library of one name. */
export interface CudaCopy extends CudaPart {
  readonly part: 'toolkit' | 'cudart' | 'cudnn' | 'cublas' | 'nccl';
}

export interface Cuda {
  readonly toolkit: CudaPart | null;
  readonly cudart: CudaPart | null;
  readonly cudnn: CudaPart | null;
  readonly cublas: CudaPart | null;
  readonly nccl: CudaPart | null;
  /** Version of ROCm, `6.2.4`. */
  readonly rocm: CudaPart | null;
  /** Everything found, in the order in which it would be used, also what another copy hides. */
  readonly copies: readonly CudaCopy[];
  /** What the container image says of itself: NVIDIA_REQUIRE_*, CUDA_VERSION, NVIDIA_PYTORCH_VERSION, … */
  readonly declared: Readonly<Record<string, string>>;
}

export interface Host {
  /** E.g. `Debian GNU/Linux 12 (bookworm)`. */
  readonly os: string | null;
  readonly kernel: string | null;
  /** E.g. `glibc 2.36`. */
  readonly libc: string | null;
  readonly cpu: Cpu;
  readonly memoryMiB: number | null;
  readonly shmMiB: number | null;
  readonly container: Container | null;
  /** `none`, or the hypervisor: `kvm`, `vmware`, `hyperv`, `xen`, `wsl`, … */
  readonly virtualization: string | null;
}

export interface Cpu {
  readonly model: string | null;
  readonly arch: string;
  /** The x86-64 level (`x86-64-v3`) or the ARM architecture with what matters to numerics (`aarch64+sve+bf16`). */
  readonly isa: string | null;
  readonly sockets: number | null;
  readonly cores: number | null;
  readonly threads: number | null;
  /** Threads this process may use: affinity and cgroup quota counted. */
  readonly available: number | null;
}

export interface Container {
  readonly kind: string;
  /** Digest of the running image; null with a reason in `unknown` when it cannot be seen from inside. */
  readonly digest: string | null;
  /** What it is the digest of, because they differ for one image: see image/image.ts. */
  readonly digestOf: 'manifest' | 'config' | 'file' | null;
  /** The name that the container was started by. */
  readonly reference: string | null;
  readonly labels: Readonly<Record<string, string>>;
}

export interface Python {
  readonly version: string;
  readonly implementation: string;
  /** Home directory replaced by `~`. */
  readonly executable: string;
  readonly environment: 'venv' | 'conda' | 'system' | 'pyenv';
  readonly packages: readonly Package[];
  readonly conda: readonly CondaPackage[];
  /** Installed files that are not those of their package any more; looked for only where the policy asks. */
  readonly edited: readonly EditedFile[];
  /** Library that computes NumPy's linear algebra, `scipy-openblas 0.3.29`; null: no NumPy, or its files do not say. */
  readonly blas: string | null;
}

export interface EditedFile {
  readonly package: string;
  /** Relative to the folder of installed packages. */
  readonly path: string;
  /** `changed` or `missing`. */
  readonly state: 'changed' | 'missing';
}

export interface Package {
  /** Normalised as PEP 503 says: lower case, runs of `-_.` become `-`. */
  readonly name: string;
  /** With the local label where the package's own version file has it. */
  readonly version: string;
  /** Commit of a VCS install. */
  readonly commit: string | null;
  /** `sha256:…` over the hashed rows of RECORD; equal for equal content whichever tool installed it. */
  readonly digest: string | null;
  readonly installer: string | null;
  readonly editable: boolean;
  /** `sha256:…` of the archive, where it was installed from a URL or a file that states it. */
  readonly archive: string | null;
  /** Editable only: whether its folder differs from its commit; null where git cannot tell, or for other packages. */
  readonly dirty: boolean | null;
  /** Versions further down the search path that this one hides. */
  readonly shadowed: readonly string[];
}

/** What conda installed, also what is no Python package. */
export interface CondaPackage {
  readonly name: string;
  readonly version: string;
  readonly build: string;
  /** `conda-forge`, where the record says. */
  readonly channel: string | null;
}

export interface Frameworks {
  readonly torch: TorchBuild | null;
  readonly tensorflow: FrameworkBuild | null;
  readonly jax: FrameworkBuild | null;
  readonly cupy: FrameworkBuild | null;
}

/** A build, from its own files. */
export interface FrameworkBuild {
  readonly version: string;
  /** CUDA it was built for: `12.6`, or `12` where only the major is told; null: not built for CUDA. */
  readonly cuda: string | null;
  /** GPUs it carries code for: `sm_90` is machine code, `compute_90` is PTX; null when not known. */
  readonly archs: readonly string[] | null;
  /** Where `archs` comes from: the build's own files, this program's table, or the training process. */
  readonly archsFrom: 'files' | 'table' | 'observed' | null;
}

export interface TorchBuild extends FrameworkBuild {
  readonly hip: string | null;
  readonly commit: string | null;
}

export interface Code {
  readonly commit: string | null;
  readonly dirty: boolean | null;
  /** Paths relative to the repository, at most 50 of them. */
  readonly modified: readonly string[];
  readonly submodules: readonly Submodule[];
  /** Only the newest commits are there; null where it cannot be told. */
  readonly shallow: boolean | null;
  /** Not all files of the commit are in the working tree. */
  readonly sparse: boolean | null;
}

export interface Submodule {
  readonly path: string;
  readonly commit: string | null;
  readonly dirty: boolean;
}

export interface DataFile {
  readonly path: string;
  readonly kind: string;
  readonly hash: string;
}

export interface LockFile {
  readonly path: string;
  readonly sha256: string;
  /** `uv`, `poetry`, `requirements`, … */
  readonly form: string;
  /** How many packages it names, for any platform. */
  readonly packages: number;
  /** PEP 440 specifier for the interpreter, where the form has one. */
  readonly requiresPython: string | null;
  /** Where the lock and what is installed are not the same. */
  readonly disagreements: readonly LockDisagreement[];
  /** Lines that could not be understood. */
  readonly notes: readonly string[];
}

export interface LockDisagreement {
  readonly name: string;
  readonly ecosystem: 'pypi' | 'conda';
  readonly kind: 'missing' | 'extra' | 'version' | 'build' | 'hash' | 'unjudged';
  readonly expected: string;
  readonly found: string;
  /** The file that `line` is in, where that is not the lock itself. */
  readonly file: string | null;
  readonly line: number | null;
}

/** A file of parameters, key by key. */
export interface ParameterFile {
  readonly path: string;
  /** `sha256:…` of the whole text. */
  readonly hash: string;
  readonly values: Readonly<Record<string, string>>;
}

export interface Runner {
  readonly name: string | null;
  readonly environment: string | null;
  readonly os: string | null;
  readonly arch: string | null;
  readonly image: string | null;
}
