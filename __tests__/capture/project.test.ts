import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Parsed } from '../../src/capture/probe.ts';
import {
  composeProject,
  NOTHING_NAMED,
  type ProjectFacts,
  type ProjectRequest,
  readProjectFiles,
} from '../../src/capture/project/project.ts';
import type { Python } from '../../src/capture/snapshot.ts';
import { machineHere } from '../../src/io/machine.ts';
import { aPackage, aSnapshot } from '../builders.ts';
import { aFile, aFolder } from './interpreters.ts';

let directory = '';
beforeEach(() => {
  directory = aFolder();
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const write = (path: string, text: string): string => aFile(join(directory, path), text);

const python = (names: Readonly<Record<string, string>>): Parsed<Python | null> => {
  const base = aSnapshot().python;
  if (base === null) throw new Error('there is no Python');
  const packages = Object.entries(names).map(([name, version]) => aPackage(name, version));
  return { facts: { ...base, packages }, unknown: [] };
};

async function read(
  request: Partial<ProjectRequest>,
  interpreted: Parsed<Python | null> = python({ numpy: '2.2.6' }),
): Promise<Parsed<ProjectFacts>> {
  const machine = machineHere({ PATH: process.env['PATH'], XDG_CACHE_HOME: join(directory, 'cache') });
  const place = { directory, request: { ...NOTHING_NAMED, ...request } };
  const files = await readProjectFiles(machine, place);
  return composeProject(machine, place, { python: interpreted, files });
}

describe('a project of which the policy names nothing', () => {
  test('has nothing to read', async () => {
    expect(await read({})).toEqual({
      facts: { locks: [], data: [], parameters: [], inputs: {} },
      unknown: [],
    });
  });
});

describe('the inputs of a smoke test', () => {
  const inputs = { train: ['src/**', 'params.yaml'], eval: ['params.yaml'] };
  const both = async () => (await read({ inputs })).facts.inputs;

  beforeEach(() => {
    write('src/a.py', 'a\n');
    write('src/deep/b.py', 'b\n');
    write('params.yaml', 'lr: 1\n');
  });

  test('are one fingerprint each, which follows what is named and nothing else', async () => {
    const before = await both();
    expect(before).toEqual({
      train: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      eval: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
    expect(before['train']).not.toBe(before['eval']);
    write('README.md', 'text\n');
    expect(await both()).toEqual(before);
    write('src/deep/b.py', 'c\n');
    const after = await both();
    expect(after['train']).not.toBe(before['train']);
    expect(after['eval']).toBe(before['eval']);
    write('src/deep/b.py', 'b\n');
    expect(await both()).toEqual(before);
  });

  test('a file that is moved makes another fingerprint', async () => {
    const before = await both();
    rmSync(join(directory, 'src/a.py'));
    write('src/moved.py', 'a\n');
    expect((await both())['train']).not.toBe(before['train']);
  });

  test('have no fingerprint, and a reason, when something of them cannot be read', async () => {
    const { facts, unknown } = await read({ inputs: { ...inputs, other: ['params.yaml', 'gone.yaml'] } });
    expect(Object.keys(facts.inputs)).toEqual(['train', 'eval']);
    expect(unknown).toEqual([{ path: 'inputs[other]', because: expect.any(String) }]);
  });
});

describe('a lock file', () => {
  const locks = async (path: string, interpreted?: Parsed<Python | null>) => {
    const { facts, unknown } = await read({ lockfiles: [path] }, interpreted);
    return { locks: facts.locks, unknown };
  };

  test('is described and held against what is installed', async () => {
    write('requirements.txt', 'numpy==2.2.5\n');
    expect(await locks('requirements.txt')).toEqual({
      locks: [
        {
          path: 'requirements.txt',
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          form: 'requirements',
          packages: 1,
          requiresPython: null,
          disagreements: [
            {
              name: 'numpy',
              ecosystem: 'pypi',
              kind: 'version',
              expected: '2.2.5',
              found: '2.2.6',
              file: null,
              line: 1,
            },
          ],
          notes: [],
        },
      ],
      unknown: [],
    });
  });

  test('in a folder includes others from beside it, over several levels and in circles', async () => {
    write('requirements/all.txt', '-r base.txt\n-c limits.txt\n');
    write('requirements/base.txt', 'numpy\n-r deeper/more.txt\n');
    write('requirements/limits.txt', 'numpy<2\n');
    write('requirements/deeper/more.txt', 'tqdm==4.67.1\n-r ../all.txt\n');
    const { locks: found, unknown } = await locks('requirements/all.txt');
    expect(unknown).toEqual([]);
    expect(found[0]?.disagreements.map(({ name, kind, file }) => [name, kind, file])).toEqual([
      ['numpy', 'version', 'requirements/limits.txt'],
      ['tqdm', 'missing', 'requirements/deeper/more.txt'],
    ]);
  });

  test.each([
    ['a constraint on an open line', 'numpy\n-c limits.txt\n', ['numpy version']],
    ['a constraint on an exact line', 'numpy==2.2.6\n-c limits.txt\n', ['numpy version']],
    ['a constraint on what is not asked for', 'tqdm\n-c limits.txt\n', ['tqdm missing', 'numpy version']],
    ['the second of two lines', 'numpy>=2\nnumpy<2.1\n', ['numpy version']],
    ['two lines that both hold', 'numpy>=2\nnumpy<2.3\n', []],
  ])('of pip holds by all its lines: %s', async (_, text, expected) => {
    write('requirements.txt', text);
    write('limits.txt', 'numpy<2\nscipy<1\n');
    const { locks: found } = await locks('requirements.txt');
    expect(found[0]?.disagreements.map(({ name, kind }) => `${name} ${kind}`).sort()).toEqual(
      expected.toSorted(),
    );
  });

  test.each([
    ['that is not there', 'uv.lock', null, 'there is no such file'],
    ['outside the project', '../uv.lock', null, 'it is outside the project'],
    ['by an absolute path', '/etc/passwd', null, 'it is outside the project'],
    ['of no known form', 'lock.json', '{}\n', 'it is none of the known forms of lock files'],
    [
      'with a conflict in it',
      'uv.lock',
      'version = 1\n<<<<<<< HEAD\n',
      'line 2: it has merge-conflict markers',
    ],
  ])('%s is unknown, with the reason', async (_, path, text, because) => {
    if (text !== null) write(path, text);
    expect(await locks(path)).toEqual({ locks: [], unknown: [{ path: `locks[${path}]`, because }] });
  });

  test.each([
    ['there is no Python', { facts: null, unknown: [] }, 'there is no Python to compare it with'],
    [
      'Python could not be started',
      { facts: null, unknown: [{ path: 'python', because: 'it hangs' }] },
      'it hangs',
    ],
    [
      'the packages could not be read',
      { ...python({}), unknown: [{ path: 'python.packages', because: 'the disk is gone' }] },
      'the disk is gone',
    ],
  ])('is not said to agree where %s', async (_, interpreted, because) => {
    write('requirements.txt', 'numpy==2.2.5\n');
    const found = await locks('requirements.txt', interpreted);
    expect(found.locks).toMatchObject([{ form: 'requirements', packages: 1, disagreements: [] }]);
    expect(found.unknown).toEqual([{ path: 'locks[requirements.txt].disagreements', because }]);
  });

  test('named twice is read once', async () => {
    write('requirements.txt', 'numpy\n');
    expect((await read({ lockfiles: ['requirements.txt', 'requirements.txt'] })).facts.locks).toHaveLength(1);
  });

  test("compares conda's packages by their build string", async () => {
    write(
      'conda.lock',
      '@EXPLICIT\nhttps://conda.anaconda.org/conda-forge/linux-64/libblas-3.9.0-31_hmkl.conda\n',
    );
    const installed = python({});
    const conda = [{ name: 'libblas', version: '3.9.0', build: '31_h59b9bed_openblas', channel: null }];
    const facts = installed.facts === null ? null : { ...installed.facts, conda };
    const { locks: found } = await locks('conda.lock', { facts, unknown: [] });
    expect(found[0]?.disagreements).toMatchObject([
      { name: 'libblas', ecosystem: 'conda', kind: 'build', found: '3.9.0 31_h59b9bed_openblas' },
    ]);
  });
});
