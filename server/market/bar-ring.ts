/** Bars of one symbol and base interval in columns, oldest first, with a fixed upper size. */
import type { Bar } from '../../proto/types.ts';
import { saturatingSum } from './saturate.ts';

const COLUMNS = 8;
const START_CAPACITY = 64;

/**
 * Ring of bars that grows to `capacity` and then lets the oldest go.
 *
 * A bar stays open, and can be changed by trades that arrive out of order, until `close` has passed
 * its end; after that it never changes again.
 */
export class BarRing {
  readonly intervalMs: number;
  readonly #capacity: number;
  /** Row-major: openTimeMs, open, high, low, close, volume, tradeCount, turnover. */
  #rows: Float64Array;
  #head = 0;
  #length = 0;
  /** Bars that open before this are closed. */
  #closedBeforeMs = 0;
  #lostThroughMs = -Infinity;

  /**
   * @param intervalMs Length of a bar, milliseconds.
   * @param capacity   Bars kept at most, >= 2.
   */
  constructor(intervalMs: number, capacity: number) {
    this.intervalMs = intervalMs;
    this.#capacity = capacity;
    // Most symbols of a large catalogue hardly trade: their rings take no room until they do.
    this.#rows = new Float64Array(0);
  }

  /** Bars held. */
  get length(): number {
    return this.#length;
  }

  /** Open time of the oldest bar; Infinity when empty. */
  get firstOpenMs(): number {
    return this.#length === 0 ? Infinity : this.#value(0, 0);
  }

  /** Open time of the newest bar; -Infinity when empty. */
  get lastOpenMs(): number {
    return this.#length === 0 ? -Infinity : this.#value(this.#length - 1, 0);
  }

  /**
   * Open time of the newest bar that was offered and is not held: longer bars that begin at or before
   * it are not complete. -Infinity when none was lost.
   */
  get lostThroughMs(): number {
    return this.#lostThroughMs;
  }

  /**
   * Folds one trade into its bar.
   *
   * @param timeMs Time that decides the bar (venue time).
   * @returns False when it is late: the bar it belongs to is closed already, and nothing was changed.
   */
  addTrade(timeMs: number, price: number, size: number): boolean {
    const openMs = timeMs - (timeMs % this.intervalMs);
    if (openMs < this.#closedBeforeMs) return false;
    let index = this.#indexFrom(openMs);
    if (index === this.#length || this.#value(index, 0) !== openMs) {
      index = this.#insert(index, openMs, price);
      if (index < 0) return false;
    }
    const at = this.#offset(index);
    const rows = this.#rows;
    if (price > (rows[at + 2] ?? 0)) rows[at + 2] = price;
    if (price < (rows[at + 3] ?? 0)) rows[at + 3] = price;
    rows[at + 4] = price;
    rows[at + 5] = saturatingSum(rows[at + 5] ?? 0, size);
    rows[at + 6] = (rows[at + 6] ?? 0) + 1;
    rows[at + 7] = (rows[at + 7] ?? 0) + price * size;
    return true;
  }

  /** Closes all bars whose end is at or before `timeMs`. Time never goes back. */
  close(timeMs: number): void {
    const boundary = timeMs - (timeMs % this.intervalMs);
    if (boundary > this.#closedBeforeMs) this.#closedBeforeMs = boundary;
  }

  /**
   * Puts stored bars in front of those built from trades. They are closed from then on.
   *
   * @param bars Closed and aligned bars, oldest first, each once; those that are not older than the
   *   oldest held are left out.
   * @returns Bars taken.
   */
  prepend(bars: readonly Bar[]): number {
    const before = this.firstOpenMs;
    const older = bars.filter((bar) => bar.openTimeMs < before);
    const taken = older.slice(Math.max(0, older.length - (this.#capacity - this.#length)));
    const lost = older[older.length - taken.length - 1];
    if (lost) this.#lose(lost.openTimeMs);
    const newest = taken.at(-1);
    if (!newest) return 0;
    this.close(newest.openTimeMs + this.intervalMs);
    const kept = this.from(-Infinity);
    this.#head = 0;
    this.#length = taken.length + kept.length;
    this.#rows = new Float64Array(this.#capacityFor(this.#length) * COLUMNS);
    [...taken, ...kept].forEach((bar, index) => {
      this.#rows.set(
        [
          ...[bar.openTimeMs, bar.open, bar.high, bar.low, bar.close],
          ...[bar.volume, bar.tradeCount, bar.turnover],
        ],
        index * COLUMNS,
      );
    });
    return taken.length;
  }

  /**
   * Copies the bars that open at or after `fromMs`, oldest first.
   *
   * @param limit At most this many, the newest.
   */
  from(fromMs: number, limit = Infinity): Bar[] {
    const start = Math.max(this.#indexFrom(fromMs), this.#length - limit);
    const bars: Bar[] = [];
    for (let index = start; index < this.#length; index++) bars.push(this.#bar(index));
    return bars;
  }

  #bar(index: number): Bar {
    return {
      openTimeMs: this.#value(index, 0),
      open: this.#value(index, 1),
      high: this.#value(index, 2),
      low: this.#value(index, 3),
      close: this.#value(index, 4),
      volume: this.#value(index, 5),
      tradeCount: this.#value(index, 6),
      turnover: this.#value(index, 7),
    };
  }

  /** Index of the first bar that opens at or after `openMs`; nearly always one of the newest. */
  #indexFrom(openMs: number): number {
    if (this.#length === 0 || openMs > this.lastOpenMs) return this.#length;
    if (openMs === this.lastOpenMs) return this.#length - 1;
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#value(middle, 0) < openMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Puts a new bar before `index`; returns where it is, -1 when the ring is full of newer ones. */
  #insert(index: number, openMs: number, price: number): number {
    let target = index;
    if (this.#length === this.#capacity) {
      this.#lose(index === 0 ? openMs : this.firstOpenMs);
      if (index === 0) return -1;
      this.#head = (this.#head + 1) % this.#capacity;
      this.#length -= 1;
      target -= 1;
    } else if ((this.#length + 1) * COLUMNS > this.#rows.length) {
      this.#grow();
    }
    this.#length += 1;
    for (let at = this.#length - 1; at > target; at--) {
      this.#rows.copyWithin(this.#offset(at), this.#offset(at - 1), this.#offset(at - 1) + COLUMNS);
    }
    this.#rows.set([openMs, price, price, price, price, 0, 0, 0], this.#offset(target));
    return target;
  }

  #lose(openMs: number): void {
    this.#lostThroughMs = Math.max(this.#lostThroughMs, openMs);
  }

  #grow(): void {
    // Only a ring at its capacity wraps, so while it grows the oldest bar is at the start.
    const grown = new Float64Array(this.#capacityFor(this.#length * 2) * COLUMNS);
    grown.set(this.#rows);
    this.#rows = grown;
  }

  #capacityFor(count: number): number {
    return Math.min(this.#capacity, Math.max(START_CAPACITY, count));
  }

  #offset(index: number): number {
    return ((this.#head + index) % this.#capacity) * COLUMNS;
  }

  #value(index: number, column: number): number {
    return this.#rows[this.#offset(index) + column] ?? 0;
  }
}
