/** Parts of CUDA that came as conda packages, by the names of the files in which conda records what it installed. */

import { isExact, librariesAmong } from '../cuda/cuda-libraries.ts';
import type { Parsed, Probe } from '../probe.ts';
import type { CudaCopy } from '../snapshot.ts';

export interface CondaOptions {
  readonly executable: string;
  readonly searchPath: readonly string[];
}

export interface CondaTraces {
  readonly prefix: string;
  /** File names in `conda-meta`: `cuda-cudart-12.6.77-h5888daf_0.json`. */
  readonly records: readonly string[];
  /** Names in `lib`, where a package holds several parts at once. */
  readonly libraries: readonly string[];
}

export function conda(options: CondaOptions): Probe<readonly CondaTraces[], readonly CudaCopy[]> {
  return {
    id: 'conda',
    provides: ['cuda.copies'],
    timeoutMs: 10_000,
    absent: [],
    read: async ({ software }) => {
      const found = await Promise.all(
        prefixes(options).map(async (prefix) => {
          const records = (await software.list(`${prefix}/conda-meta`)) ?? [];
          const bundled = records.some((record) => parseRecord(record)?.name === 'cudatoolkit');
          const libraries = bundled ? ((await software.list(`${prefix}/lib`)) ?? []) : [];
          return { prefix, records, libraries };
        }),
      );
      return found;
    },
    parse: (traces) =>
      ({ facts: traces.flatMap(copiesIn), unknown: [] }) satisfies Parsed<readonly CudaCopy[]>,
  };
}

/** The folder of the environment around an interpreter; null for a bare name. */
export function prefixOf({ executable }: Pick<CondaOptions, 'executable'>): string | null {
  return /^(.*?)(?:[\\/]bin)?[\\/][^\\/]+$/.exec(executable)?.[1] || null;
}

/** Of the interpreter, and of the one that a virtual environment was made from: its library is on the search path. */
function prefixes({ executable, searchPath }: CondaOptions): string[] {
  const around = prefixOf({ executable });
  const libraries = searchPath.map((folder) => /^(.+)\/lib\/python3\.\d+t?$/.exec(folder)?.[1]);
  return [...new Set([around, ...libraries])].filter(
    (prefix) => prefix !== undefined && prefix !== null && prefix !== '',
  ) as string[];
}

/** In this order where several hold one part. `cuda-version` says what the others were chosen for. */
const PACKAGES: Readonly<Record<string, CudaCopy['part']>> = {
  'cuda-toolkit': 'toolkit',
  cudatoolkit: 'toolkit',
  'cuda-version': 'toolkit',
  'cuda-cudart': 'cudart',
  libcudnn: 'cudnn',
  cudnn: 'cudnn',
  libcublas: 'cublas',
  nccl: 'nccl',
};

interface CondaPackage {
  readonly name: string;
  readonly version: string;
}

/** `name-version-build.json`; neither version nor build holds a hyphen. */
function parseRecord(file: string): CondaPackage | null {
  const [, name, version] = /^(.+)-([^-]+)-[^-]+\.json$/.exec(file) ?? [];
  return name === undefined || version === undefined ? null : { name, version };
}

function copiesIn({ prefix, records, libraries }: CondaTraces): CudaCopy[] {
  const installed = records.map(parseRecord).filter((entry) => entry !== null);
  const named = Object.entries(PACKAGES).flatMap(([name, part]) => {
    const entry = installed.find((candidate) => candidate.name === name);
    return entry === undefined ? [] : [{ part, version: entry.version, from: `conda ${name}` }];
  });
  // One part of one version under a new and an old name is one copy: `cudnn` depends on `libcudnn`.
  const packaged = named.filter(
    ({ part, version }, index) =>
      !named.slice(0, index).some((earlier) => earlier.part === part && earlier.version === version),
  );
  return [...onlyOneToolkit(packaged), ...bundledIn(prefix, libraries, packaged)];
}

/** `cuda-version 12.6` beside `cuda-toolkit 12.6.3` is no other toolkit. */
function onlyOneToolkit(copies: readonly CudaCopy[]): CudaCopy[] {
  const first = copies.find(({ part }) => part === 'toolkit');
  return copies.filter((copy) => copy.part !== 'toolkit' || copy === first);
}

/** `cudatoolkit` holds cudart and cuBLAS, whose versions are not its own. */
function bundledIn(prefix: string, names: readonly string[], packaged: readonly CudaCopy[]): CudaCopy[] {
  return librariesAmong(names)
    .filter(isExact)
    .filter(({ part }) => !packaged.some((copy) => copy.part === part))
    .map(({ part, file, version }) => ({ part, version, from: `${prefix}/lib/${file}` }));
}
