/** Lock files: what is installed is what the lock says, one finding for each package where it is not. */

import type { LockDisagreement, LockFile } from '../capture/snapshot.ts';
import type { FindingCode } from '../findings.ts';
import { contains } from '../locks/pep440.ts';
import type { Finding, Severity, Where } from '../verdict.ts';
import { cannotJudge, type Evidence, type Rule, unknownBecause } from './rule.ts';

export const lockfile: Rule = {
  kind: 'standalone',
  id: 'lockfile',
  applies: (policy) => policy.software.lockfiles.length > 0,
  judge: judgeLocks,
};

/** A lock of another environment disagrees everywhere; nobody reads more than this. */
const MOST_FINDINGS = 50;

function judgeLocks(evidence: Evidence): Finding[] {
  const { policy, snapshot } = evidence;
  const where = policy.where('/software/packages/lockfile');
  return policy.software.lockfiles.flatMap((path) => {
    const lock = snapshot.locks.find((candidate) => candidate.path === path);
    if (lock === undefined) return [unreadable(path, unknownBecause(snapshot, `locks[${path}]`), where)];
    if (lock.packages === 0) return [unreadable(path, 'it names no package', where)];
    const because = unknownBecause(snapshot, `locks[${path}].disagreements`);
    if (because !== null) return [cannotJudge(`locks[${path}]`, because, where)];
    return [...interpreterOf(lock, evidence), ...disagreementsOf(lock), ...notesOf(lock)];
  });
}

function unreadable(path: string, because: string | null, where: Where): Finding {
  return {
    code: 'lock/unreadable',
    severity: 'error',
    subject: path,
    summary: `the lock file ${path} cannot be used: ${because ?? 'it was not read'}`,
    expected: 'a lock file of a known form, because the policy names it',
    found: because ?? 'nothing that was read',
    where,
    next: `Correct ${path} or its name in the policy; the tool that wrote it writes it again.`,
  };
}

function interpreterOf({ path, requiresPython }: LockFile, { snapshot }: Evidence): Finding[] {
  const version = snapshot.python?.version ?? null;
  if (requiresPython === null || version === null) return [];
  if (contains(requiresPython, version) !== false) return [];
  return [
    {
      code: 'lock/python',
      severity: 'error',
      subject: 'python',
      summary: `${path} is not for Python ${version}`,
      expected: requiresPython,
      found: version,
      where: at(path, null),
      next: 'Run the job with an interpreter that the lock is for, or lock again with this one.',
    },
  ];
}

/** A place in the lock; the packages it lacks are on no line. */
function at(file: string, line: number | null): Where {
  return { file, line, column: null };
}

interface Words {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly summary: (disagreement: LockDisagreement, path: string) => string;
  readonly next: (disagreement: LockDisagreement) => string;
}

const INSTALL = 'Install from the lock file, or lock again if what is installed is what is wanted.';

const WORDS: Readonly<Record<LockDisagreement['kind'], Words>> = {
  missing: {
    code: 'lock/missing',
    severity: 'error',
    summary: ({ name }, path) => `${name} is in ${path} and not installed`,
    next: () => INSTALL,
  },
  extra: {
    code: 'lock/extra',
    severity: 'warning',
    summary: ({ name }, path) => `${name} is installed and not in ${path}`,
    next: ({ name }) => `Uninstall ${name}, or add it to the project and lock again.`,
  },
  version: {
    code: 'lock/version',
    severity: 'error',
    summary: ({ name, found }, path) => `${name} ${found} is not what ${path} says`,
    next: () => INSTALL,
  },
  build: {
    code: 'lock/build',
    severity: 'error',
    summary: ({ name }, path) => `${name} is of another build than in ${path}`,
    next: () => INSTALL,
  },
  hash: {
    code: 'lock/hash',
    severity: 'error',
    summary: ({ name }, path) => `${name} was installed from an archive that ${path} does not allow`,
    next: () => INSTALL,
  },
  unjudged: {
    code: 'lock/unjudged',
    severity: 'error',
    summary: ({ name }, path) => `whether ${name} is what ${path} says cannot be told`,
    next: () => 'Look at the entry; a lock with exact versions can be compared.',
  },
};

/** What is past the limit is one finding for each kind, because kinds have severities of their own. */
function disagreementsOf({ path, disagreements }: LockFile): Finding[] {
  const shown = disagreements.slice(0, MOST_FINDINGS).map((disagreement) => findingOf(disagreement, path));
  const rest = new Map<LockDisagreement['kind'], LockDisagreement[]>();
  for (const disagreement of disagreements.slice(MOST_FINDINGS)) {
    const same = rest.get(disagreement.kind);
    if (same === undefined) rest.set(disagreement.kind, [disagreement]);
    else same.push(disagreement);
  }
  return [...shown, ...[...rest.values()].flatMap((same) => together(same, path))];
}

function together([first, ...more]: readonly LockDisagreement[], path: string): Finding[] {
  if (first === undefined) return [];
  const finding = findingOf(first, path);
  return [more.length === 0 ? finding : { ...finding, subject: `${first.name} and ${more.length} more` }];
}

function findingOf(disagreement: LockDisagreement, path: string): Finding {
  const { name, kind, expected, found, file, line } = disagreement;
  const { code, severity, summary, next } = WORDS[kind];
  return {
    code,
    severity,
    subject: name,
    summary: summary(disagreement, path),
    expected,
    found,
    where: at(file ?? path, line),
    next: next(disagreement),
  };
}

const MOST_NOTES = 10;

function notesOf({ path, notes }: LockFile): Finding[] {
  return notes.slice(0, MOST_NOTES).map((note) => ({
    code: 'lock/note',
    severity: 'warning',
    subject: path,
    summary: `a line of ${path} is not understood`,
    expected: 'an entry of a known form',
    found: note,
    where: at(path, null),
    next: 'Nothing, if the line names no package; what it names is not compared.',
  }));
}
