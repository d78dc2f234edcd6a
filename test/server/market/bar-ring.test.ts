import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bar } from '../../../proto/types.ts';
import { BarRing } from '../../../server/market/bar-ring.ts';

const INTERVAL_MS = 1_000;

function bar(openTimeMs: number, price = 500): Bar {
  const prices = { open: price, high: price + 2, low: price - 2, close: price + 1 };
  return { openTimeMs, ...prices, volume: 7, tradeCount: 3, turnover: 7 * price };
}

/** The ring's rules in the plainest form: a map, sorted whenever it is read. */
class NaiveBars {
  readonly #capacity: number;
  readonly bars = new Map<number, Bar>();
  #closedBeforeMs = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  sorted(): Bar[] {
    return [...this.bars.values()].sort((a, b) => a.openTimeMs - b.openTimeMs);
  }

  addTrade(timeMs: number, price: number, size: number): boolean {
    const openTimeMs = Math.floor(timeMs / INTERVAL_MS) * INTERVAL_MS;
    if (openTimeMs < this.#closedBeforeMs) return false;
    const before = this.bars.get(openTimeMs);
    const oldest = this.sorted()[0];
    if (!before && oldest && this.bars.size === this.#capacity) {
      if (openTimeMs < oldest.openTimeMs) return false;
      this.bars.delete(oldest.openTimeMs);
    }
    this.bars.set(openTimeMs, {
      openTimeMs,
      open: before?.open ?? price,
      high: Math.max(before?.high ?? price, price),
      low: Math.min(before?.low ?? price, price),
      close: price,
      volume: (before?.volume ?? 0) + size,
      tradeCount: (before?.tradeCount ?? 0) + 1,
      turnover: (before?.turnover ?? 0) + price * size,
    });
    return true;
  }

  close(timeMs: number): void {
    const boundaryMs = Math.floor(timeMs / INTERVAL_MS) * INTERVAL_MS;
    this.#closedBeforeMs = Math.max(this.#closedBeforeMs, boundaryMs);
  }

  prepend(bars: readonly Bar[]): number {
    const oldestMs = this.sorted()[0]?.openTimeMs ?? Infinity;
    const room = this.#capacity - this.bars.size;
    const older = bars.filter((one) => one.openTimeMs < oldestMs);
    const taken = room === 0 ? [] : older.slice(-room);
    for (const one of taken) this.bars.set(one.openTimeMs, one);
    const newest = taken.at(-1);
    if (newest) this.close(newest.openTimeMs + INTERVAL_MS);
    return taken.length;
  }
}

const step = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('trade' as const),
      timeMs: fc.integer({ min: 60_000, max: 260_000 }),
      price: fc.integer({ min: -50, max: 1_000 }),
      size: fc.nat(100),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('close' as const),
      timeMs: fc.integer({ min: 0, max: 150_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('prepend' as const),
      opens: fc.uniqueArray(fc.nat(200), { maxLength: 120, size: 'max' }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('read' as const),
      fromMs: fc.integer({ min: 0, max: 270_000 }),
      limit: fc.nat(30),
    }),
  },
);

describe('bar ring', () => {
  test('holds what a plain map of bars would, whatever comes in whatever order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 150 }),
        fc.array(step, { maxLength: 300, size: 'max' }),
        (capacity, steps) => {
          const ring = new BarRing(INTERVAL_MS, capacity);
          const naive = new NaiveBars(capacity);
          for (const one of steps) {
            if (one.kind === 'trade') {
              const change = ring.addTrade(one.timeMs, one.price, one.size);
              const isTaken = naive.addTrade(one.timeMs, one.price, one.size);
              expect(change).toBe(isTaken);
            } else if (one.kind === 'close') {
              ring.close(one.timeMs);
              naive.close(one.timeMs);
            } else if (one.kind === 'prepend') {
              const bars = one.opens.sort((a, b) => a - b).map((open) => bar(open * INTERVAL_MS));
              expect(ring.prepend(bars)).toBe(naive.prepend(bars));
            } else {
              const expected = naive.sorted().filter((held) => held.openTimeMs >= one.fromMs);
              const newest = one.limit === 0 ? [] : expected.slice(-one.limit);
              expect(ring.from(one.fromMs)).toEqual(expected);
              expect(ring.from(one.fromMs, one.limit)).toEqual(newest);
            }
          }
          expect(ring.from(-Infinity)).toEqual(naive.sorted());
          expect(ring.length).toBe(naive.bars.size);
          expect(ring.firstOpenMs).toBe(naive.sorted()[0]?.openTimeMs ?? Infinity);
          expect(ring.lastOpenMs).toBe(naive.sorted().at(-1)?.openTimeMs ?? -Infinity);
        },
      ),
      // A failure is then told without minutes of shrinking.
      { numRuns: 150, interruptAfterTimeLimit: 10_000 },
    );
  });

  test('says from which bar on something changed', () => {
    const ring = new BarRing(INTERVAL_MS, 10);

    expect(ring.addTrade(5_999, 1, 1)).toBe(true);
  });

  test('takes a trade of an older bar until that bar is closed', () => {
    const ring = new BarRing(INTERVAL_MS, 10);
    ring.addTrade(1_500, 10, 1);
    ring.addTrade(2_500, 20, 1);

    expect(ring.addTrade(1_600, 12, 1)).toBe(true);
    ring.close(1_999);
    expect(ring.addTrade(1_700, 13, 1)).toBe(true);
    ring.close(2_000);
    expect(ring.addTrade(1_800, 99, 1)).toBe(false);

    expect(ring.from(0)[0]).toMatchObject({ open: 10, high: 13, close: 13, tradeCount: 3 });
  });

  test('never changes a stored bar that was put in front', () => {
    const ring = new BarRing(INTERVAL_MS, 10);
    ring.addTrade(9_000, 10, 1);
    ring.prepend([bar(8_000)]);

    expect(ring.addTrade(8_500, 10, 1)).toBe(false);
    expect(ring.addTrade(9_500, 10, 1)).toBe(true);
    expect(ring.from(0)[0]).toEqual(bar(8_000));
  });

  test('gives a snapshot the bars that wait for the recorder, and calls none of them lost', () => {
    const small = new BarRing(1_000, 4, true);
    for (let second = 0; second < 10; second++) {
      small.close(second * 1_000);
      small.addTrade(second * 1_000, 100, 1);
    }

    const restored = new BarRing(1_000, 64);
    restored.restore(small.toSnapshot());

    expect(restored.length).toBe(10);
    expect(restored.lostThroughMs).toBe(-Infinity);
  });

  test('knows up to where it has lost bars', () => {
    const ring = new BarRing(INTERVAL_MS, 2);
    expect(ring.lostThroughMs).toBe(-Infinity);

    for (const timeMs of [5_000, 6_000, 7_000]) ring.addTrade(timeMs, 1, 1);
    expect(ring.lostThroughMs).toBe(5_000);

    ring.addTrade(4_000, 1, 1);
    expect(ring.lostThroughMs).toBe(5_000);
  });

  test('loses the oldest of the stored bars that it has no room for', () => {
    const ring = new BarRing(INTERVAL_MS, 3);
    ring.addTrade(9_000, 1, 1);

    expect(ring.prepend([bar(1_000), bar(2_000), bar(3_000), bar(4_000)])).toBe(2);

    expect(ring.from(0).map((one) => one.openTimeMs)).toEqual([3_000, 4_000, 9_000]);
    expect(ring.lostThroughMs).toBe(2_000);
  });

  test('keeps a volume beyond 2^53 - 1 at that limit, where it can still be written', () => {
    const ring = new BarRing(INTERVAL_MS, 3);
    for (let count = 0; count < 3; count++) ring.addTrade(1_000, 1, Number.MAX_SAFE_INTEGER);

    expect(ring.from(0)[0]).toMatchObject({ volume: Number.MAX_SAFE_INTEGER, tradeCount: 3 });
  });
});
