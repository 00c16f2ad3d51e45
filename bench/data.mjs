// Hashing data beside sha256sum, in one run and as ratios of rates: machines differ, ratios travel.
//
//   large   one file, four of a quarter of its size
//   small   thousands of files of 4 KiB
//   again   the large files once more, remembered
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values } = parseArgs({
  options: {
    mib: { type: 'string', default: '512' },
    files: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '5' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'repro-gate-bench-'));
try {
  await measure();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure() {
  const bundle = join(folder, 'digest.mjs');
  const entry = new URL('../src/io/data-digest.ts', import.meta.url).pathname;
  await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile: bundle });
  const { digestFiles } = await import(pathToFileURL(bundle).href);
  const mib = Number(values.mib);
  const large = [write('large', mib), ...[1, 2, 3, 4].map((index) => write(`quarter-${index}`, mib / 4))];
  const small = Array.from({ length: Number(values.files) }, (_, index) => write(`small/${index}`, 4 / 1024));
  const env = { XDG_CACHE_HOME: join(folder, 'cache') };
  // A file is remembered only when it was not changed in the last two seconds.
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  const off = { cache: 'off' };
  report('large', await compare(() => digestFiles(large, {}, off), large));
  report('small', await compare(() => digestFiles(small, {}, off), small));
  await digestFiles(large, env);
  report('again', await compare(() => digestFiles(large, env), large));
}

function write(name, mib) {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  const file = openSync(path, 'w');
  for (let left = Math.round(mib * 1024 * 1024); left > 0; left -= 1024 * 1024) {
    writeSync(file, randomBytes(Math.min(left, 1024 * 1024)));
  }
  return path;
}

/** Medians, the two in turn, so that a slow moment of the machine hits both alike. */
async function compare(ours, paths) {
  const times = { ours: [], theirs: [] };
  for (let round = 0; round < Number(values.rounds); round += 1) {
    times.ours.push(await wall(ours));
    times.theirs.push(await wall(() => sha256sum(paths)));
  }
  return { ours: median(times.ours), theirs: median(times.theirs) };
}

/** All paths in few starts, as xargs would. */
function sha256sum(paths) {
  const result = spawnSync('xargs', ['-0', 'sha256sum'], {
    input: paths.join('\0'),
    maxBuffer: 1024 * 1024 * 1024,
  });
  if (result.status !== 0) throw new Error(`sha256sum: ${result.stderr}`);
}

async function wall(run) {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

function median(list) {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
}

function report(name, { ours, theirs }) {
  const rate = theirs / ours;
  process.stdout.write(
    `  ${name}  ${ours.toFixed(0).padStart(6)} ms, sha256sum ${theirs.toFixed(0).padStart(6)} ms   rate ${rate.toFixed(2)} of sha256sum's   aim: at least 0.5\n`,
  );
}
