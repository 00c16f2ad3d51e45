/**
 * A project locked and installed by real uv: what it installed agrees with every form that it writes, and a package that
 * somebody upgrades by hand is the one thing that does not. Run by the slow stage; skipped, and shown as such, where
 * packages cannot be installed.
 */

import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { agree } from '../../src/locks/agree.ts';
import type { Installed } from '../../src/locks/installed.ts';
import { markerEnvironment } from '../../src/locks/marker-environment.ts';
import { readLock } from '../../src/locks/read-lock.ts';
import { aFile, aFolder, PYTHON, valueFrom } from '../capture/interpreters.ts';

jest.setTimeout(120_000);

const PROJECT = `[project]
name = "demo"
version = "0.1.0"
requires-python = ">=3.9"
dependencies = [
  "requests[socks]==2.32.3",
  "tqdm==4.67.1",
  "click==8.1.7",
  "importlib-metadata; python_version < '3.8'",
]
[project.optional-dependencies]
plot = ["flask==3.1.1"]
[dependency-groups]
dev = ["pytest==8.3.5"]
[tool.uv]
package = false
`;
const FILES = ['uv.lock', 'pylock.toml', 'requirements.txt', 'installed.txt', 'table.txt'];

const root = aFolder();
const uv = join(root, 'tool/bin/uv');
const python = join(root, '.venv/bin/python');

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

/** What a program printed; or null, with what it said in `failure`. */
function run(program: string, args: readonly string[]): string | null {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    timeout: 300_000,
  });
  if (status !== 0) failure = `${args.slice(0, 3).join(' ')} failed: ${stderr?.trim().split('\n').at(-1)}`;
  return status === 0 ? stdout : null;
}

let failure = '';

function prepare(): boolean {
  if (PYTHON === null) failure = 'there is no python3';
  aFile(join(root, 'pyproject.toml'), PROJECT);
  const interpreter = PYTHON?.executable ?? '';
  const steps: readonly (readonly [string, ...string[]])[] = [
    [interpreter, '-m', 'venv', join(root, 'tool')],
    [join(root, 'tool/bin/python'), '-m', 'pip', 'install', '--quiet', 'uv'],
    [uv, 'lock', '--quiet', '--python', interpreter],
    [uv, 'sync', '--quiet', '--no-dev', '--python', interpreter],
    [uv, 'export', '--quiet', '--no-dev', '--format', 'pylock.toml', '-o', 'pylock.toml'],
    [uv, 'export', '--quiet', '--no-dev', '-o', 'requirements.txt'],
  ];
  if (!steps.every(([program, ...args]) => run(program, args) !== null)) return false;
  aFile(join(root, 'installed.txt'), run(uv, ['pip', 'freeze']) ?? '');
  aFile(join(root, 'table.txt'), run(uv, ['pip', 'list']) ?? '');
  return failure === '';
}

const prepared = prepare();
if (!prepared) test.skip(`without uv: ${failure}`, () => {});

function installed(): readonly Installed[] {
  const script = `import re
from importlib.metadata import distributions
print(json.dumps([[re.sub(r"[-_.]+", "-", d.metadata["Name"]).lower(), d.version] for d in distributions()]))`;
  const found = valueFrom(python, script) as readonly (readonly [string, string])[];
  return found.map(([name, version]) => ({ name, version, commit: null, editable: false }));
}

function disagreements(file: string, groups: readonly string[] = []) {
  const lock = readLock(file, readFileSync(join(root, file), 'utf8'));
  if (lock.kind === 'unreadable') throw new Error(JSON.stringify(lock));
  const version = valueFrom(
    python,
    'import platform; print(json.dumps(platform.python_version()))',
  ) as string;
  const { platform, arch } = process;
  const environment = markerEnvironment({
    pythonVersion: version,
    implementation: 'CPython',
    platform,
    arch,
    groups,
  });
  return agree(lock, installed(), { environment, project: ['demo'] });
}

(prepared ? describe : describe.skip)('a project that uv has locked and installed', () => {
  test.each(FILES)('%s agrees with what is installed', (file) => {
    expect(disagreements(file)).toEqual([]);
  });

  test('what the development group would bring is not there', () => {
    const missing = disagreements('uv.lock', ['dev']);
    expect(new Set(missing.map(({ kind }) => kind))).toEqual(new Set(['missing']));
    expect(missing.map(({ name }) => name)).toContain('pytest');
  });

  test('a package changed by hand, and one added', () => {
    expect(run(uv, ['pip', 'install', '--quiet', 'click==8.1.8', 'six==1.17.0'])).not.toBeNull();
    for (const file of FILES) {
      const found = disagreements(file).map(({ kind, name, found: version }) => [kind, name, version]);
      expect(found).toEqual([
        ['version', 'click', '8.1.8'],
        ['extra', 'six', '1.17.0'],
      ]);
    }
  });
});
