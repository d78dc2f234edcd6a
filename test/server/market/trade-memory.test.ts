import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TradeView } from '../../../proto/frames.ts';
import type { Position } from '../../../proto/types.ts';
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

/** Position in the order of the log: three ticks an entry, two entries a millisecond. */
function place(index: number): Position {
  const entry = Math.floor(index / 3);
  return { entryMs: START_MS + Math.floor(entry / 2), entrySeq: entry % 2, index: index % 3 };
}

function filled(capacity: number, count: number, first = 0): TradeRing {
  const ring = new TradeRing(capacity);
  for (let index = first; index < first + count; index++) ring.push(view(index), place(index));
  return ring;
}

function restored(ring: TradeRing, capacity: number): TradeRing {
  const other = new TradeRing(capacity);
  other.restore(ring.toSnapshot());
  return other;
}

describe('numbering of trades', () => {
  test('finds the first trade after any place, or says that it no longer reaches back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.nat(40),
        fc.nat(45),
        (capacity, count, asked) => {
          const ring = filled(capacity, count);
          const oldest = Math.max(0, count - capacity);

          const after = ring.after(place(asked));

          const isBefore = asked + 1 <= oldest && oldest > 0;
          expect(after).toBe(isBefore ? undefined : Math.min(asked + 1, count));
        },
      ),
    );
  });

  test('gives all trades to who has none of them, as long as it has lost none', () => {
    const beginning = { entryMs: 0, entrySeq: 0, index: 0 };

    expect(filled(5, 5).after(beginning)).toBe(0);
    expect(filled(5, 6).after(beginning)).toBeUndefined();
    expect(new TradeRing(5).after(beginning)).toBe(0);
  });

  test('begins at the same trade in two processes alike, and at another one otherwise', () => {
    expect(filled(4, 9).epoch).toBe(filled(7, 3).epoch);
    expect(filled(4, 9).epoch).not.toBe(filled(4, 9, 1).epoch);
    expect(new TradeRing(4).epoch).toBe(0);
    expect(filled(4, 1).epoch).toBeGreaterThan(0);
  });

  test('begins anew after a hole, and hides the hole from nobody who was before it', () => {
    const ring = filled(10, 4);
    const before = ring.epoch;

    ring.markHole();
    expect(ring.after(place(3))).toBeUndefined();
    ring.push(view(6), place(6));
    ring.push(view(7), place(7));

    expect(ring.epoch).not.toBe(before);
    expect(ring.after(place(3))).toBeUndefined();
    expect(ring.after(place(6))).toBe(5);
    expect(ring.nextNumber).toBe(6);
  });

  test('tells who was before the very first trade of it, after a hole, that it does not reach back', () => {
    const ring = new TradeRing(10);
    ring.markHole();
    ring.push(view(6), place(6));

    expect(ring.after(place(2))).toBeUndefined();
    expect(ring.after(place(6))).toBe(1);
  });

  test('differs between two processes of which one has seen more before the same hole', () => {
    const [short, long] = [filled(10, 2), filled(10, 3)];
    for (const ring of [short, long]) {
      ring.markHole();
      ring.push(view(8), place(8));
    }

    expect(short.epoch).not.toBe(long.epoch);
  });

  test('goes on in a ring that was restored, whatever the size of the two', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(60),
        fc.nat(60),
        (capacity, otherCapacity, count, more) => {
          const ring = filled(capacity, count);
          const other = restored(ring, otherCapacity);
          for (let index = count; index < count + more; index++) {
            ring.push(view(index), place(index));
            other.push(view(index), place(index));
          }

          expect([other.nextNumber, other.epoch]).toEqual([ring.nextNumber, ring.epoch]);
          const held = Math.min(otherCapacity, Math.min(capacity, count) + more);
          const indexes = other.since(0).trades.map(({ index }) => index);
          const all = Array.from({ length: count + more }, (_, index) => index % 3);
          expect(indexes).toEqual(all.slice(all.length - held));
          expect(other.since(0).skipped).toBe(count + more - held);
        },
      ),
    );
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

  test('knows what it knew after it was restored', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.array(fc.nat(400), { maxLength: 300, size: 'max' }),
        fc.array(fc.nat(400), { maxLength: 300, size: 'max' }),
        (size, before, after) => {
          const filter = new DuplicateFilter(size);
          for (const id of before) filter.isKnown(String(id));
          const other = new DuplicateFilter(size);
          other.restore(filter.toSnapshot());

          for (const id of after)
            expect(other.isKnown(String(id))).toBe(filter.isKnown(String(id)));
        },
      ),
    );
  });

  test('never takes the empty id for a duplicate', () => {
    const filter = new DuplicateFilter(4);

    expect([filter.isKnown(''), filter.isKnown('')]).toEqual([false, false]);
  });
});
