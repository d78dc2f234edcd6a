/** The newest trades of one symbol, numbered, so that each reader can ask for what came after its own. */
import type { TradeListView, TradeView } from '../../proto/frames.ts';
import type { AggressorSide, Position, Trade } from '../../proto/types.ts';

const COLUMNS = 8;
const START_CAPACITY = 16;
const SIDES: readonly AggressorSide[] = ['unknown', 'buy', 'sell'];

/**
 * Ring of the newest `capacity` trades.
 *
 * In columns: as objects, hundreds of thousands of trades that live for minutes would keep the garbage
 * collector busier than all the sending keeps the rest.
 */
export class TradeRing {
  readonly #capacity: number;
  /** Row-major: entryMs, entrySeq, index, price, size, side, receivedTimeMs, venueTimeMs. */
  #rows = new Float64Array(0);
  #nextNumber = 0;

  /** @param capacity Trades kept, >= 1. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Number that the next trade will get: 0, 1, 2, ... */
  get nextNumber(): number {
    return this.#nextNumber;
  }

  push(
    trade: Pick<Trade, 'price' | 'size' | 'aggressorSide' | 'receivedTimeMs' | 'venueTimeMs'>,
    position: Position,
  ): void {
    if (this.#nextNumber * COLUMNS === this.#rows.length && this.#nextNumber < this.#capacity) {
      this.#grow();
    }
    const rows = this.#rows;
    const at = this.#offset(this.#nextNumber);
    rows[at] = position.entryMs;
    rows[at + 1] = position.entrySeq;
    rows[at + 2] = position.index;
    rows[at + 3] = trade.price;
    rows[at + 4] = trade.size;
    rows[at + 5] = trade.aggressorSide === 'buy' ? 1 : trade.aggressorSide === 'sell' ? 2 : 0;
    rows[at + 6] = trade.receivedTimeMs;
    rows[at + 7] = trade.venueTimeMs;
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
    for (let number = start; number < this.#nextNumber; number++) trades.push(this.#trade(number));
    return { trades, skipped: start - fromNumber };
  }

  /** The newest `count` trades, oldest first. */
  newest(count: number): TradeListView {
    return this.since(Math.max(0, this.#nextNumber - Math.min(count, this.#capacity)));
  }

  #trade(number: number): TradeView {
    const rows = this.#rows;
    const at = this.#offset(number);
    return {
      entryMs: rows[at] ?? 0,
      entrySeq: rows[at + 1] ?? 0,
      index: rows[at + 2] ?? 0,
      price: rows[at + 3] ?? 0,
      size: rows[at + 4] ?? 0,
      aggressorSide: SIDES[rows[at + 5] ?? 0] ?? 'unknown',
      receivedTimeMs: rows[at + 6] ?? 0,
      venueTimeMs: rows[at + 7] ?? 0,
    };
  }

  #offset(number: number): number {
    return (number % this.#capacity) * COLUMNS;
  }

  /** Only a full ring wraps, so while it grows trade 0 is at the start. */
  #grow(): void {
    const length = Math.max(START_CAPACITY, 2 * this.#nextNumber);
    const grown = new Float64Array(Math.min(this.#capacity, length) * COLUMNS);
    grown.set(this.#rows);
    this.#rows = grown;
  }
}
