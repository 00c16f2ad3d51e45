/** `amd-smi static --json`: a list of GPUs, which newer releases wrap as `{"gpu_data": […]}`. */

import { dotted } from './amd-kernel.ts';
import type { AmdReading, AmdRow } from './amd-tool.ts';
import { deviceOf, type Fields, fieldsOf, gfxIn, hexOf, numberOf, textOf } from './amd-values.ts';

/** Null for a document of another form. */
export function parseAmdSmi(document: unknown): AmdReading | null {
  const list = Array.isArray(document) ? document : fieldsOf(document)['gpu_data'];
  if (!Array.isArray(list)) return null;
  const entries = list.map(fieldsOf).filter((entry) => 'asic' in entry);
  const drivers = entries.map((entry) => fieldsOf(entry['driver']));
  const versions = drivers.map((driver) => dotted(textOf(driver, 'version', 'driver_version')));
  return { rows: entries.map(rowOf), driver: versions.find((version) => version !== null) ?? null };
}

function rowOf(entry: Fields): AmdRow {
  const asic = fieldsOf(entry['asic']);
  return {
    name: textOf(asic, 'market_name'),
    gfx: gfxIn(textOf(asic, 'target_graphics_version')),
    computeUnits: numberOf(asic['num_compute_units']),
    pciBusId: textOf(fieldsOf(entry['bus']), 'bdf')?.toLowerCase() ?? null,
    device: deviceOf(textOf(asic, 'device_id')),
    uniqueId: hexOf(textOf(asic, 'asic_serial')),
    memoryMiB: memoryOf(fieldsOf(entry['vram'])),
    vbios: null,
  };
}

const MIB_PER_UNIT: Readonly<Record<string, number>> = { MB: 1, MIB: 1, GB: 1024, GIB: 1024 };

/** What it calls MB are MiB. */
function memoryOf(vram: Fields): number | null {
  const size = vram['size'] ?? vram['vram_size_mb'] ?? vram['vram_size'];
  const value = numberOf(size);
  const factor = MIB_PER_UNIT[(textOf(fieldsOf(size), 'unit') ?? 'MB').toUpperCase()];
  return value === null || factor === undefined ? null : Math.floor(value * factor);
}
