/** The newest values of every symbol as rows of numbers, and which of them the page has not seen. */
import type { LastView, QuoteView, StatisticsView } from '../../proto/frames.ts';
import { FLAG, ROW, ROW_LENGTH } from './link.ts';

const FIRST_ROWS = 64;

/** Absolute values, newest wins: its size depends on the symbols alone, never on how fast they tick. */
export class QuoteRows {
  #values = new Float64Array(FIRST_ROWS * ROW_LENGTH).fill(NaN);
  readonly #dirty = new Set<number>();

  /** Count of rows that `copyDirty` would copy. */
  get dirtyCount(): number {
    return this.#dirty.size;
  }

  /** Makes a row empty, for a new symbol. */
  clear(index: number): void {
    while ((index + 1) * ROW_LENGTH > this.#values.length) {
      const grown = new Float64Array(this.#values.length * 2).fill(NaN);
      grown.set(this.#values);
      this.#values = grown;
    }
    const at = index * ROW_LENGTH;
    this.#values.fill(NaN, at, at + ROW_LENGTH);
    this.#values[at + ROW.index] = index;
    this.#values[at + ROW.lastTickMs] = 0;
    this.#values[at + ROW.flags] = 0;
    this.#dirty.delete(index);
  }

  /** Leaves a removed symbol's row out of the next frame. */
  forget(index: number): void {
    this.#dirty.delete(index);
  }

  setQuote(index: number, quote: QuoteView): void {
    const at = this.#change(index);
    // A side with size 0 is absent, and its price means nothing.
    this.#values[at + ROW.bidPrice] = quote.bidSize > 0 ? quote.bidPrice : NaN;
    this.#values[at + ROW.bidSize] = quote.bidSize > 0 ? quote.bidSize : NaN;
    this.#values[at + ROW.askPrice] = quote.askSize > 0 ? quote.askPrice : NaN;
    this.#values[at + ROW.askSize] = quote.askSize > 0 ? quote.askSize : NaN;
  }

  setLast(index: number, last: LastView): void {
    const at = this.#change(index);
    this.#values[at + ROW.last] = last.price;
    this.#values[at + ROW.lastSize] = last.size;
    this.#values[at + ROW.lastVenueTimeMs] = last.venueTimeMs;
  }

  setStatistics(index: number, statistics: StatisticsView): void {
    const at = this.#change(index);
    this.#values[at + ROW.dayOpen] = statistics.open;
    this.#values[at + ROW.dayHigh] = statistics.high;
    this.#values[at + ROW.dayLow] = statistics.low;
    this.#values[at + ROW.vwap] = statistics.vwap;
    this.#values[at + ROW.volume] = statistics.volume;
    this.#values[at + ROW.tradeCount] = statistics.tradeCount;
  }

  /** Sets the received time of the newest tick, server clock; becomes page clock when copied. */
  setTickTime(index: number, receivedTimeMs: number): void {
    this.#values[this.#change(index) + ROW.lastTickMs] = receivedTimeMs;
  }

  /** Adds a FLAG that lasts until the row is copied. */
  mark(index: number, flag: number): void {
    const at = this.#change(index);
    this.#values[at + ROW.flags] = (this.#values[at + ROW.flags] ?? 0) | flag;
  }

  /** Sets whether the row is stale; makes it dirty only if that is news. */
  setStale(index: number, isStale: boolean): void {
    const at = index * ROW_LENGTH + ROW.flags;
    const flags = this.#values[at] ?? 0;
    if (((flags & FLAG.isStale) !== 0) === isStale) return;
    this.#values[at] = isStale ? flags | FLAG.isStale : flags & ~FLAG.isStale;
    this.#dirty.add(index);
  }

  /**
   * Copies the rows that changed since the last call.
   *
   * @param buffer        Is filled if it is large enough; else a larger one takes its place.
   * @param clockOffsetMs Server clock minus page clock.
   */
  copyDirty(
    buffer: ArrayBuffer | null,
    clockOffsetMs: number,
  ): { rows: ArrayBuffer; count: number } {
    const count = this.#dirty.size;
    const bytes = count * ROW_LENGTH * Float64Array.BYTES_PER_ELEMENT;
    const rows =
      buffer && buffer.byteLength >= bytes && buffer.byteLength % 8 === 0
        ? buffer
        : new ArrayBuffer(bytes + (bytes >> 2) - ((bytes >> 2) % 8));
    const target = new Float64Array(rows);
    let to = 0;
    for (const index of this.#dirty) {
      const at = index * ROW_LENGTH;
      target.set(this.#values.subarray(at, at + ROW_LENGTH), to);
      const tickMs = target[to + ROW.lastTickMs] ?? 0;
      if (tickMs > 0) target[to + ROW.lastTickMs] = tickMs - clockOffsetMs;
      this.#values[at + ROW.flags] = (this.#values[at + ROW.flags] ?? 0) & FLAG.isStale;
      to += ROW_LENGTH;
    }
    this.#dirty.clear();
    return { rows, count };
  }

  #change(index: number): number {
    this.#dirty.add(index);
    return index * ROW_LENGTH;
  }
}
