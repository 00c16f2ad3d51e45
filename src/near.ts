/** What was probably meant: the known names nearest to one that is not known. */

import leven from 'leven';
import { FINDING_CODES } from './findings.ts';

const MOST_NEAR = 4;

/** At most a handful, nearest first; none when nothing is close enough to be a typing mistake. */
export function nearest(name: string, known: readonly string[]): readonly string[] {
  const limit = Math.max(2, Math.floor(name.length / 3));
  return ranked(name, known).flatMap(({ candidate, distance }) => (distance <= limit ? [candidate] : []));
}

/** Finding codes; where none is close, those of the same area are still worth a look. */
export function nearestCodes(code: string): readonly string[] {
  const near = nearest(code, FINDING_CODES);
  if (near.length > 0) return near;
  const area = `${code.split('/')[0] ?? ''}/`;
  const inArea = FINDING_CODES.filter((candidate) => candidate.startsWith(area));
  return ranked(code, inArea).map(({ candidate }) => candidate);
}

function ranked(name: string, known: readonly string[]) {
  return known
    .map((candidate) => ({ candidate, distance: leven(name.toLowerCase(), candidate) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST_NEAR);
}
