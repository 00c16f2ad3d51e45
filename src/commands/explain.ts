/** `repro-gate explain [CODE]`, and the text of docs/findings.md. */

import { FINDING_CODES, FINDINGS, type FindingCode, isFindingCode } from '../findings.ts';
import { nearestCodes } from '../near.ts';
import { type Arguments, UsageError } from './command.ts';
import { choiceOption } from './options.ts';

export async function runExplain(args: Arguments): Promise<number> {
  const format = choiceOption(args, 'format', ['text', 'markdown']);
  const codes = codesOf(args.positionals);
  process.stdout.write(format === 'markdown' ? reference(codes) : codes.map(inText).join('\n'));
  return 0;
}

function codesOf([code, ...more]: readonly string[]): readonly FindingCode[] {
  if (code === undefined) return FINDING_CODES;
  if (more.length > 0) {
    const found = [code, ...more].map((word) => `\`${word}\``).join(' ');
    throw new UsageError(`expected one finding code, found ${found}`);
  }
  if (isFindingCode(code)) return [code];
  const near = nearestCodes(code);
  const meant = near.length === 0 ? '' : ` such as ${near.join(', ')}`;
  throw new UsageError(
    `expected a finding code${meant}, found \`${code}\`\n\n\`repro-gate explain\` lists all of them.`,
  );
}

function inText(code: FindingCode): string {
  const { title, verdict, severity, means, resolve } = FINDINGS[code];
  return `${code}: ${title}\n  ${severity}; as an error it makes the verdict ${verdict}\n\n  ${means}\n\n  ${resolve}\n`;
}

function reference(codes: readonly FindingCode[]): string {
  const areas = [...new Set(codes.map((code) => code.split('/')[0] ?? ''))];
  const sections = areas.map((area) => {
    const entries = codes.filter((code) => code.startsWith(`${area}/`)).map(inMarkdown);
    return `## ${area}\n\n${entries.join('\n')}`;
  });
  return `${INTRODUCTION}\n${sections.join('\n')}`;
}

const INTRODUCTION = `# Findings

<!-- Written by \`npm run docs\` from src/findings.ts. -->

Every finding has a stable code. \`repro-gate explain CODE\` prints the same text. A policy may change the severity of a
finding that leads to *fail* (\`severity\`), or waive it with a reason and a last day (\`waivers\`).
`;

function inMarkdown(code: FindingCode): string {
  const { title, verdict, severity, means, resolve } = FINDINGS[code];
  return `### \`${code}\`\n\n**${title}.** Severity ${severity}; as an error it makes the verdict *${verdict}*.\n\n${means}\n\n${resolve}\n`;
}
