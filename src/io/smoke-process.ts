/** Runs one smoke command: in a session of its own, within its time, and so that nothing of it is left afterwards. */

import { type ChildProcess, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import type { Launcher, SmokeCommand, SmokeEnd, SmokeExit } from '../smoke/launcher.ts';
import { type Family, familyOf, membersOf, signalProcess } from './smoke-family.ts';
import { type OutputChannel, openChannel, type Recorder, recordOutput, splitLines } from './smoke-output.ts';

/** What is on its way out when the shell ends, such as `tee` behind a process substitution, gets this long to finish. */
const SETTLE_MS = 1000;
/** GitHub sends SIGTERM 7.5 s after SIGINT and kills 2.5 s later; a cancelled run has to be gone before that. */
const CANCEL_GRACE_MS = 4000;
/** How long SIGKILL may take. A process that hangs in a driver never dies of it. */
const KILL_MS = 5000;
/** How long output that is still in the pipe is waited for, once every writer we know of is dead. */
const DRAIN_MS = 2000;
/** Node's timers hold 32 bits; a longer delay would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** What bash and sh are asked to do: stop at the first failing command, and with bash also inside a pipe. */
const SHELLS = [
  { program: 'bash', args: ['-eo', 'pipefail', '-c'] },
  { program: 'sh', args: ['-ec'] },
] as const;

/** Starts a smoke command and waits for its end. Never rejects for what the command does; see SmokeEnd. */
export const launchSmoke: Launcher = async (command) => {
  if (command.signal.aborted) return withoutStart({ kind: 'cancelled' });
  const begun = performance.now();
  const recorder = openRecorder(command);
  if ('kind' in recorder) return withoutStart(recorder);
  try {
    const started = await start(command, recorder);
    if ('kind' in started) return withoutStart(started);
    const outcome = await supervise(started, command).finally(started.release);
    return { ...outcome, durationMs: performance.now() - begun, tail: recorder.tail() };
  } finally {
    recorder.close();
  }
};

function withoutStart(end: SmokeEnd): SmokeExit {
  return { end, durationMs: 0, tail: '', survivors: 0, remaining: 0 };
}

type NotStarted = Extract<SmokeEnd, { kind: 'not-started' }>;

function notStarted(because: string): NotStarted {
  return { kind: 'not-started', because };
}

function openRecorder({ cwd, logFile }: SmokeCommand): Recorder | NotStarted {
  // Node reports a missing working directory as a missing program.
  if (!statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) {
    return notStarted(`the working directory ${cwd} does not exist`);
  }
  try {
    return recordOutput(logFile);
  } catch (error) {
    return notStarted(`the log file cannot be written: ${messageOf(error)}`);
  }
}

interface Started {
  readonly family: Family;
  readonly exited: Promise<SmokeEnd>;
  readonly output: Reading;
  /** To be called when the family is gone. */
  readonly release: () => void;
}

async function start(command: SmokeCommand, recorder: Recorder): Promise<Started | NotStarted> {
  let because = '';
  for (const shell of SHELLS) {
    const result = await startShell(shell, command, recorder);
    if (!('error' in result)) return result;
    because = messageOf(result.error);
    if ((result.error as NodeJS.ErrnoException).code !== 'ENOENT') break;
  }
  return notStarted(because);
}

async function startShell(
  { program, args }: (typeof SHELLS)[number],
  command: SmokeCommand,
  recorder: Recorder,
): Promise<Started | { readonly error: unknown }> {
  const channel = openChannel(`${command.logFile}.pipe`);
  try {
    const child = spawn(program, [...args, command.command], {
      cwd: command.cwd,
      env: command.env,
      detached: true,
      stdio: ['ignore', channel.stdio, channel.stdio],
    });
    const exited = endOf(child);
    const { runId } = command;
    const family = familyOf(child.pid ?? 0, { runId, pipe: channel.pipe });
    await spawned(child);
    const output = readOutput(streamsOf(channel, child), command, recorder);
    return { family, exited, output, release: channel.release };
  } catch (error) {
    channel.stream?.destroy();
    channel.release();
    return { error };
  } finally {
    channel.started();
  }
}

function spawned(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
}

/**
 * The end by `exit` and not by `close`, which waits for everybody who holds the output, such as a background process.
 */
function endOf(child: ChildProcess): Promise<SmokeEnd> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      resolve(signal === null ? describeCode(code) : { kind: 'signalled', signal });
    });
  });
}

const SIGNALS = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));

/**
 * A shell reports a command that died of signal n as exit code 128 + n, so that an out-of-memory kill of `python` inside
 * `cd x && python train.py` arrives here as 137. It is told as the signal it was. A program that chooses such a code
 * itself (130 after Ctrl-C, 143 after SIGTERM) does so to say the same. Neither is success, so nothing hangs on it.
 */
function describeCode(code: number | null): SmokeEnd {
  if (code === null) return { kind: 'signalled', signal: 'an unknown signal' };
  const signal = SIGNALS.get(code - 128);
  return code > 128 && signal !== undefined ? { kind: 'signalled', signal } : { kind: 'exited', code };
}

function streamsOf(channel: OutputChannel, child: ChildProcess): readonly Readable[] {
  return [channel.stream, child.stdout, child.stderr].filter((stream) => stream !== null);
}

interface Reading {
  /** Waits for the end of the output, but not for ever, and lets go of it. */
  readonly drain: () => Promise<void>;
}

function readOutput(streams: readonly Readable[], { onLine }: SmokeCommand, recorder: Recorder): Reading {
  let fault: { readonly error: unknown } | null = null;
  const guarded = (line: string) => {
    // Thrown in here it would end our process and leave the command alone; it is thrown when the command is gone.
    try {
      if (fault === null) onLine?.(line);
    } catch (error) {
      fault = { error };
    }
  };
  const ends = streams.map((stream) => {
    const lines = onLine === undefined ? null : splitLines(guarded);
    stream.on('data', (chunk: Buffer) => {
      recorder.write(chunk);
      lines?.write(chunk);
    });
    return streamEnd(stream).then(() => lines?.end());
  });
  return {
    async drain() {
      await within(DRAIN_MS, Promise.all(ends));
      for (const stream of streams) stream.destroy();
      await Promise.all(ends);
      if (fault !== null) throw fault.error;
    },
  };
}

function streamEnd(stream: Readable): Promise<void> {
  return new Promise((resolve) => {
    stream.once('close', resolve);
    // A broken pipe is an end like any other.
    stream.once('error', () => resolve());
  });
}

type Supervised = Pick<SmokeExit, 'end' | 'survivors' | 'remaining'>;

async function supervise({ family, exited, output }: Started, command: SmokeCommand): Promise<Supervised> {
  const end = await firstEnd(exited, command);
  if (end.kind === 'timed-out' || end.kind === 'cancelled') {
    signalProcess(groupOf(family), 'SIGTERM');
    await gone(family, graceOf(end, command));
  } else {
    await gone(family, { ms: SETTLE_MS });
  }
  const swept = await sweep(family);
  // Not for ever: a shell that hangs in the kernel never ends.
  await within(DRAIN_MS, exited);
  await output.drain();
  return { end, ...swept };
}

function graceOf({ kind }: SmokeEnd, { graceMs, signal }: SmokeCommand): Wait {
  if (kind === 'cancelled') return { ms: Math.min(graceMs, CANCEL_GRACE_MS) };
  // Whoever cancels while a late command has its grace does not want to wait for the rest of it.
  return { ms: graceMs, unless: signal };
}

/** Whatever comes first: the end of the command, its time, or a request to stop. */
function firstEnd(exited: Promise<SmokeEnd>, { timeoutMs, signal }: SmokeCommand): Promise<SmokeEnd> {
  return new Promise((resolve) => {
    const decide = (end: SmokeEnd) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      resolve(end);
    };
    const cancel = () => decide({ kind: 'cancelled' });
    const late = () => decide({ kind: 'timed-out', afterMs: timeoutMs });
    const timer = setTimeout(late, Math.min(timeoutMs, MAX_TIMER_MS));
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    void exited.then(decide);
  });
}

/** Windows has no process groups to signal; there only the shell itself is reached. */
function groupOf({ leader }: Family): number {
  return process.platform === 'win32' ? leader : -leader;
}

const POLL_MS = 20;
const MAX_POLL_MS = 250;

interface Wait {
  readonly ms: number;
  readonly unless?: AbortSignal;
}

/** Waits until no member of the family is alive; returns those that still are when the time is over. */
async function gone(family: Family, { ms, unless }: Wait): Promise<readonly number[]> {
  const deadline = performance.now() + ms;
  for (let wait = POLL_MS; ; wait = Math.min(2 * wait, MAX_POLL_MS)) {
    const alive = membersOf(family);
    const left = unless?.aborted === true ? 0 : deadline - performance.now();
    if (alive.length === 0 || left <= 0) return alive;
    await delay(Math.min(wait, left));
  }
}

/**
 * Kills until nobody is left. Repeated, because a member may have started another between the look and the kill; the
 * shell itself, where it still runs, is no survivor but the command.
 */
async function sweep(family: Family): Promise<Pick<SmokeExit, 'survivors' | 'remaining'>> {
  const killed = new Set<number>();
  const deadline = performance.now() + KILL_MS;
  let alive = membersOf(family);
  while (alive.length > 0 && performance.now() < deadline) {
    signalProcess(groupOf(family), 'SIGKILL');
    for (const id of alive) {
      signalProcess(id, 'SIGKILL');
      killed.add(id);
    }
    alive = await gone(family, { ms: POLL_MS });
  }
  killed.delete(family.leader);
  return { survivors: killed.size, remaining: alive.length };
}

async function within(ms: number, promise: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([promise, late]);
  clearTimeout(timer);
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
