import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));

/** What touches the world: files, processes, the network, the runner, the terminal. */
const SHELL = /^(?:io|github|commands)\/|^(?:main|comment|cli)\.ts$/;

interface Import {
  readonly from: string;
  /** A file of src/, a package, or a file elsewhere in the repository. */
  readonly to: string;
  readonly typeOnly: boolean;
}

const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => /(?<!\.d)\.ts$/.test(name))
  .sort();
const IMPORTS = FILES.flatMap(importsOf);

function importsOf(from: string): readonly Import[] {
  const text = readFileSync(join(SRC, from), 'utf8');
  const found = text.matchAll(
    /^(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return [...found].map(([, typeOnly, named, dynamic]) => {
    const specifier = named ?? dynamic ?? '';
    const to = specifier.startsWith('.') ? normalize(join(dirname(from), specifier)) : specifier;
    return { from, to, typeOnly: typeOnly !== undefined };
  });
}

test('the reader of imports sees the source', () => {
  expect(FILES.length).toBeGreaterThan(60);
  expect(IMPORTS).toContainEqual({ from: 'gate.ts', to: 'policy/choose.ts', typeOnly: false });
  expect(IMPORTS).toContainEqual({ from: 'io/files.ts', to: 'node:path', typeOnly: false });
});

describe('the core', () => {
  const core = IMPORTS.filter(({ from }) => !SHELL.test(from));

  test('reaches for no file, process, network or clock of its own', () => {
    const reaching = core.filter(
      ({ to }) => to.startsWith('node:') || to.startsWith('@actions/') || SHELL.test(to),
    );
    expect(reaching.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  test('reads no environment of the process and prints nothing', () => {
    const using = FILES.filter((name) => !SHELL.test(name)).filter((name) =>
      /(?<!\.)\bprocess\.|\bglobalThis\b|\bconsole\.|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/.test(
        code(name),
      ),
    );
    expect(using).toEqual([]);
  });
});

describe('the comment action', () => {
  test('reaches nothing that measures or runs', () => {
    const reached = reachableFrom('comment.ts');
    expect(
      reached.filter(
        (name) =>
          /^(?:capture|smoke|io)\//.test(name) &&
          !/^smoke\/(?:series|launcher)|^capture\/snapshot/.test(name),
      ),
    ).toEqual([]);
  });
});

test('no file imports itself through others', () => {
  const circles = FILES.filter((name) =>
    IMPORTS.filter(({ from, typeOnly }) => from === name && !typeOnly).some(({ to }) =>
      reachableFrom(to).includes(name),
    ),
  );
  expect(circles).toEqual([]);
});

/** A file's text without its comments. */
function code(name: string): string {
  return readFileSync(join(SRC, name), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

/** Files of src/ that a file brings in at run time, itself included. */
function reachableFrom(start: string): readonly string[] {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name) || !FILES.includes(name)) return;
    seen.add(name);
    for (const { from, to, typeOnly } of IMPORTS) if (from === name && !typeOnly) visit(to);
  };
  visit(start);
  return [...seen];
}
