import { afterAll, describe, expect, test } from '@jest/globals';
import { generationOf } from '../../src/capture/gpu/gpu-tables.ts';
import { NO_FRAMEWORKS } from '../../src/capture/python/software.ts';
import type { Frameworks, Snapshot } from '../../src/capture/snapshot.ts';
import { RULES } from '../../src/judge/rules.ts';
import type { Finding } from '../../src/verdict.ts';
import { aDriver, aGpu, aPolicy, aSnapshot } from '../builders.ts';
import { CASES, type Case, type Truth } from './cuda-cases.ts';

/** A policy that asks for nothing about CUDA: what holds without being written. */
const POLICY = aPolicy('smoke: { train: { run: python train.py, metrics: { loss: } } }');
const STANDALONE = RULES.filter((rule) => rule.kind === 'standalone');

function snapshotOf({ machine, build }: Case): Snapshot {
  const { framework, ...made } = build;
  const entry = { version: '1.0', ...made, archsFrom: null, hip: null, commit: null };
  return aSnapshot({
    gpus: [
      aGpu({ name: machine.board, computeCapability: machine.cc, generation: generationOf(machine.cc) }),
    ],
    driver: aDriver({
      version: machine.driver,
      branch: Number.parseInt(machine.driver, 10) || null,
      platform: machine.platform,
      cuda: machine.smi,
      compat: machine.compat?.version ?? null,
      compatBranches: machine.compat?.branches ?? null,
    }),
    frameworks: { ...NO_FRAMEWORKS, [framework]: entry } as Frameworks,
  });
}

function findingsOf(entry: Case): readonly Finding[] {
  const snapshot = snapshotOf(entry);
  const evidence = { policy: POLICY, snapshot, variables: {} };
  return STANDALONE.filter(({ applies }) => applies(POLICY)).flatMap((rule) => rule.judge(evidence));
}

/** What is about more than the build: that a library is in use, that a branch is a generation's last. */
const BESIDE = new Set(['driver/compat-in-use', 'driver/last-branch']);

function answerOf(findings: readonly Finding[]): Truth {
  if (findings.some(({ severity }) => severity === 'error')) return 'fails';
  return findings.some(({ code }) => code === 'cuda/undecided') ? 'cannot tell' : 'runs';
}

/** What people do: the toolkit's CUDA against the one that nvidia-smi prints. */
function naiveAnswer({ machine, build }: Case): Truth {
  const [major = 0, minor = 0] = build.cuda.split('.').map(Number);
  const [topMajor = 0, topMinor = 0] = machine.smi.split('.').map(Number);
  return major < topMajor || (major === topMajor && minor <= topMinor) ? 'runs' : 'fails';
}

const ours = new Map(CASES.map((entry) => [entry, answerOf(findingsOf(entry))]));
const decidable = CASES.filter(({ truth }) => truth !== 'cannot tell');
const right = {
  ours: decidable.filter((entry) => ours.get(entry) === entry.truth),
  naive: decidable.filter((entry) => naiveAnswer(entry) === entry.truth),
};

afterAll(() => {
  process.stdout.write(
    `CUDA <= driver: right in ${right.ours.length} of ${decidable.length} decidable cases; comparing with the CUDA of nvidia-smi: ${right.naive.length}; ` +
      `${CASES.length - decidable.length} more cannot be told, and that rule answers each of them\n`,
  );
});

describe('whether a build runs', () => {
  test.each(CASES.map((entry) => [entry.why, entry.truth, entry] as const))('%s: %s', (_, truth, entry) => {
    const findings = findingsOf(entry).filter(({ code }) => !BESIDE.has(code));
    expect(findings.map(({ code }) => code)).toEqual(entry.codes);
    expect(ours.get(entry)).toBe(truth);
  });
});

describe('the table of cases', () => {
  test('has at least 80, each about something else', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(80);
    expect(new Set(CASES.map(({ why }) => why)).size).toBe(CASES.length);
    const questions = CASES.map(({ machine, build }) => JSON.stringify([machine, build]));
    expect(new Set(questions).size).toBe(CASES.length);
  });

  test('is decided rightly wherever it can be, and the naive rule is wrong both ways', () => {
    expect(right.ours.length).toBe(decidable.length);
    const wrong = decidable.filter((entry) => !right.naive.includes(entry));
    const [passed, failed] = [
      wrong.filter((e) => e.truth === 'fails'),
      wrong.filter((e) => e.truth === 'runs'),
    ];
    expect(passed.length).toBeGreaterThan(0);
    expect(failed.length).toBeGreaterThan(0);
    expect(right.naive.length + passed.length + failed.length).toBe(decidable.length);
  });
});
