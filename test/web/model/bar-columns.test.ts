/** The bar store equals a sorted map, whatever comes in and in whatever order. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BarColumns,
  upperBound,
  type BarArrays,
  type BarRow,
} from '../../../web/model/bar-columns.ts';

function row(openTimeMs: number, value: number, volume = 1): BarRow {
  return { openTimeMs, open: value, high: value + 2, low: value - 2, close: value + 1, volume };
}

function columnsOf(rows: readonly BarRow[]): BarArrays {
  return {
    openTimeMs: rows.map((bar) => bar.openTimeMs),
    open: rows.map((bar) => bar.open),
    high: rows.map((bar) => bar.high),
    low: rows.map((bar) => bar.low),
    close: rows.map((bar) => bar.close),
    volume: rows.map((bar) => bar.volume),
  };
}

function rowsOf(store: BarColumns): BarRow[] {
  return Array.from({ length: store.length }, (_, i) => store.at(i)).filter(
    (bar) => bar !== undefined,
  );
}

/** The same rules on a map, kept simple. */
class MapStore {
  readonly #rows = new Map<number, BarRow>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  upsert(bar: BarRow): void {
    this.#rows.set(bar.openTimeMs, bar);
    this.#trim();
  }

  merge(bars: readonly BarRow[]): void {
    for (const bar of bars) {
      const held = this.#rows.get(bar.openTimeMs);
      if (held === undefined || bar.volume >= held.volume) this.#rows.set(bar.openTimeMs, bar);
    }
    this.#trim();
  }

  clear(): void {
    this.#rows.clear();
  }

  get rows(): BarRow[] {
    return [...this.#rows.values()].sort((a, b) => a.openTimeMs - b.openTimeMs);
  }

  #trim(): void {
    for (const bar of this.rows.slice(0, -this.#capacity)) this.#rows.delete(bar.openTimeMs);
  }
}

const anyRow = fc.record({
  openTimeMs: fc.integer({ min: 0, max: 60 }).map((n) => n * 1_000),
  value: fc.integer({ min: 0, max: 2 ** 40 }),
  volume: fc.integer({ min: 0, max: 5 }),
});
const anyOperation = fc.oneof(
  { weight: 6, arbitrary: anyRow.map((bar) => ({ kind: 'upsert' as const, bars: [bar] })) },
  {
    weight: 2,
    arbitrary: fc
      .uniqueArray(anyRow, { selector: (bar) => bar.openTimeMs, maxLength: 40 })
      .map((bars) => ({
        kind: 'merge' as const,
        bars: bars.sort((a, b) => a.openTimeMs - b.openTimeMs),
      })),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'clear' as const, bars: [] }) },
);

describe('bar columns', () => {
  test('equal a sorted map after any interleaving of upserts, merges and clears', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(anyOperation, { maxLength: 120 }),
        (capacity, operations) => {
          const store = new BarColumns(capacity);
          const expected = new MapStore(capacity);
          for (const { kind, bars } of operations) {
            const rows = bars.map((bar) => row(bar.openTimeMs, bar.value, bar.volume));
            if (kind === 'clear') {
              store.clear();
              expected.clear();
            } else if (kind === 'merge') {
              store.merge(columnsOf(rows));
              expected.merge(rows);
            } else {
              for (const bar of rows) {
                store.upsert(bar);
                expected.upsert(bar);
              }
            }
            expect(rowsOf(store)).toEqual(expected.rows);
          }
        },
      ),
      { seed: 20261120, numRuns: 300 },
    );
  });

  test('finds bars by time as a linear search does', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { maxLength: 60 }),
        fc.integer({ min: -5, max: 205 }),
        (times, wanted) => {
          const sorted = times.sort((a, b) => a - b);
          const store = new BarColumns(100);
          for (const time of sorted) store.upsert(row(time, 10));

          const before = sorted.findLastIndex((time) => time <= wanted);
          const distance = Math.min(...sorted.map((time) => Math.abs(time - wanted)));

          expect(store.indexAtOrBefore(wanted)).toBe(before);
          expect(store.nearestIndex(wanted)).toBe(
            sorted.findIndex((time) => Math.abs(time - wanted) === distance),
          );
        },
      ),
      { seed: 7 },
    );
  });

  test('keep the newest bars through many times their capacity', () => {
    const store = new BarColumns(100);

    for (let i = 0; i < 5_000; i += 1) store.upsert(row(i, i + 10));

    expect(store.length).toBe(100);
    expect(store.at(0)).toEqual(row(4_900, 4_910));
    expect(store.at(-1)).toEqual(row(4_999, 5_009));
    expect(store.openTimeMs.length).toBeLessThanOrEqual(125);
  });

  test('tell a change of the newest bar from a change of history', () => {
    const store = new BarColumns(10);
    store.upsert(row(1, 10));
    store.upsert(row(2, 10));
    const { version, historyVersion } = store;

    expect(store.upsert(row(2, 11))).toBe('replaced');
    expect(store.version).toBe(version + 1);
    expect(store.historyVersion).toBe(historyVersion);
    expect(store.upsert(row(1, 12))).toBe('replaced');
    expect(store.historyVersion).toBe(historyVersion + 1);
    expect(store.upsert(row(3, 12))).toBe('appended');
    expect(store.historyVersion).toBe(historyVersion + 2);
  });

  test('do not change their version for a bar that is already there', () => {
    const store = new BarColumns(10);
    store.upsert(row(1, 10));
    const { version } = store;

    expect(store.upsert(row(1, 10))).toBe('unchanged');
    expect(store.version).toBe(version);
  });

  test('drop a bar older than all when they are full', () => {
    const store = new BarColumns(2);
    store.upsert(row(2, 10));
    store.upsert(row(3, 10));

    expect(store.upsert(row(1, 10))).toBe('dropped');
    expect(rowsOf(store).map((bar) => bar.openTimeMs)).toEqual([2, 3]);
  });

  test('keep the fuller of a live bar and its copy in a history answer', () => {
    const store = new BarColumns(10);
    store.upsert(row(1, 10, 5));
    store.upsert(row(2, 10, 5));

    expect(store.merge(columnsOf([row(0, 20, 1), row(1, 20, 9), row(2, 20, 3)]))).toBe(1);
    expect(rowsOf(store)).toEqual([row(0, 20, 1), row(1, 20, 9), row(2, 10, 5)]);
  });

  test('hold prices up to 2^53 - 1 exactly', () => {
    const store = new BarColumns(2);
    const most = Number.MAX_SAFE_INTEGER;

    store.upsert({
      openTimeMs: 1,
      open: most,
      high: most,
      low: most - 1,
      close: most,
      volume: most,
    });

    expect(store.at(0)?.high).toBe(most);
    expect(store.at(0)?.low).toBe(most - 1);
  });

  test('answer undefined and -1 where there is no bar', () => {
    const store = new BarColumns(2);

    expect(store.at(0)).toBeUndefined();
    expect(store.at(-1)).toBeUndefined();
    expect(store.lastIndex).toBe(-1);
    expect(store.nearestIndex(5)).toBe(-1);
    expect(store.indexAtOrBefore(5)).toBe(-1);
  });

  test.each([
    [
      'times that do not rise',
      columnsOf([row(2, 1), row(1, 1)]),
      /rising open times, got 1 after 2/,
    ],
    ['a time twice', columnsOf([row(2, 1), row(2, 1)]), /rising open times, got 2 after 2/],
    ['columns of other lengths', { ...columnsOf([row(2, 1)]), close: [] }, /got 0 of close/],
    ['a time that is no number', columnsOf([row(NaN, 1)]), /whole UNIX milliseconds, got NaN/],
  ])('refuse %s and stay as they were', (_name, bars, message) => {
    const store = new BarColumns(4);
    store.upsert(row(1, 1));

    expect(() => store.merge(bars)).toThrow(message);
    expect(rowsOf(store)).toEqual([row(1, 1)]);
  });

  test('refuse a capacity that holds nothing', () => {
    expect(() => new BarColumns(0)).toThrow(/whole number >= 1, got 0/);
  });
});

describe('upperBound', () => {
  test('gives the place after the last value that is not greater', () => {
    const column = [9, 1, 3, 3, 7, 0];

    expect([0, 1, 2, 3, 7, 8].map((value) => upperBound(column, 1, 5, value))).toEqual([
      1, 2, 2, 4, 5, 5,
    ]);
  });
});

describe('capacity', () => {
  const rows = Array.from({ length: 100 }, (_, i) => row(i * 1_000, i));

  function filled(capacity: number): BarColumns {
    const store = new BarColumns(capacity);
    for (const bar of rows) store.upsert(bar);
    return store;
  }

  test('that grows keeps what there is and makes room for older bars', () => {
    const store = filled(60);
    store.setCapacity(100);
    store.merge(columnsOf(rows.slice(0, 40)));

    expect(rowsOf(store)).toEqual(rows);
  });

  test('that shrinks drops the oldest bars, and the store works on', () => {
    const store = filled(100);
    const before = store.historyVersion;
    store.setCapacity(30);

    expect(rowsOf(store)).toEqual(rows.slice(70));
    expect(store.historyVersion).toBeGreaterThan(before);
    expect(store.openTimeMs.length).toBeLessThan(60);
    for (let i = 100; i < 200; i += 1) store.upsert(row(i * 1_000, i));
    expect(store.length).toBe(30);
    expect(store.at(0)?.openTimeMs).toBe(170_000);
  });

  test('that changes nothing is no change of the history', () => {
    const store = filled(100);
    const { version } = store;
    store.setCapacity(200);

    expect(store.version).toBe(version);
    expect(() => {
      store.setCapacity(0.5);
    }).toThrow(RangeError);
  });
});
