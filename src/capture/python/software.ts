/** What is installed for the interpreter under test: its packages, its frameworks, its parts of CUDA. */

import { CUDA_PART_NAMES, type CudaParts, cudaParts, NO_CUDA } from '../cuda/cuda-parts.ts';
import { cudaSystem } from '../cuda/cuda-system.ts';
import { declared } from '../cuda/declared.ts';
import { rocm } from '../cuda/rocm.ts';
import type { Parsed, Probe } from '../probe.ts';
import type {
  CondaPackage,
  Cuda,
  CudaCopy,
  CudaPart,
  EditedFile,
  Frameworks,
  Package,
  Python,
  Unknown,
} from '../snapshot.ts';
import { blas } from './blas.ts';
import { conda, prefixOf } from './conda.ts';
import { condaPackages } from './conda-packages.ts';
import { type FrameworkSources, frameworksOf, NO_FRAMEWORKS, torchIn, userOf } from './frameworks.ts';
import { type PackageFolder, packages } from './packages.ts';
import type { Interpreter, PythonFacts } from './python.ts';
import { tensorflow } from './tensorflow.ts';
import { labelTorch, originOf, type TorchFacts, torch } from './torch.ts';

export { NO_FRAMEWORKS };

export interface Software {
  readonly python: Python | null;
  readonly frameworks: Frameworks;
  readonly cuda: Cuda;
}

/** Runs a probe on the machine that is being captured. */
export type Run = <Raw, Facts>(probe: Probe<Raw, Facts>) => Promise<Parsed<Facts>>;

const NOT_VERIFIED: Parsed<readonly EditedFile[]> = { facts: [], unknown: [] };

export interface SoftwareSources {
  /** The interpreter, which may still be starting. */
  readonly interpreting: Promise<Parsed<PythonFacts>>;
  readonly ahead: Promise<readonly PackageFolder[]>;
  /** Reads every installed file again; null: nobody asked. */
  readonly verify: ((searchPath: readonly string[]) => Promise<Parsed<readonly EditedFile[]>>) | null;
}

/** Reads what the interpreter would find, as soon as it has said where it looks. */
export async function readSoftware(
  run: Run,
  { interpreting, ahead, verify }: SoftwareSources,
): Promise<Parsed<Software>> {
  const [host, interpreted] = await Promise.all([readHost(run), interpreting]);
  const { interpreter } = interpreted.facts;
  if (interpreter === null) return withoutPython(interpreted.unknown, host);
  const { searchPath } = interpreter;
  const [installed, torchFound, buildInfo, condaCopies, linear, condaInstalled, edited] = await Promise.all([
    run(packages({ searchPath, ahead })),
    run(torch(searchPath)),
    run(tensorflow(searchPath)),
    run(conda(interpreter)),
    run(blas(searchPath)),
    run(condaPackages(interpreter.environment === 'conda' ? prefixOf(interpreter) : null)),
    verify === null ? NOT_VERIFIED : verify(searchPath),
  ]);
  const found = { installed, torchFound, buildInfo, condaCopies, linear, condaInstalled, edited };
  return compose(interpreter, found, host);
}

/** What belongs to the machine, whatever Python there is. */
interface HostParts {
  readonly system: Parsed<readonly CudaCopy[]>;
  readonly rocm: Parsed<CudaPart | null>;
  readonly declared: Parsed<Cuda['declared']>;
}

async function readHost(run: Run): Promise<HostParts> {
  const [system, rocmPart, said] = await Promise.all([run(cudaSystem), run(rocm), run(declared)]);
  return { system, rocm: rocmPart, declared: said };
}

const NO_PYTHON = 'the Python that would tell could not be read';

/** Where there is no interpreter at all, there is nothing that it would find, and that is known. */
function withoutPython(unread: readonly Unknown[], host: HostParts): Parsed<Software> {
  const because = unread.length === 0 ? null : NO_PYTHON;
  const frameworks = because === null ? [] : [{ path: 'frameworks', because }];
  const parts = because === null ? outsidePython(host) : unreadParts(because, host);
  const cuda = withHost(parts, host);
  return {
    facts: { python: null, frameworks: NO_FRAMEWORKS, cuda: cuda.facts },
    unknown: [...unread, ...frameworks, ...cuda.unknown],
  };
}

function outsidePython({ system }: HostParts): Parsed<CudaParts> {
  return cudaParts({
    packages: [],
    conda: [],
    system: system.facts,
    bundled: [],
    user: null,
    origin: 'wheel',
  });
}

/** What a wheel might hide is not known; the host's toolkit is nothing that Python loads. */
function unreadParts(because: string, host: HostParts): Parsed<CudaParts> {
  const { facts } = outsidePython(host);
  const missing = CUDA_PART_NAMES.filter((part) => part !== 'toolkit' || facts.toolkit === null);
  return {
    facts: { ...NO_CUDA, toolkit: facts.toolkit, copies: facts.copies },
    unknown: [...missing, 'copies'].map((part) => ({ path: `cuda.${part}`, because })),
  };
}

/** The host's own file that does not say is no matter where a package holds the toolkit. */
function withHost(parts: Parsed<CudaParts>, host: HostParts): Parsed<Cuda> {
  const has = parts.facts.toolkit !== null;
  const unread = host.system.unknown.filter(({ path }) => !(has && path === 'cuda.toolkit'));
  const named = new Set(unread.map(({ path }) => path));
  return {
    facts: { ...NO_CUDA, ...parts.facts, rocm: host.rocm.facts, declared: host.declared.facts },
    unknown: [
      ...parts.unknown.filter(({ path }) => !named.has(path)),
      ...unread,
      ...host.rocm.unknown,
      ...host.declared.unknown,
    ],
  };
}

interface Installed extends FrameworkSources {
  readonly condaCopies: Parsed<readonly CudaCopy[]>;
  readonly linear: Parsed<string | null>;
  readonly edited: Parsed<readonly EditedFile[]>;
  readonly condaInstalled: Parsed<readonly CondaPackage[]>;
}

function compose(
  { searchPath: _path, libc: _libc, ...python }: Interpreter,
  found: Installed,
  host: HostParts,
): Parsed<Software> {
  const labelled = labelPackages(found.installed, found.torchFound);
  const unread = found.installed.unknown.find(({ path }) => path === 'python.packages')?.because ?? null;
  const frameworks = frameworksOf(found, unread);
  const parts = unread === null ? partsOf(found, frameworks.facts, host) : unreadParts(unread, host);
  const cuda = withHost(parts, host);
  return {
    facts: {
      python: {
        ...python,
        packages: labelled.facts,
        conda: found.condaInstalled.facts,
        edited: found.edited.facts,
        blas: found.linear.facts,
      },
      frameworks: frameworks.facts,
      cuda: cuda.facts,
    },
    unknown: [
      ...labelled.unknown,
      ...found.condaInstalled.unknown,
      ...found.edited.unknown,
      ...found.linear.unknown,
      ...frameworks.unknown,
      ...cuda.unknown,
    ],
  };
}

function partsOf(found: Installed, frameworks: Frameworks, { system }: HostParts): Parsed<CudaParts> {
  const { facts: installed } = found.installed;
  const user = userOf(frameworks);
  const parts = cudaParts({
    packages: installed,
    conda: found.condaCopies.facts,
    system: system.facts,
    bundled: found.torchFound.facts.bundled,
    user,
    origin: frameworks.torch === null ? 'wheel' : originOf(frameworks.torch, torchIn(installed)),
  });
  return {
    facts: parts.facts,
    unknown: [...parts.unknown, ...found.condaCopies.unknown],
  };
}

/** A build that could not be read gives no label, and has said so itself. */
function labelPackages(
  installed: Parsed<readonly Package[]>,
  { facts: { build }, unknown }: Parsed<TorchFacts>,
): Parsed<readonly Package[]> {
  if (build === null && unknown.length > 0) return installed;
  const labelled = labelTorch(installed.facts, build);
  return { facts: labelled.facts, unknown: [...installed.unknown, ...labelled.unknown] };
}
