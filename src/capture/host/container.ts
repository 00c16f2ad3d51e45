/** Whether the job runs in a container, in which kind, and from which image. */

import type { Machine } from '../machine.ts';
import type { Parsed, Probe } from '../probe.ts';
import type { Container } from '../snapshot.ts';
import { IMAGE, type ImageFacts, imageDigest } from './image-digest.ts';

export interface ContainerFacts {
  readonly container: Container | null;
}

export interface ContainerTraces {
  readonly dockerenv: boolean;
  readonly containerenv: boolean;
  readonly mountinfo: string | null;
  readonly env: Machine['env'];
}

export interface ContainerFound {
  readonly kind: string | null;
  /** Null when this is no container. */
  readonly image: Parsed<ImageFacts> | null;
}

export const container: Probe<ContainerFound, ContainerFacts> = {
  id: 'container',
  provides: ['host.container'],
  timeoutMs: 10_000,
  absent: { container: null },
  read,
  parse,
};

async function read(machine: Machine): Promise<ContainerFound> {
  const traces = await readTraces(machine);
  // A workflow that names the image says by that that there is a container, where no trace tells its kind.
  const kind = containerKind(traces) ?? (traces.env[IMAGE] ? 'container' : null);
  return { kind, image: kind === null ? null : await imageDigest(machine) };
}

async function readTraces(machine: Machine): Promise<ContainerTraces> {
  const [dockerenv, containerenv, mountinfo] = await Promise.all([
    machine.exists('/.dockerenv'),
    machine.exists('/run/.containerenv'),
    machine.readText('/proc/self/mountinfo'),
  ]);
  // A machine in a folder brings no environment; ours would tell of the container that we run in.
  return { dockerenv, containerenv, mountinfo, env: machine.kind === 'this' ? machine.env : {} };
}

function parse({ kind, image }: ContainerFound): Parsed<ContainerFacts> {
  if (kind === null || image === null) return { facts: { container: null }, unknown: [] };
  const { digest, digestOf, reference, labels } = image.facts;
  return { facts: { container: { kind, digest, digestOf, reference, labels } }, unknown: image.unknown };
}

/**
 * The innermost kind first: a pod's container also carries what Docker or containerd left behind. Under cgroup v2
 * /proc/1/cgroup says nothing, so the root's mount is the last clue.
 */
export function containerKind({ env, dockerenv, containerenv, mountinfo }: ContainerTraces): string | null {
  if (env['APPTAINER_NAME'] !== undefined || env['APPTAINER_CONTAINER'] !== undefined) return 'apptainer';
  if (env['SINGULARITY_NAME'] !== undefined) return 'singularity';
  if (env['KUBERNETES_SERVICE_HOST'] !== undefined) return 'kubernetes';
  if (containerenv) return 'podman';
  if (dockerenv) return 'docker';
  // systemd's container interface: managers such as LXC and nspawn name themselves in this variable.
  if (env['container'] !== undefined && env['container'] !== '') return env['container'];
  return kindOfRoot(mountinfo);
}

const ROOT_TRACES: readonly (readonly [RegExp, string])[] = [
  [/\/containers\/storage\//, 'podman'],
  [/\/docker\//, 'docker'],
  [/containerd/, 'containerd'],
];

/** The mount of `/` in proc_pid_mountinfo(5): the fifth field is the mount point, the type follows ` - `. */
function kindOfRoot(mountinfo: string | null): string | null {
  const root = (mountinfo ?? '').split('\n').find((line) => line.split(' ')[4] === '/');
  if (root === undefined || !/ - overlay /.test(root)) return null;
  return ROOT_TRACES.find(([trace]) => trace.test(root))?.[1] ?? null;
}
