import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/report/report.ts';
import { cli, ROOT } from '../e2e/cli.ts';

const PYTHON = process.env['REAL_PYTHON'] ?? '';
const MINUTES = 60_000;

/** A copy of the PyTorch example, with a baseline of this very machine. */
class Training {
  readonly folder = mkdtempSync(join(tmpdir(), 'repro-gate-real-'));

  constructor(from: string) {
    cpSync(from, this.folder, { recursive: true });
  }

  edit(path: string, from: string, to: string): this {
    const file = join(this.folder, path);
    const before = readFileSync(file, 'utf8');
    if (!before.includes(from)) throw new Error(`${path} has no ${from}`);
    writeFileSync(file, before.replace(from, to));
    return this;
  }

  async check(): Promise<Report> {
    const { stdout } = await cli(['check', this.folder, '--python', PYTHON, '--format', 'json']);
    return JSON.parse(stdout);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

(PYTHON === '' ? describe.skip : describe)('a real training with PyTorch 2.13.0 on the CPU', () => {
  let recorded: Training;
  let said = '';

  beforeAll(async () => {
    recorded = new Training(join(ROOT, 'examples/pytorch'));
    rmSync(join(recorded.folder, '.repro/baselines'), { recursive: true });
    said = (await cli(['record', recorded.folder, '--python', PYTHON])).stdout;
  }, 5 * MINUTES);
  afterAll(() => {
    recorded.remove();
  });

  test('records the level that it measured', () => {
    expect(said).toContain('train: bit-exact over 2 runs');
    expect(said).toContain('loss: 200 steps');
  });

  test(
    'passes again, bit for bit, twice in one check',
    async () => {
      const report = await recorded.check();
      expect(report).toMatchObject({
        verdict: 'pass',
        level: 'bit-exact',
        smoke: [{ runs: 2, band: 'strict' }],
      });
      expect(report.smoke[0]?.metrics[0]).toMatchObject({ name: 'loss', status: 'pass', onset: null });
    },
    5 * MINUTES,
  );

  test(
    'passes against the baseline that is committed, by the band for a changed environment if it has changed',
    async () => {
      const training = new Training(join(ROOT, 'examples/pytorch'));
      const report = await training.check();
      training.remove();
      // A class without a committed baseline has nothing to compare with, and says so.
      if (report.verdict !== 'incomparable') expect(report).toMatchObject({ verdict: 'pass' });
    },
    5 * MINUTES,
  );

  test.each<[string, (training: Training) => Training]>([
    [
      'the learning rate + 1 %',
      (training) => training.edit('configs/smoke.json', '"learning_rate": 0.006', '"learning_rate": 0.00606'),
    ],
    [
      'the seed + 1',
      (training) => training.edit('train.py', 'torch.manual_seed(SEED)', 'torch.manual_seed(SEED + 1)'),
    ],
    [
      'a dropped batch',
      (training) =>
        training.edit(
          'train.py',
          '            images, labels = next(stream)',
          '            if step == 100:\n                next(stream)\n            images, labels = next(stream)',
        ),
    ],
    ['bf16 autocast', (training) => training.edit('configs/smoke.json', '"float32"', '"bfloat16"')],
    [
      'another epsilon of the optimizer',
      (training) => training.edit('configs/smoke.json', '"adam_epsilon": 1e-8', '"adam_epsilon": 1e-06'),
    ],
  ])(
    '%s fails on the curve, with the onset shown',
    async (name, change) => {
      const training = change(new Training(recorded.folder));
      const report = await training.check();
      training.remove();
      const [loss] = report.smoke[0]?.metrics ?? [];
      process.stdout.write(
        `  ${name}: onset ${loss?.onset?.value} at step ${loss?.onset?.step}, largest ${loss?.maxDeviation?.value}\n`,
      );
      expect(report.verdict).toBe('fail');
      expect(loss).toMatchObject({ status: 'fail', onset: { step: expect.any(Number) } });
      expect(report.findings.map(({ code }) => code)).toContain('smoke/out-of-tolerance');
    },
    5 * MINUTES,
  );
});

describe('the quickstart', () => {
  test(
    'passes twenty times in a row',
    async () => {
      const verdicts: string[] = [];
      for (let run = 0; run < 20; run += 1) {
        const { stdout } = await cli(['check', 'examples/quickstart', '--format', 'json']);
        verdicts.push((JSON.parse(stdout) as Report).verdict);
      }
      expect(verdicts).toEqual(Array(20).fill('pass'));
    },
    5 * MINUTES,
  );
});
