/**
 * The digest of the image that this container runs. No file inside tells it, so several ways are tried, the surest
 * first, and when none leads there, the reason of each is told. That is no failure: a policy decides what it means.
 */

import type { Machine } from '../machine.ts';
import type { Parsed } from '../probe.ts';
import { type KnownData, readApptainer } from './image/apptainer.ts';
import { askDocker } from './image/docker.ts';
import {
  DOES_NOT_APPLY,
  digestOfReference,
  failedRoute,
  type ImageFacts,
  isDigest,
  NO_IMAGE,
  type Route,
} from './image/image.ts';
import { askKubernetes } from './image/kubernetes.ts';
import { readContainerenv } from './image/podman.ts';

export type { ImageFacts, ImageSource } from './image/image.ts';

export interface ImageRequest {
  /** From an input or option, `name@sha256:…`; else the variable REPRO_IMAGE. */
  readonly image?: string | null;
  /** The data that was read, in which the file of an Apptainer image may be. */
  readonly data?: KnownData | null;
}

/** The variable by which a workflow tells what it started: it knows, and the inside does not. */
export const IMAGE = 'REPRO_IMAGE';

/** Asks each way in turn. Never throws; never longer than the timeouts of the ways together. */
export async function imageDigest(machine: Machine, request: ImageRequest = {}): Promise<Parsed<ImageFacts>> {
  const given = request.image ?? machine.env[IMAGE] ?? null;
  // A machine in a folder has no variables and no daemon; ours would tell of the container that we run in.
  const here = machine.kind === 'this';
  const ways: readonly (() => Promise<Route>)[] = [
    async () => (here || request.image ? parseGiven(given) : DOES_NOT_APPLY),
    async () => (here ? askDocker(machine) : DOES_NOT_APPLY),
    () => readContainerenv(machine),
    async () => (here ? askKubernetes(machine) : DOES_NOT_APPLY),
    async () => (here ? readApptainer(machine, request.data ?? null) : DOES_NOT_APPLY),
  ];
  return follow(ways);
}

/** The first digest, with what earlier ways told beside it; the reasons of all when there is none. */
async function follow(ways: readonly (() => Promise<Route>)[]): Promise<Parsed<ImageFacts>> {
  let known: ImageFacts = NO_IMAGE;
  const reasons: string[] = [];
  for (const way of ways) {
    const { image, because } = await way().catch((thrown: unknown) => failedRoute(String(thrown)));
    known = { ...known, ...image };
    if (known.digest !== null) return { facts: known, unknown: [] };
    if (because !== null) reasons.push(because);
  }
  const because = `${[...reasons, 'a container cannot see its image from inside'].join('; ')}; ${NEXT}`;
  return { facts: known, unknown: [{ path: 'host.container.digest', because }] };
}

const NEXT = `the workflow knows it: set ${IMAGE} to name@sha256:…`;

/** A tag is no answer: it may name another image tomorrow. */
function parseGiven(given: string | null): Route {
  if (given === null || given === '') return DOES_NOT_APPLY;
  const digest = isDigest(given) ? given : digestOfReference(given);
  if (digest === null)
    return failedRoute(`expected name@sha256:… in ${IMAGE}, found ${JSON.stringify(given.slice(0, 200))}`);
  const reference = given === digest ? null : given;
  return { image: { digest, digestOf: 'manifest', reference, from: 'given' }, because: null };
}
