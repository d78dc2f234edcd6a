/** Spans of bars for drawing: what is visible, its extremes, and bars merged where they are too many. */
import { upperBound, type BarView } from './bar-columns.ts';

/** Indexes into the columns, `start` inclusive, `end` exclusive. */
export interface IndexSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * Bars that can touch the plot between two times.
 *
 * @param marginMs Bars that open up to this far outside count too (half a body, a line's next point).
 */
export function visibleSpan(
  bars: BarView,
  fromMs: number,
  toMs: number,
  marginMs: number,
): IndexSpan {
  const start = upperBound(bars.openTimeMs, bars.start, bars.end, fromMs - marginMs);
  return { start, end: upperBound(bars.openTimeMs, start, bars.end, toMs + marginMs) };
}

/** Extremes of a span of bars. */
export interface BarExtremes {
  /** Lowest low; Infinity for an empty span. */
  readonly low: number;
  /** Highest high; -Infinity for an empty span. */
  readonly high: number;
  /** Largest volume; 0 for an empty span. */
  readonly volume: number;
}

/** Finds the extremes of `bars` from `start` to `end` (exclusive). */
export function spanExtremes(bars: BarView, start: number, end: number): BarExtremes {
  let low = Infinity;
  let high = -Infinity;
  let volume = 0;
  for (let i = start; i < end; i += 1) {
    const barLow = bars.low[i] ?? Infinity;
    const barHigh = bars.high[i] ?? -Infinity;
    const barVolume = bars.volume[i] ?? 0;
    if (barLow < low) low = barLow;
    if (barHigh > high) high = barHigh;
    if (barVolume > volume) volume = barVolume;
  }
  return { low, high, volume };
}

/**
 * Merges neighbouring bars, `mergeCount` slots into one.
 *
 * Groups lie on a fixed time grid, so that they do not flicker while the view scrolls.
 *
 * @param end        Index after the last bar to merge.
 * @param mergeCount Slots in a group, >= 1.
 * @returns          Bars at the middle of their group; volumes are sums.
 */
export function mergeBars(
  bars: BarView,
  end: number,
  intervalMs: number,
  mergeCount: number,
): BarView {
  const size = Math.max(0, end - bars.start);
  const groupMs = intervalMs * mergeCount;
  const toMiddleMs = (groupMs - intervalMs) / 2;
  const merged = {
    openTimeMs: new Float64Array(size),
    open: new Float64Array(size),
    high: new Float64Array(size),
    low: new Float64Array(size),
    close: new Float64Array(size),
    volume: new Float64Array(size),
  };
  let k = -1;
  let group = NaN;
  for (let i = bars.start; i < end; i += 1) {
    const next = Math.floor((bars.openTimeMs[i] ?? 0) / groupMs);
    if (next !== group) {
      group = next;
      k += 1;
      merged.openTimeMs[k] = next * groupMs + toMiddleMs;
      merged.open[k] = bars.open[i] ?? 0;
      merged.high[k] = -Infinity;
      merged.low[k] = Infinity;
    }
    merged.high[k] = Math.max(merged.high[k] ?? 0, bars.high[i] ?? 0);
    merged.low[k] = Math.min(merged.low[k] ?? 0, bars.low[i] ?? 0);
    merged.close[k] = bars.close[i] ?? 0;
    merged.volume[k] = (merged.volume[k] ?? 0) + (bars.volume[i] ?? 0);
  }
  return { ...merged, start: 0, end: k + 1 };
}
