/** What a command is, and how it says that it was called wrongly. */

import type { ParseArgsConfig } from 'node:util';

export interface Arguments {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

/** Runs a command and resolves to its exit code. */
export type Run = (args: Arguments) => Promise<number>;

export interface Command {
  readonly name: string;
  readonly synopsis: string;
  readonly summary: string;
  readonly help: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  readonly load: () => Promise<Run>;
}

/** The call itself is wrong: exit code 2, without a stack. */
export class UsageError extends Error {}
