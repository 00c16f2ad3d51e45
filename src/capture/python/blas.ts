/** Which library computes NumPy's linear algebra, from the file in which its build notes it. */

import type { Probe } from '../probe.ts';

/** Text of numpy/__config__.py where the interpreter would find it; null when it is nowhere. */
export function blas(searchPath: readonly string[]): Probe<string | null, string | null> {
  return {
    id: 'blas',
    provides: ['python.blas'],
    timeoutMs: 10_000,
    absent: null,
    read: async ({ software }) => {
      for (const folder of searchPath) {
        const text = await software.readText(`${folder}/numpy/__config__.py`);
        if (text !== null) return text;
      }
      return null;
    },
    parse: (text) => ({ facts: blasIn(text), unknown: [] }),
  };
}

/**
 * NumPy 1.26 and later note `"blas": { "name": "scipy-openblas", …, "version": "0.3.29" }`. conda's builds link whatever
 * `libblas` is installed and note `blas`; then conda's record of that package says which.
 */
function blasIn(text: string | null): string | null {
  const block = /"blas"\s*:\s*\{([^}]*)\}/.exec(text ?? '')?.[1] ?? '';
  const field = (name: string): string | null =>
    new RegExp(`"${name}"\\s*:\\s*"([^"]*)"`).exec(block)?.[1] || null;
  const name = field('name');
  const version = field('version');
  return name === null ? null : [name, version].filter((part) => part !== null).join(' ');
}
