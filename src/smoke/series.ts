/** A metric as a reader found it: values by step, with what the source's own precision allows to claim. */

export interface Point {
  /** Integer for steps and epochs; a scalar without a step has step 0. */
  readonly step: number;
  /** IEEE double; NaN and infinities are kept, so that they can be a finding. */
  readonly value: number;
}

export interface Series {
  /** Sorted by step, each step once: of a step that was logged twice the last value is kept. */
  readonly points: readonly Point[];
  /** Steps that were logged more than once with different values. */
  readonly duplicates: readonly number[];
  /**
   * The step of rounding: 1e-4 when every value was written with at most four decimals. Null when the text has full
   * precision (or all values are integers, which are exact).
   */
  readonly resolution: number | null;
}

export type ReadResult =
  | { readonly kind: 'read'; readonly series: Series }
  /** The file is fine but does not hold the metric; `names` are those it holds. */
  | { readonly kind: 'missing'; readonly names: readonly string[] }
  | {
      readonly kind: 'unreadable';
      readonly line: number | null;
      readonly expected: string;
      readonly found: string;
    };
