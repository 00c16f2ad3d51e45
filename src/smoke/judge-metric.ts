/** One metric of one run, judged against its baseline. */

import type { Finding } from '../verdict.ts';
import { judgeCurve } from './judge-curve.ts';
import { judgeScalar } from './judge-scalar.ts';
import { type MetricContext, type MetricOutcome, metricFinding, outcome } from './metric-outcome.ts';
import type { MetricReading } from './run.ts';
import type { ReadResult, Series } from './series.ts';
import { listSteps } from './smoke-finding.ts';

/** Judges what was read for a metric. A file or metric that is not there is an error whatever the baseline holds. */
export function judgeMetric(reading: MetricReading, context: MetricContext): MetricOutcome {
  if (reading.kind !== 'read') {
    return outcome(context, { status: 'missing', findings: [unread(reading, context)] });
  }
  const judged =
    context.check.rule.check === 'curve'
      ? judgeCurve(reading.series, context.check.rule, context)
      : judgeScalar(reading.series, context.check.rule, context);
  return { ...judged, findings: [...duplicateSteps(reading.series, context), ...judged.findings] };
}

type Unread = Exclude<MetricReading, Extract<ReadResult, { kind: 'read' }>>;

/** Why there is no series: file not written, not readable, or without the metric. */
export function unread(reading: Unread, context: Pick<MetricContext, 'test' | 'check' | 'where'>): Finding {
  const { name, from } = context.check;
  switch (reading.kind) {
    case 'file-missing':
      return metricFinding('smoke/metrics-missing', context, {
        summary: `the run did not write ${reading.path}`,
        expected: `${reading.path}, written by this run`,
        found: reading.leftOver ? 'only the file of an earlier run, which does not count' : 'no file',
      });
    case 'missing':
      return metricFinding('smoke/metric-missing', context, {
        summary: `${name} is not in ${from.path}`,
        expected: `${name} in ${from.path}`,
        found: reading.names.length === 0 ? 'no metric at all' : `only ${reading.names.join(', ')}`,
      });
    case 'unreadable': {
      const line = reading.line === null ? '' : `line ${reading.line}: `;
      return metricFinding('smoke/metrics-unreadable', context, {
        summary: `${from.path} cannot be read for ${name}`,
        expected: reading.expected,
        found: `${line}${reading.found}`,
        // The usual advice is about the line.
        ...(reading.line === null
          ? { next: 'Let the command write what is expected, or correct `from` in the policy.' }
          : {}),
      });
    }
  }
}

function duplicateSteps({ duplicates }: Series, context: MetricContext): readonly Finding[] {
  if (duplicates.length === 0) return [];
  const steps = listSteps(duplicates);
  return [
    metricFinding('smoke/duplicate-step', context, {
      summary: `${context.check.name} has several values at ${steps}`,
      expected: 'one value for each step',
      found: `different values at ${steps}; the last one was used`,
    }),
  ];
}
