/** Findings about the process of a smoke test. */

import type { FindingInfo } from './info.ts';

export const SMOKE_RUN = {
  'smoke/command-not-found': {
    title: 'The smoke command does not exist',
    verdict: 'misconfigured',
    severity: 'error',
    means: 'The shell could not find or could not execute the command (exit codes 127 and 126).',
    resolve: 'Correct `run` in the policy, or install what it needs on the runner.',
  },
  'smoke/not-started': {
    title: 'The smoke command could not be started',
    verdict: 'not-measured',
    severity: 'error',
    means: 'The operating system refused to start the shell that runs the command.',
    resolve:
      'Look at the reason given: a missing `bash`, no free process slots or no memory are the usual ones.',
  },
  'smoke/exit-code': {
    title: 'The smoke command failed',
    verdict: 'fail',
    severity: 'error',
    means:
      'The command ended with an exit code other than 0. Metrics it may have written before are not judged.',
    resolve: 'Read the end of its output in the report; run the command locally as the report shows.',
  },
  'smoke/killed': {
    title: 'The smoke command was killed',
    verdict: 'fail',
    severity: 'error',
    means:
      'A signal that the gate did not send ended the command. SIGKILL is usually the out-of-memory killer.',
    resolve: 'Look at the memory of the runner and at the system log.',
  },
  'smoke/timeout': {
    title: 'The smoke command ran out of time',
    verdict: 'fail',
    severity: 'error',
    means:
      'The command was still running after its `timeout`. Its whole process group was asked to stop, then killed.',
    resolve: 'Make the smoke test shorter, raise `timeout`, or find out what it waits for.',
  },
  'smoke/survivors': {
    title: 'Processes outlived the smoke command',
    verdict: 'fail',
    severity: 'warning',
    means:
      'Processes that the command started were still running after it had ended. They were killed, so that they cannot hold the GPU.',
    resolve: 'Let the command wait for what it starts.',
  },

  'smoke/unkillable': {
    title: 'A process of the smoke test cannot be stopped',
    verdict: 'not-measured',
    severity: 'error',
    means:
      'A process that the command started is still there after SIGKILL. It hangs inside the kernel, usually in a GPU driver, and may hold the GPU for every job that follows.',
    resolve: 'Look at the system log of the runner (Xid errors), and restart the machine.',
  },
} as const satisfies Record<string, FindingInfo>;
