/** The output of a smoke run: taken in completely, kept within bounds, never passed on to our own output. */

import { spawnSync } from 'node:child_process';
import { closeSync, constants, fstatSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { FileIdentity } from './smoke-family.ts';

/** Kept for the report. */
export const TAIL_BYTES = 64 * 1024;
/** Kept in the log file; what follows is read, so that the command does not block, and dropped. */
export const LOG_BYTES = 64 * 1024 * 1024;
/** Length at which a line is cut for whoever shows it. */
export const LINE_LENGTH = 8 * 1024;

export interface Recorder {
  readonly write: (chunk: Buffer) => void;
  /** The end of the output as text; bytes that are not UTF-8 become U+FFFD. */
  readonly tail: () => string;
  readonly close: () => void;
}

/** Keeps the output: its end in memory, its beginning in a file. Throws when the file cannot be opened. */
export function recordOutput(logFile: string): Recorder {
  const log = openLog(logFile);
  const ring = keepEnd();
  return {
    write(chunk) {
      ring.write(chunk);
      log.write(chunk);
    },
    tail: ring.text,
    close: log.close,
  };
}

function keepEnd() {
  let chunks: Buffer[] = [];
  let length = 0;
  return {
    write(chunk: Buffer) {
      chunks.push(chunk);
      length += chunk.length;
      if (length <= 2 * TAIL_BYTES) return;
      const end = Buffer.concat(chunks).subarray(-TAIL_BYTES);
      chunks = [end];
      length = end.length;
    },
    text(): string {
      return decodeEnd(Buffer.concat(chunks).subarray(-TAIL_BYTES));
    },
  };
}

/** Decodes bytes that may begin in the middle of a character. */
function decodeEnd(bytes: Buffer): string {
  let start = 0;
  while (start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1;
  return bytes.subarray(start).toString('utf8');
}

function openLog(path: string) {
  const descriptor = openSync(path, 'w', 0o600);
  let room = LOG_BYTES;
  let broken = false;
  // Written at once and in order. A full disk costs the log, not the run.
  const append = (bytes: Buffer | string) => {
    try {
      if (!broken) writeSync(descriptor, bytes as string);
    } catch {
      broken = true;
    }
  };
  return {
    write(chunk: Buffer) {
      if (room <= 0) return;
      append(chunk.subarray(0, room));
      room -= chunk.length;
      if (room <= 0)
        append(`\n[repro-gate keeps ${LOG_BYTES / 2 ** 20} MiB of output; the rest was dropped]\n`);
    },
    close() {
      closeSync(descriptor);
    },
  };
}

const LINE_END = /\r\n|\n|\r/;

export interface LineSplitter {
  readonly write: (chunk: Buffer) => void;
  /** Hands over a last line without an end. */
  readonly end: () => void;
}

/**
 * Cuts a stream of bytes into lines, which end at `\n`, `\r\n` and a lone `\r` (progress bars). A line is cut at
 * LINE_LENGTH characters; what is longer is dropped as it arrives.
 */
export function splitLines(onLine: (line: string) => void): LineSplitter {
  const decoder = new StringDecoder('utf8');
  let line = '';
  let afterReturn = false;
  const add = (text: string) => {
    if (line.length < LINE_LENGTH) line += text.slice(0, LINE_LENGTH - line.length);
  };
  const finish = () => {
    onLine(line);
    line = '';
  };
  const take = (text: string) => {
    // `\r` at the end of the last piece has ended its line already; `\n` only completes it.
    const rest = afterReturn && text.startsWith('\n') ? text.slice(1) : text;
    if (text !== '') afterReturn = text.endsWith('\r');
    const [first = '', ...more] = rest.split(LINE_END);
    add(first);
    for (const piece of more) {
      finish();
      add(piece);
    }
  };
  return {
    write: (chunk) => take(decoder.write(chunk)),
    end() {
      take(decoder.end());
      if (line !== '') finish();
    },
  };
}

/** Where a child's standard output and error go. */
export interface OutputChannel {
  readonly stdio: 'pipe' | number;
  readonly pipe: FileIdentity | null;
  /** The stream to read when it is a named pipe; else the child's own streams have to be read. */
  readonly stream: Readable | null;
  /** Closes our end for writing, once the child has its own. */
  readonly started: () => void;
  /** Gives the pipe's number back, once nobody is looked for by it any more. */
  readonly release: () => void;
}

/**
 * A named pipe for both outputs of the child. Node connects children by sockets, and opening `/dev/stderr` or
 * `/dev/stdout`, as `tee /dev/stderr` and many log options do, fails on a socket (ENXIO). One pipe for both also keeps
 * the order in which the lines were written. Without mkfifo (Windows) Node's own channel has to do.
 */
export function openChannel(path: string): OutputChannel {
  const made = process.platform !== 'win32' && spawnSync('mkfifo', ['-m', '600', path]).status === 0;
  if (!made) return { stdio: 'pipe', pipe: null, stream: null, started: () => {}, release: () => {} };
  // Opened for reading first and without blocking: a pipe without a reader cannot be opened for writing.
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, constants.O_WRONLY);
  // The stream closes its end when the output ends. Without this one the pipe would be gone then, its number would go to
  // the next pipe that anybody makes here, and that may be the one of a run in another job.
  const keeper = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  unlinkSync(path);
  const { dev, ino } = fstatSync(keeper);
  const stream = new Socket({ fd: reader, readable: true, writable: false });
  return {
    stdio: writer,
    pipe: { dev, ino },
    stream,
    started: () => closeSync(writer),
    release: () => closeSync(keeper),
  };
}
