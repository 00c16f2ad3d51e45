/** The Machine port for this machine, and for one that is kept in a folder. */

import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
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
const PIECE = 16 * 1024;

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
    readText: async (path, limit) => readBounded(path, limit),
    list: async (path) => listFolder(path),
    exists: async (path) => existsSync(path),
    filesystemMiB,
    run: (program, args, options = {}) => start(program, args, { env, options }),
  };
}

function placeInFolder(root: string, bin: string, env: Environment): Place {
  return {
    async readText(path, limit) {
      const file = resolveInside(root, path);
      return file === null ? null : readBounded(file, limit);
    },
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
 * Reads at most `limit` bytes. Synchronous on purpose: the files are small, and a capture reads some hundred of them;
 * through the thread pool that took 70 ms instead of 15.
 */
function readBounded(path: string, limit = DEFAULT_READ_LIMIT): string | null {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return null;
    // Files of /proc say that they are empty; they, and longer ones, are read piece by piece.
    const whole = stats.isFile() && stats.size > 0 && stats.size <= limit;
    return whole ? readFileSync(path, 'utf8') : readPieces(path, limit);
  } catch (thrown) {
    if (isAbsent(thrown)) return null;
    throw thrown;
  }
}

/** Opened without blocking, so that a named pipe holds nothing up. */
function readPieces(path: string, limit: number): string {
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const pieces: Buffer[] = [];
    for (let missing = limit; missing > 0; ) {
      const piece = Buffer.allocUnsafe(Math.min(missing, PIECE));
      const length = readSync(descriptor, piece, 0, piece.length, null);
      if (length === 0) break;
      pieces.push(piece.subarray(0, length));
      missing -= length;
    }
    return Buffer.concat(pieces).toString('utf8');
  } finally {
    closeSync(descriptor);
  }
}

function listFolder(path: string): readonly string[] | null {
  try {
    return readdirSync(path).sort();
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

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
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
  const text = file === null ? null : readBounded(file);
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
