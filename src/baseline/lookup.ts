/** Finding the baseline of a hardware class: the exact one or none. */

import type { Snapshot } from '../capture/snapshot.ts';
import type { RuleFiles } from '../policy/source.ts';
import type { Finding } from '../verdict.ts';
import type { BaselineState } from './baseline.ts';
import { locateIn, parseBaseline } from './parse.ts';
import { baselinePath } from './write.ts';

/** Reads the baseline for the machine of a snapshot. There is no nearest match, ever. */
export async function findBaseline(files: RuleFiles, snapshot: Snapshot): Promise<BaselineState> {
  if (snapshot.class === null) return { kind: 'unusable', path: null, findings: [classUnknown(snapshot)] };
  const given = files.baselineFile;
  const path = given ?? baselinePath(snapshot.class);
  const text = await files.read(baselinePath(snapshot.class));
  switch (text.kind) {
    case 'absent':
      return given === undefined
        ? { kind: 'missing', path, findings: [missing(snapshot.class, path)] }
        : { kind: 'unusable', path, findings: [notThere(path)] };
    case 'unreadable':
      return { kind: 'unusable', path, findings: [unreadable({ path, because: text.because }, files)] };
    case 'found':
      return judgeText({ text: text.text, path, isGiven: given !== undefined }, snapshot.class);
  }
}

interface Found {
  readonly text: string;
  readonly path: string;
  readonly isGiven: boolean;
}

function judgeText(found: Found, hardwareClass: string): BaselineState {
  const { text, path } = found;
  const parsed = parseBaseline(text, path);
  if (parsed.kind === 'problems') return { kind: 'unusable', path, findings: parsed.findings };
  const { baseline } = parsed;
  const classes = [
    { pointer: '/class', name: baseline.class },
    { pointer: '/snapshot/class', name: baseline.snapshot.class ?? 'a machine of unknown class' },
  ];
  const other = classes.find(({ name }) => name !== hardwareClass);
  if (other === undefined) return { kind: 'found', path, baseline };
  return { kind: 'unusable', path, findings: [otherClass(other, hardwareClass, found)] };
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
  const isBase = files.source.kind === 'base' && files.baselineFile === undefined;
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

/** A file that was asked for by name is not replaced by another. */
function notThere(path: string): Finding {
  return {
    code: 'baseline/invalid',
    severity: 'error',
    subject: path,
    summary: `there is no baseline ${path}`,
    expected: 'the baseline that --baseline names',
    found: 'no such file',
    where: null,
    next: 'Correct the path, or leave --baseline out so that the gate picks the file of this hardware class.',
  };
}

function otherClass(
  { pointer, name }: { pointer: string; name: string },
  hardwareClass: string,
  { text, path, isGiven }: Found,
): Finding {
  return {
    code: 'baseline/other-class',
    severity: 'error',
    subject: path,
    summary: `the baseline is of ${name}, and this machine is ${hardwareClass}`,
    expected: hardwareClass,
    found: name,
    where: locateIn(text, path)(pointer),
    next: isGiven
      ? 'Leave --baseline out so that the gate picks the right file, or record one on this class.'
      : 'The file was renamed, copied or edited: restore it from git, or run `repro-gate record` on this machine.',
  };
}
