/** From the event that started the workflow to the two commits that matter: the one judged and the one whose rules judge. */

import { ID, PayloadError, peek, read, SHA, TEXT } from './payload.ts';

/** What the runner says about the run, beside the payload. */
export interface EventContext {
  /** The commit that was checked out, GITHUB_SHA. */
  readonly sha: string;
  /** The full ref that started the run, GITHUB_REF. */
  readonly ref: string;
  /** `owner/name`. */
  readonly repository: string;
}

/**
 * How to find the base commit. What needs a question to GitHub is left as data, so that deciding stays pure:
 * - `commit`: the event names it
 * - `previous`: what the branch held before the push; a forced push may have dropped it, then the default branch counts
 * - `tip`: the tip of the default branch
 * - `ancestry`: the tip of the default branch, provided that it contains the commit `of`
 */
export type BaseRef =
  | { readonly kind: 'commit'; readonly sha: string }
  | { readonly kind: 'previous'; readonly sha: string; readonly otherwise: string }
  | { readonly kind: 'tip'; readonly branch: string }
  | { readonly kind: 'ancestry'; readonly branch: string; readonly of: string };

export interface PullRequest {
  readonly number: number;
  readonly headSha: string;
  readonly fromFork: boolean;
}

export interface JudgedEvent {
  readonly kind: 'judge';
  readonly event: SupportedEvent;
  readonly repository: string;
  /** Null when the payload does not say. */
  readonly visibility: 'public' | 'not-public' | null;
  /** `sha` is the commit people know; `checkout` the one on disk, which on a pull request is a merge with the base. */
  readonly head: { readonly sha: string; readonly checkout: string };
  readonly base: BaseRef;
  readonly pullRequest: PullRequest | null;
  /** The tag's name when a tag or a release started the run. */
  readonly tag: string | null;
}

export interface RefusedEvent {
  readonly kind: 'refused';
  readonly code: 'trust/privileged-event' | 'trust/event-not-supported';
  readonly event: string;
  readonly message: string;
}

export const SUPPORTED_EVENTS = [
  'pull_request',
  'merge_group',
  'push',
  'release',
  'schedule',
  'workflow_dispatch',
] as const;

export type SupportedEvent = (typeof SUPPORTED_EVENTS)[number];

/**
 * Events whose job holds a writable token and secrets while the code may come from a fork.
 * https://docs.github.com/en/actions/reference/security/securely-using-pull_request_target
 */
const PRIVILEGED_EVENTS: readonly string[] = ['pull_request_target', 'issue_comment', 'workflow_run'];

/** Decides what an event asks for. Total: an event or a payload that cannot be used is refused with one clear message. */
export function parseEvent(
  name: string,
  payload: unknown,
  context: EventContext,
): JudgedEvent | RefusedEvent {
  if (PRIVILEGED_EVENTS.includes(name)) return refusePrivileged(name);
  if (!isSupported(name)) return refuseUnknown(name, `the event ${name || '(none)'} is not supported`);
  try {
    const checkout = read(context, 'sha', SHA);
    const repository = read(context, 'repository', TEXT);
    const seen = READERS[name](payload, { ...context, sha: checkout });
    return { kind: 'judge', event: name, repository, visibility: visibilityOf(payload), ...seen };
  } catch (thrown) {
    if (!(thrown instanceof PayloadError)) throw thrown;
    return refuseUnknown(name, `the payload of ${name} cannot be used: ${thrown.message}`);
  }
}

function isSupported(name: string): name is SupportedEvent {
  return SUPPORTED_EVENTS.some((event) => event === name);
}

function refusePrivileged(event: string): RefusedEvent {
  const message = `${event} gives the job a writable token and secrets, so no code of the change is run on it; use pull_request, and comment from a job of its own`;
  return { kind: 'refused', code: 'trust/privileged-event', event, message };
}

function refuseUnknown(event: string, problem: string): RefusedEvent {
  const message = `${problem}; the gate runs on ${SUPPORTED_EVENTS.join(', ')}`;
  return { kind: 'refused', code: 'trust/event-not-supported', event, message };
}

type Seen = Pick<JudgedEvent, 'head' | 'base' | 'pullRequest' | 'tag'>;

const READERS: Readonly<Record<SupportedEvent, (payload: unknown, context: EventContext) => Seen>> = {
  pull_request: seePullRequest,
  merge_group: seeMergeGroup,
  push: seePush,
  release: seeRelease,
  schedule: seeSchedule,
  workflow_dispatch: seeDispatch,
};

function seePullRequest(payload: unknown, context: EventContext): Seen {
  const headSha = read(payload, 'pull_request.head.sha', SHA);
  return {
    head: { sha: headSha, checkout: context.sha },
    base: { kind: 'commit', sha: read(payload, 'pull_request.base.sha', SHA) },
    pullRequest: { number: read(payload, 'pull_request.number', ID), headSha, fromFork: isFork(payload) },
    tag: null,
  };
}

/** The head's repository is null once a fork was deleted; that is still a fork. */
export function isFork(payload: unknown): boolean {
  const base = read(payload, 'pull_request.base.repo.full_name', TEXT);
  return peek(payload, 'pull_request.head.repo.full_name') !== base;
}

function seeMergeGroup(payload: unknown, context: EventContext): Seen {
  return {
    head: { sha: read(payload, 'merge_group.head_sha', SHA), checkout: context.sha },
    base: { kind: 'commit', sha: read(payload, 'merge_group.base_sha', SHA) },
    pullRequest: null,
    tag: null,
  };
}

function seePush(payload: unknown, context: EventContext): Seen {
  const tag = nameAfter(context.ref, 'refs/tags/');
  if (tag !== null) return seeTag(tag, payload, context);
  const before = read(payload, 'before', SHA);
  const branch = defaultBranch(payload);
  // A branch that is new has nothing before it, which git writes as zeros.
  const base: BaseRef = /^0+$/.test(before)
    ? { kind: 'tip', branch }
    : { kind: 'previous', sha: before, otherwise: branch };
  return plain(context, base);
}

function seeRelease(payload: unknown, context: EventContext): Seen {
  return seeTag(read(payload, 'release.tag_name', TEXT), payload, context);
}

/** GITHUB_SHA is the commit, also for an annotated tag. */
function seeTag(tag: string, payload: unknown, context: EventContext): Seen {
  const base: BaseRef = { kind: 'ancestry', branch: defaultBranch(payload), of: context.sha };
  return { ...plain(context, base), tag };
}

/** A schedule always runs on the default branch, so GITHUB_SHA is its tip. */
function seeSchedule(_payload: unknown, context: EventContext): Seen {
  return plain(context, { kind: 'commit', sha: context.sha });
}

function seeDispatch(payload: unknown, context: EventContext): Seen {
  const branch = defaultBranch(payload);
  const here = nameAfter(context.ref, 'refs/heads/') === branch;
  const base: BaseRef = here ? { kind: 'commit', sha: context.sha } : { kind: 'tip', branch };
  return plain(context, base);
}

function plain(context: EventContext, base: BaseRef): Seen {
  return { head: { sha: context.sha, checkout: context.sha }, base, pullRequest: null, tag: null };
}

function defaultBranch(payload: unknown): string {
  return read(payload, 'repository.default_branch', TEXT);
}

function nameAfter(ref: string, prefix: string): string | null {
  return ref.startsWith(prefix) && ref.length > prefix.length ? ref.slice(prefix.length) : null;
}

function visibilityOf(payload: unknown): 'public' | 'not-public' | null {
  const hidden = peek(payload, 'repository.private');
  if (typeof hidden !== 'boolean') return null;
  return hidden ? 'not-public' : 'public';
}
