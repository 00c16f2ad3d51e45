/** When a change alters the rules that judge it: the base's copy decides, and this says what the new copy would say. */

import { findBaseline } from '../baseline/lookup.ts';
import { baselinePath } from '../baseline/write.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { Policy } from '../policy/policy.ts';
import type { FileText, RuleFiles } from '../policy/source.ts';
import type { Proposed } from '../report/report.ts';
import type { Finding } from '../verdict.ts';
import { type JudgeInput, judge } from './judge.ts';

export interface Proposal {
  readonly proposed: Proposed | null;
  readonly findings: readonly Finding[];
}

const NO_PROPOSAL: Proposal = { proposed: null, findings: [] };

/**
 * Compares the base's rules with the change's own copy, and judges the same measurements by the copy. `head` is null where
 * there is only one copy. What the copy would have run differently cannot be told without running it.
 */
export async function judgeProposal(
  input: JudgeInput,
  base: RuleFiles,
  head: RuleFiles | null,
): Promise<Proposal> {
  if (head === null || base === head) return NO_PROPOSAL;
  const path = input.measured.snapshot.class === null ? null : baselinePath(input.measured.snapshot.class);
  const paths = [base.source.path, ...(path === null ? [] : [path])];
  const files = (
    await Promise.all(paths.map(async (file) => ((await differs(file, base, head)) ? [file] : [])))
  ).flat();
  if (files.length === 0) return NO_PROPOSAL;
  const proposed = { ...(await judgeByHead(input, head)), files };
  return { proposed, findings: [policyChanged(proposed)] };
}

async function differs(path: string, base: RuleFiles, head: RuleFiles): Promise<boolean> {
  const [before, after] = await Promise.all([base.read(path), head.read(path)]);
  return textOf(before) !== textOf(after);
}

/** Line ends do not count: a checkout on Windows has others than the commit. */
function textOf(file: FileText): string | null {
  return file.kind === 'found' ? file.text.replaceAll('\r\n', '\n') : null;
}

async function judgeByHead(input: JudgeInput, head: RuleFiles): Promise<Omit<Proposed, 'files'>> {
  const text = await head.read(head.source.path);
  if (text.kind !== 'found') return { verdict: 'misconfigured', reason: 'it has no readable policy' };
  const parsed = parsePolicy(text.text, head.source.path);
  if (parsed.kind === 'problems') {
    return { verdict: 'misconfigured', reason: parsed.findings[0]?.summary ?? 'its policy cannot be used' };
  }
  const other = whatRunsDifferently(input.policy, parsed.policy);
  if (other !== null) return { verdict: 'unknown', reason: `${other}, which was not run` };
  const baseline = await findBaseline(head, input.measured.snapshot);
  const { decision } = judge({ ...input, policy: parsed.policy, baseline });
  return { verdict: decision.verdict, reason: decision.reason };
}

/** The first thing that the head's policy would have measured in another way, in words; null when there is none. */
function whatRunsDifferently(base: Policy, head: Policy): string | null {
  if (base.hardware.device !== head.hardware.device)
    return `it computes on another device (${head.hardware.device})`;
  const inside = whatIsSetDifferently(base.determinism, head.determinism);
  if (inside !== null) return inside;
  for (const test of head.smoke) {
    const before = base.smoke.find(({ name }) => name === test.name);
    if (before === undefined) return `it adds the smoke test ${test.name}`;
    if (before.run !== test.run || before.seed !== test.seed)
      return `it changes the command or seed of ${test.name}`;
    const sources = (metrics: typeof test.metrics) =>
      JSON.stringify(metrics.map(({ name, from }) => [name, from]));
    if (sources(before.metrics) !== sources(test.metrics)) return `it reads other metrics of ${test.name}`;
    if (before.repeat === 'off' && test.repeat !== 'off') return `it asks for a repeat of ${test.name}`;
  }
  return null;
}

/** What the gate does to the training process. What is not looked at any more was looked at all the same. */
function whatIsSetDifferently(base: Policy['determinism'], head: Policy['determinism']): string | null {
  if (base.inject !== head.inject) return 'it injects something else';
  if (!base.observe && head.observe) return 'it looks into the training process';
  return base.probe < head.probe ? 'it takes fingerprints of more steps' : null;
}

function policyChanged({ files, verdict }: Proposed): Finding {
  return {
    code: 'trust/policy-changed',
    severity: 'warning',
    subject: files.join(', '),
    summary: 'this change alters the rules that judge it',
    expected: 'the rules of the base commit',
    found: `other rules, under which the verdict would be ${verdict}`,
    where: null,
    next: 'Review the change of the rules with the same care as the code.',
  };
}
