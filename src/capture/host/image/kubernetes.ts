/**
 * The image by asking the Kubernetes API about our own pod. Only on request, because it uses the pod's service account,
 * which a check has no business with unless somebody said so.
 */

import type { LocalAnswer, Machine } from '../../machine.ts';
import {
  at,
  DOES_NOT_APPLY,
  digestOfReference,
  failedRoute,
  isDigest,
  isFields,
  parseFields,
  type Route,
  referenceOf,
} from './image.ts';

/** Where Kubernetes mounts what a pod needs to ask its API (docs: Accessing the API from a Pod). */
const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
const TIMEOUT_MS = 3_000;

export const POD = 'REPRO_KUBERNETES_POD';
export const CONTAINER = 'REPRO_KUBERNETES_CONTAINER';

export async function askKubernetes(machine: Machine): Promise<Route> {
  const { env, request } = machine;
  const host = env['KUBERNETES_SERVICE_HOST'];
  if (host === undefined || request === undefined) return DOES_NOT_APPLY;
  const pod = env[POD];
  if (!pod) {
    return failedRoute(
      `Kubernetes is asked only when ${POD} holds the pod's name and its service account may get pods`,
    );
  }
  const read = (name: string): Promise<string | null> =>
    machine.readText(`${ACCOUNT}/${name}`).catch(() => null);
  const [token, authority, namespace, mountinfo] = await Promise.all([
    read('token'),
    read('ca.crt'),
    read('namespace'),
    machine.readText('/proc/self/mountinfo').catch(() => null),
  ]);
  if (token === null || authority === null || namespace === null)
    return failedRoute('the pod has no service account');
  if (!isName(pod) || !isName(namespace.trim())) return failedRoute(`${POD} holds no name of a pod`);
  const answer = await request({
    to: { kind: 'https', host, port: Number(env['KUBERNETES_SERVICE_PORT'] ?? 443), authority },
    path: `/api/v1/namespaces/${namespace.trim()}/pods/${pod}`,
    headers: { authorization: `Bearer ${token.trim()}` },
    timeoutMs: TIMEOUT_MS,
  });
  if (answer.kind !== 'answer' || answer.status !== 200) return failedRoute(whyNot(answer));
  return parsePod(answer.body, env[CONTAINER] || containerName(mountinfo ?? ''));
}

/** A name by RFC 1123, which is also safe in a path. */
function isName(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/.test(text);
}

/** The kubelet mounts a file for the container's last words from a folder that is named after it. */
export function containerName(mountinfo: string): string | null {
  for (const line of mountinfo.split('\n')) {
    const [, , , root = '', mountPoint] = line.split(' ');
    if (mountPoint !== '/dev/termination-log') continue;
    return /\/pods\/[^/]+\/containers\/([a-z0-9-]+)\/[^/]+$/.exec(root)?.[1] ?? null;
  }
  return null;
}

function whyNot(answer: LocalAnswer): string {
  if (answer.kind === 'absent') return 'there is no Kubernetes API';
  if (answer.kind === 'failed') return `the Kubernetes API: ${answer.because}`;
  if (answer.status === 403) return "the Kubernetes API: the pod's service account may not get pods";
  if (answer.status === 404) return `the Kubernetes API: there is no pod of the name that ${POD} holds`;
  return `the Kubernetes API answered with status ${answer.status}`;
}

/** The status of one container of a pod; `name` null: the only one. */
export function parsePod(body: string, name: string | null): Route {
  const listed = at(parseFields(body), 'status', 'containerStatuses');
  const statuses = (Array.isArray(listed) ? listed : []).filter(isFields);
  const named = name === null ? statuses : statuses.filter((status) => at(status, 'name') === name);
  const [status] = named;
  if (status === undefined) return failedRoute('the Kubernetes API told no status of this container');
  if (named.length > 1)
    return failedRoute(`the pod has ${named.length} containers; ${CONTAINER} names the right one`);
  const found = { reference: referenceOf(at(status, 'image')), from: 'kubernetes' } as const;
  // Some runtimes write a scheme before it.
  const imageId = String(at(status, 'imageID') ?? '').replace(/^[a-z-]+:\/\//, '');
  const manifest = digestOfReference(imageId);
  if (manifest !== null)
    return { image: { ...found, digest: manifest, digestOf: 'manifest' }, because: null };
  if (isDigest(imageId)) return { image: { ...found, digest: imageId, digestOf: 'config' }, because: null };
  return failedRoute('the Kubernetes API told no image of this container', found);
}
