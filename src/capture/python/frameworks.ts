/** The frameworks that are installed, and for which GPUs each of them was built. */

import { withArchs } from '../cuda/compiled-archs.ts';
import type { CudaUser } from '../cuda/cuda-parts.ts';
import type { Parsed } from '../probe.ts';
import type { FrameworkBuild, Frameworks, Package, TorchBuild } from '../snapshot.ts';
import { cupyBuild } from './cupy.ts';
import { jaxBuild } from './jax.ts';
import { tensorflowBuild } from './tensorflow.ts';
import type { TorchFacts } from './torch.ts';

export const NO_FRAMEWORKS: Frameworks = { torch: null, tensorflow: null, jax: null, cupy: null };

export interface FrameworkSources {
  readonly installed: Parsed<readonly Package[]>;
  readonly torchFound: Parsed<TorchFacts>;
  /** Text of TensorFlow's build_info.py. */
  readonly buildInfo: Parsed<string | null>;
}

/** What the builds say of themselves; `unread` is why the packages, which name most of them, could not be read. */
export function frameworksOf(sources: FrameworkSources, unread: string | null): Parsed<Frameworks> {
  const { facts: packages } = sources.installed;
  const torch = torchOf(sources);
  if (unread !== null) {
    const others = ['tensorflow', 'jax', 'cupy'].map((name) => ({
      path: `frameworks.${name}`,
      because: unread,
    }));
    return { facts: { ...NO_FRAMEWORKS, torch: torch.facts }, unknown: [...torch.unknown, ...others] };
  }
  const tensorflow = tensorflowBuild(sources.buildInfo, packages);
  const jax = jaxBuild(packages);
  const cupy = cupyBuild(packages);
  return {
    facts: { torch: torch.facts, tensorflow: tensorflow.facts, jax: jax.facts, cupy: cupy.facts },
    unknown: [torch, tensorflow, jax, cupy].flatMap(({ unknown }) => unknown),
  };
}

function torchOf({ torchFound, installed }: FrameworkSources): Parsed<TorchBuild | null> {
  const { build, platform } = torchFound.facts;
  if (build === null) return { facts: null, unknown: torchFound.unknown };
  const { facts, unknown } = withArchs(build, { platform, installed: torchIn(installed.facts) });
  return { facts, unknown: [...torchFound.unknown, ...unknown] };
}

export function torchIn(installed: readonly Package[]): Package | null {
  return installed.find(({ name }) => name === 'torch') ?? null;
}

/** The first that was built for CUDA; torch goes first, because it loads all of the parts when it is imported. */
export function userOf(frameworks: Frameworks): CudaUser | null {
  const builds: readonly (readonly [string, FrameworkBuild | null])[] = Object.entries(frameworks);
  for (const [name, build] of builds) {
    if (build !== null && build.cuda !== null) return { name, cuda: build.cuda };
  }
  return null;
}
