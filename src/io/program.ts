/**
 * Starting a probe's program: no shell, a process group of its own, bounded output, and a deadline that holds even for
 * a program the kernel will not let go of. Whatever happens becomes a value.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import type { ProgramResult } from '../capture/machine.ts';
import { looksSecret } from '../capture/privacy.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ProgramStart {
  /** Absolute path, or a bare name to be looked up. */
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Environment;
  readonly cwd?: string | undefined;
  readonly input?: string | undefined;
  readonly timeoutMs?: number | undefined;
  readonly limit?: number | undefined;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_LIMIT = 1024 * 1024;

/** A grandchild that inherited the pipes may hold them open for ever; this is how long it is waited for. */
const DRAIN_MS = 500;

/**
 * What a probe's program must not see: the runner's inputs, tokens and command files (docs.github.com, "Workflow
 * commands"), and what would change Node or the configuration of git. The interpreter under test may run code of the
 * pull request as soon as it starts.
 */
const WITHHELD =
  /^(?:INPUT_|ACTIONS_|GIT_CONFIG_)|^(?:GITHUB_(?:ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)|NODE_OPTIONS)$/i;

/** The environment a probe's program gets: nothing secret, and messages in the language the parsers know. */
export function childEnvironment(env: Environment, changes: Environment = {}): Record<string, string> {
  const child: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...env, ...changes, LC_ALL: 'C' })) {
    if (value !== undefined && !WITHHELD.test(name) && !looksSecret(name)) child[name] = value;
  }
  return child;
}

/** Starts a program and waits for it, at most until its timeout. Never throws. */
export async function runProgram(start: ProgramStart): Promise<ProgramResult> {
  try {
    const file = findProgram(start.program, start.env);
    if (file === null) return { kind: 'not-found' };
    return await supervise(open({ ...start, program: file }), start);
  } catch (thrown) {
    return { kind: 'failed', because: explain(thrown, start) };
  }
}

/**
 * The file a program's name stands for; null when there is none. Looked up here and not by the system, which would
 * also accept a relative entry of PATH, and with it a program that the repository under test brings along.
 */
export function findProgram(program: string, env: Environment): string | null {
  if (/[\\/]/.test(program)) {
    const path = resolve(program);
    // A folder is there as well: starting it fails, and says why.
    return statSync(path, { throwIfNoEntry: false }) === undefined ? null : path;
  }
  const names = process.platform === 'win32' ? [`${program}.exe`, program] : [program];
  for (const folder of searchPath(env)) {
    const found = names.map((name) => join(folder, name)).find(isExecutable);
    if (found !== undefined) return found;
  }
  return null;
}

function searchPath(env: Environment): string[] {
  const path = env['PATH'] ?? env['Path'] ?? '';
  return path.split(delimiter).filter(isAbsolute);
}

function isExecutable(path: string): boolean {
  // Looked at first, because most entries of PATH do not hold it, and an exception for each takes its time.
  if (!look(path)?.isFile()) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function look(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function open({ program, args, env, cwd, input }: ProgramStart): ChildProcess {
  const child = spawn(program, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    // A group of its own, so that what the program started can be stopped with it. On Windows that means a console.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  // A program that does not read its input closes the pipe; that is no failure.
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
  return child;
}

type End =
  | { readonly kind: 'ended'; readonly code: number | null; readonly signal: string | null }
  | { readonly kind: 'timed-out' };

async function supervise(child: ChildProcess, start: ProgramStart): Promise<ProgramResult> {
  const afterMs = start.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const stdout = collect(child.stdout, start.limit ?? DEFAULT_LIMIT);
  const stderr = collect(child.stderr, start.limit ?? DEFAULT_LIMIT);
  const deadline = new Deadline(afterMs);
  enlist(child);
  try {
    const end = await Promise.race([ended(child), deadline.passed]);
    if (end.kind === 'timed-out') return { kind: 'timed-out', afterMs, stdout: stdout.text() };
    if (end.code === null)
      return { kind: 'signalled', signal: end.signal ?? 'unknown', stdout: stdout.text() };
    const truncated = stdout.truncated() || stderr.truncated();
    return { kind: 'exited', code: end.code, stdout: stdout.text(), stderr: stderr.text(), truncated };
  } finally {
    deadline.clear();
    dismiss(child);
    release(child);
  }
}

class Deadline {
  readonly passed: Promise<End>;
  #timer: NodeJS.Timeout | undefined;

  constructor(ms: number) {
    this.passed = new Promise((resolve) => {
      this.#timer = setTimeout(() => resolve({ kind: 'timed-out' }), ms);
    });
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}

/** Resolves when the program is gone and its output was read, or was given up on because something else holds it. */
function ended(child: ChildProcess): Promise<End> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      const drain = setTimeout(() => resolve({ kind: 'ended', code, signal }), DRAIN_MS);
      child.once('close', () => {
        clearTimeout(drain);
        resolve({ kind: 'ended', code, signal });
      });
    });
  });
}

interface Collected {
  text(): string;
  truncated(): boolean;
}

/** Keeps the first `limit` bytes of a stream and goes on reading, so that the program never blocks on a full pipe. */
function collect(stream: Readable | null, limit: number): Collected {
  const chunks: Buffer[] = [];
  let seen = 0;
  stream?.on('data', (chunk: Buffer) => {
    if (seen < limit) chunks.push(chunk.subarray(0, limit - seen));
    seen += chunk.length;
  });
  stream?.on('error', () => {});
  return { text: () => Buffer.concat(chunks).toString('utf8'), truncated: () => seen > limit };
}

/** Programs under way, stopped when the gate itself ends or is told to. */
const running = new Set<ChildProcess>();
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

process.once('exit', killRunning);

function enlist(child: ChildProcess): void {
  if (running.size === 0) for (const signal of SIGNALS) process.on(signal, obey);
  running.add(child);
}

function dismiss(child: ChildProcess): void {
  running.delete(child);
  if (running.size === 0) for (const signal of SIGNALS) process.off(signal, obey);
}

/** A group of its own does not get the terminal's Ctrl-C, and the death by a signal is no `exit`. */
function obey(signal: NodeJS.Signals): void {
  killRunning();
  // Who else listens decides what becomes of the gate; nobody: what would have become of it without us.
  if (process.listenerCount(signal) > 1) return;
  for (const name of SIGNALS) process.off(name, obey);
  process.kill(process.pid, signal);
}

function killRunning(): void {
  for (const child of running) killGroup(child);
}

/**
 * Lets go of a program: kills what is left of its group at once, and drops the pipes. It is not waited for any more,
 * because a process inside a wedged driver cannot even be killed.
 */
function release(child: ChildProcess): void {
  const streams = [child.stdin, child.stdout, child.stderr];
  const held = streams.some((stream) => stream !== null && !stream.closed);
  if (!held && hasEnded(child)) return;
  killGroup(child);
  for (const stream of streams) stream?.destroy();
  child.unref();
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

function explain(thrown: unknown, { program, cwd }: ProgramStart): string {
  const code = (thrown as NodeJS.ErrnoException | null)?.code;
  if (code === 'EACCES' && look(program)?.isDirectory()) return `${program} is a folder and no program`;
  if (code === 'EACCES') return `${program} may not be executed (permission denied)`;
  if (code === 'ENOENT') {
    return cwd !== undefined && look(cwd) === undefined
      ? `the folder ${cwd} does not exist`
      : `${program} names an interpreter that does not exist`;
  }
  return thrown instanceof Error ? thrown.message : String(thrown);
}
