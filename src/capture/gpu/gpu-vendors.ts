/** The GPUs of all vendors in one list, and which of them decide the hardware class. */

import type { Parsed } from '../probe.ts';
import type { Driver, Fault, Gpu, Unknown } from '../snapshot.ts';
import { isIntegrated } from './amd-tables.ts';

/** A GPU of which nothing is known but its vendor. */
export function noGpu(vendor: Gpu['vendor']): Gpu {
  return {
    vendor,
    name: null,
    uuid: null,
    serial: null,
    pciBusId: null,
    pciDeviceId: null,
    computeCapability: null,
    gfx: null,
    generation: null,
    smCount: null,
    memoryMiB: null,
    visible: null,
    deviceIndex: null,
    mig: null,
    slices: [],
    ecc: null,
    eccErrors: null,
    rowRemap: null,
    vbios: null,
    infoRom: null,
    gspFirmware: null,
    persistence: null,
    computeMode: null,
    powerLimitW: null,
    clocks: null,
    pcie: null,
    nvlink: null,
    virtualization: null,
    recoveryAction: null,
    processes: [],
  };
}

/**
 * Whether a GPU is one that training is taken to use, and so a part of the hardware class. Intel's and Apple's are
 * reported and not judged, and so are AMD's graphics inside a processor: nearly every PC has one, beside whatever trains.
 */
export function countsForClass({ vendor, gfx }: Pick<Gpu, 'vendor' | 'gfx'>): boolean {
  switch (vendor) {
    case 'nvidia':
      return true;
    case 'amd':
      return gfx === null || !isIntegrated(gfx);
    case 'intel':
    case 'apple':
      return false;
  }
}

/** What one vendor's probe found. */
export interface VendorGpus {
  readonly gpus: readonly Gpu[];
  readonly driver: Driver | null;
  readonly faults: readonly Fault[];
}

/**
 * One list out of several, in their order: indexes in paths and subjects are moved along. The first driver is the driver,
 * and nobody asks about those after it.
 */
export function joinVendors(parts: readonly Parsed<VendorGpus>[]): Parsed<VendorGpus> {
  const gpus: Gpu[] = [];
  const faults: Fault[] = [];
  const unknown: Unknown[] = [];
  let driver: Driver | null = null;
  for (const part of parts) {
    const offset = gpus.length;
    const told =
      driver === null ? part.unknown : part.unknown.filter(({ path }) => !/^driver(?:\.|$)/.test(path));
    gpus.push(...part.facts.gpus);
    faults.push(...part.facts.faults.map((fault) => ({ ...fault, subject: moved(fault.subject, offset) })));
    unknown.push(...told.map((entry) => ({ ...entry, path: moved(entry.path, offset) })));
    driver ??= part.facts.driver;
  }
  return { facts: { gpus, driver, faults }, unknown };
}

/** `gpus[0].name` after two others is `gpus[2].name`. */
function moved(path: string, offset: number): string {
  return path.replace(/^gpus\[(\d+)\]/, (_, index: string) => `gpus[${Number(index) + offset}]`);
}
