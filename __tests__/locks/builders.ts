/** Lock files written for these tests, the machine they are for, and what agrees with each. */

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AgreeContext } from '../../src/locks/agree.ts';
import type { Installed } from '../../src/locks/installed.ts';
import type { LockedPackage, LockForm, ReadLock } from '../../src/locks/lock.ts';
import {
  type Interpreter,
  type MarkerEnvironment,
  markerEnvironment,
} from '../../src/locks/marker-environment.ts';
import { readLock } from '../../src/locks/read-lock.ts';

export const LOCKS = join(dirname(fileURLToPath(import.meta.url)), '../fixtures/locks');

export function textOfLock(name: string): string {
  return readFileSync(join(LOCKS, name), 'utf8');
}

/** Files beside the lock; null where there is none of that name. */
export function beside(name: string): string | null {
  try {
    return textOfLock(name);
  } catch {
    return null;
  }
}

export function lockOf(name: string, text: string = textOfLock(name)): ReadLock {
  const reading = readLock(name, text, beside);
  if (reading.kind === 'unreadable') throw new Error(`${name}: ${JSON.stringify(reading)}`);
  return reading;
}

export function entriesOf(lock: ReadLock, name: string): readonly LockedPackage[] {
  return lock.packages.filter((entry) => entry.name === name);
}

export function environmentHere(changes: Partial<Interpreter> = {}): MarkerEnvironment {
  return markerEnvironment({
    pythonVersion: '3.12.7',
    implementation: 'CPython',
    platform: 'linux',
    arch: 'x86_64',
    ...changes,
  });
}

export function contextHere(changes: Partial<Interpreter> = {}): AgreeContext {
  return { environment: environmentHere(changes), project: ['demo'] };
}

export const COMMIT = '3f2a9c0d5b7e41864c1d2e3f4a5b6c7d8e9f0a1b';

export function installed(name: string, version: string, changes: Partial<Installed> = {}): Installed {
  return { name, version, commit: null, editable: false, installer: 'pip', ...changes };
}

export function conda(name: string, version: string, build: string): Installed {
  return installed(name, version, { ecosystem: 'conda', build, installer: null });
}

const DEMO = installed('demo', '0.1.0', { editable: true });
const PIP = installed('pip', '24.2');
const NUMPY = installed('numpy', '2.1.3');
const TORCH = installed('torch', '2.8.0+cu126');
const TQDM = installed('tqdm', '4.67.1');
const TINYLIB = installed('tinylib', '1.0.0', { commit: COMMIT });
const TYPING = installed('typing-extensions', '4.12.2');
const PYTHON_SET = [DEMO, PIP, NUMPY, TORCH, TQDM, TINYLIB];

const CONDA_SET = [
  conda('numpy', '2.1.3', 'py312h58c1407_0'),
  conda('python', '3.12.7', 'hc5c86c4_0_cpython'),
  conda('pytorch', '2.8.0', 'cuda126_mkl_py312_h1'),
  // The same as Python sees them.
  installed('numpy', '2.1.3', { installer: 'conda' }),
  installed('torch', '2.8.0', { installer: 'conda' }),
];
const CONDA_TYPING = conda('typing_extensions', '4.12.2', 'pyha770c72_1');

export interface Form {
  readonly file: string;
  readonly form: LockForm;
  readonly count: number;
  readonly complete: boolean;
  /** What agrees with it on the machine of these tests. */
  readonly installed: readonly Installed[];
}

export const FORMS: readonly Form[] = [
  {
    file: 'requirements.txt',
    form: 'requirements',
    count: 13,
    complete: false,
    installed: [
      ...PYTHON_SET,
      TYPING,
      installed('pyyaml', '6.0.2'),
      installed('transformers', '4.46.1'),
      installed('flash-attn', '2.7.4.post1+cu12torch2.8'),
      installed('team-metrics', '1.2.0', { commit: COMMIT.replace('3f', '4a') }),
      installed('viewer', '0.3.0', { commit: COMMIT, editable: true }),
      installed('urllib3', '2.2.3'),
    ],
  },
  {
    file: 'pylock.toml',
    form: 'pylock',
    count: 7,
    complete: true,
    installed: [DEMO, PIP, NUMPY, TORCH, TINYLIB],
  },
  {
    file: 'uv.lock',
    form: 'uv',
    count: 10,
    complete: true,
    installed: [...PYTHON_SET, installed('ipywidgets', '8.1.5')],
  },
  { file: 'poetry.lock', form: 'poetry', count: 7, complete: true, installed: PYTHON_SET },
  { file: 'poetry-1.8.lock', form: 'poetry', count: 6, complete: true, installed: PYTHON_SET },
  { file: 'pdm.lock', form: 'pdm', count: 8, complete: true, installed: PYTHON_SET },
  {
    file: 'Pipfile.lock',
    form: 'pipfile',
    count: 6,
    complete: true,
    installed: [DEMO, PIP, NUMPY, TORCH, TINYLIB],
  },
  {
    file: 'conda-lock.yml',
    form: 'conda-lock',
    count: 8,
    complete: true,
    installed: [...CONDA_SET, TINYLIB, TQDM],
  },
  {
    file: 'conda-linux-64.lock',
    form: 'conda-explicit',
    count: 4,
    complete: true,
    installed: [...CONDA_SET, CONDA_TYPING],
  },
  {
    file: 'environment.yml',
    form: 'environment',
    count: 8,
    complete: false,
    installed: [
      ...CONDA_SET,
      conda('pip', '24.2', 'pyh8b19718_1'),
      TQDM,
      TINYLIB,
      TYPING,
      installed('pyyaml', '6.0.2'),
    ],
  },
  { file: 'pixi.lock', form: 'pixi', count: 7, complete: true, installed: [...CONDA_SET, TQDM, DEMO] },
  {
    file: 'conda-list.txt',
    form: 'listing',
    count: 5,
    complete: true,
    installed: [...CONDA_SET, CONDA_TYPING, TQDM],
  },
  {
    file: 'conda-export.txt',
    form: 'listing',
    count: 5,
    complete: true,
    installed: [...CONDA_SET, CONDA_TYPING, TQDM],
  },
  { file: 'pip-freeze.txt', form: 'listing', count: 5, complete: true, installed: [...PYTHON_SET, TYPING] },
  { file: 'pip-list.txt', form: 'listing', count: 7, complete: true, installed: [...PYTHON_SET, TYPING] },
];
