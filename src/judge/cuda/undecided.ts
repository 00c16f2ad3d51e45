/** A default rule that cannot decide says so. It is no error, because nobody wrote the rule, and never silence. */

import type { Finding } from '../../verdict.ts';

export interface Doubt {
  readonly subject: string;
  readonly summary: string;
  readonly because: string;
  readonly severity?: 'warning' | 'info';
}

export function undecided({ subject, summary, because, severity = 'warning' }: Doubt): Finding {
  return {
    code: 'cuda/undecided',
    severity,
    subject,
    summary,
    expected: 'what it takes to decide',
    found: `cannot tell, because ${because}`,
    where: null,
    next: 'Nothing, if the smoke test runs here; else remove the cause given.',
  };
}
