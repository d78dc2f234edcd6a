/** What of an order book is shown as Depth, and when it stops being trusted; pure. */
import type { Depth } from '../../proto/types.ts';
import { BookSide } from './order-book.ts';
import type { BookFault } from './venue-mapper.ts';

/** A symbol's book as mappers show it: best levels, told anew when one of them changed. */
export class MarketBook {
  readonly bids = new BookSide(1);
  readonly asks = new BookSide(-1);
  readonly #symbol: string;
  readonly #depthLevels: number;
  #isValid = false;
  #isReported = false;
  #isShown = false;

  /** @param depthLevels Levels a side of a Depth, 1..50. */
  constructor(symbol: string, depthLevels: number) {
    this.#symbol = symbol;
    this.#depthLevels = depthLevels;
  }

  /** Whether there was a snapshot and nothing went wrong since. */
  get isValid(): boolean {
    return this.#isValid;
  }

  /** Whether the best bid is not below the best ask. */
  get isCrossed(): boolean {
    return this.bids.bestPrice >= this.asks.bestPrice;
  }

  /** Whether a change at this place from the best is seen in a Depth. */
  isSeen(rank: number): boolean {
    return rank < this.#depthLevels;
  }

  /** Says that the sides now hold a snapshot. */
  begin(): void {
    this.#isValid = true;
    this.#isReported = false;
  }

  /** The best levels. */
  show(venueTimeMs: number, receivedTimeMs: number): Depth {
    this.#isShown = true;
    return {
      kind: 'depth',
      symbol: this.#symbol,
      venueTimeMs,
      receivedTimeMs,
      bids: this.bids.best(this.#depthLevels),
      asks: this.asks.best(this.#depthLevels),
    };
  }

  /** Stops trusting the book without a tick: a frame of it was malformed. The next one shows it empty. */
  doubt(faults: BookFault[]): void {
    this.#isValid = false;
    if (!this.#isReported) faults.push({ symbol: this.#symbol, reason: 'gap' });
    this.#isReported = true;
  }

  /**
   * Drops the book until its next snapshot.
   *
   * @param faults Gets the fault, once until the next snapshot.
   * @returns      One empty Depth where levels had been shown.
   */
  invalidate(
    reason: BookFault['reason'],
    faults: BookFault[],
    venueTimeMs: number,
    receivedTimeMs: number,
  ): Depth[] {
    this.#isValid = false;
    this.bids.clear();
    this.asks.clear();
    if (!this.#isReported) faults.push({ symbol: this.#symbol, reason });
    this.#isReported = true;
    if (!this.#isShown) return [];
    const empty = this.show(venueTimeMs, receivedTimeMs);
    this.#isShown = false;
    return [empty];
  }
}
