// Overhead beside what it is measured against, in one run and as ratios: machines differ, ratios travel.
//
//   floor         one start of Node and one start of Python that do nothing
//   collect_env   `python -m torch.utils.collect_env` in the same environment
//   capture       `repro-gate capture --format json`
//   check         `repro-gate check examples/quickstart`, without the time of the training
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from './median.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: { python: { type: 'string' }, rounds: { type: 'string', default: '11' } },
});
const python = values.python ?? join(root, '.cache/real-venv/bin/python');
const rounds = Number(values.rounds);
const cli = join(root, 'dist/cli.js');

if (!existsSync(python)) {
  process.stderr.write(
    `SKIPPED: there is no ${python}; \`npm run test:real\` makes it, or name an interpreter with torch by --python\n`,
  );
  process.exit(0);
}

const contestants = {
  floor: () => wall([process.execPath, '-e', '0'], [python, '-c', 'pass']),
  capture: () => wall([process.execPath, cli, 'capture', root, '--format', 'json', '--python', python]),
  collect_env: () => wall([python, '-m', 'torch.utils.collect_env']),
  check: () => overheadOfCheck(),
};

const times = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
for (const run of Object.values(contestants)) run(); // warms the disk cache; not counted
// One after the other in each round, so that a slow moment of the machine hits all of them alike.
for (let round = 0; round < rounds; round += 1) {
  for (const [name, run] of Object.entries(contestants)) times[name].push(run());
}

const packages = JSON.parse(
  output([process.execPath, cli, 'capture', root, '--format', 'json', '--python', python]),
).python.packages.length;
process.stdout.write(
  `${cpus().length} processors, load ${loadavg()[0].toFixed(1)}; ${packages} packages; medians of ${rounds} rounds\n\n`,
);
const width = Math.max(...Object.keys(times).map((name) => name.length));
for (const [name, list] of Object.entries(times)) {
  process.stdout.write(
    `  ${name.padEnd(width)}  ${median(list).toFixed(0).padStart(6)} ms   (${Math.min(...list).toFixed(0)} to ${Math.max(...list).toFixed(0)})\n`,
  );
}
process.stdout.write(`
  capture / floor        ${ratio('capture', 'floor')}   aim: at most 2
  capture / collect_env  ${ratio('capture', 'collect_env')}   aim: at most 0.2
  check / floor          ${ratio('check', 'floor')}
  check                  ${median(times.check).toFixed(0)} ms of overhead   aim: under 1000 ms on an idle machine
`);

/** Median of the ratios round by round, which a change of the machine's speed does not move. */
function ratio(a, b) {
  return median(times[a].map((time, round) => time / times[b][round])).toFixed(2);
}

function wall(...commands) {
  const begun = performance.now();
  for (const [program, ...args] of commands) {
    const { status, signal } = spawnSync(program, args, { stdio: 'ignore' });
    // capture says 3 where the machine could not be measured completely; it still measured.
    if (signal !== null || (status !== 0 && status !== 3))
      throw new Error(`${program} ${args.join(' ')} ended with ${signal ?? status}`);
  }
  return performance.now() - begun;
}

/** Wall time of the whole process less what the report says the training took. */
function overheadOfCheck() {
  const begun = performance.now();
  const text = output([
    process.execPath,
    cli,
    'check',
    join(root, 'examples/quickstart'),
    '--format',
    'json',
    '--python',
    python,
  ]);
  return performance.now() - begun - JSON.parse(text).timing.smokeMs;
}

function output([program, ...args]) {
  const { stdout, signal } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (signal !== null) throw new Error(`${program} was killed by ${signal}`);
  return stdout;
}
