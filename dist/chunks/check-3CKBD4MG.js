import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  parseSnapshot
} from "./chunk-ZIE5SPAZ.js";
import {
  paintFor,
  statusOn
} from "./chunk-UZTOX4IZ.js";
import {
  choiceOption,
  directoryArgument,
  flagOption,
  textOption
} from "./chunk-CH6HH5EZ.js";
import {
  writeReportFiles
} from "./chunk-MOYLD3KX.js";
import {
  POLICY_PATH,
  check,
  pythonChoice,
  realPorts,
  stopSignal
} from "./chunk-RL353NQG.js";
import "./chunk-Q7AUW5IZ.js";
import {
  machineHere,
  machineInFolder
} from "./chunk-NOYFVNDB.js";
import {
  git,
  renderText,
  rulesAtRevision,
  rulesInFolder,
  withFile,
  withPolicyAbove
} from "./chunk-K3RE7ER7.js";
import {
  toJson
} from "./chunk-GXBTNTRB.js";
import {
  readWhole
} from "./chunk-WYYUXNO4.js";
import "./chunk-X6N5R5WP.js";
import {
  COMMENT_BYTES,
  renderMarkdown
} from "./chunk-TKVPNC7D.js";
import {
  isBaselinePath
} from "./chunk-MDPUGJVK.js";
import "./chunk-SKWR6Z3V.js";
import {
  UsageError
} from "./chunk-TA65F4EZ.js";
import "./chunk-VRIPUGIJ.js";
import "./chunk-C3RZWXW6.js";
import "./chunk-WUOEOQFZ.js";
import "./chunk-XWVKRE5X.js";
import "./chunk-ILLALMCX.js";
import "./chunk-POKRKV4F.js";

// src/commands/check.ts
import { resolve } from "node:path";
async function runCheck(args) {
  const format = choiceOption(args, "format", ["text", "json", "markdown"]);
  const directory = directoryArgument(args);
  const stop = stopSignal();
  try {
    const request = await requestOf(args, directory, stop.signal);
    const result = await check(request, portsOf(args, directory, stop.signal));
    const reportDir = textOption(args, "report-dir");
    if (reportDir !== null) await writeReportFiles(result, resolve(reportDir));
    process.stdout.write(render(result, format));
    return result.report.exitCode;
  } finally {
    stop.release();
  }
}
function render({ report }, format) {
  switch (format) {
    case "text":
      return renderText(report, paintFor(process.stdout, process.env));
    case "json":
      return toJson(report);
    case "markdown":
      return `${renderMarkdown(report, COMMENT_BYTES)}
`;
  }
}
async function requestOf(args, directory, signal) {
  const snapshot = await savedSnapshot(textOption(args, "snapshot"));
  const rules = await rulesOf(args, directory);
  const python = textOption(args, "python");
  return {
    rules,
    smoke: snapshot !== null ? "--snapshot" : flagOption(args, "no-smoke") ? "--no-smoke" : "run",
    snapshot,
    findings: [],
    provenance: {
      commit: null,
      base: rules.head === null ? null : rules.base.source.ref,
      run: null,
      event: null,
      runner: null
    },
    environment: { parent: process.env, python: python === null ? null : await pythonChoice(python) },
    signal
  };
}
async function rulesOf(args, directory) {
  const revision = textOption(args, "base");
  const inTree = (kind) => withPolicyAbove(rulesInFolder(directory, { kind, ref: null, path: POLICY_PATH }), directory);
  const base = revision === null ? inTree("working-tree") : await rulesOfRevision(directory, revision);
  return { base: replaceFiles(base, args), head: revision === null ? null : inTree("head") };
}
async function rulesOfRevision(directory, revision) {
  const commit = await git(directory, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${revision}^{commit}`
  ]);
  const prefix = await git(directory, ["rev-parse", "--show-prefix"]);
  if (commit.kind === "failed" || prefix.kind === "failed") {
    throw new UsageError(`--base: expected a git revision that this repository has, found \`${revision}\``);
  }
  return rulesAtRevision(directory, commit.stdout.trim(), prefix.stdout.trim());
}
function replaceFiles(rules, args) {
  const policy = textOption(args, "policy");
  const baseline = textOption(args, "baseline");
  const withPolicy = policy === null ? rules : {
    ...withFile(rules, (path) => path === policy, resolve(policy)),
    source: { kind: "file", ref: null, path: policy }
  };
  if (baseline === null) return withPolicy;
  return { ...withFile(withPolicy, isBaselinePath, resolve(baseline)), baselineFile: baseline };
}
var LARGEST_SNAPSHOT = 64 * 1024 * 1024;
async function savedSnapshot(file) {
  if (file === null) return null;
  const text = await readWhole(resolve(file), LARGEST_SNAPSHOT);
  if (text.kind !== "found")
    throw new UsageError(`--snapshot: ${text.kind === "absent" ? `there is no file ${file}` : text.because}`);
  const parsed = parseSnapshot(text.text, file);
  if (parsed.kind === "problem") throw new UsageError(`--snapshot: ${parsed.message}`);
  return parsed.snapshot;
}
function portsOf(args, directory, signal) {
  const machine = textOption(args, "machine");
  return realPorts({
    machine: machine === null ? machineHere(process.env) : machineInFolder(resolve(machine), process.env),
    directory,
    python: textOption(args, "python"),
    signal,
    status: statusOn(process.stderr)
  });
}
export {
  runCheck
};
