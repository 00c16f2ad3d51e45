/**
 * A stand-in for GitHub: a real HTTP server with the endpoints we use, a state that requests change, faults on
 * demand, and a record of every request. Give its `url` to the program as GITHUB_API_URL.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerRequest, type Reply } from './endpoints.ts';
import type { World } from './world.ts';

export interface RecordedRequest {
  readonly method: string;
  /** As sent, so with its percent encoding; without query and without a prefix such as /api/v3. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown;
  /** What was answered; null while the answer is under way and when the connection was cut. */
  status: number | null;
}

export interface Fault {
  readonly method: string;
  readonly path: RegExp;
  /** How many matching requests it befalls. */
  readonly times: number;
  readonly act: FaultAction;
}

export type FaultAction =
  /** Answers this instead of doing anything. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly message: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Does what was asked, and then answers as if it had failed. */
  | { readonly kind: 'lost'; readonly status: number }
  | { readonly kind: 'slow'; readonly ms: number }
  /** Ends the answer in the middle: `half` as if it were whole, `cut` by closing the connection. */
  | { readonly kind: 'half' | 'cut' }
  /** Something else happens first, such as another writer. */
  | { readonly kind: 'meanwhile'; readonly happens: (world: World) => void };

export interface StandIn {
  readonly url: string;
  /** The same server under the path that GitHub Enterprise Server has. */
  readonly enterpriseUrl: string;
  readonly world: World;
  readonly requests: readonly RecordedRequest[];
  /** Faults of one request act in the order in which they were added. */
  fail(fault: Fault): void;
  close(): Promise<void>;
}

/** Starts a server on a free port of this machine. */
export async function startStandIn(world: World): Promise<StandIn> {
  const requests: RecordedRequest[] = [];
  const faults: PendingFault[] = [];
  const server = createServer((incoming, response) => {
    serve({ world, requests, faults }, incoming, response).catch((thrown) => response.destroy(thrown));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A test that fails before it closes its stand-in must not keep Jest from ending.
  server.unref();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    enterpriseUrl: `${url}/api/v3`,
    world,
    requests,
    fail: (fault) => faults.push({ ...fault, left: fault.times }),
    close: () => close(server),
  };
}

interface PendingFault extends Fault {
  left: number;
}

interface Inside {
  readonly world: World;
  readonly requests: RecordedRequest[];
  readonly faults: PendingFault[];
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

async function serve(inside: Inside, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await recordRequest(incoming);
  inside.requests.push(request);
  let reply: Reply | null = null;
  let ending: 'whole' | 'half' | 'cut' = 'whole';
  for (const { act } of takeFaults(inside.faults, request)) {
    switch (act.kind) {
      case 'answer':
        reply = { status: act.status, json: { message: act.message }, headers: act.headers ?? {} };
        break;
      case 'lost':
        answerRequest(inside.world, request);
        reply = { status: act.status, json: { message: 'Server Error' }, headers: {} };
        break;
      case 'slow':
        await new Promise((resolve) => setTimeout(resolve, act.ms).unref());
        break;
      case 'half':
      case 'cut':
        ending = act.kind;
        break;
      case 'meanwhile':
        act.happens(inside.world);
        break;
    }
  }
  send(response, { request, reply: reply ?? answerRequest(inside.world, request), ending });
}

function takeFaults(faults: readonly PendingFault[], { method, path }: RecordedRequest): PendingFault[] {
  const due = faults.filter((fault) => fault.left > 0 && fault.method === method && fault.path.test(path));
  for (const fault of due) {
    fault.left -= 1;
  }
  return due;
}

async function recordRequest(incoming: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const url = new URL(incoming.url ?? '/', 'http://stand-in');
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname.replace(/^\/api\/v3/, ''),
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(headers),
    body: text === '' ? undefined : JSON.parse(text),
    status: null,
  };
}

interface Sending {
  readonly request: RecordedRequest;
  readonly reply: Reply;
  readonly ending: 'whole' | 'half' | 'cut';
}

function send(response: ServerResponse, { request, reply, ending }: Sending): void {
  const bytes = bodyOf(reply);
  const sent = ending === 'half' ? bytes.subarray(0, bytes.length / 2) : bytes;
  const type = reply.bytes === undefined ? 'application/json' : 'application/vnd.github.raw+json';
  response.writeHead(reply.status, {
    ...(bytes.length === 0 ? {} : { 'content-type': `${type}; charset=utf-8` }),
    'content-length': sent.length,
    ...reply.headers,
  });
  if (ending === 'cut') {
    response.write(sent.subarray(0, sent.length / 2), () => response.destroy());
    return;
  }
  request.status = reply.status;
  response.end(sent);
}

function bodyOf({ bytes, json }: Reply): Buffer {
  if (bytes !== undefined) return Buffer.from(bytes);
  return json === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(json));
}
