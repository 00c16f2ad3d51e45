/** What there is to say about a finding code, once. */

/** The verdicts a finding of severity error can lead to. */
export type VerdictClass = 'fail' | 'incomparable' | 'inconclusive' | 'misconfigured' | 'not-measured';

export interface FindingInfo {
  readonly title: string;
  readonly verdict: VerdictClass;
  readonly severity: 'error' | 'warning' | 'info';
  /** One paragraph: what was compared with what, and why it matters. */
  readonly means: string;
  /** One paragraph: the smallest next step first. */
  readonly resolve: string;
}
