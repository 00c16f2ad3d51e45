import { describe, expect, test } from '@jest/globals';
import type { LockDisagreement, LockFile, Snapshot } from '../../src/capture/snapshot.ts';
import { findingInfo } from '../../src/findings.ts';
import { aSnapshot } from '../builders.ts';
import { judgeBy, short, withUnknown } from './judging.ts';

const POLICY = 'software: { packages: { lockfile: uv.lock } }';

function aLock(more: Partial<LockFile> = {}): LockFile {
  return {
    path: 'uv.lock',
    sha256: 'a'.repeat(64),
    form: 'uv',
    packages: 4,
    requiresPython: null,
    disagreements: [],
    notes: [],
    ...more,
  };
}

function aDisagreement(more: Partial<LockDisagreement> = {}): LockDisagreement {
  return {
    name: 'numpy',
    ecosystem: 'pypi',
    kind: 'version',
    expected: '2.1.3',
    found: '2.2.6',
    file: null,
    line: null,
    ...more,
  };
}

const machine = (lock: Partial<LockFile>, more: Partial<Snapshot> = {}): Snapshot =>
  aSnapshot({ locks: [aLock(lock)], ...more });

const judge = (snapshot: Snapshot, policy = POLICY) => judgeBy('lockfile', { policy, snapshot });

describe('a lock file that agrees', () => {
  test('gives nothing to say', () => {
    expect(judge(machine({}))).toEqual([]);
  });

  test('is not looked at where the policy names none', () => {
    const snapshot = machine({ disagreements: [aDisagreement()] });
    expect(judge(snapshot, 'software: { packages: { pin: [torch] } }')).toEqual([]);
  });
});

describe('a disagreement', () => {
  test.each([
    ['missing', { expected: '2.1.3', found: 'not installed' }, 'lock/missing numpy error'],
    ['extra', { expected: 'not in the lock file', found: '2.2.6' }, 'lock/extra numpy warning'],
    ['version', {}, 'lock/version numpy error'],
    ['build', { expected: '2.8.0+cu126', found: '2.8.0+cu128' }, 'lock/build numpy error'],
    ['hash', { expected: 'one of 2 digests', found: 'sha256:ab' }, 'lock/hash numpy error'],
    ['unjudged', { found: 'a marker that is not understood' }, 'lock/unjudged numpy error'],
  ] as const)('of the kind %s has a code of its own', (kind, more, expected) => {
    const disagreement = aDisagreement({ kind, ...more });
    const findings = judge(machine({ disagreements: [disagreement] }));
    expect(short(findings)).toEqual([expected]);
    expect(findings[0]).toMatchObject({ expected: disagreement.expected, found: disagreement.found });
  });

  test('leads to the line that it is about, in the file that has it', () => {
    const disagreements = [
      aDisagreement({ line: 17 }),
      aDisagreement({ name: 'tqdm', file: 'requirements/base.txt', line: 3 }),
      aDisagreement({ name: 'attrs', kind: 'extra' }),
    ];
    expect(judge(machine({ disagreements })).map(({ where }) => where)).toEqual([
      { file: 'uv.lock', line: 17, column: null },
      { file: 'requirements/base.txt', line: 3, column: null },
      { file: 'uv.lock', line: null, column: null },
    ]);
  });
});

describe('a lock of another environment', () => {
  const many = (count: number): readonly LockDisagreement[] =>
    Array.from({ length: count }, (_, index) => aDisagreement({ name: `package-${index}` }));

  test.each([
    [50, 50, 'package-49'],
    [51, 51, 'package-50'],
    [52, 51, 'package-50 and 1 more'],
    [900, 51, 'package-50 and 849 more'],
  ])(
    'that disagrees %d times is told in %d findings, the last of which counts the rest',
    (count, shown, last) => {
      const findings = judge(machine({ disagreements: many(count) }));
      expect(findings).toHaveLength(shown);
      expect(findings.at(-1)).toMatchObject({ subject: last, severity: 'error' });
    },
  );

  test('tells each kind of what is past the shown ones', () => {
    const extras = many(52).map((one) => ({ ...one, kind: 'extra' as const }));
    const findings = judge(machine({ disagreements: [...extras, aDisagreement({ name: 'torch' })] }));
    expect(short(findings.slice(50))).toEqual([
      'lock/extra package-50 and 1 more warning',
      'lock/version torch error',
    ]);
  });
});

describe('the Python that a lock asks for', () => {
  test.each([
    ['>=3.11', []],
    ['>=3.10,<3.12', []],
    ['>=3.12', ['lock/python python error']],
    ['==3.10.*', ['lock/python python error']],
    ['<3.11', ['lock/python python error']],
  ])('%s', (requiresPython, expected) => {
    expect(short(judge(machine({ requiresPython })))).toEqual(expected);
  });

  test('is named beside the one that is there', () => {
    expect(judge(machine({ requiresPython: '>=3.12' }))).toMatchObject([
      { expected: '>=3.12', found: '3.11.9', where: { file: 'uv.lock' } },
    ]);
  });

  test('may be a pre-release of it', () => {
    const { python } = aSnapshot();
    const beta = python === null ? null : { ...python, version: '3.14.0b2' };
    expect(judge(machine({ requiresPython: '>=3.11' }, { python: beta }))).toEqual([]);
  });
});

describe('lines that are not understood', () => {
  const notes = Array.from({ length: 12 }, (_, index) => `line ${index + 1}: found --magic`);

  test('are warnings, at most ten of them', () => {
    const findings = judge(machine({ notes }));
    expect(findings).toHaveLength(10);
    expect(findings[0]).toMatchObject({
      code: 'lock/note',
      severity: 'warning',
      subject: 'uv.lock',
      found: 'line 1: found --magic',
    });
  });
});

describe('a lock that cannot be judged', () => {
  test('because it cannot be read is a mistake in the policy', () => {
    const snapshot = withUnknown('locks[uv.lock]', 'line 2: it has merge-conflict markers');
    const findings = judge(snapshot);
    expect(short(findings)).toEqual(['lock/unreadable uv.lock error']);
    expect(findings[0]).toMatchObject({ found: 'line 2: it has merge-conflict markers' });
    expect(findingInfo('lock/unreadable').verdict).toBe('misconfigured');
  });

  test('because the snapshot has none of it is not passed over', () => {
    expect(short(judge(aSnapshot()))).toEqual(['lock/unreadable uv.lock error']);
  });

  test('because the packages are unknown says that, and not that all is well', () => {
    const snapshot = withUnknown('locks[uv.lock].disagreements', 'the disk is gone', machine({}));
    expect(short(judge(snapshot))).toEqual(['capture/unknown locks[uv.lock] error']);
  });

  test('hides no other lock', () => {
    const snapshot = withUnknown(
      'locks[gone.lock]',
      'there is no such file',
      machine({ disagreements: [aDisagreement()] }),
    );
    expect(short(judge(snapshot, 'software: { packages: { lockfile: [gone.lock, uv.lock] } }'))).toEqual([
      'lock/unreadable gone.lock error',
      'lock/version numpy error',
    ]);
  });
});
