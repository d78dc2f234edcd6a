/** When a symbol's data is old for what is usual with it; pure. */

/** Gaps of which the median is taken. */
const REMEMBERED_GAPS = 15;
/** Fewer tell nothing. */
const MIN_GAPS = 3;
/** Data that follows sooner belongs to the same burst: else the gaps inside of bursts were the usual ones. */
const BURST_MS = 1_000;
/** Stale is a symbol that is silent for this many of its usual gaps. */
const USUAL_GAPS = 10;
/** However quiet it is. */
const MAX_STALE_MS = 3_600_000;

/** One symbol. Times are ms of a clock that never goes back. */
export class DataAge {
  readonly #floorMs: number;
  #lastMs: number;
  /** Where the gap that is measured now began. */
  #gapStartMs: number;
  /** The last ones, oldest first. */
  readonly #gaps: number[] = [];
  #limitMs: number;

  /**
   * @param floorMs A younger symbol is never stale.
   * @param nowMs   From now on data is waited for.
   */
  constructor(floorMs: number, nowMs: number) {
    this.#floorMs = floorMs;
    this.#limitMs = floorMs;
    this.#lastMs = nowMs;
    this.#gapStartMs = nowMs;
  }

  /** Data came. */
  data(nowMs: number): void {
    this.#lastMs = nowMs;
    const gapMs = nowMs - this.#gapStartMs;
    if (gapMs < BURST_MS) return;
    this.#gapStartMs = nowMs;
    if (this.#gaps.length >= REMEMBERED_GAPS) this.#gaps.shift();
    this.#gaps.push(gapMs);
    if (this.#gaps.length < MIN_GAPS) return;
    const median = this.#gaps.toSorted((a, b) => a - b)[this.#gaps.length >> 1] ?? 0;
    this.#limitMs = Math.max(this.#floorMs, Math.min(median * USUAL_GAPS, MAX_STALE_MS));
  }

  /** The time without a connection is nobody's silence. */
  restart(nowMs: number): void {
    this.#lastMs = nowMs;
    this.#gapStartMs = nowMs;
  }

  isStale(nowMs: number): boolean {
    return nowMs - this.#lastMs >= this.#limitMs;
  }
}
