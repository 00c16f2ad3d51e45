/**
 * Whether the installed files are still those of their packages: every file that RECORD lists with a digest is read again.
 * It costs the reading of the whole environment, so it is done only where the policy asks.
 */

import type { Machine } from '../machine.ts';
import type { Parsed } from '../probe.ts';
import type { EditedFile, Unknown } from '../snapshot.ts';
import { normaliseName } from './package-name.ts';
import { nameAndVersion } from './packages.ts';

/** torch lists some 15,000 files in 1.5 MB. */
const LARGEST_RECORD = 32 * 1024 * 1024;
/** Past this many a list helps nobody; the first ones say what happened. */
const MOST_EDITED = 200;

interface Row {
  readonly package: string;
  /** Folder of installed packages. */
  readonly folder: string;
  readonly path: string;
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
    const rows = (await Promise.all(searchPath.map((folder) => rowsIn(machine, folder)))).flat();
    const digests = await data.digest(rows.map(({ folder, path }) => `${folder}/${path}`));
    const edited: EditedFile[] = [];
    const unread: Unknown[] = [];
    for (const [index, row] of rows.entries()) {
      const found = digests[index];
      const file = { package: row.package, path: row.path };
      if (found?.kind === 'digested') {
        if (urlSafe(found.sha256) !== row.digest) edited.push({ ...file, state: 'changed' });
      } else if (await isMissing(machine, `${row.folder}/${row.path}`)) {
        edited.push({ ...file, state: 'missing' });
      } else {
        unread.push({ path: `python.edited[${row.path}]`, because: found?.because ?? 'it was not read' });
      }
    }
    return { facts: edited.slice(0, MOST_EDITED), unknown: unread.slice(0, MOST_EDITED) };
  } catch (thrown) {
    return unknown(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function unknown(because: string): Parsed<readonly EditedFile[]> {
  return { facts: [], unknown: [{ path: 'python.edited', because }] };
}

async function isMissing({ software }: Machine, path: string): Promise<boolean> {
  return !(await software.exists(path));
}

async function rowsIn({ software }: Machine, folder: string): Promise<Row[]> {
  const entries = ((await software.list(folder)) ?? []).filter((name) => name.endsWith('.dist-info'));
  const rows = await Promise.all(
    entries.map(async (entry) => {
      const record = await software.readText(`${folder}/${entry}/RECORD`, LARGEST_RECORD);
      const name = normaliseName(nameAndVersion(null, entry).name);
      return parseRecord(record ?? '').map((row) => ({ ...row, package: name, folder }));
    }),
  );
  return rows.flat();
}

/** `path,sha256=…,size`; a path with a comma is quoted. Rows without a digest are compiled files and RECORD itself. */
const ROW = /^(?:"((?:[^"]|"")*)"|([^",]*)),sha256=([\w-]{43})=?,\d*\r?$/;

function parseRecord(text: string): Pick<Row, 'path' | 'digest'>[] {
  return text.split('\n').flatMap((line) => {
    const [, quoted, plain, digest] = ROW.exec(line) ?? [];
    const path = quoted?.replaceAll('""', '"') ?? plain;
    // Scripts and data outside the folder are the installer's own.
    if (
      path === undefined ||
      digest === undefined ||
      /^(?:[\\/]|[A-Za-z]:)|(?:^|[\\/])\.\.(?:[\\/]|$)/.test(path)
    ) {
      return [];
    }
    return [{ path, digest }];
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
