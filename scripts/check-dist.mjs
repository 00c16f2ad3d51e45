// Fails when dist/ is not exactly what src/ builds to: a changed, a missing or an extra file.

import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const fresh = await mkdtemp(join(tmpdir(), 'repro-gate-dist-'));
try {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), '--outdir', fresh], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the build failed');
  const differing = await compare(join(root, 'dist'), fresh);
  if (differing.length > 0) {
    process.stderr.write(
      `dist/ is not what src/ builds to; run \`npm run build\` and commit it:\n${differing.map((name) => `  ${name}\n`).join('')}`,
    );
    process.exitCode = 1;
  }
} finally {
  await rm(fresh, { recursive: true, force: true });
}

/** Names that only one folder has or that differ in content. */
async function compare(committed, built) {
  const [before, after] = await Promise.all([filesIn(committed), filesIn(built)]);
  const names = [...new Set([...before, ...after])].sort();
  const same = await Promise.all(
    names.map(async (name) => {
      if (!before.includes(name) || !after.includes(name)) return false;
      const [a, b] = await Promise.all([readFile(join(committed, name)), readFile(join(built, name))]);
      return a.equals(b);
    }),
  );
  return names.filter((_, index) => !same[index]);
}

/** Paths of all files below `folder`, relative to it. */
async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return (
    entries
      // Python compiles the observer beside itself when a smoke run uses this dist/.
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.pyc'))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
  );
}
