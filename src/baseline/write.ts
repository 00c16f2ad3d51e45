/** The text of a baseline: one package or metric a line, in a stable order, so that its `git diff` reads as a change. */

import type { Package } from '../capture/snapshot.ts';
import type { Baseline, RecordedMetric, RecordedSmoke } from './baseline.ts';
import { writeSteps } from './steps.ts';

/** Folder of the baselines, relative to the project. */
export const BASELINE_FOLDER = '.repro/baselines/';

/** Path of the baseline of a hardware class, relative to the project. */
export function baselinePath(hardwareClass: string): string {
  return `${BASELINE_FOLDER}${hardwareClass}.json`;
}

export function isBaselinePath(path: string): boolean {
  return path.startsWith(BASELINE_FOLDER);
}

/** Renders a baseline. Throws on a number that JSON cannot hold: `record` refuses those before it comes here. */
export function renderBaseline(baseline: Baseline): string {
  const { schema, class: hardwareClass, recorded, snapshot, smoke } = baseline;
  const packages = [...(snapshot.python?.packages ?? [])]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(writePackage);
  const python = snapshot.python === null ? null : { ...snapshot.python, packages };
  const value = {
    schema,
    class: hardwareClass,
    recorded: inOrder(recorded),
    snapshot: { ...snapshot, python, env: sortKeys(snapshot.env) },
    smoke: mapValues(sortKeys(smoke), writeSmoke),
  };
  return `${render(value, '', '')}\n`;
}

/** The order of lines does not depend on how the value was put together. */
function inOrder({ at, tool, by, commit, run, why }: Baseline['recorded']): Baseline['recorded'] {
  return { at, tool, by, commit, run, why };
}

/** What most packages do not have stands only where one has it: the line stays short, and reads the same. */
function writePackage({ archive, dirty, shadowed, ...entry }: Package): object {
  return {
    ...entry,
    ...(archive === null ? {} : { archive }),
    ...(dirty === null ? {} : { dirty }),
    ...(shadowed.length === 0 ? {} : { shadowed }),
  };
}

function writeSmoke({ run, seed, inject, ...smoke }: RecordedSmoke): object {
  return { run, seed, inject, ...smoke, metrics: mapValues(sortKeys(smoke.metrics), writeMetric) };
}

function writeMetric(metric: RecordedMetric): object {
  const { steps, values, ...rest } = metric;
  return { ...rest, steps: writeSteps(steps), values };
}

function sortKeys<T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  map: (value: T) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

/** Values that stand on one line whatever they hold. */
const ONE_LINE =
  /^\/snapshot\/(python\/(packages|conda)|cuda\/copies|faults|unknown|data|locks|code\/submodules)\/\d+$|^\/smoke\/[^/]+\/metrics\/[^/]+$/;

function render(value: unknown, path: string, indent: string): string {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new Error(`${path} is ${value}, which JSON cannot hold`);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value);
  const isList = Array.isArray(value);
  if (entries.length === 0) return isList ? '[]' : '{}';
  const inline =
    ONE_LINE.test(path) || (isList && entries.every(([, item]) => item === null || typeof item !== 'object'));
  const child = (key: string): string => `${path}/${key.replaceAll('/', '~1')}`;
  if (inline) return renderInline(value, child, indent);
  const deeper = `${indent}  `;
  const items = entries.map(
    ([key, item]) =>
      `${deeper}${isList ? '' : `${JSON.stringify(key)}: `}${render(item, child(key), deeper)}`,
  );
  return `${isList ? '[' : '{'}\n${items.join(',\n')}\n${indent}${isList ? ']' : '}'}`;
}

function renderInline(value: object, child: (key: string) => string, indent: string): string {
  const inner = (key: string, item: unknown): string =>
    item !== null && typeof item === 'object'
      ? renderInline(item, child, indent)
      : render(item, child(key), indent);
  if (Array.isArray(value)) return `[${value.map((item, index) => inner(`${index}`, item)).join(', ')}]`;
  const pairs = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${inner(key, item)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}
