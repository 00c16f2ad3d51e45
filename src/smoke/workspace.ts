/** The files around one smoke run: the port. io/workspace.ts implements it. */

import type { ObservationFiles } from '../observe/parse.ts';

export interface Workspace {
  /** A new folder that only this user can enter, outside the repository. */
  createRunFolder(): Promise<RunFolder>;
  /** Takes the folder and all in it away; what cannot be removed stays. */
  removeRunFolder(folder: RunFolder): Promise<void>;
  /**
   * Renames metric files that are already there, so that nothing from an earlier run can be read as this run's. A place
   * without a file needs nothing.
   */
  setAside(places: readonly MetricPlace[], runId: string): Promise<SetAside>;
  /** Text of a metric file; total, also when the file is a folder, a named pipe or far too large. */
  readMetricFile(place: MetricPlace): Promise<MetricFile>;
  /** What the observer wrote, bounded in number and size; total, also when the folder is gone. */
  readObservations(folder: RunFolder): Promise<ObservationFiles>;
  /** Remembers the content of files, given by name, so that a change can be undone. */
  guardFiles(files: Readonly<Record<string, string>>): Promise<FileGuard>;
  /** Calls `onText` with what is added to a file, as it grows; returns how to stop. */
  follow(place: MetricPlace, onText: (text: string) => void): () => void;
}

export interface RunFolder {
  /** Unique and not to be guessed; marks the processes of the run. */
  readonly runId: string;
  readonly root: string;
  /** For the command: REPRO_OUT_DIR. */
  readonly outDir: string;
  /** For the command: REPRO_METRICS, inside `outDir`. */
  readonly metricsFile: string;
  /** Compiler caches that start empty. */
  readonly inductorCache: string;
  readonly tritonCache: string;
  /** For the observer: REPRO_OBSERVER_DIR. */
  readonly observations: string;
  /** Outside `outDir`, so that the command does not stumble over it. */
  readonly logFile: string;
}

/** A path from a folder. The file behind it has to lie inside that folder, symbolic links included. */
export interface MetricPlace {
  /** Absolute. */
  readonly root: string;
  /** As the policy says it, from `root`; absolute ones are allowed as long as they lie inside. */
  readonly path: string;
}

export interface SetAside {
  /** Paths, as given, that held a file. */
  readonly leftOver: ReadonlySet<string>;
  /** Paths, as given, whose old file could not be moved, and why. Nothing may be read from them. */
  readonly blocked: ReadonlyMap<string, string>;
  /** Puts back each file of which the run wrote no new one, and deletes the others. */
  restore(): Promise<void>;
}

export type MetricFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unusable'; readonly expected: string; readonly found: string };

export interface FileGuard {
  /** Puts the old content back where it changed; returns the names of the files that had changed. */
  restore(): Promise<readonly string[]>;
}
