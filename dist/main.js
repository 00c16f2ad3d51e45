import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  writeReportFiles
} from "./chunks/chunk-MOYLD3KX.js";
import {
  POLICY_PATH,
  check,
  pythonChoice,
  realPorts,
  stopSignal
} from "./chunks/chunk-RL353NQG.js";
import "./chunks/chunk-Q7AUW5IZ.js";
import {
  machineHere
} from "./chunks/chunk-NOYFVNDB.js";
import {
  BASELINES,
  inProject,
  noRules,
  plain,
  renderText,
  rulesInFolder
} from "./chunks/chunk-K3RE7ER7.js";
import "./chunks/chunk-GXBTNTRB.js";
import "./chunks/chunk-WYYUXNO4.js";
import "./chunks/chunk-X6N5R5WP.js";
import {
  API_BUDGET_MS,
  LIST,
  NO_OUTPUTS,
  PayloadError,
  REPORT_BYTES,
  SHA,
  TEXT,
  commentKey,
  commentTarget,
  info,
  jitteredPause,
  logQuoted,
  openGitHub,
  parseEvent,
  parseRun,
  peek,
  postComment,
  read,
  readInputs,
  readPayload,
  segments,
  shortSha,
  showFailure,
  showWarning,
  statusInLog,
  systemClock,
  writeAnnotations,
  writeOutputs,
  writeSummary
} from "./chunks/chunk-FO4GA77Q.js";
import {
  SUMMARY_BYTES,
  renderMarkdown
} from "./chunks/chunk-TKVPNC7D.js";
import "./chunks/chunk-MDPUGJVK.js";
import "./chunks/chunk-SKWR6Z3V.js";
import "./chunks/chunk-VRIPUGIJ.js";
import "./chunks/chunk-C3RZWXW6.js";
import "./chunks/chunk-WUOEOQFZ.js";
import "./chunks/chunk-XWVKRE5X.js";
import "./chunks/chunk-ILLALMCX.js";
import "./chunks/chunk-POKRKV4F.js";

// src/github/action.ts
import { posix as posix2, relative as relative2, resolve as resolve2, sep as sep2 } from "node:path";

// src/github/base.ts
async function readBase(api, repository, base) {
  try {
    switch (base.kind) {
      case "commit":
        return { kind: "resolved", sha: base.sha, note: null };
      case "previous":
        return await readPrevious(api, repository, base);
      case "tip":
        return await readTip(api, repository, base.branch);
      case "ancestry":
        return await readAncestry(api, repository, base);
    }
  } catch (thrown) {
    if (!(thrown instanceof PayloadError)) throw thrown;
    return { kind: "unreadable", because: `the answer of GitHub cannot be used: ${thrown.message}` };
  }
}
function askForCommit(api, repository, sha) {
  return api.send({ method: "GET", path: `/repos/${segments(repository, "git/commits", sha)}` });
}
async function readPrevious(api, repository, { sha, otherwise }) {
  const commit = await askForCommit(api, repository, sha);
  if (commit.kind === "ok") return { kind: "resolved", sha, note: null };
  if (!isGone(commit)) return unreadable(`commit ${shortSha(sha)}`, commit);
  const tip = await readTip(api, repository, otherwise);
  const note = `the push dropped commit ${shortSha(sha)}, so the tip of ${otherwise} is the base`;
  return tip.kind === "resolved" ? { ...tip, note } : tip;
}
async function readTip(api, repository, branch) {
  const path = `/repos/${segments(repository, "git/ref/heads", branch)}`;
  const ref = await api.send({ method: "GET", path });
  if (ref.kind !== "ok") return unreadable(`branch ${branch}`, ref);
  return { kind: "resolved", sha: read(ref.data, "object.sha", SHA), note: null };
}
async function readAncestry(api, repository, { branch, of }) {
  const path = `/repos/${segments(repository, "compare")}/${encodeURIComponent(`${branch}...${of}`)}`;
  const compared = await api.send({ method: "GET", path, query: { per_page: 1 } });
  if (compared.kind !== "ok") {
    return hasNoAncestor(compared) ? notReachable(of, branch, "unrelated") : unreadable(`the history of ${branch}`, compared);
  }
  const status = read(compared.data, "status", TEXT);
  if (status !== "behind" && status !== "identical") return notReachable(of, branch, status);
  return { kind: "resolved", sha: read(compared.data, "base_commit.sha", SHA), note: null };
}
function hasNoAncestor(answer) {
  return answer.kind === "refused" && answer.status === 404 && /no common ancestor/i.test(answer.because);
}
function isGone(answer) {
  return answer.kind === "refused" && (answer.status === 404 || answer.status === 422);
}
function notReachable(sha, branch, status) {
  const because = `commit ${shortSha(sha)} is not on ${branch} (compared with it: ${status})`;
  return { kind: "not-reachable", because };
}
function unreadable(what, answer) {
  return { kind: "unreadable", because: explainRefusal(what, answer) };
}
function explainRefusal(what, answer) {
  const said = `${what}: ${answer.because}`;
  if (answer.kind === "unreachable") return said;
  if (answer.status === 401) return `${said}; the token is not valid, or it has expired`;
  if (/rate limit/i.test(answer.because) || answer.status === 429)
    return `${said}; start the job again later`;
  if (answer.status === 403) return `${said}; the job needs the permission "contents: read"`;
  if (answer.status !== 404) return said;
  return `${said}; either the job lacks the permission "contents: read", or it is gone`;
}

// src/github/contents.ts
var POLICY_BYTES = 1024 * 1024;
var BASELINE_BYTES = 16 * 1024 * 1024;
function rulesAt(api, at) {
  const commit = remember(() => askForCommit(api, at.repository, at.sha));
  const place = { api, at, commit };
  return {
    read: rememberEach((path) => settle(() => readFile(place, path))),
    hasBaselines: remember(() => findBaselines(place)),
    source: { kind: "base", ref: at.sha, path: at.policyPath }
  };
}
function remember(ask) {
  let known;
  return () => {
    known ??= ask();
    return known;
  };
}
function rememberEach(ask) {
  const known = /* @__PURE__ */ new Map();
  return (name) => {
    const answer = known.get(name) ?? remember(() => ask(name));
    known.set(name, answer);
    return answer();
  };
}
async function settle(reading) {
  try {
    return await reading();
  } catch (thrown) {
    return unreadable2(`the answer of GitHub cannot be used: ${reasonOf(thrown)}`);
  }
}
function reasonOf(thrown) {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
async function readFile(place, path) {
  if (!isPlainPath(path)) return unreadable2(`${path} is not a path inside the repository`);
  const answer = await askForEntry(place, path);
  if (answer.kind !== "ok") return explainMissing(place, path, answer);
  const entry = parseEntry(answer.data);
  if (entry.kind !== "file") return unreadable2(`${path} is ${entry.kind}, not a file`);
  const limit = path.startsWith(`${place.at.baselineFolder}/`) ? BASELINE_BYTES : POLICY_BYTES;
  if (entry.size > limit) return unreadable2(`${path} has ${entry.size} bytes; at most ${limit} are read`);
  return readBytes(place, path, entry);
}
function isPlainPath(path) {
  return path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}
function entryPath({ at }, path) {
  return `/repos/${segments(at.repository, "contents", path)}`;
}
function askForEntry(place, path) {
  return place.api.send({
    method: "GET",
    path: entryPath(place, path),
    query: { ref: place.at.sha },
    accept: "object"
  });
}
function parseEntry(data) {
  const type = Array.isArray(data) ? "dir" : read(data, "type", TEXT);
  switch (type) {
    case "dir":
      return { kind: "a folder" };
    case "symlink":
      return { kind: "a symbolic link" };
    case "submodule":
      return { kind: "a submodule" };
    case "file":
      return parseFile(data);
    default:
      throw new PayloadError(`type: expected file, dir, symlink or submodule, found ${type}`);
  }
}
var SIZE = {
  expected: "a size in bytes",
  is: (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0
};
function parseFile(data) {
  const content = peek(data, "encoding") === "base64" ? peek(data, "content") : null;
  return {
    kind: "file",
    size: read(data, "size", SIZE),
    content: typeof content === "string" ? content : null
  };
}
async function readBytes(place, path, entry) {
  if (entry.content !== null) return decode(path, entry.size, Buffer.from(entry.content, "base64"));
  const answer = await place.api.send({
    method: "GET",
    path: entryPath(place, path),
    query: { ref: place.at.sha },
    accept: "raw"
  });
  if (answer.kind !== "ok") return unreadable2(explainRefusal(path, answer));
  if (!(answer.data instanceof Uint8Array)) return unreadable2(`${path}: GitHub sent no bytes`);
  return decode(path, entry.size, answer.data);
}
function decode(path, size, bytes) {
  if (bytes.length !== size) {
    return unreadable2(`${path} arrived with ${bytes.length} of its ${size} bytes`);
  }
  try {
    return { kind: "found", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return unreadable2(`${path} is not UTF-8 text`);
  }
}
async function explainMissing(place, path, answer) {
  if (!isNotFound(answer)) return unreadable2(explainRefusal(path, answer));
  const commit = await place.commit();
  if (commit.kind === "ok") return { kind: "absent" };
  return unreadable2(explainRefusal(`commit ${shortSha(place.at.sha)}`, commit));
}
function isNotFound(answer) {
  return answer.kind === "refused" && answer.status === 404;
}
async function findBaselines(place) {
  const folder = await settle(() => listFolder(place, place.at.baselineFolder));
  switch (folder.kind) {
    case "listed":
      return folder.files.some((name) => name.endsWith(".json"));
    case "absent":
      return false;
    case "unreadable":
      return { because: folder.because };
  }
}
async function listFolder(place, folder) {
  const answer = await askForEntry(place, folder);
  if (answer.kind !== "ok") return explainMissing(place, folder, answer);
  const { kind } = parseEntry(answer.data);
  if (kind !== "a folder") return unreadable2(`${folder} is not a folder`);
  const entries = Array.isArray(answer.data) ? answer.data : read(answer.data, "entries", LIST);
  const files = entries.filter((entry) => peek(entry, "type") === "file");
  return { kind: "listed", files: files.map((entry) => read(entry, "name", TEXT)) };
}
function unreadable2(because) {
  return { kind: "unreadable", because };
}

// src/github/tell.ts
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, posix, relative, resolve, sep } from "node:path";

// src/github/annotations.ts
var ANNOTATION_LIMIT = 8;
function chooseAnnotations(findings) {
  const errors = findings.filter(({ severity }) => severity === "error");
  const warnings = findings.filter(({ severity }) => severity === "warning");
  return [
    ...errors.map((finding) => annotate(finding, "error")),
    ...warnings.map((finding) => annotate(finding, "warning"))
  ].slice(0, ANNOTATION_LIMIT);
}
function annotate({ code, subject, expected, found, next, where }, level) {
  const message = `${subject}: expected ${expected}, found ${found}. ${next}`;
  return { level, title: code, message, where };
}

// src/github/tell.ts
async function tell(result, job, event) {
  const { report } = result;
  const files = await writeReportFiles(result, await reportDirectory(job));
  logQuoted(renderText(report, plain));
  const unwritten = await writeSummary(renderMarkdown(report, SUMMARY_BYTES));
  if (unwritten !== null) showWarning(unwritten);
  writeAnnotations(
    chooseAnnotations(report.findings).map((note) => ({ ...note, where: inRepository(note.where, job) }))
  );
  const comment = event === null ? null : await commentOn(event, result, job);
  if (comment !== null) tellComment(comment);
  setOutputs(result, files, comment);
}
async function reportDirectory({ inputs }) {
  if (inputs.reportDir !== null) return resolve(inputs.reportDir);
  return mkdtemp(join(process.env["RUNNER_TEMP"] ?? tmpdir(), "repro-gate-report-"));
}
function inRepository(where, { directory }) {
  if (where === null) return null;
  return { ...where, file: posix.join(relative(process.cwd(), directory).split(sep).join("/"), where.file) };
}
async function commentOn(event, { report }, { inputs, context, api, clock, signal }) {
  if (signal.aborted) return { kind: "skipped", because: "the run was cancelled", calls: 0 };
  const target = commentTarget(event);
  const key = commentKey(context.workflow, context.job, inputs.matrix);
  const marker = { key, sha: event.head.sha, run: context.run, attempt: context.attempt };
  const wanted = {
    marker,
    markdown: renderMarkdown(report, REPORT_BYTES),
    verdict: report.verdict,
    author: null
  };
  const pause = jitteredPause(clock.sleep, Math.random);
  return postComment({ api, pause }, { repository: event.repository, target, wanted, mode: inputs.comment });
}
function tellComment(comment) {
  switch (comment.kind) {
    case "created":
    case "updated":
    case "unchanged":
      info(`repro-gate: comment ${comment.id} ${comment.kind}`);
      break;
    case "skipped":
    case "stale":
      info(`repro-gate: no comment, because ${comment.because}`);
      break;
    case "forbidden":
    case "failed":
      showWarning(`the comment could not be written: ${comment.because}`);
      break;
  }
}
function setOutputs({ report }, files, comment) {
  writeOutputs({
    ...NO_OUTPUTS,
    verdict: report.verdict,
    reason: report.reason,
    "report-path": files.report,
    "markdown-path": files.markdown,
    "snapshot-path": files.snapshot,
    "comment-id": comment !== null && "id" in comment ? comment.id : null
  });
}

// src/github/trust.ts
function refusedEvent({ code, event, message }) {
  return {
    code,
    severity: "error",
    subject: event || "(no event)",
    summary: message,
    expected: "an event whose base commit judges and whose token cannot write",
    found: event || "none",
    where: null,
    next: "Run the gate on pull_request, merge_group, push, release, schedule or workflow_dispatch."
  };
}
function unusableBase(base) {
  const isTag = base.kind === "not-reachable";
  return {
    code: isTag ? "trust/tag-not-reachable" : "trust/base-unreadable",
    severity: "error",
    subject: isTag ? "tag" : "base commit",
    summary: isTag ? `the tag is not on the default branch: ${base.because}` : `the base commit could not be read: ${base.because}`,
    expected: isTag ? "a commit of the default branch" : "a readable base commit",
    found: base.because,
    where: null,
    next: isTag ? "Tag a commit of the default branch." : "Give the job `permissions: contents: read`, or look at the reason given."
  };
}
function forkOnSelfHosted({ pullRequest, visibility }, selfHosted) {
  if (!selfHosted || visibility !== "public" || pullRequest?.fromFork !== true) return [];
  return [
    {
      code: "trust/fork-on-self-hosted",
      severity: "warning",
      subject: `pull request ${pullRequest.number}`,
      summary: "code of a fork ran on a self-hosted runner of a public repository",
      expected: "an ephemeral or hosted runner for forks of a public repository",
      found: "a self-hosted one",
      where: null,
      next: "Require approval for fork workflows, and use ephemeral runners."
    }
  ];
}

// src/github/action.ts
async function runAction() {
  const parsed = readInputs();
  if (parsed.kind === "invalid") return refuse(parsed.problems);
  const { inputs } = parsed;
  const directory = resolve2(inputs.directory);
  if (relative2(process.cwd(), directory).split(sep2)[0] === "..") {
    return refuse([`input directory: expected a folder inside the workspace, found ${inputs.directory}`]);
  }
  const context = parseRun(process.env);
  const stop = stopSignal();
  const { signal } = stop;
  const clock = systemClock(signal);
  const { apiUrl } = context;
  const api = openGitHub({ token: inputs.token, apiUrl, clock, budgetMs: API_BUDGET_MS, signal });
  try {
    const job = { inputs, directory, context, api, clock, signal };
    const trust = await readTrust(job);
    const result = await check(await requestOf(job, trust), portsOf(job));
    await tell(result, job, trust.event);
    return result.report.exitCode;
  } finally {
    stop.release();
  }
}
function refuse(problems) {
  showFailure(problems.join("\n"));
  writeOutputs({ ...NO_OUTPUTS, verdict: "misconfigured", reason: problems.join("; ") });
  return 2;
}
async function readTrust({ inputs, directory, context, api }) {
  const policy = inputs.policy ?? POLICY_PATH;
  const event = parseEvent(context.eventName, await readPayload(context.eventPath), context);
  if (event.kind === "refused")
    return { event: null, sha: null, rules: noRules(policy), findings: [refusedEvent(event)] };
  const base = await readBase(api, event.repository, event.base);
  if (base.kind !== "resolved")
    return { event, sha: null, rules: noRules(policy), findings: [unusableBase(base)] };
  if (base.note !== null) info(`repro-gate: ${base.note}`);
  const folder = relative2(process.cwd(), directory).split(sep2).join("/");
  const at = {
    repository: event.repository,
    sha: base.sha,
    policyPath: posix2.join(folder, policy),
    baselineFolder: posix2.join(folder, BASELINES)
  };
  const rules = inProject(rulesAt(api, at), folder, policy);
  return { event, sha: base.sha, rules, findings: forkOnSelfHosted(event, context.selfHosted) };
}
async function requestOf(job, { event, sha, rules, findings }) {
  const { inputs, directory, context, signal } = job;
  const python = inputs.python === null ? null : await pythonChoice(inputs.python);
  const head = rulesInFolder(directory, {
    kind: "head",
    ref: event?.head.sha ?? null,
    path: rules.source.path
  });
  return {
    rules: { base: rules, head },
    smoke: "run",
    snapshot: null,
    findings,
    provenance: {
      commit: event?.head.sha ?? null,
      base: sha,
      run: context.runUrl,
      event: context.eventName,
      runner: context.runner
    },
    environment: { parent: process.env, python },
    signal
  };
}
function portsOf({ inputs, directory, signal }) {
  return realPorts({
    machine: machineHere(process.env),
    directory,
    python: inputs.python,
    signal,
    status: statusInLog(),
    onLine: logQuoted
  });
}

// src/main.ts
process.exitCode = 1;
process.on("uncaughtException", die);
process.on("unhandledRejection", die);
function die(thrown) {
  showFailure(
    thrown instanceof Error ? thrown.stack ?? thrown.message : `repro-gate failed: ${String(thrown)}`
  );
  process.exit(3);
}
process.exitCode = await runAction();
