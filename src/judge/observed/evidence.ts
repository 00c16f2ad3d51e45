/** What rules about the training process read: one run of one smoke test, seen from inside. */

import type { Snapshot } from '../../capture/snapshot.ts';
import type { Observation } from '../../observe/observation.ts';
import type { Observed } from '../../observe/observed.ts';
import type { Policy, SmokeTest } from '../../policy/policy.ts';

export interface ObservedEvidence {
  readonly policy: Policy;
  readonly snapshot: Snapshot;
  readonly test: SmokeTest;
  readonly observed: Observed;
  /** Those of the processes whose facts count. */
  readonly training: readonly Observation[];
  /** False after a command that failed, whose processes may not have come to what they would have set. */
  readonly complete: boolean;
}
