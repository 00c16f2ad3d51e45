#!/usr/bin/env node
/** The command line: finds the command, runs it, turns its outcome into an exit code. */

import { parseArguments } from './commands/arguments.ts';
import { UsageError } from './commands/command.ts';
import { COMMANDS, usage } from './commands/commands.ts';
import { TOOL } from './version.ts';

// Red until a command says otherwise, also when it is killed in the middle.
process.exitCode = 3;

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (thrown) {
  process.stderr.write(`repro-gate: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
  process.exitCode = isUsage(thrown) ? 2 : 3;
}

async function main([name = '--help', ...args]: readonly string[]): Promise<number> {
  if (name === '--help' || name === '-h' || name === 'help') return print(usage());
  if (name === '--version' || name === '-v') return print(`${TOOL}\n`);
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) throw new UsageError(`expected a command, found \`${name}\`\n\n${usage()}`);
  if (args.includes('--help') || args.includes('-h')) return print(command.help);
  const parsed = parseArguments(command, args);
  const run = await command.load();
  return run(parsed);
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function isUsage(thrown: unknown): boolean {
  const code = (thrown as { code?: unknown } | null)?.code;
  return thrown instanceof UsageError || (typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS'));
}
