/** Environment markers (PEP 508) as a tree. */

export type MarkerTree =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly MarkerTree[] }
  | { readonly kind: 'compare'; readonly left: Operand; readonly operator: string; readonly right: Operand };

export type Operand =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/** Spellings of PEP 345 and of old setuptools that are still met. */
const ALIASES: Readonly<Record<string, string>> = {
  'os.name': 'os_name',
  'sys.platform': 'sys_platform',
  'platform.version': 'platform_version',
  'platform.machine': 'platform_machine',
  'platform.python_implementation': 'platform_python_implementation',
  python_implementation: 'platform_python_implementation',
};

const TOKEN = /\s*(?:([()])|(===|==|!=|~=|<=|>=|<|>)|'([^']*)'|"([^"]*)"|([A-Za-z_][A-Za-z0-9_.]*))/y;

interface Token {
  readonly kind: 'bracket' | 'operator' | 'text' | 'word';
  readonly text: string;
}

function tokensOf(text: string): readonly Token[] | null {
  const end = text.trimEnd().length;
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < end) {
    const found = pattern.exec(text);
    if (found === null) return null;
    const [, bracket, operator, single, double, word] = found;
    if (bracket !== undefined) tokens.push({ kind: 'bracket', text: bracket });
    else if (operator !== undefined) tokens.push({ kind: 'operator', text: operator });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else tokens.push({ kind: 'text', text: single ?? double ?? '' });
  }
  return tokens;
}

/** More brackets than anybody writes, and fewer than the stack holds. */
const DEEPEST = 100;

/** Null where it is no marker. */
export function parseMarker(text: string): MarkerTree | null {
  const tokens = tokensOf(text);
  if (tokens === null) return null;
  const reader = new Reader(tokens);
  const tree = reader.choice(0);
  return reader.atEnd() ? tree : null;
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  atEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  choice(depth: number): MarkerTree | null {
    return this.#joined('or', () => this.#joined('and', () => this.#atom(depth)));
  }

  #joined(kind: 'and' | 'or', part: () => MarkerTree | null): MarkerTree | null {
    const parts: MarkerTree[] = [];
    do {
      const one = part();
      if (one === null) return null;
      parts.push(one);
    } while (this.#take('word', kind));
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind, parts };
  }

  #atom(depth: number): MarkerTree | null {
    if (!this.#take('bracket', '(')) return this.#comparison();
    const inner = depth < DEEPEST ? this.choice(depth + 1) : null;
    return inner !== null && this.#take('bracket', ')') ? inner : null;
  }

  #comparison(): MarkerTree | null {
    const left = this.#operand();
    const operator = left === null ? null : this.#operator();
    const right = operator === null ? null : this.#operand();
    return left === null || operator === null || right === null
      ? null
      : { kind: 'compare', left, operator, right };
  }

  #operator(): string | null {
    const token = this.#tokens[this.#at];
    if (token?.kind === 'operator') {
      this.#at += 1;
      return token.text;
    }
    if (this.#take('word', 'in')) return 'in';
    return this.#take('word', 'not') && this.#take('word', 'in') ? 'not in' : null;
  }

  #operand(): Operand | null {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token?.kind === 'text') return { kind: 'text', text: token.text };
    if (token?.kind !== 'word') return null;
    return { kind: 'variable', name: ALIASES[token.text] ?? token.text };
  }

  #take(kind: Token['kind'], text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== kind || token.text !== text) return false;
    this.#at += 1;
    return true;
  }
}
