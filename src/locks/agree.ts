/**
 * Compares a lock with what is installed. One disagreement for each package at most: a version that is another one
 * explains every other difference.
 */

import { comparePackage } from './compare-package.ts';
import { type Demand, demands, type Wanted } from './demand.ts';
import { type Here, type Installed, InstalledSet } from './installed.ts';
import type { LockedPackage, ReadLock } from './lock.ts';

export interface Disagreement {
  /** Normalised for PyPI, as written for conda. */
  readonly name: string;
  readonly ecosystem: LockedPackage['ecosystem'];
  readonly kind: DisagreementKind;
  readonly expected: string;
  readonly found: string;
  /** The file that `line` is in, where that is not the lock itself. */
  readonly file: string | null;
  readonly line: number | null;
}

export type DisagreementKind =
  | 'missing'
  | 'extra'
  | 'version'
  /** Same version: other local label, commit or conda build string. */
  | 'build'
  /** The archive that it was installed from is not one of those that the lock allows. */
  | 'hash'
  /** Cannot be told, and `found` says why. */
  | 'unjudged';

export interface AgreeContext extends Wanted {
  /** Names of the project itself, which a lock need not name. Left out: not known; then no editable one is too many. */
  readonly project?: readonly string[];
  /** Whether packages that the lock does not name are reported; left out: for locks that mean to name them all. */
  readonly reportExtra?: boolean;
}

export function agree(
  lock: ReadLock,
  installed: readonly Installed[],
  context: AgreeContext,
): readonly Disagreement[] {
  const here = new InstalledSet(installed);
  const demanded = demands(lock, context);
  const groups = [...applicable(lock, demanded).values()];
  const condaUnknown = !here.knowsConda && groups.some(([first]) => first?.entry.ecosystem === 'conda');
  const judged = groups.filter(([first]) => !condaUnknown || first?.entry.ecosystem === 'pypi');
  return [
    ...(condaUnknown ? [noConda(groups.length - judged.length)] : []),
    ...judged.flatMap((group) => judge(group, { lock, here, context })),
    ...((context.reportExtra ?? lock.complete) ? tooMany(lock, here, context) : []),
  ];
}

interface Candidate {
  readonly entry: LockedPackage;
  readonly demand: Demand;
}

/** The entries for this machine, by name. */
function applicable(lock: ReadLock, demanded: readonly Demand[]): ReadonlyMap<string, readonly Candidate[]> {
  const found = new Map<string, Candidate[]>();
  lock.packages.forEach((entry, index) => {
    const demand = demanded[index] ?? 'excluded';
    if (demand === 'excluded') return;
    const key = keyOf(entry);
    const same = found.get(key);
    if (same === undefined) found.set(key, [{ entry, demand }]);
    else same.push({ entry, demand });
  });
  return found;
}

function keyOf({ ecosystem, name, written }: Pick<LockedPackage, 'ecosystem' | 'name' | 'written'>): string {
  return ecosystem === 'conda' ? `conda ${written.toLowerCase()}` : `pypi ${name}`;
}

interface Circumstances {
  readonly lock: ReadLock;
  readonly here: InstalledSet;
  readonly context: AgreeContext;
}

function judge(group: readonly Candidate[], { lock, here, context }: Circumstances): Disagreement[] {
  const strongest = (['required', 'unknown', 'possible'] as const).find((demand) =>
    group.some((candidate) => candidate.demand === demand),
  );
  const entries = group.filter(({ demand }) => demand === strongest).map(({ entry }) => entry);
  const [entry] = entries;
  if (entry === undefined || isProject(entry, context)) return [];
  const found = here.find(entry);
  if (found === null) return strongest === 'possible' ? [] : [absent(entry, strongest === 'required')];
  const limits = group.map((candidate) => candidate.entry).filter(({ constraint }) => constraint);
  const answer = lock.form === 'requirements' ? all(entries, found) : any(entries, found);
  const one = answer ?? all(limits, found);
  return one === null ? [] : [one];
}

/** Lines of pip's files hold together, and so do constraints. */
function all(entries: readonly LockedPackage[], found: Here): Disagreement | null {
  for (const entry of entries) {
    const difference = comparePackage(entry, found);
    if (difference !== null) return { ...placeOf(entry), ...difference };
  }
  return null;
}

/** Several of one name are alternatives: any that fits will do. */
function any(entries: readonly LockedPackage[], found: Here): Disagreement | null {
  const answers = entries.map((entry) => all([entry], found));
  return answers.includes(null) ? null : (answers[0] ?? null);
}

function placeOf(entry: LockedPackage): Pick<Disagreement, 'name' | 'ecosystem' | 'file' | 'line'> {
  const { ecosystem, file, line } = entry;
  return { name: ecosystem === 'conda' ? entry.written : entry.name, ecosystem, file, line };
}

function absent(entry: LockedPackage, required: boolean): Disagreement {
  const expected = entry.version ?? entry.specifier ?? entry.url ?? 'any version';
  return required
    ? { ...placeOf(entry), kind: 'missing', expected, found: 'not installed' }
    : {
        ...placeOf(entry),
        kind: 'unjudged',
        expected,
        found: `not installed, and whether it should be hangs on a marker that is not understood: ${entry.marker ?? 'that of a package which asks for it'}`,
      };
}

function noConda(count: number): Disagreement {
  return {
    name: 'conda',
    ecosystem: 'conda',
    kind: 'unjudged',
    expected: `${count} conda packages`,
    found: 'which conda packages are installed is not known',
    file: null,
    line: null,
  };
}

function isProject(
  { name, local }: Pick<LockedPackage, 'name' | 'local'>,
  { project = [] }: AgreeContext,
): boolean {
  return local === '.' || project.includes(name);
}

/** What brings the others, and is in an environment before any lock is looked at. */
const TOOLS: ReadonlySet<string> = new Set(['pip', 'setuptools', 'wheel', 'uv']);

function tooMany(lock: ReadLock, here: InstalledSet, context: AgreeContext): Disagreement[] {
  const named = new Set(lock.packages.map(keyOf));
  const condaLock = lock.packages.some(({ ecosystem }) => ecosystem === 'conda');
  return (
    here.all
      .filter((one) => !named.has(keyOf({ ...one, written: one.name })))
      .filter(({ name }) => !TOOLS.has(name) && !context.project?.includes(name))
      .filter(({ editable }) => !editable || context.project !== undefined)
      // Conda's packages are Python packages too, under names that need not be conda's; and a lock of pip's alone says
      // nothing of conda's.
      .filter(({ ecosystem, installer }) =>
        ecosystem === 'conda' ? condaLock : !condaLock || installer !== 'conda',
      )
      .map(({ name, ecosystem, version }) => ({
        name,
        ecosystem,
        kind: 'extra' as const,
        expected: 'not in the lock file',
        found: version,
        file: null,
        line: null,
      }))
  );
}
