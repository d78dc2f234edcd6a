/** The figures of a market that the acceptance table judges. */
import {
  midPerBin,
  ordersOf,
  type MarketRecord,
  type RecordedQuote,
  type RecordedTrade,
} from './market-record.ts';
import {
  autocorrelation,
  countPerBin,
  differences,
  excessKurtosis,
  fano,
  hillExponent,
  mean,
  variationCoefficient,
} from './statistics.ts';

/** Names of the figures; all are ratios without unit. */
export const MEASURES = [
  'fano1s',
  'fanoGrowth',
  'gapVariation',
  'unchangedPriceShare',
  'priceChangeAcf1',
  'signAcf1',
  'signAcf10',
  'sizeHill',
  'oneTickSpreadShare',
  'quotesPerTrade',
  'quotePriceChangeShare',
  'kurtosis1s',
  'kurtosisFall',
  'absReturnAcf1',
  'maxToMeanSecond',
] as const;
export type Measure = (typeof MEASURES)[number];

/**
 * Measures one market.
 *
 * @param unit What counts as an arrival: `orders` merges the prints of one millisecond and side, `prints` takes the tape as
 *             it is, as for stocks, where the side is not published and so orders cannot be told apart.
 */
export function measure(record: MarketRecord, unit: 'orders' | 'prints'): Record<Measure, number> {
  const trades = unit === 'orders' ? ordersOf(record.trades) : record.trades;
  const times = trades.map((trade) => trade.timeMs);
  const perSecond = countPerBin(times, record.fromMs, record.toMs, 1000);
  const perTenSeconds = countPerBin(times, record.fromMs, record.toMs, 10_000);
  const changes = differences(trades.map((trade) => trade.price));
  const signs = trades.map((trade) => trade.sign);
  const returns = logReturns(midPerBin(record, 1000));
  const minuteReturns = logReturns(midPerBin(record, 60_000));
  return {
    fano1s: fano(perSecond),
    fanoGrowth: fano(perTenSeconds) / fano(perSecond),
    gapVariation: variationCoefficient(differences(times)),
    unchangedPriceShare: mean(changes.map((change) => (change === 0 ? 1 : 0))),
    priceChangeAcf1: autocorrelation(changes, 1),
    signAcf1: autocorrelation(signs, 1),
    signAcf10: autocorrelation(signs, 10),
    sizeHill: hillExponent(sizesOf(trades), 0.01),
    oneTickSpreadShare: oneTickSpreadShare(record.quotes),
    quotesPerTrade: record.quotes.length / record.trades.length,
    quotePriceChangeShare: quotePriceChangeShare(record.quotes),
    kurtosis1s: excessKurtosis(returns),
    kurtosisFall: excessKurtosis(returns) - excessKurtosis(minuteReturns),
    absReturnAcf1: autocorrelation(returns.map(Math.abs), 1),
    maxToMeanSecond: Math.max(...perSecond) / mean(perSecond),
  };
}

function sizesOf(trades: readonly RecordedTrade[]): number[] {
  return trades.map((trade) => trade.size);
}

function logReturns(prices: readonly number[]): number[] {
  return differences(prices.map(Math.log));
}

/** Share of quote updates that leave the spread at one tick. */
function oneTickSpreadShare(quotes: readonly RecordedQuote[]): number {
  return mean(quotes.map(({ bid, ask }) => (Math.abs(ask - bid - 1) < 1e-6 ? 1 : 0)));
}

function quotePriceChangeShare(quotes: readonly RecordedQuote[]): number {
  let changed = 0;
  quotes.forEach((quote, index) => {
    const before = quotes[index - 1];
    if (before !== undefined && (before.bid !== quote.bid || before.ask !== quote.ask)) changed++;
  });
  return changed / (quotes.length - 1);
}
