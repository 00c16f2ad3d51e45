import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  SUMMARY_BYTES,
  renderMarkdown,
  sparklines
} from "./chunk-CB4FKCVO.js";
import {
  renderBaseline
} from "./chunk-JGZQGFRV.js";
import {
  toJson
} from "./chunk-GXBTNTRB.js";
import {
  writeWhole
} from "./chunk-2IN2UWXO.js";
import {
  formatDeviation,
  formatDuration,
  formatPercent,
  formatValue,
  plural,
  quoted,
  visible
} from "./chunk-6545YWLY.js";

// src/io/report-files.ts
import { join } from "node:path";
async function writeReportFiles({ report, snapshot }, directory) {
  const { candidate } = report.baseline;
  const files = {
    report: join(directory, "report.json"),
    markdown: join(directory, "report.md"),
    snapshot: snapshot === null ? null : join(directory, "snapshot.json"),
    candidate: candidate === null ? null : join(directory, `${candidate.class}.json`)
  };
  await writeWhole(files.report, toJson(report));
  await writeWhole(files.markdown, `${renderMarkdown(report, SUMMARY_BYTES)}
`);
  if (files.snapshot !== null) await writeWhole(files.snapshot, toJson(snapshot));
  if (files.candidate !== null && candidate !== null)
    await writeWhole(files.candidate, renderBaseline(candidate));
  return files;
}

// src/report/text.ts
var plain = (_, text) => text;
function renderText(report, paint) {
  const blocks = [
    headline(report, paint),
    metricLines(report.smoke, paint),
    diagnosisLines(report.smoke, paint),
    findingLines(report.findings, paint),
    changeLines(report, paint),
    tailLines(report.smoke, paint),
    proposedLine(report),
    footer(report, paint)
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}
`;
}
var VERDICT_COLOURS = {
  pass: "green",
  fail: "red",
  incomparable: "yellow",
  inconclusive: "yellow",
  misconfigured: "red",
  "not-measured": "red"
};
function headline({ verdict, reason }, paint) {
  return `${paint("bold", paint(VERDICT_COLOURS[verdict], `repro-gate: ${verdict}`))} \xB7 ${oneLine(reason)}`;
}
function oneLine(text) {
  return visible(text).replace(/\s+/g, " ").trim();
}
function metricLines(smoke, paint) {
  const rows = smoke.flatMap(({ metrics }) => metrics.map(metricRow));
  if (rows.length === 0) return "";
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row.cells[column] ?? "").length)));
  return rows.map(({ cells, note, ok }) => {
    const padded = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
    return `  ${paint(ok ? "green" : "red", ok ? "\u2713" : "\u2717")} ${padded}  ${note}`;
  }).join("\n");
}
function metricRow(metric) {
  const [before = "", after = ""] = metric.check === "curve" ? sparklines([metric.baseline?.values ?? [], metric.found?.values ?? []]) : [metric.baseline, metric.found].map((curve) => formatValue(curve?.values.at(-1) ?? "NaN"));
  return {
    cells: [oneLine(metric.name), before, after],
    note: metricNote(metric),
    ok: metric.status === "pass"
  };
}
function metricNote(metric) {
  const { status, onset, maxDeviation, allowed } = metric;
  if (status !== "pass" && status !== "fail" && status !== "inconclusive") return status.replace("-", " ");
  if (onset === null) return metric.resolution === null ? "bit for bit" : "equal at the precision of the log";
  if (metric.check === "scalar") return `${share(metric)}, allowed ${allowed}`;
  const largest = maxDeviation === null ? "" : `, largest ${formatDeviation(maxDeviation.value)} at step ${maxDeviation.step}`;
  return `onset ${formatDeviation(onset.value)} at step ${onset.step}${largest}, allowed ${allowed}`;
}
function share({ baseline, found }) {
  const before = baseline?.values.at(-1);
  const after = found?.values.at(-1);
  const computable = typeof before === "number" && typeof after === "number" && before !== 0;
  return computable ? formatPercent((after - before) / Math.abs(before)) : "changed";
}
function diagnosisLines(smoke, paint) {
  const told = smoke.flatMap(({ diagnosis }) => diagnosis === null ? [] : [oneLine(diagnosis)]);
  return told.map((text) => `  ${paint("bold", "diagnosis")}  ${text}`).join("\n");
}
var SEVERITY_COLOURS = {
  error: "red",
  warning: "yellow",
  info: "cyan"
};
var MOST_INFOS = 5;
function findingLines(findings, paint) {
  const loud = findings.filter(({ severity }) => severity !== "info");
  const infos = findings.filter(({ severity }) => severity === "info");
  const more = infos.length - MOST_INFOS;
  const lines = [
    ...loud.map((finding) => findingBlock(finding, paint)),
    ...infos.slice(0, MOST_INFOS).map((finding) => infoLine(finding, paint)),
    ...more > 0 ? [paint("dim", `  ${more} more of severity info in the report file`)] : []
  ];
  return lines.join("\n");
}
function findingBlock(finding, paint) {
  const { code, severity, subject, expected, found, where, next } = finding;
  const place = where === null ? "" : paint(
    "dim",
    `  ${oneLine(where.file)}${where.line === null ? "" : `:${where.line}:${where.column ?? 1}`}`
  );
  return [
    `  ${paint(SEVERITY_COLOURS[severity], severity.padEnd(7))} ${code}  ${oneLine(subject)}${place}`,
    `          expected  ${oneLine(expected)}`,
    `          found     ${oneLine(found)}`,
    `          next      ${oneLine(next)}`
  ].join("\n");
}
function infoLine({ code, subject, expected, found, waiver }, paint) {
  const waived = waiver === void 0 ? "" : ` (waived until ${waiver.expires}: ${oneLine(waiver.reason)})`;
  return `  ${paint("cyan", "info   ")} ${code}  ${oneLine(subject)}: ${oneLine(expected)} \u2192 ${oneLine(found)}${waived}`;
}
var MOST_CHANGES = 10;
function changeLines({ verdict, environment }, paint) {
  const [first] = environment.changes;
  if (first === void 0) return "";
  if (verdict === "pass") {
    const count = plural(environment.changes.length, "field");
    return paint(
      "dim",
      `  ${count} changed since the baseline, the likely effect on numbers at most ${first.effect}`
    );
  }
  const shown = environment.changes.slice(0, MOST_CHANGES);
  const more = environment.changes.length - shown.length;
  const lines = shown.map(({ path, baseline, found, effect }) => {
    const values = `${oneLine(baseline ?? "none")} \u2192 ${oneLine(found ?? "none")}`;
    return `    ${effect.padEnd(6)}  ${oneLine(path)}  ${values}`;
  });
  const title = `  changed since the baseline (${plural(environment.changes.length, "field")}, likely effect on numbers first)`;
  const tail = more > 0 ? [paint("dim", `    ${more} more in the report file`)] : [];
  return [paint("dim", title), ...lines, ...tail].join("\n");
}
var TAIL_LINES = 20;
function tailLines(smoke, paint) {
  return smoke.filter(({ tail }) => tail !== null && tail.trim() !== "").map(({ name, ended, tail }) => {
    const lines = quoted((tail ?? "").trimEnd()).slice(-TAIL_LINES);
    return [
      paint("dim", `  end of the output of ${oneLine(name)} (${ended})`),
      ...lines.map((line) => `    ${line}`)
    ].join("\n");
  }).join("\n\n");
}
function proposedLine({ proposed }) {
  if (proposed === null) return "";
  return `  This change alters the rules (${proposed.files.map(oneLine).join(", ")}); under the new ones: ${proposed.verdict}, ${oneLine(proposed.reason)}`;
}
function footer(report, paint) {
  const { provenance, timing } = report;
  const source = { base: "base", head: "this change", "working-tree": "the working tree", file: "a file" }[provenance.policySource.kind];
  const parts = [
    `policy of ${source}`,
    report.machine,
    provenance.commit === null ? null : `commit ${provenance.commit.slice(0, 7)}`,
    `${formatDuration(timing.totalMs)}, ${formatDuration(timing.overheadMs)} of it ours`
  ];
  return paint(
    "dim",
    `  ${parts.filter((part) => part !== null).map(oneLine).join(" \xB7 ")}`
  );
}

export {
  writeReportFiles,
  plain,
  renderText
};
