/** The Machine port for this machine, and for one that is kept in a folder. */

import { createHash } from 'node:crypto';
import {
  accessSync,
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
import { basename, join, posix, resolve } from 'node:path';
import type {
  LocalAnswer,
  LocalRequest,
  Machine,
  Place,
  ProgramResult,
  Reduce,
  RunOptions,
  SystemFacts,
} from '../capture/machine.ts';
import { dataPlaceHere } from './data-place.ts';
import { isAbsent, resolveInside } from './folder.ts';
import { childEnvironment, runProgram } from './program.ts';

type Environment = Machine['env'];

const MIB = 1024 * 1024;
const DEFAULT_READ_LIMIT = MIB;
/** Of a file that is digested: torch's list of its files has 1.5 MB. */
const DIGEST_LIMIT = 32 * MIB;

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
    data: dataPlaceHere(env),
    mayOpen,
    request,
  };
}

/** access(2) asks the device's control group as well (inode_permission in the kernel), and does not touch the device. */
async function mayOpen(path: string): Promise<boolean> {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch (thrown) {
    return !['EACCES', 'EPERM'].includes((thrown as NodeJS.ErrnoException).code ?? '');
  }
}

/**
 * The machine kept in `dir`: files under `dir/root`, programs in `dir/bin`, or in `dir/bin/<program>.txt` what one
 * printed. Throws when there is no `dir/root`, because an empty machine would look like a healthy one without a GPU.
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
    data: dataPlaceHere(env),
  };
}

/** Node's HTTP takes a tenth of the time of a capture to load, and most machines have nobody to ask. */
async function request(order: LocalRequest): Promise<LocalAnswer> {
  if (order.to.kind === 'socket' && !existsSync(order.to.path)) return { kind: 'absent' };
  const { localRequest } = await import('./local-request.ts');
  return localRequest(order);
}

function placeHere(env: Environment): Place {
  return {
    readText: async (path, limit) => readText(path, limit),
    digest: async (path, reduce) => digest(path, reduce),
    list: async (path) => listFolder(path),
    exists: async (path) => existsSync(path),
    resolve: (path) => resolve(path),
    filesystemMiB,
    run: (program, args, options = {}) => start(program, args, { env, options }),
  };
}

function placeInFolder(root: string, bin: string, env: Environment): Place {
  const inside = <Value>(path: string, look: (file: string) => Value): Value | null => {
    const file = resolveInside(root, path);
    return file === null ? null : look(file);
  };
  return {
    readText: async (path, limit) => inside(path, (file) => readText(file, limit)),
    digest: async (path, reduce) => inside(path, (file) => digest(file, reduce)),
    list: async (path) => inside(path, listFolder),
    exists: async (path) => inside(path, () => true) ?? false,
    resolve: (path) => posix.resolve('/', path),
    // The copy lies on a file system of this machine, whose size says nothing about the other's.
    filesystemMiB: async () => null,
    run: async (program, args, options = {}) => {
      const file = join(bin, basename(program));
      const result = await start(file, args, { env, options });
      return result.kind === 'not-found' ? savedOutput(`${file}.txt`, options) : result;
    },
  };
}

/**
 * What a program is known to have printed, when only that was kept of it: a bug report's pasted output is enough to
 * judge. Whatever it is asked, it says the same.
 */
function savedOutput(file: string, { limit = DEFAULT_READ_LIMIT }: RunOptions): ProgramResult {
  const text = readText(file, limit + 1);
  if (text === null) return { kind: 'not-found' };
  const truncated = Buffer.byteLength(text) > limit;
  return { kind: 'exited', code: 0, stdout: truncated ? text.slice(0, limit) : text, stderr: '', truncated };
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

function readText(path: string, limit = DEFAULT_READ_LIMIT): string | null {
  return readFile(path, limit)?.toString('utf8') ?? null;
}

function digest(path: string, reduce: Reduce): string | null {
  const bytes = readFile(path, DIGEST_LIMIT + 1);
  if (bytes === null) return null;
  if (bytes.length > DIGEST_LIMIT) throw new Error(`${path} has more than ${DIGEST_LIMIT / MIB} MiB`);
  // A plain array and no Buffer: that is what the port promises, and its search is faster.
  const kept = reduce(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length));
  return kept === null ? null : createHash('sha256').update(kept).digest('hex');
}

/**
 * At most `limit` bytes of a file, in a buffer that the next file will overwrite; null when it does not exist.
 * Synchronous on purpose: the files are small, and a capture reads a thousand of them; through the thread pool that
 * took four times as long. (No timeout reaches a file system that does not answer; the interpreter, which is started
 * first, would hang on it as well.) One buffer for all, because the first use of fresh memory costs more than reading.
 */
function readFile(path: string, limit: number): Buffer | null {
  const descriptor = orAbsent(() => openSync(path, READ));
  if (descriptor === null) return null;
  try {
    const length = fill(descriptor, limit);
    return scratch.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

/** Opened without blocking, so that a named pipe holds nothing up. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Holds most files whole; memory that is not used costs nothing. */
let scratch = Buffer.allocUnsafeSlow(2 * MIB);

/** Reads until nothing more comes: files of /proc say that they are empty, and give what they hold in pieces. */
function fill(descriptor: number, limit: number): number {
  let length = 0;
  for (let more = 1; more > 0 && length < limit; length += more) {
    if (length === scratch.length) scratch = Buffer.concat([scratch], 2 * length);
    more = readSync(descriptor, scratch, length, Math.min(limit, scratch.length) - length, null);
  }
  return length;
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

function identity(env: Environment): Pick<Machine, 'home' | 'user' | 'sha256'> {
  return {
    home: env['HOME'] ?? homedir(),
    user: userName(env),
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  };
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
  const text = file === null ? null : readText(file);
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
