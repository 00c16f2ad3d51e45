import { expect, test } from '@jest/globals';
import type { CudaAnswer, CudaDevice } from '../../src/capture/cuda/cuda-answer.ts';
import { completeSlices } from '../../src/capture/gpu/mig-slices.ts';
import type { MigSlice } from '../../src/capture/snapshot.ts';
import { aGpu } from '../builders.ts';

const BUS = '00000000:18:00.0';

/** As nvidia-smi's XML lists it: sizes, and no name. */
const aSlice = (gpuInstance: number, smCount: number, memoryMiB: number): MigSlice => ({
  profile: null,
  uuid: null,
  gpuInstance,
  computeInstance: 0,
  smCount,
  memoryMiB,
  visible: null,
});

const aDevice = (name: string, smCount: number, memoryMiB: number): CudaDevice => ({
  uuid: `5eed0000-0000-4000-8000-0000000000${smCount}`,
  pciBusId: '0000:18:00.0',
  name,
  memoryMiB,
  smCount,
  computeCapability: '9.0',
});

function shown(devices: readonly CudaDevice[], chosen = devices): CudaAnswer {
  return {
    kind: 'answered',
    cuda: '13.1',
    library: null,
    branches: null,
    devices,
    visible: { kind: 'known', devices: chosen },
    links: null,
  };
}

const H200 = [aSlice(2, 16, 71424), aSlice(2, 32, 71424), aSlice(3, 32, 33280), aSlice(9, 16, 16384)];
const gpu = aGpu({ pciBusId: BUS, mig: 'enabled', slices: H200 });

test('CUDA names the slice that it was shown, by size where there is no identifier', () => {
  const slices = completeSlices(gpu, shown([aDevice('NVIDIA H200 MIG 1g.18gb', 16, 16125)]));
  expect(slices.map(({ profile }) => profile)).toEqual([null, null, null, '1g.18gb']);
  expect(slices[3]).toMatchObject({ uuid: 'MIG-5eed0000-0000-4000-8000-000000000016', gpuInstance: 9 });
});

test('the slice that the job chose, and the one that is shown without a choice', () => {
  const [first, chosen] = [
    aDevice('NVIDIA H200 MIG 1c.3g.71gb', 16, 71040),
    aDevice('NVIDIA H200 MIG 2g.35gb', 32, 33000),
  ];
  const slices = completeSlices(gpu, shown([first], [chosen]));
  expect(slices.map(({ profile }) => profile)).toEqual(['1c.3g.71gb', null, '2g.35gb', null]);
});

test('a slice that nvidia-smi does not list is one all the same', () => {
  const bare = aGpu({ pciBusId: BUS, mig: 'enabled', slices: [] });
  expect(completeSlices(bare, shown([aDevice('NVIDIA H200 MIG 1g.18gb', 16, 16125)]))).toMatchObject([
    { profile: '1g.18gb', smCount: 16, memoryMiB: 16125, gpuInstance: null },
  ]);
});

test('devices of another board, and boards that are not divided, add nothing', () => {
  const device = { ...aDevice('NVIDIA H200 MIG 1g.18gb', 16, 16125), pciBusId: '0000:19:00.0' };
  expect(completeSlices(gpu, shown([device]))).toEqual(H200);
  expect(completeSlices(aGpu({ pciBusId: BUS }), shown([aDevice('NVIDIA H200', 32, 143771)]))).toEqual([]);
});
