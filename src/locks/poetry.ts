/**
 * poetry.lock. Since 2.1 each entry carries groups and markers; before, markers lie on the edges and what is demanded
 * has to be found by walking from the packages that the project names.
 */

import { normaliseName } from '../capture/python/package-name.ts';
import { hashesOf } from './hash.ts';
import { aLock, type Edge, type LockedPackage, lockedPackage, type ReadLock, Unreadable } from './lock.ts';
import { parseToml, type TomlTable } from './toml.ts';
import { fieldsOf, listOf, textOf, textsOf } from './value.ts';

export function readPoetry(text: string): ReadLock {
  const { root, tables } = parseToml(text, 'package');
  // Poetry writes it last, so a file that was cut off has none.
  if (root['metadata'] === undefined)
    throw new Unreadable('it has no `metadata`, which Poetry writes at its end');
  const metadata = fieldsOf(root['metadata']);
  const version = textOf(metadata['lock-version']);
  if (version === null || !/^[12]\./.test(version)) {
    throw new Unreadable(`it has lock-version ${version ?? 'nothing'}, where 1.x and 2.x are known`);
  }
  const wanted = extrasByPackage(root['extras']);
  const files = fieldsOf(metadata['files']);
  const packages = tables.map((table) => packageOf(table, wanted, files));
  const grouped = packages.some(({ groups }) => groups.length > 0);
  const notes =
    grouped || packages.length === 0
      ? []
      : ['it does not say which group brings a package, so those of all groups are demanded'];
  return aLock({
    form: 'poetry',
    packages,
    roots: /^1\.|^2\.0/.test(version) ? 'unmentioned' : 'listed',
    requiresPython: poetryRange(textOf(metadata['python-versions'])),
    notes,
  });
}

/** Poetry's own `^3.9` and `~3.12` are not PEP 440; nothing is said of them. */
function poetryRange(text: string | null): string | null {
  return text === null || /[\^|*]|~(?!=)/.test(text) ? null : text;
}

type ExtrasByPackage = ReadonlyMap<string, readonly string[]>;

/** `[extras] plot = ["matplotlib"]`, by package. */
function extrasByPackage(value: unknown): ExtrasByPackage {
  const found = new Map<string, string[]>();
  for (const [extra, list] of Object.entries(fieldsOf(value))) {
    for (const item of textsOf(list)) {
      const name = normaliseName(/^[A-Za-z0-9._-]*/.exec(item)?.[0] ?? '');
      found.set(name, [...(found.get(name) ?? []), normaliseName(extra)]);
    }
  }
  return found;
}

function packageOf(
  { fields, line }: TomlTable,
  wanted: ExtrasByPackage,
  files: Readonly<Record<string, unknown>>,
): LockedPackage {
  const [written, version] = [textOf(fields['name']), textOf(fields['version'])];
  if (written === null) throw new Unreadable('an entry has no name', { line });
  if (version === null) throw new Unreadable(`${written} has no version`, { line });
  const name = normaliseName(written);
  const source = fieldsOf(fields['source']);
  const type = textOf(source['type']);
  const archives = listOf(fields['files'] ?? files[written]).map(fieldsOf);
  return lockedPackage({
    name,
    written,
    version,
    commit: type === 'git' ? textOf(source['resolved_reference']) : null,
    url: type === 'git' || type === 'url' ? textOf(source['url']) : null,
    hashes: hashesOf(archives.map(({ hash }) => textOf(hash))),
    marker: markerOf(fields['markers']),
    groups: groupsOf(fields),
    extras: wanted.get(name) ?? [],
    optional: fields['optional'] === true,
    local: type === 'directory' ? textOf(source['url']) : null,
    editable: fields['develop'] === true,
    requires: edgesOf(fields['dependencies']),
    line,
  });
}

/** One text, or one for each group; then any of them may bring it. */
function markerOf(value: unknown): string | null {
  const texts =
    typeof value === 'string' ? [value] : Object.values(fieldsOf(value)).flatMap((one) => textOf(one) ?? []);
  if (texts.length < 2) return texts[0] ?? null;
  return texts.map((text) => `(${text})`).join(' or ');
}

/** `category` is Poetry 1.4's and older's. */
function groupsOf(fields: Readonly<Record<string, unknown>>): readonly string[] {
  const category = textOf(fields['category']);
  return category === null ? textsOf(fields['groups']).map(normaliseName) : [category];
}

/** `name = ">=1"`, `name = { version, markers, optional, extras }`, or several of these for one name. */
function edgesOf(value: unknown): readonly Edge[] {
  return Object.entries(fieldsOf(value)).flatMap(([name, dependency]) => {
    const several = Array.isArray(dependency) ? dependency : [dependency];
    return several.map(fieldsOf).map((fields) => ({
      name: normaliseName(name),
      version: null,
      marker: textOf(fields['markers']),
      extras: [],
      // Optional ones are those of an extra of that package; which was asked for, the entry does not say.
      forExtra: fields['optional'] === true ? '' : null,
      forGroup: null,
    }));
  });
}
