/**
 * Images of Apptainer and Singularity: one file (SIF), which has no digest but that of its content. It may be tens of
 * gigabytes, so it is read only when a policy lists it as data.
 */

import type { Machine } from '../../machine.ts';
import type { DataFile } from '../../snapshot.ts';
import { DOES_NOT_APPLY, failedRoute, isDigest, labelsOf, parseFields, type Route } from './image.ts';

export interface KnownData {
  readonly directory: string;
  readonly files: readonly DataFile[];
}

export async function readApptainer(machine: Machine, data: KnownData | null): Promise<Route> {
  const sif = machine.env['APPTAINER_CONTAINER'] ?? machine.env['SINGULARITY_CONTAINER'];
  if (sif === undefined) return DOES_NOT_APPLY;
  const labels = parseFields((await machine.readText('/.singularity.d/labels.json').catch(() => null)) ?? '');
  const found = { labels: labelsOf(labels), from: 'apptainer' } as const;
  const file = data?.files.find(({ path }) => machine.resolve(`${data.directory}/${path}`) === sif);
  if (isDigest(file?.hash))
    return { image: { ...found, digest: file.hash, digestOf: 'file' }, because: null };
  return failedRoute('the image is a file of its own; list it under data to have it digested', found);
}
