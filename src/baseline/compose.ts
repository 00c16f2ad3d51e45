/** A baseline out of what was measured: at least two complete, finite runs of every smoke test. */

import type { Snapshot } from '../capture/snapshot.ts';
import type { MetricCheck, Policy, SmokeTest } from '../policy/policy.ts';
import type { MeasuredRun } from '../smoke/run.ts';
import type { Series } from '../smoke/series.ts';
import { spreadOf } from '../smoke/spread.ts';
import { TOOL } from '../version.ts';
import type { Baseline, Recorded, RecordedMetric, RecordedSmoke } from './baseline.ts';

export interface Measurements {
  readonly policy: Policy;
  readonly snapshot: Snapshot;
  readonly runs: ReadonlyMap<string, readonly MeasuredRun[]>;
  readonly recorded: Omit<Recorded, 'tool'>;
}

/** Null when a run did not end well or a metric cannot be kept: a baseline holds only what can be compared with. */
export function composeBaseline({ policy, snapshot, runs, recorded }: Measurements): Baseline | null {
  if (snapshot.class === null) return null;
  const smoke: Record<string, RecordedSmoke> = {};
  for (const test of policy.smoke) {
    const composed = composeSmoke(test, runs.get(test.name) ?? []);
    if (composed === null) return null;
    smoke[test.name] = composed;
  }
  const schema = 'repro-gate/baseline/1';
  return { schema, class: snapshot.class, recorded: { ...recorded, tool: TOOL }, snapshot, smoke };
}

function composeSmoke(test: SmokeTest, runs: readonly MeasuredRun[]): RecordedSmoke | null {
  if (runs.length < 2) return null;
  const metrics: Record<string, RecordedMetric> = {};
  for (const check of test.metrics) {
    const metric = composeMetric(check, runs);
    if (metric === null) return null;
    metrics[check.name] = metric;
  }
  const exact = Object.values(metrics).every(({ spread }) => spread.onset === 0 && spread.curve === 0);
  return { run: test.run, seed: test.seed, level: exact ? 'bit-exact' : 'noisy', runs: runs.length, metrics };
}

function composeMetric(check: MetricCheck, runs: readonly MeasuredRun[]): RecordedMetric | null {
  const series = runs.map((run) => seriesOf(check, run)).filter((entry) => entry !== null);
  const [first] = series;
  if (first === undefined || series.length !== runs.length) return null;
  const spread = spreadOf(series);
  if (spread.kind === 'unusable') return null;
  return {
    check: check.rule.check,
    resolution: first.resolution,
    spread: { onset: spread.onset, curve: spread.curve },
    steps: first.points.map(({ step }) => step),
    values: first.points.map(({ value }) => value),
  };
}

/** What a baseline keeps of a metric: the whole curve, or the last value of a scalar. */
function seriesOf({ name, rule }: MetricCheck, run: MeasuredRun): Series | null {
  const reading = run.metrics.find((metric) => metric.name === name)?.reading;
  if (reading?.kind !== 'read') return null;
  const { series } = reading;
  return rule.check === 'curve' ? series : { ...series, points: series.points.slice(-1) };
}
