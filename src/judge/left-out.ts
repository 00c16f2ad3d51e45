/** Smoke tests that the call left out: what is judged without them, and how the report says so. */

import { hasMachineRules } from '../policy/build.ts';
import type { Policy } from '../policy/policy.ts';
import type { LeftOut } from '../report/report.ts';
import type { Finding } from '../verdict.ts';
import type { MeasuredSmoke } from './judge.ts';

export type { LeftOut };

/** Null when every smoke test of the policy was to be run. */
export function leftOutOf({ smoke }: Policy, measured: MeasuredSmoke): LeftOut | null {
  if (measured.kind === 'ran' || measured.by === null || smoke.length === 0) return null;
  return { tests: smoke.map(({ name }) => name), by: measured.by };
}

/** A policy of smoke tests alone decides nothing without them, and nothing decided is no agreement. */
export function judgeNothing(policy: Policy, leftOut: LeftOut | null): readonly Finding[] {
  if (leftOut === null || judgesMachine(policy)) return [];
  const { by, tests } = leftOut;
  return [
    {
      code: 'gate/nothing-judged',
      severity: 'error',
      subject: tests.join(', '),
      summary: `nothing was judged: the policy holds only smoke tests, and ${by} left them out`,
      expected: 'at least one rule or smoke test that is judged',
      found: `no rule about the machine, and ${namesOf(leftOut)} not run`,
      where: policy.where('/smoke'),
      next:
        by === '--no-smoke'
          ? 'Run it without --no-smoke, or give the policy rules about hardware or software.'
          : 'Run it on the machine itself, without --snapshot, or give the policy rules about hardware or software.',
    },
  ];
}

/** What a pass means where smoke tests were left out. */
export function agreedWithout(leftOut: LeftOut): string {
  return `environment only; ${namesOf(leftOut)} not run (${leftOut.by})`;
}

function namesOf({ tests }: LeftOut): string {
  return `smoke test${tests.length === 1 ? '' : 's'} ${tests.join(', ')}`;
}

/** Drift that is reported for information, which is the default, decides nothing. */
function judgesMachine(policy: Policy): boolean {
  const { others } = policy.software;
  return hasMachineRules(policy) || others === 'error' || others === 'warning';
}
