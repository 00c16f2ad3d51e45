/** The baseline: what was observed when people last agreed. One file per hardware class, written by `record`. */

import type { Snapshot } from '../capture/snapshot.ts';
import type { Inject } from '../policy/policy.ts';
import type { Finding } from '../verdict.ts';

export interface Baseline {
  readonly schema: 'repro-gate/baseline/1';
  readonly class: string;
  readonly recorded: Recorded;
  readonly snapshot: Snapshot;
  readonly smoke: Readonly<Record<string, RecordedSmoke>>;
}

export interface Recorded {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly tool: string;
  /** The account that started the CI run; null on the command line, where the commit says who. */
  readonly by: string | null;
  readonly commit: string | null;
  /** Address of the CI run; null on the command line. */
  readonly run: string | null;
  readonly why: string | null;
}

export interface RecordedSmoke {
  readonly run: string;
  readonly seed: number;
  /** How much the gate set; `env` where the file, of an older repro-gate, does not say. */
  readonly inject: Inject;
  /** Measured, not declared: `bit-exact` when every run gave the same bits. */
  readonly level: 'bit-exact' | 'noisy';
  readonly runs: number;
  readonly metrics: Readonly<Record<string, RecordedMetric>>;
}

export interface RecordedMetric {
  readonly check: 'curve' | 'scalar';
  /** Rounding step of the source, see Series.resolution. */
  readonly resolution: number | null;
  /** Relative deviations between the runs that were recorded; both 0 when they agree bit for bit. */
  readonly spread: { readonly onset: number; readonly curve: number };
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

/** What is known about the baseline of this machine's class. */
export type BaselineState =
  | { readonly kind: 'found'; readonly path: string; readonly baseline: Baseline }
  | { readonly kind: 'missing'; readonly path: string; readonly findings: readonly Finding[] }
  /** Without a class there is no file to look for; with an unusable one there is nothing to compare with. */
  | { readonly kind: 'unusable'; readonly path: string | null; readonly findings: readonly Finding[] };
