/** A smoke run seen from inside, judged; each test says what was seen. */

import type { Snapshot } from '../../../src/capture/snapshot.ts';
import { judgeObserved, type ObservedJudgement } from '../../../src/judge/observed/judge.ts';
import type { Observation } from '../../../src/observe/observation.ts';
import type { Observed } from '../../../src/observe/observed.ts';
import type { SmokeEnd } from '../../../src/smoke/launcher.ts';
import { aPolicy, aSnapshot } from '../../builders.ts';
import { observed } from '../../observe/observations.ts';
import { exitWith, measuredRun } from '../../smoke/builders.ts';

export interface Seen {
  readonly policy?: string;
  readonly run?: string;
  readonly snapshot?: Snapshot;
  readonly end?: SmokeEnd;
  readonly more?: Partial<Observed>;
}

const ENDED: SmokeEnd = { kind: 'exited', code: 0 };

/** What one run shows; `policy` is added to one with the smoke test `train`. */
export function judgeSeen(processes: readonly Observation[], seen: Seen = {}): ObservedJudgement {
  const { policy = '', run = 'python train.py', snapshot = aSnapshot(), end = ENDED, more = {} } = seen;
  const text = `smoke: { train: { run: ${JSON.stringify(run)}, metrics: { loss: } } }\n${policy}`;
  const parsed = aPolicy(text);
  const [test] = parsed.smoke;
  if (test === undefined) throw new Error('the policy has no smoke test');
  const measured = measuredRun({}, { exit: exitWith(end), observed: observed(processes, more) });
  return judgeObserved({ policy: parsed, snapshot, test, runs: [measured] });
}

export function requiring(...facts: readonly string[]): string {
  return `determinism: { require: [${facts.join(', ')}] }`;
}
