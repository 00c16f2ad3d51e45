/** pylock.toml (PEP 751): each entry says by its own marker where it belongs. */

import { normaliseName } from '../capture/python/package-name.ts';
import { hashesOf } from './hash.ts';
import { aLock, type LockedPackage, lockedPackage, type ReadLock, Unreadable } from './lock.ts';
import { parseToml, type TomlTable } from './toml.ts';
import { fieldsOf, listOf, textOf } from './value.ts';

export function readPylock(text: string): ReadLock {
  const { root, tables } = parseToml(text, 'packages');
  const version = textOf(root['lock-version']);
  if (version === null || !/^1\./.test(version)) {
    throw new Unreadable(`it has lock-version ${version ?? 'nothing'}, where 1.0 is known`);
  }
  if (root['packages'] === undefined) throw new Unreadable('it has no `packages`');
  return aLock({
    form: 'pylock',
    packages: tables.map(packageOf),
    requiresPython: textOf(root['requires-python']),
  });
}

const SOURCES = ['vcs', 'directory', 'archive', 'sdist', 'wheels'] as const;

function packageOf({ fields, line }: TomlTable): LockedPackage {
  const written = textOf(fields['name']);
  if (written === null) throw new Unreadable('an entry has no name', { line });
  if (!SOURCES.some((source) => source in fields))
    throw new Unreadable(`${written} has none of ${SOURCES.join(', ')}`, { line });
  const [vcs, directory, archive] = [fields['vcs'], fields['directory'], fields['archive']].map(fieldsOf);
  const archives = [fields['archive'], fields['sdist'], ...listOf(fields['wheels'])].map(fieldsOf);
  return lockedPackage({
    name: normaliseName(written),
    written,
    version: textOf(fields['version']),
    commit: textOf(vcs?.['commit-id']),
    url: textOf(vcs?.['url']) ?? textOf(archive?.['url']),
    hashes: hashesOf(archives.flatMap(({ hashes }) => pairsOf(hashes))),
    marker: textOf(fields['marker']),
    local: textOf(directory?.['path']),
    editable: directory?.['editable'] === true,
    line,
  });
}

/** `{ sha256 = "…" }` as `sha256:…`. */
function pairsOf(value: unknown): readonly string[] {
  return Object.entries(fieldsOf(value)).map(([algorithm, digits]) => `${algorithm}:${textOf(digits) ?? ''}`);
}
