import { describe, expect, test } from '@jest/globals';
import type { Container, Snapshot } from '../../src/capture/snapshot.ts';
import { findingInfo } from '../../src/findings.ts';
import { aSnapshot } from '../builders.ts';
import { judgeBy, short, withUnknown } from './judging.ts';

const POLICY = 'software: { container: pin }';
const [A, B] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];

function inside(container: Partial<Container> | null): Snapshot {
  const { host } = aSnapshot();
  const whole: Container | null =
    container === null
      ? null
      : {
          kind: 'docker',
          digest: A,
          digestOf: 'manifest',
          reference: 'ghcr.io/o/train:1',
          labels: {},
          ...container,
        };
  return aSnapshot({ host: { ...host, container: whole } });
}

const judge = (recorded: Snapshot, snapshot: Snapshot, policy = POLICY) =>
  judgeBy('container', { policy, recorded, snapshot });

describe('the running image', () => {
  test.each([
    ['the same image', inside({}), inside({})],
    ['the same image under another name', inside({}), inside({ reference: 'localhost/train' })],
    ['no container, then and now', inside(null), inside(null)],
  ])('is agreed on with %s', (_, recorded, snapshot) => {
    expect(judge(recorded, snapshot)).toEqual([]);
  });

  test.each([
    ['another image of the same name', inside({}), inside({ digest: B })],
    ['an image where there was none', inside(null), inside({})],
    ['no container where there was one', inside({}), inside(null)],
  ])('is an error with %s', (_, recorded, snapshot) => {
    expect(short(judge(recorded, snapshot))).toEqual(['container/changed container error']);
  });

  test('is named with its digest', () => {
    expect(judge(inside({}), inside({ digest: B, reference: `ghcr.io/o/train:1@${A}` }))).toMatchObject([
      { expected: `ghcr.io/o/train:1@${A}`, found: `ghcr.io/o/train:1@${B}` },
    ]);
  });

  test('by the digest of its configuration says nothing of one by that of its manifest', () => {
    const findings = judge(inside({}), inside({ digest: B, digestOf: 'config' }));
    expect(short(findings)).toEqual(['capture/unknown host.container.digest error']);
    expect(findings[0]?.found).toContain('the digest of the manifest, and here that of the config');
  });

  test('whose digest is unknown here cannot be judged', () => {
    const snapshot = withUnknown('host.container.digest', 'no route tells it', inside({ digest: null }));
    expect(short(judge(inside({}), snapshot))).toEqual(['capture/unknown host.container.digest error']);
  });

  test('whose digest the baseline does not hold is not comparable, even where it is unknown in neither', () => {
    expect(short(judge(inside({ digest: null, digestOf: null }), inside({})))).toEqual([
      'container/not-recorded container error',
    ]);
    expect(findingInfo('container/not-recorded').verdict).toBe('incomparable');
  });

  test('is not judged unless the policy pins it', () => {
    expect(
      judge(inside({}), inside({ digest: B }), 'software: { container: off, python: "3.11.*" }'),
    ).toEqual([]);
  });
});
