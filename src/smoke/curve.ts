/** Two curves, step by step: how far apart, and where they part. Decides nothing; band.ts does. */

import type { Point } from './series.ts';
import { float32Distance } from './ulp.ts';

export interface CurveData {
  readonly points: readonly Point[];
  /** Rounding step of the source, see Series.resolution. */
  readonly resolution: number | null;
}

export interface CurvePair {
  readonly baseline: CurveData;
  readonly found: CurveData;
  /** First and last step that count, inclusive; null: all. */
  readonly window: readonly [number, number] | null;
}

/** How far the two are apart at one step, relative to the baseline. */
export interface StepDeviation {
  readonly step: number;
  /** |found - baseline| / max(|baseline|, floor); infinite where a baseline of nothing but zeros is left. */
  readonly value: number;
  /** What rounding of the source alone can make of two equal values here; 0 for a source with full precision. */
  readonly rounding: number;
}

export type CurveComparison =
  | ComparedCurves
  /** At these steps a value is not finite. This is never agreement, also not NaN with NaN. */
  | { readonly kind: 'non-finite'; readonly side: 'found' | 'baseline'; readonly points: readonly Point[] }
  /** The steps are not the same; with both lists empty, the window holds no step at all. */
  | { readonly kind: 'incomplete'; readonly missing: readonly number[]; readonly extra: readonly number[] };

export interface ComparedCurves {
  readonly kind: 'compared';
  /** The first step that differs at all; null when none does (-0 equals 0). */
  readonly onset: (StepDeviation & { readonly ulps: number | null }) | null;
  readonly largest: StepDeviation;
  readonly last: StepDeviation;
  /** |mean(last 10) / mean(baseline's last 10) - 1|; null when the baseline's mean is 0. */
  readonly tail: number | null;
  /** All steps, in order; never empty. */
  readonly steps: readonly StepDeviation[];
  readonly resolution: number | null;
}

/**
 * Deviations are relative to the baseline's value, but to no less than this share of its largest. Without a floor the
 * relative deviation of a loss that has converged to 1e-9, or of a reward that crosses zero, is a ratio of rounding
 * errors. It costs nothing where relative deviations are meaningful: a loss has to fall to a thousandth of its beginning
 * before the floor begins to count (in torchtitan's loss history, 29 labelled changes, the losses lie between 3 and 10).
 */
const FLOOR_SHARE = 1e-3;

/** Differences of decimal numbers carry the error of their binary form: 0.3 - 0.2 is less than 0.1. */
const DECIMAL_SLACK = 1 + 1e-6;

const TAIL_LENGTH = 10;

/** Compares the values of equal steps. Fails closed: what cannot be compared has a result of its own. */
export function compareCurves({ baseline, found, window }: CurvePair): CurveComparison {
  const ours = inWindow(found.points, window);
  const theirs = inWindow(baseline.points, window);
  const broken = nonFinite(ours, 'found') ?? nonFinite(theirs, 'baseline') ?? stepsApart(theirs, ours);
  if (broken !== null) return broken;
  const resolution = coarser(baseline.resolution, found.resolution);
  return compared(pairUp(theirs, ours), resolution);
}

export function inWindow(points: readonly Point[], window: CurvePair['window']): readonly Point[] {
  if (window === null) return points;
  const [first, last] = window;
  return points.filter(({ step }) => step >= first && step <= last);
}

function nonFinite(points: readonly Point[], side: 'found' | 'baseline'): CurveComparison | null {
  const bad = points.filter(({ value }) => !Number.isFinite(value));
  return bad.length === 0 ? null : { kind: 'non-finite', side, points: bad };
}

function stepsApart(baseline: readonly Point[], found: readonly Point[]): CurveComparison | null {
  const missing = stepsWithout(baseline, found);
  const extra = stepsWithout(found, baseline);
  const empty = baseline.length === 0;
  return missing.length > 0 || extra.length > 0 || empty ? { kind: 'incomplete', missing, extra } : null;
}

function stepsWithout(points: readonly Point[], others: readonly Point[]): readonly number[] {
  const known = new Set(others.map(({ step }) => step));
  return points.map(({ step }) => step).filter((step) => !known.has(step));
}

function coarser(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

interface Pair {
  readonly step: number;
  readonly baseline: number;
  readonly found: number;
}

function pairUp(baseline: readonly Point[], found: readonly Point[]): readonly Pair[] {
  const values = new Map(found.map(({ step, value }) => [step, value]));
  // Every step is there, as stepsApart has made sure; NaN could not pass any band.
  return baseline.map(({ step, value }) => ({
    step,
    baseline: value,
    found: values.get(step) ?? Number.NaN,
  }));
}

function compared(pairs: readonly Pair[], resolution: number | null): ComparedCurves {
  const floor = FLOOR_SHARE * pairs.reduce((most, pair) => Math.max(most, Math.abs(pair.baseline)), 0);
  const steps = pairs.map((pair) => deviationOf(pair, { floor, resolution }));
  // By the values and not by the deviation, which a difference of subnormal numbers can round to 0.
  const onset = pairs.findIndex((pair) => pair.found !== pair.baseline);
  return {
    kind: 'compared',
    onset: onsetAt(pairs[onset], steps[onset]),
    largest: steps.reduce(larger, NOTHING),
    last: steps.at(-1) ?? NOTHING,
    tail: tailRatio(pairs),
    steps,
    resolution,
  };
}

/** Stands for *no step*; as infinite as the deviation of something that was not compared has to be. */
const NOTHING: StepDeviation = { step: 0, value: Number.POSITIVE_INFINITY, rounding: 0 };

function larger(most: StepDeviation, next: StepDeviation): StepDeviation {
  return most === NOTHING || !(next.value <= most.value) ? next : most;
}

interface Scale {
  readonly floor: number;
  readonly resolution: number | null;
}

function deviationOf({ step, baseline, found }: Pair, { floor, resolution }: Scale): StepDeviation {
  const scale = Math.max(Math.abs(baseline), floor);
  // 0 / 0 would be NaN; a difference over a scale of zero is infinite and passes no band.
  const value = found === baseline ? 0 : Math.abs(found - baseline) / scale;
  const rounding = resolution === null || scale === 0 ? 0 : (resolution * DECIMAL_SLACK) / scale;
  return { step, value, rounding };
}

function onsetAt(pair: Pair | undefined, deviation: StepDeviation | undefined): ComparedCurves['onset'] {
  if (pair === undefined || deviation === undefined) return null;
  return { ...deviation, ulps: float32Distance(pair.baseline, pair.found) };
}

function tailRatio(pairs: readonly Pair[]): number | null {
  const tail = pairs.slice(-TAIL_LENGTH);
  const baseline = tail.reduce((sum, pair) => sum + pair.baseline, 0);
  const found = tail.reduce((sum, pair) => sum + pair.found, 0);
  return baseline === 0 ? null : Math.abs(found / baseline - 1);
}
