import { describe, expect, test } from '@jest/globals';
import { interpreterPath, judgeInterpreters, judgeNamed } from '../../src/judge/interpreter.ts';
import { aSnapshot } from '../builders.ts';
import { smokeTest } from '../smoke/builders.ts';

describe('the interpreter in a smoke command', () => {
  test.each([
    ['/venv/bin/python train.py', '/venv/bin/python'],
    ['.venv/bin/python3.12 -m train', '.venv/bin/python3.12'],
    ['~/envs/a/bin/python3\n', '~/envs/a/bin/python3'],
    ['OMP_NUM_THREADS=1 A=b exec ./bin/python train.py', './bin/python'],
    ['/opt/pypy/bin/pypy3 train.py', '/opt/pypy/bin/pypy3'],
  ])('%j is told by its path', (run, path) => {
    expect(interpreterPath({ run })).toBe(path);
  });

  test.each([
    'python3 train.py',
    'uv run python train.py',
    'bash /venv/bin/python',
    '"$VENV"/bin/python train.py',
    '/venv/bin/python-config --help',
    '/venv/bin/torchrun train.py',
    '',
  ])('%j names none by its path', (run) => {
    expect(interpreterPath({ run })).toBeNull();
  });
});

describe('a smoke test with an interpreter of its own', () => {
  const where = () => ({ file: '.repro/policy.yml', line: 3, column: 5 });
  const policy = (run: string) => ({ smoke: [smokeTest({ run })], where });
  /** Two environments; `~/venv` is where the snapshot's interpreter is. */
  const environmentAt = async (path: string) =>
    path.startsWith('~/venv') || path.startsWith('/home/u/venv')
      ? 'venv'
      : path.startsWith('/other')
        ? 'other'
        : null;
  const codes = async (run: string, snapshot = aSnapshot()) =>
    (await judgeInterpreters(policy(run), snapshot, environmentAt)).map(({ code }) => code);

  test('is told that the snapshot is not of what trains', async () => {
    const findings = await judgeInterpreters(
      policy('/other/bin/python train.py'),
      aSnapshot(),
      environmentAt,
    );
    expect(findings).toMatchObject([
      {
        code: 'python/other-interpreter',
        severity: 'warning',
        subject: 'train',
        expected: '~/venv/bin/python',
        found: '/other/bin/python',
        where: { line: 3 },
        next: expect.stringContaining('--python /other/bin/python'),
      },
    ]);
  });

  test('also where no interpreter was captured', async () => {
    expect(await codes('/other/bin/python train.py', aSnapshot({ python: null }))).toEqual([
      'python/other-interpreter',
    ]);
  });

  test.each([
    ['the captured one by another name', '/home/u/venv/bin/python3 train.py'],
    ['one that is not there, which the run will say', '/nowhere/bin/python train.py'],
    ['one that PATH decides', 'python train.py'],
  ])('is told nothing about %s', async (_, run) => {
    expect(await codes(run)).toEqual([]);
  });

  test('is told nothing where the captured one cannot be found again', async () => {
    const { python } = aSnapshot();
    if (python === null) throw new Error('the snapshot has no Python');
    const snapshot = aSnapshot({ python: { ...python, executable: '/data/<user>/bin/python' } });
    expect(await codes('/other/bin/python train.py', snapshot)).toEqual([]);
  });
});

describe('an interpreter that was named', () => {
  test('and answered is fine', () => {
    expect(judgeNamed(aSnapshot())).toEqual([]);
  });

  test('and did not is a wrong call, with the reason', () => {
    const because = 'there is no Python at /nope';
    const snapshot = aSnapshot({ python: null, unknown: [{ path: 'python', because }] });
    expect(judgeNamed(snapshot)).toMatchObject([
      { code: 'python/unusable', severity: 'error', found: because },
    ]);
  });
});
