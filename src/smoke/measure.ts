/** All runs that a verdict needs: each smoke test once, twice where the second run says something. */

import type { Policy, SmokeTest } from '../policy/policy.ts';
import type { Role } from './environment.ts';
import { endedWell, type MeasuredRun } from './run.ts';

export interface RunOrder {
  readonly test: SmokeTest;
  readonly role: Role;
  /** 1 for the first run. */
  readonly run: number;
  readonly of: number;
}

export interface MeasurePlan {
  readonly policy: Policy;
  /** How often a test is run; the later runs only when the first ended well. */
  readonly runsOf: (test: SmokeTest) => number;
  readonly roleOf: (run: number) => Role;
  readonly signal: AbortSignal;
}

/** Runs every smoke test of the policy, one after the other: two trainings at once would disturb each other. */
export async function measureAll(
  plan: MeasurePlan,
  runOnce: (order: RunOrder) => Promise<MeasuredRun>,
): Promise<ReadonlyMap<string, readonly MeasuredRun[]>> {
  const measured = new Map<string, readonly MeasuredRun[]>();
  for (const test of plan.policy.smoke) measured.set(test.name, await measureOne(test, plan, runOnce));
  return measured;
}

async function measureOne(
  test: SmokeTest,
  { runsOf, roleOf, signal }: MeasurePlan,
  runOnce: (order: RunOrder) => Promise<MeasuredRun>,
): Promise<readonly MeasuredRun[]> {
  const of = runsOf(test);
  const runs: MeasuredRun[] = [];
  for (let run = 1; run <= of && !signal.aborted; run += 1) {
    const measured = await runOnce({ test, role: roleOf(run), run, of });
    runs.push(measured);
    if (!endedWell(measured.exit)) break;
  }
  return runs;
}

export function smokeDuration(measured: ReadonlyMap<string, readonly MeasuredRun[]>): number {
  return [...measured.values()].flat().reduce((sum, { exit }) => sum + exit.durationMs, 0);
}
