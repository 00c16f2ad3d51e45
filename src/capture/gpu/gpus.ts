/** The NVIDIA GPUs and their driver: the kernel's files, one start of nvidia-smi, and both held against each other. */

import type { Machine } from '../machine.ts';
import type { Parsed, Probe } from '../probe.ts';
import type { Driver, Fault, Gpu, Unknown } from '../snapshot.ts';
import { boardFaults } from './gpu-health.ts';
import { branchOf } from './nvidia-driver.ts';
import {
  type KernelDevices,
  type KernelVersion,
  readKernelDevices,
  readKernelVersion,
} from './nvidia-kernel.ts';
import { parseSmi, type SmiAnswer } from './nvidia-smi/answer.ts';
import { listSlices, runSmi, SMI_TIMEOUT_MS, type SmiOutput } from './nvidia-smi/ask.ts';
import { faultOf } from './nvidia-smi/faults.ts';
import { gpuOf } from './nvidia-smi/gpu.ts';
import { type SmiReading, withSliceNames } from './nvidia-smi/reading.ts';

/** `computeCapability`, `generation` and `smCount` are still to be completed by what the CUDA driver says. */
export interface GpuFacts {
  readonly gpus: readonly Gpu[];
  /** `cuda` is what nvidia-smi printed, which follows the libcuda that it loaded. */
  readonly driver: Driver | null;
  readonly faults: readonly Fault[];
}

export interface GpuTraces {
  readonly platform: string;
  readonly kernel: KernelVersion | null;
  readonly devices: KernelDevices;
  readonly smi: SmiOutput;
  /** The list with the names of MIG slices; null where nothing is divided, or CUDA names those that matter. */
  readonly list: SmiOutput | null;
}

export const gpus: Probe<GpuTraces, GpuFacts> = {
  id: 'gpus',
  provides: ['gpus', 'driver'],
  timeoutMs: SMI_TIMEOUT_MS + 5_000,
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
  // On this machine CUDA, which is asked anyway, names the slices that the job sees, and a start may take seconds.
  const list = machine.kind === 'folder' && hasNamelessSlices(smi) ? await listSlices(machine) : null;
  return { platform: machine.platform, kernel, devices, smi, list };
}

function hasNamelessSlices(smi: SmiOutput): boolean {
  const boards = parseSmi(smi)?.reading?.boards ?? [];
  return boards.some(({ slices }) => slices.some(({ profile }) => profile === null));
}

function parse(traces: GpuTraces): Parsed<GpuFacts> {
  const answer = parseSmi(traces.smi);
  const listed = traces.list === null ? null : (parseSmi(traces.list)?.reading ?? null);
  const reading = withSliceNames(answer?.reading ?? null, listed);
  const driver = driverOf(traces, reading);
  const boards = reading === null ? [] : boardsOf(reading, driver);
  const whole = whyNotAll(traces, answer);
  return {
    facts: {
      gpus: boards.map(({ gpu }) => gpu.facts),
      driver,
      faults: [...(whole?.fault ? [whole.fault] : []), ...boards.flatMap(({ faults }) => faults)],
    },
    unknown: [
      ...(whole === null ? [] : [{ path: 'gpus', because: whole.because }]),
      ...boards.flatMap(({ gpu }) => gpu.unknown),
      ...(driver === null ? [] : driverUnknown(driver, traces)),
    ],
  };
}

interface Listed {
  readonly gpu: Parsed<Gpu>;
  readonly faults: readonly Fault[];
}

function boardsOf({ form, boards, driver: printed }: SmiReading, driver: Driver | null): readonly Listed[] {
  // Whose fields there are depends on the tool; the kernel's version is at hand when the tool prints none.
  const branch = branchOf(printed) ?? driver?.branch ?? null;
  return boards.map((board, index) => {
    const path = `gpus[${index}]`;
    const gpu = gpuOf(board, { path, form, branch });
    return { gpu, faults: boardFaults(gpu.facts, board, path) };
  });
}

/** Why the list of GPUs is not the whole truth, and whether the machine is sick because of it. */
interface Doubt {
  readonly because: string;
  readonly fault: Fault | null;
}

/** Null when the list is whole, also when it is known that there are none. */
function whyNotAll({ kernel, devices }: GpuTraces, answer: SmiAnswer | null): Doubt | null {
  if (answer === null) return whyNoTool(kernel, devices);
  if (answer.because !== null) return { because: answer.because, fault: answer.fault };
  return whyTooFew(devices, answer.reading?.boards.length ?? 0);
}

function healthy(because: string): Doubt {
  return { because, fault: null };
}

function sick(fault: Fault): Doubt {
  return { because: fault.because, fault };
}

function whyNoTool(kernel: KernelVersion | null, devices: KernelDevices): Doubt | null {
  const driver = kernel === null ? '' : ` ${kernel.version}`;
  if (devices.tegra)
    return healthy('this is a Jetson without nvidia-smi, and this version does not read those');
  if (kernel !== null || devices.nodes > 0 || devices.wsl) {
    const because = `the NVIDIA driver${driver} is loaded, but nvidia-smi was not found; a container needs the capability \`utility\` in NVIDIA_DRIVER_CAPABILITIES`;
    return sick(faultOf('no-tool', because));
  }
  if (devices.onBus === null || devices.onBus.length === 0) return null;
  const because = `there is an NVIDIA device on the PCI bus (${devices.onBus[0]}), but neither its driver nor nvidia-smi`;
  return sick(faultOf('no-driver', because));
}

/**
 * A GPU that is lost may simply be missing from the list. Device nodes are what a container was given; on a host they
 * may not have been made yet, and then what the driver has taken on the bus counts.
 */
function whyTooFew({ nodes, bound, onBus }: KernelDevices, listed: number): Doubt | null {
  const expected = nodes > 0 ? nodes : (bound ?? onBus ?? []).length;
  if (listed >= expected) return null;
  const because = `nvidia-smi lists ${listed} of ${expected} GPUs; the others are probably lost`;
  return sick(faultOf('gpus-missing', because));
}

/** The kernel's own version decides; nvidia-smi's is for systems that show none (WSL, Windows). */
function driverOf({ platform, kernel, devices }: GpuTraces, reading: SmiReading | null): Driver | null {
  const version = kernel?.version ?? reading?.driver ?? null;
  if (version === null && (reading === null || reading.boards.length === 0)) return null;
  const windows = platform === 'win32' || devices.windows || reading?.boards.some(hasWindowsModel);
  return {
    version,
    branch: branchOf(version),
    platform: windows ? 'windows' : 'linux',
    cuda: reading?.cuda ?? null,
    module: kernel?.module ?? null,
    compat: null,
    compatBranches: null,
  };
}

/** Only Windows has driver models; a saved answer may come from there. */
function hasWindowsModel({ fields }: SmiReading['boards'][number]): boolean {
  return /^(?:WDDM|TCC|MCDM)$/.test(fields.driverModel ?? '');
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
