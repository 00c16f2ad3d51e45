/** The build of CuPy, whose CUDA is in the name of its package: `cupy-cuda12x`, and before that `cupy-cuda117`. */

import type { Parsed } from '../probe.ts';
import type { FrameworkBuild, Package, Unknown } from '../snapshot.ts';

const NAMED = /^cupy-cuda(\d+)x$/;
/** The last digit is the minor. */
const NAMED_EXACTLY = /^cupy-cuda(\d+)(\d)$/;
const ANY = /^cupy(?:-(?:cuda|rocm)[\w-]+)?$/;

/** CuPy as its package describes it; null where it is not installed. */
export function cupyBuild(packages: readonly Package[]): Parsed<FrameworkBuild | null> {
  const [first, second] = packages.filter(({ name }) => ANY.test(name));
  if (first === undefined) return { facts: null, unknown: [] };
  const cuda = second === undefined ? cudaOf(first.name) : null;
  const unknown: Unknown[] = [{ path: 'frameworks.cupy.archs', because: NOT_LISTED }];
  const because = whyNoCuda(first, second);
  if (cuda === null && because !== null) unknown.push({ path: 'frameworks.cupy.cuda', because });
  return { facts: { version: first.version, cuda, archs: null, archsFrom: null }, unknown };
}

const NOT_LISTED = 'its package does not list the GPUs that it carries code for';

function cudaOf(name: string): string | null {
  const [, major] = NAMED.exec(name) ?? [];
  if (major !== undefined) return major;
  const [, exact, minor] = NAMED_EXACTLY.exec(name) ?? [];
  return exact === undefined ? null : `${exact}.${minor}`;
}

/** A build for ROCm has none, and that is known. */
function whyNoCuda({ name }: Package, second: Package | undefined): string | null {
  if (second !== undefined) return `${name} and ${second.name} are installed over each other`;
  return name === 'cupy'
    ? 'it was built where it was installed, and its package does not say for which CUDA'
    : null;
}
