/** What is installed for the interpreter under test: its packages, its frameworks, its parts of CUDA. */

import { CUDA_PART_NAMES, cudaParts, hostToolkit, NO_CUDA } from './cuda-parts.ts';
import { type PackageFolder, packages } from './packages.ts';
import type { Parsed, Probe } from './probe.ts';
import type { Interpreter, PythonFacts } from './python.ts';
import type { Cuda, CudaPart, Frameworks, Package, Python, TorchBuild, Unknown } from './snapshot.ts';
import { labelTorch, torch } from './torch.ts';

export const NO_FRAMEWORKS: Frameworks = { torch: null, tensorflow: null, jax: null, cupy: null };

export interface Software {
  readonly python: Python | null;
  readonly frameworks: Frameworks;
  readonly cuda: Cuda;
}

/** Runs a probe on the machine that is being captured. */
export type Run = <Raw, Facts>(probe: Probe<Raw, Facts>) => Promise<Parsed<Facts>>;

export interface SoftwareSources {
  /** The interpreter, which may still be starting. */
  readonly interpreting: Promise<Parsed<PythonFacts>>;
  readonly ahead: Promise<readonly PackageFolder[]>;
}

/** Reads what the interpreter would find, as soon as it has said where it looks. */
export async function readSoftware(
  run: Run,
  { interpreting, ahead }: SoftwareSources,
): Promise<Parsed<Software>> {
  const [toolkit, interpreted] = await Promise.all([run(hostToolkit), interpreting]);
  const { interpreter } = interpreted.facts;
  if (interpreter === null) return withoutPython(interpreted.unknown, toolkit);
  const { searchPath } = interpreter;
  const [installed, build] = await Promise.all([
    run(packages({ searchPath, ahead })),
    run(torch(searchPath)),
  ]);
  return composeSoftware(interpreter, { installed, build, toolkit });
}

const NO_PYTHON = 'the Python that would tell could not be read';

/** Where there is no interpreter at all, there is nothing that it would find, and that is known. */
function withoutPython(unread: readonly Unknown[], toolkit: Parsed<CudaPart | null>): Parsed<Software> {
  const cuda = unread.length === 0 ? { facts: NO_CUDA, unknown: [] } : unknownCuda(NO_PYTHON);
  const frameworks = unread.length === 0 ? [] : [{ path: 'frameworks', because: NO_PYTHON }];
  const parts = withToolkit(cuda, toolkit);
  return {
    facts: { python: null, frameworks: NO_FRAMEWORKS, cuda: parts.facts },
    unknown: [...unread, ...frameworks, ...parts.unknown],
  };
}

function unknownCuda(because: string): Parsed<Cuda> {
  return { facts: NO_CUDA, unknown: CUDA_PART_NAMES.map((part) => ({ path: `cuda.${part}`, because })) };
}

/** The host's toolkit, where no wheel holds one. */
function withToolkit({ facts, unknown }: Parsed<Cuda>, toolkit: Parsed<CudaPart | null>): Parsed<Cuda> {
  if (facts.toolkit !== null) return { facts, unknown };
  const absent = toolkit.facts === null && toolkit.unknown.length === 0;
  if (absent) return { facts, unknown };
  const others = unknown.filter(({ path }) => path !== 'cuda.toolkit');
  return { facts: { ...facts, toolkit: toolkit.facts }, unknown: [...others, ...toolkit.unknown] };
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
  const labelled = labelPackages(installed, build);
  const unread = installed.unknown.find(({ path }) => path === 'python.packages');
  const wheels =
    unread === undefined
      ? cudaParts({ packages: installed.facts, torch: build.facts })
      : unknownCuda(unread.because);
  const parts = withToolkit(wheels, toolkit);
  return {
    facts: {
      python: { ...python, packages: labelled.facts },
      frameworks: { ...NO_FRAMEWORKS, torch: build.facts },
      cuda: parts.facts,
    },
    unknown: [...labelled.unknown, ...build.unknown, ...parts.unknown],
  };
}

/** A build that could not be read gives no label, and has said so itself. */
function labelPackages(
  installed: Parsed<readonly Package[]>,
  build: Parsed<TorchBuild | null>,
): Parsed<readonly Package[]> {
  if (build.facts === null && build.unknown.length > 0) return installed;
  const labelled = labelTorch(installed.facts, build.facts);
  return { facts: labelled.facts, unknown: [...installed.unknown, ...labelled.unknown] };
}
