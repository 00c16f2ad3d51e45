/** Parts of CUDA that belong to the machine, not to a Python environment: its toolkit, and libraries in its folders. */

import { jobVariables } from '../job-variables.ts';
import type { Machine } from '../machine.ts';
import type { Parsed, Probe } from '../probe.ts';
import type { CudaCopy, Unknown } from '../snapshot.ts';
import { isExact, type Library, librariesAmong } from './cuda-libraries.ts';

export interface SystemTraces {
  /** Text of the toolkit's file about itself, and which one it was. */
  readonly toolkit: VersionFile | null;
  readonly folders: readonly LibraryFolder[];
  /** Text of cudnn_version.h; null where it was not needed or is not there. */
  readonly header: VersionFile | null;
}

export interface VersionFile {
  readonly path: string;
  readonly text: string;
}

export interface LibraryFolder {
  readonly folder: string;
  readonly libraries: readonly Library[];
}

/** The copies in the order in which the dynamic loader would come upon them. */
export const cudaSystem: Probe<SystemTraces, readonly CudaCopy[]> = {
  id: 'cuda-system',
  provides: ['cuda.toolkit', 'cuda.copies'],
  timeoutMs: 10_000,
  absent: [],
  read,
  parse,
};

const TOOLKIT = '/usr/local/cuda';

async function read(machine: Machine): Promise<SystemTraces> {
  const [toolkit, folders] = await Promise.all([
    // Before CUDA 11 the file was plain text.
    readFirst(machine, [`${TOOLKIT}/version.json`, `${TOOLKIT}/version.txt`]),
    readFolders(machine),
  ]);
  const header = needsHeader(folders) ? await readFirst(machine, headers(machine)) : null;
  return { toolkit, folders, header };
}

async function readFirst(machine: Machine, paths: readonly string[]): Promise<VersionFile | null> {
  for (const path of paths) {
    const text = await machine.readText(path);
    if (text !== null) return { path, text };
  }
  return null;
}

async function readFolders(machine: Machine): Promise<LibraryFolder[]> {
  if (machine.platform !== 'linux') return [];
  const folders = await Promise.all(
    (await foldersOf(machine)).map(async (folder) => ({
      folder,
      // A folder that may not be read is none that a program would load from.
      libraries: librariesAmong((await machine.list(folder).catch(() => null)) ?? []),
    })),
  );
  return folders.filter(({ libraries }) => libraries.length > 0);
}

/** LD_LIBRARY_PATH, then the toolkit (its packages enter it into the loader's list), then the system's own folders. */
async function foldersOf(machine: Machine): Promise<string[]> {
  const { LD_LIBRARY_PATH: path = '' } = await jobVariables(machine);
  const asked = path
    .split(':')
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => machine.resolve(folder));
  const candidates = [
    ...asked,
    `${TOOLKIT}/lib64`,
    ...TARGETS.map((target) => `${TOOLKIT}/targets/${target(machine.arch)}/lib`),
    `/usr/lib/${machine.arch}-linux-gnu`,
    '/usr/lib64',
  ];
  return [...new Set(candidates)];
}

/** NVIDIA calls servers with ARM processors `sbsa`; `lib64` is a link into this folder, which images may lack. */
const TARGETS = [
  (arch: string) => `${arch}-linux`,
  (arch: string) => (arch === 'aarch64' ? 'sbsa-linux' : `${arch}-linux`),
];

/** The header of cuDNN says exactly what a library without its full name does not. */
function needsHeader(folders: readonly LibraryFolder[]): boolean {
  const found = folders.flatMap(({ libraries }) => libraries).filter(({ part }) => part === 'cudnn');
  return found.length > 0 && !found.some(isExact);
}

function headers({ arch }: Machine): string[] {
  return ['/usr/include', `/usr/include/${arch}-linux-gnu`, `${TOOLKIT}/include`].map(
    (folder) => `${folder}/cudnn_version.h`,
  );
}

function parse({ toolkit, folders, header }: SystemTraces): Parsed<readonly CudaCopy[]> {
  const own = toolkit === null ? null : toolkitOf(toolkit);
  const unknown: Unknown[] =
    toolkit === null || own !== null
      ? []
      : [{ path: 'cuda.toolkit', because: `${toolkit.path} gives no version` }];
  const described = header === null ? null : cudnnOf(header);
  return {
    facts: [...(own === null ? [] : [own]), ...once(folders), ...(described === null ? [] : [described])],
    unknown,
  };
}

/** Some releases have a date as the third number (`12.1.20230222`), so two are kept. */
const VERSION_JSON = /"cuda"\s*:\s*\{[^}]*"version"\s*:\s*"(\d+\.\d+)/;
const VERSION_TXT = /^CUDA Version (\d+\.\d+)/m;

function toolkitOf({ path, text }: VersionFile): CudaCopy | null {
  const version = (path.endsWith('.json') ? VERSION_JSON : VERSION_TXT).exec(text)?.[1];
  return version === undefined ? null : { part: 'toolkit', version, from: path };
}

/** A file that is reached by several paths, over linked folders, is one copy. */
function once(folders: readonly LibraryFolder[]): CudaCopy[] {
  const seen = new Set<string>();
  const copies: CudaCopy[] = [];
  for (const { folder, libraries } of folders) {
    for (const { part, file, version } of libraries.filter(isExact)) {
      const meaning = `${realFolder(folder)}/${file}`;
      if (seen.has(meaning)) continue;
      seen.add(meaning);
      copies.push({ part, version, from: `${folder}/${file}` });
    }
  }
  return copies;
}

/** `/usr/local/cuda` links to a toolkit of one version, whose `lib64` links to a target; `/lib` links to `/usr/lib`. */
function realFolder(folder: string): string {
  const { groups } =
    /^\/usr\/local\/cuda(?:-[\d.]+)?\/(?<inside>lib64|targets\/[^/]+\/lib)$/.exec(folder) ?? {};
  if (groups !== undefined) return `${TOOLKIT}/lib64`;
  return /^\/lib(?:64)?(?:\/|$)/.test(folder) ? `/usr${folder}` : folder;
}

function cudnnOf({ path, text }: VersionFile): CudaCopy | null {
  const numbers = ['MAJOR', 'MINOR', 'PATCHLEVEL'].map(
    (name) => new RegExp(`^\\s*#\\s*define\\s+CUDNN_${name}\\s+(\\d+)`, 'm').exec(text)?.[1],
  );
  return numbers.includes(undefined) ? null : { part: 'cudnn', version: numbers.join('.'), from: path };
}
