import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { quoteLines } from '../../src/github/quote.ts';
import { type Comparison, commandIn, readLines } from './runner-commands.ts';

const VECTORS = [
  '::set-output name=verdict::pass',
  'x ##[set-output name=verdict]pass',
  '10%\r::add-mask::loss',
  '  ::error::x',
  '::stop-commands::t',
  '##[add-matcher]m.json',
  '####[error]x',
  '\u200b::error::x',
  '#\u2060#[error]x',
  '\ufeff##[group]x',
];

const commandsOf = (output: string, comparison: Comparison) =>
  readLines(output).flatMap((line) => commandIn(line, comparison) ?? []);

test.each(VECTORS.slice(0, 7))('the runner would obey %j as it is, and not once it is quoted', (vector) => {
  expect(commandsOf(vector, 'ordinal')).not.toEqual([]);
  expect(commandsOf(quoteLines(vector), 'ordinal')).toEqual([]);
});

test.each(VECTORS)('%j is no command to a runner that overlooks invisible characters', (vector) => {
  expect(commandsOf(quoteLines(vector), 'cultural')).toEqual([]);
});

test('what a person reads is unchanged but for the mark in front of each line', () => {
  expect(quoteLines('epoch 1\r\nloss 0.5\rloss 0.4\n')).toBe('│ epoch 1\n│ loss 0.5\n│ loss 0.4\n│ ');
});

const NAMES = ['set-output', 'SET-OUTPUT', 'error', 'add-mask', 'stop-commands', 'group', 'add-matcher'];

const ATOMS = [
  ...[
    '::',
    ':',
    '#',
    '##',
    '##[',
    '[',
    ']',
    ' ',
    '\t',
    '=',
    ',',
    ';',
    '%0A',
    '%5D',
    '│',
    '│ ',
    'x',
    'name=v',
  ],
  ...[
    '\r',
    '\n',
    '\r\n',
    '\u0085',
    '\u2028',
    '\u00a0',
    '\u2060',
    '\u200b',
    '\ufeff',
    '\u00ad',
    '\u001b[0m',
    '\0',
  ],
  ...NAMES,
  ...NAMES.flatMap((name) => [
    `::${name}`,
    `::${name} name=v::`,
    `##[${name}`,
    `##[${name} name=v]`,
    `#[${name}]`,
  ]),
];

const nasty = fc.array(fc.constantFrom(...ATOMS), { maxLength: 14 }).map((atoms) => atoms.join(''));

const SEED = 20_261_120;

test.each(['ordinal', 'cultural'] as const)(
  'no output whatsoever holds a command once it is quoted (%s)',
  (comparison) => {
    let dangerous = 0;
    fc.assert(
      fc.property(nasty, (text) => {
        dangerous += commandsOf(text, 'ordinal').length > 0 ? 1 : 0;
        return commandsOf(quoteLines(text), comparison).length === 0;
      }),
      { seed: SEED, numRuns: 100_000 },
    );
    // The atoms are worth nothing if they never form a command on their own.
    expect(dangerous).toBeGreaterThan(500);
  },
);
