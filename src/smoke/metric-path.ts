/** Where a policy says that a metric is: in the run's own folder, or in the working directory. */

import type { MetricPlace, RunFolder } from './workspace.ts';

export type MetricPath =
  | { readonly kind: 'run-folder'; readonly place: MetricPlace }
  | { readonly kind: 'working-directory'; readonly place: MetricPlace }
  | { readonly kind: 'unknown-variable'; readonly name: string };

export interface MetricRoots {
  /** Where the command runs; absolute. */
  readonly cwd: string;
  readonly folder: Pick<RunFolder, 'outDir' | 'metricsFile'>;
}

const VARIABLE = /^\$(?:\{(\w+)\}|(\w+))(?=\/|$)(.*)$/s;

/**
 * Reads a policy's path: `$REPRO_METRICS`, `$REPRO_OUT_DIR/…` (braces allowed), or a path from the working directory. No
 * other variable is known, because the value it had inside the command cannot be seen from outside.
 */
export function parseMetricPath(path: string, { cwd, folder }: MetricRoots): MetricPath {
  if (!path.startsWith('$')) return { kind: 'working-directory', place: { root: cwd, path } };
  const [, braced, bare, rest = ''] = VARIABLE.exec(path) ?? [];
  switch (braced ?? bare) {
    case 'REPRO_METRICS':
      return { kind: 'run-folder', place: { root: folder.outDir, path: `${folder.metricsFile}${rest}` } };
    case 'REPRO_OUT_DIR':
      return { kind: 'run-folder', place: { root: folder.outDir, path: `${folder.outDir}${rest}` } };
    default:
      return { kind: 'unknown-variable', name: path.split('/', 1)[0] ?? path };
  }
}
