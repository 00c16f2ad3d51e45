/** Which pull request a comment is for: the event or GitHub says so, never a file that the gate's job left. */

import { type GitHubApi, segments } from './api.ts';
import { ID, LIST, PayloadError, peek, read, SHA, TEXT } from './payload.ts';

export type CommentPlace =
  | {
      readonly kind: 'pull-request';
      readonly number: number;
      readonly headSha: string;
      /** How the workflow run that measured ended; null where the event does not say. */
      readonly conclusion: string | null;
      /** Id of the run that measured; null when it is this very run. */
      readonly run: number | null;
    }
  | { readonly kind: 'none'; readonly because: string }
  | { readonly kind: 'problem'; readonly because: string };

/** Finds the pull request of a `pull_request` or `workflow_run` event; asks GitHub at most once. Never throws. */
export async function findPlace(api: GitHubApi, event: string, payload: unknown): Promise<CommentPlace> {
  try {
    switch (event) {
      case 'pull_request':
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
    conclusion: null,
    run: null,
  };
}

async function ofWorkflowRun(api: GitHubApi, payload: unknown): Promise<CommentPlace> {
  if (peek(payload, 'workflow_run.event') !== 'pull_request') {
    return { kind: 'none', because: 'the workflow run was not for a pull request' };
  }
  const headSha = read(payload, 'workflow_run.head_sha', SHA);
  const conclusion = read(payload, 'workflow_run.conclusion', TEXT);
  const run = read(payload, 'workflow_run.id', ID);
  const number = await numberOf(api, read(payload, 'repository.full_name', TEXT), headSha);
  if (typeof number === 'string') return { kind: 'none', because: number };
  return { kind: 'pull-request', number, headSha, conclusion, run };
}

/** The run's own list of pull requests is empty for forks, so the commit is asked: which open ones have it as head? */
async function numberOf(api: GitHubApi, repository: string, headSha: string): Promise<number | string> {
  const path = `/repos/${segments(repository, 'commits', headSha, 'pulls')}`;
  const answer = await api.send({ method: 'GET', path, query: { per_page: 100 } });
  if (answer.kind !== 'ok') return `the pull request of ${headSha} could not be found: ${answer.because}`;
  const open = read({ pulls: answer.data }, 'pulls', LIST).filter(
    (pull) => peek(pull, 'state') === 'open' && peek(pull, 'head.sha') === headSha,
  );
  const [first] = open;
  return first === undefined ? `no open pull request has ${headSha} as its head` : read(first, 'number', ID);
}
