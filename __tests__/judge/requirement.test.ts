import { describe, expect, test } from '@jest/globals';
import { NO_CUDA } from '../../src/capture/cuda/cuda-parts.ts';
import { brandsOf, judgeRequirements, type Properties } from '../../src/judge/cuda/requirement.ts';
import { containerRequirement } from '../../src/judge/cuda/requirement-rule.ts';
import { aDriver, aGpu, aPolicy, aSnapshot } from '../builders.ts';

const L40S: Properties = { cuda: '12.2', driver: '535.216.03', arch: '8.9', brands: ['nvidia'] };
const RTX4090: Properties = { ...L40S, brands: ['geforce'] };

/** As CUDA images declare it: the driver knows the CUDA, or the board may use the compat package on one of these branches. */
const IMAGE_12_6 =
  'cuda>=12.6 brand=unknown,driver>=470,driver<471 brand=nvidia,driver>=470,driver<471 brand=tesla,driver>=535,driver<536 brand=nvidia,driver>=535,driver<536 brand=geforce,driver>=550,driver<551';

describe('a declaration', () => {
  test.each<[string, Properties, string]>([
    ['cuda>=12.2', L40S, 'met'],
    ['cuda>=12.4', L40S, 'unmet'],
    ['cuda>=12.10', { ...L40S, cuda: '12.9' }, 'unmet'],
    ['cuda>=9.0', { ...L40S, cuda: '10.0' }, 'met'],
    [IMAGE_12_6, L40S, 'met'],
    [IMAGE_12_6, RTX4090, 'unmet'],
    [IMAGE_12_6, { ...RTX4090, driver: '550.54.15' }, 'met'],
    [IMAGE_12_6, { ...L40S, driver: '525.147.05' }, 'unmet'],
    [IMAGE_12_6, { ...L40S, brands: null }, 'unknown'],
    [IMAGE_12_6, { ...L40S, brands: null, driver: '525.147.05' }, 'unmet'],
    ['driver>=450.80.02', { ...L40S, driver: '450.80.2' }, 'met'],
    ['driver>450.80.02', { ...L40S, driver: '450.80.02' }, 'unmet'],
    ['driver<=535', L40S, 'unmet'],
    ['arch=8.9', L40S, 'met'],
    ['arch!=8.9', L40S, 'unmet'],
    ['arch<9.0,arch>=8.0', L40S, 'met'],
    ['arch<9.0', { ...L40S, arch: '10.0' }, 'unmet'],
    ['brand=NVIDIA', L40S, 'met'],
    ['brand!=geforce', RTX4090, 'unmet'],
    ['brand=tesla', { ...L40S, brands: ['tesla', 'nvidia'] }, 'unknown'],
    ['cuda>=13.0,brand=nvidia', { ...L40S, cuda: null }, 'unknown'],
    ['cuda>=13.0,brand=tesla', { ...L40S, cuda: null }, 'unmet'],
    ['colour=green', L40S, 'met'],
    ['colour=green cuda>=13.0', L40S, 'unmet'],
    ['colour=green,cuda>=12.0', L40S, 'met'],
    ['', L40S, 'met'],
    ['cuda', L40S, 'unreadable'],
    ['cuda>=12.0 driver', L40S, 'unreadable'],
    ['cuda>=', L40S, 'unreadable'],
  ])('%s', (text, properties, expected) => {
    expect(judgeRequirements({ NVIDIA_REQUIRE_CUDA: text }, properties).kind).toBe(expected);
  });

  test('several must all be met, and the failing one is named with its terms', () => {
    const declared = { NVIDIA_REQUIRE_CUDA: 'cuda>=12.0', NVIDIA_REQUIRE_DRIVER: 'driver>=560 driver<500' };
    expect(judgeRequirements(declared, L40S)).toEqual({
      kind: 'unmet',
      name: 'NVIDIA_REQUIRE_DRIVER',
      terms: ['driver>=560', 'driver<500'],
    });
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ['switched off', { NVIDIA_REQUIRE_CUDA: 'cuda>=13.0', NVIDIA_DISABLE_REQUIRE: 'true' }],
    ['about JetPack', { NVIDIA_REQUIRE_JETPACK: 'csv-mounts=all', NVIDIA_REQUIRE_JETPACK_HOST_MOUNTS: '' }],
    ['not there', { CUDA_HOME: '/usr/local/cuda' }],
    ['there, beside a newer CUDA_VERSION', { NVIDIA_REQUIRE_CUDA: 'cuda>=12.0', CUDA_VERSION: '13.2.0.046' }],
  ])('that is %s asks for nothing', (_, declared) => {
    expect(judgeRequirements(declared, L40S)).toEqual({ kind: 'met' });
  });

  test('of an old image is its CUDA alone', () => {
    expect(judgeRequirements({ CUDA_VERSION: '12.4.1' }, L40S)).toMatchObject({
      kind: 'unmet',
      terms: ['cuda>=12.4'],
    });
    expect(judgeRequirements({ CUDA_VERSION: '12.1.20230222' }, L40S)).toEqual({ kind: 'met' });
  });
});

test.each([
  ['NVIDIA GeForce RTX 4090', ['geforce']],
  ['Tesla T4', ['tesla', 'nvidia']],
  ['NVIDIA H100 80GB HBM3', ['nvidia']],
  ['NVIDIA A10G', ['nvidia']],
  ['NVIDIA TITAN RTX', ['titan', 'titanrtx']],
  ['Quadro RTX 6000', ['quadro', 'quadrortx']],
  ['Quadro P400', ['quadro']],
  ['NVIDIA RTX A6000', null],
  [null, null],
])('the brand of %s', (name, expected) => {
  expect(brandsOf(name)).toEqual(expected);
});

describe('the rule', () => {
  const judge = (declared: Readonly<Record<string, string>>, more = {}) =>
    containerRequirement.judge({
      policy: aPolicy('hardware: { gpu: { count: 1 } }'),
      snapshot: aSnapshot({ cuda: { ...NO_CUDA, declared }, ...more }),
      variables: {},
      baseline: null as never,
    });

  test('warns with what is asked for and what is there', () => {
    expect(judge({ NVIDIA_REQUIRE_CUDA: 'cuda>=13.0 brand=tesla,driver>=535,driver<536' })).toMatchObject([
      {
        code: 'container/requirement-unmet',
        severity: 'warning',
        subject: 'NVIDIA_REQUIRE_CUDA',
        expected: 'cuda>=13.0 or brand=tesla,driver>=535,driver<536',
        found: 'cuda=12.6, driver=560.35.05, arch=9.0',
      },
    ]);
  });

  test('takes the CUDA of the kernel driver, not the one that cuda-compat raises', () => {
    const driver = aDriver({ cuda: '13.1', compat: '590.44.01' });
    expect(judge({ NVIDIA_REQUIRE_CUDA: 'cuda>=13.0' }, { driver })).toHaveLength(1);
  });

  test('says what cannot be read', () => {
    expect(judge({ NVIDIA_REQUIRE_CUDA: 'cuda12' })).toMatchObject([{ found: 'cuda12' }]);
  });

  test('is about machines with an NVIDIA GPU', () => {
    expect(judge({ NVIDIA_REQUIRE_CUDA: 'cuda>=13.0' }, { gpus: [], driver: null })).toEqual([]);
    expect(judge({ NVIDIA_REQUIRE_CUDA: 'cuda>=13.0' }, { gpus: [aGpu({ visible: false })] })).toEqual([]);
  });
});
