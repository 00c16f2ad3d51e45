/** The folder behind an editable installation: its commit, and whether its files are those of the commit. */

import type { Machine } from '../machine.ts';
import { git, parseStatus } from '../project/code.ts';

export interface SourceTree {
  readonly commit: string | null;
  readonly dirty: boolean | null;
}

export const NO_REPOSITORY: SourceTree = { commit: null, dirty: null };

/** One start of git for each editable installation, which are few; a folder without git has no commit. */
export async function readSourceTree(machine: Machine, folder: string): Promise<SourceTree> {
  const status = await git(machine, folder, STATUS);
  if (status.kind !== 'exited' || status.code !== 0) return NO_REPOSITORY;
  const { commit, changes } = parseStatus(status.stdout);
  return { commit, dirty: changes.length > 0 };
}

/** Of this folder only: one repository may hold many packages. */
const STATUS = ['status', '--porcelain=v2', '--branch', '--untracked-files=no', '-z', '--', '.'];
