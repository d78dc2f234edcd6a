import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INTERVAL_MS, INTERVALS, BASE_OF, type Bar, type Interval } from '../../../proto/types.ts';
import { BarRing } from '../../../server/market/bar-ring.ts';
import { mergeBars } from '../../../server/market/merge-bars.ts';
import { createState, START_MS, trade } from './ticks.ts';

const trades = fc.array(
  fc.record({
    timeMs: fc.integer({ min: START_MS, max: START_MS + 400_000 }),
    price: fc.integer({ min: 1, max: 1_000 }),
    size: fc.nat(1_000),
  }),
  { maxLength: 200, size: 'max' },
);

/** Bars straight from trades that are in order of time. */
function barsOf(
  ordered: readonly { timeMs: number; price: number; size: number }[],
  intervalMs: number,
): Bar[] {
  const groups = new Map<number, { price: number; size: number }[]>();
  for (const { timeMs, price, size } of ordered) {
    const openTimeMs = Math.floor(timeMs / intervalMs) * intervalMs;
    groups.set(openTimeMs, [...(groups.get(openTimeMs) ?? []), { price, size }]);
  }
  return [...groups].map(([openTimeMs, group]) => ({
    openTimeMs,
    open: group[0]?.price ?? 0,
    high: Math.max(...group.map(({ price }) => price)),
    low: Math.min(...group.map(({ price }) => price)),
    close: group.at(-1)?.price ?? 0,
    volume: group.reduce((sum, { size }) => sum + size, 0),
    tradeCount: group.length,
    turnover: group.reduce((sum, { price, size }) => sum + price * size, 0),
  }));
}

describe('merged bars', () => {
  test('equal the bars that the trades themselves would make', () => {
    fc.assert(
      fc.property(trades, fc.constantFrom(5_000, 60_000, 300_000), (unordered, intervalMs) => {
        const ordered = unordered.sort((a, b) => a.timeMs - b.timeMs);
        const ring = new BarRing(1_000, 1_000);
        for (const { timeMs, price, size } of ordered) ring.addTrade(timeMs, price, size);

        expect(mergeBars(ring.from(-Infinity), intervalMs)).toEqual(barsOf(ordered, intervalMs));
      }),
    );
  });

  test.each(INTERVALS)(
    'of %s come out of a symbol as the trades themselves make them',
    (interval) => {
      fc.assert(
        fc.property(trades, fc.integer({ min: 1, max: 40 }), (unordered, limit) => {
          const ordered = unordered.sort((a, b) => a.timeMs - b.timeMs);
          const { state, fold } = createState();
          for (const one of ordered) fold(trade(one.timeMs - START_MS, one));

          const expected = barsOf(ordered, INTERVAL_MS[interval]);
          expect(state.bars(interval, -Infinity)).toEqual(expected);
          expect(state.bars(interval, -Infinity, limit)).toEqual(expected.slice(-limit));
        }),
        { numRuns: 25 },
      );
    },
  );

  test('from a time on begin with the whole bar that holds it', () => {
    const { state, fold } = createState();
    fold(trade(0, { price: 10 }), trade(3_000, { price: 20 }), trade(6_000, { price: 30 }));

    expect(state.bars('5s', START_MS + 4_000)).toMatchObject([
      { openTimeMs: START_MS, open: 10, close: 20, tradeCount: 2 },
      { openTimeMs: START_MS + 5_000, open: 30 },
    ]);
  });

  test('leave out a bar of which the oldest part is no longer held', () => {
    const { state, fold } = createState({ bars: { '1s': 6, '1m': 10, '1h': 10 } });
    for (let second = 0; second < 12; second++) fold(trade(second * 1_000));

    expect(state.bars('1s', -Infinity)).toHaveLength(6);
    expect(state.bars('5s', -Infinity)).toMatchObject([{ openTimeMs: START_MS + 10_000 }]);
    expect(state.bars('1m', -Infinity)).toMatchObject([{ tradeCount: 12 }]);
  });

  test('keep the oldest bar when exactly what is older was lost', () => {
    const { state, fold } = createState({ bars: { '1s': 5, '1m': 10, '1h': 10 } });
    for (let second = 0; second < 10; second++) fold(trade(second * 1_000));

    expect(state.bars('5s', -Infinity)).toMatchObject([
      { openTimeMs: START_MS + 5_000, tradeCount: 5 },
    ]);
  });

  test('are all built from a base interval that divides them', () => {
    const isDivided = (interval: Interval): boolean =>
      INTERVAL_MS[interval] % INTERVAL_MS[BASE_OF[interval]] === 0;

    expect(INTERVALS.filter((interval) => !isDivided(interval))).toEqual([]);
  });
});
