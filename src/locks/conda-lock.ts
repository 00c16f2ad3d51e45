/** conda-lock.yml: entries for each platform, of conda and of pip. */

import { normaliseName } from '../capture/python/package-name.ts';
import { placesOf } from './conda-explicit.ts';
import { condaFileOf } from './conda-file.ts';
import { hashesOf } from './hash.ts';
import { aLock, type LockedPackage, lockedPackage, type ReadLock, Unreadable } from './lock.ts';
import { vcsOf } from './source-url.ts';
import { type Fields, fieldsOf, textOf } from './value.ts';
import { parseYaml } from './yaml.ts';

export function readCondaLock(text: string): ReadLock {
  const { value, lineOf } = parseYaml(text);
  const root = fieldsOf(value);
  const version = textOf(root['version']);
  if (version !== '1') {
    throw new Unreadable(`it has conda-lock's version ${version ?? 'nothing'}, where 1 is known`, {
      line: lineOf(['version']),
    });
  }
  const entries = root['package'];
  if (!Array.isArray(entries)) throw new Unreadable('it has no list of packages under `package`');
  const packages = entries.map((entry, index) => packageOf(fieldsOf(entry), lineOf(['package', index])));
  return aLock({ form: 'conda-lock', packages });
}

function packageOf(fields: Fields, line: number | null): LockedPackage {
  const [written, version] = [textOf(fields['name']), textOf(fields['version'])];
  const [manager, platform] = [textOf(fields['manager']), textOf(fields['platform'])];
  if (!written) throw new Unreadable('an entry has no name', { line });
  if (!version || !platform || (manager !== 'conda' && manager !== 'pip'))
    throw new Unreadable(`${written} has not all of version, platform and manager`, { line });
  const url = textOf(fields['url']) ?? '';
  const hash = fieldsOf(fields['hash']);
  const category = textOf(fields['category']) ?? 'main';
  const common = {
    name: normaliseName(written),
    written,
    version,
    hashes: hashesOf(
      Object.entries(hash).map(([algorithm, digits]) => `${algorithm}:${textOf(digits) ?? ''}`),
    ),
    places: placesOf(platform),
    groups: [normaliseName(category)],
    optional: fields['optional'] === 'true',
    line,
  };
  return lockedPackage(
    manager === 'conda' ? { ...common, ...condaPart(url) } : { ...common, ...pipPart(url) },
  );
}

function condaPart(url: string) {
  const file = condaFileOf(url);
  return { ecosystem: 'conda', url, build: file?.build ?? null, channel: file?.channel ?? null } as const;
}

function pipPart(url: string) {
  const vcs = vcsOf(url);
  return { ecosystem: 'pypi', url: vcs?.url ?? url, commit: vcs?.commit ?? null } as const;
}
