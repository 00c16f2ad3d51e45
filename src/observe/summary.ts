/** What a report says of a run seen from inside: bounded, the same for all processes where they agree. */

import { toJsonNumber } from '../report/numbers.ts';
import type { FactReport, ObservationReport, ProbeReport, SeedReport } from '../report/report.ts';
import { placeOf, processNames } from './names.ts';
import type { Observation, Probe } from './observation.ts';
import type { Observed } from './observed.ts';
import { trainingProcesses } from './training.ts';
import { whyNothing } from './why-nothing.ts';

/** Entries of a list; a report is read by people and travels through artifacts. */
const MOST = 50;

export interface Summarised {
  readonly observed: Observed | null;
  readonly command: string;
  readonly required: readonly FactReport[];
}

/** Null where nobody asked for an observation, and where a command without Python left none. */
export function summarise({ observed, command, required }: Summarised): ObservationReport | null {
  if (observed === null) return null;
  const training = trainingProcesses(observed);
  if (training.length === 0 && observed.unreadable.length === 0) {
    const { because, expected } = whyNothing(command);
    if (!expected && observed.blind === null) return null;
    return { ...EMPTY, required, because: observed.blind ?? because };
  }
  const ranks = training.flatMap(({ process: self }) => (self.rank === null ? [] : [self.rank]));
  return {
    processes: observed.processes.length,
    training: training.length,
    ranks: new Set(ranks).size,
    nodes: new Set(training.map(({ process: self }) => self.node)).size,
    modules: versionsOf(
      training.flatMap(({ modules }) => Object.entries(modules)),
      ([name, { version }]) => [name, version],
    ),
    seeds: seedsOf(training),
    unseeded: distinct(training.flatMap(({ unseeded }) => unseeded)),
    flags: flagsOf(training),
    nondeterministic: distinct(
      training.flatMap(({ nondeterministic }) =>
        nondeterministic.map((entry) => withPlace(entry.operation, placeOf(entry))),
      ),
    ),
    libraries: versionsOf(
      training.flatMap(({ libraries }) => libraries),
      ({ name, version }) => [name, version],
    ),
    required,
    probe: probeOf(training),
    unreadable: observed.unreadable.length + observed.beyond,
    errors: distinct(observed.processes.flatMap(({ errors }) => errors)),
    because: null,
  };
}

const LONGEST = 400;

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

const EMPTY: ObservationReport = {
  processes: 0,
  training: 0,
  ranks: 0,
  nodes: 0,
  modules: {},
  seeds: [],
  unseeded: [],
  flags: {},
  nondeterministic: [],
  libraries: {},
  required: [],
  probe: null,
  unreadable: 0,
  errors: [],
  because: null,
};

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].slice(0, MOST).map(cut);
}

function withPlace(text: string, place: string | null): string {
  return place === null ? text : `${text} (${place})`;
}

/** Versions by name, in the order of names; several where processes or copies differ. */
function versionsOf<Entry>(
  entries: readonly Entry[],
  read: (entry: Entry) => readonly [string, string | null],
): Readonly<Record<string, readonly string[]>> {
  const versions = new Map<string, Set<string>>();
  for (const entry of entries) {
    const [name, version] = read(entry);
    versions.set(name, (versions.get(name) ?? new Set()).add(version ?? 'unknown'));
  }
  const sorted = [...versions].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, MOST);
  return Object.fromEntries(
    sorted.map(([name, found]) => [cut(name), [...found].sort().slice(0, MOST).map(cut)]),
  );
}

/** Each call once, with its value where all processes have the same, else with those of the first few. */
function seedsOf(training: readonly Observation[]): readonly SeedReport[] {
  const calls = new Map<
    string,
    { readonly seed: Omit<SeedReport, 'values'>; readonly values: Set<string> }
  >();
  for (const { seeds } of training) {
    for (const { call, by, value, ...place } of seeds) {
      // Where the gate seeds is a place in its own code, or the import that made it.
      const seed = { call, by, place: by === 'gate' ? null : placeOf(place) };
      const key = JSON.stringify(seed);
      const entry = calls.get(key) ?? { seed, values: new Set<string>() };
      entry.values.add(value ?? 'none');
      calls.set(key, entry);
    }
  }
  return [...calls.values()].slice(0, MOST).map(({ seed, values }) => ({
    call: cut(seed.call),
    by: seed.by,
    values: [...values].slice(0, MOST_VALUES).map(cut),
    place: seed.place === null ? null : cut(seed.place),
  }));
}

const MOST_VALUES = 8;

/** Flags by name; where processes differ, each value with those that have it. */
function flagsOf(training: readonly Observation[]): Readonly<Record<string, string>> {
  const flags = new Map<string, Map<string, Observation[]>>();
  for (const one of training) {
    for (const [name, value] of readFlags(one)) {
      const values = flags.get(name) ?? new Map<string, Observation[]>();
      flags.set(name, values.set(value, [...(values.get(value) ?? []), one]));
    }
  }
  const shown = [...flags].slice(0, MOST);
  return Object.fromEntries(
    shown.map(([name, values]) => [cut(name), cut(describe(values, training.length))]),
  );
}

function describe(values: ReadonlyMap<string, readonly Observation[]>, all: number): string {
  const [first] = values;
  if (first !== undefined && first[1].length === all) return first[0];
  const entries = [...values].slice(0, MOST_VALUES);
  return entries.map(([value, processes]) => `${value} in ${processNames(processes)}`).join(', ');
}

function probeOf(training: readonly Observation[]): ProbeReport | null {
  const probe = training.find((one) => one.probe !== null && hasSeen(one.probe))?.probe;
  if (probe === null || probe === undefined) return null;
  return {
    batches: probe.batches.slice(0, MOST).map(cut),
    weights: probe.weights === null ? null : cut(probe.weights),
    gradientNorms: probe.gradientNorms.slice(0, MOST).map(toJsonNumber),
  };
}

function hasSeen({ batches, weights, gradientNorms }: Probe): boolean {
  return weights !== null || batches.length > 0 || gradientNorms.length > 0;
}

function readFlags({ torch, env }: Observation): readonly (readonly [string, string])[] {
  const flags: Readonly<Record<string, string | boolean | null | undefined>> = {
    'deterministic algorithms': deterministic(torch),
    'cuDNN deterministic': torch?.cudnnDeterministic,
    'cuDNN benchmark': torch?.cudnnBenchmark,
    ...Object.fromEntries(
      Object.entries(torch?.fp32Precision ?? {}).map(([place, value]) => [`FP32 in ${place}`, value]),
    ),
    CUBLAS_WORKSPACE_CONFIG: env['CUBLAS_WORKSPACE_CONFIG'],
    PYTHONHASHSEED: env['PYTHONHASHSEED'],
  };
  return Object.entries(flags).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, onOff(value)] as const],
  );
}

function onOff(value: string | boolean): string {
  if (typeof value === 'string') return value;
  return value ? 'on' : 'off';
}

function deterministic(torch: Observation['torch']): string | boolean | null {
  if (torch?.deterministicAlgorithms !== true) return torch?.deterministicAlgorithms ?? null;
  return torch.warnOnly === true ? 'on, only warning' : true;
}
