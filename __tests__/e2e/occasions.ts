/** The events that start a workflow: name, payload, and what the runner says about them. */

import { shaOf } from '../github/world.ts';

export interface Occasion {
  readonly event: string;
  /** Text of the event file. */
  readonly payload: string;
  /** GITHUB_SHA and GITHUB_REF. */
  readonly sha: string;
  readonly ref: string;
}

/** The two commits that an event is about. */
export interface Commits {
  readonly base: string;
  readonly head: string;
}

const HERE = 'octo/model';
const ZEROS = '0'.repeat(40);

const repository = { full_name: HERE, default_branch: 'main', private: false };

type Payload = Readonly<Record<string, unknown>>;

function occasion(event: string, payload: Payload, at: Pick<Occasion, 'sha' | 'ref'>): Occasion {
  return { event, payload: JSON.stringify({ repository, ...payload }), ...at };
}

/** Pull request 7. What is checked out for it is a merge of its head with the base. */
export function pullRequest({ base, head }: Commits, from = HERE): Occasion {
  return occasion('pull_request', pullRequestPayload({ base, head }, from), {
    sha: shaOf('merge'),
    ref: 'refs/pull/7/merge',
  });
}

function pullRequestPayload({ base, head }: Commits, from: string): Payload {
  return {
    action: 'synchronize',
    number: 7,
    pull_request: {
      number: 7,
      head: { sha: head, ref: 'topic', repo: { full_name: from } },
      base: { sha: base, ref: 'main', repo: { full_name: HERE } },
    },
  };
}

export function pullRequestOfFork(commits: Commits): Occasion {
  return pullRequest(commits, 'someone/model');
}

export function mergeGroup({ base, head }: Commits): Occasion {
  const ref = 'refs/heads/gh-readonly-queue/main/pr-7';
  const group = { head_sha: head, head_ref: ref, base_sha: base, base_ref: 'refs/heads/main' };
  return occasion('merge_group', { action: 'checks_requested', merge_group: group }, { sha: head, ref });
}

/** A push to `topic`; `before` is what the branch held, null for a branch that is new. */
export function push(head: string, before: string | null): Occasion {
  const ref = 'refs/heads/topic';
  return occasion('push', { ref, before: before ?? ZEROS, after: head }, { sha: head, ref });
}

export function tagPush(head: string): Occasion {
  const ref = 'refs/tags/v1.0';
  return occasion('push', { ref, before: ZEROS, after: head }, { sha: head, ref });
}

export function release(head: string): Occasion {
  const payload = { action: 'published', release: { tag_name: 'v1.0' } };
  return occasion('release', payload, { sha: head, ref: 'refs/tags/v1.0' });
}

export function schedule(tip: string): Occasion {
  return occasion('schedule', { schedule: '0 4 * * *' }, { sha: tip, ref: 'refs/heads/main' });
}

export function dispatch(head: string): Occasion {
  return occasion('workflow_dispatch', { inputs: {} }, { sha: head, ref: 'refs/heads/topic' });
}

/** An event whose job may write and hold secrets, or one that nobody knows; its payload looks like a pull request's. */
export function otherEvent(event: string, commits: Commits): Occasion {
  const at = { sha: commits.base, ref: 'refs/heads/main' };
  return occasion(event, pullRequestPayload(commits, 'someone/model'), at);
}

export interface WorkflowRun {
  readonly head: string;
  /** Owner of the repository that the pull request comes from; null when that is gone. */
  readonly owner: string | null;
  readonly conclusion?: string;
  /** The event that started the run. */
  readonly event?: string;
}

/** The end of the workflow that ran the gate, as the comment workflow gets it. */
export function workflowRun({ head, owner, conclusion, event }: WorkflowRun): Occasion {
  const run = {
    id: 400,
    run_attempt: 2,
    event: event ?? 'pull_request',
    conclusion: conclusion ?? 'success',
    head_sha: head,
    head_branch: 'topic',
    head_repository: owner === null ? null : { owner: { login: owner } },
    pull_requests: [],
  };
  const at = { sha: shaOf('base'), ref: 'refs/heads/main' };
  return occasion('workflow_run', { action: 'completed', workflow_run: run }, at);
}
