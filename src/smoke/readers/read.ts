/** A metric out of the text of its file. */

import type { MetricCheck } from '../../policy/policy.ts';
import type { ReadResult } from '../series.ts';
import { readCsv } from './csv.ts';
import { readJson } from './json.ts';
import { readJsonl } from './jsonl.ts';

/** Reads the metric of a check from text in the format that the check names. Total: a bad file is a result. */
export function readMetric(text: string, { name, from }: Pick<MetricCheck, 'name' | 'from'>): ReadResult {
  const query = { name, pointer: from.pointer, step: from.step };
  // Windows tools start a file with a byte order mark.
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  switch (from.format) {
    case 'jsonl':
      return readJsonl(content, query);
    case 'json':
      return readJson(content, query);
    case 'csv':
      return readCsv(content, query);
  }
}
