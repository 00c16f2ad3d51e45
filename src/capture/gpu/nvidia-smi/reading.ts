/**
 * What nvidia-smi said, whichever of its forms it said it in. The values are still its own words; gpu.ts makes numbers
 * and modes of them.
 */

import type { GpuProcess, MigSlice } from '../../snapshot.ts';

/** `-q -x`, `-q`, `--query-gpu`, the table of a plain start, `-L` and `--version`. */
export type SmiForm = 'xml' | 'query' | 'csv' | 'table' | 'list' | 'version';

export interface SmiReading {
  readonly form: SmiForm;
  readonly driver: string | null;
  /** The highest CUDA of the libcuda that nvidia-smi loaded: with cuda-compat on its path not the driver's own. */
  readonly cuda: string | null;
  readonly boards: readonly SmiBoard[];
  /** Why the boards are not all there is to know; null when nothing is wrong with the text. */
  readonly because: string | null;
}

export interface SmiBoard {
  /** A field that this form or this driver does not have is absent. */
  readonly fields: Readonly<Partial<Record<SmiField, string>>>;
  /** Counters of uncorrected and corrected errors: those of one kind are to be added up. */
  readonly ecc: Readonly<Partial<Record<EccCounter, readonly string[]>>>;
  readonly slices: readonly MigSlice[];
  /** Words such as `GPU is lost` that stand anywhere in place of a value, also where no field of ours is. */
  readonly alarms: readonly string[];
  /** Programs that compute on it; null: this form does not tell. */
  readonly processes: readonly SmiProcess[] | null;
}

export interface SmiProcess extends GpuProcess {
  /** The MIG slice that it computes on; absent: this form does not tell, or the board is whole. */
  readonly slice?: { readonly gpuInstance: number; readonly computeInstance: number };
}

export type EccCounter =
  | 'correctedVolatile'
  | 'uncorrectedVolatile'
  | 'correctedAggregate'
  | 'uncorrectedAggregate';

export type SmiField =
  | 'name'
  | 'architecture'
  | 'uuid'
  | 'serial'
  | 'busId'
  | 'deviceId'
  | 'computeCapability'
  | 'memory'
  | 'mig'
  | 'ecc'
  | 'vbios'
  | 'infoRom'
  | 'gspFirmware'
  | 'persistence'
  | 'computeMode'
  | 'powerLimit'
  | 'maxSmClock'
  | 'maxMemoryClock'
  | 'pcieGeneration'
  | 'pcieWidth'
  | 'virtualization'
  | 'recoveryAction'
  | 'remapCorrectable'
  | 'remapUncorrectable'
  | 'remapPending'
  | 'remapFailure'
  | 'retirementPending'
  | 'driverModel';

/**
 * The version at the start of a text. From R610 on, the old names for it are answered with a sentence, or with the
 * version and a sentence behind it.
 */
export function versionIn(text: string | undefined): string | null {
  return /^\s*(\d+(?:\.\d+)+)(?:\s*\[.*\])?\s*$/.exec(text ?? '')?.[1] ?? null;
}

/** Only what computes: `C`, and `M+C` for a client of MPS. `C+G` is a desktop program of Windows. */
export function computes(type: string): boolean {
  return /^(?:M\+)?C$/.test(type.trim());
}

/** A program's own name, without the path and the arguments, which may hold what nobody wants in a report. */
export function programName(text: string | undefined): string | null {
  const words = (text ?? '').trim();
  if (words === '' || words === '-' || /^(?:N\/A|\[.*\])$/.test(words)) return null;
  // The path of a Windows program has spaces; the name of a Unix one ends at the first.
  const path = words.includes('\\') ? words : (words.split(/\s/, 1)[0] ?? words);
  return path.split(/[\\/]/).filter(Boolean).at(-1) ?? null;
}

/** A whole number, with or without its unit. */
export function wholeNumber(text: string | undefined): number | null {
  const digits = /^\s*(\d+)(?:\s*[A-Za-z]+)?\s*$/.exec(text ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

/**
 * A reading with the profiles and identifiers that the list of `-L` gives to MIG slices. Both name them in one order; a
 * list of another length is of another moment, and adds nothing.
 */
export function withSliceNames(reading: SmiReading | null, list: SmiReading | null): SmiReading | null {
  if (reading === null || list === null) return reading;
  const boards = reading.boards.map((board, index) => {
    const named = list.boards[index]?.slices ?? [];
    if (named.length !== board.slices.length) return board;
    const slices = board.slices.map((slice, place) => ({
      ...slice,
      profile: slice.profile ?? named[place]?.profile ?? null,
      uuid: slice.uuid ?? named[place]?.uuid ?? null,
    }));
    return { ...board, slices };
  });
  return { ...reading, boards };
}
