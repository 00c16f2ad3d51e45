/** A single number, judged: the last value against the last one recorded. */

import type { ScalarRule } from '../policy/policy.ts';
import { formatDeviation, formatPercent, formatValue, toJsonNumber } from '../report/numbers.ts';
import type { Finding } from '../verdict.ts';
import {
  curveOf,
  type MetricContext,
  type MetricOutcome,
  metricFinding,
  nonFiniteFinding,
  notCompared,
  outcome,
  recordedPoints,
} from './metric-outcome.ts';
import { explainedByNoise, quieten } from './noise.ts';
import { type ComparedScalars, compareScalars, type ScalarPair } from './scalar.ts';
import type { Point, Series } from './series.ts';
import { atMost, formatBound } from './smoke-finding.ts';

/** Judges the last value of a series. Without a baseline it still has to be a finite number. */
export function judgeScalar(series: Series, rule: ScalarRule, context: MetricContext): MetricOutcome {
  const found = series.points.at(-1);
  if (found === undefined) return outcome(context, { status: 'incomplete', findings: [noValue(context)] });
  const shown = { found: curveOf([found]), resolution: series.resolution };
  if (!Number.isFinite(found.value)) {
    const findings = [nonFiniteFinding(context, [found], 'found')];
    return outcome(context, { ...shown, status: 'non-finite', findings });
  }
  if (context.recorded === null) return notCompared(context, shown.found);
  const baseline = recordedPoints(context.recorded).at(-1);
  if (baseline === undefined || baseline.step !== found.step) {
    return outcome(context, {
      ...shown,
      status: 'incomplete',
      findings: [otherStep(found, baseline, context)],
    });
  }
  const resolution = coarser(series.resolution, context.recorded.resolution);
  return judgePair({ baseline, found, resolution }, rule, context);
}

interface PointPair {
  readonly baseline: Point;
  readonly found: Point;
  readonly resolution: number | null;
}

function judgePair(points: PointPair, rule: ScalarRule, context: MetricContext): MetricOutcome {
  const pair = {
    baseline: points.baseline.value,
    found: points.found.value,
    resolution: points.resolution,
  };
  const shown = {
    baseline: curveOf([points.baseline]),
    found: curveOf([points.found]),
    resolution: pair.resolution,
    allowed: describeTolerance(rule),
  };
  const result = compareScalars(pair, rule);
  switch (result.kind) {
    case 'non-finite': {
      const bad = result.side === 'found' ? points.found : points.baseline;
      const findings = [nonFiniteFinding(context, [bad], result.side)];
      return outcome(context, { ...shown, status: 'non-finite', findings });
    }
    case 'zero-baseline':
      return outcome(context, {
        ...shown,
        ...moved(points.found, Number.POSITIVE_INFINITY),
        status: 'fail',
        compared: true,
        findings: [zeroBaseline(pair, rule, context)],
      });
    case 'compared': {
      const allowed = result.tolerance === 'exact' ? 'equal, as whole numbers are' : shown.allowed;
      const said = { ...context, pair, allowed };
      return outcome(context, {
        ...shown,
        allowed,
        ...moved(points.found, pair.found === pair.baseline ? null : result.deviation),
        compared: true,
        ...judged(result, said),
      });
    }
  }
}

function moved({ step }: Point, deviation: number | null) {
  const at = deviation === null ? null : { step, value: toJsonNumber(deviation) };
  return { onset: at, maxDeviation: at };
}

interface Judged {
  readonly status: 'pass' | 'fail' | 'inconclusive';
  readonly improved?: boolean;
  readonly findings: readonly Finding[];
}

interface ScalarContext extends MetricContext {
  readonly pair: ScalarPair;
  readonly allowed: string;
}

function judged(result: ComparedScalars, context: ScalarContext): Judged {
  switch (result.outcome) {
    case 'within':
      return { status: 'pass', findings: unexplainedDrift(context) };
    case 'better':
      return { status: 'pass', improved: true, findings: [improvement(context)] };
    case 'outside':
      return outside(result, context);
  }
}

function outside(result: ComparedScalars, context: ScalarContext): Judged {
  const { check, pair, recorded } = context;
  const tolerance = result.allowed / Math.abs(pair.baseline);
  const spread = recorded?.spread ?? { onset: 0, curve: 0 };
  const noise = explainedByNoise(result.deviation, tolerance, spread.curve);
  const code = noise ? 'smoke/noise-exceeds-tolerance' : 'smoke/out-of-tolerance';
  const summary = noise
    ? `${check.name} differs by no more than the recorded noise can explain`
    : `${check.name} is ${formatValue(pair.found)} instead of ${formatValue(pair.baseline)}`;
  return {
    status: noise ? 'inconclusive' : 'fail',
    findings: [
      metricFinding(code, context, {
        severity: atMost(code, check.severity),
        summary,
        expected: expectation(context),
        found: describe(pair),
        ...(noise ? { next: quieten(check.name, check.rule, spread) } : {}),
      }),
    ],
  };
}

function improvement(context: ScalarContext): Finding {
  const { name, severity } = context.check;
  return metricFinding('smoke/suspicious-improvement', context, {
    severity: atMost('smoke/suspicious-improvement', severity),
    summary: `${name} improved by more than its tolerance`,
    expected: expectation(context),
    found: describe(context.pair),
  });
}

function unexplainedDrift(context: ScalarContext): readonly Finding[] {
  const { pair, bitExact, environmentChanged, check } = context;
  if (pair.found === pair.baseline || !bitExact || environmentChanged) return [];
  return [
    metricFinding('smoke/unexplained-drift', context, {
      severity: atMost('smoke/unexplained-drift', check.severity),
      summary: `${check.name} moved within its tolerance although the environment did not change`,
      expected: `${pair.baseline}, as the environment is the recorded one`,
      found: describe(pair),
    }),
  ];
}

function zeroBaseline(pair: ScalarPair, rule: ScalarRule, context: MetricContext): Finding {
  return metricFinding('smoke/out-of-tolerance', context, {
    severity: atMost('smoke/out-of-tolerance', context.check.severity),
    summary: `${context.check.name} is ${formatValue(pair.found)} and its baseline 0, to which no share can be allowed`,
    expected: `0 ${describeTolerance(rule)}`,
    found: String(pair.found),
    next: 'Give the metric an absolute tolerance: `tolerance: { absolute: … }`.',
  });
}

function noValue(context: MetricContext): Finding {
  return metricFinding('smoke/incomplete', context, {
    summary: `${context.check.name} has no value`,
    expected: 'a value',
    found: 'none',
  });
}

/** A run that stopped early has a last value too; it is not the one that was recorded. */
function otherStep(found: Point, baseline: Point | undefined, context: MetricContext): Finding {
  const { name } = context.check;
  return metricFinding('smoke/incomplete', context, {
    summary: `${name} ends at step ${found.step} and not where its baseline ends`,
    expected: baseline === undefined ? 'a recorded value' : `a last value at step ${baseline.step}`,
    found: `a last value at step ${found.step}`,
  });
}

function expectation({ pair, allowed, baselinePath }: ScalarContext): string {
  return `${pair.baseline} ${allowed}${baselinePath === null ? '' : `, from ${baselinePath}`}`;
}

function describe({ baseline, found }: ScalarPair): string {
  if (baseline === 0) return String(found);
  const share = (found - baseline) / Math.abs(baseline);
  const difference = Math.abs(share) < 1e-4 ? formatDeviation(toJsonNumber(share)) : formatPercent(share);
  return `${found} (${difference})`;
}

/** `±0.5 %`, `at least −0.5 %`, `±0.001`. */
export function describeTolerance({ relative, absolute, better }: ScalarRule): string {
  const parts = [
    relative > 0 || absolute === 0 ? `${Number((relative * 100).toPrecision(6))} %` : '',
    absolute > 0 ? formatBound(absolute) : '',
  ].filter((part) => part !== '');
  const size = parts.join(' and ');
  switch (better) {
    case null:
      return `±${size}`;
    case 'higher':
      return `−${size} at most`;
    case 'lower':
      return `+${size} at most`;
  }
}

function coarser(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
