/** Shows lines from outside in the job's log without letting the runner read them as commands. */

/** The runner's reader ends a line at each of these, also at the lone \r that progress bars print. */
const LINE_END = /\r\n|\n|\r/;

/** Not white space, so the runner does not trim it away from in front of a `::command::`. */
const MARK = '│ ';

/** U+2060 WORD JOINER: invisible, and enough to make `##[` no command. */
const BROKEN_PREFIX = '##\u2060[';

/**
 * Quotes a text line by line. The runner reads `::name::` at the start of a line and `##[name]` anywhere in it; after
 * quoting there is neither.
 */
export function quoteLines(text: string): string {
  return text.split(LINE_END).map(quoteLine).join('\n');
}

function quoteLine(line: string): string {
  return MARK + line.replaceAll('##[', BROKEN_PREFIX);
}
