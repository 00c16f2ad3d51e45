import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { parse } from 'yaml';
import { POLICY, PROJECT } from './checkout.ts';
import { ROOT } from './cli.ts';
import { pullRequest } from './occasions.ts';
import { codesOf, hasTrained, onStage } from './stage.ts';
import { annotations } from './step-log.ts';

jest.setTimeout(60_000);

describe('inputs that cannot be used are all named, and nothing runs', () => {
  const cases: [string, Readonly<Record<string, string>>, readonly string[]][] = [
    ['no token', { 'github-token': '' }, ['input github-token: expected a token']],
    [
      'an unknown mode and no token',
      { comment: 'sometimes', 'github-token': '' },
      ['input comment: expected on-failure, always, never, found "sometimes"', 'input github-token'],
    ],
    [
      'a folder above the workspace',
      { directory: '..' },
      ['input directory: expected a folder inside the workspace'],
    ],
    ['a folder elsewhere', { directory: '/etc' }, ['found /etc']],
  ];
  test.concurrent.each(cases)('%s', (_, inputs, messages) =>
    onStage({}, async (stage) => {
      const ended = await stage.gate(pullRequest(stage), { with: inputs });
      expect(ended.exitCode).toBe(2);
      expect(ended.outputs['verdict']).toBe('misconfigured');
      for (const message of messages) {
        expect(ended.outputs['reason']).toContain(message);
        expect(annotations(ended.log)).toEqual([expect.stringContaining(message)]);
      }
      expect(hasTrained(stage)).toBe(false);
      expect(stage.github.requests).toEqual([]);
    }),
  );
});

test.concurrent('a folder that the checkout does not have is no place to run in', () =>
  onStage({ folder: 'models/tiny' }, async (stage) => {
    await rm(join(stage.workspace, 'models'), { recursive: true });
    const ended = await stage.gate(pullRequest(stage), {
      with: { directory: 'models/tiny', comment: 'never' },
    });
    expect(ended.exitCode).not.toBe(0);
    expect(codesOf(ended, 'error')).toContain('smoke/not-started');
  }));

test.concurrent('a policy at another place is the one that judges', () => {
  const base = { ...PROJECT, [POLICY]: 'version: [', 'gate.yml': PROJECT[POLICY] ?? '' };
  return onStage({ base }, async (stage) => {
    const ended = await stage.gate(pullRequest(stage), { with: { policy: 'gate.yml', comment: 'never' } });
    expect(ended.outputs['verdict']).toBe('incomparable');
    expect(ended.report?.provenance.policySource.path).toBe('gate.yml');
  });
});

test.concurrent('the report goes where it is wanted, and the outputs are those of the description', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'repro-gate-reports-'));
  try {
    await onStage({}, async (stage) => {
      const { outputs } = await stage.gate(pullRequest(stage), { with: { 'report-dir': folder } });
      expect((await readdir(folder)).sort()).toEqual(['report.json', 'report.md', 'snapshot.json']);
      expect(outputs['report-path']).toBe(join(folder, 'report.json'));
      expect(outputs['markdown-path']).toBe(join(folder, 'report.md'));
      expect(outputs['snapshot-path']).toBe(join(folder, 'snapshot.json'));
      const { outputs: described } = parse(await readFile(join(ROOT, 'action.yml'), 'utf8'));
      expect(Object.keys(outputs).sort()).toEqual(Object.keys(described).sort());
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
