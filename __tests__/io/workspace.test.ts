import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { localWorkspace, pythonChoice } from '../../src/io/workspace.ts';

const workspace = localWorkspace({});
let root: string;
let cwd: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'workspace-test-')));
  cwd = join(root, 'repo');
  mkdirSync(cwd);
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text = 'old'): string {
  writeFileSync(join(cwd, path), text);
  return join(cwd, path);
}

const at = (path: string) => ({ root: cwd, path });
const text = (path: string) => readFileSync(join(cwd, path), 'utf8');

describe('the folder of a run', () => {
  test('is new each time, under RUNNER_TEMP, and closed to others', async () => {
    const here = localWorkspace({ RUNNER_TEMP: root });
    const [a, b] = [await here.createRunFolder(), await here.createRunFolder()];
    expect(a.root).not.toBe(b.root);
    expect(a.runId).not.toBe(b.runId);
    expect(a.root.startsWith(`${root}/`)).toBe(true);
    expect(statSync(a.root).mode & 0o777).toBe(0o700);
    for (const folder of [a.outDir, a.inductorCache, a.tritonCache]) expect(readdirSync(folder)).toEqual([]);
    expect(existsSync(a.metricsFile)).toBe(false);
    expect(a.metricsFile.startsWith(`${a.outDir}/`)).toBe(true);
    expect(a.logFile.startsWith(`${a.outDir}/`)).toBe(false);
    await here.removeRunFolder(a);
    expect(existsSync(a.root)).toBe(false);
  });

  test('is in the system’s own place where RUNNER_TEMP is no folder', async () => {
    const folder = await localWorkspace({ RUNNER_TEMP: join(root, 'nowhere') }).createRunFolder();
    expect(folder.root.startsWith(`${realpathSync(tmpdir())}/`)).toBe(true);
    await workspace.removeRunFolder(folder);
  });

  test('that is gone already can be removed again', async () => {
    const folder = await workspace.createRunFolder();
    await workspace.removeRunFolder(folder);
    await expect(workspace.removeRunFolder(folder)).resolves.toBeUndefined();
  });
});

describe('old metric files', () => {
  test('are out of the way during the run, and back when it writes none', async () => {
    put('metrics.json');
    const aside = await workspace.setAside([at('metrics.json')], 'id');
    expect(existsSync(join(cwd, 'metrics.json'))).toBe(false);
    expect(aside.leftOver).toEqual(new Set(['metrics.json']));
    await aside.restore();
    expect(text('metrics.json')).toBe('old');
    expect(readdirSync(cwd)).toEqual(['metrics.json']);
  });

  test('are deleted when the run writes new ones', async () => {
    put('metrics.json');
    const aside = await workspace.setAside([at('metrics.json')], 'id');
    put('metrics.json', 'new');
    await aside.restore();
    expect(text('metrics.json')).toBe('new');
    expect(readdirSync(cwd)).toEqual(['metrics.json']);
  });

  test('that are not there need nothing', async () => {
    const aside = await workspace.setAside([at('metrics.json'), at('no/such/folder.json')], 'id');
    expect([aside.leftOver.size, aside.blocked.size]).toEqual([0, 0]);
    await aside.restore();
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('are known by every spelling', async () => {
    put('metrics.json');
    const aside = await workspace.setAside([at('metrics.json'), at('./metrics.json')], 'id');
    expect(aside.leftOver).toEqual(new Set(['metrics.json', './metrics.json']));
    await aside.restore();
    expect(text('metrics.json')).toBe('old');
  });

  test('may be links: the link moves, what it leads to does not', async () => {
    writeFileSync(join(root, 'target'), 'precious');
    symlinkSync(join(root, 'target'), join(cwd, 'metrics.json'));
    const aside = await workspace.setAside([at('metrics.json')], 'id');
    expect(existsSync(join(cwd, 'metrics.json'))).toBe(false);
    put('metrics.json', 'new');
    await aside.restore();
    expect(readFileSync(join(root, 'target'), 'utf8')).toBe('precious');
    expect(lstatSync(join(cwd, 'metrics.json')).isSymbolicLink()).toBe(false);
  });

  test('outside the working directory are not touched', async () => {
    writeFileSync(join(root, 'outside.json'), 'precious');
    mkdirSync(join(root, 'elsewhere'));
    writeFileSync(join(root, 'elsewhere', 'm.json'), 'precious');
    symlinkSync(join(root, 'elsewhere'), join(cwd, 'linked'));
    const places = [at('../outside.json'), at(join(root, 'outside.json')), at('linked/m.json')];
    const aside = await workspace.setAside(places, 'id');
    expect(aside.leftOver.size).toBe(0);
    expect(existsSync(join(root, 'outside.json'))).toBe(true);
    expect(existsSync(join(root, 'elsewhere', 'm.json'))).toBe(true);
    await aside.restore();
  });

  test('whose folder the run removed are not missed', async () => {
    mkdirSync(join(cwd, 'out'));
    put('out/metrics.json');
    const aside = await workspace.setAside([at('out/metrics.json')], 'id');
    rmSync(join(cwd, 'out'), { recursive: true });
    await expect(aside.restore()).resolves.toBeUndefined();
  });

  test('are put back one by one, also when one of them cannot be', async () => {
    mkdirSync(join(cwd, 'out'));
    put('out/a.json');
    put('b.json');
    const aside = await workspace.setAside([at('out/a.json'), at('b.json')], 'id');
    const hidden = readdirSync(join(cwd, 'out'))[0] ?? '';
    // A folder in the way of the old file: renaming onto it fails.
    rmSync(join(cwd, 'out', hidden));
    mkdirSync(join(cwd, 'out', hidden));
    put('out/a.json', 'new');
    await expect(aside.restore()).rejects.toThrow();
    expect(text('b.json')).toBe('old');
  });

  test('that cannot be moved block what would be read from there', async () => {
    // The hidden name would be longer than a file system allows.
    const name = 'm'.repeat(250);
    put(name);
    const aside = await workspace.setAside([at(name)], 'id-of-the-run');
    expect(aside.blocked).toEqual(new Map([[name, 'ENAMETOOLONG']]));
    expect(aside.leftOver.size).toBe(0);
    await aside.restore();
    expect(text(name)).toBe('old');
  });
});

describe('a metric file', () => {
  test('is read as text', async () => {
    put('m.json', '{"a": "é"}');
    expect(await workspace.readMetricFile(at('m.json'))).toEqual({ kind: 'text', text: '{"a": "é"}' });
    expect(await workspace.readMetricFile(at(join(cwd, 'm.json')))).toMatchObject({ kind: 'text' });
  });

  test('may be a link inside the working directory', async () => {
    put('m.json', 'x');
    symlinkSync('m.json', join(cwd, 'latest.json'));
    expect(await workspace.readMetricFile(at('latest.json'))).toEqual({ kind: 'text', text: 'x' });
  });

  test('that is not there is absent, also where its folder is a file', async () => {
    put('file');
    for (const path of ['m.json', 'no/m.json', 'file/m.json']) {
      expect(await workspace.readMetricFile(at(path))).toEqual({ kind: 'absent' });
    }
  });

  const outside: [string, string][] = [
    ['by its path', '../outside.json'],
    ['by an absolute path', 'ABSOLUTE'],
    ['as a link', 'link.json'],
    ['through a linked folder', 'linked/outside.json'],
    ['the folder itself', '.'],
    ['the folder above', '..'],
  ];
  test.each(outside)('that leads out of the working directory %s is refused', async (_, path) => {
    writeFileSync(join(root, 'outside.json'), 'secret');
    symlinkSync(join(root, 'outside.json'), join(cwd, 'link.json'));
    symlinkSync(root, join(cwd, 'linked'));
    const place = at(path === 'ABSOLUTE' ? join(root, 'outside.json') : path);
    const result = await workspace.readMetricFile(place);
    expect(result).toMatchObject({ kind: 'unusable', expected: expect.stringContaining('inside') });
    expect(JSON.stringify(result)).not.toContain('secret');
  });

  test('whose name begins with two dots is inside', async () => {
    put('..m.json', 'x');
    expect(await workspace.readMetricFile(at('..m.json'))).toMatchObject({ kind: 'text' });
  });

  test('that is a folder, a named pipe or a link to itself is refused, without waiting', async () => {
    mkdirSync(join(cwd, 'folder'));
    spawnSync('mkfifo', [join(cwd, 'pipe')]);
    symlinkSync('loop', join(cwd, 'loop'));
    expect(await workspace.readMetricFile(at('folder'))).toMatchObject({
      kind: 'unusable',
      found: 'a folder',
    });
    expect(await workspace.readMetricFile(at('pipe'))).toMatchObject({
      kind: 'unusable',
      found: 'a named pipe',
    });
    expect(await workspace.readMetricFile(at('loop'))).toMatchObject({ kind: 'unusable', found: 'ELOOP' });
  });

  test('of more than 256 MiB is refused without being read', async () => {
    truncateSync(put('m.json'), 256 * 1024 * 1024 + 1);
    expect(await workspace.readMetricFile(at('m.json'))).toEqual({
      kind: 'unusable',
      expected: 'at most 256 MiB',
      found: '257 MiB',
    });
  });

  test('in UTF-16 is named as what it is', async () => {
    writeFileSync(join(cwd, 'm.json'), Buffer.from('\uFEFF{}', 'utf16le'));
    expect(await workspace.readMetricFile(at('m.json'))).toMatchObject({ found: 'UTF-16 text' });
  });
});

describe('the runner’s command files', () => {
  const names = ['same', 'grown', 'edited', 'emptied', 'deleted', 'linked', 'folder', 'created'] as const;

  test('are put back, and those that changed are named', async () => {
    const files = Object.fromEntries(names.map((name) => [name, join(root, name)]));
    for (const name of names) if (name !== 'created') writeFileSync(join(root, name), `content of ${name}\n`);
    writeFileSync(join(root, 'victim'), 'precious');
    const guard = await workspace.guardFiles(files);

    writeFileSync(join(root, 'grown'), 'content of grown\nverdict=pass\n');
    writeFileSync(join(root, 'edited'), 'CONTENT of edited\n');
    writeFileSync(join(root, 'emptied'), '');
    for (const name of ['deleted', 'linked', 'folder']) rmSync(join(root, name));
    symlinkSync(join(root, 'victim'), join(root, 'linked'));
    mkdirSync(join(root, 'folder', 'inside'), { recursive: true });
    writeFileSync(join(root, 'created'), 'verdict=pass\n');

    expect(await guard.restore()).toEqual(names.filter((name) => name !== 'same'));
    for (const name of names) {
      if (name === 'created') expect(existsSync(join(root, name))).toBe(false);
      else expect(readFileSync(join(root, name), 'utf8')).toBe(`content of ${name}\n`);
    }
    expect(lstatSync(join(root, 'linked')).isSymbolicLink()).toBe(false);
    expect(readFileSync(join(root, 'victim'), 'utf8')).toBe('precious');
  });

  test('that were left alone are not named', async () => {
    writeFileSync(join(root, 'a'), '');
    const guard = await workspace.guardFiles({
      GITHUB_OUTPUT: join(root, 'a'),
      GITHUB_ENV: join(root, 'none'),
    });
    expect(await guard.restore()).toEqual([]);
  });
});

describe('following a file', () => {
  test('hands over what is added, from the beginning again when it is written anew', async () => {
    const seen: string[] = [];
    const stop = workspace.follow(at('m.jsonl'), (piece) => seen.push(piece));
    const wait = () => new Promise((resolve) => setTimeout(resolve, 600));
    await wait();
    put('m.jsonl', 'one\n');
    await wait();
    put('m.jsonl', 'one\ntwo\n');
    await wait();
    put('m.jsonl', 'new\n');
    await wait();
    stop();
    put('m.jsonl', 'new\nunseen\n');
    await wait();
    expect(seen).toEqual(['one\n', 'two\n', 'new\n']);
  });
});

describe('--python', () => {
  test('names the folder of the interpreter and the virtual environment around it', async () => {
    mkdirSync(join(root, 'venv', 'bin'), { recursive: true });
    writeFileSync(join(root, 'venv', 'pyvenv.cfg'), '');
    symlinkSync('/usr/bin/env', join(root, 'venv', 'bin', 'python'));
    const venv = join(root, 'venv');
    expect(await pythonChoice(join(venv, 'bin', 'python'))).toEqual({
      folder: join(venv, 'bin'),
      venv,
      pathSeparator: ':',
    });
  });

  test('elsewhere there is none', async () => {
    expect(await pythonChoice(join(root, 'bin', 'python3'))).toMatchObject({
      folder: join(root, 'bin'),
      venv: null,
    });
  });
});
