/** One requirement as PEP 508 writes it: `torch[extra] ==2.8.0+cu126 ; marker` or `name @ url ; marker`. */

import { normaliseName } from '../capture/python/package-name.ts';
import { vcsOf, wheelOf } from './source-url.ts';

export interface Requirement {
  readonly name: string;
  readonly written: string;
  readonly extras: readonly string[];
  /** `>=1,<2`; empty: any version. */
  readonly specifier: string;
  readonly url: string | null;
  readonly marker: string | null;
}

const NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]*/;
const EXTRAS = /^\s*\[([A-Za-z0-9._,\s-]*)\]/;

/** Or why it is none. */
export function parseRequirement(text: string): Requirement | string {
  const [written] = NAME.exec(text) ?? [];
  if (written === undefined) return 'it does not begin with a package name';
  if (/[-.]$/.test(written)) return `\`${written}\` is no package name`;
  const afterName = text.slice(written.length);
  const [bracket = '', names = ''] = EXTRAS.exec(afterName) ?? [];
  const rest = afterName.slice(bracket.length).trim();
  const extras = names
    .split(',')
    .map((name) => normaliseName(name.trim()))
    .filter((name) => name !== '');
  const common = { name: normaliseName(written), written, extras };
  return rest.startsWith('@') ? withUrl(common, rest.slice(1).trim()) : withSpecifier(common, rest);
}

type Common = Pick<Requirement, 'name' | 'written' | 'extras'>;

/** A URL may hold a semicolon, so the marker's has a blank before it. */
function withUrl(common: Common, rest: string): Requirement | string {
  const at = rest.search(/\s;/);
  const url = (at === -1 ? rest : rest.slice(0, at)).trim();
  if (url === '' || /\s/.test(url)) return 'there is no URL after the @';
  const marker = at === -1 ? null : rest.slice(at + 2).trim();
  return { ...common, specifier: '', url, marker: marker || null };
}

function withSpecifier(common: Common, rest: string): Requirement | string {
  const at = rest.indexOf(';');
  const before = (at === -1 ? rest : rest.slice(0, at)).trim();
  const marker = at === -1 ? null : rest.slice(at + 1).trim();
  if (marker === '') return 'there is no marker after the semicolon';
  const specifier = /^\((.*)\)$/.exec(before)?.[1]?.trim() ?? before;
  if (!LOOKS_LIKE_SPECIFIER.test(specifier)) {
    return `\`${cut(specifier)}\` is no version specifier`;
  }
  // Versions that PEP 440 does not know are kept: conda's lists are written in this form too.
  return { ...common, specifier, url: null, marker };
}

const LOOKS_LIKE_SPECIFIER =
  /^(?:(?:===|==|!=|~=|<=|>=|<|>)\s*(?:[^\s,;=<>!~()]|!(?!=))+\s*(?:,\s*(?:===|==|!=|~=|<=|>=|<|>)\s*(?:[^\s,;=<>!~()]|!(?!=))+\s*)*,?)?$/;

export function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** The one version that a specifier allows; null where it allows several, or says no exact one. */
export function exactVersion(specifier: string): string | null {
  const [, version = null] = /^\s*={2,3}\s*([^\s,*]+)\s*$/.exec(specifier) ?? [];
  return version;
}

/** What a specifier or a URL says of version and origin, in the fields of a locked package. */
export function pinOf({ specifier, url }: Pick<Requirement, 'specifier' | 'url'>) {
  if (url === null) {
    const version = exactVersion(specifier);
    return { version, exact: version !== null, specifier: version === null ? specifier || null : null };
  }
  const vcs = vcsOf(url);
  const version = vcs === null ? (wheelOf(url)?.version ?? null) : null;
  const hash = /[#&](sha256)=([0-9a-f]{64})(?:&|$)/i.exec(url);
  return {
    version,
    exact: version !== null,
    commit: vcs?.commit ?? null,
    url: vcs?.url ?? url.replace(/#.*$/, ''),
    ...(hash === null ? {} : { hashes: [`${hash[1]}:${hash[2]}`.toLowerCase()] }),
  };
}
