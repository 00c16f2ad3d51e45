/** nvidia-smi: one start, its table, and the many ways in which it says that it could not. */

import said from '../../data/nvidia-smi.json' with { type: 'json' };
import type { Machine, ProgramResult } from './machine.ts';
import { branchOf } from './nvidia-driver.ts';

/** In every driver still in use, and all that is asked for when a driver rejects one of the others. */
const IDENTITY = [
  'index',
  'uuid',
  'name',
  'driver_version',
  'memory.total',
  'vbios_version',
  'pci.bus_id',
] as const;
const STATE = ['ecc.mode.current', 'persistence_mode', 'compute_mode', 'power.limit'] as const;

export type Field = (typeof IDENTITY)[number] | (typeof STATE)[number] | 'mig.mode.current' | 'compute_cap';

/** MIG came with R450. */
export const FIRST_BRANCH_WITH_MIG = 450;
/** 470 rejects the field, and one field that is not known fails the whole query; R510 is said to have brought it. */
const FIRST_BRANCH_WITH_COMPUTE_CAP = 510;

/** The fields to ask a driver for; an unknown driver is taken for a recent one. */
export function fieldsFor(version: string | null): readonly Field[] {
  const branch = branchOf(version) ?? Number.POSITIVE_INFINITY;
  return [
    ...IDENTITY,
    ...STATE,
    ...(branch >= FIRST_BRANCH_WITH_MIG ? (['mig.mode.current'] as const) : []),
    ...(branch >= FIRST_BRANCH_WITH_COMPUTE_CAP ? (['compute_cap'] as const) : []),
  ];
}

/** Without persistence mode each start loads the GPUs' state, a few seconds for each. */
export const SMI_TIMEOUT_MS = 60_000;
/** A row takes 200 bytes; this holds all GPUs of any machine and most of what a broken program prints. */
const OUTPUT_LIMIT = 256 * 1024;

const PLACES = ['nvidia-smi', '/usr/lib/wsl/lib/nvidia-smi'] as const;

export interface SmiOutput {
  readonly fields: readonly Field[];
  readonly result: ProgramResult;
}

/** Asks once; once more with fewer fields only when the driver turns out not to know one of them. */
export async function runSmi(machine: Machine, version: string | null): Promise<SmiOutput> {
  const fields = fieldsFor(version);
  const result = await query(machine, fields);
  const rejected = result.kind === 'exited' && result.code === 2 && /not a valid field/i.test(result.stdout);
  return rejected ? { fields: IDENTITY, result: await query(machine, IDENTITY) } : { fields, result };
}

async function query(machine: Machine, fields: readonly Field[]): Promise<ProgramResult> {
  const args = [`--query-gpu=${fields.join(',')}`, '--format=csv,noheader,nounits'];
  const options = { timeoutMs: SMI_TIMEOUT_MS, limit: OUTPUT_LIMIT };
  let result: ProgramResult = { kind: 'not-found' };
  for (const place of PLACES) {
    result = await machine.run(place, args, options);
    if (result.kind !== 'not-found') return result;
  }
  return result;
}

export type Row = Readonly<Partial<Record<Field, string>>>;

/** `rows` may hold some GPUs even when something is wrong with others. */
export interface SmiAnswer {
  readonly rows: readonly Row[];
  /** Why the rows are not all there is to know; null when nothing is wrong. */
  readonly because: string | null;
}

/** What nvidia-smi said; null when it is not installed. */
export function parseSmi({ fields, result }: SmiOutput): SmiAnswer | null {
  switch (result.kind) {
    case 'not-found':
      return null;
    case 'timed-out':
      return silent(`nvidia-smi did not answer within ${result.afterMs / 1000} s; the driver hangs`);
    case 'signalled':
      return silent(`nvidia-smi was ended by ${result.signal}`);
    case 'failed':
      return silent(`nvidia-smi could not be started: ${result.because}`);
    case 'exited':
      return answered(fields, result);
  }
}

function silent(because: string): SmiAnswer {
  return { rows: [], because };
}

type Exited = Extract<ProgramResult, { kind: 'exited' }>;

function answered(fields: readonly Field[], { code, stdout, stderr, truncated }: Exited): SmiAnswer {
  const lines = stdout.split(/\r?\n/).filter((line) => line.trim() !== '');
  const parsed = lines.map((line) => parseRow(fields, line));
  const rows = parsed.filter((row) => row !== null);
  const strange = lines.find((_, index) => parsed[index] === null);
  const because = fault(`${stdout}\n${stderr}`) ?? exitReason(code, `${stdout}\n${stderr}`);
  if (because !== null) return { rows, because };
  if (truncated) return { rows, because: 'nvidia-smi printed more than this version reads' };
  if (strange !== undefined) return { rows, because: `nvidia-smi printed ${quote(strange)}` };
  return rows.length > 0 ? { rows, because: null } : silent('nvidia-smi ended well but listed no GPU');
}

/** No product name holds a comma, so a row is split at commas; one that has another shape is no row. */
function parseRow(fields: readonly Field[], line: string): Row | null {
  const values = line.split(',').map((value) => value.trim());
  if (values.length !== fields.length) return null;
  const row = Object.fromEntries(fields.map((field, index) => [field, values[index]])) as Row;
  return /^\d+$/.test(row.index ?? '') ? row : null;
}

/** Texts that mean a fault whatever the exit code is: reports of a lost GPU differ between 0 and others. */
const FAULTS: readonly (readonly [RegExp, string])[] = [
  [
    /driver\/library version mismatch/i,
    'the NVIDIA library and the kernel module have different versions; reboot, or start the container again',
  ],
  [
    /couldn't communicate with the NVIDIA driver/i,
    'the NVIDIA kernel module is not loaded; load it, or reboot after a kernel update',
  ],
  [
    /Failed to initialize NVML: Insufficient Permissions/i,
    'this user may not read the GPUs (permission denied)',
  ],
  [
    /Failed to initialize NVML: Unknown Error/i,
    'NVML cannot open the GPUs; in a container they were probably taken away while it ran, start it again',
  ],
  [/Failed to initialize NVML/i, 'NVML cannot be initialised'],
  [/GPU is lost|fallen off the bus/i, 'a GPU is lost (fallen off the bus); the machine needs a reboot'],
  [/requires? re(?:set|start)/i, 'a GPU requires a reset'],
  [
    /Unable to determine the device handle/i,
    'a GPU does not answer; it is probably lost, and the machine needs a reboot',
  ],
  [/infoROM is corrupted/i, 'the infoROM of a GPU is corrupted'],
  [/No devices were found/i, 'the NVIDIA driver is loaded, but it finds no device'],
];

function fault(output: string): string | null {
  const [pattern, because] = FAULTS.find(([text]) => text.test(output)) ?? [];
  if (pattern === undefined || because === undefined) return null;
  const line = output.split(/\r?\n/).find((candidate) => pattern.test(candidate));
  return `${because}: ${quote(line ?? '')}`;
}

const EXIT_CODES: ReadonlyMap<number, string> = new Map(
  Object.entries(said.exitCodes).map(([code, text]) => [Number(code), text]),
);

function exitReason(code: number, output: string): string | null {
  if (code === 0) return null;
  const first = output.split(/\r?\n/).find((line) => line.trim() !== '');
  const words = EXIT_CODES.get(code) ?? 'nvidia-smi failed';
  return `${words} (nvidia-smi exited with code ${code}${first === undefined ? '' : `: ${quote(first)}`})`;
}

const LONGEST_QUOTE = 160;

function quote(line: string): string {
  const text = line.trim();
  return JSON.stringify(text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 1)}…` : text);
}

export type Value =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'error'; readonly text: string };

const ABSENT: ReadonlySet<string> = new Set(said.absentValues);
const ERRORS: ReadonlySet<string> = new Set(said.errorValues);

/** A field of a row: a value, a word for "not on this board", or a word for "could not be read". */
export function fieldValue(row: Row, field: Field): Value {
  const text = row[field];
  if (text === undefined) return { kind: 'not-asked' };
  if (ABSENT.has(text)) return { kind: 'absent' };
  if (ERRORS.has(text)) return { kind: 'error', text };
  // A word in brackets that is in neither list: not a value, and not known to be harmless.
  return /^\[.*\]$/.test(text) ? { kind: 'error', text } : { kind: 'value', text };
}
