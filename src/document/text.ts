/** A YAML (or JSON) text with the position of every key and value, so that each problem can name its line. */

import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from 'yaml';
import type { Where } from '../verdict.ts';
import { escapePointer } from './pointer.ts';

export interface TextDocument {
  readonly value: unknown;
  /** Position of the key (or, in a list, of the item) at a JSON pointer; of its nearest parent when it is absent. */
  readonly where: (pointer: string) => Where;
  /** The scalar at a JSON pointer as it was written: `9.0`, where the value is the number 9. Null when not a scalar. */
  readonly written: (pointer: string) => string | null;
}

export interface SyntaxProblem {
  readonly where: Where;
  readonly expected: string;
  readonly found: string;
}

export type ParsedText =
  | { readonly kind: 'document'; readonly document: TextDocument }
  | { readonly kind: 'problems'; readonly problems: readonly SyntaxProblem[] };

const MOST_PROBLEMS = 20;

/**
 * Parses YAML 1.2 (so JSON too): `off` is a word, `2027-01-31` is text, duplicate keys and tabs as indentation are
 * errors. `limit` is the largest length worth parsing, in characters.
 */
export function parseText(text: string, file: string, limit: number): ParsedText {
  if (text.length > limit)
    return problem(file, [1, 1], `at most ${kib(limit)} KiB`, `${kib(text.length)} KiB`);
  const lines = new LineCounter();
  const parsed = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    strict: true,
    uniqueKeys: true,
  });
  const at = (offset: number): Where => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  if (parsed.errors.length > 0) {
    const problems = parsed.errors
      .slice(0, MOST_PROBLEMS)
      .map((error) => ({ where: at(error.pos[0]), ...describe(error.code, error.message) }));
    return { kind: 'problems', problems };
  }
  try {
    const value: unknown = parsed.toJS({ maxAliasCount: 50 });
    return { kind: 'document', document: { value, ...positions(parsed.contents, at) } };
  } catch (thrown) {
    const found = thrown instanceof Error ? thrown.message : String(thrown);
    return problem(file, [1, 1], 'YAML that can be resolved', found);
  }
}

function problem(
  file: string,
  [line, column]: readonly [number, number],
  expected: string,
  found: string,
): ParsedText {
  return { kind: 'problems', problems: [{ where: { file, line, column }, expected, found }] };
}

function kib(length: number): string {
  return Math.round(length / 1024).toString();
}

/** The parser's codes that people meet most, in words that say what to do. */
function describe(code: string, message: string): { expected: string; found: string } {
  switch (code) {
    case 'TAB_AS_INDENT':
      return { expected: 'spaces as indentation', found: 'a tab' };
    case 'DUPLICATE_KEY':
      return { expected: 'each key once', found: 'a key that the same mapping already has' };
    default:
      return { expected: 'YAML', found: message.replace(/\s+/g, ' ').slice(0, 200) };
  }
}

type Positions = Pick<TextDocument, 'where' | 'written'>;

function positions(root: Node | null, at: (offset: number) => Where): Positions {
  const keys = new Map<string, number>([['', root?.range?.[0] ?? 0]]);
  const sources = new Map<string, string>();
  const visit = (node: unknown, pointer: string): void => {
    if (isMap(node)) {
      for (const pair of node.items) visitPair(pair, pointer);
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => {
        visitItem(item, `${pointer}/${index}`);
      });
    } else if (isScalar(node) && typeof node.source === 'string') {
      sources.set(pointer, node.source);
    }
  };
  const visitPair = (pair: Pair, pointer: string): void => {
    if (!isScalar(pair.key)) return;
    const child = `${pointer}/${escapePointer(String(pair.key.value))}`;
    keys.set(child, pair.key.range?.[0] ?? 0);
    visit(pair.value, child);
  };
  const visitItem = (item: unknown, pointer: string): void => {
    if (isPair(item)) return;
    if (isScalar(item) || isMap(item) || isSeq(item) || isAlias(item))
      keys.set(pointer, item.range?.[0] ?? 0);
    visit(item, pointer);
  };
  visit(root, '');
  return {
    where: (pointer) => at(nearest(keys, pointer)),
    written: (pointer) => sources.get(pointer) ?? null,
  };
}

function nearest(keys: ReadonlyMap<string, number>, pointer: string): number {
  for (let path = pointer; path !== ''; path = path.slice(0, path.lastIndexOf('/'))) {
    const offset = keys.get(path);
    if (offset !== undefined) return offset;
  }
  return keys.get('') ?? 0;
}
