/** The newest trades of one symbol, numbered, so that each reader can ask for what came after its own. */
import type { TradeListView, TradeView } from '../../proto/frames.ts';

/** Ring of the newest `capacity` trades. */
export class TradeRing {
  readonly #capacity: number;
  readonly #trades: TradeView[] = [];
  #nextNumber = 0;

  /** @param capacity Trades kept, >= 1. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Number that the next trade will get: 0, 1, 2, ... */
  get nextNumber(): number {
    return this.#nextNumber;
  }

  push(trade: TradeView): void {
    this.#trades[this.#nextNumber % this.#capacity] = trade;
    this.#nextNumber += 1;
  }

  /**
   * Trades from number `fromNumber` on, oldest first.
   *
   * @returns `skipped`: how many of them the ring no longer holds.
   */
  since(fromNumber: number): TradeListView {
    const oldest = Math.max(0, this.#nextNumber - this.#capacity);
    const start = Math.max(fromNumber, oldest);
    const trades: TradeView[] = [];
    for (let number = start; number < this.#nextNumber; number++) {
      const trade = this.#trades[number % this.#capacity];
      if (trade) trades.push(trade);
    }
    return { trades, skipped: start - fromNumber };
  }

  /** The newest `count` trades, oldest first. */
  newest(count: number): TradeListView {
    return this.since(Math.max(0, this.#nextNumber - Math.min(count, this.#capacity)));
  }
}
