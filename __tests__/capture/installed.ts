/** Environments in memory, and reading what is installed in them. */

import type { Machine } from '../../src/capture/machine.ts';
import { runProbe } from '../../src/capture/probe.ts';
import { python } from '../../src/capture/python/python.ts';
import { readSoftware } from '../../src/capture/python/software.ts';
import { aMachine, type MachineChanges, pythonSays } from './builders.ts';

/** Where the interpreter of pythonSays has its packages. */
export const SITE = '/home/alice/env/lib/python3.11/site-packages';

export type Files = Readonly<Record<string, string>>;

/** The description of one installed package. */
export function wheel(name: string, version: string, installer = 'pip'): Files {
  const base = `${SITE}/${name}-${version}.dist-info`;
  return {
    [`${base}/METADATA`]: `Name: ${name}\nVersion: ${version}\n`,
    [`${base}/INSTALLER`]: `${installer}\n`,
  };
}

const COMMIT = 'ba56102387ef21a3b04b357e5b183d48f0afefc7';

/** torch as a wheel: what its description calls it, and what its own file says. */
export function torchWheel(version: string, cuda: string | null, installer = 'pip'): Files {
  const text = `__version__ = '${version}'\ncuda: Optional[str] = ${cuda === null ? 'None' : `'${cuda}'`}\ngit_version = '${COMMIT}'\nhip: Optional[str] = None\n`;
  return {
    ...wheel('torch', version.replace(/\+.*$/, ''), installer),
    [`${SITE}/torch/version.py`]: text,
  };
}

/** What is read of a machine with these files, whose interpreter answers unless told. */
export function readInstalled(
  files: Files,
  software: Partial<Machine['software']> = {},
  changes: MachineChanges = {},
) {
  const machine = aMachine({ files, run: () => pythonSays(), ...changes });
  const whole = { ...machine, software: { ...machine.software, ...software } };
  const cuda = { kind: 'skip', because: 'x' } as const;
  const interpreting = runProbe(python({ python: null, directory: '/', cuda }), whole);
  return readSoftware((probe) => runProbe(probe, whole), {
    interpreting,
    verify: null,
    ahead: Promise.resolve([]),
  });
}
