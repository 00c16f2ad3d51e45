/** Findings about what could not be captured. */

import type { FindingInfo } from './info.ts';

export const CAPTURE = {
  'capture/unknown': {
    title: 'A field that a rule needs could not be measured',
    verdict: 'not-measured',
    severity: 'error',
    means:
      'A rule of the policy reads a field of the snapshot that the capture could not determine, for the reason given. A machine that cannot be measured is neither good nor bad.',
    resolve:
      'Remove the cause given. If this machine can never provide the field, remove the rule that needs it.',
  },
  'capture/class-unknown': {
    title: 'The hardware class could not be determined',
    verdict: 'not-measured',
    severity: 'error',
    means:
      'The class is made of vendor, compute capability, number of multiprocessors, number of GPUs and MIG profile. One of them could not be measured, usually because the driver does not answer.',
    resolve:
      'Look at the reason given; it is about the runner, not about the change under test. If the smoke tests use no GPU, say `hardware: { device: cpu }` in the policy.',
  },
} as const satisfies Record<string, FindingInfo>;
