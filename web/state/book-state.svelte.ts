/** Book and tape of the selected symbol. */
import type { TradeView } from '../../proto/frames.ts';
import {
  TAPE_CAPACITY,
  TAPE_LENGTH,
  TAPE_SIDES,
  type DepthChange,
  type TapeChange,
} from '../client/link.ts';
import type { BookView } from './views.ts';

const EMPTY_BOOK: BookView = { depth: null, trades: [], skipped: 0, skips: [] };

/** Holds one symbol at a time; the view is replaced at most once a frame. */
export class BookState {
  #view: BookView = $state.raw(EMPTY_BOOK);
  #symbol = '';

  get view(): BookView {
    return this.#view;
  }

  /** Empties the book for another symbol; the same one changes nothing. */
  show(symbol: string): void {
    if (symbol === this.#symbol) return;
    this.#symbol = symbol;
    this.#view = EMPTY_BOOK;
  }

  /** Takes depth and trades of a frame; those of another symbol, still under way, are left out. */
  apply(depths: readonly DepthChange[], tapes: readonly TapeChange[]): void {
    let view = this.#view;
    for (const { symbol, bids, asks } of depths) {
      if (symbol === this.#symbol) view = { ...view, depth: { bids, asks } };
    }
    for (const change of tapes) {
      if (change.symbol !== this.#symbol) continue;
      const known = change.isReset ? [] : view.trades;
      const trades = [...newestFirst(change.rows), ...known].slice(0, TAPE_CAPACITY);
      view = { ...view, trades, skipped: change.skipped, skips: change.skips };
    }
    if (view !== this.#view) this.#view = view;
  }
}

function newestFirst(rows: Float64Array): TradeView[] {
  const trades: TradeView[] = [];
  for (let at = rows.length - TAPE_LENGTH; at >= 0; at -= TAPE_LENGTH) {
    trades.push({
      entryMs: rows[at] ?? 0,
      entrySeq: rows[at + 1] ?? 0,
      index: rows[at + 2] ?? 0,
      price: rows[at + 3] ?? 0,
      size: rows[at + 4] ?? 0,
      aggressorSide: TAPE_SIDES[rows[at + 5] ?? 0] ?? 'unknown',
      receivedTimeMs: rows[at + 6] ?? 0,
      venueTimeMs: rows[at + 7] ?? 0,
    });
  }
  return trades;
}
