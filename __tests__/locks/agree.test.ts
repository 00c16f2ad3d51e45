import { describe, expect, test } from '@jest/globals';
import { agree } from '../../src/locks/agree.ts';
import type { Installed } from '../../src/locks/installed.ts';
import type { Interpreter } from '../../src/locks/marker-environment.ts';
import { COMMIT, conda, contextHere, FORMS, type Form, installed, lockOf } from './builders.ts';

function formOf(file: string): Form {
  const found = FORMS.find((form) => form.file === file);
  if (found === undefined) throw new Error(`no form ${file}`);
  return found;
}

/** Short: `version torch: 2.8.0 / 2.9.0 @12`. */
function answers(file: string, here: readonly Installed[], interpreter: Partial<Interpreter> = {}) {
  return agree(lockOf(file), here, contextHere(interpreter)).map(
    ({ kind, name, expected, found, line }) => `${kind} ${name}: ${expected} / ${found} @${line}`,
  );
}

function without(file: string, ...names: readonly string[]): readonly Installed[] {
  return formOf(file).installed.filter(({ name }) => !names.includes(name));
}

function changed(file: string, name: string, changes: Partial<Installed>): readonly Installed[] {
  const isIt = (one: Installed) =>
    one.name === name && (one.ecosystem === 'conda') === (changes.ecosystem === 'conda');
  return formOf(file).installed.map((one) => (isIt(one) ? { ...one, ...changes } : one));
}

describe('an environment made from the lock', () => {
  test.each(FORMS)('$file: nothing to say', ({ file, installed: here }) => {
    expect(answers(file, here)).toEqual([]);
  });

  test.each(FORMS.filter(({ complete }) => complete))(
    '$file: a package too many is named',
    ({ file, installed: here }) => {
      const more = [...here, installed('left-pad', '1.3.0')];
      expect(answers(file, more)).toEqual(['extra left-pad: not in the lock file / 1.3.0 @null']);
    },
  );

  test.each(FORMS.filter(({ complete }) => !complete))(
    '$file: names only some',
    ({ file, installed: here }) => {
      expect(answers(file, [...here, installed('left-pad', '1.3.0')])).toEqual([]);
    },
  );

  test.each(FORMS)(
    '$file: an empty environment lacks what is demanded, and that is not all',
    ({ file, count }) => {
      const condaMarks = [conda('ca-certificates', '2024.8.30', 'hbcca054_0')];
      const found = agree(lockOf(file), condaMarks, { ...contextHere(), reportExtra: false });
      expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(['missing']));
      expect(found.length).toBeGreaterThanOrEqual(3);
      expect(found.length).toBeLessThanOrEqual(count);
      expect(found.filter(({ line }) => line === null)).toEqual([]);
    },
  );
});

describe('one package is another', () => {
  test.each([
    ['pylock.toml', 'torch', { version: '2.9.0+cu126' }, 'version torch: 2.8.0+cu126 / 2.9.0+cu126 @44'],
    ['pylock.toml', 'torch', { version: '2.8.0+cu128' }, 'build torch: 2.8.0+cu126 / 2.8.0+cu128 @44'],
    ['pylock.toml', 'torch', { version: '2.8.0' }, 'build torch: 2.8.0+cu126 / 2.8.0 @44'],
    ['uv.lock', 'torch', { version: '2.8.0+cpu' }, 'build torch: 2.8.0+cu126 / 2.8.0+cpu @102'],
    ['uv.lock', 'numpy', { version: '2.1.4' }, 'version numpy: 2.1.3 / 2.1.4 @64'],
    ['poetry.lock', 'torch', { version: '2.8.1' }, 'version torch: 2.8.0 / 2.8.1 @69'],
    ['poetry-1.8.lock', 'tqdm', { version: '4.66' }, 'version tqdm: 4.67.1 / 4.66 @62'],
    ['pdm.lock', 'numpy', { version: '2.1.3.post1' }, 'version numpy: 2.1.3 / 2.1.3.post1 @34'],
    ['Pipfile.lock', 'torch', { version: '2.8.0+rocm6.1' }, 'build torch: 2.8.0+cu126 / 2.8.0+rocm6.1 @42'],
    ['conda-lock.yml', 'tqdm', { version: '4.67.0' }, 'version tqdm: 4.67.1 / 4.67.0 @92'],
    ['requirements.txt', 'transformers', { version: '5.0.0' }, 'version transformers: >=4.44,<5 / 5.0.0 @9'],
    ['requirements.txt', 'urllib3', { version: '3.0.1' }, 'version urllib3: <3 / 3.0.1 @1'],
    ['requirements.txt', 'pyyaml', { version: '6.0.1' }, 'version pyyaml: 6.0.2 / 6.0.1 @2'],
    ['requirements.txt', 'numpy', { version: '2.1.2' }, 'version numpy: 2.1.3 / 2.1.2 @10'],
    ['environment.yml', 'tqdm', { version: '5' }, 'version tqdm: 4.67.1 / 5 @10'],
    ['pip-freeze.txt', 'torch', { version: '2.8.0+cu128' }, 'build torch: 2.8.0+cu126 / 2.8.0+cu128 @5'],
    ['pip-list.txt', 'numpy', { version: '2.1.4' }, 'version numpy: 2.1.3 / 2.1.4 @4'],
  ])('%s: %s is %j', (file, name, changes, expected) => {
    expect(answers(file, changed(file, name, changes))).toEqual([expected]);
  });

  test.each([
    'pylock.toml',
    'uv.lock',
    'poetry.lock',
    'pdm.lock',
    'Pipfile.lock',
    'pip-freeze.txt',
    'conda-lock.yml',
  ])('%s: another commit, and none', (file) => {
    const other = 'a'.repeat(40);
    const line = agree(lockOf(file), changed(file, 'tinylib', { commit: other }), contextHere())[0]?.line;
    expect(line).toBeGreaterThan(0);
    expect(answers(file, changed(file, 'tinylib', { commit: other }))).toEqual([
      `build tinylib: commit ${COMMIT} / commit ${other} @${line}`,
    ]);
    expect(answers(file, changed(file, 'tinylib', { commit: null }))).toEqual([
      `build tinylib: commit ${COMMIT} / 1.0.0, not installed from a commit @${line}`,
    ]);
  });

  test('a version made from a working tree does not matter where the commit is the same', () => {
    expect(answers('uv.lock', changed('uv.lock', 'tinylib', { version: '1.0.1.dev3+g3f2a9c0' }))).toEqual([]);
  });

  test.each(['conda-lock.yml', 'conda-linux-64.lock', 'pixi.lock', 'conda-list.txt', 'conda-export.txt'])(
    '%s: conda packages by version and build string',
    (file) => {
      const version = changed(file, 'pytorch', { ecosystem: 'conda', version: '2.8.1' });
      const build = changed(file, 'pytorch', { ecosystem: 'conda', build: 'cpu_mkl_py312_h2' });
      const kinds = (here: readonly Installed[]) =>
        answers(file, here).map((answer) => answer.replace(/ @\d+$/, ''));
      expect(kinds(version)).toEqual(['version pytorch: 2.8.0 / 2.8.1']);
      expect(kinds(build)).toEqual(['build pytorch: 2.8.0 cuda126_mkl_py312_h1 / 2.8.0 cpu_mkl_py312_h2']);
    },
  );

  test.each([
    [{ version: '2.6.0' }, 'version pytorch: >=2.7,<3 / 2.6.0 @7'],
    [{ build: 'cpu_generic_0' }, 'build pytorch: >=2.7,<3 cuda12* / 2.8.0 cpu_generic_0 @7'],
    [{ build: null }, 'unjudged pytorch: >=2.7,<3 / 2.8.0, whose build string is not known @7'],
    [
      { version: 'nightly' },
      'unjudged pytorch: >=2.7,<3 / nightly, which cannot be compared with >=2.7,<3 @7',
    ],
  ])('environment.yml: a wish with %j', (changes, expected) => {
    expect(
      answers('environment.yml', changed('environment.yml', 'pytorch', { ecosystem: 'conda', ...changes })),
    ).toEqual([expected]);
  });

  test('the digest of an archive that the lock does not allow', () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const here = changed('uv.lock', 'numpy', { archiveHashes: [digest] });
    const [answer] = agree(lockOf('uv.lock'), here, contextHere());
    expect(answer).toMatchObject({ kind: 'hash', name: 'numpy', found: digest, line: 64 });
    expect(answer?.expected).toMatch(/^sha256:[0-9a-f]{64}$/);
    const [hash = ''] = lockOf('uv.lock').packages.find(({ name }) => name === 'numpy')?.hashes ?? [];
    expect(answers('uv.lock', changed('uv.lock', 'numpy', { archiveHashes: [hash] }))).toEqual([]);
  });

  test('digests of another algorithm, and of what is installed, are not compared', () => {
    const here = changed('uv.lock', 'numpy', { archiveHashes: [`md5:${'0'.repeat(32)}`] });
    expect(answers('uv.lock', here)).toEqual([]);
    const recorded = { ...installed('numpy', '2.1.3'), digest: `sha256:${'0'.repeat(64)}` };
    expect(answers('uv.lock', [...without('uv.lock', 'numpy'), recorded])).toEqual([]);
  });
});

describe('what is not there', () => {
  test.each([
    ['uv.lock', 'ipywidgets', 'missing ipywidgets: 8.1.5 / not installed @45'],
    ['uv.lock', 'torch', 'missing torch: 2.8.0+cu126 / not installed @102'],
    ['requirements.txt', 'transformers', 'missing transformers: >=4.44,<5 / not installed @9'],
    ['pylock.toml', 'tinylib', 'missing tinylib: https://code.example/team/tinylib.git / not installed @40'],
    ['Pipfile.lock', 'numpy', 'missing numpy: 2.1.3 / not installed @30'],
  ])('%s without %s', (file, name, expected) => {
    expect(answers(file, without(file, name))).toEqual([expected]);
  });

  test.each(FORMS)('$file: neither the project nor what a constraint names is demanded', ({ file }) => {
    expect(answers(file, without(file, 'demo', 'urllib3'))).toEqual([]);
  });

  test('a lock of conda packages where nothing is known of conda', () => {
    const here = without('conda-lock.yml').filter(({ ecosystem }) => ecosystem !== 'conda');
    expect(answers('conda-lock.yml', here)).toEqual([
      'unjudged conda: 4 conda packages / which conda packages are installed is not known @null',
    ]);
  });

  test('an entry whose marker is not understood', () => {
    const lock = lockOf('requirements.txt', 'numpy==2.1.3 ; python_flavour == "mild"\n');
    const [answer, ...more] = agree(lock, [], contextHere());
    expect(more).toEqual([]);
    expect(answer).toMatchObject({ kind: 'unjudged', name: 'numpy', line: 1 });
    expect(answer?.found).toContain('python_flavour == "mild"');
    // It is compared where it is there, whatever the marker means.
    expect(agree(lock, [installed('numpy', '2.1.2')], contextHere())).toMatchObject([{ kind: 'version' }]);
  });
});

describe('another machine, other wishes', () => {
  const WINDOWS = { platform: 'win32', arch: 'AMD64' };

  test.each([
    'pylock.toml',
    'uv.lock',
    'poetry.lock',
    'poetry-1.8.lock',
    'pdm.lock',
    'Pipfile.lock',
    'requirements.txt',
  ])('%s: colorama is demanded on Windows only', (file) => {
    const missing = (interpreter: Partial<Interpreter>) =>
      answers(file, formOf(file).installed, interpreter).filter((answer) =>
        answer.startsWith('missing colorama'),
      );
    expect(missing(WINDOWS)).toHaveLength(1);
    expect(missing({})).toHaveLength(0);
  });

  test('uv.lock: each platform has its torch', () => {
    const mac = { platform: 'darwin', arch: 'arm64' };
    expect(answers('uv.lock', formOf('uv.lock').installed, mac)).toEqual([]);
    const plain = changed('uv.lock', 'torch', { version: '2.8.0' });
    expect(answers('uv.lock', plain, mac)).toEqual([]);
    expect(answers('uv.lock', plain)).toEqual(['build torch: 2.8.0+cu126 / 2.8.0 @102']);
  });

  test.each(['pylock.toml', 'uv.lock', 'poetry.lock', 'pdm.lock', 'Pipfile.lock'])(
    '%s: a group that is wanted',
    (file) => {
      const wanted = answers(file, formOf(file).installed, { groups: ['dev'] });
      expect(wanted.map((answer) => answer.split(' /')[0])).toEqual(['missing pytest: 8.3.5']);
      const here = [...formOf(file).installed, installed('pytest', '8.3.5')];
      expect(answers(file, here, { groups: ['dev'] })).toEqual([]);
      expect(answers(file, here)).toEqual([]);
    },
  );

  test.each(['pylock.toml', 'uv.lock', 'poetry.lock'])('%s: an extra that is wanted', (file) => {
    const wanted = answers(file, formOf(file).installed, { extras: ['plot'] });
    expect(wanted.map((answer) => answer.split(' /')[0])).toEqual(['missing matplotlib: 3.9.2']);
  });

  test.each(['conda-lock.yml', 'pixi.lock'])('%s: entries of a Mac', (file) => {
    const found = answers(file, [conda('x', '1', '0')], { platform: 'darwin', arch: 'arm64' });
    expect(found.filter((answer) => answer.startsWith('missing appnope'))).toHaveLength(1);
    expect(found.filter((answer) => answer.startsWith('missing tqdm'))).toHaveLength(0);
  });

  test('pixi.lock: another environment', () => {
    const context = { ...contextHere(), pixiEnvironment: 'test', reportExtra: false };
    const found = agree(lockOf('pixi.lock'), [conda('x', '1', '0')], context);
    expect(found.map(({ name }) => name)).toEqual(['pytest']);
  });
});

describe('packages too many', () => {
  const LOCK = 'uv.lock';

  test.each(['pip', 'setuptools', 'wheel', 'uv', 'demo'])('%s never is', (name) => {
    expect(answers(LOCK, [...without(LOCK, name), installed(name, '99')])).toEqual([]);
  });

  test('an editable one is the project, unless the project is known', () => {
    const here = [...formOf(LOCK).installed, installed('mine', '0.1', { editable: true })];
    expect(agree(lockOf(LOCK), here, { environment: contextHere().environment })).toEqual([]);
    expect(answers(LOCK, here)).toEqual(['extra mine: not in the lock file / 0.1 @null']);
  });

  test('may be left out, or asked for', () => {
    const here = [...formOf(LOCK).installed, installed('left-pad', '1.3.0')];
    expect(agree(lockOf(LOCK), here, { ...contextHere(), reportExtra: false })).toEqual([]);
    const wishes = [...formOf('requirements.txt').installed, installed('left-pad', '1.3.0')];
    expect(
      agree(lockOf('requirements.txt'), wishes, { ...contextHere(), reportExtra: true }).map(
        ({ name }) => name,
      ),
    ).toEqual(['tqdm', 'left-pad']);
  });

  test('requirements with a digest each name all of them', () => {
    const line = (name: string) => `${name}==1.0 --hash=sha256:${'0'.repeat(64)}\n`;
    const all = lockOf('requirements.txt', line('a') + line('b'));
    const some = lockOf('requirements.txt', `${line('a')}b==1.0\n`);
    expect([all.complete, some.complete]).toEqual([true, false]);
  });

  test('a conda package too many', () => {
    const here = [...formOf('conda-lock.yml').installed, conda('mkl', '2024.2', 'h1')];
    expect(answers('conda-lock.yml', here)).toEqual(['extra mkl: not in the lock file / 2024.2 @null']);
  });
});
