// What installed packages cost a capture: environments of 50, 500 and 5,000 of them, generated and real in form, beside
// `pip list` and importlib.metadata of the same interpreter, in one run and as ratios: machines differ, ratios travel.
//
//   capture   `repro-gate capture --format json` as a process: starts of Node, Python and git, and everything else it
//             measures, and a digest of every RECORD included
//   pip       `python -m pip list --format json` as a process
//   metadata  `python -c` with importlib.metadata: name and version of each, as a process
//   read      in-process: our reading of the folder alone, without any start
//   loop      in-process: the same loop of importlib.metadata, timed by Python itself, without its start
//   added     what the packages add to a capture: it, less that of an environment with pip alone
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { median } from './median.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    python: { type: 'string', default: 'python3' },
    rounds: { type: 'string', default: '7' },
    cli: { type: 'string', default: join(root, 'dist/cli.js') },
  },
});
const rounds = Number(values.rounds);
const COUNTS = [50, 500, 5000];
/** Rows of RECORD in the environments that were looked at: half of the packages have fewer than 30, torch has 15,000. */
const ROWS = [8, 12, 20, 30, 45, 80, 150, 600];

const LOOP = `from importlib.metadata import distributions
found = [(d.metadata["Name"], d.version) for d in distributions()]`;
const TIMED = `import time
from importlib.metadata import distributions
begun = time.perf_counter()
found = [(d.metadata["Name"], d.version) for d in distributions()]
print((time.perf_counter() - begun) * 1000)`;

const folder = mkdtempSync(join(tmpdir(), 'repro-gate-bench-'));
try {
  await measure();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure() {
  const read = await reader();
  const bare = environment(0);
  const environments = COUNTS.map((count) => environment(count));
  process.stdout.write(
    `${cpus().length} processors, load ${loadavg()[0].toFixed(1)}; medians of ${rounds} rounds; generated packages beside pip itself\n\n`,
  );
  const measured = [];
  for (const one of environments) measured.push({ ...one, times: await compare(one, { read, bare }) });
  for (const { count, times } of measured) {
    const of = (name) => `${median(times[name]).toFixed(0)} ms`;
    process.stdout.write(`  ${String(count).padStart(4)} packages   as processes  capture ${of('capture')}, of which the packages add ${of('added')}; pip list ${of('pip')}, importlib.metadata ${of('metadata')}
                  in process    reading ${of('read')}, importlib.metadata ${of('loop')}
                  packages in a capture / pip list            ${ratio(times, 'added', 'pip')}${aim(count, 'at most 0.25')}
                  packages in a capture / importlib.metadata  ${ratio(times, 'added', 'metadata')}${aim(count, 'at most 0.5')}
                  whole capture / pip list                    ${ratio(times, 'capture', 'pip')}
                  whole capture / importlib.metadata          ${ratio(times, 'capture', 'metadata')}
                  reading / importlib.metadata, in process    ${ratio(times, 'read', 'loop')}
`);
  }
  const growth = (name, from, to) => (median(to.times[name]) / median(from.times[name])).toFixed(1);
  const [, middle, most] = measured;
  process.stdout.write(
    `\n  ten times the packages, 500 to 5,000: whole capture ${growth('capture', middle, most)} times, reading ${growth('read', middle, most)} times   aim: at most 10\n`,
  );
}

function aim(count, text) {
  return count === 500 ? `   aim: ${text}` : '';
}

/** Median of the ratios round by round, which a change of the machine's speed does not move. */
function ratio(times, a, b) {
  return median(times[a].map((time, round) => time / times[b][round])).toFixed(2);
}

async function compare({ count, python, site }, { read, bare }) {
  const env = {
    ...process.env,
    PYTHONDONTWRITEBYTECODE: undefined,
    VIRTUAL_ENV: undefined,
    CONDA_PREFIX: undefined,
  };
  const captureOf = (interpreter) => [
    process.execPath,
    values.cli,
    'capture',
    folder,
    '--format',
    'json',
    '--python',
    interpreter,
  ];
  const capture = captureOf(python);
  const listed = JSON.parse(output(capture, env)).python.packages.length;
  const known = JSON.parse(output([python, '-m', 'pip', 'list', '--format', 'json'], env)).length;
  if (listed < count || listed !== known) throw new Error(`expected ${known} packages, found ${listed}`);
  const contestants = {
    bare: () => wall(captureOf(bare.python), env),
    capture: () => wall(capture, env),
    pip: () => wall([python, '-m', 'pip', 'list', '--format', 'json', '--disable-pip-version-check'], env),
    metadata: () => wall([python, '-c', LOOP], env),
    read: async () => {
      const begun = performance.now();
      const found = await read(site);
      if (found !== known) throw new Error(`expected ${known} packages, read ${found}`);
      return performance.now() - begun;
    },
    loop: () => Number(output([python, '-c', TIMED], env)),
  };
  for (const run of Object.values(contestants)) await run(); // warms the disk cache; not counted
  const times = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  // One after the other in each round, so that a slow moment of the machine hits all of them alike.
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(contestants)) times[name].push(await run());
  }
  return { ...times, added: times.capture.map((time, round) => time - times.bare[round]) };
}

/** The probe of the packages, bundled from the sources: how many it finds in a folder. */
async function reader() {
  const file = join(folder, 'packages.mjs');
  await build({
    stdin: {
      contents: `export { packages } from './src/capture/python/packages.ts';
export { runProbe } from './src/capture/probe.ts';
export { machineHere } from './src/io/machine.ts';`,
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: file,
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  });
  const { packages, runProbe, machineHere } = await import(pathToFileURL(file).href);
  return async (site) => {
    const probe = packages({ searchPath: [site], ahead: Promise.resolve([]) });
    const { facts, unknown } = await runProbe(probe, machineHere(process.env));
    if (unknown.length > 0) throw new Error(unknown[0].because);
    return facts.length;
  };
}

/** A virtual environment with pip, and `count` packages in it. */
function environment(count) {
  const venv = join(folder, `with-${count}`);
  wall([values.python, '-m', 'venv', venv], process.env);
  const python = join(venv, 'bin/python');
  const site = output(
    [python, '-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'],
    process.env,
  ).trim();
  if (!existsSync(site)) throw new Error(`there is no ${site}`);
  for (let index = 0; index < count; index += 1) describe(site, index);
  return { count, python, site };
}

/** The description of one package as pip leaves it behind; `pip list` and importlib.metadata read no more than that. */
function describe(site, index) {
  const name = `package_of_some_length_${index}`;
  const info = `${name}-1.${index}.0.dist-info`;
  mkdirSync(join(site, info));
  const rows = Array.from({ length: ROWS[index % ROWS.length] }, (_, row) => {
    const module = `${name}/module_${row % 7}/part_${row}`;
    const digest = createHash('sha256').update(module).digest('base64url');
    return `${module}.py,sha256=${digest},${1000 + row}\n${name}/module_${row % 7}/__pycache__/part_${row}.cpython-311.pyc,,\n`;
  }).sort();
  const files = {
    METADATA: `Metadata-Version: 2.1\nName: ${name.replaceAll('_', '-')}\nVersion: 1.${index}.0\nSummary: A package of the bench\nClassifier: Programming Language :: Python :: 3\nRequires-Python: >=3.8\nRequires-Dist: typing-extensions\nDescription-Content-Type: text/markdown\n\n${'A sentence of the description of this package. '.repeat(60)}\n`,
    INSTALLER: 'pip\n',
    REQUESTED: '',
    WHEEL: 'Wheel-Version: 1.0\nGenerator: setuptools (80.7.1)\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    'top_level.txt': `${name}\n`,
    RECORD: `${rows.join('')}${info}/RECORD,,\n`,
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(site, info, file), text);
}

function wall([program, ...args], env) {
  const begun = performance.now();
  const { status, signal } = spawnSync(program, args, { stdio: 'ignore', env });
  // capture says 3 where the machine could not be measured completely; it still measured.
  if (signal !== null || (status !== 0 && status !== 3))
    throw new Error(`${program} ${args.join(' ')} ended with ${signal ?? status}`);
  return performance.now() - begun;
}

function output([program, ...args], env) {
  const { stdout, signal } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
    env,
  });
  if (signal !== null) throw new Error(`${program} was killed by ${signal}`);
  return stdout;
}
