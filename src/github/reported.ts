/** What the comment action says: the report, where everything around it agrees with it, and otherwise why not. */

import { joinMd, type Markdown, md, prose } from '../report/escape.ts';
import { renderMarkdown } from '../report/markdown.ts';
import type { ReportResult } from '../report/parse.ts';
import type { Report } from '../report/report.ts';
import type { Verdict } from '../verdict.ts';
import { shortSha } from './api.ts';
import { REPORT_BYTES } from './comment.ts';

export interface Reported {
  /** The commit that the event names. */
  readonly headSha: string;
  /** How the gate's job or workflow run ended, as GitHub says: success, failure, cancelled, …; null when it does not say. */
  readonly result: string | null;
  readonly report: ReportResult | { readonly kind: 'absent' };
}

export interface Telling {
  readonly verdict: Verdict;
  readonly markdown: Markdown;
}

/** Room for the lines that are put above a report. */
const NOTE_BYTES = 1000;

/** Decides what to say. A report that contradicts the job that made it, or is about another commit, is not believed. */
export function tellReported({ headSha, result, report }: Reported): Telling {
  if (report.kind === 'absent') return notMeasured('the gate left no report');
  if (report.kind === 'problem') return notMeasured(`the report cannot be used: ${report.because}`);
  const { commit } = report.report.provenance;
  if (commit !== headSha) {
    return notMeasured(
      `the report is about ${commit === null ? 'no commit' : shortSha(commit)}, and the head is ${shortSha(headSha)}`,
    );
  }
  const { verdict, exitCode } = report.report;
  if (!isPossible(report.report)) {
    return notMeasured(`the report contradicts itself: ${verdict} with exit code ${exitCode}`);
  }
  const markdown = renderMarkdown(report.report, REPORT_BYTES - NOTE_BYTES);
  const claimed = exitCode === 0 ? 'success' : 'failure';
  if (result === null || result === claimed) return { verdict, markdown };
  const contradiction = notMeasured(`what ran the gate ended with ${result}, and its report says ${verdict}`);
  return { verdict: contradiction.verdict, markdown: joinMd([contradiction.markdown, markdown], '\n\n') };
}

/** Only a pass ends with exit code 0, or a missing baseline that the policy calls neutral. */
function isPossible({ verdict, exitCode }: Report): boolean {
  return verdict === 'pass' ? exitCode === 0 : exitCode !== 0 || verdict === 'incomparable';
}

function notMeasured(because: string): Telling {
  return { verdict: 'not-measured', markdown: md`### ⛔ repro-gate: not-measured · ${prose(because)}` };
}
