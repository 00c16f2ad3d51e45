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
 * launcher), and what the installer says about the installation. Overwrites the bytes it is given.
 */
export function contentRows(record: Uint8Array): Uint8Array | null {
  let length = 0;
  let last = -1;
  let sorted = true;
  for (let start = 0, next = 0; start < record.length; start = next + 1) {
    next = endOfLine(record, start);
    const end = record[next - 1] === CARRIAGE_RETURN ? next - 1 : next;
    if (!isContent(record, start, end)) continue;
    // Moves up to where rows that were left out stood.
    if (length !== start) record.copyWithin(length, start, end);
    record[length + end - start] = NEWLINE;
    sorted &&= last < 0 || compareRows(record, last, length) <= 0;
    last = length;
    length += end - start + 1;
  }
  if (length === 0) return null;
  const rows = record.subarray(0, length);
  // Most are sorted as they were written. A last row without its newline gets one, which may not fit in place.
  return sorted && rows.length === length ? rows : sortRows(rows);
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
  const sorted = new Uint8Array(rows.length + 1);
  let length = 0;
  for (const start of starts) {
    const end = endOfLine(rows, start);
    sorted.set(rows.subarray(start, end), length);
    sorted[length + end - start] = NEWLINE;
    length += end - start + 1;
  }
  return sorted.subarray(0, length);
}

/** A row is `path,hash,size`; a path that holds a comma is quoted. */
function isContent(record: Uint8Array, start: number, end: number): boolean {
  const size = lastComma(record, start, end);
  // The cheapest test first: half of all rows are compiled files, which end in two empty fields.
  if (size <= start || record[size - 1] === COMMA) return false;
  const hash = lastComma(record, start, size);
  if (hash <= start) return false;
  const quotes = record[start] === QUOTE ? 1 : 0;
  return !isOutside(record, start + quotes) && !endsAsOfInstallation(record, hash - quotes);
}

/** Place of the last comma between two places; before the first of them when there is none. */
function lastComma(bytes: Uint8Array, start: number, end: number): number {
  let place = end - 1;
  while (place >= start && bytes[place] !== COMMA) place -= 1;
  return place;
}

/** `../../../bin/pip`, `/usr/share/x`, `C:\x`. */
function isOutside(bytes: Uint8Array, start: number): boolean {
  const first = bytes[start];
  const second = bytes[start + 1];
  return first === SLASH || second === COLON || (first === DOT && second === DOT);
}

/**
 * Endings of files that come with the installation and not with the package: compiled ones, and what the installer
 * writes about it by PEP 376 (INSTALLER, REQUESTED, RECORD), PEP 610 (direct_url.json) and for itself (uv).
 */
const ENDINGS = [
  '.pyc',
  '.dist-info/INSTALLER',
  '.dist-info/REQUESTED',
  '.dist-info/RECORD',
  '.dist-info/RECORD.jws',
  '.dist-info/RECORD.p7s',
  '.dist-info/direct_url.json',
  '.dist-info/uv_cache.json',
];
const ENDING_BYTES = ENDINGS.map((text) => new TextEncoder().encode(text));
/** Most rows end in another byte than any of these, and need no further look. */
const LAST_BYTES: ReadonlySet<number | undefined> = new Set(ENDING_BYTES.map((ending) => ending.at(-1)));

/** Whether a file came with the installation: the installer, or another one after it, may write it anew at any time. */
export function isOfInstallation(path: string): boolean {
  return ENDINGS.some((ending) => path.endsWith(ending));
}

/** Judges a path by the place where it ends. */
function endsAsOfInstallation(bytes: Uint8Array, end: number): boolean {
  if (!LAST_BYTES.has(bytes[end - 1] ?? 0)) return false;
  for (const ending of ENDING_BYTES) {
    if (endsWith(bytes, end, ending)) return true;
  }
  return false;
}

function endsWith(bytes: Uint8Array, end: number, ending: Uint8Array): boolean {
  let common = 0;
  while (common < ending.length && bytes[end - 1 - common] === ending[ending.length - 1 - common])
    common += 1;
  return common === ending.length;
}
