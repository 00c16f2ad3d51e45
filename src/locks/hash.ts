/** Digests of archives. */

const LENGTHS: Readonly<Record<string, number>> = { md5: 32, sha1: 40, sha256: 64, sha384: 96, sha512: 128 };

/** `sha256:…` in lower case; null where it is no whole digest, as in a file that was cut off. */
export function parseHash(text: string): string | null {
  // A lock of thousands of packages has hundreds of thousands of these, all written so.
  if (text.length === 71 && /^sha256:[0-9a-f]{64}$/.test(text)) return text;
  const [, algorithm = '', digits = ''] = /^([a-z0-9]+)[:=]([0-9a-f]+)$/i.exec(text.trim()) ?? [];
  const length = LENGTHS[algorithm.toLowerCase()];
  return length === digits.length ? `${algorithm}:${digits}`.toLowerCase() : null;
}

/** The digests in a list of texts; what is none is left out. */
export function hashesOf(texts: readonly (string | null)[]): readonly string[] {
  const found: string[] = [];
  for (const text of texts) {
    const hash = text === null ? null : parseHash(text);
    if (hash !== null) found.push(hash);
  }
  return found;
}
