/** Checks of bars that come from outside. */
import type { BarArrays } from './bar-columns.ts';

/** The columns of a bar store, in order. */
export const BAR_FIELDS = ['openTimeMs', 'open', 'high', 'low', 'close', 'volume'] as const;

/**
 * Refuses a capacity that is not a whole number >= 1.
 *
 * @throws {RangeError} In that case.
 */
export function requireCapacity(capacity: number): void {
  if (Number.isSafeInteger(capacity) && capacity >= 1) return;
  throw new RangeError(
    `Expected a bar capacity that is a whole number >= 1, got ${capacity}; 5000 is the default.`,
  );
}

/**
 * Refuses an open time that is not a whole number of milliseconds.
 *
 * @throws {RangeError} In that case.
 */
export function requireTime(timeMs: number): void {
  if (Number.isSafeInteger(timeMs)) return;
  throw new RangeError(
    `Expected a bar's open time as whole UNIX milliseconds, got ${timeMs}; check how the bar was decoded.`,
  );
}

/**
 * Refuses bars whose columns differ in length or whose times do not rise.
 *
 * @returns Count of bars.
 * @throws {RangeError} In those cases.
 */
export function requireSortedBars(bars: BarArrays): number {
  const length = bars.openTimeMs.length;
  for (const name of BAR_FIELDS) {
    if (bars[name].length === length) continue;
    throw new RangeError(
      `Expected columns of one length (${length} open times), got ${bars[name].length} of ${name}.`,
    );
  }
  let previous = -Infinity;
  for (let i = 0; i < length; i += 1) {
    const timeMs = bars.openTimeMs[i] ?? NaN;
    requireTime(timeMs);
    if (timeMs <= previous) {
      throw new RangeError(
        `Expected bars oldest first with rising open times, got ${timeMs} after ${previous}; sort them before merging.`,
      );
    }
    previous = timeMs;
  }
  return length;
}
