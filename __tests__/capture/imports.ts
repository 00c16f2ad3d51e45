/** What interpreters import while a machine is captured, as they tell it themselves. */

import type { Machine } from '../../src/capture/machine.ts';
import { machineHere } from '../../src/io/machine.ts';

/** This machine; every Python that is started there lists its imports, as under `-X importtime`. */
export function recordingImports(env: Machine['env']): {
  readonly machine: Machine;
  readonly stderr: () => string;
} {
  const said: string[] = [];
  const machine = machineHere({ ...env, PYTHONPROFILEIMPORTTIME: '1' });
  const run: Machine['run'] = async (program, args, more) => {
    const result = await machine.software.run(program, args, more);
    if (result.kind === 'exited') said.push(result.stderr);
    return result;
  };
  return {
    machine: { ...machine, run, software: { ...machine.software, run } },
    stderr: () => said.join('\n'),
  };
}

/** Names of modules in lines such as `import time:       217 |        217 |   _io`. */
export function importsOf(stderr: string): readonly string[] {
  return [...stderr.matchAll(/^import time:\s+\d+ \|\s+\d+ \|\s*(\S+)$/gm)].map(([, name = '']) => name);
}
