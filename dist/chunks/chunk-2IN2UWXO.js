import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  TOOL
} from "./chunk-UFRAQCQE.js";

// src/io/machine.ts
import { createHash } from "node:crypto";
import { closeSync, constants as constants2, existsSync, openSync, readdirSync, readSync, statSync as statSync2 } from "node:fs";
import { statfs } from "node:fs/promises";
import { arch, availableParallelism, cpus, homedir, release as release2, totalmem, userInfo, version } from "node:os";
import { basename, join as join3, posix, resolve as resolve2 } from "node:path";

// src/io/folder.ts
import { lstatSync, readlinkSync } from "node:fs";
import { join } from "node:path";
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
    const file = join(root, ...done, name);
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
  return join(root, ...done);
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

// src/io/program.ts
import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join as join2, resolve } from "node:path";

// src/capture/privacy.ts
var NAME = "[\\w.-]";
var NOBODY = /* @__PURE__ */ new Set([
  "",
  "root",
  "nobody",
  "runner",
  "usr",
  "home",
  "opt",
  "var",
  "etc",
  "lib",
  "bin",
  "tmp"
]);
var SECRET_FORMS = /\b(?:gh[opsur]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|hf_[A-Za-z]\w{20,}|A[KS]IA[A-Z0-9]{16}|sk-[\w-]{20,}|xox[abprs]-[\w-]{10,})/g;
var URL_CREDENTIALS = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'<>]*@/gi;
var SECRET_PARAMETERS = /([?&][\w.-]*(?:token|key|secret|password|passwd|signature|credential)[\w.-]*=)[^&\s"'<>]+/gi;
var ABSOLUTE_PATH = /(?<![\w.-])(?:[A-Za-z]:)?[\\/][^\s:;,"'<>|]*/g;
function sanitise(text, identity2) {
  return withoutUser(withoutAnyHome(withoutHome(withoutSecrets(text), identity2.home)), identity2.user);
}
function sanitiseAll(value, identity2) {
  return sanitiseUnknown(value, identity2);
}
function sanitiseUnknown(value, identity2) {
  if (typeof value === "string") return sanitise(value, identity2);
  if (Array.isArray(value)) return value.map((item) => sanitiseUnknown(item, identity2));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, sanitiseUnknown(item, identity2)])
  );
}
var SECRET_WORD = /(?:TOKEN|SECRETS?|PASSWORD|PASSWD|PASSPHRASE|APIKEY|CREDENTIALS?)$|^(?:KEYS?|PASS|AUTH|COOKIE|PRIVATE|PAT|DSN)$/;
function looksSecret(name) {
  return name.toUpperCase().split(/[^A-Z0-9]+/).some((part) => SECRET_WORD.test(part));
}
function withoutSecrets(text) {
  return text.replace(URL_CREDENTIALS, "$1").replace(SECRET_PARAMETERS, "$1<secret>").replace(SECRET_FORMS, "<secret>");
}
function withoutHome(text, home) {
  const folder = home.replace(/[\\/]+$/, "");
  if (folder.length < 2 || !text.includes(folder)) return text;
  return text.replace(new RegExp(`(?<!${NAME})${escapeRegExp(folder)}(?!${NAME})`, "g"), "~");
}
function withoutUser(text, user) {
  if (NOBODY.has(user) || !text.includes(user)) return text;
  const segment = new RegExp(`(?<=[\\\\/])${escapeRegExp(user)}(?![A-Za-z0-9_])`, "g");
  return text.replace(ABSOLUTE_PATH, (path) => path.replace(segment, "<user>"));
}
var ANY_HOME = /(?<![\w.~>-])((?:[A-Za-z]:)?[\\/](?:home|Users)[\\/])([^\\/\s:;,"'<>|]+)/g;
function withoutAnyHome(text) {
  return text.replace(
    ANY_HOME,
    (path, folder, name) => NOBODY.has(name) ? path : `${folder}<user>`
  );
}
function escapeRegExp(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

// src/io/program.ts
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
async function runProgram(start3) {
  try {
    const file = findProgram(start3.program, start3.env);
    if (file === null) return { kind: "not-found" };
    return await supervise(open({ ...start3, program: file }), start3);
  } catch (thrown) {
    return { kind: "failed", because: explain(thrown, start3) };
  }
}
function findProgram(program, env) {
  if (/[\\/]/.test(program)) {
    const path = resolve(program);
    return statSync(path, { throwIfNoEntry: false }) === void 0 ? null : path;
  }
  const names = process.platform === "win32" ? [`${program}.exe`, program] : [program];
  for (const folder of searchPath(env)) {
    const found = names.map((name) => join2(folder, name)).find(isExecutable);
    if (found !== void 0) return found;
  }
  return null;
}
function searchPath(env) {
  const path = env["PATH"] ?? env["Path"] ?? "";
  return path.split(delimiter).filter(isAbsolute);
}
function isExecutable(path) {
  if (!look(path)?.isFile()) return false;
  try {
    accessSync(path, constants.X_OK);
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
function open({ program, args, env, cwd, input }) {
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
async function supervise(child, start3) {
  const afterMs = start3.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const stdout = collect(child.stdout, start3.limit ?? DEFAULT_LIMIT);
  const stderr = collect(child.stderr, start3.limit ?? DEFAULT_LIMIT);
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
function explain(thrown, { program, cwd }) {
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
    software: place
  };
}
function machineInFolder(dir, env) {
  const root = resolve2(dir, "root");
  if (!statSync2(root, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(`${dir} holds no machine: expected a folder ${join3(dir, "root")}`);
  }
  const place = placeInFolder(root, resolve2(dir, "bin"), env);
  return {
    ...place,
    ...identity(env),
    kind: "folder",
    platform: "linux",
    arch: architectureIn(root),
    env,
    software: placeHere(env)
  };
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
    run: (program, args, options = {}) => start(join3(bin, basename(program)), args, { env, options })
  };
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
  return kept === null ? null : createHash("sha256").update(kept).digest("hex");
}
function readFile(path, limit) {
  const descriptor = orAbsent(() => openSync(path, READ));
  if (descriptor === null) return null;
  try {
    const length = fill(descriptor, limit);
    return scratch.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}
var READ = constants2.O_RDONLY | (constants2.O_NONBLOCK ?? 0);
var scratch = Buffer.allocUnsafeSlow(2 * MIB);
function fill(descriptor, limit) {
  let length = 0;
  for (let more = 1; more > 0 && length < limit; length += more) {
    if (length === scratch.length) scratch = Buffer.concat([scratch], 2 * length);
    more = readSync(descriptor, scratch, length, Math.min(limit, scratch.length) - length, null);
  }
  return length;
}
function listFolder(path) {
  return orAbsent(() => readdirSync(path).sort());
}
function orAbsent(look2) {
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
  return { home: env["HOME"] ?? homedir(), user: userName(env) };
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

// src/capture/code.ts
var STATUS_TIMEOUT_MS = 6e4;
var OUTPUT_LIMIT = 4 * 1024 * 1024;
var MOST_MODIFIED = 50;
function code(directory) {
  return {
    id: "code",
    provides: ["code"],
    timeoutMs: STATUS_TIMEOUT_MS + 5e3,
    absent: null,
    read: (machine) => read(machine, directory),
    parse
  };
}
async function read(machine, directory) {
  const [status, root] = await Promise.all([
    git(machine, directory, STATUS),
    findRepository(machine, directory)
  ]);
  const hasSubmodules = root !== null && await machine.software.exists(`${root}/.gitmodules`);
  const submodules = hasSubmodules ? await git(machine, root, ["submodule", "status"]) : null;
  return { repository: root !== null, status, submodules };
}
var STATUS = ["status", "--porcelain=v2", "--branch", "--untracked-files=no", "-z"];
function git(machine, cwd, args) {
  const settings = ["-c", "safe.directory=*", "-c", "core.fsmonitor=false", "--no-optional-locks"];
  return machine.software.run("git", [...settings, ...args], {
    cwd,
    timeoutMs: STATUS_TIMEOUT_MS,
    limit: OUTPUT_LIMIT,
    // Set when we are started from a hook of another repository.
    env: { GIT_DIR: void 0, GIT_WORK_TREE: void 0, GIT_INDEX_FILE: void 0 }
  });
}
async function findRepository({ software }, directory) {
  const names = directory.split(/[\\/]/);
  for (let length = names.length; length > 0; length -= 1) {
    const folder = names.slice(0, length).join("/");
    if (await software.exists(`${folder}/.git`)) return folder === "" ? "/" : folder;
  }
  return null;
}
function parse({ repository, status, submodules }) {
  if (status.kind === "exited" && status.code === 0) return describe(status, submodules);
  const because = whyNot(status);
  const outside = status.kind === "exited" && /not a git repository/i.test(status.stderr);
  if (!repository && (outside || status.kind === "not-found")) return { facts: null, unknown: [] };
  return { facts: null, unknown: [{ path: "code", because }] };
}
function whyNot(result) {
  switch (result.kind) {
    case "not-found":
      return "git is not installed";
    case "timed-out":
      return `git did not answer within ${result.afterMs / 1e3} s`;
    case "signalled":
      return `git was ended by ${result.signal}`;
    case "failed":
      return `git could not be started: ${result.because}`;
    case "exited":
      return `git exited with code ${result.code}: ${firstLine(result.stderr)}`;
  }
}
var LONGEST_QUOTE = 200;
function firstLine(text) {
  return (text.trim().split("\n", 1)[0] ?? "").slice(0, LONGEST_QUOTE);
}
function describe({ stdout }, submodules) {
  const { commit, changes } = parseStatus(stdout);
  const changed = new Set(changes.filter(({ submodule }) => submodule).map(({ path }) => path));
  const listed = submodules === null ? [] : parseSubmodules(submodules, changed);
  const facts = {
    commit,
    dirty: changes.length > 0,
    modified: changes.map(({ path }) => path).slice(0, MOST_MODIFIED),
    submodules: listed ?? []
  };
  if (submodules === null || listed !== null) return { facts, unknown: [] };
  return { facts, unknown: [{ path: "code.submodules", because: whyNot(submodules) }] };
}
function parseStatus(stdout) {
  const entries = stdout.split("\0").values();
  const changes = [];
  let commit = null;
  for (const entry2 of entries) {
    commit = /^# branch\.oid ([0-9a-f]+)$/.exec(entry2)?.[1] ?? commit;
    const change = parseChange(entry2);
    if (change !== null) changes.push(change);
    if (entry2.startsWith("2 ")) entries.next();
  }
  return { commit, changes };
}
var FIELDS_BEFORE_PATH = { "1": 8, "2": 9, u: 10 };
function parseChange(entry2) {
  const before = FIELDS_BEFORE_PATH[entry2[0] ?? ""];
  if (before === void 0 || entry2[1] !== " ") return null;
  const fields = entry2.split(" ");
  return { path: fields.slice(before).join(" "), submodule: fields[2]?.startsWith("S") === true };
}
function parseSubmodules(result, changed) {
  if (result.kind !== "exited" || result.code !== 0) return null;
  return result.stdout.split("\n").flatMap((line) => {
    const [, state, commit, path] = /^([ +U-])([0-9a-f]+) (.+?)(?: \([^()]*\))?$/.exec(line) ?? [];
    if (state === void 0 || commit === void 0 || path === void 0) return [];
    const dirty = state === "+" || state === "U" || changed.has(path);
    return [{ path, commit: state === "-" ? null : commit, dirty }];
  });
}

// src/capture/container.ts
var container = {
  id: "container",
  provides: ["host.container"],
  timeoutMs: 1e4,
  absent: { container: null },
  read: read2,
  parse: parse2
};
async function read2(machine) {
  const [dockerenv, containerenv, mountinfo] = await Promise.all([
    machine.exists("/.dockerenv"),
    machine.exists("/run/.containerenv"),
    machine.readText("/proc/self/mountinfo")
  ]);
  return { dockerenv, containerenv, mountinfo, env: machine.kind === "this" ? machine.env : {} };
}
var DIGEST_HIDDEN = "a container cannot see the digest of its image from inside; the workflow knows it, for instance from `image: name@sha256:\u2026`";
function parse2(traces) {
  const kind = containerKind(traces);
  if (kind === null) return { facts: { container: null }, unknown: [] };
  return {
    facts: { container: { kind, digest: null } },
    unknown: [{ path: "host.container.digest", because: DIGEST_HIDDEN }]
  };
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

// src/capture/cpu.ts
var FIELDS = ["model", "isa", "sockets", "cores", "threads", "available"];
function cpu(arch2) {
  return {
    id: "cpu",
    provides: FIELDS.map((field) => `host.cpu.${field}`),
    timeoutMs: 1e4,
    absent: { ...NOTHING, arch: arch2 },
    read: read3,
    parse: parse3
  };
}
var NOTHING = { model: null, isa: null, sockets: null, cores: null, threads: null, available: null };
var CPUINFO_LIMIT = 8 * 1024 * 1024;
async function read3(machine) {
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
function parse3(files) {
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
    if (!needed.every((flag) => flags.has(flag))) break;
    level = name;
  }
  return level;
}
function extensions(flags, wanted) {
  return wanted.filter((flag) => flags.has(flag)).sort();
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
  return FIELDS.filter((field) => facts[field] === null).map((field) => ({
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

// data/driver-branches.json
var driver_branches_default = {
  description: "Highest CUDA that a driver of each branch reports when no cuda-compat library is loaded. Windows drivers have branches of their own and are not listed where they differ.",
  source: "NVIDIA CUDA toolkit release notes, table of toolkit driver versions; 470, 510, 515, 525, 535, 550, 570 to 615 also seen in output of nvidia-smi; 565 from secondary sources",
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
  }
};

// data/gpu-generations.json
var gpu_generations_default = {
  description: "Generation by compute capability, major.minor. The major alone does not decide: 7.5 is Turing, 8.9 is Ada, 10.7 is Rubin.",
  source: "NVIDIA CUDA GPU list and open-gpu-kernel-modules name table; 10.7 from secondary sources on CUDA 13.4",
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
  }
};

// data/gpu-sm-counts.json
var gpu_sm_counts_default = {
  description: "Multiprocessors of boards that exist in one variant only, by the name the driver prints. Used where the CUDA driver cannot be asked; a name that also belongs to a cut-down variant (A100-SXM-64GB, RTX 3080) must not be listed.",
  source: "NVIDIA architecture white papers and data sheets (CUDA cores divided by cores per multiprocessor); T4, L4, A10G, L40, L40S, H100 PCIe and SXM also from multi_processor_count in pytorch issues 194676 and 196613",
  asOf: "2026-11",
  boards: [
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
    { name: "NVIDIA GeForce RTX 4090", computeCapability: "8.9", smCount: 128 },
    { name: "NVIDIA H100 PCIe", computeCapability: "9.0", smCount: 114 },
    { name: "NVIDIA H100 80GB HBM3", computeCapability: "9.0", smCount: 132 },
    { name: "NVIDIA H100 NVL", computeCapability: "9.0", smCount: 132 },
    { name: "NVIDIA H200", computeCapability: "9.0", smCount: 132 },
    { name: "NVIDIA H200 NVL", computeCapability: "9.0", smCount: 132 },
    { name: "NVIDIA GH200 480GB", computeCapability: "9.0", smCount: 132 },
    { name: "NVIDIA B200", computeCapability: "10.0", smCount: 148 },
    { name: "NVIDIA GeForce RTX 5090", computeCapability: "12.0", smCount: 170 }
  ]
};

// src/capture/gpu-tables.ts
var GENERATIONS = new Map(Object.entries(gpu_generations_default.generations));
var CUDA = new Map(Object.entries(driver_branches_default.cuda));
var BOARDS = new Map(
  gpu_sm_counts_default.boards.map((board) => [comparable(board.name), board])
);
function generationOf(computeCapability) {
  return GENERATIONS.get(computeCapability) ?? null;
}
function boardByName(name) {
  return BOARDS.get(comparable(name)) ?? null;
}
function cudaOfBranch(branch) {
  return CUDA.get(String(branch)) ?? null;
}
function comparable(name) {
  return name.toLowerCase().replace(/^nvidia /, "");
}

// src/capture/cuda-driver.ts
function parseCudaAnswer(fields) {
  const { missing: missing3, error, version: version2, devices, library } = fields;
  if (typeof missing3 === "string") {
    return { kind: "not-asked", because: `the CUDA driver library could not be loaded: ${missing3}` };
  }
  if (error !== void 0) return { kind: "failed", because: describeFailure(fieldsOf(error)) };
  if (typeof version2 !== "number" || !Array.isArray(devices)) {
    return { kind: "failed", because: "the answer about the CUDA driver is not understood" };
  }
  return {
    kind: "answered",
    cuda: cudaVersion(version2),
    library: typeof library === "string" ? libraryVersion(library) : null,
    devices: devices.flatMap((device) => parseDevice(fieldsOf(device)))
  };
}
function fieldsOf(value) {
  return typeof value === "object" && value !== null ? value : {};
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
function parseDevice({ uuid, pciBusId, smCount, major, minor }) {
  if (typeof uuid !== "string" || typeof pciBusId !== "string" || typeof smCount !== "number") return [];
  return [{ uuid, pciBusId, smCount, computeCapability: `${major}.${minor}` }];
}
function completeHardware({ facts, unknown }, answer) {
  const gpus2 = facts.gpus.map((gpu, index) => completeGpu(gpu, { path: `gpus[${index}]`, answer }));
  const driver = facts.driver === null ? null : completeDriver(facts.driver, answer);
  return {
    facts: { gpus: gpus2.map((gpu) => gpu.facts), driver: driver?.facts ?? null },
    unknown: [...unknown, ...gpus2.flatMap((gpu) => gpu.unknown), ...driver?.unknown ?? []]
  };
}
function completeGpu(gpu, { path, answer }) {
  const device = answer.kind === "answered" ? deviceOf(gpu, answer.devices) : void 0;
  const board = answer.kind === "not-asked" && gpu.name !== null ? boardByName(gpu.name) : null;
  const computeCapability = gpu.computeCapability ?? device?.computeCapability ?? board?.computeCapability ?? null;
  const smCount = gpu.mig === "enabled" ? null : device?.smCount ?? board?.smCount ?? null;
  const generation = computeCapability === null ? null : generationOf(computeCapability);
  const unknown = [];
  if (computeCapability === null) {
    unknown.push({ path: `${path}.computeCapability`, because: noCapability(answer) });
  }
  if (generation === null)
    unknown.push({ path: `${path}.generation`, because: noGeneration(computeCapability) });
  if (smCount === null) unknown.push({ path: `${path}.smCount`, because: noSmCount(gpu, answer) });
  return { facts: { ...gpu, computeCapability, generation, smCount }, unknown };
}
function deviceOf(gpu, devices) {
  const uuid = gpu.uuid?.toLowerCase().replace(/^gpu-/, "");
  const bus = busAddress(gpu.pciBusId);
  return devices.find((device) => device.uuid.toLowerCase() === uuid) ?? devices.find((device) => bus !== null && busAddress(device.pciBusId) === bus);
}
function busAddress(pciBusId) {
  const [, domain, rest] = /^([0-9a-f]+):([0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f])$/i.exec(pciBusId ?? "") ?? [];
  return domain === void 0 ? null : `${Number.parseInt(domain, 16)}:${rest?.toLowerCase()}`;
}
function noCapability(answer) {
  return `this driver's nvidia-smi does not report it, and ${cudaSilence(answer)}`;
}
function noGeneration(computeCapability) {
  return computeCapability === null ? "it follows from the compute capability, which is unknown" : `compute capability ${computeCapability} is not in this version's table of generations`;
}
function noSmCount(gpu, answer) {
  if (gpu.mig === "enabled") return "the board is divided into MIG slices, which this version does not read";
  const name = gpu.name === null ? "the board" : gpu.name;
  const table = answer.kind === "not-asked" ? `, and ${name} is not in this version's table of boards` : "";
  return `${cudaSilence(answer)}${table}`;
}
function cudaSilence(answer) {
  return answer.kind === "answered" ? "CUDA does not list this GPU" : answer.because;
}
function completeDriver(driver, answer) {
  const loaded = libraryOf(driver, answer);
  const listed = cudaOfBranch(driver.branch);
  const cuda = loaded.kind === "own" ? loaded.cuda : listed ?? (loaded.kind === "unclear" ? loaded.cuda : null);
  const unknown = [];
  if (cuda === null) unknown.push({ path: "driver.cuda", because: noCuda(driver, answer) });
  if (loaded.kind === "unclear" || loaded.kind === "silent") {
    unknown.push({ path: "driver.compat", because: loaded.because });
  }
  return { facts: { ...driver, cuda, compat: loaded.kind === "other" ? loaded.version : null }, unknown };
}
function libraryOf(driver, answer) {
  if (answer.kind !== "answered") return { kind: "silent", because: cudaSilence(answer) };
  const { library, cuda } = answer;
  if (library === null || driver.version === null) {
    const because = "the version of the libcuda that was loaded, or of the driver, cannot be seen";
    return { kind: "unclear", cuda, because };
  }
  return library === driver.version ? { kind: "own", cuda } : { kind: "other", version: library };
}
function noCuda(driver, answer) {
  const branch = `branch ${driver.branch ?? "(unknown)"} is not in this version's table of drivers`;
  return answer.kind === "answered" ? `${branch}, and the libcuda that was loaded is not of that driver` : `${branch}, and ${cudaSilence(answer)}`;
}

// src/capture/cuda-parts.ts
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
var WHEELS = {
  toolkit: /^cuda-toolkit$/,
  cudart: /^nvidia-cuda-runtime(?:-cu(\d+))?$/,
  cudnn: /^nvidia-cudnn(?:-cu(\d+))?$/,
  cublas: /^nvidia-cublas(?:-cu(\d+))?$/,
  nccl: /^nvidia-nccl(?:-cu(\d+))?$/
};
var VERSION_FILE = "/usr/local/cuda/version.json";
var hostToolkit = {
  id: "cuda-toolkit",
  provides: ["cuda.toolkit"],
  timeoutMs: 1e4,
  absent: null,
  read: (machine) => machine.readText(VERSION_FILE),
  parse: parseToolkit
};
function parseToolkit(text) {
  if (text === null) return { facts: null, unknown: [] };
  const version2 = /"cuda"\s*:\s*\{[^}]*"version"\s*:\s*"(\d+\.\d+)/.exec(text)?.[1];
  if (version2 !== void 0) return { facts: { version: version2, from: VERSION_FILE }, unknown: [] };
  return { facts: null, unknown: [{ path: "cuda.toolkit", because: `${VERSION_FILE} gives no version` }] };
}
function cudaParts(sources) {
  const parts = CUDA_PART_NAMES.map((part) => ({ part, ...partOf(part, sources) }));
  const facts = { ...NO_CUDA, ...Object.fromEntries(parts.map(({ part, found }) => [part, found])) };
  const unknown = parts.flatMap(
    ({ part, because }) => because === null ? [] : [{ path: `cuda.${part}`, because }]
  );
  return { facts, unknown };
}
function partOf(part, { packages: packages2, torch: torch2 }) {
  const wheels = packages2.filter(({ name }) => WHEELS[part].test(name));
  const major = torch2?.cuda?.split(".", 1)[0];
  const fitting = wheels.filter((wheel2) => major === void 0 || majorOf(part, wheel2) === major);
  const [wheel, second] = fitting.length > 0 ? fitting : wheels;
  if (wheel === void 0) return { found: null, because: whyNoWheel(part, torch2) };
  if (second !== void 0) {
    return { found: null, because: `both ${wheel.name} and ${second.name} are installed` };
  }
  return { found: { version: wheel.version, from: `wheel ${wheel.name}` }, because: null };
}
function majorOf(part, wheel) {
  return WHEELS[part].exec(wheel.name)?.[1] ?? wheel.version.split(".", 1)[0];
}
function whyNoWheel(part, torch2) {
  if (part === "toolkit" || torch2 === null || torch2.cuda === null) return null;
  return `torch is built for CUDA ${torch2.cuda}, but no wheel holds this part, and this version does not look elsewhere`;
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
    read: async (machine) => ({ env: machine.env, asked }),
    parse: parse4
  };
}
var LONGEST_VALUE = 4096;
function parse4({ env, asked }) {
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
function isRecorded(name, asked) {
  if (looksSecret(name)) return false;
  return NAMES.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix)) || asked.includes(name);
}
var SECRET_NAME = "its name looks like that of a secret, and those are never recorded";
var TOO_LONG = `its value is longer than ${LONGEST_VALUE} characters`;
function unknownValue(name, because) {
  return { path: `env.${name}`, because };
}

// src/capture/nvidia-driver.ts
function branchOf(version2) {
  const branch = /^(\d+)(?:\.\d+)+$/.exec(version2 ?? "")?.[1];
  return branch === void 0 ? null : Number(branch);
}

// src/capture/nvidia-kernel.ts
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
  const [onBus, bound, nodes, wsl, tegra, kfd] = await Promise.all([
    readBus(machine),
    machine.list("/sys/bus/pci/drivers/nvidia"),
    machine.list("/dev"),
    hasWslLibrary(machine),
    machine.exists("/etc/nv_tegra_release"),
    machine.exists("/dev/kfd")
  ]);
  return {
    onBus,
    bound: bound === null ? null : (onBus ?? []).filter((address) => bound.includes(address)),
    nodes: (nodes ?? []).filter((name) => /^nvidia\d+$/.test(name)).length,
    wsl,
    tegra,
    kfd
  };
}
function hasWslLibrary(machine) {
  return machine.exists("/usr/lib/wsl/lib/libcuda.so.1");
}
var PCI_DEVICES = "/sys/bus/pci/devices";
var NVIDIA_VENDOR = "0x10de";
var DISPLAY_CLASS = /^0x03/;
async function readBus(machine) {
  const addresses = await machine.list(PCI_DEVICES);
  if (addresses === null) return null;
  const ours = await Promise.all(addresses.map((address) => isNvidiaGpu(machine, address)));
  return addresses.filter((_, index) => ours[index]);
}
async function isNvidiaGpu(machine, address) {
  const vendor = await machine.readText(`${PCI_DEVICES}/${address}/vendor`);
  if (vendor?.trim() !== NVIDIA_VENDOR) return false;
  const kind = await machine.readText(`${PCI_DEVICES}/${address}/class`);
  return DISPLAY_CLASS.test(kind?.trim() ?? "");
}

// data/nvidia-smi.json
var nvidia_smi_default = {
  description: "What nvidia-smi prints in place of a value, and what its exit codes mean.",
  sources: {
    absentValues: "output of nvidia-smi 590 to 610 on several machines; [Not Supported] from secondary sources",
    errorValues: "not a value, and no word for having none. [Function Not Found] in output of nvidia-smi 610; [Unknown Error], [Insufficient Permissions], [Not Found], [No data] from secondary sources on real cards; the others reported by users",
    exitCodes: "nvidia-smi manual page, section RETURN VALUE; 17 and 18 from nvmlReturn_t in nvml.h"
  },
  asOf: "2026-11",
  absentValues: ["", "N/A", "[N/A]", "[Not Supported]", "[Requested functionality has been deprecated]"],
  errorValues: [
    "[Function Not Found]",
    "[Insufficient Permissions]",
    "[No data]",
    "[Not Found]",
    "[Unknown Error]",
    "[GPU is lost]",
    "[GPU requires reset]",
    "[GPU requires restart]",
    "[Timeout]",
    "ERR!"
  ],
  exitCodes: {
    "3": "the requested operation is not available on the GPU",
    "4": "this user may not read the GPUs (permission denied)",
    "6": "the NVIDIA driver is loaded, but it finds no device",
    "8": "a GPU's external power cables are not attached",
    "9": "the NVIDIA kernel module is not loaded; load it, or reboot after a kernel update",
    "10": "the kernel reports an interrupt problem with a GPU",
    "12": "the NVML library of the driver is not installed",
    "13": "the NVML library is older than nvidia-smi",
    "14": "the infoROM of a GPU is corrupted",
    "15": "a GPU has fallen off the bus",
    "17": "the operating system or the control group blocks access to a GPU",
    "18": "the NVIDIA library and the kernel module have different versions; reboot, or start the container again",
    "127": "nvidia-smi could not be started by its wrapper",
    "255": "nvidia-smi failed without a reason"
  }
};

// src/capture/nvidia-smi.ts
var IDENTITY = [
  "index",
  "uuid",
  "name",
  "driver_version",
  "memory.total",
  "vbios_version",
  "pci.bus_id"
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
var SMI_TIMEOUT_MS = 6e4;
var OUTPUT_LIMIT2 = 256 * 1024;
var PLACES = ["nvidia-smi", "/usr/lib/wsl/lib/nvidia-smi"];
async function runSmi(machine, version2) {
  const fields = fieldsFor(version2);
  const result = await query(machine, fields);
  const rejected = result.kind === "exited" && result.code === 2 && /not a valid field/i.test(result.stdout);
  return rejected ? { fields: IDENTITY, result: await query(machine, IDENTITY) } : { fields, result };
}
async function query(machine, fields) {
  const args = [`--query-gpu=${fields.join(",")}`, "--format=csv,noheader,nounits"];
  const options = { timeoutMs: SMI_TIMEOUT_MS, limit: OUTPUT_LIMIT2 };
  let result = { kind: "not-found" };
  for (const place of PLACES) {
    result = await machine.run(place, args, options);
    if (result.kind !== "not-found") return result;
  }
  return result;
}
function parseSmi({ fields, result }) {
  switch (result.kind) {
    case "not-found":
      return null;
    case "timed-out":
      return silent(`nvidia-smi did not answer within ${result.afterMs / 1e3} s; the driver hangs`);
    case "signalled":
      return silent(`nvidia-smi was ended by ${result.signal}`);
    case "failed":
      return silent(`nvidia-smi could not be started: ${result.because}`);
    case "exited":
      return answered(fields, result);
  }
}
function silent(because) {
  return { rows: [], because };
}
function answered(fields, { code: code2, stdout, stderr, truncated }) {
  const lines = stdout.split(/\r?\n/).filter((line) => line.trim() !== "");
  const parsed = lines.map((line) => parseRow(fields, line));
  const rows = parsed.filter((row) => row !== null);
  const strange = lines.find((_, index) => parsed[index] === null);
  const because = fault(`${stdout}
${stderr}`) ?? exitReason(code2, `${stdout}
${stderr}`);
  if (because !== null) return { rows, because };
  if (truncated) return { rows, because: "nvidia-smi printed more than this version reads" };
  if (strange !== void 0) return { rows, because: `nvidia-smi printed ${quote(strange)}` };
  return rows.length > 0 ? { rows, because: null } : silent("nvidia-smi ended well but listed no GPU");
}
function parseRow(fields, line) {
  const values = line.split(",").map((value) => value.trim());
  if (values.length !== fields.length) return null;
  const row = Object.fromEntries(fields.map((field, index) => [field, values[index]]));
  return /^\d+$/.test(row.index ?? "") ? row : null;
}
var FAULTS = [
  [
    /driver\/library version mismatch/i,
    "the NVIDIA library and the kernel module have different versions; reboot, or start the container again"
  ],
  [
    /couldn't communicate with the NVIDIA driver/i,
    "the NVIDIA kernel module is not loaded; load it, or reboot after a kernel update"
  ],
  [
    /Failed to initialize NVML: Insufficient Permissions/i,
    "this user may not read the GPUs (permission denied)"
  ],
  [
    /Failed to initialize NVML: Unknown Error/i,
    "NVML cannot open the GPUs; in a container they were probably taken away while it ran, start it again"
  ],
  [/Failed to initialize NVML/i, "NVML cannot be initialised"],
  [/GPU is lost|fallen off the bus/i, "a GPU is lost (fallen off the bus); the machine needs a reboot"],
  [/requires? re(?:set|start)/i, "a GPU requires a reset"],
  [
    /Unable to determine the device handle/i,
    "a GPU does not answer; it is probably lost, and the machine needs a reboot"
  ],
  [/infoROM is corrupted/i, "the infoROM of a GPU is corrupted"],
  [/No devices were found/i, "the NVIDIA driver is loaded, but it finds no device"]
];
function fault(output) {
  const [pattern, because] = FAULTS.find(([text]) => text.test(output)) ?? [];
  if (pattern === void 0 || because === void 0) return null;
  const line = output.split(/\r?\n/).find((candidate) => pattern.test(candidate));
  return `${because}: ${quote(line ?? "")}`;
}
var EXIT_CODES = new Map(
  Object.entries(nvidia_smi_default.exitCodes).map(([code2, text]) => [Number(code2), text])
);
function exitReason(code2, output) {
  if (code2 === 0) return null;
  const first = output.split(/\r?\n/).find((line) => line.trim() !== "");
  const words = EXIT_CODES.get(code2) ?? "nvidia-smi failed";
  return `${words} (nvidia-smi exited with code ${code2}${first === void 0 ? "" : `: ${quote(first)}`})`;
}
var LONGEST_QUOTE2 = 160;
function quote(line) {
  const text = line.trim();
  return JSON.stringify(text.length > LONGEST_QUOTE2 ? `${text.slice(0, LONGEST_QUOTE2 - 1)}\u2026` : text);
}
var ABSENT = new Set(nvidia_smi_default.absentValues);
var ERRORS = new Set(nvidia_smi_default.errorValues);
function fieldValue(row, field) {
  const text = row[field];
  if (text === void 0) return { kind: "not-asked" };
  if (ABSENT.has(text)) return { kind: "absent" };
  if (ERRORS.has(text)) return { kind: "error", text };
  return /^\[.*\]$/.test(text) ? { kind: "error", text } : { kind: "value", text };
}

// src/capture/gpus.ts
var gpus = {
  id: "gpus",
  provides: ["gpus", "driver"],
  // nvidia-smi may be asked twice, see runSmi.
  timeoutMs: 2 * SMI_TIMEOUT_MS + 5e3,
  absent: { gpus: [], driver: null },
  read: read4,
  parse: parse5
};
async function read4(machine) {
  const kernel = await readKernelVersion(machine);
  const [smi, devices] = await Promise.all([
    runSmi(machine, kernel?.version ?? null),
    readKernelDevices(machine)
  ]);
  return { platform: machine.platform, kernel, devices, smi };
}
function parse5(traces) {
  const answer = parseSmi(traces.smi);
  const rows = answer?.rows ?? [];
  const parsed = rows.map((row, index) => gpuOf(row, `gpus[${index}]`));
  const because = whyNotAll(traces, answer);
  const driver = driverOf(traces, rows);
  return {
    facts: { gpus: parsed.map(({ facts }) => facts), driver },
    unknown: [
      ...because === null ? [] : [{ path: "gpus", because }],
      ...parsed.flatMap(({ unknown }) => unknown),
      ...driver === null ? [] : driverUnknown(driver, traces)
    ]
  };
}
function whyNotAll({ platform, kernel, devices }, answer) {
  if (platform === "darwin") return "this version does not read the GPUs of a Mac";
  if (devices.kfd) return "there is an AMD GPU (/dev/kfd), and this version does not read those";
  if (answer === null) return whyNoTool(kernel, devices);
  return answer.because ?? whyTooFew(devices, answer.rows.length);
}
function whyNoTool(kernel, devices) {
  const driver = kernel === null ? "" : ` ${kernel.version}`;
  if (devices.tegra) return "this is a Jetson without nvidia-smi, and this version does not read those";
  if (kernel !== null || devices.nodes > 0 || devices.wsl) {
    return `the NVIDIA driver${driver} is loaded, but nvidia-smi was not found; a container needs the capability \`utility\` in NVIDIA_DRIVER_CAPABILITIES`;
  }
  return devices.onBus === null || devices.onBus.length === 0 ? null : `there is an NVIDIA device on the PCI bus (${devices.onBus[0]}), but neither its driver nor nvidia-smi`;
}
function whyTooFew({ nodes, bound, onBus }, rows) {
  const expected = nodes > 0 ? nodes : (bound ?? onBus ?? []).length;
  if (rows >= expected) return null;
  return `nvidia-smi lists ${rows} of ${expected} GPUs; the others are probably lost`;
}
function driverOf({ kernel }, rows) {
  const version2 = kernel?.version ?? rows.map(versionOf).find((text) => text !== null) ?? null;
  if (version2 === null && rows.length === 0) return null;
  return {
    version: version2,
    branch: branchOf(version2),
    platform: null,
    cuda: null,
    module: kernel?.module ?? null,
    compat: null,
    compatBranches: null
  };
}
function versionOf(row) {
  const value = fieldValue(row, "driver_version");
  return value.kind === "value" && branchOf(value.text) !== null ? value.text : null;
}
function driverUnknown(driver, { kernel }) {
  const unknown = [];
  if (driver.version === null) {
    unknown.push({ path: "driver.version", because: "neither the kernel nor nvidia-smi gives one" });
  }
  if (kernel !== null && kernel.module === null) {
    unknown.push({ path: "driver.module", because: "/proc/driver/nvidia/version cannot be read" });
  }
  return unknown;
}
function gpuOf(row, path) {
  const reader = new RowReader(row, path);
  const facts = {
    vendor: "nvidia",
    name: reader.text("name", "name"),
    uuid: reader.text("uuid", "uuid"),
    serial: null,
    pciBusId: reader.text("pciBusId", "pci.bus_id"),
    pciDeviceId: null,
    computeCapability: capability(reader.text("computeCapability", "compute_cap")),
    gfx: null,
    generation: null,
    smCount: null,
    memoryMiB: reader.number("memoryMiB", "memory.total"),
    visible: null,
    slices: [],
    eccErrors: null,
    rowRemap: null,
    infoRom: null,
    gspFirmware: null,
    clocks: null,
    pcie: null,
    nvlink: null,
    virtualization: null,
    recoveryAction: null,
    processes: [],
    mig: hasMig(row) ? reader.mode("mig", "mig.mode.current") : null,
    ecc: reader.mode("ecc", "ecc.mode.current"),
    // Linux writes it in upper case, Windows in lower case, for the same card.
    vbios: reader.text("vbios", "vbios_version")?.toUpperCase() ?? null,
    persistence: reader.mode("persistence", "persistence_mode"),
    computeMode: reader.text("computeMode", "compute_mode"),
    powerLimitW: reader.number("powerLimitW", "power.limit")
  };
  return { facts, unknown: reader.unknown };
}
function hasMig(row) {
  return (branchOf(versionOf(row)) ?? FIRST_BRANCH_WITH_MIG) >= FIRST_BRANCH_WITH_MIG;
}
function capability(text) {
  return text !== null && /^\d+\.\d+$/.test(text) ? text : null;
}
var NOT_ASKED = "this driver rejects one of the fields, so only the oldest ones were asked for";
var RowReader = class {
  unknown = [];
  #row;
  #path;
  constructor(row, path) {
    this.#row = row;
    this.#path = path;
  }
  text(name, field) {
    const value = fieldValue(this.#row, field);
    if (value.kind === "error") this.#note(name, `nvidia-smi answers ${value.text}`);
    if (value.kind === "not-asked" && field !== "compute_cap") this.#note(name, NOT_ASKED);
    return value.kind === "value" ? value.text : null;
  }
  mode(name, field) {
    const text = this.text(name, field)?.toLowerCase() ?? null;
    if (text === "enabled" || text === "disabled" || text === null) return text;
    this.#note(name, `nvidia-smi answers ${text}`);
    return null;
  }
  number(name, field) {
    const text = this.text(name, field);
    if (text === null) return null;
    const number = /^(\d+(?:\.\d+)?)(?: [A-Za-z]+)?$/.exec(text)?.[1];
    if (number === void 0) this.#note(name, `nvidia-smi answers ${text}`);
    return number === void 0 ? null : Number(number);
  }
  #note(name, because) {
    this.unknown.push({ path: `${this.#path}.${name}`, because });
  }
};

// src/capture/hardware-class.ts
function hardwareClass({ arch: arch2, device, gpus: gpus2, unknown }) {
  if (device === "cpu") return { kind: "known", name: processorClass(arch2) };
  const missing3 = unknown.find(({ path }) => path === "gpus");
  if (missing3 !== void 0) return { kind: "unknown", because: missing3.because };
  const [first] = gpus2;
  if (first === void 0) return { kind: "known", name: processorClass(arch2) };
  const boards = gpus2.map((gpu, index) => boardOf(gpu, { path: `gpus[${index}]`, unknown }));
  const unclear2 = boards.find((board) => board.kind === "unknown");
  if (unclear2 !== void 0) return unclear2;
  const kinds = new Set(boards.map((board) => board.kind === "known" ? board.name : ""));
  const [kind, other] = kinds;
  if (other !== void 0) return { kind: "unknown", because: mixed(gpus2) };
  return { kind: "known", name: `${kind}-x${gpus2.length}` };
}
function processorClass(arch2) {
  return `cpu-${arch2 === "arm64" ? "aarch64" : arch2}`;
}
function boardOf(gpu, { path, unknown }) {
  if (gpu.vendor !== "nvidia") {
    return { kind: "unknown", because: `${path} is of ${gpu.vendor}, for which this version has no class` };
  }
  const because = (field) => unknown.find((entry2) => entry2.path === `${path}.${field}`)?.because ?? null;
  const { computeCapability, smCount, mig } = gpu;
  const migUnknown = because("mig");
  if (mig === "enabled" || migUnknown !== null) {
    return { kind: "unknown", because: `${path}.mig: ${migUnknown ?? MIG_NOT_READ}` };
  }
  if (computeCapability === null) return unclear(path, "computeCapability", because("computeCapability"));
  if (smCount === null) return unclear(path, "smCount", because("smCount"));
  return { kind: "known", name: `cuda-sm${computeCapability.replace(".", "")}-${smCount}sm` };
}
var MIG_NOT_READ = "the board is divided into MIG slices, which this version does not read";
function unclear(path, field, because) {
  return { kind: "unknown", because: `${path}.${field}: ${because ?? "it is not known"}` };
}
function mixed(gpus2) {
  const boards = [...new Set(gpus2.map(({ name, smCount }) => `${name ?? "no name"} (${smCount} SMs)`))];
  return `the machine has different boards: ${boards.join(", ")}`;
}

// src/capture/host.ts
var host = {
  id: "host",
  provides: ["host.os", "host.kernel", "host.libc", "host.memoryMiB", "host.shmMiB"],
  timeoutMs: 1e4,
  absent: { os: null, kernel: null, libc: null, memoryMiB: null, shmMiB: null },
  read: read5,
  parse: parse6
};
async function read5(machine) {
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
function parse6(files) {
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
  const unknown = [];
  for (const field of ["os", "kernel", "memoryMiB", "shmMiB"]) {
    if (facts[field] !== null) continue;
    if (field === "shmMiB" && files.platform !== "linux") continue;
    unknown.push({ path: `host.${field}`, because: SOURCES[field] });
  }
  return unknown;
}

// src/capture/identity.ts
var SOFTWARE = /^(?:class|python(?:\.version|\.packages)?)$/;
var GPU = /^gpus(?:$|\[\d+\](?:\.(?:name|computeCapability|smCount|mig))?$)|^driver(?:\.version)?$/;
function isIdentity(path, device) {
  return SOFTWARE.test(path) || device === "auto" && GPU.test(path);
}

// src/capture/package-name.ts
function normaliseName(name) {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

// src/capture/record-digest.ts
var CARRIAGE_RETURN = 13;
var NEWLINE = 10;
var QUOTE = 34;
var COMMA = 44;
var DOT = 46;
var SLASH = 47;
var COLON = 58;
function contentRows(record) {
  let length = 0;
  let last = 0;
  let sorted = true;
  for (let start3 = 0, next = 0; start3 < record.length; start3 = next + 1) {
    next = endOfLine(record, start3);
    const end = record[next - 1] === CARRIAGE_RETURN ? next - 1 : next;
    if (!isContent(record, start3, end)) continue;
    record.copyWithin(length, start3, end);
    record[length + end - start3] = NEWLINE;
    sorted &&= compareRows(record, last, length) <= 0;
    last = length;
    length += end - start3 + 1;
  }
  if (length === 0) return null;
  const rows = record.subarray(0, length);
  return sorted && rows.length === length ? rows : sortRows(rows);
}
function endOfLine(bytes, start3) {
  const newline = bytes.indexOf(NEWLINE, start3);
  return newline < 0 ? bytes.length : newline;
}
function compareRows(rows, a, b) {
  for (let index = 0; ; index += 1) {
    const left = rows[a + index] ?? NEWLINE;
    const right = rows[b + index] ?? NEWLINE;
    if (left !== right || left === NEWLINE) return left - right;
  }
}
function sortRows(rows) {
  const starts = [];
  for (let start3 = 0; start3 < rows.length; start3 = endOfLine(rows, start3) + 1) starts.push(start3);
  starts.sort((a, b) => compareRows(rows, a, b));
  const sorted = new Uint8Array(rows.length + 1);
  let length = 0;
  for (const start3 of starts) {
    const end = endOfLine(rows, start3);
    sorted.set(rows.subarray(start3, end), length);
    sorted[length + end - start3] = NEWLINE;
    length += end - start3 + 1;
  }
  return sorted.subarray(0, length);
}
function isContent(record, start3, end) {
  const size = lastComma(record, start3, end);
  if (size <= start3 || record[size - 1] === COMMA) return false;
  const hash = lastComma(record, start3, size);
  if (hash <= start3) return false;
  const quotes = record[start3] === QUOTE ? 1 : 0;
  return !isOutside(record, start3 + quotes) && !isOfInstallation(record, hash - quotes);
}
function lastComma(bytes, start3, end) {
  let place = end - 1;
  while (place >= start3 && bytes[place] !== COMMA) place -= 1;
  return place;
}
function isOutside(bytes, start3) {
  const first = bytes[start3];
  const second = bytes[start3 + 1];
  return first === SLASH || second === COLON || first === DOT && second === DOT;
}
var OF_INSTALLATION = [
  ".pyc",
  ".dist-info/INSTALLER",
  ".dist-info/REQUESTED",
  ".dist-info/RECORD",
  ".dist-info/RECORD.jws",
  ".dist-info/RECORD.p7s",
  ".dist-info/direct_url.json",
  ".dist-info/uv_cache.json"
].map((text) => new TextEncoder().encode(text));
function isOfInstallation(bytes, end) {
  for (const ending of OF_INSTALLATION) {
    if (endsWith(bytes, end, ending)) return true;
  }
  return false;
}
function endsWith(bytes, end, ending) {
  let common = 0;
  while (common < ending.length && bytes[end - 1 - common] === ending[ending.length - 1 - common])
    common += 1;
  return common === ending.length;
}

// src/capture/packages.ts
function packages({
  searchPath: searchPath2,
  ahead
}) {
  return {
    id: "packages",
    provides: ["python.packages"],
    timeoutMs: 6e4,
    absent: [],
    read: async (machine) => {
      const read7 = await ahead;
      const folders = [...new Set(searchPath2)].map(
        (folder) => read7.find((known) => known.folder === folder) ?? readFolder(machine, folder)
      );
      return Promise.all(folders);
    },
    parse: parse7
  };
}
async function readAhead(machine, interpreter) {
  const [, bin] = /^(.*[\\/](?:bin|Scripts))[\\/][^\\/]+$/.exec(interpreter) ?? [];
  if (bin === void 0) return [];
  try {
    const lib = machine.software.resolve(`${bin}/../lib`);
    const names = await machine.software.list(lib) ?? [];
    const folders = names.filter((name) => /^python3\.\d+t?$/.test(name)).map((name) => `${lib}/${name}/site-packages`);
    return await Promise.all(folders.map((folder) => readFolder(machine, folder)));
  } catch {
    return [];
  }
}
var MOST_DISTRIBUTIONS = 2e4;
async function readFolder(machine, folder) {
  const names = await machine.software.list(folder) ?? [];
  const entries = names.filter(isDistribution);
  if (folder.endsWith(".egg") && names.includes("EGG-INFO")) entries.push("EGG-INFO");
  if (entries.length > MOST_DISTRIBUTIONS) {
    throw new Error(`${folder} holds ${entries.length} packages, more than ${MOST_DISTRIBUTIONS}`);
  }
  const distributions = await Promise.all(
    entries.map((entry2) => readDistribution(machine.software, `${folder}/${entry2}`, entry2))
  );
  return { folder, distributions, links: names.filter(isEggLink).map(linkedName) };
}
function isDistribution(name) {
  return (name.endsWith(".dist-info") || name.endsWith(".egg-info")) && !name.startsWith("~");
}
function isEggLink(name) {
  return name.endsWith(".egg-link");
}
function linkedName(name) {
  return normaliseName(name.slice(0, -".egg-link".length));
}
var HEADER_LIMIT = 4 * 1024;
var SMALL_LIMIT = 16 * 1024;
async function readDistribution(software, base, entry2) {
  if (!entry2.endsWith(".dist-info")) {
    const metadata2 = await readEggMetadata(software, base);
    return { entry: entry2, metadata: metadata2, installer: null, directUrl: null, digest: { kind: "none" } };
  }
  const [metadata, installer, directUrl, digest2] = await Promise.all([
    software.readText(`${base}/METADATA`, HEADER_LIMIT),
    software.readText(`${base}/INSTALLER`, SMALL_LIMIT),
    software.readText(`${base}/direct_url.json`, SMALL_LIMIT),
    readDigest(software, base)
  ]);
  return { entry: entry2, metadata, installer, directUrl, digest: digest2 };
}
async function readEggMetadata(software, base) {
  return await software.readText(`${base}/PKG-INFO`, HEADER_LIMIT) ?? software.readText(base, HEADER_LIMIT);
}
async function readDigest(software, base) {
  try {
    const digest2 = await software.digest(`${base}/RECORD`, contentRows);
    return digest2 === null ? { kind: "none" } : { kind: "digest", value: `sha256:${digest2}` };
  } catch (thrown) {
    return { kind: "unknown", because: reasonOf(thrown) };
  }
}
function reasonOf(thrown) {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
function parse7(folders) {
  const links = new Set(folders.flatMap((folder) => folder.links));
  const winners = /* @__PURE__ */ new Map();
  const unknown = [];
  for (const found of folders.flatMap(identify)) {
    const winner = winners.get(found.name);
    if (winner === void 0) winners.set(found.name, found);
    else unknown.push(...contradiction(winner, found));
  }
  const parsed = [...winners.values()].map((winner) => packageOf(winner, links));
  return {
    facts: parsed.map(({ facts }) => facts).sort((a, b) => a.name < b.name ? -1 : 1),
    unknown: [...unknown, ...parsed.flatMap((one) => one.unknown)]
  };
}
function identify({ folder, distributions }) {
  return distributions.map((distribution) => {
    const { name, version: version2 } = nameAndVersion(distribution.metadata, distribution.entry);
    return { ...distribution, folder, name: normaliseName(name), version: version2 };
  });
}
function packagePath(name, field) {
  return `python.packages[${name}].${field}`;
}
function contradiction(a, b) {
  if (a.folder !== b.folder || a.version === b.version) return [];
  const because = `two versions are described in one folder: ${a.version} and ${b.version}`;
  return [{ path: packagePath(a.name, "version"), because }];
}
function packageOf(found, links) {
  const { name, version: version2, installer, digest: digest2 } = found;
  const origin = parseOrigin(found.directUrl);
  const unknown = [];
  const note = (field, because) => unknown.push({ path: packagePath(name, field), because });
  if (version2 === "") note("version", "neither its metadata nor the name of its folder says");
  if (digest2.kind === "unknown") note("digest", digest2.because);
  if (origin === null) note("commit", "its direct_url.json cannot be read");
  const linked = !found.entry.endsWith(".dist-info") && links.has(name);
  const editable = linked || origin?.editable === true;
  const facts = {
    name,
    version: version2,
    commit: origin?.commit ?? null,
    // What an editable installation lists is a pointer to a folder; its content is the commit of that folder.
    digest: digest2.kind === "digest" && !editable ? digest2.value : null,
    installer: installer?.trim() || null,
    editable
  };
  return { facts, unknown };
}
function nameAndVersion(metadata, entry2) {
  const [header = ""] = (metadata ?? "").split(/\r?\n\r?\n/, 1);
  const [, nameOfEntry = entry2, versionOfEntry = ""] = /^(.+?)(?:-([^-]+?))?(?:-py[\d.]+)?\.(?:dist|egg)-info$/.exec(entry2) ?? [];
  return {
    name: NAME2.exec(header)?.[1] ?? nameOfEntry,
    version: VERSION.exec(header)?.[1] ?? versionOfEntry
  };
}
var NAME2 = /^Name:[ \t]*(.+?)[ \t]*\r?$/im;
var VERSION = /^Version:[ \t]*(.+?)[ \t]*\r?$/im;
function parseOrigin(directUrl) {
  if (directUrl === null) return { commit: null, editable: false };
  try {
    const { vcs_info: vcs, dir_info: dir } = JSON.parse(directUrl);
    const commit = fieldsOf2(vcs)["commit_id"];
    return {
      commit: typeof commit === "string" ? commit : null,
      editable: fieldsOf2(dir)["editable"] === true
    };
  } catch {
    return null;
  }
}
function fieldsOf2(value) {
  return typeof value === "object" && value !== null ? value : {};
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

// src/capture/python_probe.py
var python_probe_default = '# Run by repro-gate, once, in the interpreter under test: says what the interpreter is and, when asked with `cuda`, what\n# the CUDA driver says about its devices. Imports nothing that is installed, creates no CUDA context, changes nothing.\n# Python 3.8 to 3.14, standard library only; even `json` is avoided, because importing it costs more than all the rest.\nimport os\nimport sys\n\nsearched = list(sys.path)\nif searched and searched[0] == "":\n    # `python -c` searches the working directory first; `python train.py` does not.\n    del searched[0]\n\n\ndef own_imports_only():\n    # The folders of PYTHONPATH and site-packages may hold a module of any name: the imports below skip them.\n    stdlib = os.path.dirname(os.__file__)\n    keep = (stdlib, os.path.join(stdlib, "lib-dynload"), os.path.join(sys.base_exec_prefix, "DLLs"))\n    sys.path[:] = [entry for entry in searched if entry in keep]\n\n\ndef quote(text):\n    try:\n        from _json import encode_basestring_ascii\n    except ImportError:\n        from json.encoder import py_encode_basestring_ascii as encode_basestring_ascii\n    return encode_basestring_ascii(text)\n\n\ndef encode(value):\n    if value is None:\n        return "null"\n    if value is True or value is False:\n        return "true" if value else "false"\n    if isinstance(value, int):\n        return str(value)\n    if isinstance(value, dict):\n        return "{" + ",".join(quote(key) + ":" + encode(value[key]) for key in value) + "}"\n    if isinstance(value, (list, tuple)):\n        return "[" + ",".join(encode(item) for item in value) + "]"\n    return quote(str(value))\n\n\ndef say(subject, facts):\n    # Written at once: what comes later may hang or crash inside the driver. Past sys.stdout, which a sitecustomize may\n    # have replaced; the marker sets our lines apart from what it printed, which goes first.\n    try:\n        sys.stdout.flush()\n    except (AttributeError, OSError, ValueError):\n        pass\n    line = ("\\nrepro-gate:" + subject + ":" + encode(facts) + "\\n").encode("ascii")\n    while line:\n        line = line[os.write(1, line) :]\n\n\ndef libc():\n    try:\n        return os.confstr("CS_GNU_LIBC_VERSION")\n    except (AttributeError, ValueError, OSError):\n        return None\n\n\ndef interpreter():\n    return {\n        "version": sys.version.split()[0].rstrip("+"),\n        "implementation": sys.implementation.name,\n        "freeThreaded": "t" in getattr(sys, "abiflags", ""),\n        "executable": sys.executable or "",\n        "prefix": sys.prefix,\n        "basePrefix": sys.base_prefix,\n        "conda": os.path.isdir(os.path.join(sys.prefix, "conda-meta")),\n        "path": searched,\n        "libc": libc(),\n    }\n\n\nclass Failed(Exception):\n    pass\n\n\nclass Driver:\n    """The CUDA driver API, as far as it can be asked without a context."""\n\n    # cuda.h: CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT, ..._COMPUTE_CAPABILITY_MAJOR, ..._MINOR\n    MULTIPROCESSORS = 16\n    MAJOR = 75\n    MINOR = 76\n\n    def __init__(self, ctypes, library):\n        self.c = ctypes\n        self.library = library\n\n    def call(self, name, *arguments):\n        code = getattr(self.library, name)(*arguments)\n        if code != 0:\n            raise Failed(name, code, self.describe(code))\n\n    def describe(self, code):\n        text = self.c.c_char_p()\n        try:\n            self.library.cuGetErrorString(code, self.c.byref(text))\n        except AttributeError:\n            pass\n        return text.value.decode("utf-8", "replace") if text.value else None\n\n    def number(self, name, *arguments):\n        value = self.c.c_int()\n        self.call(name, self.c.byref(value), *arguments)\n        return value.value\n\n    def text(self, name, device):\n        buffer = self.c.create_string_buffer(256)\n        self.call(name, buffer, 255, device)\n        return buffer.value.decode("utf-8", "replace")\n\n    def uuid(self, device):\n        buffer = (self.c.c_ubyte * 16)()\n        # _v2 (CUDA 11.4) names the MIG slice where there is one; older drivers have only the first.\n        name = "cuDeviceGetUuid_v2" if hasattr(self.library, "cuDeviceGetUuid_v2") else "cuDeviceGetUuid"\n        self.call(name, buffer, device)\n        digits = "".join("%02x" % byte for byte in buffer)\n        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))\n\n    def device(self, ordinal):\n        device = self.number("cuDeviceGet", ordinal)\n        attribute = "cuDeviceGetAttribute"\n        return {\n            "uuid": self.uuid(device),\n            "pciBusId": self.text("cuDeviceGetPCIBusId", device),\n            "smCount": self.number(attribute, self.MULTIPROCESSORS, device),\n            "major": self.number(attribute, self.MAJOR, device),\n            "minor": self.number(attribute, self.MINOR, device),\n        }\n\n    def facts(self):\n        self.call("cuInit", 0)\n        version = self.number("cuDriverGetVersion")\n        count = self.number("cuDeviceGetCount")\n        return {"version": version, "devices": [self.device(ordinal) for ordinal in range(count)]}\n\n\ndef loaded_file(name):\n    # The real file behind `libcuda.so.1` ends in the version of the driver it belongs to.\n    try:\n        with open("/proc/self/maps") as maps:\n            for line in maps:\n                if name in line:\n                    return os.path.realpath(line.split(None, 5)[5].strip())\n    except (OSError, IndexError):\n        pass\n    return None\n\n\ndef leave_no_core():\n    # A crash inside the driver would put the image of this process into the repository.\n    try:\n        import resource\n\n        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))\n    except (ImportError, OSError, ValueError):\n        pass\n\n\ndef cuda():\n    leave_no_core()\n    # All devices of the machine, as nvidia-smi lists them, in the order of their bus.\n    os.environ.pop("CUDA_VISIBLE_DEVICES", None)\n    os.environ["CUDA_DEVICE_ORDER"] = "PCI_BUS_ID"\n    try:\n        import ctypes\n\n        library = ctypes.CDLL("nvcuda.dll" if os.name == "nt" else "libcuda.so.1")\n    except (ImportError, OSError) as error:\n        return {"missing": str(error)}\n    found = {"library": loaded_file("libcuda.so")}\n    try:\n        found.update(Driver(ctypes, library).facts())\n    except Failed as failure:\n        call, code, text = failure.args\n        found["error"] = {"call": call, "code": code, "text": text}\n    except Exception as error:\n        found["error"] = {"call": "ctypes", "code": -1, "text": repr(error)}\n    return found\n\n\nown_imports_only()\nsay("interpreter", interpreter())\nif "cuda" in sys.argv[1:]:\n    say("cuda", cuda())\n';

// src/capture/python.ts
var PLAIN_TIMEOUT_MS = 3e4;
var CUDA_TIMEOUT_MS = 6e4;
function python(options) {
  const timeoutMs = options.cuda.kind === "ask" ? CUDA_TIMEOUT_MS : PLAIN_TIMEOUT_MS;
  return {
    id: "python",
    provides: ["python"],
    timeoutMs: timeoutMs + 5e3,
    absent: { interpreter: null, cuda: { kind: "not-asked", because: "Python could not be started" } },
    read: (machine) => start2(machine, { ...options, timeoutMs }),
    parse: (answer) => parse8(answer, options.cuda)
  };
}
async function start2(machine, options) {
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
  const conda = env["CONDA_PREFIX"];
  return [
    ...venv ? [windows ? `${venv}/Scripts/python.exe` : `${venv}/bin/python`] : [],
    ...conda ? [windows ? `${conda}/python.exe` : `${conda}/bin/python`] : [],
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
function parse8(answer, question) {
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
function environmentOf({ prefix, basePrefix, conda }) {
  if (prefix !== basePrefix) return "venv";
  if (conda === true) return "conda";
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
      return `${program} exited with code ${result.code} and did not answer${whatElse(result)}`;
  }
}
function whatElse({ stdout, stderr, truncated }) {
  const [complaint, output] = [stderr.trim().split("\n").at(-1), stdout.trim().split("\n").at(0)];
  const flood = truncated ? "; it printed more than this version reads" : "";
  if (complaint) return `: ${quote2(complaint)}${flood}`;
  return output ? `; it printed ${quote2(output)}${flood}` : flood;
}
var LONGEST_QUOTE3 = 200;
function quote2(line) {
  return JSON.stringify(line.trim().slice(0, LONGEST_QUOTE3));
}
function cudaAnswer(result, question) {
  if (question.kind === "skip") return { kind: "not-asked", because: question.because };
  const stdout = stdoutOf(result);
  const spoken = objectAfter("cuda", stdout);
  if (spoken !== null) return parseCudaAnswer(spoken);
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

// src/capture/runner.ts
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

// src/capture/torch.ts
function torch(searchPath2) {
  return {
    id: "torch",
    provides: ["frameworks.torch"],
    timeoutMs: 3e4,
    absent: null,
    async read({ software }) {
      const texts = await Promise.all(
        searchPath2.map((folder) => software.readText(`${folder}/torch/version.py`, 16 * 1024))
      );
      return texts.find((text) => text !== null) ?? null;
    },
    parse: parse10
  };
}
var BUILD_ONLY = "the list is compiled into the library, and this version does not read it without importing torch";
function parse10(text) {
  if (text === null) return { facts: null, unknown: [] };
  const version2 = assigned(text, "__version__");
  if (version2 === null) {
    return {
      facts: null,
      unknown: [{ path: "frameworks.torch", because: "torch/version.py gives no version" }]
    };
  }
  const cuda = assigned(text, "cuda");
  const hip = assigned(text, "hip");
  const facts = {
    version: version2,
    cuda,
    hip,
    commit: assigned(text, "git_version"),
    archs: null,
    archsFrom: null
  };
  const unknown = cuda === null && hip === null ? [] : [{ path: "frameworks.torch.archs", because: BUILD_ONLY }];
  return { facts, unknown };
}
function assigned(text, name) {
  return new RegExp(`^${name}\\s*(?::[^=\\n]*)?=\\s*(['"])(.*?)\\1`, "m").exec(text)?.[2] ?? null;
}
function labelTorch(packages2, build) {
  const installed = packages2.find(({ name }) => name === "torch");
  if (installed === void 0) return { facts: packages2, unknown: [] };
  if (build === null) return { facts: packages2, unknown: [noBuild(installed)] };
  const version2 = agreedVersion(installed.version, build.version);
  if (version2 === null) return { facts: packages2, unknown: [disagreement(installed, build)] };
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
function disagreement(installed, build) {
  return {
    path: packagePath("torch", "version"),
    because: `its metadata says ${installed.version}, its files say ${build.version}`
  };
}

// src/capture/software.ts
var NO_FRAMEWORKS = { torch: null, tensorflow: null, jax: null, cupy: null };
async function readSoftware(run2, { interpreting, ahead }) {
  const [toolkit, interpreted] = await Promise.all([run2(hostToolkit), interpreting]);
  const { interpreter } = interpreted.facts;
  if (interpreter === null) return withoutPython(interpreted.unknown, toolkit);
  const { searchPath: searchPath2 } = interpreter;
  const [installed, build] = await Promise.all([
    run2(packages({ searchPath: searchPath2, ahead })),
    run2(torch(searchPath2))
  ]);
  return composeSoftware(interpreter, { installed, build, toolkit });
}
var NO_PYTHON = "the Python that would tell could not be read";
function withoutPython(unread, toolkit) {
  const cuda = unread.length === 0 ? { facts: NO_CUDA, unknown: [] } : unknownCuda(NO_PYTHON);
  const frameworks = unread.length === 0 ? [] : [{ path: "frameworks", because: NO_PYTHON }];
  const parts = withToolkit(cuda, toolkit);
  return {
    facts: { python: null, frameworks: NO_FRAMEWORKS, cuda: parts.facts },
    unknown: [...unread, ...frameworks, ...parts.unknown]
  };
}
function unknownCuda(because) {
  return { facts: NO_CUDA, unknown: CUDA_PART_NAMES.map((part) => ({ path: `cuda.${part}`, because })) };
}
function withToolkit({ facts, unknown }, toolkit) {
  if (facts.toolkit !== null) return { facts, unknown };
  const absent = toolkit.facts === null && toolkit.unknown.length === 0;
  if (absent) return { facts, unknown };
  const others = unknown.filter(({ path }) => path !== "cuda.toolkit");
  return { facts: { ...facts, toolkit: toolkit.facts }, unknown: [...others, ...toolkit.unknown] };
}
function composeSoftware({ searchPath: _path, libc: _libc, ...python2 }, { installed, build, toolkit }) {
  const labelled = labelPackages(installed, build);
  const unread = installed.unknown.find(({ path }) => path === "python.packages");
  const wheels = unread === void 0 ? cudaParts({ packages: installed.facts, torch: build.facts }) : unknownCuda(unread.because);
  const parts = withToolkit(wheels, toolkit);
  return {
    facts: {
      python: { ...python2, packages: labelled.facts },
      frameworks: { ...NO_FRAMEWORKS, torch: build.facts },
      cuda: parts.facts
    },
    unknown: [...labelled.unknown, ...build.unknown, ...parts.unknown]
  };
}
function labelPackages(installed, build) {
  if (build.facts === null && build.unknown.length > 0) return installed;
  const labelled = labelTorch(installed.facts, build.facts);
  return { facts: labelled.facts, unknown: [...installed.unknown, ...labelled.unknown] };
}

// src/capture/virtualization.ts
var virtualization = {
  id: "virtualization",
  provides: ["host.virtualization"],
  timeoutMs: 1e4,
  absent: { virtualization: null },
  read: read6,
  parse: parse11
};
var FIRST_PROCESSOR = 16 * 1024;
async function read6(machine) {
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
function parse11(traces) {
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

// src/capture/capture.ts
async function capture(machine, options) {
  const found = await measure(machine, options).catch((thrown) => nothing(machine, thrown));
  return sanitiseAll(compose(found, { machine, options }), machine);
}
async function measure(machine, options) {
  const run2 = (probe) => runProbe(probe, machine);
  const cuda = await cudaQuestion(machine).catch(() => ({ kind: "ask" }));
  const interpreting = run2(python({ python: options.python, directory: options.directory, cuda }));
  const [likely = ""] = interpreters(machine, options.python);
  const [interpreted, listed, inspected, software, hosted, env, named] = await Promise.all([
    interpreting,
    run2(gpus),
    run2(code(options.directory)),
    readSoftware(run2, { interpreting, ahead: readAhead(machine, likely) }),
    readHost(run2, machine),
    run2(environment(options.variables)),
    run2(runner)
  ]);
  const { interpreter, cuda: answer } = interpreted.facts;
  return {
    software,
    hardware: completeHardware(listed, answer),
    host: withLibc(hosted, { machine, interpreter }),
    code: inspected,
    env,
    runner: named
  };
}
async function cudaQuestion(machine) {
  if (machine.kind === "folder") {
    return { kind: "skip", because: "the CUDA driver of a machine kept in a folder cannot be asked" };
  }
  if (machine.platform === "win32") return { kind: "ask" };
  const [kernel, wsl] = await Promise.all([readKernelVersion(machine), hasWslLibrary(machine)]);
  return kernel !== null || wsl ? { kind: "ask" } : { kind: "skip", because: "no NVIDIA driver is loaded" };
}
async function readHost(run2, machine) {
  const [base, processor, contained, virtual] = await Promise.all([
    run2(host),
    run2(cpu(machine.arch)),
    run2(container),
    run2(virtualization)
  ]);
  return {
    facts: { ...base.facts, cpu: processor.facts, ...contained.facts, ...virtual.facts },
    unknown: [base, processor, contained, virtual].flatMap(({ unknown }) => unknown)
  };
}
function withLibc({ facts, unknown }, { machine, interpreter }) {
  const libc = (machine.kind === "this" ? interpreter?.libc : null) ?? facts.libc;
  if (libc !== null || machine.platform !== "linux") return { facts: { ...facts, libc }, unknown };
  const because = "only a program that runs on the machine can ask for it, and no Python there did";
  return { facts, unknown: [...unknown, { path: "host.libc", because }] };
}
function compose(found, { machine, options }) {
  const { software, hardware } = found;
  const classified = classify(hardware, { machine, options });
  const parts = [classified, hardware, found.host, software, found.code, found.env, found.runner];
  const unknown = [...parts.flatMap((part) => part.unknown), ...NOT_READ];
  return {
    schema: "repro-gate/snapshot/1",
    capturedAt: options.now().toISOString(),
    tool: TOOL,
    class: classified.facts,
    complete: !unknown.some(({ path }) => isIdentity(path, options.device)),
    ...hardware.facts,
    cuda: software.facts.cuda,
    host: found.host.facts,
    python: software.facts.python,
    frameworks: software.facts.frameworks,
    code: found.code.facts,
    data: [],
    locks: [],
    env: found.env.facts,
    runner: found.runner.facts,
    faults: [],
    unknown
  };
}
function classify({ facts, unknown }, { machine: { arch: arch2 }, options: { device } }) {
  const classified = hardwareClass({ arch: arch2, device, gpus: facts.gpus, unknown });
  return classified.kind === "known" ? { facts: classified.name, unknown: [] } : { facts: null, unknown: [{ path: "class", because: classified.because }] };
}
var NOT_READ = ["data", "locks"].map((path) => ({
  path,
  because: "this version does not record it"
}));
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
    hardware: absent({ gpus: [], driver: null }, "gpus", "driver"),
    host: absent(
      { ...host.absent, cpu: cpu(machine.arch).absent, ...container.absent, ...virtualization.absent },
      "host"
    ),
    code: absent(null, "code"),
    env: absent({}, "env"),
    runner: absent(null, "runner")
  };
}

// src/io/files.ts
import { randomBytes } from "node:crypto";
import { mkdir, open as open2, readFile as readFile2, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
async function writeWhole(path, text) {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = await open2(draft, "wx");
    try {
      await file.writeFile(text, "utf8");
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (thrown) {
    await rm(draft, { force: true });
    throw thrown;
  }
}
async function readWhole(path, limit) {
  try {
    const facts = await stat(path);
    if (!facts.isFile()) return { kind: "unreadable", because: `${path} is not a file` };
    if (facts.size > limit)
      return { kind: "unreadable", because: `${path} has ${facts.size} bytes, more than ${limit}` };
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile2(path));
    return { kind: "found", text };
  } catch (thrown) {
    const code2 = thrown?.code;
    if (code2 === "ENOENT" || code2 === "ENOTDIR") return { kind: "absent" };
    if (thrown instanceof TypeError) return { kind: "unreadable", because: `${path} is not UTF-8 text` };
    return { kind: "unreadable", because: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

export {
  normaliseName,
  isAbsent,
  machineHere,
  machineInFolder,
  isIdentity,
  capture,
  writeWhole,
  readWhole
};
