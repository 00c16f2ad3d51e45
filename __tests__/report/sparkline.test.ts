import { expect, test } from '@jest/globals';
import { sparklines } from '../../src/report/sparkline.ts';

test.each([
  ['a rising line', [[1, 2, 3, 4, 5, 6, 7, 8]], ['▁▂▃▄▅▆▇█']],
  [
    'two curves on one scale',
    [
      [0, 1],
      [1, 2],
    ],
    ['▁▅', '▅█'],
  ],
  ['a loss that falls by decades, in decades', [[1000, 100, 10, 1]], ['█▆▃▁']],
  ['values below zero', [[-1, 0, 1]], ['▁▅█']],
  ['a flat line', [[2, 2, 2]], ['▁▁▁']],
  ['a value that is not finite', [[1, 'NaN', 2]], ['▁×█']],
  ['nothing', [[]], ['']],
] as const)('%s', (_, curves, expected) => {
  expect(sparklines(curves, 8)).toEqual(expected);
});

test('long curves are averaged to the width', () => {
  const [line] = sparklines([Array.from({ length: 1000 }, (_, index) => index)], 10);
  expect(line).toBe('▁▂▂▃▄▅▆▇▇█');
});
