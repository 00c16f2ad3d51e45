/** Whole captures of the machines under fixtures/: what each is, and what cannot be known of it. */

import { readdirSync } from 'node:fs';
import { describe, expect, jest, test } from '@jest/globals';
import schema from '../../schema/snapshot.schema.json' with { type: 'json' };
import { capture } from '../../src/capture/capture.ts';
import { compileSchema } from '../../src/document/schema.ts';
import { MACHINES, machineFromFixture, options, reasons } from './builders.ts';

const onUnix = process.platform === 'win32' ? describe.skip : describe;
jest.setTimeout(30_000);

const check = compileSchema(schema);
const take = (name: string, more = {}) => capture(machineFromFixture(name), options(more));

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
  { name: 'gh200-aarch64', class: 'cuda-sm90-132sm-x1', gpus: 1, driver: '535.129.03', because: null },
  { name: 'h100x8-driver550', class: 'cuda-sm90-132sm-x8', gpus: 8, driver: '550.54.15', because: null },
  { name: 'h200-driver590', class: 'cuda-sm90-132sm-x1', gpus: 1, driver: '590.48.01', because: null },
  { name: 'l40s-driver595', class: 'cuda-sm89-142sm-x1', gpus: 1, driver: '595.71.05', because: null },
  { name: 'rtx4090-wsl2', class: 'cuda-sm89-128sm-x1', gpus: 1, driver: '566.36', because: null },
  { name: 't4-driver470', class: 'cuda-sm75-40sm-x1', gpus: 1, driver: '470.82.01', because: null },
];

const UNUSUAL: readonly Expected[] = [
  { name: 'h100-mig', class: null, gpus: 1, driver: '590.48.01', because: null },
  { name: 'mixed-boards', class: null, gpus: 2, driver: '580.95.05', because: null },
  {
    name: 'a100-module-not-loaded',
    class: null,
    gpus: 0,
    driver: null,
    because: /^the NVIDIA kernel module is not loaded; .*couldn't communicate/,
  },
  {
    name: 'a100-driver-without-reboot',
    class: null,
    gpus: 0,
    driver: '535.183.01',
    because: /different versions; reboot.*version mismatch/,
  },
  {
    name: 'a100x4-one-lost',
    class: null,
    gpus: 3,
    driver: '535.183.01',
    because: /does not answer.*"Unable to determine the device handle for GPU2: 0000:B1:00.0: Unknown Error"/,
  },
  {
    name: 'a100x4-one-missing',
    class: null,
    gpus: 3,
    driver: '535.183.01',
    because: /lists 3 of 4 GPUs; the others are probably lost/,
  },
  {
    name: 'a100-hanging',
    class: null,
    gpus: 0,
    driver: '535.183.01',
    because: /did not answer within 0.5 s; the driver hangs/,
  },
  {
    name: 'driver-without-tool',
    class: null,
    gpus: 0,
    driver: '550.54.15',
    because: /^the NVIDIA driver 550.54.15 is loaded, but nvidia-smi was not found; a container needs/,
  },
  {
    name: 'device-without-driver',
    class: null,
    gpus: 0,
    driver: null,
    because: /^there is an NVIDIA device on the PCI bus .* but neither its driver nor nvidia-smi/,
  },
  { name: 'amd-mi300x', class: null, gpus: 0, driver: null, because: /AMD GPU/ },
];

onUnix('machines in folders', () => {
  test('each of them is expected somewhere below', () => {
    const folders = readdirSync(MACHINES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual(
      [...HEALTHY, ...UNUSUAL].map(({ name }) => name).sort(),
    );
  });

  test.each([...HEALTHY, ...UNUSUAL])('$name is $class', async (expected) => {
    const snapshot = await take(expected.name);
    expect(snapshot.class).toBe(expected.class);
    expect(snapshot.gpus).toHaveLength(expected.gpus);
    expect(snapshot.driver?.version ?? null).toBe(expected.driver);
    const { gpus: because = null } = reasons(snapshot.unknown, 'gpus');
    if (expected.because === null) expect(because).toBeNull();
    else expect(because).toMatch(expected.because);
  });

  test.each([...HEALTHY, ...UNUSUAL])('the snapshot of $name fits its schema', async ({ name }) => {
    expect(check(JSON.parse(JSON.stringify(await take(name))))).toEqual([]);
  });

  test.each(HEALTHY)('everything that identifies $name is known', async ({ name }) => {
    expect((await take(name)).complete).toBe(true);
  });

  test.each(UNUSUAL)('$name is not complete', async ({ name }) => {
    expect((await take(name)).complete).toBe(false);
  });

  test('a class that is not known says why', async () => {
    const because = async (name: string) => reasons((await take(name)).unknown, 'class')['class'];
    expect(await because('h100-mig')).toBe(
      'gpus[0].mig: the board is divided into MIG slices, which this version does not read',
    );
    expect(await because('mixed-boards')).toBe(
      'the machine has different boards: NVIDIA RTX A6000 (84 SMs), NVIDIA L40 (142 SMs)',
    );
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
    const { gpus, driver } = await take('h100x8-driver550');
    expect(gpus[7]).toEqual({
      vendor: 'nvidia',
      name: 'NVIDIA H100 80GB HBM3',
      uuid: 'GPU-00001100-5eed-4a7e-8bad-000000000007',
      pciBusId: '00000000:DF:00.0',
      computeCapability: '9.0',
      generation: 'hopper',
      smCount: 132,
      memoryMiB: 81559,
      mig: 'disabled',
      ecc: 'enabled',
      vbios: '96.00.89.00.01',
      persistence: 'enabled',
      computeMode: 'Default',
      powerLimitW: 700,
    });
    expect(driver).toEqual({
      version: '550.54.15',
      branch: 550,
      cuda: '12.4',
      module: 'proprietary',
      compat: null,
    });
  });

  test('a board without ECC and MIG has none, and that is known', async () => {
    const { gpus, unknown } = await take('rtx4090-wsl2');
    expect(gpus[0]).toMatchObject({ ecc: null, mig: null, generation: 'ada' });
    expect(reasons(unknown, 'gpus')).toEqual({});
  });

  test('a driver that nvidia-smi alone knows is that of Windows, with a branch of its own', async () => {
    const { driver, unknown } = await take('rtx4090-wsl2');
    expect(driver).toEqual({ version: '566.36', branch: 566, cuda: null, module: null, compat: null });
    expect(Object.keys(reasons(unknown, 'driver'))).toEqual(['driver.cuda', 'driver.compat']);
  });

  test('the open kernel module', async () => {
    expect((await take('h200-driver590')).driver?.module).toBe('open');
    expect((await take('gh200-aarch64')).driver?.module).toBe('open');
  });

  test('the host of an aarch64 machine', async () => {
    expect((await take('gh200-aarch64')).host).toMatchObject({
      os: 'Ubuntu 22.04.4 LTS',
      kernel: '6.2.0-1015-nvidia-64k',
      cpu: { model: 'Neoverse-V2', arch: 'aarch64', sockets: 1, cores: 4, threads: 4, available: 4 },
      virtualization: 'none',
    });
  });

  test('an ARM processor that no table names is unknown by its numbers', async () => {
    const { host, unknown } = await take('cpu-unknown-arm');
    expect(host.cpu).toMatchObject({ model: null, threads: 2, sockets: null, cores: null });
    expect(reasons(unknown, 'host.cpu')['host.cpu.model']).toMatch(/implementer 0x6d, part 0xd49/);
  });

  test('a small container: musl, /dev/shm of 64 MiB, one and a half processors', async () => {
    expect((await take('container-alpine-quota')).host).toMatchObject({
      os: 'Alpine Linux v3.20',
      libc: 'musl',
      shmMiB: 64,
      cpu: { threads: 4, available: 2 },
      container: { kind: 'docker', digest: null },
      virtualization: null,
    });
  });

  test('a virtual machine that says so, and a bare one', async () => {
    expect((await take('cpu-epyc-debian12')).host.virtualization).toBe('kvm');
    expect((await take('rtx4090-wsl2')).host.virtualization).toBe('wsl');
    expect((await take('h100x8-driver550')).host.virtualization).toBe('none');
  });
});
