/** Environment variables, judged as the smoke test gets them. */

import { looksSecret } from '../capture/privacy.ts';
import { joinPointer } from '../document/pointer.ts';
import type { Finding } from '../verdict.ts';
import { cannotJudge, type Evidence, fieldUnknown, type Rule } from './rule.ts';

export const variables: Rule = {
  kind: 'standalone',
  id: 'env',
  applies: (policy) => Object.keys(policy.software.env).length > 0,
  judge: judgeVariables,
};

function judgeVariables({ policy, snapshot, variables: actual }: Evidence): Finding[] {
  return Object.entries(policy.software.env).flatMap(([name, expected]) => {
    const found = actual[name] ?? null;
    // What looks like a secret is never recorded, and never given to a smoke test either: it is not set.
    const isOpen = found === null && !looksSecret(name);
    const because = isOpen ? fieldUnknown(snapshot, `env.${name}`) : null;
    if (because !== null) {
      return [cannotJudge(`env.${name}`, because, policy.where(joinPointer('software', 'env', name)))];
    }
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
