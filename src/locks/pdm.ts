/**
 * pdm.lock. With the strategy `inherit_metadata` (PDM's default since 2.11) each entry carries groups and a marker;
 * without it the markers lie in the dependencies of the others.
 */

import { normaliseName } from '../capture/python/package-name.ts';
import { hashesOf } from './hash.ts';
import { aLock, type Edge, type LockedPackage, lockedPackage, type ReadLock, Unreadable } from './lock.ts';
import { parseRequirement } from './requirement.ts';
import { parseToml, type TomlTable } from './toml.ts';
import { fieldsOf, listOf, textOf, textsOf } from './value.ts';

export function readPdm(text: string): ReadLock {
  const { root, tables } = parseToml(text, 'package');
  if (root['metadata'] === undefined) throw new Unreadable('it has no `metadata`');
  const metadata = fieldsOf(root['metadata']);
  const version = textOf(metadata['lock_version']);
  if (version === null || !/^[34](?:\.|$)/.test(version)) {
    throw new Unreadable(`it has lock_version ${version ?? 'nothing'}, where 3.x and 4.x are known`);
  }
  // Up to 4.3 the digests are in a table of their own, by name and version.
  const files = fieldsOf(metadata['files']);
  const packages = tables.map((table) => packageOf(table, files));
  const inherits = textsOf(metadata['strategy']).includes('inherit_metadata');
  return aLock({
    form: 'pdm',
    packages,
    roots: inherits ? 'listed' : 'unmentioned',
    requiresPython: textOf(fieldsOf(listOf(metadata['targets'])[0])['requires_python']),
    notes: inherits
      ? []
      : ['it does not say which group brings a package, so those of all groups are demanded'],
  });
}

function packageOf({ fields, line }: TomlTable, files: Readonly<Record<string, unknown>>): LockedPackage {
  const [written, version] = [textOf(fields['name']), textOf(fields['version'])];
  if (written === null) throw new Unreadable('an entry has no name', { line });
  if (version === null) throw new Unreadable(`${written} has no version`, { line });
  const git = textOf(fields['git']);
  const archives = listOf(fields['files'] ?? files[`${written} ${version}`]).map(fieldsOf);
  return lockedPackage({
    name: normaliseName(written),
    written,
    version,
    commit: git === null ? null : textOf(fields['revision']),
    url: git === null ? textOf(fields['url']) : `git+${git}`,
    hashes: hashesOf(archives.map(({ hash }) => textOf(hash))),
    marker: textOf(fields['marker']),
    groups: textsOf(fields['groups']).map(normaliseName),
    local: textOf(fields['path']),
    editable: fields['editable'] === true,
    requires: textsOf(fields['dependencies']).flatMap(edgeOf),
    line,
  });
}

function edgeOf(text: string): readonly Edge[] {
  const requirement = parseRequirement(text);
  if (typeof requirement === 'string') return [];
  const { name, marker, extras } = requirement;
  return [{ name, version: null, marker, extras, forExtra: null, forGroup: null }];
}
