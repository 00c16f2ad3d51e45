/** The action's story: which event, whose rules, the gate, the telling. */

import { posix, relative, resolve, sep } from 'node:path';
import { info } from '@actions/core';
import { type CheckRequest, check, type Ports } from '../gate.ts';
import { machineHere } from '../io/machine.ts';
import { realPorts } from '../io/ports.ts';
import { BASELINES, inProject, noRules, rulesInFolder } from '../io/rules.ts';
import { stopSignal } from '../io/stop.ts';
import { pythonChoice } from '../io/workspace.ts';
import { POLICY_PATH } from '../policy/choose.ts';
import type { RuleFiles } from '../policy/source.ts';
import type { Finding } from '../verdict.ts';
import { logQuoted, NO_OUTPUTS, readPayload, showFailure, statusInLog, writeOutputs } from './actions-io.ts';
import { readBase } from './base.ts';
import { API_BUDGET_MS, openGitHub, systemClock } from './client.ts';
import { rulesAt } from './contents.ts';
import { type JudgedEvent, parseEvent } from './event.ts';
import { parseRun, readInputs } from './inputs.ts';
import type { Job } from './job.ts';
import { tell } from './tell.ts';
import { forkOnSelfHosted, refusedEvent, unusableBase } from './trust.ts';

/** Runs the gate for the event that started the workflow; resolves to the exit code. */
export async function runAction(): Promise<number> {
  const parsed = readInputs();
  if (parsed.kind === 'invalid') return refuse(parsed.problems);
  const { inputs } = parsed;
  const directory = resolve(inputs.directory);
  if (relative(process.cwd(), directory).split(sep)[0] === '..') {
    return refuse([`input directory: expected a folder inside the workspace, found ${inputs.directory}`]);
  }
  const context = parseRun(process.env);
  const stop = stopSignal();
  const { signal } = stop;
  const clock = systemClock(signal);
  const { apiUrl } = context;
  const api = openGitHub({ token: inputs.token, apiUrl, clock, budgetMs: API_BUDGET_MS, signal });
  try {
    const job: Job = { inputs, directory, context, api, clock, signal };
    const trust = await readTrust(job);
    const result = await check(await requestOf(job, trust), portsOf(job));
    await tell(result, job, trust.event);
    return result.report.exitCode;
  } finally {
    stop.release();
  }
}

/** Inputs that cannot be used: there is nothing to judge by, so nothing is run. */
function refuse(problems: readonly string[]): number {
  showFailure(problems.join('\n'));
  writeOutputs({ ...NO_OUTPUTS, verdict: 'misconfigured', reason: problems.join('; ') });
  return 2;
}

interface Trust {
  readonly event: JudgedEvent | null;
  /** The base commit whose rules judge. */
  readonly sha: string | null;
  readonly rules: RuleFiles;
  readonly findings: readonly Finding[];
}

/** Finds the commit whose rules judge, or says why there is none. */
async function readTrust({ inputs, directory, context, api }: Job): Promise<Trust> {
  const policy = inputs.policy ?? POLICY_PATH;
  const event = parseEvent(context.eventName, await readPayload(context.eventPath), context);
  if (event.kind === 'refused')
    return { event: null, sha: null, rules: noRules(policy), findings: [refusedEvent(event)] };
  const base = await readBase(api, event.repository, event.base);
  if (base.kind !== 'resolved')
    return { event, sha: null, rules: noRules(policy), findings: [unusableBase(base)] };
  if (base.note !== null) info(`repro-gate: ${base.note}`);
  const folder = relative(process.cwd(), directory).split(sep).join('/');
  const at = {
    repository: event.repository,
    sha: base.sha,
    policyPath: posix.join(folder, policy),
    baselineFolder: posix.join(folder, BASELINES),
  };
  const rules = inProject(rulesAt(api, at), folder, policy);
  return { event, sha: base.sha, rules, findings: forkOnSelfHosted(event, context.selfHosted) };
}

async function requestOf(job: Job, { event, sha, rules, findings }: Trust): Promise<CheckRequest> {
  const { inputs, directory, context, signal } = job;
  const python = inputs.python === null ? null : await pythonChoice(inputs.python);
  const head = rulesInFolder(directory, {
    kind: 'head',
    ref: event?.head.sha ?? null,
    path: rules.source.path,
  });
  return {
    rules: { base: rules, head },
    smoke: 'run',
    snapshot: null,
    findings,
    provenance: {
      commit: event?.head.sha ?? null,
      base: sha,
      run: context.runUrl,
      event: context.eventName,
      runner: context.runner,
    },
    environment: { parent: process.env, python },
    signal,
  };
}

function portsOf({ inputs, directory, signal }: Job): Ports {
  return realPorts({
    machine: machineHere(process.env),
    directory,
    python: inputs.python,
    signal,
    status: statusInLog(),
    onLine: logQuoted,
  });
}
