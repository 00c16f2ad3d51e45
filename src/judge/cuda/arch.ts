/**
 * Whether a build carries code for a GPU: machine code (`sm_90`) runs on its own major at the same or a higher minor,
 * PTX (`compute_90`) on everything newer if the driver compiles it. Suffix `a` is for one chip only, `f` for its family.
 */

import supportTable from '../../../data/gpu-support.json' with { type: 'json' };
import { type CudaRelease, compareReleases, type ExactRelease, parseExactRelease } from './release.ts';
import { knownReleases } from './toolkits.ts';

interface Architecture {
  readonly form: 'machine' | 'ptx';
  readonly target: ExactRelease;
  readonly suffix: '' | 'a' | 'f';
}

export type Coverage =
  /** Machine code for the chip. */
  | { readonly kind: 'native' }
  /** Only PTX, which the driver compiles at the first start. */
  | { readonly kind: 'ptx' }
  /** Only PTX, of a toolkit newer than the driver, which therefore refuses it. */
  | { readonly kind: 'ptx-refused' }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly because: string };

/** `jit`: whether the driver compiles PTX of the build's toolkit; null where that is not known. */
export function coverage(archs: readonly string[], capability: string, jit: boolean | null): Coverage {
  const chip = chipOf(capability);
  if (chip === null) return { kind: 'unknown', because: `"${capability}" is no compute capability` };
  const readable = archs.flatMap((arch) => parseArchitecture(arch) ?? []);
  if (readable.length === 0) {
    return { kind: 'unknown', because: 'the list of architectures of the build is not understood' };
  }
  const machine = readable.filter(({ form }) => form === 'machine');
  if (machine.some((entry) => runsOn(entry, chip))) return nativeOn(machine, chip);
  const ptx = readable.some((entry) => entry.form === 'ptx' && compilesFor(entry, chip));
  if (!ptx) return { kind: 'none' };
  if (jit === null) {
    return {
      kind: 'unknown',
      because: 'the build carries only PTX, and whether the driver compiles it is not known',
    };
  }
  return { kind: jit ? 'ptx' : 'ptx-refused' };
}

/** Jetson Thor is 10.1 to CUDA 12 and 11.0 from CUDA 13 on: one chip, two names. */
function chipOf(capability: string): ExactRelease | null {
  const chip = parseExactRelease(capability);
  return chip !== null && chip.major === 10 && chip.minor === 1 ? { major: 11, minor: 0 } : chip;
}

/** `sm_86`, `compute_120`, `sm_90a`: the last digit is the minor. */
function parseArchitecture(text: string): Architecture | null {
  const [, form, major, minor, suffix = ''] = /^(sm|compute)_(\d+)(\d)([af]?)$/.exec(text.trim()) ?? [];
  const target = major === undefined ? null : chipOf(`${major}.${minor}`);
  if (target === null) return null;
  return { form: form === 'sm' ? 'machine' : 'ptx', target, suffix: suffix as Architecture['suffix'] };
}

function runsOn({ target, suffix }: Architecture, chip: ExactRelease): boolean {
  if (suffix === 'a') return compareReleases(target, chip) === 0;
  return target.major === chip.major && target.minor <= chip.minor;
}

function compilesFor({ target, suffix }: Architecture, chip: ExactRelease): boolean {
  if (suffix === 'a') return compareReleases(target, chip) === 0;
  if (suffix === 'f') return target.major === chip.major && target.minor <= chip.minor;
  return compareReleases(target, chip) <= 0;
}

/** NVIDIA promises no machine code of desktop chips on the integrated ones (Jetson), nor the other way round. */
function nativeOn(machine: readonly Architecture[], chip: ExactRelease): Coverage {
  const exact = machine.some(({ target }) => compareReleases(target, chip) === 0);
  if (exact || !isIntegrated(chip)) return { kind: 'native' };
  return {
    kind: 'unknown',
    because: 'the build has machine code for desktop GPUs of that major, which need not run on Jetson',
  };
}

function isIntegrated({ major, minor }: ExactRelease): boolean {
  return ['3.2', '5.3', '6.2', '7.2', '8.7'].includes(`${major}.${minor}`);
}

export type ToolkitSupport = 'supported' | 'dropped' | 'not-yet' | 'unknown';

/**
 * Whether a toolkit generates code that could run on a chip, which is all there is to go by when a build does not say
 * what it carries. Code for a lower minor of the same major counts: CUDA 12.8 knows no 12.1, but its `sm_120` runs there.
 */
export function toolkitSupport(cuda: CudaRelease, capability: string): ToolkitSupport {
  const chip = chipOf(capability);
  if (chip === null) return 'unknown';
  const targets = TARGETS.filter(({ target }) => target.major === chip.major && target.minor <= chip.minor);
  if (targets.length === 0) return 'unknown';
  const answers = targets.map(({ first, last }) => supportOf(cuda, { first, last }));
  if (answers.includes('supported')) return 'supported';
  if (answers.includes('unknown')) return 'unknown';
  return answers.includes('not-yet') ? 'not-yet' : 'dropped';
}

interface Span {
  readonly first: ExactRelease | null;
  readonly last: ExactRelease | null;
}

const TARGETS: readonly (Span & { readonly target: ExactRelease })[] = Object.entries(
  supportTable.toolkits as Readonly<Record<string, { first: string | null; last: string | null }>>,
).flatMap(([capability, { first, last }]) => {
  const target = chipOf(capability);
  return target === null ? [] : [{ target, first: parseExactRelease(first), last: parseExactRelease(last) }];
});

/** Of a build that tells only its major, what holds for the major as a whole. */
function supportOf({ major, minor }: CudaRelease, { first, last }: Span): ToolkitSupport {
  const oldest = { major, minor: minor ?? 0 };
  const newest = { major, minor: minor ?? newestMinor(major) };
  if (last !== null && compareReleases(oldest, last) > 0) return 'dropped';
  if (first !== null && compareReleases(newest, first) < 0) return 'not-yet';
  const begun = first === null || compareReleases(oldest, first) >= 0;
  const lasts = last === null || compareReleases(newest, last) <= 0;
  return begun && lasts ? 'supported' : 'unknown';
}

/** The last minor of a major that is over; the newest major may go on. */
function newestMinor(major: number): number {
  const known = knownReleases();
  if (!known.some((release) => release.major > major)) return Number.POSITIVE_INFINITY;
  return Math.max(...known.filter((release) => release.major === major).map(({ minor }) => minor));
}
