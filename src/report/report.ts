/** The one value that every rendering starts from. schema/report.schema.json describes the same for other programs. */

import type { Baseline } from '../baseline/baseline.ts';
import type { RequiredFact } from '../policy/policy.ts';
import type { PolicySource } from '../policy/source.ts';
import type { Finding, Verdict } from '../verdict.ts';

export interface Report {
  readonly schema: 'repro-gate/report/1';
  readonly tool: string;
  readonly verdict: Verdict;
  /** One line without a full stop: what a reviewer reads first. */
  readonly reason: string;
  readonly exitCode: 0 | 1 | 2 | 3;
  /** What the numbers were shown to do; null when no smoke test was judged. */
  readonly level: Level | null;
  readonly class: string | null;
  /** One line for people: the GPU or CPU, its capability. */
  readonly machine: string;
  readonly findings: readonly Finding[];
  readonly environment: Environment;
  readonly smoke: readonly SmokeReport[];
  /** Smoke tests of the policy that the call left out; null when none was. */
  readonly leftOut: LeftOut | null;
  readonly baseline: BaselineReport;
  /** The verdict under the rules this change brings, when it changes them; null when it does not. */
  readonly proposed: Proposed | null;
  readonly provenance: Provenance;
  readonly timing: Timing;
}

export interface LeftOut {
  readonly tests: readonly string[];
  /** The option that did. */
  readonly by: '--no-smoke' | '--snapshot';
}

export type Level = 'bit-exact' | 'within-tolerance' | 'not-reproduced';

export interface Environment {
  /** False when there was no baseline to compare with; then `changes` is empty for lack of one. */
  readonly compared: boolean;
  readonly same: number;
  readonly changes: readonly Change[];
}

/** One difference between the baseline's snapshot and this machine; `null` is *none* or *not known*. */
export interface Change {
  readonly path: string;
  readonly baseline: string | null;
  readonly found: string | null;
  readonly effect: NumericEffect;
}

/** How likely a change of this kind is to change numbers, from data/numeric-effect.json. */
export type NumericEffect = 'high' | 'medium' | 'low' | 'none';

export interface SmokeReport {
  readonly name: string;
  readonly run: string;
  readonly seed: number;
  readonly level: Level | null;
  /** How the command ended, in words: `exit code 0`, `killed by SIGKILL`. */
  readonly ended: string;
  readonly durationMs: number;
  readonly runs: number;
  /** The band used for curves, and why. */
  readonly band: 'strict' | 'library' | null;
  readonly metrics: readonly MetricReport[];
  /** Variables the gate set for the run, as name=value. */
  readonly injected: Readonly<Record<string, string>>;
  /** End of the output, raw; only when the command did not end well. */
  readonly tail: string | null;
  readonly diagnosis: string | null;
  /** What was seen inside the training process; null where nobody asked, or where the command starts no Python. */
  readonly observation: ObservationReport | null;
}

/** The first run of a smoke test, seen from inside its training processes. */
export interface ObservationReport {
  /** Python processes that left an observation, and those of them that train. */
  readonly processes: number;
  readonly training: number;
  /** 0 outside a distributed job. */
  readonly ranks: number;
  readonly nodes: number;
  /** Versions of imported frameworks and of loaded libraries, as they say themselves. */
  readonly modules: Readonly<Record<string, readonly string[]>>;
  readonly libraries: Readonly<Record<string, readonly string[]>>;
  readonly seeds: readonly SeedReport[];
  readonly unseeded: readonly string[];
  readonly flags: Readonly<Record<string, string>>;
  readonly nondeterministic: readonly string[];
  readonly required: readonly FactReport[];
  /** Of the first training process that took fingerprints; null where nobody asked. */
  readonly probe: ProbeReport | null;
  /** Observations that could not be read. */
  readonly unreadable: number;
  readonly errors: readonly string[];
  /** Why there are no facts; null when there are. */
  readonly because: string | null;
}

/** `sha256:…` of the first batches and of the first weights, and norms of the first gradients. */
export interface ProbeReport {
  readonly batches: readonly string[];
  readonly weights: string | null;
  readonly gradientNorms: readonly JsonNumber[];
}

export interface SeedReport {
  readonly call: string;
  readonly by: 'user' | 'gate';
  /** Several where ranks or calls differ. */
  readonly values: readonly string[];
  /** `train.py:12`. */
  readonly place: string | null;
}

export interface FactReport {
  readonly fact: RequiredFact;
  readonly status: 'met' | 'not-applicable' | 'unmet' | 'unknown';
}

export type MetricStatus =
  | 'pass'
  | 'fail'
  | 'missing'
  | 'non-finite'
  | 'incomplete'
  | 'inconclusive'
  | 'not-compared';

/** JSON has no NaN and no infinities; they are written as these words. */
export type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity';

export interface Deviation {
  readonly step: number;
  /** Relative to the baseline. */
  readonly value: JsonNumber;
}

export interface MetricReport {
  readonly name: string;
  readonly check: 'curve' | 'scalar';
  readonly status: MetricStatus;
  readonly onset: Deviation | null;
  readonly maxDeviation: Deviation | null;
  /** Distance at the onset in units in the last place of float32; null when there is no onset. */
  readonly ulps: number | null;
  readonly allowed: string;
  readonly resolution: number | null;
  readonly baseline: Curve | null;
  readonly found: Curve | null;
}

export interface Curve {
  readonly steps: readonly number[];
  readonly values: readonly JsonNumber[];
}

export interface BaselineReport {
  /** Repository path of the baseline for this class; null when the class is unknown. */
  readonly path: string | null;
  readonly recordedAt: string | null;
  readonly commit: string | null;
  /** What `record` would write, when there is no baseline yet. */
  readonly candidate: Baseline | null;
}

export interface Proposed {
  readonly verdict: Verdict | 'unknown';
  readonly reason: string;
  /** Files that differ between base and this change, e.g. `.repro/policy.yml`. */
  readonly files: readonly string[];
}

export interface Provenance {
  readonly commit: string | null;
  /** Whether tracked files differed from the commit; null when that is not known. */
  readonly dirty: boolean | null;
  readonly base: string | null;
  readonly policySource: PolicySource;
  /** Address of the CI run; null on the command line. */
  readonly run: string | null;
  readonly event: string | null;
  readonly runner: string | null;
  readonly at: string;
}

export interface Timing {
  readonly totalMs: number;
  readonly smokeMs: number;
  /** Everything that is not the training: total less smoke. */
  readonly overheadMs: number;
  readonly captureMs: number;
}
