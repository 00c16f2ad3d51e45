import { expect, test } from '@jest/globals';
import type { Gpu } from '../../src/capture/snapshot.ts';
import { describeMachine } from '../../src/report/describe-machine.ts';
import { aGpu, aSnapshot } from '../builders.ts';

const slice = {
  profile: '1g.10gb',
  uuid: null,
  gpuInstance: 9,
  computeInstance: 0,
  smCount: 16,
  memoryMiB: 9984,
  visible: true,
};
const a100 = aGpu({ name: 'NVIDIA A100-SXM4-80GB', computeCapability: '8.0', smCount: 108 });
const mi300x = aGpu({
  vendor: 'amd',
  name: 'AMD Instinct MI300X',
  computeCapability: null,
  gfx: 'gfx942',
  smCount: 304,
});

test.each<readonly [string, readonly Gpu[], string]>([
  ['one board', [aGpu()], 'H100 80GB HBM3 (9.0, 132 SMs)'],
  ['one of two', [aGpu({ visible: false }), a100], 'A100-SXM4-80GB (8.0, 108 SMs)'],
  ['several', [aGpu(), aGpu()], '2 × H100 80GB HBM3 (9.0, 132 SMs)'],
  [
    'different ones',
    [aGpu(), a100, aGpu()],
    '2 × H100 80GB HBM3 (9.0, 132 SMs) and A100-SXM4-80GB (8.0, 108 SMs)',
  ],
  ['a slice', [aGpu({ mig: 'enabled', slices: [slice] })], 'MIG 1g.10gb of H100 80GB HBM3 (9.0, 16 SMs)'],
  ['AMD', [mi300x], 'AMD Instinct MI300X (gfx942, 304 CUs)'],
])('%s', (_, gpus, text) => {
  expect(describeMachine(aSnapshot({ gpus }))).toBe(text);
});

test('a GPU that nobody uses is not the machine', () => {
  expect(describeMachine(aSnapshot({ class: 'cpu-x86_64' }))).toMatch(/^Intel\(R\) Xeon/);
});
