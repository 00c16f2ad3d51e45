import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  contains,
  isVersion,
  localOf,
  parseClause,
  sameRelease,
  satisfies
} from "./chunk-Q7AUW5IZ.js";
import {
  normaliseName,
  packagePath
} from "./chunk-X6N5R5WP.js";
import {
  require_dist
} from "./chunk-ILLALMCX.js";
import {
  TomlError,
  parse
} from "./chunk-2C4TY7SO.js";
import {
  __toESM
} from "./chunk-POKRKV4F.js";

// src/locks/conda-spec.ts
function parseCondaSpec(text) {
  const at2 = text.indexOf("::");
  const channel = at2 === -1 ? null : text.slice(0, at2).trim() || null;
  const rest = (at2 === -1 ? text : text.slice(at2 + 2)).trim();
  const [written] = /^[A-Za-z0-9_][A-Za-z0-9_.-]*/.exec(rest) ?? [];
  if (written === void 0) return null;
  const wanted2 = rest.slice(written.length);
  const parts = wanted2.startsWith("[") ? bracketed(wanted2) : plain(wanted2);
  return parts === null ? null : { written, channel, ...versionOf(parts) };
}
function bracketed(text) {
  const inside = /^\[([^[\]]*)\]$/.exec(text)?.[1];
  if (inside === void 0) return null;
  const value = (key) => new RegExp(`(?:^|[\\s,])${key}\\s*=\\s*(?:'([^']*)'|"([^"]*)"|([^\\s,]*))`).exec(inside)?.slice(1);
  const found = (key) => value(key)?.find((part) => part !== void 0) ?? null;
  return { version: found("version") ?? "", build: found("build") };
}
function plain(text) {
  const trimmed = text.trim().replace(/([<>=!~,|]) +/g, "$1");
  const [first = "", second = null, third] = trimmed.split(/\s+/);
  if (third !== void 0 || first !== "" && !/^[\w.!+<>=~*,|-]+$/.test(first)) return null;
  const at2 = /[\w.*+]=(?!=)/.exec(first)?.index;
  if (at2 === void 0) return { version: first, build: second };
  return { version: first.slice(0, at2 + 1), build: first.slice(at2 + 2) || null };
}
function versionOf({ version, build }) {
  if (version === "" || version === "*") return { version: null, specifier: null, build };
  const [, equals = "", bare = ""] = /^(={0,2})([^<>=!~*,|]+)$/.exec(version) ?? [];
  const one = bare !== "" && (equals !== "=" || build !== null);
  return { version: one ? bare : null, specifier: one ? null : version, build };
}
function condaContains(specifier, version) {
  const answers = specifier.split("|").map((choice) => every(choice.split(",").map((clause) => holds(clause.trim(), version))));
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}
function every(answers) {
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}
function holds(clause, version) {
  if (clause === "" || clause === "*") return true;
  const [, operator = "", wanted2 = ""] = /^(==|!=|~=|<=|>=|=|<|>)?\s*(.+)$/.exec(clause) ?? [];
  if (operator === "" || operator === "=" || wanted2.endsWith("*")) {
    if (!["", "=", "==", "!="].includes(operator))
      return holds(`${operator}${wanted2.replace(/\.?\*$/, "")}`, version);
    const prefix = wanted2.replace(/\.?\*$/, "");
    const fuzzy = operator === "=" || wanted2.endsWith("*");
    const is = version === prefix || fuzzy && version.startsWith(`${prefix}.`);
    return operator === "!=" ? !is : is;
  }
  if (operator === "==" && version === wanted2) return true;
  return isVersion(wanted2) ? contains(`${operator}${wanted2}`, version) : null;
}
function buildMatches(pattern, build) {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return build === pattern;
  if (!build.startsWith(first)) return false;
  let at2 = first.length;
  const last = rest.pop() ?? "";
  for (const part of rest) {
    const found = build.indexOf(part, at2);
    if (found === -1) return false;
    at2 = found + part.length;
  }
  return build.length - last.length >= at2 && build.endsWith(last);
}

// src/locks/compare-package.ts
function comparePackage(locked, found) {
  if (locked.local !== null) return null;
  if (found.version === "") return unjudged(locked, "its installed version is not known");
  const sameCommit = locked.commit !== null && found.commit !== null && isCommitOf(locked.commit, found.commit);
  const version = sameCommit ? null : compareVersion(locked, found);
  return version ?? compareCommit(locked, found) ?? compareBuild(locked, found) ?? compareHash(locked, found);
}
function unjudged(locked, found) {
  return { kind: "unjudged", expected: wanted(locked), found };
}
function wanted({ version, specifier, url }) {
  return version ?? specifier ?? url ?? "any version";
}
function compareVersion(locked, found) {
  const { version, specifier, ecosystem } = locked;
  if (version !== null) {
    const same = ecosystem === "conda" ? version === found.version : sameRelease(version, found.version);
    return same ? null : { kind: "version", expected: version, found: found.version };
  }
  if (specifier === null) return null;
  const allowed = (ecosystem === "conda" ? condaContains : contains)(specifier, found.version);
  if (allowed === null)
    return unjudged(locked, `${found.version}, which cannot be compared with ${specifier}`);
  return allowed ? null : { kind: "version", expected: specifier, found: found.version };
}
function isCommitOf(a, b) {
  const [short = "", long = ""] = [a.toLowerCase(), b.toLowerCase()].sort((x, y) => x.length - y.length);
  return long.startsWith(short);
}
function compareCommit({ commit }, found) {
  if (commit === null || found.commit !== null && isCommitOf(commit, found.commit)) return null;
  return {
    kind: "build",
    expected: `commit ${commit}`,
    found: found.commit === null ? `${found.version}, not installed from a commit` : `commit ${found.commit}`
  };
}
function compareBuild(locked, found) {
  if (locked.ecosystem === "conda") return compareCondaBuild(locked, found);
  const { version, commit } = locked;
  if (version === null || commit !== null || !version.includes("+")) return null;
  if (localOf(version) === localOf(found.version)) return null;
  return { kind: "build", expected: version, found: found.version };
}
function compareCondaBuild(locked, found) {
  if (locked.build === null) return null;
  if (!found.build) return unjudged(locked, `${found.version}, whose build string is not known`);
  if (buildMatches(locked.build, found.build)) return null;
  return {
    kind: "build",
    expected: `${wanted(locked)} ${locked.build}`,
    found: `${found.version} ${found.build}`
  };
}
function compareHash({ hashes }, { archiveHashes = [] }) {
  for (const hash of archiveHashes) {
    const [algorithm = ""] = hash.split(":", 1);
    const allowed = hashes.filter((one) => one.startsWith(`${algorithm}:`));
    if (allowed.length === 0 || allowed.includes(hash.toLowerCase())) continue;
    const [first = "", ...more] = allowed;
    return {
      kind: "hash",
      expected: more.length === 0 ? first : `one of ${allowed.length} digests`,
      found: hash
    };
  }
  return null;
}

// src/locks/marker-environment.ts
var VARIABLES = [
  "os_name",
  "sys_platform",
  "platform_machine",
  "platform_python_implementation",
  "platform_release",
  "platform_system",
  "platform_version",
  "python_version",
  "python_full_version",
  "implementation_name",
  "implementation_version"
];
var SYSTEMS = { linux: "Linux", darwin: "Darwin", win32: "Windows" };
var IMPLEMENTATIONS = {
  cpython: "CPython",
  pypy: "PyPy",
  jython: "Jython",
  ironpython: "IronPython",
  graalpy: "GraalVM"
};
function markerEnvironment(interpreter) {
  const { platform, implementation, extras = [], groups = [] } = interpreter;
  const name = implementation.toLowerCase();
  const full = interpreter.pythonVersion.replace(/\+$/, "+local");
  const machine = machineName(platform, interpreter.arch);
  return {
    variables: {
      os_name: platform === "win32" ? "nt" : "posix",
      sys_platform: platform,
      platform_machine: machine,
      platform_python_implementation: IMPLEMENTATIONS[name] ?? implementation,
      platform_release: interpreter.platformRelease ?? null,
      platform_system: SYSTEMS[platform] ?? null,
      platform_version: interpreter.platformVersion ?? null,
      python_version: /^\d+\.\d+/.exec(full)?.[0] ?? full,
      python_full_version: full,
      implementation_name: name,
      implementation_version: interpreter.implementationVersion ?? (name === "cpython" ? full : null)
    },
    extras: extras.map(normaliseName),
    groups: groups.map(normaliseName),
    condaPlatform: condaPlatform(platform, machine)
  };
}
var MACHINES = {
  x64: ["x86_64", "x86_64", "AMD64"],
  x86_64: ["x86_64", "x86_64", "AMD64"],
  amd64: ["x86_64", "x86_64", "AMD64"],
  arm64: ["aarch64", "arm64", "ARM64"],
  aarch64: ["aarch64", "arm64", "ARM64"]
};
function machineName(platform, arch) {
  const [linux, darwin, windows] = MACHINES[arch.toLowerCase()] ?? [arch, arch, arch];
  if (platform === "win32") return windows;
  return platform === "darwin" ? darwin : linux;
}
var CONDA = {
  "linux x86_64": "linux-64",
  "linux i686": "linux-32",
  "darwin x86_64": "osx-64",
  "darwin arm64": "osx-arm64",
  "win32 AMD64": "win-64",
  "win32 ARM64": "win-arm64"
};
function condaPlatform(platform, machine) {
  return CONDA[`${platform} ${machine}`] ?? (platform === "linux" ? `linux-${machine}` : null);
}

// src/locks/marker-syntax.ts
var ALIASES = {
  "os.name": "os_name",
  "sys.platform": "sys_platform",
  "platform.version": "platform_version",
  "platform.machine": "platform_machine",
  "platform.python_implementation": "platform_python_implementation",
  python_implementation: "platform_python_implementation"
};
var TOKEN = /\s*(?:([()])|(===|==|!=|~=|<=|>=|<|>)|'([^']*)'|"([^"]*)"|([A-Za-z_][A-Za-z0-9_.]*))/y;
function tokensOf(text) {
  const end = text.trimEnd().length;
  const tokens = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < end) {
    const found = pattern.exec(text);
    if (found === null) return null;
    const [, bracket, operator, single, double, word] = found;
    if (bracket !== void 0) tokens.push({ kind: "bracket", text: bracket });
    else if (operator !== void 0) tokens.push({ kind: "operator", text: operator });
    else if (word !== void 0) tokens.push({ kind: "word", text: word });
    else tokens.push({ kind: "text", text: single ?? double ?? "" });
  }
  return tokens;
}
var DEEPEST = 100;
function parseMarker(text) {
  const tokens = tokensOf(text);
  if (tokens === null) return null;
  const reader = new Reader(tokens);
  const tree = reader.choice(0);
  return reader.atEnd() ? tree : null;
}
var Reader = class {
  #tokens;
  #at = 0;
  constructor(tokens) {
    this.#tokens = tokens;
  }
  atEnd() {
    return this.#at === this.#tokens.length;
  }
  choice(depth) {
    return this.#joined("or", () => this.#joined("and", () => this.#atom(depth)));
  }
  #joined(kind, part) {
    const parts = [];
    do {
      const one = part();
      if (one === null) return null;
      parts.push(one);
    } while (this.#take("word", kind));
    const [only] = parts;
    return parts.length === 1 && only !== void 0 ? only : { kind, parts };
  }
  #atom(depth) {
    if (!this.#take("bracket", "(")) return this.#comparison();
    const inner = depth < DEEPEST ? this.choice(depth + 1) : null;
    return inner !== null && this.#take("bracket", ")") ? inner : null;
  }
  #comparison() {
    const left = this.#operand();
    const operator = left === null ? null : this.#operator();
    const right = operator === null ? null : this.#operand();
    return left === null || operator === null || right === null ? null : { kind: "compare", left, operator, right };
  }
  #operator() {
    const token = this.#tokens[this.#at];
    if (token?.kind === "operator") {
      this.#at += 1;
      return token.text;
    }
    if (this.#take("word", "in")) return "in";
    return this.#take("word", "not") && this.#take("word", "in") ? "not in" : null;
  }
  #operand() {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token?.kind === "text") return { kind: "text", text: token.text };
    if (token?.kind !== "word") return null;
    return { kind: "variable", name: ALIASES[token.text] ?? token.text };
  }
  #take(kind, text) {
    const token = this.#tokens[this.#at];
    if (token?.kind !== kind || token.text !== text) return false;
    this.#at += 1;
    return true;
  }
};

// src/locks/marker.ts
function evaluateMarker(text, environment) {
  const tree = parseMarker(text);
  return tree === null || !isKnown(tree) ? null : evaluate(tree, environment);
}
function markerEvaluator(environment) {
  const known = /* @__PURE__ */ new Map();
  return (text) => {
    if (text === null) return true;
    const before = known.get(text);
    if (before !== void 0) return before;
    const answer = evaluateMarker(text, environment);
    known.set(text, answer);
    return answer;
  };
}
var SETS = /* @__PURE__ */ new Set(["extra", "extras", "dependency_groups"]);
function isKnown(tree) {
  if (tree.kind !== "compare") return tree.parts.every(isKnown);
  const { variable } = sidesOf(tree) ?? {};
  return variable !== void 0 && (SETS.has(variable) || isVariable(variable));
}
function isVariable(name) {
  return VARIABLES.includes(name);
}
function sidesOf({ left, right }) {
  if (left.kind === "variable" && right.kind === "text")
    return { variable: left.name, text: right.text, forward: true };
  if (left.kind === "text" && right.kind === "variable")
    return { variable: right.name, text: left.text, forward: false };
  return null;
}
function evaluate(tree, environment) {
  if (tree.kind === "compare") return compareSides(tree, environment);
  const deciding = tree.kind === "or";
  let answer = !deciding;
  for (const part of tree.parts) {
    const value = evaluate(part, environment);
    if (value === deciding) return deciding;
    if (value === null) answer = null;
  }
  return answer;
}
function compareSides(comparison, environment) {
  const sides = sidesOf(comparison);
  if (sides === null) return null;
  const { variable, text, forward } = sides;
  const { operator } = comparison;
  if (SETS.has(variable)) return compareSet(sides, operator, environment);
  const value = isVariable(variable) ? environment.variables[variable] : null;
  if (value === null) return null;
  const [left, right] = forward ? [value, text] : [text, value];
  return compareTexts(left, operator, { right, asVersion: VERSIONS.has(variable) });
}
function compareSet({ variable, text, forward }, operator, environment) {
  const wanted2 = variable === "dependency_groups" ? environment.groups : environment.extras;
  const name = normaliseName(text);
  const has = wanted2.includes(name) || variable === "extra" && wanted2.length === 0 && text === "";
  if (variable === "extra") {
    if (operator === "==") return has;
    if (operator === "!=") return !has;
    return null;
  }
  if (forward) return null;
  if (operator === "in") return has;
  return operator === "not in" ? !has : null;
}
var VERSIONS = /* @__PURE__ */ new Set([
  "python_version",
  "python_full_version",
  "implementation_version",
  "platform_release"
]);
function compareTexts(left, operator, { right, asVersion }) {
  if (operator === "in") return right.includes(left);
  if (operator === "not in") return !right.includes(left);
  const clause = asVersion ? parseClause(`${operator}${right.trim()}`) : null;
  if (clause === null) return compareStrings(left, operator, right);
  return isVersion(left) ? satisfies(left.trim(), clause) : null;
}
function compareStrings(left, operator, right) {
  const same = left === right;
  switch (operator) {
    case "==":
      return same;
    case "!=":
      return !same;
    case "<=":
    case ">=":
      return same ? true : null;
    case "<":
    case ">":
      return same ? false : null;
    default:
      return null;
  }
}

// src/locks/demand.ts
function demands(lock, wanted2) {
  const evaluate2 = markerEvaluator(wanted2.environment);
  const own = lock.packages.map((entry) => ownDemand(entry, wanted2, evaluate2));
  if (lock.roots === "listed") return own;
  return new Walk(lock.packages, own, { evaluate: evaluate2, environment: wanted2.environment }).from(lock.roots);
}
function ownDemand(entry, { environment, pixiEnvironment = "default" }, evaluate2) {
  const here = (place) => (place.environment ?? pixiEnvironment) === pixiEnvironment && (place.platform === null || place.platform === environment.condaPlatform);
  if (entry.places.length > 0 && !entry.places.some(here)) return "excluded";
  const marker = evaluate2(entry.marker);
  if (marker === false) return "excluded";
  if (!isAskedFor(entry, environment)) return "possible";
  return marker === null ? "unknown" : "required";
}
var ALWAYS = ["main", "default"];
function isAskedFor(entry, { extras, groups }) {
  if (entry.constraint || entry.local !== null) return false;
  if (entry.extras.some((extra) => extras.includes(extra))) return true;
  if (entry.groups.some((group) => groups.includes(group))) return true;
  if (entry.optional) return false;
  return entry.groups.length === 0 || entry.groups.some((group) => ALWAYS.includes(group));
}
var RANK = { excluded: 0, possible: 1, unknown: 2, required: 3 };
function weaker(a, b) {
  return RANK[a] < RANK[b] ? a : b;
}
var Walk = class {
  #packages;
  #own;
  #conditions;
  #byName = /* @__PURE__ */ new Map();
  #found = /* @__PURE__ */ new Map();
  #queue = [];
  #roots = /* @__PURE__ */ new Set();
  constructor(packages, own, conditions) {
    this.#packages = packages;
    this.#own = own;
    this.#conditions = conditions;
    packages.forEach(({ name }, index) => {
      const same = this.#byName.get(name);
      if (same === void 0) this.#byName.set(name, [index]);
      else same.push(index);
    });
  }
  from(roots) {
    const start = roots === "unmentioned" ? this.#unmentioned() : roots.flatMap((name) => this.#byName.get(name) ?? []);
    this.#roots = new Set(start);
    for (const index of start)
      this.#reach({ index, extra: null }, roots === "unmentioned" ? this.#ownOf(index) : "required");
    for (let at2 = 0; at2 < this.#queue.length; at2 += 1) this.#follow(this.#queue[at2]);
    return this.#packages.map((_, index) => this.#outcome(index, roots));
  }
  /** Reached by nothing: for another machine where the walk knows its beginning, else perhaps named by the project. */
  #outcome(index, roots) {
    const reached = this.#found.get(`${index} `);
    if (reached === void 0)
      return roots === "unmentioned" ? weaker("possible", this.#ownOf(index)) : "excluded";
    return weaker(reached, this.#ownOf(index));
  }
  #ownOf(index) {
    return this.#own[index] ?? "excluded";
  }
  #unmentioned() {
    const asked = new Set(this.#packages.flatMap(({ requires }) => requires.map(({ name }) => name)));
    return this.#packages.flatMap(({ name }, index) => asked.has(name) ? [] : [index]);
  }
  #reach(node, demand) {
    const key = `${node.index} ${node.extra ?? ""}`;
    const before = this.#found.get(key);
    if (demand === "excluded" || before !== void 0 && RANK[before] >= RANK[demand]) return;
    this.#found.set(key, demand);
    this.#queue.push(node);
  }
  #follow(node) {
    const entry = node === void 0 ? void 0 : this.#packages[node.index];
    if (node === void 0 || entry === void 0) return;
    const demand = this.#found.get(`${node.index} ${node.extra ?? ""}`) ?? "excluded";
    for (const edge of entry.requires) {
      const passed = weaker(demand, this.#passes(edge, node));
      for (const index of passed === "excluded" ? [] : this.#targets(edge)) {
        this.#reach({ index, extra: null }, weaker(passed, this.#forkOf(index)));
        for (const extra of edge.extras) this.#reach({ index, extra }, weaker(passed, this.#forkOf(index)));
      }
    }
  }
  /** Groups and options weaken what is demanded of an entry, and not of what it brings; its marker does both. */
  #forkOf(index) {
    return this.#ownOf(index) === "excluded" ? "excluded" : "required";
  }
  #passes(edge, node) {
    const { evaluate: evaluate2, environment } = this.#conditions;
    const marker = evaluate2(edge.marker);
    if (marker === false) return "excluded";
    const asked = marker === null ? "unknown" : "required";
    const isRoot = this.#roots.has(node.index);
    if (edge.forGroup !== null) {
      if (!isRoot) return "excluded";
      return environment.groups.includes(edge.forGroup) ? asked : "possible";
    }
    if (edge.forExtra === null) return node.extra === null ? asked : "excluded";
    if (edge.forExtra === "") return "possible";
    if (edge.forExtra === node.extra) return asked;
    if (!isRoot || node.extra !== null) return "excluded";
    return environment.extras.includes(edge.forExtra) ? asked : "possible";
  }
  #targets(edge) {
    const same = this.#byName.get(edge.name) ?? [];
    return edge.version === null ? same : same.filter((index) => this.#packages[index]?.version === edge.version);
  }
};

// src/locks/installed.ts
var InstalledSet = class {
  all;
  /** Whether anything is said of conda's packages at all. */
  knowsConda;
  #byName;
  constructor(installed) {
    this.all = installed.map((one) => ({ ...one, ecosystem: one.ecosystem ?? "pypi" }));
    this.knowsConda = this.all.some(({ ecosystem }) => ecosystem === "conda");
    this.#byName = new Map(this.all.map((one) => [`${one.ecosystem} ${one.name.toLowerCase()}`, one]));
  }
  find({ ecosystem, name, written }) {
    return this.#byName.get(`${ecosystem} ${ecosystem === "conda" ? written.toLowerCase() : name}`) ?? null;
  }
};

// src/locks/agree.ts
function agree(lock, installed, context) {
  const here = new InstalledSet(installed);
  const demanded = demands(lock, context);
  const groups = [...applicable(lock, demanded).values()];
  const condaUnknown = !here.knowsConda && groups.some(([first]) => first?.entry.ecosystem === "conda");
  const judged = groups.filter(([first]) => !condaUnknown || first?.entry.ecosystem === "pypi");
  return [
    ...condaUnknown ? [noConda(groups.length - judged.length)] : [],
    ...judged.flatMap((group) => judge(group, { lock, here, context })),
    ...context.reportExtra ?? lock.complete ? tooMany(lock, here, context) : []
  ];
}
function applicable(lock, demanded) {
  const found = /* @__PURE__ */ new Map();
  lock.packages.forEach((entry, index) => {
    const demand = demanded[index] ?? "excluded";
    if (demand === "excluded") return;
    const key = keyOf(entry);
    const same = found.get(key);
    if (same === void 0) found.set(key, [{ entry, demand }]);
    else same.push({ entry, demand });
  });
  return found;
}
function keyOf({ ecosystem, name, written }) {
  return ecosystem === "conda" ? `conda ${written.toLowerCase()}` : `pypi ${name}`;
}
function judge(group, { lock, here, context }) {
  const strongest = ["required", "unknown", "possible"].find(
    (demand) => group.some((candidate) => candidate.demand === demand)
  );
  const entries = group.filter(({ demand }) => demand === strongest).map(({ entry: entry2 }) => entry2);
  const [entry] = entries;
  if (entry === void 0 || isProject(entry, context)) return [];
  const found = here.find(entry);
  if (found === null) return strongest === "possible" ? [] : [absent(entry, strongest === "required")];
  const limits = group.map((candidate) => candidate.entry).filter(({ constraint }) => constraint);
  const answer = lock.form === "requirements" ? all(entries, found) : any(entries, found);
  const one = answer ?? all(limits, found);
  return one === null ? [] : [one];
}
function all(entries, found) {
  for (const entry of entries) {
    const difference = comparePackage(entry, found);
    if (difference !== null) return { ...placeOf(entry), ...difference };
  }
  return null;
}
function any(entries, found) {
  const answers = entries.map((entry) => all([entry], found));
  return answers.includes(null) ? null : answers[0] ?? null;
}
function placeOf(entry) {
  const { ecosystem, file, line } = entry;
  return { name: ecosystem === "conda" ? entry.written : entry.name, ecosystem, file, line };
}
function absent(entry, required) {
  const expected = entry.version ?? entry.specifier ?? entry.url ?? "any version";
  return required ? { ...placeOf(entry), kind: "missing", expected, found: "not installed" } : {
    ...placeOf(entry),
    kind: "unjudged",
    expected,
    found: `not installed, and whether it should be hangs on a marker that is not understood: ${entry.marker ?? "that of a package which asks for it"}`
  };
}
function noConda(count) {
  return {
    name: "conda",
    ecosystem: "conda",
    kind: "unjudged",
    expected: `${count} conda packages`,
    found: "which conda packages are installed is not known",
    file: null,
    line: null
  };
}
function isProject({ name, local }, { project = [] }) {
  return local === "." || project.includes(name);
}
var TOOLS = /* @__PURE__ */ new Set(["pip", "setuptools", "wheel", "uv"]);
function tooMany(lock, here, context) {
  const named2 = new Set(lock.packages.map(keyOf));
  const condaLock = lock.packages.some(({ ecosystem }) => ecosystem === "conda");
  return here.all.filter((one) => !named2.has(keyOf({ ...one, written: one.name }))).filter(({ name }) => !TOOLS.has(name) && !context.project?.includes(name)).filter(({ editable }) => !editable || context.project !== void 0).filter(
    ({ ecosystem, installer }) => ecosystem === "conda" ? condaLock : !condaLock || installer !== "conda"
  ).map(({ name, ecosystem, version }) => ({
    name,
    ecosystem,
    kind: "extra",
    expected: "not in the lock file",
    found: version,
    file: null,
    line: null
  }));
}

// src/locks/source-url.ts
var VCS = /^(?:git|hg|svn|bzr)\+/;
function vcsOf(url) {
  if (!VCS.test(url)) return null;
  const [whole = url] = url.split("#", 1);
  const path = whole.indexOf("/", whole.indexOf("://") + 3);
  const at2 = whole.lastIndexOf("@");
  if (path === -1 || at2 < path) return { url: whole, revision: null, commit: null };
  const revision = whole.slice(at2 + 1);
  return { url: whole.slice(0, at2), revision, commit: isCommit(revision) ? revision : null };
}
function isCommit(revision) {
  return /^[0-9a-f]{7,64}$/i.test(revision);
}
function wheelOf(url) {
  const [path = ""] = url.split(/[?#]/, 1);
  const file = decoded(path.slice(path.lastIndexOf("/") + 1));
  const wheel = /^([^-]+)-([^-]+)-(?:[^-]+-)?[^-]+-[^-]+-[^-]+\.whl$/.exec(file);
  const found = wheel ?? /^(.+)-(\d[^-]*)\.(?:tar\.gz|zip|tar\.bz2|tgz)$/.exec(file);
  const [, name, version] = found ?? [];
  return name === void 0 || version === void 0 ? null : { name, version };
}
function decoded(text) {
  return text.replace(
    /%([0-9a-f]{2})/gi,
    (_, digits) => String.fromCharCode(Number.parseInt(digits, 16))
  );
}
function withoutSecrets(url) {
  return url.replace(/:\/\/[^/?#]*@/, "://").replace(/\/t\/[^/]+\//, "/t/***/");
}

// src/locks/lock.ts
var NONE = [];
function lockedPackage({
  name,
  written,
  ecosystem = "pypi",
  version = null,
  exact = version !== null,
  specifier = null,
  build = null,
  channel = null,
  commit = null,
  url = null,
  hashes = NONE,
  marker = null,
  places = NONE,
  groups = NONE,
  extras = NONE,
  optional = false,
  constraint = false,
  local = null,
  editable = false,
  requires = NONE,
  file = null,
  line = null
}) {
  return {
    name,
    written,
    ecosystem,
    version,
    exact,
    specifier,
    build,
    channel,
    commit,
    url: url ? withoutSecrets(url) : null,
    hashes,
    marker,
    places,
    groups,
    extras,
    optional,
    constraint,
    local,
    editable,
    requires,
    file,
    line
  };
}
function aLock({ roots = "listed", complete = true, requiresPython = null, ...lock }) {
  return { kind: "lock", notes: [], ...lock, roots, complete, requiresPython };
}
var Unreadable = class extends Error {
  line;
  column;
  constructor(because, { line = null, column = null } = {}) {
    super(because);
    this.line = line;
    this.column = column;
  }
};

// src/locks/requirement.ts
var NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]*/;
var EXTRAS = /^\s*\[([A-Za-z0-9._,\s-]*)\]/;
function parseRequirement(text) {
  const [written] = NAME.exec(text) ?? [];
  if (written === void 0) return "it does not begin with a package name";
  if (/[-.]$/.test(written)) return `\`${written}\` is no package name`;
  const afterName = text.slice(written.length);
  const [bracket = "", names = ""] = EXTRAS.exec(afterName) ?? [];
  const rest = afterName.slice(bracket.length).trim();
  const extras = names.split(",").map((name) => normaliseName(name.trim())).filter((name) => name !== "");
  const common = { name: normaliseName(written), written, extras };
  return rest.startsWith("@") ? withUrl(common, rest.slice(1).trim()) : withSpecifier(common, rest);
}
function withUrl(common, rest) {
  const at2 = rest.search(/\s;/);
  const url = (at2 === -1 ? rest : rest.slice(0, at2)).trim();
  if (url === "" || /\s/.test(url)) return "there is no URL after the @";
  const marker = at2 === -1 ? null : rest.slice(at2 + 2).trim();
  return { ...common, specifier: "", url, marker: marker || null };
}
function withSpecifier(common, rest) {
  const at2 = rest.indexOf(";");
  const before = (at2 === -1 ? rest : rest.slice(0, at2)).trim();
  const marker = at2 === -1 ? null : rest.slice(at2 + 1).trim();
  if (marker === "") return "there is no marker after the semicolon";
  const specifier = /^\((.*)\)$/.exec(before)?.[1]?.trim() ?? before;
  if (!LOOKS_LIKE_SPECIFIER.test(specifier)) {
    return `\`${cut(specifier)}\` is no version specifier`;
  }
  return { ...common, specifier, url: null, marker };
}
var LOOKS_LIKE_SPECIFIER = /^(?:(?:===|==|!=|~=|<=|>=|<|>)\s*(?:[^\s,;=<>!~()]|!(?!=))+\s*(?:,\s*(?:===|==|!=|~=|<=|>=|<|>)\s*(?:[^\s,;=<>!~()]|!(?!=))+\s*)*,?)?$/;
function cut(text) {
  return text.length > 60 ? `${text.slice(0, 59)}\u2026` : text;
}
function exactVersion(specifier) {
  const [, version = null] = /^\s*={2,3}\s*([^\s,*]+)\s*$/.exec(specifier) ?? [];
  return version;
}
function pinOf({ specifier, url }) {
  if (url === null) {
    const version2 = exactVersion(specifier);
    return { version: version2, exact: version2 !== null, specifier: version2 === null ? specifier || null : null };
  }
  const vcs = vcsOf(url);
  const version = vcs === null ? wheelOf(url)?.version ?? null : null;
  const hash = /[#&](sha256)=([0-9a-f]{64})(?:&|$)/i.exec(url);
  return {
    version,
    exact: version !== null,
    commit: vcs?.commit ?? null,
    url: vcs?.url ?? url.replace(/#.*$/, ""),
    ...hash === null ? {} : { hashes: [`${hash[1]}:${hash[2]}`.toLowerCase()] }
  };
}

// src/locks/hash.ts
var LENGTHS = { md5: 32, sha1: 40, sha256: 64, sha384: 96, sha512: 128 };
function parseHash(text) {
  if (text.length === 71 && /^sha256:[0-9a-f]{64}$/.test(text)) return text;
  const [, algorithm = "", digits = ""] = /^([a-z0-9]+)[:=]([0-9a-f]+)$/i.exec(text.trim()) ?? [];
  const length = LENGTHS[algorithm.toLowerCase()];
  return length === digits.length ? `${algorithm}:${digits}`.toLowerCase() : null;
}
function hashesOf(texts) {
  const found = [];
  for (const text of texts) {
    const hash = text === null ? null : parseHash(text);
    if (hash !== null) found.push(hash);
  }
  return found;
}

// src/locks/requirement-lines.ts
var LONGEST = 64 * 1024;
var COMMENT = /^\s*#/;
function logicalLines(text) {
  const lines = text.split(/\r\n|\n|\r/);
  const logical = [];
  let pending = [];
  let start = 1;
  lines.forEach((line, index) => {
    if (pending.length === 0) start = index + 1;
    if (pending.length > 0 && line === "" && index === lines.length - 1) return;
    const comment = COMMENT.test(line);
    if (line.endsWith("\\") && !comment) {
      pending.push(line.slice(0, -1));
      return;
    }
    pending.push(comment ? ` ${line}` : line);
    logical.push({ text: withoutComment(pending.join("")), line: start });
    pending = [];
  });
  if (pending.length > 0) throw new Unreadable("it ends in the middle of a continued line", { line: start });
  const long = logical.find((one) => one.text.length > LONGEST);
  if (long !== void 0)
    throw new Unreadable("it has a line that is too long to be one", { line: long.line });
  return logical.filter((one) => one.text !== "");
}
function withoutComment(text) {
  const at2 = text.search(/(?:^|\s)#/);
  return (at2 === -1 ? text : text.slice(0, at2)).trim();
}

// src/locks/requirements.ts
function readRequirements(file) {
  const reader = new RequirementsReader(file.more);
  reader.read(file, { constraint: false, root: true });
  const { packages, notes } = reader;
  const required = packages.filter(({ constraint }) => !constraint);
  const complete = required.length > 0 && required.every(({ hashes, local }) => hashes.length > 0 || local);
  return aLock({ form: "requirements", packages, notes, complete });
}
function readRequirementLines(lines, file) {
  const reader = new RequirementsReader(file.more);
  reader.readLines(lines, { name: file.name, constraint: false, root: true });
  return reader;
}
var IGNORED = /^(?:-i|--index-url|--extra-index-url|-f|--find-links|--no-index|--pre|--prefer-binary|--require-hashes|--trusted-host|--use-feature|--no-binary|--only-binary|--pypi-url|--no-deps)(?:[\s=]|$)/;
var INCLUDE = /^(?:-r\s*|--requirement[\s=]+)(.+)$/;
var CONSTRAINT = /^(?:-c\s*|--constraint[\s=]+)(.+)$/;
var EDITABLE = /^(?:-e\s*|--editable[\s=]+)(.+)$/;
var LINE_OPTION = /\s--(?:hash|config-settings?|global-option|install-option)[\s=]/;
var RequirementsReader = class {
  packages = [];
  notes = [];
  #seen = /* @__PURE__ */ new Set();
  #more;
  constructor(more) {
    this.#more = more;
  }
  read({ name, text }, where) {
    this.#seen.add(`${where.constraint} ${name}`);
    this.readLines(logicalLines(text), { ...where, name });
  }
  readLines(lines, where) {
    for (const line of lines) this.#readLine(line, where);
  }
  #readLine({ text, line }, where) {
    const [, included] = INCLUDE.exec(text) ?? [];
    const [, constraints] = CONSTRAINT.exec(text) ?? [];
    if (included !== void 0) this.#include(included, line, where);
    else if (constraints !== void 0) this.#include(constraints, line, { ...where, constraint: true });
    else if (!IGNORED.test(text)) this.#add(text, line, where);
  }
  #add(text, line, where) {
    const [, editable] = EDITABLE.exec(text) ?? [];
    if (editable === void 0 && text.startsWith("-"))
      throw problem(where, line, `pip knows no option \`${cut(text)}\``);
    const { requirement, hashes } = splitOptions(editable ?? text, where, line);
    const entry = this.#entry(requirement, { where, line, editable: editable !== void 0 });
    if (entry === null) return;
    this.packages.push({ ...entry, hashes: [...entry.hashes, ...hashes], constraint: where.constraint });
  }
  #include(written, line, where) {
    const path = unquoted(written);
    const name = beside(where.name, path);
    if (this.#seen.has(`${where.constraint} ${name}`)) return;
    const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(path) ? null : this.#more?.(name) ?? null;
    if (text === null) throw problem(where, line, `it includes ${path}, which cannot be read`);
    this.read({ name, text }, { constraint: where.constraint, root: false });
  }
  #entry(text, at2) {
    const place = { file: at2.where.root ? null : at2.where.name, line: at2.line, editable: at2.editable };
    const requirement = parseRequirement(text);
    const isPath = looksLikePath(text);
    if (typeof requirement !== "string" && !isPath) {
      const { name, written, marker, url } = requirement;
      const pin = pinOf(requirement);
      return lockedPackage({
        name,
        written,
        marker,
        ...pin,
        ...place,
        local: url === null ? null : localOf2(url)
      });
    }
    if (!isPath) throw problem(at2.where, at2.line, typeof requirement === "string" ? requirement : text);
    return this.#fromLocation(text, at2, place);
  }
  /** A URL or a path on its own: named by `#egg=`, else by the name of the archive, else not at all. */
  #fromLocation(text, at2, place) {
    const [location = "", marker = null] = text.split(/\s;/, 2).map((part) => part.trim());
    const written = eggOf(location) ?? wheelOf(location)?.name ?? null;
    const local = localOf2(location);
    if (written === null) {
      const file = at2.where.root ? "" : ` of ${at2.where.name}`;
      this.notes.push(
        `line ${at2.line}${file}: \`${cut(text)}\` names no package, so nothing is compared with it`
      );
      return null;
    }
    const pin = pinOf({ specifier: "", url: location });
    return lockedPackage({ name: normaliseName(written), written, marker, ...pin, ...place, local });
  }
};
function problem(where, line, because) {
  const file = where.root ? "" : `${where.name}, line ${line}: `;
  return new Unreadable(`${file}${because}`, where.root ? { line } : {});
}
function splitOptions(text, where, line) {
  const at2 = text.search(LINE_OPTION);
  if (at2 === -1) return { requirement: text, hashes: [] };
  const options = [...text.slice(at2).matchAll(/--hash[\s=]+(\S*)/g)].map(([, hash = ""]) => hash);
  const broken = options.find((option) => parseHash(option) === null);
  if (broken !== void 0) throw problem(where, line, `\`${cut(broken)}\` is no whole digest`);
  return { requirement: text.slice(0, at2).trim(), hashes: hashesOf(options) };
}
function looksLikePath(text) {
  const [first = ""] = text.split(/\s|;/, 1);
  if (/^[^@\s]+\s*@\s/.test(text)) return false;
  return /^[a-z][a-z0-9+.-]*:/i.test(first) || /^\.{0,2}[\\/]|^\.{1,2}(?:\[|$)|^~[\\/]/.test(first) || /\.whl$/.test(first);
}
function localOf2(location) {
  if (vcsOf(location) !== null) return null;
  if (/^file:/i.test(location))
    return /\.(?:whl|zip|gz|bz2|tgz)(?:#|$)/.test(location) ? null : location.slice(5);
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(location) || /\.whl$/.test(location) ? null : location;
}
function eggOf(location) {
  return /[#&]egg=([A-Za-z0-9][A-Za-z0-9._]*(?:-+[A-Za-z0-9_][A-Za-z0-9._]*)*)/.exec(location)?.[1] ?? null;
}
function unquoted(text) {
  return text.trim().replace(/^(["'])(.*)\1$/, "$2");
}
function beside(file, path) {
  if (path.startsWith("/")) return path;
  const parts = file.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}

// src/locks/value.ts
function fieldsOf(value) {
  return isFields(value) ? value : {};
}
function isFields(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function listOf(value) {
  return Array.isArray(value) ? value : [];
}
function textOf(value) {
  return typeof value === "string" ? value : null;
}
function textsOf(value) {
  return listOf(value).filter((item) => typeof item === "string");
}

// src/locks/yaml.ts
var import_yaml = __toESM(require_dist(), 1);

// src/locks/block-yaml.ts
function parseBlockYaml(text) {
  if (/\t|^(?:---|\.\.\.|%)/m.test(text)) return null;
  const reader = new Reader2(linesOf(text));
  const value = reader.node(0, 0);
  return value === REFUSED || !reader.atEnd() ? null : { value, lines: reader.lines, keys: reader.keys };
}
function linesOf(text) {
  const found = [];
  text.split(/\r?\n/).forEach((whole, index) => {
    const trimmed = whole.trim();
    if (trimmed === "" || trimmed.startsWith("#")) return;
    found.push({ indent: whole.length - whole.trimStart().length, text: trimmed, line: index + 1 });
  });
  return found;
}
var REFUSED = /* @__PURE__ */ Symbol("not plain");
var DEEPEST2 = 30;
var KEY = /^([A-Za-z0-9_][A-Za-z0-9_./+-]*):(?: +(.+))?$/;
var isItem = (text) => text === "-" || text.startsWith("- ");
var Reader2 = class {
  lines = /* @__PURE__ */ new Map();
  keys = /* @__PURE__ */ new Map();
  #lines;
  #at = 0;
  constructor(lines) {
    this.#lines = lines;
  }
  atEnd() {
    return this.#at === this.#lines.length;
  }
  node(indent, depth) {
    const line = this.#lines[this.#at];
    if (line === void 0 || line.indent !== indent || depth > DEEPEST2) return REFUSED;
    return isItem(line.text) ? this.#list(indent, depth) : this.#mapping(indent, depth);
  }
  #list(indent, depth) {
    const items = [];
    const lines = [];
    for (let line = this.#next(indent); line !== null && isItem(line.text); line = this.#next(indent)) {
      const item = this.#item(line, depth);
      if (item === REFUSED) return REFUSED;
      items.push(item);
      lines.push(line.line);
    }
    this.lines.set(items, lines);
    return items;
  }
  #item({ indent, text, line }, depth) {
    const rest = text.slice(1).trimStart();
    if (!KEY.test(rest)) {
      this.#at += 1;
      return isItem(rest) ? REFUSED : this.#alone(rest, indent);
    }
    const inner = indent + text.length - rest.length;
    this.#lines[this.#at] = { indent: inner, text: rest, line };
    return this.node(inner, depth + 1);
  }
  #mapping(indent, depth) {
    const fields = {};
    for (let line = this.#next(indent); line !== null && !isItem(line.text); line = this.#next(indent)) {
      const [, key, text] = KEY.exec(line.text) ?? [];
      if (key === void 0 || key === "__proto__" || Object.hasOwn(fields, key)) return REFUSED;
      if (depth === 0) this.keys.set(key, line.line);
      this.#at += 1;
      const value = text === void 0 ? this.#below(indent, depth) : this.#alone(text, indent);
      if (value === REFUSED) return REFUSED;
      fields[key] = value;
    }
    return fields;
  }
  /** What stands under a key: further in, or a list that begins in the key's own column. */
  #below(indent, depth) {
    const next = this.#lines[this.#at];
    if (next === void 0) return REFUSED;
    if (next.indent === indent && isItem(next.text)) return this.#list(indent, depth + 1);
    return next.indent > indent ? this.node(next.indent, depth + 1) : REFUSED;
  }
  /** A scalar that ends with its line. */
  #alone(text, indent) {
    const next = this.#lines[this.#at];
    return next !== void 0 && next.indent > indent ? REFUSED : scalarOf(text);
  }
  #next(indent) {
    const line = this.#lines[this.#at];
    return line !== void 0 && line.indent === indent ? line : null;
  }
};
function scalarOf(text) {
  if (text === "{}") return {};
  if (text === "[]") return [];
  if (text.startsWith("'")) {
    const inside = /^'((?:[^']|'')*)'$/.exec(text)?.[1];
    return inside === void 0 ? REFUSED : inside.replaceAll("''", "'");
  }
  if (text.startsWith('"')) return /^"([^"\\]*)"$/.exec(text)?.[1] ?? REFUSED;
  return /^-?[\w./<=~(+^$][^\p{Cc}\uFEFF]*$/u.test(text) && !/: |:$| #/.test(text) ? text : REFUSED;
}

// src/locks/yaml.ts
function parseYaml(text) {
  const block = parseBlockYaml(text);
  return block === null ? parseWholeYaml(text) : { value: block.value, lineOf: (path) => lineIn(block, path) };
}
function lineIn({ value, lines, keys }, path) {
  let here = value;
  let line = null;
  for (const [depth, part] of path.entries()) {
    if (typeof part === "number") line = lines.get(listOf(here))?.[part] ?? null;
    else line = depth === 0 ? keys.get(part) ?? null : null;
    here = typeof part === "number" ? listOf(here)[part] : fieldsOf(here)[part];
  }
  return line;
}
function parseWholeYaml(text) {
  const counter = new import_yaml.LineCounter();
  const document = (0, import_yaml.parseDocument)(text, {
    lineCounter: counter,
    prettyErrors: false,
    uniqueKeys: true,
    schema: "failsafe"
  });
  const [error] = document.errors;
  if (error !== void 0) {
    const { line, col } = counter.linePos(error.pos[0]);
    const message = error.message.replace(/\s+/g, " ").slice(0, 200);
    throw new Unreadable(`it is not YAML: ${message}`, { line, column: col });
  }
  return {
    value: document.toJS({ maxAliasCount: 50 }),
    lineOf: (path) => {
      const node = document.getIn(path, true);
      const start = (0, import_yaml.isNode)(node) ? node.range?.[0] : void 0;
      return start === void 0 ? null : counter.linePos(start).line;
    }
  };
}
function errorLine(text) {
  try {
    parseYaml(text);
    return null;
  } catch (thrown) {
    return thrown instanceof Unreadable ? thrown.line : null;
  }
}

// src/locks/conda-environment.ts
function readCondaEnvironment(file) {
  const { value, lineOf } = parseYaml(file.text);
  const entries = fieldsOf(value)["dependencies"];
  if (!Array.isArray(entries)) throw new Unreadable("it has no list of `dependencies`");
  const conda = [];
  const pip = [];
  entries.forEach((entry, index) => {
    const line = lineOf(["dependencies", index]);
    if (typeof entry === "string") {
      conda.push(packageOf(entry, line));
      return;
    }
    listOf(fieldsOf(entry)["pip"]).forEach((item, position) => {
      const at2 = lineOf(["dependencies", index, "pip", position]) ?? line ?? 1;
      if (typeof item !== "string") throw new Unreadable("an entry for pip is no text", { line: at2 });
      pip.push({ text: item.trim(), line: at2 });
    });
  });
  const read = readRequirementLines(pip, file);
  return aLock({
    form: "environment",
    packages: [...conda, ...read.packages],
    notes: read.notes,
    complete: false
  });
}
function packageOf(text, line) {
  const spec = parseCondaSpec(text);
  if (spec === null) throw new Unreadable(`\`${cut(text)}\` is no conda spec`, { line });
  const { written } = spec;
  const exact = spec.version !== null && !spec.build?.includes("*");
  return lockedPackage({ ...spec, name: normaliseName(written), ecosystem: "conda", exact, line });
}

// src/locks/conda-file.ts
function condaFileOf(url) {
  const [path = ""] = url.split(/[?#]/, 1);
  const parts = path.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, "").split("/");
  const stem = /^(.+)\.(?:conda|tar\.bz2)$/.exec(parts.pop() ?? "")?.[1] ?? "";
  const words = stem.split("-");
  const [build, version] = [words.pop(), words.pop()];
  const name = words.join("-");
  if (!build || !version || name === "") return null;
  const subdir = parts.pop() || null;
  const channel = parts.filter((part) => part !== "").join("/").replace(/^t\/[^/]+\//, "");
  return { name, version, build, channel: channel || null, subdir };
}
function platformOf(subdir) {
  return subdir === "noarch" ? null : subdir;
}

// src/locks/conda-explicit.ts
function readCondaExplicit(text) {
  const platform = /^# platform: *(\S+)/m.exec(text)?.[1] ?? null;
  const packages = text.split(/\r?\n/).flatMap((line, index) => {
    const wanted2 = line.trim();
    if (wanted2 === "" || wanted2.startsWith("#") || wanted2 === "@EXPLICIT") return [];
    return [packageOf2(wanted2, { platform, line: index + 1 })];
  });
  return aLock({ form: "conda-explicit", packages });
}
function packageOf2(text, { platform, line }) {
  const [url = "", digest = null] = text.split("#", 2);
  const file = condaFileOf(url);
  if (file === null)
    throw new Unreadable(`\`${cut(withoutSecrets(url))}\` is no address of a conda package`, { line });
  const hashes = digest === null ? [] : hashesOf([/[:=]/.test(digest) ? digest : `${algorithmOf(digest)}:${digest}`]);
  if (digest !== null && hashes.length === 0)
    throw new Unreadable(`\`${cut(digest)}\` is no whole digest`, { line });
  return lockedPackage({
    name: normaliseName(file.name),
    written: file.name,
    ecosystem: "conda",
    version: file.version,
    build: file.build,
    channel: file.channel,
    url,
    hashes,
    places: placesOf(platform ?? platformOf(file.subdir)),
    line
  });
}
function algorithmOf(digits) {
  return digits.length > 32 ? "sha256" : "md5";
}
function placesOf(platform) {
  return platform === null ? [] : [{ environment: null, platform }];
}

// src/locks/conda-lock.ts
function readCondaLock(text) {
  const { value, lineOf } = parseYaml(text);
  const root = fieldsOf(value);
  const version = textOf(root["version"]);
  if (version !== "1") {
    throw new Unreadable(`it has conda-lock's version ${version ?? "nothing"}, where 1 is known`, {
      line: lineOf(["version"])
    });
  }
  const entries = root["package"];
  if (!Array.isArray(entries)) throw new Unreadable("it has no list of packages under `package`");
  const packages = entries.map((entry, index) => packageOf3(fieldsOf(entry), lineOf(["package", index])));
  return aLock({ form: "conda-lock", packages });
}
function packageOf3(fields, line) {
  const [written, version] = [textOf(fields["name"]), textOf(fields["version"])];
  const [manager, platform] = [textOf(fields["manager"]), textOf(fields["platform"])];
  if (!written) throw new Unreadable("an entry has no name", { line });
  if (!version || !platform || manager !== "conda" && manager !== "pip")
    throw new Unreadable(`${written} has not all of version, platform and manager`, { line });
  const url = textOf(fields["url"]) ?? "";
  const hash = fieldsOf(fields["hash"]);
  const category = textOf(fields["category"]) ?? "main";
  const common = {
    name: normaliseName(written),
    written,
    version,
    hashes: hashesOf(
      Object.entries(hash).map(([algorithm, digits]) => `${algorithm}:${textOf(digits) ?? ""}`)
    ),
    places: placesOf(platform),
    groups: [normaliseName(category)],
    optional: fields["optional"] === "true",
    line
  };
  return lockedPackage(
    manager === "conda" ? { ...common, ...condaPart(url) } : { ...common, ...pipPart(url) }
  );
}
function condaPart(url) {
  const file = condaFileOf(url);
  return { ecosystem: "conda", url, build: file?.build ?? null, channel: file?.channel ?? null };
}
function pipPart(url) {
  const vcs = vcsOf(url);
  return { ecosystem: "pypi", url: vcs?.url ?? url, commit: vcs?.commit ?? null };
}

// src/locks/listing.ts
var CONDA_HEADER = /^[ \t]*(?:#[ \t]*)?Name[ \t]+Version[ \t]+Build(?:[ \t]|$)/m;
var PIP_HEADER = /^Package[ \t]+Version(?:[ \t].*)?\r?\n-+ /m;
var EXPORT = /^[A-Za-z0-9_][A-Za-z0-9_.-]*=[^=\s]+=[^=\s]+$/;
function isListing(text) {
  return CONDA_HEADER.test(text) || PIP_HEADER.test(text) || isExport(text);
}
function isExport(text) {
  const first = text.split(/\r?\n/).find((line) => line.trim() !== "" && !line.startsWith("#"));
  return first !== void 0 && EXPORT.test(first.trim());
}
function readListing(text) {
  const rows = text.split(/\r?\n/).map((row, index) => ({ text: row.trim(), line: index + 1 }));
  const read = isExport(text) ? exported(text) : PIP_HEADER.test(text) && !CONDA_HEADER.test(text) ? pipRow : condaRow;
  const start = rows.findIndex((row) => /^(?:#\s*)?(?:Name|Package)\s+Version/.test(row.text));
  const packages = rows.slice(start + 1).filter((row) => row.text !== "" && !/^(?:#|[-─]+(?:\s|$))/.test(row.text)).map((row) => read(row));
  return aLock({ form: "listing", packages });
}
function condaRow({ text, line }) {
  const [written, version, build = null, channel = null, more] = text.split(/\s+/);
  if (!written || !version || more !== void 0)
    throw new Unreadable(`\`${cut(text)}\` is no row of name, version, build and channel`, { line });
  const name = normaliseName(written);
  if (channel === "pypi" || build === "pypi_0" || build === "<pip>")
    return lockedPackage({ name, written, version, line });
  return lockedPackage({ name, written, ecosystem: "conda", version, build, channel, line });
}
function pipRow({ text, line }) {
  const [written, version, ...location] = text.split(/\s+/);
  if (!written || !version)
    throw new Unreadable(`\`${cut(text)}\` is no row of package and version`, { line });
  const local = location.join(" ") || null;
  return lockedPackage({
    name: normaliseName(written),
    written,
    version,
    local,
    editable: local !== null,
    line
  });
}
function exported(text) {
  const platform = /^# platform: *(\S+)/m.exec(text)?.[1] ?? null;
  return (row) => {
    const [written = "", version, build = null] = row.text.split("=");
    if (!EXPORT.test(row.text) || version === void 0)
      throw new Unreadable(`\`${cut(row.text)}\` is not name=version=build`, { line: row.line });
    const name = normaliseName(written);
    if (build === "pypi_0") return lockedPackage({ name, written, version, line: row.line });
    return lockedPackage({
      ...{ name, written, ecosystem: "conda", version, build },
      places: placesOf(platform),
      line: row.line
    });
  };
}

// src/locks/form.ts
var NAMES = [
  [/^pylock\..*toml$/, "pylock"],
  [/^uv\b.*\.lock$|\.py\.lock$/, "uv"],
  [/^poetry\b.*\.lock$/, "poetry"],
  [/^pdm\b.*\.lock$/, "pdm"],
  [/^pipfile\b.*\.lock$/, "pipfile"],
  [/^pixi\b.*\.lock$/, "pixi"],
  [/conda-lock.*\.ya?ml$/, "conda-lock"],
  [/^environment\b.*\.ya?ml$/, "environment"]
];
function formOf(name, text) {
  if (text.includes("@EXPLICIT") && /^@EXPLICIT\s*$/m.test(text)) return "conda-explicit";
  const base = name.slice(name.lastIndexOf("/") + 1).toLowerCase();
  const named2 = NAMES.find(([pattern]) => pattern.test(base));
  if (named2 !== void 0) return named2[1];
  if (/^\s*\{/.test(text)) return /"pipfile-spec"/.test(text) ? "pipfile" : null;
  if (/\.toml$/.test(base) || /^\[\[?[\w.-]+\]\]?\s*$/m.test(text)) return tomlForm(text);
  if (/\.ya?ml$/.test(base) || /^(?:version|environments|dependencies|package):/m.test(text))
    return yamlForm(text);
  return isListing(text) ? "listing" : "requirements";
}
function tomlForm(text) {
  if (/^\[\[packages\]\]/m.test(text)) return "pylock";
  if (/^lock_version *=/m.test(text)) return "pdm";
  if (/^lock-version *=/m.test(text)) return "poetry";
  return /^version *= *\d/m.test(text) && /^source *= *\{/m.test(text) ? "uv" : null;
}
function yamlForm(text) {
  if (/^environments:/m.test(text)) return "pixi";
  if (/^package:/m.test(text)) return "conda-lock";
  return /^dependencies:/m.test(text) ? "environment" : null;
}

// src/locks/toml.ts
function parseToml(text, header) {
  const root = rootOf(text);
  const tables = root[header] ?? [];
  if (!Array.isArray(tables) || !tables.every(isFields)) {
    throw new Unreadable(`its \`${header}\` is no array of tables`);
  }
  const lines = linesOf2(text, header);
  const known = lines.length === tables.length;
  return {
    root,
    tables: tables.map((fields, index) => ({ fields, line: known ? lines[index] ?? null : null }))
  };
}
function rootOf(text) {
  try {
    return parse(text);
  } catch (thrown) {
    if (!(thrown instanceof TomlError)) throw thrown;
    const [first = ""] = thrown.message.replace(/^Invalid TOML document: /, "").split("\n", 1);
    throw new Unreadable(`it is not TOML: ${first}`, thrown);
  }
}
function linesOf2(text, header) {
  const wanted2 = `[[${header}]]`;
  const found = [];
  let line = 1;
  for (let at2 = 0; at2 !== -1 && at2 < text.length; line += 1) {
    if (text.startsWith(wanted2, at2)) found.push(line);
    const end = text.indexOf("\n", at2);
    at2 = end === -1 ? -1 : end + 1;
  }
  return found;
}

// src/locks/pdm.ts
function readPdm(text) {
  const { root, tables } = parseToml(text, "package");
  if (root["metadata"] === void 0) throw new Unreadable("it has no `metadata`");
  const metadata = fieldsOf(root["metadata"]);
  const version = textOf(metadata["lock_version"]);
  if (version === null || !/^[34](?:\.|$)/.test(version)) {
    throw new Unreadable(`it has lock_version ${version ?? "nothing"}, where 3.x and 4.x are known`);
  }
  const files = fieldsOf(metadata["files"]);
  const packages = tables.map((table) => packageOf4(table, files));
  const inherits = textsOf(metadata["strategy"]).includes("inherit_metadata");
  return aLock({
    form: "pdm",
    packages,
    roots: inherits ? "listed" : "unmentioned",
    requiresPython: textOf(fieldsOf(listOf(metadata["targets"])[0])["requires_python"]),
    notes: inherits ? [] : ["it does not say which group brings a package, so those of all groups are demanded"]
  });
}
function packageOf4({ fields, line }, files) {
  const [written, version] = [textOf(fields["name"]), textOf(fields["version"])];
  if (written === null) throw new Unreadable("an entry has no name", { line });
  if (version === null) throw new Unreadable(`${written} has no version`, { line });
  const git = textOf(fields["git"]);
  const archives = listOf(fields["files"] ?? files[`${written} ${version}`]).map(fieldsOf);
  return lockedPackage({
    name: normaliseName(written),
    written,
    version,
    commit: git === null ? null : textOf(fields["revision"]),
    url: git === null ? textOf(fields["url"]) : `git+${git}`,
    hashes: hashesOf(archives.map(({ hash }) => textOf(hash))),
    marker: textOf(fields["marker"]),
    groups: textsOf(fields["groups"]).map(normaliseName),
    local: textOf(fields["path"]),
    editable: fields["editable"] === true,
    requires: textsOf(fields["dependencies"]).flatMap(edgeOf),
    line
  });
}
function edgeOf(text) {
  const requirement = parseRequirement(text);
  if (typeof requirement === "string") return [];
  const { name, marker, extras } = requirement;
  return [{ name, version: null, marker, extras, forExtra: null, forGroup: null }];
}

// src/locks/pipfile.ts
function readPipfile(text) {
  const root = rootOf2(text);
  const meta = fieldsOf(root["_meta"]);
  const spec = meta["pipfile-spec"];
  if (spec !== 6) throw new Unreadable(`it has pipfile-spec ${String(spec ?? "nothing")}, where 6 is known`);
  if (!isFields(root["default"])) throw new Unreadable("it has no `default` packages");
  const lines = keyLines(text);
  const packages = Object.entries(root).filter(([category]) => category !== "_meta").flatMap(
    ([category, entries]) => Object.entries(fieldsOf(entries)).map(
      ([written, entry]) => packageOf5(written, fieldsOf(entry), { category, line: lines.get(`${category} ${written}`) ?? null })
    )
  );
  const python = textOf(fieldsOf(meta["requires"])["python_version"]);
  return aLock({ form: "pipfile", packages, requiresPython: python === null ? null : `==${python}.*` });
}
function rootOf2(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Unreadable("it is not JSON", { line: errorLine(text) });
  }
  if (!isFields(value)) throw new Unreadable("it is no JSON object", { line: 1 });
  return value;
}
function keyLines(text) {
  const found = /* @__PURE__ */ new Map();
  let category = "";
  text.split("\n").forEach((line, index) => {
    const [, indent, key = ""] = /^( {4}| {8})"([^"\\]+)": \{/.exec(line) ?? [];
    if (indent?.length === 4) category = key;
    if (indent?.length === 8) found.set(`${category} ${key}`, index + 1);
  });
  return found;
}
var SOURCES = ["git", "hg", "svn", "bzr"];
function packageOf5(written, fields, { category, line }) {
  const specifier = textOf(fields["version"]) ?? "";
  const version = exactVersion(specifier);
  const vcs = SOURCES.flatMap((kind) => textOf(fields[kind]) ?? [])[0] ?? null;
  const ref = textOf(fields["ref"]) ?? "";
  const file = textOf(fields["file"]);
  const path = textOf(fields["path"]);
  if (specifier === "" && vcs === null && file === null && path === null)
    throw new Unreadable(`${written} has neither a version nor a source`, { line });
  return lockedPackage({
    name: normaliseName(written),
    written,
    version: version ?? (file === null ? null : wheelOf(file)?.version ?? null),
    specifier: version === null && !/^\*?$/.test(specifier) ? specifier : null,
    commit: vcs !== null && isCommit(ref) ? ref : null,
    url: vcs ?? file,
    hashes: hashesOf(textsOf(fields["hashes"])),
    marker: textOf(fields["markers"]),
    groups: [category === "develop" ? "dev" : normaliseName(category)],
    local: path,
    editable: fields["editable"] === true,
    line
  });
}

// src/locks/pixi.ts
function readPixi(text) {
  const { value, lineOf } = parseYaml(text);
  const root = fieldsOf(value);
  const version = textOf(root["version"]);
  if (version === null || !/^[456]$/.test(version)) {
    throw new Unreadable(`it has pixi's lock version ${version ?? "nothing"}, where 4 to 6 are known`, {
      line: lineOf(["version"])
    });
  }
  const entries = root["packages"];
  if (!Array.isArray(entries)) throw new Unreadable("it has no list of `packages`");
  if (!isFields(root["environments"])) throw new Unreadable("it has no `environments`");
  const places = placesByAddress(root["environments"]);
  const addresses = /* @__PURE__ */ new Set();
  const packages = entries.map((item, index) => {
    const fields = fieldsOf(item);
    const address = addressOf(fields);
    addresses.add(address);
    const where = places.get(address) ?? NOWHERE;
    return packageOf6(fields, { address, places: where, line: lineOf(["packages", index]) });
  });
  const absent2 = [...places.keys()].filter((address) => !addresses.has(address)).length;
  const notes = absent2 === 0 ? [] : [`${absent2} packages that its environments list have no entry`];
  return aLock({ form: "pixi", packages, notes });
}
var NOWHERE = [{ environment: "", platform: null }];
function placesByAddress(environments) {
  const found = /* @__PURE__ */ new Map();
  for (const [environment, description] of Object.entries(environments)) {
    for (const [platform, list] of Object.entries(fieldsOf(fieldsOf(description)["packages"]))) {
      for (const item of listOf(list)) {
        const address = addressOf(fieldsOf(item));
        const places = found.get(address) ?? [];
        places.push({ environment, platform });
        found.set(address, places);
      }
    }
  }
  return found;
}
function addressOf(fields) {
  return textOf(fields["conda"]) ?? textOf(fields["pypi"]) ?? textOf(fields["url"]) ?? textOf(fields["path"]) ?? "";
}
function packageOf6(fields, { address, places, line }) {
  const kind = kindOf(fields);
  if (kind === null) throw new Unreadable("an entry is neither of conda nor of PyPI", { line });
  const file = kind === "conda" ? condaFileOf(address) : null;
  const archive = file ?? (kind === "pypi" ? wheelOf(address) : null);
  const written = textOf(fields["name"]) ?? archive?.name ?? "";
  const version = textOf(fields["version"]) ?? archive?.version ?? null;
  const local = kind === "pypi" && archive === null && !/^[a-z][a-z0-9+.-]*:/i.test(address) ? address : null;
  if (written === "") throw new Unreadable("an entry has no name", { line });
  if (version === null && local === null) throw new Unreadable(`${written} has no version`, { line });
  const vcs = vcsOf(address);
  return lockedPackage({
    name: normaliseName(written),
    written,
    ecosystem: kind,
    version,
    build: textOf(fields["build"]) ?? file?.build ?? null,
    channel: file?.channel ?? null,
    commit: vcs?.commit ?? null,
    url: vcs?.url ?? address,
    hashes: hashesOf(["sha256", "md5"].map((algorithm) => `${algorithm}:${textOf(fields[algorithm]) ?? ""}`)),
    places,
    local,
    editable: fields["editable"] === "true",
    line
  });
}
function kindOf(fields) {
  const kind = textOf(fields["kind"]);
  if (kind === "conda" || kind === "pypi") return kind;
  if (fields["conda"] !== void 0) return "conda";
  return fields["pypi"] !== void 0 ? "pypi" : null;
}

// src/locks/poetry.ts
function readPoetry(text) {
  const { root, tables } = parseToml(text, "package");
  if (root["metadata"] === void 0)
    throw new Unreadable("it has no `metadata`, which Poetry writes at its end");
  const metadata = fieldsOf(root["metadata"]);
  const version = textOf(metadata["lock-version"]);
  if (version === null || !/^[12]\./.test(version)) {
    throw new Unreadable(`it has lock-version ${version ?? "nothing"}, where 1.x and 2.x are known`);
  }
  const wanted2 = extrasByPackage(root["extras"]);
  const files = fieldsOf(metadata["files"]);
  const packages = tables.map((table) => packageOf7(table, wanted2, files));
  const grouped = packages.some(({ groups }) => groups.length > 0);
  const notes = grouped || packages.length === 0 ? [] : ["it does not say which group brings a package, so those of all groups are demanded"];
  return aLock({
    form: "poetry",
    packages,
    roots: /^1\.|^2\.0/.test(version) ? "unmentioned" : "listed",
    requiresPython: poetryRange(textOf(metadata["python-versions"])),
    notes
  });
}
function poetryRange(text) {
  return text === null || /[\^|*]|~(?!=)/.test(text) ? null : text;
}
function extrasByPackage(value) {
  const found = /* @__PURE__ */ new Map();
  for (const [extra, list] of Object.entries(fieldsOf(value))) {
    for (const item of textsOf(list)) {
      const name = normaliseName(/^[A-Za-z0-9._-]*/.exec(item)?.[0] ?? "");
      found.set(name, [...found.get(name) ?? [], normaliseName(extra)]);
    }
  }
  return found;
}
function packageOf7({ fields, line }, wanted2, files) {
  const [written, version] = [textOf(fields["name"]), textOf(fields["version"])];
  if (written === null) throw new Unreadable("an entry has no name", { line });
  if (version === null) throw new Unreadable(`${written} has no version`, { line });
  const name = normaliseName(written);
  const source = fieldsOf(fields["source"]);
  const type = textOf(source["type"]);
  const archives = listOf(fields["files"] ?? files[written]).map(fieldsOf);
  return lockedPackage({
    name,
    written,
    version,
    commit: type === "git" ? textOf(source["resolved_reference"]) : null,
    url: type === "git" || type === "url" ? textOf(source["url"]) : null,
    hashes: hashesOf(archives.map(({ hash }) => textOf(hash))),
    marker: markerOf(fields["markers"]),
    groups: groupsOf(fields),
    extras: wanted2.get(name) ?? [],
    optional: fields["optional"] === true,
    local: type === "directory" ? textOf(source["url"]) : null,
    editable: fields["develop"] === true,
    requires: edgesOf(fields["dependencies"]),
    line
  });
}
function markerOf(value) {
  const texts = typeof value === "string" ? [value] : Object.values(fieldsOf(value)).flatMap((one) => textOf(one) ?? []);
  if (texts.length < 2) return texts[0] ?? null;
  return texts.map((text) => `(${text})`).join(" or ");
}
function groupsOf(fields) {
  const category = textOf(fields["category"]);
  return category === null ? textsOf(fields["groups"]).map(normaliseName) : [category];
}
function edgesOf(value) {
  return Object.entries(fieldsOf(value)).flatMap(([name, dependency]) => {
    const several = Array.isArray(dependency) ? dependency : [dependency];
    return several.map(fieldsOf).map((fields) => ({
      name: normaliseName(name),
      version: null,
      marker: textOf(fields["markers"]),
      extras: [],
      // Optional ones are those of an extra of that package; which was asked for, the entry does not say.
      forExtra: fields["optional"] === true ? "" : null,
      forGroup: null
    }));
  });
}

// src/locks/pylock.ts
function readPylock(text) {
  const { root, tables } = parseToml(text, "packages");
  const version = textOf(root["lock-version"]);
  if (version === null || !/^1\./.test(version)) {
    throw new Unreadable(`it has lock-version ${version ?? "nothing"}, where 1.0 is known`);
  }
  if (root["packages"] === void 0) throw new Unreadable("it has no `packages`");
  return aLock({
    form: "pylock",
    packages: tables.map(packageOf8),
    requiresPython: textOf(root["requires-python"])
  });
}
var SOURCES2 = ["vcs", "directory", "archive", "sdist", "wheels"];
function packageOf8({ fields, line }) {
  const written = textOf(fields["name"]);
  if (written === null) throw new Unreadable("an entry has no name", { line });
  if (!SOURCES2.some((source) => source in fields))
    throw new Unreadable(`${written} has none of ${SOURCES2.join(", ")}`, { line });
  const [vcs, directory, archive] = [fields["vcs"], fields["directory"], fields["archive"]].map(fieldsOf);
  const archives = [fields["archive"], fields["sdist"], ...listOf(fields["wheels"])].map(fieldsOf);
  return lockedPackage({
    name: normaliseName(written),
    written,
    version: textOf(fields["version"]),
    commit: textOf(vcs?.["commit-id"]),
    url: textOf(vcs?.["url"]) ?? textOf(archive?.["url"]),
    hashes: hashesOf(archives.flatMap(({ hashes }) => pairsOf(hashes))),
    marker: textOf(fields["marker"]),
    local: textOf(directory?.["path"]),
    editable: directory?.["editable"] === true,
    line
  });
}
function pairsOf(value) {
  return Object.entries(fieldsOf(value)).map(([algorithm, digits]) => `${algorithm}:${textOf(digits) ?? ""}`);
}

// src/locks/uv.ts
function readUv(text) {
  const { root, tables } = parseToml(text, "package");
  const version = root["version"];
  if (version !== 1) {
    throw new Unreadable(`it has uv's lock version ${String(version ?? "nothing")}, where 1 is known`, {
      line: 1
    });
  }
  const packages = tables.map(packageOf9);
  return aLock({
    form: "uv",
    packages,
    roots: rootsOf(packages, fieldsOf(root["manifest"])),
    requiresPython: textOf(root["requires-python"])
  });
}
function packageOf9({ fields, line }) {
  const written = textOf(fields["name"]);
  if (written === null) throw new Unreadable("an entry has no name", { line });
  if (fields["source"] === void 0) throw new Unreadable(`${written} has no source`, { line });
  const source = fieldsOf(fields["source"]);
  const local = localOf3(source);
  const version = textOf(fields["version"]);
  if (version === null && local === null && source["git"] === void 0)
    throw new Unreadable(`${written} has no version`, { line });
  const archives = [fields["sdist"], ...listOf(fields["wheels"])];
  const markers = textsOf(fields["resolution-markers"]);
  return lockedPackage({
    name: normaliseName(written),
    written,
    version,
    ...originOf(source),
    hashes: hashesOf(archives.map((archive) => textOf(fieldsOf(archive)["hash"]))),
    marker: markers.length === 0 ? null : markers.map((marker) => `(${marker})`).join(" or "),
    local,
    editable: source["editable"] !== void 0,
    requires: edgesOf2(fields),
    line
  });
}
function localOf3(source) {
  return textOf(source["editable"]) ?? textOf(source["virtual"]) ?? textOf(source["directory"]);
}
function originOf(source) {
  const git = textOf(source["git"]);
  if (git === null) return { url: textOf(source["url"]), commit: null };
  const [asked = git, commit = ""] = git.split("#", 2);
  const [url = asked] = asked.split("?", 1);
  return { url: `git+${url}`, commit: isCommit(commit) ? commit : null };
}
function edgesOf2(fields) {
  return [
    ...edges(fields["dependencies"], {}),
    ...named(fields["optional-dependencies"], (forExtra) => ({ forExtra })),
    ...named(fields["dev-dependencies"], (forGroup) => ({ forGroup }))
  ];
}
function named(value, condition) {
  if (value === void 0) return [];
  return Object.entries(fieldsOf(value)).flatMap(
    ([name, list]) => edges(list, condition(normaliseName(name)))
  );
}
function edges(value, { forExtra = null, forGroup = null }) {
  const found = [];
  for (const item of listOf(value)) {
    const fields = fieldsOf(item);
    const name = textOf(fields["name"]);
    if (name === null) continue;
    found.push({
      name: normaliseName(name),
      version: textOf(fields["version"]),
      marker: textOf(fields["marker"]),
      extras: textsOf(fields["extra"]).map(normaliseName),
      forExtra,
      forGroup
    });
  }
  return found;
}
function rootsOf(packages, manifest) {
  const project = packages.filter(({ local }) => local === ".").map(({ name }) => name);
  const asked = listOf(manifest["requirements"]).flatMap((item) => textOf(fieldsOf(item)["name"]) ?? []);
  const members = textsOf(manifest["members"]);
  const roots = [project, asked, members].find((names) => names.length > 0);
  return roots?.map(normaliseName) ?? "unmentioned";
}

// src/locks/read-lock.ts
var LONGEST_LOCK = 32 * 1024 * 1024;
var READERS = {
  requirements: readRequirementsOrFreeze,
  pylock: ({ text }) => readPylock(text),
  uv: ({ text }) => readUv(text),
  poetry: ({ text }) => readPoetry(text),
  pdm: ({ text }) => readPdm(text),
  pipfile: ({ text }) => readPipfile(text),
  "conda-lock": ({ text }) => readCondaLock(text),
  "conda-explicit": ({ text }) => readCondaExplicit(text),
  environment: readCondaEnvironment,
  pixi: ({ text }) => readPixi(text),
  listing: ({ text }) => readListing(text)
};
function readLock(name, text, more) {
  try {
    const body = text.startsWith("\uFEFF") ? text.slice(1) : text;
    checkText(body);
    const form = formOf(name, body);
    if (form === null) return { kind: "unreadable", because: "it is none of the known forms of lock files" };
    return READERS[form]({ name, text: body, more });
  } catch (thrown) {
    return unreadable(thrown);
  }
}
function unreadable(thrown) {
  if (!(thrown instanceof Unreadable)) {
    const message2 = thrown instanceof Error ? thrown.message : String(thrown);
    return { kind: "unreadable", because: `its parser gave up: ${message2.split("\n", 1)[0]}` };
  }
  const { message, line, column } = thrown;
  return {
    kind: "unreadable",
    because: message,
    ...line === null ? {} : { line },
    ...column === null ? {} : { column }
  };
}
function checkText(text) {
  if (text.length > LONGEST_LOCK) throw new Unreadable("it is longer than 32 MiB");
  if (text.trim() === "") throw new Unreadable("it is empty");
  const marked = text.includes("<<<<<<<") || text.includes(">>>>>>>");
  const conflict = marked ? /^(?:<{7}|>{7})(?: |\r?$)/m.exec(text) : null;
  if (conflict !== null) throw at(text, conflict.index, "it has merge-conflict markers");
  if (text.includes("\0")) throw at(text, text.indexOf("\0"), "it is not UTF-8 text; save it as UTF-8");
  if (!text.includes("\uFFFD")) return;
  for (const found of text.matchAll(/^.*\uFFFD/gm)) {
    if (!/^\s*(?:#|description\b|summary\b)/.test(found[0]))
      throw at(text, found.index, "it is not UTF-8 text; save it as UTF-8");
  }
}
function at(text, offset, because) {
  return new Unreadable(because, { line: text.slice(0, offset).split("\n").length });
}
function readRequirementsOrFreeze(file) {
  const lock = readRequirements(file);
  const base = file.name.slice(file.name.lastIndexOf("/") + 1);
  const frozen = lock.packages.every(
    ({ exact, url, marker, hashes, constraint, file: included, local }) => (exact || url !== null || local !== null) && marker === null && hashes.length === 0 && !constraint && included === null
  );
  if (!frozen || lock.packages.length === 0 || /requirement|constraint|reqs|deps/i.test(base)) return lock;
  return { ...lock, form: "listing", complete: true };
}

// src/capture/project/locks.ts
var LARGEST_LOCK = 32 * 1024 * 1024;
async function readLocks(machine, { directory, paths, python }) {
  const read = await Promise.all(
    [...new Set(paths)].map(async (path) => {
      try {
        return await readOne(machine, { directory, path, python });
      } catch (thrown) {
        return unreadable2(path, thrown instanceof Error ? thrown.message : String(thrown));
      }
    })
  );
  return {
    facts: read.flatMap(({ facts }) => facts === null ? [] : [facts]),
    unknown: read.flatMap(({ unknown }) => unknown)
  };
}
function unreadable2(path, because) {
  return { facts: null, unknown: [{ path: `locks[${path}]`, because }] };
}
async function readOne(machine, { directory, path, python }) {
  if (isOutside(path)) return unreadable2(path, "it is outside the project");
  const texts = await readWithIncludes(machine, directory, path);
  const text = texts.get(path) ?? null;
  if (text === null) return unreadable2(path, "there is no such file");
  if (text.length >= LARGEST_LOCK) return unreadable2(path, `it has more than ${LARGEST_LOCK} bytes`);
  const reading = readLock(path, text, (other) => texts.get(other) ?? null);
  if (reading.kind === "unreadable") return unreadable2(path, whyUnreadable(reading));
  const lock = describe(reading, { path, sha256: machine.sha256(text) });
  const because = whyNoComparison(python);
  if (because !== null || python.facts === null) {
    return {
      facts: lock,
      unknown: [{ path: `locks[${path}].disagreements`, because: because ?? NO_PYTHON }]
    };
  }
  const environment = environmentOf(machine, python.facts);
  const project = projectNames(await readInside(machine, directory, "pyproject.toml"));
  const disagreements = agree(reading, installedIn(python.facts, python.unknown), {
    environment,
    ...project
  });
  return { facts: { ...lock, disagreements }, unknown: [] };
}
function isOutside(path) {
  return /^(?:[\\/~]|[A-Za-z]:)/.test(path) || path.split(/[\\/]/).includes("..");
}
function whyUnreadable({ because, line }) {
  return line === void 0 ? because : `line ${line}: ${because}`;
}
var NO_PYTHON = "there is no Python to compare it with";
function whyNoComparison({ facts, unknown }) {
  if (facts === null) return unknown.find(({ path }) => path === "python")?.because ?? NO_PYTHON;
  return unknown.find(({ path }) => path === "python.packages")?.because ?? null;
}
var MOST_INCLUDES = 64;
async function readWithIncludes(machine, directory, path) {
  const texts = /* @__PURE__ */ new Map();
  let wanted2 = [path];
  while (wanted2.length > 0 && texts.size < MOST_INCLUDES) {
    for (const name of wanted2) texts.set(name, await readInside(machine, directory, name));
    const missing = /* @__PURE__ */ new Set();
    readLock(path, texts.get(path) ?? "", (other) => {
      if (!texts.has(other)) missing.add(other);
      return texts.get(other) ?? null;
    });
    wanted2 = [...missing];
  }
  return texts;
}
async function readInside(machine, directory, path) {
  return isOutside(path) ? null : machine.software.readText(`${directory}/${path}`, LARGEST_LOCK);
}
function describe(lock, file) {
  const { form, packages, requiresPython, notes } = lock;
  return { ...file, form, packages: packages.length, requiresPython, disagreements: [], notes };
}
function environmentOf(machine, { version, implementation }) {
  const { platform, arch } = machine;
  return markerEnvironment({ pythonVersion: version, implementation, platform, arch });
}
function projectNames(pyproject) {
  try {
    const { project } = parse(pyproject ?? "");
    return typeof project?.name === "string" ? { project: [normaliseName(project.name)] } : {};
  } catch {
    return {};
  }
}
function installedIn({ packages, conda }, unknown) {
  const unclear = new Set(unknown.map(({ path }) => path));
  const byConda = new Set(conda.map(({ name, version }) => `${normaliseName(name)} ${version}`));
  return [
    ...packages.map((entry) => ({
      ...entry,
      version: unclear.has(packagePath(entry.name, "version")) ? "" : entry.version,
      // Packages that conda built with pip say that pip installed them.
      installer: byConda.has(`${entry.name} ${entry.version}`) ? "conda" : entry.installer,
      archiveHashes: entry.archive === null ? [] : [entry.archive]
    })),
    ...conda.map(({ name, version, build }) => ({
      name,
      version,
      build,
      commit: null,
      editable: false,
      ecosystem: "conda"
    }))
  ];
}
export {
  readLocks
};
