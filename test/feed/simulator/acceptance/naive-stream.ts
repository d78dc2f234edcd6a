/** What a careless simulator makes: Poisson arrivals, coin-flip sides, a random walk. The checker must see through it. */
import { Random } from '../../../../feed/simulator/random.ts';
import type { MarketRecord, RecordedQuote, RecordedTrade } from './market-record.ts';

/**
 * @param tradesPerSecond Mean rate; each trade comes with three quotes.
 * @param volatilityTicks Deviation of the price over one second, ticks.
 */
export function naiveStream(
  seed: number,
  seconds: number,
  tradesPerSecond: number,
  volatilityTicks: number,
): MarketRecord {
  const random = new Random(seed, 'naive');
  const trades: RecordedTrade[] = [];
  const quotes: RecordedQuote[] = [];
  let timeMs = 0;
  let price = 1_000_000;
  while (timeMs < seconds * 1000) {
    timeMs += (1000 * random.exponential()) / tradesPerSecond;
    price += (volatilityTicks / Math.sqrt(tradesPerSecond)) * random.normal();
    const bid = Math.floor(price);
    for (let quote = 0; quote < 3; quote++) {
      quotes.push({
        timeMs,
        bid,
        bidSize: random.exponential(),
        ask: bid + 1,
        askSize: random.exponential(),
      });
    }
    const sign = random.chance(0.5) ? 1 : -1;
    const size = Math.abs(random.normal()) + 0.01;
    trades.push({ timeMs, price: sign > 0 ? bid + 1 : bid, size, sign });
  }
  return { fromMs: 0, toMs: seconds * 1000, trades, quotes };
}
