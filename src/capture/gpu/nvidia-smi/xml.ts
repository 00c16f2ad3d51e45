/** `nvidia-smi -q -x`: everything it knows in one answer, which no driver rejects. */

import { quote } from './faults.ts';
import type { SmiReading } from './reading.ts';
import { boardOf, cudaIn, driverIn, type Section, sectionsAt, textAt } from './section.ts';
import { parseXml } from './xml-parser.ts';

const OPENING = '<nvidia_smi_log';
const CLOSING = '</nvidia_smi_log>';

export function isXml(text: string): boolean {
  return text.includes(OPENING);
}

/** Whether there is a document from its beginning to its end, whatever is in it. */
export function isWholeXml(text: string): boolean {
  return isXml(text) && text.lastIndexOf(CLOSING) > text.indexOf(OPENING);
}

/** What stands around the document: nothing, unless something went wrong. */
export function outsideXml(text: string): string {
  const end = text.lastIndexOf(CLOSING);
  const before = text.slice(0, text.indexOf(OPENING)).replace(/<\?xml[^>]*\?>|<!DOCTYPE[^>]*>/g, '');
  return `${before}\n${end === -1 ? '' : text.slice(end + CLOSING.length)}`;
}

/** Null when the document is not whole. */
export function readXml(text: string): SmiReading | null {
  const end = text.lastIndexOf(CLOSING);
  if (end === -1) return null;
  // The clocks that a board could run at are nine tenths of the text, and nothing here reads them.
  const document = text
    .slice(text.indexOf(OPENING), end + CLOSING.length)
    .replace(/<supported_clocks>[\s\S]*?<\/supported_clocks>/g, '')
    .replace(/(<process_name>)(.*)(<\/process_name>)/g, plain)
    .replace(/>\s+</g, '><');
  const log = parseXml(document);
  return log === null ? null : readLog(log, outsideXml(text));
}

/** A program may be called anything, and nvidia-smi writes it as it is. */
function plain(_: string, opening: string, name: string, closing: string): string {
  return `${opening}${name.replace(/[<>&]/g, '_')}${closing}`;
}

function readLog(log: Section, outside: string): SmiReading {
  const boards = sectionsAt(log, 'gpu').map((gpu) => boardOf(gpu, textAt(gpu, ['@id']) ?? ''));
  const strange = outside.split(/\r?\n/).find((line) => line.trim() !== '');
  return {
    form: 'xml',
    driver: driverIn(log),
    cuda: cudaIn(log),
    boards,
    because: strange === undefined ? miscounted(log, boards.length) : `nvidia-smi printed ${quote(strange)}`,
  };
}

function miscounted(log: Section, listed: number): string | null {
  const attached = textAt(log, ['attached_gpus']);
  return attached === undefined || Number(attached) === listed
    ? null
    : `nvidia-smi counts ${attached} GPUs and describes ${listed}`;
}
