import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  flattenYaml,
  LONGEST_VALUE,
  MOST_KEYS,
  WITHHELD,
} from '../../src/capture/project/parameters/flatten.ts';
import {
  diffParameters,
  type ParameterRequest,
  parseParameters,
  readParameters,
} from '../../src/capture/project/parameters.ts';
import { machineHere } from '../../src/io/machine.ts';
import { aMachine, reasons } from './builders.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function values(text: string, path = 'params.yaml'): Readonly<Record<string, string>> {
  const parsed = parseParameters(text, { path, sha256 });
  if (parsed.kind === 'problem') throw new Error(parsed.because);
  return parsed.values;
}

describe('the values of a file', () => {
  test('by keys with dots and indexes, as they were written', () => {
    const text = `
seed: 20
optimizer:
  name: adamw
  lr: 1e-3        # a word to PyYAML
  betas: [0.9, 0.9990]
layers:
- size: 0x10
  act: "relu"
- {}
note: |
  two
  lines
off: off
nothing:
big: 12345678901234567890
`;
    expect(values(text)).toEqual({
      seed: '20',
      'optimizer.name': 'adamw',
      'optimizer.lr': '1e-3',
      'optimizer.betas[0]': '0.9',
      'optimizer.betas[1]': '0.9990',
      'layers[0].size': '0x10',
      'layers[0].act': 'relu',
      'layers[1]': '{}',
      note: 'two\nlines\n',
      off: 'off',
      nothing: '',
      big: '12345678901234567890',
    });
  });

  test.each([
    ['a: 3', 'a: "3"'],
    ['a: true', "a: 'true'"],
    ['a: null', 'a: "null"'],
    ['a: .nan', 'a: ".nan"'],
    ['a: 1.0', 'a: 1'],
    ['a: []', 'a: {}'],
    ['a: [1]', 'a: 1'],
    ['a.b: 1', 'a: {b: 1}'],
    ['"a[0]": 1', 'a: [1]'],
  ])('%s is not %s', (one, two) => {
    expect(values(one)).not.toEqual(values(two));
  });

  test.each([
    ['a: word', 'a: "word"'],
    ['a: {b: 1}', 'a:\n  b: 1 # comment'],
    ['a: &x 1\nb: *x', 'a: 1\nb: 1'],
    ['base: &x {c: 1}\nb: {<<: *x}', 'base: {c: 1}\nb: {c: 1}'],
    ['{"a": {"b": 1}}', 'a: {b: 1}'],
  ])('%s is %s', (one, two) => {
    expect(values(one)).toEqual(values(two));
  });

  test('of JSON, also with what only Python writes', () => {
    const text = '{\n\t"lr": 0.0010,\n\t"clip": Infinity,\n\t"nan": NaN,\n\t"list": [1, [2]]\n}';
    expect(values(text, 'config.json')).toEqual({
      lr: '0.0010',
      clip: 'Infinity',
      nan: 'NaN',
      'list[0]': '1',
      'list[1][0]': '2',
    });
  });

  test("of Hydra's overrides", () => {
    const text = '- optimizer.lr=0.1\n- +trainer.name=a=b\n- ~callbacks\n- api_key=hunter2\n- seed=3\n';
    expect(values(text, 'outputs/x/.hydra/overrides.yaml')).toEqual({
      'optimizer.lr': '0.1',
      '+trainer.name': 'a=b',
      '~callbacks': '',
      api_key: WITHHELD,
      seed: '3',
    });
  });

  test('of TOML, by a parser that somebody brings', () => {
    const toml = (text: string) =>
      text === 'bad' ? JSON.parse(text) : { train: { lr: 0.1, tags: ['a'], on: true } };
    expect(parseParameters('', { path: 'p.toml', sha256, toml })).toMatchObject({
      values: { 'train.lr': '0.1', 'train.tags[0]': 'a', 'train.on': 'true' },
    });
    expect(parseParameters('bad', { path: 'p.toml', sha256, toml }).kind).toBe('problem');
    expect(parseParameters('', { path: 'p.toml', sha256 })).toEqual({
      kind: 'problem',
      because: 'this version does not read parameters in TOML key by key',
    });
  });

  test('that are secrets by their names are withheld', () => {
    const text = `
hub: {token: hf_abc, HF_TOKEN: x, url: http://x}
aws: {secret_access_key: x, region: eu}
db: [{password: 1234}]
apiKey: x
empty_password: ""
no_password: null
tokenizer: {pad_token: "<pad>", pad_token_id: 0, max_tokens: 5}
monkey: 1
`;
    expect(values(text)).toEqual({
      'hub.token': WITHHELD,
      'hub.HF_TOKEN': WITHHELD,
      'hub.url': 'http://x',
      'aws.secret_access_key': WITHHELD,
      'aws.region': 'eu',
      'db[0].password': WITHHELD,
      apiKey: WITHHELD,
      empty_password: '""',
      no_password: 'null',
      'tokenizer.pad_token': '<pad>',
      'tokenizer.pad_token_id': '0',
      'tokenizer.max_tokens': '5',
      monkey: '1',
    });
  });

  test('that are long are told by a digest, in which a change still shows', () => {
    const long = 'x'.repeat(LONGEST_VALUE + 1);
    expect(values(`a: ${long}`)).toEqual({ a: `${long.length} characters, sha256:${sha256(long)}` });
    expect(values(`a: ${long.slice(1)}`)).toEqual({ a: long.slice(1) });
  });

  test('that are many are counted', () => {
    const text = Array.from({ length: MOST_KEYS + 7 }, (_, index) => `k${index}: 1`).join('\n');
    const parsed = flattenYaml(text, sha256);
    expect(parsed).toMatchObject({ kind: 'values', left: 7 });
    expect(Object.keys(parsed.kind === 'values' ? parsed.values : {})).toHaveLength(MOST_KEYS);
  });

  test.each([
    ['an open bracket', 'a: [', /^it cannot be parsed/],
    ['a key twice', 'a: 1\na: 2', /^it cannot be parsed: .*unique/],
    ['two documents', 'a: 1\n---\na: 2', /^it cannot be parsed: .*documents/],
    ['an alias to nothing', 'a: *x', /^it cannot be parsed/],
    ['too deep a nesting', '['.repeat(150) + ']'.repeat(150), /nested more than 100 deep/],
  ])('of a text with %s: a reason', (_, text, because) => {
    expect(parseParameters(text, { path: 'a.yaml', sha256 })).toEqual({
      kind: 'problem',
      because: expect.stringMatching(because),
    });
  });

  test('of every JSON value are found again, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 4 }),
        fc.constantFrom('a.json', 'a.yaml', '.hydra/overrides.yaml', 'a.txt'),
        (text, path) => {
          const parsed = parseParameters(text, { path, sha256 });
          if (path === 'a.json') expect(parsed.kind).toBe('values');
          if (path === 'a.txt') expect(parsed.kind).toBe('problem');
        },
      ),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.string(), (text) => parseParameters(text, { path: 'a.yml', sha256 }).kind !== undefined),
    );
  });

  test('differ whenever the JSON does', () => {
    const leaf = fc.oneof(
      fc.integer({ min: 0, max: 9 }),
      fc.constantFrom('a', '1', 'true', ''),
      fc.boolean(),
      fc.constant(null),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        leaf,
        fc.dictionary(fc.constantFrom('a', 'b', 'a.b', 'a[0]'), tie('tree'), { maxKeys: 3 }),
        fc.array(tie('tree'), { maxLength: 3 }),
      ),
    }));
    const canonical = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(canonical)
        : typeof value === 'object' && value !== null
          ? Object.entries(value)
              .map(([key, item]) => [key, canonical(item)])
              .sort()
              .concat([['{}']])
          : value;
    fc.assert(
      fc.property(tree, tree, (one, two) => {
        const equal = JSON.stringify(canonical(one)) === JSON.stringify(canonical(two));
        const [a, b] = [values(JSON.stringify(one)), values(JSON.stringify(two))].map((found) =>
          JSON.stringify(Object.entries(found).sort()),
        );
        expect(a === b).toBe(equal);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('two sets of parameters', () => {
  const file = (path: string, entries: Record<string, string>, hash = JSON.stringify(entries)) => ({
    path,
    hash,
    values: entries,
  });

  test('differ by key, in order', () => {
    const before = [
      file('params.yaml', { seed: '1', 'opt.lr': '0.1', gone: 'x' }),
      file('old.yaml', { a: '1' }),
    ];
    const after = [
      file('params.yaml', { seed: '1', 'opt.lr': '0.2', come: 'y' }),
      file('new.json', { b: '2' }),
    ];
    expect(diffParameters(before, after)).toEqual([
      { path: 'new.json', key: 'b', kind: 'added', before: null, after: '2' },
      { path: 'old.yaml', key: 'a', kind: 'removed', before: '1', after: null },
      { path: 'params.yaml', key: 'come', kind: 'added', before: null, after: 'y' },
      { path: 'params.yaml', key: 'gone', kind: 'removed', before: 'x', after: null },
      { path: 'params.yaml', key: 'opt.lr', kind: 'changed', before: '0.1', after: '0.2' },
    ]);
  });

  test('that are the same do not', () => {
    expect(diffParameters([file('p', { a: '1' })], [file('p', { a: '1' })])).toEqual([]);
  });

  test('differ in what is not compared', () => {
    expect(
      diffParameters([file('p', { a: WITHHELD }, 'sha256:1')], [file('p', { a: WITHHELD }, 'sha256:2')]),
    ).toEqual([{ path: 'p', key: null, kind: 'changed', before: 'sha256:1', after: 'sha256:2' }]);
    expect(diffParameters([], [file('empty', {}, 'sha256:1')])).toEqual([
      { path: 'empty', key: null, kind: 'added', before: null, after: 'sha256:1' },
    ]);
  });

  test('a key of an odd name is a key', () => {
    const odd = values('__proto__: 1\nconstructor: 2');
    expect(
      diffParameters([file('p', {}, 'x')], [{ path: 'p', hash: 'y', values: odd }]).map(({ key }) => key),
    ).toEqual(['__proto__', 'constructor']);
  });
});

describe('parameter files of a repository', () => {
  let folder: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'parameters-')));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  async function read(patterns: readonly string[], more: Partial<ParameterRequest> = {}) {
    const { facts, unknown } = await readParameters(machineHere({}), {
      directory: folder,
      patterns,
      ...more,
    });
    return { facts, because: reasons(unknown, 'parameters') };
  }

  test('by path, by glob and as the folder that Hydra leaves', async () => {
    write('params.yaml', 'lr: 0.1\n');
    write('configs/a.json', '{"a": 1}');
    write('outputs/1/.hydra/config.yaml', 'db: {user: x}\n');
    write('outputs/1/.hydra/overrides.yaml', '- db.user=x\n');
    write('outputs/1/.hydra/hydra.yaml', 'when: now\n');
    const { facts, because } = await read(['params.yaml', 'configs/*.json', 'outputs/1/.hydra']);
    expect(because).toEqual({});
    expect(facts).toEqual([
      { path: 'configs/a.json', hash: `sha256:${sha256('{"a": 1}')}`, values: { a: '1' } },
      { path: 'outputs/1/.hydra/config.yaml', hash: expect.any(String), values: { 'db.user': 'x' } },
      { path: 'outputs/1/.hydra/overrides.yaml', hash: expect.any(String), values: { 'db.user': 'x' } },
      { path: 'params.yaml', hash: `sha256:${sha256('lr: 0.1\n')}`, values: { lr: '0.1' } },
    ]);
  });

  test('that cannot be read are reasons; of one that cannot be parsed the digest is left', async () => {
    write('bad.yaml', 'a: [');
    write('p.toml', 'a = 1');
    write('folder/x.txt', '');
    symlinkSync('/etc/hostname', join(folder, 'link.yaml'));
    write('large.yaml', Array.from({ length: MOST_KEYS + 1 }, (_, index) => `k${index}: 1`).join('\n'));
    const { facts, because } = await read([
      'bad.yaml',
      'p.toml',
      'folder',
      'link.yaml',
      'gone.yaml',
      '../x.yaml',
      'large.yaml',
    ]);
    expect(facts.map(({ path }) => path)).toEqual(['bad.yaml', 'large.yaml', 'p.toml']);
    expect(because).toEqual({
      'parameters[bad.yaml]': expect.stringMatching(/^it cannot be parsed/),
      'parameters[p.toml]': 'this version does not read parameters in TOML key by key',
      'parameters[folder]': 'expected a file or a .hydra folder, found another folder',
      'parameters[link.yaml]': expect.stringMatching(/leads out of the repository/),
      'parameters[gone.yaml]': 'it does not exist',
      'parameters[../x.yaml]': 'expected a path inside the repository, found `..`',
      'parameters[large.yaml]': 'it has 1 more keys than are compared one by one; its digest covers them',
    });
  });

  test('on a machine without data are unknown', async () => {
    const { facts, unknown } = await readParameters(aMachine(), { directory: '/r', patterns: ['p.yaml'] });
    expect(facts).toEqual([]);
    expect(unknown).toEqual([
      { path: 'parameters[p.yaml]', because: 'the repository cannot be looked into' },
    ]);
  });
});
