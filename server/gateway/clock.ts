/** UNIX time that never goes back, so that no deadline is missed when the system clock is set. */

/** Clock in milliseconds, whole numbers. */
export type Clock = () => number;

/**
 * Makes a clock that follows the system clock forwards at once, and backwards by standing still at
 * most every other millisecond until both agree again.
 *
 * @param systemNow UNIX ms, may jump.
 * @param monotonicNow Milliseconds since some start, never goes back.
 */
export function createClock(systemNow: () => number, monotonicNow: () => number): Clock {
  let offsetMs = systemNow() - monotonicNow();
  let lastMonotonicMs = monotonicNow();
  return () => {
    const monotonicMs = monotonicNow();
    const behindMs = systemNow() - monotonicMs - offsetMs;
    const elapsedMs = monotonicMs - lastMonotonicMs;
    lastMonotonicMs = monotonicMs;
    offsetMs += Math.max(behindMs, -elapsedMs / 2);
    return Math.floor(monotonicMs + offsetMs);
  };
}
