/** The one shape of a probe, and running all of them side by side so that none can hurt another. */

import type { Machine } from './machine.ts';
import type { Unknown } from './snapshot.ts';

/** What a probe found, and what it could not find out. */
export interface Parsed<Facts> {
  readonly facts: Facts;
  readonly unknown: readonly Unknown[];
}

/**
 * `read` does all the input and output through the machine; `parse` is pure and is what the fixtures test.
 * `absent` is what the snapshot holds when the probe as a whole fails; `provides` are the paths that are then unknown.
 */
export interface Probe<Raw, Facts> {
  readonly id: string;
  readonly provides: readonly string[];
  readonly timeoutMs: number;
  readonly absent: Facts;
  read(machine: Machine): Promise<Raw>;
  parse(raw: Raw): Parsed<Facts>;
}

/** Runs one probe. Whatever happens inside becomes a value: facts, or a reason why there are none. */
export async function runProbe<Raw, Facts>(
  probe: Probe<Raw, Facts>,
  machine: Machine,
): Promise<Parsed<Facts>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const message = `the ${probe.id} probe did not answer within ${probe.timeoutMs / 1000} s`;
    timer = setTimeout(() => reject(new Error(message)), probe.timeoutMs);
  });
  try {
    return probe.parse(await Promise.race([probe.read(machine), deadline]));
  } catch (thrown) {
    const because = thrown instanceof Error ? thrown.message : String(thrown);
    return { facts: probe.absent, unknown: probe.provides.map((path) => ({ path, because })) };
  } finally {
    clearTimeout(timer);
  }
}
