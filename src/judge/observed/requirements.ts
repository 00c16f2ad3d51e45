/** `determinism.require`: each fact decided for every training process of a run, and what a run says of it as a whole. */

import { processNames } from '../../observe/names.ts';
import type { Observation } from '../../observe/observation.ts';
import type { RequiredFact } from '../../policy/policy.ts';
import { finding } from '../../smoke/smoke-finding.ts';
import type { Finding } from '../../verdict.ts';
import type { ObservedEvidence } from './evidence.ts';
import { FACTS } from './facts.ts';
import type { FactState } from './state.ts';

export interface JudgedFact {
  readonly fact: RequiredFact;
  readonly status: FactState['kind'];
  readonly findings: readonly Finding[];
}

/** Judges every required fact of one run; a fact that nothing tells is unknown, which is never a pass. */
export function judgeRequirements(evidence: ObservedEvidence): readonly JudgedFact[] {
  const judged = evidence.policy.determinism.require.map((fact) => judgeFact(fact, evidence));
  // Torch names such operations only under deterministic algorithms; that those are off has been said then.
  const isOff = judged.some(({ fact, status }) => fact === 'deterministic-algorithms' && status === 'unmet');
  return judged.map((entry) =>
    isOff && entry.fact === 'no-nondeterministic-ops' && entry.status === 'unknown'
      ? { ...entry, findings: [] }
      : entry,
  );
}

type Decided = readonly { readonly seen: Observation; readonly state: FactState }[];

function judgeFact(fact: RequiredFact, evidence: ObservedEvidence): JudgedFact {
  const { training } = evidence;
  // That there was no observation at all is said once, for all facts.
  if (training.length === 0) return { fact, status: 'unknown', findings: [] };
  if (FACTS[fact].ofTorch && training.every(({ modules }) => modules['torch'] === undefined)) {
    const because = `none of the processes that were seen imported torch (${processNames(training)})`;
    return { fact, status: 'unknown', findings: [unknownFinding(fact, because, evidence)] };
  }
  const decided = training.map((seen) => ({ seen, state: FACTS[fact].stateOf(seen, evidence) }));
  const findings = [...unmetFindings(fact, decided, evidence), ...unknownFindings(fact, decided, evidence)];
  return { fact, status: statusOf(decided), findings };
}

/** The worst of all processes. */
const WORST_FIRST: readonly FactState['kind'][] = ['unmet', 'unknown', 'met'];

function statusOf(decided: Decided): FactState['kind'] {
  const kinds = new Set(decided.map(({ state }) => state.kind));
  return WORST_FIRST.find((kind) => kinds.has(kind)) ?? 'not-applicable';
}

function unmetFindings(fact: RequiredFact, decided: Decided, evidence: ObservedEvidence): readonly Finding[] {
  const groups = grouped(decided, (state) => (state.kind === 'unmet' ? state.found : null));
  if (groups.size === 0) return [];
  const { expected, lacks, next } = FACTS[fact];
  const found = [...groups].map(([text, processes]) => `${text} in ${processNames(processes)}`).join('; ');
  return [
    finding(`determinism/${fact}`, {
      subject: evidence.test.name,
      summary: `${evidence.test.name} ran without ${lacks}: ${found}`,
      expected,
      found,
      where: evidence.policy.where('/determinism/require'),
      next,
    }),
  ];
}

function unknownFindings(
  fact: RequiredFact,
  decided: Decided,
  evidence: ObservedEvidence,
): readonly Finding[] {
  const groups = grouped(decided, (state) => (state.kind === 'unknown' ? state.because : null));
  return [...groups].map(([because, processes]) =>
    unknownFinding(fact, `in ${processNames(processes)} ${because}`, evidence),
  );
}

function grouped(
  decided: Decided,
  textOf: (state: FactState) => string | null,
): ReadonlyMap<string, readonly Observation[]> {
  const groups = new Map<string, Observation[]>();
  for (const { seen, state } of decided) {
    const text = textOf(state);
    if (text !== null) groups.set(text, [...(groups.get(text) ?? []), seen]);
  }
  return groups;
}

function unknownFinding(
  fact: RequiredFact,
  because: string,
  { test, policy }: Pick<ObservedEvidence, 'test' | 'policy'>,
): Finding {
  return finding('observe/unknown', {
    subject: `${test.name}: ${fact}`,
    summary: `${fact} of ${test.name} could not be verified: ${because}`,
    expected: FACTS[fact].expected,
    found: `unknown, because ${because}`,
    where: policy.where('/determinism/require'),
  });
}
