/** The whole gate around a real distributed job: four gloo ranks under torchrun, one of them made odd in turn. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/report/report.ts';
import { aFile } from '../capture/interpreters.ts';
import { cli } from '../e2e/cli.ts';

const PYTHON = process.env['REAL_PYTHON'] ?? '';
const MINUTES = 60_000;

/** Each rank seeds itself by its number; ODD names the rank that is unlike the others, and WAY in what. */
const TRAIN = `
import json, os, sys
rank = int(os.environ["RANK"])
odd = os.environ.get("JOB_ODD") == str(rank)
way = os.environ.get("JOB_WAY")
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "other" if odd and way == "numpy" else "shared"))
if odd and way == "variable":
    os.environ["OMP_NUM_THREADS"] = "7"
    os.execv(sys.executable, [sys.executable, __file__, "again"]) if len(sys.argv) == 1 else None
try:
    import numpy
except ImportError:
    pass
import torch
import torch.distributed as dist
torch.manual_seed(99 if odd and way == "seed" else 7 + rank)
torch.set_num_threads(1)
dist.init_process_group("gloo")
value = torch.randn(4).sum()
dist.all_reduce(value)
if rank == 0:
    with open(os.environ["REPRO_METRICS"], "w") as metrics:
        for step in range(1, 6):
            metrics.write(json.dumps({"name": "loss", "step": step, "value": 1.0 / step}) + "\\n")
dist.destroy_process_group()
`;

(PYTHON === '' ? describe.skip : describe)('four ranks under torchrun', () => {
  const folder = mkdtempSync(join(tmpdir(), 'repro-gate-ranks-'));
  const torchrun = join(dirname(PYTHON), 'torchrun');

  /** Two releases of NumPy, where the package index can be reached. */
  const both = Object.entries({ shared: '2.3.5', other: '2.2.6' }).every(([place, version]) => {
    const args = ['-m', 'pip', 'install', '--quiet', '--target', join(folder, place), `numpy==${version}`];
    return PYTHON !== '' && spawnSync(PYTHON, args, { timeout: 120_000 }).status === 0;
  });
  if (!both) test.skip('another NumPy on one rank: two of them could not be installed', () => {});

  function job(odd: string | null, way = ''): void {
    const variables = odd === null ? '' : `JOB_ODD=${odd} JOB_WAY=${way} `;
    const run = `${variables}OMP_NUM_THREADS=1 '${torchrun}' --standalone --nproc-per-node 4 train.py`;
    aFile(
      join(folder, '.repro/policy.yml'),
      `version: 1\nhardware: { device: cpu }\nsoftware: { packages: { others: off } }\nsmoke:\n  train:\n    run: ${JSON.stringify(run)}\n    metrics: { loss: }\n`,
    );
  }

  beforeAll(async () => {
    writeFileSync(join(folder, 'train.py'), TRAIN);
    job(null);
    const { code, stdout, stderr } = await cli(['record', folder, '--python', PYTHON]);
    if (code !== 0) throw new Error(`${stdout}\n${stderr}`);
  }, 5 * MINUTES);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function check(): Promise<Report> {
    const { stdout } = await cli(['check', folder, '--python', PYTHON, '--format', 'json']);
    return JSON.parse(stdout) as Report;
  }

  const odd = (report: Report) =>
    report.findings
      .filter(({ code }) => code === 'ranks/differ')
      .map(({ subject, found }) => `${subject}: ${found}`);

  test(
    'alike: four observations, and no finding about them',
    async () => {
      const report = await check();
      expect(report.smoke[0]?.observation).toMatchObject({ ranks: 4 });
      expect(odd(report)).toEqual([]);
      expect(report.verdict).toBe('pass');
    },
    2 * MINUTES,
  );

  test.each([
    ['2', 'seed', /manual_seed/],
    ...(both ? [['1', 'numpy', /numpy/] as const] : []),
    ['3', 'variable', /OMP_NUM_THREADS/],
  ])(
    'rank %s with another %s is named',
    async (rank, way, field) => {
      job(rank, way);
      const report = await check();
      const said = odd(report);
      expect(said.join('\n')).toMatch(field);
      expect(said.join('\n')).toMatch(new RegExp(`rank ${rank}\\b`));
      expect(report.verdict).not.toBe('pass');
    },
    2 * MINUTES,
  );
});
