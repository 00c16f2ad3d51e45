import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cudaParts } from '../../src/capture/cuda/cuda-parts.ts';
import type { RunOptions } from '../../src/capture/machine.ts';
import { runProbe } from '../../src/capture/probe.ts';
import { nameAndVersion, packages, readAhead } from '../../src/capture/python/packages.ts';
import { contentRows } from '../../src/capture/python/record-digest.ts';
import { labelTorch, originOf, parseVersionFile, torch } from '../../src/capture/python/torch.ts';
import type { Package, TorchBuild } from '../../src/capture/snapshot.ts';
import { aPackage } from '../builders.ts';
import { aMachine, exited, reasons } from './builders.ts';

const SITE = '/env/lib/python3.11/site-packages';
const HASH = 'sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU';

/** The files of one installed wheel. */
function wheel(name: string, version: string, more: Readonly<Record<string, string>> = {}, folder = SITE) {
  const base = `${folder}/${name}-${version}.dist-info`;
  const files = {
    METADATA: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n\nName: not this\n`,
    RECORD: `${name}/__init__.py,${HASH},10\n${name}-${version}.dist-info/RECORD,,\n`,
    INSTALLER: 'pip\n',
    ...more,
  };
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [`${base}/${file}`, text]));
}

const NOTHING_AHEAD = Promise.resolve([]);

const read = (files: Readonly<Record<string, string>>, searchPath: readonly string[] = [SITE]) =>
  runProbe(packages({ searchPath, ahead: NOTHING_AHEAD }), aMachine({ files }));

describe('installed packages', () => {
  test('a wheel', async () => {
    const { facts, unknown } = await read(wheel('Some.Package_X', '1.2'));
    expect(unknown).toEqual([]);
    expect(facts).toEqual([
      {
        name: 'some-package-x',
        version: '1.2',
        commit: null,
        digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        installer: 'pip',
        editable: false,
        archive: null,
        dirty: null,
        shadowed: [],
      },
    ]);
  });

  test('sorted by name', async () => {
    const files = { ...wheel('zlib', '1'), ...wheel('Alpha', '1'), ...wheel('beta', '1') };
    expect((await read(files)).facts.map(({ name }) => name)).toEqual(['alpha', 'beta', 'zlib']);
  });

  test('the first on the search path wins, as for the interpreter', async () => {
    const files = {
      ...wheel('numpy', '2.0'),
      ...wheel('numpy', '1.26', {}, '/usr/lib/python3/dist-packages'),
    };
    const path = ['/usr/lib/python3/dist-packages', SITE];
    expect((await read(files, path)).facts).toMatchObject([
      { name: 'numpy', version: '1.26', shadowed: ['2.0'] },
    ]);
    expect((await read(files, path.toReversed())).facts).toMatchObject([
      { name: 'numpy', version: '2.0', shadowed: ['1.26'] },
    ]);
  });

  test('a folder that stands twice on the search path counts once', async () => {
    expect(await read(wheel('numpy', '2.0'), [SITE, SITE])).toEqual(await read(wheel('numpy', '2.0')));
  });

  test('two versions in one folder contradict each other', async () => {
    const { unknown } = await read({ ...wheel('numpy', '1.26'), ...wheel('numpy', '2.0') });
    expect(reasons(unknown, 'python')).toEqual({
      'python.packages[numpy].version': 'two versions are described in one folder: 1.26 and 2.0',
    });
  });

  test('what pip left behind when it was interrupted is no package', async () => {
    expect((await read(wheel('~umpy', '1.26'))).facts).toEqual([]);
  });

  test('installed from a commit', async () => {
    const direct = { url: 'https://host/x', vcs_info: { vcs: 'git', commit_id: 'abc123' } };
    const files = wheel('x', '1', { 'direct_url.json': JSON.stringify(direct), INSTALLER: 'uv' });
    expect((await read(files)).facts[0]).toMatchObject({
      commit: 'abc123',
      editable: false,
      installer: 'uv',
    });
  });

  const DIGEST = '47debb9c1d2d1e5f7a8b9c0d1e2f30415263748596a7b8c9dae1f20314253647';

  test.each([
    ['newer', { hashes: { sha256: DIGEST } }, `sha256:${DIGEST}`],
    ['older', { hash: `sha256=${DIGEST.toUpperCase()}` }, `sha256:${DIGEST}`],
    ['another algorithm', { hashes: { md5: 'd41d8cd98f00b204e9800998ecf8427e' } }, null],
    ['nonsense', { hashes: { sha256: 'xyz' } }, null],
  ])('installed from an archive, as its file says: %s', async (_, archive, expected) => {
    const direct = { url: 'https://host/x-1-py3-none-any.whl', archive_info: archive };
    const files = wheel('x', '1', { 'direct_url.json': JSON.stringify(direct) });
    expect((await read(files)).facts[0]).toMatchObject({ archive: expected, editable: false });
  });

  test('editable: its commit and its state are those of its folder', async () => {
    const direct = { url: 'file:///src/my%20x', dir_info: { editable: true } };
    const files = wheel('x', '1', { 'direct_url.json': JSON.stringify(direct) });
    const folders: unknown[] = [];
    const run = (program: string, _args: readonly string[], { cwd }: RunOptions) => {
      folders.push([program, cwd]);
      return exited('# branch.oid 3f2c1abd0e1f\0' + '1 .M N... 100644 100644 100644 a b x.py\0');
    };
    const machine = aMachine({ files, run });
    const { facts } = await runProbe(packages({ searchPath: [SITE], ahead: NOTHING_AHEAD }), machine);
    expect(facts[0]).toMatchObject({ commit: '3f2c1abd0e1f', dirty: true, digest: null });
    expect(folders).toEqual([['git', '/src/my x']]);
  });

  test('editable: its RECORD says nothing about its content', async () => {
    const direct = { url: 'file:///src/x', dir_info: { editable: true } };
    const files = wheel('x', '1', { 'direct_url.json': JSON.stringify(direct) });
    expect((await read(files)).facts[0]).toMatchObject({ commit: null, editable: true, digest: null });
  });

  test('a direct_url.json that is no JSON', async () => {
    const { unknown } = await read(wheel('x', '1', { 'direct_url.json': '{' }));
    expect(Object.keys(reasons(unknown, 'python'))).toEqual(['python.packages[x].commit']);
  });

  test('installed by an old setuptools in development mode', async () => {
    const files = {
      '/src/proj/my_proj.egg-info/PKG-INFO': 'Name: my-proj\nVersion: 0.1\n',
      [`${SITE}/my-proj.egg-link`]: '/src/proj\n.',
    };
    expect((await read(files, [SITE, '/src/proj'])).facts).toMatchObject([
      { name: 'my-proj', version: '0.1', editable: true, digest: null },
    ]);
  });

  test('descriptions of distutils, as a file and as an egg', async () => {
    const files = {
      [`${SITE}/PyYAML-5.3.1.egg-info`]: 'Metadata-Version: 1.1\nName: PyYAML\nVersion: 5.3.1\n',
      [`${SITE}/foo-2.0-py3.8.egg/EGG-INFO/PKG-INFO`]: 'Name: foo\nVersion: 2.0\n',
    };
    const { facts } = await read(files, [SITE, `${SITE}/foo-2.0-py3.8.egg`]);
    expect(facts).toMatchObject([
      { name: 'foo', version: '2.0', digest: null },
      { name: 'pyyaml', version: '5.3.1', digest: null },
    ]);
  });

  test('a package without RECORD has no digest, and that is known', async () => {
    const files = wheel('conda-like', '1');
    delete (files as Record<string, string>)[`${SITE}/conda-like-1.dist-info/RECORD`];
    const { facts, unknown } = await read(files);
    expect(facts[0]?.digest).toBeNull();
    expect(unknown).toEqual([]);
  });

  test('a RECORD that cannot be read costs the digest, not the package', async () => {
    const machine = aMachine({ files: wheel('x', '1') });
    const digest = async () => {
      throw new Error('EACCES: permission denied');
    };
    const software = { ...machine.software, digest };
    const probe = packages({ searchPath: [SITE], ahead: NOTHING_AHEAD });
    const { facts, unknown } = await runProbe(probe, { ...machine, software });
    expect(facts).toMatchObject([{ name: 'x', version: '1', digest: null }]);
    expect(reasons(unknown, 'python')['python.packages[x].digest']).toMatch(/permission denied/);
  });

  test('a folder that does not exist, a zip file, an empty search path', async () => {
    expect(await read({ '/env/lib/python311.zip': 'PK' }, ['/nowhere', '/env/lib/python311.zip'])).toEqual({
      facts: [],
      unknown: [],
    });
    expect((await read({}, [])).facts).toEqual([]);
  });

  test.each([
    ['Name: a\nVersion: 1\n', 'ignored-9.dist-info', 'a', '1'],
    ['Name: a\r\nVersion: 1\r\n\r\nVersion: 2', 'x-1.dist-info', 'a', '1'],
    [null, 'torch-2.8.0+cu126.dist-info', 'torch', '2.8.0+cu126'],
    [null, 'foo_bar-1.0-py3.8.egg-info', 'foo_bar', '1.0'],
    [null, 'foo.egg-info', 'foo', ''],
    ['', 'a-b-1.0.dist-info', 'a-b', '1.0'],
  ])('name and version of %j in %s', (metadata, entry, name, version) => {
    expect(nameAndVersion(metadata, entry)).toEqual({ name, version });
  });

  test('no version anywhere', async () => {
    const { unknown } = await read({ [`${SITE}/foo.egg-info/PKG-INFO`]: 'Name: foo\n' });
    expect(Object.keys(reasons(unknown, 'python'))).toEqual(['python.packages[foo].version']);
  });
});

describe('reading ahead of the interpreter', () => {
  const machine = aMachine({ files: { ...wheel('numpy', '2.0'), '/env/bin/python': '' } });

  test('finds the environment around it', async () => {
    const ahead = await readAhead(machine, '/env/bin/python');
    expect(ahead.map(({ folder }) => folder)).toEqual([SITE]);
    // Nothing is read again: the machine that the probe gets is empty.
    const { facts } = await runProbe(
      packages({ searchPath: [SITE], ahead: Promise.resolve(ahead) }),
      aMachine(),
    );
    expect(facts).toMatchObject([{ name: 'numpy', version: '2.0' }]);
  });

  test('a wrong guess changes nothing', async () => {
    const ahead = readAhead(machine, '/env/bin/python');
    expect((await runProbe(packages({ searchPath: ['/other'], ahead }), aMachine())).facts).toEqual([]);
  });

  test.each(['python3', '/nowhere/bin/python', ''])('nothing to guess from %j', async (program) => {
    expect(await readAhead(machine, program)).toEqual([]);
  });
});

describe('the rows that identify the content', () => {
  const ROWS = ['a/__init__.py', 'a/b.py', 'a-1.dist-info/METADATA', 'a-1.dist-info/entry_points.txt'].map(
    (path) => `${path},${HASH},10`,
  );
  const contentOf = (record: string) => {
    const rows = contentRows(new TextEncoder().encode(record));
    return rows === null ? null : new TextDecoder().decode(rows);
  };
  const rowsOf = (record: string) => contentOf(record)?.trimEnd().split('\n') ?? null;

  test.each([
    ['compiled files', 'a/__pycache__/b.cpython-311.pyc,,'],
    ['compiled files with a hash', `a/__pycache__/b.cpython-311.pyc,${HASH},10`],
    ['RECORD itself', 'a-1.dist-info/RECORD,,'],
    ['RECORD with a hash', `a-1.dist-info/RECORD,${HASH},1`],
    ['the installer', `a-1.dist-info/INSTALLER,${HASH},4`],
    ['that it was asked for', `a-1.dist-info/REQUESTED,${HASH},0`],
    ['where it came from', `a-1.dist-info/direct_url.json,${HASH},100`],
    ['uv’s note', `a-1.dist-info/uv_cache.json,${HASH},100`],
    ['scripts', `../../../bin/tool,${HASH},200`],
    ['data outside', `"../../../share/a,b.txt",${HASH},200`],
    ['an absolute path', `/usr/share/a,${HASH},200`],
    ['a drive', `C:/Python/Scripts/a.exe,${HASH},200`],
    ['a file without hash', 'a/c.py,,12'],
    ['an empty line', ''],
    ['a line that is no row', 'junk'],
  ])('are without %s', (_, row) => {
    expect(rowsOf([...ROWS, row].join('\n'))).toEqual(ROWS.toSorted());
  });

  test.each([
    ['a comma in the path', `"a/b,c.py",${HASH},1`],
    ['a hidden file', `.hidden/x,${HASH},1`],
    ['another package’s folder of that name', `INSTALLER/x.py,${HASH},1`],
    ['no size', `a/d.py,${HASH},`],
  ])('keep a row with %s', (_, row) => {
    expect(rowsOf([...ROWS, row].join('\n'))).toContain(row);
  });

  test('none at all', () => {
    expect(contentOf('')).toBeNull();
    expect(contentOf('a-1.dist-info/RECORD,,\n')).toBeNull();
  });

  test('do not depend on order and line ends', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ROWS, { minLength: ROWS.length }), fc.boolean(), (rows, windows) => {
        expect(contentOf(rows.join(windows ? '\r\n' : '\n'))).toBe(contentOf(ROWS.join('\n')));
      }),
      { seed: 20261101 },
    );
  });

  test('end in a newline each, also where the last one had none', () => {
    const expected = `${ROWS.toSorted().join('\n')}\n`;
    const written = [
      ROWS.toSorted().join('\n'),
      `${ROWS.toSorted().join('\n')}\n`,
      ROWS.toReversed().join('\n'),
    ];
    expect(written.map(contentOf)).toEqual([expected, expected, expected]);
  });

  test('depend on every hash', () => {
    const changed = ROWS.map((row, index) => (index === 1 ? row.replace('47DEQ', '47DEX') : row));
    expect(contentOf(changed.join('\n'))).not.toBe(contentOf(ROWS.join('\n')));
  });
});

const VERSION_PY = `from typing import Optional

__all__ = ['__version__', 'debug', 'cuda', 'git_version', 'hip']
__version__ = '2.8.0+cu126'
debug = False
cuda: Optional[str] = '12.6'
git_version = 'ba56102387ef21a3b04b357e5b183d48f0afefc7'
hip: Optional[str] = None
`;

describe('the build of torch', () => {
  const parse = parseVersionFile;

  test('a CUDA build', () => {
    const { facts, unknown } = parse(VERSION_PY);
    expect(facts).toEqual({
      version: '2.8.0+cu126',
      cuda: '12.6',
      hip: null,
      commit: 'ba56102387ef21a3b04b357e5b183d48f0afefc7',
      archs: null,
      archsFrom: null,
    });
    expect(unknown).toEqual([]);
  });

  test('a CPU build has no architectures, and that is known', () => {
    const { facts, unknown } = parse(VERSION_PY.replace("'12.6'", 'None').replace('cu126', 'cpu'));
    expect(facts).toMatchObject({ version: '2.8.0+cpu', cuda: null, hip: null });
    expect(unknown).toEqual([]);
  });

  test('ROCm, older files without types, double quotes', () => {
    const text = '__version__ = "2.4.0+rocm6.1"\ncuda = None\nhip = "6.1.40091"\ngit_version = "abc"\n';
    expect(parse(text).facts).toMatchObject({ version: '2.4.0+rocm6.1', hip: '6.1.40091', cuda: null });
  });

  test('an image of NVIDIA', () => {
    expect(parse("__version__ = '2.11.0a0+a6c236b'\ncuda = '13.2'\n").facts?.version).toBe(
      '2.11.0a0+a6c236b',
    );
  });

  test('not installed, and not understood', () => {
    expect(parse(null)).toEqual({ facts: null, unknown: [] });
    expect(Object.keys(reasons(parse('print(1)').unknown, ''))).toEqual(['frameworks.torch']);
  });

  test('the first on the search path', async () => {
    const files = { '/b/torch/version.py': VERSION_PY, '/c/torch/version.py': "__version__ = '1.0'\n" };
    const { facts } = await runProbe(torch(['/a', '/b', '/c']), aMachine({ files }));
    expect(facts.build?.version).toBe('2.8.0+cu126');
  });

  const build: TorchBuild = {
    version: '2.8.0+cu126',
    cuda: '12.6',
    hip: null,
    commit: null,
    archs: null,
    archsFrom: null,
  };

  test.each([
    ['a release', '2.8.0+cu126', 'pip', 'wheel'],
    ['a nightly, which is a wheel too', '2.9.0.dev20250801+cu128', 'pip', 'wheel'],
    ['an image of NVIDIA', '2.11.0a0+a6c236b', 'pip', 'source'],
    ['the same, as its metadata labels it', '2.11.0+a6c236b.nv26.3', 'pip', 'source'],
    ['a checkout', '2.9.0a0+git1a2b3c4', 'pip', 'source'],
    ['conda', '2.5.1', 'conda', 'conda'],
  ] as const)('who built it: %s', (_, version, installer, origin) => {
    expect(originOf({ ...build, version }, aPackage('torch', version, { installer }))).toBe(origin);
  });

  test('its label reaches the package', () => {
    const { facts, unknown } = labelTorch([aPackage('numpy', '2.0'), aPackage('torch', '2.8.0')], build);
    expect(facts.map(({ version }) => version)).toEqual(['2.0', '2.8.0+cu126']);
    expect(unknown).toEqual([]);
  });

  test.each([
    ['the files say more', '2.11.0', '2.11.0+cu130', '2.11.0+cu130'],
    ['both say the same', '2.11.0+cu130', '2.11.0+cu130', '2.11.0+cu130'],
    [
      'an image of NVIDIA says more',
      '2.11.0a0+a6c236b.nv26.3',
      '2.11.0a0+a6c236b',
      '2.11.0a0+a6c236b.nv26.3',
    ],
    ['only the metadata has a label', '2.11.0+cpu', '2.11.0', '2.11.0+cpu'],
  ])('of two versions that agree the longer one: %s', (_, installed, built, version) => {
    const { facts, unknown } = labelTorch([aPackage('torch', installed)], { ...build, version: built });
    expect([facts[0]?.version, unknown]).toEqual([version, []]);
  });

  test.each([
    ['another release', '2.7.1'],
    ['another label', '2.8.0+cu128'],
    ['a label that only starts the same', '2.8.0+cu12'],
    ['a release that only starts the same', '2.8.0.post1'],
  ])('files of another version than the metadata says: %s', (_, installed) => {
    const { facts, unknown } = labelTorch([aPackage('torch', installed)], build);
    expect(facts[0]?.version).toBe(installed);
    expect(reasons(unknown, 'python')).toEqual({
      'python.packages[torch].version': `its metadata says ${installed}, its files say 2.8.0+cu126`,
    });
  });

  test('installed, but not where the interpreter looks', () => {
    expect(Object.keys(reasons(labelTorch([aPackage('torch', '2.8.0')], null).unknown, ''))).toEqual([
      'frameworks.torch',
    ]);
  });
});

describe('parts of CUDA', () => {
  const parts = (installed: readonly Package[], cuda: string | null = null) =>
    cudaParts({
      packages: installed,
      conda: [],
      system: [],
      bundled: [],
      user: cuda === null ? null : { name: 'torch', cuda },
      origin: 'wheel',
    });

  test('CUDA 12: every wheel ends in its major', () => {
    const { facts, unknown } = parts(
      [
        aPackage('nvidia-cuda-runtime-cu12', '12.6.77'),
        aPackage('nvidia-cudnn-cu12', '9.10.2.21'),
        aPackage('nvidia-cublas-cu12', '12.6.4.1'),
        aPackage('nvidia-nccl-cu12', '2.27.3'),
      ],
      '12.6',
    );
    expect(unknown).toEqual([]);
    expect(facts.copies).toHaveLength(4);
    expect(facts).toMatchObject({
      toolkit: null,
      cudart: { version: '12.6.77', from: 'wheel nvidia-cuda-runtime-cu12' },
      cudnn: { version: '9.10.2.21', from: 'wheel nvidia-cudnn-cu12' },
      cublas: { version: '12.6.4.1', from: 'wheel nvidia-cublas-cu12' },
      nccl: { version: '2.27.3', from: 'wheel nvidia-nccl-cu12' },
    });
  });

  test('CUDA 13: the parts of the toolkit lost it', () => {
    const { facts } = parts(
      [
        aPackage('cuda-toolkit', '13.0.3'),
        aPackage('nvidia-cuda-runtime', '13.0.96'),
        aPackage('nvidia-cublas', '13.1.0.3'),
        aPackage('nvidia-cudnn-cu13', '9.13.0.50'),
        aPackage('nvidia-nccl-cu13', '2.27.7'),
      ],
      '13.0',
    );
    expect(facts).toMatchObject({
      toolkit: { version: '13.0.3', from: 'wheel cuda-toolkit' },
      cudart: { from: 'wheel nvidia-cuda-runtime' },
      cublas: { from: 'wheel nvidia-cublas' },
      cudnn: { from: 'wheel nvidia-cudnn-cu13' },
    });
  });

  test('of two majors the one that torch was built for', () => {
    const both = [aPackage('nvidia-cudnn-cu12', '9.1'), aPackage('nvidia-cudnn-cu13', '9.13')];
    expect(parts(both, '13.0').facts.cudnn?.version).toBe('9.13');
    expect(parts(both, '12.6').facts.cudnn?.version).toBe('9.1');
    expect(reasons(parts(both).unknown, 'cuda')).toEqual({
      'cuda.cudnn': 'both nvidia-cudnn-cu12 and nvidia-cudnn-cu13 are installed',
    });
  });

  test('a CUDA build without wheels loads them from elsewhere: unknown', () => {
    expect(Object.keys(reasons(parts([], '12.6').unknown, 'cuda'))).toEqual([
      'cuda.cudart',
      'cuda.cudnn',
      'cuda.cublas',
      'cuda.nccl',
    ]);
  });

  test('no CUDA at all: none, and that is known', () => {
    expect(parts([aPackage('numpy', '2')]).unknown).toEqual([]);
    expect(parts([]).unknown).toEqual([]);
  });

  test('a wheel for another CUDA than torch’s is not what torch loads', () => {
    const { facts, unknown } = parts([aPackage('nvidia-cublas', '13.1.0.3')], '12.6');
    expect(facts.cublas).toBeNull();
    expect(reasons(unknown, 'cuda.cublas')['cuda.cublas']).toBe(
      'torch is built for CUDA 12.6, and the only copy found is for another: wheel nvidia-cublas (13.1.0.3)',
    );
  });

  test('leftovers stay in the list of copies, behind the one that is used', () => {
    const both = [aPackage('nvidia-nccl-cu11', '2.20.5'), aPackage('nvidia-nccl-cu12', '2.27.3')];
    const { facts, unknown } = parts(both, '12.6');
    expect(facts.nccl).toEqual({ version: '2.27.3', from: 'wheel nvidia-nccl-cu12' });
    expect(facts.copies).toEqual([
      { part: 'nccl', version: '2.27.3', from: 'wheel nvidia-nccl-cu12' },
      { part: 'nccl', version: '2.20.5', from: 'wheel nvidia-nccl-cu11' },
    ]);
    expect(reasons(unknown, 'cuda.nccl')).toEqual({});
  });
});
