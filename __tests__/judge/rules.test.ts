import { describe, expect, test } from '@jest/globals';
import { NO_FRAMEWORKS } from '../../src/capture/python/software.ts';
import type { MigSlice, Snapshot } from '../../src/capture/snapshot.ts';
import { RULES } from '../../src/judge/rules.ts';
import type { Finding } from '../../src/verdict.ts';
import { aBaseline, aDriver, aGpu, aPackage, aPolicy, aSnapshot, withPackages } from '../builders.ts';

/** What all rules that apply say about a machine, in short: `code subject`. */
function judge(
  policyText: string,
  snapshot: Snapshot,
  variables: Record<string, string> = {},
): readonly Finding[] {
  const policy = aPolicy(policyText);
  const evidence = { policy, snapshot, baseline: aBaseline(), variables };
  return RULES.filter((rule) => rule.applies(policy)).flatMap((rule) => rule.judge(evidence));
}

function short(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ code, subject }) => `${code} ${subject}`);
}

const unknown = (path: string): Snapshot =>
  aSnapshot({ unknown: [{ path, because: 'the driver is not loaded' }] });

describe('pins', () => {
  const PIN = 'software: { packages: { pin: [Torch, "n*"], others: info } }';

  test('agree on the machine that was recorded', () => {
    expect(short(judge(PIN, aSnapshot()))).toEqual([]);
  });

  test.each([
    ['a newer version', aPackage('torch', '2.9.1+cu130'), '2.8.0+cu126', '2.9.1+cu130'],
    ['another local label', aPackage('torch', '2.8.0+cu128'), '2.8.0+cu126', '2.8.0+cu128'],
    [
      'another commit of the same version',
      aPackage('torch', '2.8.0+cu126', { commit: 'b'.repeat(40) }),
      '2.8.0+cu126 of no commit',
      '2.8.0+cu126 of commit bbbbbbbbbbbb',
    ],
    [
      'other content of the same version',
      aPackage('torch', '2.8.0+cu126', { digest: 'sha256:0123456789abcdef' }),
      '2.8.0+cu126 (content sha256:32d29bd74b38)',
      '2.8.0+cu126 (content sha256:0123456789ab)',
    ],
    [
      'content that cannot be told any more',
      aPackage('torch', '2.8.0+cu126', { digest: null }),
      '2.8.0+cu126 (content sha256:32d29bd74b38)',
      '2.8.0+cu126 (content unknown)',
    ],
  ])('notice %s', (_, torch, expected, found) => {
    const findings = judge(PIN, withPackages(aSnapshot(), { torch }));
    expect(findings).toMatchObject([
      {
        code: 'pin/changed',
        severity: 'error',
        subject: 'torch',
        expected,
        found,
        where: { line: 2, column: 31 },
      },
    ]);
  });

  test('notice a package that is gone and one that came', () => {
    const snapshot = withPackages(aSnapshot(), { torch: null, nvtx: aPackage('nvtx', '0.2') });
    expect(short(judge(PIN, snapshot))).toEqual(['pin/missing torch', 'pin/not-recorded nvtx']);
  });

  test('with a name that matches nothing protect nothing, and say so', () => {
    expect(short(judge('software: { packages: { pin: [trition] } }', aSnapshot()))).toEqual([
      'pin/matches-nothing trition',
    ]);
  });

  test('with a glob that matches nothing are fine: a CPU leg has no nvidia-*', () => {
    expect(short(judge('software: { packages: { pin: ["nvidia-*"] } }', aSnapshot()))).toEqual([]);
  });

  test('name a package once even when two pins cover it', () => {
    const snapshot = withPackages(aSnapshot(), { numpy: aPackage('numpy', '2.2.0') });
    expect(short(judge('software: { packages: { pin: [numpy, "num*"] } }', snapshot))).toEqual([
      'pin/changed numpy',
    ]);
  });

  test('cannot be judged when the packages are unknown', () => {
    expect(short(judge(PIN, unknown('python.packages')))).toEqual(['capture/unknown python.packages']);
    expect(short(judge(PIN, unknown('python')))).toEqual(['capture/unknown python.packages']);
  });

  test('cannot be judged for a pinned package that is broken, and do not mind another one', () => {
    expect(short(judge(PIN, unknown('python.packages[torch].version')))).toEqual([
      'capture/unknown python.packages[torch].version',
    ]);
    expect(short(judge(PIN, unknown('python.packages[left-over].version')))).toEqual([]);
  });

  test('fail without an interpreter', () => {
    expect(short(judge(PIN, aSnapshot({ python: null })))).toEqual(['python/missing python']);
  });
});

describe('packages that no pin names', () => {
  const snapshot = withPackages(aSnapshot(), {
    pip: aPackage('pip', '25.0'),
    numpy: null,
    wheel: aPackage('wheel', '1'),
  });

  test('are worth a line of info unless the policy says otherwise', () => {
    const findings = judge('software: { packages: { pin: [torch] } }', snapshot);
    expect(findings.map(({ code, severity, subject }) => `${severity} ${code} ${subject}`)).toEqual([
      'info package/removed numpy',
      'info package/changed pip',
      'info package/added wheel',
    ]);
  });

  test('are errors, or silent, when the policy says so', () => {
    expect(
      judge('software: { packages: { pin: [torch], others: error } }', snapshot).map(
        ({ severity }) => severity,
      ),
    ).toEqual(['error', 'error', 'error']);
    expect(judge('software: { packages: { pin: [torch], others: off } }', snapshot)).toEqual([]);
  });

  test('cannot be judged where somebody asked and the packages are unknown', () => {
    const lost = aSnapshot({ python: null, unknown: [{ path: 'python', because: 'it hangs' }] });
    const asked = 'hardware: { driver: ">=500" }\nsoftware: { packages: { others: error } }';
    expect(short(judge(asked, lost))).toEqual(['capture/unknown python.packages']);
    expect(short(judge(asked, unknown('python.packages')))).toEqual(['capture/unknown python.packages']);
    expect(short(judge(asked, aSnapshot({ python: null })))).toEqual(['python/missing python']);
    expect(short(judge('hardware: { driver: ">=500" }', lost))).toEqual([]);
  });
});

test('the number of GPUs cannot be judged where it is not known which of them the job sees', () => {
  const gpus = [aGpu({ visible: null }), aGpu({ visible: null })];
  const snapshot = aSnapshot({ gpus, unknown: [{ path: 'gpus[0].visible', because: 'CUDA was not asked' }] });
  expect(short(judge('hardware: { gpu: { count: 2 } }', snapshot))).toContain(
    'capture/unknown gpus[0].visible',
  );
});

describe('ranges', () => {
  const found = (range: string, version: string): readonly string[] =>
    short(
      judge(
        `software: { packages: { ranges: { Some_Package: "${range}" } } }`,
        withPackages(aSnapshot(), { 'some-package': aPackage('some-package', version) }),
      ),
    );

  test.each([
    ['>=4.44,<5', '4.46.0'],
    ['==2.8.0', '2.8.0+cu126'],
    ['==2.8.0+cu126', '2.8.0+cu126'],
    ['~=2.8.0', '2.8.5'],
    ['>=2.9', '2.9.0.dev20260723'.replace('2.9.0', '2.10.0')],
    ['!=1.5', '1.6'],
    ['==1.*', '1.9'],
  ])('%s allows %s', (range, version) => {
    expect(found(range, version)).toEqual([]);
  });

  test.each([
    ['>=4.44,<5', '5.0.0'],
    ['==2.8.0+cu126', '2.8.0+cu128'],
    ['==2.8.0+cu126', '2.8.0'],
    ['~=2.8.0', '2.9.0'],
    ['>=2.9', '2.9.0.dev20260723'],
    ['<5', 'not-a-version'],
  ])('%s does not allow %s', (range, version) => {
    expect(found(range, version)).toEqual(['range/outside Some_Package']);
  });

  test('a package that is not installed is outside every range', () => {
    expect(short(judge('software: { packages: { ranges: { jax: ">=0.4" } } }', aSnapshot()))).toEqual([
      'range/missing jax',
    ]);
  });
});

describe('the Python version', () => {
  test.each([
    ['"3.11.*"', []],
    ['">=3.10,<3.13"', []],
    ['3.11.9', []],
    ['"3.12.*"', ['python/version python']],
    ['3.11', ['python/version python']],
  ])('%s', (range, expected) => {
    expect(short(judge(`software: { python: ${range} }`, aSnapshot()))).toEqual(expected);
  });

  test('is not known when the interpreter did not answer', () => {
    const snapshot = aSnapshot({ python: null, unknown: [{ path: 'python', because: 'it did not answer' }] });
    expect(short(judge('software: { python: "3.11.*" }', snapshot))).toEqual(['capture/unknown python']);
  });
});

describe('the driver', () => {
  /** Without GPUs and frameworks, so that nothing but the driver is spoken of. */
  const driver = (version: string | null): Snapshot =>
    aSnapshot({
      gpus: [],
      frameworks: NO_FRAMEWORKS,
      driver: version === null ? null : aDriver({ version, branch: Number(version.split('.')[0]) }),
    });

  test.each([
    ['>=560.28.03', '560.35.05', []],
    ['>=560.35.05', '560.35.03', ['driver/out-of-range driver']],
    ['>=570.26', '570.124.06', ['driver/branch-changed driver']],
    ['>=450.80.02', '450.80.2', ['driver/branch-changed driver']],
    ['<=510.108.03', '510.47.03', ['driver/branch-changed driver']],
    ['>=550,<600', '610.57.04', ['driver/out-of-range driver', 'driver/branch-changed driver']],
    ['560.35.05', '560.35.5', []],
  ])('in %s: %s', (range, version, expected) => {
    expect(short(judge(`hardware: { driver: "${range}" }`, driver(version)))).toEqual(expected);
  });

  test('is missing, not unknown, on a machine that has none', () => {
    expect(short(judge('hardware: { driver: ">=550" }', driver(null)))).toEqual(['driver/missing driver']);
  });

  test('is unknown when it does not answer', () => {
    expect(short(judge('hardware: { driver: ">=550" }', unknown('driver')))).toEqual([
      'capture/unknown driver.version',
    ]);
  });

  test('with a version that is none cannot be judged', () => {
    expect(short(judge('hardware: { driver: ">=550" }', driver('[Deprecated]')))).toContain(
      'capture/unknown driver.version',
    );
  });
});

describe('the GPU', () => {
  test.each([
    ['[hopper]', []],
    ['[Hopper, ada]', []],
    ['["9.0"]', []],
    ['["*h100*"]', []],
    ['["H100 80GB HBM3"]', []],
    ['[ada, blackwell]', ['gpu/generation gpus[0]']],
    ['["9.1"]', ['gpu/generation gpus[0]']],
    ['["12.0"]', ['gpu/generation gpus[0]']],
  ])('allowed %s', (generations, expected) => {
    expect(short(judge(`hardware: { gpu: { generations: ${generations} } }`, aSnapshot()))).toEqual(expected);
  });

  test('every board has to be allowed', () => {
    const snapshot = aSnapshot({
      gpus: [aGpu(), aGpu({ name: 'NVIDIA L4', generation: 'ada', computeCapability: '8.9' })],
    });
    expect(short(judge('hardware: { gpu: { generations: [hopper] } }', snapshot))).toEqual([
      'gpu/generation gpus[1]',
    ]);
  });

  test.each([
    [1, 1, []],
    [2, 1, ['gpu/count gpus']],
    [1, 0, ['gpu/count gpus']],
  ])('%d wanted, %d there', (wanted, there, expected) => {
    const snapshot = aSnapshot({ gpus: Array.from({ length: there }, () => aGpu()) });
    expect(short(judge(`hardware: { gpu: { count: ${wanted} } }`, snapshot))).toEqual(expected);
  });

  test.each([
    ['>=80GB', []],
    ['>=79GiB', []],
    ['>=80GiB', ['gpu/memory gpus[0]']],
    ['<40GiB', ['gpu/memory gpus[0]']],
  ])('memory %s', (bound, expected) => {
    expect(short(judge(`hardware: { gpu: { memory: "${bound}" } }`, aSnapshot()))).toEqual(expected);
  });

  test('without a memory figure cannot be judged', () => {
    const snapshot = aSnapshot({ gpus: [aGpu({ memoryMiB: null })] });
    expect(short(judge('hardware: { gpu: { memory: ">=1GiB" } }', snapshot))).toEqual([
      'capture/unknown gpus[0].memoryMiB',
    ]);
  });

  test('that does not exist fails; one that is unknown cannot be judged', () => {
    const rules = 'hardware: { gpu: { generations: [hopper], memory: ">=1GiB", count: 1 } }';
    expect(short(judge(rules, aSnapshot({ gpus: [] })))).toEqual([
      'gpu/missing gpus',
      'gpu/count gpus',
      'gpu/missing gpus',
    ]);
    const blind = aSnapshot({ gpus: [], unknown: [{ path: 'gpus', because: 'nvidia-smi did not answer' }] });
    expect(new Set(short(judge(rules, blind)))).toEqual(new Set(['capture/unknown gpus']));
  });

  test('counts and judges what the job sees', () => {
    const hidden = aGpu({ name: 'NVIDIA L4', generation: 'ada', memoryMiB: 23034, visible: false });
    const unsure = aGpu({ visible: null });
    const rules = 'hardware: { gpu: { count: 2, generations: [hopper], memory: ">=79GiB" } }';
    expect(short(judge(rules, aSnapshot({ gpus: [hidden, aGpu(), unsure] })))).toEqual([]);
    const three = 'hardware: { gpu: { count: 3, generations: [ada] } }';
    expect(judge(three, aSnapshot({ gpus: [hidden, aGpu(), unsure] }))).toMatchObject([
      { code: 'gpu/generation', subject: 'gpus[1]' },
      { code: 'gpu/generation', subject: 'gpus[2]' },
      { code: 'gpu/count', found: '2, and 1 that this job does not see' },
    ]);
    expect(judge(rules, aSnapshot({ gpus: [hidden] })).map(({ code, found }) => `${code}: ${found}`)).toEqual(
      [
        'gpu/missing: 1 GPU, none visible',
        'gpu/count: 0, and 1 that this job does not see',
        'gpu/missing: 1 GPU, none visible',
      ],
    );
  });

  test.each([
    ['[cdna3]', []],
    ['[gfx942]', []],
    ['[GFX942]', []],
    ['["*MI300X"]', []],
    ['[gfx90a, hopper, "9.0"]', ['gpu/generation gpus[0]']],
  ])('of AMD, allowed %s', (generations, expected) => {
    const mi300 = aGpu({
      vendor: 'amd',
      name: 'AMD Instinct MI300X',
      computeCapability: null,
      gfx: 'gfx942',
      generation: 'cdna3',
    });
    const snapshot = aSnapshot({ gpus: [mi300], frameworks: NO_FRAMEWORKS, driver: null });
    expect(short(judge(`hardware: { gpu: { generations: ${generations} } }`, snapshot))).toEqual(expected);
  });

  test('of AMD that does not say what it is cannot be judged', () => {
    const gpu = aGpu({ vendor: 'amd', name: null, computeCapability: null, generation: null });
    const snapshot = aSnapshot({
      gpus: [gpu],
      unknown: [{ path: 'gpus[0].gfx', because: 'amd-smi was not found' }],
    });
    expect(short(judge('hardware: { gpu: { generations: [cdna3] } }', snapshot))).toContain(
      'capture/unknown gpus[0].gfx',
    );
  });

  test('an unknown serial number of a GPU does not hide its generation', () => {
    expect(short(judge('hardware: { gpu: { generations: [hopper] } }', unknown('gpus[0].vbios')))).toEqual(
      [],
    );
  });
});

describe('a board that is divided', () => {
  const slice = (more: Partial<MigSlice>): MigSlice => ({
    profile: '1g.10gb',
    uuid: null,
    gpuInstance: 7,
    computeInstance: 0,
    smCount: 16,
    memoryMiB: 9984,
    visible: true,
    ...more,
  });
  const board = (...slices: readonly MigSlice[]): Snapshot =>
    aSnapshot({ gpus: [aGpu({ mig: 'enabled', slices })] });

  test.each<[string, Snapshot, readonly string[]]>([
    ['off', board(slice({})), ['gpu/mig gpus[0]']],
    ['off', aSnapshot(), []],
    ['off', aSnapshot({ gpus: [aGpu({ mig: null })] }), []],
    ['on', board(slice({})), []],
    ['on', aSnapshot(), ['gpu/mig gpus[0]']],
    ['on', aSnapshot({ gpus: [aGpu({ mig: null })] }), ['gpu/mig gpus[0]']],
    ['1g.10gb', board(slice({})), []],
    ['1g.*', board(slice({}), slice({ profile: '3g.40gb', visible: false })), []],
    ['1g.*', board(slice({}), slice({ profile: '3g.40gb' })), ['gpu/mig gpus[0]']],
    ['1g.*', board(slice({ visible: false })), ['gpu/mig gpus[0]']],
    ['1g.*', aSnapshot(), ['gpu/mig gpus[0]']],
    ['1g.*', board(slice({ profile: null })), ['capture/unknown gpus[0].slices[0].profile']],
  ])('where %s is asked for', (mig, snapshot, expected) => {
    expect(short(judge(`hardware: { gpu: { mig: ${mig} } }`, snapshot))).toEqual(expected);
  });

  test('cannot be judged where the mode or the slices are unknown', () => {
    const because = 'nvidia-smi did not say';
    const mode = aSnapshot({ gpus: [aGpu({ mig: null })], unknown: [{ path: 'gpus[0].mig', because }] });
    expect(short(judge('hardware: { gpu: { mig: off } }', mode))).toEqual(['capture/unknown gpus[0].mig']);
    const slices = { ...board(), unknown: [{ path: 'gpus[0].slices', because }] };
    expect(short(judge('hardware: { gpu: { mig: "1g.*" } }', slices))).toEqual([
      'capture/unknown gpus[0].slices',
    ]);
    expect(short(judge('hardware: { gpu: { mig: on } }', slices))).toEqual([]);
  });

  test('has the memory of the slice and not of the board', () => {
    const snapshot = board(slice({}), slice({ memoryMiB: 40192, visible: false }));
    expect(short(judge('hardware: { gpu: { memory: ">=40GB" } }', snapshot))).toEqual([
      'gpu/memory gpus[0].slices[0]',
    ]);
    expect(short(judge('hardware: { gpu: { memory: "<10GiB" } }', snapshot))).toEqual([]);
  });

  test.each([
    ['none of which the job sees', board(slice({ visible: false }))],
    ['which nobody could list', { ...board(), unknown: [{ path: 'gpus[0].slices', because: 'it failed' }] }],
  ])('into slices, %s, has no memory that can be judged', (_, snapshot) => {
    expect(short(judge('hardware: { gpu: { memory: ">=1GiB" } }', snapshot))).toEqual([
      'capture/unknown gpus[0].slices',
    ]);
  });
});

describe('ECC', () => {
  test.each([
    ['on', 'enabled', []],
    ['on', 'disabled', ['gpu/ecc gpus[0]']],
    ['on', null, ['gpu/ecc gpus[0]']],
    ['off', 'enabled', ['gpu/ecc gpus[0]']],
    ['off', 'disabled', []],
    ['off', null, []],
  ] as const)('%s wanted, %s there', (wanted, ecc, expected) => {
    const snapshot = aSnapshot({ gpus: [aGpu({ ecc })] });
    expect(short(judge(`hardware: { gpu: { ecc: ${wanted} } }`, snapshot))).toEqual(expected);
  });

  test('that is unknown cannot be judged', () => {
    const snapshot = aSnapshot({
      gpus: [aGpu({ ecc: null })],
      unknown: [{ path: 'gpus[0].ecc', because: 'nvidia-smi did not say' }],
    });
    expect(short(judge('hardware: { gpu: { ecc: off } }', snapshot))).toEqual([
      'capture/unknown gpus[0].ecc',
    ]);
  });
});

describe('GPUs that are not NVIDIA’s', () => {
  const RULE = 'software: { env: { OMP_NUM_THREADS: unset } }';
  const other = (vendor: 'amd' | 'intel' | 'apple', more: Partial<Snapshot> = {}): Snapshot =>
    aSnapshot({
      gpus: [aGpu({ vendor, name: null, computeCapability: null, generation: null, gfx: null })],
      driver: null,
      frameworks: NO_FRAMEWORKS,
      ...more,
    });

  test('of Intel and Apple are named and not judged', () => {
    expect(judge(RULE, other('intel'))).toMatchObject([
      { code: 'gpu/not-judged', severity: 'info', summary: 'a GPU of Intel is reported and not judged' },
    ]);
    expect(judge(RULE, other('apple'))).toMatchObject([{ code: 'gpu/not-judged', severity: 'info' }]);
    expect(judge(RULE, other('amd'))).toEqual([]);
  });

  test('an AMD chip that passes for another is worth a warning', () => {
    const env = { HSA_OVERRIDE_GFX_VERSION: '10.3.0' };
    expect(short(judge(RULE, other('amd', { env })))).toEqual(['gpu/gfx-override HSA_OVERRIDE_GFX_VERSION']);
    expect(short(judge(RULE, aSnapshot({ env })))).toEqual([]);
  });
});

describe('environment variables', () => {
  const RULES_TEXT = 'software: { env: { CUBLAS_WORKSPACE_CONFIG: ":4096:8", NVIDIA_TF32_OVERRIDE: unset } }';

  test('are judged as the smoke test gets them', () => {
    expect(short(judge(RULES_TEXT, aSnapshot(), { CUBLAS_WORKSPACE_CONFIG: ':4096:8' }))).toEqual([]);
  });

  test('missing, other and unwanted', () => {
    expect(short(judge(RULES_TEXT, aSnapshot(), {}))).toEqual(['env/differs CUBLAS_WORKSPACE_CONFIG']);
    expect(
      short(judge(RULES_TEXT, aSnapshot(), { CUBLAS_WORKSPACE_CONFIG: ':16:8', NVIDIA_TF32_OVERRIDE: '' })),
    ).toEqual(['env/differs CUBLAS_WORKSPACE_CONFIG', 'env/differs NVIDIA_TF32_OVERRIDE']);
  });
});

describe('variables that nothing reads', () => {
  const SMOKE = 'smoke: { train: { run: x, metrics: { loss: } } }';

  test('are told, with what to do in their place', () => {
    const [finding, ...others] = judge(SMOKE, aSnapshot(), {
      PYTORCH_DETERMINISTIC: '1',
      OMP_NUM_THREADS: '1',
    });
    expect(finding).toMatchObject({
      code: 'observe/placebo',
      severity: 'info',
      subject: 'PYTORCH_DETERMINISTIC',
      expected: expect.stringContaining('torch.use_deterministic_algorithms(True)'),
      where: null,
    });
    expect(others).toEqual([]);
  });

  test('are told at the line of the policy that asks for one', () => {
    const policy = `${SMOKE}\nsoftware: { env: { TORCH_USE_DETERMINISTIC_ALGORITHMS: 1 } }`;
    const placebo = judge(policy, aSnapshot()).filter(({ code }) => code === 'observe/placebo');
    expect(placebo).toMatchObject([{ where: { line: 3 } }]);
  });
});
