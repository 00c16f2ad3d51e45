/** A client against a stand-in, with a clock that only pretends to wait. */

import type { GitHubApi } from '../../src/github/api.ts';
import { API_BUDGET_MS, type Clock, openGitHub } from '../../src/github/client.ts';
import { isDescribedStatus, operationOf, problemsOf } from './rest-description.ts';
import { type Fault, type StandIn, startStandIn } from './stand-in.ts';
import { smallWorld, TOKEN, type World } from './world.ts';

export interface Scene {
  readonly github: StandIn;
  readonly api: GitHubApi;
  /** Waits that were asked for, in milliseconds. */
  readonly waits: readonly number[];
}

export interface SceneOptions {
  readonly world?: World;
  readonly token?: string;
  readonly budgetMs?: number;
}

/** Starts a stand-in and opens a client on it. */
export async function openScene({
  world = smallWorld(),
  token = TOKEN,
  budgetMs,
}: SceneOptions = {}): Promise<Scene> {
  const github = await startStandIn(world);
  const { clock, waits } = skippingClock();
  const { signal } = new AbortController();
  const api = openGitHub({ token, apiUrl: github.url, clock, budgetMs: budgetMs ?? API_BUDGET_MS, signal });
  return { github, api, waits };
}

/** Ends a scene, and names every request of it that GitHub's description does not allow. */
export async function closeScene({ github }: Scene): Promise<string[]> {
  await github.close();
  return github.requests.flatMap(problemsOf);
}

/** Real time, plus all the time that was slept through at once. */
function skippingClock(): { readonly clock: Clock; readonly waits: readonly number[] } {
  const waits: number[] = [];
  const skipped = () => waits.reduce((sum, ms) => sum + ms, 0);
  const sleep = async (ms: number) => {
    waits.push(ms);
  };
  return { clock: { now: () => Date.now() + skipped(), sleep }, waits };
}

/** One fault for the first matching request. */
export function once(method: string, path: RegExp, act: Fault['act']): Fault {
  return { method, path, times: 1, act };
}

/** `GET pulls`, `POST comments`: the requests so far in short. */
export function trace({ github }: Scene): string[] {
  return github.requests.map((request) => operationOf(request)?.id ?? `${request.method} ${request.path}`);
}

export { isDescribedStatus };
