/** What changed between the snapshot of the baseline and this machine, and how likely each change moves numbers. */

import table from '../../data/numeric-effect.json' with { type: 'json' };
import { diffParameters } from '../capture/project/parameters/diff.ts';
import type { Package, Snapshot } from '../capture/snapshot.ts';
import { globMatcher } from '../policy/glob.ts';
import type { Change, Environment, NumericEffect } from '../report/report.ts';
import { byPath } from './data.ts';
import { describeBuilds, pairPackages } from './pins.ts';

/** Highest first: the order in which a reviewer wants to read changes. */
const ORDER: readonly NumericEffect[] = ['high', 'medium', 'low', 'none'];

/** Whether a package, by its normalised name, is part of the environment. */
export type Counts = (name: string) => boolean;

/**
 * Compares two snapshots field by field and package by package; changes come most suspicious first. Packages that do not
 * count, because people decided so, are no part of either environment.
 */
export function compareEnvironments(
  recorded: Snapshot,
  found: Snapshot,
  counts: Counts = () => true,
): Environment {
  const before = fieldsOf(recorded, counts);
  const after = fieldsOf(found, counts);
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  const fields = paths.map((path) => change(path, before.get(path) ?? null, after.get(path) ?? null));
  const all = [
    ...fields,
    ...packageChanges(recorded, found, counts),
    ...condaChanges(recorded, found, counts),
    ...projectChanges(recorded, found),
  ];
  const changes = all.filter((entry) => entry.baseline !== entry.found).sort(byEffectThenPath);
  return { compared: true, same: all.length - changes.length, changes };
}

export const NOT_COMPARED: Environment = { compared: false, same: 0, changes: [] };

/**
 * Whether the environment is another one as far as numbers are concerned; decides the band of curves. Data and parameters
 * belong to the change under test: they explain other numbers, and excuse none.
 */
export function isChanged(environment: Environment): boolean {
  return environment.changes.some(
    ({ effect, path }) => effect !== 'none' && !/^(?:data|parameters)\./.test(path),
  );
}

function change(path: string, baseline: string | null, found: string | null): Change {
  return { path, baseline, found, effect: effectOf(path) };
}

const EFFECTS = table.effects.map(({ path, effect }) => ({
  // Brackets in paths are literal in our globs, so `gpus[*].name` matches `gpus[0].name`.
  matches: globMatcher(path),
  effect: effect as NumericEffect,
}));

export function effectOf(path: string): NumericEffect {
  return EFFECTS.find(({ matches }) => matches(path))?.effect ?? 'low';
}

function byEffectThenPath(a: Change, b: Change): number {
  return ORDER.indexOf(a.effect) - ORDER.indexOf(b.effect) || (a.path < b.path ? -1 : 1);
}

/** What a snapshot says about code, time and identity is expected to differ and is no change of the environment. */
const NOT_ENVIRONMENT: ReadonlySet<string> = new Set([
  'schema',
  'capturedAt',
  'tool',
  'class',
  'complete',
  'code',
  'unknown',
  'locks',
  'faults',
  'inputs',
  'data',
  'parameters',
]);
/**
 * Fields that tell two machines of one kind apart, and those that the package list already covers: what a build carries
 * goes with its version.
 */
const IDENTITIES =
  /\.(uuid|serial|pciBusId|deviceIndex|visible|executable|commit)$|^frameworks\.\w+\.archs|^runner\b|^python\.(packages|conda|edited)/;
/** What one board has been through, and what happens on it just now; rules about its health read it. */
const STATE = /^gpus\[\d+\]\.(eccErrors|rowRemap|processes|recoveryAction|nvlink\.peers)\b|^cuda\.copies/;

function fieldsOf(snapshot: Snapshot, counts: Counts): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const isBuildOfOther = (path: string): boolean => {
    if (path === 'python.blas') return !counts('numpy');
    const [, name = ''] = /^frameworks\.(\w+)$/.exec(path) ?? [];
    return name !== '' && !counts(name);
  };
  const visit = (value: unknown, path: string): void => {
    if (value === null || value === undefined) return;
    if (IDENTITIES.test(path) || STATE.test(path) || isBuildOfOther(path)) return;
    if (Array.isArray(value)) {
      value.forEach((item, index) => {
        visit(item, `${path}[${index}]`);
      });
    } else if (typeof value === 'object') {
      visitObject(value, path);
    } else {
      fields.set(path, String(value));
    }
  };
  const visitObject = (value: object, path: string): void => {
    if (isFromWheel(value)) return;
    for (const [key, child] of Object.entries(value)) {
      if (path === '' && !belongs(key, snapshot)) continue;
      visit(child, path === '' ? key : `${path}.${key}`);
    }
  };
  // A board that the job does not see is no part of its environment.
  visitObject({ ...snapshot, gpus: snapshot.gpus.filter(({ visible }) => visible !== false) }, '');
  for (const { name } of snapshot.python?.packages ?? []) fields.delete(`frameworks.${name}.version`);
  return fields;
}

/** On the CPU class the GPUs are not used, so a machine with one is the same environment as a machine without. */
function belongs(key: string, { class: hardwareClass }: Snapshot): boolean {
  if (NOT_ENVIRONMENT.has(key)) return false;
  return !(hardwareClass?.startsWith('cpu-') && ['gpus', 'driver', 'cuda'].includes(key));
}

/** A CUDA library that came as a wheel is in the package list, with its digest. */
function isFromWheel(value: object): boolean {
  return 'from' in value && typeof value.from === 'string' && value.from.startsWith('wheel ');
}

function packageChanges(recorded: Snapshot, found: Snapshot, counts: Counts): readonly Change[] {
  return pairPackages(recorded, found)
    .filter(({ name }) => counts(name))
    .map((pair) => {
      const [before, after] = builds(pair.recorded, pair.found);
      return change(`packages.${pair.name}`, before, after);
    });
}

function builds(recorded: Package | null, found: Package | null): readonly [string | null, string | null] {
  if (recorded === null || found === null) return [recorded?.version ?? null, found?.version ?? null];
  return describeBuilds(recorded, found);
}

/** conda's records of what is no Python package, or is one under the same name. */
function condaChanges(recorded: Snapshot, found: Snapshot, counts: Counts): readonly Change[] {
  const [before, after] = [condaOf(recorded), condaOf(found)];
  const names = [...new Set([...before.keys(), ...after.keys()])].filter(counts);
  return names.map((name) => change(`conda.${name}`, before.get(name) ?? null, after.get(name) ?? null));
}

function condaOf({ python }: Snapshot): ReadonlyMap<string, string> {
  return new Map((python?.conda ?? []).map(({ name, version, build }) => [name, `${version} ${build}`]));
}

function projectChanges(recorded: Snapshot, found: Snapshot): readonly Change[] {
  const [before, after] = [byPath(recorded.data), byPath(found.data)];
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return [
    ...paths.map((path) => change(`data.${path}`, before.get(path) ?? null, after.get(path) ?? null)),
    ...diffParameters(recorded.parameters, found.parameters).map(({ path, key, before: was, after: is }) =>
      change(`parameters.${path}${key === null ? '' : `:${key}`}`, was, is),
    ),
  ];
}
