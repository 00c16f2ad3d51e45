/**
 * What was seen from inside one process of a smoke test. `observer/` writes one such JSON file for each Python process,
 * as `proc-<pid>.json`; everything it could not see is null or absent from a list, and `errors` says what failed.
 */

export interface Observation {
  readonly schema: 'repro-gate/observation/1';
  readonly process: ObservedProcess;
  /** How much the gate set for this run, and the seed it was given. */
  readonly inject: 'off' | 'env' | 'fill' | 'force';
  readonly seed: number | null;
  /** Frameworks that the process imported, by module name: `numpy`, `torch`, `tensorflow`, `jax`, `lightning`. */
  readonly modules: Readonly<Record<string, ObservedModule>>;
  readonly seeds: readonly SeedCall[];
  /** Generators that gave numbers, or were made, without a seed of the user's or the gate's: `numpy.random.default_rng`. */
  readonly unseeded: readonly string[];
  readonly torch: TorchFlags | null;
  /** Null: no CUDA context was there when the facts were written; the observer never makes one. */
  readonly devices: readonly ObservedDevice[] | null;
  readonly dataLoaders: readonly ObservedDataLoader[];
  /** Operations that a framework warned about as not deterministic, each once. */
  readonly nondeterministic: readonly NondeterministicOperation[];
  readonly libraries: readonly LoadedLibrary[];
  /** Allow-listed variables as this process had them. */
  readonly env: Readonly<Record<string, string>>;
  /** Only where the probe was asked for. */
  readonly probe: Probe | null;
  /** What the observer itself failed at, in one line each. */
  readonly errors: readonly string[];
}

export interface ObservedProcess {
  readonly pid: number;
  readonly ppid: number;
  /** RANK, LOCAL_RANK and WORLD_SIZE or what srun and mpirun set instead; null outside a distributed job. */
  readonly rank: number | null;
  readonly localRank: number | null;
  readonly worldSize: number | null;
  /** Name of the machine that the process runs on. */
  readonly node: string;
  readonly executable: string;
  readonly python: string;
  /** First word of the program: a script, or `-m module`. */
  readonly program: string;
  readonly flags: Readonly<Record<string, number | boolean>>;
  /** Seconds since 1970, and how the last write came about: `start`, `import`, `call`, `fork`, `exit`. */
  readonly startedAt: number;
  readonly writtenAt: number;
  readonly writtenOn: string;
}

export interface ObservedModule {
  readonly version: string | null;
  /** As the framework says them: `cuda`, `hip`, `commit`, `cudnn`, `nccl`, `blas`, `archs`, `config`, … */
  readonly facts: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

export interface SeedCall {
  /** `random.seed`, `numpy.random.seed`, `numpy.random.default_rng`, `torch.manual_seed`, `jax.random.key`, … */
  readonly call: string;
  readonly value: string | null;
  readonly by: 'user' | 'gate';
  readonly file: string | null;
  readonly line: number | null;
}

export interface TorchFlags {
  readonly deterministicAlgorithms: boolean | null;
  readonly warnOnly: boolean | null;
  readonly cudnnDeterministic: boolean | null;
  readonly cudnnBenchmark: boolean | null;
  readonly cudnnEnabled: boolean | null;
  /** `ieee` or `tf32`, by place: `matmul`, `cudnn`; from the new API, else from `allow_tf32`. */
  readonly fp32Precision: Readonly<Record<string, string | null>>;
  readonly float32MatmulPrecision: string | null;
  readonly reducedPrecisionReduction: Readonly<Record<string, boolean | null>>;
  readonly sdpBackends: readonly string[] | null;
  readonly compileUsed: boolean | null;
  readonly threads: number | null;
  readonly interopThreads: number | null;
}

export interface ObservedDevice {
  readonly index: number;
  readonly name: string | null;
  readonly uuid: string | null;
  readonly computeCapability: string | null;
  readonly smCount: number | null;
  readonly maxThreadsPerSm: number | null;
  readonly memoryMiB: number | null;
}

export interface ObservedDataLoader {
  readonly workers: number | null;
  readonly hasGenerator: boolean;
  readonly hasWorkerInit: boolean;
  readonly seed: string | null;
  readonly file: string | null;
  readonly line: number | null;
}

export interface NondeterministicOperation {
  readonly operation: string;
  readonly file: string | null;
  readonly line: number | null;
}

export interface LoadedLibrary {
  /** `libcudnn`, `libcublas`, `libcudart`, `libnccl`, `libmkl`, `libopenblas`, `libgomp`, … */
  readonly name: string;
  readonly path: string;
  /** From its file name; null when that has none. */
  readonly version: string | null;
  /** Package whose folder holds it: `torch`, `nvidia-cudnn-cu12`, `numpy`; null: the system's. */
  readonly owner: string | null;
}

export interface Probe {
  /** `sha256:…` of the first batches, of the weights when the optimizer was made, and norms of the first gradients. */
  readonly batches: readonly string[];
  readonly weights: string | null;
  readonly gradientNorms: readonly number[];
}
