import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/capture/python/package-name.ts
function normaliseName(name) {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

// src/capture/python/direct-url.ts
var FROM_INDEX = { commit: null, editable: false, archive: null, folder: null };
function parseDirectUrl(text) {
  if (text === null) return FROM_INDEX;
  try {
    const { url, vcs_info: vcs, dir_info: dir, archive_info: archive } = fieldsOf(JSON.parse(text));
    const commit = fieldsOf(vcs)["commit_id"];
    const editable = fieldsOf(dir)["editable"] === true;
    return {
      commit: typeof commit === "string" ? commit : null,
      editable,
      archive: archiveDigest(fieldsOf(archive)),
      folder: editable && typeof url === "string" ? folderOf(url) : null
    };
  } catch {
    return null;
  }
}
function archiveDigest({ hashes, hash }) {
  const value = fieldsOf(hashes)["sha256"] ?? (typeof hash === "string" ? /^sha256=(.+)$/.exec(hash)?.[1] : null);
  return typeof value === "string" && /^[0-9a-f]{64}$/i.test(value) ? `sha256:${value.toLowerCase()}` : null;
}
function folderOf(url) {
  const { protocol, pathname } = new URL(url);
  if (protocol !== "file:") return null;
  return decodeURIComponent(pathname).replace(/^\/(?=[A-Za-z]:\/)/, "");
}
function fieldsOf(value) {
  return typeof value === "object" && value !== null ? value : {};
}

// src/capture/project/code.ts
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
    submodules: listed ?? [],
    shallow: null,
    sparse: null
  };
  if (submodules === null || listed !== null) return { facts, unknown: [] };
  return { facts, unknown: [{ path: "code.submodules", because: whyNot(submodules) }] };
}
function parseStatus(stdout) {
  const entries = stdout.split("\0").values();
  const changes = [];
  let commit = null;
  for (const entry of entries) {
    commit = /^# branch\.oid ([0-9a-f]+)$/.exec(entry)?.[1] ?? commit;
    const change = parseChange(entry);
    if (change !== null) changes.push(change);
    if (entry.startsWith("2 ")) entries.next();
  }
  return { commit, changes };
}
var FIELDS_BEFORE_PATH = { "1": 8, "2": 9, u: 10 };
function parseChange(entry) {
  const before = FIELDS_BEFORE_PATH[entry[0] ?? ""];
  if (before === void 0 || entry[1] !== " ") return null;
  const fields = entry.split(" ");
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

// src/capture/python/editable.ts
var NO_REPOSITORY = { commit: null, dirty: null };
async function readSourceTree(machine, folder) {
  const status = await git(machine, folder, STATUS2);
  if (status.kind !== "exited" || status.code !== 0) return NO_REPOSITORY;
  const { commit, changes } = parseStatus(status.stdout);
  return { commit, dirty: changes.length > 0 };
}
var STATUS2 = ["status", "--porcelain=v2", "--branch", "--untracked-files=no", "-z", "--", "."];

// src/capture/python/record-digest.ts
var CARRIAGE_RETURN = 13;
var NEWLINE = 10;
var QUOTE = 34;
var COMMA = 44;
var DOT = 46;
var SLASH = 47;
var COLON = 58;
function contentRows(record) {
  let length = 0;
  let last = -1;
  let sorted = true;
  for (let start = 0, next = 0; start < record.length; start = next + 1) {
    next = endOfLine(record, start);
    const end = record[next - 1] === CARRIAGE_RETURN ? next - 1 : next;
    if (!isContent(record, start, end)) continue;
    if (length !== start) record.copyWithin(length, start, end);
    record[length + end - start] = NEWLINE;
    sorted &&= last < 0 || compareRows(record, last, length) <= 0;
    last = length;
    length += end - start + 1;
  }
  if (length === 0) return null;
  const rows = record.subarray(0, length);
  return sorted && rows.length === length ? rows : sortRows(rows);
}
function endOfLine(bytes, start) {
  const newline = bytes.indexOf(NEWLINE, start);
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
  for (let start = 0; start < rows.length; start = endOfLine(rows, start) + 1) starts.push(start);
  starts.sort((a, b) => compareRows(rows, a, b));
  const sorted = new Uint8Array(rows.length + 1);
  let length = 0;
  for (const start of starts) {
    const end = endOfLine(rows, start);
    sorted.set(rows.subarray(start, end), length);
    sorted[length + end - start] = NEWLINE;
    length += end - start + 1;
  }
  return sorted.subarray(0, length);
}
function isContent(record, start, end) {
  const size = lastComma(record, start, end);
  if (size <= start || record[size - 1] === COMMA) return false;
  const hash = lastComma(record, start, size);
  if (hash <= start) return false;
  const quotes = record[start] === QUOTE ? 1 : 0;
  return !isOutside(record, start + quotes) && !endsAsOfInstallation(record, hash - quotes);
}
function lastComma(bytes, start, end) {
  let place = end - 1;
  while (place >= start && bytes[place] !== COMMA) place -= 1;
  return place;
}
function isOutside(bytes, start) {
  const first = bytes[start];
  const second = bytes[start + 1];
  return first === SLASH || second === COLON || first === DOT && second === DOT;
}
var ENDINGS = [
  ".pyc",
  ".dist-info/INSTALLER",
  ".dist-info/REQUESTED",
  ".dist-info/RECORD",
  ".dist-info/RECORD.jws",
  ".dist-info/RECORD.p7s",
  ".dist-info/direct_url.json",
  ".dist-info/uv_cache.json"
];
var ENDING_BYTES = ENDINGS.map((text) => new TextEncoder().encode(text));
var LAST_BYTES = new Set(ENDING_BYTES.map((ending) => ending.at(-1)));
function isOfInstallation(path) {
  return ENDINGS.some((ending) => path.endsWith(ending));
}
function endsAsOfInstallation(bytes, end) {
  if (!LAST_BYTES.has(bytes[end - 1] ?? 0)) return false;
  for (const ending of ENDING_BYTES) {
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

// src/capture/python/packages.ts
function packages({
  searchPath,
  ahead
}) {
  return {
    id: "packages",
    provides: ["python.packages"],
    timeoutMs: 6e4,
    absent: [],
    read: async (machine) => {
      const read2 = await ahead;
      const folders = [...new Set(searchPath)].map(
        (folder) => read2.find((known) => known.folder === folder) ?? readFolder(machine, folder)
      );
      return Promise.all(folders);
    },
    parse: parse2
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
    entries.map((entry) => readDistribution(machine, `${folder}/${entry}`, entry))
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
async function readDistribution(machine, base, entry) {
  const { software } = machine;
  if (!entry.endsWith(".dist-info")) {
    const metadata2 = await readEggMetadata(software, base);
    return {
      entry,
      metadata: metadata2,
      installer: null,
      directUrl: null,
      source: NO_REPOSITORY,
      digest: { kind: "none" }
    };
  }
  const [metadata, installer, directUrl, digest] = await Promise.all([
    software.readText(`${base}/METADATA`, HEADER_LIMIT),
    software.readText(`${base}/INSTALLER`, SMALL_LIMIT),
    readIfThere(software, `${base}/direct_url.json`),
    readDigest(software, base)
  ]);
  const folder = parseDirectUrl(directUrl)?.folder ?? null;
  const source = folder === null ? NO_REPOSITORY : await readSourceTree(machine, folder);
  return { entry, metadata, installer, directUrl, source, digest };
}
async function readIfThere(software, path) {
  return await software.exists(path) ? software.readText(path, SMALL_LIMIT) : null;
}
async function readEggMetadata(software, base) {
  return await software.readText(`${base}/PKG-INFO`, HEADER_LIMIT) ?? software.readText(base, HEADER_LIMIT);
}
async function readDigest(software, base) {
  try {
    const digest = await software.digest(`${base}/RECORD`, contentRows);
    return digest === null ? { kind: "none" } : { kind: "digest", value: `sha256:${digest}` };
  } catch (thrown) {
    return { kind: "unknown", because: reasonOf(thrown) };
  }
}
function reasonOf(thrown) {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
function parse2(folders) {
  const links = new Set(folders.flatMap((folder) => folder.links));
  const winners = /* @__PURE__ */ new Map();
  const hidden = /* @__PURE__ */ new Map();
  const unknown = [];
  for (const found of folders.flatMap(identify)) {
    const winner = winners.get(found.name);
    if (winner === void 0) winners.set(found.name, found);
    else {
      unknown.push(...contradiction(winner, found));
      hidden.set(found.name, [...hidden.get(found.name) ?? [], found]);
    }
  }
  const parsed = [...winners.values()].map(
    (winner) => packageOf(winner, { links, hidden: hidden.get(winner.name) ?? [] })
  );
  return {
    facts: parsed.map(({ facts }) => facts).sort((a, b) => a.name < b.name ? -1 : 1),
    unknown: [...unknown, ...parsed.flatMap((one) => one.unknown)]
  };
}
function identify({ folder, distributions }) {
  return distributions.map((distribution) => {
    const { name, version } = nameAndVersion(distribution.metadata, distribution.entry);
    return { ...distribution, folder, name: normaliseName(name), version };
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
function packageOf(found, { links, hidden }) {
  const { name, version, installer, digest } = found;
  const origin = parseDirectUrl(found.directUrl);
  const unknown = [];
  const note = (field, because) => unknown.push({ path: packagePath(name, field), because });
  if (version === "") note("version", "neither its metadata nor the name of its folder says");
  if (digest.kind === "unknown") note("digest", digest.because);
  if (origin === null) note("commit", "its direct_url.json cannot be read");
  const linked = !found.entry.endsWith(".dist-info") && links.has(name);
  const editable = linked || origin?.editable === true;
  const facts = {
    name,
    version,
    commit: origin?.commit ?? found.source.commit,
    // What an editable installation lists is a pointer to a folder; its content is the commit of that folder.
    digest: digest.kind === "digest" && !editable ? digest.value : null,
    installer: installer?.trim() || null,
    editable,
    archive: origin?.archive ?? null,
    dirty: found.source.dirty,
    shadowed: hidden.filter(({ folder }) => folder !== found.folder).map((other) => other.version)
  };
  return { facts, unknown };
}
function nameAndVersion(metadata, entry) {
  const [header = ""] = (metadata ?? "").split(/\r?\n\r?\n/, 1);
  const [, nameOfEntry = entry, versionOfEntry = ""] = /^(.+?)(?:-([^-]+?))?(?:-py[\d.]+)?\.(?:dist|egg)-info$/.exec(entry) ?? [];
  return {
    name: NAME.exec(header)?.[1] ?? nameOfEntry,
    version: VERSION.exec(header)?.[1] ?? versionOfEntry
  };
}
var NAME = /^Name:[ \t]*(.+?)[ \t]*\r?$/im;
var VERSION = /^Version:[ \t]*(.+?)[ \t]*\r?$/im;

export {
  normaliseName,
  code,
  isOfInstallation,
  packages,
  readAhead,
  packagePath,
  nameAndVersion
};
