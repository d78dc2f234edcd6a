/** Made-up past: complete, consistent, and joined to the market that opens after it. */
import { describe, expect, test } from 'vitest';
import { createSimulator, type Simulator } from '../../../feed/simulator/simulator.ts';
import { INTERVAL_MS, type Bar, type BaseInterval } from '../../../proto/types.ts';

/** Not on a full second, minute or hour. */
const START_MS = Date.UTC(2026, 10, 20, 15, 17, 42, 345);
const ALL = 100_000;

function create(): Simulator {
  return createSimulator({ seed: 3, symbolCount: 60, startTimeMs: START_MS });
}

/** Merges by plain arithmetic, oldest first. */
function merged(bars: readonly Bar[], intervalMs: number): Map<number, Bar> {
  const result = new Map<number, Bar>();
  for (const bar of bars) {
    const openTimeMs = bar.openTimeMs - (bar.openTimeMs % intervalMs);
    const before = result.get(openTimeMs);
    result.set(openTimeMs, {
      openTimeMs,
      open: before?.open ?? bar.open,
      high: Math.max(before?.high ?? 0, bar.high),
      low: Math.min(before?.low ?? Infinity, bar.low),
      close: bar.close,
      volume: (before?.volume ?? 0) + bar.volume,
      tradeCount: (before?.tradeCount ?? 0) + bar.tradeCount,
      turnover: (before?.turnover ?? 0) + bar.turnover,
    });
  }
  return result;
}

describe('history', () => {
  test.each<[interval: BaseInterval, count: number]>([
    ['1s', 500],
    ['1m', 1000],
    ['1h', 1000],
  ])('has so many closed %s bars before the start, oldest first', (interval, count) => {
    const bars = create().history('BTC-USD', interval, count);

    expect(bars).toHaveLength(count);
    const last = bars.at(-1);
    expect((last?.openTimeMs ?? 0) + INTERVAL_MS[interval]).toBeLessThanOrEqual(START_MS);
    bars.slice(1).forEach((bar, index) => {
      expect(bar.openTimeMs).toBeGreaterThan(bars[index]?.openTimeMs ?? 0);
      expect(bar.openTimeMs % INTERVAL_MS[interval]).toBe(0);
    });
  });

  test.each(['BTC-USD', 'XRP-BTC', 'AAPL', 'BAC', 'EUR-USD', 'USD-JPY'])(
    '%s has bars whose fields agree with each other and with the tick size',
    (symbol) => {
      const simulator = create();
      const tickSize = simulator.instruments.find((one) => one.symbol === symbol)?.tickSize ?? 0;

      for (const interval of ['1s', '1m', '1h'] as const) {
        for (const bar of simulator.history(symbol, interval, 2000)) {
          expect(bar.low).toBeLessThanOrEqual(Math.min(bar.open, bar.close));
          expect(bar.high).toBeGreaterThanOrEqual(Math.max(bar.open, bar.close));
          expect(bar.low).toBeGreaterThan(0);
          for (const price of [bar.open, bar.high, bar.low, bar.close])
            expect(price % tickSize).toBe(0);
          expect(bar.tradeCount).toBeGreaterThan(0);
          expect(Number.isSafeInteger(bar.volume) && bar.volume > 0).toBe(true);
          const vwap = bar.turnover / bar.volume;
          expect(vwap).toBeGreaterThanOrEqual(bar.low * (1 - 1e-12));
          expect(vwap).toBeLessThanOrEqual(bar.high * (1 + 1e-12));
        }
      }
    },
  );

  test.each<[shorter: BaseInterval, longer: BaseInterval]>([
    ['1s', '1m'],
    ['1m', '1h'],
  ])('has %s bars that merge into the %s bars exactly', (shorter, longer) => {
    const simulator = create();
    const parts = merged(simulator.history('AAPL', shorter, ALL), INTERVAL_MS[longer]);
    const whole = simulator.history('AAPL', longer, 73);

    const shared = whole.filter((bar) => parts.has(bar.openTimeMs));
    expect(shared.length).toBeGreaterThanOrEqual(60);
    for (const bar of shared) {
      const { turnover, ...exact } = parts.get(bar.openTimeMs) ?? bar;
      expect(bar).toMatchObject(exact);
      expect(bar.turnover / turnover).toBeCloseTo(1, 9);
    }
  });

  test('ends at the price at which the market opens', () => {
    const simulator = create();
    for (const { symbol, tickSize } of simulator.instruments) {
      const last = simulator.history(symbol, '1s', 1)[0];
      const quote = simulator.advance(START_MS).find((tick) => tick.symbol === symbol);
      if (quote?.kind !== 'quote') continue;
      expect(Math.abs((last?.close ?? 0) - quote.bidPrice)).toBeLessThan(60 * tickSize);
    }
  });

  test('is the same at each call and for each simulator of the seed', () => {
    const simulator = create();
    const first = simulator.history('AAPL', '1h', 500);
    simulator.history('AAPL', '1h', 900);

    expect(simulator.history('AAPL', '1h', 500)).toEqual(first);
    expect(create().history('AAPL', '1h', 500)).toEqual(first);
  });

  test('moves by about as much an hour as the market does', () => {
    const bars = create().history('BTC-USD', '1h', 1000);
    const returns = bars.map((bar) => Math.log(bar.close / bar.open));
    const deviation = Math.sqrt(
      returns.reduce((sum, value) => sum + value * value, 0) / returns.length,
    );

    // 1 bp a second is 60 bp an hour.
    expect(deviation).toBeGreaterThan(0.004);
    expect(deviation).toBeLessThan(0.009);
  });

  test('of an unknown symbol is refused by name', () => {
    expect(() => create().history('NOPE', '1m', 10)).toThrow(/ERR_SYMBOL_UNKNOWN.*NOPE/);
  });
});
