/**
 * Real lock files of public repositories, each read as its label says. They are kept beside the repository and not in
 * it; where that folder is absent these tests are skipped, and shown as such.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { normaliseName } from '../../src/capture/python/package-name.ts';
import type { LockedPackage, LockForm, ReadLock } from '../../src/locks/lock.ts';
import { readLock } from '../../src/locks/read-lock.ts';
import { REPOSITORY } from '../capture/builders.ts';

const FOLDER = join(REPOSITORY, '../shared/fixtures/locks');

interface Label {
  readonly file: string;
  readonly kind: string;
  readonly package_count: number;
  readonly distinct_names: number;
  readonly checked_pairs: Readonly<Record<string, string>>;
  readonly checked_pairs_linux_64?: Readonly<Record<string, string>>;
  readonly sections?: Readonly<Record<string, number>>;
  readonly per_platform?: Readonly<Record<string, number>>;
  readonly platforms?: readonly string[];
  readonly kinds?: Readonly<Record<string, number>>;
  readonly managers?: readonly string[];
  readonly sources?: Readonly<Record<string, number | readonly string[]>>;
  readonly specs?: readonly string[];
  readonly names_listed_more_than_once?: readonly string[];
  readonly packages_in_whole_file?: number;
  readonly direct?: Readonly<Record<string, { readonly url: string; readonly commit?: string }>>;
}

const LABELS: readonly Label[] = existsSync(FOLDER)
  ? readdirSync(FOLDER)
      .filter((name) => name.endsWith('.label.json'))
      .map((name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Label)
  : [];

const FORMS: Readonly<Record<string, LockForm>> = {
  'Pipfile.lock': 'pipfile',
  'conda-explicit': 'conda-explicit',
  'conda-lock.yml': 'conda-lock',
  'environment.yml': 'environment',
  'name==version list of a whole conda environment': 'listing',
  'pdm.lock': 'pdm',
  'pixi.lock': 'pixi',
  'poetry.lock': 'poetry',
  'pylock.toml': 'pylock',
  'requirements.txt': 'requirements',
  'uv.lock': 'uv',
};

const KNOWN = new Map<string, ReadLock>();

function read({ file }: Label): ReadLock {
  const known = KNOWN.get(file);
  if (known !== undefined) return known;
  const reading = readLock(file, readFileSync(join(FOLDER, file), 'utf8'));
  if (reading.kind === 'unreadable') throw new Error(`${file}: ${JSON.stringify(reading)}`);
  KNOWN.set(file, reading);
  return reading;
}

function having<K extends keyof Label>(key: K): readonly (Label & Required<Pick<Label, K>>)[] {
  return LABELS.filter((label): label is Label & Required<Pick<Label, K>> => label[key] !== undefined);
}

function named(packages: readonly LockedPackage[], name: string): readonly LockedPackage[] {
  return packages.filter((entry) => entry.name === normaliseName(name));
}

function namesWhere(packages: readonly LockedPackage[], holds: (entry: LockedPackage) => boolean) {
  return packages.filter(holds).map(({ name }) => name);
}

if (LABELS.length === 0) test.skip('the labelled lock files are not beside this repository', () => {});

(LABELS.length === 0 ? describe.skip : describe)('labelled lock files', () => {
  test('there is one of each form', () => {
    expect(new Set(LABELS.map(({ kind }) => FORMS[kind]))).toEqual(new Set(Object.values(FORMS)));
  });

  test.each(LABELS)('$file: form, entries and names', (label) => {
    const { form, packages } = read(label);
    expect(form).toBe(FORMS[label.kind]);
    expect(packages.length).toBe(label.package_count);
    expect(new Set(packages.map(({ name }) => name)).size).toBe(label.distinct_names);
    expect(packages.filter(({ line }) => line === null)).toEqual([]);
  });

  test.each(LABELS)('$file: versions', (label) => {
    const { packages } = read(label);
    for (const [name, version] of Object.entries(label.checked_pairs))
      expect([name, ...new Set(named(packages, name).map((entry) => entry.version))]).toEqual([
        name,
        version,
      ]);
  });

  test.each(LABELS)('$file: each entry names its line', (label) => {
    const lines = readFileSync(join(FOLDER, label.file), 'utf8').split(/\r?\n/);
    for (const { written, line } of read(label).packages)
      expect(lines.slice((line ?? 0) - 1, (line ?? 0) + 2).join('\n')).toContain(written);
  });

  test.each(having('sections'))('$file: categories', (label) => {
    const { packages } = read(label);
    const inGroup = (group: string) => packages.filter(({ groups }) => groups.includes(group)).length;
    expect({ default: inGroup('default'), develop: inGroup('dev') }).toEqual(label.sections);
  });

  test.each(having('per_platform'))('$file: platforms', (label) => {
    const counts: Record<string, number> = {};
    for (const { platform } of read(label).packages.flatMap(({ places }) => places))
      counts[platform ?? ''] = (counts[platform ?? ''] ?? 0) + 1;
    expect(counts).toEqual(label.per_platform);
  });

  test.each(having('checked_pairs_linux_64'))('$file: versions on linux-64', (label) => {
    const here = read(label).packages.filter(({ places }) =>
      places.some(({ platform }) => platform === 'linux-64'),
    );
    for (const [name, version] of Object.entries(label.checked_pairs_linux_64))
      expect(here.find(({ written }) => written === name)?.version).toBe(version);
    for (const name of label.names_listed_more_than_once ?? [])
      expect(read(label).packages.filter(({ written }) => written === name).length).toBeGreaterThan(1);
  });

  test.each(having('kinds'))('$file: of conda and of PyPI', (label) => {
    const { packages, notes } = read(label);
    const counts: Record<string, number> = { conda: 0, pypi: 0 };
    for (const { ecosystem } of packages) counts[ecosystem] = (counts[ecosystem] ?? 0) + 1;
    expect(counts).toEqual(label.kinds);
    expect(packages.flatMap(({ places }) => places.map(({ platform }) => platform ?? ''))).toEqual(
      packages.map(() => label.platforms?.[0]),
    );
    // Entries were left out of the file to make it short, and the environments still list them.
    const absent = (label.packages_in_whole_file ?? 0) - label.package_count;
    expect(notes).toEqual([`${absent} packages that its environments list have no entry`]);
  });

  test.each(having('sources').filter(({ kind }) => kind === 'uv.lock'))('$file: sources', (label) => {
    const { packages } = read(label);
    const { git = [], editable = [] } = label.sources;
    expect(namesWhere(packages, (entry) => entry.commit !== null)).toEqual(git);
    expect(namesWhere(packages, (entry) => entry.editable)).toEqual(editable);
    expect(packages.filter(({ commit }) => commit !== null && !/^[0-9a-f]{40}$/.test(commit))).toEqual([]);
  });

  test.each(having('sources').filter(({ kind }) => kind === 'pdm.lock'))('$file: commits', (label) => {
    const commits = namesWhere(read(label).packages, ({ commit }) => commit !== null);
    expect(commits).toEqual(label.sources['git+revision']);
  });

  test.each(having('specs'))('$file: wishes, none of them a pin', (label) => {
    const { packages } = read(label);
    const specs = packages.map(({ written, specifier, build }) => {
      return `${written}${specifier ?? ''}${build === null ? '' : `=${build}`}`;
    });
    expect(specs).toEqual(label.specs);
    expect(packages.filter(({ exact }) => exact)).toEqual([]);
  });

  test.each(having('direct'))('$file: addresses and commits', (label) => {
    const { packages } = read(label);
    for (const [name, { url, commit = null }] of Object.entries(label.direct))
      expect(named(packages, name).map((entry) => [entry.url, entry.commit])).toEqual([[url, commit]]);
  });
});
