/** What was really loaded, beside what is installed: another version than the captured one, two copies of one library. */

import { normaliseName } from '../../capture/python/package-name.ts';
import type { Snapshot } from '../../capture/snapshot.ts';
import { listed, processNames } from '../../observe/names.ts';
import type { Observation } from '../../observe/observation.ts';
import { globMatcher } from '../../policy/glob.ts';
import { finding } from '../../smoke/smoke-finding.ts';
import type { Finding, Severity } from '../../verdict.ts';
import { unknownBecause } from '../rule.ts';
import { type Copies, copiesIn, describeCopies, isOftenSeveral } from './copies.ts';
import type { ObservedEvidence } from './evidence.ts';

/** Packages that install a module of another name than their own. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  tensorflow: [
    'tensorflow',
    'tensorflow-cpu',
    'tensorflow-gpu',
    'tensorflow-rocm',
    'tensorflow-intel',
    'tf-nightly',
  ],
  lightning: ['lightning', 'pytorch-lightning'],
  pytorch_lightning: ['pytorch-lightning', 'lightning'],
};

export function judgeLoaded(evidence: ObservedEvidence): readonly Finding[] {
  return [...otherVersions(evidence), ...twoCopies(evidence)];
}

function otherVersions(evidence: ObservedEvidence): readonly Finding[] {
  const { training, snapshot } = evidence;
  if (snapshot.python === null) return [];
  const modules = [...new Set(training.flatMap((seen) => Object.keys(seen.modules)))].sort();
  return modules.flatMap((module) => otherVersion(module, evidence));
}

function otherVersion(module: string, evidence: ObservedEvidence): readonly Finding[] {
  const { training, snapshot, test } = evidence;
  const names = PACKAGES[module] ?? [normaliseName(module)];
  const installed = installedVersion(names, snapshot);
  if (installed === null && unknownBecause(snapshot, 'python.packages') !== null) return [];
  const other = training.filter((seen) => {
    const loaded = seen.modules[module]?.version ?? null;
    return loaded !== null && (installed === null || !isSameVersion(installed, loaded));
  });
  if (other.length === 0) return [];
  const versions = [...new Set(other.map((seen) => seen.modules[module]?.version ?? ''))];
  const loaded = `${listed(versions)} in ${processNames(other)}`;
  return [
    finding('observe/other-version', {
      subject: module,
      summary: `${test.name} loaded ${module} ${loaded}, and ${installed ?? 'none'} is installed`,
      expected:
        installed === null ? `${module} as installed, and the capture saw none` : `${module} ${installed}`,
      found: loaded,
      where: null,
      severity: severityOf(names, evidence),
    }),
  ];
}

function installedVersion(names: readonly string[], { python, frameworks }: Snapshot): string | null {
  const [first = ''] = names;
  // What torch says of itself has the local label that its metadata lacks.
  if (first === 'torch' && frameworks.torch !== null) return frameworks.torch.version;
  const found = names.map((name) => python?.packages.find((entry) => entry.name === name));
  return found.find((entry) => entry !== undefined)?.version ?? null;
}

/** A local label counts only where both have one. */
function isSameVersion(installed: string, loaded: string): boolean {
  const [a = '', b = ''] = [installed, loaded].map((version) => version.trim().toLowerCase());
  const bare = (version: string) => version.split('+', 1)[0];
  return a.includes('+') && b.includes('+') ? a === b : bare(a) === bare(b);
}

/** A pin that was held against another copy than the loaded one has held nothing. */
function severityOf(names: readonly string[], { policy }: ObservedEvidence): Severity {
  const pins = policy.software.pin.map((pattern) => globMatcher(normaliseName(pattern)));
  const ranged = Object.keys(policy.software.ranges).map(normaliseName);
  const isRuled = (name: string) => ranged.includes(name) || pins.some((matches) => matches(name));
  return names.some(isRuled) ? 'error' : 'warning';
}

function twoCopies({ training, test }: ObservedEvidence): readonly Finding[] {
  const byText = new Map<string, { readonly copies: Copies; readonly processes: Observation[] }>();
  for (const seen of training) {
    for (const copies of copiesIn(seen)) {
      const entry = byText.get(describeCopies(copies)) ?? { copies, processes: [] };
      byText.set(describeCopies(copies), { copies, processes: [...entry.processes, seen] });
    }
  }
  return [...byText].map(([text, { copies, processes }]) =>
    finding('observe/two-copies', {
      subject: copies.name,
      summary: `${test.name} loaded ${copies.name} more than once`,
      expected: `one copy of ${copies.name} in a process`,
      found: `${text} in ${processNames(processes)}`,
      where: null,
      severity: isOftenSeveral(copies) ? 'info' : 'warning',
    }),
  );
}
