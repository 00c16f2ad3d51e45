import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { aFolder } from '../capture/interpreters.ts';
import { observe, one, RELEASES } from './observed.ts';

const SITE = join(aFolder(), 'site-packages');
mkdirSync(join(SITE, 'torch'), { recursive: true });
copyFileSync(fileURLToPath(new URL('torch-stand-in.py', import.meta.url)), join(SITE, 'torch/__init__.py'));

describe.each(RELEASES)('PyTorch with CUDA, in Python $release', ({ executable }) => {
  const run = (text: string, inject: 'off' | 'fill' = 'off') =>
    one(observe({ executable, args: ['-c', text], path: [SITE], inject }));

  test('is never asked for a device before the program has one', () => {
    const { devices, modules, errors } = run('import torch');
    expect({ devices, errors }).toEqual({ devices: null, errors: [] });
    expect(modules['torch']).toEqual({
      version: '2.7.1+cu128',
      facts: {
        cuda: '12.8',
        hip: null,
        commit: 'e2d141dbde55c2a4370fac5165b0561b6af4798b',
        debug: false,
        cudnn: '9.7.1',
        nccl: '2.26.2',
        archs: ['sm_75', 'sm_80', 'sm_90', 'compute_120'],
      },
    });
  });

  test('is asked for them when it has', () => {
    const { devices, modules, unseeded, errors } = run('import torch; torch.cuda.init()');
    expect(devices).toEqual([
      {
        index: 0,
        name: 'NVIDIA H100 80GB HBM3',
        uuid: 'GPU-5eed0000-0000-0000-0000-000000000001',
        computeCapability: '9.0',
        smCount: 132,
        maxThreadsPerSm: 2048,
        memoryMiB: 81559,
      },
    ]);
    expect(modules['torch']?.facts).toMatchObject({ cudnnRuntime: '9.10.2', blas: 'mkl' });
    expect({ unseeded, errors }).toEqual({ unseeded: ['torch.cuda'], errors: [] });
  });

  test('a forked child has no devices, whatever its parent had', () => {
    const text =
      'import os, torch; torch.cuda.init(); torch.random.manual_seed(1)\npid = os.fork()\nif not pid: torch.random.manual_seed(2); os._exit(0)\nos.wait()';
    const { observations } = observe({ executable, args: ['-c', text], path: [SITE] });
    expect(observations.map(({ devices }) => devices?.length ?? null)).toEqual([1, null]);
  });

  test('says TF32 by the older functions where there are no newer ones', () => {
    const { torch } = run('import torch');
    expect(torch).toMatchObject({
      fp32Precision: { matmul: 'ieee', cudnn: 'tf32' },
      reducedPrecisionReduction: { fp16: null, bf16: true },
      deterministicAlgorithms: false,
      cudnnBenchmark: null,
      threads: 8,
    });
  });

  test('seeds of the program are told, those that PyTorch passes on to each device are not', () => {
    const text = 'import torch; torch.manual_seed(3); torch.cuda.manual_seed_all(4)';
    const seeds = run(text, 'fill').seeds.filter(({ call }) => call.startsWith('torch'));
    expect(seeds.map(({ call, value, by }) => [call, value, by])).toEqual([
      ['torch.manual_seed', '42', 'gate'],
      ['torch.manual_seed', '3', 'user'],
      ['torch.cuda.manual_seed_all', '4', 'user'],
    ]);
  });
});
