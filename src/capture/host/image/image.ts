/** What is known of the image that a container runs, whichever way it was learned. */

export interface ImageFacts {
  /** `sha256:…`; null: see the reason. */
  readonly digest: string | null;
  /**
   * What the digest is of, because they differ for one image: `manifest` is what registries and `name@sha256:…` mean,
   * `config` is the image's ID where it was never in a registry, `file` is a SIF file's content.
   */
  readonly digestOf: 'manifest' | 'config' | 'file' | null;
  /** The name that the container was started by. */
  readonly reference: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly from: ImageSource | null;
}

export type ImageSource = 'given' | 'docker' | 'podman' | 'kubernetes' | 'apptainer';

export const NO_IMAGE: ImageFacts = { digest: null, digestOf: null, reference: null, labels: {}, from: null };

/** What one way gave: facts, which may lack the digest, and then why. */
export interface Route {
  readonly image: Partial<ImageFacts>;
  /** Null when the way does not apply here, and so says nothing. */
  readonly because: string | null;
}

export const DOES_NOT_APPLY: Route = { image: {}, because: null };

export function failedRoute(because: string, image: Partial<ImageFacts> = {}): Route {
  return { image, because };
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;

export function isDigest(text: unknown): text is string {
  return typeof text === 'string' && DIGEST.test(text);
}

/** The digest of `name@sha256:…` (also with a scheme, as Kubernetes writes it); null when it has none. */
export function digestOfReference(reference: unknown): string | null {
  if (typeof reference !== 'string' || reference.length > LONGEST_REFERENCE) return null;
  const digest = reference.slice(reference.lastIndexOf('@') + 1);
  return reference.includes('@') && isDigest(digest) ? digest : null;
}

/** A name has at most 255 characters by the distribution specification, and a tag 128. */
const LONGEST_REFERENCE = 512;

/** The repository of a reference, in full: `ubuntu:24.04` is `docker.io/library/ubuntu`. */
export function repositoryOf(reference: string): string {
  const name = reference.split('@', 1)[0] ?? '';
  const untagged = name.replace(/:[^:/]*$/, '');
  const [first = '', ...rest] = untagged.split('/');
  if (rest.length === 0) return `docker.io/library/${first}`;
  return /[.:]|^localhost$/.test(first) ? untagged : `docker.io/${untagged}`;
}

/** A reference as it was said, when it is a plausible one. */
export function referenceOf(text: unknown): string | null {
  return typeof text === 'string' && text.length <= LONGEST_REFERENCE && /^[\w./:@-]+$/.test(text)
    ? text
    : null;
}

/** Labels that say where an image comes from. Others are anybody's, and may hold anything. */
const LABEL = /^(?:org\.opencontainers\.image|org\.label-schema|com\.nvidia)\.[\w.-]{1,100}$/;
const MOST_LABELS = 32;
const LONGEST_LABEL = 256;

export function labelsOf(value: unknown): Record<string, string> {
  const labels = isFields(value) ? Object.entries(value) : [];
  return Object.fromEntries(
    labels
      .filter((entry): entry is [string, string] => LABEL.test(entry[0]) && typeof entry[1] === 'string')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, MOST_LABELS)
      .map(([name, text]) => [name, text.slice(0, LONGEST_LABEL)]),
  );
}

type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON object, or null for every other text. */
export function parseFields(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

/** The value at a path of keys, as far as it goes. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) => (isFields(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    value,
  );
}
