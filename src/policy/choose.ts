/** Whose rules judge: the base's, always; the change's own copy only where the base has none at all (adoption). */

import type { Finding } from '../verdict.ts';
import type { FileText, RuleFiles } from './source.ts';

export const POLICY_PATH = '.repro/policy.yml';

export type ChosenRules =
  | {
      readonly kind: 'chosen';
      readonly files: RuleFiles;
      readonly policyText: string;
      readonly findings: readonly Finding[];
    }
  | { readonly kind: 'refused'; readonly findings: readonly Finding[] };

/**
 * Chooses the rules. `base` is what may judge; `head` is the copy of the change under test, or null where there is
 * only one copy (the working tree). A base that cannot be read is refused, never replaced by the head.
 */
export async function chooseRules(base: RuleFiles, head: RuleFiles | null): Promise<ChosenRules> {
  const path = base.source.path;
  const policy = await base.read(path);
  switch (policy.kind) {
    case 'found':
      return { kind: 'chosen', files: base, policyText: policy.text, findings: [] };
    case 'unreadable':
      return refuse(unreadable(base, policy.because));
    case 'absent':
      return head === null ? refuse(missing(base)) : await adopt(base, head);
  }
}

async function adopt(base: RuleFiles, head: RuleFiles): Promise<ChosenRules> {
  const baselines = await base.hasBaselines();
  if (typeof baselines === 'object') return refuse(unreadable(base, baselines.because));
  // Baselines without a policy mean that somebody deleted the policy, which is no reason to let the change judge itself.
  if (baselines) return refuse(missing(base));
  const policy: FileText = await head.read(head.source.path);
  switch (policy.kind) {
    case 'found':
      return { kind: 'chosen', files: head, policyText: policy.text, findings: [adoption(base, head)] };
    case 'unreadable':
      return refuse(unreadable(head, policy.because));
    case 'absent':
      return refuse(missing(head));
  }
}

function refuse(finding: Finding): ChosenRules {
  return { kind: 'refused', findings: [finding] };
}

function describe({ source }: RuleFiles): string {
  const ref = source.ref === null ? '' : ` ${source.ref.slice(0, 12)}`;
  const place = {
    base: `the base commit${ref}`,
    head: 'this change',
    'working-tree': 'the working tree',
    file: 'the file given',
  };
  return place[source.kind];
}

function missing(files: RuleFiles): Finding {
  const { path, kind } = files.source;
  const isGiven = kind === 'file';
  return {
    code: 'policy/missing',
    severity: 'error',
    subject: path,
    summary: isGiven ? `there is no file ${path}` : `there is no ${path} in ${describe(files)}`,
    expected: isGiven ? 'the policy that --policy names' : `a policy at ${path}`,
    found: isGiven ? 'no such file' : `none in ${describe(files)}`,
    where: null,
    next: isGiven ? 'Correct the path; it counts from the current folder.' : writeOne(files),
  };
}

function writeOne({ policyElsewhere }: RuleFiles): string {
  return policyElsewhere === undefined
    ? 'Write one; three lines are enough: `version: 1`, one `run`, one metric.'
    : `There is one in ${policyElsewhere}: name that folder after the command, or change into it.`;
}

function unreadable(files: RuleFiles, because: string): Finding {
  const isBase = files.source.kind === 'base';
  return {
    code: isBase ? 'trust/base-unreadable' : 'policy/invalid',
    severity: 'error',
    subject: files.source.path,
    summary: `the rules of ${describe(files)} could not be read: ${because}`,
    expected: `a readable ${files.source.path}`,
    found: because,
    where: null,
    next: isBase
      ? 'Give the job `permissions: contents: read`, or look at the reason given.'
      : 'Mend what the reason names.',
  };
}

function adoption(base: RuleFiles, head: RuleFiles): Finding {
  return {
    code: 'trust/adoption',
    severity: 'info',
    subject: head.source.path,
    summary: 'the rules come from this change itself',
    expected: `a policy in ${describe(base)}`,
    found: 'neither policy nor baselines there',
    where: null,
    next: 'Review the policy; from the next change on the merged copy decides.',
  };
}
