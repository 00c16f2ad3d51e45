/** Findings about the gate itself. */

import type { FindingInfo } from './info.ts';

export const GATE = {
  'gate/not-measured': {
    title: 'A required step was never measured',
    verdict: 'not-measured',
    severity: 'error',
    means:
      'The plan made from the policy names every measurement before anything runs. This one was still open when the verdict was due. The gate never passes on something it did not measure.',
    resolve:
      'Read the other findings first: one of them usually says what stopped it. If none does, it is a bug in repro-gate; please report it with the log.',
  },
  'gate/nothing-judged': {
    title: 'Nothing was judged',
    verdict: 'not-measured',
    severity: 'error',
    means:
      'The policy holds nothing but smoke tests, and the call left them out (`--no-smoke`, `--snapshot`). What is left decides nothing, and the gate never passes on that.',
    resolve:
      'Run it without the option, or give the policy rules about hardware or software that can be judged without a smoke test.',
  },
  'gate/internal-error': {
    title: 'repro-gate itself failed',
    verdict: 'not-measured',
    severity: 'error',
    means: 'An error that no part of the gate expected. It says nothing about the change under test.',
    resolve:
      'Run the job again with step debug logging on. If it happens twice, report it with the message and the stack in the log.',
  },
  'gate/cancelled': {
    title: 'The run was cancelled',
    verdict: 'not-measured',
    severity: 'error',
    means:
      'The gate was asked to stop (SIGINT or SIGTERM) before it had measured everything. The training process and its children were stopped with it.',
    resolve: 'Start the job again.',
  },
} as const satisfies Record<string, FindingInfo>;
