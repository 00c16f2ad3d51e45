/**
 * Data sets and models of the Hugging Face hub, by the commit that the cache of this machine holds. The folders are
 * those of huggingface_hub, "Understand caching": `datasets--ORG--NAME/{refs/REVISION, snapshots/COMMIT/}`. Nothing is
 * asked over the network, and nothing of the data is read: the hub's commits name their content.
 */

import type { Machine } from '../../machine.ts';
import type { DataFile } from '../../snapshot.ts';
import type { DataPlace } from './place.ts';
import type { Problem } from './walk.ts';

export interface HubName {
  readonly kind: 'datasets' | 'models';
  /** `org/name`, or `name` alone for the oldest ones. */
  readonly name: string;
  /** Branch, tag or commit. */
  readonly revision: string;
}

const FORM = /^hf:\/\/(datasets|models)\/([\w.-]+(?:\/[\w.-]+)?)(?:@([\w./-]+))?$/;

/** `hf://datasets/org/name@revision`, the revision being `main` unless told; null when it is no such name. */
export function parseHubName(pattern: string): HubName | null {
  const [, kind, name = '', revision = 'main'] = FORM.exec(pattern) ?? [];
  const climbs = [...name.split('/'), ...revision.split('/')].some((part) => /^\.*$/.test(part));
  if ((kind !== 'datasets' && kind !== 'models') || climbs) return null;
  return { kind, name, revision };
}

/** Where the cache is: huggingface_hub's variables, the more exact one first. */
export function hubCache({ env, home }: Pick<Machine, 'env' | 'home'>): string {
  const expand = (path: string): string => path.replace(/^~(?=\/|$)/, home);
  const given = env['HF_HUB_CACHE'] || env['HUGGINGFACE_HUB_CACHE'];
  if (given) return expand(given);
  const caches = env['XDG_CACHE_HOME'] || `${home}/.cache`;
  return `${expand(env['HF_HOME'] || `${caches}/huggingface`)}/hub`;
}

const COMMIT = /^[0-9a-f]{40}$/;

export async function readHub(
  machine: Machine,
  data: DataPlace,
  hub: HubName & { readonly pattern: string },
): Promise<DataFile | Problem> {
  const problem = (because: string): Problem => ({ path: hub.pattern, because });
  const folder = `${hubCache(machine)}/${hub.kind}--${hub.name.replaceAll('/', '--')}`;
  try {
    if ((await data.real(folder)) === null) return problem(notThere(hub));
    const commit = await commitOf(machine, data, { folder, revision: hub.revision });
    if (!COMMIT.test(commit)) return problem(commit);
    if ((await data.real(`${folder}/snapshots/${commit}`)) === null) {
      return problem(
        `its cache names commit ${commit} and does not hold it; download it before the gate runs`,
      );
    }
    return { path: hub.pattern, kind: 'huggingface', hash: `git:${commit}` };
  } catch (thrown) {
    return problem(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function notThere({ kind, name, revision }: HubName): string {
  const type = kind === 'datasets' ? ' --repo-type dataset' : '';
  const wanted = revision === 'main' ? '' : ` --revision ${revision}`;
  return `the cache of this machine does not hold it; download it before the gate runs: hf download ${name}${type}${wanted}`;
}

interface Wanted {
  readonly folder: string;
  readonly revision: string;
}

/** The commit, or a sentence that says why there is none. */
async function commitOf(
  { software }: Machine,
  data: DataPlace,
  { folder, revision }: Wanted,
): Promise<string> {
  if (COMMIT.test(revision)) return revision;
  const text = (await software.readText(`${folder}/refs/${revision}`, 1024))?.trim();
  if (text !== undefined) return COMMIT.test(text) ? text : `refs/${revision} of its cache holds no commit`;
  // A download by commit leaves no reference behind.
  const commits = (
    (await data.real(`${folder}/snapshots`)) === null ? [] : await data.entries(`${folder}/snapshots`)
  )
    .map(({ name }) => name)
    .filter((name) => COMMIT.test(name));
  const [only] = commits;
  if (only !== undefined && commits.length === 1 && revision === 'main') return only;
  return `its cache has no reference ${revision}${commits.length === 0 ? '' : ` among commits ${commits.slice(0, 5).join(', ')}; name one with @COMMIT`}`;
}
