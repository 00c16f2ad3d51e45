/** Labelled rows of facts for a terminal. */

export type Row = readonly [label: string, value: string];

/** What is known of several facts, or the word that nothing is. */
export function known(facts: readonly (string | null)[]): string {
  const there = facts.filter((fact) => fact !== null);
  return there.length === 0 ? 'unknown' : there.join(', ');
}

export function mib(value: number | null): string | null {
  if (value === null) return null;
  return value >= 1024 ? `${(value / 1024).toFixed(1)} GiB` : `${value} MiB`;
}
