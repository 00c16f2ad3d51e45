/** Variables that promise determinism and that nothing reads: whoever sets one believes in something that is not there. */

import table from '../../../data/placebo-variables.json' with { type: 'json' };
import { joinPointer } from '../../document/pointer.ts';
import { finding } from '../../smoke/smoke-finding.ts';
import type { Finding } from '../../verdict.ts';
import type { Evidence, Rule } from '../rule.ts';

export const placebo: Rule = {
  kind: 'standalone',
  id: 'placebo-variables',
  applies: ({ smoke }) => smoke.length > 0,
  judge: judgePlacebo,
};

function judgePlacebo({ policy, variables }: Evidence): readonly Finding[] {
  return table.variables.flatMap(({ name, instead }) => {
    const wanted = policy.software.env[name];
    const value = variables[name] ?? wanted ?? null;
    if (value === null) return [];
    const isRule = wanted !== undefined && wanted !== null;
    return [
      finding('observe/placebo', {
        subject: name,
        summary: `no known library reads ${name}`,
        expected: instead,
        found: `${name}=${value}`,
        where: isRule ? policy.where(joinPointer('software', 'env', name)) : null,
      }),
    ];
  });
}
