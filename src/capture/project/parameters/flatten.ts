/**
 * The text of a parameter file as one flat table: `optimizer.lr`, `layers[0].size`. Values stay as they were written,
 * because readers disagree on them: `1e-3` is a number to YAML 1.2 and a word to PyYAML, so writing it in place of
 * `0.001` is a change that a person should see.
 */

import { isMap, isScalar, isSeq, type Node, parseDocument, type Scalar, visit } from 'yaml';
import { looksSecret } from '../../privacy.ts';

/** Written text by key. */
export type Values = Readonly<Record<string, string>>;

export interface Flattened {
  readonly values: Values;
  /** Keys beyond the limit, which are not in `values`. */
  readonly left: number;
}

export type FlattenResult =
  | ({ readonly kind: 'values' } & Flattened)
  | { readonly kind: 'problem'; readonly because: string };

export const MOST_KEYS = 2_000;
/** Characters of one value. A longer one is told by its digest, so that a change in it still shows. */
export const LONGEST_VALUE = 4_096;
export const WITHHELD = '<withheld: the name says that it is a secret>';

type Sha256 = (text: string) => string;

/** YAML, and JSON as a part of it. */
export function flattenYaml(text: string, sha256: Sha256): FlattenResult {
  try {
    const document = parseDocument(text, { prettyErrors: false, logLevel: 'error', merge: true });
    const [error] = document.errors;
    if (error !== undefined) return { kind: 'problem', because: `it cannot be parsed: ${error.message}` };
    // An alias may stand for a mapping that holds others, and so for more than any memory holds.
    if (hasAlias(document.contents)) return flattenValue(document.toJS({ maxAliasCount: 50 }), sha256);
    const table = new Table(sha256);
    addNode(table, '', document.contents);
    return table.result();
  } catch (thrown) {
    return {
      kind: 'problem',
      because: `it cannot be parsed: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    };
  }
}

/** Hydra's overrides.yaml: a list of `key=value`, `+key=value` and `~key`, in the order in which they apply. */
export function flattenOverrides(text: string, sha256: Sha256): FlattenResult {
  const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'error' });
  const list: unknown = document.errors.length > 0 || hasAlias(document.contents) ? null : document.toJS();
  if (!Array.isArray(list)) return { kind: 'problem', because: 'expected a list of overrides' };
  const table = new Table(sha256);
  for (const override of list.filter((item) => typeof item === 'string')) {
    const [, key = '', value = ''] = /^([^=]*)=?([\s\S]*)$/.exec(override) ?? [];
    table.set(key, value);
  }
  return table.result();
}

/** A value that another parser has made, such as TOML's. */
export function flattenValue(value: unknown, sha256: Sha256): FlattenResult {
  const table = new Table(sha256);
  addValue(table, '', value);
  return table.result();
}

function hasAlias(node: Node | null): boolean {
  let found = false;
  visit(node, {
    Alias: () => {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

class Table {
  readonly #values = new Map<string, string>();
  readonly #sha256: Sha256;
  #left = 0;

  constructor(sha256: Sha256) {
    this.#sha256 = sha256;
  }

  set(key: string, written: string): void {
    if (this.#values.size >= MOST_KEYS && !this.#values.has(key)) this.#left += 1;
    else this.#values.set(key, holdsSecret(key, written) ? WITHHELD : this.#short(written));
  }

  #short(text: string): string {
    if (text.length <= LONGEST_VALUE) return text;
    return `${text.length} characters, sha256:${this.#sha256(text)}`;
  }

  result(): FlattenResult {
    return { kind: 'values', values: Object.fromEntries(this.#values), left: this.#left };
  }
}

/** Nothing to hide. */
const EMPTY = /^(?:true|false|null|~|\{\}|\[\]|"")?$/i;
/** Tokenizers have `pad_token: "<pad>"` and `pad_token_id: 0`, which are no secrets. */
const OF_TOKENIZER = /^(?:-?\d{1,9}|<[^<>]{1,30}>)$/;

function holdsSecret(key: string, written: string): boolean {
  if (!looksSecret(key) || EMPTY.test(written)) return false;
  return !(/token/i.test(key) && OF_TOKENIZER.test(written));
}

/** Nested deeper than any parameters are; beyond it a file is out to exhaust the stack. */
const DEEPEST = 100;

function addNode(table: Table, key: string, node: unknown, depth = 0): void {
  if (depth > DEEPEST) throw new Error(`it is nested more than ${DEEPEST} deep`);
  if (isMap(node) && node.items.length > 0) {
    for (const pair of node.items) addNode(table, below(key, keyText(pair.key)), pair.value, depth + 1);
  } else if (isSeq(node) && node.items.length > 0) {
    for (const [index, item] of node.items.entries()) addNode(table, `${key}[${index}]`, item, depth + 1);
  } else if (isMap(node)) table.set(key, '{}');
  else if (isSeq(node)) table.set(key, '[]');
  else table.set(key, isScalar(node) ? writtenAs(node) : 'null');
}

function keyText(key: unknown): string {
  if (!isScalar(key)) return String(key);
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

/** A dot inside a name is escaped, so that `a.b: 1` and `a: {b: 1}` are two things. */
function below(key: string, name: string): string {
  const escaped = name.replace(/[\\.[\]]/g, '\\$&');
  return key === '' ? escaped : `${key}.${escaped}`;
}

function writtenAs(node: Scalar): string {
  if (typeof node.value === 'string') return wordAs(node.value);
  return node.source ?? String(node.value);
}

/** What a plain word means in YAML 1.2's core schema when it is none: null, truth values, numbers. */
const CONSTANT =
  /^(?:~|null|true|false|[-+]?\d+|0o[0-7]+|0x[\da-f]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?|[-+]?\.inf|\.nan|\{\}|\[\])?$/i;

/** A text, in quotes where without them it would be something else: `"3"` is not `3`. */
function wordAs(text: string): string {
  return CONSTANT.test(text) ? JSON.stringify(text) : text;
}

function addValue(table: Table, key: string, value: unknown, depth = 0): void {
  if (depth > DEEPEST) throw new Error(`it is nested more than ${DEEPEST} deep`);
  if (Array.isArray(value) && value.length > 0) {
    for (const [index, item] of value.entries()) addValue(table, `${key}[${index}]`, item, depth + 1);
  } else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    const entries = Object.entries(value);
    for (const [name, item] of entries) addValue(table, below(key, name), item, depth + 1);
    if (entries.length === 0) table.set(key, Array.isArray(value) ? '[]' : '{}');
  } else table.set(key, constantAs(value));
}

function constantAs(value: unknown): string {
  if (typeof value === 'string') return wordAs(value);
  return value instanceof Date ? value.toISOString() : String(value);
}
