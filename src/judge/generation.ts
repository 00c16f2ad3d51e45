/** Whether the driver's branch drives the generations of the GPUs that the job sees, and for how long. */

import table from '../../data/driver-branches.json' with { type: 'json' };
import type { Snapshot } from '../capture/snapshot.ts';
import type { Finding } from '../verdict.ts';
import { hasOwnDriverNumbers } from './cuda/boards.ts';
import type { Evidence, Rule } from './rule.ts';
import { type SeenGpu, visibleGpus } from './visible.ts';

export const generationBranch: Rule = {
  kind: 'standalone',
  id: 'generation-branch',
  applies: (policy) => policy.hardware.device === 'auto',
  judge: judgeBranches,
};

interface Support {
  readonly first: number | null;
  readonly last: number | null;
  /** The first branch without the generation: Windows numbers some drivers of a branch higher than the branch. */
  readonly next: number | null;
}

const SUPPORT: Readonly<Record<string, Support>> = table.generations;

function judgeBranches({ snapshot }: Evidence): readonly Finding[] {
  const { driver } = snapshot;
  const gpus = visibleGpus(snapshot).filter(({ vendor }) => vendor === 'nvidia');
  if (driver?.branch == null || hasOwnDriverNumbers(gpus, driver.branch)) return [];
  const { branch } = driver;
  return firstOfEach(gpus).flatMap((gpu) => {
    const support = SUPPORT[gpu.generation ?? ''];
    return support === undefined ? [] : judgeSupport({ gpu, support, branch, snapshot });
  });
}

function firstOfEach(gpus: readonly SeenGpu[]): readonly SeenGpu[] {
  return gpus.filter(
    (gpu, place) => gpus.findIndex(({ generation }) => generation === gpu.generation) === place,
  );
}

interface Judged {
  readonly gpu: SeenGpu;
  readonly support: Support;
  readonly branch: number;
  readonly snapshot: Snapshot;
}

function judgeSupport(judged: Judged): readonly Finding[] {
  const { first, last, next } = judged.support;
  if (next !== null && judged.branch >= next) return [dropped(judged)];
  if (first !== null && judged.branch < first) return [notYet(judged)];
  return last !== null && judged.branch >= last ? [lastBranch(judged)] : [];
}

function describe({ gpu, snapshot }: Judged): Pick<Finding, 'subject' | 'found' | 'where'> {
  return {
    subject: 'driver',
    found: `${snapshot.driver?.version ?? 'unknown'} with ${gpu.name ?? 'a GPU'} (${gpu.generation})`,
    where: null,
  };
}

function dropped(judged: Judged): Finding {
  const { gpu, support, branch } = judged;
  return {
    ...describe(judged),
    code: 'driver/generation-dropped',
    severity: 'error',
    summary: `drivers of branch ${branch} no longer support ${gpu.name ?? 'this GPU'} (${gpu.generation})`,
    expected: `a driver of branch ${support.last} or older`,
    next: `Install a driver of branch ${support.last}.`,
  };
}

function notYet(judged: Judged): Finding {
  const { gpu, support, branch } = judged;
  return {
    ...describe(judged),
    code: 'driver/generation-not-yet',
    severity: 'error',
    summary: `drivers of branch ${branch} do not know ${gpu.name ?? 'this GPU'} (${gpu.generation}) yet`,
    expected: `a driver of branch ${support.first} or newer`,
    next: `Update the driver to branch ${support.first} or newer.`,
  };
}

function lastBranch(judged: Judged): Finding {
  const { gpu, support } = judged;
  return {
    ...describe(judged),
    code: 'driver/last-branch',
    severity: 'info',
    summary: `branch ${support.last} is the last that supports ${gpu.name ?? 'this GPU'} (${gpu.generation})`,
    expected: 'a branch that has a successor',
    next: 'Nothing now; builds for a newer CUDA than this branch brings will not run here.',
  };
}
