/** Seeds over ranks: the same everywhere, or one more from each rank to the next. */

import type { SeedCall } from '../../observe/observation.ts';

export interface RankSeeds {
  readonly rank: number;
  readonly seeds: readonly SeedCall[];
}

/** What the gate draws in place of the machine's entropy is another number for each rank, and a state is no seed. */
function isCompared({ by, call }: SeedCall): boolean {
  return by === 'user' && !call.endsWith('state');
}

/** Calls whose values are neither the same in all ranks nor follow the rank, with each rank's values as a text. */
export function differingSeeds(
  ranks: readonly RankSeeds[],
): ReadonlyMap<string, ReadonlyMap<number, string>> {
  const calls = [
    ...new Set(ranks.flatMap(({ seeds }) => seeds.filter(isCompared).map(({ call }) => call))),
  ].sort();
  const differing = new Map<string, ReadonlyMap<number, string>>();
  for (const call of calls) {
    const values = ranks.map(({ rank, seeds }) => ({ rank, values: valuesOf(call, seeds) }));
    // The first rank may seed more often, to draw samples; what all ranks did counts, and that one of them did nothing.
    const common = Math.max(1, Math.min(...values.map((entry) => entry.values.length)));
    const cut = values.map((entry) => ({ ...entry, values: entry.values.slice(0, common) }));
    const isSound = Array.from({ length: common }, (_, index) =>
      followsRank(cut.map((entry) => ({ rank: entry.rank, value: entry.values[index] ?? null }))),
    ).every(Boolean);
    if (!isSound) differing.set(call, described(cut));
  }
  return differing;
}

function valuesOf(call: string, seeds: readonly SeedCall[]): readonly (string | null)[] {
  return seeds.filter((seed) => isCompared(seed) && seed.call === call).map(({ value }) => value);
}

type RankValues = readonly { readonly rank: number; readonly values: readonly (string | null)[] }[];

/** As values; where more ranks agree in `42 + rank`, those that do as that. */
function described(ranks: RankValues): ReadonlyMap<number, string> {
  const plain = new Map(ranks.map(({ rank, values }) => [rank, describe(values)]));
  const relative = new Map(
    ranks.map(({ rank, values }) => {
      const bases = values.map((value) => {
        const whole = wholeOf(value);
        return whole === null ? value : `${whole - BigInt(rank)} + rank`;
      });
      return [rank, describe(bases)];
    }),
  );
  const [same, following] = [largestGroup(plain), largestGroup(relative)];
  if (following.count <= same.count) return plain;
  return new Map(
    [...plain].map(([rank, text]) => [rank, relative.get(rank) === following.value ? following.value : text]),
  );
}

interface Agreement {
  readonly value: string;
  readonly count: number;
}

function largestGroup(values: ReadonlyMap<number, string>): Agreement {
  const counts = new Map<string, number>();
  for (const value of values.values()) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce<Agreement>(
    (largest, [value, count]) => (count > largest.count ? { value, count } : largest),
    { value: '', count: 0 },
  );
}

function describe(values: readonly (string | null)[]): string {
  return values.length === 0 ? 'never' : values.map((value) => value ?? 'no value').join(', ');
}

interface RankValue {
  readonly rank: number;
  readonly value: string | null;
}

/** `value = base + step × rank`, where a step of 0 is the same value everywhere. */
function followsRank(entries: readonly RankValue[]): boolean {
  const [first, ...others] = entries;
  if (first === undefined || others.every(({ value }) => value === first.value)) return true;
  const numbers = entries.map(({ rank, value }) => ({ rank: BigInt(rank), value: wholeOf(value) }));
  const [base, next] = numbers;
  if (base === undefined || next === undefined || base.value === null || next.value === null) return false;
  const distance = next.rank - base.rank;
  if (distance === 0n || (next.value - base.value) % distance !== 0n) return false;
  const step = (next.value - base.value) / distance;
  const [start, from] = [base.value, base.rank];
  // With two ranks any two values are on a line; a seed of its own for each rank is a small step.
  if (numbers.length === 2 && step !== 1n) return false;
  return numbers.every(({ rank, value }) => value !== null && value === start + step * (rank - from));
}

function wholeOf(value: string | null): bigint | null {
  return value !== null && /^-?\d{1,30}$/.test(value) ? BigInt(value) : null;
}
