/** A value as JSON for a file or for standard output, where a log may read it. */
export function toJson(value: unknown): string {
  // GitHub's runner takes `##[` anywhere in a printed line for a command; as an escape it is the same JSON.
  return `${JSON.stringify(value, null, 2).replaceAll('##[', '#\\u0023[')}\n`;
}
