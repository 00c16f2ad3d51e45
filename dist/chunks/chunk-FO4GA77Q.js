import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  TOOL
} from "./chunk-VRIPUGIJ.js";

// src/github/actions-io.ts
import { randomUUID as randomUUID2 } from "node:crypto";
import { readFile } from "node:fs/promises";

// node_modules/@actions/core/lib/command.js
import * as os from "os";

// node_modules/@actions/core/lib/utils.js
function toCommandValue(input) {
  if (input === null || input === void 0) {
    return "";
  } else if (typeof input === "string" || input instanceof String) {
    return input;
  }
  return JSON.stringify(input);
}
function toCommandProperties(annotationProperties) {
  if (!Object.keys(annotationProperties).length) {
    return {};
  }
  return {
    title: annotationProperties.title,
    file: annotationProperties.file,
    line: annotationProperties.startLine,
    endLine: annotationProperties.endLine,
    col: annotationProperties.startColumn,
    endColumn: annotationProperties.endColumn
  };
}

// node_modules/@actions/core/lib/command.js
function issueCommand(command, properties, message) {
  const cmd = new Command(command, properties, message);
  process.stdout.write(cmd.toString() + os.EOL);
}
function issue(name, message = "") {
  issueCommand(name, {}, message);
}
var CMD_STRING = "::";
var Command = class {
  constructor(command, properties, message) {
    if (!command) {
      command = "missing.command";
    }
    this.command = command;
    this.properties = properties;
    this.message = message;
  }
  toString() {
    let cmdStr = CMD_STRING + this.command;
    if (this.properties && Object.keys(this.properties).length > 0) {
      cmdStr += " ";
      let first = true;
      for (const key in this.properties) {
        if (this.properties.hasOwnProperty(key)) {
          const val = this.properties[key];
          if (val) {
            if (first) {
              first = false;
            } else {
              cmdStr += ",";
            }
            cmdStr += `${key}=${escapeProperty(val)}`;
          }
        }
      }
    }
    cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
    return cmdStr;
  }
};
function escapeData(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}

// node_modules/@actions/core/lib/file-command.js
import * as crypto from "crypto";
import * as fs from "fs";
import * as os2 from "os";
function issueFileCommand(command, message) {
  const filePath = process.env[`GITHUB_${command}`];
  if (!filePath) {
    throw new Error(`Unable to find environment variable for file command ${command}`);
  }
  if (!fs.existsSync(filePath)) {
    throw new Error(`Missing file at path: ${filePath}`);
  }
  fs.appendFileSync(filePath, `${toCommandValue(message)}${os2.EOL}`, {
    encoding: "utf8"
  });
}
function prepareKeyValueMessage(key, value) {
  const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
  const convertedValue = toCommandValue(value);
  if (key.includes(delimiter)) {
    throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
  }
  if (convertedValue.includes(delimiter)) {
    throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
  }
  return `${key}<<${delimiter}${os2.EOL}${convertedValue}${os2.EOL}${delimiter}`;
}

// node_modules/@actions/core/lib/core.js
import * as os3 from "os";

// node_modules/@actions/core/lib/summary.js
import { EOL as EOL3 } from "os";
import { constants, promises } from "fs";
var __awaiter = function(thisArg, _arguments, P, generator) {
  function adopt(value) {
    return value instanceof P ? value : new P(function(resolve) {
      resolve(value);
    });
  }
  return new (P || (P = Promise))(function(resolve, reject) {
    function fulfilled(value) {
      try {
        step(generator.next(value));
      } catch (e) {
        reject(e);
      }
    }
    function rejected(value) {
      try {
        step(generator["throw"](value));
      } catch (e) {
        reject(e);
      }
    }
    function step(result) {
      result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
    }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
var { access, appendFile, writeFile } = promises;
var SUMMARY_ENV_VAR = "GITHUB_STEP_SUMMARY";
var Summary = class {
  constructor() {
    this._buffer = "";
  }
  /**
   * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
   * Also checks r/w permissions.
   *
   * @returns step summary file path
   */
  filePath() {
    return __awaiter(this, void 0, void 0, function* () {
      if (this._filePath) {
        return this._filePath;
      }
      const pathFromEnv = process.env[SUMMARY_ENV_VAR];
      if (!pathFromEnv) {
        throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
      }
      try {
        yield access(pathFromEnv, constants.R_OK | constants.W_OK);
      } catch (_a) {
        throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
      }
      this._filePath = pathFromEnv;
      return this._filePath;
    });
  }
  /**
   * Wraps content in an HTML tag, adding any HTML attributes
   *
   * @param {string} tag HTML tag to wrap
   * @param {string | null} content content within the tag
   * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
   *
   * @returns {string} content wrapped in HTML element
   */
  wrap(tag, content, attrs = {}) {
    const htmlAttrs = Object.entries(attrs).map(([key, value]) => ` ${key}="${value}"`).join("");
    if (!content) {
      return `<${tag}${htmlAttrs}>`;
    }
    return `<${tag}${htmlAttrs}>${content}</${tag}>`;
  }
  /**
   * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
   *
   * @param {SummaryWriteOptions} [options] (optional) options for write operation
   *
   * @returns {Promise<Summary>} summary instance
   */
  write(options) {
    return __awaiter(this, void 0, void 0, function* () {
      const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
      const filePath = yield this.filePath();
      const writeFunc = overwrite ? writeFile : appendFile;
      yield writeFunc(filePath, this._buffer, { encoding: "utf8" });
      return this.emptyBuffer();
    });
  }
  /**
   * Clears the summary buffer and wipes the summary file
   *
   * @returns {Summary} summary instance
   */
  clear() {
    return __awaiter(this, void 0, void 0, function* () {
      return this.emptyBuffer().write({ overwrite: true });
    });
  }
  /**
   * Returns the current summary buffer as a string
   *
   * @returns {string} string of summary buffer
   */
  stringify() {
    return this._buffer;
  }
  /**
   * If the summary buffer is empty
   *
   * @returns {boolen} true if the buffer is empty
   */
  isEmptyBuffer() {
    return this._buffer.length === 0;
  }
  /**
   * Resets the summary buffer without writing to summary file
   *
   * @returns {Summary} summary instance
   */
  emptyBuffer() {
    this._buffer = "";
    return this;
  }
  /**
   * Adds raw text to the summary buffer
   *
   * @param {string} text content to add
   * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
   *
   * @returns {Summary} summary instance
   */
  addRaw(text, addEOL = false) {
    this._buffer += text;
    return addEOL ? this.addEOL() : this;
  }
  /**
   * Adds the operating system-specific end-of-line marker to the buffer
   *
   * @returns {Summary} summary instance
   */
  addEOL() {
    return this.addRaw(EOL3);
  }
  /**
   * Adds an HTML codeblock to the summary buffer
   *
   * @param {string} code content to render within fenced code block
   * @param {string} lang (optional) language to syntax highlight code
   *
   * @returns {Summary} summary instance
   */
  addCodeBlock(code, lang) {
    const attrs = Object.assign({}, lang && { lang });
    const element = this.wrap("pre", this.wrap("code", code), attrs);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML list to the summary buffer
   *
   * @param {string[]} items list of items to render
   * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
   *
   * @returns {Summary} summary instance
   */
  addList(items, ordered = false) {
    const tag = ordered ? "ol" : "ul";
    const listItems = items.map((item) => this.wrap("li", item)).join("");
    const element = this.wrap(tag, listItems);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML table to the summary buffer
   *
   * @param {SummaryTableCell[]} rows table rows
   *
   * @returns {Summary} summary instance
   */
  addTable(rows) {
    const tableBody = rows.map((row) => {
      const cells = row.map((cell) => {
        if (typeof cell === "string") {
          return this.wrap("td", cell);
        }
        const { header, data, colspan, rowspan } = cell;
        const tag = header ? "th" : "td";
        const attrs = Object.assign(Object.assign({}, colspan && { colspan }), rowspan && { rowspan });
        return this.wrap(tag, data, attrs);
      }).join("");
      return this.wrap("tr", cells);
    }).join("");
    const element = this.wrap("table", tableBody);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds a collapsable HTML details element to the summary buffer
   *
   * @param {string} label text for the closed state
   * @param {string} content collapsable content
   *
   * @returns {Summary} summary instance
   */
  addDetails(label, content) {
    const element = this.wrap("details", this.wrap("summary", label) + content);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML image tag to the summary buffer
   *
   * @param {string} src path to the image you to embed
   * @param {string} alt text description of the image
   * @param {SummaryImageOptions} options (optional) addition image attributes
   *
   * @returns {Summary} summary instance
   */
  addImage(src, alt, options) {
    const { width, height } = options || {};
    const attrs = Object.assign(Object.assign({}, width && { width }), height && { height });
    const element = this.wrap("img", null, Object.assign({ src, alt }, attrs));
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML section heading element
   *
   * @param {string} text heading text
   * @param {number | string} [level=1] (optional) the heading level, default: 1
   *
   * @returns {Summary} summary instance
   */
  addHeading(text, level) {
    const tag = `h${level}`;
    const allowedTag = ["h1", "h2", "h3", "h4", "h5", "h6"].includes(tag) ? tag : "h1";
    const element = this.wrap(allowedTag, text);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML thematic break (<hr>) to the summary buffer
   *
   * @returns {Summary} summary instance
   */
  addSeparator() {
    const element = this.wrap("hr", null);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML line break (<br>) to the summary buffer
   *
   * @returns {Summary} summary instance
   */
  addBreak() {
    const element = this.wrap("br", null);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML blockquote to the summary buffer
   *
   * @param {string} text quote text
   * @param {string} cite (optional) citation url
   *
   * @returns {Summary} summary instance
   */
  addQuote(text, cite) {
    const attrs = Object.assign({}, cite && { cite });
    const element = this.wrap("blockquote", text, attrs);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML anchor tag to the summary buffer
   *
   * @param {string} text link text/content
   * @param {string} href hyperlink
   *
   * @returns {Summary} summary instance
   */
  addLink(text, href) {
    const element = this.wrap("a", text, { href });
    return this.addRaw(element).addEOL();
  }
};
var _summary = new Summary();
var summary = _summary;

// node_modules/@actions/core/lib/core.js
var ExitCode;
(function(ExitCode2) {
  ExitCode2[ExitCode2["Success"] = 0] = "Success";
  ExitCode2[ExitCode2["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
function getInput(name, options) {
  const val = process.env[`INPUT_${name.replace(/ /g, "_").toUpperCase()}`] || "";
  if (options && options.required && !val) {
    throw new Error(`Input required and not supplied: ${name}`);
  }
  if (options && options.trimWhitespace === false) {
    return val;
  }
  return val.trim();
}
function setOutput(name, value) {
  const filePath = process.env["GITHUB_OUTPUT"] || "";
  if (filePath) {
    return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
  }
  process.stdout.write(os3.EOL);
  issueCommand("set-output", { name }, toCommandValue(value));
}
function error(message, properties = {}) {
  issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function warning(message, properties = {}) {
  issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function info(message) {
  process.stdout.write(message + os3.EOL);
}
function startGroup(name) {
  issue("group", name);
}
function endGroup() {
  issue("endgroup");
}

// src/github/quote.ts
var LINE_END = /\r\n|\n|\r/;
var MARK = "\u2502 ";
var BROKEN_PREFIX = "##\u2060[";
function quoteLines(text) {
  return text.split(LINE_END).map(quoteLine).join("\n");
}
function quoteLine(line) {
  return MARK + line.replaceAll("##[", BROKEN_PREFIX);
}

// src/github/actions-io.ts
var NO_OUTPUTS = {
  "report-path": null,
  "markdown-path": null,
  "html-path": null,
  "snapshot-path": null,
  "predicate-path": null,
  "comment-id": null
};
var SUMMARY_BYTES = 1024 * 1024;
async function readPayload(path) {
  if (path === null) return void 0;
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return void 0;
  }
}
function logQuoted(text) {
  info(quoteLines(text));
}
function statusInLog() {
  let token = null;
  const end = () => {
    if (token === null) return;
    info(`::${token}::`);
    endGroup();
    token = null;
  };
  return {
    begin: (what) => {
      end();
      startGroup(`repro-gate: ${what}`);
      token = randomUUID2();
      info(`::stop-commands::${token}`);
    },
    update: () => {
    },
    end
  };
}
function showFailure(message) {
  error(message, { title: "repro-gate" });
}
function showWarning(message) {
  warning(message, { title: "repro-gate" });
}
function writeAnnotations(annotations) {
  for (const { level, title, message, where } of annotations) {
    const place = where === null ? {} : { file: where.file, ...positionOf(where) };
    const show = level === "error" ? error : warning;
    show(message, { title, ...place });
  }
}
function positionOf({ line, column }) {
  if (line === null) return {};
  return column === null ? { startLine: line } : { startLine: line, startColumn: column };
}
function writeOutputs(outputs) {
  for (const [name, value] of Object.entries(outputs)) {
    setOutput(name, value ?? "");
  }
}
async function writeSummary(markdown) {
  const size = Buffer.byteLength(markdown);
  if (size > SUMMARY_BYTES) return `the job summary has ${size} bytes; the runner takes ${SUMMARY_BYTES}`;
  try {
    await summary.addRaw(markdown, true).write();
    return null;
  } catch (thrown) {
    return `the job summary could not be written: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  }
}

// src/github/client.ts
import { setTimeout } from "node:timers/promises";

// src/github/api.ts
function segments(...parts) {
  return parts.flatMap((part) => part.split("/")).map((part) => encodeURIComponent(part)).join("/");
}
var REASON_LENGTH = 200;
function oneLine(text) {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > REASON_LENGTH ? `${line.slice(0, REASON_LENGTH - 1)}\u2026` : line;
}
function shortSha(sha) {
  return sha.slice(0, 7);
}

// src/github/payload.ts
var PayloadError = class extends Error {
  name = "PayloadError";
};
var SHA = {
  expected: "a full commit id",
  is: (value) => typeof value === "string" && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value)
};
var TEXT = {
  expected: "a non-empty text",
  is: (value) => typeof value === "string" && value !== ""
};
var ID = {
  expected: "a positive whole number",
  is: (value) => typeof value === "number" && Number.isSafeInteger(value) && value > 0
};
var LIST = {
  expected: "a list",
  is: (value) => Array.isArray(value)
};
function read(payload, path, shape) {
  const value = peek(payload, path);
  if (shape.is(value)) return value;
  throw new PayloadError(`${path}: expected ${shape.expected}, found ${describe(value)}`);
}
function peek(payload, path) {
  let value = payload;
  for (const key of path.split(".")) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return void 0;
    value = value[key];
  }
  return value;
}
function isObject(value) {
  return typeof value === "object" && value !== null;
}
var SHOWN = 60;
function describe(value) {
  if (value === void 0) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (isObject(value)) return "an object";
  return (JSON.stringify(value) ?? typeof value).slice(0, SHOWN);
}

// src/github/retry.ts
var RETRIES = 2;
var BACKOFF_MS = [1e3, 3e3];
var RATE_LIMIT_MS = 6e4;
function decideRetry(failure, attempt) {
  const ms = waitFor(failure, attempt);
  if (ms === null || attempt.number >= RETRIES) return { kind: "stop", because: null };
  if (ms < attempt.leftMs) return { kind: "wait", ms };
  const because = `the next try is allowed in ${seconds(ms)} s, and ${seconds(attempt.leftMs)} s are left of the time for GitHub`;
  return { kind: "stop", because };
}
function waitFor(failure, attempt) {
  if (isRateLimit(failure)) return rateLimitWait(failure, attempt.nowMs);
  const answeredBadly = failure.status === null || failure.status >= 500;
  if (!answeredBadly || attempt.method === "POST") return null;
  return BACKOFF_MS[attempt.number] ?? null;
}
function isRateLimit({ status, message, retryAfter, remaining }) {
  if (status === 429) return true;
  return status === 403 && (retryAfter !== null || remaining === "0" || /rate limit/i.test(message));
}
function rateLimitWait({ retryAfter, remaining, reset }, nowMs) {
  const asked = retryAfter === null ? Number.NaN : parseRetryAfter(retryAfter, nowMs);
  if (Number.isFinite(asked)) return Math.max(0, asked);
  const resetMs = remaining === "0" && reset !== null ? Number(reset) * 1e3 - nowMs : Number.NaN;
  return Number.isFinite(resetMs) ? Math.max(0, resetMs) : RATE_LIMIT_MS;
}
function parseRetryAfter(text, nowMs) {
  return /^\d+$/.test(text.trim()) ? Number(text) * 1e3 : Date.parse(text) - nowMs;
}
function seconds(ms) {
  return Math.ceil(ms / 1e3);
}

// src/github/client.ts
var API_BUDGET_MS = 6e4;
var REQUEST_MS = 2e4;
function systemClock(signal) {
  return {
    now: Date.now,
    sleep: (ms) => setTimeout(ms, void 0, { signal }).catch(() => {
    })
  };
}
function openGitHub(options) {
  const meter = { spentMs: 0, calls: 0 };
  let octokit;
  const send = async (call) => {
    const startedMs = options.clock.now();
    const watch = { ...options, meter, deadlineMs: startedMs + options.budgetMs - meter.spentMs };
    try {
      octokit ??= load(options);
      return await answer(await octokit, call, watch);
    } catch (thrown) {
      return failed(thrown, options.token);
    } finally {
      meter.spentMs += options.clock.now() - startedMs;
    }
  };
  return { send, calls: () => meter.calls, actsAs: tokenOwner(options.token) };
}
function tokenOwner(token) {
  if (token.startsWith("ghs_")) return "app";
  return /^(?:gh[pou]_|github_pat_)/.test(token) ? "person" : "unknown";
}
async function load({ token, apiUrl }) {
  const github = await import("./github-EF3RYHMA.js");
  return github.getOctokit(token, { baseUrl: apiUrl, userAgent: TOOL.replace(" ", "/") });
}
var MEDIA_TYPES = {
  json: "application/vnd.github+json",
  object: "application/vnd.github.object+json",
  raw: "application/vnd.github.raw+json"
};
async function answer(octokit, call, watch) {
  const accept = call.accept ?? "json";
  return patiently(call.method, watch, async (signal) => {
    const { headers, data } = await octokit.request({
      method: call.method,
      url: call.path,
      headers: { accept: MEDIA_TYPES[accept] },
      // octokit reads an answer that breaks off as an empty text; as a stream it is an error like any other.
      request: { signal, parseSuccessResponseBody: false },
      ...call.query,
      ...call.body === void 0 ? {} : { data: call.body }
    });
    const bytes = await drain(data);
    const more = /\brel="next"/.test(headers.link ?? "");
    return { kind: "ok", data: accept === "raw" ? bytes : parseJson(bytes), more };
  });
}
async function drain(body) {
  if (!(body instanceof ReadableStream)) return new Uint8Array();
  return new Uint8Array(await new Response(body).arrayBuffer());
}
function parseJson(bytes) {
  if (bytes.length === 0) return void 0;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Error("the answer is not whole");
  }
}
async function patiently(method, { clock, signal, meter, deadlineMs }, send) {
  for (let number = 0; ; number += 1) {
    const leftMs = deadlineMs - clock.now();
    if (signal.aborted) throw new Error("the run was cancelled");
    if (leftMs <= 0) throw new Error("the time allowed for GitHub is used up");
    meter.calls += 1;
    try {
      return await send(AbortSignal.any([signal, AbortSignal.timeout(Math.min(leftMs, REQUEST_MS))]));
    } catch (thrown) {
      const nowMs = clock.now();
      const next = decideRetry(failureOf(thrown), { method, number, nowMs, leftMs: deadlineMs - nowMs });
      if (next.kind === "stop") throw next.because === null ? thrown : new Impatient(thrown, next.because);
      await clock.sleep(next.ms);
    }
  }
}
var Impatient = class extends Error {
  name = "Impatient";
  constructor(cause, because) {
    super(because, { cause });
  }
};
function failureOf(thrown) {
  const status = peek(thrown, "response.status");
  return {
    status: typeof status === "number" ? status : null,
    message: messageOf(thrown),
    retryAfter: headerOf(thrown, "retry-after"),
    remaining: headerOf(thrown, "x-ratelimit-remaining"),
    reset: headerOf(thrown, "x-ratelimit-reset")
  };
}
function headerOf(thrown, name) {
  const value = peek(thrown, `response.headers.${name}`);
  return typeof value === "string" ? value : null;
}
function messageOf(thrown) {
  if (peek(thrown, "response") === void 0)
    return thrown instanceof Error ? thrown.message : String(thrown);
  const message = peek(thrown, "response.data.message");
  return typeof message === "string" ? message : "";
}
function failed(thrown, token) {
  if (thrown instanceof Impatient) {
    const first = failed(thrown.cause, token);
    return { ...first, because: `${first.because}; ${thrown.message}` };
  }
  const { status, message } = failureOf(thrown);
  const said = oneLine(token === "" ? message : message.replaceAll(token, "***"));
  if (status === null) return { kind: "unreachable", because: `no usable answer from GitHub: ${said}` };
  return { kind: "refused", status, because: said === "" ? `${status}` : `${status} ${said}` };
}

// src/github/event.ts
var SUPPORTED_EVENTS = [
  "pull_request",
  "merge_group",
  "push",
  "release",
  "schedule",
  "workflow_dispatch"
];
var PRIVILEGED_EVENTS = ["pull_request_target", "issue_comment", "workflow_run"];
function parseEvent(name, payload, context) {
  if (PRIVILEGED_EVENTS.includes(name)) return refusePrivileged(name);
  if (!isSupported(name)) return refuseUnknown(name, `the event ${name || "(none)"} is not supported`);
  try {
    const checkout = read(context, "sha", SHA);
    const repository = read(context, "repository", TEXT);
    const seen = READERS[name](payload, { ...context, sha: checkout });
    return { kind: "judge", event: name, repository, visibility: visibilityOf(payload), ...seen };
  } catch (thrown) {
    if (!(thrown instanceof PayloadError)) throw thrown;
    return refuseUnknown(name, `the payload of ${name} cannot be used: ${thrown.message}`);
  }
}
function isSupported(name) {
  return SUPPORTED_EVENTS.some((event) => event === name);
}
function refusePrivileged(event) {
  const message = `${event} gives the job a writable token and secrets, so no code of the change is run on it; use pull_request, and comment from a job of its own`;
  return { kind: "refused", code: "trust/privileged-event", event, message };
}
function refuseUnknown(event, problem) {
  const message = `${problem}; the gate runs on ${SUPPORTED_EVENTS.join(", ")}`;
  return { kind: "refused", code: "trust/event-not-supported", event, message };
}
var READERS = {
  pull_request: seePullRequest,
  merge_group: seeMergeGroup,
  push: seePush,
  release: seeRelease,
  schedule: seeSchedule,
  workflow_dispatch: seeDispatch
};
function seePullRequest(payload, context) {
  const headSha = read(payload, "pull_request.head.sha", SHA);
  return {
    head: { sha: headSha, checkout: context.sha },
    base: { kind: "commit", sha: read(payload, "pull_request.base.sha", SHA) },
    pullRequest: { number: read(payload, "pull_request.number", ID), headSha, fromFork: isFork(payload) },
    tag: null
  };
}
function isFork(payload) {
  const base = read(payload, "pull_request.base.repo.full_name", TEXT);
  return peek(payload, "pull_request.head.repo.full_name") !== base;
}
function seeMergeGroup(payload, context) {
  return {
    head: { sha: read(payload, "merge_group.head_sha", SHA), checkout: context.sha },
    base: { kind: "commit", sha: read(payload, "merge_group.base_sha", SHA) },
    pullRequest: null,
    tag: null
  };
}
function seePush(payload, context) {
  const tag = nameAfter(context.ref, "refs/tags/");
  if (tag !== null) return seeTag(tag, payload, context);
  const before = read(payload, "before", SHA);
  const branch = defaultBranch(payload);
  const base = /^0+$/.test(before) ? { kind: "tip", branch } : { kind: "previous", sha: before, otherwise: branch };
  return plain(context, base);
}
function seeRelease(payload, context) {
  return seeTag(read(payload, "release.tag_name", TEXT), payload, context);
}
function seeTag(tag, payload, context) {
  const base = { kind: "ancestry", branch: defaultBranch(payload), of: context.sha };
  return { ...plain(context, base), tag };
}
function seeSchedule(_payload, context) {
  return plain(context, { kind: "commit", sha: context.sha });
}
function seeDispatch(payload, context) {
  const branch = defaultBranch(payload);
  const here = nameAfter(context.ref, "refs/heads/") === branch;
  const base = here ? { kind: "commit", sha: context.sha } : { kind: "tip", branch };
  return plain(context, base);
}
function plain(context, base) {
  return { head: { sha: context.sha, checkout: context.sha }, base, pullRequest: null, tag: null };
}
function defaultBranch(payload) {
  return read(payload, "repository.default_branch", TEXT);
}
function nameAfter(ref, prefix) {
  return ref.startsWith(prefix) && ref.length > prefix.length ? ref.slice(prefix.length) : null;
}
function visibilityOf(payload) {
  const hidden = peek(payload, "repository.private");
  if (typeof hidden !== "boolean") return null;
  return hidden ? "not-public" : "public";
}

// src/github/comment.ts
var COMMENT_MODES = ["on-failure", "always", "never"];
var COMMENT_CHARACTERS = 65536;
var REPORT_BYTES = 6e4 - 200;
var FORK_CANNOT_COMMENT = "the pull request comes from a fork, whose token cannot write; comment from a workflow of its own, on workflow_run";
function commentTarget({ event, pullRequest }) {
  if (pullRequest === null) return { kind: "none", because: `${event} has no pull request to comment on` };
  if (pullRequest.fromFork) return { kind: "none", because: FORK_CANNOT_COMMENT };
  return { kind: "pull-request", number: pullRequest.number, headSha: pullRequest.headSha };
}
var MARKER = /^<!-- repro-gate:v1 key=([0-9a-f]{12}) sha=([0-9a-f]{40}|[0-9a-f]{64}) run=(\d{1,15}) attempt=(\d{1,6}) -->\r?(?:\n|$)/;
function renderBody({ marker, markdown }) {
  const { key, sha, run, attempt } = marker;
  return `<!-- repro-gate:v1 key=${key} sha=${sha} run=${run} attempt=${attempt} -->
${markdown}`;
}
function parseMarker(body) {
  const [, key, sha, run, attempt] = MARKER.exec(body) ?? [];
  if (key === void 0 || sha === void 0) return null;
  return { key, sha, run: Number(run), attempt: Number(attempt) };
}
function parseComments(data) {
  return read({ comments: data }, "comments", LIST).map(parseComment);
}
function parseComment(data) {
  const body = peek(data, "body");
  const login = peek(data, "user.login");
  const type = peek(data, "user.type");
  const known = typeof login === "string" && typeof type === "string";
  return {
    id: read(data, "id", ID),
    body: typeof body === "string" ? body : "",
    author: known ? { login, type } : null
  };
}
function decideComment(comments, wanted, mode) {
  const body = renderBody(wanted);
  const [own] = ownComments(comments, wanted);
  if (mode === "never")
    return { kind: "nothing", id: null, reason: "off", because: "comments are switched off" };
  if (own === void 0) return decideNew(body, wanted, mode);
  const { id, marker } = own;
  if (isNewer(marker, wanted.marker)) {
    return {
      kind: "nothing",
      id,
      reason: "newer",
      because: `run ${marker.run} is newer and has written already`
    };
  }
  if (normalise(own.body) === normalise(body)) {
    return { kind: "nothing", id, reason: "same", because: "the comment says the same already" };
  }
  return { kind: "update", id, body };
}
function decideNew(body, wanted, mode) {
  if (mode === "always" || wanted.verdict !== "pass") return { kind: "create", body };
  const because = "the verdict is pass and there is no comment to correct";
  return { kind: "nothing", id: null, reason: "not-needed", because };
}
function ownDuplicates(comments, wanted) {
  const [, ...later] = ownComments(comments, wanted);
  return later.filter((comment) => comment.marker.run === wanted.marker.run);
}
function ownComments(comments, wanted) {
  return comments.flatMap((comment) => {
    const marker = parseMarker(comment.body);
    return marker?.key === wanted.marker.key && isOwnAuthor(comment, wanted.author) ? [{ ...comment, marker }] : [];
  }).toSorted((a, b) => a.id - b.id);
}
function isOwnAuthor({ author }, expected) {
  if (author?.type !== "Bot") return false;
  return expected === null || author.login === expected;
}
function isNewer(theirs, ours) {
  return theirs.run === ours.run ? theirs.attempt > ours.attempt : theirs.run > ours.run;
}
function normalise(body) {
  return body.replaceAll("\r\n", "\n").trimEnd();
}

// src/github/inputs.ts
function readInputs() {
  return parseInputs((name) => getInput(name));
}
function readCommentInputs() {
  return parseCommentInputs((name) => getInput(name));
}
function parseInputs(get) {
  const comment = parseMode(get("comment"), "on-failure");
  const token = get("github-token");
  const problems = [
    ...comment === null ? [unknownMode(get("comment"))] : [],
    ...token === "" ? [NO_TOKEN] : []
  ];
  if (comment === null || problems.length > 0) return { kind: "invalid", problems };
  const inputs = {
    directory: get("directory") || ".",
    policy: get("policy") || null,
    python: get("python") || null,
    reportDir: get("report-dir") || null,
    comment,
    token,
    matrix: get("matrix") || "null"
  };
  return { kind: "inputs", inputs };
}
function parseCommentInputs(get) {
  const comment = parseMode(get("comment"), "always");
  const [report, token] = [get("report"), get("github-token")];
  const problems = [
    ...report === "" ? [NO_REPORT] : [],
    ...comment === null ? [unknownMode(get("comment"))] : [],
    ...token === "" ? [NO_COMMENT_TOKEN] : []
  ];
  if (comment === null || problems.length > 0) return { kind: "invalid", problems };
  const [gateResult, key] = [get("gate-result") || null, get("key") || null];
  return { kind: "inputs", inputs: { report, gateResult, comment, key, token } };
}
function parseMode(text, otherwise) {
  return COMMENT_MODES.find((mode) => mode === (text || otherwise)) ?? null;
}
function unknownMode(text) {
  return `input comment: expected ${COMMENT_MODES.join(", ")}, found ${JSON.stringify(text.slice(0, 60))}`;
}
var NO_REPORT = "input report: expected the path of report.json, found nothing";
var NO_COMMENT_TOKEN = "input github-token: expected a token that may write comments, found nothing";
var NO_TOKEN = "input github-token: expected a token to read the base commit with, found nothing; leave the input out to use the token of the job";
function parseRun(env) {
  const text = (name) => env[name] ?? "";
  return {
    eventName: text("GITHUB_EVENT_NAME"),
    eventPath: env["GITHUB_EVENT_PATH"] || null,
    sha: text("GITHUB_SHA"),
    ref: text("GITHUB_REF"),
    repository: text("GITHUB_REPOSITORY"),
    workflow: text("GITHUB_WORKFLOW"),
    job: text("GITHUB_JOB"),
    run: countOf(text("GITHUB_RUN_ID")),
    attempt: countOf(text("GITHUB_RUN_ATTEMPT")),
    actor: text("GITHUB_ACTOR"),
    apiUrl: env["GITHUB_API_URL"] || "https://api.github.com",
    runUrl: runUrl(env),
    runner: env["RUNNER_NAME"] || null,
    selfHosted: env["RUNNER_ENVIRONMENT"] === "self-hosted"
  };
}
function countOf(text) {
  return /^\d{1,15}$/.test(text) ? Number(text) : 0;
}
function runUrl(env) {
  const server = env["GITHUB_SERVER_URL"] || "https://github.com";
  const run = `${server}/${env["GITHUB_REPOSITORY"] ?? ""}/actions/runs/${env["GITHUB_RUN_ID"] ?? ""}`;
  return `${run}/attempts/${env["GITHUB_RUN_ATTEMPT"] ?? "1"}`;
}

// src/github/post.ts
import { createHash } from "node:crypto";
function jitteredPause(sleep, random) {
  return () => sleep(1e3 + 2e3 * random());
}
var ROUNDS = 3;
var PAGES = 50;
var PER_PAGE = 100;
function commentKey(workflow, job, matrix) {
  const name = JSON.stringify([workflow, job, matrix]);
  return createHash("sha256").update(name).digest("hex").slice(0, 12);
}
async function postComment(ports, order) {
  const before = ports.api.calls();
  const outcome = await settle(() => post(ports, order));
  return { ...outcome, calls: ports.api.calls() - before };
}
async function settle(posting) {
  try {
    return await posting();
  } catch (thrown) {
    if (thrown instanceof Stopped) return thrown.outcome;
    return { kind: "failed", because: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}
var Stopped = class extends Error {
  name = "Stopped";
  outcome;
  constructor(outcome) {
    super(outcome.kind);
    this.outcome = outcome;
  }
};
async function post(ports, order) {
  const { target } = order;
  const hindrance = findHindrance(ports, order);
  if (hindrance !== null) return hindrance;
  if (target.kind === "none") return { kind: "skipped", because: target.because };
  const place = { ...ports, ...order, number: target.number };
  await guardAgainstStale(place, target.headSha);
  return converge(place);
}
function findHindrance({ api }, { mode, wanted }) {
  if (mode === "never") return { kind: "skipped", because: "comments are switched off" };
  if (api.actsAs === "person") {
    const because = "the token belongs to a person, and the gate never edits comments of people; use the token of the job or of an app";
    return { kind: "forbidden", because };
  }
  const { length } = renderBody(wanted);
  if (length <= COMMENT_CHARACTERS) return null;
  return {
    kind: "failed",
    because: `the comment has ${length} characters; GitHub takes ${COMMENT_CHARACTERS}`
  };
}
async function guardAgainstStale({ api, repository, number }, headSha) {
  const data = need(
    await api.send({ method: "GET", path: `/repos/${segments(repository, "pulls", `${number}`)}` })
  );
  const head = read(data, "head.sha", SHA);
  if (head === headSha) return;
  const because = `the pull request moved on to ${shortSha(head)}; this run measured ${shortSha(headSha)}`;
  throw new Stopped({ kind: "stale", because });
}
async function converge(place) {
  let progress = { last: null, lostPosts: 0, gone: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const decision2 = await look(place, progress);
    if (decision2.kind === "nothing") return settled(decision2, progress);
    progress = await write(place, decision2, progress);
    await place.pause();
  }
  const decision = await look(place, progress);
  if (decision.kind === "nothing") return settled(decision, progress);
  return {
    kind: "failed",
    because: `the comment was not as written after ${ROUNDS} tries; another writer is at it`
  };
}
function settled(decision, { last }) {
  const { id, reason, because } = decision;
  if (id === null) return { kind: "skipped", because };
  return last === null || reason === "newer" ? { kind: "unchanged", id, because } : { kind: last, id };
}
async function look(place, { gone }) {
  const comments = (await listComments(place)).filter(({ id }) => !gone.includes(id));
  for (const duplicate of ownDuplicates(comments, place.wanted)) {
    await removeComment(place, duplicate.id);
  }
  return decideComment(comments, place.wanted, place.mode);
}
async function listComments(place) {
  const comments = [];
  for (let page = 1; page <= PAGES; page += 1) {
    const query = { per_page: PER_PAGE, page };
    const answer2 = await place.api.send({ method: "GET", path: commentsPath(place), query });
    comments.push(...parseComments(need(answer2)));
    if (answer2.kind === "ok" && !answer2.more) return comments;
  }
  throw new Error(`the pull request has more than ${PAGES * PER_PAGE} comments`);
}
function commentsPath({ repository, number }) {
  return `/repos/${segments(repository, "issues", `${number}`, "comments")}`;
}
function commentPath({ repository }, id) {
  return `/repos/${segments(repository, "issues/comments", `${id}`)}`;
}
function write(place, decision, progress) {
  switch (decision.kind) {
    case "create":
      return create(place, decision.body, progress);
    case "update":
      return update(place, decision, progress);
  }
}
async function create(place, body, progress) {
  const answer2 = await place.api.send({ method: "POST", path: commentsPath(place), body: { body } });
  if (wasLost(answer2) && progress.lostPosts === 0) return { ...progress, last: "created", lostPosts: 1 };
  read(need(answer2), "id", ID);
  return { ...progress, last: "created" };
}
function wasLost(answer2) {
  return answer2.kind === "unreachable" || answer2.kind === "refused" && answer2.status >= 500;
}
async function update(place, { id, body }, progress) {
  const answer2 = await place.api.send({ method: "PATCH", path: commentPath(place, id), body: { body } });
  if (answer2.kind === "refused" && answer2.status === 404) {
    return { ...progress, gone: [...progress.gone, id] };
  }
  need(answer2);
  return { ...progress, last: "updated" };
}
async function removeComment(place, id) {
  const answer2 = await place.api.send({ method: "DELETE", path: commentPath(place, id) });
  if (answer2.kind === "refused" && answer2.status === 404) return;
  need(answer2);
}
function need(answer2) {
  if (answer2.kind === "ok") return answer2.data;
  throw new Stopped(explainFailure(answer2));
}
function explainFailure(answer2) {
  if (answer2.kind === "unreachable") return { kind: "failed", because: answer2.because };
  const { status, because } = answer2;
  const curable = status === 403 && !/rate limit|locked/i.test(because) || status === 404;
  if (!curable) return { kind: "failed", because: `GitHub refused: ${because}` };
  return { kind: "forbidden", because: `${because}. ${CURE}` };
}
var CURE = `Commenting needs the permission "pull-requests: write". Add to the job:

permissions:
  contents: read
  pull-requests: write`;

export {
  setOutput,
  info,
  NO_OUTPUTS,
  readPayload,
  logQuoted,
  statusInLog,
  showFailure,
  showWarning,
  writeAnnotations,
  writeOutputs,
  writeSummary,
  segments,
  shortSha,
  PayloadError,
  SHA,
  TEXT,
  ID,
  LIST,
  read,
  peek,
  API_BUDGET_MS,
  systemClock,
  openGitHub,
  parseEvent,
  isFork,
  REPORT_BYTES,
  FORK_CANNOT_COMMENT,
  commentTarget,
  readInputs,
  readCommentInputs,
  parseRun,
  jitteredPause,
  commentKey,
  postComment,
  explainFailure
};
