/** What the runner would carry out of a step's log, held against the commands that the action issues itself. */

import { commandIn, readLines } from '../github/runner-commands.ts';

/** Everything that the action says to the runner: groups around its steps, commands switched off in them, annotations. */
const OURS = [
  /^::group::repro-gate: [\w ()-]+$/,
  /^::endgroup::$/,
  /^::stop-commands::[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  /^::(?:error|warning) title=(?:repro-gate|[a-z]+\/[a-z-]+)(?:,file=[^:]+?(?:,line=\d+(?:,col=\d+)?)?)?::/,
];

/** The lines of a log that the runner takes for commands, whichever way it compares text. */
export function commandLines(log: string): string[] {
  return readLines(log).filter(
    (line) => (commandIn(line, 'ordinal') ?? commandIn(line, 'cultural')) !== null,
  );
}

/** Commands of a log that are not the action's own, or that stand where it has switched commands off. */
export function foreignCommands(log: string): string[] {
  const commands = new Set(commandLines(log));
  const foreign: string[] = [];
  let off: string | null = null;
  for (const line of readLines(log)) {
    if (line === `::${off}::`) off = null;
    else if (commands.has(line)) {
      if (off !== null || !OURS.some((form) => form.test(line))) foreign.push(line);
      off ??= /^::stop-commands::(.+)$/.exec(line)?.[1] ?? null;
    }
  }
  return foreign;
}

/** The annotations of a log, as `level title file line message`; empty parts are left out. */
export function annotations(log: string): string[] {
  const form = /^::(error|warning) title=([^,:]+)(?:,file=([^,:]+))?(?:,line=(\d+))?(?:,col=\d+)?::(.*)$/;
  return readLines(log).flatMap((line) => {
    const [, ...parts] = form.exec(line) ?? [];
    return parts.length === 0 ? [] : [parts.filter((part) => part !== undefined).join(' ')];
  });
}
