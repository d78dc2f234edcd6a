/** Closing prices of the last hour, one a minute, the last one live. */
import type { BarView } from '../../proto/frames.ts';

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
  #count = 0;
  /** Minute of the newest point. */
  #minute = -Infinity;
  #isDirty = false;
  #takenMs = -Infinity;
  #hasHistory = false;

  /** Whether the history of this connection is here. */
  get hasHistory(): boolean {
    return this.#hasHistory;
  }

  /** After a lost connection the minutes between are missing: the history is wanted again. */
  forgetHistory(): void {
    this.#hasHistory = false;
  }

  /** Replaces all points. @param bars Oldest first. */
  setHistory(bars: readonly BarView[]): void {
    this.#hasHistory = true;
    this.#isDirty = true;
    this.#count = 0;
    this.#minute = -Infinity;
    for (const bar of bars) this.add(bar.close, bar.openTimeMs);
  }

  /** Takes a price. @param venueTimeMs Decides on its minute; what is late changes nothing. */
  add(price: number, venueTimeMs: number): void {
    const minute = Math.floor(venueTimeMs / MINUTE_MS);
    if (!(minute >= this.#minute)) return;
    if (minute > this.#minute) {
      if (this.#count === SPARKLINE_POINTS) this.#closes.copyWithin(0, 1);
      else this.#count += 1;
      this.#minute = minute;
    } else if (this.#closes[this.#count - 1] === price) return;
    this.#closes[this.#count - 1] = price;
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
