/** The clock that page and worker share: it never falls, and does not stand still while the machine sleeps. */
import { CLOCK_JUMP_MS } from './wake-timer.ts';

/** Where a clock gets its times from; replaceable in tests. */
export interface ClockSources {
  /** Milliseconds since an instant of its own; never falls, but may stand still during a sleep. */
  readonly monotonicMs: () => number;
  /** UNIX ms as the machine has it; may be set back or forward. */
  readonly wallMs: () => number;
}

const browserClocks: ClockSources = {
  monotonicMs: () => performance.timeOrigin + performance.now(),
  wallMs: () => Date.now(),
};

/**
 * Makes a clock in UNIX ms.
 *
 * It runs with the monotonic clock, and leaps forward to the wall clock when that is more than five
 * seconds ahead: the machine has slept (or its clock was set). Page and worker, each with a clock of
 * its own, then agree again.
 */
export function createPageClock(sources: ClockSources = browserClocks): () => number {
  let sleptMs = 0;
  return () => {
    const nowMs = sources.monotonicMs() + sleptMs;
    const behindMs = sources.wallMs() - nowMs;
    if (behindMs <= CLOCK_JUMP_MS) return nowMs;
    sleptMs += behindMs;
    return nowMs + behindMs;
  };
}
