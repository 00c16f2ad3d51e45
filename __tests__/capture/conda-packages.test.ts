import { expect, test } from '@jest/globals';
import { runProbe } from '../../src/capture/probe.ts';
import { condaPackages } from '../../src/capture/python/conda-packages.ts';
import { aMachine } from './builders.ts';

const record = (channel: string) =>
  `{\n  "arch": null,\n  "build": "x",\n  "channel": "${channel}",\n  "files": [`;
const META = '/opt/conda/conda-meta';

test('everything that conda recorded, with build and channel', async () => {
  const files = {
    [`${META}/history`]: '==> 2026-01-01 <==',
    [`${META}/cuda-version-12.6-h7480c83_3.json`]: record('https://conda.anaconda.org/conda-forge/noarch'),
    [`${META}/libblas-3.9.0-26_linux64_mkl.json`]: record(
      'https://user:secret@host.example/t/to-ken/team/linux-64/',
    ),
    [`${META}/python-3.11.9-hb806964_0_cpython.json`]: record('defaults'),
    [`${META}/odd-1-0.json`]: '{}',
    [`${META}/nonsense.json`]: '{}',
  };
  const { facts, unknown } = await runProbe(condaPackages('/opt/conda'), aMachine({ files }));
  expect(unknown).toEqual([]);
  expect(facts).toEqual([
    { name: 'cuda-version', version: '12.6', build: 'h7480c83_3', channel: 'conda-forge' },
    { name: 'libblas', version: '3.9.0', build: '26_linux64_mkl', channel: 'team' },
    { name: 'odd', version: '1', build: '0', channel: null },
    { name: 'python', version: '3.11.9', build: 'hb806964_0_cpython', channel: 'defaults' },
  ]);
});

test('an environment that is not conda’s has none', async () => {
  expect((await runProbe(condaPackages(null), aMachine())).facts).toEqual([]);
  expect((await runProbe(condaPackages('/usr'), aMachine())).facts).toEqual([]);
});
