import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cli, Project } from './cli.ts';

let project: Project;
beforeEach(() => {
  project = new Project();
});
afterEach(() => {
  project.remove();
});

describe('the smoke command', () => {
  test.each<[string, readonly string[], string, string, number]>([
    ['does not exist', ['no-such-command-anywhere'], 'smoke/command-not-found', 'misconfigured', 2],
    ['fails', ['echo "out of luck"; exit 1'], 'smoke/exit-code', 'fail', 1],
    ['is killed', ['kill -9 $$'], 'smoke/killed', 'fail', 1],
    [
      'fails after writing good metrics',
      ['cp rows.jsonl "$REPRO_METRICS"; exit 3'],
      'smoke/exit-code',
      'fail',
      1,
    ],
    [
      'runs out of time with a grandchild that ignores SIGTERM',
      ['(trap "" TERM; while true; do sleep 1; done) &', 'sleep 600'],
      'smoke/timeout',
      'fail',
      1,
    ],
  ])(
    '%s',
    async (_, lines, finding, verdict, exit) => {
      project
        .replay(project.recordedMetrics())
        .script(lines)
        .edit('.repro/policy.yml', 'timeout: 2m', 'timeout: 1s');
      const { code, report } = await project.check();
      expect(report.verdict).toBe(verdict);
      expect(report.findings.map((each) => each.code)).toContain(finding);
      expect(code).toBe(exit);
      expect(processesOf(project.folder)).toEqual([]);
    },
    30_000,
  );

  test('shows the end of its output', async () => {
    project.script(['echo "CUDA out of memory" >&2; exit 1']);
    const { stdout } = await cli(['check', project.folder]);
    expect(stdout).toContain('│ CUDA out of memory');
  });
});

/** Command lines of processes that work in a folder. */
function processesOf(folder: string): readonly string[] {
  if (!existsSync('/proc/self/cwd')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      try {
        const cwd = execFileSync('readlink', [`/proc/${id}/cwd`], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        }).trim();
        return cwd.startsWith(folder) ? [readFileSync(`/proc/${id}/cmdline`, 'utf8')] : [];
      } catch {
        return [];
      }
    });
}
