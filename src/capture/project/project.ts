/** What the policy names of the project itself: lock files, data, parameters, and the inputs of smoke tests. */

import { readData } from '../data/data.ts';
import { inputsFingerprint } from '../data/fingerprint.ts';
import type { Machine } from '../machine.ts';
import { readParameters } from '../parameters.ts';
import type { Parsed } from '../probe.ts';
import type { DataFile, ParameterFile, Python, Snapshot, Unknown } from '../snapshot.ts';
import { readLocks } from './locks.ts';

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

const NO_DATA: Parsed<readonly DataFile[]> = { facts: [], unknown: [] };

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
    request.data.length === 0 ? NO_DATA : readData(machine, { directory, patterns: request.data }),
    readParameters(machine, { directory, patterns: request.parameters }),
    readInputs(machine, { directory, request }),
  ]);
  return { data, parameters, inputs };
}

/** A fingerprint of something that could not all be read would be one of something else. */
async function readInputs(
  machine: Machine,
  { directory, request }: Place,
): Promise<Parsed<Readonly<Record<string, string>>>> {
  const sha256 = (text: string): string => machine.sha256(text);
  const parts = await Promise.all(
    Object.entries(request.inputs).map(async ([name, patterns]) => {
      const { facts, unknown } = await readData(machine, { directory, patterns });
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
  { directory, request }: Place,
  { python, files }: Interpreted,
): Promise<Parsed<ProjectFacts>> {
  const locks = await readLocks(machine, { directory, paths: request.lockfiles, python });
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
