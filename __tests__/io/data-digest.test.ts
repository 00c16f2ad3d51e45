import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DigestProgress } from '../../src/capture/project/data/place.ts';
import { digestFiles } from '../../src/io/data-digest.ts';
import { cacheFile, openCache, SMALLEST_CACHED } from '../../src/io/digest-cache.ts';

let folder: string;
let env: Record<string, string>;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'digest-test-')));
  env = { XDG_CACHE_HOME: join(folder, 'cache') };
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Says of a file that it is an hour old as to its content; when its inode changed, nobody can set. */
function age(path: string): void {
  const hourAgo = Date.now() / 1000 - 3_600;
  utimesSync(path, hourAgo, hourAgo);
}

async function digestOf(path: string, more: Parameters<typeof digestFiles>[2] = {}): Promise<string> {
  const [digested] = await digestFiles([path], env, more);
  return digested?.kind === 'digested' ? digested.sha256 : (digested?.because ?? 'nothing');
}

describe('the digests of files', () => {
  const MIB = 1024 * 1024;

  test.each([0, 1, 65_535, 65_536, MIB - 1, MIB, MIB + 1, 3 * MIB + 17])('of %d bytes', async (size) => {
    const content = randomBytes(size);
    expect(await digestFiles([file('x', content)], env)).toEqual([
      { kind: 'digested', sha256: sha256(content), size },
    ]);
  });

  test('of many, in the order of the paths, equal those of sha256sum', async () => {
    const sizes = Array.from({ length: 60 }, (_, index) => (index % 7 === 0 ? 200_000 + index : index * 13));
    const paths = sizes.map((size, index) => file(`many/${index}`, randomBytes(size)));
    const theirs = spawnSync('sha256sum', paths, { encoding: 'utf8' });
    if (theirs.status !== 0) return;
    const ours = await digestFiles(paths, env);
    const lines = ours.map(
      (one, index) => `${one.kind === 'digested' ? one.sha256 : one.because}  ${paths[index]}`,
    );
    expect(`${lines.join('\n')}\n`).toBe(theirs.stdout);
  });

  test('of what cannot be read are reasons, and the others are not hurt', async () => {
    const pipe = join(folder, 'pipe');
    spawnSync('mkfifo', [pipe]);
    const good = file('good', 'x');
    const results = await digestFiles(
      [join(folder, 'missing'), folder, pipe, join(good, 'below'), good],
      env,
    );
    expect(results).toEqual([
      { kind: 'failed', because: 'it does not exist' },
      { kind: 'failed', because: 'it is no regular file' },
      { kind: 'failed', because: 'it is no regular file' },
      { kind: 'failed', because: 'it does not exist' },
      { kind: 'digested', sha256: sha256('x'), size: 1 },
    ]);
  });

  test('of no files', async () => {
    expect(await digestFiles([], env)).toEqual([]);
  });

  test('of a file that grows while it is read is a reason', async () => {
    const path = file('growing', randomBytes(8 * MIB));
    const progress = () => appendFileSync(path, 'more');
    expect(await digestOf(path, { progress })).toBe('it changed while it was read');
  });

  test('end when they are told to', async () => {
    const controller = new AbortController();
    const paths = [file('a', randomBytes(8 * MIB)), file('b', 'x')];
    const progress = () => controller.abort();
    const results = await digestFiles(paths, env, { progress, signal: controller.signal });
    expect(results[0]).toEqual({ kind: 'failed', because: 'the reading was stopped before it was done' });
  });

  test('tell how far they are, up to the whole', async () => {
    const told: DigestProgress[] = [];
    const paths = [file('a', randomBytes(3 * MIB)), file('b', randomBytes(100))];
    await digestFiles(paths, env, { progress: (bytes) => told.push(bytes) });
    expect(told.at(-1)).toEqual({ done: 3 * MIB + 100, total: 3 * MIB + 100 });
    expect(told.every(({ done, total }) => done <= total)).toBe(true);
    expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).toSorted((a, b) => a - b));
  });
});

describe('where digests are remembered', () => {
  test.each([
    [{ RUNNER_TOOL_CACHE: '/tools', XDG_CACHE_HOME: '/xdg', HOME: '/h' }, '/tools/repro-gate/digests'],
    [{ XDG_CACHE_HOME: '/xdg', HOME: '/h' }, '/xdg/repro-gate/digests'],
    [{ XDG_CACHE_HOME: 'relative', HOME: '/h' }, '/h/.cache/repro-gate/digests'],
    [{ HOME: 'relative' }, null],
  ])('with %j: %s', (variables, expected) => {
    expect(cacheFile(variables)).toBe(expected);
  });
});

/** A time at which a file that was just written is old enough to be remembered. */
const LATER = () => BigInt(Date.now() + 60_000) * 1_000_000n;
const DIGEST = 'ab'.repeat(32);

function facts(path: string) {
  return statSync(path, { bigint: true });
}

describe('a remembered digest', () => {
  let path: string;
  let cache: string;

  beforeEach(() => {
    path = file('data', randomBytes(SMALLEST_CACHED));
    cache = join(folder, 'cache/digests');
  });

  async function remember(): Promise<void> {
    const opened = await openCache(cache);
    opened.add(facts(path), DIGEST, LATER());
    await opened.save();
  }

  async function recall(now = LATER()): Promise<string | null> {
    return (await openCache(cache)).find(facts(path), now);
  }

  test('is found again', async () => {
    await remember();
    expect(await recall()).toBe(DIGEST);
  });

  test('is what the digests of files use, and the option turns it off', async () => {
    const remembered = join(folder, 'cache/repro-gate/digests');
    cache = remembered;
    await remember();
    const entry = readFileSync(remembered, 'utf8');
    // The file was changed a moment ago, so nothing remembered is trusted yet.
    expect(await digestOf(path)).toBe(sha256(readFileSync(path)));
    expect(readFileSync(remembered, 'utf8')).toBe(entry);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    expect(await digestOf(path)).toBe(DIGEST);
    expect(await digestOf(path, { cache: 'off' })).toBe(sha256(readFileSync(path)));
  });

  test('is not used for a file that was changed, even when its size and its time are put back', async () => {
    const { mtimeMs } = statSync(path);
    await remember();
    const content = readFileSync(path);
    content[0] = (content[0] ?? 0) ^ 1;
    writeFileSync(path, content);
    utimesSync(path, mtimeMs / 1000, mtimeMs / 1000);
    expect(await recall()).toBeNull();
  });

  test('is not used for another file of the same size', async () => {
    await remember();
    path = file('other', readFileSync(path));
    expect(await recall()).toBeNull();
  });

  test('is neither kept nor used within two seconds of a change', async () => {
    const now = BigInt(Date.now()) * 1_000_000n;
    const opened = await openCache(cache);
    opened.add(facts(path), DIGEST, now);
    await opened.save();
    expect(existsSync(cache)).toBe(false);
    await remember();
    expect(await recall(now)).toBeNull();
    age(path);
    await remember();
    // Its content claims to be old; its inode was changed just now.
    expect(await recall(now)).toBeNull();
    expect(await recall()).toBe(DIGEST);
  });

  test('is not kept for a small file', async () => {
    path = file('small', 'x');
    await remember();
    expect(existsSync(cache)).toBe(false);
  });

  test.each([
    ['cut', (text: string) => text.slice(0, -5)],
    ['altered', (text: string) => text.replaceAll('ab', 'ac')],
    ['of another version', (text: string) => text.replace('digests 1', 'digests 0')],
    ['empty', () => ''],
    ['binary', () => randomBytes(1000).toString('latin1')],
  ])('is forgotten when its file is %s, and learned anew', async (_, damage) => {
    await remember();
    writeFileSync(cache, damage(readFileSync(cache, 'latin1')), 'latin1');
    expect(await recall()).toBeNull();
    await remember();
    expect(await recall()).toBe(DIGEST);
  });

  test('is forgotten when others may write to its file', async () => {
    await remember();
    chmodSync(cache, 0o666);
    expect(await recall()).toBeNull();
  });

  test('that cannot be written costs nothing but time', async () => {
    writeFileSync(join(folder, 'cache'), 'a file where the folder should be');
    await remember();
    expect(await recall()).toBeNull();
    expect(await digestOf(path)).toBe(sha256(readFileSync(path)));
  });

  test('leaves no draft beside it, and two gates keep what both have learned', async () => {
    const other = file('other', randomBytes(SMALLEST_CACHED));
    const [first, second] = [await openCache(cache), await openCache(cache)];
    first.add(facts(path), DIGEST, LATER());
    second.add(facts(other), DIGEST, LATER());
    await first.save();
    await second.save();
    expect(await recall()).toBe(DIGEST);
    path = other;
    expect(await recall()).toBe(DIGEST);
    expect(readdirSync(dirname(cache))).toEqual(['digests']);
  });
});
