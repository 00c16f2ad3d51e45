/** CSV with a header: Lightning's and Keras' CSVLogger, DVCLive's TSV, pandas. */

import { CsvError, parse } from 'csv-parse/sync';
import type { ReadResult } from '../series.ts';
import { parseNumberText, parseStepText } from './number-text.ts';
import {
  type MetricQuery,
  missing,
  readSamples,
  type Sample,
  type Unreadable,
  unreadable,
} from './points.ts';

interface CsvRow {
  readonly cells: readonly string[];
  readonly line: number;
}

interface CsvTable {
  readonly kind: 'table';
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
}

/**
 * Reads one column. Empty cells are no values, because Lightning writes several sparse rows per step; the last value of
 * a step counts. `NA`, which Keras writes for a key that an epoch lacks, is a value that is not a number. Steps come from
 * the column the policy names, else from `step`, else from `epoch`, else from the order of the rows.
 */
export function readCsv(text: string, query: MetricQuery): ReadResult {
  const table = parseTable(text);
  if (table.kind === 'unreadable') return table;
  const column = columnOf(table, query.name);
  if (column === null) return missing(table.header);
  if (typeof column !== 'number') return column;
  const rows = table.rows.filter((row) => cellAt(row, column) !== '');
  if (rows.length === 0) return missing(columnsWithValues(table));
  const steps = stepColumn({ ...table, rows }, query.step);
  if (steps !== null && typeof steps !== 'number') return steps;
  return readColumn(rows, { value: column, step: steps, name: query.name });
}

interface Columns {
  readonly value: number;
  readonly step: number | null;
  readonly name: string;
}

function readColumn(rows: readonly CsvRow[], columns: Columns): ReadResult {
  const samples: Sample[] = [];
  for (const row of rows) {
    const sample = sampleOf(row, columns);
    if ('kind' in sample) return sample;
    samples.push(sample);
  }
  return readSamples(samples);
}

function sampleOf(row: CsvRow, columns: Columns): Sample | Unreadable {
  const { line } = row;
  const cell = cellAt(row, columns.value);
  const number = parseNumberText(cell);
  if (number === null) return unreadable(line, `a number for \`${columns.name}\``, quote(cell));
  if (columns.step === null) return { ...number, step: null, line };
  const written = cellAt(row, columns.step);
  const step = parseStepText(written);
  if (step === null) return unreadable(line, 'a whole number from 0 as the step', quote(written));
  return { ...number, step, line };
}

/** The step's column; null when the order of the rows has to do. */
function stepColumn(table: CsvTable, named: string | null): number | null | Unreadable {
  if (named !== null) {
    return columnOf(table, named) ?? unreadable(1, `a column \`${named}\``, quote(table.header.join(', ')));
  }
  for (const name of ['step', 'epoch']) {
    const column = columnOf(table, name);
    if (column !== null && typeof column !== 'number') return column;
    // Lightning writes the `step` column even where it has nothing to put there.
    if (column !== null && table.rows.some((row) => cellAt(row, column) !== '')) return column;
  }
  return null;
}

function columnOf({ header }: CsvTable, name: string): number | null | Unreadable {
  const first = header.indexOf(name);
  if (first === -1) return null;
  if (header.indexOf(name, first + 1) === -1) return first;
  return unreadable(1, `one column \`${name}\``, 'more than one');
}

function columnsWithValues({ header, rows }: CsvTable): readonly string[] {
  return header.filter((_, column) => rows.some((row) => cellAt(row, column) !== ''));
}

function cellAt(row: CsvRow, column: number): string {
  return row.cells[column] ?? '';
}

function parseTable(text: string): CsvTable | Unreadable {
  const parsed = parseCells(text);
  if ('kind' in parsed) return parsed;
  const [first, ...rows] = parsed;
  if (first === undefined) return unreadable(null, 'a header and at least one row', 'an empty file');
  const width = first.cells.length;
  const ragged = rows.find((row) => row.cells.length !== width);
  if (ragged === undefined) return { kind: 'table', header: first.cells, rows };
  return unreadable(ragged.line, `${width} cells, as in the header`, describeRagged(ragged, rows.at(-1)));
}

function describeRagged(row: CsvRow, last: CsvRow | undefined): string {
  const cells = `${row.cells.length} (${quote(row.cells.join(', '))})`;
  return row === last ? `${cells}: the last row is cut off` : cells;
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function parseCells(text: string): readonly CsvRow[] | Unreadable {
  try {
    const records = parse(text, {
      delimiter: separatorOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as readonly ParsedRecord[];
    return records.map(({ record, info }) => ({
      cells: record.map((cell) => cell.trim()),
      line: info.lines,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error['lines']);
    return unreadable(Number.isInteger(line) ? line : null, 'rows of cells', error.message.slice(0, 200));
  }
}

/** The separator that the header uses most; a comma when it uses none, as with a single column. */
function separatorOf(text: string): string {
  const header = text.trimStart().split(/[\r\n]/, 1)[0] ?? '';
  const counted = [',', ';', '\t'].map((separator) => ({ separator, count: header.split(separator).length }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).separator;
}

function quote(text: string): string {
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}
