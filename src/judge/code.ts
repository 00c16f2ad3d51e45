/** The tree under test: numbers that come from changed files belong to no commit. */

import type { Finding } from '../verdict.ts';
import type { Evidence, Rule } from './rule.ts';

export const codeState: Rule = {
  kind: 'standalone',
  id: 'code',
  applies: () => true,
  judge: judgeCode,
};

const MOST_NAMED = 3;

function judgeCode({ snapshot }: Evidence): Finding[] {
  const { code } = snapshot;
  if (code?.dirty !== true) return [];
  const named = code.modified.slice(0, MOST_NAMED).join(', ');
  const more = code.modified.length - MOST_NAMED;
  return [
    {
      code: 'code/dirty',
      severity: 'info',
      subject: 'code',
      summary: 'tracked files differ from the commit',
      expected: `the files of ${code.commit?.slice(0, 12) ?? 'the commit'}`,
      found: more > 0 ? `changes in ${named} and ${more} more` : `changes in ${named}`,
      where: null,
      next: 'Commit the changes, or look for the step of the job that makes them.',
    },
  ];
}
