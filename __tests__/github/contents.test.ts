import { describe, expect, test } from '@jest/globals';
import { rulesAt } from '../../src/github/contents.ts';
import type { FileText } from '../../src/policy/source.ts';
import { closeScene, once, openScene, type Scene, type SceneOptions, trace } from './harness.ts';
import type { FaultAction } from './stand-in.ts';
import { BOT, type Commit, READ_TOKEN, shaOf, smallWorld, type World } from './world.ts';

const POLICY = '.repro/policy.yml';
const BASELINE = '.repro/baselines/cpu-x86_64.json';
const CONTENTS = /\/contents\//;
const MEBIBYTE = 1024 * 1024;

function rulesOf({ api }: Scene, sha = shaOf('base')) {
  return rulesAt(api, {
    repository: 'octo/model',
    sha,
    policyPath: POLICY,
    baselineFolder: '.repro/baselines',
  });
}

interface Reading {
  readonly found: FileText;
  readonly asked: readonly string[];
}

/** Reads one file of the base commit of a world. */
async function readFrom(options: SceneOptions, path = POLICY, act?: FaultAction): Promise<Reading> {
  const scene = await openScene(options);
  if (act !== undefined) scene.github.fail({ ...once('GET', CONTENTS, act), times: 3 });
  const found = await rulesOf(scene).read(path);
  expect(await closeScene(scene)).toEqual([]);
  return { found, asked: trace(scene) };
}

const holding = (files: Commit['files']): SceneOptions => ({ world: smallWorld(files) });

/** A private repository, and a token that may do nothing in it. */
function lockedOut(): SceneOptions {
  const world = smallWorld({ [POLICY]: 'version: 1\n' });
  world.visibility = 'private';
  world.tokens.set(READ_TOKEN, { ...BOT, contents: 'none', pullRequests: 'none' });
  return { world, token: READ_TOKEN };
}

describe('a file of the base commit', () => {
  test('is read with one request', async () => {
    const text = 'version: 1\n# größer 模型 🙂\n';
    const { found, asked } = await readFrom(holding({ [POLICY]: text }));
    expect(found).toEqual({ kind: 'found', text });
    expect(asked).toEqual(['repos/get-content']);
  });

  test('may be empty', async () => {
    expect((await readFrom(holding({ [POLICY]: '' }))).found).toEqual({ kind: 'found', text: '' });
  });

  test('is read whatever its name', async () => {
    const path = 'the project/#1 & more?/policy:main+{x}.yml';
    expect((await readFrom(holding({ [path]: 'version: 1\n' }), path)).found).toMatchObject({
      kind: 'found',
    });
  });

  test('of more than a mebibyte is read in its raw form', async () => {
    const text = `{"curve":"${'0'.repeat(3 * MEBIBYTE)}"}`;
    const { found, asked } = await readFrom(holding({ [BASELINE]: text }), BASELINE);
    expect(found).toEqual({ kind: 'found', text });
    expect(asked).toEqual(['repos/get-content', 'repos/get-content']);
  });

  test('behind a link inside the repository is read as GitHub follows it', async () => {
    const files = { [POLICY]: { link: '../ci/policy.yml' }, 'ci/policy.yml': 'version: 1\n' };
    expect((await readFrom(holding(files))).found).toEqual({ kind: 'found', text: 'version: 1\n' });
  });

  test('that is not there is absent, and the commit is asked for once only', async () => {
    const scene = await openScene();
    const rules = rulesOf(scene);
    expect(await rules.read(POLICY)).toEqual({ kind: 'absent' });
    expect(await rules.read(BASELINE)).toEqual({ kind: 'absent' });
    expect(await closeScene(scene)).toEqual([]);
    expect(trace(scene)).toEqual(['repos/get-content', 'git/get-commit', 'repos/get-content']);
  });

  test('is asked for once, however often it is read', async () => {
    const scene = await openScene(holding({ [POLICY]: 'version: 1\n' }));
    const rules = rulesOf(scene);
    const [first, second] = await Promise.all([rules.read(POLICY), rules.read(POLICY)]);
    expect(second).toEqual(first);
    expect(await rules.read(BASELINE)).toEqual({ kind: 'absent' });
    expect(await closeScene(scene)).toEqual([]);
    expect(trace(scene).sort()).toEqual(['git/get-commit', 'repos/get-content', 'repos/get-content']);
  });

  test('is asked for at the base commit and nowhere else', async () => {
    const scene = await openScene(holding({ [POLICY]: 'version: 1\n' }));
    await rulesOf(scene).read(POLICY);
    expect(scene.github.requests.map(({ query }) => query)).toEqual([{ ref: shaOf('base') }]);
    expect(rulesOf(scene).source).toEqual({ kind: 'base', ref: shaOf('base'), path: POLICY });
    await closeScene(scene);
  });
});

/** Every way in which a file cannot be read, with what the reason has to say. */
const UNREADABLE: readonly (readonly [string, () => Promise<Reading>, string])[] = [
  [
    'a missing permission (404)',
    () => readFrom(lockedOut()),
    '404 Not Found; either the job lacks the permission "contents: read"',
  ],
  [
    'a missing permission (403)',
    () => readFrom(holding({ [POLICY]: 'version: 1' }), POLICY, refused(403)),
    'the job needs the permission "contents: read"',
  ],
  ['a token that is not valid', () => readFrom({ token: 'ghs_other' }), 'the token is not valid'],
  ['a folder', () => readFrom(holding({ [`${POLICY}/x`]: '' })), 'policy.yml is a folder'],
  [
    'a link out of the repository',
    () => readFrom(holding({ [POLICY]: { link: '../../etc/x' } })),
    'is a symbolic link',
  ],
  ['a submodule', () => readFrom(holding({ [POLICY]: { submodule: shaOf('x') } })), 'is a submodule'],
  [
    'a policy of 2 MB',
    () => readFrom(holding({ [POLICY]: '#'.repeat(2e6) })),
    'has 2000000 bytes; at most 1048576',
  ],
  [
    'a baseline of 17 MB',
    () => readFrom(holding({ [BASELINE]: ' '.repeat(17e6) }), BASELINE),
    'has 17000000 bytes',
  ],
  [
    'what is not UTF-8',
    () => readFrom(holding({ [POLICY]: new Uint8Array([0x76, 0xff]) })),
    'is not UTF-8 text',
  ],
  [
    'an answer that ends in the middle',
    () => readFrom(holding({ [POLICY]: 'version: 1' }), POLICY, { kind: 'half' }),
    'the answer is not whole',
  ],
  [
    'a connection that breaks',
    () => readFrom(holding({ [POLICY]: 'version: 1' }), POLICY, { kind: 'cut' }),
    'no usable answer',
  ],
  ['an outage', () => readFrom(holding({ [POLICY]: 'version: 1' }), POLICY, refused(503)), '503'],
  [
    'a rate limit',
    () => readFrom(holding({ [POLICY]: 'version: 1' }), POLICY, refused(429)),
    'start the job again later',
  ],
  ['a path that climbs', () => readFrom({}, '.repro/../../x.yml'), 'is not a path inside the repository'],
];

function refused(status: number): FaultAction {
  return { kind: 'answer', status, message: `answered with ${status}` };
}

test.each(UNREADABLE)('%s is unreadable, and the reason says so', async (_, reading, because) => {
  const { found } = await reading();
  expect(found).toEqual({ kind: 'unreadable', because: expect.stringContaining(because) });
});

test('no two ways of being unreadable give the same reason', async () => {
  const reasons = await Promise.all(UNREADABLE.map(async ([, reading]) => (await reading()).found));
  expect(new Set(reasons.map((found) => JSON.stringify(found))).size).toBe(UNREADABLE.length);
});

test('a base commit that is gone is unreadable, never an absent file', async () => {
  const scene = await openScene();
  const found = await rulesOf(scene, shaOf('gone')).read(POLICY);
  expect(await closeScene(scene)).toEqual([]);
  expect(found).toEqual({
    kind: 'unreadable',
    because: `commit ${shaOf('gone').slice(0, 7)}: 404 Not Found; either the job lacks the permission "contents: read", or it is gone`,
  });
});

test.each([
  ['an object without a type', {}],
  ['a type of the future', { type: 'portal' }],
  ['a file without a size', { type: 'file', encoding: 'base64', content: '' }],
  ['less than its size', { type: 'file', size: 9, encoding: 'base64', content: 'eA==' }],
  ['a number', 42],
])('an answer that is %s is unreadable', async (_, data) => {
  const api = {
    send: async () => ({ kind: 'ok', data, more: false }) as const,
    calls: () => 0,
    actsAs: 'app' as const,
  };
  const place = {
    repository: 'octo/model',
    sha: shaOf('base'),
    policyPath: POLICY,
    baselineFolder: '.repro/baselines',
  };
  expect(await rulesAt(api, place).read(POLICY)).toMatchObject({ kind: 'unreadable' });
});

describe('whether there are baselines', () => {
  async function ask(world: World | SceneOptions) {
    const scene = await openScene('repository' in world ? { world } : world);
    const found = await rulesOf(scene).hasBaselines();
    expect(await closeScene(scene)).toEqual([]);
    return found;
  }

  test.each([
    ['one for another class', { '.repro/baselines/cuda-sm90-132sm-x1.json': '{}' }, true],
    ['a note beside no baseline', { '.repro/baselines/README.md': '' }, false],
    ['a folder that is called like one', { '.repro/baselines/old.json/x': '' }, false],
    ['a policy alone', { [POLICY]: '' }, false],
    ['nothing', {}, false],
  ])('%s', async (_, files, expected) => {
    expect(await ask(smallWorld(files))).toBe(expected);
  });

  test('a file where the folder belongs', async () => {
    expect(await ask(smallWorld({ '.repro/baselines': 'x' }))).toEqual({
      because: '.repro/baselines is not a folder',
    });
  });

  test('a token that may not look', async () => {
    expect(await ask(lockedOut())).toEqual({ because: expect.stringContaining('"contents: read"') });
  });
});
