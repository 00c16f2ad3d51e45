/** Pinned packages equal the baseline in everything that identifies a build: version, local label, commit, content. */

import { normaliseName } from '../capture/python/package-name.ts';
import type { Package, Snapshot } from '../capture/snapshot.ts';
import { globMatcher, isGlob } from '../policy/glob.ts';
import type { Policy } from '../policy/policy.ts';
import type { Finding, Where } from '../verdict.ts';
import { packagesUnknown, packageUnknown } from './package-unknown.ts';
import { cannotJudge, type RecordedEvidence, type Rule } from './rule.ts';

export const pins: Rule = {
  kind: 'compared',
  id: 'pins',
  applies: (policy) => policy.software.pin.length > 0,
  judge: judgePins,
};

/** Packages that no pin names: their drift is worth a line, at the severity the policy gives it. */
export const others: Rule = {
  kind: 'compared',
  id: 'others',
  applies: (policy) => policy.software.others !== 'off',
  judge: judgeOthers,
};

/** Which packages count as part of the environment: with `others: off`, those that a pin or a range names. */
export function countedPackages({ software }: Policy): (name: string) => boolean {
  if (software.others !== 'off') return () => true;
  const ranged = new Set(Object.keys(software.ranges).map(normaliseName));
  return (name) => ranged.has(name) || software.pin.some((pattern) => matches(pattern, name));
}

function judgePins({ policy, snapshot, baseline }: RecordedEvidence): Finding[] {
  const unknown = packagesUnknown(snapshot);
  if (unknown !== null)
    return [cannotJudge('python.packages', unknown, policy.where('/software/packages/pin'))];
  if (snapshot.python === null) return [noPython(policy.where('/software/packages/pin'))];
  const pairs = pairPackages(baseline.snapshot, snapshot);
  const seen = new Set<string>();
  return policy.software.pin.flatMap((pattern, index) => {
    const where = policy.where(`/software/packages/pin/${index}`);
    const matched = pairs.filter((pair) => matches(pattern, pair.name));
    if (matched.length === 0) return isGlob(pattern) ? [] : [matchesNothing(pattern, where)];
    const fresh = matched.filter((pair) => !seen.has(pair.name));
    for (const pair of fresh) seen.add(pair.name);
    return fresh.flatMap((pair) => {
      const doubt = packageUnknown(snapshot, pair.name, BUILD);
      return doubt === null ? judgePin(pair, where) : [cannotJudge(doubt.path, doubt.because, where)];
    });
  });
}

/** What a pin compares. */
const BUILD = ['version', 'commit', 'digest'] as const;

function judgeOthers({ policy, snapshot, baseline }: RecordedEvidence): Finding[] {
  const severity = policy.software.others;
  if (severity === 'off') return [];
  const where = policy.where('/software/packages/others');
  const unknown = packagesUnknown(snapshot);
  // Drift for information is the default, and no reason to stop where nobody asked.
  if (unknown !== null) return severity === 'info' ? [] : [cannotJudge('python.packages', unknown, where)];
  if (snapshot.python === null) return severity === 'info' ? [] : [noPython(where)];
  return pairPackages(baseline.snapshot, snapshot)
    .filter((pair) => !policy.software.pin.some((pattern) => matches(pattern, pair.name)))
    .flatMap((pair) => drift(pair, where))
    .map((finding) => ({ ...finding, severity }));
}

/** A package on both sides, or on one. */
export interface PackagePair {
  readonly name: string;
  readonly recorded: Package | null;
  readonly found: Package | null;
}

export function pairPackages(recorded: Snapshot, found: Snapshot): readonly PackagePair[] {
  const before = new Map(packagesOf(recorded).map((entry) => [entry.name, entry]));
  const after = new Map(packagesOf(found).map((entry) => [entry.name, entry]));
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.map((name) => ({ name, recorded: before.get(name) ?? null, found: after.get(name) ?? null }));
}

/**
 * The project under test, installed in place, has the commit under test. That is the change and not its environment:
 * with it every commit would be another environment, and its numbers would be judged by the wider band.
 */
function packagesOf({ python, code }: Snapshot): readonly Package[] {
  const own = code?.commit ?? null;
  return (python?.packages ?? []).map((entry) =>
    entry.editable && own !== null && entry.commit === own ? { ...entry, commit: null } : entry,
  );
}

function matches(pattern: string, name: string): boolean {
  return globMatcher(normaliseName(pattern))(name);
}

function judgePin(pair: PackagePair, where: Where): Finding[] {
  const { name, recorded, found } = pair;
  if (recorded === null && found !== null) {
    return [
      {
        code: 'pin/not-recorded',
        severity: 'error',
        subject: name,
        summary: `${name} was added`,
        expected: 'not installed, as in the baseline',
        found: found.version,
        where,
        next: 'Remove it, or record the baseline again.',
      },
    ];
  }
  if (recorded !== null && found === null) {
    return [
      {
        code: 'pin/missing',
        severity: 'error',
        subject: name,
        summary: `${name} is not installed`,
        expected: recorded.version,
        found: 'not installed',
        where,
        next: `Install ${name} ${recorded.version}.`,
      },
    ];
  }
  return recorded !== null && found !== null ? judgeBuild({ name, recorded, found }, where) : [];
}

interface Installed {
  readonly name: string;
  readonly recorded: Package;
  readonly found: Package;
}

function judgeBuild({ name, recorded, found }: Installed, where: Where): Finding[] {
  const [expected, actual] = describeBuilds(recorded, found);
  if (expected === actual) return [];
  return [
    {
      code: 'pin/changed',
      severity: 'error',
      subject: name,
      summary: `${name} changed`,
      expected,
      found: actual,
      where,
      next: `Install ${name} ${recorded.version} as recorded, or accept the new build with \`repro-gate record\`.`,
    },
  ];
}

/**
 * Both builds in words, equal exactly when the builds are. Only what differs is named beyond the version, so that
 * `2.8.0` against `2.8.0` never stands there unexplained.
 */
export function describeBuilds(recorded: Package, found: Package): readonly [string, string] {
  if (recorded.version !== found.version) return [recorded.version, found.version];
  if (recorded.commit !== found.commit) {
    return [
      `${recorded.version} of ${commit(recorded.commit)}`,
      `${found.version} of ${commit(found.commit)}`,
    ];
  }
  if (recorded.digest !== found.digest) {
    return [`${recorded.version} (${digest(recorded.digest)})`, `${found.version} (${digest(found.digest)})`];
  }
  return [recorded.version, found.version];
}

function commit(value: string | null): string {
  return value === null ? 'no commit' : `commit ${value.slice(0, 12)}`;
}

function digest(value: string | null): string {
  return value === null ? 'content unknown' : `content ${value.slice(0, 'sha256:'.length + 12)}`;
}

function drift({ name, recorded, found }: PackagePair, where: Where): Finding[] {
  const [expected, actual] =
    recorded !== null && found !== null
      ? describeBuilds(recorded, found)
      : [recorded?.version ?? 'not installed', found?.version ?? 'not installed'];
  if (expected === actual) return [];
  const kind = recorded === null ? 'added' : found === null ? 'removed' : 'changed';
  return [
    {
      code: `package/${kind}`,
      severity: 'info',
      subject: name,
      summary: `${name} was ${kind}`,
      expected,
      found: actual,
      where,
      next: 'Nothing, if it is expected; pin it if its builds matter to the numbers.',
    },
  ];
}

function matchesNothing(pattern: string, where: Where): Finding {
  return {
    code: 'pin/matches-nothing',
    severity: 'error',
    subject: pattern,
    summary: `the pin ${pattern} matches no package`,
    expected: 'a package in the baseline or on this machine',
    found: 'none',
    where,
    next: 'Correct the name or remove it.',
  };
}

export function noPython(where: Where): Finding {
  return {
    code: 'python/missing',
    severity: 'error',
    subject: 'python',
    summary: 'no Python interpreter was found',
    expected: 'a Python interpreter, because a rule reads it',
    found: 'none',
    where,
    next: 'Put python3 on PATH, activate the environment, or name the interpreter with --python.',
  };
}
