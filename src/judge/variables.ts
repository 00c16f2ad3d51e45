/** Environment variables, judged as the smoke test gets them. */

import { joinPointer } from '../document/pointer.ts';
import type { Finding } from '../verdict.ts';
import type { Evidence, Rule } from './rule.ts';

export const variables: Rule = {
  kind: 'standalone',
  id: 'env',
  applies: (policy) => Object.keys(policy.software.env).length > 0,
  judge: judgeVariables,
};

function judgeVariables({ policy, variables: actual }: Evidence): Finding[] {
  return Object.entries(policy.software.env).flatMap(([name, expected]) => {
    const found = actual[name] ?? null;
    if (found === expected) return [];
    return [
      {
        code: 'env/differs',
        severity: 'error',
        subject: name,
        summary: expected === null ? `${name} is set` : `${name} is not ${expected}`,
        expected: expected ?? 'not set',
        found: found ?? 'not set',
        where: policy.where(joinPointer('software', 'env', name)),
        next: expected === null ? `Unset ${name}.` : `Set ${name}=${expected}.`,
      },
    ];
  });
}
