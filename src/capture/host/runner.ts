/** The runner that the job runs on, as it names itself. */

import type { Machine } from '../machine.ts';
import type { Parsed, Probe } from '../probe.ts';
import type { Runner } from '../snapshot.ts';

export const runner: Probe<Machine['env'], Runner | null> = {
  id: 'runner',
  provides: ['runner'],
  timeoutMs: 1_000,
  absent: null,
  read: async (machine) => machine.env,
  parse,
};

function parse(env: Machine['env']): Parsed<Runner | null> {
  const facts: Runner = {
    name: env['RUNNER_NAME'] ?? null,
    environment: env['RUNNER_ENVIRONMENT'] ?? null,
    os: env['RUNNER_OS'] ?? null,
    arch: env['RUNNER_ARCH'] ?? null,
    image: image(env),
  };
  const nothing = Object.values(facts).every((value) => value === null);
  return { facts: nothing ? null : facts, unknown: [] };
}

/** GitHub's hosted runners name the image they were started from; self-hosted ones do not. */
function image(env: Machine['env']): string | null {
  const parts = [env['ImageOS'], env['ImageVersion']].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? null : parts.join(' ');
}
