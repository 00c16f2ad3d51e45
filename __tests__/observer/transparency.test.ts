import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { aFile, aFolder } from '../capture/interpreters.ts';
import { OBSERVER, observe, one, RELEASES, type Start } from './observed.ts';

const MODULES = readdirSync(join(OBSERVER, 'repro_gate_observer')).filter((name) => name.endsWith('.py'));

/** What the program says and how it ends, with the observer and without it. */
function both(start: Start) {
  const shown = ({ status, signal, stdout, stderr }: ReturnType<typeof observe>) => ({
    status,
    signal,
    stdout,
    stderr,
  });
  return { without: shown(observe({ ...start, observer: null })), with: shown(observe(start)) };
}

describe.each(RELEASES)('Python $release prints and ends as without the observer', ({ executable }) => {
  const folder = aFolder();
  aFile(join(folder, 'broken.py'), 'import random\nraise ValueError("broken while imported")\n');
  aFile(join(folder, 'torch.py'), 'def nothing():\n    raise ImportError("no torch here")\nnothing()\n');

  test.each([
    ['output', 'import sys; print("out"); print("err", file=sys.stderr)'],
    ['an exception', 'raise ValueError("mine")'],
    ['an exit code', 'import sys; sys.exit(3)'],
    ['a module that fails', 'import broken'],
    ['a framework that is not there', 'import tensorflow'],
    ['a framework that fails while imported', 'import torch'],
    ['a warning', 'import warnings; warnings.warn("careful")'],
    ['numbers of a seed', 'import random; random.seed(1); print(random.random(), random.getstate()[1][:9])'],
    ['numbers of a generator of its own', 'import random; print(random.Random(5).random())'],
    [
      'its own warnings',
      'import warnings\nwarnings.showwarning = lambda *a, **k: print("shown")\nwarnings.warn("x")',
    ],
    [
      'the names of modules',
      'import random, inspect; print(random.__file__, random.__loader__.name, type(random.__spec__.loader), inspect.signature(random.seed), random.seed.__name__)',
    ],
    [
      'reloading',
      'import importlib, random; importlib.reload(random); random.seed(1); print(random.random())',
    ],
    ['its path', 'import sys; print(sys.path[-3:], sys.dont_write_bytecode)'],
  ])('%s', (_, text) => {
    const { with: seen, without } = both({ executable, args: ['-c', text], cwd: folder });
    expect(seen).toEqual(without);
  });

  test('a sitecustomize that is hidden by the observer runs all the same', () => {
    const own = aFolder();
    aFile(
      join(own, 'sitecustomize.py'),
      'import sys\nprint("own", __file__)\nsys.path.append("/added")\nVALUE = 7\n',
    );
    const args = ['-c', 'import sitecustomize, sys; print(sitecustomize.VALUE, sys.path[-1])'];
    const { with: seen, without } = both({ executable, args, path: [own] });
    expect(seen).toEqual(without);
    expect(seen.stdout).toBe(`own ${join(own, 'sitecustomize.py')}\n7 /added\n`);
    expect(one(observe({ executable, args, path: [own] })).process.writtenOn).toBe('exit');
  });

  test.each([
    ['an exception', 'raise ValueError("of its own")'],
    ['a module that is not there', 'import not_there'],
  ])('a hidden sitecustomize with %s', (_, text) => {
    const own = aFolder();
    aFile(join(own, 'sitecustomize.py'), text);
    const { with: seen, without } = both({ executable, args: ['-c', 'print(1)'], path: [own] });
    expect(seen).toEqual(without);
  });

  test('a hidden sitecustomize with an exit ends Python as it would have', () => {
    const own = aFolder();
    aFile(join(own, 'sitecustomize.py'), 'raise SystemExit(4)');
    const { with: seen, without } = both({ executable, args: ['-c', 'print(1)'], path: [own] });
    // Python prints the way that led there, which the observer is a part of.
    const last = ({ stderr }: { stderr: string }) => stderr.trim().split('\n').slice(-3);
    expect({ ...seen, stderr: last(seen) }).toEqual({ ...without, stderr: last(without) });
    expect(seen.status).not.toBe(0);
  });

  test('a hidden sitecustomize that itself looks for the next one finds it', () => {
    const [outer, inner] = [aFolder(), aFolder()];
    const chain = `import os, sys
own = os.path.dirname(__file__)
sys.path.remove(own)
del sys.modules["sitecustomize"]
import sitecustomize
sys.path.append(own)
print("outer")
`;
    aFile(join(outer, 'sitecustomize.py'), chain);
    aFile(join(inner, 'sitecustomize.py'), 'print("inner")\n');
    const { with: seen, without } = both({ executable, args: ['-c', 'print(1)'], path: [outer, inner] });
    expect(seen).toEqual(without);
    expect(seen.stdout).toBe('inner\nouter\n1\n');
  });

  test('without any sitecustomize, an import of it fails as ever', () => {
    const text =
      'import sys\ntry: import sitecustomize\nexcept ImportError as e: print(e.name)\nelse: print(sitecustomize.__file__)';
    const { with: seen, without } = both({ executable, args: ['-c', text] });
    expect(seen).toEqual(without);
  });
});

describe('a failure of the observer itself', () => {
  const text =
    'import random, os\nrandom.seed(1)\nprint(random.random(), flush=True)\npid = os.fork()\nif pid: os.waitpid(pid, 0)';
  const expected = observe({ args: ['-c', text], observer: null });

  test.each(
    MODULES.flatMap((name) =>
      ['raise SystemExit(3)', 'raise ValueError("x")', 'import ('].map((bug) => [name, bug]),
    ),
  )('in %s, %s, is not seen by the program', (name, bug) => {
    const broken = join(aFolder(), 'observer');
    cpSync(OBSERVER, broken, { recursive: true, filter: (path) => !path.endsWith('__pycache__') });
    const file = join(broken, 'repro_gate_observer', name);
    writeFileSync(file, `${bug}\n${readFileSync(file, 'utf8')}`);
    const { status, stdout, stderr } = observe({ args: ['-c', text], observer: broken, inject: 'fill' });
    expect({ status, stderr, lines: stdout.split('\n').length }).toEqual({
      status: expected.status,
      stderr: '',
      lines: expected.stdout.split('\n').length,
    });
    expect(stdout).toBe(expected.stdout);
  });

  test('while it works is said in its file, and the program goes on', () => {
    const broken = join(aFolder(), 'observer');
    cpSync(OBSERVER, broken, { recursive: true });
    const file = join(broken, 'repro_gate_observer/python_random.py');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(
        'def loaded(random):',
        'def loaded(random):\n    raise SystemExit("why")',
      ),
    );
    const observed = observe({ args: ['-c', text], observer: broken });
    expect(observed).toMatchObject({ status: 0, stdout: expected.stdout, stderr: '' });
    expect(observed.observations[0]?.errors).toEqual(['after import of random: SystemExit: why']);
  });

  test.each([
    ['is not there', '/nowhere/at/all'],
    ['is a file', '/etc/hostname'],
    ['cannot be written', '/proc/self'],
  ])('a folder that %s changes nothing', (_, folder) => {
    const observed = observe({ args: ['-c', text], env: { REPRO_OBSERVER_DIR: folder } });
    expect(observed).toMatchObject({ status: 0, stdout: expected.stdout, stderr: '', files: [] });
  });

  test('a seed that is no number fills nothing', () => {
    const observed = observe({ args: ['-c', 'import random'], inject: 'fill', env: { REPRO_SEED: 'many' } });
    expect(one(observed)).toMatchObject({ seed: null, seeds: [] });
  });
});
