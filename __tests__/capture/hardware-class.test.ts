import { describe, expect, test } from '@jest/globals';
import { type Hardware, hardwareClass } from '../../src/capture/hardware-class.ts';
import { aGpu } from '../builders.ts';

const hardware = (more: Partial<Hardware> = {}): Hardware => ({
  arch: 'x86_64',
  device: 'auto',
  gpus: [],
  unknown: [],
  ...more,
});

describe('the hardware class is exact', () => {
  test.each([
    ['no GPU', hardware(), 'cpu-x86_64'],
    ['no GPU on ARM', hardware({ arch: 'aarch64' }), 'cpu-aarch64'],
    ['ARM as macOS calls it', hardware({ arch: 'arm64' }), 'cpu-aarch64'],
    ['the same where GPUs are not used', hardware({ arch: 'arm64', device: 'cpu' }), 'cpu-aarch64'],
    ['one H100 SXM', hardware({ gpus: [aGpu()] }), 'cuda-sm90-132sm-x1'],
    ['one H100 PCIe is another class', hardware({ gpus: [aGpu({ smCount: 114 })] }), 'cuda-sm90-114sm-x1'],
    ['eight of them', hardware({ gpus: Array.from({ length: 8 }, () => aGpu()) }), 'cuda-sm90-132sm-x8'],
    [
      'two digits in the major',
      hardware({ gpus: [aGpu({ computeCapability: '12.1', smCount: 48 })] }),
      'cuda-sm121-48sm-x1',
    ],
    ['a board that has no MIG', hardware({ gpus: [aGpu({ mig: null })] }), 'cuda-sm90-132sm-x1'],
    ['GPUs that nobody uses', hardware({ device: 'cpu', gpus: [aGpu()] }), 'cpu-x86_64'],
    [
      'a sick GPU that nobody uses',
      hardware({ device: 'cpu', unknown: [{ path: 'gpus', because: 'the driver hangs' }] }),
      'cpu-x86_64',
    ],
    [
      'fields that are not part of it may be unknown',
      hardware({ gpus: [aGpu({ vbios: null })], unknown: [{ path: 'gpus[0].vbios', because: 'x' }] }),
      'cuda-sm90-132sm-x1',
    ],
  ])('%s', (_, given, name) => {
    expect(hardwareClass(given)).toEqual({ kind: 'known', name });
  });

  test.each([
    [
      'the list of GPUs is unknown',
      hardware({ unknown: [{ path: 'gpus', because: 'it hangs' }] }),
      'it hangs',
    ],
    [
      'some GPUs are listed, but not all',
      hardware({ gpus: [aGpu()], unknown: [{ path: 'gpus', because: 'one is lost' }] }),
      'one is lost',
    ],
    [
      'multiprocessors unknown',
      hardware({
        gpus: [aGpu({ smCount: null })],
        unknown: [{ path: 'gpus[0].smCount', because: 'CUDA is silent' }],
      }),
      'gpus[0].smCount: CUDA is silent',
    ],
    [
      'compute capability unknown on the second',
      hardware({
        gpus: [aGpu(), aGpu({ computeCapability: null })],
        unknown: [{ path: 'gpus[1].computeCapability', because: 'old driver' }],
      }),
      'gpus[1].computeCapability: old driver',
    ],
    [
      'a null without a reason',
      hardware({ gpus: [aGpu({ smCount: null })] }),
      'gpus[0].smCount: it is not known',
    ],
    [
      'MIG on',
      hardware({ gpus: [aGpu({ mig: 'enabled' })] }),
      'gpus[0].mig: the board is divided into MIG slices, which this version does not read',
    ],
    [
      'MIG not known',
      hardware({ gpus: [aGpu({ mig: null })], unknown: [{ path: 'gpus[0].mig', because: 'not asked' }] }),
      'gpus[0].mig: not asked',
    ],
    [
      'different boards',
      hardware({ gpus: [aGpu(), aGpu({ name: 'NVIDIA H100 PCIe', smCount: 114 })] }),
      'the machine has different boards: NVIDIA H100 80GB HBM3 (132 SMs), NVIDIA H100 PCIe (114 SMs)',
    ],
    [
      'another vendor',
      hardware({ gpus: [aGpu({ vendor: 'amd' })] }),
      'gpus[0] is of amd, for which this version has no class',
    ],
  ])('%s: unknown, and why', (_, given, because) => {
    expect(hardwareClass(given)).toEqual({ kind: 'unknown', because });
  });
});
