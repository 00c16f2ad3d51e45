/** Facts about AMD's GPUs that no machine tells. */

import table from '../../../data/amd-gpus.json' with { type: 'json' };

interface AmdChip {
  readonly gfx: string;
  readonly product: string;
  readonly generation: string;
  readonly integrated?: boolean;
  readonly devices?: readonly string[];
}

const CHIPS: readonly AmdChip[] = table.gpus;
const BY_GFX: ReadonlyMap<string, AmdChip> = new Map(CHIPS.map((chip) => [chip.gfx, chip]));

/** Lower case: `cdna3`; null when the table does not hold it. */
export function generationOfGfx(gfx: string): string | null {
  return BY_GFX.get(gfx)?.generation ?? null;
}

/** What the chip is sold as, which may be several boards. */
export function productOfGfx(gfx: string): string | null {
  return BY_GFX.get(gfx)?.product ?? null;
}

/** Graphics inside a processor. One that no table names is taken for a board: that asks, where the other hides. */
export function isIntegrated(gfx: string): boolean {
  return BY_GFX.get(gfx)?.integrated === true;
}

/** By the four digits of a PCI device id, of any form: `0x738c`. */
export function gfxOfDevice(id: string): string | null {
  const digits = id.toLowerCase().replace(/^0x/, '').padStart(4, '0');
  return CHIPS.find(({ devices }) => devices?.includes(digits))?.gfx ?? null;
}
