/** How one metric stands in a table row: its baseline, this run, and what to make of the two. */

import { curveCells } from './curve-cells.ts';
import { code, type Markdown, md } from './escape.ts';
import { formatDeviation, formatPercent, formatValue } from './numbers.ts';
import type { MetricReport } from './report.ts';

export function baselineCell(metric: MetricReport): Markdown {
  return cell(curveCells(metric)[0]);
}

export function foundCell(metric: MetricReport): Markdown {
  return cell(curveCells(metric)[1]);
}

function cell(text: string | null): Markdown {
  return text === null ? md`—` : code(text);
}

/** The last cell of the row; bold where it decides. */
export function metricNote(metric: MetricReport): Markdown {
  switch (metric.status) {
    case 'pass':
      return agreement(metric);
    case 'fail':
    case 'inconclusive':
      return deviation(metric);
    case 'missing':
      return md`**missing**`;
    case 'non-finite':
      return md`**not finite**${stepClause(metric)}`;
    case 'incomplete':
      return md`**steps missing or extra**`;
    case 'not-compared':
      return md`not compared`;
  }
}

function agreement(metric: MetricReport): Markdown {
  const points = metric.found?.values.length ?? 0;
  if (metric.onset === null) {
    const exact = metric.resolution === null ? md`bit for bit` : md`at the precision of the log`;
    return metric.check === 'curve' ? md`as recorded ${exact} over ${points} steps` : md`as recorded`;
  }
  if (metric.check === 'scalar') return md`${scalarShare(metric)}, allowed ${code(metric.allowed)}`;
  const { step, value } = metric.maxDeviation ?? metric.onset;
  return md`within ${code(formatDeviation(value))} (step ${step}), allowed ${code(metric.allowed)}`;
}

function deviation(metric: MetricReport): Markdown {
  if (metric.check === 'scalar') return md`**${scalarShare(metric)}**, allowed ${code(metric.allowed)}`;
  if (metric.onset === null) return md`allowed ${code(metric.allowed)}`;
  const onset = md`onset **${code(formatDeviation(metric.onset.value))} at step ${metric.onset.step}**`;
  const largest = metric.maxDeviation;
  const reach =
    largest === null || largest.step === metric.onset.step
      ? md``
      : md`, largest ${code(formatDeviation(largest.value))} at step ${largest.step}`;
  return md`${onset}${reach}, allowed ${code(metric.allowed)}`;
}

function scalarShare({ baseline, found }: MetricReport): Markdown {
  const before = baseline?.values.at(-1);
  const after = found?.values.at(-1);
  if (typeof before !== 'number' || typeof after !== 'number' || before === 0)
    return code(`${formatValue(before ?? 'NaN')} → ${formatValue(after ?? 'NaN')}`);
  return code(formatPercent((after - before) / Math.abs(before)));
}

function stepClause({ found }: MetricReport): Markdown {
  const index = found?.values.findIndex((value) => typeof value !== 'number') ?? -1;
  const step = found?.steps[index];
  return step === undefined ? md`` : md` from step ${step}`;
}
