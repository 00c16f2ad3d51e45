/** The comment action's story: which pull request, which report, the comment. */

import { lstat, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { info, setOutput } from '@actions/core';
import { parseReport } from '../report/parse.ts';
import { readPayload, showFailure } from './actions-io.ts';
import { API_BUDGET_MS, openGitHub, systemClock } from './client.ts';
import { type CommentInputs, parseRun, type RunContext, readCommentInputs } from './inputs.ts';
import { type CommentOrder, commentKey, jitteredPause, type PostResult, postComment } from './post.ts';
import { type CommentPlace, findPlace } from './pull-request.ts';
import { type Reported, tellReported } from './reported.ts';

/** A report with a hundred thousand packages has less. */
const LARGEST_REPORT = 32 * 1024 * 1024;

/** Posts the report; resolves to the exit code. Here a comment that cannot be written is a failure: it is the whole job. */
export async function runCommentAction(): Promise<number> {
  const parsed = readCommentInputs();
  if (parsed.kind === 'invalid') return fail(parsed.problems.join('\n'));
  const { inputs } = parsed;
  const context = parseRun(process.env);
  // Never aborted: nothing has to be stopped together with this process.
  const { signal } = new AbortController();
  const clock = systemClock(signal);
  const { apiUrl } = context;
  const api = openGitHub({ token: inputs.token, apiUrl, clock, budgetMs: API_BUDGET_MS, signal });
  const place = await findPlace(api, context.eventName, await readPayload(context.eventPath));
  switch (place.kind) {
    case 'none':
      info(`repro-gate: no comment, because ${place.because}`);
      return 0;
    case 'problem':
      return fail(place.because);
    case 'pull-request': {
      const pause = jitteredPause(clock.sleep, Math.random);
      return conclude(await postComment({ api, pause }, await orderOf(inputs, context, place)));
    }
  }
}

type PullRequestPlace = Extract<CommentPlace, { kind: 'pull-request' }>;

async function orderOf(
  inputs: CommentInputs,
  context: RunContext,
  { number, headSha, measured }: PullRequestPlace,
): Promise<CommentOrder> {
  const result = inputs.gateResult ?? measured?.conclusion ?? null;
  const telling = tellReported({ headSha, result, report: await readReport(inputs.report) });
  // The run that measured decides which of two comments is newer, not the one that posts.
  const { run, attempt } = measured ?? context;
  const { workflow, job, repository } = context;
  const key = inputs.key === null ? commentKey(workflow, job, 'null') : commentKey(inputs.key, '', 'null');
  return {
    repository,
    target: { kind: 'pull-request', number, headSha },
    wanted: { ...telling, marker: { key, sha: headSha, run, attempt }, author: null },
    mode: inputs.comment,
  };
}

/** Reads the one file that is asked for; a link in an artifact would lead anywhere. */
async function readReport(path: string): Promise<Reported['report']> {
  const file = basename(path).endsWith('.json') ? path : join(path, 'report.json');
  const facts = await lstat(file).catch(() => null);
  if (facts === null) return { kind: 'absent' };
  if (!facts.isFile()) return { kind: 'problem', because: 'it is not a plain file' };
  if (facts.size > LARGEST_REPORT) return { kind: 'problem', because: `it has ${facts.size} bytes` };
  return parseReport(await readFile(file, 'utf8'));
}

function conclude(posted: PostResult): number {
  setOutput('comment-id', 'id' in posted ? posted.id : '');
  switch (posted.kind) {
    case 'created':
    case 'updated':
    case 'unchanged':
      info(`repro-gate: comment ${posted.id} ${posted.kind}`);
      return 0;
    case 'skipped':
    case 'stale':
      info(`repro-gate: no comment, because ${posted.because}`);
      return 0;
    case 'forbidden':
    case 'failed':
      return fail(posted.because);
  }
}

function fail(message: string): number {
  showFailure(message);
  return 1;
}
