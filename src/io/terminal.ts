/** What a person sees while the gate works: one live line on a terminal, plain lines in a pipe, colours where wanted. */

import { visible } from '../report/escape.ts';
import { formatDuration, formatValue } from '../report/numbers.ts';
import type { Colour, Paint } from '../report/text.ts';

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

type Environment = Readonly<Record<string, string | undefined>>;

const CODES: Readonly<Record<Colour, number>> = { red: 31, green: 32, yellow: 33, cyan: 36, dim: 2, bold: 1 };

/** Colours for a stream: https://no-color.org and FORCE_COLOR decide before the terminal does. */
export function paintFor(stream: Stream, env: Environment): Paint {
  const wanted =
    env['FORCE_COLOR'] !== undefined
      ? env['FORCE_COLOR'] !== '0'
      : stream.isTTY === true && env['TERM'] !== 'dumb';
  if (!wanted || (env['NO_COLOR'] ?? '') !== '') return (_, text) => text;
  return (colour, text) =>
    `\u001b[${CODES[colour]}m${text}\u001b[${colour === 'bold' || colour === 'dim' ? 22 : 39}m`;
}

export interface Status {
  /** A step has begun; `limitMs` is its timeout, where it has one. */
  begin(what: string, limitMs?: number): void;
  /** How far the step is. */
  update(point: { readonly lastStep: number; readonly lastValue: number }): void;
  /** Takes the live line away; in a pipe nothing is left to do. */
  end(): void;
}

const REDRAW_MS = 200;

/** Status on standard error: standard output belongs to the result. */
export function statusOn(stream: Stream): Status {
  return stream.isTTY === true ? liveStatus(stream) : plainStatus(stream);
}

function plainStatus(stream: Stream): Status {
  return {
    begin: (what) => {
      stream.write(`repro-gate: ${visible(what)}\n`);
    },
    update: () => {},
    end: () => {},
  };
}

function liveStatus(stream: Stream): Status {
  let what = '';
  let detail = '';
  let limit = '';
  let begun = 0;
  let timer: NodeJS.Timeout | undefined;
  const draw = (): void => {
    const line = `${what}${detail} · ${formatDuration(Date.now() - begun)}${limit}`;
    stream.write(`\r\u001b[2K${visible(line).slice(0, (stream.columns ?? 80) - 1)}`);
  };
  const end = (): void => {
    if (timer === undefined) return;
    clearInterval(timer);
    timer = undefined;
    stream.write('\r\u001b[2K');
  };
  return {
    begin: (step, limitMs) => {
      end();
      [what, detail, begun] = [step, '', Date.now()];
      limit = limitMs === undefined ? '' : ` of at most ${formatDuration(limitMs)}`;
      timer = setInterval(draw, REDRAW_MS);
      // The line is for whoever waits; it must not be what keeps the program alive.
      timer.unref();
      draw();
    },
    update: ({ lastStep, lastValue }) => {
      detail = ` · step ${lastStep} · ${formatValue(lastValue)}`;
    },
    end,
  };
}
