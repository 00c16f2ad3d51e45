/** Everything that was measured against everything that was decided: pure, so it can be done twice (base and head). */

import type { BaselineState } from '../baseline/baseline.ts';
import type { Snapshot } from '../capture/snapshot.ts';
import { archsObserved } from '../observe/archs.ts';
import type { Policy } from '../policy/policy.ts';
import type { Environment, SmokeReport } from '../report/report.ts';
import { judgeRun, requiredSteps } from '../smoke/judge-run.ts';
import type { MeasuredRun } from '../smoke/run.ts';
import { type Decision, type Finding, type Ledger, reduce } from '../verdict.ts';
import { compareEnvironments, isChanged, NOT_COMPARED } from './environment.ts';
import { agreedWithout, judgeNothing, type LeftOut, leftOutOf } from './left-out.ts';
import { judgeObserved } from './observed/judge.ts';
import { countedPackages } from './pins.ts';
import type { Evidence } from './rule.ts';
import { RULES } from './rules.ts';
import { applyDecisions } from './severity.ts';

export interface Measured {
  readonly snapshot: Snapshot;
  readonly variables: Readonly<Record<string, string>>;
  readonly smoke: MeasuredSmoke;
}

export type MeasuredSmoke =
  | { readonly kind: 'ran'; readonly runs: ReadonlyMap<string, readonly MeasuredRun[]> }
  /** None is required: the policy has none, the call left them out (`by`), or the baseline is unusable, which is red. */
  | { readonly kind: 'skipped'; readonly by: LeftOut['by'] | null };

export interface Judgement {
  readonly decision: Decision;
  readonly environment: Environment;
  readonly smoke: readonly SmokeReport[];
  readonly leftOut: LeftOut | null;
}

export interface JudgeInput {
  readonly policy: Policy;
  readonly baseline: BaselineState;
  readonly measured: Measured;
  /** `YYYY-MM-DD`, UTC: what waivers are held against. */
  readonly today: string;
  /** What the shell found before the gate began: trust, events. */
  readonly findings: readonly Finding[];
}

/** Judges machine and smoke tests. Smoke findings come first: the numbers are what a reviewer looks for. */
export function judge(input: JudgeInput): Judgement {
  const { policy, measured } = input;
  const environment = environmentOf(input);
  const smoke = judgeAllSmoke(input, environment);
  const rules = judgeRules(input);
  const leftOut = leftOutOf(policy, measured.smoke);
  const raw = [
    ...smoke.findings,
    ...judgeNothing(policy, leftOut),
    ...rules.findings,
    ...baselineFindings(input),
    ...input.findings,
  ];
  const ledger: Ledger = {
    required: [...rules.required, ...smoke.required],
    measured: [...rules.measured, ...smoke.measured],
  };
  const decision = reduce(applyDecisions(raw, policy, input.today), {
    ledger,
    onMissingBaseline: policy.onMissingBaseline,
    ...(leftOut === null ? {} : { agreed: agreedWithout(leftOut) }),
  });
  return { decision, environment, smoke: smoke.reports, leftOut };
}

function environmentOf({ policy, baseline, measured }: JudgeInput): Environment {
  if (baseline.kind !== 'found') return NOT_COMPARED;
  return compareEnvironments(baseline.baseline.snapshot, measured.snapshot, countedPackages(policy));
}

/**
 * A baseline that is missing is an error where something needs it. Smoke tests that the caller skipped still need it: what
 * is left of such a run is the comparison of environments.
 */
function baselineFindings({ policy, baseline }: JudgeInput): readonly Finding[] {
  if (baseline.kind === 'found') return [];
  return comparesAnything(policy)
    ? baseline.findings
    : baseline.findings.map((finding) => ({ ...finding, severity: 'info' }));
}

/** What compared rules say by default, and nobody asked for, unless it was raised. */
const RAISED = ['driver/branch-changed', 'package/added', 'package/removed', 'package/changed'] as const;

/** Whether people wrote anything that only a comparison with a baseline decides. */
function comparesAnything({ software, smoke, data, parameters, severity }: Policy): boolean {
  return (
    [software.pin, smoke, data, parameters].some((list) => list.length > 0) ||
    software.container === 'pin' ||
    software.others === 'error' ||
    software.others === 'warning' ||
    RAISED.some((code) => severity[code] === 'error')
  );
}

interface Judged {
  readonly findings: readonly Finding[];
  readonly required: readonly string[];
  readonly measured: readonly string[];
}

function judgeRules({ policy, baseline, measured }: JudgeInput): Judged {
  const snapshot = withObservedArchs(measured.snapshot, measured.smoke);
  const evidence: Evidence = { policy, snapshot, variables: measured.variables };
  const findings: Finding[] = [];
  // The capture itself is a step: whoever asks only for smoke tests still wants to know the machine.
  const required = ['capture'];
  const done = ['capture'];
  for (const rule of RULES.filter(({ applies }) => applies(policy))) {
    // Without a baseline its own finding says so; there is nothing more that a comparison could say.
    if (rule.kind === 'compared' && baseline.kind !== 'found') continue;
    required.push(`rule:${rule.id}`);
    if (rule.kind === 'standalone') findings.push(...rule.judge(evidence));
    else if (baseline.kind === 'found')
      findings.push(...rule.judge({ ...evidence, baseline: baseline.baseline }));
    done.push(`rule:${rule.id}`);
  }
  return { findings, required, measured: done };
}

/** What the build itself said while it trained goes before what a table knows of it. */
function withObservedArchs(snapshot: Snapshot, smoke: MeasuredSmoke): Snapshot {
  const { torch } = snapshot.frameworks;
  if (torch === null || smoke.kind !== 'ran') return snapshot;
  const seen = [...smoke.runs.values()].flat().map(({ observed }) => archsObserved(observed));
  const archs = seen.find((list) => list !== null) ?? null;
  if (archs === null) return snapshot;
  const path = 'frameworks.torch.archs';
  return {
    ...snapshot,
    frameworks: { ...snapshot.frameworks, torch: { ...torch, archs, archsFrom: 'observed' } },
    unknown: snapshot.unknown.filter((entry) => entry.path !== path),
  };
}

interface JudgedSmoke extends Judged {
  readonly reports: readonly SmokeReport[];
}

function judgeAllSmoke({ policy, baseline, measured }: JudgeInput, environment: Environment): JudgedSmoke {
  if (measured.smoke.kind === 'skipped') return { findings: [], required: [], measured: [], reports: [] };
  const { runs } = measured.smoke;
  const judged = policy.smoke.map((test) =>
    judgeRun({
      test,
      runs: runs.get(test.name) ?? [],
      recorded: baseline.kind === 'found' ? (baseline.baseline.smoke[test.name] ?? null) : null,
      inject: policy.determinism.inject,
      environmentChanged: isChanged(environment),
      baselinePath: baseline.kind === 'found' ? baseline.path : null,
      where: policy.where,
    }),
  );
  const observed = policy.smoke.map((test) =>
    judgeObserved({ policy, snapshot: measured.snapshot, test, runs: runs.get(test.name) ?? [] }),
  );
  return {
    findings: [...judged, ...observed].flatMap(({ findings }) => findings),
    // Without a baseline nothing can be compared, and its own finding keeps the verdict from being a pass.
    required: [
      ...(baseline.kind === 'found' ? policy.smoke.flatMap(requiredSteps) : []),
      ...observed.flatMap((entry) => entry.required),
    ],
    measured: [...judged, ...observed].flatMap((entry) => entry.measured),
    reports: judged.map(({ report }, index) => ({ ...report, observation: observed[index]?.report ?? null })),
  };
}
