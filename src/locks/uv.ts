/**
 * uv.lock. The entries are a graph for every platform at once: what a machine gets is found by walking it from the
 * project, with a marker on each edge.
 */

import { normaliseName } from '../capture/python/package-name.ts';
import { hashesOf } from './hash.ts';
import { aLock, type Edge, type LockedPackage, lockedPackage, type ReadLock, Unreadable } from './lock.ts';
import { isCommit } from './source-url.ts';
import { parseToml, type TomlTable } from './toml.ts';
import { type Fields, fieldsOf, listOf, textOf, textsOf } from './value.ts';

export function readUv(text: string): ReadLock {
  const { root, tables } = parseToml(text, 'package');
  const version = root['version'];
  if (version !== 1) {
    throw new Unreadable(`it has uv's lock version ${String(version ?? 'nothing')}, where 1 is known`, {
      line: 1,
    });
  }
  const packages = tables.map(packageOf);
  return aLock({
    form: 'uv',
    packages,
    roots: rootsOf(packages, fieldsOf(root['manifest'])),
    requiresPython: textOf(root['requires-python']),
  });
}

function packageOf({ fields, line }: TomlTable): LockedPackage {
  const written = textOf(fields['name']);
  if (written === null) throw new Unreadable('an entry has no name', { line });
  if (fields['source'] === undefined) throw new Unreadable(`${written} has no source`, { line });
  const source = fieldsOf(fields['source']);
  const local = localOf(source);
  const version = textOf(fields['version']);
  if (version === null && local === null && source['git'] === undefined)
    throw new Unreadable(`${written} has no version`, { line });
  const archives = [fields['sdist'], ...listOf(fields['wheels'])];
  const markers = textsOf(fields['resolution-markers']);
  return lockedPackage({
    name: normaliseName(written),
    written,
    version,
    ...originOf(source),
    hashes: hashesOf(archives.map((archive) => textOf(fieldsOf(archive)['hash']))),
    marker: markers.length === 0 ? null : markers.map((marker) => `(${marker})`).join(' or '),
    local,
    editable: source['editable'] !== undefined,
    requires: edgesOf(fields),
    line,
  });
}

function localOf(source: Fields): string | null {
  return textOf(source['editable']) ?? textOf(source['virtual']) ?? textOf(source['directory']);
}

/** `https://host/owner/name?rev=v1#0123…`: what was asked for, and the commit that it was. */
function originOf(source: Fields): Pick<LockedPackage, 'url' | 'commit'> {
  const git = textOf(source['git']);
  if (git === null) return { url: textOf(source['url']), commit: null };
  const [asked = git, commit = ''] = git.split('#', 2);
  const [url = asked] = asked.split('?', 1);
  return { url: `git+${url}`, commit: isCommit(commit) ? commit : null };
}

function edgesOf(fields: Fields): readonly Edge[] {
  return [
    ...edges(fields['dependencies'], {}),
    ...named(fields['optional-dependencies'], (forExtra) => ({ forExtra })),
    ...named(fields['dev-dependencies'], (forGroup) => ({ forGroup })),
  ];
}

type Condition = Partial<Pick<Edge, 'forExtra' | 'forGroup'>>;

function named(value: unknown, condition: (name: string) => Condition): readonly Edge[] {
  if (value === undefined) return [];
  return Object.entries(fieldsOf(value)).flatMap(([name, list]) =>
    edges(list, condition(normaliseName(name))),
  );
}

function edges(value: unknown, { forExtra = null, forGroup = null }: Condition): readonly Edge[] {
  const found: Edge[] = [];
  for (const item of listOf(value)) {
    const fields = fieldsOf(item);
    const name = textOf(fields['name']);
    if (name === null) continue;
    found.push({
      name: normaliseName(name),
      version: textOf(fields['version']),
      marker: textOf(fields['marker']),
      extras: textsOf(fields['extra']).map(normaliseName),
      forExtra,
      forGroup,
    });
  }
  return found;
}

/** The project; a workspace without one: its members; a script: what it asks for. */
function rootsOf(packages: readonly LockedPackage[], manifest: Fields): ReadLock['roots'] {
  const project = packages.filter(({ local }) => local === '.').map(({ name }) => name);
  const asked = listOf(manifest['requirements']).flatMap((item) => textOf(fieldsOf(item)['name']) ?? []);
  const members = textsOf(manifest['members']);
  const roots = [project, asked, members].find((names) => names.length > 0);
  return roots?.map(normaliseName) ?? 'unmentioned';
}
