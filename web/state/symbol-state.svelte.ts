/** Live values of one symbol: one assignment of a fresh view per frame. */
import { FLAG, ROW } from '../client/link.ts';
import type { SymbolStore } from './dashboard.ts';
import type { FeedView, InstrumentView, SymbolView } from './views.ts';

const EMPTY_VIEW: SymbolView = {
  last: null,
  lastSize: null,
  direction: 0,
  flashCount: 0,
  bidPrice: null,
  bidSize: null,
  askPrice: null,
  askSize: null,
  dayOpen: null,
  dayHigh: null,
  dayLow: null,
  vwap: null,
  volume: null,
  tradeCount: null,
  lastVenueTimeMs: null,
  lastTickMs: 0,
  isStale: false,
  feed: null,
  error: '',
  isRetried: false,
};
const NO_POINTS: Float64Array = new Float64Array(0);

/** Written by the dashboard in a frame, read by components. */
export class SymbolState implements SymbolStore {
  readonly symbol: string;
  #instrument: InstrumentView | null = $state.raw(null);
  #view: SymbolView = $state.raw(EMPTY_VIEW);
  #sparkline = NO_POINTS;
  #sparklineVersion = $state(0);

  constructor(symbol: string) {
    this.symbol = symbol;
  }

  get instrument(): InstrumentView | null {
    return this.#instrument;
  }
  get view(): SymbolView {
    return this.#view;
  }
  get sparkline(): Float64Array {
    return this.#sparkline;
  }
  get sparklineVersion(): number {
    return this.#sparklineVersion;
  }

  setInstrument(instrument: InstrumentView): void {
    this.#instrument = instrument;
  }

  /**
   * Takes a row of a frame.
   *
   * @param row     Columns of ROW, from `at` on.
   * @param isQuiet Whether this frame shows without flashes, whatever the row says.
   */
  applyRow(row: Float64Array, at: number, isQuiet: boolean): void {
    const before = this.#view;
    const flags = row[at + ROW.flags] ?? 0;
    const last = valueOf(row[at + ROW.last]);
    const change = before.last === null || last === null ? 0 : Math.sign(last - before.last);
    const mayFlash = change !== 0 && !isQuiet && (flags & FLAG.isQuiet) === 0;
    this.#view = {
      last,
      lastSize: valueOf(row[at + ROW.lastSize]),
      // Compared with the price that was shown: of several changes in one frame only the sum is seen.
      direction: change === 0 ? before.direction : (change as -1 | 1),
      flashCount: before.flashCount + (mayFlash ? 1 : 0),
      bidPrice: valueOf(row[at + ROW.bidPrice]),
      bidSize: valueOf(row[at + ROW.bidSize]),
      askPrice: valueOf(row[at + ROW.askPrice]),
      askSize: valueOf(row[at + ROW.askSize]),
      dayOpen: valueOf(row[at + ROW.dayOpen]),
      dayHigh: valueOf(row[at + ROW.dayHigh]),
      dayLow: valueOf(row[at + ROW.dayLow]),
      vwap: valueOf(row[at + ROW.vwap]),
      volume: valueOf(row[at + ROW.volume]),
      tradeCount: valueOf(row[at + ROW.tradeCount]),
      lastVenueTimeMs: valueOf(row[at + ROW.lastVenueTimeMs]),
      lastTickMs: valueOf(row[at + ROW.lastTickMs]) ?? 0,
      isStale: (flags & FLAG.isStale) !== 0,
      feed: before.feed,
      error: before.error,
      isRetried: before.isRetried,
    };
  }

  setFeed(feed: FeedView): void {
    this.#view = { ...this.#view, feed };
  }

  setError(error: string, isRetried: boolean): void {
    const { view } = this;
    if (view.error === error && view.isRetried === isRetried) return;
    this.#view = { ...view, error, isRetried };
  }

  /** Nothing is fresh any more, and nobody will say so row by row. */
  setStale(): void {
    if (!this.#view.isStale) this.#view = { ...this.#view, isStale: true };
  }

  setSparkline(closes: Float64Array): void {
    this.#sparkline = closes;
    this.#sparklineVersion += 1;
  }

  /** Forgets the values: nothing comes for this symbol any more, and later ones start anew. */
  reset(): void {
    this.#view = EMPTY_VIEW;
    if (this.#sparkline.length > 0) this.setSparkline(NO_POINTS);
  }
}

function valueOf(cell: number | undefined): number | null {
  return cell === undefined || Number.isNaN(cell) ? null : cell;
}
