import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Comment,
  commentTarget,
  decideComment,
  type Marker,
  ownDuplicates,
  parseComments,
  parseMarker,
  renderBody,
  type Wanted,
} from '../../src/github/comment.ts';
import { commentKey } from '../../src/github/post.ts';
import { shaOf } from './world.ts';

const marker: Marker = { key: '0123456789ab', sha: shaOf('head'), run: 500, attempt: 1 };
const red: Wanted = { marker, markdown: '### fail', verdict: 'fail', author: null };
const green: Wanted = { ...red, markdown: '### pass', verdict: 'pass' };
const bot = { login: 'github-actions[bot]', type: 'Bot' };
const person = { login: 'a-person', type: 'User' };

function written(id: number, more: Partial<Marker> = {}, author: Comment['author'] = bot): Comment {
  return { id, author, body: renderBody({ ...red, marker: { ...marker, run: 400, ...more } }) };
}

describe('the marker', () => {
  test('is the first line and is read back as written', () => {
    const body = renderBody(red);
    expect(body).toBe(
      `<!-- repro-gate:v1 key=0123456789ab sha=${shaOf('head')} run=500 attempt=1 -->\n### fail`,
    );
    expect(parseMarker(body)).toEqual(marker);
    expect(parseMarker(body.replaceAll('\n', '\r\n'))).toEqual(marker);
  });

  test.each([
    ['quoted', (body: string) => `> ${body}`],
    ['not on the first line', (body: string) => `\n${body}`],
    ['of another version', (body: string) => body.replace('v1', 'v2')],
    ['with a run that is no number', (body: string) => body.replace('run=500', 'run=5e2')],
    ['with a number beyond all runs', (body: string) => body.replace('run=500', `run=${'9'.repeat(16)}`)],
    ['with something more', (body: string) => body.replace(' -->', ' x=1 -->')],
    ['with text after it', (body: string) => body.replace('-->', '--> hello')],
    ['cut off', (body: string) => body.slice(0, 60)],
  ])('%s does not count', (_, change) => {
    expect(parseMarker(change(renderBody(red)))).toBeNull();
  });

  test('of no text at all is taken for ours', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => parseMarker(text) === null),
      { seed: 7, numRuns: 2_000 },
    );
  });
});

describe('without a comment of ours', () => {
  test.each([
    ['a failure', red, 'on-failure', 'create'],
    ['a pass', green, 'on-failure', 'nothing'],
    ['no baseline', { ...red, verdict: 'incomparable' }, 'on-failure', 'create'],
    ['a pass that is always told', green, 'always', 'create'],
    ['a failure that is never told', red, 'never', 'nothing'],
  ] as const)('%s', (_, wanted, mode, kind) => {
    expect(decideComment([], wanted, mode).kind).toBe(kind);
  });

  test.each([
    ['of a person', written(1, {}, person)],
    ['of an account that is gone', written(1, {}, null)],
    ['of another leg of the matrix', written(1, { key: 'ffffffffffff' })],
    ['of a bot, that quotes ours', { ...written(1), body: `> ${written(1).body}` }],
  ])('a comment %s is left alone', (_, comment) => {
    expect(decideComment([comment], red, 'on-failure')).toEqual({ kind: 'create', body: renderBody(red) });
  });

  test('a comment of another bot is left alone when ours is known by name', () => {
    const other = written(1, {}, { login: 'other[bot]', type: 'Bot' });
    expect(decideComment([other], { ...red, author: 'github-actions[bot]' }, 'always').kind).toBe('create');
    expect(decideComment([other], red, 'always').kind).toBe('update');
  });
});

describe('with a comment of ours', () => {
  test('red turns green', () => {
    expect(decideComment([written(5)], green, 'on-failure')).toEqual({
      kind: 'update',
      id: 5,
      body: renderBody(green),
    });
  });

  test('the lowest id counts, in whatever order they come', () => {
    expect(decideComment([written(9), written(5), written(7)], red, 'always')).toMatchObject({
      kind: 'update',
      id: 5,
    });
  });

  test('a mode of never leaves it as it is', () => {
    expect(decideComment([written(5)], green, 'never')).toMatchObject({ kind: 'nothing', reason: 'off' });
  });

  test.each([
    ['an older run', { run: 499, attempt: 3 }, 'update'],
    ['an earlier attempt', { run: 500, attempt: 0 }, 'update'],
    ['this attempt', { run: 500, attempt: 1 }, 'update'],
    ['a later attempt', { run: 500, attempt: 2 }, 'newer'],
    ['a newer run', { run: 501, attempt: 1 }, 'newer'],
  ])('written by %s', (_, by, expected) => {
    const decision = decideComment([written(5, by)], green, 'on-failure');
    expect(decision.kind === 'nothing' ? decision.reason : decision.kind).toBe(expected);
  });

  test.each(['\n', '\r\n', '\n\n'])(
    'the same text is not written again, whatever the line ends (%j)',
    (end) => {
      const body = `${renderBody(red).replaceAll('\n', end.startsWith('\r') ? '\r\n' : '\n')}${end}`;
      const decision = decideComment([{ id: 5, author: bot, body }], red, 'always');
      expect(decision).toMatchObject({ kind: 'nothing', id: 5, reason: 'same' });
    },
  );
});

test('only what this very run wrote counts as a duplicate to remove', () => {
  const comments = [
    written(5),
    written(6),
    written(7, { run: 500 }),
    written(8, { run: 500 }, person),
    written(9, { run: 600 }),
  ];
  expect(ownDuplicates(comments, red).map(({ id }) => id)).toEqual([7]);
  expect(ownDuplicates([written(4, { run: 500 }), ...comments], red).map(({ id }) => id)).toEqual([7]);
});

describe('a list of comments from GitHub', () => {
  test('keeps what is decided by', () => {
    const data = [
      { id: 1, body: 'x', user: { login: 'a', type: 'User', id: 9 }, extra: true },
      { id: 2, body: null, user: null },
    ];
    expect(parseComments(data)).toEqual([
      { id: 1, body: 'x', author: { login: 'a', type: 'User' } },
      { id: 2, body: '', author: null },
    ]);
  });

  test.each([[{}], ['[]'], [[{ id: 'x' }]], [[null]]])('%j is refused', (data) => {
    expect(() => parseComments(data)).toThrow(/expected/);
  });
});

test('the key tells workflows, jobs and legs apart, also where their names run together', () => {
  const keys = [
    commentKey('a', 'b', 'c'),
    commentKey('ab', '', 'c'),
    commentKey('a', 'bc', ''),
    commentKey('a', 'b', 'd'),
  ];
  expect(new Set(keys).size).toBe(4);
  expect(keys.every((key) => /^[0-9a-f]{12}$/.test(key))).toBe(true);
  expect(commentKey('a', 'b', 'c')).toBe(keys[0]);
});

describe('where the gate comments', () => {
  const pullRequest = { number: 7, headSha: shaOf('head'), fromFork: false };
  const event = {
    kind: 'judge',
    event: 'pull_request',
    repository: 'octo/model',
    visibility: 'public',
    head: { sha: shaOf('head'), checkout: shaOf('merge') },
    base: { kind: 'commit', sha: shaOf('base') },
    tag: null,
  } as const;

  test('on a pull request of the same repository', () => {
    const target = commentTarget({ ...event, pullRequest });
    expect(target).toEqual({ kind: 'pull-request', number: 7, headSha: shaOf('head') });
  });

  test('not on a fork, and the reason names the way', () => {
    const target = commentTarget({ ...event, pullRequest: { ...pullRequest, fromFork: true } });
    expect(target).toEqual({
      kind: 'none',
      because: expect.stringContaining('comment from a workflow of its own'),
    });
  });

  test('not where there is no pull request', () => {
    const target = commentTarget({ ...event, event: 'merge_group', pullRequest: null });
    expect(target).toEqual({ kind: 'none', because: 'merge_group has no pull request to comment on' });
  });
});
