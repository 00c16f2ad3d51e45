/** Which boards may run a user-mode driver newer than their kernel driver (cuda-compat). */

import table from '../../../data/cuda-compatibility.json' with { type: 'json' };
import type { Gpu } from '../../capture/snapshot.ts';
import { globMatcher } from '../../policy/glob.ts';

/** `unknown`: NVIDIA allows some RTX boards and Jetson modules, and a name does not say which. */
export type ForwardSupport = 'supported' | 'refused' | 'unknown';

const SUPPORTED = table.supportedBoards.map(globMatcher);
const REFUSED = table.refusedBoards.map(globMatcher);

export function forwardSupport({ name }: Pick<Gpu, 'name'>): ForwardSupport {
  // Drivers print the same board with and without the vendor's name in front.
  const board = (name ?? '').replace(/^NVIDIA /i, '');
  if (REFUSED.some((matches) => matches(board))) return 'refused';
  return SUPPORTED.some((matches) => matches(board)) ? 'supported' : 'unknown';
}

/** The branch of JetPack 6, which is no branch of any other driver. */
const JETPACK_6 = 540;

/**
 * Jetson's drivers up to JetPack 6 follow a numbering of their own (34.1, 540.4), of which NVIDIA's table of toolkit
 * drivers says nothing. From Thor on they carry the numbers of the others.
 */
export function hasOwnDriverNumbers(
  gpus: readonly Pick<Gpu, 'computeCapability'>[],
  branch: number | undefined,
): boolean {
  if (branch !== undefined && (branch < 100 || branch === JETPACK_6)) return true;
  return gpus.some(({ computeCapability }) => /^(?:3\.2|5\.3|6\.2|7\.2|8\.7)$/.test(computeCapability ?? ''));
}
