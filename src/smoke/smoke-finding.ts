/** Findings of the smoke tests: what they have in common. */

import { joinPointer } from '../document/pointer.ts';
import { FINDINGS, type FindingCode } from '../findings.ts';
import type { Finding, Severity, Where } from '../verdict.ts';

export interface Said {
  readonly subject: string;
  /** One clause without a full stop. */
  readonly summary: string;
  readonly expected: string;
  readonly found: string;
  readonly where: Where | null;
  /** The code's own advice unless there is a shorter way. */
  readonly next?: string;
  /** The code's own severity unless the policy or the case says otherwise. */
  readonly severity?: Severity;
}

export function finding(code: FindingCode, { severity, next, ...said }: Said): Finding {
  const { severity: usual, resolve } = FINDINGS[code];
  return { code, severity: severity ?? usual, ...said, next: next ?? resolve };
}

const RANK: Readonly<Record<Severity, number>> = { error: 2, warning: 1, info: 0 };

/** What a metric's own severity leaves of a finding about its deviation: never more than usual, less if it asks so. */
export function atMost(code: FindingCode, severity: Severity): Severity {
  const usual = FINDINGS[code].severity;
  return RANK[severity] < RANK[usual] ? severity : usual;
}

/** Where in the policy a smoke test, or something in it, is defined. */
export function smokePointer(test: string, ...inside: readonly string[]): string {
  return joinPointer('smoke', test, ...inside);
}

/** A tolerance as people write it: `1e-5`. */
export function formatBound(value: number): string {
  return value === 0 ? '0' : value.toExponential().replace('e+0', '').replace('e+', 'e');
}

const MOST_STEPS = 5;

/** `step 4`, `steps 4, 5 and 7`, `steps 4, 5, 6, 7, 8 and 12 more`. */
export function listSteps(steps: readonly number[]): string {
  const shown = steps.slice(0, MOST_STEPS).map(String);
  const more = steps.length - shown.length;
  const items = more > 0 ? [...shown, `${more} more`] : shown;
  const [last = 'none', ...before] = items.reverse();
  const list = before.length === 0 ? last : `${before.reverse().join(', ')} and ${last}`;
  return `${steps.length === 1 ? 'step' : 'steps'} ${list}`;
}
