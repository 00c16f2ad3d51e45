/** A saved snapshot, checked against its schema before anything judges it. */

import schema from '../../schema/snapshot.schema.json' with { type: 'json' };
import { compileSchema } from '../document/schema.ts';
import type { Snapshot } from './snapshot.ts';
import { withDefaults } from './snapshot-defaults.ts';

export type SnapshotResult =
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly kind: 'problem'; readonly message: string };

export function parseSnapshot(text: string, file: string): SnapshotResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    const found = thrown instanceof Error ? thrown.message : String(thrown);
    return {
      kind: 'problem',
      message: `${file}: expected JSON written by \`repro-gate capture\`, found ${found}`,
    };
  }
  const [first] = compileSchema(schema)(value);
  if (first === undefined) return { kind: 'snapshot', snapshot: withDefaults(value as Snapshot) };
  return {
    kind: 'problem',
    message: `${file}: ${first.pointer || '/'}: expected ${first.expected}, found ${first.found}`,
  };
}
