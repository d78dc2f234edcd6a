/** Merges bars of a base interval into longer ones. */
import type { Bar } from '../../proto/types.ts';
import { saturatingSum } from './saturate.ts';

/**
 * Merges bars into bars of `intervalMs`, aligned to multiples of it since 1970 (UTC).
 *
 * @param bars Oldest first, of an interval that divides `intervalMs`.
 * @returns Oldest first; one bar for each longer interval that has at least one.
 */
export function mergeBars(bars: readonly Bar[], intervalMs: number): Bar[] {
  const merged: Bar[] = [];
  for (const bar of bars) {
    const openTimeMs = bar.openTimeMs - (bar.openTimeMs % intervalMs);
    const before = merged.at(-1);
    if (before?.openTimeMs !== openTimeMs) {
      merged.push({ ...bar, openTimeMs });
      continue;
    }
    merged[merged.length - 1] = {
      openTimeMs,
      open: before.open,
      high: Math.max(before.high, bar.high),
      low: Math.min(before.low, bar.low),
      close: bar.close,
      volume: saturatingSum(before.volume, bar.volume),
      tradeCount: before.tradeCount + bar.tradeCount,
      turnover: before.turnover + bar.turnover,
    };
  }
  return merged;
}
