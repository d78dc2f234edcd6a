/** One symbol's trades and quotes in the form that the checker reads, whatever they were recorded from. */
import type { Tick } from '../../../../proto/types.ts';

/** A print, or several that one order made. */
export interface RecordedTrade {
  readonly timeMs: number;
  /** In ticks of the instrument. */
  readonly price: number;
  readonly size: number;
  /** 1 buyer, -1 seller, 0 unknown. */
  readonly sign: number;
}

/** Best prices, in ticks of the instrument, and sizes. */
export interface RecordedQuote {
  readonly timeMs: number;
  readonly bid: number;
  readonly bidSize: number;
  readonly ask: number;
  readonly askSize: number;
}

export interface MarketRecord {
  /** Covered time [fromMs, toMs). */
  readonly fromMs: number;
  readonly toMs: number;
  readonly trades: readonly RecordedTrade[];
  readonly quotes: readonly RecordedQuote[];
}

/** Reads one symbol's record out of ticks in the order of their receipt. */
export function recordOf(
  ticks: Iterable<Tick>,
  symbol: string,
  tickSize: number,
  fromMs: number,
  toMs: number,
): MarketRecord {
  const trades: RecordedTrade[] = [];
  const quotes: RecordedQuote[] = [];
  for (const tick of ticks) {
    if (tick.symbol !== symbol) continue;
    const timeMs = tick.venueTimeMs;
    if (tick.kind === 'trade') {
      const sign = { buy: 1, sell: -1, unknown: 0 }[tick.aggressorSide];
      trades.push({ timeMs, price: tick.price / tickSize, size: tick.size, sign });
    } else if (tick.kind === 'quote') {
      quotes.push({
        timeMs,
        bid: tick.bidPrice / tickSize,
        bidSize: tick.bidSize,
        ask: tick.askPrice / tickSize,
        askSize: tick.askSize,
      });
    }
  }
  return { fromMs, toMs, trades, quotes };
}

/** Merges prints of one millisecond and side into the order that made them: last price, sum of sizes. */
export function ordersOf(prints: readonly RecordedTrade[]): RecordedTrade[] {
  const orders: RecordedTrade[] = [];
  for (const print of prints) {
    const last = orders.at(-1);
    if (last?.timeMs === print.timeMs && last.sign === print.sign) {
      orders[orders.length - 1] = { ...print, size: last.size + print.size };
    } else {
      orders.push(print);
    }
  }
  return orders;
}

/** Middle of the quotes at the end of each whole bin, in ticks; starts with the first bin that has a quote. */
export function midPerBin(record: MarketRecord, binMs: number): number[] {
  const mids: number[] = [];
  let next = 0;
  let mid = Number.NaN;
  for (let endMs = record.fromMs + binMs; endMs <= record.toMs; endMs += binMs) {
    for (; next < record.quotes.length; next++) {
      const quote = record.quotes[next];
      if (quote === undefined || quote.timeMs >= endMs) break;
      mid = (quote.bid + quote.ask) / 2;
    }
    if (!Number.isNaN(mid)) mids.push(mid);
  }
  return mids;
}
