/**
 * JSON as Python writes it. Two things `JSON.parse` cannot give are needed here: bare `NaN`, `Infinity` and `-Infinity`
 * (json.dump writes them, JSON.parse throws on them), and the digits of each number, which show how far the writer
 * rounded. And a mistake has to be found by its line.
 */

export type Json = null | boolean | string | JsonNumber | JsonArray | JsonObject;

/** A number is kept as text: `2.10`, `NaN`, `-Infinity`. */
export interface JsonNumber {
  readonly text: string;
}

export type JsonArray = readonly Json[];

/** Of a key that is there twice the last value counts, as in Python. */
export type JsonObject = ReadonlyMap<string, Json>;

export type JsonResult =
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'broken'; readonly offset: number; readonly expected: string; readonly found: string };

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return value instanceof Map;
}

export function isJsonArray(value: Json | undefined): value is JsonArray {
  return Array.isArray(value);
}

export function isJsonNumber(value: Json | undefined): value is JsonNumber {
  return typeof value === 'object' && value !== null && !isJsonArray(value) && !isJsonObject(value);
}

/** A metrics file is flat; what is nested deeper than this is a mistake or an attack on the stack. */
const MAX_DEPTH = 100;

const WORD = /true|false|null|-?(?:NaN|nan|Infinity|inf)|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\r\n]*/y;

interface Cursor {
  readonly text: string;
  at: number;
}

/** Parses one JSON document; anything after it is a mistake. */
export function parseJson(text: string): JsonResult {
  const cursor: Cursor = { text, at: 0 };
  try {
    const value = parseValue(cursor, 0);
    if (peek(cursor) !== '') throw new Broken(cursor.at, 'the end of the document');
    return { kind: 'json', value };
  } catch (error) {
    if (error instanceof Broken) return brokenAt(text, error);
    throw error;
  }
}

class Broken extends Error {
  readonly offset: number;
  readonly expected: string;
  constructor(offset: number, expected: string) {
    super(expected);
    this.offset = offset;
    this.expected = expected;
  }
}

function brokenAt(text: string, { offset, expected }: Broken): JsonResult {
  return { kind: 'broken', offset, expected, found: excerpt(text.slice(offset)) };
}

/** The beginning of a text, short enough for a message. */
export function excerpt(text: string): string {
  const line = text.trimStart().split(/[\r\n]/, 1)[0] ?? '';
  if (line === '') return 'the end of the text';
  return line.length > 40 ? `\`${line.slice(0, 40)}…\`` : `\`${line}\``;
}

/** The line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\n|\r/).length;
}

/** The next character after white space, not consumed; empty at the end. */
function peek(cursor: Cursor): string {
  SPACE.lastIndex = cursor.at;
  cursor.at += SPACE.exec(cursor.text)?.[0].length ?? 0;
  return cursor.text.charAt(cursor.at);
}

function parseValue(cursor: Cursor, depth: number): Json {
  if (depth > MAX_DEPTH) throw new Broken(cursor.at, `at most ${MAX_DEPTH} levels`);
  switch (peek(cursor)) {
    case '{':
      return parseObject(cursor, depth);
    case '[':
      return parseArray(cursor, depth);
    case '"':
      return parseString(cursor);
    default:
      return parseWord(cursor);
  }
}

function parseObject(cursor: Cursor, depth: number): JsonObject {
  const members = new Map<string, Json>();
  parseItems(cursor, '}', () => {
    if (peek(cursor) !== '"') throw new Broken(cursor.at, 'a key in double quotes');
    const key = parseString(cursor);
    if (peek(cursor) !== ':') throw new Broken(cursor.at, '`:` after a key');
    cursor.at += 1;
    members.set(key, parseValue(cursor, depth + 1));
  });
  return members;
}

function parseArray(cursor: Cursor, depth: number): JsonArray {
  const items: Json[] = [];
  parseItems(cursor, ']', () => items.push(parseValue(cursor, depth + 1)));
  return items;
}

function parseItems(cursor: Cursor, close: '}' | ']', parseItem: () => void): void {
  cursor.at += 1;
  if (peek(cursor) === close) {
    cursor.at += 1;
    return;
  }
  for (;;) {
    parseItem();
    const next = peek(cursor);
    if (next !== ',' && next !== close) throw new Broken(cursor.at, `\`,\` or \`${close}\``);
    cursor.at += 1;
    if (next === close) return;
  }
}

function parseString(cursor: Cursor): string {
  const start = cursor.at;
  const end = closingQuote(cursor.text, start);
  if (end === -1) throw new Broken(start, 'a closing `"`');
  cursor.at = end + 1;
  const inner = cursor.text.slice(start + 1, end);
  return inner.includes('\\') ? unescapeString(inner, start) : inner;
}

function closingQuote(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    at = text.indexOf('"', at);
    if (at === -1) return -1;
    let slashes = 0;
    while (text.charAt(at - 1 - slashes) === '\\') slashes += 1;
    if (slashes % 2 === 0) return at;
    at += 1;
  }
}

function unescapeString(inner: string, offset: number): string {
  try {
    return String(JSON.parse(`"${inner}"`));
  } catch {
    throw new Broken(offset, 'a string with valid escapes');
  }
}

function parseWord(cursor: Cursor): Json {
  WORD.lastIndex = cursor.at;
  const word = WORD.exec(cursor.text)?.[0];
  const after = cursor.text.charAt(cursor.at + (word?.length ?? 0));
  if (word === undefined || !/^[\s,\]}]?$/.test(after)) throw new Broken(cursor.at, 'a JSON value');
  cursor.at += word.length;
  switch (word) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'null':
      return null;
    default:
      return { text: word };
  }
}
