import { describe, expect, test } from '@jest/globals';
import { readLoadedLibrary } from '../../src/capture/cuda/libcuda.ts';
import { keptVariables } from '../../src/capture/job-variables.ts';
import { aMachine } from './builders.ts';

const SYSTEM = '/usr/lib/x86_64-linux-gnu/libcuda.so.550.54.15';
const COMPAT = '/usr/local/cuda-12.8/compat/libcuda.so.570.124.06';

describe('the libcuda that programs would load', () => {
  test.each([
    ['the system’s own', [SYSTEM], {}, '550.54.15'],
    ['none', [], {}, null],
    [
      'LD_LIBRARY_PATH goes first',
      [SYSTEM, COMPAT],
      { LD_LIBRARY_PATH: 'x:/usr/local/cuda-12.8/compat' },
      '570.124.06',
    ],
    ['a folder that nobody names does not count', [SYSTEM, COMPAT], {}, '550.54.15'],
    [
      'a plain name is no version',
      ['/usr/lib/wsl/lib/libcuda.so.1.1'],
      { LD_LIBRARY_PATH: '/usr/lib/wsl/lib' },
      null,
    ],
    ['two side by side say nothing', [SYSTEM, SYSTEM.replace('550.54.15', '535.183.01')], {}, null],
  ])('%s', async (_, names, variables, version) => {
    const files = Object.fromEntries(names.map((name) => [name, '']));
    const found = await readLoadedLibrary(aMachine({ files }), variables);
    expect(found).toEqual(version === null ? { kind: 'none' } : { kind: 'found', version });
  });

  test('the loader’s configuration for CUDA goes before the system’s folders', async () => {
    const files = {
      [SYSTEM]: '',
      [COMPAT]: '',
      '/etc/ld.so.conf.d/cuda-compat.conf': '# x\n/usr/local/cuda-12.8/compat\n',
    };
    expect(await readLoadedLibrary(aMachine({ files }), {})).toEqual({
      kind: 'found',
      version: '570.124.06',
    });
  });
});

test('variables kept with a machine in a folder', async () => {
  const files = { '/proc/self/environ': 'A=1\0CUDA_VISIBLE_DEVICES=0,1\0B=x=y\nz\0broken\0' };
  expect(await keptVariables({ ...aMachine({ files }), kind: 'folder' })).toEqual({
    A: '1',
    CUDA_VISIBLE_DEVICES: '0,1',
    B: 'x=y\nz',
  });
  expect(await keptVariables({ ...aMachine({}), kind: 'folder' })).toBeNull();
  expect(await keptVariables(aMachine({ files }))).toBeNull();
});
