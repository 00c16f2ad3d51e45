/** A curve, judged: onset and largest deviation against the band that fits the circumstances. */

import type { CurveRule } from '../policy/policy.ts';
import { formatDeviation, plural, toJsonNumber } from '../report/numbers.ts';
import type { Deviation } from '../report/report.ts';
import type { Finding } from '../verdict.ts';
import { type BandVerdict, bandFor, type ChosenBand, holdAgainst } from './band.ts';
import { type ComparedCurves, compareCurves, type StepDeviation } from './curve.ts';
import {
  curveOf,
  type MetricContext,
  type MetricOutcome,
  metricFinding,
  nonFiniteFinding,
  notCompared,
  type OutcomeParts,
  outcome,
  recordedPoints,
} from './metric-outcome.ts';
import { explainedByNoise, quieten } from './noise.ts';
import type { Series } from './series.ts';
import { signatureOf } from './signature.ts';
import { atMost, formatBound, listSteps } from './smoke-finding.ts';

/** Judges a series against the recorded curve. Without one it still has to be finite and not empty. */
export function judgeCurve(series: Series, rule: CurveRule, context: MetricContext): MetricOutcome {
  const { recorded } = context;
  const baseline =
    recorded === null ? series : { points: recordedPoints(recorded), resolution: recorded.resolution };
  const comparison = compareCurves({ baseline, found: series, window: rule.window });
  const chosen = bandFor(rule, context);
  const curves = {
    baseline: recorded === null ? null : curveOf(baseline.points),
    found: curveOf(series.points),
    resolution: series.resolution,
    allowed: describeBand(chosen),
  };
  switch (comparison.kind) {
    case 'non-finite': {
      const findings = [nonFiniteFinding(context, comparison.points, comparison.side)];
      return outcome(context, { ...curves, status: 'non-finite', findings });
    }
    case 'incomplete':
      return outcome(context, {
        ...curves,
        status: 'incomplete',
        findings: [incomplete(comparison, rule, context)],
      });
    case 'compared':
      if (recorded === null) return notCompared(context, curves.found);
      return outcome(context, { ...curves, ...judged(comparison, rule, context) });
  }
}

export function describeBand({ band }: ChosenBand): string {
  return `onset ${formatBound(band.onset)}, any step ${formatBound(band.curve)}`;
}

function judged(comparison: ComparedCurves, rule: CurveRule, context: MetricContext): OutcomeParts {
  const chosen = bandFor(rule, context);
  const verdict = holdAgainst(comparison, chosen.band);
  const { onset, largest, resolution } = comparison;
  const numbers = {
    compared: true,
    resolution,
    onset: onset === null ? null : toDeviation(onset),
    maxDeviation: onset === null ? null : toDeviation(largest),
    ulps: onset?.ulps ?? null,
  };
  if (verdict.kind === 'within') {
    return { ...numbers, status: 'pass', findings: unexplainedDrift(comparison, context) };
  }
  const broken = outside(verdict, { comparison, rule, chosen, context });
  // What two runs of one commit do as well is typical of nothing else.
  const signature = broken.status === 'inconclusive' ? null : signatureOf(comparison);
  return { ...numbers, ...broken, signature };
}

function toDeviation({ step, value }: StepDeviation): Deviation {
  return { step, value: toJsonNumber(value) };
}

interface Outside {
  readonly rule: CurveRule;
  readonly comparison: ComparedCurves;
  readonly chosen: ChosenBand;
  readonly context: MetricContext;
}

type OutsideVerdict = Extract<BandVerdict, { kind: 'outside' }>;

/** Noise can only be the explanation of a bound that is broken; every broken bound needs it. */
function outside(
  verdict: OutsideVerdict,
  all: Outside,
): { status: 'fail' | 'inconclusive'; findings: Finding[] } {
  const { comparison, rule, chosen, context } = all;
  const spread = context.recorded?.spread ?? { onset: 0, curve: 0 };
  const { band } = chosen;
  const noise =
    (verdict.onset === null || explainedByNoise(verdict.onset.value, band.onset, spread.onset)) &&
    (verdict.curve === null || explainedByNoise(comparison.largest.value, band.curve, spread.curve));
  const code = noise ? 'smoke/noise-exceeds-tolerance' : 'smoke/out-of-tolerance';
  const { name } = context.check;
  const found = metricFinding(code, context, {
    severity: atMost(code, context.check.severity),
    summary: noise
      ? `${name} differs by no more than the recorded noise can explain`
      : departure(verdict, all),
    expected: expectation(chosen, context),
    found: describeDeviation(comparison),
    ...(noise ? { next: quieten(name, rule, spread) } : {}),
  });
  return { status: noise ? 'inconclusive' : 'fail', findings: [found] };
}

function departure({ onset }: OutsideVerdict, { comparison, context }: Outside): string {
  const { name } = context.check;
  if (onset !== null) return `${name} leaves its baseline at step ${onset.step}`;
  const { value, step } = comparison.largest;
  return `${name} is ${formatDeviation(toJsonNumber(value))} away from its baseline at step ${step}`;
}

function expectation(chosen: ChosenBand, { baselinePath }: MetricContext): string {
  const why = chosen.name === 'strict' ? 'the environment is the recorded one' : 'the environment changed';
  const from = baselinePath === null ? '' : ` of ${baselinePath}`;
  return `${describeBand(chosen)}${from} (${chosen.name} band: ${why})`;
}

function describeDeviation({ onset, largest, resolution }: ComparedCurves): string {
  if (onset === null) return 'no difference';
  const ulps = onset.ulps === null ? '' : `, ${onset.ulps} ULP of float32`;
  const rounded = resolution === null ? '' : ` (values rounded to ${formatBound(resolution)})`;
  return `onset ${size(onset)} at step ${onset.step}${ulps}; largest ${size(largest)} at step ${largest.step}${rounded}`;
}

function size({ value }: StepDeviation): string {
  return formatDeviation(toJsonNumber(value));
}

function unexplainedDrift(comparison: ComparedCurves, context: MetricContext): readonly Finding[] {
  if (comparison.onset === null || !context.bitExact || context.environmentChanged) return [];
  const { name, severity } = context.check;
  return [
    metricFinding('smoke/unexplained-drift', context, {
      severity: atMost('smoke/unexplained-drift', severity),
      summary: `${name} moved within its band although the environment did not change`,
      expected: 'the recorded bits, as the environment is the recorded one',
      found: describeDeviation(comparison),
    }),
  ];
}

interface StepLists {
  readonly missing: readonly number[];
  readonly extra: readonly number[];
}

function incomplete({ missing, extra }: StepLists, rule: CurveRule, context: MetricContext): Finding {
  const { name } = context.check;
  const parts = [
    missing.length > 0 ? `without ${listSteps(missing)}` : '',
    extra.length > 0 ? `with ${listSteps(extra)}, not in the baseline` : '',
  ].filter((part) => part !== '');
  if (parts.length === 0) return emptyWindow(rule, context);
  return metricFinding('smoke/incomplete', context, {
    summary:
      missing.length > 0
        ? `${name} lacks ${countSteps(missing)}`
        : `${name} has ${countSteps(extra)} too many`,
    expected: 'the steps of the baseline',
    found: parts.join('; '),
  });
}

function countSteps(steps: readonly number[]): string {
  return plural(steps.length, 'step');
}

function emptyWindow({ window }: CurveRule, context: MetricContext): Finding {
  const range = window === null ? '' : ` from ${window[0]} to ${window[1]}`;
  return metricFinding('smoke/incomplete', context, {
    summary: `${context.check.name} has no step${range}`,
    expected: `at least one step${range}`,
    found: 'none',
  });
}
