/**
 * Installed packages, read from the folders on the interpreter's search path without running any of their code:
 * name, version, commit, content digest, installer.
 */

import type { Machine, Place } from './machine.ts';
import { normaliseName } from './package-name.ts';
import type { Parsed, Probe } from './probe.ts';
import { contentRows } from './record-digest.ts';
import type { Package, Unknown } from './snapshot.ts';

/** What the files of one installed package say. */
export interface Distribution {
  readonly folder: string;
  /** `torch-2.8.0.dist-info` */
  readonly entry: string;
  readonly metadata: string | null;
  readonly installer: string | null;
  readonly directUrl: string | null;
  readonly digest: Digest;
  /** An `.egg-link` of the same name points here: installed in development mode by an old setuptools. */
  readonly linked: boolean;
}

export type Digest =
  | { readonly kind: 'digest'; readonly value: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly because: string };

export function packages(searchPath: readonly string[]): Probe<readonly Distribution[], readonly Package[]> {
  return {
    id: 'packages',
    provides: ['python.packages'],
    timeoutMs: 60_000,
    absent: [],
    read: (machine) => readDistributions(machine, searchPath),
    parse,
  };
}

/** More than any environment holds; past it something is wrong with the folder. */
const MOST_DISTRIBUTIONS = 20_000;
/** How many are read at a time, so that a slow disk is kept busy and a fast one is not flooded. */
const LANES = 16;

async function readDistributions(
  machine: Machine,
  searchPath: readonly string[],
): Promise<readonly Distribution[]> {
  const listed = await Promise.all(
    [...new Set(searchPath)].map(async (folder) => ({
      folder,
      names: await listEntries(machine.software, folder),
    })),
  );
  const links = new Set(listed.flatMap(({ names }) => names.filter(isEggLink).map(linkedName)));
  const entries = listed.flatMap(({ folder, names }) =>
    names.filter(isDistribution).map((entry) => ({ folder, entry })),
  );
  if (entries.length > MOST_DISTRIBUTIONS) {
    throw new Error(`the search path holds ${entries.length} packages, more than ${MOST_DISTRIBUTIONS}`);
  }
  return mapInLanes(entries, (location) => readDistribution(machine, { ...location, links }));
}

/** A folder on the search path that is no folder (a zip file, a name left over) holds no packages. */
async function listEntries(software: Place, folder: string): Promise<readonly string[]> {
  const names = (await software.list(folder)) ?? [];
  // An egg is itself on the search path, and holds the description of one package.
  return folder.endsWith('.egg') && names.includes('EGG-INFO') ? [...names, 'EGG-INFO'] : names;
}

/** pip leaves `~name` behind when it is interrupted while uninstalling. */
function isDistribution(name: string): boolean {
  return /\.(?:dist|egg)-info$|^EGG-INFO$/.test(name) && !name.startsWith('~');
}

function isEggLink(name: string): boolean {
  return name.endsWith('.egg-link');
}

function linkedName(name: string): string {
  return normaliseName(name.slice(0, -'.egg-link'.length));
}

async function mapInLanes<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results;
}

interface Location {
  readonly folder: string;
  readonly entry: string;
  readonly links: ReadonlySet<string>;
}

/** Name and version are among the first lines; a description of a megabyte may follow. */
const HEADER_LIMIT = 16 * 1024;
const SMALL_LIMIT = 16 * 1024;

async function readDistribution(machine: Machine, { folder, entry, links }: Location): Promise<Distribution> {
  const base = `${folder}/${entry}`;
  const { software } = machine;
  if (!entry.endsWith('.dist-info')) {
    const metadata = await readEggMetadata(software, base);
    const linked = links.has(normaliseName(nameAndVersion(metadata, entry).name));
    return { folder, entry, metadata, installer: null, directUrl: null, digest: { kind: 'none' }, linked };
  }
  const record = await readRecord(machine, base);
  const [metadata, installer, directUrl] = await Promise.all([
    software.readText(`${base}/METADATA`, HEADER_LIMIT),
    software.readText(`${base}/INSTALLER`, SMALL_LIMIT),
    record.mentionsDirectUrl ? software.readText(`${base}/direct_url.json`, SMALL_LIMIT) : null,
  ]);
  return { folder, entry, metadata, installer, directUrl, digest: record.digest, linked: false };
}

/** Either a folder with PKG-INFO in it, or that file itself under the folder's name. */
async function readEggMetadata(software: Place, base: string): Promise<string | null> {
  return (await software.readText(`${base}/PKG-INFO`, HEADER_LIMIT)) ?? software.readText(base, HEADER_LIMIT);
}

/** torch's has 1.5 MB. */
const RECORD_LIMIT = 32 * 1024 * 1024;

interface RecordFacts {
  readonly digest: Digest;
  /** RECORD names all files, which saves asking for one that most packages do not have. */
  readonly mentionsDirectUrl: boolean;
}

async function readRecord(machine: Machine, base: string): Promise<RecordFacts> {
  let record: string | null;
  try {
    record = await machine.software.readText(`${base}/RECORD`, RECORD_LIMIT);
  } catch (thrown) {
    return { digest: { kind: 'unknown', because: reasonOf(thrown) }, mentionsDirectUrl: true };
  }
  if (record === null) return { digest: { kind: 'none' }, mentionsDirectUrl: true };
  return { digest: digestOf(machine, record), mentionsDirectUrl: record.includes('direct_url.json') };
}

function digestOf(machine: Machine, record: string): Digest {
  if (record.length >= RECORD_LIMIT) return { kind: 'unknown', because: 'its RECORD is too large' };
  const rows = contentRows(record);
  return rows === null ? { kind: 'none' } : { kind: 'digest', value: `sha256:${machine.sha256(rows)}` };
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The first one on the search path wins, as for the interpreter; sorted by name. */
function parse(distributions: readonly Distribution[]): Parsed<readonly Package[]> {
  const winners = new Map<string, Distribution>();
  const unknown: Unknown[] = [];
  for (const distribution of distributions) {
    const name = normaliseName(nameAndVersion(distribution.metadata, distribution.entry).name);
    const winner = winners.get(name);
    if (winner === undefined) winners.set(name, distribution);
    else unknown.push(...contradiction(name, winner, distribution));
  }
  const parsed = [...winners].map(([name, distribution]) => packageOf(name, distribution));
  return {
    facts: parsed.map(({ facts }) => facts).sort((a, b) => (a.name < b.name ? -1 : 1)),
    unknown: [...unknown, ...parsed.flatMap((one) => one.unknown)],
  };
}

/** The path of a package's field in `unknown`: by name, because a number would change with every other package. */
export function packagePath(name: string, field: keyof Package): string {
  return `python.packages[${name}].${field}`;
}

/** Two descriptions in one folder are left-overs of a broken installation: which files are there, neither says. */
function contradiction(name: string, a: Distribution, b: Distribution): Unknown[] {
  const versions = [a, b].map(({ metadata, entry }) => nameAndVersion(metadata, entry).version);
  if (a.folder !== b.folder || versions[0] === versions[1]) return [];
  const because = `two versions are described in one folder: ${versions.join(' and ')}`;
  return [{ path: packagePath(name, 'version'), because }];
}

function packageOf(name: string, distribution: Distribution): Parsed<Package> {
  const { metadata, entry, installer, digest, linked } = distribution;
  const { version } = nameAndVersion(metadata, entry);
  const origin = parseOrigin(distribution.directUrl);
  const unknown: Unknown[] = [];
  const note = (field: keyof Package, because: string) =>
    unknown.push({ path: packagePath(name, field), because });
  if (version === '') note('version', 'neither its metadata nor the name of its folder says');
  if (digest.kind === 'unknown') note('digest', digest.because);
  if (origin === null) note('commit', 'its direct_url.json cannot be read');
  const editable = linked || origin?.editable === true;
  const facts: Package = {
    name,
    version,
    commit: origin?.commit ?? null,
    // What an editable installation lists is a pointer to a folder; its content is the commit of that folder.
    digest: digest.kind === 'digest' && !editable ? digest.value : null,
    installer: installer?.trim() || null,
    editable,
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
    name: headerField(header, 'Name') ?? nameOfEntry,
    version: headerField(header, 'Version') ?? versionOfEntry,
  };
}

function headerField(header: string, name: string): string | null {
  return new RegExp(`^${name}:[ \\t]*(.+?)[ \\t]*\\r?$`, 'im').exec(header)?.[1] ?? null;
}

interface Origin {
  readonly commit: string | null;
  readonly editable: boolean;
}

/** direct_url.json (PEP 610): where a package came from when it did not come from an index; null when it is broken. */
function parseOrigin(directUrl: string | null): Origin | null {
  if (directUrl === null) return { commit: null, editable: false };
  try {
    const { vcs_info: vcs, dir_info: dir } = JSON.parse(directUrl) as Fields;
    const commit = fieldsOf(vcs)['commit_id'];
    return {
      commit: typeof commit === 'string' ? commit : null,
      editable: fieldsOf(dir)['editable'] === true,
    };
  } catch {
    return null;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
