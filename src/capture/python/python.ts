/**
 * The interpreter under test, started once: what it is, where it finds packages, and, where a CUDA driver can be
 * expected, what that driver says about its devices.
 */

import { type CudaAnswer, parseCudaAnswer } from '../cuda/cuda-answer.ts';
import type { Machine, Place, ProgramResult } from '../machine.ts';
import type { Parsed, Probe } from '../probe.ts';
import type { Python } from '../snapshot.ts';
import script from './python_probe.py';

/** What the interpreter says of itself; `packages` are read afterwards, from the folders in `searchPath`. */
export interface Interpreter extends Omit<Python, 'packages' | 'conda' | 'edited' | 'blas'> {
  readonly searchPath: readonly string[];
  /** Of the C library that it runs on: `glibc 2.36`. */
  readonly libc: string | null;
}

export interface PythonFacts {
  readonly interpreter: Interpreter | null;
  readonly cuda: CudaAnswer;
}

export interface PythonOptions {
  /** Path or name of the interpreter; null: the active environment's, else the first on PATH. */
  readonly python: string | null;
  /** Folder to start it in: version managers choose the version by it. */
  readonly directory: string;
  readonly cuda: CudaQuestion;
}

/** Whether to ask the CUDA driver; if not, why not. */
export type CudaQuestion = { readonly kind: 'ask' } | { readonly kind: 'skip'; readonly because: string };

/** `none`: nobody named an interpreter, and the machine has none. */
export type PythonAnswer =
  | { readonly kind: 'none' }
  | { readonly kind: 'started'; readonly program: string; readonly result: ProgramResult };

/** A cold start from a network disk takes long; the CUDA driver takes as long as nvidia-smi. */
const PLAIN_TIMEOUT_MS = 30_000;
const CUDA_TIMEOUT_MS = 60_000;

export function python(options: PythonOptions): Probe<PythonAnswer, PythonFacts> {
  const timeoutMs = options.cuda.kind === 'ask' ? CUDA_TIMEOUT_MS : PLAIN_TIMEOUT_MS;
  return {
    id: 'python',
    provides: ['python'],
    timeoutMs: timeoutMs + 5_000,
    absent: { interpreter: null, cuda: { kind: 'not-asked', because: 'Python could not be started' } },
    read: (machine) => start(machine, { ...options, timeoutMs }),
    parse: (answer) => parse(answer, options.cuda),
  };
}

interface StartOptions extends PythonOptions {
  readonly timeoutMs: number;
}

async function start(machine: Machine, options: StartOptions): Promise<PythonAnswer> {
  for (const program of interpreters(machine, options.python)) {
    const result = await run(machine.software, program, options);
    // One that was asked for by name has to be there.
    const counts = result.kind !== 'not-found' || options.python !== null;
    if (counts) return { kind: 'started', program, result };
  }
  return { kind: 'none' };
}

/** In order: the one asked for, and no other; else the active environment's, else the first on PATH. */
export function interpreters(
  { env, platform }: Pick<Machine, 'env' | 'platform'>,
  asked: string | null,
): string[] {
  if (asked !== null) return [asked];
  const windows = platform === 'win32';
  const venv = env['VIRTUAL_ENV'];
  const conda = env['CONDA_PREFIX'];
  return [
    ...(venv ? [windows ? `${venv}/Scripts/python.exe` : `${venv}/bin/python`] : []),
    ...(conda ? [windows ? `${conda}/python.exe` : `${conda}/bin/python`] : []),
    ...(windows ? ['python', 'python3'] : ['python3', 'python']),
  ];
}

function run(software: Place, program: string, options: StartOptions): Promise<ProgramResult> {
  const question = options.cuda.kind === 'ask' ? ['cuda'] : [];
  return software.run(program, ['-c', script, ...question], {
    cwd: options.directory,
    timeoutMs: options.timeoutMs,
    // It would wait for input after the script.
    env: { PYTHONINSPECT: undefined },
  });
}

function parse(answer: PythonAnswer, question: CudaQuestion): Parsed<PythonFacts> {
  if (answer.kind === 'none') {
    const because = question.kind === 'skip' ? question.because : 'there is no Python to ask it with';
    return { facts: { interpreter: null, cuda: { kind: 'not-asked', because } }, unknown: [] };
  }
  const { program, result } = answer;
  const cuda = cudaAnswer(result, question);
  const spoken = objectAfter('interpreter', stdoutOf(result));
  const interpreter = spoken === null ? null : interpreterOf(spoken);
  if (interpreter !== null) return { facts: { interpreter, cuda }, unknown: [] };
  return {
    facts: { interpreter: null, cuda },
    unknown: [{ path: 'python', because: noInterpreter(program, result) }],
  };
}

function stdoutOf(result: ProgramResult): string {
  return 'stdout' in result ? result.stdout : '';
}

type Fields = Readonly<Record<string, unknown>>;

/** The probe's line about one subject; whatever else a start-up hook printed is passed over. */
function objectAfter(subject: string, stdout: string): Fields | null {
  const marker = `repro-gate:${subject}:`;
  const line = stdout.split(/\r?\n/).findLast((candidate) => candidate.startsWith(marker));
  if (line === undefined) return null;
  try {
    const value: unknown = JSON.parse(line.slice(marker.length));
    return typeof value === 'object' && value !== null ? (value as Fields) : null;
  } catch {
    return null;
  }
}

function interpreterOf(fields: Fields): Interpreter | null {
  const { version, implementation, executable, path } = fields;
  if (typeof version !== 'string' || typeof implementation !== 'string') return null;
  if (typeof executable !== 'string' || !Array.isArray(path)) return null;
  return {
    version,
    implementation: fields['freeThreaded'] === true ? `${implementation} (free-threaded)` : implementation,
    executable,
    environment: environmentOf(fields),
    searchPath: path.filter((entry): entry is string => typeof entry === 'string'),
    libc: typeof fields['libc'] === 'string' ? fields['libc'] : null,
  };
}

function environmentOf({ prefix, basePrefix, conda }: Fields): Python['environment'] {
  if (prefix !== basePrefix) return 'venv';
  if (conda === true) return 'conda';
  return /[\\/]\.?pyenv[\\/]/.test(String(prefix)) ? 'pyenv' : 'system';
}

function noInterpreter(program: string, result: ProgramResult): string {
  switch (result.kind) {
    case 'not-found':
      return `there is no Python at ${program}`;
    case 'failed':
      return `Python could not be started: ${result.because}`;
    case 'signalled':
      return `${program} was ended by ${result.signal} before it answered`;
    case 'timed-out':
      return `${program} did not answer within ${result.afterMs / 1000} s`;
    case 'exited':
      return `${program} exited with code ${result.code} and did not answer${whatElse(result)}`;
  }
}

/** What it said instead: the last line of its errors, where Python puts the reason, else the first of its output. */
function whatElse({ stdout, stderr, truncated }: Extract<ProgramResult, { kind: 'exited' }>): string {
  const [complaint, output] = [stderr.trim().split('\n').at(-1), stdout.trim().split('\n').at(0)];
  const flood = truncated ? '; it printed more than this version reads' : '';
  if (complaint) return `: ${quote(complaint)}${flood}`;
  return output ? `; it printed ${quote(output)}${flood}` : flood;
}

const LONGEST_QUOTE = 200;

function quote(line: string): string {
  return JSON.stringify(line.trim().slice(0, LONGEST_QUOTE));
}

/** The driver is asked last, so a hang or a crash in it leaves what was said about the interpreter. */
function cudaAnswer(result: ProgramResult, question: CudaQuestion): CudaAnswer {
  if (question.kind === 'skip') return { kind: 'not-asked', because: question.because };
  const stdout = stdoutOf(result);
  const spoken = objectAfter('cuda', stdout);
  if (spoken !== null) {
    const [visible, links] = [objectAfter('visible', stdout), objectAfter('links', stdout)];
    return parseCudaAnswer({ cuda: spoken, visible, links });
  }
  if (objectAfter('interpreter', stdout) === null) {
    return { kind: 'not-asked', because: 'Python could not be started' };
  }
  return { kind: 'failed', because: silence(result) };
}

function silence(result: ProgramResult): string {
  switch (result.kind) {
    case 'timed-out':
      return `the CUDA driver did not answer within ${result.afterMs / 1000} s`;
    case 'signalled':
      return `the CUDA driver crashed the process that asked it (${result.signal})`;
    default:
      return 'the process that asked the CUDA driver ended before it answered';
  }
}
