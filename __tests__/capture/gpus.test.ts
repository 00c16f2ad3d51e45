import { beforeAll, describe, expect, test } from '@jest/globals';
import { type CudaAnswer, type Fields, parseCudaAnswer } from '../../src/capture/cuda/cuda-answer.ts';
import { completeHardware } from '../../src/capture/cuda/cuda-driver.ts';
import {
  boardByName,
  capabilityByBoard,
  generationOf,
  generationOfName,
} from '../../src/capture/gpu/gpu-tables.ts';
import { type GpuFacts, type GpuTraces, gpus } from '../../src/capture/gpu/gpus.ts';
import type { KernelDevices } from '../../src/capture/gpu/nvidia-kernel.ts';
import { parseKernelVersion, readKernelDevices } from '../../src/capture/gpu/nvidia-kernel.ts';
import { fieldsFor } from '../../src/capture/gpu/nvidia-smi/ask.ts';
import { loadXmlParser } from '../../src/capture/gpu/nvidia-smi/xml-parser.ts';
import type { Parsed } from '../../src/capture/probe.ts';
import { aMachine, exited, reasons, xml } from './builders.ts';

beforeAll(loadXmlParser);

const NO_DEVICES: KernelDevices = {
  onBus: [],
  bound: [],
  nodes: 0,
  wsl: false,
  windows: false,
  tegra: false,
};
const ROW =
  '0, GPU-00000000-5eed-4a7e-8bad-000000000001, NVIDIA A100-SXM4-80GB, 535.183.01, 81920, 92.00.45.00.03, 00000000:17:00.0, 0x20B210DE, Enabled, Enabled, Default, 400.00, Disabled, 8.0';

function traces(more: Partial<GpuTraces> = {}, devices: Partial<KernelDevices> = {}): GpuTraces {
  return {
    platform: 'linux',
    kernel: { version: '535.183.01', module: 'proprietary' },
    devices: { ...NO_DEVICES, ...devices },
    smi: { asked: null, result: exited(xml()) },
    list: null,
    ...more,
  };
}

const NOT_INSTALLED = { asked: null, result: { kind: 'not-found' } } as const;

/** The answer to a query, as when the XML was refused. */
function asked(row: string, version: string | null = '535.183.01'): Partial<GpuTraces> {
  return { smi: { asked: fieldsFor(version), result: exited(row) } };
}

describe('the version of the kernel driver', () => {
  test.each([
    [
      'proprietary',
      'NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.216.03  Thu Apr  3 01:14:19 UTC 2025',
      { version: '535.216.03', module: 'proprietary' },
    ],
    [
      'open',
      'NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.95.05  Release Build  (builder@host)',
      { version: '580.95.05', module: 'open' },
    ],
    [
      'open on ARM',
      'NVRM version: NVIDIA UNIX Open Kernel Module for aarch64  580.95.05  Release Build',
      { version: '580.95.05', module: 'open' },
    ],
    [
      'Tegra',
      'NVRM version: NVIDIA UNIX Kernel Module for aarch64  34.1.1  Release Build',
      { version: '34.1.1', module: 'proprietary' },
    ],
    [
      'leading zeros',
      'NVRM version: NVIDIA UNIX x86_64 Kernel Module  450.80.02  Wed Sep 23 01:13:39 UTC 2020',
      { version: '450.80.02', module: 'proprietary' },
    ],
    ['something else', 'NVRM version: none', null],
    ['no file', null, null],
  ])('%s', (_, text, expected) => {
    expect(parseKernelVersion(text)).toEqual(expected);
  });
});

describe('which GPUs there are', () => {
  const because = (given: GpuTraces) => reasons(gpus.parse(given).unknown, 'gpus')['gpus'] ?? null;

  test.each<[string, GpuTraces]>([
    ['no tool, no driver, no device', traces({ kernel: null, smi: NOT_INSTALLED })],
    ['no tool, and a bus that cannot be seen', traces({ kernel: null, smi: NOT_INSTALLED }, { onBus: null })],
  ])('none, and that is known: %s', (_, given) => {
    expect(gpus.parse(given)).toEqual({ facts: { gpus: [], driver: null, faults: [] }, unknown: [] });
  });

  test.each<[string, GpuTraces, RegExp]>([
    ['a driver without the tool', traces({ smi: NOT_INSTALLED }), /nvidia-smi was not found.*`utility`/],
    [
      'device nodes without the tool',
      traces({ kernel: null, smi: NOT_INSTALLED }, { nodes: 1 }),
      /not found/,
    ],
    ['WSL without the tool', traces({ kernel: null, smi: NOT_INSTALLED }, { wsl: true }), /not found/],
    ['a Jetson without the tool', traces({ kernel: null, smi: NOT_INSTALLED }, { tegra: true }), /Jetson/],
    [
      'a device alone',
      traces({ kernel: null, smi: NOT_INSTALLED }, { onBus: ['0000:17:00.0'] }),
      /0000:17:00.0/,
    ],
    ['fewer rows than device nodes', traces({}, { nodes: 2 }), /lists 1 of 2 GPUs/],
    [
      'fewer rows than the driver has taken',
      traces({}, { onBus: ['a', 'b'], bound: ['a', 'b'] }),
      /lists 1 of 2 GPUs/,
    ],
    ['fewer rows than are on the bus', traces({}, { onBus: ['a', 'b'], bound: null }), /lists 1 of 2 GPUs/],
  ])('unknown: %s', (_, given, expected) => {
    expect(because(given)).toMatch(expected);
  });

  test.each<[string, GpuTraces]>([
    [
      'a container with one of eight',
      traces({}, { onBus: [...'abcdefgh'], bound: [...'abcdefgh'], nodes: 1 }),
    ],
    ['one of two is given to a virtual machine', traces({}, { onBus: ['a', 'b'], bound: ['a'] })],
    ['device nodes that were not made yet', traces({}, { onBus: ['a'], bound: ['a'], nodes: 0 })],
  ])('all that count: %s', (_, given) => {
    expect(because(given)).toBeNull();
  });
});

describe('the driver', () => {
  const driver = (given: GpuTraces) => gpus.parse(given).facts.driver;

  test('the kernel’s version goes before what nvidia-smi says', () => {
    const other = traces({ kernel: { version: '580.95.05', module: 'open' } });
    expect(driver(other)).toMatchObject({ version: '580.95.05', branch: 580, module: 'open' });
  });

  test('a sentence is no version', () => {
    const sentence = ROW.replace('535.183.01', 'Deprecated; use KMD Version instead');
    const given = traces({ kernel: null, ...asked(sentence, null) });
    expect(driver(given)).toMatchObject({ version: null, branch: null });
    expect(reasons(gpus.parse(given).unknown, 'driver')).toEqual({
      'driver.version': 'neither the kernel nor nvidia-smi gives one',
    });
  });

  test('a version with a sentence behind it is one', () => {
    const sentence = ROW.replace('535.183.01', '610.57.04 [Deprecated; use KMD Version instead]');
    expect(driver(traces({ kernel: null, ...asked(sentence, null) }))?.version).toBe('610.57.04');
  });

  test('the CUDA that nvidia-smi prints is kept, for where no table has it', () => {
    expect(driver(traces())).toMatchObject({ cuda: '12.2', platform: 'linux' });
  });

  test.each<[string, GpuTraces]>([
    ['Windows itself', traces({ platform: 'win32', kernel: null })],
    ['WSL', traces({ kernel: null }, { windows: true })],
    [
      'a driver model of Windows in a saved answer',
      traces({ kernel: null, smi: { asked: null, result: exited(xml([{ driverModel: 'WDDM' }])) } }),
    ],
  ])('whose numbers are those of Windows: %s', (_, given) => {
    expect(driver(given)?.platform).toBe('windows');
  });

  test('known although nvidia-smi hangs', () => {
    const result = { kind: 'timed-out', afterMs: 60_000, stdout: '' } as const;
    expect(driver(traces({ smi: { asked: null, result } }))?.version).toBe('535.183.01');
  });
});

describe('one board of a query', () => {
  const parse = (row: string, version: string | null = '535.183.01') =>
    gpus.parse(traces(asked(row, version)));
  /** What a query is never asked for, whatever the driver. */
  const NOT_ASKED =
    /clocks|eccErrors|gspFirmware|infoRom|pcie|processes|recoveryAction|rowRemap|serial|virtualization/;
  const unknownOf = (unknown: Parameters<typeof reasons>[0]) =>
    Object.fromEntries(Object.entries(reasons(unknown, 'gpus')).filter(([path]) => !NOT_ASKED.test(path)));

  test('a fault in one field costs that field and says so', () => {
    const { facts, unknown } = parse(ROW.replace('92.00.45.00.03', '[Unknown Error]'));
    expect(facts.gpus[0]).toMatchObject({ vbios: null, memoryMiB: 81920 });
    expect(unknownOf(unknown)).toEqual({ 'gpus[0].vbios': 'nvidia-smi answers [Unknown Error]' });
  });

  test('what a board does not have is null and known', () => {
    const { facts, unknown } = parse(
      ROW.replace('81920', '[N/A]').replace('Default', '[N/A]').replace('400.00', '[Not Supported]'),
    );
    expect(facts.gpus[0]).toMatchObject({ memoryMiB: null, computeMode: null, powerLimitW: null });
    expect(unknownOf(unknown)).toEqual({});
  });

  test('numbers with a unit that was not asked for', () => {
    const { facts } = parse(ROW.replace('81920', '81920 MiB').replace('400.00', '400.00 W'));
    expect(facts.gpus[0]).toMatchObject({ memoryMiB: 81920, powerLimitW: 400 });
  });

  test('a word in place of a number or a mode is unknown', () => {
    const { unknown } = parse(ROW.replace('81920', 'lots').replace('Disabled', 'Pending'));
    expect(unknownOf(unknown)).toEqual({
      'gpus[0].memoryMiB': 'nvidia-smi answers lots',
      'gpus[0].mig': 'nvidia-smi answers pending',
    });
  });

  test('the video BIOS is written the same on Windows', () => {
    expect(parse(ROW.replace('92.00.45.00.03', '90.04.7a.40.73')).facts.gpus[0]?.vbios).toBe(
      '90.04.7A.40.73',
    );
  });

  test('what the short list does not ask for is unknown, MIG included', async () => {
    const short =
      '0, GPU-00000004-5eed-4a7e-8bad-000000000000, Tesla T4, 550.54.15, 15360, 90.04.96.00.02, 00000000:00:1E.0, 0x1EB810DE';
    const machine = aMachine({
      run: (_, [query = '']) => {
        if (query === '-q') return exited('Invalid combination of input arguments.', 2);
        return query.includes('mig.mode')
          ? exited('Field "x" is not a valid field to query.', 2)
          : exited(short);
      },
    });
    const { facts, unknown } = gpus.parse(await gpus.read(machine));
    expect(facts.gpus[0]).toMatchObject({ name: 'Tesla T4', mig: null });
    expect(Object.keys(unknownOf(unknown))).toEqual([
      'gpus[0].ecc',
      'gpus[0].mig',
      'gpus[0].persistence',
      'gpus[0].computeMode',
      'gpus[0].powerLimitW',
    ]);
  });

  test('a driver from before MIG has none', () => {
    const old =
      '0, GPU-00000070-5eed-4a7e-8bad-000000000000, Tesla V100-PCIE-16GB, 418.226.00, 16130, 88.00.48.00.02, 00000000:00:1E.0, 0x1DB410DE, Enabled, Enabled, Default, 250.00';
    const { facts, unknown } = parse(old, '418.226.00');
    expect(facts.gpus[0]?.mig).toBeNull();
    expect(unknownOf(unknown)).toEqual({});
  });
});

const answerOf = (cuda: Fields) => parseCudaAnswer({ cuda, visible: null, links: null });
const adding = (listed: Parsed<GpuFacts>, answer: CudaAnswer) =>
  completeHardware(listed, { answer, library: { kind: 'none' } });

describe('what the CUDA driver adds', () => {
  const DEVICE = {
    name: 'NVIDIA A100-SXM4-80GB',
    uuid: '00000000-5eed-4a7e-8bad-000000000001',
    pciBusId: '0000:17:00.0',
    smCount: 108,
    major: 8,
    minor: 0,
  };
  const said = (more = {}) =>
    answerOf({
      version: 12020,
      library: '/usr/lib/libcuda.so.535.183.01',
      devices: [DEVICE],
      ...more,
    });
  // A query holds the compute capability, so what is missing below is missing because of CUDA.
  const complete = (answer: CudaAnswer, row = ROW) => adding(gpus.parse(traces(asked(row))), answer);
  const unknownOf = (unknown: Parameters<typeof reasons>[0]) =>
    reasons(
      unknown.filter(({ path }) => /computeCapability|generation|smCount/.test(path)),
      'gpus',
    );

  test('multiprocessors by the identifier of the card', () => {
    expect(complete(said()).facts.gpus[0]).toMatchObject({ smCount: 108, generation: 'ampere' });
  });

  test('by its place on the bus where the identifier differs', () => {
    const devices = [{ ...DEVICE, uuid: 'ffffffff-0000-0000-0000-000000000000' }];
    expect(complete(said({ devices })).facts.gpus[0]?.smCount).toBe(108);
  });

  test('not from another card', () => {
    const devices = [{ ...DEVICE, uuid: 'ffffffff-0000-0000-0000-000000000000', pciBusId: '0000:18:00.0' }];
    const { facts, unknown } = complete(said({ devices }));
    expect(facts.gpus[0]?.smCount).toBeNull();
    expect(unknownOf(unknown)).toEqual({ 'gpus[0].smCount': 'CUDA does not list this GPU' });
  });

  test('the compute capability where nvidia-smi does not say', () => {
    expect(complete(said(), ROW.replace('8.0', '[N/A]')).facts.gpus[0]?.computeCapability).toBe('8.0');
  });

  test('the highest CUDA', () => {
    expect(complete(said()).facts.driver).toMatchObject({ cuda: '12.2', compat: null });
    expect(complete(said()).unknown.filter(({ path }) => path.startsWith('driver'))).toEqual([]);
  });

  test('a compatibility library does not raise the driver’s own CUDA', () => {
    const library = '/usr/local/cuda/compat/libcuda.so.580.95.05';
    const { facts } = complete(said({ version: 13000, library }));
    expect(facts.driver).toMatchObject({ version: '535.183.01', cuda: '12.2', compat: '580.95.05' });
  });

  test('a library without a driver’s version (WSL) may be another one: the table goes before what it reports', () => {
    const { facts, unknown } = complete(said({ version: 13040, library: '/usr/lib/wsl/lib/libcuda.so.1.1' }));
    expect(facts.driver).toMatchObject({ version: '535.183.01', cuda: '12.2', compat: null });
    expect(Object.keys(reasons(unknown, 'driver'))).toEqual(['driver.compat']);
  });

  test('what such a library reports is all there is for a branch that no table knows', () => {
    const kernel = { version: '999.10.01', module: 'open' } as const;
    const { facts } = adding(gpus.parse(traces({ kernel })), said({ library: null }));
    expect(facts.driver).toMatchObject({ branch: 999, cuda: '12.2', compat: null });
  });

  test('another library says nothing about a driver that no table knows', () => {
    const kernel = { version: '999.10.01', module: 'open' } as const;
    const { facts, unknown } = adding(gpus.parse(traces({ kernel })), said());
    expect(facts.driver).toMatchObject({ cuda: null, compat: '535.183.01' });
    expect(reasons(unknown, 'driver')['driver.cuda']).toMatch(/^branch 999 is not .* is not of that driver$/);
  });

  test('a device that is not understood is none', () => {
    const { unknown } = complete(said({ devices: [null, 'x', { ...DEVICE, smCount: '108' }] }));
    expect(unknownOf(unknown)).toEqual({ 'gpus[0].smCount': 'CUDA does not list this GPU' });
  });

  test('an answer that is not understood counts as a failure', () => {
    expect(answerOf({ version: '12', devices: [] })).toMatchObject({ kind: 'failed' });
  });

  test('a driver that fails leaves no number from a table', () => {
    const error = { call: 'cuInit', code: 802, text: 'system not yet initialized' };
    const { facts, unknown } = complete(answerOf({ library: null, error }));
    expect(facts.gpus[0]).toMatchObject({ smCount: null, computeCapability: '8.0', generation: 'ampere' });
    expect(reasons(unknown, 'gpus')['gpus[0].smCount']).toBe(
      'cuInit failed with error 802 (system not yet initialized; on boards with NVSwitch the fabric manager has to run)',
    );
    expect(facts.driver?.cuda).toBe('12.2');
  });

  test('a driver that cannot be asked: by name, where the name stands for one chip only', () => {
    const missing = answerOf({ missing: 'libcuda.so.1: cannot open shared object file' });
    expect(complete(missing).facts.gpus[0]?.smCount).toBe(108);
    const { unknown } = complete(missing, ROW.replace('NVIDIA A100-SXM4-80GB', 'NVIDIA A100-SXM-64GB'));
    expect(reasons(unknown, 'gpus')['gpus[0].smCount']).toMatch(
      /^the CUDA driver library could not be loaded: .*, and NVIDIA A100-SXM-64GB is not in this version's table of boards$/,
    );
  });

  test('a generation that no table knows', () => {
    const { unknown } = complete(said({ devices: [{ ...DEVICE, major: 14 }] }), ROW.replace('8.0', '14.0'));
    expect(reasons(unknown, 'gpus')['gpus[0].generation']).toMatch(/14\.0 is not in this version's table/);
  });

  test('MIG slices are not counted as the whole board', () => {
    const { facts } = complete(said(), ROW.replace('Disabled', 'Enabled'));
    expect(facts.gpus[0]).toMatchObject({ mig: 'enabled', smCount: null });
  });
});

describe('the tables', () => {
  test.each([
    ['7.5', 'turing'],
    ['8.6', 'ampere'],
    ['8.9', 'ada'],
    ['9.0', 'hopper'],
    ['10.0', 'blackwell'],
    ['10.7', 'rubin'],
    ['11.0', 'blackwell'],
    ['12.1', 'blackwell'],
    ['9.9', null],
  ])('%s is %s', (capability, generation) => {
    expect(generationOf(capability)).toBe(generation);
  });

  test.each<[string, string | null, string | null, string | null]>([
    ['a device id', '10de:2330', 'whatever', '9.0'],
    ['a device id before a name that says otherwise', '10de:1eb8', 'NVIDIA GeForce RTX 3060', '7.5'],
    ['a name where the device id is new', '10de:ffff', 'NVIDIA H100 80GB HBM3', '9.0'],
    ['a name alone', null, 'Tesla K80', '3.7'],
    ['a name without the vendor', null, 'GH200 480GB', '9.0'],
    ['a Jetson', null, 'Orin (nvgpu)', '8.7'],
    ['a virtual GPU', null, 'GRID T4-16Q', '7.5'],
    ['a virtual GPU on a MIG slice', null, 'NVIDIA H100XM-1-10C', '9.0'],
    ['a virtual GPU with a profile of two letters', null, 'NVIDIA A40-48', '8.6'],
    ['a name of two chips', null, 'NVIDIA GeForce GTX 750', null],
    ['a name that virtual GPUs of later chips borrow', null, 'NVIDIA GeForce RTX 3060', null],
    ['a name that was cut', null, 'NVIDIA GeForce RTX 2080 ...', null],
    ['a device of another vendor', '1002:2330', 'something', null],
    ['nothing', null, null, null],
  ])('the compute capability by %s', (_, pciDeviceId, name, expected) => {
    expect(capabilityByBoard({ pciDeviceId, name })).toBe(expected);
  });

  test.each([
    ['NVIDIA GeForce RTX 2080 ...', 'turing'],
    ['NVIDIA A100-SXM...', 'ampere'],
    ['Tesla V100-SXM2...', 'volta'],
    ['NVIDIA H200', 'hopper'],
    ['NVIDIA RTX 6000 ...', null],
    ['NVIDIA GeForce ...', null],
    ['something new', null],
    ['...', null],
  ])('the generation by the name %s is %s', (name, expected) => {
    expect(generationOfName(name)).toBe(expected);
  });

  test('a board is found with and without the vendor’s name', () => {
    expect(boardByName('NVIDIA H100 PCIe')).toEqual(boardByName('H100 PCIe'));
    expect(boardByName('tesla t4')).toMatchObject({ computeCapability: '7.5', smCount: 40 });
    expect(boardByName('NVIDIA H100')).toBeNull();
  });
});

describe('device nodes', () => {
  const files = Object.fromEntries(
    ['nvidia0', 'nvidia1', 'nvidia2', 'nvidiactl', 'nvidia-uvm'].map((name) => [`/dev/${name}`, '']),
  );
  const nodes = async (mayOpen?: (path: string) => Promise<boolean>): Promise<number> =>
    (await readKernelDevices(aMachine({ files, ...(mayOpen === undefined ? {} : { mayOpen }) }))).nodes;

  test('that the control group of a Slurm job keeps closed are no GPUs of the job', async () => {
    expect(await nodes(async (path) => path === '/dev/nvidia1')).toBe(1);
  });

  test('all count where every one may be opened, or none', async () => {
    expect(await nodes()).toBe(3);
    expect(await nodes(async () => false)).toBe(3);
  });
});

test('a program of another on a divided board is told by its slice', () => {
  const slice = { profile: '1g.10gb', ci: 0, sms: 14, memory: 9856 };
  const board = {
    mig: 'Enabled',
    slices: [
      { ...slice, gi: 7, uuid: 'MIG-1' },
      { ...slice, gi: 8, uuid: 'MIG-2' },
    ],
    processes: [{ pid: 4711, type: 'C', name: '/usr/bin/python3', memory: 900, gi: 8, ci: 0 }],
  };
  const { facts } = gpus.parse(traces({ smi: { asked: null, result: exited(xml([board])) } }));
  expect(facts.faults).toEqual([
    {
      kind: 'foreign-process',
      subject: 'gpus[0].slices[1]',
      because: 'python3 (process 4711) computed on it',
    },
  ]);
  expect(facts.gpus[0]?.processes).toEqual([{ pid: 4711, name: 'python3', memoryMiB: 900 }]);
});
