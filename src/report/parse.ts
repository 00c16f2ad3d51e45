/** A report from elsewhere, such as an artifact of another job: untrusted until its schema, with all its bounds, holds. */

import baselineSchema from '../../schema/baseline.schema.json' with { type: 'json' };
import reportSchema from '../../schema/report.schema.json' with { type: 'json' };
import snapshotSchema from '../../schema/snapshot.schema.json' with { type: 'json' };
import { compileSchema } from '../document/schema.ts';
import type { Report } from './report.ts';

export type ReportResult =
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'problem'; readonly because: string };

export function parseReport(text: string): ReportResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    return {
      kind: 'problem',
      because: `it is not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    };
  }
  const [first] = compileSchema(reportSchema, [snapshotSchema, baselineSchema])(value);
  if (first === undefined) return { kind: 'report', report: value as Report };
  return {
    kind: 'problem',
    because: `${first.pointer || '/'}: expected ${first.expected}, found ${first.found}`,
  };
}
