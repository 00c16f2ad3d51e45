/** From the words of a call to options and folders, or to one message that says which word is wrong. */

import { parseArgs } from 'node:util';
import { nearest } from '../near.ts';
import { type Arguments, type Command, UsageError } from './command.ts';

export function parseArguments(
  { name, options }: Pick<Command, 'name' | 'options'>,
  args: readonly string[],
): Arguments {
  const config = { args: [...args], options, allowPositionals: true } as const;
  const { tokens } = parseArgs({ ...config, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'option' && !Object.hasOwn(options, token.name))
      throw new UsageError(unknownOption(token.rawName, { name, known: Object.keys(options) }));
  }
  return parseArgs(config);
}

function unknownOption(
  written: string,
  { name, known }: { readonly name: string; readonly known: readonly string[] },
): string {
  const near = nearest(written.replace(/^-+/, ''), known).map((option) => `--${option}`);
  const meant = near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`;
  return `${name} has no option ${written}${meant}\n\n\`repro-gate ${name} --help\` lists the options.`;
}
