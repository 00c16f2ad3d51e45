import { describe, expect, test } from '@jest/globals';
import type { DataFile, ParameterFile, Snapshot } from '../../src/capture/snapshot.ts';
import { compareEnvironments, isChanged } from '../../src/judge/environment.ts';
import { aSnapshot } from '../builders.ts';
import { judgeBy, short, withUnknown } from './judging.ts';

const POLICY = 'data: ["data/**"]\nparameters: [params.yaml]\n';

const file = (path: string, hash: string, kind = 'file'): DataFile => ({ path, kind, hash });
const withData = (...data: readonly DataFile[]): Snapshot => aSnapshot({ data });

describe('data', () => {
  const judge = (recorded: Snapshot, snapshot: Snapshot, policy = POLICY) =>
    judgeBy('data', { policy, recorded, snapshot });
  const recorded = withData(file('data/a.csv', 'sha256:aa'), file('data/b.csv', 'sha256:bb'));

  test('that is the same gives nothing to say, in whatever order it was read', () => {
    expect(judge(recorded, withData(...recorded.data.toReversed()))).toEqual([]);
  });

  test('has a code for each way to differ', () => {
    const found = withData(file('data/b.csv', 'sha256:cc'), file('data/c.csv', 'sha256:dd'));
    const findings = judge(recorded, found);
    expect(short(findings)).toEqual([
      'data/removed data/a.csv warning',
      'data/changed data/b.csv warning',
      'data/added data/c.csv warning',
    ]);
    expect(findings[1]).toMatchObject({ expected: 'sha256:bb', found: 'sha256:cc', where: { line: 2 } });
  });

  test('that was a Git LFS pointer and is fetched now is the same', () => {
    const pointer = withData(file('data/a.csv', 'sha256:aa', 'lfs'));
    expect(judge(pointer, withData(file('data/a.csv', 'sha256:aa')))).toEqual([]);
  });

  test('that cannot be read is an error under its own name, and what else changed is still told', () => {
    const snapshot = withUnknown(
      'data[data/a.csv]',
      'permission denied',
      withData(file('data/b.csv', 'sha256:cc')),
    );
    expect(short(judge(recorded, snapshot))).toEqual([
      'capture/unknown data[data/a.csv] error',
      'data/removed data/a.csv warning',
      'data/changed data/b.csv warning',
    ]);
  });

  test('that the policy does not name is not judged', () => {
    expect(judge(recorded, withData(), 'parameters: [params.yaml]')).toEqual([]);
  });
});

describe('parameters', () => {
  const params = (
    values: Readonly<Record<string, string>>,
    hash = JSON.stringify(values),
  ): ParameterFile => ({
    path: 'params.yaml',
    hash,
    values,
  });
  const judge = (before: readonly ParameterFile[], after: readonly ParameterFile[]) =>
    judgeBy('parameters', {
      policy: POLICY,
      recorded: aSnapshot({ parameters: before }),
      snapshot: aSnapshot({ parameters: after }),
    });

  test('that are the same give nothing to say', () => {
    expect(judge([params({ lr: '0.1' })], [params({ lr: '0.1' })])).toEqual([]);
  });

  test('are told key by key', () => {
    const findings = judge([params({ lr: '0.1', seed: '1' })], [params({ lr: '0.2', momentum: '0.9' })]);
    expect(short(findings)).toEqual([
      'parameters/changed params.yaml:lr warning',
      'parameters/changed params.yaml:momentum warning',
      'parameters/changed params.yaml:seed warning',
    ]);
    expect(findings.map(({ expected, found }) => [expected, found])).toEqual([
      ['0.1', '0.2'],
      ['not set', '0.9'],
      ['1', 'not set'],
    ]);
  });

  test('that could not be read are an error', () => {
    const snapshot = withUnknown('parameters[params.yaml]', 'it cannot be read');
    expect(short(judgeBy('parameters', { policy: POLICY, snapshot }))).toEqual([
      'capture/unknown parameters[params.yaml] error',
    ]);
  });
});

describe('among the changes of the environment', () => {
  const before = aSnapshot({
    data: [file('data/a.csv', 'sha256:aa')],
    parameters: [{ path: 'params.yaml', hash: 'x', values: { lr: '0.1' } }],
  });
  const after = aSnapshot({
    data: [file('data/a.csv', 'sha256:bb')],
    parameters: [{ path: 'params.yaml', hash: 'y', values: { lr: '0.2' } }],
  });

  test('both come with a high effect, and excuse no other numbers', () => {
    const environment = compareEnvironments(before, after);
    expect(environment.changes).toEqual([
      { path: 'data.data/a.csv', baseline: 'sha256:aa', found: 'sha256:bb', effect: 'high' },
      { path: 'parameters.params.yaml:lr', baseline: '0.1', found: '0.2', effect: 'high' },
    ]);
    expect(isChanged(environment)).toBe(false);
  });
});
