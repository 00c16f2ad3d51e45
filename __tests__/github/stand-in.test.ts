/** The stand-in is worth as much as it resembles GitHub: its answers are held against the description as well. */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import description from '../fixtures/github-rest.json' with { type: 'json' };
import { isDescribedStatus, operationOf, problemsOf } from './rest-description.ts';
import { type RecordedRequest, type StandIn, startStandIn } from './stand-in.ts';
import { addComment, BOT, shaOf, smallWorld, TOKEN } from './world.ts';

let github: StandIn;
beforeAll(async () => {
  const world = smallWorld({ 'folder/file.txt': 'text' });
  for (let count = 0; count < 3; count += 1) addComment(world, { issue: 7, body: 'x', author: BOT });
  github = await startStandIn(world);
});
afterAll(() => github.close());

interface Asking {
  readonly path: string;
  readonly method?: string;
  readonly accept?: string;
  readonly body?: unknown;
}

function ask({
  path,
  method = 'GET',
  accept = 'application/vnd.github+json',
  body,
}: Asking): Promise<Response> {
  const headers = { accept, authorization: `token ${TOKEN}`, 'content-type': 'application/json' };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return fetch(`${github.url}/repos/octo/model${path}`, { method, headers, ...sent });
}

const OBJECT = 'application/vnd.github.object+json';

test.each([
  ['repos/get-content', { path: `/contents/folder%2Ffile.txt?ref=${shaOf('base')}`, accept: OBJECT }],
  ['repos/get-content', { path: `/contents/folder?ref=${shaOf('base')}`, accept: OBJECT }],
  ['repos/get-content', { path: `/contents/folder?ref=${shaOf('base')}` }],
  ['git/get-commit', { path: `/git/commits/${shaOf('base')}` }],
  ['git/get-ref', { path: '/git/ref/heads/main' }],
  ['repos/compare-commits-with-basehead', { path: `/compare/main...${shaOf('head')}?per_page=1` }],
  ['pulls/get', { path: '/pulls/7' }],
  ['pulls/list', { path: '/pulls?state=open&head=octo%3Atopic&per_page=100' }],
  ['issues/list-comments', { path: '/issues/7/comments?per_page=100' }],
  ['issues/create-comment', { path: '/issues/7/comments', method: 'POST', body: { body: 'y' } }],
  ['issues/update-comment', { path: '/issues/comments/1000', method: 'PATCH', body: { body: 'z' } }],
  ['issues/delete-comment', { path: '/issues/comments/1001', method: 'DELETE' }],
] as const)(
  '%s answers with a described status, and with fields of the described types',
  async (id, asking) => {
    const response = await ask(asking);
    const text = await response.text();
    const request = github.requests.at(-1) as RecordedRequest;
    expect(operationOf(request)?.id).toBe(id);
    expect(problemsOf(request)).toEqual([]);
    expect(isDescribedStatus(request)).toBe(true);
    expect(response.ok).toBe(true);
    for (const answer of text === '' ? [] : [JSON.parse(text)].flat()) {
      expect(fieldProblems(id, answer)).toEqual([]);
    }
  },
);

/** Fields that are there and of another type than the description gives. */
function fieldProblems(id: string, answer: unknown): string[] {
  const fields = description.operations.find((operation) => operation.id === id)?.answer ?? [];
  return fields.flatMap(({ field, types }) =>
    valuesAt(answer, field.split('.'))
      .filter((value) => !types.includes(typeOf(value)))
      .map((value) => `${field}: ${JSON.stringify(value)}`),
  );
}

function valuesAt(value: unknown, [key, ...rest]: readonly string[]): unknown[] {
  if (Array.isArray(value))
    return value.flatMap((item) => valuesAt(item, key === undefined ? [] : [key, ...rest]));
  if (key === undefined) return [value];
  const inner = (value as Readonly<Record<string, unknown>>)[key];
  return inner === undefined ? [] : valuesAt(inner, rest);
}

function typeOf(value: unknown): string {
  return Number.isInteger(value) ? 'integer' : typeof value;
}

test('a list is given in pages, each with a link to the next', async () => {
  const first = await ask({ path: '/issues/7/comments?per_page=2' });
  expect(first.headers.get('link')).toContain('rel="next"');
  const second = await ask({ path: '/issues/7/comments?per_page=2&page=2' });
  expect(second.headers.get('link')).toBeNull();
});

const valid: RecordedRequest = {
  method: 'POST',
  path: '/repos/octo/model/issues/7/comments',
  query: {},
  headers: {
    accept: 'application/vnd.github+json',
    authorization: 'token x',
    'user-agent': 'x',
    'content-type': 'application/json; charset=utf-8',
  },
  body: { body: 'text' },
  status: 201,
};

test.each([
  ['an operation that is not there', { method: 'PUT' }],
  ['a number that is none', { path: '/repos/octo/model/issues/seven/comments' }],
  ['a query that it does not know', { query: { force: 'true' } }],
  ['a media type that it does not know', { headers: { ...valid.headers, accept: '*/*' } }],
  ['no authorization', { headers: { ...valid.headers, authorization: '' } }],
  ['no user agent', { headers: { ...valid.headers, 'user-agent': '' } }],
  ['a body of another type', { headers: { ...valid.headers, 'content-type': 'text/plain' } }],
  ['no body', { body: undefined }],
  ['a body without its field', { body: {} }],
  ['a body with another type', { body: { body: 7 } }],
  ['a body with more', { body: { body: 'x', force: true } }],
])('a request with %s is not valid', (_, change) => {
  expect(problemsOf(valid)).toEqual([]);
  expect(problemsOf({ ...valid, ...change })).not.toEqual([]);
});
