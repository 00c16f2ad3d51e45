/** Which of the forms a file is of: by what only that form has in it, else by its name. */

import { isListing } from './listing.ts';
import type { LockForm } from './lock.ts';

const NAMES: readonly (readonly [RegExp, LockForm])[] = [
  [/^pylock\..*toml$/, 'pylock'],
  [/^uv\b.*\.lock$|\.py\.lock$/, 'uv'],
  [/^poetry\b.*\.lock$/, 'poetry'],
  [/^pdm\b.*\.lock$/, 'pdm'],
  [/^pipfile\b.*\.lock$/, 'pipfile'],
  [/^pixi\b.*\.lock$/, 'pixi'],
  [/conda-lock.*\.ya?ml$/, 'conda-lock'],
  [/^environment\b.*\.ya?ml$/, 'environment'],
];

/** Null where it is none of them. */
export function formOf(name: string, text: string): LockForm | null {
  if (text.includes('@EXPLICIT') && /^@EXPLICIT\s*$/m.test(text)) return 'conda-explicit';
  const base = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  const named = NAMES.find(([pattern]) => pattern.test(base));
  if (named !== undefined) return named[1];
  if (/^\s*\{/.test(text)) return /"pipfile-spec"/.test(text) ? 'pipfile' : null;
  if (/\.toml$/.test(base) || /^\[\[?[\w.-]+\]\]?\s*$/m.test(text)) return tomlForm(text);
  if (/\.ya?ml$/.test(base) || /^(?:version|environments|dependencies|package):/m.test(text))
    return yamlForm(text);
  return isListing(text) ? 'listing' : 'requirements';
}

function tomlForm(text: string): LockForm | null {
  if (/^\[\[packages\]\]/m.test(text)) return 'pylock';
  if (/^lock_version *=/m.test(text)) return 'pdm';
  if (/^lock-version *=/m.test(text)) return 'poetry';
  return /^version *= *\d/m.test(text) && /^source *= *\{/m.test(text) ? 'uv' : null;
}

function yamlForm(text: string): LockForm | null {
  if (/^environments:/m.test(text)) return 'pixi';
  if (/^package:/m.test(text)) return 'conda-lock';
  return /^dependencies:/m.test(text) ? 'environment' : null;
}
