/** Findings about the numbers of a smoke test. */

import type { FindingInfo } from './info.ts';

export const SMOKE_METRICS = {
  'smoke/metrics-missing': {
    title: 'The metrics file was not written',
    verdict: 'fail',
    severity: 'error',
    means:
      'The command ended well but did not write the file that a metric is read from. A file left over from an earlier run does not count: the gate sets it aside before it starts.',
    resolve: 'Let the command write to `$REPRO_METRICS`, or correct `from` in the policy.',
  },
  'smoke/metrics-unreadable': {
    title: 'The metrics file cannot be read',
    verdict: 'fail',
    severity: 'error',
    means: 'The file is empty, cut off, or not in the format that `from` names.',
    resolve:
      'Open the file at the line given. A last line that is cut in half means the writer did not finish.',
  },
  'smoke/metric-missing': {
    title: 'A metric is missing',
    verdict: 'fail',
    severity: 'error',
    means:
      'The file holds no value for a metric that the policy names. A metric that disappears is never a pass.',
    resolve: 'Write the metric under the name in the policy; the finding lists the names that the file has.',
  },
  'smoke/non-finite': {
    title: 'A metric is not a finite number',
    verdict: 'fail',
    severity: 'error',
    means:
      'A value is NaN or infinite, or is no number at all. This fails whatever the baseline holds: NaN on both sides is not agreement.',
    resolve:
      'Find the step where it starts; a learning rate, a division or a missing mask is the usual cause.',
  },
  'smoke/incomplete': {
    title: 'Steps are missing or extra',
    verdict: 'fail',
    severity: 'error',
    means: 'The curve does not have the steps that the baseline has.',
    resolve: 'Log every step that was recorded. After a deliberate change of length, record again.',
  },
  'smoke/duplicate-step': {
    title: 'A step was logged more than once',
    verdict: 'fail',
    severity: 'warning',
    means: 'The same step of a metric appears twice with different values. The last one was used.',
    resolve: 'Log from one process (rank 0), and start each run with a fresh file.',
  },
  'smoke/out-of-tolerance': {
    title: 'A metric is out of tolerance',
    verdict: 'fail',
    severity: 'error',
    means:
      'A curve leaves its baseline by more than the band allows, at its first divergence (onset) or at its largest deviation; or a scalar differs by more than its tolerance. The band is strict when the environment is the recorded one and wider when it changed.',
    resolve:
      'Compare with what changed: the code, the data, the environment. The step and size of the onset say which kind of change it is. If the change is wanted, accept it with `repro-gate record` in a reviewed change.',
  },
  'smoke/noise-exceeds-tolerance': {
    title: 'The tolerance is tighter than the measured noise',
    verdict: 'inconclusive',
    severity: 'error',
    means:
      'The deviation is larger than the tolerance but of the size that two identical runs showed when the baseline was recorded. This run cannot tell a change from noise.',
    resolve:
      'Make the smoke test deterministic (seeds, deterministic algorithms), or widen the tolerance to what the job can hold.',
  },
  'smoke/unexplained-drift': {
    title: 'Numbers moved although the environment did not',
    verdict: 'fail',
    severity: 'warning',
    means:
      'The baseline was bit-exact and the environment is the recorded one, yet the values differ, within the band.',
    resolve:
      'Usually a harmless change of the code, such as another order of additions. Look once, then record again.',
  },
  'smoke/environment-changed': {
    title: 'The environment is not the recorded one',
    verdict: 'fail',
    severity: 'error',
    means:
      'The smoke test says `on-environment-change: fail`, and something that can move numbers differs from the baseline.',
    resolve: 'Restore the recorded environment, or record again in this one.',
  },
  'smoke/suspicious-improvement': {
    title: 'A metric improved by more than its tolerance',
    verdict: 'fail',
    severity: 'warning',
    means:
      'The metric has a direction (`better`) and moved to the good side by more than its tolerance. It passes, but it did not reproduce.',
    resolve:
      'Make sure that it is meant (an evaluation on training data looks like this too), then record again.',
  },
  'smoke/not-repeatable': {
    title: 'Two runs of the same commit disagree',
    verdict: 'fail',
    severity: 'error',
    means:
      'The policy asks for a repeat, and the second run on this machine gave other numbers than the first.',
    resolve:
      'Seed what is not seeded and use deterministic algorithms, or say `repeat: within` or `repeat: off`.',
  },
} as const satisfies Record<string, FindingInfo>;
