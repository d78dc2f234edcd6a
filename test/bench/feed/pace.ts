/** Pure: how many ticks are due by now at a rate that may change, and how late the oldest of them is. */

export interface Due {
  readonly count: number;
  /** How long ago the first of them should have been made, milliseconds; 0 when none is due. */
  readonly lateMs: number;
}

/** Spreads ticks evenly over time. */
export class Pace {
  #perMs = 0;
  #baseMs = 0;
  #made = 0;

  /**
   * Changes the rate; what was due before and not taken is forgotten.
   *
   * @param ticksPerSecond >= 0.
   * @param nowMs          Of a clock that never goes back, milliseconds.
   */
  setRate(ticksPerSecond: number, nowMs: number): void {
    this.#perMs = ticksPerSecond / 1000;
    this.#baseMs = nowMs;
    this.#made = 0;
  }

  /** Takes what is due at `nowMs`: also all that was missed. */
  take(nowMs: number): Due {
    const due = Math.floor((nowMs - this.#baseMs) * this.#perMs) - this.#made;
    if (due <= 0) return { count: 0, lateMs: 0 };
    const firstMs = this.#baseMs + (this.#made + 1) / this.#perMs;
    this.#made += due;
    return { count: due, lateMs: nowMs - firstMs };
  }
}
