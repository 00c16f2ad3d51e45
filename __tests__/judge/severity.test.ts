import { describe, expect, test } from '@jest/globals';
import type { FindingCode } from '../../src/findings.ts';
import { applyDecisions } from '../../src/judge/severity.ts';
import type { Finding } from '../../src/verdict.ts';
import { aPolicy } from '../builders.ts';

const SMOKE = 'smoke: { t: { run: x, metrics: { a: } } }';

function finding(code: FindingCode, subject: string): Finding {
  return { code, severity: 'error', subject, summary: '', expected: '', found: '', where: null, next: '' };
}

function waive(subject: string, expires: string): string {
  return `${SMOKE}\nwaivers: [{ finding: pin/changed, subject: "${subject}", reason: reviewed, expires: ${expires} }]`;
}

const FOUND = [finding('pin/changed', 'numpy'), finding('pin/changed', 'torch')];

describe('severities', () => {
  test('are raised and lowered by code', () => {
    const policy = aPolicy(`${SMOKE}\nseverity: { pin/changed: warning }`);
    expect(applyDecisions(FOUND, policy, '2026-11-21').map(({ severity }) => severity)).toEqual([
      'warning',
      'warning',
    ]);
  });
});

describe('waivers', () => {
  test('turn the finding they name into info and keep the reason', () => {
    const [numpy, torch] = applyDecisions(FOUND, aPolicy(waive('numpy', '2027-01-31')), '2026-11-21');
    expect(numpy).toMatchObject({ severity: 'info', waiver: { reason: 'reviewed', expires: '2027-01-31' } });
    expect(torch).toMatchObject({ severity: 'error' });
    expect(torch).not.toHaveProperty('waiver');
  });

  test('may use a glob', () => {
    const decided = applyDecisions(FOUND, aPolicy(waive('*', '2027-01-31')), '2026-11-21');
    expect(decided.map(({ severity }) => severity)).toEqual(['info', 'info']);
  });

  test('hold on their last day and not on the day after', () => {
    const policy = aPolicy(waive('numpy', '2026-11-21'));
    expect(applyDecisions(FOUND, policy, '2026-11-21')[0]?.severity).toBe('info');
    const after = applyDecisions(FOUND, policy, '2026-11-22');
    expect(after[0]?.severity).toBe('error');
    expect(after.at(-1)).toMatchObject({
      code: 'waiver/expired',
      severity: 'error',
      where: { line: 3, column: 11 },
    });
  });

  test('that expired are an error even when nothing would match', () => {
    const decided = applyDecisions([], aPolicy(waive('numpy', '2026-01-01')), '2026-11-21');
    expect(decided).toMatchObject([{ code: 'waiver/expired', severity: 'error' }]);
  });

  test('that waive nothing are mentioned', () => {
    const decided = applyDecisions([], aPolicy(waive('jax', '2027-01-01')), '2026-11-21');
    expect(decided).toMatchObject([{ code: 'waiver/unused', severity: 'info', subject: 'pin/changed jax' }]);
  });
});
