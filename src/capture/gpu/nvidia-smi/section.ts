/**
 * `nvidia-smi -q` and `nvidia-smi -q -x` are one tree under two spellings: `FB Memory Usage` there is
 * `fb_memory_usage` here. Both readers make sections of it, and this file knows which path holds what.
 */

import type { MigSlice } from '../../snapshot.ts';
import {
  computes,
  type EccCounter,
  programName,
  type SmiBoard,
  type SmiField,
  type SmiProcess,
  versionIn,
  wholeNumber,
} from './reading.ts';

export interface Section {
  /** In the spelling of the XML: lower case, words joined by `_`. */
  readonly name: string;
  /** What stands beside the name; empty when nothing does. */
  readonly text: string;
  readonly sections: readonly Section[];
}

/** All sections behind a path such as `processes/process_info`; `*` is a section of any name. */
export function sectionsAt(section: Section, path: string): readonly Section[] {
  return path
    .split('/')
    .reduce<readonly Section[]>(
      (found, name) =>
        found.flatMap(({ sections }) => sections.filter((inner) => name === '*' || inner.name === name)),
      [section],
    );
}

/** The text at the first of several paths that exists. */
export function textAt(section: Section, paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const [found] = sectionsAt(section, path);
    if (found !== undefined) return found.text;
  }
  return undefined;
}

/** Where each field stands: the XML's spelling, then the text's, then those of older drivers. */
const PATHS: readonly (readonly [SmiField, readonly string[]])[] = [
  ['name', ['product_name']],
  ['architecture', ['product_architecture']],
  ['uuid', ['uuid', 'gpu_uuid']],
  ['serial', ['serial', 'serial_number']],
  ['busId', ['pci/pci_bus_id', 'pci/bus_id']],
  ['deviceId', ['pci/pci_device_id', 'pci/device_id']],
  ['memory', ['fb_memory_usage/total']],
  ['mig', ['mig_mode/current_mig', 'mig_mode/current']],
  ['ecc', ['ecc_mode/current_ecc', 'ecc_mode/current']],
  ['vbios', ['vbios_version']],
  ['infoRom', ['inforom_version/img_version', 'inforom_version/image_version']],
  ['gspFirmware', ['gsp_firmware_version']],
  ['persistence', ['persistence_mode']],
  ['computeMode', ['compute_mode']],
  [
    'powerLimit',
    [
      'gpu_power_readings/requested_power_limit',
      // R610 has a section for each kind of limit.
      'gpu_power_readings/*/requested_power_limit',
      'gpu_power_readings/power_limit',
      'gpu_power_readings/current_power_limit',
      'power_readings/power_limit',
    ],
  ],
  ['maxSmClock', ['max_clocks/sm_clock', 'max_clocks/sm']],
  ['maxMemoryClock', ['max_clocks/mem_clock', 'max_clocks/memory']],
  [
    'pcieGeneration',
    ['pci/pci_gpu_link_info/pcie_gen/max_link_gen', 'pci/gpu_link_info/pcie_generation/max'],
  ],
  ['pcieWidth', ['pci/pci_gpu_link_info/link_widths/max_link_width', 'pci/gpu_link_info/link_width/max']],
  ['virtualization', ['gpu_virtualization_mode/virtualization_mode']],
  ['recoveryAction', ['gpu_recovery_action']],
  ['remapCorrectable', ['remapped_rows/remapped_row_corr', 'remapped_rows/correctable_error']],
  ['remapUncorrectable', ['remapped_rows/remapped_row_unc', 'remapped_rows/uncorrectable_error']],
  ['remapPending', ['remapped_rows/remapped_row_pending', 'remapped_rows/pending']],
  ['remapFailure', ['remapped_rows/remapped_row_failure', 'remapped_rows/remapping_failure_occurred']],
  [
    'retirementPending',
    [
      'retired_pages/pending_retirement',
      'retired_pages/pending_blacklist',
      'retired_pages/pending_page_blacklist',
    ],
  ],
  ['driverModel', ['driver_model/current_dm', 'driver_model/current']],
];

/** The driver's version under its old name and under that of R610. */
export function driverIn(log: Section): string | null {
  return versionIn(textAt(log, ['kmd_version'])) ?? versionIn(textAt(log, ['driver_version']));
}

export function cudaIn(log: Section): string | null {
  return versionIn(textAt(log, ['cuda_umd_version'])) ?? versionIn(textAt(log, ['cuda_version']));
}

/** A board; `heading` is the bus address that stands over it. */
export function boardOf(gpu: Section, heading: string): SmiBoard {
  const fields: Partial<Record<SmiField, string>> = {};
  for (const [field, paths] of PATHS) {
    const text = textAt(gpu, paths);
    if (text !== undefined) fields[field] = text;
  }
  fields.busId ??= heading;
  return {
    fields,
    ecc: counters(gpu),
    slices: slices(gpu),
    alarms: [...new Set(alarms(gpu))],
    processes: processes(gpu),
  };
}

/** A lost GPU keeps its name, and answers so to whatever it would have to be asked. */
function alarms({ name, text, sections }: Section): readonly string[] {
  // Programs may be called anything.
  if (/^(?:accounted_)?processes$/.test(name)) return [];
  return [...(ALARM.test(text) ? [text] : []), ...sections.flatMap(alarms)];
}

const ALARM = /^\[?GPU (?:is lost|requires? re(?:set|start))/i;

function counters(gpu: Section): SmiBoard['ecc'] {
  const [volatile] = sectionsAt(gpu, 'ecc_errors/volatile');
  const [aggregate] = sectionsAt(gpu, 'ecc_errors/aggregate');
  const ecc: Partial<Record<EccCounter, readonly string[]>> = {};
  if (volatile !== undefined) {
    ecc.correctedVolatile = counted(volatile, CORRECTED);
    ecc.uncorrectedVolatile = counted(volatile, UNCORRECTED);
  }
  if (aggregate !== undefined) {
    ecc.correctedAggregate = counted(aggregate, CORRECTED);
    ecc.uncorrectedAggregate = counted(aggregate, UNCORRECTED);
  }
  return ecc;
}

/** Before Ampere there are groups of single and double bit errors; since then one line for each memory and error. */
interface Kind {
  readonly group: string;
  readonly line: RegExp;
}

const CORRECTED: Kind = { group: 'single_bit', line: /^[sd]ram_correctable/ };
const UNCORRECTED: Kind = { group: 'double_bit', line: /^[sd]ram_uncorrectable/ };

function counted(section: Section, { group, line }: Kind): readonly string[] {
  const [bits] = sectionsAt(section, group);
  if (bits === undefined) {
    return section.sections.filter(({ name }) => line.test(name)).map(({ text }) => text);
  }
  const total = textAt(bits, ['total']);
  // A board that does not add them up itself says N/A there.
  return total !== undefined && wholeNumber(total) !== null ? [total] : bits.sections.map(({ text }) => text);
}

function slices(gpu: Section): readonly MigSlice[] {
  const devices = [...sectionsAt(gpu, 'mig_devices/mig_device'), ...sectionsAt(gpu, 'mig_device')];
  return devices.map((device) => ({
    profile: textAt(device, ['profile', 'name']) ?? null,
    uuid: /^MIG-/.test(textAt(device, MIG_UUID) ?? '') ? (textAt(device, MIG_UUID) ?? null) : null,
    gpuInstance: wholeNumber(textAt(device, ['gpu_instance_id'])),
    computeInstance: wholeNumber(textAt(device, ['compute_instance_id'])),
    smCount: wholeNumber(textAt(device, ['device_attributes/shared/multiprocessor_count'])),
    memoryMiB: wholeNumber(textAt(device, ['fb_memory_usage/total'])),
    visible: null,
  }));
}

/** No driver up to R610 was seen to print it; a later one may. */
const MIG_UUID = ['uuid', 'mig_uuid'];

function processes(gpu: Section): readonly SmiProcess[] | null {
  if (sectionsAt(gpu, 'processes').length === 0) return null;
  const inXml = sectionsAt(gpu, 'processes/process_info');
  const inText = sectionsAt(gpu, 'processes/process_id');
  return [...inXml, ...inText].flatMap((program) => {
    const pid = wholeNumber(textAt(program, ['pid']) ?? program.text);
    if (pid === null || !computes(textAt(program, ['type']) ?? '')) return [];
    const name = programName(textAt(program, ['process_name', 'name']));
    const memoryMiB = wholeNumber(textAt(program, ['used_memory', 'used_gpu_memory']));
    return [{ pid, name, memoryMiB, ...sliceOf(program) }];
  });
}

/** On a board that is whole both are N/A. */
function sliceOf(program: Section): Pick<SmiProcess, 'slice'> {
  const gpuInstance = wholeNumber(textAt(program, ['gpu_instance_id']));
  const computeInstance = wholeNumber(textAt(program, ['compute_instance_id']));
  return gpuInstance === null || computeInstance === null ? {} : { slice: { gpuInstance, computeInstance } };
}
