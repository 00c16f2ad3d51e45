import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readObservations } from '../../src/io/observation-files.ts';
import { findObserver } from '../../src/io/observer.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'observations-test-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(name: string, text = '{}'): string {
  writeFileSync(join(root, name), text);
  return join(root, name);
}

describe('the files of the observer', () => {
  test('are read in the order of process ids, and nothing else is', async () => {
    for (const name of ['proc-10.json', 'proc-9.json', 'proc-9.json.tmp', '.proc-8.json', 'notes.txt'])
      put(name);
    const { files, beyond } = await readObservations(root);
    expect(files.map(({ name }) => name)).toEqual(['proc-9.json', 'proc-10.json']);
    expect(files[0]?.content).toEqual({ kind: 'text', text: '{}' });
    expect(beyond).toBe(0);
  });

  test('that are none, or far too large, have a reason', async () => {
    mkdirSync(join(root, 'proc-1.json'));
    symlinkSync(put('elsewhere'), join(root, 'proc-2.json'));
    truncateSync(put('proc-3.json'), 2 * 1024 * 1024);
    spawnSync('mkfifo', [join(root, 'proc-4.json')]);
    const { files } = await readObservations(root);
    expect(files.map(({ content }) => (content.kind === 'unusable' ? content.because : 'read'))).toEqual([
      'it is no file',
      'it cannot be opened (ELOOP)',
      'it is larger than 1 MiB',
      'it is no file',
    ]);
  });

  test('are bounded together', async () => {
    const text = ' '.repeat(1024 * 1024);
    for (let pid = 100; pid < 166; pid += 1) put(`proc-${pid}.json`, text);
    const { files } = await readObservations(root);
    const unusable = files.filter(({ content }) => content.kind === 'unusable');
    expect(files).toHaveLength(66);
    expect(unusable.map(({ name }) => name)).toEqual(['proc-164.json', 'proc-165.json']);
  });

  test('are bounded in number', async () => {
    for (let pid = 0; pid < 2050; pid += 1) put(`proc-${pid}.json`);
    const { files, beyond } = await readObservations(root);
    expect([files.length, beyond]).toEqual([2048, 2]);
  });
});

describe('the observer', () => {
  function install(folder: string): string {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, 'sitecustomize.py'), '');
    return join(root, folder);
  }

  test.each(['dist/cli.js', 'dist/chunks/ports-ABC.js', 'src/io/observer.ts'])('is found from %s', (file) => {
    const folder = install(file.startsWith('dist/') ? 'dist/observer' : 'observer');
    expect(findObserver(pathToFileURL(join(root, file)).href)).toEqual({ folder, pathSeparator: ':' });
  });

  test('is not found where only a folder of its name is', () => {
    mkdirSync(join(root, 'dist/observer'), { recursive: true });
    expect(findObserver(pathToFileURL(join(root, 'dist/cli.js')).href)).toBeNull();
  });
});
