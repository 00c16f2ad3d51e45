/** Which of AMD's GPUs this job sees: ROCm's runtime hides some by ROCR_VISIBLE_DEVICES, HIP some of the rest. */

import type { Machine } from '../machine.ts';
import type { KfdNode } from './amd-kernel.ts';

/** One answer for each node; null where a variable cannot be understood. */
export function visibleAmd(nodes: readonly KfdNode[], env: Machine['env']): readonly boolean[] | null {
  const all = nodes.map((_, index) => index);
  const seen = chosen(env['ROCR_VISIBLE_DEVICES'], all, nodes);
  if (seen === null) return null;
  // HIP reads CUDA's variable as its own.
  const shown = chosen(env['HIP_VISIBLE_DEVICES'] ?? env['CUDA_VISIBLE_DEVICES'], seen, nodes);
  return shown === null ? null : all.map((index) => shown.includes(index));
}

/** `0,2` counts among those that are left, `GPU-9097fe09ea0c7a0` names one; the first that there is not ends the list. */
function chosen(
  variable: string | undefined,
  from: readonly number[],
  nodes: readonly KfdNode[],
): readonly number[] | null {
  if (variable === undefined) return from;
  const picked: number[] = [];
  for (const entry of variable.split(',').map((text) => text.trim())) {
    const index = indexOf(entry, from, nodes);
    if (index === 'unclear') return null;
    if (index === undefined) break;
    picked.push(index);
  }
  return picked;
}

function indexOf(
  entry: string,
  from: readonly number[],
  nodes: readonly KfdNode[],
): number | 'unclear' | undefined {
  if (entry === '' || /^-\d+$/.test(entry)) return undefined;
  if (/^\d+$/.test(entry)) return from[Number(entry)];
  const [, id] = /^GPU-([0-9a-f]+)$/i.exec(entry) ?? [];
  if (id === undefined) return 'unclear';
  const hex = `0x${id.toLowerCase().replace(/^0+/, '')}`;
  return from.find((index) => nodes[index]?.uniqueId === hex);
}
