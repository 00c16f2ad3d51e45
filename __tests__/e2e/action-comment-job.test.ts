import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import type { Report } from '../../src/report/report.ts';
import { once } from '../github/harness.ts';
import { READ_TOKEN, shaOf } from '../github/world.ts';
import { FASTER } from './checkout.ts';
import { mergeGroup, type Occasion, pullRequest, pullRequestOfFork, workflowRun } from './occasions.ts';
import { bodies, onStage, operations, type Stage } from './stage.ts';
import { annotations } from './step-log.ts';

// Whoever writes a comment looks again after one to three seconds, so these wait; they do it side by side.
jest.setTimeout(60_000);

let measured: Promise<Record<'passing' | 'failing', Report>> | undefined;

/** Reports of the built gate on two changes, made once. */
function reports(): Promise<Record<'passing' | 'failing', Report>> {
  measured ??= Promise.all([measure({}), measure(FASTER)]).then(([passing, failing]) => ({
    passing,
    failing,
  }));
  return measured;
}

async function measure(head: Readonly<Record<string, string>>): Promise<Report> {
  let report: Report | null = null;
  await onStage({ head }, async (stage) => {
    ({ report } = await stage.gate(pullRequest(stage), { with: { comment: 'never' } }));
  });
  if (report === null) throw new Error('the gate wrote no report');
  return report;
}

/** A report of one of the two kinds, as if it had been measured for the stage's commit. */
async function reportFor({ head }: Stage, kind: 'passing' | 'failing'): Promise<Report> {
  const report = (await reports())[kind];
  return { ...report, provenance: { ...report.provenance, commit: head } };
}

/** Puts a file into the folder of the artifact; resolves to that folder. */
async function artifact({ workspace }: Stage, content: unknown, name = 'report.json'): Promise<string> {
  const folder = join(workspace, '../artifact');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return folder;
}

const RED = expect.stringMatching(
  /^<!-- repro-gate:v1 .*\n### ❌ repro-gate: fail · loss leaves its baseline/,
);
const GREEN = expect.stringMatching(/^<!-- repro-gate:v1 .*\n### ✅ repro-gate: pass/);

describe('the comment of a job beside the gate', () => {
  test.concurrent('is created, updated in place, and turned green', () =>
    onStage({}, async (stage) => {
      const post = async (kind: 'passing' | 'failing', run: string) => {
        const report = await artifact(stage, await reportFor(stage, kind));
        const inputs = { report, 'gate-result': kind === 'passing' ? 'success' : 'failure' };
        return stage.post(pullRequest(stage), { with: inputs, env: { GITHUB_RUN_ID: run } });
      };
      const first = await post('failing', '500');
      expect(first).toMatchObject({ exitCode: 0, outputs: { 'comment-id': '1000' } });
      expect(bodies(stage)).toEqual([RED]);
      const second = await post('failing', '501');
      expect(second).toMatchObject({ exitCode: 0, outputs: { 'comment-id': '1000' } });
      expect(bodies(stage)).toEqual([RED]);
      await post('passing', '502');
      expect(bodies(stage)).toEqual([GREEN]);
    }));

  test.concurrent('is not created for a pass where only failures are wanted', () =>
    onStage({}, async (stage) => {
      const report = await artifact(stage, await reportFor(stage, 'passing'));
      const ended = await stage.post(pullRequest(stage), { with: { report, comment: 'on-failure' } });
      expect(ended).toMatchObject({ exitCode: 0, outputs: { 'comment-id': '' } });
      expect(bodies(stage)).toEqual([]);
    }));

  test.concurrent('shows what a report says as text, whatever it says', () =>
    onStage({}, async (stage) => {
      const reason = '<img src=x> @octocat [x](http://y.invalid)\n::error::x ##[error]y\n-->';
      const report = await artifact(stage, { ...(await reportFor(stage, 'failing')), reason });
      expect((await stage.post(pullRequest(stage), { with: { report } })).exitCode).toBe(0);
      expect(bodies(stage)).toEqual([
        expect.stringContaining('fail · `<img` `src=x>` `@octocat` `[x](http://y.invalid)` `::error::x` '),
      ]);
    }));
});

describe('the comment says not-measured, and never what the report says, when', () => {
  interface Forgery {
    readonly because: string;
    readonly result?: string;
  }
  const cases: [string, (stage: Stage) => Promise<unknown>, Forgery][] = [
    [
      'the gate left none',
      async (stage) => artifact(stage, '', 'other.txt'),
      { because: 'the gate left no report' },
    ],
    ['it is no JSON', async (stage) => artifact(stage, '{"schema":'), { because: 'it is not JSON' }],
    [
      'it is not what a report is',
      async (stage) => artifact(stage, { ...(await reportFor(stage, 'passing')), pullRequest: 8 }),
      { because: 'the report cannot be used: ' },
    ],
    [
      'it is larger than any report',
      async (stage) => truncate(join(await artifact(stage, ''), 'report.json'), 33 * 1024 * 1024),
      { because: 'it has `34603008` bytes' },
    ],
    [
      'it is a link',
      async (stage) => {
        const folder = await artifact(stage, await reportFor(stage, 'passing'), 'elsewhere.json');
        await symlink(join(folder, 'elsewhere.json'), join(folder, 'report.json'));
      },
      { because: 'it is not a plain file' },
    ],
    [
      'it is about another commit',
      async (stage) => artifact(stage, await reportFor({ ...stage, head: shaOf('other') }, 'passing')),
      { because: `the report is about \`${shaOf('other').slice(0, 7)}\`` },
    ],
    [
      'it says pass and the job of the gate failed',
      async (stage) => artifact(stage, await reportFor(stage, 'passing')),
      { result: 'failure', because: 'what ran the gate ended with failure, and its report says pass' },
    ],
  ];
  test.concurrent.each(cases)('%s', (_, forge, { because, result = '' }) =>
    onStage({}, async (stage) => {
      await forge(stage);
      const inputs = { report: join(stage.workspace, '../artifact'), 'gate-result': result };
      const ended = await stage.post(pullRequest(stage), { with: inputs });
      expect(ended.exitCode).toBe(0);
      const [body = ''] = bodies(stage);
      expect(body.split('\n')[1]).toMatch(/^### ⛔ repro-gate: not-measured · /);
      expect(body.split('\n')[1]).toContain(because);
    }),
  );
});

describe('a workflow of its own, started by the end of the one that ran the gate', () => {
  test.concurrent('finds the pull request of a fork by branch and commit, and believes no number from the artifact', () =>
    onStage({}, async (stage) => {
      const { world, head } = stage;
      world.pulls.set(7, { sha: head, from: 'someone:topic' });
      world.pulls.set(8, { sha: shaOf('other'), from: 'someone:topic' });
      world.pulls.set(9, { sha: head, from: 'octo:topic' });
      const report = await artifact(stage, await reportFor(stage, 'passing'));
      await artifact(stage, '9', 'pr_number');
      const ended = await stage.post(workflowRun({ head, owner: 'someone' }), { with: { report } });
      expect(ended.exitCode).toBe(0);
      expect(world.comments.map(({ issue }) => issue)).toEqual([7]);
      expect(bodies(stage)).toEqual([GREEN]);
      expect(bodies(stage)).toEqual([expect.stringContaining(' run=400 attempt=2 -->')]);
    }));

  test.concurrent('believes how that workflow ended, not the report', () =>
    onStage({}, async (stage) => {
      const report = await artifact(stage, await reportFor(stage, 'passing'));
      const occasion = workflowRun({ head: stage.head, owner: 'octo', conclusion: 'failure' });
      expect((await stage.post(occasion, { with: { report } })).exitCode).toBe(0);
      expect(bodies(stage)).toEqual([
        expect.stringContaining('not-measured · what ran the gate ended with failure'),
      ]);
    }));

  const none: [string, (stage: Stage) => Parameters<typeof workflowRun>[0], string, number][] = [
    [
      'ran for no pull request',
      ({ head }) => ({ head, owner: 'octo', event: 'push' }),
      'not for a pull request',
      0,
    ],
    [
      'ran for a fork that is gone',
      ({ head }) => ({ head, owner: null }),
      'the fork of the pull request is gone',
      0,
    ],
    [
      'ran for an earlier commit',
      () => ({ head: shaOf('earlier'), owner: 'octo' }),
      'no open pull request has',
      1,
    ],
  ];
  test.concurrent.each(none)('comments nowhere when that workflow %s', (_, run, because, requests) =>
    onStage({}, async (stage) => {
      const ended = await stage.post(workflowRun(run(stage)), { with: { report: 'nowhere' } });
      expect(ended.exitCode).toBe(0);
      expect(ended.log).toContain(because);
      expect(operations(stage)).toHaveLength(requests);
      expect(bodies(stage)).toEqual([]);
    }),
  );

  test.concurrent('fails when it may not look for the pull request, and names the cure', () =>
    onStage({}, async (stage) => {
      const message = 'Resource not accessible by integration';
      stage.github.fail(once('GET', /\/pulls$/, { kind: 'answer', status: 403, message }));
      const ended = await stage.post(workflowRun({ head: stage.head, owner: 'octo' }), {
        with: { report: 'x' },
      });
      expect(ended.exitCode).toBe(1);
      expect(annotations(ended.log)).toEqual([expect.stringContaining('pull-requests: write')]);
    }));
});

describe('the job fails, because the comment is all it is for, when', () => {
  test.concurrent('its token may not write, and names the cure', () =>
    onStage({}, async (stage) => {
      const report = await artifact(stage, await reportFor(stage, 'failing'));
      const ended = await stage.post(pullRequest(stage), { with: { report }, token: READ_TOKEN });
      expect(ended).toMatchObject({ exitCode: 1, outputs: { 'comment-id': '' } });
      expect(annotations(ended.log)).toEqual([expect.stringContaining('pull-requests: write')]);
    }));

  test.concurrent.each<[string, Readonly<Record<string, string>>, string]>([
    ['no report is named', { report: '' }, 'input report: expected the path of report.json'],
    ['the mode is unknown', { report: 'x', comment: 'sometimes' }, 'input comment: expected on-failure'],
    ['there is no token', { report: 'x', 'github-token': '' }, 'input github-token: expected a token'],
  ])('%s', (_, inputs, message) =>
    onStage({}, async (stage) => {
      const ended = await stage.post(pullRequest(stage), { with: inputs });
      expect(ended.exitCode).toBe(1);
      expect(annotations(ended.log)).toEqual([expect.stringContaining(message)]);
      expect(stage.github.requests).toEqual([]);
    }),
  );

  test.concurrent('the payload is of no use', () =>
    onStage({}, async (stage) => {
      const broken = { ...pullRequest(stage), payload: '{' };
      expect((await stage.post(broken, { with: { report: 'x' } })).exitCode).toBe(1);
    }));
});

const nowhere: [string, (stage: Stage) => Occasion, string][] = [
  ['an event without a pull request', mergeGroup, 'merge_group has no pull request to comment on'],
  ['a pull request of a fork, whose token cannot write', pullRequestOfFork, 'comes from a fork'],
];
test.concurrent.each(nowhere)(
  '%s gets no comment from a job beside the gate, and the job is green',
  (_, of, because) =>
    onStage({}, async (stage) => {
      const ended = await stage.post(of(stage), { with: { report: 'x' } });
      expect(ended.exitCode).toBe(0);
      expect(ended.log).toContain(because);
      expect(stage.github.requests).toEqual([]);
    }),
);
