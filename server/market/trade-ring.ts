/** The newest trades of one symbol, numbered, so that each reader can ask for what came after its own. */
import type { TradeListView, TradeView } from '../../proto/frames.ts';
import { TRADE_COLUMNS as COLUMNS, type TradesSnapshot } from '../../proto/snapshot.ts';
import type { AggressorSide, Position, Trade } from '../../proto/types.ts';

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
  /** Trades held. */
  #length = 0;
  #epoch = 0;
  #holeNumber = -1;

  /** @param capacity Trades kept, >= 1. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Number that the next trade will get: 0, 1, 2, ... */
  get nextNumber(): number {
    return this.#nextNumber;
  }

  /**
   * Tells this numbering from others, uint32: two processes that have the same one number a trade alike.
   * 0 before the first trade.
   */
  get epoch(): number {
    return this.#epoch;
  }

  /** Number of the first trade, perhaps one still to come, after the newest hole; -1: there was none. */
  get holeNumber(): number {
    return this.#holeNumber;
  }

  /**
   * Takes note that trades may be missing before the next one. It begins a numbering of its own: others,
   * who have these trades, number what follows in another way.
   */
  markHole(): void {
    this.#holeNumber = this.#nextNumber;
  }

  push(
    trade: Pick<Trade, 'price' | 'size' | 'aggressorSide' | 'receivedTimeMs' | 'venueTimeMs'>,
    position: Position,
  ): void {
    if (this.#nextNumber * COLUMNS === this.#rows.length && this.#nextNumber < this.#capacity) {
      this.#grow();
    }
    if (this.#nextNumber === 0 || this.#nextNumber === this.#holeNumber) {
      this.#epoch = epochOf(this.#nextNumber, position);
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
    if (this.#length < this.#capacity) this.#length += 1;
  }

  /**
   * Trades from number `fromNumber` on, oldest first.
   *
   * @returns `skipped`: how many of them the ring no longer holds.
   */
  since(fromNumber: number): TradeListView {
    const start = Math.max(fromNumber, this.#nextNumber - this.#length);
    const trades: TradeView[] = [];
    for (let number = start; number < this.#nextNumber; number++) trades.push(this.#trade(number));
    return { trades, skipped: start - fromNumber };
  }

  /** The newest `count` trades, oldest first. */
  newest(count: number): TradeListView {
    return this.since(Math.max(0, this.#nextNumber - Math.min(count, this.#length)));
  }

  /**
   * Number of the first trade after a place in the log; `nextNumber` if there is none.
   *
   * @returns Undefined when trades between that place and the newest are not held, or were never seen.
   */
  after(position: Position): number | undefined {
    const oldest = this.#nextNumber - this.#length;
    // From the newest back, because nearly everybody who asks has been away for seconds.
    let number = this.#nextNumber;
    while (number > oldest && this.#isAfter(number - 1, position)) number -= 1;
    if (number <= this.#holeNumber || (number === oldest && oldest > 0)) return undefined;
    return number;
  }

  toSnapshot(): TradesSnapshot {
    const rows = new Float64Array(this.#length * COLUMNS);
    const first = this.#offset(this.#nextNumber - this.#length);
    const untilEnd = this.#rows.subarray(first, first + rows.length);
    rows.set(untilEnd);
    rows.set(this.#rows.subarray(0, rows.length - untilEnd.length), untilEnd.length);
    return {
      nextNumber: this.#nextNumber,
      epoch: this.#epoch,
      holeNumber: this.#holeNumber,
      rows,
    };
  }

  restore({ nextNumber, epoch, holeNumber, rows }: TradesSnapshot): void {
    const length = Math.min(this.#capacity, rows.length / COLUMNS);
    this.#nextNumber = nextNumber;
    this.#epoch = epoch;
    this.#holeNumber = holeNumber;
    this.#length = length;
    const isWhole = length === nextNumber;
    this.#rows = new Float64Array((isWhole ? length : this.#capacity) * COLUMNS);
    const from = rows.length / COLUMNS - length;
    for (let row = 0; row < length; row++) {
      const at = (from + row) * COLUMNS;
      this.#rows.set(rows.subarray(at, at + COLUMNS), this.#offset(nextNumber - length + row));
    }
  }

  #isAfter(number: number, { entryMs, entrySeq, index }: Position): boolean {
    const rows = this.#rows;
    const at = this.#offset(number);
    const ms = rows[at] ?? 0;
    if (ms !== entryMs) return ms > entryMs;
    const seq = rows[at + 1] ?? 0;
    return seq === entrySeq ? (rows[at + 2] ?? 0) > index : seq > entrySeq;
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

/** Hash of the position of the trade at which a numbering begins, uint32, never 0. */
function epochOf(number: number, { entryMs, entrySeq, index }: Position): number {
  let value = 0x811c9dc5;
  for (const part of [number, entryMs, entrySeq, index]) {
    value = mix(value ^ (part >>> 0));
    value = mix(value ^ Math.floor(part / 2 ** 32));
  }
  return value >>> 0 || 1;
}

/** The finalizer of MurmurHash3. */
function mix(hash: number): number {
  let value = hash ^ (hash >>> 16);
  value = Math.imul(value, 0x85ebca6b);
  value ^= value >>> 13;
  value = Math.imul(value, 0xc2b2ae35);
  return value ^ (value >>> 16);
}
