/** The architectures that a build was compiled for, as the framework itself said while it trained. */

import type { Observed } from './observed.ts';
import { trainingProcesses } from './training.ts';

/** What `torch.cuda.get_arch_list()` gave (`sm_90`, `compute_90`); null when no process said it, or not all the same. */
export function archsObserved(observed: Observed | null): readonly string[] | null {
  if (observed === null) return null;
  const lists = trainingProcesses(observed).flatMap(({ modules }) => {
    const archs = modules['torch']?.facts['archs'];
    return Array.isArray(archs) && archs.length > 0 ? [archs as readonly string[]] : [];
  });
  const [first] = lists;
  if (first === undefined) return null;
  return lists.every((list) => [...list].sort().join() === [...first].sort().join()) ? first : null;
}
