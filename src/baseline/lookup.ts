/** Finding the baseline of a hardware class: the exact one or none. */

import type { Snapshot } from '../capture/snapshot.ts';
import type { RuleFiles } from '../policy/source.ts';
import type { Finding } from '../verdict.ts';
import type { BaselineState } from './baseline.ts';
import { parseBaseline } from './parse.ts';
import { baselinePath } from './write.ts';

/** Reads the baseline for the machine of a snapshot. There is no nearest match, ever. */
export async function findBaseline(files: RuleFiles, snapshot: Snapshot): Promise<BaselineState> {
  if (snapshot.class === null) return { kind: 'unusable', path: null, findings: [classUnknown(snapshot)] };
  const path = baselinePath(snapshot.class);
  const text = await files.read(path);
  switch (text.kind) {
    case 'absent':
      return { kind: 'missing', path, findings: [missing(snapshot.class, path)] };
    case 'unreadable':
      return { kind: 'unusable', path, findings: [unreadable({ path, because: text.because }, files)] };
    case 'found':
      return judgeText(text.text, path, snapshot.class);
  }
}

function judgeText(text: string, path: string, hardwareClass: string): BaselineState {
  const parsed = parseBaseline(text, path);
  if (parsed.kind === 'problems') return { kind: 'unusable', path, findings: parsed.findings };
  const { baseline } = parsed;
  if (baseline.class === hardwareClass && baseline.snapshot.class === hardwareClass)
    return { kind: 'found', path, baseline };
  return { kind: 'unusable', path, findings: [otherClass(baseline.class, { hardwareClass, path })] };
}

function classUnknown(snapshot: Snapshot): Finding {
  const because =
    snapshot.unknown.find(({ path }) => path === 'class')?.because ?? 'a part of it is not known';
  return {
    code: 'capture/class-unknown',
    severity: 'error',
    subject: 'class',
    summary: `the hardware class could not be determined: ${because}`,
    expected: 'a hardware class such as cuda-sm90-132sm-x1',
    found: `unknown, because ${because}`,
    where: null,
    next: 'Mend the runner. If the smoke tests use no GPU, say `hardware: { device: cpu }` in the policy.',
  };
}

function missing(hardwareClass: string, path: string): Finding {
  return {
    code: 'baseline/missing',
    severity: 'error',
    subject: hardwareClass,
    summary: `there is no baseline for ${hardwareClass}`,
    expected: path,
    found: 'no such file',
    where: null,
    next: 'Run `repro-gate record` on this machine and commit the file in a reviewed change.',
  };
}

function unreadable({ path, because }: { path: string; because: string }, files: RuleFiles): Finding {
  const isBase = files.source.kind === 'base';
  return {
    code: isBase ? 'trust/base-unreadable' : 'baseline/invalid',
    severity: 'error',
    subject: path,
    summary: `the baseline could not be read: ${because}`,
    expected: `a readable ${path}`,
    found: because,
    where: null,
    next: isBase
      ? 'Give the job `permissions: contents: read`, or look at the reason given.'
      : 'Mend what the reason names.',
  };
}

function otherClass(
  found: string,
  { hardwareClass, path }: { hardwareClass: string; path: string },
): Finding {
  return {
    code: 'baseline/other-class',
    severity: 'error',
    subject: path,
    summary: `the baseline is of ${found}, and this machine is ${hardwareClass}`,
    expected: hardwareClass,
    found,
    where: { file: path, line: null, column: null },
    next: 'Leave --baseline out so that the gate picks the right file, or record one on this class.',
  };
}
