/** JSON Schema checks whose problems a person can act on: expected, found, and the key that was probably meant. */

import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { nearest } from '../near.ts';
import { escapePointer } from './pointer.ts';

export interface SchemaProblem {
  /** JSON pointer of the key or value that is wrong. */
  readonly pointer: string;
  readonly expected: string;
  readonly found: string;
}

export type SchemaCheck = (value: unknown) => readonly SchemaProblem[];

const OPTIONS = { allErrors: true, verbose: true, allowUnionTypes: true, strictTypes: false } as const;
/**
 * A compiled schema is used a few times and thrown away, so improving its code costs more than it gains; and that our own
 * schemas are well-formed is a matter for the tests. Together this was a fifth of a second in every check.
 */
const QUICK = { meta: false, validateSchema: false, code: { optimize: false } } as const;

/** Compiles a schema. `x-expected` in it is the sentence a person reads when a value does not fit; `referenced`
 * are the schemas that it names by `$ref`. */
export function compileSchema(schema: object, referenced: readonly object[] = []): SchemaCheck {
  const ajv = new Ajv({ ...OPTIONS, ...QUICK });
  ajv.addVocabulary(['x-expected']);
  for (const other of referenced) ajv.addSchema(other);
  const validate: ValidateFunction = ajv.compile(schema);
  return (value) => {
    if (validate(value)) return [];
    // A name that does not fit is reported once, by `propertyNames`, and not again by the pattern inside it.
    const errors = (validate.errors ?? []).filter((error) => error.propertyName === undefined);
    return dedupe(withoutTypos(errors).map(describe));
  };
}

/** A key with a typing mistake is unknown, and so the one that was meant is missing: one mistake, said once. */
function withoutTypos(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const meant = new Set(
    errors
      .filter(({ keyword }) => keyword === 'additionalProperties')
      .map((error) => {
        const key = String((error.params as Params)['additionalProperty']);
        return `${error.instancePath}/${nearestKey(key, Object.keys(propertiesOf(error.parentSchema)))}`;
      }),
  );
  return errors.filter(
    ({ keyword, instancePath, params }) =>
      keyword !== 'required' ||
      !meant.has(`${instancePath}/${String((params as Params)['missingProperty'])}`),
  );
}

/** Several branches of a schema may complain about one place; the first says it best. */
function dedupe(problems: readonly SchemaProblem[]): readonly SchemaProblem[] {
  return [
    ...new Map(problems.toReversed().map((problem) => [problem.pointer, problem])).values(),
  ].toReversed();
}

type Params = Readonly<Record<string, unknown>>;

function describe(error: ErrorObject): SchemaProblem {
  const params = error.params as Params;
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(error, String(params['additionalProperty']));
    case 'propertyNames':
      return keyProblem(error, String(params['propertyName']));
    case 'required':
      return missingKey(error, String(params['missingProperty']));
    default:
      return { pointer: error.instancePath, expected: expectation(error), found: show(error.data) };
  }
}

function unknownKey(error: ErrorObject, key: string): SchemaProblem {
  const known = Object.keys(propertiesOf(error.parentSchema));
  return {
    pointer: `${error.instancePath}/${escapePointer(key)}`,
    expected: closest(key, known) ?? `one of ${known.join(', ')}`,
    found: `unknown key \`${key}\``,
  };
}

function keyProblem(error: ErrorObject, key: string): SchemaProblem {
  const names = error.parentSchema?.['propertyNames'] as Params | undefined;
  return {
    pointer: `${error.instancePath}/${escapePointer(key)}`,
    expected: String(names?.['x-expected'] ?? 'another name'),
    found: `\`${key}\``,
  };
}

function missingKey(error: ErrorObject, key: string): SchemaProblem {
  return { pointer: error.instancePath, expected: `the key \`${key}\``, found: 'it is missing' };
}

function expectation(error: ErrorObject): string {
  const words = error.parentSchema?.['x-expected'];
  return typeof words === 'string' ? words : (error.message ?? error.keyword);
}

function propertiesOf(schema: object | undefined): Params {
  return (schema as { properties?: Params } | undefined)?.properties ?? {};
}

/** A suggestion when a known key is close enough to be a typing mistake. */
function closest(key: string, known: readonly string[]): string | null {
  const best = nearestKey(key, known);
  return best === null ? null : `\`${best}\`, which is probably what was meant`;
}

function nearestKey(key: string, known: readonly string[]): string | null {
  return nearest(key, known)[0] ?? null;
}

const LONGEST_SHOWN = 80;

/** A value as a person would write it, cut to a line. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'nothing (an empty value)';
  if (Array.isArray(value))
    return value.length === 0 ? 'an empty list' : `the list ${cut(JSON.stringify(value))}`;
  if (typeof value === 'object') {
    const keys = Object.keys(value);
    return keys.length === 0 ? 'an empty mapping' : `a mapping with ${cut(keys.join(', '))}`;
  }
  return cut(typeof value === 'string' ? JSON.stringify(value) : String(value));
}

function cut(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 1)}…` : text;
}
