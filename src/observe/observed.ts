/** Everything that was seen from inside the processes of one smoke run. */

import type { Observation } from './observation.ts';

export interface Observed {
  /** By rank, then in the order in which they began. */
  readonly processes: readonly Observation[];
  readonly unreadable: readonly Unreadable[];
  /** Files beyond the bound, which were not read. */
  readonly beyond: number;
  /** Why nothing could be seen, known before anything ran; null when the observer rode along. */
  readonly blind: string | null;
}

/** A file of the observer that could not be used. */
export interface Unreadable {
  /** `process 4711`. */
  readonly process: string;
  readonly because: string;
}

export const NOTHING_OBSERVED: Observed = { processes: [], unreadable: [], beyond: 0, blind: null };
