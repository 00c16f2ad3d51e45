/** The rules of a commit, read through the API: works in a shallow clone, and nothing in the checkout can change them. */

import type { FileText, RuleFiles } from '../policy/source.ts';
import { type Answer, type GitHubApi, segments, shortSha } from './api.ts';
import { askForCommit, explainRefusal } from './base.ts';
import { LIST, PayloadError, peek, read, TEXT } from './payload.ts';

export interface CommitRules {
  /** `owner/name`. */
  readonly repository: string;
  readonly sha: string;
  readonly policyPath: string;
  /** Folder of the baselines, without a slash at the end. */
  readonly baselineFolder: string;
}

/** A policy is written by hand; one of this size is not. */
export const POLICY_BYTES = 1024 * 1024;

/** Curves of a hundred thousand steps fit; an accident does not. */
export const BASELINE_BYTES = 16 * 1024 * 1024;

/** The rules of one commit of a repository on GitHub. A commit never changes, so every question is asked once. */
export function rulesAt(api: GitHubApi, at: CommitRules): RuleFiles {
  const commit: CommitCheck = remember(() => askForCommit(api, at.repository, at.sha));
  const place: Place = { api, at, commit };
  return {
    read: rememberEach((path) => settle(() => readFile(place, path))),
    hasBaselines: remember(() => findBaselines(place)),
    source: { kind: 'base', ref: at.sha, path: at.policyPath },
  };
}

type CommitCheck = () => Promise<Answer>;

interface Place {
  readonly api: GitHubApi;
  readonly at: CommitRules;
  /** Asked at most once: whether the commit itself can be seen, which gives a 404 its meaning. */
  readonly commit: CommitCheck;
}

function remember<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let known: Promise<Value> | undefined;
  return () => {
    known ??= ask();
    return known;
  };
}

function rememberEach<Value>(ask: (name: string) => Promise<Value>): (name: string) => Promise<Value> {
  const known = new Map<string, () => Promise<Value>>();
  return (name) => {
    const answer = known.get(name) ?? remember(() => ask(name));
    known.set(name, answer);
    return answer();
  };
}

/** Reasons travel as values; only an answer in no known form arrives as an exception. */
async function settle<Value>(reading: () => Promise<Value | Unreadable>): Promise<Value | Unreadable> {
  try {
    return await reading();
  } catch (thrown) {
    return unreadable(`the answer of GitHub cannot be used: ${reasonOf(thrown)}`);
  }
}

type Unreadable = Extract<FileText, { kind: 'unreadable' }>;

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

async function readFile(place: Place, path: string): Promise<FileText> {
  if (!isPlainPath(path)) return unreadable(`${path} is not a path inside the repository`);
  const answer = await askForEntry(place, path);
  if (answer.kind !== 'ok') return explainMissing(place, path, answer);
  const entry = parseEntry(answer.data);
  if (entry.kind !== 'file') return unreadable(`${path} is ${entry.kind}, not a file`);
  const limit = path.startsWith(`${place.at.baselineFolder}/`) ? BASELINE_BYTES : POLICY_BYTES;
  if (entry.size > limit) return unreadable(`${path} has ${entry.size} bytes; at most ${limit} are read`);
  return readBytes(place, path, entry);
}

/** `..` never leaves a server that is careful; asking for it is a mistake all the same. */
function isPlainPath(path: string): boolean {
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

function entryPath({ at }: Place, path: string): string {
  return `/repos/${segments(at.repository, 'contents', path)}`;
}

/**
 * The `object` form is the one that tells a file from a folder, a submodule or a symbolic link that leads out of
 * the repository; raw bytes cannot. A link to a file of the same commit is followed by GitHub.
 * https://docs.github.com/en/rest/repos/contents#get-repository-content
 */
function askForEntry(place: Place, path: string): Promise<Answer> {
  return place.api.send({
    method: 'GET',
    path: entryPath(place, path),
    query: { ref: place.at.sha },
    accept: 'object',
  });
}

interface FileEntry {
  readonly kind: 'file';
  readonly size: number;
  /** Base64; null above 1 MB, where the raw form has to be asked for. */
  readonly content: string | null;
}

type Entry = FileEntry | { readonly kind: 'a folder' | 'a symbolic link' | 'a submodule' };

function parseEntry(data: unknown): Entry {
  const type = Array.isArray(data) ? 'dir' : read(data, 'type', TEXT);
  switch (type) {
    case 'dir':
      return { kind: 'a folder' };
    case 'symlink':
      return { kind: 'a symbolic link' };
    case 'submodule':
      return { kind: 'a submodule' };
    case 'file':
      return parseFile(data);
    default:
      throw new PayloadError(`type: expected file, dir, symlink or submodule, found ${type}`);
  }
}

const SIZE = {
  expected: 'a size in bytes',
  is: (value: unknown): value is number =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
};

function parseFile(data: unknown): FileEntry {
  const content = peek(data, 'encoding') === 'base64' ? peek(data, 'content') : null;
  return {
    kind: 'file',
    size: read(data, 'size', SIZE),
    content: typeof content === 'string' ? content : null,
  };
}

async function readBytes(place: Place, path: string, entry: FileEntry): Promise<FileText> {
  if (entry.content !== null) return decode(path, entry.size, Buffer.from(entry.content, 'base64'));
  const answer = await place.api.send({
    method: 'GET',
    path: entryPath(place, path),
    query: { ref: place.at.sha },
    accept: 'raw',
  });
  if (answer.kind !== 'ok') return unreadable(explainRefusal(path, answer));
  if (!(answer.data instanceof Uint8Array)) return unreadable(`${path}: GitHub sent no bytes`);
  return decode(path, entry.size, answer.data);
}

function decode(path: string, size: number, bytes: Uint8Array): FileText {
  if (bytes.length !== size) {
    return unreadable(`${path} arrived with ${bytes.length} of its ${size} bytes`);
  }
  try {
    return { kind: 'found', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return unreadable(`${path} is not UTF-8 text`);
  }
}

/** A 404 means *absent* only where the commit itself can be seen: without permission GitHub says 404 to everything. */
async function explainMissing(place: Place, path: string, answer: Refusal): Promise<Missing> {
  if (!isNotFound(answer)) return unreadable(explainRefusal(path, answer));
  const commit = await place.commit();
  if (commit.kind === 'ok') return { kind: 'absent' };
  return unreadable(explainRefusal(`commit ${shortSha(place.at.sha)}`, commit));
}

type Refusal = Exclude<Answer, { kind: 'ok' }>;

type Missing = Exclude<FileText, { kind: 'found' }>;

function isNotFound(answer: Refusal): boolean {
  return answer.kind === 'refused' && answer.status === 404;
}

async function findBaselines(place: Place): Promise<boolean | { readonly because: string }> {
  const folder = await settle(() => listFolder(place, place.at.baselineFolder));
  switch (folder.kind) {
    case 'listed':
      return folder.files.some((name) => name.endsWith('.json'));
    case 'absent':
      return false;
    case 'unreadable':
      return { because: folder.because };
  }
}

interface Listing {
  readonly kind: 'listed';
  readonly files: readonly string[];
}

async function listFolder(place: Place, folder: string): Promise<Listing | Missing> {
  const answer = await askForEntry(place, folder);
  if (answer.kind !== 'ok') return explainMissing(place, folder, answer);
  const { kind } = parseEntry(answer.data);
  if (kind !== 'a folder') return unreadable(`${folder} is not a folder`);
  const entries = Array.isArray(answer.data) ? answer.data : read(answer.data, 'entries', LIST);
  const files = entries.filter((entry) => peek(entry, 'type') === 'file');
  return { kind: 'listed', files: files.map((entry) => read(entry, 'name', TEXT)) };
}

function unreadable(because: string): Unreadable {
  return { kind: 'unreadable', because };
}
