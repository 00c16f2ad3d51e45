/**
 * The files through which a step speaks to the runner, and how the runner reads them: a port written from the behaviour
 * of Runner.Worker/FileCommandManager.cs.
 */

import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The runner's own names for the files, by the variable that names each of them to the step. */
const NAMES = {
  GITHUB_OUTPUT: 'set_output',
  GITHUB_ENV: 'set_env',
  GITHUB_PATH: 'add_path',
  GITHUB_STATE: 'save_state',
  GITHUB_STEP_SUMMARY: 'step_summary',
} as const;

export type CommandFile = keyof typeof NAMES;

export type CommandFiles = Readonly<Record<CommandFile, string>>;

/** Makes the empty files of a step where the runner makes them; the variables and their paths. */
export async function makeCommandFiles(runnerTemp: string): Promise<CommandFiles> {
  const folder = join(runnerTemp, '_runner_file_commands');
  await mkdir(folder, { recursive: true });
  const id = randomUUID();
  const paths = Object.entries(NAMES).map(([variable, name]) => [variable, join(folder, `${name}_${id}`)]);
  for (const [, path] of paths) await writeFile(path ?? '', '');
  return Object.fromEntries(paths);
}

/** What a step left in its files; a file that is gone reads as empty, as the runner has it. */
export async function readCommandFiles(files: CommandFiles): Promise<CommandFiles> {
  const texts = Object.entries(files).map(async ([variable, path]) => [
    variable,
    await readFile(path, 'utf8').catch(() => ''),
  ]);
  return Object.fromEntries(await Promise.all(texts));
}

/** Values by name, from lines `name=value` and blocks `name<<mark … mark`; throws where the runner fails the step. */
export function parseValues(text: string): Record<string, string> {
  const lines = text.split(/\r?\n/).values();
  const values: Record<string, string> = {};
  for (const line of lines) {
    if (line === '') continue;
    const [, name = '', form, rest = ''] = /^(.*?)(=|<<)(.*)$/.exec(line) ?? [];
    if (name === '') throw new Error(`Invalid format '${line}'`);
    values[name] = form === '=' ? rest : takeBlock(lines, rest);
  }
  return values;
}

function takeBlock(lines: Iterator<string>, mark: string): string {
  const block: string[] = [];
  for (let next = lines.next(); next.done !== true; next = lines.next()) {
    if (next.value === mark) return block.join('\n');
    block.push(next.value);
  }
  throw new Error(`Matching delimiter not found '${mark}'`);
}
