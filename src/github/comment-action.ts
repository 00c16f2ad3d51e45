/** The comment action's story: which pull request, which report, the comment. */

import { lstat, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { getInput, info, setFailed, setOutput } from '@actions/core';
import { parseReport } from '../report/parse.ts';
import { readPayload } from './actions-io.ts';
import type { GitHubApi } from './api.ts';
import { API_BUDGET_MS, openGitHub, SYSTEM_CLOCK } from './client.ts';
import { COMMENT_MODES, type CommentMode } from './comment.ts';
import { parseRun, type RunContext } from './inputs.ts';
import { commentKey, jitteredPause, type PostResult, postComment } from './post.ts';
import { type CommentPlace, findPlace } from './pull-request.ts';
import { type Reported, tellReported } from './reported.ts';

/** A report with a hundred thousand packages has less. */
const LARGEST_REPORT = 32 * 1024 * 1024;

/** Posts the report; resolves to the exit code. Here a comment that cannot be written is a failure: it is the whole job. */
export async function runCommentAction(): Promise<number> {
  const mode = modeOf(getInput('comment'));
  const path = getInput('report');
  const token = getInput('github-token');
  if (mode === null)
    return fail(`input comment: expected ${COMMENT_MODES.join(', ')}, found ${getInput('comment')}`);
  if (path === '') return fail('input report: expected the path of report.json, found nothing');
  if (token === '')
    return fail('input github-token: expected a token that may write comments, found nothing');
  const context = parseRun(process.env);
  const api = openGitHub({ token, apiUrl: context.apiUrl, clock: SYSTEM_CLOCK, budgetMs: API_BUDGET_MS });
  const place = await findPlace(api, context.eventName, await readPayload(context.eventPath));
  switch (place.kind) {
    case 'none':
      info(`repro-gate: no comment, because ${place.because}`);
      return 0;
    case 'problem':
      return fail(place.because);
    case 'pull-request':
      return conclude(await comment({ api, context, mode, place, path }));
  }
}

function modeOf(text: string): CommentMode | null {
  return COMMENT_MODES.find((mode) => mode === (text || 'always')) ?? null;
}

interface Order {
  readonly api: GitHubApi;
  readonly context: RunContext;
  readonly mode: CommentMode;
  readonly place: Extract<CommentPlace, { kind: 'pull-request' }>;
  readonly path: string;
}

async function comment({ api, context, mode, place, path }: Order): Promise<PostResult> {
  const result = getInput('gate-result') || place.conclusion;
  const { verdict, markdown } = tellReported({
    headSha: place.headSha,
    result,
    report: await readReport(path),
  });
  const key = commentKey(getInput('key') || context.workflow, 'comment', 'null');
  const run = place.run ?? context.run;
  const wanted = {
    marker: { key, sha: place.headSha, run, attempt: context.attempt },
    markdown,
    verdict,
    author: null,
  };
  const pause = jitteredPause(SYSTEM_CLOCK.sleep, Math.random);
  const target = { kind: 'pull-request', number: place.number, headSha: place.headSha } as const;
  return postComment({ api, pause }, { repository: context.repository, target, wanted, mode });
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
  setFailed(message);
  return 1;
}
