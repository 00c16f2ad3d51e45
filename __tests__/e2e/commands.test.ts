import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import snapshotSchema from '../../schema/snapshot.schema.json' with { type: 'json' };
import { compileSchema } from '../../src/document/schema.ts';
import { FINDING_CODES } from '../../src/findings.ts';
import { cli, Project, ROOT } from './cli.ts';

let project: Project;
beforeEach(() => {
  project = new Project();
});
afterEach(() => {
  project.remove();
});

describe('capture', () => {
  test('prints one JSON document, valid by its schema', async () => {
    const { stdout } = await cli(['capture', project.folder, '--format', 'json']);
    expect(compileSchema(snapshotSchema)(JSON.parse(stdout))).toEqual([]);
  });

  test('looks at a machine that is kept in a folder', async () => {
    const machine = join(ROOT, '__tests__/fixtures/machines/h100x8-driver550');
    const { stdout } = await cli(['capture', project.folder, '--machine', machine]);
    expect(stdout).toMatch(/^cuda-sm90-132sm-x8\n/);
  });

  test('of a folder that holds no machine says so', async () => {
    const { code, stderr } = await cli(['capture', '--machine', project.folder]);
    expect(stderr).toContain('holds no machine');
    expect(code).not.toBe(0);
  });
});

describe('record', () => {
  const rows = [1, 2, 3, 4, 5].flatMap((step) => [{ name: 'loss', step, value: 1 / step }]);

  test('writes a baseline with the level it measured, and check agrees with it', async () => {
    project.replay([...rows, { name: 'test_accuracy', step: 5, value: 0.5 }]);
    const recorded = await cli(['record', project.folder, '--why', 'a test']);
    expect(recorded.stdout).toMatch(/^recorded \.repro\/baselines\/cpu-/);
    expect(recorded.stdout).toContain('bit-exact over 2 runs');
    expect(recorded.code).toBe(0);
    expect((await project.check()).report).toMatchObject({ verdict: 'pass', level: 'bit-exact' });
  });

  test('says how noisy a noisy job is', async () => {
    project.script([
      'printf \'{"name":"loss","step":1,"value":%s.5}\\n{"name":"test_accuracy","step":1,"value":1}\\n\' "$((RANDOM + 1))" > "$REPRO_METRICS"',
    ]);
    const { code, stdout } = await cli(['record', project.folder]);
    expect(stdout).toContain('noisy over 2 runs');
    expect(stdout).toContain('`check` will be inconclusive');
    expect(stdout).not.toContain('git ');
    expect(code).toBe(0);
  });

  test.each<[string, readonly string[]]>([
    ['NaN', ['echo \'{"name":"loss","step":1,"value":NaN}\' > "$REPRO_METRICS"']],
    ['a command that fails', ['exit 1']],
    ['no metrics', ['true']],
  ])('refuses %s and leaves the old baseline alone', async (_, lines) => {
    const path = `.repro/baselines/cpu-${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}.json`;
    const before = project.read(path);
    const { code, stdout } = await cli(['record', project.script(lines).folder]);
    expect(stdout).toMatch(/^not recorded: /);
    expect(code).not.toBe(0);
    expect(project.read(path)).toBe(before);
  });

  test('needs two runs at least', async () => {
    const { code, stderr } = await cli(['record', project.folder, '--runs', '1']);
    expect(stderr).toContain('--runs: expected a whole number, 2 or more');
    expect(code).toBe(2);
  });
});

describe('explain', () => {
  test('knows every finding, and docs/findings.md says the same', async () => {
    const { code, stdout } = await cli(['explain', '--format', 'markdown']);
    for (const finding of FINDING_CODES) expect(stdout).toContain(`### \`${finding}\``);
    expect(readFileSync(join(ROOT, 'docs/findings.md'), 'utf8')).toBe(stdout);
    expect(code).toBe(0);
  });

  test('explains one', async () => {
    const { stdout } = await cli(['explain', 'pin/changed']);
    expect(stdout).toMatch(/^pin\/changed: A pinned package differs from the baseline\n/);
  });

  test('helps with a code that is none', async () => {
    const { code, stderr } = await cli(['explain', 'pin/chnged']);
    expect(stderr).toContain('pin/changed');
    expect(code).toBe(2);
  });
});

describe('a wrong call', () => {
  test.each([
    [['chekc'], 'expected a command, found `chekc`'],
    [['check', '--fast'], 'check has no option --fast'],
    [['explain', 'a', 'b'], 'expected one finding code, found `a` `b`'],
    [['check', 'a', 'b'], 'expected one folder'],
    [['check', '/nowhere/at/all'], 'expected the folder of a project'],
    [['check', '--format', 'yaml'], '--format: expected text, json, markdown, found `yaml`'],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await cli(args);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  test.each([[[]], [['--help']], [['check', '--help']], [['--version']]])('%j is none', async (args) => {
    const { code, stdout, stderr } = await cli(args);
    expect(stdout).toContain('repro-gate');
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });
});
