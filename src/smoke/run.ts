/** One run of one smoke test: from a fresh folder to metrics that were read. Judges nothing. */

import type { Identity } from '../capture/privacy.ts';
import { NOTHING_OBSERVED, type Observed } from '../observe/observed.ts';
import { parseObservations } from '../observe/parse.ts';
import type { MetricCheck, SmokeTest } from '../policy/policy.ts';
import {
  type ChildEnvironment,
  childEnvironment,
  type EnvironmentRequest,
  type Observer,
  type Role,
} from './environment.ts';
import type { Launcher, SmokeExit } from './launcher.ts';
import { type MetricPath, parseMetricPath } from './metric-path.ts';
import { type LastPoint, progressReader } from './progress.ts';
import { readMetric } from './readers/read.ts';
import type { ReadResult } from './series.ts';
import type { MetricPlace, RunFolder, SetAside, Workspace } from './workspace.ts';

export interface RunRequest {
  readonly test: SmokeTest;
  /** The directory that holds `.repro`, absolute. */
  readonly cwd: string;
  readonly environment: Pick<
    EnvironmentRequest,
    'parent' | 'policyNames' | 'inject' | 'probe' | 'device' | 'python'
  > & {
    /** Whether the observer is to ride along. */
    readonly observe: boolean;
  };
  readonly role: Role;
  /** Aborted when the gate itself is asked to stop. */
  readonly signal: AbortSignal;
  /** Between asking the command to stop and killing it; GRACE_MS unless told. */
  readonly graceMs?: number;
  readonly onLine?: (line: string) => void;
  /** Called when the metrics file shows a new point of the first metric that is read from JSON lines. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly elapsedMs: number;
  readonly lastStep: number;
  readonly lastValue: number;
}

export interface RunPorts {
  readonly launch: Launcher;
  readonly workspace: Workspace;
  /** Null where the installation lacks it. */
  readonly observer: Observer | null;
  /** What is taken out of observations. */
  readonly identity: Identity;
  /** Milliseconds from any fixed point. */
  readonly now: () => number;
}

export type MetricReading =
  | ReadResult
  /** `leftOver`: an earlier run's file was there and was set aside, so it was not read. */
  | { readonly kind: 'file-missing'; readonly path: string; readonly leftOver: boolean };

export interface MeasuredRun {
  readonly role: Role;
  readonly exit: SmokeExit;
  /** Variables the gate set, as the report shows them. */
  readonly injected: Readonly<Record<string, string>>;
  /** Variables that the gate has and the command did not get, whose names its output mentions; only when it failed. */
  readonly withheld: readonly string[];
  /** Empty when the command did not end well: what it wrote before it failed is not judged. */
  readonly metrics: readonly { readonly name: string; readonly reading: MetricReading }[];
  /** What was seen from inside its processes; null when it was not asked for. */
  readonly observed: Observed | null;
  /** Names of the runner's command files whose content changed during the run. */
  readonly commandFilesChanged: readonly string[];
  /** The caller removes it when it needs nothing more from it. */
  readonly folder: RunFolder;
}

/**
 * A run that has to be stopped has failed already; the time is for a trainer to close its files and leave the GPU. As
 * long as `docker stop` gives.
 */
export const GRACE_MS = 10_000;

/** Files through which a step speaks to the runner; their paths are in the environment of the gate, not the command's. */
const COMMAND_FILES = ['GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_PATH', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'];

/**
 * Runs a smoke test once. Old metric files are out of the way during the run and back after it unless it wrote new ones,
 * also when it is cancelled or something throws. Rejects only for failures of the gate's own; whatever the command does is
 * a result.
 */
export async function runSmoke(request: RunRequest, ports: RunPorts): Promise<MeasuredRun> {
  const folder = await ports.workspace.createRunFolder();
  try {
    return await runInFolder(request, ports, folder);
  } catch (error) {
    await ports.workspace.removeRunFolder(folder);
    throw error;
  }
}

async function runInFolder(request: RunRequest, ports: RunPorts, folder: RunFolder): Promise<MeasuredRun> {
  const paths = metricPaths(request, folder);
  const old = [...paths.values()].flatMap((path) => (path.kind === 'working-directory' ? [path.place] : []));
  const aside = await ports.workspace.setAside(old, folder.runId);
  try {
    const { env, injected, withheld } = childEnvironment(environmentOf(request, ports, folder));
    const { exit, commandFilesChanged } = await launchGuarded(request, ports, { folder, env });
    const reader = { workspace: ports.workspace, paths, aside };
    const metrics = endedWell(exit) ? await readAll(request.test.metrics, reader) : [];
    const missed = endedWell(exit) ? [] : mentioned(withheld, exit.tail);
    const observed = await readObserved(request, ports, folder);
    const told = { injected, withheld: missed, metrics, observed, commandFilesChanged };
    return { role: request.role, exit, ...told, folder };
  } finally {
    await aside.restore();
  }
}

/** True when the command ended by itself with exit code 0, which alone makes its metrics worth reading. */
export function endedWell({ end }: SmokeExit): boolean {
  return end.kind === 'exited' && end.code === 0;
}

/** A name of one or two letters is in every text. */
const SHORTEST_NAME = 3;
const MOST_NAMES = 5;

/** The names that stand in a text as words of their own. */
function mentioned(names: readonly string[], text: string): readonly string[] {
  const words = new Set(text.match(/\w+/g));
  return names.filter((name) => name.length >= SHORTEST_NAME && words.has(name)).slice(0, MOST_NAMES);
}

function environmentOf(request: RunRequest, { observer }: RunPorts, folder: RunFolder): EnvironmentRequest {
  const { observe, ...environment } = request.environment;
  const { test, role } = request;
  return { ...environment, observer: observe ? observer : null, seed: test.seed, role, folder };
}

/** Also after a command that failed: what was loaded and set may be why it did. */
async function readObserved(
  { environment, cwd }: RunRequest,
  { workspace, identity, observer }: RunPorts,
  folder: RunFolder,
): Promise<Observed | null> {
  if (!environment.observe) return null;
  if (observer === null)
    return { ...NOTHING_OBSERVED, blind: 'repro-gate is installed without its observer' };
  return parseObservations(await workspace.readObservations(folder), { ...identity, cwd });
}

interface Prepared {
  readonly folder: RunFolder;
  readonly env: ChildEnvironment['env'];
}

interface Launched {
  readonly exit: SmokeExit;
  readonly commandFilesChanged: readonly string[];
}

/** Runs the command while the runner's command files are remembered; they are put back on every path. */
async function launchGuarded(request: RunRequest, ports: RunPorts, prepared: Prepared): Promise<Launched> {
  const guard = await ports.workspace.guardFiles(commandFiles(request.environment.parent));
  const stopProgress = followProgress(request, ports, prepared.folder);
  let exit: SmokeExit;
  try {
    exit = await ports.launch(commandOf(request, prepared));
  } catch (error) {
    await guard.restore();
    throw error;
  } finally {
    stopProgress();
  }
  return { exit, commandFilesChanged: await guard.restore() };
}

function commandOf({ test, cwd, signal, graceMs, onLine }: RunRequest, { folder, env }: Prepared) {
  return {
    command: test.run,
    cwd,
    env,
    timeoutMs: test.timeoutMs,
    graceMs: graceMs ?? GRACE_MS,
    logFile: folder.logFile,
    runId: folder.runId,
    signal,
    ...(onLine === undefined ? {} : { onLine }),
  };
}

function commandFiles(parent: RunRequest['environment']['parent']): Readonly<Record<string, string>> {
  const named = COMMAND_FILES.map((name) => [name, parent[name] ?? ''] as const);
  return Object.fromEntries(named.filter(([, path]) => path !== ''));
}

type MetricPaths = ReadonlyMap<string, MetricPath>;

function metricPaths({ test, cwd }: RunRequest, folder: RunFolder): MetricPaths {
  return new Map(test.metrics.map(({ from: { path } }) => [path, parseMetricPath(path, { cwd, folder })]));
}

interface Reader {
  readonly workspace: Workspace;
  readonly paths: MetricPaths;
  readonly aside: SetAside;
}

async function readAll(checks: readonly MetricCheck[], reader: Reader): Promise<MeasuredRun['metrics']> {
  const metrics: { name: string; reading: MetricReading }[] = [];
  // One after the other: several metrics usually come from one file, and the largest may be 256 MiB.
  for (const check of checks) metrics.push({ name: check.name, reading: await readOne(check, reader) });
  return metrics;
}

async function readOne(check: MetricCheck, { workspace, paths, aside }: Reader): Promise<MetricReading> {
  const { path } = check.from;
  const target = paths.get(path);
  if (target === undefined || target.kind === 'unknown-variable') {
    return refused('a path, $REPRO_METRICS or $REPRO_OUT_DIR/…', `\`${path}\``);
  }
  const blocked = aside.blocked.get(path);
  if (blocked !== undefined) return refused('a path whose old file can be moved out of the way', blocked);
  const file = await workspace.readMetricFile(target.place);
  switch (file.kind) {
    case 'text':
      return readMetric(file.text, check);
    case 'absent':
      return { kind: 'file-missing', path, leftOver: aside.leftOver.has(path) };
    case 'unusable':
      return refused(file.expected, file.found);
  }
}

function refused(expected: string, found: string): ReadResult {
  return { kind: 'unreadable', line: null, expected, found };
}

function followProgress(request: RunRequest, { workspace, now }: RunPorts, folder: RunFolder): () => void {
  const { onProgress, test } = request;
  const check = test.metrics.find(({ from }) => from.format === 'jsonl');
  const place =
    check === undefined ? null : placeOf(parseMetricPath(check.from.path, { ...request, folder }));
  if (onProgress === undefined || check === undefined || place === null) return () => {};
  const begun = now();
  const read = progressReader({ name: check.name, pointer: null, step: check.from.step });
  const report = (point: LastPoint | null) => {
    if (point === null) return;
    onProgress({ elapsedMs: now() - begun, lastStep: point.step, lastValue: point.value });
  };
  return workspace.follow(place, (text) => report(read(text)));
}

function placeOf(path: MetricPath): MetricPlace | null {
  return path.kind === 'unknown-variable' ? null : path.place;
}
