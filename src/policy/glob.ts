/** Globs over names: `*` is any run of characters, `?` any one. Names are no paths, so nothing else is special. */

export function isGlob(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

/** A test for names that match the pattern as a whole, ignoring case. */
export function globMatcher(pattern: string): (name: string) => boolean {
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, 'i');
  return (name) => expression.test(name);
}
