import { describe, expect, test } from '@jest/globals';
import { type Hardware, hardwareClass } from '../../src/capture/hardware-class.ts';
import type { Gpu, MigSlice } from '../../src/capture/snapshot.ts';
import { aGpu } from '../builders.ts';

const hardware = (more: Partial<Hardware> = {}): Hardware => ({
  arch: 'x86_64',
  device: 'auto',
  gpus: [],
  unknown: [],
  ...more,
});

const aSlice = (more: Partial<MigSlice> = {}): MigSlice => ({
  profile: '1g.10gb',
  uuid: null,
  gpuInstance: 9,
  computeInstance: 0,
  smCount: 16,
  memoryMiB: 9984,
  visible: true,
  ...more,
});
const anAmdGpu = (more: Partial<Gpu> = {}) =>
  aGpu({ vendor: 'amd', computeCapability: null, gfx: 'gfx942', smCount: 304, mig: null, ...more });

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
    ['one of two is seen', hardware({ gpus: [aGpu({ visible: false }), aGpu()] }), 'cuda-sm90-132sm-x1'],
    ['none is seen', hardware({ gpus: [aGpu({ visible: false })] }), 'cpu-x86_64'],
    [
      'a slice',
      hardware({
        gpus: [aGpu({ mig: 'enabled', smCount: null, slices: [aSlice(), aSlice({ visible: false })] })],
      }),
      'cuda-sm90-16sm-mig-1g.10gb-x1',
    ],
    [
      'different boards, each with its number',
      hardware({ gpus: [aGpu(), aGpu({ computeCapability: '8.0', smCount: 108 }), aGpu()] }),
      'cuda-sm80-108sm-x1-sm90-132sm-x2',
    ],
    ['AMD', hardware({ gpus: [anAmdGpu(), anAmdGpu()] }), 'rocm-gfx942-304cu-x2'],
    [
      'a GPU that is reported only',
      hardware({ gpus: [aGpu({ vendor: 'intel', visible: null })] }),
      'cpu-x86_64',
    ],
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
      'MIG on, and no slice listed',
      hardware({ gpus: [aGpu({ mig: 'enabled' })] }),
      'gpus[0]: MIG is on, but nothing lists a slice',
    ],
    [
      'a slice without a profile',
      hardware({ gpus: [aGpu({ mig: 'enabled', slices: [aSlice({ profile: null })] })] }),
      'gpus[0]: profile or multiprocessors of a MIG slice are not known',
    ],
    [
      'which GPUs the job sees is unknown',
      hardware({
        gpus: [aGpu({ visible: null })],
        unknown: [{ path: 'gpus[0].visible', because: 'CUDA fails' }],
      }),
      'gpus[0].visible: CUDA fails',
    ],
    [
      'MIG not known',
      hardware({ gpus: [aGpu({ mig: null })], unknown: [{ path: 'gpus[0].mig', because: 'not asked' }] }),
      'gpus[0].mig: not asked',
    ],
    [
      'an AMD GPU without an architecture',
      hardware({ gpus: [anAmdGpu({ gfx: null })], unknown: [{ path: 'gpus[0].gfx', because: 'no tool' }] }),
      'gpus[0].gfx: no tool',
    ],
  ])('%s: unknown, and why', (_, given, because) => {
    expect(hardwareClass(given)).toEqual({ kind: 'unknown', because });
  });
});
