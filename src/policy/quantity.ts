/** Quantities as people write them in a policy. Each parser returns null for what it does not understand. */

import type { MemoryBound } from './policy.ts';

const MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
const MIB = {
  MiB: 1,
  GiB: 1024,
  TiB: 1024 * 1024,
  MB: 1e6 / 2 ** 20,
  GB: 1e9 / 2 ** 20,
  TB: 1e12 / 2 ** 20,
} as const;

/** A duration (`90s`, `15m`, `1.5h`) in milliseconds. */
export function parseDuration(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)$/.exec(text.trim());
  if (match === null) return null;
  const milliseconds = Number(match[1]) * MS[match[2] as keyof typeof MS];
  return milliseconds > 0 && Number.isFinite(milliseconds) ? milliseconds : null;
}

/** A bound on memory (`>=40GiB`) in MiB. */
export function parseMemoryBound(text: string): MemoryBound | null {
  const match = /^(>=|<=|==|>|<)\s*(\d+(?:\.\d+)?)\s*(MiB|GiB|TiB|MB|GB|TB)$/.exec(text.trim());
  if (match === null) return null;
  const mib = Number(match[2]) * MIB[match[3] as keyof typeof MIB];
  return { operator: match[1] as MemoryBound['operator'], mib, text: text.trim() };
}

/** A share: `0.5%` is 0.005, a bare number is itself. Negative and non-finite shares are not understood. */
export function parseShare(value: string | number): number | null {
  const match = /^(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*(%?)$/.exec(String(value).trim());
  if (match === null) return null;
  const share = match[2] === '%' ? Number(match[1]) / 100 : Number(match[1]);
  return Number.isFinite(share) ? share : null;
}

/** True for a calendar day written `YYYY-MM-DD`; 2027-02-30 is none. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}
