/** How far a run is, from the metrics it writes: for people who wait, never for the verdict. */

import { isJsonObject, parseJson } from './readers/json-text.ts';
import { type MetricQuery, stepValue } from './readers/points.ts';
import { readRows } from './readers/rows.ts';

export interface LastPoint {
  readonly step: number;
  readonly value: number;
}

/** A line that is still growing is kept up to this length; a metrics row is far shorter. */
const MAX_PENDING = 64 * 1024;

/** A reader that is given a JSONL file piece by piece and returns the newest point of the metric, if a piece has one. */
export function progressReader(query: MetricQuery): (piece: string) => LastPoint | null {
  let pending = '';
  return (piece) => {
    const lines = `${pending}${piece}`.split('\n');
    pending = (lines.pop() ?? '').slice(0, MAX_PENDING);
    for (const line of lines.reverse()) {
      const point = pointOf(line, query);
      if (point !== null) return point;
    }
    return null;
  };
}

function pointOf(line: string, query: MetricQuery): LastPoint | null {
  const result = parseJson(line);
  if (result.kind === 'broken' || !isJsonObject(result.value)) return null;
  const step = stepValue(result.value.get(query.step ?? 'step') ?? null);
  const read = readRows([{ kind: 'row', object: result.value, line: null }], query);
  const value = read.kind === 'read' ? read.series.points[0]?.value : undefined;
  return step === null || value === undefined ? null : { step, value };
}
