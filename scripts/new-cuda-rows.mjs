// Tells which rows of NVIDIA's table of toolkit driver versions data/cuda-toolkits.json lacks or holds otherwise.
// Fed by hand: copy the table from the CUDA toolkit release notes and paste it, one release a line, such as
//   CUDA 13.5 GA  >=620.10.02  N/A
// into `npm run --silent new-cuda-rows`. Prints rows as the data file writes them. Ends with 1 when a line that names CUDA
// is not understood, so that a table of another form is not taken for one without news.
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../data/cuda-toolkits.json', import.meta.url));
const { releases } = JSON.parse(readFileSync(file, 'utf8'));

const COLUMN = String.raw`(N/A|(?:>=\s*)?\d+(?:\.\d+)+)`;
const ROW = new RegExp(
  String.raw`^CUDA\s+(\d+\.\d+)(?:\.\d+)*\b(.*?)\s+${COLUMN}[^\d]*?\s+${COLUMN}\s*$`,
  'i',
);

/** A line of the table as a row of the file; null when it is none. */
function parseRow(line) {
  const [, cuda, label, linux, windows] = ROW.exec(line) ?? [];
  if (cuda === undefined) return null;
  const release = /Update\s+\d+/i.exec(label)?.[0].replace(/\s+/, ' ') ?? 'GA';
  return { cuda, release, linux: version(linux), windows: version(windows) };
}

function version(column) {
  return /^N\/A$/i.test(column) ? null : column.replace(/^>=\s*/, '');
}

function toText({ cuda, release, linux, windows }) {
  const pairs = Object.entries({ cuda, release, linux, windows });
  return `{ ${pairs.map(([key, value]) => `"${key}": ${JSON.stringify(value)}`).join(', ')} }`;
}

/** Release candidates and what is older than the file's first row are of no interest to a rule. */
function isWanted({ cuda }, line) {
  const [major, minor] = cuda.split('.').map(Number);
  const known = releases.map((row) => row.cuda.split('.').map(Number));
  return !/\bRC\b/.test(line) && known.some(([a, b]) => a < major || (a === major && b <= minor));
}

const lines = (await text(process.stdin)).split('\n').map((line) => line.trim());
const candidates = lines.filter((line) => /^CUDA\s+\d/i.test(line));
const unread = candidates.filter((line) => parseRow(line) === null);
const rows = candidates.flatMap((line) => {
  const row = parseRow(line);
  return row !== null && isWanted(row, line) ? [row] : [];
});

const said = [];
let same = 0;
for (const row of rows) {
  const held = releases.find(({ cuda, release }) => cuda === row.cuda && release === row.release);
  if (held === undefined) said.push(`new      ${toText(row)}`);
  else if (held.linux === row.linux && held.windows === row.windows) same += 1;
  else said.push(`differs  ${toText(row)}\n  holds  ${toText(held)}`);
}
for (const line of unread) said.push(`unread   ${line}`);
said.push(`${rows.length} rows read, ${same} as in data/cuda-toolkits.json`);
process.stdout.write(`${said.join('\n')}\n`);
process.exitCode = unread.length > 0 || rows.length === 0 ? 1 : 0;
