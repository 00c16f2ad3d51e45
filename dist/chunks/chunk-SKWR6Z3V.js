import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/report/numbers.ts
function formatValue(value) {
  return typeof value === "number" ? `${Number(value.toPrecision(6))}` : value;
}
function formatDeviation(value) {
  if (typeof value !== "number") return value;
  return value === 0 ? "0" : value.toExponential(1);
}
function formatPercent(share) {
  const percent = share * 100;
  const digits = Math.abs(percent) >= 1e3 || Math.abs(percent) < 0.01 && percent !== 0 ? percent.toExponential(1) : percent.toFixed(2);
  return `${percent > 0 ? "+" : ""}${digits} %`.replace("-", "\u2212");
}
function formatDuration(milliseconds) {
  if (milliseconds < 1e3) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1e3;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} m ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} m`;
}
function plural(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
function toJsonNumber(value) {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}
function describeCommit({ commit, dirty }) {
  if (commit === null) return null;
  return `commit ${commit.slice(0, 7)}${dirty === true ? " with uncommitted changes" : ""}`;
}

// src/report/escape.ts
var LONGEST = 160;
function md(parts, ...values) {
  return String.raw({ raw: parts }, ...values);
}
function joinMd(parts, separator) {
  return parts.join(separator);
}
function code(text) {
  const clean = visible(text).replaceAll("|", "\xA6").replace(/\s+/g, " ").trim();
  const shown = clean.length > LONGEST ? `${[...clean].slice(0, LONGEST - 1).join("")}\u2026` : clean;
  if (shown === "") return "` `";
  const fence2 = "`".repeat(longestRun(shown) + 1);
  const pad = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return `${fence2}${pad}${shown}${pad}${fence2}`;
}
function fold(summary, body) {
  return md`<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}
function fenced(text, language = "") {
  return fence(text.split(/\r\n|\n|\r/).map(visible), language);
}
function fencedOutput(text) {
  return fence(quoted(text), "");
}
function fence(lines, language) {
  const mark = "`".repeat(Math.max(3, ...lines.map((line) => longestRun(line) + 1)));
  return `${mark}${language}
${lines.join("\n")}
${mark}`;
}
function longestRun(text) {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
var INVISIBLE = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
function visible(text) {
  return text.replace(INVISIBLE, "\uFFFD").replaceAll("##[", "##\u2060[");
}
function quoted(text) {
  return text.split(/\r\n|\n|\r/).map((line) => `\u2502 ${visible(line)}`);
}
function link(label, address) {
  const plain = /^https?:\/\/[A-Za-z0-9.:-]+(\/[A-Za-z0-9._~/-]*)?$/.test(address);
  return plain ? `[${label}](${address})` : code(address);
}
function prose(text) {
  const parts = text.split("`").map((part, index) => index % 2 === 1 ? code(part) : words(part));
  return joinMd(parts, "");
}
function words(text) {
  const parts = text.split(/(\s+)/).map((part) => part.trim() === "" ? space(part) : word(part));
  return joinMd(parts, "");
}
function space(text) {
  return text === "" ? "" : " ";
}
function word(text) {
  if (isPlain(text)) return text;
  const form = text.startsWith("(") ? /^(\()(.*?)(\)?[,;:.]*)$/s : /^()(.*?)([,;:.]*)$/s;
  const [, open = "", name = "", close = ""] = form.exec(text) ?? [];
  return name === "" ? code(text) : `${open}${code(name)}${close}`;
}
function isPlain(word2) {
  if (!/^[A-Za-z0-9,;:.%+’'()-]+$/.test(word2)) return false;
  return !/www\.|GH-\d|[a-f0-9]{7,}|:\w+:|^[-+]+$|^\d+[.)]$/i.test(word2);
}

export {
  formatValue,
  formatDeviation,
  formatPercent,
  formatDuration,
  plural,
  toJsonNumber,
  describeCommit,
  md,
  joinMd,
  code,
  fold,
  fenced,
  fencedOutput,
  visible,
  quoted,
  link,
  prose
};
