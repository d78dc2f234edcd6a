/** Collects the bars of a base interval from the newest backwards until they make a page of merged ones. */
import type { Bar } from '../../proto/types.ts';
import type { GapView } from '../../proto/frames.ts';
import { mergeBars } from '../market/merge-bars.ts';

/** The newest merged bars of a range. */
export class BackwardBars {
  readonly #intervalMs: number;
  readonly #limit: number;
  readonly #baseLimit: number;
  /** Base bars, newest first. */
  readonly #bars: Bar[] = [];
  /** Merged bars that those make, the oldest perhaps in part. */
  #mergedCount = 0;
  #oldestMergedMs = Infinity;
  /** Merged bars that open before this, or overlap one of these, lack parts. */
  #wholeFromMs = -Infinity;
  readonly #holes: GapView[] = [];

  /**
   * @param intervalMs Of the merged bars, milliseconds.
   * @param baseMs     Of the base bars; divides `intervalMs`.
   * @param limit      Merged bars wanted.
   * @param baseLimit  Base bars taken at most; more than one merged bar can have.
   */
  constructor(intervalMs: number, baseMs: number, limit: number, baseLimit: number) {
    this.#intervalMs = intervalMs;
    this.#limit = limit;
    // One merged bar more: only its beginning shows that the one after it is whole.
    this.#baseLimit = Math.min(baseLimit, (limit + 1) * (intervalMs / baseMs));
  }

  /** Base bars taken so far. */
  get baseCount(): number {
    return this.#bars.length;
  }

  /** Base bars that are of use still, at most. */
  get wantedCount(): number {
    return this.isFull() ? 0 : this.#baseLimit - this.#bars.length;
  }

  /** End of the oldest merged bar, which a full page leaves to the one before it. */
  get oldestEndMs(): number {
    return this.#oldestMergedMs + this.#intervalMs;
  }

  /** Whether the page is as long as it may be; something older is then known to exist. */
  isFull(): boolean {
    return this.#mergedCount > this.#limit || this.#bars.length >= this.#baseLimit;
  }

  /**
   * Takes base bars that are older than all before.
   *
   * @param bars Oldest first.
   */
  addOlder(bars: readonly Bar[]): void {
    for (let at = bars.length - 1; at >= 0 && !this.isFull(); at--) {
      const bar = bars[at];
      if (!bar) continue;
      this.#bars.push(bar);
      const mergedMs = bar.openTimeMs - (bar.openTimeMs % this.#intervalMs);
      if (mergedMs === this.#oldestMergedMs) continue;
      this.#mergedCount += 1;
      this.#oldestMergedMs = mergedMs;
    }
  }

  /** Leaves out merged bars that open before `wholeFromMs`. */
  dropBefore(wholeFromMs: number): void {
    this.#wholeFromMs = Math.max(this.#wholeFromMs, wholeFromMs);
  }

  /** Leaves out merged bars that overlap a time in which base bars are missing. */
  dropOverlapping(hole: GapView): void {
    this.#holes.push(hole);
  }

  /** The page: whole bars only, but the newest one may be open. Oldest first. */
  newest(): Bar[] {
    const merged = mergeBars(this.#bars.toReversed(), this.#intervalMs);
    // The oldest of a full page is there for the one after it.
    if (this.isFull()) merged.shift();
    return merged.filter(
      ({ openTimeMs }) =>
        openTimeMs >= this.#wholeFromMs &&
        !this.#holes.some(
          ({ fromMs, toMs }) => openTimeMs < toMs && openTimeMs + this.#intervalMs > fromMs,
        ),
    );
  }
}
