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
  /** Allow-listed variables that change numerics; a variable that is not set is absent. */
  readonly env: Readonly<Record<string, string>>;
  readonly runner: Runner | null;
  readonly unknown: readonly Unknown[];
}

/** Why a field has no value. `path` is dotted, with indexes: `gpus[0].smCount`. */
export interface Unknown {
  readonly path: string;
  readonly because: string;
}

export interface Gpu {
  readonly vendor: 'nvidia' | 'amd' | 'intel' | 'apple';
  readonly name: string | null;
  readonly uuid: string | null;
  readonly pciBusId: string | null;
  /** `major.minor`, two integers; never compared as a decimal number. */
  readonly computeCapability: string | null;
  /** Lower case: `hopper`, `ada`, `blackwell`. */
  readonly generation: string | null;
  readonly smCount: number | null;
  readonly memoryMiB: number | null;
  readonly mig: 'enabled' | 'disabled' | null;
  readonly ecc: 'enabled' | 'disabled' | null;
  readonly vbios: string | null;
  readonly persistence: 'enabled' | 'disabled' | null;
  readonly computeMode: string | null;
  readonly powerLimitW: number | null;
}

export interface Driver {
  /** The kernel side's version, dotted numbers with leading zeros kept. */
  readonly version: string | null;
  readonly branch: number | null;
  /** The highest CUDA the driver reports, `major.minor`. */
  readonly cuda: string | null;
  readonly module: 'open' | 'proprietary' | null;
  readonly compat: string | null;
}

/** A component of CUDA and where it was found. */
export interface CudaPart {
  readonly version: string;
  /** E.g. `wheel nvidia-cudnn-cu12`. */
  readonly from: string;
}

export interface Cuda {
  readonly toolkit: CudaPart | null;
  readonly cudart: CudaPart | null;
  readonly cudnn: CudaPart | null;
  readonly cublas: CudaPart | null;
  readonly nccl: CudaPart | null;
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
}

export interface Python {
  readonly version: string;
  readonly implementation: string;
  /** Home directory replaced by `~`. */
  readonly executable: string;
  readonly environment: 'venv' | 'conda' | 'system' | 'pyenv';
  readonly packages: readonly Package[];
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
}

export interface Frameworks {
  readonly torch: TorchBuild | null;
}

export interface TorchBuild {
  readonly version: string;
  readonly cuda: string | null;
  readonly hip: string | null;
  readonly commit: string | null;
  readonly archs: readonly string[] | null;
}

export interface Code {
  readonly commit: string | null;
  readonly dirty: boolean | null;
  /** Paths relative to the repository, at most 50 of them. */
  readonly modified: readonly string[];
  readonly submodules: readonly Submodule[];
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
}

export interface Runner {
  readonly name: string | null;
  readonly environment: string | null;
  readonly os: string | null;
  readonly arch: string | null;
  readonly image: string | null;
}
