import { chmodSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { editedFiles, urlSafe } from '../../src/capture/python/edited-files.ts';
import { machineHere } from '../../src/io/machine.ts';
import { aMachine } from './builders.ts';
import { aFile, aFolder } from './interpreters.ts';
import { install } from './laid-out.ts';

describe('a digest as RECORD writes it', () => {
  test('is what Node calls base64url', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const buffer = Buffer.from(bytes);
        expect(urlSafe(buffer.toString('hex'))).toBe(buffer.toString('base64url'));
      }),
    );
  });
});

describe('installed files held against RECORD', () => {
  let site = '';
  beforeEach(() => {
    site = aFolder();
    install(site, {
      name: 'some-kernels',
      version: '1.2',
      files: {
        'some_kernels/__init__.py': 'fast = True\n',
        'some_kernels/data, "quoted".txt': 'table\n',
        'some_kernels/empty.py': '',
      },
    });
    install(site, { name: 'attrs', version: '25.3.0' });
  });
  afterEach(() => {
    rmSync(site, { recursive: true, force: true });
  });

  const look = (...folders: readonly string[]) =>
    editedFiles(machineHere({ PATH: process.env['PATH'], XDG_CACHE_HOME: join(site, 'cache') }), [
      ...folders,
      site,
    ]);

  test('are all as they were installed', async () => {
    expect(await look()).toEqual({ facts: [], unknown: [] });
  });

  test('are left alone where conda installed them: it changes files after it listed them', async () => {
    writeFileSync(join(site, 'some_kernels/__init__.py'), 'prefix = "/opt/conda"\n');
    writeFileSync(join(site, 'some_kernels-1.2.dist-info/INSTALLER'), 'conda');
    expect(await look()).toEqual({ facts: [], unknown: [] });
  });

  test.each([
    ['a changed file', 'some_kernels/__init__.py'],
    ['a file that was empty', 'some_kernels/empty.py'],
    ['a file whose path is quoted in RECORD', 'some_kernels/data, "quoted".txt'],
    ['the description itself', 'some_kernels-1.2.dist-info/METADATA'],
  ])('%s is named', async (_, path) => {
    writeFileSync(join(site, path), 'fast = Fals\n');
    const edited = [{ package: 'some-kernels', path, state: 'changed' }];
    expect(await look()).toEqual({ facts: edited, unknown: [] });
  });

  test('a missing file is named, also where a link leads nowhere', async () => {
    unlinkSync(join(site, 'some_kernels/__init__.py'));
    unlinkSync(join(site, 'attrs/__init__.py'));
    symlinkSync(join(site, 'nowhere'), join(site, 'attrs/__init__.py'));
    expect(await look()).toEqual({
      facts: [
        { package: 'attrs', path: 'attrs/__init__.py', state: 'missing' },
        { package: 'some-kernels', path: 'some_kernels/__init__.py', state: 'missing' },
      ],
      unknown: [],
    });
  });

  test('what comes with the installation may change: launchers, compiled files, the name of the installer', async () => {
    writeFileSync(join(site, 'attrs-25.3.0.dist-info/INSTALLER'), 'uv\n');
    aFile(join(site, 'attrs/__pycache__/__init__.cpython-311.pyc'), 'compiled');
    aFile(join(site, '../../../bin/attrs'), '#!/other/python\n');
    expect(await look()).toEqual({ facts: [], unknown: [] });
  });

  test('a file that is added belongs to no package', async () => {
    aFile(join(site, 'attrs/extra.py'), 'x = 1\n');
    expect(await look()).toEqual({ facts: [], unknown: [] });
  });

  test('what pip left behind of an interrupted uninstallation is no package', async () => {
    renameSync(join(site, 'attrs-25.3.0.dist-info'), join(site, '~ttrs-25.3.0.dist-info'));
    rmSync(join(site, 'attrs'), { recursive: true });
    expect(await look()).toEqual({ facts: [], unknown: [] });
  });

  test('a folder that is on the search path twice is read once', async () => {
    unlinkSync(join(site, 'attrs/__init__.py'));
    expect((await look(site)).facts).toHaveLength(1);
  });

  const byRoot = process.getuid?.() === 0;
  (byRoot ? test.skip : test)('a file that cannot be read is unknown, not unchanged', async () => {
    chmodSync(join(site, 'attrs/__init__.py'), 0);
    const { facts, unknown } = await look();
    expect(facts).toEqual([]);
    expect(unknown).toMatchObject([{ path: 'python.edited[attrs/__init__.py]' }]);
  });

  test('a folder in the place of a file is unknown', async () => {
    rmSync(join(site, 'attrs/__init__.py'));
    aFile(join(site, 'attrs/__init__.py/x'), '');
    const { facts, unknown } = await look();
    expect(facts).toEqual([]);
    expect(unknown).toMatchObject([{ path: 'python.edited[attrs/__init__.py]' }]);
  });

  test('a digest by another algorithm is unknown', async () => {
    const digest = Buffer.alloc(64, 1).toString('base64url');
    aFile(join(site, 'attrs-25.3.0.dist-info/RECORD'), `attrs/__init__.py,sha512=${digest},23\r\n`);
    expect((await look()).unknown).toEqual([
      { path: 'python.edited[attrs/__init__.py]', because: 'RECORD has its digest by sha512' },
    ]);
  });

  test('paths that lead out of the folder are not followed', async () => {
    const rows = ['/etc/passwd', '../../x', 'C:\\x', 'a/../../../x'].map(
      (path) => `${path},sha256=${'A'.repeat(43)},1`,
    );
    aFile(join(site, 'attrs-25.3.0.dist-info/RECORD'), rows.join('\n'));
    expect(await look()).toEqual({ facts: [], unknown: [] });
  });

  test('a machine whose files cannot be read says so', async () => {
    expect(await editedFiles(aMachine(), ['/site'])).toEqual({
      facts: [],
      unknown: [{ path: 'python.edited', because: 'the files of this machine cannot be read' }],
    });
  });
});
