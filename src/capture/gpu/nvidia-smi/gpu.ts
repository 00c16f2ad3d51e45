/** A board in nvidia-smi's words as a GPU of the snapshot, and why a part of it is not known. */

import type { Parsed } from '../../probe.ts';
import type { Gpu } from '../../snapshot.ts';
import { generationOfArchitecture, generationOfName } from '../gpu-tables.ts';
import { type BoardContext, BoardReader } from './board-reader.ts';
import type { SmiBoard } from './reading.ts';

/** `computeCapability`, `generation` and `smCount` are still to be completed by what the CUDA driver says. */
export function gpuOf(board: SmiBoard, context: BoardContext): Parsed<Gpu> {
  const reader = new BoardReader(board, context);
  const name = reader.text('name', 'name');
  const ecc = reader.mode('ecc', 'ecc');
  const facts: Gpu = {
    vendor: 'nvidia',
    name,
    uuid: reader.text('uuid', 'uuid'),
    serial: reader.text('serial', 'serial'),
    pciBusId: reader.text('pciBusId', 'busId'),
    pciDeviceId: reader.matched('pciDeviceId', 'deviceId', pciDevice),
    computeCapability: capability(board.fields.computeCapability),
    gfx: null,
    generation: generationOfArchitecture(board.fields.architecture) ?? generationOfName(name),
    smCount: null,
    memoryMiB: reader.number('memoryMiB', 'memory'),
    visible: null,
    deviceIndex: null,
    mig: reader.mode('mig', 'mig'),
    slices: board.slices,
    ecc,
    eccErrors: reader.eccErrors(ecc),
    rowRemap: reader.rowRemap(),
    // Linux writes it in upper case, Windows in lower case, for the same card.
    vbios: reader.text('vbios', 'vbios')?.toUpperCase() ?? null,
    infoRom: reader.text('infoRom', 'infoRom'),
    gspFirmware: reader.text('gspFirmware', 'gspFirmware'),
    persistence: reader.mode('persistence', 'persistence'),
    computeMode: reader.text('computeMode', 'computeMode'),
    powerLimitW: reader.number('powerLimitW', 'powerLimit'),
    clocks: both(
      reader.number('clocks', 'maxSmClock'),
      reader.number('clocks', 'maxMemoryClock'),
      (sm, memory) => ({
        maxSmMHz: sm,
        maxMemoryMHz: memory,
      }),
    ),
    pcie: both(
      reader.number('pcie', 'pcieGeneration'),
      reader.number('pcie', 'pcieWidth'),
      (generation, width) => ({
        maxGeneration: generation,
        maxWidth: width,
      }),
    ),
    nvlink: null,
    virtualization: reader.text('virtualization', 'virtualization')?.toLowerCase() ?? null,
    recoveryAction: recovery(reader.text('recoveryAction', 'recoveryAction')),
    processes: (board.processes ?? []).map(({ pid, name: program, memoryMiB }) => ({
      pid,
      name: program,
      memoryMiB,
    })),
  };
  if (board.processes === null) reader.note('processes', reader.silence());
  reader.slices();
  return { facts, unknown: reader.unknown };
}

function both<Pair>(
  first: number | null,
  second: number | null,
  make: (first: number | null, second: number | null) => Pair,
): Pair | null {
  return first === null && second === null ? null : make(first, second);
}

function capability(text: string | undefined): string | null {
  return text !== undefined && /^\d+\.\d+$/.test(text) ? text : null;
}

/** `0x26B910DE` and `26B910DE`, the vendor last: `10de:26b9`. */
function pciDevice(text: string): string | null {
  const device = /^(?:0x)?([0-9a-f]{4})10de$/i.exec(text)?.[1];
  return device === undefined ? null : `10de:${device.toLowerCase()}`;
}

/** `GPU Reset` and `Reset` are one. */
function recovery(text: string | null): string | null {
  return text?.toLowerCase().replace(/^(?:gpu|node) /, '') ?? null;
}
