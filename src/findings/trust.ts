/** Findings about trust in whoever asks. */

import type { FindingInfo } from './info.ts';

export const TRUST = {
  'trust/privileged-event': {
    title: 'The smoke test is refused on this event',
    verdict: 'misconfigured',
    severity: 'error',
    means:
      'On `pull_request_target`, `issue_comment` and `workflow_run` the job has a writable token and secrets while the code may come from a fork. Running it there would hand over both.',
    resolve: 'Run the gate on `pull_request`, and comment from a separate job with `repro-gate/comment`.',
  },
  'trust/event-not-supported': {
    title: 'The gate does not know this event',
    verdict: 'misconfigured',
    severity: 'error',
    means: 'The event does not say which commit is the base whose policy should judge.',
    resolve: 'Use one of: pull_request, merge_group, push, release, schedule, workflow_dispatch.',
  },
  'trust/base-unreadable': {
    title: 'The base commit could not be read',
    verdict: 'misconfigured',
    severity: 'error',
    means:
      'The policy and baselines of the base commit could not be read. The gate never falls back to the copy in the pull request, which the change under test controls.',
    resolve:
      'Give the job `permissions: contents: read`. If that is set, look at the reason given: an outage, a rate limit, or a base commit that no longer exists.',
  },
  'trust/tag-not-reachable': {
    title: 'The tag is not on the default branch',
    verdict: 'misconfigured',
    severity: 'error',
    means:
      'A tag has no base of its own. Its commit has to be reachable from the default branch, else it would bring its own unreviewed rules.',
    resolve: 'Tag a commit of the default branch.',
  },
  'trust/policy-changed': {
    title: 'This change alters the rules that judge it',
    verdict: 'fail',
    severity: 'warning',
    means:
      'The policy or a baseline differs between the base commit and this change. The copy of the base decided; the report also says what the verdict would be under the new one.',
    resolve: 'Review the change of the rules with the same care as the code.',
  },
  'trust/adoption': {
    title: 'The rules come from the change itself',
    verdict: 'fail',
    severity: 'info',
    means:
      'The base commit has neither policy nor baselines, so the copy in this change judged. This is how the gate is adopted, and the only case in which it happens.',
    resolve: 'Review the policy; from the next change on the merged copy decides.',
  },
  'trust/command-files-written': {
    title: 'The smoke process wrote to the runner’s command files',
    verdict: 'fail',
    severity: 'error',
    means:
      'The files through which a step sets outputs, variables and PATH for later steps changed while the smoke test ran. Training code has no business there. Their content was restored.',
    resolve: 'Find what wrote to them. If a tool does it for a good reason, run it in a step of its own.',
  },
  'trust/fork-on-self-hosted': {
    title: 'Code of a fork ran on a self-hosted runner',
    verdict: 'fail',
    severity: 'warning',
    means:
      'The pull request comes from a fork, the repository is public and the runner is self-hosted. Whoever opens a pull request can run code on that machine.',
    resolve:
      'Require approval for fork workflows (an environment with reviewers), and use ephemeral runners.',
  },
} as const satisfies Record<string, FindingInfo>;
