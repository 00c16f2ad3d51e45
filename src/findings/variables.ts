/** Findings about the interpreter and environment variables. */

import type { FindingInfo } from './info.ts';

export const VARIABLES = {
  'python/version': {
    title: 'The Python version is not allowed',
    verdict: 'fail',
    severity: 'error',
    means: 'The interpreter does not satisfy `software.python`.',
    resolve: 'Run the job with an allowed interpreter (`--python PATH` or the `python` input choose one).',
  },
  'python/missing': {
    title: 'No Python interpreter',
    verdict: 'fail',
    severity: 'error',
    means: 'The policy has rules about Python or its packages, and no interpreter was found.',
    resolve:
      'Put `python3` on PATH, activate the environment, or name the interpreter with `--python PATH` or the `python` input.',
  },
  'python/unusable': {
    title: 'The interpreter that was named cannot be used',
    verdict: 'misconfigured',
    severity: 'error',
    means:
      '`--python` or the `python` input names an interpreter that does not exist, cannot be started or does not answer as Python. The gate never falls back to another one, whose packages would be those of another environment.',
    resolve:
      'Name the interpreter of the project, such as `.venv/bin/python`, or leave the option out to use the active environment.',
  },
  'python/other-interpreter': {
    title: 'The smoke test runs another Python than the one that was captured',
    verdict: 'fail',
    severity: 'warning',
    means:
      'The smoke command starts an interpreter by its path, and it belongs to another environment than the one in the snapshot. Packages and builds in this report are not those that trained.',
    resolve: 'Name the interpreter of the smoke command with `--python PATH` or the `python` input.',
  },
  'env/differs': {
    title: 'An environment variable is not what the policy says',
    verdict: 'fail',
    severity: 'error',
    means:
      'A variable under `software.env` has another value in the environment that the smoke test gets, is missing, or is set where the policy says `unset`.',
    resolve: 'Set (or unset) it in the workflow step or in the shell that runs the gate.',
  },
} as const satisfies Record<string, FindingInfo>;
