/** Reading one board field by field, with a note of each that holds a fault instead of a value, or that has no place. */

import type { EccErrors, Gpu, MigSlice, Unknown } from '../../snapshot.ts';
import { FIRST_BRANCH_WITH_MIG } from './ask.ts';
import type { EccCounter, SmiBoard, SmiField, SmiForm } from './reading.ts';
import { readValue } from './value.ts';

export interface BoardContext {
  /** `gpus[0]` */
  readonly path: string;
  readonly form: SmiForm;
  /** Of the driver; null: not known. */
  readonly branch: number | null;
}

/** What a driver without it simply does not have; any other field is unknown where it is not given. */
const OF_LATER_DRIVERS: ReadonlySet<SmiField> = new Set([
  'gspFirmware',
  'recoveryAction',
  'remapCorrectable',
  'remapUncorrectable',
  'remapPending',
  'remapFailure',
]);

const ASKED_WITH: Readonly<Record<SmiForm, string>> = {
  xml: '`nvidia-smi -q -x`',
  query: '`nvidia-smi -q`',
  csv: 'this query of nvidia-smi',
  table: 'the table of nvidia-smi',
  list: '`nvidia-smi -L`',
  version: '`nvidia-smi --version`',
};

/** Reads one board, and notes each field whose place holds a fault instead of a value, or that has no place. */
export class BoardReader {
  readonly unknown: Unknown[] = [];
  readonly #board: SmiBoard;
  readonly #context: BoardContext;

  constructor(board: SmiBoard, context: BoardContext) {
    this.#board = board;
    this.#context = context;
  }

  text(name: keyof Gpu, field: SmiField): string | null {
    const value = readValue(this.#board.fields[field]);
    if (value.kind === 'error') this.note(name, `nvidia-smi answers ${value.text}`);
    if (value.kind === 'not-given' && !this.#hasNone(field)) this.note(name, this.silence());
    return value.kind === 'value' ? value.text : null;
  }

  matched(name: keyof Gpu, field: SmiField, match: (text: string) => string | null): string | null {
    const text = this.text(name, field);
    const matched = text === null ? null : match(text);
    if (text !== null && matched === null) this.note(name, `nvidia-smi answers ${text}`);
    return matched;
  }

  mode(name: keyof Gpu, field: SmiField): 'enabled' | 'disabled' | null {
    const text = this.text(name, field)?.toLowerCase() ?? null;
    if (text === 'enabled' || text === 'disabled' || text === null) return text;
    this.note(name, `nvidia-smi answers ${text}`);
    return null;
  }

  number(name: keyof Gpu, field: SmiField): number | null {
    const text = this.text(name, field);
    if (text === null) return null;
    // `16x` is a width; all others are followed by a blank and their unit, or by nothing.
    const number = /^(\d+(?:\.\d+)?)(?:x| ?[A-Za-z]+)?$/.exec(text)?.[1];
    if (number === undefined) this.note(name, `nvidia-smi answers ${text}`);
    return number === undefined ? null : Number(number);
  }

  /** Without ECC there is nothing to count. */
  eccErrors(ecc: Gpu['ecc']): EccErrors | null {
    const count = (counter: EccCounter) => this.#sum(this.#board.ecc[counter]);
    const errors: EccErrors = {
      correctedVolatile: count('correctedVolatile'),
      uncorrectedVolatile: count('uncorrectedVolatile'),
      correctedAggregate: count('correctedAggregate'),
      uncorrectedAggregate: count('uncorrectedAggregate'),
    };
    if (ecc === 'enabled') {
      for (const counter of COUNTERS) {
        if (this.#board.ecc[counter] === undefined) this.#add(`eccErrors.${counter}`, this.silence());
      }
    }
    return Object.values(errors).some((value) => value !== null) ? errors : null;
  }

  #sum(texts: readonly string[] = []): number | null {
    const values = texts.map(readValue);
    const strange = values.find(
      (value) => value.kind === 'error' || (value.kind === 'value' && !isCount(value.text)),
    );
    if (strange !== undefined) {
      this.note('eccErrors', `nvidia-smi answers ${'text' in strange ? strange.text : 'nothing'}`);
      return null;
    }
    const counts = values.flatMap((value) => (value.kind === 'value' ? [Number(value.text)] : []));
    return counts.length === 0 ? null : counts.reduce((sum, value) => sum + value, 0);
  }

  rowRemap(): Gpu['rowRemap'] {
    const remap = {
      correctable: this.number('rowRemap', 'remapCorrectable'),
      uncorrectable: this.number('rowRemap', 'remapUncorrectable'),
      pending: this.#yes('rowRemap', 'remapPending'),
      failure: this.#yes('rowRemap', 'remapFailure'),
    };
    return Object.values(remap).every((value) => value === null) ? null : remap;
  }

  /** `No` in the text and the XML, `0` in a query. */
  #yes(name: keyof Gpu, field: SmiField): boolean | null {
    const text = this.text(name, field);
    if (text === null) return null;
    if (/^(?:yes|no|0|1)$/i.test(text)) return /^(?:yes|1)$/i.test(text);
    this.note(name, `nvidia-smi answers ${text}`);
    return null;
  }

  slices(): void {
    for (const [index, slice] of this.#board.slices.entries()) {
      for (const part of SLICE_PARTS) {
        if (slice[part] === null) this.#add(`slices[${index}].${part}`, this.silence());
      }
    }
    // A board in slices none of which is named: whether it has any cannot be told from this form.
    const { mig = '' } = this.#board.fields;
    if (this.#board.slices.length === 0 && mig === 'Enabled' && this.#context.form === 'csv') {
      this.note('slices', this.silence());
    }
  }

  silence(): string {
    return `${ASKED_WITH[this.#context.form]} does not hold it`;
  }

  note(name: keyof Gpu, because: string): void {
    this.#add(name, because);
  }

  #add(place: string, because: string): void {
    const path = `${this.#context.path}.${place}`;
    if (!this.unknown.some((entry) => entry.path === path)) this.unknown.push({ path, because });
  }

  #hasNone(field: SmiField): boolean {
    const { form, branch } = this.#context;
    // A driver from before MIG has none, whether it was asked or not.
    if (field === 'mig') return branch !== null && branch < FIRST_BRANCH_WITH_MIG;
    return OF_LATER_DRIVERS.has(field) && (form === 'xml' || form === 'query');
  }
}

const SLICE_PARTS = [
  'profile',
  'uuid',
  'gpuInstance',
  'computeInstance',
  'smCount',
  'memoryMiB',
] as const satisfies readonly (keyof MigSlice)[];

const COUNTERS = [
  'correctedVolatile',
  'uncorrectedVolatile',
  'correctedAggregate',
  'uncorrectedAggregate',
] as const satisfies readonly EccCounter[];

function isCount(text: string): boolean {
  return /^\d+$/.test(text);
}
