/** YAML as lock files have it, with the lines on which its parts begin. */

import { isNode, LineCounter, parseDocument } from 'yaml';
import { type BlockYaml, parseBlockYaml } from './block-yaml.ts';
import { Unreadable } from './lock.ts';
import { fieldsOf, listOf } from './value.ts';

export interface YamlText {
  /** Every scalar is text: a version written 3.10 is not the number 3.1. */
  readonly value: unknown;
  /** The line of the value at a path; null where there is none. */
  readonly lineOf: (path: readonly (string | number)[]) => number | null;
}

export function parseYaml(text: string): YamlText {
  const block = parseBlockYaml(text);
  return block === null
    ? parseWholeYaml(text)
    : { value: block.value, lineOf: (path) => lineIn(block, path) };
}

/** Follows a path through the lists and mappings; the last of its parts has a line where it is an item or a top key. */
function lineIn({ value, lines, keys }: BlockYaml, path: readonly (string | number)[]): number | null {
  let here: unknown = value;
  let line: number | null = null;
  for (const [depth, part] of path.entries()) {
    if (typeof part === 'number') line = lines.get(listOf(here))?.[part] ?? null;
    else line = depth === 0 ? (keys.get(part) ?? null) : null;
    here = typeof part === 'number' ? listOf(here)[part] : fieldsOf(here)[part];
  }
  return line;
}

/** By the parser of the whole language. */
export function parseWholeYaml(text: string): YamlText {
  const counter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: counter,
    prettyErrors: false,
    uniqueKeys: true,
    schema: 'failsafe',
  });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = counter.linePos(error.pos[0]);
    const message = error.message.replace(/\s+/g, ' ').slice(0, 200);
    throw new Unreadable(`it is not YAML: ${message}`, { line, column: col });
  }
  return {
    value: document.toJS({ maxAliasCount: 50 }),
    lineOf: (path) => {
      const node = document.getIn(path, true);
      const start = isNode(node) ? node.range?.[0] : undefined;
      return start === undefined ? null : counter.linePos(start).line;
    },
  };
}

/** The line of the first error; null where YAML finds none. */
export function errorLine(text: string): number | null {
  try {
    parseYaml(text);
    return null;
  } catch (thrown) {
    return thrown instanceof Unreadable ? thrown.line : null;
  }
}
