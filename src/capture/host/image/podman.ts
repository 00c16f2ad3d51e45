/** The image by the file that Podman lays into its containers: podman-run(1), /run/.containerenv. */

import type { Machine } from '../../machine.ts';
import { DOES_NOT_APPLY, digestOfReference, failedRoute, type Route, referenceOf } from './image.ts';

const FILE = '/run/.containerenv';

export async function readContainerenv(machine: Machine): Promise<Route> {
  const text = await machine.readText(FILE).catch(() => null);
  if (text === null) return DOES_NOT_APPLY;
  const { image, imageid } = parseContainerenv(text);
  const reference = referenceOf(image);
  const manifest = digestOfReference(image);
  const found = { reference, from: 'podman' } as const;
  if (manifest !== null)
    return { image: { ...found, digest: manifest, digestOf: 'manifest' }, because: null };
  if (imageid !== undefined && /^[0-9a-f]{64}$/.test(imageid)) {
    return { image: { ...found, digest: `sha256:${imageid}`, digestOf: 'config' }, because: null };
  }
  return failedRoute(`${FILE} names no image`, reference === null ? {} : found);
}

/** Lines of `name="value"`; the file is empty under some settings. */
export function parseContainerenv(text: string): Readonly<Record<string, string>> {
  const lines = text.split('\n').map((line) => /^([a-z_]+)="?([^"]*)"?$/i.exec(line.trim()));
  return Object.fromEntries(
    lines.flatMap((match) => (match === null ? [] : [[match[1] ?? '', match[2] ?? '']])),
  );
}
