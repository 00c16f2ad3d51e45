/** Brings the pull request's comment to where it should be, also with other writers and a shaky network about. */

import { createHash } from 'node:crypto';
import { type Answer, type GitHubApi, segments, shortSha } from './api.ts';
import {
  COMMENT_CHARACTERS,
  type Comment,
  type CommentDecision,
  type CommentMode,
  type CommentTarget,
  decideComment,
  ownDuplicates,
  parseComments,
  renderBody,
  type Wanted,
} from './comment.ts';
import { ID, read, SHA } from './payload.ts';

export interface CommentOrder {
  /** `owner/name`. */
  readonly repository: string;
  readonly target: CommentTarget;
  readonly wanted: Wanted;
  readonly mode: CommentMode;
}

export interface PostPorts {
  readonly api: GitHubApi;
  /** Waits until another writer's comment would be visible: see `jitteredPause`. */
  readonly pause: () => Promise<void>;
}

/** What became of the comment. `calls` is the number of HTTP requests it took. */
export type PostResult = PostOutcome & { readonly calls: number };

type PostOutcome =
  | { readonly kind: 'created' | 'updated'; readonly id: number }
  | { readonly kind: 'unchanged'; readonly id: number; readonly because: string }
  | { readonly kind: 'skipped' | 'stale' | 'forbidden' | 'failed'; readonly because: string };

/** One to three seconds, so that two jobs that wrote together do not look together. */
export function jitteredPause(
  sleep: (ms: number) => Promise<void>,
  random: () => number,
): () => Promise<void> {
  return () => sleep(1_000 + 2_000 * random());
}

/** Writers that meet settle in two rounds; a third is luck, a fourth would be a fight. */
const ROUNDS = 3;

/** Commenting ends at 2,500 comments, 25 pages; twice that is a list without end. */
const PAGES = 50;

const PER_PAGE = 100;

/** The key of the comment: every leg of a matrix keeps its own. */
export function commentKey(workflow: string, job: string, matrix: string): string {
  const name = JSON.stringify([workflow, job, matrix]);
  return createHash('sha256').update(name).digest('hex').slice(0, 12);
}

/** Creates or updates the comment. Never throws, and says nothing about the verdict. */
export async function postComment(ports: PostPorts, order: CommentOrder): Promise<PostResult> {
  const before = ports.api.calls();
  const outcome = await settle(() => post(ports, order));
  return { ...outcome, calls: ports.api.calls() - before };
}

async function settle(posting: () => Promise<PostOutcome>): Promise<PostOutcome> {
  try {
    return await posting();
  } catch (thrown) {
    if (thrown instanceof Stopped) return thrown.outcome;
    return { kind: 'failed', because: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/** Ends the story early, with its outcome, from wherever an answer made going on pointless. */
class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly outcome: PostOutcome;
  constructor(outcome: PostOutcome) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

async function post(ports: PostPorts, order: CommentOrder): Promise<PostOutcome> {
  const { target } = order;
  const hindrance = findHindrance(ports, order);
  if (hindrance !== null) return hindrance;
  if (target.kind === 'none') return { kind: 'skipped', because: target.because };
  const place: Place = { ...ports, ...order, number: target.number };
  await guardAgainstStale(place, target.headSha);
  return converge(place);
}

interface Place extends PostPorts, CommentOrder {
  /** Of the pull request. */
  readonly number: number;
}

function findHindrance({ api }: PostPorts, { mode, wanted }: CommentOrder): PostOutcome | null {
  if (mode === 'never') return { kind: 'skipped', because: 'comments are switched off' };
  if (api.actsAs === 'person') {
    const because =
      'the token belongs to a person, and the gate never edits comments of people; use the token of the job or of an app';
    return { kind: 'forbidden', because };
  }
  const { length } = renderBody(wanted);
  if (length <= COMMENT_CHARACTERS) return null;
  return {
    kind: 'failed',
    because: `the comment has ${length} characters; GitHub takes ${COMMENT_CHARACTERS}`,
  };
}

/** A result for a commit that is no longer the head would mislead; the run for the new head writes its own. */
async function guardAgainstStale({ api, repository, number }: Place, headSha: string): Promise<void> {
  const data = need(
    await api.send({ method: 'GET', path: `/repos/${segments(repository, 'pulls', `${number}`)}` }),
  );
  const head = read(data, 'head.sha', SHA);
  if (head === headSha) return;
  const because = `the pull request moved on to ${shortSha(head)}; this run measured ${shortSha(headSha)}`;
  throw new Stopped({ kind: 'stale', because });
}

/** What earlier rounds leave to later ones. */
interface Progress {
  readonly last: 'created' | 'updated' | null;
  readonly lostPosts: number;
  /** Comments found to be deleted; a list may show them a little longer. */
  readonly gone: readonly number[];
}

/**
 * Reads, writes, and reads again until nothing is left to do. There is no compare-and-swap in the API, so this is
 * how two writers end with one comment: the lower id stays, and each deletes only what it wrote itself.
 */
async function converge(place: Place): Promise<PostOutcome> {
  let progress: Progress = { last: null, lostPosts: 0, gone: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const decision = await look(place, progress);
    if (decision.kind === 'nothing') return settled(decision, progress);
    progress = await write(place, decision, progress);
    await place.pause();
  }
  const decision = await look(place, progress);
  if (decision.kind === 'nothing') return settled(decision, progress);
  return {
    kind: 'failed',
    because: `the comment was not as written after ${ROUNDS} tries; another writer is at it`,
  };
}

function settled(decision: Extract<CommentDecision, { kind: 'nothing' }>, { last }: Progress): PostOutcome {
  const { id, reason, because } = decision;
  if (id === null) return { kind: 'skipped', because };
  return last === null || reason === 'newer' ? { kind: 'unchanged', id, because } : { kind: last, id };
}

async function look(place: Place, { gone }: Progress): Promise<CommentDecision> {
  const comments = (await listComments(place)).filter(({ id }) => !gone.includes(id));
  for (const duplicate of ownDuplicates(comments, place.wanted)) {
    await removeComment(place, duplicate.id);
  }
  return decideComment(comments, place.wanted, place.mode);
}

async function listComments(place: Place): Promise<Comment[]> {
  const comments: Comment[] = [];
  for (let page = 1; page <= PAGES; page += 1) {
    const query = { per_page: PER_PAGE, page };
    const answer = await place.api.send({ method: 'GET', path: commentsPath(place), query });
    comments.push(...parseComments(need(answer)));
    if (answer.kind === 'ok' && !answer.more) return comments;
  }
  throw new Error(`the pull request has more than ${PAGES * PER_PAGE} comments`);
}

function commentsPath({ repository, number }: Place): string {
  return `/repos/${segments(repository, 'issues', `${number}`, 'comments')}`;
}

function commentPath({ repository }: Place, id: number): string {
  return `/repos/${segments(repository, 'issues/comments', `${id}`)}`;
}

type Writing = Exclude<CommentDecision, { kind: 'nothing' }>;

function write(place: Place, decision: Writing, progress: Progress): Promise<Progress> {
  switch (decision.kind) {
    case 'create':
      return create(place, decision.body, progress);
    case 'update':
      return update(place, decision, progress);
  }
}

/** An answer that got lost may still have created the comment, so the next round looks before it writes again. */
async function create(place: Place, body: string, progress: Progress): Promise<Progress> {
  const answer = await place.api.send({ method: 'POST', path: commentsPath(place), body: { body } });
  if (wasLost(answer) && progress.lostPosts === 0) return { ...progress, last: 'created', lostPosts: 1 };
  read(need(answer), 'id', ID);
  return { ...progress, last: 'created' };
}

function wasLost(answer: Answer): boolean {
  return answer.kind === 'unreachable' || (answer.kind === 'refused' && answer.status >= 500);
}

type Update = Extract<Writing, { kind: 'update' }>;

async function update(place: Place, { id, body }: Update, progress: Progress): Promise<Progress> {
  const answer = await place.api.send({ method: 'PATCH', path: commentPath(place, id), body: { body } });
  if (answer.kind === 'refused' && answer.status === 404) {
    return { ...progress, gone: [...progress.gone, id] };
  }
  need(answer);
  return { ...progress, last: 'updated' };
}

async function removeComment(place: Place, id: number): Promise<void> {
  const answer = await place.api.send({ method: 'DELETE', path: commentPath(place, id) });
  if (answer.kind === 'refused' && answer.status === 404) return;
  need(answer);
}

/** The data of a good answer; any other one ends the story with its outcome. */
function need(answer: Answer): unknown {
  if (answer.kind === 'ok') return answer.data;
  throw new Stopped(explainFailure(answer));
}

/** Without permission GitHub answers 403, or 404 as if nothing were there; both get the cure. */
export function explainFailure(answer: Exclude<Answer, { kind: 'ok' }>): {
  readonly kind: 'forbidden' | 'failed';
  readonly because: string;
} {
  if (answer.kind === 'unreachable') return { kind: 'failed', because: answer.because };
  const { status, because } = answer;
  // A 403 can also mean a rate limit or a locked conversation, which no permission cures.
  const curable = (status === 403 && !/rate limit|locked/i.test(because)) || status === 404;
  if (!curable) return { kind: 'failed', because: `GitHub refused: ${because}` };
  return { kind: 'forbidden', because: `${because}. ${CURE}` };
}

const CURE = `Commenting needs the permission "pull-requests: write". Add to the job:

permissions:
  contents: read
  pull-requests: write`;
