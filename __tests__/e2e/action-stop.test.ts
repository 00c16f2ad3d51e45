import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { once } from '../github/harness.ts';
import { FASTER, trainingAfter } from './checkout.ts';
import { pullRequest } from './occasions.ts';
import { cleanUpJob } from './runner.ts';
import { endOfGate } from './soundness.ts';
import { bodies, codesOf, onStage, type Stage } from './stage.ts';
import { annotations } from './step-log.ts';

jest.setTimeout(60_000);

/** GitHub sends SIGINT, SIGTERM after 7.5 s, and ends it all 2.5 s later. */
const PATIENCE_MS = 8_000;

/** A training that goes on for ever, with a grandchild that does not listen. */
const ENDLESS = trainingAfter(`import subprocess, sys, time
deaf = """import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGINT, signal.SIG_IGN)
open("grandchild", "w").close()
time.sleep(600)"""
subprocess.Popen([sys.executable, "-c", deaf])
time.sleep(600)`);

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries += 1) {
    if (tries > 1_000) throw new Error('waited too long');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function inTheMiddle({ workspace }: Stage): () => boolean {
  return () => existsSync(join(workspace, 'grandchild'));
}

/** Milliseconds that the work takes. */
async function timeOf(work: Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work;
  return performance.now() - begun;
}

describe('a job that is cancelled', () => {
  test.concurrent('in the middle of the training ends in time, red, with all processes and without a comment', () =>
    onStage({ head: ENDLESS }, async (stage) => {
      const started = await stage.start(pullRequest(stage));
      await until(inTheMiddle(stage));
      started.child.kill('SIGINT');
      expect(await timeOf(started.ended)).toBeLessThan(PATIENCE_MS);
      const ended = await endOfGate(started);
      expect(ended.exitCode).toBe(3);
      expect(codesOf(ended, 'error')).toEqual(['gate/cancelled']);
      expect(ended.summary).toContain('the run was cancelled');
      expect(annotations(ended.log)).toEqual([expect.stringMatching(/^error gate\/cancelled /)]);
      expect(bodies(stage)).toEqual([]);
    }));

  test.concurrent('while GitHub does not answer does not wait for it', () =>
    onStage({ head: FASTER }, async (stage) => {
      stage.github.fail(once('GET', /\/contents\//, { kind: 'slow', ms: 60_000 }));
      const started = await stage.start(pullRequest(stage));
      await until(() => stage.github.requests.length > 0);
      started.child.kill('SIGINT');
      expect(await timeOf(started.ended)).toBeLessThan(PATIENCE_MS);
      const ended = await endOfGate(started);
      expect(ended.exitCode).toBe(3);
      expect(codesOf(ended, 'error')).toEqual(['gate/cancelled']);
    }));

  test.concurrent('while it comments keeps the verdict that it has', () =>
    onStage({ head: FASTER }, async (stage) => {
      stage.github.fail(once('POST', /\/comments$/, { kind: 'slow', ms: 60_000 }));
      const started = await stage.start(pullRequest(stage));
      await until(() => stage.github.requests.some(({ method }) => method === 'POST'));
      started.child.kill('SIGINT');
      expect(await timeOf(started.ended)).toBeLessThan(PATIENCE_MS);
      const { exitCode, outputs } = await endOfGate(started);
      expect(exitCode).toBe(1);
      expect(outputs['verdict']).toBe('fail');
    }));
});

test.concurrent('a gate that is killed leaves no verdict, and its training to the runner, which knows it by its mark', () =>
  onStage({ head: ENDLESS }, async (stage) => {
    const started = await stage.start(pullRequest(stage));
    await until(inTheMiddle(stage));
    started.child.kill('SIGKILL');
    const { exitCode, signal, outputs, summary } = await started.ended;
    expect({ exitCode, signal, outputs, summary }).toEqual({
      exitCode: null,
      signal: 'SIGKILL',
      outputs: {},
      summary: '',
    });
    expect(cleanUpJob(started.trackingId)).toBeGreaterThanOrEqual(2);
  }));
