/** How often data goes out: no faster than a display shows, and never more than half of the core. */

export interface PaceLimits {
  /** Shortest interval, milliseconds: about one display frame. */
  readonly minMs: number;
  /** Longest interval, milliseconds. */
  readonly maxMs: number;
}

/** Smoothing of the measured flush time: enough to ride over one garbage collection. */
const WEIGHT = 0.2;

/** Adaptive flush interval: twice the time that a flush takes, within limits. */
export class Pace {
  readonly #limits: PaceLimits;
  #flushMs = 0;

  constructor(limits: PaceLimits) {
    this.#limits = limits;
  }

  /** Takes the duration of a flush, milliseconds. */
  report(durationMs: number): void {
    this.#flushMs += WEIGHT * (durationMs - this.#flushMs);
  }

  /** Interval at present, milliseconds. */
  get intervalMs(): number {
    return Math.min(this.#limits.maxMs, Math.max(this.#limits.minMs, 2 * this.#flushMs));
  }
}
