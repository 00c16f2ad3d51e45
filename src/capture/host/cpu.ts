/** The processor: model, counts, what this process may use of it, and the instructions that kernels choose by. */

import isa from '../../../data/cpu-isa.json' with { type: 'json' };
import type { Machine } from '../machine.ts';
import type { Parsed, Probe } from '../probe.ts';
import type { Cpu, Unknown } from '../snapshot.ts';

export interface CpuFiles {
  readonly arch: string;
  readonly cpuinfo: string | null;
  readonly topology: readonly CpuPlace[];
  /** /proc/self/status: the processors this process may run on. */
  readonly status: string | null;
  readonly quota: Quota | null;
  readonly system: Machine['system'] | null;
}

/** Where one logical processor sits, as its text files say. */
export interface CpuPlace {
  readonly socket: string | null;
  readonly core: string | null;
}

/** Processor time a control group may use in each period, in the same unit. */
export interface Quota {
  readonly time: number;
  readonly period: number;
}

const FIELDS = ['model', 'isa', 'sockets', 'cores', 'threads', 'available'] as const;

/** The probe for the processor; `arch` is known without looking. */
export function cpu(arch: string): Probe<CpuFiles, Cpu> {
  return {
    id: 'cpu',
    provides: FIELDS.map((field) => `host.cpu.${field}`),
    timeoutMs: 10_000,
    absent: { ...NOTHING, arch },
    read,
    parse,
  };
}

const NOTHING = { model: null, isa: null, sockets: null, cores: null, threads: null, available: null };

/** A block of /proc/cpuinfo takes up to 1.6 kB; this is enough for 5,000 logical processors. */
const CPUINFO_LIMIT = 8 * 1024 * 1024;

async function read(machine: Machine): Promise<CpuFiles> {
  const [cpuinfo, status, quota] = await Promise.all([
    machine.readText('/proc/cpuinfo', CPUINFO_LIMIT),
    machine.readText('/proc/self/status'),
    readQuota(machine),
  ]);
  // On x86 the same numbers are in cpuinfo already.
  const topology = /^physical id\s*:/m.test(cpuinfo ?? '') ? [] : await readTopology(machine);
  return { arch: machine.arch, cpuinfo, topology, status, quota, system: machine.system ?? null };
}

async function readTopology(machine: Machine): Promise<readonly CpuPlace[]> {
  const folder = '/sys/devices/system/cpu';
  const names = (await machine.list(folder)) ?? [];
  return Promise.all(
    names
      .filter((name) => /^cpu\d+$/.test(name))
      .map(async (name) => ({
        socket: await machine.readText(`${folder}/${name}/topology/physical_package_id`),
        core: await machine.readText(`${folder}/${name}/topology/core_id`),
      })),
  );
}

/** The tightest quota from the process's own control group up to the root (cgroups(7), both versions). */
async function readQuota(machine: Machine): Promise<Quota | null> {
  const groups = (await machine.readText('/proc/self/cgroup')) ?? '';
  const v2 = /^0::(\/.*)$/m.exec(groups)?.[1];
  const v1 = /^\d+:(?:[^:]*,)?cpu(?:,[^:]*)?:(\/.*)$/m.exec(groups)?.[1];
  const quotas = await Promise.all([
    ...ancestors(v2).map((group) => readQuotaV2(machine, `/sys/fs/cgroup${group}`)),
    ...ancestors(v1).map((group) => readQuotaV1(machine, `/sys/fs/cgroup/cpu${group}`)),
  ]);
  return quotas.reduce(tighter, null);
}

/** `/a/b` gives `/a/b`, `/a` and the root, which a container sees as its own group. */
function ancestors(group: string | undefined): string[] {
  if (group === undefined) return [];
  const names = group.split('/').filter((name) => name !== '' && name !== '..');
  return ['', ...names.map((_, index) => `/${names.slice(0, index + 1).join('/')}`)];
}

async function readQuotaV2(machine: Machine, folder: string): Promise<Quota | null> {
  const [time, period] = ((await machine.readText(`${folder}/cpu.max`)) ?? '').trim().split(' ');
  return quotaOf(time, period);
}

async function readQuotaV1(machine: Machine, folder: string): Promise<Quota | null> {
  const [time, period] = await Promise.all([
    machine.readText(`${folder}/cpu.cfs_quota_us`),
    machine.readText(`${folder}/cpu.cfs_period_us`),
  ]);
  return quotaOf(time?.trim(), period?.trim());
}

/** Version 2 writes `max` for no quota, version 1 writes -1. */
function quotaOf(time: string | undefined, period: string | undefined): Quota | null {
  const quota = { time: Number(time), period: Number(period) };
  return quota.time > 0 && quota.period > 0 ? quota : null;
}

function tighter(a: Quota | null, b: Quota | null): Quota | null {
  if (a === null || b === null) return a ?? b;
  return a.time / a.period <= b.time / b.period ? a : b;
}

function parse(files: CpuFiles): Parsed<Cpu> {
  const blocks = processors(files.cpuinfo);
  const threads = blocks.length > 0 ? blocks.length : (files.system?.threads ?? null);
  const facts: Cpu = {
    model: modelOf(blocks) ?? files.system?.cpuModel ?? null,
    arch: files.arch,
    isa: isaOf(files.arch, blocks),
    ...countPlaces(placesOf(blocks, files.topology)),
    threads,
    available: availableOf(files, threads),
  };
  return { facts, unknown: missing(facts, blocks) };
}

type Block = ReadonlyMap<string, string>;

/** One block for each logical processor; what else stands in the file (`Hardware`, `Serial` on ARM) is no processor. */
export function processors(cpuinfo: string | null): Block[] {
  return (cpuinfo ?? '')
    .split(/\n\s*\n/)
    .map((block) => new Map([...block.matchAll(/^([^:\n]+?)\s*:[ \t]*(.*)$/gm)].map(keyAndValue)))
    .filter((block) => block.has('processor'));
}

function keyAndValue([, key = '', value = '']: RegExpMatchArray): [string, string] {
  return [key, value.trim()];
}

function modelOf(blocks: readonly Block[]): string | null {
  const [first] = blocks;
  return first?.get('model name') || armModel(first) || null;
}

/** ARM cores give two numbers instead of a name. */
function armModel(block: Block | undefined): string | null {
  const [implementer, part] = armIds(block);
  return isa.armParts.find((entry) => entry.implementer === implementer && entry.part === part)?.name ?? null;
}

function armIds(block: Block | undefined): readonly [string | null, string | null] {
  return [block?.get('CPU implementer') ?? null, block?.get('CPU part') ?? null];
}

/** `x86-64-v3+avx_vnni`, `aarch64+bf16+sve`: a level or an architecture, then what changes numbers beyond it. */
function isaOf(arch: string, blocks: readonly Block[]): string | null {
  const [first] = blocks;
  const text = first?.get('flags') ?? first?.get('Features');
  if (text === undefined) return null;
  const flags = new Set(text.split(/\s+/));
  if (arch === 'x86_64') return [levelOf(flags), ...extensions(flags, isa.x86Extensions)].join('+');
  if (arch === 'aarch64') return [arch, ...extensions(flags, isa.armExtensions)].join('+');
  return arch;
}

/** The highest level of which, and of all below it, the processor has every feature. */
function levelOf(flags: ReadonlySet<string>): string {
  let level = 'x86-64-v1';
  for (const { name, flags: needed } of isa.x86Levels) {
    if (!needed.every((flag) => flags.has(flag))) break;
    level = name;
  }
  return level;
}

function extensions(flags: ReadonlySet<string>, wanted: readonly string[]): string[] {
  return wanted.filter((flag) => flags.has(flag)).sort();
}

function placesOf(blocks: readonly Block[], topology: readonly CpuPlace[]): readonly CpuPlace[] {
  if (topology.length > 0) return topology;
  return blocks.map((block) => ({
    socket: block.get('physical id') ?? null,
    core: block.get('core id') ?? null,
  }));
}

/** Core numbers repeat on every socket, so a core is a pair; one missing number and the counts mean nothing. */
function countPlaces(places: readonly CpuPlace[]): Pick<Cpu, 'sockets' | 'cores'> {
  const known = places.length > 0 && places.every(({ socket, core }) => socket !== null && core !== null);
  if (!known) return { sockets: null, cores: null };
  return {
    sockets: new Set(places.map(({ socket }) => socket?.trim())).size,
    cores: new Set(places.map(({ socket, core }) => `${socket?.trim()}/${core?.trim()}`)).size,
  };
}

/** A quota of 1.5 processors lets two threads run, so it is rounded up, as JVM and Go do. */
function availableOf({ status, quota, system }: CpuFiles, threads: number | null): number | null {
  const allowed = countList(/^Cpus_allowed_list:\s*(\S+)$/m.exec(status ?? '')?.[1]) ?? threads;
  if (allowed === null) return system?.threads ?? null;
  return quota === null ? allowed : Math.min(allowed, Math.ceil(quota.time / quota.period));
}

/** Length of a list such as `0-3,8,10-11`. */
export function countList(list: string | undefined): number | null {
  if (list === undefined) return null;
  let count = 0;
  for (const part of list.split(',')) {
    const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    if (from === undefined) return null;
    count += Number(to) - Number(from) + 1;
  }
  return count;
}

function missing(facts: Cpu, blocks: readonly Block[]): Unknown[] {
  return FIELDS.filter((field) => facts[field] === null).map((field) => ({
    path: `host.cpu.${field}`,
    because: reasonFor(field, blocks),
  }));
}

function reasonFor(field: (typeof FIELDS)[number], blocks: readonly Block[]): string {
  const [first] = blocks;
  if (first === undefined) return 'there is no readable /proc/cpuinfo';
  const [implementer, part] = armIds(first);
  if (field === 'model' && implementer !== null) {
    return `/proc/cpuinfo gives only numbers, and they are in no table here: implementer ${implementer}, part ${part ?? 'not given'}`;
  }
  return `the files of /proc and /sys do not say`;
}
