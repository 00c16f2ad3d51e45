/**
 * The image by asking the Docker daemon, whose socket the runner mounts into a job's container. Only two things are
 * read, and each answer is taken for a stranger's. Fields: Docker Engine API, ContainerInspect and ImageInspect.
 */

import type { LocalAnswer, Machine } from '../../machine.ts';
import {
  at,
  DOES_NOT_APPLY,
  digestOfReference,
  failedRoute,
  isDigest,
  labelsOf,
  parseFields,
  type Route,
  referenceOf,
  repositoryOf,
} from './image.ts';

const SOCKET = '/var/run/docker.sock';
const TIMEOUT_MS = 2_000;

type Request = NonNullable<Machine['request']>;

export async function askDocker(machine: Machine): Promise<Route> {
  const { request, env } = machine;
  if (request === undefined) return DOES_NOT_APPLY;
  const docker = new Docker(request, socketOf(env));
  const [mountinfo, hostname] = await Promise.all([
    machine.readText('/proc/self/mountinfo').catch(() => null),
    machine.readText('/proc/sys/kernel/hostname').catch(() => null),
  ]);
  const id = containerId(mountinfo ?? '') ?? shortId(hostname ?? '');
  if (id === null)
    return failedRoute('no trace tells the ID of this container, which Docker would have to be asked for');
  return describe(docker, id);
}

/** Only a socket of this machine: a daemon elsewhere knows nothing about this container. */
function socketOf(env: Machine['env']): string {
  return /^unix:\/\/(\/[^\0]{1,100})$/.exec(env['DOCKER_HOST'] ?? '')?.[1] ?? SOCKET;
}

/**
 * The ID from the files that Docker and Podman lay over /etc, whose path on the host is the fourth field of
 * proc_pid_mountinfo(5) and holds it. Other mounts may be those of other containers.
 */
export function containerId(mountinfo: string): string | null {
  for (const line of mountinfo.split('\n')) {
    const [, , , root = '', mountPoint = ''] = line.split(' ');
    if (!/^\/etc\/(?:hostname|hosts|resolv\.conf)$/.test(mountPoint)) continue;
    const id = /\/(?:containers|overlay-containers)\/([0-9a-f]{64})\//.exec(root)?.[1];
    if (id !== undefined) return id;
  }
  return null;
}

/** Docker's host name for a container without one: the start of its ID. */
function shortId(hostname: string): string | null {
  return /^[0-9a-f]{12}$/.exec(hostname.trim())?.[0] ?? null;
}

class Docker {
  readonly #request: Request;
  readonly #socket: string;

  constructor(request: Request, socket: string) {
    this.#request = request;
    this.#socket = socket;
  }

  get(path: string): Promise<LocalAnswer> {
    return this.#request({ to: { kind: 'socket', path: this.#socket }, path, timeoutMs: TIMEOUT_MS });
  }
}

async function describe(docker: Docker, id: string): Promise<Route> {
  const answer = await docker.get(`/containers/${id}/json`);
  if (answer.kind !== 'answer' || answer.status !== 200) return failedRoute(whyNot(answer));
  const container = parseFields(answer.body);
  const imageId = at(container, 'Image');
  // A daemon on another machine, or a container whose name looks like an ID.
  if (!String(at(container, 'Id')).startsWith(id)) return failedRoute('Docker described another container');
  const reference = referenceOf(at(container, 'Config', 'Image'));
  const found = { reference, labels: labelsOf(at(container, 'Config', 'Labels')), from: 'docker' } as const;
  if (!isDigest(imageId)) return failedRoute('Docker told no image of this container', found);
  const digest = await manifestDigest(docker, { imageId, reference });
  return {
    image: { ...found, digest: digest ?? imageId, digestOf: digest === null ? 'config' : 'manifest' },
    because: null,
  };
}

function whyNot(answer: LocalAnswer): string {
  switch (answer.kind) {
    case 'absent':
      return 'there is no Docker socket';
    case 'failed':
      return `the Docker socket: ${answer.because}`;
    case 'answer':
      return answer.status === 404
        ? 'Docker does not know this container'
        : `Docker answered with status ${answer.status}`;
  }
}

interface RunningImage {
  readonly imageId: string;
  readonly reference: string | null;
}

/** The digest in the repository that the container was started from; null for an image that no registry has seen. */
async function manifestDigest(docker: Docker, { imageId, reference }: RunningImage): Promise<string | null> {
  const answer = await docker.get(`/images/${imageId}/json`);
  const image = answer.kind === 'answer' && answer.status === 200 ? parseFields(answer.body) : null;
  const listed = at(image, 'RepoDigests');
  const names = (Array.isArray(listed) ? listed : [])
    .filter((name) => digestOfReference(name) !== null)
    .sort();
  const repository = repositoryOf(reference ?? '');
  const same = names.find((name) => repositoryOf(name) === repository);
  return digestOfReference(same ?? names[0]) ?? digestOfReference(reference);
}
