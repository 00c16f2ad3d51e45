/** What people decided about findings: severities by code, and waivers with a reason and a last day. */

import { isAdjustable } from '../findings.ts';
import { globMatcher } from '../policy/glob.ts';
import type { Policy, Waiver } from '../policy/policy.ts';
import type { Finding, Where } from '../verdict.ts';

/**
 * Applies the policy's severities and waivers. `today` is `YYYY-MM-DD` in UTC. A waived finding stays in the report,
 * as info with its reason; an expired waiver is an error of its own whether or not it would match.
 */
export function applyDecisions(
  findings: readonly Finding[],
  policy: Policy,
  today: string,
): readonly Finding[] {
  const live = policy.waivers.filter((waiver) => waiver.expires >= today);
  const used = new Set<Waiver>();
  const decided = findings.map((finding) => {
    const weighed = { ...finding, severity: severityOf(finding, policy) };
    const waiver = isAdjustable(finding.code)
      ? live.find((candidate) => covers(candidate, finding))
      : undefined;
    if (waiver === undefined) return weighed;
    used.add(waiver);
    return {
      ...weighed,
      severity: 'info' as const,
      waiver: { reason: waiver.reason, expires: waiver.expires },
    };
  });
  const where = (waiver: Waiver): Where => policy.where(`/waivers/${waiver.index}`);
  const expired = policy.waivers.filter((waiver) => waiver.expires < today);
  return [
    ...decided,
    ...expired.map((waiver) => expiredFinding(waiver, where(waiver))),
    ...live.filter((waiver) => !used.has(waiver)).map((waiver) => unusedFinding(waiver, where(waiver))),
  ];
}

function severityOf(finding: Finding, policy: Policy): Finding['severity'] {
  const override = policy.severity[finding.code];
  return override !== undefined && isAdjustable(finding.code) ? override : finding.severity;
}

function covers(waiver: Waiver, finding: Finding): boolean {
  if (waiver.finding !== finding.code) return false;
  return waiver.subject === null || globMatcher(waiver.subject)(finding.subject);
}

function expiredFinding(waiver: Waiver, where: Where): Finding {
  return {
    code: 'waiver/expired',
    severity: 'error',
    subject: nameOf(waiver),
    summary: `the waiver of ${nameOf(waiver)} expired on ${waiver.expires}`,
    expected: 'a waiver that still holds, or none',
    found: `expired on ${waiver.expires}`,
    where,
    next: 'Remove the waiver and deal with the finding, or extend it with a fresh reason in a reviewed change.',
  };
}

function unusedFinding(waiver: Waiver, where: Where): Finding {
  return {
    code: 'waiver/unused',
    severity: 'info',
    subject: nameOf(waiver),
    summary: `the waiver of ${nameOf(waiver)} waives nothing`,
    expected: 'a finding that it waives',
    found: 'none in this run',
    where,
    next: 'Remove it if the finding is gone for good.',
  };
}

function nameOf({ finding, subject }: Waiver): string {
  return subject === null ? finding : `${finding} ${subject}`;
}
