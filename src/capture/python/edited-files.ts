/**
 * Whether the installed files are still those of their packages: every file that RECORD lists with a digest is read again.
 * It costs the reading of the whole environment, so it is done only where the policy asks.
 */

import type { Machine } from '../machine.ts';
import type { Parsed } from '../probe.ts';
import type { Digested } from '../project/data/place.ts';
import type { EditedFile, Unknown } from '../snapshot.ts';
import { normaliseName } from './package-name.ts';
import { nameAndVersion } from './packages.ts';
import { isOfInstallation } from './record-digest.ts';

/** torch lists some 15,000 files in 1.5 MB. */
const LARGEST_RECORD = 32 * 1024 * 1024;
/** Past this many a list helps nobody; the first ones say what happened. */
const MOST_EDITED = 200;

interface Row {
  readonly package: string;
  /** Folder of installed packages. */
  readonly folder: string;
  readonly path: string;
  /** `sha256`, or by the specification one that is no weaker. */
  readonly algorithm: string;
  /** Base64 as RECORD writes it: with `-` and `_`, without `=`. */
  readonly digest: string;
}

/** Never throws. A package without RECORD cannot be looked at, and says so itself by having no digest. */
export async function editedFiles(
  machine: Machine,
  searchPath: readonly string[],
): Promise<Parsed<readonly EditedFile[]>> {
  const { data } = machine;
  if (data === undefined) return unknown('the files of this machine cannot be read');
  try {
    const rows = (
      await Promise.all([...new Set(searchPath)].map((folder) => rowsIn(machine, folder)))
    ).flat();
    const digests = await data.digest(rows.map(({ folder, path }) => `${folder}/${path}`));
    const checked = await Promise.all(rows.map((row, index) => check(machine, row, digests[index])));
    return {
      facts: checked.flatMap(({ edited }) => edited ?? []).slice(0, MOST_EDITED),
      unknown: checked.flatMap(({ unread }) => unread ?? []).slice(0, MOST_EDITED),
    };
  } catch (thrown) {
    return unknown(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function unknown(because: string): Parsed<readonly EditedFile[]> {
  return { facts: [], unknown: [{ path: 'python.edited', because }] };
}

interface Checked {
  readonly edited?: EditedFile;
  readonly unread?: Unknown;
}

/** Nothing of either where the file is the one that RECORD lists. */
async function check(
  { software }: Machine,
  { package: name, folder, path, algorithm, digest }: Row,
  found: Digested | undefined,
): Promise<Checked> {
  const unread = (because: string): Checked => ({ unread: { path: `python.edited[${path}]`, because } });
  if (found?.kind === 'digested') {
    if (algorithm !== 'sha256') return unread(`RECORD has its digest by ${algorithm}`);
    return urlSafe(found.sha256) === digest ? {} : { edited: { package: name, path, state: 'changed' } };
  }
  if (!(await software.exists(`${folder}/${path}`)))
    return { edited: { package: name, path, state: 'missing' } };
  return unread(found?.because ?? 'it was not read');
}

async function rowsIn({ software }: Machine, folder: string): Promise<Row[]> {
  const entries = ((await software.list(folder)) ?? []).filter(isDescription);
  const rows = await Promise.all(
    entries.map(async (entry) => {
      // conda writes its prefix into files after it wrote RECORD, so there the digests are those of other files.
      const installer = await software.readText(`${folder}/${entry}/INSTALLER`, 64);
      if (installer?.trim() === 'conda') return [];
      const record = (await software.readText(`${folder}/${entry}/RECORD`, LARGEST_RECORD)) ?? '';
      if (record.length >= LARGEST_RECORD) throw new Error(`the RECORD of ${entry} is longer than is read`);
      const name = normaliseName(nameAndVersion(null, entry).name);
      return parseRecord(record).map((row) => ({ ...row, package: name, folder }));
    }),
  );
  return rows.flat();
}

/** pip leaves `~name` behind when it is interrupted while uninstalling; its files are gone on purpose. */
function isDescription(entry: string): boolean {
  return entry.endsWith('.dist-info') && !entry.startsWith('~');
}

/** `path,sha256=…,size`; a path with a comma is quoted. Rows without a digest are compiled files and RECORD itself. */
const ROW = /^(?:"((?:[^"]|"")*)"|([^",]*)),(\w+)=([\w-]+)=*,\d*\r?$/;
/** Scripts and data outside the folder are the installer's own. */
const OUTSIDE = /^(?:[\\/]|[A-Za-z]:)|(?:^|[\\/])\.\.(?:[\\/]|$)/;

function parseRecord(text: string): Pick<Row, 'path' | 'algorithm' | 'digest'>[] {
  return text.split('\n').flatMap((line) => {
    const [, quoted, plain, algorithm, digest] = ROW.exec(line) ?? [];
    const path = quoted?.replaceAll('""', '"') ?? plain;
    if (path === undefined || algorithm === undefined || digest === undefined) return [];
    return OUTSIDE.test(path) || isOfInstallation(path) ? [] : [{ path, algorithm, digest }];
  });
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Hexadecimal to base64 as RECORD writes it (RFC 4648, section 5, unpadded). */
export function urlSafe(hex: string): string {
  let text = '';
  for (let start = 0; start < hex.length; start += 6) {
    const chunk = hex.slice(start, start + 6);
    const bits = Number.parseInt(chunk.padEnd(6, '0'), 16);
    const kept = Math.ceil((chunk.length * 4) / 6);
    for (let place = 0; place < kept; place += 1) text += DIGITS[(bits >> (18 - 6 * place)) & 63];
  }
  return text;
}
