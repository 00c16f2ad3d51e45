/** The runs of one smoke test, seen from inside: all findings, and which required facts were decided. */

import type { Snapshot } from '../../capture/snapshot.ts';
import { summarise } from '../../observe/summary.ts';
import { trainingProcesses } from '../../observe/training.ts';
import type { Policy, RequiredFact, SmokeTest } from '../../policy/policy.ts';
import type { FactReport, ObservationReport } from '../../report/report.ts';
import { endedWell, type MeasuredRun } from '../../smoke/run.ts';
import type { Finding } from '../../verdict.ts';
import { judgeGaps } from './capture-gaps.ts';
import type { ObservedEvidence } from './evidence.ts';
import { judgeLoaded } from './loaded.ts';
import { judgeRanks } from './ranks.ts';
import { judgeRequirements } from './requirements.ts';

export interface ObservedInput {
  readonly policy: Policy;
  readonly snapshot: Snapshot;
  readonly test: SmokeTest;
  readonly runs: readonly MeasuredRun[];
}

export interface ObservedJudgement {
  readonly findings: readonly Finding[];
  readonly required: readonly string[];
  /** A fact is ticked when every run decided it, one way or the other. */
  readonly measured: readonly string[];
  /** Of the run that is compared. */
  readonly report: ObservationReport | null;
}

interface JudgedOne {
  readonly findings: readonly Finding[];
  readonly facts: readonly FactReport[];
}

export function judgeObserved({ policy, snapshot, test, runs }: ObservedInput): ObservedJudgement {
  const judged = runs.flatMap(({ observed, exit }) => {
    if (observed === null) return [];
    const training = trainingProcesses(observed);
    return [judgeOne({ policy, snapshot, test, observed, training, complete: endedWell(exit) })];
  });
  const step = (fact: RequiredFact) => `observed:${test.name}/${fact}`;
  const { require } = policy.determinism;
  const isDecided = (fact: RequiredFact) =>
    judged.length > 0 &&
    judged.every(({ facts }) => facts.some((entry) => entry.fact === fact && isKnown(entry)));
  return {
    findings: distinct(judged.flatMap(({ findings }) => findings)),
    required: require.map(step),
    measured: require.filter(isDecided).map(step),
    report: summarise({
      observed: runs[0]?.observed ?? null,
      command: test.run,
      required: judged[0]?.facts ?? [],
    }),
  };
}

function isKnown({ status }: FactReport): boolean {
  return status !== 'unknown';
}

function judgeOne(evidence: ObservedEvidence): JudgedOne {
  // What a program that failed would have set, nobody knows.
  const requirements = evidence.complete ? judgeRequirements(evidence) : [];
  return {
    findings: [
      ...judgeRanks(evidence),
      ...requirements.flatMap(({ findings }) => findings),
      ...judgeGaps(evidence),
      ...judgeLoaded(evidence),
    ],
    facts: requirements.map(({ fact, status }) => ({ fact, status })),
  };
}

/** Every run is judged on its own, and what is so in one is so in the other. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
