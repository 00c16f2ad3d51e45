/** `rocm-smi … --json`: an object with one entry for each card, and one for the system that is no card. */

import { dotted } from './amd-kernel.ts';
import { gfxOfDevice } from './amd-tables.ts';
import type { AmdReading, AmdRow } from './amd-tool.ts';
import { deviceOf, type Fields, fieldsOf, gfxIn, hexOf, numberOf, textOf } from './amd-values.ts';

/** Null for a document of another form. */
export function parseRocmSmi(document: unknown): AmdReading | null {
  const cards = Object.entries(fieldsOf(document)).filter(([key]) => /^card\d+$/.test(key));
  if (cards.length === 0) return null;
  // By number: `card10` comes after `card2`.
  cards.sort(([a], [b]) => Number(a.slice(4)) - Number(b.slice(4)));
  const system = fieldsOf(fieldsOf(document)['system']);
  return {
    rows: cards.map(([, card]) => rowOf(fieldsOf(card))),
    driver: dotted(textOf(system, 'Driver version', 'Driver Version')),
  };
}

const MIB = 1024 * 1024;

/** Up to ROCm 5.7 `Card series`, later `Card Series`; `GPU ID` became `Device ID`. */
function rowOf(card: Fields): AmdRow {
  const device = deviceOf(textOf(card, 'Device ID', 'GPU ID'));
  const bytes = numberOf(card['VRAM Total Memory (B)']);
  return {
    name: nameOf(card),
    gfx: gfxIn(textOf(card, 'GFX Version')) ?? (device === null ? null : gfxOfDevice(device)),
    computeUnits: null,
    pciBusId: textOf(card, 'PCI Bus')?.toLowerCase() ?? null,
    device,
    uniqueId: hexOf(textOf(card, 'Unique ID')),
    memoryMiB: bytes === null ? null : Math.floor(bytes / MIB),
    vbios: textOf(card, 'VBIOS version'),
  };
}

/** A card that its table does not name has a number there: `0x0c34`. */
function nameOf(card: Fields): string | null {
  const names = [['Card Series', 'Card series'], ['Device Name'], ['Card Model', 'Card model']];
  return (
    names.map((keys) => textOf(card, ...keys)).find((name) => name !== null && hexOf(name) === null) ?? null
  );
}
