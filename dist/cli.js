#!/usr/bin/env node
import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  UsageError
} from "./chunks/chunk-TA65F4EZ.js";
import {
  TOOL
} from "./chunks/chunk-VRIPUGIJ.js";
import {
  nearest
} from "./chunks/chunk-C3RZWXW6.js";
import "./chunks/chunk-POKRKV4F.js";

// src/commands/arguments.ts
import { parseArgs } from "node:util";
function parseArguments({ name, options }, args) {
  const config = { args: [...args], options, allowPositionals: true };
  const { tokens } = parseArgs({ ...config, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === "option" && !Object.hasOwn(options, token.name))
      throw new UsageError(unknownOption(token.rawName, { name, known: Object.keys(options) }));
  }
  return parseArgs(config);
}
function unknownOption(written, { name, known }) {
  const near = nearest(written.replace(/^-+/, ""), known).map((option) => `--${option}`);
  const meant = near.length === 0 ? "" : `; did you mean ${near.join(" or ")}?`;
  return `${name} has no option ${written}${meant}

\`repro-gate ${name} --help\` lists the options.`;
}

// src/commands/commands.ts
var TEXT = { type: "string" };
var FLAG = { type: "boolean" };
var PYTHON = [
  "python",
  "PATH",
  "interpreter of the project (default: the active environment, else python3 on PATH)"
];
var MACHINE = [
  "machine",
  "DIR",
  "look at a machine kept in a folder: files under DIR/root, programs in DIR/bin"
];
var DEFINITIONS = [
  {
    name: "check",
    synopsis: "check [DIR]",
    summary: "the main job: capture, judge, smoke, judge, report",
    flags: [
      ["policy", "FILE", "judge by this policy (default: DIR/.repro/policy.yml)"],
      ["baseline", "FILE", "compare with this baseline (default: the one of this hardware class)"],
      ["base", "REV", "judge by the policy and baselines of a git revision, as a pull request is judged"],
      ["snapshot", "FILE", "judge a saved snapshot instead of this machine; runs no smoke test"],
      ["no-smoke", null, "judge the environment only"],
      ["report-dir", "DIR", "write report.json, report.md and snapshot.json there"],
      ["format", "FORMAT", "text (default), json or markdown"],
      PYTHON,
      MACHINE
    ],
    more: `Exit codes: 0 pass; 1 fail, incomparable, inconclusive; 2 misconfigured; 3 not measured.
`,
    load: async () => (await import("./chunks/check-3CKBD4MG.js")).runCheck
  },
  {
    name: "record",
    synopsis: "record [DIR]",
    summary: "measure this machine, write its baseline",
    flags: [
      ["runs", "N", "runs of each smoke test, 2 or more (default: 2)"],
      ["why", "TEXT", "reason, kept in the baseline"],
      ["policy", "FILE", "the policy that says what to run (default: DIR/.repro/policy.yml)"],
      PYTHON,
      MACHINE
    ],
    load: async () => (await import("./chunks/record-4T3H6D3K.js")).runRecord
  },
  {
    name: "capture",
    synopsis: "capture [DIR]",
    summary: "print this machine\u2019s snapshot",
    flags: [
      ["format", "FORMAT", "text (default) or json"],
      ["out", "FILE", "write the snapshot as JSON to a file"],
      ["serials", null, "serial numbers of the boards in the clear (default: a digest of them)"],
      PYTHON,
      MACHINE
    ],
    load: async () => (await import("./chunks/capture-MNTTHXTT.js")).runCapture
  },
  {
    name: "diff",
    synopsis: "diff A B",
    summary: "two snapshots, baselines, reports or git revisions: what changed, ordered by numeric effect",
    flags: [
      ["class", "NAME", "hardware class whose baseline to take from a git revision (default: the only one)"],
      ["format", "FORMAT", "text (default) or json"]
    ],
    load: async () => (await import("./chunks/diff-CCMIUHS7.js")).runDiff
  },
  {
    name: "explain",
    synopsis: "explain [CODE]",
    summary: "what a finding means and how to resolve it; without a code, all of them",
    flags: [["format", "FORMAT", "text (default) or markdown"]],
    load: async () => (await import("./chunks/explain-OYFN52K6.js")).runExplain
  }
];
var COMMANDS = DEFINITIONS.map(({ flags, more = "", ...definition }) => ({
  ...definition,
  help: helpOf({ ...definition, flags, more }),
  options: Object.fromEntries(flags.map(([name, value]) => [name, value === null ? FLAG : TEXT]))
}));
function helpOf({
  synopsis,
  summary,
  flags,
  more
}) {
  const rows = flags.map(
    ([name, value, does]) => [`--${name}${value === null ? "" : ` ${value}`}`, does]
  );
  const width = Math.max(...rows.map(([option]) => option.length));
  const lines = rows.map(([option, does]) => `  ${option.padEnd(width)}  ${does}
`);
  return `repro-gate ${synopsis}: ${summary}

${lines.join("")}${more === "" ? "" : `
${more}`}`;
}
function usage() {
  const width = Math.max(...COMMANDS.map(({ synopsis }) => synopsis.length));
  const lines = COMMANDS.map(
    ({ synopsis, summary }) => `  repro-gate ${synopsis.padEnd(width)}  ${summary}
`
  );
  return `${lines.join("")}
repro-gate COMMAND --help lists the options of a command.
`;
}

// src/cli.ts
process.exitCode = 3;
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (thrown) {
  process.stderr.write(`repro-gate: ${thrown instanceof Error ? thrown.message : String(thrown)}
`);
  process.exitCode = isUsage(thrown) ? 2 : 3;
}
async function main([name = "--help", ...args]) {
  if (name === "--help" || name === "-h" || name === "help") return print(usage());
  if (name === "--version" || name === "-v") return print(`${TOOL}
`);
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === void 0) throw new UsageError(`expected a command, found \`${name}\`

${usage()}`);
  if (args.includes("--help") || args.includes("-h")) return print(command.help);
  const parsed = parseArguments(command, args);
  const run = await command.load();
  return run(parsed);
}
function print(text) {
  process.stdout.write(text);
  return 0;
}
function isUsage(thrown) {
  const code = thrown?.code;
  return thrown instanceof UsageError || typeof code === "string" && code.startsWith("ERR_PARSE_ARGS");
}
