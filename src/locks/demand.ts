/** Which entries of a lock belong on this machine. Forms that are graphs are walked; the others say it entry by entry. */

import type { Edge, LockedPackage, Place, ReadLock } from './lock.ts';
import { markerEvaluator } from './marker.ts';
import type { MarkerEnvironment } from './marker-environment.ts';

/**
 * `excluded`: for another machine. `possible`: may be there, such as what only an extra or a development group brings.
 * `unknown`: hangs on a marker that is not understood. `required`: has to be there.
 */
export type Demand = 'excluded' | 'possible' | 'unknown' | 'required';

export interface Wanted {
  readonly environment: MarkerEnvironment;
  /** Of pixi's environments; left out: `default`. */
  readonly pixiEnvironment?: string;
}

type Evaluate = (marker: string | null) => boolean | null;

/** What is demanded of each entry, in the order of the entries. */
export function demands(lock: ReadLock, wanted: Wanted): readonly Demand[] {
  const evaluate = markerEvaluator(wanted.environment);
  const own = lock.packages.map((entry) => ownDemand(entry, wanted, evaluate));
  if (lock.roots === 'listed') return own;
  return new Walk(lock.packages, own, { evaluate, environment: wanted.environment }).from(lock.roots);
}

/** What an entry's own place, marker, group and extras say. */
function ownDemand(
  entry: LockedPackage,
  { environment, pixiEnvironment = 'default' }: Wanted,
  evaluate: Evaluate,
): Demand {
  const here = (place: Place) =>
    (place.environment ?? pixiEnvironment) === pixiEnvironment &&
    (place.platform === null || place.platform === environment.condaPlatform);
  if (entry.places.length > 0 && !entry.places.some(here)) return 'excluded';
  const marker = evaluate(entry.marker);
  if (marker === false) return 'excluded';
  if (!isAskedFor(entry, environment)) return 'possible';
  return marker === null ? 'unknown' : 'required';
}

/** Groups that are installed without being asked for, in the words of the various tools. */
const ALWAYS: readonly string[] = ['main', 'default'];

function isAskedFor(entry: LockedPackage, { extras, groups }: MarkerEnvironment): boolean {
  if (entry.constraint || entry.local !== null) return false;
  if (entry.extras.some((extra) => extras.includes(extra))) return true;
  if (entry.groups.some((group) => groups.includes(group))) return true;
  if (entry.optional) return false;
  return entry.groups.length === 0 || entry.groups.some((group) => ALWAYS.includes(group));
}

const RANK: Readonly<Record<Demand, number>> = { excluded: 0, possible: 1, unknown: 2, required: 3 };

function weaker(a: Demand, b: Demand): Demand {
  return RANK[a] < RANK[b] ? a : b;
}

interface Conditions {
  readonly evaluate: Evaluate;
  readonly environment: MarkerEnvironment;
}

/** An entry, with one of its extras or without. */
interface Node {
  readonly index: number;
  readonly extra: string | null;
}

class Walk {
  readonly #packages: readonly LockedPackage[];
  readonly #own: readonly Demand[];
  readonly #conditions: Conditions;
  readonly #byName = new Map<string, number[]>();
  readonly #found = new Map<string, Demand>();
  readonly #queue: Node[] = [];
  #roots: ReadonlySet<number> = new Set();

  constructor(packages: readonly LockedPackage[], own: readonly Demand[], conditions: Conditions) {
    this.#packages = packages;
    this.#own = own;
    this.#conditions = conditions;
    packages.forEach(({ name }, index) => {
      const same = this.#byName.get(name);
      if (same === undefined) this.#byName.set(name, [index]);
      else same.push(index);
    });
  }

  from(roots: readonly string[] | 'unmentioned'): readonly Demand[] {
    const start =
      roots === 'unmentioned' ? this.#unmentioned() : roots.flatMap((name) => this.#byName.get(name) ?? []);
    this.#roots = new Set(start);
    // A project is where the walk begins, whether or not it is itself installed.
    for (const index of start)
      this.#reach({ index, extra: null }, roots === 'unmentioned' ? this.#ownOf(index) : 'required');
    // By index, because taking from the front of a long array is slow.
    for (let at = 0; at < this.#queue.length; at += 1) this.#follow(this.#queue[at]);
    return this.#packages.map((_, index) => this.#outcome(index, roots));
  }

  /** Reached by nothing: for another machine where the walk knows its beginning, else perhaps named by the project. */
  #outcome(index: number, roots: readonly string[] | 'unmentioned'): Demand {
    const reached = this.#found.get(`${index} `);
    if (reached === undefined)
      return roots === 'unmentioned' ? weaker('possible', this.#ownOf(index)) : 'excluded';
    return weaker(reached, this.#ownOf(index));
  }

  #ownOf(index: number): Demand {
    return this.#own[index] ?? 'excluded';
  }

  #unmentioned(): readonly number[] {
    const asked = new Set(this.#packages.flatMap(({ requires }) => requires.map(({ name }) => name)));
    return this.#packages.flatMap(({ name }, index) => (asked.has(name) ? [] : [index]));
  }

  #reach(node: Node, demand: Demand): void {
    const key = `${node.index} ${node.extra ?? ''}`;
    const before = this.#found.get(key);
    if (demand === 'excluded' || (before !== undefined && RANK[before] >= RANK[demand])) return;
    this.#found.set(key, demand);
    this.#queue.push(node);
  }

  #follow(node: Node | undefined): void {
    const entry = node === undefined ? undefined : this.#packages[node.index];
    if (node === undefined || entry === undefined) return;
    const demand = this.#found.get(`${node.index} ${node.extra ?? ''}`) ?? 'excluded';
    for (const edge of entry.requires) {
      const passed = weaker(demand, this.#passes(edge, node));
      for (const index of passed === 'excluded' ? [] : this.#targets(edge)) {
        this.#reach({ index, extra: null }, weaker(passed, this.#forkOf(index)));
        for (const extra of edge.extras) this.#reach({ index, extra }, weaker(passed, this.#forkOf(index)));
      }
    }
  }

  /** Groups and options weaken what is demanded of an entry, and not of what it brings; its marker does both. */
  #forkOf(index: number): Demand {
    return this.#ownOf(index) === 'excluded' ? 'excluded' : 'required';
  }

  #passes(edge: Edge, node: Node): Demand {
    const { evaluate, environment } = this.#conditions;
    const marker = evaluate(edge.marker);
    if (marker === false) return 'excluded';
    const asked = marker === null ? 'unknown' : 'required';
    const isRoot = this.#roots.has(node.index);
    if (edge.forGroup !== null) {
      if (!isRoot) return 'excluded';
      return environment.groups.includes(edge.forGroup) ? asked : 'possible';
    }
    if (edge.forExtra === null) return node.extra === null ? asked : 'excluded';
    if (edge.forExtra === '') return 'possible';
    if (edge.forExtra === node.extra) return asked;
    if (!isRoot || node.extra !== null) return 'excluded';
    return environment.extras.includes(edge.forExtra) ? asked : 'possible';
  }

  #targets(edge: Edge): readonly number[] {
    const same = this.#byName.get(edge.name) ?? [];
    return edge.version === null
      ? same
      : same.filter((index) => this.#packages[index]?.version === edge.version);
  }
}
