/** From the files that a pattern names, digested, to the entries of the snapshot. */

import type { Machine } from '../../machine.ts';
import type { DataFile } from '../../snapshot.ts';
import { type DvcFile, parseDvcLock, parseDvcPointer } from './dvc.ts';
import { describeFile, type ReadFile } from './files.ts';
import type { PathGlob } from './path-glob.ts';
import type { Digested } from './place.ts';
import type { FoundFile, Problem, Walked } from './walk.ts';

/** What one pattern gave. */
export interface Result {
  readonly entries: readonly DataFile[];
  readonly problems: readonly Problem[];
}

export function failed(path: string, because: string): Result {
  return { entries: [], problems: [{ path, because }] };
}

export interface Named {
  readonly glob: PathGlob;
  readonly walked: Walked;
}

export interface DigestedNamed extends Named {
  readonly digestOf: (file: FoundFile) => Digested;
}

/** A glob that matches more files than this is one entry, because nobody reads a longer list. */
export const MOST_ENTRIES = 500;
/** A lock file of ten thousand outputs has two megabytes. */
const LARGEST_DVC = 16 * 1024 * 1024;

/** In a folder that is named as a whole, DVC's files are files like others: the data itself lies beside them. */
export function isDvcOf({ kind }: Walked, { path }: FoundFile): boolean {
  return kind === 'files' && /(?:[^/]\.dvc|(?:^|\/)dvc\.lock)$/.test(path);
}

export async function describeNamed(
  machine: Machine,
  { glob, walked, digestOf }: DigestedNamed,
): Promise<Result> {
  const read: ReadFile[] = [];
  for (const file of walked.files) {
    if (!isDvcOf(walked, file)) read.push(await describeFile(machine, { file, digested: digestOf(file) }));
  }
  const dvc = walked.files.filter((file) => isDvcOf(walked, file));
  const pointers = await Promise.all(dvc.map((file) => readDvc(machine, file)));
  const problems = [...walked.problems, ...read.flatMap((file) => file.problems)];
  const together = walked.kind === 'folder' || read.length > MOST_ENTRIES;
  const content = together ? asOne(machine, { glob, read, problems }) : oneByOne(read, problems);
  return {
    entries: [...content.entries, ...pointers.flatMap(({ entries }) => entries)],
    problems: [...content.problems, ...pointers.flatMap((pointer) => pointer.problems)],
  };
}

function oneByOne(read: readonly ReadFile[], problems: readonly Problem[]): Result {
  return { entries: read.flatMap(({ entry }) => entry ?? []), problems };
}

interface Contents {
  readonly glob: PathGlob;
  readonly read: readonly ReadFile[];
  readonly problems: readonly Problem[];
}

/** One digest over the sorted paths and digests; there is none when a part of it could not be read. */
function asOne({ sha256 }: Machine, { glob, read, problems }: Contents): Result {
  const path = glob.literal ? glob.base || '.' : glob.text;
  const broken = problems.filter(({ field }) => field === undefined);
  const [first] = broken;
  if (first !== undefined) {
    const more = broken.length === 1 ? '' : `, and ${broken.length - 1} more`;
    return failed(path, `a part of it cannot be read: ${first.path}: ${first.because}${more}`);
  }
  const start = glob.literal && glob.base !== '' ? glob.base.length + 1 : 0;
  const lines = read.flatMap(({ entry }) =>
    entry === null ? [] : `${entry.path.slice(start)}\0${entry.hash}\n`,
  );
  const hash = `sha256:${sha256(lines.sort().join(''))}`;
  return { entries: [{ path, kind: 'folder', hash }], problems };
}

async function readDvc({ software }: Machine, { path, real }: FoundFile): Promise<Result> {
  const text = await software.readText(real, LARGEST_DVC).catch(() => null);
  if (text === null) return failed(path, 'it cannot be read');
  if (text.length >= LARGEST_DVC) return failed(path, `it has more than ${LARGEST_DVC} bytes`);
  const parse = path.endsWith('.dvc') ? parseDvcPointer : parseDvcLock;
  const { entries, problems }: DvcFile = parse(text, path);
  return { entries: entries.map((entry) => ({ ...entry, kind: 'dvc' })), problems };
}
