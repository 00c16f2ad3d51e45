/** The build of PyTorch, from the file it writes about itself. Importing it would cost seconds and initialise devices. */

import { packagePath } from './packages.ts';
import type { Parsed, Probe } from './probe.ts';
import type { Package, TorchBuild, Unknown } from './snapshot.ts';

/** Text of torch/version.py where the interpreter would find it; null when it is nowhere. */
export function torch(searchPath: readonly string[]): Probe<string | null, TorchBuild | null> {
  return {
    id: 'torch',
    provides: ['frameworks.torch'],
    timeoutMs: 30_000,
    absent: null,
    async read({ software }) {
      const texts = await Promise.all(
        searchPath.map((folder) => software.readText(`${folder}/torch/version.py`, 16 * 1024)),
      );
      return texts.find((text) => text !== null) ?? null;
    },
    parse,
  };
}

const BUILD_ONLY =
  'the list is compiled into the library, and this version does not read it without importing torch';

function parse(text: string | null): Parsed<TorchBuild | null> {
  if (text === null) return { facts: null, unknown: [] };
  const version = assigned(text, '__version__');
  if (version === null) {
    return {
      facts: null,
      unknown: [{ path: 'frameworks.torch', because: 'torch/version.py gives no version' }],
    };
  }
  const cuda = assigned(text, 'cuda');
  const hip = assigned(text, 'hip');
  const facts: TorchBuild = {
    version,
    cuda,
    hip,
    commit: assigned(text, 'git_version'),
    archs: null,
    archsFrom: null,
  };
  const unknown =
    cuda === null && hip === null ? [] : [{ path: 'frameworks.torch.archs', because: BUILD_ONLY }];
  return { facts, unknown };
}

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
