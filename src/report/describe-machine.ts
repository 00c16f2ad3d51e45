/** The machine in a few words, for the last line of a report: what the job computes on. */

import type { Gpu, MigSlice, Snapshot } from '../capture/snapshot.ts';
import { plural } from './numbers.ts';

/** `8 × H100 80GB HBM3 (9.0, 132 SMs)`, `MIG 1g.10gb of H100 …`, or the CPU where no GPU computes. */
export function describeMachine({ gpus, host, class: hardwareClass }: Snapshot): string {
  const seen = gpus.filter(
    ({ visible, vendor }) => visible !== false && (vendor === 'nvidia' || vendor === 'amd'),
  );
  const [first] = seen;
  if (first === undefined || hardwareClass?.startsWith('cpu-')) {
    const threads = host.cpu.available === null ? [] : [plural(host.cpu.available, 'thread')];
    return `${host.cpu.model ?? 'unknown CPU'} (${[host.cpu.isa ?? host.cpu.arch, ...threads].join(', ')})`;
  }
  const slice = first.slices.find(({ visible }) => visible === true);
  const kinds = [...new Set(seen.map((gpu) => describeBoard(gpu)))];
  if (slice !== undefined) return describeSlice(slice, first);
  return kinds
    .map((kind) => times(seen.filter((gpu) => describeBoard(gpu) === kind).length, kind))
    .join(' and ');
}

function times(count: number, kind: string): string {
  return count === 1 ? kind : `${count} × ${kind}`;
}

function describeBoard(gpu: Gpu): string {
  const units = gpu.vendor === 'amd' ? 'CUs' : 'SMs';
  const facts = [
    gpu.computeCapability ?? gpu.gfx ?? 'capability unknown',
    ...(gpu.smCount === null ? [] : [`${gpu.smCount} ${units}`]),
  ];
  return `${shortName(gpu)} (${facts.join(', ')})`;
}

function describeSlice({ profile, smCount }: MigSlice, gpu: Gpu): string {
  const facts = [
    gpu.computeCapability ?? 'capability unknown',
    ...(smCount === null ? [] : [`${smCount} SMs`]),
  ];
  return `MIG ${profile ?? 'slice'} of ${shortName(gpu)} (${facts.join(', ')})`;
}

function shortName({ name }: Gpu): string {
  return name?.replace(/^NVIDIA /, '') ?? 'unknown GPU';
}
