/** The few findings that are shown beside the lines they are about. */

import type { Finding, Where } from '../verdict.ts';

export interface Annotation {
  readonly level: 'error' | 'warning';
  readonly title: string;
  readonly message: string;
  readonly where: Where | null;
}

/**
 * A step may show 10 errors and 10 warnings, and the rest is dropped without a word. Fewer leaves room for what the
 * job itself prints. https://github.com/actions/toolkit/issues/734
 */
export const ANNOTATION_LIMIT = 8;

/** Chooses what is annotated: errors first, then warnings, in the order of the findings; never more than the limit. */
export function chooseAnnotations(findings: readonly Finding[]): readonly Annotation[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  return [
    ...errors.map((finding) => annotate(finding, 'error')),
    ...warnings.map((finding) => annotate(finding, 'warning')),
  ].slice(0, ANNOTATION_LIMIT);
}

function annotate(
  { code, subject, expected, found, next, where }: Finding,
  level: Annotation['level'],
): Annotation {
  const message = `${subject}: expected ${expected}, found ${found}. ${next}`;
  return { level, title: code, message, where };
}
