/** A word of nvidia-smi: a value, "not on this board", or "could not be read". */

import said from '../../../../data/nvidia-smi.json' with { type: 'json' };

export type Value =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'not-given' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'error'; readonly text: string };

const ABSENT: ReadonlySet<string> = new Set(said.absentValues);
const ERRORS: ReadonlySet<string> = new Set(said.errorValues);

/** The same words stand in brackets in a query and without them elsewhere. */
export function readValue(given: string | undefined): Value {
  if (given === undefined) return { kind: 'not-given' };
  const text = given.trim();
  const word = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  if (ABSENT.has(word)) return { kind: 'absent' };
  // A word in brackets that is in neither list: not a value, and not known to be harmless.
  if (ERRORS.has(word) || word !== text) return { kind: 'error', text };
  return { kind: 'value', text };
}
