/**
 * Which processes belong to a smoke run. A process group is not enough: `setsid`, a double fork or a job runner leave it,
 * and what they leave behind holds the GPU for the next job. On Linux /proc tells the whole family; elsewhere the group
 * has to do.
 */

import { readdirSync, readFileSync, statSync } from 'node:fs';

export interface Family {
  /** The shell: leader of the process group and of the session. */
  readonly leader: number;
  /** Start time of the leader in clock ticks since boot; no member is older. */
  readonly bornAt: number;
  /** Value of REPRO_RUN_ID in the environment of every member that did not clear it. */
  readonly runId: string;
  /** The pipe that members write their output to; null where output does not go through a named pipe. */
  readonly pipe: FileIdentity | null;
}

export interface FileIdentity {
  readonly dev: number;
  readonly ino: number;
}

/** The family of a shell that has just been started; call it before the shell can have been reaped. */
export function familyOf(
  leader: number,
  { runId, pipe }: { readonly runId: string; readonly pipe: FileIdentity | null },
): Family {
  return { leader, bornAt: statusOf(leader)?.bornAt ?? 0, runId, pipe };
}

/**
 * Ids of all living members. Where there is no /proc: the negative id of the group, as kill(2) takes it, if anybody is
 * left in it.
 */
export function membersOf(family: Family): readonly number[] {
  if (process.platform !== 'linux') return signalProcess(-family.leader, 0) ? [-family.leader] : [];
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return ids.map(Number).filter((id) => id !== process.pid && isMember(id, family));
}

/** Sends a signal to a process or, by negative id, to a group; 0 only asks. False when nobody is there to get it. */
export function signalProcess(id: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(id, signal);
  } catch (error) {
    // EPERM: it is there, but belongs to somebody else, as after sudo.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isMember(id: number, family: Family): boolean {
  const status = statusOf(id);
  if (status === null || status.ended || status.bornAt < family.bornAt) return false;
  if (status.group === family.leader || status.session === family.leader) return true;
  return carriesRunId(id, family.runId) || holdsPipe(id, family.pipe);
}

interface ProcessStatus {
  readonly ended: boolean;
  readonly group: number;
  readonly session: number;
  readonly bornAt: number;
}

/** Positions in /proc/PID/stat after the name in brackets, which may itself hold spaces and brackets; see proc(5). */
const STATE = 0;
const GROUP = 2;
const SESSION = 3;
const START_TIME = 19;

function statusOf(id: number): ProcessStatus | null {
  const text = readProc(`/proc/${id}/stat`);
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, group, session, bornAt] = [STATE, GROUP, SESSION, START_TIME].map((index) => fields[index]);
  if (state === undefined || bornAt === undefined) return null;
  // A zombie is dead and only waits for its parent to notice; X is on its way out.
  return {
    ended: state === 'Z' || state === 'X',
    group: Number(group),
    session: Number(session),
    bornAt: Number(bornAt),
  };
}

function carriesRunId(id: number, runId: string): boolean {
  return `\0${readProc(`/proc/${id}/environ`)}`.includes(`\0REPRO_RUN_ID=${runId}\0`);
}

/** Finds a process that cleared its environment but still writes to the run's output. */
function holdsPipe(id: number, pipe: FileIdentity | null): boolean {
  if (pipe === null) return false;
  try {
    return readdirSync(`/proc/${id}/fd`).some((name) => isSameFile(`/proc/${id}/fd/${name}`, pipe));
  } catch {
    return false;
  }
}

function isSameFile(path: string, { dev, ino }: FileIdentity): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.dev === dev && stats.ino === ino;
}

/** Empty for a process that is gone, or that belongs to another user. */
function readProc(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
