import { describe, expect, test } from '@jest/globals';
import { isIdentity } from '../../src/capture/identity.ts';

describe('which unknown field makes a snapshot incomplete', () => {
  test.each(['class', 'python', 'python.version', 'python.packages'])('%s, with and without GPUs', (path) => {
    expect([isIdentity(path, 'auto'), isIdentity(path, 'cpu')]).toEqual([true, true]);
  });

  test.each([
    'gpus',
    'gpus[0]',
    'gpus[12].name',
    'gpus[0].computeCapability',
    'gpus[0].smCount',
    'gpus[0].mig',
    'driver',
    'driver.version',
  ])('%s, unless no GPU is used', (path) => {
    expect([isIdentity(path, 'auto'), isIdentity(path, 'cpu')]).toEqual([true, false]);
  });

  test.each([
    'host',
    'host.os',
    'host.libc',
    'host.cpu.model',
    'host.cpu.sockets',
    'host.container.digest',
    'gpus[0].vbios',
    'gpus[0].memoryMiB',
    'gpus[0].uuid',
    'driver.cuda',
    'driver.module',
    'driver.compat',
    'cuda.nccl',
    'frameworks',
    'frameworks.torch.archs',
    'code',
    'code.submodules',
    'env.LD_PRELOAD',
    'runner',
    'data',
    'python.packages[numpy].digest',
    'class.name',
    'pythonic',
  ])('%s does not', (path) => {
    expect([isIdentity(path, 'auto'), isIdentity(path, 'cpu')]).toEqual([false, false]);
  });
});
