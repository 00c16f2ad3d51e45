/**
 * The plain part of YAML that programs write: mappings and lists by indentation, one scalar to a line. Ten times as
 * fast as a parser of the whole language, which matters for locks of megabytes. Whatever is not plainly of this part
 * (flow collections, anchors, tags, text over several lines, comments behind values) is left to that parser.
 */

export interface BlockYaml {
  readonly value: unknown;
  /** Lines of the items of each list, and of the keys of the top level. */
  readonly lines: ReadonlyMap<object, readonly number[]>;
  readonly keys: ReadonlyMap<string, number>;
}

interface Line {
  readonly indent: number;
  readonly text: string;
  readonly line: number;
}

/** Null where it is not of this part, which says nothing of whether it is YAML. */
export function parseBlockYaml(text: string): BlockYaml | null {
  if (/\t|^(?:---|\.\.\.|%)/m.test(text)) return null;
  const reader = new Reader(linesOf(text));
  const value = reader.node(0, 0);
  return value === REFUSED || !reader.atEnd() ? null : { value, lines: reader.lines, keys: reader.keys };
}

function linesOf(text: string): Line[] {
  const found: Line[] = [];
  text.split(/\r?\n/).forEach((whole, index) => {
    const trimmed = whole.trim();
    if (trimmed === '' || trimmed.startsWith('#')) return;
    found.push({ indent: whole.length - whole.trimStart().length, text: trimmed, line: index + 1 });
  });
  return found;
}

const REFUSED = Symbol('not plain');
const DEEPEST = 30;
const KEY = /^([A-Za-z0-9_][A-Za-z0-9_./+-]*):(?: +(.+))?$/;
const isItem = (text: string) => text === '-' || text.startsWith('- ');

class Reader {
  readonly lines = new Map<object, number[]>();
  readonly keys = new Map<string, number>();
  readonly #lines: Line[];
  #at = 0;

  constructor(lines: Line[]) {
    this.#lines = lines;
  }

  atEnd(): boolean {
    return this.#at === this.#lines.length;
  }

  node(indent: number, depth: number): unknown {
    const line = this.#lines[this.#at];
    if (line === undefined || line.indent !== indent || depth > DEEPEST) return REFUSED;
    return isItem(line.text) ? this.#list(indent, depth) : this.#mapping(indent, depth);
  }

  #list(indent: number, depth: number): unknown {
    const items: unknown[] = [];
    const lines: number[] = [];
    for (let line = this.#next(indent); line !== null && isItem(line.text); line = this.#next(indent)) {
      const item = this.#item(line, depth);
      if (item === REFUSED) return REFUSED;
      items.push(item);
      lines.push(line.line);
    }
    this.lines.set(items, lines);
    return items;
  }

  #item({ indent, text, line }: Line, depth: number): unknown {
    const rest = text.slice(1).trimStart();
    if (!KEY.test(rest)) {
      this.#at += 1;
      return isItem(rest) ? REFUSED : this.#alone(rest, indent);
    }
    // The mapping begins behind the dash, and its other keys stand below the first.
    const inner = indent + text.length - rest.length;
    this.#lines[this.#at] = { indent: inner, text: rest, line };
    return this.node(inner, depth + 1);
  }

  #mapping(indent: number, depth: number): unknown {
    const fields: Record<string, unknown> = {};
    for (let line = this.#next(indent); line !== null && !isItem(line.text); line = this.#next(indent)) {
      const [, key, text] = KEY.exec(line.text) ?? [];
      if (key === undefined || key === '__proto__' || Object.hasOwn(fields, key)) return REFUSED;
      if (depth === 0) this.keys.set(key, line.line);
      this.#at += 1;
      const value = text === undefined ? this.#below(indent, depth) : this.#alone(text, indent);
      if (value === REFUSED) return REFUSED;
      fields[key] = value;
    }
    return fields;
  }

  /** What stands under a key: further in, or a list that begins in the key's own column. */
  #below(indent: number, depth: number): unknown {
    const next = this.#lines[this.#at];
    if (next === undefined) return REFUSED;
    if (next.indent === indent && isItem(next.text)) return this.#list(indent, depth + 1);
    return next.indent > indent ? this.node(next.indent, depth + 1) : REFUSED;
  }

  /** A scalar that ends with its line. */
  #alone(text: string, indent: number): unknown {
    const next = this.#lines[this.#at];
    return next !== undefined && next.indent > indent ? REFUSED : scalarOf(text);
  }

  #next(indent: number): Line | null {
    const line = this.#lines[this.#at];
    return line !== undefined && line.indent === indent ? line : null;
  }
}

function scalarOf(text: string): unknown {
  if (text === '{}') return {};
  if (text === '[]') return [];
  if (text.startsWith("'")) {
    const inside = /^'((?:[^']|'')*)'$/.exec(text)?.[1];
    return inside === undefined ? REFUSED : inside.replaceAll("''", "'");
  }
  if (text.startsWith('"')) return /^"([^"\\]*)"$/.exec(text)?.[1] ?? REFUSED;
  return /^-?[\w./<=~(+^$][^\p{Cc}\uFEFF]*$/u.test(text) && !/: |:$| #/.test(text) ? text : REFUSED;
}
