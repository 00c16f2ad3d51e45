/** A snapshot for a terminal: what the machine is on a page, and what could not be measured. */

import type { Snapshot } from '../capture/snapshot.ts';
import { visible } from './escape.ts';
import { cudaRows, faultLines, gpuRows } from './hardware-text.ts';
import { plural } from './numbers.ts';
import { known, mib, type Row } from './rows.ts';
import type { Paint } from './text.ts';

export function renderSnapshot(snapshot: Snapshot, paint: Paint): string {
  const rows = [...hardwareRows(snapshot), ...softwareRows(snapshot)];
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.map(([label, value]) => `  ${paint('dim', label.padEnd(width))}  ${visible(value)}`);
  return `${paint('bold', snapshot.class ?? 'hardware class unknown')}\n${lines.join('\n')}\n${faultText(snapshot, paint)}${unknownLines(snapshot, paint)}`;
}

function hardwareRows(snapshot: Snapshot): readonly Row[] {
  const { host } = snapshot;
  const { cpu } = host;
  return [
    ...gpuRows(snapshot),
    [
      'cpu',
      known([
        cpu.model,
        cpu.isa ?? cpu.arch,
        cpu.available === null ? null : `${plural(cpu.available, 'thread')} available`,
      ]),
    ],
    ['memory', known([mib(host.memoryMiB), host.shmMiB === null ? null : `/dev/shm ${mib(host.shmMiB)}`])],
    [
      'system',
      known([
        host.os,
        host.kernel,
        host.libc,
        host.container === null ? null : `in ${host.container.kind}`,
        host.virtualization,
      ]),
    ],
  ];
}

function softwareRows({ python, frameworks, cuda, code, env, runner }: Snapshot): readonly Row[] {
  return [
    ['python', describePython(python)],
    ...torchRows(frameworks),
    ...otherBuilds(frameworks),
    ...cudaRows(cuda),
    ...(code === null
      ? []
      : [
          [
            'code',
            known([short(code.commit), code.dirty === true ? 'with uncommitted changes' : null]),
          ] as const,
        ]),
    ...Object.entries(env).map(([name, value]) => ['variable', `${name}=${value}`] as const),
    ...(runner === null ? [] : [['runner', known([runner.name, runner.environment, runner.image])] as const]),
  ];
}

function describePython(python: Snapshot['python']): string {
  if (python === null) return 'none';
  const { implementation, version, environment, packages, executable } = python;
  return `${implementation} ${version} (${environment}), ${plural(packages.length, 'package')}, ${executable}`;
}

function torchRows({ torch }: Snapshot['frameworks']): readonly Row[] {
  if (torch === null) return [];
  const { version, cuda, hip, commit } = torch;
  return [
    [
      'torch',
      known([
        version,
        cuda === null ? null : `CUDA ${cuda}`,
        hip === null ? null : `ROCm ${hip}`,
        short(commit),
      ]),
    ],
  ];
}

function otherBuilds({ tensorflow, jax, cupy }: Snapshot['frameworks']): readonly Row[] {
  return Object.entries({ tensorflow, jax, cupy }).flatMap(([name, build]): Row[] =>
    build === null ? [] : [[name, known([build.version, build.cuda === null ? null : `CUDA ${build.cuda}`])]],
  );
}

function short(commit: string | null): string | null {
  return commit === null ? null : commit.slice(0, 12);
}

function faultText({ faults }: Snapshot, paint: Paint): string {
  if (faults.length === 0) return '';
  const lines = faultLines(faults).map((line) => `  ${visible(line)}\n`);
  return `\n${paint('red', 'wrong with this machine')}\n${lines.join('')}`;
}

function unknownLines({ unknown }: Snapshot, paint: Paint): string {
  if (unknown.length === 0) return '';
  const lines = unknown.map(({ path, because }) => `  ${path}: ${visible(because)}\n`);
  return `\n${paint('yellow', 'not known')}\n${lines.join('')}`;
}
