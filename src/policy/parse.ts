/** From the text of a policy to the Policy, or to findings that each name the line to mend. */

import schema from '../../schema/policy.schema.json' with { type: 'json' };
import { pointerSegments } from '../document/pointer.ts';
import { compileSchema, type SchemaProblem } from '../document/schema.ts';
import { parseText, type TextDocument } from '../document/text.ts';
import type { Finding } from '../verdict.ts';
import { buildPolicy } from './build.ts';
import type { Policy } from './policy.ts';
import type { RawPolicy } from './raw.ts';

/** A policy is written by hand; anything larger is not one. */
const LARGEST_POLICY = 256 * 1024;

export type PolicyResult =
  | { readonly kind: 'policy'; readonly policy: Policy }
  | { readonly kind: 'problems'; readonly findings: readonly Finding[] };

/** Parses and checks a policy. All problems are reported at once, each at its own line and column. */
export function parsePolicy(text: string, file: string): PolicyResult {
  const parsed = parseText(text, file, LARGEST_POLICY);
  if (parsed.kind === 'problems') {
    return { kind: 'problems', findings: parsed.problems.map((problem) => invalid('policy', problem)) };
  }
  const { document } = parsed;
  const misfits = checkSchema(document.value);
  const built = misfits.length === 0 ? buildPolicy(document.value as RawPolicy, document) : null;
  if (built?.problems.length === 0) return { kind: 'policy', policy: built.policy };
  const problems = built?.problems ?? misfits;
  return { kind: 'problems', findings: problems.map((problem) => toFinding(problem, document)) };
}

let compiled: ReturnType<typeof compileSchema> | undefined;

function checkSchema(value: unknown): readonly SchemaProblem[] {
  compiled ??= compileSchema(schema);
  return compiled(value);
}

/** Keys of the policy format that this version has no measurement for yet, by pointer; `*` is any one segment. */
const NOT_AVAILABLE: readonly string[] = ['/smoke/*/metrics/*/from/sha256'];

/** Values of known keys that this version has no measurement for yet. */
const NOT_AVAILABLE_VALUES: Readonly<Record<string, readonly string[]>> = {
  '/smoke/*/on-environment-change': ['paired'],
  '/smoke/*/metrics/*/check': ['statistical', 'exact'],
};

function toFinding(problem: SchemaProblem, document: TextDocument): Finding {
  const where = document.where(problem.pointer);
  const written = document.written(problem.pointer) ?? '';
  const subject = pointerSegments(problem.pointer).join('.') || 'policy';
  if (isNotAvailable(problem.pointer, written)) return notAvailable(subject, { ...problem, where });
  const root = problem.pointer === '' ? { next: WRITE_ONE } : {};
  return { ...invalid(subject, { ...problem, where }), ...root };
}

/** What is wrong with the whole is on no line. */
const WRITE_ONE = 'Add what is missing; three lines are enough: `version: 1`, one `run`, one metric.';

function isNotAvailable(pointer: string, written: string): boolean {
  if (NOT_AVAILABLE.some((pattern) => matchesPointer(pattern, pointer))) return true;
  return Object.entries(NOT_AVAILABLE_VALUES).some(
    ([pattern, values]) => matchesPointer(pattern, pointer) && values.includes(written),
  );
}

function matchesPointer(pattern: string, pointer: string): boolean {
  const wanted = pattern.split('/');
  const found = pointer.split('/');
  return (
    wanted.length === found.length && wanted.every((segment, i) => segment === '*' || segment === found[i])
  );
}

type Located = Pick<Finding, 'where' | 'expected' | 'found'>;

function invalid(subject: string, { where, expected, found }: Located): Finding {
  return {
    code: 'policy/invalid',
    severity: 'error',
    subject,
    summary: `the policy cannot be used: ${place(where)}expected ${expected}, found ${found}`,
    expected,
    found,
    where,
    next: where?.line == null ? 'Correct the policy.' : 'Correct the line given.',
  };
}

function notAvailable(subject: string, { where, found }: Located): Finding {
  return {
    code: 'policy/not-available',
    severity: 'error',
    subject,
    summary: `the policy asks for ${subject}, which this version cannot judge yet`,
    expected: 'a key that this version can judge',
    found,
    where,
    next: 'Remove the key, or update repro-gate to a version that has it.',
  };
}

function place(where: Finding['where']): string {
  return where?.line == null ? '' : `line ${where.line}: `;
}
