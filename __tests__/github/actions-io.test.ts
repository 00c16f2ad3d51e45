import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import {
  logQuoted,
  type Outputs,
  readPayload,
  writeAnnotations,
  writeOutputs,
  writeSummary,
} from '../../src/github/actions-io.ts';
import { ANNOTATION_LIMIT, chooseAnnotations } from '../../src/github/annotations.ts';
import { type InputReader, parseInputs, parseRun, readInputs } from '../../src/github/inputs.ts';
import type { Finding } from '../../src/verdict.ts';
import { commandIn, readLines } from './runner-commands.ts';

let folder: string;
let printed: string;
const before = { ...process.env };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'repro-gate-'));
  printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed += String(chunk);
    return true;
  });
});

afterEach(async () => {
  jest.restoreAllMocks();
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  await rm(folder, { recursive: true, force: true });
});

function finding(more: Partial<Finding> = {}): Finding {
  return {
    code: 'pin/changed',
    severity: 'error',
    subject: 'torch',
    summary: 'torch changed',
    expected: '2.8.0+cu126',
    found: '2.9.1+cu130',
    where: { file: '.repro/policy.yml', line: 14, column: 3 },
    next: 'Install the build of the baseline.',
    ...more,
  };
}

describe('annotations', () => {
  test('errors come first, information never, and there are at most eight', () => {
    const many = Array.from({ length: 9 }, (_, index) =>
      finding({ severity: 'warning', subject: `w${index}` }),
    );
    const chosen = chooseAnnotations([...many, finding({ severity: 'info' }), finding()]);
    expect(chosen).toHaveLength(ANNOTATION_LIMIT);
    expect(chosen.map(({ level }) => level)).toEqual(['error', ...Array(7).fill('warning')]);
  });

  test('one lands on the line of the rule', () => {
    writeAnnotations(chooseAnnotations([finding()]));
    expect(printed).toBe(
      '::error title=pin/changed,file=.repro/policy.yml,line=14,col=3::torch: expected 2.8.0+cu126, found 2.9.1+cu130. Install the build of the baseline.\n',
    );
  });

  test('one without a place, and one with a line alone', () => {
    const somewhere = { file: 'policy.yml', line: 2, column: null };
    writeAnnotations(
      chooseAnnotations([finding({ where: null }), finding({ where: somewhere, severity: 'warning' })]),
    );
    expect(printed).toMatch(
      /^::error title=pin\/changed::.*\n::warning title=pin\/changed,file=policy.yml,line=2::/,
    );
  });

  test('what a finding holds cannot become a command of its own', () => {
    const found = 'x\n::set-output name=verdict::pass\r::add-mask::loss';
    const where = { file: 'a,line=1::b\n::error::', line: 1, column: 1 };
    writeAnnotations(chooseAnnotations([finding({ found, subject: found, where })]));
    expect(readLines(printed).map((line) => commandIn(line, 'ordinal'))).toEqual(['error', null]);
  });
});

test('lines from outside are quoted in the log', () => {
  logQuoted('::error::x\r##[group]y');
  expect(printed).toBe('│ ::error::x\n│ ##\u2060[group]y\n');
});

describe('outputs', () => {
  const outputs: Outputs = {
    verdict: 'fail',
    reason: 'loss leaves its baseline\nverdict=pass',
    'report-path': 'out/report.json',
    'markdown-path': null,
    'html-path': null,
    'snapshot-path': null,
    'predicate-path': null,
    'comment-id': 1001,
  };

  test('all are set in the file that the runner gives, empty where there is nothing', async () => {
    const file = join(folder, 'output');
    await writeFile(file, '');
    process.env['GITHUB_OUTPUT'] = file;
    writeOutputs(outputs);
    const text = await readFile(file, 'utf8');
    const values = [...text.matchAll(/^([\w-]+)<<(\S+)\n(.*?)\n\2$/gms)].map(([, name, , value]) => [
      name,
      value,
    ]);
    expect(Object.fromEntries(values)).toEqual({
      ...Object.fromEntries(Object.keys(outputs).map((name) => [name, ''])),
      verdict: 'fail',
      reason: outputs.reason,
      'report-path': 'out/report.json',
      'comment-id': '1001',
    });
    expect(printed).toBe('');
  });
});

describe('the job summary', () => {
  test('is our Markdown as it is', async () => {
    const file = join(folder, 'summary');
    await writeFile(file, '');
    process.env['GITHUB_STEP_SUMMARY'] = file;
    expect(await writeSummary('### ✅ pass\n\n| a | b |')).toBeNull();
    expect(await readFile(file, 'utf8')).toBe('### ✅ pass\n\n| a | b |\n');
  });

  test.each([
    ['no file to write to', '### pass', 'could not be written'],
    ['more than the runner takes', 'ä'.repeat(600_000), 'has 1200000 bytes'],
  ])('with %s there is a reason and no error', async (_, markdown, because) => {
    delete process.env['GITHUB_STEP_SUMMARY'];
    expect(await writeSummary(markdown)).toContain(because);
  });
});

describe('the payload of the event', () => {
  test('is read as JSON', async () => {
    const file = join(folder, 'event.json');
    await writeFile(file, '{"number":7}');
    expect(await readPayload(file)).toEqual({ number: 7 });
  });

  test('that is cut off, missing or not named is none', async () => {
    const file = join(folder, 'event.json');
    await writeFile(file, '{"number":');
    expect(await readPayload(file)).toBeUndefined();
    expect(await readPayload(join(folder, 'other.json'))).toBeUndefined();
    expect(await readPayload(null)).toBeUndefined();
  });
});

describe('inputs', () => {
  const given =
    (values: Readonly<Record<string, string>>): InputReader =>
    (name) =>
      values[name] ?? '';

  test('have defaults', () => {
    expect(parseInputs(given({ 'github-token': 't' }))).toEqual({
      kind: 'inputs',
      inputs: {
        directory: '.',
        policy: null,
        python: null,
        reportDir: null,
        comment: 'on-failure',
        token: 't',
        matrix: 'null',
      },
    });
  });

  test('that cannot be used are all named', () => {
    expect(parseInputs(given({ comment: 'sometimes' }))).toEqual({
      kind: 'invalid',
      problems: [
        'input comment: expected on-failure, always, never, found "sometimes"',
        expect.stringContaining('input github-token'),
      ],
    });
  });

  test('are read as the runner passes them', () => {
    process.env['INPUT_GITHUB-TOKEN'] = ' t ';
    process.env['INPUT_REPORT-DIR'] = 'out';
    expect(readInputs()).toMatchObject({ kind: 'inputs', inputs: { token: 't', reportDir: 'out' } });
  });
});

describe('what the runner says', () => {
  test('on a server of its own', () => {
    const run = parseRun({
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REPOSITORY: 'octo/model',
      GITHUB_RUN_ID: '12345678901',
      GITHUB_RUN_ATTEMPT: '2',
      GITHUB_SERVER_URL: 'https://git.example',
      GITHUB_API_URL: 'https://git.example/api/v3',
      RUNNER_ENVIRONMENT: 'self-hosted',
    });
    expect(run).toMatchObject({
      run: 12345678901,
      attempt: 2,
      apiUrl: 'https://git.example/api/v3',
      runUrl: 'https://git.example/octo/model/actions/runs/12345678901/attempts/2',
      selfHosted: true,
      eventPath: null,
    });
  });

  test('is empty, never undefined, where it says nothing', () => {
    const run = parseRun({ GITHUB_RUN_ID: 'x' });
    expect(run).toMatchObject({
      run: 0,
      attempt: 0,
      sha: '',
      selfHosted: false,
      apiUrl: 'https://api.github.com',
    });
    expect(Object.values(run)).not.toContain(undefined);
  });
});
