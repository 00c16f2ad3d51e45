/** How what the probes of the software found comes together. */

import { describe, expect, test } from '@jest/globals';
import type { Machine } from '../../src/capture/machine.ts';
import { aMachine, exited, reasons } from './builders.ts';
import { readInstalled as read, wheel } from './installed.ts';

const TOOLKIT = '/usr/local/cuda/version.json';
const TOOLKIT_12_6 = { [TOOLKIT]: '{"cuda": {"name": "CUDA SDK", "version": "12.6.3"}}' };

const failing = async (): Promise<never> => {
  throw new Error('EACCES: permission denied');
};

describe('the toolkit', () => {
  test('as a wheel goes before the host’s', async () => {
    const { facts } = await read({ ...TOOLKIT_12_6, ...wheel('cuda-toolkit', '13.0.3') });
    expect(facts.cuda.toolkit).toEqual({ version: '13.0.3', from: 'wheel cuda-toolkit' });
  });

  test('as a wheel is enough, whatever the host’s file says', async () => {
    const { facts, unknown } = await read({ [TOOLKIT]: '{}', ...wheel('cuda-toolkit', '13.0.3') });
    expect(facts.cuda.toolkit?.version).toBe('13.0.3');
    expect(unknown).toEqual([]);
  });

  test('of the host where there is no wheel', async () => {
    expect((await read(TOOLKIT_12_6)).facts.cuda.toolkit).toEqual({ version: '12.6', from: TOOLKIT });
  });

  test('of the host that does not say is unknown', async () => {
    const { unknown } = await read({ [TOOLKIT]: '{}' });
    expect(reasons(unknown, 'cuda')).toEqual({ 'cuda.toolkit': `${TOOLKIT} gives no version` });
  });

  test('is none where neither has one', async () => {
    const { facts, unknown } = await read({});
    expect([facts.cuda.toolkit, unknown]).toEqual([null, []]);
  });
});

describe('packages that cannot be read', () => {
  const PARTS = ['toolkit', 'cudart', 'cudnn', 'cublas', 'nccl', 'copies'];

  test('leave every part of CUDA unknown', async () => {
    const { facts, unknown } = await read({}, { list: failing });
    expect(facts.python?.version).toBe('3.11.9');
    expect(Object.keys(reasons(unknown, 'cuda'))).toEqual(PARTS.map((part) => `cuda.${part}`));
    expect(reasons(unknown, 'python.packages')['python.packages']).toMatch(/permission denied/);
  });

  test('do not hide the host’s toolkit', async () => {
    const { facts, unknown } = await read(TOOLKIT_12_6, { list: failing });
    expect(facts.cuda.toolkit?.version).toBe('12.6');
    expect(Object.keys(reasons(unknown, 'cuda'))).toEqual(PARTS.slice(1).map((part) => `cuda.${part}`));
  });
});

describe('an interpreter that does not answer', () => {
  test('leaves packages, frameworks and CUDA unknown', async () => {
    const { facts, unknown } = await read({}, { run: async () => exited('', 1) });
    expect(facts).toMatchObject({ python: null, frameworks: { torch: null } });
    expect(unknown.map(({ path }) => path)).toEqual([
      'python',
      'frameworks',
      'cuda.toolkit',
      'cuda.cudart',
      'cuda.cudnn',
      'cuda.cublas',
      'cuda.nccl',
      'cuda.copies',
    ]);
  });
});

describe('torch', () => {
  test('whose version file cannot be read keeps the version of its metadata, and one reason', async () => {
    const files = wheel('torch', '2.8.0');
    const machine = aMachine({ files });
    const readText: Machine['readText'] = (path, limit) =>
      path.endsWith('version.py') ? failing() : machine.readText(path, limit);
    const { facts, unknown } = await read(files, { readText });
    expect(facts.python?.packages).toMatchObject([{ name: 'torch', version: '2.8.0' }]);
    expect(unknown).toEqual([{ path: 'frameworks.torch', because: 'EACCES: permission denied' }]);
  });
});

describe('the files of frameworks and of CUDA', () => {
  test('are as few in a large environment as in a small one', async () => {
    const readsOf = async (packages: number) => {
      const many = Array.from({ length: packages }, (_, index) => wheel(`package-${index}`, '1.0'));
      const files: Record<string, string> = Object.assign({}, ...many);
      const machine = aMachine({ files });
      let reads = 0;
      const counted = (path: string) => {
        if (!path.includes('.dist-info/')) reads += 1;
      };
      await read(files, {
        readText: (path, limit) => {
          counted(path);
          return machine.readText(path, limit);
        },
        list: (path) => {
          counted(path);
          return machine.list(path);
        },
      });
      return reads;
    };
    const few = await readsOf(2);
    expect(few).toBeLessThan(12);
    expect(await readsOf(300)).toBe(few);
  });
});
