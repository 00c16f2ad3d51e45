import { describe, expect, test } from '@jest/globals';
import { NO_FRAMEWORKS } from '../../src/capture/python/software.ts';
import type { EditedFile, Package, Snapshot } from '../../src/capture/snapshot.ts';
import { aPackage, aSnapshot, withPackages } from '../builders.ts';
import { judgeBy, short, withUnknown } from './judging.ts';

const ALL = 'software: { packages: { pin: [torch], others: info } }';
const PINNED_ONLY = 'software: { packages: { pin: [torch], others: off } }';
const VERIFIED = 'software: { packages: { verify: files } }';

const judge = (snapshot: Snapshot, policy = ALL) => judgeBy('installed', { policy, snapshot });
const withPackage = (entry: Package): Snapshot => withPackages(aSnapshot(), { [entry.name]: entry });

describe('a package that is installed more than once', () => {
  const numpy = aPackage('numpy', '2.1.3', { shadowed: ['1.26.4', '1.24.0'] });

  test('is named with all its versions', () => {
    const findings = judge(withPackage(numpy));
    expect(short(findings)).toEqual(['package/shadowed numpy warning']);
    expect(findings[0]?.found).toBe('2.1.3, which hides 1.26.4, 1.24.0');
  });

  test('does not matter where only pinned packages do, unless it is pinned', () => {
    expect(judge(withPackage(numpy), PINNED_ONLY)).toEqual([]);
    expect(
      short(judge(withPackage(aPackage('torch', '2.8.0', { shadowed: ['2.7.0'] })), PINNED_ONLY)),
    ).toEqual(['package/shadowed torch warning']);
  });
});

describe('an editable installation', () => {
  const editable = (name: string, dirty: boolean | null): Package =>
    aPackage(name, '0.1', { editable: true, digest: null, commit: 'c'.repeat(40), dirty });

  test.each([
    ['with changes is a warning', editable('kernels', true), ['package/dirty kernels warning']],
    ['with changes is an error where it is pinned', editable('torch', true), ['package/dirty torch error']],
    ['without changes is fine', editable('kernels', false), []],
    ['of which git cannot tell says nothing', editable('kernels', null), []],
  ])('%s', (_, entry, expected) => {
    expect(short(judge(withPackage(entry)))).toEqual(expected);
  });

  test('of the project itself is the code under test, of which code/dirty speaks', () => {
    const snapshot = withPackage(editable('this-project', true));
    const code = snapshot.code === null ? null : { ...snapshot.code, commit: 'c'.repeat(40) };
    expect(judge({ ...snapshot, code })).toEqual([]);
  });

  test('is pinned under any spelling of its name', () => {
    const snapshot = withPackage(editable('my-kernels', true));
    const policy = 'software: { packages: { pin: ["My_*"] } }';
    expect(short(judge(snapshot, policy))).toEqual(['package/dirty my-kernels error']);
  });
});

describe('parts of CUDA that stay behind', () => {
  const behind = ['nvidia-cublas-cu11', 'nvidia-cublas-cu12', 'nvidia-cuda-runtime-cu13', 'nvidia-ml-py'];
  const snapshot = withPackages(
    aSnapshot(),
    Object.fromEntries(behind.map((name) => [name, aPackage(name, '1.0')])),
  );

  test('are those of another major than torch was built for', () => {
    expect(short(judge(snapshot))).toEqual([
      'package/leftover nvidia-cublas-cu11 warning',
      'package/leftover nvidia-cuda-runtime-cu13 warning',
    ]);
  });

  test.each([
    ['there is no torch', NO_FRAMEWORKS],
    ['torch is not built for CUDA', { ...NO_FRAMEWORKS, torch: torchWithout() }],
  ])('cannot be told where %s', (_, frameworks) => {
    expect(judge({ ...snapshot, frameworks })).toEqual([]);
  });
});

function torchWithout() {
  const { torch } = aSnapshot().frameworks;
  return torch === null ? null : { ...torch, cuda: null };
}

describe('installed files that were changed', () => {
  const edited = (...files: readonly EditedFile[]): Snapshot => {
    const { python } = aSnapshot();
    return aSnapshot({ python: python === null ? null : { ...python, edited: files } });
  };
  const file = (name: string, path: string, state: EditedFile['state'] = 'changed'): EditedFile => ({
    package: name,
    path,
    state,
  });

  test('are one error for each package', () => {
    const findings = judge(
      edited(file('torch', 'torch/a.py'), file('attrs', 'attr/b.py', 'missing')),
      VERIFIED,
    );
    expect(short(findings)).toEqual(['package/edited attrs error', 'package/edited torch error']);
    expect(findings[0]?.found).toBe('attr/b.py (missing)');
  });

  test('are counted where there are many', () => {
    const files = Array.from({ length: 8 }, (_, index) => file('torch', `torch/${index}.py`));
    expect(judge(edited(...files), VERIFIED)[0]?.found).toMatch(/torch\/4\.py \(changed\) and 3 more$/);
  });

  test('are not judged where nobody asks', () => {
    expect(judge(edited(file('torch', 'torch/a.py')), ALL)).toEqual([]);
  });

  test('are told also where another file cannot be read, which is an error of its own', () => {
    const snapshot = withUnknown('python.edited[x.py]', 'EIO', edited(file('torch', 'torch/a.py')));
    expect(short(judge(snapshot, VERIFIED))).toEqual([
      'capture/unknown python.edited error',
      'package/edited torch error',
    ]);
  });
});

describe('the state of the code', () => {
  const code = (modified: readonly string[]): Snapshot => {
    const base = aSnapshot();
    if (base.code === null) throw new Error('there is no code');
    return { ...base, code: { ...base.code, dirty: modified.length > 0, modified } };
  };
  const say = (snapshot: Snapshot) => judgeBy('code', { policy: PINNED_ONLY, snapshot });

  test('is nothing to speak of on a clean tree, or outside any', () => {
    expect(say(code([]))).toEqual([]);
    expect(say(aSnapshot({ code: null }))).toEqual([]);
  });

  test('is a note that names the commit and the first files', () => {
    const findings = say(code(['a.py', 'b.py', 'c.py', 'd.py', 'e.py']));
    expect(short(findings)).toEqual(['code/dirty code info']);
    expect(findings[0]).toMatchObject({
      expected: 'the files of 3f2c1abd0e1f',
      found: 'changes in a.py, b.py, c.py and 2 more',
    });
  });
});
