import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { MetricSource } from '../../src/policy/policy.ts';
import { readMetric } from '../../src/smoke/readers/read.ts';
import type { Point, ReadResult } from '../../src/smoke/series.ts';
import { SEED, source } from './builders.ts';

const { NaN: NAN, POSITIVE_INFINITY: INF } = Number;

function readAs(
  format: MetricSource['format'],
  text: string,
  more: Partial<MetricSource> & { name?: string } = {},
) {
  const { name = 'loss', ...from } = more;
  return readMetric(text, { name, from: source({ format, ...from }) });
}

const jsonl = (text: string, more = {}) => readAs('jsonl', text, more);
const json = (text: string, more = {}) => readAs('json', text, more);
const csv = (text: string, more = {}) => readAs('csv', text, more);

/** Points as pairs, so that tables stay readable; anything but a series as it is. */
function pairs(result: ReadResult): unknown {
  return result.kind === 'read'
    ? result.series.points.map(({ step, value }: Point) => [step, value])
    : result;
}

function unreadable(line: number | null, expected: string, found: string) {
  return {
    kind: 'unreadable',
    line,
    expected: expect.stringContaining(expected),
    found: expect.stringContaining(found),
  };
}

describe('JSON lines', () => {
  const cases: [string, string, unknown][] = [
    [
      'contract rows',
      '{"name":"loss","step":1,"value":2.5}\n{"name":"loss","step":2,"value":2}\n',
      [
        [1, 2.5],
        [2, 2],
      ],
    ],
    [
      'wide rows',
      '{"step":10,"loss":2.5,"lr":0.1}\n{"step":20,"loss":2}\n',
      [
        [10, 2.5],
        [20, 2],
      ],
    ],
    ['a nested wide row', '{"step":1,"x":{"y":1}}\n{"step":1,"loss":3}', [[1, 3]]],
    [
      'rows of other metrics between',
      '{"name":"lr","step":1,"value":9}\n{"name":"loss","step":1,"value":3}',
      [[1, 3]],
    ],
    [
      'rows out of order',
      '{"step":2,"loss":2}\n{"step":1,"loss":1}\n',
      [
        [1, 1],
        [2, 2],
      ],
    ],
    [
      'rows without a step: their order',
      '{"loss":3}\n{"lr":1}\n{"loss":2}\n',
      [
        [0, 3],
        [1, 2],
      ],
    ],
    ['steps as text', '{"step":"7","loss":1}', [[7, 1]]],
    [
      'steps as whole floats',
      '{"step":10.0,"loss":1}\n{"step":1e3,"loss":2}',
      [
        [10, 1],
        [1000, 2],
      ],
    ],
    ['NaN in quotes, as strict JSON needs it', '{"step":1,"loss":"NaN"}', [[1, Number.NaN]]],
    [
      'a last line without a newline',
      '{"step":1,"loss":1}\n{"step":2,"loss":2}',
      [
        [1, 1],
        [2, 2],
      ],
    ],
    [
      'CRLF, blank lines and a byte order mark',
      '\uFEFF{"step":1,"loss":1}\r\n\r\n{"step":2,"loss":2}\r\n',
      [
        [1, 1],
        [2, 2],
      ],
    ],
    [
      'bare NaN and infinities',
      '{"step":1,"loss":NaN}\n{"step":2,"loss":Infinity}\n{"step":3,"loss":-Infinity}',
      [
        [1, NAN],
        [2, INF],
        [3, -INF],
      ],
    ],
    [
      'words for them',
      '{"step":1,"loss":"nan"}\n{"step":2,"loss":"inf"}\n{"step":3,"loss":"NaN"}\n{"step":4,"loss":"-inf"}',
      [
        [1, NAN],
        [2, INF],
        [3, NAN],
        [4, -INF],
      ],
    ],
    [
      'null, empty text and NA: no numbers, never 0',
      '{"step":1,"loss":null}\n{"step":2,"loss":""}\n{"step":3,"loss":"NA"}',
      [
        [1, NAN],
        [2, NAN],
        [3, NAN],
      ],
    ],
    ['a number that overflows', '{"step":1,"loss":1e999}', [[1, INF]]],
    ['NaN inside a text is left alone', '{"note":"a NaN, Infinity \\" NaN","step":1,"loss":1}', [[1, 1]]],
    ['a key twice: the last', '{"step":1,"loss":1,"loss":2}', [[1, 2]]],
    ['a key that objects inherit', '{"__proto__":1,"step":1,"loss":2}', [[1, 2]]],
    [
      'hex that wins over a rounded value',
      '{"name":"loss","step":1,"value":0.1,"hex":"0x1.999999999999bp-4"}',
      [[1, 0.10000000000000002]],
    ],
    ['hex alone', '{"name":"loss","step":1,"hex":"-0x1.8p-1"}', [[1, -0.75]]],
    ['hex of NaN', '{"name":"loss","step":1,"value":1,"hex":"nan"}', [[1, NAN]]],
    ['hex null: the value', '{"name":"loss","step":1,"value":1,"hex":null}', [[1, 1]]],
    ['a contract row without a value', '{"name":"loss","step":1,"value":null}', [[1, NAN]]],

    ['an empty file', '', unreadable(null, 'at least one row', 'empty file')],
    ['nothing but blank lines', '\n \r\n', unreadable(null, 'at least one row', 'empty file')],
    ['nothing but a byte order mark', '\uFEFF', unreadable(null, 'at least one row', 'empty file')],
    [
      'a last line that is cut off',
      '{"step":1,"loss":1}\n{"step":2,"lo',
      unreadable(2, 'closing', 'cut off'),
    ],
    [
      'a last line cut after its value',
      '{"step":1,"loss":1}\n{"step":2,"loss":1.5',
      unreadable(2, '`,` or `}`', 'cut off'),
    ],
    [
      'a broken line in the middle',
      '{"step":1,"loss":1}\n{oops}\n{"step":2,"loss":1}\n',
      unreadable(2, 'key in double quotes', '`oops}` at column 2'),
    ],
    ['a list instead of an object', '[1,2]\n', unreadable(1, 'one JSON object', '`[1,2]`')],
    ['a boolean as the value', '{"step":1,"loss":true}', unreadable(1, 'a number for `loss`', '`true`')],
    ['a text as the value', '{"step":1,"loss":"tensor(2.1)"}', unreadable(1, 'a number', '`"tensor(2.1)"`')],
    ['a list as the value', '{"step":1,"loss":[]}', unreadable(1, 'a number', 'an empty list')],
    ['hexadecimal digits as the value', '{"step":1,"loss":"0x10"}', unreadable(1, 'a number', '0x10')],
    ['a number in quotes', '{"step":1,"loss":"2.5"}', unreadable(1, 'a number', '`"2.5"`')],
    ['a boolean', '{"step":1,"loss":true}', unreadable(1, 'a number', '`true`')],
    ['hex that is none', '{"name":"loss","step":1,"value":1,"hex":"0x"}', unreadable(1, 'a number', '"0x"')],
    ['hex that is a number', '{"name":"loss","step":1,"value":1,"hex":3}', unreadable(1, 'a number', '`3`')],
    ['a negative step', '{"step":-1,"loss":1}', unreadable(1, 'whole number', '`-1`')],
    ['a fractional step', '{"step":0.5,"loss":1}', unreadable(1, 'whole number', '`0.5`')],
    ['a step that is null', '{"step":null,"loss":1}', unreadable(1, 'whole number', '`null`')],
    ['a step that is empty text', '{"step":"","loss":1}', unreadable(1, 'whole number', '`""`')],
    [
      'a step beyond 2^53',
      '{"step":9007199254740993,"loss":1}',
      unreadable(1, 'whole number', '9007199254740993'),
    ],
    [
      'some rows with a step and some without',
      '{"step":1,"loss":1}\n{"loss":2}\n',
      unreadable(2, 'a step', 'without'),
    ],
    ['a number with a zero in front', '{"step":01,"loss":1}', unreadable(1, 'JSON value', '01')],
    ['text after the object', '{"step":1,"loss":1} x', unreadable(1, 'the end', 'x')],
    ['nesting without end', `${'['.repeat(5000)}`, unreadable(1, 'at most 100 levels', '[')],

    [
      'the metric is missing',
      '{"step":1,"lr":1,"val":{"loss":2}}\n{"name":"acc","step":1,"value":1}',
      { kind: 'missing', names: ['lr', 'val/loss', 'acc'] },
    ],
  ];
  test.each(cases)('%s', (_, text, expected) => {
    expect(pairs(jsonl(text))).toEqual(expected);
  });

  test('a metric may have the name of a key of the contract', () => {
    const rows = '{"name":"loss","step":1,"value":5}\n{"step":1,"value":7}\n';
    expect(pairs(jsonl(rows, { name: 'value' }))).toEqual([[1, 7]]);
  });

  test('a nested metric is found by slashes, by dots, and by a key that holds them', () => {
    for (const name of ['val/loss', 'val.loss']) {
      expect(pairs(jsonl('{"step":1,"val":{"loss":2}}', { name }))).toEqual([[1, 2]]);
      expect(pairs(jsonl(`{"step":1,"${name}":3}`, { name }))).toEqual([[1, 3]]);
    }
  });

  test('the step may have another key, which then has to be there', () => {
    const rows = '{"iteration":5,"loss":1}\n';
    expect(pairs(jsonl(rows, { step: 'iteration' }))).toEqual([[5, 1]]);
    expect(jsonl(rows, { step: 'it' })).toEqual(unreadable(1, 'as `it`', 'nothing'));
  });

  test('of a step that is there twice the last value counts, and the step is listed if the values differ', () => {
    const rows = '{"step":1,"loss":1}\n{"step":2,"loss":2}\n{"step":1,"loss":3}\n{"step":2,"loss":2.0}\n';
    expect(jsonl(rows)).toEqual({
      kind: 'read',
      series: {
        points: [
          { step: 1, value: 3 },
          { step: 2, value: 2 },
        ],
        duplicates: [1],
        resolution: null,
      },
    });
  });

  test('NaN twice at one step is no difference', () => {
    const result = jsonl('{"step":1,"loss":NaN}\n{"step":1,"loss":NaN}\n');
    expect(result).toMatchObject({ series: { duplicates: [] } });
  });
});

describe('a JSON document', () => {
  const cases: [string, string, unknown][] = [
    ['a number', '{"loss": 0.25}', [[0, 0.25]]],
    [
      'a list of numbers',
      '{"loss": [3, 2, 1]}',
      [
        [0, 3],
        [1, 2],
        [2, 1],
      ],
    ],
    [
      'values by step',
      '{"loss": {"10": 3, "2": 4}}',
      [
        [2, 4],
        [10, 3],
      ],
    ],
    [
      'a list of rows',
      '{"loss": [{"step": 1, "loss": 3}, {"step": 2, "loss": 2, "lr": 1}]}',
      [
        [1, 3],
        [2, 2],
      ],
    ],
    ['rows at the top', '[{"step": 1, "loss": 3}, {"step": 2, "lr": 1}]', [[1, 3]]],
    [
      'numbers at the top',
      '[3, 2]',
      [
        [0, 3],
        [1, 2],
      ],
    ],
    ['bare NaN', '{"loss": NaN}', [[0, NAN]]],
    ['null', '{"loss": null}', [[0, NAN]]],
    [
      'the word "nan" by step',
      '{"loss": {"1": 10.5, "5": "nan"}}',
      [
        [1, 10.5],
        [5, NAN],
      ],
    ],
    ['a byte order mark and CRLF', '\uFEFF{\r\n"loss": 1\r\n}\r\n', [[0, 1]]],
    ['escapes in keys', '{"lo\\u0073s": 1}', [[0, 1]]],

    ['an empty file', ' \n', unreadable(null, 'a JSON document', 'empty file')],
    ['a document that is cut off', '{\n"loss": [1,\n2', unreadable(3, '`,` or `]`', 'end of the text')],
    ['a trailing comma', '{\n"loss": 1,\n}', unreadable(3, 'key in double quotes', '`}`')],
    ['a mistake in an escape', '{"a\\x": 1}', unreadable(1, 'valid escapes', '')],
    ['a boolean', '{"loss": false}', unreadable(null, 'a number', '`false`')],
    ['a number in quotes', '{"loss": "2.5"}', unreadable(null, 'a number', '`"2.5"`')],
    ['a text', '{"loss": "n/k"}', unreadable(null, 'a number', '`"n/k"`')],
    ['an empty list', '{"loss": []}', unreadable(null, 'at least one value', 'none')],
    ['an empty object', '{"loss": {}}', unreadable(null, 'at least one value', 'none')],
    [
      'an object that is no curve',
      '{"loss": {"mean": 1}}',
      unreadable(null, 'a number', 'an object with `mean`'),
    ],
    ['a list with something else in it', '{"loss": [1, [2]]}', unreadable(null, 'a number', 'a list of 1')],
    [
      'a list of rows and numbers',
      '{"loss": [{"step": 1}, 2]}',
      unreadable(null, 'a number', 'an object with `step`'),
    ],

    [
      'the metric is missing',
      '{"acc": 1, "val": {"acc": 2, "note": "x"}}',
      { kind: 'missing', names: ['acc', 'val/acc'] },
    ],
    ['a single number', '0.5', { kind: 'missing', names: [] }],
  ];
  test.each(cases)('%s', (_, text, expected) => {
    expect(pairs(json(text))).toEqual(expected);
  });

  test('a pointer leads to the value, through lists and escaped keys', () => {
    const text = '{"runs": [{"a/b": {"m~n": 4}}], "": 5}';
    expect(pairs(json(text, { pointer: '/runs/0/a~1b/m~0n' }))).toEqual([[0, 4]]);
    expect(pairs(json(text, { pointer: '/' }))).toEqual([[0, 5]]);
    expect(json(text, { pointer: '/runs/1/a~1b' })).toMatchObject({ kind: 'missing' });
    expect(json(text, { pointer: '/runs/00' })).toMatchObject({ kind: 'missing' });
  });

  test('a Trainer state is read through its history', () => {
    const text = '{"log_history": [{"epoch": 0.5, "loss": 2.1, "step": 1}, {"eval_loss": 2.0, "step": 1}]}';
    expect(pairs(json(text, { pointer: '/log_history' }))).toEqual([[1, 2.1]]);
    expect(pairs(json(text, { pointer: '/log_history', name: 'eval_loss' }))).toEqual([[1, 2]]);
  });

  test('a golden file of Megatron-LM is read through its values', () => {
    const text = '{"lm loss": {"start_step": 1, "values": {"1": 10.49226, "5": 10.49833}}}';
    expect(pairs(json(text, { pointer: '/lm loss/values' }))).toEqual([
      [1, 10.49226],
      [5, 10.49833],
    ]);
  });
});

describe('CSV', () => {
  const lightning = `epoch,step,loss_epoch,loss,val_loss
0,0,,0.5793088674545288,
0,3,,0.049676209688186646,
0,3,,,0.032047338783741
0,3,0.23392611742019653,,
`;
  const cases: [string, string, unknown][] = [
    [
      'a step column',
      'step,loss\n1,3\n2,2\n',
      [
        [1, 3],
        [2, 2],
      ],
    ],
    [
      'sparse rows as Lightning writes them',
      lightning,
      [
        [0, 0.5793088674545288],
        [3, 0.049676209688186646],
      ],
    ],
    [
      'an epoch column as Keras writes it',
      'epoch,loss,mae\n0,7.5,1\n1,7,1\n',
      [
        [0, 7.5],
        [1, 7],
      ],
    ],
    [
      'an empty step column: the epoch',
      'epoch,step,loss\n0,,3\n1,,2\n',
      [
        [0, 3],
        [1, 2],
      ],
    ],
    [
      'no step at all: the order of the rows',
      'loss\n3\n2\n',
      [
        [0, 3],
        [1, 2],
      ],
    ],
    ['semicolons', 'step;loss\n1;3.5\n', [[1, 3.5]]],
    ['tabs', 'timestamp\tstep\tloss\n99\t1\t3.5\n', [[1, 3.5]]],
    ['a comma inside a quoted name', '"a,b";step;loss\n9;1;3\n', [[1, 3]]],
    ['an index column without a name', ',step,loss\n0,1,3\n', [[1, 3]]],
    ['CRLF, blank lines, a byte order mark', '\uFEFFstep,loss\r\n\r\n1,3\r\n', [[1, 3]]],
    ['spaces around cells', 'step, loss\n 1 , 3 \n', [[1, 3]]],
    [
      'words for NaN and infinity',
      'step,loss\n1,nan\n2,inf\n3,-inf\n4,NaN\n',
      [
        [1, NAN],
        [2, INF],
        [3, -INF],
        [4, NAN],
      ],
    ],
    [
      'NA, which is no number and never 0',
      'epoch,loss\n0,1.5\n1,NA\n',
      [
        [0, 1.5],
        [1, NAN],
      ],
    ],
    [
      'exponents',
      'step,loss\n1,1e-3\n2,1E2\n',
      [
        [1, 0.001],
        [2, 100],
      ],
    ],
    ['steps written as floats', 'step,loss\n1.0,3\n', [[1, 3]]],
    ['a step twice: the last value', 'step,loss\n1,3\n1,2\n', [[1, 2]]],
    [
      'no newline at the end',
      'step,loss\n1,3\n2,2',
      [
        [1, 3],
        [2, 2],
      ],
    ],

    ['an empty file', '', unreadable(null, 'a header', 'empty file')],
    ['a last row that is cut off', 'step,loss,acc\n1,3,1\n2,2', unreadable(3, '3 cells', 'cut off')],
    ['a row with too many cells', 'step,loss\n1,3,9\n2,2\n', unreadable(2, '2 cells', '3 (`1, 3, 9`)')],
    ['a decimal comma', 'step;loss\n1;0,5\n', unreadable(2, 'a number for `loss`', '`0,5`')],
    ['a text as the value', 'step,loss\n1,high\n', unreadable(2, 'a number', '`high`')],
    ['a boolean as the value', 'step,loss\n1,True\n', unreadable(2, 'a number', '`True`')],
    ['a row of the metric without its step', 'step,loss\n1,3\n,2\n', unreadable(3, 'whole number', '``')],
    ['a fractional epoch', 'epoch,loss\n0.5,2\n', unreadable(2, 'whole number', '`0.5`')],
    ['a negative step', 'step,loss\n-1,2\n', unreadable(2, 'whole number', '`-1`')],
    [
      'two columns of the name',
      'step,loss,loss\n1,2,3\n',
      unreadable(1, 'one column `loss`', 'more than one'),
    ],
    [
      'a quote that is never closed',
      'step,loss\n1,"2\n',
      unreadable(expect.any(Number) as never, 'rows of cells', 'Quote'),
    ],

    ['no such column', 'step,acc\n1,3\n', { kind: 'missing', names: ['acc'] }],
    ['a column without a single value', 'step,loss,acc\n1,,3\n', { kind: 'missing', names: ['acc'] }],
    ['a header alone', 'step,loss\n', { kind: 'missing', names: [] }],
  ];
  test.each(cases)('%s', (_, text, expected) => {
    expect(pairs(csv(text))).toEqual(expected);
  });

  test('the step may be another column, which then has to be there and filled', () => {
    expect(pairs(csv('it,step,loss\n7,1,3\n', { step: 'it' }))).toEqual([[7, 3]]);
    expect(csv('step,loss\n1,3\n', { step: 'it' })).toEqual(unreadable(1, 'a column `it`', 'step, loss'));
    expect(csv('it,step,loss\n,1,3\n', { step: 'it' })).toEqual(unreadable(2, 'whole number', '``'));
  });
});

describe('the exact value', () => {
  const formats = {
    jsonl: (value: number) => `{"step":1,"loss":${value}}`,
    json: (value: number) => `{"loss":${value}}`,
    csv: (value: number) => `step,loss\n1,${value}\n`,
  };
  test('of every double survives every format', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        for (const [format, write] of Object.entries(formats)) {
          const result = readAs(format as MetricSource['format'], write(value));
          const found = result.kind === 'read' ? result.series.points[0]?.value : undefined;
          // `-0` is written as `0`.
          expect(found).toBe(value === 0 ? 0 : value);
        }
      }),
      { seed: SEED },
    );
  });

  test('of every double survives float.hex()', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        const result = jsonl(JSON.stringify({ name: 'loss', step: 1, value: 0, hex: pythonHex(value) }));
        expect(pairs(result)).toEqual([[1, value]]);
      }),
      { seed: SEED, examples: [[5e-324], [2.2250738585072014e-308], [1.7976931348623157e308], [-0], [0]] },
    );
  });

  test('float.hex() as CPython writes it', () => {
    const written: [string, number][] = [
      ['0x1.999999999999ap-4', 0.1],
      ['0x0.0000000000001p-1022', 5e-324],
      ['0x1.fffffffffffffp+1023', Number.MAX_VALUE],
      ['-0x0.0p+0', -0],
      ['0x1.0000000000000p+0', 1],
    ];
    for (const [hex, value] of written) expect(pythonHex(value)).toBe(hex);
  });
});

/** What `float.hex()` returns, from the bits. */
function pythonHex(value: number): string {
  if (value === INF || value === -INF) return value > 0 ? 'inf' : '-inf';
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const sign = bits >> 63n === 1n ? '-' : '';
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = (bits & 0xfffffffffffffn).toString(16).padStart(13, '0');
  if (exponent === 0 && BigInt(`0x${fraction}`) === 0n) return `${sign}0x0.0p+0`;
  const power = exponent === 0 ? -1022 : exponent - 1023;
  return `${sign}0x${exponent === 0 ? 0 : 1}.${fraction}p${power < 0 ? '-' : '+'}${Math.abs(power)}`;
}

describe('text that nobody expected', () => {
  test('never throws, and never becomes a finite number unless it has one', () => {
    const junk = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .array(
          fc.constantFrom('{"step":', '"loss"', ':', ',', '1', 'NaN', '}', '\n', '"', '\\', '[', 'loss,step'),
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(
        junk,
        fc.constantFrom('jsonl' as const, 'json' as const, 'csv' as const),
        (text, format) => {
          const result = readAs(format, text);
          if (result.kind !== 'read') return;
          expect(result.series.points.length).toBeGreaterThan(0);
          if (!/\d/.test(text))
            expect(result.series.points.every(({ value }) => !Number.isFinite(value))).toBe(true);
        },
      ),
      { seed: SEED, numRuns: 2000 },
    );
  });

  test('a file that is cut anywhere never reads as complete', () => {
    const rows = Array.from({ length: 5 }, (_, i) => `{"name":"loss","step":${i},"value":${2 - i / 7}}`);
    const whole = `${rows.join('\n')}\n`;
    for (let length = 0; length < whole.length - 1; length += 1) {
      const result = jsonl(whole.slice(0, length));
      if (result.kind === 'read') expect(result.series.points.length).toBeLessThan(5);
    }
    expect(pairs(jsonl(whole))).toHaveLength(5);
  });
});
