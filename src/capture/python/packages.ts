/**
 * Installed packages, read from the folders on the interpreter's search path without running any of their code:
 * name, version, commit, content digest, installer.
 */

import type { Machine, Place } from '../machine.ts';
import type { Parsed, Probe } from '../probe.ts';
import type { Package, Unknown } from '../snapshot.ts';
import { parseDirectUrl } from './direct-url.ts';
import { NO_REPOSITORY, readSourceTree, type SourceTree } from './editable.ts';
import { normaliseName } from './package-name.ts';
import { contentRows } from './record-digest.ts';

/** A folder of the search path, with what the files of each package in it say. */
export interface PackageFolder {
  readonly folder: string;
  readonly distributions: readonly Distribution[];
  /** Normalised names of `.egg-link` files: installed in development mode by an old setuptools. */
  readonly links: readonly string[];
}

export interface Distribution {
  /** `torch-2.8.0.dist-info` */
  readonly entry: string;
  readonly metadata: string | null;
  readonly installer: string | null;
  readonly directUrl: string | null;
  /** Of an editable installation. */
  readonly source: SourceTree;
  readonly digest: Digest;
}

export type Digest =
  | { readonly kind: 'digest'; readonly value: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly because: string };

export interface PackagesOptions {
  readonly searchPath: readonly string[];
  /** Folders that are read while the interpreter is still starting, see readAhead. */
  readonly ahead: Promise<readonly PackageFolder[]>;
}

export function packages({
  searchPath,
  ahead,
}: PackagesOptions): Probe<readonly PackageFolder[], readonly Package[]> {
  return {
    id: 'packages',
    provides: ['python.packages'],
    timeoutMs: 60_000,
    absent: [],
    read: async (machine) => {
      const read = await ahead;
      const folders = [...new Set(searchPath)].map(
        (folder) => read.find((known) => known.folder === folder) ?? readFolder(machine, folder),
      );
      return Promise.all(folders);
    },
    parse,
  };
}

/**
 * Reads the packages of the environment around an interpreter that is still starting: `P/lib/python3.12/site-packages`
 * for `P/bin/python`. A guess that saves the time of a start where it is right, and is not used where it is wrong.
 */
export async function readAhead(machine: Machine, interpreter: string): Promise<readonly PackageFolder[]> {
  const [, bin] = /^(.*[\\/](?:bin|Scripts))[\\/][^\\/]+$/.exec(interpreter) ?? [];
  if (bin === undefined) return [];
  try {
    const lib = machine.software.resolve(`${bin}/../lib`);
    const names = (await machine.software.list(lib)) ?? [];
    const folders = names
      .filter((name) => /^python3\.\d+t?$/.test(name))
      .map((name) => `${lib}/${name}/site-packages`);
    return await Promise.all(folders.map((folder) => readFolder(machine, folder)));
  } catch {
    // The probe itself will meet the same trouble and say so.
    return [];
  }
}

/** More than any environment holds; past it something is wrong with the folder. */
const MOST_DISTRIBUTIONS = 20_000;

async function readFolder(machine: Machine, folder: string): Promise<PackageFolder> {
  // A folder that is none (a zip file, a name left over) holds no packages.
  const names = (await machine.software.list(folder)) ?? [];
  const entries = names.filter(isDistribution);
  // An egg is itself on the search path, and holds the description of one package.
  if (folder.endsWith('.egg') && names.includes('EGG-INFO')) entries.push('EGG-INFO');
  if (entries.length > MOST_DISTRIBUTIONS) {
    throw new Error(`${folder} holds ${entries.length} packages, more than ${MOST_DISTRIBUTIONS}`);
  }
  const distributions = await Promise.all(
    entries.map((entry) => readDistribution(machine, `${folder}/${entry}`, entry)),
  );
  return { folder, distributions, links: names.filter(isEggLink).map(linkedName) };
}

/** pip leaves `~name` behind when it is interrupted while uninstalling. */
function isDistribution(name: string): boolean {
  return (name.endsWith('.dist-info') || name.endsWith('.egg-info')) && !name.startsWith('~');
}

function isEggLink(name: string): boolean {
  return name.endsWith('.egg-link');
}

function linkedName(name: string): string {
  return normaliseName(name.slice(0, -'.egg-link'.length));
}

/** Name and version are among the first lines; a description of a megabyte may follow. */
const HEADER_LIMIT = 4 * 1024;
const SMALL_LIMIT = 16 * 1024;

async function readDistribution(machine: Machine, base: string, entry: string): Promise<Distribution> {
  const { software } = machine;
  if (!entry.endsWith('.dist-info')) {
    const metadata = await readEggMetadata(software, base);
    return {
      entry,
      metadata,
      installer: null,
      directUrl: null,
      source: NO_REPOSITORY,
      digest: { kind: 'none' },
    };
  }
  const [metadata, installer, directUrl, digest] = await Promise.all([
    software.readText(`${base}/METADATA`, HEADER_LIMIT),
    software.readText(`${base}/INSTALLER`, SMALL_LIMIT),
    readIfThere(software, `${base}/direct_url.json`),
    readDigest(software, base),
  ]);
  const folder = parseDirectUrl(directUrl)?.folder ?? null;
  const source = folder === null ? NO_REPOSITORY : await readSourceTree(machine, folder);
  return { entry, metadata, installer, directUrl, source, digest };
}

/** Few packages have it, and opening what is not there costs more than looking; a folder that may not be looked into fails above. */
async function readIfThere(software: Place, path: string): Promise<string | null> {
  return (await software.exists(path)) ? software.readText(path, SMALL_LIMIT) : null;
}

/** Either a folder with PKG-INFO in it, or that file itself under the folder's name. */
async function readEggMetadata(software: Place, base: string): Promise<string | null> {
  return (await software.readText(`${base}/PKG-INFO`, HEADER_LIMIT)) ?? software.readText(base, HEADER_LIMIT);
}

async function readDigest(software: Place, base: string): Promise<Digest> {
  try {
    const digest = await software.digest(`${base}/RECORD`, contentRows);
    return digest === null ? { kind: 'none' } : { kind: 'digest', value: `sha256:${digest}` };
  } catch (thrown) {
    return { kind: 'unknown', because: reasonOf(thrown) };
  }
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** A description together with where it lies. */
interface Found extends Distribution, NameAndVersion {
  readonly folder: string;
}

/** The first one on the search path wins, as for the interpreter; sorted by name. */
function parse(folders: readonly PackageFolder[]): Parsed<readonly Package[]> {
  const links = new Set(folders.flatMap((folder) => folder.links));
  const winners = new Map<string, Found>();
  const hidden = new Map<string, readonly Found[]>();
  const unknown: Unknown[] = [];
  for (const found of folders.flatMap(identify)) {
    const winner = winners.get(found.name);
    if (winner === undefined) winners.set(found.name, found);
    else {
      unknown.push(...contradiction(winner, found));
      hidden.set(found.name, [...(hidden.get(found.name) ?? []), found]);
    }
  }
  const parsed = [...winners.values()].map((winner) =>
    packageOf(winner, { links, hidden: hidden.get(winner.name) ?? [] }),
  );
  return {
    facts: parsed.map(({ facts }) => facts).sort((a, b) => (a.name < b.name ? -1 : 1)),
    unknown: [...unknown, ...parsed.flatMap((one) => one.unknown)],
  };
}

function identify({ folder, distributions }: PackageFolder): Found[] {
  return distributions.map((distribution) => {
    const { name, version } = nameAndVersion(distribution.metadata, distribution.entry);
    return { ...distribution, folder, name: normaliseName(name), version };
  });
}

/** The path of a package's field in `unknown`: by name, because a number would change with every other package. */
export function packagePath(name: string, field: keyof Package): string {
  return `python.packages[${name}].${field}`;
}

/** Two descriptions in one folder are left-overs of a broken installation: which files are there, neither says. */
function contradiction(a: Found, b: Found): Unknown[] {
  if (a.folder !== b.folder || a.version === b.version) return [];
  const because = `two versions are described in one folder: ${a.version} and ${b.version}`;
  return [{ path: packagePath(a.name, 'version'), because }];
}

interface Surroundings {
  readonly links: ReadonlySet<string>;
  /** Other descriptions of the same package, further down the path. */
  readonly hidden: readonly Found[];
}

function packageOf(found: Found, { links, hidden }: Surroundings): Parsed<Package> {
  const { name, version, installer, digest } = found;
  const origin = parseDirectUrl(found.directUrl);
  const unknown: Unknown[] = [];
  const note = (field: keyof Package, because: string) =>
    unknown.push({ path: packagePath(name, field), because });
  if (version === '') note('version', 'neither its metadata nor the name of its folder says');
  if (digest.kind === 'unknown') note('digest', digest.because);
  if (origin === null) note('commit', 'its direct_url.json cannot be read');
  const linked = !found.entry.endsWith('.dist-info') && links.has(name);
  const editable = linked || origin?.editable === true;
  const facts: Package = {
    name,
    version,
    commit: origin?.commit ?? found.source.commit,
    // What an editable installation lists is a pointer to a folder; its content is the commit of that folder.
    digest: digest.kind === 'digest' && !editable ? digest.value : null,
    installer: installer?.trim() || null,
    editable,
    archive: origin?.archive ?? null,
    dirty: found.source.dirty,
    shadowed: hidden.filter(({ folder }) => folder !== found.folder).map((other) => other.version),
  };
  return { facts, unknown };
}

interface NameAndVersion {
  readonly name: string;
  readonly version: string;
}

/** From the header (core metadata, RFC 822), else from the entry's own name: `name-version[-py3.8].egg-info`. */
export function nameAndVersion(metadata: string | null, entry: string): NameAndVersion {
  const [header = ''] = (metadata ?? '').split(/\r?\n\r?\n/, 1);
  const [, nameOfEntry = entry, versionOfEntry = ''] =
    /^(.+?)(?:-([^-]+?))?(?:-py[\d.]+)?\.(?:dist|egg)-info$/.exec(entry) ?? [];
  return {
    name: NAME.exec(header)?.[1] ?? nameOfEntry,
    version: VERSION.exec(header)?.[1] ?? versionOfEntry,
  };
}

const NAME = /^Name:[ \t]*(.+?)[ \t]*\r?$/im;
const VERSION = /^Version:[ \t]*(.+?)[ \t]*\r?$/im;
