/** Real interpreters of the machine that the tests run on, and folders that tests make for them. */

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Machine } from '../../src/capture/machine.ts';
import { type Parsed, runProbe } from '../../src/capture/probe.ts';
import { type CudaQuestion, type PythonFacts, python } from '../../src/capture/python/python.ts';
import { machineHere } from '../../src/io/machine.ts';

export interface RealPython {
  readonly executable: string;
  /** `3.11` */
  readonly release: string;
}

const NAMES = ['python3', ...Array.from({ length: 8 }, (_, index) => `python3.${index + 8}`)];

/** One of each release that answers on PATH; a version manager's shim of a release that is not chosen does not. */
export const PYTHONS: readonly RealPython[] = [
  ...new Map(
    NAMES.flatMap((name) => {
      const found = realPython(name);
      return found === null ? [] : [[found.release, found] as const];
    }).toReversed(),
  ).values(),
].toReversed();

/** The one that most tests use. */
export const PYTHON = realPython('python3');

export function realPython(name: string): RealPython | null {
  const script = 'import sys; print(sys.executable); print("%d.%d" % sys.version_info[:2])';
  const { status, stdout } = spawnSync(name, ['-c', script], { encoding: 'utf8', timeout: 30_000 });
  const [executable, release] = (stdout ?? '').trim().split(/\r?\n/);
  return status === 0 && executable !== undefined && release !== undefined ? { executable, release } : null;
}

/** What an interpreter prints for a script, as JSON. */
export function valueFrom(executable: string, script: string, env: NodeJS.ProcessEnv = {}): unknown {
  const { status, stdout, stderr } = spawnSync(executable, ['-c', `import json, sys\n${script}`], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  });
  if (status !== 0) throw new Error(`${executable} failed: ${stderr}`);
  return JSON.parse(stdout);
}

export function aFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'capture-test-')));
}

export function aFile(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

export function aScript(path: string, body: string): string {
  aFile(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** A virtual environment without pip; its interpreter. */
export function aVenv(folder: string, { executable }: RealPython): string {
  const { status, stderr } = spawnSync(executable, ['-m', 'venv', '--without-pip', folder], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`no virtual environment could be made: ${stderr}`);
  return join(folder, 'bin/python');
}

export interface Asked {
  /** As --python gives it; null: none. */
  readonly program: string | null;
  readonly directory: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cuda?: CudaQuestion;
  readonly timeoutMs?: number;
}

const SKIP: CudaQuestion = { kind: 'skip', because: 'not asked in this test' };

/** Runs the probe on this machine, with a short environment of its own. */
export function ask(asked: Asked): Promise<Parsed<PythonFacts>> {
  const { program, directory, cuda = SKIP } = asked;
  return runProbe(python({ python: program, directory, cuda }), machineFor(asked));
}

function machineFor({ env = {}, timeoutMs }: Asked): Machine {
  const machine = machineHere({ PATH: process.env['PATH'], HOME: process.env['HOME'], ...env });
  const run: Machine['run'] = (program, args, options = {}) =>
    machine.software.run(program, args, timeoutMs === undefined ? options : { ...options, timeoutMs });
  return { ...machine, software: { ...machine.software, run } };
}
