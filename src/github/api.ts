/** What the rest of the action sees of GitHub's REST API: one call, one answer, no exceptions. */

export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** From the API's root, with every variable part encoded: see `segments`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  /** `object` gives files, folders, links and submodules one JSON form; `raw` gives a file's bytes. */
  readonly accept?: 'json' | 'object' | 'raw';
  readonly body?: Readonly<Record<string, unknown>>;
}

export type Answer =
  /** `data` is parsed JSON, or a Uint8Array for `raw`; `more` tells that a list has a next page. */
  | { readonly kind: 'ok'; readonly data: unknown; readonly more: boolean }
  /** GitHub answered with a status of 400 or above, after the retries that it allows. */
  | { readonly kind: 'refused'; readonly status: number; readonly because: string }
  /** No answer: no connection, or the time allowed for GitHub is used up. */
  | { readonly kind: 'unreachable'; readonly because: string };

export interface GitHubApi {
  /** Never throws. */
  send(call: Call): Promise<Answer>;
  /** HTTP requests sent so far, retries included. */
  calls(): number;
  /** Whose name a comment would carry, as far as the form of the token tells. */
  readonly actsAs: 'app' | 'person' | 'unknown';
}

/** Joins path parts from outside; a `/` inside a part stays a separator, everything else is encoded. */
export function segments(...parts: readonly string[]): string {
  return parts
    .flatMap((part) => part.split('/'))
    .map((part) => encodeURIComponent(part))
    .join('/');
}

/** Longest reason that goes into one line of a report. */
const REASON_LENGTH = 200;

/** One bounded line of a text from outside. */
export function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > REASON_LENGTH ? `${line.slice(0, REASON_LENGTH - 1)}…` : line;
}

export function shortSha(sha: string): string {
  return sha.slice(0, 7);
}
