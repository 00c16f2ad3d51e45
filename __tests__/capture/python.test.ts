/** The probe in real interpreters: what it says of them, and what they cannot do to it. */

import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Parsed } from '../../src/capture/probe.ts';
import { runProbe } from '../../src/capture/probe.ts';
import { type PythonFacts, python } from '../../src/capture/python/python.ts';
import { torch } from '../../src/capture/python/torch.ts';
import { machineHere } from '../../src/io/machine.ts';
import { stillRunning } from '../io/processes.ts';
import { aMachine, type exited, pythonSays, reasons } from './builders.ts';
import {
  aFile,
  aFolder,
  aScript,
  ask,
  aVenv,
  PYTHON,
  PYTHONS,
  type RealPython,
  valueFrom,
} from './interpreters.ts';

jest.setTimeout(60_000);
const onUnix = process.platform === 'win32' ? describe.skip : describe;
/** Skipped, and shown as such, where there is no Python. */
const withPython = PYTHON === null || process.platform === 'win32' ? describe.skip : describe;
const here: RealPython = PYTHON ?? { executable: '(none)', release: '(none)' };

let folder: string;
let work: string;

beforeEach(() => {
  folder = aFolder();
  work = join(folder, 'work');
  mkdirSync(work);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const reason = ({ unknown }: Parsed<PythonFacts>) => reasons(unknown, 'python')['python'];

withPython('every interpreter on PATH', () => {
  const table = PYTHONS.length > 0 ? PYTHONS : [here];

  test.each(table)('$release: version, implementation, path', async ({ executable }) => {
    const { facts, unknown } = await ask({ program: executable, directory: work });
    expect(unknown).toEqual([]);
    const said = valueFrom(
      executable,
      'import platform; print(json.dumps([platform.python_version(), sys.implementation.name, sys.executable]))',
    );
    const { version, implementation, executable: path } = facts.interpreter ?? {};
    expect([version, implementation, path]).toEqual(said);
  });

  test.each(table)(
    '$release: the search path in its order, without the working directory',
    async ({ executable }) => {
      const { facts } = await ask({ program: executable, directory: work });
      const [first, ...rest] = valueFrom(executable, 'print(json.dumps(sys.path))') as string[];
      expect(first).toBe('');
      expect(facts.interpreter?.searchPath).toEqual(rest);
    },
  );

  test.each(table)('$release: a virtual environment', async (real) => {
    const interpreter = aVenv(join(folder, 'env'), real);
    const { facts } = await ask({ program: interpreter, directory: work });
    expect(facts.interpreter).toMatchObject({ environment: 'venv', executable: interpreter });
    expect(facts.interpreter?.searchPath).toContain(
      join(folder, 'env/lib', `python${real.release}`, 'site-packages'),
    );
  });
});

withPython('the interpreter on this machine', () => {
  test('its C library, where it says', async () => {
    const { facts } = await ask({ program: here.executable, directory: work });
    const name = valueFrom(
      here.executable,
      'import os; print(json.dumps(os.confstr_names.get("CS_GNU_LIBC_VERSION")))',
    );
    if (name === null) expect(facts.interpreter?.libc).toBeNull();
    else expect(facts.interpreter?.libc).toMatch(/^glibc \d+\.\d+$/);
  });

  test('an environment of conda', async () => {
    const stdlib = valueFrom(
      here.executable,
      'import sysconfig; print(json.dumps(sysconfig.get_path("stdlib")))',
    );
    const home = join(folder, 'conda');
    mkdirSync(join(home, 'conda-meta'), { recursive: true });
    mkdirSync(join(home, 'lib'));
    symlinkSync(String(stdlib), join(home, 'lib', `python${here.release}`));
    const { facts } = await ask({ program: here.executable, directory: work, env: { PYTHONHOME: home } });
    expect(facts.interpreter?.environment).toBe('conda');
  });

  test('PYTHONPATH comes first, in its order, and made absolute', async () => {
    mkdirSync(join(work, 'relative'));
    const env = { PYTHONPATH: [join(folder, 'b'), 'relative', join(folder, 'a')].join(delimiter) };
    const { facts } = await ask({ program: here.executable, directory: work, env });
    expect(facts.interpreter?.searchPath.slice(0, 3)).toEqual([
      join(folder, 'b'),
      join(work, 'relative'),
      join(folder, 'a'),
    ]);
  });

  test('the active environment goes before PATH, and is passed over when its interpreter is gone', async () => {
    const interpreter = aVenv(join(folder, 'env'), here);
    const env = { VIRTUAL_ENV: join(folder, 'env') };
    expect((await ask({ program: null, directory: work, env })).facts.interpreter?.executable).toBe(
      interpreter,
    );
    rmSync(interpreter);
    expect((await ask({ program: null, directory: work, env })).facts.interpreter?.executable).toBe(
      here.executable,
    );
  });

  test('a name instead of a path', async () => {
    const { facts } = await ask({ program: 'python3', directory: work });
    expect(facts.interpreter?.executable).toBe(here.executable);
  });

  test('settings of Python that would change what it prints', async () => {
    const env = {
      PYTHONINSPECT: '1',
      PYTHONIOENCODING: 'utf-16',
      PYTHONUNBUFFERED: '1',
      PYTHONWARNINGS: 'error',
    };
    expect((await ask({ program: here.executable, directory: work, env })).unknown).toEqual([]);
  });
});

withPython('files that would like to be run', () => {
  /** A module that leaves a file behind when it is imported, and fails. */
  const trap = (path: string): string =>
    aFile(
      path,
      `open(${JSON.stringify(join(folder, 'sprung'))}, "w").close()\nraise SystemExit(${JSON.stringify(path)})\n`,
    );
  const sprung = () => existsSync(join(folder, 'sprung'));
  const MODULES = ['json', 'os', 'site', 'sys', 'ctypes', '_json', 'encodings', 'codecs'];

  test('a trap that is imported springs', () => {
    trap(join(work, 'bait.py'));
    expect(() =>
      valueFrom(here.executable, `sys.path.insert(0, ${JSON.stringify(work)}); import bait`),
    ).toThrow();
    expect(sprung()).toBe(true);
  });

  test('modules in the working directory', async () => {
    for (const name of MODULES) trap(join(work, `${name}.py`));
    const { unknown } = await ask({ program: here.executable, directory: work, cuda: { kind: 'ask' } });
    expect([unknown, sprung()]).toEqual([[], false]);
  });

  test('modules on PYTHONPATH, except those that Python itself starts with', async () => {
    for (const name of ['json', 'ctypes', '_json', '_ctypes', 'struct'])
      trap(join(folder, 'lib', `${name}.py`));
    // An environment of its own: installed packages may have start-up hooks that import something.
    const program = aVenv(join(folder, 'env'), here);
    const env = { PYTHONPATH: join(folder, 'lib') };
    const { unknown } = await ask({ program, directory: work, env, cuda: { kind: 'ask' } });
    expect([unknown, sprung()]).toEqual([[], false]);
  });

  test('torch, whose version is read all the same', async () => {
    const lib = join(folder, 'lib');
    trap(join(lib, 'torch/__init__.py'));
    aFile(join(lib, 'torch/version.py'), "__version__ = '9.8.7+cu126'\ncuda = '12.6'\n");
    const { facts } = await ask({ program: here.executable, directory: work, env: { PYTHONPATH: lib } });
    const machine = machineHere({ PATH: process.env['PATH'] });
    const build = await runProbe(torch(facts.interpreter?.searchPath ?? []), machine);
    expect([build.facts.build?.version, sprung()]).toEqual(['9.8.7+cu126', false]);
  });

  test.each([
    ['prints', 'print("hello"); print("repro-gate:interpreter:{}")'],
    ['prints without ending its line', 'import sys; sys.stdout.write("hello"); sys.stdout.flush()'],
    ['raises', 'raise RuntimeError("broken")'],
    ['takes standard output away', 'import sys; sys.stdout = sys.stderr = None'],
    ['turns standard output into something else', 'import sys, io; sys.stdout = io.StringIO()'],
    ['changes the search path', 'import sys; sys.path.append("/added")'],
  ])('a sitecustomize that %s', async (_, body) => {
    aFile(join(folder, 'lib/sitecustomize.py'), `${body}\n`);
    const env = { PYTHONPATH: join(folder, 'lib') };
    const { facts, unknown } = await ask({ program: here.executable, directory: work, env });
    expect(unknown).toEqual([]);
    expect(facts.interpreter?.searchPath[0]).toBe(join(folder, 'lib'));
    expect(facts.interpreter?.searchPath.includes('/added')).toBe(body.includes('/added'));
  });

  test('a sitecustomize that ends the process', async () => {
    aFile(join(folder, 'lib/sitecustomize.py'), 'raise SystemExit("not today")\n');
    const env = { PYTHONPATH: join(folder, 'lib') };
    const answer = await ask({ program: here.executable, directory: work, env });
    expect(reason(answer)).toMatch(/exited with code 1 and did not answer: ".*not today"$/);
  });

  test('nothing is left in the working directory', async () => {
    await ask({ program: here.executable, directory: work, cuda: { kind: 'ask' } });
    expect(readdirSync(work)).toEqual([]);
  });
});

onUnix('something else in the place of an interpreter', () => {
  test('hangs: costs its timeout, and no process is left', async () => {
    const marker = `python-test-${process.pid}`;
    const program = aScript(join(folder, 'python'), 'sleep 67');
    const begun = Date.now();
    const answer = await ask({ program, directory: work, env: { MARKER: marker }, timeoutMs: 300 });
    expect(reason(answer)).toBe(`${program} did not answer within 0.3 s`);
    expect(Date.now() - begun).toBeLessThan(10_000);
    await gone(marker);
  });

  test.each<[string, string, string]>([
    [
      'prints garbage',
      'echo "\\001ELF"; echo more',
      'exited with code 0 and did not answer; it printed "\\u0001ELF"',
    ],
    ['says nothing', 'exit 0', 'exited with code 0 and did not answer'],
    [
      'complains',
      'echo "first" >&2; echo "no such version" >&2; exit 127',
      'exited with code 127 and did not answer: "no such version"',
    ],
    [
      'prints half an answer',
      'echo "repro-gate:interpreter:{"',
      'exited with code 0 and did not answer; it printed "repro-gate:interpreter:{"',
    ],
    [
      'prints an answer without facts',
      'echo "repro-gate:interpreter:{}"',
      'exited with code 0 and did not answer; it printed "repro-gate:interpreter:{}"',
    ],
    ['kills itself', 'kill -9 $$', 'was ended by SIGKILL before it answered'],
    [
      'prints without end',
      'yes | head -c 3000000',
      'exited with code 0 and did not answer; it printed "y"; it printed more than this version reads',
    ],
  ])('%s', async (_, body, expected) => {
    const program = aScript(join(folder, 'python'), body);
    expect(reason(await ask({ program, directory: work }))).toBe(`${program} ${expected}`);
  });

  test.each<[string, (path: string) => void, string]>([
    [
      'is not executable',
      (path) => chmodSync(aFile(path, '#!/bin/sh\n'), 0o644),
      'Python could not be started: PATH may not be executed (permission denied)',
    ],
    [
      'is a folder',
      (path) => mkdirSync(path),
      'Python could not be started: PATH is a folder and no program',
    ],
    [
      'names no interpreter that exists',
      (path) => chmodSync(aFile(path, '#!/no/such/python\n'), 0o755),
      'Python could not be started: PATH names an interpreter that does not exist',
    ],
    ['is not there', () => {}, 'there is no Python at PATH'],
    ['is a link to nothing', (path) => symlinkSync('/no/such/python', path), 'there is no Python at PATH'],
  ])('%s', async (_, make, expected) => {
    const program = join(folder, 'python');
    make(program);
    expect(reason(await ask({ program, directory: work }))).toBe(expected.replace('PATH', program));
  });

  test('a name that is on no PATH', async () => {
    expect(reason(await ask({ program: 'python99', directory: work }))).toBe(
      'there is no Python at python99',
    );
  });

  test('a broken one on PATH does not let another one take its place', async () => {
    aScript(join(folder, 'bin/python3'), 'exit 1');
    const env = { PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter) };
    expect(reason(await ask({ program: null, directory: work, env }))).toMatch(/^python3 exited with code 1/);
  });

  test('none at all, and nobody asked for one: that is known', async () => {
    const answer = await ask({ program: null, directory: work, env: { PATH: join(folder, 'empty') } });
    expect(answer).toEqual({
      facts: { interpreter: null, cuda: { kind: 'not-asked', because: 'not asked in this test' } },
      unknown: [],
    });
  });

  test('nor one to ask the CUDA driver with', async () => {
    const env = { PATH: join(folder, 'empty') };
    const { facts } = await ask({ program: null, directory: work, env, cuda: { kind: 'ask' } });
    expect(facts.cuda).toEqual({ kind: 'not-asked', because: 'there is no Python to ask it with' });
  });
});

describe('what an interpreter says', () => {
  const parse = (result: ReturnType<typeof exited>) =>
    runProbe(
      python({ python: '/env/bin/python', directory: '/work', cuda: { kind: 'skip', because: 'x' } }),
      aMachine({ run: () => result }),
    );

  test.each([
    ['a virtual environment', {}, 'venv'],
    ['conda', { prefix: '/opt/conda', basePrefix: '/opt/conda', conda: true }, 'conda'],
    ['a virtual environment made with conda’s Python', { conda: true }, 'venv'],
    [
      'pyenv',
      { prefix: '/home/alice/.pyenv/versions/3.11.9', basePrefix: '/home/alice/.pyenv/versions/3.11.9' },
      'pyenv',
    ],
    ['the system', { prefix: '/usr', basePrefix: '/usr' }, 'system'],
  ])('%s', async (_, said, environment) => {
    expect((await parse(pythonSays(said) as ReturnType<typeof exited>)).facts.interpreter?.environment).toBe(
      environment,
    );
  });

  test('free-threaded', async () => {
    const { facts } = await parse(
      pythonSays({ version: '3.13.0', freeThreaded: true }) as ReturnType<typeof exited>,
    );
    expect(facts.interpreter?.implementation).toBe('cpython (free-threaded)');
  });
});

/** Killing is asynchronous: waits until no process carries the marker any more. */
async function gone(marker: string): Promise<void> {
  if (process.platform !== 'linux') return;
  for (let tries = 0; tries < 50 && stillRunning(marker).length > 0; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(stillRunning(marker)).toEqual([]);
}
