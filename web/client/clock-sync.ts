/** What pings tell: the round trip, and how far the server's clock is ahead of ours. */

const SAMPLES = 20;

/** Keeps the last 20 pings. Of several offsets the one with the shortest round trip is the best. */
export class ClockSync {
  #roundTrips: number[] = [];
  #offsets: number[] = [];
  #guess = NaN;
  #before = 0;

  /**
   * Takes a Pong.
   *
   * @param sentMs     Our clock when the Ping left.
   * @param serverMs   Server clock when it read it.
   * @param receivedMs Our clock when the Pong came.
   */
  addPong(sentMs: number, serverMs: number, receivedMs: number): void {
    const roundTripMs = receivedMs - sentMs;
    if (!(roundTripMs >= 0) || !Number.isFinite(serverMs)) return;
    this.#roundTrips.push(roundTripMs);
    this.#offsets.push(serverMs - (sentMs + receivedMs) / 2);
    if (this.#roundTrips.length > SAMPLES) {
      this.#roundTrips.shift();
      this.#offsets.shift();
    }
  }

  /** Takes the server time of any frame: a first guess, late by the time the frame travelled. */
  addServerTime(serverMs: number, receivedMs: number): void {
    if (this.#offsets.length > 0 || serverMs === 0) return;
    const offset = serverMs - receivedMs;
    if (!(offset <= this.#guess)) this.#guess = offset;
  }

  /** Other server, or the clock leapt: what was measured holds only until there is something newer. */
  reset(): void {
    this.#before = this.offsetMs;
    this.#roundTrips = [];
    this.#offsets = [];
    this.#guess = NaN;
  }

  /** Server clock minus ours, ms; 0 while nothing is known. */
  get offsetMs(): number {
    let best = Infinity;
    let offset = Number.isNaN(this.#guess) ? this.#before : this.#guess;
    for (const [at, roundTrip] of this.#roundTrips.entries()) {
      if (roundTrip >= best) continue;
      best = roundTrip;
      offset = this.#offsets[at] ?? offset;
    }
    return offset;
  }

  /** Median round trip, ms; 0: not known. */
  get roundTripMs(): number {
    return quantile(this.#roundTrips, 0.5);
  }

  /** 95th percentile (nearest rank) of the round trips, ms; 0: not known. */
  get roundTripP95Ms(): number {
    return quantile(this.#roundTrips, 0.95);
  }
}

/**
 * The value below or at which a part of the samples lies (nearest rank); 0 without samples.
 *
 * @param part 0..1
 */
export function quantile(samples: readonly number[], part: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}
