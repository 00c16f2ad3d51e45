import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  contains,
  valid,
  validRange
} from "./chunk-Q7AUW5IZ.js";
import {
  capture,
  cudaOfBranch,
  driver_branches_default,
  findProgram,
  isAbsent,
  isRecorded
} from "./chunk-NOYFVNDB.js";
import {
  NOT_COMPARED,
  cannotJudge,
  compareEnvironments,
  countedPackages,
  data,
  fieldUnknown,
  globMatcher,
  isChanged,
  locateIn,
  noPython,
  others,
  packageUnknown,
  packagesUnknown,
  parameters,
  parseBaseline,
  parseText,
  pins,
  unknownBecause
} from "./chunk-K3RE7ER7.js";
import {
  normaliseName
} from "./chunk-X6N5R5WP.js";
import {
  baselinePath,
  compileSchema,
  joinPointer,
  pointerSegments
} from "./chunk-MDPUGJVK.js";
import {
  formatDeviation,
  formatDuration,
  formatPercent,
  formatValue,
  plural,
  toJsonNumber
} from "./chunk-SKWR6Z3V.js";
import {
  TOOL
} from "./chunk-VRIPUGIJ.js";
import {
  FINDINGS,
  findingInfo,
  isAdjustable,
  isFindingCode,
  nearestCodes
} from "./chunk-C3RZWXW6.js";
import {
  looksSecret,
  sanitise,
  sanitiseAll
} from "./chunk-WUOEOQFZ.js";

// src/policy/choose.ts
var POLICY_PATH = ".repro/policy.yml";
async function chooseRules(base, head) {
  const path = base.source.path;
  const policy = await base.read(path);
  switch (policy.kind) {
    case "found":
      return { kind: "chosen", files: base, policyText: policy.text, findings: [] };
    case "unreadable":
      return refuse(unreadable(base, policy.because));
    case "absent":
      return head === null ? refuse(missing(base)) : await adopt(base, head);
  }
}
async function adopt(base, head) {
  const baselines = await base.hasBaselines();
  if (typeof baselines === "object") return refuse(unreadable(base, baselines.because));
  if (baselines) return refuse(missing(base));
  const policy = await head.read(head.source.path);
  switch (policy.kind) {
    case "found":
      return { kind: "chosen", files: head, policyText: policy.text, findings: [adoption(base, head)] };
    case "unreadable":
      return refuse(unreadable(head, policy.because));
    case "absent":
      return refuse(missing(head));
  }
}
function refuse(finding3) {
  return { kind: "refused", findings: [finding3] };
}
function describe({ source }) {
  const ref = source.ref === null ? "" : ` ${source.ref.slice(0, 12)}`;
  const place2 = {
    base: `the base commit${ref}`,
    head: "this change",
    "working-tree": "the working tree",
    file: "the file given"
  };
  return place2[source.kind];
}
function missing(files) {
  const { path, kind } = files.source;
  const isGiven = kind === "file";
  return {
    code: "policy/missing",
    severity: "error",
    subject: path,
    summary: isGiven ? `there is no file ${path}` : `there is no ${path} in ${describe(files)}`,
    expected: isGiven ? "the policy that --policy names" : `a policy at ${path}`,
    found: isGiven ? "no such file" : `none in ${describe(files)}`,
    where: null,
    next: isGiven ? "Correct the path; it counts from the current folder." : writeOne(files)
  };
}
function writeOne({ policyElsewhere }) {
  return policyElsewhere === void 0 ? "Write one; three lines are enough: `version: 1`, one `run`, one metric." : `There is one in ${policyElsewhere}: name that folder after the command, or change into it.`;
}
function unreadable(files, because) {
  const isBase = files.source.kind === "base";
  return {
    code: isBase ? "trust/base-unreadable" : "policy/invalid",
    severity: "error",
    subject: files.source.path,
    summary: `the rules of ${describe(files)} could not be read: ${because}`,
    expected: `a readable ${files.source.path}`,
    found: because,
    where: null,
    next: isBase ? "Give the job `permissions: contents: read`, or look at the reason given." : "Mend what the reason names."
  };
}
function adoption(base, head) {
  return {
    code: "trust/adoption",
    severity: "info",
    subject: head.source.path,
    summary: "the rules come from this change itself",
    expected: `a policy in ${describe(base)}`,
    found: "neither policy nor baselines there",
    where: null,
    next: "Review the policy; from the next change on the merged copy decides."
  };
}

// src/smoke/ulp.ts
function float32Distance(a, b) {
  const [x, y] = [orderedBits(a), orderedBits(b)];
  return x === null || y === null ? null : Math.abs(x - y);
}
function orderedBits(value) {
  const rounded = Math.fround(value);
  if (!Number.isFinite(rounded)) return null;
  const bits = new Uint32Array(new Float32Array([Math.abs(rounded)]).buffer)[0] ?? 0;
  return rounded < 0 ? -bits : bits;
}

// src/smoke/curve.ts
var FLOOR_SHARE = 1e-3;
var DECIMAL_SLACK = 1 + 1e-6;
var TAIL_LENGTH = 10;
function compareCurves({ baseline, found, window }) {
  const ours = inWindow(found.points, window);
  const theirs = inWindow(baseline.points, window);
  const broken = nonFinite(ours, "found") ?? nonFinite(theirs, "baseline") ?? stepsApart(theirs, ours);
  if (broken !== null) return broken;
  const resolution = coarser(baseline.resolution, found.resolution);
  return compared(pairUp(theirs, ours), resolution);
}
function inWindow(points, window) {
  if (window === null) return points;
  const [first, last] = window;
  return points.filter(({ step }) => step >= first && step <= last);
}
function nonFinite(points, side) {
  const bad = points.filter(({ value }) => !Number.isFinite(value));
  return bad.length === 0 ? null : { kind: "non-finite", side, points: bad };
}
function stepsApart(baseline, found) {
  const missing5 = stepsWithout(baseline, found);
  const extra = stepsWithout(found, baseline);
  const empty = baseline.length === 0;
  return missing5.length > 0 || extra.length > 0 || empty ? { kind: "incomplete", missing: missing5, extra } : null;
}
function stepsWithout(points, others2) {
  const known = new Set(others2.map(({ step }) => step));
  return points.map(({ step }) => step).filter((step) => !known.has(step));
}
function coarser(a, b) {
  return a === null || b === null ? a ?? b : Math.max(a, b);
}
function pairUp(baseline, found) {
  const values = new Map(found.map(({ step, value }) => [step, value]));
  return baseline.map(({ step, value }) => ({
    step,
    baseline: value,
    found: values.get(step) ?? Number.NaN
  }));
}
function compared(pairs, resolution) {
  const floor = FLOOR_SHARE * pairs.reduce((most, pair) => Math.max(most, Math.abs(pair.baseline)), 0);
  const steps = pairs.map((pair) => deviationOf(pair, { floor, resolution }));
  const onset = pairs.findIndex((pair) => pair.found !== pair.baseline);
  return {
    kind: "compared",
    onset: onsetAt(pairs[onset], steps[onset]),
    largest: steps.reduce(larger, NOTHING),
    last: steps.at(-1) ?? NOTHING,
    tail: tailRatio(pairs),
    steps,
    resolution
  };
}
var NOTHING = { step: 0, value: Number.POSITIVE_INFINITY, rounding: 0 };
function larger(most, next) {
  return most === NOTHING || !(next.value <= most.value) ? next : most;
}
function deviationOf({ step, baseline, found }, { floor, resolution }) {
  const scale = Math.max(Math.abs(baseline), floor);
  const value = found === baseline ? 0 : Math.abs(found - baseline) / scale;
  const rounding = resolution === null || scale === 0 ? 0 : resolution * DECIMAL_SLACK / scale;
  return { step, value, rounding };
}
function onsetAt(pair, deviation) {
  if (pair === void 0 || deviation === void 0) return null;
  return { ...deviation, ulps: float32Distance(pair.baseline, pair.found) };
}
function tailRatio(pairs) {
  const tail = pairs.slice(-TAIL_LENGTH);
  const baseline = tail.reduce((sum, pair) => sum + pair.baseline, 0);
  const found = tail.reduce((sum, pair) => sum + pair.found, 0);
  return baseline === 0 ? null : Math.abs(found / baseline - 1);
}

// src/smoke/spread.ts
function spreadOf(runs) {
  const pairs = runs.flatMap((a, index) => runs.slice(index + 1).map((b) => [a, b]));
  if (pairs.length === 0) return { kind: "unusable", because: "one run alone shows no spread" };
  let [onset, curve, identical] = [0, 0, true];
  for (const [a, b] of pairs) {
    const forth = compareCurves({ baseline: a, found: b, window: null });
    const back = compareCurves({ baseline: b, found: a, window: null });
    if (forth.kind !== "compared") return { kind: "unusable", because: reason(forth) };
    if (back.kind !== "compared") return { kind: "unusable", because: reason(back) };
    identical &&= forth.onset === null;
    onset = Math.max(onset, smaller(forth.onset, back.onset));
    curve = Math.max(curve, smaller(forth.largest, back.largest));
  }
  return { kind: "spread", level: identical ? "bit-exact" : "noisy", onset, curve };
}
function smaller(a, b) {
  return Math.min(a?.value ?? 0, b?.value ?? 0);
}
function reason(comparison) {
  switch (comparison.kind) {
    case "non-finite":
      return `the value at step ${comparison.points[0]?.step ?? 0} is not finite`;
    case "incomplete":
      return comparison.missing.length + comparison.extra.length === 0 ? "there are no values" : `step ${comparison.missing[0] ?? comparison.extra[0] ?? 0} is not in every run`;
  }
}

// src/baseline/compose.ts
function composeBaseline({ policy, snapshot, runs, recorded }) {
  if (snapshot.class === null) return gap("class", "the hardware class is not known");
  const smoke = {};
  for (const test of policy.smoke) {
    const composed = composeSmoke(test, runs.get(test.name) ?? [], policy.determinism);
    if (composed.kind === "gap") return composed;
    smoke[test.name] = composed.smoke;
  }
  const schema = "repro-gate/baseline/1";
  const baseline = {
    schema,
    class: snapshot.class,
    recorded: { ...recorded, tool: TOOL },
    snapshot,
    smoke
  };
  return { kind: "composed", baseline };
}
function gap(subject, because) {
  return { kind: "gap", subject, because };
}
function composeSmoke(test, runs, { inject }) {
  if (runs.length < 2) return gap(test.name, "it was not run twice");
  const metrics = {};
  for (const check2 of test.metrics) {
    const metric = composeMetric(check2, runs);
    if (typeof metric === "string") return gap(`${test.name}/${check2.name}`, metric);
    metrics[check2.name] = metric;
  }
  const exact = Object.values(metrics).every(({ spread }) => spread.onset === 0 && spread.curve === 0);
  const level = exact ? "bit-exact" : "noisy";
  const { run, seed } = test;
  return { kind: "smoke", smoke: { run, seed, inject, level, runs: runs.length, metrics } };
}
function composeMetric(check2, runs) {
  const series = runs.map((run) => seriesOf(check2, run)).filter((entry) => entry !== null);
  const [first] = series;
  if (first === void 0 || series.length !== runs.length) return "not every run has it";
  const spread = spreadOf(series);
  if (spread.kind === "unusable") return spread.because;
  return {
    check: check2.rule.check,
    resolution: first.resolution,
    spread: { onset: spread.onset, curve: spread.curve },
    steps: first.points.map(({ step }) => step),
    values: first.points.map(({ value }) => value)
  };
}
function seriesOf({ name, rule }, run) {
  const reading = run.metrics.find((metric) => metric.name === name)?.reading;
  if (reading?.kind !== "read") return null;
  const { series } = reading;
  return rule.check === "curve" ? series : { ...series, points: series.points.slice(-1) };
}

// src/baseline/lookup.ts
async function findBaseline(files, snapshot) {
  if (snapshot.class === null) return { kind: "unusable", path: null, findings: [classUnknown(snapshot)] };
  const given = files.baselineFile;
  const path = given ?? baselinePath(snapshot.class);
  const text = await files.read(baselinePath(snapshot.class));
  switch (text.kind) {
    case "absent":
      return given === void 0 ? { kind: "missing", path, findings: [missing2(snapshot.class, path)] } : { kind: "unusable", path, findings: [notThere(path)] };
    case "unreadable":
      return { kind: "unusable", path, findings: [unreadable2({ path, because: text.because }, files)] };
    case "found":
      return judgeText({ text: text.text, path, isGiven: given !== void 0 }, snapshot.class);
  }
}
function judgeText(found, hardwareClass) {
  const { text, path } = found;
  const parsed = parseBaseline(text, path);
  if (parsed.kind === "problems") return { kind: "unusable", path, findings: parsed.findings };
  const { baseline } = parsed;
  const classes = [
    { pointer: "/class", name: baseline.class },
    { pointer: "/snapshot/class", name: baseline.snapshot.class ?? "a machine of unknown class" }
  ];
  const other = classes.find(({ name }) => name !== hardwareClass);
  if (other === void 0) return { kind: "found", path, baseline };
  return { kind: "unusable", path, findings: [otherClass(other, hardwareClass, found)] };
}
function classUnknown(snapshot) {
  const because = snapshot.unknown.find(({ path }) => path === "class")?.because ?? "a part of it is not known";
  return {
    code: "capture/class-unknown",
    severity: "error",
    subject: "class",
    summary: `the hardware class could not be determined: ${because}`,
    expected: "a hardware class such as cuda-sm90-132sm-x1",
    found: `unknown, because ${because}`,
    where: null,
    next: "Mend the runner. If the smoke tests use no GPU, say `hardware: { device: cpu }` in the policy."
  };
}
function missing2(hardwareClass, path) {
  return {
    code: "baseline/missing",
    severity: "error",
    subject: hardwareClass,
    summary: `there is no baseline for ${hardwareClass}`,
    expected: path,
    found: "no such file",
    where: null,
    next: "Run `repro-gate record` on this machine and commit the file in a reviewed change."
  };
}
function unreadable2({ path, because }, files) {
  const isBase = files.source.kind === "base" && files.baselineFile === void 0;
  return {
    code: isBase ? "trust/base-unreadable" : "baseline/invalid",
    severity: "error",
    subject: path,
    summary: `the baseline could not be read: ${because}`,
    expected: `a readable ${path}`,
    found: because,
    where: null,
    next: isBase ? "Give the job `permissions: contents: read`, or look at the reason given." : "Mend what the reason names."
  };
}
function notThere(path) {
  return {
    code: "baseline/invalid",
    severity: "error",
    subject: path,
    summary: `there is no baseline ${path}`,
    expected: "the baseline that --baseline names",
    found: "no such file",
    where: null,
    next: "Correct the path, or leave --baseline out so that the gate picks the file of this hardware class."
  };
}
function otherClass({ pointer, name }, hardwareClass, { text, path, isGiven }) {
  return {
    code: "baseline/other-class",
    severity: "error",
    subject: path,
    summary: `the baseline is of ${name}, and this machine is ${hardwareClass}`,
    expected: hardwareClass,
    found: name,
    where: locateIn(text, path)(pointer),
    next: isGiven ? "Leave --baseline out so that the gate picks the right file, or record one on this class." : "The file was renamed, copied or edited: restore it from git, or run `repro-gate record` on this machine."
  };
}

// src/judge/severity.ts
function applyDecisions(findings, policy, today) {
  const live = policy.waivers.filter((waiver) => waiver.expires >= today);
  const used = /* @__PURE__ */ new Set();
  const decided = findings.map((finding3) => {
    const weighed = { ...finding3, severity: severityOf(finding3, policy) };
    const waiver = isAdjustable(finding3.code) ? live.find((candidate) => covers(candidate, finding3)) : void 0;
    if (waiver === void 0) return weighed;
    used.add(waiver);
    return {
      ...weighed,
      severity: "info",
      waiver: { reason: waiver.reason, expires: waiver.expires }
    };
  });
  const where = (waiver) => policy.where(`/waivers/${waiver.index}`);
  const expired = policy.waivers.filter((waiver) => waiver.expires < today);
  return [
    ...decided,
    ...expired.map((waiver) => expiredFinding(waiver, where(waiver))),
    ...live.filter((waiver) => !used.has(waiver)).map((waiver) => unusedFinding(waiver, where(waiver)))
  ];
}
function severityOf(finding3, policy) {
  const override = policy.severity[finding3.code];
  return override !== void 0 && isAdjustable(finding3.code) ? override : finding3.severity;
}
function covers(waiver, finding3) {
  if (waiver.finding !== finding3.code) return false;
  return waiver.subject === null || globMatcher(waiver.subject)(finding3.subject);
}
function expiredFinding(waiver, where) {
  return {
    code: "waiver/expired",
    severity: "error",
    subject: nameOf(waiver),
    summary: `the waiver of ${nameOf(waiver)} expired on ${waiver.expires}`,
    expected: "a waiver that still holds, or none",
    found: `expired on ${waiver.expires}`,
    where,
    next: "Remove the waiver and deal with the finding, or extend it with a fresh reason in a reviewed change."
  };
}
function unusedFinding(waiver, where) {
  return {
    code: "waiver/unused",
    severity: "info",
    subject: nameOf(waiver),
    summary: `the waiver of ${nameOf(waiver)} waives nothing`,
    expected: "a finding that it waives",
    found: "none in this run",
    where,
    next: "Remove it if the finding is gone for good."
  };
}
function nameOf({ finding: finding3, subject }) {
  return subject === null ? finding3 : `${finding3} ${subject}`;
}

// src/judge/health.ts
var runnerHealth = {
  kind: "standalone",
  id: "runner-health",
  // Smoke tests that see no GPU do not mind a broken one.
  applies: ({ hardware }) => hardware.device === "auto",
  judge: ({ snapshot }) => faultsOfJob(snapshot).map(faultFinding)
};
var OF_ONE_BOARD = /* @__PURE__ */ new Set(["ecc-uncorrected", "foreign-process", "row-remap"]);
var PLACE = /^gpus\[(\d+)\](?:\.slices\[(\d+)\])?$/;
function faultsOfJob({ faults, gpus }) {
  return faults.filter(({ kind, subject }) => {
    const [, gpu, slice] = PLACE.exec(subject) ?? [];
    const board = gpus[Number(gpu)];
    const seen = slice === void 0 ? board?.visible : board?.slices[Number(slice)]?.visible;
    return !(seen === false && OF_ONE_BOARD.has(kind));
  });
}
function faultsThatMatter(policy, snapshot, today) {
  if (policy.hardware.device !== "auto") return [];
  const decided = applyDecisions(faultsOfJob(snapshot).map(faultFinding), policy, today);
  return decided.filter(({ code, severity }) => code.startsWith("runner/") && severity === "error");
}
var REBOOT = "Take the runner out of service and reboot it; dmesg shows the Xid messages.";
var SYMPTOMS = {
  "no-driver": { expected: "a loaded driver", next: "Run modprobe nvidia and look at dmesg." },
  "no-tool": {
    expected: "nvidia-smi of the driver",
    next: "In a container add `utility` to NVIDIA_DRIVER_CAPABILITIES; on a host install the tools of the driver."
  },
  "library-mismatch": {
    expected: "libraries and kernel module of one version",
    next: "Reboot the runner; start running containers anew."
  },
  "permission-denied": {
    expected: "device nodes that the job may open",
    next: "Look at the owner of the device nodes, and at the devices and groups that the container was given."
  },
  "driver-hangs": { expected: "an answer in time", next: REBOOT },
  "gpu-lost": { expected: "every GPU on the bus", next: REBOOT },
  "gpu-needs-reset": {
    expected: "a GPU that computes",
    next: "Stop what uses the GPU and run nvidia-smi --gpu-reset -i INDEX, or reboot."
  },
  "ecc-uncorrected": {
    expected: "no uncorrected memory errors",
    next: "Reset the GPU or reboot, and run again; if it recurs, have the board replaced."
  },
  "row-remap": {
    expected: "no memory rows that wait to be replaced",
    next: "Reset the GPU or reboot; where no spare row is left, have the board replaced."
  },
  "info-rom": { expected: "a readable InfoROM", next: "Reboot once; if it stays, have the board replaced." },
  "gpus-missing": {
    expected: "every GPU that the machine shows",
    next: "Look at dmesg for the missing address, and reboot."
  },
  "foreign-process": {
    expected: "a GPU that no other program uses",
    next: "Wait for that program or end it; where sharing is meant, say `severity: { runner/foreign-process: warning }`."
  },
  "cuda-fails": {
    expected: "CUDA to initialise",
    next: "Look up the number of the error with `repro-gate explain runner/cuda-fails`."
  },
  "tool-failed": { expected: "an answer", next: "Run nvidia-smi on the runner and read what it says." }
};
function faultFinding({ kind, subject, because }) {
  const code = `runner/${kind}`;
  return {
    code,
    severity: findingInfo(code).severity,
    subject,
    summary: `${nameOf2(subject)}${because}`,
    where: null,
    found: because,
    ...SYMPTOMS[kind]
  };
}
function nameOf2(subject) {
  const [, gpu, slice] = PLACE.exec(subject) ?? [];
  if (gpu === void 0) return "";
  return slice === void 0 ? `GPU ${gpu}: ` : `slice ${slice} of GPU ${gpu}: `;
}

// src/smoke/smoke-finding.ts
function finding(code, { severity, next, ...said }) {
  const { severity: usual, resolve: resolve3 } = FINDINGS[code];
  return { code, severity: severity ?? usual, ...said, next: next ?? resolve3 };
}
var RANK = { error: 2, warning: 1, info: 0 };
function atMost(code, severity) {
  const usual = FINDINGS[code].severity;
  return RANK[severity] < RANK[usual] ? severity : usual;
}
function smokePointer(test, ...inside) {
  return joinPointer("smoke", test, ...inside);
}
function formatBound(value) {
  return value === 0 ? "0" : value.toExponential().replace("e+0", "").replace("e+", "e");
}
var MOST_STEPS = 5;
function listSteps(steps) {
  const shown2 = steps.slice(0, MOST_STEPS).map(String);
  const more = steps.length - shown2.length;
  const items = more > 0 ? [...shown2, `${more} more`] : shown2;
  const [last = "none", ...before] = items.reverse();
  const list = before.length === 0 ? last : `${before.reverse().join(", ")} and ${last}`;
  return `${steps.length === 1 ? "step" : "steps"} ${list}`;
}

// src/judge/interpreter.ts
function judgeNamed(snapshot) {
  if (snapshot.python !== null) return [];
  const because = snapshot.unknown.find(({ path }) => path === "python")?.because ?? "it gave no answer";
  return [
    {
      code: "python/unusable",
      severity: "error",
      subject: "python",
      summary: `the interpreter that was named cannot be used: ${because}`,
      expected: "a Python interpreter, as --python or the python input names one",
      found: because,
      where: null,
      next: "Name the interpreter of the project, such as .venv/bin/python, or leave the option out to use the active environment."
    }
  ];
}
async function judgeInterpreters({ smoke, where }, { python }, environmentAt2) {
  const captured = python === null ? null : await environmentAt2(python.executable);
  const findings = smoke.map(async (test) => {
    const path = interpreterPath(test);
    const started = path === null ? null : await environmentAt2(path);
    if (path === null || started === null || started === captured) return [];
    if (python !== null && captured === null) return [];
    return [
      {
        code: "python/other-interpreter",
        severity: "warning",
        subject: test.name,
        summary: `${test.name} runs another Python than the one that was captured`,
        expected: python?.executable ?? "the captured interpreter, and there is none",
        found: path,
        where: where(smokePointer(test.name, "run")),
        next: `Name it with --python ${path} or the python input of the action, so that the snapshot is of what trains.`
      }
    ];
  });
  return (await Promise.all(findings)).flat();
}
var BY_PATH = /^\s*(?:[A-Za-z_]\w*=[^\s'"$`\\]*\s+)*(?:exec\s+)?([\w./~+-]*\/(?:python|pypy)[\d.]*(?:\.exe)?)(?=\s|$)/;
function interpreterPath({ run }) {
  return BY_PATH.exec(run)?.[1] ?? null;
}

// src/observe/training.ts
function trainingProcesses({ processes }) {
  const importing = processes.filter(importsFramework);
  const candidates = importing.length > 0 ? importing : processes;
  const ranked = candidates.filter(({ process: self }) => self.rank !== null);
  const considered = ranked.length > 0 ? ranked : candidates;
  const pairs = descents(considered, processes);
  const training = considered.filter(
    (one) => !pairs.some(({ child, ancestor }) => child === one && helps(one, ancestor)) && !pairs.some(({ child, ancestor }) => ancestor === one && isLaunched(child, one))
  );
  return training.length > 0 ? training : considered;
}
function importsFramework({ modules }) {
  return Object.keys(modules).length > 0;
}
function helps(child, ancestor) {
  return hasNoOther(child, ancestor) && (isAtWork(ancestor) || !isAtWork(child));
}
function isLaunched(child, ancestor) {
  return !isAtWork(ancestor) && (isAtWork(child) || !hasNoOther(child, ancestor));
}
function hasNoOther(child, { modules }) {
  return Object.keys(child.modules).every((name) => Object.hasOwn(modules, name));
}
function isAtWork({ seeds, dataLoaders, nondeterministic, devices, probe }) {
  const lists = [dataLoaders, nondeterministic, devices ?? []];
  return probe !== null || lists.some((list) => list.length > 0) || seeds.some(({ by }) => by === "user");
}
function descents(considered, all) {
  const byId = new Map(all.map((one) => [idOf(one.process.node, one.process.pid), one]));
  const wanted = new Set(considered);
  return considered.flatMap(
    (child) => ancestorsOf(child, byId).filter((ancestor) => wanted.has(ancestor) && ancestor.process.rank === child.process.rank).map((ancestor) => ({ child, ancestor }))
  );
}
function ancestorsOf(child, byId) {
  const found = [];
  let above = byId.get(idOf(child.process.node, child.process.ppid));
  while (above !== void 0 && above !== child && !found.includes(above)) {
    found.push(above);
    above = byId.get(idOf(above.process.node, above.process.ppid));
  }
  return found;
}
function idOf(node, pid) {
  return `${pid} ${node}`;
}

// src/observe/archs.ts
function archsObserved(observed2) {
  if (observed2 === null) return null;
  const lists = trainingProcesses(observed2).flatMap(({ modules }) => {
    const archs = modules["torch"]?.facts["archs"];
    return Array.isArray(archs) && archs.length > 0 ? [archs] : [];
  });
  const [first] = lists;
  if (first === void 0) return null;
  return lists.every((list) => [...list].sort().join() === [...first].sort().join()) ? first : null;
}

// src/smoke/judge-definition.ts
function isOtherInjection({ recorded, inject }) {
  return recorded !== null && recorded.inject !== inject;
}
function judgeDefinition(evidence) {
  const { recorded, baselinePath: baselinePath2 } = evidence;
  if (recorded === null) return baselinePath2 === null ? [] : [unknownTest(evidence, baselinePath2)];
  return [
    ...otherSeed(evidence, recorded),
    ...otherCommand(evidence, recorded),
    ...otherInjection(evidence, recorded),
    ...changedEnvironment(evidence)
  ];
}
function unknownTest({ test, where }, baselinePath2) {
  return finding("baseline/incomplete", {
    subject: test.name,
    summary: `the baseline does not know the smoke test ${test.name}`,
    expected: `${test.name} in ${baselinePath2}`,
    found: "other smoke tests or none",
    where: where(smokePointer(test.name))
  });
}
function otherSeed({ test, where }, recorded) {
  if (recorded.seed === test.seed) return [];
  return [
    finding("baseline/other-definition", {
      subject: test.name,
      summary: `${test.name} has seed ${test.seed} and was recorded with ${recorded.seed}`,
      expected: `seed ${recorded.seed}`,
      found: `seed ${test.seed}`,
      where: where(smokePointer(test.name, "seed"))
    })
  ];
}
function otherCommand({ test, where }, recorded) {
  if (recorded.run.trim() === test.run.trim()) return [];
  return [
    finding("baseline/other-command", {
      subject: test.name,
      summary: `the command of ${test.name} is not the one that was recorded`,
      expected: recorded.run,
      found: test.run,
      where: where(smokePointer(test.name, "run"))
    })
  ];
}
function otherInjection(evidence, recorded) {
  const { test, inject, comparability, where } = evidence;
  if (!isOtherInjection(evidence)) return [];
  const moved2 = comparability === "moved";
  return [
    finding("baseline/other-injection", {
      subject: test.name,
      summary: `${test.name} ran with inject: ${inject} and was recorded with ${recorded.inject}`,
      expected: `inject: ${recorded.inject}${moved2 ? ", under which the numbers were recorded" : ""}`,
      found: `inject: ${inject}${moved2 ? ", and other numbers" : ", and the same numbers within the tolerance"}`,
      where: where("/determinism/inject"),
      severity: moved2 ? "error" : "info"
    })
  ];
}
function changedEnvironment({ test, environmentChanged, where }) {
  if (!environmentChanged || test.onEnvironmentChange !== "fail") return [];
  return [
    finding("smoke/environment-changed", {
      subject: test.name,
      summary: `${test.name} does not allow another environment`,
      expected: "the environment of the baseline",
      found: "one that differs from it",
      where: where(smokePointer(test.name, "on-environment-change"))
    })
  ];
}

// src/smoke/environment.ts
function childEnvironment(request) {
  const passed = passThrough(request);
  const filled = request.inject === "off" ? {} : fillers(request);
  const fresh = Object.fromEntries(Object.entries(filled).filter(([name]) => passed[name] === void 0));
  const injected = { ...fresh, ...hiddenDevices(request), ...contract(request) };
  const python = interpreter(request.python, passed);
  const observing = observed(request, passed);
  const kept = Object.entries(passed).filter(([name]) => !python.drop.includes(name));
  const env = {
    ...Object.fromEntries(kept),
    ...python.env,
    ...injected,
    ...observing.env
  };
  return {
    env,
    withheld: withheldFrom(request.parent, env),
    injected: { ...shown(injected, request.folder), ...python.shown, ...observing.shown }
  };
}
var PLANNED_FOLDER = {
  runId: "<run-id>",
  root: "<run>",
  outDir: "<run>/out",
  metricsFile: "<run>/out/metrics.jsonl",
  inductorCache: "<run>/inductor",
  tritonCache: "<run>/triton",
  observations: "<run>/observations",
  logFile: "<run>/output.log"
};
var SYSTEM = `PATH HOME USER LOGNAME SHELL LANG LANGUAGE LC_* TZ TMPDIR TEMP TMP XDG_*
  LD_LIBRARY_PATH LD_PRELOAD LIBRARY_PATH CPATH CC CXX
  HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy https_proxy no_proxy SSL_CERT_FILE SSL_CERT_DIR REQUESTS_CA_BUNDLE
  CI GITHUB_ACTIONS RUNNER_TEMP RUNNER_TRACKING_ID`;
var WINDOWS = "SystemRoot SYSTEMROOT windir ComSpec COMSPEC PATHEXT Path USERPROFILE APPDATA LOCALAPPDATA";
var NUMERICS = `CUDA_* NVIDIA_* CUBLAS_* CUBLASLT_* CUDNN_* NCCL_* HIP_* ROCR_* ROCM_* ROCBLAS_* HIPBLASLT_* HSA_* GPU_*
  MIOPEN_* OMP_* MKL_* OPENBLAS_* BLIS_* KMP_* GOMP_* VECLIB_* NUMEXPR_*
  PYTORCH_* TORCH_* TORCHINDUCTOR_* TRITON_* NVTE_* FLASH_ATTENTION_* CAUSAL_CONV1D_* HOROVOD_*
  TF_* XLA_* JAX_* PL_* TOKENIZERS_PARALLELISM`;
var PYTHON = `PYTHON* VIRTUAL_ENV CONDA_* MAMBA_* UV_* PIP_*
  HF_HOME HF_HUB_CACHE HF_HUB_OFFLINE HF_DATASETS_CACHE HF_DATASETS_OFFLINE TRANSFORMERS_CACHE TRANSFORMERS_OFFLINE
  WANDB_MODE WANDB_DISABLED`;
var ALLOWED = matcher([SYSTEM, WINDOWS, NUMERICS, PYTHON].join(" "));
var NEVER = [
  /^(?:INPUT|ACTIONS|REPRO)_/i,
  /TOKEN(?!IZERS_)|SECRET|PASSW|PASSPHRASE|CREDENTIAL|COOKIE|JWT|(?:^|_)(?:PAT|AUTH)(?:_|$)|KEYS?$/i,
  /^(?:PIP|UV)_(?:.*INDEX.*|FIND_LINKS|PUBLISH_.*)$|^CONDA_.*CHANNEL/i,
  /^(?:GITHUB_(?:ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)|NODE_OPTIONS)$/i
];
var URL_WITH_PASSWORD = /:\/\/[^/\s@]+@/;
function passThrough({ parent, policyNames }) {
  const named = new Set(policyNames);
  const passed = {};
  for (const [name, value] of Object.entries(parent)) {
    if (value === void 0 || !(ALLOWED.test(name) || named.has(name))) continue;
    if (isNeverPassed(name) || URL_WITH_PASSWORD.test(value)) continue;
    passed[name] = value;
  }
  return passed;
}
var OF_THE_SHELL = /* @__PURE__ */ new Set(["PWD", "OLDPWD", "SHLVL", "_"]);
function withheldFrom(parent, env) {
  return Object.entries(parent).flatMap(
    ([name, value]) => value === void 0 || Object.hasOwn(env, name) || OF_THE_SHELL.has(name) ? [] : [name]
  );
}
function isNeverPassed(name) {
  return NEVER.some((pattern) => pattern.test(name));
}
function matcher(names) {
  const patterns = names.trim().split(/\s+/);
  return new RegExp(`^(?:${patterns.map((name) => name.replace("*", "\\w*")).join("|")})$`);
}
function contract({ seed, role, folder }) {
  return {
    REPRO_GATE: "1",
    REPRO_SEED: String(seed),
    REPRO_RUN_ID: folder.runId,
    REPRO_OUT_DIR: folder.outDir,
    REPRO_METRICS: folder.metricsFile,
    REPRO_ROLE: role
  };
}
function fillers({ seed, folder }) {
  return {
    // Read once, when the interpreter starts; setting it from inside the program has no effect on that program.
    PYTHONHASHSEED: String(seed),
    PYTHONUNBUFFERED: "1",
    // One of the two sizes for which cuBLAS promises the same bits with several streams (cuBLAS, "Results reproducibility").
    CUBLAS_WORKSPACE_CONFIG: ":4096:8",
    // Lightning reads it only where the program itself gives no seed.
    PL_GLOBAL_SEED: String(seed),
    WANDB_MODE: "offline",
    CUDA_DEVICE_ORDER: "PCI_BUS_ID",
    // What an earlier run found fastest decides which kernels a later one uses: hidden state.
    TORCHINDUCTOR_CACHE_DIR: folder.inductorCache,
    TRITON_CACHE_DIR: folder.tritonCache
  };
}
function hiddenDevices({ device }) {
  return device === "cpu" ? { CUDA_VISIBLE_DEVICES: "-1", HIP_VISIBLE_DEVICES: "-1" } : {};
}
function interpreter(python, passed) {
  if (python === null) return { env: {}, drop: [], shown: {} };
  const { folder, venv, pathSeparator } = python;
  const path = passed["PATH"] ?? "";
  const first = { PATH: path === "" ? folder : `${folder}${pathSeparator}${path}` };
  return {
    env: venv === null ? first : { ...first, VIRTUAL_ENV: venv },
    drop: ["VIRTUAL_ENV", "PYTHONHOME"],
    shown: { PATH: `<folder of --python>${pathSeparator}$PATH` }
  };
}
function observed(request, passed) {
  const { observer, inject, probe, folder } = request;
  if (observer === null) return { env: {}, shown: {} };
  const rest = passed["PYTHONPATH"] ?? "";
  const behind = (first, more) => rest === "" ? first : `${first}${observer.pathSeparator}${more}`;
  const probing = probe > 0 ? { REPRO_PROBE: String(probe) } : {};
  const contract2 = { REPRO_OBSERVER_DIR: folder.observations, REPRO_INJECT: inject, ...probing };
  return {
    env: { ...contract2, PYTHONPATH: behind(observer.folder, rest) },
    shown: { ...shown(contract2, folder), PYTHONPATH: behind("<observer>", "$PYTHONPATH") }
  };
}
function shown(injected, folder) {
  const hide = (value) => value.replaceAll(folder.root, "<run>").replaceAll(folder.runId, "<run-id>");
  return Object.fromEntries(Object.entries(injected).map(([name, value]) => [name, hide(value)]));
}

// src/smoke/judge-end.ts
function judgeEnd(run, context) {
  return [...endFinding(run, context), ...leftBehind(run, context), ...commandFiles(run, context)];
}
function describeEnd(end) {
  switch (end.kind) {
    case "exited":
      return `exit code ${end.code}`;
    case "signalled":
      return `killed by ${end.signal}`;
    case "timed-out":
      return `stopped after ${formatDuration(end.afterMs)}`;
    case "cancelled":
      return "cancelled";
    case "not-started":
      return `not started: ${end.because}`;
  }
}
function endFinding({ exit, role, withheld }, context) {
  const { end, tail } = exit;
  const again = role === "head-rerun" ? " in its second run" : "";
  const said = (what) => ({
    subject: context.test,
    summary: `${context.test} ${what}${again}`,
    expected: "exit code 0",
    found: describeEnd(end),
    where: context.where(smokePointer(context.test, "run"))
  });
  switch (end.kind) {
    case "exited":
      return exited({ code: end.code, tail, withheld }, said);
    case "signalled":
      return [finding("smoke/killed", said(`was killed by ${end.signal}`))];
    case "timed-out":
      return [finding("smoke/timeout", overtime(said, end.afterMs, context))];
    case "cancelled":
      return [];
    case "not-started":
      return [finding("smoke/not-started", said("could not be started"))];
  }
}
function exited({ code, tail, withheld }, said) {
  if (code === 0) return [];
  const found = [`exit code ${code}`, lastLine(tail)].filter((part) => part !== "").join(": ");
  if (code === 127 || code === 126) {
    return [finding("smoke/command-not-found", { ...said("names a command that cannot be run"), found })];
  }
  const next = [FINDINGS["smoke/exit-code"].resolve, ...withheldClauses(withheld)].join(" ");
  return [finding("smoke/exit-code", { ...said(`failed with exit code ${code}`), found, next })];
}
function withheldClauses(names) {
  const never = names.filter(isNeverPassed);
  const passable = names.filter((name) => !isNeverPassed(name));
  const clauses = [];
  if (passable.length > 0) {
    clauses.push(
      `The output names ${passable.join(", ")}, set where the gate runs and not passed on: name it under \`software.env\`, or set it in \`run\`.`
    );
  }
  if (never.length > 0) {
    clauses.push(`The output names ${never.join(", ")}, which a smoke test never gets.`);
  }
  return clauses;
}
function overtime(said, afterMs, { test, where }) {
  return {
    ...said(`was still running after ${formatDuration(afterMs)}`),
    expected: `an end within ${formatDuration(afterMs)}`,
    where: where(smokePointer(test, "timeout"))
  };
}
var MAX_LINE = 200;
function lastLine(tail) {
  const line = tail.trimEnd().split(/[\r\n]/).at(-1)?.trim() ?? "";
  return line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}\u2026` : line;
}
function leftBehind({ exit }, { test, where }) {
  const said = { subject: test, expected: "no process left", where: where(smokePointer(test, "run")) };
  if (exit.remaining > 0) {
    const found2 = `${countProcesses(exit.remaining)} that SIGKILL does not end`;
    return [finding("smoke/unkillable", { ...said, summary: `${test} left ${found2}`, found: found2 })];
  }
  const endedByItself = exit.end.kind === "exited" || exit.end.kind === "signalled";
  if (exit.survivors === 0 || !endedByItself) return [];
  const found = countProcesses(exit.survivors);
  return [finding("smoke/survivors", { ...said, summary: `${found} outlived ${test}`, found })];
}
function countProcesses(count) {
  return count === 1 ? "one process" : `${count} processes`;
}
function commandFiles({ commandFilesChanged }, { test, where }) {
  if (commandFilesChanged.length === 0) return [];
  const files = commandFilesChanged.join(", ");
  return [
    finding("trust/command-files-written", {
      subject: test,
      summary: `${test} wrote to the runner\u2019s command files`,
      expected: "files as they were before the run",
      found: `changed: ${files}`,
      where: where(smokePointer(test, "run"))
    })
  ];
}

// src/smoke/band.ts
function bandFor(rule, { environmentChanged }) {
  return environmentChanged ? { name: "library", band: rule.library } : { name: "strict", band: rule.strict };
}
function holdAgainst({ onset, steps }, band) {
  const early = onset !== null && exceeds(onset, band.onset) ? onset : null;
  const curve = steps.find((step) => exceeds(step, band.curve)) ?? null;
  return early === null && curve === null ? { kind: "within" } : { kind: "outside", onset: early, curve };
}
function exceeds({ value, rounding }, allowed) {
  return !(value <= Math.max(allowed, rounding));
}

// src/smoke/metric-outcome.ts
function outcome(context, parts) {
  const { findings, compared: compared2 = false, signature = null, improved = false, ...report } = parts;
  const { name, rule } = context.check;
  return {
    findings,
    compared: compared2,
    signature,
    improved,
    report: {
      name,
      check: rule.check,
      onset: null,
      maxDeviation: null,
      ulps: null,
      allowed: "",
      resolution: null,
      baseline: null,
      found: null,
      ...report
    }
  };
}
function notCompared(context, found) {
  const findings = context.uncomparable === null ? [] : [context.uncomparable];
  return outcome(context, { status: "not-compared", findings, found });
}
function metricSubject({ test, check: check2 }) {
  return `${test}/${check2.name}`;
}
function metricFinding(code, context, said) {
  const where = context.where(smokePointer(context.test, "metrics", context.check.name));
  return finding(code, { subject: metricSubject(context), where, ...said });
}
function nonFiniteFinding(context, bad, side) {
  const [first] = bad;
  const value = toJsonNumber(first?.value ?? Number.NaN);
  const holder = side === "found" ? context.check.name : `the baseline of ${context.check.name}`;
  return metricFinding("smoke/non-finite", context, {
    summary: `${holder} is ${value} at step ${first?.step ?? 0}`,
    expected: "a finite number at every step",
    found: `${value} at ${listSteps(bad.map(({ step }) => step))}`,
    ...side === "found" ? {} : { next: "Record the baseline again." }
  });
}
function curveOf(points) {
  return { steps: points.map(({ step }) => step), values: points.map(({ value }) => toJsonNumber(value)) };
}
function recordedPoints({ steps, values }) {
  return steps.map((step, index) => ({ step, value: values[index] ?? Number.NaN }));
}

// src/smoke/noise.ts
var NOISE_FACTOR = 10;
function explainedByNoise(deviation, tolerance, spread) {
  return spread > tolerance && deviation <= NOISE_FACTOR * spread;
}
var HEADROOM = 3;
function withRoom(spread) {
  if (!Number.isFinite(spread) || spread <= 0) return null;
  const digit = 10 ** Math.floor(Math.log10(HEADROOM * spread));
  return Number((Math.ceil(HEADROOM * spread / digit) * digit).toPrecision(1));
}
function roomFor(rule, spread) {
  if (rule.check === "scalar") {
    const room = withRoom(spread.curve);
    return room === null ? null : `tolerance: ${Number((room * 100).toPrecision(1))}%`;
  }
  const bands = ["strict", "library"].flatMap((name) => bandRoom(name, rule[name], spread) ?? []);
  const possible = bands.length > 0 && bands.every(({ largest }) => largest <= LARGEST_BAND);
  return possible ? `bands: { ${bands.map(({ text }) => text).join(", ")} }` : null;
}
var LARGEST_BAND = 1;
function bandRoom(name, band, spread) {
  const needed = ["onset", "curve"].filter((bound) => spread[bound] > band[bound]);
  if (needed.length === 0) return null;
  const room = needed.map((bound) => [bound, withRoom(spread[bound]) ?? Number.POSITIVE_INFINITY]);
  const text = room.map(([bound, value]) => `${bound}: ${formatBound(value)}`).join(", ");
  return { text: `${name}: { ${text} }`, largest: Math.max(...room.map(([, value]) => value)) };
}
function quieten(name, rule, spread) {
  const first = "Make the smoke test deterministic (seeds, deterministic algorithms)";
  const room = roomFor(rule, spread);
  const key = rule.check === "scalar" ? "tolerance" : "bands";
  return room === null ? `${first}; \`${key}\` of ${name} cannot be wide enough for this noise.` : `${first}, or give ${name} the room that it needs: \`${room}\` or more.`;
}

// src/smoke/signature.ts
var ROUNDING_SIZED = 1e-5;
var MEANINGFUL = 1e-4;
function signatureOf({ onset, steps }) {
  if (onset === null || onset.value <= onset.rounding) return null;
  if (onset.value < ROUNDING_SIZED) {
    return "the first difference is of the size of rounding: typical of other kernels, libraries or orders of addition";
  }
  if (onset.value < MEANINGFUL) {
    return "the first difference is between rounding and a change of meaning: another precision mode (TF32, bf16) looks like this, and so does a small change of the computation";
  }
  const before = steps.findIndex(({ step }) => step === onset.step);
  if (before === 0) {
    return "the very first step differs: typical of other initial weights, other data or another loss";
  }
  if (before === 1) {
    return "equal at the first step, then a jump: typical of the optimizer, the learning rate or the update rule";
  }
  return `equal until step ${onset.step}, then a jump: typical of the order of the data, the end of an epoch or a scheduled event`;
}

// src/smoke/judge-curve.ts
function judgeCurve(series, rule, context) {
  const { recorded } = context;
  const baseline = recorded === null ? series : { points: recordedPoints(recorded), resolution: recorded.resolution };
  const comparison = compareCurves({ baseline, found: series, window: rule.window });
  const chosen = bandFor(rule, context);
  const curves = {
    baseline: recorded === null ? null : curveOf(baseline.points),
    found: curveOf(series.points),
    resolution: series.resolution,
    allowed: describeBand(chosen)
  };
  switch (comparison.kind) {
    case "non-finite": {
      const findings = [nonFiniteFinding(context, comparison.points, comparison.side)];
      return outcome(context, { ...curves, status: "non-finite", findings });
    }
    case "incomplete":
      return outcome(context, {
        ...curves,
        status: "incomplete",
        findings: [incomplete(comparison, rule, context)]
      });
    case "compared":
      if (recorded === null) return notCompared(context, curves.found);
      return outcome(context, { ...curves, ...judged(comparison, rule, context) });
  }
}
function describeBand({ band }) {
  return `onset ${formatBound(band.onset)}, any step ${formatBound(band.curve)}`;
}
function judged(comparison, rule, context) {
  const chosen = bandFor(rule, context);
  const verdict = holdAgainst(comparison, chosen.band);
  const { onset, largest, resolution } = comparison;
  const numbers = {
    compared: true,
    resolution,
    onset: onset === null ? null : toDeviation(onset),
    maxDeviation: onset === null ? null : toDeviation(largest),
    ulps: onset?.ulps ?? null
  };
  if (verdict.kind === "within") {
    return { ...numbers, status: "pass", findings: unexplainedDrift(comparison, context) };
  }
  const broken = outside(verdict, { comparison, rule, chosen, context });
  const signature = broken.status === "inconclusive" ? null : signatureOf(comparison);
  return { ...numbers, ...broken, signature };
}
function toDeviation({ step, value }) {
  return { step, value: toJsonNumber(value) };
}
function outside(verdict, all) {
  const { comparison, rule, chosen, context } = all;
  const spread = context.recorded?.spread ?? { onset: 0, curve: 0 };
  const { band } = chosen;
  const noise = (verdict.onset === null || explainedByNoise(verdict.onset.value, band.onset, spread.onset)) && (verdict.curve === null || explainedByNoise(comparison.largest.value, band.curve, spread.curve));
  const code = noise ? "smoke/noise-exceeds-tolerance" : "smoke/out-of-tolerance";
  const { name } = context.check;
  const found = metricFinding(code, context, {
    severity: atMost(code, context.check.severity),
    summary: noise ? `${name} differs by no more than the recorded noise can explain` : departure(verdict, all),
    expected: expectation(chosen, context),
    found: describeDeviation(comparison),
    ...noise ? { next: quieten(name, rule, spread) } : {}
  });
  return { status: noise ? "inconclusive" : "fail", findings: [found] };
}
function departure({ onset }, { comparison, context }) {
  const { name } = context.check;
  if (onset !== null) return `${name} leaves its baseline at step ${onset.step}`;
  const { value, step } = comparison.largest;
  return `${name} is ${formatDeviation(toJsonNumber(value))} away from its baseline at step ${step}`;
}
function expectation(chosen, { baselinePath: baselinePath2 }) {
  const why = chosen.name === "strict" ? "the environment is the recorded one" : "the environment changed";
  const from = baselinePath2 === null ? "" : ` of ${baselinePath2}`;
  return `${describeBand(chosen)}${from} (${chosen.name} band: ${why})`;
}
function describeDeviation({ onset, largest, resolution }) {
  if (onset === null) return "no difference";
  const ulps = onset.ulps === null ? "" : `, ${onset.ulps} ULP of float32`;
  const rounded = resolution === null ? "" : ` (values rounded to ${formatBound(resolution)})`;
  return `onset ${size(onset)} at step ${onset.step}${ulps}; largest ${size(largest)} at step ${largest.step}${rounded}`;
}
function size({ value }) {
  return formatDeviation(toJsonNumber(value));
}
function unexplainedDrift(comparison, context) {
  if (comparison.onset === null || !context.bitExact || context.environmentChanged) return [];
  const { name, severity } = context.check;
  return [
    metricFinding("smoke/unexplained-drift", context, {
      severity: atMost("smoke/unexplained-drift", severity),
      summary: `${name} moved within its band although the environment did not change`,
      expected: "the recorded bits, as the environment is the recorded one",
      found: describeDeviation(comparison)
    })
  ];
}
function incomplete({ missing: missing5, extra }, rule, context) {
  const { name } = context.check;
  const parts = [
    missing5.length > 0 ? `without ${listSteps(missing5)}` : "",
    extra.length > 0 ? `with ${listSteps(extra)}, not in the baseline` : ""
  ].filter((part) => part !== "");
  if (parts.length === 0) return emptyWindow(rule, context);
  return metricFinding("smoke/incomplete", context, {
    summary: missing5.length > 0 ? `${name} lacks ${countSteps(missing5)}` : `${name} has ${countSteps(extra)} too many`,
    expected: "the steps of the baseline",
    found: parts.join("; ")
  });
}
function countSteps(steps) {
  return plural(steps.length, "step");
}
function emptyWindow({ window }, context) {
  const range = window === null ? "" : ` from ${window[0]} to ${window[1]}`;
  return metricFinding("smoke/incomplete", context, {
    summary: `${context.check.name} has no step${range}`,
    expected: `at least one step${range}`,
    found: "none"
  });
}

// src/smoke/scalar.ts
var DECIMAL_SLACK2 = 1 + 1e-6;
function compareScalars(pair, rule) {
  const { baseline, found } = pair;
  if (!Number.isFinite(found)) return { kind: "non-finite", side: "found" };
  if (!Number.isFinite(baseline)) return { kind: "non-finite", side: "baseline" };
  const exact = rule.defaulted && Number.isInteger(baseline) && Number.isInteger(found);
  const allowed = exact ? 0 : allowedBy(rule, pair);
  const outcome2 = outcomeOf(pair, { allowed, better: rule.better });
  if (outcome2 === "outside" && baseline === 0 && allowed === 0 && !exact)
    return { kind: "zero-baseline", found };
  return {
    kind: "compared",
    outcome: outcome2,
    deviation: found === baseline ? 0 : Math.abs(found - baseline) / Math.abs(baseline),
    allowed,
    tolerance: exact ? "exact" : "given"
  };
}
function allowedBy(rule, { baseline, resolution }) {
  const tolerance = rule.absolute + rule.relative * Math.abs(baseline);
  return resolution === null ? tolerance : Math.max(tolerance, resolution * DECIMAL_SLACK2);
}
function outcomeOf({ baseline, found }, { allowed, better }) {
  if (Math.abs(found - baseline) <= allowed) return "within";
  if (better === "higher" && found > baseline) return "better";
  if (better === "lower" && found < baseline) return "better";
  return "outside";
}

// src/smoke/judge-scalar.ts
function judgeScalar(series, rule, context) {
  const found = series.points.at(-1);
  if (found === void 0) return outcome(context, { status: "incomplete", findings: [noValue(context)] });
  const shown2 = { found: curveOf([found]), resolution: series.resolution };
  if (!Number.isFinite(found.value)) {
    const findings = [nonFiniteFinding(context, [found], "found")];
    return outcome(context, { ...shown2, status: "non-finite", findings });
  }
  if (context.recorded === null) return notCompared(context, shown2.found);
  const baseline = recordedPoints(context.recorded).at(-1);
  if (baseline === void 0 || baseline.step !== found.step) {
    return outcome(context, {
      ...shown2,
      status: "incomplete",
      findings: [otherStep(found, baseline, context)]
    });
  }
  const resolution = coarser2(series.resolution, context.recorded.resolution);
  return judgePair({ baseline, found, resolution }, rule, context);
}
function judgePair(points, rule, context) {
  const pair = {
    baseline: points.baseline.value,
    found: points.found.value,
    resolution: points.resolution
  };
  const shown2 = {
    baseline: curveOf([points.baseline]),
    found: curveOf([points.found]),
    resolution: pair.resolution,
    allowed: describeTolerance(rule)
  };
  const result = compareScalars(pair, rule);
  switch (result.kind) {
    case "non-finite": {
      const bad = result.side === "found" ? points.found : points.baseline;
      const findings = [nonFiniteFinding(context, [bad], result.side)];
      return outcome(context, { ...shown2, status: "non-finite", findings });
    }
    case "zero-baseline":
      return outcome(context, {
        ...shown2,
        ...moved(points.found, Number.POSITIVE_INFINITY),
        status: "fail",
        compared: true,
        findings: [zeroBaseline(pair, rule, context)]
      });
    case "compared": {
      const allowed = result.tolerance === "exact" ? "equal, as whole numbers are" : shown2.allowed;
      const said = { ...context, pair, allowed };
      return outcome(context, {
        ...shown2,
        allowed,
        ...moved(points.found, pair.found === pair.baseline ? null : result.deviation),
        compared: true,
        ...judged2(result, said)
      });
    }
  }
}
function moved({ step }, deviation) {
  const at2 = deviation === null ? null : { step, value: toJsonNumber(deviation) };
  return { onset: at2, maxDeviation: at2 };
}
function judged2(result, context) {
  switch (result.outcome) {
    case "within":
      return { status: "pass", findings: unexplainedDrift2(context) };
    case "better":
      return { status: "pass", improved: true, findings: [improvement(context)] };
    case "outside":
      return outside2(result, context);
  }
}
function outside2(result, context) {
  const { check: check2, pair, recorded } = context;
  const tolerance = result.allowed / Math.abs(pair.baseline);
  const spread = recorded?.spread ?? { onset: 0, curve: 0 };
  const noise = explainedByNoise(result.deviation, tolerance, spread.curve);
  const code = noise ? "smoke/noise-exceeds-tolerance" : "smoke/out-of-tolerance";
  const summary = noise ? `${check2.name} differs by no more than the recorded noise can explain` : `${check2.name} is ${formatValue(pair.found)} instead of ${formatValue(pair.baseline)}`;
  return {
    status: noise ? "inconclusive" : "fail",
    findings: [
      metricFinding(code, context, {
        severity: atMost(code, check2.severity),
        summary,
        expected: expectation2(context),
        found: describe2(pair),
        ...noise ? { next: quieten(check2.name, check2.rule, spread) } : {}
      })
    ]
  };
}
function improvement(context) {
  const { name, severity } = context.check;
  return metricFinding("smoke/suspicious-improvement", context, {
    severity: atMost("smoke/suspicious-improvement", severity),
    summary: `${name} improved by more than its tolerance`,
    expected: expectation2(context),
    found: describe2(context.pair)
  });
}
function unexplainedDrift2(context) {
  const { pair, bitExact, environmentChanged, check: check2 } = context;
  if (pair.found === pair.baseline || !bitExact || environmentChanged) return [];
  return [
    metricFinding("smoke/unexplained-drift", context, {
      severity: atMost("smoke/unexplained-drift", check2.severity),
      summary: `${check2.name} moved within its tolerance although the environment did not change`,
      expected: `${pair.baseline}, as the environment is the recorded one`,
      found: describe2(pair)
    })
  ];
}
function zeroBaseline(pair, rule, context) {
  return metricFinding("smoke/out-of-tolerance", context, {
    severity: atMost("smoke/out-of-tolerance", context.check.severity),
    summary: `${context.check.name} is ${formatValue(pair.found)} and its baseline 0, to which no share can be allowed`,
    expected: `0 ${describeTolerance(rule)}`,
    found: String(pair.found),
    next: "Give the metric an absolute tolerance: `tolerance: { absolute: \u2026 }`."
  });
}
function noValue(context) {
  return metricFinding("smoke/incomplete", context, {
    summary: `${context.check.name} has no value`,
    expected: "a value",
    found: "none"
  });
}
function otherStep(found, baseline, context) {
  const { name } = context.check;
  return metricFinding("smoke/incomplete", context, {
    summary: `${name} ends at step ${found.step} and not where its baseline ends`,
    expected: baseline === void 0 ? "a recorded value" : `a last value at step ${baseline.step}`,
    found: `a last value at step ${found.step}`
  });
}
function expectation2({ pair, allowed, baselinePath: baselinePath2 }) {
  return `${pair.baseline} ${allowed}${baselinePath2 === null ? "" : `, from ${baselinePath2}`}`;
}
function describe2({ baseline, found }) {
  if (baseline === 0) return String(found);
  const share = (found - baseline) / Math.abs(baseline);
  const difference = Math.abs(share) < 1e-4 ? formatDeviation(toJsonNumber(share)) : formatPercent(share);
  return `${found} (${difference})`;
}
function describeTolerance({ relative: relative2, absolute, better }) {
  const parts = [
    relative2 > 0 || absolute === 0 ? `${Number((relative2 * 100).toPrecision(6))} %` : "",
    absolute > 0 ? formatBound(absolute) : ""
  ].filter((part) => part !== "");
  const size2 = parts.join(" and ");
  switch (better) {
    case null:
      return `\xB1${size2}`;
    case "higher":
      return `\u2212${size2} at most`;
    case "lower":
      return `+${size2} at most`;
  }
}
function coarser2(a, b) {
  return a === null || b === null ? a ?? b : Math.max(a, b);
}

// src/smoke/judge-metric.ts
function judgeMetric(reading, context) {
  if (reading.kind !== "read") {
    return outcome(context, { status: "missing", findings: [unread(reading, context)] });
  }
  const judged3 = context.check.rule.check === "curve" ? judgeCurve(reading.series, context.check.rule, context) : judgeScalar(reading.series, context.check.rule, context);
  return { ...judged3, findings: [...duplicateSteps(reading.series, context), ...judged3.findings] };
}
function unread(reading, context) {
  const { name, from } = context.check;
  switch (reading.kind) {
    case "file-missing":
      return metricFinding("smoke/metrics-missing", context, {
        summary: `the run did not write ${reading.path}`,
        expected: `${reading.path}, written by this run`,
        found: reading.leftOver ? "only the file of an earlier run, which does not count" : "no file"
      });
    case "missing":
      return metricFinding("smoke/metric-missing", context, {
        summary: `${name} is not in ${from.path}`,
        expected: `${name} in ${from.path}`,
        found: reading.names.length === 0 ? "no metric at all" : `only ${reading.names.join(", ")}`
      });
    case "unreadable": {
      const line = reading.line === null ? "" : `line ${reading.line}: `;
      return metricFinding("smoke/metrics-unreadable", context, {
        summary: `${from.path} cannot be read for ${name}`,
        expected: reading.expected,
        found: `${line}${reading.found}`,
        // The usual advice is about the line.
        ...reading.line === null ? { next: "Let the command write what is expected, or correct `from` in the policy." } : {}
      });
    }
  }
}
function duplicateSteps({ duplicates }, context) {
  if (duplicates.length === 0) return [];
  const steps = listSteps(duplicates);
  return [
    metricFinding("smoke/duplicate-step", context, {
      summary: `${context.check.name} has several values at ${steps}`,
      expected: "one value for each step",
      found: `different values at ${steps}; the last one was used`
    })
  ];
}

// src/smoke/judge-repeat.ts
function judgeRepeat(first, second, context) {
  const { check: check2, where } = context;
  if (second.kind !== "read") {
    const found = unread(second, { test: context.test.name, check: check2, where });
    const again = { ...found, summary: `${found.summary} in the second run` };
    return { findings: [again], agreement: "unknown" };
  }
  if (first.kind !== "read") return { findings: [], agreement: "unknown" };
  return compareRuns(first.series, second.series, context);
}
function compareRuns(first, second, context) {
  const { test, check: check2 } = context;
  const difference = differenceOf(first, second, check2);
  if (difference.kind === "identical" || difference.kind === "unknown") {
    return { findings: [], agreement: difference.kind };
  }
  if (difference.kind === "within" && test.repeat === "within") return { findings: [], agreement: "within" };
  const repeated = metricFinding(
    "smoke/not-repeatable",
    { ...context, test: test.name },
    {
      severity: atMost("smoke/not-repeatable", check2.severity),
      summary: `two runs of this commit disagree on ${check2.name}`,
      expected: test.repeat === "bitwise" ? "the same bits in both runs" : allowedOf(check2),
      found: difference.found
    }
  );
  return { findings: [repeated], agreement: difference.kind };
}
function differenceOf(first, second, { rule }) {
  return rule.check === "curve" ? curveDifference(first, second, rule) : scalarDifference(first, second, rule);
}
function curveDifference(first, second, rule) {
  if (!inWindow(first.points, rule.window).every(isFinitePoint)) return { kind: "unknown" };
  const comparison = compareCurves({ baseline: first, found: second, window: rule.window });
  switch (comparison.kind) {
    case "non-finite":
      return {
        kind: "apart",
        found: `a value that is not finite at step ${comparison.points[0]?.step ?? 0}`
      };
    case "incomplete":
      return { kind: "apart", found: "other steps in the second run than in the first" };
    case "compared": {
      const { onset, largest } = comparison;
      if (onset === null) return { kind: "identical" };
      const [start2, most] = [onset, largest].map(({ value }) => formatDeviation(toJsonNumber(value)));
      const found = `${start2} apart at step ${onset.step}, at most ${most} at step ${largest.step}`;
      return { kind: holdAgainst(comparison, rule.strict).kind === "within" ? "within" : "apart", found };
    }
  }
}
function scalarDifference(first, second, rule) {
  const [a, b] = [first.points.at(-1), second.points.at(-1)];
  if (a === void 0 || b === void 0 || a.step !== b.step) {
    return { kind: "apart", found: "another last step in the second run than in the first" };
  }
  if (!isFinitePoint(a)) return { kind: "unknown" };
  const pair = { baseline: a.value, found: b.value, resolution: first.resolution ?? second.resolution };
  const result = compareScalars(pair, rule);
  const found = `${a.value}, then ${b.value}`;
  if (result.kind !== "compared" || result.outcome !== "within") return { kind: "apart", found };
  return a.value === b.value ? { kind: "identical" } : { kind: "within", found };
}
function isFinitePoint({ value }) {
  return Number.isFinite(value);
}
function allowedOf({ rule }) {
  if (rule.check === "scalar") return describeTolerance({ ...rule, better: null });
  return describeBand({ name: "strict", band: rule.strict });
}

// src/observe/observed.ts
var NOTHING_OBSERVED = { processes: [], unreadable: [], beyond: 0, blind: null };

// schema/observation.schema.json
var observation_schema_default = {
  $schema: "http://json-schema.org/draft-07/schema#",
  $id: "urn:repro-gate:observation:1",
  title: "repro-gate observation",
  description: "What was seen from inside one process of a smoke test. The observer writes one such file for each Python process; strings and lists are bounded, because the process may write anything.",
  type: "object",
  additionalProperties: false,
  "x-expected": "a mapping",
  required: [
    "schema",
    "process",
    "inject",
    "seed",
    "modules",
    "seeds",
    "unseeded",
    "torch",
    "devices",
    "dataLoaders",
    "nondeterministic",
    "libraries",
    "env",
    "probe",
    "errors"
  ],
  properties: {
    schema: {
      const: "repro-gate/observation/1",
      "x-expected": "repro-gate/observation/1"
    },
    process: {
      description: "The process itself, and its place in a distributed job.",
      type: "object",
      additionalProperties: false,
      required: [
        "pid",
        "ppid",
        "rank",
        "localRank",
        "worldSize",
        "node",
        "executable",
        "python",
        "program",
        "flags",
        "startedAt",
        "writtenAt",
        "writtenOn"
      ],
      properties: {
        pid: {
          type: "integer",
          minimum: 0,
          "x-expected": "a whole number"
        },
        ppid: {
          type: "integer",
          minimum: 0,
          "x-expected": "a whole number"
        },
        rank: {
          type: ["integer", "null"],
          minimum: 0,
          "x-expected": "a whole number or null"
        },
        localRank: {
          type: ["integer", "null"],
          minimum: 0,
          "x-expected": "a whole number or null"
        },
        worldSize: {
          type: ["integer", "null"],
          minimum: 1,
          maximum: 1e6,
          "x-expected": "a whole number from 1 to 1000000, or null"
        },
        node: {
          type: "string",
          maxLength: 4e3,
          "x-expected": "a text of at most 4000 characters"
        },
        executable: {
          type: "string",
          maxLength: 4e3,
          "x-expected": "a text of at most 4000 characters"
        },
        python: {
          type: "string",
          maxLength: 4e3,
          "x-expected": "a text of at most 4000 characters"
        },
        program: {
          type: "string",
          maxLength: 4e3,
          "x-expected": "a text of at most 4000 characters"
        },
        flags: {
          type: "object",
          maxProperties: 100,
          propertyNames: {
            maxLength: 400,
            "x-expected": "a name of at most 400 characters"
          },
          additionalProperties: {
            type: ["number", "boolean"],
            "x-expected": "a number, true or false"
          },
          "x-expected": "a mapping"
        },
        startedAt: {
          type: "number",
          "x-expected": "a number"
        },
        writtenAt: {
          type: "number",
          "x-expected": "a number"
        },
        writtenOn: {
          type: "string",
          maxLength: 4e3,
          "x-expected": "a text of at most 4000 characters",
          description: "How the last write came about: start, import, call, fork, exit."
        }
      },
      "x-expected": "a mapping"
    },
    inject: {
      enum: ["off", "env", "fill", "force"],
      "x-expected": "off, env, fill or force"
    },
    seed: {
      type: ["integer", "null"],
      "x-expected": "a whole number or null",
      description: "The seed that the gate gave."
    },
    modules: {
      type: "object",
      maxProperties: 100,
      propertyNames: {
        maxLength: 400,
        "x-expected": "a name of at most 400 characters"
      },
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        required: ["version", "facts"],
        properties: {
          version: {
            type: ["string", "null"],
            maxLength: 4e3,
            "x-expected": "a text of at most 4000 characters, or null"
          },
          facts: {
            type: "object",
            maxProperties: 200,
            propertyNames: {
              maxLength: 400,
              "x-expected": "a name of at most 400 characters"
            },
            additionalProperties: {
              anyOf: [
                {
                  type: ["string", "number", "boolean", "null"],
                  maxLength: 2e4
                },
                {
                  type: "array",
                  maxItems: 1e3,
                  items: {
                    type: "string",
                    maxLength: 4e3,
                    "x-expected": "a text of at most 4000 characters"
                  }
                }
              ],
              "x-expected": "a value or a list of texts"
            },
            "x-expected": "a mapping"
          }
        },
        "x-expected": "a mapping"
      },
      "x-expected": "a mapping",
      description: "Frameworks that the process imported, with what they say of themselves."
    },
    seeds: {
      type: "array",
      maxItems: 1e4,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["call", "value", "by", "file", "line"],
        properties: {
          call: {
            type: "string",
            maxLength: 4e3,
            "x-expected": "a text of at most 4000 characters"
          },
          value: {
            type: ["string", "null"],
            maxLength: 4e3,
            "x-expected": "a text of at most 4000 characters, or null"
          },
          by: {
            enum: ["user", "gate"],
            "x-expected": "user or gate"
          },
          file: {
            type: ["string", "null"],
            maxLength: 4e3,
            "x-expected": "a text of at most 4000 characters, or null"
          },
          line: {
            type: ["integer", "null"],
            minimum: 0,
            "x-expected": "a whole number or null"
          }
        },
        "x-expected": "a mapping"
      },
      "x-expected": "a list of at most 10000 entries"
    },
    unseeded: {
      type: "array",
      maxItems: 1e4,
      items: {
        type: "string",
        maxLength: 4e3,
        "x-expected": "a text of at most 4000 characters"
      },
      "x-expected": "a list of at most 10000 entries",
      description: "Generators that gave numbers, or were made, without a seed."
    },
    torch: {
      description: "Flags in force when the facts were last written.",
      type: ["object", "null"],
      additionalProperties: false,
      required: [
        "deterministicAlgorithms",
        "warnOnly",
        "cudnnDeterministic",
        "cudnnBenchmark",
        "cudnnEnabled",
        "fp32Precision",
        "float32MatmulPrecision",
        "reducedPrecisionReduction",
        "sdpBackends",
        "compileUsed",
        "threads",
        "interopThreads"
      ],
      properties: {
        deterministicAlgorithms: {
          type: ["boolean", "null"],
          "x-expected": "true, false or null"
        },
        warnOnly: {
          type: ["boolean", "null"],
          "x-expected": "true, false or null"
        },
        cudnnDeterministic: {
          type: ["boolean", "null"],
          "x-expected": "true, false or null"
        },
        cudnnBenchmark: {
          type: ["boolean", "null"],
          "x-expected": "true, false or null"
        },
        cudnnEnabled: {
          type: ["boolean", "null"],
          "x-expected": "true, false or null"
        },
        fp32Precision: {
          type: "object",
          maxProperties: 100,
          propertyNames: {
            maxLength: 400,
            "x-expected": "a name of at most 400 characters"
          },
          additionalProperties: {
            type: ["string", "null"],
            maxLength: 4e3,
            "x-expected": "a text of at most 4000 characters, or null"
          },
          "x-expected": "a mapping"
        },
        float32MatmulPrecision: {
          type: ["string", "null"],
          maxLength: 4e3,
          "x-expected": "a text of at most 4000 characters, or null"
        },
        reducedPrecisionReduction: {
          type: "object",
          maxProperties: 100,
          propertyNames: {
            maxLength: 400,
            "x-expected": "a name of at most 400 characters"
          },
          additionalProperties: {
            type: ["boolean", "null"],
            "x-expected": "true, false or null"
          },
          "x-expected": "a mapping"
        },
        sdpBackends: {
          type: ["array", "null"],
          maxItems: 100,
          items: {
            type: "string",
            maxLength: 4e3,
            "x-expected": "a text of at most 4000 characters"
          },
          "x-expected": "a list of at most 100 entries"
        },
        compileUsed: {
          type: ["boolean", "null"],
          "x-expected": "true, false or null"
        },
        threads: {
          type: ["integer", "null"],
          minimum: 0,
          "x-expected": "a whole number or null"
        },
        interopThreads: {
          type: ["integer", "null"],
          minimum: 0,
          "x-expected": "a whole number or null"
        }
      },
      "x-expected": "a mapping"
    },
    devices: {
      type: ["array", "null"],
      maxItems: 1e3,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["index", "name", "uuid", "computeCapability", "smCount", "maxThreadsPerSm", "memoryMiB"],
        properties: {
          index: {
            type: "integer",
            minimum: 0,
            "x-expected": "a whole number"
          },
          name: {
            type: ["string", "null"],
            maxLength: 4e3,
            "x-expected": "a text of at most 4000 characters, or null"
          },
          uuid: {
            type: ["string", "null"],
            maxLength: 4e3,
            "x-expected": "a text of at most 4000 characters, or null"
          },
          computeCapability: {
            type: ["string", "null"],
            maxLength: 4e3,
            "x-expected": "a text of at most 4000 characters, or null"
          },
          smCount: {
            type: ["integer", "null"],
            minimum: 0,
            "x-expected": "a whole number or null"
          },
          maxThreadsPerSm: {
            type: ["integer", "null"],
            minimum: 0,
            "x-expected": "a whole number or null"
          },
          memoryMiB: {
            type: ["integer", "null"],
            minimum: 0,
            "x-expected": "a whole number or null"
          }
        },
        "x-expected": "a mapping"
      },
      "x-expected": "a list of at most 1000 entries",
      description: "Null: no CUDA context was there."
    },
    dataLoaders: {
      type: "array",
      maxItems: 1e4,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["workers", "hasGenerator", "hasWorkerInit", "seed", "file", "line"],
        properties: {
          workers: {
            type: ["integer", "null"],
            minimum: 0,
            "x-expected": "a whole number or null"
          },
          hasGenerator: {
            type: "boolean",
            "x-expected": "true or false"
          },
          hasWorkerInit: {
            type: "boolean",
            "x-expected": "true or false"
          },
          seed: {
            type: ["string", "null"],
            maxLength: 4e3,
            "x-expected": "a text of at most 4000 characters, or null"
          },
          file: {
            type: ["string", "null"],
            maxLength: 4e3,
            "x-expected": "a text of at most 4000 characters, or null"
          },
          line: {
            type: ["integer", "null"],
            minimum: 0,
            "x-expected": "a whole number or null"
          }
        },
        "x-expected": "a mapping"
      },
      "x-expected": "a list of at most 10000 entries"
    },
    nondeterministic: {
      type: "array",
      maxItems: 1e4,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["operation", "file", "line"],
        properties: {
          operation: {
            type: "string",
            maxLength: 4e3,
            "x-expected": "a text of at most 4000 characters"
          },
          file: {
            type: ["string", "null"],
            maxLength: 4e3,
            "x-expected": "a text of at most 4000 characters, or null"
          },
          line: {
            type: ["integer", "null"],
            minimum: 0,
            "x-expected": "a whole number or null"
          }
        },
        "x-expected": "a mapping"
      },
      "x-expected": "a list of at most 10000 entries"
    },
    libraries: {
      type: "array",
      maxItems: 1e4,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["name", "path", "version", "owner"],
        properties: {
          name: {
            type: "string",
            maxLength: 4e3,
            "x-expected": "a text of at most 4000 characters"
          },
          path: {
            type: "string",
            maxLength: 4e3,
            "x-expected": "a text of at most 4000 characters"
          },
          version: {
            type: ["string", "null"],
            maxLength: 4e3,
            "x-expected": "a text of at most 4000 characters, or null"
          },
          owner: {
            type: ["string", "null"],
            maxLength: 4e3,
            "x-expected": "a text of at most 4000 characters, or null"
          }
        },
        "x-expected": "a mapping"
      },
      "x-expected": "a list of at most 10000 entries"
    },
    env: {
      type: "object",
      maxProperties: 1e3,
      propertyNames: {
        maxLength: 400,
        "x-expected": "a name of at most 400 characters"
      },
      additionalProperties: {
        type: "string",
        maxLength: 4e3,
        "x-expected": "a text of at most 4000 characters"
      },
      "x-expected": "a mapping"
    },
    probe: {
      description: "Only where it was asked for.",
      type: ["object", "null"],
      additionalProperties: false,
      required: ["batches", "weights", "gradientNorms"],
      properties: {
        batches: {
          type: "array",
          maxItems: 1e3,
          items: {
            type: "string",
            maxLength: 4e3,
            "x-expected": "a text of at most 4000 characters"
          },
          "x-expected": "a list of at most 1000 entries"
        },
        weights: {
          type: ["string", "null"],
          maxLength: 4e3,
          "x-expected": "a text of at most 4000 characters, or null"
        },
        gradientNorms: {
          type: "array",
          maxItems: 1e3,
          items: {
            not: {
              type: ["string", "object", "array", "boolean", "null"]
            },
            description: "A number too large for a double, or none, is read as infinity.",
            "x-expected": "a number"
          },
          "x-expected": "a list of at most 1000 entries"
        }
      },
      "x-expected": "a mapping"
    },
    errors: {
      type: "array",
      maxItems: 1e3,
      items: {
        type: "string",
        maxLength: 4e3,
        "x-expected": "a text of at most 4000 characters"
      },
      "x-expected": "a list of at most 1000 entries",
      description: "What the observer itself failed at."
    }
  }
};

// src/observe/parse.ts
function parseObservations({ files, beyond }, reader) {
  const processes = [];
  const unreadable6 = [];
  for (const file of files) {
    const parsed = parseFile(file, reader);
    if (typeof parsed === "string") unreadable6.push({ process: processOf(file), because: parsed });
    else processes.push(parsed);
  }
  return { processes: processes.sort(byRankThenStart), unreadable: unreadable6, beyond, blind: null };
}
function byRankThenStart({ process: a }, { process: b }) {
  return (a.rank ?? -1) - (b.rank ?? -1) || a.startedAt - b.startedAt || a.pid - b.pid;
}
function processOf({ name }) {
  return `process ${/^proc-(.*?)(?:\.json)?$/.exec(name)?.[1] ?? name}`;
}
var compiled;
function parseFile({ content }, reader) {
  if (content.kind === "unusable") return content.because;
  let value;
  try {
    value = JSON.parse(content.text);
  } catch {
    return content.text.trim() === "" ? "it is empty" : "it is not JSON";
  }
  compiled ??= compileSchema(observation_schema_default);
  const [problem] = compiled(value);
  if (problem !== void 0) {
    const place2 = problem.pointer === "" ? "" : `at ${problem.pointer} `;
    return sanitise(`${place2}it holds ${problem.found} in place of ${problem.expected}`, reader);
  }
  return harmless(value, reader);
}
function harmless(observation, reader) {
  const clean = sanitiseAll(observation, reader);
  const root = `${sanitise(reader.cwd, reader).replace(/[\\/]+$/, "")}/`;
  const below = (path) => path.startsWith(root) ? path.slice(root.length) : path;
  const inProject = (entry) => ({
    ...entry,
    file: entry.file === null ? null : below(entry.file)
  });
  return {
    ...clean,
    process: { ...clean.process, program: below(clean.process.program) },
    seeds: clean.seeds.map(inProject),
    dataLoaders: clean.dataLoaders.map(inProject),
    nondeterministic: clean.nondeterministic.map(inProject),
    env: Object.fromEntries(Object.entries(clean.env).filter(([name]) => !looksSecret(name)))
  };
}

// src/smoke/metric-path.ts
var VARIABLE = /^\$(?:\{(\w+)\}|(\w+))(?=\/|$)(.*)$/s;
function parseMetricPath(path, { cwd, folder }) {
  if (!path.startsWith("$")) return { kind: "working-directory", place: { root: cwd, path } };
  const [, braced, bare, rest = ""] = VARIABLE.exec(path) ?? [];
  switch (braced ?? bare) {
    case "REPRO_METRICS":
      return { kind: "run-folder", place: { root: folder.outDir, path: `${folder.metricsFile}${rest}` } };
    case "REPRO_OUT_DIR":
      return { kind: "run-folder", place: { root: folder.outDir, path: `${folder.outDir}${rest}` } };
    default:
      return { kind: "unknown-variable", name: path.split("/", 1)[0] ?? path };
  }
}

// src/smoke/readers/json-text.ts
function isJsonObject(value) {
  return value instanceof Map;
}
function isJsonArray(value) {
  return Array.isArray(value);
}
function isJsonNumber(value) {
  return typeof value === "object" && value !== null && !isJsonArray(value) && !isJsonObject(value);
}
var MAX_DEPTH = 100;
var WORD = /true|false|null|-?(?:NaN|nan|Infinity|inf)|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
var SPACE = /[ \t\r\n]*/y;
function parseJson(text) {
  const cursor = { text, at: 0 };
  try {
    const value = parseValue(cursor, 0);
    if (peek(cursor) !== "") throw new Broken(cursor.at, "the end of the document");
    return { kind: "json", value };
  } catch (error) {
    if (error instanceof Broken) return brokenAt(text, error);
    throw error;
  }
}
var Broken = class extends Error {
  offset;
  expected;
  constructor(offset, expected) {
    super(expected);
    this.offset = offset;
    this.expected = expected;
  }
};
function brokenAt(text, { offset, expected }) {
  return { kind: "broken", offset, expected, found: excerpt(text.slice(offset)) };
}
function excerpt(text) {
  const line = text.trimStart().split(/[\r\n]/, 1)[0] ?? "";
  if (line === "") return "the end of the text";
  return line.length > 40 ? `\`${line.slice(0, 40)}\u2026\`` : `\`${line}\``;
}
function lineAt(text, offset) {
  return text.slice(0, offset).split(/\r\n|\n|\r/).length;
}
function peek(cursor) {
  SPACE.lastIndex = cursor.at;
  cursor.at += SPACE.exec(cursor.text)?.[0].length ?? 0;
  return cursor.text.charAt(cursor.at);
}
function parseValue(cursor, depth) {
  if (depth > MAX_DEPTH) throw new Broken(cursor.at, `at most ${MAX_DEPTH} levels`);
  switch (peek(cursor)) {
    case "{":
      return parseObject(cursor, depth);
    case "[":
      return parseArray(cursor, depth);
    case '"':
      return parseString(cursor);
    default:
      return parseWord(cursor);
  }
}
function parseObject(cursor, depth) {
  const members = /* @__PURE__ */ new Map();
  parseItems(cursor, "}", () => {
    if (peek(cursor) !== '"') throw new Broken(cursor.at, "a key in double quotes");
    const key = parseString(cursor);
    if (peek(cursor) !== ":") throw new Broken(cursor.at, "`:` after a key");
    cursor.at += 1;
    members.set(key, parseValue(cursor, depth + 1));
  });
  return members;
}
function parseArray(cursor, depth) {
  const items = [];
  parseItems(cursor, "]", () => items.push(parseValue(cursor, depth + 1)));
  return items;
}
function parseItems(cursor, close, parseItem) {
  cursor.at += 1;
  if (peek(cursor) === close) {
    cursor.at += 1;
    return;
  }
  for (; ; ) {
    parseItem();
    const next = peek(cursor);
    if (next !== "," && next !== close) throw new Broken(cursor.at, `\`,\` or \`${close}\``);
    cursor.at += 1;
    if (next === close) return;
  }
}
function parseString(cursor) {
  const start2 = cursor.at;
  const end = closingQuote(cursor.text, start2);
  if (end === -1) throw new Broken(start2, 'a closing `"`');
  cursor.at = end + 1;
  const inner = cursor.text.slice(start2 + 1, end);
  return inner.includes("\\") ? unescapeString(inner, start2) : inner;
}
function closingQuote(text, start2) {
  let at2 = start2 + 1;
  for (; ; ) {
    at2 = text.indexOf('"', at2);
    if (at2 === -1) return -1;
    let slashes = 0;
    while (text.charAt(at2 - 1 - slashes) === "\\") slashes += 1;
    if (slashes % 2 === 0) return at2;
    at2 += 1;
  }
}
function unescapeString(inner, offset) {
  try {
    return String(JSON.parse(`"${inner}"`));
  } catch {
    throw new Broken(offset, "a string with valid escapes");
  }
}
function parseWord(cursor) {
  WORD.lastIndex = cursor.at;
  const word = WORD.exec(cursor.text)?.[0];
  const after = cursor.text.charAt(cursor.at + (word?.length ?? 0));
  if (word === void 0 || !/^[\s,\]}]?$/.test(after)) throw new Broken(cursor.at, "a JSON value");
  cursor.at += word.length;
  switch (word) {
    case "true":
      return true;
    case "false":
      return false;
    case "null":
      return null;
    default:
      return { text: word };
  }
}

// src/smoke/readers/number-text.ts
var DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
var NOT_A_NUMBER = /^(?:[+-]?nan(?:\(\w*\))?|null|none|na|n\/a|)$/i;
var INFINITE = /^([+-]?)inf(?:inity)?$/i;
function parseNumberText(text) {
  const trimmed = text.trim();
  if (DECIMAL.test(trimmed)) return finiteOrNot(trimmed);
  if (NOT_A_NUMBER.test(trimmed)) return { value: Number.NaN, literal: null };
  const infinite = INFINITE.exec(trimmed);
  if (infinite === null) return null;
  return { value: infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY, literal: null };
}
function finiteOrNot(literal) {
  const value = Number(literal);
  return { value, literal: Number.isFinite(value) ? literal : null };
}
function parseStepText(text) {
  const trimmed = text.trim();
  if (!DECIMAL.test(trimmed)) return null;
  const step = Number(trimmed);
  return Number.isSafeInteger(step) && step >= 0 ? Math.abs(step) : null;
}
var HEX_FLOAT = /^([+-]?)0x([01])(?:\.([0-9a-f]{1,13}))?p([+-]?\d{1,4})$/i;
function parseHexFloat(text) {
  const trimmed = text.trim();
  const match = HEX_FLOAT.exec(trimmed);
  if (match === null) return /[nf]$/i.test(trimmed) ? parseNumberText(trimmed)?.value ?? null : null;
  const [, sign, lead, fraction = "", exponent] = match;
  const mantissa = Number.parseInt(`${lead}${fraction.padEnd(13, "0")}`, 16);
  const magnitude = mantissa * 2 ** (Number(exponent) - 52);
  return sign === "-" ? -magnitude : magnitude;
}

// src/smoke/readers/resolution.ts
var MAX_DECIMALS = 6;
var MIN_DISTINCT = 8;
function resolutionOf(literals) {
  const distinct3 = new Set(literals);
  if (distinct3.size < MIN_DISTINCT) return null;
  let most = 0;
  for (const literal of distinct3) {
    const decimals = literal === null ? null : decimalsOf(literal);
    if (decimals === null || decimals > MAX_DECIMALS) return null;
    most = Math.max(most, decimals);
  }
  return most === 0 ? null : Number(`1e-${most}`);
}
function decimalsOf(literal) {
  if (/e/i.test(literal)) return null;
  const [, fraction = ""] = literal.split(".");
  return fraction.replace(/0+$/, "").length;
}

// src/smoke/readers/points.ts
function unreadable3(line, expected, found) {
  return { kind: "unreadable", line, expected, found };
}
var MAX_NAMES = 50;
function missing3(names) {
  const metrics = [...new Set(names)].filter((name) => name !== "step" && name !== "");
  return { kind: "missing", names: metrics.slice(0, MAX_NAMES) };
}
function readSamples(samples) {
  const without = samples.find((sample) => sample.step === null);
  if (without === void 0 || samples.every((sample) => sample.step === null)) {
    return { kind: "read", series: seriesOf2(samples) };
  }
  return unreadable3(without.line, "a step, as other rows of this metric have one", "a row without");
}
function seriesOf2(samples) {
  const values = /* @__PURE__ */ new Map();
  const duplicates = /* @__PURE__ */ new Set();
  for (const [index, sample] of samples.entries()) {
    const step = sample.step ?? index;
    const before = values.get(step);
    if (before !== void 0 && !sameValue(before, sample.value)) duplicates.add(step);
    values.set(step, sample.value);
  }
  return {
    points: [...values].map(([step, value]) => ({ step, value })).sort((a, b) => a.step - b.step),
    duplicates: [...duplicates].sort((a, b) => a - b),
    resolution: resolutionOf(samples.map((sample) => sample.literal))
  };
}
function sameValue(a, b) {
  return a === b || Number.isNaN(a) && Number.isNaN(b);
}
function metricValue(json) {
  if (json === null) return { value: Number.NaN, literal: null };
  if (typeof json === "string") {
    const number = parseNumberText(json);
    return number === null || Number.isFinite(number.value) ? null : number;
  }
  return isJsonNumber(json) ? parseNumberText(json.text) : null;
}
function stepValue(json) {
  if (typeof json === "string") return parseStepText(json);
  return isJsonNumber(json) ? parseStepText(json.text) : null;
}
function describeJson(json) {
  if (json === void 0) return "nothing";
  if (isJsonArray(json)) return json.length === 0 ? "an empty list" : `a list of ${json.length}`;
  if (isJsonObject(json)) return json.size === 0 ? "an empty object" : `an object with ${listKeys(json)}`;
  if (isJsonNumber(json)) return `\`${json.text.slice(0, 40)}\``;
  return `\`${String(JSON.stringify(json)).slice(0, 40)}\``;
}
function listKeys(object) {
  const keys = [...object.keys()].slice(0, 3).map((key) => `\`${key.slice(0, 40)}\``);
  return object.size > 3 ? `${keys.join(", ")} and ${object.size - 3} more` : keys.join(", ");
}

// src/smoke/readers/rows.ts
function readRows(rows, query) {
  const samples = [];
  const names = /* @__PURE__ */ new Set();
  for (const row of rows) {
    if (row.kind === "unreadable") return row;
    const cell = cellOf(row.object, query.name);
    if (cell === void 0) {
      collectNames(row.object, names);
      continue;
    }
    const sample = sampleOf(row, cell, query);
    if ("kind" in sample) return sample;
    samples.push(sample);
  }
  return samples.length === 0 ? missing3(names) : readSamples(samples);
}
var CONTRACT_KEYS = /* @__PURE__ */ new Set(["name", "step", "value", "hex"]);
function cellOf(object, name) {
  if (isContractRow(object)) {
    if (object.get("name") === name) return { value: object.get("value") ?? null, hex: object.get("hex") };
    if (CONTRACT_KEYS.has(name)) return void 0;
  }
  const value = lookUp(object, name);
  return value === void 0 ? void 0 : { value, hex: void 0 };
}
function isContractRow(object) {
  return typeof object.get("name") === "string" && (object.has("value") || object.has("hex"));
}
function lookUp(object, name) {
  if (object.has(name)) return object.get(name);
  for (const match of name.matchAll(/[./]/g)) {
    const inner = object.get(name.slice(0, match.index));
    const found = isJsonObject(inner) ? lookUp(inner, name.slice(match.index + 1)) : void 0;
    if (found !== void 0) return found;
  }
  return void 0;
}
function sampleOf({ object, line }, cell, query) {
  const number = cellNumber(cell);
  if (number === null) {
    return unreadable3(line, `a number for \`${query.name}\``, describeJson(cell.hex ?? cell.value));
  }
  const key = query.step ?? "step";
  const json = object.get(key);
  if (json === void 0 && query.step === null) return { ...number, step: null, line };
  const step = json === void 0 ? null : stepValue(json);
  if (step === null) return unreadable3(line, `a whole number from 0 as \`${key}\``, describeJson(json));
  return { ...number, step, line };
}
function cellNumber({ value, hex }) {
  if (hex === void 0 || hex === null) return metricValue(value);
  const exact = typeof hex === "string" ? parseHexFloat(hex) : null;
  return exact === null ? null : { value: exact, literal: null };
}
function collectNames(object, names) {
  const name = object.get("name");
  if (isContractRow(object) && typeof name === "string") {
    names.add(name);
    return;
  }
  for (const leaf of leafNames(object)) names.add(leaf);
}
function* leafNames(object, prefix = "") {
  for (const [key, value] of object) {
    if (isJsonObject(value)) yield* leafNames(value, `${prefix}${key}/`);
    else if (isJsonNumber(value) || Array.isArray(value)) yield `${prefix}${key}`;
  }
}

// src/smoke/progress.ts
var MAX_PENDING = 64 * 1024;
function progressReader(query) {
  let pending = "";
  return (piece) => {
    const lines = `${pending}${piece}`.split("\n");
    pending = (lines.pop() ?? "").slice(0, MAX_PENDING);
    for (const line of lines.reverse()) {
      const point = pointOf(line, query);
      if (point !== null) return point;
    }
    return null;
  };
}
function pointOf(line, query) {
  const result = parseJson(line);
  if (result.kind === "broken" || !isJsonObject(result.value)) return null;
  const step = stepValue(result.value.get(query.step ?? "step") ?? null);
  const read = readRows([{ kind: "row", object: result.value, line: null }], query);
  const value = read.kind === "read" ? read.series.points[0]?.value : void 0;
  return step === null || value === void 0 ? null : { step, value };
}

// node_modules/csv-parse/lib/api/CsvError.js
var CsvError = class _CsvError extends Error {
  constructor(code, message, options, ...contexts) {
    if (Array.isArray(message)) message = message.join(" ").trim();
    super(message);
    if (Error.captureStackTrace !== void 0) {
      Error.captureStackTrace(this, _CsvError);
    }
    this.code = code;
    for (const context of contexts) {
      for (const key in context) {
        const value = context[key];
        this[key] = Buffer.isBuffer(value) ? value.toString(options.encoding) : value == null ? value : JSON.parse(JSON.stringify(value));
      }
    }
  }
};

// node_modules/csv-parse/lib/utils/is_object.js
var is_object = function(obj) {
  return typeof obj === "object" && obj !== null && !Array.isArray(obj);
};

// node_modules/csv-parse/lib/api/normalize_columns_array.js
var normalize_columns_array = function(columns) {
  const normalizedColumns = [];
  for (let i = 0, l = columns.length; i < l; i++) {
    const column = columns[i];
    if (column === void 0 || column === null || column === false) {
      normalizedColumns[i] = { disabled: true };
    } else if (typeof column === "string" || typeof column === "number") {
      normalizedColumns[i] = { name: `${column}` };
    } else if (is_object(column)) {
      if (typeof column.name !== "string") {
        throw new CsvError("CSV_OPTION_COLUMNS_MISSING_NAME", [
          "Option columns missing name:",
          `property "name" is required at position ${i}`,
          "when column is an object literal"
        ]);
      }
      normalizedColumns[i] = column;
    } else {
      throw new CsvError("CSV_INVALID_COLUMN_DEFINITION", [
        "Invalid column definition:",
        "expect a string or a literal object,",
        `got ${JSON.stringify(column)} at position ${i}`
      ]);
    }
  }
  return normalizedColumns;
};

// node_modules/csv-parse/lib/utils/ResizeableBuffer.js
var ResizeableBuffer = class {
  constructor(size2 = 100) {
    this.size = size2;
    this.length = 0;
    this.buf = Buffer.allocUnsafe(size2);
  }
  prepend(val) {
    if (Buffer.isBuffer(val)) {
      const length = this.length + val.length;
      if (length >= this.size) {
        this.resize();
        if (length >= this.size) {
          throw Error("INVALID_BUFFER_STATE");
        }
      }
      const buf = this.buf;
      this.buf = Buffer.allocUnsafe(this.size);
      val.copy(this.buf, 0);
      buf.copy(this.buf, val.length);
      this.length += val.length;
    } else {
      const length = this.length++;
      if (length === this.size) {
        this.resize();
      }
      const buf = this.clone();
      this.buf[0] = val;
      buf.copy(this.buf, 1, 0, length);
    }
  }
  append(val) {
    const length = this.length++;
    if (length === this.size) {
      this.resize();
    }
    this.buf[length] = val;
  }
  clone() {
    return Buffer.from(this.buf.slice(0, this.length));
  }
  resize() {
    const length = this.length;
    this.size = this.size * 2;
    const buf = Buffer.allocUnsafe(this.size);
    this.buf.copy(buf, 0, 0, length);
    this.buf = buf;
  }
  toString(encoding) {
    if (encoding) {
      return this.buf.toString(encoding, 0, this.length);
    } else {
      return Uint8Array.prototype.slice.call(this.buf.slice(0, this.length));
    }
  }
  toJSON() {
    return this.toString("utf8");
  }
  reset() {
    this.length = 0;
  }
};
var ResizeableBuffer_default = ResizeableBuffer;

// node_modules/csv-parse/lib/api/init_state.js
var init_state = function(options) {
  const timchars = [
    // Basic Latin
    32,
    // [Space](https://www.fileformat.info/info/unicode/char/0020/index.htm)
    9,
    // [CHARACTER TABULATION (HT)](https://www.fileformat.info/info/unicode/char/0009/index.htm)
    10,
    // [LINE FEED (LF)](https://www.fileformat.info/info/unicode/char/000a/index.htm)
    13,
    // [CARRIAGE RETURN (CR)](https://www.fileformat.info/info/unicode/char/000d/index.htm)
    12,
    // [FORM FEED (FF)](https://www.fileformat.info/info/unicode/char/000c/index.htm)
    11,
    // [LINE TABULATION (VT)](https://www.fileformat.info/info/unicode/char/000b/index.htm)
    // Latin-1 Supplement
    160,
    // [NO-BREAK SPACE (NBSP)](https://www.fileformat.info/info/unicode/char/00a0/index.htm)
    // Ogham
    5760,
    // [OGHAM SPACE MARK](https://www.fileformat.info/info/unicode/char/1680/index.htm)
    // General Punctuation
    8192,
    // [EN QUAD](https://www.fileformat.info/info/unicode/char/2000/index.htm)
    8193,
    // [EM QUAD](https://www.fileformat.info/info/unicode/char/2001/index.htm)
    8194,
    // [EN SPACE](https://www.fileformat.info/info/unicode/char/2002/index.htm)
    8195,
    // [EM SPACE](https://www.fileformat.info/info/unicode/char/2003/index.htm)
    8196,
    // [THREE-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2004/index.htm)
    8197,
    // [FOUR-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2005/index.htm)
    8198,
    // [SIX-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2006/index.htm)
    8199,
    // [FIGURE SPACE](https://www.fileformat.info/info/unicode/char/2007/index.htm)
    8200,
    // [PUNCTUATION SPACE](https://www.fileformat.info/info/unicode/char/2008/index.htm)
    8201,
    // [THIN SPACE](https://www.fileformat.info/info/unicode/char/2009/index.htm)
    8202,
    // [HAIR SPACE](https://www.fileformat.info/info/unicode/char/200a/index.htm)
    8232,
    // [LINE SEPARATOR](https://www.fileformat.info/info/unicode/char/2028/index.htm)
    8233,
    // [PARAGRAPH SEPARATOR](https://www.fileformat.info/info/unicode/char/2029/index.htm)
    8239,
    // [NARROW NO-BREAK SPACE (NNBSP)](https://www.fileformat.info/info/unicode/char/202f/index.htm)
    8287,
    // [MEDIUM MATHEMATICAL SPACE (MMSP)](https://www.fileformat.info/info/unicode/char/205f/index.htm)
    12288,
    // [IDEOGRAPHIC SPACE](https://www.fileformat.info/info/unicode/char/3000/index.htm)
    65279
    // [ZERO WIDTH NO-BREAK SPACE (BOM)](https://www.fileformat.info/info/unicode/char/feff/index.htm)
  ].reduce((acc, codepoint) => {
    const encoded = Buffer.from(
      String.fromCharCode(codepoint),
      options.encoding
    );
    if (codepoint !== 63 && encoded.length === 1 && encoded[0] === 63) {
      return acc;
    }
    acc.push(encoded);
    return acc;
  }, []);
  const timcharFirstBytes = new Uint8Array(256);
  for (const t of timchars) timcharFirstBytes[t[0]] = 1;
  return {
    bomSkipped: false,
    bufBytesStart: 0,
    castField: options.cast_function,
    commenting: false,
    delimiterBufPrevious: void 0,
    delimiterDiscovered: false,
    // Current error encountered by a record
    error: void 0,
    enabled: options.from_line === 1,
    escaping: false,
    escapeIsQuote: Buffer.isBuffer(options.escape) && Buffer.isBuffer(options.quote) && Buffer.compare(options.escape, options.quote) === 0,
    // columns can be `false`, `true`, `Array`
    expectedRecordLength: Array.isArray(options.columns) ? options.columns.length : void 0,
    field: new ResizeableBuffer_default(20),
    firstLineToHeaders: options.cast_first_line_to_header,
    needMoreDataSize: Math.max(
      // Skip if the remaining buffer smaller than comment
      options.comment !== null ? options.comment.length : 0,
      ...options.delimiter ? options.delimiter.map((delimiter3) => delimiter3.length) : [],
      // Auto discovery of delimiter is limited to 1 character
      options.delimiter_auto ? 1 : 0,
      // Skip if the remaining buffer can be escape sequence
      options.quote !== null ? options.quote.length : 0,
      ...timchars.map((t) => t.length)
    ),
    previousBuf: void 0,
    quoting: false,
    stop: false,
    rawBuffer: new ResizeableBuffer_default(100),
    record: [],
    recordHasError: false,
    record_length: 0,
    recordDelimiterMaxLength: options.record_delimiter.length === 0 ? 0 : Math.max(...options.record_delimiter.map((v) => v.length)),
    trimChars: [
      Buffer.from(" ", options.encoding)[0],
      Buffer.from("	", options.encoding)[0]
    ],
    wasQuoting: false,
    wasRowDelimiter: false,
    timchars,
    timcharFirstBytes
  };
};

// node_modules/csv-parse/lib/utils/underscore.js
var underscore = function(str) {
  return str.replace(/([A-Z])/g, function(_, match) {
    return "_" + match.toLowerCase();
  });
};

// node_modules/csv-parse/lib/api/normalize_options.js
var normalize_options = function(opts) {
  const options = {};
  for (const opt in opts) {
    options[underscore(opt)] = opts[opt];
  }
  if (options.encoding === void 0 || options.encoding === true) {
    options.encoding = "utf8";
  } else if (options.encoding === null || options.encoding === false) {
    options.encoding = null;
  } else if (typeof options.encoding !== "string" && options.encoding !== null) {
    throw new CsvError(
      "CSV_INVALID_OPTION_ENCODING",
      [
        "Invalid option encoding:",
        "encoding must be a string or null to return a buffer,",
        `got ${JSON.stringify(options.encoding)}`
      ],
      options
    );
  }
  if (options.bom === void 0 || options.bom === null || options.bom === false) {
    options.bom = false;
  } else if (options.bom !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_BOM",
      [
        "Invalid option bom:",
        "bom must be true,",
        `got ${JSON.stringify(options.bom)}`
      ],
      options
    );
  }
  options.cast_function = null;
  if (options.cast === void 0 || options.cast === null || options.cast === false || options.cast === "") {
    options.cast = void 0;
  } else if (typeof options.cast === "function") {
    options.cast_function = options.cast;
    options.cast = true;
  } else if (options.cast !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST",
      [
        "Invalid option cast:",
        "cast must be true or a function,",
        `got ${JSON.stringify(options.cast)}`
      ],
      options
    );
  }
  if (options.cast_date === void 0 || options.cast_date === null || options.cast_date === false || options.cast_date === "") {
    options.cast_date = false;
  } else if (options.cast_date === true) {
    options.cast_date = function(value) {
      const date = Date.parse(value);
      return !isNaN(date) ? new Date(date) : value;
    };
  } else if (typeof options.cast_date !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST_DATE",
      [
        "Invalid option cast_date:",
        "cast_date must be true or a function,",
        `got ${JSON.stringify(options.cast_date)}`
      ],
      options
    );
  }
  options.cast_first_line_to_header = void 0;
  if (options.columns === true) {
    options.cast_first_line_to_header = void 0;
  } else if (typeof options.columns === "function") {
    options.cast_first_line_to_header = options.columns;
    options.columns = true;
  } else if (Array.isArray(options.columns)) {
    options.columns = normalize_columns_array(options.columns);
  } else if (options.columns === void 0 || options.columns === null || options.columns === false) {
    options.columns = false;
  } else {
    throw new CsvError(
      "CSV_INVALID_OPTION_COLUMNS",
      [
        "Invalid option columns:",
        "expect an array, a function or true,",
        `got ${JSON.stringify(options.columns)}`
      ],
      options
    );
  }
  if (options.group_columns_by_name === void 0 || options.group_columns_by_name === null || options.group_columns_by_name === false) {
    options.group_columns_by_name = false;
  } else if (options.group_columns_by_name !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "expect an boolean,",
        `got ${JSON.stringify(options.group_columns_by_name)}`
      ],
      options
    );
  } else if (options.columns === false) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "the `columns` mode must be activated."
      ],
      options
    );
  }
  if (options.comment === void 0 || options.comment === null || options.comment === false || options.comment === "") {
    options.comment = null;
  } else {
    if (typeof options.comment === "string") {
      options.comment = Buffer.from(options.comment, options.encoding);
    }
    if (!Buffer.isBuffer(options.comment)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_COMMENT",
        [
          "Invalid option comment:",
          "comment must be a buffer or a string,",
          `got ${JSON.stringify(options.comment)}`
        ],
        options
      );
    }
  }
  if (options.comment_no_infix === void 0 || options.comment_no_infix === null || options.comment_no_infix === false) {
    options.comment_no_infix = false;
  } else if (options.comment_no_infix !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_COMMENT",
      [
        "Invalid option comment_no_infix:",
        "value must be a boolean,",
        `got ${JSON.stringify(options.comment_no_infix)}`
      ],
      options
    );
  }
  if (options.delimiter_auto === void 0 || options.delimiter_auto === null || options.delimiter_auto === false) {
    options.delimiter_auto = false;
  } else if (options.delimiter_auto === true) {
    options.delimiter_auto = {};
  } else if (!is_object(options.delimiter_auto)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_DELIMITER_AUTO",
      [
        "Invalid option delimiter_auto:",
        "delimiter_auto must be a boolean or a configuration object,",
        `got ${JSON.stringify(options.delimiter_auto)}`
      ],
      options
    );
  }
  if (options.delimiter_auto) {
    if (options.delimiter_auto.preferred === void 0)
      options.delimiter_auto.preferred = {
        [",".charCodeAt(0)]: 1.8,
        ["	".charCodeAt(0)]: 1.8,
        [";".charCodeAt(0)]: 1.6,
        [" ".charCodeAt(0)]: 1.6,
        [":".charCodeAt(0)]: 1.5,
        [".".charCodeAt(0)]: 1.4,
        ["/".charCodeAt(0)]: 1.4
      };
    else if (!is_object(options.delimiter_auto.preferred)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "preferred must be an object,",
          `got ${JSON.stringify(options.delimiter_auto.preferred)}`
        ],
        options
      );
    }
    if (options.delimiter_auto.score === void 0)
      options.delimiter_auto.score = (info, options2) => {
        return (info.total - info.std) * (options2.preferred[info.char_code] || 1);
      };
    else if (typeof options.delimiter_auto.score !== "function") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "score must be a function,",
          `got ${JSON.stringify(options.delimiter_auto.score)}`
        ],
        options
      );
    }
    if (options.delimiter_auto.size === void 0)
      options.delimiter_auto.size = 2048;
    else if (typeof options.delimiter_auto.size !== "number") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "size must be a number,",
          `got ${JSON.stringify(options.delimiter_auto.size)}`
        ],
        options
      );
    }
  }
  const delimiter_json = JSON.stringify(options.delimiter);
  if (options.delimiter_auto !== false) {
    options.delimiter = [];
  }
  if (!Array.isArray(options.delimiter)) {
    if (options.delimiter === void 0 || options.delimiter === null || options.delimiter === false) {
      options.delimiter = Buffer.from(",", options.encoding);
    }
    options.delimiter = [options.delimiter];
  }
  options.delimiter = options.delimiter.map(function(delimiter3) {
    if (typeof delimiter3 === "string") {
      delimiter3 = Buffer.from(delimiter3, options.encoding);
    }
    if (!Buffer.isBuffer(delimiter3) || delimiter3.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER",
        [
          "Invalid option delimiter:",
          "delimiter must be a non empty string or buffer or array of string|buffer,",
          `got ${delimiter_json}`
        ],
        options
      );
    }
    return delimiter3;
  });
  if (options.escape === void 0 || options.escape === true) {
    options.escape = Buffer.from('"', options.encoding);
  } else if (typeof options.escape === "string") {
    options.escape = Buffer.from(options.escape, options.encoding);
  } else if (options.escape === null || options.escape === false) {
    options.escape = null;
  }
  if (options.escape !== null) {
    if (!Buffer.isBuffer(options.escape)) {
      throw new Error(
        `Invalid Option: escape must be a buffer, a string or a boolean, got ${JSON.stringify(options.escape)}`
      );
    }
  }
  if (options.from === void 0 || options.from === null) {
    options.from = 1;
  } else {
    if (typeof options.from === "string" && /\d+/.test(options.from)) {
      options.from = parseInt(options.from);
    }
    if (Number.isInteger(options.from)) {
      if (options.from < 0) {
        throw new Error(
          `Invalid Option: from must be a positive integer, got ${JSON.stringify(opts.from)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from must be an integer, got ${JSON.stringify(options.from)}`
      );
    }
  }
  if (options.from_line === void 0 || options.from_line === null) {
    options.from_line = 1;
  } else {
    if (typeof options.from_line === "string" && /\d+/.test(options.from_line)) {
      options.from_line = parseInt(options.from_line);
    }
    if (Number.isInteger(options.from_line)) {
      if (options.from_line <= 0) {
        throw new Error(
          `Invalid Option: from_line must be a positive integer greater than 0, got ${JSON.stringify(opts.from_line)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from_line must be an integer, got ${JSON.stringify(opts.from_line)}`
      );
    }
  }
  if (options.ignore_last_delimiters === void 0 || options.ignore_last_delimiters === null) {
    options.ignore_last_delimiters = false;
  } else if (typeof options.ignore_last_delimiters === "number") {
    options.ignore_last_delimiters = Math.floor(options.ignore_last_delimiters);
    if (options.ignore_last_delimiters === 0) {
      options.ignore_last_delimiters = false;
    }
  } else if (typeof options.ignore_last_delimiters !== "boolean") {
    throw new CsvError(
      "CSV_INVALID_OPTION_IGNORE_LAST_DELIMITERS",
      [
        "Invalid option `ignore_last_delimiters`:",
        "the value must be a boolean value or an integer,",
        `got ${JSON.stringify(options.ignore_last_delimiters)}`
      ],
      options
    );
  }
  if (options.ignore_last_delimiters === true && options.columns === false) {
    throw new CsvError(
      "CSV_IGNORE_LAST_DELIMITERS_REQUIRES_COLUMNS",
      [
        "The option `ignore_last_delimiters`",
        "requires the activation of the `columns` option"
      ],
      options
    );
  }
  if (options.info === void 0 || options.info === null || options.info === false) {
    options.info = false;
  } else if (options.info !== true) {
    throw new Error(
      `Invalid Option: info must be true, got ${JSON.stringify(options.info)}`
    );
  }
  if (options.max_record_size === void 0 || options.max_record_size === null || options.max_record_size === false) {
    options.max_record_size = 0;
  } else if (Number.isInteger(options.max_record_size) && options.max_record_size >= 0) {
  } else if (typeof options.max_record_size === "string" && /\d+/.test(options.max_record_size)) {
    options.max_record_size = parseInt(options.max_record_size);
  } else {
    throw new Error(
      `Invalid Option: max_record_size must be a positive integer, got ${JSON.stringify(options.max_record_size)}`
    );
  }
  if (options.objname === void 0 || options.objname === null || options.objname === false) {
    options.objname = void 0;
  } else if (Buffer.isBuffer(options.objname)) {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty buffer`);
    }
    if (options.encoding === null) {
    } else {
      options.objname = options.objname.toString(options.encoding);
    }
  } else if (typeof options.objname === "string") {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty string`);
    }
  } else if (typeof options.objname === "number") {
  } else {
    throw new Error(
      `Invalid Option: objname must be a string or a buffer, got ${options.objname}`
    );
  }
  if (options.objname !== void 0) {
    if (typeof options.objname === "number") {
      if (options.columns !== false) {
        throw Error(
          "Invalid Option: objname index cannot be combined with columns or be defined as a field"
        );
      }
    } else {
      if (options.columns === false) {
        throw Error(
          "Invalid Option: objname field must be combined with columns or be defined as an index"
        );
      }
    }
  }
  if (options.on_record === void 0 || options.on_record === null) {
    options.on_record = void 0;
  } else if (typeof options.on_record !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_ON_RECORD",
      [
        "Invalid option `on_record`:",
        "expect a function,",
        `got ${JSON.stringify(options.on_record)}`
      ],
      options
    );
  }
  if (options.on_skip !== void 0 && options.on_skip !== null && typeof options.on_skip !== "function") {
    throw new Error(
      `Invalid Option: on_skip must be a function, got ${JSON.stringify(options.on_skip)}`
    );
  }
  if (options.quote === null || options.quote === false || options.quote === "") {
    options.quote = null;
  } else {
    if (options.quote === void 0 || options.quote === true) {
      options.quote = Buffer.from('"', options.encoding);
    } else if (typeof options.quote === "string") {
      options.quote = Buffer.from(options.quote, options.encoding);
    }
    if (!Buffer.isBuffer(options.quote)) {
      throw new Error(
        `Invalid Option: quote must be a buffer or a string, got ${JSON.stringify(options.quote)}`
      );
    }
  }
  if (options.raw === void 0 || options.raw === null || options.raw === false) {
    options.raw = false;
  } else if (options.raw !== true) {
    throw new Error(
      `Invalid Option: raw must be true, got ${JSON.stringify(options.raw)}`
    );
  }
  if (options.record_delimiter === void 0) {
    options.record_delimiter = [];
  } else if (typeof options.record_delimiter === "string" || Buffer.isBuffer(options.record_delimiter)) {
    if (options.record_delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer,",
          `got ${JSON.stringify(options.record_delimiter)}`
        ],
        options
      );
    }
    options.record_delimiter = [options.record_delimiter];
  } else if (!Array.isArray(options.record_delimiter)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_RECORD_DELIMITER",
      [
        "Invalid option `record_delimiter`:",
        "value must be a string, a buffer or array of string|buffer,",
        `got ${JSON.stringify(options.record_delimiter)}`
      ],
      options
    );
  }
  options.record_delimiter = options.record_delimiter.map(function(rd, i) {
    if (typeof rd !== "string" && !Buffer.isBuffer(rd)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a string, a buffer or array of string|buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`
        ],
        options
      );
    } else if (rd.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`
        ],
        options
      );
    }
    if (typeof rd === "string") {
      rd = Buffer.from(rd, options.encoding);
    }
    return rd;
  });
  if (typeof options.relax_column_count === "boolean") {
  } else if (options.relax_column_count === void 0 || options.relax_column_count === null) {
    options.relax_column_count = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count must be a boolean, got ${JSON.stringify(options.relax_column_count)}`
    );
  }
  if (typeof options.relax_column_count_less === "boolean") {
  } else if (options.relax_column_count_less === void 0 || options.relax_column_count_less === null) {
    options.relax_column_count_less = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_less must be a boolean, got ${JSON.stringify(options.relax_column_count_less)}`
    );
  }
  if (typeof options.relax_column_count_more === "boolean") {
  } else if (options.relax_column_count_more === void 0 || options.relax_column_count_more === null) {
    options.relax_column_count_more = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_more must be a boolean, got ${JSON.stringify(options.relax_column_count_more)}`
    );
  }
  if (typeof options.relax_quotes === "boolean") {
  } else if (options.relax_quotes === void 0 || options.relax_quotes === null) {
    options.relax_quotes = false;
  } else {
    throw new Error(
      `Invalid Option: relax_quotes must be a boolean, got ${JSON.stringify(options.relax_quotes)}`
    );
  }
  if (typeof options.skip_empty_lines === "boolean") {
  } else if (options.skip_empty_lines === void 0 || options.skip_empty_lines === null) {
    options.skip_empty_lines = false;
  } else {
    throw new Error(
      `Invalid Option: skip_empty_lines must be a boolean, got ${JSON.stringify(options.skip_empty_lines)}`
    );
  }
  if (typeof options.skip_records_with_empty_values === "boolean") {
  } else if (options.skip_records_with_empty_values === void 0 || options.skip_records_with_empty_values === null) {
    options.skip_records_with_empty_values = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_empty_values must be a boolean, got ${JSON.stringify(options.skip_records_with_empty_values)}`
    );
  }
  if (typeof options.skip_records_with_error === "boolean") {
  } else if (options.skip_records_with_error === void 0 || options.skip_records_with_error === null) {
    options.skip_records_with_error = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_error must be a boolean, got ${JSON.stringify(options.skip_records_with_error)}`
    );
  }
  if (options.rtrim === void 0 || options.rtrim === null || options.rtrim === false) {
    options.rtrim = false;
  } else if (options.rtrim !== true) {
    throw new Error(
      `Invalid Option: rtrim must be a boolean, got ${JSON.stringify(options.rtrim)}`
    );
  }
  if (options.ltrim === void 0 || options.ltrim === null || options.ltrim === false) {
    options.ltrim = false;
  } else if (options.ltrim !== true) {
    throw new Error(
      `Invalid Option: ltrim must be a boolean, got ${JSON.stringify(options.ltrim)}`
    );
  }
  if (options.trim === void 0 || options.trim === null || options.trim === false) {
    options.trim = false;
  } else if (options.trim !== true) {
    throw new Error(
      `Invalid Option: trim must be a boolean, got ${JSON.stringify(options.trim)}`
    );
  }
  if (options.trim === true && opts.ltrim !== false) {
    options.ltrim = true;
  } else if (options.ltrim !== true) {
    options.ltrim = false;
  }
  if (options.trim === true && opts.rtrim !== false) {
    options.rtrim = true;
  } else if (options.rtrim !== true) {
    options.rtrim = false;
  }
  if (options.to === void 0 || options.to === null) {
    options.to = -1;
  } else if (options.to !== -1) {
    if (typeof options.to === "string" && /\d+/.test(options.to)) {
      options.to = parseInt(options.to);
    }
    if (Number.isInteger(options.to)) {
      if (options.to <= 0) {
        throw new Error(
          `Invalid Option: to must be a positive integer greater than 0, got ${JSON.stringify(opts.to)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to must be an integer, got ${JSON.stringify(opts.to)}`
      );
    }
  }
  if (options.to_line === void 0 || options.to_line === null) {
    options.to_line = -1;
  } else if (options.to_line !== -1) {
    if (typeof options.to_line === "string" && /\d+/.test(options.to_line)) {
      options.to_line = parseInt(options.to_line);
    }
    if (Number.isInteger(options.to_line)) {
      if (options.to_line <= 0) {
        throw new Error(
          `Invalid Option: to_line must be a positive integer greater than 0, got ${JSON.stringify(opts.to_line)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to_line must be an integer, got ${JSON.stringify(opts.to_line)}`
      );
    }
  }
  return options;
};

// node_modules/csv-parse/lib/utils/delimiter_discover.js
var delimiter_discover = function(records, options) {
  if (!options) {
    ({ delimiter_auto: options } = normalize_options({ delimiter_auto: true }));
  }
  if (typeof records === "string") {
    records = Buffer.from(records);
  }
  if (Buffer.isBuffer(records)) {
    records = ((data2) => {
      const records2 = [];
      const parser = transform({ delimiter: [] });
      const push = (record) => records2.push(record);
      const close = () => {
      };
      const error = parser.parse(data2, true, push, close);
      if (error !== void 0) throw error;
      return records2;
    })(records);
  }
  const info = Array(127).fill().map(() => ({ lines: [] }));
  records.map(([record], line) => {
    for (let i = 0, l = record.length; i < l; i++) {
      const code = record.charCodeAt(i);
      if (info[code].lines[line] === void 0) info[code].lines[line] = 0;
      info[code].lines[line]++;
    }
  });
  info.map((info2, i) => {
    info2.char_code = i;
    info2.std = std(info2.lines);
    info2.total = info2.lines.reduce((acc, val) => acc + val, 0);
    info2.preferred = !!options.preferred[i];
    info2.score = options.score(info2, options);
  });
  const result = info.reduce(
    (acc, info2) => acc.score > info2.score ? acc : info2,
    {}
  );
  return String.fromCharCode(result.char_code);
};
var std = function(array) {
  const n = array.length;
  if (n === 0) return 0;
  const mean = array.reduce((a, b) => a + b) / n;
  return Math.sqrt(
    array.map((x) => Math.pow(x - mean, 2)).reduce((a, b) => a + b) / n
  );
};

// node_modules/csv-parse/lib/api/index.js
var isRecordEmpty = function(record) {
  return record.every(
    (field) => field == null || field.toString && field.toString().trim() === ""
  );
};
var cr = 13;
var nl = 10;
var boms = {
  // Note, the following are equals:
  // Buffer.from("\ufeff")
  // Buffer.from([239, 187, 191])
  // Buffer.from('EFBBBF', 'hex')
  utf8: Buffer.from([239, 187, 191]),
  // Note, the following are equals:
  // Buffer.from "\ufeff", 'utf16le
  // Buffer.from([255, 254])
  utf16le: Buffer.from([255, 254])
};
var transform = function(original_options = {}) {
  const info = {
    bytes: 0,
    bytes_records: 0,
    comment_lines: 0,
    empty_lines: 0,
    invalid_field_length: 0,
    lines: 1,
    records: 0
  };
  const options = normalize_options(original_options);
  return {
    info,
    original_options,
    options,
    state: init_state(options),
    __needMoreData: function(i, bufLen, end) {
      if (end) return false;
      const { encoding, escape, quote: quote2 } = this.options;
      const { quoting, needMoreDataSize, recordDelimiterMaxLength } = this.state;
      const numOfCharLeft = bufLen - i - 1;
      const requiredLength = Math.max(
        needMoreDataSize,
        // Skip if the remaining buffer smaller than record delimiter
        // If "record_delimiter" is yet to be discovered:
        // 1. It is equals to `[]` and "recordDelimiterMaxLength" equals `0`
        // 2. We set the length to windows line ending in the current encoding
        // Note, that encoding is known from user or bom discovery at that point
        // recordDelimiterMaxLength,
        recordDelimiterMaxLength === 0 ? Buffer.from("\r\n", encoding).length : recordDelimiterMaxLength,
        // Skip if remaining buffer can be an escaped quote
        quoting ? (escape === null ? 0 : escape.length) + quote2.length : 0,
        // Skip if remaining buffer can be record delimiter following the closing quote
        quoting ? quote2.length + recordDelimiterMaxLength : 0
      );
      return numOfCharLeft < requiredLength;
    },
    // Central parser implementation
    parse: function(nextBuf, end, push, close) {
      const {
        bom,
        comment_no_infix,
        delimiter_auto,
        encoding,
        from_line,
        ltrim,
        max_record_size,
        raw,
        relax_quotes,
        rtrim,
        skip_empty_lines,
        to,
        to_line
      } = this.options;
      let { comment, escape, quote: quote2, record_delimiter } = this.options;
      const {
        bomSkipped,
        delimiterDiscovered,
        delimiterBufPrevious,
        rawBuffer,
        escapeIsQuote
      } = this.state;
      if (!delimiterDiscovered && delimiter_auto) {
        let delimiterBuf;
        if (delimiterBufPrevious === void 0) {
          delimiterBuf = nextBuf;
        } else if (delimiterBufPrevious !== void 0 && nextBuf === void 0) {
          delimiterBuf = delimiterBufPrevious;
        } else {
          delimiterBuf = Buffer.concat([delimiterBufPrevious, nextBuf]);
        }
        nextBuf = void 0;
        if (end || delimiterBuf.length > delimiter_auto.size) {
          this.options.delimiter = [
            Buffer.from(
              delimiter_discover(delimiterBuf, this.options.delimiter_auto)
            )
          ];
          this.state.previousBuf = delimiterBuf;
          this.state.delimiterBufPrevious = void 0;
          this.state.delimiterDiscovered = true;
        } else {
          this.state.delimiterBufPrevious = delimiterBuf;
          return;
        }
      }
      const { previousBuf } = this.state;
      let buf;
      if (previousBuf === void 0) {
        if (nextBuf === void 0) {
          close();
          return;
        } else {
          buf = nextBuf;
        }
      } else if (previousBuf !== void 0 && nextBuf === void 0) {
        buf = previousBuf;
      } else {
        buf = Buffer.concat([previousBuf, nextBuf]);
      }
      if (bomSkipped === false) {
        if (bom === false) {
          this.state.bomSkipped = true;
        } else if (buf.length < 3) {
          if (end === false) {
            this.state.previousBuf = buf;
            return;
          }
        } else {
          for (const encoding2 in boms) {
            if (boms[encoding2].compare(buf, 0, boms[encoding2].length) === 0) {
              const bomLength = boms[encoding2].length;
              this.state.bufBytesStart += bomLength;
              buf = buf.slice(bomLength);
              const options2 = normalize_options({
                ...this.original_options,
                encoding: encoding2
              });
              for (const key in options2) {
                this.options[key] = options2[key];
              }
              ({ comment, escape, quote: quote2 } = this.options);
              break;
            }
          }
          this.state.bomSkipped = true;
        }
      }
      const bufLen = buf.length;
      let pos;
      for (pos = 0; pos < bufLen; pos++) {
        if (this.__needMoreData(pos, bufLen, end)) {
          break;
        }
        if (this.state.wasRowDelimiter === true) {
          this.info.lines++;
          this.state.wasRowDelimiter = false;
        }
        if (to_line !== -1 && this.info.lines > to_line) {
          this.state.stop = true;
          close();
          return;
        }
        if (this.state.quoting === false && record_delimiter.length === 0) {
          const record_delimiterCount = this.__autoDiscoverRecordDelimiter(
            buf,
            pos
          );
          if (record_delimiterCount) {
            record_delimiter = this.options.record_delimiter;
          }
        }
        const chr = buf[pos];
        if (raw === true) {
          rawBuffer.append(chr);
        }
        if ((chr === cr || chr === nl) && this.state.wasRowDelimiter === false) {
          this.state.wasRowDelimiter = true;
        }
        if (this.state.escaping === true) {
          this.state.escaping = false;
        } else {
          if (escape !== null && this.state.quoting === true && this.__isEscape(buf, pos, chr) && pos + escape.length < bufLen) {
            if (escapeIsQuote) {
              if (this.__isQuote(buf, pos + escape.length)) {
                this.state.escaping = true;
                pos += escape.length - 1;
                continue;
              }
            } else {
              this.state.escaping = true;
              pos += escape.length - 1;
              continue;
            }
          }
          if (this.state.commenting === false && this.__isQuote(buf, pos)) {
            if (this.state.quoting === true) {
              const nextChr = buf[pos + quote2.length];
              const isNextChrTrimable = rtrim && this.__isCharTrimable(buf, pos + quote2.length);
              const isNextChrComment = comment !== null && this.__compareBytes(comment, buf, pos + quote2.length, nextChr);
              const isNextChrDelimiter = this.__isDelimiter(
                buf,
                pos + quote2.length,
                nextChr
              );
              const isNextChrRecordDelimiter = record_delimiter.length === 0 ? this.__autoDiscoverRecordDelimiter(buf, pos + quote2.length) : this.__isRecordDelimiter(nextChr, buf, pos + quote2.length);
              if (escape !== null && this.__isEscape(buf, pos, chr) && this.__isQuote(buf, pos + escape.length)) {
                pos += escape.length - 1;
              } else if (!nextChr || isNextChrDelimiter || isNextChrRecordDelimiter || isNextChrComment || isNextChrTrimable) {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                pos += quote2.length - 1;
                continue;
              } else if (relax_quotes === false) {
                const err = this.__error(
                  new CsvError(
                    "CSV_INVALID_CLOSING_QUOTE",
                    [
                      "Invalid Closing Quote:",
                      `got "${String.fromCharCode(nextChr)}"`,
                      `at line ${this.info.lines}`,
                      "instead of delimiter, record delimiter, trimable character",
                      "(if activated) or comment"
                    ],
                    this.options,
                    this.__infoField()
                  )
                );
                if (err !== void 0) return err;
              } else {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                this.state.field.prepend(quote2);
                pos += quote2.length - 1;
              }
            } else {
              if (this.state.field.length !== 0) {
                if (relax_quotes === false) {
                  const info2 = this.__infoField();
                  const bom2 = Object.keys(boms).map(
                    (b) => boms[b].equals(this.state.field.toString()) ? b : false
                  ).filter(Boolean)[0];
                  const err = this.__error(
                    new CsvError(
                      "INVALID_OPENING_QUOTE",
                      [
                        "Invalid Opening Quote:",
                        `a quote is found on field ${JSON.stringify(info2.column)} at line ${info2.lines}, value is ${JSON.stringify(this.state.field.toString(encoding))}`,
                        bom2 ? `(${bom2} bom)` : void 0
                      ],
                      this.options,
                      info2,
                      {
                        field: this.state.field
                      }
                    )
                  );
                  if (err !== void 0) return err;
                }
              } else {
                this.state.quoting = true;
                pos += quote2.length - 1;
                continue;
              }
            }
          }
          if (this.state.quoting === false) {
            const recordDelimiterLength = this.__isRecordDelimiter(
              chr,
              buf,
              pos
            );
            if (recordDelimiterLength !== 0) {
              const skipCommentLine = this.state.commenting && this.state.wasQuoting === false && this.state.record.length === 0 && this.state.field.length === 0;
              if (skipCommentLine) {
                this.info.comment_lines++;
              } else {
                if (this.state.enabled === false && this.info.lines + (this.state.wasRowDelimiter === true ? 1 : 0) >= from_line) {
                  this.state.enabled = true;
                  this.__resetField();
                  this.__resetRecord();
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                if (skip_empty_lines === true && this.state.wasQuoting === false && this.state.record.length === 0 && this.state.field.length === 0) {
                  this.info.empty_lines++;
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                this.info.bytes = this.state.bufBytesStart + pos;
                const errField = this.__onField();
                if (errField !== void 0) return errField;
                this.info.bytes = this.state.bufBytesStart + pos + recordDelimiterLength;
                const errRecord = this.__onRecord(push);
                if (errRecord !== void 0) return errRecord;
                if (to !== -1 && this.info.records >= to) {
                  this.state.stop = true;
                  close();
                  return;
                }
              }
              this.state.commenting = false;
              pos += recordDelimiterLength - 1;
              continue;
            }
            if (this.state.commenting) {
              continue;
            }
            if (comment !== null && (comment_no_infix === false || this.state.record.length === 0 && this.state.field.length === 0)) {
              const commentCount = this.__compareBytes(comment, buf, pos, chr);
              if (commentCount !== 0) {
                this.state.commenting = true;
                continue;
              }
            }
            const delimiterLength = this.__isDelimiter(buf, pos, chr);
            if (delimiterLength !== 0) {
              this.info.bytes = this.state.bufBytesStart + pos;
              const errField = this.__onField();
              if (errField !== void 0) return errField;
              pos += delimiterLength - 1;
              continue;
            }
          }
        }
        if (this.state.commenting === false) {
          if (max_record_size !== 0 && this.state.record_length + this.state.field.length > max_record_size) {
            return this.__error(
              new CsvError(
                "CSV_MAX_RECORD_SIZE",
                [
                  "Max Record Size:",
                  "record exceed the maximum number of tolerated bytes",
                  `of ${max_record_size}`,
                  `at line ${this.info.lines}`
                ],
                this.options,
                this.__infoField()
              )
            );
          }
        }
        const lappend = ltrim === false || this.state.quoting === true || this.state.field.length !== 0 || !this.__isCharTrimable(buf, pos);
        const rappend = rtrim === false || this.state.wasQuoting === false;
        if (lappend === true && rappend === true) {
          this.state.field.append(chr);
        } else if (rtrim === true && !this.__isCharTrimable(buf, pos)) {
          return this.__error(
            new CsvError(
              "CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE",
              [
                "Invalid Closing Quote:",
                "found non trimable byte after quote",
                `at line ${this.info.lines}`
              ],
              this.options,
              this.__infoField()
            )
          );
        } else {
          if (lappend === false) {
            pos += this.__isCharTrimable(buf, pos) - 1;
          }
          continue;
        }
      }
      if (end === true) {
        if (this.state.quoting === true) {
          const err = this.__error(
            new CsvError(
              "CSV_QUOTE_NOT_CLOSED",
              [
                "Quote Not Closed:",
                `the parsing is finished with an opening quote at line ${this.info.lines}`
              ],
              this.options,
              this.__infoField()
            )
          );
          if (err !== void 0) return err;
        } else {
          if (this.state.wasQuoting === true || this.state.record.length !== 0 || this.state.field.length !== 0) {
            this.info.bytes = this.state.bufBytesStart + pos;
            const errField = this.__onField();
            if (errField !== void 0) return errField;
            const errRecord = this.__onRecord(push);
            if (errRecord !== void 0) return errRecord;
          } else if (this.state.wasRowDelimiter === true) {
            this.info.empty_lines++;
          } else if (this.state.commenting === true) {
            this.info.comment_lines++;
          }
        }
      } else {
        this.state.bufBytesStart += pos;
        this.state.previousBuf = buf.slice(pos);
      }
      if (this.state.wasRowDelimiter === true) {
        this.info.lines++;
        this.state.wasRowDelimiter = false;
      }
    },
    __onRecord: function(push) {
      const {
        columns,
        group_columns_by_name,
        encoding,
        info: info2,
        from,
        relax_column_count,
        relax_column_count_less,
        relax_column_count_more,
        raw,
        skip_records_with_empty_values
      } = this.options;
      const { enabled, record } = this.state;
      if (enabled === false) {
        return this.__resetRecord();
      }
      const recordLength = record.length;
      if (columns === true) {
        if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
          this.__resetRecord();
          return;
        }
        return this.__firstLineToColumns(record);
      }
      if (columns === false && this.info.records === 0) {
        this.state.expectedRecordLength = recordLength;
      }
      if (recordLength !== this.state.expectedRecordLength) {
        const err = columns === false ? new CsvError(
          "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH",
          [
            "Invalid Record Length:",
            `expect ${this.state.expectedRecordLength},`,
            `got ${recordLength} on line ${this.info.lines}`
          ],
          this.options,
          this.__infoField(),
          {
            record
          }
        ) : new CsvError(
          "CSV_RECORD_INCONSISTENT_COLUMNS",
          [
            "Invalid Record Length:",
            `columns length is ${columns.length},`,
            // rename columns
            `got ${recordLength} on line ${this.info.lines}`
          ],
          this.options,
          this.__infoField(),
          {
            record
          }
        );
        if (relax_column_count === true || relax_column_count_less === true && recordLength < this.state.expectedRecordLength || relax_column_count_more === true && recordLength > this.state.expectedRecordLength) {
          this.info.invalid_field_length++;
          this.state.error = err;
        } else {
          const finalErr = this.__error(err);
          if (finalErr) return finalErr;
        }
      }
      if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
        this.__resetRecord();
        return;
      }
      if (this.state.recordHasError === true) {
        this.__resetRecord();
        this.state.recordHasError = false;
        return;
      }
      this.info.records++;
      if (from === 1 || this.info.records >= from) {
        const { objname } = this.options;
        if (columns !== false) {
          const obj = {};
          for (let i = 0, l = record.length; i < l; i++) {
            if (columns[i] === void 0 || columns[i].disabled) continue;
            if (group_columns_by_name === true && Object.hasOwn(obj, columns[i].name)) {
              if (Array.isArray(obj[columns[i].name])) {
                obj[columns[i].name] = obj[columns[i].name].concat(record[i]);
              } else {
                obj[columns[i].name] = [obj[columns[i].name], record[i]];
              }
            } else {
              Object.defineProperty(obj, columns[i].name, {
                value: record[i],
                enumerable: true,
                writable: true,
                configurable: true
              });
            }
          }
          if (raw === true || info2 === true) {
            const extRecord = Object.assign(
              { record: obj },
              raw === true ? { raw: this.state.rawBuffer.toString(encoding) } : {},
              info2 === true ? { info: this.__infoRecord() } : {}
            );
            const err = this.__push(
              objname === void 0 ? extRecord : [obj[objname], extRecord],
              push
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === void 0 ? obj : [obj[objname], obj],
              push
            );
            if (err) {
              return err;
            }
          }
        } else {
          if (raw === true || info2 === true) {
            const extRecord = Object.assign(
              { record },
              raw === true ? { raw: this.state.rawBuffer.toString(encoding) } : {},
              info2 === true ? { info: this.__infoRecord() } : {}
            );
            const err = this.__push(
              objname === void 0 ? extRecord : [record[objname], extRecord],
              push
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === void 0 ? record : [record[objname], record],
              push
            );
            if (err) {
              return err;
            }
          }
        }
      }
      this.__resetRecord();
    },
    __firstLineToColumns: function(record) {
      const { firstLineToHeaders } = this.state;
      try {
        const headers = firstLineToHeaders === void 0 ? record : firstLineToHeaders.call(null, record);
        if (!Array.isArray(headers)) {
          return this.__error(
            new CsvError(
              "CSV_INVALID_COLUMN_MAPPING",
              [
                "Invalid Column Mapping:",
                "expect an array from column function,",
                `got ${JSON.stringify(headers)}`
              ],
              this.options,
              this.__infoField(),
              {
                headers
              }
            )
          );
        }
        const normalizedHeaders = normalize_columns_array(headers);
        this.state.expectedRecordLength = normalizedHeaders.length;
        this.options.columns = normalizedHeaders;
        this.__resetRecord();
        return;
      } catch (err) {
        return err;
      }
    },
    __resetRecord: function() {
      if (this.options.raw === true) {
        this.state.rawBuffer.reset();
      }
      this.state.error = void 0;
      this.state.record = [];
      this.state.record_length = 0;
    },
    __onField: function() {
      const { cast, encoding, rtrim, max_record_size } = this.options;
      const { enabled, wasQuoting } = this.state;
      if (enabled === false) {
        return this.__resetField();
      }
      let field = this.state.field.toString(encoding);
      if (rtrim === true && wasQuoting === false) {
        field = field.trimRight();
      }
      if (cast === true) {
        const [err, f] = this.__cast(field);
        if (err !== void 0) return err;
        field = f;
      }
      this.state.record.push(field);
      if (max_record_size !== 0 && typeof field === "string") {
        this.state.record_length += field.length;
      }
      this.__resetField();
    },
    __resetField: function() {
      this.state.field.reset();
      this.state.wasQuoting = false;
    },
    __push: function(record, push) {
      const { on_record } = this.options;
      if (on_record !== void 0) {
        const info2 = this.__infoRecord();
        try {
          record = on_record.call(null, record, info2);
        } catch (err) {
          return err;
        }
        if (record === void 0 || record === null) {
          return;
        }
      }
      this.info.bytes_records += this.info.bytes;
      push(record);
    },
    // Return a tuple with the error and the casted value
    __cast: function(field) {
      const { columns, relax_column_count } = this.options;
      const isColumns = Array.isArray(columns);
      if (isColumns === true && relax_column_count && this.options.columns.length <= this.state.record.length) {
        return [void 0, void 0];
      }
      if (this.state.castField !== null) {
        try {
          const info2 = this.__infoField();
          return [void 0, this.state.castField.call(null, field, info2)];
        } catch (err) {
          return [err];
        }
      }
      if (this.__isFloat(field)) {
        return [void 0, parseFloat(field)];
      } else if (this.options.cast_date !== false) {
        const info2 = this.__infoField();
        return [void 0, this.options.cast_date.call(null, field, info2)];
      }
      return [void 0, field];
    },
    __compareBytes: function(sourceBuf, targetBuf, targetPos, firstByte) {
      if (sourceBuf[0] !== firstByte) return 0;
      const sourceLength = sourceBuf.length;
      for (let i = 1; i < sourceLength; i++) {
        if (sourceBuf[i] !== targetBuf[targetPos + i]) return 0;
      }
      return sourceLength;
    },
    // Helper to test if a character is trimable
    __isCharTrimable: function(buf, pos) {
      const { timchars, timcharFirstBytes } = this.state;
      const first = buf[pos];
      if (first === void 0 || timcharFirstBytes[first] === 0) return 0;
      loop1: for (let i = 0; i < timchars.length; i++) {
        const timchar = timchars[i];
        for (let j = 0; j < timchar.length; j++) {
          if (timchar[j] !== buf[pos + j]) continue loop1;
        }
        return timchar.length;
      }
      return 0;
    },
    __isDelimiter: function(buf, pos, chr) {
      const { delimiter: delimiter3, ignore_last_delimiters } = this.options;
      if (ignore_last_delimiters === true && this.state.record.length === this.options.columns.length - 1) {
        return 0;
      } else if (ignore_last_delimiters !== false && typeof ignore_last_delimiters === "number" && this.state.record.length === ignore_last_delimiters - 1) {
        return 0;
      }
      loop1: for (let i = 0; i < delimiter3.length; i++) {
        const del = delimiter3[i];
        if (del[0] === chr) {
          for (let j = 1; j < del.length; j++) {
            if (del[j] !== buf[pos + j]) continue loop1;
          }
          return del.length;
        }
      }
      return 0;
    },
    __isEscape: function(buf, pos, chr) {
      const { escape } = this.options;
      if (escape === null) return false;
      const l = escape.length;
      if (escape[0] === chr) {
        for (let i = 0; i < l; i++) {
          if (escape[i] !== buf[pos + i]) {
            return false;
          }
        }
        return true;
      }
      return false;
    },
    __isFloat: function(value) {
      return value - parseFloat(value) + 1 >= 0;
    },
    // Keep it in case we implement the `cast_int` option
    // __isInt(value){
    //   // return Number.isInteger(parseInt(value))
    //   // return !isNaN( parseInt( obj ) );
    //   return /^(\-|\+)?[1-9][0-9]*$/.test(value)
    // }
    __isQuote: function(buf, pos) {
      const { quote: quote2 } = this.options;
      if (quote2 === null) return false;
      const l = quote2.length;
      for (let i = 0; i < l; i++) {
        if (quote2[i] !== buf[pos + i]) {
          return false;
        }
      }
      return true;
    },
    __isRecordDelimiter: function(chr, buf, pos) {
      const { record_delimiter } = this.options;
      const recordDelimiterLength = record_delimiter.length;
      loop1: for (let i = 0; i < recordDelimiterLength; i++) {
        const rd = record_delimiter[i];
        const rdLength = rd.length;
        if (rd[0] !== chr) {
          continue;
        }
        for (let j = 1; j < rdLength; j++) {
          if (rd[j] !== buf[pos + j]) {
            continue loop1;
          }
        }
        return rd.length;
      }
      return 0;
    },
    __autoDiscoverRecordDelimiter: function(buf, pos) {
      const { encoding } = this.options;
      const rds = [
        // Important, the windows line ending must be before mac os 9
        Buffer.from("\r\n", encoding),
        Buffer.from("\n", encoding),
        Buffer.from("\r", encoding)
      ];
      loop: for (let i = 0; i < rds.length; i++) {
        const l = rds[i].length;
        for (let j = 0; j < l; j++) {
          if (rds[i][j] !== buf[pos + j]) {
            continue loop;
          }
        }
        this.options.record_delimiter.push(rds[i]);
        this.state.recordDelimiterMaxLength = rds[i].length;
        return rds[i].length;
      }
      return 0;
    },
    __error: function(msg) {
      const { encoding, raw, skip_records_with_error } = this.options;
      const err = typeof msg === "string" ? new Error(msg) : msg;
      if (skip_records_with_error) {
        this.state.recordHasError = true;
        if (this.options.on_skip !== void 0) {
          try {
            this.options.on_skip(
              err,
              raw ? this.state.rawBuffer.toString(encoding) : void 0
            );
          } catch (err2) {
            return err2;
          }
        }
        return void 0;
      } else {
        return err;
      }
    },
    __infoDataSet: function() {
      return {
        ...this.info,
        columns: this.options.columns
      };
    },
    __infoRecord: function() {
      const { columns, raw, encoding } = this.options;
      return {
        ...this.__infoDataSet(),
        bytes_records: this.info.bytes,
        error: this.state.error,
        header: columns === true,
        index: this.state.record.length,
        raw: raw ? this.state.rawBuffer.toString(encoding) : void 0
      };
    },
    __infoField: function() {
      const { columns } = this.options;
      const isColumns = Array.isArray(columns);
      const bytes_records = this.info.bytes_records;
      return {
        ...this.__infoRecord(),
        bytes_records,
        column: isColumns === true ? columns.length > this.state.record.length ? columns[this.state.record.length].name : null : this.state.record.length,
        quoting: this.state.wasQuoting
      };
    }
  };
};

// node_modules/csv-parse/lib/sync.js
var parse = function(data2, opts = {}) {
  if (typeof data2 === "string") {
    data2 = Buffer.from(data2);
  }
  const records = opts && opts.objname ? /* @__PURE__ */ Object.create(null) : [];
  const parser = transform(opts);
  const push = (record) => {
    if (parser.options.objname === void 0) records.push(record);
    else {
      records[record[0]] = record[1];
    }
  };
  const close = () => {
  };
  const error = parser.parse(data2, true, push, close);
  if (error !== void 0) throw error;
  return records;
};

// src/smoke/readers/csv.ts
function readCsv(text, query) {
  const table = parseTable(text);
  if (table.kind === "unreadable") return table;
  const column = columnOf(table, query.name);
  if (column === null) return missing3(table.header);
  if (typeof column !== "number") return column;
  const rows = table.rows.filter((row) => cellAt(row, column) !== "");
  if (rows.length === 0) return missing3(columnsWithValues(table));
  const steps = stepColumn({ ...table, rows }, query.step);
  if (steps !== null && typeof steps !== "number") return steps;
  return readColumn(rows, { value: column, step: steps, name: query.name });
}
function readColumn(rows, columns) {
  const samples = [];
  for (const row of rows) {
    const sample = sampleOf2(row, columns);
    if ("kind" in sample) return sample;
    samples.push(sample);
  }
  return readSamples(samples);
}
function sampleOf2(row, columns) {
  const { line } = row;
  const cell = cellAt(row, columns.value);
  const number = parseNumberText(cell);
  if (number === null) return unreadable3(line, `a number for \`${columns.name}\``, quote(cell));
  if (columns.step === null) return { ...number, step: null, line };
  const written = cellAt(row, columns.step);
  const step = parseStepText(written);
  if (step === null) return unreadable3(line, "a whole number from 0 as the step", quote(written));
  return { ...number, step, line };
}
function stepColumn(table, named) {
  if (named !== null) {
    return columnOf(table, named) ?? unreadable3(1, `a column \`${named}\``, quote(table.header.join(", ")));
  }
  for (const name of ["step", "epoch"]) {
    const column = columnOf(table, name);
    if (column !== null && typeof column !== "number") return column;
    if (column !== null && table.rows.some((row) => cellAt(row, column) !== "")) return column;
  }
  return null;
}
function columnOf({ header }, name) {
  const first = header.indexOf(name);
  if (first === -1) return null;
  if (header.indexOf(name, first + 1) === -1) return first;
  return unreadable3(1, `one column \`${name}\``, "more than one");
}
function columnsWithValues({ header, rows }) {
  return header.filter((_, column) => rows.some((row) => cellAt(row, column) !== ""));
}
function cellAt(row, column) {
  return row.cells[column] ?? "";
}
function parseTable(text) {
  const parsed = parseCells(text);
  if ("kind" in parsed) return parsed;
  const [first, ...rows] = parsed;
  if (first === void 0) return unreadable3(null, "a header and at least one row", "an empty file");
  const width = first.cells.length;
  const ragged = rows.find((row) => row.cells.length !== width);
  if (ragged === void 0) return { kind: "table", header: first.cells, rows };
  return unreadable3(ragged.line, `${width} cells, as in the header`, describeRagged(ragged, rows.at(-1)));
}
function describeRagged(row, last) {
  const cells = `${row.cells.length} (${quote(row.cells.join(", "))})`;
  return row === last ? `${cells}: the last row is cut off` : cells;
}
function parseCells(text) {
  try {
    const records = parse(text, {
      delimiter: separatorOf(text),
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      info: true
    });
    return records.map(({ record, info }) => ({
      cells: record.map((cell) => cell.trim()),
      line: info.lines
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error["lines"]);
    return unreadable3(Number.isInteger(line) ? line : null, "rows of cells", error.message.slice(0, 200));
  }
}
function separatorOf(text) {
  const header = text.trimStart().split(/[\r\n]/, 1)[0] ?? "";
  const counted = [",", ";", "	"].map((separator) => ({ separator, count: header.split(separator).length }));
  return counted.reduce((best, next) => next.count > best.count ? next : best).separator;
}
function quote(text) {
  return `\`${text.length > 60 ? `${text.slice(0, 60)}\u2026` : text}\``;
}

// src/smoke/readers/json.ts
function readJson(text, query) {
  if (text.trim() === "") return unreadable3(null, "a JSON document", "an empty file");
  const result = parseJson(text);
  if (result.kind === "broken") {
    return unreadable3(lineAt(text, result.offset), result.expected, result.found);
  }
  return readDocument(result.value, query);
}
function readDocument(root, query) {
  if (query.pointer === null && isJsonArray(root)) return readList(root, query);
  const node = query.pointer === null ? byName(root, query.name) : byPointer(root, query.pointer);
  if (node === void 0) return missing3(isJsonObject(root) ? leafNames(root) : []);
  return readNode(node, query);
}
function byName(root, name) {
  return isJsonObject(root) ? lookUp(root, name) : void 0;
}
function byPointer(root, pointer) {
  return pointerSegments(pointer).reduce(member, root);
}
function member(node, segment) {
  if (isJsonObject(node)) return node.get(segment);
  if (isJsonArray(node)) return /^(?:0|[1-9]\d*)$/.test(segment) ? node[Number(segment)] : void 0;
  return void 0;
}
function readNode(node, query) {
  if (isJsonArray(node)) return readList(node, query);
  if (isJsonObject(node)) return readStepMap(node, query);
  const number = metricValue(node);
  if (number === null) return notANumber(query, node);
  return readSamples([{ ...number, step: 0, line: null }]);
}
function readList(list, query) {
  const rows = list.filter(isJsonObject);
  if (list.length > 0 && rows.length === list.length) {
    return readRows(
      rows.map((object) => ({ kind: "row", object, line: null })),
      query
    );
  }
  return readEntries(list.entries(), query);
}
function readStepMap(object, query) {
  const entries = [...object].map(([key, value]) => [stepValue(key), value]);
  const steps = entries.flatMap(([step, value]) => step === null ? [] : [[step, value]]);
  return steps.length === entries.length ? readEntries(steps, query) : notANumber(query, object);
}
function readEntries(entries, query) {
  const samples = [];
  for (const [step, value] of entries) {
    const number = metricValue(value);
    if (number === null) return notANumber(query, value);
    samples.push({ ...number, step, line: null });
  }
  if (samples.length > 0) return readSamples(samples);
  return unreadable3(null, `at least one value of \`${query.name}\``, "none");
}
function notANumber(query, found) {
  const expected = `a number, a list of numbers or numbers by step for \`${query.name}\``;
  return unreadable3(null, expected, describeJson(found));
}

// src/smoke/readers/jsonl.ts
function readJsonl(text, query) {
  if (text.trim() === "") return unreadable3(null, "at least one row", "an empty file");
  return readRows(parseLines(text), query);
}
function* parseLines(text) {
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    if (line.trim() !== "") yield parseLine(line, { line: index + 1, ended: index < lines.length - 1 });
  }
}
function parseLine(text, { line, ended }) {
  const result = parseJson(text);
  if (result.kind === "broken") {
    const where = `${result.found} at column ${result.offset + 1}`;
    return unreadable3(line, result.expected, ended ? where : `${where}: the last line is cut off`);
  }
  if (isJsonObject(result.value)) return { kind: "row", object: result.value, line };
  return unreadable3(line, "one JSON object on each line", excerpt(text));
}

// src/smoke/readers/read.ts
function readMetric(text, { name, from }) {
  const query = { name, pointer: from.pointer, step: from.step };
  const content = text.startsWith("\uFEFF") ? text.slice(1) : text;
  switch (from.format) {
    case "jsonl":
      return readJsonl(content, query);
    case "json":
      return readJson(content, query);
    case "csv":
      return readCsv(content, query);
  }
}

// src/smoke/run.ts
var GRACE_MS = 1e4;
var COMMAND_FILES = ["GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STATE", "GITHUB_STEP_SUMMARY"];
async function runSmoke(request, ports) {
  const folder = await ports.workspace.createRunFolder();
  try {
    return await runInFolder(request, ports, folder);
  } catch (error) {
    await ports.workspace.removeRunFolder(folder);
    throw error;
  }
}
async function runInFolder(request, ports, folder) {
  const paths = metricPaths(request, folder);
  const old = [...paths.values()].flatMap((path) => path.kind === "working-directory" ? [path.place] : []);
  const aside = await ports.workspace.setAside(old, folder.runId);
  try {
    const { env, injected, withheld } = childEnvironment(environmentOf(request, ports, folder));
    const { exit, commandFilesChanged } = await launchGuarded(request, ports, { folder, env });
    const reader = { workspace: ports.workspace, paths, aside };
    const metrics = endedWell(exit) ? await readAll(request.test.metrics, reader) : [];
    const missed = endedWell(exit) ? [] : mentioned(withheld, exit.tail);
    const observed2 = await readObserved(request, ports, folder);
    const told = { injected, withheld: missed, metrics, observed: observed2, commandFilesChanged };
    return { role: request.role, exit, ...told, folder };
  } finally {
    await aside.restore();
  }
}
function endedWell({ end }) {
  return end.kind === "exited" && end.code === 0;
}
var SHORTEST_NAME = 3;
var MOST_NAMES = 5;
function mentioned(names, text) {
  const words = new Set(text.match(/\w+/g));
  return names.filter((name) => name.length >= SHORTEST_NAME && words.has(name)).slice(0, MOST_NAMES);
}
function environmentOf(request, { observer }, folder) {
  const { observe, ...environment } = request.environment;
  const { test, role } = request;
  return { ...environment, observer: observe ? observer : null, seed: test.seed, role, folder };
}
async function readObserved({ environment, cwd }, { workspace, identity, observer }, folder) {
  if (!environment.observe) return null;
  if (observer === null)
    return { ...NOTHING_OBSERVED, blind: "repro-gate is installed without its observer" };
  return parseObservations(await workspace.readObservations(folder), { ...identity, cwd });
}
async function launchGuarded(request, ports, prepared) {
  const guard = await ports.workspace.guardFiles(commandFiles2(request.environment.parent));
  const stopProgress = followProgress(request, ports, prepared.folder);
  let exit;
  try {
    exit = await ports.launch(commandOf(request, prepared));
  } catch (error) {
    await guard.restore();
    throw error;
  } finally {
    stopProgress();
  }
  return { exit, commandFilesChanged: await guard.restore() };
}
function commandOf({ test, cwd, signal, graceMs, onLine }, { folder, env }) {
  return {
    command: test.run,
    cwd,
    env,
    timeoutMs: test.timeoutMs,
    graceMs: graceMs ?? GRACE_MS,
    logFile: folder.logFile,
    runId: folder.runId,
    signal,
    ...onLine === void 0 ? {} : { onLine }
  };
}
function commandFiles2(parent) {
  const named = COMMAND_FILES.map((name) => [name, parent[name] ?? ""]);
  return Object.fromEntries(named.filter(([, path]) => path !== ""));
}
function metricPaths({ test, cwd }, folder) {
  return new Map(test.metrics.map(({ from: { path } }) => [path, parseMetricPath(path, { cwd, folder })]));
}
async function readAll(checks, reader) {
  const metrics = [];
  for (const check2 of checks) metrics.push({ name: check2.name, reading: await readOne(check2, reader) });
  return metrics;
}
async function readOne(check2, { workspace, paths, aside }) {
  const { path } = check2.from;
  const target = paths.get(path);
  if (target === void 0 || target.kind === "unknown-variable") {
    return refused("a path, $REPRO_METRICS or $REPRO_OUT_DIR/\u2026", `\`${path}\``);
  }
  const blocked = aside.blocked.get(path);
  if (blocked !== void 0) return refused("a path whose old file can be moved out of the way", blocked);
  const file = await workspace.readMetricFile(target.place);
  switch (file.kind) {
    case "text":
      return readMetric(file.text, check2);
    case "absent":
      return { kind: "file-missing", path, leftOver: aside.leftOver.has(path) };
    case "unusable":
      return refused(file.expected, file.found);
  }
}
function refused(expected, found) {
  return { kind: "unreadable", line: null, expected, found };
}
function followProgress(request, { workspace, now }, folder) {
  const { onProgress, test } = request;
  const check2 = test.metrics.find(({ from }) => from.format === "jsonl");
  const place2 = check2 === void 0 ? null : placeOf(parseMetricPath(check2.from.path, { ...request, folder }));
  if (onProgress === void 0 || check2 === void 0 || place2 === null) return () => {
  };
  const begun = now();
  const read = progressReader({ name: check2.name, pointer: null, step: check2.from.step });
  const report = (point) => {
    if (point === null) return;
    onProgress({ elapsedMs: now() - begun, lastStep: point.step, lastValue: point.value });
  };
  return workspace.follow(place2, (text) => report(read(text)));
}
function placeOf(path) {
  return path.kind === "unknown-variable" ? null : path.place;
}

// src/smoke/judge-run.ts
function requiredSteps({ name, metrics }) {
  return [`smoke:${name}`, ...metrics.map((check2) => `smoke:${name}/${check2.name}`)];
}
function requiredRuns({ repeat }) {
  return repeat === "off" ? 1 : 2;
}
function judgeRun(evidence) {
  const judged3 = judgeAs(evidence, "comparable");
  const moved2 = isOtherInjection(evidence) && judged3.findings.some(({ code }) => OF_COMPARISON.has(code));
  return moved2 ? judgeAs(evidence, "moved") : judged3;
}
var OF_COMPARISON = /* @__PURE__ */ new Set([
  "smoke/out-of-tolerance",
  "smoke/suspicious-improvement"
]);
function judgeAs(given, comparability) {
  const evidence = { ...given, comparability };
  const { test, runs, where } = evidence;
  const [head] = runs;
  const metrics = test.metrics.map((check2) => judgeCheck(check2, evidence));
  const ends = runs.flatMap((run) => judgeEnd(run, { test: test.name, where }));
  const definition = head === void 0 ? [] : judgeDefinition(evidence);
  return {
    findings: [...ends, ...definition, ...metrics.flatMap(({ findings }) => findings)],
    report: smokeReport(evidence, metrics),
    measured: ticks(evidence, metrics)
  };
}
function judgeCheck(check2, evidence) {
  const [head, rerun] = evidence.runs;
  const judged3 = judgeHead(check2, readingOf(head, check2), evidence);
  const [first, second] = [readingOf(head, check2), readingOf(rerun, check2)];
  const asked = requiredRuns(evidence.test) === 2 && first !== null && second !== null;
  const repeat = asked ? judgeRepeat(first, second, { ...evidence, check: check2 }) : null;
  return { findings: [...judged3.findings, ...repeat?.findings ?? []], head: judged3, repeat };
}
function readingOf(run, { name }) {
  if (run === void 0 || !endedWell(run.exit)) return null;
  return run.metrics.find((metric) => metric.name === name)?.reading ?? null;
}
function judgeHead(check2, reading, evidence) {
  const { test, environmentChanged, baselinePath: baselinePath2, where } = evidence;
  const recorded = comparable(check2, evidence);
  const context = {
    test: test.name,
    check: check2,
    recorded,
    uncomparable: recorded === null ? lacking(check2, evidence) : null,
    bitExact: evidence.recorded?.level === "bit-exact",
    environmentChanged,
    baselinePath: baselinePath2,
    where
  };
  if (reading === null) return outcome(context, { status: "not-compared", findings: [] });
  return judgeMetric(reading, context);
}
function comparable({ name, rule }, evidence) {
  const { recorded, test, comparability } = evidence;
  if (comparability === "moved") return null;
  if (recorded === null || recorded.seed !== test.seed || !Object.hasOwn(recorded.metrics, name)) return null;
  const metric = recorded.metrics[name];
  if (metric === void 0 || rule.check === "curve" && metric.check === "scalar") return null;
  return metric;
}
function lacking(check2, evidence) {
  const { test, recorded, baselinePath: baselinePath2, where, comparability } = evidence;
  if (comparability === "moved") return null;
  if (recorded === null || recorded.seed !== test.seed) return null;
  const known = Object.hasOwn(recorded.metrics, check2.name);
  return metricFinding(
    "baseline/incomplete",
    { test: test.name, check: check2, where },
    {
      summary: `the baseline holds no ${known ? "curve" : "value"} of ${check2.name}`,
      expected: `${check2.name} of ${test.name} in ${baselinePath2 ?? "the baseline"}`,
      found: known ? "a single value" : `only ${Object.keys(recorded.metrics).join(", ") || "other tests"}`
    }
  );
}
function ticks({ test, runs }, metrics) {
  if (runs.length < requiredRuns(test) || !runs.every(({ exit }) => endedWell(exit))) return [];
  const compared2 = metrics.filter(
    ({ head, repeat }) => head.compared && (requiredRuns(test) === 1 || isKnown(repeat))
  );
  return [`smoke:${test.name}`, ...compared2.map(({ head }) => `smoke:${test.name}/${head.report.name}`)];
}
function isKnown(repeat) {
  return repeat !== null && repeat.agreement !== "unknown";
}
function smokeReport(evidence, metrics) {
  const { test, runs, environmentChanged } = evidence;
  const [head] = runs;
  const told = runs.find(({ exit }) => !endedWell(exit)) ?? head;
  const curves = metrics.some(({ head: { compared: compared2, report } }) => compared2 && report.check === "curve");
  return {
    name: test.name,
    run: test.run,
    seed: test.seed,
    level: levelOf(metrics.map(({ head: head2 }) => head2)),
    ended: told === void 0 ? "not run" : describeEnd(told.exit.end),
    durationMs: runs.reduce((sum, { exit }) => sum + exit.durationMs, 0),
    runs: runs.length,
    band: curves ? environmentChanged ? "library" : "strict" : null,
    metrics: metrics.map(({ head: { report } }) => report),
    injected: head?.injected ?? {},
    tail: told === void 0 || endedWell(told.exit) ? null : told.exit.tail,
    diagnosis: diagnose(metrics),
    observation: null
  };
}
var NOT_REPRODUCED = /* @__PURE__ */ new Set(["fail", "missing", "non-finite", "incomplete"]);
function levelOf(metrics) {
  if (metrics.some(({ report, improved }) => improved || NOT_REPRODUCED.has(report.status))) {
    return "not-reproduced";
  }
  const reports = metrics.map(({ report }) => report);
  if (reports.length === 0 || reports.some(({ status }) => status !== "pass")) return null;
  const exact = reports.every(({ onset, resolution }) => onset === null && resolution === null);
  return exact ? "bit-exact" : "within-tolerance";
}
function diagnose(metrics) {
  const signatures = metrics.flatMap(
    ({ head: { signature, report }, repeat }) => signature === null || repeat?.agreement === "apart" ? [] : [`${report.name}: ${signature}`]
  );
  const clauses = [agreementOf(metrics), ...signatures].filter((clause) => clause !== null);
  const wanted = signatures.length > 0 || metrics.some(({ repeat }) => repeat !== null && repeat.findings.length > 0);
  return wanted ? clauses.join("; ") : null;
}
function agreementOf(metrics) {
  const agreements = metrics.flatMap(({ repeat }) => repeat === null ? [] : [repeat.agreement]);
  if (agreements.length === 0 || agreements.includes("unknown")) return null;
  if (agreements.includes("apart")) return "two runs of this commit disagree with each other";
  return agreements.includes("within") ? "two runs of this commit agree within the tolerance" : "two runs of this commit agree bit for bit";
}

// src/verdict.ts
var EXIT_CODES = {
  pass: 0,
  fail: 1,
  incomparable: 1,
  inconclusive: 1,
  misconfigured: 2,
  "not-measured": 3
};
var PRECEDENCE = [
  "misconfigured",
  "not-measured",
  "fail",
  "incomparable",
  "inconclusive"
];
function reduce(findings, options) {
  const isRed = findings.some((finding3) => finding3.severity === "error");
  const all = isRed ? findings : [...findings, ...openSteps(options.ledger)];
  const errors = all.filter((finding3) => finding3.severity === "error");
  for (const verdict of PRECEDENCE) {
    const decisive = errors.filter((finding3) => findingInfo(finding3.code).verdict === verdict);
    const [first] = decisive;
    if (first !== void 0) {
      const exitCode = isNeutral(decisive, options) ? 0 : EXIT_CODES[verdict];
      return { verdict, reason: joinReasons(decisive), exitCode, findings: all };
    }
  }
  return { verdict: "pass", reason: passReason(all, options), exitCode: EXIT_CODES.pass, findings: all };
}
function isNeutral(decisive, { onMissingBaseline }) {
  return onMissingBaseline === "neutral" && decisive.every(({ code }) => code === "baseline/missing");
}
function openSteps({ required, measured }) {
  if (required.length === 0) {
    return [notMeasured("everything", "nothing was required, so nothing was measured")];
  }
  const done = new Set(measured);
  return required.filter((step) => !done.has(step)).map((step) => notMeasured(step, `${step} was never measured`));
}
function notMeasured(subject, summary) {
  return {
    code: "gate/not-measured",
    severity: "error",
    subject,
    summary,
    expected: "a measurement",
    found: "none",
    where: null,
    next: "Look at the other findings and the log for what stopped it; without one, report it as a bug."
  };
}
function joinReasons(findings) {
  const summaries = [...new Set(findings.map((finding3) => finding3.summary))];
  const [first = "", second] = summaries;
  if (second === void 0) return first;
  const more = summaries.length - 2;
  return more > 0 ? `${first}; ${second}; and ${more} more` : `${first}, and ${second}`;
}
var AGREED = "everything required was measured and agrees";
function passReason(findings, { agreed = AGREED }) {
  const warnings = findings.filter((finding3) => finding3.severity === "warning").length;
  return warnings === 0 ? agreed : `${agreed}, with ${warnings} warning${warnings === 1 ? "" : "s"}`;
}

// src/policy/driver-range.ts
function parseDriverVersion(text) {
  return /^\d+(\.\d+){0,3}$/.test(text) ? text.split(".").map(Number) : null;
}
function compareDriverVersions(a, b) {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
function parseDriverRange(text) {
  const bounds = text.split(",").map((part) => parseBound(part.trim()));
  return bounds.every((bound) => bound !== null) ? bounds : null;
}
function parseBound(text) {
  const match = /^(>=|<=|==|!=|>|<)?\s*(\S+)$/.exec(text);
  const version = parseDriverVersion(match?.[2] ?? "");
  if (version === null) return null;
  return { operator: match?.[1] ?? "==", version };
}
function satisfiesDriverRange(version, range) {
  return range.every(
    (bound) => satisfiesBound(compareDriverVersions(version, bound.version), bound.operator)
  );
}
function satisfiesBound(difference, operator) {
  switch (operator) {
    case ">=":
      return difference >= 0;
    case ">":
      return difference > 0;
    case "<=":
      return difference <= 0;
    case "<":
      return difference < 0;
    case "==":
      return difference === 0;
    case "!=":
      return difference !== 0;
  }
}

// src/policy/quantity.ts
var MS = { ms: 1, s: 1e3, m: 6e4, h: 36e5 };
var MIB = {
  MiB: 1,
  GiB: 1024,
  TiB: 1024 * 1024,
  MB: 1e6 / 2 ** 20,
  GB: 1e9 / 2 ** 20,
  TB: 1e12 / 2 ** 20
};
function parseDuration(text) {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)$/.exec(text.trim());
  if (match === null) return null;
  const milliseconds = Number(match[1]) * MS[match[2]];
  return milliseconds > 0 && Number.isFinite(milliseconds) ? milliseconds : null;
}
function parseMemoryBound(text) {
  const match = /^(>=|<=|==|>|<)\s*(\d+(?:\.\d+)?)\s*(MiB|GiB|TiB|MB|GB|TB)$/.exec(text.trim());
  if (match === null) return null;
  const mib = Number(match[2]) * MIB[match[3]];
  return { operator: match[1], mib, text: text.trim() };
}
function parseShare(value) {
  const match = /^(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*(%?)$/.exec(String(value).trim());
  if (match === null) return null;
  const share = match[2] === "%" ? Number(match[1]) / 100 : Number(match[1]);
  return Number.isFinite(share) ? share : null;
}
function isCalendarDay(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

// src/policy/build.ts
var DEFAULTS = {
  inject: "fill",
  seed: 42,
  timeout: "15m",
  strict: { onset: 1e-5, curve: 5e-3 },
  library: { onset: 5e-4, curve: 5e-3 },
  scalarTolerance: 5e-3,
  cuda: { driver: "minor-compatible", arch: "ptx" }
};
var MISPLACED = {
  curve: [
    { key: "tolerance", instead: "`check: scalar`, or `bands` for a curve" },
    { key: "better", instead: "`check: scalar`, since a curve has no good side" }
  ],
  scalar: [
    { key: "bands", instead: "`check: curve`, or `tolerance` for a scalar" },
    { key: "window", instead: "`check: curve`, since a scalar is one value" }
  ]
};
function buildPolicy(raw, document) {
  const builder = new PolicyBuilder(document);
  return { policy: builder.build(raw), problems: builder.problems };
}
var PolicyBuilder = class {
  problems = [];
  #document;
  constructor(document) {
    this.#document = document;
  }
  build(raw) {
    const policy = {
      version: 1,
      hardware: this.#hardware(raw.hardware ?? {}),
      software: this.#software(raw.software ?? {}),
      determinism: this.#determinism(raw),
      data: raw.data ?? [],
      parameters: raw.parameters ?? [],
      smoke: Object.entries(raw.smoke ?? {}).map(([name, smoke]) => this.#smoke(name, smoke)),
      onMissingBaseline: raw["on-missing-baseline"] ?? "fail",
      severity: this.#severity(raw.severity ?? {}),
      waivers: (raw.waivers ?? []).map((waiver, index) => this.#waiver(waiver, index)),
      where: this.#document.where
    };
    if (asksForNothing(policy)) {
      this.#note("", "at least one smoke test or rule", "a policy that asks for nothing");
    }
    return policy;
  }
  #note(pointer, expected, found) {
    this.problems.push({ pointer, expected, found });
  }
  /** The value as written: YAML reads 3.10 as the number 3.1 and 9.0 as 9, which is not what was meant. */
  #written(pointer, value) {
    return typeof value === "string" ? value : this.#document.written(pointer) ?? String(value);
  }
  #hardware({ device = "auto", gpu, driver, cuda }) {
    const generations = gpu?.generations?.map(
      (value, index) => this.#written(joinPointer("hardware", "gpu", "generations", String(index)), value)
    );
    const memory = gpu?.memory === void 0 ? null : parseMemoryBound(gpu.memory);
    if (gpu?.memory !== void 0 && memory === null) {
      this.#note("/hardware/gpu/memory", 'a bound such as ">=40GiB"', `"${gpu.memory}"`);
    }
    if (driver !== void 0 && parseDriverRange(driver) === null) {
      this.#note("/hardware/driver", 'a range such as ">=550.54.14" or ">=550,<600"', `"${driver}"`);
    }
    this.#checkDevice(device, { gpu: gpu ?? null, driver, cuda: cuda ?? null });
    return {
      device,
      gpu: {
        generations: generations ?? null,
        count: gpu?.count ?? null,
        memory,
        mig: gpu?.mig ?? null,
        ecc: gpu?.ecc ?? null
      },
      driver: driver ?? null,
      cuda: cudaPolicy(cuda ?? {})
    };
  }
  #checkDevice(device, rules) {
    if (device !== "cpu") return;
    if (rules.cuda !== null)
      this.#note("/hardware/cuda", "no CUDA rules beside `device: cpu`", "rules about CUDA");
    if (rules.gpu !== null)
      this.#note("/hardware/gpu", "no GPU rules beside `device: cpu`", "rules about the GPU");
    if (rules.driver !== void 0)
      this.#note("/hardware/driver", "no driver rule beside `device: cpu`", "a driver range");
  }
  #software({ python, packages, container, env }) {
    return {
      python: python === void 0 ? null : this.#pythonRange(this.#written("/software/python", python)),
      pin: packages?.pin ?? [],
      ranges: this.#ranges(packages?.ranges ?? {}),
      others: packages?.others ?? "info",
      lockfiles: listOf(packages?.lockfile),
      verify: packages?.verify ?? "off",
      container: container ?? "off",
      env: Object.fromEntries(
        Object.entries(env ?? {}).map(([name, value]) => [name, this.#variable(name, value)])
      )
    };
  }
  #pythonRange(text) {
    const range = /^[\d.*]+$/.test(text.trim()) ? `==${text.trim()}` : text.trim();
    if (!validRange(range)) {
      this.#note("/software/python", 'a PEP 440 specifier such as "3.11.*" or ">=3.10,<3.13"', `"${text}"`);
    }
    return range;
  }
  #ranges(ranges2) {
    for (const [name, range] of Object.entries(ranges2)) {
      if (range.trim() === "" || !validRange(range)) {
        this.#note(
          joinPointer("software", "packages", "ranges", name),
          'a PEP 440 specifier such as ">=4.44,<5"',
          `"${range}"`
        );
      }
    }
    return ranges2;
  }
  #determinism({ determinism, smoke }) {
    const raw = determinism ?? {};
    const observe = raw.observe ?? true;
    if (!observe) this.#checkUnobserved(raw);
    const require2 = [...new Set(raw.require ?? [])];
    if (require2.length > 0 && Object.keys(smoke ?? {}).length === 0) {
      this.#note("/determinism/require", "a smoke test in which it can be verified", "no smoke test");
    }
    const inject = raw.inject ?? (observe ? DEFAULTS.inject : "env");
    return { inject, observe, probe: raw.probe ?? 0, require: require2 };
  }
  /** The observer is what seeds and what verifies. */
  #checkUnobserved({ inject, probe = 0, require: require2 = [] }) {
    if (inject === "fill" || inject === "force") {
      const expected = "off or env beside `observe: false`, since the observer is what seeds";
      this.#note("/determinism/inject", expected, `\`${inject}\``);
    }
    if (probe > 0) {
      this.#note("/determinism/probe", "no probe beside `observe: false`", String(probe));
    }
    if (require2.length > 0) {
      this.#note("/determinism/require", "no required facts beside `observe: false`", require2.join(", "));
    }
  }
  #variable(name, value) {
    const text = this.#written(joinPointer("software", "env", name), value);
    return text === "unset" ? null : text;
  }
  #smoke(name, raw) {
    const pointer = joinPointer("smoke", name);
    const timeout = raw.timeout ?? DEFAULTS.timeout;
    const timeoutMs = parseDuration(timeout);
    if (timeoutMs === null)
      this.#note(`${pointer}/timeout`, "a duration such as 90s, 15m or 2h", `"${timeout}"`);
    return {
      name,
      run: raw.run,
      seed: raw.seed ?? DEFAULTS.seed,
      timeoutMs: timeoutMs ?? 0,
      inputs: raw.inputs ?? [],
      repeat: raw.repeat ?? "off",
      onEnvironmentChange: raw["on-environment-change"] ?? "library-band",
      metrics: Object.entries(raw.metrics).map(
        ([metric, check2]) => this.#metric(metric, check2 ?? {}, `${pointer}${joinPointer("metrics", metric)}`)
      )
    };
  }
  #metric(name, raw, pointer) {
    const from = this.#source(raw.from ?? { jsonl: "$REPRO_METRICS" }, `${pointer}/from`);
    const check2 = raw.check ?? (from.format === "json" ? "scalar" : "curve");
    for (const { key, instead } of MISPLACED[check2]) {
      if (raw[key] !== void 0)
        this.#note(`${pointer}/${key}`, instead, `\`${key}\` with \`check: ${check2}\``);
    }
    const rule = check2 === "curve" ? this.#curve(raw, pointer) : this.#scalar(raw, pointer);
    return { name, from, rule, severity: raw.severity ?? "error" };
  }
  #source(raw, pointer) {
    const formats = ["jsonl", "json", "csv"].filter((format2) => raw[format2] !== void 0);
    const [format = "jsonl"] = formats;
    if (formats.length !== 1) {
      this.#note(
        pointer,
        "exactly one of jsonl, json and csv",
        formats.length === 0 ? "none of them" : formats.join(" and ")
      );
    }
    if (raw.pointer !== void 0 && format !== "json") {
      this.#note(`${pointer}/pointer`, "`pointer` only with json", `\`${format}\``);
    }
    return { format, path: raw[format] ?? "", pointer: raw.pointer ?? null, step: raw.step ?? null };
  }
  #curve(raw, pointer) {
    const [first, last] = raw.window ?? [0, 0];
    if (raw.window !== void 0 && first > last) {
      this.#note(`${pointer}/window`, "[first, last] with first <= last", `[${first}, ${last}]`);
    }
    return {
      check: "curve",
      strict: { ...DEFAULTS.strict, ...raw.bands?.strict },
      library: { ...DEFAULTS.library, ...raw.bands?.library },
      window: raw.window ?? null
    };
  }
  #scalar(raw, pointer) {
    const { tolerance, better = null } = raw;
    const base = { check: "scalar", better };
    if (tolerance === void 0)
      return { ...base, relative: DEFAULTS.scalarTolerance, absolute: 0, defaulted: true };
    const parts = typeof tolerance === "object" ? tolerance : { relative: tolerance };
    const relative2 = parts.relative === void 0 ? 0 : parseShare(parts.relative);
    if (relative2 === null) {
      this.#note(`${pointer}/tolerance`, "a share such as 0.5% or 0.005", `"${String(parts.relative)}"`);
    }
    return { ...base, relative: relative2 ?? 0, absolute: parts.absolute ?? 0, defaulted: false };
  }
  #severity(severity) {
    for (const code of Object.keys(severity)) this.#checkCode(code, joinPointer("severity", code));
    return severity;
  }
  #waiver(raw, index) {
    const pointer = joinPointer("waivers", String(index));
    this.#checkCode(raw.finding, `${pointer}/finding`);
    if (!isCalendarDay(raw.expires))
      this.#note(`${pointer}/expires`, "a date such as 2027-01-31", `"${raw.expires}"`);
    return {
      finding: raw.finding,
      subject: raw.subject ?? null,
      reason: raw.reason,
      expires: raw.expires,
      index
    };
  }
  /** Only findings about the change under test can be re-weighed: an unreadable policy or a sick machine cannot. */
  #checkCode(code, pointer) {
    if (!isFindingCode(code)) {
      const near = nearestCodes(code);
      const hint = near.length > 0 ? `such as ${near.join(", ")}` : "that `repro-gate explain` lists";
      this.#note(pointer, `a finding code ${hint}`, `"${code}"`);
    } else if (!isAdjustable(code)) {
      this.#note(
        pointer,
        "a finding whose severity the policy may decide",
        `"${code}", which is never waived or lowered`
      );
    }
  }
};
function listOf(value) {
  if (value === void 0) return [];
  return typeof value === "string" ? [value] : value;
}
function cudaPolicy({ driver, arch }) {
  return {
    driver: driver ?? DEFAULTS.cuda.driver,
    arch: arch ?? DEFAULTS.cuda.arch,
    written: { driver: driver !== void 0, arch: arch !== void 0 }
  };
}
function asksForNothing(policy) {
  return !hasMachineRules(policy) && policy.smoke.length === 0;
}
function hasMachineRules({ hardware, software, data: data2, parameters: parameters2 }) {
  const gpu = Object.values(hardware.gpu);
  const rules = [...gpu, hardware.driver, software.python].some((rule) => rule !== null) || asksForCuda(hardware);
  const lists = [
    software.pin,
    Object.keys(software.ranges),
    Object.keys(software.env),
    software.lockfiles,
    data2,
    parameters2
  ];
  if (software.verify !== "off" || software.container !== "off") return true;
  return rules || lists.some((list) => list.length > 0);
}
function asksForCuda({ cuda }) {
  return cuda.written.driver && cuda.driver !== "off" || cuda.written.arch && cuda.arch !== "off";
}

// src/judge/left-out.ts
function leftOutOf({ smoke }, measured) {
  if (measured.kind === "ran" || measured.by === null || smoke.length === 0) return null;
  return { tests: smoke.map(({ name }) => name), by: measured.by };
}
function judgeNothing(policy, leftOut) {
  if (leftOut === null || judgesMachine(policy)) return [];
  const { by, tests } = leftOut;
  return [
    {
      code: "gate/nothing-judged",
      severity: "error",
      subject: tests.join(", "),
      summary: `nothing was judged: the policy holds only smoke tests, and ${by} left them out`,
      expected: "at least one rule or smoke test that is judged",
      found: `no rule about the machine, and ${namesOf(leftOut)} not run`,
      where: policy.where("/smoke"),
      next: by === "--no-smoke" ? "Run it without --no-smoke, or give the policy rules about hardware or software." : "Run it on the machine itself, without --snapshot, or give the policy rules about hardware or software."
    }
  ];
}
function agreedWithout(leftOut) {
  return `environment only; ${namesOf(leftOut)} not run (${leftOut.by})`;
}
function namesOf({ tests }) {
  return `smoke test${tests.length === 1 ? "" : "s"} ${tests.join(", ")}`;
}
function judgesMachine(policy) {
  const { others: others2 } = policy.software;
  return hasMachineRules(policy) || others2 === "error" || others2 === "warning";
}

// src/observe/names.ts
function placeOf2({ file, line }) {
  if (file === null) return null;
  return line === null ? file : `${file}:${line}`;
}
var MOST_NAMED = 6;
function processNames(processes) {
  const ranks = processes.flatMap(({ process: self }) => self.rank === null ? [] : [self.rank]);
  const programs = processes.flatMap(
    ({ process: self }) => self.rank === null ? [self.program || "python"] : []
  );
  return listed([...ranks.length > 0 ? [rankNames(ranks)] : [], ...new Set(programs)]);
}
function rankNames(ranks) {
  const sorted = [...new Set(ranks)].sort((a, b) => a - b);
  return `${sorted.length === 1 ? "rank" : "ranks"} ${listed(sorted.map(String))}`;
}
function listed(names) {
  const more = names.length - MOST_NAMED;
  const items = more > 0 ? [...names.slice(0, MOST_NAMED), `${more} more`] : names;
  const last = items.at(-1) ?? "none";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

// src/observe/why-nothing.ts
var REASONS = [
  {
    holds: startsIsolated,
    because: "the command starts Python with -I, -E or -S, which ignore what rides along in the environment",
    next: "Leave the option out for the smoke test."
  },
  {
    holds: (command) => /\b(?:docker|podman|nerdctl)\s+(?:compose\s+)?(?:run|exec)\b|\b(?:apptainer|singularity)\s+(?:run|exec)\b/.test(
      command
    ),
    because: "the command starts a container, which has an environment of its own",
    next: "Run the gate inside the container: give the job a `container:`, or call repro-gate there."
  },
  {
    holds: (command) => /(?:^|[\s;&|(])sudo\s/.test(command),
    because: "the command uses sudo, which drops the environment",
    next: "Run the smoke test as the account of the job."
  },
  {
    holds: (command) => /\benv\s+(?:-u\s+\S+\s+|--\w\S*=\S*\s+|\w+=\S*\s+)*(?:-i|-|--ignore-environment)\s/.test(command),
    because: "the command empties the environment (env -i)",
    next: "Leave the environment as it is, or keep PYTHONPATH and the REPRO_* variables."
  },
  {
    holds: replacesPythonPath,
    because: "the command replaces PYTHONPATH, through which the observer comes",
    next: "Write PYTHONPATH=\u2026:$PYTHONPATH, which keeps what is there."
  },
  {
    holds: (command) => /\bray\s+(?:job\s+)?submit\b/.test(command),
    because: "the command hands the work to a cluster that was started before it",
    next: "Start the cluster inside the smoke test."
  }
];
var UNTOLD = {
  because: "no Python that it started left an observation: it may be isolated, in a container, or have lost its environment",
  next: "Look for what drops PYTHONPATH between the command and the Python that trains."
};
var MAY_BE_PYTHON = /\b(?:python|pypy|torchrun|accelerate|deepspeed|lightning|uvx?|conda|mamba|pixi|poetry|pdm|hatch|pipenv|tox|nox|papermill|jupyter|pytest|make|just|srun|mpirun|mpiexec|bash|sh)\b|python[\d.]|\.(?:py|sh|ipynb)\b|\.\//;
function whyNothing(command) {
  const reason2 = REASONS.find(({ holds: holds2 }) => holds2(command));
  if (reason2 !== void 0) return { because: reason2.because, next: reason2.next, expected: true };
  if (MAY_BE_PYTHON.test(command)) return { ...UNTOLD, expected: true };
  return {
    because: "the command starts no Python",
    next: "Ask for facts of the training process only where Python trains.",
    expected: false
  };
}
var WITH_WORD = /^-[a-zA-Z]*[XW]$/;
function startsIsolated(command) {
  const words = command.split(/[\s;&|()]+/);
  return words.some((word, index) => {
    if (!/(?:^|\/)(?:python|pypy)[\d.]*$/.test(word)) return false;
    return optionsAfter(words, index).some((option) => /^-[a-zA-Z]*[IES]/.test(option));
  });
}
function optionsAfter(words, interpreter2) {
  const options = [];
  for (let index = interpreter2 + 1; index < words.length; index += 1) {
    const word = words[index] ?? "";
    if (!/^-[a-zA-Z]/.test(word)) break;
    options.push(word.replace(/[mc].*$/, ""));
    if (/[mc]/.test(word.slice(1))) break;
    if (WITH_WORD.test(word)) index += 1;
  }
  return options;
}
function replacesPythonPath(command) {
  if (/\bunset\s+(?:-v\s+)?PYTHONPATH\b/.test(command)) return true;
  const assigned = command.match(/\bPYTHONPATH=(?:"[^"]*"|'[^']*'|[^\s;&|]*)/g) ?? [];
  return assigned.some((text) => !/\$\{?PYTHONPATH\b/.test(text));
}

// src/observe/summary.ts
var MOST = 50;
function summarise({ observed: observed2, command, required }) {
  if (observed2 === null) return null;
  const training = trainingProcesses(observed2);
  if (training.length === 0 && observed2.unreadable.length === 0) {
    const { because, expected } = whyNothing(command);
    if (!expected && observed2.blind === null) return null;
    return { ...EMPTY, required, because: observed2.blind ?? because };
  }
  const ranks = training.flatMap(({ process: self }) => self.rank === null ? [] : [self.rank]);
  return {
    processes: observed2.processes.length,
    training: training.length,
    ranks: new Set(ranks).size,
    nodes: new Set(training.map(({ process: self }) => self.node)).size,
    modules: versionsOf(
      training.flatMap(({ modules }) => Object.entries(modules)),
      ([name, { version }]) => [name, version]
    ),
    seeds: seedsOf(training),
    unseeded: distinct(training.flatMap(({ unseeded }) => unseeded)),
    flags: flagsOf(training),
    nondeterministic: distinct(
      training.flatMap(
        ({ nondeterministic }) => nondeterministic.map((entry) => withPlace(entry.operation, placeOf2(entry)))
      )
    ),
    libraries: versionsOf(
      training.flatMap(({ libraries }) => libraries),
      ({ name, version }) => [name, version]
    ),
    required,
    probe: probeOf(training),
    unreadable: observed2.unreadable.length + observed2.beyond,
    errors: distinct(observed2.processes.flatMap(({ errors }) => errors)),
    because: null
  };
}
var LONGEST = 400;
function cut(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}\u2026` : text;
}
var EMPTY = {
  processes: 0,
  training: 0,
  ranks: 0,
  nodes: 0,
  modules: {},
  seeds: [],
  unseeded: [],
  flags: {},
  nondeterministic: [],
  libraries: {},
  required: [],
  probe: null,
  unreadable: 0,
  errors: [],
  because: null
};
function distinct(texts) {
  return [...new Set(texts)].slice(0, MOST).map(cut);
}
function withPlace(text, place2) {
  return place2 === null ? text : `${text} (${place2})`;
}
function versionsOf(entries, read) {
  const versions = /* @__PURE__ */ new Map();
  for (const entry of entries) {
    const [name, version] = read(entry);
    versions.set(name, (versions.get(name) ?? /* @__PURE__ */ new Set()).add(version ?? "unknown"));
  }
  const sorted = [...versions].sort(([a], [b]) => a < b ? -1 : 1).slice(0, MOST);
  return Object.fromEntries(
    sorted.map(([name, found]) => [cut(name), [...found].sort().slice(0, MOST).map(cut)])
  );
}
function seedsOf(training) {
  const calls = /* @__PURE__ */ new Map();
  for (const { seeds } of training) {
    for (const { call, by, value, ...place2 } of seeds) {
      const seed = { call, by, place: by === "gate" ? null : placeOf2(place2) };
      const key = JSON.stringify(seed);
      const entry = calls.get(key) ?? { seed, values: /* @__PURE__ */ new Set() };
      entry.values.add(value ?? "none");
      calls.set(key, entry);
    }
  }
  return [...calls.values()].slice(0, MOST).map(({ seed, values }) => ({
    call: cut(seed.call),
    by: seed.by,
    values: [...values].slice(0, MOST_VALUES).map(cut),
    place: seed.place === null ? null : cut(seed.place)
  }));
}
var MOST_VALUES = 8;
function flagsOf(training) {
  const flags = /* @__PURE__ */ new Map();
  for (const one of training) {
    for (const [name, value] of readFlags(one)) {
      const values = flags.get(name) ?? /* @__PURE__ */ new Map();
      flags.set(name, values.set(value, [...values.get(value) ?? [], one]));
    }
  }
  const shown2 = [...flags].slice(0, MOST);
  return Object.fromEntries(
    shown2.map(([name, values]) => [cut(name), cut(describe3(values, training.length))])
  );
}
function describe3(values, all) {
  const [first] = values;
  if (first !== void 0 && first[1].length === all) return first[0];
  const entries = [...values].slice(0, MOST_VALUES);
  return entries.map(([value, processes]) => `${value} in ${processNames(processes)}`).join(", ");
}
function probeOf(training) {
  const probe = training.find((one) => one.probe !== null && hasSeen(one.probe))?.probe;
  if (probe === null || probe === void 0) return null;
  return {
    batches: probe.batches.slice(0, MOST).map(cut),
    weights: probe.weights === null ? null : cut(probe.weights),
    gradientNorms: probe.gradientNorms.slice(0, MOST).map(toJsonNumber)
  };
}
function hasSeen({ batches, weights, gradientNorms }) {
  return weights !== null || batches.length > 0 || gradientNorms.length > 0;
}
function readFlags({ torch, env }) {
  const flags = {
    "deterministic algorithms": deterministic(torch),
    "cuDNN deterministic": torch?.cudnnDeterministic,
    "cuDNN benchmark": torch?.cudnnBenchmark,
    ...Object.fromEntries(
      Object.entries(torch?.fp32Precision ?? {}).map(([place2, value]) => [`FP32 in ${place2}`, value])
    ),
    CUBLAS_WORKSPACE_CONFIG: env["CUBLAS_WORKSPACE_CONFIG"],
    PYTHONHASHSEED: env["PYTHONHASHSEED"]
  };
  return Object.entries(flags).flatMap(
    ([name, value]) => value === null || value === void 0 ? [] : [[name, onOff(value)]]
  );
}
function onOff(value) {
  if (typeof value === "string") return value;
  return value ? "on" : "off";
}
function deterministic(torch) {
  if (torch?.deterministicAlgorithms !== true) return torch?.deterministicAlgorithms ?? null;
  return torch.warnOnly === true ? "on, only warning" : true;
}

// src/judge/observed/capture-gaps.ts
function judgeGaps(evidence) {
  return [...nothingSeen(evidence), ...unreadable4(evidence), ...ownFailures(evidence)];
}
function isRequired({ policy }) {
  return policy.determinism.require.length > 0;
}
function nothingSeen(evidence) {
  const { observed: observed2, test, policy, complete } = evidence;
  if (!complete || observed2.processes.length > 0 || observed2.unreadable.length > 0) return [];
  const { because, next, expected } = reasonOf(evidence);
  if (!expected && !isRequired(evidence)) return [];
  const facts = policy.determinism.require.join(", ");
  return [
    finding("observe/none", {
      subject: test.name,
      summary: `facts of the training process of ${test.name} were not captured, because ${because}`,
      expected: facts === "" ? "an observation of each Python that the command starts" : `facts: ${facts}`,
      found: `none, because ${because}`,
      where: policy.where(smokePointer(test.name, "run")),
      severity: isRequired(evidence) ? "error" : "info",
      next
    })
  ];
}
function reasonOf({ observed: observed2, test }) {
  if (observed2.blind === null) return whyNothing(test.run);
  return {
    because: observed2.blind,
    next: "Install repro-gate anew; dist/observer is a part of it.",
    expected: true
  };
}
var MOST_TOLD = 5;
function unreadable4(evidence) {
  const { observed: observed2, test, policy } = evidence;
  const severity = isRequired(evidence) ? "error" : "warning";
  const said = {
    where: policy.where(smokePointer(test.name, "run")),
    expected: "an observation as the observer writes it",
    severity
  };
  const files = observed2.unreadable.slice(0, MOST_TOLD).map(
    ({ process: process2, because }) => finding("observe/unreadable", {
      subject: `${test.name}: ${process2}`,
      summary: `${process2} of ${test.name} wrote an observation that cannot be read: ${because}`,
      found: because,
      ...said
    })
  );
  const rest = observed2.beyond + Math.max(0, observed2.unreadable.length - MOST_TOLD);
  if (rest === 0) return files;
  return [
    ...files,
    finding("observe/unreadable", {
      subject: `${test.name}: other processes`,
      summary: `${rest} more observations of ${test.name} were not read`,
      found: `${rest} more that were not read or cannot be`,
      ...said
    })
  ];
}
function ownFailures({ observed: observed2, test, policy }) {
  const errors = [...new Set(observed2.processes.flatMap((seen) => seen.errors))];
  if (errors.length === 0) return [];
  const more = errors.length > MOST_TOLD ? `; ${errors.length - MOST_TOLD} more` : "";
  const found = `${errors.slice(0, MOST_TOLD).join("; ")}${more}`;
  return [
    finding("observe/incomplete", {
      subject: test.name,
      summary: `the observer could not read everything in ${test.name}`,
      expected: "no error of the observer",
      found,
      where: policy.where(smokePointer(test.name, "run"))
    })
  ];
}

// src/judge/observed/copies.ts
var OFTEN_SEVERAL = /* @__PURE__ */ new Set(["libgomp", "libopenblas", "libiomp5", "libomp"]);
function copiesIn({ libraries }) {
  const byName2 = /* @__PURE__ */ new Map();
  for (const library of libraries) {
    const same = byName2.get(library.name) ?? [];
    if (!same.some(({ path }) => path === library.path)) byName2.set(library.name, [...same, library]);
  }
  return [...byName2].map(([name, found]) => ({ name, libraries: found })).filter((copies) => copies.libraries.length > 1);
}
function isOftenSeveral({ name }) {
  return OFTEN_SEVERAL.has(name);
}
function describeCopies({ name, libraries }) {
  const copies = libraries.map(
    ({ version, owner }) => `${version ?? "of unknown version"} (${owner ?? "the system"})`
  );
  return `${name} ${copies.join(" and ")}`;
}

// src/judge/observed/loaded.ts
var PACKAGES = {
  tensorflow: [
    "tensorflow",
    "tensorflow-cpu",
    "tensorflow-gpu",
    "tensorflow-rocm",
    "tensorflow-intel",
    "tf-nightly"
  ],
  lightning: ["lightning", "pytorch-lightning"],
  pytorch_lightning: ["pytorch-lightning", "lightning"]
};
function judgeLoaded(evidence) {
  return [...otherVersions(evidence), ...twoCopies(evidence)];
}
function otherVersions(evidence) {
  const { training, snapshot } = evidence;
  if (snapshot.python === null) return [];
  const modules = [...new Set(training.flatMap((seen) => Object.keys(seen.modules)))].sort();
  return modules.flatMap((module) => otherVersion(module, evidence));
}
function otherVersion(module, evidence) {
  const { training, snapshot, test } = evidence;
  const names = PACKAGES[module] ?? [normaliseName(module)];
  const installed2 = installedVersion(names, snapshot);
  if (installed2 === null && unknownBecause(snapshot, "python.packages") !== null) return [];
  const other = training.filter((seen) => {
    const loaded2 = seen.modules[module]?.version ?? null;
    return loaded2 !== null && (installed2 === null || !isSameVersion(installed2, loaded2));
  });
  if (other.length === 0) return [];
  const versions = [...new Set(other.map((seen) => seen.modules[module]?.version ?? ""))];
  const loaded = `${listed(versions)} in ${processNames(other)}`;
  return [
    finding("observe/other-version", {
      subject: module,
      summary: `${test.name} loaded ${module} ${loaded}, and ${installed2 ?? "none"} is installed`,
      expected: installed2 === null ? `${module} as installed, and the capture saw none` : `${module} ${installed2}`,
      found: loaded,
      where: null,
      severity: severityOf2(names, evidence)
    })
  ];
}
function installedVersion(names, { python, frameworks }) {
  const [first = ""] = names;
  if (first === "torch" && frameworks.torch !== null) return frameworks.torch.version;
  const found = names.map((name) => python?.packages.find((entry) => entry.name === name));
  return found.find((entry) => entry !== void 0)?.version ?? null;
}
function isSameVersion(installed2, loaded) {
  const [a = "", b = ""] = [installed2, loaded].map((version) => version.trim().toLowerCase());
  const bare = (version) => version.split("+", 1)[0];
  return a.includes("+") && b.includes("+") ? a === b : bare(a) === bare(b);
}
function severityOf2(names, { policy }) {
  const pins2 = policy.software.pin.map((pattern) => globMatcher(normaliseName(pattern)));
  const ranged = Object.keys(policy.software.ranges).map(normaliseName);
  const isRuled = (name) => ranged.includes(name) || pins2.some((matches) => matches(name));
  return names.some(isRuled) ? "error" : "warning";
}
function twoCopies({ training, test }) {
  const byText = /* @__PURE__ */ new Map();
  for (const seen of training) {
    for (const copies of copiesIn(seen)) {
      const entry = byText.get(describeCopies(copies)) ?? { copies, processes: [] };
      byText.set(describeCopies(copies), { copies, processes: [...entry.processes, seen] });
    }
  }
  return [...byText].map(
    ([text, { copies, processes }]) => finding("observe/two-copies", {
      subject: copies.name,
      summary: `${test.name} loaded ${copies.name} more than once`,
      expected: `one copy of ${copies.name} in a process`,
      found: `${text} in ${processNames(processes)}`,
      where: null,
      severity: isOftenSeveral(copies) ? "info" : "warning"
    })
  );
}

// src/judge/observed/rank-fields.ts
var OF_A_RANK = /^(?:(?:LOCAL_|GROUP_|ROLE_|NODE_|CROSS_)?RANK|(?:LOCAL_|ROLE_|GROUP_)?WORLD_SIZE|MASTER_(?:ADDR|PORT)|TORCHELASTIC_\w+|SLURM_\w+|SLURMD_\w+|OMPI_\w+|PMI\w*|MPI_\w+|HYDRA_\w+|HOSTNAME|PWD|(?:CUDA|HIP|ROCR|NVIDIA|GPU)_(?:VISIBLE_DEVICES|DEVICE_ORDINAL))$/;
function rankFields(seen, names) {
  return new Map([
    ["inject", seen.inject],
    ["seed", String(seen.seed)],
    ...interpreterFields(seen),
    ...moduleFields(seen),
    ...names.map((name) => [`env.${name}`, seen.env[name] ?? "not set"]),
    ...libraryFields(seen),
    ...deviceFields(seen),
    ...flagFields(seen)
  ]);
}
function variableNames(processes) {
  const names = new Set(processes.flatMap(({ env }) => Object.keys(env)));
  return [...names].filter((name) => !OF_A_RANK.test(name)).sort();
}
function isEarly(field) {
  return /^(?:python|executable|inject|seed$|env\.|modules\.)/.test(field);
}
function interpreterFields({ process: self }) {
  const flags = Object.entries(self.flags).map(
    ([name, value]) => [`python flag ${name}`, String(Number(value))]
  );
  return [["python", self.python], ["executable", self.executable], ...flags];
}
function moduleFields({ modules }) {
  return Object.entries(modules).flatMap(([name, { version, facts }]) => [
    ...version === null ? [] : [[`modules.${name}`, version]],
    ...Object.entries(facts).flatMap(
      ([fact, value]) => value === null ? [] : [[`modules.${name}.${fact}`, String(value)]]
    )
  ]);
}
function libraryFields({ libraries }) {
  const byName2 = /* @__PURE__ */ new Map();
  for (const library of libraries) {
    byName2.set(library.name, [...byName2.get(library.name) ?? [], describeLibrary(library)]);
  }
  return [...byName2].map(([name, copies]) => [`libraries.${name}`, [...new Set(copies)].sort().join(", ")]);
}
function describeLibrary({ path, version, owner }) {
  return `${version ?? path.split("/").at(-1) ?? path} (${owner ?? "the system"})`;
}
function deviceFields({ devices, process: self }) {
  if (devices === null) return self.writtenOn === "exit" ? [["devices", "none in use"]] : [];
  const kinds = devices.map(
    ({ name, computeCapability, smCount, memoryMiB }) => `${name ?? "unnamed"} (${computeCapability ?? "?"}, ${smCount ?? "?"} SMs, ${memoryMiB ?? "?"} MiB)`
  );
  return [["devices", kinds.length === 0 ? "none in use" : [...new Set(kinds)].sort().join(", ")]];
}
function flagFields({ torch }) {
  if (torch === null) return [];
  const { fp32Precision, reducedPrecisionReduction, sdpBackends, ...flags } = torch;
  const inside = [
    ...Object.entries(fp32Precision).map(([name, value]) => [`fp32Precision.${name}`, value]),
    ...Object.entries(reducedPrecisionReduction).map(
      ([name, value]) => [`reducedPrecisionReduction.${name}`, value]
    ),
    ["sdpBackends", sdpBackends === null ? null : [...sdpBackends].sort().join(", ")]
  ];
  return [...Object.entries(flags), ...inside].flatMap(
    ([name, value]) => value === null ? [] : [[`torch.${name}`, String(value)]]
  );
}

// src/judge/observed/rank-seeds.ts
function isCompared({ by, call }) {
  return by === "user" && !call.endsWith("state");
}
function differingSeeds(ranks) {
  const calls = [
    ...new Set(ranks.flatMap(({ seeds }) => seeds.filter(isCompared).map(({ call }) => call)))
  ].sort();
  const differing2 = /* @__PURE__ */ new Map();
  for (const call of calls) {
    const values = ranks.map(({ rank, seeds }) => ({ rank, values: valuesOf(call, seeds) }));
    const common = Math.max(1, Math.min(...values.map((entry) => entry.values.length)));
    const cut2 = values.map((entry) => ({ ...entry, values: entry.values.slice(0, common) }));
    const isSound = Array.from(
      { length: common },
      (_, index) => followsRank(cut2.map((entry) => ({ rank: entry.rank, value: entry.values[index] ?? null })))
    ).every(Boolean);
    if (!isSound) differing2.set(call, described(cut2));
  }
  return differing2;
}
function valuesOf(call, seeds) {
  return seeds.filter((seed) => isCompared(seed) && seed.call === call).map(({ value }) => value);
}
function described(ranks) {
  const plain = new Map(ranks.map(({ rank, values }) => [rank, describe4(values)]));
  const relative2 = new Map(
    ranks.map(({ rank, values }) => {
      const bases = values.map((value) => {
        const whole = wholeOf(value);
        return whole === null ? value : `${whole - BigInt(rank)} + rank`;
      });
      return [rank, describe4(bases)];
    })
  );
  const [same, following] = [largestGroup(plain), largestGroup(relative2)];
  if (following.count <= same.count) return plain;
  return new Map(
    [...plain].map(([rank, text]) => [rank, relative2.get(rank) === following.value ? following.value : text])
  );
}
function largestGroup(values) {
  const counts2 = /* @__PURE__ */ new Map();
  for (const value of values.values()) counts2.set(value, (counts2.get(value) ?? 0) + 1);
  return [...counts2].reduce(
    (largest, [value, count]) => count > largest.count ? { value, count } : largest,
    { value: "", count: 0 }
  );
}
function describe4(values) {
  return values.length === 0 ? "never" : values.map((value) => value ?? "no value").join(", ");
}
function followsRank(entries) {
  const [first, ...others2] = entries;
  if (first === void 0 || others2.every(({ value }) => value === first.value)) return true;
  const numbers = entries.map(({ rank, value }) => ({ rank: BigInt(rank), value: wholeOf(value) }));
  const [base, next] = numbers;
  if (base === void 0 || next === void 0 || base.value === null || next.value === null) return false;
  const distance = next.rank - base.rank;
  if (distance === 0n || (next.value - base.value) % distance !== 0n) return false;
  const step = (next.value - base.value) / distance;
  const [start2, from] = [base.value, base.rank];
  if (numbers.length === 2 && step !== 1n) return false;
  return numbers.every(({ rank, value }) => value !== null && value === start2 + step * (rank - from));
}
function wholeOf(value) {
  return value !== null && /^-?\d{1,30}$/.test(value) ? BigInt(value) : null;
}

// src/judge/observed/ranks.ts
function judgeRanks(evidence) {
  return [...missingRanks(evidence), ...jobsOf(evidence.training).flatMap((job) => differing(job, evidence))];
}
function missingRanks({ observed: observed2, test, policy, complete }) {
  if (!complete) return [];
  const ranked = observed2.processes.filter(({ process: self }) => self.rank !== null);
  const size2 = Math.max(0, ...ranked.map(({ process: self }) => self.worldSize ?? 0));
  const present = new Set(ranked.map(({ process: self }) => self.rank));
  const missing5 = Array.from({ length: size2 }, (_, rank) => rank).filter((rank) => !present.has(rank));
  if (missing5.length === 0) return [];
  return [
    finding("ranks/missing", {
      subject: test.name,
      summary: `${rankNames(missing5)} of ${size2} left no observation in ${test.name}`,
      expected: `observations of ${size2} ranks`,
      found: `${present.size} of ${size2}; ${rankNames(missing5)} missing`,
      where: policy.where(smokePointer(test.name, "run"))
    })
  ];
}
function jobsOf(training) {
  const jobs = /* @__PURE__ */ new Map();
  for (const seen of training) {
    const { rank, worldSize, program } = seen.process;
    if (rank === null) continue;
    const key = `${worldSize} ${program}`;
    const job = jobs.get(key) ?? /* @__PURE__ */ new Map();
    const before = job.get(rank);
    if (before === void 0 || before.seen.process.startedAt <= seen.process.startedAt) {
      job.set(rank, { rank, seen });
    }
    jobs.set(key, job);
  }
  return [...jobs.values()].map((job) => [...job.values()].sort((a, b) => a.rank - b.rank)).filter((job) => job.length > 1);
}
var MOST_FIELDS = 20;
var MOST_GROUPS = 5;
function differing(job, evidence) {
  const all = [...fieldsThatDiffer(job, evidence), ...seedsThatDiffer(job, evidence)];
  const told = withoutConsequences(all);
  const shown2 = told.slice(0, MOST_FIELDS).map((field) => differFinding(field, job, evidence));
  const rest = told.slice(MOST_FIELDS).map(({ name }) => name);
  return rest.length === 0 ? shown2 : [...shown2, moreFinding(rest, evidence)];
}
function fieldsThatDiffer(job, { complete }) {
  const variables2 = variableNames(job.map(({ seen }) => seen));
  const byField = /* @__PURE__ */ new Map();
  for (const { rank, seen } of job) {
    for (const [name, value] of rankFields(seen, variables2)) {
      byField.set(name, (byField.get(name) ?? /* @__PURE__ */ new Map()).set(rank, value));
    }
  }
  return [...byField].filter(([name, values]) => (complete || isEarly(name)) && new Set(values.values()).size > 1).map(([name, values]) => ({ name, values }));
}
function seedsThatDiffer(job, { complete }) {
  if (!complete) return [];
  const differing2 = differingSeeds(job.map(({ rank, seen }) => ({ rank, seeds: seen.seeds })));
  return [...differing2].map(([call, values]) => ({ name: `seed of ${call}`, values }));
}
function withoutConsequences(fields) {
  const versions = fields.map(({ name }) => name).filter((name) => /^modules\.[^.]+$/.test(name));
  return fields.filter(({ name }) => !versions.some((version) => name.startsWith(`${version}.`)));
}
function differFinding({ name, values }, job, { test, policy }) {
  const groups = groupsOf(values);
  const [largest, second] = groups;
  const isTie = largest !== void 0 && second !== void 0 && largest.ranks.length === second.ranks.length;
  const odd = isTie ? groups : groups.slice(1);
  const groupsShown = odd.slice(0, MOST_GROUPS).map(({ value, ranks }) => `${show(value)} in ${whereabouts(ranks, job)}`);
  const more = odd.length > MOST_GROUPS ? [`${odd.length - MOST_GROUPS} more values`] : [];
  const found = [...groupsShown, ...more].join("; ");
  const expected = isTie || largest === void 0 ? "the same in all ranks" : `${show(largest.value)}, as in ${rankNames(largest.ranks)}`;
  const who = rankNames(odd.flatMap(({ ranks }) => ranks));
  return finding("ranks/differ", {
    subject: name,
    summary: isTie ? `ranks of ${test.name} differ in ${name}: ${found}` : `${who} of ${test.name} ${odd.flatMap(({ ranks }) => ranks).length === 1 ? "differs" : "differ"} in ${name}: ${found}`,
    expected,
    found,
    where: policy.where(smokePointer(test.name, "run"))
  });
}
function groupsOf(values) {
  const groups = /* @__PURE__ */ new Map();
  for (const [rank, value] of values) groups.set(value, [...groups.get(value) ?? [], rank]);
  return [...groups].map(([value, ranks]) => ({ value, ranks })).sort((a, b) => b.ranks.length - a.ranks.length || (a.ranks[0] ?? 0) - (b.ranks[0] ?? 0));
}
function whereabouts(ranks, job) {
  const nodes = new Set(job.map(({ seen }) => seen.process.node));
  if (nodes.size === 1) return rankNames(ranks);
  const theirs = job.filter(({ rank }) => ranks.includes(rank)).map(({ seen }) => seen.process.node);
  return `${rankNames(ranks)} on ${listed([...new Set(theirs)])}`;
}
var LONGEST_VALUE = 80;
function show(value) {
  if (value === "") return "empty";
  return value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE - 1)}\u2026` : value;
}
function moreFinding(names, { test, policy }) {
  return finding("ranks/differ", {
    subject: `${names.length} more fields`,
    summary: `ranks of ${test.name} differ in ${names.length} more fields`,
    expected: "the same in all ranks",
    found: listed(names),
    where: policy.where(smokePointer(test.name, "run"))
  });
}

// src/judge/observed/gpu-use.ts
function gpuUse({ modules, devices, process: self }, { policy, snapshot }) {
  if (policy.hardware.device === "cpu") return "none";
  const torch = modules["torch"];
  const [cuda, hip] = [torch?.facts["cuda"], torch?.facts["hip"]];
  if (cuda === null && (hip === null || hip === void 0)) return "none";
  const vendor = typeof hip === "string" ? "amd" : "nvidia";
  if (devices !== null) return devices.length > 0 ? vendor : "none";
  if (!mayHaveGpu(vendor, snapshot)) return "none";
  return self.writtenOn === "exit" ? "none" : vendor;
}
function mayHaveGpu(vendor, { gpus, unknown: unknown4 }) {
  const known = !unknown4.some(({ path }) => path.startsWith("gpus"));
  return !known || gpus.some((gpu) => gpu.vendor === vendor && gpu.visible !== false);
}
function mayUseTf32({ devices }) {
  if (devices === null) return true;
  return devices.some(({ computeCapability }) => {
    const major = Number.parseInt(computeCapability ?? "", 10);
    return Number.isNaN(major) || major >= 8;
  });
}

// src/judge/observed/state.ts
var MET = { kind: "met" };
var NOT_APPLICABLE = { kind: "not-applicable" };
function unmet(found) {
  return { kind: "unmet", found };
}
function unknown(because) {
  return { kind: "unknown", because };
}

// src/judge/observed/randomness.ts
var SEEDED_BY = {
  torch: ["torch.", "lightning.", "pytorch_lightning.", "accelerate.", "transformers."],
  tensorflow: ["tensorflow.", "tf.", "keras."]
};
function seeded(seen) {
  const missing5 = [...seen.unseeded, ...neverSeeded(seen)];
  return missing5.length === 0 ? MET : unmet(`without a seed: ${listed([...new Set(missing5)])}`);
}
function neverSeeded({ modules, seeds, errors, process: self }) {
  const isComplete = self.writtenOn === "exit" && errors.length === 0;
  const calls = seeds.filter(({ value }) => value !== null).map(({ call }) => call);
  const isCalled = (beginnings) => calls.some((call) => beginnings.some((beginning) => call.startsWith(beginning)));
  const present = ["torch", "tensorflow"].filter((name) => Object.hasOwn(modules, name));
  const doubtful = present.filter((name) => name === "tensorflow" || !isComplete);
  if (present.length > 0) return doubtful.filter((name) => !isCalled(SEEDED_BY[name]));
  if (isComplete || Object.hasOwn(modules, "jax")) return [];
  const last = Object.hasOwn(modules, "numpy") ? "numpy" : "random";
  return isCalled([`${last}.`]) ? [] : [last];
}
function nondeterministicOps({ modules, torch, nondeterministic }) {
  if (nondeterministic.length > 0) {
    const operations = nondeterministic.map((entry) => {
      const place2 = placeOf2(entry);
      return place2 === null ? entry.operation : `${entry.operation} (${place2})`;
    });
    return unmet(listed(operations));
  }
  if (modules["torch"] === void 0) return NOT_APPLICABLE;
  if (torch?.deterministicAlgorithms === true) return MET;
  return unknown(
    "torch names such operations only after use_deterministic_algorithms(True), with warn_only or without, or under `inject: force`"
  );
}

// src/judge/observed/tf32.ts
function tf32({ modules, torch, env }) {
  if (env["NVIDIA_TF32_OVERRIDE"] === "0") return MET;
  if (env["NVIDIA_TF32_OVERRIDE"] === "1") return unmet("NVIDIA_TF32_OVERRIDE=1");
  if (modules["torch"] === void 0) return unknown("only torch tells whether it uses TF32");
  if (torch === null) return unknown("torch did not tell its flags");
  const reduced = torch.float32MatmulPrecision;
  const places = Object.entries(torch.fp32Precision);
  const on = places.filter(([, precision]) => precision === "tf32").map(([place2]) => place2);
  if (reduced !== null && reduced !== "highest") on.push(`float32_matmul_precision ${reduced}`);
  if (on.length > 0) return unmet(`TF32 in ${[...new Set(on)].join(", ")}`);
  const known = places.filter(([, precision]) => precision !== null).map(([place2]) => place2);
  const silent = ["matmul", "cudnn"].filter((place2) => !known.some((name) => name.startsWith(place2)));
  return silent.length === 0 ? MET : unknown(`torch did not tell the precision of ${silent.join(" and ")}`);
}

// src/judge/observed/facts.ts
var WORKSPACES = /* @__PURE__ */ new Set([":4096:8", ":16:8"]);
var FACTS = {
  seeded: {
    expected: "every generator in use seeded",
    lacks: "seeds",
    next: "Seed it from REPRO_SEED, or use `inject: fill`, which seeds what the program does not.",
    ofTorch: false,
    stateOf: seeded
  },
  "hash-seed": {
    expected: "PYTHONHASHSEED set to a number before Python starts",
    lacks: "a fixed hash seed",
    next: "Use `inject: env` or more, or set PYTHONHASHSEED in front of the command; inside the program it is too late.",
    ofTorch: false,
    stateOf: hashSeed
  },
  "deterministic-algorithms": {
    expected: "torch.use_deterministic_algorithms(True)",
    lacks: "deterministic algorithms",
    next: "Call torch.use_deterministic_algorithms(True) before the first operation, or use `inject: force`.",
    ofTorch: true,
    stateOf: deterministicAlgorithms
  },
  "no-nondeterministic-ops": {
    expected: "no operation without a deterministic version",
    lacks: "deterministic versions of all operations",
    next: "Replace the operation, or compute it on the CPU; the list is on the page of torch.use_deterministic_algorithms.",
    ofTorch: true,
    stateOf: nondeterministicOps
  },
  "cudnn-deterministic": {
    expected: "torch.backends.cudnn.deterministic = True",
    lacks: "deterministic cuDNN",
    next: "Set torch.backends.cudnn.deterministic = True before the first convolution.",
    ofTorch: true,
    stateOf: (seen, evidence) => onGpu(seen, evidence, cudnnDeterministic)
  },
  "no-cudnn-benchmark": {
    expected: "torch.backends.cudnn.benchmark = False",
    lacks: "a fixed choice of convolutions",
    next: "Set torch.backends.cudnn.benchmark = False: what was fastest in a trial decides the bits otherwise.",
    ofTorch: true,
    stateOf: (seen, evidence) => onGpu(seen, evidence, (torch) => isSet(torch.cudnnBenchmark, false))
  },
  "no-tf32": {
    expected: "full FP32 precision in matrix products and convolutions",
    lacks: "full FP32 precision",
    next: "Set NVIDIA_TF32_OVERRIDE=0 under software.env and for the job, or switch TF32 off in the program.",
    ofTorch: false,
    stateOf: (seen, evidence) => gpuUse(seen, evidence) === "nvidia" && mayUseTf32(seen) ? tf32(seen) : NOT_APPLICABLE
  },
  "cublas-workspace": {
    expected: "CUBLAS_WORKSPACE_CONFIG of :4096:8 or :16:8",
    lacks: "a fixed cuBLAS workspace",
    next: "Set CUBLAS_WORKSPACE_CONFIG=:4096:8, or use `inject: env` or more.",
    ofTorch: false,
    stateOf: (seen, evidence) => gpuUse(seen, evidence) === "nvidia" ? cublasWorkspace(seen) : NOT_APPLICABLE
  },
  "single-library-copies": {
    expected: "one copy of each numeric library",
    lacks: "a single copy of each library",
    next: "Uninstall the package that brought the second copy, or take LD_LIBRARY_PATH out of its way.",
    ofTorch: false,
    stateOf: (seen) => {
      const copies = copiesIn(seen);
      return copies.length === 0 ? MET : unmet(copies.map(describeCopies).join("; "));
    }
  }
};
function hashSeed({ env, process: self }) {
  const value = env["PYTHONHASHSEED"];
  if (value === void 0) return unmet("not set");
  if (!/^\d+$/.test(value)) return unmet(value === "" ? "empty" : value);
  const randomised = Number(self.flags["hash_randomization"] ?? 0) !== 0;
  return value === "0" && randomised ? unmet("0, set when Python had started already") : MET;
}
function deterministicAlgorithms(seen) {
  const { torch, nondeterministic } = seen;
  if (seen.modules["torch"] === void 0) return NOT_APPLICABLE;
  if (torch === null || torch.deterministicAlgorithms === null) return FLAGS_UNKNOWN;
  if (!torch.deterministicAlgorithms) return unmet("off");
  if (torch.warnOnly !== true || nondeterministic.length === 0) return MET;
  return unmet("on, but only warning, and there were operations to warn of");
}
var FLAGS_UNKNOWN = unknown("torch did not tell its flags");
function cudnnDeterministic(torch) {
  if (torch.deterministicAlgorithms === true || torch.cudnnEnabled === false) return MET;
  return isSet(torch.cudnnDeterministic, true);
}
function isSet(flag, wanted) {
  if (flag === null) return FLAGS_UNKNOWN;
  return flag === wanted ? MET : unmet(flag ? "True" : "False");
}
function onGpu(seen, evidence, decide) {
  if (seen.modules["torch"] === void 0 || gpuUse(seen, evidence) === "none") return NOT_APPLICABLE;
  return seen.torch === null ? FLAGS_UNKNOWN : decide(seen.torch);
}
function cublasWorkspace({ env }) {
  const value = env["CUBLAS_WORKSPACE_CONFIG"];
  if (value === void 0) return unmet("not set");
  return WORKSPACES.has(value) ? MET : unmet(value);
}

// src/judge/observed/requirements.ts
function judgeRequirements(evidence) {
  const judged3 = evidence.policy.determinism.require.map((fact) => judgeFact(fact, evidence));
  const isOff = judged3.some(({ fact, status }) => fact === "deterministic-algorithms" && status === "unmet");
  return judged3.map(
    (entry) => isOff && entry.fact === "no-nondeterministic-ops" && entry.status === "unknown" ? { ...entry, findings: [] } : entry
  );
}
function judgeFact(fact, evidence) {
  const { training } = evidence;
  if (training.length === 0) return { fact, status: "unknown", findings: [] };
  if (FACTS[fact].ofTorch && training.every(({ modules }) => modules["torch"] === void 0)) {
    const because = `none of the processes that were seen imported torch (${processNames(training)})`;
    return { fact, status: "unknown", findings: [unknownFinding(fact, because, evidence)] };
  }
  const decided = training.map((seen) => ({ seen, state: FACTS[fact].stateOf(seen, evidence) }));
  const findings = [...unmetFindings(fact, decided, evidence), ...unknownFindings(fact, decided, evidence)];
  return { fact, status: statusOf(decided), findings };
}
var WORST_FIRST = ["unmet", "unknown", "met"];
function statusOf(decided) {
  const kinds = new Set(decided.map(({ state }) => state.kind));
  return WORST_FIRST.find((kind) => kinds.has(kind)) ?? "not-applicable";
}
function unmetFindings(fact, decided, evidence) {
  const groups = grouped(decided, (state) => state.kind === "unmet" ? state.found : null);
  if (groups.size === 0) return [];
  const { expected, lacks, next } = FACTS[fact];
  const found = [...groups].map(([text, processes]) => `${text} in ${processNames(processes)}`).join("; ");
  return [
    finding(`determinism/${fact}`, {
      subject: evidence.test.name,
      summary: `${evidence.test.name} ran without ${lacks}: ${found}`,
      expected,
      found,
      where: evidence.policy.where("/determinism/require"),
      next
    })
  ];
}
function unknownFindings(fact, decided, evidence) {
  const groups = grouped(decided, (state) => state.kind === "unknown" ? state.because : null);
  return [...groups].map(
    ([because, processes]) => unknownFinding(fact, `in ${processNames(processes)} ${because}`, evidence)
  );
}
function grouped(decided, textOf2) {
  const groups = /* @__PURE__ */ new Map();
  for (const { seen, state } of decided) {
    const text = textOf2(state);
    if (text !== null) groups.set(text, [...groups.get(text) ?? [], seen]);
  }
  return groups;
}
function unknownFinding(fact, because, { test, policy }) {
  return finding("observe/unknown", {
    subject: `${test.name}: ${fact}`,
    summary: `${fact} of ${test.name} could not be verified: ${because}`,
    expected: FACTS[fact].expected,
    found: `unknown, because ${because}`,
    where: policy.where("/determinism/require")
  });
}

// src/judge/observed/judge.ts
function judgeObserved({ policy, snapshot, test, runs }) {
  const judged3 = runs.flatMap(({ observed: observed2, exit }) => {
    if (observed2 === null) return [];
    const training = trainingProcesses(observed2);
    return [judgeOne({ policy, snapshot, test, observed: observed2, training, complete: endedWell(exit) })];
  });
  const step = (fact) => `observed:${test.name}/${fact}`;
  const { require: require2 } = policy.determinism;
  const isDecided = (fact) => judged3.length > 0 && judged3.every(({ facts }) => facts.some((entry) => entry.fact === fact && isKnown2(entry)));
  return {
    findings: distinct2(judged3.flatMap(({ findings }) => findings)),
    required: require2.map(step),
    measured: require2.filter(isDecided).map(step),
    report: summarise({
      observed: runs[0]?.observed ?? null,
      command: test.run,
      required: judged3[0]?.facts ?? []
    })
  };
}
function isKnown2({ status }) {
  return status !== "unknown";
}
function judgeOne(evidence) {
  const requirements = evidence.complete ? judgeRequirements(evidence) : [];
  return {
    findings: [
      ...judgeRanks(evidence),
      ...requirements.flatMap(({ findings }) => findings),
      ...judgeGaps(evidence),
      ...judgeLoaded(evidence)
    ],
    facts: requirements.map(({ fact, status }) => ({ fact, status }))
  };
}
function distinct2(findings) {
  return [...new Map(findings.map((finding3) => [JSON.stringify(finding3), finding3])).values()];
}

// src/judge/code.ts
var codeState = {
  kind: "standalone",
  id: "code",
  applies: () => true,
  judge: judgeCode
};
var MOST_NAMED2 = 3;
function judgeCode({ snapshot }) {
  const { code } = snapshot;
  if (code?.dirty !== true) return [];
  const named = code.modified.slice(0, MOST_NAMED2).join(", ");
  const more = code.modified.length - MOST_NAMED2;
  return [
    {
      code: "code/dirty",
      severity: "info",
      subject: "code",
      summary: "tracked files differ from the commit",
      expected: `the files of ${code.commit?.slice(0, 12) ?? "the commit"}`,
      found: more > 0 ? `changes in ${named} and ${more} more` : `changes in ${named}`,
      where: null,
      next: "Commit the changes, or look for the step of the job that makes them."
    }
  ];
}

// src/judge/container.ts
var containerImage = {
  kind: "compared",
  id: "container",
  applies: (policy) => policy.software.container === "pin",
  judge: judgeImage
};
function judgeImage({ policy, snapshot, baseline }) {
  const where = policy.where("/software/container");
  const because = unknownBecause(snapshot, "host.container");
  if (because !== null) return [cannotJudge("host.container.digest", because, where)];
  const [recorded, found] = [baseline.snapshot.host.container, snapshot.host.container];
  if (recorded !== null && recorded.digest === null) return [notRecorded(where)];
  if (recorded?.digest === found?.digest) return [];
  if (recorded !== null && found !== null && isOtherKind(recorded, found)) {
    const kinds = `the baseline has the digest of the ${recorded.digestOf}, and here that of the ${found.digestOf} is known`;
    return [cannotJudge("host.container.digest", kinds, where)];
  }
  return [
    {
      code: "container/changed",
      severity: "error",
      subject: "container",
      summary: "the job runs in another image than the baseline",
      expected: describe5(recorded),
      found: describe5(found),
      where,
      next: "Run the job in the image of the baseline, or record again in the new one."
    }
  ];
}
function isOtherKind(recorded, found) {
  return recorded.digestOf !== null && found.digestOf !== null && recorded.digestOf !== found.digestOf;
}
function describe5(container) {
  if (container === null) return "no container";
  const name = container.reference === null ? "" : `${container.reference.split("@")[0]}@`;
  return `${name}${container.digest ?? "an unknown digest"}`;
}
function notRecorded(where) {
  return {
    code: "container/not-recorded",
    severity: "error",
    subject: "container",
    summary: "the baseline does not hold the digest of its image",
    expected: "the digest of the image that the baseline was recorded in",
    found: "none",
    where,
    next: "Record again where the digest is known: REPRO_IMAGE=name@sha256:\u2026 tells it."
  };
}

// src/judge/visible.ts
function visibleGpus({ gpus }) {
  return gpus.map((gpu, index) => ({ ...gpu, index })).filter(({ visible }) => visible !== false);
}
function withGpus({ policy, snapshot }, pointer, judge2) {
  const where = policy.where(pointer);
  const blocked = withoutGpus(snapshot, where);
  return blocked === null ? judge2({ policy, snapshot, gpus: visibleGpus(snapshot), where }) : [blocked];
}
function withoutGpus(snapshot, where) {
  const unknown4 = fieldUnknown(snapshot, "gpus");
  if (unknown4 !== null) return cannotJudge("gpus", unknown4, where);
  if (snapshot.gpus.length === 0) return noGpu(where);
  return visibleGpus(snapshot).length === 0 ? noneVisible(snapshot.gpus.length, where) : null;
}
function noGpu(where) {
  return {
    code: "gpu/missing",
    severity: "error",
    subject: "gpus",
    summary: "this machine has no GPU",
    expected: "a GPU, because a rule reads it",
    found: "none",
    where,
    next: "Run the job on a GPU runner."
  };
}
function noneVisible(hidden, where) {
  return {
    ...noGpu(where),
    summary: `this job sees no GPU, although the machine has ${hidden}`,
    found: `${hidden} GPU${hidden === 1 ? "" : "s"}, none visible`,
    next: "Look at CUDA_VISIBLE_DEVICES and at the devices that the container was given."
  };
}

// data/gpu-support.json
var gpu_support_default = {
  description: "First and last CUDA toolkit that generates code for a compute capability. first null: before 10.0; last null: still does.",
  source: "cuda-modules of nixpkgs and the CUDA 13.0 release notes; 3.0, 5.3, 6.2, 8.0 and 8.6 from the release notes as remembered, 10.7 from secondary sources on CUDA 13.4. Jetson Thor is 10.1 before CUDA 13.0 and 11.0 from there on.",
  asOf: "2026-11",
  toolkits: {
    "3.0": { first: null, last: "10.2" },
    "3.5": { first: null, last: "11.8" },
    "3.7": { first: null, last: "11.8" },
    "5.0": { first: null, last: "12.9" },
    "5.2": { first: null, last: "12.9" },
    "5.3": { first: null, last: "12.9" },
    "6.0": { first: null, last: "12.9" },
    "6.1": { first: null, last: "12.9" },
    "6.2": { first: null, last: "12.9" },
    "7.0": { first: null, last: "12.9" },
    "7.2": { first: null, last: "12.9" },
    "7.5": { first: "10.0", last: null },
    "8.0": { first: "11.0", last: null },
    "8.6": { first: "11.1", last: null },
    "8.7": { first: "11.4", last: null },
    "8.8": { first: "13.0", last: null },
    "8.9": { first: "11.8", last: null },
    "9.0": { first: "11.8", last: null },
    "10.0": { first: "12.8", last: null },
    "10.1": { first: "12.8", last: "12.9" },
    "10.3": { first: "12.9", last: null },
    "10.7": { first: "13.4", last: null },
    "11.0": { first: "13.0", last: null },
    "12.0": { first: "12.8", last: null },
    "12.1": { first: "12.9", last: null }
  }
};

// src/judge/cuda/release.ts
function parseRelease(text) {
  const [, major, minor] = /^(\d+)(?:\.(\d+)(?:\.\d+)*)?$/.exec(text.trim()) ?? [];
  if (major === void 0) return null;
  return { major: Number(major), minor: minor === void 0 ? null : Number(minor) };
}
function parseExactRelease(text) {
  const release = text === null ? null : parseRelease(text);
  return release === null || release.minor === null ? null : { major: release.major, minor: release.minor };
}
function compareReleases(a, b) {
  return a.major - b.major || a.minor - b.minor;
}
function releaseText({ major, minor }) {
  return minor === null ? `${major}` : `${major}.${minor}`;
}

// data/cuda-compatibility.json
var cuda_compatibility_default = {
  description: "Which drivers run builds of a newer CUDA than their own. minorVersions: within one major, from these drivers on (branch where no version is printed). libraries: what cuda-compat libraries declare of themselves (ELF note .note.cuda.fwd_compatibility). boards: who may use one, as globs over the product name; a board in neither list is not known.",
  source: "docs.nvidia.com/deploy/cuda-compatibility, minor-version and forward compatibility (450.80.02 and 452.39 from a footnote of it, the other exact numbers are the x.0 GA rows of the toolkit table); test data of nvidia-container-toolkit made from real libraries; board names of open-gpu-kernel-modules, releases 515 to 595. That GeForce and TITAN are refused: CUDA error 804 in reports.",
  asOf: "2026-11",
  minorVersions: {
    "11": { linux: "450.80.02", windows: "452.39", branch: 450 },
    "12": { linux: "525.60.13", windows: "527.41", branch: 525 },
    "13": { linux: "580.65.06", windows: null, branch: 580 }
  },
  libraries: [
    { cuda: "12.9", driver: "575.57.08", branches: [535, 550, 560, 565, 570, 575] },
    { cuda: "13.1", driver: "590.44.01", branches: [535, 550, 570, 575, 580, 590] }
  ],
  supportedBoards: [
    "Tesla *",
    "A2",
    "A10*",
    "A16",
    "A30",
    "A40",
    "A100*",
    "A800*",
    "AX800",
    "L2",
    "L4",
    "L20",
    "L40*",
    "H20",
    "H20 *",
    "H20-*",
    "H100*",
    "H200*",
    "H800*",
    "B200*",
    "B300*",
    "GB200*",
    "GB300*",
    "HGX *",
    "GH200*",
    "PG50*",
    "RTX PRO * Blackwell Server Edition"
  ],
  refusedBoards: ["GeForce *", "TITAN *", "CMP *", "P104-*", "P106-*"]
};

// data/cuda-toolkits.json
var cuda_toolkits_default = {
  description: "Driver version that belongs to each release of the CUDA toolkit: from it on every feature of that toolkit works. null: NVIDIA prints none (N/A); the driver branch of data/driver-branches.json counts then.",
  source: "NVIDIA CUDA toolkit release notes, table of toolkit driver versions (10.0 to 13.2 Update 2 read in the notes themselves; 13.3 and 13.4 from third-party quotes of them). It is the floor: six installers ship a newer driver than it says.",
  asOf: "2026-11",
  releases: [
    { cuda: "13.4", release: "GA", linux: null, windows: null },
    { cuda: "13.3", release: "Update 1", linux: "610.43.02", windows: null },
    { cuda: "13.3", release: "GA", linux: "610.43.02", windows: null },
    { cuda: "13.2", release: "Update 2", linux: "595.71.05", windows: null },
    { cuda: "13.2", release: "Update 1", linux: "595.58.03", windows: null },
    { cuda: "13.2", release: "GA", linux: "595.45.04", windows: null },
    { cuda: "13.1", release: "Update 1", linux: "590.48.01", windows: null },
    { cuda: "13.1", release: "GA", linux: "590.44.01", windows: null },
    { cuda: "13.0", release: "Update 2", linux: "580.95.05", windows: null },
    { cuda: "13.0", release: "Update 1", linux: "580.82.07", windows: null },
    { cuda: "13.0", release: "GA", linux: "580.65.06", windows: null },
    { cuda: "12.9", release: "Update 1", linux: "575.57.08", windows: "576.57" },
    { cuda: "12.9", release: "GA", linux: "575.51.03", windows: "576.02" },
    { cuda: "12.8", release: "Update 1", linux: "570.124.06", windows: "572.61" },
    { cuda: "12.8", release: "GA", linux: "570.26", windows: "570.65" },
    { cuda: "12.6", release: "Update 3", linux: "560.35.05", windows: "561.17" },
    { cuda: "12.6", release: "Update 2", linux: "560.35.03", windows: "560.94" },
    { cuda: "12.6", release: "Update 1", linux: "560.35.03", windows: "560.94" },
    { cuda: "12.6", release: "GA", linux: "560.28.03", windows: "560.76" },
    { cuda: "12.5", release: "Update 1", linux: "555.42.06", windows: "555.85" },
    { cuda: "12.5", release: "GA", linux: "555.42.02", windows: "555.85" },
    { cuda: "12.4", release: "Update 1", linux: "550.54.15", windows: "551.78" },
    { cuda: "12.4", release: "GA", linux: "550.54.14", windows: "551.61" },
    { cuda: "12.3", release: "Update 1", linux: "545.23.08", windows: "546.12" },
    { cuda: "12.3", release: "GA", linux: "545.23.06", windows: "545.84" },
    { cuda: "12.2", release: "Update 2", linux: "535.104.05", windows: "537.13" },
    { cuda: "12.2", release: "Update 1", linux: "535.86.09", windows: "536.67" },
    { cuda: "12.2", release: "GA", linux: "535.54.03", windows: "536.25" },
    { cuda: "12.1", release: "Update 1", linux: "530.30.02", windows: "531.14" },
    { cuda: "12.1", release: "GA", linux: "530.30.02", windows: "531.14" },
    { cuda: "12.0", release: "Update 1", linux: "525.85.12", windows: "528.33" },
    { cuda: "12.0", release: "GA", linux: "525.60.13", windows: "527.41" },
    { cuda: "11.8", release: "GA", linux: "520.61.05", windows: "520.06" },
    { cuda: "11.7", release: "Update 1", linux: "515.48.07", windows: "516.31" },
    { cuda: "11.7", release: "GA", linux: "515.43.04", windows: "516.01" },
    { cuda: "11.6", release: "Update 2", linux: "510.47.03", windows: "511.65" },
    { cuda: "11.6", release: "Update 1", linux: "510.47.03", windows: "511.65" },
    { cuda: "11.6", release: "GA", linux: "510.39.01", windows: "511.23" },
    { cuda: "11.5", release: "Update 2", linux: "495.29.05", windows: "496.13" },
    { cuda: "11.5", release: "Update 1", linux: "495.29.05", windows: "496.13" },
    { cuda: "11.5", release: "GA", linux: "495.29.05", windows: "496.04" },
    { cuda: "11.4", release: "Update 4", linux: "470.82.01", windows: "472.50" },
    { cuda: "11.4", release: "Update 3", linux: "470.82.01", windows: "472.50" },
    { cuda: "11.4", release: "Update 2", linux: "470.57.02", windows: "471.41" },
    { cuda: "11.4", release: "Update 1", linux: "470.57.02", windows: "471.41" },
    { cuda: "11.4", release: "GA", linux: "470.42.01", windows: "471.11" },
    { cuda: "11.3", release: "Update 1", linux: "465.19.01", windows: "465.89" },
    { cuda: "11.3", release: "GA", linux: "465.19.01", windows: "465.89" },
    { cuda: "11.2", release: "Update 2", linux: "460.32.03", windows: "461.33" },
    { cuda: "11.2", release: "Update 1", linux: "460.32.03", windows: "461.09" },
    { cuda: "11.2", release: "GA", linux: "460.27.03", windows: "460.82" },
    { cuda: "11.1", release: "Update 1", linux: "455.32", windows: "456.81" },
    { cuda: "11.1", release: "GA", linux: "455.23", windows: "456.38" },
    { cuda: "11.0", release: "Update 1", linux: "450.51.06", windows: "451.82" },
    { cuda: "11.0", release: "GA", linux: "450.51.05", windows: "451.48" },
    { cuda: "10.2", release: "GA", linux: "440.33", windows: "441.22" },
    { cuda: "10.1", release: "GA", linux: "418.39", windows: "418.96" },
    { cuda: "10.0", release: "GA", linux: "410.48", windows: "411.31" }
  ]
};

// src/judge/cuda/toolkits.ts
var BRANCH_OF = new Map(
  Object.entries(driver_branches_default.cuda).map(([branch, cuda]) => [cuda, branch])
);
var RELEASES = [...new Set(cuda_toolkits_default.releases.map(({ cuda }) => cuda))].flatMap((cuda) => parseExactRelease(cuda) ?? []).sort(compareReleases);
function knownReleases() {
  return RELEASES;
}
function fullFloor(release, platform) {
  const cuda = releaseText(release);
  const rows = cuda_toolkits_default.releases.filter((row) => row.cuda === cuda);
  if (rows.length === 0) return null;
  const floors = rows.flatMap((row) => floorOf(row[platform]) ?? []);
  const [oldest] = floors.sort((a, b) => compareDriverVersions(a.parts, b.parts));
  return oldest ?? floorOf(BRANCH_OF.get(cuda) ?? null);
}
function minorFloor(major, platform) {
  const table = cuda_compatibility_default.minorVersions;
  const row = table[String(major)];
  return row === void 0 ? null : floorOf(row[platform] ?? `${row.branch}`);
}
function floorOf(text) {
  const parts = text === null ? null : parseDriverVersion(text);
  if (text === null || parts === null) return null;
  return { parts, text: parts.length === 1 ? `R${text}` : text };
}
function reaches(driver, floor) {
  return compareDriverVersions(driver, floor.parts) >= 0;
}
function newestBranch() {
  return Math.max(...Object.keys(driver_branches_default.cuda).map(Number));
}

// src/judge/cuda/arch.ts
function coverage(archs, capability, jit) {
  const chip = chipOf(capability);
  if (chip === null) return { kind: "unknown", because: `"${capability}" is no compute capability` };
  const readable = archs.flatMap((arch) => parseArchitecture(arch) ?? []);
  if (readable.length === 0) {
    return { kind: "unknown", because: "the list of architectures of the build is not understood" };
  }
  const machine = readable.filter(({ form }) => form === "machine");
  if (machine.some((entry) => runsOn(entry, chip))) return nativeOn(machine, chip);
  const ptx = readable.some((entry) => entry.form === "ptx" && compilesFor(entry, chip));
  if (!ptx) return { kind: "none" };
  if (jit === null) {
    return {
      kind: "unknown",
      because: "the build carries only PTX, and whether the driver compiles it is not known"
    };
  }
  return { kind: jit ? "ptx" : "ptx-refused" };
}
function chipOf(capability) {
  const chip = parseExactRelease(capability);
  return chip !== null && chip.major === 10 && chip.minor === 1 ? { major: 11, minor: 0 } : chip;
}
function parseArchitecture(text) {
  const [, form, major, minor, suffix = ""] = /^(sm|compute)_(\d+)(\d)([af]?)$/.exec(text.trim()) ?? [];
  const target = major === void 0 ? null : chipOf(`${major}.${minor}`);
  if (target === null) return null;
  return { form: form === "sm" ? "machine" : "ptx", target, suffix };
}
function runsOn({ target, suffix }, chip) {
  if (suffix === "a") return compareReleases(target, chip) === 0;
  return target.major === chip.major && target.minor <= chip.minor;
}
function compilesFor({ target, suffix }, chip) {
  if (suffix === "a") return compareReleases(target, chip) === 0;
  if (suffix === "f") return target.major === chip.major && target.minor <= chip.minor;
  return compareReleases(target, chip) <= 0;
}
function nativeOn(machine, chip) {
  const exact = machine.some(({ target }) => compareReleases(target, chip) === 0);
  if (exact || !isIntegrated(chip)) return { kind: "native" };
  return {
    kind: "unknown",
    because: "the build has machine code for desktop GPUs of that major, which need not run on Jetson"
  };
}
function isIntegrated({ major, minor }) {
  return ["3.2", "5.3", "6.2", "7.2", "8.7"].includes(`${major}.${minor}`);
}
function toolkitSupport(cuda, capability) {
  const chip = chipOf(capability);
  if (chip === null) return "unknown";
  const targets = TARGETS.filter(({ target }) => target.major === chip.major && target.minor <= chip.minor);
  if (targets.length === 0) return "unknown";
  const answers = targets.map(({ first, last }) => supportOf(cuda, { first, last }));
  if (answers.includes("supported")) return "supported";
  if (answers.includes("unknown")) return "unknown";
  return answers.includes("not-yet") ? "not-yet" : "dropped";
}
var TARGETS = Object.entries(
  gpu_support_default.toolkits
).flatMap(([capability, { first, last }]) => {
  const target = chipOf(capability);
  return target === null ? [] : [{ target, first: parseExactRelease(first), last: parseExactRelease(last) }];
});
function supportOf({ major, minor }, { first, last }) {
  const oldest = { major, minor: minor ?? 0 };
  const newest = { major, minor: minor ?? newestMinor(major) };
  if (last !== null && compareReleases(oldest, last) > 0) return "dropped";
  if (first !== null && compareReleases(newest, first) < 0) return "not-yet";
  const begun = first === null || compareReleases(oldest, first) >= 0;
  const lasts = last === null || compareReleases(newest, last) <= 0;
  return begun && lasts ? "supported" : "unknown";
}
function newestMinor(major) {
  const known = knownReleases();
  if (!known.some((release) => release.major > major)) return Number.POSITIVE_INFINITY;
  return Math.max(...known.filter((release) => release.major === major).map(({ minor }) => minor));
}

// src/judge/cuda/boards.ts
var SUPPORTED = cuda_compatibility_default.supportedBoards.map(globMatcher);
var REFUSED = cuda_compatibility_default.refusedBoards.map(globMatcher);
function forwardSupport({ name }) {
  const board = (name ?? "").replace(/^NVIDIA /i, "");
  if (REFUSED.some((matches) => matches(board))) return "refused";
  return SUPPORTED.some((matches) => matches(board)) ? "supported" : "unknown";
}
var JETPACK_6 = 540;
function hasOwnDriverNumbers(gpus, branch) {
  if (branch !== void 0 && (branch < 100 || branch === JETPACK_6)) return true;
  return gpus.some(({ computeCapability }) => /^(?:3\.2|5\.3|6\.2|7\.2|8\.7)$/.test(computeCapability ?? ""));
}

// src/judge/cuda/compatibility.ts
function driverTier(build, driver, platform) {
  if (build.minor === null) return tierOfMajor(build.major, driver, platform);
  const release = { major: build.major, minor: build.minor };
  const full = fullFloor(release, platform);
  return full === null ? tierBeyondTable(release, driver, platform) : tierInTable({ release, full }, driver, platform);
}
function tierInTable({ release, full }, driver, platform) {
  if (reaches(driver, full)) return { kind: "full" };
  const minor = minorFloor(release.major, platform);
  if (minor !== null && reaches(driver, minor)) return { kind: "minor-compatible", full: full.text };
  return { kind: "too-old", needs: older(full, minor).text };
}
function older(full, minor) {
  return minor === null || !reaches(full.parts, minor) ? full : minor;
}
function tierBeyondTable(release, driver, platform) {
  const newer = knownReleases().find((known) => isNewer(known, release));
  const newerFloor = newer === void 0 ? null : fullFloor(newer, platform);
  if (newerFloor !== null && reaches(driver, newerFloor)) return { kind: "full" };
  const because = `CUDA ${releaseText(release)} is not in this version's table of toolkits`;
  const minor = minorFloor(release.major, platform);
  if (minor !== null) {
    return reaches(driver, minor) ? { kind: "runs", because } : { kind: "too-old", needs: minor.text };
  }
  if (release.major > newestMajor() && (driver[0] ?? 0) <= newestBranch()) {
    return { kind: "too-old", needs: `a driver newer than R${newestBranch()}` };
  }
  return { kind: "unknown", because };
}
function isNewer(known, release) {
  return known.major > release.major || known.major === release.major && known.minor > release.minor;
}
function tierOfMajor(major, driver, platform) {
  const tiers = knownReleases().filter((known) => known.major === major).map((release) => driverTier(release, driver, platform));
  const [first] = tiers;
  if (first === void 0) return tierBeyondTable({ major, minor: 0 }, driver, platform);
  if (tiers.every(({ kind }) => kind === "too-old")) return first;
  if (tiers.every(({ kind }) => kind === "full") && major < newestMajor()) return { kind: "full" };
  const because = `the build tells only its major, CUDA ${major}`;
  return { kind: tiers.some(({ kind }) => kind === "too-old") ? "unknown" : "runs", because };
}
function newestMajor() {
  return Math.max(...knownReleases().map(({ major }) => major));
}

// src/judge/cuda/forward.ts
function judgeForward(compat) {
  const refused2 = compat.boards.find(({ support }) => support === "refused");
  if (refused2 !== void 0) {
    const expected = "a data-center board, or no cuda-compat library";
    return { kind: "refused", because: `${refused2.name} does not support cuda-compat`, expected };
  }
  const branches = compat.branches ?? branchesOf(compat.library);
  const host = compat.driver[0] ?? 0;
  if (branches !== null && !branches.includes(host)) {
    const expected = `a host driver of branch ${branches.join(", ")}`;
    return {
      kind: "refused",
      because: `the cuda-compat library is not made for drivers of branch ${host}`,
      expected
    };
  }
  if ((compat.library[0] ?? 0) < host) {
    const expected = "a cuda-compat library newer than the driver, or none";
    const because = "the cuda-compat library is older than the driver, and it only works forward";
    return { kind: "refused", because, expected };
  }
  return doubt(compat, branches);
}
function doubt({ library, driver, boards }, branches) {
  if (compareDriverVersions(library, driver) < 0) {
    return { kind: "unknown", because: "the cuda-compat library is older than the driver under it" };
  }
  if (branches === null) {
    return {
      kind: "unknown",
      because: "the cuda-compat library does not say which driver branches it is made for"
    };
  }
  if (boards.length === 0) {
    return {
      kind: "unknown",
      because: "whether the board supports cuda-compat is not known without the board"
    };
  }
  const unclear = boards.find(({ support }) => support === "unknown");
  if (unclear !== void 0) {
    return { kind: "unknown", because: `whether ${unclear.name} supports cuda-compat is not known` };
  }
  return { kind: "allowed" };
}
function branchesOf(library) {
  return cuda_compatibility_default.libraries.find(({ driver }) => Number(driver.split(".")[0]) === library[0])?.branches ?? null;
}

// src/judge/cuda/machine.ts
var FRAMEWORKS = ["torch", "tensorflow", "jax", "cupy"];
function cudaBuilds({ frameworks }) {
  return FRAMEWORKS.flatMap((framework) => {
    const build = frameworks[framework];
    const cuda = build?.cuda == null ? null : parseRelease(build.cuda);
    return build === null || cuda === null ? [] : [{ framework, version: build.version, cuda, archs: build.archs }];
  });
}
function blindFrameworks(snapshot) {
  const blind = FRAMEWORKS.flatMap((framework) => {
    const build = snapshot.frameworks[framework];
    if (build?.cuda != null) {
      const unread2 = parseRelease(build.cuda) === null;
      return unread2 ? [{ path: `frameworks.${framework}.cuda`, because: `"${build.cuda}" is no CUDA release` }] : [];
    }
    const path = build === null ? `frameworks.${framework}` : `frameworks.${framework}.cuda`;
    const because = fieldUnknown(snapshot, path);
    return because === null ? [] : [{ path, because }];
  });
  return blind.filter(
    ({ because }, place2) => blind.findIndex((other) => other.because === because) === place2
  );
}
function compatibilityOf(build, snapshot) {
  const { driver } = snapshot;
  const version = parseDriverVersion(driver?.version ?? "");
  if (driver === null || version === null) return { kind: "unknown", because: noVersion(snapshot) };
  const gpus = visibleGpus(snapshot).filter(({ vendor }) => vendor === "nvidia");
  if (hasOwnDriverNumbers(gpus, version[0])) return tierByReport(build, driver);
  const own = tierOnPlatform(build, version, driver.platform);
  if (driver.compat === null) return own;
  const library = parseDriverVersion(driver.compat);
  if (library === null) return { kind: "unknown", because: `"${driver.compat}" is no version of a driver` };
  const boards = gpus.map((gpu) => ({ name: gpu.name ?? "the GPU", support: forwardSupport(gpu) }));
  const forward = judgeForward({ library, driver: version, branches: driver.compatBranches, boards });
  return throughCompat({
    own,
    forward,
    raised: tierOnPlatform(build, library, "linux"),
    text: driver.compat
  });
}
function throughCompat({ own, forward, raised, text }) {
  if (forward.kind === "refused") {
    return { kind: "forward-refused", because: forward.because, expected: forward.expected };
  }
  if (forward.kind === "unknown") return { kind: "unknown", because: forward.because };
  if (own.kind === "full" || raised.kind === "too-old" || raised.kind === "unknown") return raised;
  return { kind: "forward-compatible", library: text, jit: raised.kind === "full" };
}
function tierOnPlatform(build, version, platform) {
  if (platform !== null) return driverTier(build, version, platform);
  const linux = driverTier(build, version, "linux");
  const windows = driverTier(build, version, "windows");
  if (linux.kind === windows.kind) return linux;
  return { kind: "unknown", because: "it is not known whether the driver is one of Linux or of Windows" };
}
function tierByReport(build, driver) {
  const because = "NVIDIA publishes no table of the drivers of Jetson";
  const reported = driver.compat === null ? parseExactRelease(driver.cuda) : null;
  if (reported === null) return { kind: "unknown", because };
  const exact = parseExactRelease(releaseText(build));
  if (exact === null ? build.major < reported.major : compareReleases(exact, reported) <= 0) {
    return { kind: "full" };
  }
  return build.major === reported.major && exact === null ? { kind: "runs", because: `the build tells only its major, CUDA ${build.major}` } : { kind: "unknown", because };
}
function noVersion(snapshot) {
  const text = snapshot.driver?.version ?? null;
  if (text !== null) return `"${text}" is not a driver version`;
  return fieldUnknown(snapshot, "driver.version") ?? "this machine has no NVIDIA driver";
}

// src/judge/cuda/undecided.ts
function undecided({ subject, path, summary, because, where, severity = "warning" }) {
  const clause = `${summary} cannot be told, because ${because}`;
  if (where !== null) return { ...cannotJudge(path, because, where), summary: clause };
  return {
    code: "cuda/undecided",
    severity,
    subject,
    summary: clause,
    expected: "what it takes to decide",
    found: `cannot tell, because ${because}`,
    where,
    next: "Nothing, if the smoke test runs here; else remove the cause given."
  };
}

// src/judge/cuda/arch-rule.ts
var cudaArch = {
  kind: "standalone",
  id: "cuda-arch",
  applies: ({ hardware }) => hardware.device === "auto" && hardware.cuda.arch !== "off",
  judge: judgeArch
};
function judgeArch({ policy, snapshot }) {
  const where = policy.hardware.cuda.written.arch ? policy.where("/hardware/cuda/arch") : null;
  const blocked = where === null ? null : withoutGpus(snapshot, where);
  if (blocked !== null) return [blocked];
  const kinds = kindsOf(visibleGpus(snapshot).filter(({ vendor }) => vendor === "nvidia"));
  return cudaBuilds(snapshot).flatMap((build) => {
    const compatibility = compatibilityOf(build.cuda, snapshot);
    return kinds.flatMap((gpu) => judgePair2({ build, gpu, compatibility, policy, where, snapshot }));
  });
}
function kindsOf(gpus) {
  return gpus.filter(
    (gpu, place2) => gpus.findIndex((other) => other.computeCapability === gpu.computeCapability) === place2
  );
}
function judgePair2(pair) {
  const { build, gpu, snapshot } = pair;
  const path = `gpus[${gpu.index}].computeCapability`;
  if (gpu.computeCapability === null) {
    const because = fieldUnknown(snapshot, path) ?? "the driver does not report it";
    return [doubt2(pair, { path, because })];
  }
  const found = build.archs === null ? withoutList(pair, gpu.computeCapability) : withList(pair, build.archs, gpu.computeCapability);
  return found === null ? [] : findingOf(found, pair);
}
function withList({ build, compatibility }, archs, capability) {
  const found = coverage(archs, capability, compiles(compatibility));
  const older2 = toolkitSupport(build.cuda, capability) === "not-yet";
  if (found.kind !== "ptx" || !older2 || build.framework !== "torch") return found;
  const because = `it has only PTX for it, and the libraries of CUDA ${releaseText(build.cuda)} beside it do not know that GPU`;
  return { kind: "unknown", because };
}
function compiles(compatibility) {
  switch (compatibility.kind) {
    case "full":
      return true;
    case "forward-compatible":
      return compatibility.jit;
    case "minor-compatible":
    case "too-old":
    case "forward-refused":
      return false;
    case "runs":
    case "unknown":
      return null;
  }
}
var COMPILES_ITSELF = /* @__PURE__ */ new Set(["jax", "cupy"]);
function withoutList({ build, snapshot }, capability) {
  const support = toolkitSupport(build.cuda, capability);
  if (support === "dropped") return { kind: "none" };
  if (support === "not-yet" && build.framework === "torch") return { kind: "none" };
  if (COMPILES_ITSELF.has(build.framework) && support === "supported") return null;
  const unread2 = fieldUnknown(snapshot, `frameworks.${build.framework}.archs`) ?? "the build does not say what it carries";
  const newer = `CUDA ${releaseText(build.cuda)} makes no machine code for it, so at best PTX would run`;
  return { kind: "unknown", because: support === "not-yet" ? newer : unread2 };
}
function findingOf(found, pair) {
  switch (found.kind) {
    case "native":
      return [];
    case "ptx":
      return [ptxOnly(pair)];
    case "ptx-refused":
      return pair.compatibility.kind === "minor-compatible" || pair.compatibility.kind === "forward-compatible" ? [ptxRefused(pair)] : [];
    case "none":
      return [noKernelImage(pair)];
    case "unknown":
      return [unknown2(pair, found.because)];
  }
}
function nameOf3({ name, computeCapability }) {
  return `${name ?? "the GPU"} (${computeCapability ?? "?"})`;
}
function carried({ archs, cuda }) {
  return archs === null ? `what CUDA ${releaseText(cuda)} makes code for` : archs.join(" ");
}
function ptxOnly({ build, gpu, policy, where }) {
  return {
    code: "cuda/ptx-only",
    severity: policy.hardware.cuda.arch === "native" ? "error" : "warning",
    subject: build.framework,
    summary: `${build.framework} ${build.version} has no machine code for ${nameOf3(gpu)}, only PTX`,
    expected: `machine code for compute capability ${gpu.computeCapability}`,
    found: carried(build),
    where,
    next: "Install a build with machine code for this GPU; until then the first start compiles for minutes, and a driver update may change numbers."
  };
}
function ptxRefused({ build, gpu, snapshot, where }) {
  return {
    code: "cuda/ptx-refused",
    severity: "error",
    subject: build.framework,
    summary: `${build.framework} ${build.version} has only PTX for ${nameOf3(gpu)}, which is too new for the driver`,
    expected: `machine code for compute capability ${gpu.computeCapability}, or a driver for CUDA ${releaseText(build.cuda)}`,
    found: `${carried(build)}; driver ${snapshot.driver?.version ?? "unknown"}`,
    where,
    next: "Update the driver of the runner, or install a build with machine code for this GPU."
  };
}
function noKernelImage({ build, gpu, where }) {
  return {
    code: "cuda/no-kernel-image",
    severity: "error",
    subject: build.framework,
    summary: `${build.framework} ${build.version} has no code for ${nameOf3(gpu)}`,
    expected: `code for compute capability ${gpu.computeCapability}`,
    found: carried(build),
    where,
    next: remedy(gpu.computeCapability ?? "")
  };
}
function remedy(capability) {
  const [major = 0, minor = 0] = capability.split(".").map(Number);
  if (major === 11 || major === 10 && minor === 1) {
    return "Install a build for CUDA 13.0 or newer on arm64 (torch: +cu130).";
  }
  if (major >= 10) return "Install a build for CUDA 12.8 or newer (torch: +cu128, +cu130).";
  if (major > 7 || major === 7 && minor >= 5)
    return "Install a build that lists this GPU (torch: +cu126, +cu130).";
  if (major >= 5)
    return "Install a build for CUDA 12.6 (torch: +cu126); CUDA 13 has no code for this generation.";
  return "Run on a newer GPU: current builds have no code for this generation.";
}
function unknown2(pair, because) {
  const path = `frameworks.${pair.build.framework}.archs`;
  return doubt2(pair, { path, because, severity: "info" });
}
function doubt2({ build, gpu, where }, reason2) {
  const summary = `whether ${build.framework} ${build.version} carries code for ${nameOf3(gpu)}`;
  return undecided({ subject: build.framework, summary, where, ...reason2 });
}

// src/judge/cuda/driver-rule.ts
var cudaDriver = {
  kind: "standalone",
  id: "cuda-driver",
  applies: ({ hardware }) => hardware.device === "auto" && hardware.cuda.driver !== "off",
  judge: judgeCudaDriver
};
function judgeCudaDriver({ policy, snapshot }) {
  const { written } = policy.hardware.cuda;
  const where = written.driver ? policy.where("/hardware/cuda/driver") : null;
  const blocked = where === null ? null : withoutGpus(snapshot, where);
  if (blocked !== null) return [blocked];
  if (!hasNvidia(snapshot)) return [];
  const blind = blindFrameworks(snapshot).map((entry) => notDecided(entry, where));
  const judged3 = cudaBuilds(snapshot).flatMap(
    (build) => judgeBuild({ build, compatibility: compatibilityOf(build.cuda, snapshot), policy, where, snapshot })
  );
  return [...blind, ...judged3];
}
function hasNvidia(snapshot) {
  const { driver, gpus } = snapshot;
  if (gpus.length > 0) return gpus.some(({ vendor }) => vendor === "nvidia");
  return driver !== null && driver.platform !== null;
}
function notDecided({ path, because }, where) {
  return undecided({ subject: path, path, summary: "whether the driver fits every build", because, where });
}
function judgeBuild(judged3) {
  const { compatibility } = judged3;
  switch (compatibility.kind) {
    case "full":
      return [];
    case "minor-compatible":
      return [minorCompatible(judged3, compatibility.full)];
    case "forward-compatible":
      return [forwardCompatible(judged3, compatibility.library)];
    case "forward-refused":
      return [forwardRefused(judged3, compatibility)];
    case "too-old":
      return [tooOld(judged3, compatibility.needs)];
    case "runs":
      return [featuresUnknown(judged3, compatibility.because)];
    case "unknown":
      return [unknown3(judged3, compatibility.because)];
  }
}
function nameOf4({ framework, version, cuda }) {
  const label = version.includes(`+cu${releaseText(cuda).replace(".", "")}`) ? "" : ` for CUDA ${releaseText(cuda)}`;
  return `${framework} ${version}${label}`;
}
function driverText({ driver }) {
  return driver?.version ?? "unknown";
}
var NEWER_DRIVER = "Update the driver of the runner, or install a build for an older CUDA (another local label, such as +cu126).";
function minorCompatible({ build, policy, where, snapshot }, full) {
  const isError = policy.hardware.cuda.driver === "full";
  return {
    code: isError ? "cuda/not-full" : "cuda/minor-compatible",
    severity: isError ? "error" : "warning",
    subject: build.framework,
    summary: `driver ${driverText(snapshot)} runs ${nameOf4(build)} only with limits`,
    expected: `driver ${full} or newer for all features`,
    found: driverText(snapshot),
    where,
    next: isError ? NEWER_DRIVER : `Nothing, unless something compiles kernels while it runs; then: ${NEWER_DRIVER}`
  };
}
function forwardCompatible({ build, policy, where, snapshot }, library) {
  const isError = policy.hardware.cuda.driver === "full";
  return {
    code: isError ? "cuda/not-full" : "cuda/forward-compatible",
    severity: isError ? "error" : "warning",
    subject: build.framework,
    summary: `${nameOf4(build)} runs on driver ${driverText(snapshot)} only through cuda-compat ${library}`,
    expected: `a driver for CUDA ${releaseText(build.cuda)} without cuda-compat`,
    found: `driver ${driverText(snapshot)} with cuda-compat ${library}`,
    where,
    next: isError ? NEWER_DRIVER : "Nothing; a job without that library on its path will not run here."
  };
}
function forwardRefused({ build, where, snapshot }, { because, expected }) {
  return {
    code: "cuda/forward-compatibility-unsupported",
    severity: "error",
    subject: build.framework,
    summary: `CUDA does not start: ${because}`,
    expected,
    found: `driver ${driverText(snapshot)} with cuda-compat ${snapshot.driver?.compat ?? ""}`,
    where,
    next: "Take the compat directory out of LD_LIBRARY_PATH and /etc/ld.so.conf.d, and update the driver if the build needs it."
  };
}
function tooOld({ build, where, snapshot }, needs) {
  const unseen = fieldUnknown(snapshot, "driver.compat");
  const found = unseen === null ? "" : `; whether a cuda-compat library is in use is not known, because ${unseen}`;
  return {
    code: "cuda/driver-too-old",
    severity: "error",
    subject: build.framework,
    summary: `driver ${driverText(snapshot)} is too old for ${nameOf4(build)}`,
    expected: `driver ${needs} or newer`,
    found: `${driverText(snapshot)}${found}`,
    where,
    next: NEWER_DRIVER
  };
}
function featuresUnknown({ build, policy, where }, because) {
  const path = `frameworks.${build.framework}.cuda`;
  if (policy.hardware.cuda.driver === "full" && where !== null) return cannotJudge(path, because, where);
  return {
    code: "cuda/limits-unknown",
    severity: "info",
    subject: build.framework,
    summary: `${nameOf4(build)} runs on this driver, whether with limits cannot be told`,
    expected: "a driver with all features of the build\u2019s CUDA",
    found: `cannot tell, because ${because}`,
    where,
    next: "Nothing, if the smoke test runs here."
  };
}
function unknown3({ build, where, snapshot }, because) {
  return undecided({
    subject: build.framework,
    path: pathOfDoubt(build, snapshot),
    summary: `whether this driver runs ${nameOf4(build)}`,
    because,
    where
  });
}
function pathOfDoubt({ framework }, { driver }) {
  if (parseDriverVersion(driver?.version ?? "") === null) return "driver.version";
  return driver?.compat == null ? `frameworks.${framework}.cuda` : "driver.compat";
}

// src/judge/cuda/libraries.ts
var compatInUse = {
  kind: "standalone",
  id: "cuda-compat",
  applies: ({ hardware }) => hardware.device === "auto",
  judge: judgeCompat
};
var twoCopies2 = {
  kind: "standalone",
  id: "cuda-copies",
  applies: ({ hardware }) => hardware.device === "auto",
  judge: judgeCopies
};
function judgeCompat({ snapshot: { driver } }) {
  if (driver?.compat == null) return [];
  return [
    {
      code: "driver/compat-in-use",
      severity: "warning",
      subject: "driver",
      summary: `programs load libcuda ${driver.compat}, not the driver's own`,
      expected: `libcuda ${driver.version ?? "of the driver"}`,
      found: driver.compat,
      where: null,
      next: "Nothing, if it is meant; else take the compat directory out of LD_LIBRARY_PATH and /etc/ld.so.conf.d."
    }
  ];
}
function judgeCopies({ snapshot }) {
  if (!snapshot.gpus.some(({ vendor }) => vendor === "nvidia")) return [];
  const { copies } = snapshot.cuda;
  return copies.flatMap((copy, place2) => {
    const first = copies.findIndex((other) => isSameFile(other, copy));
    if (first !== place2) return [];
    const rival = copies.find(
      (other) => isSameFile(other, copy) && !isSameVersion2(other.version, copy.version)
    );
    return rival === void 0 ? [] : [conflict(copy, rival)];
  });
}
function isSameFile(a, b) {
  return a.part !== "toolkit" && a.part === b.part && a.version.split(".")[0] === b.version.split(".")[0];
}
function isSameVersion2(a, b) {
  const [left, right] = [a.split("."), b.split(".")];
  const told = Math.min(left.length, right.length);
  return left.slice(0, told).every((part, index) => Number(part) === Number(right[index]));
}
function severityOf3(first) {
  return first.part === "cudnn" || !first.from.startsWith("wheel ") ? "warning" : "info";
}
function conflict(first, rival) {
  const mixed = first.part === "cudnn" ? "parts of both can end up in one program, which stops with CUDNN_STATUS_SUBLIBRARY_VERSION_MISMATCH" : "search paths decide which of them a program gets";
  return {
    code: "cuda/two-copies",
    severity: severityOf3(first),
    subject: first.part,
    summary: `${first.part} is there twice, as ${first.version} and ${rival.version}`,
    expected: "one version",
    found: `${first.version} (${first.from}) and ${rival.version} (${rival.from})`,
    where: null,
    next: `Keep one: ${mixed}.`
  };
}

// src/judge/cuda/requirement.ts
function judgeRequirements2(declared, properties) {
  const judged3 = requirementsOf(declared).map(([name, text]) => judgeOne2({ name, text }, properties));
  const worst = ["unreadable", "unmet", "unknown"].flatMap(
    (kind) => judged3.find((entry) => entry.kind === kind) ?? []
  );
  return worst[0] ?? { kind: "met" };
}
function requirementsOf(declared) {
  if (declared["NVIDIA_DISABLE_REQUIRE"] === "true") return [];
  const written = Object.entries(declared).filter(
    ([name]) => name.startsWith("NVIDIA_REQUIRE_") && !name.startsWith("NVIDIA_REQUIRE_JETPACK")
  );
  const legacy = legacyRequirement(declared);
  return legacy === null ? written : [...written, ["CUDA_VERSION", legacy]];
}
function legacyRequirement(declared) {
  if (declared["NVIDIA_REQUIRE_CUDA"] !== void 0) return null;
  const release = /^\d+\.\d+/.exec(declared["CUDA_VERSION"] ?? "")?.[0];
  return release === void 0 ? null : `cuda>=${release}`;
}
function judgeOne2({ name, text }, properties) {
  const factors = text.split(/[\s,]+/).filter((factor) => factor !== "");
  const broken = factors.find((factor) => parseFactor(factor) === null);
  if (broken !== void 0) return { kind: "unreadable", name, factor: broken };
  const terms = text.split(/\s+/).filter((term) => knownFactors(term).length > 0);
  if (terms.length === 0) return { kind: "met" };
  const truths = terms.map((term) => allOf(knownFactors(term).map((factor) => holds(factor, properties))));
  if (truths.includes(true)) return { kind: "met" };
  return truths.includes(null) ? { kind: "unknown", name } : { kind: "unmet", name, terms };
}
function parseFactor(text) {
  const [, property, operator, value] = /^([^=!<>]+)(!=|<=|>=|=|<|>)([^=!<>].*)$/.exec(text) ?? [];
  if (property === void 0 || operator === void 0 || value === void 0) return null;
  return { property, operator, value };
}
var KNOWN = /* @__PURE__ */ new Set(["cuda", "driver", "arch", "brand"]);
function knownFactors(term) {
  return term.split(",").flatMap((text) => parseFactor(text) ?? []).filter(({ property }) => KNOWN.has(property));
}
function allOf(truths) {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}
function holds({ property, operator, value }, properties) {
  if (property === "brand") return brandHolds({ operator, value: value.toLowerCase() }, properties.brands);
  const found = parseDriverVersion(properties[property] ?? "");
  const wanted = parseDriverVersion(value);
  return found === null || wanted === null ? null : ordered(compareDriverVersions(found, wanted), operator);
}
function brandHolds({ operator, value }, brands) {
  const isIt = brands === null || brands.includes(value) && brands.length > 1 ? null : brands.includes(value);
  if (operator === "=") return isIt;
  return operator === "!=" && isIt !== null ? !isIt : null;
}
function ordered(difference, operator) {
  switch (operator) {
    case "=":
      return difference === 0;
    case "!=":
      return difference !== 0;
    case "<":
      return difference < 0;
    case "<=":
      return difference <= 0;
    case ">":
      return difference > 0;
    default:
      return difference >= 0;
  }
}
function brandsOf(name) {
  const board = (name ?? "").replace(/^NVIDIA /i, "").toLowerCase();
  if (board.startsWith("geforce")) return ["geforce"];
  if (board.startsWith("titan")) return ["titan", "titanrtx"];
  if (board.startsWith("tesla")) return ["tesla", "nvidia"];
  if (board.startsWith("quadro rtx")) return ["quadro", "quadrortx"];
  if (board.startsWith("quadro")) return ["quadro"];
  return forwardSupport({ name }) === "supported" ? ["nvidia"] : null;
}

// src/judge/cuda/requirement-rule.ts
var containerRequirement = {
  kind: "standalone",
  id: "container-requirement",
  applies: ({ hardware }) => hardware.device === "auto",
  judge: judgeContainer
};
function judgeContainer({ snapshot }) {
  const properties = propertiesOf(snapshot);
  if (properties === null) return [];
  const requirement = judgeRequirements2(snapshot.cuda.declared, properties);
  switch (requirement.kind) {
    case "met":
    // The container toolkit decided the same question with the same properties when the container started.
    case "unknown":
      return [];
    case "unreadable": {
      const summary = `the image declares a requirement in ${requirement.name} that cannot be read`;
      return [
        finding2(requirement.name, {
          summary,
          expected: "property, operator, value",
          found: requirement.factor
        })
      ];
    }
    case "unmet": {
      const summary = `the machine does not meet what the image asks for in ${requirement.name}`;
      const expected = requirement.terms.join(" or ");
      return [finding2(requirement.name, { summary, expected, found: describe6(properties) })];
    }
  }
}
function propertiesOf(snapshot) {
  const [gpu] = visibleGpus(snapshot).filter(({ vendor }) => vendor === "nvidia");
  const { driver } = snapshot;
  if (gpu === void 0 || driver === null) return null;
  return {
    // Of the kernel driver: a cuda-compat library, which raises what the driver reports, is not what is asked about.
    cuda: driver.platform === "linux" ? cudaOfBranch(driver.branch) ?? driver.cuda : driver.cuda,
    driver: driver.version,
    arch: gpu.computeCapability,
    brands: brandsOf(gpu.name)
  };
}
function describe6({ cuda, driver, arch }) {
  return `cuda=${cuda ?? "?"}, driver=${driver ?? "?"}, arch=${arch ?? "?"}`;
}
function finding2(subject, { summary, expected, found }) {
  return {
    code: "container/requirement-unmet",
    severity: "warning",
    subject,
    summary,
    expected,
    found,
    where: null,
    next: "Use an older image or update the driver; an image that does not need it can set NVIDIA_DISABLE_REQUIRE=true."
  };
}

// src/judge/driver.ts
var driverRange = {
  kind: "standalone",
  id: "driver",
  applies: (policy) => policy.hardware.driver !== null,
  judge: judgeRange
};
var driverBranch = {
  kind: "compared",
  id: "driver-branch",
  applies: (policy) => policy.hardware.device === "auto",
  judge: judgeBranch
};
function judgeRange({ policy, snapshot }) {
  const where = policy.where("/hardware/driver");
  const expected = policy.hardware.driver ?? "";
  const unknown4 = unknownBecause(snapshot, "driver.version");
  if (unknown4 !== null) return [cannotJudge("driver.version", unknown4, where)];
  const text = snapshot.driver?.version ?? null;
  if (text === null) {
    const summary = "this machine has no NVIDIA driver";
    return [
      {
        code: "driver/missing",
        severity: "error",
        subject: "driver",
        summary,
        expected,
        found: "none",
        where,
        next: "Run the job on a GPU runner."
      }
    ];
  }
  const version = parseDriverVersion(text);
  const range = parseDriverRange(expected);
  if (version === null || range === null) {
    return [cannotJudge("driver.version", `"${text}" is not a driver version`, where)];
  }
  if (satisfiesDriverRange(version, range)) return [];
  return [
    {
      code: "driver/out-of-range",
      severity: "error",
      subject: "driver",
      summary: `driver ${text} is outside its range`,
      expected,
      found: text,
      where,
      next: "Use a runner with a driver in the range, or change the range in a reviewed change."
    }
  ];
}
function judgeBranch({ snapshot, baseline }) {
  const before = baseline.snapshot.driver;
  const after = snapshot.driver;
  if (before?.branch == null || after?.branch == null || before.branch === after.branch) return [];
  return [
    {
      code: "driver/branch-changed",
      severity: "warning",
      subject: "driver",
      summary: `the driver moved from branch ${before.branch} to ${after.branch}`,
      expected: before.version ?? `${before.branch}`,
      found: after.version ?? `${after.branch}`,
      where: null,
      next: "Nothing, if the metrics agree; record again once the fleet has moved."
    }
  ];
}

// src/judge/generation.ts
var generationBranch = {
  kind: "standalone",
  id: "generation-branch",
  applies: (policy) => policy.hardware.device === "auto",
  judge: judgeBranches
};
var SUPPORT = driver_branches_default.generations;
function judgeBranches({ snapshot }) {
  const { driver } = snapshot;
  const gpus = visibleGpus(snapshot).filter(({ vendor }) => vendor === "nvidia");
  if (driver?.branch == null || hasOwnDriverNumbers(gpus, driver.branch)) return [];
  const { branch } = driver;
  return firstOfEach(gpus).flatMap((gpu) => {
    const support = SUPPORT[gpu.generation ?? ""];
    return support === void 0 ? [] : judgeSupport({ gpu, support, branch, snapshot });
  });
}
function firstOfEach(gpus) {
  return gpus.filter(
    (gpu, place2) => gpus.findIndex(({ generation }) => generation === gpu.generation) === place2
  );
}
function judgeSupport(judged3) {
  const { first, last, next } = judged3.support;
  if (next !== null && judged3.branch >= next) return [dropped(judged3)];
  if (first !== null && judged3.branch < first) return [notYet(judged3)];
  return last !== null && judged3.branch >= last ? [lastBranch(judged3)] : [];
}
function describe7({ gpu, snapshot }) {
  return {
    subject: "driver",
    found: `${snapshot.driver?.version ?? "unknown"} with ${gpu.name ?? "a GPU"} (${gpu.generation})`,
    where: null
  };
}
function dropped(judged3) {
  const { gpu, support, branch } = judged3;
  return {
    ...describe7(judged3),
    code: "driver/generation-dropped",
    severity: "error",
    summary: `drivers of branch ${branch} no longer support ${gpu.name ?? "this GPU"} (${gpu.generation})`,
    expected: `a driver of branch ${support.last} or older`,
    next: `Install a driver of branch ${support.last}.`
  };
}
function notYet(judged3) {
  const { gpu, support, branch } = judged3;
  return {
    ...describe7(judged3),
    code: "driver/generation-not-yet",
    severity: "error",
    summary: `drivers of branch ${branch} do not know ${gpu.name ?? "this GPU"} (${gpu.generation}) yet`,
    expected: `a driver of branch ${support.first} or newer`,
    next: `Update the driver to branch ${support.first} or newer.`
  };
}
function lastBranch(judged3) {
  const { gpu, support } = judged3;
  return {
    ...describe7(judged3),
    code: "driver/last-branch",
    severity: "info",
    summary: `branch ${support.last} is the last that supports ${gpu.name ?? "this GPU"} (${gpu.generation})`,
    expected: "a branch that has a successor",
    next: "Nothing now; builds for a newer CUDA than this branch brings will not run here."
  };
}

// src/judge/gpu.ts
var gpuGenerations = {
  kind: "standalone",
  id: "gpu-generations",
  applies: (policy) => policy.hardware.gpu.generations !== null,
  judge: (evidence) => withGpus(evidence, "/hardware/gpu/generations", judgeGenerations)
};
var gpuCount = {
  kind: "standalone",
  id: "gpu-count",
  applies: (policy) => policy.hardware.gpu.count !== null,
  judge: judgeCount
};
function judgeGenerations({ policy, snapshot, gpus, where }) {
  const allowed = policy.hardware.gpu.generations ?? [];
  return gpus.flatMap((gpu) => {
    if (allowed.some((entry) => isAllowed(entry, gpu))) return [];
    const path = `gpus[${gpu.index}].${gpu.vendor === "amd" ? "gfx" : "computeCapability"}`;
    const unknown4 = fieldUnknown(snapshot, path);
    if (unknown4 !== null) return [cannotJudge(path, unknown4, where)];
    const found = `${gpu.name ?? "a GPU without a name"} (${gpu.generation ?? "unknown generation"}, ${gpu.computeCapability ?? gpu.gfx ?? "?"})`;
    return [
      {
        code: "gpu/generation",
        severity: "error",
        subject: `gpus[${gpu.index}]`,
        summary: `${gpu.name ?? "the GPU"} is not of an allowed generation`,
        expected: allowed.join(", "),
        found,
        where,
        next: "Run the job on an allowed runner, or allow the generation in a reviewed change."
      }
    ];
  });
}
function isAllowed(entry, gpu) {
  if (/^\d+\.\d+$/.test(entry)) return gpu.computeCapability === entry;
  if (/^gfx[0-9a-f]+$/i.test(entry)) return gpu.gfx?.toLowerCase() === entry.toLowerCase();
  if (gpu.generation !== null && gpu.generation.toLowerCase() === entry.toLowerCase()) return true;
  const name = gpu.name ?? "";
  const matches = globMatcher(entry);
  return matches(name) || matches(name.replace(/^NVIDIA /i, ""));
}
function judgeCount({ policy, snapshot }) {
  const where = policy.where("/hardware/gpu/count");
  const expected = policy.hardware.gpu.count ?? 0;
  const unknown4 = fieldUnknown(snapshot, "gpus");
  if (unknown4 !== null) return [cannotJudge("gpus", unknown4, where)];
  for (const path of snapshot.gpus.map((_, index) => `gpus[${index}].visible`)) {
    const because = fieldUnknown(snapshot, path);
    if (because !== null) return [cannotJudge(path, because, where)];
  }
  const found = visibleGpus(snapshot).length;
  if (found === expected) return [];
  const hidden = snapshot.gpus.length - found;
  const plural2 = found === 1 ? "" : "s";
  return [
    {
      code: "gpu/count",
      severity: "error",
      subject: "gpus",
      summary: hidden === 0 ? `this machine has ${found} GPU${plural2}, not ${expected}` : `this job sees ${found} GPU${plural2}, not ${expected}`,
      expected: `${expected}`,
      found: hidden === 0 ? `${found}` : `${found}, and ${hidden} that this job does not see`,
      where,
      next: "Run the job on a runner with that many GPUs."
    }
  ];
}

// src/judge/gpu-memory.ts
var gpuMemory = {
  kind: "standalone",
  id: "gpu-memory",
  applies: (policy) => policy.hardware.gpu.memory !== null,
  judge: (evidence) => withGpus(evidence, "/hardware/gpu/memory", judgeMemory)
};
function judgeMemory({ policy, snapshot, gpus, where }) {
  const bound = policy.hardware.gpu.memory;
  if (bound === null) return [];
  return gpus.flatMap(partsOf).flatMap((part) => {
    if (part.memoryMiB === null) {
      return [cannotJudge(part.path, fieldUnknown(snapshot, part.path) ?? part.otherwise, where)];
    }
    return satisfiesBound2(part.memoryMiB, bound) ? [] : [outside3(part, bound, where)];
  });
}
var NOT_REPORTED = "the driver does not report it";
function partsOf(gpu) {
  const subject = `gpus[${gpu.index}]`;
  const name = gpu.name ?? "the GPU";
  const whole = { subject, name, path: `${subject}.memoryMiB`, otherwise: NOT_REPORTED };
  if (gpu.mig !== "enabled") return [{ ...whole, memoryMiB: gpu.memoryMiB }];
  const slices = gpu.slices.map((slice, index) => ({ ...slice, index })).filter((s) => s.visible !== false);
  if (slices.length === 0) {
    const otherwise = "the board is divided, and this job sees no slice of it";
    return [{ ...whole, path: `${subject}.slices`, otherwise, memoryMiB: null }];
  }
  return slices.map(({ index, profile, memoryMiB }) => ({
    subject: `${subject}.slices[${index}]`,
    path: `${subject}.slices[${index}].memoryMiB`,
    otherwise: NOT_REPORTED,
    name: `slice ${profile ?? index} of ${name}`,
    memoryMiB
  }));
}
function satisfiesBound2(mib, { operator, mib: bound }) {
  switch (operator) {
    case ">=":
      return mib >= bound;
    case ">":
      return mib > bound;
    case "<=":
      return mib <= bound;
    case "<":
      return mib < bound;
    case "==":
      return mib === bound;
  }
}
function outside3({ subject, name, memoryMiB }, bound, where) {
  return {
    code: "gpu/memory",
    severity: "error",
    subject,
    summary: `${name} does not have the memory asked for`,
    expected: bound.text,
    found: `${memoryMiB} MiB`,
    where,
    next: "Run the job on a runner with enough memory."
  };
}

// src/judge/gpu-mode.ts
var gpuMig = {
  kind: "standalone",
  id: "gpu-mig",
  applies: (policy) => policy.hardware.gpu.mig !== null,
  judge: (evidence) => withGpus(evidence, "/hardware/gpu/mig", (found) => found.gpus.flatMap((gpu) => judgeMig(gpu, found)))
};
var gpuEcc = {
  kind: "standalone",
  id: "gpu-ecc",
  applies: (policy) => policy.hardware.gpu.ecc !== null,
  judge: (evidence) => withGpus(evidence, "/hardware/gpu/ecc", (found) => found.gpus.flatMap((gpu) => judgeEcc(gpu, found)))
};
function judgeMig(gpu, { policy, snapshot, where }) {
  const expected = policy.hardware.gpu.mig ?? "off";
  const path = `gpus[${gpu.index}].mig`;
  const unknown4 = gpu.mig === null ? fieldUnknown(snapshot, path) : null;
  if (unknown4 !== null) return [cannotJudge(path, unknown4, where)];
  const isOn = gpu.mig === "enabled";
  if (expected === "off") return isOn ? [migFinding(gpu, { expected, found: "on", where })] : [];
  if (!isOn) return [migFinding(gpu, { expected, found: gpu.mig === null ? "no MIG" : "off", where })];
  return expected === "on" ? [] : judgeProfiles(gpu, { expected, where, snapshot });
}
function judgeProfiles(gpu, { expected, where, snapshot }) {
  const list = fieldUnknown(snapshot, `gpus[${gpu.index}].slices`);
  if (list !== null) return [cannotJudge(`gpus[${gpu.index}].slices`, list, where)];
  const slices = gpu.slices.map((slice, index) => ({ ...slice, index })).filter((s) => s.visible !== false);
  if (slices.length === 0)
    return [migFinding(gpu, { expected, found: "no slice that this job sees", where })];
  const matches = globMatcher(expected);
  return slices.flatMap(({ profile, index }) => {
    if (profile === null) {
      const path = `gpus[${gpu.index}].slices[${index}].profile`;
      return [cannotJudge(path, fieldUnknown(snapshot, path) ?? "the driver does not report it", where)];
    }
    return matches(profile) ? [] : [migFinding(gpu, { expected, found: profile, where })];
  });
}
function migFinding(gpu, mode) {
  return {
    ...mode,
    code: "gpu/mig",
    severity: "error",
    subject: `gpus[${gpu.index}]`,
    summary: `MIG on ${gpu.name ?? "the GPU"} is ${mode.found}, not ${mode.expected}`,
    next: "Run the job on a runner with that MIG mode; whoever runs it can set it with nvidia-smi mig."
  };
}
function judgeEcc(gpu, { policy, snapshot, where }) {
  const expected = policy.hardware.gpu.ecc ?? "off";
  const path = `gpus[${gpu.index}].ecc`;
  const unknown4 = gpu.ecc === null ? fieldUnknown(snapshot, path) : null;
  if (unknown4 !== null) return [cannotJudge(path, unknown4, where)];
  if (gpu.ecc === "enabled" === (expected === "on")) return [];
  const found = gpu.ecc === null ? "no ECC" : gpu.ecc === "enabled" ? "on" : "off";
  return [
    {
      code: "gpu/ecc",
      severity: "error",
      subject: `gpus[${gpu.index}]`,
      summary: `ECC on ${gpu.name ?? "the GPU"} is ${found}, not ${expected}`,
      expected,
      found,
      where,
      next: gpu.ecc === null ? "Run the job on a board with ECC." : `Set it with nvidia-smi -e ${expected === "on" ? 1 : 0} and reset the GPU.`
    }
  ];
}

// src/judge/gpu-notes.ts
var gfxOverride = {
  kind: "standalone",
  id: "gpu-gfx-override",
  applies: ({ hardware }) => hardware.device === "auto",
  judge: judgeOverride
};
var notJudged = {
  kind: "standalone",
  id: "gpu-not-judged",
  applies: ({ hardware }) => hardware.device === "auto",
  judge: nameNotJudged
};
function judgeOverride({ snapshot }) {
  const value = snapshot.env["HSA_OVERRIDE_GFX_VERSION"];
  const chips = snapshot.gpus.filter(({ vendor }) => vendor === "amd").map(({ gfx }) => gfx ?? "unknown");
  if (value === void 0 || chips.length === 0) return [];
  return [
    {
      code: "gpu/gfx-override",
      severity: "warning",
      subject: "HSA_OVERRIDE_GFX_VERSION",
      summary: `ROCm is told that the GPU is a ${value}`,
      expected: "not set",
      found: `${value} on ${[...new Set(chips)].join(", ")}`,
      where: null,
      next: "Unset it, with a build that carries the real chip."
    }
  ];
}
var VENDORS = { intel: "Intel", apple: "Apple" };
function nameNotJudged({ snapshot }) {
  return visibleGpus(snapshot).flatMap(({ vendor, name, index }) => {
    const maker = VENDORS[vendor];
    if (maker === void 0) return [];
    return [
      {
        code: "gpu/not-judged",
        severity: "info",
        subject: `gpus[${index}]`,
        summary: `${name ?? `a GPU of ${maker}`} is reported and not judged`,
        expected: "an NVIDIA or AMD GPU, for rules about drivers and architectures",
        found: `${name ?? "a GPU"} of ${maker}`,
        where: null,
        next: "Nothing."
      }
    ];
  });
}

// src/judge/installed.ts
var installed = {
  kind: "standalone",
  id: "installed",
  applies: ({ software }) => software.others !== "off" || software.pin.length > 0 || software.verify === "files",
  judge: judgeInstalled
};
function judgeInstalled({ policy, snapshot }) {
  const packages = (snapshot.python?.packages ?? []).filter(({ name }) => counts(name, policy));
  return [
    ...packages.filter(({ shadowed }) => shadowed.length > 0).map(shadowedFinding),
    ...packages.filter((entry) => isDirty(entry, snapshot)).map((entry) => dirtyFinding(entry, policy)),
    ...leftovers(packages, snapshot),
    ...policy.software.verify === "files" ? editedFindings(policy, snapshot) : []
  ];
}
function counts(name, { software }) {
  return software.others !== "off" || isPinned(name, software.pin);
}
function isPinned(name, pins2) {
  return pins2.some((pattern) => globMatcher(normaliseName(pattern))(name));
}
function shadowedFinding({ name, version, shadowed }) {
  return {
    code: "package/shadowed",
    severity: "warning",
    subject: name,
    summary: `${name} is installed more than once`,
    expected: "one version on the search path",
    found: `${version}, which hides ${shadowed.join(", ")}`,
    where: null,
    next: `Uninstall ${name} where it is not wanted; PYTHONNOUSERSITE=1 keeps the user's own packages out.`
  };
}
function isDirty({ dirty, commit }, { code }) {
  return dirty === true && (commit === null || commit !== code?.commit);
}
function dirtyFinding({ name, commit }, { software }) {
  return {
    code: "package/dirty",
    severity: isPinned(name, software.pin) ? "error" : "warning",
    subject: name,
    summary: `${name} is installed from a folder with uncommitted changes`,
    expected: `the files of its commit ${commit?.slice(0, 12) ?? ""}`.trim(),
    found: "files that differ from it",
    where: null,
    next: `Commit the changes of ${name}, or install it from a commit.`
  };
}
var MOST_NAMED3 = 5;
function editedFindings(policy, snapshot) {
  const where = policy.where("/software/packages/verify");
  const because = unknownBecause(snapshot, "python.edited");
  const unread2 = because === null ? [] : [cannotJudge("python.edited", because, where)];
  const files = snapshot.python?.edited ?? [];
  const names = [...new Set(files.map((file) => file.package))].sort();
  const edited = names.map((name) => {
    const own = files.filter((file) => file.package === name).map(({ path, state }) => `${path} (${state})`);
    const more = own.length - MOST_NAMED3;
    return {
      code: "package/edited",
      severity: "error",
      subject: name,
      summary: `installed files of ${name} are not those of the package`,
      expected: "the files that its RECORD lists",
      found: `${own.slice(0, MOST_NAMED3).join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
      where,
      next: `Install ${name} again, without what changed its files.`
    };
  });
  return [...unread2, ...edited];
}
var CUDA_PART = /^(nvidia-.+)-cu(\d\d)$/;
function leftovers(packages, { frameworks }) {
  const wanted = frameworks.torch?.cuda?.split(".", 1)[0];
  if (wanted === void 0) return [];
  return packages.flatMap(({ name, version }) => {
    const [, , major] = CUDA_PART.exec(name) ?? [];
    if (major === void 0 || major === wanted) return [];
    return [
      {
        code: "package/leftover",
        severity: "warning",
        subject: name,
        summary: `${name} is for another CUDA than torch`,
        expected: `parts for CUDA ${wanted}, which torch was built for`,
        found: `${name} ${version}`,
        where: null,
        next: `Uninstall ${name}, unless another package needs it; what stays behind may be loaded in place of the right library.`
      }
    ];
  });
}

// src/judge/lockfile.ts
var lockfile = {
  kind: "standalone",
  id: "lockfile",
  applies: (policy) => policy.software.lockfiles.length > 0,
  judge: judgeLocks
};
var MOST_FINDINGS = 50;
function judgeLocks(evidence) {
  const { policy, snapshot } = evidence;
  const where = policy.where("/software/packages/lockfile");
  return policy.software.lockfiles.flatMap((path) => {
    const lock = snapshot.locks.find((candidate) => candidate.path === path);
    if (lock === void 0) return [unreadable5(path, unknownBecause(snapshot, `locks[${path}]`), where)];
    if (lock.packages === 0) return [unreadable5(path, "it names no package", where)];
    const because = unknownBecause(snapshot, `locks[${path}].disagreements`);
    if (because !== null) return [cannotJudge(`locks[${path}]`, because, where)];
    return [...interpreterOf(lock, evidence), ...disagreementsOf(lock), ...notesOf(lock)];
  });
}
function unreadable5(path, because, where) {
  return {
    code: "lock/unreadable",
    severity: "error",
    subject: path,
    summary: `the lock file ${path} cannot be used: ${because ?? "it was not read"}`,
    expected: "a lock file of a known form, because the policy names it",
    found: because ?? "nothing that was read",
    where,
    next: `Correct ${path} or its name in the policy; the tool that wrote it writes it again.`
  };
}
function interpreterOf({ path, requiresPython }, { snapshot }) {
  const version = snapshot.python?.version ?? null;
  if (requiresPython === null || version === null) return [];
  if (contains(requiresPython, version) !== false) return [];
  return [
    {
      code: "lock/python",
      severity: "error",
      subject: "python",
      summary: `${path} is not for Python ${version}`,
      expected: requiresPython,
      found: version,
      where: at(path, null),
      next: "Run the job with an interpreter that the lock is for, or lock again with this one."
    }
  ];
}
function at(file, line) {
  return { file, line, column: null };
}
var INSTALL = "Install from the lock file, or lock again if what is installed is what is wanted.";
var WORDS = {
  missing: {
    code: "lock/missing",
    severity: "error",
    summary: ({ name }, path) => `${name} is in ${path} and not installed`,
    next: () => INSTALL
  },
  extra: {
    code: "lock/extra",
    severity: "warning",
    summary: ({ name }, path) => `${name} is installed and not in ${path}`,
    next: ({ name }) => `Uninstall ${name}, or add it to the project and lock again.`
  },
  version: {
    code: "lock/version",
    severity: "error",
    summary: ({ name, found }, path) => `${name} ${found} is not what ${path} says`,
    next: () => INSTALL
  },
  build: {
    code: "lock/build",
    severity: "error",
    summary: ({ name }, path) => `${name} is of another build than in ${path}`,
    next: () => INSTALL
  },
  hash: {
    code: "lock/hash",
    severity: "error",
    summary: ({ name }, path) => `${name} was installed from an archive that ${path} does not allow`,
    next: () => INSTALL
  },
  unjudged: {
    code: "lock/unjudged",
    severity: "error",
    summary: ({ name }, path) => `whether ${name} is what ${path} says cannot be told`,
    next: () => "Look at the entry; a lock with exact versions can be compared."
  }
};
function disagreementsOf({ path, disagreements }) {
  const shown2 = disagreements.slice(0, MOST_FINDINGS).map((disagreement) => findingOf2(disagreement, path));
  const rest = /* @__PURE__ */ new Map();
  for (const disagreement of disagreements.slice(MOST_FINDINGS)) {
    const same = rest.get(disagreement.kind);
    if (same === void 0) rest.set(disagreement.kind, [disagreement]);
    else same.push(disagreement);
  }
  return [...shown2, ...[...rest.values()].flatMap((same) => together(same, path))];
}
function together([first, ...more], path) {
  if (first === void 0) return [];
  const finding3 = findingOf2(first, path);
  return [more.length === 0 ? finding3 : { ...finding3, subject: `${first.name} and ${more.length} more` }];
}
function findingOf2(disagreement, path) {
  const { name, kind, expected, found, file, line } = disagreement;
  const { code, severity, summary, next } = WORDS[kind];
  return {
    code,
    severity,
    subject: name,
    summary: summary(disagreement, path),
    expected,
    found,
    where: at(file ?? path, line),
    next: next(disagreement)
  };
}
var MOST_NOTES = 10;
function notesOf({ path, notes }) {
  return notes.slice(0, MOST_NOTES).map((note) => ({
    code: "lock/note",
    severity: "warning",
    subject: path,
    summary: `a line of ${path} is not understood`,
    expected: "an entry of a known form",
    found: note,
    where: at(path, null),
    next: "Nothing, if the line names no package; what it names is not compared."
  }));
}

// data/placebo-variables.json
var placebo_variables_default = {
  description: "Environment variables that are set for determinism in public code and that no known library reads.",
  source: "Seen in public repositories; the sources of PyTorch, TensorFlow and JAX read none of them. `instead` is what has the effect that the name promises.",
  asOf: "2026-11-21",
  variables: [
    {
      name: "TORCH_USE_DETERMINISTIC_ALGORITHMS",
      instead: "torch.use_deterministic_algorithms(True) in the program"
    },
    { name: "PYTORCH_DETERMINISTIC", instead: "torch.use_deterministic_algorithms(True) in the program" }
  ]
};

// src/judge/observed/placebo.ts
var placebo = {
  kind: "standalone",
  id: "placebo-variables",
  applies: ({ smoke }) => smoke.length > 0,
  judge: judgePlacebo
};
function judgePlacebo({ policy, variables: variables2 }) {
  return placebo_variables_default.variables.flatMap(({ name, instead }) => {
    const wanted = policy.software.env[name];
    const value = variables2[name] ?? wanted ?? null;
    if (value === null) return [];
    const isRule = wanted !== void 0 && wanted !== null;
    return [
      finding("observe/placebo", {
        subject: name,
        summary: `no known library reads ${name}`,
        expected: instead,
        found: `${name}=${value}`,
        where: isRule ? policy.where(joinPointer("software", "env", name)) : null
      })
    ];
  });
}

// src/judge/ranges.ts
var pythonVersion = {
  kind: "standalone",
  id: "python",
  applies: (policy) => policy.software.python !== null,
  judge: judgePython
};
var ranges = {
  kind: "standalone",
  id: "ranges",
  applies: (policy) => Object.keys(policy.software.ranges).length > 0,
  judge: judgeRanges
};
function isInRange(version, range) {
  return contains(range, version) === true;
}
function judgePython({ policy, snapshot }) {
  const where = policy.where("/software/python");
  const range = policy.software.python;
  const unknown4 = unknownBecause(snapshot, "python.version");
  if (snapshot.python === null)
    return [unknown4 === null ? noPython(where) : cannotJudge("python", unknown4, where)];
  const { version } = snapshot.python;
  if (range === null || isInRange(version, range)) return [];
  return [
    {
      code: "python/version",
      severity: "error",
      subject: "python",
      summary: `Python ${version} is not allowed`,
      expected: range,
      found: version,
      where,
      next: "Run the job with an allowed interpreter; --python PATH or the python input choose one."
    }
  ];
}
function judgeRanges({ policy, snapshot }) {
  const where = policy.where("/software/packages/ranges");
  const unknown4 = packagesUnknown(snapshot);
  if (unknown4 !== null) return [cannotJudge("python.packages", unknown4, where)];
  if (snapshot.python === null) return [noPython(where)];
  const versions = new Map(snapshot.python.packages.map((entry) => [entry.name, entry.version]));
  return Object.entries(policy.software.ranges).flatMap(([name, range]) => {
    const place2 = policy.where(joinPointer("software", "packages", "ranges", name));
    const doubt3 = packageUnknown(snapshot, normaliseName(name), ["version"]);
    if (doubt3 !== null) return [cannotJudge(doubt3.path, doubt3.because, place2)];
    const version = versions.get(normaliseName(name)) ?? null;
    if (version !== null && isInRange(version, range)) return [];
    return [
      version === null ? missing4({ name, range, where: place2 }) : outside4({ name, range, where: place2 }, version)
    ];
  });
}
function missing4({ name, range, where }) {
  return {
    code: "range/missing",
    severity: "error",
    subject: name,
    summary: `${name} is not installed`,
    expected: range,
    found: "not installed",
    where,
    next: `Install ${name}${range}, or remove the range.`
  };
}
function outside4({ name, range, where }, version) {
  const readable = valid(version) !== null;
  return {
    code: "range/outside",
    severity: "error",
    subject: name,
    summary: readable ? `${name} ${version} is outside its range` : `${name} has a version that PEP 440 does not know`,
    expected: range,
    found: readable ? version : `${version}, which is no PEP 440 version`,
    where,
    next: `Install ${name}${range}, or change the range in a reviewed change.`
  };
}

// src/judge/variables.ts
var variables = {
  kind: "standalone",
  id: "env",
  applies: (policy) => Object.keys(policy.software.env).length > 0,
  judge: judgeVariables
};
function judgeVariables({ policy, snapshot, variables: actual }) {
  return Object.entries(policy.software.env).flatMap(([name, expected]) => {
    const found = actual[name] ?? null;
    const isOpen = found === null && !looksSecret(name);
    const because = isOpen ? fieldUnknown(snapshot, `env.${name}`) : null;
    if (because !== null) {
      return [cannotJudge(`env.${name}`, because, policy.where(joinPointer("software", "env", name)))];
    }
    if (found === expected) return [];
    return [
      {
        code: "env/differs",
        severity: "error",
        subject: name,
        summary: expected === null ? `${name} is set` : `${name} is not ${expected}`,
        expected: expected ?? "not set",
        found: found ?? "not set",
        where: policy.where(joinPointer("software", "env", name)),
        next: expected === null ? `Unset ${name}.` : `Set ${name}=${expected}.`
      }
    ];
  });
}

// src/judge/rules.ts
var RULES = [
  runnerHealth,
  gpuGenerations,
  gpuCount,
  gpuMemory,
  gpuMig,
  gpuEcc,
  notJudged,
  gfxOverride,
  driverRange,
  driverBranch,
  generationBranch,
  compatInUse,
  cudaDriver,
  cudaArch,
  twoCopies2,
  containerRequirement,
  pythonVersion,
  pins,
  ranges,
  others,
  installed,
  lockfile,
  containerImage,
  data,
  parameters,
  variables,
  placebo,
  codeState
];

// src/judge/judge.ts
function judge(input) {
  const { policy, measured } = input;
  const environment = environmentOf2(input);
  const smoke = judgeAllSmoke(input, environment);
  const rules = judgeRules(input);
  const leftOut = leftOutOf(policy, measured.smoke);
  const raw = [
    ...smoke.findings,
    ...judgeNothing(policy, leftOut),
    ...rules.findings,
    ...baselineFindings(input),
    ...input.findings
  ];
  const ledger = {
    required: [...rules.required, ...smoke.required],
    measured: [...rules.measured, ...smoke.measured]
  };
  const decision = reduce(applyDecisions(raw, policy, input.today), {
    ledger,
    onMissingBaseline: policy.onMissingBaseline,
    ...leftOut === null ? {} : { agreed: agreedWithout(leftOut) }
  });
  return { decision, environment, smoke: smoke.reports, leftOut };
}
function environmentOf2({ policy, baseline, measured }) {
  if (baseline.kind !== "found") return NOT_COMPARED;
  return compareEnvironments(baseline.baseline.snapshot, measured.snapshot, countedPackages(policy));
}
function baselineFindings({ policy, baseline }) {
  if (baseline.kind === "found") return [];
  return comparesAnything(policy) ? baseline.findings : baseline.findings.map((finding3) => ({ ...finding3, severity: "info" }));
}
var RAISED = ["driver/branch-changed", "package/added", "package/removed", "package/changed"];
function comparesAnything({ software, smoke, data: data2, parameters: parameters2, severity }) {
  return [software.pin, smoke, data2, parameters2].some((list) => list.length > 0) || software.container === "pin" || software.others === "error" || software.others === "warning" || RAISED.some((code) => severity[code] === "error");
}
function judgeRules({ policy, baseline, measured }) {
  const snapshot = withObservedArchs(measured.snapshot, measured.smoke);
  const evidence = { policy, snapshot, variables: measured.variables };
  const findings = [];
  const required = ["capture"];
  const done = ["capture"];
  for (const rule of RULES.filter(({ applies }) => applies(policy))) {
    if (rule.kind === "compared" && baseline.kind !== "found") continue;
    required.push(`rule:${rule.id}`);
    if (rule.kind === "standalone") findings.push(...rule.judge(evidence));
    else if (baseline.kind === "found")
      findings.push(...rule.judge({ ...evidence, baseline: baseline.baseline }));
    done.push(`rule:${rule.id}`);
  }
  return { findings, required, measured: done };
}
function withObservedArchs(snapshot, smoke) {
  const { torch } = snapshot.frameworks;
  if (torch === null || smoke.kind !== "ran") return snapshot;
  const seen = [...smoke.runs.values()].flat().map(({ observed: observed2 }) => archsObserved(observed2));
  const archs = seen.find((list) => list !== null) ?? null;
  if (archs === null) return snapshot;
  const path = "frameworks.torch.archs";
  return {
    ...snapshot,
    frameworks: { ...snapshot.frameworks, torch: { ...torch, archs, archsFrom: "observed" } },
    unknown: snapshot.unknown.filter((entry) => entry.path !== path)
  };
}
function judgeAllSmoke({ policy, baseline, measured }, environment) {
  if (measured.smoke.kind === "skipped") return { findings: [], required: [], measured: [], reports: [] };
  const { runs } = measured.smoke;
  const judged3 = policy.smoke.map(
    (test) => judgeRun({
      test,
      runs: runs.get(test.name) ?? [],
      recorded: baseline.kind === "found" ? baseline.baseline.smoke[test.name] ?? null : null,
      inject: policy.determinism.inject,
      environmentChanged: isChanged(environment),
      baselinePath: baseline.kind === "found" ? baseline.path : null,
      where: policy.where
    })
  );
  const observed2 = policy.smoke.map(
    (test) => judgeObserved({ policy, snapshot: measured.snapshot, test, runs: runs.get(test.name) ?? [] })
  );
  return {
    findings: [...judged3, ...observed2].flatMap(({ findings }) => findings),
    // Without a baseline nothing can be compared, and its own finding keeps the verdict from being a pass.
    required: [
      ...baseline.kind === "found" ? policy.smoke.flatMap(requiredSteps) : [],
      ...observed2.flatMap((entry) => entry.required)
    ],
    measured: [...judged3, ...observed2].flatMap((entry) => entry.measured),
    reports: judged3.map(({ report }, index) => ({ ...report, observation: observed2[index]?.report ?? null }))
  };
}

// schema/policy.schema.json
var policy_schema_default = {
  $schema: "http://json-schema.org/draft-07/schema#",
  $id: "urn:repro-gate:policy:1",
  title: "repro-gate policy",
  description: "What people decided: the rules a machine has to meet, the smoke tests to run and how far their numbers may move. Lives in .repro/policy.yml.",
  type: "object",
  additionalProperties: false,
  required: ["version"],
  "x-expected": "a mapping that starts with `version: 1`",
  properties: {
    version: {
      const: 1,
      description: "Version of the policy format.",
      "x-expected": "1"
    },
    hardware: {
      type: ["object", "null"],
      additionalProperties: false,
      description: "Rules about the GPU and its driver.",
      "x-expected": "a mapping",
      properties: {
        device: {
          enum: ["auto", "cpu"],
          description: "What the smoke tests compute on. auto (default): the GPUs, if the machine has any. cpu: no GPU; the smoke tests see none, and the hardware class is the CPU's.",
          "x-expected": "auto or cpu"
        },
        gpu: {
          type: ["object", "null"],
          additionalProperties: false,
          "x-expected": "a mapping",
          properties: {
            generations: {
              type: "array",
              minItems: 1,
              items: {
                type: ["string", "number"],
                "x-expected": "a generation, a quoted compute capability or a name glob"
              },
              description: 'Allowed GPUs: a generation (hopper), a compute capability ("9.0") or a glob over the product name ("*H100*"). Any one is enough.',
              "x-expected": 'a list such as [hopper, ada, "9.0"]'
            },
            count: {
              type: "integer",
              minimum: 1,
              description: "Exact number of GPUs.",
              "x-expected": "a whole number of GPUs, 1 or more"
            },
            memory: {
              type: "string",
              description: "Bound on the memory of every GPU.",
              "x-expected": 'a bound such as ">=40GiB"'
            },
            mig: {
              type: "string",
              minLength: 1,
              description: 'Whether the GPUs are divided into MIG slices: off, on, or a glob over the profile of every slice that the job sees ("1g.*").',
              "x-expected": "off, on or a profile such as 1g.10gb"
            },
            ecc: {
              enum: ["on", "off"],
              description: "Whether error correction of the GPU memory is on.",
              "x-expected": "on or off"
            }
          }
        },
        cuda: {
          type: ["object", "null"],
          additionalProperties: false,
          description: "Whether the CUDA builds that are installed can run here. Both rules hold without being written, on a machine with an NVIDIA driver and a framework built for CUDA.",
          "x-expected": "a mapping",
          properties: {
            driver: {
              enum: ["full", "minor-compatible", "off"],
              description: "What the driver has to offer to the CUDA of the build. full: all of it. minor-compatible (default): it runs, if with limits, which are a warning.",
              "x-expected": "full, minor-compatible or off"
            },
            arch: {
              enum: ["native", "ptx", "off"],
              description: "What the build has to carry for the GPU. native: machine code. ptx (default): PTX will do, with a warning.",
              "x-expected": "native, ptx or off"
            }
          }
        },
        driver: {
          type: "string",
          description: "Range of the kernel driver, dotted numbers compared part by part, several bounds separated by commas.",
          "x-expected": 'a range such as ">=550.54.14" or ">=550,<600"'
        }
      }
    },
    software: {
      type: ["object", "null"],
      additionalProperties: false,
      description: "Rules about the interpreter, packages and environment variables.",
      "x-expected": "a mapping",
      properties: {
        python: {
          type: ["string", "number"],
          description: "PEP 440 specifier for the interpreter; a bare version or prefix means ==.",
          "x-expected": 'a quoted version or PEP 440 specifier such as "3.11.*" or ">=3.10,<3.13"'
        },
        packages: {
          type: ["object", "null"],
          additionalProperties: false,
          "x-expected": "a mapping",
          properties: {
            pin: {
              type: "array",
              items: {
                type: "string",
                minLength: 1,
                "x-expected": "a package name or glob"
              },
              description: 'Packages that must equal the baseline: version, local label, source commit and content digest. Names or globs ("nvidia-*").',
              "x-expected": "a list of package names or globs"
            },
            ranges: {
              type: ["object", "null"],
              additionalProperties: {
                type: "string",
                "x-expected": 'a PEP 440 specifier such as ">=4.44,<5"'
              },
              description: "PEP 440 specifier by package name.",
              "x-expected": "a mapping from package name to specifier"
            },
            others: {
              enum: ["error", "warning", "info", "off"],
              description: "Severity of a change in a package that no pin names. off: packages without a pin or a range are no part of the environment. Default: info.",
              "x-expected": "error, warning, info or off"
            },
            lockfile: {
              type: ["string", "array"],
              items: {
                type: "string",
                minLength: 1,
                "x-expected": "the path of a lock file"
              },
              minLength: 1,
              description: "Lock file, or several, that what is installed has to agree with: requirements.txt, pylock.toml, uv.lock, poetry.lock, pdm.lock, Pipfile.lock, conda-lock.yml, conda's explicit list, environment.yml, pixi.lock, or the output of `conda list` or `pip freeze`.",
              "x-expected": "a path such as uv.lock, or a list of paths"
            },
            verify: {
              enum: ["off", "files"],
              description: "files: every installed file is read again and held against its package's RECORD. Default: off.",
              "x-expected": "off or files"
            }
          }
        },
        env: {
          type: ["object", "null"],
          additionalProperties: {
            type: ["string", "number", "boolean"],
            "x-expected": "a value, or unset"
          },
          description: "Value that an environment variable must have, or the word unset.",
          "x-expected": "a mapping from variable to value"
        },
        container: {
          enum: ["off", "pin"],
          description: "pin: the digest of the running image equals the baseline's. Default: off.",
          "x-expected": "off or pin"
        }
      }
    },
    determinism: {
      type: ["object", "null"],
      additionalProperties: false,
      "x-expected": "a mapping",
      properties: {
        inject: {
          enum: ["off", "env", "fill", "force"],
          description: "What the gate sets for the smoke run; a value that you set yourself wins. off: only the REPRO_* variables. env: environment variables that make runs repeatable. fill (default): seeds as well, at import, so that your own seeding wins. force: deterministic algorithms and unseeded generators too.",
          "x-expected": "off, env, fill or force"
        },
        observe: {
          type: "boolean",
          description: "Whether an observer rides along in the training process and writes down what was loaded, seeded and set. Default: true; without it, inject is at most env.",
          "x-expected": "true or false"
        },
        probe: {
          type: "integer",
          minimum: 0,
          maximum: 20,
          description: "Number of steps in which the observer takes fingerprints of the first batches, the first weights and the first gradients of a torch program, which tell a change of data from one of initial weights and one of kernels. Default: 0.",
          "x-expected": "a whole number from 0 to 20"
        },
        require: {
          type: "array",
          items: {
            enum: [
              "seeded",
              "hash-seed",
              "deterministic-algorithms",
              "no-nondeterministic-ops",
              "cudnn-deterministic",
              "no-cudnn-benchmark",
              "no-tf32",
              "cublas-workspace",
              "single-library-copies"
            ],
            "x-expected": "one of seeded, hash-seed, deterministic-algorithms, no-nondeterministic-ops, cudnn-deterministic, no-cudnn-benchmark, no-tf32, cublas-workspace and single-library-copies"
          },
          description: "Facts that are verified inside the training process. One that cannot be seen there is an error, too.",
          "x-expected": "a list of facts such as [seeded, no-tf32]"
        }
      }
    },
    data: {
      type: "array",
      items: {
        type: "string",
        minLength: 1,
        "x-expected": "a path or glob inside the project"
      },
      description: "Data that the results depend on, compared with the baseline: files, folders and globs, .dvc files and dvc.lock, files in Git LFS, hf://datasets/NAME from the cache of the hub, mlflow:RUN_FOLDER.",
      "x-expected": 'a list such as [data/train.csv.dvc, "data/**"]'
    },
    parameters: {
      type: "array",
      items: {
        type: "string",
        minLength: 1,
        "x-expected": "a path or glob inside the project"
      },
      description: "Files of parameters, compared with the baseline key by key: YAML, JSON, TOML, a .hydra folder.",
      "x-expected": "a list such as [params.yaml]"
    },
    smoke: {
      type: ["object", "null"],
      description: "Smoke tests by name: a short seeded training whose numbers are compared with the baseline.",
      "x-expected": "a mapping from name to smoke test",
      propertyNames: {
        pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$",
        "x-expected": "a name of letters, digits, `_`, `.` and `-`"
      },
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        required: ["run", "metrics"],
        "x-expected": "a mapping with run and metrics",
        properties: {
          run: {
            type: "string",
            pattern: "\\S",
            description: "Command, run by bash -eo pipefail in the directory that holds .repro.",
            "x-expected": "a command"
          },
          seed: {
            type: "integer",
            minimum: 0,
            maximum: 4294967295,
            description: "Handed to the command as REPRO_SEED and to the libraries that read a seed from the environment. Default: 42.",
            "x-expected": "a whole number from 0 to 4294967295"
          },
          timeout: {
            type: "string",
            description: "After this the command and all it started are stopped. Default: 15m.",
            "x-expected": "a duration such as 90s, 15m or 2h"
          },
          repeat: {
            enum: ["off", "within", "bitwise"],
            description: "Run twice and compare the two: within the strict band, or bit for bit. Default: off.",
            "x-expected": "off, within or bitwise"
          },
          "on-environment-change": {
            enum: ["library-band", "fail"],
            description: "What a changed environment does to curves. library-band (default): they are compared with the wider band. fail: the change itself is an error.",
            "x-expected": "library-band or fail"
          },
          metrics: {
            type: "object",
            minProperties: 1,
            description: "Metrics by name. An empty entry means: a curve, read from $REPRO_METRICS.",
            "x-expected": "at least one metric",
            additionalProperties: {
              type: ["object", "null"],
              additionalProperties: false,
              "x-expected": "a mapping, or nothing for a curve from $REPRO_METRICS",
              properties: {
                from: {
                  type: "object",
                  additionalProperties: false,
                  minProperties: 1,
                  description: "Where the metric is read from. Default: { jsonl: $REPRO_METRICS }.",
                  "x-expected": "one of { jsonl: FILE }, { json: FILE } or { csv: FILE }",
                  properties: {
                    jsonl: {
                      type: "string",
                      minLength: 1,
                      description: "JSON lines.",
                      "x-expected": "a path"
                    },
                    json: {
                      type: "string",
                      minLength: 1,
                      description: "One JSON document.",
                      "x-expected": "a path"
                    },
                    csv: {
                      type: "string",
                      minLength: 1,
                      description: "Comma, semicolon or tab separated, with a header.",
                      "x-expected": "a path"
                    },
                    pointer: {
                      type: "string",
                      pattern: "^/",
                      description: "JSON pointer of the value in a json file.",
                      "x-expected": "a JSON pointer such as /val/accuracy"
                    },
                    step: {
                      type: "string",
                      minLength: 1,
                      description: "Key or column that holds the step.",
                      "x-expected": "the name of a key or column"
                    }
                  }
                },
                check: {
                  enum: ["curve", "scalar"],
                  description: "curve: onset and largest deviation of the per-step values. scalar: the last value. Default: curve; scalar for a json file.",
                  "x-expected": "curve or scalar"
                },
                tolerance: {
                  type: ["string", "number", "object"],
                  additionalProperties: false,
                  description: 'For scalar: how far the value may be from the baseline. "0.5%" is relative to it. Default: 0.5%, and exact for whole numbers.',
                  "x-expected": '"0.5%", or { relative: 0.5%, absolute: 0.001 }',
                  properties: {
                    relative: {
                      type: ["string", "number"],
                      "x-expected": "a share such as 0.5% or 0.005"
                    },
                    absolute: {
                      type: "number",
                      minimum: 0,
                      "x-expected": "a number, 0 or more"
                    }
                  }
                },
                better: {
                  enum: ["higher", "lower"],
                  description: "For scalar: only the bad side fails; an improvement beyond the tolerance is a warning. Default: both sides fail.",
                  "x-expected": "higher or lower"
                },
                bands: {
                  type: "object",
                  additionalProperties: false,
                  minProperties: 1,
                  description: "For curve: the largest allowed relative deviation at the first divergence (onset) and anywhere (curve), in the recorded environment (strict) and in a changed one (library).",
                  "x-expected": "{ strict: { onset: 1e-5, curve: 5e-3 }, library: { onset: 5e-4, curve: 5e-3 } }",
                  properties: {
                    strict: {
                      $ref: "#/definitions/band"
                    },
                    library: {
                      $ref: "#/definitions/band"
                    }
                  }
                },
                window: {
                  type: "array",
                  minItems: 2,
                  maxItems: 2,
                  items: {
                    type: "integer",
                    minimum: 0,
                    "x-expected": "a step"
                  },
                  description: "For curve: first and last step that count.",
                  "x-expected": "[first, last]"
                },
                severity: {
                  enum: ["error", "warning", "info"],
                  description: "Severity of a deviation. A metric that is missing or not finite stays an error. Default: error.",
                  "x-expected": "error, warning or info"
                }
              }
            }
          },
          inputs: {
            type: "array",
            items: {
              type: "string",
              minLength: 1,
              "x-expected": "a path or glob inside the project"
            },
            description: "What the result of this smoke test depends on in the repository. Kept as one fingerprint.",
            "x-expected": 'a list such as ["src/**", configs/smoke.yaml]'
          }
        }
      }
    },
    "on-missing-baseline": {
      enum: ["fail", "neutral"],
      description: "Exit code when there is no baseline for this hardware class. neutral: 0, and the verdict is still incomparable. Default: fail.",
      "x-expected": "fail or neutral"
    },
    severity: {
      type: ["object", "null"],
      additionalProperties: {
        enum: ["error", "warning", "info"],
        "x-expected": "error, warning or info"
      },
      description: "Severity by finding code, as listed by `repro-gate explain`.",
      "x-expected": "a mapping from finding code to severity"
    },
    waivers: {
      type: ["array", "null"],
      description: "Findings that are accepted for now: each with a reason and a last day.",
      "x-expected": "a list of waivers",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["finding", "reason", "expires"],
        "x-expected": "a mapping with finding, reason and expires",
        properties: {
          finding: {
            type: "string",
            description: "Finding code.",
            "x-expected": "a finding code"
          },
          subject: {
            type: "string",
            minLength: 1,
            description: "Subject of the finding, or a glob. Without it: any.",
            "x-expected": "a subject or glob"
          },
          reason: {
            type: "string",
            pattern: "\\S",
            description: "Why this is acceptable.",
            "x-expected": "a reason"
          },
          expires: {
            type: "string",
            description: "Last day it holds, UTC.",
            "x-expected": "a date such as 2027-01-31"
          }
        }
      }
    }
  },
  definitions: {
    band: {
      type: "object",
      additionalProperties: false,
      minProperties: 1,
      "x-expected": "{ onset: 1e-5, curve: 5e-3 }",
      properties: {
        onset: {
          type: "number",
          exclusiveMinimum: 0,
          maximum: 1,
          description: "Relative deviation allowed at the first step that differs.",
          "x-expected": "a share between 0 and 1"
        },
        curve: {
          type: "number",
          exclusiveMinimum: 0,
          maximum: 1,
          description: "Largest relative deviation allowed at any step.",
          "x-expected": "a share between 0 and 1"
        }
      }
    }
  }
};

// src/policy/parse.ts
var LARGEST_POLICY = 256 * 1024;
function parsePolicy(text, file) {
  const parsed = parseText(text, file, LARGEST_POLICY);
  if (parsed.kind === "problems") {
    return { kind: "problems", findings: parsed.problems.map((problem) => invalid("policy", problem)) };
  }
  const { document } = parsed;
  const misfits = checkSchema(document.value);
  const built = misfits.length === 0 ? buildPolicy(document.value, document) : null;
  if (built?.problems.length === 0) return { kind: "policy", policy: built.policy };
  const problems = built?.problems ?? misfits;
  return { kind: "problems", findings: problems.map((problem) => toFinding(problem, document)) };
}
var compiled2;
function checkSchema(value) {
  compiled2 ??= compileSchema(policy_schema_default);
  return compiled2(value);
}
var NOT_AVAILABLE = ["/smoke/*/metrics/*/from/sha256"];
var NOT_AVAILABLE_VALUES = {
  "/smoke/*/on-environment-change": ["paired"],
  "/smoke/*/metrics/*/check": ["statistical", "exact"]
};
function toFinding(problem, document) {
  const where = document.where(problem.pointer);
  const written = document.written(problem.pointer) ?? "";
  const subject = pointerSegments(problem.pointer).join(".") || "policy";
  if (isNotAvailable(problem.pointer, written)) return notAvailable(subject, { ...problem, where });
  const root = problem.pointer === "" ? { next: WRITE_ONE } : {};
  return { ...invalid(subject, { ...problem, where }), ...root };
}
var WRITE_ONE = "Add what is missing; three lines are enough: `version: 1`, one `run`, one metric.";
function isNotAvailable(pointer, written) {
  if (NOT_AVAILABLE.some((pattern) => matchesPointer(pattern, pointer))) return true;
  return Object.entries(NOT_AVAILABLE_VALUES).some(
    ([pattern, values]) => matchesPointer(pattern, pointer) && values.includes(written)
  );
}
function matchesPointer(pattern, pointer) {
  const wanted = pattern.split("/");
  const found = pointer.split("/");
  return wanted.length === found.length && wanted.every((segment, i) => segment === "*" || segment === found[i]);
}
function invalid(subject, { where, expected, found }) {
  return {
    code: "policy/invalid",
    severity: "error",
    subject,
    summary: `the policy cannot be used: ${place(where)}expected ${expected}, found ${found}`,
    expected,
    found,
    where,
    next: where?.line == null ? "Correct the policy." : "Correct the line given."
  };
}
function notAvailable(subject, { where, found }) {
  return {
    code: "policy/not-available",
    severity: "error",
    subject,
    summary: `the policy asks for ${subject}, which this version cannot judge yet`,
    expected: "a key that this version can judge",
    found,
    where,
    next: "Remove the key, or update repro-gate to a version that has it."
  };
}
function place(where) {
  return where?.line == null ? "" : `line ${where.line}: `;
}

// src/judge/proposal.ts
var NO_PROPOSAL = { proposed: null, findings: [] };
async function judgeProposal(input, base, head) {
  if (head === null || base === head) return NO_PROPOSAL;
  const path = input.measured.snapshot.class === null ? null : baselinePath(input.measured.snapshot.class);
  const paths = [base.source.path, ...path === null ? [] : [path]];
  const files = (await Promise.all(paths.map(async (file) => await differs(file, base, head) ? [file] : []))).flat();
  if (files.length === 0) return NO_PROPOSAL;
  const proposed = { ...await judgeByHead(input, head), files };
  return { proposed, findings: [policyChanged(proposed)] };
}
async function differs(path, base, head) {
  const [before, after] = await Promise.all([base.read(path), head.read(path)]);
  return textOf(before) !== textOf(after);
}
function textOf(file) {
  return file.kind === "found" ? file.text.replaceAll("\r\n", "\n") : null;
}
async function judgeByHead(input, head) {
  const text = await head.read(head.source.path);
  if (text.kind !== "found") return { verdict: "misconfigured", reason: "it has no readable policy" };
  const parsed = parsePolicy(text.text, head.source.path);
  if (parsed.kind === "problems") {
    return { verdict: "misconfigured", reason: parsed.findings[0]?.summary ?? "its policy cannot be used" };
  }
  const other = whatRunsDifferently(input.policy, parsed.policy);
  if (other !== null) return { verdict: "unknown", reason: `${other}, which was not run` };
  const baseline = await findBaseline(head, input.measured.snapshot);
  const { decision } = judge({ ...input, policy: parsed.policy, baseline });
  return { verdict: decision.verdict, reason: decision.reason };
}
function whatRunsDifferently(base, head) {
  if (base.hardware.device !== head.hardware.device)
    return `it computes on another device (${head.hardware.device})`;
  const inside = whatIsSetDifferently(base.determinism, head.determinism);
  if (inside !== null) return inside;
  for (const test of head.smoke) {
    const before = base.smoke.find(({ name }) => name === test.name);
    if (before === void 0) return `it adds the smoke test ${test.name}`;
    if (before.run !== test.run || before.seed !== test.seed)
      return `it changes the command or seed of ${test.name}`;
    const sources = (metrics) => JSON.stringify(metrics.map(({ name, from }) => [name, from]));
    if (sources(before.metrics) !== sources(test.metrics)) return `it reads other metrics of ${test.name}`;
    if (before.repeat === "off" && test.repeat !== "off") return `it asks for a repeat of ${test.name}`;
  }
  return null;
}
function whatIsSetDifferently(base, head) {
  if (base.inject !== head.inject) return "it injects something else";
  if (!base.observe && head.observe) return "it looks into the training process";
  return base.probe < head.probe ? "it takes fingerprints of more steps" : null;
}
function policyChanged({ files, verdict }) {
  return {
    code: "trust/policy-changed",
    severity: "warning",
    subject: files.join(", "),
    summary: "this change alters the rules that judge it",
    expected: "the rules of the base commit",
    found: `other rules, under which the verdict would be ${verdict}`,
    where: null,
    next: "Review the change of the rules with the same care as the code."
  };
}

// src/report/describe-machine.ts
function describeMachine({ gpus, host, class: hardwareClass }) {
  const seen = gpus.filter(
    ({ visible, vendor }) => visible !== false && (vendor === "nvidia" || vendor === "amd")
  );
  const [first] = seen;
  if (first === void 0 || hardwareClass?.startsWith("cpu-")) {
    const threads = host.cpu.available === null ? [] : [plural(host.cpu.available, "thread")];
    return `${host.cpu.model ?? "unknown CPU"} (${[host.cpu.isa ?? host.cpu.arch, ...threads].join(", ")})`;
  }
  const slice = first.slices.find(({ visible }) => visible === true);
  const kinds = [...new Set(seen.map((gpu) => describeBoard(gpu)))];
  if (slice !== void 0) return describeSlice(slice, first);
  return kinds.map((kind) => times(seen.filter((gpu) => describeBoard(gpu) === kind).length, kind)).join(" and ");
}
function times(count, kind) {
  return count === 1 ? kind : `${count} \xD7 ${kind}`;
}
function describeBoard(gpu) {
  const units = gpu.vendor === "amd" ? "CUs" : "SMs";
  const facts = [
    gpu.computeCapability ?? gpu.gfx ?? "capability unknown",
    ...gpu.smCount === null ? [] : [`${gpu.smCount} ${units}`]
  ];
  return `${shortName(gpu)} (${facts.join(", ")})`;
}
function describeSlice({ profile, smCount }, gpu) {
  const facts = [
    gpu.computeCapability ?? "capability unknown",
    ...smCount === null ? [] : [`${smCount} SMs`]
  ];
  return `MIG ${profile ?? "slice"} of ${shortName(gpu)} (${facts.join(", ")})`;
}
function shortName({ name }) {
  return name?.replace(/^NVIDIA /, "") ?? "unknown GPU";
}

// src/report/compose.ts
function composeReport({ judgement, snapshot, baseline, ...parts }) {
  const { decision, environment, smoke, leftOut } = judgement;
  return {
    schema: "repro-gate/report/1",
    tool: TOOL,
    verdict: decision.verdict,
    reason: decision.reason,
    exitCode: decision.exitCode,
    level: levelOf2(smoke),
    class: snapshot?.class ?? null,
    machine: snapshot === null ? "not captured" : describeMachine(snapshot),
    findings: decision.findings,
    environment,
    smoke,
    leftOut,
    baseline: describeBaseline(baseline, parts.candidate),
    proposed: parts.proposed,
    provenance: parts.provenance,
    timing: parts.timing
  };
}
function levelOf2(smoke) {
  const levels = smoke.map(({ level }) => level);
  if (levels.length === 0 || levels.includes(null)) return null;
  if (levels.includes("not-reproduced")) return "not-reproduced";
  return levels.includes("within-tolerance") ? "within-tolerance" : "bit-exact";
}
function describeBaseline(state, candidate) {
  const recorded = state?.kind === "found" ? state.baseline.recorded : null;
  return {
    path: state?.path ?? null,
    recordedAt: recorded?.at ?? null,
    commit: recorded?.commit ?? null,
    candidate
  };
}

// src/smoke/measure.ts
async function measureAll(plan, runOnce) {
  const measured = /* @__PURE__ */ new Map();
  for (const test of plan.policy.smoke) measured.set(test.name, await measureOne(test, plan, runOnce));
  return measured;
}
async function measureOne(test, { runsOf: runsOf2, roleOf, signal }, runOnce) {
  const of = runsOf2(test);
  const runs = [];
  for (let run = 1; run <= of && !signal.aborted; run += 1) {
    const measured = await runOnce({ test, role: roleOf(run), run, of });
    runs.push(measured);
    if (!endedWell(measured.exit)) break;
  }
  return runs;
}
function smokeDuration(measured) {
  return [...measured.values()].flat().reduce((sum, { exit }) => sum + exit.durationMs, 0);
}

// src/gate.ts
async function check(request, ports) {
  const begun = ports.now();
  const seen = { captureMs: 0, smokeMs: 0, snapshot: null, baseline: null };
  const { rules, ...conclusion } = await story(request, ports, seen).catch(
    (thrown) => refusal(request.rules, [...request.findings, internalError(thrown)])
  );
  const { snapshot, baseline } = seen;
  const provenance = {
    ...request.provenance,
    commit: request.provenance.commit ?? snapshot?.code?.commit ?? null,
    dirty: snapshot?.code?.dirty ?? null,
    policySource: rules.source,
    at: ports.date().toISOString()
  };
  const timing = timingOf(seen, ports.now() - begun);
  return { report: composeReport({ ...conclusion, snapshot, baseline, provenance, timing }), snapshot };
}
async function story(request, ports, seen) {
  if (request.findings.some(({ severity }) => severity === "error")) return refuse2(request, []);
  const chosen = await chooseRules(request.rules.base, request.rules.head);
  if (chosen.kind === "refused") return refuse2(request, chosen.findings);
  const { files } = chosen;
  const parsed = parsePolicy(chosen.policyText, files.source.path);
  if (parsed.kind === "problems") return refuse2(request, [...parsed.findings, ...chosen.findings]);
  const { policy } = parsed;
  const snapshot = await captureMachine(policy, request, { ports, seen });
  const unusable2 = namedInterpreter(request, snapshot);
  if (unusable2.length > 0) return refuse2(request, [...unusable2, ...chosen.findings]);
  const baseline = await findBaseline(files, snapshot);
  seen.baseline = baseline;
  const smoke = await measureSmoke(policy, request, { ports, seen });
  const input = {
    policy,
    baseline,
    measured: { snapshot, smoke, variables: variablesOf(policy, request, snapshot) },
    today: dayOf(ports.date()),
    findings: [
      ...request.findings,
      ...chosen.findings,
      ...smoke.kind === "ran" ? await judgeInterpreters(policy, snapshot, ports.environmentAt) : [],
      ...cancellation(request.signal)
    ]
  };
  const proposal = await judgeProposal(input, files, request.rules.head);
  const judgement = judge({ ...input, findings: [...input.findings, ...proposal.findings] });
  const candidate = candidateOf({ policy, snapshot, baseline, smoke }, ports.date());
  return { judgement, candidate, proposed: proposal.proposed, rules: files };
}
function dayOf(date) {
  return date.toISOString().slice(0, 10);
}
async function captureMachine(policy, { snapshot }, { ports, seen }) {
  const begun = ports.now();
  seen.snapshot = snapshot === null ? await ports.capture(captureOrder(policy)) : saved(snapshot, policy);
  seen.captureMs = ports.now() - begun;
  return seen.snapshot;
}
function saved(snapshot, policy) {
  return {
    ...snapshot,
    unknown: [...snapshot.unknown, ...notVerified(snapshot, policy), ...notAsked(snapshot, policy)]
  };
}
function notVerified({ python }, { software }) {
  if (software.verify === "off" || python === null || python.edited.length > 0) return [];
  const because = "a saved snapshot does not say that the installed files were verified";
  return [{ path: "python.edited", because }];
}
function notAsked({ env }, { software }) {
  const missing5 = Object.keys(software.env).filter((name) => !Object.hasOwn(env, name) && !isRecorded(name));
  const because = "a saved snapshot holds it only if the policy asked for it then";
  return missing5.map((name) => ({ path: `env.${name}`, because }));
}
function captureOrder({ hardware, software, data: data2, parameters: parameters2, smoke }) {
  const named = smoke.filter(({ inputs }) => inputs.length > 0);
  return {
    device: hardware.device,
    variables: Object.keys(software.env),
    project: {
      lockfiles: software.lockfiles,
      data: data2,
      parameters: parameters2,
      inputs: Object.fromEntries(named.map(({ name, inputs }) => [name, inputs]))
    },
    verify: software.verify
  };
}
function namedInterpreter({ environment, snapshot }, captured) {
  return environment.python === null || snapshot !== null ? [] : judgeNamed(captured);
}
async function measureSmoke(policy, request, { ports, seen }) {
  if (request.smoke !== "run") return { kind: "skipped", by: request.smoke };
  if (policy.smoke.length === 0) return { kind: "skipped", by: null };
  if (seen.baseline?.kind === "unusable") return { kind: "skipped", by: null };
  if (isSick(policy, seen.snapshot, ports)) return { kind: "skipped", by: null };
  const environment = environmentOf3(policy, request.environment);
  const plan = {
    policy,
    runsOf: (test) => runsOf(test, seen.baseline),
    roleOf: (run) => run === 1 ? "head" : "head-rerun",
    signal: request.signal
  };
  const runs = await measureAll(plan, (order) => ports.runSmoke(order, environment));
  seen.smokeMs = smokeDuration(runs);
  return { kind: "ran", runs };
}
function isSick(policy, snapshot, ports) {
  return snapshot !== null && faultsThatMatter(policy, snapshot, dayOf(ports.date())).length > 0;
}
function runsOf(test, baseline) {
  return baseline?.kind === "missing" ? 2 : requiredRuns(test);
}
function environmentOf3(policy, environment) {
  return {
    ...environment,
    policyNames: Object.keys(policy.software.env),
    inject: policy.determinism.inject,
    observe: policy.determinism.observe,
    probe: policy.determinism.probe,
    device: policy.hardware.device
  };
}
function variablesOf(policy, request, snapshot) {
  const parent = request.snapshot === null ? request.environment.parent : snapshot.env;
  const seed = policy.smoke[0]?.seed ?? 0;
  const environment = environmentOf3(policy, { ...request.environment, parent });
  const planned = { seed, role: "head", folder: PLANNED_FOLDER, observer: null };
  return childEnvironment({ ...environment, ...planned }).env;
}
function candidateOf({ policy, snapshot, baseline, smoke }, date) {
  if (baseline.kind !== "missing" || smoke.kind !== "ran") return null;
  const recorded = {
    at: date.toISOString(),
    by: null,
    commit: snapshot.code?.commit ?? null,
    run: null,
    why: null
  };
  const composed = composeBaseline({ policy, snapshot, runs: smoke.runs, recorded });
  return composed.kind === "composed" ? composed.baseline : null;
}
function refuse2({ rules, findings, signal }, more) {
  return refusal(rules, signal.aborted ? cancellation(signal) : [...findings, ...more]);
}
function refusal(rules, findings) {
  const ledger = { required: ["rules"], measured: [] };
  const decision = reduce(findings, { ledger, onMissingBaseline: "fail" });
  const judgement = { decision, environment: NOT_COMPARED, smoke: [], leftOut: null };
  return { judgement, candidate: null, proposed: null, rules: rules.base };
}
function timingOf({ captureMs, smokeMs }, totalMs) {
  return { totalMs, smokeMs, overheadMs: Math.max(0, totalMs - smokeMs), captureMs };
}
function cancellation(signal) {
  if (!signal.aborted) return [];
  return [
    {
      code: "gate/cancelled",
      severity: "error",
      subject: "repro-gate",
      summary: "the run was cancelled",
      expected: "a run to its end",
      found: String(signal.reason ?? "a request to stop"),
      where: null,
      next: "Start the job again."
    }
  ];
}
function internalError(thrown) {
  const message = thrown instanceof Error ? thrown.message : `a thrown ${typeof thrown}: ${String(thrown)}`;
  return {
    code: "gate/internal-error",
    severity: "error",
    subject: "repro-gate",
    summary: `repro-gate itself failed: ${message}`,
    expected: "no error",
    found: thrown instanceof Error && thrown.stack || message,
    where: null,
    next: "Run it again; if it happens twice, report it with the message and the stack."
  };
}

// src/io/workspace.ts
import { randomUUID } from "node:crypto";
import { constants as constants2 } from "node:fs";
import { lstat, mkdir, mkdtemp, open as open2, realpath, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, isAbsolute, join as join2, relative, resolve, sep } from "node:path";

// src/io/observation-files.ts
import { constants } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
var MOST_FILES = 2048;
var MOST_BYTES = 1024 * 1024;
var MOST_BYTES_IN_ALL = 64 * MOST_BYTES;
var OBSERVATION = /^proc-[\w.-]+\.json$/;
async function readObservations(folder) {
  let names;
  try {
    names = (await readdir(folder)).filter((name) => OBSERVATION.test(name));
  } catch (error) {
    const because = `the folder of the observations cannot be read (${codeOf(error)})`;
    return { files: [{ name: "proc-any.json", content: { kind: "unusable", because } }], beyond: 0 };
  }
  const sorted = [...names].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const files = [];
  let left = MOST_BYTES_IN_ALL;
  for (const name of sorted.slice(0, MOST_FILES)) {
    const content = await readOne2(join(folder, name), left);
    if (content.kind === "text") left -= content.text.length;
    files.push({ name, content });
  }
  return { files, beyond: sorted.length - files.length };
}
async function readOne2(file, left) {
  try {
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    try {
      const status = await handle.stat();
      if (!status.isFile()) return unusable("it is no file");
      if (status.size > MOST_BYTES) return unusable(`it is larger than ${MOST_BYTES / 2 ** 20} MiB`);
      if (status.size > left) return unusable("all observations together are too large");
      return { kind: "text", text: (await handle.readFile()).toString("utf8") };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return unusable(`it cannot be opened (${codeOf(error)})`);
  }
}
function unusable(because) {
  return { kind: "unusable", because };
}
function codeOf(error) {
  return error?.code ?? "an error";
}

// src/io/workspace.ts
var MAX_METRIC_BYTES = 256 * 1024 * 1024;
function localWorkspace(env) {
  return {
    createRunFolder: () => createRunFolder(env["RUNNER_TEMP"]),
    removeRunFolder: ({ root }) => rm(root, { recursive: true, force: true }).catch(() => {
    }),
    setAside,
    readMetricFile,
    readObservations: ({ observations }) => readObservations(observations),
    guardFiles,
    follow
  };
}
async function pythonChoice(name) {
  const folder = dirname(findProgram(name, process.env) ?? resolve(name));
  const root = dirname(folder);
  const venv = await statusOf2(join2(root, "pyvenv.cfg")) === null ? null : root;
  return { folder, venv, pathSeparator: delimiter === ";" ? ";" : ":" };
}
async function createRunFolder(runnerTemp) {
  const parent = runnerTemp !== void 0 && await isFolder(runnerTemp) ? runnerTemp : tmpdir();
  const root = await realpath(await mkdtemp(join2(parent, "repro-gate-")));
  const outDir = join2(root, "out");
  const caches = { inductorCache: join2(root, "inductor"), tritonCache: join2(root, "triton") };
  const observations = join2(root, "observations");
  for (const folder of [outDir, observations, ...Object.values(caches)]) await mkdir(folder);
  const metricsFile = join2(outDir, "metrics.jsonl");
  const logFile = join2(root, "output.log");
  return { runId: randomUUID(), root, outDir, metricsFile, ...caches, observations, logFile };
}
async function locate({ root, path }) {
  const file = resolve(root, path);
  if (!isInside(root, file)) return null;
  try {
    const folder = await realpath(dirname(file));
    return isInside(await realpath(root), join2(folder, basename(file))) ? join2(folder, basename(file)) : null;
  } catch {
    return file;
  }
}
function isInside(root, file) {
  const way = relative(root, file);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
async function readMetricFile(place2) {
  try {
    return await readInside(place2);
  } catch (error) {
    if (isAbsent(error)) return { kind: "absent" };
    return { kind: "unusable", expected: "a file that can be read", found: reasonOf2(error) };
  }
}
async function readInside(place2) {
  const lexical = await locate(place2);
  const outside5 = {
    kind: "unusable",
    expected: "a file inside the working directory or $REPRO_OUT_DIR"
  };
  if (lexical === null) return { ...outside5, found: `\`${place2.path}\`, which leads out of it` };
  const file = await realpath(lexical);
  if (!isInside(await realpath(place2.root), file)) {
    return { ...outside5, found: `\`${place2.path}\`, a link that leads out of it` };
  }
  const handle = await open2(file, constants2.O_RDONLY | constants2.O_NONBLOCK | constants2.O_NOFOLLOW);
  try {
    return await readRegular(handle);
  } finally {
    await handle.close();
  }
}
async function readRegular(handle) {
  const status = await handle.stat();
  if (!status.isFile()) return { kind: "unusable", expected: "a file", found: kindOf(status) };
  if (status.size > MAX_METRIC_BYTES) {
    const found = `${Math.ceil(status.size / 2 ** 20)} MiB`;
    return { kind: "unusable", expected: `at most ${MAX_METRIC_BYTES / 2 ** 20} MiB`, found };
  }
  const bytes = await handle.readFile();
  const [first, second] = bytes;
  if (first === 255 && second === 254 || first === 254 && second === 255) {
    return { kind: "unusable", expected: "UTF-8 text", found: "UTF-16 text" };
  }
  return { kind: "text", text: bytes.toString("utf8") };
}
function kindOf(status) {
  if (status.isDirectory()) return "a folder";
  return status.isFIFO() ? "a named pipe" : "something that is no file";
}
async function setAside(places, runId) {
  const moved2 = [];
  const leftOver = /* @__PURE__ */ new Set();
  const blocked = /* @__PURE__ */ new Map();
  for (const place2 of places) {
    try {
      const move = await moveAway(place2, runId);
      if (move !== null) moved2.push(move);
      const from = await locate(place2);
      if (moved2.some((other) => other.from === from)) leftOver.add(place2.path);
    } catch (error) {
      blocked.set(place2.path, reasonOf2(error));
    }
  }
  return { leftOver, blocked, restore: () => restoreAll(moved2) };
}
async function moveAway(place2, runId) {
  const from = await locate(place2);
  const status = from === null ? null : await statusOf2(from);
  if (from === null || status === null || status.isDirectory()) return null;
  const to = join2(dirname(from), `.${basename(from)}.before-${runId}`);
  await rename(from, to);
  return { from, to };
}
async function restoreAll(moved2) {
  const results = await Promise.allSettled(moved2.map(restoreOne));
  const failed = results.find((result) => result.status === "rejected");
  if (failed !== void 0) throw failed.reason;
}
async function restoreOne({ from, to }) {
  if (await statusOf2(from) !== null) {
    await rm(to, { force: true });
    return;
  }
  if (await statusOf2(to) !== null) await rename(to, from);
}
async function guardFiles(files) {
  const before = /* @__PURE__ */ new Map();
  for (const [name, path] of Object.entries(files))
    before.set(name, { path, content: await contentOf(path) });
  return {
    async restore() {
      const changed = [];
      for (const [name, remembered] of before) if (await putBack(remembered)) changed.push(name);
      return changed;
    }
  };
}
async function putBack({ path, content }) {
  if (await isUnchanged(path, content)) return false;
  if ((await statusOf2(path))?.isFile() !== true || content === null) {
    await rm(path, { recursive: true, force: true });
  }
  if (content !== null) await write(path, content);
  return true;
}
async function isUnchanged(path, content) {
  const status = await statusOf2(path);
  if (status === null || content === null) return status === null && content === null;
  if (!status.isFile() || status.size !== content.length) return false;
  return content.equals(await contentOf(path) ?? Buffer.alloc(0));
}
async function write(path, content) {
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants2;
  const handle = await open2(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
  try {
    await handle.writeFile(content);
  } finally {
    await handle.close();
  }
}
async function contentOf(path) {
  const status = await statusOf2(path);
  if (status?.isFile() !== true) return null;
  const handle = await open2(path, constants2.O_RDONLY | constants2.O_NOFOLLOW);
  try {
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
var FOLLOW_MS = 250;
var FOLLOW_BYTES = 256 * 1024;
function follow(place2, onText) {
  let [position, busy, stopped] = [0, false, false];
  const look = async () => {
    const file = await locate(place2);
    const status = file === null ? null : await statusOf2(file);
    if (file === null || status?.isFile() !== true || status.size === position) return;
    const start2 = Math.max(status.size < position ? 0 : position, status.size - FOLLOW_BYTES);
    position = status.size;
    const text = await readPart(file, { start: start2, end: status.size });
    if (!stopped) onText(text);
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    void look().catch(() => {
    }).finally(() => {
      busy = false;
    });
  }, FOLLOW_MS);
  timer.unref();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}
async function readPart(file, { start: start2, end }) {
  const handle = await open2(file, constants2.O_RDONLY | constants2.O_NOFOLLOW);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start2), 0, end - start2, start2);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await handle.close();
  }
}
async function statusOf2(path) {
  try {
    return await lstat(path);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}
async function isFolder(path) {
  return (await stat(path).catch(() => null))?.isDirectory() === true;
}
function reasonOf2(error) {
  return error?.code ?? String(error);
}

// src/io/interpreter.ts
import { lstat as lstat2, realpath as realpath2 } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname as dirname2, join as join3, resolve as resolve2 } from "node:path";
async function environmentAt(path, directory) {
  const file = resolve2(directory, path.replace(/^~(?=[\\/])/, process.env["HOME"] ?? homedir()));
  try {
    const real = await realpath2(file);
    const root = dirname2(await realpath2(dirname2(file)));
    return await isVirtual(root) ? root : real;
  } catch {
    return null;
  }
}
async function isVirtual(root) {
  return lstat2(join3(root, "pyvenv.cfg")).then(
    () => true,
    () => false
  );
}

// src/io/observer.ts
import { existsSync } from "node:fs";
import { delimiter as delimiter2, join as join4 } from "node:path";
import { fileURLToPath } from "node:url";
var PLACES = ["./observer/", "../observer/", "../../observer/"];
function findObserver(from = import.meta.url) {
  const folder = PLACES.map((place2) => fileURLToPath(new URL(place2, from))).find(
    (candidate) => existsSync(join4(candidate, "sitecustomize.py"))
  );
  if (folder === void 0) return null;
  return { folder: folder.replace(/[\\/]$/, ""), pathSeparator: delimiter2 === ";" ? ";" : ":" };
}

// src/io/smoke-process.ts
import { spawn } from "node:child_process";
import { statSync as statSync2 } from "node:fs";
import { constants as constants4 } from "node:os";

// src/io/smoke-family.ts
import { readdirSync, readFileSync, statSync } from "node:fs";
function familyOf(leader, { runId, pipe }) {
  return { leader, bornAt: statusOf3(leader)?.bornAt ?? 0, runId, pipe };
}
function membersOf(family) {
  if (process.platform !== "linux") return signalProcess(-family.leader, 0) ? [-family.leader] : [];
  const ids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return ids.map(Number).filter((id) => id !== process.pid && isMember(id, family));
}
function signalProcess(id, signal) {
  try {
    return process.kill(id, signal);
  } catch (error) {
    return error.code === "EPERM";
  }
}
function isMember(id, family) {
  const status = statusOf3(id);
  if (status === null || status.ended || status.bornAt < family.bornAt) return false;
  if (status.group === family.leader || status.session === family.leader) return true;
  return carriesRunId(id, family.runId) || holdsPipe(id, family.pipe);
}
var STATE = 0;
var GROUP = 2;
var SESSION = 3;
var START_TIME = 19;
function statusOf3(id) {
  const text = readProc(`/proc/${id}/stat`);
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state, group, session, bornAt] = [STATE, GROUP, SESSION, START_TIME].map((index) => fields[index]);
  if (state === void 0 || bornAt === void 0) return null;
  return {
    ended: state === "Z" || state === "X",
    group: Number(group),
    session: Number(session),
    bornAt: Number(bornAt)
  };
}
function carriesRunId(id, runId) {
  return `\0${readProc(`/proc/${id}/environ`)}`.includes(`\0REPRO_RUN_ID=${runId}\0`);
}
function holdsPipe(id, pipe) {
  if (pipe === null) return false;
  try {
    return readdirSync(`/proc/${id}/fd`).some((name) => isSameFile2(`/proc/${id}/fd/${name}`, pipe));
  } catch {
    return false;
  }
}
function isSameFile2(path, { dev, ino }) {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.dev === dev && stats.ino === ino;
}
function readProc(path) {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}

// src/io/smoke-output.ts
import { spawnSync } from "node:child_process";
import { closeSync, constants as constants3, fstatSync, openSync, unlinkSync, writeSync } from "node:fs";
import { Socket } from "node:net";
import { StringDecoder } from "node:string_decoder";
var TAIL_BYTES = 64 * 1024;
var LOG_BYTES = 64 * 1024 * 1024;
var LINE_LENGTH = 8 * 1024;
function recordOutput(logFile) {
  const log = openLog(logFile);
  const ring = keepEnd();
  return {
    write(chunk) {
      ring.write(chunk);
      log.write(chunk);
    },
    tail: ring.text,
    close: log.close
  };
}
function keepEnd() {
  let chunks = [];
  let length = 0;
  return {
    write(chunk) {
      chunks.push(chunk);
      length += chunk.length;
      if (length <= 2 * TAIL_BYTES) return;
      const end = Buffer.concat(chunks).subarray(-TAIL_BYTES);
      chunks = [end];
      length = end.length;
    },
    text() {
      return decodeEnd(Buffer.concat(chunks).subarray(-TAIL_BYTES));
    }
  };
}
function decodeEnd(bytes) {
  let start2 = 0;
  while (start2 < 3 && ((bytes[start2] ?? 0) & 192) === 128) start2 += 1;
  return bytes.subarray(start2).toString("utf8");
}
function openLog(path) {
  const descriptor = openSync(path, "w", 384);
  let room = LOG_BYTES;
  let broken = false;
  const append = (bytes) => {
    try {
      if (!broken) writeSync(descriptor, bytes);
    } catch {
      broken = true;
    }
  };
  return {
    write(chunk) {
      if (room <= 0) return;
      append(chunk.subarray(0, room));
      room -= chunk.length;
      if (room <= 0)
        append(`
[repro-gate keeps ${LOG_BYTES / 2 ** 20} MiB of output; the rest was dropped]
`);
    },
    close() {
      closeSync(descriptor);
    }
  };
}
var LINE_END = /\r\n|\n|\r/;
function splitLines(onLine) {
  const decoder = new StringDecoder("utf8");
  let line = "";
  let afterReturn = false;
  const add = (text) => {
    if (line.length < LINE_LENGTH) line += text.slice(0, LINE_LENGTH - line.length);
  };
  const finish = () => {
    onLine(line);
    line = "";
  };
  const take = (text) => {
    const rest = afterReturn && text.startsWith("\n") ? text.slice(1) : text;
    if (text !== "") afterReturn = text.endsWith("\r");
    const [first = "", ...more] = rest.split(LINE_END);
    add(first);
    for (const piece of more) {
      finish();
      add(piece);
    }
  };
  return {
    write: (chunk) => take(decoder.write(chunk)),
    end() {
      take(decoder.end());
      if (line !== "") finish();
    }
  };
}
function openChannel(path) {
  const made = process.platform !== "win32" && spawnSync("mkfifo", ["-m", "600", path]).status === 0;
  if (!made) return { stdio: "pipe", pipe: null, stream: null, started: () => {
  }, release: () => {
  } };
  const reader = openSync(path, constants3.O_RDONLY | constants3.O_NONBLOCK);
  const writer = openSync(path, constants3.O_WRONLY);
  const keeper = openSync(path, constants3.O_RDONLY | constants3.O_NONBLOCK);
  unlinkSync(path);
  const { dev, ino } = fstatSync(keeper);
  const stream = new Socket({ fd: reader, readable: true, writable: false });
  return {
    stdio: writer,
    pipe: { dev, ino },
    stream,
    started: () => closeSync(writer),
    release: () => closeSync(keeper)
  };
}

// src/io/smoke-process.ts
var SETTLE_MS = 1e3;
var CANCEL_GRACE_MS = 4e3;
var KILL_MS = 5e3;
var DRAIN_MS = 2e3;
var MAX_TIMER_MS = 2 ** 31 - 1;
var SHELLS = [
  { program: "bash", args: ["-eo", "pipefail", "-c"] },
  { program: "sh", args: ["-ec"] }
];
var launchSmoke = async (command) => {
  if (command.signal.aborted) return withoutStart({ kind: "cancelled" });
  const begun = performance.now();
  const recorder = openRecorder(command);
  if ("kind" in recorder) return withoutStart(recorder);
  try {
    const started = await start(command, recorder);
    if ("kind" in started) return withoutStart(started);
    const outcome2 = await supervise(started, command).finally(started.release);
    return { ...outcome2, durationMs: performance.now() - begun, tail: recorder.tail() };
  } finally {
    recorder.close();
  }
};
function withoutStart(end) {
  return { end, durationMs: 0, tail: "", survivors: 0, remaining: 0 };
}
function notStarted(because) {
  return { kind: "not-started", because };
}
function openRecorder({ cwd, logFile }) {
  if (!statSync2(cwd, { throwIfNoEntry: false })?.isDirectory()) {
    return notStarted(`the working directory ${cwd} does not exist`);
  }
  try {
    return recordOutput(logFile);
  } catch (error) {
    return notStarted(`the log file cannot be written: ${messageOf(error)}`);
  }
}
async function start(command, recorder) {
  let because = "";
  for (const shell of SHELLS) {
    const result = await startShell(shell, command, recorder);
    if (!("error" in result)) return result;
    because = messageOf(result.error);
    if (result.error.code !== "ENOENT") break;
  }
  return notStarted(because);
}
async function startShell({ program, args }, command, recorder) {
  const channel = openChannel(`${command.logFile}.pipe`);
  try {
    const child = spawn(program, [...args, command.command], {
      cwd: command.cwd,
      env: command.env,
      detached: true,
      stdio: ["ignore", channel.stdio, channel.stdio]
    });
    const exited2 = endOf(child);
    const { runId } = command;
    const family = familyOf(child.pid ?? 0, { runId, pipe: channel.pipe });
    await spawned(child);
    const output = readOutput(streamsOf(channel, child), command, recorder);
    return { family, exited: exited2, output, release: channel.release };
  } catch (error) {
    channel.stream?.destroy();
    channel.release();
    return { error };
  } finally {
    channel.started();
  }
}
function spawned(child) {
  return new Promise((resolve3, reject) => {
    child.once("spawn", resolve3);
    child.once("error", reject);
  });
}
function endOf(child) {
  return new Promise((resolve3) => {
    child.once("exit", (code, signal) => {
      resolve3(signal === null ? describeCode(code) : { kind: "signalled", signal });
    });
  });
}
var SIGNALS = new Map(Object.entries(constants4.signals).map(([name, number]) => [number, name]));
function describeCode(code) {
  if (code === null) return { kind: "signalled", signal: "an unknown signal" };
  const signal = SIGNALS.get(code - 128);
  return code > 128 && signal !== void 0 ? { kind: "signalled", signal } : { kind: "exited", code };
}
function streamsOf(channel, child) {
  return [channel.stream, child.stdout, child.stderr].filter((stream) => stream !== null);
}
function readOutput(streams, { onLine }, recorder) {
  let fault = null;
  const guarded = (line) => {
    try {
      if (fault === null) onLine?.(line);
    } catch (error) {
      fault = { error };
    }
  };
  const ends = streams.map((stream) => {
    const lines = onLine === void 0 ? null : splitLines(guarded);
    stream.on("data", (chunk) => {
      recorder.write(chunk);
      lines?.write(chunk);
    });
    return streamEnd(stream).then(() => lines?.end());
  });
  return {
    async drain() {
      await within(DRAIN_MS, Promise.all(ends));
      for (const stream of streams) stream.destroy();
      await Promise.all(ends);
      if (fault !== null) throw fault.error;
    }
  };
}
function streamEnd(stream) {
  return new Promise((resolve3) => {
    stream.once("close", resolve3);
    stream.once("error", () => resolve3());
  });
}
async function supervise({ family, exited: exited2, output }, command) {
  const end = await firstEnd(exited2, command);
  if (end.kind === "timed-out" || end.kind === "cancelled") {
    signalProcess(groupOf(family), "SIGTERM");
    await gone(family, graceOf(end, command));
  } else {
    await gone(family, { ms: SETTLE_MS });
  }
  const swept = await sweep(family);
  await within(DRAIN_MS, exited2);
  await output.drain();
  return { end, ...swept };
}
function graceOf({ kind }, { graceMs, signal }) {
  if (kind === "cancelled") return { ms: Math.min(graceMs, CANCEL_GRACE_MS) };
  return { ms: graceMs, unless: signal };
}
function firstEnd(exited2, { timeoutMs, signal }) {
  return new Promise((resolve3) => {
    const decide = (end) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
      resolve3(end);
    };
    const cancel = () => decide({ kind: "cancelled" });
    const late = () => decide({ kind: "timed-out", afterMs: timeoutMs });
    const timer = setTimeout(late, Math.min(timeoutMs, MAX_TIMER_MS));
    signal.addEventListener("abort", cancel, { once: true });
    if (signal.aborted) cancel();
    void exited2.then(decide);
  });
}
function groupOf({ leader }) {
  return process.platform === "win32" ? leader : -leader;
}
var POLL_MS = 20;
var MAX_POLL_MS = 250;
async function gone(family, { ms, unless }) {
  const deadline = performance.now() + ms;
  for (let wait = POLL_MS; ; wait = Math.min(2 * wait, MAX_POLL_MS)) {
    const alive = membersOf(family);
    const left = unless?.aborted === true ? 0 : deadline - performance.now();
    if (alive.length === 0 || left <= 0) return alive;
    await delay(Math.min(wait, left));
  }
}
async function sweep(family) {
  const killed = /* @__PURE__ */ new Set();
  const deadline = performance.now() + KILL_MS;
  let alive = membersOf(family);
  while (alive.length > 0 && performance.now() < deadline) {
    signalProcess(groupOf(family), "SIGKILL");
    for (const id of alive) {
      signalProcess(id, "SIGKILL");
      killed.add(id);
    }
    alive = await gone(family, { ms: POLL_MS });
  }
  killed.delete(family.leader);
  return { survivors: killed.size, remaining: alive.length };
}
async function within(ms, promise) {
  let timer;
  const late = new Promise((resolve3) => {
    timer = setTimeout(resolve3, ms);
  });
  await Promise.race([promise, late]);
  clearTimeout(timer);
}
function delay(ms) {
  return new Promise((resolve3) => setTimeout(resolve3, ms));
}
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

// src/io/ports.ts
function realPorts({ machine, directory, python, status, ...request }) {
  const now = () => performance.now();
  const workspace = localWorkspace(process.env);
  const observer = findObserver();
  const { home, user } = machine;
  return {
    now,
    date: () => /* @__PURE__ */ new Date(),
    capture: async ({ device, variables: variables2, project, verify }) => {
      status.begin("measuring this machine");
      const snapshot = await capture(machine, {
        directory,
        python,
        device,
        variables: variables2,
        project,
        verify,
        now: () => /* @__PURE__ */ new Date()
      });
      status.end();
      return snapshot;
    },
    environmentAt: (path) => environmentAt(path, directory),
    runSmoke: async ({ test, role, run, of }, environment) => {
      status.begin(`running ${test.name}${of > 1 ? ` (${run} of ${of})` : ""}`, test.timeoutMs);
      try {
        const { signal, onLine } = request;
        const more = onLine === void 0 ? {} : { onLine };
        const order = { test, cwd: directory, environment, role, signal, onProgress: status.update, ...more };
        const measured = await runSmoke(order, {
          launch: launchSmoke,
          workspace,
          observer,
          identity: { home, user },
          now
        });
        await workspace.removeRunFolder(measured.folder);
        return measured;
      } finally {
        status.end();
      }
    }
  };
}

// src/io/stop.ts
function stopSignal() {
  const controller = new AbortController();
  const stop = (name) => {
    controller.abort(name);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return {
    signal: controller.signal,
    release: () => {
      process.off("SIGINT", stop);
      process.off("SIGTERM", stop);
    }
  };
}

export {
  compareCurves,
  composeBaseline,
  findBaseline,
  applyDecisions,
  faultsThatMatter,
  judgeNamed,
  judgeInterpreters,
  holdAgainst,
  metricFinding,
  quieten,
  describeBand,
  compareScalars,
  describeTolerance,
  judgeRun,
  reduce,
  judgeObserved,
  parsePolicy,
  POLICY_PATH,
  chooseRules,
  measureAll,
  check,
  captureOrder,
  environmentOf3 as environmentOf,
  pythonChoice,
  realPorts,
  stopSignal
};
