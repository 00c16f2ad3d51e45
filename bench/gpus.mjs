// What GPUs cost a capture: one against eight and sixteen of them, in one run and as ratios, and how many programs are
// started. The machines are described ones: nvidia-smi's answer is there already, so what is measured is ours.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from './median.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: { python: { type: 'string', default: 'python3' }, rounds: { type: 'string', default: '11' } },
});
const rounds = Number(values.rounds);
const fixtures = join(root, '__tests__/fixtures');
const COUNTS = [1, 8, 16];

const folder = mkdtempSync(join(tmpdir(), 'repro-gate-bench-'));
try {
  const log = join(folder, 'starts');
  const machines = new Map(COUNTS.map((count) => [count, describe(count, log)]));
  const python = wrapper(join(folder, 'python'), log, `exec ${values.python} "$@"`);
  const capture = (count) => {
    const begun = performance.now();
    const args = [join(root, 'dist/cli.js'), 'capture', '--machine', machines.get(count), '--python', python];
    const { stdout, status, signal } = spawnSync(process.execPath, [...args, '--format', 'json'], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      cwd: folder,
    });
    if (signal !== null || status !== 0)
      throw new Error(`capture of ${count} GPUs ended with ${signal ?? status}`);
    const took = performance.now() - begun;
    const listed = JSON.parse(stdout).gpus.length;
    if (listed !== count) throw new Error(`expected ${count} GPUs, found ${listed}`);
    return took;
  };
  const times = new Map(COUNTS.map((count) => [count, []]));
  for (const count of COUNTS) capture(count); // warms the disk cache; not counted
  for (let round = 0; round < rounds; round += 1)
    for (const count of COUNTS) times.get(count).push(capture(count));
  process.stdout.write(`described GPUs; medians of ${rounds} rounds\n\n`);
  for (const count of COUNTS) {
    writeFileSync(log, '');
    capture(count);
    const starts = readFileSync(log, 'utf8').trim().split('\n');
    const ratio = median(times.get(count).map((time, round) => time / times.get(1)[round]));
    process.stdout.write(
      `  ${String(count).padStart(2)} GPUs  ${median(times.get(count)).toFixed(0).padStart(5)} ms  ${ratio.toFixed(2)} of one` +
        `   ${starts.length} programs started: ${starts.join(', ')}\n`,
    );
  }
  process.stdout.write('\n  aim: eight cost at most 1.2 of one, and at most two programs are started\n');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The machine with eight H100 with `count` of such boards, whose nvidia-smi prints what it is known to print. */
function describe(count, log) {
  const machine = join(folder, `x${count}`);
  cpSync(join(fixtures, 'machines/h100x8-driver550/root'), join(machine, 'root'), { recursive: true });
  mkdirSync(join(machine, 'bin'));
  const description = JSON.parse(
    readFileSync(join(fixtures, 'machines/h100x8-driver550/bin/nvidia-smi.json'), 'utf8'),
  );
  const boards = Array.from({ length: count }, (_, index) => ({
    ...description.boards[index % description.boards.length],
    bus: `00000000:${(16 + index).toString(16).toUpperCase()}:00.0`,
    uuid: `GPU-00000000-5eed-4a7e-8bad-${String(index).padStart(12, '0')}`,
  }));
  const file = join(machine, 'bin/nvidia-smi.json');
  writeFileSync(file, JSON.stringify({ ...description, boards }));
  const answer = spawnSync(process.execPath, [join(fixtures, 'nvidia-smi-stand-in.mjs'), file, '-q', '-x'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (answer.status !== 0) throw new Error(answer.stderr);
  const xml = join(machine, 'answer.xml');
  writeFileSync(xml, answer.stdout);
  rmSync(join(machine, 'root/sys/bus'), { recursive: true, force: true });
  rmSync(join(machine, 'root/dev'), { recursive: true, force: true });
  wrapper(join(machine, 'bin/nvidia-smi'), log, `cat '${xml}'`);
  return machine;
}

/** A program that notes its start and then does what `command` says. */
function wrapper(path, log, command) {
  writeFileSync(path, `#!/bin/sh\necho "\${0##*/}" >> '${log}'\n${command}\n`);
  chmodSync(path, 0o755);
  return path;
}
