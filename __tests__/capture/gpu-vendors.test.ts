/** GPUs that are reported and not judged, and the vendors' lists as one. */

import { describe, expect, test } from '@jest/globals';
import { countsForClass, joinVendors, noGpu, type VendorGpus } from '../../src/capture/gpu/gpu-vendors.ts';
import { otherGpus } from '../../src/capture/gpu/other-gpus.ts';
import { type Parsed, runProbe } from '../../src/capture/probe.ts';
import { aGpu } from '../builders.ts';
import { aMachine, type MachineChanges, machineFromFixture, reasons } from './builders.ts';

const read = (changes: MachineChanges) => runProbe(otherGpus, aMachine(changes));

const card = (name: string, vendor: string, device: string, kind = '0x030000') => ({
  [`/sys/class/drm/${name}/device/vendor`]: `${vendor}\n`,
  [`/sys/class/drm/${name}/device/device`]: `${device}\n`,
  [`/sys/class/drm/${name}/device/class`]: `${kind}\n`,
  [`/sys/class/drm/${name}-DP-1/status`]: 'connected\n',
});

describe('Intel', () => {
  test('is named by its PCI id, once for each card', async () => {
    const files = { ...card('card0', '0x8086', '0xA780'), ...card('card1', '0x8086', '0x56a0') };
    const { facts, unknown } = await read({ files });
    expect(facts.gpus.map(({ vendor, name, pciDeviceId }) => [vendor, name, pciDeviceId])).toEqual([
      ['intel', 'Intel GPU (PCI id 8086:a780)', '8086:a780'],
      ['intel', 'Intel GPU (PCI id 8086:56a0)', '8086:56a0'],
    ]);
    expect(reasons(unknown, 'gpus')['gpus[1].generation']).toMatch(/reports GPUs of Intel and judges none/);
  });

  test.each([
    ['another vendor’s', card('card0', '0x10de', '0x2330')],
    ['an accelerator that is no GPU', card('card0', '0x8086', '0x1020', '0x120000')],
    ['a card without a device on a bus', { '/sys/class/drm/card0/uevent': '' }],
    ['nothing', {}],
  ])('is not %s', async (_, files) => {
    expect(await read({ files })).toEqual({ facts: { gpus: [], driver: null, faults: [] }, unknown: [] });
  });

  test('of a described laptop', async () => {
    const { facts } = await runProbe(otherGpus, machineFromFixture('intel-laptop'));
    expect(facts.gpus).toMatchObject([{ vendor: 'intel', pciDeviceId: '8086:7d55' }]);
    expect(facts.gpus.some(countsForClass)).toBe(false);
  });
});

describe('Apple', () => {
  const system = { os: 'macOS', kernel: '24', memoryMiB: 65536, cpuModel: 'Apple M3 Max', threads: 16 };

  test('is a part of the processor', async () => {
    const { facts, unknown } = await read({ platform: 'darwin', arch: 'arm64', system });
    expect(facts.gpus).toEqual([{ ...noGpu('apple'), name: 'Apple M3 Max' }]);
    expect(Object.keys(reasons(unknown, 'gpus'))).toEqual(['gpus[0].generation']);
  });

  test('is not in a Mac with a processor of Intel’s', async () => {
    expect((await read({ platform: 'darwin', arch: 'x86_64', system })).facts.gpus).toEqual([]);
  });
});

test.each([
  ['nvidia', null, true],
  ['amd', 'gfx942', true],
  ['amd', 'gfx1151', true],
  ['amd', 'gfx1036', false],
  // Not known is not the same as not there.
  ['amd', null, true],
  ['amd', 'gfx9999', true],
  ['intel', null, false],
  ['apple', null, false],
] as const)('%s %s counts for the class: %s', (vendor, gfx, counts) => {
  expect(countsForClass({ vendor, gfx })).toBe(counts);
});

describe('the lists of several vendors', () => {
  const driver = (version: string) => ({
    version,
    branch: null,
    platform: 'linux' as const,
    cuda: null,
    module: null,
    compat: null,
    compatBranches: null,
  });
  const part = (facts: Partial<VendorGpus>, ...paths: readonly string[]): Parsed<VendorGpus> => ({
    facts: { gpus: [], driver: null, faults: [], ...facts },
    unknown: paths.map((path) => ({ path, because: 'x' })),
  });

  test('become one, with the paths that belong to it', () => {
    const nvidia = part({ gpus: [aGpu(), aGpu()], driver: driver('580.95.05') }, 'gpus[1].ecc');
    const amd = part(
      {
        gpus: [noGpu('amd')],
        driver: driver('6.8.5'),
        faults: [{ kind: 'tool-failed', subject: 'gpus[0]', because: 'x' }],
      },
      'gpus[0].name',
      'gpus',
      'driver.version',
    );
    const { facts, unknown } = joinVendors([
      nvidia,
      amd,
      part({ gpus: [noGpu('intel')] }, 'gpus[0].generation'),
    ]);
    expect(facts.gpus.map(({ vendor }) => vendor)).toEqual(['nvidia', 'nvidia', 'amd', 'intel']);
    expect(facts.driver?.version).toBe('580.95.05');
    expect(facts.faults.map(({ subject }) => subject)).toEqual(['gpus[2]']);
    expect(unknown.map(({ path }) => path)).toEqual([
      'gpus[1].ecc',
      'gpus[2].name',
      'gpus',
      'gpus[3].generation',
    ]);
  });

  test('without any GPU are none', () => {
    expect(joinVendors([part({}), part({})])).toEqual({
      facts: { gpus: [], driver: null, faults: [] },
      unknown: [],
    });
  });
});
