// What the observer costs, beside the same process without it, in one run and as ratios.
//
//   start     one start of Python that does nothing
//   loop      1,000 steps of a small training in PyTorch, timed inside: what each step pays
//   training  the same, timed outside: with the import of PyTorch, the writing and the end
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from './median.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    python: { type: 'string', default: join(root, '.cache/real-venv/bin/python') },
    starts: { type: 'string', default: '20' },
    loops: { type: 'string', default: '7' },
  },
});

if (!existsSync(values.python)) {
  process.stderr.write(
    `SKIPPED: there is no ${values.python}; \`npm run test:real\` makes it, or name an interpreter with torch by --python\n`,
  );
  process.exit(0);
}

const LOOP = `
import time, torch
from torch.utils.data import DataLoader, TensorDataset
torch.set_num_threads(1)
model = torch.nn.Sequential(torch.nn.Linear(64, 128), torch.nn.ReLU(), torch.nn.Linear(128, 1))
optimizer = torch.optim.SGD(model.parameters(), 0.01)
data = DataLoader(TensorDataset(torch.randn(32000, 64), torch.randn(32000, 1)), 32)
begun = time.perf_counter()
for x, y in data:
    optimizer.zero_grad()
    torch.nn.functional.mse_loss(model(x), y).backward()
    optimizer.step()
print((time.perf_counter() - begun) * 1000)
`;

const folder = mkdtempSync(join(tmpdir(), 'repro-gate-bench-'));
try {
  const script = join(folder, 'train.py');
  writeFileSync(script, LOOP);
  process.stdout.write(`load ${loadavg()[0].toFixed(1)}\n\n`);
  const starts = compare(Number(values.starts), ['-c', 'pass'], ({ wall }) => ({ start: wall }));
  const loops = compare(Number(values.loops), [script], ({ wall, stdout }) => ({
    loop: Number(stdout),
    training: wall,
  }));
  for (const [name, pairs] of Object.entries({ ...starts, ...loops })) show(name, pairs);
  process.stdout.write('\n  aim: a start costs at most 5 ms more, the loop at most 1.01 of none\n');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Runs both, in turns, so that a slow moment of the machine hits both; the first pair warms the disk cache. */
function compare(rounds, args, read) {
  const pairs = {};
  for (let round = 0; round <= rounds; round += 1) {
    const [none, observed] = [read(run(args, {})), read(run(args, observing()))];
    if (round === 0) continue;
    for (const name of Object.keys(none)) {
      pairs[name] ??= [];
      pairs[name].push({ none: none[name], observed: observed[name] });
    }
  }
  return pairs;
}

function observing() {
  const out = mkdtempSync(join(folder, 'out-'));
  return {
    REPRO_GATE: '1',
    REPRO_OBSERVER_DIR: out,
    REPRO_INJECT: 'fill',
    REPRO_SEED: '42',
    PYTHONPATH: join(root, 'observer'),
  };
}

function run(args, env) {
  const begun = performance.now();
  const { status, stdout, stderr } = spawnSync(values.python, args, {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  });
  const wall = performance.now() - begun;
  if (status !== 0) throw new Error(stderr);
  if (env.REPRO_OBSERVER_DIR !== undefined && readdirSync(env.REPRO_OBSERVER_DIR).length !== 1)
    throw new Error('the observer left no observation: what was measured was not it');
  return { wall, stdout };
}

function show(name, pairs) {
  const milliseconds = (side) =>
    median(pairs.map((pair) => pair[side]))
      .toFixed(1)
      .padStart(8);
  const more = median(pairs.map(({ none, observed }) => observed - none));
  const ratio = median(pairs.map(({ none, observed }) => observed / none));
  process.stdout.write(
    `  ${name.padEnd(8)}  none ${milliseconds('none')} ms   observed ${milliseconds('observed')} ms` +
      `   ${ratio.toFixed(3)} of none   ${more >= 0 ? '+' : ''}${more.toFixed(1)} ms   (medians of ${pairs.length})\n`,
  );
}
