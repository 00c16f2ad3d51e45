/** Every form in which nvidia-smi prints, read; and all forms of one machine held against each other. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { gpus } from '../../src/capture/gpu/gpus.ts';
import { branchOf } from '../../src/capture/gpu/nvidia-driver.ts';
import { gpuOf } from '../../src/capture/gpu/nvidia-smi/gpu.ts';
import { programName, type SmiReading, versionIn } from '../../src/capture/gpu/nvidia-smi/reading.ts';
import { recognise } from '../../src/capture/gpu/nvidia-smi/recognise.ts';
import { loadXmlParser } from '../../src/capture/gpu/nvidia-smi/xml-parser.ts';
import type { Parsed } from '../../src/capture/probe.ts';
import type { Gpu, MigSlice } from '../../src/capture/snapshot.ts';
import { answer, type Described, fields } from '../fixtures/nvidia-smi-stand-in.mjs';
import { aMachine, exited, MACHINES, xml } from './builders.ts';

await loadXmlParser();

/** The machines that nvidia-smi can describe, by name. */
const DESCRIBED = new Map(
  readdirSync(MACHINES)
    .map((name): [string, string] => [name, join(MACHINES, name, 'bin/nvidia-smi.json')])
    .filter(([, file]) => existsSync(file))
    .map(([name, file]): [string, Described] => [name, JSON.parse(readFileSync(file, 'utf8'))])
    .filter(([, { fault, warning, hang }]) => fault === undefined && warning === undefined && hang !== true),
);

function ask(described: Described, ...args: readonly string[]): string {
  return answer(described, args).stdout;
}

function query(described: Described, format: string): string {
  return ask(described, `--query-gpu=${fields(described).join(',')}`, `--format=${format}`);
}

function boardsOf({ boards, form, driver }: SmiReading): readonly Parsed<Gpu>[] {
  return boards.map((board, index) =>
    gpuOf(board, { path: `gpus[${index}]`, form, branch: branchOf(driver) }),
  );
}

/** What both forms claim to know of one GPU, for comparing. The table cuts names. */
function common(one: Parsed<Gpu>, other: Parsed<Gpu>, index: number): readonly [object, object] {
  const unknown = [...one.unknown, ...other.unknown].map(({ path }) => path);
  const keys = Object.keys(one.facts).filter(
    (key) =>
      !unknown.some((path) => path.startsWith(`gpus[${index}].${key}`)) &&
      !['computeCapability', 'slices', 'eccErrors'].includes(key),
  );
  const some = (gpu: Gpu) => Object.fromEntries(Object.entries(gpu).filter(([key]) => keys.includes(key)));
  return [some(one.facts), some(other.facts)];
}

const notNull = (slice: MigSlice) =>
  Object.fromEntries(Object.entries(slice).filter(([, value]) => value !== null));

test('there are machines of every branch from 418 to 610', () => {
  const branches = [...DESCRIBED.values()].map(({ driver }) => branchOf(driver));
  expect(DESCRIBED.size).toBeGreaterThanOrEqual(25);
  expect(branches).toEqual(
    expect.arrayContaining([418, 450, 460, 470, 510, 525, 535, 550, 570, 580, 590, 610]),
  );
});

describe.each([...DESCRIBED])('all forms of %s agree', (_, described) => {
  const reading = recognise(ask(described, '-q', '-x'));
  const whole = reading === null ? [] : boardsOf(reading);
  const names = whole.map(({ facts }) => facts.name);

  test('the XML is read whole', () => {
    expect(reading).toMatchObject({ form: 'xml', driver: described.driver, because: null });
    expect(whole).toHaveLength(described.boards.length);
    const unknown = whole.flatMap((board) =>
      board.unknown.map(({ path }) => path.replace(/^gpus\[\d+\]\./, '')),
    );
    // It names neither the profiles nor the identifiers of MIG slices.
    expect(unknown.filter((path) => !/^slices\[\d+\]\.(?:profile|uuid)$/.test(path))).toEqual([]);
  });

  test.each([
    ['query', ask(described, '-q')],
    ['csv', query(described, 'csv')],
    ['csv', query(described, 'csv,nounits')],
    ['table', ask(described)],
    ['list', ask(described, '-L')],
  ])('%s', (form, text) => {
    const other = recognise(text);
    expect(other).toMatchObject({ form, because: null });
    if (other === null) return;
    const boards = boardsOf(other);
    expect(boards).toHaveLength(whole.length);
    for (const [index, board] of boards.entries()) {
      const [one, two] = common(whole[index] ?? board, board, index);
      const name = board.facts.name ?? '';
      // A name that was cut may leave more than one generation possible.
      const cut = name.endsWith('...') ? { name, generation: board.facts.generation } : {};
      expect(two).toEqual({ ...one, ...cut });
      expect(names[index]?.startsWith(name.replace('...', ''))).toBe(true);
      expect(Object.keys(two).length).toBeGreaterThanOrEqual(2);
    }
    if (other.driver !== null) expect(other.driver).toBe(described.driver);
    if (other.cuda !== null) expect(other.cuda).toBe(reading?.cuda);
  });

  test('rows without a line of names, for the fields that were asked for', () => {
    const rows = recognise(query(described, 'csv,noheader,nounits'), fields(described));
    const named = recognise(query(described, 'csv,nounits'));
    expect(rows).toEqual(named);
  });

  test('where the XML is refused, the query that is asked instead is known to the driver', async () => {
    const machine = aMachine({
      run: (_program, args) => {
        if (args.includes('-x')) return exited('Invalid combination of input arguments.\n', 2);
        const { stdout, code } = answer(described, args);
        return exited(stdout, code);
      },
      files: { '/sys/module/nvidia/version': `${described.tool ?? described.driver}\n` },
    });
    const { facts, unknown } = gpus.parse(await gpus.read(machine));
    expect(unknown.filter(({ path }) => path === 'gpus')).toEqual([]);
    expect(facts.gpus.map(({ name, uuid, mig }) => ({ name, uuid, mig }))).toEqual(
      whole.map(({ facts: { name, uuid, mig } }) => ({ name, uuid, mig })),
    );
  });

  test('--version', () => {
    expect(recognise(ask(described, '--version'))).toMatchObject({
      form: 'version',
      driver: described.driver,
      cuda: reading?.cuda,
      boards: [],
    });
  });

  test('slices, as far as each form names them', () => {
    for (const text of [ask(described), ask(described, '-L'), ask(described, '-q')]) {
      for (const [index, { slices }] of (recognise(text)?.boards ?? []).entries()) {
        const known = whole[index]?.facts.slices ?? [];
        expect(slices).toHaveLength(known.length);
        for (const [place, slice] of slices.entries()) {
          const { profile: _profile, uuid: _uuid, ...numbers } = notNull(slice) as Partial<MigSlice>;
          expect(known[place]).toMatchObject(numbers);
        }
      }
    }
  });
});

describe('the stand-in, like the real one', () => {
  const described = {
    driver: '470.82.01',
    cuda: '11.4',
    boards: [{ name: 'Tesla T4', bus: '00000000:00:1E.0' }],
  };

  test('rejects the whole query for one field that its driver does not know', () => {
    const rejected = answer(described, ['--query-gpu=name,compute_cap', '--format=csv']);
    expect(rejected).toEqual({
      stdout: 'Field "compute_cap" is not a valid field to query.\n\n',
      stderr: '',
      code: 2,
    });
  });

  test('lists the fields that its driver knows', () => {
    const { stdout } = answer(described, ['--help-query-gpu']);
    expect(stdout).toContain('"mig.mode.current"');
    expect(stdout).not.toContain('"compute_cap"');
  });

  test('refuses an argument that it does not know', () => {
    expect(answer(described, ['--frobnicate'])).toMatchObject({ code: 2 });
  });

  test('says what is wrong whatever it is asked', () => {
    const fault = { stdout: 'No devices were found\n', code: 6 };
    for (const args of [[], ['-L'], ['-q', '-x'], ['--version']]) {
      expect(answer({ ...described, fault }, args)).toEqual({ ...fault, stderr: '' });
    }
  });
});

describe('the XML', () => {
  const gpu = (more: object, driver?: string) => {
    const reading = recognise(xml([more], driver));
    const [board] = reading === null ? [] : boardsOf(reading);
    return board;
  };

  test('an A100 with everything that the driver says of it', () => {
    expect(gpu({ gsp: '590.48.01', recovery: 'GPU Reset' }, '590.48.01')?.facts).toEqual({
      vendor: 'nvidia',
      name: 'NVIDIA A100-SXM4-80GB',
      uuid: 'GPU-00000000-5eed-4a7e-8bad-000000000001',
      serial: '1650324000001',
      pciBusId: '00000000:17:00.0',
      pciDeviceId: '10de:20b2',
      computeCapability: null,
      gfx: null,
      generation: 'ampere',
      smCount: null,
      memoryMiB: 81920,
      visible: null,
      deviceIndex: null,
      mig: 'disabled',
      slices: [],
      ecc: 'enabled',
      eccErrors: {
        correctedVolatile: 0,
        uncorrectedVolatile: 0,
        correctedAggregate: 0,
        uncorrectedAggregate: 0,
      },
      rowRemap: { correctable: 0, uncorrectable: 0, pending: false, failure: false },
      vbios: '92.00.45.00.03',
      infoRom: 'G506.0210.00.04',
      gspFirmware: '590.48.01',
      persistence: 'enabled',
      computeMode: 'Default',
      powerLimitW: 400,
      clocks: { maxSmMHz: 1410, maxMemoryMHz: 1593 },
      pcie: { maxGeneration: 4, maxWidth: 16 },
      nvlink: null,
      virtualization: 'none',
      recoveryAction: 'reset',
      processes: [],
    });
  });

  const ERRORS = {
    correctedVolatile: 5,
    uncorrectedVolatile: 2,
    correctedAggregate: 8,
    uncorrectedAggregate: 3,
  };

  test.each([
    ['Volta', '418.226.00'],
    ['Volta', '580.95.05'],
    ['Ampere', '450.80.02'],
    ['Hopper', '590.48.01'],
  ])('counts errors of %s under %s', (architecture, driver) => {
    expect(gpu({ architecture, eccErrors: ERRORS }, driver)?.facts.eccErrors).toEqual(ERRORS);
  });

  test('without ECC nothing is counted, and that is known', () => {
    const board = gpu({ ecc: 'Disabled' });
    expect(board?.facts).toMatchObject({ ecc: 'disabled', eccErrors: null, rowRemap: null });
    expect(board?.unknown).toEqual([]);
  });

  test('a counter that could not be read is unknown', () => {
    const board = gpu({ eccErrors: { uncorrectedVolatile: 'Unknown Error' } });
    expect(board?.facts.eccErrors).toMatchObject({ uncorrectedVolatile: null, correctedVolatile: 0 });
    expect(board?.unknown).toEqual([
      { path: 'gpus[0].eccErrors', because: 'nvidia-smi answers Unknown Error' },
    ]);
  });

  test('a device id of another form is unknown', () => {
    expect(gpu({ device: '[REDACTED]' })?.unknown).toEqual([
      { path: 'gpus[0].pciDeviceId', because: 'nvidia-smi answers [REDACTED]' },
    ]);
  });

  test('only programs that compute count, by their own names', () => {
    const processes = [
      { pid: 1, type: 'G', name: '/usr/lib/xorg/Xorg', memory: 4 },
      { pid: 2, type: 'C+G', name: 'C:\\Program Files\\Game\\game.exe', memory: null },
      { pid: 3, type: 'C', name: '/home/alice/env/bin/python train.py --key abc', memory: 900 },
      { pid: 4, type: 'M+C', name: 'python3', memory: 10 },
      { pid: 5, type: 'C', name: '[Not Found]', memory: null },
    ];
    expect(gpu({ processes })?.facts.processes).toEqual([
      { pid: 3, name: 'python', memoryMiB: 900 },
      { pid: 4, name: 'python3', memoryMiB: 10 },
      { pid: 5, name: null, memoryMiB: null },
    ]);
  });

  test('what it lacks is unknown where every driver has it', () => {
    const trimmed = xml().replace(/<vbios_version>.*\n|<serial>.*\n/g, '');
    const reading = recognise(trimmed);
    expect(reading?.boards.length).toBe(1);
    const unknown = reading === null ? [] : boardsOf(reading).flatMap((board) => board.unknown);
    expect(unknown.map(({ path }) => path)).toEqual(['gpus[0].serial', 'gpus[0].vbios']);
  });

  test('no entity is expanded', () => {
    const bomb = xml([{ name: '&lol;' }]).replace(/<!DOCTYPE.*\n/, '<!DOCTYPE x [<!ENTITY lol "lol">]>\n');
    expect(recognise(bomb)?.boards[0]?.fields.name ?? '&lol;').toBe('&lol;');
  });

  test('sixteen boards with all their clocks are read in well under the limit of bytes', () => {
    const boards = Array.from({ length: 16 }, (_, index) => ({ uuid: `GPU-${index}` }));
    const clocks = '<supported_graphics_clock>1410 MHz</supported_graphics_clock>\n'.repeat(1200);
    const text = xml(boards).replaceAll('<supported_mem_clock>', `<supported_mem_clock>${clocks}`);
    expect(text.length).toBeGreaterThan(1024 * 1024);
    expect(recognise(text)?.boards).toHaveLength(16);
  });
});

describe('words', () => {
  test.each([
    ['610.57.04', '610.57.04'],
    ['610.57.04 [Deprecated; will be removed in CUDA 14.0. Use KMD Version instead]', '610.57.04'],
    ['Deprecated, see "KMD version" instead', null],
    ['N/A', null],
    ['', null],
  ])('the version in %j is %s', (text, expected) => {
    expect(versionIn(text)).toBe(expected);
  });

  test.each([
    ['/usr/bin/python3 train.py', 'python3'],
    ['...ample\\Vendor App\\example03.ex', 'example03.ex'],
    ['ffmpeg', 'ffmpeg'],
    ['./gpu_burn', 'gpu_burn'],
    ['-', null],
    ['[Insufficient Permissions]', null],
    ['', null],
  ])('the program in %j is %s', (text, expected) => {
    expect(programName(text)).toBe(expected);
  });

  test.each(['', 'hello', '0, 1, 2', '<html></html>', 'GPU 0', '{"gpu": 1}', '+-----+\n|     |\n+-----+\n'])(
    '%j is none of the forms',
    (text) => {
      expect(recognise(text)).toBeNull();
    },
  );
});
