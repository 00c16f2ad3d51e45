/** requirements.txt as pip reads it, which is also what `pip freeze` and `uv export` write. */

import { normaliseName } from '../capture/python/package-name.ts';
import { hashesOf, parseHash } from './hash.ts';
import { aLock, type LockedPackage, lockedPackage, type ReadLock, Unreadable } from './lock.ts';
import { cut, parseRequirement, pinOf } from './requirement.ts';
import { type LogicalLine, logicalLines } from './requirement-lines.ts';
import { vcsOf, wheelOf } from './source-url.ts';

export interface RequirementsFile {
  readonly name: string;
  readonly text: string;
  /** Another file of the repository, by its path from the same folder as `name`; null: it cannot be had. */
  readonly more: ((path: string) => string | null) | undefined;
}

export function readRequirements(file: RequirementsFile): ReadLock {
  const reader = new RequirementsReader(file.more);
  reader.read(file, { constraint: false, root: true });
  const { packages, notes } = reader;
  const required = packages.filter(({ constraint }) => !constraint);
  // With a digest at each entry pip installs nothing that is not named.
  const complete = required.length > 0 && required.every(({ hashes, local }) => hashes.length > 0 || local);
  return aLock({ form: 'requirements', packages, notes, complete });
}

/** The requirement lines of another form (environment.yml), each with the line it is on. */
export function readRequirementLines(
  lines: readonly LogicalLine[],
  file: RequirementsFile,
): Pick<ReadLock, 'packages' | 'notes'> {
  const reader = new RequirementsReader(file.more);
  reader.readLines(lines, { name: file.name, constraint: false, root: true });
  return reader;
}

interface Where {
  readonly name: string;
  /** Within a `-c` file, which asks for nothing. */
  readonly constraint: boolean;
  /** The lock file itself, and not one that it includes. */
  readonly root: boolean;
}

/** Options that say where packages come from or how they are built, and not which ones. */
const IGNORED =
  /^(?:-i|--index-url|--extra-index-url|-f|--find-links|--no-index|--pre|--prefer-binary|--require-hashes|--trusted-host|--use-feature|--no-binary|--only-binary|--pypi-url|--no-deps)(?:[\s=]|$)/;
const INCLUDE = /^(?:-r\s*|--requirement[\s=]+)(.+)$/;
const CONSTRAINT = /^(?:-c\s*|--constraint[\s=]+)(.+)$/;
const EDITABLE = /^(?:-e\s*|--editable[\s=]+)(.+)$/;
const LINE_OPTION = /\s--(?:hash|config-settings?|global-option|install-option)[\s=]/;

class RequirementsReader {
  readonly packages: LockedPackage[] = [];
  readonly notes: string[] = [];
  readonly #seen = new Set<string>();
  readonly #more: RequirementsFile['more'];

  constructor(more: RequirementsFile['more']) {
    this.#more = more;
  }

  read({ name, text }: Pick<RequirementsFile, 'name' | 'text'>, where: Omit<Where, 'name'>): void {
    this.#seen.add(`${where.constraint} ${name}`);
    this.readLines(logicalLines(text), { ...where, name });
  }

  readLines(lines: readonly LogicalLine[], where: Where): void {
    for (const line of lines) this.#readLine(line, where);
  }

  #readLine({ text, line }: LogicalLine, where: Where): void {
    const [, included] = INCLUDE.exec(text) ?? [];
    const [, constraints] = CONSTRAINT.exec(text) ?? [];
    if (included !== undefined) this.#include(included, line, where);
    else if (constraints !== undefined) this.#include(constraints, line, { ...where, constraint: true });
    else if (!IGNORED.test(text)) this.#add(text, line, where);
  }

  #add(text: string, line: number, where: Where): void {
    const [, editable] = EDITABLE.exec(text) ?? [];
    if (editable === undefined && text.startsWith('-'))
      throw problem(where, line, `pip knows no option \`${cut(text)}\``);
    const { requirement, hashes } = splitOptions(editable ?? text, where, line);
    const entry = this.#entry(requirement, { where, line, editable: editable !== undefined });
    if (entry === null) return;
    this.packages.push({ ...entry, hashes: [...entry.hashes, ...hashes], constraint: where.constraint });
  }

  #include(written: string, line: number, where: Where): void {
    const path = unquoted(written);
    const name = beside(where.name, path);
    if (this.#seen.has(`${where.constraint} ${name}`)) return;
    const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(path) ? null : (this.#more?.(name) ?? null);
    if (text === null) throw problem(where, line, `it includes ${path}, which cannot be read`);
    this.read({ name, text }, { constraint: where.constraint, root: false });
  }

  #entry(text: string, at: At): LockedPackage | null {
    const place = { file: at.where.root ? null : at.where.name, line: at.line, editable: at.editable };
    const requirement = parseRequirement(text);
    const isPath = looksLikePath(text);
    if (typeof requirement !== 'string' && !isPath) {
      const { name, written, marker, url } = requirement;
      const pin = pinOf(requirement);
      return lockedPackage({
        name,
        written,
        marker,
        ...pin,
        ...place,
        local: url === null ? null : localOf(url),
      });
    }
    if (!isPath) throw problem(at.where, at.line, typeof requirement === 'string' ? requirement : text);
    return this.#fromLocation(text, at, place);
  }

  /** A URL or a path on its own: named by `#egg=`, else by the name of the archive, else not at all. */
  #fromLocation(text: string, at: At, place: Partial<LockedPackage>): LockedPackage | null {
    const [location = '', marker = null] = text.split(/\s;/, 2).map((part) => part.trim());
    const written = eggOf(location) ?? wheelOf(location)?.name ?? null;
    const local = localOf(location);
    if (written === null) {
      const file = at.where.root ? '' : ` of ${at.where.name}`;
      this.notes.push(
        `line ${at.line}${file}: \`${cut(text)}\` names no package, so nothing is compared with it`,
      );
      return null;
    }
    const pin = pinOf({ specifier: '', url: location });
    return lockedPackage({ name: normaliseName(written), written, marker, ...pin, ...place, local });
  }
}

interface At {
  readonly where: Where;
  readonly line: number;
  readonly editable: boolean;
}

function problem(where: Where, line: number, because: string): Unreadable {
  const file = where.root ? '' : `${where.name}, line ${line}: `;
  return new Unreadable(`${file}${because}`, where.root ? { line } : {});
}

function splitOptions(text: string, where: Where, line: number) {
  const at = text.search(LINE_OPTION);
  if (at === -1) return { requirement: text, hashes: [] };
  const options = [...text.slice(at).matchAll(/--hash[\s=]+(\S*)/g)].map(([, hash = '']) => hash);
  const broken = options.find((option) => parseHash(option) === null);
  if (broken !== undefined) throw problem(where, line, `\`${cut(broken)}\` is no whole digest`);
  return { requirement: text.slice(0, at).trim(), hashes: hashesOf(options) };
}

function looksLikePath(text: string): boolean {
  const [first = ''] = text.split(/\s|;/, 1);
  if (/^[^@\s]+\s*@\s/.test(text)) return false;
  return (
    /^[a-z][a-z0-9+.-]*:/i.test(first) ||
    /^\.{0,2}[\\/]|^\.{1,2}(?:\[|$)|^~[\\/]/.test(first) ||
    /\.whl$/.test(first)
  );
}

/** The folder that a location is, or null where it is a URL of elsewhere. */
function localOf(location: string): string | null {
  if (vcsOf(location) !== null) return null;
  if (/^file:/i.test(location))
    return /\.(?:whl|zip|gz|bz2|tgz)(?:#|$)/.test(location) ? null : location.slice(5);
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(location) || /\.whl$/.test(location) ? null : location;
}

function eggOf(location: string): string | null {
  return /[#&]egg=([A-Za-z0-9][A-Za-z0-9._]*(?:-+[A-Za-z0-9_][A-Za-z0-9._]*)*)/.exec(location)?.[1] ?? null;
}

function unquoted(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/, '$2');
}

/** A path written in a file, from the folder that the first file was named from. */
export function beside(file: string, path: string): string {
  if (path.startsWith('/')) return path;
  const parts: string[] = file.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
