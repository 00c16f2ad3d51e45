import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../src/policy/parse.ts';
import type { Policy } from '../../src/policy/policy.ts';

const FILE = '.repro/policy.yml';

function accept(text: string): Policy {
  const result = parsePolicy(text, FILE);
  if (result.kind === 'problems') throw new Error(JSON.stringify(result.findings, null, 1));
  return result.policy;
}

function refuse(text: string) {
  const result = parsePolicy(text, FILE);
  if (result.kind === 'policy') throw new Error('the policy was accepted');
  return result.findings;
}

const THREE_LINES = `version: 1
smoke:
  train: { run: python train.py, metrics: { loss: } }
`;

describe('a policy of three lines', () => {
  const policy = accept(THREE_LINES);

  test('has one smoke test with every default', () => {
    expect(policy.smoke).toEqual([
      {
        name: 'train',
        run: 'python train.py',
        seed: 42,
        timeoutMs: 900_000,
        inputs: [],
        repeat: 'off',
        onEnvironmentChange: 'library-band',
        metrics: [
          {
            name: 'loss',
            from: { format: 'jsonl', path: '$REPRO_METRICS', pointer: null, step: null },
            rule: {
              check: 'curve',
              strict: { onset: 1e-5, curve: 5e-3 },
              library: { onset: 5e-4, curve: 5e-3 },
              window: null,
            },
            severity: 'error',
          },
        ],
      },
    ]);
  });

  test('has safe defaults for the rest', () => {
    expect(policy).toMatchObject({
      hardware: {
        device: 'auto',
        gpu: { generations: null, count: null, memory: null, mig: null, ecc: null },
        driver: null,
        cuda: { driver: 'minor-compatible', arch: 'ptx', written: { driver: false, arch: false } },
      },
      software: { python: null, pin: [], ranges: {}, others: 'info', env: {} },
      determinism: { inject: 'fill', observe: true, probe: 0, require: [] },
      onMissingBaseline: 'fail',
      waivers: [],
    });
  });
});

describe('a full policy', () => {
  const policy = accept(`version: 1
hardware:
  gpu:
    generations: [hopper, 9.0, "*L40S*"]
    count: 2
    memory: ">=40GiB"
    mig: off
    ecc: on
  driver: ">=550.54.14,<600"
  cuda: { driver: full, arch: off }
software:
  python: 3.10
  packages:
    pin: [torch, "nvidia-*"]
    ranges: { transformers: ">=4.44,<5" }
    others: warning
  env:
    OMP_NUM_THREADS: 1
    CUBLAS_WORKSPACE_CONFIG: ":4096:8"
    NVIDIA_TF32_OVERRIDE: unset
determinism: { inject: off }
smoke:
  train:
    run: python train.py
    seed: 7
    timeout: 90s
    repeat: bitwise
    on-environment-change: fail
    metrics:
      loss: { bands: { strict: { onset: 1e-6 } }, window: [1, 100], severity: warning }
      accuracy: { from: { json: out/metrics.json, pointer: /val/accuracy }, tolerance: 0.5%, better: higher }
      f1: { from: { csv: metrics.csv, step: epoch }, check: scalar, tolerance: { absolute: 0.01 } }
on-missing-baseline: neutral
severity: { driver/branch-changed: error }
waivers:
  - finding: pin/changed
    subject: numpy
    reason: security release
    expires: 2027-01-31
`);

  test('reads quantities in their units', () => {
    expect(policy.hardware.gpu.memory).toEqual({ operator: '>=', mib: 40960, text: '>=40GiB' });
    expect(policy.smoke[0]?.timeoutMs).toBe(90_000);
  });

  test('takes versions as they were written, not as the number YAML makes of them', () => {
    expect(policy.software.python).toBe('==3.10');
    expect(policy.hardware.gpu.generations).toEqual(['hopper', '9.0', '*L40S*']);
    expect(policy.software.env).toEqual({
      OMP_NUM_THREADS: '1',
      CUBLAS_WORKSPACE_CONFIG: ':4096:8',
      NVIDIA_TF32_OVERRIDE: null,
    });
  });

  test('reads `off` and `on` as words', () => {
    expect(policy.determinism.inject).toBe('off');
    expect(policy.hardware.gpu).toMatchObject({ mig: 'off', ecc: 'on' });
    expect(policy.hardware.cuda).toEqual({
      driver: 'full',
      arch: 'off',
      written: { driver: true, arch: true },
    });
  });

  test('a json metric is a scalar unless the policy says otherwise', () => {
    expect(policy.smoke[0]?.metrics.map(({ rule }) => rule)).toEqual([
      {
        check: 'curve',
        strict: { onset: 1e-6, curve: 5e-3 },
        library: { onset: 5e-4, curve: 5e-3 },
        window: [1, 100],
      },
      { check: 'scalar', relative: 0.005, absolute: 0, defaulted: false, better: 'higher' },
      { check: 'scalar', relative: 0, absolute: 0.01, defaulted: false, better: null },
    ]);
  });

  test('knows where every rule is written', () => {
    expect(policy.where('/software/packages/pin/1')).toEqual({ file: FILE, line: 14, column: 18 });
    expect(policy.where('/smoke/train/metrics/loss')).toEqual({ file: FILE, line: 30, column: 7 });
    expect(policy.where('/software/packages/nothing/here')).toMatchObject({ line: 13 });
  });
});

describe('a policy that cannot be used', () => {
  test.each<[string, string, number, number, RegExp, RegExp]>([
    [
      'an unknown key, close to a known one',
      'version: 1\nsmokes: {}\n',
      2,
      1,
      /`smoke`/,
      /unknown key `smokes`/,
    ],
    ['an unknown key, close to none', 'version: 1\nzzzzzzzz: {}\n', 2, 1, /one of .*hardware/, /unknown key/],
    [
      'an unknown nested key',
      `${THREE_LINES}software:\n  package: { pin: [x] }\n`,
      5,
      3,
      /`packages`/,
      /package/,
    ],
    ['a tab as indentation', 'version: 1\nsmoke:\n\ttrain: 1\n', 3, 1, /spaces/, /tab/],
    ['a duplicate key', 'version: 1\nversion: 1\n', 2, 1, /once/, /already/],
    ['no version', 'smoke: {}\n', 1, 1, /`version`/, /missing/],
    ['another version', 'version: 2\n', 1, 1, /^1$/, /2/],
    ['a list', '- 1\n', 1, 1, /mapping/, /list/],
    ['nothing', '', 1, 1, /mapping/, /nothing/],
    ['a number for a name', 'version: 1\nsmoke:\n  train: 3\n', 3, 3, /mapping with run/, /3/],
    [
      'no metrics',
      'version: 1\nsmoke:\n  train: { run: x, metrics: {} }\n',
      3,
      20,
      /at least one metric/,
      /empty/,
    ],
    ['no run', 'version: 1\nsmoke:\n  train: { metrics: { a: } }\n', 3, 3, /`run`/, /missing/],
    [
      'a bad duration',
      'version: 1\nsmoke:\n  t: { run: x, timeout: 15 minutes, metrics: { a: } }\n',
      3,
      16,
      /90s/,
      /15 minutes/,
    ],
    ['a bad memory bound', `${THREE_LINES}hardware: { gpu: { memory: 40GB } }\n`, 4, 20, />=40GiB/, /40GB/],
    ['a bad driver range', `${THREE_LINES}hardware: { driver: latest }\n`, 4, 13, /550/, /latest/],
    [
      'a bad specifier',
      `${THREE_LINES}software: { packages: { ranges: { x: "~>1" } } }\n`,
      4,
      35,
      /PEP 440/,
      /~>1/,
    ],
    ['a bad python', `${THREE_LINES}software: { python: three }\n`, 4, 13, /PEP 440/, /three/],
    [
      'a waiver without reason',
      `${THREE_LINES}waivers: [{ finding: pin/changed, expires: 2027-01-01 }]\n`,
      4,
      11,
      /reason/,
      /missing/,
    ],
    [
      'a waiver without expiry',
      `${THREE_LINES}waivers: [{ finding: pin/changed, reason: x }]\n`,
      4,
      11,
      /expires/,
      /missing/,
    ],
    [
      'a waiver on no calendar day',
      `${THREE_LINES}waivers: [{ finding: pin/changed, reason: x, expires: 2027-02-30 }]\n`,
      4,
      46,
      /date/,
      /2027-02-30/,
    ],
    [
      'a waiver of what is never waived',
      `${THREE_LINES}waivers: [{ finding: smoke/exit-code, reason: x, expires: 2027-01-01 }]\n`,
      4,
      13,
      /may decide/,
      /never/,
    ],
    [
      'a severity for no finding',
      `${THREE_LINES}severity: { pin/change: info }\n`,
      4,
      13,
      /pin\/changed/,
      /pin\/change"/,
    ],
    [
      'a curve with a tolerance',
      'version: 1\nsmoke:\n  t: { run: x, metrics: { a: { tolerance: 1% } } }\n',
      3,
      32,
      /^`check: scalar`, or `bands` for a curve$/,
      /`tolerance` with `check: curve`/,
    ],
    [
      'a scalar with bands',
      'version: 1\nsmoke:\n  t: { run: x, metrics: { a: { check: scalar, bands: { strict: { onset: 1 } } } } }\n',
      3,
      47,
      /^`check: curve`, or `tolerance` for a scalar$/,
      /`bands` with `check: scalar`/,
    ],
    [
      'two sources',
      'version: 1\nsmoke:\n  t: { run: x, metrics: { a: { from: { csv: a, json: b } } } }\n',
      3,
      32,
      /exactly one/,
      /json and csv/,
    ],
    [
      'GPU rules on a CPU device',
      `${THREE_LINES}hardware: { device: cpu, gpu: { count: 1 } }\n`,
      4,
      26,
      /no GPU rules/,
      /GPU/,
    ],
    [
      'CUDA rules on a CPU device',
      `${THREE_LINES}hardware: { device: cpu, cuda: { driver: full } }\n`,
      4,
      26,
      /no CUDA rules/,
      /CUDA/,
    ],
    [
      'a driver rule for CUDA that is none',
      `${THREE_LINES}hardware: { cuda: { driver: ">=550" } }\n`,
      4,
      21,
      /minor-compatible/,
      />=550/,
    ],
    [
      'a truth value for a mode',
      `${THREE_LINES}hardware: { gpu: { ecc: true } }\n`,
      4,
      20,
      /on or off/,
      /true/,
    ],
    ['an unknown alias', 'version: *x\n', 1, 1, /resolved/, /[Uu]nresolved/],
    [
      'a smoke name with a slash',
      'version: 1\nsmoke: { a/b: { run: x, metrics: { a: } } }\n',
      2,
      10,
      /letters/,
      /a\/b/,
    ],
  ])('says where and what: %s', (_, text, line, column, expected, found) => {
    const [first] = refuse(text);
    expect(first).toMatchObject({
      code: 'policy/invalid',
      severity: 'error',
      where: { file: FILE, line, column },
    });
    expect(first?.expected).toMatch(expected);
    expect(first?.found).toMatch(found);
  });

  test('with a required key misspelt has one problem, not two', () => {
    expect(refuse('versoin: 1\nsmoke:\n  t: { run: x, metrics: { a: } }\n')).toHaveLength(1);
    const findings = refuse('version: 1\nsmoke:\n  t: { rnu: x, metrics: { a: } }\n');
    expect(findings).toMatchObject([
      { found: 'unknown key `rnu`', expected: expect.stringContaining('`run`') },
    ]);
    expect(refuse('version: 1\nsmoke:\n  t: { colour: x, metrics: { a: } }\n')).toHaveLength(2);
  });

  test('sends people to the line only where one is wrong', () => {
    expect(refuse('version: 1\n')[0]?.next).toMatch(/three lines/);
    expect(refuse('version: 1\nsmoek: {}\n')[0]?.next).toBe('Correct the line given.');
  });

  test('names a handful of the codes that were probably meant', () => {
    const [first] = refuse(`${THREE_LINES}severity: { smoke/out-of-tolerence: info }\n`);
    expect(first?.expected).toBe('a finding code such as smoke/out-of-tolerance');
  });

  test('asks for nothing', () => {
    expect(refuse('version: 1\n')[0]?.found).toMatch(/asks for nothing/);
    expect(refuse('version: 1\nsoftware: { packages: { pin: [] } }\n')[0]?.found).toMatch(/asks for nothing/);
  });

  test.each(['cuda: { driver: off }', 'cuda: { arch: off }', 'cuda:'])('asks for nothing with %s', (rule) => {
    expect(refuse(`version: 1\nhardware: { ${rule} }\n`)[0]?.found).toMatch(/asks for nothing/);
  });

  test.each(['cuda: { driver: full }', 'cuda: { arch: ptx }', 'gpu: { mig: 1g.10gb }', 'gpu: { ecc: off }'])(
    'asks for something with %s alone',
    (rule) => {
      expect(accept(`version: 1\nhardware: { ${rule} }\n`).smoke).toEqual([]);
    },
  );

  test('is 2 MB of junk', () => {
    const [first] = refuse('\u0001x: [}'.repeat(400_000));
    expect(first).toMatchObject({ code: 'policy/invalid', where: { line: 1, column: 1 } });
    expect(first?.expected).toBe('at most 256 KiB');
  });

  test('is an alias bomb', () => {
    const bomb = [
      'version: 1',
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...'bcdefghi'
        .split('')
        .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]`),
    ].join('\n');
    expect(refuse(bomb)[0]?.code).toBe('policy/invalid');
  });

  test('reports all problems at once', () => {
    const findings = refuse(
      'version: 1\nx: 1\nsmoke: { t: { run: "", metrics: { a: { check: nothing } } } }\n',
    );
    expect(findings.map(({ subject }) => subject)).toEqual(['x', 'smoke.t.run', 'smoke.t.metrics.a.check']);
  });
});

describe('determinism', () => {
  const determinism = (text: string) => accept(`${THREE_LINES}determinism: ${text}\n`).determinism;

  test.each(['off', 'env', 'fill', 'force'])('inject: %s', (inject) => {
    expect(determinism(`{ inject: ${inject} }`).inject).toBe(inject);
  });

  test('without the observer, what it would seed is left alone', () => {
    expect(determinism('{ observe: false }')).toEqual({
      inject: 'env',
      observe: false,
      probe: 0,
      require: [],
    });
    expect(determinism('{ observe: false, inject: off }').inject).toBe('off');
  });

  test('requires each fact once', () => {
    expect(determinism('{ require: [seeded, no-tf32, seeded] }').require).toEqual(['seeded', 'no-tf32']);
  });

  test.each([
    ['{ inject: always }', 'determinism.inject', 'off, env, fill or force'],
    ['{ require: [seeds] }', 'determinism.require.0', 'one of seeded'],
    ['{ require: seeded }', 'determinism.require', 'a list of facts'],
    ['{ observe: sometimes }', 'determinism.observe', 'true or false'],
    ['{ probe: 21 }', 'determinism.probe', 'from 0 to 20'],
    ['{ observe: false, probe: 3 }', 'determinism.probe', 'no probe beside'],
    ['{ observe: false, inject: fill }', 'determinism.inject', 'off or env beside `observe: false`'],
    ['{ observe: false, require: [seeded] }', 'determinism.require', 'no required facts beside'],
  ])('refuses %s', (text, subject, expected) => {
    expect(refuse(`${THREE_LINES}determinism: ${text}\n`)).toMatchObject([
      { code: 'policy/invalid', subject, expected: expect.stringContaining(expected) },
    ]);
  });

  test('refuses facts that no smoke test could show', () => {
    expect(
      refuse('version: 1\nhardware: { driver: ">=550" }\ndeterminism: { require: [seeded] }\n'),
    ).toMatchObject([{ code: 'policy/invalid', subject: 'determinism.require', where: { line: 3 } }]);
  });
});

describe('a policy that asks for what this version cannot judge', () => {
  test.each(['check: statistical', 'check: exact', 'from: { sha256: out/model.bin }'])(
    'metric: %s',
    (part) => {
      const findings = refuse(`version: 1\nsmoke: { t: { run: x, metrics: { a: { ${part} } } } }\n`);
      expect(findings.map(({ code }) => code)).toContain('policy/not-available');
    },
  );
});
