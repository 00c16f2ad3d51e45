/** The many ways in which nvidia-smi says that something is wrong with the machine. */

import said from '../../../../data/nvidia-smi.json' with { type: 'json' };
import type { Fault, FaultKind } from '../../snapshot.ts';

interface Symptom {
  readonly text: RegExp;
  readonly kind: FaultKind;
  readonly because: string;
}

/** Texts that mean a fault whatever the exit code is: reports of a lost GPU differ between 0 and others. */
const SYMPTOMS: readonly Symptom[] = [
  {
    text: /driver\/library version mismatch/i,
    kind: 'library-mismatch',
    because:
      'the NVIDIA library and the kernel module have different versions; reboot, or start the container again',
  },
  {
    text: /couldn't communicate with the NVIDIA driver/i,
    kind: 'no-driver',
    because: 'the NVIDIA kernel module is not loaded; load it, or reboot after a kernel update',
  },
  {
    text: /Failed to initialize NVML: Insufficient Permissions/i,
    kind: 'permission-denied',
    because: 'this user may not read the GPUs (permission denied)',
  },
  {
    text: /Failed to initialize NVML: Unknown Error/i,
    kind: 'permission-denied',
    because:
      'NVML cannot open the GPUs; in a container they were probably taken away while it ran, start it again',
  },
  {
    text: /GPU access blocked by the operating system/i,
    kind: 'permission-denied',
    because: 'the operating system blocks access to the GPUs; under WSL, update the driver of Windows',
  },
  { text: /Failed to initialize NVML/i, kind: 'tool-failed', because: 'NVML cannot be initialised' },
  {
    text: /GPU is lost|fallen off the bus/i,
    kind: 'gpu-lost',
    because: 'a GPU is lost (fallen off the bus); the machine needs a reboot',
  },
  { text: /requires? re(?:set|start)/i, kind: 'gpu-needs-reset', because: 'a GPU requires a reset' },
  {
    text: /Unable to determine the device handle/i,
    kind: 'gpu-lost',
    because: 'a GPU does not answer; it is probably lost, and the machine needs a reboot',
  },
  { text: /infoROM is corrupted/i, kind: 'info-rom', because: 'the infoROM of a GPU is corrupted' },
  {
    text: /No devices were found/i,
    kind: 'gpus-missing',
    because: 'the NVIDIA driver is loaded, but it finds no device',
  },
];

/** The first fault that a text speaks of; null when it speaks of none. */
export function faultIn(text: string): Fault | null {
  const symptom = SYMPTOMS.find((candidate) => candidate.text.test(text));
  if (symptom === undefined) return null;
  const line = text.split(/\r?\n/).find((candidate) => symptom.text.test(candidate)) ?? '';
  return faultOf(symptom.kind, `${symptom.because}: ${quote(line)}`);
}

const EXIT_CODES: ReadonlyMap<string, { readonly kind: string; readonly because: string }> = new Map(
  Object.entries(said.exitCodes),
);

/** The fault behind an exit code; null for 0. */
export function faultOfCode(code: number, output: string): Fault | null {
  if (code === 0) return null;
  const first = output.split(/\r?\n/).find((line) => line.trim() !== '');
  const { kind, because } = EXIT_CODES.get(String(code)) ?? {
    kind: 'tool-failed',
    because: 'nvidia-smi failed',
  };
  const words = first === undefined ? '' : `: ${quote(first)}`;
  return faultOf(kind as FaultKind, `${because} (nvidia-smi exited with code ${code}${words})`);
}

/** What is wrong with the driver rather than with one of its GPUs. */
const OF_THE_DRIVER: ReadonlySet<FaultKind> = new Set([
  'no-driver',
  'no-tool',
  'library-mismatch',
  'permission-denied',
  'driver-hangs',
  'tool-failed',
]);

export function faultOf(kind: FaultKind, because: string): Fault {
  return { kind, subject: OF_THE_DRIVER.has(kind) ? 'driver' : 'gpus', because };
}

const LONGEST_QUOTE = 160;

/** A line in quotation marks, cut, and with nothing in it that a terminal would obey. */
export function quote(line: string): string {
  const text = line.trim();
  return JSON.stringify(text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 1)}…` : text);
}
