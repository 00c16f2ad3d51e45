/** What came of judging one metric: the parts that curves and scalars share. */

import type { RecordedMetric } from '../baseline/baseline.ts';
import type { FindingCode } from '../findings.ts';
import type { MetricCheck } from '../policy/policy.ts';
import { toJsonNumber } from '../report/numbers.ts';
import type { Curve, MetricReport, MetricStatus } from '../report/report.ts';
import type { Finding, Where } from '../verdict.ts';
import type { Point } from './series.ts';
import { finding, listSteps, type Said, smokePointer } from './smoke-finding.ts';

export interface MetricContext {
  readonly test: string;
  readonly check: MetricCheck;
  /** Null: nothing to compare with, for a reason that `uncomparable` gives. */
  readonly recorded: RecordedMetric | null;
  /** The finding that says why there is nothing to compare with; null when it has been said elsewhere. */
  readonly uncomparable: Finding | null;
  /** Whether the recorded runs agreed bit for bit. */
  readonly bitExact: boolean;
  readonly environmentChanged: boolean;
  readonly baselinePath: string | null;
  readonly where: (pointer: string) => Where;
}

export interface MetricOutcome {
  readonly findings: readonly Finding[];
  readonly report: MetricReport;
  /** True only when values were compared with the baseline, whatever came of it. */
  readonly compared: boolean;
  /** What the beginning of a divergence looks like. */
  readonly signature: string | null;
  /** True for a metric that passes because it moved to its good side by more than the tolerance. */
  readonly improved: boolean;
}

/** The parts of an outcome that differ from *nothing was compared*. */
export interface OutcomeParts extends Partial<Omit<MetricReport, 'name' | 'check'>> {
  readonly status: MetricStatus;
  readonly findings: readonly Finding[];
  readonly compared?: boolean;
  readonly signature?: string | null;
  readonly improved?: boolean;
}

export function outcome(context: MetricContext, parts: OutcomeParts): MetricOutcome {
  const { findings, compared = false, signature = null, improved = false, ...report } = parts;
  const { name, rule } = context.check;
  return {
    findings,
    compared,
    signature,
    improved,
    report: {
      name,
      check: rule.check,
      onset: null,
      maxDeviation: null,
      ulps: null,
      allowed: '',
      resolution: null,
      baseline: null,
      found: null,
      ...report,
    },
  };
}

/** A metric that was measured and has nothing to be compared with. */
export function notCompared(context: MetricContext, found: Curve): MetricOutcome {
  const findings = context.uncomparable === null ? [] : [context.uncomparable];
  return outcome(context, { status: 'not-compared', findings, found });
}

export function metricSubject({ test, check }: Pick<MetricContext, 'test' | 'check'>): string {
  return `${test}/${check.name}`;
}

/** A finding about this metric; `where` is where the policy defines it. */
export function metricFinding(
  code: FindingCode,
  context: Pick<MetricContext, 'test' | 'check' | 'where'>,
  said: Omit<Said, 'subject' | 'where'>,
): Finding {
  const where = context.where(smokePointer(context.test, 'metrics', context.check.name));
  return finding(code, { subject: metricSubject(context), where, ...said });
}

export function nonFiniteFinding(context: MetricContext, bad: readonly Point[], side: 'found' | 'baseline') {
  const [first] = bad;
  const value = toJsonNumber(first?.value ?? Number.NaN);
  const holder = side === 'found' ? context.check.name : `the baseline of ${context.check.name}`;
  return metricFinding('smoke/non-finite', context, {
    summary: `${holder} is ${value} at step ${first?.step ?? 0}`,
    expected: 'a finite number at every step',
    found: `${value} at ${listSteps(bad.map(({ step }) => step))}`,
    ...(side === 'found' ? {} : { next: 'Record the baseline again.' }),
  });
}

export function curveOf(points: readonly Point[]): Curve {
  return { steps: points.map(({ step }) => step), values: points.map(({ value }) => toJsonNumber(value)) };
}

export function recordedPoints({ steps, values }: RecordedMetric): readonly Point[] {
  // A list that is too short becomes NaN, which is never agreement.
  return steps.map((step, index) => ({ step, value: values[index] ?? Number.NaN }));
}
