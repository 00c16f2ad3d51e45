/**
 * What the policy names of the project itself: lock files, data, parameters, and the inputs of smoke tests. The readers
 * bring parsers with them, and are loaded only where there is something for them to read.
 */

import type { Machine } from '../machine.ts';
import type { Parsed } from '../probe.ts';
import type { DataFile, LockFile, ParameterFile, Python, Snapshot, Unknown } from '../snapshot.ts';
import { inputsFingerprint } from './data/fingerprint.ts';

/** Paths and globs, relative to the project. */
export interface ProjectRequest {
  readonly lockfiles: readonly string[];
  readonly data: readonly string[];
  readonly parameters: readonly string[];
  /** By the name of the smoke test. */
  readonly inputs: Readonly<Record<string, readonly string[]>>;
}

export const NOTHING_NAMED: ProjectRequest = { lockfiles: [], data: [], parameters: [], inputs: {} };

export type ProjectFacts = Pick<Snapshot, 'locks' | 'data' | 'parameters' | 'inputs'>;

export const NO_PROJECT: ProjectFacts = { locks: [], data: [], parameters: [], inputs: {} };

/** What can be read at once, before anything is known of the interpreter. */
export interface ProjectFiles {
  readonly data: Parsed<readonly DataFile[]>;
  readonly parameters: Parsed<readonly ParameterFile[]>;
  readonly inputs: Parsed<Readonly<Record<string, string>>>;
}

interface Place {
  /** The project, as an absolute path. */
  readonly directory: string;
  readonly request: ProjectRequest;
}

export async function readProjectFiles(
  machine: Machine,
  { directory, request }: Place,
): Promise<ProjectFiles> {
  const [data, parameters, inputs] = await Promise.all([
    dataOf(machine, directory, request.data),
    parametersOf(machine, directory, request.parameters),
    readInputs(machine, { directory, request }),
  ]);
  return { data, parameters, inputs };
}

async function dataOf(
  machine: Machine,
  directory: string,
  patterns: readonly string[],
): Promise<Parsed<readonly DataFile[]>> {
  if (patterns.length === 0) return { facts: [], unknown: [] };
  const { readData } = await import('./data/data.ts');
  return readData(machine, { directory, patterns });
}

async function parametersOf(
  machine: Machine,
  directory: string,
  patterns: readonly string[],
): Promise<Parsed<readonly ParameterFile[]>> {
  if (patterns.length === 0) return { facts: [], unknown: [] };
  const [{ readParameters }, { parse }] = await Promise.all([import('./parameters.ts'), import('smol-toml')]);
  return readParameters(machine, { directory, patterns, toml: parse });
}

async function locksOf(
  machine: Machine,
  { directory, request }: Place,
  python: Parsed<Python | null>,
): Promise<Parsed<readonly LockFile[]>> {
  if (request.lockfiles.length === 0) return { facts: [], unknown: [] };
  const { readLocks } = await import('./locks.ts');
  return readLocks(machine, { directory, paths: request.lockfiles, python });
}

/** A fingerprint of something that could not all be read would be one of something else. */
async function readInputs(
  machine: Machine,
  { directory, request }: Place,
): Promise<Parsed<Readonly<Record<string, string>>>> {
  const sha256 = (text: string): string => machine.sha256(text);
  const parts = await Promise.all(
    Object.entries(request.inputs).map(async ([name, patterns]) => {
      const { facts, unknown } = await dataOf(machine, directory, patterns);
      const [first] = unknown;
      return { name, because: first?.because ?? null, fingerprint: inputsFingerprint(facts, {}, sha256) };
    }),
  );
  return {
    facts: Object.fromEntries(
      parts.flatMap(({ name, because, fingerprint }) => (because === null ? [[name, fingerprint]] : [])),
    ),
    unknown: parts.flatMap(({ name, because }): Unknown[] =>
      because === null ? [] : [{ path: `inputs[${name}]`, because }],
    ),
  };
}

export interface Interpreted {
  readonly python: Parsed<Python | null>;
  readonly files: ProjectFiles;
}

/** The files that were read, and the locks held against what is installed. */
export async function composeProject(
  machine: Machine,
  place: Place,
  { python, files }: Interpreted,
): Promise<Parsed<ProjectFacts>> {
  const locks = await locksOf(machine, place, python);
  const { data, parameters, inputs } = files;
  return {
    facts: {
      locks: locks.facts,
      data: data.facts,
      parameters: parameters.facts,
      inputs: inputs.facts,
    },
    unknown: [locks, data, parameters, inputs].flatMap(({ unknown }) => unknown),
  };
}
