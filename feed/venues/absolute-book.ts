/** A book that venues send as a snapshot and then as absolute level sizes, checked by a sequence of theirs; pure. */
import type { Depth } from '../../proto/types.ts';
import { MarketBook } from './market-book.ts';
import type { BookSide, Levels } from './order-book.ts';
import type { BookFault } from './venue-mapper.ts';

/** What the venue's sequence says about a message. */
export type SequenceVerdict = 'snapshot' | 'next' | 'repeated' | 'gap';

/** One message of a book channel. */
export interface BookMessage {
  readonly verdict: SequenceVerdict;
  readonly bids: Levels;
  readonly asks: Levels;
  readonly venueTimeMs: number;
  readonly receivedTimeMs: number;
  /** Whether a book whose best bid is not below its best ask is a fault. */
  readonly mayNotCross: boolean;
}

/** Keeps one symbol's book, and tells its best levels anew when they changed. */
export class AbsoluteBook {
  readonly #book: MarketBook;
  readonly #faults: BookFault[];
  #shown: Depth | undefined;

  /**
   * @param depthLevels Levels a side of a Depth, 1..50.
   * @param faults      Gets the faults of the book, each once until its next snapshot.
   */
  constructor(symbol: string, depthLevels: number, faults: BookFault[]) {
    this.#book = new MarketBook(symbol, depthLevels);
    this.#faults = faults;
  }

  get bids(): BookSide {
    return this.#book.bids;
  }

  get asks(): BookSide {
    return this.#book.asks;
  }

  /** Whether the book is complete and true. */
  get isValid(): boolean {
    return this.#book.isValid;
  }

  /** Takes the next message. @returns A Depth where the best levels changed; an empty one where the book is lost. */
  apply(message: BookMessage): Depth[] {
    const book = this.#book;
    const { verdict, bids, asks, venueTimeMs, receivedTimeMs } = message;
    if (verdict === 'repeated') return [];
    if (verdict === 'snapshot') {
      book.bids.replace(bids);
      book.asks.replace(asks);
      book.begin();
    } else if (!book.isValid) return this.#lose('noSnapshot', message);
    else if (verdict === 'gap') return this.#lose('gap', message);
    else {
      change(book.bids, bids);
      change(book.asks, asks);
    }
    if (message.mayNotCross && book.isCrossed) return this.#lose('crossed', message);
    const shown = this.#shown;
    const depth = book.show(venueTimeMs, receivedTimeMs);
    // The side gives the same array until one of its best levels changes.
    if (shown?.bids === depth.bids && shown.asks === depth.asks) return [];
    this.#shown = depth;
    return [depth];
  }

  #lose(reason: BookFault['reason'], { venueTimeMs, receivedTimeMs }: BookMessage): Depth[] {
    this.#shown = undefined;
    return this.#book.invalidate(reason, this.#faults, venueTimeMs, receivedTimeMs);
  }
}

function change(side: BookSide, levels: Levels): void {
  for (let at = 0; at < levels.length; at += 2) side.set(levels[at] ?? 0, levels[at + 1] ?? 0);
}
