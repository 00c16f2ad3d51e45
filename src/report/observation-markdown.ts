/** The folded part of a comment about what was seen inside the training process. */

import { code, fold, joinMd, type Markdown, md, prose } from './escape.ts';
import { describeProcesses, seededBy } from './observation-text.ts';
import type { ObservationReport, SeedReport, SmokeReport } from './report.ts';

interface Room {
  /** Rows of a folded list. */
  readonly rows: number;
}

/** Empty where nothing was to be seen; the reason where something was and could not be. */
export function observationDetails({ name, observation }: SmokeReport, { rows }: Room): Markdown {
  if (observation === null) return md``;
  if (observation.because !== null) {
    return md`**Inside the training process**: facts of ${code(name)} not captured, because ${prose(observation.because)}.`;
  }
  const lines = [
    md`- ${prose(describeProcesses(observation))}`,
    ...[versions(observation), seeds(observation, rows), flags(observation)].filter((line) => line !== ''),
    ...named(md`without a seed`, observation.unseeded),
    ...named(md`not deterministic`, observation.nondeterministic),
    ...required(observation),
    ...named(md`the observer failed at`, observation.errors),
  ];
  return fold(md`Seen inside the training process of ${code(name)}`, joinMd(lines, '\n'));
}

function versions({ modules, libraries }: ObservationReport): Markdown {
  const entries = [...Object.entries(modules), ...Object.entries(libraries)].map(
    ([name, found]) => md`${code(name)} ${joinMd(found.map(code), ' / ')}`,
  );
  return entries.length === 0 ? md`` : md`- loaded: ${joinMd(entries, ', ')}`;
}

function seeds({ seeds: calls }: ObservationReport, rows: number): Markdown {
  const shown = calls.slice(0, Math.min(rows, MOST_CALLS)).map(seedClause);
  const more = calls.length - shown.length;
  const tail = more > 0 ? [md`${more} more`] : [];
  const list = joinMd([...shown, ...tail], ', ');
  return md`- seeded by ${prose(seededBy(calls))}${list === '' ? list : md`: ${list}`}`;
}

const MOST_CALLS = 12;

function seedClause({ call, values, place, by }: SeedReport): Markdown {
  const where = place === null || by === 'gate' ? md`` : md` at ${code(place)}`;
  return md`${code(`${call}(${values.join(' / ')})`)}${where}`;
}

function flags({ flags: found }: ObservationReport): Markdown {
  const entries = Object.entries(found).map(([name, value]) => md`${prose(name)} ${code(value)}`);
  return entries.length === 0 ? md`` : md`- flags: ${joinMd(entries, ', ')}`;
}

function named(title: Markdown, names: readonly string[]): readonly Markdown[] {
  return names.length === 0 ? [] : [md`- ${title}: ${joinMd(names.map(code), ', ')}`];
}

function required({ required: facts }: ObservationReport): readonly Markdown[] {
  if (facts.length === 0) return [];
  const entries = facts.map(({ fact, status }) => md`${code(fact)} ${prose(status.replace('-', ' '))}`);
  return [md`- required: ${joinMd(entries, ', ')}`];
}
