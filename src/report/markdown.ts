/** The report as a pull request comment and job summary: verdict first, one table, the rest folded away. */

import { baselinePath } from '../baseline/write.ts';
import { findingInfo } from '../findings.ts';
import type { Finding, Verdict } from '../verdict.ts';
import { code, fenced, fencedOutput, fold, joinMd, link, type Markdown, md, prose } from './escape.ts';
import { baselineCell, foundCell, metricNote } from './metric-cells.ts';
import { describeCommit, formatDuration, plural } from './numbers.ts';
import { observationDetails } from './observation-markdown.ts';
import type { Change, NumericEffect, Report, SmokeReport } from './report.ts';

/** GitHub refuses comments above 65,536 characters; what is measured here is UTF-8 bytes, with room for a marker. */
export const COMMENT_BYTES = 60_000;
/** A job summary may be 1 MiB per step. */
export const SUMMARY_BYTES = 1_000_000;

/**
 * Renders a report within `limit` bytes of UTF-8. A report that is too long loses whole parts, never half a table:
 * first rows of the long lists, then the folded details, and last everything but the verdict and the footer.
 */
export function renderMarkdown(report: Report, limit: number): Markdown {
  const full = SIZES.map((size) => renderAt(report, size)).find((text) => byteLength(text) <= limit);
  return full ?? joinMd([headline(report), footer(report)], '\n\n');
}

interface Size {
  /** Rows of a folded list. */
  readonly rows: number;
  /** Bytes of program output or of a proposed baseline. */
  readonly output: number;
  readonly details: boolean;
}

const SIZES: readonly Size[] = [
  { rows: 1000, output: 16_000, details: true },
  { rows: 100, output: 4_000, details: true },
  { rows: 20, output: 1_000, details: true },
  { rows: 0, output: 0, details: false },
];

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function renderAt(report: Report, size: Size): Markdown {
  const parts = isQuiet(report)
    ? [headline(report), passLine(report), footer(report)]
    : [
        headline(report),
        table(report),
        ...notes(report),
        ...(size.details ? details(report, size) : []),
        footer(report),
      ];
  return joinMd(
    parts.filter((part) => part !== ''),
    '\n\n',
  );
}

/** A pass with nothing to look at fits three lines. */
function isQuiet({ verdict, findings, proposed }: Report): boolean {
  return verdict === 'pass' && proposed === null && findings.every(({ severity }) => severity === 'info');
}

const ICONS: Readonly<Record<Verdict, string>> = {
  pass: '✅',
  fail: '❌',
  incomparable: '⚪',
  inconclusive: '❔',
  misconfigured: '🛠️',
  'not-measured': '⛔',
};

function headline({ verdict, reason }: Report): Markdown {
  return md`### ${constant(ICONS[verdict])} repro-gate: ${constant(verdict)} · ${prose(reason)}`;
}

/** Our own words from a closed set. */
function constant(text: string): Markdown {
  return text as Markdown;
}

function passLine({ smoke, environment }: Report): Markdown {
  const metrics = smoke.flatMap((test) =>
    test.metrics.map((metric) => md`${code(metric.name)} ${metricNote(metric)}`),
  );
  return joinMd([...metrics, environmentLine(environment)], ' · ');
}

function environmentLine({ compared, changes }: Report['environment']): Markdown {
  if (!compared) return md`environment not compared`;
  if (changes.length === 0) return md`environment as recorded`;
  return md`${constant(plural(changes.length, 'change'))} of the environment (numerics: ${constant(changes[0]?.effect ?? 'none')})`;
}

const MOST_TABLE_ROWS = 20;

function table(report: Report): Markdown {
  const rows = [...metricRows(report.smoke), ...findingRows(report.findings)];
  if (rows.length === 0) return md``;
  const shown = rows.slice(0, MOST_TABLE_ROWS);
  const more = rows.length - shown.length;
  const head = report.environment.compared ? md`| | baseline | this run | |` : md`| | expected | found | |`;
  const body = joinMd([head, md`|---|---|---|---|`, ...shown], '\n');
  return more > 0 ? md`${body}\n\n${more} more below.` : body;
}

function metricRows(smoke: readonly SmokeReport[]): Markdown[] {
  return smoke.flatMap((test) =>
    test.metrics.map((metric) => {
      const label = metric.check === 'curve' ? md`${code(metric.name)} curve` : code(metric.name);
      return md`| ${label} | ${baselineCell(metric)} | ${foundCell(metric)} | ${metricNote(metric)} |`;
    }),
  );
}

/** Codes that a metric's own row already tells. */
const TOLD_BY_METRIC: ReadonlySet<string> = new Set([
  'smoke/out-of-tolerance',
  'smoke/noise-exceeds-tolerance',
  'smoke/suspicious-improvement',
  'smoke/unexplained-drift',
]);

function findingRows(findings: readonly Finding[]): Markdown[] {
  return findings
    .filter(({ code: name, severity }) => severity !== 'info' && !TOLD_BY_METRIC.has(name))
    .map(
      (finding) =>
        md`| ${code(finding.subject)} | ${code(finding.expected)} | ${code(finding.found)} | ${verdictNote(finding)} |`,
    );
}

function verdictNote({ code: name, severity }: Finding): Markdown {
  return severity === 'error' ? code(name) : md`${code(name)} (${constant(severity)})`;
}

function notes(report: Report): Markdown[] {
  return [
    leftOutNote(report),
    diagnosis(report),
    changedTogether(report.environment),
    proposedNote(report),
    rulesNote(report),
  ];
}

/** A pass says it in its reason. */
function leftOutNote({ verdict, leftOut }: Report): Markdown {
  if (leftOut === null || verdict === 'pass') return md``;
  return md`**Environment only**: ${joinMd(leftOut.tests.map(code), ', ')} not run (${code(leftOut.by)}).`;
}

function diagnosis({ smoke }: Report): Markdown {
  const lines = smoke.flatMap(({ diagnosis: text }) =>
    text === null ? [] : [md`**Diagnosis.** ${prose(text)}`],
  );
  return joinMd(lines, '\n\n');
}

const MOST_TOGETHER = 3;

function changedTogether({ changes }: Report['environment']): Markdown {
  const suspects = changes.filter(({ effect }) => effect !== 'none');
  if (suspects.length === 0) return md``;
  const shown = suspects.slice(0, MOST_TOGETHER).map(changeClause);
  const more = suspects.length - shown.length;
  const tail = more > 0 ? [md`${more} more`] : [];
  return md`**Changed together**: ${joinMd([...shown, ...tail], ' · ')}`;
}

function changeClause({ path, baseline, found, effect }: Change): Markdown {
  return md`${code(path.replace(/^packages\./, ''))} ${value(baseline)} → ${value(found)} (numerics: ${constant(effect)})`;
}

function value(text: string | null): Markdown {
  return text === null ? md`none` : code(text);
}

function proposedNote({ proposed }: Report): Markdown {
  if (proposed === null) return md``;
  const files = joinMd(proposed.files.map(code), ', ');
  const then =
    proposed.verdict === 'unknown' ? md`could not be told` : md`would be **${constant(proposed.verdict)}**`;
  return md`**This change alters the rules** (${files}). The copy of the base decided; under the new one the verdict ${then}: ${prose(proposed.reason)}.`;
}

function rulesNote({ provenance }: Report): Markdown {
  if (provenance.policySource.kind !== 'head') return md``;
  return md`**Adoption**: the base commit has neither policy nor baselines, so the copy in this change judged.`;
}

function details(report: Report, size: Size): Markdown[] {
  return [
    findingDetails(report.findings, size),
    differences(report.environment.changes, size),
    ...report.smoke.map((test) => observationDetails(test, size)),
    ...report.smoke.map((test) => outputDetails(test, size)),
    candidateDetails(report, size),
    reproduce(report),
    accept(report),
  ];
}

function findingDetails(findings: readonly Finding[], { rows }: Size): Markdown {
  if (findings.length === 0) return md``;
  const shown = findings.slice(0, rows).map(findingItem);
  const more = findings.length - shown.length;
  const tail = more > 0 ? [md`- ${more} more in the report file`] : [];
  return fold(md`${constant(plural(findings.length, 'finding'))}`, joinMd([...shown, ...tail], '\n'));
}

function findingItem(finding: Finding): Markdown {
  const place = finding.where === null ? md`` : md` (${code(placeOf(finding.where))})`;
  const waived =
    finding.waiver === undefined
      ? md``
      : md` Waived until ${code(finding.waiver.expires)}: ${code(finding.waiver.reason)}.`;
  return md`- **${constant(finding.severity)}** ${code(finding.code)} ${code(finding.subject)}${place}: ${constant(findingInfo(finding.code).title)}. Expected ${code(finding.expected)}, found ${code(finding.found)}.${waived} ${prose(finding.next)}`;
}

function placeOf({ file, line }: NonNullable<Finding['where']>): string {
  return line === null ? file : `${file}:${line}`;
}

function differences(changes: readonly Change[], { rows }: Size): Markdown {
  if (changes.length === 0) return md``;
  const shown = changes.slice(0, rows);
  const lines = shown.map(
    ({ path, baseline, found, effect }) =>
      md`| ${code(path)} | ${value(baseline)} | ${value(found)} | ${effectCell(effect)} |`,
  );
  const more = changes.length - shown.length;
  const body = joinMd([md`| | baseline | this run | numerics |`, md`|---|---|---|---|`, ...lines], '\n');
  return fold(
    md`All ${constant(plural(changes.length, 'difference'))}`,
    more > 0 ? md`${body}\n\n${more} more in the report file.` : body,
  );
}

function effectCell(effect: NumericEffect): Markdown {
  return constant(effect);
}

function outputDetails({ name, tail, ended }: SmokeReport, { output }: Size): Markdown {
  if (tail === null || tail.trim() === '' || output === 0) return md``;
  return fold(md`End of the output of ${code(name)} (${code(ended)})`, fencedOutput(tail.slice(-output)));
}

function candidateDetails({ baseline }: Report, { output }: Size): Markdown {
  if (baseline.candidate === null || baseline.path === null || output === 0) return md``;
  return fold(
    md`The baseline that ${code('repro-gate record')} would add`,
    md`${code(baseline.path)} is in the report file under ${code('baseline.candidate')}, measured by ${constant(plural(smokeRuns(baseline.candidate.smoke), 'run'))} on this machine.`,
  );
}

function smokeRuns(smoke: Readonly<Record<string, { readonly runs: number }>>): number {
  return Object.values(smoke).reduce((sum, { runs }) => sum + runs, 0);
}

function reproduce({ smoke, provenance }: Report): Markdown {
  if (smoke.length === 0) return md``;
  const checkout = provenance.commit === null ? [] : [`git checkout ${provenance.commit}`];
  if (provenance.dirty === true) {
    checkout.unshift(`# ${describeCommit(provenance) ?? 'no commit'}, which a checkout does not bring back`);
  }
  const script = [...checkout, 'repro-gate check', ...smoke.flatMap(byHand)];
  return fold(md`Reproduce locally`, fenced(script.join('\n'), 'sh'));
}

/** Folders of the gate itself, and what speaks to its observer. */
const OF_THE_GATE: ReadonlySet<string> = new Set([
  'PATH',
  'PYTHONPATH',
  'REPRO_OBSERVER_DIR',
  'REPRO_INJECT',
]);

/** The command alone, with what the gate set for it; its folder is a fresh one, as in the gate. */
function byHand({ name, injected, run }: SmokeReport): readonly string[] {
  const variables = Object.entries(injected).filter(
    ([key, text]) => !OF_THE_GATE.has(key) && !text.includes('<run-id>'),
  );
  const seeds = ['fill', 'force'].includes(injected['REPRO_INJECT'] ?? '');
  const exports = variables.map(([key, text]) => `export ${key}=${shellWord(text)}`);
  return [
    '',
    `# ${name} alone${seeds ? ', without the seeds that the gate sets from inside' : ''}`,
    'run=$(mktemp -d); mkdir "$run/out" "$run/inductor" "$run/triton"',
    ...exports,
    run,
  ];
}

/** `<run>` stands for the run's own folder. */
function shellWord(text: string): string {
  return text.startsWith('<run>/') ? `"$run/${text.slice('<run>/'.length)}"` : shellQuote(text);
}

function shellQuote(text: string): string {
  return /^[A-Za-z0-9_./:=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Offered where there is something to accept: a run that did not end well has no numbers. */
function accept({ verdict, baseline, class: hardwareClass, smoke }: Report): Markdown {
  const hasNumbers = smoke.every(({ tail }) => tail === null);
  if (baseline.path === null || !hasNumbers || (verdict !== 'fail' && verdict !== 'incomparable'))
    return md``;
  // Not `baseline.path`, which may be a file given by hand.
  const path = hardwareClass === null ? baseline.path : baselinePath(hardwareClass);
  const script = fenced(`repro-gate record --why "…"\ngit add ${path}\ngit diff --cached`, 'sh');
  return fold(
    md`Accept as the new baseline`,
    md`On a machine of this class, then commit the file in a reviewed change:\n\n${script}`,
  );
}

function footer(report: Report): Markdown {
  const { provenance, timing } = report;
  const parts: Markdown[] = [code(report.machine)];
  if (provenance.runner !== null) parts.push(md`runner ${code(provenance.runner)}`);
  if (provenance.commit !== null)
    parts.push(md`commit ${code(provenance.commit.slice(0, 7))}${changesClause(report)}`);
  parts.push(policyClause(report));
  if (provenance.run !== null) parts.push(link(md`run`, provenance.run));
  parts.push(
    md`${constant(formatDuration(timing.totalMs))}, ${constant(formatDuration(timing.overheadMs))} of it ours`,
  );
  return joinMd(parts, ' · ');
}

function changesClause({ provenance: { dirty } }: Report): Markdown {
  return dirty === true ? md` with uncommitted changes` : md``;
}

function policyClause({ provenance: { policySource } }: Report): Markdown {
  switch (policySource.kind) {
    case 'base':
      return policySource.ref === null
        ? md`policy of base`
        : md`policy of base ${code(policySource.ref.slice(0, 7))}`;
    case 'head':
      return md`policy of this change`;
    case 'working-tree':
      return md`policy of the working tree`;
    case 'file':
      return md`policy ${code(policySource.path)}`;
  }
}
