/** SHA-256 of files of any size: streamed, several at once, and remembered. */

import { createHash, type Hash } from 'node:crypto';
import { type BigIntStats, closeSync, constants, fstatSync, openSync, read, readSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Digested, DigestOptions } from '../capture/project/data/place.ts';
import { cacheFile, type DigestCache, openCache, SMALLEST_CACHED } from './digest-cache.ts';

/** As many as Node's pool has threads; hashing itself is done by one. */
const AT_ONCE = 4;

/** Two for each file under way, so that one is filled while the other is hashed. */
const BUFFER_BYTES = 1024 * 1024;

/** Files below this are read without going through the pool. */
const SMALL = 64n * 1024n;

/** How long small files are read before everything else gets its turn. */
const LONGEST_RUN_MS = 10;

/** How often progress is told at most. */
const PROGRESS_MS = 100;

type Environment = Readonly<Record<string, string | undefined>>;

/** Digests of files, in the order of the paths. Never throws: a file that cannot be read is a result with the reason. */
export async function digestFiles(
  paths: readonly string[],
  env: Environment,
  options: DigestOptions = {},
): Promise<readonly Digested[]> {
  const cache = new LazyCache(options.cache === 'off' ? null : cacheFile(env));
  const meter = new Meter(options.progress, options.progress === undefined ? 0 : await sizeOf(paths));
  const results: Digested[] = [];
  const pending = paths.entries();
  const work = async (): Promise<void> => {
    const reader = new Reader({ cache, meter, signal: options.signal });
    // The workers share one iterator, so that each takes the next path that nobody has taken.
    for (const [index, path] of pending) results[index] = await reader.digest(path);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, paths.length) }, work));
  await cache.save();
  meter.finish();
  return results;
}

/** Opened by the first file that may be in it: a large cache takes longer to read than a few small files. */
class LazyCache {
  readonly #file: string | null;
  #opened: Promise<DigestCache> | undefined;

  constructor(file: string | null) {
    this.#file = file;
  }

  async for({ size }: BigIntStats): Promise<DigestCache | null> {
    if (this.#file === null || size < SMALLEST_CACHED) return null;
    this.#opened ??= openCache(this.#file);
    return this.#opened;
  }

  async save(): Promise<void> {
    await (await this.#opened)?.save();
  }
}

/** Bytes of all files together; one that cannot be looked at adds nothing, and fails when it is read. */
async function sizeOf(paths: readonly string[]): Promise<number> {
  let total = 0;
  const pending = paths.values();
  const work = async (): Promise<void> => {
    for (const path of pending) {
      const found = await stat(path).catch(() => null);
      total += found?.size ?? 0;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return total;
}

class Meter {
  #done = 0;
  #told = 0;
  readonly #tell: DigestOptions['progress'];
  readonly #total: number;

  constructor(tell: DigestOptions['progress'], total: number) {
    this.#tell = tell;
    this.#total = total;
  }

  add(bytes: number): void {
    this.#done += bytes;
    if (this.#tell === undefined || performance.now() - this.#told < PROGRESS_MS) return;
    this.#told = performance.now();
    // A file may grow, or be read twice.
    this.#tell({ done: Math.min(this.#done, this.#total), total: this.#total });
  }

  finish(): void {
    this.#tell?.({ done: this.#total, total: this.#total });
  }
}

interface Context {
  readonly cache: LazyCache;
  readonly meter: Meter;
  readonly signal: AbortSignal | undefined;
}

/** Opened without blocking, so that a named pipe holds nothing up. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Reads one file after the other with the same two buffers. */
class Reader {
  readonly #context: Context;
  #filled = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  #spare = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  #rested = performance.now();

  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * Synchronous for small files and their facts, because of ten thousand of them each would wait for Node's pool five
   * times, which took four times as long; with a rest between them for whatever else waits.
   */
  async digest(path: string): Promise<Digested> {
    try {
      await this.#rest();
      const file = openSync(path, READ);
      try {
        return await this.#open(file);
      } finally {
        closeSync(file);
      }
    } catch (thrown) {
      return { kind: 'failed', because: explain(thrown) };
    }
  }

  async #rest(): Promise<void> {
    if (performance.now() - this.#rested > LONGEST_RUN_MS) {
      await setImmediate();
      this.#rested = performance.now();
    }
    if (this.#context.signal?.aborted) throw new Error('the reading was stopped before it was done');
  }

  async #open(file: number): Promise<Digested> {
    const stats = fstatSync(file, { bigint: true });
    if (!stats.isFile()) return { kind: 'failed', because: 'it is no regular file' };
    const cache = await this.#context.cache.for(stats);
    const known = cache?.find(stats, now()) ?? null;
    if (known === null) return this.#read(file, { before: stats, cache });
    this.#context.meter.add(Number(stats.size));
    return { kind: 'digested', sha256: known, size: Number(stats.size) };
  }

  async #read(file: number, { before, cache }: Reading): Promise<Digested> {
    const readAt = now();
    const hash = createHash('sha256');
    const small = before.size > 0n && before.size < SMALL;
    const size = small ? this.#feedAtOnce(hash, file) : await this.#feed(hash, file);
    const after = fstatSync(file, { bigint: true });
    if (!isUnchanged(before, after)) return { kind: 'failed', because: 'it changed while it was read' };
    const sha256 = hash.digest('hex');
    cache?.add(after, sha256, readAt);
    return { kind: 'digested', sha256, size };
  }

  #feedAtOnce(hash: Hash, file: number): number {
    let position = 0;
    for (let more = 1; more > 0; position += more) {
      more = readSync(file, this.#filled, 0, BUFFER_BYTES, position);
      hash.update(this.#filled.subarray(0, more));
    }
    this.#context.meter.add(position);
    return position;
  }

  /** From explicit places of the file, because the next reading is under way while the last one is hashed. */
  async #feed(hash: Hash, file: number): Promise<number> {
    let position = 0;
    let { bytesRead } = await readSome(file, this.#filled, 0, BUFFER_BYTES, position);
    while (bytesRead > 0) {
      position += bytesRead;
      // A short reading is the end of the file on most file systems, but only an empty one is on all of them.
      const next = readSome(file, this.#spare, 0, BUFFER_BYTES, position);
      hash.update(this.#filled.subarray(0, bytesRead));
      [this.#filled, this.#spare] = [this.#spare, this.#filled];
      const hashed = bytesRead;
      // Awaited before anything may throw: the descriptor must not be closed under a reading.
      bytesRead = (await next).bytesRead;
      this.#context.meter.add(hashed);
      await this.#rest();
    }
    return position;
  }
}

interface Reading {
  readonly before: BigIntStats;
  readonly cache: DigestCache | null;
}

const readSome = promisify(read);

function now(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}

function isUnchanged(before: BigIntStats, after: BigIntStats): boolean {
  return before.size === after.size && before.mtimeNs === after.mtimeNs && before.ctimeNs === after.ctimeNs;
}

function explain(thrown: unknown): string {
  const { code, message } = thrown as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'it does not exist';
    case 'EACCES':
    case 'EPERM':
      return 'it may not be read (permission denied)';
    case 'ENXIO':
      return 'it is no regular file';
    default:
      return message ?? String(thrown);
  }
}
