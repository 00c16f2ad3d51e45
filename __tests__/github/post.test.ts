import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { renderBody, type Wanted } from '../../src/github/comment.ts';
import { rulesAt } from '../../src/github/contents.ts';
import {
  type CommentOrder,
  commentKey,
  jitteredPause,
  type PostResult,
  postComment,
} from '../../src/github/post.ts';
import { closeScene, isDescribedStatus, once, openScene, type Scene, trace } from './harness.ts';
import type { FaultAction } from './stand-in.ts';
import { addComment, BOT, PERSON, READ_TOKEN, shaOf, smallWorld, TOKEN, type World } from './world.ts';

const key = commentKey('ci', 'gate', 'null');
const LIST = /\/issues\/7\/comments$/;
const ONE = /\/issues\/comments\/\d+$/;

function wanted(verdict: 'pass' | 'fail', run = 500, sha = shaOf('head')): Wanted {
  return {
    marker: { key, sha, run, attempt: 1 },
    markdown: `### ${verdict} by run ${run}`,
    verdict,
    author: null,
  };
}

function order(text: Wanted, more: Partial<CommentOrder> = {}): CommentOrder {
  const target = { kind: 'pull-request', number: 7, headSha: text.marker.sha } as const;
  return { repository: 'octo/model', target, wanted: text, mode: 'on-failure', ...more };
}

const immediately = () => Promise.resolve();

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(async () => {
  expect(await closeScene(scene)).toEqual([]);
});

function post(what: CommentOrder, { api }: Scene = scene): Promise<PostResult> {
  return postComment({ api, pause: immediately }, what);
}

/** Bodies of the comments on the pull request that bots wrote. */
function botComments({ github }: Scene = scene): string[] {
  return github.world.comments.filter(({ author }) => author.type === 'Bot').map(({ body }) => body);
}

function fail(method: string, path: RegExp, act: FaultAction): void {
  scene.github.fail(once(method, path, act));
}

function writeAs(world: World, who: typeof BOT, text: Wanted) {
  return addComment(world, { issue: 7, body: renderBody(text), author: who });
}

describe('the life of a comment', () => {
  test('created, then updated in place, then turned green', async () => {
    const first = await post(order(wanted('fail', 500)));
    expect(first).toEqual({ kind: 'created', id: expect.any(Number), calls: 4 });
    expect(await post(order(wanted('fail', 501)))).toEqual({ ...first, kind: 'updated' });
    expect(botComments()).toEqual([renderBody(wanted('fail', 501))]);
    expect(await post(order(wanted('pass', 502)))).toEqual({ ...first, kind: 'updated' });
    expect(botComments()).toEqual([renderBody(wanted('pass', 502))]);
  });

  test('costs four requests, and every answer of the stand-in is one that GitHub gives', async () => {
    await post(order(wanted('fail')));
    expect(trace(scene)).toEqual([
      'pulls/get',
      'issues/list-comments',
      'issues/create-comment',
      'issues/list-comments',
    ]);
    expect(scene.github.requests.every(isDescribedStatus)).toBe(true);
  });

  test('a whole ordinary run, rules and comment, costs six', async () => {
    const files = { policy: '.repro/policy.yml', baseline: '.repro/baselines/cpu-x86_64.json' };
    const whole = await openScene({
      world: smallWorld({ [files.policy]: 'version: 1\n', [files.baseline]: '{}' }),
    });
    const rules = rulesAt(whole.api, {
      repository: 'octo/model',
      sha: shaOf('base'),
      policyPath: files.policy,
      baselineFolder: '.repro/baselines',
    });
    expect(await rules.read(files.policy)).toMatchObject({ kind: 'found' });
    expect(await rules.read(files.baseline)).toMatchObject({ kind: 'found' });
    expect(await post(order(wanted('fail')), whole)).toMatchObject({ kind: 'created' });
    expect(await closeScene(whole)).toEqual([]);
    expect(whole.github.requests).toHaveLength(6);
  });

  test('the same run again changes nothing', async () => {
    await post(order(wanted('fail')));
    expect(await post(order(wanted('fail')))).toMatchObject({ kind: 'unchanged', calls: 2 });
  });

  test('a pass starts no comment, unless asked to', async () => {
    expect(await post(order(wanted('pass')))).toMatchObject({ kind: 'skipped', calls: 2 });
    expect(await post(order(wanted('pass'), { mode: 'always' }))).toMatchObject({ kind: 'created' });
  });

  test('switched off, it costs nothing', async () => {
    expect(await post(order(wanted('fail'), { mode: 'never' }))).toMatchObject({ kind: 'skipped', calls: 0 });
  });

  test.each([
    ['a fork', 'the pull request comes from a fork, whose token cannot write'],
    ['a merge group', 'merge_group has no pull request to comment on'],
  ])('%s has no place for it, which costs nothing', async (_, because) => {
    const target = { kind: 'none', because } as const;
    expect(await post(order(wanted('fail'), { target }))).toEqual({ kind: 'skipped', because, calls: 0 });
  });
});

describe('comments of others', () => {
  test('300 comments of people that carry our marker are read through and never touched', async () => {
    for (let number = 0; number < 300; number += 1) writeAs(scene.github.world, PERSON, wanted('pass', 900));
    const before = structuredClone(scene.github.world.comments);
    expect(await post(order(wanted('fail')))).toMatchObject({ kind: 'created', calls: 9 });
    expect(await post(order(wanted('fail', 501)))).toMatchObject({ kind: 'updated' });
    expect(scene.github.world.comments.slice(0, 300)).toEqual(before);
    expect(botComments()).toEqual([renderBody(wanted('fail', 501))]);
    expect(scene.github.requests.filter(({ query }) => query['page'] === '4')).toHaveLength(3);
  });

  test('ours is found behind three pages of them', async () => {
    for (let number = 0; number < 300; number += 1) writeAs(scene.github.world, PERSON, wanted('pass', 900));
    const { id } = writeAs(scene.github.world, BOT, wanted('fail', 400));
    expect(await post(order(wanted('pass')))).toMatchObject({ kind: 'updated', id });
  });

  test('of two comments of earlier runs the older one is kept up to date, and none is deleted', async () => {
    const { id } = writeAs(scene.github.world, BOT, wanted('fail', 300));
    writeAs(scene.github.world, BOT, wanted('fail', 400));
    expect(await post(order(wanted('pass')))).toMatchObject({ kind: 'updated', id });
    expect(botComments()).toEqual([renderBody(wanted('pass')), renderBody(wanted('fail', 400))]);
  });

  test('a token of a person posts nothing, because it could never find its comment again', async () => {
    const personal = await openScene({ token: 'github_pat_x' });
    const result = await post(order(wanted('fail')), personal);
    expect(await closeScene(personal)).toEqual([]);
    expect(result).toMatchObject({ kind: 'forbidden', because: expect.stringContaining('person'), calls: 0 });
  });
});

describe('when GitHub does not play along', () => {
  test('deleted between list and update: created anew', async () => {
    writeAs(scene.github.world, BOT, wanted('fail', 400));
    fail('PATCH', ONE, {
      kind: 'meanwhile',
      happens: (world) => {
        world.comments = [];
      },
    });
    expect(await post(order(wanted('fail')))).toMatchObject({ kind: 'created' });
    expect(botComments()).toEqual([renderBody(wanted('fail'))]);
  });

  test('deleted between list and update, while the list goes on showing it', async () => {
    const { id } = writeAs(scene.github.world, BOT, wanted('fail', 400));
    fail('PATCH', ONE, { kind: 'answer', status: 404, message: 'Not Found' });
    const result = await post(order(wanted('fail')));
    expect(result).toMatchObject({ kind: 'created' });
    expect(result).not.toMatchObject({ id });
  });

  test('deleted between list and update of a pass: nothing is left to turn green', async () => {
    writeAs(scene.github.world, BOT, wanted('fail', 400));
    fail('PATCH', ONE, {
      kind: 'meanwhile',
      happens: (world) => {
        world.comments = [];
      },
    });
    expect(await post(order(wanted('pass')))).toMatchObject({ kind: 'skipped' });
    expect(botComments()).toEqual([]);
  });

  test('a token that may only read is told what to add', async () => {
    const readOnly = await openScene({ token: READ_TOKEN });
    const result = await post(order(wanted('fail')), readOnly);
    expect(await closeScene(readOnly)).toEqual([]);
    expect(result).toEqual({
      kind: 'forbidden',
      because: `403 Resource not accessible by integration. Commenting needs the permission "pull-requests: write". Add to the job:

permissions:
  contents: read
  pull-requests: write`,
      calls: 3,
    });
  });

  test('404 may be a missing permission as well', async () => {
    fail('GET', /\/pulls\/7$/, { kind: 'answer', status: 404, message: 'Not Found' });
    const because = expect.stringMatching(/^404 Not Found.*pull-requests: write/s);
    expect(await post(order(wanted('fail')))).toMatchObject({ kind: 'forbidden', because });
  });

  test.each([
    [403, 'Unable to create comment because issue is locked.'],
    [422, 'Validation Failed'],
  ])('%i %s is no matter of permissions', async (status, message) => {
    fail('POST', LIST, { kind: 'answer', status, message });
    expect(await post(order(wanted('fail')))).toMatchObject({
      kind: 'failed',
      because: `GitHub refused: ${status} ${message}`,
    });
  });

  test('429 on the list is waited out', async () => {
    fail('GET', LIST, { kind: 'answer', status: 429, message: 'Slow down', headers: { 'retry-after': '2' } });
    expect(await post(order(wanted('fail')))).toMatchObject({ kind: 'created', calls: 5 });
    expect(scene.waits).toEqual([2_000]);
  });

  test('429 on the comment itself is waited out, because nothing was written', async () => {
    fail('POST', LIST, {
      kind: 'answer',
      status: 429,
      message: 'Slow down',
      headers: { 'retry-after': '2' },
    });
    expect(await post(order(wanted('fail')))).toMatchObject({ kind: 'created' });
    expect(botComments()).toHaveLength(1);
  });

  test.each([
    ['after the comment was created', { kind: 'lost', status: 502 }],
    ['before it was', { kind: 'answer', status: 502, message: 'Bad Gateway' }],
    ['with the connection, after it was created', { kind: 'cut' }],
  ] as const)('an answer that is lost %s leaves exactly one', async (_, act) => {
    fail('POST', LIST, act);
    expect(await post(order(wanted('fail')))).toMatchObject({ kind: 'created' });
    expect(botComments()).toEqual([renderBody(wanted('fail'))]);
  });

  test('a comment that cannot be created twice over is given up', async () => {
    scene.github.fail({
      ...once('POST', LIST, { kind: 'answer', status: 502, message: 'Bad Gateway' }),
      times: 9,
    });
    expect(await post(order(wanted('fail')))).toMatchObject({
      kind: 'failed',
      because: 'GitHub refused: 502 Bad Gateway',
    });
    expect(scene.github.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
  });

  test('an outage', async () => {
    scene.github.fail({ ...once('GET', LIST, { kind: 'cut' }), times: 9 });
    expect(await post(order(wanted('fail')))).toMatchObject({
      kind: 'failed',
      because: expect.stringContaining('no usable answer'),
    });
  });

  test('a list that is something else', async () => {
    const api = {
      ...scene.api,
      send: async () => ({ kind: 'ok', data: { head: { sha: 7 } }, more: false }) as const,
    };
    const result = await postComment({ api, pause: immediately }, order(wanted('fail')));
    expect(result).toMatchObject({ kind: 'failed', because: expect.stringContaining('head.sha: expected') });
  });

  test('a thrown text is a result as well', async () => {
    const api = { ...scene.api, send: () => Promise.reject('no') };
    expect(await postComment({ api, pause: immediately }, order(wanted('fail')))).toMatchObject({
      kind: 'failed',
      because: 'no',
    });
  });

  test('a comment that is too long is not sent', async () => {
    const text = { ...wanted('fail'), markdown: 'x'.repeat(70_000) };
    expect(await post(order(text))).toMatchObject({
      kind: 'failed',
      because: expect.stringContaining('65536'),
      calls: 0,
    });
  });

  test('a list without end is given up', async () => {
    const page = { kind: 'ok', data: [], more: true } as const;
    const pull = { kind: 'ok', data: { head: { sha: shaOf('head') } }, more: false } as const;
    const api = {
      ...scene.api,
      send: async ({ path }: { path: string }) => (path.includes('/pulls/') ? pull : page),
    };
    expect(await postComment({ api, pause: immediately }, order(wanted('fail')))).toMatchObject({
      kind: 'failed',
      because: expect.stringContaining('more than 5000'),
    });
  });
});

describe('other writers', () => {
  test('the head moved on while this run measured', async () => {
    scene.github.world.pulls.set(7, { sha: shaOf('newer head'), from: 'octo:topic' });
    expect(await post(order(wanted('fail')))).toEqual({
      kind: 'stale',
      because: `the pull request moved on to ${shaOf('newer head').slice(0, 7)}; this run measured ${shaOf('head').slice(0, 7)}`,
      calls: 1,
    });
    expect(botComments()).toEqual([]);
  });

  test('an older run that finishes after a newer one leaves the newer word standing', async () => {
    const { id } = writeAs(scene.github.world, BOT, wanted('pass', 600));
    expect(await post(order(wanted('fail', 500)))).toMatchObject({
      kind: 'unchanged',
      id,
      because: 'run 600 is newer and has written already',
    });
    expect(botComments()).toEqual([renderBody(wanted('pass', 600))]);
  });

  test('an older run that writes over a newer one in the same moment is written over again', async () => {
    const { id } = writeAs(scene.github.world, BOT, wanted('fail', 300));
    const overwrite = (world: World) => {
      for (const comment of world.comments) comment.body = renderBody(wanted('fail', 400));
    };
    const pauses: (() => void)[] = [() => overwrite(scene.github.world)];
    const pause = async () => pauses.shift()?.();
    const result = await postComment({ api: scene.api, pause }, order(wanted('pass', 500)));
    expect(result).toMatchObject({ kind: 'updated', id });
    expect(botComments()).toEqual([renderBody(wanted('pass', 500))]);
  });

  test('a newer run that writes over ours in the same moment stays', async () => {
    const pause = async () => {
      for (const comment of scene.github.world.comments) comment.body = renderBody(wanted('pass', 700));
    };
    const result = await postComment({ api: scene.api, pause }, order(wanted('fail', 500)));
    expect(result).toMatchObject({ kind: 'unchanged', because: 'run 700 is newer and has written already' });
    expect(botComments()).toEqual([renderBody(wanted('pass', 700))]);
  });

  test('another job that created its comment a moment earlier: ours goes, and its comment gets our word', async () => {
    fail('POST', LIST, { kind: 'meanwhile', happens: (world) => writeAs(world, BOT, wanted('fail', 400)) });
    expect(await post(order(wanted('fail', 500)))).toMatchObject({ kind: 'updated' });
    expect(botComments()).toEqual([renderBody(wanted('fail', 500))]);
  });

  test('another job that created its comment a moment earlier and is newer: ours goes', async () => {
    fail('POST', LIST, { kind: 'meanwhile', happens: (world) => writeAs(world, BOT, wanted('pass', 900)) });
    expect(await post(order(wanted('fail', 500)))).toMatchObject({ kind: 'unchanged' });
    expect(botComments()).toEqual([renderBody(wanted('pass', 900))]);
  });

  test('a duplicate that somebody else removes first is no trouble', async () => {
    fail('POST', LIST, { kind: 'meanwhile', happens: (world) => writeAs(world, BOT, wanted('pass', 900)) });
    fail('DELETE', ONE, { kind: 'lost', status: 404 });
    expect(await post(order(wanted('fail', 500)))).toMatchObject({ kind: 'unchanged' });
    expect(botComments()).toEqual([renderBody(wanted('pass', 900))]);
  });

  test('somebody who writes over ours again and again is not fought', async () => {
    const pause = async () => {
      for (const comment of scene.github.world.comments) comment.body = renderBody(wanted('fail', 100));
    };
    const result = await postComment({ api: scene.api, pause }, order(wanted('fail', 500)));
    expect(result).toMatchObject({ kind: 'failed', because: expect.stringContaining('another writer') });
    expect(scene.github.requests.filter(({ method }) => method !== 'GET')).toHaveLength(3);
  });

  test.each([2, 3])(
    '%i writers that start together end with one comment, of the newest run',
    async (writers) => {
      const together = lockstep(writers);
      const runs = Array.from({ length: writers }, (_, index) => 500 + index);
      const write = async (run: number) => {
        const api = { ...scene.api, send: afterFirstList(scene.api.send, together.pause) };
        const result = await postComment({ api, pause: together.pause }, order(wanted('fail', run)));
        together.leave();
        return result.kind;
      };
      expect(await Promise.all(runs.map(write))).not.toContain('failed');
      expect(scene.github.requests.filter(({ method }) => method === 'POST')).toHaveLength(writers);
      expect(botComments()).toEqual([renderBody(wanted('fail', 500 + writers - 1))]);
    },
  );
});

/** Lets every writer see the pull request before any has written. */
function afterFirstList(send: Scene['api']['send'], pause: () => Promise<void>): Scene['api']['send'] {
  let lists = 0;
  return async (call) => {
    const answer = await send(call);
    lists += call.path.endsWith('/comments') ? 1 : 0;
    if (lists === 1) await pause();
    return answer;
  };
}

/** A pause that ends when all writers that are still at it have paused. */
function lockstep(writers: number) {
  let active = writers;
  let waiting: (() => void)[] = [];
  const releaseIfAll = () => {
    if (waiting.length < active) return;
    const released = waiting;
    waiting = [];
    for (const go of released) go();
  };
  const pause = () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      releaseIfAll();
    });
  const leave = () => {
    active -= 1;
    releaseIfAll();
  };
  return { pause, leave };
}

test.each([
  [0, 1_000],
  [0.5, 2_000],
])('the pause between writing and looking is one to three seconds (%d)', async (drawn, expected) => {
  const waits: number[] = [];
  const sleep = async (ms: number) => {
    waits.push(ms);
  };
  await jitteredPause(sleep, () => drawn)();
  expect(waits).toEqual([expected]);
});

test('the requests of sixty runs never name a comment of a person', async () => {
  const people = Array.from(
    { length: 20 },
    () => writeAs(scene.github.world, PERSON, wanted('fail', 900)).id,
  );
  for (let run = 500; run < 560; run += 1) await post(order(wanted(run % 3 === 0 ? 'pass' : 'fail', run)));
  const written = scene.github.requests.filter(({ method }) => method === 'PATCH' || method === 'DELETE');
  expect(written.length).toBeGreaterThan(50);
  expect(written.filter(({ path }) => people.some((id) => path.endsWith(`/${id}`)))).toEqual([]);
  expect(new Set(scene.github.requests.map(({ headers }) => headers['authorization']))).toEqual(
    new Set([`token ${TOKEN}`]),
  );
});
