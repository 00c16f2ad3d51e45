/**
 * The environment of the smoke command. Nothing is inherited: a name gets through because a list allows it and no rule
 * below says that it smells of a secret. What the gate adds is listed for the report.
 */

import type { Inject } from '../policy/policy.ts';
import type { RunFolder } from './workspace.ts';

export interface EnvironmentRequest {
  readonly parent: Readonly<Record<string, string | undefined>>;
  /** Names under the policy's `software.env`: let through as well, unless they look like a secret. */
  readonly policyNames: readonly string[];
  readonly inject: Inject;
  /** Null: nothing rides along. */
  readonly observer: Observer | null;
  /** Steps that the observer takes fingerprints of. */
  readonly probe: number;
  readonly device: 'auto' | 'cpu';
  readonly python: PythonChoice | null;
  readonly seed: number;
  readonly role: Role;
  readonly folder: RunFolder;
}

/** What a run is for: the change, its repetition, the base commit, or a new baseline. */
export type Role = 'head' | 'head-rerun' | 'base' | 'record';

/** The interpreter that `--python` names. */
export interface PythonChoice {
  /** Folder of the interpreter, absolute, links not followed: a virtual environment's `python` is a link. */
  readonly folder: string;
  /** Root of the virtual environment it belongs to; null for any other interpreter. */
  readonly venv: string | null;
  readonly pathSeparator: ':' | ';';
}

/** What rides along in each Python that the command starts. */
export interface Observer {
  /** Folder of its `sitecustomize.py`, absolute. */
  readonly folder: string;
  readonly pathSeparator: ':' | ';';
}

export interface ChildEnvironment {
  readonly env: Readonly<Record<string, string>>;
  /**
   * What the gate set, for the report. The run's folder and id, which no two runs share, are shown as `<run>` and
   * `<run-id>`.
   */
  readonly injected: Readonly<Record<string, string>>;
  /** Names that are set for the gate and that the command does not get. */
  readonly withheld: readonly string[];
}

/**
 * Builds the child's environment. Values that the user has set win over what the gate fills in; the contract
 * variables (REPRO_*), `device: cpu` and `--python` win over the user's, because the policy or the call asked for them.
 */
export function childEnvironment(request: EnvironmentRequest): ChildEnvironment {
  const passed = passThrough(request);
  const filled = request.inject === 'off' ? {} : fillers(request);
  const fresh = Object.fromEntries(Object.entries(filled).filter(([name]) => passed[name] === undefined));
  const injected = { ...fresh, ...hiddenDevices(request), ...contract(request) };
  const python = interpreter(request.python, passed);
  const observing = observed(request, passed);
  const kept = Object.entries(passed).filter(([name]) => !python.drop.includes(name));
  const env: Readonly<Record<string, string>> = {
    ...Object.fromEntries(kept),
    ...python.env,
    ...injected,
    ...observing.env,
  };
  return {
    env,
    withheld: withheldFrom(request.parent, env),
    injected: { ...shown(injected, request.folder), ...python.shown, ...observing.shown },
  };
}

/** Stands for the folder of a run that has not begun, where a rule asks what the command will see. */
export const PLANNED_FOLDER: RunFolder = {
  runId: '<run-id>',
  root: '<run>',
  outDir: '<run>/out',
  metricsFile: '<run>/out/metrics.jsonl',
  inductorCache: '<run>/inductor',
  tritonCache: '<run>/triton',
  observations: '<run>/observations',
  logFile: '<run>/output.log',
};

/** The parts of an environment that decide where programs are and how text is read. */
const SYSTEM = `PATH HOME USER LOGNAME SHELL LANG LANGUAGE LC_* TZ TMPDIR TEMP TMP XDG_*
  LD_LIBRARY_PATH LD_PRELOAD LIBRARY_PATH CPATH CC CXX
  HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy https_proxy no_proxy SSL_CERT_FILE SSL_CERT_DIR REQUESTS_CA_BUNDLE
  CI GITHUB_ACTIONS RUNNER_TEMP RUNNER_TRACKING_ID`;

/** Without these a Windows process does not start, or does not find its own libraries. */
const WINDOWS = 'SystemRoot SYSTEMROOT windir ComSpec COMSPEC PATHEXT Path USERPROFILE APPDATA LOCALAPPDATA';

/** Variables of drivers, libraries and frameworks: what they are set to is part of what is being reproduced. */
const NUMERICS = `CUDA_* NVIDIA_* CUBLAS_* CUBLASLT_* CUDNN_* NCCL_* HIP_* ROCR_* ROCM_* ROCBLAS_* HIPBLASLT_* HSA_* GPU_*
  MIOPEN_* OMP_* MKL_* OPENBLAS_* BLIS_* KMP_* GOMP_* VECLIB_* NUMEXPR_*
  PYTORCH_* TORCH_* TORCHINDUCTOR_* TRITON_* NVTE_* FLASH_ATTENTION_* CAUSAL_CONV1D_* HOROVOD_*
  TF_* XLA_* JAX_* PL_* TOKENIZERS_PARALLELISM`;

/** Interpreter and package managers, offline switches and caches of model hubs. */
const PYTHON = `PYTHON* VIRTUAL_ENV CONDA_* MAMBA_* UV_* PIP_*
  HF_HOME HF_HUB_CACHE HF_HUB_OFFLINE HF_DATASETS_CACHE HF_DATASETS_OFFLINE TRANSFORMERS_CACHE TRANSFORMERS_OFFLINE
  WANDB_MODE WANDB_DISABLED`;

const ALLOWED = matcher([SYSTEM, WINDOWS, NUMERICS, PYTHON].join(' '));

/** Names that hold secrets, or addresses with a password in them, however well they fit the lists above. */
const NEVER = [
  /^(?:INPUT|ACTIONS|REPRO)_/i,
  /TOKEN(?!IZERS_)|SECRET|PASSW|PASSPHRASE|CREDENTIAL|COOKIE|JWT|(?:^|_)(?:PAT|AUTH)(?:_|$)|KEYS?$/i,
  /^(?:PIP|UV)_(?:.*INDEX.*|FIND_LINKS|PUBLISH_.*)$|^CONDA_.*CHANNEL/i,
  /^(?:GITHUB_(?:ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)|NODE_OPTIONS)$/i,
];

/** `https://user:password@host`, as proxies and package indexes are written. */
const URL_WITH_PASSWORD = /:\/\/[^/\s@]+@/;

function passThrough({ parent, policyNames }: EnvironmentRequest): Record<string, string> {
  const named = new Set(policyNames);
  const passed: Record<string, string> = {};
  for (const [name, value] of Object.entries(parent)) {
    if (value === undefined || !(ALLOWED.test(name) || named.has(name))) continue;
    if (isNeverPassed(name) || URL_WITH_PASSWORD.test(value)) continue;
    passed[name] = value;
  }
  return passed;
}

/** What a shell sets by itself, so that the command has it all the same. */
const OF_THE_SHELL: ReadonlySet<string> = new Set(['PWD', 'OLDPWD', 'SHLVL', '_']);

function withheldFrom(
  parent: EnvironmentRequest['parent'],
  env: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(parent).flatMap(([name, value]) =>
    value === undefined || Object.hasOwn(env, name) || OF_THE_SHELL.has(name) ? [] : [name],
  );
}

/** Whether no policy can let a variable through, because its name is that of a secret or of the runner. */
export function isNeverPassed(name: string): boolean {
  return NEVER.some((pattern) => pattern.test(name));
}

function matcher(names: string): RegExp {
  const patterns = names.trim().split(/\s+/);
  return new RegExp(`^(?:${patterns.map((name) => name.replace('*', '\\w*')).join('|')})$`);
}

function contract({ seed, role, folder }: EnvironmentRequest): Record<string, string> {
  return {
    REPRO_GATE: '1',
    REPRO_SEED: String(seed),
    REPRO_RUN_ID: folder.runId,
    REPRO_OUT_DIR: folder.outDir,
    REPRO_METRICS: folder.metricsFile,
    REPRO_ROLE: role,
  };
}

function fillers({ seed, folder }: EnvironmentRequest): Record<string, string> {
  return {
    // Read once, when the interpreter starts; setting it from inside the program has no effect on that program.
    PYTHONHASHSEED: String(seed),
    PYTHONUNBUFFERED: '1',
    // One of the two sizes for which cuBLAS promises the same bits with several streams (cuBLAS, "Results reproducibility").
    CUBLAS_WORKSPACE_CONFIG: ':4096:8',
    // Lightning reads it only where the program itself gives no seed.
    PL_GLOBAL_SEED: String(seed),
    WANDB_MODE: 'offline',
    CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
    // What an earlier run found fastest decides which kernels a later one uses: hidden state.
    TORCHINDUCTOR_CACHE_DIR: folder.inductorCache,
    TRITON_CACHE_DIR: folder.tritonCache,
  };
}

/**
 * Hides every GPU. `-1` and not the empty string: the HIP runtime takes an empty HIP_VISIBLE_DEVICES for one that is not
 * set and falls back to CUDA_VISIBLE_DEVICES, and programs that set a default when the variable is empty would show a GPU
 * again. `-1` is no device for CUDA, for HIP and for the frameworks that read the variables themselves.
 */
function hiddenDevices({ device }: EnvironmentRequest): Record<string, string> {
  return device === 'cpu' ? { CUDA_VISIBLE_DEVICES: '-1', HIP_VISIBLE_DEVICES: '-1' } : {};
}

interface InterpreterChoice {
  readonly env: Readonly<Record<string, string>>;
  readonly drop: readonly string[];
  readonly shown: Readonly<Record<string, string>>;
}

/** What a virtual environment's `activate` does: its folder comes first, and what names another environment goes. */
function interpreter(
  python: PythonChoice | null,
  passed: Readonly<Record<string, string>>,
): InterpreterChoice {
  if (python === null) return { env: {}, drop: [], shown: {} };
  const { folder, venv, pathSeparator } = python;
  const path = passed['PATH'] ?? '';
  const first = { PATH: path === '' ? folder : `${folder}${pathSeparator}${path}` };
  return {
    env: venv === null ? first : { ...first, VIRTUAL_ENV: venv },
    drop: ['VIRTUAL_ENV', 'PYTHONHOME'],
    shown: { PATH: `<folder of --python>${pathSeparator}$PATH` },
  };
}

type Shown = Pick<InterpreterChoice, 'env' | 'shown'>;

/** First on PYTHONPATH, because only the first `sitecustomize` is run; it runs the one that it hides. */
function observed(request: EnvironmentRequest, passed: Readonly<Record<string, string>>): Shown {
  const { observer, inject, probe, folder } = request;
  if (observer === null) return { env: {}, shown: {} };
  const rest = passed['PYTHONPATH'] ?? '';
  // An empty entry would stand for the working directory.
  const behind = (first: string, more: string) =>
    rest === '' ? first : `${first}${observer.pathSeparator}${more}`;
  const probing = probe > 0 ? { REPRO_PROBE: String(probe) } : {};
  const contract = { REPRO_OBSERVER_DIR: folder.observations, REPRO_INJECT: inject, ...probing };
  return {
    env: { ...contract, PYTHONPATH: behind(observer.folder, rest) },
    shown: { ...shown(contract, folder), PYTHONPATH: behind('<observer>', '$PYTHONPATH') },
  };
}

function shown(injected: Record<string, string>, folder: RunFolder): Record<string, string> {
  const hide = (value: string) => value.replaceAll(folder.root, '<run>').replaceAll(folder.runId, '<run-id>');
  return Object.fromEntries(Object.entries(injected).map(([name, value]) => [name, hide(value)]));
}
