/** Pure: medians, and what was due. */

/** The middle value, or the mean of the two in the middle; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
}

/**
 * Updates that were due: each tick of a symbol to each of its subscribers.
 *
 * @param ticks       Ticks published, by symbol number.
 * @param subscribers Subscribers, by symbol number; symbols beyond its end have none.
 */
export function dueUpdates(ticks: readonly number[], subscribers: readonly number[]): number {
  return subscribers.reduce((sum, count, symbol) => sum + count * (ticks[symbol] ?? 0), 0);
}
