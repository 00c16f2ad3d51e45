/**
 * The machine as probes see it: a port, so that a probe never touches the file system or starts a program itself.
 * io/machine.ts implements it for this machine and for one kept in a folder (`--machine DIR`).
 */

import type { DataPlace } from './project/data/place.ts';

/** Where files are read and programs are started. */
export interface Place {
  /**
   * Text of a file, at most `limit` bytes of it (1 MiB unless told); null when it does not exist. Throws otherwise.
   * A text of `limit` bytes or more may have been cut.
   */
  readText(path: string, limit?: number): Promise<string | null>;
  /**
   * Hexadecimal SHA-256 of what `reduce` leaves of a file. Null when the file does not exist or nothing is left. Throws
   * otherwise, also for a file of more than 32 MiB.
   */
  digest(path: string, reduce: Reduce): Promise<string | null>;
  /** Names in a folder, sorted; null when it does not exist or is no folder. */
  list(path: string): Promise<readonly string[] | null>;
  exists(path: string): Promise<boolean>;
  /** The absolute form of a path that may be relative to the folder the gate was started in. */
  resolve(path: string): string;
  /** Size of the file system that holds `path`, in MiB; null when it cannot be told. */
  filesystemMiB(path: string): Promise<number | null>;
  /** Starts a program without a shell and waits for it. Never throws and never waits longer than its timeout. */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<ProgramResult>;
}

/** Is lent the bytes of a file, which it may overwrite but must not keep; null when nothing is left. */
export type Reduce = (bytes: Uint8Array) => Uint8Array | null;

export interface Machine extends Place {
  /** `folder` when the machine is a copy kept in a folder: files come from DIR/root, programs from DIR/bin only. */
  readonly kind: 'this' | 'folder';
  /** As Node names it: `linux`, `darwin`, `win32`. */
  readonly platform: string;
  /** As uname names it: `x86_64`, `aarch64`. */
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly user: string;
  /** What Node itself knows, for systems without /proc: macOS and Windows. */
  readonly system?: SystemFacts;
  /** Hexadecimal SHA-256 of a text. */
  sha256(text: string): string;
  /**
   * Where the interpreter, its packages and the repository are: always this machine, also when the hardware is that
   * of a machine kept in a folder, because the training would run here.
   */
  readonly software: Place;
  /** Whether this user and this control group may open a device; absent: all that are there. */
  readonly mayOpen?: (path: string) => Promise<boolean>;
  /** Where the data is, which is beside the repository; absent: data of this machine cannot be read. */
  readonly data?: DataPlace;
  /**
   * One HTTP GET to a service of the machine; absent where there is none to ask, as on one kept in a folder. Never
   * throws and never waits longer than its timeout.
   */
  readonly request?: (request: LocalRequest) => Promise<LocalAnswer>;
}

export interface LocalRequest {
  readonly to:
    | { readonly kind: 'socket'; readonly path: string }
    /** Its certificate must come from `authority`, in PEM. */
    | { readonly kind: 'https'; readonly host: string; readonly port: number; readonly authority: string };
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** For the answer as a whole; 3 s unless told. */
  readonly timeoutMs?: number;
  /** The largest body worth reading, in bytes; 1 MiB unless told. */
  readonly limit?: number;
}

export type LocalAnswer =
  /** Whatever the status; redirections are not followed. */
  | { readonly kind: 'answer'; readonly status: number; readonly body: string }
  /** There is no such socket. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly because: string };

export interface SystemFacts {
  readonly os: string;
  readonly kernel: string;
  readonly memoryMiB: number;
  readonly cpuModel: string | null;
  readonly threads: number;
}

export interface RunOptions {
  /** 10 s unless told. */
  readonly timeoutMs?: number;
  /** Bytes kept of each stream, 1 MiB unless told; the rest is read and dropped. */
  readonly limit?: number;
  readonly cwd?: string;
  readonly input?: string;
  /** Added to the machine's own environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** What became of a program. `stdout` of one that did not end by itself is what it had said until then. */
export type ProgramResult =
  | {
      readonly kind: 'exited';
      readonly code: number;
      readonly stdout: string;
      readonly stderr: string;
      readonly truncated: boolean;
    }
  | { readonly kind: 'signalled'; readonly signal: string; readonly stdout: string }
  | { readonly kind: 'timed-out'; readonly afterMs: number; readonly stdout: string }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'failed'; readonly because: string };
