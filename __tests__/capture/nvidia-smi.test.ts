import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseSmi, type SmiAnswer } from '../../src/capture/gpu/nvidia-smi/answer.ts';
import { type Field, fieldsFor, runSmi } from '../../src/capture/gpu/nvidia-smi/ask.ts';
import { readValue } from '../../src/capture/gpu/nvidia-smi/value.ts';
import { loadXmlParser } from '../../src/capture/gpu/nvidia-smi/xml-parser.ts';
import type { ProgramResult } from '../../src/capture/machine.ts';
import type { FaultKind } from '../../src/capture/snapshot.ts';
import { aMachine, exited, xml } from './builders.ts';

beforeAll(loadXmlParser);

const FIELDS = fieldsFor('550.54.15');
const UUID = 'GPU-00000000-5eed-4a7e-8bad-000000000001';
const ROW = `0, ${UUID}, NVIDIA H100 80GB HBM3, 550.54.15, 81559, 96.00.89.00.01, 00000000:1B:00.0, 0x233010DE, Enabled, Enabled, Default, 700.00, Disabled, 9.0`;
const XML = xml();

const answer = (result: ProgramResult): SmiAnswer | null => parseSmi({ asked: null, result });
const asked = (result: ProgramResult): SmiAnswer | null => parseSmi({ asked: FIELDS, result });

describe('which fields a driver is asked for', () => {
  const has = (version: string | null, field: Field) => fieldsFor(version).includes(field);

  test.each([
    ['418.226.00', false, false],
    ['450.80.02', true, false],
    ['470.82.01', true, false],
    ['510.39.01', true, true],
    ['550.54.15', true, true],
    ['610.57.04', true, true],
    ['an unknown one', true, true],
  ])('%s: MIG %s, compute capability %s', (version, mig, capability) => {
    expect([has(version, 'mig.mode.current'), has(version, 'compute_cap')]).toEqual([mig, capability]);
  });

  test('a query never asks for serial numbers', () => {
    expect(fieldsFor(null).filter((field) => /serial|part|inforom/.test(field))).toEqual([]);
  });
});

describe('starting nvidia-smi', () => {
  function machineThat(run: (args: readonly string[], program: string) => ProgramResult) {
    const starts: string[] = [];
    const machine = aMachine({
      run: (program, args) => {
        starts.push(args.join(' '));
        return run(args, program);
      },
    });
    return { machine, starts };
  }

  const REFUSED = exited("ERROR: Option -x is not recognized. Please run 'nvidia-smi -h'.\n", 2);
  const REJECTED = exited('Field "compute_cap" is not a valid field to query.\n', 2);
  const TABLE = '| NVIDIA-SMI 346.46     Driver Version: 346.46         |\n';

  test('once is enough when it answers', async () => {
    const { machine, starts } = machineThat(() => exited(XML));
    expect(await runSmi(machine, '550.54.15')).toEqual({ asked: null, result: exited(XML) });
    expect(starts).toEqual(['-q -x']);
  });

  test('a query where the XML is refused', async () => {
    const { machine, starts } = machineThat(([first]) => (first === '-q' ? REFUSED : exited(ROW)));
    expect(await runSmi(machine, '550.54.15')).toEqual({ asked: FIELDS, result: exited(ROW) });
    expect(starts).toHaveLength(2);
  });

  test('a query where the XML is more than is read', async () => {
    const { machine } = machineThat(([first]) =>
      first === '-q' ? { ...exited(XML.slice(0, 900)), truncated: true } : exited(ROW),
    );
    expect((await runSmi(machine, '550.54.15')).result).toEqual(exited(ROW));
  });

  test('with few fields when it does not know one of them', async () => {
    const short = ROW.split(', ').slice(0, 8).join(', ');
    const { machine, starts } = machineThat(([first = '']) => {
      if (first === '-q') return REFUSED;
      return first.includes('compute_cap') ? REJECTED : exited(short);
    });
    const output = await runSmi(machine, null);
    expect(starts).toHaveLength(3);
    expect(output.asked).toEqual(/--query-gpu=(\S+)/.exec(starts[2] ?? '')?.[1]?.split(','));
    expect(output.asked).not.toContain('mig.mode.current');
  });

  test('the table where it rejects whatever it is asked for', async () => {
    const { machine, starts } = machineThat(([first]) => (first === undefined ? exited(TABLE) : REFUSED));
    expect((await runSmi(machine, null)).result).toEqual(exited(TABLE));
    expect(starts.at(-1)).toBe('');
  });

  test('a program that answers nothing of it is described by its first answer', async () => {
    const { machine } = machineThat(([first]) => exited(`you said ${first}`));
    expect((await runSmi(machine, null)).result).toEqual(exited('you said -q'));
  });

  test.each<[string, ProgramResult]>([
    ['a module that is not loaded', exited('', 9)],
    ['a mismatch with exit code 0', exited('Failed to initialize NVML: Driver/library version mismatch')],
    ['a hanging driver', { kind: 'timed-out', afterMs: 60_000, stdout: '' }],
    ['no nvidia-smi', { kind: 'not-found' }],
    ['a lost GPU', exited(XML, 0, 'Unable to determine the device handle for GPU3\n')],
  ])('not again after %s', async (_, result) => {
    const { machine, starts } = machineThat(() => result);
    expect((await runSmi(machine, null)).result).toEqual(result);
    expect(new Set(starts)).toEqual(new Set(['-q -x']));
  });

  test('under WSL it is not on PATH', async () => {
    const { machine } = machineThat((_, program) =>
      program === '/usr/lib/wsl/lib/nvidia-smi' ? exited(XML) : { kind: 'not-found' },
    );
    expect((await runSmi(machine, null)).result.kind).toBe('exited');
  });
});

describe('what nvidia-smi says', () => {
  test('boards', () => {
    const parsed = answer(exited(xml([{}, { uuid: 'GPU-2' }])));
    expect(parsed).toMatchObject({ because: null, fault: null });
    expect(parsed?.reading?.boards.map(({ fields }) => fields.uuid)).toEqual([UUID, 'GPU-2']);
  });

  test('rows of a query, with line ends of Windows and empty lines', () => {
    const parsed = asked(exited(`\r\n${ROW}\r\n\r\n${ROW.replace('0, ', '1, ')}\r\n`));
    expect(parsed?.because).toBeNull();
    expect(parsed?.reading?.boards).toHaveLength(2);
    expect(parsed?.reading?.boards[0]?.fields).toMatchObject({
      name: 'NVIDIA H100 80GB HBM3',
      computeCapability: '9.0',
    });
  });

  test('not installed', () => {
    expect(answer({ kind: 'not-found' })).toBeNull();
  });

  const NOT_LOADED =
    "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.";

  test.each<[string, ProgramResult, FaultKind, RegExp]>([
    [
      'the module is not loaded',
      exited(NOT_LOADED, 9),
      'no-driver',
      /^the NVIDIA kernel module is not loaded/,
    ],
    [
      'exit code 9 without the text',
      exited('', 9),
      'no-driver',
      /^the NVIDIA kernel module is not loaded.*code 9/,
    ],
    ['the text with exit code 0', exited(NOT_LOADED), 'no-driver', /^the NVIDIA kernel module is not loaded/],
    [
      'driver upgraded without a reboot',
      exited(
        'Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 580.159\n',
        18,
      ),
      'library-mismatch',
      /^the NVIDIA library and the kernel module have different versions/,
    ],
    ['exit code 18 alone', exited('', 18), 'library-mismatch', /different versions.*code 18/],
    [
      'devices taken from the container',
      exited('Failed to initialize NVML: Unknown Error\n', 255),
      'permission-denied',
      /taken away/,
    ],
    [
      'access blocked under WSL',
      exited('Failed to initialize NVML: GPU access blocked by the operating system\n', 17),
      'permission-denied',
      /blocks access/,
    ],
    [
      'no permission',
      exited('Failed to initialize NVML: Insufficient Permissions\n', 4),
      'permission-denied',
      /permission denied/,
    ],
    ['exit code 4 alone', exited('', 4), 'permission-denied', /permission denied/],
    ['no device', exited('No devices were found\n', 6), 'gpus-missing', /finds no device/],
    ['no device with exit code 0', exited('No devices were found\n'), 'gpus-missing', /finds no device/],
    [
      'a lost GPU, on the other stream, with exit code 0',
      exited(XML, 0, 'Unable to determine the device handle for GPU3: 0000:04:00.0: Unknown Error\n'),
      'gpu-lost',
      /does not answer.*GPU3/,
    ],
    [
      'a lost GPU, before the XML',
      exited(`Unable to determine the device handle for GPU 0000:04:00.0: Unknown Error\n${XML}`),
      'gpu-lost',
      /does not answer/,
    ],
    ['a lost GPU in a field', exited(xml([{ vbios: 'GPU is lost' }])), 'gpu-lost', /^a GPU is lost/],
    [
      'a GPU that wants a reset',
      exited(xml([{ infoRom: 'GPU requires reset' }])),
      'gpu-needs-reset',
      /requires a reset/,
    ],
    [
      'a corrupted infoROM',
      exited(`${XML}WARNING: infoROM is corrupted at gpu 0000:1B:00.0\n`, 14),
      'info-rom',
      /^the infoROM of a GPU is corrupted/,
    ],
    ['fallen off the bus', exited('', 15), 'gpu-lost', /fallen off the bus/],
    [
      'an exit code of no meaning',
      exited('', 77),
      'tool-failed',
      /nvidia-smi failed \(nvidia-smi exited with code 77\)/,
    ],
    ['killed', { kind: 'signalled', signal: 'SIGKILL', stdout: '' }, 'tool-failed', /ended by SIGKILL/],
    [
      'hung',
      { kind: 'timed-out', afterMs: 60_000, stdout: '' },
      'driver-hangs',
      /did not answer within 60 s/,
    ],
    [
      'not startable',
      { kind: 'failed', because: 'permission denied' },
      'tool-failed',
      /could not be started: permission denied/,
    ],
    ['silent', exited(''), 'tool-failed', /listed no GPU/],
    ['an empty document', exited(xml([])), 'gpus-missing', /listed no GPU/],
    ['garbage', exited('\u0000\u0001ELF'), 'tool-failed', /^nvidia-smi printed/],
    ['half a document', exited(XML.slice(0, 2000)), 'tool-failed', /XML that is not whole/],
    [
      'a document that is not well formed',
      exited(XML.replace('</pci>', '')),
      'tool-failed',
      /XML that is not whole/,
    ],
    [
      'a document that counts more boards than it describes',
      exited(XML.replace('<attached_gpus>1', '<attached_gpus>2')),
      'tool-failed',
      /counts 2 GPUs and describes 1/,
    ],
    ['a line behind the document', exited(`${XML}something new\n`), 'tool-failed', /printed "something new"/],
    [
      'endless output',
      { kind: 'exited', code: 0, stdout: XML, stderr: '', truncated: true },
      'tool-failed',
      /more than this version reads/,
    ],
  ])('%s', (_, result, kind, expected) => {
    expect(answer(result)?.because).toMatch(expected);
    expect(answer(result)?.fault?.kind).toBe(kind);
  });

  test('a lost GPU among others is named, wherever it says so', () => {
    const lost = xml([{ uuid: 'GPU-1' }, { uuid: 'GPU-2' }]).replace(
      /(GPU-2[\s\S]*<gpu_temp>)35 C/,
      '$1GPU is lost',
    );
    const parsed = answer(exited(lost));
    expect(parsed?.fault).toMatchObject({ kind: 'gpu-lost', subject: 'gpus[1]' });
    expect(parsed?.reading?.boards).toHaveLength(2);
  });

  test.each<[string, ProgramResult, RegExp]>([
    ['a lost GPU', exited(`${ROW.replace('700.00', '[GPU is lost]')}\n`), /^a GPU is lost/],
    ['a reset', exited(`${ROW.replace('700.00', '[GPU requires reset]')}\n`), /requires a reset/],
    ['a field too many', exited(`${ROW}, extra\n`), /^nvidia-smi printed/],
    ['half a row', exited(ROW.slice(0, 60)), /^nvidia-smi printed/],
    ['fields in another order', exited(ROW.replace(`0, ${UUID}`, `${UUID}, 0`)), /^nvidia-smi printed/],
    ['a sentence', exited('Deprecated, see "KMD version" instead\n'), /^nvidia-smi printed/],
  ])('in a row of a query: %s', (_, result, expected) => {
    expect(asked(result)?.because).toMatch(expected);
  });

  test.each(['/opt/GPU is lost', 'a&b', 'x<y>', '</process_name></gpu><gpu id="1">', ']]>', '<!--'])(
    'a program may be called %s',
    (name) => {
      const processes = [{ pid: 7, type: 'C', name, memory: 1 }];
      const parsed = answer(exited(xml([{ processes }])));
      expect(parsed).toMatchObject({ because: null, fault: null });
      expect(parsed?.reading?.boards).toHaveLength(1);
      expect(parsed?.reading?.boards[0]?.processes).toMatchObject([{ pid: 7, memoryMiB: 1 }]);
    },
  );

  test('what it printed is quoted on one line, and cut', () => {
    const because = answer(exited(`${'x'.repeat(10_000)}\u001b[31m"\n`))?.because ?? '';
    expect(because.length).toBeLessThan(250);
    expect(because).not.toContain('\u001b');
    expect(because).toContain('…');
  });

  test('healthy boards are kept beside a fault', () => {
    const parsed = answer(exited(XML, 0, 'Unable to determine the device handle for GPU3\n'));
    expect(parsed?.reading?.boards).toHaveLength(1);
  });

  test.each<[string, string, (result: ProgramResult) => SmiAnswer | null]>([
    ['a document', XML, answer],
    ['rows', `${ROW}\n`, asked],
  ])(
    'whatever else it prints, %s with exit code 0 and nothing else is taken without a reason',
    (_, good, read) => {
      fc.assert(
        fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 255 }), (noise, code) => {
          const parsed = read(exited(`${good}${noise}`, code));
          const clean = noise.trim() === '' && code === 0;
          expect(parsed?.because === null).toBe(clean);
        }),
        { seed: 20261101 },
      );
    },
  );
});

describe('the value of a field', () => {
  test.each([
    '[N/A]',
    'N/A',
    '',
    '[Not Supported]',
    '[Requested functionality has been deprecated]',
    'Requested functionality has been deprecated',
    'Not available in WDDM driver model',
  ])('%j is absent', (text) => {
    expect(readValue(text).kind).toBe('absent');
  });

  test.each([
    '[Unknown Error]',
    'Unknown Error',
    '[GPU is lost]',
    'ERR!',
    '[Function Not Found]',
    'Insufficient Permissions',
    '[Some New Word]',
  ])('%j is no value, and does not say that there is none', (text) => {
    expect(readValue(text)).toEqual({ kind: 'error', text });
  });

  test('a field that was not given is told apart from one that is absent', () => {
    expect(readValue(undefined).kind).toBe('not-given');
  });
});
