/** Options of the command line, checked: each wrong value is one clear message and exit code 2. */

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Arguments, UsageError } from './command.ts';

export function textOption({ values }: Arguments, name: string): string | null {
  const value = values[name];
  return typeof value === 'string' ? value : null;
}

export function flagOption({ values }: Arguments, name: string): boolean {
  return values[name] === true;
}

/** One of a closed set of words; the first is the default. */
export function choiceOption<T extends string>(
  args: Arguments,
  name: string,
  choices: readonly [T, ...T[]],
): T {
  const value = textOption(args, name);
  if (value === null) return choices[0];
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined)
    throw new UsageError(`--${name}: expected ${choices.join(', ')}, found \`${value}\``);
  return choice;
}

export function countOption(
  args: Arguments,
  name: string,
  { least, otherwise }: { least: number; otherwise: number },
): number {
  const value = textOption(args, name);
  if (value === null) return otherwise;
  const count = /^\d{1,4}$/.test(value) ? Number(value) : Number.NaN;
  if (!(count >= least))
    throw new UsageError(`--${name}: expected a whole number, ${least} or more, found \`${value}\``);
  return count;
}

/** The project's folder, absolute: the one argument that is no option, or the current folder. */
export function directoryArgument({ positionals }: Arguments): string {
  const [directory = '.', ...more] = positionals;
  if (more.length > 0)
    throw new UsageError(`expected one folder, found ${positionals.map((text) => `\`${text}\``).join(' ')}`);
  const path = resolve(directory);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`expected the folder of a project, found \`${directory}\`, which is not one`);
  }
  return path;
}
