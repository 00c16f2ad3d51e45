/** What the stand-in answers, endpoint by endpoint, as GitHub's REST documentation describes them. */

import { posix } from 'node:path';
import type { RecordedRequest } from './stand-in.ts';
import {
  addComment,
  compareCommits,
  type Entry,
  type Identity,
  type Pull,
  type StoredComment,
  type World,
} from './world.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
}

interface Asked {
  readonly world: World;
  readonly who: Identity;
  readonly request: RecordedRequest;
  /** The variable parts of the path, decoded. */
  readonly parts: readonly string[];
}

interface Endpoint {
  readonly method: string;
  /** After /repos/{owner}/{repo}. */
  readonly path: RegExp;
  readonly needs: 'read contents' | 'read pulls' | 'write pulls';
  readonly answer: (asked: Asked) => Reply;
}

const ENDPOINTS: readonly Endpoint[] = [
  { method: 'GET', path: /^\/contents\/(.+)$/, needs: 'read contents', answer: getContents },
  { method: 'GET', path: /^\/git\/commits\/([^/]+)$/, needs: 'read contents', answer: getCommit },
  { method: 'GET', path: /^\/git\/ref\/heads\/(.+)$/, needs: 'read contents', answer: getRef },
  { method: 'GET', path: /^\/compare\/(.+)\.\.\.([^/]+)$/, needs: 'read contents', answer: compare },
  { method: 'GET', path: /^\/pulls$/, needs: 'read pulls', answer: listPulls },
  { method: 'GET', path: /^\/pulls\/(\d+)$/, needs: 'read pulls', answer: getPull },
  { method: 'GET', path: /^\/issues\/(\d+)\/comments$/, needs: 'read pulls', answer: listComments },
  { method: 'POST', path: /^\/issues\/(\d+)\/comments$/, needs: 'write pulls', answer: createComment },
  { method: 'PATCH', path: /^\/issues\/comments\/(\d+)$/, needs: 'write pulls', answer: updateComment },
  { method: 'DELETE', path: /^\/issues\/comments\/(\d+)$/, needs: 'write pulls', answer: deleteComment },
];

export function answerRequest(world: World, request: RecordedRequest): Reply {
  if ((request.headers['user-agent'] ?? '') === '')
    return refuse(403, 'Request forbidden by administrative rules.');
  const who = world.tokens.get(tokenOf(request));
  if (who === undefined) return refuse(401, 'Bad credentials');
  const prefix = `/repos/${world.repository}`;
  const rest = request.path.startsWith(`${prefix}/`) ? request.path.slice(prefix.length) : null;
  if (rest === null) return refuse(404, 'Not Found');
  for (const { method, path, needs, answer } of ENDPOINTS) {
    const match = method === request.method ? path.exec(rest) : null;
    if (match !== null) {
      const parts = match.slice(1).map((part) => decodeURIComponent(part));
      return refuseUnpermitted(world, who, needs) ?? answer({ world, who, request, parts });
    }
  }
  return refuse(404, 'Not Found');
}

function tokenOf({ headers }: RecordedRequest): string {
  return (headers['authorization'] ?? '').replace(/^(?:token|bearer) /i, '');
}

function refuseUnpermitted(world: World, who: Identity, needs: Endpoint['needs']): Reply | null {
  const open = world.visibility === 'public';
  switch (needs) {
    case 'read contents':
      return open || who.contents === 'read' ? null : refuse(404, 'Not Found');
    case 'read pulls':
      return open || who.pullRequests !== 'none' ? null : refuse(403, NOT_ACCESSIBLE);
    case 'write pulls':
      return who.pullRequests === 'write' ? null : refuse(403, NOT_ACCESSIBLE);
  }
}

const NOT_ACCESSIBLE = 'Resource not accessible by integration';

function refuse(status: number, message: string): Reply {
  return { status, headers: {}, json: { message, documentation_url: 'https://docs.github.com/rest' } };
}

function ok(json: unknown, headers: Reply['headers'] = {}): Reply {
  return { status: 200, headers, json };
}

// ------------------------------------------------------------------ commits

function getCommit({ world, parts: [sha = ''] }: Asked): Reply {
  return world.commits.has(sha) ? ok({ sha }) : refuse(404, 'Not Found');
}

function getRef({ world, parts: [branch = ''] }: Asked): Reply {
  const sha = world.branches.get(branch);
  if (sha === undefined) return refuse(404, 'Not Found');
  return ok({ ref: `refs/heads/${branch}`, object: { type: 'commit', sha } });
}

function compare({ world, parts: [base = '', head = ''] }: Asked): Reply {
  const baseSha = world.branches.get(base) ?? base;
  if (!world.commits.has(baseSha) || !world.commits.has(head)) return refuse(404, 'Not Found');
  const status = compareCommits(world, baseSha, head);
  if (status === null) return refuse(404, `No common ancestor between ${base} and ${head}.`);
  return ok({ status, base_commit: { sha: baseSha } });
}

// ------------------------------------------------------------------ contents

/** Above this size, JSON answers leave the content out. */
const INLINE_BYTES = 1024 * 1024;

function getContents({ world, request, parts: [path = ''] }: Asked): Reply {
  const ref = request.query['ref'] ?? '';
  const commit = world.commits.get(world.branches.get(ref) ?? ref);
  if (commit === undefined) return refuse(404, `No commit found for the ref ${ref}`);
  const entry = follow(commit.files, path);
  const accept = request.headers['accept'] ?? '';
  if (entry === undefined) return listFolder(Object.entries(commit.files), path, accept);
  if (typeof entry !== 'string' && 'link' in entry)
    return ok({ type: 'symlink', size: 1, path, target: entry.link });
  if (typeof entry !== 'string' && 'submodule' in entry) {
    return ok({ type: 'submodule', size: 0, path, sha: entry.submodule });
  }
  return sendFile(path, Buffer.from(entry as string), accept);
}

/** A link to a file of the same commit gives that file; any other link gives itself. */
function follow(files: Readonly<Record<string, Entry>>, path: string): Entry | undefined {
  const entry = files[path];
  if (entry === undefined || typeof entry === 'string' || !('link' in entry)) return entry;
  const target = files[posix.join(posix.dirname(path), entry.link)];
  return typeof target === 'string' || target instanceof Uint8Array ? target : entry;
}

function sendFile(path: string, bytes: Buffer, accept: string): Reply {
  if (accept.includes('.raw')) return { status: 200, headers: {}, bytes };
  const inline = bytes.length <= INLINE_BYTES;
  if (!inline && !accept.includes('.object'))
    return refuse(403, 'This API returns blobs up to 1 MB in size.');
  return ok({
    type: 'file',
    path,
    size: bytes.length,
    encoding: inline ? 'base64' : 'none',
    content: inline ? wrap(bytes.toString('base64')) : '',
  });
}

/** Base64 arrives in lines of 60. */
function wrap(base64: string): string {
  return base64.replaceAll(/.{60}/g, '$&\n');
}

function listFolder(files: readonly (readonly [string, Entry])[], path: string, accept: string): Reply {
  const inside = files.filter(([name]) => name.startsWith(`${path}/`));
  if (inside.length === 0) return refuse(404, 'Not Found');
  const items = new Map(inside.map(([name, entry]) => listItem(name.slice(path.length + 1), entry)));
  const entries = [...items].map(([name, type]) => ({ type, name, path: `${path}/${name}`, size: 0 }));
  return ok(accept.includes('.object') ? { type: 'dir', size: 0, path, entries } : entries);
}

/** In a list a submodule is called a file; the documentation keeps that for compatibility. */
function listItem(rest: string, entry: Entry): readonly [string, string] {
  const [name = '', ...deeper] = rest.split('/');
  if (deeper.length > 0) return [name, 'dir'];
  return [name, typeof entry !== 'string' && 'link' in entry ? 'symlink' : 'file'];
}

// ------------------------------------------------------------------ pull requests and comments

function getPull({ world, parts: [number = ''] }: Asked): Reply {
  const pull = world.pulls.get(Number(number));
  return pull === undefined ? refuse(404, 'Not Found') : ok(showPull([Number(number), pull]));
}

/** A `head` that names no branch is ignored, as GitHub does. */
function listPulls({ world, request }: Asked): Reply {
  const head = request.query['head'] ?? '';
  const pulls = [...world.pulls].filter(([, { from }]) => !head.includes(':') || from === head);
  return ok(pulls.map(showPull));
}

function showPull([number, { sha }]: readonly [number, Pull]): unknown {
  return { number, head: { sha } };
}

function listComments({ world, request, parts: [number = ''] }: Asked): Reply {
  if (!world.pulls.has(Number(number))) return refuse(404, 'Not Found');
  const all = world.comments.filter(({ issue }) => issue === Number(number)).toSorted((a, b) => a.id - b.id);
  const perPage = Math.min(Number(request.query['per_page'] ?? 30), 100);
  const page = Number(request.query['page'] ?? 1);
  const pages = Math.ceil(all.length / perPage);
  const link = page < pages ? { link: `<http://stand-in${request.path}?page=${page + 1}>; rel="next"` } : {};
  return ok(all.slice((page - 1) * perPage, page * perPage).map(showComment), link);
}

function createComment({ world, who, request, parts: [number = ''] }: Asked): Reply {
  if (!world.pulls.has(Number(number))) return refuse(404, 'Not Found');
  const body = bodyText(request);
  if (body === null) return refuse(422, 'Validation Failed');
  const comment = addComment(world, { issue: Number(number), body, author: who });
  return { status: 201, headers: {}, json: showComment(comment) };
}

function updateComment({ world, request, parts: [id = ''] }: Asked): Reply {
  const comment = world.comments.find((one) => one.id === Number(id));
  const body = bodyText(request);
  if (comment === undefined) return refuse(404, 'Not Found');
  if (body === null) return refuse(422, 'Validation Failed');
  comment.body = body;
  return ok(showComment(comment));
}

function deleteComment({ world, parts: [id = ''] }: Asked): Reply {
  const before = world.comments.length;
  world.comments = world.comments.filter((one) => one.id !== Number(id));
  return world.comments.length === before ? refuse(404, 'Not Found') : { status: 204, headers: {} };
}

function bodyText({ body }: RecordedRequest): string | null {
  const text = typeof body === 'object' && body !== null && 'body' in body ? body.body : null;
  return typeof text === 'string' && text !== '' && text.length <= 65_536 ? text : null;
}

function showComment({ id, body, author }: StoredComment): unknown {
  return {
    id,
    body,
    user: { login: author.login, type: author.type },
    performed_via_github_app: author.app === null ? null : { slug: author.app },
  };
}
