/** Checks recorded requests against GitHub's own description of its REST API (scripts/github-rest-extract.mjs). */

import { Ajv } from 'ajv';
import description from '../fixtures/github-rest.json' with { type: 'json' };
import type { RecordedRequest } from './stand-in.ts';

type Operation = (typeof description.operations)[number];

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly manySegments: boolean;
  readonly schema: object;
}

// Path and query arrive as text, so numbers are read from it; OpenAPI formats such as int64 are notes to us.
const texts = new Ajv({ strict: false, coerceTypes: true, validateFormats: false });
const bodies = new Ajv({ strict: false, validateFormats: false });

/** The media types that GitHub documents for every endpoint, and for contents. */
const ACCEPTED: Readonly<Record<string, readonly string[]>> = {
  'repos/get-content': ['application/vnd.github.object+json', 'application/vnd.github.raw+json'],
};

/** Everything that is wrong with a request by the description; empty when it is valid. */
export function problemsOf(request: RecordedRequest): string[] {
  const operation = operationOf(request);
  const name = `${request.method} ${request.path}`;
  if (operation === undefined) return [`${name}: no such operation`];
  return [
    ...pathProblems(operation, request),
    ...queryProblems(operation, request),
    ...headerProblems(operation, request),
    ...bodyProblems(operation, request),
  ].map((problem) => `${name} (${operation.id}): ${problem}`);
}

/** Whether the description lists the status for the operation, so that the stand-in answers nothing that GitHub would not. */
export function isDescribedStatus(request: RecordedRequest): boolean {
  return request.status !== null && operationOf(request)?.statuses.includes(request.status) === true;
}

export function operationOf({ method, path }: RecordedRequest): Operation | undefined {
  return description.operations.find(
    (operation) => operation.method === method && patternOf(operation).test(path),
  );
}

function patternOf({ path, parameters }: Operation): RegExp {
  const many = new Set(parameters.filter((one) => one.manySegments).map((one) => one.name));
  const pattern = path.replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => `(?<${name}>${many.has(name) ? '.+' : '[^/]+'})`,
  );
  return new RegExp(`^${pattern}$`);
}

function pathProblems(operation: Operation, { path }: RecordedRequest): string[] {
  const values = patternOf(operation).exec(path)?.groups ?? {};
  return parametersOf(operation, 'path').flatMap((parameter) =>
    valueProblems(parameter, decodeURIComponent(values[parameter.name] ?? '')),
  );
}

function queryProblems(operation: Operation, { query }: RecordedRequest): string[] {
  const parameters = parametersOf(operation, 'query');
  const unknown = Object.keys(query).filter((name) => !parameters.some((one) => one.name === name));
  return [
    ...unknown.map((name) => `unknown query parameter ${name}`),
    ...parameters.flatMap((parameter) => {
      const value = query[parameter.name];
      if (value === undefined)
        return parameter.required ? [`query parameter ${parameter.name} is missing`] : [];
      return valueProblems(parameter, value);
    }),
  ];
}

function parametersOf(operation: Operation, place: string): readonly Parameter[] {
  return operation.parameters.filter((parameter) => parameter.in === place);
}

function valueProblems({ name, schema }: Parameter, value: string): string[] {
  const wrapped = { type: 'object', properties: { value: schema } };
  return texts.validate(wrapped, { value }) ? [] : [`parameter ${name}: ${texts.errorsText()}`];
}

function headerProblems(operation: Operation, { headers, body }: RecordedRequest): string[] {
  const accepted = [
    'application/vnd.github+json',
    ...operation.mediaTypes,
    ...(ACCEPTED[operation.id] ?? []),
  ];
  return [
    ...(accepted.includes(headers['accept'] ?? '') ? [] : [`accept: ${headers['accept']}`]),
    ...(headers['user-agent'] ? [] : ['user-agent is missing']),
    ...(/^(?:token|bearer) \S+$/i.test(headers['authorization'] ?? '') ? [] : ['authorization is missing']),
    ...(body === undefined || /^application\/json/.test(headers['content-type'] ?? '')
      ? []
      : ['body is not JSON']),
  ];
}

function bodyProblems({ body: schema }: Operation, { body }: RecordedRequest): string[] {
  if (schema === null) return body === undefined ? [] : ['takes no body'];
  const known = Object.keys(schema.properties);
  const unknown = Object.keys(body ?? {}).filter((name) => !known.includes(name));
  return [
    ...(bodies.validate(schema, body) ? [] : [`body: ${bodies.errorsText()}`]),
    ...unknown.map((name) => `body: unknown field ${name}`),
  ];
}
