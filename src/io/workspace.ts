/** The Workspace port: the files around one smoke run. */

import { randomUUID } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, mkdir, mkdtemp, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { PythonChoice } from '../smoke/environment.ts';
import type {
  FileGuard,
  MetricFile,
  MetricPlace,
  RunFolder,
  SetAside,
  Workspace,
} from '../smoke/workspace.ts';
import { isAbsent } from './folder.ts';
import { readObservations } from './observation-files.ts';
import { findProgram } from './program.ts';

/** A metrics file of a smoke test is kilobytes; beyond this it is a mistake, and no text that Node can hold. */
const MAX_METRIC_BYTES = 256 * 1024 * 1024;

/** The workspace of this machine. Run folders are made under RUNNER_TEMP, which the runner empties, or the system's own. */
export function localWorkspace(env: Readonly<Record<string, string | undefined>>): Workspace {
  return {
    createRunFolder: () => createRunFolder(env['RUNNER_TEMP']),
    removeRunFolder: ({ root }) => rm(root, { recursive: true, force: true }).catch(() => {}),
    setAside,
    readMetricFile,
    readObservations: ({ observations }) => readObservations(observations),
    guardFiles,
    follow,
  };
}

/** What `--python` means: the folder of the interpreter (a bare name is found on PATH), and the virtual environment around it. */
export async function pythonChoice(name: string): Promise<PythonChoice> {
  const folder = dirname(findProgram(name, process.env) ?? resolve(name));
  const root = dirname(folder);
  // PEP 405: a virtual environment is a folder with a pyvenv.cfg.
  const venv = (await statusOf(join(root, 'pyvenv.cfg'))) === null ? null : root;
  return { folder, venv, pathSeparator: delimiter === ';' ? ';' : ':' };
}

async function createRunFolder(runnerTemp: string | undefined): Promise<RunFolder> {
  const parent = runnerTemp !== undefined && (await isFolder(runnerTemp)) ? runnerTemp : tmpdir();
  // mkdtemp makes the folder with mode 0700. Links are resolved now, so that paths can be compared later.
  const root = await realpath(await mkdtemp(join(parent, 'repro-gate-')));
  const outDir = join(root, 'out');
  const caches = { inductorCache: join(root, 'inductor'), tritonCache: join(root, 'triton') };
  const observations = join(root, 'observations');
  for (const folder of [outDir, observations, ...Object.values(caches)]) await mkdir(folder);
  const metricsFile = join(outDir, 'metrics.jsonl');
  const logFile = join(root, 'output.log');
  return { runId: randomUUID(), root, outDir, metricsFile, ...caches, observations, logFile };
}

/** The file of a place, absolute; null when the path leaves the root, by itself or through a linked folder. */
async function locate({ root, path }: MetricPlace): Promise<string | null> {
  const file = resolve(root, path);
  if (!isInside(root, file)) return null;
  try {
    const folder = await realpath(dirname(file));
    return isInside(await realpath(root), join(folder, basename(file))) ? join(folder, basename(file)) : null;
  } catch {
    // A folder that is not there yet holds nothing; the file is judged again when it is read.
    return file;
  }
}

function isInside(root: string, file: string): boolean {
  const way = relative(root, file);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

async function readMetricFile(place: MetricPlace): Promise<MetricFile> {
  try {
    return await readInside(place);
  } catch (error) {
    if (isAbsent(error)) return { kind: 'absent' };
    return { kind: 'unusable', expected: 'a file that can be read', found: reasonOf(error) };
  }
}

async function readInside(place: MetricPlace): Promise<MetricFile> {
  const lexical = await locate(place);
  const outside = {
    kind: 'unusable',
    expected: 'a file inside the working directory or $REPRO_OUT_DIR',
  } as const;
  if (lexical === null) return { ...outside, found: `\`${place.path}\`, which leads out of it` };
  const file = await realpath(lexical);
  if (!isInside(await realpath(place.root), file)) {
    return { ...outside, found: `\`${place.path}\`, a link that leads out of it` };
  }
  // Not blocking: opening a named pipe for reading would wait for a writer. A link that appears now is refused.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    return await readRegular(handle);
  } finally {
    await handle.close();
  }
}

async function readRegular(handle: FileHandle): Promise<MetricFile> {
  const status = await handle.stat();
  if (!status.isFile()) return { kind: 'unusable', expected: 'a file', found: kindOf(status) };
  if (status.size > MAX_METRIC_BYTES) {
    const found = `${Math.ceil(status.size / 2 ** 20)} MiB`;
    return { kind: 'unusable', expected: `at most ${MAX_METRIC_BYTES / 2 ** 20} MiB`, found };
  }
  const bytes = await handle.readFile();
  const [first, second] = bytes;
  // PowerShell's `>` writes UTF-16.
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { kind: 'unusable', expected: 'UTF-8 text', found: 'UTF-16 text' };
  }
  return { kind: 'text', text: bytes.toString('utf8') };
}

function kindOf(status: Stats): string {
  if (status.isDirectory()) return 'a folder';
  return status.isFIFO() ? 'a named pipe' : 'something that is no file';
}

interface Moved {
  readonly from: string;
  readonly to: string;
}

async function setAside(places: readonly MetricPlace[], runId: string): Promise<SetAside> {
  const moved: Moved[] = [];
  const leftOver = new Set<string>();
  const blocked = new Map<string, string>();
  for (const place of places) {
    try {
      const move = await moveAway(place, runId);
      if (move !== null) moved.push(move);
      // Two spellings of one path name the same old file.
      const from = await locate(place);
      if (moved.some((other) => other.from === from)) leftOver.add(place.path);
    } catch (error) {
      blocked.set(place.path, reasonOf(error));
    }
  }
  return { leftOver, blocked, restore: () => restoreAll(moved) };
}

async function moveAway(place: MetricPlace, runId: string): Promise<Moved | null> {
  const from = await locate(place);
  const status = from === null ? null : await statusOf(from);
  // A folder is no metric file, and reading it will say so.
  if (from === null || status === null || status.isDirectory()) return null;
  const to = join(dirname(from), `.${basename(from)}.before-${runId}`);
  await rename(from, to);
  return { from, to };
}

/** Every file gets its chance, also when another cannot be put back. */
async function restoreAll(moved: readonly Moved[]): Promise<void> {
  const results = await Promise.allSettled(moved.map(restoreOne));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

async function restoreOne({ from, to }: Moved): Promise<void> {
  if ((await statusOf(from)) !== null) {
    await rm(to, { force: true });
    return;
  }
  // The run may have removed the folder, and with it the old file: then there is nothing to put back.
  if ((await statusOf(to)) !== null) await rename(to, from);
}

async function guardFiles(files: Readonly<Record<string, string>>): Promise<FileGuard> {
  const before = new Map<string, Remembered>();
  for (const [name, path] of Object.entries(files))
    before.set(name, { path, content: await contentOf(path) });
  return {
    async restore() {
      const changed: string[] = [];
      for (const [name, remembered] of before) if (await putBack(remembered)) changed.push(name);
      return changed;
    },
  };
}

interface Remembered {
  readonly path: string;
  /** Null for a file that was not there. */
  readonly content: Buffer | null;
}

/** True when the file had changed. What is in its place now may be anything: a link, a folder, a file of gigabytes. */
async function putBack({ path, content }: Remembered): Promise<boolean> {
  if (await isUnchanged(path, content)) return false;
  if ((await statusOf(path))?.isFile() !== true || content === null) {
    await rm(path, { recursive: true, force: true });
  }
  if (content !== null) await write(path, content);
  return true;
}

async function isUnchanged(path: string, content: Buffer | null): Promise<boolean> {
  const status = await statusOf(path);
  if (status === null || content === null) return status === null && content === null;
  if (!status.isFile() || status.size !== content.length) return false;
  return content.equals((await contentOf(path)) ?? Buffer.alloc(0));
}

async function write(path: string, content: Buffer): Promise<void> {
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
  const handle = await open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
  try {
    await handle.writeFile(content);
  } finally {
    await handle.close();
  }
}

/** Null for what is not there or no file of its own. */
async function contentOf(path: string): Promise<Buffer | null> {
  const status = await statusOf(path);
  if (status?.isFile() !== true) return null;
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

const FOLLOW_MS = 250;
/** A burst of output that is longer is not read in full; the newest rows are enough to show progress. */
const FOLLOW_BYTES = 256 * 1024;

function follow(place: MetricPlace, onText: (text: string) => void): () => void {
  let [position, busy, stopped] = [0, false, false];
  const look = async () => {
    const file = await locate(place);
    const status = file === null ? null : await statusOf(file);
    if (file === null || status?.isFile() !== true || status.size === position) return;
    // Shorter than before: written anew.
    const start = Math.max(status.size < position ? 0 : position, status.size - FOLLOW_BYTES);
    position = status.size;
    const text = await readPart(file, { start, end: status.size });
    if (!stopped) onText(text);
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    // Progress is a courtesy: what goes wrong with it must not disturb the run.
    void look()
      .catch(() => {})
      .finally(() => {
        busy = false;
      });
  }, FOLLOW_MS);
  timer.unref();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

async function readPart(file: string, { start, end }: Range): Promise<string> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The file itself, links not followed; null when it is not there. */
async function statusOf(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() === true;
}

/** Why a file could not be used: the system's code, because its message names folders that no report should show. */
function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | null)?.code ?? String(error);
}
