/** A stand-in for the Actions runner: starts a built action as GitHub would, and reads what it left. */

import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { signalProcess } from '../../src/io/smoke-family.ts';
import { ROOT } from './cli.ts';
import { type CommandFiles, makeCommandFiles, parseValues, readCommandFiles } from './command-files.ts';
import type { Occasion } from './occasions.ts';

export interface Step {
  readonly action: 'action.yml' | 'comment/action.yml';
  readonly occasion: Occasion;
  /** Folder of the checkout. */
  readonly workspace: string;
  /** Where the runner keeps its own folders. */
  readonly home: string;
  readonly apiUrl: string;
  readonly token: string;
  /** Inputs that the workflow gives; all others have the defaults of the action's description. */
  readonly with?: Readonly<Record<string, string>>;
  /** Variables that differ from those below. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly log: string;
  readonly errors: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Content of every command file at the end. */
  readonly commandFiles: CommandFiles;
}

export interface Started {
  readonly child: ChildProcess;
  /** In the environment of the action and of all that it starts: how the runner finds what a job leaves running. */
  readonly trackingId: string;
  readonly ended: Promise<Ended>;
}

/** What nobody but the action may see. The values are unlike anything else, so that a search finds them. */
export const SECRETS = {
  ACTIONS_RUNTIME_TOKEN: 'runtime-token-4c61',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'identity-token-9d02',
  AWS_SECRET_ACCESS_KEY: 'cloud-secret-77ab',
  HF_TOKEN: 'hub-token-e513',
  WANDB_API_KEY: 'tracker-key-28f4',
};

/** Runs a step to its end. */
export async function runStep(step: Step): Promise<Ended> {
  return (await startStep(step)).ended;
}

export async function startStep(step: Step): Promise<Started> {
  const runnerTemp = join(step.home, '_temp');
  await mkdir(runnerTemp, { recursive: true });
  const files = await makeCommandFiles(runnerTemp);
  const { main, inputs } = await readAction(step);
  const trackingId = `github_${randomUUID()}`;
  const env = {
    ...machineVariables(),
    ...(await githubVariables(step, runnerTemp)),
    ...runnerVariables(step, { runnerTemp, trackingId }),
    ...SECRETS,
    GITHUB_TOKEN: step.token,
    ...files,
    ...inputs,
    ...step.env,
  };
  const child = spawn(process.execPath, [main], {
    cwd: step.workspace,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, trackingId, ended: endOf(child, files) };
}

interface Description {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly main: string };
}

/** The action's description tells what is started and which inputs it gets. */
async function readAction(step: Step): Promise<{ main: string; inputs: Record<string, string> }> {
  const file = join(ROOT, step.action);
  const { inputs, runs } = parse(await readFile(file, 'utf8')) as Description;
  const values = Object.entries(inputs).map(([name, input]) => {
    const value = step.with?.[name] ?? evaluate(input.default ?? '', step);
    return [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value] as const;
  });
  return { main: resolve(dirname(file), runs.main), inputs: Object.fromEntries(values) };
}

/** The expressions that the descriptions use, for a job without a matrix. */
function evaluate(text: string, { token }: Step): string {
  const values: Readonly<Record<string, string>> = { 'github.token': token, 'toJSON(matrix)': 'null' };
  return text.replaceAll(/\$\{\{ (.+?) \}\}/g, (_, expression: string) => {
    const value = values[expression];
    if (value === undefined) throw new Error(`this runner does not know ${expression}`);
    return value;
  });
}

/** Where programs are; nothing else of this machine matters. */
function machineVariables(): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, LANG: 'C.UTF-8' };
}

async function githubVariables(
  { occasion, home, workspace, apiUrl }: Step,
  runnerTemp: string,
): Promise<Record<string, string>> {
  const events = await mkdtemp(join(runnerTemp, '_github_workflow'));
  const eventPath = join(events, 'event.json');
  await writeFile(eventPath, occasion.payload);
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__repro-gate',
    GITHUB_ACTION_PATH: ROOT,
    GITHUB_ACTOR: 'octocat',
    GITHUB_API_URL: apiUrl,
    GITHUB_EVENT_NAME: occasion.event,
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_GRAPHQL_URL: `${apiUrl}/graphql`,
    GITHUB_JOB: 'gate',
    GITHUB_REF: occasion.ref,
    GITHUB_REPOSITORY: 'octo/model',
    GITHUB_REPOSITORY_OWNER: 'octo',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '500',
    GITHUB_RUN_NUMBER: '12',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: occasion.sha,
    GITHUB_WORKFLOW: 'ci',
    GITHUB_WORKSPACE: workspace,
    RUNNER_WORKSPACE: home,
  };
}

interface RunnerFacts {
  readonly runnerTemp: string;
  readonly trackingId: string;
}

function runnerVariables({ home }: Step, { runnerTemp, trackingId }: RunnerFacts): Record<string, string> {
  return {
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'runner 1',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: runnerTemp,
    RUNNER_TOOL_CACHE: join(home, '_tool'),
    RUNNER_TRACKING_ID: trackingId,
    ACTIONS_CACHE_URL: 'http://cache.invalid/',
    ACTIONS_ID_TOKEN_REQUEST_URL: 'http://identity.invalid/',
    ACTIONS_RESULTS_URL: 'http://results.invalid/',
    ACTIONS_RUNTIME_URL: 'http://runtime.invalid/',
  };
}

function endOf(child: ChildProcess, files: CommandFiles): Promise<Ended> {
  let [log, errors] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => {
      readCommandFiles(files)
        .then((commandFiles) => ({ ...describeFiles(commandFiles), exitCode, signal, log, errors }))
        .then(resolve, reject);
    });
  });
}

function describeFiles(commandFiles: CommandFiles): Pick<Ended, 'outputs' | 'summary' | 'commandFiles'> {
  const { GITHUB_OUTPUT, GITHUB_STEP_SUMMARY } = commandFiles;
  return { outputs: parseValues(GITHUB_OUTPUT), summary: GITHUB_STEP_SUMMARY, commandFiles };
}

/** What the runner does at the end of a job: kills what carries the job's mark in its environment. How many there were. */
export function cleanUpJob(trackingId: string): number {
  const mark = `\0RUNNER_TRACKING_ID=${trackingId}\0`;
  const left = readdirSync('/proc').filter((id) => /^\d+$/.test(id) && environmentOf(id).includes(mark));
  for (const id of left) signalProcess(Number(id), 'SIGKILL');
  return left.length;
}

function environmentOf(id: string): string {
  try {
    return `\0${readFileSync(`/proc/${id}/environ`, 'latin1')}`;
  } catch {
    return '';
  }
}
