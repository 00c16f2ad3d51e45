import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { runProbe } from '../../src/capture/probe.ts';
import { checkout } from '../../src/capture/project/checkout.ts';
import { machineHere } from '../../src/io/machine.ts';
import { aMachine, exited } from './builders.ts';

const onGit = spawnSync('git', ['--version']).status === 0 ? describe : describe.skip;

let folder: string;

function git(cwd: string, ...args: string[]): void {
  const settings = ['user.name=T', 'user.email=t@example.org', 'protocol.file.allow=always'];
  const env = { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const result = spawnSync('git', [...settings.flatMap((one) => ['-c', one]), ...args], {
    cwd,
    env,
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(result.stderr);
}

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'checkout-test-')));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const take = (path: string) => runProbe(checkout(join(folder, path)), machineHere({}));
const FULL = { facts: { shallow: false, sparse: false }, unknown: [] };

onGit('how the repository was checked out', () => {
  beforeEach(() => {
    mkdirSync(join(folder, 'full/sub'), { recursive: true });
    git(join(folder, 'full'), 'init', '-q', '-b', 'main');
    writeFileSync(join(folder, 'full/sub/train.py'), 'x');
    git(join(folder, 'full'), 'add', '.');
    git(join(folder, 'full'), 'commit', '-q', '-m', 'first');
    git(join(folder, 'full'), 'commit', '-q', '--allow-empty', '-m', 'second');
  });

  test('whole, from its root, from a folder of it, and in a linked worktree', async () => {
    git(join(folder, 'full'), 'worktree', 'add', '-q', '../linked');
    for (const path of ['full', 'full/sub', 'linked', 'linked/sub']) expect(await take(path)).toEqual(FULL);
  });

  test('with the newest commit only, also in a worktree of such a clone and after it was completed', async () => {
    git(folder, 'clone', '-q', '--depth', '1', `file://${folder}/full`, 'shallow');
    expect((await take('shallow')).facts).toEqual({ shallow: true, sparse: false });
    git(join(folder, 'shallow'), 'worktree', 'add', '-q', '../linked');
    expect((await take('linked')).facts?.shallow).toBe(true);
    git(join(folder, 'shallow'), 'fetch', '-q', '--unshallow');
    expect(await take('shallow')).toEqual(FULL);
  });

  test('with some of the files only, until all are asked for', async () => {
    git(join(folder, 'full'), 'sparse-checkout', 'set', 'sub');
    expect((await take('full')).facts).toEqual({ shallow: false, sparse: true });
    git(join(folder, 'full'), 'sparse-checkout', 'disable');
    expect(await take('full')).toEqual(FULL);
  });

  test('as a submodule, which has its folder elsewhere', async () => {
    mkdirSync(join(folder, 'outer'));
    git(join(folder, 'outer'), 'init', '-q');
    git(join(folder, 'outer'), 'submodule', '--quiet', 'add', `file://${folder}/full`, 'inner');
    expect(await take('outer/inner')).toEqual(FULL);
  });

  test('not at all', async () => {
    mkdirSync(join(folder, 'plain'));
    expect(await take('plain')).toEqual({ facts: null, unknown: [] });
  });
});

test('no program is started for it, and what cannot be read is a reason', async () => {
  const started: string[] = [];
  const machine = aMachine({
    files: { '/r/.git/HEAD': 'x', '/r/.git/shallow': 'x' },
    run: (program) => {
      started.push(program);
      return exited('');
    },
  });
  expect((await runProbe(checkout('/r/sub'), machine)).facts).toEqual({ shallow: true, sparse: false });
  expect(started).toEqual([]);
  const software = { ...machine.software, readText: () => Promise.reject(new Error('EACCES')) };
  expect(await runProbe(checkout('/r'), aMachine({ software }))).toEqual({
    facts: null,
    unknown: [{ path: 'code.shallow', because: 'EACCES' }],
  });
});
