/** The commit under test and whether the files are those of the commit, through one start of git. */

import type { Machine, ProgramResult } from '../machine.ts';
import type { Parsed, Probe } from '../probe.ts';
import type { Code, Submodule } from '../snapshot.ts';

export interface GitOutput {
  /** Whether some folder from here up holds a `.git`. */
  readonly repository: boolean;
  readonly status: ProgramResult;
  /** `git submodule status`; null when the repository has no .gitmodules. */
  readonly submodules: ProgramResult | null;
}

/** A large repository on a cold disk takes a while to be looked through. */
const STATUS_TIMEOUT_MS = 60_000;
/** Enough for some ten thousand changed paths, of which the first few are kept. */
const OUTPUT_LIMIT = 4 * 1024 * 1024;
const MOST_MODIFIED = 50;

export function code(directory: string): Probe<GitOutput, Code | null> {
  return {
    id: 'code',
    provides: ['code'],
    timeoutMs: STATUS_TIMEOUT_MS + 5_000,
    absent: null,
    read: (machine) => read(machine, directory),
    parse,
  };
}

async function read(machine: Machine, directory: string): Promise<GitOutput> {
  const [status, root] = await Promise.all([
    git(machine, directory, STATUS),
    findRepository(machine, directory),
  ]);
  const hasSubmodules = root !== null && (await machine.software.exists(`${root}/.gitmodules`));
  const submodules = hasSubmodules ? await git(machine, root, ['submodule', 'status']) : null;
  return { repository: root !== null, status, submodules };
}

/** Only tracked files: looking through untracked ones takes minutes beside a data set, and no commit speaks of them. */
const STATUS = ['status', '--porcelain=v2', '--branch', '--untracked-files=no', '-z'];

/** Starts git in a folder, without a lock, a monitor or an owner's objection. */
export function git(machine: Machine, cwd: string, args: readonly string[]): Promise<ProgramResult> {
  // In a container the files often belong to another user. A monitor that the repository configures is not started.
  const settings = ['-c', 'safe.directory=*', '-c', 'core.fsmonitor=false', '--no-optional-locks'];
  return machine.software.run('git', [...settings, ...args], {
    cwd,
    timeoutMs: STATUS_TIMEOUT_MS,
    limit: OUTPUT_LIMIT,
    // Set when we are started from a hook of another repository.
    env: { GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: undefined },
  });
}

async function findRepository({ software }: Machine, directory: string): Promise<string | null> {
  const names = directory.split(/[\\/]/);
  for (let length = names.length; length > 0; length -= 1) {
    const folder = names.slice(0, length).join('/');
    if (await software.exists(`${folder}/.git`)) return folder === '' ? '/' : folder;
  }
  return null;
}

function parse({ repository, status, submodules }: GitOutput): Parsed<Code | null> {
  if (status.kind === 'exited' && status.code === 0) return describe(status, submodules);
  const because = whyNot(status);
  const outside = status.kind === 'exited' && /not a git repository/i.test(status.stderr);
  if (!repository && (outside || status.kind === 'not-found')) return { facts: null, unknown: [] };
  return { facts: null, unknown: [{ path: 'code', because }] };
}

function whyNot(result: ProgramResult): string {
  switch (result.kind) {
    case 'not-found':
      return 'git is not installed';
    case 'timed-out':
      return `git did not answer within ${result.afterMs / 1000} s`;
    case 'signalled':
      return `git was ended by ${result.signal}`;
    case 'failed':
      return `git could not be started: ${result.because}`;
    case 'exited':
      return `git exited with code ${result.code}: ${firstLine(result.stderr)}`;
  }
}

const LONGEST_QUOTE = 200;

function firstLine(text: string): string {
  return (text.trim().split('\n', 1)[0] ?? '').slice(0, LONGEST_QUOTE);
}

type Exited = Extract<ProgramResult, { kind: 'exited' }>;

function describe({ stdout }: Exited, submodules: ProgramResult | null): Parsed<Code> {
  const { commit, changes } = parseStatus(stdout);
  const changed = new Set(changes.filter(({ submodule }) => submodule).map(({ path }) => path));
  const listed = submodules === null ? [] : parseSubmodules(submodules, changed);
  const facts: Code = {
    commit,
    dirty: changes.length > 0,
    modified: changes.map(({ path }) => path).slice(0, MOST_MODIFIED),
    submodules: listed ?? [],
    shallow: null,
    sparse: null,
  };
  if (submodules === null || listed !== null) return { facts, unknown: [] };
  return { facts, unknown: [{ path: 'code.submodules', because: whyNot(submodules) }] };
}

interface Change {
  readonly path: string;
  readonly submodule: boolean;
}

interface Status {
  readonly commit: string | null;
  readonly changes: readonly Change[];
}

/** git-status(1), porcelain format version 2 with -z: entries end in NUL, and a renamed one is followed by its old name. */
export function parseStatus(stdout: string): Status {
  const entries = stdout.split('\0').values();
  const changes: Change[] = [];
  let commit: string | null = null;
  for (const entry of entries) {
    commit = /^# branch\.oid ([0-9a-f]+)$/.exec(entry)?.[1] ?? commit;
    const change = parseChange(entry);
    if (change !== null) changes.push(change);
    if (entry.startsWith('2 ')) entries.next();
  }
  return { commit, changes };
}

/** How many fields go before the path: ordinary, renamed and unmerged entries differ. */
const FIELDS_BEFORE_PATH: Readonly<Record<string, number>> = { '1': 8, '2': 9, u: 10 };

function parseChange(entry: string): Change | null {
  const before = FIELDS_BEFORE_PATH[entry[0] ?? ''];
  if (before === undefined || entry[1] !== ' ') return null;
  const fields = entry.split(' ');
  return { path: fields.slice(before).join(' '), submodule: fields[2]?.startsWith('S') === true };
}

/** git-submodule(1): ` sha path (tag)`; `-` before it means not checked out, `+` another commit, `U` conflicts. */
function parseSubmodules(result: ProgramResult, changed: ReadonlySet<string>): readonly Submodule[] | null {
  if (result.kind !== 'exited' || result.code !== 0) return null;
  return result.stdout.split('\n').flatMap((line) => {
    const [, state, commit, path] = /^([ +U-])([0-9a-f]+) (.+?)(?: \([^()]*\))?$/.exec(line) ?? [];
    if (state === undefined || commit === undefined || path === undefined) return [];
    const dirty = state === '+' || state === 'U' || changed.has(path);
    return [{ path, commit: state === '-' ? null : commit, dirty }];
  });
}
