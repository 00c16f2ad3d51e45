/** What nvidia-smi printed on real machines, each read as its label says. */

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { capture } from '../../src/capture/capture.ts';
import { capabilityByBoard, generationOf } from '../../src/capture/gpu/gpu-tables.ts';
import { gpus } from '../../src/capture/gpu/gpus.ts';
import type { Gpu, MigSlice } from '../../src/capture/snapshot.ts';
import { machineInFolder } from '../../src/io/machine.ts';
import { aPlace, onlyPython, options, pythonSays, REPOSITORY } from './builders.ts';

interface LabelledBoard {
  readonly name: string;
  readonly memory_mib: number | null;
  readonly uuid: string | null;
  readonly compute_cap: string | null;
  readonly generation: string;
  readonly true_compute_cap: string;
  readonly mig_mode?: string;
  readonly name_truncated?: boolean;
}

interface Label {
  readonly kind: string;
  readonly driver: string | null;
  readonly cuda_driver: string | null;
  readonly gpus: readonly LabelledBoard[];
  readonly mig_profiles?: readonly string[];
  readonly mig_devices?: readonly { readonly gi: number; readonly ci: number; readonly memory_mib: number }[];
}

function expectBoard(gpu: Gpu | undefined, expected: LabelledBoard): void {
  expect(gpu).toMatchObject({
    name: expected.name,
    memoryMiB: expected.memory_mib,
    uuid: expected.uuid,
    computeCapability: expected.compute_cap,
  });
  // A name that was cut is that of no board.
  const truth = expected.name_truncated ? null : expected.true_compute_cap;
  const identity = gpu ?? { pciDeviceId: null, name: null };
  expect(gpu?.computeCapability ?? capabilityByBoard(identity)).toBe(truth);
  expect(gpu?.generation).toBe(generationOf(expected.true_compute_cap));
  expect(gpu?.generation).toBe(expected.generation.toLowerCase().replace(/ .*/, ''));
  if (expected.mig_mode !== undefined) expect(gpu?.mig).toBe(expected.mig_mode.toLowerCase());
}

function expectSlices(slices: readonly MigSlice[], label: Label): void {
  if (label.mig_profiles !== undefined) {
    expect(slices.map(({ profile }) => profile)).toEqual(label.mig_profiles);
  }
  if (label.mig_devices !== undefined) {
    expect(
      slices.map(({ gpuInstance, computeInstance, memoryMiB }) => [gpuInstance, computeInstance, memoryMiB]),
    ).toEqual(label.mig_devices.map(({ gi, ci, memory_mib }) => [gi, ci, memory_mib]));
  }
}

/** Outputs of real machines, which stand beside this repository where it is developed. */
const REAL = join(REPOSITORY, '../shared/fixtures/gpu');
const KINDS = ['table', 'query', 'xml', 'csv', 'list', 'version'];
const labelled = (existsSync(REAL) ? readdirSync(REAL) : [])
  .filter((name) => name.endsWith('.txt'))
  .map((name): [string, Label] => [
    name,
    JSON.parse(readFileSync(join(REAL, name.replace(/txt$/, 'json')), 'utf8')),
  ])
  .filter(([, { kind }]) => KINDS.includes(kind));
const onReal = labelled.length > 0 ? describe : describe.skip;

onReal('outputs of real machines (../shared/fixtures)', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'repro-gate-smi-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A machine of which nothing is kept but what nvidia-smi printed. */
  function machineOf(name: string) {
    const dir = join(folder, basename(name, '.txt'));
    mkdirSync(join(dir, 'root'), { recursive: true });
    mkdirSync(join(dir, 'bin'), { recursive: true });
    if (!existsSync(join(dir, 'bin/nvidia-smi.txt'))) {
      symlinkSync(join(REAL, name), join(dir, 'bin/nvidia-smi.txt'));
    }
    return { ...machineInFolder(dir, {}), software: aPlace({ run: onlyPython(pythonSays()) }) };
  }

  test('all kinds are there', () => {
    expect(new Set(labelled.map(([, { kind }]) => kind))).toEqual(new Set(KINDS));
  });

  test.each(labelled.length > 0 ? labelled : [])('%s is read as its label says', async (name, label) => {
    const { facts, unknown } = gpus.parse(await gpus.read(machineOf(name)));
    const because = unknown.find(({ path }) => path === 'gpus')?.because ?? null;
    expect(because).toBe(label.kind === 'version' ? 'nvidia-smi --version names no GPU' : null);
    expect(facts.gpus).toHaveLength(label.gpus.length);
    expect(facts.driver?.version ?? null).toBe(label.driver);
    expect(facts.driver?.cuda ?? null).toBe(label.cuda_driver);
    for (const [index, expected] of label.gpus.entries()) expectBoard(facts.gpus[index], expected);
    expectSlices(
      facts.gpus.flatMap((gpu) => gpu.slices),
      label,
    );
  });

  test.each(labelled.length > 0 ? labelled : [])('a whole capture of %s holds them', async (name, label) => {
    const snapshot = await capture(machineOf(name), options());
    expect(snapshot.gpus.map((gpu) => gpu.name)).toEqual(label.gpus.map((gpu) => gpu.name));
    expect(snapshot.driver?.version ?? null).toBe(label.driver);
  });
});
