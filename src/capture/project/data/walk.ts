/** The files that a pattern names, inside the repository only. */

import type { PathGlob } from './path-glob.ts';
import type { DataPlace, EntryKind } from './place.ts';

export interface FoundFile {
  /** Relative to the repository. */
  readonly path: string;
  /** Absolute, without links. */
  readonly real: string;
}

/** Something that a pattern names and that cannot be read. */
export interface Problem {
  readonly path: string;
  /** What about it is not known, when it is not all of it. */
  readonly field?: 'content';
  readonly because: string;
}

export interface Walked {
  /** `folder`: a path without wildcards that names one. */
  readonly kind: 'files' | 'folder';
  readonly files: readonly FoundFile[];
  readonly problems: readonly Problem[];
}

export interface WalkScope {
  readonly data: DataPlace;
  readonly directory: string;
  /** The directory without links. */
  readonly root: string;
  readonly excluded: readonly PathGlob[];
}

/**
 * What no training reads as its data: git's own files, and what tools leave behind as they run, which would make
 * every run differ. A pattern that names such a folder itself is followed.
 */
const LEFT_BEHIND = new Set(['.git', '__pycache__', '.ipynb_checkpoints', '.pytest_cache', '.mypy_cache']);

/** Beyond this, one file that says what the data is (a DVC pointer) is the better thing to name. */
export const MOST_FILES = 200_000;
/** Deeper than the longest path that Linux takes can go. */
const DEEPEST = 2_048;

const OUTSIDE = 'a symbolic link leads out of the repository; only files inside it are read';

export async function walk(scope: WalkScope, glob: PathGlob): Promise<Walked> {
  const start = await resolveInside(scope, glob.base);
  if (start.kind === 'problem') return failed(glob.text, start.because);
  if (start.kind === 'file' && glob.literal) {
    return { kind: 'files', files: [{ path: glob.base, real: start.real }], problems: [] };
  }
  if (start.kind !== 'folder') return failed(glob.text, 'it matches no file');
  const walker = new Walker(scope, glob);
  await walker.enter({ path: glob.base, real: start.real, above: [] });
  return walker.result();
}

function failed(path: string, because: string): Walked {
  return { kind: 'files', files: [], problems: [{ path, because }] };
}

type Resolved =
  | { readonly kind: 'file' | 'folder'; readonly real: string }
  | { readonly kind: 'problem'; readonly because: string };

/** What a path leads to, if that is inside the repository. */
export async function resolveInside({ data, directory, root }: WalkScope, path: string): Promise<Resolved> {
  try {
    const real = await data.real(path === '' ? directory : `${directory}/${path}`);
    if (real === null) return { kind: 'problem', because: 'it does not exist' };
    if (real !== root && !real.startsWith(root === '/' ? '/' : `${root}/`))
      return { kind: 'problem', because: OUTSIDE };
    const kind = await data.look(real);
    if (kind === 'file' || kind === 'folder') return { kind, real };
    return { kind: 'problem', because: 'it is neither a file nor a folder' };
  } catch (thrown) {
    return { kind: 'problem', because: reason(thrown) };
  }
}

function reason(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

interface Folder {
  readonly path: string;
  readonly real: string;
  /** The folders on the way here, to notice a link that leads back. */
  readonly above: readonly string[];
}

interface Entry {
  readonly path: string;
  readonly real: string;
  readonly kind: EntryKind;
}

class Walker {
  readonly #scope: WalkScope;
  readonly #glob: PathGlob;
  readonly #files: FoundFile[] = [];
  readonly #problems: Problem[] = [];

  constructor(scope: WalkScope, glob: PathGlob) {
    this.#scope = scope;
    this.#glob = glob;
  }

  result(): Walked {
    if (this.#files.length > MOST_FILES) {
      const because = `it names more than ${MOST_FILES} files; name one file that stands for them, such as a .dvc pointer`;
      return failed(this.#glob.text, because);
    }
    const kind = this.#glob.literal ? 'folder' : 'files';
    if (kind === 'files' && this.#files.length + this.#problems.length === 0) {
      return failed(this.#glob.text, 'it matches no file');
    }
    return { kind, files: this.#files, problems: this.#problems };
  }

  async enter({ path, real, above }: Folder): Promise<void> {
    if (above.includes(real)) {
      this.#problems.push({ path, because: 'a symbolic link leads back to a folder above it' });
      return;
    }
    for (const { name, kind } of await this.#entriesOf({ path, real, above })) {
      if (this.#files.length > MOST_FILES) return;
      const entry = {
        path: path === '' ? name : `${path}/${name}`,
        real: `${real === '/' ? '' : real}/${name}`,
        kind,
      };
      if (this.#isWanted(entry, name)) await this.#take(entry, [...above, real]);
    }
  }

  async #entriesOf({ path, real, above }: Folder): ReturnType<DataPlace['entries']> {
    try {
      if (above.length > DEEPEST) throw new Error('the folders are nested too deeply');
      return await this.#scope.data.entries(real);
    } catch (thrown) {
      this.#problems.push({ path, because: reason(thrown) });
      return [];
    }
  }

  #isWanted({ path, kind }: Entry, name: string): boolean {
    if (this.#scope.excluded.some((glob) => glob.covers(path))) return false;
    const below = kind !== 'file' && !LEFT_BEHIND.has(name) && this.#mayHoldBelow(path);
    return below || (kind !== 'folder' && this.#isNamed(path));
  }

  /** Of a path without wildcards that names a folder, everything below it is named. */
  #isNamed(path: string): boolean {
    return this.#glob.literal || this.#glob.matches(path);
  }

  #mayHoldBelow(path: string): boolean {
    return this.#glob.literal || this.#glob.mayMatchBelow(path);
  }

  async #take({ path, real, kind }: Entry, above: readonly string[]): Promise<void> {
    if (kind === 'file') this.#files.push({ path, real });
    else if (kind === 'folder') await this.enter({ path, real, above });
    else if (kind === 'link') await this.#follow(path, above);
    else if (this.#isNamed(path)) this.#problems.push({ path, because: 'it is neither a file nor a folder' });
  }

  async #follow(path: string, above: readonly string[]): Promise<void> {
    const target = await resolveInside(this.#scope, path);
    if (target.kind === 'problem') this.#problems.push({ path, because: target.because });
    else if (target.kind === 'folder') await this.enter({ path, real: target.real, above });
    else if (this.#isNamed(path)) this.#files.push({ path, real: target.real });
  }
}
