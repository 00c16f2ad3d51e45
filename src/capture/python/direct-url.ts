/** direct_url.json (PEP 610): where a package came from when it did not come from an index. */

export interface Origin {
  readonly commit: string | null;
  readonly editable: boolean;
  /** `sha256:…` of the archive. */
  readonly archive: string | null;
  /** Folder of an editable installation, as a path. */
  readonly folder: string | null;
}

export const FROM_INDEX: Origin = { commit: null, editable: false, archive: null, folder: null };

type Fields = Readonly<Record<string, unknown>>;

/** Null when the file is there and is broken. */
export function parseDirectUrl(text: string | null): Origin | null {
  if (text === null) return FROM_INDEX;
  try {
    const { url, vcs_info: vcs, dir_info: dir, archive_info: archive } = fieldsOf(JSON.parse(text));
    const commit = fieldsOf(vcs)['commit_id'];
    const editable = fieldsOf(dir)['editable'] === true;
    return {
      commit: typeof commit === 'string' ? commit : null,
      editable,
      archive: archiveDigest(fieldsOf(archive)),
      folder: editable && typeof url === 'string' ? folderOf(url) : null,
    };
  } catch {
    return null;
  }
}

/** Newer files hold `hashes`, older ones one `hash` of the form `sha256=…`. */
function archiveDigest({ hashes, hash }: Fields): string | null {
  const value =
    fieldsOf(hashes)['sha256'] ?? (typeof hash === 'string' ? /^sha256=(.+)$/.exec(hash)?.[1] : null);
  return typeof value === 'string' && /^[0-9a-f]{64}$/i.test(value) ? `sha256:${value.toLowerCase()}` : null;
}

function folderOf(url: string): string | null {
  const { protocol, pathname } = new URL(url);
  if (protocol !== 'file:') return null;
  // `file:///C:/x` has a slash before the drive.
  return decodeURIComponent(pathname).replace(/^\/(?=[A-Za-z]:\/)/, '');
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
