/**
 * Driver versions: dotted numbers with leading zeros (`450.80.02`, `510.108.03`), compared part by part. Strict
 * semver rejects both, and as decimals 570.26 would come after 570.124.
 */

export type DriverBound = {
  readonly operator: '>=' | '>' | '<=' | '<' | '==' | '!=';
  readonly version: readonly number[];
};

/** The parts of a version; null when the text is not dotted numbers. */
export function parseDriverVersion(text: string): readonly number[] | null {
  return /^\d+(\.\d+){0,3}$/.test(text) ? text.split('.').map(Number) : null;
}

/** Negative, zero or positive as `a` is older than, the same as or newer than `b`; missing parts count as 0. */
export function compareDriverVersions(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A range such as `>=550.54.14,<600`; a bare version means exactly that one. Null when it is not one. */
export function parseDriverRange(text: string): readonly DriverBound[] | null {
  const bounds = text.split(',').map((part) => parseBound(part.trim()));
  return bounds.every((bound) => bound !== null) ? bounds : null;
}

function parseBound(text: string): DriverBound | null {
  const match = /^(>=|<=|==|!=|>|<)?\s*(\S+)$/.exec(text);
  const version = parseDriverVersion(match?.[2] ?? '');
  if (version === null) return null;
  return { operator: (match?.[1] ?? '==') as DriverBound['operator'], version };
}

export function satisfiesDriverRange(version: readonly number[], range: readonly DriverBound[]): boolean {
  return range.every((bound) =>
    satisfiesBound(compareDriverVersions(version, bound.version), bound.operator),
  );
}

function satisfiesBound(difference: number, operator: DriverBound['operator']): boolean {
  switch (operator) {
    case '>=':
      return difference >= 0;
    case '>':
      return difference > 0;
    case '<=':
      return difference <= 0;
    case '<':
      return difference < 0;
    case '==':
      return difference === 0;
    case '!=':
      return difference !== 0;
  }
}
