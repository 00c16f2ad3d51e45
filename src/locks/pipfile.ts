/** Pipfile.lock: JSON, one object for each category of packages. */

import { normaliseName } from '../capture/python/package-name.ts';
import { hashesOf } from './hash.ts';
import { aLock, type LockedPackage, lockedPackage, type ReadLock, Unreadable } from './lock.ts';
import { exactVersion } from './requirement.ts';
import { isCommit, wheelOf } from './source-url.ts';
import { type Fields, fieldsOf, isFields, textOf, textsOf } from './value.ts';
import { errorLine } from './yaml.ts';

export function readPipfile(text: string): ReadLock {
  const root = rootOf(text);
  const meta = fieldsOf(root['_meta']);
  const spec = meta['pipfile-spec'];
  if (spec !== 6) throw new Unreadable(`it has pipfile-spec ${String(spec ?? 'nothing')}, where 6 is known`);
  if (!isFields(root['default'])) throw new Unreadable('it has no `default` packages');
  const lines = keyLines(text);
  const packages = Object.entries(root)
    .filter(([category]) => category !== '_meta')
    .flatMap(([category, entries]) =>
      Object.entries(fieldsOf(entries)).map(([written, entry]) =>
        packageOf(written, fieldsOf(entry), { category, line: lines.get(`${category} ${written}`) ?? null }),
      ),
    );
  const python = textOf(fieldsOf(meta['requires'])['python_version']);
  return aLock({ form: 'pipfile', packages, requiresPython: python === null ? null : `==${python}.*` });
}

function rootOf(text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Not every Node says where; JSON is YAML, whose parser does.
    throw new Unreadable('it is not JSON', { line: errorLine(text) });
  }
  if (!isFields(value)) throw new Unreadable('it is no JSON object', { line: 1 });
  return value;
}

/** Pipenv writes it indented by four, and so a category and its packages can be told by their indentation. */
function keyLines(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  let category = '';
  text.split('\n').forEach((line, index) => {
    const [, indent, key = ''] = /^( {4}| {8})"([^"\\]+)": \{/.exec(line) ?? [];
    if (indent?.length === 4) category = key;
    if (indent?.length === 8) found.set(`${category} ${key}`, index + 1);
  });
  return found;
}

interface Section {
  readonly category: string;
  readonly line: number | null;
}

const SOURCES = ['git', 'hg', 'svn', 'bzr'] as const;

function packageOf(written: string, fields: Fields, { category, line }: Section): LockedPackage {
  const specifier = textOf(fields['version']) ?? '';
  const version = exactVersion(specifier);
  const vcs = SOURCES.flatMap((kind) => textOf(fields[kind]) ?? [])[0] ?? null;
  const ref = textOf(fields['ref']) ?? '';
  const file = textOf(fields['file']);
  const path = textOf(fields['path']);
  if (specifier === '' && vcs === null && file === null && path === null)
    throw new Unreadable(`${written} has neither a version nor a source`, { line });
  return lockedPackage({
    name: normaliseName(written),
    written,
    version: version ?? (file === null ? null : (wheelOf(file)?.version ?? null)),
    specifier: version === null && !/^\*?$/.test(specifier) ? specifier : null,
    commit: vcs !== null && isCommit(ref) ? ref : null,
    url: vcs ?? file,
    hashes: hashesOf(textsOf(fields['hashes'])),
    marker: textOf(fields['markers']),
    groups: [category === 'develop' ? 'dev' : normaliseName(category)],
    local: path,
    editable: fields['editable'] === true,
    line,
  });
}
