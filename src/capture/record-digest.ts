/**
 * RECORD, the list of installed files that every installer writes beside a package: reduced to what the wheel brought,
 * so that the same wheel gives the same text whichever tool installed it.
 */

/**
 * Rows about files that the installer writes about the installation and not about the package: PEP 376 (INSTALLER,
 * REQUESTED, RECORD), PEP 610 (direct_url.json), uv's own note.
 */
const ABOUT_THE_INSTALLATION =
  /\.dist-info\/(?:INSTALLER|REQUESTED|RECORD(?:\.jws|\.p7s)?|direct_url\.json|uv_cache\.json)"?,/;

/**
 * The rows that identify the content, sorted, one a line; null when there are none. Left out: rows without a hash
 * (compiled files, RECORD itself), scripts and data outside the folder (each tool writes its own launcher).
 */
export function contentRows(record: string): string | null {
  const rows: string[] = [];
  let last = '';
  let sorted = true;
  for (let start = 0, next = 0; start < record.length; start = next + 1) {
    next = endOfLine(record, start);
    // The cheapest test first: half of all rows are compiled files, which end in two empty fields.
    if (record.charCodeAt(next - 1) === COMMA && record.charCodeAt(next - 2) === COMMA) continue;
    const row = record.slice(start, record.charCodeAt(next - 1) === CARRIAGE_RETURN ? next - 1 : next);
    if (!isContent(row)) continue;
    sorted &&= last <= row;
    rows.push(row);
    last = row;
  }
  if (rows.length === 0) return null;
  // Most are sorted as they were written; sorting again would take longer than all the rest.
  return `${(sorted ? rows : rows.sort()).join('\n')}\n`;
}

const CARRIAGE_RETURN = 13;
const QUOTE = 34;
const COMMA = 44;
const DOT = 46;
const SLASH = 47;
const COLON = 58;

function endOfLine(text: string, start: number): number {
  const newline = text.indexOf('\n', start);
  return newline < 0 ? text.length : newline;
}

/** A row is `path,hash,size`; a path that holds a comma is quoted. */
function isContent(row: string): boolean {
  const size = row.lastIndexOf(',');
  if (size <= 0 || row.charCodeAt(size - 1) === COMMA || row.includes('.pyc,')) return false;
  return !isOutside(row) && !(row.includes('.dist-info/') && ABOUT_THE_INSTALLATION.test(row));
}

/** `../../../bin/pip`, `/usr/share/x`, `C:\\x`. By character codes: this runs for each of 100,000 rows. */
function isOutside(row: string): boolean {
  const start = row.charCodeAt(0) === QUOTE ? 1 : 0;
  const first = row.charCodeAt(start);
  const second = row.charCodeAt(start + 1);
  return first === SLASH || second === COLON || (first === DOT && second === DOT);
}
