/** The policy: what people decided. schema/policy.schema.json describes the file; this is what the rules read. */

import type { Severity, Where } from '../verdict.ts';

export interface Policy {
  readonly version: 1;
  readonly hardware: HardwarePolicy;
  readonly software: SoftwarePolicy;
  readonly determinism: DeterminismPolicy;
  /** Paths and globs of data, and of files of parameters. */
  readonly data: readonly string[];
  readonly parameters: readonly string[];
  readonly smoke: readonly SmokeTest[];
  readonly onMissingBaseline: 'fail' | 'neutral';
  /** Severity by finding code, as the policy overrides it. */
  readonly severity: Readonly<Record<string, Severity>>;
  readonly waivers: readonly Waiver[];
  /** Where a key or value stands in the file, by JSON pointer; the nearest parent when the key itself is absent. */
  readonly where: (pointer: string) => Where;
}

/**
 * How much the gate sets for a smoke run: nothing, environment variables, seeds as well where the program sets none, or
 * deterministic algorithms too.
 */
export type Inject = 'off' | 'env' | 'fill' | 'force';

/** Facts that can be required of the training process, in the order in which they are listed. */
export const REQUIRABLE = [
  'seeded',
  'hash-seed',
  'deterministic-algorithms',
  'no-nondeterministic-ops',
  'cudnn-deterministic',
  'no-cudnn-benchmark',
  'no-tf32',
  'cublas-workspace',
  'single-library-copies',
] as const;

export type RequiredFact = (typeof REQUIRABLE)[number];

export interface DeterminismPolicy {
  readonly inject: Inject;
  /** Whether the observer rides along in the smoke runs. */
  readonly observe: boolean;
  /** Steps whose batches, first weights and gradients the observer takes fingerprints of; 0: none. */
  readonly probe: number;
  /** Verified inside the training process; each once. */
  readonly require: readonly RequiredFact[];
}

export interface HardwarePolicy {
  /** `auto`: the GPU if the machine has one. `cpu`: the smoke tests use no GPU and see none. */
  readonly device: 'auto' | 'cpu';
  readonly gpu: {
    readonly generations: readonly string[] | null;
    readonly count: number | null;
    readonly memory: MemoryBound | null;
    /** `off`: not divided; `on`: divided, into any slices; else a glob over the profile (`1g.*`) of the slices it sees. */
    readonly mig: string | null;
    readonly ecc: 'on' | 'off' | null;
  };
  /** A driver range such as `>=550.54.14`, already checked for form. */
  readonly driver: string | null;
  readonly cuda: CudaPolicy;
}

/**
 * The two rules that hold without being written: every CUDA build has to run here. A rule that somebody wrote and that
 * cannot be judged is an error; a default that cannot is a warning, because nobody asked for the field it lacks.
 */
export interface CudaPolicy {
  /** How far the driver has to carry the build's CUDA. `minor-compatible`: it runs, if with limits. */
  readonly driver: 'full' | 'minor-compatible' | 'off';
  /** `native`: machine code for the GPU; `ptx`: PTX will do, with a warning. */
  readonly arch: 'native' | 'ptx' | 'off';
  readonly written: { readonly driver: boolean; readonly arch: boolean };
}

export interface MemoryBound {
  readonly operator: '>=' | '>' | '<=' | '<' | '==';
  readonly mib: number;
  /** As written, for messages. */
  readonly text: string;
}

export interface SoftwarePolicy {
  /** PEP 440 specifier, normalised: `3.11.*` is `==3.11.*`. */
  readonly python: string | null;
  readonly pin: readonly string[];
  /** PEP 440 specifiers by normalised package name. */
  readonly ranges: Readonly<Record<string, string>>;
  readonly others: Severity | 'off';
  readonly lockfiles: readonly string[];
  readonly verify: 'off' | 'files';
  readonly container: 'off' | 'pin';
  /** Expected value by variable; null means it must not be set. */
  readonly env: Readonly<Record<string, string | null>>;
}

export interface SmokeTest {
  readonly name: string;
  readonly run: string;
  readonly seed: number;
  readonly timeoutMs: number;
  /** What its result depends on; empty: not said. */
  readonly inputs: readonly string[];
  readonly repeat: 'off' | 'within' | 'bitwise';
  readonly onEnvironmentChange: 'library-band' | 'fail';
  readonly metrics: readonly MetricCheck[];
}

export interface MetricCheck {
  readonly name: string;
  readonly from: MetricSource;
  readonly rule: CurveRule | ScalarRule;
  /** Severity of a deviation; a metric that is missing or not finite stays an error. */
  readonly severity: Severity;
}

/** Where a metric is read from. `path` may start with `$REPRO_METRICS` or `$REPRO_OUT_DIR`. */
export interface MetricSource {
  readonly format: 'jsonl' | 'json' | 'csv';
  readonly path: string;
  /** JSON pointer into a `json` file; null: the metric's name is the key. */
  readonly pointer: string | null;
  /** Column or key of the step; null: the format's own rule. */
  readonly step: string | null;
}

/** Relative deviations: `onset` bounds the first divergence, `curve` the largest. */
export interface Band {
  readonly onset: number;
  readonly curve: number;
}

export interface CurveRule {
  readonly check: 'curve';
  readonly strict: Band;
  readonly library: Band;
  /** First and last step that count, inclusive; null: all. */
  readonly window: readonly [number, number] | null;
}

export interface ScalarRule {
  readonly check: 'scalar';
  /** Relative to the baseline; null together with `absolute` null: integers exact, others the default. */
  readonly relative: number;
  readonly absolute: number;
  /** True when the policy gives no tolerance, so that an integer metric is compared exactly. */
  readonly defaulted: boolean;
  readonly better: 'higher' | 'lower' | null;
}

export interface Waiver {
  readonly finding: string;
  /** Exact subject or glob; null: any. */
  readonly subject: string | null;
  readonly reason: string;
  /** Last day it holds, `YYYY-MM-DD`, UTC. */
  readonly expires: string;
  readonly index: number;
}
