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

export type ComposedBaseline =
  | { readonly kind: 'composed'; readonly baseline: Baseline }
  /** Something cannot be kept, since a baseline holds only what can be compared with. */
  | { readonly kind: 'gap'; readonly subject: string; readonly because: string };

export function composeBaseline({ policy, snapshot, runs, recorded }: Measurements): ComposedBaseline {
  if (snapshot.class === null) return gap('class', 'the hardware class is not known');
  const smoke: Record<string, RecordedSmoke> = {};
  for (const test of policy.smoke) {
    const composed = composeSmoke(test, runs.get(test.name) ?? [], policy.determinism);
    if (composed.kind === 'gap') return composed;
    smoke[test.name] = composed.smoke;
  }
  const schema = 'repro-gate/baseline/1';
  const baseline: Baseline = {
    schema,
    class: snapshot.class,
    recorded: { ...recorded, tool: TOOL },
    snapshot,
    smoke,
  };
  return { kind: 'composed', baseline };
}

type Gap = Extract<ComposedBaseline, { kind: 'gap' }>;

function gap(subject: string, because: string): Gap {
  return { kind: 'gap', subject, because };
}

function composeSmoke(
  test: SmokeTest,
  runs: readonly MeasuredRun[],
  { inject }: Policy['determinism'],
): { readonly kind: 'smoke'; readonly smoke: RecordedSmoke } | Gap {
  if (runs.length < 2) return gap(test.name, 'it was not run twice');
  const metrics: Record<string, RecordedMetric> = {};
  for (const check of test.metrics) {
    const metric = composeMetric(check, runs);
    if (typeof metric === 'string') return gap(`${test.name}/${check.name}`, metric);
    metrics[check.name] = metric;
  }
  const exact = Object.values(metrics).every(({ spread }) => spread.onset === 0 && spread.curve === 0);
  const level = exact ? 'bit-exact' : 'noisy';
  const { run, seed } = test;
  return { kind: 'smoke', smoke: { run, seed, inject, level, runs: runs.length, metrics } };
}

/** The metric as a baseline keeps it, or why it cannot. */
function composeMetric(check: MetricCheck, runs: readonly MeasuredRun[]): RecordedMetric | string {
  const series = runs.map((run) => seriesOf(check, run)).filter((entry) => entry !== null);
  const [first] = series;
  if (first === undefined || series.length !== runs.length) return 'not every run has it';
  const spread = spreadOf(series);
  if (spread.kind === 'unusable') return spread.because;
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
