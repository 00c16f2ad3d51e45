/** Rows of named values: the lines of a JSONL file, or a list of objects inside a JSON document. */

import type { ReadResult } from '../series.ts';
import { isJsonNumber, isJsonObject, type Json, type JsonObject } from './json-text.ts';
import { type NumberText, parseHexFloat } from './number-text.ts';
import {
  describeJson,
  type MetricQuery,
  metricValue,
  missing,
  readSamples,
  type Sample,
  stepValue,
  type Unreadable,
  unreadable,
} from './points.ts';

export interface Row {
  readonly kind: 'row';
  readonly object: JsonObject;
  readonly line: number | null;
}

/**
 * Reads one metric from rows of two forms. The contract: `{"name": "loss", "step": 1, "value": 2.1, "hex": "0x1.…p+1"}`,
 * where `hex`, Python's float.hex(), wins over `value`. And the wide row: `{"step": 1, "loss": 2.1, "lr": 0.1}`. Rows
 * without the metric are not looked at further. The first row that cannot be used ends it.
 */
export function readRows(rows: Iterable<Row | Unreadable>, query: MetricQuery): ReadResult {
  const samples: Sample[] = [];
  const names = new Set<string>();
  for (const row of rows) {
    if (row.kind === 'unreadable') return row;
    const cell = cellOf(row.object, query.name);
    if (cell === undefined) {
      collectNames(row.object, names);
      continue;
    }
    const sample = sampleOf(row, cell, query);
    if ('kind' in sample) return sample;
    samples.push(sample);
  }
  return samples.length === 0 ? missing(names) : readSamples(samples);
}

interface Cell {
  readonly value: Json;
  readonly hex: Json | undefined;
}

/** Keys with a meaning of their own in a contract row. */
const CONTRACT_KEYS: ReadonlySet<string> = new Set(['name', 'step', 'value', 'hex']);

function cellOf(object: JsonObject, name: string): Cell | undefined {
  if (isContractRow(object)) {
    if (object.get('name') === name) return { value: object.get('value') ?? null, hex: object.get('hex') };
    if (CONTRACT_KEYS.has(name)) return undefined;
  }
  const value = lookUp(object, name);
  return value === undefined ? undefined : { value, hex: undefined };
}

function isContractRow(object: JsonObject): boolean {
  return typeof object.get('name') === 'string' && (object.has('value') || object.has('hex'));
}

/** A member by its key, or inside nested objects when the key is written `val/loss` or `val.loss`. */
export function lookUp(object: JsonObject, name: string): Json | undefined {
  if (object.has(name)) return object.get(name);
  for (const match of name.matchAll(/[./]/g)) {
    const inner = object.get(name.slice(0, match.index));
    const found = isJsonObject(inner) ? lookUp(inner, name.slice(match.index + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function sampleOf({ object, line }: Row, cell: Cell, query: MetricQuery): Sample | Unreadable {
  const number = cellNumber(cell);
  if (number === null) {
    return unreadable(line, `a number for \`${query.name}\``, describeJson(cell.hex ?? cell.value));
  }
  const key = query.step ?? 'step';
  const json = object.get(key);
  if (json === undefined && query.step === null) return { ...number, step: null, line };
  const step = json === undefined ? null : stepValue(json);
  if (step === null) return unreadable(line, `a whole number from 0 as \`${key}\``, describeJson(json));
  return { ...number, step, line };
}

function cellNumber({ value, hex }: Cell): NumberText | null {
  if (hex === undefined || hex === null) return metricValue(value);
  const exact = typeof hex === 'string' ? parseHexFloat(hex) : null;
  return exact === null ? null : { value: exact, literal: null };
}

function collectNames(object: JsonObject, names: Set<string>): void {
  const name = object.get('name');
  if (isContractRow(object) && typeof name === 'string') {
    names.add(name);
    return;
  }
  for (const leaf of leafNames(object)) names.add(leaf);
}

/** Names of the numbers in a document, nested ones joined by `/`. */
export function* leafNames(object: JsonObject, prefix = ''): Generator<string> {
  for (const [key, value] of object) {
    if (isJsonObject(value)) yield* leafNames(value, `${prefix}${key}/`);
    else if (isJsonNumber(value) || Array.isArray(value)) yield `${prefix}${key}`;
  }
}
