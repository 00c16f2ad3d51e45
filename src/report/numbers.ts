/** Numbers and commits as a reviewer reads them. The report's JSON keeps them in full. */

import type { JsonNumber, Provenance } from './report.ts';

/** Six significant digits, without a tail of zeros: `0.912`, `1.23457e-7`. */
export function formatValue(value: JsonNumber): string {
  return typeof value === 'number' ? `${Number(value.toPrecision(6))}` : value;
}

/** A relative deviation with two digits: `2.1e-3`. */
export function formatDeviation(value: JsonNumber): string {
  if (typeof value !== 'number') return value;
  return value === 0 ? '0' : value.toExponential(1);
}

/** A signed share in percent with two digits: `−0.94 %`. */
export function formatPercent(share: number): string {
  const percent = share * 100;
  const digits =
    Math.abs(percent) >= 1000 || (Math.abs(percent) < 0.01 && percent !== 0)
      ? percent.toExponential(1)
      : percent.toFixed(2);
  return `${percent > 0 ? '+' : ''}${digits} %`.replace('-', '−');
}

/** `4 m 12 s`, `12.3 s`, `850 ms`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} m ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} m`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A finite number as itself, the others as the words that JSON can hold. */
export function toJsonNumber(value: number): JsonNumber {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

/** `commit d83e561 with uncommitted changes`; null when the commit is not known. */
export function describeCommit({ commit, dirty }: Pick<Provenance, 'commit' | 'dirty'>): string | null {
  if (commit === null) return null;
  return `commit ${commit.slice(0, 7)}${dirty === true ? ' with uncommitted changes' : ''}`;
}
