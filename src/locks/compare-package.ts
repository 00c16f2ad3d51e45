/** One entry of a lock beside the package of that name which is installed. */

import { buildMatches, condaContains } from './conda-spec.ts';
import type { Here } from './installed.ts';
import type { LockedPackage } from './lock.ts';
import { contains, localOf, sameRelease } from './pep440.ts';

export interface Difference {
  readonly kind: 'version' | 'build' | 'hash' | 'unjudged';
  readonly expected: string;
  readonly found: string;
}

/** Null where they agree. */
export function comparePackage(locked: LockedPackage, found: Here): Difference | null {
  // What is installed from a folder is whatever is in that folder.
  if (locked.local !== null) return null;
  if (found.version === '') return unjudged(locked, 'its installed version is not known');
  const sameCommit =
    locked.commit !== null && found.commit !== null && isCommitOf(locked.commit, found.commit);
  // Versions made from the state of a working tree may differ from build to build of one commit.
  const version = sameCommit ? null : compareVersion(locked, found);
  return version ?? compareCommit(locked, found) ?? compareBuild(locked, found) ?? compareHash(locked, found);
}

function unjudged(locked: LockedPackage, found: string): Difference {
  return { kind: 'unjudged', expected: wanted(locked), found };
}

function wanted({ version, specifier, url }: LockedPackage): string {
  return version ?? specifier ?? url ?? 'any version';
}

function compareVersion(locked: LockedPackage, found: Here): Difference | null {
  const { version, specifier, ecosystem } = locked;
  if (version !== null) {
    const same = ecosystem === 'conda' ? version === found.version : sameRelease(version, found.version);
    return same ? null : { kind: 'version', expected: version, found: found.version };
  }
  if (specifier === null) return null;
  const allowed = (ecosystem === 'conda' ? condaContains : contains)(specifier, found.version);
  if (allowed === null)
    return unjudged(locked, `${found.version}, which cannot be compared with ${specifier}`);
  return allowed ? null : { kind: 'version', expected: specifier, found: found.version };
}

/** A short commit is the same as a long one that begins with it. */
function isCommitOf(a: string, b: string): boolean {
  const [short = '', long = ''] = [a.toLowerCase(), b.toLowerCase()].sort((x, y) => x.length - y.length);
  return long.startsWith(short);
}

function compareCommit({ commit }: LockedPackage, found: Here): Difference | null {
  if (commit === null || (found.commit !== null && isCommitOf(commit, found.commit))) return null;
  return {
    kind: 'build',
    expected: `commit ${commit}`,
    found: found.commit === null ? `${found.version}, not installed from a commit` : `commit ${found.commit}`,
  };
}

/** A lock that names no local label leaves the build open: `2.8.0` from an index of CUDA builds is `2.8.0+cu126`. */
function compareBuild(locked: LockedPackage, found: Here): Difference | null {
  if (locked.ecosystem === 'conda') return compareCondaBuild(locked, found);
  const { version, commit } = locked;
  if (version === null || commit !== null || !version.includes('+')) return null;
  if (localOf(version) === localOf(found.version)) return null;
  return { kind: 'build', expected: version, found: found.version };
}

function compareCondaBuild(locked: LockedPackage, found: Here): Difference | null {
  if (locked.build === null) return null;
  if (!found.build) return unjudged(locked, `${found.version}, whose build string is not known`);
  if (buildMatches(locked.build, found.build)) return null;
  return {
    kind: 'build',
    expected: `${wanted(locked)} ${locked.build}`,
    found: `${found.version} ${found.build}`,
  };
}

/** Only digests of one algorithm, and only where the archive's own is known. */
function compareHash({ hashes }: LockedPackage, { archiveHashes = [] }: Here): Difference | null {
  for (const hash of archiveHashes) {
    const [algorithm = ''] = hash.split(':', 1);
    const allowed = hashes.filter((one) => one.startsWith(`${algorithm}:`));
    if (allowed.length === 0 || allowed.includes(hash.toLowerCase())) continue;
    const [first = '', ...more] = allowed;
    return {
      kind: 'hash',
      expected: more.length === 0 ? first : `one of ${allowed.length} digests`,
      found: hash,
    };
  }
  return null;
}
