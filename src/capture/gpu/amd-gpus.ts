/** AMD's GPUs: what the compute driver lists decides, and one start of a tool adds what only the tool knows. */

import { jobVariables } from '../job-variables.ts';
import type { Machine } from '../machine.ts';
import type { Parsed, Probe } from '../probe.ts';
import type { Driver, Fault, Gpu, Unknown } from '../snapshot.ts';
import { type AmdKernel, type KfdNode, readAmdKernel } from './amd-kernel.ts';
import { generationOfGfx, isIntegrated, productOfGfx } from './amd-tables.ts';
import {
  type AmdRow,
  parseTool,
  runAmdTool,
  TOOL_TIMEOUT_MS,
  type ToolAnswer,
  type ToolOutput,
} from './amd-tool.ts';
import { visibleAmd } from './amd-visible.ts';
import { countsForClass, noGpu, type VendorGpus } from './gpu-vendors.ts';

export interface AmdTraces {
  readonly kernel: AmdKernel;
  /** Null: no tool is installed, or there was nothing to ask about. */
  readonly tool: ToolOutput | null;
  readonly env: Machine['env'];
}

export const NO_GPUS: VendorGpus = { gpus: [], driver: null, faults: [] };

export const amdGpus: Probe<AmdTraces | null, VendorGpus> = {
  id: 'amd-gpus',
  provides: ['gpus', 'driver'],
  timeoutMs: TOOL_TIMEOUT_MS + 5_000,
  absent: NO_GPUS,
  read,
  parse: (traces) => (traces === null ? { facts: NO_GPUS, unknown: [] } : parse(traces)),
};

async function read(machine: Machine): Promise<AmdTraces | null> {
  if (machine.platform !== 'linux') return null;
  const [kernel, env] = await Promise.all([readAmdKernel(machine), jobVariables(machine)]);
  return { kernel, tool: worthAsking(kernel) ? await runAmdTool(machine) : null, env };
}

/** Graphics inside a processor are no reason to start anything: their tools are rarely there, and nothing trains on them. */
function worthAsking({ kfd, nodes }: AmdKernel): boolean {
  return kfd && (nodes.length === 0 || nodes.some(({ gfx }) => gfx === null || !isIntegrated(gfx)));
}

function parse({ kernel, tool, env }: AmdTraces): Parsed<VendorGpus> {
  const answer = parseTool(tool);
  const rows = answer.kind === 'read' ? answer.reading.rows : [];
  const visible = visibleAmd(kernel.nodes, env);
  const boards = joined(kernel.kfd ? kernel.nodes : [], rows);
  const parsed = boards.map((board, index) =>
    gpuOf(board, { path: `gpus[${index}]`, answer, visible: visible?.[index] ?? null }),
  );
  const because = whyNotAll(kernel, answer, parsed);
  // Graphics that nobody computes on need no driver of a certain version.
  const driver = parsed.some(({ facts }) => countsForClass(facts)) ? driverOf(kernel, answer) : null;
  return {
    facts: { gpus: parsed.map(({ facts }) => facts), driver, faults: faultsOf(kernel, answer) },
    unknown: [
      ...(because === null ? [] : [{ path: 'gpus', because }]),
      ...parsed.flatMap(({ unknown }) => unknown),
      ...(driver !== null && driver.version === null ? [NO_VERSION] : []),
    ],
  };
}

const NO_VERSION: Unknown = { path: 'driver.version', because: 'neither the kernel nor a tool gives one' };

/** A GPU, as the kernel and as the tool describes it. */
interface Board {
  readonly node: KfdNode | null;
  readonly row: AmdRow | null;
}

/** The kernel's list is what programs compute on; a tool counts whole boards, also those that others were given. */
function joined(nodes: readonly KfdNode[], rows: readonly AmdRow[]): Board[] {
  if (nodes.length === 0) return rows.map((row) => ({ node: null, row }));
  return nodes.map((node, index) => ({ node, row: rowFor(node, rows) ?? sameIndex(nodes, rows, index) }));
}

function rowFor(node: KfdNode, rows: readonly AmdRow[]): AmdRow | null {
  const same = (key: 'pciBusId' | 'uniqueId') =>
    node[key] === null ? undefined : rows.find((row) => row[key] === node[key]);
  return same('pciBusId') ?? same('uniqueId') ?? null;
}

/** Only where the rows themselves say nothing of which is which. */
function sameIndex(nodes: readonly KfdNode[], rows: readonly AmdRow[], index: number): AmdRow | null {
  const anonymous = rows.every(({ pciBusId, uniqueId }) => pciBusId === null && uniqueId === null);
  return anonymous && rows.length === nodes.length ? (rows[index] ?? null) : null;
}

interface GpuContext {
  readonly path: string;
  readonly answer: ToolAnswer;
  readonly visible: boolean | null;
}

const MIB = 1024 * 1024;

function gpuOf({ node, row }: Board, { path, answer, visible }: GpuContext): Parsed<Gpu> {
  const gfx = node?.gfx ?? row?.gfx ?? null;
  const integrated = gfx !== null && isIntegrated(gfx);
  const bytes = node?.pci.vram ?? null;
  const device = node?.device ?? row?.device ?? null;
  const facts: Gpu = {
    ...noGpu('amd'),
    name: row?.name ?? node?.pci.product ?? (integrated ? productOfGfx(gfx) : null),
    uuid: node?.uniqueId ?? row?.uniqueId ?? null,
    pciBusId: node?.pciBusId ?? row?.pciBusId ?? null,
    pciDeviceId: device === null ? null : `1002:${device}`,
    gfx,
    generation: gfx === null ? null : generationOfGfx(gfx),
    smCount: node?.computeUnits ?? row?.computeUnits ?? null,
    memoryMiB: bytes === null ? (row?.memoryMiB ?? null) : Math.floor(Number(bytes) / MIB),
    visible,
    vbios: node?.pci.vbios ?? row?.vbios ?? null,
  };
  return { facts, unknown: missingIn(facts, { path, answer, integrated }) };
}

interface MissingContext {
  readonly path: string;
  readonly answer: ToolAnswer;
  readonly integrated: boolean;
}

/** Not read on AMD's GPUs, and with no effect on what they compute. */
const NOT_READ = ['serial', 'ecc', 'powerLimitW', 'clocks', 'pcie'] as const;

function missingIn(gpu: Gpu, { path, answer, integrated }: MissingContext): Unknown[] {
  const reasons: Readonly<Partial<Record<keyof Gpu, string>>> = {
    name: `${NO_NAME}, and ${toolSilence(answer)}`,
    gfx: `the compute driver does not say it, and ${toolSilence(answer)}`,
    generation: gpu.gfx === null ? NO_GFX : `${gpu.gfx} is not in this version’s table of generations`,
    smCount: 'only the compute driver’s topology says it, and that cannot be read here',
    memoryMiB: `the graphics driver does not say it, and ${toolSilence(answer)}`,
  };
  const fields = Object.entries(reasons).filter(([field]) => gpu[field as keyof Gpu] === null);
  const noted = fields.map(([field, because]) => ({ path: `${path}.${field}`, because }));
  if (integrated) return noted;
  return [...noted, ...NOT_READ.map((field) => ({ path: `${path}.${field}`, because: UNREAD }))];
}

const NO_NAME = 'its board does not carry one that the kernel could read';
const NO_GFX = 'it follows from the name of the instruction set, which is unknown';
const UNREAD = 'this version does not read it on AMD’s GPUs';

function toolSilence(answer: ToolAnswer): string {
  switch (answer.kind) {
    case 'absent':
      return 'neither amd-smi nor rocm-smi was found';
    case 'failed':
      return answer.because;
    case 'read':
      return 'the tool does not say it either';
  }
}

/** A driver of the kernel's own has the kernel's version, which is what the tools print as well. */
function driverOf({ moduleVersion, release }: AmdKernel, answer: ToolAnswer): Driver {
  const told = answer.kind === 'read' ? answer.reading.driver : null;
  return {
    version: moduleVersion ?? told ?? release,
    branch: null,
    platform: 'linux',
    cuda: null,
    module: 'open',
    compat: null,
    compatBranches: null,
  };
}

/** Why the list of GPUs is not the whole truth; null when it is, also when it is known that there are none. */
function whyNotAll(kernel: AmdKernel, answer: ToolAnswer, parsed: readonly Parsed<Gpu>[]): string | null {
  const boards = kernel.nodes.filter(({ gfx }) => gfx === null || !isIntegrated(gfx)).length;
  if (!kernel.kfd && boards > 0) {
    return `the AMD driver runs ${boards} GPUs, but /dev/kfd is not here; a container needs it and /dev/dri as devices`;
  }
  if (kernel.kfd && parsed.length === 0 && kernel.hidden === 0) {
    return `there is an AMD GPU (/dev/kfd), but the compute driver lists none, and ${toolSilence(answer)}`;
  }
  if (parsed.some(({ facts }) => facts.gfx === null)) return `an AMD GPU does not say which one it is`;
  return null;
}

/** With all GPUs listed by the kernel, a tool that merely fails costs their names and no more. */
function faultsOf(kernel: AmdKernel, answer: ToolAnswer): Fault[] {
  const faults: Fault[] = [];
  if (answer.kind === 'failed' && (answer.fault !== 'tool-failed' || kernel.nodes.length === 0)) {
    faults.push({ kind: answer.fault, subject: 'gpus', because: answer.because });
  }
  if (answer.kind === 'absent' && kernel.kfd && kernel.nodes.length === 0 && kernel.hidden === 0) {
    faults.push({
      kind: 'no-tool',
      subject: 'gpus',
      because: `/dev/kfd is there, but ${toolSilence(answer)}`,
    });
  }
  return [...faults, ...missingFaults(kernel, answer)];
}

function missingFaults({ nodes, hidden, missing, kfd }: AmdKernel, answer: ToolAnswer): Fault[] {
  if (missing.length === 0) return [];
  const where = `AMD accelerators on the PCI bus (${missing.join(', ')})`;
  if (nodes.length === 0 && hidden === 0) {
    // A tool that lists them has seen a driver.
    if (kfd || answer.kind === 'read') return [];
    return [{ kind: 'no-driver', subject: 'gpus', because: `${where}, and no compute driver` }];
  }
  const because = `${where} that the compute driver does not list`;
  return [{ kind: 'gpus-missing', subject: 'gpus', because }];
}
