/** The built command line as a real process, and copies of the quickstart to run it on. */

import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../src/report/report.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CLI = join(ROOT, 'dist/cli.js');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line to its end. */
export function cli(
  args: readonly string[],
  options: { cwd?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data: Buffer) => {
      stdout += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => {
      stderr += data.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** A copy of the quickstart in a folder of its own, baselines included; removed by `remove`. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), 'repro-gate-e2e-'));

  constructor() {
    cpSync(join(ROOT, 'examples/quickstart'), this.folder, { recursive: true });
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  write(path: string, text: string): this {
    writeFileSync(join(this.folder, path), text);
    return this;
  }

  /** Replaces text in a file; what is to be replaced has to be there, else the test would test nothing. */
  edit(path: string, from: string | RegExp, to: string): this {
    const before = this.read(path);
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${path} has no ${String(from)}`);
    return this.write(path, after);
  }

  /** Replaces the training by a shell script, for situations in which nothing has to be learned. */
  script(lines: readonly string[]): this {
    const policy = this.read('.repro/policy.yml').replace(/run: .*/, 'run: bash smoke.sh');
    return this.write('smoke.sh', `${lines.join('\n')}\n`).write('.repro/policy.yml', policy);
  }

  /** The metrics file that the baseline of this machine was made of. */
  recordedMetrics(): readonly Readonly<Record<string, unknown>>[] {
    const { smoke } = JSON.parse(this.read(`.repro/baselines/cpu-${ARCH}.json`));
    const { loss, test_accuracy: accuracy } = smoke.train.metrics;
    const row = (name: string, step: number, value: number) => ({ name, step, value });
    return [
      ...loss.values.map((value: number, index: number) => row('loss', index + 1, value)),
      row('test_accuracy', 300, accuracy.values[0]),
    ];
  }

  /** A training that writes these rows instead of learning. */
  replay(rows: readonly Readonly<Record<string, unknown>>[]): this {
    return this.write('rows.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join('')).script([
      'cp rows.jsonl "$REPRO_METRICS"',
    ]);
  }

  async check(...args: readonly string[]): Promise<Outcome & { report: Report }> {
    const outcome = await cli(['check', this.folder, '--format', 'json', ...args]);
    return { ...outcome, report: JSON.parse(outcome.stdout) };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const ARCH = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
