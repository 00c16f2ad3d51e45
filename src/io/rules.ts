/** The rules as a folder or a git commit holds them. Those of the base commit on GitHub come from github/contents.ts. */

import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, posix, relative } from 'node:path';
import { getExecOutput } from '@actions/exec';
import type { FileText, PolicySource, RuleFiles } from '../policy/source.ts';
import { readWhole } from './files.ts';

const LARGEST_RULE_FILE = 16 * 1024 * 1024;
export const BASELINES = '.repro/baselines';

/** The rules in a project's folder. `path` in the source is relative to the folder, or absolute. */
export function rulesInFolder(directory: string, source: PolicySource): RuleFiles {
  return {
    source,
    read: (path) => readWhole(join(directory, path), LARGEST_RULE_FILE),
    hasBaselines: async () => {
      try {
        return (await readdir(join(directory, BASELINES))).some((name) => name.endsWith('.json'));
      } catch {
        return false;
      }
    },
  };
}

/** The rules of a project that lives in a folder of its repository: its paths are relative to that folder. */
export function inProject(rules: RuleFiles, folder: string, policy: string): RuleFiles {
  return {
    ...rules,
    source: { ...rules.source, path: policy },
    read: (path) => rules.read(posix.join(folder, path)),
  };
}

/** Rules that hold nothing: what judges when there is no base to judge by. */
export function noRules(policy: string): RuleFiles {
  const nothing = { kind: 'unreadable', because: 'there is no base commit' } as const;
  return {
    source: { kind: 'base', ref: null, path: policy },
    read: async () => nothing,
    hasBaselines: async () => nothing,
  };
}

/** One file given by hand stands in for the paths that `stands` names; everything else comes from the rules. */
export function withFile(rules: RuleFiles, stands: (path: string) => boolean, file: string): RuleFiles {
  return { ...rules, read: (path) => (stands(path) ? readWhole(file, LARGEST_RULE_FILE) : rules.read(path)) };
}

/** Adds, to rules without a policy, the nearest folder above that has one. */
export function withPolicyAbove(rules: RuleFiles, directory: string): RuleFiles {
  const hasPolicy = (folder: string): boolean => existsSync(join(folder, rules.source.path));
  if (hasPolicy(directory)) return rules;
  for (let folder = directory; dirname(folder) !== folder; folder = dirname(folder)) {
    const above = dirname(folder);
    if (hasPolicy(above)) return { ...rules, policyElsewhere: relative(process.cwd(), above) || '.' };
  }
  return rules;
}

/**
 * The rules at a git revision, through `git show`: what judges on the command line with `--base REV`. `prefix` is the
 * project's folder inside the repository.
 */
export function rulesAtRevision(directory: string, revision: string, prefix: string): RuleFiles {
  const source: PolicySource = { kind: 'base', ref: revision, path: '.repro/policy.yml' };
  return {
    source,
    read: (path) => showFile(directory, { revision, path: posix.join(prefix, path) }),
    hasBaselines: async () => {
      const listed = await git(directory, [
        'ls-tree',
        '--name-only',
        revision,
        `${posix.join(prefix, BASELINES)}/`,
      ]);
      return listed.kind === 'failed' ? { because: listed.because } : listed.stdout.includes('.json');
    },
  };
}

async function showFile(
  directory: string,
  { revision, path }: { revision: string; path: string },
): Promise<FileText> {
  const entry = await git(directory, ['ls-tree', '--full-tree', '-z', revision, '--', path]);
  if (entry.kind === 'failed') return { kind: 'unreadable', because: entry.because };
  if (entry.stdout === '') return { kind: 'absent' };
  // 100644 and 100755 are files; a link or a submodule would be followed out of the commit.
  if (!entry.stdout.startsWith('100'))
    return { kind: 'unreadable', because: `${path} is not a plain file in ${revision}` };
  const shown = await git(directory, ['cat-file', 'blob', `${revision}:${path}`]);
  return shown.kind === 'failed'
    ? { kind: 'unreadable', because: shown.because }
    : { kind: 'found', text: shown.stdout };
}

type GitResult =
  | { readonly kind: 'done'; readonly stdout: string }
  | { readonly kind: 'failed'; readonly because: string };

/**
 * Runs git on objects it already has, which neither hangs nor asks. Probes, which may hang, start programs through
 * io/program.ts instead. `null` as exit code (a signal) counts as failed.
 */
export async function git(directory: string, args: readonly string[]): Promise<GitResult> {
  try {
    const { exitCode, stdout, stderr } = await getExecOutput(
      'git',
      ['-C', directory, '--no-optional-locks', ...args],
      {
        silent: true,
        ignoreReturnCode: true,
        env: { ...environment(), GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
      },
    );
    if (exitCode === 0) return { kind: 'done', stdout };
    return {
      kind: 'failed',
      because: `git ${args[0]} said: ${stderr.trim().split('\n')[0] ?? `exit code ${exitCode}`}`,
    };
  } catch (thrown) {
    return { kind: 'failed', because: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
