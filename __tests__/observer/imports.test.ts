import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { aFile, aFolder, PYTHON } from '../capture/interpreters.ts';
import { observe, one, RELEASES } from './observed.ts';

/** A package of a watched name: what is tested here is how it comes in, not what it does. */
const LIGHTNING = 'def seed_everything(seed=None):\n    return seed\n__version__ = "2.6.0"\n';
const USE = 'lightning.seed_everything(7)';

/** A folder with the package, in a form of the import system's. */
function packaged(form: 'folder' | 'zip' | 'namespace'): string {
  const folder = aFolder();
  aFile(join(folder, 'lightning/__init__.py'), LIGHTNING);
  aFile(join(folder, 'lightning/data.txt'), 'a resource');
  aFile(
    join(folder, 'keras/__init__.py'),
    '__version__ = "3.12.0"\nfrom . import utils\ndef backend(): pass\nbackend.backend = lambda: "torch"\n',
  );
  aFile(join(folder, 'keras/utils.py'), 'def set_random_seed(seed): pass\n');
  if (form === 'folder') return folder;
  const archive = join(folder, 'all.zip');
  const { status } = spawnSync(
    PYTHON?.executable ?? 'python3',
    ['-m', 'zipfile', '-c', archive, 'lightning', 'keras'],
    { cwd: folder },
  );
  if (status !== 0) throw new Error('the archive could not be made');
  return archive;
}

describe.each(RELEASES)('Python $release: a framework is seen', ({ executable, release }) => {
  test.each([
    ['imported', `import lightning; ${USE}`],
    ['imported by name', `import importlib; lightning = importlib.import_module("lightning"); ${USE}`],
    ['imported from', 'from lightning import seed_everything; seed_everything(7)'],
    [
      'looked for before',
      `import importlib.util; importlib.util.find_spec("lightning"); import lightning; ${USE}`,
    ],
    [
      'loaded by its spec',
      `import importlib.util as u; s = u.find_spec("lightning"); lightning = u.module_from_spec(s); s.loader.exec_module(lightning); ${USE}`,
    ],
    [
      'imported lazily',
      `import importlib.util as u, sys; s = u.find_spec("lightning"); s.loader = u.LazyLoader(s.loader); lightning = u.module_from_spec(s); sys.modules["lightning"] = lightning; s.loader.exec_module(lightning); ${USE}`,
    ],
    ['reloaded', `import importlib, lightning; importlib.reload(lightning); ${USE}`],
    [
      'imported in a thread',
      `import threading; t = threading.Thread(target=__import__, args=("lightning",)); t.start(); t.join(); import lightning; ${USE}`,
    ],
  ])('when it is %s', (_, text) => {
    // The loader of archives has exec_module from 3.10 on.
    const archives = !text.includes('exec_module') || Number(release.split('.')[1]) >= 10;
    for (const form of archives ? (['folder', 'zip'] as const) : (['folder'] as const)) {
      const observed = observe({ executable, args: ['-c', text], path: [packaged(form)] });
      expect(observed).toMatchObject({ status: 0, stderr: '' });
      expect(one(observed)).toMatchObject({
        modules: { lightning: { version: '2.6.0' } },
        seeds: [{ call: 'lightning.seed_everything', value: '7', by: 'user' }],
        errors: [],
      });
    }
  });

  test('two from one archive are both seen', () => {
    const text =
      'import importlib.util as u; u.find_spec("lightning"); u.find_spec("keras"); import lightning, keras';
    const { modules } = one(observe({ executable, args: ['-c', text], path: [packaged('zip')] }));
    expect(Object.keys(modules).sort()).toEqual(['keras', 'lightning']);
  });

  test('a lazy module that nobody uses is not loaded', () => {
    const text = `import importlib.util as u, sys; s = u.find_spec("lightning"); s.loader = u.LazyLoader(s.loader); m = u.module_from_spec(s); sys.modules["lightning"] = m; s.loader.exec_module(m)`;
    const { modules } = one(observe({ executable, args: ['-c', text], path: [packaged('folder')] }));
    expect(modules).toEqual({});
  });

  test('its resources are found as ever', () => {
    const text = `import lightning, pkgutil, sys; print(pkgutil.get_data("lightning", "data.txt").decode())
if sys.version_info >= (3, 9):
    import importlib.resources as r; print(r.files("lightning").joinpath("data.txt").read_text())`;
    const observed = observe({ executable, args: ['-c', text], path: [packaged('folder')] });
    expect(observed.stderr).toBe('');
    expect(observed.stdout).toContain('a resource');
  });

  test("beside another tool's finder that asks while it is asked", () => {
    const text = `
import importlib.util, sys
class Other:
    busy = False
    def find_spec(self, name, path=None, target=None):
        if name != "lightning" or self.busy: return None
        self.busy = True
        try: return importlib.util.find_spec(name)
        finally: self.busy = False
sys.meta_path.insert(0 if sys.argv[1:] == ["first"] else len(sys.meta_path) - 1, Other())
import lightning; ${USE}`;
    for (const place of ['first', 'last']) {
      const observed = observe({ executable, args: ['-c', text, place], path: [packaged('folder')] });
      expect(one(observed).seeds).toHaveLength(1);
    }
  });
});

test('what a .pth file has imported before is seen', () => {
  const folder = aFolder();
  aFile(join(folder, 'early/sitecustomize.py'), '');
  const text = 'import sys; print("random" in sys.modules)';
  // The hidden sitecustomize stands for it: it runs before the program too.
  aFile(join(folder, 'early/sitecustomize.py'), 'import random\n');
  const observed = observe({ args: ['-c', text], path: [join(folder, 'early')], inject: 'fill' });
  expect(observed.stdout).toBe('True\n');
  expect(one(observed).seeds).toMatchObject([{ call: 'random.seed', by: 'gate', value: '42' }]);
});

test('a loader that is a class is left alone, and that is said', () => {
  const text = `
import importlib.machinery, sys
class Loader:
    @staticmethod
    def create_module(spec): return None
    @staticmethod
    def exec_module(module): module.x = 1
class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, Loader) if name == "jax" else None
sys.meta_path.insert(1, Finder)
import jax
print(jax.x)`;
  const observed = observe({ args: ['-c', text] });
  expect(observed.stdout).toBe('1\n');
  expect(one(observed).errors).toEqual([expect.stringContaining('imports jax')]);
});
