import { expect, test } from '@jest/globals';
import { readLocks } from '../../src/capture/project/locks.ts';
import { aPackage, aSnapshot, withPackages } from '../builders.ts';
import { aMachine } from './builders.ts';

test('a package whose version is not known agrees with no lock', async () => {
  const { python } = withPackages(aSnapshot(), { numpy: aPackage('numpy', '2.1.3') });
  const because = 'two versions are described in one folder: 2.1.3 and 2.2.0';
  const read = async (unknown: readonly { path: string; because: string }[]) => {
    const machine = aMachine({ files: { '/src/project/requirements.txt': 'numpy==2.1.3\n' } });
    const request = {
      directory: '/src/project',
      paths: ['requirements.txt'],
      python: { facts: python, unknown },
    };
    const { facts } = await readLocks(machine, request);
    return facts.flatMap(({ disagreements }) => disagreements.map(({ name, kind }) => `${kind} ${name}`));
  };
  expect(await read([])).toEqual([]);
  expect(await read([{ path: 'python.packages[numpy].version', because }])).toEqual(['unjudged numpy']);
});
