/**
 * The only way for a foreign string into Markdown. GPU names, package versions, metric names, paths and program
 * output are all foreign: whoever writes them must not be able to add a link, an image, a mention or a table cell.
 */

declare const brand: unique symbol;

/** Markdown that is safe to put into a comment: our own constants, and foreign text that went through `code`. */
export type Markdown = string & { readonly [brand]: true };

/** Longest foreign string in a line of prose or a cell; longer ones end in an ellipsis. */
const LONGEST = 160;

/** Builds Markdown from constant text and Markdown. A plain string cannot be put in: the type forbids it. */
export function md(parts: TemplateStringsArray, ...values: readonly (Markdown | number)[]): Markdown {
  return String.raw({ raw: parts }, ...values) as Markdown;
}

export function joinMd(parts: readonly Markdown[], separator: string): Markdown {
  return parts.join(separator) as Markdown;
}

/**
 * A foreign string as a code span, in which GFM reads no markup. The span's fence is longer than any run of backticks
 * inside. `|` would end a table cell even there, and escaping it as `\|` can be undone by a backslash before it, so it
 * becomes the look-alike `¦`.
 */
export function code(text: string): Markdown {
  const clean = visible(text).replaceAll('|', '¦').replace(/\s+/g, ' ').trim();
  const shown = clean.length > LONGEST ? `${[...clean].slice(0, LONGEST - 1).join('')}…` : clean;
  if (shown === '') return '` `' as Markdown;
  const fence = '`'.repeat(longestRun(shown) + 1);
  const pad = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}` as Markdown;
}

/** A part that is folded away until somebody opens it. */
export function fold(summary: Markdown, body: Markdown): Markdown {
  return md`<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/** Foreign lines as a fenced block. */
export function fenced(text: string, language: '' | 'sh' | 'json' | 'diff' = ''): Markdown {
  return fence(text.split(/\r\n|\n|\r/).map(visible), language);
}

/** The output of a program as a fenced block, each line behind a mark. */
export function fencedOutput(text: string): Markdown {
  return fence(quoted(text), '');
}

/** The fence is longer than any run of backticks inside. */
function fence(lines: readonly string[], language: string): Markdown {
  const mark = '`'.repeat(Math.max(3, ...lines.map((line) => longestRun(line) + 1)));
  return `${mark}${language}\n${lines.join('\n')}\n${mark}` as Markdown;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

/**
 * Controls (but tab and line ends), format and bidirectional marks, code points that show nothing, private and
 * unassigned ones, lone surrogates.
 */
const INVISIBLE =
  /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Text in which nothing is hidden: what cannot be seen, or turns the direction of reading, becomes `�`. GitHub's runner
 * takes `##[` anywhere in a printed line for a command; U+2060 WORD JOINER in it is not seen and makes it none.
 */
export function visible(text: string): string {
  return text.replace(INVISIBLE, '�').replaceAll('##[', '##\u2060[');
}

/** Foreign lines, each behind a mark, so that none of them starts with what a log would take for a command. */
export function quoted(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/).map((line) => `│ ${visible(line)}`);
}

/** A link to a page of the CI service; anything that is not a plain https address becomes a code span. */
export function link(label: Markdown, address: string): Markdown {
  const plain = /^https?:\/\/[A-Za-z0-9.:-]+(\/[A-Za-z0-9._~/-]*)?$/.test(address);
  return plain ? (`[${label}](${address})` as Markdown) : code(address);
}

/**
 * A clause in which our words and foreign names are mixed: what stands between backticks becomes a code span, words of
 * plain letters and digits stay prose, and every other word becomes a code span of its own.
 */
export function prose(text: string): Markdown {
  const parts = text.split('`').map((part, index) => (index % 2 === 1 ? code(part) : words(part)));
  return joinMd(parts, '');
}

function words(text: string): Markdown {
  const parts = text.split(/(\s+)/).map((part) => (part.trim() === '' ? space(part) : word(part)));
  return joinMd(parts, '');
}

/** A line end would start a new paragraph or a list. */
function space(text: string): Markdown {
  return (text === '' ? '' : ' ') as Markdown;
}

/** The punctuation around a foreign word is the clause's own. */
function word(text: string): Markdown {
  if (isPlain(text)) return text as Markdown;
  const form = text.startsWith('(') ? /^(\()(.*?)(\)?[,;:.]*)$/s : /^()(.*?)([,;:.]*)$/s;
  const [, open = '', name = '', close = ''] = form.exec(text) ?? [];
  return name === '' ? code(text) : (`${open}${code(name)}${close}` as Markdown);
}

/**
 * GitHub turns `www.` and scheme addresses into links, long hex into commits, `GH-1` into issues and `:name:` into
 * pictures; a word that starts a line could also be a list marker.
 */
function isPlain(word: string): boolean {
  if (!/^[A-Za-z0-9,;:.%+’'()-]+$/.test(word)) return false;
  return !/www\.|GH-\d|[a-f0-9]{7,}|:\w+:|^[-+]+$|^\d+[.)]$/i.test(word);
}
