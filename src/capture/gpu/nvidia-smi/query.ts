/** `nvidia-smi -q`: lines `Name : value`, whose indentation says what belongs to what. */

import type { SmiReading } from './reading.ts';
import { boardOf, cudaIn, driverIn, type Section } from './section.ts';

export function isQuery(text: string): boolean {
  return /^=+NVSMI LOG=+\s*$/m.test(text);
}

export function readQuery(text: string): SmiReading {
  const log: Section = { name: '', text: '', sections: nest(lines(text)) };
  const boards = log.sections.flatMap((section) => {
    return section.name === 'gpu' ? [boardOf(section, section.text)] : [];
  });
  return { form: 'query', driver: driverIn(log), cuda: cudaIn(log), boards, because: null };
}

interface Line {
  readonly indent: number;
  readonly name: string;
  readonly text: string;
}

function lines(text: string): readonly Line[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, space, words = ''] = /^(\s*)(\S.*?)\s*$/.exec(line) ?? [];
    if (space === undefined || /^=+NVSMI LOG=+$/.test(words)) return [];
    const [, name = words, value = ''] = /^(.*?)\s*(?:\s:\s|\s:$)(.*)$/.exec(words) ?? [];
    const heading = /^GPU (N\/A|[0-9A-Fa-f]+:[0-9A-Fa-f:.]+)$/.exec(words)?.[1];
    return [
      { indent: space.length, name: heading === undefined ? spelled(name) : 'gpu', text: heading ?? value },
    ];
  });
}

/** `FB Memory Usage` → `fb_memory_usage` */
function spelled(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}

/** Deeper lines belong to the line above them. */
function nest(all: readonly Line[]): Section[] {
  const sections: Section[] = [];
  for (let start = 0; start < all.length; ) {
    const line = all[start];
    if (line === undefined) break;
    const length = all.slice(start + 1).findIndex(({ indent }) => indent <= line.indent);
    const end = length === -1 ? all.length : start + 1 + length;
    sections.push({ name: line.name, text: line.text, sections: nest(all.slice(start + 1, end)) });
    start = end;
  }
  return sections;
}
