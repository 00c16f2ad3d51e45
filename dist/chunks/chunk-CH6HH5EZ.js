import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  UsageError
} from "./chunk-TA65F4EZ.js";

// src/commands/options.ts
import { statSync } from "node:fs";
import { resolve } from "node:path";
function textOption({ values }, name) {
  const value = values[name];
  return typeof value === "string" ? value : null;
}
function flagOption({ values }, name) {
  return values[name] === true;
}
function choiceOption(args, name, choices) {
  const value = textOption(args, name);
  if (value === null) return choices[0];
  const choice = choices.find((candidate) => candidate === value);
  if (choice === void 0)
    throw new UsageError(`--${name}: expected ${choices.join(", ")}, found \`${value}\``);
  return choice;
}
function countOption(args, name, { least, otherwise }) {
  const value = textOption(args, name);
  if (value === null) return otherwise;
  const count = /^\d{1,4}$/.test(value) ? Number(value) : Number.NaN;
  if (!(count >= least))
    throw new UsageError(`--${name}: expected a whole number, ${least} or more, found \`${value}\``);
  return count;
}
function directoryArgument({ positionals }) {
  const [directory = ".", ...more] = positionals;
  if (more.length > 0)
    throw new UsageError(`expected one folder, found ${positionals.map((text) => `\`${text}\``).join(" ")}`);
  const path = resolve(directory);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`expected the folder of a project, found \`${directory}\`, which is not one`);
  }
  return path;
}

export {
  textOption,
  flagOption,
  choiceOption,
  countOption,
  directoryArgument
};
