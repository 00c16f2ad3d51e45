/** The interpreter in the snapshot: whether it is the one that was asked for, and the one that trains. */

import type { Snapshot } from '../capture/snapshot.ts';
import type { Policy, SmokeTest } from '../policy/policy.ts';
import { smokePointer } from '../smoke/smoke-finding.ts';
import type { Finding } from '../verdict.ts';

/** An interpreter that was named and did not answer: whatever is measured without it is about another environment. */
export function judgeNamed(snapshot: Snapshot): readonly Finding[] {
  if (snapshot.python !== null) return [];
  const because = snapshot.unknown.find(({ path }) => path === 'python')?.because ?? 'it gave no answer';
  return [
    {
      code: 'python/unusable',
      severity: 'error',
      subject: 'python',
      summary: `the interpreter that was named cannot be used: ${because}`,
      expected: 'a Python interpreter, as --python or the python input names one',
      found: because,
      where: null,
      next: 'Name the interpreter of the project, such as .venv/bin/python, or leave the option out to use the active environment.',
    },
  ];
}

/** Resolves to what tells the environment of an interpreter from others; null when there is none at the path. */
export type EnvironmentAt = (path: string) => Promise<string | null>;

/** Warns of smoke tests that start an interpreter by its path which belongs to another environment than the captured one. */
export async function judgeInterpreters(
  { smoke, where }: Pick<Policy, 'smoke' | 'where'>,
  { python }: Snapshot,
  environmentAt: EnvironmentAt,
): Promise<readonly Finding[]> {
  const captured = python === null ? null : await environmentAt(python.executable);
  const findings = smoke.map(async (test): Promise<readonly Finding[]> => {
    const path = interpreterPath(test);
    const started = path === null ? null : await environmentAt(path);
    // What is not there is for the run to say; and where the snapshot hides a user's name there is nothing to compare with.
    if (path === null || started === null || started === captured) return [];
    if (python !== null && captured === null) return [];
    return [
      {
        code: 'python/other-interpreter',
        severity: 'warning',
        subject: test.name,
        summary: `${test.name} runs another Python than the one that was captured`,
        expected: python?.executable ?? 'the captured interpreter, and there is none',
        found: path,
        where: where(smokePointer(test.name, 'run')),
        next: `Name it with --python ${path} or the python input of the action, so that the snapshot is of what trains.`,
      },
    ];
  });
  return (await Promise.all(findings)).flat();
}

/** Variables set for the command alone, then its first word, without quotes or expansions, as a path to a Python. */
const BY_PATH =
  /^\s*(?:[A-Za-z_]\w*=[^\s'"$`\\]*\s+)*(?:exec\s+)?([\w./~+-]*\/(?:python|pypy)[\d.]*(?:\.exe)?)(?=\s|$)/;

/** The interpreter that a smoke command names by its path; null for a bare name, which PATH decides, and all else. */
export function interpreterPath({ run }: Pick<SmokeTest, 'run'>): string | null {
  return BY_PATH.exec(run)?.[1] ?? null;
}
