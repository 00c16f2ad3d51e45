/** Lock files, read as data and held against what is installed. */

import { parse as parseToml } from 'smol-toml';
import { agree } from '../../locks/agree.ts';
import type { Installed } from '../../locks/installed.ts';
import type { ReadLock } from '../../locks/lock.ts';
import { type MarkerEnvironment, markerEnvironment } from '../../locks/marker-environment.ts';
import { readLock } from '../../locks/read-lock.ts';
import type { Machine } from '../machine.ts';
import type { Parsed } from '../probe.ts';
import { normaliseName } from '../python/package-name.ts';
import { packagePath } from '../python/packages.ts';
import type { LockFile, Python, Unknown } from '../snapshot.ts';

export interface LocksRequest {
  readonly directory: string;
  readonly paths: readonly string[];
  readonly python: Parsed<Python | null>;
}

/** uv.lock of a large project has a few megabytes. */
const LARGEST_LOCK = 32 * 1024 * 1024;

export async function readLocks(
  machine: Machine,
  { directory, paths, python }: LocksRequest,
): Promise<Parsed<readonly LockFile[]>> {
  const read = await Promise.all(
    [...new Set(paths)].map(async (path) => {
      try {
        return await readOne(machine, { directory, path, python });
      } catch (thrown) {
        return unreadable(path, thrown instanceof Error ? thrown.message : String(thrown));
      }
    }),
  );
  return {
    facts: read.flatMap(({ facts }) => (facts === null ? [] : [facts])),
    unknown: read.flatMap(({ unknown }) => unknown),
  };
}

function unreadable(path: string, because: string): Parsed<LockFile | null> {
  return { facts: null, unknown: [{ path: `locks[${path}]`, because }] };
}

interface OneLock extends Omit<LocksRequest, 'paths'> {
  readonly path: string;
}

async function readOne(
  machine: Machine,
  { directory, path, python }: OneLock,
): Promise<Parsed<LockFile | null>> {
  if (isOutside(path)) return unreadable(path, 'it is outside the project');
  const texts = await readWithIncludes(machine, directory, path);
  const text = texts.get(path) ?? null;
  if (text === null) return unreadable(path, 'there is no such file');
  if (text.length >= LARGEST_LOCK) return unreadable(path, `it has more than ${LARGEST_LOCK} bytes`);
  const reading = readLock(path, text, (other) => texts.get(other) ?? null);
  if (reading.kind === 'unreadable') return unreadable(path, whyUnreadable(reading));
  const lock = describe(reading, { path, sha256: machine.sha256(text) });
  const because = whyNoComparison(python);
  if (because !== null || python.facts === null) {
    return {
      facts: lock,
      unknown: [{ path: `locks[${path}].disagreements`, because: because ?? NO_PYTHON }],
    };
  }
  const environment = environmentOf(machine, python.facts);
  const project = projectNames(await readInside(machine, directory, 'pyproject.toml'));
  const disagreements = agree(reading, installedIn(python.facts, python.unknown), {
    environment,
    ...project,
  });
  return { facts: { ...lock, disagreements }, unknown: [] };
}

function isOutside(path: string): boolean {
  return /^(?:[\\/~]|[A-Za-z]:)/.test(path) || path.split(/[\\/]/).includes('..');
}

function whyUnreadable({ because, line }: { readonly because: string; readonly line?: number }): string {
  return line === undefined ? because : `line ${line}: ${because}`;
}

const NO_PYTHON = 'there is no Python to compare it with';

function whyNoComparison({ facts, unknown }: Parsed<Python | null>): string | null {
  if (facts === null) return unknown.find(({ path }) => path === 'python')?.because ?? NO_PYTHON;
  return unknown.find(({ path }) => path === 'python.packages')?.because ?? null;
}

/** How deep requirements files may include one another, and how many there may be. */
const MOST_INCLUDES = 64;

/** The lock, and every file that it includes, found by reading it until it asks for nothing new. */
async function readWithIncludes(
  machine: Machine,
  directory: string,
  path: string,
): Promise<ReadonlyMap<string, string | null>> {
  const texts = new Map<string, string | null>();
  let wanted: readonly string[] = [path];
  while (wanted.length > 0 && texts.size < MOST_INCLUDES) {
    for (const name of wanted) texts.set(name, await readInside(machine, directory, name));
    const missing = new Set<string>();
    readLock(path, texts.get(path) ?? '', (other) => {
      if (!texts.has(other)) missing.add(other);
      return texts.get(other) ?? null;
    });
    wanted = [...missing];
  }
  return texts;
}

async function readInside(machine: Machine, directory: string, path: string): Promise<string | null> {
  return isOutside(path) ? null : machine.software.readText(`${directory}/${path}`, LARGEST_LOCK);
}

function describe(lock: ReadLock, file: Pick<LockFile, 'path' | 'sha256'>): LockFile {
  const { form, packages, requiresPython, notes } = lock;
  return { ...file, form, packages: packages.length, requiresPython, disagreements: [], notes };
}

function environmentOf(machine: Machine, { version, implementation }: Python): MarkerEnvironment {
  const { platform, arch } = machine;
  return markerEnvironment({ pythonVersion: version, implementation, platform, arch });
}

/** The project itself may be installed, and a lock need not name it. */
function projectNames(pyproject: string | null): { readonly project?: readonly string[] } {
  try {
    const { project } = parseToml(pyproject ?? '') as { project?: { name?: unknown } };
    return typeof project?.name === 'string' ? { project: [normaliseName(project.name)] } : {};
  } catch {
    return {};
  }
}

/** A version that is not known is no version, so that nothing agrees with it. */
function installedIn({ packages, conda }: Python, unknown: readonly Unknown[]): readonly Installed[] {
  const unclear = new Set(unknown.map(({ path }) => path));
  const byConda = new Set(conda.map(({ name, version }) => `${normaliseName(name)} ${version}`));
  return [
    ...packages.map((entry) => ({
      ...entry,
      version: unclear.has(packagePath(entry.name, 'version')) ? '' : entry.version,
      // Packages that conda built with pip say that pip installed them.
      installer: byConda.has(`${entry.name} ${entry.version}`) ? 'conda' : entry.installer,
      archiveHashes: entry.archive === null ? [] : [entry.archive],
    })),
    ...conda.map(({ name, version, build }) => ({
      name,
      version,
      build,
      commit: null,
      editable: false,
      ecosystem: 'conda' as const,
    })),
  ];
}
