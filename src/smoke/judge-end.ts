/** How the smoke command ended, judged. */

import { FINDINGS } from '../findings.ts';
import { formatDuration } from '../report/numbers.ts';
import type { Finding, Where } from '../verdict.ts';
import { isNeverPassed } from './environment.ts';
import type { SmokeEnd } from './launcher.ts';
import type { MeasuredRun } from './run.ts';
import { finding, type Said, smokePointer } from './smoke-finding.ts';

export interface EndContext {
  readonly test: string;
  readonly where: (pointer: string) => Where;
}

/** Findings about the process: how it ended, what it left behind, and what it wrote that was not its to write. */
export function judgeEnd(run: MeasuredRun, context: EndContext): readonly Finding[] {
  return [...endFinding(run, context), ...leftBehind(run, context), ...commandFiles(run, context)];
}

/** How a command ended, in words. */
export function describeEnd(end: SmokeEnd): string {
  switch (end.kind) {
    case 'exited':
      return `exit code ${end.code}`;
    case 'signalled':
      return `killed by ${end.signal}`;
    case 'timed-out':
      return `stopped after ${formatDuration(end.afterMs)}`;
    case 'cancelled':
      return 'cancelled';
    case 'not-started':
      return `not started: ${end.because}`;
  }
}

function endFinding({ exit, role, withheld }: MeasuredRun, context: EndContext): readonly Finding[] {
  const { end, tail } = exit;
  const again = role === 'head-rerun' ? ' in its second run' : '';
  const said = (what: string): Said => ({
    subject: context.test,
    summary: `${context.test} ${what}${again}`,
    expected: 'exit code 0',
    found: describeEnd(end),
    where: context.where(smokePointer(context.test, 'run')),
  });
  switch (end.kind) {
    case 'exited':
      return exited({ code: end.code, tail, withheld }, said);
    case 'signalled':
      return [finding('smoke/killed', said(`was killed by ${end.signal}`))];
    case 'timed-out':
      return [finding('smoke/timeout', overtime(said, end.afterMs, context))];
    case 'cancelled':
      // The gate itself was asked to stop and says so; the steps of this test stay open.
      return [];
    case 'not-started':
      return [finding('smoke/not-started', said('could not be started'))];
  }
}

interface Failure {
  readonly code: number;
  readonly tail: string;
  readonly withheld: readonly string[];
}

function exited({ code, tail, withheld }: Failure, said: (what: string) => Said): readonly Finding[] {
  if (code === 0) return [];
  const found = [`exit code ${code}`, lastLine(tail)].filter((part) => part !== '').join(': ');
  // POSIX shells: 127 when a command is not found, 126 when it is found and cannot be executed.
  if (code === 127 || code === 126) {
    return [finding('smoke/command-not-found', { ...said('names a command that cannot be run'), found })];
  }
  const next = [FINDINGS['smoke/exit-code'].resolve, ...withheldClauses(withheld)].join(' ');
  return [finding('smoke/exit-code', { ...said(`failed with exit code ${code}`), found, next })];
}

/** A variable that somebody set and the command does not find is a riddle; its name, and never its value, solves it. */
function withheldClauses(names: readonly string[]): readonly string[] {
  const never = names.filter(isNeverPassed);
  const passable = names.filter((name) => !isNeverPassed(name));
  const clauses = [];
  if (passable.length > 0) {
    clauses.push(
      `The output names ${passable.join(', ')}, set where the gate runs and not passed on: name it under \`software.env\`, or set it in \`run\`.`,
    );
  }
  if (never.length > 0) {
    clauses.push(`The output names ${never.join(', ')}, which a smoke test never gets.`);
  }
  return clauses;
}

function overtime(said: (what: string) => Said, afterMs: number, { test, where }: EndContext): Said {
  return {
    ...said(`was still running after ${formatDuration(afterMs)}`),
    expected: `an end within ${formatDuration(afterMs)}`,
    where: where(smokePointer(test, 'timeout')),
  };
}

const MAX_LINE = 200;

function lastLine(tail: string): string {
  const line =
    tail
      .trimEnd()
      .split(/[\r\n]/)
      .at(-1)
      ?.trim() ?? '';
  return line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line;
}

function leftBehind({ exit }: MeasuredRun, { test, where }: EndContext): readonly Finding[] {
  const said = { subject: test, expected: 'no process left', where: where(smokePointer(test, 'run')) };
  if (exit.remaining > 0) {
    const found = `${countProcesses(exit.remaining)} that SIGKILL does not end`;
    return [finding('smoke/unkillable', { ...said, summary: `${test} left ${found}`, found })];
  }
  const endedByItself = exit.end.kind === 'exited' || exit.end.kind === 'signalled';
  if (exit.survivors === 0 || !endedByItself) return [];
  const found = countProcesses(exit.survivors);
  return [finding('smoke/survivors', { ...said, summary: `${found} outlived ${test}`, found })];
}

function countProcesses(count: number): string {
  return count === 1 ? 'one process' : `${count} processes`;
}

function commandFiles({ commandFilesChanged }: MeasuredRun, { test, where }: EndContext): readonly Finding[] {
  if (commandFilesChanged.length === 0) return [];
  const files = commandFilesChanged.join(', ');
  return [
    finding('trust/command-files-written', {
      subject: test,
      summary: `${test} wrote to the runner’s command files`,
      expected: 'files as they were before the run',
      found: `changed: ${files}`,
      where: where(smokePointer(test, 'run')),
    }),
  ];
}
