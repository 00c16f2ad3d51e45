/** Running one smoke command: the port, and what can become of it. io/smoke-process.ts implements it. */

export interface SmokeCommand {
  /** Run by `bash -eo pipefail -c`. */
  readonly command: string;
  readonly cwd: string;
  /** The whole environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Between SIGTERM and SIGKILL to the process group. */
  readonly graceMs: number;
  /** Full output goes here, stdout and stderr in order of arrival, up to the launcher's cap. */
  readonly logFile: string;
  /** Marks every process of this run in its environment, so that those which left the group are found too. */
  readonly runId: string;
  /** Aborted when the gate itself is asked to stop. */
  readonly signal: AbortSignal;
  /** Called for each line of output, bounded in length, line ends `\n`, `\r\n` and lone `\r` alike. */
  readonly onLine?: (line: string) => void;
}

export type SmokeEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly signal: string }
  | { readonly kind: 'timed-out'; readonly afterMs: number }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'not-started'; readonly because: string };

export interface SmokeExit {
  readonly end: SmokeEnd;
  readonly durationMs: number;
  /** The last part of the output, raw: whoever shows it has to quote it. */
  readonly tail: string;
  /** How many processes were still alive after the command had ended, and were killed. */
  readonly survivors: number;
  /** How many of them SIGKILL did not end: they hang inside the kernel, usually in a driver, and may hold the GPU. */
  readonly remaining: number;
}

export type Launcher = (command: SmokeCommand) => Promise<SmokeExit>;
