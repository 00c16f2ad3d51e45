import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { environmentAt } from '../../src/io/interpreter.ts';
import { pythonChoice } from '../../src/io/workspace.ts';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'interpreter-test-')));
  mkdirSync(join(root, 'bin'));
  writeFileSync(join(root, 'bin/python3.11'), '', { mode: 0o755 });
  symlinkSync('python3.11', join(root, 'bin/python3'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function venv(name: string): string {
  mkdirSync(join(root, name, 'bin'), { recursive: true });
  writeFileSync(join(root, name, 'pyvenv.cfg'), '');
  for (const link of ['python', 'python3'])
    symlinkSync(join(root, 'bin/python3.11'), join(root, name, 'bin', link));
  return join(root, name);
}

describe('the environment of an interpreter', () => {
  test('is its virtual environment, by any of its names', async () => {
    const a = venv('a');
    expect(await environmentAt(join(a, 'bin/python'), root)).toBe(a);
    expect(await environmentAt('a/bin/python3', root)).toBe(a);
  });

  test('tells two virtual environments of one Python apart', async () => {
    const [a, b] = [venv('a'), venv('b')];
    expect(await environmentAt(join(a, 'bin/python'), root)).not.toBe(
      await environmentAt(join(b, 'bin/python'), root),
    );
  });

  test('is the file itself elsewhere, links followed', async () => {
    expect(await environmentAt('bin/python3', root)).toBe(join(root, 'bin/python3.11'));
  });

  test('counts ~ from the home folder', async () => {
    const home = process.env['HOME'];
    process.env['HOME'] = root;
    try {
      expect(await environmentAt('~/bin/python3', '/')).toBe(join(root, 'bin/python3.11'));
    } finally {
      process.env['HOME'] = home;
    }
  });

  test('is none where there is no file', async () => {
    expect(await environmentAt('bin/python4', root)).toBeNull();
  });
});

test('an interpreter named without a path is the one on PATH', async () => {
  const path = process.env['PATH'];
  process.env['PATH'] = join(root, 'bin');
  try {
    expect(await pythonChoice('python3.11')).toMatchObject({ folder: join(root, 'bin'), venv: null });
  } finally {
    process.env['PATH'] = path;
  }
});
