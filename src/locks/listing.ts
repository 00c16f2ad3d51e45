/** What package managers print about an environment: tables of `conda list` and `pip list`, and `conda list --export`. */

import { normaliseName } from '../capture/python/package-name.ts';
import { placesOf } from './conda-explicit.ts';
import { aLock, type LockedPackage, lockedPackage, type ReadLock, Unreadable } from './lock.ts';
import { cut } from './requirement.ts';

/** `conda list` has a comment sign before its header, mamba has none and draws a line below. */
const CONDA_HEADER = /^[ \t]*(?:#[ \t]*)?Name[ \t]+Version[ \t]+Build(?:[ \t]|$)/m;
const PIP_HEADER = /^Package[ \t]+Version(?:[ \t].*)?\r?\n-+ /m;
const EXPORT = /^[A-Za-z0-9_][A-Za-z0-9_.-]*=[^=\s]+=[^=\s]+$/;

export function isListing(text: string): boolean {
  return CONDA_HEADER.test(text) || PIP_HEADER.test(text) || isExport(text);
}

function isExport(text: string): boolean {
  const first = text.split(/\r?\n/).find((line) => line.trim() !== '' && !line.startsWith('#'));
  return first !== undefined && EXPORT.test(first.trim());
}

export function readListing(text: string): ReadLock {
  const rows = text.split(/\r?\n/).map((row, index) => ({ text: row.trim(), line: index + 1 }));
  const read = isExport(text)
    ? exported(text)
    : PIP_HEADER.test(text) && !CONDA_HEADER.test(text)
      ? pipRow
      : condaRow;
  const start = rows.findIndex((row) => /^(?:#\s*)?(?:Name|Package)\s+Version/.test(row.text));
  const packages = rows
    .slice(start + 1)
    .filter((row) => row.text !== '' && !/^(?:#|[-─]+(?:\s|$))/.test(row.text))
    .map((row) => read(row));
  return aLock({ form: 'listing', packages });
}

interface Row {
  readonly text: string;
  readonly line: number;
}

function condaRow({ text, line }: Row): LockedPackage {
  const [written, version, build = null, channel = null, more] = text.split(/\s+/);
  if (!written || !version || more !== undefined)
    throw new Unreadable(`\`${cut(text)}\` is no row of name, version, build and channel`, { line });
  const name = normaliseName(written);
  // Conda lists what pip has installed beside its own.
  if (channel === 'pypi' || build === 'pypi_0' || build === '<pip>')
    return lockedPackage({ name, written, version, line });
  return lockedPackage({ name, written, ecosystem: 'conda', version, build, channel, line });
}

function pipRow({ text, line }: Row): LockedPackage {
  const [written, version, ...location] = text.split(/\s+/);
  if (!written || !version)
    throw new Unreadable(`\`${cut(text)}\` is no row of package and version`, { line });
  const local = location.join(' ') || null;
  return lockedPackage({
    name: normaliseName(written),
    written,
    version,
    local,
    editable: local !== null,
    line,
  });
}

function exported(text: string): (row: Row) => LockedPackage {
  const platform = /^# platform: *(\S+)/m.exec(text)?.[1] ?? null;
  return (row) => {
    const [written = '', version, build = null] = row.text.split('=');
    if (!EXPORT.test(row.text) || version === undefined)
      throw new Unreadable(`\`${cut(row.text)}\` is not name=version=build`, { line: row.line });
    const name = normaliseName(written);
    if (build === 'pypi_0') return lockedPackage({ name, written, version, line: row.line });
    return lockedPackage({
      ...{ name, written, ecosystem: 'conda', version, build },
      places: placesOf(platform),
      line: row.line,
    });
  };
}
