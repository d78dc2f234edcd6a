/** A full order book kept from snapshots and numbered diffs by the venue's resync rule; pure. */
import { BookSide, type Levels } from '../order-book.ts';

export type { Levels } from '../order-book.ts';

/** Changes of a book between two update ids. */
export interface BookDiff {
  /** First update id that the diff covers (`U`). */
  readonly firstUpdateId: number;
  /** Last update id that the diff covers (`u`). */
  readonly lastUpdateId: number;
  /** Size 0 removes the level. */
  readonly bids: Levels;
  readonly asks: Levels;
  /** Event time of the diff, UNIX ms. */
  readonly timeMs: number;
}

/** What became of a diff or snapshot. */
export type BookOutcome =
  /** The book is true at `lastUpdateId`. */
  | 'applied'
  /** Kept until a snapshot comes. */
  | 'buffered'
  /** Older than the book, nothing to do; of a snapshot: older than what is needed, get another. */
  | 'stale'
  /** Updates were missed: the book is invalid until the next snapshot. */
  | 'gap';

/** Diffs kept while waiting for a snapshot: a minute and a half of 100 ms diffs. */
const MAX_BUFFERED = 1000;
/** A side of a snapshot with so many levels may have been cut off: the smallest number that is asked for. */
const MAY_BE_CUT = 100;

/**
 * One symbol's book.
 *
 * Without a snapshot, and after a gap, there is no book: a wrong one is never shown. A snapshot is cut off, and what lies
 * behind its last level is heard of only when it changes: where the market moves there, a fresh one is needed, while
 * the book goes on.
 *
 * @see https://github.com/binance/binance-spot-api-docs/blob/master/web-socket-streams.md
 *      "How to manage a local order book correctly"
 */
export class OrderBook {
  readonly #bids = new BookSide(1);
  readonly #asks = new BookSide(-1);
  #buffer: BookDiff[] = [];
  #lastUpdateId = 0;
  #timeMs = 0;
  #isValid = false;
  #isRefreshing = false;
  #gapCount = 0;
  /** Prices of the last levels of the snapshot; all between them are known. */
  #lowestBid = -Infinity;
  #highestAsk = Infinity;

  /** Whether the book is complete and true. */
  get isValid(): boolean {
    return this.#isValid;
  }

  /** Whether it waits for a fresh snapshot, being true meanwhile as far as it goes. */
  get isRefreshing(): boolean {
    return this.#isRefreshing;
  }

  /** Update id up to which the book is true; 0 before the first snapshot. */
  get lastUpdateId(): number {
    return this.#lastUpdateId;
  }

  /** Event time of the last applied diff, UNIX ms; 0 if none was applied since the last snapshot. */
  get timeMs(): number {
    return this.#timeMs;
  }

  /** How often updates were missed. */
  get gapCount(): number {
    return this.#gapCount;
  }

  /** Takes the next diff of the stream. */
  applyDiff(diff: BookDiff): BookOutcome {
    if (!this.#isValid) {
      this.#keep(diff);
      return 'buffered';
    }
    if (diff.lastUpdateId <= this.#lastUpdateId) return 'stale';
    if (diff.firstUpdateId > this.#lastUpdateId + 1) {
      this.#invalidate();
      this.#keep(diff);
      return 'gap';
    }
    if (this.#isRefreshing) this.#keep(diff);
    this.#apply(diff);
    return 'applied';
  }

  /**
   * Takes a full snapshot and then the diffs that were kept for it.
   *
   * @param lastUpdateId Update id at which the snapshot is true.
   */
  applySnapshot(lastUpdateId: number, bids: Levels, asks: Levels): BookOutcome {
    if (this.#isValid && !this.#isRefreshing && lastUpdateId <= this.#lastUpdateId) return 'stale';
    const first = this.#buffer.find((diff) => diff.lastUpdateId > lastUpdateId);
    // Also without overlap the sequence is whole if the first diff starts right behind the snapshot.
    if (first !== undefined && first.firstUpdateId > lastUpdateId + 1) return 'stale';
    this.#bids.replace(bids);
    this.#asks.replace(asks);
    this.#lastUpdateId = lastUpdateId;
    this.#timeMs = 0;
    this.#isValid = true;
    this.#isRefreshing = false;
    this.#lowestBid = lastPriceOf(bids) ?? -Infinity;
    this.#highestAsk = lastPriceOf(asks) ?? Infinity;
    const buffered = this.#buffer;
    this.#buffer = [];
    let outcome: BookOutcome = 'applied';
    for (const diff of buffered) if (this.applyDiff(diff) === 'gap') outcome = 'gap';
    return outcome;
  }

  /** Highest update id heard of, whether applied or kept for a snapshot; 0 if none. */
  get newestUpdateId(): number {
    return this.#buffer.at(-1)?.lastUpdateId ?? this.#lastUpdateId;
  }

  /** Whether its best `count` levels reach beyond what the snapshot told, so that some may be missing. */
  isOutOfReach(count: number): boolean {
    const bids = this.bestBids(count);
    const asks = this.bestAsks(count);
    return (
      (bids.at(-2) ?? Infinity) < this.#lowestBid || (asks.at(-2) ?? -Infinity) > this.#highestAsk
    );
  }

  /** Takes diffs on, and keeps them for the next snapshot. */
  refresh(): void {
    this.#isRefreshing = this.#isValid;
    this.#buffer = [];
  }

  /** Best `count` bids, interleaved, prices falling; fewer if the book is thinner. */
  bestBids(count: number): readonly number[] {
    return this.#bids.best(count);
  }

  /** Best `count` asks, interleaved, prices rising; fewer if the book is thinner. */
  bestAsks(count: number): readonly number[] {
    return this.#asks.best(count);
  }

  #apply(diff: BookDiff): void {
    this.#bids.change(diff.bids);
    this.#asks.change(diff.asks);
    this.#lastUpdateId = diff.lastUpdateId;
    this.#timeMs = diff.timeMs;
  }

  #invalidate(): void {
    this.#isValid = false;
    this.#isRefreshing = false;
    this.#gapCount += 1;
    this.#buffer = [];
  }

  #keep(diff: BookDiff): void {
    if (this.#buffer.length >= MAX_BUFFERED) this.#buffer.shift();
    this.#buffer.push(diff);
  }
}

/** Price of the last level, best first, of a side that may have been cut off; undefined of a whole one. */
function lastPriceOf(levels: Levels): number | undefined {
  return levels.length < MAY_BE_CUT * 2 ? undefined : levels.at(-2);
}
