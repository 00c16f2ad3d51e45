/** The fields of a process that are the same in every rank of a sound job, each as a text that can be compared. */

import type { LoadedLibrary, Observation } from '../../observe/observation.ts';

/**
 * Variables in which ranks differ by their nature: their number, their share of the devices, where they listen. Launchers:
 * torchrun, Slurm, Open MPI, MPICH and Intel MPI (PMI), PMIx.
 */
const OF_A_RANK =
  /^(?:(?:LOCAL_|GROUP_|ROLE_|NODE_|CROSS_)?RANK|(?:LOCAL_|ROLE_|GROUP_)?WORLD_SIZE|MASTER_(?:ADDR|PORT)|TORCHELASTIC_\w+|SLURM_\w+|SLURMD_\w+|OMPI_\w+|PMI\w*|MPI_\w+|HYDRA_\w+|HOSTNAME|PWD|(?:CUDA|HIP|ROCR|NVIDIA|GPU)_(?:VISIBLE_DEVICES|DEVICE_ORDINAL))$/;

/**
 * The fields by name. What a rank does not have (a module it never imported, a library that it never needed) is no field:
 * the first rank often does more than the others. A variable that is not set is a value, given `names` of all ranks.
 */
export function rankFields(seen: Observation, names: readonly string[]): ReadonlyMap<string, string> {
  return new Map([
    ['inject', seen.inject],
    ['seed', String(seen.seed)],
    ...interpreterFields(seen),
    ...moduleFields(seen),
    ...names.map((name) => [`env.${name}`, seen.env[name] ?? 'not set'] as const),
    ...libraryFields(seen),
    ...deviceFields(seen),
    ...flagFields(seen),
  ]);
}

/** Variables to compare, over all ranks. */
export function variableNames(processes: readonly Observation[]): readonly string[] {
  const names = new Set(processes.flatMap(({ env }) => Object.keys(env)));
  return [...names].filter((name) => !OF_A_RANK.test(name)).sort();
}

/** Fields that a process has from its start, so that they count after a command that failed as well. */
export function isEarly(field: string): boolean {
  return /^(?:python|executable|inject|seed$|env\.|modules\.)/.test(field);
}

type Field = readonly [string, string];

function interpreterFields({ process: self }: Observation): readonly Field[] {
  const flags = Object.entries(self.flags).map(
    ([name, value]) => [`python flag ${name}`, String(Number(value))] as const,
  );
  return [['python', self.python], ['executable', self.executable], ...flags];
}

function moduleFields({ modules }: Observation): readonly Field[] {
  return Object.entries(modules).flatMap(([name, { version, facts }]) => [
    ...(version === null ? [] : [[`modules.${name}`, version] as const]),
    ...Object.entries(facts).flatMap(([fact, value]) =>
      value === null ? [] : [[`modules.${name}.${fact}`, String(value)] as const],
    ),
  ]);
}

function libraryFields({ libraries }: Observation): readonly Field[] {
  const byName = new Map<string, string[]>();
  for (const library of libraries) {
    byName.set(library.name, [...(byName.get(library.name) ?? []), describeLibrary(library)]);
  }
  return [...byName].map(([name, copies]) => [`libraries.${name}`, [...new Set(copies)].sort().join(', ')]);
}

function describeLibrary({ path, version, owner }: LoadedLibrary): string {
  return `${version ?? path.split('/').at(-1) ?? path} (${owner ?? 'the system'})`;
}

/** Kinds and not boards: each rank has its own. A rank that ended without a context used no GPU. */
function deviceFields({ devices, process: self }: Observation): readonly Field[] {
  if (devices === null) return self.writtenOn === 'exit' ? [['devices', 'none in use']] : [];
  const kinds = devices.map(
    ({ name, computeCapability, smCount, memoryMiB }) =>
      `${name ?? 'unnamed'} (${computeCapability ?? '?'}, ${smCount ?? '?'} SMs, ${memoryMiB ?? '?'} MiB)`,
  );
  return [['devices', kinds.length === 0 ? 'none in use' : [...new Set(kinds)].sort().join(', ')]];
}

function flagFields({ torch }: Observation): readonly Field[] {
  if (torch === null) return [];
  const { fp32Precision, reducedPrecisionReduction, sdpBackends, ...flags } = torch;
  const inside = [
    ...Object.entries(fp32Precision).map(([name, value]) => [`fp32Precision.${name}`, value] as const),
    ...Object.entries(reducedPrecisionReduction).map(
      ([name, value]) => [`reducedPrecisionReduction.${name}`, value] as const,
    ),
    ['sdpBackends', sdpBackends === null ? null : [...sdpBackends].sort().join(', ')] as const,
  ];
  return [...Object.entries(flags), ...inside].flatMap(([name, value]) =>
    value === null ? [] : [[`torch.${name}`, String(value)] as const],
  );
}
