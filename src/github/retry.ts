/** When to ask GitHub again. Pure: the clock and the headers are passed in. */

/** What is known about a request that failed; null where there was no answer or no such header. */
export interface Failure {
  readonly status: number | null;
  readonly message: string;
  readonly retryAfter: string | null;
  readonly remaining: string | null;
  readonly reset: string | null;
}

export interface Attempt {
  readonly method: string;
  /** 0 for the first. */
  readonly number: number;
  readonly nowMs: number;
  /** What is left of the time allowed for GitHub. */
  readonly leftMs: number;
}

export type RetryDecision =
  | { readonly kind: 'wait'; readonly ms: number }
  /** `because` is set when waiting was asked for and is too long. */
  | { readonly kind: 'stop'; readonly because: string | null };

const RETRIES = 2;

/** Waits before the second and the third attempt when GitHub names none. */
const BACKOFF_MS = [1_000, 3_000];

/**
 * With neither header, a client is to wait at least a minute.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
const RATE_LIMIT_MS = 60_000;

/** Decides what follows a failed attempt: nothing is asked twice that GitHub may already have done. */
export function decideRetry(failure: Failure, attempt: Attempt): RetryDecision {
  const ms = waitFor(failure, attempt);
  if (ms === null || attempt.number >= RETRIES) return { kind: 'stop', because: null };
  if (ms < attempt.leftMs) return { kind: 'wait', ms };
  const because = `the next try is allowed in ${seconds(ms)} s, and ${seconds(attempt.leftMs)} s are left of the time for GitHub`;
  return { kind: 'stop', because };
}

function waitFor(failure: Failure, attempt: Attempt): number | null {
  // A rate limit is answered before anything is done, so even a POST may be sent again.
  if (isRateLimit(failure)) return rateLimitWait(failure, attempt.nowMs);
  const answeredBadly = failure.status === null || failure.status >= 500;
  // After a 502 a POST may have created its comment; only its caller can look.
  if (!answeredBadly || attempt.method === 'POST') return null;
  return BACKOFF_MS[attempt.number] ?? null;
}

/** Secondary limits come as 403 as well as 429, and only headers or words tell them from a missing permission. */
function isRateLimit({ status, message, retryAfter, remaining }: Failure): boolean {
  if (status === 429) return true;
  return status === 403 && (retryAfter !== null || remaining === '0' || /rate limit/i.test(message));
}

function rateLimitWait({ retryAfter, remaining, reset }: Failure, nowMs: number): number {
  const asked = retryAfter === null ? Number.NaN : parseRetryAfter(retryAfter, nowMs);
  if (Number.isFinite(asked)) return Math.max(0, asked);
  const resetMs = remaining === '0' && reset !== null ? Number(reset) * 1_000 - nowMs : Number.NaN;
  return Number.isFinite(resetMs) ? Math.max(0, resetMs) : RATE_LIMIT_MS;
}

/** Seconds or a date: RFC 9110, section 10.2.3. */
function parseRetryAfter(text: string, nowMs: number): number {
  return /^\d+$/.test(text.trim()) ? Number(text) * 1_000 : Date.parse(text) - nowMs;
}

function seconds(ms: number): number {
  return Math.ceil(ms / 1_000);
}
