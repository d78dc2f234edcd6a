/** The feed of the fan-out bench: what it makes, when, and what it remembers of it. */
import { describe, expect, test } from 'vitest';
import { MadeTicks } from '../bench/feed/made-ticks.ts';
import { Pace } from '../bench/feed/pace.ts';
import { makeInstruments, symbolName, tradeJson, TradeMaker } from '../bench/feed/ticks.ts';
import { tickFault } from '../../proto/validate.ts';

const NOW_MS = 1_763_712_345_678;

describe('the trades of the bench', () => {
  test('count up in the size of each symbol, without a gap', () => {
    const maker = new TradeMaker(5, 7);
    const sizes = new Map<string, number[]>();

    for (let index = 0; index < 500; index++) {
      const { symbol, size } = maker.next(NOW_MS).trade;
      sizes.set(symbol, [...(sizes.get(symbol) ?? []), size]);
    }

    expect(sizes.size).toBe(5);
    for (const seen of sizes.values()) {
      expect(seen).toEqual(Array.from({ length: seen.length }, (_, index) => index + 1));
    }
  });

  test('are the same for the same seed and valid for the log', () => {
    const make = (): unknown[] => {
      const maker = new TradeMaker(200, 3);
      return Array.from({ length: 100 }, () => maker.next(NOW_MS));
    };
    const { trade } = new TradeMaker(200, 3).next(NOW_MS);

    expect(make()).toEqual(make());
    expect(tickFault(trade)).toBeUndefined();
  });

  test('are of instruments named as the load generator names them', () => {
    expect(symbolName(7)).toBe('SYM0007');
    expect(makeInstruments(3).map(({ symbol }) => symbol)).toEqual([
      'SYM0000',
      'SYM0001',
      'SYM0002',
    ]);
  });

  test('go to the peers with a decimal price and short names', () => {
    const { trade } = new TradeMaker(1, 1).next(NOW_MS);

    const json: unknown = JSON.parse(
      tradeJson({ ...trade, price: 1_042_350, aggressorSide: 'buy' }),
    );

    expect(json).toEqual({
      s: 'SYM0000',
      p: 10_423.5,
      q: 1,
      d: 'b',
      v: NOW_MS - 20,
      t: NOW_MS,
    });
  });
});

describe('the pace of the feed', () => {
  test('spreads ticks evenly and forgets none over uneven steps', () => {
    const pace = new Pace();
    pace.setRate(500, 1_000);

    const counts = [1_001, 1_002, 1_005, 1_005, 1_100, 2_000].map((at) => pace.take(at).count);

    expect(counts).toEqual([0, 1, 1, 0, 48, 450]);
  });

  test('says how late the oldest of the due ticks is', () => {
    const pace = new Pace();
    pace.setRate(1_000, 0);

    expect(pace.take(1).lateMs).toBe(0);
    expect(pace.take(31).lateMs).toBe(29);
  });

  test('owes nothing of an old rate after a change', () => {
    const pace = new Pace();
    pace.setRate(1_000, 0);
    pace.setRate(2_000, 500);

    expect(pace.take(510).count).toBe(20);
  });

  test('makes nothing at rate 0', () => {
    const pace = new Pace();

    expect(pace.take(1_000)).toEqual({ count: 0, lateMs: 0 });
  });
});

describe('the memory of made ticks', () => {
  test('counts those of a span by symbol, its end left out', () => {
    const made = new MadeTicks(3, 100);
    for (const [number, timeMs] of [
      [0, 9],
      [0, 10],
      [2, 10],
      [2, 19],
      [1, 20],
    ] as const) {
      made.add(number, timeMs);
    }

    expect(made.count(10, 20)).toEqual([1, 0, 2]);
  });

  test('admits when it no longer reaches back so far', () => {
    const made = new MadeTicks(1, 4);
    for (let timeMs = 0; timeMs < 10; timeMs++) made.add(0, timeMs);

    expect(made.count(7, 10)).toEqual([3]);
    expect(made.count(2, 10)).toBeUndefined();
  });
});
