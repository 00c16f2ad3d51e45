/** Finds the commit whose rules judge, where the event alone cannot name it. */

import { type Answer, type GitHubApi, segments, shortSha } from './api.ts';
import type { BaseRef } from './event.ts';
import { PayloadError, read, SHA, TEXT } from './payload.ts';

export type ResolvedBase =
  /** `note` says so when another commit than the expected one became the base. */
  | { readonly kind: 'resolved'; readonly sha: string; readonly note: string | null }
  | { readonly kind: 'not-reachable'; readonly because: string }
  | { readonly kind: 'unreadable'; readonly because: string };

/** Resolves a base; asks GitHub at most twice. Never throws. */
export async function readBase(api: GitHubApi, repository: string, base: BaseRef): Promise<ResolvedBase> {
  try {
    switch (base.kind) {
      case 'commit':
        return { kind: 'resolved', sha: base.sha, note: null };
      case 'previous':
        return await readPrevious(api, repository, base);
      case 'tip':
        return await readTip(api, repository, base.branch);
      case 'ancestry':
        return await readAncestry(api, repository, base);
    }
  } catch (thrown) {
    if (!(thrown instanceof PayloadError)) throw thrown;
    return { kind: 'unreadable', because: `the answer of GitHub cannot be used: ${thrown.message}` };
  }
}

/** Whether a commit is there. 404 and 422 mean that it is not, or that the token may not see it. */
export function askForCommit(api: GitHubApi, repository: string, sha: string): Promise<Answer> {
  return api.send({ method: 'GET', path: `/repos/${segments(repository, 'git/commits', sha)}` });
}

type Ref<Kind extends BaseRef['kind']> = Extract<BaseRef, { readonly kind: Kind }>;

async function readPrevious(
  api: GitHubApi,
  repository: string,
  { sha, otherwise }: Ref<'previous'>,
): Promise<ResolvedBase> {
  const commit = await askForCommit(api, repository, sha);
  if (commit.kind === 'ok') return { kind: 'resolved', sha, note: null };
  if (!isGone(commit)) return unreadable(`commit ${shortSha(sha)}`, commit);
  const tip = await readTip(api, repository, otherwise);
  const note = `the push dropped commit ${shortSha(sha)}, so the tip of ${otherwise} is the base`;
  return tip.kind === 'resolved' ? { ...tip, note } : tip;
}

async function readTip(api: GitHubApi, repository: string, branch: string): Promise<ResolvedBase> {
  const path = `/repos/${segments(repository, 'git/ref/heads', branch)}`;
  const ref = await api.send({ method: 'GET', path });
  if (ref.kind !== 'ok') return unreadable(`branch ${branch}`, ref);
  return { kind: 'resolved', sha: read(ref.data, 'object.sha', SHA), note: null };
}

/**
 * One comparison gives both the tip and the answer: the default branch contains the commit when the commit is
 * behind the branch or identical with its tip.
 */
async function readAncestry(
  api: GitHubApi,
  repository: string,
  { branch, of }: Ref<'ancestry'>,
): Promise<ResolvedBase> {
  const path = `/repos/${segments(repository, 'compare')}/${encodeURIComponent(`${branch}...${of}`)}`;
  const compared = await api.send({ method: 'GET', path, query: { per_page: 1 } });
  if (compared.kind !== 'ok') {
    return hasNoAncestor(compared)
      ? notReachable(of, branch, 'unrelated')
      : unreadable(`the history of ${branch}`, compared);
  }
  const status = read(compared.data, 'status', TEXT);
  if (status !== 'behind' && status !== 'identical') return notReachable(of, branch, status);
  return { kind: 'resolved', sha: read(compared.data, 'base_commit.sha', SHA), note: null };
}

/** GitHub answers 404 also for two histories that never met, and only its words tell. */
function hasNoAncestor(answer: Answer): boolean {
  return answer.kind === 'refused' && answer.status === 404 && /no common ancestor/i.test(answer.because);
}

function isGone(answer: Answer): boolean {
  return answer.kind === 'refused' && (answer.status === 404 || answer.status === 422);
}

function notReachable(sha: string, branch: string, status: string): ResolvedBase {
  const because = `commit ${shortSha(sha)} is not on ${branch} (compared with it: ${status})`;
  return { kind: 'not-reachable', because };
}

function unreadable(what: string, answer: Exclude<Answer, { kind: 'ok' }>): ResolvedBase {
  return { kind: 'unreadable', because: explainRefusal(what, answer) };
}

/** Says what could not be read and what to do; without permission GitHub answers 403, or 404 as if nothing were there. */
export function explainRefusal(what: string, answer: Exclude<Answer, { kind: 'ok' }>): string {
  const said = `${what}: ${answer.because}`;
  if (answer.kind === 'unreachable') return said;
  if (answer.status === 401) return `${said}; the token is not valid, or it has expired`;
  if (/rate limit/i.test(answer.because) || answer.status === 429)
    return `${said}; start the job again later`;
  if (answer.status === 403) return `${said}; the job needs the permission "contents: read"`;
  if (answer.status !== 404) return said;
  return `${said}; either the job lacks the permission "contents: read", or it is gone`;
}
