/** Intel's and Apple's GPUs: reported by what a file or Node already says, not judged. */

import type { Machine } from '../machine.ts';
import type { Parsed, Probe } from '../probe.ts';
import type { Gpu } from '../snapshot.ts';
import { noGpu, type VendorGpus } from './gpu-vendors.ts';

export type OtherTraces =
  | { readonly kind: 'cards'; readonly cards: readonly IntelCard[] }
  | { readonly kind: 'mac'; readonly arch: string; readonly processor: string | null }
  | { readonly kind: 'none' };

export interface IntelCard {
  /** `0x7d55` */
  readonly device: string | null;
}

export const otherGpus: Probe<OtherTraces, VendorGpus> = {
  id: 'other-gpus',
  // That one could not be looked for says nothing about those that are judged.
  provides: [],
  timeoutMs: 10_000,
  absent: { gpus: [], driver: null, faults: [] },
  read,
  parse,
};

async function read(machine: Machine): Promise<OtherTraces> {
  if (machine.platform === 'darwin') {
    return { kind: 'mac', arch: machine.arch, processor: machine.system?.cpuModel ?? null };
  }
  if (machine.platform !== 'linux') return { kind: 'none' };
  const names = (await machine.list(DRM)) ?? [];
  const cards = await Promise.all(
    names.filter((name) => /^card\d+$/.test(name)).map((name) => readCard(machine, name)),
  );
  return { kind: 'cards', cards: cards.filter((card) => card !== null) };
}

const DRM = '/sys/class/drm';
const INTEL_VENDOR = '0x8086';
/** VGA, 3D and other display controllers; an accelerator of Intel's (Gaudi) is no GPU. */
const DISPLAY_CLASS = /^0x03/;

async function readCard(machine: Machine, name: string): Promise<IntelCard | null> {
  const read = async (file: string) =>
    (await machine.readText(`${DRM}/${name}/device/${file}`))?.trim() ?? null;
  if ((await read('vendor')) !== INTEL_VENDOR) return null;
  if (!DISPLAY_CLASS.test((await read('class')) ?? '')) return null;
  return { device: await read('device') };
}

function parse(traces: OtherTraces): Parsed<VendorGpus> {
  const gpus = gpusOf(traces);
  return {
    facts: { gpus, driver: null, faults: [] },
    unknown: gpus.map(({ vendor }, index) => ({
      path: `gpus[${index}].generation`,
      because: `this version reports GPUs of ${VENDORS[vendor]} and judges none: only that it is there was read`,
    })),
  };
}

const VENDORS: Readonly<Record<Gpu['vendor'], string>> = {
  nvidia: 'NVIDIA',
  amd: 'AMD',
  intel: 'Intel',
  apple: 'Apple',
};

function gpusOf(traces: OtherTraces): Gpu[] {
  switch (traces.kind) {
    case 'none':
      return [];
    case 'cards':
      return traces.cards.map(intelGpu);
    case 'mac':
      // The GPU is a part of the processor. Macs with Intel's have others, which only a slow program names.
      return traces.arch === 'arm64' ? [{ ...noGpu('apple'), name: traces.processor }] : [];
  }
}

/** No table of names: there are hundreds, and none would be judged. */
function intelGpu({ device }: IntelCard): Gpu {
  const id = device === null ? null : `8086:${device.replace(/^0x/, '').toLowerCase()}`;
  const name = id === null ? 'Intel GPU' : `Intel GPU (PCI id ${id})`;
  return { ...noGpu('intel'), name, pciDeviceId: id };
}
