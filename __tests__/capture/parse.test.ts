import { describe, expect, test } from '@jest/globals';
import { parseSnapshot } from '../../src/capture/parse.ts';
import { aSnapshot } from '../builders.ts';

const parse = (value: unknown) => parseSnapshot(JSON.stringify(value), 'saved.json');

describe('a saved snapshot', () => {
  test('is read back as it was', () => {
    expect(parse(aSnapshot())).toEqual({ kind: 'snapshot', snapshot: aSnapshot() });
  });

  test('may have nothing but unknowns', () => {
    const snapshot = aSnapshot({
      class: null,
      complete: false,
      gpus: [],
      driver: null,
      python: null,
      unknown: [{ path: 'gpus', because: 'the driver hangs' }],
    });
    expect(parse(snapshot)).toEqual({ kind: 'snapshot', snapshot });
  });

  test.each<[string, string, RegExp]>([
    ['an empty file', '', /^saved\.json: expected JSON written by `repro-gate capture`, found .*JSON/],
    ['half a file', JSON.stringify(aSnapshot()).slice(0, 200), /^saved\.json: expected JSON/],
    ['a list', '[]', /^saved\.json: \/: expected .*, found an empty list$/],
    ['null', 'null', /^saved\.json: \/: expected /],
    ['an empty object', '{}', /^saved\.json: \/: expected the key `\w+`, found it is missing$/],
  ])('%s is refused', (_, text, expected) => {
    const result = parseSnapshot(text, 'saved.json');
    expect(result.kind === 'problem' ? result.message : result.kind).toMatch(expected);
  });

  test.each<[string, unknown, RegExp]>([
    [
      'another version',
      { ...aSnapshot(), schema: 'repro-gate/snapshot/2' },
      /\/schema: expected "repro-gate\/snapshot\/1"/,
    ],
    [
      'a report',
      { ...aSnapshot(), schema: 'repro-gate/report/1' },
      /\/schema: .*found "repro-gate\/report\/1"/,
    ],
    [
      'a key that nobody knows',
      { ...aSnapshot(), gpu: [] },
      /\/gpu: expected `gpus`, .*found unknown key `gpu`/,
    ],
    [
      'a number as text',
      { ...aSnapshot(), gpus: [{ ...aSnapshot().gpus[0], smCount: '132' }] },
      /\/gpus\/0\/smCount/,
    ],
    [
      'an unknown without a reason',
      { ...aSnapshot(), unknown: [{ path: 'gpus' }] },
      /\/unknown\/0: .*`because`/,
    ],
    ['a time without its zone', { ...aSnapshot(), capturedAt: '2026-11-01 10:00' }, /\/capturedAt/],
  ])('%s is refused', (_, value, expected) => {
    const result = parse(value);
    expect(result.kind === 'problem' ? result.message : result.kind).toMatch(expected);
  });
});
