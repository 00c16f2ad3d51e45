import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  writeWhole
} from "./chunk-WYYUXNO4.js";
import {
  code,
  isOfInstallation,
  nameAndVersion,
  normaliseName,
  packagePath,
  packages,
  readAhead
} from "./chunk-X6N5R5WP.js";
import {
  TOOL
} from "./chunk-VRIPUGIJ.js";
import {
  looksSecret,
  sanitiseAll
} from "./chunk-WUOEOQFZ.js";

// src/io/machine.ts
import { createHash as createHash3 } from "node:crypto";
import {
  accessSync as accessSync2,
  closeSync as closeSync2,
  constants as constants3,
  existsSync,
  openSync as openSync2,
  readdirSync,
  readSync as readSync2,
  statSync as statSync2
} from "node:fs";
import { statfs } from "node:fs/promises";
import { arch, availableParallelism, cpus, homedir as homedir2, release as release2, totalmem, userInfo, version } from "node:os";
import { basename, join as join4, posix, resolve as resolve2 } from "node:path";

// src/io/data-place.ts
import { lstat, readdir, realpath } from "node:fs/promises";

// src/io/data-digest.ts
import { createHash as createHash2 } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, read, readSync } from "node:fs";
import { stat } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";

// src/io/digest-cache.ts
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
var SMALLEST_CACHED = 64 * 1024;
var RACY_NS = 2000000000n;
var HEADER = "repro-gate digests 1";
var MOST_ENTRIES = 2e5;
var LARGEST_CACHE = 64 * 1024 * 1024;
function cacheFile(env) {
  const tools = env["RUNNER_TOOL_CACHE"];
  if (isFolder(tools)) return join(tools, "repro-gate", "digests");
  const caches = env["XDG_CACHE_HOME"];
  if (isFolder(caches)) return join(caches, "repro-gate", "digests");
  const home = env["HOME"] ?? homedir();
  return isFolder(home) ? join(home, ".cache", "repro-gate", "digests") : null;
}
function isFolder(path) {
  return path !== void 0 && isAbsolute(path);
}
async function openCache(file) {
  const known = await load(file);
  let changed = false;
  return {
    find(stats, now2) {
      const key = identityOf(stats);
      const sha256 = known.get(key);
      if (sha256 === void 0 || isRacy(stats, now2)) return null;
      known.delete(key);
      known.set(key, sha256);
      return sha256;
    },
    add(stats, sha256, readAt) {
      if (stats.size < SMALLEST_CACHED || isRacy(stats, readAt)) return;
      known.set(identityOf(stats), sha256);
      changed = true;
    },
    async save() {
      if (!changed) return;
      changed = false;
      const merged = new Map([...await load(file), ...known]);
      await writeWhole(file, format([...merged].slice(-MOST_ENTRIES))).catch(() => {
      });
    }
  };
}
function isRacy({ mtimeNs, ctimeNs }, now2) {
  const changed = mtimeNs > ctimeNs ? mtimeNs : ctimeNs;
  return changed > now2 - RACY_NS;
}
function identityOf({ dev, ino, size, mtimeNs, ctimeNs }) {
  return `${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}`;
}
async function load(file) {
  try {
    return parse(await readOwn(file));
  } catch {
    return /* @__PURE__ */ new Map();
  }
}
async function readOwn(file) {
  const handle = await open(file, "r");
  try {
    const facts = await handle.stat();
    const user = process.getuid?.();
    const own = user === void 0 || facts.uid === user && (facts.mode & 18) === 0;
    if (!facts.isFile() || !own || facts.size > LARGEST_CACHE) return "";
    return await handle.readFile("latin1");
  } finally {
    await handle.close();
  }
}
function format(entries2) {
  const body = entries2.map(([key, sha256]) => `${key} ${sha256}
`).join("");
  return `${HEADER}
${sha256Of(body)}
${body}`;
}
function parse(text) {
  const [header, digest2] = text.split("\n", 2);
  const body = text.slice((header?.length ?? 0) + (digest2?.length ?? 0) + 2);
  if (header !== HEADER || digest2 !== sha256Of(body)) return /* @__PURE__ */ new Map();
  const lines2 = body.split("\n").map((line) => /^(\d+ \d+ \d+ -?\d+ -?\d+) ([0-9a-f]{64})$/.exec(line));
  return new Map(
    lines2.flatMap((match) => match === null ? [] : [[match[1] ?? "", match[2] ?? ""]])
  );
}
function sha256Of(text) {
  return createHash("sha256").update(text).digest("hex");
}

// src/io/data-digest.ts
var AT_ONCE = 4;
var BUFFER_BYTES = 1024 * 1024;
var SMALL = 64n * 1024n;
var LONGEST_RUN_MS = 10;
var PROGRESS_MS = 100;
async function digestFiles(paths, env, options = {}) {
  const cache = new LazyCache(options.cache === "off" ? null : cacheFile(env));
  const meter = new Meter(options.progress, options.progress === void 0 ? 0 : await sizeOf(paths));
  const results = [];
  const pending = paths.entries();
  const work = async () => {
    const reader = new Reader({ cache, meter, signal: options.signal });
    for (const [index, path] of pending) results[index] = await reader.digest(path);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, paths.length) }, work));
  await cache.save();
  meter.finish();
  return results;
}
var LazyCache = class {
  #file;
  #opened;
  constructor(file) {
    this.#file = file;
  }
  async for({ size }) {
    if (this.#file === null || size < SMALLEST_CACHED) return null;
    this.#opened ??= openCache(this.#file);
    return this.#opened;
  }
  async save() {
    await (await this.#opened)?.save();
  }
};
async function sizeOf(paths) {
  let total = 0;
  const pending = paths.values();
  const work = async () => {
    for (const path of pending) {
      const found = await stat(path).catch(() => null);
      total += found?.size ?? 0;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return total;
}
var Meter = class {
  #done = 0;
  #told = 0;
  #tell;
  #total;
  constructor(tell, total) {
    this.#tell = tell;
    this.#total = total;
  }
  add(bytes) {
    this.#done += bytes;
    if (this.#tell === void 0 || performance.now() - this.#told < PROGRESS_MS) return;
    this.#told = performance.now();
    this.#tell({ done: Math.min(this.#done, this.#total), total: this.#total });
  }
  finish() {
    this.#tell?.({ done: this.#total, total: this.#total });
  }
};
var READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
var Reader = class {
  #context;
  #filled = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  #spare = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  #rested = performance.now();
  constructor(context) {
    this.#context = context;
  }
  /**
   * Synchronous for small files and their facts, because of ten thousand of them each would wait for Node's pool five
   * times, which took four times as long; with a rest between them for whatever else waits.
   */
  async digest(path) {
    try {
      await this.#rest();
      const file = openSync(path, READ);
      try {
        return await this.#open(file);
      } finally {
        closeSync(file);
      }
    } catch (thrown) {
      return { kind: "failed", because: explain(thrown) };
    }
  }
  async #rest() {
    if (performance.now() - this.#rested > LONGEST_RUN_MS) {
      await setImmediate();
      this.#rested = performance.now();
    }
    if (this.#context.signal?.aborted) throw new Error("the reading was stopped before it was done");
  }
  async #open(file) {
    const stats = fstatSync(file, { bigint: true });
    if (!stats.isFile()) return { kind: "failed", because: "it is no regular file" };
    const cache = await this.#context.cache.for(stats);
    const known = cache?.find(stats, now()) ?? null;
    if (known === null) return this.#read(file, { before: stats, cache });
    this.#context.meter.add(Number(stats.size));
    return { kind: "digested", sha256: known, size: Number(stats.size) };
  }
  async #read(file, { before, cache }) {
    const readAt = now();
    const hash = createHash2("sha256");
    const small = before.size > 0n && before.size < SMALL;
    const size = small ? this.#feedAtOnce(hash, file) : await this.#feed(hash, file);
    const after = fstatSync(file, { bigint: true });
    if (!isUnchanged(before, after)) return { kind: "failed", because: "it changed while it was read" };
    const sha256 = hash.digest("hex");
    cache?.add(after, sha256, readAt);
    return { kind: "digested", sha256, size };
  }
  #feedAtOnce(hash, file) {
    let position = 0;
    for (let more = 1; more > 0; position += more) {
      more = readSync(file, this.#filled, 0, BUFFER_BYTES, position);
      hash.update(this.#filled.subarray(0, more));
    }
    this.#context.meter.add(position);
    return position;
  }
  /** From explicit places of the file, because the next reading is under way while the last one is hashed. */
  async #feed(hash, file) {
    let position = 0;
    let { bytesRead } = await readSome(file, this.#filled, 0, BUFFER_BYTES, position);
    while (bytesRead > 0) {
      position += bytesRead;
      const next = readSome(file, this.#spare, 0, BUFFER_BYTES, position);
      hash.update(this.#filled.subarray(0, bytesRead));
      [this.#filled, this.#spare] = [this.#spare, this.#filled];
      const hashed = bytesRead;
      bytesRead = (await next).bytesRead;
      this.#context.meter.add(hashed);
      await this.#rest();
    }
    return position;
  }
};
var readSome = promisify(read);
function now() {
  return BigInt(Date.now()) * 1000000n;
}
function isUnchanged(before, after) {
  return before.size === after.size && before.mtimeNs === after.mtimeNs && before.ctimeNs === after.ctimeNs;
}
function explain(thrown) {
  const { code: code2, message } = thrown;
  switch (code2) {
    case "ENOENT":
    case "ENOTDIR":
      return "it does not exist";
    case "EACCES":
    case "EPERM":
      return "it may not be read (permission denied)";
    case "ENXIO":
      return "it is no regular file";
    default:
      return message ?? String(thrown);
  }
}

// src/io/folder.ts
import { lstatSync, readlinkSync } from "node:fs";
import { join as join2 } from "node:path";
var MOST_LINKS = 40;
function resolveInside(root, path) {
  const pending = segments(path);
  const done = [];
  let links = 0;
  for (let name = pending.shift(); name !== void 0; name = pending.shift()) {
    if (name === "..") {
      done.pop();
      continue;
    }
    const file = join2(root, ...done, name);
    const stats = entry(file);
    if (stats === null) return null;
    if (!stats.isSymbolicLink()) {
      done.push(name);
      continue;
    }
    links += 1;
    if (links > MOST_LINKS) throw new Error(`${path} has too many levels of symbolic links`);
    const target = readlinkSync(file);
    if (target.startsWith("/")) done.length = 0;
    pending.unshift(...segments(target));
  }
  return join2(root, ...done);
}
function segments(path) {
  return path.split("/").filter((segment) => segment !== "" && segment !== ".");
}
function entry(file) {
  try {
    return lstatSync(file);
  } catch (thrown) {
    if (isAbsent(thrown)) return null;
    throw thrown;
  }
}
function isAbsent(thrown) {
  const code2 = thrown?.code;
  return code2 === "ENOENT" || code2 === "ENOTDIR";
}

// src/io/data-place.ts
function dataPlaceHere(env) {
  return {
    look: (path) => orAbsent(async () => kindOf(await lstat(path))),
    real: (path) => orAbsent(() => realpath(path)),
    entries,
    digest: (paths, options) => digestFiles(paths, env, options)
  };
}
async function entries(path) {
  const found = await readdir(path, { withFileTypes: true });
  return found.map((entry2) => ({ name: entry2.name, kind: kindOf(entry2) })).sort((a, b) => a.name < b.name ? -1 : 1);
}
function kindOf(entry2) {
  if (entry2.isFile()) return "file";
  if (entry2.isDirectory()) return "folder";
  return entry2.isSymbolicLink() ? "link" : "other";
}
async function orAbsent(look2) {
  try {
    return await look2();
  } catch (thrown) {
    if (isAbsent(thrown)) return null;
    throw thrown;
  }
}

// src/io/program.ts
import { spawn } from "node:child_process";
import { accessSync, constants as constants2, statSync } from "node:fs";
import { delimiter, isAbsolute as isAbsolute2, join as join3, resolve } from "node:path";
var DEFAULT_TIMEOUT_MS = 1e4;
var DEFAULT_LIMIT = 1024 * 1024;
var DRAIN_MS = 500;
var WITHHELD = /^(?:INPUT_|ACTIONS_|GIT_CONFIG_)|^(?:GITHUB_(?:ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)|NODE_OPTIONS)$/i;
function childEnvironment(env, changes = {}) {
  const child = {};
  for (const [name, value] of Object.entries({ ...env, ...changes, LC_ALL: "C" })) {
    if (value !== void 0 && !WITHHELD.test(name) && !looksSecret(name)) child[name] = value;
  }
  return child;
}
async function runProgram(start4) {
  try {
    const file = findProgram(start4.program, start4.env);
    if (file === null) return { kind: "not-found" };
    return await supervise(open2({ ...start4, program: file }), start4);
  } catch (thrown) {
    return { kind: "failed", because: explain2(thrown, start4) };
  }
}
function findProgram(program, env) {
  if (/[\\/]/.test(program)) {
    const path = resolve(program);
    return statSync(path, { throwIfNoEntry: false }) === void 0 ? null : path;
  }
  const names = process.platform === "win32" ? [`${program}.exe`, program] : [program];
  for (const folder of searchPath(env)) {
    const found = names.map((name) => join3(folder, name)).find(isExecutable);
    if (found !== void 0) return found;
  }
  return null;
}
function searchPath(env) {
  const path = env["PATH"] ?? env["Path"] ?? "";
  return path.split(delimiter).filter(isAbsolute2);
}
function isExecutable(path) {
  if (!look(path)?.isFile()) return false;
  try {
    accessSync(path, constants2.X_OK);
    return true;
  } catch {
    return false;
  }
}
function look(path) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return void 0;
  }
}
function open2({ program, args, env, cwd, input }) {
  const child = spawn(program, args, {
    ...cwd === void 0 ? {} : { cwd },
    env: { ...env },
    stdio: [input === void 0 ? "ignore" : "pipe", "pipe", "pipe"],
    // A group of its own, so that what the program started can be stopped with it. On Windows that means a console.
    detached: process.platform !== "win32",
    windowsHide: true
  });
  child.stdin?.on("error", () => {
  });
  child.stdin?.end(input);
  return child;
}
async function supervise(child, start4) {
  const afterMs = start4.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const stdout = collect(child.stdout, start4.limit ?? DEFAULT_LIMIT);
  const stderr = collect(child.stderr, start4.limit ?? DEFAULT_LIMIT);
  const deadline = new Deadline(afterMs);
  enlist(child);
  try {
    const end = await Promise.race([ended(child), deadline.passed]);
    if (end.kind === "timed-out") return { kind: "timed-out", afterMs, stdout: stdout.text() };
    if (end.code === null)
      return { kind: "signalled", signal: end.signal ?? "unknown", stdout: stdout.text() };
    const truncated = stdout.truncated() || stderr.truncated();
    return { kind: "exited", code: end.code, stdout: stdout.text(), stderr: stderr.text(), truncated };
  } finally {
    deadline.clear();
    dismiss(child);
    release(child);
  }
}
var Deadline = class {
  passed;
  #timer;
  constructor(ms) {
    this.passed = new Promise((resolve3) => {
      this.#timer = setTimeout(() => resolve3({ kind: "timed-out" }), ms);
    });
  }
  clear() {
    clearTimeout(this.#timer);
  }
};
function ended(child) {
  return new Promise((resolve3, reject) => {
    child.once("error", reject);
    child.once("exit", (code2, signal) => {
      const drain = setTimeout(() => resolve3({ kind: "ended", code: code2, signal }), DRAIN_MS);
      child.once("close", () => {
        clearTimeout(drain);
        resolve3({ kind: "ended", code: code2, signal });
      });
    });
  });
}
function collect(stream, limit) {
  const chunks = [];
  let seen = 0;
  stream?.on("data", (chunk) => {
    if (seen < limit) chunks.push(chunk.subarray(0, limit - seen));
    seen += chunk.length;
  });
  stream?.on("error", () => {
  });
  return { text: () => Buffer.concat(chunks).toString("utf8"), truncated: () => seen > limit };
}
var running = /* @__PURE__ */ new Set();
var SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
process.once("exit", killRunning);
function enlist(child) {
  if (running.size === 0) for (const signal of SIGNALS) process.on(signal, obey);
  running.add(child);
}
function dismiss(child) {
  running.delete(child);
  if (running.size === 0) for (const signal of SIGNALS) process.off(signal, obey);
}
function obey(signal) {
  killRunning();
  if (process.listenerCount(signal) > 1) return;
  for (const name of SIGNALS) process.off(name, obey);
  process.kill(process.pid, signal);
}
function killRunning() {
  for (const child of running) killGroup(child);
}
function release(child) {
  const streams = [child.stdin, child.stdout, child.stderr];
  const held = streams.some((stream) => stream !== null && !stream.closed);
  if (!held && hasEnded(child)) return;
  killGroup(child);
  for (const stream of streams) stream?.destroy();
  child.unref();
}
function hasEnded(child) {
  return child.exitCode !== null || child.signalCode !== null;
}
function killGroup(child) {
  if (child.pid === void 0) return;
  try {
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
  }
}
function explain2(thrown, { program, cwd }) {
  const code2 = thrown?.code;
  if (code2 === "EACCES" && look(program)?.isDirectory()) return `${program} is a folder and no program`;
  if (code2 === "EACCES") return `${program} may not be executed (permission denied)`;
  if (code2 === "ENOENT") {
    return cwd !== void 0 && look(cwd) === void 0 ? `the folder ${cwd} does not exist` : `${program} names an interpreter that does not exist`;
  }
  return thrown instanceof Error ? thrown.message : String(thrown);
}

// src/io/machine.ts
var MIB = 1024 * 1024;
var DEFAULT_READ_LIMIT = MIB;
var DIGEST_LIMIT = 32 * MIB;
var UNAME = process.platform === "darwin" ? { x64: "x86_64" } : { x64: "x86_64", arm64: "aarch64", ia32: "i686" };
function machineHere(env) {
  const place = placeHere(env);
  return {
    ...place,
    ...identity(env),
    kind: "this",
    platform: process.platform,
    arch: architectureHere(),
    env,
    ...process.platform === "linux" ? {} : { system: systemFacts() },
    software: place,
    data: dataPlaceHere(env),
    mayOpen,
    request
  };
}
async function mayOpen(path) {
  try {
    accessSync2(path, constants3.R_OK);
    return true;
  } catch (thrown) {
    return !["EACCES", "EPERM"].includes(thrown.code ?? "");
  }
}
function machineInFolder(dir, env) {
  const root = resolve2(dir, "root");
  if (!statSync2(root, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(`${dir} holds no machine: expected a folder ${join4(dir, "root")}`);
  }
  const place = placeInFolder(root, resolve2(dir, "bin"), env);
  return {
    ...place,
    ...identity(env),
    kind: "folder",
    platform: "linux",
    arch: architectureIn(root),
    env,
    software: placeHere(env),
    data: dataPlaceHere(env)
  };
}
async function request(order) {
  if (order.to.kind === "socket" && !existsSync(order.to.path)) return { kind: "absent" };
  const { localRequest } = await import("./local-request-VTY4QNUO.js");
  return localRequest(order);
}
function placeHere(env) {
  return {
    readText: async (path, limit) => readText(path, limit),
    digest: async (path, reduce) => digest(path, reduce),
    list: async (path) => listFolder(path),
    exists: async (path) => existsSync(path),
    resolve: (path) => resolve2(path),
    filesystemMiB,
    run: (program, args, options = {}) => start(program, args, { env, options })
  };
}
function placeInFolder(root, bin, env) {
  const inside = (path, look2) => {
    const file = resolveInside(root, path);
    return file === null ? null : look2(file);
  };
  return {
    readText: async (path, limit) => inside(path, (file) => readText(file, limit)),
    digest: async (path, reduce) => inside(path, (file) => digest(file, reduce)),
    list: async (path) => inside(path, listFolder),
    exists: async (path) => inside(path, () => true) ?? false,
    resolve: (path) => posix.resolve("/", path),
    // The copy lies on a file system of this machine, whose size says nothing about the other's.
    filesystemMiB: async () => null,
    run: async (program, args, options = {}) => {
      const file = join4(bin, basename(program));
      const result = await start(file, args, { env, options });
      return result.kind === "not-found" ? savedOutput(`${file}.txt`, options) : result;
    }
  };
}
function savedOutput(file, { limit = DEFAULT_READ_LIMIT }) {
  const text = readText(file, limit + 1);
  if (text === null) return { kind: "not-found" };
  const truncated = Buffer.byteLength(text) > limit;
  return { kind: "exited", code: 0, stdout: truncated ? text.slice(0, limit) : text, stderr: "", truncated };
}
function start(program, args, { env, options }) {
  const { env: changes, ...rest } = options;
  return runProgram({ program, args, env: childEnvironment(env, changes), ...rest });
}
function readText(path, limit = DEFAULT_READ_LIMIT) {
  return readFile(path, limit)?.toString("utf8") ?? null;
}
function digest(path, reduce) {
  const bytes = readFile(path, DIGEST_LIMIT + 1);
  if (bytes === null) return null;
  if (bytes.length > DIGEST_LIMIT) throw new Error(`${path} has more than ${DIGEST_LIMIT / MIB} MiB`);
  const kept = reduce(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length));
  return kept === null ? null : createHash3("sha256").update(kept).digest("hex");
}
function readFile(path, limit) {
  const descriptor = orAbsent2(() => openSync2(path, READ2));
  if (descriptor === null) return null;
  try {
    const length = fill(descriptor, limit);
    return scratch.subarray(0, length);
  } finally {
    closeSync2(descriptor);
  }
}
var READ2 = constants3.O_RDONLY | (constants3.O_NONBLOCK ?? 0);
var scratch = Buffer.allocUnsafeSlow(2 * MIB);
function fill(descriptor, limit) {
  let length = 0;
  for (let more = 1; more > 0 && length < limit; length += more) {
    if (length === scratch.length) scratch = Buffer.concat([scratch], 2 * length);
    more = readSync2(descriptor, scratch, length, Math.min(limit, scratch.length) - length, null);
  }
  return length;
}
function listFolder(path) {
  return orAbsent2(() => readdirSync(path).sort());
}
function orAbsent2(look2) {
  try {
    return look2();
  } catch (thrown) {
    if (isAbsent(thrown)) return null;
    throw thrown;
  }
}
async function filesystemMiB(path) {
  try {
    const { bsize, blocks } = await statfs(path);
    return Math.floor(bsize * blocks / MIB);
  } catch {
    return null;
  }
}
function identity(env) {
  return {
    home: env["HOME"] ?? homedir2(),
    user: userName(env),
    sha256: (text) => createHash3("sha256").update(text).digest("hex")
  };
}
function userName(env) {
  try {
    return userInfo().username;
  } catch {
    return env["USER"] ?? env["LOGNAME"] ?? "";
  }
}
function architectureHere() {
  return UNAME[arch()] ?? arch();
}
function architectureIn(root) {
  const file = resolveInside(root, "/proc/sys/kernel/arch");
  const text = file === null ? null : readText(file);
  return text?.trim() || architectureHere();
}
function systemFacts() {
  return {
    os: version(),
    kernel: release2(),
    memoryMiB: Math.floor(totalmem() / MIB),
    cpuModel: cpus()[0]?.model.trim() ?? null,
    threads: availableParallelism()
  };
}

// data/driver-branches.json
var driver_branches_default = {
  description: "cuda: highest CUDA that a driver of each branch reports when no cuda-compat library is loaded. Windows drivers have branches of their own and are not listed where they differ. generations: branches that drive a generation; next is the first branch without it, because Windows numbers some drivers of a branch higher (582 is of R580).",
  source: "NVIDIA CUDA toolkit release notes, table of toolkit driver versions; 470, 510, 515, 525, 535, 550, 570 to 615 also seen in output of nvidia-smi; 565 from secondary sources. Generations: R580 as the last for Maxwell, Pascal and Volta from the name tables of open-gpu-kernel-modules (in 580.105.08, gone in 590.44.01); R470 for Kepler, R390 for Fermi and the first branches from release notes as remembered; Rubin from secondary sources",
  asOf: "2026-11",
  cuda: {
    "410": "10.0",
    "418": "10.1",
    "440": "10.2",
    "450": "11.0",
    "455": "11.1",
    "460": "11.2",
    "465": "11.3",
    "470": "11.4",
    "495": "11.5",
    "510": "11.6",
    "515": "11.7",
    "520": "11.8",
    "525": "12.0",
    "530": "12.1",
    "535": "12.2",
    "545": "12.3",
    "550": "12.4",
    "555": "12.5",
    "560": "12.6",
    "565": "12.7",
    "570": "12.8",
    "575": "12.9",
    "580": "13.0",
    "590": "13.1",
    "595": "13.2",
    "610": "13.3",
    "615": "13.4"
  },
  generations: {
    fermi: { first: null, last: 390, next: 396 },
    kepler: { first: null, last: 470, next: 495 },
    maxwell: { first: null, last: 580, next: 590 },
    pascal: { first: null, last: 580, next: 590 },
    volta: { first: null, last: 580, next: 590 },
    turing: { first: 410, last: null, next: null },
    ampere: { first: 450, last: null, next: null },
    ada: { first: 520, last: null, next: null },
    hopper: { first: 520, last: null, next: null },
    blackwell: { first: 570, last: null, next: null },
    rubin: { first: 615, last: null, next: null }
  }
};

// data/gpu-boards.json
var gpu_boards_default = {
  description: "Compute capability of NVIDIA boards, by PCI device id and by the name the driver prints (lower case, without a leading `NVIDIA `), and of virtual GPUs by the part of their name before the profile. Names that stand for more than one chip are not listed: GeForce GTX 750 (5.0 or 5.2), and GeForce GTX 1060, RTX 3050 and RTX 3060, which virtual GPUs for cloud gaming on later chips borrow.",
  source: "NVIDIA open-gpu-kernel-modules, name tables of drivers 515.43.04 to 595.45.04, with the chip of each device id from pci.ids; Kepler names, `orin (nvgpu)` and `thor` from secondary sources",
  asOf: "2026-11",
  capabilities: {
    "3.0": {
      devices: [],
      names: [
        "geforce gtx 650",
        "geforce gtx 660",
        "geforce gtx 670",
        "geforce gtx 680",
        "geforce gtx 690",
        "geforce gtx 760",
        "geforce gtx 770",
        "grid k1",
        "grid k2",
        "grid k520",
        "quadro k2000",
        "quadro k4000",
        "quadro k4200",
        "quadro k5000",
        "quadro k600",
        "tesla k10.g1.8gb",
        "tesla k8"
      ],
      virtual: []
    },
    "3.5": {
      devices: [],
      names: [
        "geforce gt 710",
        "geforce gt 730",
        "geforce gtx 780",
        "geforce gtx 780 ti",
        "geforce gtx titan",
        "geforce gtx titan black",
        "geforce gtx titan z",
        "quadro k5200",
        "quadro k6000",
        "tesla k20c",
        "tesla k20m",
        "tesla k20xm",
        "tesla k40c",
        "tesla k40m",
        "tesla k40t"
      ],
      virtual: []
    },
    "3.7": {
      devices: [],
      names: ["tesla k80"],
      virtual: []
    },
    "5.0": {
      devices: [
        "1340",
        "1341",
        "1344",
        "1346",
        "1347",
        "1348",
        "1349",
        "134b",
        "134d",
        "134e",
        "134f",
        "137a",
        "137b",
        "1380",
        "1382",
        "1390",
        "1391",
        "1392",
        "1393",
        "1398",
        "1399",
        "139a",
        "139b",
        "139c",
        "139d",
        "13b0",
        "13b1",
        "13b2",
        "13b3",
        "13b4",
        "13b6",
        "13b9",
        "13ba",
        "13bb",
        "13bc",
        "13bd",
        "174d",
        "174e",
        "179c"
      ],
      names: [
        "eizo quadro med-xn50lp",
        "geforce 830a",
        "geforce 830m",
        "geforce 840a",
        "geforce 840m",
        "geforce 845m",
        "geforce 920mx",
        "geforce 930a",
        "geforce 930m",
        "geforce 930mx",
        "geforce 940a",
        "geforce 940m",
        "geforce 940mx",
        "geforce 945a",
        "geforce 945m",
        "geforce gpu",
        "geforce gtx 745",
        "geforce gtx 750 ti",
        "geforce gtx 750ti",
        "geforce gtx 850a",
        "geforce gtx 850m",
        "geforce gtx 860m",
        "geforce gtx 950a",
        "geforce gtx 950m",
        "geforce gtx 960a",
        "geforce gtx 960m",
        "geforce mx110",
        "geforce mx130",
        "n15m-q3",
        "nvs 810",
        "quadro k1200",
        "quadro k2200",
        "quadro k2200m",
        "quadro k620",
        "quadro k620m",
        "quadro m1000m",
        "quadro m1200",
        "quadro m2000m",
        "quadro m500m",
        "quadro m520",
        "quadro m600m",
        "quadro m620",
        "tesla m10"
      ],
      virtual: ["grid m10"]
    },
    "5.2": {
      devices: [
        "13c0",
        "13c2",
        "13d7",
        "13d8",
        "13d9",
        "13da",
        "13f0",
        "13f1",
        "13f2",
        "13f3",
        "13f8",
        "13f9",
        "13fa",
        "13fb",
        "1401",
        "1402",
        "1406",
        "1427",
        "1430",
        "1431",
        "1436",
        "1617",
        "1618",
        "1619",
        "161a",
        "1667",
        "17c2",
        "17c8",
        "17f0",
        "17f1",
        "17fd"
      ],
      names: [
        "eizo quadro med-xn70",
        "eizo quadro med-xn90",
        "geforce gtx 950",
        "geforce gtx 960",
        "geforce gtx 965m",
        "geforce gtx 970",
        "geforce gtx 970m",
        "geforce gtx 980",
        "geforce gtx 980 ti",
        "geforce gtx 980m",
        "geforce gtx titan x",
        "quadro m2000",
        "quadro m2200",
        "quadro m3000 se",
        "quadro m3000m",
        "quadro m4000",
        "quadro m4000m",
        "quadro m5000",
        "quadro m5000 se",
        "quadro m5000m",
        "quadro m5500",
        "quadro m6000",
        "quadro m6000 24gb",
        "tesla m4",
        "tesla m40",
        "tesla m40 24gb",
        "tesla m6",
        "tesla m60"
      ],
      virtual: ["grid m6", "grid m60"]
    },
    "6.0": {
      devices: ["15f0", "15f7", "15f8", "15f9"],
      names: ["quadro gp100", "tesla p100-pcie-12gb", "tesla p100-pcie-16gb", "tesla p100-sxm2-16gb"],
      virtual: ["grid p100", "grid p100c", "grid p100x"]
    },
    "6.1": {
      devices: [
        "1b00",
        "1b02",
        "1b06",
        "1b30",
        "1b38",
        "1b80",
        "1b81",
        "1b82",
        "1b83",
        "1b84",
        "1b87",
        "1ba0",
        "1ba1",
        "1ba2",
        "1bb0",
        "1bb1",
        "1bb3",
        "1bb4",
        "1bb5",
        "1bb6",
        "1bb7",
        "1bb8",
        "1bb9",
        "1bbb",
        "1bc7",
        "1be0",
        "1be1",
        "1c02",
        "1c03",
        "1c04",
        "1c06",
        "1c07",
        "1c09",
        "1c20",
        "1c21",
        "1c22",
        "1c23",
        "1c30",
        "1c31",
        "1c60",
        "1c61",
        "1c62",
        "1c81",
        "1c82",
        "1c83",
        "1c8c",
        "1c8d",
        "1c8f",
        "1c90",
        "1c91",
        "1c92",
        "1c94",
        "1c96",
        "1cb1",
        "1cb2",
        "1cb3",
        "1cb6",
        "1cba",
        "1cbb",
        "1cbc",
        "1cbd",
        "1cfa",
        "1cfb",
        "1d01",
        "1d02",
        "1d10",
        "1d11",
        "1d12",
        "1d13",
        "1d16",
        "1d33",
        "1d34",
        "1d52"
      ],
      names: [
        "eizo quadro med-xn31lp",
        "eizo quadro med-xn51lp",
        "eizo quadro med-xn71",
        "eizo quadro med-xn72",
        "eizo quadro med-xn91",
        "geforce gt 1010",
        "geforce gt 1030",
        "geforce gtx 1050",
        "geforce gtx 1050 ti",
        "geforce gtx 1050 ti with max-q design",
        "geforce gtx 1050 with max-q design",
        "geforce gtx 1060 3gb",
        "geforce gtx 1060 5gb",
        "geforce gtx 1060 6gb",
        "geforce gtx 1060 with max-q design",
        "geforce gtx 1070",
        "geforce gtx 1070 ti",
        "geforce gtx 1070 with max-q design",
        "geforce gtx 1080",
        "geforce gtx 1080 ti",
        "geforce gtx 1080 with max-q design",
        "geforce mx150",
        "geforce mx230",
        "geforce mx250",
        "geforce mx330",
        "geforce mx350",
        "matrox d-series d1450",
        "matrox d-series d1480",
        "p104-100",
        "p104-101",
        "p106-090",
        "p106-100",
        "quadro p1000",
        "quadro p2000",
        "quadro p2000 with max-q design",
        "quadro p2200",
        "quadro p3000",
        "quadro p3200",
        "quadro p3200 with max-q design",
        "quadro p400",
        "quadro p4000",
        "quadro p4000 with max-q design",
        "quadro p4200",
        "quadro p4200 with max-q design",
        "quadro p500",
        "quadro p5000",
        "quadro p520",
        "quadro p5200",
        "quadro p5200 with max-q design",
        "quadro p600",
        "quadro p6000",
        "quadro p620",
        "tesla p4",
        "tesla p40",
        "tesla p6",
        "titan x (pascal)",
        "titan xp",
        "titan xp collectors edition"
      ],
      virtual: ["geforce gtx p40", "grid gtx p4", "grid gtx p40", "grid p4", "grid p40", "grid p6"]
    },
    "7.0": {
      devices: [
        "1d81",
        "1db1",
        "1db3",
        "1db4",
        "1db5",
        "1db6",
        "1db7",
        "1db8",
        "1dba",
        "1df0",
        "1df2",
        "1df6"
      ],
      names: [
        "quadro gv100",
        "tesla pg500-216",
        "tesla pg503-216",
        "tesla v100-dgxs-32gb",
        "tesla v100-fhhl-16gb",
        "tesla v100-pcie-16gb",
        "tesla v100-pcie-16gb-ls",
        "tesla v100-pcie-32gb",
        "tesla v100-sxm2-16gb",
        "tesla v100-sxm2-16gb-ls",
        "tesla v100-sxm2-32gb",
        "tesla v100-sxm2-32gb-ls",
        "tesla v100-sxm3-32gb",
        "tesla v100-sxm3-32gb-h",
        "tesla v100s-pcie-32gb",
        "titan v",
        "titan v jhh special edition"
      ],
      virtual: [
        "grid gtx v100d",
        "grid v100",
        "grid v100d",
        "grid v100dx",
        "grid v100l",
        "grid v100s",
        "grid v100x"
      ]
    },
    "7.5": {
      devices: [
        "1e02",
        "1e04",
        "1e07",
        "1e09",
        "1e30",
        "1e36",
        "1e37",
        "1e78",
        "1e81",
        "1e82",
        "1e84",
        "1e87",
        "1e89",
        "1e90",
        "1e91",
        "1e93",
        "1eb0",
        "1eb1",
        "1eb5",
        "1eb6",
        "1eb8",
        "1ec2",
        "1ec7",
        "1ed0",
        "1ed1",
        "1ed3",
        "1ef5",
        "1f02",
        "1f03",
        "1f06",
        "1f07",
        "1f08",
        "1f0a",
        "1f0b",
        "1f10",
        "1f11",
        "1f12",
        "1f14",
        "1f15",
        "1f36",
        "1f42",
        "1f47",
        "1f50",
        "1f51",
        "1f54",
        "1f55",
        "1f76",
        "1f82",
        "1f83",
        "1f91",
        "1f95",
        "1f96",
        "1f97",
        "1f98",
        "1f99",
        "1f9c",
        "1f9d",
        "1f9f",
        "1fa0",
        "1fb0",
        "1fb1",
        "1fb2",
        "1fb6",
        "1fb7",
        "1fb8",
        "1fb9",
        "1fba",
        "1fbb",
        "1fbc",
        "1fdd",
        "1ff0",
        "1ff2",
        "1ff9",
        "2182",
        "2184",
        "2187",
        "2188",
        "2189",
        "2191",
        "2192",
        "21c4",
        "21d1"
      ],
      names: [
        "cmp 30hx",
        "cmp 40hx",
        "cmp 50hx",
        "dgx display",
        "eizo quadro med-xn92",
        "geforce gtx 1630",
        "geforce gtx 1650",
        "geforce gtx 1650 super",
        "geforce gtx 1650 ti",
        "geforce gtx 1650 ti with max-q design",
        "geforce gtx 1650 with max-q design",
        "geforce gtx 1660",
        "geforce gtx 1660 super",
        "geforce gtx 1660 ti",
        "geforce gtx 1660 ti with max-q design",
        "geforce mx450",
        "geforce mx550",
        "geforce rtx 2060",
        "geforce rtx 2060 super",
        "geforce rtx 2060 with max-q design",
        "geforce rtx 2070",
        "geforce rtx 2070 super",
        "geforce rtx 2070 super with max-q design",
        "geforce rtx 2070 with max-q design",
        "geforce rtx 2080",
        "geforce rtx 2080 super",
        "geforce rtx 2080 super with max-q design",
        "geforce rtx 2080 ti",
        "geforce rtx 2080 with max-q design",
        "matrox d-series d2450",
        "matrox d-series d2480",
        "quadro rtx 3000",
        "quadro rtx 3000 with max-q design",
        "quadro rtx 4000",
        "quadro rtx 4000 with max-q design",
        "quadro rtx 5000",
        "quadro rtx 5000 with max-q design",
        "quadro rtx 6000",
        "quadro rtx 8000",
        "quadro t1000",
        "quadro t1000 with max-q design",
        "quadro t2000",
        "quadro t2000 with max-q design",
        "t1000",
        "t1000 8gb",
        "t1200 laptop gpu",
        "t400",
        "t400 4gb",
        "t400e",
        "t500",
        "t550 laptop gpu",
        "t600",
        "t600 laptop gpu",
        "tesla t4",
        "titan rtx"
      ],
      virtual: [
        "geforce rtx 2080",
        "geforce rtx t10",
        "geforce rtx t10x",
        "grid rtx t10",
        "grid rtx t10x",
        "grid rtx t4",
        "grid rtx6000",
        "grid rtx6000p",
        "grid rtx8000",
        "grid rtx8000p",
        "grid t4"
      ]
    },
    "8.0": {
      devices: [
        "20b0",
        "20b2",
        "20b3",
        "20b5",
        "20b6",
        "20b7",
        "20bd",
        "20bf",
        "20f1",
        "20f3",
        "20f5",
        "20f6",
        "20fd"
      ],
      names: [
        "a100 80gb pcie",
        "a100-pcie-40gb",
        "a100-pg509-200",
        "a100-sxm-64gb",
        "a100-sxm4-40gb",
        "a100-sxm4-80gb",
        "a30",
        "a800 40gb active",
        "a800 40gb pcie",
        "a800 80gb pcie",
        "a800 80gb pcie lc",
        "a800-sxm4-40gb",
        "a800-sxm4-80gb",
        "ax800",
        "pg506-232",
        "pg506-242",
        "pg506-243",
        "pg509-210"
      ],
      virtual: [
        "a30",
        "grid a100",
        "grid a100b",
        "grid a100d",
        "grid a100dx",
        "grid a100x",
        "grid a800",
        "grid a800d",
        "grid a800dx"
      ]
    },
    "8.6": {
      devices: [
        "2203",
        "2204",
        "2206",
        "2207",
        "2208",
        "220a",
        "220d",
        "2216",
        "2230",
        "2231",
        "2232",
        "2233",
        "2235",
        "2236",
        "2237",
        "2238",
        "2414",
        "2420",
        "2438",
        "2460",
        "2482",
        "2484",
        "2486",
        "2487",
        "2488",
        "2489",
        "248a",
        "249c",
        "249d",
        "24a0",
        "24b0",
        "24b1",
        "24b6",
        "24b7",
        "24b8",
        "24b9",
        "24ba",
        "24bb",
        "24c7",
        "24c9",
        "24dc",
        "24dd",
        "24e0",
        "24fa",
        "2503",
        "2504",
        "2507",
        "2508",
        "2520",
        "2521",
        "2523",
        "2531",
        "2544",
        "2560",
        "2563",
        "2571",
        "2582",
        "2584",
        "25a0",
        "25a2",
        "25a5",
        "25a6",
        "25a7",
        "25a9",
        "25aa",
        "25ab",
        "25ac",
        "25ad",
        "25b0",
        "25b2",
        "25b6",
        "25b8",
        "25b9",
        "25ba",
        "25bb",
        "25bc",
        "25bd",
        "25e0",
        "25e2",
        "25e5",
        "25ec",
        "25ed",
        "25f9",
        "25fa",
        "25fb"
      ],
      names: [
        "a10",
        "a10g",
        "a10m",
        "a16",
        "a2",
        "a40",
        "cmp 70hx",
        "cmp 90hx",
        "geforce mx570",
        "geforce mx570 a",
        "geforce rtx 2050",
        "geforce rtx 3050 4gb laptop gpu",
        "geforce rtx 3050 6gb laptop gpu",
        "geforce rtx 3050 laptop gpu",
        "geforce rtx 3050 oem",
        "geforce rtx 3050 ti laptop gpu",
        "geforce rtx 3050ti laptop gpu",
        "geforce rtx 3060 laptop gpu",
        "geforce rtx 3060 ti",
        "geforce rtx 3070",
        "geforce rtx 3070 laptop gpu",
        "geforce rtx 3070 ti",
        "geforce rtx 3070 ti laptop gpu",
        "geforce rtx 3080",
        "geforce rtx 3080 laptop gpu",
        "geforce rtx 3080 ti",
        "geforce rtx 3080 ti laptop gpu",
        "geforce rtx 3090",
        "geforce rtx 3090 ti",
        "rtx a1000",
        "rtx a1000 6gb laptop gpu",
        "rtx a1000 embedded gpu",
        "rtx a1000 laptop gpu",
        "rtx a2000",
        "rtx a2000 12gb",
        "rtx a2000 8gb laptop gpu",
        "rtx a2000 embedded gpu",
        "rtx a2000 laptop gpu",
        "rtx a3000 12gb laptop gpu",
        "rtx a3000 laptop gpu",
        "rtx a400",
        "rtx a4000",
        "rtx a4000 laptop gpu",
        "rtx a4000h",
        "rtx a4500",
        "rtx a4500 embedded gpu",
        "rtx a4500 laptop gpu",
        "rtx a500 embedded gpu",
        "rtx a500 laptop gpu",
        "rtx a5000",
        "rtx a5000 laptop gpu",
        "rtx a5500",
        "rtx a5500 laptop gpu",
        "rtx a6000"
      ],
      virtual: ["a10", "a10g", "a10m", "a16", "a2", "a40", "rtxa5000", "rtxa5500", "rtxa6000"]
    },
    "8.7": {
      devices: [],
      names: ["orin (nvgpu)"],
      virtual: []
    },
    "8.9": {
      devices: [
        "2684",
        "2685",
        "2689",
        "26b1",
        "26b2",
        "26b3",
        "26b5",
        "26b8",
        "26b9",
        "26ba",
        "2702",
        "2704",
        "2705",
        "2709",
        "2717",
        "2730",
        "2757",
        "2770",
        "2782",
        "2783",
        "2786",
        "2788",
        "27a0",
        "27b0",
        "27b1",
        "27b2",
        "27b6",
        "27b8",
        "27ba",
        "27bb",
        "27e0",
        "27fb",
        "2803",
        "2805",
        "2808",
        "2820",
        "2822",
        "2838",
        "2860",
        "2882",
        "28a0",
        "28a1",
        "28a3",
        "28b0",
        "28b8",
        "28b9",
        "28ba",
        "28bb",
        "28e0",
        "28e1",
        "28e3",
        "28f8"
      ],
      names: [
        "geforce rtx 3050 a laptop gpu",
        "geforce rtx 4050 laptop gpu",
        "geforce rtx 4060",
        "geforce rtx 4060 laptop gpu",
        "geforce rtx 4060 ti",
        "geforce rtx 4070",
        "geforce rtx 4070 laptop gpu",
        "geforce rtx 4070 super",
        "geforce rtx 4070 ti",
        "geforce rtx 4070 ti super",
        "geforce rtx 4080",
        "geforce rtx 4080 laptop gpu",
        "geforce rtx 4080 super",
        "geforce rtx 4090",
        "geforce rtx 4090 d",
        "geforce rtx 4090 laptop gpu",
        "l2",
        "l20",
        "l4",
        "l40",
        "l40s",
        "rtx 1000 ada generation laptop gpu",
        "rtx 2000 ada generation",
        "rtx 2000 ada generation embedded gpu",
        "rtx 2000 ada generation laptop gpu",
        "rtx 2000e ada generation",
        "rtx 3000 ada generation laptop gpu",
        "rtx 3500 ada generation embedded gpu",
        "rtx 3500 ada generation laptop gpu",
        "rtx 4000 ada generation",
        "rtx 4000 ada generation laptop gpu",
        "rtx 4000 sff ada generation",
        "rtx 4500 ada generation",
        "rtx 500 ada generation laptop gpu",
        "rtx 5000 ada generation",
        "rtx 5000 ada generation embedded gpu",
        "rtx 5000 ada generation laptop gpu",
        "rtx 5880 ada generation",
        "rtx 6000 ada generation"
      ],
      virtual: [
        "geforce rtx 3050",
        "geforce rtx 3060",
        "l2",
        "l20",
        "l4",
        "l40",
        "l40g",
        "l40s",
        "rtx 5880-ada",
        "rtx 6000 ada",
        "rtx5000-ada",
        "rtx5880-ada",
        "rtx6000-ada"
      ]
    },
    "9.0": {
      devices: [
        "230e",
        "2321",
        "2322",
        "2324",
        "2329",
        "232c",
        "2330",
        "2331",
        "2335",
        "2336",
        "2337",
        "2339",
        "233a",
        "233b",
        "2342",
        "2348"
      ],
      names: [
        "gh200 120gb",
        "gh200 144g hbm3e",
        "gh200 480gb",
        "h100",
        "h100 80gb hbm2e",
        "h100 80gb hbm3",
        "h100 nvl",
        "h100 pcie",
        "h20",
        "h20 nvl16",
        "h20-3e",
        "h200",
        "h200 nvl",
        "h800",
        "h800 nvl",
        "h800 pcie"
      ],
      virtual: [
        "gh200",
        "gh200l",
        "grid h100",
        "h100",
        "h100gl",
        "h100l",
        "h100xl",
        "h100xm",
        "h100xs",
        "h20",
        "h200",
        "h200x",
        "h20l",
        "h20x",
        "h800",
        "h800l",
        "h800xm"
      ]
    },
    "10.0": {
      devices: ["2901", "2941"],
      names: ["b200", "gb200", "hgx gb200"],
      virtual: ["b200x", "gb200"]
    },
    "10.3": {
      devices: ["3182", "31c2"],
      names: ["b300 sxm6 ac", "gb300"],
      virtual: ["b300x"]
    },
    "11.0": {
      devices: ["2b00"],
      names: ["thor"],
      virtual: []
    },
    "12.0": {
      devices: [
        "2b85",
        "2b87",
        "2b8c",
        "2bb1",
        "2bb2",
        "2bb3",
        "2bb4",
        "2bb5",
        "2bb9",
        "2bbc",
        "2c02",
        "2c05",
        "2c18",
        "2c19",
        "2c31",
        "2c33",
        "2c34",
        "2c38",
        "2c39",
        "2c3a",
        "2c58",
        "2c59",
        "2c77",
        "2c79",
        "2d04",
        "2d05",
        "2d18",
        "2d19",
        "2d30",
        "2d39",
        "2d58",
        "2d59",
        "2d79",
        "2d83",
        "2d98",
        "2db8",
        "2db9",
        "2dd8",
        "2df9",
        "2f04",
        "2f18",
        "2f38",
        "2f58"
      ],
      names: [
        "geforce rtx 5050",
        "geforce rtx 5050 laptop gpu",
        "geforce rtx 5060",
        "geforce rtx 5060 laptop gpu",
        "geforce rtx 5060 ti",
        "geforce rtx 5070",
        "geforce rtx 5070 laptop gpu",
        "geforce rtx 5070 ti",
        "geforce rtx 5070 ti laptop gpu",
        "geforce rtx 5080",
        "geforce rtx 5080 laptop gpu",
        "geforce rtx 5090",
        "geforce rtx 5090 d",
        "geforce rtx 5090 d v2",
        "geforce rtx 5090 laptop gpu",
        "rtx 6000d",
        "rtx pro 1000 blackwell generation laptop gpu",
        "rtx pro 2000 blackwell",
        "rtx pro 2000 blackwell embedded gpu",
        "rtx pro 2000 blackwell generation laptop gpu",
        "rtx pro 3000 blackwell generation laptop gpu",
        "rtx pro 4000 blackwell",
        "rtx pro 4000 blackwell embedded gpu",
        "rtx pro 4000 blackwell generation laptop gpu",
        "rtx pro 4000 blackwell sff edition",
        "rtx pro 4500 blackwell",
        "rtx pro 4500 blackwell server edition",
        "rtx pro 500 blackwell embedded gpu",
        "rtx pro 500 blackwell generation laptop gpu",
        "rtx pro 5000 72gb blackwell",
        "rtx pro 5000 blackwell",
        "rtx pro 5000 blackwell embedded gpu",
        "rtx pro 5000 blackwell generation laptop gpu",
        "rtx pro 6000 blackwell max-q workstation edition",
        "rtx pro 6000 blackwell server edition",
        "rtx pro 6000 blackwell workstation edition",
        "rtx pro 6000d blackwell max-q workstation edition",
        "rtx pro 6000d blackwell workstation edition"
      ],
      virtual: ["rtx 6000d", "rtx pro 6000 blackwell dc"]
    },
    "12.1": {
      devices: ["2e12"],
      names: ["gb10"],
      virtual: []
    }
  }
};

// data/gpu-generations.json
var gpu_generations_default = {
  description: "Generation by compute capability, major.minor. The major alone does not decide: 7.5 is Turing, 8.9 is Ada, 10.7 is Rubin. `architectures` is how nvidia-smi prints it (Product Architecture).",
  source: "NVIDIA CUDA GPU list and open-gpu-kernel-modules name table; 10.7 from secondary sources on CUDA 13.4; architectures: NVML_DEVICE_ARCH_* in nvml.h and output of nvidia-smi 515 to 610",
  asOf: "2026-11",
  generations: {
    "2.0": "fermi",
    "2.1": "fermi",
    "3.0": "kepler",
    "3.2": "kepler",
    "3.5": "kepler",
    "3.7": "kepler",
    "5.0": "maxwell",
    "5.2": "maxwell",
    "5.3": "maxwell",
    "6.0": "pascal",
    "6.1": "pascal",
    "6.2": "pascal",
    "7.0": "volta",
    "7.2": "volta",
    "7.5": "turing",
    "8.0": "ampere",
    "8.6": "ampere",
    "8.7": "ampere",
    "8.8": "ampere",
    "8.9": "ada",
    "9.0": "hopper",
    "10.0": "blackwell",
    "10.1": "blackwell",
    "10.3": "blackwell",
    "10.7": "rubin",
    "11.0": "blackwell",
    "12.0": "blackwell",
    "12.1": "blackwell"
  },
  architectures: {
    Kepler: "kepler",
    Maxwell: "maxwell",
    Pascal: "pascal",
    Volta: "volta",
    Turing: "turing",
    Ampere: "ampere",
    "Ada Lovelace": "ada",
    Ada: "ada",
    Hopper: "hopper",
    Blackwell: "blackwell",
    Rubin: "rubin"
  }
};

// data/gpu-sm-counts.json
var gpu_sm_counts_default = {
  description: "Multiprocessors of boards that exist in one variant only, by the name the driver prints. Used where the CUDA driver cannot be asked; a name that also belongs to a cut-down variant (A100-SXM-64GB, RTX 3080) must not be listed.",
  source: "NVIDIA architecture white papers and data sheets (CUDA cores divided by cores per multiprocessor); T4, L4, A10G, L40, L40S, H100 PCIe and SXM also from multi_processor_count in pytorch issues 194676 and 196613; B300 SXM6 AC from published measurements on one",
  asOf: "2026-11",
  boards: [
    { name: "Tesla K80", computeCapability: "3.7", smCount: 13 },
    { name: "Tesla K40m", computeCapability: "3.5", smCount: 15 },
    { name: "Tesla M40", computeCapability: "5.2", smCount: 24 },
    { name: "Tesla M40 24GB", computeCapability: "5.2", smCount: 24 },
    { name: "Tesla P100-PCIE-16GB", computeCapability: "6.0", smCount: 56 },
    { name: "Tesla P100-SXM2-16GB", computeCapability: "6.0", smCount: 56 },
    { name: "Tesla P4", computeCapability: "6.1", smCount: 20 },
    { name: "Tesla P40", computeCapability: "6.1", smCount: 30 },
    { name: "Tesla V100-PCIE-16GB", computeCapability: "7.0", smCount: 80 },
    { name: "Tesla V100-PCIE-32GB", computeCapability: "7.0", smCount: 80 },
    { name: "Tesla V100-SXM2-16GB", computeCapability: "7.0", smCount: 80 },
    { name: "Tesla V100-SXM2-32GB", computeCapability: "7.0", smCount: 80 },
    { name: "Tesla V100-SXM3-32GB", computeCapability: "7.0", smCount: 80 },
    { name: "Tesla T4", computeCapability: "7.5", smCount: 40 },
    { name: "NVIDIA GeForce RTX 2080 Ti", computeCapability: "7.5", smCount: 68 },
    { name: "NVIDIA A100-PCIE-40GB", computeCapability: "8.0", smCount: 108 },
    { name: "NVIDIA A100-SXM4-40GB", computeCapability: "8.0", smCount: 108 },
    { name: "NVIDIA A100 80GB PCIe", computeCapability: "8.0", smCount: 108 },
    { name: "NVIDIA A100-SXM4-80GB", computeCapability: "8.0", smCount: 108 },
    { name: "NVIDIA A30", computeCapability: "8.0", smCount: 56 },
    { name: "NVIDIA A10", computeCapability: "8.6", smCount: 72 },
    { name: "NVIDIA A10G", computeCapability: "8.6", smCount: 80 },
    { name: "NVIDIA A40", computeCapability: "8.6", smCount: 84 },
    { name: "NVIDIA RTX A6000", computeCapability: "8.6", smCount: 84 },
    { name: "NVIDIA GeForce RTX 3090", computeCapability: "8.6", smCount: 82 },
    { name: "NVIDIA L4", computeCapability: "8.9", smCount: 58 },
    { name: "NVIDIA L40", computeCapability: "8.9", smCount: 142 },
    { name: "NVIDIA L40S", computeCapability: "8.9", smCount: 142 },
    { name: "NVIDIA RTX 6000 Ada Generation", computeCapability: "8.9", smCount: 142 },
    { name: "NVIDIA GeForce RTX 4080", computeCapability: "8.9", smCount: 76 },
    { name: "NVIDIA GeForce RTX 4090", computeCapability: "8.9", smCount: 128 },
    { name: "NVIDIA H100 PCIe", computeCapability: "9.0", smCount: 114 },
    { name: "NVIDIA H100 80GB HBM3", computeCapability: "9.0", smCount: 132 },
    { name: "NVIDIA H100 NVL", computeCapability: "9.0", smCount: 132 },
    { name: "NVIDIA H200", computeCapability: "9.0", smCount: 132 },
    { name: "NVIDIA H200 NVL", computeCapability: "9.0", smCount: 132 },
    { name: "NVIDIA GH200 480GB", computeCapability: "9.0", smCount: 132 },
    { name: "NVIDIA B200", computeCapability: "10.0", smCount: 148 },
    { name: "NVIDIA B300 SXM6 AC", computeCapability: "10.3", smCount: 148 },
    { name: "NVIDIA GeForce RTX 5090", computeCapability: "12.0", smCount: 170 },
    { name: "NVIDIA GB10", computeCapability: "12.1", smCount: 48 }
  ]
};

// src/capture/gpu/gpu-tables.ts
var GENERATIONS = new Map(Object.entries(gpu_generations_default.generations));
var ARCHITECTURES = new Map(Object.entries(gpu_generations_default.architectures));
var CUDA = new Map(Object.entries(driver_branches_default.cuda));
var BOARDS = new Map(
  gpu_sm_counts_default.boards.map((board2) => [comparable(board2.name), board2])
);
var CAPABILITIES = {
  devices: capabilities("devices"),
  names: capabilities("names"),
  virtual: capabilities("virtual")
};
function capabilities(part) {
  return new Map(
    Object.entries(gpu_boards_default.capabilities).flatMap(
      ([capability2, kinds]) => kinds[part].map((key) => [key, capability2])
    )
  );
}
function generationOf(computeCapability) {
  return GENERATIONS.get(computeCapability) ?? null;
}
function generationOfArchitecture(architecture) {
  return ARCHITECTURES.get(architecture ?? "") ?? null;
}
function generationOfName(name) {
  if (name === null) return null;
  const start4 = comparable(name).replace(/\s*\.\.\.$/, "");
  if (start4 === comparable(name)) {
    const capability2 = capabilityByBoard({ pciDeviceId: null, name });
    return capability2 === null ? null : generationOf(capability2);
  }
  const possible = /* @__PURE__ */ new Set();
  for (const [full, capability2] of CAPABILITIES.names) {
    if (full.startsWith(start4)) possible.add(generationOf(capability2));
  }
  const [generation = null, other] = possible;
  return other === void 0 ? generation : null;
}
function boardByName(name) {
  return BOARDS.get(comparable(name)) ?? null;
}
function capabilityByBoard({ pciDeviceId, name }) {
  const [vendor, device = ""] = pciDeviceId?.split(":") ?? [];
  const byDevice = vendor === "10de" ? CAPABILITIES.devices.get(device) : void 0;
  if (byDevice !== void 0 || name === null) return byDevice ?? null;
  return CAPABILITIES.names.get(comparable(name)) ?? CAPABILITIES.virtual.get(virtualPrefix(name)) ?? null;
}
function virtualPrefix(name) {
  return /^(.+?)-(?:\d+-)?\d+(?:[abcq]\d?|cme)?$/.exec(comparable(name))?.[1] ?? "";
}
function cudaOfBranch(branch) {
  return CUDA.get(String(branch)) ?? null;
}
function comparable(name) {
  return name.toLowerCase().replace(/^nvidia /, "");
}

// src/capture/gpu/visible.ts
function markVisible(gpus2, { answer, variables }) {
  const seen = seenUnits(gpus2, { answer, variables });
  const facts = gpus2.map((gpu) => mark(gpu, seen));
  return { facts, unknown: facts.flatMap((gpu, index) => unclear(gpu, `gpus[${index}]`, seen)) };
}
function mark(gpu, seen) {
  if (gpu.vendor !== "nvidia") return gpu;
  if (seen.kind === "unknown") {
    return { ...gpu, visible: null, slices: gpu.slices.map((slice) => ({ ...slice, visible: null })) };
  }
  const whole = seen.units.findIndex((unit) => unit.gpu === gpu && unit.slice === null);
  const slices2 = gpu.slices.map((slice) => ({
    ...slice,
    visible: seen.units.some((unit) => unit.slice === slice)
  }));
  return {
    ...gpu,
    visible: seen.units.some((unit) => unit.gpu === gpu),
    deviceIndex: whole < 0 ? null : whole,
    slices: slices2
  };
}
function unclear(gpu, path, seen) {
  if (gpu.vendor !== "nvidia" || gpu.visible !== null) return [];
  return [{ path: `${path}.visible`, because: seen.kind === "unknown" ? seen.because : "CUDA does not say" }];
}
function seenUnits(gpus2, { answer, variables }) {
  const units = unitsOf(gpus2);
  if (answer.kind !== "answered") return seenInOrder(units, variables);
  if (answer.visible.kind === "failed") return { kind: "unknown", because: answer.visible.because };
  const seen = answer.visible.devices.map((device) => unitOf(device, units));
  if (seen.includes(void 0))
    return { kind: "unknown", because: "CUDA shows a device that nvidia-smi does not list" };
  const hidden = variables["CUDA_VISIBLE_DEVICES"] !== void 0;
  if (seen.length === 0 && units.length > 0 && !hidden) {
    return { kind: "unknown", because: "CUDA lists no device, and no variable of the job hides them" };
  }
  return { kind: "known", units: seen.flatMap((unit) => unit ?? []) };
}
function unitsOf(gpus2) {
  return gpus2.filter(({ vendor }) => vendor === "nvidia").flatMap(
    (gpu) => gpu.mig === "enabled" && gpu.slices.length > 0 ? gpu.slices.map((slice) => ({ gpu, slice })) : [{ gpu, slice: null }]
  );
}
function unitOf(device, units) {
  const uuid = device.uuid.toLowerCase();
  const bus = busAddress(device.pciBusId);
  const identified = units.find(
    ({ gpu, slice }) => bareUuid(slice === null ? gpu.uuid : slice.uuid) === uuid
  );
  return identified ?? units.find(({ gpu }) => bus !== null && busAddress(gpu.pciBusId) === bus);
}
function bareUuid(uuid) {
  return uuid?.toLowerCase().replace(/^(?:gpu|mig)-/, "") ?? null;
}
function busAddress(pciBusId) {
  const [, domain, rest] = /^([0-9a-f]+):([0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f])$/i.exec(pciBusId ?? "") ?? [];
  return domain === void 0 ? null : `${Number.parseInt(domain, 16)}:${rest?.toLowerCase()}`;
}
function seenInOrder(units, variables) {
  const list = variables["CUDA_VISIBLE_DEVICES"];
  const kinds = new Set(units.map(({ gpu }) => gpu.name));
  const byNumber = /(?:^|,)\s*\d+\s*(?:,|$)/.test(list ?? "");
  if (byNumber && kinds.size > 1 && variables["CUDA_DEVICE_ORDER"] !== "PCI_BUS_ID") {
    const because = "CUDA_VISIBLE_DEVICES picks by number among different boards, and CUDA, which numbers them by speed, was not asked; CUDA_DEVICE_ORDER=PCI_BUS_ID makes the numbers those of nvidia-smi";
    return { kind: "unknown", because };
  }
  const slice = units.find((unit) => unit.slice !== null);
  if (list === void 0 && slice !== void 0) return { kind: "known", units: [slice] };
  return { kind: "known", units: list === void 0 ? units : pick(units, list) };
}
function pick(units, list) {
  const picked = [];
  for (const entry2 of list.split(",")) {
    const unit = named(units, entry2.trim());
    if (unit === void 0 || picked.includes(unit)) break;
    picked.push(unit);
  }
  return picked;
}
function named(units, entry2) {
  if (/^\d+$/.test(entry2)) return units[Number(entry2)];
  if (!/^(?:GPU|MIG)-/i.test(entry2)) return void 0;
  const fitting = units.filter(({ gpu, slice }) => {
    const whole = (slice === null ? gpu.uuid : slice.uuid) ?? "";
    return whole.toLowerCase().startsWith(entry2.toLowerCase());
  });
  return fitting.length === 1 ? fitting[0] : void 0;
}

// src/capture/gpu/mig-slices.ts
function completeSlices(gpu, answer) {
  const slices2 = [...gpu.slices];
  for (const device of shownOn(gpu, answer)) {
    const index = slices2.findIndex((slice2) => isOf(slice2, device));
    const slice = slices2[index] ?? UNLISTED;
    slices2.splice(index < 0 ? slices2.length : index, 1, completeSlice(slice, device));
  }
  return slices2;
}
var UNLISTED = {
  profile: null,
  uuid: null,
  gpuInstance: null,
  computeInstance: null,
  smCount: null,
  memoryMiB: null,
  visible: null
};
function shownOn(gpu, answer) {
  if (gpu.mig !== "enabled" || answer.kind !== "answered") return [];
  const chosen2 = answer.visible.kind === "known" ? answer.visible.devices : [];
  const shown = new Map([...answer.devices, ...chosen2].map((device) => [device.uuid, device]));
  const bus = busAddress(gpu.pciBusId);
  return [...shown.values()].filter((device) => busAddress(device.pciBusId) === bus);
}
function isOf({ uuid, smCount, memoryMiB }, device) {
  if (uuid !== null) return uuid.toLowerCase() === `mig-${device.uuid.toLowerCase()}`;
  return smCount === device.smCount && isAbout(memoryMiB, device.memoryMiB);
}
var SAME_MEMORY = 0.15;
function isAbout(one, other) {
  if (one === null || other === null) return true;
  return Math.abs(one - other) <= SAME_MEMORY * Math.max(one, other);
}
function completeSlice(slice, device) {
  return {
    ...slice,
    uuid: slice.uuid ?? `MIG-${device.uuid}`,
    profile: slice.profile ?? profileIn(device.name),
    smCount: slice.smCount ?? device.smCount,
    memoryMiB: slice.memoryMiB ?? device.memoryMiB
  };
}
function profileIn(name) {
  return /\bMIG (\S+)$/.exec(name ?? "")?.[1] ?? null;
}

// src/capture/gpu/nvlink.ts
function withLinks(gpus2, answer) {
  const links = answer.kind === "answered" ? answer.links : null;
  if (links?.kind !== "known") return { facts: gpus2, unknown: unknownLinks(gpus2, answer) };
  const addresses = new Map(gpus2.map((gpu) => [gpu.uuid, gpu.pciBusId]));
  const facts = gpus2.map((gpu) => ({ ...gpu, nvlink: linkOf(gpu, { links, addresses }) ?? gpu.nvlink }));
  return { facts, unknown: [] };
}
function unknownLinks(gpus2, answer) {
  const because = answer.kind === "answered" ? whyNoLinks(answer.links) : answer.because;
  const boards = gpus2.flatMap(({ vendor }, index) => vendor === "nvidia" ? [index] : []);
  return boards.length < 2 ? [] : boards.map((index) => ({ path: `gpus[${index}].nvlink`, because }));
}
function whyNoLinks(links) {
  return links?.kind === "failed" ? links.because : "NVML was not asked";
}
function linkOf({ uuid }, { links, addresses }) {
  const link = uuid === null ? void 0 : links.byUuid.get(uuid);
  if (link === void 0 || link.active === 0) return null;
  return { activeLinks: link.active, peers: link.peers.flatMap((peer) => addresses.get(peer) ?? []) };
}

// src/capture/cuda/cuda-answer.ts
function parseCudaAnswer({ cuda: fields, visible, links }) {
  const { missing: missing4, error, version: version2, devices, library, note } = fields;
  if (typeof missing4 === "string") {
    return { kind: "not-asked", because: `the CUDA driver library could not be loaded: ${missing4}` };
  }
  if (error !== void 0) return { kind: "failed", because: describeFailure(fieldsOf(error)) };
  if (typeof version2 !== "number" || !Array.isArray(devices)) {
    return { kind: "failed", because: "the answer about the CUDA driver is not understood" };
  }
  const all = devicesOf(devices);
  return {
    kind: "answered",
    cuda: cudaVersion(version2),
    library: typeof library === "string" ? libraryVersion(library) : null,
    branches: typeof note === "string" ? declaredBranches(note) : null,
    devices: all,
    visible: visible === null ? { kind: "known", devices: all } : visibleOf(visible),
    links: links === null ? null : linksOf(links)
  };
}
function fieldsOf(value) {
  return typeof value === "object" && value !== null ? value : {};
}
function devicesOf(devices) {
  return devices.flatMap((device) => parseDevice(fieldsOf(device)));
}
var NO_DEVICE = 100;
function visibleOf({ error, devices }) {
  if (Array.isArray(devices)) return { kind: "known", devices: devicesOf(devices) };
  const failure = fieldsOf(error);
  if (failure["code"] === NO_DEVICE) return { kind: "known", devices: [] };
  const because = error === void 0 ? "CUDA did not say which devices this job sees" : describeFailure(failure);
  return { kind: "failed", because };
}
function linksOf({ error, links }) {
  if (!Array.isArray(links)) return { kind: "failed", because: `NVML could not be asked: ${String(error)}` };
  const byUuid = links.map(fieldsOf).flatMap(({ uuid, active, peers }) => {
    if (typeof uuid !== "string" || typeof active !== "number" || !Array.isArray(peers)) return [];
    return [[uuid, { active, peers: peers.filter((peer) => typeof peer === "string") }]];
  });
  return { kind: "known", byUuid: new Map(byUuid) };
}
function declaredBranches(note) {
  try {
    const { Driver } = fieldsOf(JSON.parse(note));
    return Array.isArray(Driver) ? Driver.map(Number).filter(Number.isInteger) : null;
  } catch {
    return null;
  }
}
var REMEDIES = {
  100: "no device is visible to CUDA",
  802: "on boards with NVSwitch the fabric manager has to run",
  803: "libcuda and the kernel driver have different versions; reboot, or start the container again",
  804: "a cuda-compat library is in use on a board that does not support it"
};
function describeFailure({ call, code: code2, text }) {
  const remedy = REMEDIES[String(code2)];
  const words = [text, remedy].filter((word) => typeof word === "string").join("; ");
  return `${call} failed with error ${code2}${words === "" ? "" : ` (${words})`}`;
}
function cudaVersion(version2) {
  return `${Math.floor(version2 / 1e3)}.${Math.floor(version2 % 1e3 / 10)}`;
}
function libraryVersion(file) {
  return /libcuda\.so\.(\d{3,}(?:\.\d+)+)$/.exec(file)?.[1] ?? null;
}
var MIB2 = 1024 * 1024;
function parseDevice({ uuid, pciBusId, smCount, major, minor, name, memoryBytes }) {
  if (typeof uuid !== "string" || typeof pciBusId !== "string" || typeof smCount !== "number") return [];
  return [
    {
      uuid,
      pciBusId,
      smCount,
      name: typeof name === "string" ? name : null,
      memoryMiB: typeof memoryBytes === "number" ? Math.floor(memoryBytes / MIB2) : null,
      computeCapability: `${major}.${minor}`
    }
  ];
}
function cudaSilence(answer) {
  return answer.kind === "answered" ? "CUDA does not list this GPU" : answer.because;
}

// src/capture/cuda/cuda-driver.ts
function completeHardware({ facts, unknown: unknown2 }, sources) {
  const { answer } = sources;
  const completed = facts.gpus.map((gpu, index) => completeGpu(gpu, { path: `gpus[${index}]`, answer }));
  const gpus2 = withLinks(
    completed.map((gpu) => gpu.facts),
    answer
  );
  const driver = facts.driver === null ? null : completeDriver(facts.driver, sources);
  return {
    facts: {
      gpus: gpus2.facts,
      driver: driver?.facts ?? null,
      faults: [...facts.faults, ...cudaFaults(facts, answer)]
    },
    unknown: [
      ...unknown2.filter((entry2) => !isCompleted(entry2, gpus2.facts)),
      ...completed.flatMap((gpu) => gpu.unknown),
      ...gpus2.unknown,
      ...driver?.unknown ?? []
    ]
  };
}
function isCompleted({ path }, gpus2) {
  const [, gpu, slice, field] = /^gpus\[(\d+)\]\.slices\[(\d+)\]\.(profile|uuid)$/.exec(path) ?? [];
  const found = gpus2[Number(gpu)]?.slices[Number(slice)];
  return found !== void 0 && found[field] !== null;
}
function completeGpu(gpu, { path, answer }) {
  if (gpu.vendor !== "nvidia") return { facts: gpu, unknown: [] };
  const devices = answer.kind === "answered" ? answer.devices : [];
  const device = deviceOf(gpu, devices);
  const board2 = answer.kind === "not-asked" && gpu.name !== null ? boardByName(gpu.name) : null;
  const computeCapability = device?.computeCapability ?? gpu.computeCapability ?? capabilityByBoard(gpu);
  const slices2 = completeSlices(gpu, answer);
  const isDivided = gpu.mig === "enabled" && slices2.length > 0;
  const smCount = isDivided ? null : device?.smCount ?? board2?.smCount ?? null;
  const generation = computeCapability === null ? gpu.generation : generationOf(computeCapability);
  const unknown2 = [];
  if (computeCapability === null) {
    unknown2.push({ path: `${path}.computeCapability`, because: noCapability(answer) });
  }
  if (generation === null)
    unknown2.push({ path: `${path}.generation`, because: noGeneration(computeCapability) });
  if (smCount === null && !isDivided)
    unknown2.push({ path: `${path}.smCount`, because: noSmCount(gpu, answer) });
  return { facts: { ...gpu, computeCapability, generation, smCount, slices: slices2 }, unknown: unknown2 };
}
function deviceOf(gpu, devices) {
  const uuid = gpu.uuid?.toLowerCase().replace(/^gpu-/, "");
  const bus = busAddress(gpu.pciBusId);
  return devices.find((device) => device.uuid.toLowerCase() === uuid) ?? devices.find((device) => bus !== null && busAddress(device.pciBusId) === bus);
}
function cudaFaults({ gpus: gpus2, faults }, answer) {
  const hasBoards = gpus2.some(({ vendor }) => vendor === "nvidia");
  if (answer.kind !== "failed" || !hasBoards || faults.length > 0) return [];
  return [{ kind: "cuda-fails", subject: "driver", because: answer.because }];
}
function noCapability(answer) {
  return `this driver's nvidia-smi does not report it, and ${cudaSilence(answer)}`;
}
function noGeneration(computeCapability) {
  return computeCapability === null ? "it follows from the compute capability, which is unknown" : `compute capability ${computeCapability} is not in this version's table of generations`;
}
function noSmCount(gpu, answer) {
  if (gpu.mig === "enabled") return "MIG is on, but nothing lists a slice";
  const name = gpu.name === null ? "the board" : gpu.name;
  const table = answer.kind === "not-asked" ? `, and ${name} is not in this version's table of boards` : "";
  return `${cudaSilence(answer)}${table}`;
}
function completeDriver(driver, { answer, library }) {
  const loaded = libraryOf(driver, { answer, library });
  const cuda = loaded.kind === "own" && loaded.cuda !== null ? loaded.cuda : ownCuda(driver, loaded);
  const unknown2 = [];
  if (cuda === null) unknown2.push({ path: "driver.cuda", because: noCuda(driver, answer) });
  if (loaded.kind === "unclear" || loaded.kind === "silent") {
    unknown2.push({ path: "driver.compat", because: loaded.because });
  }
  const other = loaded.kind === "other" ? loaded : null;
  const compat = { compat: other?.version ?? null, compatBranches: other?.branches ?? null };
  return { facts: { ...driver, cuda, ...compat }, unknown: unknown2 };
}
function ownCuda(driver, loaded) {
  const listed2 = driver.platform === "windows" ? null : cudaOfBranch(driver.branch);
  if (listed2 !== null) return listed2;
  if (loaded.kind === "other") return null;
  return (loaded.kind === "unclear" ? loaded.cuda : null) ?? driver.cuda;
}
function libraryOf(driver, { answer, library }) {
  if (answer.kind !== "answered") return libraryOnDisk(driver, { answer, library });
  const { library: version2, cuda, branches } = answer;
  if (version2 === null || driver.version === null) {
    const because = "the version of the libcuda that was loaded, or of the driver, cannot be seen";
    return { kind: "unclear", cuda, because };
  }
  return version2 === driver.version ? { kind: "own", cuda } : { kind: "other", version: version2, branches };
}
function libraryOnDisk(driver, { answer, library }) {
  if (library.kind === "none" || driver.version === null) {
    return { kind: "silent", because: cudaSilence(answer) };
  }
  return library.version === driver.version ? { kind: "own", cuda: null } : { kind: "other", version: library.version, branches: null };
}
function noCuda(driver, answer) {
  const branch = `branch ${driver.branch ?? "(unknown)"} is not in this version's table of drivers`;
  return answer.kind === "answered" ? `${branch}, and the libcuda that was loaded is not of that driver` : `${branch}, and ${cudaSilence(answer)}`;
}

// src/capture/cuda/cuda-wheels.ts
var WHEELS = {
  toolkit: /^cuda-toolkit$/,
  cudart: /^nvidia-cuda-runtime(?:-cu(\d+))?$/,
  cudnn: /^nvidia-cudnn(?:-cu(\d+))?$/,
  cublas: /^nvidia-cublas(?:-cu(\d+))?$/,
  nccl: /^nvidia-nccl(?:-cu(\d+))?$/
};
function wheelCopies(packages2) {
  return Object.entries(WHEELS).flatMap(
    ([name, form]) => packages2.flatMap((wheel) => {
      const match = form.exec(wheel.name);
      if (match === null) return [];
      const part = name;
      const major = match[1] ?? majorOf(part, wheel);
      return [{ part, version: wheel.version, from: `wheel ${wheel.name}`, major }];
    })
  );
}
function majorOf(part, { version: version2 }) {
  return part === "cudnn" || part === "nccl" ? null : version2.split(".", 1)[0] ?? null;
}

// src/capture/cuda/cuda-parts.ts
var NO_CUDA = {
  toolkit: null,
  cudart: null,
  cudnn: null,
  cublas: null,
  nccl: null,
  rocm: null,
  copies: [],
  declared: {}
};
var CUDA_PART_NAMES = ["toolkit", "cudart", "cudnn", "cublas", "nccl"];
var ORDER = {
  wheel: ["wheel", "conda", "system"],
  conda: ["conda", "wheel", "system"],
  source: ["system", "conda", "wheel"]
};
function cudaParts(sources) {
  const sorted = candidates(sources);
  const parts = CUDA_PART_NAMES.map((part) => {
    const copies = sorted.filter((copy) => copy.part === part);
    return { part, copies, ...choose(part, copies, sources) };
  });
  const unknown2 = parts.flatMap(
    ({ part, because }) => because === null ? [] : [{ path: `cuda.${part}`, because }]
  );
  const { toolkit, cudart, cudnn, cublas, nccl } = NO_CUDA;
  return {
    facts: {
      ...{ toolkit, cudart, cudnn, cublas, nccl },
      ...Object.fromEntries(parts.map(({ part, found }) => [part, found])),
      copies: parts.flatMap(({ copies }) => copies.map(bare))
    },
    unknown: unknown2
  };
}
function candidates({ packages: packages2, conda: conda2, system, user, origin }) {
  const major = user?.cuda.split(".", 1)[0];
  const fits = (copyMajor) => major === void 0 || copyMajor === null || copyMajor === major;
  const found = {
    wheel: wheelCopies(packages2).map((copy) => ({ ...copy, place: "wheel", fits: fits(copy.major) })),
    conda: conda2.map((copy) => ({ ...copy, place: "conda", fits: fits(majorOf2(copy)) })),
    system: system.map((copy) => ({ ...copy, place: "system", fits: fits(majorOf2(copy)) }))
  };
  const all = ORDER[origin].flatMap((place) => found[place]);
  return [...all.filter((copy) => copy.fits), ...all.filter((copy) => !copy.fits)];
}
function majorOf2({ part, version: version2 }) {
  return part === "cudnn" || part === "nccl" ? null : version2.split(".", 1)[0] ?? null;
}
function choose(part, copies, sources) {
  const [first, second] = copies;
  const because = whyBundled(part, first, sources) ?? (first === void 0 ? whyNone(part, sources) : null) ?? whyTwo(first, second) ?? whyUnfit(part, first, sources);
  if (first === void 0 || because !== null) return { found: null, because };
  return { found: { version: first.version, from: first.from }, because: null };
}
function whyBundled(part, first, sources) {
  const { bundled, user } = sources;
  const ownWheel = first?.place === "wheel" && first.fits;
  if (part === "toolkit" || user?.name !== "torch" || bundled.length === 0 || ownWheel) return null;
  const own = bundled.find((library) => library.part === part);
  return own === void 0 ? "torch carries its own libraries in torch/lib, and this one may be linked into one of them" : `torch carries its own copy, torch/lib/${own.file}, whose name does not give its whole version`;
}
function whyNone(part, { user }) {
  if (part === "toolkit" || user === null) return null;
  return `${user.name} is built for CUDA ${user.cuda}, but no wheel, no conda package and no folder of the system that this version knows holds this part`;
}
function whyTwo(first, second) {
  if (first?.place !== "wheel" || second?.place !== "wheel" || first.fits !== second.fits) return null;
  return `both ${nameOf(first)} and ${nameOf(second)} are installed`;
}
function nameOf({ from }) {
  return from.replace(/^wheel /, "");
}
function whyUnfit(part, first, { user }) {
  if (part === "toolkit" || user === null || first === void 0 || first.fits) return null;
  return `${user.name} is built for CUDA ${user.cuda}, and the only copy found is for another: ${first.from} (${first.version})`;
}
function bare({ part, version: version2, from }) {
  return { part, version: version2, from };
}

// src/capture/cuda/libcuda.ts
var DEFAULT_FOLDERS = [
  "/usr/lib/x86_64-linux-gnu",
  "/usr/lib/aarch64-linux-gnu",
  "/usr/lib64",
  "/usr/lib"
];
var CONFIGURATION = "/etc/ld.so.conf.d";
async function readLoadedLibrary(machine, variables) {
  const asked = (variables["LD_LIBRARY_PATH"] ?? "").split(":").filter((folder) => folder.startsWith("/"));
  for (const folder of [...asked, ...await configured(machine), ...DEFAULT_FOLDERS]) {
    const version2 = versionIn(await machine.list(folder));
    if (version2 !== null) return { kind: "found", version: version2 };
  }
  return { kind: "none" };
}
async function configured(machine) {
  const files = (await machine.list(CONFIGURATION) ?? []).filter(
    (name) => /cuda|compat|nvidia/i.test(name)
  );
  const texts = await Promise.all(files.map((name) => machine.readText(`${CONFIGURATION}/${name}`)));
  const lines2 = texts.flatMap((text) => (text ?? "").split("\n").map((line) => line.trim()));
  return lines2.filter((line) => line.startsWith("/"));
}
var LIBRARY = /^libcuda\.so\.(\d{3,}(?:\.\d+)+)$/;
function versionIn(names) {
  const versions = (names ?? []).flatMap((name) => LIBRARY.exec(name)?.[1] ?? []);
  return versions.length === 1 ? versions[0] ?? null : null;
}

// src/capture/job-variables.ts
var KEPT = "/proc/self/environ";
async function jobVariables(machine) {
  return machine.kind === "this" ? machine.env : await keptVariables(machine) ?? {};
}
async function keptVariables(machine) {
  if (machine.kind === "this") return null;
  const text = await machine.readText(KEPT);
  if (text === null) return null;
  const entries2 = text.split("\0").map((entry2) => /^([^=]+)=([\s\S]*)$/.exec(entry2));
  return Object.fromEntries(entries2.flatMap((entry2) => entry2 === null ? [] : [[entry2[1], entry2[2]]]));
}

// src/capture/environment.ts
var NAMES = /* @__PURE__ */ new Set([
  "ASCEND_LAUNCH_BLOCKING",
  "ATEN_CPU_CAPABILITY",
  "CAUSAL_CONV1D_DETERMINISTIC",
  "GLIBC_TUNABLES",
  "HCCL_DETERMINISTIC",
  "HIP_VISIBLE_DEVICES",
  "HSA_OVERRIDE_GFX_VERSION",
  "LC_ALL",
  "LD_LIBRARY_PATH",
  "LD_PRELOAD",
  "MAMBA_DETERMINISTIC",
  "NPY_DISABLE_CPU_FEATURES",
  "NVIDIA_TF32_OVERRIDE",
  "NVIDIA_VISIBLE_DEVICES",
  "PL_GLOBAL_SEED",
  "PL_SEED_WORKERS",
  "PYTHONHASHSEED",
  "PYTHONNOUSERSITE",
  "PYTHONOPTIMIZE",
  "PYTHONPATH",
  "PYTHON_GIL",
  "ROCR_VISIBLE_DEVICES",
  "TF_DETERMINISTIC_OPS",
  "TF_FORCE_GPU_ALLOW_GROWTH",
  "TF_USE_CUDNN_AUTOTUNE",
  "TOKENIZERS_PARALLELISM",
  "TZ"
]);
var PREFIXES = [
  "BLIS_",
  "CUBLAS_",
  "CUBLASLT_",
  "CUDA_",
  "CUDNN_",
  "DNNL_",
  "FLASH_ATTENTION_",
  "GOMP_",
  "GOTO_",
  "HOROVOD_",
  "JAX_",
  "KMP_",
  "MIOPEN_",
  "MKL_",
  "NCCL_",
  "NUMEXPR_",
  "NVTE_",
  "OMP_",
  "ONEDNN_",
  "OPENBLAS_",
  "PYTORCH_",
  "TF_CUDNN_",
  "TF_ENABLE_",
  "TF_GPU_",
  "TF_NUM_",
  "TF_XLA_",
  "TORCHINDUCTOR_",
  "TORCH_",
  "TRITON_",
  "VECLIB_",
  "XLA_"
];
function environment(asked) {
  return {
    id: "environment",
    provides: ["env"],
    timeoutMs: 1e3,
    absent: {},
    read: async (machine) => ({ env: await keptVariables(machine) ?? machine.env, asked }),
    parse: parse2
  };
}
var LONGEST_VALUE = 4096;
function parse2({ env, asked }) {
  const recorded = Object.entries(env).filter((entry2) => entry2[1] !== void 0).filter(([name]) => isRecorded(name, asked)).sort(([a], [b]) => a < b ? -1 : 1);
  const short = recorded.filter(([, value]) => value.length <= LONGEST_VALUE);
  const long = recorded.filter(([, value]) => value.length > LONGEST_VALUE);
  return {
    facts: Object.fromEntries(short),
    unknown: [
      ...asked.filter(looksSecret).map((name) => unknownValue(name, SECRET_NAME)),
      ...long.map(([name]) => unknownValue(name, TOO_LONG))
    ]
  };
}
function isRecorded(name, asked = []) {
  if (looksSecret(name)) return false;
  return NAMES.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix)) || asked.includes(name);
}
var SECRET_NAME = "its name looks like that of a secret, and those are never recorded";
var TOO_LONG = `its value is longer than ${LONGEST_VALUE} characters`;
function unknownValue(name, because) {
  return { path: `env.${name}`, because };
}

// src/capture/gpu/amd-kernel.ts
var NODES = "/sys/class/kfd/kfd/topology/nodes";
async function readAmdKernel(machine) {
  const [kfd, moduleVersion, release3, bus] = await Promise.all([
    machine.exists("/dev/kfd"),
    machine.readText("/sys/module/amdgpu/version"),
    machine.readText("/proc/sys/kernel/osrelease"),
    machine.list(PCI_DEVICES)
  ]);
  const { nodes, hidden } = await readNodes(machine, bus ?? []);
  return {
    kfd,
    nodes,
    hidden,
    moduleVersion: dotted(moduleVersion),
    release: dotted(release3),
    missing: hidden > 0 ? [] : await readMissing(machine, { nodes, bus: bus ?? [] })
  };
}
function dotted(text) {
  return /^\s*(\d+(?:\.\d+)+)/.exec(text ?? "")?.[1] ?? null;
}
async function readNodes(machine, bus) {
  const names = (await machine.list(NODES) ?? []).filter((name) => /^\d+$/.test(name));
  names.sort((a, b) => Number(a) - Number(b));
  const texts = await Promise.all(
    names.map(
      (name) => machine.readText(`${NODES}/${name}/properties`).then(
        (text) => ({ kind: "text", text }),
        // The kernel refuses to describe GPUs that the container was not given.
        () => ({ kind: "hidden" })
      )
    )
  );
  const described = texts.flatMap(
    (entry2) => entry2.kind === "text" ? [parseProperties(entry2.text ?? "")] : []
  );
  const nodes = await Promise.all(
    described.filter(isGpu).map(async (properties) => {
      const node = nodeOf(properties);
      const entry2 = bus.find((name) => addressOf(name) === node.pciBusId);
      return { ...node, pci: entry2 === void 0 ? NO_FILES : await readPci(machine, entry2) };
    })
  );
  return { nodes, hidden: texts.filter(({ kind }) => kind === "hidden").length };
}
function parseProperties(text) {
  const pairs = [...text.matchAll(/^(\w+) (\d+)\r?$/gm)];
  return new Map(pairs.map(([, key = "", value = ""]) => [key, value]));
}
var AMD_VENDOR = "4098";
function isGpu(properties) {
  const vendor = properties.get("vendor_id");
  return Number(properties.get("simd_count") ?? 0) > 0 && (vendor === void 0 || vendor === AMD_VENDOR);
}
function nodeOf(properties) {
  const number = (key) => Number(properties.get(key) ?? 0);
  const uniqueId = properties.get("unique_id") ?? "0";
  const perUnit = number("simd_per_cu");
  return {
    gfx: gfxOf(number("gfx_target_version")),
    computeUnits: perUnit > 0 ? number("simd_count") / perUnit : null,
    pciBusId: properties.has("location_id") ? busAddress2(number("domain"), number("location_id")) : null,
    device: properties.has("device_id") ? number("device_id").toString(16).padStart(4, "0") : null,
    uniqueId: /^0+$/.test(uniqueId) ? null : `0x${BigInt(uniqueId).toString(16)}`
  };
}
function gfxOf(version2) {
  if (version2 <= 0) return null;
  const [major, minor, step] = [Math.floor(version2 / 1e4), Math.floor(version2 / 100) % 100, version2 % 100];
  return `gfx${major}${minor.toString(16)}${step.toString(16)}`;
}
function busAddress2(domain, location) {
  const hex = (value, digits) => value.toString(16).padStart(digits, "0");
  const [bus, device, fn] = [location >> 8 & 255, location >> 3 & 31, location & 7];
  return `${hex(domain, 4)}:${hex(bus, 2)}:${hex(device, 2)}.${fn}`;
}
var PCI_DEVICES = "/sys/bus/pci/devices";
var NO_FILES = { vram: null, vbios: null, product: null };
function addressOf(entry2) {
  return entry2.replaceAll("_", ":");
}
async function readPci(machine, entry2) {
  const read11 = async (name) => {
    const text = await machine.readText(`${PCI_DEVICES}/${entry2}/${name}`).catch(() => null);
    return text?.trim() || null;
  };
  const [vram, vbios, product] = await Promise.all([
    read11("mem_info_vram_total"),
    read11("vbios_version"),
    read11("product_name")
  ]);
  return { vram, vbios, product };
}
var ACCELERATOR = /^0x(?:12|0380)/;
async function readMissing(machine, { nodes, bus }) {
  const unlisted = bus.filter((entry2) => !nodes.some(({ pciBusId }) => pciBusId === addressOf(entry2)));
  const found = await Promise.all(unlisted.map((entry2) => isAccelerator(machine, entry2)));
  return unlisted.filter((_, index) => found[index]).map(addressOf);
}
async function isAccelerator(machine, entry2) {
  const kind = await machine.readText(`${PCI_DEVICES}/${entry2}/class`).catch(() => null);
  if (!ACCELERATOR.test(kind ?? "")) return false;
  return (await machine.readText(`${PCI_DEVICES}/${entry2}/vendor`).catch(() => null))?.trim() === "0x1002";
}

// data/amd-gpus.json
var amd_gpus_default = {
  description: "AMD's GPUs by the name of their instruction set (gfx). `integrated`: graphics inside a processor, reported but not taken for what trains. `devices` are PCI device ids, for outputs that print no gfx; only ids that stand for one gfx.",
  source: "LLVM's AMDGPU processor table and AMD's ROCm list of supported GPUs; device ids from libdrm's amdgpu.ids and from pasted outputs of rocm-smi and amd-smi. gfx1250 is from announcements.",
  asOf: "2026-11",
  gpus: [
    {
      gfx: "gfx900",
      product: "Vega 10 (MI25)",
      generation: "gcn5",
      devices: ["6860", "6864", "686c", "687f"]
    },
    { gfx: "gfx902", product: "Raven Ridge", generation: "gcn5", integrated: true },
    {
      gfx: "gfx906",
      product: "Vega 20 (MI50, MI60, Radeon VII)",
      generation: "gcn5",
      devices: ["66a0", "66a1", "66af"]
    },
    { gfx: "gfx908", product: "MI100", generation: "cdna", devices: ["738c", "738e"] },
    {
      gfx: "gfx90a",
      product: "MI210, MI250, MI250X",
      generation: "cdna2",
      devices: ["7408", "740c", "740f"]
    },
    { gfx: "gfx90c", product: "Renoir, Cezanne", generation: "gcn5", integrated: true },
    { gfx: "gfx940", product: "MI300, early", generation: "cdna3" },
    { gfx: "gfx941", product: "MI300, early", generation: "cdna3" },
    {
      gfx: "gfx942",
      product: "MI300A, MI300X, MI325X",
      generation: "cdna3",
      devices: ["74a0", "74a1", "74a2", "74a5", "74b5"]
    },
    { gfx: "gfx950", product: "MI350X, MI355X", generation: "cdna4", devices: ["75a0", "75a3"] },
    { gfx: "gfx1250", product: "MI400 series", generation: "cdna5" },
    { gfx: "gfx1010", product: "Navi 10 (RX 5700)", generation: "rdna", devices: ["731f"] },
    { gfx: "gfx1012", product: "Navi 14 (RX 5500)", generation: "rdna", devices: ["7340"] },
    {
      gfx: "gfx1030",
      product: "Navi 21 (RX 6800, RX 6900, W6800)",
      generation: "rdna2",
      devices: ["73a5", "73bf"]
    },
    { gfx: "gfx1031", product: "Navi 22 (RX 6700)", generation: "rdna2", devices: ["73df"] },
    { gfx: "gfx1032", product: "Navi 23 (RX 6600)", generation: "rdna2", devices: ["73ef", "73ff"] },
    { gfx: "gfx1035", product: "Rembrandt", generation: "rdna2", integrated: true },
    { gfx: "gfx1036", product: "Raphael, Granite Ridge", generation: "rdna2", integrated: true },
    {
      gfx: "gfx1100",
      product: "Navi 31 (RX 7900, W7900)",
      generation: "rdna3",
      devices: ["7448", "744b", "744c"]
    },
    {
      gfx: "gfx1101",
      product: "Navi 32 (RX 7700, RX 7800, W7700)",
      generation: "rdna3",
      devices: ["747e"]
    },
    { gfx: "gfx1102", product: "Navi 33 (RX 7600)", generation: "rdna3", devices: ["7480"] },
    { gfx: "gfx1103", product: "Phoenix, Hawk Point", generation: "rdna3", integrated: true },
    { gfx: "gfx1150", product: "Strix Point", generation: "rdna3.5", integrated: true },
    { gfx: "gfx1151", product: "Strix Halo", generation: "rdna3.5" },
    { gfx: "gfx1152", product: "Krackan Point", generation: "rdna3.5", integrated: true },
    { gfx: "gfx1200", product: "Navi 44 (RX 9060)", generation: "rdna4", devices: ["7590"] },
    {
      gfx: "gfx1201",
      product: "Navi 48 (RX 9070, AI PRO R9700)",
      generation: "rdna4",
      devices: ["7550", "7551"]
    }
  ]
};

// src/capture/gpu/amd-tables.ts
var CHIPS = amd_gpus_default.gpus;
var BY_GFX = new Map(CHIPS.map((chip) => [chip.gfx, chip]));
function generationOfGfx(gfx) {
  return BY_GFX.get(gfx)?.generation ?? null;
}
function productOfGfx(gfx) {
  return BY_GFX.get(gfx)?.product ?? null;
}
function isIntegrated(gfx) {
  return BY_GFX.get(gfx)?.integrated === true;
}
function gfxOfDevice(id) {
  const digits = id.toLowerCase().replace(/^0x/, "").padStart(4, "0");
  return CHIPS.find(({ devices }) => devices?.includes(digits))?.gfx ?? null;
}

// src/capture/gpu/amd-values.ts
function fieldsOf2(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
function textOf(fields, ...keys) {
  for (const key of keys) {
    const value = fields[key];
    const text = typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
    if (text !== "" && !/^(?:n\/a|unknown|none)$/i.test(text)) return text;
  }
  return null;
}
function numberOf(value) {
  const bare2 = fieldsOf2(value)["value"] ?? value;
  const number = typeof bare2 === "string" && /^\d+(?:\.\d+)?$/.test(bare2) ? Number(bare2) : bare2;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}
function hexOf(text) {
  const [, digits] = /^(?:0x)?([0-9a-f]+)$/i.exec(text ?? "") ?? [];
  if (digits === void 0 || /^0+$/.test(digits)) return null;
  return `0x${digits.toLowerCase().replace(/^0+/, "")}`;
}
function deviceOf2(text) {
  const hex = hexOf(text);
  return hex === null ? null : hex.slice(2).padStart(4, "0");
}
function gfxIn(text) {
  return /\bgfx[0-9a-f]+\b/i.exec(text ?? "")?.[0]?.toLowerCase() ?? null;
}

// src/capture/gpu/amd-smi.ts
function parseAmdSmi(document) {
  const list = Array.isArray(document) ? document : fieldsOf2(document)["gpu_data"];
  if (!Array.isArray(list)) return null;
  const entries2 = list.map(fieldsOf2).filter((entry2) => "asic" in entry2);
  const drivers = entries2.map((entry2) => fieldsOf2(entry2["driver"]));
  const versions = drivers.map((driver) => dotted(textOf(driver, "version", "driver_version")));
  return { rows: entries2.map(rowOf), driver: versions.find((version2) => version2 !== null) ?? null };
}
function rowOf(entry2) {
  const asic = fieldsOf2(entry2["asic"]);
  return {
    name: textOf(asic, "market_name"),
    gfx: gfxIn(textOf(asic, "target_graphics_version")),
    computeUnits: numberOf(asic["num_compute_units"]),
    pciBusId: textOf(fieldsOf2(entry2["bus"]), "bdf")?.toLowerCase() ?? null,
    device: deviceOf2(textOf(asic, "device_id")),
    uniqueId: hexOf(textOf(asic, "asic_serial")),
    memoryMiB: memoryOf(fieldsOf2(entry2["vram"])),
    vbios: null
  };
}
var MIB_PER_UNIT = { MB: 1, MIB: 1, GB: 1024, GIB: 1024 };
function memoryOf(vram) {
  const size = vram["size"] ?? vram["vram_size_mb"] ?? vram["vram_size"];
  const value = numberOf(size);
  const factor = MIB_PER_UNIT[(textOf(fieldsOf2(size), "unit") ?? "MB").toUpperCase()];
  return value === null || factor === void 0 ? null : Math.floor(value * factor);
}

// src/capture/gpu/rocm-smi.ts
function parseRocmSmi(document) {
  const cards = Object.entries(fieldsOf2(document)).filter(([key]) => /^card\d+$/.test(key));
  if (cards.length === 0) return null;
  cards.sort(([a], [b]) => Number(a.slice(4)) - Number(b.slice(4)));
  const system = fieldsOf2(fieldsOf2(document)["system"]);
  return {
    rows: cards.map(([, card]) => rowOf2(fieldsOf2(card))),
    driver: dotted(textOf(system, "Driver version", "Driver Version"))
  };
}
var MIB3 = 1024 * 1024;
function rowOf2(card) {
  const device = deviceOf2(textOf(card, "Device ID", "GPU ID"));
  const bytes = numberOf(card["VRAM Total Memory (B)"]);
  return {
    name: nameOf2(card),
    gfx: gfxIn(textOf(card, "GFX Version")) ?? (device === null ? null : gfxOfDevice(device)),
    computeUnits: null,
    pciBusId: textOf(card, "PCI Bus")?.toLowerCase() ?? null,
    device,
    uniqueId: hexOf(textOf(card, "Unique ID")),
    memoryMiB: bytes === null ? null : Math.floor(bytes / MIB3),
    vbios: textOf(card, "VBIOS version")
  };
}
function nameOf2(card) {
  const names = [["Card Series", "Card series"], ["Device Name"], ["Card Model", "Card model"]];
  return names.map((keys) => textOf(card, ...keys)).find((name) => name !== null && hexOf(name) === null) ?? null;
}

// src/capture/gpu/amd-tool.ts
var TOOL_TIMEOUT_MS = 3e4;
var OUTPUT_LIMIT = 512 * 1024;
var AMD_SMI = ["static", "--asic", "--bus", "--driver", "--vram", "--json"];
var ROCM_SMI = [
  "--showproductname",
  "--showdriverversion",
  "--showuniqueid",
  "--showbus",
  "--showvbios",
  "--showmeminfo",
  "vram",
  "--json"
];
var PLACES = [
  { tool: "amd-smi", program: "amd-smi", args: AMD_SMI },
  { tool: "amd-smi", program: "/opt/rocm/bin/amd-smi", args: AMD_SMI },
  { tool: "rocm-smi", program: "rocm-smi", args: ROCM_SMI },
  { tool: "rocm-smi", program: "/opt/rocm/bin/rocm-smi", args: ROCM_SMI }
];
async function runAmdTool(machine) {
  for (const { tool, program, args } of PLACES) {
    const result = await machine.run(program, args, { timeoutMs: TOOL_TIMEOUT_MS, limit: OUTPUT_LIMIT });
    if (result.kind !== "not-found") return { tool, result };
  }
  return null;
}
function parseTool(output) {
  if (output === null) return { kind: "absent" };
  const { tool, result } = output;
  switch (result.kind) {
    case "not-found":
      return { kind: "absent" };
    case "timed-out": {
      const because = `${tool} did not answer within ${result.afterMs / 1e3} s; the driver hangs`;
      return { kind: "failed", fault: "driver-hangs", because };
    }
    case "signalled":
      return { kind: "failed", fault: "tool-failed", because: `${tool} was ended by ${result.signal}` };
    case "failed":
      return {
        kind: "failed",
        fault: "tool-failed",
        because: `${tool} could not be started: ${result.because}`
      };
    case "exited":
      return answered(tool, result);
  }
}
function answered(tool, result) {
  const document = jsonIn(result.stdout);
  const reading = tool === "amd-smi" ? parseAmdSmi(document) : parseRocmSmi(document);
  if (reading !== null && reading.rows.length > 0) return { kind: "read", reading };
  const said = `${result.stderr}
${result.stdout}`;
  const line = said.split(/\r?\n/).find((candidate) => REFUSED.test(candidate));
  if (line !== void 0) {
    const because2 = `${tool} may not ask the driver; the user must be in the groups render and video: ${quote(line)}`;
    return { kind: "failed", fault: "permission-denied", because: because2 };
  }
  const because = `${tool} exited with code ${result.code} and listed no GPU${whatElse(result)}`;
  return { kind: "failed", fault: "tool-failed", because };
}
var REFUSED = /required groups|permission denied|not permitted|NO_PERM|Unable to open \/dev\/kfd/i;
function jsonIn(stdout) {
  for (const [open3, close] of [
    ["{", "}"],
    ["[", "]"]
  ]) {
    const start4 = stdout.search(new RegExp(`^\\s*\\${open3}`, "m"));
    const end = stdout.lastIndexOf(close);
    const value = start4 < 0 || end < start4 ? void 0 : parsed(stdout.slice(start4, end + 1));
    if (value !== void 0) return value;
  }
  return null;
}
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}
function whatElse({ stdout, stderr, truncated }) {
  if (truncated) return "; it printed more than this version reads";
  const line = stderr.trim().split(/\r?\n/).at(-1) || stdout.trim().split(/\r?\n/).at(0);
  return line ? `: ${quote(line)}` : "";
}
var LONGEST_QUOTE = 200;
function quote(line) {
  return JSON.stringify(line.trim().slice(0, LONGEST_QUOTE));
}

// src/capture/gpu/amd-visible.ts
function visibleAmd(nodes, env) {
  const all = nodes.map((_, index) => index);
  const seen = chosen(env["ROCR_VISIBLE_DEVICES"], all, nodes);
  if (seen === null) return null;
  const shown = chosen(env["HIP_VISIBLE_DEVICES"] ?? env["CUDA_VISIBLE_DEVICES"], seen, nodes);
  return shown === null ? null : all.map((index) => shown.includes(index));
}
function chosen(variable, from, nodes) {
  if (variable === void 0) return from;
  const picked = [];
  for (const entry2 of variable.split(",").map((text) => text.trim())) {
    const index = indexOf(entry2, from, nodes);
    if (index === "unclear") return null;
    if (index === void 0) break;
    picked.push(index);
  }
  return picked;
}
function indexOf(entry2, from, nodes) {
  if (entry2 === "" || /^-\d+$/.test(entry2)) return void 0;
  if (/^\d+$/.test(entry2)) return from[Number(entry2)];
  const [, id] = /^GPU-([0-9a-f]+)$/i.exec(entry2) ?? [];
  if (id === void 0) return "unclear";
  const hex = `0x${id.toLowerCase().replace(/^0+/, "")}`;
  return from.find((index) => nodes[index]?.uniqueId === hex);
}

// src/capture/gpu/gpu-vendors.ts
function noGpu(vendor) {
  return {
    vendor,
    name: null,
    uuid: null,
    serial: null,
    pciBusId: null,
    pciDeviceId: null,
    computeCapability: null,
    gfx: null,
    generation: null,
    smCount: null,
    memoryMiB: null,
    visible: null,
    deviceIndex: null,
    mig: null,
    slices: [],
    ecc: null,
    eccErrors: null,
    rowRemap: null,
    vbios: null,
    infoRom: null,
    gspFirmware: null,
    persistence: null,
    computeMode: null,
    powerLimitW: null,
    clocks: null,
    pcie: null,
    nvlink: null,
    virtualization: null,
    recoveryAction: null,
    processes: []
  };
}
function countsForClass({ vendor, gfx }) {
  switch (vendor) {
    case "nvidia":
      return true;
    case "amd":
      return gfx === null || !isIntegrated(gfx);
    case "intel":
    case "apple":
      return false;
  }
}
function joinVendors(parts) {
  const gpus2 = [];
  const faults = [];
  const unknown2 = [];
  let driver = null;
  for (const part of parts) {
    const offset = gpus2.length;
    const told = driver === null ? part.unknown : part.unknown.filter(({ path }) => !/^driver(?:\.|$)/.test(path));
    gpus2.push(...part.facts.gpus);
    faults.push(...part.facts.faults.map((fault) => ({ ...fault, subject: moved(fault.subject, offset) })));
    unknown2.push(...told.map((entry2) => ({ ...entry2, path: moved(entry2.path, offset) })));
    driver ??= part.facts.driver;
  }
  return { facts: { gpus: gpus2, driver, faults }, unknown: unknown2 };
}
function moved(path, offset) {
  return path.replace(/^gpus\[(\d+)\]/, (_, index) => `gpus[${Number(index) + offset}]`);
}

// src/capture/gpu/amd-gpus.ts
var NO_GPUS = { gpus: [], driver: null, faults: [] };
var amdGpus = {
  id: "amd-gpus",
  provides: ["gpus", "driver"],
  timeoutMs: TOOL_TIMEOUT_MS + 5e3,
  absent: NO_GPUS,
  read: read2,
  parse: (traces) => traces === null ? { facts: NO_GPUS, unknown: [] } : parse3(traces)
};
async function read2(machine) {
  if (machine.platform !== "linux") return null;
  const [kernel, env] = await Promise.all([readAmdKernel(machine), jobVariables(machine)]);
  return { kernel, tool: worthAsking(kernel) ? await runAmdTool(machine) : null, env };
}
function worthAsking({ kfd, nodes }) {
  return kfd && (nodes.length === 0 || nodes.some(({ gfx }) => gfx === null || !isIntegrated(gfx)));
}
function parse3({ kernel, tool, env }) {
  const answer = parseTool(tool);
  const rows = answer.kind === "read" ? answer.reading.rows : [];
  const visible = visibleAmd(kernel.nodes, env);
  const boards = joined(kernel.kfd ? kernel.nodes : [], rows);
  const parsed2 = boards.map(
    (board2, index) => gpuOf(board2, { path: `gpus[${index}]`, answer, visible: visible?.[index] ?? null })
  );
  const because = whyNotAll(kernel, answer, parsed2);
  const driver = parsed2.some(({ facts }) => countsForClass(facts)) ? driverOf(kernel, answer) : null;
  return {
    facts: { gpus: parsed2.map(({ facts }) => facts), driver, faults: faultsOf(kernel, answer) },
    unknown: [
      ...because === null ? [] : [{ path: "gpus", because }],
      ...parsed2.flatMap(({ unknown: unknown2 }) => unknown2),
      ...driver !== null && driver.version === null ? [NO_VERSION] : []
    ]
  };
}
var NO_VERSION = { path: "driver.version", because: "neither the kernel nor a tool gives one" };
function joined(nodes, rows) {
  if (nodes.length === 0) return rows.map((row) => ({ node: null, row }));
  return nodes.map((node, index) => ({ node, row: rowFor(node, rows) ?? sameIndex(nodes, rows, index) }));
}
function rowFor(node, rows) {
  const same = (key) => node[key] === null ? void 0 : rows.find((row) => row[key] === node[key]);
  return same("pciBusId") ?? same("uniqueId") ?? null;
}
function sameIndex(nodes, rows, index) {
  const anonymous = rows.every(({ pciBusId, uniqueId }) => pciBusId === null && uniqueId === null);
  return anonymous && rows.length === nodes.length ? rows[index] ?? null : null;
}
var MIB4 = 1024 * 1024;
function gpuOf({ node, row }, { path, answer, visible }) {
  const gfx = node?.gfx ?? row?.gfx ?? null;
  const integrated = gfx !== null && isIntegrated(gfx);
  const bytes = node?.pci.vram ?? null;
  const device = node?.device ?? row?.device ?? null;
  const facts = {
    ...noGpu("amd"),
    name: row?.name ?? node?.pci.product ?? (integrated ? productOfGfx(gfx) : null),
    uuid: node?.uniqueId ?? row?.uniqueId ?? null,
    pciBusId: node?.pciBusId ?? row?.pciBusId ?? null,
    pciDeviceId: device === null ? null : `1002:${device}`,
    gfx,
    generation: gfx === null ? null : generationOfGfx(gfx),
    smCount: node?.computeUnits ?? row?.computeUnits ?? null,
    memoryMiB: bytes === null ? row?.memoryMiB ?? null : Math.floor(Number(bytes) / MIB4),
    visible,
    vbios: node?.pci.vbios ?? row?.vbios ?? null
  };
  return { facts, unknown: missingIn(facts, { path, answer, integrated }) };
}
var NOT_READ = ["serial", "ecc", "powerLimitW", "clocks", "pcie"];
function missingIn(gpu, { path, answer, integrated }) {
  const reasons = {
    name: `${NO_NAME}, and ${toolSilence(answer)}`,
    gfx: `the compute driver does not say it, and ${toolSilence(answer)}`,
    generation: gpu.gfx === null ? NO_GFX : `${gpu.gfx} is not in this version\u2019s table of generations`,
    smCount: "only the compute driver\u2019s topology says it, and that cannot be read here",
    memoryMiB: `the graphics driver does not say it, and ${toolSilence(answer)}`
  };
  const fields = Object.entries(reasons).filter(([field]) => gpu[field] === null);
  const noted = fields.map(([field, because]) => ({ path: `${path}.${field}`, because }));
  if (integrated) return noted;
  return [...noted, ...NOT_READ.map((field) => ({ path: `${path}.${field}`, because: UNREAD }))];
}
var NO_NAME = "its board does not carry one that the kernel could read";
var NO_GFX = "it follows from the name of the instruction set, which is unknown";
var UNREAD = "this version does not read it on AMD\u2019s GPUs";
function toolSilence(answer) {
  switch (answer.kind) {
    case "absent":
      return "neither amd-smi nor rocm-smi was found";
    case "failed":
      return answer.because;
    case "read":
      return "the tool does not say it either";
  }
}
function driverOf({ moduleVersion, release: release3 }, answer) {
  const told = answer.kind === "read" ? answer.reading.driver : null;
  return {
    version: moduleVersion ?? told ?? release3,
    branch: null,
    platform: "linux",
    cuda: null,
    module: "open",
    compat: null,
    compatBranches: null
  };
}
function whyNotAll(kernel, answer, parsed2) {
  const boards = kernel.nodes.filter(({ gfx }) => gfx === null || !isIntegrated(gfx)).length;
  if (!kernel.kfd && boards > 0) {
    return `the AMD driver runs ${boards} GPUs, but /dev/kfd is not here; a container needs it and /dev/dri as devices`;
  }
  if (kernel.kfd && parsed2.length === 0 && kernel.hidden === 0) {
    return `there is an AMD GPU (/dev/kfd), but the compute driver lists none, and ${toolSilence(answer)}`;
  }
  if (parsed2.some(({ facts }) => facts.gfx === null)) return `an AMD GPU does not say which one it is`;
  return null;
}
function faultsOf(kernel, answer) {
  const faults = [];
  if (answer.kind === "failed" && (answer.fault !== "tool-failed" || kernel.nodes.length === 0)) {
    faults.push({ kind: answer.fault, subject: "gpus", because: answer.because });
  }
  if (answer.kind === "absent" && kernel.kfd && kernel.nodes.length === 0 && kernel.hidden === 0) {
    faults.push({
      kind: "no-tool",
      subject: "gpus",
      because: `/dev/kfd is there, but ${toolSilence(answer)}`
    });
  }
  return [...faults, ...missingFaults(kernel, answer)];
}
function missingFaults({ nodes, hidden, missing: missing4, kfd }, answer) {
  if (missing4.length === 0) return [];
  const where = `AMD accelerators on the PCI bus (${missing4.join(", ")})`;
  if (nodes.length === 0 && hidden === 0) {
    if (kfd || answer.kind === "read") return [];
    return [{ kind: "no-driver", subject: "gpus", because: `${where}, and no compute driver` }];
  }
  const because = `${where} that the compute driver does not list`;
  return [{ kind: "gpus-missing", subject: "gpus", because }];
}

// src/capture/gpu/gpu-health.ts
function boardFaults(gpu, board2, subject) {
  const found = [
    uncorrected(gpu),
    remap(gpu),
    retirement(board2),
    recovery(gpu)
  ];
  return [
    ...found.filter((fault) => fault !== null).map((fault) => ({ ...fault, subject })),
    ...foreign(gpu, board2, subject)
  ];
}
function uncorrected({ eccErrors }) {
  const count = eccErrors?.uncorrectedVolatile ?? 0;
  if (count === 0) return null;
  return {
    kind: "ecc-uncorrected",
    because: `uncorrected memory errors since the driver was loaded: ${count}`
  };
}
function remap({ rowRemap }) {
  if (rowRemap?.failure) return { kind: "row-remap", because: "a memory row could not be remapped" };
  if (rowRemap?.pending)
    return { kind: "row-remap", because: "a memory row waits for a reset to be remapped" };
  return null;
}
function retirement({ fields }) {
  if (!/^(?:yes|1)$/i.test(fields.retirementPending ?? "")) return null;
  return { kind: "row-remap", because: "a memory page waits for a reset to be retired" };
}
function recovery({ recoveryAction }) {
  if (recoveryAction === null || recoveryAction === "none") return null;
  return { kind: "gpu-needs-reset", because: `the driver asks for \`${recoveryAction}\`` };
}
var MPS = /^nvidia-cuda-mps-/;
function foreign({ slices: slices2 }, board2, subject) {
  const others = (board2.processes ?? []).filter(({ name }) => !MPS.test(name ?? ""));
  const placeOf = ({ slice }) => {
    const index = slices2.findIndex(
      ({ gpuInstance, computeInstance }) => gpuInstance === slice?.gpuInstance && computeInstance === slice?.computeInstance
    );
    return slice === void 0 || index < 0 ? subject : `${subject}.slices[${index}]`;
  };
  const places = [...new Set(others.map(placeOf))].sort();
  return places.map((place) => {
    const here = others.filter((program) => placeOf(program) === place);
    return { kind: "foreign-process", subject: place, because: describe(here) };
  });
}
function describe(programs) {
  const named2 = programs.slice(0, 3).map(({ pid, name }) => `${name ?? "a program"} (process ${pid})`);
  const more = programs.length > named2.length ? ` and ${programs.length - named2.length} more` : "";
  return `${named2.join(", ")}${more} computed on it`;
}

// src/capture/gpu/nvidia-driver.ts
function branchOf(version2) {
  const branch = /^(\d+)(?:\.\d+)+$/.exec(version2 ?? "")?.[1];
  return branch === void 0 ? null : Number(branch);
}

// src/capture/gpu/nvidia-kernel.ts
async function readKernelVersion(machine) {
  const [proc, sys] = await Promise.all([
    machine.readText("/proc/driver/nvidia/version"),
    machine.readText("/sys/module/nvidia/version")
  ]);
  return parseKernelVersion(proc) ?? versionOnly(sys);
}
var NVRM = /NVRM version:\s+NVIDIA UNIX (?:(Open) Kernel Module for \S+|Kernel Module for \S+|\S+ Kernel Module)\s+(\d+(?:\.\d+)+)/;
function parseKernelVersion(text) {
  const [, open3, version2] = NVRM.exec(text ?? "") ?? [];
  if (version2 === void 0) return null;
  return { version: version2, module: open3 === void 0 ? "proprietary" : "open" };
}
function versionOnly(text) {
  const version2 = text?.trim() ?? "";
  return /^\d+(?:\.\d+)+$/.test(version2) ? { version: version2, module: null } : null;
}
async function readKernelDevices(machine) {
  const [onBus, bound, nodes, wsl, lib, dxg, tegra] = await Promise.all([
    readBus(machine),
    machine.list("/sys/bus/pci/drivers/nvidia"),
    readNodes2(machine),
    hasWslLibrary(machine),
    machine.exists("/usr/lib/wsl/lib"),
    machine.exists("/dev/dxg"),
    machine.exists("/etc/nv_tegra_release")
  ]);
  return {
    onBus,
    bound: bound === null ? null : (onBus ?? []).filter((address) => bound.includes(address)),
    nodes,
    wsl,
    windows: lib || dxg,
    tegra
  };
}
async function readNodes2(machine) {
  const names = (await machine.list("/dev") ?? []).filter((name) => /^nvidia\d+$/.test(name));
  const open3 = await Promise.all(names.map((name) => machine.mayOpen?.(`/dev/${name}`) ?? true));
  return open3.filter(Boolean).length || names.length;
}
function hasWslLibrary(machine) {
  return machine.exists("/usr/lib/wsl/lib/libcuda.so.1");
}
var PCI_DEVICES2 = "/sys/bus/pci/devices";
var NVIDIA_VENDOR = "0x10de";
var DISPLAY_CLASS = /^0x03/;
async function readBus(machine) {
  const addresses = await machine.list(PCI_DEVICES2);
  if (addresses === null) return null;
  const ours = await Promise.all(addresses.map((address) => isNvidiaGpu(machine, address)));
  return addresses.filter((_, index) => ours[index]);
}
async function isNvidiaGpu(machine, address) {
  const vendor = await machine.readText(`${PCI_DEVICES2}/${address}/vendor`);
  if (vendor?.trim() !== NVIDIA_VENDOR) return false;
  const kind = await machine.readText(`${PCI_DEVICES2}/${address}/class`);
  return DISPLAY_CLASS.test(kind?.trim() ?? "");
}

// data/nvidia-smi.json
var nvidia_smi_default = {
  description: "What nvidia-smi prints in place of a value, and what its exit codes mean. The words stand in brackets in answers to --query-gpu, and without them in -q and -q -x.",
  sources: {
    absentValues: "output of nvidia-smi 418 to 610 on several machines; Not Supported from secondary sources",
    errorValues: "not a value, and no word for having none. Function Not Found in output of nvidia-smi 610; Unknown Error, Insufficient Permissions, Not Found, No data from secondary sources on real cards; the others reported by users",
    exitCodes: "nvidia-smi manual page, section RETURN VALUE; 17 and 18 from nvmlReturn_t in nvml.h"
  },
  asOf: "2026-11",
  absentValues: [
    "",
    "N/A",
    "Not Supported",
    "Requested functionality has been deprecated",
    "Not available in WDDM driver model"
  ],
  errorValues: [
    "Function Not Found",
    "Insufficient Permissions",
    "No data",
    "Not Found",
    "Unknown Error",
    "GPU is lost",
    "GPU requires reset",
    "GPU requires restart",
    "Timeout",
    "ERR!"
  ],
  exitCodes: {
    "3": {
      kind: "tool-failed",
      because: "the requested operation is not available on the GPU"
    },
    "4": {
      kind: "permission-denied",
      because: "this user may not read the GPUs (permission denied)"
    },
    "6": {
      kind: "gpus-missing",
      because: "the NVIDIA driver is loaded, but it finds no device"
    },
    "8": {
      kind: "tool-failed",
      because: "a GPU's external power cables are not attached"
    },
    "9": {
      kind: "no-driver",
      because: "the NVIDIA kernel module is not loaded; load it, or reboot after a kernel update"
    },
    "10": {
      kind: "tool-failed",
      because: "the kernel reports an interrupt problem with a GPU"
    },
    "12": {
      kind: "tool-failed",
      because: "the NVML library of the driver is not installed"
    },
    "13": {
      kind: "library-mismatch",
      because: "the NVML library is older than nvidia-smi"
    },
    "14": {
      kind: "info-rom",
      because: "the infoROM of a GPU is corrupted"
    },
    "15": {
      kind: "gpu-lost",
      because: "a GPU has fallen off the bus"
    },
    "17": {
      kind: "permission-denied",
      because: "the operating system or the control group blocks access to a GPU"
    },
    "18": {
      kind: "library-mismatch",
      because: "the NVIDIA library and the kernel module have different versions; reboot, or start the container again"
    },
    "127": {
      kind: "no-tool",
      because: "nvidia-smi could not be started by its wrapper"
    },
    "255": {
      kind: "tool-failed",
      because: "nvidia-smi failed without a reason"
    }
  }
};

// src/capture/gpu/nvidia-smi/faults.ts
var SYMPTOMS = [
  {
    text: /driver\/library version mismatch/i,
    kind: "library-mismatch",
    because: "the NVIDIA library and the kernel module have different versions; reboot, or start the container again"
  },
  {
    text: /couldn't communicate with the NVIDIA driver/i,
    kind: "no-driver",
    because: "the NVIDIA kernel module is not loaded; load it, or reboot after a kernel update"
  },
  {
    text: /Failed to initialize NVML: Insufficient Permissions/i,
    kind: "permission-denied",
    because: "this user may not read the GPUs (permission denied)"
  },
  {
    text: /Failed to initialize NVML: Unknown Error/i,
    kind: "permission-denied",
    because: "NVML cannot open the GPUs; in a container they were probably taken away while it ran, start it again"
  },
  {
    text: /GPU access blocked by the operating system/i,
    kind: "permission-denied",
    because: "the operating system blocks access to the GPUs; under WSL, update the driver of Windows"
  },
  { text: /Failed to initialize NVML/i, kind: "tool-failed", because: "NVML cannot be initialised" },
  {
    text: /GPU is lost|fallen off the bus/i,
    kind: "gpu-lost",
    because: "a GPU is lost (fallen off the bus); the machine needs a reboot"
  },
  { text: /requires? re(?:set|start)/i, kind: "gpu-needs-reset", because: "a GPU requires a reset" },
  {
    text: /Unable to determine the device handle/i,
    kind: "gpu-lost",
    because: "a GPU does not answer; it is probably lost, and the machine needs a reboot"
  },
  { text: /infoROM is corrupted/i, kind: "info-rom", because: "the infoROM of a GPU is corrupted" },
  {
    text: /No devices were found/i,
    kind: "gpus-missing",
    because: "the NVIDIA driver is loaded, but it finds no device"
  }
];
function faultIn(text) {
  const symptom = SYMPTOMS.find((candidate) => candidate.text.test(text));
  if (symptom === void 0) return null;
  const line = text.split(/\r?\n/).find((candidate) => symptom.text.test(candidate)) ?? "";
  return faultOf(symptom.kind, `${symptom.because}: ${quote2(line)}`);
}
var EXIT_CODES = new Map(
  Object.entries(nvidia_smi_default.exitCodes)
);
function faultOfCode(code2, output) {
  if (code2 === 0) return null;
  const first = output.split(/\r?\n/).find((line) => line.trim() !== "");
  const { kind, because } = EXIT_CODES.get(String(code2)) ?? {
    kind: "tool-failed",
    because: "nvidia-smi failed"
  };
  const words = first === void 0 ? "" : `: ${quote2(first)}`;
  return faultOf(kind, `${because} (nvidia-smi exited with code ${code2}${words})`);
}
var OF_THE_DRIVER = /* @__PURE__ */ new Set([
  "no-driver",
  "no-tool",
  "library-mismatch",
  "permission-denied",
  "driver-hangs",
  "tool-failed"
]);
function faultOf(kind, because) {
  return { kind, subject: OF_THE_DRIVER.has(kind) ? "driver" : "gpus", because };
}
var LONGEST_QUOTE2 = 160;
function quote2(line) {
  const text = line.trim();
  return JSON.stringify(text.length > LONGEST_QUOTE2 ? `${text.slice(0, LONGEST_QUOTE2 - 1)}\u2026` : text);
}

// src/capture/gpu/nvidia-smi/reading.ts
function versionIn2(text) {
  return /^\s*(\d+(?:\.\d+)+)(?:\s*\[.*\])?\s*$/.exec(text ?? "")?.[1] ?? null;
}
function computes(type) {
  return /^(?:M\+)?C$/.test(type.trim());
}
function programName(text) {
  const words = (text ?? "").trim();
  if (words === "" || words === "-" || /^(?:N\/A|\[.*\])$/.test(words)) return null;
  const path = words.includes("\\") ? words : words.split(/\s/, 1)[0] ?? words;
  return path.split(/[\\/]/).filter(Boolean).at(-1) ?? null;
}
function wholeNumber(text) {
  const digits = /^\s*(\d+)(?:\s*[A-Za-z]+)?\s*$/.exec(text ?? "")?.[1];
  return digits === void 0 ? null : Number(digits);
}
function withSliceNames(reading, list) {
  if (reading === null || list === null) return reading;
  const boards = reading.boards.map((board2, index) => {
    const named2 = list.boards[index]?.slices ?? [];
    if (named2.length !== board2.slices.length) return board2;
    const slices2 = board2.slices.map((slice, place) => ({
      ...slice,
      profile: slice.profile ?? named2[place]?.profile ?? null,
      uuid: slice.uuid ?? named2[place]?.uuid ?? null
    }));
    return { ...board2, slices: slices2 };
  });
  return { ...reading, boards };
}

// src/capture/gpu/nvidia-smi/csv.ts
var FIELDS = {
  name: "name",
  gpu_name: "name",
  uuid: "uuid",
  gpu_uuid: "uuid",
  serial: "serial",
  gpu_serial: "serial",
  "pci.bus_id": "busId",
  gpu_bus_id: "busId",
  "pci.device_id": "deviceId",
  compute_cap: "computeCapability",
  "memory.total": "memory",
  "mig.mode.current": "mig",
  "ecc.mode.current": "ecc",
  vbios_version: "vbios",
  "inforom.img": "infoRom",
  "inforom.image": "infoRom",
  persistence_mode: "persistence",
  compute_mode: "computeMode",
  "power.limit": "powerLimit",
  "gpu.power.requested_limit": "powerLimit",
  "clocks.max.sm": "maxSmClock",
  "clocks.max.memory": "maxMemoryClock",
  "clocks.max.mem": "maxMemoryClock",
  "pcie.link.gen.max": "pcieGeneration",
  "pcie.link.width.max": "pcieWidth",
  gpu_recovery_action: "recoveryAction",
  "remapped_rows.correctable": "remapCorrectable",
  "remapped_rows.uncorrectable": "remapUncorrectable",
  "remapped_rows.pending": "remapPending",
  "remapped_rows.failure": "remapFailure",
  "retired_pages.pending": "retirementPending",
  "driver_model.current": "driverModel"
};
var ECC = {
  "ecc.errors.corrected.volatile.total": "correctedVolatile",
  "ecc.errors.uncorrected.volatile.total": "uncorrectedVolatile",
  "ecc.errors.corrected.aggregate.total": "correctedAggregate",
  "ecc.errors.uncorrected.aggregate.total": "uncorrectedAggregate"
};
function isCsv(text) {
  const columns = split(firstLine(text)).map(fieldName);
  return columns.length > 1 && columns.some((name) => name in FIELDS);
}
function readCsv(text, asked = null) {
  const lines2 = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const columns = asked ?? split(lines2.shift() ?? "").map(fieldName);
  const rows = lines2.map((line) => rowOf3(columns, line));
  const strange = lines2.find((_, index) => rows[index] === null);
  const whole = rows.filter((row) => row !== null);
  return {
    form: "csv",
    driver: firstVersion(whole),
    cuda: null,
    boards: whole.map(boardOf),
    because: strange === void 0 ? null : `nvidia-smi printed ${quote2(strange)}`
  };
}
function firstVersion(rows) {
  const texts = rows.flatMap((row) => [row.get("kmd_version"), row.get("driver_version")]);
  return texts.map(versionIn2).find((version2) => version2 !== null) ?? null;
}
function firstLine(text) {
  return text.split(/\r?\n/).find((line) => line.trim() !== "") ?? "";
}
function split(line) {
  return line.split(",").map((value) => value.trim());
}
function fieldName(title) {
  return title.replace(/ \[.*\]$/, "");
}
var SHAPES = [
  ["index", /^\d+$/],
  ["uuid", /^(?:(?:GPU-)?[0-9a-f]{8}-|N\/A|\[)/],
  ["pci.bus_id", /^(?:[0-9A-Fa-f]+:[0-9A-Fa-f]+:|N\/A|\[)/]
];
function rowOf3(columns, line) {
  const values = split(line);
  if (values.length !== columns.length) return null;
  const row = new Map(columns.map((name, index) => [name, values[index] ?? ""]));
  return SHAPES.every(([name, shape]) => shape.test(row.get(name) ?? "N/A") || !row.has(name)) ? row : null;
}
function boardOf(row) {
  const fields = {};
  const ecc = {};
  for (const [name, text] of row) {
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : void 0;
    if (field !== void 0) fields[field] = text;
    const counter = Object.hasOwn(ECC, name) ? ECC[name] : void 0;
    if (counter !== void 0) ecc[counter] = [text];
  }
  return { fields, ecc, slices: [], alarms: [], processes: null };
}

// src/capture/gpu/nvidia-smi/list.ts
var BOARD = /^GPU \d+: (\S.*?)\s+\(UUID: ((?:GPU-)?[0-9a-f-]+)\)\s*$/;
var SLICE = /^\s+MIG (\S+)\s+Device\s+\d+:\s+\(UUID: (MIG-\S+)\)\s*$/;
function isList(text) {
  return text.split(/\r?\n/).some((line) => BOARD.test(line));
}
function readList(text) {
  const boards = [];
  for (const line of text.split(/\r?\n/)) {
    const [, name, uuid] = BOARD.exec(line) ?? [];
    const last = boards.at(-1);
    const slice = sliceOf(line);
    if (name !== void 0 && uuid !== void 0) {
      boards.push({ fields: { name, uuid }, ecc: {}, slices: [], alarms: [], processes: null });
    } else if (slice !== null && last !== void 0) {
      const fields = { ...last.fields, mig: "Enabled" };
      boards.splice(-1, 1, { ...last, fields, slices: [...last.slices, slice] });
    }
  }
  return { form: "list", driver: null, cuda: null, boards, because: null };
}
function sliceOf(line) {
  const [, profile, uuid] = SLICE.exec(line) ?? [];
  if (profile === void 0 || uuid === void 0) return null;
  const [, gpuInstance, computeInstance] = /\/(\d+)\/(\d+)$/.exec(uuid) ?? [];
  return {
    profile,
    uuid,
    gpuInstance: gpuInstance === void 0 ? null : Number(gpuInstance),
    computeInstance: computeInstance === void 0 ? null : Number(computeInstance),
    smCount: null,
    memoryMiB: null,
    visible: null
  };
}

// src/capture/gpu/nvidia-smi/section.ts
function sectionsAt(section, path) {
  return path.split("/").reduce(
    (found, name) => found.flatMap(({ sections }) => sections.filter((inner) => name === "*" || inner.name === name)),
    [section]
  );
}
function textAt(section, paths) {
  for (const path of paths) {
    const [found] = sectionsAt(section, path);
    if (found !== void 0) return found.text;
  }
  return void 0;
}
var PATHS = [
  ["name", ["product_name"]],
  ["architecture", ["product_architecture"]],
  ["uuid", ["uuid", "gpu_uuid"]],
  ["serial", ["serial", "serial_number"]],
  ["busId", ["pci/pci_bus_id", "pci/bus_id"]],
  ["deviceId", ["pci/pci_device_id", "pci/device_id"]],
  ["memory", ["fb_memory_usage/total"]],
  ["mig", ["mig_mode/current_mig", "mig_mode/current"]],
  ["ecc", ["ecc_mode/current_ecc", "ecc_mode/current"]],
  ["vbios", ["vbios_version"]],
  ["infoRom", ["inforom_version/img_version", "inforom_version/image_version"]],
  ["gspFirmware", ["gsp_firmware_version"]],
  ["persistence", ["persistence_mode"]],
  ["computeMode", ["compute_mode"]],
  [
    "powerLimit",
    [
      "gpu_power_readings/requested_power_limit",
      // R610 has a section for each kind of limit.
      "gpu_power_readings/*/requested_power_limit",
      "gpu_power_readings/power_limit",
      "gpu_power_readings/current_power_limit",
      "power_readings/power_limit"
    ]
  ],
  ["maxSmClock", ["max_clocks/sm_clock", "max_clocks/sm"]],
  ["maxMemoryClock", ["max_clocks/mem_clock", "max_clocks/memory"]],
  [
    "pcieGeneration",
    ["pci/pci_gpu_link_info/pcie_gen/max_link_gen", "pci/gpu_link_info/pcie_generation/max"]
  ],
  ["pcieWidth", ["pci/pci_gpu_link_info/link_widths/max_link_width", "pci/gpu_link_info/link_width/max"]],
  ["virtualization", ["gpu_virtualization_mode/virtualization_mode"]],
  ["recoveryAction", ["gpu_recovery_action"]],
  ["remapCorrectable", ["remapped_rows/remapped_row_corr", "remapped_rows/correctable_error"]],
  ["remapUncorrectable", ["remapped_rows/remapped_row_unc", "remapped_rows/uncorrectable_error"]],
  ["remapPending", ["remapped_rows/remapped_row_pending", "remapped_rows/pending"]],
  ["remapFailure", ["remapped_rows/remapped_row_failure", "remapped_rows/remapping_failure_occurred"]],
  [
    "retirementPending",
    [
      "retired_pages/pending_retirement",
      "retired_pages/pending_blacklist",
      "retired_pages/pending_page_blacklist"
    ]
  ],
  ["driverModel", ["driver_model/current_dm", "driver_model/current"]]
];
function driverIn(log) {
  return versionIn2(textAt(log, ["kmd_version"])) ?? versionIn2(textAt(log, ["driver_version"]));
}
function cudaIn(log) {
  return versionIn2(textAt(log, ["cuda_umd_version"])) ?? versionIn2(textAt(log, ["cuda_version"]));
}
function boardOf2(gpu, heading) {
  const fields = {};
  for (const [field, paths] of PATHS) {
    const text = textAt(gpu, paths);
    if (text !== void 0) fields[field] = text;
  }
  fields.busId ??= heading;
  return {
    fields,
    ecc: counters(gpu),
    slices: slices(gpu),
    alarms: [...new Set(alarms(gpu))],
    processes: processes(gpu)
  };
}
function alarms({ name, text, sections }) {
  if (/^(?:accounted_)?processes$/.test(name)) return [];
  return [...ALARM.test(text) ? [text] : [], ...sections.flatMap(alarms)];
}
var ALARM = /^\[?GPU (?:is lost|requires? re(?:set|start))/i;
function counters(gpu) {
  const [volatile] = sectionsAt(gpu, "ecc_errors/volatile");
  const [aggregate] = sectionsAt(gpu, "ecc_errors/aggregate");
  const ecc = {};
  if (volatile !== void 0) {
    ecc.correctedVolatile = counted(volatile, CORRECTED);
    ecc.uncorrectedVolatile = counted(volatile, UNCORRECTED);
  }
  if (aggregate !== void 0) {
    ecc.correctedAggregate = counted(aggregate, CORRECTED);
    ecc.uncorrectedAggregate = counted(aggregate, UNCORRECTED);
  }
  return ecc;
}
var CORRECTED = { group: "single_bit", line: /^[sd]ram_correctable/ };
var UNCORRECTED = { group: "double_bit", line: /^[sd]ram_uncorrectable/ };
function counted(section, { group, line }) {
  const [bits] = sectionsAt(section, group);
  if (bits === void 0) {
    return section.sections.filter(({ name }) => line.test(name)).map(({ text }) => text);
  }
  const total = textAt(bits, ["total"]);
  return total !== void 0 && wholeNumber(total) !== null ? [total] : bits.sections.map(({ text }) => text);
}
function slices(gpu) {
  const devices = [...sectionsAt(gpu, "mig_devices/mig_device"), ...sectionsAt(gpu, "mig_device")];
  return devices.map((device) => ({
    profile: textAt(device, ["profile", "name"]) ?? null,
    uuid: /^MIG-/.test(textAt(device, MIG_UUID) ?? "") ? textAt(device, MIG_UUID) ?? null : null,
    gpuInstance: wholeNumber(textAt(device, ["gpu_instance_id"])),
    computeInstance: wholeNumber(textAt(device, ["compute_instance_id"])),
    smCount: wholeNumber(textAt(device, ["device_attributes/shared/multiprocessor_count"])),
    memoryMiB: wholeNumber(textAt(device, ["fb_memory_usage/total"])),
    visible: null
  }));
}
var MIG_UUID = ["uuid", "mig_uuid"];
function processes(gpu) {
  if (sectionsAt(gpu, "processes").length === 0) return null;
  const inXml = sectionsAt(gpu, "processes/process_info");
  const inText = sectionsAt(gpu, "processes/process_id");
  return [...inXml, ...inText].flatMap((program) => {
    const pid = wholeNumber(textAt(program, ["pid"]) ?? program.text);
    if (pid === null || !computes(textAt(program, ["type"]) ?? "")) return [];
    const name = programName(textAt(program, ["process_name", "name"]));
    const memoryMiB = wholeNumber(textAt(program, ["used_memory", "used_gpu_memory"]));
    return [{ pid, name, memoryMiB, ...sliceOf2(program) }];
  });
}
function sliceOf2(program) {
  const gpuInstance = wholeNumber(textAt(program, ["gpu_instance_id"]));
  const computeInstance = wholeNumber(textAt(program, ["compute_instance_id"]));
  return gpuInstance === null || computeInstance === null ? {} : { slice: { gpuInstance, computeInstance } };
}

// src/capture/gpu/nvidia-smi/query.ts
function isQuery(text) {
  return /^=+NVSMI LOG=+\s*$/m.test(text);
}
function readQuery(text) {
  const log = { name: "", text: "", sections: nest(lines(text)) };
  const boards = log.sections.flatMap((section) => {
    return section.name === "gpu" ? [boardOf2(section, section.text)] : [];
  });
  return { form: "query", driver: driverIn(log), cuda: cudaIn(log), boards, because: null };
}
function lines(text) {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, space, words = ""] = /^(\s*)(\S.*?)\s*$/.exec(line) ?? [];
    if (space === void 0 || /^=+NVSMI LOG=+$/.test(words)) return [];
    const [, name = words, value = ""] = /^(.*?)\s*(?:\s:\s|\s:$)(.*)$/.exec(words) ?? [];
    const heading = /^GPU (N\/A|[0-9A-Fa-f]+:[0-9A-Fa-f:.]+)$/.exec(words)?.[1];
    return [
      { indent: space.length, name: heading === void 0 ? spelled(name) : "gpu", text: heading ?? value }
    ];
  });
}
function spelled(name) {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "");
}
function nest(all) {
  const sections = [];
  for (let start4 = 0; start4 < all.length; ) {
    const line = all[start4];
    if (line === void 0) break;
    const length = all.slice(start4 + 1).findIndex(({ indent }) => indent <= line.indent);
    const end = length === -1 ? all.length : start4 + 1 + length;
    sections.push({ name: line.name, text: line.text, sections: nest(all.slice(start4 + 1, end)) });
    start4 = end;
  }
  return sections;
}

// src/capture/gpu/nvidia-smi/table.ts
var HEADER2 = /^\|\s*NVIDIA-SMI\s+\S+/m;
function isTable(text) {
  return HEADER2.test(text);
}
function readTable(text) {
  const rows = text.split(/\r?\n/).filter((line) => line.startsWith("|"));
  const boards = boardRows(rows);
  const processes2 = rows.map(processOf).filter((row) => row !== null);
  const told = rows.some((row) => /^\|\s*Processes:/.test(row));
  const slices2 = rows.map(sliceOf3).filter((row) => row !== null);
  return {
    form: "table",
    driver: /(?:Driver|KMD) Version: *(\d+(?:\.\d+)+)/.exec(text)?.[1] ?? null,
    cuda: /CUDA(?: UMD)? Version: *(\d+\.\d+)/.exec(text)?.[1] ?? null,
    boards: boards.map(({ index, fields, ecc }) => ({
      fields,
      ecc,
      alarms: [],
      slices: slices2.filter(({ board: board2 }) => board2 === index).map(({ slice }) => slice),
      processes: told ? processes2.filter(({ board: board2 }) => board2 === index).map(({ program }) => program) : null
    })),
    because: null
  };
}
var FIRST = /^\|\s+(\d+)\s+(\S.*?)\s+(On|Off|N\/A|WDDM|TCC|MCDM)\s*\|\s*([0-9A-Fa-f:.]+|N\/A)\s+(?:On|Off|N\/A)\s*\|\s*(.*?)\s*\|\s*$/;
var SECOND = /^\|(.*)\|\s*(.*?)\s*\|\s*(\S+)\s+(\S.*?)\s*\|\s*$/;
var THIRD = /^\|\s+\|\s+\|\s*(\S+)\s*\|\s*$/;
function boardRows(rows) {
  return rows.flatMap((row, position) => {
    const [, index, name, mode, busId, ecc] = FIRST.exec(row) ?? [];
    if (index === void 0 || name === void 0) return [];
    const fields = {
      name,
      busId: busId ?? "N/A",
      ...persistence(mode ?? ""),
      ecc: eccMode(ecc ?? ""),
      ...secondRow(rows[position + 1] ?? ""),
      ...migOf(rows[position + 2] ?? "")
    };
    const counted2 = /^\d+$/.test(ecc ?? "") ? { uncorrectedVolatile: [ecc ?? ""] } : {};
    return [{ index: Number(index), fields, ecc: counted2 }];
  });
}
function persistence(mode) {
  if (mode === "On") return { persistence: "Enabled" };
  if (mode === "Off") return { persistence: "Disabled" };
  return mode === "N/A" ? { persistence: mode } : { persistence: "N/A", driverModel: mode };
}
var COMPUTE_MODES = {
  "E. Process": "Exclusive_Process",
  "E. Thread": "Exclusive_Thread"
};
function secondRow(row) {
  const [, power = "", memory = "", , mode] = SECOND.exec(row) ?? [];
  if (mode === void 0) return {};
  const limit = /\/\s*(\d+W|N\/A)\s*$/.exec(power)?.[1];
  return {
    computeMode: COMPUTE_MODES[mode] ?? mode,
    memory: /\/\s*(\d+MiB)$/.exec(memory)?.[1] ?? (/^(?:Not Supported|N\/A.*)$/.test(memory) ? "N/A" : memory),
    ...limit === void 0 ? {} : { powerLimit: limit }
  };
}
function migOf(row) {
  const [, mig] = THIRD.exec(row) ?? [];
  return mig === void 0 ? {} : { mig };
}
function eccMode(ecc) {
  if (/^\d+$/.test(ecc) || ecc === "On") return "Enabled";
  return ecc === "Off" ? "Disabled" : ecc;
}
var SLICE2 = /^\|\s+(\d+)\s+(\d+)\s+(\d+)\s+\d+\s+\|\s*\d+MiB \/\s*(\d+)MiB\s*\|\s*(\d+)\s/;
function sliceOf3(row) {
  const [, board2, gpuInstance, computeInstance, memory, smCount] = SLICE2.exec(row) ?? [];
  if (board2 === void 0) return null;
  const slice = {
    profile: null,
    uuid: null,
    gpuInstance: wholeNumber(gpuInstance),
    computeInstance: wholeNumber(computeInstance),
    smCount: wholeNumber(smCount),
    memoryMiB: wholeNumber(memory),
    visible: null
  };
  return { board: Number(board2), slice };
}
var PROCESS = /^\|\s+(\d+)\s+(?:(?:N\/A|\d+)\s+(?:N\/A|\d+)\s+)?(\d+)\s+((?:M\+)?[CG](?:\+G)?)\s+(\S.*?)\s+(\d+MiB|N\/A)\s*\|\s*$/;
function processOf(row) {
  const [, board2, pid, type, name, memory] = PROCESS.exec(row) ?? [];
  if (board2 === void 0 || !computes(type ?? "")) return null;
  const program = { pid: Number(pid), name: programName(name), memoryMiB: wholeNumber(memory) };
  return { board: Number(board2), program };
}

// src/capture/gpu/nvidia-smi/version.ts
function isVersion(text) {
  return /^NVIDIA-SMI version\s*:/im.test(text);
}
function readVersion(text) {
  return {
    form: "version",
    driver: versionAfter(text, "KMD version") ?? versionAfter(text, "DRIVER version"),
    cuda: versionAfter(text, "CUDA UMD version") ?? versionAfter(text, "CUDA version"),
    boards: [],
    because: "nvidia-smi --version names no GPU"
  };
}
function versionAfter(text, name) {
  return versionIn2(new RegExp(`^${name}\\s*: *(.*)$`, "im").exec(text)?.[1]);
}

// src/capture/gpu/nvidia-smi/xml-parser.ts
var OPTIONS = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false
};
var parser = null;
async function loadXmlParser() {
  if (parser !== null) return;
  const { XMLParser, XMLValidator } = await import("./fxp-ZBWGPVSZ.js");
  const reader = new XMLParser(OPTIONS);
  parser = {
    validate: (document) => XMLValidator.validate(document) === true,
    parse: (document) => reader.parse(document)
  };
}
function parseXml(document) {
  if (parser === null) throw new Error("the XML parser was not loaded");
  try {
    if (!parser.validate(document)) return null;
    const parsed2 = parser.parse(document);
    return (Array.isArray(parsed2) ? parsed2.map(sectionOf) : []).find((root) => root !== null) ?? null;
  } catch {
    return null;
  }
}
function sectionOf(value) {
  if (typeof value !== "object" || value === null) return null;
  const entries2 = Object.entries(value);
  const [name, children] = entries2.find(([key]) => key !== ":@" && key !== "#text") ?? [];
  if (name === void 0 || !Array.isArray(children)) return null;
  const attributes = Object.entries(value[":@"] ?? {});
  return {
    name,
    text: children.map(textOf2).join("").trim(),
    sections: [
      ...attributes.map(([key, text]) => ({ name: key, text: String(text), sections: [] })),
      ...children.map(sectionOf).filter((section) => section !== null)
    ]
  };
}
function textOf2(child) {
  const text = child?.["#text"];
  return typeof text === "string" ? text : "";
}

// src/capture/gpu/nvidia-smi/xml.ts
var OPENING = "<nvidia_smi_log";
var CLOSING = "</nvidia_smi_log>";
function isXml(text) {
  return text.includes(OPENING);
}
function isWholeXml(text) {
  return isXml(text) && text.lastIndexOf(CLOSING) > text.indexOf(OPENING);
}
function outsideXml(text) {
  const end = text.lastIndexOf(CLOSING);
  const before = text.slice(0, text.indexOf(OPENING)).replace(/<\?xml[^>]*\?>|<!DOCTYPE[^>]*>/g, "");
  return `${before}
${end === -1 ? "" : text.slice(end + CLOSING.length)}`;
}
function readXml(text) {
  const end = text.lastIndexOf(CLOSING);
  if (end === -1) return null;
  const document = text.slice(text.indexOf(OPENING), end + CLOSING.length).replace(/<supported_clocks>[\s\S]*?<\/supported_clocks>/g, "").replace(/(<process_name>)(.*)(<\/process_name>)/g, plain).replace(/>\s+</g, "><");
  const log = parseXml(document);
  return log === null ? null : readLog(log, outsideXml(text));
}
function plain(_, opening, name, closing) {
  return `${opening}${name.replace(/[<>&]/g, "_")}${closing}`;
}
function readLog(log, outside) {
  const boards = sectionsAt(log, "gpu").map((gpu) => boardOf2(gpu, textAt(gpu, ["@id"]) ?? ""));
  const strange = outside.split(/\r?\n/).find((line) => line.trim() !== "");
  return {
    form: "xml",
    driver: driverIn(log),
    cuda: cudaIn(log),
    boards,
    because: strange === void 0 ? miscounted(log, boards.length) : `nvidia-smi printed ${quote2(strange)}`
  };
}
function miscounted(log, listed2) {
  const attached = textAt(log, ["attached_gpus"]);
  return attached === void 0 || Number(attached) === listed2 ? null : `nvidia-smi counts ${attached} GPUs and describes ${listed2}`;
}

// src/capture/gpu/nvidia-smi/recognise.ts
var FORMS = [
  [isXml, readXml],
  [isQuery, readQuery],
  [isCsv, (text) => rowsOf(text, null)],
  [isTable, readTable],
  [isList, readList],
  [isVersion, readVersion]
];
function recognise(text, asked = null) {
  const [, read11] = FORMS.find(([is]) => is(text)) ?? [];
  if (read11 !== void 0) return read11(text);
  return asked === null ? null : rowsOf(text, asked);
}
function isAnswer(text, asked) {
  return isXml(text) ? isWholeXml(text) : recognise(text, asked) !== null;
}
function rowsOf(text, asked) {
  const rows = readCsv(text, asked);
  return rows.boards.length === 0 ? null : rows;
}

// src/capture/gpu/nvidia-smi/answer.ts
function parseSmi({ asked, result }) {
  switch (result.kind) {
    case "not-found":
      return null;
    case "timed-out": {
      const because = `nvidia-smi did not answer within ${result.afterMs / 1e3} s; the driver hangs`;
      return faulty(null, faultOf("driver-hangs", because));
    }
    case "signalled":
      return faulty(null, faultOf("tool-failed", `nvidia-smi was ended by ${result.signal}`));
    case "failed":
      return faulty(null, faultOf("tool-failed", `nvidia-smi could not be started: ${result.because}`));
    case "exited":
      return answered2(result, asked);
  }
}
function faulty(reading, fault) {
  return { reading, because: fault.because, fault };
}
function answered2(result, asked) {
  const { code: code2, stdout, stderr, truncated } = result;
  const reading = truncated ? null : recognise(stdout, asked);
  const fault = alarm(reading) ?? faultIn(`${isXml(stdout) ? outsideXml(stdout) : stdout}
${stderr}`) ?? faultOfCode(code2, `${stdout}
${stderr}`);
  if (fault !== null) return faulty(reading, fault);
  if (truncated) {
    return faulty(null, faultOf("tool-failed", "nvidia-smi printed more than this version reads"));
  }
  if (reading === null) return faulty(null, faultOf("tool-failed", notUnderstood(stdout)));
  if (reading.form === "version") return { reading, because: reading.because, fault: null };
  if (reading.because !== null) return faulty(reading, faultOf("tool-failed", reading.because));
  if (reading.boards.length > 0) return { reading, because: null, fault: null };
  return faulty(reading, faultOf("gpus-missing", "nvidia-smi ended well but listed no GPU"));
}
function alarm(reading) {
  for (const [index, { alarms: alarms2 }] of (reading?.boards ?? []).entries()) {
    const fault = faultIn(alarms2.join("\n"));
    if (fault !== null) return { ...fault, subject: `gpus[${index}]` };
  }
  return null;
}
function notUnderstood(stdout) {
  const first = stdout.split(/\r?\n/).find((line) => line.trim() !== "");
  if (first === void 0) return "nvidia-smi ended well but listed no GPU";
  return isXml(stdout) ? "nvidia-smi printed XML that is not whole" : `nvidia-smi printed ${quote2(first)}`;
}

// src/capture/gpu/nvidia-smi/ask.ts
var IDENTITY = [
  "index",
  "uuid",
  "name",
  "driver_version",
  "memory.total",
  "vbios_version",
  "pci.bus_id",
  "pci.device_id"
];
var STATE = ["ecc.mode.current", "persistence_mode", "compute_mode", "power.limit"];
var FIRST_BRANCH_WITH_MIG = 450;
var FIRST_BRANCH_WITH_COMPUTE_CAP = 510;
function fieldsFor(version2) {
  const branch = branchOf(version2) ?? Number.POSITIVE_INFINITY;
  return [
    ...IDENTITY,
    ...STATE,
    ...branch >= FIRST_BRANCH_WITH_MIG ? ["mig.mode.current"] : [],
    ...branch >= FIRST_BRANCH_WITH_COMPUTE_CAP ? ["compute_cap"] : []
  ];
}
var FIRST_TIMEOUT_MS = 6e4;
var NEXT_TIMEOUT_MS = 2e4;
var SMI_TIMEOUT_MS = FIRST_TIMEOUT_MS + 4 * NEXT_TIMEOUT_MS;
var OUTPUT_LIMIT2 = 4 * 1024 * 1024;
var PLACES2 = ["nvidia-smi", "/usr/lib/wsl/lib/nvidia-smi"];
async function runSmi(machine, version2) {
  const first = await start2(machine, ["-q", "-x"], FIRST_TIMEOUT_MS);
  if (!isRefusal(first, null)) return { asked: null, result: first };
  for (const asked of [fieldsFor(version2), IDENTITY]) {
    const result2 = await query(machine, asked);
    if (!isRefusal(result2, asked)) return { asked, result: result2 };
  }
  const result = await start2(machine, [], NEXT_TIMEOUT_MS);
  return { asked: null, result: isRefusal(result, null) ? first : result };
}
async function listSlices(machine) {
  return { asked: null, result: await start2(machine, ["-L"], NEXT_TIMEOUT_MS) };
}
function query(machine, fields) {
  const args = [`--query-gpu=${fields.join(",")}`, "--format=csv,noheader,nounits"];
  return start2(machine, args, NEXT_TIMEOUT_MS);
}
var BAD_ARGUMENT = 2;
function isRefusal(result, asked) {
  if (result.kind !== "exited") return false;
  const { code: code2, stdout, stderr, truncated } = result;
  if (faultIn(`${stdout}
${stderr}`) !== null) return false;
  return code2 === BAD_ARGUMENT || code2 === 0 && (truncated || !isAnswer(stdout, asked));
}
async function start2(machine, args, timeoutMs) {
  let result = { kind: "not-found" };
  for (const place of PLACES2) {
    result = await machine.run(place, args, { timeoutMs, limit: OUTPUT_LIMIT2 });
    if (result.kind === "not-found") continue;
    await loadXmlParser();
    return result;
  }
  return result;
}

// src/capture/gpu/nvidia-smi/value.ts
var ABSENT = new Set(nvidia_smi_default.absentValues);
var ERRORS = new Set(nvidia_smi_default.errorValues);
function readValue(given) {
  if (given === void 0) return { kind: "not-given" };
  const text = given.trim();
  const word = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  if (ABSENT.has(word)) return { kind: "absent" };
  if (ERRORS.has(word) || word !== text) return { kind: "error", text };
  return { kind: "value", text };
}

// src/capture/gpu/nvidia-smi/board-reader.ts
var OF_LATER_DRIVERS = /* @__PURE__ */ new Set([
  "gspFirmware",
  "recoveryAction",
  "remapCorrectable",
  "remapUncorrectable",
  "remapPending",
  "remapFailure"
]);
var ASKED_WITH = {
  xml: "`nvidia-smi -q -x`",
  query: "`nvidia-smi -q`",
  csv: "this query of nvidia-smi",
  table: "the table of nvidia-smi",
  list: "`nvidia-smi -L`",
  version: "`nvidia-smi --version`"
};
var BoardReader = class {
  unknown = [];
  #board;
  #context;
  constructor(board2, context) {
    this.#board = board2;
    this.#context = context;
  }
  text(name, field) {
    const value = readValue(this.#board.fields[field]);
    if (value.kind === "error") this.note(name, `nvidia-smi answers ${value.text}`);
    if (value.kind === "not-given" && !this.#hasNone(field)) this.note(name, this.silence());
    return value.kind === "value" ? value.text : null;
  }
  matched(name, field, match) {
    const text = this.text(name, field);
    const matched = text === null ? null : match(text);
    if (text !== null && matched === null) this.note(name, `nvidia-smi answers ${text}`);
    return matched;
  }
  mode(name, field) {
    const text = this.text(name, field)?.toLowerCase() ?? null;
    if (text === "enabled" || text === "disabled" || text === null) return text;
    this.note(name, `nvidia-smi answers ${text}`);
    return null;
  }
  number(name, field) {
    const text = this.text(name, field);
    if (text === null) return null;
    const number = /^(\d+(?:\.\d+)?)(?:x| ?[A-Za-z]+)?$/.exec(text)?.[1];
    if (number === void 0) this.note(name, `nvidia-smi answers ${text}`);
    return number === void 0 ? null : Number(number);
  }
  /** Without ECC there is nothing to count. */
  eccErrors(ecc) {
    const count = (counter) => this.#sum(this.#board.ecc[counter]);
    const errors = {
      correctedVolatile: count("correctedVolatile"),
      uncorrectedVolatile: count("uncorrectedVolatile"),
      correctedAggregate: count("correctedAggregate"),
      uncorrectedAggregate: count("uncorrectedAggregate")
    };
    if (ecc === "enabled") {
      for (const counter of COUNTERS) {
        if (this.#board.ecc[counter] === void 0) this.#add(`eccErrors.${counter}`, this.silence());
      }
    }
    return Object.values(errors).some((value) => value !== null) ? errors : null;
  }
  #sum(texts = []) {
    const values = texts.map(readValue);
    const strange = values.find(
      (value) => value.kind === "error" || value.kind === "value" && !isCount(value.text)
    );
    if (strange !== void 0) {
      this.note("eccErrors", `nvidia-smi answers ${"text" in strange ? strange.text : "nothing"}`);
      return null;
    }
    const counts = values.flatMap((value) => value.kind === "value" ? [Number(value.text)] : []);
    return counts.length === 0 ? null : counts.reduce((sum, value) => sum + value, 0);
  }
  rowRemap() {
    const remap2 = {
      correctable: this.number("rowRemap", "remapCorrectable"),
      uncorrectable: this.number("rowRemap", "remapUncorrectable"),
      pending: this.#yes("rowRemap", "remapPending"),
      failure: this.#yes("rowRemap", "remapFailure")
    };
    return Object.values(remap2).every((value) => value === null) ? null : remap2;
  }
  /** `No` in the text and the XML, `0` in a query. */
  #yes(name, field) {
    const text = this.text(name, field);
    if (text === null) return null;
    if (/^(?:yes|no|0|1)$/i.test(text)) return /^(?:yes|1)$/i.test(text);
    this.note(name, `nvidia-smi answers ${text}`);
    return null;
  }
  slices() {
    for (const [index, slice] of this.#board.slices.entries()) {
      for (const part of SLICE_PARTS) {
        if (slice[part] === null) this.#add(`slices[${index}].${part}`, this.silence());
      }
    }
    const { mig = "" } = this.#board.fields;
    if (this.#board.slices.length === 0 && mig === "Enabled" && this.#context.form === "csv") {
      this.note("slices", this.silence());
    }
  }
  silence() {
    return `${ASKED_WITH[this.#context.form]} does not hold it`;
  }
  note(name, because) {
    this.#add(name, because);
  }
  #add(place, because) {
    const path = `${this.#context.path}.${place}`;
    if (!this.unknown.some((entry2) => entry2.path === path)) this.unknown.push({ path, because });
  }
  #hasNone(field) {
    const { form, branch } = this.#context;
    if (field === "mig") return branch !== null && branch < FIRST_BRANCH_WITH_MIG;
    return OF_LATER_DRIVERS.has(field) && (form === "xml" || form === "query");
  }
};
var SLICE_PARTS = [
  "profile",
  "uuid",
  "gpuInstance",
  "computeInstance",
  "smCount",
  "memoryMiB"
];
var COUNTERS = [
  "correctedVolatile",
  "uncorrectedVolatile",
  "correctedAggregate",
  "uncorrectedAggregate"
];
function isCount(text) {
  return /^\d+$/.test(text);
}

// src/capture/gpu/nvidia-smi/gpu.ts
function gpuOf2(board2, context) {
  const reader = new BoardReader(board2, context);
  const name = reader.text("name", "name");
  const ecc = reader.mode("ecc", "ecc");
  const facts = {
    vendor: "nvidia",
    name,
    uuid: reader.text("uuid", "uuid"),
    serial: reader.text("serial", "serial"),
    pciBusId: reader.text("pciBusId", "busId"),
    pciDeviceId: reader.matched("pciDeviceId", "deviceId", pciDevice),
    computeCapability: capability(board2.fields.computeCapability),
    gfx: null,
    generation: generationOfArchitecture(board2.fields.architecture) ?? generationOfName(name),
    smCount: null,
    memoryMiB: reader.number("memoryMiB", "memory"),
    visible: null,
    deviceIndex: null,
    mig: reader.mode("mig", "mig"),
    slices: board2.slices,
    ecc,
    eccErrors: reader.eccErrors(ecc),
    rowRemap: reader.rowRemap(),
    // Linux writes it in upper case, Windows in lower case, for the same card.
    vbios: reader.text("vbios", "vbios")?.toUpperCase() ?? null,
    infoRom: reader.text("infoRom", "infoRom"),
    gspFirmware: reader.text("gspFirmware", "gspFirmware"),
    persistence: reader.mode("persistence", "persistence"),
    computeMode: reader.text("computeMode", "computeMode"),
    powerLimitW: reader.number("powerLimitW", "powerLimit"),
    clocks: both(
      reader.number("clocks", "maxSmClock"),
      reader.number("clocks", "maxMemoryClock"),
      (sm, memory) => ({
        maxSmMHz: sm,
        maxMemoryMHz: memory
      })
    ),
    pcie: both(
      reader.number("pcie", "pcieGeneration"),
      reader.number("pcie", "pcieWidth"),
      (generation, width) => ({
        maxGeneration: generation,
        maxWidth: width
      })
    ),
    nvlink: null,
    virtualization: reader.text("virtualization", "virtualization")?.toLowerCase() ?? null,
    recoveryAction: recovery2(reader.text("recoveryAction", "recoveryAction")),
    processes: (board2.processes ?? []).map(({ pid, name: program, memoryMiB }) => ({
      pid,
      name: program,
      memoryMiB
    }))
  };
  if (board2.processes === null) reader.note("processes", reader.silence());
  reader.slices();
  return { facts, unknown: reader.unknown };
}
function both(first, second, make) {
  return first === null && second === null ? null : make(first, second);
}
function capability(text) {
  return text !== void 0 && /^\d+\.\d+$/.test(text) ? text : null;
}
function pciDevice(text) {
  const device = /^(?:0x)?([0-9a-f]{4})10de$/i.exec(text)?.[1];
  return device === void 0 ? null : `10de:${device.toLowerCase()}`;
}
function recovery2(text) {
  return text?.toLowerCase().replace(/^(?:gpu|node) /, "") ?? null;
}

// src/capture/gpu/gpus.ts
var gpus = {
  id: "gpus",
  provides: ["gpus", "driver"],
  timeoutMs: SMI_TIMEOUT_MS + 5e3,
  absent: { gpus: [], driver: null, faults: [] },
  read: read3,
  parse: parse4
};
async function read3(machine) {
  const kernel = await readKernelVersion(machine);
  const [smi, devices] = await Promise.all([
    runSmi(machine, kernel?.version ?? null),
    readKernelDevices(machine)
  ]);
  const list = machine.kind === "folder" && hasNamelessSlices(smi) ? await listSlices(machine) : null;
  return { platform: machine.platform, kernel, devices, smi, list };
}
function hasNamelessSlices(smi) {
  const boards = parseSmi(smi)?.reading?.boards ?? [];
  return boards.some(({ slices: slices2 }) => slices2.some(({ profile }) => profile === null));
}
function parse4(traces) {
  const answer = parseSmi(traces.smi);
  const listed2 = traces.list === null ? null : parseSmi(traces.list)?.reading ?? null;
  const reading = withSliceNames(answer?.reading ?? null, listed2);
  const driver = driverOf2(traces, reading);
  const boards = reading === null ? [] : boardsOf(reading, driver);
  const whole = whyNotAll2(traces, answer);
  return {
    facts: {
      gpus: boards.map(({ gpu }) => gpu.facts),
      driver,
      faults: [...whole?.fault ? [whole.fault] : [], ...boards.flatMap(({ faults }) => faults)]
    },
    unknown: [
      ...whole === null ? [] : [{ path: "gpus", because: whole.because }],
      ...boards.flatMap(({ gpu }) => gpu.unknown),
      ...driver === null ? [] : driverUnknown(driver, traces)
    ]
  };
}
function boardsOf({ form, boards, driver: printed }, driver) {
  const branch = branchOf(printed) ?? driver?.branch ?? null;
  return boards.map((board2, index) => {
    const path = `gpus[${index}]`;
    const gpu = gpuOf2(board2, { path, form, branch });
    return { gpu, faults: boardFaults(gpu.facts, board2, path) };
  });
}
function whyNotAll2({ kernel, devices }, answer) {
  if (answer === null) return whyNoTool(kernel, devices);
  if (answer.because !== null) return { because: answer.because, fault: answer.fault };
  return whyTooFew(devices, answer.reading?.boards.length ?? 0);
}
function healthy(because) {
  return { because, fault: null };
}
function sick(fault) {
  return { because: fault.because, fault };
}
function whyNoTool(kernel, devices) {
  const driver = kernel === null ? "" : ` ${kernel.version}`;
  if (devices.tegra)
    return healthy("this is a Jetson without nvidia-smi, and this version does not read those");
  if (kernel !== null || devices.nodes > 0 || devices.wsl) {
    const because2 = `the NVIDIA driver${driver} is loaded, but nvidia-smi was not found; a container needs the capability \`utility\` in NVIDIA_DRIVER_CAPABILITIES`;
    return sick(faultOf("no-tool", because2));
  }
  if (devices.onBus === null || devices.onBus.length === 0) return null;
  const because = `there is an NVIDIA device on the PCI bus (${devices.onBus[0]}), but neither its driver nor nvidia-smi`;
  return sick(faultOf("no-driver", because));
}
function whyTooFew({ nodes, bound, onBus }, listed2) {
  const expected = nodes > 0 ? nodes : (bound ?? onBus ?? []).length;
  if (listed2 >= expected) return null;
  const because = `nvidia-smi lists ${listed2} of ${expected} GPUs; the others are probably lost`;
  return sick(faultOf("gpus-missing", because));
}
function driverOf2({ platform, kernel, devices }, reading) {
  const version2 = kernel?.version ?? reading?.driver ?? null;
  if (version2 === null && (reading === null || reading.boards.length === 0)) return null;
  const windows = platform === "win32" || devices.windows || reading?.boards.some(hasWindowsModel);
  return {
    version: version2,
    branch: branchOf(version2),
    platform: windows ? "windows" : "linux",
    cuda: reading?.cuda ?? null,
    module: kernel?.module ?? null,
    compat: null,
    compatBranches: null
  };
}
function hasWindowsModel({ fields }) {
  return /^(?:WDDM|TCC|MCDM)$/.test(fields.driverModel ?? "");
}
function driverUnknown(driver, { kernel }) {
  const unknown2 = [];
  if (driver.version === null) {
    unknown2.push({ path: "driver.version", because: "neither the kernel nor nvidia-smi gives one" });
  }
  if (kernel !== null && kernel.module === null) {
    unknown2.push({ path: "driver.module", because: "/proc/driver/nvidia/version cannot be read" });
  }
  return unknown2;
}

// src/capture/gpu/other-gpus.ts
var otherGpus = {
  id: "other-gpus",
  // That one could not be looked for says nothing about those that are judged.
  provides: [],
  timeoutMs: 1e4,
  absent: { gpus: [], driver: null, faults: [] },
  read: read4,
  parse: parse5
};
async function read4(machine) {
  if (machine.platform === "darwin") {
    return { kind: "mac", arch: machine.arch, processor: machine.system?.cpuModel ?? null };
  }
  if (machine.platform !== "linux") return { kind: "none" };
  const names = await machine.list(DRM) ?? [];
  const cards = await Promise.all(
    names.filter((name) => /^card\d+$/.test(name)).map((name) => readCard(machine, name))
  );
  return { kind: "cards", cards: cards.filter((card) => card !== null) };
}
var DRM = "/sys/class/drm";
var INTEL_VENDOR = "0x8086";
var DISPLAY_CLASS2 = /^0x03/;
async function readCard(machine, name) {
  const read11 = async (file) => (await machine.readText(`${DRM}/${name}/device/${file}`))?.trim() ?? null;
  if (await read11("vendor") !== INTEL_VENDOR) return null;
  if (!DISPLAY_CLASS2.test(await read11("class") ?? "")) return null;
  return { device: await read11("device") };
}
function parse5(traces) {
  const gpus2 = gpusOf(traces);
  return {
    facts: { gpus: gpus2, driver: null, faults: [] },
    unknown: gpus2.map(({ vendor }, index) => ({
      path: `gpus[${index}].generation`,
      because: `this version reports GPUs of ${VENDORS[vendor]} and judges none: only that it is there was read`
    }))
  };
}
var VENDORS = {
  nvidia: "NVIDIA",
  amd: "AMD",
  intel: "Intel",
  apple: "Apple"
};
function gpusOf(traces) {
  switch (traces.kind) {
    case "none":
      return [];
    case "cards":
      return traces.cards.map(intelGpu);
    case "mac":
      return traces.arch === "arm64" ? [{ ...noGpu("apple"), name: traces.processor }] : [];
  }
}
function intelGpu({ device }) {
  const id = device === null ? null : `8086:${device.replace(/^0x/, "").toLowerCase()}`;
  const name = id === null ? "Intel GPU" : `Intel GPU (PCI id ${id})`;
  return { ...noGpu("intel"), name, pciDeviceId: id };
}

// src/capture/hardware-class.ts
function hardwareClass({ arch: arch2, device, gpus: gpus2, unknown: unknown2 }) {
  if (device === "cpu") return { kind: "known", name: processorClass(arch2) };
  const missing4 = unknown2.find(({ path }) => path === "gpus");
  if (missing4 !== void 0) return { kind: "unknown", because: missing4.because };
  const devices = gpus2.flatMap((gpu, index) => devicesOf2(gpu, { path: `gpus[${index}]`, unknown: unknown2 }));
  if (devices.length === 0) return { kind: "known", name: processorClass(arch2) };
  const unclear4 = devices.find((found) => found.kind === "unknown");
  if (unclear4 !== void 0) return unclear4;
  return {
    kind: "known",
    name: combined(devices.flatMap((found) => found.kind === "known" ? [found.name] : []))
  };
}
function processorClass(arch2) {
  return `cpu-${arch2 === "arm64" ? "aarch64" : arch2}`;
}
function combined(devices) {
  const kinds = [...new Set(devices)].sort();
  const counted2 = kinds.map((kind) => `${kind}-x${devices.filter((other) => other === kind).length}`);
  const [first = "", ...rest] = counted2;
  const platform = /^[a-z]+-/.exec(first)?.[0] ?? "";
  return [
    first,
    ...rest.map((kind) => kind.startsWith(platform) ? kind.slice(platform.length) : kind)
  ].join("-");
}
function devicesOf2(gpu, context) {
  if (gpu.vendor === "apple") return [{ kind: "unknown", because: `${context.path}: ${NO_APPLE}` }];
  if (!countsForClass(gpu) || gpu.visible === false) return [];
  if (gpu.visible === null) return [unclear2(context, "visible")];
  if (gpu.vendor === "amd") return [amdBoard(gpu, context)];
  const migUnknown = context.unknown.some(({ path }) => path === `${context.path}.mig`);
  if (migUnknown) return [unclear2(context, "mig")];
  const { computeCapability } = gpu;
  if (computeCapability === null) return [unclear2(context, "computeCapability")];
  const chip = `cuda-sm${computeCapability.replace(".", "")}`;
  if (gpu.mig !== "enabled") return [board(chip, gpu, context)];
  if (gpu.slices.length === 0)
    return [{ kind: "unknown", because: `${context.path}: MIG is on, but nothing lists a slice` }];
  return gpu.slices.filter(({ visible }) => visible !== false).map((slice) => sliceOf4(chip, slice, context));
}
var NO_APPLE = "an Apple GPU is reported, not judged; if the smoke tests do not use it, say `hardware: { device: cpu }`";
function board(chip, { smCount }, context) {
  if (smCount === null) return unclear2(context, "smCount");
  return { kind: "known", name: `${chip}-${smCount}sm` };
}
function sliceOf4(chip, { profile, smCount }, { path }) {
  if (profile === null || smCount === null) {
    return { kind: "unknown", because: `${path}: profile or multiprocessors of a MIG slice are not known` };
  }
  return { kind: "known", name: `${chip}-${smCount}sm-mig-${profile}` };
}
function amdBoard({ gfx, smCount }, context) {
  if (gfx === null) return unclear2(context, "gfx");
  if (smCount === null) return unclear2(context, "smCount");
  return { kind: "known", name: `rocm-${gfx}-${smCount}cu` };
}
function unclear2({ path, unknown: unknown2 }, field) {
  const because = unknown2.find((entry2) => entry2.path === `${path}.${field}`)?.because ?? "it is not known";
  return { kind: "unknown", because: `${path}.${field}: ${because}` };
}

// src/capture/host/image/image.ts
var NO_IMAGE = { digest: null, digestOf: null, reference: null, labels: {}, from: null };
var DOES_NOT_APPLY = { image: {}, because: null };
function failedRoute(because, image2 = {}) {
  return { image: image2, because };
}
var DIGEST = /^sha256:[0-9a-f]{64}$/;
function isDigest(text) {
  return typeof text === "string" && DIGEST.test(text);
}
function digestOfReference(reference) {
  if (typeof reference !== "string" || reference.length > LONGEST_REFERENCE) return null;
  const digest2 = reference.slice(reference.lastIndexOf("@") + 1);
  return reference.includes("@") && isDigest(digest2) ? digest2 : null;
}
var LONGEST_REFERENCE = 512;
function repositoryOf(reference) {
  const name = reference.split("@", 1)[0] ?? "";
  const untagged = name.replace(/:[^:/]*$/, "");
  const [first = "", ...rest] = untagged.split("/");
  if (rest.length === 0) return `docker.io/library/${first}`;
  return /[.:]|^localhost$/.test(first) ? untagged : `docker.io/${untagged}`;
}
function referenceOf(text) {
  return typeof text === "string" && text.length <= LONGEST_REFERENCE && /^[\w./:@-]+$/.test(text) ? text : null;
}
var LABEL = /^(?:org\.opencontainers\.image|org\.label-schema|com\.nvidia)\.[\w.-]{1,100}$/;
var MOST_LABELS = 32;
var LONGEST_LABEL = 256;
function labelsOf(value) {
  const labels = isFields(value) ? Object.entries(value) : [];
  return Object.fromEntries(
    labels.filter((entry2) => LABEL.test(entry2[0]) && typeof entry2[1] === "string").sort(([a], [b]) => a < b ? -1 : 1).slice(0, MOST_LABELS).map(([name, text]) => [name, text.slice(0, LONGEST_LABEL)])
  );
}
function isFields(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function parseFields(text) {
  try {
    const value = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}
function at(value, ...keys) {
  return keys.reduce(
    (inner, key) => isFields(inner) && Object.hasOwn(inner, key) ? inner[key] : void 0,
    value
  );
}

// src/capture/host/image/apptainer.ts
async function readApptainer(machine, data) {
  const sif = machine.env["APPTAINER_CONTAINER"] ?? machine.env["SINGULARITY_CONTAINER"];
  if (sif === void 0) return DOES_NOT_APPLY;
  const labels = parseFields(await machine.readText("/.singularity.d/labels.json").catch(() => null) ?? "");
  const found = { labels: labelsOf(labels), from: "apptainer" };
  const file = data?.files.find(({ path }) => machine.resolve(`${data.directory}/${path}`) === sif);
  if (isDigest(file?.hash))
    return { image: { ...found, digest: file.hash, digestOf: "file" }, because: null };
  return failedRoute("the image is a file of its own; list it under data to have it digested", found);
}

// src/capture/host/image/docker.ts
var SOCKET = "/var/run/docker.sock";
var TIMEOUT_MS = 2e3;
async function askDocker(machine) {
  const { request: request2, env } = machine;
  if (request2 === void 0) return DOES_NOT_APPLY;
  const docker = new Docker(request2, socketOf(env));
  const [mountinfo, hostname] = await Promise.all([
    machine.readText("/proc/self/mountinfo").catch(() => null),
    machine.readText("/proc/sys/kernel/hostname").catch(() => null)
  ]);
  const id = containerId(mountinfo ?? "") ?? shortId(hostname ?? "");
  if (id === null)
    return failedRoute("no trace tells the ID of this container, which Docker would have to be asked for");
  return describe2(docker, id);
}
function socketOf(env) {
  return /^unix:\/\/(\/[^\0]{1,100})$/.exec(env["DOCKER_HOST"] ?? "")?.[1] ?? SOCKET;
}
function containerId(mountinfo) {
  for (const line of mountinfo.split("\n")) {
    const [, , , root = "", mountPoint = ""] = line.split(" ");
    if (!/^\/etc\/(?:hostname|hosts|resolv\.conf)$/.test(mountPoint)) continue;
    const id = /\/(?:containers|overlay-containers)\/([0-9a-f]{64})\//.exec(root)?.[1];
    if (id !== void 0) return id;
  }
  return null;
}
function shortId(hostname) {
  return /^[0-9a-f]{12}$/.exec(hostname.trim())?.[0] ?? null;
}
var Docker = class {
  #request;
  #socket;
  constructor(request2, socket) {
    this.#request = request2;
    this.#socket = socket;
  }
  get(path) {
    return this.#request({ to: { kind: "socket", path: this.#socket }, path, timeoutMs: TIMEOUT_MS });
  }
};
async function describe2(docker, id) {
  const answer = await docker.get(`/containers/${id}/json`);
  if (answer.kind !== "answer" || answer.status !== 200) return failedRoute(whyNot(answer));
  const container2 = parseFields(answer.body);
  const imageId = at(container2, "Image");
  if (!String(at(container2, "Id")).startsWith(id)) return failedRoute("Docker described another container");
  const reference = referenceOf(at(container2, "Config", "Image"));
  const found = { reference, labels: labelsOf(at(container2, "Config", "Labels")), from: "docker" };
  if (!isDigest(imageId)) return failedRoute("Docker told no image of this container", found);
  const digest2 = await manifestDigest(docker, { imageId, reference });
  return {
    image: { ...found, digest: digest2 ?? imageId, digestOf: digest2 === null ? "config" : "manifest" },
    because: null
  };
}
function whyNot(answer) {
  switch (answer.kind) {
    case "absent":
      return "there is no Docker socket";
    case "failed":
      return `the Docker socket: ${answer.because}`;
    case "answer":
      return answer.status === 404 ? "Docker does not know this container" : `Docker answered with status ${answer.status}`;
  }
}
async function manifestDigest(docker, { imageId, reference }) {
  const answer = await docker.get(`/images/${imageId}/json`);
  const image2 = answer.kind === "answer" && answer.status === 200 ? parseFields(answer.body) : null;
  const listed2 = at(image2, "RepoDigests");
  const names = (Array.isArray(listed2) ? listed2 : []).filter((name) => digestOfReference(name) !== null).sort();
  const repository = repositoryOf(reference ?? "");
  const same = names.find((name) => repositoryOf(name) === repository);
  return digestOfReference(same ?? names[0]) ?? digestOfReference(reference);
}

// src/capture/host/image/kubernetes.ts
var ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";
var TIMEOUT_MS2 = 3e3;
var POD = "REPRO_KUBERNETES_POD";
var CONTAINER = "REPRO_KUBERNETES_CONTAINER";
async function askKubernetes(machine) {
  const { env, request: request2 } = machine;
  const host2 = env["KUBERNETES_SERVICE_HOST"];
  if (host2 === void 0 || request2 === void 0) return DOES_NOT_APPLY;
  const pod = env[POD];
  if (!pod) {
    return failedRoute(
      `Kubernetes is asked only when ${POD} holds the pod's name and its service account may get pods`
    );
  }
  const read11 = (name) => machine.readText(`${ACCOUNT}/${name}`).catch(() => null);
  const [token, authority, namespace, mountinfo] = await Promise.all([
    read11("token"),
    read11("ca.crt"),
    read11("namespace"),
    machine.readText("/proc/self/mountinfo").catch(() => null)
  ]);
  if (token === null || authority === null || namespace === null)
    return failedRoute("the pod has no service account");
  if (!isName(pod) || !isName(namespace.trim())) return failedRoute(`${POD} holds no name of a pod`);
  const answer = await request2({
    to: { kind: "https", host: host2, port: Number(env["KUBERNETES_SERVICE_PORT"] ?? 443), authority },
    path: `/api/v1/namespaces/${namespace.trim()}/pods/${pod}`,
    headers: { authorization: `Bearer ${token.trim()}` },
    timeoutMs: TIMEOUT_MS2
  });
  if (answer.kind !== "answer" || answer.status !== 200) return failedRoute(whyNot2(answer));
  return parsePod(answer.body, env[CONTAINER] || containerName(mountinfo ?? ""));
}
function isName(text) {
  return /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/.test(text);
}
function containerName(mountinfo) {
  for (const line of mountinfo.split("\n")) {
    const [, , , root = "", mountPoint] = line.split(" ");
    if (mountPoint !== "/dev/termination-log") continue;
    return /\/pods\/[^/]+\/containers\/([a-z0-9-]+)\/[^/]+$/.exec(root)?.[1] ?? null;
  }
  return null;
}
function whyNot2(answer) {
  if (answer.kind === "absent") return "there is no Kubernetes API";
  if (answer.kind === "failed") return `the Kubernetes API: ${answer.because}`;
  if (answer.status === 403) return "the Kubernetes API: the pod's service account may not get pods";
  if (answer.status === 404) return `the Kubernetes API: there is no pod of the name that ${POD} holds`;
  return `the Kubernetes API answered with status ${answer.status}`;
}
function parsePod(body, name) {
  const listed2 = at(parseFields(body), "status", "containerStatuses");
  const statuses = (Array.isArray(listed2) ? listed2 : []).filter(isFields);
  const named2 = name === null ? statuses : statuses.filter((status2) => at(status2, "name") === name);
  const [status] = named2;
  if (status === void 0) return failedRoute("the Kubernetes API told no status of this container");
  if (named2.length > 1)
    return failedRoute(`the pod has ${named2.length} containers; ${CONTAINER} names the right one`);
  const found = { reference: referenceOf(at(status, "image")), from: "kubernetes" };
  const imageId = String(at(status, "imageID") ?? "").replace(/^[a-z-]+:\/\//, "");
  const manifest = digestOfReference(imageId);
  if (manifest !== null)
    return { image: { ...found, digest: manifest, digestOf: "manifest" }, because: null };
  if (isDigest(imageId)) return { image: { ...found, digest: imageId, digestOf: "config" }, because: null };
  return failedRoute("the Kubernetes API told no image of this container", found);
}

// src/capture/host/image/podman.ts
var FILE = "/run/.containerenv";
async function readContainerenv(machine) {
  const text = await machine.readText(FILE).catch(() => null);
  if (text === null) return DOES_NOT_APPLY;
  const { image: image2, imageid } = parseContainerenv(text);
  const reference = referenceOf(image2);
  const manifest = digestOfReference(image2);
  const found = { reference, from: "podman" };
  if (manifest !== null)
    return { image: { ...found, digest: manifest, digestOf: "manifest" }, because: null };
  if (imageid !== void 0 && /^[0-9a-f]{64}$/.test(imageid)) {
    return { image: { ...found, digest: `sha256:${imageid}`, digestOf: "config" }, because: null };
  }
  return failedRoute(`${FILE} names no image`, reference === null ? {} : found);
}
function parseContainerenv(text) {
  const lines2 = text.split("\n").map((line) => /^([a-z_]+)="?([^"]*)"?$/i.exec(line.trim()));
  return Object.fromEntries(
    lines2.flatMap((match) => match === null ? [] : [[match[1] ?? "", match[2] ?? ""]])
  );
}

// src/capture/host/image-digest.ts
var IMAGE = "REPRO_IMAGE";
async function imageDigest(machine, request2 = {}) {
  const given = request2.image ?? machine.env[IMAGE] ?? null;
  const here = machine.kind === "this";
  const ways = [
    async () => here || request2.image ? parseGiven(given) : DOES_NOT_APPLY,
    async () => here ? askDocker(machine) : DOES_NOT_APPLY,
    () => readContainerenv(machine),
    async () => here ? askKubernetes(machine) : DOES_NOT_APPLY,
    async () => here ? readApptainer(machine, request2.data ?? null) : DOES_NOT_APPLY
  ];
  return follow(ways);
}
async function follow(ways) {
  let known = NO_IMAGE;
  const reasons = [];
  for (const way of ways) {
    const { image: image2, because: because2 } = await way().catch((thrown) => failedRoute(String(thrown)));
    known = { ...known, ...image2 };
    if (known.digest !== null) return { facts: known, unknown: [] };
    if (because2 !== null) reasons.push(because2);
  }
  const because = `${[...reasons, "a container cannot see its image from inside"].join("; ")}; ${NEXT}`;
  return { facts: known, unknown: [{ path: "host.container.digest", because }] };
}
var NEXT = `the workflow knows it: set ${IMAGE} to name@sha256:\u2026`;
function parseGiven(given) {
  if (given === null || given === "") return DOES_NOT_APPLY;
  const digest2 = isDigest(given) ? given : digestOfReference(given);
  if (digest2 === null)
    return failedRoute(`expected name@sha256:\u2026 in ${IMAGE}, found ${JSON.stringify(given.slice(0, 200))}`);
  const reference = given === digest2 ? null : given;
  return { image: { digest: digest2, digestOf: "manifest", reference, from: "given" }, because: null };
}

// src/capture/host/container.ts
var container = {
  id: "container",
  provides: ["host.container"],
  timeoutMs: 1e4,
  absent: { container: null },
  read: read5,
  parse: parse6
};
async function read5(machine) {
  const traces = await readTraces(machine);
  const kind = containerKind(traces) ?? (traces.env[IMAGE] ? "container" : null);
  return { kind, image: kind === null ? null : await imageDigest(machine) };
}
async function readTraces(machine) {
  const [dockerenv, containerenv, mountinfo] = await Promise.all([
    machine.exists("/.dockerenv"),
    machine.exists("/run/.containerenv"),
    machine.readText("/proc/self/mountinfo")
  ]);
  return { dockerenv, containerenv, mountinfo, env: machine.kind === "this" ? machine.env : {} };
}
function parse6({ kind, image: image2 }) {
  if (kind === null || image2 === null) return { facts: { container: null }, unknown: [] };
  const { digest: digest2, digestOf, reference, labels } = image2.facts;
  return { facts: { container: { kind, digest: digest2, digestOf, reference, labels } }, unknown: image2.unknown };
}
function containerKind({ env, dockerenv, containerenv, mountinfo }) {
  if (env["APPTAINER_NAME"] !== void 0 || env["APPTAINER_CONTAINER"] !== void 0) return "apptainer";
  if (env["SINGULARITY_NAME"] !== void 0) return "singularity";
  if (env["KUBERNETES_SERVICE_HOST"] !== void 0) return "kubernetes";
  if (containerenv) return "podman";
  if (dockerenv) return "docker";
  if (env["container"] !== void 0 && env["container"] !== "") return env["container"];
  return kindOfRoot(mountinfo);
}
var ROOT_TRACES = [
  [/\/containers\/storage\//, "podman"],
  [/\/docker\//, "docker"],
  [/containerd/, "containerd"]
];
function kindOfRoot(mountinfo) {
  const root = (mountinfo ?? "").split("\n").find((line) => line.split(" ")[4] === "/");
  if (root === void 0 || !/ - overlay /.test(root)) return null;
  return ROOT_TRACES.find(([trace]) => trace.test(root))?.[1] ?? null;
}

// data/cpu-isa.json
var cpu_isa_default = {
  description: "Instruction set levels and extensions by the names that Linux gives them in /proc/cpuinfo.",
  sources: {
    x86Levels: "System V ABI for AMD64 (psABI), section on micro-architecture levels; flag names as in arch/x86/include/asm/cpufeatures.h (SSE3 is pni, LZCNT is abm)",
    x86Extensions: "what oneDNN, MKL and PyTorch dispatch on beyond the levels",
    armExtensions: "Linux arm64 elf_hwcaps documentation",
    armParts: "Arm's MIDR_EL1 register: implementer and primary part numbers, as in util-linux lscpu"
  },
  asOf: "2026-11",
  x86Levels: [
    { name: "x86-64-v2", flags: ["cx16", "lahf_lm", "popcnt", "pni", "sse4_1", "sse4_2", "ssse3"] },
    { name: "x86-64-v3", flags: ["avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe", "xsave"] },
    { name: "x86-64-v4", flags: ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"] }
  ],
  x86Extensions: [
    "amx_bf16",
    "amx_complex",
    "amx_fp16",
    "amx_int8",
    "amx_tile",
    "avx512_bf16",
    "avx512_fp16",
    "avx512_vnni",
    "avx_ne_convert",
    "avx_vnni",
    "avx_vnni_int8"
  ],
  armExtensions: ["asimddp", "asimdhp", "bf16", "i8mm", "sme", "sme2", "sve", "sve2", "svebf16", "svei8mm"],
  armParts: [
    { implementer: "0x41", part: "0xd03", name: "Cortex-A53" },
    { implementer: "0x41", part: "0xd07", name: "Cortex-A57" },
    { implementer: "0x41", part: "0xd08", name: "Cortex-A72" },
    { implementer: "0x41", part: "0xd0b", name: "Cortex-A76" },
    { implementer: "0x41", part: "0xd0c", name: "Neoverse-N1" },
    { implementer: "0x41", part: "0xd40", name: "Neoverse-V1" },
    { implementer: "0x41", part: "0xd41", name: "Cortex-A78" },
    { implementer: "0x41", part: "0xd42", name: "Cortex-A78AE" },
    { implementer: "0x41", part: "0xd49", name: "Neoverse-N2" },
    { implementer: "0x41", part: "0xd4f", name: "Neoverse-V2" },
    { implementer: "0x41", part: "0xd83", name: "Neoverse-V3AE" },
    { implementer: "0x41", part: "0xd84", name: "Neoverse-V3" },
    { implementer: "0x41", part: "0xd8e", name: "Neoverse-N3" },
    { implementer: "0x4e", part: "0x004", name: "NVIDIA Carmel" },
    { implementer: "0x48", part: "0xd01", name: "Kunpeng-920" },
    { implementer: "0xc0", part: "0xac3", name: "Ampere-1" },
    { implementer: "0xc0", part: "0xac4", name: "Ampere-1a" }
  ]
};

// src/capture/host/cpu.ts
var FIELDS2 = ["model", "isa", "sockets", "cores", "threads", "available"];
function cpu(arch2) {
  return {
    id: "cpu",
    provides: FIELDS2.map((field) => `host.cpu.${field}`),
    timeoutMs: 1e4,
    absent: { ...NOTHING, arch: arch2 },
    read: read6,
    parse: parse7
  };
}
var NOTHING = { model: null, isa: null, sockets: null, cores: null, threads: null, available: null };
var CPUINFO_LIMIT = 8 * 1024 * 1024;
async function read6(machine) {
  const [cpuinfo, status, quota] = await Promise.all([
    machine.readText("/proc/cpuinfo", CPUINFO_LIMIT),
    machine.readText("/proc/self/status"),
    readQuota(machine)
  ]);
  const topology = /^physical id\s*:/m.test(cpuinfo ?? "") ? [] : await readTopology(machine);
  return { arch: machine.arch, cpuinfo, topology, status, quota, system: machine.system ?? null };
}
async function readTopology(machine) {
  const folder = "/sys/devices/system/cpu";
  const names = await machine.list(folder) ?? [];
  return Promise.all(
    names.filter((name) => /^cpu\d+$/.test(name)).map(async (name) => ({
      socket: await machine.readText(`${folder}/${name}/topology/physical_package_id`),
      core: await machine.readText(`${folder}/${name}/topology/core_id`)
    }))
  );
}
async function readQuota(machine) {
  const groups = await machine.readText("/proc/self/cgroup") ?? "";
  const v2 = /^0::(\/.*)$/m.exec(groups)?.[1];
  const v1 = /^\d+:(?:[^:]*,)?cpu(?:,[^:]*)?:(\/.*)$/m.exec(groups)?.[1];
  const quotas = await Promise.all([
    ...ancestors(v2).map((group) => readQuotaV2(machine, `/sys/fs/cgroup${group}`)),
    ...ancestors(v1).map((group) => readQuotaV1(machine, `/sys/fs/cgroup/cpu${group}`))
  ]);
  return quotas.reduce(tighter, null);
}
function ancestors(group) {
  if (group === void 0) return [];
  const names = group.split("/").filter((name) => name !== "" && name !== "..");
  return ["", ...names.map((_, index) => `/${names.slice(0, index + 1).join("/")}`)];
}
async function readQuotaV2(machine, folder) {
  const [time, period] = (await machine.readText(`${folder}/cpu.max`) ?? "").trim().split(" ");
  return quotaOf(time, period);
}
async function readQuotaV1(machine, folder) {
  const [time, period] = await Promise.all([
    machine.readText(`${folder}/cpu.cfs_quota_us`),
    machine.readText(`${folder}/cpu.cfs_period_us`)
  ]);
  return quotaOf(time?.trim(), period?.trim());
}
function quotaOf(time, period) {
  const quota = { time: Number(time), period: Number(period) };
  return quota.time > 0 && quota.period > 0 ? quota : null;
}
function tighter(a, b) {
  if (a === null || b === null) return a ?? b;
  return a.time / a.period <= b.time / b.period ? a : b;
}
function parse7(files) {
  const blocks = processors(files.cpuinfo);
  const threads = blocks.length > 0 ? blocks.length : files.system?.threads ?? null;
  const facts = {
    model: modelOf(blocks) ?? files.system?.cpuModel ?? null,
    arch: files.arch,
    isa: isaOf(files.arch, blocks),
    ...countPlaces(placesOf(blocks, files.topology)),
    threads,
    available: availableOf(files, threads)
  };
  return { facts, unknown: missing(facts, blocks) };
}
function processors(cpuinfo) {
  return (cpuinfo ?? "").split(/\n\s*\n/).map((block) => new Map([...block.matchAll(/^([^:\n]+?)\s*:[ \t]*(.*)$/gm)].map(keyAndValue))).filter((block) => block.has("processor"));
}
function keyAndValue([, key = "", value = ""]) {
  return [key, value.trim()];
}
function modelOf(blocks) {
  const [first] = blocks;
  return first?.get("model name") || armModel(first) || null;
}
function armModel(block) {
  const [implementer, part] = armIds(block);
  return cpu_isa_default.armParts.find((entry2) => entry2.implementer === implementer && entry2.part === part)?.name ?? null;
}
function armIds(block) {
  return [block?.get("CPU implementer") ?? null, block?.get("CPU part") ?? null];
}
function isaOf(arch2, blocks) {
  const [first] = blocks;
  const text = first?.get("flags") ?? first?.get("Features");
  if (text === void 0) return null;
  const flags = new Set(text.split(/\s+/));
  if (arch2 === "x86_64") return [levelOf(flags), ...extensions(flags, cpu_isa_default.x86Extensions)].join("+");
  if (arch2 === "aarch64") return [arch2, ...extensions(flags, cpu_isa_default.armExtensions)].join("+");
  return arch2;
}
function levelOf(flags) {
  let level = "x86-64-v1";
  for (const { name, flags: needed } of cpu_isa_default.x86Levels) {
    if (!needed.every((flag2) => flags.has(flag2))) break;
    level = name;
  }
  return level;
}
function extensions(flags, wanted) {
  return wanted.filter((flag2) => flags.has(flag2)).sort();
}
function placesOf(blocks, topology) {
  if (topology.length > 0) return topology;
  return blocks.map((block) => ({
    socket: block.get("physical id") ?? null,
    core: block.get("core id") ?? null
  }));
}
function countPlaces(places) {
  const known = places.length > 0 && places.every(({ socket, core }) => socket !== null && core !== null);
  if (!known) return { sockets: null, cores: null };
  return {
    sockets: new Set(places.map(({ socket }) => socket?.trim())).size,
    cores: new Set(places.map(({ socket, core }) => `${socket?.trim()}/${core?.trim()}`)).size
  };
}
function availableOf({ status, quota, system }, threads) {
  const allowed = countList(/^Cpus_allowed_list:\s*(\S+)$/m.exec(status ?? "")?.[1]) ?? threads;
  if (allowed === null) return system?.threads ?? null;
  return quota === null ? allowed : Math.min(allowed, Math.ceil(quota.time / quota.period));
}
function countList(list) {
  if (list === void 0) return null;
  let count = 0;
  for (const part of list.split(",")) {
    const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    if (from === void 0) return null;
    count += Number(to) - Number(from) + 1;
  }
  return count;
}
function missing(facts, blocks) {
  return FIELDS2.filter((field) => facts[field] === null).map((field) => ({
    path: `host.cpu.${field}`,
    because: reasonFor(field, blocks)
  }));
}
function reasonFor(field, blocks) {
  const [first] = blocks;
  if (first === void 0) return "there is no readable /proc/cpuinfo";
  const [implementer, part] = armIds(first);
  if (field === "model" && implementer !== null) {
    return `/proc/cpuinfo gives only numbers, and they are in no table here: implementer ${implementer}, part ${part ?? "not given"}`;
  }
  return `the files of /proc and /sys do not say`;
}

// src/capture/host/host.ts
var host = {
  id: "host",
  provides: ["host.os", "host.kernel", "host.libc", "host.memoryMiB", "host.shmMiB"],
  timeoutMs: 1e4,
  absent: { os: null, kernel: null, libc: null, memoryMiB: null, shmMiB: null },
  read: read7,
  parse: parse8
};
async function read7(machine) {
  const [etc, usr, kernel, meminfo, lib, mounts, shmMiB] = await Promise.all([
    machine.readText("/etc/os-release"),
    machine.readText("/usr/lib/os-release"),
    machine.readText("/proc/sys/kernel/osrelease"),
    machine.readText("/proc/meminfo"),
    machine.list("/lib"),
    machine.readText("/proc/mounts"),
    machine.platform === "linux" ? machine.filesystemMiB("/dev/shm") : null
  ]);
  return {
    platform: machine.platform,
    // os-release(5): the file in /etc goes before the vendor's.
    osRelease: etc ?? usr,
    kernel,
    meminfo,
    lib: lib ?? [],
    mounts,
    shmMiB,
    system: machine.system ?? null
  };
}
function parse8(files) {
  const facts = {
    os: prettyName(files.osRelease) ?? files.system?.os ?? null,
    kernel: files.kernel?.trim() || (files.system?.kernel ?? null),
    libc: muslOf(files.lib),
    memoryMiB: memTotalMiB(files.meminfo) ?? files.system?.memoryMiB ?? null,
    shmMiB: files.shmMiB ?? shmFromMounts(files.mounts)
  };
  return { facts, unknown: missing2(facts, files) };
}
function prettyName(osRelease) {
  const line = /^PRETTY_NAME=(.*)$/m.exec(osRelease ?? "")?.[1]?.trim();
  if (line === void 0) return null;
  const text = /^(["'])(.*)\1$/.exec(line)?.[2] ?? line;
  return text.replace(/\\(.)/g, "$1") || null;
}
function memTotalMiB(meminfo) {
  const kib = /^MemTotal:\s+(\d+) kB$/m.exec(meminfo ?? "")?.[1];
  return kib === void 0 ? null : Math.floor(Number(kib) / 1024);
}
function muslOf(lib) {
  return lib.some((name) => /^ld-musl-.+\.so\.1$/.test(name)) ? "musl" : null;
}
var KIB_BY_UNIT = { k: 1, m: 1024, g: 1024 * 1024 };
function shmFromMounts(mounts) {
  const options = /^\S+ \/dev\/shm tmpfs (\S+)/m.exec(mounts ?? "")?.[1];
  const [, size, unit = ""] = /(?:^|,)size=(\d+)([kmg])/.exec(options ?? "") ?? [];
  const kib = KIB_BY_UNIT[unit];
  return size === void 0 || kib === void 0 ? null : Math.floor(Number(size) * kib / 1024);
}
var SOURCES = {
  os: "/etc/os-release has no PRETTY_NAME",
  kernel: "/proc/sys/kernel/osrelease cannot be read",
  memoryMiB: "/proc/meminfo has no MemTotal",
  shmMiB: "the size of /dev/shm cannot be told"
};
function missing2(facts, files) {
  const unknown2 = [];
  for (const field of ["os", "kernel", "memoryMiB", "shmMiB"]) {
    if (facts[field] !== null) continue;
    if (field === "shmMiB" && files.platform !== "linux") continue;
    unknown2.push({ path: `host.${field}`, because: SOURCES[field] });
  }
  return unknown2;
}

// src/capture/host/runner.ts
var runner = {
  id: "runner",
  provides: ["runner"],
  timeoutMs: 1e3,
  absent: null,
  read: async (machine) => machine.env,
  parse: parse9
};
function parse9(env) {
  const facts = {
    name: env["RUNNER_NAME"] ?? null,
    environment: env["RUNNER_ENVIRONMENT"] ?? null,
    os: env["RUNNER_OS"] ?? null,
    arch: env["RUNNER_ARCH"] ?? null,
    image: image(env)
  };
  const nothing2 = Object.values(facts).every((value) => value === null);
  return { facts: nothing2 ? null : facts, unknown: [] };
}
function image(env) {
  const parts = [env["ImageOS"], env["ImageVersion"]].filter((part) => part !== void 0 && part !== "");
  return parts.length === 0 ? null : parts.join(" ");
}

// src/capture/host/virtualization.ts
var virtualization = {
  id: "virtualization",
  provides: ["host.virtualization"],
  timeoutMs: 1e4,
  absent: { virtualization: null },
  read: read8,
  parse: parse10
};
var FIRST_PROCESSOR = 16 * 1024;
async function read8(machine) {
  const [kernel, cpuinfo, xen, vendor, product] = await Promise.all([
    machine.readText("/proc/sys/kernel/osrelease"),
    machine.readText("/proc/cpuinfo", FIRST_PROCESSOR),
    machine.readText("/sys/hypervisor/type"),
    readOrNull(machine, "/sys/class/dmi/id/sys_vendor"),
    readOrNull(machine, "/sys/class/dmi/id/product_name")
  ]);
  return { platform: machine.platform, kernel, cpuinfo, xen, vendor, product };
}
async function readOrNull(machine, path) {
  try {
    return await machine.readText(path);
  } catch {
    return null;
  }
}
var BY_FIRMWARE = [
  [/VMware/i, "vmware"],
  [/innotek|VirtualBox/i, "virtualbox"],
  [/Xen/i, "xen"],
  [/Microsoft Corporation\s+Virtual Machine/i, "hyperv"],
  [/Parallels/i, "parallels"],
  [/Apple.*Virtualization/i, "apple"],
  [/Bochs/i, "bochs"],
  [/QEMU|KVM|OpenStack|Red Hat|Google Compute Engine|DigitalOcean|Hetzner|Alibaba Cloud|Scaleway/i, "kvm"],
  [/Amazon EC2/i, "kvm"]
];
function parse10(traces) {
  const found = detect(traces);
  return typeof found === "string" ? { facts: { virtualization: found }, unknown: [] } : { facts: { virtualization: null }, unknown: [{ path: "host.virtualization", ...found }] };
}
function detect(traces) {
  if (traces.platform !== "linux") return { because: "this version reads it on Linux only" };
  if (/microsoft/i.test(traces.kernel ?? "")) return "wsl";
  if (traces.xen?.trim() === "xen") return "xen";
  const firmware = `${traces.vendor?.trim() ?? ""} ${traces.product?.trim() ?? ""}`.trim();
  const vendor = BY_FIRMWARE.find(([pattern]) => pattern.test(firmware))?.[1] ?? null;
  return byProcessor(traces.cpuinfo, { firmware, vendor });
}
function byProcessor(cpuinfo, { firmware, vendor }) {
  const flags = /^flags\s*:(.*)$/m.exec(cpuinfo ?? "")?.[1];
  if (flags !== void 0) {
    if (!/\bhypervisor\b/.test(flags)) return "none";
    return vendor ?? { because: "the processor runs under a hypervisor, but nothing says under which" };
  }
  if (/\.metal(?:-|$)/.test(firmware)) return "none";
  if (firmware === "") return { because: "neither the processor nor the firmware says" };
  return vendor ?? "none";
}

// src/capture/identity.ts
var SOFTWARE = /^(?:class|python(?:\.version|\.packages)?)$/;
var GPU = /^gpus(?:$|\[\d+\](?:\.(?:name|computeCapability|smCount|mig|visible|gfx))?$)|^driver(?:\.version)?$/;
function isIdentity(path, device) {
  return SOFTWARE.test(path) || device === "auto" && GPU.test(path);
}

// src/capture/probe.ts
async function runProbe(probe, machine) {
  let timer;
  const deadline = new Promise((_, reject) => {
    const message = `the ${probe.id} probe did not answer within ${probe.timeoutMs / 1e3} s`;
    timer = setTimeout(() => reject(new Error(message)), probe.timeoutMs);
  });
  try {
    return probe.parse(await Promise.race([probe.read(machine), deadline]));
  } catch (thrown) {
    const because = thrown instanceof Error ? thrown.message : String(thrown);
    return { facts: probe.absent, unknown: probe.provides.map((path) => ({ path, because })) };
  } finally {
    clearTimeout(timer);
  }
}

// src/capture/project/checkout.ts
function checkout(directory) {
  return {
    id: "checkout",
    provides: ["code.shallow"],
    timeoutMs: 1e4,
    absent: null,
    read: (machine) => read9(machine, directory),
    parse: parse11
  };
}
async function read9(machine, directory) {
  const own = await gitFolder(machine, directory);
  if (own === null) return { repository: false, shallow: false, sparse: false };
  const common = await machine.software.readText(`${own}/commondir`);
  const shared = common === null ? own : join5(own, common.trim());
  const [shallow, sparse] = await Promise.all([
    machine.software.exists(`${shared}/shallow`),
    isSparse(machine, { own, shared })
  ]);
  return { repository: true, shallow, sparse };
}
async function isSparse({ software }, { own, shared }) {
  if (!await software.exists(`${own}/info/sparse-checkout`)) return false;
  const settings = await Promise.all(
    [`${own}/config.worktree`, `${shared}/config`].map((file) => software.readText(file))
  );
  return settings.some((text) => /^\s*sparsecheckout\s*=\s*(?:true|yes|on|1)\s*$/im.test(text ?? ""));
}
async function gitFolder({ software }, directory) {
  const names = directory.split("/");
  for (let length = names.length; length > 0; length -= 1) {
    const root = names.slice(0, length).join("/");
    const git = `${root}/.git`;
    if (!await software.exists(git)) continue;
    if (await software.list(git) !== null) return git;
    const target = /^gitdir: (.+)$/m.exec(await software.readText(git) ?? "")?.[1];
    return target === void 0 ? null : join5(root, target.trim());
  }
  return null;
}
function join5(folder, path) {
  return path.startsWith("/") ? path : `${folder}/${path}`;
}
function parse11({ repository, shallow, sparse }) {
  return { facts: repository ? { shallow, sparse } : null, unknown: [] };
}

// src/capture/project/data/fingerprint.ts
var VERSION = "repro-gate inputs 1";
function inputsFingerprint(data, more, sha256) {
  const files = data.map(({ path, hash }) => JSON.stringify(["data", path, hash]));
  const others = Object.entries(more).map(([name, value]) => JSON.stringify(["more", name, value]));
  const lines2 = [.../* @__PURE__ */ new Set([...files, ...others])].sort();
  return `sha256:${sha256([VERSION, ...lines2].join("\n"))}`;
}

// src/capture/project/project.ts
var NOTHING_NAMED = { lockfiles: [], data: [], parameters: [], inputs: {} };
var NO_PROJECT = { locks: [], data: [], parameters: [], inputs: {} };
async function readProjectFiles(machine, { directory, request: request2 }) {
  const [data, parameters, inputs] = await Promise.all([
    dataOf(machine, directory, request2.data),
    parametersOf(machine, directory, request2.parameters),
    readInputs(machine, { directory, request: request2 })
  ]);
  return { data, parameters, inputs };
}
async function dataOf(machine, directory, patterns) {
  if (patterns.length === 0) return { facts: [], unknown: [] };
  const { readData } = await import("./data-MR5DHHDS.js");
  return readData(machine, { directory, patterns });
}
async function parametersOf(machine, directory, patterns) {
  if (patterns.length === 0) return { facts: [], unknown: [] };
  const [{ readParameters }, { parse: parse17 }] = await Promise.all([import("./parameters-EQDSEEFW.js"), import("./dist-DVSONXBE.js")]);
  return readParameters(machine, { directory, patterns, toml: parse17 });
}
async function locksOf(machine, { directory, request: request2 }, python2) {
  if (request2.lockfiles.length === 0) return { facts: [], unknown: [] };
  const { readLocks } = await import("./locks-FSW3NTY3.js");
  return readLocks(machine, { directory, paths: request2.lockfiles, python: python2 });
}
async function readInputs(machine, { directory, request: request2 }) {
  const sha256 = (text) => machine.sha256(text);
  const parts = await Promise.all(
    Object.entries(request2.inputs).map(async ([name, patterns]) => {
      const { facts, unknown: unknown2 } = await dataOf(machine, directory, patterns);
      const [first] = unknown2;
      return { name, because: first?.because ?? null, fingerprint: inputsFingerprint(facts, {}, sha256) };
    })
  );
  return {
    facts: Object.fromEntries(
      parts.flatMap(({ name, because, fingerprint }) => because === null ? [[name, fingerprint]] : [])
    ),
    unknown: parts.flatMap(
      ({ name, because }) => because === null ? [] : [{ path: `inputs[${name}]`, because }]
    )
  };
}
async function composeProject(machine, place, { python: python2, files }) {
  const locks = await locksOf(machine, place, python2);
  const { data, parameters, inputs } = files;
  return {
    facts: {
      locks: locks.facts,
      data: data.facts,
      parameters: parameters.facts,
      inputs: inputs.facts
    },
    unknown: [locks, data, parameters, inputs].flatMap(({ unknown: unknown2 }) => unknown2)
  };
}

// src/capture/python/edited-files.ts
var LARGEST_RECORD = 32 * 1024 * 1024;
var MOST_EDITED = 200;
async function editedFiles(machine, searchPath2) {
  const { data } = machine;
  if (data === void 0) return unknown("the files of this machine cannot be read");
  try {
    const rows = (await Promise.all([...new Set(searchPath2)].map((folder) => rowsIn(machine, folder)))).flat();
    const digests = await data.digest(rows.map(({ folder, path }) => `${folder}/${path}`));
    const checked = await Promise.all(rows.map((row, index) => check(machine, row, digests[index])));
    return {
      facts: checked.flatMap(({ edited }) => edited ?? []).slice(0, MOST_EDITED),
      unknown: checked.flatMap(({ unread }) => unread ?? []).slice(0, MOST_EDITED)
    };
  } catch (thrown) {
    return unknown(thrown instanceof Error ? thrown.message : String(thrown));
  }
}
function unknown(because) {
  return { facts: [], unknown: [{ path: "python.edited", because }] };
}
async function check({ software }, { package: name, folder, path, algorithm, digest: digest2 }, found) {
  const unread = (because) => ({ unread: { path: `python.edited[${path}]`, because } });
  if (found?.kind === "digested") {
    if (algorithm !== "sha256") return unread(`RECORD has its digest by ${algorithm}`);
    return urlSafe(found.sha256) === digest2 ? {} : { edited: { package: name, path, state: "changed" } };
  }
  if (!await software.exists(`${folder}/${path}`))
    return { edited: { package: name, path, state: "missing" } };
  return unread(found?.because ?? "it was not read");
}
async function rowsIn({ software }, folder) {
  const entries2 = (await software.list(folder) ?? []).filter(isDescription);
  const rows = await Promise.all(
    entries2.map(async (entry2) => {
      const installer = await software.readText(`${folder}/${entry2}/INSTALLER`, 64);
      if (installer?.trim() === "conda") return [];
      const record = await software.readText(`${folder}/${entry2}/RECORD`, LARGEST_RECORD) ?? "";
      if (record.length >= LARGEST_RECORD) throw new Error(`the RECORD of ${entry2} is longer than is read`);
      const name = normaliseName(nameAndVersion(null, entry2).name);
      return parseRecord(record).map((row) => ({ ...row, package: name, folder }));
    })
  );
  return rows.flat();
}
function isDescription(entry2) {
  return entry2.endsWith(".dist-info") && !entry2.startsWith("~");
}
var ROW = /^(?:"((?:[^"]|"")*)"|([^",]*)),(\w+)=([\w-]+)=*,\d*\r?$/;
var OUTSIDE = /^(?:[\\/]|[A-Za-z]:)|(?:^|[\\/])\.\.(?:[\\/]|$)/;
function parseRecord(text) {
  return text.split("\n").flatMap((line) => {
    const [, quoted2, plain2, algorithm, digest2] = ROW.exec(line) ?? [];
    const path = quoted2?.replaceAll('""', '"') ?? plain2;
    if (path === void 0 || algorithm === void 0 || digest2 === void 0) return [];
    return OUTSIDE.test(path) || isOfInstallation(path) ? [] : [{ path, algorithm, digest: digest2 }];
  });
}
var DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
function urlSafe(hex) {
  let text = "";
  for (let start4 = 0; start4 < hex.length; start4 += 6) {
    const chunk = hex.slice(start4, start4 + 6);
    const bits = Number.parseInt(chunk.padEnd(6, "0"), 16);
    const kept = Math.ceil(chunk.length * 4 / 6);
    for (let place = 0; place < kept; place += 1) text += DIGITS[bits >> 18 - 6 * place & 63];
  }
  return text;
}

// src/capture/python/python_probe.py
var python_probe_default = '# Run by repro-gate, once, in the interpreter under test: says what the interpreter is and, when asked with `cuda`, what\n# the CUDA driver says about its devices. Imports nothing that is installed, creates no CUDA context, changes nothing.\n# Python 3.8 to 3.14, standard library only; even `json` is avoided, because importing it costs more than all the rest.\nimport os\nimport sys\n\nsearched = list(sys.path)\nif searched and searched[0] == "":\n    # `python -c` searches the working directory first; `python train.py` does not.\n    del searched[0]\n\n\ndef own_imports_only():\n    # The folders of PYTHONPATH and site-packages may hold a module of any name: the imports below skip them.\n    stdlib = os.path.dirname(os.__file__)\n    keep = (stdlib, os.path.join(stdlib, "lib-dynload"), os.path.join(sys.base_exec_prefix, "DLLs"))\n    sys.path[:] = [entry for entry in searched if entry in keep]\n\n\ndef quote(text):\n    try:\n        from _json import encode_basestring_ascii\n    except ImportError:\n        from json.encoder import py_encode_basestring_ascii as encode_basestring_ascii\n    return encode_basestring_ascii(text)\n\n\ndef encode(value):\n    if value is None:\n        return "null"\n    if value is True or value is False:\n        return "true" if value else "false"\n    if isinstance(value, int):\n        return str(value)\n    if isinstance(value, dict):\n        return "{" + ",".join(quote(key) + ":" + encode(value[key]) for key in value) + "}"\n    if isinstance(value, (list, tuple)):\n        return "[" + ",".join(encode(item) for item in value) + "]"\n    return quote(str(value))\n\n\ndef say(subject, facts, encoded=False):\n    # Written at once: what comes later may hang or crash inside the driver. Past sys.stdout, which a sitecustomize may\n    # have replaced; the marker sets our lines apart from what it printed, which goes first.\n    try:\n        sys.stdout.flush()\n    except (AttributeError, OSError, ValueError):\n        pass\n    line = ("\\nrepro-gate:" + subject + ":" + (facts if encoded else encode(facts)) + "\\n").encode("ascii")\n    while line:\n        line = line[os.write(1, line) :]\n\n\ndef libc():\n    try:\n        return os.confstr("CS_GNU_LIBC_VERSION")\n    except (AttributeError, ValueError, OSError):\n        return None\n\n\ndef interpreter():\n    return {\n        "version": sys.version.split()[0].rstrip("+"),\n        "implementation": sys.implementation.name,\n        "freeThreaded": "t" in getattr(sys, "abiflags", ""),\n        "executable": sys.executable or "",\n        "prefix": sys.prefix,\n        "basePrefix": sys.base_prefix,\n        "conda": os.path.isdir(os.path.join(sys.prefix, "conda-meta")),\n        "path": searched,\n        "libc": libc(),\n    }\n\n\nclass Failed(Exception):\n    pass\n\n\nclass Driver:\n    """The CUDA driver API, as far as it can be asked without a context."""\n\n    # cuda.h: CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT, ..._COMPUTE_CAPABILITY_MAJOR, ..._MINOR\n    MULTIPROCESSORS = 16\n    MAJOR = 75\n    MINOR = 76\n\n    def __init__(self, ctypes, library):\n        self.c = ctypes\n        self.library = library\n\n    def call(self, name, *arguments):\n        code = getattr(self.library, name)(*arguments)\n        if code != 0:\n            raise Failed(name, code, self.describe(code))\n\n    def describe(self, code):\n        text = self.c.c_char_p()\n        try:\n            self.library.cuGetErrorString(code, self.c.byref(text))\n        except AttributeError:\n            pass\n        return text.value.decode("utf-8", "replace") if text.value else None\n\n    def number(self, name, *arguments):\n        value = self.c.c_int()\n        self.call(name, self.c.byref(value), *arguments)\n        return value.value\n\n    def text(self, name, device):\n        buffer = self.c.create_string_buffer(256)\n        self.call(name, buffer, 255, device)\n        return buffer.value.decode("utf-8", "replace")\n\n    def uuid(self, device):\n        buffer = (self.c.c_ubyte * 16)()\n        # _v2 (CUDA 11.4) names the MIG slice where there is one; older drivers have only the first.\n        name = "cuDeviceGetUuid_v2" if hasattr(self.library, "cuDeviceGetUuid_v2") else "cuDeviceGetUuid"\n        self.call(name, buffer, device)\n        digits = "".join("%02x" % byte for byte in buffer)\n        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))\n\n    def name(self, device):\n        return self.text("cuDeviceGetName", device) if hasattr(self.library, "cuDeviceGetName") else None\n\n    def memory(self, device):\n        if not hasattr(self.library, "cuDeviceTotalMem_v2"):\n            return None\n        value = self.c.c_size_t()\n        self.call("cuDeviceTotalMem_v2", self.c.byref(value), device)\n        return value.value\n\n    def device(self, ordinal):\n        device = self.number("cuDeviceGet", ordinal)\n        attribute = "cuDeviceGetAttribute"\n        return {\n            "uuid": self.uuid(device),\n            "name": self.name(device),\n            "memoryBytes": self.memory(device),\n            "pciBusId": self.text("cuDeviceGetPCIBusId", device),\n            "smCount": self.number(attribute, self.MULTIPROCESSORS, device),\n            "major": self.number(attribute, self.MAJOR, device),\n            "minor": self.number(attribute, self.MINOR, device),\n        }\n\n    def facts(self):\n        self.call("cuInit", 0)\n        version = self.number("cuDriverGetVersion")\n        count = self.number("cuDeviceGetCount")\n        return {"version": version, "devices": [self.device(ordinal) for ordinal in range(count)]}\n\n\nclass Links:\n    """NVML, for what neither the CUDA driver nor nvidia-smi\'s one answer says: which GPUs are joined by NVLink."""\n\n    MOST_LINKS = 64\n    P2P_NVLINK = 2  # nvml.h: NVML_P2P_CAPS_INDEX_NVLINK\n\n    def __init__(self, ctypes, library):\n        self.c = ctypes\n        self.library = library\n\n    def call(self, name, *arguments):\n        code = getattr(self.library, name)(*arguments)\n        if code != 0:\n            raise Failed(name, code, None)\n\n    def handle(self, index):\n        handle = self.c.c_void_p()\n        self.call("nvmlDeviceGetHandleByIndex_v2", index, self.c.byref(handle))\n        return handle\n\n    def uuid(self, handle):\n        buffer = self.c.create_string_buffer(96)\n        self.call("nvmlDeviceGetUUID", handle, buffer, 96)\n        return buffer.value.decode("utf-8", "replace")\n\n    def active(self, handle):\n        state = self.c.c_uint()\n        links = 0\n        for link in range(self.MOST_LINKS):\n            # Past the last link, and on boards without any, it is an error.\n            if self.library.nvmlDeviceGetNvLinkState(handle, link, self.c.byref(state)) != 0:\n                break\n            links += state.value\n        return links\n\n    def joined(self, one, other):\n        status = self.c.c_uint()\n        code = self.library.nvmlDeviceGetP2PStatus(one, other, self.P2P_NVLINK, self.c.byref(status))\n        return code == 0 and status.value == 0\n\n    def facts(self):\n        self.call("nvmlInit_v2")\n        count = self.c.c_uint()\n        self.call("nvmlDeviceGetCount_v2", self.c.byref(count))\n        handles = [self.handle(index) for index in range(count.value)]\n        names = [self.uuid(handle) for handle in handles]\n        return [\n            {\n                "uuid": names[index],\n                "active": self.active(handle),\n                "peers": [\n                    names[other]\n                    for other in range(len(handles))\n                    if other != index and self.joined(handle, handles[other])\n                ],\n            }\n            for index, handle in enumerate(handles)\n        ]\n\n\ndef links():\n    try:\n        import ctypes\n\n        return {"links": Links(ctypes, ctypes.CDLL("libnvidia-ml.so.1")).facts()}\n    except Failed as failure:\n        return {"error": "%s failed with error %s" % failure.args[:2]}\n    except Exception as error:\n        return {"error": repr(error)}\n\n\ndef loaded_file(name):\n    # The real file behind `libcuda.so.1` ends in the version of the driver it belongs to.\n    try:\n        with open("/proc/self/maps") as maps:\n            for line in maps:\n                if name in line:\n                    return os.path.realpath(line.split(None, 5)[5].strip())\n    except (OSError, IndexError):\n        pass\n    return None\n\n\ndef leave_no_core():\n    # A crash inside the driver would put the image of this process into the repository.\n    try:\n        import resource\n\n        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))\n    except (ImportError, OSError, ValueError):\n        pass\n\n\ndef number_at(data, offset, size):\n    return int.from_bytes(data[offset : offset + size], "little")\n\n\ndef compatibility_note(path):\n    # A library of the cuda-compat packages says in a section of its own which driver branches it is fit for. Only the\n    # headers are read (elf.h, Elf64_Ehdr and Elf64_Shdr): the library itself has tens of megabytes.\n    with open(path, "rb") as library:\n        head = library.read(64)\n        if head[:6] != b"\\x7fELF\\x02\\x01":\n            return None\n        size, count, names = number_at(head, 58, 2), number_at(head, 60, 2), number_at(head, 62, 2)\n        library.seek(number_at(head, 40, 8))\n        table = library.read(size * count)\n\n        def section(index):\n            library.seek(number_at(table, index * size + 24, 8))\n            return library.read(min(number_at(table, index * size + 32, 8), 65536))\n\n        strings = section(names)\n        for index in range(count):\n            start = number_at(table, index * size, 4)\n            if strings[start:].startswith(b".note.cuda.fwd_compatibility\\0"):\n                note = section(index)\n                return note[note.find(b"{") : note.rfind(b"}") + 1].decode("utf-8", "replace")\n    return None\n\n\ndef several_gpus():\n    try:\n        return len(os.listdir("/proc/driver/nvidia/gpus")) > 1\n    except OSError:\n        return False\n\n\nclass Job:\n    """Which devices the job will see, in its order. A process reads the variables that decide it once, when it\n    initialises CUDA; so a child does that with the job\'s own, beside this process, which looks at all devices."""\n\n    def __init__(self):\n        chosen = "CUDA_VISIBLE_DEVICES" in os.environ\n        if not hasattr(os, "fork") or not (chosen or several_gpus()):\n            self.output = None\n            return\n        self.output, end = os.pipe()\n        if os.fork() == 0:\n            try:\n                os.close(self.output)\n                answer = encode(ask_cuda()).encode("ascii")\n                while answer:\n                    answer = answer[os.write(end, answer) :]\n            finally:\n                os._exit(0)\n        os.close(end)\n\n    def answer(self):\n        with os.fdopen(self.output, "rb") as output:\n            return output.read().decode("ascii")\n\n\ndef ask_cuda():\n    try:\n        import ctypes\n\n        library = ctypes.CDLL("nvcuda.dll" if os.name == "nt" else "libcuda.so.1")\n    except (ImportError, OSError) as error:\n        return {"missing": str(error)}\n    found = {"library": loaded_file("libcuda.so")}\n    try:\n        if found["library"] is not None:\n            found["note"] = compatibility_note(found["library"])\n    except (OSError, ValueError):\n        pass\n    try:\n        found.update(Driver(ctypes, library).facts())\n    except Failed as failure:\n        call, code, text = failure.args\n        found["error"] = {"call": call, "code": code, "text": text}\n    except Exception as error:\n        found["error"] = {"call": "ctypes", "code": -1, "text": repr(error)}\n    return found\n\n\ndef cuda():\n    leave_no_core()\n    job = Job()\n    # All devices of the machine, as nvidia-smi lists them, in the order of their bus.\n    os.environ.pop("CUDA_VISIBLE_DEVICES", None)\n    os.environ["CUDA_DEVICE_ORDER"] = "PCI_BUS_ID"\n    found = ask_cuda()\n    say("cuda", found)\n    if job.output is not None:\n        say("visible", job.answer(), encoded=True)\n    if len(found.get("devices", ())) > 1:\n        say("links", links())\n\n\nown_imports_only()\nsay("interpreter", interpreter())\nif "cuda" in sys.argv[1:]:\n    cuda()\n';

// src/capture/python/python.ts
var PLAIN_TIMEOUT_MS = 3e4;
var CUDA_TIMEOUT_MS = 6e4;
function python(options) {
  const timeoutMs = options.cuda.kind === "ask" ? CUDA_TIMEOUT_MS : PLAIN_TIMEOUT_MS;
  return {
    id: "python",
    provides: ["python"],
    timeoutMs: timeoutMs + 5e3,
    absent: { interpreter: null, cuda: { kind: "not-asked", because: "Python could not be started" } },
    read: (machine) => start3(machine, { ...options, timeoutMs }),
    parse: (answer) => parse12(answer, options.cuda)
  };
}
async function start3(machine, options) {
  for (const program of interpreters(machine, options.python)) {
    const result = await run(machine.software, program, options);
    const counts = result.kind !== "not-found" || options.python !== null;
    if (counts) return { kind: "started", program, result };
  }
  return { kind: "none" };
}
function interpreters({ env, platform }, asked) {
  if (asked !== null) return [asked];
  const windows = platform === "win32";
  const venv = env["VIRTUAL_ENV"];
  const conda2 = env["CONDA_PREFIX"];
  return [
    ...venv ? [windows ? `${venv}/Scripts/python.exe` : `${venv}/bin/python`] : [],
    ...conda2 ? [windows ? `${conda2}/python.exe` : `${conda2}/bin/python`] : [],
    ...windows ? ["python", "python3"] : ["python3", "python"]
  ];
}
function run(software, program, options) {
  const question = options.cuda.kind === "ask" ? ["cuda"] : [];
  return software.run(program, ["-c", python_probe_default, ...question], {
    cwd: options.directory,
    timeoutMs: options.timeoutMs,
    // It would wait for input after the script.
    env: { PYTHONINSPECT: void 0 }
  });
}
function parse12(answer, question) {
  if (answer.kind === "none") {
    const because = question.kind === "skip" ? question.because : "there is no Python to ask it with";
    return { facts: { interpreter: null, cuda: { kind: "not-asked", because } }, unknown: [] };
  }
  const { program, result } = answer;
  const cuda = cudaAnswer(result, question);
  const spoken = objectAfter("interpreter", stdoutOf(result));
  const interpreter = spoken === null ? null : interpreterOf(spoken);
  if (interpreter !== null) return { facts: { interpreter, cuda }, unknown: [] };
  return {
    facts: { interpreter: null, cuda },
    unknown: [{ path: "python", because: noInterpreter(program, result) }]
  };
}
function stdoutOf(result) {
  return "stdout" in result ? result.stdout : "";
}
function objectAfter(subject, stdout) {
  const marker = `repro-gate:${subject}:`;
  const line = stdout.split(/\r?\n/).findLast((candidate) => candidate.startsWith(marker));
  if (line === void 0) return null;
  try {
    const value = JSON.parse(line.slice(marker.length));
    return typeof value === "object" && value !== null ? value : null;
  } catch {
    return null;
  }
}
function interpreterOf(fields) {
  const { version: version2, implementation, executable, path } = fields;
  if (typeof version2 !== "string" || typeof implementation !== "string") return null;
  if (typeof executable !== "string" || !Array.isArray(path)) return null;
  return {
    version: version2,
    implementation: fields["freeThreaded"] === true ? `${implementation} (free-threaded)` : implementation,
    executable,
    environment: environmentOf(fields),
    searchPath: path.filter((entry2) => typeof entry2 === "string"),
    libc: typeof fields["libc"] === "string" ? fields["libc"] : null
  };
}
function environmentOf({ prefix, basePrefix, conda: conda2 }) {
  if (prefix !== basePrefix) return "venv";
  if (conda2 === true) return "conda";
  return /[\\/]\.?pyenv[\\/]/.test(String(prefix)) ? "pyenv" : "system";
}
function noInterpreter(program, result) {
  switch (result.kind) {
    case "not-found":
      return `there is no Python at ${program}`;
    case "failed":
      return `Python could not be started: ${result.because}`;
    case "signalled":
      return `${program} was ended by ${result.signal} before it answered`;
    case "timed-out":
      return `${program} did not answer within ${result.afterMs / 1e3} s`;
    case "exited":
      return `${program} exited with code ${result.code} and did not answer${whatElse2(result)}`;
  }
}
function whatElse2({ stdout, stderr, truncated }) {
  const [complaint, output] = [stderr.trim().split("\n").at(-1), stdout.trim().split("\n").at(0)];
  const flood = truncated ? "; it printed more than this version reads" : "";
  if (complaint) return `: ${quote3(complaint)}${flood}`;
  return output ? `; it printed ${quote3(output)}${flood}` : flood;
}
var LONGEST_QUOTE3 = 200;
function quote3(line) {
  return JSON.stringify(line.trim().slice(0, LONGEST_QUOTE3));
}
function cudaAnswer(result, question) {
  if (question.kind === "skip") return { kind: "not-asked", because: question.because };
  const stdout = stdoutOf(result);
  const spoken = objectAfter("cuda", stdout);
  if (spoken !== null) {
    const [visible, links] = [objectAfter("visible", stdout), objectAfter("links", stdout)];
    return parseCudaAnswer({ cuda: spoken, visible, links });
  }
  if (objectAfter("interpreter", stdout) === null) {
    return { kind: "not-asked", because: "Python could not be started" };
  }
  return { kind: "failed", because: silence(result) };
}
function silence(result) {
  switch (result.kind) {
    case "timed-out":
      return `the CUDA driver did not answer within ${result.afterMs / 1e3} s`;
    case "signalled":
      return `the CUDA driver crashed the process that asked it (${result.signal})`;
    default:
      return "the process that asked the CUDA driver ended before it answered";
  }
}

// src/capture/cuda/cuda-libraries.ts
var LIBRARY2 = /^lib(cudart|cudnn|cublas|nccl)(?:-[0-9a-f]{8})?\.so\.(\d+(?:\.\d+)*)$/;
function librariesAmong(names) {
  return names.flatMap((file) => {
    const [, part, version2] = LIBRARY2.exec(file) ?? [];
    return part === void 0 || version2 === void 0 ? [] : [{ part, file, version: version2 }];
  });
}
function isExact({ version: version2 }) {
  return version2.split(".").length >= 3;
}

// src/capture/cuda/cuda-system.ts
var cudaSystem = {
  id: "cuda-system",
  provides: ["cuda.toolkit", "cuda.copies"],
  timeoutMs: 1e4,
  absent: [],
  read: read10,
  parse: parse13
};
var TOOLKIT = "/usr/local/cuda";
async function read10(machine) {
  const [toolkit, folders] = await Promise.all([
    // Before CUDA 11 the file was plain text.
    readFirst(machine, [`${TOOLKIT}/version.json`, `${TOOLKIT}/version.txt`]),
    readFolders(machine)
  ]);
  const header = needsHeader(folders) ? await readFirst(machine, headers(machine)) : null;
  return { toolkit, folders, header };
}
async function readFirst(machine, paths) {
  for (const path of paths) {
    const text = await machine.readText(path);
    if (text !== null) return { path, text };
  }
  return null;
}
async function readFolders(machine) {
  if (machine.platform !== "linux") return [];
  const folders = await Promise.all(
    (await foldersOf(machine)).map(async (folder) => ({
      folder,
      // A folder that may not be read is none that a program would load from.
      libraries: librariesAmong(await machine.list(folder).catch(() => null) ?? [])
    }))
  );
  return folders.filter(({ libraries }) => libraries.length > 0);
}
async function foldersOf(machine) {
  const { LD_LIBRARY_PATH: path = "" } = await jobVariables(machine);
  const asked = path.split(":").filter((folder) => folder.startsWith("/")).map((folder) => machine.resolve(folder));
  const candidates2 = [
    ...asked,
    `${TOOLKIT}/lib64`,
    ...TARGETS.map((target) => `${TOOLKIT}/targets/${target(machine.arch)}/lib`),
    `/usr/lib/${machine.arch}-linux-gnu`,
    "/usr/lib64"
  ];
  return [...new Set(candidates2)];
}
var TARGETS = [
  (arch2) => `${arch2}-linux`,
  (arch2) => arch2 === "aarch64" ? "sbsa-linux" : `${arch2}-linux`
];
function needsHeader(folders) {
  const found = folders.flatMap(({ libraries }) => libraries).filter(({ part }) => part === "cudnn");
  return found.length > 0 && !found.some(isExact);
}
function headers({ arch: arch2 }) {
  return ["/usr/include", `/usr/include/${arch2}-linux-gnu`, `${TOOLKIT}/include`].map(
    (folder) => `${folder}/cudnn_version.h`
  );
}
function parse13({ toolkit, folders, header }) {
  const own = toolkit === null ? null : toolkitOf(toolkit);
  const unknown2 = toolkit === null || own !== null ? [] : [{ path: "cuda.toolkit", because: `${toolkit.path} gives no version` }];
  const described = header === null ? null : cudnnOf(header);
  return {
    facts: [...own === null ? [] : [own], ...once(folders), ...described === null ? [] : [described]],
    unknown: unknown2
  };
}
var VERSION_JSON = /"cuda"\s*:\s*\{[^}]*"version"\s*:\s*"(\d+\.\d+)/;
var VERSION_TXT = /^CUDA Version (\d+\.\d+)/m;
function toolkitOf({ path, text }) {
  const version2 = (path.endsWith(".json") ? VERSION_JSON : VERSION_TXT).exec(text)?.[1];
  return version2 === void 0 ? null : { part: "toolkit", version: version2, from: path };
}
function once(folders) {
  const seen = /* @__PURE__ */ new Set();
  const copies = [];
  for (const { folder, libraries } of folders) {
    for (const { part, file, version: version2 } of libraries.filter(isExact)) {
      const meaning = `${realFolder(folder)}/${file}`;
      if (seen.has(meaning)) continue;
      seen.add(meaning);
      copies.push({ part, version: version2, from: `${folder}/${file}` });
    }
  }
  return copies;
}
function realFolder(folder) {
  const { groups } = /^\/usr\/local\/cuda(?:-[\d.]+)?\/(?<inside>lib64|targets\/[^/]+\/lib)$/.exec(folder) ?? {};
  if (groups !== void 0) return `${TOOLKIT}/lib64`;
  return /^\/lib(?:64)?(?:\/|$)/.test(folder) ? `/usr${folder}` : folder;
}
function cudnnOf({ path, text }) {
  const numbers2 = ["MAJOR", "MINOR", "PATCHLEVEL"].map(
    (name) => new RegExp(`^\\s*#\\s*define\\s+CUDNN_${name}\\s+(\\d+)`, "m").exec(text)?.[1]
  );
  return numbers2.includes(void 0) ? null : { part: "cudnn", version: numbers2.join("."), from: path };
}

// src/capture/cuda/declared.ts
var NAMES2 = /* @__PURE__ */ new Set([
  "CUDA_VERSION",
  "NCCL_VERSION",
  "NVIDIA_BUILD_ID",
  "NVIDIA_DISABLE_REQUIRE",
  "NVIDIA_DRIVER_CAPABILITIES",
  "NVIDIA_PYTORCH_VERSION",
  "NVIDIA_TENSORFLOW_VERSION",
  "NV_CUDA_COMPAT_PACKAGE",
  "NV_CUDA_LIB_VERSION",
  "NV_CUDNN_VERSION",
  "PYTORCH_BUILD_VERSION",
  "PYTORCH_VERSION",
  "_CUDA_COMPAT_PATH"
]);
var CONDITION = /^NVIDIA_REQUIRE_\w+$/;
var LONGEST_VALUE2 = 4096;
var declared = {
  id: "declared",
  provides: ["cuda.declared"],
  timeoutMs: 5e3,
  absent: {},
  read: jobVariables,
  parse: parse14
};
function parse14(variables) {
  const said = Object.entries(variables).filter((entry2) => entry2[1] !== void 0).filter(([name]) => NAMES2.has(name) || CONDITION.test(name) && !looksSecret(name)).sort(([a], [b]) => a < b ? -1 : 1);
  return {
    facts: Object.fromEntries(said.filter(([, value]) => value.length <= LONGEST_VALUE2)),
    unknown: said.filter(([, value]) => value.length > LONGEST_VALUE2).map(([name]) => ({ path: `cuda.declared.${name}`, because: TOO_LONG2 }))
  };
}
var TOO_LONG2 = `its value is longer than ${LONGEST_VALUE2} characters`;

// src/capture/cuda/rocm.ts
var VERSION_FILE = "/opt/rocm/.info/version";
var rocm = {
  id: "rocm",
  provides: ["cuda.rocm"],
  timeoutMs: 1e4,
  absent: null,
  read: (machine) => machine.readText(VERSION_FILE, 1024),
  parse: parse15
};
function parse15(text) {
  if (text === null) return { facts: null, unknown: [] };
  const version2 = /^\s*(\d+(?:\.\d+)+)/.exec(text)?.[1];
  if (version2 !== void 0) return { facts: { version: version2, from: VERSION_FILE }, unknown: [] };
  return { facts: null, unknown: [{ path: "cuda.rocm", because: `${VERSION_FILE} gives no version` }] };
}

// src/capture/python/blas.ts
function blas(searchPath2) {
  return {
    id: "blas",
    provides: ["python.blas"],
    timeoutMs: 1e4,
    absent: null,
    read: async ({ software }) => {
      for (const folder of searchPath2) {
        const text = await software.readText(`${folder}/numpy/__config__.py`);
        if (text !== null) return text;
      }
      return null;
    },
    parse: (text) => ({ facts: blasIn(text), unknown: [] })
  };
}
function blasIn(text) {
  const block = /"blas"\s*:\s*\{([^}]*)\}/.exec(text ?? "")?.[1] ?? "";
  const field = (name2) => new RegExp(`"${name2}"\\s*:\\s*"([^"]*)"`).exec(block)?.[1] || null;
  const name = field("name");
  const version2 = field("version");
  return name === null ? null : [name, version2].filter((part) => part !== null).join(" ");
}

// src/capture/python/conda.ts
function conda(options) {
  return {
    id: "conda",
    provides: ["cuda.copies"],
    timeoutMs: 1e4,
    absent: [],
    read: async ({ software }) => {
      const found = await Promise.all(
        prefixes(options).map(async (prefix) => {
          const records = await software.list(`${prefix}/conda-meta`) ?? [];
          const bundled = records.some((record) => parseRecord2(record)?.name === "cudatoolkit");
          const libraries = bundled ? await software.list(`${prefix}/lib`) ?? [] : [];
          return { prefix, records, libraries };
        })
      );
      return found;
    },
    parse: (traces) => ({ facts: traces.flatMap(copiesIn), unknown: [] })
  };
}
function prefixOf({ executable }) {
  return /^(.*?)(?:[\\/]bin)?[\\/][^\\/]+$/.exec(executable)?.[1] || null;
}
function prefixes({ executable, searchPath: searchPath2 }) {
  const around = prefixOf({ executable });
  const libraries = searchPath2.map((folder) => /^(.+)\/lib\/python3\.\d+t?$/.exec(folder)?.[1]);
  return [.../* @__PURE__ */ new Set([around, ...libraries])].filter(
    (prefix) => prefix !== void 0 && prefix !== null && prefix !== ""
  );
}
var PACKAGES = {
  "cuda-toolkit": "toolkit",
  cudatoolkit: "toolkit",
  "cuda-version": "toolkit",
  "cuda-cudart": "cudart",
  libcudnn: "cudnn",
  cudnn: "cudnn",
  libcublas: "cublas",
  nccl: "nccl"
};
function parseRecord2(file) {
  const [, name, version2] = /^(.+)-([^-]+)-[^-]+\.json$/.exec(file) ?? [];
  return name === void 0 || version2 === void 0 ? null : { name, version: version2 };
}
function copiesIn({ prefix, records, libraries }) {
  const installed = records.map(parseRecord2).filter((entry2) => entry2 !== null);
  const named2 = Object.entries(PACKAGES).flatMap(([name, part]) => {
    const entry2 = installed.find((candidate) => candidate.name === name);
    return entry2 === void 0 ? [] : [{ part, version: entry2.version, from: `conda ${name}` }];
  });
  const packaged = named2.filter(
    ({ part, version: version2 }, index) => !named2.slice(0, index).some((earlier) => earlier.part === part && earlier.version === version2)
  );
  return [...onlyOneToolkit(packaged), ...bundledIn(prefix, libraries, packaged)];
}
function onlyOneToolkit(copies) {
  const first = copies.find(({ part }) => part === "toolkit");
  return copies.filter((copy) => copy.part !== "toolkit" || copy === first);
}
function bundledIn(prefix, names, packaged) {
  return librariesAmong(names).filter(isExact).filter(({ part }) => !packaged.some((copy) => copy.part === part)).map(({ part, file, version: version2 }) => ({ part, version: version2, from: `${prefix}/lib/${file}` }));
}

// src/capture/python/conda-packages.ts
var HEAD = 1024;
var MOST_AT_ONCE = 1e4;
function condaPackages(prefix) {
  return {
    id: "conda-packages",
    provides: ["python.conda"],
    timeoutMs: 3e4,
    absent: [],
    read: async ({ software }) => {
      if (prefix === null) return [];
      const names = (await software.list(`${prefix}/conda-meta`) ?? []).filter(
        (name) => name.endsWith(".json")
      );
      return Promise.all(
        names.slice(0, MOST_AT_ONCE).map(async (file) => {
          const head = await software.readText(`${prefix}/conda-meta/${file}`, HEAD) ?? "";
          return { file, head };
        })
      );
    },
    parse: (records) => ({ facts: records.flatMap(packageOf), unknown: [] })
  };
}
function packageOf({ file, head }) {
  const [, name, version2, build] = /^(.+)-([^-]+)-([^-]+)\.json$/.exec(file) ?? [];
  if (name === void 0 || version2 === void 0 || build === void 0) return [];
  return [{ name, version: version2, build, channel: channelOf(head) }];
}
function channelOf(head) {
  const url = /"channel"\s*:\s*"([^"]+)"/.exec(head)?.[1];
  if (url === void 0) return null;
  const names = url.split("/").filter((name) => name !== "");
  const platform = /^(?:noarch|(?:linux|osx|win)-\w+)$/;
  return names.filter((name) => !platform.test(name)).at(-1) ?? null;
}

// data/torch-archs.json
var torch_archs_default = {
  description: "GPUs that the released Linux wheels of PyTorch carry code for, by release (inclusive range of major.minor), CUDA and architecture. sm_XY is machine code, compute_XY is PTX. Only releases whose list is written down somewhere; a nightly, a vendor's or a source build is another build.",
  source: "PyTorch: .ci/manywheel/build_cuda.sh at the tags v2.4 to v2.11, RELEASE.md (CUDA support matrix of 2.11 and of 2.12 to 2.14), and torch.cuda.get_arch_list() as people pasted it (2.2.1+cu121, 2.4.1+cu121, 2.5.1+cu121, 2.6.0+cu118, 2.7.1+cu128, 2.8.0+cu126, 2.9.1+cu126, 2.9.1+cu128, 2.10.0+cu128, 2.10.0+cu130 aarch64, 2.11.0+cu126, 2.11.0+cu128, 2.13.0+cu130 on both, 2.14.0+cu126, 2.14.1+cu130). RELEASE.md announces PTX for 12.0 in CUDA 13 builds from 2.11 on; the wheels that people pasted have none, so none is listed.",
  asOf: "2026-11",
  wheels: [
    {
      from: "2.4",
      to: "2.7",
      cuda: ["11.8"],
      arch: "x86_64",
      archs: ["sm_37", "sm_50", "sm_60", "sm_70", "sm_75", "sm_80", "sm_86", "sm_90"]
    },
    {
      from: "2.2",
      to: "2.5",
      cuda: ["12.1"],
      arch: "x86_64",
      archs: ["sm_50", "sm_60", "sm_70", "sm_75", "sm_80", "sm_86", "sm_90"]
    },
    {
      from: "2.5",
      to: "2.6",
      cuda: ["12.4"],
      arch: "x86_64",
      archs: ["sm_50", "sm_60", "sm_70", "sm_75", "sm_80", "sm_86", "sm_90"]
    },
    {
      from: "2.6",
      to: "2.14",
      cuda: ["12.6"],
      arch: "x86_64",
      archs: ["sm_50", "sm_60", "sm_70", "sm_75", "sm_80", "sm_86", "sm_90"]
    },
    {
      from: "2.7",
      to: "2.7",
      cuda: ["12.8"],
      arch: "x86_64",
      archs: ["sm_75", "sm_80", "sm_86", "sm_90", "sm_100", "sm_120", "compute_120"]
    },
    {
      from: "2.8",
      to: "2.10",
      cuda: ["12.8"],
      arch: "x86_64",
      archs: ["sm_70", "sm_75", "sm_80", "sm_86", "sm_90", "sm_100", "sm_120"]
    },
    {
      from: "2.11",
      to: "2.11",
      cuda: ["12.8"],
      arch: "x86_64",
      archs: ["sm_75", "sm_80", "sm_86", "sm_90", "sm_100", "sm_120"]
    },
    {
      from: "2.8",
      to: "2.8",
      cuda: ["12.9"],
      arch: "x86_64",
      archs: ["sm_70", "sm_75", "sm_80", "sm_86", "sm_90", "sm_100", "sm_120", "compute_120"]
    },
    {
      from: "2.9",
      to: "2.10",
      cuda: ["13.0"],
      arch: "x86_64",
      archs: ["sm_75", "sm_80", "sm_86", "sm_90", "sm_100", "sm_120", "compute_120"]
    },
    {
      from: "2.11",
      to: "2.14",
      cuda: ["13.0"],
      arch: "x86_64",
      archs: ["sm_75", "sm_80", "sm_86", "sm_90", "sm_100", "sm_120"]
    },
    {
      from: "2.12",
      to: "2.14",
      cuda: ["13.2"],
      arch: "x86_64",
      archs: ["sm_75", "sm_80", "sm_86", "sm_90", "sm_100", "sm_120"]
    },
    {
      from: "2.11",
      to: "2.14",
      cuda: ["12.6"],
      arch: "aarch64",
      archs: ["sm_80", "sm_90"]
    },
    {
      from: "2.11",
      to: "2.11",
      cuda: ["12.8"],
      arch: "aarch64",
      archs: ["sm_80", "sm_90", "sm_100", "sm_120"]
    },
    {
      from: "2.10",
      to: "2.10",
      cuda: ["13.0"],
      arch: "aarch64",
      archs: ["sm_80", "sm_90", "sm_100", "sm_110", "sm_120", "compute_120"]
    },
    {
      from: "2.11",
      to: "2.14",
      cuda: ["13.0"],
      arch: "aarch64",
      archs: ["sm_80", "sm_90", "sm_100", "sm_110", "sm_120"]
    },
    {
      from: "2.12",
      to: "2.14",
      cuda: ["13.2"],
      arch: "aarch64",
      archs: ["sm_80", "sm_90", "sm_100", "sm_110", "sm_120"]
    }
  ]
};

// src/capture/cuda/compiled-archs.ts
function withArchs(build, context) {
  if (build.hip !== null) return unclear3(build, ROCM);
  if (build.cuda === null) return { facts: build, unknown: [] };
  const release3 = releaseOf(build, context);
  if (release3 === null) return unclear3(build, `torch ${build.version} ${NO_RELEASE}`);
  const archs = listed(release3, context.platform);
  if (archs === null) return unclear3(build, `the wheel of torch ${build.version} ${NOT_LISTED}`);
  return { facts: { ...build, archs, archsFrom: "table" }, unknown: [] };
}
var ROCM = "no table of this version has the builds for ROCm; the training process can tell";
var NO_RELEASE = "is no released wheel of PyTorch, so no table knows what was compiled into it; the training process can tell";
var NOT_LISTED = "for this platform is not in this version\u2019s table; the training process can tell";
function unclear3(build, because) {
  return { facts: build, unknown: [{ path: "frameworks.torch.archs", because }] };
}
var RELEASE = /^(\d+)\.(\d+)\.\d+(?:\+cu(\d+))?$/;
var COMMIT = /^[0-9a-f]{40}$/;
function releaseOf(build, { platform, installed }) {
  const [, major, minor, label] = RELEASE.exec(build.version) ?? [];
  if (major === void 0 || minor === void 0 || build.cuda === null) return null;
  if (installed === null || installed.installer === "conda") return null;
  if (installed.editable || installed.commit !== null) return null;
  const official = label === void 0 ? platform?.arch === "x86_64" && COMMIT.test(build.commit ?? "") : label === build.cuda.replace(".", "");
  return official ? { minor: [Number(major), Number(minor)], cuda: build.cuda } : null;
}
function listed({ minor, cuda }, platform) {
  if (platform?.platform !== "linux") return null;
  const row = torch_archs_default.wheels.find(
    (wheel) => wheel.arch === platform.arch && wheel.cuda.includes(cuda) && compare(numbers(wheel.from), minor) <= 0 && compare(minor, numbers(wheel.to)) <= 0
  );
  return row?.archs ?? null;
}
function numbers(version2) {
  const [major = 0, minor = 0] = version2.split(".").map(Number);
  return [major, minor];
}
function compare([a, b], [c, d]) {
  return a - c || b - d;
}

// src/capture/python/cupy.ts
var NAMED = /^cupy-cuda(\d+)x$/;
var NAMED_EXACTLY = /^cupy-cuda(\d+)(\d)$/;
var ANY = /^cupy(?:-(?:cuda|rocm)[\w-]+)?$/;
function cupyBuild(packages2) {
  const [first, second] = packages2.filter(({ name }) => ANY.test(name));
  if (first === void 0) return { facts: null, unknown: [] };
  const cuda = second === void 0 ? cudaOf(first.name) : null;
  const unknown2 = [{ path: "frameworks.cupy.archs", because: NOT_LISTED2 }];
  const because = whyNoCuda(first, second);
  if (cuda === null && because !== null) unknown2.push({ path: "frameworks.cupy.cuda", because });
  return { facts: { version: first.version, cuda, archs: null, archsFrom: null }, unknown: unknown2 };
}
var NOT_LISTED2 = "its package does not list the GPUs that it carries code for";
function cudaOf(name) {
  const [, major] = NAMED.exec(name) ?? [];
  if (major !== void 0) return major;
  const [, exact, minor] = NAMED_EXACTLY.exec(name) ?? [];
  return exact === void 0 ? null : `${exact}.${minor}`;
}
function whyNoCuda({ name }, second) {
  if (second !== void 0) return `${name} and ${second.name} are installed over each other`;
  return name === "cupy" ? "it was built where it was installed, and its package does not say for which CUDA" : null;
}

// src/capture/python/jax.ts
var GPU_PART = /^jax-cuda(\d+)-(plugin|pjrt)$/;
var OLD_LABEL = /\+cuda(\d+)/;
var ROCM_PART = /^jax-rocm\d+-(?:plugin|pjrt)$/;
function jaxBuild(packages2) {
  const jax = packages2.find(({ name }) => name === "jax");
  const jaxlib = packages2.find(({ name }) => name === "jaxlib");
  const named2 = jax ?? jaxlib;
  if (named2 === void 0) return { facts: null, unknown: [] };
  const parts = packages2.filter(({ name }) => GPU_PART.test(name));
  const majors = majorsOf(parts, jaxlib);
  const [cuda = null, other] = majors;
  const facts = {
    version: named2.version,
    cuda: other === void 0 ? cuda : null,
    archs: null,
    archsFrom: null
  };
  const onGpu = majors.length > 0 || packages2.some(({ name }) => ROCM_PART.test(name));
  return {
    facts,
    unknown: [
      ...disagreement([jax, jaxlib, ...parts]),
      ...twoMajors(majors),
      ...other === void 0 ? halves(parts, cuda) : [],
      ...onGpu ? [{ path: "frameworks.jax.archs", because: NOT_LISTED3 }] : []
    ]
  };
}
var NOT_LISTED3 = "its packages do not list the GPUs that they carry code for";
function majorsOf(parts, jaxlib) {
  const named2 = parts.map(({ name }) => GPU_PART.exec(name)?.[1]);
  const old = OLD_LABEL.exec(jaxlib?.version ?? "")?.[1];
  return [.../* @__PURE__ */ new Set([...named2, old])].filter((major) => major !== void 0).sort();
}
function disagreement(parts) {
  const installed = parts.filter((part) => part !== void 0);
  const versions = new Set(installed.map(({ version: version2 }) => version2.replace(/\+.*$|\.post\d+$/g, "")));
  if (versions.size < 2) return [];
  const list = installed.map(({ name, version: version2 }) => `${name} ${version2}`).join(", ");
  return [{ path: "frameworks.jax.version", because: `its parts are of different versions: ${list}` }];
}
function twoMajors(majors) {
  if (majors.length < 2) return [];
  const because = `it is installed for CUDA ${majors.join(" and for CUDA ")} at once`;
  return [{ path: "frameworks.jax.cuda", because }];
}
function halves(parts, cuda) {
  const [part, second] = parts;
  if (part === void 0 || second !== void 0) return [];
  const missing4 = `jax-cuda${cuda}-${part.name.endsWith("plugin") ? "pjrt" : "plugin"}`;
  return [{ path: "frameworks.jax.cuda", because: `${part.name} is installed without ${missing4}` }];
}

// src/capture/python/tensorflow.ts
var BUILD_INFO = "tensorflow/python/platform/build_info.py";
function tensorflow(searchPath2) {
  return {
    id: "tensorflow",
    provides: ["frameworks.tensorflow"],
    timeoutMs: 3e4,
    absent: null,
    async read({ software }) {
      const texts = await Promise.all(
        searchPath2.map((folder) => software.readText(`${folder}/${BUILD_INFO}`, 16 * 1024))
      );
      return texts.find((text) => text !== null) ?? null;
    },
    parse: (text) => ({ facts: text, unknown: [] })
  };
}
var DISTRIBUTIONS = [
  "tensorflow",
  "tensorflow-gpu",
  "tensorflow-cpu",
  "tensorflow-rocm",
  "tensorflow-intel",
  "tensorflow-macos",
  "tf-nightly",
  "tf-nightly-cpu"
];
function tensorflowBuild(buildInfo, packages2) {
  const installed = packages2.filter(({ name }) => DISTRIBUTIONS.includes(name));
  const [first] = installed;
  if (buildInfo.unknown.length > 0) return { facts: null, unknown: buildInfo.unknown };
  if (first === void 0) return withoutDescription(buildInfo.facts);
  const other = installed.find(({ version: version2 }) => version2 !== first.version);
  const differing = other === void 0 ? [] : [twoVersions(first, other)];
  const { facts, unknown: unknown2 } = parseBuildInfo(buildInfo.facts);
  return { facts: { version: first.version, ...facts }, unknown: [...differing, ...unknown2] };
}
function withoutDescription(text) {
  if (text === null) return { facts: null, unknown: [] };
  const because = "its files are on the search path, but no package describes them";
  return { facts: null, unknown: [{ path: "frameworks.tensorflow", because }] };
}
function twoVersions(first, other) {
  const because = `${first.name} ${first.version} and ${other.name} ${other.version} are installed over each other`;
  return { path: "frameworks.tensorflow.version", because };
}
function parseBuildInfo(text) {
  if (text === null) return silent("its build_info.py is not on the search path");
  const forCuda = flag(text, "is_cuda_build");
  if (forCuda === null) return silent("its build_info.py does not say whether it is a build for CUDA");
  if (!forCuda) return withoutCuda(flag(text, "is_rocm_build") === true);
  const cuda = /^\d+(?:\.\d+)?/.exec(quoted(text, "cuda_version") ?? "")?.[0] ?? null;
  const archs = capabilities2(text);
  const unknown2 = [];
  if (cuda === null) unknown2.push(missing3("cuda", "its build_info.py gives no version of CUDA"));
  if (archs === null) unknown2.push(missing3("archs", "its build_info.py lists none"));
  return { facts: { cuda, archs, archsFrom: archs === null ? null : "files" }, unknown: unknown2 };
}
var NOTHING2 = { cuda: null, archs: null, archsFrom: null };
function silent(because) {
  return { facts: NOTHING2, unknown: [missing3("cuda", because), missing3("archs", because)] };
}
function withoutCuda(rocm2) {
  const unknown2 = rocm2 ? [missing3("archs", "a build for ROCm does not list its GPUs in build_info.py")] : [];
  return { facts: NOTHING2, unknown: unknown2 };
}
function missing3(field, because) {
  return { path: `frameworks.tensorflow.${field}`, because };
}
function flag(text, key) {
  const value = new RegExp(`['"]${key}['"]\\s*[,:]\\s*(True|False)\\b`).exec(text)?.[1];
  return value === void 0 ? null : value === "True";
}
function quoted(text, key) {
  return new RegExp(`['"]${key}['"]\\s*[,:]\\s*['"]([^'"\\n]*)['"]`).exec(text)?.[1] ?? null;
}
function capabilities2(text) {
  const list = /['"]cuda_compute_capabilities['"]\s*[,:]\s*[[(]([^\])]*)[\])]/.exec(text)?.[1];
  const entries2 = list?.match(/\b(?:sm|compute)_\d+[af]?\b/g) ?? [];
  const archs = entries2.flatMap(
    (entry2) => entry2.startsWith("sm_") ? [entry2] : [entry2.replace("compute_", "sm_"), entry2]
  );
  return archs.length === 0 ? null : [...new Set(archs)];
}

// src/capture/python/frameworks.ts
var NO_FRAMEWORKS = { torch: null, tensorflow: null, jax: null, cupy: null };
function frameworksOf(sources, unread) {
  const { facts: packages2 } = sources.installed;
  const torch2 = torchOf(sources);
  if (unread !== null) {
    const others = ["tensorflow", "jax", "cupy"].map((name) => ({
      path: `frameworks.${name}`,
      because: unread
    }));
    return { facts: { ...NO_FRAMEWORKS, torch: torch2.facts }, unknown: [...torch2.unknown, ...others] };
  }
  const tensorflow2 = tensorflowBuild(sources.buildInfo, packages2);
  const jax = jaxBuild(packages2);
  const cupy = cupyBuild(packages2);
  return {
    facts: { torch: torch2.facts, tensorflow: tensorflow2.facts, jax: jax.facts, cupy: cupy.facts },
    unknown: [torch2, tensorflow2, jax, cupy].flatMap(({ unknown: unknown2 }) => unknown2)
  };
}
function torchOf({ torchFound, installed }) {
  const { build, platform } = torchFound.facts;
  if (build === null) return { facts: null, unknown: torchFound.unknown };
  const { facts, unknown: unknown2 } = withArchs(build, { platform, installed: torchIn(installed.facts) });
  return { facts, unknown: [...torchFound.unknown, ...unknown2] };
}
function torchIn(installed) {
  return installed.find(({ name }) => name === "torch") ?? null;
}
function userOf(frameworks) {
  const builds = Object.entries(frameworks);
  for (const [name, build] of builds) {
    if (build !== null && build.cuda !== null) return { name, cuda: build.cuda };
  }
  return null;
}

// src/capture/python/torch.ts
function torch(searchPath2) {
  return {
    id: "torch",
    provides: ["frameworks.torch"],
    timeoutMs: 3e4,
    absent: { build: null, bundled: [], platform: null },
    async read({ software, platform, arch: arch2 }) {
      const texts = await Promise.all(
        searchPath2.map((folder) => software.readText(`${folder}/torch/version.py`, 16 * 1024))
      );
      const index = texts.findIndex((text) => text !== null);
      const libraries = index < 0 ? null : await software.list(`${searchPath2[index]}/torch/lib`);
      return { text: texts[index] ?? null, libraries: libraries ?? [], platform: { platform, arch: arch2 } };
    },
    parse: parse16
  };
}
function parse16({ text, libraries, platform }) {
  const { facts, unknown: unknown2 } = parseVersionFile(text);
  return { facts: { build: facts, bundled: librariesAmong(libraries), platform }, unknown: unknown2 };
}
function parseVersionFile(text) {
  if (text === null) return { facts: null, unknown: [] };
  const version2 = assigned(text, "__version__");
  if (version2 === null) {
    return {
      facts: null,
      unknown: [{ path: "frameworks.torch", because: "torch/version.py gives no version" }]
    };
  }
  const facts = {
    version: version2,
    cuda: assigned(text, "cuda"),
    hip: assigned(text, "hip"),
    commit: assigned(text, "git_version"),
    archs: null,
    archsFrom: null
  };
  return { facts, unknown: [] };
}
function originOf({ version: version2 }, installed) {
  if (installed?.installer === "conda") return "conda";
  const label = installed?.version ?? "";
  return [version2, label].some((text) => SOURCE.test(text)) ? "source" : "wheel";
}
var SOURCE = /^[\d.]+a0(?:\+|$)|\+git|\.nv\d/;
function assigned(text, name) {
  return new RegExp(`^${name}\\s*(?::[^=\\n]*)?=\\s*(['"])(.*?)\\1`, "m").exec(text)?.[2] ?? null;
}
function labelTorch(packages2, build) {
  const installed = packages2.find(({ name }) => name === "torch");
  if (installed === void 0) return { facts: packages2, unknown: [] };
  if (build === null) return { facts: packages2, unknown: [noBuild(installed)] };
  const version2 = agreedVersion(installed.version, build.version);
  if (version2 === null) return { facts: packages2, unknown: [disagreement2(installed, build)] };
  const labelled = { ...installed, version: version2 };
  return { facts: packages2.map((entry2) => entry2 === installed ? labelled : entry2), unknown: [] };
}
function agreedVersion(installed, built) {
  const [shorter, longer] = installed.length > built.length ? [built, installed] : [installed, built];
  const unlabelled = !shorter.includes("+") && longer.startsWith(`${shorter}+`);
  const labelled = shorter.includes("+") && longer.startsWith(`${shorter}.`);
  return longer === shorter || unlabelled || labelled ? longer : null;
}
function noBuild({ version: version2 }) {
  return {
    path: "frameworks.torch",
    because: `torch ${version2} is installed, but its version.py is not on the search path`
  };
}
function disagreement2(installed, build) {
  return {
    path: packagePath("torch", "version"),
    because: `its metadata says ${installed.version}, its files say ${build.version}`
  };
}

// src/capture/python/software.ts
var NOT_VERIFIED = { facts: [], unknown: [] };
async function readSoftware(run2, { interpreting, ahead, verify }) {
  const [host2, interpreted] = await Promise.all([readHost(run2), interpreting]);
  const { interpreter } = interpreted.facts;
  if (interpreter === null) return withoutPython(interpreted.unknown, host2);
  const { searchPath: searchPath2 } = interpreter;
  const [installed, torchFound, buildInfo, condaCopies, linear, condaInstalled, edited] = await Promise.all([
    run2(packages({ searchPath: searchPath2, ahead })),
    run2(torch(searchPath2)),
    run2(tensorflow(searchPath2)),
    run2(conda(interpreter)),
    run2(blas(searchPath2)),
    run2(condaPackages(interpreter.environment === "conda" ? prefixOf(interpreter) : null)),
    verify === null ? NOT_VERIFIED : verify(searchPath2)
  ]);
  const found = { installed, torchFound, buildInfo, condaCopies, linear, condaInstalled, edited };
  return compose(interpreter, found, host2);
}
async function readHost(run2) {
  const [system, rocmPart, said] = await Promise.all([run2(cudaSystem), run2(rocm), run2(declared)]);
  return { system, rocm: rocmPart, declared: said };
}
var NO_PYTHON = "the Python that would tell could not be read";
function withoutPython(unread, host2) {
  const because = unread.length === 0 ? null : NO_PYTHON;
  const frameworks = because === null ? [] : [{ path: "frameworks", because }];
  const parts = because === null ? outsidePython(host2) : unreadParts(because, host2);
  const cuda = withHost(parts, host2);
  return {
    facts: { python: null, frameworks: NO_FRAMEWORKS, cuda: cuda.facts },
    unknown: [...unread, ...frameworks, ...cuda.unknown]
  };
}
function outsidePython({ system }) {
  return cudaParts({
    packages: [],
    conda: [],
    system: system.facts,
    bundled: [],
    user: null,
    origin: "wheel"
  });
}
function unreadParts(because, host2) {
  const { facts } = outsidePython(host2);
  const missing4 = CUDA_PART_NAMES.filter((part) => part !== "toolkit" || facts.toolkit === null);
  return {
    facts: { ...NO_CUDA, toolkit: facts.toolkit, copies: facts.copies },
    unknown: [...missing4, "copies"].map((part) => ({ path: `cuda.${part}`, because }))
  };
}
function withHost(parts, host2) {
  const has = parts.facts.toolkit !== null;
  const unread = host2.system.unknown.filter(({ path }) => !(has && path === "cuda.toolkit"));
  const named2 = new Set(unread.map(({ path }) => path));
  return {
    facts: { ...NO_CUDA, ...parts.facts, rocm: host2.rocm.facts, declared: host2.declared.facts },
    unknown: [
      ...parts.unknown.filter(({ path }) => !named2.has(path)),
      ...unread,
      ...host2.rocm.unknown,
      ...host2.declared.unknown
    ]
  };
}
function compose({ searchPath: _path, libc: _libc, ...python2 }, found, host2) {
  const labelled = labelPackages(found.installed, found.torchFound);
  const unread = found.installed.unknown.find(({ path }) => path === "python.packages")?.because ?? null;
  const frameworks = frameworksOf(found, unread);
  const parts = unread === null ? partsOf(found, frameworks.facts, host2) : unreadParts(unread, host2);
  const cuda = withHost(parts, host2);
  return {
    facts: {
      python: {
        ...python2,
        packages: labelled.facts,
        conda: found.condaInstalled.facts,
        edited: found.edited.facts,
        blas: found.linear.facts
      },
      frameworks: frameworks.facts,
      cuda: cuda.facts
    },
    unknown: [
      ...labelled.unknown,
      ...found.condaInstalled.unknown,
      ...found.edited.unknown,
      ...found.linear.unknown,
      ...frameworks.unknown,
      ...cuda.unknown
    ]
  };
}
function partsOf(found, frameworks, { system }) {
  const { facts: installed } = found.installed;
  const user = userOf(frameworks);
  const parts = cudaParts({
    packages: installed,
    conda: found.condaCopies.facts,
    system: system.facts,
    bundled: found.torchFound.facts.bundled,
    user,
    origin: frameworks.torch === null ? "wheel" : originOf(frameworks.torch, torchIn(installed))
  });
  return {
    facts: parts.facts,
    unknown: [...parts.unknown, ...found.condaCopies.unknown]
  };
}
function labelPackages(installed, { facts: { build }, unknown: unknown2 }) {
  if (build === null && unknown2.length > 0) return installed;
  const labelled = labelTorch(installed.facts, build);
  return { facts: labelled.facts, unknown: [...installed.unknown, ...labelled.unknown] };
}

// src/capture/capture.ts
async function capture(machine, options) {
  const found = await measure(machine, options).catch((thrown) => nothing(machine, thrown));
  return sanitiseAll(compose2(found, { machine, options }), machine);
}
async function measure(machine, options) {
  const run2 = (probe) => runProbe(probe, machine);
  const cuda = await cudaQuestion(machine).catch(() => ({ kind: "ask" }));
  const interpreting = run2(python({ python: options.python, directory: options.directory, cuda }));
  const [likely = ""] = interpreters(machine, options.python);
  const place = { directory: options.directory, request: options.project ?? NOTHING_NAMED };
  const [interpreted, listed2, amd, others, inspected, checkedOut, software, hosted, env, named2, files] = await Promise.all([
    interpreting,
    run2(gpus),
    run2(amdGpus),
    run2(otherGpus),
    run2(code(options.directory)),
    run2(checkout(options.directory)),
    readSoftware(run2, {
      interpreting,
      ahead: readAhead(machine, likely),
      verify: options.verify === "files" ? (searchPath2) => editedFiles(machine, searchPath2) : null
    }),
    readHost2(run2, machine),
    run2(environment(options.variables)),
    run2(runner),
    readProjectFiles(machine, place)
  ]);
  const { interpreter, cuda: answer } = interpreted.facts;
  return {
    software,
    hardware: await complete(joinVendors([listed2, amd, others]), {
      machine,
      answer,
      serials: options.serials ?? "hashed"
    }),
    host: withLibc(hosted, { machine, interpreter }),
    code: withCheckout(inspected, checkedOut),
    env,
    runner: named2,
    project: await composeProject(machine, place, { python: pythonOf(software), files })
  };
}
async function complete(listed2, { machine, answer, serials }) {
  const variables = await jobVariables(machine).catch(() => machine.env);
  const asked = answer.kind === "answered" || listed2.facts.driver === null;
  const library = asked ? NO_LIBRARY : await readLoadedLibrary(machine, variables).catch(() => NO_LIBRARY);
  const { facts, unknown: unknown2 } = completeHardware(listed2, { answer, library });
  const seen = markVisible(facts.gpus, { answer, variables });
  const gpus2 = serials === "clear" ? seen.facts : seen.facts.map((gpu) => withHashedSerial(gpu, machine));
  return { facts: { ...facts, gpus: gpus2 }, unknown: [...unknown2, ...seen.unknown] };
}
var SERIAL_DIGITS = 16;
function withHashedSerial(gpu, machine) {
  if (gpu.serial === null) return gpu;
  return { ...gpu, serial: `sha256:${machine.sha256(gpu.serial).slice(0, SERIAL_DIGITS)}` };
}
var NO_LIBRARY = { kind: "none" };
async function cudaQuestion(machine) {
  if (machine.kind === "folder") {
    return { kind: "skip", because: "the CUDA driver of a machine kept in a folder cannot be asked" };
  }
  if (machine.platform === "win32") return { kind: "ask" };
  const [kernel, wsl] = await Promise.all([readKernelVersion(machine), hasWslLibrary(machine)]);
  return kernel !== null || wsl ? { kind: "ask" } : { kind: "skip", because: "no NVIDIA driver is loaded" };
}
async function readHost2(run2, machine) {
  const [base, processor, contained, virtual] = await Promise.all([
    run2(host),
    run2(cpu(machine.arch)),
    run2(container),
    run2(virtualization)
  ]);
  return {
    facts: { ...base.facts, cpu: processor.facts, ...contained.facts, ...virtual.facts },
    unknown: [base, processor, contained, virtual].flatMap(({ unknown: unknown2 }) => unknown2)
  };
}
function withLibc({ facts, unknown: unknown2 }, { machine, interpreter }) {
  const libc = (machine.kind === "this" ? interpreter?.libc : null) ?? facts.libc;
  if (libc !== null || machine.platform !== "linux") return { facts: { ...facts, libc }, unknown: unknown2 };
  const because = "only a program that runs on the machine can ask for it, and no Python there did";
  return { facts, unknown: [...unknown2, { path: "host.libc", because }] };
}
function compose2(found, { machine, options }) {
  const { software, hardware } = found;
  const classified = classify(hardware, { machine, options });
  const parts = [
    classified,
    hardware,
    found.host,
    software,
    found.code,
    found.env,
    found.runner,
    found.project
  ];
  const unknown2 = parts.flatMap((part) => part.unknown);
  return {
    schema: "repro-gate/snapshot/1",
    capturedAt: options.now().toISOString(),
    tool: TOOL,
    class: classified.facts,
    complete: !unknown2.some(({ path }) => isIdentity(path, options.device)),
    ...hardware.facts,
    cuda: software.facts.cuda,
    host: found.host.facts,
    python: software.facts.python,
    frameworks: software.facts.frameworks,
    code: found.code.facts,
    ...found.project.facts,
    env: found.env.facts,
    runner: found.runner.facts,
    unknown: unknown2
  };
}
function classify({ facts, unknown: unknown2 }, { machine: { arch: arch2 }, options: { device } }) {
  const classified = hardwareClass({ arch: arch2, device, gpus: facts.gpus, unknown: unknown2 });
  return classified.kind === "known" ? { facts: classified.name, unknown: [] } : { facts: null, unknown: [{ path: "class", because: classified.because }] };
}
function pythonOf({ facts, unknown: unknown2 }) {
  return { facts: facts.python, unknown: unknown2 };
}
function withCheckout(inspected, out) {
  if (inspected.facts === null || out.facts === null) {
    return { facts: inspected.facts, unknown: [...inspected.unknown, ...out.unknown] };
  }
  const { shallow, sparse } = out.facts;
  return { facts: { ...inspected.facts, shallow, sparse }, unknown: inspected.unknown };
}
function nothing(machine, thrown) {
  const because = `the capture failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  const absent = (facts, ...paths) => ({
    facts,
    unknown: paths.map((path) => ({ path, because }))
  });
  return {
    software: absent(
      { python: null, frameworks: NO_FRAMEWORKS, cuda: NO_CUDA },
      "python",
      "frameworks",
      "cuda"
    ),
    hardware: absent({ gpus: [], driver: null, faults: [] }, "gpus", "driver"),
    host: absent(
      { ...host.absent, cpu: cpu(machine.arch).absent, ...container.absent, ...virtualization.absent },
      "host"
    ),
    code: absent(null, "code"),
    env: absent({}, "env"),
    runner: absent(null, "runner"),
    project: absent(NO_PROJECT, "locks", "data", "parameters", "inputs")
  };
}

export {
  isRecorded,
  driver_branches_default,
  cudaOfBranch,
  isAbsent,
  findProgram,
  machineHere,
  machineInFolder,
  isIdentity,
  capture
};
