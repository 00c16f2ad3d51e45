/** Conda's way of naming what is wanted: `conda-forge::pytorch>=2.7.0=cuda12*`, `numpy=1.26`, `numpy 1.26.4 py311_0`. */

import { contains, isVersion } from './pep440.ts';

export interface CondaSpec {
  readonly written: string;
  readonly channel: string | null;
  /** The one version it allows. */
  readonly version: string | null;
  /** What it allows, where that is not one version; null: anything. */
  readonly specifier: string | null;
  readonly build: string | null;
}

/** Or null where it is none. */
export function parseCondaSpec(text: string): CondaSpec | null {
  const at = text.indexOf('::');
  const channel = at === -1 ? null : text.slice(0, at).trim() || null;
  const rest = (at === -1 ? text : text.slice(at + 2)).trim();
  const [written] = /^[A-Za-z0-9_][A-Za-z0-9_.-]*/.exec(rest) ?? [];
  if (written === undefined) return null;
  const wanted = rest.slice(written.length);
  const parts = wanted.startsWith('[') ? bracketed(wanted) : plain(wanted);
  return parts === null ? null : { written, channel, ...versionOf(parts) };
}

interface Parts {
  readonly version: string;
  readonly build: string | null;
}

/** `[version='>=1.2', build=cuda*]` */
function bracketed(text: string): Parts | null {
  const inside = /^\[([^[\]]*)\]$/.exec(text)?.[1];
  if (inside === undefined) return null;
  const value = (key: string) =>
    new RegExp(`(?:^|[\\s,])${key}\\s*=\\s*(?:'([^']*)'|"([^"]*)"|([^\\s,]*))`).exec(inside)?.slice(1);
  const found = (key: string) => value(key)?.find((part) => part !== undefined) ?? null;
  return { version: found('version') ?? '', build: found('build') };
}

/** Version and build are parted by a blank, or by an equals sign that belongs to no operator. */
function plain(text: string): Parts | null {
  const trimmed = text.trim().replace(/([<>=!~,|]) +/g, '$1');
  const [first = '', second = null, third] = trimmed.split(/\s+/);
  if (third !== undefined || (first !== '' && !/^[\w.!+<>=~*,|-]+$/.test(first))) return null;
  const at = /[\w.*+]=(?!=)/.exec(first)?.index;
  if (at === undefined) return { version: first, build: second };
  return { version: first.slice(0, at + 1), build: first.slice(at + 2) || null };
}

function versionOf({ version, build }: Parts): Pick<CondaSpec, 'version' | 'specifier' | 'build'> {
  if (version === '' || version === '*') return { version: null, specifier: null, build };
  const [, equals = '', bare = ''] = /^(={0,2})([^<>=!~*,|]+)$/.exec(version) ?? [];
  // `numpy=1.26` is any 1.26; `numpy==1.26`, `numpy 1.26` and `numpy=1.26=BUILD` are that one.
  const one = bare !== '' && (equals !== '=' || build !== null);
  return { version: one ? bare : null, specifier: one ? null : version, build };
}

/** Whether a version is what a spec allows; null where that cannot be told. */
export function condaContains(specifier: string, version: string): boolean | null {
  const answers = specifier
    .split('|')
    .map((choice) => every(choice.split(',').map((clause) => holds(clause.trim(), version))));
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}

function every(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

function holds(clause: string, version: string): boolean | null {
  if (clause === '' || clause === '*') return true;
  const [, operator = '', wanted = ''] = /^(==|!=|~=|<=|>=|=|<|>)?\s*(.+)$/.exec(clause) ?? [];
  if (operator === '' || operator === '=' || wanted.endsWith('*')) {
    if (!['', '=', '==', '!='].includes(operator))
      return holds(`${operator}${wanted.replace(/\.?\*$/, '')}`, version);
    const prefix = wanted.replace(/\.?\*$/, '');
    const fuzzy = operator === '=' || wanted.endsWith('*');
    const is = version === prefix || (fuzzy && version.startsWith(`${prefix}.`));
    return operator === '!=' ? !is : is;
  }
  if (operator === '==' && version === wanted) return true;
  return isVersion(wanted) ? contains(`${operator}${wanted}`, version) : null;
}

/** Whether a build string is what `cuda12*` allows. */
export function buildMatches(pattern: string, build: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return build === pattern;
  if (!build.startsWith(first)) return false;
  let at = first.length;
  const last = rest.pop() ?? '';
  for (const part of rest) {
    const found = build.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return build.length - last.length >= at && build.endsWith(last);
}
