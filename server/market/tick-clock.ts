/** Which of a tick's times are believed. Three clocks may be wrong: the venue's, the feed's, for a time each. */
import type { ClocksSnapshot } from '../../proto/snapshot.ts';
import type { Tick } from '../../proto/types.ts';

/** A venue time further ahead of all others than this is a fault, not a clock difference. */
const FUTURE_LIMIT_MS = 60_000;

/** Clocks of one symbol, turned by its own ticks alone. */
export class TickClock {
  #trustedMs = 0;
  #receivedMs = 0;
  #venueMs = 0;

  /** How far the symbol's time has come: never goes back. */
  get trustedMs(): number {
    return this.#trustedMs;
  }

  /** Whether the venue time of a tick is too far ahead of anything seen to be right. */
  isFuture({ venueTimeMs, receivedTimeMs }: Tick): boolean {
    // While a feed's clock is set back, the venue's goes on: it is believed as long as it does so without a leap.
    return venueTimeMs > Math.max(receivedTimeMs, this.#venueMs) + FUTURE_LIMIT_MS;
  }

  /**
   * Takes a tick's times in.
   *
   * @returns When it happened, as far as that is believed: nothing happens after it was received. Else one
   *   tick of a wrong time would make all that come after it late.
   */
  turn(tick: Tick): number {
    if (!this.isFuture(tick)) this.#venueMs = Math.max(this.#venueMs, tick.venueTimeMs);
    if (tick.kind === 'trade' && tick.isBackfill === true) return this.#turnBack(tick);
    this.#receivedMs = Math.max(this.#receivedMs, tick.receivedTimeMs);
    // Ticks stand in the order in which they were received, whatever a feed's clock says meanwhile.
    const receivedMs = this.#receivedMs;
    const hasVenueTime = tick.venueTimeMs !== tick.receivedTimeMs;
    const timeMs = hasVenueTime ? Math.min(tick.venueTimeMs, receivedMs) : receivedMs;
    this.#trustedMs = Math.max(this.#trustedMs, timeMs);
    return timeMs;
  }

  /**
   * What was fetched afterwards stands in front of ticks that were received before it: when it was fetched is no
   * time that these have passed.
   */
  #turnBack({ venueTimeMs, receivedTimeMs }: Tick): number {
    const timeMs = Math.min(venueTimeMs, receivedTimeMs);
    this.#trustedMs = Math.max(this.#trustedMs, timeMs);
    return timeMs;
  }

  toSnapshot(): ClocksSnapshot {
    return { trustedMs: this.#trustedMs, receivedMs: this.#receivedMs, venueMs: this.#venueMs };
  }

  restore({ trustedMs, receivedMs, venueMs }: ClocksSnapshot): void {
    this.#trustedMs = trustedMs;
    this.#receivedMs = receivedMs;
    this.#venueMs = venueMs;
  }
}
