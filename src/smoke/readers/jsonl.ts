/** JSON lines: the format of `$REPRO_METRICS`, and of most trainers' own logs. */

import type { ReadResult } from '../series.ts';
import { excerpt, isJsonObject, parseJson } from './json-text.ts';
import { type MetricQuery, type Unreadable, unreadable } from './points.ts';
import { type Row, readRows } from './rows.ts';

/**
 * Reads one metric from JSON lines, rows as in rows.ts. Steps come from `step` (or the key the policy names), else from
 * the order of the lines. A last line that is cut off makes the file unreadable: the writer did not finish.
 */
export function readJsonl(text: string, query: MetricQuery): ReadResult {
  if (text.trim() === '') return unreadable(null, 'at least one row', 'an empty file');
  return readRows(parseLines(text), query);
}

function* parseLines(text: string): Generator<Row | Unreadable> {
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    if (line.trim() !== '') yield parseLine(line, { line: index + 1, ended: index < lines.length - 1 });
  }
}

interface LinePlace {
  readonly line: number;
  /** False for a last line without its newline: then a mistake in it means that it was cut off. */
  readonly ended: boolean;
}

function parseLine(text: string, { line, ended }: LinePlace): Row | Unreadable {
  const result = parseJson(text);
  if (result.kind === 'broken') {
    const where = `${result.found} at column ${result.offset + 1}`;
    return unreadable(line, result.expected, ended ? where : `${where}: the last line is cut off`);
  }
  if (isJsonObject(result.value)) return { kind: 'row', object: result.value, line };
  return unreadable(line, 'one JSON object on each line', excerpt(text));
}
