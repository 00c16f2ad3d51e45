/** Starting nvidia-smi: once on any machine whose driver is well, because each start may take seconds. */

import type { Machine, ProgramResult } from '../../machine.ts';
import { branchOf } from '../nvidia-driver.ts';
import { faultIn } from './faults.ts';
import { isAnswer } from './recognise.ts';
import { loadXmlParser } from './xml-parser.ts';

/** In every driver still in use, and all that is asked for when a driver rejects one of the others. */
const IDENTITY = [
  'index',
  'uuid',
  'name',
  'driver_version',
  'memory.total',
  'vbios_version',
  'pci.bus_id',
  'pci.device_id',
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
const FIRST_TIMEOUT_MS = 60_000;
/** It has just answered once, and the GPUs' state may have to be loaded again. */
const NEXT_TIMEOUT_MS = 20_000;
/** All that it may take: three more starts for an answer, and one for the names of slices. */
export const SMI_TIMEOUT_MS = FIRST_TIMEOUT_MS + 4 * NEXT_TIMEOUT_MS;
/** Sixteen boards with all the clocks they support take more than 1 MB. */
const OUTPUT_LIMIT = 4 * 1024 * 1024;

const PLACES = ['nvidia-smi', '/usr/lib/wsl/lib/nvidia-smi'] as const;

export interface SmiOutput {
  /** The fields of the query; null when all was asked for. */
  readonly asked: readonly Field[] | null;
  readonly result: ProgramResult;
}

/**
 * Asks for everything as XML, and in other ways only where that is answered with something else. A driver that is
 * sick is not asked twice: it would say the same, or hang.
 */
export async function runSmi(machine: Machine, version: string | null): Promise<SmiOutput> {
  const first = await start(machine, ['-q', '-x'], FIRST_TIMEOUT_MS);
  if (!isRefusal(first, null)) return { asked: null, result: first };
  for (const asked of [fieldsFor(version), IDENTITY]) {
    const result = await query(machine, asked);
    if (!isRefusal(result, asked)) return { asked, result };
  }
  const result = await start(machine, [], NEXT_TIMEOUT_MS);
  return { asked: null, result: isRefusal(result, null) ? first : result };
}

/** Names and profiles of MIG slices, which only the list has. */
export async function listSlices(machine: Machine): Promise<SmiOutput> {
  return { asked: null, result: await start(machine, ['-L'], NEXT_TIMEOUT_MS) };
}

function query(machine: Machine, fields: readonly Field[]): Promise<ProgramResult> {
  const args = [`--query-gpu=${fields.join(',')}`, '--format=csv,noheader,nounits'];
  return start(machine, args, NEXT_TIMEOUT_MS);
}

/** nvidia-smi's code for an argument or a field that it does not know. */
const BAD_ARGUMENT = 2;

/** Whether it ended by itself, spoke of no fault, and still did not answer. */
function isRefusal(result: ProgramResult, asked: readonly Field[] | null): boolean {
  if (result.kind !== 'exited') return false;
  const { code, stdout, stderr, truncated } = result;
  if (faultIn(`${stdout}\n${stderr}`) !== null) return false;
  return code === BAD_ARGUMENT || (code === 0 && (truncated || !isAnswer(stdout, asked)));
}

async function start(machine: Machine, args: readonly string[], timeoutMs: number): Promise<ProgramResult> {
  let result: ProgramResult = { kind: 'not-found' };
  for (const place of PLACES) {
    result = await machine.run(place, args, { timeoutMs, limit: OUTPUT_LIMIT });
    if (result.kind === 'not-found') continue;
    await loadXmlParser();
    return result;
  }
  return result;
}
