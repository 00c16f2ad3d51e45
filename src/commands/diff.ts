/** `repro-gate diff A B`: what changed between two machines, each given as a file or as a git revision. */

import { dirname, join, resolve } from 'node:path';
import { baselinePath } from '../baseline/write.ts';
import { readWhole } from '../io/files.ts';
import { toJson } from '../io/json.ts';
import { git, rulesAtRevision } from '../io/rules.ts';
import { paintFor } from '../io/terminal.ts';
import { compareSides, readSide, type Side } from '../judge/comparison.ts';
import { renderDiff } from '../report/diff.ts';
import { type Arguments, UsageError } from './command.ts';
import { choiceOption, textOption } from './options.ts';

export async function runDiff(args: Arguments): Promise<number> {
  const format = choiceOption(args, 'format', ['text', 'json']);
  const [before, after, ...more] = args.positionals;
  if (before === undefined || after === undefined || more.length > 0) {
    const found =
      args.positionals.length === 0 ? 'nothing' : args.positionals.map((text) => `\`${text}\``).join(' ');
    throw new UsageError(
      `expected two of snapshot, baseline, report or git revision (\`repro-gate diff A B\`), found ${found}`,
    );
  }
  const hardwareClass = textOption(args, 'class');
  const comparison = compareSides(await sideOf(before, hardwareClass), await sideOf(after, hardwareClass));
  process.stdout.write(
    format === 'json' ? toJson(comparison) : renderDiff(comparison, paintFor(process.stdout, process.env)),
  );
  return 0;
}

/** A snapshot of 100,000 packages has less. */
const LARGEST_FILE = 64 * 1024 * 1024;

/** A file of that name goes before a revision of that name. */
async function sideOf(argument: string, hardwareClass: string | null): Promise<Side> {
  const file = resolve(argument);
  const text = await readWhole(file, LARGEST_FILE);
  if (text.kind === 'unreadable') throw new UsageError(text.because);
  if (text.kind === 'absent') return sideAtRevision(argument, hardwareClass);
  const read = readSide(text.text, argument);
  if (read.kind === 'side') return read.side;
  if (read.kind === 'problem') throw new UsageError(read.message);
  return sideBesideReport(argument, join(dirname(file), 'snapshot.json'));
}

async function sideBesideReport(report: string, file: string): Promise<Side> {
  const text = await readWhole(file, LARGEST_FILE);
  const read = text.kind === 'found' ? readSide(text.text, report) : null;
  if (read?.kind === 'side') return read.side;
  throw new UsageError(
    `${report}: expected snapshot.json beside the report, as \`check --report-dir\` writes it, found none`,
  );
}

/** The baseline of a class as a revision has it; of the only class there where none was named. */
async function sideAtRevision(revision: string, hardwareClass: string | null): Promise<Side> {
  const commit = await git('.', [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ]);
  const prefix = await git('.', ['rev-parse', '--show-prefix']);
  if (commit.kind === 'failed' || prefix.kind === 'failed') {
    throw new UsageError(`expected a file or a git revision, found \`${revision}\`, which is neither`);
  }
  const path = baselinePath(hardwareClass ?? (await onlyClass(revision, commit.stdout.trim())));
  const text = await rulesAtRevision('.', commit.stdout.trim(), prefix.stdout.trim()).read(path);
  if (text.kind !== 'found') {
    throw new UsageError(`${revision}: ${text.kind === 'absent' ? `there is no ${path}` : text.because}`);
  }
  const read = readSide(text.text, `${revision}:${path}`);
  if (read.kind === 'side') return read.side;
  throw new UsageError(read.kind === 'problem' ? read.message : `${revision}: ${path} is a report`);
}

async function onlyClass(revision: string, commit: string): Promise<string> {
  const listed = await git('.', ['ls-tree', '--name-only', commit, '--', '.repro/baselines/']);
  const names =
    listed.kind === 'failed' ? [] : listed.stdout.split('\n').filter((name) => name.endsWith('.json'));
  const classes = names.map((name) => name.replace(/^.*\//, '').replace(/\.json$/, ''));
  const [first, second] = classes;
  if (first === undefined) throw new UsageError(`${revision}: there is no baseline in .repro/baselines/`);
  if (second !== undefined) {
    throw new UsageError(
      `${revision}: expected --class with one of ${classes.join(', ')}, because it has several baselines`,
    );
  }
  return first;
}
