import { describe, expect, test } from '@jest/globals';
import type { Observation } from '../../../src/observe/observation.ts';
import { aPackage, aSnapshot, withPackages } from '../../builders.ts';
import { aLibrary, aModule, anObservation } from '../../observe/observations.ts';
import { judgeSeen, type Seen } from './evidence.ts';

function judgeLoaded(more: Partial<Observation>, seen: Seen = {}) {
  return judgeSeen([anObservation(more)], seen).findings;
}

describe('installed and loaded', () => {
  test.each<[string, Observation['modules']]>([
    ['the same', { numpy: aModule('2.1.3'), torch: aModule('2.8.0+cu126') }],
    ['a local label that the metadata lacks', { numpy: aModule('2.1.3+openblas') }],
    ['a version that the module does not say', { torch: aModule(null) }],
  ])('agree: %s', (_, modules) => {
    expect(judgeLoaded({ modules })).toEqual([]);
  });

  test.each<[string, Observation['modules'], string, string]>([
    ['another version', { numpy: aModule('1.26.4') }, 'numpy 2.1.3', '1.26.4 in train.py'],
    ['another build', { torch: aModule('2.8.0+cpu') }, 'torch 2.8.0+cu126', '2.8.0+cpu in train.py'],
    [
      'a module that is not installed',
      { jax: aModule('0.6.0') },
      'the capture saw none',
      '0.6.0 in train.py',
    ],
  ])('differ: %s', (_, modules, expected, found) => {
    const [finding] = judgeLoaded({ modules });
    expect(finding).toMatchObject({
      code: 'observe/other-version',
      severity: 'warning',
      subject: Object.keys(modules)[0],
      expected: expect.stringContaining(expected),
      found,
    });
  });

  test.each(['pin: ["num*"]', 'ranges: { NumPy: ">=1" }'])(
    'an error where a rule is about it: %s',
    (rule) => {
      const policy = `software: { packages: { ${rule} } }`;
      const [finding] = judgeLoaded({ modules: { numpy: aModule('1.26.4') } }, { policy });
      expect(finding).toMatchObject({ severity: 'error' });
    },
  );

  test('a package of another name than its module', () => {
    const modules = { tensorflow: aModule('2.20.0') };
    const cpu = withPackages(aSnapshot(), { 'tensorflow-cpu': aPackage('tensorflow-cpu', '2.20.0') });
    expect(judgeLoaded({ modules }, { snapshot: cpu })).toEqual([]);
  });

  test('nothing is said where the packages are not known', () => {
    const modules = { jax: aModule('0.6.0') };
    const blind = aSnapshot({ unknown: [{ path: 'python.packages', because: 'no answer' }] });
    expect(judgeLoaded({ modules }, { snapshot: blind })).toEqual([]);
    expect(judgeLoaded({ modules }, { snapshot: aSnapshot({ python: null }) })).toEqual([]);
  });
});

describe('two copies of one library', () => {
  const copy = (name: string, owner: string) => aLibrary(name, { path: `/${owner}/${name}.so`, owner });

  test('are a warning that names their owners', () => {
    expect(judgeLoaded({ libraries: [copy('libnccl', 'torch'), copy('libnccl', 'cupy')] })).toMatchObject([
      {
        code: 'observe/two-copies',
        severity: 'warning',
        subject: 'libnccl',
        found: 'libnccl 1.0 (torch) and 1.0 (cupy) in train.py',
      },
    ]);
  });

  test('that packages bring along for themselves are for information', () => {
    const libraries = [copy('libopenblas', 'numpy'), copy('libopenblas', 'scipy')];
    expect(judgeLoaded({ libraries })).toMatchObject([{ severity: 'info', subject: 'libopenblas' }]);
  });

  test('different libraries are no copies', () => {
    expect(judgeLoaded({ libraries: [copy('libcudnn', 'a'), copy('libcudnn_ops', 'a')] })).toEqual([]);
  });
});
