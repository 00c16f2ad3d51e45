import { describe, expect, jest, test } from '@jest/globals';
import { shaOf } from '../github/world.ts';
import {
  dispatch,
  mergeGroup,
  type Occasion,
  otherEvent,
  pullRequest,
  push,
  release,
  schedule,
  tagPush,
} from './occasions.ts';
import { codesOf, hasTrained, onStage, operations, type Stage } from './stage.ts';

jest.setTimeout(60_000);

describe('a pull request of the same repository that changes nothing', () => {
  test.concurrent('passes, in three lines, with few requests and without a comment', () =>
    onStage({}, async (stage) => {
      const { exitCode, outputs, summary, log, report } = await stage.gate(pullRequest(stage));
      expect(exitCode).toBe(0);
      expect(outputs).toMatchObject({ verdict: 'pass', 'comment-id': '' });
      expect(summary.split('\n').filter((line) => line !== '')).toHaveLength(3);
      expect(summary).toMatch(/^### ✅ repro-gate: pass · /);
      expect(log).toContain('no comment, because the verdict is pass');
      expect(stage.world.comments).toEqual([]);
      expect(report?.provenance).toMatchObject({
        commit: stage.head,
        base: stage.base,
        policySource: { kind: 'base', ref: stage.base, path: '.repro/policy.yml' },
        event: 'pull_request',
        run: 'https://github.com/octo/model/actions/runs/500/attempts/1',
        runner: 'runner 1',
      });
      expect(operations(stage)).toEqual([
        'repos/get-content',
        'repos/get-content',
        'pulls/get',
        'issues/list-comments',
      ]);
    }));

  test.concurrent('passes on GitHub Enterprise Server, whose API has a path', () =>
    onStage({}, async (stage) => {
      const ended = await stage.gate(pullRequest(stage), { apiUrl: stage.github.enterpriseUrl });
      expect(ended.exitCode).toBe(0);
      expect(operations(stage)).toHaveLength(4);
    }));
});

const DROPPED = shaOf('dropped');

/** Makes the head the tip of the default branch, as it is once it was merged. */
function merge({ world, head }: Stage): void {
  world.branches.set('main', head);
}

describe('an event without a pull request passes without a comment, by the rules of', () => {
  const cases: [string, (stage: Stage) => { occasion: Occasion; base: string }][] = [
    ['the base of a merge group', (stage) => ({ occasion: mergeGroup(stage), base: stage.base })],
    ['what the branch held before a push', ({ head, base }) => ({ occasion: push(head, base), base })],
    [
      'the default branch for a push of a new branch',
      ({ head, base }) => ({ occasion: push(head, null), base }),
    ],
    [
      'the default branch for a push that dropped what was there',
      ({ head, base }) => ({ occasion: push(head, DROPPED), base }),
    ],
    [
      'the tip of the default branch for a tag on it',
      (stage) => {
        merge(stage);
        return { occasion: tagPush(stage.head), base: stage.head };
      },
    ],
    [
      'the tip of the default branch for a release of an earlier commit of it',
      (stage) => {
        merge(stage);
        return { occasion: release(stage.base), base: stage.head };
      },
    ],
    ['the scheduled commit itself', ({ base }) => ({ occasion: schedule(base), base })],
    [
      'the default branch for a run by hand on another one',
      ({ head, base }) => ({ occasion: dispatch(head), base }),
    ],
  ];
  test.concurrent.each(cases)('%s', (_, prepare) =>
    onStage({}, async (stage) => {
      const { occasion, base } = prepare(stage);
      const { exitCode, outputs, report, log } = await stage.gate(occasion);
      expect(exitCode).toBe(0);
      expect(outputs).toMatchObject({ verdict: 'pass', 'comment-id': '' });
      expect(report?.provenance).toMatchObject({ commit: occasion.sha, base });
      expect(log).toContain(`no comment, because ${occasion.event} has no pull request to comment on`);
      expect(operations(stage)).not.toContain('issues/list-comments');
      expect(operations(stage).length).toBeLessThanOrEqual(6);
      const dropped = `the push dropped commit ${DROPPED.slice(0, 7)}, so the tip of main is the base`;
      expect(log.includes(dropped)).toBe(occasion.payload.includes(DROPPED));
    }),
  );
});

describe('a tag is refused before anything runs', () => {
  const elsewhere = shaOf('elsewhere');
  const cases: [string, (stage: Stage) => Occasion, string][] = [
    ['when a branch holds it that nobody reviewed', ({ head }) => tagPush(head), 'compared with it: ahead'],
    [
      'when its history never met that of the default branch',
      ({ world }) => {
        world.commits.set(elsewhere, { parents: [], files: {} });
        return release(elsewhere);
      },
      'compared with it: unrelated',
    ],
  ];
  test.concurrent.each(cases)('%s', (_, prepare, because) =>
    onStage({}, async (stage) => {
      const ended = await stage.gate(prepare(stage));
      expect(ended.exitCode).toBe(2);
      expect(codesOf(ended, 'error')).toEqual(['trust/tag-not-reachable']);
      expect(ended.outputs['reason']).toContain(because);
      expect(hasTrained(stage)).toBe(false);
    }),
  );
});

describe('an event whose job may write is refused before anything runs or is asked', () => {
  test.concurrent.each(['pull_request_target', 'issue_comment', 'workflow_run'])('%s', (event) =>
    onStage({}, async (stage) => {
      const ended = await stage.gate(otherEvent(event, stage));
      expect(ended.exitCode).toBe(2);
      expect(codesOf(ended, 'error')).toEqual(['trust/privileged-event']);
      expect(ended.summary).toContain(`\`${event}\` gives the job a writable token and secrets`);
      expect(hasTrained(stage)).toBe(false);
      expect(stage.github.requests).toEqual([]);
    }),
  );
});

describe('an event that cannot be used is refused before anything runs', () => {
  const cases: [string, (stage: Stage) => Occasion, string][] = [
    [
      'one that nobody supports',
      (stage) => otherEvent('deployment', stage),
      'the event deployment is not supported',
    ],
    ['no event at all', (stage) => otherEvent('', stage), 'the event (none) is not supported'],
    [
      'a payload that breaks off',
      (stage) => ({ ...pullRequest(stage), payload: '{"pull_request": {' }),
      'pull_request.head.sha: expected a full commit id, found nothing',
    ],
    [
      'a payload without the base',
      (stage) => ({
        ...pullRequest(stage),
        payload: JSON.stringify({ pull_request: { head: { sha: stage.head } } }),
      }),
      'pull_request.base.sha: expected a full commit id, found nothing',
    ],
    [
      'no commit',
      (stage) => ({ ...pullRequest(stage), sha: '' }),
      'sha: expected a full commit id, found ""',
    ],
  ];
  test.concurrent.each(cases)('%s', (_, prepare, because) =>
    onStage({}, async (stage) => {
      const ended = await stage.gate(prepare(stage));
      expect(ended.exitCode).toBe(2);
      expect(codesOf(ended, 'error')).toEqual(['trust/event-not-supported']);
      expect(ended.outputs['reason']).toContain(because);
      expect(hasTrained(stage)).toBe(false);
    }),
  );

  test.concurrent('a payload that is not there', () =>
    onStage({}, async (stage) => {
      const env = { GITHUB_EVENT_PATH: `${stage.workspace}/nowhere.json` };
      const ended = await stage.gate(pullRequest(stage), { env });
      expect(ended.exitCode).toBe(2);
      expect(codesOf(ended, 'error')).toEqual(['trust/event-not-supported']);
      expect(hasTrained(stage)).toBe(false);
    }));
});
