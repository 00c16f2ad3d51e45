/**
 * Random versions, specifiers and markers, judged by the `packaging` that pip carries and by us. Nothing is installed.
 * Run by the slow stage; skipped, and shown as such, where no interpreter has pip.
 */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluateMarker } from '../../src/locks/marker.ts';
import { type MarkerEnvironment, markerEnvironment } from '../../src/locks/marker-environment.ts';
import { contains, isVersion, localOf, sameRelease } from '../../src/locks/pep440.ts';
import { PYTHONS } from '../capture/interpreters.ts';

const SCRIPT = fileURLToPath(new URL('judge_packaging.py', import.meta.url));
const SEED = 20_261_121;

const number = fc.oneof({ weight: 5, arbitrary: fc.nat(3) }, fc.nat(40), fc.nat(20_300_101)).map(String);
const part = (values: readonly string[]) => fc.constantFrom('', '', '', ...values);
const local = fc
  .array(
    fc.constantFrom(
      'cu126',
      'cu128',
      'cpu',
      'abc',
      '1',
      '01',
      '10',
      '2',
      'g9edee0c',
      '1e3',
      '1000',
      '0x10',
      'CPU',
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((labels) => `+${labels.join('.')}`);

const release = fc.array(number, { minLength: 1, maxLength: 4 }).map((numbers) => numbers.join('.'));
const publicVersion = fc
  .tuple(
    fc.constantFrom('', '', '', '', '', '1!', 'v'),
    release,
    part(['a1', 'b2', 'rc1', 'rc2', '.alpha', '-beta3', 'c1', '_pre', 'RC1']),
    part(['.post1', '.post2', '-1', 'rev2', '.r3', 'post']),
    part(['.dev0', '.dev1', '-dev', 'dev2']),
  )
  .map((parts) => parts.join(''));
const normalVersion = fc
  .tuple(release, part(['a1', 'b2', 'rc1']), part(['.post1', '.post2']), part(['.dev0', '.dev1']))
  .map((parts) => parts.join(''));
const version = fc
  .tuple(publicVersion, fc.oneof({ weight: 3, arbitrary: fc.constant('') }, local))
  .map((two) => two.join(''));
const noVersion = fc.constantFrom(
  '2025b',
  '9e',
  'latest',
  '1.0.x',
  '1..2',
  '',
  '1.0+',
  'r1',
  '1.0-1-2',
  '1_0',
);

/** Two that often are the same, or nearly. */
const pair = fc.oneof(
  fc.tuple(version, version),
  fc
    .tuple(version, fc.constantFrom('', '.0', '.0.0', 'rc1', '.post1', '.dev1', '+cpu', '.1'))
    .map(([one, more]): [string, string] => [one, one + more]),
  fc.tuple(version, noVersion),
);

const operator = fc.constantFrom('==', '!=', '<=', '>=', '<', '>', '~=', '===');
const bound = fc.oneof(
  { weight: 6, arbitrary: version },
  { weight: 2, arbitrary: release.map((text) => `${text}.*`) },
  { weight: 1, arbitrary: noVersion.filter((text) => text !== '') },
);
const clause = fc.tuple(operator, fc.constantFrom('', ' '), bound).map((parts) => parts.join(''));
const question = fc.oneof(
  fc.tuple(
    fc.array(clause, { minLength: 1, maxLength: 2 }).map((clauses) => clauses.join(',')),
    version,
  ),
  // The bounds of a specifier are where it goes wrong.
  fc
    .tuple(operator, version, fc.constantFrom('', '.0', 'rc1', '.post1', '.dev1', '+cpu', '.1'), fc.boolean())
    .map(([op, one, more, longer]): [string, string] =>
      longer ? [op + one + more, one] : [op + one, one + more],
    ),
);

const TEXTS = {
  os_name: ['posix', 'nt', 'java'],
  sys_platform: ['linux', 'darwin', 'win32', 'cygwin'],
  platform_machine: ['x86_64', 'aarch64', 'arm64', 'AMD64'],
  platform_python_implementation: ['CPython', 'PyPy'],
  platform_system: ['Linux', 'Darwin', 'Windows'],
  platform_version: ['#31-Ubuntu SMP', 'Darwin Kernel'],
  implementation_name: ['cpython', 'pypy'],
  extra: ['test', 'docs', 'cu126', ''],
} as const;
const RELEASES = ['2.7', '3.6', '3.8', '3.9', '3.10', '3.11', '3.12', '3.13', '3.14'];
const FULL = [
  ...RELEASES.map((text) => `${text}.0`),
  '3.11.7',
  '3.9.18',
  '3.13.0rc1',
  '3.14.0a2',
  '3.14.0b1',
];
const VERSIONS = {
  python_version: RELEASES,
  python_full_version: FULL,
  implementation_version: [...FULL, '7.3.15'],
  platform_release: ['6.8.0', '5.4', '24.1.0'],
} as const;

type Values = Record<keyof typeof TEXTS | keyof typeof VERSIONS, string>;

const environment: fc.Arbitrary<Values> = fc.record(
  Object.fromEntries(
    Object.entries({ ...TEXTS, ...VERSIONS }).map(([name, values]) => [name, fc.constantFrom(...values)]),
  ),
) as fc.Arbitrary<Values>;

const quoted = (text: string) => (text.includes("'") ? `"${text}"` : `'${text}'`);
const textComparison = fc
  .constantFrom(...Object.entries(TEXTS))
  .chain(([name, values]) =>
    fc
      .tuple(
        fc.constantFrom(...(name === 'extra' ? ['==', '!='] : ['==', '!=', 'in', 'not in', '~='])),
        fc.constantFrom(...values.filter((value) => value !== '')),
        fc.boolean(),
      )
      .map(([op, value, forward]) =>
        forward ? `${name} ${op} ${quoted(value)}` : `${quoted(value)} ${op} ${name}`,
      ),
  );
const versionComparison = fc.constantFrom(...Object.entries(VERSIONS)).chain(([name, values]) =>
  fc.oneof(
    fc
      .tuple(
        operator,
        fc.oneof(
          { weight: 4, arbitrary: fc.constantFrom<string>(...values, ...RELEASES) },
          { weight: 1, arbitrary: normalVersion },
          { weight: 1, arbitrary: fc.constantFrom('3', '4') },
        ),
        fc.constantFrom('', ' '),
      )
      .map(([op, value, blank]) => `${name}${blank}${op}${blank}${quoted(value)}`),
    fc
      .tuple(operator, fc.constantFrom<string>(...values, ...RELEASES))
      .map(([op, value]) => `${quoted(value)} ${op} ${name}`),
    fc
      .tuple(fc.constantFrom('==', '!='), fc.constantFrom('3', ...RELEASES))
      .map(([op, value]) => `${name} ${op} ${quoted(`${value}.*`)}`),
    fc
      .tuple(fc.constantFrom('in', 'not in'), fc.array(fc.constantFrom(...RELEASES), { maxLength: 3 }))
      .map(([op, list]) => `${name} ${op} ${quoted(list.join(', '))}`),
  ),
);
const comparison = fc.oneof(textComparison, versionComparison);
const { marker } = fc.letrec<{ marker: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    { weight: 4, arbitrary: comparison },
    { weight: 1, arbitrary: tie('marker').map((inner) => `(${inner})`) },
  ),
  marker: fc
    .tuple(
      fc.array(tie('atom'), { minLength: 1, maxLength: 4 }),
      fc.array(fc.constantFrom(' and ', ' or '), { minLength: 3, maxLength: 3 }),
    )
    .map(([atoms, words]) =>
      atoms.map((atom, index) => (index === 0 ? atom : (words[index - 1] ?? '') + atom)).join(''),
    ),
}));
const malformed = fc
  .tuple(marker, fc.nat(), fc.constantFrom('', '(', ')', "'", ' and', '=', ' x '))
  .map(([text, at, more]) => {
    const cut = at % (text.length + 1);
    return text.slice(0, cut) + more + text.slice(cut + 1);
  });

interface Answers {
  readonly packaging: string;
  readonly pairs: readonly ({ readonly release: boolean; readonly build: boolean } | null)[];
  readonly specifiers: readonly (boolean | null)[];
  readonly markers: readonly (boolean | null)[];
}

const sample = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number) =>
  fc.sample(arbitrary, { seed: SEED, numRuns });
const MALFORMED = 1000;
const QUESTIONS = {
  pairs: sample(pair, 3000),
  specifiers: sample(question, 6000),
  markers: [
    ...sample(fc.tuple(comparison, environment), 4000),
    ...sample(fc.tuple(marker, environment), 4000),
    ...sample(fc.tuple(malformed, environment), MALFORMED),
  ],
};

function major({ packaging }: Answers): number {
  return Number.parseInt(packaging, 10);
}

/** The newest that an interpreter of this machine has. */
function ask(): Answers | null {
  const answers = PYTHONS.flatMap(({ executable }) => {
    const { status, stdout } = spawnSync(executable, [SCRIPT], {
      encoding: 'utf8',
      input: JSON.stringify(QUESTIONS),
      maxBuffer: 64 * 1024 * 1024,
    });
    return status === 0 ? [JSON.parse(stdout) as Answers] : [];
  });
  return answers.sort((a, b) => major(a) - major(b)).at(-1) ?? null;
}

const answers = ask();
if (answers === null) test.skip('no interpreter here has pip, so nobody can be asked', () => {});

function environmentOf({ extra, ...variables }: Values): MarkerEnvironment {
  const base = markerEnvironment({
    pythonVersion: '3',
    implementation: 'cpython',
    platform: 'linux',
    arch: 'x86_64',
  });
  return { ...base, variables, extras: extra === '' ? [] : [extra] };
}

/**
 * What its releases mean alike. Some compare the text after `===` with the normal form of a version, and take another
 * spelling after `~=` for a part of the release.
 */
function isMeant(specifier: string, found: string): boolean {
  if (/===/.test(specifier)) return /^[1-9]\d*(?:\.[1-9]\d*)*$/.test(found);
  return !/~=/.test(specifier) || NORMAL.test(specifier);
}

const NORMAL = /~= ?(?:\d+!)?\d+(?:\.\d+)*(?:(?:a|b|rc)\d+)?(?:\.post\d+)?(?:\.dev\d+)?$/;

/**
 * Before 22 a prefix was padded otherwise. Before 26 what `<` and `>` leave out was told by the release alone, so
 * `1.0.post1` was not above `1.0rc1`.
 */
function isSettled(specifier: string, found: string, release: number): boolean {
  const suffix = /\d[-._]?[a-z]|\d-\d|\+/i;
  if (release < 22 && specifier.includes('*') && suffix.test(specifier + found)) return false;
  return release >= 26 || !/[<>](?!=)/.test(specifier) || !suffix.test(specifier) || !suffix.test(found);
}

/**
 * A part that is undefined fails the whole for them, and only what hangs on it for us. And of the spoilt ones some are
 * markers still, with texts in the place of versions, about which their releases differ.
 */
function isMeantMarker(text: string, answer: boolean | null, index: number): boolean {
  return answer === null ? !/\b(?:and|or)\b/.test(text) : index < QUESTIONS.markers.length - MALFORMED;
}

/** Before 22 `packaging` also had orders for what is no version, and hid pre-releases. */
function isSettledMarker(text: string, values: Values, release: number): boolean {
  const found = `${values.python_full_version} ${values.implementation_version}`;
  const versions = [...text.matchAll(/'([^']*)'/g)]
    .map(([, quote]) => quote)
    .filter((quote) => /^\d/.test(quote ?? ''));
  if (release < 22 && (/===|~=/.test(text) || /\d[a-z]/.test(versions.join(' ') + found))) return false;
  return versions.every((version) => isSettled(`${/[<>](?!=)/.exec(text) ?? ''}${version}`, found, release));
}

/** What one side says that the other does not; both empty when we agree. */
function disagreements<T, A>(
  questions: readonly T[],
  theirs: readonly A[],
  ours: (one: T) => unknown,
  counts: (one: T, theirs: A, index: number) => boolean,
) {
  return questions.flatMap((one, index) => {
    const answer = theirs[index] as A;
    const own = ours(one);
    if (!counts(one, answer, index) || JSON.stringify(own) === JSON.stringify(answer)) return [];
    return [{ question: one, packaging: answer, ours: own }];
  });
}

(answers === null ? describe.skip : describe)(`against packaging ${answers?.packaging}, seed ${SEED}`, () => {
  const theirs = answers as Answers;

  test('which versions are one release, and one build', () => {
    const found = disagreements(
      QUESTIONS.pairs,
      theirs.pairs,
      ([a, b]) =>
        isVersion(a) && isVersion(b)
          ? { release: sameRelease(a, b), build: localOf(a) === localOf(b) }
          : null,
      () => true,
    );
    expect(found).toEqual([]);
    expect(theirs.pairs.filter((answer) => answer?.release === true).length).toBeGreaterThan(300);
  });

  test('which versions are in a specifier', () => {
    const found = disagreements(
      QUESTIONS.specifiers,
      theirs.specifiers,
      ([specifier, one]) => contains(specifier, one),
      ([specifier, one]) => isMeant(specifier, one) && isSettled(specifier, one, major(theirs)),
    );
    expect(found).toEqual([]);
    for (const answer of [true, false, null])
      expect(theirs.specifiers.filter((one) => one === answer).length).toBeGreaterThan(500);
  });

  test('which markers hold', () => {
    const found = disagreements(
      QUESTIONS.markers,
      theirs.markers,
      ([text, values]) => evaluateMarker(text, environmentOf(values)),
      ([text, values], answer, index) =>
        isMeantMarker(text, answer, index) && isSettledMarker(text, values, major(theirs)),
    );
    expect(found).toEqual([]);
    for (const answer of [true, false, null])
      expect(theirs.markers.filter((one) => one === answer).length).toBeGreaterThan(500);
  });
});
