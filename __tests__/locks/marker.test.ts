import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluateMarker } from '../../src/locks/marker.ts';
import { markerEnvironment } from '../../src/locks/marker-environment.ts';
import { contains, localOf, parseSpecifier, sameRelease } from '../../src/locks/pep440.ts';
import { environmentHere } from './builders.ts';

/** CPython 3.12.7 on x86-64 Linux, with the extra `cuda` and the group `dev` wanted. */
const HERE = environmentHere({ extras: ['cuda'], groups: ['Dev'], platformRelease: '6.8.0-31-generic' });

const TRUE = [
  `python_version == "3.12"`,
  `python_version == '3.12'`,
  `python_version>='3.9'`,
  `python_version >= "3.9" and python_version < "4"`,
  `python_version != "3.1"`,
  `python_version > "3.9"`,
  `python_version ~= "3.9"`,
  `python_version === "3.12"`,
  `python_version == "3.*"`,
  `python_version == "3.12.*"`,
  `python_full_version == "3.12.*"`,
  `python_full_version ~= "3.12.1"`,
  `python_full_version <= "3.12.7"`,
  `python_full_version >= "3.12.7rc1"`,
  `python_full_version < "3.13"`,
  `"3.9" <= python_version`,
  `"3.13" > python_version`,
  `'linux' == sys_platform`,
  `sys_platform == "linux"`,
  `sys_platform != "win32"`,
  `"lin" in sys_platform`,
  `sys_platform in "linux darwin"`,
  `sys_platform not in "win32 cygwin"`,
  `python_version in "3.11, 3.12"`,
  `python_version not   in "2.7, 3.8"`,
  `platform_system == "Linux"`,
  `platform_machine == "x86_64"`,
  `os_name == "posix"`,
  `platform_python_implementation == "CPython"`,
  `implementation_name == "cpython"`,
  `implementation_version >= "3.12"`,
  `os.name == "posix" and sys.platform == "linux"`,
  `python_implementation == "CPython"`,
  `platform.python_implementation != "PyPy"`,
  `platform.machine == "x86_64"`,
  `extra == "cuda"`,
  `extra == "CUDA"`,
  `extra != "docs"`,
  `"cuda" in extras`,
  `"docs" not in extras`,
  `"dev" in dependency_groups`,
  `(python_version >= "3.9")`,
  `((os_name == "nt") or (os_name == "posix"))`,
  `os_name == "posix" or os_name == "nt" and python_version < "3"`,
  `os_name == "nt" and python_version < "3" or os_name == "posix"`,
  `os_name=="posix"and(python_version>="3"or os_name=="nt")`,
  `platform_version == "anything" or os_name == "posix"`,
  `  sys_platform   ==   'linux'  `,
  `sys_platform <= "linux"`,
];

const FALSE = [
  `python_version < "3.9"`,
  `python_version == "3.1"`,
  `python_version == "3.2.*"`,
  `python_version != "3.*"`,
  `python_version ~= "3.13"`,
  `python_full_version == "3.12"`,
  `python_full_version > "3.12.7"`,
  `python_full_version >= "3.12.10"`,
  `python_version === "3.12.0"`,
  `"3.9" >= python_version`,
  `sys_platform == "Linux"`,
  `sys_platform == "win32" or platform_system == "Windows"`,
  `platform_machine == "aarch64"`,
  `extra == "docs"`,
  `extra != "cuda"`,
  `extra == "docs" and python_version >= "3"`,
  `"docs" in extras`,
  `"test" in dependency_groups`,
  `"dev" not in dependency_groups`,
  `(os_name == "posix" or os_name == "nt") and python_version < "3"`,
  `platform_version == "anything" and os_name == "nt"`,
  `platform_python_implementation == "PyPy"`,
  `"win" in sys_platform`,
];

const NOT_UNDERSTOOD = [
  '',
  'python_version',
  'python_version ==',
  'python_version >= 3.9',
  'python_version = "3.9"',
  'python_version >= "3.9',
  'python_version >= "3.9" and',
  'python_version >= "3.9" xor os_name == "nt"',
  'python_version >= "3.9" os_name == "nt"',
  '(python_version >= "3.9"',
  'python_version >= "3.9")',
  '"a" == "a"',
  'os_name == sys_platform',
  'python_flavour == "mild"',
  'python_flavour == "mild" or os_name == "posix"',
  'not os_name == "nt"',
  'os_name not "nt"',
  'os_name ~= "posix"',
  'os_name === "posix"',
  'os_name > "nt"',
  '"3.12.*" == python_version',
  'python_version ~= "3"',
  'python_version >= "3.*"',
  'platform_release >= "5.4"',
  'platform_version == "anything"',
  'platform_version == "anything" and os_name == "posix"',
  'extra in "cuda docs"',
  'extras == "cuda"',
  `${'('.repeat(500)}os_name == "nt"${')'.repeat(500)}`,
];

describe('markers', () => {
  test.each(TRUE)('%s holds', (marker) => {
    expect(evaluateMarker(marker, HERE)).toBe(true);
  });

  test.each(FALSE)('%s does not hold', (marker) => {
    expect(evaluateMarker(marker, HERE)).toBe(false);
  });

  test.each(NOT_UNDERSTOOD)('%s has no answer', (marker) => {
    expect(evaluateMarker(marker, HERE)).toBeNull();
  });

  test('without a wanted extra, `extra` is the empty text', () => {
    const nothing = environmentHere();
    expect(evaluateMarker('extra == "cuda"', nothing)).toBe(false);
    expect(evaluateMarker('extra != "cuda"', nothing)).toBe(true);
    expect(evaluateMarker('extra == ""', nothing)).toBe(true);
    expect(evaluateMarker('extra == ""', HERE)).toBe(false);
  });

  test('pre-releases count as what they are', () => {
    const early = environmentHere({ pythonVersion: '3.13.0rc1' });
    expect(evaluateMarker('python_full_version >= "3.12"', early)).toBe(true);
    expect(evaluateMarker('python_full_version < "3.13"', early)).toBe(false);
    expect(evaluateMarker('python_full_version >= "3.13"', early)).toBe(false);
    expect(evaluateMarker('python_version >= "3.13"', early)).toBe(true);
  });

  test('an interpreter built from a working tree', () => {
    expect(
      evaluateMarker('python_full_version >= "3.14"', environmentHere({ pythonVersion: '3.14.0+' })),
    ).toBe(true);
  });

  test('any text has an answer', () => {
    const words = fc.constantFrom(
      ...'python_version os_name extra and or not in ( ) == >= ~= "3.9" \'x\' " '.split(' '),
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words, { maxLength: 20 }).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(text, (marker) => [true, false, null].includes(evaluateMarker(marker, HERE))),
      { numRuns: 2000, seed: 7 },
    );
    for (const unit of ['(', ' ', '"', 'os_name == "nt" and ', 'and ', '='])
      evaluateMarker(unit.repeat(50_000), HERE);
  });
});

describe('machines', () => {
  test.each([
    [{ platform: 'linux', arch: 'x64' }, ['posix', 'linux', 'Linux', 'x86_64', 'linux-64']],
    [{ platform: 'linux', arch: 'arm64' }, ['posix', 'linux', 'Linux', 'aarch64', 'linux-aarch64']],
    [{ platform: 'linux', arch: 'ppc64le' }, ['posix', 'linux', 'Linux', 'ppc64le', 'linux-ppc64le']],
    [{ platform: 'darwin', arch: 'arm64' }, ['posix', 'darwin', 'Darwin', 'arm64', 'osx-arm64']],
    [{ platform: 'darwin', arch: 'x86_64' }, ['posix', 'darwin', 'Darwin', 'x86_64', 'osx-64']],
    [{ platform: 'win32', arch: 'x64' }, ['nt', 'win32', 'Windows', 'AMD64', 'win-64']],
    [{ platform: 'plan9', arch: 'mips' }, ['posix', 'plan9', null, 'mips', null]],
  ])('%j', (machine, expected) => {
    const { variables, condaPlatform } = environmentHere(machine);
    const { os_name, sys_platform, platform_system, platform_machine } = variables;
    expect([os_name, sys_platform, platform_system, platform_machine, condaPlatform]).toEqual(expected);
  });

  test('what is not told is not known', () => {
    const { variables } = markerEnvironment({
      pythonVersion: '3.10.14',
      implementation: 'PyPy',
      platform: 'linux',
      arch: 'x64',
    });
    expect(variables).toMatchObject({
      implementation_name: 'pypy',
      platform_python_implementation: 'PyPy',
      implementation_version: null,
      platform_release: null,
      platform_version: null,
      python_version: '3.10',
    });
  });
});

describe('versions', () => {
  test.each([
    ['2.8.0', '2.8', true],
    ['2.8.0', '2.8.0+cu126', true],
    ['1.0rc1', '1.0.c1', true],
    ['1!1.0', '1.0', false],
    ['2.8.0', '2.8.0.post1', false],
    ['2025b', '2025B', true],
    ['2025b', '2025c', false],
    ['2024.10000000000000001', '2024.10000000000000002', false],
  ])('%s and %s are one release: %s', (a, b, expected) => {
    expect(sameRelease(a, b)).toBe(expected);
  });

  test.each([
    ['1.0+CU126', '1.0+cu126', true],
    ['1.0+1.abc', '1.0+01-ABC', true],
    ['1.0+1e3', '1.0+1000', false],
    ['1.0+0x10', '1.0+16', false],
    ['1.0+12345e999', '1.0+12346e999', false],
    ['1.0', '1.0+cpu', false],
  ])('%s and %s are one build: %s', (a, b, expected) => {
    expect(localOf(a) === localOf(b)).toBe(expected);
  });

  test.each([
    ['>=1,<2', '1.5', true],
    ['>1.0rc1', '1.0', true],
    ['<1.0', '1.0rc1', false],
    ['>1.0', '1.0.post1', false],
    ['==1.0.*', '1', true],
    ['~=2.2', '2.9+cpu', true],
    ['~=2', '2.9', null],
    ['>=1', '9e', null],
    ['===2025b', '2025B', true],
    ['', 'anything', true],
  ])('%j has %s: %s', (specifier, version, expected) => {
    expect(contains(specifier, version)).toBe(expected);
  });

  test('a specifier that is none', () => {
    for (const text of ['1.0', '>=1.*', '>=1+cpu', '=>1', '==', '>= 1 2'])
      expect(parseSpecifier(text)).toBeNull();
  });
});
