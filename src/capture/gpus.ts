/** The GPUs and their driver: the kernel's files first, then one start of nvidia-smi, and both held against each other. */

import type { Machine } from './machine.ts';
import { branchOf } from './nvidia-driver.ts';
import {
  type KernelDevices,
  type KernelVersion,
  readKernelDevices,
  readKernelVersion,
} from './nvidia-kernel.ts';
import {
  FIRST_BRANCH_WITH_MIG,
  type Field,
  fieldValue,
  parseSmi,
  type Row,
  runSmi,
  SMI_TIMEOUT_MS,
  type SmiAnswer,
  type SmiOutput,
} from './nvidia-smi.ts';
import type { Parsed, Probe } from './probe.ts';
import type { Driver, Fault, Gpu, Unknown } from './snapshot.ts';

/** `computeCapability`, `generation` and `smCount` are still to be completed by what the CUDA driver says. */
export interface GpuFacts {
  readonly gpus: readonly Gpu[];
  readonly driver: Driver | null;
  readonly faults: readonly Fault[];
}

export interface GpuTraces {
  readonly platform: string;
  readonly kernel: KernelVersion | null;
  readonly devices: KernelDevices;
  readonly smi: SmiOutput;
}

export const gpus: Probe<GpuTraces, GpuFacts> = {
  id: 'gpus',
  provides: ['gpus', 'driver'],
  // nvidia-smi may be asked twice, see runSmi.
  timeoutMs: 2 * SMI_TIMEOUT_MS + 5_000,
  absent: { gpus: [], driver: null, faults: [] },
  read,
  parse,
};

async function read(machine: Machine): Promise<GpuTraces> {
  const kernel = await readKernelVersion(machine);
  const [smi, devices] = await Promise.all([
    runSmi(machine, kernel?.version ?? null),
    readKernelDevices(machine),
  ]);
  return { platform: machine.platform, kernel, devices, smi };
}

function parse(traces: GpuTraces): Parsed<GpuFacts> {
  const answer = parseSmi(traces.smi);
  const rows = answer?.rows ?? [];
  const parsed = rows.map((row, index) => gpuOf(row, `gpus[${index}]`));
  const because = whyNotAll(traces, answer);
  const driver = driverOf(traces, rows);
  return {
    facts: { gpus: parsed.map(({ facts }) => facts), driver, faults: [] },
    unknown: [
      ...(because === null ? [] : [{ path: 'gpus', because }]),
      ...parsed.flatMap(({ unknown }) => unknown),
      ...(driver === null ? [] : driverUnknown(driver, traces)),
    ],
  };
}

/** Why the list of GPUs is not the whole truth; null when it is, also when it is known that there are none. */
function whyNotAll({ platform, kernel, devices }: GpuTraces, answer: SmiAnswer | null): string | null {
  if (platform === 'darwin') return 'this version does not read the GPUs of a Mac';
  if (devices.kfd) return 'there is an AMD GPU (/dev/kfd), and this version does not read those';
  if (answer === null) return whyNoTool(kernel, devices);
  return answer.because ?? whyTooFew(devices, answer.rows.length);
}

function whyNoTool(kernel: KernelVersion | null, devices: KernelDevices): string | null {
  const driver = kernel === null ? '' : ` ${kernel.version}`;
  if (devices.tegra) return 'this is a Jetson without nvidia-smi, and this version does not read those';
  if (kernel !== null || devices.nodes > 0 || devices.wsl) {
    return `the NVIDIA driver${driver} is loaded, but nvidia-smi was not found; a container needs the capability \`utility\` in NVIDIA_DRIVER_CAPABILITIES`;
  }
  return devices.onBus === null || devices.onBus.length === 0
    ? null
    : `there is an NVIDIA device on the PCI bus (${devices.onBus[0]}), but neither its driver nor nvidia-smi`;
}

/**
 * A GPU that is lost may simply be missing from the table. Device nodes are what a container was given; on a host they
 * may not have been made yet, and then what the driver has taken on the bus counts.
 */
function whyTooFew({ nodes, bound, onBus }: KernelDevices, rows: number): string | null {
  const expected = nodes > 0 ? nodes : (bound ?? onBus ?? []).length;
  if (rows >= expected) return null;
  return `nvidia-smi lists ${rows} of ${expected} GPUs; the others are probably lost`;
}

/** The kernel's own version decides; nvidia-smi's is for systems that show none (WSL, Windows). */
function driverOf({ kernel }: GpuTraces, rows: readonly Row[]): Driver | null {
  const version = kernel?.version ?? rows.map(versionOf).find((text) => text !== null) ?? null;
  if (version === null && rows.length === 0) return null;
  return {
    version,
    branch: branchOf(version),
    platform: null,
    cuda: null,
    module: kernel?.module ?? null,
    compat: null,
    compatBranches: null,
  };
}

/** From R610 on some answers about the version are sentences. */
function versionOf(row: Row): string | null {
  const value = fieldValue(row, 'driver_version');
  return value.kind === 'value' && branchOf(value.text) !== null ? value.text : null;
}

function driverUnknown(driver: Driver, { kernel }: GpuTraces): Unknown[] {
  const unknown: Unknown[] = [];
  if (driver.version === null) {
    unknown.push({ path: 'driver.version', because: 'neither the kernel nor nvidia-smi gives one' });
  }
  if (kernel !== null && kernel.module === null) {
    unknown.push({ path: 'driver.module', because: '/proc/driver/nvidia/version cannot be read' });
  }
  return unknown;
}

function gpuOf(row: Row, path: string): Parsed<Gpu> {
  const reader = new RowReader(row, path);
  const facts: Gpu = {
    vendor: 'nvidia',
    name: reader.text('name', 'name'),
    uuid: reader.text('uuid', 'uuid'),
    serial: null,
    pciBusId: reader.text('pciBusId', 'pci.bus_id'),
    pciDeviceId: null,
    computeCapability: capability(reader.text('computeCapability', 'compute_cap')),
    gfx: null,
    generation: null,
    smCount: null,
    memoryMiB: reader.number('memoryMiB', 'memory.total'),
    visible: null,
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
    mig: hasMig(row) ? reader.mode('mig', 'mig.mode.current') : null,
    ecc: reader.mode('ecc', 'ecc.mode.current'),
    // Linux writes it in upper case, Windows in lower case, for the same card.
    vbios: reader.text('vbios', 'vbios_version')?.toUpperCase() ?? null,
    persistence: reader.mode('persistence', 'persistence_mode'),
    computeMode: reader.text('computeMode', 'compute_mode'),
    powerLimitW: reader.number('powerLimitW', 'power.limit'),
  };
  return { facts, unknown: reader.unknown };
}

/** A driver from before MIG has none, whether it was asked or not. */
function hasMig(row: Row): boolean {
  return (branchOf(versionOf(row)) ?? FIRST_BRANCH_WITH_MIG) >= FIRST_BRANCH_WITH_MIG;
}

function capability(text: string | null): string | null {
  return text !== null && /^\d+\.\d+$/.test(text) ? text : null;
}

const NOT_ASKED = 'this driver rejects one of the fields, so only the oldest ones were asked for';

/** Reads one row, and notes each field whose place holds a fault instead of a value. */
class RowReader {
  readonly unknown: Unknown[] = [];
  readonly #row: Row;
  readonly #path: string;

  constructor(row: Row, path: string) {
    this.#row = row;
    this.#path = path;
  }

  text(name: keyof Gpu, field: Field): string | null {
    const value = fieldValue(this.#row, field);
    if (value.kind === 'error') this.#note(name, `nvidia-smi answers ${value.text}`);
    // The compute capability may still come from CUDA, see completeHardware.
    if (value.kind === 'not-asked' && field !== 'compute_cap') this.#note(name, NOT_ASKED);
    return value.kind === 'value' ? value.text : null;
  }

  mode(name: keyof Gpu, field: Field): 'enabled' | 'disabled' | null {
    const text = this.text(name, field)?.toLowerCase() ?? null;
    if (text === 'enabled' || text === 'disabled' || text === null) return text;
    this.#note(name, `nvidia-smi answers ${text}`);
    return null;
  }

  number(name: keyof Gpu, field: Field): number | null {
    const text = this.text(name, field);
    if (text === null) return null;
    // `nounits` is asked for, but some fields of some drivers keep their unit.
    const number = /^(\d+(?:\.\d+)?)(?: [A-Za-z]+)?$/.exec(text)?.[1];
    if (number === undefined) this.#note(name, `nvidia-smi answers ${text}`);
    return number === undefined ? null : Number(number);
  }

  #note(name: keyof Gpu, because: string): void {
    this.unknown.push({ path: `${this.#path}.${name}`, because });
  }
}
