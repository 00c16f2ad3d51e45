/** A snapshot for a terminal: what the machine is on a page, and what could not be measured. */

import type { Snapshot } from '../capture/snapshot.ts';
import { visible } from './escape.ts';
import { plural } from './numbers.ts';
import type { Paint } from './text.ts';

export function renderSnapshot(snapshot: Snapshot, paint: Paint): string {
  const rows = [...hardwareRows(snapshot), ...softwareRows(snapshot)];
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.map(([label, value]) => `  ${paint('dim', label.padEnd(width))}  ${visible(value)}`);
  return `${paint('bold', snapshot.class ?? 'hardware class unknown')}\n${lines.join('\n')}\n${unknownLines(snapshot, paint)}`;
}

type Row = readonly [label: string, value: string];

function hardwareRows({ gpus, driver, host }: Snapshot): readonly Row[] {
  const { cpu } = host;
  const boards = gpus.map((gpu, index): Row => {
    const facts = [
      gpu.computeCapability,
      gpu.generation,
      gpu.smCount === null ? null : `${gpu.smCount} SMs`,
      mib(gpu.memoryMiB),
    ];
    return [`gpu ${index}`, `${gpu.name ?? 'unknown'} (${known(facts)})`];
  });
  const drivers: Row[] =
    driver === null
      ? []
      : [
          [
            'driver',
            known([
              driver.version,
              driver.module,
              driver.cuda === null ? null : `CUDA up to ${driver.cuda}`,
              driver.compat === null ? null : `cuda-compat ${driver.compat}`,
            ]),
          ],
        ];
  return [
    ...(boards.length === 0 ? [['gpu', 'none'] as const] : boards),
    ...drivers,
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
  const libraries = Object.entries(cuda).flatMap(([name, part]) =>
    part === null ? [] : [[name, `${part.version} (${part.from})`] as const],
  );
  return [
    ['python', describePython(python)],
    ...torchRows(frameworks),
    ...libraries,
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

function short(commit: string | null): string | null {
  return commit === null ? null : commit.slice(0, 12);
}

function known(facts: readonly (string | null)[]): string {
  const there = facts.filter((fact) => fact !== null);
  return there.length === 0 ? 'unknown' : there.join(', ');
}

function mib(value: number | null): string | null {
  if (value === null) return null;
  return value >= 1024 ? `${(value / 1024).toFixed(1)} GiB` : `${value} MiB`;
}

function unknownLines({ unknown }: Snapshot, paint: Paint): string {
  if (unknown.length === 0) return '';
  const lines = unknown.map(({ path, because }) => `  ${path}: ${visible(because)}\n`);
  return `\n${paint('yellow', 'not known')}\n${lines.join('')}`;
}
