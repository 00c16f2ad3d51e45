/** Reports of the situations that reviewers meet, for golden renderings. */

import type { MetricReport, Report, SmokeReport } from '../../src/report/report.ts';
import type { Finding } from '../../src/verdict.ts';

const LOSS = [2.3, 1.9, 1.5, 1.2, 1.0, 0.8, 0.6, 0.5, 0.4, 0.35];
const STEPS = LOSS.map((_, index) => index + 1);

export function aMetric(more: Partial<MetricReport> = {}): MetricReport {
  return {
    name: 'loss',
    check: 'curve',
    status: 'pass',
    onset: null,
    maxDeviation: null,
    ulps: null,
    allowed: 'onset 1e-5, any step 5e-3',
    resolution: null,
    baseline: { steps: STEPS, values: LOSS },
    found: { steps: STEPS, values: LOSS },
    ...more,
  };
}

export function aSmoke(more: Partial<SmokeReport> = {}): SmokeReport {
  return {
    name: 'train',
    run: 'python train.py',
    seed: 42,
    level: 'bit-exact',
    ended: 'exit code 0',
    durationMs: 251_000,
    runs: 1,
    band: 'strict',
    metrics: [aMetric()],
    injected: { PYTHONHASHSEED: '42', REPRO_METRICS: '<run>/out/metrics.jsonl' },
    tail: null,
    diagnosis: null,
    observation: null,
    ...more,
  };
}

export function aFinding(more: Partial<Finding> = {}): Finding {
  return {
    code: 'pin/changed',
    severity: 'error',
    subject: 'torch',
    summary: 'torch changed',
    expected: '2.8.0+cu126',
    found: '2.9.1+cu130',
    where: { file: '.repro/policy.yml', line: 12, column: 11 },
    next: 'Install torch 2.8.0+cu126 as recorded, or accept the new build with `repro-gate record`.',
    ...more,
  };
}

export function aReport(more: Partial<Report> = {}): Report {
  return {
    schema: 'repro-gate/report/1',
    tool: 'repro-gate 0.1.0',
    verdict: 'pass',
    reason: 'everything required was measured and agrees',
    exitCode: 0,
    level: 'bit-exact',
    class: 'cuda-sm90-132sm-x1',
    machine: 'H100 80GB HBM3 (9.0, 132 SMs)',
    findings: [],
    environment: { compared: true, same: 120, changes: [] },
    smoke: [aSmoke()],
    leftOut: null,
    baseline: {
      path: '.repro/baselines/cuda-sm90-132sm-x1.json',
      recordedAt: '2026-11-01T10:00:00.000Z',
      commit: 'a'.repeat(40),
      candidate: null,
    },
    proposed: null,
    provenance: {
      commit: '3f2c1abd0e1f2a3b4c5d6e7f8091a2b3c4d5e6f7',
      dirty: false,
      base: '9d1e0c4d0e1f2a3b4c5d6e7f8091a2b3c4d5e6f7',
      policySource: {
        kind: 'base',
        ref: '9d1e0c4d0e1f2a3b4c5d6e7f8091a2b3c4d5e6f7',
        path: '.repro/policy.yml',
      },
      run: 'https://github.com/octo/model/actions/runs/77/attempts/1',
      event: 'pull_request',
      runner: 'gpu-03',
      at: '2026-11-21T10:00:00.000Z',
    },
    timing: { totalMs: 252_000, smokeMs: 251_000, overheadMs: 900, captureMs: 400 },
    ...more,
  };
}

const DRIFTED = LOSS.map((value, index) => (index < 4 ? value : value * 1.02));

/** Loss out of its band, accuracy out of tolerance, torch and the driver changed. */
export const DRIFT = aReport({
  verdict: 'fail',
  reason: 'loss leaves its baseline at step 5; accuracy is 0.94 % lower; and 1 more',
  exitCode: 1,
  level: 'not-reproduced',
  smoke: [
    aSmoke({
      level: 'not-reproduced',
      band: 'library',
      metrics: [
        aMetric({
          status: 'fail',
          onset: { step: 5, value: 2.1e-3 },
          maxDeviation: { step: 9, value: 2e-2 },
          ulps: 17000,
          found: { steps: STEPS, values: DRIFTED },
          allowed: 'onset 5e-4, any step 5e-3',
        }),
        aMetric({
          name: 'accuracy',
          check: 'scalar',
          status: 'fail',
          onset: { step: 10, value: 9.4e-3 },
          maxDeviation: { step: 10, value: 9.4e-3 },
          allowed: '±0.5 %',
          baseline: { steps: [10], values: [0.912] },
          found: { steps: [10], values: [0.9034] },
        }),
      ],
      diagnosis: 'loss: equal until step 5, then a jump: typical of the order of the data',
    }),
  ],
  findings: [
    aFinding({
      code: 'smoke/out-of-tolerance',
      subject: 'train/loss',
      summary: 'loss leaves its baseline at step 5',
      expected: 'onset 5e-4',
      found: 'onset 2.1e-3 at step 5',
      next: 'Compare with what changed.',
    }),
    aFinding({
      code: 'smoke/out-of-tolerance',
      subject: 'train/accuracy',
      summary: 'accuracy is 0.94 % lower',
      expected: '±0.5 %',
      found: '−0.94 %',
      next: 'Compare with what changed.',
    }),
    aFinding(),
    aFinding({
      code: 'driver/branch-changed',
      severity: 'warning',
      subject: 'driver',
      summary: 'the driver moved',
      expected: '550.54.15',
      found: '580.95.05',
      where: null,
      next: 'Nothing, if the metrics agree.',
    }),
    aFinding({
      code: 'package/changed',
      severity: 'info',
      subject: 'pip',
      expected: '24.0',
      found: '25.0',
      next: 'Nothing, if it is expected.',
    }),
  ],
  environment: {
    compared: true,
    same: 115,
    changes: [
      { path: 'packages.torch', baseline: '2.8.0+cu126', found: '2.9.1+cu130', effect: 'high' },
      { path: 'packages.nvidia-cudnn-cu12', baseline: '9.10.2.21', found: null, effect: 'high' },
      { path: 'driver.version', baseline: '550.54.15', found: '580.95.05', effect: 'low' },
      { path: 'driver.branch', baseline: '550', found: '580', effect: 'low' },
      { path: 'packages.pip', baseline: '24.0', found: '25.0', effect: 'none' },
    ],
  },
});
