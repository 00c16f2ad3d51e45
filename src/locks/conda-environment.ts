/** environment.yml: conda's wishes, with those for pip in a list inside the list. */

import { normaliseName } from '../capture/python/package-name.ts';
import { parseCondaSpec } from './conda-spec.ts';
import { aLock, type LockedPackage, lockedPackage, type ReadLock, Unreadable } from './lock.ts';
import { cut } from './requirement.ts';
import type { LogicalLine } from './requirement-lines.ts';
import { type RequirementsFile, readRequirementLines } from './requirements.ts';
import { fieldsOf, listOf } from './value.ts';
import { parseYaml } from './yaml.ts';

export function readCondaEnvironment(file: RequirementsFile): ReadLock {
  const { value, lineOf } = parseYaml(file.text);
  const entries = fieldsOf(value)['dependencies'];
  if (!Array.isArray(entries)) throw new Unreadable('it has no list of `dependencies`');
  const conda: LockedPackage[] = [];
  const pip: LogicalLine[] = [];
  entries.forEach((entry, index) => {
    const line = lineOf(['dependencies', index]);
    if (typeof entry === 'string') {
      conda.push(packageOf(entry, line));
      return;
    }
    listOf(fieldsOf(entry)['pip']).forEach((item, position) => {
      const at = lineOf(['dependencies', index, 'pip', position]) ?? line ?? 1;
      if (typeof item !== 'string') throw new Unreadable('an entry for pip is no text', { line: at });
      pip.push({ text: item.trim(), line: at });
    });
  });
  const read = readRequirementLines(pip, file);
  return aLock({
    form: 'environment',
    packages: [...conda, ...read.packages],
    notes: read.notes,
    complete: false,
  });
}

function packageOf(text: string, line: number | null): LockedPackage {
  const spec = parseCondaSpec(text);
  if (spec === null) throw new Unreadable(`\`${cut(text)}\` is no conda spec`, { line });
  const { written } = spec;
  const exact = spec.version !== null && !spec.build?.includes('*');
  return lockedPackage({ ...spec, name: normaliseName(written), ecosystem: 'conda', exact, line });
}
