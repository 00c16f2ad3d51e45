import { expect, test } from '@jest/globals';
import { progressReader } from '../../src/smoke/progress.ts';

const query = { name: 'loss', pointer: null, step: null };

test('the newest point of a piece counts', () => {
  const read = progressReader(query);
  expect(read('{"step":1,"loss":3}\n{"step":2,"loss":2}\n')).toEqual({ step: 2, value: 2 });
});

test('a row that comes in two pieces is read when it is complete', () => {
  const read = progressReader(query);
  expect(read('{"step":1,')).toBeNull();
  expect(read('"loss":3}')).toBeNull();
  expect(read('\n')).toEqual({ step: 1, value: 3 });
});

test('rows of other metrics, broken rows and rows without a step are passed over', () => {
  const read = progressReader(query);
  expect(read('{"step":1,"loss":3}\n{"step":2,"lr":2}\n{oops\n[1]\n{"loss":9}\n')).toEqual({
    step: 1,
    value: 3,
  });
  expect(read('{"step":2,"lr":2}\n')).toBeNull();
});

test('a line without end does not fill the memory', () => {
  const read = progressReader(query);
  for (let piece = 0; piece < 100; piece += 1) expect(read('x'.repeat(10_000))).toBeNull();
  expect(read('\n{"step":5,"loss":1}\n')).toEqual({ step: 5, value: 1 });
});
