/**
 * RECORD, the list of installed files that every installer writes beside a package: reduced to what the wheel brought,
 * so that the same wheel gives the same bytes whichever tool installed it.
 *
 * Bytes and not text: an environment has some 100,000 rows, and as strings they took twice as long.
 */

const CARRIAGE_RETURN = 13;
const NEWLINE = 10;
const QUOTE = 34;
const COMMA = 44;
const DOT = 46;
const SLASH = 47;
const COLON = 58;

/**
 * The rows that identify the content, sorted by their bytes, one a line; null when there are none. Left out: rows
 * without a hash (compiled files, RECORD itself), scripts and data outside the folder (each tool writes its own
 * launcher), and what the installer says about the installation.
 */
export function contentRows(record: Uint8Array): Uint8Array | null {
  // A row more than before at most: the last one may have had no end. Kept rows move up to where others stood.
  const rows = new Uint8Array(record.length + 1);
  rows.set(record);
  let [length, last, sorted] = [0, 0, true];
  for (let start = 0, next = 0; start < record.length; start = next + 1) {
    next = endOfLine(record, start);
    const end = record[next - 1] === CARRIAGE_RETURN ? next - 1 : next;
    if (!isContent(record, start, end)) continue;
    rows.copyWithin(length, start, end);
    rows[length + end - start] = NEWLINE;
    sorted &&= compareRows(rows, last, length) <= 0;
    last = length;
    length += end - start + 1;
  }
  if (length === 0) return null;
  const kept = rows.subarray(0, length);
  // Most are sorted as they were written.
  return sorted ? kept : sortRows(kept);
}

function endOfLine(bytes: Uint8Array, start: number): number {
  const newline = bytes.indexOf(NEWLINE, start);
  return newline < 0 ? bytes.length : newline;
}

/** Compares the rows that start at two places, each up to its newline, which comes before every other character. */
function compareRows(rows: Uint8Array, a: number, b: number): number {
  for (let index = 0; ; index += 1) {
    const left = rows[a + index] ?? NEWLINE;
    const right = rows[b + index] ?? NEWLINE;
    if (left !== right || left === NEWLINE) return left - right;
  }
}

function sortRows(rows: Uint8Array): Uint8Array {
  const starts: number[] = [];
  for (let start = 0; start < rows.length; start = endOfLine(rows, start) + 1) starts.push(start);
  starts.sort((a, b) => compareRows(rows, a, b));
  const sorted = new Uint8Array(rows.length);
  let length = 0;
  for (const start of starts) {
    const row = rows.subarray(start, endOfLine(rows, start) + 1);
    sorted.set(row, length);
    length += row.length;
  }
  return sorted;
}

/** A row is `path,hash,size`; a path that holds a comma is quoted. */
function isContent(record: Uint8Array, start: number, end: number): boolean {
  const size = lastComma(record, start, end);
  // The cheapest test first: half of all rows are compiled files, which end in two empty fields.
  if (size <= start || record[size - 1] === COMMA) return false;
  const hash = lastComma(record, start, size);
  if (hash <= start) return false;
  const quotes = record[start] === QUOTE ? 1 : 0;
  const [from, to] = [start + quotes, hash - quotes];
  return !isCompiled(record, to) && !isOutside(record, from) && !isAboutInstallation(record, from, to);
}

/** Place of the last comma between two places; before the first of them when there is none. */
function lastComma(bytes: Uint8Array, start: number, end: number): number {
  let place = end - 1;
  while (place >= start && bytes[place] !== COMMA) place -= 1;
  return place;
}

const COMPILED = bytesOf('.pyc');

/** Whether the path that ends here is that of a compiled file. */
function isCompiled(bytes: Uint8Array, end: number): boolean {
  return endsWith(bytes, end, COMPILED);
}

/** `../../../bin/pip`, `/usr/share/x`, `C:\x`. */
function isOutside(bytes: Uint8Array, start: number): boolean {
  const first = bytes[start];
  const second = bytes[start + 1];
  return first === SLASH || second === COLON || (first === DOT && second === DOT);
}

/**
 * Files that the installer writes about the installation and not about the package: PEP 376 (INSTALLER, REQUESTED,
 * RECORD), PEP 610 (direct_url.json), uv's own note.
 */
const ABOUT_THE_INSTALLATION = new Set([
  'INSTALLER',
  'REQUESTED',
  'RECORD',
  'RECORD.jws',
  'RECORD.p7s',
  'direct_url.json',
  'uv_cache.json',
]);

const DIST_INFO = bytesOf('.dist-info');

/** `torch-2.8.0.dist-info/INSTALLER`; the folders of packages that this one brings along are its content. */
function isAboutInstallation(bytes: Uint8Array, start: number, end: number): boolean {
  const slash = bytes.indexOf(SLASH, start);
  if (slash < 0 || slash >= end || !endsWith(bytes, slash, DIST_INFO)) return false;
  return ABOUT_THE_INSTALLATION.has(String.fromCharCode(...bytes.subarray(slash + 1, end)));
}

function endsWith(bytes: Uint8Array, end: number, text: Uint8Array): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[end - text.length + index] !== text[index]) return false;
  }
  return true;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
