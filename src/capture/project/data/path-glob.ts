/**
 * Globs over paths: `*` and `?` stay within a name, `**` is any number of folders. Unlike a shell's, `*` takes names
 * that begin with a dot as well, so that no data is left out unseen.
 *
 * No regular expressions: a pattern comes from a file that a pull request may edit, and `*a*a*a*a*b` must not take for
 * ever on a long name.
 */

export interface PathGlob {
  readonly text: string;
  /** True: no wildcard, so it names one file or folder. */
  readonly literal: boolean;
  /** The folders before the first wildcard; the path itself when it is literal. */
  readonly base: string;
  /** Whether it matches the path as a whole. */
  matches(path: string): boolean;
  /** Whether it matches the path or a folder above it. */
  covers(path: string): boolean;
  /** Whether something below the folder might match. */
  mayMatchBelow(folder: string): boolean;
}

export type PathGlobResult =
  | { readonly kind: 'glob'; readonly glob: PathGlob }
  | { readonly kind: 'problem'; readonly because: string };

const EVERY_FOLDER = '**';

/** A path relative to the repository, with or without wildcards. */
export function parsePathGlob(text: string): PathGlobResult {
  const segments = text.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (/^\/|^[A-Za-z]:|^~/.test(text))
    return refused('expected a path relative to the repository, found one that is not');
  if (segments.includes('..')) return refused('expected a path inside the repository, found `..`');
  if (text.includes('\\')) return refused('expected `/` between folders, found a backslash');
  // Of NUL no path can consist; a long list of segments is no pattern that somebody wrote.
  if (text.includes('\0') || segments.length > MOST_SEGMENTS) return refused('expected a path');
  return { kind: 'glob', glob: pathGlob(text, segments) };
}

const MOST_SEGMENTS = 100;

function refused(because: string): PathGlobResult {
  return { kind: 'problem', because };
}

function pathGlob(text: string, segments: readonly string[]): PathGlob {
  const wild = segments.findIndex((segment) => /[*?]/.test(segment));
  return {
    text,
    literal: wild < 0,
    base: segments.slice(0, wild < 0 ? undefined : wild).join('/'),
    matches: (path) => progress(segments, path).has(segments.length),
    covers: (path) => ancestry(path).some((folder) => progress(segments, folder).has(segments.length)),
    mayMatchBelow: (folder) => [...progress(segments, folder)].some((place) => place < segments.length),
  };
}

/** `a/b/c`: itself and the folders above it. */
function ancestry(path: string): string[] {
  const names = path.split('/');
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

/** How many segments of the pattern the path may have used up: all the ways at once, so that none is tried twice. */
function progress(segments: readonly string[], path: string): ReadonlySet<number> {
  let places = withSkipped(segments, new Set([0]));
  for (const name of path === '' ? [] : path.split('/')) {
    const next = new Set<number>();
    for (const place of places) {
      const segment = segments[place];
      if (segment === EVERY_FOLDER) next.add(place);
      else if (segment !== undefined && matchesName(segment, name)) next.add(place + 1);
    }
    places = withSkipped(segments, next);
  }
  return places;
}

/** `**` may stand for no folder at all. */
function withSkipped(segments: readonly string[], places: Set<number>): Set<number> {
  // A set's iterator also gives what is added on the way.
  for (const place of places) if (segments[place] === EVERY_FOLDER) places.add(place + 1);
  return places;
}

/** One name against one segment. On a mismatch only the last `*` has to take more: what earlier ones took was enough. */
export function matchesName(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let index = 0;
  while (index < name.length) {
    if (pattern[at] === '*') {
      star = at;
      resume = index;
      at += 1;
    } else if (pattern[at] === '?' || pattern[at] === name[index]) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      index = resume;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
