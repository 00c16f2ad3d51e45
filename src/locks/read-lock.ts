/** Reads a lock file of any form. Total: whatever the text, the answer is a lock or the reason why there is none. */

import { readCondaEnvironment } from './conda-environment.ts';
import { readCondaExplicit } from './conda-explicit.ts';
import { readCondaLock } from './conda-lock.ts';
import { formOf } from './form.ts';
import { readListing } from './listing.ts';
import { type LockForm, type LockReading, type ReadLock, Unreadable, type UnreadableLock } from './lock.ts';
import { readPdm } from './pdm.ts';
import { readPipfile } from './pipfile.ts';
import { readPixi } from './pixi.ts';
import { readPoetry } from './poetry.ts';
import { readPylock } from './pylock.ts';
import { type RequirementsFile, readRequirements } from './requirements.ts';
import { readUv } from './uv.ts';

/** Locks of whole workspaces reach a few megabytes. */
export const LONGEST_LOCK = 32 * 1024 * 1024;

const READERS: Readonly<Record<LockForm, (file: RequirementsFile) => ReadLock>> = {
  requirements: readRequirementsOrFreeze,
  pylock: ({ text }) => readPylock(text),
  uv: ({ text }) => readUv(text),
  poetry: ({ text }) => readPoetry(text),
  pdm: ({ text }) => readPdm(text),
  pipfile: ({ text }) => readPipfile(text),
  'conda-lock': ({ text }) => readCondaLock(text),
  'conda-explicit': ({ text }) => readCondaExplicit(text),
  environment: readCondaEnvironment,
  pixi: ({ text }) => readPixi(text),
  listing: ({ text }) => readListing(text),
};

/**
 * `name` is the file's path in the repository. `more` gives the text of another one that it includes, by its path from
 * the same folder, and null where there is none.
 */
export function readLock(name: string, text: string, more?: (path: string) => string | null): LockReading {
  try {
    const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
    checkText(body);
    const form = formOf(name, body);
    if (form === null) return { kind: 'unreadable', because: 'it is none of the known forms of lock files' };
    return READERS[form]({ name, text: body, more });
  } catch (thrown) {
    return unreadable(thrown);
  }
}

function unreadable(thrown: unknown): UnreadableLock {
  if (!(thrown instanceof Unreadable)) {
    // The parsers' own limits: nesting that is too deep, aliases that multiply.
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return { kind: 'unreadable', because: `its parser gave up: ${message.split('\n', 1)[0]}` };
  }
  const { message, line, column } = thrown;
  return {
    kind: 'unreadable',
    because: message,
    ...(line === null ? {} : { line }),
    ...(column === null ? {} : { column }),
  };
}

function checkText(text: string): void {
  if (text.length > LONGEST_LOCK) throw new Unreadable('it is longer than 32 MiB');
  if (text.trim() === '') throw new Unreadable('it is empty');
  const marked = text.includes('<<<<<<<') || text.includes('>>>>>>>');
  const conflict = marked ? /^(?:<{7}|>{7})(?: |\r?$)/m.exec(text) : null;
  if (conflict !== null) throw at(text, conflict.index, 'it has merge-conflict markers');
  if (text.includes('\0')) throw at(text, text.indexOf('\0'), 'it is not UTF-8 text; save it as UTF-8');
  if (!text.includes('\uFFFD')) return;
  for (const found of text.matchAll(/^.*\uFFFD/gm)) {
    // Summaries that somebody else spoilt long ago are no reason to refuse a lock.
    if (!/^\s*(?:#|description\b|summary\b)/.test(found[0]))
      throw at(text, found.index, 'it is not UTF-8 text; save it as UTF-8');
  }
}

function at(text: string, offset: number, because: string): Unreadable {
  return new Unreadable(because, { line: text.slice(0, offset).split('\n').length });
}

/** `pip freeze` writes the same lines; what is nothing but exact versions under another name is taken for it. */
function readRequirementsOrFreeze(file: RequirementsFile): ReadLock {
  const lock = readRequirements(file);
  const base = file.name.slice(file.name.lastIndexOf('/') + 1);
  const frozen = lock.packages.every(
    ({ exact, url, marker, hashes, constraint, file: included, local }) =>
      (exact || url !== null || local !== null) &&
      marker === null &&
      hashes.length === 0 &&
      !constraint &&
      included === null,
  );
  if (!frozen || lock.packages.length === 0 || /requirement|constraint|reqs|deps/i.test(base)) return lock;
  return { ...lock, form: 'listing', complete: true };
}
