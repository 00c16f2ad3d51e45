/**
 * AMD's GPUs as the kernel's files show them: the topology of its compute driver (KFD) lists what programs can compute
 * on, one node for each GPU or partition, and needs no start of a program.
 */

import type { Machine } from '../machine.ts';

export interface KfdNode {
  readonly gfx: string | null;
  readonly computeUnits: number | null;
  /** As Linux writes it: `0000:1e:00.0`. */
  readonly pciBusId: string | null;
  /** Four digits: `738c`. */
  readonly device: string | null;
  /** `0x9097fe09ea0c7a0`; null where the chip has none. */
  readonly uniqueId: string | null;
  readonly pci: PciFiles;
}

/** What the graphics driver writes about a device; null for what this one does not have. */
export interface PciFiles {
  readonly vram: string | null;
  readonly vbios: string | null;
  readonly product: string | null;
}

export interface AmdKernel {
  /** The device that programs open in order to compute. */
  readonly kfd: boolean;
  readonly nodes: readonly KfdNode[];
  /** How many more there are that this container may not use. */
  readonly hidden: number;
  /** Of the driver that was installed apart from the kernel; null for the kernel's own. */
  readonly moduleVersion: string | null;
  /** Of the kernel. */
  readonly release: string | null;
  /** Addresses of AMD's accelerators on the PCI bus that are not among the nodes. */
  readonly missing: readonly string[];
}

const NODES = '/sys/class/kfd/kfd/topology/nodes';

export async function readAmdKernel(machine: Machine): Promise<AmdKernel> {
  const [kfd, moduleVersion, release, bus] = await Promise.all([
    machine.exists('/dev/kfd'),
    machine.readText('/sys/module/amdgpu/version'),
    machine.readText('/proc/sys/kernel/osrelease'),
    machine.list(PCI_DEVICES),
  ]);
  const { nodes, hidden } = await readNodes(machine, bus ?? []);
  return {
    kfd,
    nodes,
    hidden,
    moduleVersion: dotted(moduleVersion),
    release: dotted(release),
    missing: hidden > 0 ? [] : await readMissing(machine, { nodes, bus: bus ?? [] }),
  };
}

/** The numbers that a version starts with: `6.8.0` of `6.8.0-45-generic`. */
export function dotted(text: string | null): string | null {
  return /^\s*(\d+(?:\.\d+)+)/.exec(text ?? '')?.[1] ?? null;
}

async function readNodes(
  machine: Machine,
  bus: readonly string[],
): Promise<Pick<AmdKernel, 'nodes' | 'hidden'>> {
  const names = ((await machine.list(NODES)) ?? []).filter((name) => /^\d+$/.test(name));
  // By number: programs count the GPUs in this order.
  names.sort((a, b) => Number(a) - Number(b));
  const texts = await Promise.all(
    names.map((name) =>
      machine.readText(`${NODES}/${name}/properties`).then(
        (text) => ({ kind: 'text', text }) as const,
        // The kernel refuses to describe GPUs that the container was not given.
        () => ({ kind: 'hidden' }) as const,
      ),
    ),
  );
  const described = texts.flatMap((entry) =>
    entry.kind === 'text' ? [parseProperties(entry.text ?? '')] : [],
  );
  const nodes = await Promise.all(
    described.filter(isGpu).map(async (properties) => {
      const node = nodeOf(properties);
      const entry = bus.find((name) => addressOf(name) === node.pciBusId);
      return { ...node, pci: entry === undefined ? NO_FILES : await readPci(machine, entry) };
    }),
  );
  return { nodes, hidden: texts.filter(({ kind }) => kind === 'hidden').length };
}

/** Text and no numbers: the unique id has more digits than a number keeps. */
type Properties = ReadonlyMap<string, string>;

function parseProperties(text: string): Properties {
  const pairs = [...text.matchAll(/^(\w+) (\d+)\r?$/gm)];
  return new Map(pairs.map(([, key = '', value = '']) => [key, value]));
}

const AMD_VENDOR = '4098';

/** Processors have nodes as well. */
function isGpu(properties: Properties): boolean {
  const vendor = properties.get('vendor_id');
  return Number(properties.get('simd_count') ?? 0) > 0 && (vendor === undefined || vendor === AMD_VENDOR);
}

function nodeOf(properties: Properties): Omit<KfdNode, 'pci'> {
  const number = (key: string) => Number(properties.get(key) ?? 0);
  const uniqueId = properties.get('unique_id') ?? '0';
  const perUnit = number('simd_per_cu');
  return {
    gfx: gfxOf(number('gfx_target_version')),
    computeUnits: perUnit > 0 ? number('simd_count') / perUnit : null,
    pciBusId: properties.has('location_id') ? busAddress(number('domain'), number('location_id')) : null,
    device: properties.has('device_id') ? number('device_id').toString(16).padStart(4, '0') : null,
    uniqueId: /^0+$/.test(uniqueId) ? null : `0x${BigInt(uniqueId).toString(16)}`,
  };
}

/** 90402 is gfx942, 90010 gfx90a: major, two digits of minor, two of step, the last two as hexadecimal digits. */
export function gfxOf(version: number): string | null {
  if (version <= 0) return null;
  const [major, minor, step] = [Math.floor(version / 10_000), Math.floor(version / 100) % 100, version % 100];
  return `gfx${major}${minor.toString(16)}${step.toString(16)}`;
}

/** `location_id` holds bus, device and function as PCI packs them. */
function busAddress(domain: number, location: number): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  const [bus, device, fn] = [(location >> 8) & 0xff, (location >> 3) & 0x1f, location & 0x7];
  return `${hex(domain, 4)}:${hex(bus, 2)}:${hex(device, 2)}.${fn}`;
}

const PCI_DEVICES = '/sys/bus/pci/devices';
const NO_FILES: PciFiles = { vram: null, vbios: null, product: null };

/** A copy of a machine may write `0000_17_00.0`, because a colon is no part of a file name everywhere. */
function addressOf(entry: string): string {
  return entry.replaceAll('_', ':');
}

async function readPci(machine: Machine, entry: string): Promise<PciFiles> {
  const read = async (name: string) => {
    const text = await machine.readText(`${PCI_DEVICES}/${entry}/${name}`).catch(() => null);
    return text?.trim() || null;
  };
  const [vram, vbios, product] = await Promise.all([
    read('mem_info_vram_total'),
    read('vbios_version'),
    read('product_name'),
  ]);
  return { vram, vbios, product };
}

interface Bus {
  readonly nodes: readonly KfdNode[];
  readonly bus: readonly string[];
}

/**
 * Processing accelerators (MI300), and display controllers without a screen (MI100, MI200). A graphics card may well
 * have no compute driver.
 */
const ACCELERATOR = /^0x(?:12|0380)/;

async function readMissing(machine: Machine, { nodes, bus }: Bus): Promise<readonly string[]> {
  const unlisted = bus.filter((entry) => !nodes.some(({ pciBusId }) => pciBusId === addressOf(entry)));
  const found = await Promise.all(unlisted.map((entry) => isAccelerator(machine, entry)));
  return unlisted.filter((_, index) => found[index]).map(addressOf);
}

async function isAccelerator(machine: Machine, entry: string): Promise<boolean> {
  const kind = await machine.readText(`${PCI_DEVICES}/${entry}/class`).catch(() => null);
  if (!ACCELERATOR.test(kind ?? '')) return false;
  return (await machine.readText(`${PCI_DEVICES}/${entry}/vendor`).catch(() => null))?.trim() === '0x1002';
}
