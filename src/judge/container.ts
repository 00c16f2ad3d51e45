/** The running image: its digest equals the baseline's. */

import type { Container } from '../capture/snapshot.ts';
import type { Finding, Where } from '../verdict.ts';
import { cannotJudge, type RecordedEvidence, type Rule, unknownBecause } from './rule.ts';

export const containerImage: Rule = {
  kind: 'compared',
  id: 'container',
  applies: (policy) => policy.software.container === 'pin',
  judge: judgeImage,
};

function judgeImage({ policy, snapshot, baseline }: RecordedEvidence): Finding[] {
  const where = policy.where('/software/container');
  const because = unknownBecause(snapshot, 'host.container');
  if (because !== null) return [cannotJudge('host.container.digest', because, where)];
  const [recorded, found] = [baseline.snapshot.host.container, snapshot.host.container];
  if (recorded !== null && recorded.digest === null) return [notRecorded(where)];
  if (recorded?.digest === found?.digest) return [];
  if (recorded !== null && found !== null && isOtherKind(recorded, found)) {
    const kinds = `the baseline has the digest of the ${recorded.digestOf}, and here that of the ${found.digestOf} is known`;
    return [cannotJudge('host.container.digest', kinds, where)];
  }
  return [
    {
      code: 'container/changed',
      severity: 'error',
      subject: 'container',
      summary: 'the job runs in another image than the baseline',
      expected: describe(recorded),
      found: describe(found),
      where,
      next: 'Run the job in the image of the baseline, or record again in the new one.',
    },
  ];
}

/** One image has a digest for its manifest and another for its configuration; they are never equal. */
function isOtherKind(recorded: Container, found: Container): boolean {
  return recorded.digestOf !== null && found.digestOf !== null && recorded.digestOf !== found.digestOf;
}

function describe(container: Container | null): string {
  if (container === null) return 'no container';
  const name = container.reference === null ? '' : `${container.reference.split('@')[0]}@`;
  return `${name}${container.digest ?? 'an unknown digest'}`;
}

function notRecorded(where: Where): Finding {
  return {
    code: 'container/not-recorded',
    severity: 'error',
    subject: 'container',
    summary: 'the baseline does not hold the digest of its image',
    expected: 'the digest of the image that the baseline was recorded in',
    found: 'none',
    where,
    next: 'Record again where the digest is known: REPRO_IMAGE=name@sha256:… tells it.',
  };
}
