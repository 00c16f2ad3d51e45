/** One HTTP GET to a service of this machine or of its cluster: bounded in time and size, and never an exception. */

import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LocalAnswer, LocalRequest } from '../capture/machine.ts';

const DEFAULT_TIMEOUT_MS = 3_000;
const DEFAULT_LIMIT = 1024 * 1024;

export function localRequest(request: LocalRequest): Promise<LocalAnswer> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS } = request;
  return new Promise((resolve) => {
    let sent: ClientRequest | undefined;
    const timer = setTimeout(() => end({ kind: 'failed', because: noAnswer(timeoutMs) }), timeoutMs);
    const end = (answer: LocalAnswer): void => {
      clearTimeout(timer);
      resolve(answer);
      // An answer that goes on for ever is not waited for.
      sent?.destroy();
    };
    try {
      sent = send(request);
      sent.on('error', (error) => end(explain(error, request)));
      sent.on('response', (response) => collect(response, { limit: request.limit ?? DEFAULT_LIMIT, end }));
      sent.end();
    } catch (thrown) {
      end({ kind: 'failed', because: thrown instanceof Error ? thrown.message : String(thrown) });
    }
  });
}

function noAnswer(timeoutMs: number): string {
  return `it did not answer within ${timeoutMs / 1000} s`;
}

function send({ to, path, headers }: LocalRequest): ClientRequest {
  const common = { path, method: 'GET', agent: false, headers: { accept: 'application/json', ...headers } };
  if (to.kind === 'socket') return httpRequest({ ...common, socketPath: to.path, host: 'localhost' });
  return httpsRequest({
    ...common,
    host: to.host,
    port: to.port,
    ca: to.authority,
    rejectUnauthorized: true,
  });
}

interface Collecting {
  readonly limit: number;
  readonly end: (answer: LocalAnswer) => void;
}

function collect(response: IncomingMessage, { limit, end }: Collecting): void {
  const chunks: Buffer[] = [];
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > limit) end({ kind: 'failed', because: `its answer has more than ${limit} bytes` });
    else chunks.push(chunk);
  });
  response.on('error', (error) => end({ kind: 'failed', because: `its answer broke off: ${error.message}` }));
  response.on('end', () => {
    end({ kind: 'answer', status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
  });
}

function explain(error: NodeJS.ErrnoException, { to }: LocalRequest): LocalAnswer {
  switch (error.code) {
    case 'ENOENT':
      return to.kind === 'socket' ? { kind: 'absent' } : { kind: 'failed', because: error.message };
    case 'EACCES':
    case 'EPERM':
      return { kind: 'failed', because: 'permission denied' };
    case 'ECONNREFUSED':
      return { kind: 'failed', because: 'nobody answers there' };
    default:
      return { kind: 'failed', because: error.message };
  }
}
