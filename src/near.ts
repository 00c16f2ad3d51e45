/** What was probably meant: the known names nearest to one that is not known. */

import leven from 'leven';

const MOST_NEAR = 4;

/** At most a handful, nearest first; none when nothing is close enough to be a typing mistake. */
export function nearest(name: string, known: readonly string[]): readonly string[] {
  const limit = Math.max(2, Math.floor(name.length / 3));
  return known
    .map((candidate) => ({ candidate, distance: leven(name.toLowerCase(), candidate) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST_NEAR)
    .map(({ candidate }) => candidate);
}
