/**
 * Parameters: the files that a policy names (params.yaml, Hydra's outputs, JSON), by digest and key by key, so that a
 * report can say that `optimizer.lr` went from 0.001 to 0.01 and not only that a file is another one.
 */

import type { Machine } from '../machine.ts';
import type { Parsed } from '../probe.ts';
import type { ParameterFile, Unknown } from '../snapshot.ts';
import { parsePathGlob } from './data/path-glob.ts';
import { type FoundFile, type Walked, walk } from './data/walk.ts';
import { type FlattenResult, flattenOverrides, flattenValue, flattenYaml } from './parameters/flatten.ts';

export { diffParameters, type ParameterChange } from './parameters/diff.ts';

export interface ParameterRequest {
  readonly directory: string;
  /** Paths or globs; a `.hydra` folder stands for the configuration and the overrides in it. */
  readonly patterns: readonly string[];
  /** Parses TOML, for whoever brings a parser; throws on a text that is none. */
  readonly toml?: (text: string) => unknown;
}

const LARGEST_FILE = 4 * 1024 * 1024;
const MOST_FILES = 100;

/** Reads the files that the patterns name, sorted by path. Never throws. */
export async function readParameters(
  machine: Machine,
  request: ParameterRequest,
): Promise<Parsed<readonly ParameterFile[]>> {
  const found = new Map<string, FoundFile>();
  const unknown: Unknown[] = [];
  for (const pattern of new Set(request.patterns)) {
    const { files, problems } = await filesOf(machine, request.directory, pattern);
    for (const file of files) found.set(file.path, file);
    unknown.push(...problems.map(({ path, because }) => unknownFile(path, because)));
  }
  const files = [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  if (files.length > MOST_FILES)
    unknown.push(unknownFile(`${MOST_FILES} and more`, `more than ${MOST_FILES} files are named`));
  const parsed = await Promise.all(
    files.slice(0, MOST_FILES).map((file) => readFile(machine, file, request)),
  );
  return {
    facts: parsed.flatMap(({ facts }) => facts ?? []),
    unknown: [...unknown, ...parsed.flatMap((one) => one.unknown)],
  };
}

function unknownFile(path: string, because: string): Unknown {
  return { path: `parameters[${path}]`, because };
}

type Named = Pick<Walked, 'files' | 'problems'>;

async function filesOf(machine: Machine, directory: string, pattern: string): Promise<Named> {
  const problem = (because: string): Named => ({ files: [], problems: [{ path: pattern, because }] });
  const parsed = parsePathGlob(pattern);
  if (parsed.kind === 'problem') return problem(parsed.because);
  const { data } = machine;
  try {
    const root = data === undefined ? null : await data.real(directory);
    if (data === undefined || root === null) return problem('the repository cannot be looked into');
    const walked = await walk({ data, directory, root, excluded: [] }, parsed.glob);
    if (walked.kind === 'files') return walked;
    const files = walked.files.filter(({ path }) => HYDRA.test(path));
    return files.length > 0
      ? { files, problems: [] }
      : problem('expected a file or a .hydra folder, found another folder');
  } catch (thrown) {
    return problem(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/** hydra.yaml beside them says where and when the job ran, which is no parameter. */
const HYDRA = /(?:^|\/)\.hydra\/(?:config|overrides)\.yaml$/;

async function readFile(
  { software, sha256 }: Machine,
  { path, real }: FoundFile,
  request: ParameterRequest,
): Promise<Parsed<ParameterFile | null>> {
  const fail = (because: string): Parsed<null> => ({ facts: null, unknown: [unknownFile(path, because)] });
  const text = await software.readText(real, LARGEST_FILE).catch(() => null);
  if (text === null) return fail('it cannot be read');
  if (text.length >= LARGEST_FILE) return fail(`it has more than ${LARGEST_FILE} bytes`);
  const hash = `sha256:${sha256(text)}`;
  const parsed = parseParameters(text, { path, sha256, toml: request.toml });
  if (parsed.kind === 'problem') {
    // The digest still tells whether the file changed.
    return { facts: { path, hash, values: {} }, unknown: [unknownFile(path, parsed.because)] };
  }
  const { values, left } = parsed;
  const because = `it has ${left} more keys than are compared one by one; its digest covers them`;
  return { facts: { path, hash, values }, unknown: left === 0 ? [] : [unknownFile(path, because)] };
}

export interface ParseContext {
  readonly path: string;
  readonly sha256: (text: string) => string;
  readonly toml?: ((text: string) => unknown) | undefined;
}

/** The values of a file by its name's ending. Total: every text is values or a problem. */
export function parseParameters(text: string, { path, sha256, toml }: ParseContext): FlattenResult {
  if (/(?:^|\/)\.hydra\/overrides\.yaml$/.test(path)) return flattenOverrides(text, sha256);
  if (/\.(?:ya?ml|json)$/i.test(path)) return flattenYaml(text, sha256);
  if (!/\.toml$/i.test(path))
    return { kind: 'problem', because: 'expected a file of YAML, JSON or TOML, by its name' };
  if (toml === undefined)
    return { kind: 'problem', because: 'this version does not read parameters in TOML key by key' };
  try {
    return flattenValue(toml(text), sha256);
  } catch (thrown) {
    return {
      kind: 'problem',
      because: `it cannot be parsed: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    };
  }
}
