/** AMD's GPUs of described machines, and every way in which their tools answer or do not. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import table from '../../data/amd-gpus.json' with { type: 'json' };
import { amdGpus } from '../../src/capture/gpu/amd-gpus.ts';
import { gfxOf } from '../../src/capture/gpu/amd-kernel.ts';
import { gfxOfDevice } from '../../src/capture/gpu/amd-tables.ts';
import { jsonIn, parseTool } from '../../src/capture/gpu/amd-tool.ts';
import { countsForClass } from '../../src/capture/gpu/gpu-vendors.ts';
import type { ProgramResult } from '../../src/capture/machine.ts';
import { runProbe } from '../../src/capture/probe.ts';
import {
  aMachine,
  exited,
  type MachineChanges,
  machineFromFixture,
  REPOSITORY,
  reasons,
} from './builders.ts';

const onUnix = process.platform === 'win32' ? describe.skip : describe;
jest.setTimeout(30_000);

const take = (name: string) => runProbe(amdGpus, machineFromFixture(name));

onUnix('a described machine', () => {
  test.each([
    { name: 'amd-mi300x-x8', gfx: ['gfx942'], count: 8, units: 304, driver: '6.8.5', memory: 196592 },
    { name: 'amd-mi250x', gfx: ['gfx90a'], count: 2, units: 110, driver: '6.3.6', memory: 65520 },
    { name: 'amd-mi100x2', gfx: ['gfx908'], count: 2, units: 120, driver: '6.2.4', memory: 32752 },
    { name: 'amd-mi210-without-tool', gfx: ['gfx90a'], count: 1, units: 104, driver: '6.7.0', memory: 65520 },
  ])('$name', async ({ name, gfx, count, units, driver, memory }) => {
    const { facts } = await take(name);
    expect(facts.gpus).toHaveLength(count);
    expect([...new Set(facts.gpus.map((gpu) => gpu.gfx))]).toEqual(gfx);
    expect([...new Set(facts.gpus.map(({ smCount }) => smCount))]).toEqual([units]);
    expect([...new Set(facts.gpus.map(({ memoryMiB }) => memoryMiB))]).toEqual([memory]);
    expect(facts.driver).toEqual({
      version: driver,
      branch: null,
      platform: 'linux',
      cuda: null,
      module: 'open',
      compat: null,
      compatBranches: null,
    });
    expect(facts.faults).toEqual([]);
  });

  test('each GPU of a board is told from the others', async () => {
    const { facts, unknown } = await take('amd-mi300x-x8');
    expect(facts.gpus[7]).toMatchObject({
      vendor: 'amd',
      name: 'AMD Instinct MI300X',
      uuid: '0x5eed4a7e00000107',
      pciBusId: '0000:e5:00.0',
      pciDeviceId: '1002:74a1',
      gfx: 'gfx942',
      generation: 'cdna3',
      vbios: '113-M3000100-102',
    });
    expect(new Set(facts.gpus.map(({ uuid }) => uuid)).size).toBe(8);
    expect(unknown.filter(({ path }) => /\.(?:name|gfx|smCount|generation)$/.test(path))).toEqual([]);
  });

  test('with rocm-smi only, whose VBIOS and memory the kernel does not give', async () => {
    const { facts } = await take('amd-mi100x2');
    expect(facts.gpus[1]).toMatchObject({
      name: 'Arcturus GL-XL [Instinct MI100]',
      uuid: null,
      pciBusId: '0000:22:00.0',
      generation: 'cdna',
      vbios: '113-D3430400-037',
    });
  });

  test('a graphics card beside the graphics of the processor: one counts', async () => {
    const { facts } = await take('amd-rx7900xtx');
    expect(facts.gpus.map(({ name, gfx, smCount }) => [name, gfx, smCount])).toEqual([
      ['Navi 31 [Radeon RX 7900 XT/7900 XTX]', 'gfx1100', 96],
      ['Raphael', 'gfx1036', 2],
    ]);
    expect(facts.gpus.map(countsForClass)).toEqual([true, false]);
    // The kernel's own driver has no version of its own.
    expect(facts.driver?.version).toBe('6.8.0');
  });

  test('without a tool everything but the name is known', async () => {
    const { unknown } = await take('amd-mi210-without-tool');
    const { 'gpus[0].name': name, ...others } = reasons(unknown, 'gpus');
    expect(name).toMatch(/neither amd-smi nor rocm-smi was found$/);
    expect(Object.keys(others)).toEqual(
      ['serial', 'ecc', 'powerLimitW', 'clocks', 'pcie'].map((field) => `gpus[0].${field}`),
    );
  });

  test('a user who may not ask', async () => {
    const { facts, unknown } = await take('amd-mi300x-no-permission');
    expect(facts.faults).toEqual([
      {
        kind: 'permission-denied',
        subject: 'gpus',
        because: expect.stringMatching(/groups render and video: "WARNING: User is missing the following/),
      },
    ]);
    expect(facts.gpus.map(({ smCount }) => smCount)).toEqual(Array(8).fill(304));
    expect(reasons(unknown, 'gpus')['gpus[0].name']).toMatch(/amd-smi may not ask the driver/);
  });

  test('the graphics of a laptop start nothing and miss nothing', async () => {
    const machine = machineFromFixture('amd-laptop');
    const starts: string[] = [];
    const run: typeof machine.run = async (program) => {
      starts.push(program);
      return { kind: 'not-found' };
    };
    const { facts, unknown } = await runProbe(amdGpus, { ...machine, run });
    expect(facts.gpus).toMatchObject([{ name: 'Phoenix, Hawk Point', gfx: 'gfx1103', smCount: 12 }]);
    expect([facts.gpus.map(countsForClass), facts.driver, unknown, starts]).toEqual([[false], null, [], []]);
  });

  test('a compute device, and nobody who describes it', async () => {
    const { facts, unknown } = await take('amd-mi300x');
    expect(facts.gpus).toEqual([]);
    expect(facts.faults).toMatchObject([{ kind: 'no-tool' }]);
    expect(reasons(unknown, 'gpus')['gpus']).toMatch(/^there is an AMD GPU \(\/dev\/kfd\)/);
  });
});

const NODE = '/sys/class/kfd/kfd/topology/nodes';
const MI300X =
  'cpu_cores_count 0\nsimd_count 1216\nsimd_per_cu 4\ngfx_target_version 90402\nvendor_id 4098\ndevice_id 29857\nlocation_id 1280\ndomain 0\nunique_id 6840566540484440320\n';
const CPU = 'cpu_cores_count 96\nsimd_count 0\ngfx_target_version 0\n';
const KFD = { '/dev/kfd': '', [`${NODE}/0/properties`]: CPU, [`${NODE}/1/properties`]: MI300X };

async function read(changes: MachineChanges) {
  const { facts, unknown } = await runProbe(amdGpus, aMachine(changes));
  return { ...facts, unknown: reasons(unknown, '') };
}

const only =
  (tool: string, result: ProgramResult) =>
  (program: string): ProgramResult =>
    program === tool ? result : { kind: 'not-found' };

describe('a machine without AMD', () => {
  test('has none, knows it, and starts nothing', async () => {
    const run = (): ProgramResult => {
      throw new Error('started');
    };
    expect(await read({ run })).toEqual({ gpus: [], driver: null, faults: [], unknown: {} });
    expect((await read({ run, platform: 'darwin', files: KFD })).gpus).toEqual([]);
  });
});

describe('a tool', () => {
  const starts = async (answers: Readonly<Record<string, ProgramResult>>) => {
    const started: string[] = [];
    const run = (program: string): ProgramResult => {
      const result = answers[program] ?? { kind: 'not-found' };
      if (result.kind !== 'not-found') started.push(program);
      return result;
    };
    await read({ files: KFD, run });
    return started;
  };

  test('is started once at most, whatever it answers', async () => {
    expect(await starts({ 'amd-smi': exited('', 1), 'rocm-smi': exited('{}') })).toEqual(['amd-smi']);
    expect(await starts({ '/opt/rocm/bin/amd-smi': exited('[]'), 'rocm-smi': exited('{}') })).toEqual([
      '/opt/rocm/bin/amd-smi',
    ]);
    expect(await starts({ '/opt/rocm/bin/rocm-smi': exited('{}') })).toEqual(['/opt/rocm/bin/rocm-smi']);
  });

  test.each<[string, ProgramResult, string | null, RegExp]>([
    [
      'that hangs',
      { kind: 'timed-out', afterMs: 30_000, stdout: '' },
      'driver-hangs',
      /did not answer within 30 s; the driver hangs/,
    ],
    [
      'that may not open the device',
      exited('', 255, 'ERROR:root:Unable to open /dev/kfd'),
      'permission-denied',
      /groups render and video/,
    ],
    // The kernel lists the GPU, so this costs its name only.
    [
      'without its library',
      exited('', 1, "ModuleNotFoundError: No module named 'amdsmi'"),
      null,
      /No module named/,
    ],
    ['that crashes', { kind: 'signalled', signal: 'SIGSEGV', stdout: '' }, null, /ended by SIGSEGV/],
    ['that cannot be started', { kind: 'failed', because: 'EACCES' }, null, /could not be started: EACCES/],
    ['that lists nothing', exited('{"gpu_data": []}'), null, /exited with code 0 and listed no GPU/],
    [
      'that floods',
      { kind: 'exited', code: 0, stdout: 'x', stderr: '', truncated: true },
      null,
      /more than this/,
    ],
  ])('%s', async (_, result, fault, because) => {
    const { gpus, faults, unknown } = await read({ files: KFD, run: only('amd-smi', result) });
    expect(gpus).toMatchObject([{ name: null, gfx: 'gfx942', smCount: 304 }]);
    expect(faults.map(({ kind }) => kind)).toEqual(fault === null ? [] : [fault]);
    expect(unknown['gpus[0].name']).toMatch(because);
    expect(unknown['gpus']).toBeUndefined();
  });

  test('that fails where the kernel lists nothing is a fault', async () => {
    const files = { '/dev/kfd': '' };
    const { faults, unknown } = await read({ files, run: only('amd-smi', exited('', 1, 'broken')) });
    expect(faults.map(({ kind }) => kind)).toEqual(['tool-failed']);
    expect(unknown['gpus']).toMatch(/the compute driver lists none, and amd-smi exited with code 1/);
  });

  test('that warns of groups and answers all the same has answered', async () => {
    const warning =
      'WARNING: User is missing the following required groups: render. Please add user to these groups.';
    const answer = JSON.stringify([
      { gpu: 0, asic: { market_name: 'AMD Instinct MI300X' }, bus: { bdf: '0000:05:00.0' } },
    ]);
    const { gpus, faults } = await read({
      files: KFD,
      run: only('amd-smi', exited(`${warning}\n${answer}\n`, 0, warning)),
    });
    expect([gpus[0]?.name, faults]).toEqual(['AMD Instinct MI300X', []]);
  });

  test('is enough where the kernel lists nothing', async () => {
    const asic = {
      market_name: 'AMD Instinct MI300X VF',
      target_graphics_version: 'gfx942',
      num_compute_units: 304,
    };
    const vram = { size: { value: 192, unit: 'GB' } };
    const answer = JSON.stringify({ gpu_data: [{ gpu: 0, asic, vram, driver: { version: '6.16.13' } }] });
    const { gpus, driver } = await read({ files: { '/dev/kfd': '' }, run: only('amd-smi', exited(answer)) });
    expect(gpus).toMatchObject([{ gfx: 'gfx942', generation: 'cdna3', smCount: 304, memoryMiB: 196608 }]);
    expect(driver?.version).toBe('6.16.13');
  });

  test('words for nothing are nothing', () => {
    const asic = { market_name: 'N/A', num_compute_units: 'N/A', asic_serial: 'N/A', device_id: 'N/A' };
    const answer = parseTool({ tool: 'amd-smi', result: exited(JSON.stringify([{ asic, vram: 'N/A' }])) });
    expect(answer).toMatchObject({
      kind: 'read',
      reading: { rows: [{ name: null, computeUnits: null, uniqueId: null, device: null, memoryMiB: null }] },
    });
  });
});

describe('the kernel’s list', () => {
  test('holds GPUs that this container was not given', async () => {
    const files = { ...KFD, [`${NODE}/2/properties`]: MI300X.replace('1280', '9728') };
    const machine = aMachine({ files });
    const readText: typeof machine.readText = (path, limit) =>
      path === `${NODE}/2/properties`
        ? Promise.reject(new Error('EPERM: operation not permitted'))
        : machine.readText(path, limit);
    const { facts, unknown } = await runProbe(amdGpus, { ...machine, readText });
    expect(facts.gpus.map(({ pciBusId }) => pciBusId)).toEqual(['0000:05:00.0']);
    expect([facts.faults, reasons(unknown, 'gpus')['gpus']]).toEqual([[], undefined]);
  });

  test('without the device that programs open: a container that was not given any', async () => {
    const { '/dev/kfd': _, ...files } = KFD;
    const { gpus, faults, unknown } = await read({ files });
    expect([gpus, faults]).toEqual([[], []]);
    expect(unknown['gpus']).toMatch(
      /^the AMD driver runs 1 GPUs, but \/dev\/kfd is not here; a container needs it/,
    );
  });

  test('is shorter than the bus', async () => {
    const second = {
      '/sys/bus/pci/devices/0000_26_00.0/class': '0x120000\n',
      '/sys/bus/pci/devices/0000_26_00.0/vendor': '0x1002\n',
    };
    const { faults } = await read({ files: { ...KFD, ...second } });
    expect(faults).toEqual([
      {
        kind: 'gpus-missing',
        subject: 'gpus',
        because: 'AMD accelerators on the PCI bus (0000:26:00.0) that the compute driver does not list',
      },
    ]);
    expect((await read({ files: second })).faults.map(({ kind }) => kind)).toEqual(['no-driver']);
  });

  test('a GPU that does not say which one it is leaves the list unknown', async () => {
    const files = { ...KFD, [`${NODE}/1/properties`]: MI300X.replace('gfx_target_version 90402\n', '') };
    const { gpus, unknown } = await read({ files });
    expect(gpus[0]?.gfx).toBeNull();
    expect(unknown['gpus']).toBe('an AMD GPU does not say which one it is');
  });

  test.each([
    [90402, 'gfx942'],
    [90010, 'gfx90a'],
    [90008, 'gfx908'],
    [90012, 'gfx90c'],
    [90500, 'gfx950'],
    [100301, 'gfx1031'],
    [110000, 'gfx1100'],
    [110501, 'gfx1151'],
    [120001, 'gfx1201'],
    [0, null],
  ])('%i is %s', (version, gfx) => {
    expect(gfxOf(version)).toBe(gfx);
  });
});

describe('what the job sees', () => {
  const nodes = Object.fromEntries(
    [0, 1, 2, 3].map((index) => [
      `${NODE}/${index + 1}/properties`,
      MI300X.replace('1280', String(256 * (index + 1))).replace('6840566540484440320', String(256 + index)),
    ]),
  );

  test.each<[Readonly<Record<string, string>>, readonly (boolean | null)[]]>([
    [{}, [true, true, true, true]],
    [{ HIP_VISIBLE_DEVICES: '0,2' }, [true, false, true, false]],
    [{ CUDA_VISIBLE_DEVICES: '1' }, [false, true, false, false]],
    [{ ROCR_VISIBLE_DEVICES: '2,3', HIP_VISIBLE_DEVICES: '1' }, [false, false, false, true]],
    [{ ROCR_VISIBLE_DEVICES: 'GPU-0000000000000101' }, [false, true, false, false]],
    [{ HIP_VISIBLE_DEVICES: '0,9,1' }, [true, false, false, false]],
    [{ HIP_VISIBLE_DEVICES: '-1' }, [false, false, false, false]],
    [{ HIP_VISIBLE_DEVICES: '' }, [false, false, false, false]],
    [{ ROCR_VISIBLE_DEVICES: 'first' }, [null, null, null, null]],
  ])('%j', async (env, visible) => {
    const { gpus } = await read({ files: { '/dev/kfd': '', ...nodes }, env });
    expect(gpus.map((gpu) => gpu.visible)).toEqual(visible);
  });
});

describe('the table', () => {
  test('names each gfx and each device once', () => {
    const names = table.gpus.map(({ gfx }) => gfx);
    const devices = table.gpus.flatMap((chip) => ('devices' in chip ? (chip.devices ?? []) : []));
    expect([new Set(names).size, new Set(devices).size]).toEqual([names.length, devices.length]);
    expect(gfxOfDevice('0x738c')).toBe('gfx908');
    expect(gfxOfDevice('0xffff')).toBeNull();
  });
});

const LABELLED = join(REPOSITORY, '../shared/fixtures/gpu');
const FILES = existsSync(LABELLED)
  ? readdirSync(LABELLED).filter((name) => /^amd-rocmsmi-.*\.txt$/.test(name))
  : [];

interface Label {
  readonly driver: string;
  readonly gpus: readonly {
    readonly name: string;
    readonly memory_mib: number;
    readonly uuid: string | null;
    readonly generation: string;
    readonly true_compute_cap: string;
  }[];
}

(FILES.length === 0 ? describe.skip : describe)('labelled outputs of rocm-smi', () => {
  test.each(FILES.length === 0 ? ['(the folder of labelled outputs is not here)'] : FILES)(
    '%s',
    async (file) => {
      const label = JSON.parse(
        readFileSync(join(LABELLED, file.replace(/\.txt$/, '.json')), 'utf8'),
      ) as Label;
      const output = exited(readFileSync(join(LABELLED, file), 'utf8'));
      const { gpus, driver } = await read({ files: { '/dev/kfd': '' }, run: only('rocm-smi', output) });
      expect(
        gpus.map(({ name, memoryMiB, uuid, gfx, generation }) => [name, memoryMiB, uuid, gfx, generation]),
      ).toEqual(
        label.gpus.map((gpu) => [
          gpu.name,
          gpu.memory_mib,
          gpu.uuid,
          gpu.true_compute_cap,
          gpu.generation.toLowerCase(),
        ]),
      );
      expect(driver?.version).toBe(label.driver);
    },
  );
});

test.each([
  ['\n{"a": 1}\n', { a: 1 }],
  ['WARNING: {not this}\n[1]\ntrailing', [1]],
  ['nothing', null],
  ['{"a": ', null],
])('the document in %j', (stdout, value) => {
  expect(jsonIn(stdout)).toEqual(value);
});
