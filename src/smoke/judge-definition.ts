/** Whether the smoke test is the one that was recorded: its seed, its command, what the gate sets for it. */

import type { RecordedSmoke } from '../baseline/baseline.ts';
import type { Finding } from '../verdict.ts';
import type { RunEvidence } from './judge-run.ts';
import { finding, smokePointer } from './smoke-finding.ts';

export function isOtherInjection({ recorded, inject }: RunEvidence): boolean {
  return recorded !== null && recorded.inject !== inject;
}

/** `moved`: the numbers are not those of the baseline, and were not made in its way either. */
export type Comparability = 'comparable' | 'moved';

export interface JudgedEvidence extends RunEvidence {
  readonly comparability: Comparability;
}

export function judgeDefinition(evidence: JudgedEvidence): readonly Finding[] {
  const { recorded, baselinePath } = evidence;
  if (recorded === null) return baselinePath === null ? [] : [unknownTest(evidence, baselinePath)];
  return [
    ...otherSeed(evidence, recorded),
    ...otherCommand(evidence, recorded),
    ...otherInjection(evidence, recorded),
    ...changedEnvironment(evidence),
  ];
}

function unknownTest({ test, where }: RunEvidence, baselinePath: string): Finding {
  return finding('baseline/incomplete', {
    subject: test.name,
    summary: `the baseline does not know the smoke test ${test.name}`,
    expected: `${test.name} in ${baselinePath}`,
    found: 'other smoke tests or none',
    where: where(smokePointer(test.name)),
  });
}

function otherSeed({ test, where }: RunEvidence, recorded: RecordedSmoke): readonly Finding[] {
  if (recorded.seed === test.seed) return [];
  return [
    finding('baseline/other-definition', {
      subject: test.name,
      summary: `${test.name} has seed ${test.seed} and was recorded with ${recorded.seed}`,
      expected: `seed ${recorded.seed}`,
      found: `seed ${test.seed}`,
      where: where(smokePointer(test.name, 'seed')),
    }),
  ];
}

function otherCommand({ test, where }: RunEvidence, recorded: RecordedSmoke): readonly Finding[] {
  if (recorded.run.trim() === test.run.trim()) return [];
  return [
    finding('baseline/other-command', {
      subject: test.name,
      summary: `the command of ${test.name} is not the one that was recorded`,
      expected: recorded.run,
      found: test.run,
      where: where(smokePointer(test.name, 'run')),
    }),
  ];
}

/** Where the numbers agree all the same, the program seeds itself, and it is for information. */
function otherInjection(evidence: JudgedEvidence, recorded: RecordedSmoke): readonly Finding[] {
  const { test, inject, comparability, where } = evidence;
  if (!isOtherInjection(evidence)) return [];
  const moved = comparability === 'moved';
  return [
    finding('baseline/other-injection', {
      subject: test.name,
      summary: `${test.name} ran with inject: ${inject} and was recorded with ${recorded.inject}`,
      expected: `inject: ${recorded.inject}${moved ? ', under which the numbers were recorded' : ''}`,
      found: `inject: ${inject}${moved ? ', and other numbers' : ', and the same numbers within the tolerance'}`,
      where: where('/determinism/inject'),
      severity: moved ? 'error' : 'info',
    }),
  ];
}

function changedEnvironment({ test, environmentChanged, where }: RunEvidence): readonly Finding[] {
  if (!environmentChanged || test.onEnvironmentChange !== 'fail') return [];
  return [
    finding('smoke/environment-changed', {
      subject: test.name,
      summary: `${test.name} does not allow another environment`,
      expected: 'the environment of the baseline',
      found: 'one that differs from it',
      where: where(smokePointer(test.name, 'on-environment-change')),
    }),
  ];
}
