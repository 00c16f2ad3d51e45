import { expect, test } from '@jest/globals';
import { FINDING_CODES } from '../src/findings.ts';
import { nearest, nearestCodes } from '../src/near.ts';

test.each([
  ['pin/chnged', 'pin/changed'],
  ['Smoke/Timeout', 'smoke/timeout'],
  ['smoke/nonfinite', 'smoke/non-finite'],
])('%s is probably %s', (name, code) => {
  expect(nearest(name, FINDING_CODES)[0]).toBe(code);
});

test('a code that is not close to any is looked for in its area', () => {
  const near = nearestCodes('smoke/tolerence');
  expect(near).toHaveLength(4);
  for (const code of near) expect(code).toMatch(/^smoke\//);
  expect(nearestCodes('out of memory')).toEqual([]);
});

test('names a handful at most, and nothing that is far off', () => {
  expect(nearest('smoke/metrics', FINDING_CODES).length).toBeLessThanOrEqual(4);
  expect(nearest('out of memory', FINDING_CODES)).toEqual([]);
});
