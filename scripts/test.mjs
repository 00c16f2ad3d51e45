// Starts Jest in ESM mode: the flag has to reach Node itself, and `NODE_OPTIONS=... jest` is not portable.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const { status, signal } = spawnSync(
  process.execPath,
  ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning', jest, ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exitCode = signal === null ? (status ?? 1) : 1;
