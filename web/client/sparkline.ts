/** Closing prices of the last hour, one a minute, the last one live. */
import type { BarSeriesView, BarView } from '../../proto/frames.ts';

/** Points of a sparkline. */
export const SPARKLINE_POINTS = 60;
/** Interval of its history. */
export const SPARKLINE_INTERVAL = '1m';
const MINUTE_MS = 60_000;
/** Redrawing it more often shows nothing, ms. */
const CHANGE_INTERVAL_MS = 1_000;

/**
 * Begins with bars of the server and goes on with the last price: conflation keeps the newest value,
 * so the last one before the minute ends is the close. So no bars need to be sent for every row.
 */
export class Sparkline {
  readonly #closes = new Float64Array(SPARKLINE_POINTS);
  /** Minute of each point, rising. */
  readonly #minutes = new Float64Array(SPARKLINE_POINTS);
  #count = 0;
  #isDirty = false;
  #takenMs = -Infinity;
  #hasHistory = false;
  /** Whether the points begin with a history, of whichever connection. */
  #isBegun = false;

  /** Whether the history of this connection is here. */
  get hasHistory(): boolean {
    return this.#hasHistory;
  }

  /** After a lost connection the minutes between are missing: the history is wanted again. */
  forgetHistory(): void {
    this.#hasHistory = false;
  }

  /**
   * Takes bars of a minute each: all there are, or those that changed.
   *
   * @param isResumed They are all that changed since a former connection.
   */
  addBars({ bars, isHistory }: BarSeriesView, isResumed: boolean): void {
    if (isHistory) {
      this.setHistory(bars);
      return;
    }
    // Alone they would look like all there is.
    if (!this.#isBegun) return;
    for (const bar of bars) this.#put(Math.floor(bar.openTimeMs / MINUTE_MS), bar.close);
    this.#hasHistory ||= isResumed;
  }

  /** Replaces all points. @param bars Oldest first. */
  setHistory(bars: readonly BarView[]): void {
    this.#hasHistory = true;
    this.#isBegun = true;
    this.#isDirty = true;
    this.#count = 0;
    for (const bar of bars) this.add(bar.close, bar.openTimeMs);
  }

  /** Takes a price. @param venueTimeMs Decides on its minute; what is late changes nothing. */
  add(price: number, venueTimeMs: number): void {
    const minute = Math.floor(venueTimeMs / MINUTE_MS);
    const newest = this.#count === 0 ? -Infinity : (this.#minutes[this.#count - 1] ?? 0);
    if (minute >= newest) this.#put(minute, price);
  }

  #put(minute: number, price: number): void {
    let at = this.#count;
    while (at > 0 && (this.#minutes[at - 1] ?? 0) >= minute) at -= 1;
    if (at < this.#count && this.#minutes[at] === minute) {
      if (this.#closes[at] === price) return;
    } else {
      const isFull = this.#count === SPARKLINE_POINTS;
      // Older than all that there is room for.
      if (isFull && at === 0) return;
      if (isFull) at -= 1;
      else this.#count += 1;
      for (const column of [this.#minutes, this.#closes]) {
        if (isFull) column.copyWithin(0, 1, at + 1);
        else column.copyWithin(at + 1, at, this.#count - 1);
      }
      this.#minutes[at] = minute;
    }
    this.#closes[at] = price;
    this.#isDirty = true;
  }

  /** When there is something to take; Infinity: nothing changed. */
  get dueMs(): number {
    return this.#isDirty ? this.#takenMs + CHANGE_INTERVAL_MS : Infinity;
  }

  /** Returns a copy of the points, oldest first. */
  take(nowMs: number): Float64Array<ArrayBuffer> {
    this.#isDirty = false;
    this.#takenMs = nowMs;
    return this.#closes.slice(0, this.#count);
  }
}
