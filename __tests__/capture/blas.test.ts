import { describe, expect, test } from '@jest/globals';
import { runProbe } from '../../src/capture/probe.ts';
import { blas } from '../../src/capture/python/blas.ts';
import { aMachine } from './builders.ts';
import { readInstalled, wheel } from './installed.ts';
import { numpyConfig } from './laid-out.ts';

const read = (files: Readonly<Record<string, string>>) =>
  runProbe(blas(['/first', '/second']), aMachine({ files }));

describe("NumPy's linear algebra", () => {
  test('is what the build notes for BLAS, not for LAPACK', async () => {
    const found = await read({ '/second/numpy/__config__.py': numpyConfig('scipy-openblas', '0.3.29') });
    expect(found).toEqual({ facts: 'scipy-openblas 0.3.29', unknown: [] });
  });

  test('is that of the first NumPy on the search path', async () => {
    const found = await read({
      '/first/numpy/__config__.py': numpyConfig('mkl', '2025.1'),
      '/second/numpy/__config__.py': numpyConfig('scipy-openblas', '0.3.29'),
    });
    expect(found.facts).toBe('mkl 2025.1');
  });

  test('has no version where the build does not know it', async () => {
    const text = numpyConfig('accelerate', '');
    expect((await read({ '/first/numpy/__config__.py': text })).facts).toBe('accelerate');
  });

  test.each([
    ['without NumPy', {}],
    [
      'in the form before 1.26',
      { '/first/numpy/__config__.py': 'blas_opt_info={"libraries": ["openblas"]}\n' },
    ],
  ])('is null %s', async (_, files: Readonly<Record<string, string>>) => {
    expect(await read(files)).toEqual({ facts: null, unknown: [] });
  });

  test('is unknown where the file cannot be read', async () => {
    const files = wheel('numpy', '2.2.6');
    const { facts, unknown } = await readInstalled(files, {
      readText: async (path) => {
        if (path.endsWith('__config__.py')) throw new Error('EACCES: permission denied');
        return files[path] ?? null;
      },
    });
    expect(facts.python).toMatchObject({ blas: null, packages: [{ name: 'numpy' }] });
    expect(unknown).toContainEqual({ path: 'python.blas', because: 'EACCES: permission denied' });
  });
});
