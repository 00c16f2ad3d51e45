/** `repro-gate record`: measure this machine and write its baseline. */

import { join, resolve } from 'node:path';
import type { Baseline } from '../baseline/baseline.ts';
import { writeWhole } from '../io/files.ts';
import { machineHere, machineInFolder } from '../io/machine.ts';
import { realPorts } from '../io/ports.ts';
import { git, rulesInFolder, withFile, withPolicyAbove } from '../io/rules.ts';
import { stopSignal } from '../io/stop.ts';
import { paintFor, statusOn } from '../io/terminal.ts';
import { pythonChoice } from '../io/workspace.ts';
import { POLICY_PATH } from '../policy/choose.ts';
import type { RuleFiles } from '../policy/source.ts';
import { type RecordResult, record } from '../record.ts';
import type { Arguments } from './command.ts';
import { countOption, directoryArgument, textOption } from './options.ts';
import { type InGit, renderRecord } from './record-text.ts';

const FEWEST_RUNS = 2;

export async function runRecord(args: Arguments): Promise<number> {
  const directory = directoryArgument(args);
  const python = textOption(args, 'python');
  const machine = textOption(args, 'machine');
  const stop = stopSignal();
  try {
    const request = {
      rules: rulesOf(directory, textOption(args, 'policy')),
      runs: countOption(args, 'runs', { least: FEWEST_RUNS, otherwise: FEWEST_RUNS }),
      environment: { parent: process.env, python: python === null ? null : await pythonChoice(python) },
      recorded: {
        by: process.env['GITHUB_ACTOR'] ?? null,
        run: runAddress(process.env),
        why: textOption(args, 'why'),
      },
      signal: stop.signal,
    };
    const ports = realPorts({
      machine: machine === null ? machineHere(process.env) : machineInFolder(resolve(machine), process.env),
      directory,
      python,
      signal: stop.signal,
      status: statusOn(process.stderr),
    });
    return await conclude(await record(request, ports), directory);
  } finally {
    stop.release();
  }
}

async function conclude(result: RecordResult, directory: string): Promise<number> {
  if (result.kind === 'recorded') await writeWhole(join(directory, result.path), result.text);
  const inGit = result.kind === 'recorded' ? await lookInGit(directory, result.path) : 'no-repository';
  process.stdout.write(renderRecord(result, inGit, paintFor(process.stdout, process.env)));
  return result.kind === 'recorded' ? 0 : result.exitCode;
}

async function lookInGit(directory: string, path: string): Promise<InGit> {
  const known = await git(directory, ['ls-files', '--', path]);
  if (known.kind === 'failed') return 'no-repository';
  return known.stdout.trim() === '' ? 'untracked' : 'tracked';
}

function rulesOf(directory: string, policy: string | null): RuleFiles {
  const kind = policy === null ? 'working-tree' : 'file';
  const rules = rulesInFolder(directory, { kind, ref: null, path: policy ?? POLICY_PATH });
  return policy === null
    ? withPolicyAbove(rules, directory)
    : withFile(rules, (path) => path === policy, resolve(policy));
}

/** Address of the CI run that records; null elsewhere. */
function runAddress(env: Readonly<Record<string, string | undefined>>): Baseline['recorded']['run'] {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  return server && repository && run ? `${server}/${repository}/actions/runs/${run}` : null;
}
