#!/usr/bin/env node
import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  TOOL
} from "./chunks/chunk-HDYPVFPR.js";
import {
  COMMANDS,
  UsageError,
  usage
} from "./chunks/chunk-EEFFLEZQ.js";
import "./chunks/chunk-EBA66YNJ.js";

// src/cli.ts
import { parseArgs } from "node:util";
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
  const { values, positionals } = parseArgs({
    args: [...args],
    options: command.options,
    allowPositionals: true
  });
  const run = await command.load();
  return run({ values, positionals });
}
function print(text) {
  process.stdout.write(text);
  return 0;
}
function isUsage(thrown) {
  const code = thrown?.code;
  return thrown instanceof UsageError || typeof code === "string" && code.startsWith("ERR_PARSE_ARGS");
}
