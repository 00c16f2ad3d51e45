/**
 * What the data is that a run depends on: each path, glob or name that a policy gives becomes entries with a digest, or
 * a reason. Nothing is left out silently.
 *
 *   data/train.csv        a file, also one in place of which the working tree holds a Git LFS pointer
 *   data/images           a folder, as one digest over the paths and digests in it
 *   data/**, src/*.py     the files that match; `!data/tmp/**` takes some away
 *   data/train.csv.dvc    what the DVC pointer stands for; a dvc.lock: all that its stages read and make
 *   hf://datasets/O/N     what the hub's cache holds, `@REVISION` optional; hf://models/O/N
 *   mlflow:RUN_FOLDER     the data sets noted for a run
 */

import type { Machine } from '../../machine.ts';
import type { Parsed } from '../../probe.ts';
import type { DataFile, Unknown } from '../../snapshot.ts';
import { describeNamed, failed, isDvcOf, type Named, type Result } from './describe.ts';
import { parseHubName, readHub } from './huggingface.ts';
import { readRunData } from './mlflow.ts';
import { parsePathGlob } from './path-glob.ts';
import type { DataPlace, Digested, DigestOptions } from './place.ts';
import { type FoundFile, resolveInside, type WalkScope, walk } from './walk.ts';

export interface DataRequest {
  /** The repository, as an absolute path. */
  readonly directory: string;
  readonly patterns: readonly string[];
  readonly digest?: DigestOptions;
}

const MOST_PROBLEMS = 50;
/** Reads all data that the patterns name, sorted by path. Never throws. */
export async function readData(machine: Machine, request: DataRequest): Promise<Parsed<readonly DataFile[]>> {
  try {
    const { data } = machine;
    const root = data === undefined ? null : await data.real(request.directory);
    if (data === undefined || root === null) return nothing('the repository cannot be looked into');
    return compose(await new Reading(machine, { request, data, root }).all());
  } catch (thrown) {
    return nothing(`reading the data failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

function nothing(because: string): Parsed<readonly DataFile[]> {
  return { facts: [], unknown: [{ path: 'data', because }] };
}

interface Place {
  readonly request: DataRequest;
  readonly data: DataPlace;
  readonly root: string;
}

class Reading {
  readonly #machine: Machine;
  readonly #place: Place;
  /** By absolute path, so that what several patterns name is read once. */
  readonly #digested = new Map<string, Digested>();

  constructor(machine: Machine, place: Place) {
    this.#machine = machine;
    this.#place = place;
  }

  async all(): Promise<readonly Result[]> {
    const patterns = [...new Set(this.#place.request.patterns)];
    const excluded = patterns.filter(isExclusion).map((pattern) => pattern.slice(1));
    const named = patterns.filter((pattern) => !isExclusion(pattern));
    const results: Result[] = [];
    const paths: Named[] = [];
    const scope = this.#scope(excluded, results);
    for (const pattern of named) {
      if (/^[a-z][a-z0-9+.-]*:/i.test(pattern)) results.push(await this.#elsewhere(scope, pattern));
      else await this.#walk(scope, { pattern, paths, results });
    }
    await this.#digestAll(paths);
    const digestOf = (file: FoundFile): Digested => this.#digestOf(file);
    for (const named of paths) results.push(await describeNamed(this.#machine, { ...named, digestOf }));
    return results;
  }

  #scope(excluded: readonly string[], results: Result[]): WalkScope {
    const { data, root, request } = this.#place;
    const globs = excluded.map((text) => ({ text, parsed: parsePathGlob(text) }));
    for (const { text, parsed } of globs) {
      if (parsed.kind === 'problem') results.push(failed(`!${text}`, parsed.because));
    }
    return {
      data,
      root,
      directory: request.directory,
      excluded: globs.flatMap(({ parsed }) => (parsed.kind === 'glob' ? [parsed.glob] : [])),
    };
  }

  async #walk(scope: WalkScope, { pattern, paths, results }: Pending): Promise<void> {
    const parsed = parsePathGlob(pattern);
    if (parsed.kind === 'problem') results.push(failed(pattern, parsed.because));
    else paths.push({ glob: parsed.glob, walked: await walk(scope, parsed.glob) });
  }

  /** Data that is named and not a path in the repository. */
  async #elsewhere(scope: WalkScope, pattern: string): Promise<Result> {
    const { data } = this.#place;
    const hub = parseHubName(pattern);
    if (hub !== null) {
      const found = await readHub(this.#machine, data, { ...hub, pattern });
      return 'hash' in found ? { entries: [found], problems: [] } : { entries: [], problems: [found] };
    }
    const [, run] = /^mlflow:([^*?]+)$/.exec(pattern) ?? [];
    const glob = run === undefined ? null : parsePathGlob(run);
    if (glob?.kind === 'problem') return failed(pattern, glob.because);
    if (glob === null || glob.glob.base === '') {
      return failed(
        pattern,
        'expected a path, hf://datasets/ORG/NAME, hf://models/ORG/NAME or mlflow:RUN_FOLDER',
      );
    }
    const folder = await resolveInside(scope, glob.glob.base);
    if (folder.kind === 'problem') return failed(pattern, folder.because);
    const { files, problems } = await readRunData(this.#machine, data, { pattern, real: folder.real });
    return { entries: files, problems };
  }

  /** All at once, so that progress is told of the whole. */
  async #digestAll(paths: readonly Named[]): Promise<void> {
    const { data, request } = this.#place;
    const files = paths.flatMap(({ walked }) => walked.files.filter((file) => !isDvcOf(walked, file)));
    const wanted = [...new Set(files.map(({ real }) => real))];
    const digested = wanted.length === 0 ? [] : await data.digest(wanted, request.digest);
    wanted.forEach((path, index) => {
      this.#digested.set(path, digested[index] ?? { kind: 'failed', because: 'it was not read' });
    });
  }

  #digestOf({ real }: FoundFile): Digested {
    return this.#digested.get(real) ?? { kind: 'failed', because: 'it was not read' };
  }
}

interface Pending {
  readonly pattern: string;
  readonly paths: Named[];
  readonly results: Result[];
}

function isExclusion(pattern: string): boolean {
  return pattern.startsWith('!');
}

function compose(results: readonly Result[]): Parsed<readonly DataFile[]> {
  const entries = new Map(
    results.flatMap((result) => result.entries).map((entry) => [JSON.stringify(entry), entry]),
  );
  const facts = [...entries.values()].sort((a, b) => compare(keyOf(a), keyOf(b)));
  const unknown = new Map<string, Unknown>();
  for (const { problems } of results) {
    for (const { path, because, field } of problems.slice(0, MOST_PROBLEMS)) {
      const name = `data[${path}]${field === undefined ? '' : `.${field}`}`;
      unknown.set(`${name} ${because}`, { path: name, because });
    }
    const more = problems.length - MOST_PROBLEMS;
    if (more > 0)
      unknown.set(`${unknown.size}`, { path: 'data', because: `${more} more files cannot be read` });
  }
  return { facts, unknown: [...unknown.values()] };
}

function keyOf({ path, kind, hash }: DataFile): string {
  return `${path}\0${kind}\0${hash}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
