import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  baselinePath,
  curveCells,
  describeProcesses,
  seededBy
} from "./chunk-MDPUGJVK.js";
import {
  code,
  describeCommit,
  fenced,
  fencedOutput,
  fold,
  formatDeviation,
  formatDuration,
  formatPercent,
  formatValue,
  joinMd,
  link,
  md,
  plural,
  prose
} from "./chunk-SKWR6Z3V.js";
import {
  findingInfo
} from "./chunk-C3RZWXW6.js";

// src/report/metric-cells.ts
function baselineCell(metric) {
  return cell(curveCells(metric)[0]);
}
function foundCell(metric) {
  return cell(curveCells(metric)[1]);
}
function cell(text) {
  return text === null ? md`—` : code(text);
}
function metricNote(metric) {
  switch (metric.status) {
    case "pass":
      return agreement(metric);
    case "fail":
    case "inconclusive":
      return deviation(metric);
    case "missing":
      return md`**missing**`;
    case "non-finite":
      return md`**not finite**${stepClause(metric)}`;
    case "incomplete":
      return md`**steps missing or extra**`;
    case "not-compared":
      return md`not compared`;
  }
}
function agreement(metric) {
  const points = metric.found?.values.length ?? 0;
  if (metric.onset === null) {
    const exact = metric.resolution === null ? md`bit for bit` : md`at the precision of the log`;
    return metric.check === "curve" ? md`as recorded ${exact} over ${points} steps` : md`as recorded`;
  }
  if (metric.check === "scalar") return md`${scalarShare(metric)}, allowed ${code(metric.allowed)}`;
  const { step, value: value2 } = metric.maxDeviation ?? metric.onset;
  return md`within ${code(formatDeviation(value2))} (step ${step}), allowed ${code(metric.allowed)}`;
}
function deviation(metric) {
  if (metric.check === "scalar") return md`**${scalarShare(metric)}**, allowed ${code(metric.allowed)}`;
  if (metric.onset === null) return md`allowed ${code(metric.allowed)}`;
  const onset = md`onset **${code(formatDeviation(metric.onset.value))} at step ${metric.onset.step}**`;
  const largest = metric.maxDeviation;
  const reach = largest === null || largest.step === metric.onset.step ? md`` : md`, largest ${code(formatDeviation(largest.value))} at step ${largest.step}`;
  return md`${onset}${reach}, allowed ${code(metric.allowed)}`;
}
function scalarShare({ baseline, found }) {
  const before = baseline?.values.at(-1);
  const after = found?.values.at(-1);
  if (typeof before !== "number" || typeof after !== "number" || before === 0)
    return code(`${formatValue(before ?? "NaN")} \u2192 ${formatValue(after ?? "NaN")}`);
  return code(formatPercent((after - before) / Math.abs(before)));
}
function stepClause({ found }) {
  const index = found?.values.findIndex((value2) => typeof value2 !== "number") ?? -1;
  const step = found?.steps[index];
  return step === void 0 ? md`` : md` from step ${step}`;
}

// src/report/observation-markdown.ts
function observationDetails({ name, observation }, { rows }) {
  if (observation === null) return md``;
  if (observation.because !== null) {
    return md`**Inside the training process**: facts of ${code(name)} not captured, because ${prose(observation.because)}.`;
  }
  const lines = [
    md`- ${prose(describeProcesses(observation))}`,
    ...[versions(observation), seeds(observation, rows), flags(observation)].filter((line) => line !== ""),
    ...named(md`without a seed`, observation.unseeded),
    ...named(md`not deterministic`, observation.nondeterministic),
    ...required(observation),
    ...named(md`the observer failed at`, observation.errors)
  ];
  return fold(md`Seen inside the training process of ${code(name)}`, joinMd(lines, "\n"));
}
function versions({ modules, libraries }) {
  const entries = [...Object.entries(modules), ...Object.entries(libraries)].map(
    ([name, found]) => md`${code(name)} ${joinMd(found.map(code), " / ")}`
  );
  return entries.length === 0 ? md`` : md`- loaded: ${joinMd(entries, ", ")}`;
}
function seeds({ seeds: calls }, rows) {
  const shown = calls.slice(0, Math.min(rows, MOST_CALLS)).map(seedClause);
  const more = calls.length - shown.length;
  const tail = more > 0 ? [md`${more} more`] : [];
  const list = joinMd([...shown, ...tail], ", ");
  return md`- seeded by ${prose(seededBy(calls))}${list === "" ? list : md`: ${list}`}`;
}
var MOST_CALLS = 12;
function seedClause({ call, values, place, by }) {
  const where = place === null || by === "gate" ? md`` : md` at ${code(place)}`;
  return md`${code(`${call}(${values.join(" / ")})`)}${where}`;
}
function flags({ flags: found }) {
  const entries = Object.entries(found).map(([name, value2]) => md`${prose(name)} ${code(value2)}`);
  return entries.length === 0 ? md`` : md`- flags: ${joinMd(entries, ", ")}`;
}
function named(title, names) {
  return names.length === 0 ? [] : [md`- ${title}: ${joinMd(names.map(code), ", ")}`];
}
function required({ required: facts }) {
  if (facts.length === 0) return [];
  const entries = facts.map(({ fact, status }) => md`${code(fact)} ${prose(status.replace("-", " "))}`);
  return [md`- required: ${joinMd(entries, ", ")}`];
}

// src/report/markdown.ts
var COMMENT_BYTES = 6e4;
var SUMMARY_BYTES = 1e6;
function renderMarkdown(report, limit) {
  const full = SIZES.map((size) => renderAt(report, size)).find((text) => byteLength(text) <= limit);
  return full ?? joinMd([headline(report), footer(report)], "\n\n");
}
var SIZES = [
  { rows: 1e3, output: 16e3, details: true },
  { rows: 100, output: 4e3, details: true },
  { rows: 20, output: 1e3, details: true },
  { rows: 0, output: 0, details: false }
];
function byteLength(text) {
  return new TextEncoder().encode(text).length;
}
function renderAt(report, size) {
  const parts = isQuiet(report) ? [headline(report), passLine(report), footer(report)] : [
    headline(report),
    table(report),
    ...notes(report),
    ...size.details ? details(report, size) : [],
    footer(report)
  ];
  return joinMd(
    parts.filter((part) => part !== ""),
    "\n\n"
  );
}
function isQuiet({ verdict, findings, proposed }) {
  return verdict === "pass" && proposed === null && findings.every(({ severity }) => severity === "info");
}
var ICONS = {
  pass: "\u2705",
  fail: "\u274C",
  incomparable: "\u26AA",
  inconclusive: "\u2754",
  misconfigured: "\u{1F6E0}\uFE0F",
  "not-measured": "\u26D4"
};
function headline({ verdict, reason }) {
  return md`### ${constant(ICONS[verdict])} repro-gate: ${constant(verdict)} · ${prose(reason)}`;
}
function constant(text) {
  return text;
}
function passLine({ smoke, environment }) {
  const metrics = smoke.flatMap(
    (test) => test.metrics.map((metric) => md`${code(metric.name)} ${metricNote(metric)}`)
  );
  return joinMd([...metrics, environmentLine(environment)], " \xB7 ");
}
function environmentLine({ compared, changes }) {
  if (!compared) return md`environment not compared`;
  if (changes.length === 0) return md`environment as recorded`;
  return md`${constant(plural(changes.length, "change"))} of the environment (numerics: ${constant(changes[0]?.effect ?? "none")})`;
}
var MOST_TABLE_ROWS = 20;
function table(report) {
  const rows = [...metricRows(report.smoke), ...findingRows(report.findings)];
  if (rows.length === 0) return md``;
  const shown = rows.slice(0, MOST_TABLE_ROWS);
  const more = rows.length - shown.length;
  const head = report.environment.compared ? md`| | baseline | this run | |` : md`| | expected | found | |`;
  const body = joinMd([head, md`|---|---|---|---|`, ...shown], "\n");
  return more > 0 ? md`${body}\n\n${more} more below.` : body;
}
function metricRows(smoke) {
  return smoke.flatMap(
    (test) => test.metrics.map((metric) => {
      const label = metric.check === "curve" ? md`${code(metric.name)} curve` : code(metric.name);
      return md`| ${label} | ${baselineCell(metric)} | ${foundCell(metric)} | ${metricNote(metric)} |`;
    })
  );
}
var TOLD_BY_METRIC = /* @__PURE__ */ new Set([
  "smoke/out-of-tolerance",
  "smoke/noise-exceeds-tolerance",
  "smoke/suspicious-improvement",
  "smoke/unexplained-drift"
]);
function findingRows(findings) {
  return findings.filter(({ code: name, severity }) => severity !== "info" && !TOLD_BY_METRIC.has(name)).map(
    (finding) => md`| ${code(finding.subject)} | ${code(finding.expected)} | ${code(finding.found)} | ${verdictNote(finding)} |`
  );
}
function verdictNote({ code: name, severity }) {
  return severity === "error" ? code(name) : md`${code(name)} (${constant(severity)})`;
}
function notes(report) {
  return [
    leftOutNote(report),
    diagnosis(report),
    changedTogether(report.environment),
    proposedNote(report),
    rulesNote(report)
  ];
}
function leftOutNote({ verdict, leftOut }) {
  if (leftOut === null || verdict === "pass") return md``;
  return md`**Environment only**: ${joinMd(leftOut.tests.map(code), ", ")} not run (${code(leftOut.by)}).`;
}
function diagnosis({ smoke }) {
  const lines = smoke.flatMap(
    ({ diagnosis: text }) => text === null ? [] : [md`**Diagnosis.** ${prose(text)}`]
  );
  return joinMd(lines, "\n\n");
}
var MOST_TOGETHER = 3;
function changedTogether({ changes }) {
  const suspects = changes.filter(({ effect }) => effect !== "none");
  if (suspects.length === 0) return md``;
  const shown = suspects.slice(0, MOST_TOGETHER).map(changeClause);
  const more = suspects.length - shown.length;
  const tail = more > 0 ? [md`${more} more`] : [];
  return md`**Changed together**: ${joinMd([...shown, ...tail], " \xB7 ")}`;
}
function changeClause({ path, baseline, found, effect }) {
  return md`${code(path.replace(/^packages\./, ""))} ${value(baseline)} → ${value(found)} (numerics: ${constant(effect)})`;
}
function value(text) {
  return text === null ? md`none` : code(text);
}
function proposedNote({ proposed }) {
  if (proposed === null) return md``;
  const files = joinMd(proposed.files.map(code), ", ");
  const then = proposed.verdict === "unknown" ? md`could not be told` : md`would be **${constant(proposed.verdict)}**`;
  return md`**This change alters the rules** (${files}). The copy of the base decided; under the new one the verdict ${then}: ${prose(proposed.reason)}.`;
}
function rulesNote({ provenance }) {
  if (provenance.policySource.kind !== "head") return md``;
  return md`**Adoption**: the base commit has neither policy nor baselines, so the copy in this change judged.`;
}
function details(report, size) {
  return [
    findingDetails(report.findings, size),
    differences(report.environment.changes, size),
    ...report.smoke.map((test) => observationDetails(test, size)),
    ...report.smoke.map((test) => outputDetails(test, size)),
    candidateDetails(report, size),
    reproduce(report),
    accept(report)
  ];
}
function findingDetails(findings, { rows }) {
  if (findings.length === 0) return md``;
  const shown = findings.slice(0, rows).map(findingItem);
  const more = findings.length - shown.length;
  const tail = more > 0 ? [md`- ${more} more in the report file`] : [];
  return fold(md`${constant(plural(findings.length, "finding"))}`, joinMd([...shown, ...tail], "\n"));
}
function findingItem(finding) {
  const place = finding.where === null ? md`` : md` (${code(placeOf(finding.where))})`;
  const waived = finding.waiver === void 0 ? md`` : md` Waived until ${code(finding.waiver.expires)}: ${code(finding.waiver.reason)}.`;
  return md`- **${constant(finding.severity)}** ${code(finding.code)} ${code(finding.subject)}${place}: ${constant(findingInfo(finding.code).title)}. Expected ${code(finding.expected)}, found ${code(finding.found)}.${waived} ${prose(finding.next)}`;
}
function placeOf({ file, line }) {
  return line === null ? file : `${file}:${line}`;
}
function differences(changes, { rows }) {
  if (changes.length === 0) return md``;
  const shown = changes.slice(0, rows);
  const lines = shown.map(
    ({ path, baseline, found, effect }) => md`| ${code(path)} | ${value(baseline)} | ${value(found)} | ${effectCell(effect)} |`
  );
  const more = changes.length - shown.length;
  const body = joinMd([md`| | baseline | this run | numerics |`, md`|---|---|---|---|`, ...lines], "\n");
  return fold(
    md`All ${constant(plural(changes.length, "difference"))}`,
    more > 0 ? md`${body}\n\n${more} more in the report file.` : body
  );
}
function effectCell(effect) {
  return constant(effect);
}
function outputDetails({ name, tail, ended }, { output }) {
  if (tail === null || tail.trim() === "" || output === 0) return md``;
  return fold(md`End of the output of ${code(name)} (${code(ended)})`, fencedOutput(tail.slice(-output)));
}
function candidateDetails({ baseline }, { output }) {
  if (baseline.candidate === null || baseline.path === null || output === 0) return md``;
  return fold(
    md`The baseline that ${code("repro-gate record")} would add`,
    md`${code(baseline.path)} is in the report file under ${code("baseline.candidate")}, measured by ${constant(plural(smokeRuns(baseline.candidate.smoke), "run"))} on this machine.`
  );
}
function smokeRuns(smoke) {
  return Object.values(smoke).reduce((sum, { runs }) => sum + runs, 0);
}
function reproduce({ smoke, provenance }) {
  if (smoke.length === 0) return md``;
  const checkout = provenance.commit === null ? [] : [`git checkout ${provenance.commit}`];
  if (provenance.dirty === true) {
    checkout.unshift(`# ${describeCommit(provenance) ?? "no commit"}, which a checkout does not bring back`);
  }
  const script = [...checkout, "repro-gate check", ...smoke.flatMap(byHand)];
  return fold(md`Reproduce locally`, fenced(script.join("\n"), "sh"));
}
var OF_THE_GATE = /* @__PURE__ */ new Set([
  "PATH",
  "PYTHONPATH",
  "REPRO_OBSERVER_DIR",
  "REPRO_INJECT"
]);
function byHand({ name, injected, run }) {
  const variables = Object.entries(injected).filter(
    ([key, text]) => !OF_THE_GATE.has(key) && !text.includes("<run-id>")
  );
  const seeds2 = ["fill", "force"].includes(injected["REPRO_INJECT"] ?? "");
  const exports = variables.map(([key, text]) => `export ${key}=${shellWord(text)}`);
  return [
    "",
    `# ${name} alone${seeds2 ? ", without the seeds that the gate sets from inside" : ""}`,
    'run=$(mktemp -d); mkdir "$run/out" "$run/inductor" "$run/triton"',
    ...exports,
    run
  ];
}
function shellWord(text) {
  return text.startsWith("<run>/") ? `"$run/${text.slice("<run>/".length)}"` : shellQuote(text);
}
function shellQuote(text) {
  return /^[A-Za-z0-9_./:=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
function accept({ verdict, baseline, class: hardwareClass, smoke }) {
  const hasNumbers = smoke.every(({ tail }) => tail === null);
  if (baseline.path === null || !hasNumbers || verdict !== "fail" && verdict !== "incomparable")
    return md``;
  const path = hardwareClass === null ? baseline.path : baselinePath(hardwareClass);
  const script = fenced(`repro-gate record --why "\u2026"
git add ${path}
git diff --cached`, "sh");
  return fold(
    md`Accept as the new baseline`,
    md`On a machine of this class, then commit the file in a reviewed change:\n\n${script}`
  );
}
function footer(report) {
  const { provenance, timing } = report;
  const parts = [code(report.machine)];
  if (provenance.runner !== null) parts.push(md`runner ${code(provenance.runner)}`);
  if (provenance.commit !== null)
    parts.push(md`commit ${code(provenance.commit.slice(0, 7))}${changesClause(report)}`);
  parts.push(policyClause(report));
  if (provenance.run !== null) parts.push(link(md`run`, provenance.run));
  parts.push(
    md`${constant(formatDuration(timing.totalMs))}, ${constant(formatDuration(timing.overheadMs))} of it ours`
  );
  return joinMd(parts, " \xB7 ");
}
function changesClause({ provenance: { dirty } }) {
  return dirty === true ? md` with uncommitted changes` : md``;
}
function policyClause({ provenance: { policySource } }) {
  switch (policySource.kind) {
    case "base":
      return policySource.ref === null ? md`policy of base` : md`policy of base ${code(policySource.ref.slice(0, 7))}`;
    case "head":
      return md`policy of this change`;
    case "working-tree":
      return md`policy of the working tree`;
    case "file":
      return md`policy ${code(policySource.path)}`;
  }
}

export {
  COMMENT_BYTES,
  SUMMARY_BYTES,
  renderMarkdown
};
