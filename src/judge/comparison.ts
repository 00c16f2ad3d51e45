/** Two machines side by side, whatever they were read from: snapshots, baselines, or those of a report. */

import type { Baseline, RecordedMetric } from '../baseline/baseline.ts';
import { parseBaseline } from '../baseline/parse.ts';
import { parseSnapshot } from '../capture/parse.ts';
import type { Snapshot } from '../capture/snapshot.ts';
import type { Environment } from '../report/report.ts';
import { compareEnvironments } from './environment.ts';

/** One side: a snapshot, and the recorded numbers where there are any. */
export interface Side {
  /** What it was read from, for people: a path, or `REV:path`. */
  readonly from: string;
  readonly snapshot: Snapshot;
  readonly smoke: Baseline['smoke'];
}

export type SideResult =
  | { readonly kind: 'side'; readonly side: Side }
  /** A report holds no snapshot; the file written beside it does. */
  | { readonly kind: 'report' }
  | { readonly kind: 'problem'; readonly message: string };

/** Reads one side from the text of a JSON file, by the schema that it names. */
export function readSide(text: string, from: string): SideResult {
  const schema = /"schema"\s*:\s*"repro-gate\/(\w+)\/1"/.exec(text)?.[1];
  switch (schema) {
    case 'snapshot': {
      const parsed = parseSnapshot(text, from);
      if (parsed.kind === 'problem') return parsed;
      return { kind: 'side', side: { from, snapshot: parsed.snapshot, smoke: {} } };
    }
    case 'baseline': {
      const parsed = parseBaseline(text, from);
      if (parsed.kind === 'problems') {
        return { kind: 'problem', message: `${from}: ${parsed.findings[0]?.summary ?? 'it cannot be used'}` };
      }
      const { snapshot, smoke } = parsed.baseline;
      return { kind: 'side', side: { from, snapshot, smoke } };
    }
    case 'report':
      return { kind: 'report' };
    default:
      return {
        kind: 'problem',
        message: `${from}: expected a snapshot, a baseline or a report of repro-gate, found neither`,
      };
  }
}

export interface Comparison {
  readonly schema: 'repro-gate/diff/1';
  readonly before: Named;
  readonly after: Named;
  readonly environment: Environment;
  /** Recorded metrics that both sides have and that differ, and those that only one side has. */
  readonly numbers: readonly NumberChange[];
}

interface Named {
  readonly from: string;
  readonly class: string | null;
  readonly capturedAt: string;
}

export interface NumberChange {
  /** `train/loss` */
  readonly metric: string;
  /** Last value recorded; null: this side has none. */
  readonly before: number | null;
  readonly after: number | null;
}

export function compareSides(before: Side, after: Side): Comparison {
  return {
    schema: 'repro-gate/diff/1',
    before: named(before),
    after: named(after),
    environment: compareEnvironments(before.snapshot, after.snapshot),
    numbers: changedNumbers(before.smoke, after.smoke),
  };
}

function named({ from, snapshot }: Side): Named {
  return { from, class: snapshot.class, capturedAt: snapshot.capturedAt };
}

function changedNumbers(before: Baseline['smoke'], after: Baseline['smoke']): readonly NumberChange[] {
  const [recorded, found] = [metricsOf(before), metricsOf(after)];
  const names = [...new Set([...recorded.keys(), ...found.keys()])].sort();
  return names.flatMap((metric) => {
    const [one, other] = [recorded.get(metric), found.get(metric)];
    if (one !== undefined && other !== undefined && sameCurve(one, other)) return [];
    return [{ metric, before: one?.values.at(-1) ?? null, after: other?.values.at(-1) ?? null }];
  });
}

function metricsOf(smoke: Baseline['smoke']): ReadonlyMap<string, RecordedMetric> {
  const entries = Object.entries(smoke).flatMap(([test, { metrics }]) =>
    Object.entries(metrics).map(([name, metric]) => [`${test}/${name}`, metric] as const),
  );
  return new Map(entries);
}

function sameCurve(one: RecordedMetric, other: RecordedMetric): boolean {
  const equal = (a: readonly number[], b: readonly number[]): boolean =>
    a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
  return equal(one.steps, other.steps) && equal(one.values, other.values);
}
