import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toJson } from '../../src/io/json.ts';
import { COMMENT_BYTES, renderMarkdown } from '../../src/report/markdown.ts';
import type { Report } from '../../src/report/report.ts';
import { plain, renderText } from '../../src/report/text.ts';
import { aBaseline } from '../builders.ts';
import { commandIn, readLines } from '../github/runner-commands.ts';
import { aFinding, aMetric, aReport, aSmoke, DRIFT } from './reports.ts';

const SITUATIONS: Readonly<Record<string, Report>> = {
  pass: aReport(),
  'pass-with-warning': aReport({
    reason: 'everything required was measured and agrees, with 1 warning',
    findings: [
      aFinding({
        code: 'driver/branch-changed',
        severity: 'warning',
        subject: 'driver',
        expected: '550.54.15',
        found: '580.95.05',
        where: null,
      }),
    ],
  }),
  drift: DRIFT,
  incomparable: aReport({
    verdict: 'incomparable',
    reason: 'there is no baseline for cuda-sm90-132sm-x1',
    exitCode: 1,
    level: null,
    environment: { compared: false, same: 0, changes: [] },
    smoke: [
      aSmoke({
        level: null,
        band: null,
        runs: 2,
        metrics: [aMetric({ status: 'not-compared', baseline: null })],
      }),
    ],
    findings: [
      aFinding({
        code: 'baseline/missing',
        subject: 'cuda-sm90-132sm-x1',
        summary: 'there is no baseline for cuda-sm90-132sm-x1',
        expected: '.repro/baselines/cuda-sm90-132sm-x1.json',
        found: 'no such file',
        where: null,
        next: 'Run `repro-gate record` on this machine and commit the file in a reviewed change.',
      }),
    ],
    baseline: {
      path: '.repro/baselines/cuda-sm90-132sm-x1.json',
      recordedAt: null,
      commit: null,
      candidate: aBaseline(),
    },
  }),
  misconfigured: aReport({
    verdict: 'misconfigured',
    reason:
      'the policy cannot be used: line 3: expected `smoke`, which is probably what was meant, found unknown key `smokes`',
    exitCode: 2,
    level: null,
    machine: 'not captured',
    environment: { compared: false, same: 0, changes: [] },
    smoke: [],
    findings: [
      aFinding({
        code: 'policy/invalid',
        subject: 'smokes',
        expected: '`smoke`, which is probably what was meant',
        found: 'unknown key `smokes`',
        where: { file: '.repro/policy.yml', line: 3, column: 1 },
        next: 'Correct the line given.',
      }),
    ],
  }),
  killed: aReport({
    verdict: 'fail',
    reason: 'train was killed by SIGKILL',
    exitCode: 1,
    level: null,
    smoke: [
      aSmoke({
        level: null,
        ended: 'killed by SIGKILL',
        tail: 'step 1\nstep 2\n```\nKilled',
        metrics: [aMetric({ status: 'not-compared', found: null })],
      }),
    ],
    findings: [
      aFinding({
        code: 'smoke/killed',
        subject: 'train',
        summary: 'train was killed by SIGKILL',
        expected: 'exit code 0',
        found: 'killed by SIGKILL',
        next: 'Look at the memory of the runner.',
      }),
    ],
  }),
  'policy-changed': {
    ...DRIFT,
    proposed: {
      verdict: 'pass',
      reason: 'everything required was measured and agrees',
      files: ['.repro/policy.yml'],
    },
  },
};

const FILE = new URL('../fixtures/reports/', import.meta.url);

describe.each(Object.entries(SITUATIONS))('the report of %s', (name, report) => {
  test.each([
    ['md', `${renderMarkdown(report, COMMENT_BYTES)}\n`],
    ['txt', renderText(report, plain)],
  ])('reads as reviewed (%s)', (format, text) => {
    const file = new URL(`${name}.${format}`, FILE);
    // Rewrites the golden files for review: UPDATE_GOLDEN=1 npm test -- __tests__/report
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });
});

describe('a passing report', () => {
  test('is three lines', () => {
    expect(
      renderMarkdown(aReport(), COMMENT_BYTES)
        .split('\n')
        .filter((line) => line !== ''),
    ).toHaveLength(3);
  });
});

describe('the two columns of a metric', () => {
  const rowOf = (more: Parameters<typeof aMetric>[0]) =>
    renderText(aReport({ verdict: 'fail', smoke: [aSmoke({ metrics: [aMetric(more)] })] }), plain)
      .split('\n')
      .slice(2, 4);
  const steps = [1, 2, 3];

  test('have a head, and a dash for a number that was never measured', () => {
    const accuracy = { name: 'accuracy', check: 'scalar', status: 'missing' } as const;
    const [head, row] = rowOf({ ...accuracy, baseline: { steps: [3], values: [0.9] }, found: null });
    expect(head).toMatch(/^ {14}baseline {2}this run$/);
    expect(row).toMatch(/^ {2}✗ accuracy {2}0\.9 {7}— {9}missing$/);
  });

  test('show numbers where two curves that are apart would draw the same picture', () => {
    const apart = {
      status: 'fail',
      onset: { step: 2, value: 0.02 },
      maxDeviation: { step: 2, value: 0.02 },
      baseline: { steps, values: [9, 1, 0.1] },
    } as const;
    const [, row] = rowOf({ ...apart, found: { steps, values: [9, 1.02, 0.1] } });
    expect(row).toMatch(/^ {2}✗ loss {2}1 {9}1\.02 at step 2 {2}onset/);
    const [, drawn] = rowOf({ ...apart, found: { steps, values: [9, 4, 0.1] } });
    expect(drawn).toMatch(/✗ loss {2}█▅▁ {7}█▇▁ /);
  });
});

describe('a report on uncommitted changes', () => {
  const { provenance } = DRIFT;
  const dirty: Report = { ...DRIFT, provenance: { ...provenance, dirty: true } };

  test('never passes them off as the commit', () => {
    expect(renderText(dirty, plain)).toContain('commit 3f2c1ab with uncommitted changes');
    const markdown = renderMarkdown(dirty, COMMENT_BYTES);
    expect(markdown).toMatch(/· commit `3f2c1ab` with uncommitted changes ·/);
    expect(markdown).toMatch(/# commit 3f2c1ab with uncommitted changes.*\ngit checkout/);
    expect(renderMarkdown(DRIFT, COMMENT_BYTES)).not.toContain('uncommitted');
  });
});

describe('a report without the smoke tests', () => {
  const leftOut = { tests: ['train'], by: '--no-smoke' } as const;

  test('says so beside any verdict', () => {
    const report = aReport({ verdict: 'fail', reason: 'torch changed', smoke: [], leftOut });
    expect(renderText(report, plain)).toContain('environment only: train not run (--no-smoke)');
    expect(renderMarkdown(report, COMMENT_BYTES)).toContain(
      '**Environment only**: `train` not run (`--no-smoke`).',
    );
  });
});

describe('a report that is too long', () => {
  const changes = Array.from({ length: 5000 }, (_, index) => ({
    path: `packages.package-${index}`,
    baseline: '1.0.0',
    found: '2.0.0',
    effect: 'low' as const,
  }));
  const findings = Array.from({ length: 5000 }, (_, index) => aFinding({ subject: `package-${index}` }));
  const long: Report = { ...DRIFT, findings, environment: { compared: true, same: 0, changes } };

  test.each([60_000, 20_000, 5000, 600])(
    'fits %d bytes, with the verdict first and no table cut in half',
    (limit) => {
      const text = renderMarkdown(long, limit);
      expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(limit);
      expect(text).toMatch(/^### ❌ repro-gate: fail · /);
      expect(text).toContain('policy of base');
      for (const line of text.split('\n').filter((row) => row.startsWith('|'))) expect(line).toMatch(/\|$/);
      expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
    },
  );

  test('says how much it left out', () => {
    expect(renderMarkdown(long, 60_000)).toMatch(/\d+ more/);
  });
});

describe('hostile names in a terminal', () => {
  test('cannot move the cursor or break a row', () => {
    const text = renderText(
      aReport({ reason: 'x\u001b[2J\r\ny', findings: [aFinding({ subject: 'a\u001b]0;t\u0007' })] }),
      plain,
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is the point
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
  });
});

describe('whatever is printed', () => {
  const ATOMS = [
    '::',
    '##[',
    '##',
    '#',
    '[',
    ']',
    'set-output name=verdict',
    'add-mask',
    'error',
    ' ',
    '\n',
    '\r',
    '\r\n',
    '\t',
    '\u2060',
    'x',
    '|',
  ];
  const hostile = fc.array(fc.constantFrom(...ATOMS), { maxLength: 8 }).map((parts) => parts.join(''));

  test('holds no command of the runner, in text, Markdown and JSON', () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const report = aReport({
          verdict: 'fail',
          reason: a,
          machine: b,
          findings: [
            aFinding({ subject: a, expected: b, found: a, next: b, where: { file: a, line: 1, column: 1 } }),
          ],
          smoke: [
            aSmoke({
              name: a,
              ended: b,
              tail: `${a}\n${b}`,
              diagnosis: a,
              metrics: [aMetric({ name: b, status: 'fail', allowed: a })],
            }),
          ],
          environment: {
            compared: true,
            same: 1,
            changes: [{ path: a, baseline: b, found: a, effect: 'high' }],
          },
        });
        for (const text of [
          renderText(report, plain),
          renderMarkdown(report, COMMENT_BYTES),
          toJson(report),
        ]) {
          const commands = readLines(text).flatMap((line) => [
            commandIn(line, 'ordinal'),
            commandIn(line, 'cultural'),
          ]);
          expect(commands.filter((command) => command !== null)).toEqual([]);
        }
        expect(JSON.parse(toJson(report))).toEqual(report);
      }),
      { seed: 21, numRuns: 500 },
    );
  });
});
