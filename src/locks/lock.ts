/**
 * A lock file as read: which packages it says an environment holds. All eleven forms become these types, so that what
 * compares them with an installed set knows nothing of the forms.
 */

import { withoutSecrets } from './source-url.ts';

export type LockForm =
  | 'requirements'
  | 'pylock'
  | 'uv'
  | 'poetry'
  | 'pdm'
  | 'pipfile'
  | 'conda-lock'
  | 'conda-explicit'
  | 'environment'
  | 'pixi'
  /** What `conda list`, `pip freeze` or `pip list` printed. */
  | 'listing';

export type LockReading = ReadLock | UnreadableLock;

export interface ReadLock {
  readonly kind: 'lock';
  readonly form: LockForm;
  readonly packages: readonly LockedPackage[];
  /**
   * Where the packages that are demanded are found from: `listed`: each entry says for itself; else the entries are a
   * graph, in which markers lie on the edges, and `roots` are the names that it is entered by. `unmentioned`: the file
   * does not say which these are; they are the packages that no other one asks for.
   */
  readonly roots: 'listed' | 'unmentioned' | readonly string[];
  /** Whether it means to name everything that is installed, so that a package it does not name is one too many. */
  readonly complete: boolean;
  /** PEP 440 specifier for the interpreter, where the form has one. */
  readonly requiresPython: string | null;
  /** What was in the file and could not become a package; each a sentence with its line where there is one. */
  readonly notes: readonly string[];
}

export interface UnreadableLock {
  readonly kind: 'unreadable';
  /** One clause that says what is wrong: `it has merge-conflict markers`. */
  readonly because: string;
  readonly line?: number;
  readonly column?: number;
}

export type Ecosystem = 'pypi' | 'conda';

export interface LockedPackage {
  /** Normalised as PEP 503 says. */
  readonly name: string;
  /** As the file has it: conda tells `typing_extensions` and `typing-extensions` apart. */
  readonly written: string;
  readonly ecosystem: Ecosystem;
  /** Null where only a URL, a commit or a range is given. */
  readonly version: string | null;
  /** False for ranges and for entries that name no version: `specifier` then says what is allowed, null: anything. */
  readonly exact: boolean;
  /** PEP 440 for PyPI, a conda version spec for conda. */
  readonly specifier: string | null;
  /** conda: the build string; may end in `*` where `exact` is false. */
  readonly build: string | null;
  readonly channel: string | null;
  /** Commit of a VCS entry, as far as the file tells it. */
  readonly commit: string | null;
  readonly url: string | null;
  /** `sha256:…`, `md5:…`: of the archives (wheels, conda packages) that are allowed, never of what is installed. */
  readonly hashes: readonly string[];
  /** PEP 508. */
  readonly marker: string | null;
  /** Where it is installed; empty: everywhere. */
  readonly places: readonly Place[];
  /** Dependency groups that bring it; empty: not said, so all. `main` and `default` are what is always installed. */
  readonly groups: readonly string[];
  /** Extras of the project that bring it. */
  readonly extras: readonly string[];
  /** Not installed unless a group or an extra asks for it. */
  readonly optional: boolean;
  /** A `-c` constraint: holds if the package is there, and does not ask for it. */
  readonly constraint: boolean;
  /** Folder that it is installed from: the project itself or a neighbour of it. */
  readonly local: string | null;
  readonly editable: boolean;
  readonly requires: readonly Edge[];
  /** The file the entry is in, where that is not the lock file itself (`-r base.txt`). */
  readonly file: string | null;
  readonly line: number | null;
}

/** `environment`: pixi's. `platform`: conda's name of one, `linux-64`. Null: any. */
export interface Place {
  readonly environment: string | null;
  readonly platform: string | null;
}

/** One package asks for another. */
export interface Edge {
  readonly name: string;
  /** Given where the lock holds several versions of that name. */
  readonly version: string | null;
  readonly marker: string | null;
  /** Extras that are asked of the other. */
  readonly extras: readonly string[];
  /** It asks only where this extra, or this group, of its own is wanted. */
  readonly forExtra: string | null;
  readonly forGroup: string | null;
}

export type Entry = Pick<LockedPackage, 'name' | 'written'> & Partial<LockedPackage>;

const NONE: readonly never[] = [];

/**
 * An entry with what its form does not say filled in; one with a version is exact unless it says otherwise. Spelt out,
 * because copying objects into each other takes longer than reading the file.
 */
export function lockedPackage({
  name,
  written,
  ecosystem = 'pypi',
  version = null,
  exact = version !== null,
  specifier = null,
  build = null,
  channel = null,
  commit = null,
  url = null,
  hashes = NONE,
  marker = null,
  places = NONE,
  groups = NONE,
  extras = NONE,
  optional = false,
  constraint = false,
  local = null,
  editable = false,
  requires = NONE,
  file = null,
  line = null,
}: Entry): LockedPackage {
  return {
    name,
    written,
    ecosystem,
    version,
    exact,
    specifier,
    build,
    channel,
    commit,
    url: url ? withoutSecrets(url) : null,
    hashes,
    marker,
    places,
    groups,
    extras,
    optional,
    constraint,
    local,
    editable,
    requires,
    file,
    line,
  };
}

export interface Lock {
  readonly form: LockForm;
  readonly packages: readonly LockedPackage[];
  readonly roots?: ReadLock['roots'];
  readonly complete?: boolean;
  readonly requiresPython?: string | null;
  readonly notes?: readonly string[];
}

/** Complete, and each entry for itself, as most forms are. */
export function aLock({ roots = 'listed', complete = true, requiresPython = null, ...lock }: Lock): ReadLock {
  return { kind: 'lock', notes: [], ...lock, roots, complete, requiresPython };
}

export interface Position {
  readonly line?: number | null;
  readonly column?: number | null;
}

/** Why a file is no lock. Thrown by the readers, and caught in one place, readLock. */
export class Unreadable extends Error {
  readonly line: number | null;
  readonly column: number | null;

  constructor(because: string, { line = null, column = null }: Position = {}) {
    super(because);
    this.line = line;
    this.column = column;
  }
}
