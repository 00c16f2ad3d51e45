import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { resolutionOf } from '../../src/smoke/readers/resolution.ts';
import { SEED } from './builders.ts';

const eight = (write: (index: number) => string) => Array.from({ length: 8 }, (_, index) => write(index));

describe('the rounding step', () => {
  const cases: [string, readonly (string | null)[], number | null][] = [
    ['four decimals', eight((i) => (2.3456 - i / 7).toFixed(4)), 1e-4],
    [
      'four decimals, trailing zeros dropped as round() does',
      ['2.5', '2.4321', '2.1', '2.22', '2', '1.9', '1.8', '1.7'],
      1e-4,
    ],
    ['one decimal', eight((i) => `${i}.5`), 0.1],
    ['six decimals', eight((i) => `0.12345${i + 1}`), 1e-6],
    ['seven decimals: full precision', eight((i) => `0.123456${i + 1}`), null],
    [
      'one value with full precision among rounded ones',
      [...eight((i) => `0.12${i + 1}`), '0.30000000000000004'],
      null,
    ],
    ['exponents: full precision', [...eight((i) => `0.12${i + 1}`), '1e-05'], null],
    ['a value with all its bits', [...eight((i) => `0.12${i + 1}`), null], null],
    ['whole numbers are exact', eight((i) => String(i)), null],
    ['whole numbers written as floats', eight((i) => `${i}.0`), null],
    ['two lucky values', ['0.5', '0.25'], null],
    [
      'seven different values, however often',
      [...eight((i) => `0.${i + 1}`).slice(0, 7), '0.1', '0.2'],
      null,
    ],
    ['one value', ['0.9'], null],
    ['no value', [], null],
  ];
  test.each(cases)('%s', (_, literals, expected) => {
    expect(resolutionOf(literals)).toBe(expected);
  });

  test('is not seen in random numbers of full precision', () => {
    const value = fc.double({ min: 0.01, max: 20, noNaN: true });
    fc.assert(
      fc.property(fc.uniqueArray(value, { minLength: 8 }), (values) => {
        fc.pre(values.some((number) => String(number).length > 9));
        expect(resolutionOf(values.map(String))).toBeNull();
      }),
      { seed: SEED },
    );
  });
});
