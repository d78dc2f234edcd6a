/** The clocks that paced sources read, so that tests can turn them. */
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

export interface Clock {
  /** UNIX time, milliseconds, whole. May be set back by the system. */
  nowMs(): number;
  /** Milliseconds since some moment; never goes back. */
  elapsedMs(): number;
  /** Waits; ends early, without an error, when the signal is aborted. 0 lets other work of the process go first. */
  sleep(durationMs: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  elapsedMs: () => performance.now(),
  async sleep(durationMs, signal) {
    if (durationMs <= 0) {
      await new Promise((resolve) => setImmediate(resolve));
      return;
    }
    await delay(durationMs, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  },
};
