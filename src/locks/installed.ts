/** What is installed, as far as a lock can be compared with it. */

import type { Package } from '../capture/snapshot.ts';
import type { Ecosystem, LockedPackage } from './lock.ts';

/**
 * A `Package` of the snapshot is one. `Package.digest` is over the installed RECORD and is never compared with a lock's
 * digests, which are of archives: only `archiveHashes` is.
 */
export interface Installed extends Pick<Package, 'name' | 'version' | 'commit' | 'editable'> {
  readonly installer?: string | null;
  /** Left out: PyPI, that is, a Python package whoever installed it. */
  readonly ecosystem?: Ecosystem;
  /** conda: the build string. */
  readonly build?: string | null;
  /** `sha256:…`, `md5:…` of the archive it came from: direct_url.json's, or conda-meta's. */
  readonly archiveHashes?: readonly string[];
}

export type Here = Installed & { readonly ecosystem: Ecosystem };

export class InstalledSet {
  readonly all: readonly Here[];
  /** Whether anything is said of conda's packages at all. */
  readonly knowsConda: boolean;
  readonly #byName: ReadonlyMap<string, Here>;

  constructor(installed: readonly Installed[]) {
    this.all = installed.map((one) => ({ ...one, ecosystem: one.ecosystem ?? 'pypi' }));
    this.knowsConda = this.all.some(({ ecosystem }) => ecosystem === 'conda');
    this.#byName = new Map(this.all.map((one) => [`${one.ecosystem} ${one.name.toLowerCase()}`, one]));
  }

  find({ ecosystem, name, written }: Pick<LockedPackage, 'ecosystem' | 'name' | 'written'>): Here | null {
    return this.#byName.get(`${ecosystem} ${ecosystem === 'conda' ? written.toLowerCase() : name}`) ?? null;
  }
}
