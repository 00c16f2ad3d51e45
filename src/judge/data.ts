/** Data and parameters that the policy names: the same as in the baseline, by content. */

import { diffParameters } from '../capture/project/parameters/diff.ts';
import type { DataFile, Snapshot } from '../capture/snapshot.ts';
import type { FindingCode } from '../findings.ts';
import type { Finding, Where } from '../verdict.ts';
import { cannotJudge, type RecordedEvidence, type Rule } from './rule.ts';

export const data: Rule = {
  kind: 'compared',
  id: 'data',
  applies: (policy) => policy.data.length > 0,
  judge: judgeData,
};

export const parameters: Rule = {
  kind: 'compared',
  id: 'parameters',
  applies: (policy) => policy.parameters.length > 0,
  judge: judgeParameters,
};

function judgeData({ policy, snapshot, baseline }: RecordedEvidence): Finding[] {
  const where = policy.where('/data');
  const unread = unreadOf(snapshot, 'data', where);
  const [before, after] = [byPath(baseline.snapshot.data), byPath(snapshot.data)];
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  const changes = paths.flatMap((path) => {
    const [recorded, found] = [before.get(path) ?? null, after.get(path) ?? null];
    return recorded === found ? [] : [change({ path, recorded, found, where })];
  });
  return [...unread, ...changes];
}

/**
 * The kind is how it was read and no part of the data: a fetched file of Git LFS has the digest of its pointer. A path
 * that has two digests, by its DVC pointer and by its content, is compared by both.
 */
export function byPath(files: readonly DataFile[]): ReadonlyMap<string, string> {
  const hashes = new Map<string, Set<string>>();
  for (const { path, hash } of files) hashes.set(path, (hashes.get(path) ?? new Set()).add(hash));
  return new Map([...hashes].map(([path, all]) => [path, [...all].sort().join(', ')]));
}

/** Every file that the policy names and that could not be read. */
function unreadOf(snapshot: Snapshot, field: 'data' | 'parameters', where: Where): Finding[] {
  const unread = snapshot.unknown.filter(({ path }) => path === field || path.startsWith(`${field}[`));
  if (unread.length === 0 && snapshot[field].length === 0) return [cannotJudge(field, NOT_LOOKED_FOR, where)];
  return unread.map(({ path, because }) => cannotJudge(path, because, where));
}

/** A capture under this policy finds something or says why not: only a snapshot that was saved without it has neither. */
const NOT_LOOKED_FOR = 'the snapshot was taken without this policy, and holds none';

interface Changed {
  readonly path: string;
  readonly recorded: string | null;
  readonly found: string | null;
  readonly where: Where;
}

function change({ path, recorded, found, where }: Changed): Finding {
  const [code, what] = kindOf(recorded, found);
  return {
    code,
    severity: 'warning',
    subject: path,
    summary: `${path} ${what}`,
    expected: recorded ?? 'nothing, as in the baseline',
    found: found ?? 'nothing',
    where,
    next: 'If the data was changed on purpose, record again; if not, restore it.',
  };
}

function kindOf(recorded: string | null, found: string | null): readonly [FindingCode, string] {
  if (recorded === null) return ['data/added', 'is no part of the baseline'];
  return found === null ? ['data/removed', 'is gone'] : ['data/changed', 'has another content'];
}

function judgeParameters({ policy, snapshot, baseline }: RecordedEvidence): Finding[] {
  const where = policy.where('/parameters');
  const changes = diffParameters(baseline.snapshot.parameters, snapshot.parameters);
  return [
    ...unreadOf(snapshot, 'parameters', where),
    ...changes.map(({ path, key, before, after }): Finding => {
      const name = key === null ? path : `${path}:${key}`;
      return {
        code: 'parameters/changed',
        severity: 'warning',
        subject: name,
        summary: `${name} is another one`,
        expected: before ?? 'not set',
        found: after ?? 'not set',
        where,
        next: 'If the parameter was changed on purpose, record again; if not, restore it.',
      };
    }),
  ];
}
