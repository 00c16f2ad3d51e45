/**
 * A cuda-compat library in use: the user-mode driver is newer than the kernel driver. NVIDIA allows it on data-center
 * boards and over the host branches that the library lists; elsewhere CUDA does not initialise at all, whatever the
 * build would need.
 */

import table from '../../../data/cuda-compatibility.json' with { type: 'json' };
import { compareDriverVersions } from '../../policy/driver-range.ts';
import type { ForwardSupport } from './boards.ts';

export interface CompatInUse {
  /** Version of the library, and of the kernel driver under it. */
  readonly library: readonly number[];
  readonly driver: readonly number[];
  /** As the library declares it; null: it declares none. */
  readonly branches: readonly number[] | null;
  readonly boards: readonly { readonly name: string; readonly support: ForwardSupport }[];
}

export type Forward =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'refused'; readonly because: string; readonly expected: string }
  | { readonly kind: 'unknown'; readonly because: string };

export function judgeForward(compat: CompatInUse): Forward {
  const refused = compat.boards.find(({ support }) => support === 'refused');
  if (refused !== undefined) {
    const expected = 'a data-center board, or no cuda-compat library';
    return { kind: 'refused', because: `${refused.name} does not support cuda-compat`, expected };
  }
  const branches = compat.branches ?? branchesOf(compat.library);
  const host = compat.driver[0] ?? 0;
  if (branches !== null && !branches.includes(host)) {
    const expected = `a host driver of branch ${branches.join(', ')}`;
    return {
      kind: 'refused',
      because: `the cuda-compat library is not made for drivers of branch ${host}`,
      expected,
    };
  }
  if ((compat.library[0] ?? 0) < host) {
    const expected = 'a cuda-compat library newer than the driver, or none';
    const because = 'the cuda-compat library is older than the driver, and it only works forward';
    return { kind: 'refused', because, expected };
  }
  return doubt(compat, branches);
}

function doubt({ library, driver, boards }: CompatInUse, branches: readonly number[] | null): Forward {
  if (compareDriverVersions(library, driver) < 0) {
    return { kind: 'unknown', because: 'the cuda-compat library is older than the driver under it' };
  }
  if (branches === null) {
    return {
      kind: 'unknown',
      because: 'the cuda-compat library does not say which driver branches it is made for',
    };
  }
  if (boards.length === 0) {
    return {
      kind: 'unknown',
      because: 'whether the board supports cuda-compat is not known without the board',
    };
  }
  const unclear = boards.find(({ support }) => support === 'unknown');
  if (unclear !== undefined) {
    return { kind: 'unknown', because: `whether ${unclear.name} supports cuda-compat is not known` };
  }
  return { kind: 'allowed' };
}

/** The branches of a library that declares none, where it is one of those whose declaration is known. */
function branchesOf(library: readonly number[]): readonly number[] | null {
  return table.libraries.find(({ driver }) => Number(driver.split('.')[0]) === library[0])?.branches ?? null;
}
