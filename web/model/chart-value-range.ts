/** The y range of a pane: widens at once, narrows only after a while, and moves in steps so that it moves seldom. */

/** Range of a pane in the scaled integers of its axis. */
export interface ValueRange {
  readonly low: number;
  /** > `low`. */
  readonly high: number;
  /** When the range became wider than needed; null while it fits. UNIX or monotonic milliseconds. */
  readonly looseSinceMs: number | null;
}

/** The extremes that must be inside. */
export interface Extremes {
  readonly low: number;
  readonly high: number;
}

/** How a range is formed. */
export interface RangeRule {
  /** Free share of the span below the lowest value, e.g. 0.08. */
  readonly padBelow: number;
  /** Free share of the span above the highest value. */
  readonly padAbove: number;
  /** Whether the range begins at 0 (volumes). */
  readonly startsAtZero: boolean;
  /** Span of a flat range as a share of the value, e.g. 0.002 for +-0.1 %. */
  readonly flatShare: number;
  /** Smallest span, scaled. */
  readonly minSpan: number;
}

/** Prices: some air on both sides. */
export const PRICE_RANGE_RULE: RangeRule = {
  padBelow: 0.08,
  padAbove: 0.08,
  startsAtZero: false,
  flatShare: 0.002,
  minSpan: 4,
};

/** Volumes: from zero, a little air above. */
export const VOLUME_RANGE_RULE: RangeRule = {
  padBelow: 0,
  padAbove: 0.12,
  startsAtZero: true,
  flatShare: 1,
  minSpan: 1,
};

/** How long a range stays wider than needed. */
export const NARROW_AFTER_MS = 2_000;
/** A range is too wide when the fitting one has less than this share of its span. */
const LOOSE_SHARE = 0.8;
const STEPS_PER_SPAN = 24;

/** The range that fits, in steps of about a 24th of its span. */
export function fitRange(extremes: Extremes, rule: RangeRule): ValueRange {
  let { low, high } = extremes;
  if (rule.startsAtZero) low = Math.min(0, low);
  if (!(high > low)) {
    const half = Math.max(Math.abs(high) * rule.flatShare, rule.minSpan) / 2;
    if (rule.startsAtZero) high = low + 2 * half;
    else [low, high] = [low - half, high + half];
  }
  const span = Math.max(high - low, rule.minSpan);
  const step = niceStep(span / STEPS_PER_SPAN);
  const bottom = rule.startsAtZero ? low : Math.floor((low - span * rule.padBelow) / step) * step;
  const top = Math.ceil((high + span * rule.padAbove) / step) * step;
  return { low: bottom, high: Math.max(top, bottom + step), looseSinceMs: null };
}

/**
 * The range after new extremes.
 *
 * @param current      Null: nothing was shown before, so the fitting range is taken as it is.
 * @param extremes     Null: there is nothing to show; the range stays.
 * @param isRefit      Whether to take the fitting range at once (the user moved the view).
 */
export function nextRange(
  current: ValueRange | null,
  extremes: Extremes | null,
  rule: RangeRule,
  nowMs: number,
  isRefit = false,
): ValueRange | null {
  if (extremes === null) return current;
  const fitting = fitRange(extremes, rule);
  if (current === null || isRefit) {
    return current !== null && sameRange(current, fitting) ? current : fitting;
  }
  const isBelow = extremes.low < current.low && !rule.startsAtZero;
  const isAbove = extremes.high > current.high;
  if (isBelow || isAbove) {
    return {
      low: isBelow ? Math.min(fitting.low, current.low) : current.low,
      high: isAbove ? Math.max(fitting.high, current.high) : current.high,
      looseSinceMs: current.looseSinceMs,
    };
  }
  const isLoose = fitting.high - fitting.low < (current.high - current.low) * LOOSE_SHARE;
  if (!isLoose) return current.looseSinceMs === null ? current : { ...current, looseSinceMs: null };
  if (current.looseSinceMs === null) return { ...current, looseSinceMs: nowMs };
  return nowMs - current.looseSinceMs >= NARROW_AFTER_MS ? fitting : current;
}

/** Whether both show the same values. */
export function sameRange(a: ValueRange | null, b: ValueRange | null): boolean {
  return a === b || (a !== null && b !== null && a.low === b.low && a.high === b.high);
}

/** The smallest of 1, 2, 5 times a power of ten that is not below `least` (> 0). */
export function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  for (const factor of [1, 2, 5]) {
    // A hair of tolerance, for log10 and 10 ** x are not exact.
    if (factor * power >= least * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}
