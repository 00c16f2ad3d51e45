import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  paintFor,
  statusOn
} from "./chunk-UZTOX4IZ.js";
import {
  countOption,
  directoryArgument,
  textOption
} from "./chunk-CH6HH5EZ.js";
import {
  POLICY_PATH,
  applyDecisions,
  captureOrder,
  chooseRules,
  compareCurves,
  compareScalars,
  composeBaseline,
  describeBand,
  describeTolerance,
  environmentOf,
  faultsThatMatter,
  findBaseline,
  holdAgainst,
  judgeInterpreters,
  judgeNamed,
  judgeObserved,
  judgeRun,
  measureAll,
  metricFinding,
  parsePolicy,
  pythonChoice,
  quieten,
  realPorts,
  reduce,
  stopSignal
} from "./chunk-RL353NQG.js";
import "./chunk-Q7AUW5IZ.js";
import {
  isIdentity,
  machineHere,
  machineInFolder
} from "./chunk-NOYFVNDB.js";
import {
  findingBlock,
  git,
  oneLine,
  rulesInFolder,
  tailLines,
  withFile,
  withPolicyAbove
} from "./chunk-K3RE7ER7.js";
import {
  writeWhole
} from "./chunk-WYYUXNO4.js";
import "./chunk-X6N5R5WP.js";
import {
  BASELINE_FOLDER,
  baselinePath,
  renderBaseline
} from "./chunk-MDPUGJVK.js";
import {
  formatDeviation,
  formatValue,
  plural,
  toJsonNumber
} from "./chunk-SKWR6Z3V.js";
import "./chunk-TA65F4EZ.js";
import "./chunk-VRIPUGIJ.js";
import "./chunk-C3RZWXW6.js";
import "./chunk-WUOEOQFZ.js";
import "./chunk-XWVKRE5X.js";
import "./chunk-ILLALMCX.js";
import "./chunk-POKRKV4F.js";

// src/commands/record.ts
import { join, resolve } from "node:path";

// src/smoke/judge-noise.ts
function judgeNoise({ test, runs, recorded, where }) {
  return test.metrics.flatMap((check) => {
    const spread = recorded.metrics[check.name]?.spread;
    if (spread === void 0 || check.severity !== "error" || !isTooNoisy(check, runs)) return [];
    const [onset, most] = [spread.onset, spread.curve].map((size) => formatDeviation(toJsonNumber(size)));
    const apart = check.rule.check === "scalar" ? `by ${most}` : `by ${onset} at first and ${most} at most`;
    const said = {
      severity: "warning",
      summary: `${check.name} is noisier than its tolerance`,
      expected: allowedOf(check),
      found: `two runs of one commit differ ${apart}: at this noise \`check\` will be inconclusive`,
      next: quieten(check.name, check.rule, spread)
    };
    return [metricFinding("smoke/noise-exceeds-tolerance", { test: test.name, check, where }, said)];
  });
}
function allowedOf({ rule }) {
  if (rule.check === "scalar") return describeTolerance(bothSides(rule));
  return `${describeBand({ name: "strict", band: rule.strict })} (strict band)`;
}
function isTooNoisy(check, runs) {
  const series = runs.flatMap((run) => seriesOf(check, run));
  return series.some((a) => series.some((b) => a !== b && isApart(a, b, check)));
}
function seriesOf({ name }, { metrics }) {
  const reading = metrics.find((metric) => metric.name === name)?.reading;
  return reading?.kind === "read" ? [reading.series] : [];
}
function isApart(a, b, { rule }) {
  if (rule.check === "curve") {
    const compared2 = compareCurves({ baseline: a, found: b, window: rule.window });
    return compared2.kind === "compared" && holdAgainst(compared2, rule.strict).kind === "outside";
  }
  const [before, after] = [a.points.at(-1)?.value, b.points.at(-1)?.value];
  if (before === void 0 || after === void 0) return false;
  const pair = { baseline: before, found: after, resolution: a.resolution ?? b.resolution };
  const compared = compareScalars(pair, bothSides(rule));
  return compared.kind === "zero-baseline" || compared.kind === "compared" && compared.outcome === "outside";
}
function bothSides(rule) {
  return { ...rule, better: null };
}

// src/record.ts
async function record(request, ports) {
  const chosen = await chooseRules(request.rules, null);
  if (chosen.kind === "refused") return refuse(chosen.findings);
  const parsed = parsePolicy(chosen.policyText, chosen.files.source.path);
  if (parsed.kind === "problems") return refuse(parsed.findings);
  const { policy } = parsed;
  const snapshot = await ports.capture(captureOrder(policy));
  const unusable = request.environment.python === null ? [] : judgeNamed(snapshot);
  if (unusable.length > 0) return refuse(unusable);
  const sick = faultsThatMatter(policy, snapshot, ports.date().toISOString().slice(0, 10));
  if (sick.length > 0) return refuse(sick);
  const blind = unmeasured(snapshot, policy.hardware.device);
  if (blind.length > 0 || snapshot.class === null) return refuse(blind);
  const previous = await findBaseline(request.rules, snapshot);
  const runs = await measure(policy, request, ports);
  const smoke = judgeRuns(policy, runs);
  const inside = judgeInside(policy, snapshot, runs, ports.date());
  const problems = distinct([...smoke.flatMap(({ findings }) => findings), ...inside]).filter(
    ({ severity }) => severity === "error"
  );
  const recorded = {
    ...request.recorded,
    at: ports.date().toISOString(),
    commit: snapshot.code?.commit ?? null
  };
  if (problems.length > 0 || request.signal.aborted) {
    return refuse(
      [...problems, ...stopped(request.signal)],
      smoke.map(({ report }) => report)
    );
  }
  const composed = composeBaseline({ policy, snapshot, runs, recorded });
  if (composed.kind === "gap") return refuse([notKept(composed)]);
  const { baseline } = composed;
  const warnings = [
    ...policy.smoke.flatMap((test) => noiseOf(test, { policy, runs, baseline })),
    ...await judgeInterpreters(policy, snapshot, ports.environmentAt),
    ...uncommitted(snapshot),
    ...inside
  ];
  return {
    kind: "recorded",
    path: baselinePath(baseline.class),
    text: renderBaseline(baseline),
    baseline,
    previous: previousOf(previous),
    warnings
  };
}
function measure(policy, request, ports) {
  const environment = environmentOf(policy, request.environment);
  const plan = {
    policy,
    runsOf: () => request.runs,
    roleOf: () => "record",
    signal: request.signal
  };
  return measureAll(plan, (order) => ports.runSmoke(order, environment));
}
function judgeInside(policy, snapshot, runs, date) {
  const findings = policy.smoke.flatMap(
    (test) => judgeObserved({ policy, snapshot, test, runs: runs.get(test.name) ?? [] }).findings
  );
  const codes = new Set(findings.map(({ code }) => code));
  const decided = applyDecisions(findings, policy, date.toISOString().slice(0, 10));
  return decided.filter(({ code, severity }) => codes.has(code) && severity !== "info");
}
function noiseOf(test, { policy, runs, baseline }) {
  const recorded = baseline.smoke[test.name];
  if (recorded === void 0) return [];
  return judgeNoise({ test, runs: runs.get(test.name) ?? [], recorded, where: policy.where });
}
function uncommitted({ code }) {
  if (code === null || code.dirty !== true) return [];
  const changed = code.modified.filter((path) => !path.includes(BASELINE_FOLDER));
  if (code.modified.length > 0 && changed.length === 0) return [];
  const commit = code.commit === null ? "no commit" : `commit ${code.commit.slice(0, 7)}`;
  return [
    {
      code: "baseline/dirty-tree",
      severity: "warning",
      subject: commit,
      summary: "the tree has uncommitted changes",
      expected: `${commit}, which the baseline names, as it is`,
      found: `uncommitted changes${changed.length === 0 ? "" : ` of ${listed(changed)}`}`,
      where: null,
      next: "Commit them and record again, so that others can reproduce what the baseline holds."
    }
  ];
}
var MOST_LISTED = 3;
function listed(paths) {
  const more = paths.length - MOST_LISTED;
  return `${paths.slice(0, MOST_LISTED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
function judgeRuns(policy, runs) {
  return policy.smoke.flatMap(
    (test) => (runs.get(test.name) ?? []).map(
      (run) => judgeRun({
        test: { ...test, repeat: "off" },
        runs: [run],
        recorded: null,
        inject: policy.determinism.inject,
        environmentChanged: false,
        baselinePath: null,
        where: policy.where
      })
    )
  );
}
function distinct(findings) {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
function notKept({ subject, because }) {
  return {
    code: "smoke/not-repeatable",
    severity: "error",
    subject,
    summary: `${subject} cannot be recorded: ${because}`,
    expected: "the same steps with finite values in every run",
    found: because,
    where: null,
    next: "Make the smoke test log the same steps in every run."
  };
}
function unmeasured(snapshot, device) {
  if (snapshot.complete && snapshot.class !== null) return [];
  const identity = snapshot.unknown.filter(({ path }) => isIdentity(path, device));
  const gaps = identity.length > 0 ? identity : [{ path: "class", because: "a part of it is not known" }];
  return gaps.map(({ path, because }) => ({
    code: path === "class" ? "capture/class-unknown" : "capture/unknown",
    severity: "error",
    subject: path,
    summary: `${path} could not be measured: ${because}`,
    expected: "a complete capture, because the baseline keeps it",
    found: `unknown, because ${because}`,
    where: null,
    next: "Remove the cause, then record again."
  }));
}
function previousOf(state) {
  return state.kind === "found" ? state.baseline : null;
}
function stopped(signal) {
  if (!signal.aborted) return [];
  return [
    {
      code: "gate/cancelled",
      severity: "error",
      subject: "repro-gate",
      summary: "the recording was cancelled",
      expected: "a run to its end",
      found: "a request to stop",
      where: null,
      next: "Start it again."
    }
  ];
}
function refuse(findings, smoke = []) {
  const ledger = { required: ["baseline"], measured: [] };
  const {
    verdict,
    reason,
    exitCode,
    findings: all
  } = reduce(findings, { ledger, onMissingBaseline: "fail" });
  return { kind: "refused", verdict, reason, exitCode: exitCode === 0 ? 3 : exitCode, findings: all, smoke };
}

// src/commands/record-text.ts
function renderRecord(result, inGit, paint) {
  if (result.kind === "refused") return refused(result, paint);
  const { baseline, previous, path, warnings } = result;
  const tests = Object.entries(baseline.smoke).map(
    ([name, smoke]) => testLines(name, smoke, previous?.smoke[name] ?? null)
  );
  return [
    `${paint("bold", paint("green", "recorded"))} ${path}`,
    ...tests,
    unknownLine(baseline, paint),
    ...warnings.map((warning) => findingBlock(warning, paint)),
    `  next: ${nextLine(path, inGit)}`
  ].filter((line) => line !== "").join("\n").concat("\n");
}
function nextLine(path, inGit) {
  switch (inGit) {
    case "tracked":
      return `read \`git diff ${path}\`, then commit it`;
    case "untracked":
      return `\`git add ${path}\`, read \`git diff --cached\`, then commit it`;
    case "no-repository":
      return "read it, and keep it with the code";
  }
}
function refused({ reason, findings, smoke }, paint) {
  const errors = findings.filter(({ severity }) => severity === "error");
  return [
    `${paint("bold", paint("red", "not recorded"))}: ${oneLine(reason)}`,
    ...errors.map((finding) => findingBlock(finding, paint)),
    tailLines(smoke, paint)
  ].filter((block) => block !== "").join("\n").concat("\n");
}
function testLines(name, smoke, previous) {
  const metrics = Object.entries(smoke.metrics).map(
    ([metric, recorded]) => `    ${oneLine(metric)}: ${metricLine(recorded)}${changeOf(recorded, previous?.metrics[metric])}`
  );
  return [`  ${name}: ${levelOf(smoke)}`, ...metrics].join("\n");
}
function levelOf({ level, runs }) {
  return level === "bit-exact" ? `bit-exact over ${plural(runs, "run")}` : `noisy over ${plural(runs, "run")}: two identical runs on this machine give different numbers`;
}
function metricLine({ values, spread, resolution }) {
  const last = formatValue(values.at(-1) ?? Number.NaN);
  const size = values.length === 1 ? last : `${plural(values.length, "step")}, last ${last}`;
  const rounded = resolution === null ? "" : `, logged to ${resolution}: bits cannot be compared`;
  const noise = spread.curve === 0 ? "" : `, runs differ by ${formatDeviation(spread.onset)} at first and ${formatDeviation(spread.curve)} at most`;
  return `${size}${rounded}${noise}`;
}
function changeOf(recorded, previous) {
  if (previous === void 0) return "";
  const [before, after] = [previous.values.at(-1), recorded.values.at(-1)];
  const same = previous.values.length === recorded.values.length && previous.values.every((value, index) => value === recorded.values[index]);
  return same ? " (as before)" : ` (was ${formatValue(before ?? Number.NaN)}, now ${formatValue(after ?? Number.NaN)})`;
}
var MOST_UNKNOWN = 5;
function unknownLine({ snapshot }, paint) {
  const gaps = snapshot.unknown.filter(({ because }) => because !== "this version does not record it");
  if (gaps.length === 0) return "";
  const shown = gaps.slice(0, MOST_UNKNOWN).map(({ path, because }) => `    ${path}: ${oneLine(because)}`);
  return [paint("dim", `  not known of this machine (${gaps.length})`), ...shown].join("\n");
}

// src/commands/record.ts
var FEWEST_RUNS = 2;
async function runRecord(args) {
  const directory = directoryArgument(args);
  const python = textOption(args, "python");
  const machine = textOption(args, "machine");
  const stop = stopSignal();
  try {
    const request = {
      rules: rulesOf(directory, textOption(args, "policy")),
      runs: countOption(args, "runs", { least: FEWEST_RUNS, otherwise: FEWEST_RUNS }),
      environment: { parent: process.env, python: python === null ? null : await pythonChoice(python) },
      recorded: {
        by: process.env["GITHUB_ACTOR"] ?? null,
        run: runAddress(process.env),
        why: textOption(args, "why")
      },
      signal: stop.signal
    };
    const ports = realPorts({
      machine: machine === null ? machineHere(process.env) : machineInFolder(resolve(machine), process.env),
      directory,
      python,
      signal: stop.signal,
      status: statusOn(process.stderr)
    });
    return await conclude(await record(request, ports), directory);
  } finally {
    stop.release();
  }
}
async function conclude(result, directory) {
  if (result.kind === "recorded") await writeWhole(join(directory, result.path), result.text);
  const inGit = result.kind === "recorded" ? await lookInGit(directory, result.path) : "no-repository";
  process.stdout.write(renderRecord(result, inGit, paintFor(process.stdout, process.env)));
  return result.kind === "recorded" ? 0 : result.exitCode;
}
async function lookInGit(directory, path) {
  const known = await git(directory, ["ls-files", "--", path]);
  if (known.kind === "failed") return "no-repository";
  return known.stdout.trim() === "" ? "untracked" : "tracked";
}
function rulesOf(directory, policy) {
  const kind = policy === null ? "working-tree" : "file";
  const rules = rulesInFolder(directory, { kind, ref: null, path: policy ?? POLICY_PATH });
  return policy === null ? withPolicyAbove(rules, directory) : withFile(rules, (path) => path === policy, resolve(policy));
}
function runAddress(env) {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  return server && repository && run ? `${server}/${repository}/actions/runs/${run}` : null;
}
export {
  runRecord
};
