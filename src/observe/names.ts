/** What processes and places are called in findings: names that are the same in the next run. */

import type { Observation } from './observation.ts';

/** `train.py:12`; null when the place is not known. */
export function placeOf({ file, line }: { readonly file: string | null; readonly line: number | null }) {
  if (file === null) return null;
  return line === null ? file : `${file}:${line}`;
}

const MOST_NAMED = 6;

/** `rank 3`, `ranks 0, 1, 2 and 4 more`, `prepare.py and train.py`. */
export function processNames(processes: readonly Observation[]): string {
  const ranks = processes.flatMap(({ process: self }) => (self.rank === null ? [] : [self.rank]));
  const programs = processes.flatMap(({ process: self }) =>
    self.rank === null ? [self.program || 'python'] : [],
  );
  return listed([...(ranks.length > 0 ? [rankNames(ranks)] : []), ...new Set(programs)]);
}

/** `rank 3`, `ranks 0 and 2`. */
export function rankNames(ranks: readonly number[]): string {
  const sorted = [...new Set(ranks)].sort((a, b) => a - b);
  return `${sorted.length === 1 ? 'rank' : 'ranks'} ${listed(sorted.map(String))}`;
}

/** `a`, `a and b`, `a, b, c and 4 more`. */
export function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  const items = more > 0 ? [...names.slice(0, MOST_NAMED), `${more} more`] : names;
  const last = items.at(-1) ?? 'none';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
