/** What came of asking nvidia-smi: what it read, and what is wrong. */

import type { ProgramResult } from '../../machine.ts';
import type { Fault } from '../../snapshot.ts';
import type { SmiOutput } from './ask.ts';
import { faultIn, faultOf, faultOfCode, quote } from './faults.ts';
import type { SmiReading } from './reading.ts';
import { recognise } from './recognise.ts';
import { isXml, outsideXml } from './xml.ts';

/** `reading` may hold some GPUs even when something is wrong with others. */
export interface SmiAnswer {
  readonly reading: SmiReading | null;
  /** Why the GPUs of `reading` are not all there is to know; null when they are. */
  readonly because: string | null;
  readonly fault: Fault | null;
}

/** What nvidia-smi said; null when it is not installed. */
export function parseSmi({ asked, result }: SmiOutput): SmiAnswer | null {
  switch (result.kind) {
    case 'not-found':
      return null;
    case 'timed-out': {
      const because = `nvidia-smi did not answer within ${result.afterMs / 1000} s; the driver hangs`;
      return faulty(null, faultOf('driver-hangs', because));
    }
    case 'signalled':
      return faulty(null, faultOf('tool-failed', `nvidia-smi was ended by ${result.signal}`));
    case 'failed':
      return faulty(null, faultOf('tool-failed', `nvidia-smi could not be started: ${result.because}`));
    case 'exited':
      return answered(result, asked);
  }
}

function faulty(reading: SmiReading | null, fault: Fault): SmiAnswer {
  return { reading, because: fault.because, fault };
}

type Exited = Extract<ProgramResult, { kind: 'exited' }>;

function answered(result: Exited, asked: readonly string[] | null): SmiAnswer {
  const { code, stdout, stderr, truncated } = result;
  const reading = truncated ? null : recognise(stdout, asked);
  const fault =
    alarm(reading) ??
    faultIn(`${isXml(stdout) ? outsideXml(stdout) : stdout}\n${stderr}`) ??
    faultOfCode(code, `${stdout}\n${stderr}`);
  if (fault !== null) return faulty(reading, fault);
  if (truncated) {
    return faulty(null, faultOf('tool-failed', 'nvidia-smi printed more than this version reads'));
  }
  if (reading === null) return faulty(null, faultOf('tool-failed', notUnderstood(stdout)));
  // A saved answer to another question says nothing about the machine's health.
  if (reading.form === 'version') return { reading, because: reading.because, fault: null };
  if (reading.because !== null) return faulty(reading, faultOf('tool-failed', reading.because));
  if (reading.boards.length > 0) return { reading, because: null, fault: null };
  return faulty(reading, faultOf('gpus-missing', 'nvidia-smi ended well but listed no GPU'));
}

/** What a board says of itself in place of a value. */
function alarm(reading: SmiReading | null): Fault | null {
  for (const [index, { alarms }] of (reading?.boards ?? []).entries()) {
    const fault = faultIn(alarms.join('\n'));
    if (fault !== null) return { ...fault, subject: `gpus[${index}]` };
  }
  return null;
}

function notUnderstood(stdout: string): string {
  const first = stdout.split(/\r?\n/).find((line) => line.trim() !== '');
  if (first === undefined) return 'nvidia-smi ended well but listed no GPU';
  return isXml(stdout) ? 'nvidia-smi printed XML that is not whole' : `nvidia-smi printed ${quote(first)}`;
}
