/** The report for a terminal: verdict, metrics, findings with their next step, what changed. */

import type { Finding, Severity, Verdict } from '../verdict.ts';
import { curveCells } from './curve-cells.ts';
import { quoted, visible } from './escape.ts';
import { describeCommit, formatDeviation, formatDuration, formatPercent, plural } from './numbers.ts';
import { whatIsOff } from './observation-text.ts';
import type { MetricReport, Report, SmokeReport } from './report.ts';

export type Colour = 'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold';
/** Colours a text, or leaves it as it is where the output is no terminal. */
export type Paint = (colour: Colour, text: string) => string;

export const plain: Paint = (_, text) => text;

export function renderText(report: Report, paint: Paint): string {
  const blocks = [
    headline(report, paint),
    leftOutLine(report),
    metricLines(report.smoke, paint),
    diagnosisLines(report.smoke, paint),
    insideLines(report.smoke, paint),
    findingLines(report.findings, paint),
    changeLines(report, paint),
    tailLines(report.smoke, paint),
    proposedLine(report),
    footer(report, paint),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const VERDICT_COLOURS: Readonly<Record<Verdict, Colour>> = {
  pass: 'green',
  fail: 'red',
  incomparable: 'yellow',
  inconclusive: 'yellow',
  misconfigured: 'red',
  'not-measured': 'red',
};

function headline({ verdict, reason }: Report, paint: Paint): string {
  return `${paint('bold', paint(VERDICT_COLOURS[verdict], `repro-gate: ${verdict}`))} · ${oneLine(reason)}`;
}

/** A pass says it in its reason. */
function leftOutLine({ verdict, leftOut }: Report): string {
  if (leftOut === null || verdict === 'pass') return '';
  return `  environment only: ${leftOut.tests.map(oneLine).join(', ')} not run (${leftOut.by})`;
}

/** Foreign text must not move the cursor, clear the screen or break a row. */
export function oneLine(text: string): string {
  return visible(text).replace(/\s+/g, ' ').trim();
}

const ABSENT = '—';

function metricLines(smoke: readonly SmokeReport[], paint: Paint): string {
  const rows = smoke.flatMap(({ metrics }) => metrics.map(metricRow));
  if (rows.length === 0) return '';
  const head = ['', 'baseline', 'this run'];
  const table = [head, ...rows.map(({ cells }) => cells)];
  const widths = head.map((_, column) => Math.max(...table.map((cells) => (cells[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  const lines = rows.map(
    ({ cells, note, ok }) => `  ${paint(ok ? 'green' : 'red', ok ? '✓' : '✗')} ${line(cells)}  ${note}`,
  );
  return [paint('dim', `    ${line(head).trimEnd()}`), ...lines].join('\n');
}

function metricRow(metric: MetricReport): { cells: readonly string[]; note: string; ok: boolean } {
  const [before, after] = curveCells(metric);
  return {
    cells: [oneLine(metric.name), before ?? ABSENT, after ?? ABSENT],
    note: metricNote(metric),
    ok: metric.status === 'pass',
  };
}

function metricNote(metric: MetricReport): string {
  const { status, onset, maxDeviation, allowed } = metric;
  if (status !== 'pass' && status !== 'fail' && status !== 'inconclusive') return status.replace('-', ' ');
  if (onset === null) return metric.resolution === null ? 'bit for bit' : 'equal at the precision of the log';
  if (metric.check === 'scalar') return `${share(metric)}, allowed ${allowed}`;
  const largest =
    maxDeviation === null
      ? ''
      : `, largest ${formatDeviation(maxDeviation.value)} at step ${maxDeviation.step}`;
  return `onset ${formatDeviation(onset.value)} at step ${onset.step}${largest}, allowed ${allowed}`;
}

function share({ baseline, found }: MetricReport): string {
  const before = baseline?.values.at(-1);
  const after = found?.values.at(-1);
  const computable = typeof before === 'number' && typeof after === 'number' && before !== 0;
  return computable ? formatPercent((after - before) / Math.abs(before)) : 'changed';
}

function diagnosisLines(smoke: readonly SmokeReport[], paint: Paint): string {
  const told = smoke.flatMap(({ diagnosis }) => (diagnosis === null ? [] : [oneLine(diagnosis)]));
  return told.map((text) => `  ${paint('bold', 'diagnosis')}  ${text}`).join('\n');
}

/** Only what is off: what was in order is in the report file. */
function insideLines(smoke: readonly SmokeReport[], paint: Paint): string {
  return smoke
    .flatMap(({ name, observation }) => {
      const off = observation === null ? [] : whatIsOff(observation);
      return off.length === 0
        ? []
        : [`  ${paint('bold', 'inside')}  ${oneLine(`${name}: ${off.join('; ')}`)}`];
    })
    .join('\n');
}

const SEVERITY_COLOURS: Readonly<Record<Severity, Colour>> = {
  error: 'red',
  warning: 'yellow',
  info: 'cyan',
};
const MOST_INFOS = 5;

function findingLines(findings: readonly Finding[], paint: Paint): string {
  const loud = findings.filter(({ severity }) => severity !== 'info');
  const infos = findings.filter(({ severity }) => severity === 'info');
  const more = infos.length - MOST_INFOS;
  const lines = [
    ...loud.map((finding) => findingBlock(finding, paint)),
    ...infos.slice(0, MOST_INFOS).map((finding) => infoLine(finding, paint)),
    ...(more > 0 ? [paint('dim', `  ${more} more of severity info in the report file`)] : []),
  ];
  return lines.join('\n');
}

/** A finding with its place and its next step. */
export function findingBlock(finding: Finding, paint: Paint): string {
  const { code, severity, subject, expected, found, where, next } = finding;
  const place =
    where === null
      ? ''
      : paint(
          'dim',
          `  ${oneLine(where.file)}${where.line === null ? '' : `:${where.line}:${where.column ?? 1}`}`,
        );
  return [
    `  ${paint(SEVERITY_COLOURS[severity], severity.padEnd(7))} ${code}  ${oneLine(subject)}${place}`,
    `          expected  ${oneLine(expected)}`,
    `          found     ${oneLine(found)}`,
    `          next      ${oneLine(next)}`,
  ].join('\n');
}

function infoLine({ code, subject, expected, found, waiver }: Finding, paint: Paint): string {
  const waived = waiver === undefined ? '' : ` (waived until ${waiver.expires}: ${oneLine(waiver.reason)})`;
  return `  ${paint('cyan', 'info   ')} ${code}  ${oneLine(subject)}: ${oneLine(expected)} → ${oneLine(found)}${waived}`;
}

const MOST_CHANGES = 10;

function changeLines({ verdict, environment }: Report, paint: Paint): string {
  const [first] = environment.changes;
  if (first === undefined) return '';
  if (verdict === 'pass') {
    const count = plural(environment.changes.length, 'field');
    const effect =
      first.effect === 'none'
        ? 'none likely to move numbers'
        : `likely effect on numbers at most ${first.effect}`;
    return paint('dim', `  ${count} changed since the baseline, ${effect}`);
  }
  const shown = environment.changes.slice(0, MOST_CHANGES);
  const more = environment.changes.length - shown.length;
  const lines = shown.map(({ path, baseline, found, effect }) => {
    const values = `${oneLine(baseline ?? 'none')} → ${oneLine(found ?? 'none')}`;
    return `    ${effect.padEnd(6)}  ${oneLine(path)}  ${values}`;
  });
  const title = `  changed since the baseline (${plural(environment.changes.length, 'field')}, likely effect on numbers first)`;
  const tail = more > 0 ? [paint('dim', `    ${more} more in the report file`)] : [];
  return [paint('dim', title), ...lines, ...tail].join('\n');
}

const TAIL_LINES = 20;

/** The end of the output of commands that did not end well. */
export function tailLines(smoke: readonly SmokeReport[], paint: Paint): string {
  return smoke
    .filter(({ tail }) => tail !== null && tail.trim() !== '')
    .map(({ name, ended, tail }) => {
      const lines = quoted((tail ?? '').trimEnd()).slice(-TAIL_LINES);
      return [
        paint('dim', `  end of the output of ${oneLine(name)} (${ended})`),
        ...lines.map((line) => `    ${line}`),
      ].join('\n');
    })
    .join('\n\n');
}

function proposedLine({ proposed }: Report): string {
  if (proposed === null) return '';
  return `  This change alters the rules (${proposed.files.map(oneLine).join(', ')}); under the new ones: ${proposed.verdict}, ${oneLine(proposed.reason)}`;
}

function footer(report: Report, paint: Paint): string {
  const { provenance, timing } = report;
  const source = { base: 'base', head: 'this change', 'working-tree': 'the working tree', file: 'a file' }[
    provenance.policySource.kind
  ];
  // A line that begins with foreign text could begin with a command of the log that shows it.
  const parts = [
    `policy of ${source}`,
    report.machine,
    describeCommit(provenance),
    `${formatDuration(timing.totalMs)}, ${formatDuration(timing.overheadMs)} of it ours`,
  ];
  return paint(
    'dim',
    `  ${parts
      .filter((part) => part !== null)
      .map(oneLine)
      .join(' · ')}`,
  );
}
