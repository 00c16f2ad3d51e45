import { describe, expect, test } from '@jest/globals';
import type { Fault, FaultKind, MigSlice } from '../../src/capture/snapshot.ts';
import { findingInfo, isAdjustable } from '../../src/findings.ts';
import { faultsThatMatter, runnerHealth } from '../../src/judge/health.ts';
import { type JudgeInput, judge } from '../../src/judge/judge.ts';
import { RULES } from '../../src/judge/rules.ts';
import { aGpu, aPolicy, aSnapshot } from '../builders.ts';

/** Each as the capture says it. */
const FAULTS: Readonly<Record<FaultKind, Omit<Fault, 'kind'>>> = {
  'no-driver': { subject: 'driver', because: 'an NVIDIA device is on the PCI bus, and no driver is loaded' },
  'no-tool': { subject: 'driver', because: 'the driver 550.54.15 is loaded, and nvidia-smi was not found' },
  'library-mismatch': { subject: 'driver', because: 'nvidia-smi: Driver/library version mismatch' },
  'permission-denied': { subject: 'gpus', because: 'nvidia-smi: Insufficient Permissions' },
  'driver-hangs': { subject: 'driver', because: 'nvidia-smi did not answer within 60 s' },
  'gpu-lost': { subject: 'gpus[2]', because: 'nvidia-smi: GPU is lost' },
  'gpu-needs-reset': { subject: 'gpus[0]', because: 'nvidia-smi: GPU requires reset' },
  'ecc-uncorrected': {
    subject: 'gpus[1]',
    because: '3 uncorrected memory errors since the driver was loaded',
  },
  'row-remap': { subject: 'gpus[0]', because: 'a memory row waits for a reset' },
  'info-rom': { subject: 'gpus[0]', because: 'nvidia-smi: infoROM is corrupted' },
  'gpus-missing': { subject: 'gpus', because: 'the PCI bus shows 8 GPUs, the driver lists 7' },
  'foreign-process': { subject: 'gpus[0]', because: 'python3 computes on it' },
  'cuda-fails': { subject: 'driver', because: 'cuInit failed with error 802' },
  'tool-failed': { subject: 'gpus', because: 'nvidia-smi ended with exit code 255' },
};
const CASES = Object.entries(FAULTS).map(([kind, fault]) => ({ kind: kind as FaultKind, ...fault }));

const SMOKE = 'smoke: { train: { run: python train.py, metrics: { loss: } } }';

function verdictOf(faults: readonly Fault[], policyText = SMOKE, more: Partial<JudgeInput> = {}) {
  const snapshot = aSnapshot({ class: null, complete: false, faults });
  return judge({
    policy: aPolicy(policyText),
    baseline: {
      kind: 'unusable',
      path: null,
      findings: [
        {
          code: 'capture/class-unknown',
          severity: 'error',
          subject: 'class',
          summary: 'the hardware class is unknown',
          expected: 'a class',
          found: 'none',
          where: null,
          next: 'Look at the reason.',
        },
      ],
    },
    measured: { snapshot, variables: {}, smoke: { kind: 'skipped', by: null } },
    today: '2026-11-20',
    findings: [],
    ...more,
  }).decision;
}

describe('a machine that is sick', () => {
  test.each(CASES.map((fault) => [fault.kind, fault] as const))(
    'with %s is not measured, for that reason first',
    (kind, fault) => {
      const decision = verdictOf([fault]);
      expect(decision).toMatchObject({ verdict: 'not-measured', exitCode: 3 });
      expect(decision.reason.replace(/^GPU \d: /, '').startsWith(fault.because)).toBe(true);
      expect(decision.findings[0]).toMatchObject({ code: `runner/${kind}`, subject: fault.subject });
    },
  );

  test('says which board it is about', () => {
    const lost = { kind: 'gpu-lost', ...FAULTS['gpu-lost'] } as const;
    expect(verdictOf([lost]).reason).toMatch(/^GPU 2: nvidia-smi: GPU is lost\b/);
  });

  test('names every fault', () => {
    expect(verdictOf(CASES).findings.filter(({ code }) => code.startsWith('runner/'))).toHaveLength(14);
  });

  test('says for each fault what to do, and explains it in its own words', () => {
    const judged = runnerHealth.judge({
      policy: aPolicy(SMOKE),
      snapshot: aSnapshot({ faults: CASES }),
      variables: {},
    } as never);
    expect(new Set(judged.map(({ next }) => next)).size).toBeGreaterThan(11);
    const texts = CASES.map(({ kind }) => findingInfo(`runner/${kind}`));
    expect(texts.every(({ verdict }) => verdict === 'not-measured')).toBe(true);
    expect(new Set(texts.map(({ means }) => means)).size).toBe(14);
    expect(new Set(texts.map(({ resolve }) => resolve)).size).toBe(14);
  });

  test('is judged first of all', () => {
    expect(RULES[0]?.id).toBe('runner-health');
  });
});

describe('what a policy may say about it', () => {
  const shared: Fault = { kind: 'foreign-process', subject: 'gpus[0]', because: 'python3 computes on it' };

  test('a shared GPU can be a choice', () => {
    const text = `${SMOKE}\nseverity: { runner/foreign-process: warning }`;
    expect(verdictOf([shared], text).findings[0]).toMatchObject({ severity: 'warning' });
  });

  test('or an exception with a last day', () => {
    const text = `${SMOKE}\nwaivers: [{ finding: runner/foreign-process, reason: shared box, expires: 2026-12-01 }]`;
    expect(verdictOf([shared], text).findings[0]).toMatchObject({ severity: 'info' });
  });

  test('the other faults are nobody’s choice', () => {
    const adjustable = CASES.filter(({ kind }) => isAdjustable(`runner/${kind}`));
    expect(adjustable.map(({ kind }) => kind)).toEqual(['foreign-process']);
  });

  test('smoke tests on the CPU do not mind a broken GPU', () => {
    const text = `hardware: { device: cpu }\n${SMOKE}`;
    expect(verdictOf(CASES, text).findings.filter(({ code }) => code.startsWith('runner/'))).toEqual([]);
  });
});

describe('a board that the job does not see', () => {
  const codes = (kind: FaultKind, visible: boolean | null): readonly string[] => {
    const faults = [{ kind, subject: 'gpus[1]', because: 'it is so' }];
    const snapshot = aSnapshot({ gpus: [aGpu(), aGpu({ visible })], faults });
    return faultsThatMatter(aPolicy(SMOKE), snapshot, '2026-11-20').map(({ code }) => code);
  };

  test.each<FaultKind>(['foreign-process', 'ecc-uncorrected', 'row-remap'])(
    'does not matter with %s',
    (kind) => {
      expect(codes(kind, false)).toEqual([]);
      expect(codes(kind, true)).toEqual([`runner/${kind}`]);
      expect(codes(kind, null)).toEqual([`runner/${kind}`]);
    },
  );

  test('matters when it is lost, because the driver is one for all', () => {
    expect(codes('gpu-lost', false)).toEqual(['runner/gpu-lost']);
  });
});

test('a program on a MIG slice matters to the job that sees this slice', () => {
  const slice = { ...SLICE, visible: true };
  const of = (subject: string): readonly string[] => {
    const faults = [{ kind: 'foreign-process' as const, subject, because: 'python3 computed on it' }];
    const gpus = [aGpu({ mig: 'enabled', slices: [slice, { ...slice, visible: false }] })];
    return faultsThatMatter(aPolicy(SMOKE), aSnapshot({ gpus, faults }), '2026-11-20').map(
      ({ summary }) => summary,
    );
  };
  expect(of('gpus[0].slices[0]')).toEqual(['slice 0 of GPU 0: python3 computed on it']);
  expect(of('gpus[0].slices[1]')).toEqual([]);
});

const SLICE: MigSlice = {
  profile: '1g.10gb',
  uuid: null,
  gpuInstance: 9,
  computeInstance: 0,
  smCount: 16,
  memoryMiB: 9728,
  visible: null,
};
