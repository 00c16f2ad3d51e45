/** `repro-gate check`: the gate on the command line. */

import { resolve } from 'node:path';
import { isBaselinePath } from '../baseline/write.ts';
import { parseSnapshot } from '../capture/parse.ts';
import type { Snapshot } from '../capture/snapshot.ts';
import { type CheckRequest, type CheckResult, check, type Ports } from '../gate.ts';
import { readWhole } from '../io/files.ts';
import { toJson } from '../io/json.ts';
import { machineHere, machineInFolder } from '../io/machine.ts';
import { realPorts } from '../io/ports.ts';
import { writeReportFiles } from '../io/report-files.ts';
import { git, rulesAtRevision, rulesInFolder, withFile, withPolicyAbove } from '../io/rules.ts';
import { stopSignal } from '../io/stop.ts';
import { paintFor, statusOn } from '../io/terminal.ts';
import { pythonChoice } from '../io/workspace.ts';
import { POLICY_PATH } from '../policy/choose.ts';
import type { RuleFiles } from '../policy/source.ts';
import { COMMENT_BYTES, renderMarkdown } from '../report/markdown.ts';
import { renderText } from '../report/text.ts';
import { type Arguments, UsageError } from './command.ts';
import { choiceOption, directoryArgument, flagOption, textOption } from './options.ts';

export async function runCheck(args: Arguments): Promise<number> {
  const format = choiceOption(args, 'format', ['text', 'json', 'markdown']);
  const directory = directoryArgument(args);
  const stop = stopSignal();
  try {
    const request = await requestOf(args, directory, stop.signal);
    const result = await check(request, portsOf(args, directory, stop.signal));
    const reportDir = textOption(args, 'report-dir');
    if (reportDir !== null) await writeReportFiles(result, resolve(reportDir));
    process.stdout.write(render(result, format));
    return result.report.exitCode;
  } finally {
    stop.release();
  }
}

function render({ report }: CheckResult, format: 'text' | 'json' | 'markdown'): string {
  switch (format) {
    case 'text':
      return renderText(report, paintFor(process.stdout, process.env));
    case 'json':
      return toJson(report);
    case 'markdown':
      return `${renderMarkdown(report, COMMENT_BYTES)}\n`;
  }
}

async function requestOf(args: Arguments, directory: string, signal: AbortSignal): Promise<CheckRequest> {
  const snapshot = await savedSnapshot(textOption(args, 'snapshot'));
  const rules = await rulesOf(args, directory);
  const python = textOption(args, 'python');
  return {
    rules,
    smoke: snapshot !== null ? '--snapshot' : flagOption(args, 'no-smoke') ? '--no-smoke' : 'run',
    snapshot,
    findings: [],
    provenance: {
      commit: null,
      base: rules.head === null ? null : rules.base.source.ref,
      run: null,
      event: null,
      runner: null,
    },
    environment: { parent: process.env, python: python === null ? null : await pythonChoice(python) },
    signal,
  };
}

/** The working tree's rules; with `--base` those of a revision, and the working tree's as the copy under test. */
async function rulesOf(args: Arguments, directory: string): Promise<CheckRequest['rules']> {
  const revision = textOption(args, 'base');
  const inTree = (kind: 'working-tree' | 'head'): RuleFiles =>
    withPolicyAbove(rulesInFolder(directory, { kind, ref: null, path: POLICY_PATH }), directory);
  const base = revision === null ? inTree('working-tree') : await rulesOfRevision(directory, revision);
  return { base: replaceFiles(base, args), head: revision === null ? null : inTree('head') };
}

async function rulesOfRevision(directory: string, revision: string): Promise<RuleFiles> {
  const commit = await git(directory, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ]);
  const prefix = await git(directory, ['rev-parse', '--show-prefix']);
  if (commit.kind === 'failed' || prefix.kind === 'failed') {
    throw new UsageError(`--base: expected a git revision that this repository has, found \`${revision}\``);
  }
  return rulesAtRevision(directory, commit.stdout.trim(), prefix.stdout.trim());
}

function replaceFiles(rules: RuleFiles, args: Arguments): RuleFiles {
  const policy = textOption(args, 'policy');
  const baseline = textOption(args, 'baseline');
  const withPolicy =
    policy === null
      ? rules
      : {
          ...withFile(rules, (path) => path === policy, resolve(policy)),
          source: { kind: 'file', ref: null, path: policy } as const,
        };
  if (baseline === null) return withPolicy;
  return { ...withFile(withPolicy, isBaselinePath, resolve(baseline)), baselineFile: baseline };
}

/** A snapshot of at most 64 MiB: 100,000 packages have less. */
const LARGEST_SNAPSHOT = 64 * 1024 * 1024;

async function savedSnapshot(file: string | null): Promise<Snapshot | null> {
  if (file === null) return null;
  const text = await readWhole(resolve(file), LARGEST_SNAPSHOT);
  if (text.kind !== 'found')
    throw new UsageError(`--snapshot: ${text.kind === 'absent' ? `there is no file ${file}` : text.because}`);
  const parsed = parseSnapshot(text.text, file);
  if (parsed.kind === 'problem') throw new UsageError(`--snapshot: ${parsed.message}`);
  return parsed.snapshot;
}

function portsOf(args: Arguments, directory: string, signal: AbortSignal): Ports {
  const machine = textOption(args, 'machine');
  return realPorts({
    machine: machine === null ? machineHere(process.env) : machineInFolder(resolve(machine), process.env),
    directory,
    python: textOption(args, 'python'),
    signal,
    status: statusOn(process.stderr),
  });
}
