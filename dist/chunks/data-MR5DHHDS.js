import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  parsePathGlob,
  resolveInside,
  walk
} from "./chunk-AYP4K4DV.js";
import {
  require_dist
} from "./chunk-ILLALMCX.js";
import {
  __toESM
} from "./chunk-POKRKV4F.js";

// src/capture/project/data/string-yaml.ts
var import_yaml = __toESM(require_dist(), 1);
function parseStringYaml(text) {
  try {
    const parsed = (0, import_yaml.parseDocument)(text, { schema: "failsafe", prettyErrors: false, logLevel: "error" });
    const [error] = parsed.errors;
    if (error !== void 0) return { kind: "problem", because: `it is no YAML: ${error.message}` };
    return { kind: "value", value: parsed.toJS({ maxAliasCount: 50 }) };
  } catch (thrown) {
    const found = thrown instanceof Error ? thrown.message : String(thrown);
    return { kind: "problem", because: `it is no YAML: ${found}` };
  }
}
function isFields(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function textOf(fields, key) {
  const value = Object.hasOwn(fields, key) ? fields[key] : null;
  return typeof value === "string" && value !== "" ? value : null;
}
function itemsOf(fields, key) {
  const value = Object.hasOwn(fields, key) ? fields[key] : null;
  return Array.isArray(value) ? value.filter(isFields) : [];
}

// src/capture/project/data/dvc.ts
function parseDvcPointer(text, file) {
  return read(text, file, (fields) => {
    const folder = joinPath(folderOf(file), textOf(fields, "wdir") ?? ".");
    return itemsOf(fields, "outs").map((item) => ({ item, folder }));
  });
}
function parseDvcLock(text, file) {
  return read(text, file, (fields) => {
    const { stages = {} } = textOf(fields, "schema") === null ? { stages: fields } : fields;
    const folder = folderOf(file);
    return Object.values(isFields(stages) ? stages : {}).filter(isFields).flatMap((stage) => [...itemsOf(stage, "deps"), ...itemsOf(stage, "outs")]).map((item) => ({ item, folder }));
  });
}
function read(text, file, find) {
  const parsed = parseStringYaml(text);
  const problem2 = (because) => ({ entries: [], problems: [{ path: file, because }] });
  if (parsed.kind === "problem") return problem2(parsed.because);
  const found = isFields(parsed.value) ? find(parsed.value) : [];
  if (found.length === 0) return problem2("expected what DVC writes, found no data that it stands for");
  return collect(found, file);
}
function collect(found, file) {
  const hashes = /* @__PURE__ */ new Map();
  const problems = [];
  for (const { item, folder } of found.flatMap(withFiles)) {
    const path = textOf(item, "path");
    const hash = hashOf(item);
    if (path === null) problems.push({ path: file, because: "an entry of it has no path" });
    else if (hash === null)
      problems.push({ path: joinPath(folder, path), because: `${file} holds no digest of it` });
    else note(joinPath(folder, path), hash);
  }
  return { entries: [...hashes].map(([path, hash]) => ({ path, hash })), problems };
  function note(path, hash) {
    const before = hashes.get(path);
    if (before !== void 0 && before !== hash) {
      problems.push({ path, because: `${file} holds two digests of it, ${before} and ${hash}` });
    }
    hashes.set(path, hash);
  }
}
function withFiles({ item, folder }) {
  const path = textOf(item, "path");
  const files = itemsOf(item, "files");
  if (path === null || files.length === 0 || hashOf(item) !== null) return [{ item, folder }];
  const { hash } = item;
  return files.map((file) => ({
    item: { ...hash === void 0 ? {} : { hash }, ...file, path: textOf(file, "relpath") ?? "" },
    folder: joinPath(folder, path)
  }));
}
var MD5 = /^[0-9a-f]{32}(?:\.dir)?$/;
var FOREIGN = [
  ["etag", "etag"],
  ["checksum", "checksum"],
  ["version_id", "version"]
];
function hashOf(item) {
  const named = textOf(item, "hash");
  const algorithm = named ?? "md5";
  const digest = textOf(item, algorithm);
  if (digest !== null) {
    if (algorithm === "md5" && !MD5.test(digest)) return null;
    return `${named === null ? "md5-dos2unix" : named}:${digest}`;
  }
  return foreignHash(item) ?? cloudHash(item);
}
function foreignHash(item) {
  for (const [key, name] of FOREIGN) {
    const value = textOf(item, key);
    if (value !== null) return `${name}:${value}`;
  }
  return null;
}
function cloudHash({ cloud }) {
  if (!isFields(cloud)) return null;
  const [first] = Object.keys(cloud).sort();
  const remote = first === void 0 ? void 0 : cloud[first];
  return isFields(remote) ? foreignHash(remote) : null;
}
function folderOf(file) {
  return file.split("/").slice(0, -1).join("/");
}
function joinPath(folder, path) {
  if (/^\/|^[a-z][a-z0-9+.-]*:\/\//i.test(path)) return path;
  const names = [];
  for (const name of `${folder}/${path}`.split("/")) {
    if (name === ".." && names.length > 0 && names.at(-1) !== "..") names.pop();
    else if (name !== "" && name !== ".") names.push(name);
  }
  return names.join("/");
}

// src/capture/project/data/lfs.ts
var LARGEST_POINTER = 1024;
var VERSION = /^version https:\/\/(?:git-lfs|hawser)\.github\.com\/spec\/v\d+\n/;
function parseLfsPointer(text) {
  if (text.length >= LARGEST_POINTER || !VERSION.test(text)) return null;
  const oid = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
  const size = Number(/^size (\d{1,16})$/m.exec(text)?.[1] ?? Number.NaN);
  return oid === void 0 || !Number.isSafeInteger(size) ? null : { oid, size };
}

// src/capture/project/data/files.ts
async function describeFile(machine, { file, digested }) {
  const { path } = file;
  if (digested.kind === "failed") {
    return { path, entry: null, problems: [{ path, because: digested.because }] };
  }
  const pointer = await pointerOf(machine, { file, digested });
  if (pointer === null) {
    return { path, entry: { path, kind: "file", hash: `sha256:${digested.sha256}` }, problems: [] };
  }
  const because = `the working tree holds the Git LFS pointer and not the ${pointer.size} bytes that it stands for; run \`git lfs pull\``;
  const entry = { path, kind: "lfs", hash: `sha256:${pointer.oid}` };
  return { path, entry, problems: [{ path, field: "content", because }] };
}
async function pointerOf({ software }, { file, digested }) {
  if (digested.kind === "failed" || digested.size >= LARGEST_POINTER || digested.size < SMALLEST_POINTER)
    return null;
  const text = await software.readText(file.real, LARGEST_POINTER).catch(() => null);
  return text === null ? null : parseLfsPointer(text);
}
var SMALLEST_POINTER = 100;

// src/capture/project/data/describe.ts
function failed(path, because) {
  return { entries: [], problems: [{ path, because }] };
}
var MOST_ENTRIES = 500;
var LARGEST_DVC = 16 * 1024 * 1024;
function isDvcOf({ kind }, { path }) {
  return kind === "files" && /(?:[^/]\.dvc|(?:^|\/)dvc\.lock)$/.test(path);
}
async function describeNamed(machine, { glob, walked, digestOf }) {
  const read2 = [];
  for (const file of walked.files) {
    if (!isDvcOf(walked, file)) read2.push(await describeFile(machine, { file, digested: digestOf(file) }));
  }
  const dvc = walked.files.filter((file) => isDvcOf(walked, file));
  const pointers = await Promise.all(dvc.map((file) => readDvc(machine, file)));
  const problems = [...walked.problems, ...read2.flatMap((file) => file.problems)];
  const together = walked.kind === "folder" || read2.length > MOST_ENTRIES;
  const content = together ? asOne(machine, { glob, read: read2, problems }) : oneByOne(read2, problems);
  return {
    entries: [...content.entries, ...pointers.flatMap(({ entries }) => entries)],
    problems: [...content.problems, ...pointers.flatMap((pointer) => pointer.problems)]
  };
}
function oneByOne(read2, problems) {
  return { entries: read2.flatMap(({ entry }) => entry ?? []), problems };
}
function asOne({ sha256 }, { glob, read: read2, problems }) {
  const path = glob.literal ? glob.base || "." : glob.text;
  const broken = problems.filter(({ field }) => field === void 0);
  const [first] = broken;
  if (first !== void 0) {
    const more = broken.length === 1 ? "" : `, and ${broken.length - 1} more`;
    return failed(path, `a part of it cannot be read: ${first.path}: ${first.because}${more}`);
  }
  const start = glob.literal && glob.base !== "" ? glob.base.length + 1 : 0;
  const lines = read2.flatMap(
    ({ entry }) => entry === null ? [] : `${entry.path.slice(start)}\0${entry.hash}
`
  );
  const hash = `sha256:${sha256(lines.sort().join(""))}`;
  return { entries: [{ path, kind: "folder", hash }], problems };
}
async function readDvc({ software }, { path, real }) {
  const text = await software.readText(real, LARGEST_DVC).catch(() => null);
  if (text === null) return failed(path, "it cannot be read");
  if (text.length >= LARGEST_DVC) return failed(path, `it has more than ${LARGEST_DVC} bytes`);
  const parse = path.endsWith(".dvc") ? parseDvcPointer : parseDvcLock;
  const { entries, problems } = parse(text, path);
  return { entries: entries.map((entry) => ({ ...entry, kind: "dvc" })), problems };
}

// src/capture/project/data/huggingface.ts
var FORM = /^hf:\/\/(datasets|models)\/([\w.-]+(?:\/[\w.-]+)?)(?:@([\w./-]+))?$/;
function parseHubName(pattern) {
  const [, kind, name = "", revision = "main"] = FORM.exec(pattern) ?? [];
  const climbs = [...name.split("/"), ...revision.split("/")].some((part) => /^\.*$/.test(part));
  if (kind !== "datasets" && kind !== "models" || climbs) return null;
  return { kind, name, revision };
}
function hubCache({ env, home }) {
  const expand = (path) => path.replace(/^~(?=\/|$)/, home);
  const given = env["HF_HUB_CACHE"] || env["HUGGINGFACE_HUB_CACHE"];
  if (given) return expand(given);
  const caches = env["XDG_CACHE_HOME"] || `${home}/.cache`;
  return `${expand(env["HF_HOME"] || `${caches}/huggingface`)}/hub`;
}
var COMMIT = /^[0-9a-f]{40}$/;
async function readHub(machine, data, hub) {
  const problem2 = (because) => ({ path: hub.pattern, because });
  const folder = `${hubCache(machine)}/${hub.kind}--${hub.name.replaceAll("/", "--")}`;
  try {
    if (await data.real(folder) === null) return problem2(notThere(hub));
    const commit = await commitOf(machine, data, { folder, revision: hub.revision });
    if (!COMMIT.test(commit)) return problem2(commit);
    if (await data.real(`${folder}/snapshots/${commit}`) === null) {
      return problem2(
        `its cache names commit ${commit} and does not hold it; download it before the gate runs`
      );
    }
    return { path: hub.pattern, kind: "huggingface", hash: `git:${commit}` };
  } catch (thrown) {
    return problem2(thrown instanceof Error ? thrown.message : String(thrown));
  }
}
function notThere({ kind, name, revision }) {
  const type = kind === "datasets" ? " --repo-type dataset" : "";
  const wanted = revision === "main" ? "" : ` --revision ${revision}`;
  return `the cache of this machine does not hold it; download it before the gate runs: hf download ${name}${type}${wanted}`;
}
async function commitOf({ software }, data, { folder, revision }) {
  if (COMMIT.test(revision)) return revision;
  const text = (await software.readText(`${folder}/refs/${revision}`, 1024))?.trim();
  if (text !== void 0) return COMMIT.test(text) ? text : `refs/${revision} of its cache holds no commit`;
  const commits = (await data.real(`${folder}/snapshots`) === null ? [] : await data.entries(`${folder}/snapshots`)).map(({ name }) => name).filter((name) => COMMIT.test(name));
  const [only] = commits;
  if (only !== void 0 && commits.length === 1 && revision === "main") return only;
  return `its cache has no reference ${revision}${commits.length === 0 ? "" : ` among commits ${commits.slice(0, 5).join(", ")}; name one with @COMMIT`}`;
}

// src/capture/project/data/mlflow.ts
var LARGEST_META = 4 * 1024 * 1024;
var MOST_INPUTS = 1e3;
async function readRunData(machine, data, run) {
  const inputs = (await folderEntries(data, `${run.real}/inputs`)).filter(({ kind }) => kind === "folder");
  const experiment = run.real.split("/").slice(0, -1).join("/");
  const found = await Promise.all(
    inputs.slice(0, MOST_INPUTS).map(async ({ name }) => {
      const input = await readMeta(machine, `${run.real}/inputs/${name}/meta.yaml`);
      if (input === null) return problem(run, `inputs/${name}/meta.yaml cannot be read`);
      if (input.type !== null && input.type !== "DATASET") return null;
      return readDataset(machine, { run, experiment, id: input.id });
    })
  );
  const tags = await readTags(machine, data, run);
  const all = [...found, ...tags].filter((item) => item !== null);
  if (all.length === 0)
    return { files: [], problems: [problem(run, "expected a run with data sets, found none in it")] };
  const files = all.filter((item) => "hash" in item);
  const problems = all.filter((item) => "because" in item);
  if (inputs.length > MOST_INPUTS) problems.push(problem(run, `it has more than ${MOST_INPUTS} inputs`));
  return { files, problems };
}
function problem({ pattern }, because) {
  return { path: pattern, because };
}
async function folderEntries(data, folder) {
  return await data.real(folder) === null ? [] : data.entries(folder);
}
var IDENTIFIER = /^[0-9a-f]{16,64}$/;
async function readDataset(machine, { run, experiment, id }) {
  if (id === null || !IDENTIFIER.test(id)) return problem(run, "an input of it names no data set");
  const text = await readOrNull(machine, `${experiment}/datasets/${id}/meta.yaml`);
  const parsed = text === null ? null : parseStringYaml(text);
  if (parsed?.kind !== "value" || !isFields(parsed.value))
    return problem(run, `the data set ${id} cannot be read`);
  const digest = textOf(parsed.value, "digest");
  const name = textOf(parsed.value, "name") ?? id;
  if (digest === null) return problem(run, `the data set ${name} has no digest`);
  return { path: `${run.pattern}#${name}`, kind: "mlflow", hash: `mlflow:${digest}` };
}
async function readMeta(machine, file) {
  const text = await readOrNull(machine, file);
  const parsed = text === null ? null : parseStringYaml(text);
  if (parsed?.kind !== "value" || !isFields(parsed.value)) return null;
  return { type: textOf(parsed.value, "source_type"), id: textOf(parsed.value, "source_id") };
}
async function readTags(machine, data, run) {
  const entries = await folderEntries(data, `${run.real}/tags`);
  const names = entries.filter(({ name, kind }) => kind === "file" && name.startsWith("mlflow.data."));
  return Promise.all(
    names.slice(0, MOST_INPUTS).map(async ({ name }) => {
      const text = await readOrNull(machine, `${run.real}/tags/${name}`);
      if (text === null) return problem(run, `its tag ${name} cannot be read`);
      return { path: `${run.pattern}#${name}`, kind: "mlflow", hash: `sha256:${machine.sha256(text)}` };
    })
  );
}
async function readOrNull({ software, data }, file) {
  try {
    if (await data?.real(file) !== file) return null;
    const text = await software.readText(file, LARGEST_META);
    return text === null || text.length >= LARGEST_META ? null : text;
  } catch {
    return null;
  }
}

// src/capture/project/data/data.ts
var MOST_PROBLEMS = 50;
async function readData(machine, request) {
  try {
    const { data } = machine;
    const root = data === void 0 ? null : await data.real(request.directory);
    if (data === void 0 || root === null) return nothing("the repository cannot be looked into");
    return compose(await new Reading(machine, { request, data, root }).all());
  } catch (thrown) {
    return nothing(`reading the data failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}
function nothing(because) {
  return { facts: [], unknown: [{ path: "data", because }] };
}
var Reading = class {
  #machine;
  #place;
  /** By absolute path, so that what several patterns name is read once. */
  #digested = /* @__PURE__ */ new Map();
  constructor(machine, place) {
    this.#machine = machine;
    this.#place = place;
  }
  async all() {
    const patterns = [...new Set(this.#place.request.patterns)];
    const excluded = patterns.filter(isExclusion).map((pattern) => pattern.slice(1));
    const named = patterns.filter((pattern) => !isExclusion(pattern));
    const results = [];
    const paths = [];
    const scope = this.#scope(excluded, results);
    for (const pattern of named) {
      if (/^[a-z][a-z0-9+.-]*:/i.test(pattern)) results.push(await this.#elsewhere(scope, pattern));
      else await this.#walk(scope, { pattern, paths, results });
    }
    await this.#digestAll(paths);
    const digestOf = (file) => this.#digestOf(file);
    for (const named2 of paths) results.push(await describeNamed(this.#machine, { ...named2, digestOf }));
    return results;
  }
  #scope(excluded, results) {
    const { data, root, request } = this.#place;
    const globs = excluded.map((text) => ({ text, parsed: parsePathGlob(text) }));
    for (const { text, parsed } of globs) {
      if (parsed.kind === "problem") results.push(failed(`!${text}`, parsed.because));
    }
    return {
      data,
      root,
      directory: request.directory,
      excluded: globs.flatMap(({ parsed }) => parsed.kind === "glob" ? [parsed.glob] : [])
    };
  }
  async #walk(scope, { pattern, paths, results }) {
    const parsed = parsePathGlob(pattern);
    if (parsed.kind === "problem") results.push(failed(pattern, parsed.because));
    else paths.push({ glob: parsed.glob, walked: await walk(scope, parsed.glob) });
  }
  /** Data that is named and not a path in the repository. */
  async #elsewhere(scope, pattern) {
    const { data } = this.#place;
    const hub = parseHubName(pattern);
    if (hub !== null) {
      const found = await readHub(this.#machine, data, { ...hub, pattern });
      return "hash" in found ? { entries: [found], problems: [] } : { entries: [], problems: [found] };
    }
    const [, run] = /^mlflow:([^*?]+)$/.exec(pattern) ?? [];
    const glob = run === void 0 ? null : parsePathGlob(run);
    if (glob?.kind === "problem") return failed(pattern, glob.because);
    if (glob === null || glob.glob.base === "") {
      return failed(
        pattern,
        "expected a path, hf://datasets/ORG/NAME, hf://models/ORG/NAME or mlflow:RUN_FOLDER"
      );
    }
    const folder = await resolveInside(scope, glob.glob.base);
    if (folder.kind === "problem") return failed(pattern, folder.because);
    const { files, problems } = await readRunData(this.#machine, data, { pattern, real: folder.real });
    return { entries: files, problems };
  }
  /** All at once, so that progress is told of the whole. */
  async #digestAll(paths) {
    const { data, request } = this.#place;
    const files = paths.flatMap(({ walked }) => walked.files.filter((file) => !isDvcOf(walked, file)));
    const wanted = [...new Set(files.map(({ real }) => real))];
    const digested = wanted.length === 0 ? [] : await data.digest(wanted, request.digest);
    wanted.forEach((path, index) => {
      this.#digested.set(path, digested[index] ?? { kind: "failed", because: "it was not read" });
    });
  }
  #digestOf({ real }) {
    return this.#digested.get(real) ?? { kind: "failed", because: "it was not read" };
  }
};
function isExclusion(pattern) {
  return pattern.startsWith("!");
}
function compose(results) {
  const entries = new Map(
    results.flatMap((result) => result.entries).map((entry) => [JSON.stringify(entry), entry])
  );
  const facts = [...entries.values()].sort((a, b) => compare(keyOf(a), keyOf(b)));
  const unknown = /* @__PURE__ */ new Map();
  for (const { problems } of results) {
    for (const { path, because, field } of problems.slice(0, MOST_PROBLEMS)) {
      const name = `data[${path}]${field === void 0 ? "" : `.${field}`}`;
      unknown.set(`${name} ${because}`, { path: name, because });
    }
    const more = problems.length - MOST_PROBLEMS;
    if (more > 0)
      unknown.set(`${unknown.size}`, { path: "data", because: `${more} more files cannot be read` });
  }
  return { facts, unknown: [...unknown.values()] };
}
function keyOf({ path, kind, hash }) {
  return `${path}\0${kind}\0${hash}`;
}
function compare(a, b) {
  return a < b ? -1 : Number(a > b);
}
export {
  readData
};
