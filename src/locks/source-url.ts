/** What the URL of a package says: the repository and commit of a VCS one, name and version of a wheel's. */

export interface VcsUrl {
  /** Without the commit and the fragment; the kind of VCS kept, `git+https://…`. */
  readonly url: string;
  /** What stands after the `@`: a commit only where it is written in full or as a short one, else null. */
  readonly commit: string | null;
  readonly revision: string | null;
}

const VCS = /^(?:git|hg|svn|bzr)\+/;

/** Null where it is no VCS URL. */
export function vcsOf(url: string): VcsUrl | null {
  if (!VCS.test(url)) return null;
  const [whole = url] = url.split('#', 1);
  // The host may have a user before an @ of its own: git+ssh://git@host/owner/name@commit.
  const path = whole.indexOf('/', whole.indexOf('://') + 3);
  const at = whole.lastIndexOf('@');
  if (path === -1 || at < path) return { url: whole, revision: null, commit: null };
  const revision = whole.slice(at + 1);
  return { url: whole.slice(0, at), revision, commit: isCommit(revision) ? revision : null };
}

/** A full SHA-1 or SHA-256, or an abbreviation of one; a tag of seven hex digits would pass for one. */
export function isCommit(revision: string): boolean {
  return /^[0-9a-f]{7,64}$/i.test(revision);
}

export interface WheelName {
  readonly name: string;
  readonly version: string;
}

/** Name and version from the file name of a wheel or of an sdist; null where the URL ends in neither. */
export function wheelOf(url: string): WheelName | null {
  const [path = ''] = url.split(/[?#]/, 1);
  const file = decoded(path.slice(path.lastIndexOf('/') + 1));
  const wheel = /^([^-]+)-([^-]+)-(?:[^-]+-)?[^-]+-[^-]+-[^-]+\.whl$/.exec(file);
  const found = wheel ?? /^(.+)-(\d[^-]*)\.(?:tar\.gz|zip|tar\.bz2|tgz)$/.exec(file);
  const [, name, version] = found ?? [];
  return name === undefined || version === undefined ? null : { name, version };
}

/** `torch-2.8.0%2Bcu126-…`: a plus is often written so. */
function decoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

/** An address may hold a user with a password, or conda's token; neither is shown to anybody. */
export function withoutSecrets(url: string): string {
  return url.replace(/:\/\/[^/?#]*@/, '://').replace(/\/t\/[^/]+\//, '/t/***/');
}
