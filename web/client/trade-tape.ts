/** The newest trades of one symbol, each once, in a ring of fixed size. */
import type { TradeListView, TradeResume, TradeView } from '../../proto/frames.ts';
import type { Position } from '../../proto/types.ts';
import {
  SKIPS_CAPACITY,
  TAPE_CAPACITY,
  TAPE_LENGTH,
  TAPE_SIDES,
  type TapeChange,
  type TapeSkip,
} from './link.ts';

/** Trades are missing before a row of the ring. */
interface SkipMark {
  /** How many rows were written before it. */
  readonly row: number;
  /** 0: not known. */
  readonly count: number;
}

/** A number in one of the numberings that servers use; epoch 0: not known. */
interface TradeNumber {
  readonly epoch: number;
  readonly number: number;
}

const UNNUMBERED: TradeNumber = { epoch: 0, number: 0 };

/**
 * Keeps what the page has not fetched yet, at most 500 trades, and knows what came before: also when
 * another connection goes on, each trade is taken once, and what is missing between is marked.
 */
export class TradeTape {
  readonly #ring = new Float64Array(TAPE_CAPACITY * TAPE_LENGTH);
  /** Trades ever written; the ring holds the last of them. */
  #written = 0;
  #taken = 0;
  #isReset = true;
  #skipped = 0;
  #skippedTaken = 0;
  /** Oldest first, each of a row that the ring still holds. */
  #skips: SkipMark[] = [];
  /** Trades missing before the row that is written next; undefined: none. */
  #missing: number | undefined;
  /** Newest trade taken. */
  #newest: Position | undefined;
  /** Of the trade that comes after `#newest`. */
  #next = UNNUMBERED;
  /** Of the trade that this connection's server tells of next; not after `#next` if it is behind. */
  #told = UNNUMBERED;

  /** Trades known to be missing. */
  get skipped(): number {
    return this.#skipped;
  }

  /** Whether there is something that `take` has not given yet. */
  get hasChange(): boolean {
    return this.#written > this.#taken || this.#isReset || this.#skipped > this.#skippedTaken;
  }

  /** What to tell a server that is to go on from here; undefined: there is nothing here. */
  get resume(): TradeResume | undefined {
    if (!this.#newest) return undefined;
    return { ...this.#newest, epoch: this.#next.epoch, nextNumber: this.#next.number };
  }

  /** Takes a list, oldest first. Trades that are here already are left out by their position. */
  add(list: TradeListView, isSnapshot: boolean): void {
    const { trades } = list;
    this.#number(list, isSnapshot);
    const firstNew = trades.findIndex((trade) => this.#isNew(trade));
    this.#judgeJoint(list, isSnapshot, firstNew);
    for (const trade of trades) {
      if (!this.#isNew(trade)) continue;
      this.#newest = { entryMs: trade.entryMs, entrySeq: trade.entrySeq, index: trade.index };
      this.#write(trade);
    }
    if (firstNew >= 0) this.#next = this.#told;
  }

  /** Follows the server's numbering, which a snapshot names and the lists after it continue. */
  #number({ trades, skipped, nextNumber, epoch = 0 }: TradeListView, isSnapshot: boolean): void {
    if (nextNumber !== undefined) this.#told = { epoch, number: nextNumber };
    else if (isSnapshot || this.#told.epoch === 0) this.#told = UNNUMBERED;
    else {
      const number = this.#told.number + skipped + trades.length;
      this.#told = { epoch: this.#told.epoch, number };
    }
  }

  /**
   * Finds out what is missing between the newest trade and the list.
   *
   * @param firstNew Index of the first trade that is not here; -1: all are.
   */
  #judgeJoint(
    { trades, skipped, isRestart }: TradeListView,
    isSnapshot: boolean,
    firstNew: number,
  ): void {
    const { epoch, number } = this.#next;
    const isJoined = firstNew !== 0;
    if (epoch !== 0 && epoch === this.#told.epoch) {
      // Whoever counts alike need not be told: a server that was behind may have skipped what is here.
      const firstNumber = this.#told.number - trades.length + firstNew;
      if (firstNew >= 0 && firstNumber > number) this.#miss(firstNumber - number);
    } else if (skipped > 0) this.#miss(skipped);
    else if (!this.#newest || isJoined) return;
    // A snapshot without numbers is of a server that does not know what it was asked: it sent its newest.
    else if (isRestart || (isSnapshot && this.#told.epoch === 0)) this.#miss(0);
  }

  #miss(count: number): void {
    this.#skipped += count;
    // An unknown number and a known one are unknown together.
    const isUnknown = count === 0 || this.#missing === 0;
    this.#missing = isUnknown ? 0 : (this.#missing ?? 0) + count;
  }

  /** Begins anew: what is here means something else by now. */
  reset(): void {
    this.#written = 0;
    this.#taken = 0;
    this.#isReset = true;
    this.#skipped = 0;
    this.#skippedTaken = 0;
    this.#skips = [];
    this.#missing = undefined;
    this.#newest = undefined;
    this.#next = UNNUMBERED;
    this.#told = UNNUMBERED;
  }

  /** Returns what the page does not have yet. */
  take(symbol: string): TapeChange {
    const count = Math.min(this.#written - this.#taken, TAPE_CAPACITY);
    // More than a ring full went by: the page holds no trade that is in front of these.
    const isReset = this.#isReset || this.#written - this.#taken > TAPE_CAPACITY;
    const rows = new Float64Array(count * TAPE_LENGTH);
    for (let n = 0; n < count; n++) {
      const at = this.#offset(this.#written - count + n);
      rows.set(this.#ring.subarray(at, at + TAPE_LENGTH), n * TAPE_LENGTH);
    }
    this.#taken = this.#written;
    this.#isReset = false;
    this.#skippedTaken = this.#skipped;
    return { symbol, isReset, skipped: this.#skipped, skips: this.#heldSkips(), rows };
  }

  #heldSkips(): TapeSkip[] {
    return this.#skips.map(({ row, count }) => {
      const at = this.#offset(row);
      return {
        beforeEntryMs: this.#ring[at] ?? 0,
        beforeEntrySeq: this.#ring[at + 1] ?? 0,
        beforeIndex: this.#ring[at + 2] ?? 0,
        count,
      };
    });
  }

  #isNew({ entryMs, entrySeq, index }: TradeView): boolean {
    const newest = this.#newest;
    if (!newest) return true;
    if (entryMs !== newest.entryMs) return entryMs > newest.entryMs;
    if (entrySeq !== newest.entrySeq) return entrySeq > newest.entrySeq;
    return index > newest.index;
  }

  #write(trade: TradeView): void {
    if (this.#missing !== undefined) this.#mark(this.#missing);
    this.#missing = undefined;
    const at = this.#offset(this.#written);
    this.#ring[at] = trade.entryMs;
    this.#ring[at + 1] = trade.entrySeq;
    this.#ring[at + 2] = trade.index;
    this.#ring[at + 3] = trade.price;
    this.#ring[at + 4] = trade.size;
    this.#ring[at + 5] = TAPE_SIDES.indexOf(trade.aggressorSide);
    this.#ring[at + 6] = trade.receivedTimeMs;
    this.#ring[at + 7] = trade.venueTimeMs;
    this.#written += 1;
    const oldest = this.#skips[0];
    if (oldest && oldest.row < this.#written - TAPE_CAPACITY) this.#skips.shift();
  }

  #mark(count: number): void {
    this.#skips.push({ row: this.#written, count });
    if (this.#skips.length > SKIPS_CAPACITY) this.#skips.shift();
  }

  #offset(row: number): number {
    return (row % TAPE_CAPACITY) * TAPE_LENGTH;
  }
}
