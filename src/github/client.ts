/** The REST client: authentication and proxies are octokit's, patience is ours. */

import { setTimeout } from 'node:timers/promises';
import type { getOctokit } from '@actions/github';
import { TOOL } from '../version.ts';
import { type Answer, type Call, type GitHubApi, oneLine } from './api.ts';
import { peek } from './payload.ts';
import { decideRetry, type Failure } from './retry.ts';

type Octokit = ReturnType<typeof getOctokit>;

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export interface ClientOptions {
  readonly token: string;
  /** GITHUB_API_URL; another host on GitHub Enterprise Server. */
  readonly apiUrl: string;
  readonly clock: Clock;
  /** All the time that GitHub may take in one run, waits included. */
  readonly budgetMs: number;
  /** Ends every call, for a run that is cancelled. */
  readonly signal: AbortSignal;
}

/** An outage of GitHub must not hold a GPU for longer than this. */
export const API_BUDGET_MS = 60_000;

/** One answer that does not come must leave time for another try. */
const REQUEST_MS = 20_000;

/** The time of this machine. Nobody sleeps on when the run is cancelled. */
export function systemClock(signal: AbortSignal): Clock {
  return {
    now: Date.now,
    sleep: (ms) => setTimeout(ms, undefined, { signal }).catch(() => {}),
  };
}

/** Opens a client. Nothing is loaded or sent before the first call, so a run without GitHub pays nothing. */
export function openGitHub(options: ClientOptions): GitHubApi {
  const meter: Meter = { spentMs: 0, calls: 0 };
  let octokit: Promise<Octokit> | undefined;
  const send = async (call: Call): Promise<Answer> => {
    const startedMs = options.clock.now();
    const watch: Watch = { ...options, meter, deadlineMs: startedMs + options.budgetMs - meter.spentMs };
    try {
      octokit ??= load(options);
      return await answer(await octokit, call, watch);
    } catch (thrown) {
      return failed(thrown, options.token);
    } finally {
      meter.spentMs += options.clock.now() - startedMs;
    }
  };
  return { send, calls: () => meter.calls, actsAs: tokenOwner(options.token) };
}

/** Changed by every call: the one budget that all calls of a run share. */
interface Meter {
  spentMs: number;
  calls: number;
}

interface Watch {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly meter: Meter;
  readonly deadlineMs: number;
}

/**
 * The form of the token says whom it acts for; older servers give tokens without a prefix.
 * https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats
 */
function tokenOwner(token: string): GitHubApi['actsAs'] {
  if (token.startsWith('ghs_')) return 'app';
  return /^(?:gh[pou]_|github_pat_)/.test(token) ? 'person' : 'unknown';
}

/** Loaded late: the import reads the event file and brings in an HTTP stack. */
async function load({ token, apiUrl }: ClientOptions): Promise<Octokit> {
  const github = await import('@actions/github');
  return github.getOctokit(token, { baseUrl: apiUrl, userAgent: TOOL.replace(' ', '/') });
}

const MEDIA_TYPES = {
  json: 'application/vnd.github+json',
  object: 'application/vnd.github.object+json',
  raw: 'application/vnd.github.raw+json',
} as const;

async function answer(octokit: Octokit, call: Call, watch: Watch): Promise<Answer> {
  const accept = call.accept ?? 'json';
  return patiently(call.method, watch, async (signal) => {
    const { headers, data } = await octokit.request({
      method: call.method,
      url: call.path,
      headers: { accept: MEDIA_TYPES[accept] },
      // octokit reads an answer that breaks off as an empty text; as a stream it is an error like any other.
      request: { signal, parseSuccessResponseBody: false },
      ...call.query,
      ...(call.body === undefined ? {} : { data: call.body }),
    });
    const bytes = await drain(data);
    const more = /\brel="next"/.test(headers.link ?? '');
    return { kind: 'ok', data: accept === 'raw' ? bytes : parseJson(bytes), more };
  });
}

async function drain(body: unknown): Promise<Uint8Array> {
  if (!(body instanceof ReadableStream)) return new Uint8Array();
  return new Uint8Array(await new Response(body).arrayBuffer());
}

/** An answer without a body, such as the one to DELETE, has no data. */
function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Error('the answer is not whole');
  }
}

/** Sends until there is an answer that stands, within the time that is left. */
async function patiently<Result>(
  method: string,
  { clock, signal, meter, deadlineMs }: Watch,
  send: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  for (let number = 0; ; number += 1) {
    const leftMs = deadlineMs - clock.now();
    if (signal.aborted) throw new Error('the run was cancelled');
    if (leftMs <= 0) throw new Error('the time allowed for GitHub is used up');
    meter.calls += 1;
    try {
      return await send(AbortSignal.any([signal, AbortSignal.timeout(Math.min(leftMs, REQUEST_MS))]));
    } catch (thrown) {
      const nowMs = clock.now();
      const next = decideRetry(failureOf(thrown), { method, number, nowMs, leftMs: deadlineMs - nowMs });
      if (next.kind === 'stop') throw next.because === null ? thrown : new Impatient(thrown, next.because);
      await clock.sleep(next.ms);
    }
  }
}

/** A retry that was asked for and would take too long. */
class Impatient extends Error {
  override readonly name = 'Impatient';
  constructor(cause: unknown, because: string) {
    super(because, { cause });
  }
}

function failureOf(thrown: unknown): Failure {
  // octokit gives 500 to a request that got no answer; only a response makes a status real.
  const status = peek(thrown, 'response.status');
  return {
    status: typeof status === 'number' ? status : null,
    message: messageOf(thrown),
    retryAfter: headerOf(thrown, 'retry-after'),
    remaining: headerOf(thrown, 'x-ratelimit-remaining'),
    reset: headerOf(thrown, 'x-ratelimit-reset'),
  };
}

function headerOf(thrown: unknown, name: string): string | null {
  const value = peek(thrown, `response.headers.${name}`);
  return typeof value === 'string' ? value : null;
}

/** GitHub's own words where there are any; an HTML error page says nothing beyond its status. */
function messageOf(thrown: unknown): string {
  if (peek(thrown, 'response') === undefined)
    return thrown instanceof Error ? thrown.message : String(thrown);
  const message = peek(thrown, 'response.data.message');
  return typeof message === 'string' ? message : '';
}

function failed(thrown: unknown, token: string): Exclude<Answer, { kind: 'ok' }> {
  if (thrown instanceof Impatient) {
    const first = failed(thrown.cause, token);
    return { ...first, because: `${first.because}; ${thrown.message}` };
  }
  const { status, message } = failureOf(thrown);
  const said = oneLine(token === '' ? message : message.replaceAll(token, '***'));
  if (status === null) return { kind: 'unreachable', because: `no usable answer from GitHub: ${said}` };
  return { kind: 'refused', status, because: said === '' ? `${status}` : `${status} ${said}` };
}
