/** Everything that conda installed into an environment, from the records it keeps; most of it is no Python package. */

import type { Probe } from '../probe.ts';
import type { CondaPackage } from '../snapshot.ts';

/** Name of a record in `conda-meta`, and the beginning of its text. */
export interface CondaRecord {
  readonly file: string;
  readonly head: string;
}

/** The keys are sorted, and `channel` is among the first. */
const HEAD = 1024;
const MOST_AT_ONCE = 10_000;

/** `prefix` is the folder of the environment. */
export function condaPackages(prefix: string | null): Probe<readonly CondaRecord[], readonly CondaPackage[]> {
  return {
    id: 'conda-packages',
    provides: ['python.conda'],
    timeoutMs: 30_000,
    absent: [],
    read: async ({ software }) => {
      if (prefix === null) return [];
      const names = ((await software.list(`${prefix}/conda-meta`)) ?? []).filter((name) =>
        name.endsWith('.json'),
      );
      return Promise.all(
        names.slice(0, MOST_AT_ONCE).map(async (file) => {
          const head = (await software.readText(`${prefix}/conda-meta/${file}`, HEAD)) ?? '';
          return { file, head };
        }),
      );
    },
    parse: (records) => ({ facts: records.flatMap(packageOf), unknown: [] }),
  };
}

/** `name-version-build.json`; neither version nor build holds a hyphen. */
function packageOf({ file, head }: CondaRecord): CondaPackage[] {
  const [, name, version, build] = /^(.+)-([^-]+)-([^-]+)\.json$/.exec(file) ?? [];
  if (name === undefined || version === undefined || build === undefined) return [];
  return [{ name, version, build, channel: channelOf(head) }];
}

/**
 * `https://conda.anaconda.org/conda-forge/linux-64` is `conda-forge`. Only the last name before the platform is kept: what
 * goes before it may be an address inside a company, or hold a token.
 */
function channelOf(head: string): string | null {
  const url = /"channel"\s*:\s*"([^"]+)"/.exec(head)?.[1];
  if (url === undefined) return null;
  const names = url.split('/').filter((name) => name !== '');
  const platform = /^(?:noarch|(?:linux|osx|win)-\w+)$/;
  return names.filter((name) => !platform.test(name)).at(-1) ?? null;
}
