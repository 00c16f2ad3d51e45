/** A smoke test that has run, judged: from measured runs to findings, a report and what may be ticked as measured. */

import type { RecordedMetric, RecordedSmoke } from '../baseline/baseline.ts';
import type { Inject, MetricCheck, SmokeTest } from '../policy/policy.ts';
import type { Level, MetricStatus, SmokeReport } from '../report/report.ts';
import type { Finding, Where } from '../verdict.ts';
import {
  type Comparability,
  isOtherInjection,
  type JudgedEvidence,
  judgeDefinition,
} from './judge-definition.ts';
import { describeEnd, judgeEnd } from './judge-end.ts';
import { judgeMetric } from './judge-metric.ts';
import { judgeRepeat, type RepeatOutcome } from './judge-repeat.ts';
import { type MetricOutcome, metricFinding, outcome } from './metric-outcome.ts';
import { endedWell, type MeasuredRun, type MetricReading } from './run.ts';

export interface RunEvidence {
  readonly test: SmokeTest;
  /** The run that is compared with the baseline; then its repetition, if the test asks for one. */
  readonly runs: readonly MeasuredRun[];
  /** What the baseline holds for this test; null when it does not know the test. */
  readonly recorded: RecordedSmoke | null;
  /** How much the gate set for these runs. */
  readonly inject: Inject;
  readonly environmentChanged: boolean;
  /** Null when there is no baseline at all, which is for the caller to say: nothing is said about it here. */
  readonly baselinePath: string | null;
  readonly where: (pointer: string) => Where;
}

export interface RunJudgement {
  readonly findings: readonly Finding[];
  readonly report: SmokeReport;
  /**
   * `smoke:<test>` when every run it asks for ended well, and `smoke:<test>/<metric>` for each metric whose values were
   * compared with the baseline (and with those of the repetition). Nothing else may be ticked.
   */
  readonly measured: readonly string[];
}

/** The steps that a smoke test requires, by the names that `measured` uses. */
export function requiredSteps({ name, metrics }: SmokeTest): readonly string[] {
  return [`smoke:${name}`, ...metrics.map((check) => `smoke:${name}/${check.name}`)];
}

/** How many runs a smoke test asks for. */
export function requiredRuns({ repeat }: SmokeTest): 1 | 2 {
  return repeat === 'off' ? 1 : 2;
}

/** Judges one smoke test. Total: no runs, no baseline, or a command that failed are results without a tick. */
export function judgeRun(evidence: RunEvidence): RunJudgement {
  const judged = judgeAs(evidence, 'comparable');
  // Other numbers under another injection are no drift: they may come from other seeds.
  const moved = isOtherInjection(evidence) && judged.findings.some(({ code }) => OF_COMPARISON.has(code));
  return moved ? judgeAs(evidence, 'moved') : judged;
}

/** What says that the numbers are not those of the baseline. */
const OF_COMPARISON: ReadonlySet<string> = new Set([
  'smoke/out-of-tolerance',
  'smoke/suspicious-improvement',
]);

function judgeAs(given: RunEvidence, comparability: Comparability): RunJudgement {
  const evidence = { ...given, comparability };
  const { test, runs, where } = evidence;
  const [head] = runs;
  const metrics = test.metrics.map((check) => judgeCheck(check, evidence));
  const ends = runs.flatMap((run) => judgeEnd(run, { test: test.name, where }));
  const definition = head === undefined ? [] : judgeDefinition(evidence);
  return {
    findings: [...ends, ...definition, ...metrics.flatMap(({ findings }) => findings)],
    report: smokeReport(evidence, metrics),
    measured: ticks(evidence, metrics),
  };
}

/** One metric over all runs. */
interface JudgedCheck {
  readonly findings: readonly Finding[];
  readonly head: MetricOutcome;
  readonly repeat: RepeatOutcome | null;
}

function judgeCheck(check: MetricCheck, evidence: JudgedEvidence): JudgedCheck {
  const [head, rerun] = evidence.runs;
  const judged = judgeHead(check, readingOf(head, check), evidence);
  const [first, second] = [readingOf(head, check), readingOf(rerun, check)];
  const asked = requiredRuns(evidence.test) === 2 && first !== null && second !== null;
  const repeat = asked ? judgeRepeat(first, second, { ...evidence, check }) : null;
  return { findings: [...judged.findings, ...(repeat?.findings ?? [])], head: judged, repeat };
}

/** The reading of a metric; null when there was no run, or when its command did not end well. */
function readingOf(run: MeasuredRun | undefined, { name }: MetricCheck): MetricReading | null {
  if (run === undefined || !endedWell(run.exit)) return null;
  return run.metrics.find((metric) => metric.name === name)?.reading ?? null;
}

function judgeHead(
  check: MetricCheck,
  reading: MetricReading | null,
  evidence: JudgedEvidence,
): MetricOutcome {
  const { test, environmentChanged, baselinePath, where } = evidence;
  const recorded = comparable(check, evidence);
  const context = {
    test: test.name,
    check,
    recorded,
    uncomparable: recorded === null ? lacking(check, evidence) : null,
    bitExact: evidence.recorded?.level === 'bit-exact',
    environmentChanged,
    baselinePath,
    where,
  };
  if (reading === null) return outcome(context, { status: 'not-compared', findings: [] });
  return judgeMetric(reading, context);
}

/** What the metric can be compared with; a curve needs a curve, and another seed makes other numbers. */
function comparable({ name, rule }: MetricCheck, evidence: JudgedEvidence): RecordedMetric | null {
  const { recorded, test, comparability } = evidence;
  if (comparability === 'moved') return null;
  if (recorded === null || recorded.seed !== test.seed || !Object.hasOwn(recorded.metrics, name)) return null;
  const metric = recorded.metrics[name];
  if (metric === undefined || (rule.check === 'curve' && metric.check === 'scalar')) return null;
  return metric;
}

/** Why a metric has nothing to be compared with; null when that has been said for the whole test. */
function lacking(check: MetricCheck, evidence: JudgedEvidence): Finding | null {
  const { test, recorded, baselinePath, where, comparability } = evidence;
  if (comparability === 'moved') return null;
  if (recorded === null || recorded.seed !== test.seed) return null;
  const known = Object.hasOwn(recorded.metrics, check.name);
  return metricFinding(
    'baseline/incomplete',
    { test: test.name, check, where },
    {
      summary: `the baseline holds no ${known ? 'curve' : 'value'} of ${check.name}`,
      expected: `${check.name} of ${test.name} in ${baselinePath ?? 'the baseline'}`,
      found: known ? 'a single value' : `only ${Object.keys(recorded.metrics).join(', ') || 'other tests'}`,
    },
  );
}

function ticks({ test, runs }: RunEvidence, metrics: readonly JudgedCheck[]): readonly string[] {
  if (runs.length < requiredRuns(test) || !runs.every(({ exit }) => endedWell(exit))) return [];
  const compared = metrics.filter(
    ({ head, repeat }) => head.compared && (requiredRuns(test) === 1 || isKnown(repeat)),
  );
  return [`smoke:${test.name}`, ...compared.map(({ head }) => `smoke:${test.name}/${head.report.name}`)];
}

function isKnown(repeat: RepeatOutcome | null): boolean {
  return repeat !== null && repeat.agreement !== 'unknown';
}

function smokeReport(evidence: RunEvidence, metrics: readonly JudgedCheck[]): SmokeReport {
  const { test, runs, environmentChanged } = evidence;
  const [head] = runs;
  // The run that failed is the one whose output a reader needs.
  const told = runs.find(({ exit }) => !endedWell(exit)) ?? head;
  const curves = metrics.some(({ head: { compared, report } }) => compared && report.check === 'curve');
  return {
    name: test.name,
    run: test.run,
    seed: test.seed,
    level: levelOf(metrics.map(({ head }) => head)),
    ended: told === undefined ? 'not run' : describeEnd(told.exit.end),
    durationMs: runs.reduce((sum, { exit }) => sum + exit.durationMs, 0),
    runs: runs.length,
    band: curves ? (environmentChanged ? 'library' : 'strict') : null,
    metrics: metrics.map(({ head: { report } }) => report),
    injected: head?.injected ?? {},
    tail: told === undefined || endedWell(told.exit) ? null : told.exit.tail,
    diagnosis: diagnose(metrics),
    observation: null,
  };
}

const NOT_REPRODUCED: ReadonlySet<MetricStatus> = new Set(['fail', 'missing', 'non-finite', 'incomplete']);

/**
 * `bit-exact` needs sources with full precision: a rounded log can only show agreement at its own precision. A metric
 * that improved beyond its tolerance passes and did not reproduce.
 */
function levelOf(metrics: readonly MetricOutcome[]): Level | null {
  if (metrics.some(({ report, improved }) => improved || NOT_REPRODUCED.has(report.status))) {
    return 'not-reproduced';
  }
  const reports = metrics.map(({ report }) => report);
  if (reports.length === 0 || reports.some(({ status }) => status !== 'pass')) return null;
  const exact = reports.every(({ onset, resolution }) => onset === null && resolution === null);
  return exact ? 'bit-exact' : 'within-tolerance';
}

/** What is known about the cause; only what a run has shown, or what an onset looks like. */
function diagnose(metrics: readonly JudgedCheck[]): string | null {
  // Where two runs of this commit part, the first difference from the baseline is typical of nothing.
  const signatures = metrics.flatMap(({ head: { signature, report }, repeat }) =>
    signature === null || repeat?.agreement === 'apart' ? [] : [`${report.name}: ${signature}`],
  );
  const clauses = [agreementOf(metrics), ...signatures].filter((clause) => clause !== null);
  const wanted =
    signatures.length > 0 || metrics.some(({ repeat }) => repeat !== null && repeat.findings.length > 0);
  return wanted ? clauses.join('; ') : null;
}

function agreementOf(metrics: readonly JudgedCheck[]): string | null {
  const agreements = metrics.flatMap(({ repeat }) => (repeat === null ? [] : [repeat.agreement]));
  if (agreements.length === 0 || agreements.includes('unknown')) return null;
  if (agreements.includes('apart')) return 'two runs of this commit disagree with each other';
  return agreements.includes('within')
    ? 'two runs of this commit agree within the tolerance'
    : 'two runs of this commit agree bit for bit';
}
