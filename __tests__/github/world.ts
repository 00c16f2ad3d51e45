/** What the stand-in for GitHub knows: commits, branches, pull requests, comments, and what each token may do. */

import { createHash } from 'node:crypto';

/** A file's text or bytes, a symbolic link, or a submodule. */
export type Entry = string | Uint8Array | { readonly link: string } | { readonly submodule: string };

export interface Commit {
  readonly parents: readonly string[];
  readonly files: Readonly<Record<string, Entry>>;
}

export interface Identity {
  readonly login: string;
  readonly type: 'Bot' | 'User';
  /** The app behind a bot. */
  readonly app: string | null;
  readonly contents: 'none' | 'read';
  readonly pullRequests: 'none' | 'read' | 'write';
}

export interface StoredComment {
  readonly id: number;
  readonly issue: number;
  body: string;
  readonly author: Pick<Identity, 'login' | 'type' | 'app'>;
}

export interface Pull {
  /** Its head. */
  readonly sha: string;
  /** `owner:branch` of the head. */
  readonly from: string;
}

export interface World {
  readonly repository: string;
  visibility: 'public' | 'private';
  readonly branches: Map<string, string>;
  readonly commits: Map<string, Commit>;
  /** Those that are open, by number. */
  readonly pulls: Map<number, Pull>;
  readonly tokens: Map<string, Identity>;
  comments: StoredComment[];
  nextId: number;
}

export const BOT: Identity = {
  login: 'github-actions[bot]',
  type: 'Bot',
  app: 'github-actions',
  contents: 'read',
  pullRequests: 'write',
};

export const PERSON: Identity = { ...BOT, login: 'a-person', type: 'User', app: null };

/** The token of a job with every permission the gate asks for. */
export const TOKEN = 'ghs_stand-in-writes';

/** The token of a job with `contents: read` alone, as a fork's pull request gets it. */
export const READ_TOKEN = 'ghs_stand-in-reads';

/** A public repository with one commit on `main` and pull request 7, whose head is its child. */
export function smallWorld(files: Commit['files'] = {}): World {
  const base = shaOf('base');
  const head = shaOf('head');
  return {
    repository: 'octo/model',
    visibility: 'public',
    branches: new Map([['main', base]]),
    commits: new Map([
      [base, { parents: [], files }],
      [head, { parents: [base], files }],
    ]),
    pulls: new Map([[7, { sha: head, from: 'octo:topic' }]]),
    tokens: new Map([
      [TOKEN, BOT],
      [READ_TOKEN, { ...BOT, pullRequests: 'read' }],
    ]),
    comments: [],
    nextId: 1000,
  };
}

/** A commit id that a name stands for. */
export function shaOf(name: string): string {
  return createHash('sha1').update(name).digest('hex');
}

export function addComment(
  world: World,
  comment: Pick<StoredComment, 'issue' | 'body' | 'author'>,
): StoredComment {
  const stored = { id: world.nextId, ...comment };
  world.nextId += 1;
  world.comments.push(stored);
  return stored;
}

/** How `head` stands to `base`, in the words of GitHub's comparison; null when they share no history. */
export function compareCommits(world: World, base: string, head: string): string | null {
  if (base === head) return 'identical';
  const ofBase = history(world, base);
  const ofHead = history(world, head);
  if (ofBase.has(head)) return 'behind';
  if (ofHead.has(base)) return 'ahead';
  return [...ofHead].some((sha) => ofBase.has(sha)) ? 'diverged' : null;
}

function history(world: World, sha: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [sha];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(world.commits.get(next)?.parents ?? []));
  }
  return seen;
}
