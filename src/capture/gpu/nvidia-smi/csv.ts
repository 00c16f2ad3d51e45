/** `nvidia-smi --query-gpu=… --format=csv`, with a line of field names on top, or without. */

import { quote } from './faults.ts';
import { type SmiBoard, type SmiField, type SmiReading, versionIn } from './reading.ts';

/** Names of fields under which --query-gpu knows what is read here; the second is an older one for the same. */
const FIELDS: Readonly<Record<string, SmiField>> = {
  name: 'name',
  gpu_name: 'name',
  uuid: 'uuid',
  gpu_uuid: 'uuid',
  serial: 'serial',
  gpu_serial: 'serial',
  'pci.bus_id': 'busId',
  gpu_bus_id: 'busId',
  'pci.device_id': 'deviceId',
  compute_cap: 'computeCapability',
  'memory.total': 'memory',
  'mig.mode.current': 'mig',
  'ecc.mode.current': 'ecc',
  vbios_version: 'vbios',
  'inforom.img': 'infoRom',
  'inforom.image': 'infoRom',
  persistence_mode: 'persistence',
  compute_mode: 'computeMode',
  'power.limit': 'powerLimit',
  'gpu.power.requested_limit': 'powerLimit',
  'clocks.max.sm': 'maxSmClock',
  'clocks.max.memory': 'maxMemoryClock',
  'clocks.max.mem': 'maxMemoryClock',
  'pcie.link.gen.max': 'pcieGeneration',
  'pcie.link.width.max': 'pcieWidth',
  gpu_recovery_action: 'recoveryAction',
  'remapped_rows.correctable': 'remapCorrectable',
  'remapped_rows.uncorrectable': 'remapUncorrectable',
  'remapped_rows.pending': 'remapPending',
  'remapped_rows.failure': 'remapFailure',
  'retired_pages.pending': 'retirementPending',
  'driver_model.current': 'driverModel',
};

const ECC: Readonly<Record<string, keyof SmiBoard['ecc']>> = {
  'ecc.errors.corrected.volatile.total': 'correctedVolatile',
  'ecc.errors.uncorrected.volatile.total': 'uncorrectedVolatile',
  'ecc.errors.corrected.aggregate.total': 'correctedAggregate',
  'ecc.errors.uncorrected.aggregate.total': 'uncorrectedAggregate',
};

/** Whether the first line names fields; one name alone could be anything. */
export function isCsv(text: string): boolean {
  const columns = split(firstLine(text)).map(fieldName);
  return columns.length > 1 && columns.some((name) => name in FIELDS);
}

/** `asked`: the fields of an answer without a line of names. */
export function readCsv(text: string, asked: readonly string[] | null = null): SmiReading {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const columns = asked ?? split(lines.shift() ?? '').map(fieldName);
  const rows = lines.map((line) => rowOf(columns, line));
  const strange = lines.find((_, index) => rows[index] === null);
  const whole = rows.filter((row) => row !== null);
  return {
    form: 'csv',
    driver: firstVersion(whole),
    cuda: null,
    boards: whole.map(boardOf),
    because: strange === undefined ? null : `nvidia-smi printed ${quote(strange)}`,
  };
}

type Row = ReadonlyMap<string, string>;

function firstVersion(rows: readonly Row[]): string | null {
  const texts = rows.flatMap((row) => [row.get('kmd_version'), row.get('driver_version')]);
  return texts.map(versionIn).find((version) => version !== null) ?? null;
}

function firstLine(text: string): string {
  return text.split(/\r?\n/).find((line) => line.trim() !== '') ?? '';
}

/** No value holds a comma: product names have none, and lists are not asked for. */
function split(line: string): readonly string[] {
  return line.split(',').map((value) => value.trim());
}

/** `memory.total [MiB]` → `memory.total` */
function fieldName(title: string): string {
  return title.replace(/ \[.*\]$/, '');
}

/** What a value must look like where it is sure to be one; a line of another shape is no row. */
const SHAPES: readonly (readonly [string, RegExp])[] = [
  ['index', /^\d+$/],
  ['uuid', /^(?:(?:GPU-)?[0-9a-f]{8}-|N\/A|\[)/],
  ['pci.bus_id', /^(?:[0-9A-Fa-f]+:[0-9A-Fa-f]+:|N\/A|\[)/],
];

function rowOf(columns: readonly string[], line: string): Row | null {
  const values = split(line);
  if (values.length !== columns.length) return null;
  const row = new Map(columns.map((name, index) => [name, values[index] ?? '']));
  return SHAPES.every(([name, shape]) => shape.test(row.get(name) ?? 'N/A') || !row.has(name)) ? row : null;
}

function boardOf(row: Row): SmiBoard {
  const fields: Partial<Record<SmiField, string>> = {};
  const ecc: Partial<Record<keyof SmiBoard['ecc'], readonly string[]>> = {};
  for (const [name, text] of row) {
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    if (field !== undefined) fields[field] = text;
    const counter = Object.hasOwn(ECC, name) ? ECC[name] : undefined;
    if (counter !== undefined) ecc[counter] = [text];
  }
  return { fields, ecc, slices: [], alarms: [], processes: null };
}
