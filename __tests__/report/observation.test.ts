import { describe, expect, test } from '@jest/globals';
import reportSchema from '../../schema/report.schema.json' with { type: 'json' };
import { compileSchema } from '../../src/document/schema.ts';
import type { Observation } from '../../src/observe/observation.ts';
import { summarise } from '../../src/observe/summary.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { whatIsOff } from '../../src/report/observation-text.ts';
import type { ObservationReport } from '../../src/report/report.ts';
import { plain, renderText } from '../../src/report/text.ts';
import { aModule, anObservation, aRank, aSeed, observed, someFlags } from '../observe/observations.ts';
import { aReport, aSmoke } from './reports.ts';

function summaryOf(processes: readonly Observation[], command = 'python train.py'): ObservationReport {
  const summary = summarise({ observed: observed(processes), command, required: [] });
  if (summary === null) throw new Error('there is no summary');
  return summary;
}

const { observation, texts, versions, number } = reportSchema.definitions;
const fits = compileSchema({
  $ref: '#/definitions/observation',
  definitions: { observation, texts, versions, number },
});

describe('the summary', () => {
  test('of one process says what was loaded, who seeded and what was set', () => {
    const summary = summaryOf([
      anObservation({ seeds: [aSeed('torch.manual_seed'), aSeed('random.seed', '42', { by: 'gate' })] }),
    ]);
    expect(summary).toMatchObject({
      processes: 1,
      training: 1,
      ranks: 0,
      modules: { numpy: ['2.1.3'], torch: ['2.8.0+cu126'] },
      libraries: { libcudnn: ['9.10.2'] },
      seeds: [
        { call: 'torch.manual_seed', by: 'user', values: ['42'], place: 'train.py:12' },
        { call: 'random.seed', by: 'gate', values: ['42'], place: null },
      ],
      flags: {
        'deterministic algorithms': 'on',
        'cuDNN benchmark': 'off',
        'FP32 in matmul': 'ieee',
        PYTHONHASHSEED: '42',
      },
      because: null,
    });
    expect(fits(summary)).toEqual([]);
  });

  test('holds the fingerprints of the first process that took some', () => {
    const empty = { batches: [], weights: null, gradientNorms: [] };
    const probe = {
      batches: ['sha256:1'],
      weights: 'sha256:2',
      gradientNorms: [0.5, Number.POSITIVE_INFINITY],
    };
    const summary = summaryOf([aRank(0, 2, { probe: empty }), aRank(1, 2, { probe })]);
    expect(summary.probe).toEqual({ ...probe, gradientNorms: [0.5, 'Infinity'] });
    expect(fits(summary)).toEqual([]);
    expect(summaryOf([anObservation({ probe: empty })]).probe).toBeNull();
  });

  test('of ranks says what differs, rank by rank', () => {
    const summary = summaryOf(
      [0, 1].map((rank) =>
        aRank(rank, 2, {
          seeds: [aSeed('torch.manual_seed', `${42 + rank}`)],
          torch: someFlags({ warnOnly: rank === 1 }),
          modules: { torch: aModule(rank === 0 ? '2.8.0' : '2.9.0') },
        }),
      ),
    );
    expect(summary).toMatchObject({
      training: 2,
      ranks: 2,
      nodes: 1,
      modules: { torch: ['2.8.0', '2.9.0'] },
      seeds: [{ values: ['42', '43'] }],
      flags: { 'deterministic algorithms': 'on in rank 0, on, only warning in rank 1' },
    });
  });

  test('stays small and fits its schema, whatever a process wrote', () => {
    const long = 'x'.repeat(4000);
    const many = <T>(make: (index: number) => T) => Array.from({ length: 500 }, (_, index) => make(index));
    const summary = summaryOf([
      anObservation({
        modules: Object.fromEntries(many((index) => [`${index}${long}`, aModule(long)])),
        seeds: many((index) => aSeed(`${index}${long}`, long, { file: long })),
        unseeded: many((index) => `${index}${long}`),
        errors: many((index) => `${index}${long}`),
        torch: someFlags({ fp32Precision: Object.fromEntries(many((index) => [`${index}${long}`, long])) }),
      }),
    ]);
    expect(fits(summary)).toEqual([]);
    expect(JSON.stringify(summary).length).toBeLessThan(250_000);
  });

  test('of nothing gives the reason, or is none where nothing was to be seen', () => {
    const nothing = observed([]);
    expect(summarise({ observed: nothing, command: 'sudo python x.py', required: [] })).toMatchObject({
      processes: 0,
      because: expect.stringContaining('sudo'),
    });
    expect(summarise({ observed: nothing, command: 'cargo run', required: [] })).toBeNull();
    expect(summarise({ observed: null, command: 'python x.py', required: [] })).toBeNull();
  });
});

const TOLD = { verdict: 'fail', reason: 'loss leaves its baseline at step 3', exitCode: 1 } as const;

describe('the comment', () => {
  const comment = (observation: ObservationReport | null) =>
    renderMarkdown(aReport({ ...TOLD, smoke: [aSmoke({ observation })] }), 60_000);

  test('folds it away', () => {
    const text = comment({
      ...summaryOf([
        anObservation({ seeds: [aSeed('torch.manual_seed')], unseeded: ['numpy.random.default_rng'] }),
      ]),
      required: [{ fact: 'no-tf32', status: 'not-applicable' }],
    });
    expect(text).toContain(`<details><summary>Seen inside the training process of \`train\`</summary>

- 1 training process of 1 seen
- loaded: \`numpy\` \`2.1.3\`, \`torch\` \`2.8.0+cu126\`, \`libcudnn\` \`9.10.2\`
- seeded by the program: \`torch.manual_seed(42)\` at \`train.py:12\`
`);
    expect(text).toContain(
      '- without a seed: `numpy.random.default_rng`\n- required: `no-tf32` not applicable\n',
    );
  });

  test('says why there is none', () => {
    const observation = summarise({ observed: observed([]), command: 'docker run x', required: [] });
    expect(comment(observation)).toContain(
      '**Inside the training process**: facts of `train` not captured, because the command starts a container',
    );
  });

  test('has no part of it where nothing was asked', () => {
    expect(comment(null)).not.toContain('inside the training process');
  });

  test('lets no name out of its code span', () => {
    const evil = '</summary> @team [x](https://example.invalid) `';
    const text = comment(
      summaryOf([anObservation({ unseeded: [evil], modules: { [evil]: aModule(evil) } })]),
    );
    expect(text.match(/@team/g)?.length).toBeGreaterThan(0);
    const outside = text.replace(/(`+)(?:(?!\1)[\s\S])+?\1(?!`)/g, '');
    expect(outside).not.toContain('@team');
  });

  test('is three lines when it passes, whatever was seen', () => {
    const smoke = [aSmoke({ observation: summaryOf([anObservation()]) })];
    expect(renderMarkdown(aReport({ smoke }), 60_000).split('\n\n')).toHaveLength(3);
  });
});

test('a command to be run by hand leaves out what is the gate’s own, and says so', () => {
  const injected = {
    PYTHONHASHSEED: '42',
    PYTHONPATH: '<observer>:$PYTHONPATH',
    REPRO_OBSERVER_DIR: '<run>/observations',
    REPRO_INJECT: 'fill',
  };
  const text = renderMarkdown(aReport({ ...TOLD, smoke: [aSmoke({ injected })] }), 60_000);
  expect(text).toContain('# train alone, without the seeds that the gate sets from inside\n');
  expect(text).toContain('export PYTHONHASHSEED=42\n');
  expect(text).not.toMatch(/PYTHONPATH|REPRO_INJECT|OBSERVER/);
});

describe('the text', () => {
  const text = (observation: ObservationReport) =>
    renderText(aReport({ smoke: [aSmoke({ observation })] }), plain);

  test('has no line where all is in order', () => {
    expect(whatIsOff(summaryOf([anObservation()]))).toEqual([]);
    expect(text(summaryOf([anObservation()]))).not.toContain('inside');
  });

  test('has one line where something is off', () => {
    const unseeded = ['numpy.random.default_rng', 'random.random', 'a', 'b'];
    const nondeterministic = [{ operation: 'index_add_cuda_', file: 'model.py', line: 7 }];
    expect(text(summaryOf([anObservation({ unseeded, nondeterministic })]))).toContain(
      '  inside  train: without a seed: numpy.random.default_rng, random.random, a and 1 more; not deterministic: index_add_cuda_ (model.py:7)\n',
    );
  });
});
