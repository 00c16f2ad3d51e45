/** A repository on a stand-in for GitHub, its checkout on a stand-in for the runner, and our actions between them. */

import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { Severity } from '../../src/verdict.ts';
import { operationOf, problemsOf } from '../github/rest-description.ts';
import { type StandIn, startStandIn } from '../github/stand-in.ts';
import { shaOf, smallWorld, TOKEN, type World } from '../github/world.ts';
import {
  agreedProject,
  applied,
  type Changes,
  commitTo,
  type Files,
  freshFolder,
  inFolder,
  programPath,
  TRACE,
  writeFiles,
} from './checkout.ts';
import type { Commits, Occasion } from './occasions.ts';
import { cleanUpJob, type Ended, type Started, type Step, startStep } from './runner.ts';
import { endOfGate, expectSound, type GateEnded } from './soundness.ts';

export interface StageOptions {
  /** The project at the base commit; that of `agreedProject` unless told. */
  readonly base?: Files;
  /** What the change under test does to it. */
  readonly head?: Changes;
  /** Folder of the project inside the repository. */
  readonly folder?: string;
}

export interface Stage extends Commits {
  readonly github: StandIn;
  readonly world: World;
  readonly workspace: string;
  /** The files of the base commit. */
  readonly files: Files;
  /** Writes other files into the checkout, as a later commit of the pull request has them. */
  change(changes: Files): Promise<void>;
  /** Starts the gate and does not wait for it. */
  start(occasion: Occasion, more?: Circumstances): Promise<Started>;
  /** Runs the gate to its end. */
  gate(occasion: Occasion, more?: Circumstances): Promise<GateEnded>;
  /** Runs the comment action to its end. */
  post(occasion: Occasion, more?: Circumstances): Promise<Ended>;
}

/** What is different from a job of this repository with every permission and default. */
export type Circumstances = Partial<Pick<Step, 'apiUrl' | 'token' | 'with' | 'env'>>;

/** Sets a stage, plays on it and clears it. Every request that was made has to be one that GitHub describes. */
export async function onStage(options: StageOptions, play: (stage: Stage) => Promise<void>): Promise<void> {
  const backstage: Backstage = { home: await freshFolder(), jobs: [] };
  let github: StandIn | undefined;
  try {
    const stage = await setUp(options, backstage);
    github = stage.github;
    await play(stage);
    expect(github.requests.flatMap(problemsOf)).toEqual([]);
  } finally {
    backstage.jobs.forEach(cleanUpJob);
    await github?.close();
    await rm(backstage.home, { recursive: true, force: true });
  }
}

interface Backstage {
  /** Folder of everything that a stage puts on disk. */
  readonly home: string;
  /** Marks of all jobs that were started. */
  readonly jobs: string[];
}

async function setUp(
  { base, head = {}, folder = '' }: StageOptions,
  { home, jobs }: Backstage,
): Promise<Stage> {
  const project = base ?? (await agreedProject());
  const files = inFolder(folder, project);
  const headFiles = inFolder(folder, applied(project, head));
  const workspace = join(home, 'model');
  const commits = { base: shaOf('base'), head: await commitTo(workspace, headFiles) };
  const world = smallWorld(files);
  world.commits.set(commits.head, { parents: [commits.base], files: headFiles });
  world.pulls.set(7, { sha: commits.head, from: 'octo:topic' });
  const github = await startStandIn(world);
  const start = async (action: Step['action'], occasion: Occasion, more: Circumstances = {}) => {
    const env = { PATH: programPath(), ...more.env };
    const job = { apiUrl: github.url, token: TOKEN, workspace, home };
    const started = await startStep({ ...job, ...more, action, occasion, env });
    jobs.push(started.trackingId);
    return started;
  };
  return {
    ...commits,
    github,
    world,
    workspace,
    files,
    change: (changes) => writeFiles(workspace, inFolder(folder, changes)),
    start: (occasion, more) => start('action.yml', occasion, more),
    gate: async (occasion, more) => endOfGate(await start('action.yml', occasion, more)),
    post: async (occasion, more) => {
      const ended = await (await start('comment/action.yml', occasion, more)).ended;
      expectSound(ended);
      return ended;
    },
  };
}

/** Whether the training of a project at the root of the repository ran at all. */
export function hasTrained({ workspace }: Stage): boolean {
  return existsSync(join(workspace, TRACE));
}

/** Codes of the findings of a severity. */
export function codesOf({ report }: GateEnded, severity: Severity): string[] {
  return (report?.findings ?? []).filter((finding) => finding.severity === severity).map(({ code }) => code);
}

/** `repos/get-content`, `pulls/get`: the requests so far in short. */
export function operations({ github }: Stage): string[] {
  return github.requests.map((request) => operationOf(request)?.id ?? `${request.method} ${request.path}`);
}

/** The comments so far, of whoever. */
export function bodies({ world }: Stage): string[] {
  return world.comments.map(({ body }) => body);
}
