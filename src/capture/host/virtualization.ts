/** Whether the machine is a virtual one, and under which hypervisor. */

import type { Machine } from '../machine.ts';
import type { Parsed, Probe } from '../probe.ts';

export interface VirtualizationFacts {
  readonly virtualization: string | null;
}

export interface VirtualizationTraces {
  readonly platform: string;
  readonly kernel: string | null;
  readonly cpuinfo: string | null;
  readonly xen: string | null;
  readonly vendor: string | null;
  readonly product: string | null;
}

export const virtualization: Probe<VirtualizationTraces, VirtualizationFacts> = {
  id: 'virtualization',
  provides: ['host.virtualization'],
  timeoutMs: 10_000,
  absent: { virtualization: null },
  read,
  parse,
};

/** The flags stand in the first processor's block, far below this. */
const FIRST_PROCESSOR = 16 * 1024;

async function read(machine: Machine): Promise<VirtualizationTraces> {
  const [kernel, cpuinfo, xen, vendor, product] = await Promise.all([
    machine.readText('/proc/sys/kernel/osrelease'),
    machine.readText('/proc/cpuinfo', FIRST_PROCESSOR),
    machine.readText('/sys/hypervisor/type'),
    readOrNull(machine, '/sys/class/dmi/id/sys_vendor'),
    readOrNull(machine, '/sys/class/dmi/id/product_name'),
  ]);
  return { platform: machine.platform, kernel, cpuinfo, xen, vendor, product };
}

/** Some systems keep these files from ordinary users; that leaves the other clues. */
async function readOrNull(machine: Machine, path: string): Promise<string | null> {
  try {
    return await machine.readText(path);
  } catch {
    return null;
  }
}

/**
 * Vendor and product as the firmware names itself in DMI, after systemd-detect-virt's table. Clouds whose bare-metal
 * machines carry the same vendor count as virtual only when the processor says so too.
 */
const BY_FIRMWARE: readonly (readonly [RegExp, string])[] = [
  [/VMware/i, 'vmware'],
  [/innotek|VirtualBox/i, 'virtualbox'],
  [/Xen/i, 'xen'],
  [/Microsoft Corporation\s+Virtual Machine/i, 'hyperv'],
  [/Parallels/i, 'parallels'],
  [/Apple.*Virtualization/i, 'apple'],
  [/Bochs/i, 'bochs'],
  [/QEMU|KVM|OpenStack|Red Hat|Google Compute Engine|DigitalOcean|Hetzner|Alibaba Cloud|Scaleway/i, 'kvm'],
  [/Amazon EC2/i, 'kvm'],
];

function parse(traces: VirtualizationTraces): Parsed<VirtualizationFacts> {
  const found = detect(traces);
  return typeof found === 'string'
    ? { facts: { virtualization: found }, unknown: [] }
    : { facts: { virtualization: null }, unknown: [{ path: 'host.virtualization', ...found }] };
}

function detect(traces: VirtualizationTraces): string | { readonly because: string } {
  if (traces.platform !== 'linux') return { because: 'this version reads it on Linux only' };
  if (/microsoft/i.test(traces.kernel ?? '')) return 'wsl';
  if (traces.xen?.trim() === 'xen') return 'xen';
  const firmware = `${traces.vendor?.trim() ?? ''} ${traces.product?.trim() ?? ''}`.trim();
  const vendor = BY_FIRMWARE.find(([pattern]) => pattern.test(firmware))?.[1] ?? null;
  return byProcessor(traces.cpuinfo, { firmware, vendor });
}

interface Firmware {
  readonly firmware: string;
  readonly vendor: string | null;
}

/** On x86 a processor under a hypervisor says so in its flags; on other architectures the firmware decides alone. */
function byProcessor(
  cpuinfo: string | null,
  { firmware, vendor }: Firmware,
): string | { readonly because: string } {
  const flags = /^flags\s*:(.*)$/m.exec(cpuinfo ?? '')?.[1];
  if (flags !== undefined) {
    if (!/\bhypervisor\b/.test(flags)) return 'none';
    return vendor ?? { because: 'the processor runs under a hypervisor, but nothing says under which' };
  }
  // Bare-metal instances: `c7g.metal`, `c7gn.metal-24xl`.
  if (/\.metal(?:-|$)/.test(firmware)) return 'none';
  if (firmware === '') return { because: 'neither the processor nor the firmware says' };
  return vendor ?? 'none';
}
