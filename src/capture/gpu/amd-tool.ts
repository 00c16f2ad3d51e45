/** amd-smi, or rocm-smi before it: one start, the JSON of either, and the ways in which they say that they could not. */

import type { Machine, ProgramResult } from '../machine.ts';
import type { FaultKind } from '../snapshot.ts';
import { parseAmdSmi } from './amd-smi.ts';
import { parseRocmSmi } from './rocm-smi.ts';

/** One GPU as a tool describes it; null for what it does not say. */
export interface AmdRow {
  readonly name: string | null;
  readonly gfx: string | null;
  readonly computeUnits: number | null;
  readonly pciBusId: string | null;
  readonly device: string | null;
  readonly uniqueId: string | null;
  readonly memoryMiB: number | null;
  readonly vbios: string | null;
}

export interface AmdReading {
  readonly rows: readonly AmdRow[];
  readonly driver: string | null;
}

type Tool = 'amd-smi' | 'rocm-smi';

export interface ToolOutput {
  readonly tool: Tool;
  readonly result: ProgramResult;
}

/** A tool's answer, or why there is none. */
export type ToolAnswer =
  | { readonly kind: 'read'; readonly reading: AmdReading }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly fault: FaultKind; readonly because: string };

/** Both are Python programs that talk to the driver; a healthy one answers within a second or two. */
export const TOOL_TIMEOUT_MS = 30_000;
/** A GPU takes 2 kB. */
const OUTPUT_LIMIT = 512 * 1024;

const AMD_SMI = ['static', '--asic', '--bus', '--driver', '--vram', '--json'];
const ROCM_SMI = [
  '--showproductname',
  '--showdriverversion',
  '--showuniqueid',
  '--showbus',
  '--showvbios',
  '--showmeminfo',
  'vram',
  '--json',
];

/** ROCm's own folder is not always on PATH. */
const PLACES: readonly { readonly tool: Tool; readonly program: string; readonly args: readonly string[] }[] =
  [
    { tool: 'amd-smi', program: 'amd-smi', args: AMD_SMI },
    { tool: 'amd-smi', program: '/opt/rocm/bin/amd-smi', args: AMD_SMI },
    { tool: 'rocm-smi', program: 'rocm-smi', args: ROCM_SMI },
    { tool: 'rocm-smi', program: '/opt/rocm/bin/rocm-smi', args: ROCM_SMI },
  ];

/** Starts the first tool that there is, and no second one whatever it answers. */
export async function runAmdTool(machine: Machine): Promise<ToolOutput | null> {
  for (const { tool, program, args } of PLACES) {
    const result = await machine.run(program, args, { timeoutMs: TOOL_TIMEOUT_MS, limit: OUTPUT_LIMIT });
    if (result.kind !== 'not-found') return { tool, result };
  }
  return null;
}

export function parseTool(output: ToolOutput | null): ToolAnswer {
  if (output === null) return { kind: 'absent' };
  const { tool, result } = output;
  switch (result.kind) {
    case 'not-found':
      return { kind: 'absent' };
    case 'timed-out': {
      const because = `${tool} did not answer within ${result.afterMs / 1000} s; the driver hangs`;
      return { kind: 'failed', fault: 'driver-hangs', because };
    }
    case 'signalled':
      return { kind: 'failed', fault: 'tool-failed', because: `${tool} was ended by ${result.signal}` };
    case 'failed':
      return {
        kind: 'failed',
        fault: 'tool-failed',
        because: `${tool} could not be started: ${result.because}`,
      };
    case 'exited':
      return answered(tool, result);
  }
}

type Exited = Extract<ProgramResult, { kind: 'exited' }>;

/** Warnings (`missing the following required groups`) come with good answers as well, so what was read counts first. */
function answered(tool: Tool, result: Exited): ToolAnswer {
  const document = jsonIn(result.stdout);
  const reading = tool === 'amd-smi' ? parseAmdSmi(document) : parseRocmSmi(document);
  if (reading !== null && reading.rows.length > 0) return { kind: 'read', reading };
  const said = `${result.stderr}\n${result.stdout}`;
  const line = said.split(/\r?\n/).find((candidate) => REFUSED.test(candidate));
  if (line !== undefined) {
    const because = `${tool} may not ask the driver; the user must be in the groups render and video: ${quote(line)}`;
    return { kind: 'failed', fault: 'permission-denied', because };
  }
  const because = `${tool} exited with code ${result.code} and listed no GPU${whatElse(result)}`;
  return { kind: 'failed', fault: 'tool-failed', because };
}

const REFUSED = /required groups|permission denied|not permitted|NO_PERM|Unable to open \/dev\/kfd/i;

/** The document among what else was printed: an empty line before it, a warning around it. */
export function jsonIn(stdout: string): unknown {
  for (const [open, close] of [
    ['{', '}'],
    ['[', ']'],
  ] as const) {
    const start = stdout.search(new RegExp(`^\\s*\\${open}`, 'm'));
    const end = stdout.lastIndexOf(close);
    const value = start < 0 || end < start ? undefined : parsed(stdout.slice(start, end + 1));
    if (value !== undefined) return value;
  }
  return null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function whatElse({ stdout, stderr, truncated }: Exited): string {
  if (truncated) return '; it printed more than this version reads';
  const line = stderr.trim().split(/\r?\n/).at(-1) || stdout.trim().split(/\r?\n/).at(0);
  return line ? `: ${quote(line)}` : '';
}

const LONGEST_QUOTE = 200;

function quote(line: string): string {
  return JSON.stringify(line.trim().slice(0, LONGEST_QUOTE));
}
