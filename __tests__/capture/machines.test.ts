/** Whole captures of the machines under fixtures/: what each is, and what cannot be known of it. */

import { readdirSync } from 'node:fs';
import { describe, expect, jest, test } from '@jest/globals';
import schema from '../../schema/snapshot.schema.json' with { type: 'json' };
import { capture } from '../../src/capture/capture.ts';
import { gpus } from '../../src/capture/gpu/gpus.ts';
import type { Machine } from '../../src/capture/machine.ts';
import type { FaultKind, Snapshot } from '../../src/capture/snapshot.ts';
import { compileSchema } from '../../src/document/schema.ts';
import { MACHINES, machineFromFixture, options, reasons } from './builders.ts';

const onUnix = process.platform === 'win32' ? describe.skip : describe;
jest.setTimeout(30_000);

const check = compileSchema(schema);
const take = (name: string, more = {}) => capture(machineFromFixture(name), options(more));

const taken = new Map<string, Promise<Snapshot>>();

/** The snapshot of a machine, taken once. */
function snapshotOf(name: string): Promise<Snapshot> {
  const snapshot = taken.get(name) ?? take(name);
  taken.set(name, snapshot);
  return snapshot;
}

interface Expected {
  readonly name: string;
  readonly class: string | null;
  readonly gpus: number;
  readonly driver: string | null;
  /** Why the list of GPUs is not known; null when it is. */
  readonly because: RegExp | null;
}

const HEALTHY: readonly Expected[] = [
  { name: 'cpu-epyc-debian12', class: 'cpu-x86_64', gpus: 0, driver: null, because: null },
  { name: 'cpu-unknown-arm', class: 'cpu-aarch64', gpus: 0, driver: null, because: null },
  { name: 'container-alpine-quota', class: 'cpu-x86_64', gpus: 0, driver: null, because: null },
  { name: 'k80x2-driver418', class: 'cuda-sm37-13sm-x2', gpus: 2, driver: '418.226.00', because: null },
  { name: 'k80x2-driver470', class: 'cuda-sm37-13sm-x2', gpus: 2, driver: '470.256.02', because: null },
  { name: 'm40-driver460', class: 'cuda-sm52-24sm-x1', gpus: 1, driver: '460.106.00', because: null },
  { name: 'p100-driver450', class: 'cuda-sm60-56sm-x1', gpus: 1, driver: '450.248.02', because: null },
  { name: 'v100x8-driver535', class: 'cuda-sm70-80sm-x8', gpus: 8, driver: '535.216.03', because: null },
  { name: 'v100x8-driver580', class: 'cuda-sm70-80sm-x8', gpus: 8, driver: '580.95.05', because: null },
  { name: 'v100x16-driver450', class: 'cuda-sm70-80sm-x16', gpus: 16, driver: '450.80.02', because: null },
  { name: 't4-driver470', class: 'cuda-sm75-40sm-x1', gpus: 1, driver: '470.82.01', because: null },
  { name: 'a100-driver510', class: 'cuda-sm80-108sm-x1', gpus: 1, driver: '510.108.03', because: null },
  { name: 'a10g-driver515', class: 'cuda-sm86-80sm-x1', gpus: 1, driver: '515.105.01', because: null },
  { name: 'rtx3090-driver525', class: 'cuda-sm86-82sm-x1', gpus: 1, driver: '525.147.05', because: null },
  { name: 'l40s-driver595', class: 'cuda-sm89-142sm-x1', gpus: 1, driver: '595.71.05', because: null },
  { name: 'rtx4090-wsl2', class: 'cuda-sm89-128sm-x1', gpus: 1, driver: '566.36', because: null },
  { name: 'rtx4080-wsl2-driver616', class: 'cuda-sm89-76sm-x1', gpus: 1, driver: '616.92', because: null },
  { name: 'gh200-aarch64', class: 'cuda-sm90-132sm-x1', gpus: 1, driver: '535.129.03', because: null },
  { name: 'h100x8-driver550', class: 'cuda-sm90-132sm-x8', gpus: 8, driver: '550.54.15', because: null },
  { name: 'h200-driver590', class: 'cuda-sm90-132sm-x1', gpus: 1, driver: '590.48.01', because: null },
  { name: 'h200-driver610', class: 'cuda-sm90-132sm-x1', gpus: 1, driver: '610.57.04', because: null },
  { name: 'b200x8-driver570', class: 'cuda-sm100-148sm-x8', gpus: 8, driver: '570.172.08', because: null },
  { name: 'b300x8-driver580', class: 'cuda-sm103-148sm-x8', gpus: 8, driver: '580.95.05', because: null },
  { name: 'rtx5090-driver575', class: 'cuda-sm120-170sm-x1', gpus: 1, driver: '575.64.03', because: null },
  { name: 'gb10-driver580', class: 'cuda-sm121-48sm-x1', gpus: 1, driver: '580.126.09', because: null },
  { name: 'h100-saved-table', class: 'cuda-sm90-132sm-x8', gpus: 8, driver: '550.54.15', because: null },
  { name: 'h100-mig', class: 'cuda-sm90-60sm-mig-3g.40gb-x1', gpus: 1, driver: '590.48.01', because: null },
  {
    name: 'h200-mig-driver590',
    class: 'cuda-sm90-16sm-mig-1c.3g.71gb-x1',
    gpus: 1,
    driver: '590.48.01',
    because: null,
  },
  {
    name: 'a100-mig-driver525',
    class: 'cuda-sm80-42sm-mig-3g.20gb-x1',
    gpus: 1,
    driver: '525.147.05',
    because: null,
  },
  {
    name: 'mixed-boards',
    class: 'cuda-sm86-84sm-x1-sm89-142sm-x1',
    gpus: 2,
    driver: '580.95.05',
    because: null,
  },
  { name: 'amd-mi300x-x8', class: 'rocm-gfx942-304cu-x8', gpus: 8, driver: '6.8.5', because: null },
  { name: 'amd-mi250x', class: 'rocm-gfx90a-110cu-x2', gpus: 2, driver: '6.3.6', because: null },
  { name: 'amd-mi100x2', class: 'rocm-gfx908-120cu-x2', gpus: 2, driver: '6.2.4', because: null },
  { name: 'amd-rx7900xtx', class: 'rocm-gfx1100-96cu-x1', gpus: 2, driver: '6.8.0', because: null },
  { name: 'amd-laptop', class: 'cpu-x86_64', gpus: 1, driver: null, because: null },
  { name: 'intel-laptop', class: 'cpu-x86_64', gpus: 1, driver: null, because: null },
];

const UNUSUAL: readonly Expected[] = [
  { name: 'orin-driver540', class: null, gpus: 1, driver: '540.4.0', because: null },
  { name: 't4-vgpu-driver535', class: null, gpus: 1, driver: '535.183.06', because: null },
  { name: 'a10g-vgpu-driver535', class: null, gpus: 1, driver: '535.216.01', because: null },
  { name: 'h100-vgpu-driver550', class: null, gpus: 1, driver: '550.127.05', because: null },
  // Their names are unknown, and nothing else.
  { name: 'amd-mi210-without-tool', class: 'rocm-gfx90a-104cu-x1', gpus: 1, driver: '6.7.0', because: null },
  {
    name: 'amd-mi300x-no-permission',
    class: 'rocm-gfx942-304cu-x8',
    gpus: 8,
    driver: '6.8.5',
    because: null,
  },
  { name: 'amd-mi300x', class: null, gpus: 0, driver: null, because: /AMD GPU/ },
];

interface Sick extends Expected {
  readonly kind: FaultKind;
  readonly subject: string;
}

const SICK: readonly Sick[] = [
  {
    name: 'a100-module-not-loaded',
    class: null,
    gpus: 0,
    driver: null,
    because: /^the NVIDIA kernel module is not loaded; .*couldn't communicate/,
    kind: 'no-driver',
    subject: 'driver',
  },
  {
    name: 'a100-driver-without-reboot',
    class: null,
    gpus: 0,
    driver: '535.183.01',
    because: /different versions; reboot.*version mismatch/,
    kind: 'library-mismatch',
    subject: 'driver',
  },
  {
    name: 'a100-permission-denied',
    class: null,
    gpus: 0,
    driver: '535.183.01',
    because: /may not read the GPUs/,
    kind: 'permission-denied',
    subject: 'driver',
  },
  {
    name: 'l40s-container-lost-devices',
    class: null,
    gpus: 0,
    driver: '550.54.15',
    because: /taken away while it ran/,
    kind: 'permission-denied',
    subject: 'driver',
  },
  {
    name: 'a100-no-devices',
    class: null,
    gpus: 0,
    driver: '535.183.01',
    because: /finds no device/,
    kind: 'gpus-missing',
    subject: 'gpus',
  },
  {
    name: 'a100-fallen-off-the-bus',
    class: null,
    gpus: 0,
    driver: '535.183.01',
    because: /^a GPU is lost/,
    kind: 'gpu-lost',
    subject: 'gpus',
  },
  {
    name: 't4-inforom-corrupted',
    class: null,
    gpus: 1,
    driver: '535.183.01',
    because: /^the infoROM of a GPU is corrupted/,
    kind: 'info-rom',
    subject: 'gpus',
  },
  {
    name: 'a100x4-one-lost',
    class: null,
    gpus: 3,
    driver: '535.183.01',
    because: /does not answer.*"Unable to determine the device handle for GPU2: 0000:B1:00.0: Unknown Error"/,
    kind: 'gpu-lost',
    subject: 'gpus',
  },
  {
    name: 'a100x4-one-missing',
    class: null,
    gpus: 3,
    driver: '535.183.01',
    because: /lists 3 of 4 GPUs; the others are probably lost/,
    kind: 'gpus-missing',
    subject: 'gpus',
  },
  {
    name: 'a100-hanging',
    class: null,
    gpus: 0,
    driver: '535.183.01',
    because: /did not answer within 0.5 s; the driver hangs/,
    kind: 'driver-hangs',
    subject: 'driver',
  },
  {
    name: 'driver-without-tool',
    class: null,
    gpus: 0,
    driver: '550.54.15',
    because: /^the NVIDIA driver 550.54.15 is loaded, but nvidia-smi was not found; a container needs/,
    kind: 'no-tool',
    subject: 'driver',
  },
  {
    name: 'device-without-driver',
    class: null,
    gpus: 0,
    driver: null,
    because: /^there is an NVIDIA device on the PCI bus .* but neither its driver nor nvidia-smi/,
    kind: 'no-driver',
    subject: 'driver',
  },
  {
    name: 'a100x2-ecc-errors',
    class: 'cuda-sm80-108sm-x2',
    gpus: 2,
    driver: '535.183.01',
    because: null,
    kind: 'ecc-uncorrected',
    subject: 'gpus[1]',
  },
  {
    name: 'v100-page-retirement',
    class: 'cuda-sm70-80sm-x1',
    gpus: 1,
    driver: '470.256.02',
    because: null,
    kind: 'row-remap',
    subject: 'gpus[0]',
  },
  {
    name: 'a100-row-remap-failed',
    class: 'cuda-sm80-108sm-x1',
    gpus: 1,
    driver: '535.183.01',
    because: null,
    kind: 'row-remap',
    subject: 'gpus[0]',
  },
  {
    name: 'h100-needs-reset',
    class: 'cuda-sm90-132sm-x1',
    gpus: 1,
    driver: '590.48.01',
    because: null,
    kind: 'gpu-needs-reset',
    subject: 'gpus[0]',
  },
  {
    name: 'h100x2-foreign-process',
    class: 'cuda-sm90-132sm-x2',
    gpus: 2,
    driver: '550.54.15',
    because: null,
    kind: 'foreign-process',
    subject: 'gpus[1]',
  },
];

const ALL = [...HEALTHY, ...UNUSUAL, ...SICK];

onUnix('machines in folders', () => {
  test('each of them is expected somewhere below', () => {
    const folders = readdirSync(MACHINES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual(ALL.map(({ name }) => name).sort());
  });

  test.each(ALL)('$name is $class', async (expected) => {
    const snapshot = await snapshotOf(expected.name);
    expect(snapshot.class).toBe(expected.class);
    expect(snapshot.gpus).toHaveLength(expected.gpus);
    expect(snapshot.driver?.version ?? null).toBe(expected.driver);
    const { gpus: because = null } = reasons(snapshot.unknown, 'gpus');
    if (expected.because === null) expect(because).toBeNull();
    else expect(because).toMatch(expected.because);
  });

  test.each(ALL)('the snapshot of $name fits its schema', async ({ name }) => {
    expect(check(JSON.parse(JSON.stringify(await snapshotOf(name))))).toEqual([]);
  });

  test.each(HEALTHY)('everything that identifies $name is known', async ({ name }) => {
    expect((await snapshotOf(name)).complete).toBe(true);
  });

  test.each(ALL.filter((expected) => expected.class === null))('$name is not complete', async ({ name }) => {
    expect((await snapshotOf(name)).complete).toBe(false);
  });

  test.each(SICK)('$name is sick: $kind', async ({ name, kind, subject, because }) => {
    const { facts } = gpus.parse(await gpus.read(machineFromFixture(name)));
    expect(facts.faults).toEqual([{ kind, subject, because: expect.stringMatching(because ?? /./) }]);
  });

  test.each([...HEALTHY, ...UNUSUAL])('$name is well', async ({ name }) => {
    const { facts } = gpus.parse(await gpus.read(machineFromFixture(name)));
    expect(facts.faults).toEqual([]);
  });

  test('a healthy machine has nvidia-smi started once, whatever the number of its GPUs', async () => {
    for (const name of ['k80x2-driver418', 'h100x8-driver550', 'h200-mig-driver590', 'v100x16-driver450']) {
      const machine = machineFromFixture(name);
      let starts = 0;
      // A machine in a folder, whose CUDA cannot be asked, is asked for the names of its slices as well.
      const counted = {
        ...machine,
        kind: 'this' as const,
        run: (...start: Parameters<Machine['run']>) => {
          starts += 1;
          return machine.run(...start);
        },
      };
      await gpus.read(counted);
      expect([name, starts]).toEqual([name, 1]);
    }
  });

  test('a class that is not known says why', async () => {
    const because = async (name: string) => reasons((await snapshotOf(name)).unknown, 'class')['class'];
    expect(await because('orin-driver540')).toMatch(/^gpus\[0\]\.smCount: .* is not in this version's table/);
    expect(await because('a100-hanging')).toMatch(/hangs/);
  });

  test('where the smoke tests use no GPU, a sick one does not matter', async () => {
    const snapshot = await take('a100-hanging', { device: 'cpu' });
    expect(snapshot).toMatchObject({ class: 'cpu-x86_64', complete: true });
    expect(reasons(snapshot.unknown, 'gpus')['gpus']).toMatch(/hangs/);
  });
});

onUnix('what a snapshot holds', () => {
  test('an H100 with everything that the driver says of it', async () => {
    const { gpus, driver } = await snapshotOf('h100x8-driver550');
    expect(gpus[7]).toMatchObject({
      vendor: 'nvidia',
      name: 'NVIDIA H100 80GB HBM3',
      uuid: 'GPU-00001100-5eed-4a7e-8bad-000000000007',
      pciBusId: '00000000:DF:00.0',
      pciDeviceId: '10de:2330',
      computeCapability: '9.0',
      generation: 'hopper',
      smCount: 132,
      memoryMiB: 81559,
      mig: 'disabled',
      slices: [],
      ecc: 'enabled',
      eccErrors: { uncorrectedVolatile: 0 },
      rowRemap: { pending: false, failure: false },
      vbios: '96.00.89.00.01',
      infoRom: 'G520.0200.00.05',
      persistence: 'enabled',
      computeMode: 'Default',
      powerLimitW: 700,
      clocks: { maxSmMHz: 1980, maxMemoryMHz: 2619 },
      pcie: { maxGeneration: 5, maxWidth: 16 },
      virtualization: 'none',
      recoveryAction: null,
      processes: [],
    });
    expect(driver).toMatchObject({
      version: '550.54.15',
      branch: 550,
      platform: 'linux',
      cuda: '12.4',
      module: 'proprietary',
      compat: null,
    });
  });

  test('a board without ECC and MIG has none, and that is known', async () => {
    const { gpus, unknown } = await snapshotOf('rtx4090-wsl2');
    expect(gpus[0]).toMatchObject({ ecc: null, mig: null, generation: 'ada' });
    expect(reasons(unknown, 'gpus')).toEqual({});
  });

  test('a driver that nvidia-smi alone knows is that of Windows, with a branch of its own', async () => {
    const { driver, unknown } = await snapshotOf('rtx4090-wsl2');
    expect(driver).toMatchObject({
      version: '566.36',
      branch: 566,
      platform: 'windows',
      module: null,
      compat: null,
    });
    expect(Object.keys(reasons(unknown, 'driver'))).toContain('driver.compat');
  });

  test('slices with what each form of nvidia-smi says of them', async () => {
    const { gpus } = await snapshotOf('h200-mig-driver590');
    expect(gpus[0]?.slices).toHaveLength(5);
    expect(gpus[0]?.slices[1]).toMatchObject({
      gpuInstance: 2,
      computeInstance: 1,
      smCount: 32,
      memoryMiB: 71424,
    });
  });

  test('a board whose memory is that of the processor has none of its own', async () => {
    const { gpus, unknown } = await snapshotOf('gb10-driver580');
    expect(gpus[0]).toMatchObject({ memoryMiB: null, powerLimitW: null, generation: 'blackwell' });
    expect(reasons(unknown, 'gpus')).toEqual({});
  });

  test('a virtual GPU says so', async () => {
    const { gpus } = await snapshotOf('t4-vgpu-driver535');
    expect(gpus[0]).toMatchObject({ name: 'GRID T4-16Q', virtualization: 'vgpu', memoryMiB: 16384 });
  });

  test('the open kernel module', async () => {
    expect((await snapshotOf('h200-driver590')).driver?.module).toBe('open');
    expect((await snapshotOf('gh200-aarch64')).driver?.module).toBe('open');
  });

  test('the host of an aarch64 machine', async () => {
    expect((await snapshotOf('gh200-aarch64')).host).toMatchObject({
      os: 'Ubuntu 22.04.4 LTS',
      kernel: '6.2.0-1015-nvidia-64k',
      cpu: { model: 'Neoverse-V2', arch: 'aarch64', sockets: 1, cores: 4, threads: 4, available: 4 },
      virtualization: 'none',
    });
  });

  test('an ARM processor that no table names is unknown by its numbers', async () => {
    const { host, unknown } = await snapshotOf('cpu-unknown-arm');
    expect(host.cpu).toMatchObject({ model: null, threads: 2, sockets: null, cores: null });
    expect(reasons(unknown, 'host.cpu')['host.cpu.model']).toMatch(/implementer 0x6d, part 0xd49/);
  });

  test('a small container: musl, /dev/shm of 64 MiB, one and a half processors', async () => {
    expect((await snapshotOf('container-alpine-quota')).host).toMatchObject({
      os: 'Alpine Linux v3.20',
      libc: 'musl',
      shmMiB: 64,
      cpu: { threads: 4, available: 2 },
      container: { kind: 'docker', digest: null },
      virtualization: null,
    });
  });

  test('a virtual machine that says so, and a bare one', async () => {
    expect((await snapshotOf('cpu-epyc-debian12')).host.virtualization).toBe('kvm');
    expect((await snapshotOf('rtx4090-wsl2')).host.virtualization).toBe('wsl');
    expect((await snapshotOf('h100x8-driver550')).host.virtualization).toBe('none');
  });
});
