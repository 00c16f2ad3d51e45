/** XML as sections of text: the one place that knows the library, and that it is loaded late. */

import type { Section } from './section.ts';

/**
 * Every value stays text, because a serial number with leading zeros is no number; no entity is expanded, because
 * nvidia-smi defines none.
 */
const OPTIONS = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
};

interface Parser {
  validate(document: string): boolean;
  parse(document: string): unknown;
}

let parser: Parser | null = null;

/** To be awaited before anything is parsed. On a machine without NVIDIA nothing is, and the library stays where it is. */
export async function loadXmlParser(): Promise<void> {
  if (parser !== null) return;
  const { XMLParser, XMLValidator } = await import('fast-xml-parser');
  const reader = new XMLParser(OPTIONS);
  parser = {
    validate: (document) => XMLValidator.validate(document) === true,
    parse: (document) => reader.parse(document),
  };
}

/** Null when the document is not well-formed. */
export function parseXml(document: string): Section | null {
  if (parser === null) throw new Error('the XML parser was not loaded');
  try {
    if (!parser.validate(document)) return null;
    const parsed = parser.parse(document);
    return (Array.isArray(parsed) ? parsed.map(sectionOf) : []).find((root) => root !== null) ?? null;
  } catch {
    return null;
  }
}

/** `{ tag: [children], ':@': { '@attribute': value } }`, as the parser keeps the order of a document. */
function sectionOf(value: unknown): Section | null {
  if (typeof value !== 'object' || value === null) return null;
  const entries = Object.entries(value);
  const [name, children] = entries.find(([key]) => key !== ':@' && key !== '#text') ?? [];
  if (name === undefined || !Array.isArray(children)) return null;
  const attributes = Object.entries((value as { ':@'?: object })[':@'] ?? {});
  return {
    name,
    text: children.map(textOf).join('').trim(),
    sections: [
      ...attributes.map(([key, text]) => ({ name: key, text: String(text), sections: [] })),
      ...children.map(sectionOf).filter((section) => section !== null),
    ],
  };
}

function textOf(child: unknown): string {
  const text = (child as { '#text'?: unknown } | null)?.['#text'];
  return typeof text === 'string' ? text : '';
}
