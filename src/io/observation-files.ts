/** Reads what the observer wrote in one run: files that the training process could have put anything into. */

import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObservationFile, ObservationFiles } from '../observe/parse.ts';

/** 512 ranks with three workers each. */
const MOST_FILES = 2048;
/** The largest that a real process wrote are tens of kilobytes. */
const MOST_BYTES = 1024 * 1024;
/** Of all files together. */
const MOST_BYTES_IN_ALL = 64 * MOST_BYTES;

/** A file that is still being written has another name. */
const OBSERVATION = /^proc-[\w.-]+\.json$/;

/** Everything that the observer wrote into a folder, in the order of process ids. */
export async function readObservations(folder: string): Promise<ObservationFiles> {
  let names: readonly string[];
  try {
    names = (await readdir(folder)).filter((name) => OBSERVATION.test(name));
  } catch (error) {
    const because = `the folder of the observations cannot be read (${codeOf(error)})`;
    return { files: [{ name: 'proc-any.json', content: { kind: 'unusable', because } }], beyond: 0 };
  }
  const sorted = [...names].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const files: ObservationFile[] = [];
  let left = MOST_BYTES_IN_ALL;
  for (const name of sorted.slice(0, MOST_FILES)) {
    const content = await readOne(join(folder, name), left);
    if (content.kind === 'text') left -= content.text.length;
    files.push({ name, content });
  }
  return { files, beyond: sorted.length - files.length };
}

async function readOne(file: string, left: number): Promise<ObservationFile['content']> {
  try {
    // Not blocking, as a named pipe would wait for a writer; a link could lead anywhere.
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    try {
      const status = await handle.stat();
      if (!status.isFile()) return unusable('it is no file');
      if (status.size > MOST_BYTES) return unusable(`it is larger than ${MOST_BYTES / 2 ** 20} MiB`);
      if (status.size > left) return unusable('all observations together are too large');
      return { kind: 'text', text: (await handle.readFile()).toString('utf8') };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return unusable(`it cannot be opened (${codeOf(error)})`);
  }
}

function unusable(because: string): ObservationFile['content'] {
  return { kind: 'unusable', because };
}

/** The system's code, because its message names folders that no report should show. */
function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | null)?.code ?? 'an error';
}
