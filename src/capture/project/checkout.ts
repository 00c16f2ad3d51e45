/**
 * How the repository was checked out, from the files that git keeps: no start of git. What a checkout leaves out
 * changes what a run can see: a shallow one has no history to compare with, a sparse one lacks files.
 */

import type { Machine } from '../machine.ts';
import type { Parsed, Probe } from '../probe.ts';

export interface Checkout {
  /** Only the newest commits are there (`fetch-depth: 1`, the default of actions/checkout). */
  readonly shallow: boolean;
  /** Not all files of the commit are in the working tree. */
  readonly sparse: boolean;
}

interface Traces {
  readonly repository: boolean;
  readonly shallow: boolean;
  readonly sparse: boolean;
}

/** Null outside any repository. */
export function checkout(directory: string): Probe<Traces, Checkout | null> {
  return {
    id: 'checkout',
    provides: ['code.shallow'],
    timeoutMs: 10_000,
    absent: null,
    read: (machine) => read(machine, directory),
    parse,
  };
}

async function read(machine: Machine, directory: string): Promise<Traces> {
  const own = await gitFolder(machine, directory);
  if (own === null) return { repository: false, shallow: false, sparse: false };
  // A linked worktree has a folder of its own, which names the one that all of them share: gitrepository-layout(5).
  const common = await machine.software.readText(`${own}/commondir`);
  const shared = common === null ? own : join(own, common.trim());
  const [shallow, sparse] = await Promise.all([
    machine.software.exists(`${shared}/shallow`),
    isSparse(machine, { own, shared }),
  ]);
  return { repository: true, shallow, sparse };
}

interface GitFolders {
  readonly own: string;
  readonly shared: string;
}

/** The patterns stay behind when a sparse checkout is ended, so the setting decides. */
async function isSparse({ software }: Machine, { own, shared }: GitFolders): Promise<boolean> {
  if (!(await software.exists(`${own}/info/sparse-checkout`))) return false;
  const settings = await Promise.all(
    [`${own}/config.worktree`, `${shared}/config`].map((file) => software.readText(file)),
  );
  return settings.some((text) => /^\s*sparsecheckout\s*=\s*(?:true|yes|on|1)\s*$/im.test(text ?? ''));
}

/** git's folder for the working tree around a path; in a worktree or a submodule `.git` is a file that names it. */
async function gitFolder({ software }: Machine, directory: string): Promise<string | null> {
  const names = directory.split('/');
  for (let length = names.length; length > 0; length -= 1) {
    const root = names.slice(0, length).join('/');
    const git = `${root}/.git`;
    if (!(await software.exists(git))) continue;
    if ((await software.list(git)) !== null) return git;
    const target = /^gitdir: (.+)$/m.exec((await software.readText(git)) ?? '')?.[1];
    return target === undefined ? null : join(root, target.trim());
  }
  return null;
}

function join(folder: string, path: string): string {
  return path.startsWith('/') ? path : `${folder}/${path}`;
}

function parse({ repository, shallow, sparse }: Traces): Parsed<Checkout | null> {
  return { facts: repository ? { shallow, sparse } : null, unknown: [] };
}
