/**
 * Whether the machine itself is well. A sick runner is no drifted one: what it computes says nothing about the change
 * under test, so each fault is its own reason why nothing was measured.
 */

import type { Fault, FaultKind, Snapshot } from '../capture/snapshot.ts';
import { type FindingCode, findingInfo } from '../findings.ts';
import type { Policy } from '../policy/policy.ts';
import type { Finding } from '../verdict.ts';
import type { Evidence, Rule } from './rule.ts';
import { applyDecisions } from './severity.ts';

export const runnerHealth: Rule = {
  kind: 'standalone',
  id: 'runner-health',
  // Smoke tests that see no GPU do not mind a broken one.
  applies: ({ hardware }) => hardware.device === 'auto',
  judge: ({ snapshot }: Evidence) => faultsOfJob(snapshot).map(faultFinding),
};

/** What befalls one board alone. A lost one, or one that wants a reset, takes the driver along, and so the others. */
const OF_ONE_BOARD: ReadonlySet<FaultKind> = new Set(['ecc-uncorrected', 'foreign-process', 'row-remap']);

/** `gpus[2]`, `gpus[0].slices[1]` */
const PLACE = /^gpus\[(\d+)\](?:\.slices\[(\d+)\])?$/;

/** Eight runners may share eight boards, or slices: what is on one that this job does not see is no matter to it. */
function faultsOfJob({ faults, gpus }: Snapshot): readonly Fault[] {
  return faults.filter(({ kind, subject }) => {
    const [, gpu, slice] = PLACE.exec(subject) ?? [];
    const board = gpus[Number(gpu)];
    const seen = slice === undefined ? board?.visible : board?.slices[Number(slice)]?.visible;
    return !(seen === false && OF_ONE_BOARD.has(kind));
  });
}

/** Faults that the policy does not allow: nothing that this machine computes would be believed, so it need not try. */
export function faultsThatMatter(policy: Policy, snapshot: Snapshot, today: string): readonly Finding[] {
  if (policy.hardware.device !== 'auto') return [];
  const decided = applyDecisions(faultsOfJob(snapshot).map(faultFinding), policy, today);
  return decided.filter(({ code, severity }) => code.startsWith('runner/') && severity === 'error');
}

interface Symptom {
  readonly expected: string;
  /** The first thing to do; `explain` has the rest. */
  readonly next: string;
}

const REBOOT = 'Take the runner out of service and reboot it; dmesg shows the Xid messages.';

const SYMPTOMS: Readonly<Record<FaultKind, Symptom>> = {
  'no-driver': { expected: 'a loaded driver', next: 'Run modprobe nvidia and look at dmesg.' },
  'no-tool': {
    expected: 'nvidia-smi of the driver',
    next: 'In a container add `utility` to NVIDIA_DRIVER_CAPABILITIES; on a host install the tools of the driver.',
  },
  'library-mismatch': {
    expected: 'libraries and kernel module of one version',
    next: 'Reboot the runner; start running containers anew.',
  },
  'permission-denied': {
    expected: 'device nodes that the job may open',
    next: 'Look at the owner of the device nodes, and at the devices and groups that the container was given.',
  },
  'driver-hangs': { expected: 'an answer in time', next: REBOOT },
  'gpu-lost': { expected: 'every GPU on the bus', next: REBOOT },
  'gpu-needs-reset': {
    expected: 'a GPU that computes',
    next: 'Stop what uses the GPU and run nvidia-smi --gpu-reset -i INDEX, or reboot.',
  },
  'ecc-uncorrected': {
    expected: 'no uncorrected memory errors',
    next: 'Reset the GPU or reboot, and run again; if it recurs, have the board replaced.',
  },
  'row-remap': {
    expected: 'no memory rows that wait to be replaced',
    next: 'Reset the GPU or reboot; where no spare row is left, have the board replaced.',
  },
  'info-rom': { expected: 'a readable InfoROM', next: 'Reboot once; if it stays, have the board replaced.' },
  'gpus-missing': {
    expected: 'every GPU that the machine shows',
    next: 'Look at dmesg for the missing address, and reboot.',
  },
  'foreign-process': {
    expected: 'a GPU that no other program uses',
    next: 'Wait for that program or end it; where sharing is meant, say `severity: { runner/foreign-process: warning }`.',
  },
  'cuda-fails': {
    expected: 'CUDA to initialise',
    next: 'Look up the number of the error with `repro-gate explain runner/cuda-fails`.',
  },
  'tool-failed': { expected: 'an answer', next: 'Run nvidia-smi on the runner and read what it says.' },
};

function faultFinding({ kind, subject, because }: Fault): Finding {
  const code: FindingCode = `runner/${kind}`;
  return {
    code,
    severity: findingInfo(code).severity,
    subject,
    summary: `${nameOf(subject)}${because}`,
    where: null,
    found: because,
    ...SYMPTOMS[kind],
  };
}

/** Which of several boards is meant; a fault of all of them needs no name. */
function nameOf(subject: string): string {
  const [, gpu, slice] = PLACE.exec(subject) ?? [];
  if (gpu === undefined) return '';
  return slice === undefined ? `GPU ${gpu}: ` : `slice ${slice} of GPU ${gpu}: `;
}
