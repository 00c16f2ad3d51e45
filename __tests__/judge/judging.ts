/** What one rule says, in short and whole. */

import { expect } from '@jest/globals';
import type { Snapshot } from '../../src/capture/snapshot.ts';
import { isAdjustable } from '../../src/findings.ts';
import { RULES } from '../../src/judge/rules.ts';
import type { Finding } from '../../src/verdict.ts';
import { aBaseline, aPolicy, aSnapshot } from '../builders.ts';

export interface Judged {
  readonly policy: string;
  readonly snapshot?: Snapshot;
  /** What the baseline was recorded on; the machine of `aSnapshot` unless told. */
  readonly recorded?: Snapshot;
}

/** The findings of the rule with this id; none where it does not apply. */
export function judgeBy(
  id: string,
  { policy: text, snapshot = aSnapshot(), recorded }: Judged,
): readonly Finding[] {
  const policy = aPolicy(text);
  const rule = RULES.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new Error(`there is no rule ${id}`);
  if (!rule.applies(policy)) return [];
  const baseline = aBaseline(recorded === undefined ? {} : { snapshot: recorded });
  const findings = rule.judge({ policy, snapshot, baseline, variables: {} });
  for (const finding of findings) expectWhole(finding);
  return findings;
}

/** Every finding says what was expected, what was found and what to do, and these are not the same. */
function expectWhole({ code, summary, expected, found, next }: Finding): void {
  expect(typeof isAdjustable(code)).toBe('boolean');
  for (const text of [summary, expected, found, next]) expect(text.trim()).not.toBe('');
  expect(found).not.toBe(expected);
  expect(summary).not.toMatch(/\.$/);
}

/** `code subject severity` */
export function short(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ code, subject, severity }) => `${code} ${subject} ${severity}`);
}

export function withUnknown(path: string, because: string, snapshot: Snapshot = aSnapshot()): Snapshot {
  return { ...snapshot, unknown: [{ path, because }] };
}
