/** Environment variables that change numbers. An allow-list: nothing else is ever recorded. */

import { keptVariables } from './job-variables.ts';
import type { Machine } from './machine.ts';
import { looksSecret } from './privacy.ts';
import type { Parsed, Probe } from './probe.ts';
import type { Unknown } from './snapshot.ts';

export type Variables = Readonly<Record<string, string>>;

export interface VariableSource {
  readonly env: Machine['env'];
  readonly asked: readonly string[];
}

/**
 * Each is read by a library or interpreter named in its documentation as changing results, the choice of kernels, the
 * devices seen, or which build of a library is loaded.
 */
const NAMES: ReadonlySet<string> = new Set([
  'ASCEND_LAUNCH_BLOCKING',
  'ATEN_CPU_CAPABILITY',
  'CAUSAL_CONV1D_DETERMINISTIC',
  'GLIBC_TUNABLES',
  'HCCL_DETERMINISTIC',
  'HIP_VISIBLE_DEVICES',
  'HSA_OVERRIDE_GFX_VERSION',
  'LC_ALL',
  'LD_LIBRARY_PATH',
  'LD_PRELOAD',
  'MAMBA_DETERMINISTIC',
  'NPY_DISABLE_CPU_FEATURES',
  'NVIDIA_TF32_OVERRIDE',
  'NVIDIA_VISIBLE_DEVICES',
  'PL_GLOBAL_SEED',
  'PL_SEED_WORKERS',
  'PYTHONHASHSEED',
  'PYTHONNOUSERSITE',
  'PYTHONOPTIMIZE',
  'PYTHONPATH',
  'PYTHON_GIL',
  'ROCR_VISIBLE_DEVICES',
  'TF_DETERMINISTIC_OPS',
  'TF_FORCE_GPU_ALLOW_GROWTH',
  'TF_USE_CUDNN_AUTOTUNE',
  'TOKENIZERS_PARALLELISM',
  'TZ',
]);

/** No `TF_` alone: Terraform's variables start with it as well, and hold its users' inputs. */
const PREFIXES: readonly string[] = [
  'BLIS_',
  'CUBLAS_',
  'CUBLASLT_',
  'CUDA_',
  'CUDNN_',
  'DNNL_',
  'FLASH_ATTENTION_',
  'GOMP_',
  'GOTO_',
  'HOROVOD_',
  'JAX_',
  'KMP_',
  'MIOPEN_',
  'MKL_',
  'NCCL_',
  'NUMEXPR_',
  'NVTE_',
  'OMP_',
  'ONEDNN_',
  'OPENBLAS_',
  'PYTORCH_',
  'TF_CUDNN_',
  'TF_ENABLE_',
  'TF_GPU_',
  'TF_NUM_',
  'TF_XLA_',
  'TORCHINDUCTOR_',
  'TORCH_',
  'TRITON_',
  'VECLIB_',
  'XLA_',
];

/** The probe for the allow-list and for the names that the policy asks about. */
export function environment(asked: readonly string[]): Probe<VariableSource, Variables> {
  return {
    id: 'environment',
    provides: ['env'],
    timeoutMs: 1_000,
    absent: {},
    read: async (machine) => ({ env: (await keptVariables(machine)) ?? machine.env, asked }),
    parse,
  };
}

/** A longer value is no setting, and would swell every baseline and report. */
const LONGEST_VALUE = 4096;

function parse({ env, asked }: VariableSource): Parsed<Variables> {
  const recorded = Object.entries(env)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .filter(([name]) => isRecorded(name, asked))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const short = recorded.filter(([, value]) => value.length <= LONGEST_VALUE);
  const long = recorded.filter(([, value]) => value.length > LONGEST_VALUE);
  return {
    facts: Object.fromEntries(short),
    unknown: [
      ...asked.filter(looksSecret).map((name) => unknownValue(name, SECRET_NAME)),
      ...long.map(([name]) => unknownValue(name, TOO_LONG)),
    ],
  };
}

/** Whether a snapshot holds a variable that is set: those on the list, and those that were asked for. */
export function isRecorded(name: string, asked: readonly string[] = []): boolean {
  if (looksSecret(name)) return false;
  return NAMES.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix)) || asked.includes(name);
}

const SECRET_NAME = 'its name looks like that of a secret, and those are never recorded';
const TOO_LONG = `its value is longer than ${LONGEST_VALUE} characters`;

function unknownValue(name: string, because: string): Unknown {
  return { path: `env.${name}`, because };
}
