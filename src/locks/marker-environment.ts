/** What markers ask about: one interpreter on one machine, and which extras and groups are wanted. */

import { normaliseName } from '../capture/python/package-name.ts';

export const VARIABLES = [
  'os_name',
  'sys_platform',
  'platform_machine',
  'platform_python_implementation',
  'platform_release',
  'platform_system',
  'platform_version',
  'python_version',
  'python_full_version',
  'implementation_name',
  'implementation_version',
] as const;

export type MarkerVariable = (typeof VARIABLES)[number];

export interface MarkerEnvironment {
  /** Null: not known. */
  readonly variables: Readonly<Record<MarkerVariable, string | null>>;
  /** Wanted extras and dependency groups, normalised. */
  readonly extras: readonly string[];
  readonly groups: readonly string[];
  /** Conda's name of the platform, `linux-64`; null where conda has none. */
  readonly condaPlatform: string | null;
}

export interface Interpreter {
  /** `3.11.7`, as `platform.python_version()` has it. */
  readonly pythonVersion: string;
  /** `CPython`, `cpython`, `PyPy`, … */
  readonly implementation: string;
  /** `linux`, `darwin`, `win32`: Python's `sys.platform`, which for these is also Node's. */
  readonly platform: string;
  /** `x86_64`, `aarch64`, `arm64`, `AMD64`; Node's `x64` too. */
  readonly arch: string;
  /** The kernel's, `platform.release()`; left out: not known. */
  readonly platformRelease?: string | null;
  readonly platformVersion?: string | null;
  /** Of implementations whose version is not the language's. */
  readonly implementationVersion?: string | null;
  readonly extras?: readonly string[];
  readonly groups?: readonly string[];
}

const SYSTEMS: Readonly<Record<string, string>> = { linux: 'Linux', darwin: 'Darwin', win32: 'Windows' };

const IMPLEMENTATIONS: Readonly<Record<string, string>> = {
  cpython: 'CPython',
  pypy: 'PyPy',
  jython: 'Jython',
  ironpython: 'IronPython',
  graalpy: 'GraalVM',
};

/** The variables' values as that interpreter itself would give them. */
export function markerEnvironment(interpreter: Interpreter): MarkerEnvironment {
  const { platform, implementation, extras = [], groups = [] } = interpreter;
  const name = implementation.toLowerCase();
  // A build from a working tree calls itself `3.14.0+`, which is no version until something follows the plus.
  const full = interpreter.pythonVersion.replace(/\+$/, '+local');
  const machine = machineName(platform, interpreter.arch);
  return {
    variables: {
      os_name: platform === 'win32' ? 'nt' : 'posix',
      sys_platform: platform,
      platform_machine: machine,
      platform_python_implementation: IMPLEMENTATIONS[name] ?? implementation,
      platform_release: interpreter.platformRelease ?? null,
      platform_system: SYSTEMS[platform] ?? null,
      platform_version: interpreter.platformVersion ?? null,
      python_version: /^\d+\.\d+/.exec(full)?.[0] ?? full,
      python_full_version: full,
      implementation_name: name,
      implementation_version: interpreter.implementationVersion ?? (name === 'cpython' ? full : null),
    },
    extras: extras.map(normaliseName),
    groups: groups.map(normaliseName),
    condaPlatform: condaPlatform(platform, machine),
  };
}

const MACHINES: Readonly<Record<string, readonly [linux: string, darwin: string, windows: string]>> = {
  x64: ['x86_64', 'x86_64', 'AMD64'],
  x86_64: ['x86_64', 'x86_64', 'AMD64'],
  amd64: ['x86_64', 'x86_64', 'AMD64'],
  arm64: ['aarch64', 'arm64', 'ARM64'],
  aarch64: ['aarch64', 'arm64', 'ARM64'],
};

function machineName(platform: string, arch: string): string {
  const [linux, darwin, windows] = MACHINES[arch.toLowerCase()] ?? [arch, arch, arch];
  if (platform === 'win32') return windows;
  return platform === 'darwin' ? darwin : linux;
}

const CONDA: Readonly<Record<string, string>> = {
  'linux x86_64': 'linux-64',
  'linux i686': 'linux-32',
  'darwin x86_64': 'osx-64',
  'darwin arm64': 'osx-arm64',
  'win32 AMD64': 'win-64',
  'win32 ARM64': 'win-arm64',
};

function condaPlatform(platform: string, machine: string): string | null {
  return CONDA[`${platform} ${machine}`] ?? (platform === 'linux' ? `linux-${machine}` : null);
}
