import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FINDINGS } from '../../src/findings.ts';
import type { MetricCheck, SmokeTest } from '../../src/policy/policy.ts';
import { judgeRun, type RunEvidence, requiredSteps } from '../../src/smoke/judge-run.ts';
import type { SmokeEnd } from '../../src/smoke/launcher.ts';
import type { MetricReading } from '../../src/smoke/run.ts';
import { type Finding, reduce } from '../../src/verdict.ts';
import {
  CURVE,
  curveCheck,
  evidence,
  exitWith,
  losses,
  measuredRun,
  read,
  recordedMetric,
  recordedSmoke,
  SEED,
  scalarCheck,
  smokeTest,
} from './builders.ts';

const { NaN: NAN, POSITIVE_INFINITY: INF } = Number;

/** The verdict that the gate would come to with these findings and ticks alone. */
function verdictOf(given: RunEvidence): string {
  const { findings, measured } = judgeRun(given);
  const ledger = { required: requiredSteps(given.test), measured };
  return reduce(findings, { ledger, onMissingBaseline: 'fail' }).verdict;
}

function codes(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ code, severity }) => `${severity} ${code}`);
}

function moved(share: number, from = 1): readonly number[] {
  return losses().map((x, i) => (i + 1 >= from ? x * (1 + share) : x));
}

const runOf = (loss: MetricReading) => [measuredRun({ loss })];

describe('a run that agrees with its baseline bit for bit', () => {
  const judged = judgeRun(evidence());

  test('has no findings, is ticked in full and passes', () => {
    expect(judged.findings).toEqual([]);
    expect(judged.measured).toEqual(['smoke:train', 'smoke:train/loss']);
    expect(verdictOf(evidence())).toBe('pass');
  });

  test('is reported as bit-exact', () => {
    expect(judged.report).toMatchObject({
      name: 'train',
      run: 'python train.py',
      seed: 42,
      level: 'bit-exact',
      ended: 'exit code 0',
      durationMs: 1000,
      runs: 1,
      band: 'strict',
      injected: { REPRO_GATE: '1' },
      tail: null,
      diagnosis: null,
    });
    expect(judged.report.metrics).toEqual([
      {
        name: 'loss',
        check: 'curve',
        status: 'pass',
        onset: null,
        maxDeviation: null,
        ulps: null,
        allowed: 'onset 1e-5, any step 5e-3',
        resolution: null,
        baseline: expect.objectContaining({ values: losses() }),
        found: expect.objectContaining({ values: losses() }),
      },
    ]);
  });

  test('at the precision of a log that rounds is not called bit-exact', () => {
    const runs = runOf(read(losses(), { resolution: 1e-4 }));
    expect(judgeRun(evidence({ runs })).report.level).toBe('within-tolerance');
  });
});

describe('how the command ended', () => {
  const ends: [SmokeEnd, string, string, string][] = [
    [{ kind: 'exited', code: 1 }, 'error smoke/exit-code', 'exit code 1', 'train failed with exit code 1'],
    [
      { kind: 'exited', code: 127 },
      'error smoke/command-not-found',
      'exit code 127',
      'train names a command that cannot be run',
    ],
    [
      { kind: 'exited', code: 126 },
      'error smoke/command-not-found',
      'exit code 126',
      'train names a command that cannot be run',
    ],
    [
      { kind: 'signalled', signal: 'SIGKILL' },
      'error smoke/killed',
      'killed by SIGKILL',
      'train was killed by SIGKILL',
    ],
    [
      { kind: 'timed-out', afterMs: 900_000 },
      'error smoke/timeout',
      'stopped after 15 m 0 s',
      'train was still running after 15 m 0 s',
    ],
    [
      { kind: 'not-started', because: 'EAGAIN' },
      'error smoke/not-started',
      'not started: EAGAIN',
      'train could not be started',
    ],
  ];
  test.each(ends)('%j', (end, code, ended, summary) => {
    // Good metrics do not help: they are not even looked at.
    const run = measuredRun({ loss: read(losses()) }, { exit: exitWith(end, { tail: 'last words' }) });
    const given = evidence({ runs: [run] });
    const { findings, report, measured } = judgeRun(given);
    expect(codes(findings)).toEqual([code]);
    expect(findings[0]?.summary).toBe(summary);
    expect(report).toMatchObject({ level: null, ended, tail: 'last words', band: null });
    expect(report.metrics).toMatchObject([{ name: 'loss', status: 'not-compared' }]);
    expect(measured).toEqual([]);
    expect(verdictOf(given)).toBe(FINDINGS[findings[0]?.code ?? 'gate/internal-error'].verdict);
    expect(verdictOf({ ...given, runs: [{ ...run, exit: exitWith(end) }] })).not.toBe('pass');
  });

  test('cancelled: the gate says so itself, and nothing is ticked', () => {
    const given = evidence({ runs: [measuredRun({}, { exit: exitWith({ kind: 'cancelled' }) })] });
    const { findings, report, measured } = judgeRun(given);
    expect([findings, measured, report.ended]).toEqual([[], [], 'cancelled']);
    expect(verdictOf(given)).toBe('not-measured');
  });

  test('never run: nothing is said, nothing is ticked', () => {
    const given = evidence({ runs: [] });
    const { findings, report, measured } = judgeRun(given);
    expect([findings, measured, report.ended, report.level]).toEqual([[], [], 'not run', null]);
    expect(verdictOf(given)).toBe('not-measured');
  });

  test('the shell’s last line says what it did not find', () => {
    const tail = 'starting\nbash: line 1: trian: command not found\n';
    const exit = exitWith({ kind: 'exited', code: 127 }, { tail });
    const { findings } = judgeRun(evidence({ runs: [measuredRun({}, { exit })] }));
    expect(findings[0]?.found).toBe('exit code 127: bash: line 1: trian: command not found');
    expect(findings[0]?.where?.file).toBe('/smoke/train/run');
  });

  test('a last line without end is cut', () => {
    const exit = exitWith({ kind: 'exited', code: 1 }, { tail: 'x'.repeat(10_000) });
    const { findings } = judgeRun(evidence({ runs: [measuredRun({}, { exit })] }));
    expect(findings[0]?.found.length).toBeLessThan(250);
  });
});

describe('what the command left behind', () => {
  const good: SmokeEnd = { kind: 'exited', code: 0 };

  test('processes that had to be killed are a warning', () => {
    const runs = [measuredRun({ loss: read(losses()) }, { exit: exitWith(good, { survivors: 2 }) })];
    const { findings } = judgeRun(evidence({ runs }));
    expect(codes(findings)).toEqual(['warning smoke/survivors']);
    expect(findings[0]?.summary).toBe('2 processes outlived train');
    expect(verdictOf(evidence({ runs }))).toBe('pass');
  });

  test('after a timeout they are no news', () => {
    const exit = exitWith({ kind: 'timed-out', afterMs: 5 }, { survivors: 2 });
    expect(codes(judgeRun(evidence({ runs: [measuredRun({}, { exit })] })).findings)).toEqual([
      'error smoke/timeout',
    ]);
  });

  test('a process that cannot be killed makes the machine a sick one', () => {
    const exit = exitWith(good, { survivors: 1, remaining: 1 });
    const given = evidence({ runs: [measuredRun({ loss: read(losses()) }, { exit })] });
    expect(codes(judgeRun(given).findings)).toEqual(['error smoke/unkillable']);
    expect(verdictOf(given)).toBe('not-measured');
  });

  test('a write to the runner’s command files is an error', () => {
    const commandFilesChanged = ['GITHUB_ENV', 'GITHUB_OUTPUT'];
    const given = evidence({ runs: [measuredRun({ loss: read(losses()) }, { commandFilesChanged })] });
    const { findings } = judgeRun(given);
    expect(codes(findings)).toEqual(['error trust/command-files-written']);
    expect(findings[0]?.found).toBe('changed: GITHUB_ENV, GITHUB_OUTPUT');
    expect(verdictOf(given)).toBe('fail');
  });
});

describe('metrics that cannot be compared', () => {
  const cases: [string, MetricReading, string, string, Partial<Finding>][] = [
    [
      'the file was not written',
      { kind: 'file-missing', path: '$REPRO_METRICS', leftOver: false },
      'error smoke/metrics-missing',
      'missing',
      { found: 'no file', summary: 'the run did not write $REPRO_METRICS' },
    ],
    [
      'only an old file was there',
      { kind: 'file-missing', path: 'm.json', leftOver: true },
      'error smoke/metrics-missing',
      'missing',
      { found: 'only the file of an earlier run, which does not count' },
    ],
    [
      'the file is empty',
      { kind: 'unreadable', line: null, expected: 'at least one row', found: 'an empty file' },
      'error smoke/metrics-unreadable',
      'missing',
      {
        expected: 'at least one row',
        found: 'an empty file',
        next: 'Let the command write what is expected, or correct `from` in the policy.',
      },
    ],
    [
      'the file is cut off',
      { kind: 'unreadable', line: 9, expected: 'a closing `"`', found: '`"lo`' },
      'error smoke/metrics-unreadable',
      'missing',
      { found: 'line 9: `"lo`' },
    ],
    [
      'the metric is not in it',
      { kind: 'missing', names: ['acc', 'lr'] },
      'error smoke/metric-missing',
      'missing',
      { found: 'only acc, lr', expected: 'loss in $REPRO_METRICS' },
    ],
    [
      'nothing is in it',
      { kind: 'missing', names: [] },
      'error smoke/metric-missing',
      'missing',
      { found: 'no metric at all' },
    ],
    [
      'a value is NaN',
      read(losses().with(39, NAN)),
      'error smoke/non-finite',
      'non-finite',
      { summary: 'loss is NaN at step 40', found: 'NaN at step 40' },
    ],
    [
      'a value is infinite',
      read(losses().with(39, -INF)),
      'error smoke/non-finite',
      'non-finite',
      { summary: 'loss is -Infinity at step 40' },
    ],
    [
      'a step is missing',
      {
        kind: 'read',
        series: {
          points: losses()
            .map((value, i) => ({ step: i + 1, value }))
            .toSpliced(39, 1),
          duplicates: [],
          resolution: null,
        },
      },
      'error smoke/incomplete',
      'incomplete',
      { summary: 'loss lacks 1 step', found: 'without step 40' },
    ],
    [
      'the run is shorter',
      read(losses(90)),
      'error smoke/incomplete',
      'incomplete',
      { summary: 'loss lacks 10 steps', found: 'without steps 91, 92, 93, 94, 95 and 5 more' },
    ],
    [
      'the run is longer',
      read(losses(101)),
      'error smoke/incomplete',
      'incomplete',
      { summary: 'loss has 1 step too many', found: 'with step 101, not in the baseline' },
    ],
    [
      'there is no step',
      read([]),
      'error smoke/incomplete',
      'incomplete',
      { summary: 'loss lacks 100 steps' },
    ],
  ];
  test.each(cases)('%s', (_, reading, code, status, said) => {
    // An info metric stays an error here: severity is about deviations.
    const given = evidence({
      runs: runOf(reading),
      test: smokeTest({ metrics: [curveCheck({ severity: 'info' })] }),
    });
    const { findings, report, measured } = judgeRun(given);
    expect(codes(findings)).toEqual([code]);
    expect(findings[0]).toMatchObject({
      subject: 'train/loss',
      where: { file: '/smoke/train/metrics/loss' },
      ...said,
    });
    expect(report.metrics[0]?.status).toBe(status);
    expect(report.level).toBe('not-reproduced');
    expect(measured).toEqual(['smoke:train']);
    expect(verdictOf(given)).toBe('fail');
  });

  test('NaN on both sides is no agreement', () => {
    const nan = losses().with(39, NAN);
    const given = evidence({
      runs: runOf(read(nan)),
      recorded: recordedSmoke({ loss: recordedMetric(nan) }),
    });
    expect(codes(judgeRun(given).findings)).toEqual(['error smoke/non-finite']);
    expect(verdictOf(given)).not.toBe('pass');
  });

  test('a baseline that is not finite is told as such', () => {
    const recorded = recordedSmoke({ loss: recordedMetric(losses().with(39, NAN)) });
    const { findings } = judgeRun(evidence({ recorded }));
    expect(findings[0]).toMatchObject({
      code: 'smoke/non-finite',
      summary: 'the baseline of loss is NaN at step 40',
    });
  });

  test('a baseline with fewer values than steps agrees with nothing', () => {
    const recorded = recordedSmoke({ loss: { ...recordedMetric(losses()), values: losses(50) } });
    expect(verdictOf(evidence({ recorded }))).not.toBe('pass');
  });

  test('no reading at all is no pass', () => {
    const given = evidence({ runs: [measuredRun({})] });
    expect(judgeRun(given).report.metrics[0]?.status).toBe('not-compared');
    expect(verdictOf(given)).toBe('not-measured');
  });

  test('a window without a step', () => {
    const rule = { ...CURVE, window: [500, 600] as const };
    const given = evidence({ test: smokeTest({ metrics: [curveCheck({ rule })] }) });
    const { findings } = judgeRun(given);
    expect(findings[0]).toMatchObject({
      code: 'smoke/incomplete',
      summary: 'loss has no step from 500 to 600',
    });
    expect(verdictOf(given)).not.toBe('pass');
  });

  test('a step with two values is a warning, and the last one is compared', () => {
    const given = evidence({ runs: runOf(read(losses(), { duplicates: [3, 4] })) });
    const { findings } = judgeRun(given);
    expect(codes(findings)).toEqual(['warning smoke/duplicate-step']);
    expect(findings[0]?.summary).toBe('loss has several values at steps 3 and 4');
    expect(verdictOf(given)).toBe('pass');
  });
});

describe('a curve that leaves its baseline', () => {
  test('fails with the step and the size of the onset', () => {
    const { findings, report, measured } = judgeRun(evidence({ runs: runOf(read(moved(2.1e-3, 40))) }));
    expect(findings).toMatchObject([
      {
        code: 'smoke/out-of-tolerance',
        severity: 'error',
        subject: 'train/loss',
        summary: 'loss leaves its baseline at step 40',
        expected:
          'onset 1e-5, any step 5e-3 of .repro/baselines/cpu-x86_64.json (strict band: the environment is the recorded one)',
        found: expect.stringMatching(
          /^onset 2\.1e-3 at step 40, \d+ ULP of float32; largest 2\.1e-3 at step \d+$/,
        ),
      },
    ]);
    expect(report).toMatchObject({
      level: 'not-reproduced',
      diagnosis: expect.stringContaining('loss: equal until step 40, then a jump'),
      metrics: [
        { status: 'fail', onset: { step: 40, value: expect.closeTo(2.1e-3, 8) }, ulps: expect.any(Number) },
      ],
    });
    expect(measured).toEqual(['smoke:train', 'smoke:train/loss']);
  });

  test('slowly fails at its largest deviation', () => {
    const grown = losses().map((x, i) => x * (1 + 1e-6 * 1.11 ** i));
    const { findings } = judgeRun(evidence({ runs: runOf(read(grown)) }));
    expect(findings[0]?.summary).toBe('loss is 3.1e-2 away from its baseline at step 100');
  });

  test('to infinity in relative terms is reported as a word', () => {
    const given = evidence({
      runs: runOf(read([0, 1])),
      recorded: recordedSmoke({ loss: recordedMetric([0, 0]) }),
    });
    expect(judgeRun(given).report.metrics[0]?.maxDeviation).toEqual({ step: 2, value: 'Infinity' });
    expect(verdictOf(given)).toBe('fail');
  });

  test('has the severity that the metric asks for', () => {
    const metrics = [curveCheck({ severity: 'info' })];
    const given = evidence({ test: smokeTest({ metrics }), runs: runOf(read(moved(0.1))) });
    expect(codes(judgeRun(given).findings)).toEqual(['info smoke/out-of-tolerance']);
    expect(judgeRun(given).report.metrics[0]?.status).toBe('fail');
    expect(verdictOf(given)).toBe('pass');
  });

  test('in a changed environment is held against the library band', () => {
    const runs = runOf(read(moved(1e-4, 2)));
    const changed = judgeRun(evidence({ runs, environmentChanged: true }));
    expect(codes(changed.findings)).toEqual([]);
    expect(changed.report).toMatchObject({ band: 'library', level: 'within-tolerance' });
    expect(codes(judgeRun(evidence({ runs })).findings)).toEqual(['error smoke/out-of-tolerance']);
    const beyond = judgeRun(evidence({ runs: runOf(read(moved(1e-3, 2))), environmentChanged: true }));
    expect(beyond.findings[0]?.expected).toContain('library band: the environment changed');
  });
});

describe('a difference within the band', () => {
  const runs = runOf(read(moved(1e-6, 2)));

  test('is unexplained drift where baseline and environment promise equal bits', () => {
    const judged = judgeRun(evidence({ runs }));
    expect(codes(judged.findings)).toEqual(['warning smoke/unexplained-drift']);
    expect(judged.report.level).toBe('within-tolerance');
    expect(verdictOf(evidence({ runs }))).toBe('pass');
  });

  const quiet: [string, Partial<RunEvidence>][] = [
    ['the environment changed', { environmentChanged: true }],
    [
      'the baseline was noisy',
      { recorded: recordedSmoke({ loss: recordedMetric(losses()) }, { level: 'noisy' }) },
    ],
  ];
  test.each(quiet)('is no news where %s', (_, more) => {
    expect(judgeRun(evidence({ runs, ...more })).findings).toEqual([]);
  });

  test('is no louder than the metric', () => {
    const metrics = [curveCheck({ severity: 'info' })];
    const { findings } = judgeRun(evidence({ runs, test: smokeTest({ metrics }) }));
    expect(codes(findings)).toEqual(['info smoke/unexplained-drift']);
  });
});

describe('a command that failed without a variable', () => {
  const failed = (withheld: readonly string[]) => {
    const exit = exitWith({ kind: 'exited', code: 1 }, { tail: "KeyError: 'DATA_DIR'" });
    return judgeRun(evidence({ runs: [measuredRun({}, { exit, withheld })] })).findings[0]?.next;
  };

  test('that is set where the gate runs is told how to get it', () => {
    expect(failed(['DATA_DIR'])).toMatch(/names DATA_DIR, .*`software\.env`.*`run`/);
    expect(failed([])).not.toContain('DATA_DIR');
  });

  test('that no smoke test ever gets is not told to ask for it', () => {
    expect(failed(['HF_TOKEN'])).toMatch(/names HF_TOKEN, which a smoke test never gets\.$/);
    expect(failed(['HF_TOKEN'])).not.toContain('software.env');
  });
});

describe('noise that was measured while recording', () => {
  function noisy(spread: { onset: number; curve: number }, found: readonly number[]) {
    const recorded = recordedSmoke({ loss: recordedMetric(losses(), { spread }) }, { level: 'noisy' });
    return evidence({ recorded, runs: runOf(read(found)) });
  }

  const cases: [string, { onset: number; curve: number }, readonly number[], string][] = [
    ['explains a deviation of its size', { onset: 1e-3, curve: 1e-2 }, moved(2e-3), 'inconclusive'],
    ['explains up to ten times its size', { onset: 1e-3, curve: 1e-2 }, moved(9.9e-3), 'inconclusive'],
    ['does not explain more', { onset: 1e-3, curve: 1e-2 }, moved(1.01e-2), 'fail'],
    ['within the tolerance explains nothing beyond it', { onset: 1e-5, curve: 5e-3 }, moved(2e-5), 'fail'],
    ['of the onset does not explain the curve', { onset: 1e-2, curve: 1e-3 }, moved(2e-2), 'fail'],
    ['that is zero explains nothing', { onset: 0, curve: 0 }, moved(2e-5), 'fail'],
  ];
  test.each(cases)('%s', (_, spread, found, verdict) => {
    const given = noisy(spread, found);
    expect(verdictOf(given)).toBe(verdict);
    const [first] = judgeRun(given).findings;
    expect(first?.code).toBe(verdict === 'fail' ? 'smoke/out-of-tolerance' : 'smoke/noise-exceeds-tolerance');
    expect(judgeRun(given).report.level).toBe(verdict === 'fail' ? 'not-reproduced' : null);
  });

  test('comes with what would hold it, and is called typical of nothing', () => {
    const { findings, report } = judgeRun(noisy({ onset: 1e-3, curve: 1e-2 }, moved(2e-3)));
    expect(findings[0]?.next).toContain(
      '`bands: { strict: { onset: 3e-3, curve: 3e-2 }, library: { onset: 3e-3, curve: 3e-2 } }`',
    );
    expect(report.diagnosis).toBeNull();
    expect(judgeRun(noisy({ onset: 0, curve: 0 }, moved(2e-3))).report.diagnosis).toContain('typical of');
  });

  test('of a single number comes with the tolerance that would hold it', () => {
    const spread = { onset: 0.02, curve: 0.02 };
    const recorded = recordedSmoke({ accuracy: recordedMetric([0.9], { check: 'scalar', spread }) });
    const test = smokeTest({ metrics: [scalarCheck()] });
    const runs = [measuredRun({ accuracy: read([0.92]) })];
    const [first] = judgeRun(evidence({ test, runs, recorded })).findings;
    expect(first).toMatchObject({
      code: 'smoke/noise-exceeds-tolerance',
      next: expect.stringContaining('`tolerance: 6%`'),
    });
  });

  test('is no matter within the tolerance', () => {
    expect(judgeRun(noisy({ onset: 1e-3, curve: 1e-2 }, moved(1e-6))).findings).toEqual([]);
  });
});

describe('a single number', () => {
  function scalar(found: number, baseline: number, check: MetricCheck, more: Partial<RunEvidence> = {}) {
    return evidence({
      test: smokeTest({ metrics: [check] }),
      runs: [measuredRun({ accuracy: read([found]) })],
      recorded: recordedSmoke({ accuracy: recordedMetric([baseline], { check: 'scalar' }) }),
      ...more,
    });
  }

  test('that is equal passes bit for bit', () => {
    const { findings, report } = judgeRun(scalar(0.912, 0.912, scalarCheck()));
    expect(findings).toEqual([]);
    expect(report).toMatchObject({
      level: 'bit-exact',
      band: null,
      metrics: [{ status: 'pass', onset: null, allowed: '±0.5 %' }],
    });
  });

  test('beyond its tolerance fails with both values', () => {
    const { findings, report } = judgeRun(scalar(0.9034, 0.912, scalarCheck()));
    expect(findings).toMatchObject([
      {
        code: 'smoke/out-of-tolerance',
        subject: 'train/accuracy',
        summary: 'accuracy is 0.9034 instead of 0.912',
        expected: '0.912 ±0.5 %, from .repro/baselines/cpu-x86_64.json',
        found: '0.9034 (−0.94 %)',
      },
    ]);
    expect(report.metrics[0]).toMatchObject({
      status: 'fail',
      maxDeviation: { step: 1, value: expect.closeTo(0.00943, 5) },
    });
  });

  test('within it is drift where equal bits were promised', () => {
    expect(codes(judgeRun(scalar(0.911, 0.912, scalarCheck())).findings)).toEqual([
      'warning smoke/unexplained-drift',
    ]);
    expect(judgeRun(scalar(0.911, 0.912, scalarCheck(), { environmentChanged: true })).findings).toEqual([]);
  });

  test('that improved beyond it passes with a warning, and did not reproduce', () => {
    const given = scalar(0.95, 0.912, scalarCheck({ better: 'higher' }));
    expect(codes(judgeRun(given).findings)).toEqual(['warning smoke/suspicious-improvement']);
    expect(judgeRun(given).report).toMatchObject({ level: 'not-reproduced', metrics: [{ status: 'pass' }] });
    expect(verdictOf(given)).toBe('pass');
    expect(verdictOf(scalar(0.87, 0.912, scalarCheck({ better: 'higher' })))).toBe('fail');
  });

  test('around a baseline of 0 needs an absolute tolerance, and the finding says so', () => {
    const given = scalar(1e-9, 0, scalarCheck());
    const { findings } = judgeRun(given);
    expect(findings[0]).toMatchObject({
      code: 'smoke/out-of-tolerance',
      next: expect.stringContaining('absolute'),
    });
    expect(verdictOf(given)).toBe('fail');
    expect(verdictOf(scalar(0, 0, scalarCheck()))).toBe('pass');
    expect(verdictOf(scalar(1e-9, 0, scalarCheck({ absolute: 1e-6 })))).toBe('pass');
  });

  test('that counts is exact by default', () => {
    const given = scalar(1001, 1000, scalarCheck({ defaulted: true }));
    expect(verdictOf(given)).toBe('fail');
    expect(judgeRun(given).report.metrics[0]?.allowed).toBe('equal, as whole numbers are');
  });

  test.each([NAN, INF])('%d fails, whatever the baseline holds', (value) => {
    for (const baseline of [0.9, value]) {
      const given = scalar(value, baseline, scalarCheck());
      expect(codes(judgeRun(given).findings)).toEqual(['error smoke/non-finite']);
      expect(judgeRun(given).measured).toEqual(['smoke:train']);
    }
  });

  test('against a baseline that is not finite fails', () => {
    const given = scalar(0.9, NAN, scalarCheck());
    expect(judgeRun(given).findings).toMatchObject([
      { code: 'smoke/non-finite', summary: 'the baseline of accuracy is NaN at step 1' },
    ]);
    expect(verdictOf(given)).toBe('fail');
  });

  test.each([
    [{ better: 'higher' }, '−0.5 % at most'],
    [{ better: 'lower' }, '+0.5 % at most'],
    [{ relative: 0, absolute: 0.01 }, '±1e-2'],
    [{ relative: 0.01, absolute: 0.01 }, '±1 % and 1e-2'],
    [{ relative: 0 }, '±0 %'],
  ] as const)('says what is allowed: %j', (rule, allowed) => {
    expect(judgeRun(scalar(0.9, 0.9, scalarCheck(rule))).report.metrics[0]?.allowed).toBe(allowed);
  });

  test('is the last of its series, at the step where the baseline ends', () => {
    const check = scalarCheck();
    const runs = [measuredRun({ accuracy: read([0.1, 0.5, 0.912]) })];
    const recorded = recordedSmoke({ accuracy: recordedMetric([0.2, 0.4, 0.912]) });
    expect(verdictOf(scalar(0, 0, check, { runs, recorded }))).toBe('pass');
    const early = [measuredRun({ accuracy: read([0.1, 0.912]) })];
    const stopped = scalar(0, 0, check, { runs: early, recorded });
    expect(judgeRun(stopped).findings[0]).toMatchObject({
      code: 'smoke/incomplete',
      expected: 'a last value at step 3',
      found: 'a last value at step 2',
    });
    expect(verdictOf(stopped)).not.toBe('pass');
  });

  test('without any value is incomplete', () => {
    const given = scalar(0, 0, scalarCheck(), { runs: [measuredRun({ accuracy: read([]) })] });
    expect(codes(judgeRun(given).findings)).toEqual(['error smoke/incomplete']);
  });

  test('may differ by the noise that was recorded, which proves nothing', () => {
    const recorded = recordedSmoke(
      { accuracy: recordedMetric([0.9], { check: 'scalar', spread: { onset: 0.01, curve: 0.01 } }) },
      { level: 'noisy' },
    );
    expect(verdictOf(scalar(0.92, 0.9, scalarCheck(), { recorded }))).toBe('inconclusive');
    expect(verdictOf(scalar(0.7, 0.9, scalarCheck(), { recorded }))).toBe('fail');
  });
});

describe('a baseline that does not fit', () => {
  test('is not there at all: the gate says so, and values are only looked at', () => {
    const given = evidence({ recorded: null, baselinePath: null });
    const { findings, report, measured } = judgeRun(given);
    expect(findings).toEqual([]);
    expect(report).toMatchObject({
      level: null,
      metrics: [{ status: 'not-compared', found: { values: losses() } }],
    });
    expect(measured).toEqual(['smoke:train']);
  });

  test('is not there, and the values are not finite either', () => {
    const given = evidence({ recorded: null, baselinePath: null, runs: runOf(read([1, NAN])) });
    expect(codes(judgeRun(given).findings)).toEqual(['error smoke/non-finite']);
  });

  test('does not know the smoke test', () => {
    const { findings, measured } = judgeRun(evidence({ recorded: null }));
    expect(codes(findings)).toEqual(['error baseline/incomplete']);
    expect(findings[0]?.summary).toBe('the baseline does not know the smoke test train');
    expect(measured).toEqual(['smoke:train']);
  });

  test('does not know the metric', () => {
    const recorded = recordedSmoke({ acc: recordedMetric([1]) });
    const { findings, measured } = judgeRun(evidence({ recorded }));
    expect(codes(findings)).toEqual(['error baseline/incomplete']);
    expect(findings[0]).toMatchObject({ subject: 'train/loss', found: 'only acc' });
    expect(measured).toEqual(['smoke:train']);
  });

  test('does not know a metric with the name of something that objects inherit', () => {
    const test_ = smokeTest({ metrics: [curveCheck({ name: 'constructor' })] });
    const runs = [measuredRun({ constructor: read(losses()) })];
    expect(codes(judgeRun(evidence({ test: test_, runs })).findings)).toEqual(['error baseline/incomplete']);
  });

  test('knows only the last value of what is now a curve', () => {
    const recorded = recordedSmoke({ loss: recordedMetric([3], { check: 'scalar' }) });
    const { findings } = judgeRun(evidence({ recorded }));
    expect(findings[0]).toMatchObject({ code: 'baseline/incomplete', found: 'a single value' });
  });

  test('was recorded with less set by the gate: numbers that agree are compared, and it is told', () => {
    const recorded = recordedSmoke({ loss: recordedMetric(losses()) }, { inject: 'env' });
    const { findings, measured } = judgeRun(evidence({ recorded }));
    expect(findings).toMatchObject([
      {
        code: 'baseline/other-injection',
        severity: 'info',
        expected: 'inject: env',
        found: 'inject: fill, and the same numbers within the tolerance',
      },
    ]);
    expect(measured).toEqual(['smoke:train', 'smoke:train/loss']);
  });

  test('was recorded with less set by the gate: other numbers are no drift', () => {
    const recorded = recordedSmoke({ loss: recordedMetric(losses()) }, { inject: 'env' });
    const runs = [measuredRun({ loss: read(losses().map((value) => value * 1.1)) })];
    const { findings, measured, report } = judgeRun(evidence({ recorded, runs }));
    expect(findings).toMatchObject([
      {
        code: 'baseline/other-injection',
        severity: 'error',
        expected: 'inject: env, under which the numbers were recorded',
        found: 'inject: fill, and other numbers',
      },
    ]);
    expect(measured).toEqual(['smoke:train']);
    expect(report).toMatchObject({ level: null, metrics: [{ status: 'not-compared' }] });
  });

  test('was recorded with less set by the gate: a repeat that disagrees still fails', () => {
    const recorded = recordedSmoke({ loss: recordedMetric(losses()) }, { inject: 'env' });
    const factors = [1.1, 1.2];
    const runs = factors.map((factor) =>
      measuredRun({ loss: read(losses().map((value) => value * factor)) }),
    );
    const { findings } = judgeRun(evidence({ test: smokeTest({ repeat: 'bitwise' }), recorded, runs }));
    expect(findings.map(({ code }) => code).sort()).toEqual([
      'baseline/other-injection',
      'smoke/not-repeatable',
    ]);
  });

  test('has another seed: nothing is compared', () => {
    const recorded = recordedSmoke({ loss: recordedMetric(losses()) }, { seed: 1 });
    const given = evidence({ recorded });
    const { findings, measured } = judgeRun(given);
    expect(codes(findings)).toEqual(['error baseline/other-definition']);
    expect(measured).toEqual(['smoke:train']);
    expect(verdictOf(given)).not.toBe('pass');
  });

  test('has another command: a warning, and the metrics decide', () => {
    const recorded = recordedSmoke({ loss: recordedMetric(losses()) }, { run: 'python old.py' });
    const given = evidence({ recorded });
    expect(codes(judgeRun(given).findings)).toEqual(['warning baseline/other-command']);
    expect(verdictOf(given)).toBe('pass');
  });

  test('has the command with other white space around it: the same', () => {
    const recorded = recordedSmoke({ loss: recordedMetric(losses()) }, { run: 'python train.py\n' });
    expect(judgeRun(evidence({ recorded })).findings).toEqual([]);
  });

  test('is of another environment, and the test does not allow that', () => {
    const test_ = smokeTest({ onEnvironmentChange: 'fail' });
    const given = evidence({ test: test_, environmentChanged: true });
    expect(codes(judgeRun(given).findings)).toEqual(['error smoke/environment-changed']);
    expect(judgeRun(evidence({ test: test_ })).findings).toEqual([]);
  });
});

describe('a second run', () => {
  function repeated(repeat: SmokeTest['repeat'], second: MetricReading, more: Partial<RunEvidence> = {}) {
    const rerun = measuredRun({ loss: second }, { role: 'head-rerun' });
    return evidence({
      test: smokeTest({ repeat }),
      runs: [measuredRun({ loss: read(losses()) }), rerun],
      ...more,
    });
  }

  const cases: [SmokeTest['repeat'], string, MetricReading, string, readonly string[]][] = [
    ['bitwise', 'the same', read(losses()), 'pass', []],
    ['bitwise', 'the last bit off', read(moved(2 ** -52, 100)), 'fail', ['error smoke/not-repeatable']],
    ['within', 'the same', read(losses()), 'pass', []],
    ['within', 'a little off', read(moved(1e-6, 3)), 'pass', []],
    ['within', 'far off', read(moved(1e-3, 3)), 'fail', ['error smoke/not-repeatable']],
    ['within', 'a step short', read(losses(99)), 'fail', ['error smoke/not-repeatable']],
    ['within', 'not finite', read(losses().with(5, NAN)), 'fail', ['error smoke/not-repeatable']],
    ['off', 'far off, which nobody asked about', read(moved(0.5)), 'pass', []],
  ];
  test.each(cases)('with repeat: %s, %s', (repeat, _, second, verdict, expected) => {
    const given = repeated(repeat, second);
    expect(codes(judgeRun(given).findings)).toEqual(expected);
    expect(verdictOf(given)).toBe(verdict);
    expect(judgeRun(given).report).toMatchObject({ runs: 2, durationMs: 2000 });
  });

  test('that was asked for and did not happen leaves the test open', () => {
    const given = repeated('bitwise', read(losses()));
    const once = { ...given, runs: given.runs.slice(0, 1) };
    expect(judgeRun(once).measured).toEqual([]);
    expect(verdictOf(once)).toBe('not-measured');
  });

  test('that failed is told as the second', () => {
    const exit = exitWith({ kind: 'exited', code: 1 }, { tail: 'the second' });
    const given = repeated('within', read(losses()));
    const [first] = given.runs;
    const runs = first === undefined ? [] : [first, measuredRun({}, { role: 'head-rerun', exit })];
    const { findings, report, measured } = judgeRun({ ...given, runs });
    expect(findings[0]?.summary).toBe('train failed with exit code 1 in its second run');
    expect(report).toMatchObject({ ended: 'exit code 1', tail: 'the second' });
    expect(measured).toEqual([]);
  });

  test('without its metric leaves the metric open', () => {
    const given = repeated('within', { kind: 'file-missing', path: 'm', leftOver: false });
    const { findings, measured } = judgeRun(given);
    expect(codes(findings)).toEqual(['error smoke/metrics-missing']);
    expect(findings[0]?.summary).toContain('in the second run');
    expect(measured).toEqual(['smoke:train']);
  });

  test('is not compared with a first that was not finite', () => {
    const given = repeated('within', read(losses()));
    const nan = measuredRun({ loss: read(losses().with(5, NAN)) });
    const [, second] = given.runs;
    const { findings } = judgeRun({ ...given, runs: second === undefined ? [] : [nan, second] });
    expect(codes(findings)).toEqual(['error smoke/non-finite']);
  });

  test('tells a noisy job from a change', () => {
    const away = read(moved(1e-3, 3));
    const both = repeated('bitwise', away, {});
    const runs = [measuredRun({ loss: away }), measuredRun({ loss: away }, { role: 'head-rerun' })];
    expect(judgeRun({ ...both, runs }).report.diagnosis).toContain(
      'two runs of this commit agree bit for bit; loss:',
    );
    const close = repeated('bitwise', read(moved(1e-6, 3)));
    expect(judgeRun(close).report.diagnosis).toBe('two runs of this commit agree within the tolerance');
    expect(judgeRun(repeated('bitwise', read(losses()))).report.diagnosis).toBeNull();
    const apart = repeated('within', away);
    expect(judgeRun(apart).report.diagnosis).toBe('two runs of this commit disagree with each other');
    const both2 = [away, read(moved(2e-3, 3))].map((loss) => measuredRun({ loss }));
    expect(judgeRun({ ...apart, runs: both2 }).report.diagnosis).toBe(
      'two runs of this commit disagree with each other',
    );
  });

  test('of a single number that ends at another step is another run', () => {
    const runs = [read([0.9]), read([0.8, 0.9])].map((accuracy) => measuredRun({ accuracy }));
    const recorded = recordedSmoke({ accuracy: recordedMetric([0.9], { check: 'scalar' }) });
    const test_ = smokeTest({ repeat: 'within', metrics: [scalarCheck()] });
    const { findings } = judgeRun(evidence({ test: test_, runs, recorded }));
    expect(findings).toMatchObject([
      { code: 'smoke/not-repeatable', found: expect.stringContaining('last step') },
    ]);
  });

  test('of a single number has no good side', () => {
    const check = scalarCheck({ better: 'higher' });
    const runs = [0.9, 0.95].map((value, index) =>
      measuredRun({ accuracy: read([value]) }, { role: index === 0 ? 'head' : 'head-rerun' }),
    );
    const recorded = recordedSmoke({ accuracy: recordedMetric([0.9], { check: 'scalar' }) });
    for (const repeat of ['within', 'bitwise'] as const) {
      const given = evidence({ test: smokeTest({ repeat, metrics: [check] }), runs, recorded });
      expect(codes(judgeRun(given).findings)).toEqual(['error smoke/not-repeatable']);
    }
  });
});

describe('several metrics', () => {
  const metrics = [curveCheck(), scalarCheck()];
  const recorded = recordedSmoke({
    loss: recordedMetric(losses()),
    accuracy: recordedMetric([0.9], { check: 'scalar' }),
  });

  test('are ticked one by one', () => {
    const runs = [measuredRun({ loss: read(losses()), accuracy: { kind: 'missing', names: [] } })];
    const given = evidence({ test: smokeTest({ metrics }), recorded, runs });
    expect(judgeRun(given).measured).toEqual(['smoke:train', 'smoke:train/loss']);
    expect(verdictOf(given)).not.toBe('pass');
  });

  test('are as good as the worst of them', () => {
    const runs = [measuredRun({ loss: read(losses()), accuracy: read([0.8]) })];
    const given = evidence({ test: smokeTest({ metrics }), recorded, runs });
    expect(judgeRun(given).report.level).toBe('not-reproduced');
    expect(verdictOf(given)).toBe('fail');
  });
});

describe('for any reading', () => {
  const value = fc.oneof(fc.double(), fc.constantFrom(NAN, INF, -INF, 0, -0));
  const reading: fc.Arbitrary<MetricReading> = fc.oneof(
    fc.array(value, { maxLength: 5 }).map((values) => read(values)),
    fc.constantFrom<MetricReading>(
      { kind: 'missing', names: [] },
      { kind: 'unreadable', line: null, expected: 'x', found: 'y' },
      { kind: 'file-missing', path: 'm', leftOver: false },
    ),
  );

  test('a pass means that finite values were compared with finite values at the same steps', () => {
    fc.assert(
      fc.property(
        reading,
        fc.array(value, { maxLength: 5 }),
        fc.boolean(),
        (found, recorded, environmentChanged) => {
          const given = evidence({
            runs: runOf(found),
            recorded: recordedSmoke({ loss: recordedMetric(recorded) }),
            environmentChanged,
          });
          if (verdictOf(given) !== 'pass') return;
          expect(found.kind).toBe('read');
          const values = found.kind === 'read' ? found.series.points.map((point) => point.value) : [];
          expect(values).toHaveLength(recorded.length);
          expect(values.length).toBeGreaterThan(0);
          expect([...values, ...recorded].every(Number.isFinite)).toBe(true);
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });

  test('the same values on both sides pass if and only if they are finite', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), (values) => {
        const given = evidence({
          runs: runOf(read(values)),
          recorded: recordedSmoke({ loss: recordedMetric(values) }),
        });
        expect(verdictOf(given) === 'pass').toBe(values.every(Number.isFinite));
      }),
      { seed: SEED },
    );
  });
});
