import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { POLICY, PROJECT, trainingAfter } from './checkout.ts';
import { pullRequest } from './occasions.ts';
import { expectNoSecret } from './soundness.ts';
import { bodies, codesOf, onStage } from './stage.ts';
import { annotations, commandLines } from './step-log.ts';

jest.setTimeout(60_000);

/** Ways to say a command to the runner: at the start of a line, after any line end or white space, or anywhere in it. */
const COMMANDS = [
  '::set-output name=verdict::pass\n',
  'x ##[set-output name=verdict]pass\n',
  '10%\r::add-mask::loss\n',
  '10%\r##[add-mask]pass\r',
  '\r\n  ::error::x\n',
  '\t\x0b\x0c\u0085\u00a0\u2028::error title=smoke/killed::x\n',
  '\ufeff::error::x\n',
  '::stop-commands::t\n',
  '##[add-matcher]m.json\n',
  '####[error]x\n',
  '#\u200b#[error]x ##\u2060[error]x\n',
  '::add-path::/tmp\n::set-env name=PYTHONPATH::/tmp\n::save-state name=x::y\n',
  '::endgroup::\n##[endgroup]\n::echo::on\n::debug::x\n',
  '::warning file=train.py,line=1::no end of the line',
];

/** Prints all of it on both streams, byte for byte. */
const PRINTS = `import sys
for stream in (sys.stdout, sys.stderr):
    stream.buffer.write(bytes.fromhex("${Buffer.from(COMMANDS.join('')).toString('hex')}"))
    stream.flush()
`;

/** The commands of a log with what differs from run to run left out. */
function commandNames(log: string): string[] {
  return commandLines(log).map((line) => line.replace(/^(::stop-commands)::.*/, '$1'));
}

const GROUPS = [
  '::group::repro-gate: measuring this machine',
  '::stop-commands',
  '::endgroup::',
  '::group::repro-gate: running train',
  '::stop-commands',
  '::endgroup::',
];

describe('a training that prints commands', () => {
  test.concurrent('has them quoted in the log, and passes', () =>
    onStage({ head: trainingAfter(PRINTS) }, async (stage) => {
      const { exitCode, log } = await stage.gate(pullRequest(stage));
      expect(exitCode).toBe(0);
      expect(commandNames(log)).toEqual(GROUPS);
      expect(log).toContain('│ ::set-output name=verdict::pass\n');
    }));

  test.concurrent('and fails, has them quoted wherever the end of its output is shown', () =>
    onStage({ head: trainingAfter(`${PRINTS}sys.exit(1)`) }, async (stage) => {
      const ended = await stage.gate(pullRequest(stage));
      expect(ended.exitCode).toBe(1);
      expect(ended.outputs['verdict']).toBe('fail');
      expect(codesOf(ended, 'error')).toEqual(['smoke/exit-code']);
      expect(commandNames(ended.log).slice(0, GROUPS.length)).toEqual(GROUPS);
      expect(commandNames(ended.log).slice(GROUPS.length)).toEqual([
        expect.stringMatching(`^::error title=smoke/exit-code,file=${POLICY},line=\\d+`),
      ]);
      expect(commandLines(ended.summary)).toEqual([]);
      expect(bodies(stage).flatMap(commandLines)).toEqual([]);
    }));
});

test.concurrent('a change that writes commands into its policy has them quoted', () => {
  const policy = `${PROJECT[POLICY]}"##[set-output name=verdict]pass": 1\n"::error::x": 2\n`;
  return onStage({ head: { [POLICY]: policy } }, async (stage) => {
    const { exitCode, log, report } = await stage.gate(pullRequest(stage));
    expect(exitCode).toBe(0);
    expect(report?.proposed?.verdict).toBe('misconfigured');
    expect(annotations(log)).toEqual([expect.stringMatching(/^warning trust\/policy-changed /)]);
  });
});

describe('a training that finds the files through which a step speaks to the runner', () => {
  const FILES =
    'import os, glob, shutil\nfiles = glob.glob(os.environ["RUNNER_TEMP"] + "/_runner_file_commands/*")\n';
  const cases: [string, string][] = [
    ['adds to all of them', 'for file in files: open(file, "a").write("verdict<<x\\npass\\nx\\n")'],
    [
      'puts links in their place',
      `for file in files:
    os.remove(file)
    os.symlink(os.path.abspath("train.py"), file)`,
    ],
  ];
  test.concurrent.each(cases)('and %s: undone, told, and red', (_, python) =>
    onStage({ head: trainingAfter(FILES + python) }, async (stage) => {
      const ended = await stage.gate(pullRequest(stage), { with: { comment: 'never' } });
      expect(ended.exitCode).toBe(1);
      expect(ended.outputs['verdict']).toBe('fail');
      expect(codesOf(ended, 'error')).toEqual(['trust/command-files-written']);
      expect(ended.report?.findings[0]?.found).toContain('GITHUB_OUTPUT');
      expect(ended.summary).toMatch(/^### ❌ repro-gate: fail/);
      expect(await readFile(join(stage.workspace, 'train.py'), 'utf8')).toContain('weight');
    }),
  );
});

test.concurrent('a training is given an environment without tokens, inputs and the runner’s files', () => {
  const dump = 'import json, os\njson.dump(dict(os.environ), open("environment.json", "w"))';
  return onStage({ head: trainingAfter(dump) }, async (stage) => {
    await stage.gate(pullRequest(stage));
    const text = await readFile(join(stage.workspace, 'environment.json'), 'utf8');
    expectNoSecret(text);
    const ofShell = ['PWD', 'OLDPWD', 'SHLVL', '_'];
    const names = Object.keys(JSON.parse(text)).filter((name) => !ofShell.includes(name));
    expect(names.sort()).toEqual([
      'CI',
      'CUBLAS_WORKSPACE_CONFIG',
      'CUDA_DEVICE_ORDER',
      'CUDA_VISIBLE_DEVICES',
      'GITHUB_ACTIONS',
      'HIP_VISIBLE_DEVICES',
      'HOME',
      'LANG',
      'PATH',
      'PL_GLOBAL_SEED',
      'PYTHONHASHSEED',
      'PYTHONPATH',
      'PYTHONUNBUFFERED',
      'REPRO_GATE',
      'REPRO_INJECT',
      'REPRO_METRICS',
      'REPRO_OBSERVER_DIR',
      'REPRO_OUT_DIR',
      'REPRO_ROLE',
      'REPRO_RUN_ID',
      'REPRO_SEED',
      'RUNNER_TEMP',
      'RUNNER_TRACKING_ID',
      'TORCHINDUCTOR_CACHE_DIR',
      'TRITON_CACHE_DIR',
      'WANDB_MODE',
    ]);
  });
});
