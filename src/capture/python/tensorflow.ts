/** The build of TensorFlow, from the file that its build writes about itself, read as text. */

import type { Parsed, Probe } from '../probe.ts';
import type { FrameworkBuild, Package, Unknown } from '../snapshot.ts';

const BUILD_INFO = 'tensorflow/python/platform/build_info.py';

/** Text of build_info.py where the interpreter would find it; null when it is nowhere. */
export function tensorflow(searchPath: readonly string[]): Probe<string | null, string | null> {
  return {
    id: 'tensorflow',
    provides: ['frameworks.tensorflow'],
    timeoutMs: 30_000,
    absent: null,
    async read({ software }) {
      const texts = await Promise.all(
        searchPath.map((folder) => software.readText(`${folder}/${BUILD_INFO}`, 16 * 1024)),
      );
      return texts.find((text) => text !== null) ?? null;
    },
    parse: (text) => ({ facts: text, unknown: [] }),
  };
}

/** All of them install the same module; on some systems one is a name for another. */
const DISTRIBUTIONS = [
  'tensorflow',
  'tensorflow-gpu',
  'tensorflow-cpu',
  'tensorflow-rocm',
  'tensorflow-intel',
  'tensorflow-macos',
  'tf-nightly',
  'tf-nightly-cpu',
];

/** The version is in the package's description, the rest in the file. */
export function tensorflowBuild(
  buildInfo: Parsed<string | null>,
  packages: readonly Package[],
): Parsed<FrameworkBuild | null> {
  const installed = packages.filter(({ name }) => DISTRIBUTIONS.includes(name));
  const [first] = installed;
  if (buildInfo.unknown.length > 0) return { facts: null, unknown: buildInfo.unknown };
  if (first === undefined) return withoutDescription(buildInfo.facts);
  const other = installed.find(({ version }) => version !== first.version);
  const differing = other === undefined ? [] : [twoVersions(first, other)];
  const { facts, unknown } = parseBuildInfo(buildInfo.facts);
  return { facts: { version: first.version, ...facts }, unknown: [...differing, ...unknown] };
}

function withoutDescription(text: string | null): Parsed<null> {
  if (text === null) return { facts: null, unknown: [] };
  const because = 'its files are on the search path, but no package describes them';
  return { facts: null, unknown: [{ path: 'frameworks.tensorflow', because }] };
}

function twoVersions(first: Package, other: Package): Unknown {
  const because = `${first.name} ${first.version} and ${other.name} ${other.version} are installed over each other`;
  return { path: 'frameworks.tensorflow.version', because };
}

type Build = Omit<FrameworkBuild, 'version'>;

function parseBuildInfo(text: string | null): Parsed<Build> {
  if (text === null) return silent('its build_info.py is not on the search path');
  const forCuda = flag(text, 'is_cuda_build');
  if (forCuda === null) return silent('its build_info.py does not say whether it is a build for CUDA');
  if (!forCuda) return withoutCuda(flag(text, 'is_rocm_build') === true);
  const cuda = /^\d+(?:\.\d+)?/.exec(quoted(text, 'cuda_version') ?? '')?.[0] ?? null;
  const archs = capabilities(text);
  const unknown: Unknown[] = [];
  if (cuda === null) unknown.push(missing('cuda', 'its build_info.py gives no version of CUDA'));
  if (archs === null) unknown.push(missing('archs', 'its build_info.py lists none'));
  return { facts: { cuda, archs, archsFrom: archs === null ? null : 'files' }, unknown };
}

const NOTHING: Build = { cuda: null, archs: null, archsFrom: null };

function silent(because: string): Parsed<Build> {
  return { facts: NOTHING, unknown: [missing('cuda', because), missing('archs', because)] };
}

function withoutCuda(rocm: boolean): Parsed<Build> {
  const unknown = rocm ? [missing('archs', 'a build for ROCm does not list its GPUs in build_info.py')] : [];
  return { facts: NOTHING, unknown };
}

function missing(field: keyof Build, because: string): Unknown {
  return { path: `frameworks.tensorflow.${field}`, because };
}

/** `('is_cuda_build', True)`; a mapping would be written with a colon. */
function flag(text: string, key: string): boolean | null {
  const value = new RegExp(`['"]${key}['"]\\s*[,:]\\s*(True|False)\\b`).exec(text)?.[1];
  return value === undefined ? null : value === 'True';
}

function quoted(text: string, key: string): string | null {
  return new RegExp(`['"]${key}['"]\\s*[,:]\\s*['"]([^'"\\n]*)['"]`).exec(text)?.[1] ?? null;
}

/**
 * TensorFlow's `compute_90` asks its compiler for machine code *and* PTX of 9.0 (only `sm_90` is machine code alone);
 * everywhere else the two are two entries.
 */
function capabilities(text: string): string[] | null {
  const list = /['"]cuda_compute_capabilities['"]\s*[,:]\s*[[(]([^\])]*)[\])]/.exec(text)?.[1];
  const entries = list?.match(/\b(?:sm|compute)_\d+[af]?\b/g) ?? [];
  const archs = entries.flatMap((entry) =>
    entry.startsWith('sm_') ? [entry] : [entry.replace('compute_', 'sm_'), entry],
  );
  return archs.length === 0 ? null : [...new Set(archs)];
}
