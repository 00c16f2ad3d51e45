/** What was seen inside the training process, in clauses. */

import { plural } from './numbers.ts';
import type { ObservationReport, SeedReport } from './report.ts';

/** What a reader should know even of a run that passes, and that no finding may say: none where all is in order. */
export function whatIsOff(observation: ObservationReport): readonly string[] {
  const { because, unseeded, nondeterministic } = observation;
  return [
    ...(because === null ? [] : [`facts not captured, because ${because}`]),
    ...(unseeded.length === 0 ? [] : [`without a seed: ${short(unseeded)}`]),
    ...(nondeterministic.length === 0 ? [] : [`not deterministic: ${short(nondeterministic)}`]),
  ];
}

const MOST = 3;

function short(names: readonly string[]): string {
  const more = names.length - MOST;
  return `${names.slice(0, MOST).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** `2 processes, 4 ranks on 2 nodes`. */
export function describeProcesses({ processes, training, ranks, nodes }: ObservationReport): string {
  const noun = training === 1 ? 'training process' : 'training processes';
  const seen = `${training} ${noun} of ${processes} seen`;
  if (ranks === 0) return seen;
  return `${seen}, ${plural(ranks, 'rank')}${nodes > 1 ? ` on ${nodes} nodes` : ''}`;
}

/** Who seeded: `the program`, `the gate`, both or nobody. */
export function seededBy(seeds: readonly SeedReport[]): string {
  const by = new Set(
    seeds.filter(({ values }) => values.some((value) => value !== 'none')).map((seed) => seed.by),
  );
  if (by.has('user')) return by.has('gate') ? 'the program and the gate' : 'the program';
  return by.has('gate') ? 'the gate' : 'nobody';
}
