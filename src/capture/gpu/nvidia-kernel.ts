/**
 * The NVIDIA driver and its devices as the kernel's files show them: they need no NVML, cost nothing, and survive a
 * driver whose user side is broken.
 */

import type { Machine } from '../machine.ts';
import type { Driver } from '../snapshot.ts';

export interface KernelVersion {
  readonly version: string;
  readonly module: Driver['module'];
}

export interface KernelDevices {
  /** Addresses of NVIDIA display devices on the PCI bus; null when the bus cannot be read. */
  readonly onBus: readonly string[] | null;
  /** Those of them that the NVIDIA driver has taken, and not, say, a virtual machine; null when that cannot be seen. */
  readonly bound: readonly string[] | null;
  /** How many device nodes may be opened. In a container these are the GPUs that it was given. */
  readonly nodes: number;
  /** WSL: the device through which Windows lends its GPUs, with NVIDIA's library beside it. */
  readonly wsl: boolean;
  /** WSL whatever its GPU is: drivers there are those of Windows, and so are their numbers. */
  readonly windows: boolean;
  /** Jetson: the GPU is on no bus. */
  readonly tegra: boolean;
}

/** The loaded driver; null when none is. */
export async function readKernelVersion(machine: Machine): Promise<KernelVersion | null> {
  const [proc, sys] = await Promise.all([
    machine.readText('/proc/driver/nvidia/version'),
    machine.readText('/sys/module/nvidia/version'),
  ]);
  return parseKernelVersion(proc) ?? versionOnly(sys);
}

/**
 * Three forms: `Open Kernel Module for x86_64  580.95.05`, `Kernel Module for aarch64  34.1.1` (Tegra) and
 * `x86_64 Kernel Module  535.216.03`. The alternatives in this order keep `Open` from being read as an architecture.
 */
const NVRM =
  /NVRM version:\s+NVIDIA UNIX (?:(Open) Kernel Module for \S+|Kernel Module for \S+|\S+ Kernel Module)\s+(\d+(?:\.\d+)+)/;

export function parseKernelVersion(text: string | null): KernelVersion | null {
  const [, open, version] = NVRM.exec(text ?? '') ?? [];
  if (version === undefined) return null;
  return { version, module: open === undefined ? 'proprietary' : 'open' };
}

function versionOnly(text: string | null): KernelVersion | null {
  const version = text?.trim() ?? '';
  return /^\d+(?:\.\d+)+$/.test(version) ? { version, module: null } : null;
}

export async function readKernelDevices(machine: Machine): Promise<KernelDevices> {
  const [onBus, bound, nodes, wsl, lib, dxg, tegra] = await Promise.all([
    readBus(machine),
    machine.list('/sys/bus/pci/drivers/nvidia'),
    readNodes(machine),
    hasWslLibrary(machine),
    machine.exists('/usr/lib/wsl/lib'),
    machine.exists('/dev/dxg'),
    machine.exists('/etc/nv_tegra_release'),
  ]);
  return {
    onBus,
    bound: bound === null ? null : (onBus ?? []).filter((address) => bound.includes(address)),
    nodes,
    wsl,
    windows: lib || dxg,
    tegra,
  };
}

/**
 * A batch system such as Slurm leaves all device nodes in place, and lets the job's control group open those of its own
 * GPUs only; nvidia-smi then lists no others. Where none may be opened that is another trouble, and all of them count.
 */
async function readNodes(machine: Machine): Promise<number> {
  const names = ((await machine.list('/dev')) ?? []).filter((name) => /^nvidia\d+$/.test(name));
  const open = await Promise.all(names.map((name) => machine.mayOpen?.(`/dev/${name}`) ?? true));
  return open.filter(Boolean).length || names.length;
}

/** Whether Windows lends this WSL machine an NVIDIA GPU. */
export function hasWslLibrary(machine: Machine): Promise<boolean> {
  return machine.exists('/usr/lib/wsl/lib/libcuda.so.1');
}

const PCI_DEVICES = '/sys/bus/pci/devices';
const NVIDIA_VENDOR = '0x10de';
/** VGA controller and 3D controller; NVIDIA's audio, USB and NVSwitch functions have other classes. */
const DISPLAY_CLASS = /^0x03/;

async function readBus(machine: Machine): Promise<readonly string[] | null> {
  const addresses = await machine.list(PCI_DEVICES);
  if (addresses === null) return null;
  const ours = await Promise.all(addresses.map((address) => isNvidiaGpu(machine, address)));
  return addresses.filter((_, index) => ours[index]);
}

async function isNvidiaGpu(machine: Machine, address: string): Promise<boolean> {
  const vendor = await machine.readText(`${PCI_DEVICES}/${address}/vendor`);
  if (vendor?.trim() !== NVIDIA_VENDOR) return false;
  const kind = await machine.readText(`${PCI_DEVICES}/${address}/class`);
  return DISPLAY_CLASS.test(kind?.trim() ?? '');
}
