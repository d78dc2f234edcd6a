/** Time at which ticks are received: the wall clock, but never backwards. */
import type { Clock } from './clock.ts';

/** While the wall clock is behind, received time runs at this pace until both meet. */
const CATCH_UP_PACE = 0.9;

/**
 * Follows the wall clock forwards at once. When that is set back, received time neither goes back (readers take
 * it for the order of things) nor stands still (all trades would fall into one bar): it goes on a little
 * slower than real time until the wall clock has come up with it.
 */
export class ReceivedClock {
  readonly #clock: Clock;
  #timeMs: number;
  #elapsedMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#timeMs = clock.nowMs();
    this.#elapsedMs = clock.elapsedMs();
  }

  /** UNIX time, milliseconds, whole; never less than before. */
  nowMs(): number {
    const elapsedMs = this.#clock.elapsedMs();
    const slowMs = this.#timeMs + (elapsedMs - this.#elapsedMs) * CATCH_UP_PACE;
    this.#timeMs = Math.max(this.#clock.nowMs(), slowMs);
    this.#elapsedMs = elapsedMs;
    return Math.floor(this.#timeMs);
  }
}
