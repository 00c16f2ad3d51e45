import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  parseSnapshot
} from "./chunk-ZIE5SPAZ.js";
import {
  paintFor
} from "./chunk-UZTOX4IZ.js";
import {
  choiceOption,
  textOption
} from "./chunk-CH6HH5EZ.js";
import {
  compareEnvironments,
  git,
  oneLine,
  parseBaseline,
  rulesAtRevision
} from "./chunk-K3RE7ER7.js";
import {
  toJson
} from "./chunk-GXBTNTRB.js";
import {
  readWhole
} from "./chunk-WYYUXNO4.js";
import "./chunk-X6N5R5WP.js";
import {
  baselinePath
} from "./chunk-MDPUGJVK.js";
import {
  formatPercent,
  formatValue,
  plural
} from "./chunk-SKWR6Z3V.js";
import {
  UsageError
} from "./chunk-TA65F4EZ.js";
import "./chunk-VRIPUGIJ.js";
import "./chunk-C3RZWXW6.js";
import "./chunk-XWVKRE5X.js";
import "./chunk-ILLALMCX.js";
import "./chunk-POKRKV4F.js";

// src/commands/diff.ts
import { dirname, join, resolve } from "node:path";

// src/judge/comparison.ts
function readSide(text, from) {
  const schema = /"schema"\s*:\s*"repro-gate\/(\w+)\/1"/.exec(text)?.[1];
  switch (schema) {
    case "snapshot": {
      const parsed = parseSnapshot(text, from);
      if (parsed.kind === "problem") return parsed;
      return { kind: "side", side: { from, snapshot: parsed.snapshot, smoke: {} } };
    }
    case "baseline": {
      const parsed = parseBaseline(text, from);
      if (parsed.kind === "problems") {
        return { kind: "problem", message: `${from}: ${parsed.findings[0]?.summary ?? "it cannot be used"}` };
      }
      const { snapshot, smoke } = parsed.baseline;
      return { kind: "side", side: { from, snapshot, smoke } };
    }
    case "report":
      return { kind: "report" };
    default:
      return {
        kind: "problem",
        message: `${from}: expected a snapshot, a baseline or a report of repro-gate, found neither`
      };
  }
}
function compareSides(before, after) {
  return {
    schema: "repro-gate/diff/1",
    before: named(before),
    after: named(after),
    environment: compareEnvironments(before.snapshot, after.snapshot),
    numbers: changedNumbers(before.smoke, after.smoke)
  };
}
function named({ from, snapshot }) {
  return { from, class: snapshot.class, capturedAt: snapshot.capturedAt };
}
function changedNumbers(before, after) {
  const [recorded, found] = [metricsOf(before), metricsOf(after)];
  const names = [.../* @__PURE__ */ new Set([...recorded.keys(), ...found.keys()])].sort();
  return names.flatMap((metric) => {
    const [one, other] = [recorded.get(metric), found.get(metric)];
    if (one !== void 0 && other !== void 0 && sameCurve(one, other)) return [];
    return [{ metric, before: one?.values.at(-1) ?? null, after: other?.values.at(-1) ?? null }];
  });
}
function metricsOf(smoke) {
  const entries = Object.entries(smoke).flatMap(
    ([test, { metrics }]) => Object.entries(metrics).map(([name, metric]) => [`${test}/${name}`, metric])
  );
  return new Map(entries);
}
function sameCurve(one, other) {
  const equal = (a, b) => a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
  return equal(one.steps, other.steps) && equal(one.values, other.values);
}

// src/report/diff.ts
var COLOURS = {
  high: "red",
  medium: "yellow",
  low: "cyan",
  none: "dim"
};
function renderDiff(comparison, paint) {
  const { before, after, environment, numbers } = comparison;
  const sides = [
    `  - ${oneLine(before.from)}  ${before.class ?? "class unknown"}, ${before.capturedAt}`,
    `  + ${oneLine(after.from)}  ${after.class ?? "class unknown"}, ${after.capturedAt}`
  ];
  const sections = [
    [paint("bold", headline(comparison)), ...sides].join("\n"),
    environment.changes.map((change) => changeLine(change, paint)).join("\n"),
    numbers.length === 0 ? "" : ["  recorded numbers", ...numbers.map(numberLine)].join("\n")
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}
`;
}
function headline({ before, after, environment }) {
  if (before.class !== after.class) {
    return `another hardware class: numbers are not compared between ${before.class ?? "an unknown class"} and ${after.class ?? "an unknown class"}`;
  }
  const { changes, same } = environment;
  const [first] = changes;
  if (first === void 0) return `no difference in ${plural(same, "field")}`;
  return `${plural(changes.length, "field")} differ, ${same} are equal; likely effect on numbers: ${first.effect}`;
}
function changeLine({ path, baseline, found, effect }, paint) {
  const values = `${oneLine(baseline ?? "none")} \u2192 ${oneLine(found ?? "none")}`;
  return `  ${paint(COLOURS[effect], effect.padEnd(6))}  ${oneLine(path)}  ${values}`;
}
function numberLine({ metric, before, after }) {
  const [one, other] = [before, after].map((value) => value === null ? "none" : formatValue(value));
  const share = before !== null && after !== null && before !== 0 ? `  ${formatPercent((after - before) / Math.abs(before))}` : "";
  return `    ${oneLine(metric)}  ${one} \u2192 ${other}${share}`;
}

// src/commands/diff.ts
async function runDiff(args) {
  const format = choiceOption(args, "format", ["text", "json"]);
  const [before, after, ...more] = args.positionals;
  if (before === void 0 || after === void 0 || more.length > 0) {
    const found = args.positionals.length === 0 ? "nothing" : args.positionals.map((text) => `\`${text}\``).join(" ");
    throw new UsageError(
      `expected two of snapshot, baseline, report or git revision (\`repro-gate diff A B\`), found ${found}`
    );
  }
  const hardwareClass = textOption(args, "class");
  const comparison = compareSides(await sideOf(before, hardwareClass), await sideOf(after, hardwareClass));
  process.stdout.write(
    format === "json" ? toJson(comparison) : renderDiff(comparison, paintFor(process.stdout, process.env))
  );
  return 0;
}
var LARGEST_FILE = 64 * 1024 * 1024;
async function sideOf(argument, hardwareClass) {
  const file = resolve(argument);
  const text = await readWhole(file, LARGEST_FILE);
  if (text.kind === "unreadable") throw new UsageError(text.because);
  if (text.kind === "absent") return sideAtRevision(argument, hardwareClass);
  const read = readSide(text.text, argument);
  if (read.kind === "side") return read.side;
  if (read.kind === "problem") throw new UsageError(read.message);
  return sideBesideReport(argument, join(dirname(file), "snapshot.json"));
}
async function sideBesideReport(report, file) {
  const text = await readWhole(file, LARGEST_FILE);
  const read = text.kind === "found" ? readSide(text.text, report) : null;
  if (read?.kind === "side") return read.side;
  throw new UsageError(
    `${report}: expected snapshot.json beside the report, as \`check --report-dir\` writes it, found none`
  );
}
async function sideAtRevision(revision, hardwareClass) {
  const commit = await git(".", [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${revision}^{commit}`
  ]);
  const prefix = await git(".", ["rev-parse", "--show-prefix"]);
  if (commit.kind === "failed" || prefix.kind === "failed") {
    throw new UsageError(`expected a file or a git revision, found \`${revision}\`, which is neither`);
  }
  const path = baselinePath(hardwareClass ?? await onlyClass(revision, commit.stdout.trim()));
  const text = await rulesAtRevision(".", commit.stdout.trim(), prefix.stdout.trim()).read(path);
  if (text.kind !== "found") {
    throw new UsageError(`${revision}: ${text.kind === "absent" ? `there is no ${path}` : text.because}`);
  }
  const read = readSide(text.text, `${revision}:${path}`);
  if (read.kind === "side") return read.side;
  throw new UsageError(read.kind === "problem" ? read.message : `${revision}: ${path} is a report`);
}
async function onlyClass(revision, commit) {
  const listed = await git(".", ["ls-tree", "--name-only", commit, "--", ".repro/baselines/"]);
  const names = listed.kind === "failed" ? [] : listed.stdout.split("\n").filter((name) => name.endsWith(".json"));
  const classes = names.map((name) => name.replace(/^.*\//, "").replace(/\.json$/, ""));
  const [first, second] = classes;
  if (first === void 0) throw new UsageError(`${revision}: there is no baseline in .repro/baselines/`);
  if (second !== void 0) {
    throw new UsageError(
      `${revision}: expected --class with one of ${classes.join(", ")}, because it has several baselines`
    );
  }
  return first;
}
export {
  runDiff
};
