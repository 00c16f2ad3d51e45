import { describe, expect, test } from '@jest/globals';
import type { Baseline } from '../src/baseline/baseline.ts';
import { renderBaseline } from '../src/baseline/write.ts';
import { NO_FRAMEWORKS } from '../src/capture/python/software.ts';
import type { Snapshot } from '../src/capture/snapshot.ts';
import { type CheckRequest, check, type Ports } from '../src/gate.ts';
import type { Observation } from '../src/observe/observation.ts';
import type { FileText, PolicySource, RuleFiles } from '../src/policy/source.ts';
import { record } from '../src/record.ts';
import type { Report } from '../src/report/report.ts';
import { PLANNED_FOLDER } from '../src/smoke/environment.ts';
import type { MeasuredRun } from '../src/smoke/run.ts';
import { aBaseline, aPackage, aRecordedSmoke, aSnapshot, withPackages } from './builders.ts';
import { anObservation, aRank, observed, someFlags } from './observe/observations.ts';

const POLICY = 'version: 1\nsmoke:\n  train: { run: python train.py, metrics: { loss: } }\n';
const PATH = '.repro/policy.yml';
const BASELINE = '.repro/baselines/cuda-sm90-132sm-x1.json';
const LOSS = aRecordedSmoke().metrics['loss']?.values ?? [];

type Files = Readonly<Record<string, string | Exclude<FileText, { kind: 'found' }>>>;

function rules(files: Files, kind: PolicySource['kind'] = 'base'): RuleFiles {
  return {
    source: { kind, ref: kind === 'base' ? 'b'.repeat(40) : null, path: PATH },
    read: async (path) => {
      const file = files[path];
      if (file === undefined) return { kind: 'absent' };
      return typeof file === 'string' ? { kind: 'found', text: file } : file;
    },
    hasBaselines: async () => Object.keys(files).some((path) => path.startsWith('.repro/baselines/')),
  };
}

function agreed(policy = POLICY, baseline: Baseline = aBaseline()): Files {
  return { [PATH]: policy, [BASELINE]: renderBaseline(baseline) };
}

function aRun(values: readonly number[] = LOSS, more: Partial<MeasuredRun> = {}): MeasuredRun {
  const points = values.map((value, index) => ({ step: index + 1, value }));
  return {
    role: 'head',
    exit: { end: { kind: 'exited', code: 0 }, durationMs: 100, tail: '', survivors: 0, remaining: 0 },
    injected: {},
    withheld: [],
    metrics: [
      { name: 'loss', reading: { kind: 'read', series: { points, duplicates: [], resolution: null } } },
    ],
    observed: null,
    commandFilesChanged: [],
    folder: PLANNED_FOLDER,
    ...more,
  };
}

interface World {
  readonly snapshot?: Snapshot;
  readonly runs?: readonly MeasuredRun[];
  readonly ports?: Partial<Ports>;
}

/** Ports that hand out what a world has, and count what was asked of them. */
function portsOf({
  snapshot = aSnapshot(),
  runs = [aRun()],
  ports = {},
}: World): Ports & { started: () => number } {
  let started = 0;
  let clock = 0;
  return {
    now: () => (clock += 10),
    date: () => new Date('2026-11-21T10:00:00Z'),
    capture: async () => snapshot,
    environmentAt: async (path) =>
      path.startsWith('/') ? path.replace(/\d[\d.]*$/, '') : `/srv/job/${path}`,
    runSmoke: async () => runs[Math.min(started++, runs.length - 1)] ?? aRun(),
    started: () => started,
    ...ports,
  };
}

function requestOf(base: RuleFiles, more: Partial<CheckRequest> = {}): CheckRequest {
  return {
    rules: { base, head: null },
    smoke: 'run',
    snapshot: null,
    findings: [],
    provenance: { commit: null, base: null, run: null, event: null, runner: null },
    environment: { parent: {}, python: null },
    signal: new AbortController().signal,
    ...more,
  };
}

async function verdictOf(files: Files, world: World = {}, more: Partial<CheckRequest> = {}): Promise<Report> {
  return (await check(requestOf(rules(files), more), portsOf(world))).report;
}

describe('the gate', () => {
  test('passes the machine and the numbers that were recorded', async () => {
    const report = await verdictOf(agreed());
    expect(report).toMatchObject({
      verdict: 'pass',
      exitCode: 0,
      level: 'bit-exact',
      class: 'cuda-sm90-132sm-x1',
    });
    expect(report.timing.smokeMs).toBe(100);
  });

  test('fails numbers that left their baseline, and names the step', async () => {
    const report = await verdictOf(agreed(), { runs: [aRun([2.3, 1.9, 1.51, 1.25, 1.1])] });
    expect(report).toMatchObject({
      verdict: 'fail',
      exitCode: 1,
      reason: 'loss leaves its baseline at step 3',
    });
    expect(report.smoke[0]).toMatchObject({ band: 'strict', level: 'not-reproduced' });
  });

  test('allows a changed environment the wider band, and shows the change', async () => {
    const snapshot = withPackages(aSnapshot(), { torch: aPackage('torch', '2.9.1+cu130') });
    const report = await verdictOf(agreed(), {
      snapshot,
      runs: [aRun(LOSS.map((value) => value * (1 + 2e-4)))],
    });
    expect(report).toMatchObject({ verdict: 'pass', level: 'within-tolerance' });
    expect(report.smoke[0]?.band).toBe('library');
    expect(report.environment.changes.map(({ path }) => path)).toContain('packages.torch');
  });

  test('says so when bit-exact numbers moved in the recorded environment', async () => {
    const report = await verdictOf(agreed(), { runs: [aRun(LOSS.map((value) => value * (1 + 1e-9)))] });
    expect(report).toMatchObject({
      verdict: 'pass',
      findings: [{ code: 'smoke/unexplained-drift', severity: 'warning' }],
    });
  });
});

describe('without a baseline', () => {
  test('is incomparable, runs twice, and offers what it would record', async () => {
    const ports = portsOf({});
    const { report } = await check(requestOf(rules({ [PATH]: POLICY })), ports);
    expect(report).toMatchObject({ verdict: 'incomparable', exitCode: 1, level: null });
    expect(report.baseline.candidate).toMatchObject({
      class: 'cuda-sm90-132sm-x1',
      smoke: { train: { runs: 2, level: 'bit-exact' } },
    });
    expect(ports.started()).toBe(2);
  });

  test('is neutral only when the policy says so, and still no pass', async () => {
    const report = await verdictOf({ [PATH]: `${POLICY}on-missing-baseline: neutral\n` });
    expect(report).toMatchObject({ verdict: 'incomparable', exitCode: 0 });
  });

  test('that holds the asked metric is incomparable too', async () => {
    const report = await verdictOf(agreed(POLICY.replace('loss:', 'loss: , other:')), {
      runs: [
        {
          ...aRun(),
          metrics: [
            ...aRun().metrics,
            { name: 'other', reading: aRun().metrics[0]?.reading ?? { kind: 'missing', names: [] } },
          ],
        },
      ],
    });
    expect(report).toMatchObject({ verdict: 'incomparable', findings: [{ code: 'baseline/incomplete' }] });
  });

  test('a policy of machine rules alone needs none', async () => {
    const report = await verdictOf({ [PATH]: 'version: 1\nhardware: { gpu: { generations: [hopper] } }\n' });
    expect(report).toMatchObject({ verdict: 'pass' });
  });
});

describe('a baseline that cannot be used', () => {
  test.each([
    ['broken', '{', 'misconfigured'],
    ['of another class', renderBaseline(aBaseline({ class: 'cpu-x86_64' })), 'incomparable'],
  ])('%s: no smoke test is started', async (_, text, verdict) => {
    const ports = portsOf({});
    const { report } = await check(requestOf(rules({ [PATH]: POLICY, [BASELINE]: text })), ports);
    expect(report.verdict).toBe(verdict);
    expect(ports.started()).toBe(0);
  });

  test('of another class names the line, and what to do where nobody gave it by hand', async () => {
    const text = renderBaseline(aBaseline({ class: 'cpu-x86_64' }));
    const report = await verdictOf({ [PATH]: POLICY, [BASELINE]: text });
    expect(report.findings).toMatchObject([
      {
        code: 'baseline/other-class',
        found: 'cpu-x86_64',
        where: { file: BASELINE, line: 3, column: 3 },
        next: expect.not.stringContaining('--baseline'),
      },
    ]);
  });

  describe('given by hand', () => {
    const given = (files: Files) => ({ ...rules(files), baselineFile: 'mine.json' });

    test('and not there is a wrong call, and no smoke test is started', async () => {
      const ports = portsOf({});
      const { report } = await check(requestOf(given({ [PATH]: POLICY })), ports);
      expect(report).toMatchObject({
        verdict: 'misconfigured',
        exitCode: 2,
        reason: 'there is no baseline mine.json',
      });
      expect(ports.started()).toBe(0);
    });

    test('is named as it was given', async () => {
      const { report } = await check(requestOf(given(agreed())), portsOf({}));
      expect(report).toMatchObject({ verdict: 'pass', baseline: { path: 'mine.json' } });
      const broken = await check(requestOf(given({ [PATH]: POLICY, [BASELINE]: '{' })), portsOf({}));
      expect(broken.report.findings[0]?.where?.file).toBe('mine.json');
    });

    test('and of another class can be left out', async () => {
      const text = renderBaseline(aBaseline({ class: 'cpu-x86_64' }));
      const { report } = await check(requestOf(given({ [PATH]: POLICY, [BASELINE]: text })), portsOf({}));
      expect(report.findings[0]?.next).toContain('Leave --baseline out');
    });
  });

  test('is not the same as one that is absent', async () => {
    const report = await verdictOf({ [PATH]: POLICY, [BASELINE]: { kind: 'unreadable', because: '503' } });
    expect(report).toMatchObject({ verdict: 'misconfigured', findings: [{ code: 'trust/base-unreadable' }] });
  });
});

describe('a check that leaves the smoke tests out', () => {
  const RULES = `${POLICY}software: { packages: { pin: [torch] } }\n`;

  test.each([
    'data: [data/train.csv]',
    'parameters: [params.yaml]',
    'software: { container: pin }',
    'software: { python: ">=3.9", packages: { others: error } }',
    'hardware: { driver: ">=500" }\nseverity: { driver/branch-changed: error }',
  ])('that asks for a comparison passes without a baseline never: %s', async (rule) => {
    const policy = `version: 1\n${rule}\n`;
    expect((await verdictOf({ [PATH]: policy })).verdict).toBe('incomparable');
    expect((await verdictOf({ [PATH]: policy, [BASELINE]: '{' })).verdict).toBe('misconfigured');
  });

  test('that asks for a variable does not take one for unset which a saved snapshot never held', async () => {
    const policy =
      'version: 1\nsoftware: { env: { OUR_SWITCH: unset, OMP_NUM_THREADS: unset, HF_TOKEN: unset } }\n';
    const more = { snapshot: aSnapshot(), smoke: '--snapshot' } as const;
    const { verdict, findings } = await verdictOf(agreed(policy), {}, more);
    expect([verdict, ...findings.map(({ subject }) => subject)]).toEqual(['not-measured', 'env.OUR_SWITCH']);
    expect((await verdictOf(agreed(policy))).verdict).toBe('pass');
  });

  test('that verifies installed files does not believe a saved snapshot, in which nobody may have', async () => {
    const policy = 'version: 1\nsoftware: { packages: { verify: files } }\n';
    const more = { snapshot: aSnapshot(), smoke: '--snapshot' } as const;
    expect(await verdictOf(agreed(policy), {}, more)).toMatchObject({
      verdict: 'not-measured',
      findings: [{ code: 'capture/unknown', subject: 'python.edited' }],
    });
    expect((await verdictOf(agreed(policy))).verdict).toBe('pass');
  });

  test.each(['--no-smoke', '--snapshot'] as const)(
    'by %s is no measurement where the policy holds nothing else',
    async (smoke) => {
      const ports = portsOf({});
      const { report } = await check(requestOf(rules(agreed()), { smoke }), ports);
      expect(report).toMatchObject({
        verdict: 'not-measured',
        exitCode: 3,
        findings: [{ code: 'gate/nothing-judged', where: { file: PATH, line: 2 } }],
        leftOut: { tests: ['train'], by: smoke },
      });
      expect(report.reason).toContain(smoke);
      expect(ports.started()).toBe(0);
    },
  );

  test('passes on the rules about the machine, and says what was not run', async () => {
    const report = await verdictOf(agreed(RULES), {}, { smoke: '--no-smoke' });
    expect(report).toMatchObject({
      verdict: 'pass',
      reason: 'environment only; smoke test train not run (--no-smoke)',
      level: null,
    });
  });

  test.each([
    ['warning', 'pass'],
    ['info', 'not-measured'],
    ['off', 'not-measured'],
  ])('with others: %s alone is a %s: drift for information decides nothing', async (others, verdict) => {
    const policy = `${POLICY}software: { packages: { others: ${others} } }\n`;
    expect((await verdictOf(agreed(policy), {}, { smoke: '--no-smoke' })).verdict).toBe(verdict);
  });

  test('fails on them as ever', async () => {
    const snapshot = withPackages(aSnapshot(), { torch: aPackage('torch', '2.9.1+cu130') });
    const report = await verdictOf(agreed(RULES), { snapshot }, { smoke: '--no-smoke' });
    expect(report).toMatchObject({ verdict: 'fail', reason: 'torch changed', leftOut: { tests: ['train'] } });
  });

  test('leaves nothing out of a policy without smoke tests', async () => {
    const text = 'version: 1\nhardware: { gpu: { generations: [hopper] } }\n';
    const report = await verdictOf({ [PATH]: text }, {}, { smoke: '--no-smoke' });
    expect(report).toMatchObject({
      verdict: 'pass',
      reason: 'everything required was measured and agrees',
      leftOut: null,
    });
  });
});

describe('the interpreter', () => {
  const because = 'there is no Python at /nope';
  const snapshot = aSnapshot({ python: null, unknown: [{ path: 'python', because }] });
  const named = { parent: {}, python: { folder: '/', venv: null, pathSeparator: ':' } } as const;

  test('that was named and cannot be used is a wrong call, and nothing is run', async () => {
    const ports = portsOf({ snapshot });
    const { report } = await check(requestOf(rules(agreed()), { environment: named }), ports);
    expect(report).toMatchObject({
      verdict: 'misconfigured',
      exitCode: 2,
      findings: [{ code: 'python/unusable' }],
    });
    expect(report.reason).toContain(because);
    expect(ports.started()).toBe(0);
  });

  test('that nobody named may be missing', async () => {
    expect((await verdictOf(agreed(), { snapshot })).verdict).toBe('pass');
  });

  test('of a saved snapshot was named when it was made', async () => {
    const machine = 'version: 1\nhardware: { gpu: { generations: [hopper] } }\n';
    const more = { snapshot, smoke: '--snapshot', environment: named } as const;
    expect((await verdictOf({ [PATH]: machine }, {}, more)).verdict).toBe('pass');
  });

  test('that trains and is not the captured one is worth a warning', async () => {
    const policy = POLICY.replace('python train.py', '/other/bin/python train.py');
    const report = await verdictOf(agreed(policy));
    expect(report.findings.map(({ code }) => code)).toContain('python/other-interpreter');
  });
});

describe('packages that people decided not to look at', () => {
  const OFF = `${POLICY}software: { packages: { others: off } }\n`;
  const snapshot = withPackages(aSnapshot({ frameworks: NO_FRAMEWORKS }), {
    torch: null,
    wheel: aPackage('wheel', '0.45'),
  });

  test('are no change of the environment, and leave the strict band', async () => {
    const report = await verdictOf(agreed(OFF), { snapshot });
    expect(report.environment.changes).toEqual([]);
    expect(report.smoke[0]?.band).toBe('strict');
    expect((await verdictOf(agreed(), { snapshot })).smoke[0]?.band).toBe('library');
  });

  test.each(['pin: [Torch]', 'ranges: { Torch: ">=2.0" }'])('unless %s names them', async (named) => {
    const report = await verdictOf(agreed(OFF.replace('others: off', `others: off, ${named}`)), { snapshot });
    expect(report.environment.changes.map(({ path }) => path)).toContain('packages.torch');
    expect(report.smoke[0]?.band).toBe('library');
  });
});

describe('a machine that could not be measured', () => {
  test('has no class, starts no smoke test and is no failure of the change', async () => {
    const snapshot = aSnapshot({
      class: null,
      complete: false,
      unknown: [{ path: 'class', because: 'nvidia-smi did not answer within 60 s' }],
    });
    const ports = portsOf({ snapshot });
    const { report } = await check(requestOf(rules(agreed())), ports);
    expect(report).toMatchObject({ verdict: 'not-measured', exitCode: 3 });
    expect(report.reason).toContain('did not answer');
    expect(ports.started()).toBe(0);
  });
});

describe('whatever goes wrong inside', () => {
  const explosions: readonly [string, () => Promise<never>][] = [
    ['an error', () => Promise.reject(new Error('boom'))],
    ['a string', () => Promise.reject('boom')],
    ['nothing', () => Promise.reject(undefined)],
    [
      'an error without a stack',
      () => Promise.reject(Object.assign(new Error('boom'), { stack: undefined })),
    ],
  ];
  test.each(explosions)('%s thrown by the capture is not measured', async (_, capture) => {
    expect(await verdictOf(agreed(), { ports: { capture } })).toMatchObject({
      verdict: 'not-measured',
      exitCode: 3,
    });
  });
  test.each(explosions)('%s thrown by the smoke test is not measured', async (_, runSmoke) => {
    const report = await verdictOf(agreed(), { ports: { runSmoke } });
    expect(report).toMatchObject({ verdict: 'not-measured', exitCode: 3, class: 'cuda-sm90-132sm-x1' });
  });

  test('a run that forgot a metric is not measured', async () => {
    const report = await verdictOf(agreed(), { runs: [aRun(LOSS, { metrics: [] })] });
    expect(report.verdict).not.toBe('pass');
    expect(report.exitCode).not.toBe(0);
  });

  test('being cancelled is not measured', async () => {
    const controller = new AbortController();
    controller.abort('SIGTERM');
    const report = await verdictOf(agreed(), {}, { signal: controller.signal });
    expect(report).toMatchObject({ verdict: 'not-measured', exitCode: 3 });
    expect(report.findings.map(({ code }) => code)).toContain('gate/cancelled');
  });
});

describe('a change that brings its own rules', () => {
  const WEAK = POLICY.replace('loss:', 'loss: { bands: { strict: { onset: 1, curve: 1 } } }');
  const drifted = { runs: [aRun(LOSS.map((value) => value * 1.1))] };

  test('is judged by the rules of the base, and the report says what the new ones would say', async () => {
    const head = rules(agreed(WEAK), 'head');
    const report = await verdictOf(agreed(), drifted, { rules: { base: rules(agreed()), head } });
    expect(report).toMatchObject({
      verdict: 'fail',
      proposed: { verdict: 'pass', files: [PATH] },
      provenance: { policySource: { kind: 'base' } },
    });
    expect(report.findings.map(({ code }) => code)).toContain('trust/policy-changed');
  });

  test('with another baseline likewise', async () => {
    const smoke = aRecordedSmoke();
    const loss = smoke.metrics['loss'];
    if (loss === undefined) throw new Error('no loss');
    const moved = aBaseline({
      smoke: {
        train: { ...smoke, metrics: { loss: { ...loss, values: LOSS.map((value) => value * 1.1) } } },
      },
    });
    const head = rules(agreed(POLICY, moved), 'head');
    const report = await verdictOf(agreed(), drifted, { rules: { base: rules(agreed()), head } });
    expect(report).toMatchObject({ verdict: 'fail', proposed: { verdict: 'pass', files: [BASELINE] } });
  });

  test('with another command cannot be told without running it', async () => {
    const head = rules(agreed(POLICY.replace('train.py', 'other.py')), 'head');
    const report = await verdictOf(agreed(), {}, { rules: { base: rules(agreed()), head } });
    expect(report).toMatchObject({ verdict: 'pass', proposed: { verdict: 'unknown' } });
  });

  test('with a broken policy would be misconfigured', async () => {
    const head = rules({ ...agreed(), [PATH]: 'versio: 1\n' }, 'head');
    const report = await verdictOf(agreed(), {}, { rules: { base: rules(agreed()), head } });
    expect(report).toMatchObject({ verdict: 'pass', proposed: { verdict: 'misconfigured' } });
  });

  test('with the same rules proposes nothing', async () => {
    const report = await verdictOf(
      agreed(),
      {},
      { rules: { base: rules(agreed()), head: rules(agreed(), 'head') } },
    );
    expect(report).toMatchObject({ verdict: 'pass', proposed: null, findings: [] });
  });
});

describe('a policy that is not there', () => {
  test('where it was given by hand, is a file that does not exist', async () => {
    const base = { ...rules({}), source: { kind: 'file', ref: null, path: 'nope.yml' } } as const;
    const { report } = await check(requestOf(base), portsOf({}));
    expect(report).toMatchObject({
      verdict: 'misconfigured',
      reason: 'there is no file nope.yml',
      findings: [{ code: 'policy/missing', next: expect.stringContaining('current folder') }],
    });
  });

  test('and stands in a folder above, is shown there', async () => {
    const base = { ...rules({}, 'working-tree'), policyElsewhere: '../..' };
    const { report } = await check(requestOf(base), portsOf({}));
    expect(report.findings[0]?.next).toContain('There is one in ../..');
  });
});

describe('adoption', () => {
  test('the copy of the change judges where the base has neither policy nor baselines', async () => {
    const report = await verdictOf({}, {}, { rules: { base: rules({}), head: rules(agreed(), 'head') } });
    expect(report).toMatchObject({
      verdict: 'pass',
      provenance: { policySource: { kind: 'head' } },
      findings: [{ code: 'trust/adoption' }],
    });
  });

  test('is not possible where the base still has baselines', async () => {
    const { [BASELINE]: baseline } = agreed();
    const base = rules(baseline === undefined ? {} : { [BASELINE]: baseline });
    const report = await verdictOf({}, {}, { rules: { base, head: rules(agreed(), 'head') } });
    expect(report).toMatchObject({ verdict: 'misconfigured', findings: [{ code: 'policy/missing' }] });
  });

  test('is not possible where the base could not be read', async () => {
    const base = rules({ [PATH]: { kind: 'unreadable', because: '403' } });
    const report = await verdictOf({}, {}, { rules: { base, head: rules(agreed(), 'head') } });
    expect(report).toMatchObject({ verdict: 'misconfigured', findings: [{ code: 'trust/base-unreadable' }] });
  });
});

describe('recording', () => {
  const order = {
    rules: rules({ [PATH]: POLICY }, 'working-tree'),
    runs: 2,
    environment: { parent: {}, python: null },
    recorded: { by: null, run: null, why: 'first' },
    signal: new AbortController().signal,
  };

  test('measures the level instead of declaring it', async () => {
    const exact = await record(order, portsOf({}));
    expect(exact).toMatchObject({
      kind: 'recorded',
      path: BASELINE,
      baseline: { smoke: { train: { level: 'bit-exact', runs: 2 } }, recorded: { why: 'first' } },
    });
    const noisy = await record(order, portsOf({ runs: [aRun(), aRun(LOSS.map((value) => value * 1.001))] }));
    expect(noisy).toMatchObject({ kind: 'recorded', baseline: { smoke: { train: { level: 'noisy' } } } });
  });

  test.each<[string, World, string]>([
    ['a value that is not finite', { runs: [aRun([2.3, Number.NaN])] }, 'smoke/non-finite'],
    [
      'a value that is not finite in the second run',
      { runs: [aRun(), aRun([2.3, Number.POSITIVE_INFINITY, 1, 1, 1])] },
      'smoke/non-finite',
    ],
    [
      'a command that failed',
      {
        runs: [
          aRun([], {
            exit: { end: { kind: 'exited', code: 1 }, durationMs: 1, tail: '', survivors: 0, remaining: 0 },
            metrics: [],
          }),
        ],
      },
      'smoke/exit-code',
    ],
    [
      'an incomplete capture',
      { snapshot: aSnapshot({ complete: false, unknown: [{ path: 'python.packages', because: 'denied' }] }) },
      'capture/unknown',
    ],
    [
      'a machine without a class',
      {
        snapshot: aSnapshot({
          class: null,
          complete: false,
          unknown: [{ path: 'class', because: 'denied' }],
        }),
      },
      'capture/class-unknown',
    ],
  ])('refuses %s', async (_, world, code) => {
    const result = await record(order, portsOf(world));
    if (result.kind === 'recorded') throw new Error('it was recorded');
    expect(result.findings.map((finding) => finding.code)).toContain(code);
    expect(result.exitCode).not.toBe(0);
  });

  describe('warns before anybody commits', () => {
    const warningsOf = async (world: World, policy = POLICY) => {
      const result = await record(
        { ...order, rules: rules({ [PATH]: policy }, 'working-tree') },
        portsOf(world),
      );
      if (result.kind === 'refused') throw new Error(result.reason);
      return result.warnings;
    };
    const noisy = (share: number): World => ({
      runs: [aRun(), aRun(LOSS.map((value) => value * (1 + share)))],
    });

    test('nothing of a job that is bit-exact on a clean tree', async () => {
      expect(await warningsOf({})).toEqual([]);
    });

    test('of noise that the strict band does not hold, with a band that would', async () => {
      expect(await warningsOf(noisy(1e-2))).toMatchObject([
        {
          code: 'smoke/noise-exceeds-tolerance',
          severity: 'warning',
          subject: 'train/loss',
          where: { file: PATH, line: 3 },
          found: expect.stringContaining('inconclusive'),
          next: expect.stringContaining(
            'bands: { strict: { onset: 3e-2, curve: 3e-2 }, library: { onset: 3e-2, curve: 3e-2 } }',
          ),
        },
      ]);
      expect(await warningsOf(noisy(1e-6))).toEqual([]);
    });

    test('and the band it names is one that the noise fits', async () => {
      const [warning] = await warningsOf(noisy(1e-2));
      const bands = /`(bands: .*)`/.exec(warning?.next ?? '')?.[1];
      expect(await warningsOf(noisy(1e-2), POLICY.replace('loss:', `loss: { ${bands} }`))).toEqual([]);
    });

    test('of noise that no band can hold', async () => {
      expect((await warningsOf(noisy(0.9)))[0]?.next).toContain('cannot be wide enough');
    });

    test('of uncommitted changes, but of those of baselines alone', async () => {
      const dirty = (modified: readonly string[]): World => ({
        snapshot: aSnapshot({
          code: {
            commit: 'd83e561'.padEnd(40, '0'),
            dirty: true,
            modified,
            submodules: [],
            shallow: null,
            sparse: null,
          },
        }),
      });
      expect(await warningsOf(dirty(['train.py', BASELINE]))).toMatchObject([
        { code: 'baseline/dirty-tree', subject: 'commit d83e561', found: 'uncommitted changes of train.py' },
      ]);
      expect(await warningsOf(dirty([]))).toHaveLength(1);
      expect(await warningsOf(dirty([BASELINE]))).toEqual([]);
    });
  });

  test('says what is wrong with every run once', async () => {
    const bad = aRun([2.3, Number.NaN, 1, 1, 1]);
    const result = await record(order, portsOf({ runs: [bad, bad] }));
    if (result.kind === 'recorded') throw new Error('it was recorded');
    expect(result.findings.map(({ code }) => code)).toEqual(['smoke/non-finite']);
  });

  test('refuses an interpreter that was named and cannot be used', async () => {
    const snapshot = aSnapshot({
      python: null,
      unknown: [{ path: 'python', because: 'no Python at /nope' }],
    });
    const python = { folder: '/', venv: null, pathSeparator: ':' } as const;
    const result = await record({ ...order, environment: { parent: {}, python } }, portsOf({ snapshot }));
    expect(result).toMatchObject({ kind: 'refused', exitCode: 2, findings: [{ code: 'python/unusable' }] });
  });

  test('refuses runs that do not have the same steps', async () => {
    const result = await record(order, portsOf({ runs: [aRun(), aRun([2.3, 1.9])] }));
    expect(result).toMatchObject({ kind: 'refused' });
    if (result.kind === 'refused') expect(result.exitCode).not.toBe(0);
  });
});

describe('a sick machine', () => {
  const fault = { kind: 'gpu-lost', subject: 'gpus[2]', because: 'GPU 2 is lost' } as const;
  const sick = aSnapshot({ faults: [fault] });

  test('is not measured, with its own reason first, and trains nothing', async () => {
    const ports = portsOf({ snapshot: sick });
    const { report } = await check(requestOf(rules(agreed())), ports);
    expect(report).toMatchObject({ verdict: 'not-measured', exitCode: 3 });
    expect(report.reason).toContain('is lost');
    expect(report.findings[0]?.code).toBe('runner/gpu-lost');
    expect(ports.started()).toBe(0);
  });

  test('is well enough where the smoke tests use no GPU', async () => {
    const policy = `${POLICY}hardware: { device: cpu }\n`;
    const cpu = aSnapshot({ faults: [fault], class: 'cpu-x86_64' });
    const files = {
      [PATH]: policy,
      '.repro/baselines/cpu-x86_64.json': renderBaseline(aBaseline({ class: 'cpu-x86_64', snapshot: cpu })),
    };
    expect((await check(requestOf(rules(files)), portsOf({ snapshot: cpu }))).report.verdict).toBe('pass');
  });

  test('is shared on purpose where the policy says so', async () => {
    const shared = aSnapshot({
      faults: [{ kind: 'foreign-process', subject: 'gpus[0]', because: 'python (pid 4711) computes on it' }],
    });
    const policy = `${POLICY}severity: { runner/foreign-process: info }\n`;
    const ports = portsOf({ snapshot: shared });
    expect((await check(requestOf(rules(agreed(policy))), ports)).report.verdict).toBe('pass');
    expect(ports.started()).toBe(1);
    expect((await check(requestOf(rules(agreed())), portsOf({ snapshot: shared }))).report.verdict).toBe(
      'not-measured',
    );
  });
});

describe('facts of the training process', () => {
  const REQUIRING = `${POLICY}determinism: { require: [deterministic-algorithms] }\n`;
  const seen = (processes: readonly Observation[]) => [aRun(LOSS, { observed: observed(processes) })];

  test('that hold are part of a pass', async () => {
    const report = await verdictOf(agreed(REQUIRING), { runs: seen([anObservation()]) });
    expect(report.verdict).toBe('pass');
    expect(report.smoke[0]?.observation).toMatchObject({
      training: 1,
      required: [{ fact: 'deterministic-algorithms', status: 'met' }],
    });
  });

  test('the architectures that torch told go before what a table knows', async () => {
    const withArchs = (archs: readonly string[]) => {
      const { torch, ...others } = anObservation().modules;
      const facts = { ...torch?.facts, archs };
      return anObservation({ modules: { ...others, torch: { version: torch?.version ?? null, facts } } });
    };
    const old = await verdictOf(agreed(), { runs: seen([withArchs(['sm_70', 'sm_75'])]) });
    expect(old.findings.map(({ code }) => code)).toContain('cuda/no-kernel-image');
    const fitting = await verdictOf(agreed(), { runs: seen([withArchs(['sm_80', 'sm_90'])]) });
    expect(fitting.findings.map(({ code }) => code)).not.toContain('cuda/no-kernel-image');
  });

  test('that do not hold fail it', async () => {
    const torch = someFlags({ deterministicAlgorithms: false });
    const report = await verdictOf(agreed(REQUIRING), { runs: seen([anObservation({ torch })]) });
    expect(report).toMatchObject({
      verdict: 'fail',
      reason: 'train ran without deterministic algorithms: off in train.py',
    });
  });

  test.each<[string, readonly MeasuredRun[]]>([
    ['nothing was seen', seen([])],
    ['the flags were not told', seen([anObservation({ torch: null })])],
    ['no observation was made', [aRun()]],
  ])('that nobody saw are never a pass: %s', async (_, runs) => {
    const report = await verdictOf(agreed(REQUIRING), { runs });
    expect(report).toMatchObject({ verdict: 'not-measured', exitCode: 3 });
  });

  test('may be lowered by the policy, but not what was not measured', async () => {
    const lowered = `${REQUIRING}severity: { determinism/deterministic-algorithms: warning }\n`;
    const torch = someFlags({ deterministicAlgorithms: false });
    const report = await verdictOf(agreed(lowered), { runs: seen([anObservation({ torch })]) });
    expect(report.verdict).toBe('pass');
    const hidden = `${REQUIRING}severity: { observe/unknown: info }\n`;
    expect((await verdictOf(agreed(hidden), { runs: seen([]) })).verdict).toBe('misconfigured');
  });

  test('fail a job whose ranks differ, and name the rank', async () => {
    const env = (rank: number) => ({ PYTHONHASHSEED: '42', ...(rank === 1 ? { NCCL_ALGO: 'Tree' } : {}) });
    const ranks = [0, 1, 2].map((rank) => aRank(rank, 3, { env: env(rank) }));
    expect(await verdictOf(agreed(), { runs: seen(ranks) })).toMatchObject({
      verdict: 'fail',
      reason: 'rank 1 of train differs in env.NCCL_ALGO: Tree in rank 1',
    });
  });

  test('keep a baseline from being recorded where they do not hold', async () => {
    const request = {
      rules: rules({ [PATH]: REQUIRING }, 'working-tree'),
      runs: 2,
      environment: { parent: {}, python: null },
      recorded: { by: null, run: null, why: null },
      signal: new AbortController().signal,
    };
    const torch = someFlags({ deterministicAlgorithms: false });
    expect(await record(request, portsOf({ runs: seen([anObservation({ torch })]) }))).toMatchObject({
      kind: 'refused',
      verdict: 'fail',
      findings: [{ code: 'determinism/deterministic-algorithms' }],
    });
    expect(await record(request, portsOf({ runs: seen([anObservation()]) }))).toMatchObject({
      kind: 'recorded',
      baseline: { smoke: { train: { inject: 'fill' } } },
    });
  });
});
