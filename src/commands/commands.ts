/** The commands of the command line, as data. Each loads its own part of the program, so that a small one stays quick. */

import type { Command } from './command.ts';

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;

interface Definition extends Omit<Command, 'help' | 'options'> {
  /** Option, its value if it takes one, what it does. */
  readonly flags: readonly (readonly [name: string, value: string | null, does: string])[];
  readonly more?: string;
}

const PYTHON = [
  'python',
  'PATH',
  'interpreter of the project (default: the active environment, else python3 on PATH)',
] as const;
const MACHINE = [
  'machine',
  'DIR',
  'look at a machine kept in a folder: files under DIR/root, programs in DIR/bin',
] as const;

const DEFINITIONS: readonly Definition[] = [
  {
    name: 'check',
    synopsis: 'check [DIR]',
    summary: 'the main job: capture, judge, smoke, judge, report',
    flags: [
      ['policy', 'FILE', 'judge by this policy (default: DIR/.repro/policy.yml)'],
      ['baseline', 'FILE', 'compare with this baseline (default: the one of this hardware class)'],
      ['base', 'REV', 'judge by the policy and baselines of a git revision, as a pull request is judged'],
      ['snapshot', 'FILE', 'judge a saved snapshot instead of this machine; runs no smoke test'],
      ['no-smoke', null, 'judge the environment only'],
      ['report-dir', 'DIR', 'write report.json, report.md and snapshot.json there'],
      ['format', 'FORMAT', 'text (default), json or markdown'],
      PYTHON,
      MACHINE,
    ],
    more: `Exit codes: 0 pass; 1 fail, incomparable, inconclusive; 2 misconfigured; 3 not measured.\n`,
    load: async () => (await import('./check.ts')).runCheck,
  },
  {
    name: 'record',
    synopsis: 'record [DIR]',
    summary: 'measure this machine, write its baseline',
    flags: [
      ['runs', 'N', 'runs of each smoke test, 2 or more (default: 2)'],
      ['why', 'TEXT', 'reason, kept in the baseline'],
      ['policy', 'FILE', 'the policy that says what to run (default: DIR/.repro/policy.yml)'],
      PYTHON,
      MACHINE,
    ],
    load: async () => (await import('./record.ts')).runRecord,
  },
  {
    name: 'capture',
    synopsis: 'capture [DIR]',
    summary: 'print this machine’s snapshot',
    flags: [
      ['format', 'FORMAT', 'text (default) or json'],
      ['out', 'FILE', 'write the snapshot as JSON to a file'],
      ['serials', null, 'serial numbers of the boards in the clear (default: a digest of them)'],
      PYTHON,
      MACHINE,
    ],
    load: async () => (await import('./capture.ts')).runCapture,
  },
  {
    name: 'diff',
    synopsis: 'diff A B',
    summary: 'two snapshots, baselines, reports or git revisions: what changed, ordered by numeric effect',
    flags: [
      ['class', 'NAME', 'hardware class whose baseline to take from a git revision (default: the only one)'],
      ['format', 'FORMAT', 'text (default) or json'],
    ],
    load: async () => (await import('./diff.ts')).runDiff,
  },
  {
    name: 'explain',
    synopsis: 'explain [CODE]',
    summary: 'what a finding means and how to resolve it; without a code, all of them',
    flags: [['format', 'FORMAT', 'text (default) or markdown']],
    load: async () => (await import('./explain.ts')).runExplain,
  },
];

export const COMMANDS: readonly Command[] = DEFINITIONS.map(({ flags, more = '', ...definition }) => ({
  ...definition,
  help: helpOf({ ...definition, flags, more }),
  options: Object.fromEntries(flags.map(([name, value]) => [name, value === null ? FLAG : TEXT])),
}));

function helpOf({
  synopsis,
  summary,
  flags,
  more,
}: Pick<Definition, 'synopsis' | 'summary' | 'flags' | 'more'>): string {
  const rows = flags.map(
    ([name, value, does]) => [`--${name}${value === null ? '' : ` ${value}`}`, does] as const,
  );
  const width = Math.max(...rows.map(([option]) => option.length));
  const lines = rows.map(([option, does]) => `  ${option.padEnd(width)}  ${does}\n`);
  return `repro-gate ${synopsis}: ${summary}\n\n${lines.join('')}${more === '' ? '' : `\n${more}`}`;
}

export function usage(): string {
  const width = Math.max(...COMMANDS.map(({ synopsis }) => synopsis.length));
  const lines = COMMANDS.map(
    ({ synopsis, summary }) => `  repro-gate ${synopsis.padEnd(width)}  ${summary}\n`,
  );
  return `${lines.join('')}\nrepro-gate COMMAND --help lists the options of a command.\n`;
}
