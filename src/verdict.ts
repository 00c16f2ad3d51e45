/** What a rule has to say, and the one place where everything said becomes a verdict. */

import { type FindingCode, findingInfo, type VerdictClass } from './findings.ts';

export type Severity = 'error' | 'warning' | 'info';

/** A place in a text file that a person can open; lines and columns count from 1. */
export interface Where {
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** One thing a rule has to say. `where` is where the expectation is written, so a reviewer lands on the rule. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly subject: string;
  /** One clause without a full stop; the report's first line is made of these. */
  readonly summary: string;
  readonly expected: string;
  readonly found: string;
  readonly where: Where | null;
  readonly next: string;
  readonly waiver?: { readonly reason: string; readonly expires: string };
}

export type Verdict = 'pass' | VerdictClass;

export interface Decision {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly exitCode: 0 | 1 | 2 | 3;
  readonly findings: readonly Finding[];
}

/**
 * What had to be measured and what was. A step is named when the plan is made, before anything runs, and ticked
 * only by the code that measured it; so a step that was forgotten, skipped or thrown out of stays open.
 */
export interface Ledger {
  readonly required: readonly string[];
  readonly measured: readonly string[];
}

export interface ReduceOptions {
  readonly ledger: Ledger;
  readonly onMissingBaseline: 'fail' | 'neutral';
  /** What a pass says, where less than everything was asked for. */
  readonly agreed?: string;
}

const EXIT_CODES: Readonly<Record<Verdict, 0 | 1 | 2 | 3>> = {
  pass: 0,
  fail: 1,
  incomparable: 1,
  inconclusive: 1,
  misconfigured: 2,
  'not-measured': 3,
};

/**
 * The order in which one verdict hides another. A policy nobody can read says nothing about the machine, and a sick
 * machine says nothing about drift, so those two come first.
 */
const PRECEDENCE: readonly VerdictClass[] = [
  'misconfigured',
  'not-measured',
  'fail',
  'incomparable',
  'inconclusive',
];

/**
 * Reduces findings and ledger to the verdict. Total and fail-closed: the only way to `pass` is a ledger that required
 * something, had all of it measured, and no finding of severity error. An open step speaks only where nothing else is an
 * error: a command that failed has left its metrics unmeasured, and its exit code is what a reader wants to know.
 */
export function reduce(findings: readonly Finding[], options: ReduceOptions): Decision {
  const isRed = findings.some((finding) => finding.severity === 'error');
  const all = isRed ? findings : [...findings, ...openSteps(options.ledger)];
  const errors = all.filter((finding) => finding.severity === 'error');
  for (const verdict of PRECEDENCE) {
    const decisive = errors.filter((finding) => findingInfo(finding.code).verdict === verdict);
    const [first] = decisive;
    if (first !== undefined) {
      const exitCode = isNeutral(decisive, options) ? 0 : EXIT_CODES[verdict];
      return { verdict, reason: joinReasons(decisive), exitCode, findings: all };
    }
  }
  return { verdict: 'pass', reason: passReason(all, options), exitCode: EXIT_CODES.pass, findings: all };
}

/** `on-missing-baseline: neutral` is about a class without a baseline, not about one that lacks a metric. */
function isNeutral(decisive: readonly Finding[], { onMissingBaseline }: ReduceOptions): boolean {
  return onMissingBaseline === 'neutral' && decisive.every(({ code }) => code === 'baseline/missing');
}

function openSteps({ required, measured }: Ledger): Finding[] {
  if (required.length === 0) {
    return [notMeasured('everything', 'nothing was required, so nothing was measured')];
  }
  const done = new Set(measured);
  return required
    .filter((step) => !done.has(step))
    .map((step) => notMeasured(step, `${step} was never measured`));
}

function notMeasured(subject: string, summary: string): Finding {
  return {
    code: 'gate/not-measured',
    severity: 'error',
    subject,
    summary,
    expected: 'a measurement',
    found: 'none',
    where: null,
    next: 'Look at the other findings and the log for what stopped it; without one, report it as a bug.',
  };
}

/** At most two clauses: a reviewer reads one line, and the rest is in the table below it. */
function joinReasons(findings: readonly Finding[]): string {
  const summaries = [...new Set(findings.map((finding) => finding.summary))];
  const [first = '', second] = summaries;
  if (second === undefined) return first;
  const more = summaries.length - 2;
  return more > 0 ? `${first}; ${second}; and ${more} more` : `${first}, and ${second}`;
}

const AGREED = 'everything required was measured and agrees';

function passReason(findings: readonly Finding[], { agreed = AGREED }: ReduceOptions): string {
  const warnings = findings.filter((finding) => finding.severity === 'warning').length;
  return warnings === 0 ? agreed : `${agreed}, with ${warnings} warning${warnings === 1 ? '' : 's'}`;
}
