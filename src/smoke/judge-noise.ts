/** The noise that `record` measured, held against what the policy tolerates: said before anybody meets it in a pull request. */

import type { RecordedSmoke } from '../baseline/baseline.ts';
import type { MetricCheck, ScalarRule, SmokeTest } from '../policy/policy.ts';
import { formatDeviation, toJsonNumber } from '../report/numbers.ts';
import type { Finding, Where } from '../verdict.ts';
import { holdAgainst } from './band.ts';
import { compareCurves } from './curve.ts';
import { describeBand } from './judge-curve.ts';
import { describeTolerance } from './judge-scalar.ts';
import { metricFinding } from './metric-outcome.ts';
import { quieten } from './noise.ts';
import type { MeasuredRun } from './run.ts';
import { compareScalars } from './scalar.ts';
import type { Series } from './series.ts';

export interface RecordedRuns {
  readonly test: SmokeTest;
  readonly runs: readonly MeasuredRun[];
  readonly recorded: RecordedSmoke;
  readonly where: (pointer: string) => Where;
}

/** One warning for each metric whose recorded runs would not pass against each other. */
export function judgeNoise({ test, runs, recorded, where }: RecordedRuns): readonly Finding[] {
  return test.metrics.flatMap((check) => {
    const spread = recorded.metrics[check.name]?.spread;
    // A metric that only informs is never inconclusive.
    if (spread === undefined || check.severity !== 'error' || !isTooNoisy(check, runs)) return [];
    const [onset, most] = [spread.onset, spread.curve].map((size) => formatDeviation(toJsonNumber(size)));
    const apart = check.rule.check === 'scalar' ? `by ${most}` : `by ${onset} at first and ${most} at most`;
    const said = {
      severity: 'warning',
      summary: `${check.name} is noisier than its tolerance`,
      expected: allowedOf(check),
      found: `two runs of one commit differ ${apart}: at this noise \`check\` will be inconclusive`,
      next: quieten(check.name, check.rule, spread),
    } as const;
    return [metricFinding('smoke/noise-exceeds-tolerance', { test: test.name, check, where }, said)];
  });
}

function allowedOf({ rule }: MetricCheck): string {
  if (rule.check === 'scalar') return describeTolerance(bothSides(rule));
  return `${describeBand({ name: 'strict', band: rule.strict })} (strict band)`;
}

function isTooNoisy(check: MetricCheck, runs: readonly MeasuredRun[]): boolean {
  const series = runs.flatMap((run) => seriesOf(check, run));
  return series.some((a) => series.some((b) => a !== b && isApart(a, b, check)));
}

function seriesOf({ name }: MetricCheck, { metrics }: MeasuredRun): readonly Series[] {
  const reading = metrics.find((metric) => metric.name === name)?.reading;
  return reading?.kind === 'read' ? [reading.series] : [];
}

function isApart(a: Series, b: Series, { rule }: MetricCheck): boolean {
  if (rule.check === 'curve') {
    const compared = compareCurves({ baseline: a, found: b, window: rule.window });
    return compared.kind === 'compared' && holdAgainst(compared, rule.strict).kind === 'outside';
  }
  const [before, after] = [a.points.at(-1)?.value, b.points.at(-1)?.value];
  if (before === undefined || after === undefined) return false;
  const pair = { baseline: before, found: after, resolution: a.resolution ?? b.resolution };
  const compared = compareScalars(pair, bothSides(rule));
  return (
    compared.kind === 'zero-baseline' || (compared.kind === 'compared' && compared.outcome === 'outside')
  );
}

/** Between two runs of one commit there is no good side. */
function bothSides(rule: ScalarRule): ScalarRule {
  return { ...rule, better: null };
}
