/**
 * What a container image asks of the machine in NVIDIA_REQUIRE_*, by the grammar of NVIDIA's container toolkit: terms
 * separated by blanks are alternatives, factors separated by commas must all hold, a factor is a property, an operator
 * and a value. Several variables must all be met.
 */

import { compareDriverVersions, parseDriverVersion } from '../../policy/driver-range.ts';
import { forwardSupport } from './boards.ts';

/** What the properties are worth on a machine; null: not known. */
export interface Properties {
  /** Highest CUDA of the driver. */
  readonly cuda: string | null;
  readonly driver: string | null;
  /** Compute capability of the GPU. */
  readonly arch: string | null;
  /** The brands that the board may be of, lower case; null: any. */
  readonly brands: readonly string[] | null;
}

export type Requirement =
  | { readonly kind: 'met' }
  | { readonly kind: 'unmet'; readonly name: string; readonly terms: readonly string[] }
  | { readonly kind: 'unknown'; readonly name: string }
  /** The declaration itself is broken. */
  | { readonly kind: 'unreadable'; readonly name: string; readonly factor: string };

type Declared = Readonly<Record<string, string>>;
/** Null: a property that it reads is not known. */
type Truth = boolean | null;

/** The first declaration that is not surely met, the worst first. */
export function judgeRequirements(declared: Declared, properties: Properties): Requirement {
  const judged = requirementsOf(declared).map(([name, text]) => judgeOne({ name, text }, properties));
  const worst = (['unreadable', 'unmet', 'unknown'] as const).flatMap(
    (kind) => judged.find((entry) => entry.kind === kind) ?? [],
  );
  return worst[0] ?? { kind: 'met' };
}

function requirementsOf(declared: Declared): readonly (readonly [string, string])[] {
  if (declared['NVIDIA_DISABLE_REQUIRE'] === 'true') return [];
  const written = Object.entries(declared).filter(
    ([name]) => name.startsWith('NVIDIA_REQUIRE_') && !name.startsWith('NVIDIA_REQUIRE_JETPACK'),
  );
  const legacy = legacyRequirement(declared);
  return legacy === null ? written : [...written, ['CUDA_VERSION', legacy]];
}

/** Images from before these declarations have only their CUDA to go by. */
function legacyRequirement(declared: Declared): string | null {
  if (declared['NVIDIA_REQUIRE_CUDA'] !== undefined) return null;
  const release = /^\d+\.\d+/.exec(declared['CUDA_VERSION'] ?? '')?.[0];
  return release === undefined ? null : `cuda>=${release}`;
}

interface Declaration {
  readonly name: string;
  readonly text: string;
}

function judgeOne({ name, text }: Declaration, properties: Properties): Requirement {
  const factors = text.split(/[\s,]+/).filter((factor) => factor !== '');
  const broken = factors.find((factor) => parseFactor(factor) === null);
  if (broken !== undefined) return { kind: 'unreadable', name, factor: broken };
  // A term of nothing but unknown properties is dropped, not met.
  const terms = text.split(/\s+/).filter((term) => knownFactors(term).length > 0);
  if (terms.length === 0) return { kind: 'met' };
  const truths = terms.map((term) => allOf(knownFactors(term).map((factor) => holds(factor, properties))));
  if (truths.includes(true)) return { kind: 'met' };
  return truths.includes(null) ? { kind: 'unknown', name } : { kind: 'unmet', name, terms };
}

interface Factor {
  readonly property: string;
  readonly operator: string;
  readonly value: string;
}

function parseFactor(text: string): Factor | null {
  const [, property, operator, value] = /^([^=!<>]+)(!=|<=|>=|=|<|>)([^=!<>].*)$/.exec(text) ?? [];
  if (property === undefined || operator === undefined || value === undefined) return null;
  return { property, operator, value };
}

const KNOWN: ReadonlySet<string> = new Set(['cuda', 'driver', 'arch', 'brand']);

function knownFactors(term: string): readonly Factor[] {
  return term
    .split(',')
    .flatMap((text) => parseFactor(text) ?? [])
    .filter(({ property }) => KNOWN.has(property));
}

function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}

function holds({ property, operator, value }: Factor, properties: Properties): Truth {
  if (property === 'brand') return brandHolds({ operator, value: value.toLowerCase() }, properties.brands);
  const found = parseDriverVersion(properties[property as 'cuda' | 'driver' | 'arch'] ?? '');
  const wanted = parseDriverVersion(value);
  return found === null || wanted === null ? null : ordered(compareDriverVersions(found, wanted), operator);
}

function brandHolds(
  { operator, value }: Pick<Factor, 'operator' | 'value'>,
  brands: Properties['brands'],
): Truth {
  const isIt =
    brands === null || (brands.includes(value) && brands.length > 1) ? null : brands.includes(value);
  if (operator === '=') return isIt;
  return operator === '!=' && isIt !== null ? !isIt : null;
}

function ordered(difference: number, operator: string): boolean {
  switch (operator) {
    case '=':
      return difference === 0;
    case '!=':
      return difference !== 0;
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    default:
      return difference >= 0;
  }
}

/**
 * The brands that the driver may give a board, by its name: drivers before R450 call data-center boards Tesla, later
 * ones NVIDIA; the boards that may use cuda-compat are those of the data center. Null: the name does not say.
 */
export function brandsOf(name: string | null): readonly string[] | null {
  const board = (name ?? '').replace(/^NVIDIA /i, '').toLowerCase();
  if (board.startsWith('geforce')) return ['geforce'];
  if (board.startsWith('titan')) return ['titan', 'titanrtx'];
  if (board.startsWith('tesla')) return ['tesla', 'nvidia'];
  if (board.startsWith('quadro rtx')) return ['quadro', 'quadrortx'];
  if (board.startsWith('quadro')) return ['quadro'];
  return forwardSupport({ name }) === 'supported' ? ['nvidia'] : null;
}
