/** Real Python processes with the observer in front of them, and what they leave behind. */

import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Observation } from '../../src/observe/observation.ts';
import { aFolder, PYTHON, PYTHONS, type RealPython, realPython } from '../capture/interpreters.ts';

export const OBSERVER = fileURLToPath(new URL('../../observer', import.meta.url));

/** The releases that the observer is written for, as far as this machine has them: on PATH or kept by pyenv. */
export const RELEASES: readonly RealPython[] = [
  ...new Map([...PYTHONS, ...keptByPyenv()].map((python) => [python.release, python] as const)).values(),
].filter(({ release }) => Number(release.split('.')[1]) >= 8);

function keptByPyenv(): readonly RealPython[] {
  const folder = join(process.env['PYENV_ROOT'] ?? join(homedir(), '.pyenv'), 'versions');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^3\.\d+\.\d+$/.test(name)) : [];
  return names.flatMap((name) => realPython(join(folder, name, 'bin/python3')) ?? []);
}

export interface Start {
  readonly args: readonly string[];
  readonly executable?: string;
  readonly inject?: Observation['inject'];
  readonly env?: Readonly<Record<string, string>>;
  /** Comes after the observer on PYTHONPATH. */
  readonly path?: readonly string[];
  /** Instead of `observer/`: a copy that the test has changed. Null: none at all. */
  readonly observer?: string | null;
  readonly cwd?: string;
}

export interface Observed {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly observations: readonly Observation[];
  /** Names of all that is in the folder. */
  readonly files: readonly string[];
}

export function observe(start: Start): Observed {
  const folder = aFolder();
  const { status, signal, stdout, stderr } = run(start, folder);
  const files = readdirSync(folder).sort();
  return { status, signal, stdout, stderr, files, observations: read(folder) };
}

export function read(folder: string): readonly Observation[] {
  return readdirSync(folder)
    .filter((name) => /^proc-\d+.*\.json$/.test(name))
    .map((name): Observation => JSON.parse(readFileSync(join(folder, name), 'utf8')))
    .sort((a, b) => a.process.startedAt - b.process.startedAt);
}

export function environment(start: Start, folder: string): NodeJS.ProcessEnv {
  const { observer = OBSERVER, path = [], inject = 'off', env = {} } = start;
  return {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    REPRO_GATE: '1',
    REPRO_SEED: '42',
    REPRO_INJECT: inject,
    REPRO_OBSERVER_DIR: folder,
    PYTHONPATH: [...(observer === null ? [] : [observer]), ...path].join(delimiter),
    ...env,
  };
}

function run(start: Start, folder: string): SpawnSyncReturns<string> {
  return spawnSync(start.executable ?? PYTHON?.executable ?? 'python3', start.args, {
    encoding: 'utf8',
    cwd: start.cwd ?? folder,
    env: environment(start, folder),
    maxBuffer: 1 << 26,
  });
}

/** The only observation of a run that has one process. */
export function one({ observations, stderr }: Observed): Observation {
  const [first] = observations;
  if (first === undefined || observations.length !== 1)
    throw new Error(`expected one observation, found ${observations.length}; stderr: ${stderr}`);
  return first;
}
