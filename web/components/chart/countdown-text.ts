/** How long the open candle stays open. */

/** Shorter candles close before the number can be read. */
const SHORTEST_MS = 15_000;

/**
 * Time to the close of the newest bar as `0:42`, `12:05` or `3:12:05`; empty where there is nothing
 * to count: a short interval, no bar, or a newest bar that is not of now (a replay of old data).
 *
 * @param openTimeMs Open time of the newest bar; undefined: none.
 * @param intervalMs Length of a bar, ms.
 * @param nowMs      Server clock, ms.
 */
export function countdownText(
  openTimeMs: number | undefined,
  intervalMs: number,
  nowMs: number,
): string {
  if (openTimeMs === undefined || intervalMs < SHORTEST_MS) return '';
  const leftMs = openTimeMs + intervalMs - nowMs;
  if (leftMs <= 0 || leftMs > intervalMs) return '';
  const seconds = Math.ceil(leftMs / 1_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
