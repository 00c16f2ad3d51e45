import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  choiceOption
} from "./chunk-CH6HH5EZ.js";
import {
  UsageError
} from "./chunk-TA65F4EZ.js";
import {
  FINDINGS,
  FINDING_CODES,
  isFindingCode,
  nearestCodes
} from "./chunk-C3RZWXW6.js";
import "./chunk-POKRKV4F.js";

// src/commands/explain.ts
async function runExplain(args) {
  const format = choiceOption(args, "format", ["text", "markdown"]);
  const codes = codesOf(args.positionals);
  process.stdout.write(format === "markdown" ? reference(codes) : codes.map(inText).join("\n"));
  return 0;
}
function codesOf([code, ...more]) {
  if (code === void 0) return FINDING_CODES;
  if (more.length > 0) {
    const found = [code, ...more].map((word) => `\`${word}\``).join(" ");
    throw new UsageError(`expected one finding code, found ${found}`);
  }
  if (isFindingCode(code)) return [code];
  const near = nearestCodes(code);
  const meant = near.length === 0 ? "" : ` such as ${near.join(", ")}`;
  throw new UsageError(
    `expected a finding code${meant}, found \`${code}\`

\`repro-gate explain\` lists all of them.`
  );
}
function inText(code) {
  const { title, verdict, severity, means, resolve } = FINDINGS[code];
  return `${code}: ${title}
  ${severity}; as an error it makes the verdict ${verdict}

  ${means}

  ${resolve}
`;
}
function reference(codes) {
  const areas = [...new Set(codes.map((code) => code.split("/")[0] ?? ""))];
  const sections = areas.map((area) => {
    const entries = codes.filter((code) => code.startsWith(`${area}/`)).map(inMarkdown);
    return `## ${area}

${entries.join("\n")}`;
  });
  return `${INTRODUCTION}
${sections.join("\n")}`;
}
var INTRODUCTION = `# Findings

<!-- Written by \`npm run docs\` from src/findings.ts. -->

Every finding has a stable code. \`repro-gate explain CODE\` prints the same text. A policy may change the severity of a
finding that leads to *fail* (\`severity\`), or waive it with a reason and a last day (\`waivers\`).
`;
function inMarkdown(code) {
  const { title, verdict, severity, means, resolve } = FINDINGS[code];
  return `### \`${code}\`

**${title}.** Severity ${severity}; as an error it makes the verdict *${verdict}*.

${means}

${resolve}
`;
}
export {
  runExplain
};
