/** The server's two clocks: one for how long something took, one for what time it is. */

/** Clock in milliseconds, whole numbers. */
export type Clock = () => number;

export interface Clocks {
  /**
   * For deadlines and pacing: goes on evenly and never back, whatever the system clock is set to. It
   * starts at the time of day, and only its differences mean anything.
   */
  readonly steady: Clock;
  /** For stamps: UNIX ms as the system clock has it, which may be set to any time at any moment. */
  readonly wall: Clock;
}

/**
 * What passes between two readings counts as no more than this. A server at work reads its clock many
 * times a second; if it did not, it was stopped or asleep, and its clients were not heard because nobody
 * listened. Their deadlines must not be over when it wakes up, before it has read what they sent.
 */
const LONGEST_STEP_MS = 1_000;

/**
 * Makes both clocks.
 *
 * @param systemNow    UNIX ms, may jump.
 * @param monotonicNow Milliseconds since some start, never goes back.
 */
export function createClocks(systemNow: () => number, monotonicNow: () => number): Clocks {
  let steadyMs = systemNow();
  let lastMs = monotonicNow();
  return {
    steady: () => {
      const nowMs = monotonicNow();
      steadyMs += Math.min(nowMs - lastMs, LONGEST_STEP_MS);
      lastMs = nowMs;
      return Math.floor(steadyMs);
    },
    wall: () => Math.floor(systemNow()),
  };
}

/**
 * Returns what turns a recent reading of the steady clock into UNIX ms.
 *
 * @param clocks Read at each call, because the wall clock may have been set meanwhile.
 */
export function wallTimeOf({ steady, wall }: Clocks): (steadyMs: number) => number {
  return (steadyMs) => Math.max(0, wall() - (steady() - steadyMs));
}
