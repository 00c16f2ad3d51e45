/** pixi.lock: a pool of packages, and for each environment and platform a list of addresses that are in it. */

import { normaliseName } from '../capture/python/package-name.ts';
import { condaFileOf } from './conda-file.ts';
import { hashesOf } from './hash.ts';
import { aLock, type LockedPackage, lockedPackage, type Place, type ReadLock, Unreadable } from './lock.ts';
import { vcsOf, wheelOf } from './source-url.ts';
import { type Fields, fieldsOf, isFields, listOf, textOf } from './value.ts';
import { parseYaml } from './yaml.ts';

export function readPixi(text: string): ReadLock {
  const { value, lineOf } = parseYaml(text);
  const root = fieldsOf(value);
  const version = textOf(root['version']);
  if (version === null || !/^[456]$/.test(version)) {
    throw new Unreadable(`it has pixi's lock version ${version ?? 'nothing'}, where 4 to 6 are known`, {
      line: lineOf(['version']),
    });
  }
  const entries = root['packages'];
  if (!Array.isArray(entries)) throw new Unreadable('it has no list of `packages`');
  if (!isFields(root['environments'])) throw new Unreadable('it has no `environments`');
  const places = placesByAddress(root['environments']);
  const addresses = new Set<string>();
  const packages = entries.map((item, index) => {
    const fields = fieldsOf(item);
    const address = addressOf(fields);
    addresses.add(address);
    // An entry that no environment lists is for none; an empty list of places would mean all of them.
    const where = places.get(address) ?? NOWHERE;
    return packageOf(fields, { address, places: where, line: lineOf(['packages', index]) });
  });
  const absent = [...places.keys()].filter((address) => !addresses.has(address)).length;
  const notes = absent === 0 ? [] : [`${absent} packages that its environments list have no entry`];
  return aLock({ form: 'pixi', packages, notes });
}

const NOWHERE: readonly Place[] = [{ environment: '', platform: null }];

function placesByAddress(environments: Fields): ReadonlyMap<string, readonly Place[]> {
  const found = new Map<string, Place[]>();
  for (const [environment, description] of Object.entries(environments)) {
    for (const [platform, list] of Object.entries(fieldsOf(fieldsOf(description)['packages']))) {
      for (const item of listOf(list)) {
        const address = addressOf(fieldsOf(item));
        const places = found.get(address) ?? [];
        places.push({ environment, platform });
        found.set(address, places);
      }
    }
  }
  return found;
}

/** Version 4 has `kind`, `name` and, for most, `url`; since 5 the kind is the key of the address. */
function addressOf(fields: Fields): string {
  return (
    textOf(fields['conda']) ?? textOf(fields['pypi']) ?? textOf(fields['url']) ?? textOf(fields['path']) ?? ''
  );
}

interface At {
  readonly address: string;
  readonly places: readonly Place[];
  readonly line: number | null;
}

function packageOf(fields: Fields, { address, places, line }: At): LockedPackage {
  const kind = kindOf(fields);
  if (kind === null) throw new Unreadable('an entry is neither of conda nor of PyPI', { line });
  const file = kind === 'conda' ? condaFileOf(address) : null;
  const archive = file ?? (kind === 'pypi' ? wheelOf(address) : null);
  const written = textOf(fields['name']) ?? archive?.name ?? '';
  const version = textOf(fields['version']) ?? archive?.version ?? null;
  const local = kind === 'pypi' && archive === null && !/^[a-z][a-z0-9+.-]*:/i.test(address) ? address : null;
  if (written === '') throw new Unreadable('an entry has no name', { line });
  if (version === null && local === null) throw new Unreadable(`${written} has no version`, { line });
  const vcs = vcsOf(address);
  return lockedPackage({
    name: normaliseName(written),
    written,
    ecosystem: kind,
    version,
    build: textOf(fields['build']) ?? file?.build ?? null,
    channel: file?.channel ?? null,
    commit: vcs?.commit ?? null,
    url: vcs?.url ?? address,
    hashes: hashesOf(['sha256', 'md5'].map((algorithm) => `${algorithm}:${textOf(fields[algorithm]) ?? ''}`)),
    places,
    local,
    editable: fields['editable'] === 'true',
    line,
  });
}

function kindOf(fields: Fields): 'conda' | 'pypi' | null {
  const kind = textOf(fields['kind']);
  if (kind === 'conda' || kind === 'pypi') return kind;
  if (fields['conda'] !== undefined) return 'conda';
  return fields['pypi'] !== undefined ? 'pypi' : null;
}
