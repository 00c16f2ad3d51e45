/** Which of the processes that were seen train, beside launchers, data loaders and compile workers. */

import type { Observation } from './observation.ts';
import type { Observed } from './observed.ts';

/**
 * The processes whose facts count: those that imported a framework (all where none did, as plain Python can train too),
 * in a distributed job those with a rank; without launchers and helpers. A process helps the one it descends from when it
 * has no framework that the other lacks and the other is at work; it is launched by it when the other does nothing itself.
 */
export function trainingProcesses({ processes }: Observed): readonly Observation[] {
  const importing = processes.filter(importsFramework);
  const candidates = importing.length > 0 ? importing : processes;
  const ranked = candidates.filter(({ process: self }) => self.rank !== null);
  const considered = ranked.length > 0 ? ranked : candidates;
  const pairs = descents(considered, processes);
  const training = considered.filter(
    (one) =>
      !pairs.some(({ child, ancestor }) => child === one && helps(one, ancestor)) &&
      !pairs.some(({ child, ancestor }) => ancestor === one && isLaunched(child, one)),
  );
  // Process ids that were used again can make each the child of the other.
  return training.length > 0 ? training : considered;
}

function importsFramework({ modules }: Observation): boolean {
  return Object.keys(modules).length > 0;
}

function helps(child: Observation, ancestor: Observation): boolean {
  return hasNoOther(child, ancestor) && (isAtWork(ancestor) || !isAtWork(child));
}

function isLaunched(child: Observation, ancestor: Observation): boolean {
  return !isAtWork(ancestor) && (isAtWork(child) || !hasNoOther(child, ancestor));
}

function hasNoOther(child: Observation, { modules }: Observation): boolean {
  return Object.keys(child.modules).every((name) => Object.hasOwn(modules, name));
}

/** Whether a process did what training does: what the gate set in every process says nothing. */
function isAtWork({ seeds, dataLoaders, nondeterministic, devices, probe }: Observation): boolean {
  const lists = [dataLoaders, nondeterministic, devices ?? []];
  return probe !== null || lists.some((list) => list.length > 0) || seeds.some(({ by }) => by === 'user');
}

interface Descent {
  readonly child: Observation;
  readonly ancestor: Observation;
}

/** Each process with each of those above it that have its rank. */
function descents(considered: readonly Observation[], all: readonly Observation[]): readonly Descent[] {
  const byId = new Map(all.map((one) => [idOf(one.process.node, one.process.pid), one]));
  const wanted = new Set(considered);
  return considered.flatMap((child) =>
    ancestorsOf(child, byId)
      .filter((ancestor) => wanted.has(ancestor) && ancestor.process.rank === child.process.rank)
      .map((ancestor) => ({ child, ancestor })),
  );
}

function ancestorsOf(child: Observation, byId: ReadonlyMap<string, Observation>): readonly Observation[] {
  const found: Observation[] = [];
  let above = byId.get(idOf(child.process.node, child.process.ppid));
  // Ids are used again, so that a chain may come back to itself.
  while (above !== undefined && above !== child && !found.includes(above)) {
    found.push(above);
    above = byId.get(idOf(above.process.node, above.process.ppid));
  }
  return found;
}

function idOf(node: string, pid: number): string {
  return `${pid} ${node}`;
}
