import { describe, expect, test } from 'vitest';
import { GROUP } from '../../../proto/frames.ts';
import type { Bar } from '../../../proto/types.ts';
import { DEFAULT_LIMITS } from '../../../server/market/limits.ts';
import { MarketState } from '../../../server/market/market-state.ts';
import { createCounters, createState, position, quote, START_MS, trade } from './ticks.ts';

const TRADE_GROUPS = GROUP.statistics | GROUP.trades | GROUP.bars;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

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

  test('a gap marks its span, and neither closes bars nor passes for a price', () => {
    const { state, counters, fold } = createState();
    fold(trade(500, { price: 10 }));
    const { last, statistics } = state;
    const gap = { kind: 'gap', symbol: 'AAA', fromMs: START_MS, toMs: START_MS + 9_000 } as const;
    const times = { venueTimeMs: START_MS + 60_000, receivedTimeMs: START_MS + 60_000 };

    expect(state.fold({ ...gap, ...times, lostTrades: 4 }, position(5))).toBe(GROUP.gaps);
    expect(state.fold({ ...gap, ...times, lostTrades: 3 }, position(6))).toBe(0);

    expect(state.gaps).toEqual([{ fromMs: START_MS, toMs: START_MS + 9_000 }]);
    expect(counters.lostTrades).toBe(7);
    expect([state.last, state.statistics]).toEqual([last, statistics]);
    // What the feed could get after all still finds its bar open.
    fold(trade(700, { price: 12 }));
    expect(state.bars('1s', -Infinity)).toMatchObject([{ tradeCount: 2, close: 12 }]);
    expect(state.trades.after(position(0))).toBe(1);
  });

  test('a span that this process alone never saw is marked, and ends the numbering of trades', () => {
    const { state, fold } = createState();
    fold(trade(0));

    expect(state.markGap(START_MS, START_MS + 5_000)).toBe(GROUP.gaps);
    expect(state.markGap(START_MS, START_MS + 5_000)).toBe(0);
    const epoch = state.tradeEpoch;
    fold(trade(6_000));

    expect(state.tradeEpoch).not.toBe(epoch);
    expect(state.trades.after(position(0))).toBeUndefined();
  });

  test('a trade of an empty interval makes a bar there, until it is closed', () => {
    const { state, fold } = createState();
    fold(trade(500), trade(65_500), trade(66_000, { venueTimeMs: START_MS + 64_200 }));

    const times = state.bars('1s', -Infinity).map(({ openTimeMs }) => openTimeMs - START_MS);

    expect(times).toEqual([0, 64_000, 65_000]);
    expect(state.bars('5s', -Infinity).map(({ openTimeMs }) => openTimeMs - START_MS)).toEqual([
      0, 60_000, 65_000,
    ]);
  });

  test('bars and statistics begin anew after a break of days, and nothing is made up for it', () => {
    const session = { kind: 'daily', startMinuteUtc: 870 } as const;
    const { state, fold } = createState({}, { session });
    fold(trade(0, { price: 10 }), trade(3 * DAY_MS, { price: 20 }));

    expect(state.bars('1d', -Infinity)).toHaveLength(2);
    expect(state.bars('1h', -Infinity)).toHaveLength(2);
    expect(state.statistics).toMatchObject({ open: 20, tradeCount: 1 });
  });

  test.each(['rolling24h', 'daily'] as const)(
    'a %s day that a late trade reaches back before changes nothing in it',
    (kind) => {
      const session = kind === 'daily' ? { kind, startMinuteUtc: 0 } : { kind };
      const { state, counters, fold } = createState({}, { session });
      fold(trade(2 * DAY_MS, { price: 20 }));
      const { statistics } = state;

      fold(trade(2 * DAY_MS + 5, { price: 1, venueTimeMs: START_MS }));

      expect(state.statistics).toEqual(statistics);
      expect(state.trades.nextNumber).toBe(2);
      expect(counters.lateTrades).toBe(1);
    },
  );

  test('a venue that is minutes ahead of us has its bars by received time, and none is late', () => {
    const { state, counters, fold } = createState();
    for (let second = 0; second < 20; second++) {
      fold(trade(second * 1_000, { venueTimeMs: START_MS + second * 1_000 + 300_000 }));
    }

    expect(counters).toMatchObject({ futureTicks: 20, lateTrades: 0 });
    const times = state.bars('1s', -Infinity).map(({ openTimeMs }) => openTimeMs - START_MS);
    expect(times).toEqual(Array.from({ length: 20 }, (_, second) => second * 1_000));
  });

  test('a venue that drifts ahead keeps its own times, without a fold in the chart', () => {
    const { state, counters, fold } = createState();
    for (let second = 0; second < 100; second++) {
      fold(trade(second * 1_000, { venueTimeMs: START_MS + second * 2_000 }));
    }

    expect(counters).toMatchObject({ futureTicks: 0, lateTrades: 0 });
    expect(state.bars('1s', -Infinity)).toHaveLength(100);
  });

  test.each([
    ['back by an hour', -HOUR_MS],
    ['forward by an hour', HOUR_MS],
  ])('a clock of the feed that was set %s bends no bar and freezes no price', (_, stepMs) => {
    const { state, counters, fold } = createState();
    for (let second = 0; second < 300; second++) {
      const isWrong = second >= 100 && second < 200;
      fold(
        trade(0, {
          venueTimeMs: START_MS + second * 1_000,
          receivedTimeMs: START_MS + second * 1_000 + 30 + (isWrong ? stepMs : 0),
          price: 1_000 + second,
        }),
      );
      expect(state.last?.price).toBe(1_000 + second);
    }

    expect(counters).toMatchObject({ futureTicks: 0, lateTrades: 0 });
    expect(state.bars('1s', -Infinity).map(({ close }) => close)).toEqual(
      Array.from({ length: 300 }, (_, second) => 1_000 + second),
    );
  });

  test.each([
    ['back', -HOUR_MS],
    ['forward', HOUR_MS],
  ])(
    'where the venue gives no time, a clock set %s makes no old price look like the last',
    (_, stepMs) => {
      const { state, fold } = createState();
      for (let second = 0; second < 30; second++) {
        const isWrong = second >= 10 && second < 20;
        fold(trade(second * 1_000 + (isWrong ? stepMs : 0), { price: 1_000 + second }));
        expect(state.last?.price).toBe(1_000 + second);
      }

      expect(state.statistics?.tradeCount).toBe(30);
      expect(state.trades.nextNumber).toBe(30);
    },
  );

  test('reading a state changes nothing in what comes later', () => {
    const read = createState();
    const unread = createState();
    const ticks = [
      trade(500),
      quote(3_100),
      trade(3_200, { venueTimeMs: START_MS + 1_150 }),
      trade(3_300, { venueTimeMs: START_MS + 900 }),
    ];
    for (const tick of ticks) {
      unread.fold(tick);
      read.fold(tick);
      read.state.toSnapshot({ ms: 0, seq: 0 });
      read.state.takeClosedBars('1s');
      read.state.heldBars('1s', 0, Infinity, 1);
    }

    for (const interval of ['1s', '1m', '1h'] as const) {
      expect(read.state.bars(interval, 0)).toEqual(unread.state.bars(interval, 0));
    }
    expect(read.counters).toEqual(unread.counters);
  });

  test('gives closed bars to a recorder once its own ticks are past them, stored ones never', () => {
    const { state, fold } = createState({ recordsBars: true });
    fold(trade(0, { price: 50 }));
    state.addHistory('1m', [bar(START_MS - 60_000)]);
    expect(state.takeClosedBars('1m')).toEqual([]);

    fold(quote(62_000));

    expect(state.takeClosedBars('1m')).toMatchObject([{ openTimeMs: START_MS, tradeCount: 1 }]);
    expect(state.takeClosedBars('1m')).toEqual([]);
    expect(state.takeClosedBars('1h')).toEqual([]);
    expect(createState().state.takeClosedBars('1s')).toEqual([]);
  });

  test('has ticks as soon as there is a price to restore', () => {
    const { state, fold } = createState();
    const span = { fromMs: START_MS, toMs: START_MS, lostTrades: 0 };
    const times = { venueTimeMs: START_MS, receivedTimeMs: START_MS };
    state.fold({ kind: 'gap', symbol: 'AAA', ...times, ...span }, position(0));
    expect(state.hasTicks).toBe(false);

    fold(quote(0));

    expect(state.hasTicks).toBe(true);
  });

  test('shows no longer bar of which a part is missing, when older stored ones were not read', () => {
    const { state, fold } = createState();
    fold(trade(0, { price: 50 }));
    const stored = [3, 2, 1].map((back) => bar(START_MS - back * 60_000));

    state.addHistory('1m', stored, true);

    expect(state.bars('5m', -Infinity).map(({ openTimeMs }) => openTimeMs - START_MS)).toEqual([0]);
    expect(state.heldBars('1m', 0, Infinity, 9)).toMatchObject({
      firstOpenMs: START_MS - 120_000,
      lostThroughMs: START_MS - 180_000,
    });
  });

  test('restored, shows longer bars as soon as their stored parts are there, and in part never', () => {
    const { state, fold } = createState({ recordsBars: true });
    fold(trade(0), trade(60_000), trade(125_000));
    const stored = state.takeClosedBars('1m');
    const snapshot = state.toSnapshot({ ms: START_MS, seq: 0 });
    const late = MarketState.restore(snapshot, DEFAULT_LIMITS, createCounters());
    expect(late.bars('5m', -Infinity)).toEqual([]);
    expect(late.statistics?.tradeCount).toBe(3);

    expect(late.addHistory('1m', stored.slice(1))).toBe(0);
    expect(late.bars('5m', -Infinity)).toEqual([]);
    expect(late.addHistory('1m', stored)).toBe(2);

    expect(late.bars('5m', -Infinity)).toEqual(state.bars('5m', -Infinity));
    expect(late.statistics?.tradeCount).toBe(3);
  });

  test('restored, counts stored minutes from before all that it has counted, and keeps its last price', () => {
    const { state, fold } = createState({ recordsBars: true });
    fold(trade(0, { price: 50 }), trade(61_900, { price: 51 }));
    const snapshot = state.toSnapshot({ ms: START_MS, seq: 0 });
    const late = MarketState.restore(snapshot, DEFAULT_LIMITS, createCounters());

    late.addHistory('1m', [bar(START_MS - 60_000), bar(START_MS, { tradeCount: 1 })]);

    expect(late.statistics?.tradeCount).toBe(2 + 4);
    expect(late.last?.price).toBe(51);
  });

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
