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

/**
 * One symbol's book.
 *
 * Without a snapshot, and after a gap, there is no book: a wrong one is never shown.
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
  #gapCount = 0;

  /** Whether the book is complete and true. */
  get isValid(): boolean {
    return this.#isValid;
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
    this.#apply(diff);
    return 'applied';
  }

  /**
   * Takes a full snapshot and then the diffs that were kept for it.
   *
   * @param lastUpdateId Update id at which the snapshot is true.
   */
  applySnapshot(lastUpdateId: number, bids: Levels, asks: Levels): BookOutcome {
    if (this.#isValid && lastUpdateId <= this.#lastUpdateId) return 'stale';
    const first = this.#buffer.find((diff) => diff.lastUpdateId > lastUpdateId);
    // Also without overlap the sequence is whole if the first diff starts right behind the snapshot.
    if (first !== undefined && first.firstUpdateId > lastUpdateId + 1) return 'stale';
    this.#bids.replace(bids);
    this.#asks.replace(asks);
    this.#lastUpdateId = lastUpdateId;
    this.#timeMs = 0;
    this.#isValid = true;
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
    this.#gapCount += 1;
    this.#buffer = [];
  }

  #keep(diff: BookDiff): void {
    if (this.#buffer.length >= MAX_BUFFERED) this.#buffer.shift();
    this.#buffer.push(diff);
  }
}
