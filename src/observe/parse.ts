/** From the files that the observer wrote to what was seen, and to what could not be read. */

import schema from '../../schema/observation.schema.json' with { type: 'json' };
import { type Identity, looksSecret, sanitise, sanitiseAll } from '../capture/privacy.ts';
import { compileSchema, type SchemaCheck } from '../document/schema.ts';
import type { Observation } from './observation.ts';
import type { Observed, Unreadable } from './observed.ts';

export interface ObservationFile {
  /** `proc-<pid>.json`. */
  readonly name: string;
  readonly content:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'unusable'; readonly because: string };
}

export interface ObservationFiles {
  readonly files: readonly ObservationFile[];
  /** Files beyond the bound, which were not read. */
  readonly beyond: number;
}

/** What must not leave the machine, and the folder from which paths are told. */
export interface Reader extends Identity {
  /** The directory that holds `.repro`, absolute. */
  readonly cwd: string;
}

/** Parses what was written in one run. A file that cannot be read is kept with its reason. */
export function parseObservations({ files, beyond }: ObservationFiles, reader: Reader): Observed {
  const processes: Observation[] = [];
  const unreadable: Unreadable[] = [];
  for (const file of files) {
    const parsed = parseFile(file, reader);
    if (typeof parsed === 'string') unreadable.push({ process: processOf(file), because: parsed });
    else processes.push(parsed);
  }
  return { processes: processes.sort(byRankThenStart), unreadable, beyond, blind: null };
}

function byRankThenStart({ process: a }: Observation, { process: b }: Observation): number {
  return (a.rank ?? -1) - (b.rank ?? -1) || a.startedAt - b.startedAt || a.pid - b.pid;
}

/** `process 4711`. */
function processOf({ name }: ObservationFile): string {
  return `process ${/^proc-(.*?)(?:\.json)?$/.exec(name)?.[1] ?? name}`;
}

let compiled: SchemaCheck | undefined;

/** The observation, or why the file holds none. */
function parseFile({ content }: ObservationFile, reader: Reader): Observation | string {
  if (content.kind === 'unusable') return content.because;
  let value: unknown;
  try {
    value = JSON.parse(content.text);
  } catch {
    // The parser's message quotes the text, which may hold anything.
    return content.text.trim() === '' ? 'it is empty' : 'it is not JSON';
  }
  compiled ??= compileSchema(schema);
  const [problem] = compiled(value);
  if (problem !== undefined) {
    const place = problem.pointer === '' ? '' : `at ${problem.pointer} `;
    return sanitise(`${place}it holds ${problem.found} in place of ${problem.expected}`, reader);
  }
  return harmless(value as Observation, reader);
}

/** Without secrets and homes; paths below the project are told from it. */
function harmless(observation: Observation, reader: Reader): Observation {
  const clean = sanitiseAll(observation, reader);
  const root = `${sanitise(reader.cwd, reader).replace(/[\\/]+$/, '')}/`;
  const below = (path: string) => (path.startsWith(root) ? path.slice(root.length) : path);
  const inProject = <T extends { readonly file: string | null }>(entry: T): T => ({
    ...entry,
    file: entry.file === null ? null : below(entry.file),
  });
  return {
    ...clean,
    process: { ...clean.process, program: below(clean.process.program) },
    seeds: clean.seeds.map(inProject),
    dataLoaders: clean.dataLoaders.map(inProject),
    nondeterministic: clean.nondeterministic.map(inProject),
    env: Object.fromEntries(Object.entries(clean.env).filter(([name]) => !looksSecret(name))),
  };
}
