/**
 * The table of a plain `nvidia-smi`, for eyes: names are cut to their column, limits are rounded. R610 renamed two
 * versions in its first line, R530 widened the columns, R450 added MIG, and all that stayed is the order.
 */

import type { GpuProcess, MigSlice } from '../../snapshot.ts';
import {
  computes,
  programName,
  type SmiBoard,
  type SmiField,
  type SmiReading,
  wholeNumber,
} from './reading.ts';

const HEADER = /^\|\s*NVIDIA-SMI\s+\S+/m;

export function isTable(text: string): boolean {
  return HEADER.test(text);
}

export function readTable(text: string): SmiReading {
  const rows = text.split(/\r?\n/).filter((line) => line.startsWith('|'));
  const boards = boardRows(rows);
  const processes = rows.map(processOf).filter((row) => row !== null);
  // Without this part of the table, which a paste may lack, nobody knows whether there are any.
  const told = rows.some((row) => /^\|\s*Processes:/.test(row));
  const slices = rows.map(sliceOf).filter((row) => row !== null);
  return {
    form: 'table',
    driver: /(?:Driver|KMD) Version: *(\d+(?:\.\d+)+)/.exec(text)?.[1] ?? null,
    cuda: /CUDA(?: UMD)? Version: *(\d+\.\d+)/.exec(text)?.[1] ?? null,
    boards: boards.map(({ index, fields, ecc }) => ({
      fields,
      ecc,
      alarms: [],
      slices: slices.filter(({ board }) => board === index).map(({ slice }) => slice),
      processes: told ? processes.filter(({ board }) => board === index).map(({ program }) => program) : null,
    })),
    because: null,
  };
}

type Fields = Partial<Record<SmiField, string>>;

interface Board {
  readonly index: number;
  readonly fields: Fields;
  readonly ecc: SmiBoard['ecc'];
}

/** `|   0  NVIDIA L40S          On  |   00000000:01:00.0 Off |                    0 |` */
const FIRST =
  /^\|\s+(\d+)\s+(\S.*?)\s+(On|Off|N\/A|WDDM|TCC|MCDM)\s*\|\s*([0-9A-Fa-f:.]+|N\/A)\s+(?:On|Off|N\/A)\s*\|\s*(.*?)\s*\|\s*$/;
/** `| N/A   52C    P0            432W /  700W |   11125MiB /  81559MiB |     N/A      Default |` */
const SECOND = /^\|(.*)\|\s*(.*?)\s*\|\s*(\S+)\s+(\S.*?)\s*\|\s*$/;
/** `|                                         |                        |              Enabled |` */
const THIRD = /^\|\s+\|\s+\|\s*(\S+)\s*\|\s*$/;

function boardRows(rows: readonly string[]): readonly Board[] {
  return rows.flatMap((row, position) => {
    const [, index, name, mode, busId, ecc] = FIRST.exec(row) ?? [];
    if (index === undefined || name === undefined) return [];
    const fields: Fields = {
      name,
      busId: busId ?? 'N/A',
      ...persistence(mode ?? ''),
      ecc: eccMode(ecc ?? ''),
      ...secondRow(rows[position + 1] ?? ''),
      ...migOf(rows[position + 2] ?? ''),
    };
    const counted = /^\d+$/.test(ecc ?? '') ? { uncorrectedVolatile: [ecc ?? ''] } : {};
    return [{ index: Number(index), fields, ecc: counted }];
  });
}

/** On Windows the column holds the driver model. */
function persistence(mode: string): Fields {
  if (mode === 'On') return { persistence: 'Enabled' };
  if (mode === 'Off') return { persistence: 'Disabled' };
  return mode === 'N/A' ? { persistence: mode } : { persistence: 'N/A', driverModel: mode };
}

/** The column is cut, so the two exclusive modes are written short. */
const COMPUTE_MODES: Readonly<Record<string, string>> = {
  'E. Process': 'Exclusive_Process',
  'E. Thread': 'Exclusive_Thread',
};

function secondRow(row: string): Fields {
  const [, power = '', memory = '', , mode] = SECOND.exec(row) ?? [];
  if (mode === undefined) return {};
  const limit = /\/\s*(\d+W|N\/A)\s*$/.exec(power)?.[1];
  return {
    computeMode: COMPUTE_MODES[mode] ?? mode,
    memory:
      /\/\s*(\d+MiB)$/.exec(memory)?.[1] ?? (/^(?:Not Supported|N\/A.*)$/.test(memory) ? 'N/A' : memory),
    ...(limit === undefined ? {} : { powerLimit: limit }),
  };
}

function migOf(row: string): Fields {
  const [, mig] = THIRD.exec(row) ?? [];
  return mig === undefined ? {} : { mig };
}

/** The column counts uncorrected errors where ECC is on; a board in slices has `On` there. */
function eccMode(ecc: string): string {
  if (/^\d+$/.test(ecc) || ecc === 'On') return 'Enabled';
  return ecc === 'Off' ? 'Disabled' : ecc;
}

/** `|  0    2   0   0  |           11091MiB / 40448MiB    | 60      0 |  3   0    3    0    3 |` */
const SLICE = /^\|\s+(\d+)\s+(\d+)\s+(\d+)\s+\d+\s+\|\s*\d+MiB \/\s*(\d+)MiB\s*\|\s*(\d+)\s/;

function sliceOf(row: string): { readonly board: number; readonly slice: MigSlice } | null {
  const [, board, gpuInstance, computeInstance, memory, smCount] = SLICE.exec(row) ?? [];
  if (board === undefined) return null;
  const slice: MigSlice = {
    profile: null,
    uuid: null,
    gpuInstance: wholeNumber(gpuInstance),
    computeInstance: wholeNumber(computeInstance),
    smCount: wholeNumber(smCount),
    memoryMiB: wholeNumber(memory),
    visible: null,
  };
  return { board: Number(board), slice };
}

/** `|    0   N/A  N/A            5267      C   ffmpeg                                  230MiB |` */
const PROCESS =
  /^\|\s+(\d+)\s+(?:(?:N\/A|\d+)\s+(?:N\/A|\d+)\s+)?(\d+)\s+((?:M\+)?[CG](?:\+G)?)\s+(\S.*?)\s+(\d+MiB|N\/A)\s*\|\s*$/;

function processOf(row: string): { readonly board: number; readonly program: GpuProcess } | null {
  const [, board, pid, type, name, memory] = PROCESS.exec(row) ?? [];
  if (board === undefined || !computes(type ?? '')) return null;
  const program = { pid: Number(pid), name: programName(name), memoryMiB: wholeNumber(memory) };
  return { board: Number(board), program };
}
