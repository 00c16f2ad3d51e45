/** From a judgement to the Report: the one value that every rendering starts from. */

import type { Baseline, BaselineState } from '../baseline/baseline.ts';
import type { Snapshot } from '../capture/snapshot.ts';
import type { Judgement } from '../judge/judge.ts';
import { TOOL } from '../version.ts';
import { describeMachine } from './describe-machine.ts';
import type { BaselineReport, Level, Proposed, Provenance, Report, SmokeReport, Timing } from './report.ts';

export interface ReportParts {
  readonly judgement: Judgement;
  readonly snapshot: Snapshot | null;
  readonly baseline: BaselineState | null;
  readonly candidate: Baseline | null;
  readonly proposed: Proposed | null;
  readonly provenance: Provenance;
  readonly timing: Timing;
}

export function composeReport({ judgement, snapshot, baseline, ...parts }: ReportParts): Report {
  const { decision, environment, smoke, leftOut } = judgement;
  return {
    schema: 'repro-gate/report/1',
    tool: TOOL,
    verdict: decision.verdict,
    reason: decision.reason,
    exitCode: decision.exitCode,
    level: levelOf(smoke),
    class: snapshot?.class ?? null,
    machine: snapshot === null ? 'not captured' : describeMachine(snapshot),
    findings: decision.findings,
    environment,
    smoke,
    leftOut,
    baseline: describeBaseline(baseline, parts.candidate),
    proposed: parts.proposed,
    provenance: parts.provenance,
    timing: parts.timing,
  };
}

/** The weakest level of any smoke test; null as soon as one of them was not judged. */
export function levelOf(smoke: readonly SmokeReport[]): Level | null {
  const levels = smoke.map(({ level }) => level);
  if (levels.length === 0 || levels.includes(null)) return null;
  if (levels.includes('not-reproduced')) return 'not-reproduced';
  return levels.includes('within-tolerance') ? 'within-tolerance' : 'bit-exact';
}

function describeBaseline(state: BaselineState | null, candidate: Baseline | null): BaselineReport {
  const recorded = state?.kind === 'found' ? state.baseline.recorded : null;
  return {
    path: state?.path ?? null,
    recordedAt: recorded?.at ?? null,
    commit: recorded?.commit ?? null,
    candidate,
  };
}
