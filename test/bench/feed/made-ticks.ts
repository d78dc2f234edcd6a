/** Pure: remembers which symbol ticked when, so that ticks of any recent span can be counted. */

/** A ring of the newest ticks. */
export class MadeTicks {
  readonly #times: Float64Array;
  readonly #numbers: Uint16Array;
  readonly #symbolCount: number;
  #made = 0;

  /**
   * @param symbolCount At most 65,536.
   * @param capacity    Ticks remembered.
   */
  constructor(symbolCount: number, capacity: number) {
    this.#symbolCount = symbolCount;
    this.#times = new Float64Array(capacity);
    this.#numbers = new Uint16Array(capacity);
  }

  /** @param timeMs UNIX time, milliseconds, not before that of the tick before. */
  add(number: number, timeMs: number): void {
    const at = this.#made % this.#times.length;
    this.#times[at] = timeMs;
    this.#numbers[at] = number;
    this.#made += 1;
  }

  /** Ticks made in `[fromMs, toMs)`, by symbol number; undefined if the ring no longer reaches back so far. */
  count(fromMs: number, toMs: number): number[] | undefined {
    const counts = new Array<number>(this.#symbolCount).fill(0);
    const capacity = this.#times.length;
    const oldest = Math.max(0, this.#made - capacity);
    for (let index = this.#made - 1; index >= oldest; index--) {
      const at = index % capacity;
      const timeMs = this.#times[at] ?? 0;
      if (timeMs < fromMs) return counts;
      if (timeMs >= toMs) continue;
      const number = this.#numbers[at] ?? 0;
      counts[number] = (counts[number] ?? 0) + 1;
    }
    return oldest === 0 ? counts : undefined;
  }
}
