import { describe, expect, test } from '@jest/globals';
import { NO_CUDA } from '../../src/capture/cuda/cuda-parts.ts';
import { NO_FRAMEWORKS } from '../../src/capture/python/software.ts';
import type { CudaCopy, Snapshot } from '../../src/capture/snapshot.ts';
import { RULES } from '../../src/judge/rules.ts';
import type { Finding } from '../../src/verdict.ts';
import { aBaseline, aDriver, aGpu, aPolicy, aSnapshot } from '../builders.ts';

const NOTHING_WRITTEN = 'smoke: { train: { run: python train.py, metrics: { loss: } } }';

function judge(policyText: string, snapshot: Snapshot): readonly Finding[] {
  const policy = aPolicy(policyText);
  const evidence = { policy, snapshot, baseline: aBaseline(), variables: {} };
  return RULES.filter(({ kind, applies }) => kind === 'standalone' && applies(policy)).flatMap((rule) =>
    rule.judge(evidence),
  );
}

const short = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ severity, code, subject }) => `${severity} ${code} ${subject}`);

function withTorch(more: Readonly<Record<string, unknown>>): Snapshot['frameworks'] {
  const torch = {
    version: '2.9.0',
    cuda: '12.6',
    hip: null,
    commit: null,
    archs: ['sm_90'],
    archsFrom: null,
  };
  return { ...NO_FRAMEWORKS, torch: { ...torch, ...more } as Snapshot['frameworks']['torch'] };
}

const MINOR = aSnapshot({ driver: aDriver({ version: '550.54.15', branch: 550, cuda: '12.4' }) });
const PTX = aSnapshot({ frameworks: withTorch({ archs: ['sm_80', 'compute_80'] }) });

describe('on a machine where all fits', () => {
  test('nothing is said', () => {
    expect(judge(NOTHING_WRITTEN, aSnapshot())).toEqual([]);
    expect(judge('hardware: { cuda: { driver: full, arch: native } }', aSnapshot())).toEqual([]);
  });
});

describe('CUDA <= driver', () => {
  test('is a warning with limits, an error where all is asked for, silent where it is off', () => {
    expect(short(judge(NOTHING_WRITTEN, MINOR))).toEqual(['warning cuda/minor-compatible torch']);
    expect(short(judge('hardware: { cuda: { driver: full } }', MINOR))).toEqual([
      'error cuda/not-full torch',
    ]);
    expect(judge(`hardware: { cuda: { driver: off } }\n${NOTHING_WRITTEN}`, MINOR)).toEqual([]);
  });

  test('names the place where it is written, and none where nobody wrote it', () => {
    expect(judge(NOTHING_WRITTEN, MINOR)[0]).toMatchObject({ where: null });
    expect(judge('hardware: { cuda: { driver: full } }', MINOR)[0]).toMatchObject({
      where: { line: 2, column: 21 },
      expected: 'driver 560.28.03 or newer for all features',
      found: '550.54.15',
    });
  });

  test('does not look at the CUDA that nvidia-smi prints', () => {
    const raised = aSnapshot({ driver: aDriver({ version: '470.82.01', branch: 470, cuda: '12.9' }) });
    expect(short(judge(NOTHING_WRITTEN, raised))).toContain('error cuda/driver-too-old torch');
  });

  test('judges every framework for itself', () => {
    const frameworks = {
      ...withTorch({}),
      jax: { version: '0.8.0', cuda: '13', archs: null, archsFrom: null },
      cupy: { version: '13.6.0', cuda: '12', archs: null, archsFrom: null },
    };
    expect(short(judge(NOTHING_WRITTEN, aSnapshot({ frameworks })))).toEqual([
      'error cuda/driver-too-old jax',
      'info cuda/limits-unknown cupy',
    ]);
  });

  test('is not judged for builds without CUDA, nor without an NVIDIA GPU', () => {
    const cpu = aSnapshot({
      ...MINOR,
      frameworks: withTorch({ version: '2.9.0+cpu', cuda: null, archs: null }),
    });
    expect(judge(NOTHING_WRITTEN, cpu)).toEqual([]);
    expect(judge('hardware: { cuda: { driver: full, arch: native } }', cpu)).toEqual([]);
    expect(judge(NOTHING_WRITTEN, aSnapshot({ gpus: [], driver: null }))).toEqual([]);
    const amd = aGpu({ vendor: 'amd', name: 'AMD Instinct MI300X', computeCapability: null, gfx: 'gfx942' });
    expect(judge(NOTHING_WRITTEN, aSnapshot({ gpus: [amd], driver: aDriver({ version: '6.7.0' }) }))).toEqual(
      [],
    );
  });

  test('says nothing of a machine whose smoke tests use no GPU', () => {
    expect(judge(`hardware: { device: cpu }\n${NOTHING_WRITTEN}`, MINOR)).toEqual([]);
  });

  test.each(['driver: full', 'arch: native'])('written as %s needs a GPU', (rule) => {
    const policy = `hardware: { cuda: { ${rule} } }`;
    expect(short(judge(policy, aSnapshot({ gpus: [], driver: null })))).toEqual(['error gpu/missing gpus']);
    const blind = aSnapshot({ gpus: [], unknown: [{ path: 'gpus', because: 'nvidia-smi did not answer' }] });
    expect(short(judge(policy, blind))).toContain('error capture/unknown gpus');
    const hidden = aSnapshot({ gpus: [aGpu({ visible: false })] });
    expect(judge(policy, hidden)[0]?.summary).toBe('this job sees no GPU, although the machine has 1');
  });
});

describe('what cannot be decided', () => {
  const because = 'the driver is not loaded';

  test.each<[string, Partial<Snapshot>, string, string]>([
    [
      'a driver without a version',
      { driver: aDriver({ version: null }), unknown: [{ path: 'driver.version', because }] },
      'warning cuda/undecided torch',
      'error capture/unknown driver.version',
    ],
    [
      'frameworks that could not be looked for',
      { frameworks: NO_FRAMEWORKS, unknown: [{ path: 'frameworks', because }] },
      'warning cuda/undecided frameworks.torch',
      'error capture/unknown frameworks.torch',
    ],
    [
      'a framework whose CUDA is not told',
      { frameworks: withTorch({ cuda: null }), unknown: [{ path: 'frameworks.torch.cuda', because }] },
      'warning cuda/undecided frameworks.torch.cuda',
      'error capture/unknown frameworks.torch.cuda',
    ],
  ])('%s: a default warns, a written rule is not measured', (_, more, byDefault, written) => {
    expect(short(judge(NOTHING_WRITTEN, aSnapshot(more)))).toContain(byDefault);
    expect(short(judge('hardware: { cuda: { driver: minor-compatible } }', aSnapshot(more)))).toContain(
      written,
    );
  });

  test('a build of only a major runs, but whether in full is not known', () => {
    const frameworks = {
      ...NO_FRAMEWORKS,
      cupy: { version: '13.6', cuda: '12', archs: null, archsFrom: null },
    };
    expect(
      short(judge('hardware: { cuda: { driver: minor-compatible } }', aSnapshot({ frameworks }))),
    ).toEqual(['info cuda/limits-unknown cupy']);
    expect(short(judge('hardware: { cuda: { driver: full } }', aSnapshot({ frameworks })))).toEqual([
      'error capture/unknown frameworks.cupy.cuda',
    ]);
  });

  test('a build that does not say what it carries: info, and not measured where the rule is written', () => {
    const frameworks = withTorch({ archs: null });
    expect(short(judge(NOTHING_WRITTEN, aSnapshot({ frameworks })))).toEqual(['info cuda/undecided torch']);
    expect(short(judge('hardware: { cuda: { arch: ptx } }', aSnapshot({ frameworks })))).toEqual([
      'error capture/unknown frameworks.torch.archs',
    ]);
  });

  test('a GPU whose compute capability is unknown', () => {
    const snapshot = aSnapshot({
      gpus: [aGpu({ computeCapability: null })],
      unknown: [{ path: 'gpus[0].computeCapability', because: 'the driver is too old to say' }],
    });
    expect(short(judge(NOTHING_WRITTEN, snapshot))).toEqual(['warning cuda/undecided torch']);
    expect(short(judge('hardware: { cuda: { arch: native } }', snapshot))).toEqual([
      'error capture/unknown gpus[0].computeCapability',
    ]);
  });

  test('a cuda-compat that nobody looked for does not excuse a driver that is too old', () => {
    const snapshot = aSnapshot({
      driver: aDriver({ version: '470.82.01', branch: 470 }),
      unknown: [{ path: 'driver.compat', because: 'there is no Python to ask with' }],
    });
    const [tooOld] = judge(NOTHING_WRITTEN, snapshot).filter(({ code }) => code === 'cuda/driver-too-old');
    expect(tooOld?.found).toBe(
      '470.82.01; whether a cuda-compat library is in use is not known, because there is no Python to ask with',
    );
  });
});

describe('without a list of GPUs', () => {
  const unknown = [{ path: 'gpus', because: 'nvidia-smi did not answer' }];
  const blind = (driver: Snapshot['driver']): Snapshot => aSnapshot({ gpus: [], driver, unknown });

  test('the driver is judged all the same', () => {
    expect(judge(NOTHING_WRITTEN, blind(aDriver()))).toEqual([]);
    const old = aDriver({ version: '470.82.01', branch: 470 });
    expect(short(judge(NOTHING_WRITTEN, blind(old)))).toEqual(['error cuda/driver-too-old torch']);
  });

  test('cuda-compat is not taken for allowed', () => {
    const driver = aDriver({ version: '470.82.01', branch: 470, compat: '575.57.08', compatBranches: [470] });
    expect(short(judge(NOTHING_WRITTEN, blind(driver)))).toEqual([
      'warning driver/compat-in-use driver',
      'warning cuda/undecided torch',
    ]);
  });

  test('the numbers of Jetson’s drivers are not taken for old ones', () => {
    const jetson = aDriver({ version: '35.4.1', branch: 35, cuda: '11.4' });
    expect(short(judge(NOTHING_WRITTEN, blind(jetson)))).toEqual(['warning cuda/undecided torch']);
  });
});

describe('the architectures', () => {
  test('PTX alone is a warning, an error where machine code is asked for, silent where it is off', () => {
    expect(short(judge(NOTHING_WRITTEN, PTX))).toEqual(['warning cuda/ptx-only torch']);
    expect(short(judge('hardware: { cuda: { arch: native } }', PTX))).toEqual(['error cuda/ptx-only torch']);
    expect(judge(`hardware: { cuda: { arch: off } }\n${NOTHING_WRITTEN}`, PTX)).toEqual([]);
  });

  test('eight boards of a kind are one finding, two kinds are two questions', () => {
    const l4 = aGpu({ name: 'NVIDIA L4', computeCapability: '8.9', generation: 'ada' });
    const gpus = [aGpu(), aGpu(), l4, l4];
    expect(short(judge(NOTHING_WRITTEN, { ...PTX, gpus }))).toEqual(['warning cuda/ptx-only torch']);
  });

  test('a board that the job does not see does not count', () => {
    const k80 = aGpu({ name: 'Tesla K80', computeCapability: '3.7', generation: 'kepler', visible: false });
    expect(judge(NOTHING_WRITTEN, aSnapshot({ gpus: [aGpu(), k80] }))).toEqual([]);
  });

  test.each([
    ['12.0', 'NVIDIA GeForce RTX 5090', 'blackwell', /CUDA 12\.8 or newer .*\+cu130/],
    ['11.0', 'NVIDIA Thor', 'blackwell', /CUDA 13\.0 or newer on arm64/],
    ['5.2', 'Tesla M60', 'maxwell', /CUDA 12\.6 .*\+cu126/],
    ['8.0', 'NVIDIA A100', 'ampere', /lists this GPU/],
    ['3.7', 'Tesla K80', 'kepler', /newer GPU/],
  ])('names the build that has %s', (computeCapability, name, generation, remedy) => {
    const gpus = [aGpu({ name, computeCapability, generation })];
    const findings = judge(NOTHING_WRITTEN, aSnapshot({ gpus, frameworks: withTorch({ archs: ['sm_90'] }) }));
    const found = findings.find(({ code }) => code === 'cuda/no-kernel-image');
    expect(found).toMatchObject({ severity: 'error', found: 'sm_90' });
    expect(found?.next).toMatch(remedy);
  });
});

describe('branches and generations', () => {
  const on = (
    version: string,
    generation: string,
    platform: 'linux' | 'windows' = 'linux',
  ): readonly string[] =>
    short(
      judge(
        NOTHING_WRITTEN,
        aSnapshot({
          gpus: [aGpu({ generation })],
          frameworks: NO_FRAMEWORKS,
          driver: aDriver({ version, branch: Number.parseInt(version, 10), platform }),
        }),
      ),
    );

  test.each([
    ['580.95.05', 'volta', ['info driver/last-branch driver']],
    ['575.57.08', 'volta', []],
    ['590.44.01', 'volta', ['error driver/generation-dropped driver']],
    ['590.44.01', 'turing', []],
    ['470.256.02', 'kepler', ['info driver/last-branch driver']],
    ['495.29.05', 'kepler', ['error driver/generation-dropped driver']],
    ['390.157', 'fermi', ['info driver/last-branch driver']],
    ['565.57.01', 'blackwell', ['error driver/generation-not-yet driver']],
    ['570.26', 'blackwell', []],
    ['510.108.03', 'hopper', ['error driver/generation-not-yet driver']],
    ['440.33.01', 'ampere', ['error driver/generation-not-yet driver']],
    ['610.57.04', 'rubin', ['error driver/generation-not-yet driver']],
    ['580.95.05', 'a generation of tomorrow', []],
  ])('%s with %s', (version, generation, expected) => {
    expect(on(version, generation)).toEqual(expected);
  });

  test('Windows numbers drivers of R580 and R470 higher', () => {
    expect(on('582.28', 'pascal', 'windows')).toEqual(['info driver/last-branch driver']);
    expect(on('591.86', 'pascal', 'windows')).toEqual(['error driver/generation-dropped driver']);
    expect(on('475.14', 'kepler', 'windows')).toEqual(['info driver/last-branch driver']);
  });

  test('the numbers of Jetson’s drivers are their own', () => {
    const gpus = [aGpu({ name: 'Orin (nvgpu)', computeCapability: '8.7', generation: 'ampere' })];
    const driver = aDriver({ version: '34.1.1', branch: 34, cuda: '11.4' });
    expect(judge(NOTHING_WRITTEN, aSnapshot({ gpus, driver, frameworks: NO_FRAMEWORKS }))).toEqual([]);
  });
});

describe('the libraries', () => {
  const copies = (...found: readonly [CudaCopy['part'], string, string][]): Snapshot =>
    aSnapshot({
      cuda: { ...NO_CUDA, copies: found.map(([part, version, from]) => ({ part, version, from })) },
    });

  test('another libcuda than the driver’s is worth a warning', () => {
    const driver = aDriver({ version: '550.54.15', branch: 550, compat: '575.57.08', compatBranches: [550] });
    expect(short(judge(NOTHING_WRITTEN, aSnapshot({ driver })))).toEqual([
      'warning driver/compat-in-use driver',
      'warning cuda/forward-compatible torch',
    ]);
  });

  test('two versions of one library, with both places', () => {
    const snapshot = copies(
      ['cudnn', '9.10.2.21', 'wheel nvidia-cudnn-cu12'],
      ['cudnn', '9.1.0', '/usr/lib/x86_64-linux-gnu/libcudnn.so.9.1.0'],
    );
    expect(judge(NOTHING_WRITTEN, snapshot)).toMatchObject([
      {
        code: 'cuda/two-copies',
        severity: 'warning',
        subject: 'cudnn',
        found: '9.10.2.21 (wheel nvidia-cudnn-cu12) and 9.1.0 (/usr/lib/x86_64-linux-gnu/libcudnn.so.9.1.0)',
        next: expect.stringContaining('CUDNN_STATUS_SUBLIBRARY_VERSION_MISMATCH'),
      },
    ]);
  });

  test.each<[string, Snapshot]>([
    [
      'one version, told with more and fewer numbers',
      copies(['cudnn', '9.10.2.21', 'a'], ['cudnn', '9.10.2', 'b']),
    ],
    ['two majors, which have two file names', copies(['cudnn', '8.9.7', 'a'], ['cudnn', '9.1.0', 'b'])],
    ['two toolkits, of which a wheel uses none', copies(['toolkit', '12.4', 'a'], ['toolkit', '12.6', 'b'])],
    ['two libraries', copies(['cudnn', '9.1.0', 'a'], ['cublas', '9.2.0', 'b'])],
  ])('%s: no conflict', (_, snapshot) => {
    expect(judge(NOTHING_WRITTEN, snapshot)).toEqual([]);
  });

  test('three copies are one finding', () => {
    const snapshot = copies(['nccl', '2.27.5', 'a'], ['nccl', '2.27.5', 'b'], ['nccl', '2.21.5', 'c']);
    expect(short(judge(NOTHING_WRITTEN, snapshot))).toEqual(['warning cuda/two-copies nccl']);
  });

  test('a copy behind the wheel is only worth knowing, one before it a warning', () => {
    const wheel = ['cublas', '12.6.4.1', 'wheel nvidia-cublas-cu12'] as const;
    const system = ['cublas', '12.4.5.8', '/usr/local/cuda-12.4/lib64/libcublas.so.12.4.5.8'] as const;
    expect(short(judge(NOTHING_WRITTEN, copies([...wheel], [...system])))).toEqual([
      'info cuda/two-copies cublas',
    ]);
    expect(short(judge(NOTHING_WRITTEN, copies([...system], [...wheel])))).toEqual([
      'warning cuda/two-copies cublas',
    ]);
  });
});
