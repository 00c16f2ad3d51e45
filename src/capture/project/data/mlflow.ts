/**
 * Data sets that a run noted with MLflow, from a store in files: `RUN/inputs/ID/meta.yaml` names a data set, and
 * `EXPERIMENT/datasets/ID/meta.yaml` holds its digest (mlflow/store/tracking/file_store.py). Only when a policy asks
 * for it, because a run folder is nothing that the code under test depends on by itself.
 */

import type { Machine } from '../../machine.ts';
import type { DataFile } from '../../snapshot.ts';
import type { DataPlace, FolderEntry } from './place.ts';
import { isFields, parseStringYaml, textOf } from './string-yaml.ts';
import type { Problem } from './walk.ts';

export interface RunFolder {
  /** As the policy names it, for messages. */
  readonly pattern: string;
  /** Absolute, without links. */
  readonly real: string;
}

export interface RunData {
  readonly files: readonly DataFile[];
  readonly problems: readonly Problem[];
}

const LARGEST_META = 4 * 1024 * 1024;
const MOST_INPUTS = 1_000;

export async function readRunData(machine: Machine, data: DataPlace, run: RunFolder): Promise<RunData> {
  const inputs = (await folderEntries(data, `${run.real}/inputs`)).filter(({ kind }) => kind === 'folder');
  const experiment = run.real.split('/').slice(0, -1).join('/');
  const found = await Promise.all(
    inputs.slice(0, MOST_INPUTS).map(async ({ name }) => {
      const input = await readMeta(machine, `${run.real}/inputs/${name}/meta.yaml`);
      if (input === null) return problem(run, `inputs/${name}/meta.yaml cannot be read`);
      if (input.type !== null && input.type !== 'DATASET') return null;
      return readDataset(machine, { run, experiment, id: input.id });
    }),
  );
  const tags = await readTags(machine, data, run);
  const all = [...found, ...tags].filter((item) => item !== null);
  if (all.length === 0)
    return { files: [], problems: [problem(run, 'expected a run with data sets, found none in it')] };
  const files = all.filter((item): item is DataFile => 'hash' in item);
  const problems = all.filter((item): item is Problem => 'because' in item);
  if (inputs.length > MOST_INPUTS) problems.push(problem(run, `it has more than ${MOST_INPUTS} inputs`));
  return { files, problems };
}

function problem({ pattern }: RunFolder, because: string): Problem {
  return { path: pattern, because };
}

async function folderEntries(data: DataPlace, folder: string): Promise<readonly FolderEntry[]> {
  return (await data.real(folder)) === null ? [] : data.entries(folder);
}

interface Dataset {
  readonly run: RunFolder;
  readonly experiment: string;
  readonly id: string | null;
}

/** An identifier is the digest of name and digest; anything else might name another folder. */
const IDENTIFIER = /^[0-9a-f]{16,64}$/;

async function readDataset(machine: Machine, { run, experiment, id }: Dataset): Promise<DataFile | Problem> {
  if (id === null || !IDENTIFIER.test(id)) return problem(run, 'an input of it names no data set');
  const text = await readOrNull(machine, `${experiment}/datasets/${id}/meta.yaml`);
  const parsed = text === null ? null : parseStringYaml(text);
  if (parsed?.kind !== 'value' || !isFields(parsed.value))
    return problem(run, `the data set ${id} cannot be read`);
  const digest = textOf(parsed.value, 'digest');
  const name = textOf(parsed.value, 'name') ?? id;
  if (digest === null) return problem(run, `the data set ${name} has no digest`);
  return { path: `${run.pattern}#${name}`, kind: 'mlflow', hash: `mlflow:${digest}` };
}

interface Input {
  readonly type: string | null;
  readonly id: string | null;
}

async function readMeta(machine: Machine, file: string): Promise<Input | null> {
  const text = await readOrNull(machine, file);
  const parsed = text === null ? null : parseStringYaml(text);
  if (parsed?.kind !== 'value' || !isFields(parsed.value)) return null;
  return { type: textOf(parsed.value, 'source_type'), id: textOf(parsed.value, 'source_id') };
}

/** Tags of the run itself: a file each, whose text is the value. */
async function readTags(machine: Machine, data: DataPlace, run: RunFolder): Promise<(DataFile | Problem)[]> {
  const entries = await folderEntries(data, `${run.real}/tags`);
  const names = entries.filter(({ name, kind }) => kind === 'file' && name.startsWith('mlflow.data.'));
  return Promise.all(
    names.slice(0, MOST_INPUTS).map(async ({ name }) => {
      const text = await readOrNull(machine, `${run.real}/tags/${name}`);
      if (text === null) return problem(run, `its tag ${name} cannot be read`);
      return { path: `${run.pattern}#${name}`, kind: 'mlflow', hash: `sha256:${machine.sha256(text)}` };
    }),
  );
}

/** Null also when a link leads elsewhere, and when it is larger than such a file ever is, because then it is cut. */
async function readOrNull({ software, data }: Machine, file: string): Promise<string | null> {
  try {
    if ((await data?.real(file)) !== file) return null;
    const text = await software.readText(file, LARGEST_META);
    return text === null || text.length >= LARGEST_META ? null : text;
  } catch {
    return null;
  }
}
