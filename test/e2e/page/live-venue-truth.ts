/** What a page has to show of trades of a made market. */
import type { MadeTrade } from '../../support/venues/made-market.ts';

/** What the page's view has of the trades of a symbol, all of one day, oldest first. */
export function valuesFrom(trades: readonly MadeTrade[]): Readonly<Record<string, unknown>> {
  const prices = trades.map(({ price }) => price);
  const last = trades.at(-1);
  return {
    last: last?.price,
    lastSize: last?.size,
    tradeCount: trades.length,
    volume: trades.reduce((sum, { size }) => sum + size, 0),
    dayHigh: Math.max(...prices),
    dayLow: Math.min(...prices),
    error: '',
  };
}

/** Candles of a second, oldest first; seconds without trades have none. */
export function barsFrom(trades: readonly MadeTrade[]): Readonly<Record<string, number>>[] {
  const seconds = new Map<number, MadeTrade[]>();
  for (const trade of trades) {
    const openTimeMs = Math.floor(trade.timeMs / 1_000) * 1_000;
    seconds.set(openTimeMs, [...(seconds.get(openTimeMs) ?? []), trade]);
  }
  return [...seconds].map(([openTimeMs, list]) => {
    const prices = list.map(({ price }) => price);
    return {
      openTimeMs,
      open: prices[0] ?? 0,
      high: Math.max(...prices),
      low: Math.min(...prices),
      close: prices.at(-1) ?? 0,
      volume: list.reduce((sum, { size }) => sum + size, 0),
    };
  });
}
