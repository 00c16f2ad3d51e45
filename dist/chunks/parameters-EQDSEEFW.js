import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  looksSecret
} from "./chunk-WUOEOQFZ.js";
import {
  diffParameters
} from "./chunk-XWVKRE5X.js";
import {
  parsePathGlob,
  walk
} from "./chunk-AYP4K4DV.js";
import {
  require_dist
} from "./chunk-ILLALMCX.js";
import {
  __toESM
} from "./chunk-POKRKV4F.js";

// src/capture/project/parameters/flatten.ts
var import_yaml = __toESM(require_dist(), 1);
var MOST_KEYS = 2e3;
var LONGEST_VALUE = 4096;
var WITHHELD = "<withheld: the name says that it is a secret>";
function flattenYaml(text, sha256) {
  try {
    const document = (0, import_yaml.parseDocument)(text, { prettyErrors: false, logLevel: "error", merge: true });
    const [error] = document.errors;
    if (error !== void 0) return { kind: "problem", because: `it cannot be parsed: ${error.message}` };
    if (hasAlias(document.contents)) return flattenValue(document.toJS({ maxAliasCount: 50 }), sha256);
    const table = new Table(sha256);
    addNode(table, "", document.contents);
    return table.result();
  } catch (thrown) {
    return {
      kind: "problem",
      because: `it cannot be parsed: ${thrown instanceof Error ? thrown.message : String(thrown)}`
    };
  }
}
function flattenOverrides(text, sha256) {
  const document = (0, import_yaml.parseDocument)(text, { schema: "failsafe", prettyErrors: false, logLevel: "error" });
  const list = document.errors.length > 0 || hasAlias(document.contents) ? null : document.toJS();
  if (!Array.isArray(list)) return { kind: "problem", because: "expected a list of overrides" };
  const table = new Table(sha256);
  for (const override of list.filter((item) => typeof item === "string")) {
    const [, key = "", value = ""] = /^([^=]*)=?([\s\S]*)$/.exec(override) ?? [];
    table.set(key, value);
  }
  return table.result();
}
function flattenValue(value, sha256) {
  const table = new Table(sha256);
  addValue(table, "", value);
  return table.result();
}
function hasAlias(node) {
  let found = false;
  (0, import_yaml.visit)(node, {
    Alias: () => {
      found = true;
      return import_yaml.visit.BREAK;
    }
  });
  return found;
}
var Table = class {
  #values = /* @__PURE__ */ new Map();
  #sha256;
  #left = 0;
  constructor(sha256) {
    this.#sha256 = sha256;
  }
  set(key, written) {
    if (this.#values.size >= MOST_KEYS && !this.#values.has(key)) this.#left += 1;
    else this.#values.set(key, holdsSecret(key, written) ? WITHHELD : this.#short(written));
  }
  #short(text) {
    if (text.length <= LONGEST_VALUE) return text;
    return `${text.length} characters, sha256:${this.#sha256(text)}`;
  }
  result() {
    return { kind: "values", values: Object.fromEntries(this.#values), left: this.#left };
  }
};
var EMPTY = /^(?:true|false|null|~|\{\}|\[\]|"")?$/i;
var OF_TOKENIZER = /^(?:-?\d{1,9}|<[^<>]{1,30}>)$/;
function holdsSecret(key, written) {
  if (!looksSecret(key) || EMPTY.test(written)) return false;
  return !(/token/i.test(key) && OF_TOKENIZER.test(written));
}
var DEEPEST = 100;
function addNode(table, key, node, depth = 0) {
  if (depth > DEEPEST) throw new Error(`it is nested more than ${DEEPEST} deep`);
  if ((0, import_yaml.isMap)(node) && node.items.length > 0) {
    for (const pair of node.items) addNode(table, below(key, keyText(pair.key)), pair.value, depth + 1);
  } else if ((0, import_yaml.isSeq)(node) && node.items.length > 0) {
    for (const [index, item] of node.items.entries()) addNode(table, `${key}[${index}]`, item, depth + 1);
  } else if ((0, import_yaml.isMap)(node)) table.set(key, "{}");
  else if ((0, import_yaml.isSeq)(node)) table.set(key, "[]");
  else table.set(key, (0, import_yaml.isScalar)(node) ? writtenAs(node) : "null");
}
function keyText(key) {
  if (!(0, import_yaml.isScalar)(key)) return String(key);
  return typeof key.value === "string" ? key.value : key.source ?? String(key.value);
}
function below(key, name) {
  const escaped = name.replace(/[\\.[\]]/g, "\\$&");
  return key === "" ? escaped : `${key}.${escaped}`;
}
function writtenAs(node) {
  if (typeof node.value === "string") return wordAs(node.value);
  return node.source ?? String(node.value);
}
var CONSTANT = /^(?:~|null|true|false|[-+]?\d+|0o[0-7]+|0x[\da-f]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?|[-+]?\.inf|\.nan|\{\}|\[\])?$/i;
function wordAs(text) {
  return CONSTANT.test(text) ? JSON.stringify(text) : text;
}
function addValue(table, key, value, depth = 0) {
  if (depth > DEEPEST) throw new Error(`it is nested more than ${DEEPEST} deep`);
  if (Array.isArray(value) && value.length > 0) {
    for (const [index, item] of value.entries()) addValue(table, `${key}[${index}]`, item, depth + 1);
  } else if (typeof value === "object" && value !== null && !(value instanceof Date)) {
    const entries = Object.entries(value);
    for (const [name, item] of entries) addValue(table, below(key, name), item, depth + 1);
    if (entries.length === 0) table.set(key, Array.isArray(value) ? "[]" : "{}");
  } else table.set(key, constantAs(value));
}
function constantAs(value) {
  if (typeof value === "string") return wordAs(value);
  return value instanceof Date ? value.toISOString() : String(value);
}

// src/capture/project/parameters.ts
var LARGEST_FILE = 4 * 1024 * 1024;
var MOST_FILES = 100;
async function readParameters(machine, request) {
  const found = /* @__PURE__ */ new Map();
  const unknown = [];
  for (const pattern of new Set(request.patterns)) {
    const { files: files2, problems } = await filesOf(machine, request.directory, pattern);
    for (const file of files2) found.set(file.path, file);
    unknown.push(...problems.map(({ path, because }) => unknownFile(path, because)));
  }
  const files = [...found.values()].sort((a, b) => a.path < b.path ? -1 : 1);
  if (files.length > MOST_FILES)
    unknown.push(unknownFile(`${MOST_FILES} and more`, `more than ${MOST_FILES} files are named`));
  const parsed = await Promise.all(
    files.slice(0, MOST_FILES).map((file) => readFile(machine, file, request))
  );
  return {
    facts: parsed.flatMap(({ facts }) => facts ?? []),
    unknown: [...unknown, ...parsed.flatMap((one) => one.unknown)]
  };
}
function unknownFile(path, because) {
  return { path: `parameters[${path}]`, because };
}
async function filesOf(machine, directory, pattern) {
  const problem = (because) => ({ files: [], problems: [{ path: pattern, because }] });
  const parsed = parsePathGlob(pattern);
  if (parsed.kind === "problem") return problem(parsed.because);
  const { data } = machine;
  try {
    const root = data === void 0 ? null : await data.real(directory);
    if (data === void 0 || root === null) return problem("the repository cannot be looked into");
    const walked = await walk({ data, directory, root, excluded: [] }, parsed.glob);
    if (walked.kind === "files") return walked;
    const files = walked.files.filter(({ path }) => HYDRA.test(path));
    return files.length > 0 ? { files, problems: [] } : problem("expected a file or a .hydra folder, found another folder");
  } catch (thrown) {
    return problem(thrown instanceof Error ? thrown.message : String(thrown));
  }
}
var HYDRA = /(?:^|\/)\.hydra\/(?:config|overrides)\.yaml$/;
async function readFile({ software, sha256 }, { path, real }, request) {
  const fail = (because2) => ({ facts: null, unknown: [unknownFile(path, because2)] });
  const text = await software.readText(real, LARGEST_FILE).catch(() => null);
  if (text === null) return fail("it cannot be read");
  if (text.length >= LARGEST_FILE) return fail(`it has more than ${LARGEST_FILE} bytes`);
  const hash = `sha256:${sha256(text)}`;
  const parsed = parseParameters(text, { path, sha256, toml: request.toml });
  if (parsed.kind === "problem") {
    return { facts: { path, hash, values: {} }, unknown: [unknownFile(path, parsed.because)] };
  }
  const { values, left } = parsed;
  const because = `it has ${left} more keys than are compared one by one; its digest covers them`;
  return { facts: { path, hash, values }, unknown: left === 0 ? [] : [unknownFile(path, because)] };
}
function parseParameters(text, { path, sha256, toml }) {
  if (/(?:^|\/)\.hydra\/overrides\.yaml$/.test(path)) return flattenOverrides(text, sha256);
  if (/\.(?:ya?ml|json)$/i.test(path)) return flattenYaml(text, sha256);
  if (!/\.toml$/i.test(path))
    return { kind: "problem", because: "expected a file of YAML, JSON or TOML, by its name" };
  if (toml === void 0)
    return { kind: "problem", because: "this version does not read parameters in TOML key by key" };
  try {
    return flattenValue(toml(text), sha256);
  } catch (thrown) {
    return {
      kind: "problem",
      because: `it cannot be parsed: ${thrown instanceof Error ? thrown.message : String(thrown)}`
    };
  }
}
export {
  diffParameters,
  parseParameters,
  readParameters
};
