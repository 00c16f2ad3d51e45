/** Taking a snapshot: all probes side by side, then one composition of what they found and what they could not. */

import { TOOL } from '../version.ts';
import type { CudaAnswer } from './cuda/cuda-answer.ts';
import { completeHardware } from './cuda/cuda-driver.ts';
import { NO_CUDA } from './cuda/cuda-parts.ts';
import { readLoadedLibrary } from './cuda/libcuda.ts';
import { environment } from './environment.ts';
import { amdGpus } from './gpu/amd-gpus.ts';
import { joinVendors } from './gpu/gpu-vendors.ts';
import { type GpuFacts, gpus } from './gpu/gpus.ts';
import { hasWslLibrary, readKernelVersion } from './gpu/nvidia-kernel.ts';
import { otherGpus } from './gpu/other-gpus.ts';
import { markVisible } from './gpu/visible.ts';
import { hardwareClass } from './hardware-class.ts';
import { container } from './host/container.ts';
import { cpu } from './host/cpu.ts';
import { host } from './host/host.ts';
import { runner } from './host/runner.ts';
import { virtualization } from './host/virtualization.ts';
import { isIdentity } from './identity.ts';
import { jobVariables } from './job-variables.ts';
import type { Machine } from './machine.ts';
import { sanitiseAll } from './privacy.ts';
import { type Parsed, runProbe } from './probe.ts';
import { type Checkout, checkout } from './project/checkout.ts';
import { code } from './project/code.ts';
import {
  composeProject,
  NO_PROJECT,
  NOTHING_NAMED,
  type ProjectFacts,
  type ProjectRequest,
  readProjectFiles,
} from './project/project.ts';
import { editedFiles } from './python/edited-files.ts';
import { readAhead } from './python/packages.ts';
import { type CudaQuestion, type Interpreter, interpreters, python } from './python/python.ts';
import { NO_FRAMEWORKS, type Run, readSoftware, type Software } from './python/software.ts';
import type { Code, Gpu, Host, Python, Runner, Snapshot } from './snapshot.ts';

export interface CaptureOptions {
  /** The repository under test, as an absolute path. */
  readonly directory: string;
  /** Interpreter; null: the active environment's, else the first on PATH. */
  readonly python: string | null;
  /** `cpu`: the smoke tests use no GPU, so the class is the processor's whatever GPUs there are. */
  readonly device: 'auto' | 'cpu';
  /** Variables that the policy asks about, recorded beside the allow-listed ones. */
  readonly variables: readonly string[];
  readonly now: () => Date;
  /** Serial numbers as a digest, which still tells one board from another (default), or in the clear. */
  readonly serials?: 'hashed' | 'clear';
  /** What the policy names of the project; left out: nothing. */
  readonly project?: ProjectRequest;
  /** Whether installed files are read again and held against RECORD; `off` unless told. */
  readonly verify?: 'off' | 'files';
}

/** Measures a machine. Never throws: what could not be measured is named in `unknown`, with the reason. */
export async function capture(machine: Machine, options: CaptureOptions): Promise<Snapshot> {
  const found = await measure(machine, options).catch((thrown: unknown) => nothing(machine, thrown));
  return sanitiseAll(compose(found, { machine, options }), machine);
}

/** What the probes found; the composition adds the rest. */
interface Found {
  readonly software: Parsed<Software>;
  readonly hardware: Parsed<GpuFacts>;
  readonly host: Parsed<Host>;
  readonly code: Parsed<Code | null>;
  readonly env: Parsed<Snapshot['env']>;
  readonly runner: Parsed<Runner | null>;
  readonly project: Parsed<ProjectFacts>;
}

async function measure(machine: Machine, options: CaptureOptions): Promise<Found> {
  const run: Run = (probe) => runProbe(probe, machine);
  // Where the kernel's files cannot be read, asking costs little and may still answer.
  const cuda = await cudaQuestion(machine).catch((): CudaQuestion => ({ kind: 'ask' }));
  const interpreting = run(python({ python: options.python, directory: options.directory, cuda }));
  const [likely = ''] = interpreters(machine, options.python);
  // What starts a program goes first; the files are read while those run.
  const place = { directory: options.directory, request: options.project ?? NOTHING_NAMED };
  const [interpreted, listed, amd, others, inspected, checkedOut, software, hosted, env, named, files] =
    await Promise.all([
      interpreting,
      run(gpus),
      run(amdGpus),
      run(otherGpus),
      run(code(options.directory)),
      run(checkout(options.directory)),
      readSoftware(run, {
        interpreting,
        ahead: readAhead(machine, likely),
        verify: options.verify === 'files' ? (searchPath) => editedFiles(machine, searchPath) : null,
      }),
      readHost(run, machine),
      run(environment(options.variables)),
      run(runner),
      readProjectFiles(machine, place),
    ]);
  const { interpreter, cuda: answer } = interpreted.facts;
  return {
    software,
    hardware: await complete(joinVendors([listed, amd, others]), {
      machine,
      answer,
      serials: options.serials ?? 'hashed',
    }),
    host: withLibc(hosted, { machine, interpreter }),
    code: withCheckout(inspected, checkedOut),
    env,
    runner: named,
    project: await composeProject(machine, place, { python: pythonOf(software), files }),
  };
}

interface HardwareSources {
  readonly machine: Machine;
  readonly answer: CudaAnswer;
  readonly serials: 'hashed' | 'clear';
}

/** What CUDA adds, and which of the GPUs the job sees. */
async function complete(
  listed: Parsed<GpuFacts>,
  { machine, answer, serials }: HardwareSources,
): Promise<Parsed<GpuFacts>> {
  const variables = await jobVariables(machine).catch(() => machine.env);
  const asked = answer.kind === 'answered' || listed.facts.driver === null;
  const library = asked ? NO_LIBRARY : await readLoadedLibrary(machine, variables).catch(() => NO_LIBRARY);
  const { facts, unknown } = completeHardware(listed, { answer, library });
  const seen = markVisible(facts.gpus, { answer, variables });
  const gpus = serials === 'clear' ? seen.facts : seen.facts.map((gpu) => withHashedSerial(gpu, machine));
  return { facts: { ...facts, gpus }, unknown: [...unknown, ...seen.unknown] };
}

/** Enough of the digest to tell the boards of a fleet apart. */
const SERIAL_DIGITS = 16;

function withHashedSerial(gpu: Gpu, machine: Machine): Gpu {
  if (gpu.serial === null) return gpu;
  return { ...gpu, serial: `sha256:${machine.sha256(gpu.serial).slice(0, SERIAL_DIGITS)}` };
}

const NO_LIBRARY = { kind: 'none' } as const;

/** Loading the CUDA driver where there is none is cheap, but would report a reason that nobody needs. */
async function cudaQuestion(machine: Machine): Promise<CudaQuestion> {
  if (machine.kind === 'folder') {
    return { kind: 'skip', because: 'the CUDA driver of a machine kept in a folder cannot be asked' };
  }
  if (machine.platform === 'win32') return { kind: 'ask' };
  const [kernel, wsl] = await Promise.all([readKernelVersion(machine), hasWslLibrary(machine)]);
  return kernel !== null || wsl ? { kind: 'ask' } : { kind: 'skip', because: 'no NVIDIA driver is loaded' };
}

async function readHost(run: Run, machine: Machine): Promise<Parsed<Host>> {
  const [base, processor, contained, virtual] = await Promise.all([
    run(host),
    run(cpu(machine.arch)),
    run(container),
    run(virtualization),
  ]);
  return {
    facts: { ...base.facts, cpu: processor.facts, ...contained.facts, ...virtual.facts },
    unknown: [base, processor, contained, virtual].flatMap(({ unknown }) => unknown),
  };
}

interface LibcSource {
  readonly machine: Machine;
  readonly interpreter: Interpreter | null;
}

/**
 * glibc tells its version to a program that runs on it, and to no one else. It goes before the loader of musl, which
 * may be installed beside it.
 */
function withLibc({ facts, unknown }: Parsed<Host>, { machine, interpreter }: LibcSource): Parsed<Host> {
  const libc = (machine.kind === 'this' ? interpreter?.libc : null) ?? facts.libc;
  if (libc !== null || machine.platform !== 'linux') return { facts: { ...facts, libc }, unknown };
  const because = 'only a program that runs on the machine can ask for it, and no Python there did';
  return { facts, unknown: [...unknown, { path: 'host.libc', because }] };
}

interface Context {
  readonly machine: Machine;
  readonly options: CaptureOptions;
}

function compose(found: Found, { machine, options }: Context): Snapshot {
  const { software, hardware } = found;
  const classified = classify(hardware, { machine, options });
  const parts = [
    classified,
    hardware,
    found.host,
    software,
    found.code,
    found.env,
    found.runner,
    found.project,
  ];
  const unknown = parts.flatMap((part) => part.unknown);
  return {
    schema: 'repro-gate/snapshot/1',
    capturedAt: options.now().toISOString(),
    tool: TOOL,
    class: classified.facts,
    complete: !unknown.some(({ path }) => isIdentity(path, options.device)),
    ...hardware.facts,
    cuda: software.facts.cuda,
    host: found.host.facts,
    python: software.facts.python,
    frameworks: software.facts.frameworks,
    code: found.code.facts,
    ...found.project.facts,
    env: found.env.facts,
    runner: found.runner.facts,
    unknown,
  };
}

function classify(
  { facts, unknown }: Parsed<GpuFacts>,
  { machine: { arch }, options: { device } }: Context,
): Parsed<string | null> {
  const classified = hardwareClass({ arch, device, gpus: facts.gpus, unknown });
  return classified.kind === 'known'
    ? { facts: classified.name, unknown: [] }
    : { facts: null, unknown: [{ path: 'class', because: classified.because }] };
}

function pythonOf({ facts, unknown }: Parsed<Software>): Parsed<Python | null> {
  return { facts: facts.python, unknown };
}

/** How the repository was checked out belongs to what is known of it. */
function withCheckout(inspected: Parsed<Code | null>, out: Parsed<Checkout | null>): Parsed<Code | null> {
  if (inspected.facts === null || out.facts === null) {
    return { facts: inspected.facts, unknown: [...inspected.unknown, ...out.unknown] };
  }
  const { shallow, sparse } = out.facts;
  return { facts: { ...inspected.facts, shallow, sparse }, unknown: inspected.unknown };
}

/** What is left when the capture itself has failed, which is a bug: everything is unknown. */
function nothing(machine: Machine, thrown: unknown): Found {
  const because = `the capture failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  const absent = <Facts>(facts: Facts, ...paths: readonly string[]): Parsed<Facts> => ({
    facts,
    unknown: paths.map((path) => ({ path, because })),
  });
  return {
    software: absent(
      { python: null, frameworks: NO_FRAMEWORKS, cuda: NO_CUDA },
      'python',
      'frameworks',
      'cuda',
    ),
    hardware: absent({ gpus: [], driver: null, faults: [] }, 'gpus', 'driver'),
    host: absent(
      { ...host.absent, cpu: cpu(machine.arch).absent, ...container.absent, ...virtualization.absent },
      'host',
    ),
    code: absent(null, 'code'),
    env: absent({}, 'env'),
    runner: absent(null, 'runner'),
    project: absent(NO_PROJECT, 'locks', 'data', 'parameters', 'inputs'),
  };
}
