import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findPlace } from '../../src/github/pull-request.ts';
import { closeScene, once, openScene, type Scene, trace } from './harness.ts';
import { shaOf } from './world.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(async () => {
  expect(await closeScene(scene)).toEqual([]);
});

const head = shaOf('head');

const workflowRun = {
  id: 400,
  run_attempt: 2,
  event: 'pull_request',
  conclusion: 'failure',
  head_sha: head,
  head_branch: 'topic',
  head_repository: { owner: { login: 'octo' } },
};

function ofRun(more: Readonly<Record<string, unknown>> = {}) {
  const payload = { repository: { full_name: 'octo/model' }, workflow_run: { ...workflowRun, ...more } };
  return findPlace(scene.api, 'workflow_run', payload);
}

test.each(['pull_request', 'pull_request_target'])('%s names its pull request itself', async (event) => {
  const repo = { full_name: 'octo/model' };
  const payload = { pull_request: { number: 7, head: { sha: head, repo }, base: { repo } } };
  const place = await findPlace(scene.api, event, payload);
  expect(place).toEqual({ kind: 'pull-request', number: 7, headSha: head, measured: null });
  expect(trace(scene)).toEqual([]);
});

describe('the end of a workflow run', () => {
  const found = {
    kind: 'pull-request',
    number: 7,
    headSha: head,
    measured: { run: 400, attempt: 2, conclusion: 'failure' },
  };

  test('leads to the pull request of its branch', async () => {
    expect(await ofRun()).toEqual(found);
    expect(trace(scene)).toEqual(['pulls/list']);
  });

  test('of a fork leads to that of the fork’s branch, whatever else has the commit or the name', async () => {
    scene.github.world.pulls.set(7, { sha: head, from: 'someone:feature/a b&state=all' });
    scene.github.world.pulls.set(8, { sha: head, from: 'octo:topic' });
    const branch = { head_branch: 'feature/a b&state=all', head_repository: { owner: { login: 'someone' } } };
    expect(await ofRun(branch)).toEqual(found);
  });

  test('leads to the pull request that has its commit, of several of one branch', async () => {
    const { pulls } = scene.github.world;
    pulls.clear();
    pulls.set(6, { sha: shaOf('other'), from: 'octo:topic' });
    pulls.set(7, { sha: head, from: 'octo:topic' });
    expect(await ofRun()).toEqual(found);
  });

  test.each([
    ['of a push', { event: 'push' }, 'not for a pull request'],
    ['of a fork that is gone', { head_repository: null }, 'the fork of the pull request is gone'],
    ['of a commit that is no head any more', { head_sha: shaOf('old') }, 'no open pull request has'],
  ])('%s leads nowhere', async (_, more, because) => {
    expect(await ofRun(more)).toEqual({ kind: 'none', because: expect.stringContaining(because) });
  });

  test.each([
    ['whose commit is none', { head_sha: 'main' }, 'workflow_run.head_sha: expected a full commit id'],
    ['that has not ended', { conclusion: null }, 'workflow_run.conclusion: expected a non-empty text'],
    ['without a branch', { head_branch: null }, 'workflow_run.head_branch: expected a non-empty text'],
  ])('%s is a problem', async (_, more, because) => {
    expect(await ofRun(more)).toEqual({ kind: 'problem', because: expect.stringContaining(because) });
    expect(trace(scene)).toEqual([]);
  });

  test.each([
    [403, 'Resource not accessible by integration', 'pull-requests: write'],
    [500, 'Server Error', 'GitHub refused: 500'],
  ])('is a problem when GitHub answers %i', async (status, message, because) => {
    scene.github.fail({ ...once('GET', /\/pulls$/, { kind: 'answer', status, message }), times: 3 });
    expect(await ofRun()).toEqual({ kind: 'problem', because: expect.stringContaining(because) });
  });
});

test('any other event has no pull request', async () => {
  const place = await findPlace(scene.api, 'push', {});
  expect(place).toEqual({ kind: 'none', because: 'push has no pull request to comment on' });
});
