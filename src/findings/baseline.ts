/** Findings about the baseline. */

import type { FindingInfo } from './info.ts';

export const BASELINE = {
  'baseline/missing': {
    title: 'No baseline for this hardware class',
    verdict: 'incomparable',
    severity: 'error',
    means:
      'Baselines are kept per hardware class and are never borrowed from a similar one: the random stream and the bitwise promise of the GPU libraries depend on the exact chip and its number of multiprocessors.',
    resolve:
      'Run `repro-gate record` on this machine and commit the file in a reviewed change. The report of this run holds the baseline it would write.',
  },
  'baseline/invalid': {
    title: 'The baseline cannot be used',
    verdict: 'misconfigured',
    severity: 'error',
    means:
      'The baseline file is not valid JSON, does not match its schema, or was written by a newer repro-gate than this one.',
    resolve:
      'Record it again with `repro-gate record`, restore the last good version from git, or update repro-gate.',
  },
  'baseline/other-class': {
    title: 'The baseline belongs to another hardware class',
    verdict: 'incomparable',
    severity: 'error',
    means:
      'The baseline that was read (the one given by hand, or the file that carries the name of this class) was recorded on another hardware class. Curves of different classes are not comparable.',
    resolve:
      'Leave `--baseline` out so that the gate picks the right file, restore the file from git, or record one on this class.',
  },
  'baseline/incomplete': {
    title: 'The baseline lacks something the policy asks for',
    verdict: 'incomparable',
    severity: 'error',
    means:
      'The policy names a smoke test or a metric that the baseline for this class does not hold, so there is nothing to compare with.',
    resolve: 'Run `repro-gate record` on this class and commit the file.',
  },
  'baseline/other-definition': {
    title: 'The smoke test is not the one that was recorded',
    verdict: 'incomparable',
    severity: 'error',
    means:
      'The seed of the smoke test differs from the recorded one, so its numbers cannot be compared with the baseline.',
    resolve: 'Record the smoke test again with the new seed, or restore the old one.',
  },
  'baseline/other-injection': {
    title: 'The gate sets more or less than when this was recorded',
    verdict: 'incomparable',
    severity: 'info',
    means:
      '`determinism.inject` is not what it was when the baseline was recorded (a baseline that does not say was recorded with `env`). Under another level a program that does not seed itself computes with other seeds. Numbers that still agree are compared as usual; numbers that do not are no drift and no agreement, so nothing can be said until they are recorded anew.',
    resolve: 'Record the smoke test again, or set `determinism.inject` to the recorded level.',
  },
  'baseline/other-command': {
    title: 'The smoke command changed since it was recorded',
    verdict: 'incomparable',
    severity: 'warning',
    means:
      'The command in the policy is not the text that was recorded. It may still compute the same; the metrics decide.',
    resolve: 'Record again after a deliberate change, so that baseline and policy agree.',
  },

  'baseline/dirty-tree': {
    title: 'The baseline was recorded with uncommitted changes',
    verdict: 'fail',
    severity: 'warning',
    means:
      'Tracked files differed from the commit while `record` measured. The baseline names the commit, and nobody who checks it out will find what was measured.',
    resolve: 'Commit or put aside the changes, then record again.',
  },
} as const satisfies Record<string, FindingInfo>;
