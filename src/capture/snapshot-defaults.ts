/**
 * A snapshot that an earlier version wrote lacks the fields that were added since. The schema's number stays the same,
 * because nothing changed its meaning; here what is missing becomes what it would have been then: nothing known of it.
 */

import type {
  Code,
  Container,
  Cuda,
  Driver,
  Frameworks,
  Gpu,
  LockFile,
  Package,
  Python,
  Snapshot,
  TorchBuild,
} from './snapshot.ts';

export function withDefaults(snapshot: Snapshot): Snapshot {
  const { gpus, driver, cuda, frameworks, python } = snapshot;
  return {
    ...snapshot,
    gpus: gpus.map((gpu) => ({ ...GPU, ...gpu })),
    driver: driver === null ? null : { ...DRIVER, ...driver },
    cuda: { ...CUDA, ...cuda },
    frameworks: {
      ...FRAMEWORKS,
      ...frameworks,
      torch: frameworks.torch === null ? null : { ...TORCH, ...frameworks.torch },
    },
    python: python === null ? null : pythonWithDefaults(python),
    faults: snapshot.faults ?? [],
    parameters: snapshot.parameters ?? [],
    inputs: snapshot.inputs ?? {},
    locks: snapshot.locks.map((lock) => ({ ...LOCK, ...lock })),
    code: snapshot.code === null ? null : { ...CODE, ...snapshot.code },
    host: {
      ...snapshot.host,
      container: snapshot.host.container === null ? null : { ...CONTAINER, ...snapshot.host.container },
    },
  };
}

function pythonWithDefaults(python: Python): Python {
  return {
    ...python,
    packages: python.packages.map((entry) => ({ ...PACKAGE, ...entry })),
    conda: python.conda ?? [],
    edited: python.edited ?? [],
    blas: python.blas ?? null,
  };
}

type Added<Whole, Known extends keyof Whole> = Omit<Whole, Known>;

/** Until then every GPU counted as one that the job sees. */
const GPU: Added<
  Gpu,
  | 'vendor'
  | 'name'
  | 'uuid'
  | 'pciBusId'
  | 'computeCapability'
  | 'generation'
  | 'smCount'
  | 'memoryMiB'
  | 'mig'
  | 'ecc'
  | 'vbios'
  | 'persistence'
  | 'computeMode'
  | 'powerLimitW'
> = {
  serial: null,
  pciDeviceId: null,
  gfx: null,
  visible: true,
  deviceIndex: null,
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
};

const DRIVER: Pick<Driver, 'platform' | 'compatBranches'> = { platform: null, compatBranches: null };
const CUDA: Pick<Cuda, 'rocm' | 'copies' | 'declared'> = { rocm: null, copies: [], declared: {} };
const FRAMEWORKS: Omit<Frameworks, 'torch'> = { tensorflow: null, jax: null, cupy: null };
const TORCH: Pick<TorchBuild, 'archsFrom'> = { archsFrom: null };
const PACKAGE: Pick<Package, 'archive' | 'dirty' | 'shadowed'> = { archive: null, dirty: null, shadowed: [] };
const LOCK: Omit<LockFile, 'path' | 'sha256'> = {
  form: 'unknown',
  packages: 0,
  requiresPython: null,
  disagreements: [],
  notes: [],
};
const CODE: Pick<Code, 'shallow' | 'sparse'> = { shallow: null, sparse: null };
const CONTAINER: Omit<Container, 'kind' | 'digest'> = { digestOf: null, reference: null, labels: {} };
