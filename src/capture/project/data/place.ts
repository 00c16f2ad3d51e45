/**
 * Files of data as the readers see them: a port. Data is of any size and full of links, so it is neither read as text
 * nor followed blindly. io/data-place.ts implements it.
 */

export interface DataPlace {
  /** What is at a path, with a link at its end told and not followed; null: nothing. Throws when it cannot be told. */
  look(path: string): Promise<EntryKind | null>;
  /** The path with every link resolved; null when it leads nowhere. Throws when it cannot be told. */
  real(path: string): Promise<string | null>;
  /** What a folder holds, sorted by name. Throws when it cannot be read. */
  entries(path: string): Promise<readonly FolderEntry[]>;
  /** Hexadecimal SHA-256 of each file, in the order of the paths. Never throws. */
  digest(paths: readonly string[], options?: DigestOptions): Promise<readonly Digested[]>;
}

export type EntryKind = 'file' | 'folder' | 'link' | 'other';

export interface FolderEntry {
  readonly name: string;
  readonly kind: EntryKind;
}

export interface DigestOptions {
  /** `off`: every byte is read again, and nothing is remembered. `on` unless told. */
  readonly cache?: 'on' | 'off';
  /** Called now and then, and once when all is done. */
  readonly progress?: (bytes: DigestProgress) => void;
  /** Ends the reading; what was not read by then is a failure that says so. */
  readonly signal?: AbortSignal;
}

export interface DigestProgress {
  readonly done: number;
  readonly total: number;
}

export type Digested =
  | { readonly kind: 'digested'; readonly sha256: string; readonly size: number }
  | { readonly kind: 'failed'; readonly because: string };
