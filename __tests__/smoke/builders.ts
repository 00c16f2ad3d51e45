/** Values that tests of the smoke half start from; each test says only what it is about. */

import type { RecordedMetric, RecordedSmoke } from '../../src/baseline/baseline.ts';
import type { CurveRule, MetricCheck, MetricSource, ScalarRule, SmokeTest } from '../../src/policy/policy.ts';
import { PLANNED_FOLDER } from '../../src/smoke/environment.ts';
import type { RunEvidence } from '../../src/smoke/judge-run.ts';
import type { SmokeEnd, SmokeExit } from '../../src/smoke/launcher.ts';
import type { MeasuredRun, MetricReading } from '../../src/smoke/run.ts';
import type { Point, Series } from '../../src/smoke/series.ts';

/** Properties run with this seed; fast-check prints it with the counterexample when one fails. */
export const SEED = 20261120;

export const CURVE: CurveRule = {
  check: 'curve',
  strict: { onset: 1e-5, curve: 5e-3 },
  library: { onset: 5e-4, curve: 5e-3 },
  window: null,
};

export const SCALAR: ScalarRule = {
  check: 'scalar',
  relative: 0.005,
  absolute: 0,
  defaulted: false,
  better: null,
};

export function source(from: Partial<MetricSource> = {}): MetricSource {
  return { format: 'jsonl', path: '$REPRO_METRICS', pointer: null, step: null, ...from };
}

export function curveCheck(check: Partial<MetricCheck> = {}): MetricCheck {
  return { name: 'loss', from: source(), rule: CURVE, severity: 'error', ...check };
}

export function scalarCheck(rule: Partial<ScalarRule> = {}, check: Partial<MetricCheck> = {}): MetricCheck {
  const from = source({ format: 'json', path: 'metrics.json' });
  return { name: 'accuracy', from, severity: 'error', rule: { ...SCALAR, ...rule }, ...check };
}

export function smokeTest(test: Partial<SmokeTest> = {}): SmokeTest {
  return {
    name: 'train',
    run: 'python train.py',
    seed: 42,
    timeoutMs: 60_000,
    inputs: [],
    repeat: 'off',
    onEnvironmentChange: 'library-band',
    metrics: [curveCheck()],
    ...test,
  };
}

export function points(values: readonly number[], first = 1): readonly Point[] {
  return values.map((value, index) => ({ step: first + index, value }));
}

export function series(values: readonly number[], more: Partial<Series> = {}): Series {
  return { points: points(values), duplicates: [], resolution: null, ...more };
}

export function read(values: readonly number[], more: Partial<Series> = {}): MetricReading {
  return { kind: 'read', series: series(values, more) };
}

/** A loss that falls from 8 towards 3, as in the histories that the bands come from. */
export function losses(length = 100): readonly number[] {
  return Array.from({ length }, (_, index) => 3 + 5 * Math.exp(-index / 40));
}

export function recordedMetric(
  values: readonly number[],
  more: Partial<RecordedMetric> = {},
): RecordedMetric {
  return {
    check: 'curve',
    resolution: null,
    spread: { onset: 0, curve: 0 },
    steps: points(values).map(({ step }) => step),
    values,
    ...more,
  };
}

export function recordedSmoke(
  metrics: Readonly<Record<string, RecordedMetric>>,
  more: Partial<RecordedSmoke> = {},
): RecordedSmoke {
  return { run: 'python train.py', seed: 42, inject: 'fill', level: 'bit-exact', runs: 2, metrics, ...more };
}

export function exitWith(end: SmokeEnd, more: Partial<SmokeExit> = {}): SmokeExit {
  return { end, durationMs: 1000, tail: '', survivors: 0, remaining: 0, ...more };
}

export const GOOD_EXIT: SmokeExit = exitWith({ kind: 'exited', code: 0 });

export function measuredRun(
  readings: Readonly<Record<string, MetricReading>>,
  more: Partial<MeasuredRun> = {},
): MeasuredRun {
  return {
    role: 'head',
    exit: GOOD_EXIT,
    injected: { REPRO_GATE: '1' },
    withheld: [],
    metrics: Object.entries(readings).map(([name, reading]) => ({ name, reading })),
    observed: null,
    commandFilesChanged: [],
    folder: PLANNED_FOLDER,
    ...more,
  };
}

/** Evidence of a run that agrees with its baseline bit for bit, unless the test says otherwise. */
export function evidence(more: Partial<RunEvidence> = {}): RunEvidence {
  return {
    test: smokeTest(),
    runs: [measuredRun({ loss: read(losses()) })],
    recorded: recordedSmoke({ loss: recordedMetric(losses()) }),
    inject: 'fill',
    environmentChanged: false,
    baselinePath: '.repro/baselines/cpu-x86_64.json',
    where: (pointer) => ({ file: pointer, line: 1, column: 1 }),
    ...more,
  };
}
