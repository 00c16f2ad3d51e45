/** The one shape of a rule: a pure function from policy, baseline and snapshot to findings. */

import type { Baseline } from '../baseline/baseline.ts';
import type { Snapshot } from '../capture/snapshot.ts';
import type { Policy } from '../policy/policy.ts';
import type { Finding, Where } from '../verdict.ts';

export interface Evidence {
  readonly policy: Policy;
  readonly snapshot: Snapshot;
  /** Variables as the smoke test gets them: the allow-listed ones plus those the gate sets. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface RecordedEvidence extends Evidence {
  readonly baseline: Baseline;
}

/** `standalone` rules need the machine only; `compared` rules need a baseline of its class as well. */
export type Rule =
  | {
      readonly kind: 'standalone';
      readonly id: string;
      readonly applies: (policy: Policy) => boolean;
      readonly judge: (evidence: Evidence) => readonly Finding[];
    }
  | {
      readonly kind: 'compared';
      readonly id: string;
      readonly applies: (policy: Policy) => boolean;
      readonly judge: (evidence: RecordedEvidence) => readonly Finding[];
    };

/** Why the field at `path` is not known: it, something it contains, or something that contains it is unknown. */
export function unknownBecause(snapshot: Snapshot, path: string): string | null {
  const hit = snapshot.unknown.find(
    (unknown) => unknown.path === path || isInside(unknown.path, path) || isInside(path, unknown.path),
  );
  return hit?.because ?? null;
}

/** Why the field itself has no value; a part of it that is unknown does not count. */
export function fieldUnknown(snapshot: Snapshot, path: string): string | null {
  const hit = snapshot.unknown.find((unknown) => unknown.path === path || isInside(path, unknown.path));
  return hit?.because ?? null;
}

function isInside(inner: string, outer: string): boolean {
  return inner.startsWith(outer) && /^[.[]/.test(inner.slice(outer.length));
}

/** The finding of a rule that cannot be judged because a field it reads is unknown. */
export function cannotJudge(path: string, because: string, where: Where): Finding {
  return {
    code: 'capture/unknown',
    severity: 'error',
    subject: path,
    summary: `${path} could not be measured: ${because}`,
    expected: 'a value, because a rule reads it',
    found: `unknown, because ${because}`,
    where,
    next: 'Remove the cause, or remove the rule if this machine can never provide the field.',
  };
}
