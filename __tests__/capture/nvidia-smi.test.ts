import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ProgramResult } from '../../src/capture/machine.ts';
import {
  type Field,
  fieldsFor,
  fieldValue,
  parseSmi,
  runSmi,
  type SmiAnswer,
} from '../../src/capture/nvidia-smi.ts';
import { aMachine, exited, REPOSITORY } from './builders.ts';

const FIELDS = fieldsFor('550.54.15');
const UUID = 'GPU-00000000-5eed-4a7e-8bad-000000000001';
const ROW = `0, ${UUID}, NVIDIA H100 80GB HBM3, 550.54.15, 81559, 96.00.89.00.01, 00000000:1B:00.0, Enabled, Enabled, Default, 700.00, Disabled, 9.0`;

const answer = (result: ProgramResult): SmiAnswer | null => parseSmi({ fields: FIELDS, result });
const becauseOf = (result: ProgramResult): string | null => answer(result)?.because ?? null;

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

  test('serial numbers are never asked for', () => {
    expect(fieldsFor(null).filter((field) => /serial|part|inforom/.test(field))).toEqual([]);
  });
});

describe('starting nvidia-smi', () => {
  function machineThat(run: (query: string, program: string) => ProgramResult) {
    const queries: string[] = [];
    const machine = aMachine({
      run: (program, [query = '']) => {
        queries.push(query);
        return run(query, program);
      },
    });
    return { machine, queries };
  }

  test('once is enough when it answers', async () => {
    const { machine, queries } = machineThat(() => exited(ROW));
    await runSmi(machine, '550.54.15');
    expect(queries).toHaveLength(1);
  });

  test('with few fields when it does not know one of them', async () => {
    const { machine, queries } = machineThat((query) =>
      query.includes('compute_cap')
        ? exited('Field "compute_cap" is not a valid field to query.\n', 2)
        : exited('0, …'),
    );
    const output = await runSmi(machine, null);
    expect(queries).toHaveLength(2);
    expect(output.fields).toEqual(queries[1]?.replace('--query-gpu=', '').split(','));
    expect(output.fields).not.toContain('mig.mode.current');
  });

  test('not again after any other failure', async () => {
    const { machine, queries } = machineThat(() => exited('', 9));
    await runSmi(machine, null);
    expect(queries).toHaveLength(1);
  });

  test('under WSL it is not on PATH', async () => {
    const { machine } = machineThat((_, program) =>
      program === '/usr/lib/wsl/lib/nvidia-smi' ? exited(ROW) : { kind: 'not-found' },
    );
    expect((await runSmi(machine, null)).result.kind).toBe('exited');
  });
});

describe('what nvidia-smi says', () => {
  test('rows', () => {
    const parsed = answer(exited(`${ROW}\n${ROW.replace('0, ', '1, ')}\n`));
    expect(parsed?.because).toBeNull();
    expect(parsed?.rows).toHaveLength(2);
    expect(parsed?.rows[0]).toMatchObject({ name: 'NVIDIA H100 80GB HBM3', compute_cap: '9.0', index: '0' });
  });

  test('rows with line ends of Windows and empty lines', () => {
    expect(answer(exited(`\r\n${ROW}\r\n\r\n`))).toMatchObject({ because: null, rows: [{ index: '0' }] });
  });

  test('not installed', () => {
    expect(answer({ kind: 'not-found' })).toBeNull();
  });

  const NOT_LOADED =
    "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.";

  test.each<[string, ProgramResult, RegExp]>([
    ['the module is not loaded', exited(NOT_LOADED, 9), /^the NVIDIA kernel module is not loaded/],
    ['exit code 9 without the text', exited('', 9), /^the NVIDIA kernel module is not loaded.*code 9/],
    ['the text with exit code 0', exited(NOT_LOADED), /^the NVIDIA kernel module is not loaded/],
    [
      'driver upgraded without a reboot',
      exited(
        'Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 580.159\n',
        18,
      ),
      /^the NVIDIA library and the kernel module have different versions/,
    ],
    ['exit code 18 alone', exited('', 18), /different versions.*code 18/],
    [
      'devices taken from the container',
      exited('Failed to initialize NVML: Unknown Error\n', 255),
      /taken away/,
    ],
    [
      'no permission',
      exited('Failed to initialize NVML: Insufficient Permissions\n', 4),
      /permission denied/,
    ],
    ['exit code 4 alone', exited('', 4), /permission denied/],
    ['no device', exited('No devices were found\n', 6), /finds no device/],
    ['no device with exit code 0', exited('No devices were found\n'), /finds no device/],
    [
      'a lost GPU, on the other stream, with exit code 0',
      exited(`${ROW}\n`, 0, 'Unable to determine the device handle for GPU3: 0000:04:00.0: Unknown Error\n'),
      /does not answer.*GPU3/,
    ],
    ['a lost GPU in a row', exited(`${ROW.replace('700.00', '[GPU is lost]')}\n`), /^a GPU is lost/],
    [
      'a GPU that wants a reset',
      exited(`${ROW.replace('700.00', '[GPU requires reset]')}\n`),
      /requires a reset/,
    ],
    [
      'a corrupted infoROM',
      exited(`${ROW}\nWARNING: infoROM is corrupted at gpu 0000:1B:00.0\n`, 14),
      /^the infoROM of a GPU is corrupted/,
    ],
    ['fallen off the bus', exited('', 15), /fallen off the bus/],
    ['an exit code of no meaning', exited('', 77), /nvidia-smi failed \(nvidia-smi exited with code 77\)/],
    ['killed', { kind: 'signalled', signal: 'SIGKILL', stdout: '' }, /ended by SIGKILL/],
    ['hung', { kind: 'timed-out', afterMs: 60_000, stdout: '' }, /did not answer within 60 s/],
    [
      'not startable',
      { kind: 'failed', because: 'permission denied' },
      /could not be started: permission denied/,
    ],
    ['silent', exited(''), /listed no GPU/],
    ['garbage', exited('\u0000\u0001ELF'), /^nvidia-smi printed/],
    ['a row with a field too many', exited(`${ROW}, extra\n`), /^nvidia-smi printed/],
    ['half a row', exited(ROW.slice(0, 60)), /^nvidia-smi printed/],
    ['a sentence instead of a row', exited('Deprecated, see "KMD version" instead\n'), /^nvidia-smi printed/],
    [
      'endless output',
      { kind: 'exited', code: 0, stdout: `${ROW}\n`, stderr: '', truncated: true },
      /more than this version reads/,
    ],
  ])('%s', (_, result, expected) => {
    expect(becauseOf(result)).toMatch(expected);
  });

  test('what it printed is quoted on one line, and cut', () => {
    const because = becauseOf(exited(`${'x'.repeat(10_000)}\u001b[31m"\n`)) ?? '';
    expect(because.length).toBeLessThan(250);
    expect(because).not.toContain('\u001b');
    expect(because).toContain('…');
  });

  test('healthy rows are kept beside a fault', () => {
    expect(
      answer(exited(`${ROW}\n`, 0, 'Unable to determine the device handle for GPU3\n'))?.rows,
    ).toHaveLength(1);
  });

  test('whatever it prints, only whole rows with exit code 0 are taken without a reason', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 255 }), (noise, code) => {
        const parsed = answer(exited(`${ROW}\n${noise}`, code));
        const clean = noise.trim() === '' && code === 0;
        expect(parsed?.because === null).toBe(clean);
      }),
      { seed: 20261101 },
    );
  });
});

describe('the value of a field', () => {
  const read = (text: string) => fieldValue({ 'power.limit': text }, 'power.limit');

  test.each(['[N/A]', 'N/A', '', '[Not Supported]', '[Requested functionality has been deprecated]'])(
    '%j is absent',
    (text) => {
      expect(read(text).kind).toBe('absent');
    },
  );

  test.each([
    '[Unknown Error]',
    '[GPU is lost]',
    'ERR!',
    '[Function Not Found]',
    '[Insufficient Permissions]',
    '[Some New Word]',
  ])('%j is no value, and does not say that there is none', (text) => {
    expect(read(text)).toEqual({ kind: 'error', text });
  });

  test('a field that was not asked for is told apart from one that is absent', () => {
    expect(fieldValue({}, 'power.limit').kind).toBe('not-asked');
  });
});

/** Outputs of real machines, which stand beside this repository where it is developed. */
const REAL = join(REPOSITORY, '../shared/fixtures/gpu');
const csv = existsSync(REAL) ? readdirSync(REAL).filter((name) => /csv.*\.txt$/.test(name)) : [];
const onReal = csv.length > 0 ? describe : describe.skip;

onReal('tables of real machines (../shared/fixtures)', () => {
  test.each(csv.length > 0 ? csv : ['absent'])('%s', (name) => {
    const [header = '', ...rows] = readFileSync(join(REAL, name), 'utf8').trim().split('\n');
    const label = JSON.parse(readFileSync(join(REAL, name.replace(/txt$/, 'json')), 'utf8')) as {
      driver: string;
      gpus: { name: string; uuid: string; memory_mib: number; compute_cap: string }[];
    };
    // The captured table has every field; ours is made of its columns, without the units of its header.
    const columns = header.split(',').map((title) => title.trim().replace(/ \[.*\]$/, ''));
    const fields = FIELDS;
    const lines = rows.map((row) => {
      const values = row.split(',').map((value) => value.trim());
      return fields.map((field) => values[columns.indexOf(field)] ?? '?').join(', ');
    });
    const parsed = parseSmi({ fields, result: exited(lines.join('\n')) });
    expect(parsed?.because).toBeNull();
    expect(parsed?.rows).toMatchObject(
      label.gpus.map((gpu) => ({
        name: gpu.name,
        uuid: gpu.uuid,
        compute_cap: gpu.compute_cap,
        driver_version: label.driver,
        'memory.total': `${gpu.memory_mib} MiB`,
      })),
    );
  });
});
