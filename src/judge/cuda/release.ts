/** Releases of CUDA: `12.6`, or only the major where a build tells no more. Two integers, never a decimal number. */

export interface CudaRelease {
  readonly major: number;
  readonly minor: number | null;
}

export interface ExactRelease extends CudaRelease {
  readonly minor: number;
}

/** The release in a text such as `12.6`, `12.5.1` (the update does not matter here) or `12`; null for any other. */
export function parseRelease(text: string): CudaRelease | null {
  const [, major, minor] = /^(\d+)(?:\.(\d+)(?:\.\d+)*)?$/.exec(text.trim()) ?? [];
  if (major === undefined) return null;
  return { major: Number(major), minor: minor === undefined ? null : Number(minor) };
}

/** A release with both numbers; null when the text tells fewer. */
export function parseExactRelease(text: string | null): ExactRelease | null {
  const release = text === null ? null : parseRelease(text);
  return release === null || release.minor === null ? null : { major: release.major, minor: release.minor };
}

/** Negative, zero or positive as `a` is older than, the same as or newer than `b`. */
export function compareReleases(a: ExactRelease, b: ExactRelease): number {
  return a.major - b.major || a.minor - b.minor;
}

export function releaseText({ major, minor }: CudaRelease): string {
  return minor === null ? `${major}` : `${major}.${minor}`;
}
