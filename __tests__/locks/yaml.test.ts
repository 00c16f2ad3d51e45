import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseBlockYaml } from '../../src/locks/block-yaml.ts';
import { Unreadable } from '../../src/locks/lock.ts';
import { parseWholeYaml, parseYaml } from '../../src/locks/yaml.ts';
import { REPOSITORY } from '../capture/builders.ts';
import { textOfLock } from './builders.ts';

const FILES = ['conda-lock.yml', 'environment.yml', 'pixi.lock'];
const SHARED = join(REPOSITORY, '../shared/fixtures/locks');
const LABELLED = existsSync(SHARED)
  ? readdirSync(SHARED).filter((name) => /(?:\.yml|^pixi.*\.lock)$/.test(name))
  : [];

function whole(text: string): { readonly value: unknown } | 'unreadable' {
  try {
    return { value: parseWholeYaml(text).value };
  } catch {
    return 'unreadable';
  }
}

describe('the quick reader of plain YAML', () => {
  test.each(FILES)('%s is plain, and read as by the whole parser', (file) => {
    expect(parseBlockYaml(textOfLock(file))?.value).toEqual(parseWholeYaml(textOfLock(file)).value);
  });

  (LABELLED.length === 0 ? test.skip : test)('so are the labelled files', () => {
    for (const name of LABELLED) {
      const text = readFileSync(join(SHARED, name), 'utf8');
      expect(parseBlockYaml(text)?.value).toEqual(parseWholeYaml(text).value);
    }
  });

  test('lines are the same', () => {
    const text = textOfLock('environment.yml');
    const [quick, slow] = [parseYaml(text), parseWholeYaml(text)];
    for (const path of [
      ['dependencies', 0],
      ['dependencies', 4],
      ['dependencies', 4, 'pip', 1],
      ['dependencies', 9],
    ])
      expect(quick.lineOf(path)).toBe(slow.lineOf(path));
    expect(quick.lineOf(['name'])).toBe(1);
    expect(quick.lineOf(['nothing'])).toBeNull();
  });

  test.each([
    'a: [1, 2]',
    'a: {b: 1}',
    'a: &x 1',
    'a: *x',
    'a: !t 1',
    'a: |\n  text',
    'a: >\n  text',
    'a: one\n  two',
    'a: 1 # comment',
    'a: "\\u0041"',
    "a: 'open",
    '? a\n: b',
    '- - 1',
    'a: 1\na: 2',
    'a: b: c',
    'a:\n\t- 1',
    '--- \na: 1',
    'a:',
    '__proto__: 1',
    `${Array.from({ length: 100 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')} 1`,
    'a:\n    b: 1\n  c: 2',
  ])('%j is left to the whole parser', (text) => {
    expect(parseBlockYaml(text)).toBeNull();
  });

  test('what it reads is what the whole parser reads', () => {
    const line = fc
      .tuple(
        fc.constantFrom('', '', '  ', '    ', ' '),
        fc.constantFrom('- ', '', '', '-', '-  '),
        fc.constantFrom('a: ', 'b:', 'c: ', '', 'd:  ', '#', "'e': "),
        fc.oneof(
          fc.constantFrom(
            '1',
            "'x'",
            "'it''s'",
            '"y"',
            '{}',
            '[]',
            '',
            '3.10',
            'null',
            '~',
            '>=1',
            '=1',
            '-',
            '*',
            'a b',
            '- x',
            "x'y",
            'http://x',
            '<<',
            'x: y',
            '0x1',
            '(a)',
            '+',
            '.5',
            '$',
            '^',
            '~=1',
          ),
          fc.string({ maxLength: 3 }),
        ),
      )
      .map((parts) => parts.join(''));
    const text = fc.oneof(
      fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n')),
      fc
        .tuple(
          fc.constantFrom(...FILES),
          fc.nat(),
          fc.nat(12),
          fc.constantFrom('', ' ', '- ', ':', "'", '\n', '  a: 1\n'),
        )
        .map(([file, at, length, put]) => {
          const all = textOfLock(file);
          return all.slice(0, at % all.length) + put + all.slice((at % all.length) + length);
        }),
    );
    let plain = 0;
    fc.assert(
      fc.property(text, (yaml) => {
        const quick = parseBlockYaml(yaml);
        if (quick === null) return;
        plain += 1;
        expect(whole(yaml)).toEqual({ value: quick.value });
      }),
      { numRuns: 5000, seed: 7 },
    );
    expect(plain).toBeGreaterThan(500);
  });

  test('errors come from the whole parser, with their place', () => {
    expect(() => parseYaml('a: 1\nb: [1\n')).toThrow(Unreadable);
    try {
      parseYaml('a: 1\nb: "x\n');
    } catch (thrown) {
      expect(thrown).toMatchObject({
        message: expect.stringContaining('it is not YAML'),
        line: expect.any(Number),
      });
    }
  });
});
