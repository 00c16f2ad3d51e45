/** A rule about CUDA that cannot be decided. Never silence: a default rule warns, one that somebody wrote is an error. */

import type { Finding, Where } from '../../verdict.ts';
import { cannotJudge } from '../rule.ts';

export interface Doubt {
  /** What the default rule's finding is about: a framework. */
  readonly subject: string;
  /** The field that would have to be known, or to say something else; what a written rule names. */
  readonly path: string;
  readonly summary: string;
  readonly because: string;
  /** Where the rule is written; null: it is the default, and nobody asked for the field that it lacks. */
  readonly where: Where | null;
  readonly severity?: 'warning' | 'info';
}

export function undecided({ subject, path, summary, because, where, severity = 'warning' }: Doubt): Finding {
  const clause = `${summary} cannot be told, because ${because}`;
  if (where !== null) return { ...cannotJudge(path, because, where), summary: clause };
  return {
    code: 'cuda/undecided',
    severity,
    subject,
    summary: clause,
    expected: 'what it takes to decide',
    found: `cannot tell, because ${because}`,
    where,
    next: 'Nothing, if the smoke test runs here; else remove the cause given.',
  };
}
