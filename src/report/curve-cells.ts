/** The baseline and this run of a metric, as two short texts that a reviewer can compare by eye. */

import { formatValue } from './numbers.ts';
import type { Curve, MetricReport } from './report.ts';
import { sparklines } from './sparkline.ts';

/** Baseline first; null where there is nothing to show: no baseline, or a metric that was never measured. */
export function curveCells(metric: MetricReport): readonly [string | null, string | null] {
  const { baseline, found, check } = metric;
  if (check === 'scalar') return [lastOf(baseline), lastOf(found)];
  if (isBroken(metric)) {
    const [before = '', after = ''] = drawn(metric);
    // Two equal pictures of curves that are apart would say the opposite of the numbers beside them.
    if (before === after) return worstOf(metric);
  }
  const [before = '', after = ''] = drawn(metric);
  return [before === '' ? null : before, after === '' ? null : after];
}

function drawn({ baseline, found }: MetricReport): readonly string[] {
  return sparklines([baseline?.values ?? [], found?.values ?? []]);
}

function isBroken({ status, maxDeviation }: MetricReport): boolean {
  return (status === 'fail' || status === 'inconclusive') && maxDeviation !== null;
}

/** Both values at the step where the two are farthest apart. */
function worstOf({ baseline, found, maxDeviation }: MetricReport): readonly [string | null, string | null] {
  const step = maxDeviation?.step ?? 0;
  const [before, after] = [valueAt(baseline, step), valueAt(found, step)];
  return [before, after === null ? null : `${after} at step ${step}`];
}

function valueAt(curve: Curve | null, step: number): string | null {
  const value = curve?.values[curve.steps.indexOf(step)];
  return value === undefined ? null : formatValue(value);
}

function lastOf(curve: Curve | null): string | null {
  const last = curve?.values.at(-1);
  return last === undefined ? null : formatValue(last);
}
