/** Trades that were fetched afterwards to fill a hole. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INTERVALS, type Trade } from '../../../proto/types.ts';
import { createState, quote, START_MS, trade } from './ticks.ts';

const late = (atMs: number, receivedMs: number, change: Partial<Trade> = {}): Trade =>
  trade(atMs, { receivedTimeMs: START_MS + receivedMs, isBackfill: true, ...change });

describe('a trade that was fetched afterwards', () => {
  test('counts in its bar, the statistics and the tape, but is no newer last price', () => {
    const { state, fold, counters } = createState();
    fold(trade(5_100, { price: 100 }), trade(5_900, { price: 102 }));
    const { last } = state;

    fold(late(5_500, 6_000, { price: 105, size: 7 }), late(4_500, 6_000, { price: 90 }));

    expect(state.last).toEqual(last);
    expect(state.bars('1s', -Infinity)).toMatchObject([
      { openTimeMs: START_MS + 4_000, open: 90, close: 90, tradeCount: 1 },
      { openTimeMs: START_MS + 5_000, open: 100, high: 105, close: 102, volume: 9, tradeCount: 3 },
    ]);
    expect(state.bars('1m', -Infinity)).toMatchObject([{ low: 90, high: 105, close: 102 }]);
    expect(state.statistics).toMatchObject({ low: 90, high: 105, tradeCount: 4, volume: 10 });
    expect(state.trades.newest(9).trades.map(({ price }) => price)).toEqual([100, 102, 105, 90]);
    expect(counters.lateTrades).toBe(0);
  });

  test('is the last price where nothing newer is known', () => {
    const { state, fold } = createState();
    fold(trade(1_000, { price: 100 }));

    fold(late(3_000, 9_000, { price: 103 }), late(2_000, 9_000, { price: 102 }));

    expect(state.last?.price).toBe(103);
  });

  test('ends its bar where all that is newer belongs to later bars', () => {
    const { state, fold } = createState();
    fold(trade(1_100, { price: 100 }), trade(2_050, { price: 200 }));

    fold(late(1_700, 2_100, { price: 107 }));

    expect(state.bars('1s', -Infinity)).toMatchObject([{ close: 107 }, { close: 200 }]);
  });

  test.each([
    ['seconds', 20_000],
    ['minutes', 400_000],
    ['hours', 9_000_000],
  ])(
    'makes all bars of an outage of %s as if there had been none, and none of its trades is late',
    (_, outageMs) => {
      fc.assert(
        fc.property(
          fc.array(
            fc.record({ atMs: fc.nat(outageMs), price: fc.integer({ min: 90, max: 110 }) }),
            {
              minLength: 1,
              maxLength: 200,
              size: 'max',
            },
          ),
          fc.nat(10_000),
          (missed, heldMs) => {
            const inOrder = [...missed].sort((a, b) => a.atMs - b.atMs);
            const endMs = 1_000 + outageMs;
            const nowMs = endMs + heldMs;
            const before = [trade(0, { price: 95 }), quote(900)];
            // What came live while the hole was being filled stands behind the fetched trades.
            const after = [
              quote(endMs + 1),
              trade(endMs + 2, { price: 108 }),
              trade(nowMs + 5_000),
            ];
            const whole = createState();
            const filled = createState();

            const times = inOrder.map(({ atMs, price }) => ({ atMs: 1_000 + atMs, price }));
            whole.fold(
              ...before,
              ...times.map(({ atMs, price }) => trade(atMs, { price })),
              ...after,
            );
            filled.fold(
              ...before,
              ...times.map(({ atMs, price }) => late(atMs, nowMs, { price })),
              ...after,
            );

            for (const interval of INTERVALS) {
              expect(filled.state.bars(interval, -Infinity)).toEqual(
                whole.state.bars(interval, -Infinity),
              );
            }
            expect(filled.state.statistics).toEqual(whole.state.statistics);
            expect(filled.state.last).toEqual(whole.state.last);
            expect(filled.counters).toEqual(whole.counters);
            expect(filled.counters.lateTrades).toBe(0);
          },
        ),
        { numRuns: 60 },
      );
    },
  );
});
