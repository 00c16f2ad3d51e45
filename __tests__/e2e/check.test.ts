import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import baselineSchema from '../../schema/baseline.schema.json' with { type: 'json' };
import reportSchema from '../../schema/report.schema.json' with { type: 'json' };
import snapshotSchema from '../../schema/snapshot.schema.json' with { type: 'json' };
import { compileSchema } from '../../src/document/schema.ts';
import { cli, Project } from './cli.ts';

const problemsOfReport = compileSchema(reportSchema, [snapshotSchema, baselineSchema]);

let project: Project;
beforeEach(() => {
  project = new Project();
});
afterEach(() => {
  project.remove();
});

describe('the quickstart, as it is committed', () => {
  test('passes', async () => {
    const { code, stdout } = await cli(['check', 'examples/quickstart']);
    expect(stdout).toMatch(/^repro-gate: pass · /);
    expect(code).toBe(0);
  });

  test('gives one JSON document on standard output, valid by its schema, and progress elsewhere', async () => {
    const { code, report, stderr } = await project.check();
    expect(problemsOfReport(report)).toEqual([]);
    expect(report).toMatchObject({ verdict: 'pass', exitCode: 0 });
    expect(stderr).toContain('running train');
    expect(code).toBe(0);
  });
});

describe('a change of the training', () => {
  test('a learning rate one per cent higher fails the curve at the second step', async () => {
    const { code, report } = await project
      .edit('train.py', 'LEARNING_RATE = 0.2\n', 'LEARNING_RATE = 0.202\n')
      .check();
    expect(report).toMatchObject({ verdict: 'fail', reason: 'loss leaves its baseline at step 2' });
    expect(report.smoke[0]?.metrics[0]).toMatchObject({ status: 'fail', onset: { step: 2 } });
    expect(code).toBe(1);
  });

  test('one label in a hundred flipped fails', async () => {
    const lines = project.read('data/train.csv').split('\n');
    const flipped = lines.map((line, index) =>
      index % 100 === 50 ? line.replace(/^\d/, (digit) => `${(Number(digit) + 1) % 10}`) : line,
    );
    expect(flipped.filter((line, index) => line !== lines[index])).toHaveLength(5);
    const { code, report } = await project.write('data/train.csv', flipped.join('\n')).check();
    expect(report.verdict).toBe('fail');
    expect(code).toBe(1);
  });
});

describe('metrics', () => {
  const rows = () => project.recordedMetrics();
  const codes = async () => {
    const { code, report } = await project.check();
    return {
      code,
      verdict: report.verdict,
      codes: report.findings.filter(({ severity }) => severity === 'error').map((finding) => finding.code),
    };
  };

  test('that are replayed pass: the other cases differ from this one alone', async () => {
    project.replay(rows());
    expect(await codes()).toEqual({ code: 0, verdict: 'pass', codes: [] });
  });

  test('that were not written', async () => {
    project.script(['true']);
    expect(await codes()).toEqual({
      code: 1,
      verdict: 'fail',
      codes: ['smoke/metrics-missing', 'smoke/metrics-missing'],
    });
  });

  test('that are left over from an earlier run', async () => {
    project
      .replay(rows())
      .script(['true'])
      .edit('.repro/policy.yml', 'check: curve', 'check: curve\n        from: { jsonl: rows.jsonl }');
    const { verdict, codes: found } = await codes();
    expect(verdict).toBe('fail');
    expect(found).toContain('smoke/metrics-missing');
    expect(existsSync(join(project.folder, 'rows.jsonl'))).toBe(true);
  });

  test.each<[string, string, string]>([
    ['empty', ': > "$REPRO_METRICS"', 'smoke/metrics-unreadable'],
    [
      'cut off in the middle of a line',
      'head -c 500 rows.jsonl > "$REPRO_METRICS"',
      'smoke/metrics-unreadable',
    ],
    ['short of a step', 'grep -v \'"step":100,\' rows.jsonl > "$REPRO_METRICS"', 'smoke/incomplete'],
    [
      'one step too many',
      'cp rows.jsonl "$REPRO_METRICS"; echo \'{"name":"loss","step":301,"value":0.01}\' >> "$REPRO_METRICS"',
      'smoke/incomplete',
    ],
    [
      'NaN at one step',
      'sed \'100s/"value":.*/"value": NaN}/\' rows.jsonl > "$REPRO_METRICS"',
      'smoke/non-finite',
    ],
    [
      'infinite at one step',
      'sed \'100s/"value":.*/"value": Infinity}/\' rows.jsonl > "$REPRO_METRICS"',
      'smoke/non-finite',
    ],
    [
      'null at one step',
      'sed \'100s/"value":.*/"value": null}/\' rows.jsonl > "$REPRO_METRICS"',
      'smoke/non-finite',
    ],
    ['without the accuracy', 'grep -v accuracy rows.jsonl > "$REPRO_METRICS"', 'smoke/metric-missing'],
    ['no JSON', 'echo "loss 0.5" > "$REPRO_METRICS"', 'smoke/metrics-unreadable'],
  ])('that are %s', async (_, command, code) => {
    project.replay(rows()).script([command]);
    const found = await codes();
    expect(found.verdict).toBe('fail');
    expect(found.codes).toContain(code);
    expect(found.code).toBe(1);
  });

  test('that are NaN on both sides do not agree', async () => {
    const recorded = rows();
    for (const name of readdirSync(join(project.folder, '.repro/baselines')))
      project.edit(`.repro/baselines/${name}`, /"values": \[[^,]+,/, '"values": [NaN,');
    project.replay(recorded).script(['sed \'1s/"value":.*/"value": NaN}/\' rows.jsonl > "$REPRO_METRICS"']);
    const { code, report } = await project.check();
    expect(report).toMatchObject({ verdict: 'misconfigured', findings: [{ code: 'baseline/invalid' }] });
    expect(code).toBe(2);
  });
});

describe('the policy', () => {
  test.each<[string, string, number, number]>([
    ['with an unknown key', 'version: 1\nsmoek: {}\n', 2, 1],
    ['with a tab', 'version: 1\nsmoke:\n\ttrain: {}\n', 3, 1],
    ['with a duplicate key', 'version: 1\nversion: 1\n', 2, 1],
    ['of 2 MB of junk', '\u0007{[:'.repeat(500_000), 1, 1],
  ])('%s is misconfigured, with line and column', async (_, text, line, column) => {
    const { code, report } = await project.write('.repro/policy.yml', text).check();
    expect(report).toMatchObject({
      verdict: 'misconfigured',
      findings: [{ where: { file: '.repro/policy.yml', line, column } }],
    });
    expect(code).toBe(2);
  });

  test('that is not there', async () => {
    const { code, report } = await project.check('--policy', join(project.folder, 'nowhere.yml'));
    expect(report).toMatchObject({ verdict: 'misconfigured', findings: [{ code: 'policy/missing' }] });
    expect(report.reason).toContain('nowhere.yml');
    expect(code).toBe(2);
  });
});

describe('files that are named and not there', () => {
  test.each([
    ['--baseline', 'baseline/invalid'],
    ['--python', 'python/unusable'],
  ])('%s stops the check before the training', async (option, finding) => {
    project.script(['touch started']);
    const { code, report } = await project.check(option, join(project.folder, 'nope'));
    expect(report).toMatchObject({ verdict: 'misconfigured', findings: [{ code: finding }] });
    expect(report.reason).toContain('nope');
    expect(existsSync(join(project.folder, 'started'))).toBe(false);
    expect(code).toBe(2);
  });
});

describe('the baseline', () => {
  test('of a class that has none is incomparable, and the report holds the one that record would add', async () => {
    execFileSync('rm', ['-r', join(project.folder, '.repro/baselines')]);
    const folder = join(project.folder, 'report');
    const { code, report } = await project
      .replay([
        { name: 'loss', step: 1, value: 0.5 },
        { name: 'test_accuracy', step: 1, value: 1 },
      ])
      .check('--report-dir', folder);
    expect(report).toMatchObject({
      verdict: 'incomparable',
      baseline: { candidate: { smoke: { train: { runs: 2 } } } },
    });
    expect(code).toBe(1);
    expect(readdirSync(folder).sort()).toEqual([
      expect.stringMatching(/^cpu-.*\.json$/),
      'report.json',
      'report.md',
      'snapshot.json',
    ]);
  });
});

describe('a base revision', () => {
  const git = (...args: readonly string[]) =>
    execFileSync(
      'git',
      ['-C', project.folder, '-c', 'user.name=t', '-c', 'user.email=t@example.invalid', ...args],
      { encoding: 'utf8' },
    );

  test('judges instead of the working tree, and the report says what the change would make of it', async () => {
    project.replay(project.recordedMetrics().map((row) => ({ ...row, value: Number(row['value']) * 1.02 })));
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'base');
    project
      .edit(
        '.repro/policy.yml',
        'check: curve',
        'bands: { strict: { onset: 1, curve: 1 }, library: { onset: 1, curve: 1 } }',
      )
      .edit('.repro/policy.yml', 'tolerance: 0.5%', 'tolerance: 5%');
    const { code, report } = await project.check('--base', 'HEAD');
    expect(report).toMatchObject({
      verdict: 'fail',
      proposed: { verdict: 'pass', files: ['.repro/policy.yml'] },
      provenance: { policySource: { kind: 'base' } },
    });
    expect(code).toBe(1);
  });

  test('that does not exist is a wrong call', async () => {
    git('init', '-q');
    const { code, stderr } = await cli(['check', project.folder, '--base', 'nothing']);
    expect(stderr).toContain('--base: expected a git revision');
    expect(code).toBe(2);
  });
});

describe('a saved snapshot', () => {
  test('is judged without running anything', async () => {
    const file = join(project.folder, 'snapshot.json');
    await cli(['capture', project.folder, '--out', file]);
    project.script(['touch started']);
    const { code, report } = await project.check('--snapshot', file);
    expect(report).toMatchObject({
      verdict: 'not-measured',
      smoke: [],
      leftOut: { tests: ['train'], by: '--snapshot' },
      environment: { compared: true },
    });
    expect(existsSync(join(project.folder, 'started'))).toBe(false);
    expect(code).toBe(report.exitCode);
  });

  test('that is none is a wrong call', async () => {
    const { code, stderr } = await cli([
      'check',
      project.folder,
      '--snapshot',
      join(project.folder, 'train.py'),
    ]);
    expect(stderr).toContain('--snapshot');
    expect(code).toBe(2);
  });
});
