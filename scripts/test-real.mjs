// The slow stage: real PyTorch on CPU, real pip and uv. What is not there is said, and skipped.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const venv = join(root, '.cache', 'real-venv');
const python = join(venv, 'bin', 'python');
/** PyTorch 2.13.0 has wheels for these. */
const INTERPRETERS = ['python3.11', 'python3.12', 'python3.13', 'python3.10', 'python3'];

const torch = hasTorch() || installTorch();
if (!torch)
  process.stdout.write('SKIPPED: the stage with PyTorch, because torch 2.13.0 could not be installed here\n');

const { status, signal } = spawnSync(
  process.execPath,
  [
    join(root, 'scripts/test.mjs'),
    '--testPathIgnorePatterns=node_modules',
    '--runInBand',
    '__tests__/real/',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit', env: { ...process.env, REAL_PYTHON: torch ? python : '' } },
);
process.exitCode = signal === null ? (status ?? 1) : 1;

function hasTorch() {
  if (!existsSync(python)) return false;
  const code = 'import importlib.metadata as m, sys; sys.exit(m.version("torch").split("+")[0] != "2.13.0")';
  return spawnSync(python, ['-c', code]).status === 0;
}

function installTorch() {
  process.stdout.write('installing torch 2.13.0 into .cache/real-venv\n');
  for (const interpreter of INTERPRETERS) {
    if (spawnSync(interpreter, ['-m', 'venv', '--clear', venv]).status !== 0) continue;
    const { status } = spawnSync(python, ['-m', 'pip', 'install', '--quiet', 'torch==2.13.0'], {
      stdio: 'inherit',
    });
    if (status === 0) return hasTorch();
  }
  return false;
}
