/**
 * A port of how the Actions runner finds commands in a line of output, written from its behaviour
 * (Runner.Common/ActionCommand.cs). Two ways of looking for the prefix: byte for byte, and as .NET compares text in
 * a language, where invisible characters count as nothing. Which of the two is in force depends on the host.
 */

export type Comparison = 'ordinal' | 'cultural';

/** The names that the runner registers. */
const REGISTERED = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'internal-set-repo-path',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
]);

/** The lines that the runner's reader makes of an output. */
export function readLines(output: string): string[] {
  return output.split(/\r\n|\r|\n/);
}

/** The command that the runner would carry out for a line, or null. */
export function commandIn(line: string, comparison: Comparison): string | null {
  return parseNewForm(line, comparison) ?? parseOldForm(line, comparison);
}

/** `::name properties::data`, after white space. */
function parseNewForm(line: string, comparison: Comparison): string | null {
  const message = line.replace(/^[\s\u0085]+/, '');
  if (indexOfText(message, '::', comparison) !== 0) return null;
  const end = message.indexOf('::', 2);
  return end < 0 ? null : registered(message.slice(2, end));
}

/** `##[name properties]data`, anywhere. */
function parseOldForm(line: string, comparison: Comparison): string | null {
  const start = indexOfText(line, '##[', comparison);
  const end = start < 0 ? -1 : line.indexOf(']', start);
  return end < 0 ? null : registered(line.slice(start + 3, end));
}

function registered(info: string): string | null {
  const [name = ''] = info.split(' ');
  return REGISTERED.has(name.toLowerCase()) ? name : null;
}

const INVISIBLE = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/;

function indexOfText(text: string, sought: string, comparison: Comparison): number {
  if (comparison === 'ordinal') return text.indexOf(sought);
  const places = Array.from({ length: text.length }, (_, index) => index);
  return places.find((index) => matchesAt(text.slice(index), sought)) ?? -1;
}

/** Whether the text starts with what is sought when invisible characters count as nothing. */
function matchesAt(text: string, sought: string): boolean {
  let rest = text;
  for (const wanted of sought) {
    while (INVISIBLE.test(rest.charAt(0))) rest = rest.slice(1);
    if (!rest.startsWith(wanted)) return false;
    rest = rest.slice(1);
  }
  return true;
}
