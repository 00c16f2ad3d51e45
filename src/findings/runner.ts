/** Findings about the health of the runner. */

import type { FindingInfo } from './info.ts';

export const RUNNER = {
  'runner/no-driver': {
    title: 'An NVIDIA GPU, and no driver',
    verdict: 'not-measured',
    severity: 'error',
    means:
      'The device is on the bus, and no NVIDIA kernel driver is loaded for it. Nothing can compute on it.',
    resolve:
      'Run `modprobe nvidia` and look at `dmesg`. After a kernel update the module often has to be built again; with Secure Boot it has to be signed.',
  },
  'runner/no-tool': {
    title: 'A driver, and nothing to ask it with',
    verdict: 'not-measured',
    severity: 'error',
    means: 'The kernel driver is loaded, but the program that reads the state of the GPUs was not found.',
    resolve:
      'In a container add `utility` to `NVIDIA_DRIVER_CAPABILITIES`; on a host install the tools of the driver’s own version, and put them on PATH.',
  },
  'runner/library-mismatch': {
    title: 'Driver and driver library have different versions',
    verdict: 'not-measured',
    severity: 'error',
    means:
      'The libraries of the driver were updated while the old kernel module was still loaded. Nothing can start on the GPUs until both agree.',
    resolve:
      'Reboot the runner, or unload and load the module again. Start running containers anew, and hold back unattended driver updates.',
  },
  'runner/permission-denied': {
    title: 'The job may not use the GPU',
    verdict: 'not-measured',
    severity: 'error',
    means: 'The GPU is there, and the operating system or the container does not let this user reach it.',
    resolve:
      'Look at the owner of the device nodes under `/dev` (on AMD the groups `render` and `video`) and at the devices the container was started with. A container that lost its devices after a reload of systemd has to be started again.',
  },
  'runner/driver-hangs': {
    title: 'The driver does not answer',
    verdict: 'not-measured',
    severity: 'error',
    means:
      'nvidia-smi did not come back within its time. The driver is wedged, usually by a GPU that failed, and every program that asks it will hang too.',
    resolve:
      'Take the runner out of service and reboot it. `dmesg` shows Xid messages that say what happened; a GPU that does it again belongs to support.',
  },
  'runner/gpu-lost': {
    title: 'A GPU has fallen off the bus',
    verdict: 'not-measured',
    severity: 'error',
    means:
      'The driver cannot reach a GPU that it knew. Power, temperature, the PCIe slot or the board itself are the usual causes.',
    resolve:
      'Reboot; look for Xid 79 in `dmesg`. If it comes back, check power and seating, or have the board replaced.',
  },
  'runner/gpu-needs-reset': {
    title: 'A GPU waits for a reset',
    verdict: 'not-measured',
    severity: 'error',
    means: 'After an error the driver keeps the GPU from computing until it is reset.',
    resolve: 'Stop what uses it and run `nvidia-smi --gpu-reset -i INDEX`, or reboot the runner.',
  },
  'runner/ecc-uncorrected': {
    title: 'Uncorrected memory errors',
    verdict: 'not-measured',
    severity: 'error',
    means:
      'Bits of the GPU memory were wrong, and error correction could not mend them. What has been computed since the driver was loaded may be wrong, so neither drift nor agreement means anything.',
    resolve:
      'Reset the GPU or reboot, which retires the bad memory, and run again. If it recurs, have the board replaced.',
  },
  'runner/row-remap': {
    title: 'Memory rows wait to be replaced, or cannot be',
    verdict: 'not-measured',
    severity: 'error',
    means:
      'The GPU found bad memory rows. Either their replacement waits for a reset, or no spare row is left.',
    resolve: 'Pending: reset the GPU or reboot, then run again. Failed: the board has to be replaced.',
  },
  'runner/info-rom': {
    title: 'The InfoROM of a GPU is corrupted',
    verdict: 'not-measured',
    severity: 'error',
    means:
      'The board’s own records (error counts, identity, limits) cannot be trusted, so its health cannot be known.',
    resolve: 'Reboot once. If the warning stays, the board belongs to support.',
  },
  'runner/gpus-missing': {
    title: 'Fewer GPUs than the machine has',
    verdict: 'not-measured',
    severity: 'error',
    means:
      'The PCI bus or the device nodes show more GPUs than the driver lists. One of them is broken, or was not brought up.',
    resolve:
      'Look at `dmesg` for the missing address, and reboot. If the device was taken out of use on purpose, hide it from the bus as well.',
  },
  'runner/foreign-process': {
    title: 'Another program computes on the GPU',
    verdict: 'not-measured',
    severity: 'error',
    means:
      'A program that this job did not start was using a GPU when the machine was measured. It takes memory and time, which changes what libraries choose by timing, and can be what makes the smoke test fail.',
    resolve:
      'Find out whose it is and wait for it, or end it. Where sharing is a choice, lower it in the policy: `severity: { runner/foreign-process: warning }`.',
  },
  'runner/cuda-fails': {
    title: 'CUDA does not initialise',
    verdict: 'not-measured',
    severity: 'error',
    means:
      'The driver lists the GPUs, but its CUDA interface refuses to start. Every framework would fall back to the CPU or stop.',
    resolve:
      'The number of the error says why: 100 no visible device, 802 the fabric manager does not run, 803 libraries and kernel driver differ, 804 a cuda-compat library on a board without that support.',
  },
  'runner/tool-failed': {
    title: 'The GPU tool failed',
    verdict: 'not-measured',
    severity: 'error',
    means: 'The program that reads the state of the GPUs ended with an error that is none of the known ones.',
    resolve: 'Run the same program on the runner and read what it says; then look at `dmesg`.',
  },
} as const satisfies Record<string, FindingInfo>;
