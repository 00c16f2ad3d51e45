import { describe, expect, jest, test } from '@jest/globals';
import { commentKey } from '../../src/github/post.ts';
import { once } from '../github/harness.ts';
import type { FaultAction } from '../github/stand-in.ts';
import { addComment, BOT, PERSON, READ_TOKEN, shaOf, TOKEN } from '../github/world.ts';
import { FASTER, LOSS_LINE, POLICY, PROJECT } from './checkout.ts';
import { pullRequest, pullRequestOfFork } from './occasions.ts';
import { bodies, codesOf, onStage, operations, type Stage } from './stage.ts';
import { annotations } from './step-log.ts';

// Whoever writes a comment looks again after one to three seconds, so these wait; they do it side by side.
jest.setTimeout(60_000);

const LIST = /\/issues\/7\/comments$/;

/** A run of the workflow with another number than the 500 of the first. */
function numbered(run: number) {
  return { env: { GITHUB_RUN_ID: `${run}` } };
}

describe('a pull request whose learning rate changed', () => {
  test.concurrent('in a folder of the repository is annotated at the path in the repository', () =>
    onStage({ head: FASTER, folder: 'models/tiny' }, async (stage) => {
      const ended = await stage.gate(pullRequest(stage), {
        with: { directory: 'models/tiny', comment: 'never' },
      });
      expect(ended.exitCode).toBe(1);
      expect(annotations(ended.log)).toEqual([
        expect.stringMatching(
          `^error smoke/out-of-tolerance models/tiny/${POLICY} ${LOSS_LINE} train/loss: `,
        ),
      ]);
      expect(stage.github.requests.map(({ path }) => decodeURIComponent(path))).toContain(
        `/repos/octo/model/contents/models/tiny/${POLICY}`,
      );
    }));

  test.concurrent('fails in every place, has its comment updated by the next run, and turned green once it is mended', () =>
    onStage({ head: FASTER }, async (stage) => {
      const first = await stage.gate(pullRequest(stage), numbered(500));
      expect(first.exitCode).toBe(1);
      const reason = 'loss leaves its baseline at step 1';
      expect(first.outputs).toMatchObject({ verdict: 'fail', reason, 'comment-id': '1000' });
      expect(first.summary).toMatch(new RegExp(`^### ❌ repro-gate: fail · ${reason}\n`));
      expect(annotations(first.log)).toEqual([
        expect.stringMatching(`^error smoke/out-of-tolerance ${POLICY} ${LOSS_LINE} train/loss: expected `),
      ]);
      expect(bodies(stage)).toEqual([
        expect.stringMatching(
          /^<!-- repro-gate:v1 key=\w{12} sha=\w{40} run=500 attempt=1 -->\n### ❌ repro-gate: fail · /,
        ),
      ]);

      const again = await stage.gate(pullRequest(stage), numbered(501));
      expect(again.outputs['comment-id']).toBe('1000');
      expect(bodies(stage)).toEqual([expect.stringMatching(/ run=501 .*\n### ❌ /)]);

      await stage.change(PROJECT);
      const mended = await stage.gate(pullRequest(stage), numbered(502));
      expect(mended.exitCode).toBe(0);
      expect(mended.outputs['comment-id']).toBe('1000');
      expect(bodies(stage)).toEqual([expect.stringMatching(/ run=502 .*\n### ✅ /)]);
    }));
});

describe('a pull request of a fork', () => {
  test.concurrent('is judged the same, gets no comment, and no request could have written one', () =>
    onStage({ head: FASTER }, async (stage) => {
      const ended = await stage.gate(pullRequestOfFork(stage), { token: READ_TOKEN });
      expect(ended.exitCode).toBe(1);
      expect(ended.outputs).toMatchObject({ verdict: 'fail', 'comment-id': '' });
      expect(ended.log).toContain('repro-gate: no comment, because the pull request comes from a fork');
      expect(operations(stage)).toEqual(['repos/get-content', 'repos/get-content']);
    }));

  test.concurrent('on a self-hosted runner of a public repository is a warning', () =>
    onStage({}, async (stage) => {
      const env = { RUNNER_ENVIRONMENT: 'self-hosted' };
      const ended = await stage.gate(pullRequestOfFork(stage), { token: READ_TOKEN, env });
      expect(ended.exitCode).toBe(0);
      expect(codesOf(ended, 'warning')).toEqual(['trust/fork-on-self-hosted']);
      expect(annotations(ended.log)).toEqual([expect.stringMatching(/^warning trust\/fork-on-self-hosted /)]);
    }));
});

/** Marker of the comment that the gate would write in the job of the stand-in for the runner. */
function markerOf(run: number, sha: string): string {
  return `<!-- repro-gate:v1 key=${commentKey('ci', 'gate', 'null')} sha=${sha} run=${run} attempt=1 -->`;
}

function answer(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): FaultAction {
  return { kind: 'answer', status, message, headers };
}

describe('the verdict stays what it is, and so does the exit code, when', () => {
  interface Trouble {
    readonly token?: string;
    /** Happens to the first try to write a comment. */
    readonly fault?: FaultAction;
    readonly prepare?: (stage: Stage) => void;
    /** What the log says about the comment. */
    readonly says: string;
    /** Bodies of the comments afterwards, of whoever. */
    readonly leaves: (stage: Stage) => unknown;
  }
  const GREEN = expect.stringMatching(/^<!-- repro-gate:v1 .*\n### ✅ /);
  const NEWER = (stage: Stage): string => `${markerOf(900, stage.head)}\n### ❌ of a newer run`;
  const cases: [string, Trouble][] = [
    [
      'the token may only read',
      {
        token: READ_TOKEN,
        says: 'Commenting needs the permission "pull-requests: write"',
        leaves: () => [],
      },
    ],
    [
      'GitHub says that there is no such place',
      { fault: answer(404, 'Not Found'), says: 'Commenting needs the permission', leaves: () => [] },
    ],
    [
      'a rate limit asks to come back later',
      {
        fault: answer(429, 'slow down', { 'retry-after': '1' }),
        says: 'repro-gate: comment 1000 created',
        leaves: () => [GREEN],
      },
    ],
    [
      'the answer to a comment that was created gets lost',
      {
        fault: { kind: 'lost', status: 502 },
        says: 'repro-gate: comment 1000 created',
        leaves: () => [GREEN],
      },
    ],
    [
      'a newer run has commented already',
      {
        prepare: (stage) => addComment(stage.world, { issue: 7, body: NEWER(stage), author: BOT }),
        says: 'repro-gate: comment 1000 unchanged',
        leaves: (stage) => [NEWER(stage)],
      },
    ],
    [
      'the pull request moved on',
      {
        prepare: ({ world }) => world.pulls.set(7, { sha: shaOf('newer'), from: 'octo:topic' }),
        says: 'the pull request moved on to',
        leaves: () => [],
      },
    ],
    [
      'three hundred people have written our marker',
      {
        prepare: ({ world, head }) => {
          const body = `${markerOf(1, head)}\n### ✅ by hand`;
          for (let count = 0; count < 300; count += 1) addComment(world, { issue: 7, body, author: PERSON });
        },
        says: 'repro-gate: comment 1300 created',
        leaves: ({ head }) => [...Array(300).fill(`${markerOf(1, head)}\n### ✅ by hand`), GREEN],
      },
    ],
  ];
  test.concurrent.each(cases)('%s', (_, { token = TOKEN, fault, prepare, says, leaves }) =>
    onStage({}, async (stage) => {
      prepare?.(stage);
      if (fault !== undefined) stage.github.fail(once('POST', LIST, fault));
      const ended = await stage.gate(pullRequest(stage), { token, with: { comment: 'always' } });
      expect(ended.exitCode).toBe(0);
      expect(ended.outputs['verdict']).toBe('pass');
      expect(ended.log).toContain(says);
      expect(bodies(stage)).toEqual(leaves(stage));
    }),
  );
});
