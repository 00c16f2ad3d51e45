/** The thin side of the runner: event file, log, annotations, outputs and the job summary. */

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { endGroup, error, info, setOutput, startGroup, summary, warning } from '@actions/core';
import type { Status } from '../io/terminal.ts';
import type { Verdict } from '../verdict.ts';
import type { Annotation } from './annotations.ts';
import { quoteLines } from './quote.ts';

/** The outputs of action.yml; null where this run has nothing to give. */
export interface Outputs {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly 'report-path': string | null;
  readonly 'markdown-path': string | null;
  readonly 'html-path': string | null;
  readonly 'snapshot-path': string | null;
  readonly 'predicate-path': string | null;
  readonly 'comment-id': number | null;
}

/** What there is when nothing was measured. */
export const NO_OUTPUTS = {
  'report-path': null,
  'markdown-path': null,
  'html-path': null,
  'snapshot-path': null,
  'predicate-path': null,
  'comment-id': null,
};

/**
 * The runner takes 1 MiB of summary from a step and drops more with an error.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
export const SUMMARY_BYTES = 1024 * 1024;

/** Reads the payload of the event; undefined where there is none or it is not JSON, which no event accepts. */
export async function readPayload(path: string | null): Promise<unknown> {
  if (path === null) return undefined;
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Shows lines from outside in the log, quoted. */
export function logQuoted(text: string): void {
  info(quoteLines(text));
}

/**
 * Steps of the gate as groups of the log. While a step runs, commands are switched off with a token that nobody can
 * guess: a second wall behind the quoting of `logQuoted`.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#stopping-and-starting-workflow-commands
 */
export function statusInLog(): Status {
  let token: string | null = null;
  const end = (): void => {
    if (token === null) return;
    info(`::${token}::`);
    endGroup();
    token = null;
  };
  return {
    begin: (what) => {
      end();
      startGroup(`repro-gate: ${what}`);
      token = randomUUID();
      info(`::stop-commands::${token}`);
    },
    update: () => {},
    end,
  };
}

/** The one red line of a run that cannot do its work. The exit code is the caller's. */
export function showFailure(message: string): void {
  error(message, { title: 'repro-gate' });
}

/** Something beside the verdict went wrong. */
export function showWarning(message: string): void {
  warning(message, { title: 'repro-gate' });
}

/** Puts annotations on the run and on the lines they are about. `core` escapes what they hold. */
export function writeAnnotations(annotations: readonly Annotation[]): void {
  for (const { level, title, message, where } of annotations) {
    const place = where === null ? {} : { file: where.file, ...positionOf(where) };
    const show = level === 'error' ? error : warning;
    show(message, { title, ...place });
  }
}

function positionOf({ line, column }: { readonly line: number | null; readonly column: number | null }) {
  if (line === null) return {};
  return column === null ? { startLine: line } : { startLine: line, startColumn: column };
}

/** Sets the outputs; call it last, so that nothing that ran before can have the last word. */
export function writeOutputs(outputs: Outputs): void {
  for (const [name, value] of Object.entries(outputs)) {
    setOutput(name, value ?? '');
  }
}

/** Writes our Markdown as it is; null when that went well, else why there is no summary. Never throws. */
export async function writeSummary(markdown: string): Promise<string | null> {
  const size = Buffer.byteLength(markdown);
  if (size > SUMMARY_BYTES) return `the job summary has ${size} bytes; the runner takes ${SUMMARY_BYTES}`;
  try {
    await summary.addRaw(markdown, true).write();
    return null;
  } catch (thrown) {
    return `the job summary could not be written: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  }
}
