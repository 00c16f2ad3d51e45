import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FINDING_CODES, FINDINGS, type FindingCode, findingInfo, isAdjustable } from '../src/findings.ts';
import { type Finding, reduce, type Severity } from '../src/verdict.ts';

const ALL_DONE = {
  ledger: { required: ['rule:pins'], measured: ['rule:pins'] },
  onMissingBaseline: 'fail',
} as const;

function finding(code: FindingCode, severity: Severity = 'error'): Finding {
  return { code, severity, subject: 's', summary: code, expected: 'e', found: 'f', where: null, next: 'n' };
}

describe('reduce', () => {
  test('passes when something was required, all of it was measured and nothing is an error', () => {
    const decision = reduce([finding('package/changed', 'info')], ALL_DONE);
    expect(decision).toMatchObject({ verdict: 'pass', exitCode: 0 });
  });

  test('says that there are warnings on a pass', () => {
    expect(reduce([finding('driver/branch-changed', 'warning')], ALL_DONE).reason).toContain('1 warning');
  });

  test.each([
    ['nothing was required', { required: [], measured: [] }],
    ['nothing was required but something was ticked', { required: [], measured: ['rule:pins'] }],
    ['a required step is open', { required: ['rule:pins', 'smoke:train'], measured: ['rule:pins'] }],
  ])('is not measured when %s', (_, ledger) => {
    expect(reduce([], { ledger, onMissingBaseline: 'fail' })).toMatchObject({
      verdict: 'not-measured',
      exitCode: 3,
    });
  });

  test.each([
    ['pin/changed', 'fail', 1],
    ['baseline/missing', 'incomparable', 1],
    ['smoke/noise-exceeds-tolerance', 'inconclusive', 1],
    ['policy/invalid', 'misconfigured', 2],
    ['capture/unknown', 'not-measured', 3],
  ] as const)('%s leads to %s with exit code %d', (code, verdict, exitCode) => {
    expect(reduce([finding(code)], ALL_DONE)).toMatchObject({ verdict, exitCode });
  });

  test.each([
    [['pin/changed', 'policy/invalid', 'capture/unknown'], 'misconfigured'],
    [['pin/changed', 'capture/unknown'], 'not-measured'],
    [['baseline/missing', 'pin/changed'], 'fail'],
    [['smoke/noise-exceeds-tolerance', 'baseline/missing'], 'incomparable'],
  ] as const)('of %j the verdict is %s', (codes, verdict) => {
    expect(
      reduce(
        codes.map((code) => finding(code)),
        ALL_DONE,
      ).verdict,
    ).toBe(verdict);
  });

  test('a missing baseline that the policy calls neutral exits 0 and is still no pass', () => {
    const decision = reduce([finding('baseline/missing')], { ...ALL_DONE, onMissingBaseline: 'neutral' });
    expect(decision).toMatchObject({ verdict: 'incomparable', exitCode: 0 });
  });

  test('neutral does not soften anything else', () => {
    const findings = [finding('baseline/missing'), finding('pin/changed')];
    expect(reduce(findings, { ...ALL_DONE, onMissingBaseline: 'neutral' }).exitCode).toBe(1);
  });

  test('an error with a code nobody knows is an internal error, not a pass', () => {
    const stranger = finding('made/up' as FindingCode);
    expect(reduce([stranger], ALL_DONE)).toMatchObject({ verdict: 'not-measured', exitCode: 3 });
  });

  test('the reason names at most two causes and counts the rest', () => {
    const findings = ['a', 'b', 'c', 'd'].map((summary) => ({ ...finding('pin/changed'), summary }));
    expect(reduce(findings, ALL_DONE).reason).toBe('a; b; and 2 more');
    expect(reduce(findings.slice(0, 2), ALL_DONE).reason).toBe('a, and b');
  });

  test('never passes with an error finding or an open step, whatever else there is', () => {
    const anyFinding = fc.record({
      code: fc.constantFrom(...FINDING_CODES),
      severity: fc.constantFrom<Severity>('error', 'warning', 'info'),
    });
    const steps = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'));
    fc.assert(
      fc.property(fc.array(anyFinding), steps, steps, (made, required, measured) => {
        const findings = made.map(({ code, severity }) => finding(code, severity));
        const { verdict, exitCode } = reduce(findings, {
          ledger: { required, measured },
          onMissingBaseline: 'fail',
        });
        const hasError = findings.some(({ severity }) => severity === 'error');
        const isOpen = required.length === 0 || required.some((step) => !measured.includes(step));
        expect(verdict === 'pass').toBe(!hasError && !isOpen);
        expect(exitCode === 0).toBe(verdict === 'pass');
      }),
      { seed: 7, numRuns: 2000 },
    );
  });
});

describe('the table of findings', () => {
  test.each(FINDING_CODES)('%s has a title, a meaning and a next step', (code) => {
    const { title, means, resolve } = FINDINGS[code];
    expect(title.length).toBeGreaterThan(5);
    expect(title).not.toMatch(/\.$/);
    expect(means).toMatch(/\.$/);
    expect(resolve).toMatch(/\.$/);
  });

  test('codes that hide a missing measurement can be neither lowered nor waived', () => {
    const hiding = FINDING_CODES.filter((code) => /^smoke\/(metric|exit|kill|time|non|incom)/.test(code));
    expect(hiding.filter(isAdjustable)).toEqual([]);
    expect(isAdjustable('pin/changed')).toBe(true);
    expect(isAdjustable('policy/invalid')).toBe(false);
    expect(findingInfo('made/up')).toBe(FINDINGS['gate/internal-error']);
  });
});
