/** The newest trades of one symbol, each once, in a ring of fixed size. */
import type { TradeListView, TradeView } from '../../proto/frames.ts';
import { TAPE_CAPACITY, TAPE_LENGTH, TAPE_SIDES, type TapeChange } from './link.ts';

/** Keeps what the page has not fetched yet, at most 500 trades, and knows what came before. */
export class TradeTape {
  readonly #ring = new Float64Array(TAPE_CAPACITY * TAPE_LENGTH);
  /** Trades ever written; the ring holds the last of them. */
  #written = 0;
  #taken = 0;
  #isReset = true;
  #skipped = 0;
  #skippedTaken = 0;
  #lastEntryMs = -1;
  #lastEntrySeq = -1;
  #lastIndex = -1;

  /** Trades known to be missing. */
  get skipped(): number {
    return this.#skipped;
  }

  /** Whether there is something that `take` has not given yet. */
  get hasChange(): boolean {
    return this.#written > this.#taken || this.#isReset || this.#skipped > this.#skippedTaken;
  }

  /**
   * Takes a list, oldest first. Trades that are here already are left out by their position.
   *
   * A snapshot holds only the newest trades. If it does not reach back to what is here, the hole
   * between has an unknown size, so the tape begins anew instead of looking unbroken.
   */
  add(list: TradeListView, isSnapshot: boolean): void {
    const first = list.trades[0];
    if (isSnapshot && first && this.#written > 0 && this.#isNew(first)) this.#restart();
    if (!isSnapshot) this.#skipped += list.skipped;
    for (const trade of list.trades) {
      if (!this.#isNew(trade)) continue;
      this.#lastEntryMs = trade.entryMs;
      this.#lastEntrySeq = trade.entrySeq;
      this.#lastIndex = trade.index;
      this.#write(trade);
    }
  }

  /** Returns what the page does not have yet. */
  take(symbol: string): TapeChange {
    const count = Math.min(this.#written - this.#taken, TAPE_CAPACITY);
    // More than a ring full went by: the page holds no trade that is in front of these.
    const isReset = this.#isReset || this.#written - this.#taken > TAPE_CAPACITY;
    const rows = new Float64Array(count * TAPE_LENGTH);
    for (let n = 0; n < count; n++) {
      const at = ((this.#written - count + n) % TAPE_CAPACITY) * TAPE_LENGTH;
      rows.set(this.#ring.subarray(at, at + TAPE_LENGTH), n * TAPE_LENGTH);
    }
    this.#taken = this.#written;
    this.#isReset = false;
    this.#skippedTaken = this.#skipped;
    return { symbol, isReset, skipped: this.#skipped, rows };
  }

  #restart(): void {
    this.#written = 0;
    this.#taken = 0;
    this.#isReset = true;
  }

  #isNew({ entryMs, entrySeq, index }: TradeView): boolean {
    if (entryMs !== this.#lastEntryMs) return entryMs > this.#lastEntryMs;
    if (entrySeq !== this.#lastEntrySeq) return entrySeq > this.#lastEntrySeq;
    return index > this.#lastIndex;
  }

  #write(trade: TradeView): void {
    const at = (this.#written % TAPE_CAPACITY) * TAPE_LENGTH;
    this.#ring[at] = trade.entryMs;
    this.#ring[at + 1] = trade.entrySeq;
    this.#ring[at + 2] = trade.index;
    this.#ring[at + 3] = trade.price;
    this.#ring[at + 4] = trade.size;
    this.#ring[at + 5] = TAPE_SIDES.indexOf(trade.aggressorSide);
    this.#ring[at + 6] = trade.receivedTimeMs;
    this.#ring[at + 7] = trade.venueTimeMs;
    this.#written += 1;
  }
}
