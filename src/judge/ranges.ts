/** PEP 440 specifiers: packages under `ranges`, and the interpreter under `python`. */

import { valid } from '@renovatebot/pep440';
import { normaliseName } from '../capture/python/package-name.ts';
import { joinPointer } from '../document/pointer.ts';
import { contains } from '../locks/pep440.ts';
import type { Finding } from '../verdict.ts';
import { packagesUnknown, packageUnknown } from './package-unknown.ts';
import { noPython } from './pins.ts';
import { cannotJudge, type Evidence, type Rule, unknownBecause } from './rule.ts';

export const pythonVersion: Rule = {
  kind: 'standalone',
  id: 'python',
  applies: (policy) => policy.software.python !== null,
  judge: judgePython,
};

export const ranges: Rule = {
  kind: 'standalone',
  id: 'ranges',
  applies: (policy) => Object.keys(policy.software.ranges).length > 0,
  judge: judgeRanges,
};

/**
 * Pre-releases count as what they are: a policy that allows `>=2.9` meets the nightly build it is given. A version
 * that PEP 440 does not know is in no range.
 */
function isInRange(version: string, range: string): boolean {
  return contains(range, version) === true;
}

function judgePython({ policy, snapshot }: Evidence): Finding[] {
  const where = policy.where('/software/python');
  const range = policy.software.python;
  const unknown = unknownBecause(snapshot, 'python.version');
  if (snapshot.python === null)
    return [unknown === null ? noPython(where) : cannotJudge('python', unknown, where)];
  const { version } = snapshot.python;
  if (range === null || isInRange(version, range)) return [];
  return [
    {
      code: 'python/version',
      severity: 'error',
      subject: 'python',
      summary: `Python ${version} is not allowed`,
      expected: range,
      found: version,
      where,
      next: 'Run the job with an allowed interpreter; --python PATH or the python input choose one.',
    },
  ];
}

function judgeRanges({ policy, snapshot }: Evidence): Finding[] {
  const where = policy.where('/software/packages/ranges');
  const unknown = packagesUnknown(snapshot);
  if (unknown !== null) return [cannotJudge('python.packages', unknown, where)];
  if (snapshot.python === null) return [noPython(where)];
  const versions = new Map(snapshot.python.packages.map((entry) => [entry.name, entry.version]));
  return Object.entries(policy.software.ranges).flatMap(([name, range]) => {
    const place = policy.where(joinPointer('software', 'packages', 'ranges', name));
    const doubt = packageUnknown(snapshot, normaliseName(name), ['version']);
    if (doubt !== null) return [cannotJudge(doubt.path, doubt.because, place)];
    const version = versions.get(normaliseName(name)) ?? null;
    if (version !== null && isInRange(version, range)) return [];
    return [
      version === null
        ? missing({ name, range, where: place })
        : outside({ name, range, where: place }, version),
    ];
  });
}

interface Ranged {
  readonly name: string;
  readonly range: string;
  readonly where: Finding['where'];
}

function missing({ name, range, where }: Ranged): Finding {
  return {
    code: 'range/missing',
    severity: 'error',
    subject: name,
    summary: `${name} is not installed`,
    expected: range,
    found: 'not installed',
    where,
    next: `Install ${name}${range}, or remove the range.`,
  };
}

function outside({ name, range, where }: Ranged, version: string): Finding {
  const readable = valid(version) !== null;
  return {
    code: 'range/outside',
    severity: 'error',
    subject: name,
    summary: readable
      ? `${name} ${version} is outside its range`
      : `${name} has a version that PEP 440 does not know`,
    expected: range,
    found: readable ? version : `${version}, which is no PEP 440 version`,
    where,
    next: `Install ${name}${range}, or change the range in a reviewed change.`,
  };
}
