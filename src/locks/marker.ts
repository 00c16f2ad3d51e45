/**
 * Evaluates environment markers. Three values: a marker that is not understood, or that hangs on a variable whose value
 * is not known, is `null`, and no entry is left out or demanded because of it.
 */

import { normaliseName } from '../capture/python/package-name.ts';
import { type MarkerEnvironment, type MarkerVariable, VARIABLES } from './marker-environment.ts';
import { type MarkerTree, parseMarker } from './marker-syntax.ts';
import { isVersion, parseClause, satisfies } from './pep440.ts';

export function evaluateMarker(text: string, environment: MarkerEnvironment): boolean | null {
  const tree = parseMarker(text);
  return tree === null || !isKnown(tree) ? null : evaluate(tree, environment);
}

/** Lock files repeat a handful of markers thousands of times. */
export function markerEvaluator(environment: MarkerEnvironment): (text: string | null) => boolean | null {
  const known = new Map<string, boolean | null>();
  return (text) => {
    if (text === null) return true;
    const before = known.get(text);
    if (before !== undefined) return before;
    const answer = evaluateMarker(text, environment);
    known.set(text, answer);
    return answer;
  };
}

type Comparison = Extract<MarkerTree, { kind: 'compare' }>;

/** Sets of names rather than one text: `extra` is here because several may be wanted at once. */
const SETS: ReadonlySet<string> = new Set(['extra', 'extras', 'dependency_groups']);

/** One side a variable that PEP 508 or PEP 751 knows, the other a text. */
function isKnown(tree: MarkerTree): boolean {
  if (tree.kind !== 'compare') return tree.parts.every(isKnown);
  const { variable } = sidesOf(tree) ?? {};
  return variable !== undefined && (SETS.has(variable) || isVariable(variable));
}

function isVariable(name: string): name is MarkerVariable {
  return (VARIABLES as readonly string[]).includes(name);
}

interface Sides {
  readonly variable: string;
  readonly text: string;
  /** Whether the variable stands on the left. */
  readonly forward: boolean;
}

function sidesOf({ left, right }: Comparison): Sides | null {
  if (left.kind === 'variable' && right.kind === 'text')
    return { variable: left.name, text: right.text, forward: true };
  if (left.kind === 'text' && right.kind === 'variable')
    return { variable: right.name, text: left.text, forward: false };
  return null;
}

function evaluate(tree: MarkerTree, environment: MarkerEnvironment): boolean | null {
  if (tree.kind === 'compare') return compareSides(tree, environment);
  // Kleene's logic: what one part decides, an unknown beside it does not undo.
  const deciding = tree.kind === 'or';
  let answer: boolean | null = !deciding;
  for (const part of tree.parts) {
    const value = evaluate(part, environment);
    if (value === deciding) return deciding;
    if (value === null) answer = null;
  }
  return answer;
}

function compareSides(comparison: Comparison, environment: MarkerEnvironment): boolean | null {
  const sides = sidesOf(comparison);
  if (sides === null) return null;
  const { variable, text, forward } = sides;
  const { operator } = comparison;
  if (SETS.has(variable)) return compareSet(sides, operator, environment);
  const value = isVariable(variable) ? environment.variables[variable] : null;
  if (value === null) return null;
  const [left, right] = forward ? [value, text] : [text, value];
  return compareTexts(left, operator, { right, asVersion: VERSIONS.has(variable) });
}

/**
 * `extra == 'test'` holds where test is among the wanted ones; with none wanted, `extra` is the empty text. PEP 751's
 * `extras` and `dependency_groups` are asked with `in` only.
 */
function compareSet(
  { variable, text, forward }: Sides,
  operator: string,
  environment: MarkerEnvironment,
): boolean | null {
  const wanted = variable === 'dependency_groups' ? environment.groups : environment.extras;
  const name = normaliseName(text);
  const has = wanted.includes(name) || (variable === 'extra' && wanted.length === 0 && text === '');
  if (variable === 'extra') {
    if (operator === '==') return has;
    if (operator === '!=') return !has;
    return null;
  }
  if (forward) return null;
  if (operator === 'in') return has;
  return operator === 'not in' ? !has : null;
}

/** Variables whose values are versions. platform_version, in spite of its name, is a text about the kernel. */
const VERSIONS: ReadonlySet<string> = new Set([
  'python_version',
  'python_full_version',
  'implementation_version',
  'platform_release',
] satisfies MarkerVariable[]);

interface RightSide {
  readonly right: string;
  readonly asVersion: boolean;
}

/**
 * By PEP 440 where the right side makes a specifier, else as texts. A left side that is then no version
 * (a kernel's `6.8.0-31-generic`) has no answer: packaging's releases raise, say no, or compare texts.
 */
function compareTexts(left: string, operator: string, { right, asVersion }: RightSide): boolean | null {
  if (operator === 'in') return right.includes(left);
  if (operator === 'not in') return !right.includes(left);
  const clause = asVersion ? parseClause(`${operator}${right.trim()}`) : null;
  if (clause === null) return compareStrings(left, operator, right);
  return isVersion(left) ? satisfies(left.trim(), clause) : null;
}

/** packaging's releases disagree about the order of texts, and agree where both sides are the same. */
function compareStrings(left: string, operator: string, right: string): boolean | null {
  const same = left === right;
  switch (operator) {
    case '==':
      return same;
    case '!=':
      return !same;
    case '<=':
    case '>=':
      return same ? true : null;
    case '<':
    case '>':
      return same ? false : null;
    default:
      return null;
  }
}
