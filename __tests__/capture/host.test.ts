import { describe, expect, test } from '@jest/globals';
import { environment } from '../../src/capture/environment.ts';
import { type ContainerTraces, containerKind } from '../../src/capture/host/container.ts';
import { countList, cpu, processors } from '../../src/capture/host/cpu.ts';
import { host, prettyName } from '../../src/capture/host/host.ts';
import { runner } from '../../src/capture/host/runner.ts';
import { type VirtualizationTraces, virtualization } from '../../src/capture/host/virtualization.ts';
import type { Machine } from '../../src/capture/machine.ts';
import { runProbe } from '../../src/capture/probe.ts';
import { aMachine, reasons } from './builders.ts';

describe('the operating system', () => {
  test.each([
    ['double quotes', 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n', 'Debian GNU/Linux 12 (bookworm)'],
    ['single quotes', "PRETTY_NAME='Rocky Linux 9.4'\n", 'Rocky Linux 9.4'],
    ['no quotes', 'ID=x\nPRETTY_NAME=Void\n', 'Void'],
    ['escapes', 'PRETTY_NAME="a \\"b\\" \\$c"\n', 'a "b" $c'],
    ['line ends of Windows', 'PRETTY_NAME="Ubuntu"\r\nID=ubuntu\r\n', 'Ubuntu'],
    ['empty', 'PRETTY_NAME=""\n', null],
    ['another name', 'NAME="x"\n', null],
    ['no file', null, null],
  ])('%s', (_, text, expected) => {
    expect(prettyName(text)).toBe(expected);
  });

  test('the vendor’s file where there is none in /etc', async () => {
    const machine = aMachine({ files: { '/usr/lib/os-release': 'PRETTY_NAME="Vendor"\n' } });
    expect((await runProbe(host, machine)).facts.os).toBe('Vendor');
  });

  test('nothing readable: every field unknown, each with its reason', async () => {
    const { facts, unknown } = await runProbe(host, aMachine());
    expect(facts).toEqual({ os: null, kernel: null, libc: null, memoryMiB: null, shmMiB: null });
    expect(unknown.map(({ path }) => path)).toEqual([
      'host.os',
      'host.kernel',
      'host.memoryMiB',
      'host.shmMiB',
    ]);
  });

  test('a Mac: what Node knows, and no /dev/shm', async () => {
    const system = { os: 'Darwin 24', kernel: '24.6.0', memoryMiB: 16384, cpuModel: 'Apple M2', threads: 8 };
    const machine = aMachine({ platform: 'darwin', arch: 'arm64', system });
    const { facts, unknown } = await runProbe(host, machine);
    expect(facts).toMatchObject({ os: 'Darwin 24', kernel: '24.6.0', memoryMiB: 16384, shmMiB: null });
    expect(unknown).toEqual([]);
    const processor = await runProbe(cpu('arm64'), machine);
    expect(processor.facts).toMatchObject({ model: 'Apple M2', threads: 8, available: 8, isa: null });
    expect(Object.keys(reasons(processor.unknown, 'host.cpu'))).toEqual([
      'host.cpu.isa',
      'host.cpu.sockets',
      'host.cpu.cores',
    ]);
  });

  test('a file that cannot be read is a reason and no exception', async () => {
    const machine: Machine = {
      ...aMachine(),
      readText: async (path) => {
        throw new Error(`EACCES: permission denied, open '${path}'`);
      },
    };
    expect(reasons((await runProbe(host, machine)).unknown, 'host.os')['host.os']).toMatch(
      /permission denied/,
    );
  });
});

const LEVEL_2 = 'cx16 lahf_lm popcnt pni sse4_1 sse4_2 ssse3';
const LEVEL_3 = `${LEVEL_2} avx avx2 bmi1 bmi2 f16c fma abm movbe xsave`;
const LEVEL_4 = `${LEVEL_3} avx512f avx512bw avx512cd avx512dq avx512vl`;

describe('the processor', () => {
  const facts = async (cpuinfo: string, arch = 'x86_64', files = {}) =>
    (await runProbe(cpu(arch), aMachine({ arch, files: { '/proc/cpuinfo': cpuinfo, ...files } }))).facts;
  const x86 = (flags: string, physical = 0, core = 0) =>
    `processor\t: 0\nmodel name\t: A CPU\nphysical id\t: ${physical}\ncore id\t\t: ${core}\nflags\t\t: fpu ${flags}\n`;

  test.each([
    ['x86-64-v1', 'sse sse2'],
    ['x86-64-v2', LEVEL_2],
    ['x86-64-v3', LEVEL_3],
    ['x86-64-v4', LEVEL_4],
    ['x86-64-v2', LEVEL_3.replace(' avx2', '')],
    ['x86-64-v2', `${LEVEL_4}`.replace(' movbe', '')],
    ['x86-64-v3+avx_vnni', `${LEVEL_3} avx_vnni`],
    ['x86-64-v4+amx_bf16+avx512_bf16', `${LEVEL_4} avx512_bf16 amx_bf16`],
  ])('%s', async (isa, flags) => {
    expect((await facts(x86(flags))).isa).toBe(isa);
  });

  test('sockets, cores and threads: core numbers repeat on every socket', async () => {
    const all = [0, 1].flatMap((socket) => [0, 1, 0, 1].map((core) => x86(LEVEL_2, socket, core)));
    expect(await facts(all.join('\n'))).toMatchObject({ sockets: 2, cores: 4, threads: 8 });
  });

  test('ARM: what follows the processors is none', async () => {
    const text =
      'processor\t: 0\nFeatures\t: fp asimd sve bf16\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n\nHardware\t: Board\nSerial\t\t: 0000\n';
    expect(processors(text)).toHaveLength(1);
    expect(await facts(text, 'aarch64')).toMatchObject({
      model: 'Neoverse-N1',
      isa: 'aarch64+bf16+sve',
      threads: 1,
    });
  });

  test.each([
    ['0-3,8,10-11', 7],
    ['0', 1],
    ['0-255', 256],
    ['', null],
    ['a-b', null],
    [undefined, null],
  ])('the list %j has %j processors', (list, count) => {
    expect(countList(list)).toBe(count);
  });

  const FOUR = [0, 1, 2, 3].map((core) => x86(LEVEL_2, 0, core)).join('\n');
  test.each<[string, number, Record<string, string>]>([
    ['nothing limits it', 4, {}],
    ['affinity', 2, { '/proc/self/status': 'Cpus_allowed_list:\t1,3\n' }],
    [
      'version 2, own group',
      2,
      { '/proc/self/cgroup': '0::/job\n', '/sys/fs/cgroup/job/cpu.max': '150000 100000\n' },
    ],
    [
      'version 2, a parent',
      1,
      { '/proc/self/cgroup': '0::/a/b\n', '/sys/fs/cgroup/a/cpu.max': '50000 100000\n' },
    ],
    [
      'version 2, in a container',
      3,
      { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '300000 100000\n' },
    ],
    ['version 2, no limit', 4, { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': 'max 100000\n' }],
    [
      'version 1',
      2,
      {
        '/proc/self/cgroup': '5:cpu,cpuacct:/docker/abc\n2:memory:/docker/abc\n',
        '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '200000\n',
        '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
      },
    ],
    [
      'version 1, no limit',
      4,
      {
        '/proc/self/cgroup': '5:cpu,cpuacct:/\n',
        '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
        '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
      },
    ],
  ])('how much this process may use: %s', async (_, available, files) => {
    expect((await facts(FOUR, 'x86_64', files)).available).toBe(available);
  });
});

describe('the container', () => {
  const none: ContainerTraces = { dockerenv: false, containerenv: false, mountinfo: null, env: {} };
  const overlay = (upper: string) =>
    `25 1 0:23 / / rw - overlay overlay rw,upperdir=${upper}\n26 25 0:5 / /proc rw - proc proc rw\n`;

  test.each<[string, Partial<ContainerTraces>, string | null]>([
    ['none', {}, null],
    ['Docker', { dockerenv: true }, 'docker'],
    ['Podman', { containerenv: true }, 'podman'],
    ['a pod run by Docker', { dockerenv: true, env: { KUBERNETES_SERVICE_HOST: '10.0.0.1' } }, 'kubernetes'],
    ['Apptainer', { env: { APPTAINER_NAME: 'x.sif' } }, 'apptainer'],
    ['Apptainer in a pod', { env: { APPTAINER_NAME: 'x', KUBERNETES_SERVICE_HOST: 'y' } }, 'apptainer'],
    ['Singularity', { env: { SINGULARITY_NAME: 'x.sif' } }, 'singularity'],
    ['LXC', { env: { container: 'lxc' } }, 'lxc'],
    ['containerd alone', { mountinfo: overlay('/run/containerd/x') }, 'containerd'],
    ['Docker without its file', { mountinfo: overlay('/var/lib/docker/overlay2/x') }, 'docker'],
    [
      'an overlay that is not the root',
      { mountinfo: '25 1 0:23 / /mnt rw - overlay o rw,x=/docker/\n' },
      null,
    ],
    ['an immutable system with an overlay root', { mountinfo: overlay('/sysroot/x') }, null],
  ])('%s', (_, traces, kind) => {
    expect(containerKind({ ...none, ...traces })).toBe(kind);
  });
});

describe('virtualization', () => {
  const bare: VirtualizationTraces = {
    platform: 'linux',
    kernel: '6.1.0',
    cpuinfo: 'processor\t: 0\nflags\t\t: fpu\n',
    xen: null,
    vendor: 'Dell Inc.',
    product: 'PowerEdge',
  };
  const guest = { cpuinfo: 'processor\t: 0\nflags\t\t: fpu hypervisor\n' };

  test.each<[string, Partial<VirtualizationTraces>, string]>([
    ['bare metal', {}, 'none'],
    ['KVM', { ...guest, vendor: 'QEMU\n', product: 'Standard PC\n' }, 'kvm'],
    ['a cloud', { ...guest, vendor: 'Google', product: 'Google Compute Engine' }, 'kvm'],
    ['EC2', { ...guest, vendor: 'Amazon EC2', product: 'p5.48xlarge' }, 'kvm'],
    ['EC2 without a hypervisor', { vendor: 'Amazon EC2', product: 'g5.metal' }, 'none'],
    ['EC2 on ARM', { cpuinfo: 'processor\t: 0\n', vendor: 'Amazon EC2', product: 'g5g.xlarge' }, 'kvm'],
    [
      'EC2 on bare ARM',
      { cpuinfo: 'processor\t: 0\n', vendor: 'Amazon EC2', product: 'c7gn.metal-2' },
      'none',
    ],
    ['VMware', { ...guest, vendor: 'VMware, Inc.', product: 'VMware7,1' }, 'vmware'],
    ['Hyper-V', { ...guest, vendor: 'Microsoft Corporation', product: 'Virtual Machine' }, 'hyperv'],
    ['Xen', { xen: 'xen\n' }, 'xen'],
    ['WSL', { ...guest, kernel: '5.15.153.1-microsoft-standard-WSL2' }, 'wsl'],
  ])('%s', (_, traces, expected) => {
    expect(virtualization.parse({ ...bare, ...traces }).facts.virtualization).toBe(expected);
  });

  test.each<[string, Partial<VirtualizationTraces>, RegExp]>([
    ['a hypervisor without a name', { ...guest, vendor: null, product: null }, /nothing says under which/],
    ['ARM without firmware', { cpuinfo: 'processor\t: 0\n', vendor: null, product: null }, /neither/],
    ['another system', { platform: 'win32' }, /Linux only/],
  ])('unknown: %s', (_, traces, expected) => {
    const { unknown } = virtualization.parse({ ...bare, ...traces });
    expect(reasons(unknown, 'host')['host.virtualization']).toMatch(expected);
  });
});

describe('environment variables', () => {
  const parse = (env: Machine['env'], asked: readonly string[] = []) =>
    environment(asked).parse({ env, asked });

  test('allow-listed ones, sorted, an empty one included', () => {
    const env = {
      PYTHONHASHSEED: '0',
      CUBLAS_WORKSPACE_CONFIG: ':4096:8',
      OMP_NUM_THREADS: '',
      HOME: '/root',
    };
    expect(Object.entries(parse(env).facts)).toEqual([
      ['CUBLAS_WORKSPACE_CONFIG', ':4096:8'],
      ['OMP_NUM_THREADS', ''],
      ['PYTHONHASHSEED', '0'],
    ]);
  });

  test('nothing else of a runner’s environment', () => {
    const env = {
      GITHUB_TOKEN: 'x',
      GITHUB_REPOSITORY: 'o/r',
      INPUT_TOKEN: 'x',
      ACTIONS_CACHE_URL: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
      HF_TOKEN: 'x',
      WANDB_API_KEY: 'x',
      TF_VAR_database_password: 'x',
      TF_CLI_ARGS: 'x',
      HOSTNAME: 'x',
      USER: 'x',
      SSH_CONNECTION: 'x',
      TORCH_HUB_TOKEN: 'x',
      NCCL_AUTH_KEY: 'x',
    };
    expect(parse(env)).toEqual({ facts: {}, unknown: [] });
  });

  test('one that the policy asks about', () => {
    expect(parse({ MY_SWITCH: '1' }, ['MY_SWITCH', 'NOT_SET'])).toEqual({
      facts: { MY_SWITCH: '1' },
      unknown: [],
    });
  });

  test('never one whose name looks like a secret, also when asked', () => {
    expect(parse({ HF_TOKEN: 'x' }, ['HF_TOKEN'])).toEqual({
      facts: {},
      unknown: [
        {
          path: 'env.HF_TOKEN',
          because: 'its name looks like that of a secret, and those are never recorded',
        },
      ],
    });
  });

  test('a value of endless length is unknown', () => {
    const { facts, unknown } = parse({ LD_PRELOAD: 'x'.repeat(100_000) });
    expect(facts).toEqual({});
    expect(reasons(unknown, 'env')['env.LD_PRELOAD']).toMatch(/longer than 4096/);
  });
});

describe('the runner', () => {
  test('outside CI there is none', () => {
    expect(runner.parse({})).toEqual({ facts: null, unknown: [] });
  });

  test('self-hosted', () => {
    const env = {
      RUNNER_NAME: 'gpu-03',
      RUNNER_ENVIRONMENT: 'self-hosted',
      RUNNER_OS: 'Linux',
      RUNNER_ARCH: 'X64',
    };
    expect(runner.parse(env).facts).toEqual({
      name: 'gpu-03',
      environment: 'self-hosted',
      os: 'Linux',
      arch: 'X64',
      image: null,
    });
  });

  test('hosted, with its image', () => {
    expect(runner.parse({ ImageOS: 'ubuntu24', ImageVersion: '20261020.1' }).facts?.image).toBe(
      'ubuntu24 20261020.1',
    );
  });
});
