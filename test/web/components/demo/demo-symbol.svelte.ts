/** One made-up symbol: a random walk with history, depth and trades. */
import type { DepthView, TradeView } from '../../../../proto/frames.ts';
import type { BarRow } from '../../../../web/model/bar-columns.ts';
import type { SymbolStore } from '../../../../web/state/dashboard.ts';
import type { InstrumentView, SymbolView } from '../../../../web/state/views.ts';

/** 0 <= number < 1. */
export type DemoRandom = () => number;

interface Start {
  /** Scaled. */
  readonly price: number;
  readonly isKnown: boolean;
  /** Nothing can be fresh. */
  readonly isFrozen: boolean;
}

const LEVELS = 10;

export class DemoSymbol implements SymbolStore {
  readonly symbol: string;
  readonly instrument: InstrumentView | null;
  view = $state.raw<SymbolView>(undefined as unknown as SymbolView);
  sparkline = new Float64Array(0);
  sparklineVersion = $state(0);
  readonly #random: DemoRandom;

  constructor(
    symbol: string,
    instrument: InstrumentView | null,
    random: DemoRandom,
    nowMs: number,
    start: Start,
  ) {
    this.symbol = symbol;
    this.instrument = instrument;
    this.#random = random;
    const { price } = start;
    const isKnown = start.isKnown && instrument !== null;
    const step = this.#step(price);
    this.view = {
      last: isKnown ? price : null,
      lastSize: isKnown ? 100 : null,
      direction: 0,
      flashCount: 0,
      bidPrice: isKnown ? price - step : null,
      bidSize: isKnown ? 100 : null,
      askPrice: isKnown ? price + step : null,
      askSize: isKnown ? 100 : null,
      dayOpen: isKnown ? Math.round(price * (1 + (random() - 0.5) * 0.04)) : null,
      dayHigh: isKnown ? Math.round(price * 1.025) : null,
      dayLow: isKnown ? Math.round(price * 0.978) : null,
      vwap: isKnown ? Math.round(price * 0.999) : null,
      volume: isKnown ? Math.round(random() * 1e9) : null,
      tradeCount: isKnown ? Math.round(random() * 40_000) : null,
      lastVenueTimeMs: isKnown ? nowMs : null,
      lastTickMs: isKnown ? nowMs - 18_000 : 0,
      isStale: start.isFrozen || symbol === 'GE',
      error: instrument === null ? `“${symbol}” isn’t offered by this feed.` : '',
      isRetried: false,
      feed: null,
    };
    if (!isKnown) return;
    const points = new Float64Array(60);
    let value = price;
    for (let i = points.length - 1; i >= 0; i -= 1) {
      points[i] = value;
      value += Math.round((random() - 0.5) * step * 8);
    }
    this.sparkline = points;
  }

  /** One change of the last price. */
  tick(nowMs: number): void {
    const { view } = this;
    if (view.last === null || this.symbol === 'GE') return;
    const step = this.#step(view.last);
    const last = Math.max(1, view.last + Math.round((this.#random() - 0.5) * 4) * step);
    const direction = Math.sign(last - view.last) as -1 | 0 | 1;
    this.view = {
      ...view,
      last,
      direction: direction === 0 ? view.direction : direction,
      flashCount: view.flashCount + (direction === 0 ? 0 : 1),
      bidPrice: last - step,
      askPrice: last + step,
      lastTickMs: nowMs,
      isStale: false,
    };
  }

  /** Moves the sparkline's live end. */
  second(): void {
    if (this.sparkline.length === 0 || this.view.last === null) return;
    this.sparkline[this.sparkline.length - 1] = this.view.last;
    this.sparklineVersion += 1;
  }

  /** Bars that end at the present price, oldest first. */
  history(count: number, intervalMs: number, nowMs: number): BarRow[] {
    const bars: BarRow[] = [];
    const newest = Math.floor(nowMs / intervalMs) * intervalMs;
    let close = this.view.last ?? 0;
    const step = this.#step(close);
    for (let i = 0; i < count; i += 1) {
      const open = Math.max(1, close + Math.round((this.#random() - 0.5) * 12) * step);
      const high = Math.max(open, close) + Math.round(this.#random() * 5) * step;
      const low = Math.max(1, Math.min(open, close) - Math.round(this.#random() * 5) * step);
      const volume = Math.round((0.2 + this.#random() ** 3) * 40_000);
      bars.push({ openTimeMs: newest - i * intervalMs, open, high, low, close, volume });
      close = open;
    }
    return bars.reverse();
  }

  depth(): DepthView {
    const last = this.view.last ?? 0;
    const step = this.#step(last);
    const side = (sign: 1 | -1): number[] =>
      Array.from({ length: LEVELS }, (_, i) => [
        last + sign * (i + 1) * step,
        Math.round((0.1 + this.#random()) * 4_000 * (1 + i / 4)),
      ]).flat();
    return { bids: side(-1), asks: side(1) };
  }

  trade(timeMs: number, count: number): TradeView {
    const isBuy = this.#random() < 0.52;
    const last = this.view.last ?? 0;
    return {
      entryMs: timeMs,
      entrySeq: count,
      index: 0,
      price: last + (isBuy ? 1 : -1) * this.#step(last) * Math.round(this.#random()),
      size: Math.round(this.#random() ** 4 * 30_000) + 1,
      aggressorSide: isBuy ? 'buy' : 'sell',
      receivedTimeMs: timeMs,
      venueTimeMs: timeMs,
    };
  }

  /** About a ten-thousandth of the price, on the tick grid. */
  #step(price: number): number {
    const tickSize = this.instrument?.tickSize ?? 1;
    return Math.max(1, Math.round(price / 12_000 / tickSize)) * tickSize;
  }
}
