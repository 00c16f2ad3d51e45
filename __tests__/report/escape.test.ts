import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { code, fenced, link, md, prose, visible } from '../../src/report/escape.ts';

interface Node {
  readonly type: string;
  readonly children?: readonly Node[];
  readonly value?: string;
}

function parse(markdown: string): Node {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }) as Node;
}

function typesIn(node: Node): readonly string[] {
  return [node.type, ...(node.children ?? []).flatMap(typesIn)];
}

/** Pieces that have a meaning in GFM, on GitHub, in HTML or in a terminal. */
const ATOMS = [
  '`',
  '``',
  '|',
  '\\',
  '\\|',
  '\n',
  '\r\n',
  '\r',
  '\t',
  ' ',
  '*',
  '_',
  '~~',
  '#',
  '# ',
  '- ',
  '1. ',
  '> ',
  '![',
  '](',
  ')',
  '[x]',
  '<',
  '>',
  '<b>',
  '<!--',
  '-->',
  '<details>',
  '</details>',
  '<script>',
  '&amp;',
  '@octocat',
  '#1',
  'GH-1',
  'www.example.com',
  'https://example.com',
  'a@example.com',
  ':tada:',
  'deadbeef1234567',
  '\u202e',
  '\u200b',
  '\u0000',
  '\u001b[31m',
  '\ufeff',
  '\ud800',
  '😀',
  'torch',
  '2.8.0+cu126',
  '---',
  '|---|',
  '$x$',
  '$$',
];
const hostile = fc.array(fc.constantFrom(...ATOMS), { maxLength: 8 }).map((parts) => parts.join(''));

describe('a foreign string in a table cell', () => {
  test('is one code span and never more, whatever it holds', () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const root = parse(
          `| a | b | c |\n|---|---|---|\n| x | ${code(a)} | ${code(b)} |\n| ${code(b)} | y | ${code(a)} |`,
        );
        expect(root.children?.map(({ type }) => type)).toEqual(['table']);
        const rows = root.children?.[0]?.children ?? [];
        expect(rows.map((row) => row.children?.length)).toEqual([3, 3, 3]);
        expect(rows[1]?.children?.[1]?.children?.map(({ type }) => type)).toEqual(['inlineCode']);
        expect(rows[2]?.children?.[2]?.children?.map(({ type }) => type)).toEqual(['inlineCode']);
      }),
      { seed: 11, numRuns: 1500 },
    );
  });

  test.each([
    ['2.8.0+cu126', '`2.8.0+cu126`'],
    ['a|b', '`a¦b`'],
    ['a\\|b', '`a\\¦b`'],
    ['`', '`` ` ``'],
    ['a``b', '```a``b```'],
    ['two\nlines', '`two lines`'],
    ['', '` `'],
    ['right\u202eleft', '`right�left`'],
  ])('%j becomes %s', (text, expected) => {
    expect(code(text)).toBe(expected);
  });

  test('is cut to a line', () => {
    expect(code('x'.repeat(1000))).toHaveLength(162);
  });
});

describe('a clause with foreign words', () => {
  test('never starts a list, a heading, a link, a picture or HTML', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const types = typesIn(parse(`### gate: ${prose(text)}`));
        const allowed = new Set(['root', 'heading', 'text', 'inlineCode']);
        expect(types.filter((type) => !allowed.has(type))).toEqual([]);
      }),
      { seed: 12, numRuns: 1500 },
    );
  });

  test.each([
    [
      'loss leaves its baseline at step 40, and torch changed',
      'loss leaves its baseline at step 40, and torch changed',
    ],
    ['ping @octocat about #1', 'ping `@octocat` about `#1`'],
    ['see www.example.com or deadbeef1234567', 'see `www.example.com` or `deadbeef1234567`'],
    ['run `repro-gate record` now', 'run `repro-gate record` now'],
    ['a<b>c', '`a<b>c`'],
    ['use pull_request, or (merge_group).', 'use `pull_request`, or (`merge_group`).'],
    [':smile: </b>', '`:smile`: `</b>`'],
  ])('%s', (text, expected) => {
    expect(prose(text)).toBe(expected);
  });
});

describe('foreign lines in a fence', () => {
  test('cannot close it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const root = parse(`before\n\n${fenced(text)}\n\nafter`);
        expect(root.children?.map(({ type }) => type)).toEqual(['paragraph', 'code', 'paragraph']);
      }),
      { seed: 13, numRuns: 1500 },
    );
  });
});

describe('visible', () => {
  test('leaves what can be seen', () => {
    expect(visible('torch 2.8 · é 漢 😀\tx\ny')).toBe('torch 2.8 · é 漢 😀\tx\ny');
  });
});

describe('a link', () => {
  test('goes to a plain address, and to nothing else', () => {
    expect(link(md`run`, 'https://github.com/o/r/actions/runs/1')).toBe(
      '[run](https://github.com/o/r/actions/runs/1)',
    );
    expect(link(md`run`, 'javascript:alert(1)')).toBe('`javascript:alert(1)`');
    expect(link(md`run`, 'https://x/ "title)')).toBe('`https://x/ "title)`');
  });
});
