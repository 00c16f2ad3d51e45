import { describe, expect, test } from '@jest/globals';
import type { CudaAnswer, CudaDevice } from '../../src/capture/cuda/cuda-answer.ts';
import { markVisible, type Variables } from '../../src/capture/gpu/visible.ts';
import type { Gpu, MigSlice } from '../../src/capture/snapshot.ts';
import { aGpu } from '../builders.ts';

const uuid = (last: number) => `GPU-5eed0000-0000-4000-8000-00000000000${last}`;
const boards = (count: number, more: Partial<Gpu> = {}): readonly Gpu[] =>
  Array.from({ length: count }, (_, index) =>
    aGpu({
      uuid: uuid(index),
      pciBusId: `00000000:1${index}:00.0`,
      visible: null,
      deviceIndex: null,
      ...more,
    }),
  );
const NOT_ASKED: CudaAnswer = { kind: 'not-asked', because: 'there is no Python to ask it with' };
const seen = (gpus: readonly Gpu[], variables: Variables = {}, answer: CudaAnswer = NOT_ASKED) => {
  const { facts, unknown } = markVisible(gpus, { answer, variables });
  return { indexes: facts.map(({ deviceIndex }) => deviceIndex), facts, unknown };
};

describe('by the variables, where CUDA was not asked', () => {
  test.each([
    ['no variable', undefined, [0, 1, 2]],
    ['one number', '1', [null, 0, null]],
    ['numbers in another order', '2,0', [1, null, 0]],
    ['spaces', ' 0 , 2 ', [0, null, 1]],
    ['an empty list', '', [null, null, null]],
    ['minus one', '-1', [null, null, null]],
    ['what names nothing ends the list', '0,7,1', [0, null, null]],
    ['a word', 'NoDevFiles', [null, null, null]],
    ['an identifier', uuid(1), [null, 0, null]],
    ['the beginning of an identifier, in other letters', uuid(2).toLowerCase(), [null, null, 0]],
    ['a beginning that fits all', 'GPU-5eed', [null, null, null]],
    ['one device twice', '1,1', [null, 0, null]],
  ])('%s', (_, list, indexes) => {
    const variables = list === undefined ? {} : { CUDA_VISIBLE_DEVICES: list };
    expect(seen(boards(3), variables).indexes).toEqual(indexes);
  });

  test('numbers among different boards are not known, unless they follow the bus', () => {
    const mixed = [...boards(1), ...boards(2, { name: 'NVIDIA A100-SXM4-80GB' }).slice(1)];
    const { facts, unknown } = seen(mixed, { CUDA_VISIBLE_DEVICES: '0' });
    expect(facts.map(({ visible }) => visible)).toEqual([null, null]);
    expect(unknown.map(({ path }) => path)).toEqual(['gpus[0].visible', 'gpus[1].visible']);
    expect(unknown[0]?.because).toMatch(/CUDA_DEVICE_ORDER=PCI_BUS_ID/);
    const ordered = { CUDA_VISIBLE_DEVICES: '1', CUDA_DEVICE_ORDER: 'PCI_BUS_ID' };
    expect(seen(mixed, ordered).indexes).toEqual([null, 0]);
    expect(seen(mixed, { CUDA_VISIBLE_DEVICES: uuid(1) }).indexes).toEqual([null, 0]);
  });

  test('GPUs of other vendors stay as their own probe left them', () => {
    const { facts, unknown } = seen(boards(1, { vendor: 'amd', visible: true }), {
      CUDA_VISIBLE_DEVICES: '',
    });
    expect([facts[0]?.visible, unknown]).toEqual([true, []]);
  });
});

describe('MIG', () => {
  const slice = (last: number): MigSlice => ({
    profile: '1g.10gb',
    uuid: `MIG-5eed0000-0000-4000-8000-00000000000${last}`,
    gpuInstance: last,
    computeInstance: 0,
    smCount: 16,
    memoryMiB: 9984,
    visible: null,
  });
  const divided = boards(1, { mig: 'enabled', slices: [slice(7), slice(8)] });
  const slices = (variables: Variables, answer: CudaAnswer = NOT_ASKED) =>
    seen(divided, variables, answer).facts[0]?.slices.map(({ visible }) => visible);

  test('a process sees one slice: the first, or the one it chose', () => {
    expect(slices({})).toEqual([true, false]);
    expect(slices({ CUDA_VISIBLE_DEVICES: slice(8).uuid ?? '' })).toEqual([false, true]);
    expect(seen(divided).facts[0]).toMatchObject({ visible: true, deviceIndex: null });
  });

  test('as CUDA said it', () => {
    const answer = answered([device(slice(8).uuid?.slice(4) ?? '', '0000:10:00.0')]);
    expect(slices({}, answer)).toEqual([false, true]);
  });
});

function device(id: string, pciBusId: string): CudaDevice {
  return { uuid: id, pciBusId, name: null, memoryMiB: null, smCount: 16, computeCapability: '9.0' };
}

function answered(devices: readonly CudaDevice[]): Extract<CudaAnswer, { kind: 'answered' }> {
  return {
    kind: 'answered',
    cuda: '13.0',
    library: null,
    branches: null,
    devices,
    visible: { kind: 'known', devices },
    links: null,
  };
}

describe('as CUDA said it', () => {
  test('its order counts, whatever the variables say', () => {
    const answer = answered([device(uuid(2).slice(4), 'x'), device('another', '0000:10:00.0')]);
    expect(seen(boards(3), { CUDA_VISIBLE_DEVICES: '1' }, answer).indexes).toEqual([1, null, 0]);
  });

  test('a device that nvidia-smi does not list makes all of it unknown, and no machine of processors', () => {
    const { facts, unknown } = seen(boards(1), {}, answered([device('another', '0000:99:00.0')]));
    expect([facts[0]?.visible, unknown[0]?.because]).toEqual([null, expect.stringMatching(/does not list/)]);
  });

  test('none at all is an answer only where a variable hides them', () => {
    expect(seen(boards(1), {}, answered([])).facts[0]?.visible).toBeNull();
    expect(seen(boards(1), { CUDA_VISIBLE_DEVICES: '' }, answered([])).facts[0]?.visible).toBe(false);
  });

  test('a failure is no answer', () => {
    const visible = { kind: 'failed', because: 'cuInit failed' } as const;
    const answer: CudaAnswer = { ...answered([]), visible };
    expect(seen(boards(1), {}, answer).unknown).toEqual([
      { path: 'gpus[0].visible', because: 'cuInit failed' },
    ]);
  });
});
