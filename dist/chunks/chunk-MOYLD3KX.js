import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  toJson
} from "./chunk-GXBTNTRB.js";
import {
  writeWhole
} from "./chunk-WYYUXNO4.js";
import {
  SUMMARY_BYTES,
  renderMarkdown
} from "./chunk-TKVPNC7D.js";
import {
  renderBaseline
} from "./chunk-MDPUGJVK.js";

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

export {
  writeReportFiles
};
