/** When a deviation may be nothing but the noise that was measured while recording, and what a job that noisy needs. */

import type { RecordedMetric } from '../baseline/baseline.ts';
import type { Band, CurveRule, ScalarRule } from '../policy/policy.ts';
import { formatBound } from './smoke-finding.ts';

/**
 * Two recorded runs are one sample of the noise, and divergence grows step by step, so a later run may well differ by
 * more than they did. An order of magnitude is a judgement, not a law: beyond it the deviation is taken for a change.
 */
const NOISE_FACTOR = 10;

/**
 * True when a deviation beyond the tolerance is of the size of the recorded spread, and the spread itself is beyond the
 * tolerance: then the tolerance cannot be held, and a run proves nothing either way. All three are relative.
 */
export function explainedByNoise(deviation: number, tolerance: number, spread: number): boolean {
  return spread > tolerance && deviation <= NOISE_FACTOR * spread;
}

/** Two runs say little about the third; three times their distance is room enough for most of those that follow. */
const HEADROOM = 3;

/** A tolerance with room above a measured spread, rounded up to one digit; null for a spread that is not finite. */
function withRoom(spread: number): number | null {
  if (!Number.isFinite(spread) || spread <= 0) return null;
  const digit = 10 ** Math.floor(Math.log10(HEADROOM * spread));
  return Number((Math.ceil((HEADROOM * spread) / digit) * digit).toPrecision(1));
}

export type Noise = RecordedMetric['spread'];

/** The lines of a policy that give a metric room above its measured noise; null where no tolerance can. */
export function roomFor(rule: CurveRule | ScalarRule, spread: Noise): string | null {
  if (rule.check === 'scalar') {
    const room = withRoom(spread.curve);
    return room === null ? null : `tolerance: ${Number((room * 100).toPrecision(1))}%`;
  }
  const bands = (['strict', 'library'] as const).flatMap((name) => bandRoom(name, rule[name], spread) ?? []);
  const possible = bands.length > 0 && bands.every(({ largest }) => largest <= LARGEST_BAND);
  return possible ? `bands: { ${bands.map(({ text }) => text).join(', ')} }` : null;
}

/** As the policy's schema has it: a band wider than the value itself checks nothing. */
const LARGEST_BAND = 1;

function bandRoom(name: string, band: Band, spread: Noise) {
  const needed = (['onset', 'curve'] as const).filter((bound) => spread[bound] > band[bound]);
  if (needed.length === 0) return null;
  const room = needed.map((bound) => [bound, withRoom(spread[bound]) ?? Number.POSITIVE_INFINITY] as const);
  const text = room.map(([bound, value]) => `${bound}: ${formatBound(value)}`).join(', ');
  return { text: `${name}: { ${text} }`, largest: Math.max(...room.map(([, value]) => value)) };
}

/** What to do about a job that is noisier than its tolerance. */
export function quieten(name: string, rule: CurveRule | ScalarRule, spread: Noise): string {
  const first = 'Make the smoke test deterministic (seeds, deterministic algorithms)';
  const room = roomFor(rule, spread);
  const key = rule.check === 'scalar' ? 'tolerance' : 'bands';
  return room === null
    ? `${first}; \`${key}\` of ${name} cannot be wide enough for this noise.`
    : `${first}, or give ${name} the room that it needs: \`${room}\` or more.`;
}
