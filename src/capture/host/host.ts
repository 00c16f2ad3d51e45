/** The operating system, its kernel, its C library where that is a matter of files, and its memory. */

import type { Machine } from '../machine.ts';
import type { Parsed, Probe } from '../probe.ts';
import type { Host, Unknown } from '../snapshot.ts';

export type HostFacts = Pick<Host, 'os' | 'kernel' | 'libc' | 'memoryMiB' | 'shmMiB'>;

export interface HostFiles {
  readonly platform: string;
  readonly osRelease: string | null;
  readonly kernel: string | null;
  readonly meminfo: string | null;
  /** Names in /lib: the loader of musl is called after it. */
  readonly lib: readonly string[];
  readonly mounts: string | null;
  readonly shmMiB: number | null;
  readonly system: Machine['system'] | null;
}

export const host: Probe<HostFiles, HostFacts> = {
  id: 'host',
  provides: ['host.os', 'host.kernel', 'host.libc', 'host.memoryMiB', 'host.shmMiB'],
  timeoutMs: 10_000,
  absent: { os: null, kernel: null, libc: null, memoryMiB: null, shmMiB: null },
  read,
  parse,
};

async function read(machine: Machine): Promise<HostFiles> {
  const [etc, usr, kernel, meminfo, lib, mounts, shmMiB] = await Promise.all([
    machine.readText('/etc/os-release'),
    machine.readText('/usr/lib/os-release'),
    machine.readText('/proc/sys/kernel/osrelease'),
    machine.readText('/proc/meminfo'),
    machine.list('/lib'),
    machine.readText('/proc/mounts'),
    machine.platform === 'linux' ? machine.filesystemMiB('/dev/shm') : null,
  ]);
  return {
    platform: machine.platform,
    // os-release(5): the file in /etc goes before the vendor's.
    osRelease: etc ?? usr,
    kernel,
    meminfo,
    lib: lib ?? [],
    mounts,
    shmMiB,
    system: machine.system ?? null,
  };
}

function parse(files: HostFiles): Parsed<HostFacts> {
  const facts: HostFacts = {
    os: prettyName(files.osRelease) ?? files.system?.os ?? null,
    kernel: files.kernel?.trim() || (files.system?.kernel ?? null),
    libc: muslOf(files.lib),
    memoryMiB: memTotalMiB(files.meminfo) ?? files.system?.memoryMiB ?? null,
    shmMiB: files.shmMiB ?? shmFromMounts(files.mounts),
  };
  return { facts, unknown: missing(facts, files) };
}

/** PRETTY_NAME of os-release(5), without its quotes and their escapes. */
export function prettyName(osRelease: string | null): string | null {
  const line = /^PRETTY_NAME=(.*)$/m.exec(osRelease ?? '')?.[1]?.trim();
  if (line === undefined) return null;
  const text = /^(["'])(.*)\1$/.exec(line)?.[2] ?? line;
  return text.replace(/\\(.)/g, '$1') || null;
}

function memTotalMiB(meminfo: string | null): number | null {
  const kib = /^MemTotal:\s+(\d+) kB$/m.exec(meminfo ?? '')?.[1];
  return kib === undefined ? null : Math.floor(Number(kib) / 1024);
}

/** musl's loader is `ld-musl-ARCH.so.1`; which version it is, no file says. */
function muslOf(lib: readonly string[]): string | null {
  return lib.some((name) => /^ld-musl-.+\.so\.1$/.test(name)) ? 'musl' : null;
}

const KIB_BY_UNIT: Readonly<Record<string, number>> = { k: 1, m: 1024, g: 1024 * 1024 };

/** The size that /dev/shm was mounted with: `shm /dev/shm tmpfs rw,nosuid,size=65536k 0 0`. */
function shmFromMounts(mounts: string | null): number | null {
  const options = /^\S+ \/dev\/shm tmpfs (\S+)/m.exec(mounts ?? '')?.[1];
  const [, size, unit = ''] = /(?:^|,)size=(\d+)([kmg])/.exec(options ?? '') ?? [];
  const kib = KIB_BY_UNIT[unit];
  return size === undefined || kib === undefined ? null : Math.floor((Number(size) * kib) / 1024);
}

const SOURCES: Readonly<Record<Exclude<keyof HostFacts, 'libc'>, string>> = {
  os: '/etc/os-release has no PRETTY_NAME',
  kernel: '/proc/sys/kernel/osrelease cannot be read',
  memoryMiB: '/proc/meminfo has no MemTotal',
  shmMiB: 'the size of /dev/shm cannot be told',
};

/** `libc` is not among them: the Python probe may still know it. */
function missing(facts: HostFacts, files: HostFiles): Unknown[] {
  const unknown: Unknown[] = [];
  for (const field of ['os', 'kernel', 'memoryMiB', 'shmMiB'] as const) {
    if (facts[field] !== null) continue;
    // Only Linux has a /dev/shm; elsewhere there is none, and that is known.
    if (field === 'shmMiB' && files.platform !== 'linux') continue;
    unknown.push({ path: `host.${field}`, because: SOURCES[field] });
  }
  return unknown;
}
