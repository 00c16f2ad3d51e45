import { describe, expect, test } from '@jest/globals';
import { readBase } from '../../src/github/base.ts';
import { type EventContext, type JudgedEvent, parseEvent } from '../../src/github/event.ts';
import { closeScene, once, openScene, trace } from './harness.ts';
import { READ_TOKEN, shaOf, smallWorld, type World } from './world.ts';

const OUTAGE = { kind: 'answer', status: 503, message: 'Unavailable' } as const;
const ZERO = '0'.repeat(40);
const repository = { full_name: 'octo/model', default_branch: 'main', private: false };
const context: EventContext = { sha: shaOf('checkout'), ref: 'refs/heads/main', repository: 'octo/model' };
const onTag: EventContext = { ...context, ref: 'refs/tags/v1.2.3' };

interface PullRequestOptions {
  readonly headRepo?: { readonly full_name: string } | null;
  readonly baseSha?: unknown;
}

function pullRequest({ headRepo = repository, baseSha = shaOf('base') }: PullRequestOptions = {}) {
  const head = { sha: shaOf('head'), repo: headRepo };
  return { repository, pull_request: { number: 7, head, base: { sha: baseSha, repo: repository } } };
}

function judged(name: string, payload: unknown, where: EventContext = context): JudgedEvent {
  const event = parseEvent(name, payload, where);
  if (event.kind === 'refused') throw new Error(event.message);
  return event;
}

describe('a pull request', () => {
  test('from the same repository: base and head of the payload, and the merge commit that is checked out', () => {
    expect(judged('pull_request', pullRequest())).toEqual({
      kind: 'judge',
      event: 'pull_request',
      repository: 'octo/model',
      visibility: 'public',
      head: { sha: shaOf('head'), checkout: shaOf('checkout') },
      base: { kind: 'commit', sha: shaOf('base') },
      pullRequest: { number: 7, headSha: shaOf('head'), fromFork: false },
      tag: null,
    });
  });

  test.each([
    ['a fork', { full_name: 'someone/model' }],
    ['a fork that was deleted', null],
  ])('from %s', (_, headRepo) => {
    expect(judged('pull_request', pullRequest({ headRepo })).pullRequest?.fromFork).toBe(true);
  });
});

describe('the base commit', () => {
  const push = { repository, before: shaOf('before') };
  const dev: EventContext = { ...context, ref: 'refs/heads/dev' };
  test.each([
    [
      'of a merge group',
      'merge_group',
      { repository, merge_group: { base_sha: shaOf('b'), head_sha: shaOf('h') } },
      context,
      { kind: 'commit', sha: shaOf('b') },
    ],
    [
      'of a push to a branch',
      'push',
      push,
      dev,
      { kind: 'previous', sha: shaOf('before'), otherwise: 'main' },
    ],
    [
      'of a push that makes a branch',
      'push',
      { ...push, before: ZERO },
      dev,
      { kind: 'tip', branch: 'main' },
    ],
    [
      'of a pushed tag',
      'push',
      { ...push, before: ZERO },
      onTag,
      { kind: 'ancestry', branch: 'main', of: context.sha },
    ],
    [
      'of a release',
      'release',
      { repository, release: { tag_name: 'v1.2.3' } },
      onTag,
      { kind: 'ancestry', branch: 'main', of: context.sha },
    ],
    ['of a schedule', 'schedule', { schedule: '0 3 * * *' }, context, { kind: 'commit', sha: context.sha }],
    [
      'of a manual run on the default branch',
      'workflow_dispatch',
      push,
      context,
      { kind: 'commit', sha: context.sha },
    ],
    ['of a manual run elsewhere', 'workflow_dispatch', push, dev, { kind: 'tip', branch: 'main' }],
  ] as const)('%s', (_, name, payload, where, base) => {
    expect(judged(name, payload, where).base).toEqual(base);
  });

  test('a release and a pushed tag keep the name of the tag', () => {
    expect(judged('push', { ...push, before: ZERO }, onTag).tag).toBe('v1.2.3');
    expect(judged('release', { repository, release: { tag_name: 'v1.2.3' } }, onTag).tag).toBe('v1.2.3');
  });

  test('a merge group is judged at its head', () => {
    const payload = { repository, merge_group: { base_sha: shaOf('b'), head_sha: shaOf('h') } };
    expect(judged('merge_group', payload).head).toEqual({ sha: shaOf('h'), checkout: context.sha });
  });
});

describe('a refusal', () => {
  test.each(['pull_request_target', 'issue_comment', 'workflow_run'])(
    '%s is privileged, whatever it carries',
    (name) => {
      expect(parseEvent(name, pullRequest(), context)).toMatchObject({
        kind: 'refused',
        code: 'trust/privileged-event',
        event: name,
      });
    },
  );

  test.each(['pull_request_review', 'deployment', '', 'constructor'])(
    '%j is not supported, and the message says what is',
    (name) => {
      expect(parseEvent(name, {}, context)).toMatchObject({
        kind: 'refused',
        code: 'trust/event-not-supported',
        message: expect.stringContaining(
          'pull_request, merge_group, push, release, schedule, workflow_dispatch',
        ),
      });
    },
  );

  test.each([
    [
      'no base commit',
      pullRequest({ baseSha: null }),
      'pull_request.base.sha: expected a full commit id, found null',
    ],
    ['a branch where a commit belongs', pullRequest({ baseSha: 'main' }), 'found "main"'],
    [
      'an option where a commit belongs',
      pullRequest({ baseSha: '--upload-pack=x' }),
      'found "--upload-pack=x"',
    ],
    ['no payload', undefined, 'pull_request.head.sha: expected a full commit id, found nothing'],
    ['a list as payload', [], 'found nothing'],
  ])('a pull request with %s', (_, payload, message) => {
    expect(parseEvent('pull_request', payload, context)).toMatchObject({
      kind: 'refused',
      code: 'trust/event-not-supported',
      message: expect.stringContaining(message),
    });
  });

  test('a runner that does not say which commit it checked out', () => {
    expect(parseEvent('pull_request', pullRequest(), { ...context, sha: '' })).toMatchObject({
      kind: 'refused',
    });
  });
});

describe('finding the base on GitHub', () => {
  /** main: base, next. tagged: on no branch. lonely: shares no history with anything. */
  function worldWithTags(): World {
    const world = smallWorld();
    world.commits.set(shaOf('next'), { parents: [shaOf('base')], files: {} });
    world.commits.set(shaOf('tagged'), { parents: [shaOf('base')], files: {} });
    world.commits.set(shaOf('lonely'), { parents: [], files: {} });
    world.branches.set('main', shaOf('next'));
    world.branches.set('release/1.x', shaOf('next'));
    world.branches.set('old', shaOf('base'));
    return world;
  }

  async function resolve(base: JudgedEvent['base']) {
    const scene = await openScene({ world: worldWithTags() });
    const found = await readBase(scene.api, 'octo/model', base);
    expect(await closeScene(scene)).toEqual([]);
    return { found, asked: trace(scene) };
  }

  test('a commit that the event names costs no request', async () => {
    const { found, asked } = await resolve({ kind: 'commit', sha: shaOf('base') });
    expect(found).toEqual({ kind: 'resolved', sha: shaOf('base'), note: null });
    expect(asked).toEqual([]);
  });

  test.each([
    ['behind the tip', 'base'],
    ['at the tip', 'next'],
  ])('a tag %s is judged by the tip of the default branch, with one request', async (_, name) => {
    const { found, asked } = await resolve({ kind: 'ancestry', branch: 'release/1.x', of: shaOf(name) });
    expect(found).toEqual({ kind: 'resolved', sha: shaOf('next'), note: null });
    expect(asked).toEqual(['repos/compare-commits-with-basehead']);
  });

  test.each([
    ['a commit beside the branch', 'tagged', 'diverged', 'main'],
    ['a commit ahead of the branch', 'next', 'ahead', 'old'],
    ['a commit of another history', 'lonely', 'unrelated', 'main'],
  ])('a tag on %s is not reachable', async (_, name, status, branch) => {
    const { found } = await resolve({ kind: 'ancestry', branch, of: shaOf(name) });
    expect(found).toEqual({
      kind: 'not-reachable',
      because: `commit ${shaOf(name).slice(0, 7)} is not on ${branch} (compared with it: ${status})`,
    });
  });

  test('a tag whose commit GitHub does not know is unreadable, not merely unreachable', async () => {
    const { found } = await resolve({ kind: 'ancestry', branch: 'main', of: shaOf('nowhere') });
    expect(found).toMatchObject({ kind: 'unreadable', because: expect.stringContaining('404') });
  });

  test('what the branch held before the push', async () => {
    const { found, asked } = await resolve({ kind: 'previous', sha: shaOf('base'), otherwise: 'main' });
    expect(found).toEqual({ kind: 'resolved', sha: shaOf('base'), note: null });
    expect(asked).toEqual(['git/get-commit']);
  });

  test('a forced push that dropped the commit before: the default branch, and it says so', async () => {
    const { found } = await resolve({ kind: 'previous', sha: shaOf('dropped'), otherwise: 'main' });
    expect(found).toEqual({
      kind: 'resolved',
      sha: shaOf('next'),
      note: expect.stringContaining('dropped commit'),
    });
  });

  test('an outage is no dropped commit: the base stays unread, and no other takes its place', async () => {
    const scene = await openScene();
    scene.github.fail({ ...once('GET', /\/git\/commits\//, OUTAGE), times: 3 });
    const base = { kind: 'previous', sha: shaOf('base'), otherwise: 'main' } as const;
    expect(await readBase(scene.api, 'octo/model', base)).toMatchObject({ kind: 'unreadable' });
    expect(await closeScene(scene)).toEqual([]);
    expect(new Set(trace(scene))).toEqual(new Set(['git/get-commit']));
  });

  test('the tip of a default branch with a slash in its name', async () => {
    const { found } = await resolve({ kind: 'tip', branch: 'release/1.x' });
    expect(found).toMatchObject({ kind: 'resolved', sha: shaOf('next') });
  });

  test('a token that may not read a private repository', async () => {
    const world = worldWithTags();
    world.visibility = 'private';
    world.tokens.set(READ_TOKEN, {
      login: 'x[bot]',
      type: 'Bot',
      app: 'x',
      contents: 'none',
      pullRequests: 'none',
    });
    const scene = await openScene({ world, token: READ_TOKEN });
    const found = await readBase(scene.api, 'octo/model', { kind: 'tip', branch: 'main' });
    expect(await closeScene(scene)).toEqual([]);
    expect(found).toMatchObject({ kind: 'unreadable', because: expect.stringContaining('"contents: read"') });
  });

  test('an answer in another form is unreadable', async () => {
    const scene = await openScene();
    scene.github.fail(once('GET', /\/git\/ref\//, { kind: 'answer', status: 200, message: 'hello' }));
    const found = await readBase(scene.api, 'octo/model', { kind: 'tip', branch: 'main' });
    await closeScene(scene);
    expect(found).toMatchObject({
      kind: 'unreadable',
      because: expect.stringContaining('object.sha: expected'),
    });
  });

  test('answers that end in the middle are unreadable', async () => {
    const scene = await openScene();
    scene.github.fail({ ...once('GET', /\/git\/ref\//, { kind: 'half' }), times: 3 });
    const found = await readBase(scene.api, 'octo/model', { kind: 'tip', branch: 'main' });
    await closeScene(scene);
    expect(found).toMatchObject({ kind: 'unreadable', because: expect.stringContaining('not whole') });
  });
});
