/** Bars of one symbol and base interval in columns, oldest first, with a fixed upper size. */
import { BAR_COLUMNS as COLUMNS, type BarsSnapshot } from '../../proto/snapshot.ts';
import type { Bar } from '../../proto/types.ts';
import { barAt, rowOf } from './bar-rows.ts';
import { saturatingSum } from './saturate.ts';

const NO_BARS: readonly Bar[] = [];
const START_CAPACITY = 64;

/**
 * Ring of bars that grows to `capacity` and then lets the oldest go.
 *
 * A bar stays open, and can be changed by trades that arrive out of order, until `close` has passed
 * its end, or the ring has no room for older ones; after that it never changes again.
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
  #oldestOpenMs = Infinity;
  /** Stored bars are taken only from before it: a restored ring gets all later ones from trades. */
  #historyBeforeMs = Infinity;
  readonly #isRecorded: boolean;
  /** Closed bars that open before this have been taken by the recorder. */
  #recordedBeforeMs = 0;
  /** Closed bars that the ring had to let go before the recorder took them. */
  #unrecorded: Bar[] = [];

  /**
   * @param intervalMs Length of a bar, milliseconds.
   * @param capacity   Bars kept at most, >= 2.
   * @param isRecorded Whether somebody calls `takeClosed`.
   */
  constructor(intervalMs: number, capacity: number, isRecorded = false) {
    this.intervalMs = intervalMs;
    this.#capacity = capacity;
    this.#isRecorded = isRecorded;
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

  /** Open time of the oldest bar that the ring has ever held; Infinity when it has held none. */
  get oldestOpenMs(): number {
    return this.#oldestOpenMs;
  }

  /**
   * Open time of the newest bar that was offered and is not held: longer bars that begin at or before
   * it are not complete. -Infinity when none was lost.
   */
  get lostThroughMs(): number {
    return this.#lostThroughMs;
  }

  /** Bars that open before this are closed: they never change again. */
  get closedBeforeMs(): number {
    return this.#closedBeforeMs;
  }

  /**
   * Folds one trade into its bar.
   *
   * @param timeMs   Time that decides the bar (venue time).
   * @param newestMs Time of the newest trade before which this one belongs, although it comes later: in its bar
   *   it is then not the last one. Absent: this one is the newest, whatever its time.
   * @returns False when it is late: the bar it belongs to is closed already, and nothing was changed.
   */
  addTrade(timeMs: number, price: number, size: number, newestMs = timeMs): boolean {
    const openMs = timeMs - (timeMs % this.intervalMs);
    if (openMs < this.#closedBeforeMs) return false;
    let index = this.#indexFrom(openMs);
    let isClose = newestMs <= timeMs || newestMs >= openMs + this.intervalMs;
    if (index === this.#length || this.#value(index, 0) !== openMs) {
      index = this.#insert(index, openMs, price);
      if (index < 0) return false;
      isClose = true;
    }
    const at = this.#offset(index);
    const rows = this.#rows;
    if (price > (rows[at + 2] ?? 0)) rows[at + 2] = price;
    if (price < (rows[at + 3] ?? 0)) rows[at + 3] = price;
    if (isClose) rows[at + 4] = price;
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
   * @param bars  Closed and aligned bars, oldest first, each once; those that are not older than what
   *   trades have built, or will build, are left out.
   * @param isCut Whether there are older ones that were not read.
   * @returns Bars taken.
   */
  prepend(bars: readonly Bar[], isCut = false): number {
    const before = this.historyBeforeMs;
    const older = bars.filter((bar) => bar.openTimeMs < before);
    const room = this.#capacity - this.#length;
    const oldestMs = older[0]?.openTimeMs ?? Infinity;
    const isRestored = this.#historyBeforeMs < Infinity;
    const isWhole = !isCut && !(isRestored && oldestMs > this.#oldestOpenMs);
    // With older ones missing, the first can only tell up to where.
    const taken = older.slice(Math.max(isWhole ? 0 : 1, older.length - room));
    const lost = older[older.length - taken.length - 1];
    if (isRestored && older.length > 0) this.#lostThroughMs = -Infinity;
    if (lost) this.#lose(lost.openTimeMs);
    this.#oldestOpenMs = Math.min(this.#oldestOpenMs, oldestMs);
    const newest = taken.at(-1);
    if (!newest) return 0;
    this.close(newest.openTimeMs + this.intervalMs);
    this.#recordedBeforeMs = Math.max(this.#recordedBeforeMs, newest.openTimeMs + this.intervalMs);
    const kept = this.from(-Infinity);
    this.#head = 0;
    this.#length = taken.length + kept.length;
    this.#rows = new Float64Array(this.#capacityFor(this.#length) * COLUMNS);
    [...taken, ...kept].forEach((bar, index) => {
      this.#rows.set(rowOf(bar), index * COLUMNS);
    });
    return taken.length;
  }

  /** Stored bars are taken only if they open before this, UNIX ms. */
  get historyBeforeMs(): number {
    return Math.min(this.#historyBeforeMs, this.firstOpenMs);
  }

  /**
   * Bars that have closed since the last call, oldest first; each is given once. Stored bars that were put
   * in front are none of them.
   */
  takeClosed(): readonly Bar[] {
    if (!this.#isRecorded || this.#closedBeforeMs <= this.#recordedBeforeMs) return NO_BARS;
    const bars = this.#unrecorded;
    let index = this.#indexFrom(this.#recordedBeforeMs);
    for (; index < this.#length && this.#value(index, 0) < this.#closedBeforeMs; index++) {
      bars.push(this.#bar(index));
    }
    this.#recordedBeforeMs = this.#closedBeforeMs;
    if (bars.length === 0) return NO_BARS;
    this.#unrecorded = [];
    return bars;
  }

  toSnapshot(): BarsSnapshot {
    const fromMs = this.#isRecorded ? this.#recordedBeforeMs : this.#closedBeforeMs;
    const start = this.#indexFrom(Math.min(fromMs, this.#closedBeforeMs));
    const rows = new Float64Array((this.#unrecorded.length + this.#length - start) * COLUMNS);
    this.#unrecorded.forEach((bar, index) => {
      rows.set(rowOf(bar), index * COLUMNS);
    });
    let to = this.#unrecorded.length * COLUMNS;
    for (let index = start; index < this.#length; index++, to += COLUMNS) {
      const at = this.#offset(index);
      rows.set(this.#rows.subarray(at, at + COLUMNS), to);
    }
    return {
      closedBeforeMs: this.#closedBeforeMs,
      oldestOpenMs: this.#oldestOpenMs,
      lostThroughMs: start > 0 ? this.#value(start - 1, 0) : this.#lostBeforeMs(),
      rows,
    };
  }

  /** As `lostThroughMs`, but bars that wait for the recorder are not lost: a snapshot has them. */
  #lostBeforeMs(): number {
    const [first] = this.#unrecorded;
    if (!first) return this.#lostThroughMs;
    return this.#oldestOpenMs < first.openTimeMs ? first.openTimeMs - 1 : -Infinity;
  }

  /** Begins where another ring was, with its open bars; the closed ones can be put in front. */
  restore({ closedBeforeMs, oldestOpenMs, lostThroughMs, rows }: BarsSnapshot): void {
    const length = Math.min(this.#capacity, rows.length / COLUMNS);
    const cutLength = rows.length - length * COLUMNS;
    if (this.#isRecorded) {
      for (let at = 0; at < cutLength; at += COLUMNS) this.#unrecorded.push(barAt(rows, at));
    }
    this.#head = 0;
    this.#length = length;
    this.#rows = new Float64Array(this.#capacityFor(length) * COLUMNS);
    this.#rows.set(rows.subarray(cutLength));
    this.#closedBeforeMs = closedBeforeMs;
    this.#oldestOpenMs = oldestOpenMs;
    this.#historyBeforeMs = Math.min(closedBeforeMs, this.firstOpenMs);
    this.#lostThroughMs = lostThroughMs;
  }

  /**
   * Copies the bars that open at or after `fromMs`, oldest first.
   *
   * @param limit At most this many, the newest.
   */
  from(fromMs: number, limit = Infinity): Bar[] {
    return this.between(fromMs, Infinity, limit);
  }

  /**
   * Copies the bars that open in `[fromMs, toMs)`, oldest first.
   *
   * @param limit At most this many, the newest.
   */
  between(fromMs: number, toMs: number, limit = Infinity): Bar[] {
    const end = this.#indexFrom(toMs);
    const bars: Bar[] = [];
    let index = Math.max(this.#indexFrom(fromMs), end - limit);
    for (; index < end; index++) bars.push(this.#bar(index));
    return bars;
  }

  #bar(index: number): Bar {
    return barAt(this.#rows, this.#offset(index));
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
      if (this.#isRecorded && this.firstOpenMs >= this.#recordedBeforeMs) {
        this.#unrecorded.push(this.#bar(0));
      }
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
    this.#oldestOpenMs = Math.min(this.#oldestOpenMs, openMs);
    // Older ones find no room, so they are closed: also for whoever begins from a snapshot, with more room.
    if (this.#length === this.#capacity) this.close(this.firstOpenMs);
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
