/** The build of JAX: a core and, for GPUs, a plugin, each a package of its own that must be of one version. */

import type { Parsed } from '../probe.ts';
import type { FrameworkBuild, Package, Unknown } from '../snapshot.ts';

/** `jax-cuda12-plugin` holds the kernels, `jax-cuda12-pjrt` the compiler; neither works without the other. */
const GPU_PART = /^jax-cuda(\d+)-(plugin|pjrt)$/;
/** Up to 0.4.25 jaxlib itself was built for CUDA, and its label said so: `0.4.23+cuda12.cudnn89`. */
const OLD_LABEL = /\+cuda(\d+)/;
const ROCM_PART = /^jax-rocm\d+-(?:plugin|pjrt)$/;

/** JAX as its packages describe it; null where it is not installed. */
export function jaxBuild(packages: readonly Package[]): Parsed<FrameworkBuild | null> {
  const jax = packages.find(({ name }) => name === 'jax');
  const jaxlib = packages.find(({ name }) => name === 'jaxlib');
  const named = jax ?? jaxlib;
  if (named === undefined) return { facts: null, unknown: [] };
  const parts = packages.filter(({ name }) => GPU_PART.test(name));
  const majors = majorsOf(parts, jaxlib);
  const [cuda = null, other] = majors;
  const facts: FrameworkBuild = {
    version: named.version,
    cuda: other === undefined ? cuda : null,
    archs: null,
    archsFrom: null,
  };
  const onGpu = majors.length > 0 || packages.some(({ name }) => ROCM_PART.test(name));
  return {
    facts,
    unknown: [
      ...disagreement([jax, jaxlib, ...parts]),
      ...twoMajors(majors),
      ...(other === undefined ? halves(parts, cuda) : []),
      ...(onGpu ? [{ path: 'frameworks.jax.archs', because: NOT_LISTED }] : []),
    ],
  };
}

const NOT_LISTED = 'its packages do not list the GPUs that they carry code for';

function majorsOf(parts: readonly Package[], jaxlib: Package | undefined): string[] {
  const named = parts.map(({ name }) => GPU_PART.exec(name)?.[1]);
  const old = OLD_LABEL.exec(jaxlib?.version ?? '')?.[1];
  return [...new Set([...named, old])].filter((major) => major !== undefined).sort();
}

/** One release names all of them alike; a label (`+cuda12.cudnn89`) and a repaired wheel (`.post1`) aside. */
function disagreement(parts: readonly (Package | undefined)[]): Unknown[] {
  const installed = parts.filter((part) => part !== undefined);
  const versions = new Set(installed.map(({ version }) => version.replace(/\+.*$|\.post\d+$/g, '')));
  if (versions.size < 2) return [];
  const list = installed.map(({ name, version }) => `${name} ${version}`).join(', ');
  return [{ path: 'frameworks.jax.version', because: `its parts are of different versions: ${list}` }];
}

function twoMajors(majors: readonly string[]): Unknown[] {
  if (majors.length < 2) return [];
  const because = `it is installed for CUDA ${majors.join(' and for CUDA ')} at once`;
  return [{ path: 'frameworks.jax.cuda', because }];
}

function halves(parts: readonly Package[], cuda: string | null): Unknown[] {
  const [part, second] = parts;
  if (part === undefined || second !== undefined) return [];
  const missing = `jax-cuda${cuda}-${part.name.endsWith('plugin') ? 'pjrt' : 'plugin'}`;
  return [{ path: 'frameworks.jax.cuda', because: `${part.name} is installed without ${missing}` }];
}
