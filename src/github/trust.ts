/** What the event and its base commit say about whether the gate may judge at all. */

import type { Finding } from '../verdict.ts';
import type { ResolvedBase } from './base.ts';
import type { JudgedEvent, RefusedEvent } from './event.ts';

/** An event on which nothing of the change may run, or which has no base. */
export function refusedEvent({ code, event, message }: RefusedEvent): Finding {
  return {
    code,
    severity: 'error',
    subject: event || '(no event)',
    summary: message,
    expected: 'an event whose base commit judges and whose token cannot write',
    found: event || 'none',
    where: null,
    next: 'Run the gate on pull_request, merge_group, push, release, schedule or workflow_dispatch.',
  };
}

/** A base commit whose rules cannot be had: an error, and never a reason to use the change's own copy. */
export function unusableBase(base: Exclude<ResolvedBase, { kind: 'resolved' }>): Finding {
  const isTag = base.kind === 'not-reachable';
  return {
    code: isTag ? 'trust/tag-not-reachable' : 'trust/base-unreadable',
    severity: 'error',
    subject: isTag ? 'tag' : 'base commit',
    summary: isTag
      ? `the tag is not on the default branch: ${base.because}`
      : `the base commit could not be read: ${base.because}`,
    expected: isTag ? 'a commit of the default branch' : 'a readable base commit',
    found: base.because,
    where: null,
    next: isTag
      ? 'Tag a commit of the default branch.'
      : 'Give the job `permissions: contents: read`, or look at the reason given.',
  };
}

/** Anybody can open a pull request on a public repository, and its code runs on the machine. */
export function forkOnSelfHosted(
  { pullRequest, visibility }: JudgedEvent,
  selfHosted: boolean,
): readonly Finding[] {
  if (!selfHosted || visibility !== 'public' || pullRequest?.fromFork !== true) return [];
  return [
    {
      code: 'trust/fork-on-self-hosted',
      severity: 'warning',
      subject: `pull request ${pullRequest.number}`,
      summary: 'code of a fork ran on a self-hosted runner of a public repository',
      expected: 'an ephemeral or hosted runner for forks of a public repository',
      found: 'a self-hosted one',
      where: null,
      next: 'Require approval for fork workflows, and use ephemeral runners.',
    },
  ];
}
