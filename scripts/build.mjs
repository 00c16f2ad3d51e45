// Bundles the three entries into dist/ and puts the observer beside them. `--outdir DIR` builds elsewhere, which is how the dist check compares.
import { cp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @actions/core also exports a platform probe, which starts processes, and an OIDC client, which brings an HTTP stack. We
 * use neither, but the package does not say that they may be left out. Saying it here keeps the comment action's bundle
 * unable to start a process, which a test checks, and 800 kB out of every start of the gate.
 */
const leanCore = {
  name: 'lean-core',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\/(?:platform|oidc-utils)\.js$/ }, ({ path, resolveDir }) =>
      /@actions[\\/]core[\\/]lib$/.test(resolveDir)
        ? { path: join(resolveDir, path), sideEffects: false }
        : null,
    );
  },
};
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
  plugins: [leanCore],
  // @actions/http-client reaches CommonJS packages that call require() at run time.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  logLevel: 'warning',
});

// Python reads it from there in every process of a smoke run; compiled files are the machine's own.
await cp(join(root, 'observer'), join(values.outdir, 'observer'), {
  recursive: true,
  filter: (source) => !isCompiled(source),
});

function isCompiled(path) {
  return path.endsWith('.pyc') || path.endsWith('__pycache__');
}
