/** The gate: capture, judge, smoke, judge, report. Everything it touches comes in through ports. */

import type { Baseline, BaselineState } from './baseline/baseline.ts';
import { composeBaseline } from './baseline/compose.ts';
import { findBaseline } from './baseline/lookup.ts';
import { isRecorded } from './capture/environment.ts';
import type { ProjectRequest } from './capture/project/project.ts';
import type { Snapshot, Unknown } from './capture/snapshot.ts';
import { NOT_COMPARED } from './judge/environment.ts';
import { faultsThatMatter } from './judge/health.ts';
import { type EnvironmentAt, judgeInterpreters, judgeNamed } from './judge/interpreter.ts';
import { type Judgement, judge, type MeasuredSmoke } from './judge/judge.ts';
import { judgeProposal } from './judge/proposal.ts';
import { chooseRules } from './policy/choose.ts';
import { parsePolicy } from './policy/parse.ts';
import type { Policy, SmokeTest } from './policy/policy.ts';
import type { RuleFiles } from './policy/source.ts';
import { composeReport } from './report/compose.ts';
import type { LeftOut, Proposed, Provenance, Report, Timing } from './report/report.ts';
import { childEnvironment, type EnvironmentRequest, PLANNED_FOLDER } from './smoke/environment.ts';
import { requiredRuns } from './smoke/judge-run.ts';
import { measureAll, type RunOrder, smokeDuration } from './smoke/measure.ts';
import type { MeasuredRun } from './smoke/run.ts';
import { type Finding, reduce } from './verdict.ts';

export interface CheckRequest {
  /** Whose rules judge; `head` is the copy of the change under test, null where there is only one copy. */
  readonly rules: { readonly base: RuleFiles; readonly head: RuleFiles | null };
  /** `run`, or the option that leaves the smoke tests out. */
  readonly smoke: 'run' | LeftOut['by'];
  /** Judge this snapshot instead of the machine. */
  readonly snapshot: Snapshot | null;
  /** What the shell found before the gate began: events, trust. An error among them stops the gate before it runs anything. */
  readonly findings: readonly Finding[];
  readonly provenance: Omit<Provenance, 'dirty' | 'policySource' | 'at'>;
  readonly environment: SmokeEnvironment;
  /** Aborted when the gate is asked to stop. */
  readonly signal: AbortSignal;
}

/** The gate's own environment, out of which that of the smoke test is made, and the interpreter asked for. */
export type SmokeEnvironment = Pick<EnvironmentRequest, 'parent' | 'python'>;

export interface CaptureRequest {
  readonly device: 'auto' | 'cpu';
  /** Variables that rules ask about, beside those that are always captured. */
  readonly variables: readonly string[];
  readonly project: ProjectRequest;
  readonly verify: 'off' | 'files';
}

export interface Ports {
  readonly capture: (request: CaptureRequest) => Promise<Snapshot>;
  readonly runSmoke: (order: RunOrder, environment: RunEnvironment) => Promise<MeasuredRun>;
  /** For the project's folder, in which the smoke tests run. */
  readonly environmentAt: EnvironmentAt;
  /** Milliseconds from any fixed point. */
  readonly now: () => number;
  readonly date: () => Date;
}

/** What the environment of a run depends on beside the run itself. */
export type RunEnvironment = Omit<EnvironmentRequest, 'seed' | 'role' | 'folder' | 'observer'> & {
  readonly observe: boolean;
};

export interface CheckResult {
  readonly report: Report;
  readonly snapshot: Snapshot | null;
}

/** Runs the whole gate. Never throws: whatever goes wrong is a report whose verdict is not `pass`. */
export async function check(request: CheckRequest, ports: Ports): Promise<CheckResult> {
  const begun = ports.now();
  const seen: Seen = { captureMs: 0, smokeMs: 0, snapshot: null, baseline: null };
  const { rules, ...conclusion } = await story(request, ports, seen).catch(
    (thrown: unknown): Conclusion => refusal(request.rules, [...request.findings, internalError(thrown)]),
  );
  const { snapshot, baseline } = seen;
  const provenance = {
    ...request.provenance,
    commit: request.provenance.commit ?? snapshot?.code?.commit ?? null,
    dirty: snapshot?.code?.dirty ?? null,
    policySource: rules.source,
    at: ports.date().toISOString(),
  };
  const timing = timingOf(seen, ports.now() - begun);
  return { report: composeReport({ ...conclusion, snapshot, baseline, provenance, timing }), snapshot };
}

/** What was seen so far. Kept outside the story, so that a failure in its middle still reports what was measured. */
interface Seen {
  captureMs: number;
  smokeMs: number;
  snapshot: Snapshot | null;
  baseline: BaselineState | null;
}

interface Conclusion {
  readonly judgement: Judgement;
  readonly candidate: Baseline | null;
  readonly proposed: Proposed | null;
  /** The rules that judged. */
  readonly rules: RuleFiles;
}

async function story(request: CheckRequest, ports: Ports, seen: Seen): Promise<Conclusion> {
  if (request.findings.some(({ severity }) => severity === 'error')) return refuse(request, []);
  const chosen = await chooseRules(request.rules.base, request.rules.head);
  if (chosen.kind === 'refused') return refuse(request, chosen.findings);
  const { files } = chosen;
  const parsed = parsePolicy(chosen.policyText, files.source.path);
  if (parsed.kind === 'problems') return refuse(request, [...parsed.findings, ...chosen.findings]);
  const { policy } = parsed;

  const snapshot = await captureMachine(policy, request, { ports, seen });
  const unusable = namedInterpreter(request, snapshot);
  if (unusable.length > 0) return refuse(request, [...unusable, ...chosen.findings]);
  const baseline = await findBaseline(files, snapshot);
  seen.baseline = baseline;
  const smoke = await measureSmoke(policy, request, { ports, seen });

  const input = {
    policy,
    baseline,
    measured: { snapshot, smoke, variables: variablesOf(policy, request, snapshot) },
    today: dayOf(ports.date()),
    findings: [
      ...request.findings,
      ...chosen.findings,
      ...(smoke.kind === 'ran' ? await judgeInterpreters(policy, snapshot, ports.environmentAt) : []),
      ...cancellation(request.signal),
    ],
  };
  const proposal = await judgeProposal(input, files, request.rules.head);
  const judgement = judge({ ...input, findings: [...input.findings, ...proposal.findings] });
  const candidate = candidateOf({ policy, snapshot, baseline, smoke }, ports.date());
  return { judgement, candidate, proposed: proposal.proposed, rules: files };
}

/** `YYYY-MM-DD`, UTC. */
function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

interface Context {
  readonly ports: Ports;
  readonly seen: Seen;
}

async function captureMachine(
  policy: Policy,
  { snapshot }: CheckRequest,
  { ports, seen }: Context,
): Promise<Snapshot> {
  const begun = ports.now();
  seen.snapshot = snapshot === null ? await ports.capture(captureOrder(policy)) : saved(snapshot, policy);
  seen.captureMs = ports.now() - begun;
  return seen.snapshot;
}

/** What a saved snapshot cannot say, because nobody asked when it was made: an empty place there is no answer. */
function saved(snapshot: Snapshot, policy: Policy): Snapshot {
  return {
    ...snapshot,
    unknown: [...snapshot.unknown, ...notVerified(snapshot, policy), ...notAsked(snapshot, policy)],
  };
}

function notVerified({ python }: Snapshot, { software }: Policy): readonly Unknown[] {
  if (software.verify === 'off' || python === null || python.edited.length > 0) return [];
  const because = 'a saved snapshot does not say that the installed files were verified';
  return [{ path: 'python.edited', because }];
}

function notAsked({ env }: Snapshot, { software }: Policy): readonly Unknown[] {
  const missing = Object.keys(software.env).filter((name) => !Object.hasOwn(env, name) && !isRecorded(name));
  const because = 'a saved snapshot holds it only if the policy asked for it then';
  return missing.map((name) => ({ path: `env.${name}`, because }));
}

/** What of the machine and the project the policy asks about. */
export function captureOrder({ hardware, software, data, parameters, smoke }: Policy): CaptureRequest {
  const named = smoke.filter(({ inputs }) => inputs.length > 0);
  return {
    device: hardware.device,
    variables: Object.keys(software.env),
    project: {
      lockfiles: software.lockfiles,
      data,
      parameters,
      inputs: Object.fromEntries(named.map(({ name, inputs }) => [name, inputs])),
    },
    verify: software.verify,
  };
}

/** A saved snapshot was made with an interpreter of its own. */
function namedInterpreter({ environment, snapshot }: CheckRequest, captured: Snapshot): readonly Finding[] {
  return environment.python === null || snapshot !== null ? [] : judgeNamed(captured);
}

async function measureSmoke(
  policy: Policy,
  request: CheckRequest,
  { ports, seen }: Context,
): Promise<MeasuredSmoke> {
  if (request.smoke !== 'run') return { kind: 'skipped', by: request.smoke };
  if (policy.smoke.length === 0) return { kind: 'skipped', by: null };
  // A machine whose class is unknown is probably sick, and a broken baseline judges nothing: both are red already.
  if (seen.baseline?.kind === 'unusable') return { kind: 'skipped', by: null };
  if (isSick(policy, seen.snapshot, ports)) return { kind: 'skipped', by: null };
  const environment = environmentOf(policy, request.environment);
  const plan = {
    policy,
    runsOf: (test: SmokeTest) => runsOf(test, seen.baseline),
    roleOf: (run: number) => (run === 1 ? 'head' : 'head-rerun') as RunOrder['role'],
    signal: request.signal,
  };
  const runs = await measureAll(plan, (order) => ports.runSmoke(order, environment));
  seen.smokeMs = smokeDuration(runs);
  return { kind: 'ran', runs };
}

function isSick(policy: Policy, snapshot: Snapshot | null, ports: Ports): boolean {
  return snapshot !== null && faultsThatMatter(policy, snapshot, dayOf(ports.date())).length > 0;
}

/** Without a baseline nothing can be compared, but two runs are what a first baseline is made of. */
function runsOf(test: SmokeTest, baseline: BaselineState | null): number {
  return baseline?.kind === 'missing' ? 2 : requiredRuns(test);
}

export function environmentOf(policy: Policy, environment: SmokeEnvironment): RunEnvironment {
  return {
    ...environment,
    policyNames: Object.keys(policy.software.env),
    inject: policy.determinism.inject,
    observe: policy.determinism.observe,
    probe: policy.determinism.probe,
    device: policy.hardware.device,
  };
}

/** The variables that rules judge: those of the smoke test, less the observer's; for a saved snapshot, those it holds. */
function variablesOf(
  policy: Policy,
  request: CheckRequest,
  snapshot: Snapshot,
): Readonly<Record<string, string>> {
  const parent = request.snapshot === null ? request.environment.parent : snapshot.env;
  const seed = policy.smoke[0]?.seed ?? 0;
  const environment = environmentOf(policy, { ...request.environment, parent });
  const planned = { seed, role: 'head', folder: PLANNED_FOLDER, observer: null } as const;
  return childEnvironment({ ...environment, ...planned }).env;
}

interface Measurements {
  readonly policy: Policy;
  readonly snapshot: Snapshot;
  readonly baseline: BaselineState;
  readonly smoke: MeasuredSmoke;
}

/** What `record` would write, where there is no baseline yet. */
function candidateOf({ policy, snapshot, baseline, smoke }: Measurements, date: Date): Baseline | null {
  if (baseline.kind !== 'missing' || smoke.kind !== 'ran') return null;
  const recorded = {
    at: date.toISOString(),
    by: null,
    commit: snapshot.code?.commit ?? null,
    run: null,
    why: null,
  };
  const composed = composeBaseline({ policy, snapshot, runs: smoke.runs, recorded });
  return composed.kind === 'composed' ? composed.baseline : null;
}

/** Ends the story before anything ran. What cannot be read while the gate is being stopped, cannot be read because of that. */
function refuse({ rules, findings, signal }: CheckRequest, more: readonly Finding[]): Conclusion {
  return refusal(rules, signal.aborted ? cancellation(signal) : [...findings, ...more]);
}

function refusal(rules: CheckRequest['rules'], findings: readonly Finding[]): Conclusion {
  // The open step keeps a refusal that says nothing, which would be a bug, from being a pass.
  const ledger = { required: ['rules'], measured: [] };
  const decision = reduce(findings, { ledger, onMissingBaseline: 'fail' });
  const judgement = { decision, environment: NOT_COMPARED, smoke: [], leftOut: null };
  return { judgement, candidate: null, proposed: null, rules: rules.base };
}

function timingOf({ captureMs, smokeMs }: Seen, totalMs: number): Timing {
  return { totalMs, smokeMs, overheadMs: Math.max(0, totalMs - smokeMs), captureMs };
}

function cancellation(signal: AbortSignal): readonly Finding[] {
  if (!signal.aborted) return [];
  return [
    {
      code: 'gate/cancelled',
      severity: 'error',
      subject: 'repro-gate',
      summary: 'the run was cancelled',
      expected: 'a run to its end',
      found: String(signal.reason ?? 'a request to stop'),
      where: null,
      next: 'Start the job again.',
    },
  ];
}

/** A thrown string, or nothing at all, is an error like any other. */
function internalError(thrown: unknown): Finding {
  const message = thrown instanceof Error ? thrown.message : `a thrown ${typeof thrown}: ${String(thrown)}`;
  return {
    code: 'gate/internal-error',
    severity: 'error',
    subject: 'repro-gate',
    summary: `repro-gate itself failed: ${message}`,
    expected: 'no error',
    found: (thrown instanceof Error && thrown.stack) || message,
    where: null,
    next: 'Run it again; if it happens twice, report it with the message and the stack.',
  };
}
