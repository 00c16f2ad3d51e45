/**
 * The one comment that a run keeps up to date, and the decision what to do about it. Pure: what is on the pull
 * request comes in as a list. Earlier verdicts are not repeated in it, because GitHub keeps every edit of a comment.
 */

import type { Verdict } from '../verdict.ts';
import type { JudgedEvent } from './event.ts';
import { ID, LIST, peek, read } from './payload.ts';

/** What the first line of the comment says, for the next run to read. */
export interface Marker {
  /** 12 hexadecimal digits that stand for workflow, job and matrix leg. */
  readonly key: string;
  /** The commit that was judged. */
  readonly sha: string;
  readonly run: number;
  readonly attempt: number;
}

export interface Comment {
  readonly id: number;
  readonly body: string;
  /** Null for an account that no longer exists. */
  readonly author: { readonly login: string; readonly type: string } | null;
}

/** Where the comment goes; `none` says why there is no place for it. */
export type CommentTarget =
  | { readonly kind: 'pull-request'; readonly number: number; readonly headSha: string }
  | { readonly kind: 'none'; readonly because: string };

export interface Wanted {
  readonly marker: Marker;
  readonly markdown: string;
  readonly verdict: Verdict;
  /** The login under which the token writes, such as `github-actions[bot]`; null when it is not known. */
  readonly author: string | null;
}

export const COMMENT_MODES = ['on-failure', 'always', 'never'] as const;

/** `on-failure` starts no comment for a pass, but updates one that is there, so that red turns green. */
export type CommentMode = (typeof COMMENT_MODES)[number];

export type CommentDecision =
  | { readonly kind: 'create'; readonly body: string }
  | { readonly kind: 'update'; readonly id: number; readonly body: string }
  | {
      readonly kind: 'nothing';
      readonly id: number | null;
      readonly reason: 'off' | 'not-needed' | 'newer' | 'same';
      readonly because: string;
    };

/**
 * What the API says it takes. Others measured more for comments; less is safe.
 * https://docs.github.com/en/rest/issues/comments
 */
export const COMMENT_CHARACTERS = 65_536;

/** What a rendered report may take, in UTF-8 bytes, so that it fits with the marker and every way of counting. */
export const REPORT_BYTES = 60_000 - 200;

export const FORK_CANNOT_COMMENT =
  'the pull request comes from a fork, whose token cannot write; comment from a workflow of its own, on workflow_run';

/** Where the gate's own step may comment. A fork's token cannot write, and only a pull request has a place for comments. */
export function commentTarget({ event, pullRequest }: JudgedEvent): CommentTarget {
  if (pullRequest === null) return { kind: 'none', because: `${event} has no pull request to comment on` };
  if (pullRequest.fromFork) return { kind: 'none', because: FORK_CANNOT_COMMENT };
  return { kind: 'pull-request', number: pullRequest.number, headSha: pullRequest.headSha };
}

const MARKER =
  /^<!-- repro-gate:v1 key=([0-9a-f]{12}) sha=([0-9a-f]{40}|[0-9a-f]{64}) run=(\d{1,15}) attempt=(\d{1,6}) -->\r?(?:\n|$)/;

/** The whole comment: the marker first, because only a comment that starts with it counts as ours. */
export function renderBody({ marker, markdown }: Wanted): string {
  const { key, sha, run, attempt } = marker;
  return `<!-- repro-gate:v1 key=${key} sha=${sha} run=${run} attempt=${attempt} -->\n${markdown}`;
}

/** The marker on the first line, or null when there is none in exactly our form. */
export function parseMarker(body: string): Marker | null {
  const [, key, sha, run, attempt] = MARKER.exec(body) ?? [];
  if (key === undefined || sha === undefined) return null;
  return { key, sha, run: Number(run), attempt: Number(attempt) };
}

/** Reads one page of GitHub's comment list; throws a PayloadError when it is something else. */
export function parseComments(data: unknown): Comment[] {
  return read({ comments: data }, 'comments', LIST).map(parseComment);
}

function parseComment(data: unknown): Comment {
  const body = peek(data, 'body');
  const login = peek(data, 'user.login');
  const type = peek(data, 'user.type');
  const known = typeof login === 'string' && typeof type === 'string';
  return {
    id: read(data, 'id', ID),
    body: typeof body === 'string' ? body : '',
    author: known ? { login, type } : null,
  };
}

/** Decides what to do about the comments of a pull request. The own comment with the lowest id is the one that counts. */
export function decideComment(
  comments: readonly Comment[],
  wanted: Wanted,
  mode: CommentMode,
): CommentDecision {
  const body = renderBody(wanted);
  const [own] = ownComments(comments, wanted);
  if (mode === 'never')
    return { kind: 'nothing', id: null, reason: 'off', because: 'comments are switched off' };
  if (own === undefined) return decideNew(body, wanted, mode);
  const { id, marker } = own;
  if (isNewer(marker, wanted.marker)) {
    return {
      kind: 'nothing',
      id,
      reason: 'newer',
      because: `run ${marker.run} is newer and has written already`,
    };
  }
  if (normalise(own.body) === normalise(body)) {
    return { kind: 'nothing', id, reason: 'same', because: 'the comment says the same already' };
  }
  return { kind: 'update', id, body };
}

function decideNew(body: string, wanted: Wanted, mode: Exclude<CommentMode, 'never'>): CommentDecision {
  if (mode === 'always' || wanted.verdict !== 'pass') return { kind: 'create', body };
  const because = 'the verdict is pass and there is no comment to correct';
  return { kind: 'nothing', id: null, reason: 'not-needed', because };
}

/** Comments that this very run wrote beside the one that counts; only these may be deleted. */
export function ownDuplicates(comments: readonly Comment[], wanted: Wanted): readonly Comment[] {
  const [, ...later] = ownComments(comments, wanted);
  return later.filter((comment) => comment.marker.run === wanted.marker.run);
}

interface OwnComment extends Comment {
  readonly marker: Marker;
}

/**
 * A comment is ours when a bot wrote it and it starts with our marker and our key. Anybody can write the marker, so
 * the author decides: a person's comment is never touched.
 */
function ownComments(comments: readonly Comment[], wanted: Wanted): OwnComment[] {
  return comments
    .flatMap((comment) => {
      const marker = parseMarker(comment.body);
      return marker?.key === wanted.marker.key && isOwnAuthor(comment, wanted.author)
        ? [{ ...comment, marker }]
        : [];
    })
    .toSorted((a, b) => a.id - b.id);
}

function isOwnAuthor({ author }: Comment, expected: string | null): boolean {
  if (author?.type !== 'Bot') return false;
  return expected === null || author.login === expected;
}

function isNewer(theirs: Marker, ours: Marker): boolean {
  return theirs.run === ours.run ? theirs.attempt > ours.attempt : theirs.run > ours.run;
}

/** A person who saves the comment on the web changes nothing but the line ends. */
function normalise(body: string): string {
  return body.replaceAll('\r\n', '\n').trimEnd();
}
