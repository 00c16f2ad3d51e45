import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type DataRequest, readData } from '../../src/capture/project/data/data.ts';
import { MOST_ENTRIES } from '../../src/capture/project/data/describe.ts';
import { machineHere } from '../../src/io/machine.ts';
import { aMachine, reasons } from './builders.ts';

const MD5 = '22a1a2931c8370d3aeedd7183606fd7f';

let folder: string;
let repository: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'data-test-')));
  repository = join(folder, 'repository');
  mkdirSync(repository);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(path: string, content: Uint8Array | string): string {
  const full = join(repository, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
  return `sha256:${sha256(content)}`;
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

async function read(patterns: readonly string[], more: Partial<DataRequest> = {}) {
  const machine = machineHere({ PATH: process.env['PATH'], HOME: join(folder, 'home') });
  const { facts, unknown } = await readData(machine, { directory: repository, patterns, ...more });
  return { facts, unknown, because: reasons(unknown, 'data') };
}

describe('files and folders', () => {
  test('a file by its path, and several by a glob, sorted and each once', async () => {
    const b = file('data/b.csv', 'b');
    const a = file('data/a.csv', 'a');
    file('data/readme.txt', 'x');
    expect(await read(['data/b.csv', 'data/*.csv', 'data/b.csv'])).toMatchObject({
      facts: [
        { path: 'data/a.csv', kind: 'file', hash: a },
        { path: 'data/b.csv', kind: 'file', hash: b },
      ],
      unknown: [],
    });
  });

  test('a folder is one digest over the paths and digests in it', async () => {
    const one = file('data/images/1.png', randomBytes(100_000));
    const two = file('data/images/deep/2.png', '2');
    const lines = `1.png\0${one}\ndeep/2.png\0${two}\n`;
    expect(await read(['data/images'])).toMatchObject({
      facts: [{ path: 'data/images', kind: 'folder', hash: `sha256:${sha256(lines)}` }],
      unknown: [],
    });
  });

  test.each([
    ['a file that changes', () => file('data/1', 'other')],
    ['a file that comes', () => file('data/3', '')],
    ['a file that goes', () => rmSync(join(repository, 'data/1'))],
    [
      'a file that moves',
      () => {
        rmSync(join(repository, 'data/2'));
        file('data/4', '2');
      },
    ],
  ])('the digest of a folder notices %s', async (_, change) => {
    file('data/1', '1');
    file('data/2', '2');
    const before = (await read(['data'])).facts;
    change();
    expect((await read(['data'])).facts).not.toEqual(before);
  });

  test('what tools leave behind does not count, and what is excluded does not either', async () => {
    const code = file('src/train.py', 'x');
    file('src/__pycache__/train.cpython-311.pyc', 'x');
    file('.git/HEAD', 'ref');
    file('src/notes/a.md', 'x');
    file('top.txt', 'x');
    expect((await read(['src/**', '!src/notes', '!**/*.md'])).facts).toEqual([
      { path: 'src/train.py', kind: 'file', hash: code },
    ]);
    expect((await read(['**', '!src'])).facts.map(({ path }) => path)).toEqual(['top.txt']);
    const [before] = (await read(['src'])).facts;
    file('src/__pycache__/other.pyc', 'y');
    expect((await read(['src'])).facts).toEqual([before]);
  });

  test('more files than anybody reads are one entry', async () => {
    for (let index = 0; index <= MOST_ENTRIES; index += 1) file(`data/${index}.txt`, `${index}`);
    expect(await read(['data/*.txt'])).toMatchObject({
      facts: [{ path: 'data/*.txt', kind: 'folder', hash: expect.stringMatching(/^sha256:/) }],
      unknown: [],
    });
    rmSync(join(repository, 'data/7.txt'));
    expect((await read(['data/*.txt'])).facts).toHaveLength(MOST_ENTRIES);
  });

  test('what is not there, or is nothing to read, is a reason', async () => {
    file('data/a', 'a');
    spawnSync('mkfifo', [join(repository, 'pipe')]);
    expect(
      await read(['missing.csv', 'data/*.csv', 'missing/**', 'pipe', '../x', '/etc/passwd', 's3://b/x']),
    ).toMatchObject({
      facts: [],
      because: {
        'data[missing.csv]': 'it does not exist',
        'data[data/*.csv]': 'it matches no file',
        'data[missing/**]': 'it does not exist',
        'data[pipe]': 'it is neither a file nor a folder',
        'data[../x]': 'expected a path inside the repository, found `..`',
        'data[/etc/passwd]': 'expected a path relative to the repository, found one that is not',
        'data[s3://b/x]': expect.stringMatching(/^expected a path, hf:/),
      },
    });
  });

  test('a repository that is not there, and a machine that has no data', async () => {
    const gone = { directory: join(folder, 'gone') };
    expect((await read(['x'], gone)).because).toEqual({ data: 'the repository cannot be looked into' });
    const { unknown } = await readData(aMachine(), { directory: '/r', patterns: ['x'] });
    expect(unknown).toEqual([{ path: 'data', because: 'the repository cannot be looked into' }]);
  });

  test('a port that fails is a reason', async () => {
    const here = machineHere({});
    const data = {
      ...here.data,
      real: async (path: string) => path,
      look: async () => 'folder' as const,
      entries: async () => {
        throw new Error('EIO: i/o error');
      },
      digest: async () => [],
    };
    const { facts, unknown } = await readData({ ...here, data }, { directory: '/r', patterns: ['x', 'y/*'] });
    expect(facts).toEqual([]);
    expect(unknown).toEqual([
      { path: 'data[x]', because: 'a part of it cannot be read: x: EIO: i/o error' },
      { path: 'data[y]', because: 'EIO: i/o error' },
    ]);
  });
});

describe('symbolic links', () => {
  const OUT = 'a symbolic link leads out of the repository; only files inside it are read';

  test('inside the repository are followed', async () => {
    const hash = file('store/a.csv', 'a');
    mkdirSync(join(repository, 'data'));
    symlinkSync('../store/a.csv', join(repository, 'data/link.csv'));
    symlinkSync('../store', join(repository, 'data/folder'));
    expect((await read(['data/**'])).facts).toEqual([
      { path: 'data/folder/a.csv', kind: 'file', hash },
      { path: 'data/link.csv', kind: 'file', hash },
    ]);
    expect((await read(['data/link.csv'])).facts).toEqual([{ path: 'data/link.csv', kind: 'file', hash }]);
  });

  test('that leave it are refused, wherever they are', async () => {
    writeFileSync(join(folder, 'secret'), 's');
    mkdirSync(join(folder, 'repository-2'));
    file('data/a', 'a');
    symlinkSync(join(folder, 'secret'), join(repository, 'direct'));
    symlinkSync('../../secret', join(repository, 'data/in-folder'));
    symlinkSync('../repository-2', join(repository, 'sibling'));
    expect(await read(['direct', 'data', 'data/*', 'sibling', 'sibling/**'])).toMatchObject({
      facts: [{ path: 'data/a' }],
      because: {
        'data[direct]': OUT,
        'data[data]': `a part of it cannot be read: data/in-folder: ${OUT}`,
        'data[data/in-folder]': OUT,
        'data[sibling]': OUT,
        'data[sibling/**]': OUT,
      },
    });
  });

  test('that leave it do not matter to a pattern that says nothing of them', async () => {
    file('a.csv', 'a');
    symlinkSync('/etc', join(repository, 'etc'));
    expect((await read(['*.csv'])).unknown).toEqual([]);
  });

  test('that lead back, or nowhere, are reasons', async () => {
    file('data/a', 'a');
    symlinkSync('..', join(repository, 'data/up'));
    symlinkSync('missing', join(repository, 'data/dangling'));
    symlinkSync('self', join(repository, 'data/self'));
    expect((await read(['data/**'])).because).toEqual({
      'data[data/up/data]': 'a symbolic link leads back to a folder above it',
      'data[data/dangling]': 'it does not exist',
      'data[data/self]': expect.stringMatching(/ELOOP/),
    });
  });

  test('as the repository itself', async () => {
    const hash = file('a', 'a');
    symlinkSync('repository', join(folder, 'link'));
    expect((await read(['a'], { directory: join(folder, 'link') })).facts).toEqual([
      { path: 'a', kind: 'file', hash },
    ]);
  });
});

describe('files that stand for data', () => {
  const OID = sha256('large');
  const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${OID}\nsize 5\n`;

  test('a Git LFS pointer in the working tree has the digest of the data, and is said not to be it', async () => {
    file('model.bin', POINTER);
    expect(await read(['model.bin'])).toMatchObject({
      facts: [{ path: 'model.bin', kind: 'lfs', hash: `sha256:${OID}` }],
      because: {
        'data[model.bin].content':
          'the working tree holds the Git LFS pointer and not the 5 bytes that it stands for; run `git lfs pull`',
      },
    });
  });

  test('the same file, fetched, has the same digest, alone and in a folder', async () => {
    file('data/model.bin', POINTER);
    const [pointer, folderOfPointer] = (await read(['data/*', 'data'])).facts.toReversed();
    file('data/model.bin', 'large');
    const fetched = await read(['data/*', 'data']);
    expect(fetched.unknown).toEqual([]);
    expect(fetched.facts.map(({ hash }) => hash)).toEqual([folderOfPointer?.hash, pointer?.hash]);
  });

  test('DVC pointers and lock files, with what they say and cannot say', async () => {
    file('data/train.csv.dvc', `outs:\n- md5: ${MD5}\n  hash: md5\n  path: train.csv\n`);
    file(
      'dvc.lock',
      `schema: '2.0'\nstages:\n  a:\n    outs:\n    - path: out\n      hash: md5\n      md5: ${MD5}.dir\n`,
    );
    file('data/broken.dvc', 'outs: [');
    expect(await read(['data/*.dvc', 'dvc.lock'])).toMatchObject({
      facts: [
        { path: 'data/train.csv', kind: 'dvc', hash: `md5:${MD5}` },
        { path: 'out', kind: 'dvc', hash: `md5:${MD5}.dir` },
      ],
      because: { 'data[data/broken.dvc]': expect.stringMatching(/^it is no YAML/) },
    });
  });
});

describe('the cache of the hub', () => {
  const COMMIT = 'c'.repeat(40);
  const HUB = '../home/.cache/huggingface/hub/datasets--org--name';

  test('tells the commit of a data set and of a model', async () => {
    file(`${HUB}/refs/main`, COMMIT);
    file(`${HUB}/snapshots/${COMMIT}/data.parquet`, 'x');
    file('../home/.cache/huggingface/hub/models--gpt2/refs/main', 'd'.repeat(40));
    file(`../home/.cache/huggingface/hub/models--gpt2/snapshots/${'d'.repeat(40)}/config.json`, '{}');
    expect(await read(['hf://datasets/org/name', 'hf://models/gpt2'])).toMatchObject({
      facts: [
        { path: 'hf://datasets/org/name', kind: 'huggingface', hash: `git:${COMMIT}` },
        { path: 'hf://models/gpt2', kind: 'huggingface', hash: `git:${'d'.repeat(40)}` },
      ],
      unknown: [],
    });
  });

  test('without a reference tells the only commit that it holds', async () => {
    file(`${HUB}/snapshots/${COMMIT}/x`, 'x');
    expect((await read(['hf://datasets/org/name'])).facts[0]?.hash).toBe(`git:${COMMIT}`);
    expect((await read([`hf://datasets/org/name@${COMMIT}`])).facts[0]?.hash).toBe(`git:${COMMIT}`);
    file(`${HUB}/snapshots/${'e'.repeat(40)}/x`, 'x');
    expect((await read(['hf://datasets/org/name'])).because['data[hf://datasets/org/name]']).toMatch(
      /^its cache has no reference main among commits c+, e+; name one with @COMMIT$/,
    );
  });

  test.each([
    ['nothing of it', () => {}, /hf download org\/name --repo-type dataset$/],
    [
      'a reference to what is not there',
      () => file(`${HUB}/refs/main`, COMMIT),
      /names commit c+ and does not hold it/,
    ],
    [
      'a broken reference',
      () => file(`${HUB}/refs/main`, '../../x'),
      /refs\/main of its cache holds no commit/,
    ],
  ])('that holds %s is a reason', async (_, prepare, because) => {
    prepare();
    expect((await read(['hf://datasets/org/name'])).because['data[hf://datasets/org/name]']).toMatch(because);
  });
});

describe('a run of MLflow', () => {
  const RUN = 'mlruns/1/0123456789abcdef0123456789abcdef';
  const SET = 'f'.repeat(32);

  beforeEach(() => {
    file(`${RUN}/meta.yaml`, 'run_id: x\n');
    file(
      `${RUN}/inputs/aa/meta.yaml`,
      `destination_id: x\ndestination_type: RUN\nsource_id: ${SET}\nsource_type: DATASET\ntags:\n  mlflow.data.context: training\n`,
    );
  });

  test('tells its data sets, and tags about data', async () => {
    file(
      `mlruns/1/datasets/${SET}/meta.yaml`,
      "digest: 1e5f0d3a\nname: wine\nprofile: '{}'\nsource_type: http\n",
    );
    file(`${RUN}/tags/mlflow.data.version`, '7');
    file(`${RUN}/tags/mlflow.user`, 'alice');
    expect(await read([`mlflow:${RUN}`])).toMatchObject({
      facts: [
        { path: `mlflow:${RUN}#mlflow.data.version`, kind: 'mlflow', hash: `sha256:${sha256('7')}` },
        { path: `mlflow:${RUN}#wine`, kind: 'mlflow', hash: 'mlflow:1e5f0d3a' },
      ],
      unknown: [],
    });
  });

  test('whose data set is missing, names another folder, or has no digest', async () => {
    const because = async () => (await read([`mlflow:${RUN}`])).because[`data[mlflow:${RUN}]`];
    expect(await because()).toBe(`the data set ${SET} cannot be read`);
    file(`mlruns/1/datasets/${SET}/meta.yaml`, 'name: wine\n');
    expect(await because()).toBe('the data set wine has no digest');
    file(`${RUN}/inputs/aa/meta.yaml`, 'source_type: DATASET\nsource_id: ../../..\n');
    expect(await because()).toBe('an input of it names no data set');
  });

  test('without data, outside the repository, or missing', async () => {
    rmSync(join(repository, RUN, 'inputs'), { recursive: true });
    expect((await read([`mlflow:${RUN}`, 'mlflow:../x', 'mlflow:gone'])).because).toEqual({
      [`data[mlflow:${RUN}]`]: 'expected a run with data sets, found none in it',
      'data[mlflow:../x]': 'expected a path inside the repository, found `..`',
      'data[mlflow:gone]': 'it does not exist',
    });
  });

  test('whose files are links out of the repository are not read', async () => {
    const outside = join(folder, 'outside.yaml');
    writeFileSync(outside, 'digest: leaked\nname: secret\n');
    mkdirSync(join(repository, `mlruns/1/datasets/${SET}`), { recursive: true });
    symlinkSync(outside, join(repository, `mlruns/1/datasets/${SET}/meta.yaml`));
    const { facts, unknown } = await read([`mlflow:${RUN}`]);
    expect(facts).toEqual([]);
    expect(JSON.stringify(unknown)).not.toContain('leaked');
  });
});

test('progress is told of all data together, and the cache may be off', async () => {
  file('a', randomBytes(300_000));
  file('b', randomBytes(200_000));
  const totals: number[] = [];
  const digest = { cache: 'off', progress: ({ total }: { total: number }) => totals.push(total) } as const;
  await read(['a', 'b'], { digest });
  expect(new Set(totals)).toEqual(new Set([500_000]));
  expect(() => readFileSync(join(folder, 'home/.cache/repro-gate/digests'))).toThrow(/ENOENT/);
});
