/** The facts that a policy can require of the training process, each decided for one process. */

import type { Observation, TorchFlags } from '../../observe/observation.ts';
import type { RequiredFact } from '../../policy/policy.ts';
import { copiesIn, describeCopies } from './copies.ts';
import type { ObservedEvidence } from './evidence.ts';
import { gpuUse, mayUseTf32 } from './gpu-use.ts';
import { nondeterministicOps, seeded } from './randomness.ts';
import { type FactState, MET, NOT_APPLICABLE, unknown, unmet } from './state.ts';
import { tf32 } from './tf32.ts';

export interface Fact {
  /** What was wanted, as a clause. */
  readonly expected: string;
  /** What the test lacked: `train ran without …`. */
  readonly lacks: string;
  /** The smallest next step. */
  readonly next: string;
  /** True: a run in which no process imported torch says nothing about it. */
  readonly ofTorch: boolean;
  readonly stateOf: (seen: Observation, evidence: ObservedEvidence) => FactState;
}

/** The two sizes that cuBLAS documents under "Results reproducibility". */
const WORKSPACES: ReadonlySet<string> = new Set([':4096:8', ':16:8']);

export const FACTS: Readonly<Record<RequiredFact, Fact>> = {
  seeded: {
    expected: 'every generator in use seeded',
    lacks: 'seeds',
    next: 'Seed it from REPRO_SEED, or use `inject: fill`, which seeds what the program does not.',
    ofTorch: false,
    stateOf: seeded,
  },
  'hash-seed': {
    expected: 'PYTHONHASHSEED set to a number before Python starts',
    lacks: 'a fixed hash seed',
    next: 'Use `inject: env` or more, or set PYTHONHASHSEED in front of the command; inside the program it is too late.',
    ofTorch: false,
    stateOf: hashSeed,
  },
  'deterministic-algorithms': {
    expected: 'torch.use_deterministic_algorithms(True)',
    lacks: 'deterministic algorithms',
    next: 'Call torch.use_deterministic_algorithms(True) before the first operation, or use `inject: force`.',
    ofTorch: true,
    stateOf: deterministicAlgorithms,
  },
  'no-nondeterministic-ops': {
    expected: 'no operation without a deterministic version',
    lacks: 'deterministic versions of all operations',
    next: 'Replace the operation, or compute it on the CPU; the list is on the page of torch.use_deterministic_algorithms.',
    ofTorch: true,
    stateOf: nondeterministicOps,
  },
  'cudnn-deterministic': {
    expected: 'torch.backends.cudnn.deterministic = True',
    lacks: 'deterministic cuDNN',
    next: 'Set torch.backends.cudnn.deterministic = True before the first convolution.',
    ofTorch: true,
    stateOf: (seen, evidence) => onGpu(seen, evidence, cudnnDeterministic),
  },
  'no-cudnn-benchmark': {
    expected: 'torch.backends.cudnn.benchmark = False',
    lacks: 'a fixed choice of convolutions',
    next: 'Set torch.backends.cudnn.benchmark = False: what was fastest in a trial decides the bits otherwise.',
    ofTorch: true,
    stateOf: (seen, evidence) => onGpu(seen, evidence, (torch) => isSet(torch.cudnnBenchmark, false)),
  },
  'no-tf32': {
    expected: 'full FP32 precision in matrix products and convolutions',
    lacks: 'full FP32 precision',
    next: 'Set NVIDIA_TF32_OVERRIDE=0 under software.env and for the job, or switch TF32 off in the program.',
    ofTorch: false,
    stateOf: (seen, evidence) =>
      gpuUse(seen, evidence) === 'nvidia' && mayUseTf32(seen) ? tf32(seen) : NOT_APPLICABLE,
  },
  'cublas-workspace': {
    expected: 'CUBLAS_WORKSPACE_CONFIG of :4096:8 or :16:8',
    lacks: 'a fixed cuBLAS workspace',
    next: 'Set CUBLAS_WORKSPACE_CONFIG=:4096:8, or use `inject: env` or more.',
    ofTorch: false,
    stateOf: (seen, evidence) =>
      gpuUse(seen, evidence) === 'nvidia' ? cublasWorkspace(seen) : NOT_APPLICABLE,
  },
  'single-library-copies': {
    expected: 'one copy of each numeric library',
    lacks: 'a single copy of each library',
    next: 'Uninstall the package that brought the second copy, or take LD_LIBRARY_PATH out of its way.',
    ofTorch: false,
    stateOf: (seen) => {
      const copies = copiesIn(seen);
      return copies.length === 0 ? MET : unmet(copies.map(describeCopies).join('; '));
    },
  },
};

function hashSeed({ env, process: self }: Observation): FactState {
  const value = env['PYTHONHASHSEED'];
  if (value === undefined) return unmet('not set');
  if (!/^\d+$/.test(value)) return unmet(value === '' ? 'empty' : value);
  // Of all values only 0 switches the randomisation off, so only there the flag can contradict the variable.
  const randomised = Number(self.flags['hash_randomization'] ?? 0) !== 0;
  return value === '0' && randomised ? unmet('0, set when Python had started already') : MET;
}

function deterministicAlgorithms(seen: Observation): FactState {
  const { torch, nondeterministic } = seen;
  if (seen.modules['torch'] === undefined) return NOT_APPLICABLE;
  if (torch === null || torch.deterministicAlgorithms === null) return FLAGS_UNKNOWN;
  if (!torch.deterministicAlgorithms) return unmet('off');
  if (torch.warnOnly !== true || nondeterministic.length === 0) return MET;
  return unmet('on, but only warning, and there were operations to warn of');
}

const FLAGS_UNKNOWN = unknown('torch did not tell its flags');

function cudnnDeterministic(torch: TorchFlags): FactState {
  // use_deterministic_algorithms(True) makes cuDNN deterministic whatever its own flag says.
  if (torch.deterministicAlgorithms === true || torch.cudnnEnabled === false) return MET;
  return isSet(torch.cudnnDeterministic, true);
}

function isSet(flag: boolean | null, wanted: boolean): FactState {
  if (flag === null) return FLAGS_UNKNOWN;
  return flag === wanted ? MET : unmet(flag ? 'True' : 'False');
}

/** cuDNN's flags hold for MIOpen as well. */
function onGpu(
  seen: Observation,
  evidence: ObservedEvidence,
  decide: (torch: TorchFlags) => FactState,
): FactState {
  if (seen.modules['torch'] === undefined || gpuUse(seen, evidence) === 'none') return NOT_APPLICABLE;
  return seen.torch === null ? FLAGS_UNKNOWN : decide(seen.torch);
}

function cublasWorkspace({ env }: Observation): FactState {
  const value = env['CUBLAS_WORKSPACE_CONFIG'];
  if (value === undefined) return unmet('not set');
  return WORKSPACES.has(value) ? MET : unmet(value);
}
