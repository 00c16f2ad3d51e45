/** Capturing an environment imports nothing that is installed in it: proved by packages that leave a trace when they are. */

import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { capture } from '../../src/capture/capture.ts';
import { machineHere } from '../../src/io/machine.ts';
import { options } from './builders.ts';
import { importsOf, recordingImports } from './imports.ts';
import { aFile, aFolder, aVenv, PYTHON, valueFrom } from './interpreters.ts';
import { install, numpyConfig, torchVersionFile } from './laid-out.ts';

const FRAMEWORKS = [
  'torch',
  'tensorflow',
  'jax',
  'jaxlib',
  'cupy',
  'numpy',
  'triton',
  'sklearn',
  'xgboost',
  'lightgbm',
];

(PYTHON === null ? describe.skip : describe)('an environment full of frameworks', () => {
  const root = aFolder();
  const trace = join(root, 'imported');
  let python = '';
  const env = { PATH: process.env['PATH'], HOME: root, TRACE: trace };

  beforeAll(() => {
    if (PYTHON === null) return;
    python = aVenv(join(root, 'venv'), PYTHON);
    const site = join(root, `venv/lib/python${PYTHON.release}/site-packages`);
    const leavesTrace = 'import os\nopen(os.environ["TRACE"], "a").write(__name__ + "\\n")\n';
    for (const name of FRAMEWORKS)
      install(site, { name, version: '1.0', files: { [`${name}/__init__.py`]: leavesTrace } });
    aFile(join(site, 'torch/version.py'), `${leavesTrace}${torchVersionFile('1.0+cu126', '12.6')}`);
    aFile(join(site, 'numpy/__config__.py'), `${leavesTrace}${numpyConfig('scipy-openblas', '0.3.29')}`);
  });
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  test('leaves a trace when one of them is imported, so that the next test can fail', () => {
    for (const name of FRAMEWORKS) {
      rmSync(trace, { force: true });
      expect(spawnSync(python, ['-c', `import ${name}`], { env }).status).toBe(0);
      expect(existsSync(trace)).toBe(true);
    }
  });

  test('is captured whole without importing any', async () => {
    rmSync(trace, { force: true });
    const snapshot = await capture(machineHere(env), options({ directory: root, python, verify: 'files' }));
    expect(snapshot.python?.packages.map(({ name }) => name)).toEqual(FRAMEWORKS.map((name) => name).sort());
    expect(snapshot).toMatchObject({
      frameworks: { torch: { version: '1.0+cu126', cuda: '12.6' } },
      python: { blas: 'scipy-openblas 0.3.29' },
    });
    expect(existsSync(trace)).toBe(false);
  });

  test('is captured with modules of the standard library alone', async () => {
    const { machine, stderr } = recordingImports(env);
    await capture(machine, options({ directory: root, python }));
    const imported = importsOf(stderr());
    // What the interpreter needs to start is there, so the list is one.
    expect(imported).toContain('site');
    const own = valueFrom(
      python,
      'print(json.dumps(sorted(getattr(sys, "stdlib_module_names", []))))',
    ) as string[];
    // Python tells the names of its own modules since 3.10.
    const known = new Set([...own, '__future__', 'sitecustomize', 'usercustomize', 'zipimport']);
    if (own.length > 0)
      expect(imported.filter((name) => !known.has(name.split('.', 1)[0] ?? ''))).toEqual([]);
    expect(imported.filter((name) => FRAMEWORKS.includes(name))).toEqual([]);
  });
});
