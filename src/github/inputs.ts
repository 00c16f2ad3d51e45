/** Every input of both actions and every variable of the runner, read once, here. */

import { getInput } from '@actions/core';
import { COMMENT_MODES, type CommentMode } from './comment.ts';

/** What the workflow's author asked for; null where the default applies. */
export interface Inputs {
  /** Folder of the project inside the workspace. */
  readonly directory: string;
  /** Repository path of the policy. */
  readonly policy: string | null;
  /** Python interpreter of the project. */
  readonly python: string | null;
  readonly reportDir: string | null;
  readonly comment: CommentMode;
  readonly token: string;
  /** The job's matrix values as JSON; `null` without a matrix. Only tells comments apart. */
  readonly matrix: string;
}

/** What the workflow's author asked of the comment action; null where nothing was said. */
export interface CommentInputs {
  /** Path of report.json or of its folder. */
  readonly report: string;
  /** How the gate's job ended. */
  readonly gateResult: string | null;
  readonly comment: CommentMode;
  readonly key: string | null;
  readonly token: string;
}

export type Parsed<Values> =
  | { readonly kind: 'inputs'; readonly inputs: Values }
  /** One message for each input that cannot be used. */
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

/** Gives an input's value, trimmed; empty when it is not set. */
export type InputReader = (name: string) => string;

/** Reads the inputs of action.yml from the environment. */
export function readInputs(): Parsed<Inputs> {
  return parseInputs((name) => getInput(name));
}

/** Reads the inputs of comment/action.yml from the environment. */
export function readCommentInputs(): Parsed<CommentInputs> {
  return parseCommentInputs((name) => getInput(name));
}

/** Reads all inputs through `get`, and names every one that cannot be used. */
export function parseInputs(get: InputReader): Parsed<Inputs> {
  const comment = parseMode(get('comment'), 'on-failure');
  const token = get('github-token');
  const problems = [
    ...(comment === null ? [unknownMode(get('comment'))] : []),
    ...(token === '' ? [NO_TOKEN] : []),
  ];
  if (comment === null || problems.length > 0) return { kind: 'invalid', problems };
  const inputs = {
    directory: get('directory') || '.',
    policy: get('policy') || null,
    python: get('python') || null,
    reportDir: get('report-dir') || null,
    comment,
    token,
    matrix: get('matrix') || 'null',
  };
  return { kind: 'inputs', inputs };
}

/** As `parseInputs`, for the comment action. */
export function parseCommentInputs(get: InputReader): Parsed<CommentInputs> {
  const comment = parseMode(get('comment'), 'always');
  const [report, token] = [get('report'), get('github-token')];
  const problems = [
    ...(report === '' ? [NO_REPORT] : []),
    ...(comment === null ? [unknownMode(get('comment'))] : []),
    ...(token === '' ? [NO_COMMENT_TOKEN] : []),
  ];
  if (comment === null || problems.length > 0) return { kind: 'invalid', problems };
  const [gateResult, key] = [get('gate-result') || null, get('key') || null];
  return { kind: 'inputs', inputs: { report, gateResult, comment, key, token } };
}

function parseMode(text: string, otherwise: CommentMode): CommentMode | null {
  return COMMENT_MODES.find((mode) => mode === (text || otherwise)) ?? null;
}

function unknownMode(text: string): string {
  return `input comment: expected ${COMMENT_MODES.join(', ')}, found ${JSON.stringify(text.slice(0, 60))}`;
}

const NO_REPORT = 'input report: expected the path of report.json, found nothing';

const NO_COMMENT_TOKEN = 'input github-token: expected a token that may write comments, found nothing';

const NO_TOKEN =
  'input github-token: expected a token to read the base commit with, found nothing; leave the input out to use the token of the job';

/** What the runner tells about this run; texts are empty where it says nothing. */
export interface RunContext {
  readonly eventName: string;
  /** File with the payload; null outside GitHub. */
  readonly eventPath: string | null;
  readonly sha: string;
  readonly ref: string;
  readonly repository: string;
  readonly workflow: string;
  readonly job: string;
  readonly run: number;
  readonly attempt: number;
  readonly actor: string;
  readonly apiUrl: string;
  /** Address of this attempt, for people. */
  readonly runUrl: string;
  readonly runner: string | null;
  readonly selfHosted: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the variables that the runner sets. https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
export function parseRun(env: Environment): RunContext {
  const text = (name: string): string => env[name] ?? '';
  return {
    eventName: text('GITHUB_EVENT_NAME'),
    eventPath: env['GITHUB_EVENT_PATH'] || null,
    sha: text('GITHUB_SHA'),
    ref: text('GITHUB_REF'),
    repository: text('GITHUB_REPOSITORY'),
    workflow: text('GITHUB_WORKFLOW'),
    job: text('GITHUB_JOB'),
    run: countOf(text('GITHUB_RUN_ID')),
    attempt: countOf(text('GITHUB_RUN_ATTEMPT')),
    actor: text('GITHUB_ACTOR'),
    apiUrl: env['GITHUB_API_URL'] || 'https://api.github.com',
    runUrl: runUrl(env),
    runner: env['RUNNER_NAME'] || null,
    selfHosted: env['RUNNER_ENVIRONMENT'] === 'self-hosted',
  };
}

function countOf(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : 0;
}

function runUrl(env: Environment): string {
  const server = env['GITHUB_SERVER_URL'] || 'https://github.com';
  const run = `${server}/${env['GITHUB_REPOSITORY'] ?? ''}/actions/runs/${env['GITHUB_RUN_ID'] ?? ''}`;
  return `${run}/attempts/${env['GITHUB_RUN_ATTEMPT'] ?? '1'}`;
}
