/** Recording: measure this machine at least twice and write down what was seen, with the level that was measured. */

import type { Baseline, BaselineState, Recorded } from './baseline/baseline.ts';
import { composeBaseline } from './baseline/compose.ts';
import { findBaseline } from './baseline/lookup.ts';
import { BASELINE_FOLDER, baselinePath, renderBaseline } from './baseline/write.ts';
import { isIdentity } from './capture/identity.ts';
import type { Snapshot } from './capture/snapshot.ts';
import { captureOrder, environmentOf, type Ports, type SmokeEnvironment } from './gate.ts';
import { faultsThatMatter } from './judge/health.ts';
import { judgeInterpreters, judgeNamed } from './judge/interpreter.ts';
import { judgeObserved } from './judge/observed/judge.ts';
import { applyDecisions } from './judge/severity.ts';
import { chooseRules } from './policy/choose.ts';
import { parsePolicy } from './policy/parse.ts';
import type { Policy, SmokeTest } from './policy/policy.ts';
import type { RuleFiles } from './policy/source.ts';
import type { SmokeReport } from './report/report.ts';
import { judgeNoise } from './smoke/judge-noise.ts';
import { judgeRun, type RunJudgement } from './smoke/judge-run.ts';
import { measureAll } from './smoke/measure.ts';
import type { MeasuredRun } from './smoke/run.ts';
import { type Finding, reduce, type Verdict } from './verdict.ts';

export interface RecordRequest {
  readonly rules: RuleFiles;
  /** Runs of each smoke test, 2 or more. */
  readonly runs: number;
  readonly environment: SmokeEnvironment;
  readonly recorded: Pick<Recorded, 'by' | 'run' | 'why'>;
  readonly signal: AbortSignal;
}

export type RecordResult =
  | {
      readonly kind: 'recorded';
      readonly path: string;
      readonly text: string;
      readonly baseline: Baseline;
      readonly previous: Baseline | null;
      /** What whoever commits the baseline should know first. */
      readonly warnings: readonly Finding[];
    }
  | {
      readonly kind: 'refused';
      readonly verdict: Verdict;
      readonly reason: string;
      readonly exitCode: 1 | 2 | 3;
      readonly findings: readonly Finding[];
      readonly smoke: readonly SmokeReport[];
    };

/**
 * Measures and composes the baseline; the caller writes it. Refuses a machine whose class or software is unknown, a run
 * that did not end well, a metric that is missing or not finite: such a baseline would be agreed with by accident.
 */
export async function record(request: RecordRequest, ports: Ports): Promise<RecordResult> {
  const chosen = await chooseRules(request.rules, null);
  if (chosen.kind === 'refused') return refuse(chosen.findings);
  const parsed = parsePolicy(chosen.policyText, chosen.files.source.path);
  if (parsed.kind === 'problems') return refuse(parsed.findings);
  const { policy } = parsed;

  const snapshot = await ports.capture(captureOrder(policy));
  const unusable = request.environment.python === null ? [] : judgeNamed(snapshot);
  if (unusable.length > 0) return refuse(unusable);
  const sick = faultsThatMatter(policy, snapshot, ports.date().toISOString().slice(0, 10));
  if (sick.length > 0) return refuse(sick);
  const blind = unmeasured(snapshot, policy.hardware.device);
  if (blind.length > 0 || snapshot.class === null) return refuse(blind);
  const previous = await findBaseline(request.rules, snapshot);

  const runs = await measure(policy, request, ports);
  const smoke = judgeRuns(policy, runs);
  const inside = judgeInside(policy, snapshot, runs, ports.date());
  const problems = distinct([...smoke.flatMap(({ findings }) => findings), ...inside]).filter(
    ({ severity }) => severity === 'error',
  );
  const recorded = {
    ...request.recorded,
    at: ports.date().toISOString(),
    commit: snapshot.code?.commit ?? null,
  };
  if (problems.length > 0 || request.signal.aborted) {
    return refuse(
      [...problems, ...stopped(request.signal)],
      smoke.map(({ report }) => report),
    );
  }
  const composed = composeBaseline({ policy, snapshot, runs, recorded });
  if (composed.kind === 'gap') return refuse([notKept(composed)]);
  const { baseline } = composed;
  const warnings = [
    ...policy.smoke.flatMap((test) => noiseOf(test, { policy, runs, baseline })),
    ...(await judgeInterpreters(policy, snapshot, ports.environmentAt)),
    ...uncommitted(snapshot),
    ...inside,
  ];
  return {
    kind: 'recorded',
    path: baselinePath(baseline.class),
    text: renderBaseline(baseline),
    baseline,
    previous: previousOf(previous),
    warnings,
  };
}

function measure(
  policy: Policy,
  request: RecordRequest,
  ports: Ports,
): Promise<ReadonlyMap<string, readonly MeasuredRun[]>> {
  const environment = environmentOf(policy, request.environment);
  const plan = {
    policy,
    runsOf: () => request.runs,
    roleOf: () => 'record' as const,
    signal: request.signal,
  };
  return measureAll(plan, (order) => ports.runSmoke(order, environment));
}

/** What the training processes show; required facts that do not hold keep a baseline from being recorded. */
function judgeInside(
  policy: Policy,
  snapshot: Snapshot,
  runs: ReadonlyMap<string, readonly MeasuredRun[]>,
  date: Date,
): readonly Finding[] {
  const findings = policy.smoke.flatMap(
    (test) => judgeObserved({ policy, snapshot, test, runs: runs.get(test.name) ?? [] }).findings,
  );
  const codes = new Set(findings.map(({ code }) => code));
  const decided = applyDecisions(findings, policy, date.toISOString().slice(0, 10));
  return decided.filter(({ code, severity }) => codes.has(code) && severity !== 'info');
}

interface Recording {
  readonly policy: Policy;
  readonly runs: ReadonlyMap<string, readonly MeasuredRun[]>;
  readonly baseline: Baseline;
}

function noiseOf(test: SmokeTest, { policy, runs, baseline }: Recording): readonly Finding[] {
  const recorded = baseline.smoke[test.name];
  if (recorded === undefined) return [];
  return judgeNoise({ test, runs: runs.get(test.name) ?? [], recorded, where: policy.where });
}

/** The baseline names a commit; whoever reads it takes that for what was measured. Baselines themselves train nothing. */
function uncommitted({ code }: Snapshot): readonly Finding[] {
  if (code === null || code.dirty !== true) return [];
  const changed = code.modified.filter((path) => !path.includes(BASELINE_FOLDER));
  if (code.modified.length > 0 && changed.length === 0) return [];
  const commit = code.commit === null ? 'no commit' : `commit ${code.commit.slice(0, 7)}`;
  return [
    {
      code: 'baseline/dirty-tree',
      severity: 'warning',
      subject: commit,
      summary: 'the tree has uncommitted changes',
      expected: `${commit}, which the baseline names, as it is`,
      found: `uncommitted changes${changed.length === 0 ? '' : ` of ${listed(changed)}`}`,
      where: null,
      next: 'Commit them and record again, so that others can reproduce what the baseline holds.',
    },
  ];
}

const MOST_LISTED = 3;

function listed(paths: readonly string[]): string {
  const more = paths.length - MOST_LISTED;
  return `${paths.slice(0, MOST_LISTED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Each run on its own, without a baseline: did it end well, is every metric there and finite? */
function judgeRuns(
  policy: Policy,
  runs: ReadonlyMap<string, readonly MeasuredRun[]>,
): readonly RunJudgement[] {
  return policy.smoke.flatMap((test) =>
    (runs.get(test.name) ?? []).map((run) =>
      judgeRun({
        test: { ...test, repeat: 'off' },
        runs: [run],
        recorded: null,
        inject: policy.determinism.inject,
        environmentChanged: false,
        baselinePath: null,
        where: policy.where,
      }),
    ),
  );
}

/** Every run is judged on its own, and what is wrong with the job is wrong with each of them. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

/** Runs of one commit that do not even have the same steps are no baseline for anything. */
function notKept({ subject, because }: { readonly subject: string; readonly because: string }): Finding {
  return {
    code: 'smoke/not-repeatable',
    severity: 'error',
    subject,
    summary: `${subject} cannot be recorded: ${because}`,
    expected: 'the same steps with finite values in every run',
    found: because,
    where: null,
    next: 'Make the smoke test log the same steps in every run.',
  };
}

/** A baseline from a half-blind capture would hide the drift of whatever it did not see. */
function unmeasured(snapshot: Snapshot, device: Policy['hardware']['device']): readonly Finding[] {
  if (snapshot.complete && snapshot.class !== null) return [];
  const identity = snapshot.unknown.filter(({ path }) => isIdentity(path, device));
  const gaps = identity.length > 0 ? identity : [{ path: 'class', because: 'a part of it is not known' }];
  return gaps.map(({ path, because }) => ({
    code: path === 'class' ? 'capture/class-unknown' : 'capture/unknown',
    severity: 'error',
    subject: path,
    summary: `${path} could not be measured: ${because}`,
    expected: 'a complete capture, because the baseline keeps it',
    found: `unknown, because ${because}`,
    where: null,
    next: 'Remove the cause, then record again.',
  }));
}

function previousOf(state: BaselineState): Baseline | null {
  return state.kind === 'found' ? state.baseline : null;
}

function stopped(signal: AbortSignal): readonly Finding[] {
  if (!signal.aborted) return [];
  return [
    {
      code: 'gate/cancelled',
      severity: 'error',
      subject: 'repro-gate',
      summary: 'the recording was cancelled',
      expected: 'a run to its end',
      found: 'a request to stop',
      where: null,
      next: 'Start it again.',
    },
  ];
}

/** A refusal that says nothing would leave a file unwritten and nobody told; the open step makes sure there is an error. */
function refuse(findings: readonly Finding[], smoke: readonly SmokeReport[] = []): RecordResult {
  const ledger = { required: ['baseline'], measured: [] };
  const {
    verdict,
    reason,
    exitCode,
    findings: all,
  } = reduce(findings, { ledger, onMissingBaseline: 'fail' });
  return { kind: 'refused', verdict, reason, exitCode: exitCode === 0 ? 3 : exitCode, findings: all, smoke };
}
