/** Whether all ranks of a distributed run are there, and alike: nobody sees node 3's other NCCL from the first rank's log. */

import { listed, rankNames } from '../../observe/names.ts';
import type { Observation } from '../../observe/observation.ts';
import { finding, smokePointer } from '../../smoke/smoke-finding.ts';
import type { Finding } from '../../verdict.ts';
import type { ObservedEvidence } from './evidence.ts';
import { isEarly, rankFields, variableNames } from './rank-fields.ts';
import { differingSeeds } from './rank-seeds.ts';

export function judgeRanks(evidence: ObservedEvidence): readonly Finding[] {
  return [...missingRanks(evidence), ...jobsOf(evidence.training).flatMap((job) => differing(job, evidence))];
}

function missingRanks({ observed, test, policy, complete }: ObservedEvidence): readonly Finding[] {
  if (!complete) return [];
  const ranked = observed.processes.filter(({ process: self }) => self.rank !== null);
  const size = Math.max(0, ...ranked.map(({ process: self }) => self.worldSize ?? 0));
  const present = new Set(ranked.map(({ process: self }) => self.rank));
  const missing = Array.from({ length: size }, (_, rank) => rank).filter((rank) => !present.has(rank));
  if (missing.length === 0) return [];
  return [
    finding('ranks/missing', {
      subject: test.name,
      summary: `${rankNames(missing)} of ${size} left no observation in ${test.name}`,
      expected: `observations of ${size} ranks`,
      found: `${present.size} of ${size}; ${rankNames(missing)} missing`,
      where: policy.where(smokePointer(test.name, 'run')),
    }),
  ];
}

interface Rank {
  readonly rank: number;
  readonly seen: Observation;
}

/** Jobs that ran side by side or one after the other: the program and the number of ranks tell them apart. */
function jobsOf(training: readonly Observation[]): readonly (readonly Rank[])[] {
  const jobs = new Map<string, Map<number, Rank>>();
  for (const seen of training) {
    const { rank, worldSize, program } = seen.process;
    if (rank === null) continue;
    const key = `${worldSize} ${program}`;
    const job = jobs.get(key) ?? new Map<number, Rank>();
    const before = job.get(rank);
    // A rank that was started again counts as it was last.
    if (before === undefined || before.seen.process.startedAt <= seen.process.startedAt) {
      job.set(rank, { rank, seen });
    }
    jobs.set(key, job);
  }
  return [...jobs.values()]
    .map((job) => [...job.values()].sort((a, b) => a.rank - b.rank))
    .filter((job) => job.length > 1);
}

const MOST_FIELDS = 20;
const MOST_GROUPS = 5;

function differing(job: readonly Rank[], evidence: ObservedEvidence): readonly Finding[] {
  const all = [...fieldsThatDiffer(job, evidence), ...seedsThatDiffer(job, evidence)];
  const told = withoutConsequences(all);
  const shown = told.slice(0, MOST_FIELDS).map((field) => differFinding(field, job, evidence));
  const rest = told.slice(MOST_FIELDS).map(({ name }) => name);
  return rest.length === 0 ? shown : [...shown, moreFinding(rest, evidence)];
}

interface DifferingField {
  readonly name: string;
  readonly values: ReadonlyMap<number, string>;
}

function fieldsThatDiffer(job: readonly Rank[], { complete }: ObservedEvidence): readonly DifferingField[] {
  const variables = variableNames(job.map(({ seen }) => seen));
  const byField = new Map<string, Map<number, string>>();
  for (const { rank, seen } of job) {
    for (const [name, value] of rankFields(seen, variables)) {
      byField.set(name, (byField.get(name) ?? new Map<number, string>()).set(rank, value));
    }
  }
  return [...byField]
    .filter(([name, values]) => (complete || isEarly(name)) && new Set(values.values()).size > 1)
    .map(([name, values]) => ({ name, values }));
}

function seedsThatDiffer(job: readonly Rank[], { complete }: ObservedEvidence): readonly DifferingField[] {
  if (!complete) return [];
  const differing = differingSeeds(job.map(({ rank, seen }) => ({ rank, seeds: seen.seeds })));
  return [...differing].map(([call, values]) => ({ name: `seed of ${call}`, values }));
}

/** Another version of a module brings other facts of it: said once. */
function withoutConsequences(fields: readonly DifferingField[]): readonly DifferingField[] {
  const versions = fields.map(({ name }) => name).filter((name) => /^modules\.[^.]+$/.test(name));
  return fields.filter(({ name }) => !versions.some((version) => name.startsWith(`${version}.`)));
}

function differFinding(
  { name, values }: DifferingField,
  job: readonly Rank[],
  { test, policy }: ObservedEvidence,
): Finding {
  const groups = groupsOf(values);
  const [largest, second] = groups;
  const isTie = largest !== undefined && second !== undefined && largest.ranks.length === second.ranks.length;
  const odd = isTie ? groups : groups.slice(1);
  const groupsShown = odd
    .slice(0, MOST_GROUPS)
    .map(({ value, ranks }) => `${show(value)} in ${whereabouts(ranks, job)}`);
  const more = odd.length > MOST_GROUPS ? [`${odd.length - MOST_GROUPS} more values`] : [];
  const found = [...groupsShown, ...more].join('; ');
  const expected =
    isTie || largest === undefined
      ? 'the same in all ranks'
      : `${show(largest.value)}, as in ${rankNames(largest.ranks)}`;
  const who = rankNames(odd.flatMap(({ ranks }) => ranks));
  return finding('ranks/differ', {
    subject: name,
    summary: isTie
      ? `ranks of ${test.name} differ in ${name}: ${found}`
      : `${who} of ${test.name} ${odd.flatMap(({ ranks }) => ranks).length === 1 ? 'differs' : 'differ'} in ${name}: ${found}`,
    expected,
    found,
    where: policy.where(smokePointer(test.name, 'run')),
  });
}

interface Group {
  readonly value: string;
  readonly ranks: readonly number[];
}

/** The largest first; of equal ones that of the lowest rank. */
function groupsOf(values: ReadonlyMap<number, string>): readonly Group[] {
  const groups = new Map<string, number[]>();
  for (const [rank, value] of values) groups.set(value, [...(groups.get(value) ?? []), rank]);
  return [...groups]
    .map(([value, ranks]) => ({ value, ranks }))
    .sort((a, b) => b.ranks.length - a.ranks.length || (a.ranks[0] ?? 0) - (b.ranks[0] ?? 0));
}

/** `rank 3 on node-b`; the node only where there are several. */
function whereabouts(ranks: readonly number[], job: readonly Rank[]): string {
  const nodes = new Set(job.map(({ seen }) => seen.process.node));
  if (nodes.size === 1) return rankNames(ranks);
  const theirs = job.filter(({ rank }) => ranks.includes(rank)).map(({ seen }) => seen.process.node);
  return `${rankNames(ranks)} on ${listed([...new Set(theirs)])}`;
}

const LONGEST_VALUE = 80;

function show(value: string): string {
  if (value === '') return 'empty';
  return value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE - 1)}…` : value;
}

function moreFinding(names: readonly string[], { test, policy }: ObservedEvidence): Finding {
  return finding('ranks/differ', {
    subject: `${names.length} more fields`,
    summary: `ranks of ${test.name} differ in ${names.length} more fields`,
    expected: 'the same in all ranks',
    found: listed(names),
    where: policy.where(smokePointer(test.name, 'run')),
  });
}
