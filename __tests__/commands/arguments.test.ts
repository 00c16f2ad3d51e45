import { describe, expect, test } from '@jest/globals';
import { parseArguments } from '../../src/commands/arguments.ts';
import { COMMANDS } from '../../src/commands/commands.ts';
import { runExplain } from '../../src/commands/explain.ts';

const CHECK = COMMANDS.find(({ name }) => name === 'check');

function parse(...args: readonly string[]) {
  if (CHECK === undefined) throw new Error('there is no check');
  return parseArguments(CHECK, args);
}

describe('the arguments of a command', () => {
  test('are its options and the rest', () => {
    expect(parse('--no-smoke', '--policy', 'p.yml', 'dir')).toMatchObject({
      values: { 'no-smoke': true, policy: 'p.yml' },
      positionals: ['dir'],
    });
  });

  test('with an unknown option name the one that was probably meant, and the help', () => {
    expect(() => parse('--no-smok')).toThrow(
      'check has no option --no-smok; did you mean --no-smoke?\n\n`repro-gate check --help` lists the options.',
    );
    expect(() => parse('--polices=x')).toThrow('did you mean --policy?');
    expect(() => parse('-x')).toThrow(/^check has no option -x\n/);
  });

  test('with an option that lacks its value say so', () => {
    expect(() => parse('--policy')).toThrow(/--policy/);
  });
});

describe('explain', () => {
  const explain = (...positionals: readonly string[]) => runExplain({ values: {}, positionals });

  test('takes one code', async () => {
    await expect(explain('pin/changed', 'b')).rejects.toThrow(
      'expected one finding code, found `pin/changed` `b`',
    );
  });

  test('helps with a code that is none', async () => {
    await expect(explain('pin/chnged')).rejects.toThrow('a finding code such as pin/changed');
    await expect(explain('out of memory')).rejects.toThrow(
      'expected a finding code, found `out of memory`\n\n`repro-gate explain` lists all of them.',
    );
  });
});
