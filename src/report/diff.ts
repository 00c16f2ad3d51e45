/** Two machines side by side, for people: what changed, the likeliest cause of other numbers first. */

import type { Comparison, NumberChange } from '../judge/comparison.ts';

import { formatPercent, formatValue, plural } from './numbers.ts';
import type { Change, NumericEffect } from './report.ts';
import { type Colour, oneLine, type Paint } from './text.ts';

const COLOURS: Readonly<Record<NumericEffect, Colour>> = {
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  none: 'dim',
};

export function renderDiff(comparison: Comparison, paint: Paint): string {
  const { before, after, environment, numbers } = comparison;
  const sides = [
    `  - ${oneLine(before.from)}  ${before.class ?? 'class unknown'}, ${before.capturedAt}`,
    `  + ${oneLine(after.from)}  ${after.class ?? 'class unknown'}, ${after.capturedAt}`,
  ];
  const sections = [
    [paint('bold', headline(comparison)), ...sides].join('\n'),
    environment.changes.map((change) => changeLine(change, paint)).join('\n'),
    numbers.length === 0 ? '' : ['  recorded numbers', ...numbers.map(numberLine)].join('\n'),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function headline({ before, after, environment }: Comparison): string {
  if (before.class !== after.class) {
    return `another hardware class: numbers are not compared between ${before.class ?? 'an unknown class'} and ${after.class ?? 'an unknown class'}`;
  }
  const { changes, same } = environment;
  const [first] = changes;
  if (first === undefined) return `no difference in ${plural(same, 'field')}`;
  return `${plural(changes.length, 'field')} differ, ${same} are equal; likely effect on numbers: ${first.effect}`;
}

function changeLine({ path, baseline, found, effect }: Change, paint: Paint): string {
  const values = `${oneLine(baseline ?? 'none')} → ${oneLine(found ?? 'none')}`;
  return `  ${paint(COLOURS[effect], effect.padEnd(6))}  ${oneLine(path)}  ${values}`;
}

function numberLine({ metric, before, after }: NumberChange): string {
  const [one, other] = [before, after].map((value) => (value === null ? 'none' : formatValue(value)));
  const share =
    before !== null && after !== null && before !== 0
      ? `  ${formatPercent((after - before) / Math.abs(before))}`
      : '';
  return `    ${oneLine(metric)}  ${one} → ${other}${share}`;
}
