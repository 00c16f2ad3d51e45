/**
 * What DVC's files say about data: `NAME.dvc` beside it, and dvc.lock of a pipeline. Read as data; DVC itself is not
 * started, and the data need not be there.
 *
 * DVC 3 writes `hash: md5`. Before it, text had its line ends changed first, so the same file may have two digests:
 * they go by two names here, as in DVC's own code.
 */

import { type Fields, isFields, itemsOf, parseStringYaml, textOf } from './string-yaml.ts';
import type { Problem } from './walk.ts';

export interface DvcEntry {
  /** Relative to the repository, or a URL. */
  readonly path: string;
  /** `md5:…`, for folders ending in `.dir`; `md5-dos2unix:…`, `etag:…`, `checksum:…`, `version:…`. */
  readonly hash: string;
}

export interface DvcFile {
  readonly entries: readonly DvcEntry[];
  readonly problems: readonly Problem[];
}

/** A pointer file; `file` is its path relative to the repository. */
export function parseDvcPointer(text: string, file: string): DvcFile {
  return read(text, file, (fields) => {
    // `wdir` says where the outputs are, relative to the pointer.
    const folder = joinPath(folderOf(file), textOf(fields, 'wdir') ?? '.');
    return itemsOf(fields, 'outs').map((item) => ({ item, folder }));
  });
}

/** A lock file: what each stage read and what it made. Version 1 has the stages at the top, version 2 under `stages`. */
export function parseDvcLock(text: string, file: string): DvcFile {
  return read(text, file, (fields) => {
    const { stages = {} } = textOf(fields, 'schema') === null ? { stages: fields } : fields;
    const folder = folderOf(file);
    return Object.values(isFields(stages) ? stages : {})
      .filter(isFields)
      .flatMap((stage) => [...itemsOf(stage, 'deps'), ...itemsOf(stage, 'outs')])
      .map((item) => ({ item, folder }));
  });
}

interface Located {
  readonly item: Fields;
  readonly folder: string;
}

function read(text: string, file: string, find: (fields: Fields) => readonly Located[]): DvcFile {
  const parsed = parseStringYaml(text);
  const problem = (because: string): DvcFile => ({ entries: [], problems: [{ path: file, because }] });
  if (parsed.kind === 'problem') return problem(parsed.because);
  const found = isFields(parsed.value) ? find(parsed.value) : [];
  if (found.length === 0) return problem('expected what DVC writes, found no data that it stands for');
  return collect(found, file);
}

function collect(found: readonly Located[], file: string): DvcFile {
  const hashes = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { item, folder } of found.flatMap(withFiles)) {
    const path = textOf(item, 'path');
    const hash = hashOf(item);
    if (path === null) problems.push({ path: file, because: 'an entry of it has no path' });
    else if (hash === null)
      problems.push({ path: joinPath(folder, path), because: `${file} holds no digest of it` });
    else note(joinPath(folder, path), hash);
  }
  return { entries: [...hashes].map(([path, hash]) => ({ path, hash })), problems };

  function note(path: string, hash: string): void {
    const before = hashes.get(path);
    // A stage was run after the one that reads what it makes: the lock file is of no one state.
    if (before !== undefined && before !== hash) {
      problems.push({ path, because: `${file} holds two digests of it, ${before} and ${hash}` });
    }
    hashes.set(path, hash);
  }
}

/** A folder on a version-aware remote has no digest of its own, and lists its files. */
function withFiles({ item, folder }: Located): readonly Located[] {
  const path = textOf(item, 'path');
  const files = itemsOf(item, 'files');
  if (path === null || files.length === 0 || hashOf(item) !== null) return [{ item, folder }];
  const { hash } = item;
  return files.map((file) => ({
    item: { ...(hash === undefined ? {} : { hash }), ...file, path: textOf(file, 'relpath') ?? '' },
    folder: joinPath(folder, path),
  }));
}

const MD5 = /^[0-9a-f]{32}(?:\.dir)?$/;

/** Data that DVC leaves in a bucket or in HDFS has the digest of that place. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ['etag', 'etag'],
  ['checksum', 'checksum'],
  ['version_id', 'version'],
];

function hashOf(item: Fields): string | null {
  const named = textOf(item, 'hash');
  const algorithm = named ?? 'md5';
  const digest = textOf(item, algorithm);
  if (digest !== null) {
    if (algorithm === 'md5' && !MD5.test(digest)) return null;
    return `${named === null ? 'md5-dos2unix' : named}:${digest}`;
  }
  return foreignHash(item) ?? cloudHash(item);
}

function foreignHash(item: Fields): string | null {
  for (const [key, name] of FOREIGN) {
    const value = textOf(item, key);
    if (value !== null) return `${name}:${value}`;
  }
  return null;
}

/** Version-aware remotes: a mapping by remote, whose first by name stands for all, since they hold the same. */
function cloudHash({ cloud }: Fields): string | null {
  if (!isFields(cloud)) return null;
  const [first] = Object.keys(cloud).sort();
  const remote = first === undefined ? undefined : cloud[first];
  return isFields(remote) ? foreignHash(remote) : null;
}

function folderOf(file: string): string {
  return file.split('/').slice(0, -1).join('/');
}

/** Joined and without `.` and `..`, as far as they go; a URL or an absolute path stays as it is. */
function joinPath(folder: string, path: string): string {
  if (/^\/|^[a-z][a-z0-9+.-]*:\/\//i.test(path)) return path;
  const names: string[] = [];
  for (const name of `${folder}/${path}`.split('/')) {
    if (name === '..' && names.length > 0 && names.at(-1) !== '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names.join('/');
}
