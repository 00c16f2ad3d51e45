/** TOML, with the lines on which the tables of an array (`[[package]]`) begin. */

import { parse, TomlError } from 'smol-toml';
import { Unreadable } from './lock.ts';
import { type Fields, isFields } from './value.ts';

export interface TomlTables {
  readonly root: Fields;
  readonly tables: readonly TomlTable[];
}

export interface TomlTable {
  readonly fields: Fields;
  readonly line: number | null;
}

/** `header` is the name of the array of tables, such as `package`; a file without it has none of them. */
export function parseToml(text: string, header: string): TomlTables {
  const root = rootOf(text);
  const tables: unknown = root[header] ?? [];
  if (!Array.isArray(tables) || !tables.every(isFields)) {
    throw new Unreadable(`its \`${header}\` is no array of tables`);
  }
  const lines = linesOf(text, header);
  // A text of several lines may hold what looks like a header; then no line is better than a wrong one.
  const known = lines.length === tables.length;
  return {
    root,
    tables: tables.map((fields, index) => ({ fields, line: known ? (lines[index] ?? null) : null })),
  };
}

function rootOf(text: string): Fields {
  try {
    return parse(text);
  } catch (thrown) {
    if (!(thrown instanceof TomlError)) throw thrown;
    const [first = ''] = thrown.message.replace(/^Invalid TOML document: /, '').split('\n', 1);
    throw new Unreadable(`it is not TOML: ${first}`, thrown);
  }
}

function linesOf(text: string, header: string): readonly number[] {
  const wanted = `[[${header}]]`;
  const found: number[] = [];
  let line = 1;
  for (let at = 0; at !== -1 && at < text.length; line += 1) {
    if (text.startsWith(wanted, at)) found.push(line);
    const end = text.indexOf('\n', at);
    at = end === -1 ? -1 : end + 1;
  }
  return found;
}
