/** What `record` says: the level it measured, what the tolerances are worth at that level, old against new. */

import type { Baseline, RecordedMetric, RecordedSmoke } from '../baseline/baseline.ts';
import type { RecordResult } from '../record.ts';
import { formatDeviation, formatValue, plural } from '../report/numbers.ts';
import { findingBlock, oneLine, type Paint, tailLines } from '../report/text.ts';

export function renderRecord(result: RecordResult, inGit: InGit, paint: Paint): string {
  if (result.kind === 'refused') return refused(result, paint);
  const { baseline, previous, path, warnings } = result;
  const tests = Object.entries(baseline.smoke).map(([name, smoke]) =>
    testLines(name, smoke, previous?.smoke[name] ?? null),
  );
  return [
    `${paint('bold', paint('green', 'recorded'))} ${path}`,
    ...tests,
    unknownLine(baseline, paint),
    ...warnings.map((warning) => findingBlock(warning, paint)),
    `  next: ${nextLine(path, inGit)}`,
  ]
    .filter((line) => line !== '')
    .join('\n')
    .concat('\n');
}

/** What git knows of the file: nothing where there is no repository, or that it is new to it. */
export type InGit = 'tracked' | 'untracked' | 'no-repository';

function nextLine(path: string, inGit: InGit): string {
  switch (inGit) {
    case 'tracked':
      return `read \`git diff ${path}\`, then commit it`;
    case 'untracked':
      return `\`git add ${path}\`, read \`git diff --cached\`, then commit it`;
    case 'no-repository':
      return 'read it, and keep it with the code';
  }
}

function refused({ reason, findings, smoke }: Refused, paint: Paint): string {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return [
    `${paint('bold', paint('red', 'not recorded'))}: ${oneLine(reason)}`,
    ...errors.map((finding) => findingBlock(finding, paint)),
    tailLines(smoke, paint),
  ]
    .filter((block) => block !== '')
    .join('\n')
    .concat('\n');
}

type Refused = Extract<RecordResult, { kind: 'refused' }>;

function testLines(name: string, smoke: RecordedSmoke, previous: RecordedSmoke | null): string {
  const metrics = Object.entries(smoke.metrics).map(
    ([metric, recorded]) =>
      `    ${oneLine(metric)}: ${metricLine(recorded)}${changeOf(recorded, previous?.metrics[metric])}`,
  );
  return [`  ${name}: ${levelOf(smoke)}`, ...metrics].join('\n');
}

function levelOf({ level, runs }: RecordedSmoke): string {
  return level === 'bit-exact'
    ? `bit-exact over ${plural(runs, 'run')}`
    : `noisy over ${plural(runs, 'run')}: two identical runs on this machine give different numbers`;
}

function metricLine({ values, spread, resolution }: RecordedMetric): string {
  const last = formatValue(values.at(-1) ?? Number.NaN);
  const size = values.length === 1 ? last : `${plural(values.length, 'step')}, last ${last}`;
  const rounded = resolution === null ? '' : `, logged to ${resolution}: bits cannot be compared`;
  const noise =
    spread.curve === 0
      ? ''
      : `, runs differ by ${formatDeviation(spread.onset)} at first and ${formatDeviation(spread.curve)} at most`;
  return `${size}${rounded}${noise}`;
}

function changeOf(recorded: RecordedMetric, previous: RecordedMetric | undefined): string {
  if (previous === undefined) return '';
  const [before, after] = [previous.values.at(-1), recorded.values.at(-1)];
  const same =
    previous.values.length === recorded.values.length &&
    previous.values.every((value, index) => value === recorded.values[index]);
  return same
    ? ' (as before)'
    : ` (was ${formatValue(before ?? Number.NaN)}, now ${formatValue(after ?? Number.NaN)})`;
}

const MOST_UNKNOWN = 5;

function unknownLine({ snapshot }: Baseline, paint: Paint): string {
  const gaps = snapshot.unknown.filter(({ because }) => because !== 'this version does not record it');
  if (gaps.length === 0) return '';
  const shown = gaps.slice(0, MOST_UNKNOWN).map(({ path, because }) => `    ${path}: ${oneLine(because)}`);
  return [paint('dim', `  not known of this machine (${gaps.length})`), ...shown].join('\n');
}
