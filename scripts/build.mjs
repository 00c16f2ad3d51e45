// Bundles the three entries into dist/. `--outdir DIR` builds elsewhere, which is how the dist check compares.
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({ options: { outdir: { type: 'string', default: join(root, 'dist') } } });

await rm(values.outdir, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: ['src/main.ts', 'src/comment.ts', 'src/cli.ts'],
  outdir: values.outdir,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Parts that only some commands need (the YAML parser, the GitHub client) stay out of the others' start-up.
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  loader: { '.py': 'text' },
  legalComments: 'eof',
  // @actions/http-client reaches CommonJS packages that call require() at run time.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  logLevel: 'warning',
});
