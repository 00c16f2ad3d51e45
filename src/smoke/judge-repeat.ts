/** Two runs of the same commit on the same machine, compared with each other. */

import type { MetricCheck, SmokeTest } from '../policy/policy.ts';
import { formatDeviation, toJsonNumber } from '../report/numbers.ts';
import type { Finding, Where } from '../verdict.ts';
import { holdAgainst } from './band.ts';
import { compareCurves, inWindow } from './curve.ts';
import { describeBand } from './judge-curve.ts';
import { unread } from './judge-metric.ts';
import { describeTolerance } from './judge-scalar.ts';
import { metricFinding } from './metric-outcome.ts';
import type { MetricReading } from './run.ts';
import { compareScalars } from './scalar.ts';
import type { Point, Series } from './series.ts';
import { atMost } from './smoke-finding.ts';

export interface RepeatContext {
  readonly test: SmokeTest;
  readonly check: MetricCheck;
  readonly where: (pointer: string) => Where;
}

export interface RepeatOutcome {
  readonly findings: readonly Finding[];
  /** How the two runs agree; `unknown` when there are no two curves to compare. */
  readonly agreement: 'identical' | 'within' | 'apart' | 'unknown';
}

/** Compares the second reading of a metric with the first, as strictly as the smoke test asks. */
export function judgeRepeat(
  first: MetricReading,
  second: MetricReading,
  context: RepeatContext,
): RepeatOutcome {
  const { check, where } = context;
  if (second.kind !== 'read') {
    const found = unread(second, { test: context.test.name, check, where });
    const again = { ...found, summary: `${found.summary} in the second run` };
    return { findings: [again], agreement: 'unknown' };
  }
  // What is wrong with the first run has been said when it was compared with the baseline.
  if (first.kind !== 'read') return { findings: [], agreement: 'unknown' };
  return compareRuns(first.series, second.series, context);
}

function compareRuns(first: Series, second: Series, context: RepeatContext): RepeatOutcome {
  const { test, check } = context;
  const difference = differenceOf(first, second, check);
  if (difference.kind === 'identical' || difference.kind === 'unknown') {
    return { findings: [], agreement: difference.kind };
  }
  if (difference.kind === 'within' && test.repeat === 'within') return { findings: [], agreement: 'within' };
  const repeated = metricFinding(
    'smoke/not-repeatable',
    { ...context, test: test.name },
    {
      severity: atMost('smoke/not-repeatable', check.severity),
      summary: `two runs of this commit disagree on ${check.name}`,
      expected: test.repeat === 'bitwise' ? 'the same bits in both runs' : allowedOf(check),
      found: difference.found,
    },
  );
  return { findings: [repeated], agreement: difference.kind };
}

type Difference =
  /** The first run cannot be compared with anything, which has been said already. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'identical' }
  | { readonly kind: 'within' | 'apart'; readonly found: string };

function differenceOf(first: Series, second: Series, { rule }: MetricCheck): Difference {
  return rule.check === 'curve'
    ? curveDifference(first, second, rule)
    : scalarDifference(first, second, rule);
}

function curveDifference(
  first: Series,
  second: Series,
  rule: Extract<MetricCheck['rule'], { check: 'curve' }>,
): Difference {
  if (!inWindow(first.points, rule.window).every(isFinitePoint)) return { kind: 'unknown' };
  const comparison = compareCurves({ baseline: first, found: second, window: rule.window });
  switch (comparison.kind) {
    case 'non-finite':
      return {
        kind: 'apart',
        found: `a value that is not finite at step ${comparison.points[0]?.step ?? 0}`,
      };
    case 'incomplete':
      return { kind: 'apart', found: 'other steps in the second run than in the first' };
    case 'compared': {
      const { onset, largest } = comparison;
      if (onset === null) return { kind: 'identical' };
      const [start, most] = [onset, largest].map(({ value }) => formatDeviation(toJsonNumber(value)));
      const found = `${start} apart at step ${onset.step}, at most ${most} at step ${largest.step}`;
      return { kind: holdAgainst(comparison, rule.strict).kind === 'within' ? 'within' : 'apart', found };
    }
  }
}

/** Between two runs of one commit there is no good side: what is better than the tolerance is apart as well. */
function scalarDifference(
  first: Series,
  second: Series,
  rule: Extract<MetricCheck['rule'], { check: 'scalar' }>,
): Difference {
  const [a, b] = [first.points.at(-1), second.points.at(-1)];
  if (a === undefined || b === undefined || a.step !== b.step) {
    return { kind: 'apart', found: 'another last step in the second run than in the first' };
  }
  if (!isFinitePoint(a)) return { kind: 'unknown' };
  const pair = { baseline: a.value, found: b.value, resolution: first.resolution ?? second.resolution };
  const result = compareScalars(pair, rule);
  const found = `${a.value}, then ${b.value}`;
  if (result.kind !== 'compared' || result.outcome !== 'within') return { kind: 'apart', found };
  return a.value === b.value ? { kind: 'identical' } : { kind: 'within', found };
}

function isFinitePoint({ value }: Point): boolean {
  return Number.isFinite(value);
}

function allowedOf({ rule }: MetricCheck): string {
  if (rule.check === 'scalar') return describeTolerance({ ...rule, better: null });
  return describeBand({ name: 'strict', band: rule.strict });
}
