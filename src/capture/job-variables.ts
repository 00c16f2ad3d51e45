/** The variables that the job runs with: this process's own, or those kept with a machine in a folder. */

import type { Variables } from './gpu/visible.ts';
import type { Machine } from './machine.ts';

const KEPT = '/proc/self/environ';

/** What decides which GPUs a job sees; ours would not be those of a machine that is kept in a folder. */
export async function jobVariables(machine: Machine): Promise<Variables> {
  return machine.kind === 'this' ? machine.env : ((await keptVariables(machine)) ?? {});
}

/** The variables of a machine in a folder, as /proc shows them: entries that end in NUL. Null: it brings none. */
export async function keptVariables(machine: Machine): Promise<Variables | null> {
  if (machine.kind === 'this') return null;
  const text = await machine.readText(KEPT);
  if (text === null) return null;
  const entries = text.split('\0').map((entry) => /^([^=]+)=([\s\S]*)$/.exec(entry));
  return Object.fromEntries(entries.flatMap((entry) => (entry === null ? [] : [[entry[1], entry[2]]])));
}
