/**
 * The machine as probes see it: a port, so that a probe never touches the file system or starts a program itself.
 * io/machine.ts implements it for this machine and for one kept in a folder (`--machine DIR`).
 */

export interface Machine {
  /** `folder` when the machine is a copy kept in a folder: files come from DIR/root, programs from DIR/bin only. */
  readonly kind: 'this' | 'folder';
  /** As Node names it: `linux`, `darwin`, `win32`. */
  readonly platform: string;
  /** As uname names it: `x86_64`, `aarch64`. */
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly user: string;

  /** Text of a file, at most `limit` bytes of it (1 MiB unless told); null when it does not exist. Throws otherwise. */
  readText(path: string, limit?: number): Promise<string | null>;
  /** Names in a folder, sorted; null when it does not exist. */
  list(path: string): Promise<readonly string[] | null>;
  exists(path: string): Promise<boolean>;
  /** Size of the file system that holds `path`, in MiB; null when it cannot be told. */
  filesystemMiB(path: string): Promise<number | null>;
  /** Starts a program without a shell and waits for it. Never throws and never waits longer than its timeout. */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<ProgramResult>;
}

export interface RunOptions {
  readonly timeoutMs?: number;
  /** Bytes kept of each stream. */
  readonly limit?: number;
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export type ProgramResult =
  | {
      readonly kind: 'exited';
      readonly code: number;
      readonly stdout: string;
      readonly stderr: string;
      readonly truncated: boolean;
    }
  | { readonly kind: 'signalled'; readonly signal: string }
  | { readonly kind: 'timed-out'; readonly afterMs: number }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'failed'; readonly because: string };
