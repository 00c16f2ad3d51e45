/** All rules about the machine. A new rule is one file and one line here. */

import { cudaArch } from './cuda/arch-rule.ts';
import { cudaDriver } from './cuda/driver-rule.ts';
import { driverBranch, driverRange } from './driver.ts';
import { gpuCount, gpuGenerations, gpuMemory } from './gpu.ts';
import { others, pins } from './pins.ts';
import { pythonVersion, ranges } from './ranges.ts';
import type { Rule } from './rule.ts';
import { variables } from './variables.ts';

export const RULES: readonly Rule[] = [
  gpuGenerations,
  gpuCount,
  gpuMemory,
  driverRange,
  driverBranch,
  cudaDriver,
  cudaArch,
  pythonVersion,
  pins,
  ranges,
  others,
  variables,
];
