import type { GitHubApi } from './api.ts';
import type { Clock } from './client.ts';
import type { Inputs, RunContext } from './inputs.ts';

/** What one run of the action is about. */
export interface Job {
  readonly inputs: Inputs;
  /** The project's folder, absolute. */
  readonly directory: string;
  readonly context: RunContext;
  readonly api: GitHubApi;
  readonly clock: Clock;
  /** Aborted when the run is cancelled. */
  readonly signal: AbortSignal;
}
