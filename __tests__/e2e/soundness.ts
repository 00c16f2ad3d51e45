/** What has to be true of a step in every situation, whatever its verdict. */

import { readFile } from 'node:fs/promises';
import { expect } from '@jest/globals';
import { parseReport } from '../../src/report/parse.ts';
import type { Report } from '../../src/report/report.ts';
import { TOKEN } from '../github/world.ts';
import { stillRunning } from '../io/processes.ts';
import { type Ended, SECRETS, type Started } from './runner.ts';
import { foreignCommands } from './step-log.ts';

export interface GateEnded extends Ended {
  /** Null where the gate wrote none. */
  readonly report: Report | null;
}

/** Waits for the end of a gate: nothing of it runs on, and verdict, report and exit code say the same. */
export async function endOfGate({ trackingId, ended }: Started): Promise<GateEnded> {
  const end = await ended;
  expect(stillRunning(trackingId)).toEqual([]);
  expectSound(end);
  expect(EXIT_CODES[end.outputs['verdict'] ?? '']).toContain(end.exitCode);
  return { ...end, report: await readReport(end) };
}

const EXIT_CODES: Readonly<Record<string, readonly number[]>> = {
  pass: [0],
  fail: [1],
  incomparable: [1, 0],
  inconclusive: [1],
  misconfigured: [2],
  'not-measured': [3],
};

async function readReport({ outputs, exitCode }: Ended): Promise<Report | null> {
  const path = outputs['report-path'] ?? '';
  if (path === '') return null;
  const text = await readFile(path, 'utf8');
  expectNoSecret(text);
  const read = parseReport(text);
  if (read.kind === 'problem') throw new Error(read.because);
  const { verdict, reason } = outputs;
  expect(read.report).toMatchObject({ verdict, reason, exitCode });
  return read.report;
}

/** The log holds our commands alone, nothing shows a secret, and of the command files only outputs and summary are used. */
export function expectSound({ log, errors, commandFiles }: Ended): void {
  expect(foreignCommands(log)).toEqual([]);
  expect(errors).toBe('');
  const { GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, ...others } = commandFiles;
  expect(others).toEqual({ GITHUB_ENV: '', GITHUB_PATH: '', GITHUB_STATE: '' });
  expectNoSecret([log, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY].join('\n'));
}

export function expectNoSecret(text: string): void {
  expect([TOKEN, ...Object.values(SECRETS)].filter((secret) => text.includes(secret))).toEqual([]);
}
