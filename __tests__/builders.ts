/** Values that tests start from: a machine, a baseline, a policy. Each test changes the one thing it is about. */

import { createHash } from 'node:crypto';
import type { Baseline, RecordedSmoke } from '../src/baseline/baseline.ts';
import { NO_CUDA } from '../src/capture/cuda/cuda-parts.ts';
import { NO_FRAMEWORKS } from '../src/capture/python/software.ts';
import type { Driver, Gpu, Package, Snapshot } from '../src/capture/snapshot.ts';
import { parsePolicy } from '../src/policy/parse.ts';
import type { Policy } from '../src/policy/policy.ts';

export function aPackage(name: string, version: string, more: Partial<Package> = {}): Package {
  return {
    name,
    version,
    commit: null,
    digest: `sha256:${createHash('sha256').update(`${name} ${version}`).digest('hex')}`,
    installer: 'pip',
    editable: false,
    archive: null,
    dirty: null,
    shadowed: [],
    ...more,
  };
}

export function aGpu(more: Partial<Gpu> = {}): Gpu {
  return {
    vendor: 'nvidia',
    name: 'NVIDIA H100 80GB HBM3',
    uuid: 'GPU-00000000-0000-0000-0000-000000000001',
    serial: null,
    pciBusId: '00000000:18:00.0',
    pciDeviceId: '10de:2330',
    computeCapability: '9.0',
    gfx: null,
    generation: 'hopper',
    smCount: 132,
    memoryMiB: 81559,
    visible: true,
    deviceIndex: 0,
    mig: 'disabled',
    slices: [],
    eccErrors: null,
    rowRemap: null,
    infoRom: null,
    gspFirmware: null,
    clocks: null,
    pcie: null,
    nvlink: null,
    virtualization: null,
    recoveryAction: null,
    processes: [],
    ecc: 'enabled',
    vbios: '96.00.74.00.01',
    persistence: 'enabled',
    computeMode: 'Default',
    powerLimitW: 700,
    ...more,
  };
}

export function aDriver(more: Partial<Driver> = {}): Driver {
  return {
    version: '560.35.05',
    branch: 560,
    platform: 'linux',
    cuda: '12.6',
    module: 'open',
    compat: null,
    compatBranches: null,
    ...more,
  };
}

/** A machine with one H100, Python 3.11 and four packages. */
export function aSnapshot(more: Partial<Snapshot> = {}): Snapshot {
  return {
    schema: 'repro-gate/snapshot/1',
    capturedAt: '2026-11-01T10:00:00.000Z',
    tool: 'repro-gate 0.1.0',
    class: 'cuda-sm90-132sm-x1',
    complete: true,
    gpus: [aGpu()],
    driver: aDriver(),
    cuda: NO_CUDA,
    host: {
      os: 'Ubuntu 22.04.5 LTS',
      kernel: '5.15.0-122-generic',
      libc: 'glibc 2.35',
      cpu: {
        model: 'Intel(R) Xeon(R) Platinum 8480C',
        arch: 'x86_64',
        isa: 'x86-64-v4',
        sockets: 2,
        cores: 112,
        threads: 224,
        available: 224,
      },
      memoryMiB: 2_064_000,
      shmMiB: 1_032_000,
      container: null,
      virtualization: 'none',
    },
    python: {
      version: '3.11.9',
      implementation: 'CPython',
      executable: '~/venv/bin/python',
      environment: 'venv',
      packages: [
        aPackage('numpy', '2.1.3'),
        aPackage('pip', '24.0'),
        aPackage('torch', '2.8.0+cu126'),
        aPackage('transformers', '4.46.0'),
      ],
      conda: [],
      edited: [],
      blas: null,
    },
    frameworks: {
      ...NO_FRAMEWORKS,
      torch: {
        version: '2.8.0+cu126',
        cuda: '12.6',
        hip: null,
        commit: 'a1cb3cc05d46d198467bebbb6e8fba50a325d4e7',
        archs: ['sm_50', 'sm_60', 'sm_70', 'sm_75', 'sm_80', 'sm_86', 'sm_90'],
        archsFrom: 'table',
      },
    },
    code: {
      commit: '3f2c1abd0e1f2a3b4c5d6e7f8091a2b3c4d5e6f7',
      dirty: false,
      modified: [],
      submodules: [],
      shallow: null,
      sparse: null,
    },
    data: [],
    locks: [],
    parameters: [],
    inputs: {},
    env: {},
    runner: { name: 'gpu-03', environment: 'self-hosted', os: 'Linux', arch: 'X64', image: null },
    faults: [],
    unknown: [],
    ...more,
  };
}

/** The machine of `aSnapshot` with some packages replaced, added, or (null) removed. */
export function withPackages(
  snapshot: Snapshot,
  packages: Readonly<Record<string, Package | null>>,
): Snapshot {
  if (snapshot.python === null) throw new Error('the snapshot has no Python');
  const kept = snapshot.python.packages.filter(({ name }) => !Object.hasOwn(packages, name));
  const added = Object.values(packages).filter((entry) => entry !== null);
  return { ...snapshot, python: { ...snapshot.python, packages: [...kept, ...added] } };
}

export function aRecordedSmoke(more: Partial<RecordedSmoke> = {}): RecordedSmoke {
  return {
    run: 'python train.py',
    seed: 42,
    inject: 'fill',
    level: 'bit-exact',
    runs: 2,
    metrics: {
      loss: {
        check: 'curve',
        resolution: null,
        spread: { onset: 0, curve: 0 },
        steps: [1, 2, 3, 4, 5],
        values: [2.3, 1.9, 1.5, 1.25, 1.1],
      },
    },
    ...more,
  };
}

export function aBaseline(more: Partial<Baseline> = {}): Baseline {
  return {
    schema: 'repro-gate/baseline/1',
    class: 'cuda-sm90-132sm-x1',
    recorded: {
      at: '2026-11-01T10:00:00.000Z',
      tool: 'repro-gate 0.1.0',
      by: null,
      commit: '3f2c1abd0e1f2a3b4c5d6e7f8091a2b3c4d5e6f7',
      run: null,
      why: null,
    },
    snapshot: aSnapshot(),
    smoke: { train: aRecordedSmoke() },
    ...more,
  };
}

/** A policy from its text; throws with the problems when the text is not one. */
export function aPolicy(text: string): Policy {
  const result = parsePolicy(`version: 1\n${text}`, '.repro/policy.yml');
  if (result.kind === 'problems') throw new Error(result.findings.map(({ summary }) => summary).join('\n'));
  return result.policy;
}
