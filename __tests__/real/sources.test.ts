/**
 * Packages from other sources than an index: a commit of a repository, an editable folder, a wheel by its URL; and an
 * environment that conda keeps records of. Our list is that of importlib.metadata, and says where each came from.
 */

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { capture } from '../../src/capture/capture.ts';
import type { Package, Snapshot } from '../../src/capture/snapshot.ts';
import { machineHere } from '../../src/io/machine.ts';
import { options } from '../capture/builders.ts';
import { aFile, aFolder, PYTHON, type RealPython, valueFrom } from '../capture/interpreters.ts';
import { install, numpyConfig } from '../capture/laid-out.ts';

jest.setTimeout(300_000);

const root = aFolder();
const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], XDG_CACHE_HOME: join(root, 'cache') };

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

function run(program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe', timeout: 300_000 }).trim();
}

function snapshotOf(python: string, more: Parameters<typeof options>[0] = {}): Promise<Snapshot> {
  return capture(machineHere(env), options({ directory: root, python, ...more }));
}

/** Name and version by importlib.metadata, the first one on the path where there are several. */
const LIST = `import re
from importlib.metadata import distributions
seen = {re.sub(r"[-_.]+", "-", d.metadata["Name"]).lower(): d.version for d in reversed(list(distributions()))}
print(json.dumps(sorted(seen.items())))`;

const listed = ({ python }: Snapshot) => python?.packages.map(({ name, version }) => [name, version]);

function find({ python }: Snapshot, name: string): Package {
  const found = python?.packages.find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`${name} is not in the list`);
  return found;
}

/** A package of one module with a repository of its own; its commit. */
function aProject(folder: string, name: string): string {
  aFile(
    join(folder, 'pyproject.toml'),
    `[build-system]\nrequires = ["setuptools>=64"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "${name}"\nversion = "0.3"\n\n[tool.setuptools]\npy-modules = ["${name.replaceAll('-', '_')}"]\n`,
  );
  aFile(join(folder, `${name.replaceAll('-', '_')}.py`), 'value = 1\n');
  aFile(join(folder, '.gitignore'), 'build/\n*.egg-info/\n');
  const git = (...args: readonly string[]) =>
    run(
      'git',
      '-C',
      folder,
      '-c',
      'user.name=lab',
      '-c',
      'user.email=lab@example.com',
      '-c',
      'commit.gpgsign=false',
      ...args,
    );
  git('init', '--quiet');
  git('add', '-A');
  git('commit', '--quiet', '-m', 'first');
  return git('rev-parse', 'HEAD');
}

interface Prepared {
  readonly vcs: string;
  readonly editable: string;
  readonly wheel: string;
  readonly pip: string;
  readonly uv: string;
}

/** Everything that does not need a server; or why that is not possible. */
function prepare({ executable }: RealPython): Prepared | string {
  try {
    const vcs = aProject(join(root, 'vcs-package'), 'vcs-package');
    const editable = aProject(join(root, 'editable-package'), 'editable-package');
    aProject(join(root, 'wheel-package'), 'wheel-package');
    for (const name of ['pip', 'uv']) run(executable, '-m', 'venv', join(root, name));
    const [pip, uv] = ['pip', 'uv'].map((name) => join(root, name, 'bin/python')) as [string, string];
    run(pip, '-m', 'pip', 'install', '--quiet', 'uv');
    run(
      pip,
      '-m',
      'pip',
      'wheel',
      '--quiet',
      '--no-deps',
      '-w',
      join(root, 'wheels'),
      join(root, 'wheel-package'),
    );
    const [wheel = ''] = readdirSync(join(root, 'wheels'));
    return { vcs, editable, wheel: join(root, 'wheels', wheel), pip, uv };
  } catch (thrown) {
    return (thrown as Error).message.split('\n').at(-1) ?? 'unknown';
  }
}

const prepared = PYTHON === null ? 'there is no python3' : prepare(PYTHON);
if (typeof prepared === 'string') test.skip(`without packages: ${prepared}`, () => {});

describe.each(typeof prepared === 'string' ? [] : (['pip', 'uv'] as const))(
  'packages from elsewhere, by %s',
  (tool) => {
    const all = prepared as Prepared;
    const python = all[tool];
    let server: Server;
    let snapshot: Snapshot;

    beforeAll(async () => {
      const { pip } = all;
      const wheelName = all.wheel.split('/').at(-1) ?? '';
      server = createServer((_, response) => response.end(readFileSync(all.wheel)));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const sources = [
        // pip takes `name @ git+file:///…` for a path.
        `${tool === 'pip' ? '' : 'vcs-package @ '}git+file://${join(root, 'vcs-package')}@${all.vcs}`,
        `wheel-package @ http://127.0.0.1:${port}/${wheelName}`,
      ];
      const command =
        tool === 'pip'
          ? [pip, '-m', 'pip', 'install']
          : [join(root, 'pip/bin/uv'), 'pip', 'install', '--link-mode', 'copy', '--python', python];
      await start([...command, '--quiet', ...sources, '-e', join(root, 'editable-package')]);
      snapshot = await snapshotOf(python);
    });
    afterAll(() => {
      server.close();
    });

    test('are those of importlib.metadata', () => {
      expect(listed(snapshot)).toEqual(valueFrom(python, LIST));
      expect(listed(snapshot)).toContainEqual(['vcs-package', '0.3']);
      expect(snapshot.unknown.filter(({ path }) => path.startsWith('python'))).toEqual([]);
    });

    test('a commit is told', () => {
      expect(find(snapshot, 'vcs-package')).toMatchObject({
        version: '0.3',
        commit: all.vcs,
        editable: false,
        dirty: null,
        archive: null,
        installer: tool,
        digest: expect.stringMatching(/^sha256:/),
      });
    });

    test('a wheel by its URL has the digest of the archive, where the installer notes it', () => {
      const digest = `sha256:${createHash('sha256').update(readFileSync(all.wheel)).digest('hex')}`;
      const { archive, commit } = find(snapshot, 'wheel-package');
      // uv writes the URL without a digest unless the digest was asked for.
      expect(tool === 'pip' ? archive : (archive ?? digest)).toBe(digest);
      expect(commit).toBeNull();
    });

    test('an editable folder has its own commit, and is clean until a tracked file changes', async () => {
      const expected = { version: '0.3', commit: all.editable, editable: true, digest: null, archive: null };
      const module = join(root, 'editable-package/editable_package.py');
      const before = readFileSync(module, 'utf8');
      expect(find(snapshot, 'editable-package')).toMatchObject({ ...expected, dirty: false });
      appendFileSync(module, 'value = 2\n');
      expect(find(await snapshotOf(python), 'editable-package')).toMatchObject({ ...expected, dirty: true });
      writeFileSync(module, before);
      expect(find(await snapshotOf(python), 'editable-package')).toMatchObject({ ...expected, dirty: false });
    });

    test('installed files are as RECORD lists them, until one is edited', async () => {
      expect((await snapshotOf(python, { verify: 'files' })).python?.edited).toEqual([]);
      const file = join(sitePackages(python), 'vcs_package.py');
      const before = readFileSync(file);
      appendFileSync(file, '# by hand\n');
      expect((await snapshotOf(python, { verify: 'files' })).python?.edited).toEqual([
        { package: 'vcs-package', path: 'vcs_package.py', state: 'changed' },
      ]);
      writeFileSync(file, before);
    });
  },
);

function sitePackages(python: string): string {
  return valueFrom(python, 'import sysconfig; print(json.dumps(sysconfig.get_path("purelib")))') as string;
}

/** Not synchronously: the server of the wheel is in this process. */
async function start([program = '', ...args]: readonly string[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, NO_PROXY: '127.0.0.1' },
    });
    let stderr = '';
    child.stderr.on('data', (data: Buffer) => {
      stderr += data.toString();
    });
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${args.join(' ')}: ${stderr}`))));
  });
}

/** The real interpreter under a prefix of its own, as conda lays an environment out; null where it does not start. */
function aCondaPrefix({ executable, release }: RealPython): string | null {
  const prefix = join(root, 'conda-env');
  const [real, stdlib] = valueFrom(
    executable,
    'import os; print(json.dumps([os.path.realpath(sys.executable), os.path.dirname(os.__file__)]))',
  ) as [string, string];
  const lib = join(prefix, `lib/python${release}`);
  mkdirSync(join(lib, 'site-packages'), { recursive: true });
  mkdirSync(join(prefix, 'bin'));
  for (const name of readdirSync(stdlib)) {
    if (!/^(?:site|dist)-packages$/.test(name)) symlinkSync(join(stdlib, name), join(lib, name));
  }
  copyFileSync(real, join(prefix, 'bin/python'));
  const { status, stdout } = spawnSync(join(prefix, 'bin/python'), ['-c', 'import sys; print(sys.prefix)'], {
    encoding: 'utf8',
  });
  return status === 0 && stdout.trim() === prefix ? prefix : null;
}

const prefix = PYTHON === null ? null : aCondaPrefix(PYTHON);

(prefix === null ? describe.skip : describe)('an environment with the records of conda', () => {
  const python = join(prefix ?? '', 'bin/python');
  const site = join(prefix ?? '', `lib/python${PYTHON?.release}/site-packages`);
  const record = (name: string, version: string, build: string, channel: string) =>
    aFile(
      join(prefix ?? '', `conda-meta/${name}-${version}-${build}.json`),
      `${JSON.stringify({ build, build_number: 0, channel, depends: [], files: [], name, version }, null, 2)}\n`,
    );

  beforeAll(() => {
    const forge = 'https://conda.example.com/conda-forge/linux-64';
    record('numpy', '2.2.6', 'py311h5d046bc_0', forge);
    record('libblas', '3.9.0', '31_h59b9bed_openblas', forge);
    record('cuda-version', '12.6', 'h7480c83_3', 'https://conda.example.com/conda-forge/noarch');
    record('_libgcc_mutex', '0.1', 'conda_forge', forge);
    aFile(join(prefix ?? '', 'conda-meta/history'), '==> 2026-11-01 <==\n');
    const info = install(site, {
      name: 'numpy',
      version: '2.2.6',
      files: { 'numpy/__init__.py': '', 'numpy/__config__.py': numpyConfig('blas', '3.9.0') },
    });
    aFile(join(info, 'INSTALLER'), 'conda\n');
    install(site, { name: 'einops', version: '0.8.1' });
  });

  test('is one of conda, with what is no Python package in it', async () => {
    const snapshot = await snapshotOf(python);
    expect(snapshot.python).toMatchObject({
      environment: 'conda',
      blas: 'blas 3.9.0',
      conda: [
        { name: '_libgcc_mutex', version: '0.1', build: 'conda_forge', channel: 'conda-forge' },
        { name: 'cuda-version', version: '12.6', build: 'h7480c83_3', channel: 'conda-forge' },
        { name: 'libblas', version: '3.9.0', build: '31_h59b9bed_openblas', channel: 'conda-forge' },
        { name: 'numpy', version: '2.2.6', build: 'py311h5d046bc_0', channel: 'conda-forge' },
      ],
    });
    expect(listed(snapshot)).toEqual(valueFrom(python, LIST));
    expect(find(snapshot, 'numpy').installer).toBe('conda');
    expect(find(snapshot, 'einops').installer).toBe('pip');
  });
});
