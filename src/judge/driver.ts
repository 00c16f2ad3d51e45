/** The kernel driver: its range, and whether its release branch moved since the baseline. */

import { parseDriverRange, parseDriverVersion, satisfiesDriverRange } from '../policy/driver-range.ts';
import type { Finding } from '../verdict.ts';
import { cannotJudge, type Evidence, type RecordedEvidence, type Rule, unknownBecause } from './rule.ts';

export const driverRange: Rule = {
  kind: 'standalone',
  id: 'driver',
  applies: (policy) => policy.hardware.driver !== null,
  judge: judgeRange,
};

export const driverBranch: Rule = {
  kind: 'compared',
  id: 'driver-branch',
  applies: (policy) => policy.hardware.device === 'auto',
  judge: judgeBranch,
};

function judgeRange({ policy, snapshot }: Evidence): Finding[] {
  const where = policy.where('/hardware/driver');
  const expected = policy.hardware.driver ?? '';
  const unknown = unknownBecause(snapshot, 'driver.version');
  if (unknown !== null) return [cannotJudge('driver.version', unknown, where)];
  const text = snapshot.driver?.version ?? null;
  if (text === null) {
    const summary = 'this machine has no NVIDIA driver';
    return [
      {
        code: 'driver/missing',
        severity: 'error',
        subject: 'driver',
        summary,
        expected,
        found: 'none',
        where,
        next: 'Run the job on a GPU runner.',
      },
    ];
  }
  const version = parseDriverVersion(text);
  const range = parseDriverRange(expected);
  if (version === null || range === null) {
    return [cannotJudge('driver.version', `"${text}" is not a driver version`, where)];
  }
  if (satisfiesDriverRange(version, range)) return [];
  return [
    {
      code: 'driver/out-of-range',
      severity: 'error',
      subject: 'driver',
      summary: `driver ${text} is outside its range`,
      expected,
      found: text,
      where,
      next: 'Use a runner with a driver in the range, or change the range in a reviewed change.',
    },
  ];
}

function judgeBranch({ snapshot, baseline }: RecordedEvidence): Finding[] {
  const before = baseline.snapshot.driver;
  const after = snapshot.driver;
  if (before?.branch == null || after?.branch == null || before.branch === after.branch) return [];
  return [
    {
      code: 'driver/branch-changed',
      severity: 'warning',
      subject: 'driver',
      summary: `the driver moved from branch ${before.branch} to ${after.branch}`,
      expected: before.version ?? `${before.branch}`,
      found: after.version ?? `${after.branch}`,
      where: null,
      next: 'Nothing, if the metrics agree; record again once the fleet has moved.',
    },
  ];
}
