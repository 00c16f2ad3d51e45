import { describe, expect, test } from '@jest/globals';
import { type InGit, renderRecord } from '../../src/commands/record-text.ts';
import type { RecordResult } from '../../src/record.ts';
import { plain } from '../../src/report/text.ts';
import { aBaseline } from '../builders.ts';
import { aFinding, aSmoke } from '../report/reports.ts';

const PATH = '.repro/baselines/cpu-x86_64.json';

function recorded(inGit: InGit, more: Partial<Extract<RecordResult, { kind: 'recorded' }>> = {}): string {
  const baseline = aBaseline();
  return renderRecord(
    { kind: 'recorded', path: PATH, text: '', baseline, previous: null, warnings: [], ...more },
    inGit,
    plain,
  );
}

function refused(tail: string | null): string {
  return renderRecord(
    {
      kind: 'refused',
      verdict: 'fail',
      reason: 'train was still running after 1 s',
      exitCode: 1,
      findings: [aFinding({ code: 'smoke/timeout', subject: 'train' })],
      smoke: [aSmoke({ tail, ended: 'stopped after 1 s' })],
    },
    'tracked',
    plain,
  );
}

describe('a baseline that was recorded', () => {
  test.each([
    ['tracked', `read \`git diff ${PATH}\`, then commit it`],
    ['untracked', `\`git add ${PATH}\`, read \`git diff --cached\`, then commit it`],
  ] as const)('and is %s comes with the next step', (inGit, next) => {
    expect(recorded(inGit)).toContain(`  next: ${next}\n`);
  });

  test('outside a repository says nothing of git', () => {
    expect(recorded('no-repository')).not.toContain('git ');
  });

  test('with warnings shows each with its line and its next step', () => {
    const text = recorded('tracked', { warnings: [aFinding({ severity: 'warning' })] });
    expect(text).toContain('warning pin/changed  torch  .repro/policy.yml:12:11\n');
    expect(text).toContain('next      Install torch');
  });
});

describe('a refusal', () => {
  test('shows the finding with its line, as check does', () => {
    expect(refused(null)).toContain('error   smoke/timeout  train  .repro/policy.yml:12:11\n');
  });

  test('shows the end of the output, and nothing where there was none', () => {
    expect(refused('step 1\n')).toContain('    │ step 1\n');
    expect(refused('\n')).not.toContain('│');
  });
});
