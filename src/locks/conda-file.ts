/** What the address of a conda package says: `https://host/channel/linux-64/name-version-build.conda`. */

export interface CondaFile {
  readonly name: string;
  readonly version: string;
  readonly build: string;
  readonly channel: string | null;
  /** `linux-64`, `noarch`. */
  readonly subdir: string | null;
}

/** Null where it is the address of something else. */
export function condaFileOf(url: string): CondaFile | null {
  const [path = ''] = url.split(/[?#]/, 1);
  const parts = path.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').split('/');
  const stem = /^(.+)\.(?:conda|tar\.bz2)$/.exec(parts.pop() ?? '')?.[1] ?? '';
  // Names have dashes; versions and build strings have none.
  const words = stem.split('-');
  const [build, version] = [words.pop(), words.pop()];
  const name = words.join('-');
  if (!build || !version || name === '') return null;
  const subdir = parts.pop() || null;
  // A private channel's address may hold a token: /t/TOKEN/channel.
  const channel = parts
    .filter((part) => part !== '')
    .join('/')
    .replace(/^t\/[^/]+\//, '');
  return { name, version, build, channel: channel || null, subdir };
}

/** The platform that a subdir is for; null for noarch, which is for all. */
export function platformOf(subdir: string | null): string | null {
  return subdir === 'noarch' ? null : subdir;
}
