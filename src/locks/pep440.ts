/**
 * Versions and specifiers as PEP 440 says. Parsing and order are the library's; whether a version is in a specifier is
 * decided here, because the library's own answer leaves out `1.0 > 1.0rc1` and the padding of `==1.0.*`, and because
 * its local labels are numbers wherever JavaScript sees one: `+1e3` and `+1000` are two commits.
 */

import { compare, explain, valid } from '@renovatebot/pep440';

export type Operator = '===' | '==' | '!=' | '~=' | '<=' | '>=' | '<' | '>';

export interface Clause {
  readonly operator: Operator;
  /** Without the `.*`. */
  readonly version: string;
  readonly wildcard: boolean;
}

const CLAUSE = /^(===|==|!=|~=|<=|>=|<|>)\s*([^\s;)]+)$/;
const RELEASE = /^v?(?:\d+!)?\d+(?:\.\d+)*$/i;

export function isVersion(text: string): boolean {
  return valid(text.trim()) !== null;
}

/** Null where it is not one: PEP 440 forbids local labels and wildcards with the ordering operators. */
export function parseClause(text: string): Clause | null {
  const [, operator, rest = ''] = CLAUSE.exec(text.trim()) ?? [];
  if (operator === undefined) return null;
  const clause = { operator: operator as Operator, version: rest, wildcard: false };
  if (operator === '===') return clause;
  const equality = operator === '==' || operator === '!=';
  if (rest.endsWith('.*')) {
    const release = rest.slice(0, -2);
    return equality && RELEASE.test(release) ? { ...clause, version: release, wildcard: true } : null;
  }
  if (!isVersion(rest) || (!equality && rest.includes('+'))) return null;
  return operator === '~=' && partsOf(rest).release.length < 2 ? null : clause;
}

/** Clauses separated by commas; null where one of them is none. */
export function parseSpecifier(text: string): readonly Clause[] | null {
  const clauses = text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(parseClause);
  return clauses.includes(null) ? null : clauses.filter((clause) => clause !== null);
}

/**
 * Whether a version is in a specifier; pre-releases count as what they are. Null where either is not what PEP 440
 * knows; only `===` has an answer then.
 */
export function contains(specifier: string, version: string): boolean | null {
  const clauses = parseSpecifier(specifier);
  if (clauses === null) return null;
  const known = isVersion(version);
  if (!known && clauses.some(({ operator }) => operator !== '===')) return null;
  return clauses.every((clause) => satisfies(version.trim(), clause));
}

/** `version` must be one that PEP 440 knows, unless the operator is `===`. */
export function satisfies(version: string, clause: Clause): boolean {
  switch (clause.operator) {
    case '===':
      return version.toLowerCase() === clause.version.toLowerCase();
    case '==':
      return isEqual(version, clause);
    case '!=':
      return !isEqual(version, clause);
    case '~=': {
      const prefix = partsOf(clause.version);
      return (
        order(publicOf(version), clause.version) >= 0 &&
        hasPrefix(version, { ...prefix, release: prefix.release.slice(0, -1) })
      );
    }
    case '<=':
      return order(publicOf(version), clause.version) <= 0;
    case '>=':
      return order(publicOf(version), clause.version) >= 0;
    case '<':
      return isBelow(version, clause.version);
    case '>':
      return isAbove(version, clause.version);
  }
}

function isEqual(version: string, { version: wanted, wildcard }: Clause): boolean {
  if (wildcard) return hasPrefix(version, partsOf(wanted));
  return sameRelease(version, wanted) && (!wanted.includes('+') || localOf(version) === localOf(wanted));
}

/** `<3.13` leaves out the pre-releases of 3.13, of which `.dev0` is the first, unless it names one itself. */
function isBelow(version: string, bound: string): boolean {
  const limit = partsOf(bound).isPre ? bound : `${bound}.dev0`;
  return order(publicOf(version), limit) < 0;
}

/** `>1.7` leaves out the post-releases and the local builds of 1.7. */
function isAbove(version: string, bound: string): boolean {
  if (order(publicOf(version), bound) <= 0) return false;
  const [it, limit] = [partsOf(version), partsOf(bound)];
  if (limit.isPost || limit.isDev || !it.isPost) return true;
  return it.pre !== limit.pre || order(it.base, limit.base) !== 0;
}

interface Parts {
  readonly epoch: number;
  readonly release: readonly number[];
  readonly base: string;
  /** `rc1`; empty where there is none. */
  readonly pre: string;
  /** A pre-release in PEP 440's wider sense: development releases too. */
  readonly isPre: boolean;
  readonly isPost: boolean;
  readonly isDev: boolean;
}

const NOTHING: Parts = {
  epoch: 0,
  release: [],
  base: '0',
  pre: '',
  isPre: false,
  isPost: false,
  isDev: false,
};

function partsOf(version: string): Parts {
  const explained = explain(version.trim());
  if (explained === null) return NOTHING;
  const { epoch, release, base_version: base, pre } = explained;
  return {
    ...{ epoch, release, base, pre: pre?.join('') ?? '' },
    isPre: explained.is_prerelease,
    isPost: explained.is_postrelease,
    isDev: explained.is_devrelease,
  };
}

function hasPrefix(version: string, { epoch, release }: Pick<Parts, 'epoch' | 'release'>): boolean {
  const it = partsOf(version);
  return it.epoch === epoch && release.every((part, index) => (it.release[index] ?? 0) === part);
}

function order(a: string, b: string): number {
  return compare(a, b);
}

/** Numbers of more digits than JavaScript counts exactly would make two versions equal that are not. */
const UNCOUNTABLE = /\d{16}/;

/** Whether two versions are one release, whatever their local labels. */
export function sameRelease(a: string, b: string): boolean {
  const [one, other] = [publicOf(a.trim()), publicOf(b.trim())];
  if (one.toLowerCase() === other.toLowerCase()) return true;
  if (!isVersion(one) || !isVersion(other) || UNCOUNTABLE.test(one) || UNCOUNTABLE.test(other)) return false;
  return order(one, other) === 0;
}

export function publicOf(version: string): string {
  return version.split('+', 1)[0] ?? version;
}

/** The local label as PEP 440 compares it: `cu126`, `1.g9edee0c`; empty where there is none. */
export function localOf(version: string): string {
  const at = version.indexOf('+');
  if (at === -1) return '';
  const parts = version
    .slice(at + 1)
    .trim()
    .toLowerCase()
    .split(/[-_.]/);
  return parts.map((part) => (/^\d+$/.test(part) ? part.replace(/^0+(?=\d)/, '') : part)).join('.');
}
