/** All rules about the machine. A new rule is one file and one line here. */

import { codeState } from './code.ts';
import { containerImage } from './container.ts';
import { cudaArch } from './cuda/arch-rule.ts';
import { cudaDriver } from './cuda/driver-rule.ts';
import { compatInUse, twoCopies } from './cuda/libraries.ts';
import { containerRequirement } from './cuda/requirement-rule.ts';
import { data, parameters } from './data.ts';
import { driverBranch, driverRange } from './driver.ts';
import { generationBranch } from './generation.ts';
import { gpuCount, gpuGenerations } from './gpu.ts';
import { gpuMemory } from './gpu-memory.ts';
import { gpuEcc, gpuMig } from './gpu-mode.ts';
import { gfxOverride, notJudged } from './gpu-notes.ts';
import { runnerHealth } from './health.ts';
import { installed } from './installed.ts';
import { lockfile } from './lockfile.ts';
import { placebo } from './observed/placebo.ts';
import { others, pins } from './pins.ts';
import { pythonVersion, ranges } from './ranges.ts';
import type { Rule } from './rule.ts';
import { variables } from './variables.ts';

/** In the order in which a reader wants their findings: what is wrong with the machine explains what comes after it. */
export const RULES: readonly Rule[] = [
  runnerHealth,
  gpuGenerations,
  gpuCount,
  gpuMemory,
  gpuMig,
  gpuEcc,
  notJudged,
  gfxOverride,
  driverRange,
  driverBranch,
  generationBranch,
  compatInUse,
  cudaDriver,
  cudaArch,
  twoCopies,
  containerRequirement,
  pythonVersion,
  pins,
  ranges,
  others,
  installed,
  lockfile,
  containerImage,
  data,
  parameters,
  variables,
  placebo,
  codeState,
];
