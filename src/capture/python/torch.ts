/** The build of PyTorch, from the file it writes about itself. Importing it would cost seconds and initialise devices. */

import { type Library, librariesAmong } from '../cuda/cuda-libraries.ts';
import type { Machine } from '../machine.ts';
import type { Parsed, Probe } from '../probe.ts';
import type { Package, TorchBuild, Unknown } from '../snapshot.ts';
import { packagePath } from './packages.ts';

export interface TorchTraces {
  /** Text of torch/version.py where the interpreter would find it; null when it is nowhere. */
  readonly text: string | null;
  /** File names in torch/lib beside it. */
  readonly libraries: readonly string[];
  readonly platform: Platform;
}

/** What a wheel is made for. */
export type Platform = Pick<Machine, 'platform' | 'arch'>;

export interface TorchFacts {
  /** Its architectures are still to be completed, see withArchs. */
  readonly build: TorchBuild | null;
  /** CUDA's libraries in torch's own folder: older wheels, and those of other vendors, bring them along. */
  readonly bundled: readonly Library[];
  readonly platform: Platform | null;
}

export function torch(searchPath: readonly string[]): Probe<TorchTraces, TorchFacts> {
  return {
    id: 'torch',
    provides: ['frameworks.torch'],
    timeoutMs: 30_000,
    absent: { build: null, bundled: [], platform: null },
    async read({ software, platform, arch }) {
      const texts = await Promise.all(
        searchPath.map((folder) => software.readText(`${folder}/torch/version.py`, 16 * 1024)),
      );
      const index = texts.findIndex((text) => text !== null);
      const libraries = index < 0 ? null : await software.list(`${searchPath[index]}/torch/lib`);
      return { text: texts[index] ?? null, libraries: libraries ?? [], platform: { platform, arch } };
    },
    parse,
  };
}

function parse({ text, libraries, platform }: TorchTraces): Parsed<TorchFacts> {
  const { facts, unknown } = parseVersionFile(text);
  return { facts: { build: facts, bundled: librariesAmong(libraries), platform }, unknown };
}

/** The build as torch/version.py describes it. */
export function parseVersionFile(text: string | null): Parsed<TorchBuild | null> {
  if (text === null) return { facts: null, unknown: [] };
  const version = assigned(text, '__version__');
  if (version === null) {
    return {
      facts: null,
      unknown: [{ path: 'frameworks.torch', because: 'torch/version.py gives no version' }],
    };
  }
  const facts: TorchBuild = {
    version,
    cuda: assigned(text, 'cuda'),
    hip: assigned(text, 'hip'),
    commit: assigned(text, 'git_version'),
    archs: null,
    archsFrom: null,
  };
  return { facts, unknown: [] };
}

/** Who built it decides whose libraries it loads. */
export type TorchOrigin = 'wheel' | 'conda' | 'source';

/** NVIDIA's images (`2.11.0a0+a6c236b`, `….nv26.03`) and builds from a checkout (`2.9.0+git1a2b3c4`) count as source. */
export function originOf({ version }: TorchBuild, installed: Package | null): TorchOrigin {
  if (installed?.installer === 'conda') return 'conda';
  const label = installed?.version ?? '';
  return [version, label].some((text) => SOURCE.test(text)) ? 'source' : 'wheel';
}

const SOURCE = /^[\d.]+a0(?:\+|$)|\+git|\.nv\d/;

/** The value of `name = '…'` or `name: Optional[str] = '…'`; null for None and for a line that is not there. */
function assigned(text: string, name: string): string | null {
  return new RegExp(`^${name}\\s*(?::[^=\\n]*)?=\\s*(['"])(.*?)\\1`, 'm').exec(text)?.[2] ?? null;
}

/**
 * The packages with torch under its full version: `2.8.0+cu126` is in torch/version.py, and for wheels from the index
 * only there. Two versions that differ otherwise mean that the files are not those that were installed.
 */
export function labelTorch(
  packages: readonly Package[],
  build: TorchBuild | null,
): Parsed<readonly Package[]> {
  const installed = packages.find(({ name }) => name === 'torch');
  if (installed === undefined) return { facts: packages, unknown: [] };
  if (build === null) return { facts: packages, unknown: [noBuild(installed)] };
  const version = agreedVersion(installed.version, build.version);
  if (version === null) return { facts: packages, unknown: [disagreement(installed, build)] };
  const labelled = { ...installed, version };
  return { facts: packages.map((entry) => (entry === installed ? labelled : entry)), unknown: [] };
}

/** The longer of two versions that say the same; NVIDIA's images label the metadata further than the file. */
function agreedVersion(installed: string, built: string): string | null {
  const [shorter, longer] = installed.length > built.length ? [built, installed] : [installed, built];
  const unlabelled = !shorter.includes('+') && longer.startsWith(`${shorter}+`);
  const labelled = shorter.includes('+') && longer.startsWith(`${shorter}.`);
  return longer === shorter || unlabelled || labelled ? longer : null;
}

function noBuild({ version }: Package): Unknown {
  return {
    path: 'frameworks.torch',
    because: `torch ${version} is installed, but its version.py is not on the search path`,
  };
}

function disagreement(installed: Package, build: TorchBuild): Unknown {
  return {
    path: packagePath('torch', 'version'),
    because: `its metadata says ${installed.version}, its files say ${build.version}`,
  };
}
