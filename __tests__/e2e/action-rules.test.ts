import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { parseBaseline } from '../../src/baseline/parse.ts';
import { once } from '../github/harness.ts';
import type { Fault, FaultAction } from '../github/stand-in.ts';
import { type Entry, READ_TOKEN, shaOf } from '../github/world.ts';
import {
  agreedProject,
  applied,
  baselinePath,
  edit,
  FASTER,
  POLICY,
  PROJECT,
  withBaseline,
} from './checkout.ts';
import { pullRequest } from './occasions.ts';
import type { GateEnded } from './soundness.ts';
import { codesOf, hasTrained, onStage, type Stage } from './stage.ts';

jest.setTimeout(60_000);

const POLICY_TEXT = PROJECT[POLICY];

/** A policy that lets the faster training pass. */
const WEAK = {
  [POLICY]: edit(
    POLICY_TEXT,
    'loss: { check: curve }',
    'loss: { check: curve, bands: { strict: { onset: 1, curve: 1 } } }',
  ),
};

/** Only a comment could tell more, and these tests are about the judgement. */
function judge(stage: Stage): Promise<GateEnded> {
  return stage.gate(pullRequest(stage), { with: { comment: 'never' } });
}

describe('a pull request that changes the rules is judged by those of the base, and the report tells', () => {
  test.concurrent('that a weaker policy would let it pass', () =>
    onStage({ head: { ...FASTER, ...WEAK } }, async (stage) => {
      const ended = await judge(stage);
      expect(ended.exitCode).toBe(1);
      expect(ended.report).toMatchObject({ verdict: 'fail', proposed: { verdict: 'pass', files: [POLICY] } });
      expect(codesOf(ended, 'warning')).toEqual(['trust/policy-changed']);
      expect(ended.summary).toContain(
        `**This change alters the rules** (\`${POLICY}\`). The copy of the base decided; under the new one the verdict would be **pass**`,
      );
    }));

  test.concurrent('that a stricter policy would let it fail', async () => {
    const base = applied(await agreedProject(), WEAK);
    await onStage({ base, head: { ...FASTER, [POLICY]: POLICY_TEXT ?? '' } }, async (stage) => {
      const { exitCode, report } = await judge(stage);
      expect(exitCode).toBe(0);
      expect(report).toMatchObject({ verdict: 'pass', proposed: { verdict: 'fail', files: [POLICY] } });
    });
  });

  test.concurrent('that nobody knows what another command would do, which is not run', () => {
    const policy = edit(POLICY_TEXT, 'python3 train.py', 'echo > other-command-ran');
    return onStage({ head: { [POLICY]: policy } }, async (stage) => {
      const { exitCode, report, summary } = await judge(stage);
      expect(exitCode).toBe(0);
      expect(report?.proposed).toMatchObject({ verdict: 'unknown' });
      expect(summary).toContain('under the new one the verdict could not be told');
      await expect(readFile(join(stage.workspace, 'other-command-ran'))).rejects.toThrow();
      expect(hasTrained(stage)).toBe(true);
    });
  });

  test.concurrent('that the baseline it brings along would let it pass', async () => {
    const head = await withBaseline({ ...PROJECT, ...FASTER });
    await onStage({ head }, async (stage) => {
      const { exitCode, report } = await judge(stage);
      expect(exitCode).toBe(1);
      expect(report).toMatchObject({
        verdict: 'fail',
        proposed: { verdict: 'pass', files: [baselinePath(head)] },
      });
    });
  });

  test.concurrent('that without the baseline it takes away there would be nothing to compare with', async () => {
    const path = baselinePath(await agreedProject());
    await onStage({ head: { [path]: null } }, async (stage) => {
      const { exitCode, report } = await judge(stage);
      expect(exitCode).toBe(0);
      expect(report?.proposed).toMatchObject({ verdict: 'incomparable', files: [path] });
    });
  });
});

describe('where the base has no policy', () => {
  test.concurrent('and no baselines, the copy of the change judges, and the report says so', async () => {
    const head = { ...(await agreedProject()), ...FASTER };
    await onStage({ base: {}, head }, async (stage) => {
      const ended = await judge(stage);
      expect(ended.exitCode).toBe(1);
      expect(ended.outputs['reason']).toBe('loss leaves its baseline at step 1');
      expect(ended.report?.provenance.policySource).toMatchObject({ kind: 'head', ref: stage.head });
      expect(codesOf(ended, 'info')).toContain('trust/adoption');
      expect(ended.summary).toContain('**Adoption**');
      expect(ended.log).toContain('policy of this change');
    });
  });

  test.concurrent('and the change brings none either, it is refused', () =>
    onStage({ base: {}, head: { [POLICY]: null } }, async (stage) => {
      const ended = await judge(stage);
      expect(ended.exitCode).toBe(2);
      expect(codesOf(ended, 'error')).toEqual(['policy/missing']);
    }));

  test.concurrent('but a baseline, the change cannot bring its own policy', async () => {
    const project = await agreedProject();
    const base = applied(project, { [POLICY]: null });
    await onStage({ base, head: { [POLICY]: POLICY_TEXT ?? '' } }, async (stage) => {
      const ended = await judge(stage);
      expect(ended.exitCode).toBe(2);
      expect(codesOf(ended, 'error')).toEqual(['policy/missing']);
      expect(hasTrained(stage)).toBe(false);
    });
  });
});

const CONTENTS = /\/contents\//;

/** Every try is answered so: a request is sent three times at most. */
function always(path: RegExp, act: FaultAction): Fault {
  return { ...once('GET', path, act), times: 3 };
}

describe('where the base cannot be read, nothing runs and the copy of the change never judges, when', () => {
  interface Cause {
    readonly fault?: Fault;
    /** What is at the policy's path in the base. */
    readonly entry?: Entry;
    readonly token?: string;
    readonly because: string;
  }
  const message = 'Resource not accessible by integration';
  const cases: [string, Cause][] = [
    [
      'the token may not read',
      {
        fault: always(CONTENTS, { kind: 'answer', status: 403, message }),
        because: 'the job needs the permission "contents: read"',
      },
    ],
    [
      'not even the commit is there',
      {
        fault: always(/\/(?:contents|git\/commits)\//, { kind: 'answer', status: 404, message: 'Not Found' }),
        because: 'either the job lacks the permission "contents: read", or it is gone',
      },
    ],
    ['the token is none', { token: 'ghs_of-nobody', because: '401 Bad credentials; the token is not valid' }],
    [
      'GitHub is out of order',
      { fault: always(CONTENTS, { kind: 'answer', status: 503, message: '' }), because: `${POLICY}: 503` },
    ],
    [
      'the answer breaks off',
      { fault: always(CONTENTS, { kind: 'cut' }), because: 'no usable answer from GitHub' },
    ],
    [
      'the answer is half of itself',
      { fault: always(CONTENTS, { kind: 'half' }), because: 'the answer is not whole' },
    ],
    [
      'the policy is huge',
      { entry: '#'.repeat(2 * 1024 * 1024), because: 'has 2097152 bytes; at most 1048576' },
    ],
    [
      'the policy is a link out of the repository',
      { entry: { link: '/etc/passwd' }, because: 'is a symbolic link' },
    ],
    ['the policy is a submodule', { entry: { submodule: shaOf('other') }, because: 'is a submodule' }],
    ['the policy is not text', { entry: Uint8Array.of(0xff, 0xfe, 0x00), because: 'is not UTF-8 text' }],
  ];
  test.concurrent.each(cases)('%s', (_, { fault, entry, token, because }) =>
    onStage({ head: WEAK }, async (stage) => {
      if (fault !== undefined) stage.github.fail(fault);
      const files = entry === undefined ? stage.files : { ...stage.files, [POLICY]: entry };
      stage.world.commits.set(stage.base, { parents: [], files });
      const ended = await stage.gate(pullRequest(stage), {
        token: token ?? READ_TOKEN,
        with: { comment: 'never' },
      });
      expect(ended.exitCode).toBe(2);
      expect(codesOf(ended, 'error')).toEqual(['trust/base-unreadable']);
      expect(ended.outputs['reason']).toContain(because);
      expect(ended.report?.provenance.policySource).toMatchObject({ kind: 'base', ref: stage.base });
      expect(hasTrained(stage)).toBe(false);
    }),
  );

  test.concurrent('the server is not there', () =>
    onStage({ head: WEAK }, async (stage) => {
      const nobody = { apiUrl: 'http://127.0.0.1:9', with: { comment: 'never' } };
      const ended = await stage.gate(pullRequest(stage), nobody);
      expect(ended.exitCode).toBe(2);
      expect(codesOf(ended, 'error')).toEqual(['trust/base-unreadable']);
      expect(ended.outputs['reason']).toContain('no usable answer from GitHub');
      expect(hasTrained(stage)).toBe(false);
    }));

  test.concurrent('only its baseline is unreadable: the training is not run, for there is nothing to judge it by', async () => {
    const path = baselinePath(await agreedProject());
    await onStage({}, async (stage) => {
      stage.world.commits.set(stage.base, {
        parents: [],
        files: { ...stage.files, [path]: { link: '/etc/passwd' } },
      });
      const ended = await judge(stage);
      expect(ended.exitCode).toBe(2);
      expect(codesOf(ended, 'error')).toEqual(['trust/base-unreadable']);
      expect(hasTrained(stage)).toBe(false);
    });
  });
});

describe('where the base has no baseline for this class', () => {
  test.concurrent('the verdict is incomparable, and the report holds the baseline that could be', () =>
    onStage({ base: PROJECT }, async (stage) => {
      const ended = await judge(stage);
      expect(ended.exitCode).toBe(1);
      expect(ended.outputs['verdict']).toBe('incomparable');
      const candidate = JSON.stringify(ended.report?.baseline.candidate);
      expect(parseBaseline(candidate, 'candidate').kind).toBe('baseline');
    }));

  test.concurrent('and the policy calls that neutral, the job is green and the verdict is not pass', () => {
    const base = { ...PROJECT, [POLICY]: `${POLICY_TEXT}on-missing-baseline: neutral\n` };
    return onStage({ base }, async (stage) => {
      const ended = await judge(stage);
      expect(ended.exitCode).toBe(0);
      expect(ended.outputs['verdict']).toBe('incomparable');
    });
  });

  test.concurrent('a baseline that the change brings along does not judge it', async () => {
    const head = await agreedProject();
    await onStage({ base: PROJECT, head }, async (stage) => {
      const { exitCode, report } = await judge(stage);
      expect(exitCode).toBe(1);
      expect(report).toMatchObject({ verdict: 'incomparable', proposed: { verdict: 'pass' } });
    });
  });
});
