import { describe, expect, test } from '@jest/globals';
import { REPORT_BYTES } from '../../src/github/comment.ts';
import { type Reported, tellReported } from '../../src/github/reported.ts';
import type { Report } from '../../src/report/report.ts';
import { aFinding, aReport } from '../report/reports.ts';
import { shaOf } from './world.ts';

const headSha = shaOf('head');

function report(more: Partial<Report> = {}): Report {
  const whole = aReport(more);
  return { ...whole, provenance: { ...whole.provenance, commit: headSha, ...more.provenance } };
}

function tell(told: Report, result: Reported['result'] = null): { verdict: string; headline: string } {
  const { verdict, markdown } = tellReported({ headSha, result, report: { kind: 'report', report: told } });
  return { verdict, headline: markdown.split('\n')[0] ?? '' };
}

const PASS = report({ verdict: 'pass', exitCode: 0, reason: 'all agrees' });
const FAIL = report({ verdict: 'fail', exitCode: 1, reason: 'loss leaves its baseline' });

describe('a report that nothing contradicts is told', () => {
  test.each<[string, Report, string | null, string]>([
    ['as a pass of a job that succeeded', PASS, 'success', '✅ repro-gate: pass'],
    ['as a failure of a job that failed', FAIL, 'failure', '❌ repro-gate: fail'],
    ['where nobody says how the job ended', FAIL, null, '❌ repro-gate: fail'],
    [
      'as incomparable where the policy calls that neutral',
      report({ verdict: 'incomparable', exitCode: 0, reason: 'no baseline' }),
      'success',
      '⚪ repro-gate: incomparable',
    ],
  ])('%s', (_, told, result, headline) => {
    expect(tell(told, result).headline).toContain(headline);
  });
});

describe('nothing is believed of', () => {
  test.each<[string, Report, string | null, string]>([
    ['a pass whose job failed', PASS, 'failure', 'ended with failure, and its report says pass'],
    ['a pass whose job was skipped', PASS, 'skipped', 'ended with skipped'],
    ['a pass whose job was cancelled', PASS, 'cancelled', 'ended with cancelled'],
    ['a failure whose job succeeded', FAIL, 'success', 'ended with success, and its report says fail'],
    ['a pass with another exit code', { ...PASS, exitCode: 1 }, 'failure', 'pass with exit code 1'],
    ['a failure with the exit code of a pass', { ...FAIL, exitCode: 0 }, 'success', 'fail with exit code 0'],
  ])('%s', (_, told, result, because) => {
    const { verdict, headline } = tell(told, result);
    expect(verdict).toBe('not-measured');
    expect(headline).toMatch(/^### ⛔ repro-gate: not-measured · /);
    expect(headline).toContain(because);
  });

  test.each([
    ['another commit', shaOf('other'), `is about \`${shaOf('other').slice(0, 7)}\``],
    ['no commit', null, 'is about no commit'],
  ])('a report about %s', (_, commit, because) => {
    const other = { ...PASS, provenance: { ...PASS.provenance, commit } };
    expect(tell(other)).toMatchObject({
      verdict: 'not-measured',
      headline: expect.stringContaining(because),
    });
  });

  test.each<[string, Reported['report'], string]>([
    ['a report that is not there', { kind: 'absent' }, 'left no report'],
    ['one that is none', { kind: 'problem', because: 'it is not JSON' }, 'cannot be used: it is not JSON'],
  ])('%s', (_, there, because) => {
    const { verdict, markdown } = tellReported({ headSha, result: 'success', report: there });
    expect(verdict).toBe('not-measured');
    expect(markdown).toContain(because);
  });
});

test('a contradiction and the longest report fit into one comment', () => {
  const finding = aFinding({ found: 'x'.repeat(900), next: 'y '.repeat(400) });
  const long = { ...FAIL, findings: Array.from({ length: 500 }, () => finding) };
  const { markdown } = tellReported({ headSha, result: 'success', report: { kind: 'report', report: long } });
  expect(markdown).toContain('ended with success');
  expect(markdown).toContain('repro-gate: fail');
  expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(REPORT_BYTES);
});
