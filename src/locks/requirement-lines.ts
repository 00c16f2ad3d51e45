/** The logical lines of a requirements file: continuations joined and comments taken away, as pip does. */

import { Unreadable } from './lock.ts';

export interface LogicalLine {
  readonly text: string;
  /** Where it begins; counted from 1. */
  readonly line: number;
}

/** Far more than the longest list of digests. */
const LONGEST = 64 * 1024;

const COMMENT = /^\s*#/;

export function logicalLines(text: string): readonly LogicalLine[] {
  const lines = text.split(/\r\n|\n|\r/);
  const logical: LogicalLine[] = [];
  let pending: string[] = [];
  let start = 1;
  lines.forEach((line, index) => {
    if (pending.length === 0) start = index + 1;
    // Nothing after a continuation but the end of the file: something was cut off.
    if (pending.length > 0 && line === '' && index === lines.length - 1) return;
    const comment = COMMENT.test(line);
    if (line.endsWith('\\') && !comment) {
      pending.push(line.slice(0, -1));
      return;
    }
    // A comment ends a continuation, as it does for pip.
    pending.push(comment ? ` ${line}` : line);
    logical.push({ text: withoutComment(pending.join('')), line: start });
    pending = [];
  });
  if (pending.length > 0) throw new Unreadable('it ends in the middle of a continued line', { line: start });
  const long = logical.find((one) => one.text.length > LONGEST);
  if (long !== undefined)
    throw new Unreadable('it has a line that is too long to be one', { line: long.line });
  return logical.filter((one) => one.text !== '');
}

function withoutComment(text: string): string {
  const at = text.search(/(?:^|\s)#/);
  return (at === -1 ? text : text.slice(0, at)).trim();
}
