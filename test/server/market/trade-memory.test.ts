import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TradeView } from '../../../proto/frames.ts';
import { DuplicateFilter } from '../../../server/market/duplicate-filter.ts';
import { TradeRing } from '../../../server/market/trade-ring.ts';
import { START_MS } from './ticks.ts';

function view(index: number): TradeView {
  const times = { entryMs: START_MS, entrySeq: 0, receivedTimeMs: START_MS, venueTimeMs: START_MS };
  return { ...times, index, price: index, size: 1, aggressorSide: 'buy' };
}

function push(ring: TradeRing, index: number): void {
  const trade = view(index);
  ring.push(trade, trade);
}

describe('trade ring', () => {
  test('gives a reader every trade once, or says how many it skipped', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.nat(20), { maxLength: 40 }),
        (capacity, portions) => {
          const ring = new TradeRing(capacity);
          let pushed = 0;
          let read = 0;
          for (const portion of portions) {
            for (let count = 0; count < portion; count++) push(ring, pushed++);

            const { trades, skipped } = ring.since(read);

            expect(skipped).toBe(Math.max(0, portion - capacity));
            read += skipped;
            for (const trade of trades) expect(trade.index).toBe(read++);
            expect(read).toBe(pushed);
            expect(ring.nextNumber).toBe(pushed);
          }
        },
      ),
    );
  });

  test('gives the newest trades, oldest first, and no more than it holds', () => {
    const ring = new TradeRing(3);
    expect(ring.newest(2)).toEqual({ trades: [], skipped: 0 });

    for (let index = 0; index < 5; index++) push(ring, index);

    expect(ring.newest(2).trades.map(({ index }) => index)).toEqual([3, 4]);
    expect(ring.newest(100)).toEqual({ trades: [view(2), view(3), view(4)], skipped: 0 });
  });
});

describe('duplicate filter', () => {
  test('knows an id again for at least its size of other ids', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.nat(30), { maxLength: 200 }),
        (size, ids) => {
          const filter = new DuplicateFilter(size);
          const taken: number[] = [];
          for (const id of ids) {
            const isKnown = filter.isKnown(String(id));
            if (taken.slice(-size).includes(id)) expect(isKnown).toBe(true);
            if (!taken.slice(-2 * size).includes(id)) expect(isKnown).toBe(false);
            if (!isKnown) taken.push(id);
          }
        },
      ),
    );
  });

  test('never takes the empty id for a duplicate', () => {
    const filter = new DuplicateFilter(4);

    expect([filter.isKnown(''), filter.isKnown('')]).toEqual([false, false]);
  });
});
