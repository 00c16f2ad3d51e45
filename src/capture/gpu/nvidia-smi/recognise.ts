/** Which of its forms nvidia-smi answered in, by the answer itself. */

import { isCsv, readCsv } from './csv.ts';
import { isList, readList } from './list.ts';
import { isQuery, readQuery } from './query.ts';
import type { SmiReading } from './reading.ts';
import { isTable, readTable } from './table.ts';
import { isVersion, readVersion } from './version.ts';
import { isWholeXml, isXml, readXml } from './xml.ts';

/** The richest first: a text pasted together of several is read as that. */
const FORMS: readonly (readonly [(text: string) => boolean, (text: string) => SmiReading | null])[] = [
  [isXml, readXml],
  [isQuery, readQuery],
  [isCsv, (text) => rowsOf(text, null)],
  [isTable, readTable],
  [isList, readList],
  [isVersion, readVersion],
];

/** `asked`: the fields of a query whose answer has no line of names. Null when the text is none of the forms. */
export function recognise(text: string, asked: readonly string[] | null = null): SmiReading | null {
  const [, read] = FORMS.find(([is]) => is(text)) ?? [];
  if (read !== undefined) return read(text);
  return asked === null ? null : rowsOf(text, asked);
}

/** Whether a text is worth reading; cheaper than reading it, for the XML of many boards. */
export function isAnswer(text: string, asked: readonly string[] | null): boolean {
  return isXml(text) ? isWholeXml(text) : recognise(text, asked) !== null;
}

/** A line of names, or of words with commas, is no answer. */
function rowsOf(text: string, asked: readonly string[] | null): SmiReading | null {
  const rows = readCsv(text, asked);
  return rows.boards.length === 0 ? null : rows;
}
