/** From what a file holds to a series: the part that all readers share. */

import type { Point, ReadResult, Series } from '../series.ts';
import { isJsonArray, isJsonNumber, isJsonObject, type Json } from './json-text.ts';
import { type NumberText, parseNumberText, parseStepText } from './number-text.ts';
import { resolutionOf } from './resolution.ts';

/** What to look for in a file. */
export interface MetricQuery {
  readonly name: string;
  /** JSON pointer into a JSON document; null: the name is the key. */
  readonly pointer: string | null;
  /** Key or column of the step; null: the format's own rule. */
  readonly step: string | null;
}

/** A value where it was read. A null step means that the file gives none, so that the order counts. */
export interface Sample extends NumberText {
  readonly step: number | null;
  readonly line: number | null;
}

export type Unreadable = Extract<ReadResult, { kind: 'unreadable' }>;

export function unreadable(line: number | null, expected: string, found: string): Unreadable {
  return { kind: 'unreadable', line, expected, found };
}

/** Names of a file that a message lists; a file may hold thousands. */
const MAX_NAMES = 50;

export function missing(names: Iterable<string>): ReadResult {
  const metrics = [...new Set(names)].filter((name) => name !== 'step' && name !== '');
  return { kind: 'missing', names: metrics.slice(0, MAX_NAMES) };
}

/** A series from samples in the order of the file. Either all of them have a step or none has. */
export function readSamples(samples: readonly Sample[]): ReadResult {
  const without = samples.find((sample) => sample.step === null);
  if (without === undefined || samples.every((sample) => sample.step === null)) {
    return { kind: 'read', series: seriesOf(samples) };
  }
  return unreadable(without.line, 'a step, as other rows of this metric have one', 'a row without');
}

function seriesOf(samples: readonly Sample[]): Series {
  const values = new Map<number, number>();
  const duplicates = new Set<number>();
  for (const [index, sample] of samples.entries()) {
    const step = sample.step ?? index;
    const before = values.get(step);
    if (before !== undefined && !sameValue(before, sample.value)) duplicates.add(step);
    values.set(step, sample.value);
  }
  return {
    points: [...values].map(([step, value]): Point => ({ step, value })).sort((a, b) => a.step - b.step),
    duplicates: [...duplicates].sort((a, b) => a - b),
    resolution: resolutionOf(samples.map((sample) => sample.literal)),
  };
}

function sameValue(a: number, b: number): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}

/**
 * A metric's value in JSON: a number, or something that stands for *not a number* (JSON itself has no NaN, so writers
 * put it in quotes). Null for what is no value of a metric at all: a boolean, any other text, a list. A number in quotes
 * is such a text: whoever writes one formats it, and the digits that are cut off are not there to be compared.
 */
export function metricValue(json: Json): NumberText | null {
  if (json === null) return { value: Number.NaN, literal: null };
  if (typeof json === 'string') {
    const number = parseNumberText(json);
    return number === null || Number.isFinite(number.value) ? null : number;
  }
  return isJsonNumber(json) ? parseNumberText(json.text) : null;
}

/** A step in JSON, also as text; null when it is no whole number from 0. */
export function stepValue(json: Json): number | null {
  if (typeof json === 'string') return parseStepText(json);
  return isJsonNumber(json) ? parseStepText(json.text) : null;
}

/** What a JSON value is, in words, for *found*. */
export function describeJson(json: Json | undefined): string {
  if (json === undefined) return 'nothing';
  if (isJsonArray(json)) return json.length === 0 ? 'an empty list' : `a list of ${json.length}`;
  if (isJsonObject(json)) return json.size === 0 ? 'an empty object' : `an object with ${listKeys(json)}`;
  if (isJsonNumber(json)) return `\`${json.text.slice(0, 40)}\``;
  return `\`${String(JSON.stringify(json)).slice(0, 40)}\``;
}

function listKeys(object: ReadonlyMap<string, Json>): string {
  const keys = [...object.keys()].slice(0, 3).map((key) => `\`${key.slice(0, 40)}\``);
  return object.size > 3 ? `${keys.join(', ')} and ${object.size - 3} more` : keys.join(', ');
}
