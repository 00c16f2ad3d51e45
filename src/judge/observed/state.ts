/** What can be said of one required fact in one process. */

export type FactState =
  | { readonly kind: 'met' }
  /** It means nothing there: a flag of the GPU in a process that uses none. */
  | { readonly kind: 'not-applicable' }
  | { readonly kind: 'unmet'; readonly found: string }
  | { readonly kind: 'unknown'; readonly because: string };

export const MET: FactState = { kind: 'met' };
export const NOT_APPLICABLE: FactState = { kind: 'not-applicable' };

export function unmet(found: string): FactState {
  return { kind: 'unmet', found };
}

export function unknown(because: string): FactState {
  return { kind: 'unknown', because };
}
