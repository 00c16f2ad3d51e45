import { describe, expect, test } from '@jest/globals';
import { judgeObserved } from '../../../src/judge/observed/judge.ts';
import { aPolicy, aSnapshot } from '../../builders.ts';
import { anObservation } from '../../observe/observations.ts';
import { measuredRun } from '../../smoke/builders.ts';
import { judgeSeen, requiring } from './evidence.ts';

describe('nothing was seen', () => {
  test('is said, with the reason', () => {
    expect(judgeSeen([], { run: 'python -I train.py' }).findings).toMatchObject([
      {
        code: 'observe/none',
        severity: 'info',
        subject: 'train',
        summary: expect.stringMatching(
          /^facts of the training process of train were not captured, because .* -I, -E or -S/,
        ),
      },
    ]);
  });

  test('is an error where facts are required, and ticks none', () => {
    const { findings, measured, required } = judgeSeen([], { policy: requiring('seeded', 'no-tf32') });
    expect(findings).toMatchObject([
      { code: 'observe/none', severity: 'error', expected: 'facts: seeded, no-tf32' },
    ]);
    expect(required).toEqual(['observed:train/seeded', 'observed:train/no-tf32']);
    expect(measured).toEqual([]);
  });

  test('is nothing to speak of where the command starts no Python', () => {
    expect(judgeSeen([], { run: 'cargo run' }).findings).toEqual([]);
    expect(judgeSeen([], { run: 'cargo run' }).report).toBeNull();
  });

  test('but facts are required of such a command all the same', () => {
    const { findings } = judgeSeen([], { run: 'cargo run', policy: requiring('seeded') });
    expect(findings).toMatchObject([
      { severity: 'error', found: 'none, because the command starts no Python' },
    ]);
  });

  test('has a reason of its own where the observer is not installed', () => {
    const more = { blind: 'repro-gate is installed without its observer' };
    const { findings, report } = judgeSeen([], { run: 'cargo run', more });
    expect(findings).toMatchObject([{ code: 'observe/none', found: `none, because ${more.blind}` }]);
    expect(report).toMatchObject({ processes: 0, because: more.blind });
  });

  test('is no wonder after a command that failed', () => {
    expect(judgeSeen([], { end: { kind: 'exited', code: 127 } }).findings).toEqual([]);
  });
});

describe('an observation that cannot be read', () => {
  const unreadable = [{ process: 'process 4711', because: 'it is not JSON' }];

  test('is said, beside what the others show', () => {
    expect(judgeSeen([anObservation()], { more: { unreadable } }).findings).toMatchObject([
      {
        code: 'observe/unreadable',
        severity: 'warning',
        subject: 'train: process 4711',
        summary: 'process 4711 of train wrote an observation that cannot be read: it is not JSON',
      },
    ]);
  });

  test('is an error where facts are required', () => {
    const { findings } = judgeSeen([anObservation()], { more: { unreadable }, policy: requiring('seeded') });
    expect(findings).toMatchObject([{ code: 'observe/unreadable', severity: 'error' }]);
  });

  test('of many, five are told and the rest counted', () => {
    const many = Array.from({ length: 9 }, (_, pid) => ({
      process: `process ${pid}`,
      because: 'it is empty',
    }));
    const { findings } = judgeSeen([anObservation()], { more: { unreadable: many, beyond: 3 } });
    expect(findings).toHaveLength(6);
    expect(findings.at(-1)).toMatchObject({
      subject: 'train: other processes',
      found: expect.stringMatching(/^7 /),
    });
  });
});

test('what the observer failed at is for information', () => {
  const errors = ['torch: AttributeError: no attribute'];
  expect(judgeSeen([anObservation({ errors }), anObservation({ errors })]).findings).toMatchObject([
    { code: 'observe/incomplete', severity: 'info', found: errors[0] },
  ]);
});

describe('without an observer', () => {
  test('nothing is said', () => {
    const policy = aPolicy(
      'smoke: { train: { run: python x.py, metrics: { loss: } } }\ndeterminism: { observe: false }',
    );
    const [test] = policy.smoke;
    if (test === undefined) throw new Error('the policy has no smoke test');
    const runs = [measuredRun({}, { observed: null })];
    expect(judgeObserved({ policy, snapshot: aSnapshot(), test, runs })).toEqual({
      findings: [],
      required: [],
      measured: [],
      report: null,
    });
  });
});

test('two runs that show the same say it once', () => {
  const policy = aPolicy('smoke: { train: { run: python -I x.py, metrics: { loss: } } }');
  const [test] = policy.smoke;
  if (test === undefined) throw new Error('the policy has no smoke test');
  const observed = { processes: [], unreadable: [], beyond: 0, blind: null };
  const runs = [measuredRun({}, { observed }), measuredRun({}, { observed })];
  expect(judgeObserved({ policy, snapshot: aSnapshot(), test, runs }).findings).toHaveLength(1);
});
