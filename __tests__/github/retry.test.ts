import { describe, expect, test } from '@jest/globals';
import { type Attempt, decideRetry, type Failure } from '../../src/github/retry.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const silent: Failure = { status: null, message: '', retryAfter: null, remaining: null, reset: null };
const first: Attempt = { method: 'GET', number: 0, nowMs: NOW, leftMs: 100_000 };
const status = (code: number, more: Partial<Failure> = {}): Failure => ({ ...silent, status: code, ...more });
const stop = { kind: 'stop', because: null };
const wait = (ms: number) => ({ kind: 'wait', ms });

describe('after a failure', () => {
  test.each([
    ['500', status(500), first, wait(1_000)],
    ['503 the second time', status(503), { ...first, number: 1 }, wait(3_000)],
    ['503 the third time', status(503), { ...first, number: 2 }, stop],
    ['no answer', silent, first, wait(1_000)],
    ['502 on PATCH', status(502), { ...first, method: 'PATCH' }, wait(1_000)],
    ['502 on DELETE', status(502), { ...first, method: 'DELETE' }, wait(1_000)],
    ['502 on POST', status(502), { ...first, method: 'POST' }, stop],
    ['no answer to POST', silent, { ...first, method: 'POST' }, stop],
    ['404', status(404), first, stop],
    ['422', status(422), first, stop],
    [
      '403 for a missing permission',
      status(403, { message: 'Resource not accessible by integration' }),
      first,
      stop,
    ],
    ['403 with quota left', status(403, { remaining: '42' }), first, stop],
    ['429 with seconds', status(429, { retryAfter: '7' }), first, wait(7_000)],
    ['429 with a date', status(429, { retryAfter: 'Fri, 20 Nov 2026 12:00:09 GMT' }), first, wait(9_000)],
    [
      '429 with a date in the past',
      status(429, { retryAfter: 'Fri, 20 Nov 2026 11:00:00 GMT' }),
      first,
      wait(0),
    ],
    [
      '429 on POST, which did nothing yet',
      status(429, { retryAfter: '7' }),
      { ...first, method: 'POST' },
      wait(7_000),
    ],
    ['403 with retry-after', status(403, { retryAfter: '3' }), first, wait(3_000)],
    [
      '403 by its words',
      status(403, { message: 'You have exceeded a secondary rate limit' }),
      first,
      wait(60_000),
    ],
    [
      '403 with the quota spent',
      status(403, { remaining: '0', reset: `${NOW / 1_000 + 20}` }),
      first,
      wait(20_000),
    ],
    [
      '429 with nonsense',
      status(429, { retryAfter: 'soon', remaining: '0', reset: 'later' }),
      first,
      wait(60_000),
    ],
  ] as const)('%s', (_, failure, attempt, expected) => {
    expect(decideRetry(failure, attempt)).toEqual(expected);
  });

  test('a wait that is longer than what is left fails at once, and says both', () => {
    const decision = decideRetry(status(429, { retryAfter: '120' }), { ...first, leftMs: 37_000 });
    expect(decision).toEqual({
      kind: 'stop',
      because: 'the next try is allowed in 120 s, and 37 s are left of the time for GitHub',
    });
  });
});
