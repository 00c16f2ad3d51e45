/** NVLink between the GPUs of a machine, as NVML told it. */

import type { CudaAnswer, Links } from '../cuda/cuda-answer.ts';
import type { Parsed } from '../probe.ts';
import type { Gpu, NvLink, Unknown } from '../snapshot.ts';

/** NVLink is asked for only where there are several GPUs; a single one is joined to none. */
export function withLinks(gpus: readonly Gpu[], answer: CudaAnswer): Parsed<readonly Gpu[]> {
  const links = answer.kind === 'answered' ? answer.links : null;
  if (links?.kind !== 'known') return { facts: gpus, unknown: unknownLinks(gpus, answer) };
  const addresses = new Map(gpus.map((gpu) => [gpu.uuid, gpu.pciBusId]));
  const facts = gpus.map((gpu) => ({ ...gpu, nvlink: linkOf(gpu, { links, addresses }) ?? gpu.nvlink }));
  return { facts, unknown: [] };
}

function unknownLinks(gpus: readonly Gpu[], answer: CudaAnswer): Unknown[] {
  const because = answer.kind === 'answered' ? whyNoLinks(answer.links) : answer.because;
  const boards = gpus.flatMap(({ vendor }, index) => (vendor === 'nvidia' ? [index] : []));
  return boards.length < 2 ? [] : boards.map((index) => ({ path: `gpus[${index}].nvlink`, because }));
}

function whyNoLinks(links: Links | null): string {
  return links?.kind === 'failed' ? links.because : 'NVML was not asked';
}

interface LinkContext {
  readonly links: Extract<Links, { kind: 'known' }>;
  readonly addresses: ReadonlyMap<string | null, string | null>;
}

function linkOf({ uuid }: Gpu, { links, addresses }: LinkContext): NvLink | null {
  const link = uuid === null ? undefined : links.byUuid.get(uuid);
  if (link === undefined || link.active === 0) return null;
  return { activeLinks: link.active, peers: link.peers.flatMap((peer) => addresses.get(peer) ?? []) };
}
