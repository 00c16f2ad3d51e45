/** The committed bundles of the two actions: what they hold, and what the comment action's cannot do. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { ROOT } from './cli.ts';

/** The files of dist/ that an entry reaches, by any kind of import. */
async function filesOf(entry: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    metafile: true,
    write: false,
    outdir: 'unused',
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
  });
  return Object.keys(metafile.inputs);
}

/** Files that name a module through which Node starts processes. */
async function ableToStart(files: readonly string[]): Promise<readonly string[]> {
  const texts = await Promise.all(files.map((file) => readFile(join(ROOT, file), 'utf8')));
  return files.filter((_, index) => /child_process|node:cluster/.test(texts[index] ?? ''));
}

test('the comment action can start no process', async () => {
  const files = await filesOf('dist/comment.js');
  expect(files.length).toBeGreaterThan(2);
  expect(await ableToStart(files)).toEqual([]);
});

test('the gate can, so the look for it is no empty one', async () => {
  expect(await ableToStart(await filesOf('dist/main.js'))).not.toEqual([]);
});
