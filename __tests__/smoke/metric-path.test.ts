import { describe, expect, test } from '@jest/globals';
import { parseMetricPath } from '../../src/smoke/metric-path.ts';

const roots = { cwd: '/repo', folder: { outDir: '/run/out', metricsFile: '/run/out/metrics.jsonl' } };
const inRun = (path: string) => ({ kind: 'run-folder', place: { root: '/run/out', path } });
const inRepo = (path: string) => ({ kind: 'working-directory', place: { root: '/repo', path } });

describe('the path of a metric', () => {
  const cases: [string, unknown][] = [
    ['$REPRO_METRICS', inRun('/run/out/metrics.jsonl')],
    ['$'.concat('{REPRO_METRICS}'), inRun('/run/out/metrics.jsonl')],
    ['$REPRO_OUT_DIR/val.json', inRun('/run/out/val.json')],
    ['$'.concat('{REPRO_OUT_DIR}/a/b.csv'), inRun('/run/out/a/b.csv')],
    ['$REPRO_OUT_DIR/../../etc/passwd', inRun('/run/out/../../etc/passwd')],
    ['$REPRO_METRICSX', { kind: 'unknown-variable', name: '$REPRO_METRICSX' }],
    ['$REPRO_METRICS.csv', { kind: 'unknown-variable', name: '$REPRO_METRICS.csv' }],
    ['$HOME/metrics.json', { kind: 'unknown-variable', name: '$HOME' }],
    ['$', { kind: 'unknown-variable', name: '$' }],
    ['out/metrics.json', inRepo('out/metrics.json')],
    ['./metrics.json', inRepo('./metrics.json')],
    ['/abs/metrics.json', inRepo('/abs/metrics.json')],
    ['a$REPRO_METRICS', inRepo('a$REPRO_METRICS')],
  ];
  test.each(cases)('%s', (path, expected) => {
    expect(parseMetricPath(path, roots)).toEqual(expected);
  });
});
