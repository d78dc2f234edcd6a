/** The simulated venue as a whole: instruments, clock, determinism, pace, correlation. */
import { describe, expect, test } from 'vitest';
import {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../../feed/simulator/simulator.ts';
import type { Tick } from '../../../proto/types.ts';
import { midPerBin, recordOf } from './acceptance/market-record.ts';
import { differences, mean, variance } from './acceptance/statistics.ts';
import { structureFaults } from './acceptance/structure.ts';

const START_MS = Date.UTC(2026, 10, 20, 15);

function create(options: Partial<SimulatorOptions> = {}): Simulator {
  return createSimulator({ seed: 1, symbolCount: 32, startTimeMs: START_MS, ...options });
}

function inSteps(simulator: Simulator, stepMs: number, untilMs: number): Tick[] {
  const ticks: Tick[] = [];
  for (let timeMs = START_MS; timeMs < untilMs; timeMs += stepMs) {
    ticks.push(...simulator.advance(Math.min(untilMs, timeMs + stepMs)));
  }
  return ticks;
}

describe('simulator', () => {
  test('makes the same ticks in steps of 10 ms as in one step of 60 s', () => {
    const options = { symbolCount: 40 };

    const inOne = create(options).advance(START_MS + 60_000);

    expect(inOne.length).toBeGreaterThan(30_000);
    expect(firstDifference(inSteps(create(options), 10, START_MS + 60_000), inOne)).toBeNull();
  });

  test('makes the same dirty ticks however the time is cut', () => {
    const dirt = {
      crossedQuoteRate: 0.01,
      zeroQuoteRate: 0.01,
      duplicateTradeRate: 0.02,
      latePrintRate: 0.02,
      outOfOrderRate: 0.02,
      gapRate: 0.01,
      haltsPerHour: 60,
      clockSkewRate: 0.2,
    };

    const inOne = create({ dirt }).advance(START_MS + 20_000);

    expect(firstDifference(inSteps(create({ dirt }), 7, START_MS + 20_000), inOne)).toBeNull();
  });

  test('makes other ticks with another seed', () => {
    const first = create({ seed: 1 }).advance(START_MS + 1000);

    expect(create({ seed: 2 }).advance(START_MS + 1000)).not.toEqual(first);
  });

  test('makes the same ticks of a symbol whichever others trade beside it', () => {
    const among = create().advance(START_MS + 10_000);

    const alone = create({ symbols: ['AAPL'] }).advance(START_MS + 10_000);

    expect(alone.length).toBeGreaterThan(50);
    expect(
      firstDifference(
        alone,
        among.filter((tick) => tick.symbol === 'AAPL'),
      ),
    ).toBeNull();
  });

  test('returns nothing for a time that has passed', () => {
    const simulator = create();
    simulator.advance(START_MS + 5000);

    expect(simulator.advance(START_MS + 5000)).toEqual([]);
    expect(simulator.advance(START_MS)).toEqual([]);
  });

  test('keeps prices on the grid, bid below ask, ids in sequence and time in order, with 500 symbols', () => {
    const simulator = create({ symbolCount: 500 });

    const ticks = simulator.advance(START_MS + 20_000);

    expect(structureFaults(ticks, simulator.instruments)).toEqual([]);
    expect(new Set(ticks.map((tick) => tick.symbol)).size).toBe(500);
  });

  test('keeps its structure under the highest activity', () => {
    const simulator = create({ activity: 20, symbolCount: 12 });

    expect(structureFaults(simulator.advance(START_MS + 5000), simulator.instruments)).toEqual([]);
  });

  test('shows a quote and ten levels of depth of every symbol in the first millisecond', () => {
    const simulator = create();

    const ticks = simulator.advance(START_MS);

    for (const { symbol } of simulator.instruments) {
      const kinds = ticks.filter((tick) => tick.symbol === symbol).map((tick) => tick.kind);
      expect(kinds).toEqual(expect.arrayContaining(['quote', 'depth']));
    }
  });

  test('starts trade ids at the start time, so that a later run repeats none', () => {
    const trades = create({ symbols: ['BTC-USD'] })
      .advance(START_MS + 60_000)
      .filter((tick) => tick.kind === 'trade');

    expect(trades[0]?.tradeId).toBe(String(START_MS));
    expect(Number(trades.at(-1)?.tradeId)).toBeLessThan(START_MS + 60_000);
  });

  test('sends depth no more often than the symbol allows, and only after a change', () => {
    const depths = create({ symbols: ['BTC-USD'] })
      .advance(START_MS + 60_000)
      .filter((tick) => tick.kind === 'depth');
    const gaps = differences(depths.map((depth) => depth.receivedTimeMs));

    expect(depths.length).toBeGreaterThan(400);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(99);
  });

  test('shows the last quote as the first level of the depth', () => {
    const quotes = new Map<string, readonly number[]>();
    for (const tick of create().advance(START_MS + 10_000)) {
      if (tick.kind === 'quote') {
        const { bidPrice, bidSize, askPrice, askSize } = tick;
        quotes.set(tick.symbol, [bidPrice, bidSize, askPrice, askSize]);
      } else if (tick.kind === 'depth' && quotes.has(tick.symbol)) {
        expect([...tick.bids.slice(0, 2), ...tick.asks.slice(0, 2)]).toEqual(
          quotes.get(tick.symbol),
        );
      }
    }
  });

  test.each([
    [32, 900, 2500],
    [500, 4000, 10_000],
  ])('makes a lively number of ticks a second with %i symbols', (symbolCount, low, high) => {
    const perSecond = create({ symbolCount }).advance(START_MS + 60_000).length / 60;

    expect(perSecond).toBeGreaterThan(low);
    expect(perSecond).toBeLessThan(high);
  });

  test('doubles the number of ticks, not the movement, with twice the activity', () => {
    const measureAt = (activity: number): readonly [count: number, deviation: number] => {
      const counts: number[] = [];
      const deviations: number[] = [];
      for (let seed = 1; seed <= 6; seed++) {
        const ticks = create({ seed, activity, symbols: ['AAPL'] }).advance(START_MS + 1_800_000);
        const record = recordOf(ticks, 'AAPL', 1, START_MS, START_MS + 1_800_000);
        counts.push(record.quotes.length);
        deviations.push(Math.sqrt(variance(differences(midPerBin(record, 10_000)))));
      }
      return [mean(counts), mean(deviations)];
    };

    const [usualCount, usualDeviation] = measureAt(1);
    const [doubleCount, doubleDeviation] = measureAt(2);

    expect(doubleCount / usualCount).toBeGreaterThan(1.6);
    expect(doubleCount / usualCount).toBeLessThan(2.4);
    expect(doubleDeviation / usualDeviation).toBeGreaterThan(0.7);
    expect(doubleDeviation / usualDeviation).toBeLessThan(1.4);
  });

  test('moves related symbols together, and more so over longer times', () => {
    const endMs = START_MS + 3_600_000;
    const symbols = ['BTC-USD', 'ETH-USD', 'EUR-USD'];
    const ticks: Tick[] = [];
    const simulator = create({ symbols });
    for (let timeMs = START_MS; timeMs < endMs; timeMs += 60_000) {
      for (const tick of simulator.advance(timeMs + 59_999))
        if (tick.kind === 'quote') ticks.push(tick);
    }
    const returnsOf = (symbol: string, binMs: number): number[] =>
      differences(midPerBin(recordOf(ticks, symbol, 1, START_MS, endMs), binMs).map(Math.log));
    const together = (left: string, right: string, binMs: number): number =>
      correlation(returnsOf(left, binMs), returnsOf(right, binMs));

    expect(together('BTC-USD', 'ETH-USD', 1000)).toBeGreaterThan(0.35);
    expect(together('BTC-USD', 'ETH-USD', 10_000)).toBeGreaterThan(0.5);
    expect(together('BTC-USD', 'ETH-USD', 10_000)).toBeGreaterThan(
      together('BTC-USD', 'ETH-USD', 200),
    );
    expect(Math.abs(together('BTC-USD', 'EUR-USD', 1000))).toBeLessThan(0.2);
  });

  test.each<[name: string, options: Partial<SimulatorOptions>]>([
    ['seed', { seed: 0.5 }],
    ['symbolCount', { symbolCount: 0 }],
    ['symbolCount', { symbolCount: 2001 }],
    ['startTimeMs', { startTimeMs: -1 }],
    ['activity', { activity: 0 }],
    ['activity', { activity: Number.NaN }],
    ['dirt.gapRate', { dirt: { gapRate: 1.5 } }],
    ['symbols', { symbols: ['NOPE'] }],
  ])('refuses a wrong %s with its name and what was expected', (name, options) => {
    expect(() => create(options)).toThrow(
      expect.objectContaining({
        code: 'ERR_CONFIG_INVALID',
        message: expect.stringMatching(new RegExp(`${name}.*expected.*got`)) as string,
      }),
    );
  });
});

describe('instruments', () => {
  test('are at least 24 by hand, of all kinds, among them some with 8 price decimals', () => {
    const { instruments } = create({ symbolCount: 24 });
    const symbols = instruments.map((instrument) => instrument.symbol);

    expect(symbols).toEqual(
      expect.arrayContaining(['BTC-USD', 'AAPL', 'BAC', 'EUR-USD', 'XRP-BTC']),
    );
    expect(instruments.filter((instrument) => instrument.priceDecimals === 8)).not.toEqual([]);
    expect(new Set(instruments.map((instrument) => instrument.venue))).toEqual(new Set(['SIM']));
  });

  test('have unique well-formed symbols, names and whole tick sizes up to the largest number', () => {
    const { instruments } = create({ symbolCount: 2000 });

    expect(new Set(instruments.map((instrument) => instrument.symbol)).size).toBe(2000);
    for (const { symbol, displayName, tickSize, priceDecimals, sizeDecimals } of instruments) {
      expect(symbol).toMatch(/^[A-Z]{1,6}(-[A-Z]{3})?$/);
      expect(displayName).not.toBe('');
      expect(Number.isInteger(tickSize) && tickSize >= 1).toBe(true);
      expect(priceDecimals).toBeLessThanOrEqual(8);
      expect(sizeDecimals).toBeLessThanOrEqual(8);
    }
  });

  test('of a shorter list are the beginning of a longer one', () => {
    const long = create({ symbolCount: 100 }).instruments;

    expect(create({ symbolCount: 60 }).instruments).toEqual(long.slice(0, 60));
  });
});

/** Says where two lists first differ, or null: a readable message where a diff of thousands of ticks would take minutes. */
function firstDifference(left: readonly Tick[], right: readonly Tick[]): string | null {
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const one = JSON.stringify(left[index]);
    const other = JSON.stringify(right[index]);
    if (one !== other) return `tick ${index}: ${one} against ${other}`;
  }
  return null;
}

function correlation(left: readonly number[], right: readonly number[]): number {
  const leftMean = mean(left);
  const rightMean = mean(right);
  const products = left.map(
    (value, index) => (value - leftMean) * ((right[index] ?? 0) - rightMean),
  );
  return mean(products) / Math.sqrt(variance(left) * variance(right));
}
