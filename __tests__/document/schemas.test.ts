/** The schemas themselves: well-formed by the draft that they name, which the program does not check every time it starts. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';

const FOLDER = fileURLToPath(new URL('../../schema', import.meta.url));
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.schema.json'));
const SCHEMAS = new Map(
  FILES.map((name) => [name, JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as object]),
);

test('there are schemas', () => {
  expect(FILES.length).toBeGreaterThan(4);
});

test.each(FILES)('%s is a schema, without a word that it does not know', (name) => {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false, validateSchema: true });
  ajv.addVocabulary(['x-expected']);
  for (const [other, schema] of SCHEMAS) if (other !== name) ajv.addSchema(schema);
  expect(typeof ajv.compile(SCHEMAS.get(name) ?? false)).toBe('function');
});

test('a schema with a wrong type is none', () => {
  expect(() => new Ajv().compile({ type: 'strnig' })).toThrow(/type/);
});
