/**
 * Every finding code, once: its default severity, the verdict it leads to as an error, what it means and what to do.
 * `repro-gate explain`, docs/findings.md and the policy's `severity` and `waivers` keys all read this table.
 */

import { BASELINE } from './findings/baseline.ts';
import { CAPTURE } from './findings/capture.ts';
import { CUDA } from './findings/cuda.ts';
import { GATE } from './findings/gate.ts';
import { HARDWARE } from './findings/hardware.ts';
import type { FindingInfo, VerdictClass } from './findings/info.ts';
import { OBSERVED } from './findings/observed.ts';
import { POLICY } from './findings/policy.ts';
import { RUNNER } from './findings/runner.ts';
import { SMOKE_METRICS } from './findings/smoke-metrics.ts';
import { SMOKE_RUN } from './findings/smoke-run.ts';
import { SOFTWARE } from './findings/software.ts';
import { TRUST } from './findings/trust.ts';
import { VARIABLES } from './findings/variables.ts';

export type { FindingInfo, VerdictClass };

/** In the order in which `explain` and the documentation list them. */
const TABLE = {
  ...GATE,
  ...POLICY,
  ...BASELINE,
  ...CAPTURE,
  ...SOFTWARE,
  ...VARIABLES,
  ...HARDWARE,
  ...RUNNER,
  ...CUDA,
  ...SMOKE_RUN,
  ...SMOKE_METRICS,
  ...OBSERVED,
  ...TRUST,
} as const satisfies Record<string, FindingInfo>;

export type FindingCode = keyof typeof TABLE;

export const FINDINGS: Readonly<Record<FindingCode, FindingInfo>> = TABLE;

export const FINDING_CODES = Object.keys(TABLE) as readonly FindingCode[];

export function isFindingCode(code: string): code is FindingCode {
  return Object.hasOwn(TABLE, code);
}

/** The entry of a code. An unknown code (data from elsewhere) counts as a failure of the gate itself. */
export function findingInfo(code: string): FindingInfo {
  return isFindingCode(code) ? FINDINGS[code] : FINDINGS['gate/internal-error'];
}

/**
 * Codes that no policy may lower or waive although they lead to `fail`: they say that something was not measured, or
 * that the measurement was tampered with, and a rule that hides that would be a way to pass unmeasured.
 */
const NEVER_ADJUSTED: ReadonlySet<FindingCode> = new Set([
  'waiver/expired',
  'waiver/unused',
  'smoke/exit-code',
  'smoke/killed',
  'smoke/timeout',
  'smoke/metrics-missing',
  'smoke/metrics-unreadable',
  'smoke/metric-missing',
  'smoke/non-finite',
  'smoke/incomplete',
  'trust/command-files-written',
]);

/** What makes a run unmeasured for some and is a choice for others: a runner that several jobs share. */
const A_CHOICE: ReadonlySet<FindingCode> = new Set(['runner/foreign-process']);

/** Whether the policy's `severity` and `waivers` may name the code. */
export function isAdjustable(code: FindingCode): boolean {
  return A_CHOICE.has(code) || (FINDINGS[code].verdict === 'fail' && !NEVER_ADJUSTED.has(code));
}
