/** A small project, and git checkouts of it: a training of a few milliseconds, a policy, and a baseline of this machine. */

import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { cli } from './cli.ts';

const run = promisify(execFile);

/** Texts by path inside the project. */
export type Files = Readonly<Record<string, string>>;

/** What a change does to a project; null removes a file. */
export type Changes = Readonly<Record<string, string | null>>;

/** Written by the training as soon as it runs, so that a test can tell that it did not. */
export const TRACE = 'trained.txt';

const TRAINING = `import json, os

open("${TRACE}", "w").close()
RATE = 0.1
weight = 1.0
with open(os.environ["REPRO_METRICS"], "w") as metrics:
    for step in range(1, 21):
        weight -= RATE * weight
        print(json.dumps({"name": "loss", "step": step, "value": weight * weight}), file=metrics)
`;

export const POLICY = '.repro/policy.yml';

const POLICY_TEXT = `version: 1
hardware: { device: cpu }
software: { packages: { others: off } }
smoke:
  train:
    run: python3 train.py
    metrics:
      loss: { check: curve }
`;

/** The line of the policy that a deviation of the loss is about. */
export const LOSS_LINE = POLICY_TEXT.split('\n').findIndex((line) => line.includes('loss:')) + 1;

export const PROJECT: Files = { 'train.py': TRAINING, [POLICY]: POLICY_TEXT };

/** Replaces a part of a text that has to be there; else the test would test nothing. */
export function edit(text: string | undefined, from: string, to: string): string {
  if (text?.includes(from) !== true) throw new Error(`there is no ${JSON.stringify(from)}`);
  return text.replace(from, to);
}

/** A training that learns faster, whose loss leaves the baseline at the first step. */
export const FASTER = { 'train.py': edit(TRAINING, 'RATE = 0.1', 'RATE = 0.11') };

/** A training that does something else first. */
export function trainingAfter(python: string): Files {
  return { 'train.py': `${python}\n${TRAINING}` };
}

let recorded: Promise<Files> | undefined;

/** The project with the baseline that the built `record` makes of it on this machine, once for each file of tests. */
export function agreedProject(): Promise<Files> {
  recorded ??= withBaseline(PROJECT);
  return recorded;
}

/** Adds the baseline of this machine to a project. */
export async function withBaseline(project: Files): Promise<Files> {
  const folder = await mkdtemp(join(tmpdir(), 'repro-gate-record-'));
  try {
    await writeFiles(folder, project);
    const { code, stdout, stderr } = await cli(['record', folder], { env: { PATH: programPath() } });
    if (code !== 0) throw new Error(`record ended with ${code}: ${stdout}${stderr}`);
    const baselines = '.repro/baselines';
    const [name = ''] = await readdir(join(folder, baselines));
    return { ...project, [`${baselines}/${name}`]: await readFile(join(folder, baselines, name), 'utf8') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function baselinePath(project: Files): string {
  const path = Object.keys(project).find((name) => name.startsWith('.repro/baselines/'));
  if (path === undefined) throw new Error('the project has no baseline');
  return path;
}

export function applied(project: Files, changes: Changes): Files {
  const entries = Object.entries({ ...project, ...changes });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null));
}

/** The same files in a folder of the repository. */
export function inFolder(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [join(folder, path), text]));
}

/** One start of a shell for four of git. */
const COMMIT = [
  'git init --quiet --template=',
  'git add --all',
  'git commit --quiet --allow-empty --message=change',
  'git rev-parse HEAD',
].join(' && ');

/** Commits files to a new repository in `folder`; resolves to the commit. */
export async function commitTo(folder: string, files: Files): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFiles(folder, files);
  return (await run('sh', ['-c', COMMIT], { cwd: folder, env })).stdout.trim();
}

const env = {
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.invalid',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.invalid',
};

export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** A fresh folder, with links resolved as the runner's are. */
export async function freshFolder(): Promise<string> {
  return realpath(await mkdtemp(join(tmpdir(), 'repro-gate-action-')));
}

let found: string | undefined;

/** PATH with the real interpreter first: the shims of version managers take longer than the training. */
export function programPath(): string {
  found ??= execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
  return `${dirname(found)}${delimiter}${process.env['PATH'] ?? ''}`;
}
