import { describe, expect, test } from 'vitest';
import { GROUP } from '../../../proto/frames.ts';
import type { Bar } from '../../../proto/types.ts';
import { createState, quote, START_MS, trade } from './ticks.ts';

const TRADE_GROUPS = GROUP.statistics | GROUP.trades | GROUP.bars;
const HOUR_MS = 3_600_000;

function bar(openTimeMs: number, change: Partial<Bar> = {}): Bar {
  const prices = { open: 50, high: 60, low: 40, close: 55 };
  return { openTimeMs, ...prices, volume: 10, tradeCount: 4, turnover: 500, ...change };
}

describe('state of a symbol', () => {
  test('says which groups a tick has changed', () => {
    const { fold, state } = createState();

    expect(fold(quote(0))).toBe(GROUP.quote);
    expect(fold(trade(0))).toBe(TRADE_GROUPS | GROUP.last);
    const depth = { kind: 'depth', symbol: 'AAA', bids: [99, 1], asks: [101, 2] } as const;
    const times = { venueTimeMs: START_MS, receivedTimeMs: START_MS };
    expect(state.fold({ ...depth, ...times }, { entryMs: 0, entrySeq: 0, index: 0 })).toBe(
      GROUP.depth,
    );
    expect(state.depth).toEqual({ bids: [99, 1], asks: [101, 2] });
  });

  test('a duplicate trade changes and counts nothing but itself', () => {
    const { state, counters, fold } = createState();
    fold(trade(0, { tradeId: 'a', price: 10 }), trade(1, { tradeId: 'b', price: 11 }));
    const { last, statistics } = state;

    expect(fold(trade(2, { tradeId: 'a', price: 99 }))).toBe(0);

    expect(state.last).toEqual(last);
    expect(state.statistics).toEqual(statistics);
    expect(state.trades.nextNumber).toBe(2);
    expect(state.bars('1m', -Infinity)).toMatchObject([{ tradeCount: 2, high: 11 }]);
    expect(counters).toMatchObject({ duplicateTrades: 1, lateTrades: 0, outOfRangeTicks: 0 });
  });

  test('a print reported late counts in tape, statistics and its bar, but is not the last price', () => {
    const { state, counters, fold } = createState();
    fold(trade(5_000, { price: 10 }));

    const groups = fold(trade(5_100, { price: 20, venueTimeMs: START_MS + 3_500 }));

    expect(groups).toBe(TRADE_GROUPS);
    expect(state.last?.price).toBe(10);
    expect(state.statistics).toMatchObject({ high: 20, tradeCount: 2 });
    expect(state.trades.newest(9).trades.map(({ price }) => price)).toEqual([10, 20]);
    expect(state.bars('1s', -Infinity)).toMatchObject([
      { openTimeMs: START_MS + 3_000, close: 20 },
      { openTimeMs: START_MS + 5_000, close: 10 },
    ]);
    expect(counters.lateTrades).toBe(0);
  });

  test('of two trades of the same time the one that came later is the last', () => {
    const { state, fold } = createState();
    fold(trade(5, { price: 10 }), trade(5, { price: 20 }));

    expect(state.last?.price).toBe(20);
  });

  test('a bar is never rewritten once the symbol is its grace period past it', () => {
    const { state, counters, fold } = createState({ graceMs: 2_000 });
    fold(trade(500, { price: 10 }));
    fold(quote(2_999));
    fold(trade(2_999, { price: 11, venueTimeMs: START_MS + 600 }));
    expect(state.bars('1s', -Infinity)[0]).toMatchObject({ close: 11, tradeCount: 2 });

    // The quote alone has moved the symbol's time on.
    fold(quote(3_000));
    fold(trade(3_000, { price: 99, venueTimeMs: START_MS + 700 }));

    expect(state.bars('1s', -Infinity)).toMatchObject([{ close: 11, high: 11, tradeCount: 2 }]);
    expect(state.bars('1m', -Infinity)).toMatchObject([{ close: 99, tradeCount: 3 }]);
    expect(state.statistics?.tradeCount).toBe(3);
    expect(counters.lateTrades).toBe(1);
  });

  test('a trade late for several base intervals is counted once', () => {
    const { counters, fold, state } = createState();
    fold(trade(HOUR_MS + 10_000));

    const groups = fold(trade(HOUR_MS + 10_001, { venueTimeMs: START_MS }));

    expect(groups).toBe(GROUP.statistics | GROUP.trades);
    expect(counters.lateTrades).toBe(1);
    expect(state.bars('1h', -Infinity)).toHaveLength(1);
  });

  test('a venue time far in the future is counted, and the received time makes the bar', () => {
    const { state, counters, fold } = createState();
    fold(trade(0, { venueTimeMs: START_MS + HOUR_MS }));

    expect(counters.futureTicks).toBe(1);
    expect(state.bars('1s', -Infinity)).toMatchObject([{ openTimeMs: START_MS }]);
    expect(counters.lateTrades).toBe(0);
  });

  test.each([
    ['an hour', HOUR_MS],
    ['half a minute', 30_000],
    ['four seconds', 4_000],
  ])(
    'one trade dated %s ahead makes no later one late, and does not freeze the last price',
    (_, aheadMs) => {
      const { state, counters, fold } = createState();
      fold(trade(0, { venueTimeMs: START_MS + aheadMs, price: 10 }));

      fold(trade(100, { price: 11 }), trade(1_100, { price: 12 }));

      expect(state.last?.price).toBe(12);
      expect(counters.lateTrades).toBe(0);
      expect(state.bars('1s', -Infinity).at(-1)?.openTimeMs).toBeGreaterThanOrEqual(
        START_MS + 1_000,
      );
    },
  );

  test('tells the earliest time from which bars have changed, once', () => {
    const { state, fold } = createState();
    expect(state.takeBarsChangedFromMs()).toBe(Infinity);
    fold(trade(5_000), trade(5_500, { venueTimeMs: START_MS + 4_000 }), trade(6_000));

    expect(state.takeBarsChangedFromMs()).toBe(START_MS + 4_000);
    expect(state.takeBarsChangedFromMs()).toBe(Infinity);
  });

  test('puts stored bars in front, and their minutes into the statistics', () => {
    const { state, fold } = createState();
    fold(trade(0, { price: 50 }));

    const count = state.addHistory('1m', [
      bar(START_MS - 120_000),
      bar(START_MS - 60_000),
      bar(START_MS),
    ]);

    expect(count).toBe(2);
    expect(state.bars('1m', -Infinity).map(({ openTimeMs }) => openTimeMs - START_MS)).toEqual([
      -120_000, -60_000, 0,
    ]);
    expect(state.statistics).toMatchObject({ open: 50, high: 60, low: 40, tradeCount: 9 });
    expect(state.bars('1h', -Infinity)).toMatchObject([{ tradeCount: 1 }]);
  });

  test.each([
    ['is not aligned', [bar(START_MS - 60_000), bar(START_MS - 30_000)]],
    ['repeats', [bar(START_MS - 60_000), bar(START_MS - 60_000)]],
    ['is out of order', [bar(START_MS - 60_000), bar(START_MS - 120_000)]],
    [
      'has a price too far from the others to be told exactly',
      [bar(START_MS - 60_000), bar(START_MS - 0, { low: -(2 ** 53 - 1) })],
    ],
  ])('leaves out a stored bar that %s', (_, bars) => {
    const { state } = createState();

    expect(state.addHistory('1m', bars)).toBe(1);
    expect(state.bars('1m', -Infinity)).toHaveLength(1);
    expect(state.statistics?.tradeCount).toBe(4);
  });
});
