import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Call } from '../../src/github/api.ts';
import { type ClientOptions, openGitHub, systemClock } from '../../src/github/client.ts';
import { closeScene, once, openScene, type Scene } from './harness.ts';
import { shaOf, TOKEN } from './world.ts';

const getBase: Call = { method: 'GET', path: `/repos/octo/model/git/commits/${shaOf('base')}` };
const COMMITS = /\/git\/commits\//;
const NOBODY = 'http://127.0.0.1:9';

const { signal } = new AbortController();

/** What a client of its own needs, beside the address. */
function optionsFor(apiUrl: string, more: Partial<ClientOptions> = {}): ClientOptions {
  return { token: TOKEN, apiUrl, clock: systemClock(signal), budgetMs: 5_000, signal, ...more };
}

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(async () => {
  expect(await closeScene(scene)).toEqual([]);
});

describe('one call', () => {
  test('carries token and user agent', async () => {
    expect(await scene.api.send(getBase)).toEqual({ kind: 'ok', data: { sha: shaOf('base') }, more: false });
    const [request] = scene.github.requests;
    expect(request?.headers).toMatchObject({
      authorization: `token ${TOKEN}`,
      'user-agent': expect.stringMatching(/^repro-gate\/\d/),
      accept: 'application/vnd.github+json',
    });
  });

  test('to GitHub Enterprise Server goes under its path', async () => {
    const api = openGitHub(optionsFor(scene.github.enterpriseUrl));
    expect(await api.send(getBase)).toMatchObject({ kind: 'ok' });
  });

  test('with a wrong token is refused, and no message shows the token', async () => {
    const token = 'ghs_secret-of-another-repository';
    const answer = await openGitHub(optionsFor(scene.github.url, { token })).send(getBase);
    expect(answer).toEqual({ kind: 'refused', status: 401, because: '401 Bad credentials' });
  });

  test('a server that repeats the token in its words does not get it into our message', async () => {
    scene.github.fail(
      once('GET', COMMITS, { kind: 'answer', status: 400, message: `bad ${TOKEN}\n::error::x` }),
    );
    expect(await scene.api.send(getBase)).toEqual({
      kind: 'refused',
      status: 400,
      because: '400 bad *** ::error::x',
    });
  });

  test('to a server that is not there', async () => {
    const api = openGitHub(optionsFor(NOBODY, { clock: instantly() }));
    expect(await api.send(getBase)).toMatchObject({
      kind: 'unreachable',
      because: expect.stringContaining('no usable answer'),
    });
    expect(api.calls()).toBe(3);
  });
});

function instantly() {
  return { now: Date.now, sleep: () => Promise.resolve() };
}

describe('patience', () => {
  test('two failures of the server are waited out', async () => {
    scene.github.fail({
      ...once('GET', COMMITS, { kind: 'answer', status: 502, message: 'Bad Gateway' }),
      times: 2,
    });
    expect(await scene.api.send(getBase)).toMatchObject({ kind: 'ok' });
    expect(scene.waits).toEqual([1_000, 3_000]);
    expect(scene.api.calls()).toBe(3);
  });

  test('a third failure is the answer', async () => {
    scene.github.fail({
      ...once('GET', COMMITS, { kind: 'answer', status: 503, message: 'Unavailable' }),
      times: 9,
    });
    expect(await scene.api.send(getBase)).toEqual({
      kind: 'refused',
      status: 503,
      because: '503 Unavailable',
    });
    expect(scene.github.requests).toHaveLength(3);
  });

  test.each(['cut', 'half'] as const)('an answer that breaks off (%s) is asked for again', async (kind) => {
    scene.github.fail(once('GET', COMMITS, { kind }));
    expect(await scene.api.send(getBase)).toMatchObject({ kind: 'ok', data: { sha: shaOf('base') } });
    expect(scene.api.calls()).toBe(2);
  });

  test('429 waits as long as GitHub asks', async () => {
    const headers = { 'retry-after': '7' };
    scene.github.fail(
      once('GET', COMMITS, { kind: 'answer', status: 429, message: 'Too many requests', headers }),
    );
    expect(await scene.api.send(getBase)).toMatchObject({ kind: 'ok' });
    expect(scene.waits).toEqual([7_000]);
  });

  test('429 with a wait beyond the budget fails at once', async () => {
    const headers = { 'retry-after': '3600' };
    scene.github.fail(
      once('GET', COMMITS, { kind: 'answer', status: 429, message: 'Too many requests', headers }),
    );
    expect(await scene.api.send(getBase)).toMatchObject({
      kind: 'refused',
      status: 429,
      because: expect.stringMatching(
        /^429 Too many requests; the next try is allowed in 3600 s, and \d+ s are left/,
      ),
    });
    expect(scene.waits).toEqual([]);
  });

  test('the budget is one for all calls of a run', async () => {
    const headers = { 'retry-after': '40' };
    scene.github.fail({
      ...once('GET', COMMITS, { kind: 'answer', status: 429, message: 'Wait', headers }),
      times: 2,
    });
    expect(await scene.api.send(getBase)).toMatchObject({ kind: 'refused', status: 429 });
    expect(scene.waits).toEqual([40_000]);
    expect(await scene.api.send(getBase)).toMatchObject({ kind: 'ok' });
  });

  test('POST is sent once', async () => {
    scene.github.fail(once('POST', /\/comments$/, { kind: 'answer', status: 502, message: 'Bad Gateway' }));
    const post: Call = { method: 'POST', path: '/repos/octo/model/issues/7/comments', body: { body: 'x' } };
    expect(await scene.api.send(post)).toMatchObject({ kind: 'refused', status: 502 });
    expect(scene.github.requests).toHaveLength(1);
  });
});

test('a server that does not answer within the budget', async () => {
  const slow = await openScene({ budgetMs: 200 });
  slow.github.fail(once('GET', COMMITS, { kind: 'slow', ms: 5_000 }));
  const started = Date.now();
  expect(await slow.api.send(getBase)).toMatchObject({ kind: 'unreachable' });
  expect(Date.now() - started).toBeLessThan(2_000);
  expect(await slow.api.send(getBase)).toMatchObject({ because: expect.stringContaining('used up') });
  expect(await closeScene(slow)).toEqual([]);
});

describe('a run that is cancelled', () => {
  test('gives up an answer that does not come', async () => {
    const stop = new AbortController();
    scene.github.fail(once('GET', COMMITS, { kind: 'slow', ms: 60_000 }));
    const answer = openGitHub(optionsFor(scene.github.url, { signal: stop.signal })).send(getBase);
    setTimeout(() => stop.abort(), 100);
    expect(await answer).toEqual({ kind: 'unreachable', because: expect.stringContaining('cancelled') });
  });

  test('gives up the wait before another try, and tries no more', async () => {
    const stop = new AbortController();
    const limit = {
      kind: 'answer',
      status: 429,
      message: 'slow down',
      headers: { 'retry-after': '50' },
    } as const;
    scene.github.fail(once('GET', COMMITS, limit));
    const clock = systemClock(stop.signal);
    const api = openGitHub(optionsFor(scene.github.url, { signal: stop.signal, clock, budgetMs: 60_000 }));
    const answer = api.send(getBase);
    setTimeout(() => stop.abort(), 200);
    expect(await answer).toMatchObject({
      kind: 'unreachable',
      because: expect.stringContaining('cancelled'),
    });
    expect(api.calls()).toBe(1);
  });
});

test.each([
  ['ghs_x', 'app'],
  ['ghp_x', 'person'],
  ['github_pat_x', 'person'],
  ['gho_x', 'person'],
  ['0123456789abcdef', 'unknown'],
])('the token %s acts for: %s', (token, owner) => {
  expect(openGitHub(optionsFor(NOBODY, { token })).actsAs).toBe(owner);
});
