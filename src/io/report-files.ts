/** The files of a report, each whole or not there. */

import { join } from 'node:path';
import { renderBaseline } from '../baseline/write.ts';
import type { CheckResult } from '../gate.ts';
import { renderMarkdown, SUMMARY_BYTES } from '../report/markdown.ts';
import { writeWhole } from './files.ts';
import { toJson } from './json.ts';

export interface ReportFiles {
  readonly report: string;
  readonly markdown: string;
  /** Null when the machine was not captured. */
  readonly snapshot: string | null;
  /** The baseline that `record` would add; null when there is one already. */
  readonly candidate: string | null;
}

export async function writeReportFiles(
  { report, snapshot }: CheckResult,
  directory: string,
): Promise<ReportFiles> {
  const { candidate } = report.baseline;
  const files: ReportFiles = {
    report: join(directory, 'report.json'),
    markdown: join(directory, 'report.md'),
    snapshot: snapshot === null ? null : join(directory, 'snapshot.json'),
    candidate: candidate === null ? null : join(directory, `${candidate.class}.json`),
  };
  await writeWhole(files.report, toJson(report));
  await writeWhole(files.markdown, `${renderMarkdown(report, SUMMARY_BYTES)}\n`);
  if (files.snapshot !== null) await writeWhole(files.snapshot, toJson(snapshot));
  if (files.candidate !== null && candidate !== null)
    await writeWhole(files.candidate, renderBaseline(candidate));
  return files;
}
