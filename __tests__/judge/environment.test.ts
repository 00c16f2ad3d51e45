import { describe, expect, test } from '@jest/globals';
import { NO_FRAMEWORKS } from '../../src/capture/python/software.ts';
import { compareEnvironments, effectOf, isChanged } from '../../src/judge/environment.ts';
import { aGpu, aPackage, aSnapshot, withPackages } from '../builders.ts';

const recorded = aSnapshot();

describe('comparing environments', () => {
  test('the same machine a week later has no changes', () => {
    const later = aSnapshot({ capturedAt: '2026-11-08T10:00:00.000Z', code: null });
    const environment = compareEnvironments(recorded, later);
    expect(environment).toMatchObject({ compared: true, changes: [] });
    expect(environment.same).toBeGreaterThan(20);
    expect(isChanged(environment)).toBe(false);
  });

  test('another board of the same kind is no change: serials identify a card, not a kind of card', () => {
    const twin = aSnapshot({ gpus: [aGpu({ uuid: 'GPU-2', pciBusId: '00000000:3b:00.0' })] });
    expect(compareEnvironments(recorded, twin).changes).toEqual([]);
  });

  test('changes come most suspicious first', () => {
    const found = withPackages(
      aSnapshot({
        driver: {
          version: '580.95.05',
          branch: 580,
          cuda: '13.0',
          module: 'open',
          compat: null,
          platform: 'linux',
          compatBranches: null,
        },
      }),
      {
        torch: aPackage('torch', '2.9.1+cu130'),
        pip: aPackage('pip', '25.0'),
        numpy: aPackage('numpy', '2.2.0'),
      },
    );
    const { changes } = compareEnvironments(recorded, found);
    expect(changes.map(({ effect, path }) => `${effect} ${path}`)).toEqual([
      'high packages.torch',
      'medium packages.numpy',
      'low driver.branch',
      'low driver.cuda',
      'low driver.version',
      'none packages.pip',
    ]);
    expect(changes[0]).toMatchObject({ baseline: '2.8.0+cu126', found: '2.9.1+cu130' });
  });

  test('a newer kernel or pip alone does not count as another environment for numbers', () => {
    const found = withPackages(aSnapshot({ host: { ...recorded.host, kernel: '6.8.0' } }), {
      pip: aPackage('pip', '25.0'),
    });
    const environment = compareEnvironments(recorded, found);
    expect(environment.changes).toHaveLength(2);
    expect(isChanged(environment)).toBe(false);
  });

  test('a framework that came as a package is listed once', () => {
    const torch = {
      ...recorded.frameworks.torch,
      version: '2.9.0',
      cuda: '12.6',
      hip: null,
      commit: null,
      archs: null,
      archsFrom: null,
    };
    const found = withPackages(aSnapshot({ frameworks: { ...NO_FRAMEWORKS, torch } }), {
      torch: aPackage('torch', '2.9.0'),
    });
    expect(compareEnvironments(recorded, found).changes.map(({ path }) => path)).toEqual(['packages.torch']);
  });

  test('a variable that was not set before is a change', () => {
    const found = aSnapshot({ env: { NVIDIA_TF32_OVERRIDE: '0' } });
    expect(compareEnvironments(recorded, found).changes).toEqual([
      { path: 'env.NVIDIA_TF32_OVERRIDE', baseline: null, found: '0', effect: 'high' },
    ]);
  });

  test('a GPU that nobody uses is no change', () => {
    const cpu = { class: 'cpu-x86_64' };
    const environment = compareEnvironments(aSnapshot({ ...cpu, gpus: [], driver: null }), aSnapshot(cpu));
    expect(environment.changes).toEqual([]);
  });

  test('a GPU less is a change of everything it had', () => {
    const changes = compareEnvironments(recorded, aSnapshot({ gpus: [] })).changes;
    expect(changes.map(({ path }) => path)).toContain('gpus[0].smCount');
  });
});

test.each([
  ['gpus[0].smCount', 'high'],
  ['gpus[3].ecc', 'none'],
  ['packages.nvidia-cublas-cu12', 'high'],
  ['packages.something-else', 'low'],
  ['cuda.cudnn.version', 'high'],
  ['host.kernel', 'none'],
  ['python.version', 'low'],
  ['nobody.knows', 'low'],
] as const)('a change of %s has a numeric effect of %s', (path, effect) => {
  expect(effectOf(path)).toBe(effect);
});
