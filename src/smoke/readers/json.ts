/** One JSON document: a summary written at the end of a run, or a whole history. */

import { pointerSegments } from '../../document/pointer.ts';
import type { ReadResult } from '../series.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonArray,
  type JsonObject,
  lineAt,
  parseJson,
} from './json-text.ts';
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
import { leafNames, lookUp, type Row, readRows } from './rows.ts';

/**
 * Reads one metric from a JSON document, by pointer or by name (`val/accuracy` and `val.accuracy` also reach into nested
 * objects). A number is a scalar at step 0, a list of numbers a curve from step 0, `{"1": 2.3, "2": 2.1}` a curve by
 * step, and a list of objects is read like the rows of a JSONL file.
 */
export function readJson(text: string, query: MetricQuery): ReadResult {
  if (text.trim() === '') return unreadable(null, 'a JSON document', 'an empty file');
  const result = parseJson(text);
  if (result.kind === 'broken') {
    return unreadable(lineAt(text, result.offset), result.expected, result.found);
  }
  return readDocument(result.value, query);
}

function readDocument(root: Json, query: MetricQuery): ReadResult {
  if (query.pointer === null && isJsonArray(root)) return readList(root, query);
  const node = query.pointer === null ? byName(root, query.name) : byPointer(root, query.pointer);
  if (node === undefined) return missing(isJsonObject(root) ? leafNames(root) : []);
  return readNode(node, query);
}

function byName(root: Json, name: string): Json | undefined {
  return isJsonObject(root) ? lookUp(root, name) : undefined;
}

function byPointer(root: Json, pointer: string): Json | undefined {
  return pointerSegments(pointer).reduce<Json | undefined>(member, root);
}

function member(node: Json | undefined, segment: string): Json | undefined {
  if (isJsonObject(node)) return node.get(segment);
  if (isJsonArray(node)) return /^(?:0|[1-9]\d*)$/.test(segment) ? node[Number(segment)] : undefined;
  return undefined;
}

function readNode(node: Json, query: MetricQuery): ReadResult {
  if (isJsonArray(node)) return readList(node, query);
  if (isJsonObject(node)) return readStepMap(node, query);
  const number = metricValue(node);
  if (number === null) return notANumber(query, node);
  return readSamples([{ ...number, step: 0, line: null }]);
}

function readList(list: JsonArray, query: MetricQuery): ReadResult {
  const rows = list.filter(isJsonObject);
  if (list.length > 0 && rows.length === list.length) {
    return readRows(
      rows.map((object): Row => ({ kind: 'row', object, line: null })),
      query,
    );
  }
  return readEntries(list.entries(), query);
}

function readStepMap(object: JsonObject, query: MetricQuery): ReadResult {
  const entries = [...object].map(([key, value]) => [stepValue(key), value] as const);
  const steps = entries.flatMap(([step, value]) => (step === null ? [] : [[step, value] as const]));
  return steps.length === entries.length ? readEntries(steps, query) : notANumber(query, object);
}

function readEntries(entries: Iterable<readonly [number, Json]>, query: MetricQuery): ReadResult {
  const samples: Sample[] = [];
  for (const [step, value] of entries) {
    const number = metricValue(value);
    if (number === null) return notANumber(query, value);
    samples.push({ ...number, step, line: null });
  }
  if (samples.length > 0) return readSamples(samples);
  return unreadable(null, `at least one value of \`${query.name}\``, 'none');
}

function notANumber(query: MetricQuery, found: Json): Unreadable {
  const expected = `a number, a list of numbers or numbers by step for \`${query.name}\``;
  return unreadable(null, expected, describeJson(found));
}
