/** From the text of a baseline to the Baseline, or to findings that name the line. */

import semver from 'semver';
import baselineSchema from '../../schema/baseline.schema.json' with { type: 'json' };
import snapshotSchema from '../../schema/snapshot.schema.json' with { type: 'json' };
import { withDefaults } from '../capture/snapshot-defaults.ts';
import { compileSchema, type SchemaCheck, type SchemaProblem } from '../document/schema.ts';
import { parseText } from '../document/text.ts';
import type { Inject } from '../policy/policy.ts';
import type { Finding, Where } from '../verdict.ts';
import { TOOL } from '../version.ts';
import type { Baseline, RecordedMetric, RecordedSmoke } from './baseline.ts';
import { readSteps, type WrittenSteps } from './steps.ts';

export type BaselineResult =
  | { readonly kind: 'baseline'; readonly baseline: Baseline }
  | { readonly kind: 'problems'; readonly findings: readonly Finding[] };

type WrittenMetric = Omit<RecordedMetric, 'steps'> & { readonly steps: WrittenSteps };
type WrittenSmoke = Omit<RecordedSmoke, 'metrics' | 'inject'> & {
  readonly inject?: Inject;
  readonly metrics: Readonly<Record<string, WrittenMetric>>;
};
type WrittenBaseline = Omit<Baseline, 'smoke'> & { readonly smoke: Readonly<Record<string, WrittenSmoke>> };

let compiled: SchemaCheck | undefined;

/** Parses and checks a baseline. A file that a newer repro-gate wrote is refused rather than half understood. */
export function parseBaseline(text: string, file: string): BaselineResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    return refuse({ text, file }, [syntaxProblem(thrown)]);
  }
  const newer = writtenByNewerTool(value);
  if (newer !== null) return refuse({ text, file }, [newer]);
  compiled ??= compileSchema(baselineSchema, [snapshotSchema]);
  const misfits = compiled(value);
  if (misfits.length > 0) return refuse({ text, file }, misfits);
  const problems: SchemaProblem[] = [];
  const baseline = read(value as WrittenBaseline, problems);
  return problems.length > 0 ? refuse({ text, file }, problems) : { kind: 'baseline', baseline };
}

function read(written: WrittenBaseline, problems: SchemaProblem[]): Baseline {
  const smoke = Object.entries(written.smoke).map(([name, entry]) => {
    const metrics = Object.entries(entry.metrics).map(([metric, { steps, ...rest }]) => {
      const all = readSteps(steps) ?? [];
      if (all.length !== rest.values.length || !isIncreasing(all)) {
        problems.push({
          pointer: `/smoke/${name}/metrics/${metric}`,
          expected: 'as many increasing steps as values',
          found: `${all.length} steps and ${rest.values.length} values`,
        });
      }
      return [metric, { ...rest, steps: all }] as const;
    });
    const inject = entry.inject ?? 'env';
    return [name, { ...entry, inject, metrics: Object.fromEntries(metrics) }] as const;
  });
  return { ...written, snapshot: withDefaults(written.snapshot), smoke: Object.fromEntries(smoke) };
}

function isIncreasing(steps: readonly number[]): boolean {
  return steps.every((step, index) => index === 0 || step > (steps[index - 1] ?? step));
}

function writtenByNewerTool(value: unknown): SchemaProblem | null {
  const tool = (value as { recorded?: { tool?: unknown } } | null)?.recorded?.tool;
  const theirs = semver.parse(typeof tool === 'string' ? tool.split(' ')[1] : null);
  const ours = semver.parse(TOOL.split(' ')[1]);
  if (theirs === null || ours === null || theirs.major <= ours.major) return null;
  return {
    pointer: '/recorded/tool',
    expected: `a baseline of ${TOOL} or older`,
    found: `one of ${String(tool)}`,
  };
}

function syntaxProblem(thrown: unknown): SchemaProblem {
  const found = thrown instanceof Error ? thrown.message : String(thrown);
  return { pointer: '', expected: 'JSON written by `repro-gate record`', found };
}

interface Source {
  readonly text: string;
  readonly file: string;
}

/** Largest baseline whose lines are looked up; only a broken file is ever parsed for its positions. */
const LARGEST_LOCATED = 4 * 1024 * 1024;
const MOST_PROBLEMS = 20;

function refuse(source: Source, problems: readonly SchemaProblem[]): BaselineResult {
  const where = locateIn(source.text, source.file);
  const findings = problems.slice(0, MOST_PROBLEMS).map(
    ({ pointer, expected, found }): Finding => ({
      code: 'baseline/invalid',
      severity: 'error',
      subject: pointer === '' ? source.file : pointer,
      summary: `the baseline cannot be used: expected ${expected}, found ${found}`,
      expected,
      found,
      where: where(pointer),
      next: 'Record it again with `repro-gate record`, or restore the last good version from git.',
    }),
  );
  return { kind: 'problems', findings };
}

/** JSON is YAML too, and the YAML parser knows where things stand. */
export function locateIn(text: string, file: string): (pointer: string) => Where {
  const parsed = parseText(text, file, LARGEST_LOCATED);
  if (parsed.kind === 'document') return parsed.document.where;
  const where = parsed.problems[0]?.where ?? { file, line: null, column: null };
  return () => where;
}
