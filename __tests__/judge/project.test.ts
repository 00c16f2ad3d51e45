import { describe, expect, test } from '@jest/globals';
import type { DataFile, LockFile, Snapshot } from '../../src/capture/snapshot.ts';
import { compareEnvironments, isChanged } from '../../src/judge/environment.ts';
import { RULES } from '../../src/judge/rules.ts';
import { aBaseline, aPackage, aPolicy, aSnapshot, withPackages } from '../builders.ts';

function judge(policyText: string, snapshot: Snapshot, recorded: Snapshot = aSnapshot()): readonly string[] {
  const policy = aPolicy(policyText);
  const baseline = aBaseline({ snapshot: recorded });
  return RULES.filter((rule) => rule.applies(policy))
    .flatMap((rule) => rule.judge({ policy, snapshot, baseline, variables: {} }))
    .filter(({ severity }) => severity !== 'info')
    .map(({ code, subject }) => `${code} ${subject}`);
}

describe('data', () => {
  const POLICY = 'data: [data/train.csv, data/train.csv.dvc]';
  const file: DataFile = { path: 'data/train.csv', kind: 'file', hash: 'sha256:1' };
  const pointer = (md5: string): DataFile => ({ path: 'data/train.csv', kind: 'dvc', hash: `md5:${md5}` });

  test('that is named by its pointer and by its content is compared by both', () => {
    const recorded = aSnapshot({ data: [pointer('a'), file] });
    const found = aSnapshot({ data: [pointer('b'), file] });
    expect(judge(POLICY, found, recorded)).toEqual(['data/changed data/train.csv']);
    expect(compareEnvironments(recorded, found).changes).toMatchObject([{ path: 'data.data/train.csv' }]);
    expect(judge(POLICY, recorded, recorded)).toEqual([]);
  });

  test('of Git LFS is the same fetched and as a pointer', () => {
    const lfs = aSnapshot({ data: [{ ...file, kind: 'lfs' }] });
    expect(judge(POLICY, lfs, aSnapshot({ data: [file] }))).toEqual([]);
  });

  test.each([
    ['data: [data/train.csv]', 'capture/unknown data'],
    ['parameters: [params.yaml]', 'capture/unknown parameters'],
  ])('that nobody looked for when the snapshot was saved agrees with nothing: %s', (policy, finding) => {
    expect(judge(policy, aSnapshot())).toEqual([finding]);
  });
});

test('a lock that names no package agrees with nothing', () => {
  const lock: LockFile = {
    path: 'requirements.txt',
    sha256: '0',
    form: 'requirements',
    packages: 0,
    requiresPython: null,
    disagreements: [],
    notes: [],
  };
  expect(
    judge('software: { packages: { lockfile: requirements.txt } }', aSnapshot({ locks: [lock] })),
  ).toEqual(['lock/unreadable requirements.txt']);
});

describe('the project itself, installed in place', () => {
  const POLICY = 'software: { packages: { pin: [torch], others: error } }';
  const at = (project: string, head: string): Snapshot => {
    const { code } = aSnapshot();
    const entry = aPackage('our-project', '0.1', { editable: true, digest: null, commit: project });
    const snapshot = withPackages(aSnapshot(), { 'our-project': entry });
    return { ...snapshot, code: code === null ? null : { ...code, commit: head } };
  };

  test('is not another environment because the commit under test is another one', () => {
    const [before, after] = [at('a'.repeat(40), 'a'.repeat(40)), at('b'.repeat(40), 'b'.repeat(40))];
    expect(judge(POLICY, after, before)).toEqual([]);
    expect(isChanged(compareEnvironments(before, after))).toBe(false);
  });

  test('is told from another repository, whose commit is part of the environment', () => {
    const [before, after] = [at('c'.repeat(40), 'a'.repeat(40)), at('d'.repeat(40), 'b'.repeat(40))];
    expect(judge(POLICY, after, before)).toEqual(['package/changed our-project']);
    expect(isChanged(compareEnvironments(before, after))).toBe(true);
  });
});

test('another board of the same kind is the same environment, whatever name it was chosen by', () => {
  const [before, after] = ['GPU-1', 'GPU-2'].map((name) =>
    aSnapshot({ env: { CUDA_VISIBLE_DEVICES: name, NVIDIA_VISIBLE_DEVICES: name } }),
  );
  expect(isChanged(compareEnvironments(before ?? aSnapshot(), after ?? aSnapshot()))).toBe(false);
});
