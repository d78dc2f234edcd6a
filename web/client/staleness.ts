/** When a price is old: judged by the rhythm of its own symbol. */

/** No symbol is stale before this age, ms. */
export const STALE_FLOOR_MS = 5_000;
/** Multiple of the median gap between ticks after which a symbol is stale. */
export const STALE_GAPS = 5;

const KEPT_GAPS = 16;

/** The last gaps between the ticks of one symbol, as far as they reached us. */
export class TickRhythm {
  readonly #gaps = new Float64Array(KEPT_GAPS);
  #count = 0;
  #next = 0;
  #lastTimeMs = 0;

  /** Received time of the newest tick, server clock; 0: none. */
  get lastTimeMs(): number {
    return this.#lastTimeMs;
  }

  /**
   * Takes the received time of a tick; an older one than the newest changes nothing.
   *
   * @param isRhythm False for a snapshot: what lies between may be our own absence.
   * @returns        Whether it is newer than all before.
   */
  add(receivedTimeMs: number, isRhythm: boolean): boolean {
    const gapMs = receivedTimeMs - this.#lastTimeMs;
    if (!(gapMs > 0)) return false;
    if (isRhythm && this.#lastTimeMs > 0) {
      this.#gaps[this.#next] = gapMs;
      this.#next = (this.#next + 1) % KEPT_GAPS;
      this.#count = Math.min(KEPT_GAPS, this.#count + 1);
    }
    this.#lastTimeMs = receivedTimeMs;
    return true;
  }

  /** Age above which the symbol is stale, ms: max(5 s, 5 x median gap). */
  get staleAfterMs(): number {
    if (this.#count === 0) return STALE_FLOOR_MS;
    const sorted = this.#gaps.slice(0, this.#count).sort();
    const median = sorted[this.#count >> 1] ?? 0;
    return Math.max(STALE_FLOOR_MS, STALE_GAPS * median);
  }

  /** Whether the newest tick is too old at `serverNowMs`; a symbol without ticks is not stale but empty. */
  isOverdue(serverNowMs: number): boolean {
    const ageMs = serverNowMs - this.#lastTimeMs;
    if (this.#lastTimeMs === 0 || ageMs <= STALE_FLOOR_MS) return false;
    return ageMs > this.staleAfterMs;
  }
}
