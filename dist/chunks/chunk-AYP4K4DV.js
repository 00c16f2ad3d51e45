import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/capture/project/data/path-glob.ts
var EVERY_FOLDER = "**";
function parsePathGlob(text) {
  const segments = text.split("/").filter((segment) => segment !== "" && segment !== ".");
  if (/^\/|^[A-Za-z]:|^~/.test(text))
    return refused("expected a path relative to the repository, found one that is not");
  if (segments.includes("..")) return refused("expected a path inside the repository, found `..`");
  if (text.includes("\\")) return refused("expected `/` between folders, found a backslash");
  if (text.includes("\0") || segments.length > MOST_SEGMENTS) return refused("expected a path");
  return { kind: "glob", glob: pathGlob(text, segments) };
}
var MOST_SEGMENTS = 100;
function refused(because) {
  return { kind: "problem", because };
}
function pathGlob(text, segments) {
  const wild = segments.findIndex((segment) => /[*?]/.test(segment));
  return {
    text,
    literal: wild < 0,
    base: segments.slice(0, wild < 0 ? void 0 : wild).join("/"),
    matches: (path) => progress(segments, path).has(segments.length),
    covers: (path) => ancestry(path).some((folder) => progress(segments, folder).has(segments.length)),
    mayMatchBelow: (folder) => [...progress(segments, folder)].some((place) => place < segments.length)
  };
}
function ancestry(path) {
  const names = path.split("/");
  return names.map((_, index) => names.slice(0, index + 1).join("/"));
}
function progress(segments, path) {
  let places = withSkipped(segments, /* @__PURE__ */ new Set([0]));
  for (const name of path === "" ? [] : path.split("/")) {
    const next = /* @__PURE__ */ new Set();
    for (const place of places) {
      const segment = segments[place];
      if (segment === EVERY_FOLDER) next.add(place);
      else if (segment !== void 0 && matchesName(segment, name)) next.add(place + 1);
    }
    places = withSkipped(segments, next);
  }
  return places;
}
function withSkipped(segments, places) {
  for (const place of places) if (segments[place] === EVERY_FOLDER) places.add(place + 1);
  return places;
}
function matchesName(pattern, name) {
  let at = 0;
  let star = -1;
  let resume = 0;
  let index = 0;
  while (index < name.length) {
    if (pattern[at] === "*") {
      star = at;
      resume = index;
      at += 1;
    } else if (pattern[at] === "?" || pattern[at] === name[index]) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      index = resume;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

// src/capture/project/data/walk.ts
var LEFT_BEHIND = /* @__PURE__ */ new Set([".git", "__pycache__", ".ipynb_checkpoints", ".pytest_cache", ".mypy_cache"]);
var MOST_FILES = 2e5;
var DEEPEST = 2048;
var OUTSIDE = "a symbolic link leads out of the repository; only files inside it are read";
async function walk(scope, glob) {
  const start = await resolveInside(scope, glob.base);
  if (start.kind === "problem") return failed(glob.text, start.because);
  if (start.kind === "file" && glob.literal) {
    return { kind: "files", files: [{ path: glob.base, real: start.real }], problems: [] };
  }
  if (start.kind !== "folder") return failed(glob.text, "it matches no file");
  const walker = new Walker(scope, glob);
  await walker.enter({ path: glob.base, real: start.real, above: [] });
  return walker.result();
}
function failed(path, because) {
  return { kind: "files", files: [], problems: [{ path, because }] };
}
async function resolveInside({ data, directory, root }, path) {
  try {
    const real = await data.real(path === "" ? directory : `${directory}/${path}`);
    if (real === null) return { kind: "problem", because: "it does not exist" };
    if (real !== root && !real.startsWith(root === "/" ? "/" : `${root}/`))
      return { kind: "problem", because: OUTSIDE };
    const kind = await data.look(real);
    if (kind === "file" || kind === "folder") return { kind, real };
    return { kind: "problem", because: "it is neither a file nor a folder" };
  } catch (thrown) {
    return { kind: "problem", because: reason(thrown) };
  }
}
function reason(thrown) {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
var Walker = class {
  #scope;
  #glob;
  #files = [];
  #problems = [];
  constructor(scope, glob) {
    this.#scope = scope;
    this.#glob = glob;
  }
  result() {
    if (this.#files.length > MOST_FILES) {
      const because = `it names more than ${MOST_FILES} files; name one file that stands for them, such as a .dvc pointer`;
      return failed(this.#glob.text, because);
    }
    const kind = this.#glob.literal ? "folder" : "files";
    if (kind === "files" && this.#files.length + this.#problems.length === 0) {
      return failed(this.#glob.text, "it matches no file");
    }
    return { kind, files: this.#files, problems: this.#problems };
  }
  async enter({ path, real, above }) {
    if (above.includes(real)) {
      this.#problems.push({ path, because: "a symbolic link leads back to a folder above it" });
      return;
    }
    for (const { name, kind } of await this.#entriesOf({ path, real, above })) {
      if (this.#files.length > MOST_FILES) return;
      const entry = {
        path: path === "" ? name : `${path}/${name}`,
        real: `${real === "/" ? "" : real}/${name}`,
        kind
      };
      if (this.#isWanted(entry, name)) await this.#take(entry, [...above, real]);
    }
  }
  async #entriesOf({ path, real, above }) {
    try {
      if (above.length > DEEPEST) throw new Error("the folders are nested too deeply");
      return await this.#scope.data.entries(real);
    } catch (thrown) {
      this.#problems.push({ path, because: reason(thrown) });
      return [];
    }
  }
  #isWanted({ path, kind }, name) {
    if (this.#scope.excluded.some((glob) => glob.covers(path))) return false;
    const below = kind !== "file" && !LEFT_BEHIND.has(name) && this.#mayHoldBelow(path);
    return below || kind !== "folder" && this.#isNamed(path);
  }
  /** Of a path without wildcards that names a folder, everything below it is named. */
  #isNamed(path) {
    return this.#glob.literal || this.#glob.matches(path);
  }
  #mayHoldBelow(path) {
    return this.#glob.literal || this.#glob.mayMatchBelow(path);
  }
  async #take({ path, real, kind }, above) {
    if (kind === "file") this.#files.push({ path, real });
    else if (kind === "folder") await this.enter({ path, real, above });
    else if (kind === "link") await this.#follow(path, above);
    else if (this.#isNamed(path)) this.#problems.push({ path, because: "it is neither a file nor a folder" });
  }
  async #follow(path, above) {
    const target = await resolveInside(this.#scope, path);
    if (target.kind === "problem") this.#problems.push({ path, because: target.because });
    else if (target.kind === "folder") await this.enter({ path, real: target.real, above });
    else if (this.#isNamed(path)) this.#files.push({ path, real: target.real });
  }
};

export {
  parsePathGlob,
  walk,
  resolveInside
};
