// Writes the parts of docs/ that come from the code; `--check` fails instead when they are not up to date.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const file = join(root, 'docs/findings.md');
const fresh = execFileSync(process.execPath, [join(root, 'dist/cli.js'), 'explain', '--format', 'markdown'], {
  encoding: 'utf8',
});

if (!process.argv.includes('--check')) {
  writeFileSync(file, fresh);
} else if (readFileSync(file, 'utf8') !== fresh) {
  process.stderr.write(
    'docs/findings.md is not what the code says; run `npm run build && npm run docs` and commit it\n',
  );
  process.exitCode = 1;
}
