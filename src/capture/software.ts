/** What is installed for the interpreter under test: its packages, its frameworks, its parts of CUDA. */

import { CUDA_PART_NAMES, cudaParts, NO_CUDA } from './cuda-parts.ts';
import { type PackageFolder, packages } from './packages.ts';
import type { Parsed, Probe } from './probe.ts';
import type { Interpreter } from './python.ts';
import type { Cuda, CudaPart, Frameworks, Package, Python, TorchBuild, Unknown } from './snapshot.ts';
import { labelTorch, torch } from './torch.ts';

export interface Software {
  readonly python: Python | null;
  readonly frameworks: Frameworks;
  readonly cuda: Cuda;
}

/** Runs a probe on the machine that is being captured. */
export type Run = <Raw, Facts>(probe: Probe<Raw, Facts>) => Promise<Parsed<Facts>>;

export interface SoftwareSources {
  readonly interpreter: Interpreter | null;
  readonly ahead: readonly PackageFolder[];
  readonly toolkit: Parsed<CudaPart | null>;
}

/** Without an interpreter there is no search path, so nothing is known of what it would find. */
export async function readSoftware(
  run: Run,
  { interpreter, ahead, toolkit }: SoftwareSources,
): Promise<Parsed<Software>> {
  if (interpreter === null) return withoutPython(toolkit);
  const { searchPath } = interpreter;
  const [installed, build] = await Promise.all([
    run(packages({ searchPath, ahead })),
    run(torch(searchPath)),
  ]);
  return composeSoftware(interpreter, { installed, build, toolkit });
}

const NO_PYTHON = 'the Python that would tell could not be read';

function withoutPython(toolkit: Parsed<CudaPart | null>): Parsed<Software> {
  return {
    facts: { python: null, frameworks: { torch: null }, cuda: { ...NO_CUDA, toolkit: toolkit.facts } },
    unknown: [
      { path: 'frameworks', because: NO_PYTHON },
      ...(toolkit.facts === null ? cudaUnknown(NO_PYTHON) : cudaUnknown(NO_PYTHON).slice(1)),
    ],
  };
}

function cudaUnknown(because: string): Unknown[] {
  return CUDA_PART_NAMES.map((part) => ({ path: `cuda.${part}`, because }));
}

interface Installed {
  readonly installed: Parsed<readonly Package[]>;
  readonly build: Parsed<TorchBuild | null>;
  readonly toolkit: Parsed<CudaPart | null>;
}

function composeSoftware(
  { searchPath: _path, libc: _libc, ...python }: Interpreter,
  { installed, build, toolkit }: Installed,
): Parsed<Software> {
  const labelled =
    build.unknown.length > 0 && build.facts === null
      ? { facts: installed.facts, unknown: [] }
      : labelTorch(installed.facts, build.facts);
  const unread = installed.unknown.find(({ path }) => path === 'python.packages');
  const parts =
    unread === undefined
      ? cudaParts({ packages: installed.facts, torch: build.facts, toolkit: toolkit.facts })
      : { facts: NO_CUDA, unknown: cudaUnknown(unread.because) };
  return {
    facts: {
      python: { ...python, packages: labelled.facts },
      frameworks: { torch: build.facts },
      cuda: parts.facts,
    },
    unknown: [
      ...installed.unknown,
      ...build.unknown,
      ...labelled.unknown,
      ...parts.unknown,
      ...toolkit.unknown,
    ],
  };
}
