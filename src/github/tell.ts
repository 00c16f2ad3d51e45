/** Telling the result in every place a reviewer looks: files, log, summary, annotations, comment, outputs. */

import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix, relative, resolve, sep } from 'node:path';
import { info } from '@actions/core';
import type { CheckResult } from '../gate.ts';
import { type ReportFiles, writeReportFiles } from '../io/report-files.ts';
import { renderMarkdown, SUMMARY_BYTES } from '../report/markdown.ts';
import { plain, renderText } from '../report/text.ts';
import type { Finding } from '../verdict.ts';
import {
  logQuoted,
  NO_OUTPUTS,
  showWarning,
  writeAnnotations,
  writeOutputs,
  writeSummary,
} from './actions-io.ts';
import { chooseAnnotations } from './annotations.ts';
import { commentTarget, REPORT_BYTES } from './comment.ts';
import type { JudgedEvent } from './event.ts';
import type { Job } from './job.ts';
import { commentKey, jitteredPause, type PostResult, postComment } from './post.ts';

/** Files and summary first: they need no permission. The outputs come last, so that nothing else has the last word. */
export async function tell(result: CheckResult, job: Job, event: JudgedEvent | null): Promise<void> {
  const { report } = result;
  const files = await writeReportFiles(result, await reportDirectory(job));
  logQuoted(renderText(report, plain));
  const unwritten = await writeSummary(renderMarkdown(report, SUMMARY_BYTES));
  if (unwritten !== null) showWarning(unwritten);
  writeAnnotations(
    chooseAnnotations(report.findings).map((note) => ({ ...note, where: inRepository(note.where, job) })),
  );
  const comment = event === null ? null : await commentOn(event, result, job);
  if (comment !== null) tellComment(comment);
  setOutputs(result, files, comment);
}

async function reportDirectory({ inputs }: Job): Promise<string> {
  if (inputs.reportDir !== null) return resolve(inputs.reportDir);
  return mkdtemp(join(process.env['RUNNER_TEMP'] ?? tmpdir(), 'repro-gate-report-'));
}

/** Paths in findings are relative to the project, those of annotations to the repository. */
function inRepository(where: Finding['where'], { directory }: Job): Finding['where'] {
  if (where === null) return null;
  return { ...where, file: posix.join(relative(process.cwd(), directory).split(sep).join('/'), where.file) };
}

async function commentOn(
  event: JudgedEvent,
  { report }: CheckResult,
  { inputs, context, api, clock, signal }: Job,
): Promise<PostResult> {
  if (signal.aborted) return { kind: 'skipped', because: 'the run was cancelled', calls: 0 };
  const target = commentTarget(event);
  const key = commentKey(context.workflow, context.job, inputs.matrix);
  const marker = { key, sha: event.head.sha, run: context.run, attempt: context.attempt };
  const wanted = {
    marker,
    markdown: renderMarkdown(report, REPORT_BYTES),
    verdict: report.verdict,
    author: null,
  };
  const pause = jitteredPause(clock.sleep, Math.random);
  return postComment({ api, pause }, { repository: event.repository, target, wanted, mode: inputs.comment });
}

/** A comment that could not be written is worth a warning and changes nothing else. */
function tellComment(comment: PostResult): void {
  switch (comment.kind) {
    case 'created':
    case 'updated':
    case 'unchanged':
      info(`repro-gate: comment ${comment.id} ${comment.kind}`);
      break;
    case 'skipped':
    case 'stale':
      info(`repro-gate: no comment, because ${comment.because}`);
      break;
    case 'forbidden':
    case 'failed':
      showWarning(`the comment could not be written: ${comment.because}`);
      break;
  }
}

function setOutputs({ report }: CheckResult, files: ReportFiles, comment: PostResult | null): void {
  writeOutputs({
    ...NO_OUTPUTS,
    verdict: report.verdict,
    reason: report.reason,
    'report-path': files.report,
    'markdown-path': files.markdown,
    'snapshot-path': files.snapshot,
    'comment-id': comment !== null && 'id' in comment ? comment.id : null,
  });
}
