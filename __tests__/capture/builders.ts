/** Machines that tests start from: in memory, or kept in a folder under fixtures/. */

import { createHash } from 'node:crypto';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CaptureOptions } from '../../src/capture/capture.ts';
import type { Machine, Place, ProgramResult, RunOptions } from '../../src/capture/machine.ts';
import { machineInFolder } from '../../src/io/machine.ts';
import { answer } from '../fixtures/nvidia-smi-stand-in.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
export const REPOSITORY = dirname(dirname(HERE));
export const MACHINES = join(HERE, '../fixtures/machines');

export interface Contents {
  /** Text by absolute path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly run?: (program: string, args: readonly string[], options: RunOptions) => ProgramResult;
}

/** A place in memory. Reading goes through a turn of the event loop, as on a slow disk. */
export function aPlace({ files = {}, run = () => ({ kind: 'not-found' }) }: Contents = {}): Place {
  return {
    async readText(path, limit = 1024 * 1024) {
      await new Promise((resolve) => setImmediate(resolve));
      return files[path]?.slice(0, limit) ?? null;
    },
    async digest(path, reduce) {
      await new Promise((resolve) => setImmediate(resolve));
      const text = files[path];
      const kept = text === undefined ? null : reduce(new TextEncoder().encode(text));
      return kept === null ? null : createHash('sha256').update(kept).digest('hex');
    },
    async list(path) {
      const below = Object.keys(files).filter((file) => file.startsWith(`${path}/`));
      if (below.length === 0) return null;
      return [...new Set(below.map((file) => file.slice(path.length + 1).split('/', 1)[0] ?? ''))].sort();
    },
    resolve: (path) => posix.resolve('/', path),
    exists: async (path) => path in files || Object.keys(files).some((file) => file.startsWith(`${path}/`)),
    filesystemMiB: async () => null,
    run: async (program, args, options = {}) => run(program, args, options),
  };
}

export interface MachineChanges extends Contents, Partial<Omit<Machine, keyof Place>> {}

export function aMachine({ files, run, ...more }: MachineChanges = {}): Machine {
  const place = aPlace({ ...(files ? { files } : {}), ...(run ? { run } : {}) });
  return {
    ...place,
    kind: 'this',
    platform: 'linux',
    arch: 'x86_64',
    env: {},
    home: '/home/alice',
    user: 'alice',
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    software: place,
    ...more,
  };
}

/** Half a second is enough to see that a program hangs, and not always enough to start one on a busy machine. */
function timeoutOf(name: string): number {
  return /hanging/.test(name) ? 500 : 20_000;
}

/** A machine from fixtures/, whose Python is one in memory. */
export function machineFromFixture(
  name: string,
  software: Place = aPlace({ run: onlyPython(pythonSays()) }),
): Machine {
  const machine = machineInFolder(join(MACHINES, name), { PATH: process.env['PATH'], HOME: '/home/alice' });
  return {
    ...machine,
    user: 'alice',
    software,
    run: (program, args, options) => machine.run(program, args, { ...options, timeoutMs: timeoutOf(name) }),
  };
}

/** Answers for every interpreter, and as if git were not installed. */
export function onlyPython(answer: ProgramResult): NonNullable<Contents['run']> {
  return (program) => (program === 'git' ? { kind: 'not-found' } : answer);
}

export function exited(stdout: string, code = 0, stderr = ''): ProgramResult {
  return { kind: 'exited', code, stdout, stderr, truncated: false };
}

/** What the driver says of one A100, for the stand-in of nvidia-smi. */
const AN_A100 = {
  name: 'NVIDIA A100-SXM4-80GB',
  brand: 'NVIDIA',
  architecture: 'Ampere',
  bus: '00000000:17:00.0',
  uuid: 'GPU-00000000-5eed-4a7e-8bad-000000000001',
  serial: '1650324000001',
  device: '20B210DE',
  capability: '8.0',
  memory: 81920,
  vbios: '92.00.45.00.03',
  infoRom: 'G506.0210.00.04',
  ecc: 'Enabled',
  mig: 'Disabled',
  powerLimit: 400,
  clocks: { sm: 1410, memory: 1593 },
  pcie: { generation: 4, width: 16 },
};

/** What `nvidia-smi -q -x` prints for that A100 under R535, or for boards that differ from it. */
export function xml(boards: readonly object[] = [{}], driver = '535.183.01'): string {
  const described = { driver, cuda: '12.2', boards: boards.map((more) => ({ ...AN_A100, ...more })) };
  return answer(described, ['-q', '-x']).stdout;
}

/** What the probe script prints for a Python 3.11 in a virtual environment. */
export function pythonSays(more: Readonly<Record<string, unknown>> = {}, cuda?: unknown): ProgramResult {
  return exited(spoken(more, cuda));
}

export function spoken(more: Readonly<Record<string, unknown>> = {}, cuda?: unknown): string {
  const facts = {
    version: '3.11.9',
    implementation: 'cpython',
    freeThreaded: false,
    executable: '/home/alice/env/bin/python',
    prefix: '/home/alice/env',
    basePrefix: '/usr',
    conda: false,
    path: ['/home/alice/env/lib/python3.11/site-packages'],
    libc: 'glibc 2.35',
    ...more,
  };
  const lines = [`repro-gate:interpreter:${JSON.stringify(facts)}`];
  if (cuda !== undefined) lines.push(`repro-gate:cuda:${JSON.stringify(cuda)}`);
  return `\n${lines.join('\n\n')}\n`;
}

export const NOW = new Date('2026-11-01T10:00:00.000Z');

export function options(more: Partial<CaptureOptions> = {}): CaptureOptions {
  return {
    directory: '/home/alice/work',
    python: null,
    device: 'auto',
    variables: [],
    now: () => NOW,
    ...more,
  };
}

/** The facts and reasons of one path prefix, for short expectations. */
export function reasons(
  unknown: readonly { readonly path: string; readonly because: string }[],
  prefix: string,
): Record<string, string> {
  return Object.fromEntries(
    unknown.filter(({ path }) => path.startsWith(prefix)).map(({ path, because }) => [path, because]),
  );
}
