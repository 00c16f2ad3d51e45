/** What could not be seen of a run, and why: never left unsaid, and an error where a policy requires facts. */

import { whyNothing } from '../../observe/why-nothing.ts';
import { finding, smokePointer } from '../../smoke/smoke-finding.ts';
import type { Finding } from '../../verdict.ts';
import type { ObservedEvidence } from './evidence.ts';

export function judgeGaps(evidence: ObservedEvidence): readonly Finding[] {
  return [...nothingSeen(evidence), ...unreadable(evidence), ...ownFailures(evidence)];
}

function isRequired({ policy }: ObservedEvidence): boolean {
  return policy.determinism.require.length > 0;
}

function nothingSeen(evidence: ObservedEvidence): readonly Finding[] {
  const { observed, test, policy, complete } = evidence;
  if (!complete || observed.processes.length > 0 || observed.unreadable.length > 0) return [];
  const { because, next, expected } = reasonOf(evidence);
  if (!expected && !isRequired(evidence)) return [];
  const facts = policy.determinism.require.join(', ');
  return [
    finding('observe/none', {
      subject: test.name,
      summary: `facts of the training process of ${test.name} were not captured, because ${because}`,
      expected: facts === '' ? 'an observation of each Python that the command starts' : `facts: ${facts}`,
      found: `none, because ${because}`,
      where: policy.where(smokePointer(test.name, 'run')),
      severity: isRequired(evidence) ? 'error' : 'info',
      next,
    }),
  ];
}

function reasonOf({ observed, test }: ObservedEvidence): ReturnType<typeof whyNothing> {
  if (observed.blind === null) return whyNothing(test.run);
  return {
    because: observed.blind,
    next: 'Install repro-gate anew; dist/observer is a part of it.',
    expected: true,
  };
}

const MOST_TOLD = 5;

function unreadable(evidence: ObservedEvidence): readonly Finding[] {
  const { observed, test, policy } = evidence;
  const severity = isRequired(evidence) ? ('error' as const) : ('warning' as const);
  const said = {
    where: policy.where(smokePointer(test.name, 'run')),
    expected: 'an observation as the observer writes it',
    severity,
  };
  const files = observed.unreadable.slice(0, MOST_TOLD).map(({ process, because }) =>
    finding('observe/unreadable', {
      subject: `${test.name}: ${process}`,
      summary: `${process} of ${test.name} wrote an observation that cannot be read: ${because}`,
      found: because,
      ...said,
    }),
  );
  const rest = observed.beyond + Math.max(0, observed.unreadable.length - MOST_TOLD);
  if (rest === 0) return files;
  return [
    ...files,
    finding('observe/unreadable', {
      subject: `${test.name}: other processes`,
      summary: `${rest} more observations of ${test.name} were not read`,
      found: `${rest} more that were not read or cannot be`,
      ...said,
    }),
  ];
}

function ownFailures({ observed, test, policy }: ObservedEvidence): readonly Finding[] {
  const errors = [...new Set(observed.processes.flatMap((seen) => seen.errors))];
  if (errors.length === 0) return [];
  const more = errors.length > MOST_TOLD ? `; ${errors.length - MOST_TOLD} more` : '';
  const found = `${errors.slice(0, MOST_TOLD).join('; ')}${more}`;
  return [
    finding('observe/incomplete', {
      subject: test.name,
      summary: `the observer could not read everything in ${test.name}`,
      expected: 'no error of the observer',
      found,
      where: policy.where(smokePointer(test.name, 'run')),
    }),
  ];
}
