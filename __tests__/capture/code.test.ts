import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { runProbe } from '../../src/capture/probe.ts';
import { code, parseStatus } from '../../src/capture/project/code.ts';
import { machineHere } from '../../src/io/machine.ts';
import { aMachine, exited, reasons } from './builders.ts';

const onGit = spawnSync('git', ['--version']).status === 0 ? describe : describe.skip;

let folder: string;
let repository: string;

/** No settings of the person who runs the tests. */
const ENV = {
  PATH: process.env['PATH'],
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

function git(cwd: string, ...args: string[]): string {
  const identity = [
    '-c',
    'user.name=T',
    '-c',
    'user.email=t@example.org',
    '-c',
    'protocol.file.allow=always',
  ];
  const env = { ...ENV, GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z' };
  const result = spawnSync('git', [...identity, ...args], { cwd, encoding: 'utf8', env });
  if (result.status !== 0) throw new Error(result.stderr);
  return result.stdout.trim();
}

function newRepository(name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  git(path, 'init', '-q', '-b', 'main');
  writeFileSync(join(path, 'train.py'), 'print(1)\n');
  git(path, 'add', '.');
  git(path, 'commit', '-q', '-m', 'first');
  return path;
}

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'code-test-')));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const take = (directory: string, env: Record<string, string | undefined> = ENV) =>
  runProbe(code(directory), machineHere(env));

onGit('the code under test', () => {
  beforeEach(() => {
    repository = newRepository('repo');
  });

  test('as committed', async () => {
    expect(await take(repository)).toEqual({
      facts: {
        commit: git(repository, 'rev-parse', 'HEAD'),
        dirty: false,
        modified: [],
        submodules: [],
        shallow: null,
        sparse: null,
      },
      unknown: [],
    });
  });

  test('a changed, a staged, a deleted and a renamed file; an untracked one does not count', async () => {
    for (const name of ['a b.py', 'gone.py', 'old.py', 'ümlaut.py'])
      writeFileSync(join(repository, name), 'x = 1\n');
    git(repository, 'add', '.');
    git(repository, 'commit', '-q', '-m', 'second');
    appendFileSync(join(repository, 'a b.py'), 'y\n');
    appendFileSync(join(repository, 'ümlaut.py'), 'y\n');
    rmSync(join(repository, 'gone.py'));
    renameSync(join(repository, 'old.py'), join(repository, 'new.py'));
    git(repository, 'add', 'new.py', 'old.py');
    writeFileSync(join(repository, 'untracked.py'), '');
    const { facts } = await take(repository);
    expect(facts?.dirty).toBe(true);
    expect(facts?.modified.toSorted()).toEqual(['a b.py', 'gone.py', 'new.py', 'ümlaut.py']);
  });

  test('untracked files alone leave it clean', async () => {
    writeFileSync(join(repository, 'untracked.py'), '');
    expect((await take(repository)).facts?.dirty).toBe(false);
  });

  test('in a folder of the repository, with paths from its root', async () => {
    mkdirSync(join(repository, 'sub'));
    appendFileSync(join(repository, 'train.py'), 'y\n');
    expect((await take(join(repository, 'sub'))).facts).toMatchObject({
      dirty: true,
      modified: ['train.py'],
    });
  });

  test('of hundreds of changes fifty are named', async () => {
    const names = Array.from({ length: 120 }, (_, index) => `f${index}.py`);
    for (const name of names) writeFileSync(join(repository, name), '');
    git(repository, 'add', '.');
    expect((await take(repository)).facts?.modified).toHaveLength(50);
  });

  test('nothing of the repository is written or run', async () => {
    const hook = join(repository, '.git/hooks/post-index-change');
    writeFileSync(hook, `#!/bin/sh\ntouch ${join(folder, 'hook-ran')}\n`, { mode: 0o755 });
    git(repository, 'config', 'core.fsmonitor', `touch ${join(folder, 'monitor-ran')}; false`);
    writeFileSync(join(repository, 'train.py'), 'print(1)\n');
    await take(repository);
    expect(spawnSync('ls', [folder], { encoding: 'utf8' }).stdout).toBe('repo\n');
  });

  test('not misled by the hook of another repository that started us', async () => {
    const other = newRepository('other');
    const { facts } = await take(repository, { ...ENV, GIT_DIR: join(other, '.git'), GIT_WORK_TREE: other });
    expect(facts?.modified).toEqual([]);
    expect(facts?.commit).toBe(git(repository, 'rev-parse', 'HEAD'));
  });

  test('before the first commit', async () => {
    const path = join(folder, 'empty');
    mkdirSync(path);
    git(path, 'init', '-q');
    expect((await take(path)).facts).toEqual({
      commit: null,
      dirty: false,
      modified: [],
      submodules: [],
      shallow: null,
      sparse: null,
    });
  });

  test('outside any repository there is no code, and that is known', async () => {
    const path = join(folder, 'plain');
    mkdirSync(path);
    expect(await take(path)).toEqual({ facts: null, unknown: [] });
  });

  test('a repository that git cannot read', async () => {
    writeFileSync(join(repository, '.git/HEAD'), 'junk');
    const { facts, unknown } = await take(repository);
    expect(facts).toBeNull();
    expect(reasons(unknown, 'code')['code']).toMatch(/^git exited with code 128: /);
  });

  describe('with submodules', () => {
    beforeEach(() => {
      const library = newRepository('library');
      git(repository, 'submodule', '--quiet', 'add', library, 'libs/one');
      git(repository, 'submodule', '--quiet', 'add', library, 'libs/two');
      git(repository, 'commit', '-q', '-m', 'submodules');
    });

    test('as committed', async () => {
      const commit = git(join(repository, 'libs/one'), 'rev-parse', 'HEAD');
      const { facts } = await take(repository);
      expect(facts).toMatchObject({
        dirty: false,
        submodules: [
          { path: 'libs/one', commit, dirty: false },
          { path: 'libs/two', commit, dirty: false },
        ],
      });
    });

    test('not checked out, as a checkout without submodules leaves it', async () => {
      git(repository, 'submodule', '--quiet', 'deinit', '-f', 'libs/two');
      expect((await take(repository)).facts?.submodules[1]).toEqual({
        path: 'libs/two',
        commit: null,
        dirty: false,
      });
    });

    test('at another commit, and with a changed file', async () => {
      const one = join(repository, 'libs/one');
      git(one, 'commit', '-q', '--allow-empty', '-m', 'more');
      appendFileSync(join(repository, 'libs/two/train.py'), 'y\n');
      const { facts } = await take(repository);
      expect(facts?.submodules).toEqual([
        { path: 'libs/one', commit: git(one, 'rev-parse', 'HEAD'), dirty: true },
        { path: 'libs/two', commit: expect.any(String), dirty: true },
      ]);
      expect(facts?.modified).toEqual(['libs/one', 'libs/two']);
    });
  });
});

describe('git itself', () => {
  const inRepository = { '/r/.git/HEAD': 'ref: refs/heads/main' };

  test('not installed, outside any repository: no code', async () => {
    expect(await runProbe(code('/x'), aMachine())).toEqual({ facts: null, unknown: [] });
  });

  test.each([
    ['not installed', { kind: 'not-found' } as const, /not installed/],
    ['hanging', { kind: 'timed-out', afterMs: 60_000, stdout: '' } as const, /within 60 s/],
    ['killed', { kind: 'signalled', signal: 'SIGKILL', stdout: '' } as const, /SIGKILL/],
    [
      'too old for the format',
      exited('', 129, "error: unsupported value for option 'porcelain'"),
      /code 129/,
    ],
  ])('%s, in a repository: unknown', async (_, result, expected) => {
    const machine = aMachine({ files: inRepository, run: () => result });
    expect(reasons((await runProbe(code('/r/sub'), machine)).unknown, 'code')['code']).toMatch(expected);
  });

  test('submodules that cannot be listed cost only themselves', async () => {
    const machine = aMachine({
      files: { ...inRepository, '/r/.gitmodules': '[submodule]' },
      run: (_, args) =>
        args.includes('submodule') ? exited('', 1, 'fatal: no url') : exited('# branch.oid abc123\0'),
    });
    const { facts, unknown } = await runProbe(code('/r'), machine);
    expect(facts?.commit).toBe('abc123');
    expect(reasons(unknown, 'code')).toEqual({ 'code.submodules': 'git exited with code 1: fatal: no url' });
  });

  test('the old name of a renamed file is no entry', () => {
    const stdout = [
      '# branch.oid abc1',
      '2 R. N... 100644 100644 100644 a a R100 new name',
      '1 old name',
      'u UU N... 1 1 1 1 a b c both',
    ];
    expect(parseStatus(stdout.join('\0')).changes.map(({ path }) => path)).toEqual(['new name', 'both']);
  });
});
