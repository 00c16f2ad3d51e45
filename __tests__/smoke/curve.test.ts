import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bandFor, holdAgainst } from '../../src/smoke/band.ts';
import { type CurveComparison, compareCurves } from '../../src/smoke/curve.ts';
import { float32Distance } from '../../src/smoke/ulp.ts';
import { CURVE, losses, points, SEED } from './builders.ts';

const { NaN: NAN, POSITIVE_INFINITY: INF } = Number;

interface Options {
  readonly resolution?: number;
  readonly window?: readonly [number, number];
}

function compare(
  baseline: readonly number[],
  found: readonly number[],
  options: Options = {},
): CurveComparison {
  const { resolution = null, window = null } = options;
  return compareCurves({
    baseline: { points: points(baseline), resolution },
    found: { points: points(found), resolution },
    window,
  });
}

function verdict(comparison: CurveComparison, band = CURVE.strict): string {
  return comparison.kind === 'compared' ? holdAgainst(comparison, band).kind : comparison.kind;
}

describe('two curves', () => {
  test('that are equal have no onset', () => {
    expect(compare([3, 2, 1], [3, 2, 1])).toMatchObject({
      kind: 'compared',
      onset: null,
      largest: { step: 1, value: 0 },
      last: { step: 3, value: 0 },
      tail: 0,
    });
  });

  test('that part at a step are measured from there', () => {
    const result = compare([8, 4, 2, 1], [8, 4 + 4e-6, 2.02, 1.005]);
    if (result.kind !== 'compared') throw new Error(result.kind);
    expect(result.onset?.step).toBe(2);
    expect(result.onset?.value).toBeCloseTo(1e-6, 12);
    expect(result.largest).toMatchObject({ step: 3, value: expect.closeTo(0.01, 12) });
    expect(result.last).toMatchObject({ step: 4, value: expect.closeTo(0.005, 12) });
    expect(result.tail).toBeCloseTo((4 + 4e-6 + 8 + 2.02 + 1.005) / 15 - 1, 12);
  });

  test('the onset is told in units of float32', () => {
    const result = compare([7.751153945922852, 1], [7.751157283782959, 1]);
    expect(result).toMatchObject({ onset: { step: 1, ulps: 7 } });
  });

  test('-0 equals 0', () => {
    expect(compare([0, 1], [-0, 1])).toMatchObject({ onset: null });
  });

  test('a difference too small for its relative size to be more than 0 is still an onset', () => {
    expect(compare([1e10, 0], [1e10, 5e-324])).toMatchObject({ onset: { step: 2 } });
  });
});

describe('values that are not finite', () => {
  const cases: [string, readonly number[], readonly number[], string][] = [
    ['NaN in the run', [1, 1], [1, NAN], 'found'],
    ['NaN in the baseline', [1, NAN], [1, 1], 'baseline'],
    ['NaN on both sides', [1, NAN], [1, NAN], 'found'],
    ['infinity in the run', [1, 1], [1, INF], 'found'],
    ['infinity on both sides', [INF, 1], [INF, 1], 'found'],
    ['minus infinity in the baseline', [-INF, 1], [1, 1], 'baseline'],
  ];
  test.each(cases)('%s is no agreement', (_, baseline, found, side) => {
    expect(compare(baseline, found)).toMatchObject({ kind: 'non-finite', side });
  });

  test('is told with its steps', () => {
    expect(compare([1, 1, 1], [NAN, 1, INF])).toEqual({
      kind: 'non-finite',
      side: 'found',
      points: [
        { step: 1, value: NAN },
        { step: 3, value: INF },
      ],
    });
  });

  test('also when the run stopped there', () => {
    expect(compare([1, 1, 1], [1, NAN])).toMatchObject({ kind: 'non-finite' });
  });
});

describe('steps', () => {
  const cases: [string, CurveComparison, readonly number[], readonly number[]][] = [
    ['fewer than recorded', compare([3, 2, 1], [3, 2]), [3], []],
    ['more than recorded', compare([3, 2], [3, 2, 1]), [], [3]],
    ['none at all', compare([3, 2], []), [1, 2], []],
    ['none on either side', compare([], []), [], []],
    ['none recorded', compare([], [1]), [], [1]],
    ['none in the window', compare([3, 2], [3, 2], { window: [10, 20] }), [], []],
    ['one missing inside the window', compare([3, 2, 1], [3, 2], { window: [2, 3] }), [3], []],
  ];
  test.each(cases)('%s', (_, result, missing, extra) => {
    expect(result).toEqual({ kind: 'incomplete', missing, extra });
  });

  test('one missing in the middle and one that is new', () => {
    const baseline = { points: points([1, 1, 1]), resolution: null };
    const found = {
      points: [...points([1]), { step: 3, value: 1 }, { step: 9, value: 1 }],
      resolution: null,
    };
    expect(compareCurves({ baseline, found, window: null })).toEqual({
      kind: 'incomplete',
      missing: [2],
      extra: [9],
    });
  });

  test('outside the window do not count, whatever they hold', () => {
    const result = compare([9, 2, 2, 9], [NAN, 2, 2], { window: [2, 3] });
    expect(result).toMatchObject({ kind: 'compared', onset: null });
  });

  test('at both ends of the window count', () => {
    for (const step of [2, 3]) {
      const found = [1, 1, 1, 1].map((value, index) => (index + 1 === step ? 2 : value));
      expect(compare([1, 1, 1, 1], found, { window: [2, 3] })).toMatchObject({ onset: { step } });
    }
  });
});

describe('small and vanishing baselines', () => {
  test('all zeros: equal to zeros, and infinitely far from anything else', () => {
    expect(verdict(compare([0, 0], [0, 0]))).toBe('within');
    const apart = compare([0, 0], [0, 1e-12]);
    expect(apart).toMatchObject({ onset: { step: 2, value: INF }, tail: null });
    expect(verdict(apart)).toBe('outside');
  });

  test('a converged loss does not alarm on nothing', () => {
    // 1e-9 against 3e-9 is 200 %, and nothing next to a loss that began at 2.
    expect(verdict(compare([2, 1, 1e-9], [2, 1, 3e-9]))).toBe('within');
  });

  test('a reward that crosses zero is measured against its size', () => {
    expect(verdict(compare([-10, 0, 10], [-10, 1e-7, 10]))).toBe('within');
    expect(verdict(compare([-10, 0, 10], [-10, 1e-6, 10]))).toBe('outside');
  });

  test('above a thousandth of the largest value the floor changes nothing', () => {
    expect(compare([8, 0.01], [8, 0.0101])).toMatchObject({ onset: { value: expect.closeTo(0.01, 10) } });
  });
});

describe('the strict band', () => {
  const base = losses();
  const moved = (share: number, from: number) => base.map((x, i) => (i + 1 >= from ? x * (1 + share) : x));
  const cases: [string, readonly number[], string][] = [
    ['nothing differs', base, 'within'],
    ['an onset of the size of rounding', moved(1e-6, 2), 'within'],
    ['an onset just above the bound', moved(1.1e-5, 2), 'outside'],
    ['an onset at the last step', moved(1e-3, 100), 'outside'],
    ['a small onset that grows beyond the bound', base.map((x, i) => x * (1 + 1e-6 * 1.1 ** i)), 'outside'],
    ['a small onset that grows, but not so far', base.map((x, i) => x * (1 + 1e-6 * 1.08 ** i)), 'within'],
    ['downwards as upwards', moved(-1.1e-5, 2), 'outside'],
  ];
  test.each(cases)('%s', (_, found, expected) => {
    expect(verdict(compare(base, found))).toBe(expected);
  });

  test('names the first step that breaks each bound', () => {
    const found = base.map((x, i) => (i < 10 ? x : i < 20 ? x * 1.0001 : x * 1.01));
    const result = compare(base, found);
    if (result.kind !== 'compared') throw new Error(result.kind);
    expect(holdAgainst(result, CURVE.strict)).toMatchObject({
      kind: 'outside',
      onset: { step: 11 },
      curve: { step: 21 },
    });
    expect(holdAgainst(result, CURVE.library)).toMatchObject({ onset: null, curve: { step: 21 } });
  });

  test('a deviation of NaN is outside', () => {
    const nan = { step: 1, value: NAN, rounding: 0 };
    const compared = { kind: 'compared', largest: nan, last: nan, tail: null, resolution: null } as const;
    expect(holdAgainst({ ...compared, onset: { ...nan, ulps: null }, steps: [] }, CURVE.strict).kind).toBe(
      'outside',
    );
    expect(holdAgainst({ ...compared, onset: null, steps: [nan] }, CURVE.strict).kind).toBe('outside');
  });

  test('is chosen for the recorded environment, the library band for a changed one', () => {
    expect(bandFor(CURVE, { environmentChanged: false })).toEqual({ name: 'strict', band: CURVE.strict });
    expect(bandFor(CURVE, { environmentChanged: true })).toEqual({ name: 'library', band: CURVE.library });
  });
});

describe('a log that rounds', () => {
  test('to four decimals may differ by its last digit', () => {
    const [baseline, found] = [
      [2.3456, 2.2222, 2.1],
      [2.3456, 2.2223, 2.1],
    ];
    expect(verdict(compare(baseline, found))).toBe('outside');
    expect(verdict(compare(baseline, found, { resolution: 1e-4 }))).toBe('within');
  });

  test('may not differ by two of them', () => {
    expect(verdict(compare([2.2222], [2.2224], { resolution: 1e-4 }))).toBe('outside');
  });

  test('has the coarser of the two resolutions', () => {
    const result = compareCurves({
      baseline: { points: points([2.2222]), resolution: null },
      found: { points: points([2.2223]), resolution: 1e-4 },
      window: null,
    });
    expect(result).toMatchObject({ resolution: 1e-4 });
    expect(verdict(result)).toBe('within');
  });

  test('does not make a band of zero width of an all-zero baseline', () => {
    expect(verdict(compare([0, 0], [0, 0.0001], { resolution: 1e-4 }))).toBe('outside');
  });
});

describe('units in the last place of float32', () => {
  const cases: [number, number, number | null][] = [
    [7.751157283782959, 7.751153945922852, 7],
    [1, 1.0000001192092896, 1],
    [0, -0, 0],
    [1, 1 + 1e-12, 0],
    [-1, -1.0000001192092896, 1],
    [2 ** -149, -(2 ** -149), 2],
    [2, 2 - 2 ** -23, 1],
    [NAN, 1, null],
    [1e300, 1, null],
  ];
  test.each(cases)('%d and %d', (a, b, ulps) => {
    expect(float32Distance(a, b)).toBe(ulps);
    expect(float32Distance(b, a)).toBe(ulps);
  });
});

describe('for any curve', () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const curve = fc.array(value, { minLength: 1, maxLength: 30 });
  const options = { seed: SEED };

  test('it agrees with itself, at every scale', () => {
    fc.assert(
      fc.property(curve, (values) =>
        expect(verdict(compare(values, values), { onset: 0, curve: 0 })).toBe('within'),
      ),
      options,
    );
  });

  test('one bad value anywhere is never within', () => {
    const bad = fc.constantFrom(NAN, INF, -INF);
    fc.assert(
      fc.property(curve, bad, fc.nat(), (values, wrong, at) => {
        const found = values.with(at % values.length, wrong);
        expect(verdict(compare(values, found), { onset: 1, curve: 1 })).toBe('non-finite');
        expect(verdict(compare(found, found), { onset: 1, curve: 1 })).toBe('non-finite');
      }),
      options,
    );
  });

  test('one step less or more is never within', () => {
    fc.assert(
      fc.property(curve, (values) => {
        expect(verdict(compare(values, values.slice(1)))).toBe('incomplete');
        expect(verdict(compare(values.slice(1), values))).toBe('incomplete');
      }),
      options,
    );
  });

  test('deviations do not depend on the unit', () => {
    fc.assert(
      fc.property(curve, fc.double({ min: 1e-5, max: 1e-1, noNaN: true }), (values, share) => {
        const found = values.map((x) => x * (1 + share));
        const [plain, scaled] = [
          compare(values, found),
          compare(
            values.map((x) => x * 1024),
            found.map((x) => x * 1024),
          ),
        ];
        // Powers of two scale without rounding.
        expect(scaled.kind === 'compared' && scaled.largest.value).toBe(
          plain.kind === 'compared' && plain.largest.value,
        );
      }),
      options,
    );
  });

  test('what a band allows, a wider one allows', () => {
    const share = fc.double({ min: 1e-9, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(curve, curve, share, share, (baseline, found, onset, band) => {
        const result = compare(baseline, found.slice(0, baseline.length));
        if (verdict(result, { onset, curve: band }) !== 'within') return;
        expect(verdict(result, { onset: onset * 2, curve: band * 2 })).toBe('within');
      }),
      options,
    );
  });
});

const labelled = new URL('../../../shared/facts/smoke-torchtitan-labelled.csv', import.meta.url);
const withHistory = existsSync(labelled) ? describe : describe.skip;

withHistory('29 labelled changes of torchtitan’s golden losses', () => {
  interface LabelledChange {
    readonly label: string;
    readonly step: number;
    readonly onset: number;
    readonly largest: number;
  }

  function changes(): readonly LabelledChange[] {
    const [header = '', ...rows] = readFileSync(labelled, 'utf8').trim().split('\n');
    const column = (name: string) => header.split(',').indexOf(name);
    return rows.map((row) => {
      const cells = row.split(',');
      const number = (name: string) => Number(cells[column(name)]);
      return {
        label: cells[column('label')] ?? '',
        step: number('first_divergent_step'),
        onset: number('rel_at_first'),
        largest: number('max_rel_all'),
      };
    });
  }

  /** A curve with the onset and the largest deviation of the change, on a loss of the size of those in the history. */
  function flagged({ step, onset, largest }: LabelledChange, band: 'strict' | 'library'): boolean {
    const baseline = losses();
    const found = baseline.map((x, i) => {
      if (i + 1 < step) return x;
      return (
        x * (1 + (i + 1 === step ? onset : i === baseline.length - 1 ? largest : Math.min(onset, largest)))
      );
    });
    return verdict(compare(baseline, found), CURVE[band]) === 'outside';
  }

  test('the strict band finds every change of meaning, and takes at most one of 17 benign ones for it', () => {
    const all = changes();
    const semantic = all.filter(({ label }) => label === 'S');
    const benign = all.filter(({ label }) => label !== 'S');
    expect([semantic.length, benign.length]).toEqual([12, 17]);
    expect(semantic.filter((change) => flagged(change, 'strict'))).toHaveLength(12);
    expect(benign.filter((change) => flagged(change, 'strict')).length).toBeLessThanOrEqual(1);
  });

  test('the library band takes none of the benign ones for it', () => {
    const all = changes();
    expect(all.filter(({ label }) => label !== 'S').filter((change) => flagged(change, 'library'))).toEqual(
      [],
    );
    expect(
      all.filter(({ label }) => label === 'S').filter((change) => flagged(change, 'library')),
    ).toHaveLength(8);
  });
});
