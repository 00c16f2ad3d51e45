import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { parsePolicy } from '../src/policy/parse.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const WORKFLOWS = readdirSync(join(ROOT, '.github/workflows'));

interface Workflow {
  readonly permissions?: unknown;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly needs?: string | readonly string[];
        readonly permissions?: unknown;
        readonly 'timeout-minutes'?: number;
      }
    >
  >;
}

describe('the workflows', () => {
  test.each(WORKFLOWS)('%s gives no permission at the top and some to each job, with a timeout', (name) => {
    const workflow: Workflow = parse(read(`.github/workflows/${name}`));
    expect(workflow.permissions).toEqual({});
    for (const job of Object.values(workflow.jobs)) {
      expect(job.permissions).toBeDefined();
      expect(job['timeout-minutes']).toBeGreaterThan(0);
    }
  });

  test('the aggregate check waits for every job', () => {
    const { jobs }: Workflow = parse(read('.github/workflows/ci.yml'));
    const others = Object.keys(jobs).filter((name) => name !== 'ci-ok');
    expect([...(jobs['ci-ok']?.needs ?? [])].sort()).toEqual(others.sort());
  });

  test('every action is pinned by its commit, with the version beside it', () => {
    const texts = [
      ...WORKFLOWS.map((name) => `.github/workflows/${name}`),
      'README.md',
      'docs/workflows.md',
    ].map(read);
    const uses = texts.flatMap((text) =>
      [...text.matchAll(/uses: (\S+)(.*)/g)].map(([, action = '', rest = '']) => `${action}${rest}`),
    );
    const foreign = uses.filter((line) => !line.startsWith('./') && !line.startsWith('repro-gate/'));
    expect(foreign.length).toBeGreaterThan(10);
    for (const line of foreign) expect(line).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });
});

describe('the actions', () => {
  test.each([
    ['action.yml', 'dist/main.js'],
    ['comment/action.yml', '../dist/comment.js'],
  ])('%s starts a file that is there, on Node 24', (file, main) => {
    expect(parse(read(file)).runs).toEqual({ using: 'node24', main });
    expect(existsSync(join(ROOT, dirname(file), main))).toBe(true);
  });

  test('declare the inputs that the code reads, and no others', () => {
    const declared = ['action.yml', 'comment/action.yml'].flatMap((file) =>
      Object.keys(parse(read(file)).inputs),
    );
    const code = ['inputs.ts', 'comment-action.ts'].map((name) => read(`src/github/${name}`)).join('\n');
    const asked = [...code.matchAll(/\bget(?:Input)?\('([a-z-]+)'\)/g)].map(([, name]) => name);
    expect([...new Set(asked)].sort()).toEqual([...new Set(declared)].sort());
  });

  test('the README lists the inputs of the action', () => {
    const table = [...read('README.md').matchAll(/^\| `([a-z-]+)` \| .* \| .* \|$/gm)].map(
      ([, name]) => name,
    );
    expect(table).toEqual(expect.arrayContaining(Object.keys(parse(read('action.yml')).inputs)));
  });
});

describe('the documentation', () => {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'CHANGELOG.md',
    ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`),
    'examples/quickstart/README.md',
    'examples/pytorch/README.md',
  ];

  test.each(pages)('%s links to files that are there', (page) => {
    const links = [...read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^[a-z]+:/.test(target));
    for (const link of links)
      expect({ page, link, there: existsSync(join(ROOT, dirname(page), link)) }).toEqual({
        page,
        link,
        there: true,
      });
  });

  test('every policy in it can be used', () => {
    const policies = ['README.md', 'docs/policy.md'].flatMap((page) =>
      [...read(page).matchAll(/```yaml\n((?:#.*\n)?version: 1\n[\s\S]*?)```/g)].map(([, text = '']) => ({
        page,
        text,
      })),
    );
    expect(policies).toHaveLength(2);
    for (const { page, text } of policies) expect(parsePolicy(text, page)).toMatchObject({ kind: 'policy' });
  });
});

describe('what git tracks', () => {
  const tracked = execFileSync('git', ['-C', ROOT, 'ls-files', '-z'], { encoding: 'utf8' })
    .split('\0')
    .filter((name) => name !== '');

  test('holds no host of a package registry', () => {
    const texts = tracked.filter((name) => !name.startsWith('dist/') && existsSync(join(ROOT, name)));
    const hosts = ['python' + 'hosted', 'registry.' + 'npm', 'pypi.' + 'org/simple'];
    const leaking = texts.filter((name) => hosts.some((host) => read(name).includes(host)));
    expect(leaking).toEqual([]);
  });

  test('holds the three bundles', () => {
    expect(tracked).toEqual(expect.arrayContaining(['dist/main.js', 'dist/comment.js', 'dist/cli.js']));
  });
});
