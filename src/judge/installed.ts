/** The state of the installation itself: hidden copies, left-overs of another CUDA, editable folders that were changed. */

import { normaliseName } from '../capture/python/package-name.ts';
import type { Package, Snapshot } from '../capture/snapshot.ts';
import { globMatcher } from '../policy/glob.ts';
import type { Policy } from '../policy/policy.ts';
import type { Finding } from '../verdict.ts';
import { cannotJudge, type Evidence, type Rule, unknownBecause } from './rule.ts';

export const installed: Rule = {
  kind: 'standalone',
  id: 'installed',
  applies: ({ software }) =>
    software.others !== 'off' || software.pin.length > 0 || software.verify === 'files',
  judge: judgeInstalled,
};

function judgeInstalled({ policy, snapshot }: Evidence): Finding[] {
  const packages = (snapshot.python?.packages ?? []).filter(({ name }) => counts(name, policy));
  return [
    ...packages.filter(({ shadowed }) => shadowed.length > 0).map(shadowedFinding),
    ...packages.filter((entry) => isDirty(entry, snapshot)).map((entry) => dirtyFinding(entry, policy)),
    ...leftovers(packages, snapshot),
    ...(policy.software.verify === 'files' ? editedFindings(policy, snapshot) : []),
  ];
}

/** `others: off` says that only pinned packages matter. */
function counts(name: string, { software }: Policy): boolean {
  return software.others !== 'off' || isPinned(name, software.pin);
}

function isPinned(name: string, pins: readonly string[]): boolean {
  return pins.some((pattern) => globMatcher(normaliseName(pattern))(name));
}

function shadowedFinding({ name, version, shadowed }: Package): Finding {
  return {
    code: 'package/shadowed',
    severity: 'warning',
    subject: name,
    summary: `${name} is installed more than once`,
    expected: 'one version on the search path',
    found: `${version}, which hides ${shadowed.join(', ')}`,
    where: null,
    next: `Uninstall ${name} where it is not wanted; PYTHONNOUSERSITE=1 keeps the user's own packages out.`,
  };
}

/** The project itself, installed in place, is the code under test: `code/dirty` speaks of it. */
function isDirty({ dirty, commit }: Package, { code }: Snapshot): boolean {
  return dirty === true && (commit === null || commit !== code?.commit);
}

function dirtyFinding({ name, commit }: Package, { software }: Policy): Finding {
  return {
    code: 'package/dirty',
    severity: isPinned(name, software.pin) ? 'error' : 'warning',
    subject: name,
    summary: `${name} is installed from a folder with uncommitted changes`,
    expected: `the files of its commit ${commit?.slice(0, 12) ?? ''}`.trim(),
    found: 'files that differ from it',
    where: null,
    next: `Commit the changes of ${name}, or install it from a commit.`,
  };
}

const MOST_NAMED = 5;

/** One finding for each package, whatever `others` says: nobody asks for a verification of what does not matter. */
function editedFindings(policy: Policy, snapshot: Snapshot): Finding[] {
  const where = policy.where('/software/packages/verify');
  const because = unknownBecause(snapshot, 'python.edited');
  const unread = because === null ? [] : [cannotJudge('python.edited', because, where)];
  const files = snapshot.python?.edited ?? [];
  const names = [...new Set(files.map((file) => file.package))].sort();
  const edited = names.map((name): Finding => {
    const own = files.filter((file) => file.package === name).map(({ path, state }) => `${path} (${state})`);
    const more = own.length - MOST_NAMED;
    return {
      code: 'package/edited',
      severity: 'error',
      subject: name,
      summary: `installed files of ${name} are not those of the package`,
      expected: 'the files that its RECORD lists',
      found: `${own.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
      where,
      next: `Install ${name} again, without what changed its files.`,
    };
  });
  return [...unread, ...edited];
}

/** `nvidia-cublas-cu11`: a part of CUDA, and the major that it is for. */
const CUDA_PART = /^(nvidia-.+)-cu(\d\d)$/;

/** Parts for another CUDA than the one that torch was built for load all the same when something asks for them by name. */
function leftovers(packages: readonly Package[], { frameworks }: Snapshot): Finding[] {
  const wanted = frameworks.torch?.cuda?.split('.', 1)[0];
  if (wanted === undefined) return [];
  return packages.flatMap(({ name, version }) => {
    const [, , major] = CUDA_PART.exec(name) ?? [];
    if (major === undefined || major === wanted) return [];
    return [
      {
        code: 'package/leftover',
        severity: 'warning',
        subject: name,
        summary: `${name} is for another CUDA than torch`,
        expected: `parts for CUDA ${wanted}, which torch was built for`,
        found: `${name} ${version}`,
        where: null,
        next: `Uninstall ${name}, unless another package needs it; what stays behind may be loaded in place of the right library.`,
      } satisfies Finding,
    ];
  });
}
