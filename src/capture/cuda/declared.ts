/** What a container image says of itself in its variables. Labels would say more, but cannot be seen from inside. */

import { jobVariables } from '../job-variables.ts';
import type { Machine } from '../machine.ts';
import { looksSecret } from '../privacy.ts';
import type { Parsed, Probe } from '../probe.ts';
import type { Cuda, Unknown } from '../snapshot.ts';

/** From the images of NVIDIA's CUDA and NGC catalogue; images built on them inherit the values, stale or not. */
const NAMES: ReadonlySet<string> = new Set([
  'CUDA_VERSION',
  'NCCL_VERSION',
  'NVIDIA_BUILD_ID',
  'NVIDIA_DISABLE_REQUIRE',
  'NVIDIA_DRIVER_CAPABILITIES',
  'NVIDIA_PYTORCH_VERSION',
  'NVIDIA_TENSORFLOW_VERSION',
  'NV_CUDA_COMPAT_PACKAGE',
  'NV_CUDA_LIB_VERSION',
  'NV_CUDNN_VERSION',
  'PYTORCH_BUILD_VERSION',
  'PYTORCH_VERSION',
  '_CUDA_COMPAT_PATH',
]);
const CONDITION = /^NVIDIA_REQUIRE_\w+$/;

/** The longest condition in NVIDIA's images has 1,500 characters. A value that was cut would mean something else. */
const LONGEST_VALUE = 4096;

export const declared: Probe<Machine['env'], Cuda['declared']> = {
  id: 'declared',
  provides: ['cuda.declared'],
  timeoutMs: 5_000,
  absent: {},
  read: jobVariables,
  parse,
};

function parse(variables: Machine['env']): Parsed<Cuda['declared']> {
  const said = Object.entries(variables)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .filter(([name]) => NAMES.has(name) || (CONDITION.test(name) && !looksSecret(name)))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    facts: Object.fromEntries(said.filter(([, value]) => value.length <= LONGEST_VALUE)),
    unknown: said
      .filter(([, value]) => value.length > LONGEST_VALUE)
      .map(([name]): Unknown => ({ path: `cuda.declared.${name}`, because: TOO_LONG })),
  };
}

const TOO_LONG = `its value is longer than ${LONGEST_VALUE} characters`;
