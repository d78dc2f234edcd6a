/** A clock that stands at the time of the samples, so that their times are recent, and may run fast. */
import { systemClock, type Clock } from '../../feed/clock.ts';

/**
 * @param startMs UNIX ms at which it begins.
 * @param speed   How many times faster than real time it runs. Default 1.
 */
export function sampleClock(startMs: number, speed = 1): Clock {
  const beganMs = performance.now();
  const elapsedMs = (): number => (performance.now() - beganMs) * speed;
  return {
    nowMs: () => startMs + Math.floor(elapsedMs()),
    elapsedMs,
    sleep: (durationMs, signal) => systemClock.sleep(durationMs / speed, signal),
  };
}
