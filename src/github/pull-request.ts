/** Which pull request a comment is for: the event or GitHub says so, never a file that the gate's job left. */

import { type GitHubApi, segments, shortSha } from './api.ts';
import { FORK_CANNOT_COMMENT } from './comment.ts';
import { isFork } from './event.ts';
import { ID, LIST, PayloadError, peek, read, SHA, TEXT } from './payload.ts';
import { explainFailure } from './post.ts';

export type CommentPlace =
  | {
      readonly kind: 'pull-request';
      readonly number: number;
      readonly headSha: string;
      /** The workflow run that measured; null when it is this very run. */
      readonly measured: MeasuredBy | null;
    }
  | { readonly kind: 'none'; readonly because: string }
  | { readonly kind: 'problem'; readonly because: string };

export interface MeasuredBy {
  readonly run: number;
  readonly attempt: number;
  /** How it ended, as GitHub says: success, failure, cancelled, … */
  readonly conclusion: string;
}

/** Finds the pull request of a `pull_request` or `workflow_run` event; asks GitHub at most once. Never throws. */
export async function findPlace(api: GitHubApi, event: string, payload: unknown): Promise<CommentPlace> {
  try {
    switch (event) {
      case 'pull_request':
        return isFork(payload) ? { kind: 'none', because: FORK_CANNOT_COMMENT } : ofPullRequest(payload);
      case 'pull_request_target':
        return ofPullRequest(payload);
      case 'workflow_run':
        return await ofWorkflowRun(api, payload);
      default:
        return { kind: 'none', because: `${event || 'this event'} has no pull request to comment on` };
    }
  } catch (thrown) {
    if (!(thrown instanceof PayloadError)) throw thrown;
    return { kind: 'problem', because: `the payload of ${event} cannot be used: ${thrown.message}` };
  }
}

function ofPullRequest(payload: unknown): CommentPlace {
  return {
    kind: 'pull-request',
    number: read(payload, 'pull_request.number', ID),
    headSha: read(payload, 'pull_request.head.sha', SHA),
    measured: null,
  };
}

async function ofWorkflowRun(api: GitHubApi, payload: unknown): Promise<CommentPlace> {
  if (peek(payload, 'workflow_run.event') !== 'pull_request') {
    return { kind: 'none', because: 'the workflow run was not for a pull request' };
  }
  const headSha = read(payload, 'workflow_run.head_sha', SHA);
  const measured = {
    run: read(payload, 'workflow_run.id', ID),
    attempt: read(payload, 'workflow_run.run_attempt', ID),
    conclusion: read(payload, 'workflow_run.conclusion', TEXT),
  };
  if (peek(payload, 'workflow_run.head_repository') === null) {
    return { kind: 'none', because: 'the fork of the pull request is gone' };
  }
  const owner = read(payload, 'workflow_run.head_repository.owner.login', TEXT);
  const branch = read(payload, 'workflow_run.head_branch', TEXT);
  const repository = read(payload, 'repository.full_name', TEXT);
  const found = await findOpen(api, { repository, head: `${owner}:${branch}`, headSha });
  return typeof found === 'number' ? { kind: 'pull-request', number: found, headSha, measured } : found;
}

interface Sought {
  readonly repository: string;
  /** `owner:branch`. */
  readonly head: string;
  readonly headSha: string;
}

/**
 * The run's own list of pull requests is empty for forks, and the list of a commit's pull requests knows only commits of
 * the base repository. So the branch is asked for, and the commit decides: which open one has it as head?
 * https://github.com/learningequality/kolibri/pull/14719
 */
async function findOpen(
  api: GitHubApi,
  { repository, head, headSha }: Sought,
): Promise<number | Exclude<CommentPlace, { kind: 'pull-request' }>> {
  const path = `/repos/${segments(repository, 'pulls')}`;
  const answer = await api.send({ method: 'GET', path, query: { state: 'open', head, per_page: 100 } });
  if (answer.kind !== 'ok') {
    const because = `the pull request of ${shortSha(headSha)} could not be looked up: ${explainFailure(answer).because}`;
    return { kind: 'problem', because };
  }
  const pulls = read({ pulls: answer.data }, 'pulls', LIST);
  const measured = pulls.find((pull) => peek(pull, 'head.sha') === headSha);
  if (measured !== undefined) return read(measured, 'number', ID);
  return { kind: 'none', because: `no open pull request has ${shortSha(headSha)} as its head` };
}
