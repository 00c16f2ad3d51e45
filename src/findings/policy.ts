/** Findings about the policy and its waivers. */

import type { FindingInfo } from './info.ts';

export const POLICY = {
  'policy/missing': {
    title: 'No policy',
    verdict: 'misconfigured',
    severity: 'error',
    means:
      'There is no `.repro/policy.yml` where the gate has to read it: in the base commit on GitHub, in the working tree on the command line.',
    resolve:
      'Write `.repro/policy.yml`; three lines are enough (see the README). If the file exists but the base commit does not have it yet, merge the pull request that adds it first.',
  },
  'policy/invalid': {
    title: 'The policy cannot be used',
    verdict: 'misconfigured',
    severity: 'error',
    means:
      'The file is not YAML, or it holds a key or value that the policy does not know. Unknown keys are errors, because a rule with a typing mistake in its name would otherwise be a rule that never fires.',
    resolve: 'Open the file at the line and column given; the finding says what was expected there.',
  },
  'policy/not-available': {
    title: 'The policy asks for something this version cannot judge yet',
    verdict: 'misconfigured',
    severity: 'error',
    means:
      'The key is part of the policy format, but this version of repro-gate has no measurement behind it. Accepting it silently would let a rule pass without being checked.',
    resolve: 'Remove the key, or update repro-gate to a version that has it.',
  },
  'waiver/expired': {
    title: 'A waiver has expired',
    verdict: 'fail',
    severity: 'error',
    means:
      'Waivers carry an end date so that an exception cannot become the rule by being forgotten. The date has passed.',
    resolve:
      'Remove the waiver and deal with the finding, or extend its date with a fresh reason in a reviewed change.',
  },
  'waiver/unused': {
    title: 'A waiver waives nothing',
    verdict: 'fail',
    severity: 'info',
    means:
      'No finding of this run matches the waiver. It may have been resolved, or the waiver names the wrong code or subject.',
    resolve: 'Remove it if the finding is gone for good.',
  },
} as const satisfies Record<string, FindingInfo>;
