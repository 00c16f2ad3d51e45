import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseDvcLock, parseDvcPointer } from '../../src/capture/project/data/dvc.ts';
import { inputsFingerprint } from '../../src/capture/project/data/fingerprint.ts';
import { hubCache, parseHubName } from '../../src/capture/project/data/huggingface.ts';
import { parseLfsPointer } from '../../src/capture/project/data/lfs.ts';
import { matchesName, parsePathGlob } from '../../src/capture/project/data/path-glob.ts';
import { aMachine } from './builders.ts';

const MD5 = '22a1a2931c8370d3aeedd7183606fd7f';
const OTHER = 'b8f4d5a78e55e88906d5f4aeaf43802e';

function glob(text: string) {
  const parsed = parsePathGlob(text);
  if (parsed.kind !== 'glob') throw new Error(parsed.because);
  return parsed.glob;
}

describe('a path glob', () => {
  test.each([
    ['data/train.csv', 'data/train.csv', true],
    ['./data//train.csv', 'data/train.csv', true],
    ['data/train.csv', 'data/train.csv.dvc', false],
    ['data/*', 'data/train.csv', true],
    ['data/*', 'data/a/train.csv', false],
    ['data/*', 'data/.hidden', true],
    ['data/**', 'data/a/b/c', true],
    ['data/**', 'database/a', false],
    ['**/*.csv', 'train.csv', true],
    ['**/*.csv', 'a/b/train.csv', true],
    ['a/**/z', 'a/z', true],
    ['a/**/m/**/z', 'a/x/m/y/m/z', true],
    ['a/**/m/**/z', 'a/x/y/z', false],
    ['s?ed.txt', 'seed.txt', true],
    ['s?ed.txt', 's/ed.txt', false],
    ['A/*', 'a/b', false],
    ['a[1].csv', 'a[1].csv', true],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(glob(pattern).matches(path)).toBe(expected);
  });

  test.each([
    ['src/*.py', 'src', true],
    ['src/*.py', 'src/deep', false],
    ['src/*.py', 'lib', false],
    ['**/x', 'any/where', true],
  ])('%s may match below %s: %s', (pattern, folder, expected) => {
    expect(glob(pattern).mayMatchBelow(folder)).toBe(expected);
  });

  test('covers what is below a folder that it names', () => {
    expect(glob('data/tmp').covers('data/tmp/a/b')).toBe(true);
    expect(glob('data/tmp').covers('data/tmpx')).toBe(false);
  });

  test.each(['/etc/passwd', '../x', 'a/../../x', '~/x', 'C:/x', 'a\\b', 'a\0b'])('%j is refused', (text) => {
    expect(parsePathGlob(text).kind).toBe('problem');
  });

  test('agrees with a regular expression on names', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const name = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
    fc.assert(
      fc.property(letters, name, (pattern, text) => {
        const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        expect(matchesName(pattern, text)).toBe(expression.test(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test('a folder above a match may always hold it', () => {
    const segment = fc.constantFrom('a', 'b', '*', '**', '?');
    const names = fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), names, (segments, path) => {
        const { matches, mayMatchBelow } = glob(segments.join('/'));
        fc.pre(matches(path.join('/')));
        for (let length = 0; length < path.length; length += 1) {
          expect(mayMatchBelow(path.slice(0, length).join('/'))).toBe(true);
        }
      }),
    );
  });
});

describe('a DVC pointer', () => {
  test('of version 3', () => {
    const text = `outs:\n- md5: ${MD5}\n  size: 14445097\n  hash: md5\n  path: train.csv\n`;
    expect(parseDvcPointer(text, 'data/train.csv.dvc')).toEqual({
      entries: [{ path: 'data/train.csv', hash: `md5:${MD5}` }],
      problems: [],
    });
  });

  test('of version 2, whose digest is that of text with its line ends changed', () => {
    const text = `outs:\n- md5: ${MD5}\n  size: 3\n  path: train.csv\n`;
    expect(parseDvcPointer(text, 'train.csv.dvc').entries[0]?.hash).toBe(`md5-dos2unix:${MD5}`);
  });

  test('of version 1, with the digest of the pointer itself at the top, and a working folder', () => {
    const text = `md5: ${OTHER}\nwdir: ..\nouts:\n- md5: ${MD5}\n  path: x/train.csv\n  cache: true\n  metric: false\n`;
    expect(parseDvcPointer(text, 'data/train.csv.dvc').entries).toEqual([
      { path: 'x/train.csv', hash: `md5-dos2unix:${MD5}` },
    ]);
  });

  test('of a folder', () => {
    const text = `outs:\n- md5: ${MD5}.dir\n  size: 10\n  nfiles: 1000\n  hash: md5\n  path: images\n`;
    expect(parseDvcPointer(text, 'images.dvc').entries[0]?.hash).toBe(`md5:${MD5}.dir`);
  });

  test('of an import whose data another repository holds', () => {
    const text = `md5: ${OTHER}\nfrozen: true\ndeps:\n- path: get-started/data.xml\n  repo:\n    url: https://example.org/registry\n    rev_lock: f31f5c4cdae787b4bdeb97a717687d44667d9e62\nouts:\n- md5: ${MD5}\n  path: data.xml\n`;
    expect(parseDvcPointer(text, 'data.xml.dvc').entries).toEqual([
      { path: 'data.xml', hash: `md5-dos2unix:${MD5}` },
    ]);
  });

  test.each([
    ['etag', 'etag: ed779276108738fdc2179ccabf9680d9', 'etag:ed779276108738fdc2179ccabf9680d9'],
    ['checksum', 'checksum: 5f5b-1', 'checksum:5f5b-1'],
    ['cloud', 'cloud:\n    store:\n      etag: abc\n      version_id: v1', 'etag:abc'],
  ])('of data that stays in another place: %s', (_, lines, hash) => {
    const text = `outs:\n- path: s3://bucket/data\n  ${lines}\n`;
    expect(parseDvcPointer(text, 'sub/data.dvc').entries).toEqual([{ path: 's3://bucket/data', hash }]);
  });

  test('of a folder on a version-aware remote, file by file', () => {
    const text = `outs:\n- path: images\n  hash: md5\n  files:\n  - relpath: a.png\n    md5: ${MD5}\n  - relpath: b.png\n    cloud:\n      store:\n        etag: xyz\n`;
    expect(parseDvcPointer(text, 'data/images.dvc').entries).toEqual([
      { path: 'data/images/a.png', hash: `md5:${MD5}` },
      { path: 'data/images/b.png', hash: 'etag:xyz' },
    ]);
  });

  test('a digest of digits, or one that looks like a number, stays as it is', () => {
    const digits = '00000000000000000000000000000e10';
    const text = `outs:\n- md5: ${digits}\n  hash: md5\n  path: x\n`;
    expect(parseDvcPointer(text, 'x.dvc').entries[0]?.hash).toBe(`md5:${digits}`);
  });

  test.each([
    ['no digest', 'outs:\n- path: x\n', 'x', /holds no digest of it/],
    ['a digest that is none', 'outs:\n- path: x\n  md5: zz\n', 'x', /holds no digest of it/],
    ['no path', `outs:\n- md5: ${MD5}\n`, 'x.dvc', /has no path/],
    ['no data', 'deps: []\n', 'x.dvc', /found no data/],
    ['no YAML', 'outs: [', 'x.dvc', /it is no YAML/],
    ['nothing', '', 'x.dvc', /found no data/],
    ['a second document', `outs:\n- md5: ${MD5}\n  path: x\n---\nouts: []\n`, 'x.dvc', /it is no YAML/],
  ])('with %s: a reason', (_, text, path, because) => {
    const { entries, problems } = parseDvcPointer(text, 'x.dvc');
    expect(entries).toEqual([]);
    expect(problems).toEqual([{ path, because: expect.stringMatching(because) }]);
  });
});

describe('dvc.lock', () => {
  const stages = `train:
    cmd: python train.py
    deps:
    - path: data/train.csv
      hash: md5
      md5: ${MD5}
      size: 14445097
    params:
      params.yaml:
        train.lr: 0.001
    outs:
    - path: model
      hash: md5
      md5: ${OTHER}.dir
      size: 61
      nfiles: 2
`;

  test('of schema 2.0: what the stages read and what they made', () => {
    expect(parseDvcLock(`schema: '2.0'\nstages:\n  ${stages}`, 'pipe/dvc.lock').entries).toEqual([
      { path: 'pipe/data/train.csv', hash: `md5:${MD5}` },
      { path: 'pipe/model', hash: `md5:${OTHER}.dir` },
    ]);
  });

  test('of the first version, with the stages at the top', () => {
    const text = `train:\n  cmd: python train.py\n  deps:\n  - path: data.csv\n    md5: ${MD5}\n`;
    expect(parseDvcLock(text, 'dvc.lock').entries).toEqual([
      { path: 'data.csv', hash: `md5-dos2unix:${MD5}` },
    ]);
  });

  test('whose stages disagree about a file', () => {
    const text = `schema: '2.0'\nstages:\n  a:\n    outs:\n    - path: x\n      hash: md5\n      md5: ${MD5}\n  b:\n    deps:\n    - path: x\n      hash: md5\n      md5: ${OTHER}\n`;
    expect(parseDvcLock(text, 'dvc.lock').problems).toEqual([
      { path: 'x', because: `dvc.lock holds two digests of it, md5:${MD5} and md5:${OTHER}` },
    ]);
  });
});

test('parsers of data files answer every text', () => {
  const line = fc.constantFrom(
    'outs:',
    '- md5: x',
    '  path: y',
    'stages:',
    '? [',
    '&a *a',
    '!!x',
    'schema: 2',
    '<<: *a',
    '\t',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(line).map((lines) => lines.join('\n')),
  );
  fc.assert(
    fc.property(text, (anything) => {
      for (const parse of [parseDvcPointer, parseDvcLock]) {
        const { entries, problems } = parse(anything, 'x.dvc');
        expect(entries.length + problems.length).toBeGreaterThan(0);
      }
      parseLfsPointer(anything);
      parseHubName(anything);
      parsePathGlob(anything);
    }),
    { numRuns: 1_000 },
  );
});

test('a bomb of aliases is a reason', () => {
  const levels = Array.from(
    { length: 30 },
    (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`,
  );
  const { problems } = parseDvcPointer(['a0: &a0 x', ...levels].join('\n'), 'x.dvc');
  expect(problems[0]?.because).toMatch(/it is no YAML: .*alias/i);
});

describe('a Git LFS pointer', () => {
  const oid = '4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393';

  test.each([
    ['of today', `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 12345\n`],
    [
      'with an extension',
      `version https://git-lfs.github.com/spec/v1\next-0-x sha256:${'0'.repeat(64)}\noid sha256:${oid}\nsize 12345\n`,
    ],
    [
      'of the time before its release',
      `version https://hawser.github.com/spec/v1\noid sha256:${oid}\nsize 12345\n`,
    ],
  ])('%s', (_, text) => {
    expect(parseLfsPointer(text)).toEqual({ oid, size: 12345 });
  });

  test.each([
    ['without a size', `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\n`],
    ['without a digest', 'version https://git-lfs.github.com/spec/v1\nsize 1\n'],
    [
      'of a text that speaks of one',
      `see version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 1\n`,
    ],
    [
      'that is too long',
      `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 1\n${'x'.repeat(1024)}`,
    ],
  ])('is none %s', (_, text) => {
    expect(parseLfsPointer(text)).toBeNull();
  });
});

describe('a name of the hub', () => {
  test.each([
    ['hf://datasets/org/name', { kind: 'datasets', name: 'org/name', revision: 'main' }],
    ['hf://models/gpt2', { kind: 'models', name: 'gpt2', revision: 'main' }],
    ['hf://datasets/org/n.a-m_e@refs/pr/1', { kind: 'datasets', name: 'org/n.a-m_e', revision: 'refs/pr/1' }],
    ['hf://spaces/org/name', null],
    ['hf://datasets/../x', null],
    ['hf://datasets/org/name@../../x', null],
    ['hf://datasets/a/b/c', null],
  ])('%s', (pattern, expected) => {
    expect(parseHubName(pattern)).toEqual(expected);
  });

  test.each([
    [{}, '/home/alice/.cache/huggingface/hub'],
    [{ XDG_CACHE_HOME: '/c' }, '/c/huggingface/hub'],
    [{ HF_HOME: '~/hf', XDG_CACHE_HOME: '/c' }, '/home/alice/hf/hub'],
    [{ HF_HOME: '/hf', HUGGINGFACE_HUB_CACHE: '/old' }, '/old'],
    [{ HF_HUB_CACHE: '/new', HUGGINGFACE_HUB_CACHE: '/old' }, '/new'],
  ])('with %j its cache is %s', (env, expected) => {
    expect(hubCache(aMachine({ env }))).toBe(expected);
  });
});

describe('the fingerprint of inputs', () => {
  const { sha256 } = aMachine();
  const a = { path: 'a', kind: 'file', hash: 'sha256:1' };
  const b = { path: 'b', kind: 'dvc', hash: 'md5:2' };
  const base = inputsFingerprint([a, b], { run: 'python train.py', seed: '1' }, sha256);

  test('stays what it was in earlier versions', () => {
    // The same lines through printf and sha256sum.
    expect(base).toBe('sha256:d363da3dfd9943dd12918d2aadaeecff969ce9bb7a5a07c15ec273eb5b5ec52f');
  });

  test('does not depend on any order, on repetition, or on how a file came to be known', () => {
    const again = inputsFingerprint(
      [b, { ...a, kind: 'lfs' }, b],
      { seed: '1', run: 'python train.py' },
      sha256,
    );
    expect(again).toBe(base);
  });

  test('depends on every path, digest, name and value', () => {
    const others = [
      inputsFingerprint([a], { run: 'python train.py', seed: '1' }, sha256),
      inputsFingerprint([a, { ...b, hash: 'md5:3' }], { run: 'python train.py', seed: '1' }, sha256),
      inputsFingerprint([a, { ...b, path: 'c' }], { run: 'python train.py', seed: '1' }, sha256),
      inputsFingerprint([a, b], { run: 'python train.py', seed: '2' }, sha256),
      inputsFingerprint([a, b], { run: 'python train.py', seeds: '1' }, sha256),
      inputsFingerprint([a, b], {}, sha256),
    ];
    expect(new Set([...others, base]).size).toBe(others.length + 1);
  });

  test('cannot be made equal by a name that holds what separates', () => {
    const word = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ']', '\\'), maxLength: 4 });
    const file = fc.record({ path: word, kind: fc.constant('file'), hash: word });
    fc.assert(
      fc.property(fc.array(file, { maxLength: 3 }), fc.array(file, { maxLength: 3 }), (one, two) => {
        const key = (files: typeof one) =>
          [...new Set(files.map(({ path, hash }) => JSON.stringify([path, hash])))].sort();
        const equal = inputsFingerprint(one, {}, sha256) === inputsFingerprint(two, {}, sha256);
        expect(equal).toBe(JSON.stringify(key(one)) === JSON.stringify(key(two)));
      }),
    );
  });
});
