/** The Machine port for this machine, and for one that is kept in a folder. */

import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
} from 'node:fs';
import { statfs } from 'node:fs/promises';
import { arch, availableParallelism, cpus, homedir, release, totalmem, userInfo, version } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Machine, Place, ProgramResult, RunOptions, SystemFacts } from '../capture/machine.ts';
import { isAbsent, resolveInside } from './folder.ts';
import { childEnvironment, runProgram } from './program.ts';

type Environment = Machine['env'];

const MIB = 1024 * 1024;
const DEFAULT_READ_LIMIT = MIB;
/** Each read goes here first: one buffer for all files, because a thousand of their own kept the collector busy. */
const SCRATCH = Buffer.allocUnsafeSlow(256 * 1024);
const EMPTY = Buffer.alloc(0);

/** uname's names for the architectures that Node names differently; macOS keeps `arm64`. */
const UNAME: Readonly<Record<string, string>> =
  process.platform === 'darwin' ? { x64: 'x86_64' } : { x64: 'x86_64', arm64: 'aarch64', ia32: 'i686' };

/** This machine. */
export function machineHere(env: Environment): Machine {
  const place = placeHere(env);
  return {
    ...place,
    ...identity(env),
    kind: 'this',
    platform: process.platform,
    arch: architectureHere(),
    env,
    ...(process.platform === 'linux' ? {} : { system: systemFacts() }),
    software: place,
    sha256,
  };
}

/**
 * The machine kept in `dir`: files under `dir/root`, programs in `dir/bin`. Throws when there is no `dir/root`, because
 * an empty machine would look like a healthy one without a GPU.
 */
export function machineInFolder(dir: string, env: Environment): Machine {
  const root = resolve(dir, 'root');
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(`${dir} holds no machine: expected a folder ${join(dir, 'root')}`);
  }
  const place = placeInFolder(root, resolve(dir, 'bin'), env);
  return {
    ...place,
    ...identity(env),
    kind: 'folder',
    platform: 'linux',
    arch: architectureIn(root),
    env,
    software: placeHere(env),
    sha256,
  };
}

function placeHere(env: Environment): Place {
  return {
    readText: async (path, limit) => textOf(readBounded(path, limit)),
    readBytes: async (path, limit) => readBounded(path, limit),
    list: async (path) => listFolder(path),
    exists: async (path) => existsSync(path),
    filesystemMiB,
    run: (program, args, options = {}) => start(program, args, { env, options }),
  };
}

function placeInFolder(root: string, bin: string, env: Environment): Place {
  const read = (path: string, limit: number | undefined): Buffer | null => {
    const file = resolveInside(root, path);
    return file === null ? null : readBounded(file, limit);
  };
  return {
    readText: async (path, limit) => textOf(read(path, limit)),
    readBytes: async (path, limit) => read(path, limit),
    async list(path) {
      const file = resolveInside(root, path);
      return file === null ? null : listFolder(file);
    },
    exists: async (path) => resolveInside(root, path) !== null,
    // The copy lies on a file system of this machine, whose size says nothing about the other's.
    filesystemMiB: async () => null,
    run: (program, args, options = {}) => start(join(bin, basename(program)), args, { env, options }),
  };
}

interface StartContext {
  readonly env: Environment;
  readonly options: RunOptions;
}

function start(
  program: string,
  args: readonly string[],
  { env, options }: StartContext,
): Promise<ProgramResult> {
  const { env: changes, ...rest } = options;
  return runProgram({ program, args, env: childEnvironment(env, changes), ...rest });
}

/**
 * Reads at most `limit` bytes. Synchronous on purpose: the files are small, and a capture reads a thousand of them;
 * through the thread pool that took four times as long. Opened without blocking, so that a named pipe holds nothing up.
 */
function readBounded(path: string, limit = DEFAULT_READ_LIMIT): Buffer | null {
  const descriptor = orAbsent(() => openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
  if (descriptor === null) return null;
  try {
    return readPieces(descriptor, limit);
  } finally {
    closeSync(descriptor);
  }
}

/** Until nothing more comes: files of /proc say that they are empty, and give what they hold in pieces. */
function readPieces(descriptor: number, limit: number): Buffer {
  const pieces: Buffer[] = [];
  for (let missing = limit; missing > 0; ) {
    const length = readSync(descriptor, SCRATCH, 0, Math.min(missing, SCRATCH.length), null);
    if (length === 0) break;
    pieces.push(Buffer.from(SCRATCH.subarray(0, length)));
    missing -= length;
  }
  const [first = EMPTY, ...more] = pieces;
  return more.length === 0 ? first : Buffer.concat(pieces);
}

function listFolder(path: string): readonly string[] | null {
  return orAbsent(() => readdirSync(path).sort());
}

function orAbsent<Value>(look: () => Value): Value | null {
  try {
    return look();
  } catch (thrown) {
    if (isAbsent(thrown)) return null;
    throw thrown;
  }
}

async function filesystemMiB(path: string): Promise<number | null> {
  try {
    const { bsize, blocks } = await statfs(path);
    return Math.floor((bsize * blocks) / MIB);
  } catch {
    return null;
  }
}

function textOf(bytes: Buffer | null): string | null {
  return bytes === null ? null : bytes.toString('utf8');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function identity(env: Environment): { readonly home: string; readonly user: string } {
  return { home: env['HOME'] ?? homedir(), user: userName(env) };
}

/** A container may run under a user number without a name; then the environment is all there is. */
function userName(env: Environment): string {
  try {
    return userInfo().username;
  } catch {
    return env['USER'] ?? env['LOGNAME'] ?? '';
  }
}

function architectureHere(): string {
  return UNAME[arch()] ?? arch();
}

/** Linux tells its architecture in a file since 6.1; a copy without it counts as one of this architecture. */
function architectureIn(root: string): string {
  const file = resolveInside(root, '/proc/sys/kernel/arch');
  const text = file === null ? null : textOf(readBounded(file));
  return text?.trim() || architectureHere();
}

function systemFacts(): SystemFacts {
  return {
    os: version(),
    kernel: release(),
    memoryMiB: Math.floor(totalmem() / MIB),
    cpuModel: cpus()[0]?.model.trim() ?? null,
    threads: availableParallelism(),
  };
}
