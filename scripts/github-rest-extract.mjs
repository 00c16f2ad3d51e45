// Takes the operations we use out of GitHub's REST description, so that tests can check our requests against it.
//   npm pack @octokit/openapi@23.0.2   (in a folder of its own, then unpack it)
//   node scripts/github-rest-extract.mjs UNPACKED_FOLDER __tests__/fixtures/github-rest.json
// Only facts are kept: paths, parameters, body schemas, statuses, media types. No prose, no examples.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

// The operations we use, and the fields of their answers that we read.
const USED = {
  'repos/get-content': ['type', 'size', 'encoding', 'content', 'entries.type', 'entries.name'],
  'git/get-commit': ['sha'],
  'git/get-ref': ['object.sha'],
  'repos/compare-commits-with-basehead': ['status', 'base_commit.sha'],
  'pulls/get': ['head.sha'],
  'pulls/list': ['number', 'head.sha'],
  'issues/list-comments': ['id', 'body', 'user.login', 'user.type'],
  'issues/create-comment': ['id'],
  'issues/update-comment': ['id'],
  'issues/delete-comment': [],
};
const DOCUMENT = 'generated/api.github.com.deref.json';
const PROSE = new Set(['description', 'summary', 'title', 'example', 'examples', 'externalDocs']);

const [folder, target] = process.argv.slice(2);
if (folder === undefined || target === undefined) {
  throw new Error('usage: github-rest-extract.mjs UNPACKED_FOLDER TARGET.json');
}

const { name, version } = await readJson(join(folder, 'package.json'));
const description = await readJson(join(folder, DOCUMENT));
const operations = listOperations(description);
const missing = Object.keys(USED).filter((id) => !operations.some((operation) => operation.id === id));
if (missing.length > 0) throw new Error(`not in the description: ${missing.join(', ')}`);
const source = { package: name, version, document: DOCUMENT, openapi: description.openapi };
await writeFile(target, `${JSON.stringify({ source, operations }, null, 1)}\n`);

async function readJson(path) {
  return JSON.parse(await readFile(path, 'utf8'));
}

function listOperations({ paths }) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => USED[operation.operationId] !== undefined)
      .map(([method, operation]) => pick(path, method, operation)),
  );
}

function pick(path, method, operation) {
  const ok = Object.entries(operation.responses).find(([status]) => status.startsWith('2'));
  const schemas = Object.values(ok?.[1]?.content ?? {}).map(({ schema }) => schema);
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    parameters: (operation.parameters ?? []).map(pickParameter),
    body: strip(operation.requestBody?.content?.['application/json']?.schema ?? null),
    statuses: Object.keys(operation.responses).map(Number),
    mediaTypes: Object.keys(ok?.[1]?.content ?? {}),
    answer: USED[operation.operationId].map((field) => pickField(schemas, field)),
  };
}

function pickParameter(parameter) {
  return {
    name: parameter.name,
    in: parameter.in,
    required: parameter.required === true,
    manySegments: parameter['x-multi-segment'] === true,
    schema: strip(parameter.schema),
  };
}

/** The types a field can have by any of the schemas; a list counts as its items. */
function pickField(schemas, field) {
  const types = field
    .split('.')
    .reduce((found, key) => found.flatMap((schema) => stepInto(schema, key)), schemas);
  const names = types.flatMap(variants).flatMap(({ type, nullable }) => (nullable ? [type, 'null'] : [type]));
  if (names.length === 0) throw new Error(`the description does not know the field ${field}`);
  return { field, types: [...new Set(names)].filter((type) => type !== undefined).sort() };
}

function stepInto(schema, key) {
  return variants(schema).flatMap(({ type, items, properties }) =>
    type === 'array' ? stepInto(items, key) : key in (properties ?? {}) ? [properties[key]] : [],
  );
}

function variants(schema) {
  const inner = [...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.allOf ?? [])];
  return [schema, ...inner.flatMap(variants)];
}

/** Drops prose, but keeps a property that happens to be named like prose: inside `properties` keys are names. */
function strip(value, inProperties = false) {
  if (Array.isArray(value)) return value.map((item) => strip(item));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => inProperties || !PROSE.has(key));
  return Object.fromEntries(
    kept.map(([key, item]) => [key, strip(item, !inProperties && key === 'properties')]),
  );
}
