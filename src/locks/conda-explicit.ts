/** Conda's explicit list (`conda list --explicit`, `conda-lock -k explicit`): one address for each package. */

import { normaliseName } from '../capture/python/package-name.ts';
import { condaFileOf, platformOf } from './conda-file.ts';
import { hashesOf } from './hash.ts';
import { aLock, type LockedPackage, lockedPackage, type Place, type ReadLock, Unreadable } from './lock.ts';
import { cut } from './requirement.ts';
import { withoutSecrets } from './source-url.ts';

export function readCondaExplicit(text: string): ReadLock {
  const platform = /^# platform: *(\S+)/m.exec(text)?.[1] ?? null;
  const packages = text.split(/\r?\n/).flatMap((line, index) => {
    const wanted = line.trim();
    if (wanted === '' || wanted.startsWith('#') || wanted === '@EXPLICIT') return [];
    return [packageOf(wanted, { platform, line: index + 1 })];
  });
  return aLock({ form: 'conda-explicit', packages });
}

function packageOf(
  text: string,
  { platform, line }: { platform: string | null; line: number },
): LockedPackage {
  const [url = '', digest = null] = text.split('#', 2);
  const file = condaFileOf(url);
  if (file === null)
    throw new Unreadable(`\`${cut(withoutSecrets(url))}\` is no address of a conda package`, { line });
  const hashes =
    digest === null ? [] : hashesOf([/[:=]/.test(digest) ? digest : `${algorithmOf(digest)}:${digest}`]);
  if (digest !== null && hashes.length === 0)
    throw new Unreadable(`\`${cut(digest)}\` is no whole digest`, { line });
  return lockedPackage({
    name: normaliseName(file.name),
    written: file.name,
    ecosystem: 'conda',
    version: file.version,
    build: file.build,
    channel: file.channel,
    url,
    hashes,
    places: placesOf(platform ?? platformOf(file.subdir)),
    line,
  });
}

/** A digest that does not say what it is: told by its length. */
function algorithmOf(digits: string): string {
  return digits.length > 32 ? 'sha256' : 'md5';
}

export function placesOf(platform: string | null): readonly Place[] {
  return platform === null ? [] : [{ environment: null, platform }];
}
