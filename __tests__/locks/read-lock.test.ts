import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LockReading } from '../../src/locks/lock.ts';
import { readLock } from '../../src/locks/read-lock.ts';
import { beside, COMMIT, entriesOf, FORMS, lockOf, textOfLock } from './builders.ts';

describe('each form', () => {
  test.each(FORMS)(
    '$file is $form with $count entries, each with its line',
    ({ file, form, count, complete }) => {
      const lock = lockOf(file);
      expect([lock.form, lock.packages.length, lock.complete]).toEqual([form, count, complete]);
      for (const { file: other, line, written } of lock.packages) {
        const lines = textOfLock(other ?? file).split('\n');
        expect(
          lines
            .slice((line ?? 0) - 1, (line ?? 0) + 2)
            .join('\n')
            .replaceAll('_', '-'),
        ).toContain(written.replaceAll('_', '-'));
      }
    },
  );

  test.each(FORMS)('$file is told by its content under another name', ({ file, form }) => {
    const reading = readLock('some-name', textOfLock(file), beside);
    expect(reading).toMatchObject({ kind: 'lock', form });
  });

  test.each(FORMS)('$file with a byte order mark and Windows line ends', ({ file, count }) => {
    const text = `\uFEFF${textOfLock(file).replaceAll('\n', '\r\n')}`;
    expect(readLock(file, text, beside)).toMatchObject({ kind: 'lock', packages: { length: count } });
  });

  test('commits, addresses and digests', () => {
    for (const file of [
      'pylock.toml',
      'uv.lock',
      'poetry.lock',
      'pdm.lock',
      'Pipfile.lock',
      'conda-lock.yml',
    ])
      expect(entriesOf(lockOf(file), 'tinylib').map(({ commit }) => commit)).toEqual([COMMIT]);
    for (const file of ['pylock.toml', 'uv.lock', 'poetry.lock', 'pdm.lock', 'Pipfile.lock'])
      for (const { hashes } of entriesOf(lockOf(file), 'numpy'))
        expect(hashes[0]).toMatch(/^sha256:[0-9a-f]{64}$/);
    const [explicit] = entriesOf(lockOf('conda-linux-64.lock'), 'numpy');
    expect(explicit).toMatchObject({ channel: 'conda-forge', build: 'py312h58c1407_0' });
    expect(explicit?.hashes[0]).toMatch(/^md5:[0-9a-f]{32}$/);
  });

  test('tokens and passwords of addresses are not kept', () => {
    expect(JSON.stringify(lockOf('conda-linux-64.lock'))).not.toContain('TOKEN');
    const lock = lockOf('requirements.txt', 'a @ https://user:word@files.example/a-1.0.tar.gz\n');
    expect(lock.packages[0]?.url).toBe('https://files.example/a-1.0.tar.gz');
  });

  test('which interpreter it is for', () => {
    const ranges = FORMS.map(({ file }) => [file, lockOf(file).requiresPython]).filter(
      ([, range]) => range !== null,
    );
    expect(ranges).toEqual([
      ['pylock.toml', '>=3.11'],
      ['uv.lock', '>=3.11'],
      ['poetry.lock', '>=3.11,<4.0'],
      ['poetry-1.8.lock', '>=3.11,<4.0'],
      ['pdm.lock', '>=3.11'],
      ['Pipfile.lock', '==3.12.*'],
    ]);
  });
});

describe('requirements', () => {
  test.each([
    ['numpy==1.26.4', { version: '1.26.4', exact: true, specifier: null }],
    ['numpy == 1.26.4', { version: '1.26.4', exact: true }],
    ['numpy===2025b', { version: '2025b', exact: true }],
    ['numpy (==1.26.4)', { version: '1.26.4', exact: true }],
    ['numpy==1.26.*', { version: null, exact: false, specifier: '==1.26.*' }],
    ['numpy>=1,<2', { version: null, exact: false, specifier: '>=1,<2' }],
    ['numpy', { version: null, exact: false, specifier: null }],
    ['Num_Py.x==1!2.0', { name: 'num-py-x', version: '1!2.0' }],
    ['torch==2.8.0+cu126', { version: '2.8.0+cu126', exact: true }],
    ['a[b, c]==1; os_name=="nt"', { version: '1', marker: 'os_name=="nt"' }],
    ['a==1 # a comment', { version: '1', marker: null }],
    [
      'a @ https://files.example/x/a-2.1-py3-none-any.whl ; os_name == "nt"',
      { version: '2.1', marker: 'os_name == "nt"' },
    ],
    [
      'a @ git+https://code.example/a.git@v1.0',
      { commit: null, url: 'git+https://code.example/a.git', exact: false },
    ],
    [
      `a @ git+ssh://git@code.example/a@${COMMIT}#subdirectory=x`,
      { commit: COMMIT, url: 'git+ssh://code.example/a' },
    ],
    ['a @ file:///src/a', { local: '///src/a' }],
    ['./wheels/a_b-1.0-py3-none-any.whl', { name: 'a-b', version: '1.0', local: null }],
    [
      `-e git+https://code.example/a@${COMMIT}#egg=my_a&subdirectory=x`,
      { name: 'my-a', commit: COMMIT, editable: true },
    ],
    [`a==1 \\\n  --hash sha256:${'a'.repeat(64)}`, { version: '1', hashes: [`sha256:${'a'.repeat(64)}`] }],
  ])('%j', (text, expected) => {
    expect(lockOf('requirements.txt', text).packages).toMatchObject([expected]);
  });

  test.each([
    '--index-url https://index.example',
    '-i x',
    '--pre',
    '--require-hashes',
    '--find-links ./x',
    '# only',
  ])('%s names no package', (line) => {
    expect(lockOf('requirements.txt', `${line}\na==1\n`).packages.map(({ name }) => name)).toEqual(['a']);
  });

  test('a folder that does not say its name is told', () => {
    const { packages, notes } = lockOf('requirements.txt', '-e .\na==1\n./tools[x]\n');
    expect(packages.map(({ name }) => name)).toEqual(['a']);
    expect(notes.map((note) => note.slice(0, 14))).toEqual(['line 1: `.` na', 'line 3: `./too']);
  });

  test('includes lie beside the file that names them, and may go in circles', () => {
    const files: Record<string, string> = {
      'deps/base.txt': '-r nested/more.txt\nb==1\n',
      'deps/nested/more.txt': '-r ../base.txt\n--requirement="other.txt"\nc==1\n',
      'deps/nested/other.txt': 'd==1\n',
    };
    const reading = readLock('deps/all.txt', 'a==1\n-rbase.txt\n', (path) => files[path] ?? null);
    const found =
      reading.kind === 'lock' ? reading.packages.map(({ name, file, line }) => [name, file, line]) : reading;
    expect(found).toEqual([
      ['a', null, 1],
      ['d', 'deps/nested/other.txt', 1],
      ['c', 'deps/nested/more.txt', 3],
      ['b', 'deps/base.txt', 2],
    ]);
  });
});

const CONFLICT = '<<<<<<< HEAD\n=======\n>>>>>>> other\n';

describe('a file that is none', () => {
  test.each(FORMS)('$file with merge-conflict markers', ({ file }) => {
    const lines = textOfLock(file).split('\n');
    const text = [...lines.slice(0, 5), CONFLICT, ...lines.slice(5)].join('\n');
    expect(readLock(file, text, beside)).toEqual({
      kind: 'unreadable',
      because: 'it has merge-conflict markers',
      line: 6,
    });
  });

  test.each(FORMS)('$file that is not UTF-8', ({ file }) => {
    const text = Buffer.from(`${textOfLock(file)}ü\n`, 'latin1').toString('utf8');
    const line = text.split('\n').length - 1;
    const because = 'it is not UTF-8 text; save it as UTF-8';
    expect(readLock(file, text, beside)).toEqual({ kind: 'unreadable', because, line });
    const wide = Buffer.from(`\uFEFF${textOfLock(file)}`, 'utf16le').toString('utf8');
    expect(readLock(file, wide, beside)).toEqual({ kind: 'unreadable', because, line: 1 });
  });

  test.each(FORMS)('$file that is empty', ({ file }) => {
    expect(readLock(file, ' \n', beside)).toEqual({ kind: 'unreadable', because: 'it is empty' });
  });

  test.each([
    ['requirements.txt', 'it ends in the middle of a continued line', 10, 'numpy == 2.1.3 \\\n'],
    ['requirements.txt', '`sha256:', 10, '    --hash=sha256:ab'],
    ['pylock.toml', 'it is not TOML: ', 46, '[[packages]]\nname = "torch"\nversion = "2.8.'],
    ['uv.lock', 'it is not TOML: ', null, 'wheels = [\n    { url'],
    ['uv.lock', 'colorama has no source', 9, 'version = "0.4.6"\n'],
    ['poetry.lock', 'it has no `metadata`, which Poetry writes at its end', null, '[extras]\n'],
    ['pdm.lock', 'it is not TOML: ', null, 'files = [\n    {file'],
    ['pdm.lock', 'colorama has no version', 13, 'name = "colorama"\n'],
    ['Pipfile.lock', 'it is not JSON', null, '"version": "==0.4.6"'],
    ['conda-lock.yml', 'appnope has not all of version, platform and manager', 15, 'manager: conda\n'],
    ['conda-linux-64.lock', 'is no whole digest', 5, 'numpy-2.1.3-py312h58c1407_0.conda#abcd'],
    [
      'conda-linux-64.lock',
      'is no address of a conda package',
      5,
      'https://conda.example/conda-forge/linux-64/numpy-2',
    ],
    ['environment.yml', 'it has no list of `dependencies`', null, 'channels:\n'],
    ['pixi.lock', 'it has no list of `packages`', null, 'osx-arm64:\n'],
    ['conda-list.txt', 'is no row of name, version, build and channel', 5, 'python'],
    ['pip-list.txt', 'is no row of package and version', 4, 'numpy'],
    ['conda-export.txt', 'is not name=version=build', 6, 'python=3.12'],
    ['pip-freeze.txt', 'is no version specifier', 5, 'torch=='],
  ])('%s cut off: %s', (file, because, line, last) => {
    const whole = textOfLock(file);
    // The text up to and with what is last; or, where that is cut off itself, up to where its line begins.
    const at = whole.indexOf(last.slice(0, Math.max(4, last.length - 4)));
    const start = whole.includes(last) ? whole.indexOf(last) : whole.lastIndexOf('\n', at) + 1;
    const kept = whole.includes(last) ? '' : whole.slice(start, at);
    const reading = readLock(file, whole.slice(0, start) + kept + last, beside);
    expect(reading).toMatchObject({ kind: 'unreadable', because: expect.stringContaining(because) });
    if (line !== null) expect(reading).toMatchObject({ line });
  });

  test.each([
    [
      'pylock.toml',
      'lock-version = "1.0"',
      'lock-version = "2.0"',
      'it has lock-version 2.0, where 1.0 is known',
    ],
    ['uv.lock', 'version = 1', 'version = 2', "it has uv's lock version 2, where 1 is known"],
    [
      'poetry.lock',
      'lock-version = "2.1"',
      'lock-version = "3.0"',
      'it has lock-version 3.0, where 1.x and 2.x are known',
    ],
    ['pdm.lock', '"4.5.0"', '"5.0"', 'it has lock_version 5.0, where 3.x and 4.x are known'],
    ['Pipfile.lock', '"pipfile-spec": 6', '"pipfile-spec": 7', 'it has pipfile-spec 7, where 6 is known'],
    ['conda-lock.yml', 'version: 1', 'version: 2', "it has conda-lock's version 2, where 1 is known"],
    ['pixi.lock', 'version: 6', 'version: 99', "it has pixi's lock version 99, where 4 to 6 are known"],
  ])('%s of another version', (file, from, to, because) => {
    expect(readLock(file, textOfLock(file).replace(from, to), beside)).toMatchObject({
      kind: 'unreadable',
      because,
    });
  });

  test.each([
    [
      'requirements.txt',
      'a==1\n-r gone.txt\n',
      { because: 'it includes gone.txt, which cannot be read', line: 2 },
    ],
    ['requirements.txt', '--frobnicate\n', { because: 'pip knows no option `--frobnicate`', line: 1 }],
    ['requirements.txt', 'a==1\n???\n', { because: 'it does not begin with a package name', line: 2 }],
    ['requirements.txt', 'a=1\n', { because: '`=1` is no version specifier', line: 1 }],
    ['requirements.txt', '-r base.txt\n', { because: 'base.txt, line 3: `>>1` is no version specifier' }],
    ['environment.yml', 'dependencies:\n  - a\n  - "=1"\n', { because: '`=1` is no conda spec', line: 3 }],
    [
      'environment.yml',
      'dependencies:\n  - pip:\n    - a==\n',
      { because: '`==` is no version specifier', line: 3 },
    ],
    ['environment.yml', 'dependencies:\n\t- a\n', { line: 2 }],
    ['Pipfile.lock', '{"_meta": 1,\n "default": "x" "y"}', { because: 'it is not JSON', line: 2 }],
    ['Pipfile.lock', '[]', { because: 'it is no JSON object', line: 1 }],
    ['uv.lock', 'version = 1\npackage = 3\n', { because: 'its `package` is no array of tables' }],
    [
      'Cargo.lock',
      'version = 3\n[[package]]\nname = "x"\n',
      { because: 'it is none of the known forms of lock files' },
    ],
    [
      'package-lock.json',
      '{"lockfileVersion": 3}',
      { because: 'it is none of the known forms of lock files' },
    ],
    ['notes.yaml', 'a: 1\n', { because: 'it is none of the known forms of lock files' }],
  ])('%s: %j', (file, text, expected) => {
    const more = (path: string) => (path === 'base.txt' ? 'x==1\n\ny>>1\n' : null);
    expect(readLock(file, text, more)).toMatchObject({ kind: 'unreadable', ...expected });
  });
});

describe('whatever the text, there is an answer', () => {
  const names = [...FORMS.map(({ file }) => file), 'other.txt', 'x.toml', 'y.yml', 'z.lock'];
  const runs = { numRuns: 300, seed: 7 };

  function isAnswer(reading: LockReading): boolean {
    if (reading.kind === 'lock')
      return reading.packages.every(({ name }) => typeof name === 'string' && name !== '');
    return reading.because !== '' && !reading.because.startsWith('its parser gave up: Cannot read');
  }

  test('arbitrary text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 300 }), (name, text) =>
        isAnswer(readLock(name, text)),
      ),
      runs,
    );
  });

  test('a lock with a piece taken out and another put in', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom('\n', '"', '[', '{', '- ', ': ', '==', '\\\n', '=', '#', '@'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...FORMS), fc.nat(), fc.nat(60), piece, ({ file }, at, length, put) => {
        const text = textOfLock(file);
        const start = at % text.length;
        return isAnswer(readLock(file, text.slice(0, start) + put + text.slice(start + length), beside));
      }),
      { ...runs, numRuns: 1500 },
    );
  });

  test.each([
    '[',
    '(',
    '{',
    '"',
    '- ',
    ' ',
    '\t',
    '-',
    'a-',
    '@',
    '#',
    '\\\n',
    'a==1,',
    '=',
    ';',
    '&a [*a,',
    '[[package]]\n',
  ])('a great many of %j', (unit) => {
    for (const name of names) {
      const reading = readLock(name, `a==1 ${unit.repeat(30_000)}\nb`);
      expect(isAnswer(reading)).toBe(true);
      expect(isAnswer(readLock(name, `version: 6\npackages: ${unit.repeat(5000)}`))).toBe(true);
      expect(isAnswer(readLock(name, `version = 1\nx = ${unit.repeat(5000)}`))).toBe(true);
    }
  });
});
