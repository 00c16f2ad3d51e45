/**
 * Digests of files that were read before, so that a data set is read once and not in every run. It only ever saves
 * time: whatever is odd about it, the files are read again.
 *
 * A file counts as unchanged when device, inode, size, and both times to the nanosecond are the same. The time of the
 * last change of the inode (ctime) cannot be set from outside, so restoring the time of modification fools nobody.
 */

import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { open } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { writeWhole } from './files.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Reading less than this takes about as long as looking it up. */
export const SMALLEST_CACHED = 64 * 1024;

/**
 * A file that was changed so shortly before it was read may change again within the same tick of the file system's
 * clock, and look the same: FAT counts in steps of 2 s.
 */
const RACY_NS = 2_000_000_000n;

const HEADER = 'repro-gate digests 1';
/** Some 30 MB of text; the entries used last are kept. */
const MOST_ENTRIES = 200_000;
const LARGEST_CACHE = 64 * 1024 * 1024;

export interface DigestCache {
  /** The digest of the file with these facts, if it was read before; `now` in nanoseconds since 1970. */
  find(stats: BigIntStats, now: bigint): string | null;
  /** `readAt` is when the reading began. */
  add(stats: BigIntStats, sha256: string, readAt: bigint): void;
  /** Writes what was added. Never throws. */
  save(): Promise<void>;
}

/** Where the cache is kept: the runner's own folder for tools, or the user's for caches. Null: nowhere. */
export function cacheFile(env: Environment): string | null {
  const tools = env['RUNNER_TOOL_CACHE'];
  if (isFolder(tools)) return join(tools, 'repro-gate', 'digests');
  // The XDG base directory specification: a path that is not absolute is to be ignored.
  const caches = env['XDG_CACHE_HOME'];
  if (isFolder(caches)) return join(caches, 'repro-gate', 'digests');
  const home = env['HOME'] ?? homedir();
  return isFolder(home) ? join(home, '.cache', 'repro-gate', 'digests') : null;
}

function isFolder(path: string | undefined): path is string {
  return path !== undefined && isAbsolute(path);
}

/** Opens the cache; one that is missing, damaged, of another version or open to others is an empty one. */
export async function openCache(file: string): Promise<DigestCache> {
  const known = await load(file);
  let changed = false;
  return {
    find(stats, now) {
      const key = identityOf(stats);
      const sha256 = known.get(key);
      if (sha256 === undefined || isRacy(stats, now)) return null;
      // To the end, where the entries used last are; saved only together with something new.
      known.delete(key);
      known.set(key, sha256);
      return sha256;
    },
    add(stats, sha256, readAt) {
      if (stats.size < SMALLEST_CACHED || isRacy(stats, readAt)) return;
      known.set(identityOf(stats), sha256);
      changed = true;
    },
    async save() {
      if (!changed) return;
      changed = false;
      // What another gate has learned meanwhile is kept.
      const merged = new Map([...(await load(file)), ...known]);
      await writeWhole(file, format([...merged].slice(-MOST_ENTRIES))).catch(() => {});
    },
  };
}

/** Also when a clock is wrong: a time that lies ahead was not measured by the clock that we compare it with. */
function isRacy({ mtimeNs, ctimeNs }: BigIntStats, now: bigint): boolean {
  const changed = mtimeNs > ctimeNs ? mtimeNs : ctimeNs;
  return changed > now - RACY_NS;
}

function identityOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return `${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}`;
}

type Entries = Map<string, string>;

async function load(file: string): Promise<Entries> {
  try {
    return parse(await readOwn(file));
  } catch {
    return new Map();
  }
}

/** The text of a file that nobody else could have written to; empty otherwise. */
async function readOwn(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const facts = await handle.stat();
    const user = process.getuid?.();
    const own = user === undefined || (facts.uid === user && (facts.mode & 0o022) === 0);
    if (!facts.isFile() || !own || facts.size > LARGEST_CACHE) return '';
    return await handle.readFile('latin1');
  } finally {
    await handle.close();
  }
}

function format(entries: readonly (readonly [string, string])[]): string {
  const body = entries.map(([key, sha256]) => `${key} ${sha256}\n`).join('');
  return `${HEADER}\n${sha256Of(body)}\n${body}`;
}

/** A cache that was cut or altered by accident does not have the digest that its second line gives. */
function parse(text: string): Entries {
  const [header, digest] = text.split('\n', 2);
  const body = text.slice((header?.length ?? 0) + (digest?.length ?? 0) + 2);
  if (header !== HEADER || digest !== sha256Of(body)) return new Map();
  const lines = body.split('\n').map((line) => /^(\d+ \d+ \d+ -?\d+ -?\d+) ([0-9a-f]{64})$/.exec(line));
  return new Map(
    lines.flatMap((match) => (match === null ? [] : [[match[1] ?? '', match[2] ?? ''] as const])),
  );
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
