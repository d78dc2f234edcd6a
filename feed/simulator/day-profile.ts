/** How busy a market is at a time of day, so that charts show the pattern that traders know. */

/** Which daily pattern a market follows. */
export type DayProfile = 'round-the-clock' | 'us-stocks' | 'fx';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Regular session of New York stocks in winter time, UTC hours. The simulator keeps no calendar. */
const OPEN_HOUR = 14.5;
const CLOSE_HOUR = 21;
/** Stocks never fall silent: a demonstration at night should still tick. */
const AFTER_HOURS = 0.6;

/** Activity of FX by UTC hour: Asia, London from 7, New York overlap 12-16, a quiet end of the day. */
const FX_BY_HOUR = [
  0.55, 0.6, 0.6, 0.55, 0.5, 0.6, 0.85, 1.2, 1.4, 1.3, 1.1, 1.1, 1.5, 1.8, 1.8, 1.6, 1.3, 1, 0.8,
  0.75, 0.7, 0.6, 0.45, 0.5,
];

/**
 * Returns the activity at a time as a multiple of the usual.
 *
 * Stocks follow the U of the regular session: about twice the mean at its ends and half of it at noon.
 *
 * @param timeMs UNIX milliseconds.
 */
export function dayActivity(profile: DayProfile, timeMs: number): number {
  const hour = (timeMs % DAY_MS) / HOUR_MS;
  switch (profile) {
    case 'round-the-clock':
      return 1 + 0.2 * Math.sin((2 * Math.PI * (hour - 9)) / 24);
    case 'us-stocks': {
      if (hour < OPEN_HOUR || hour >= CLOSE_HOUR) return AFTER_HOURS;
      const fromMiddle = Math.abs((2 * (hour - OPEN_HOUR)) / (CLOSE_HOUR - OPEN_HOUR) - 1);
      return 0.6 + 1.6 * fromMiddle ** 3;
    }
    case 'fx': {
      const before = FX_BY_HOUR[Math.floor(hour)] ?? 1;
      const after = FX_BY_HOUR[(Math.floor(hour) + 1) % 24] ?? 1;
      return before + (hour % 1) * (after - before);
    }
  }
}
